//! Makes terminal escapes in text from platforms and files visible, so that a terminal does not obey them.

use std::borrow::Cow;
use std::fmt::Write as _;

use crate::domain::unseen::acts;
pub(super) use crate::domain::unseen::escaped_json as json;

/// Adds a character in its visible form.
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

/// A text as one line, without characters that a terminal obeys.
pub(super) fn one_line(text: &str) -> Cow<'_, str> {
    if !text.chars().any(acts) {
        return Cow::Borrowed(text);
    }
    let mut line = String::with_capacity(text.len() + 8);
    text.chars().for_each(|character| push_visible(&mut line, character));
    Cow::Owned(line)
}

/// Like `one_line`, but line breaks stay.
pub(super) fn lines(text: &str) -> Cow<'_, str> {
    if !text.chars().any(|character| character != '\n' && acts(character)) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.lines().map(one_line).collect::<Vec<_>>().join("\n"))
}

#[cfg(test)]
mod tests {
    use super::{lines, one_line};

    #[test]
    fn escapes_are_shown() {
        assert_eq!(one_line("a\u{1b}[2Jb\nc\u{9b}m\u{202e}"), "a\\u{1b}[2Jb\\nc\\u{9b}m\\u{202e}");
        assert_eq!(lines("a\u{7}\nb\r\nc"), "a\\u{7}\nb\nc");
        assert_eq!(one_line("größe 👩‍👩‍👧 +49"), "größe 👩‍👩‍👧 +49");
    }
}
