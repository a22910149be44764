//! Text that stays text.

use std::borrow::Cow;

/// A text as content or as a quoted attribute: nothing in it begins a tag, ends a value or acts on the page.
pub(super) fn escaped(text: &str) -> Cow<'_, str> {
    let acts = |character: char| matches!(character, '&' | '<' | '>' | '"' | '\'') || character.is_control();
    if !text.contains(acts) {
        return Cow::Borrowed(text);
    }
    let mut escaped = String::with_capacity(text.len() + 16);
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            _ if character.is_control() => escaped.push('\u{fffd}'),
            _ => escaped.push(character),
        }
    }
    Cow::Owned(escaped)
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn nothing_begins_a_tag_or_ends_a_value() {
        assert_eq!(
            escaped("<script>alert('x')</script> & \"y\"\n"),
            "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; &quot;y&quot;\u{fffd}"
        );
        assert_eq!(escaped("größe 09:00"), "größe 09:00");
    }
}
