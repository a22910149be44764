//! Lines and texts in the form of RFC 5545.

/// The most octets of a line, without its end.
const LINE_OCTETS_MAX: usize = 75;

/// Content lines, folded and ended as the standard requires.
pub(super) struct Lines(String);

impl Lines {
    pub(super) const fn new() -> Self {
        Self(String::new())
    }

    /// Adds a line. A long line continues in further lines, each after a space; no character is split.
    pub(super) fn push(&mut self, line: &str) {
        let mut octets = 0;
        for character in line.chars() {
            if octets + character.len_utf8() > LINE_OCTETS_MAX {
                self.0.push_str("\r\n ");
                octets = 1;
            }
            self.0.push(character);
            octets += character.len_utf8();
        }
        self.0.push_str("\r\n");
    }

    pub(super) fn into_text(self) -> String {
        self.0
    }
}

/// A text as a value: special characters are escaped, and control characters are left out.
pub(super) fn escaped(text: &str) -> String {
    let mut value = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\\' | ';' | ',' => value.extend(['\\', character]),
            '\n' => value.push_str("\\n"),
            _ if character.is_control() => {}
            _ => value.push(character),
        }
    }
    value
}

#[cfg(test)]
mod tests {
    use super::{Lines, escaped};

    #[test]
    fn a_value_cannot_end_its_line() {
        assert_eq!(escaped("a,b;c\\d\r\nEND:VCALENDAR\u{7}"), "a\\,b\\;c\\\\d\\nEND:VCALENDAR");
    }

    #[test]
    fn long_lines_are_folded_between_characters() {
        let line = format!("SUMMARY:{}", "größe👩".repeat(40));
        let mut lines = Lines::new();
        lines.push(&line);
        let text = lines.into_text();
        assert!(text.split("\r\n").all(|part| part.len() <= 75), "{text}");
        assert_eq!(text.replace("\r\n ", ""), line + "\r\n");
        let mut exact = Lines::new();
        exact.push(&"x".repeat(75));
        assert_eq!(exact.into_text(), "x".repeat(75) + "\r\n");
    }
}
