//! Text from platforms and files may hold terminal escapes; what reaches a terminal shows them instead of obeying them.

use std::borrow::Cow;
use std::fmt::Write as _;

/// Whether a terminal acts on the character or lays the text out differently because of it: control characters, line and
/// paragraph separators, and the marks that turn the direction of the text around it.
fn acts(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// The character as a reader sees it.
pub(super) fn push_visible(line: &mut String, character: char) {
    match character {
        '\n' => line.push_str("\\n"),
        '\r' => line.push_str("\\r"),
        '\t' => line.push_str("\\t"),
        _ if acts(character) => {
            // Writing to a String cannot fail.
            let _ = write!(line, "\\u{{{:x}}}", u32::from(character));
        }
        _ => line.push(character),
    }
}

/// A text as one line, with nothing in it that a terminal acts on.
pub(super) fn one_line(text: &str) -> Cow<'_, str> {
    if !text.chars().any(acts) {
        return Cow::Borrowed(text);
    }
    let mut line = String::with_capacity(text.len() + 8);
    text.chars().for_each(|character| push_visible(&mut line, character));
    Cow::Owned(line)
}

/// The same, with the line breaks kept.
pub(super) fn lines(text: &str) -> Cow<'_, str> {
    if !text.chars().any(|character| character != '\n' && acts(character)) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.lines().map(one_line).collect::<Vec<_>>().join("\n"))
}

/// A JSON document in which the characters that a terminal acts on are escaped. Such characters stand only inside strings,
/// where `\u` escapes mean the same, so the document's value is unchanged.
pub(super) fn json(document: &str) -> Cow<'_, str> {
    if !document.chars().any(|character| character != '\n' && acts(character)) {
        return Cow::Borrowed(document);
    }
    let mut escaped = String::with_capacity(document.len() + 8);
    for character in document.chars() {
        if character != '\n' && acts(character) {
            // Writing to a String cannot fail. All of these characters are one UTF-16 unit.
            let _ = write!(escaped, "\\u{:04x}", u32::from(character));
        } else {
            escaped.push(character);
        }
    }
    Cow::Owned(escaped)
}

#[cfg(test)]
mod tests {
    use super::{json, lines, one_line};

    #[test]
    fn escapes_are_shown() {
        assert_eq!(one_line("a\u{1b}[2Jb\nc\u{9b}m\u{202e}"), "a\\u{1b}[2Jb\\nc\\u{9b}m\\u{202e}");
        assert_eq!(lines("a\u{7}\nb\r\nc"), "a\\u{7}\nb\nc");
        assert_eq!(one_line("größe 👩‍👩‍👧 +49"), "größe 👩‍👩‍👧 +49");
    }

    #[test]
    fn json_keeps_its_value() {
        let value = serde_json::json!({"name": "a\u{1b}\u{9b}\u{7f}\u{202e}\nb"});
        let document = serde_json::to_string_pretty(&value).unwrap_or_default();
        let escaped = json(&document);
        assert!(!escaped.contains('\u{9b}') && !escaped.contains('\u{7f}'));
        assert_eq!(serde_json::from_str::<serde_json::Value>(&escaped).ok(), Some(value));
    }
}
