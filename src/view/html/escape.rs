//! Escapes text for HTML.

use std::borrow::Cow;

/// A text as content or as a quoted attribute: no character in it starts a tag, ends a value or has another effect.
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

/// A time zone's name, in which a line may break only between words.
pub(super) fn breaking_between_words(zone: &str) -> String {
    let mut html = String::with_capacity(zone.len() + 16);
    let mut before = '/';
    for character in zone.chars() {
        let begins_word = character.is_uppercase() && before.is_lowercase();
        if begins_word || (matches!(before, '/' | '_' | '-') && !html.is_empty()) {
            html.push_str("<wbr>");
        }
        html.push_str(&escaped(character.encode_utf8(&mut [0; 4])));
        before = character;
    }
    html
}

#[cfg(test)]
mod tests {
    use super::{breaking_between_words, escaped};
    use crate::domain::zone::names_of_today;

    /// The number of letters that fit into the narrowest column of names.
    const LETTERS_MAX: usize = 14;

    #[test]
    fn a_zone_goes_on_in_the_next_line_between_its_words_alone() {
        for (zone, expected) in [
            ("Asia/Kolkata", "Asia/<wbr>Kolkata"),
            ("America/Argentina/Buenos_Aires", "America/<wbr>Argentina/<wbr>Buenos_<wbr>Aires"),
            ("America/Port-au-Prince", "America/<wbr>Port-<wbr>au-<wbr>Prince"),
            ("Antarctica/DumontDUrville", "Antarctica/<wbr>Dumont<wbr>DUrville"),
            ("UTC", "UTC"),
            ("-05:00", "-<wbr>05:00"),
        ] {
            assert_eq!(breaking_between_words(zone), expected);
        }
        let names = names_of_today();
        let parts = names.iter().flat_map(|name| {
            breaking_between_words(name).split("<wbr>").map(str::to_owned).collect::<Vec<_>>()
        });
        assert!(parts.clone().count() > 800);
        let longest = parts.max_by_key(|part| part.chars().count());
        assert!(longest.as_ref().is_some_and(|part| part.chars().count() <= LETTERS_MAX), "{longest:?}");
    }

    #[test]
    fn nothing_begins_a_tag_or_ends_a_value() {
        assert_eq!(
            escaped("<script>alert('x')</script> & \"y\"\n"),
            "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; &quot;y&quot;\u{fffd}"
        );
        assert_eq!(escaped("größe 09:00"), "größe 09:00");
    }
}
