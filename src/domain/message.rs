//! The text of an sms, and its Base64 form on the wire.

use std::fmt;
use std::str::FromStr;

use base64::Engine as _;
use base64::alphabet::STANDARD as STANDARD_ALPHABET;
use base64::engine::DecodePaddingMode;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig, STANDARD};

use super::finding::Problem;
use super::masked::{is_masked, masked_value};
use super::name::shows_nothing;
use super::serialized::serialized_as_text;

/// Reads Base64 with or without its final `=`, since pasted values often lose it.
const LENIENT: GeneralPurpose = GeneralPurpose::new(
    &STANDARD_ALPHABET,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// The code of a text that is no Base64 at all.
pub const NOT_BASE64: &str = "campaign/message-not-base64";

/// The text of an sms as people read it, not encoded. Never empty. Its `Debug` shows the length only.
#[derive(Clone, PartialEq, Eq)]
pub struct Message(String);

impl Message {
    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The text as the platform expects it in `message.message`: standard, padded Base64 of UTF-8. Kore.ai contract §7.
    pub fn to_base64(&self) -> String {
        STANDARD.encode(&self.0)
    }

    /// Reads `message.message`: Base64 of UTF-8, also with `=`, `+` and `/` percent-encoded as the console sends it.
    ///
    /// # Errors
    /// `campaign/masked-value`, `campaign/message-not-base64`, `campaign/message-not-utf8` or
    /// `campaign/message-empty`.
    pub fn decode_base64(encoded: &str) -> Result<Self, Problem> {
        if encoded.contains('%') && is_masked(encoded) {
            return Err(masked_value("message", encoded));
        }
        let plain = percent_encoding::percent_decode_str(encoded).decode_utf8_lossy();
        let bytes = LENIENT.decode(plain.as_bytes()).map_err(|_| {
            Problem::error(NOT_BASE64, "the message must be Base64, and it is not")
                .help("write plain text under message.text instead; kcamp encodes it")
        })?;
        let text = String::from_utf8(bytes).map_err(|_| {
            Problem::error("campaign/message-not-utf8", "the message is Base64, but not of UTF-8 text")
                .help("write plain text under message.text instead; kcamp encodes it")
        })?;
        text.parse()
    }
}

/// The bytes of a Base64 text, with or without its final `=`.
pub(crate) fn from_base64(text: &str) -> Option<Vec<u8>> {
    LENIENT.decode(text).ok()
}

impl fmt::Debug for Message {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Message({} characters)", self.0.chars().count())
    }
}

impl FromStr for Message {
    type Err = Problem;

    fn from_str(text: &str) -> Result<Self, Problem> {
        if shows_nothing(text) {
            return Err(Problem::error("campaign/message-empty", "the message is empty")
                .help("write the text that people are to read"));
        }
        Ok(Self(text.to_owned()))
    }
}

serialized_as_text!(Message.as_str);

#[cfg(test)]
mod tests {
    use super::Message;

    fn decoded(encoded: &str) -> Result<String, &'static str> {
        Message::decode_base64(encoded).map(|it| it.as_str().to_owned()).map_err(|problem| problem.code)
    }

    #[test]
    fn base64_is_read_plain_percent_encoded_and_without_padding() {
        assert_eq!(decoded("SGk+Pz4/Lg=="), Ok("Hi>?>?.".into()));
        assert_eq!(decoded("SGk%2BPz4%2FLg%3D%3D"), Ok("Hi>?>?.".into()));
        assert_eq!(decoded("SGk+Pz4/Lg"), Ok("Hi>?>?.".into()));
    }

    #[test]
    fn what_is_no_message_is_named() {
        assert_eq!(decoded("TWVzc2FnZSBmb3Ig%xxxxx"), Err("campaign/masked-value"));
        assert_eq!(decoded("Hello, you!"), Err("campaign/message-not-base64"));
        assert_eq!(decoded("/////w=="), Err("campaign/message-not-utf8"));
        assert_eq!(decoded(""), Err("campaign/message-empty"));
        assert_eq!(decoded("ICA="), Err("campaign/message-empty"));
    }

    #[test]
    fn a_text_of_which_nothing_is_seen_is_empty() {
        for text in [
            "",
            " \n",
            "\u{200b}",
            "\u{200f}\u{200e}",
            "\u{2060} \u{feff}",
            "\u{fe0f}",
            "\u{ad}\t\u{200d}",
            "\0",
            "\u{2800}",
            "\u{3164}\u{a0}",
        ] {
            assert_eq!(
                text.parse::<Message>().map_err(|it| it.code),
                Err("campaign/message-empty"),
                "{text:?}"
            );
        }
        for text in ["\u{200f}שלום", "👩\u{200d}👧", "."] {
            assert!(text.parse::<Message>().is_ok(), "{text:?}");
        }
    }

    proptest::proptest! {
        #[test]
        fn encoding_and_decoding_give_the_text_back(text in "\\PC*[a-z]") {
            let message: Message = text.parse().map_err(|_| proptest::test_runner::TestCaseError::reject("empty"))?;
            proptest::prop_assert_eq!(Message::decode_base64(&message.to_base64()), Ok(message));
        }
    }
}
