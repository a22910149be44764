//! Texts mistaken for Base64, and Base64 mistaken for text.

use super::finding::Problem;
use super::message::{Message, from_base64};

/// Minimum length from which a text is not Base64 by coincidence.
const BASE64_MIN: usize = 16;
/// The number of characters of a text that are shown.
const SHOWN: usize = 40;

/// The warning that `message.message` is probably the text itself, not its Base64 form: it has only letters, and they
/// decode to nothing that people write. `written` is the value in the file, and `decoded` is the decoded value.
pub fn words_read_as_base64(written: &str, decoded: &Message) -> Option<Problem> {
    // Base64 of other scripts contains digits, so Base64 without digits decodes to Latin text.
    let is_latin = |letter: char| !letter.is_alphabetic() || letter < '\u{250}';
    let written = written.trim();
    if !written.bytes().all(|byte| byte.is_ascii_alphabetic())
        || reads_as_words(decoded.as_str()) && decoded.as_str().chars().all(is_latin)
    {
        return None;
    }
    let message = format!(
        "message.message must be Base64; {} would be decoded as {}, and people would get that",
        shown(written),
        shown(decoded.as_str())
    );
    Some(
        Problem::warning("campaign/message-not-encoded", message)
            .help("write plain text under message.text, and kcamp encodes it"),
    )
}

/// The warning that a text is the Base64 form of a text. People would receive the Base64.
pub fn text_is_base64(text: &str) -> Option<Problem> {
    let text = text.trim();
    if text.len() < BASE64_MIN || text.contains(char::is_whitespace) {
        return None;
    }
    let decoded = String::from_utf8(from_base64(text)?).ok().filter(|decoded| reads_as_words(decoded))?;
    let message = format!("the text is Base64 of {}, and people would get it as it is", shown(&decoded));
    Some(
        Problem::warning("campaign/message-encoded-twice", message)
            .help("write the words themselves; kcamp encodes them where the platform needs that"),
    )
}

/// Whether a text looks like words: mostly letters, and no terminal controls.
pub(super) fn reads_as_words(text: &str) -> bool {
    let is_of_words = |it: &char| it.is_alphanumeric() || it.is_whitespace();
    let all = text.chars().count();
    let of_words = text.chars().filter(is_of_words).count();
    of_words * 4 >= all * 3
        && text.chars().any(char::is_alphabetic)
        && !text.chars().any(|it| it.is_control() && !matches!(it, '\t' | '\n' | '\r'))
}

fn shown(text: &str) -> String {
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{:?}", format!("{}…", &text[..end])),
        None => format!("{text:?}"),
    }
}

#[cfg(test)]
mod tests {
    use super::{text_is_base64, words_read_as_base64};
    use crate::domain::message::Message;

    #[test]
    fn plain_words_that_happen_to_be_base64_are_doubted() {
        for (written, decoded) in [
            ("Reminder", "E\u{989d}\u{5eb}"),
            ("STAY", "I0\u{18}"),
            ("Nick", "6'$"),
            ("Stel", "Jץ"),
            ("cced", "qǝ"),
            ("CHAR", "\u{8}p\u{11}"),
            ("filt", "~)m"),
        ] {
            let message = Message::decode_base64(written);
            assert_eq!(message.as_ref().map(Message::as_str), Ok(decoded), "{written}");
            let problem = message.ok().and_then(|message| words_read_as_base64(written, &message));
            assert_eq!(problem.is_some(), written != "cced", "{written}");
        }
    }

    #[test]
    fn text_that_was_encoded_is_not() {
        for text in [
            "Hi there, your bill is due.",
            "Reply STOP",
            "नमस्ते, आपका बिल",
            "Grüße aus Köln",
            "日本語のメッセージ",
            "Hi",
            "Ваш счет готов",
            "مرحبا بكم",
            "👍👍",
            "ééé",
        ] {
            let Ok(message) = text.parse::<Message>() else { panic!("{text}") };
            for encoded in [message.to_base64(), message.to_base64().trim_end_matches('=').to_owned()] {
                assert_eq!(words_read_as_base64(&encoded, &message), None, "{text}: {encoded}");
            }
        }
    }

    #[test]
    fn a_text_that_is_base64_of_a_text_is_doubted() {
        for text in ["Hi there, your bill is due.", "नमस्ते, आपका बिल", "Pay today, please!!", "Grüße aus Köln"]
        {
            let Ok(message) = text.parse::<Message>() else { panic!("{text}") };
            for encoded in [message.to_base64(), format!(" {}\n", message.to_base64().trim_end_matches('='))]
            {
                let problem = text_is_base64(&encoded);
                assert!(problem.is_some_and(|it| it.message.contains(&text[..6])), "{text}: {encoded}");
            }
        }
        for text in [
            "Hi there, your bill is due.",
            "Donaudampfschifffahrtsgesellschaft",
            "Supercalifragilisticexpialidocious",
            "https://example.com/aaaaaaaaaaaaaaaaaaaa",
            "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
            "1234567890123456",
            "U0FWRTIw",
            "",
        ] {
            assert_eq!(text_is_base64(text), None, "{text}");
        }
    }
}
