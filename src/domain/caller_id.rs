//! The sender of a campaign: a phone number, and for sms a sender id or a short code. Kore.ai contract §20.6.

use std::fmt;

use super::finding::Problem;
use super::phone_number::PhoneNumber;
use super::serialized::serialized_as_text;

/// Minimum and maximum length of a sender id, in characters.
pub const SENDER_ID_LENGTH: (usize, usize) = (3, 11);
/// Minimum and maximum number of digits of a short code.
pub const SHORT_CODE_LENGTH: (usize, usize) = (3, 8);
/// The characters besides letters and digits that a sender id may have. It neither begins nor ends with a space.
const SENDER_SIGNS: &str = " -_&.";

/// The sender of a campaign. Its `Debug` masks numbers.
#[derive(Clone, PartialEq, Eq)]
pub enum CallerId {
    /// A phone number in E.164.
    Number(PhoneNumber),
    /// An alphanumeric sender id of sms, such as `ACME`.
    SenderId(String),
    /// A short code of sms, such as `12345`.
    ShortCode(String),
}

impl CallerId {
    /// Reads the sender of an sms campaign.
    ///
    /// # Errors
    /// `campaign/phone-number-invalid`, `campaign/masked-value` or `campaign/sender-id-invalid`.
    pub fn of_sms(text: &str) -> Result<Self, Problem> {
        if is_short_code(text) {
            Ok(Self::ShortCode(text.to_owned()))
        } else if is_sender_id(text) {
            Ok(Self::SenderId(text.to_owned()))
        } else if text.starts_with('+') || !text.contains(|letter: char| letter.is_alphabetic()) {
            Self::of_voice(text)
        } else {
            let (least, most) = SENDER_ID_LENGTH;
            Err(Problem::error(
                "campaign/sender-id-invalid",
                format!("{text:?} is neither a sender id nor a phone number"),
            )
            .help(format!(
                "write {least} to {most} letters of a to z, digits, spaces or -_&. with a letter among them, or a number such \
                 as \"+12025550124\""
            )))
        }
    }

    /// Reads the sender of a voice campaign, which must be a phone number.
    ///
    /// # Errors
    /// `campaign/phone-number-invalid` or `campaign/masked-value`.
    pub fn of_voice(text: &str) -> Result<Self, Problem> {
        text.parse().map(Self::Number)
    }

    /// The text that a request contains: the number in E.164, the sender id or the short code.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Number(number) => number.as_str(),
            Self::SenderId(text) | Self::ShortCode(text) => text,
        }
    }
}

impl fmt::Debug for CallerId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => number.fmt(formatter),
            Self::SenderId(text) => write!(formatter, "SenderId({text:?})"),
            Self::ShortCode(text) => write!(formatter, "ShortCode({text:?})"),
        }
    }
}

/// Whether a text is a short code: only digits.
pub fn is_short_code(text: &str) -> bool {
    let (least, most) = SHORT_CODE_LENGTH;
    (least..=most).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_sender_id(text: &str) -> bool {
    let (least, most) = SENDER_ID_LENGTH;
    (least..=most).contains(&text.len())
        && text.chars().all(|letter| letter.is_ascii_alphanumeric() || SENDER_SIGNS.contains(letter))
        && text.bytes().any(|byte| byte.is_ascii_alphabetic())
        && !text.starts_with(' ')
        && !text.ends_with(' ')
}

serialized_as_text!(CallerId.as_str);

#[cfg(test)]
mod tests {
    use super::CallerId;

    fn sms(text: &str) -> Result<CallerId, &'static str> {
        CallerId::of_sms(text).map_err(|problem| problem.code)
    }

    #[test]
    fn an_sms_comes_from_a_number_a_sender_id_or_a_short_code() {
        assert!(matches!(sms("+12025550124"), Ok(CallerId::Number(_))));
        for text in ["ACME", "Acme Ltd", "A&B-C_1.2", "abc", "1a2", "Elevenchars"] {
            assert!(matches!(sms(text), Ok(CallerId::SenderId(_))), "{text}");
        }
        for text in ["123", "12345", "12345678"] {
            assert!(matches!(sms(text), Ok(CallerId::ShortCode(_))), "{text}");
        }
        for (text, code) in [
            ("AB", "campaign/sender-id-invalid"),
            ("Twelve chars", "campaign/sender-id-invalid"),
            ("ACME!", "campaign/sender-id-invalid"),
            ("\u{c9}COLE", "campaign/sender-id-invalid"),
            (" ACME", "campaign/sender-id-invalid"),
            ("12", "campaign/phone-number-invalid"),
            ("12025550124", "campaign/phone-number-invalid"),
            ("+1202", "campaign/phone-number-invalid"),
            ("", "campaign/phone-number-invalid"),
            ("---", "campaign/phone-number-invalid"),
        ] {
            assert_eq!(sms(text), Err(code), "{text:?}");
        }
    }

    #[test]
    fn a_call_comes_from_a_number_alone() {
        assert!(CallerId::of_voice("+12025550124").is_ok());
        for text in ["ACME", "12345"] {
            let refused = CallerId::of_voice(text).map_err(|problem| problem.code);
            assert_eq!(refused, Err("campaign/phone-number-invalid"), "{text}");
        }
    }

    #[test]
    fn debug_hides_numbers() {
        assert!(!format!("{:?}", sms("+12025550124")).contains("2025550124"));
    }
}
