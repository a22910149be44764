//! Phone numbers in E.164.

use std::fmt;
use std::str::FromStr;

use super::finding::Problem;
use super::masked::{is_masked, masked_value};

/// Fewest digits of a phone number.
pub const DIGITS_MIN: usize = 8;
/// Most digits of a phone number, from E.164.
pub const DIGITS_MAX: usize = 15;
/// How many digits stay visible at the start of a masked number, where the number is long enough.
const SHOWN_AT_START: usize = 4;
/// How many digits stay visible at the end of a masked number.
const SHOWN_AT_END: usize = 4;
/// How many digits a masked number hides at least.
const HIDDEN_MIN: usize = 3;

/// A phone number in E.164: `+`, then 8 to 15 digits of which the first is not 0.
///
/// Its `Debug` is masked, since logs show values that way. There is no `Display`: [`PhoneNumber::as_str`] and
/// [`PhoneNumber::masked`] make the choice visible.
#[derive(Clone, PartialEq, Eq)]
pub struct PhoneNumber(String);

impl PhoneNumber {
    /// The whole number, with its `+`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The number for logs and errors, as in `+1202***0124`.
    #[must_use]
    pub fn masked(&self) -> String {
        let digits = &self.0[1..];
        let start = SHOWN_AT_START.min(digits.len() - SHOWN_AT_END - HIDDEN_MIN);
        let end = digits.len() - SHOWN_AT_END;
        format!("+{}{}{}", &digits[..start], "*".repeat(end - start), &digits[end..])
    }
}

impl fmt::Debug for PhoneNumber {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "PhoneNumber({})", self.masked())
    }
}

impl FromStr for PhoneNumber {
    type Err = Problem;

    fn from_str(text: &str) -> Result<Self, Problem> {
        const CODE: &str = "campaign/phone-number-invalid";
        if is_masked(text) {
            return Err(masked_value("phone number", text));
        }
        let wrong = |why: String| Problem::error(CODE, format!("{text:?} is not a phone number: {why}"));
        let Some(digits) = text.strip_prefix('+') else {
            let digits: String = text.chars().filter(char::is_ascii_digit).collect();
            let help = if digits.starts_with('0') || digits.is_empty() {
                "write + and the country code before the number, as in \"+12025550124\"".to_owned()
            } else {
                format!("write \"+{digits}\" if {digits} starts with the country code")
            };
            return Err(wrong("the + with the country code is missing".into()).help(help));
        };
        if let Some(other) = digits.chars().find(|character| !character.is_ascii_digit()) {
            let digits: String = digits.chars().filter(char::is_ascii_digit).collect();
            return Err(wrong(format!("it has {other:?} in it")).help(format!("write \"+{digits}\"")));
        }
        if digits.starts_with('0') {
            return Err(wrong("no country code starts with 0".into())
                .help("write the country code after the +, as in \"+12025550124\""));
        }
        if !(DIGITS_MIN..=DIGITS_MAX).contains(&digits.len()) {
            return Err(wrong(format!(
                "it has {} digits, and {DIGITS_MIN} to {DIGITS_MAX} are possible",
                digits.len()
            ))
            .help("write the whole number with its country code, as in \"+12025550124\""));
        }
        Ok(Self(text.to_owned()))
    }
}

/// A number that a platform reports, with or without a `+`, with its middle starred; nothing but stars where it is no
/// phone number.
#[must_use]
pub fn masked_number(reported: &str) -> String {
    let digits = reported.trim_start_matches('+');
    let masked = format!("+{digits}").parse::<PhoneNumber>().map(|number| number.masked());
    let plus = reported.len() > digits.len();
    match masked {
        Ok(masked) if plus => masked,
        Ok(masked) => masked.trim_start_matches('+').to_owned(),
        Err(_) => "***".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::PhoneNumber;

    fn code(text: &str) -> Option<&'static str> {
        text.parse::<PhoneNumber>().err().map(|problem| problem.code)
    }

    #[test]
    fn e164_numbers_are_taken_and_others_are_not() {
        for text in ["+12025550124", "+12345678", "+123456789012345"] {
            assert_eq!(code(text), None, "{text}");
        }
        for text in
            ["12025550124", "+1234567", "+1234567890123456", "+02025550124", "+1 202 5550124", "+", ""]
        {
            assert_eq!(code(text), Some("campaign/phone-number-invalid"), "{text}");
        }
        assert_eq!(code("+9195616xxxxx"), Some("campaign/masked-value"));
    }

    #[test]
    fn a_mask_hides_at_least_three_digits_and_debug_is_masked() {
        let masked = |text: &str| text.parse::<PhoneNumber>().map(|number| number.masked());
        assert_eq!(masked("+12025550124").as_deref(), Ok("+1202***0124"));
        assert_eq!(masked("+12345678").as_deref(), Ok("+1***5678"));
        let debug = format!("{:?}", "+12025550124".parse::<PhoneNumber>());
        assert!(debug.contains("+1202***0124") && !debug.contains("2025550124"), "{debug}");
    }
}
