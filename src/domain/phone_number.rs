//! Phone numbers in E.164.

use std::fmt;
use std::str::FromStr;

use super::finding::Problem;
use super::masked::{is_masked, masked_value};
use super::number::{NumberForm, Numbers};

/// Minimum number of digits of a phone number.
pub const DIGITS_MIN: usize = 8;
/// Maximum number of digits of a phone number, from E.164.
pub const DIGITS_MAX: usize = 15;
/// Maximum number of visible digits at the start of a masked number.
const SHOWN_AT_START: usize = 4;
/// The number of visible digits at the end of a masked number.
const SHOWN_AT_END: usize = 4;
/// Minimum number of hidden digits in a masked number.
const HIDDEN_MIN: usize = 3;

/// The help for a number without its country code; the example is a number that is accepted.
const WITH_COUNTRY_CODE: &str =
    "write +, the country code and the number, as in \"+12025550124\" for (202) 555-0124 in the US";

/// A phone number in E.164: `+`, then 8 to 15 digits of which the first is not 0.
///
/// Its `Debug` is masked, since logs show values that way. There is no `Display`: callers must choose
/// [`PhoneNumber::as_str`] or [`PhoneNumber::masked`].
///
/// ```
/// use kcamp::domain::phone_number::PhoneNumber;
///
/// let number: PhoneNumber = "+12025550124".parse().unwrap();
/// assert_eq!(number.masked(), "+1202***0124");
/// assert!("2025550124".parse::<PhoneNumber>().is_err());
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct PhoneNumber(String);

impl PhoneNumber {
    /// The whole number, with its `+`.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The number for logs and errors, as in `+1202***0124`.
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
            // With only a + added, 2025550124 would be a number of Egypt. Only its writer knows the country.
            return Err(wrong("the + with the country code is missing".into()).help(WITH_COUNTRY_CODE));
        };
        if let Some(other) = digits.chars().find(|character| !character.is_ascii_digit()) {
            // The rules of the numbering plan remove separators: in +44 (0)20 7946 0958, they also remove the 0.
            let problem = wrong(format!("it has {other:?} in it"));
            return Err(match Numbers::WITH_COUNTRY_CODE.valid(text) {
                Ok(number) => {
                    let written = number.written(NumberForm::Plus);
                    let problem = problem.help(format!("write \"{written}\""));
                    if has_digits_of(text, &written) { problem.meant(written) } else { problem }
                }
                Err(_) => problem.help(WITH_COUNTRY_CODE),
            });
        }
        if digits.starts_with('0') {
            return Err(wrong("no country code starts with 0".into()).help(WITH_COUNTRY_CODE));
        }
        if !(DIGITS_MIN..=DIGITS_MAX).contains(&digits.len()) {
            return Err(wrong(format!(
                "it has {} digits, and {DIGITS_MIN} to {DIGITS_MAX} are possible",
                digits.len()
            ))
            .help(WITH_COUNTRY_CODE));
        }
        Ok(Self(text.to_owned()))
    }
}

/// Whether two spellings of a number differ only in the characters between the digits.
fn has_digits_of(one: &str, other: &str) -> bool {
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    digits(one) == digits(other) && !one.contains(char::is_alphabetic)
}

/// A number that a platform reports, with or without a `+`, masked: stars replace its middle. A value that is not a
/// phone number becomes only stars.
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
    fn the_help_leads_to_a_number_that_is_accepted_and_to_no_other_country() {
        for (text, written) in [
            ("2025550124", "+12025550124"),
            ("02079460958", "+12025550124"),
            ("13012345678", "+12025550124"),
            ("12025550124", "+12025550124"),
            ("+1 202 555-0124", "+12025550124"),
            ("+44 (0)20 7946 0958", "+442079460958"),
            ("+39 06 698 12345", "+390669812345"),
            ("+91.98765.43210", "+919876543210"),
            ("+1 800 FLOWERS", "+12025550124"),
            ("+49301234567.0", "+12025550124"),
            ("+1234567", "+12025550124"),
            ("+02025550124", "+12025550124"),
            ("", "+12025550124"),
        ] {
            let help = text.parse::<PhoneNumber>().err().and_then(|problem| problem.help).unwrap_or_default();
            let quoted = help.split('"').nth(1).unwrap_or_default();
            assert_eq!(quoted, written, "{text}: {help}");
            assert!(quoted.parse::<PhoneNumber>().is_ok(), "{text}: {help}");
        }
    }

    #[test]
    fn what_was_meant_has_the_digits_that_were_written() {
        let meant = |text: &str| text.parse::<PhoneNumber>().err().and_then(|problem| problem.meant);
        for text in ["+1 202 555-0124", "+1 (202) 555-0124", "+12025550124 ", "+1.202.555.0124"] {
            assert_eq!(meant(text).as_deref(), Some("+12025550124"), "{text}");
        }
        for text in ["+44 (0)20 7946 0958", "+1 800 FLOWERS", "2025550124", "02079460958", "+49301234567.0"] {
            assert_eq!(meant(text), None, "{text}");
        }
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
