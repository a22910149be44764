//! The encoding of an sms text in a request.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::finding::Problem;

/// The encoding of `message.message`. Kore.ai contract §7: kcamp reads both forms and writes one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum MessageEncoding {
    /// `base64`: padded Base64 of the text's UTF-8. It contains no `%`, so a server that percent-decodes
    /// does not change it.
    #[default]
    Base64,
    /// `percent-base64`: the same with `+`, `/` and `=` percent-encoded, as the platform's own console sends it.
    PercentBase64,
}

impl MessageEncoding {
    /// The encoding of an encoded text; `None` where it has nothing that the two write differently.
    pub fn of(encoded: &str) -> Option<Self> {
        if encoded.contains('%') {
            return Some(Self::PercentBase64);
        }
        encoded.contains(['+', '/', '=']).then_some(Self::Base64)
    }
}

impl fmt::Display for MessageEncoding {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Base64 => "base64",
            Self::PercentBase64 => "percent-base64",
        })
    }
}

impl FromStr for MessageEncoding {
    type Err = Problem;

    fn from_str(text: &str) -> Result<Self, Problem> {
        match text {
            "base64" => Ok(Self::Base64),
            "percent-base64" => Ok(Self::PercentBase64),
            _ => {
                Err(Problem::error("message/encoding-unknown", format!("{text:?} is not a message encoding"))
                    .help("use base64 or percent-base64"))
            }
        }
    }
}
