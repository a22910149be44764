//! The text of a live sms, in whatever spelling the platform returns it. Kore.ai contract §7.

use base64::Engine as _;
use base64::alphabet::STANDARD;
use base64::engine::DecodePaddingMode;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig};

use super::encoding_mixup::reads_as_words;
use super::message::{Message, NOT_BASE64};

/// Reads Base64 however it ends.
const LENIENT: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true),
);
/// How often a text may be percent-encoded.
const PERCENT_MAX: usize = 3;
/// Other spellings of the signs of Base64, and of line breaks between them.
const ESCAPES: [(&str, &str); 17] = [
    ("&amp;", "&"),
    ("&#61;", "="),
    ("&#x3d;", "="),
    ("&#x3D;", "="),
    ("&equals;", "="),
    ("\\u003d", "="),
    ("\\u003D", "="),
    ("&#43;", "+"),
    ("&#x2b;", "+"),
    ("&#x2B;", "+"),
    ("&plus;", "+"),
    ("&#47;", "/"),
    ("&#x2f;", "/"),
    ("&#x2F;", "/"),
    ("\\/", "/"),
    ("\\r", "\n"),
    ("\\n", "\n"),
];
/// Minimum length from which a part of a text may be Base64.
const PART_MIN: usize = 24;

/// The text of a live sms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LiveMessage {
    /// The words, which came in an encoding that kcamp writes, or as they are.
    Known(String),
    /// The words, which came as Base64 in another spelling, such as with line breaks. What the platform makes of it is
    /// not documented, and an update would send it in another one.
    Respelled(String),
    /// It is Base64 of something else than words, or may be.
    Unknown,
}

impl LiveMessage {
    /// Reads `message.message` of an answer. What is no Base64 is the text itself, as in older answers.
    pub fn read(sent: &str) -> Self {
        match Message::decode_base64(sent) {
            Ok(message) => return Self::Known(message.as_str().to_owned()),
            Err(problem) if problem.code != NOT_BASE64 => return Self::Unknown,
            Err(_) => {}
        }
        let text = without_escapes(sent);
        let joined: String = text.split(['\r', '\n']).map(str::trim).collect();
        let letters = joined.trim_end_matches('=');
        if letters.bytes().all(is_of_base64) {
            return words(letters).map_or(Self::Unknown, Self::Respelled);
        }
        // A blank may have been a plus sign.
        let mut parts = text.split(|letter: char| !letter.is_ascii() || !is_of_base64(letter as u8));
        let may_be_base64 = words(&letters.replace(' ', "+")).is_some()
            || parts.any(|part| part.len() >= PART_MIN && words(&part[..part.len() / 4 * 4]).is_some());
        if may_be_base64 { Self::Unknown } else { Self::Known(sent.to_owned()) }
    }

    /// The words, as far as they are known.
    pub fn words(self) -> Option<String> {
        match self {
            Self::Known(words) | Self::Respelled(words) => Some(words),
            Self::Unknown => None,
        }
    }
}

/// The text without percent-encoding, escapes, quotes and the beginning of a `data:` URL.
fn without_escapes(sent: &str) -> String {
    let mut text = sent.to_owned();
    for _ in 0..PERCENT_MAX {
        text = percent_encoding::percent_decode_str(&text).decode_utf8_lossy().into_owned();
    }
    for (escape, sign) in ESCAPES {
        text = text.replace(escape, sign);
    }
    let text = text.trim().trim_matches(['"', '\'']);
    let data = text.split_once(";base64,").filter(|(head, _)| head.starts_with("data:"));
    data.map_or(text, |(_, data)| data).trim().to_owned()
}

/// Whether a sign is one of Base64, also of that in URLs.
const fn is_of_base64(sign: u8) -> bool {
    sign.is_ascii_alphanumeric() || matches!(sign, b'+' | b'/' | b'-' | b'_')
}

/// The words that Base64 without its final `=` stands for; `None` where it stands for something else.
fn words(letters: &str) -> Option<String> {
    let bytes = LENIENT.decode(letters.replace('-', "+").replace('_', "/")).ok()?;
    String::from_utf8(bytes).ok().filter(|text| reads_as_words(text))
}

#[cfg(test)]
mod tests {
    use super::LiveMessage;
    use base64::Engine as _;
    use base64::engine::general_purpose::{STANDARD, URL_SAFE};

    const TEXT: &str = "Dear customer, your bill of 12.50 is due on 5 May. Was ist da los??? Pay at example.com or call us now.";

    #[test]
    fn base64_is_read_in_every_usual_spelling() {
        let encoded = STANDARD.encode(TEXT);
        let without = encoded.trim_end_matches('=');
        assert_ne!(encoded, without);
        let lines = |end: &str| {
            encoded
                .as_bytes()
                .chunks(76)
                .map(|line| [line, end.as_bytes()].concat())
                .collect::<Vec<_>>()
                .concat()
        };
        let known = [encoded.clone(), without.to_owned(), encoded.replace('=', "%3D")];
        for spelling in known {
            assert_eq!(LiveMessage::read(&spelling), LiveMessage::Known(TEXT.to_owned()), "{spelling:?}");
        }
        let respelled = [
            String::from_utf8_lossy(&lines("\n")).into_owned(),
            String::from_utf8_lossy(&lines("\r\n")).trim_end().to_owned(),
            String::from_utf8_lossy(&lines("\n ")).into_owned(),
            format!("{encoded}\n"),
            format!(" {encoded}"),
            format!("{encoded}%0A"),
            format!("{encoded}=="),
            encoded.replace('=', "%253D"),
            encoded.replace('=', "&#61;"),
            encoded.replace('=', "&amp;#x3D;"),
            format!("\"{encoded}\""),
            format!("data:text/plain;base64,{encoded}"),
            URL_SAFE.encode(format!("{TEXT} ¿ÿ?")),
        ];
        for spelling in respelled {
            let LiveMessage::Respelled(words) = LiveMessage::read(&spelling) else { panic!("{spelling:?}") };
            assert!(words.starts_with(TEXT), "{spelling:?}");
        }
    }

    #[test]
    fn what_may_be_base64_is_not_known() {
        let encoded = STANDARD.encode(TEXT);
        let wrapped = [
            format!("base64:{encoded}"),
            format!("<b>{encoded}</b>"),
            format!("=?utf-8?B?{encoded}?="),
            STANDARD.encode("Wie geht's? Ist da los>>> wir fragen >>> nur").replace('+', " "),
            "Q2Fm6Q==\n".to_owned(),
            "Q2Fm6Q".to_owned(),
            "Hello".to_owned(),
        ];
        for spelling in wrapped {
            assert_eq!(LiveMessage::read(&spelling), LiveMessage::Unknown, "{spelling:?}");
        }
    }

    #[test]
    fn what_is_no_base64_is_the_text() {
        for text in [
            "Hi, you!",
            "Hello there",
            "Your bill is due\nPay today please",
            "50% off",
            "Caf%C3%A9 au lait",
            "Grüße",
            "<p>Hi</p>",
            "Pay at https://pay.example.com/b/7f3a9c1e5d2b4a6f8c0e1d3b or reply STOP",
        ] {
            assert_eq!(LiveMessage::read(text), LiveMessage::Known(text.to_owned()));
        }
    }
}
