//! Characters on which a terminal acts instead of showing them, and their escapes in JSON.

use std::borrow::Cow;
use std::fmt::Write as _;

/// Whether a terminal acts on the character or changes the layout of the text because of it: control characters (ESC,
/// BEL, C1), line and paragraph separators, and marks that change the direction of the text around them.
pub fn acts(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{61c}'
                | '\u{200e}'
                | '\u{200f}'
                | '\u{2028}'
                | '\u{2029}'
                | '\u{202a}'..='\u{202e}'
                | '\u{2066}'..='\u{2069}'
                | '\u{feff}'
        )
}

/// A JSON document in which characters are escaped if a terminal acts on them. Such characters occur only inside
/// strings, where `\u` escapes mean the same, so the document's value is unchanged.
pub fn escaped_json(document: &str) -> Cow<'_, str> {
    if !document.chars().any(|character| character != '\n' && acts(character)) {
        return Cow::Borrowed(document);
    }
    let mut escaped = String::with_capacity(document.len() + 8);
    for character in document.chars() {
        if character != '\n' && acts(character) {
            // Writing to a String cannot fail. All of these characters are one UTF-16 unit.
            let _ = write!(escaped, "\\u{:04x}", u32::from(character));
        } else {
            escaped.push(character);
        }
    }
    Cow::Owned(escaped)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::{Value, json};

    use super::{acts, escaped_json};

    #[test]
    fn letters_of_every_script_and_joined_emoji_stay() {
        for text in ["größe", "日本", "عربي", "👩\u{200d}👩\u{200d}👧", "a b"] {
            assert!(!text.chars().any(acts), "{text}");
        }
    }

    proptest! {
        #[test]
        fn json_keeps_its_value(text in "[\\PC\u{7}\u{1b}\u{7f}\u{85}\u{9b}\u{61c}\u{200e}\u{202e}\u{2066}\n]{0,20}") {
            let value = json!({"name": text});
            for document in [value.to_string(), format!("{value:#}")] {
                let escaped = escaped_json(&document);
                prop_assert!(!escaped.chars().any(|character| character != '\n' && acts(character)));
                prop_assert_eq!(serde_json::from_str::<Value>(&escaped).ok(), Some(value.clone()));
            }
        }
    }
}
