//! Fixes: the text that replaces a value or a key, where nothing else can have been meant.

use std::ops::Range;

use super::Origin;

/// Words that YAML, or a reader of an older YAML version, does not read as text.
const NOT_TEXT: [&str; 10] = ["true", "false", "yes", "no", "on", "off", "null", "y", "n", "nan"];

/// The one right way to write the subject of a finding: a span of the origin's text, and its replacement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// The bytes that are replaced, on one line.
    pub span: Range<usize>,
    /// The new text, on one line, with the old quotes or with the quotes that it needs.
    pub replacement: String,
}

impl Fix {
    /// The fix that replaces the scalar at an origin with another value. `None` if the origin is not in a text or spans
    /// several lines, or if the value needs a notation of its own.
    pub(super) fn of(origin: &Origin, meant: &str) -> Option<Self> {
        let Origin::Text { source, span } = origin else { return None };
        let written = source.text.get(span.clone())?;
        if written.is_empty()
            || written.contains(['\n', '\r'])
            || written.starts_with(['|', '>', '*', '&', '!'])
            || has_property(&source.text[..span.start])
        {
            return None;
        }
        let replacement = match written.chars().next()? {
            '\'' => in_quotes(meant, '\'')?,
            first if first != '"' && is_plain_text(meant) => meant.to_owned(),
            _ => in_quotes(meant, '"')?,
        };
        (replacement != written).then(|| Self { span: span.clone(), replacement })
    }

    /// Applies the fixes to a text. Of overlapping fixes, only the first is applied.
    pub fn make(fixes: &[Self], text: &str) -> String {
        let mut in_order: Vec<&Self> = fixes.iter().collect();
        in_order.sort_by_key(|fix| fix.span.start);
        let mut made = String::with_capacity(text.len());
        let mut done = 0;
        for Self { span, replacement } in in_order {
            let Some(between) = text.get(done..span.start) else { continue };
            made.push_str(between);
            made.push_str(replacement);
            done = span.end;
        }
        made.push_str(text.get(done..).unwrap_or_default());
        made
    }
}

/// Whether a text ends with an anchor or a tag. The value after an anchor may be used in other places too.
fn has_property(before: &str) -> bool {
    before.trim_end().rsplit([' ', '\t', '\n']).next().is_some_and(|word| word.starts_with(['&', '!']))
}

/// The value in quotes; `None` if it needs an escape.
fn in_quotes(value: &str, quote: char) -> Option<String> {
    let needs_escape =
        value.contains(|letter: char| matches!(letter, '\\' | '"' | '\'') || letter.is_control());
    (!needs_escape).then(|| format!("{quote}{value}{quote}"))
}

/// Whether a value without quotes is read as a text everywhere: a word, or a date and a time.
fn is_plain_text(value: &str) -> bool {
    let is_date = value.get(4..5) == Some("-") && value.starts_with(|letter: char| letter.is_ascii_digit());
    if is_date {
        return value.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'-' | b':' | b' ' | b'T'));
    }
    value.starts_with(|letter: char| letter.is_ascii_alphabetic())
        && value.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'))
        && !NOT_TEXT.contains(&value.to_ascii_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use proptest::prelude::*;

    use super::Fix;
    use crate::domain::finding::{Origin, Source};

    fn fixed(written: &str, meant: &str) -> Option<String> {
        let source = Arc::new(Source::new("a.yaml", format!("ü: {written} # c\r\n")));
        let origin = Origin::Text { source: Arc::clone(&source), span: 4..4 + written.len() };
        Fix::of(&origin, meant).map(|fix| Fix::make(&[fix], &source.text))
    }

    #[test]
    fn quotes_stay_and_come_where_they_are_needed() {
        for (written, meant, expected) in [
            ("SMS", "sms", "sms"),
            ("\"SMS\"", "sms", "\"sms\""),
            ("'SMS'", "sms", "'sms'"),
            ("+12025550124", "+12025550124", "\"+12025550124\""),
            ("2027", "2027", "\"2027\""),
            ("false", "no", "\"no\""),
            ("\" A\"", "A", "\"A\""),
            ("2027-1-4 9:00", "2027-01-04 09:00", "2027-01-04 09:00"),
            ("' A b '", "A b", "'A b'"),
        ] {
            assert_eq!(fixed(written, meant), Some(format!("ü: {expected} # c\r\n")), "{written}");
        }
    }

    #[test]
    fn what_would_need_a_form_of_its_own_has_no_fix() {
        for (written, meant) in [
            ("\" say \\\"a\\\"\"", "say \"a\""),
            ("' it''s'", "it's"),
            ("|\n  A", "a"),
            ("*A", "a"),
            ("sms", "sms"),
            ("\"a\u{7}\"", "a\u{7}b"),
        ] {
            assert_eq!(fixed(written, meant), None, "{written}");
        }
        assert_eq!(Fix::of(&Origin::Flag("--type".into()), "sms"), None);
        for property in ["&t ", "!!str ", "&t\n  "] {
            let source = Arc::new(Source::new("a.yaml", format!("x-t: {property}SMS\ncampaignType: *t\n")));
            let start = 5 + property.len();
            assert_eq!(
                Fix::of(&Origin::Text { source, span: start..start + 3 }, "sms"),
                None,
                "{property:?}"
            );
        }
    }

    proptest! {
        /// Text outside the fixes stays the same, byte for byte.
        #[test]
        fn what_is_not_fixed_stays(
            parts in prop::collection::vec(("[a-zü \r\n#]{0,9}", "[a-z]{1,5}", "[A-Z]{0,9}"), 0..9),
            rest in "[a-zü \r\n]{0,9}",
        ) {
            let (mut text, mut expected, mut fixes) = (String::new(), String::new(), Vec::new());
            for (before, old, new) in &parts {
                text.push_str(before);
                expected.push_str(before);
                fixes.insert(0, Fix { span: text.len()..text.len() + old.len(), replacement: new.clone() });
                text.push_str(old);
                expected.push_str(new);
            }
            prop_assert_eq!(Fix::make(&fixes, &(text + &rest)), expected + &rest);
        }
    }
}
