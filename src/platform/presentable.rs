//! Makes a platform's own words safe to show.

use super::mask;
use crate::secret::redact::Redactor;

/// The most characters of a platform's own message in an error.
const PLATFORM_MESSAGE_MAX: usize = 300;

/// A platform's text, made safe to show: short, in one line, without secrets, control characters and phone numbers.
/// `None` if nothing is left.
pub fn presentable(text: &str, redactor: &Redactor) -> Option<String> {
    let clean = redactor.clean(text.to_owned());
    let visible: String =
        clean.chars().map(|character| if is_visible(character) { character } else { ' ' }).collect();
    let line = visible.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.is_empty() {
        return None;
    }
    let masked = mask::phone_numbers(&line);
    let mut short: String = masked.chars().take(PLATFORM_MESSAGE_MAX).collect();
    if short.len() < masked.len() {
        short.push('…');
    }
    Some(short)
}

/// Whether a character is neither a control character nor one that reorders or hides text on a terminal.
fn is_visible(character: char) -> bool {
    let reorders = matches!(character, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}');
    !character.is_control() && !reorders
}

#[cfg(test)]
mod tests {
    use super::{Redactor, presentable};
    use crate::secret::Secret;

    #[test]
    fn a_platforms_text_cannot_paint_the_terminal_or_show_a_secret_or_number() {
        let redactor = Redactor::default();
        redactor.learn(&Secret::new("hunter22".into()));
        let text = "\u{1b}[31mno\u{202e}\n key hunter22 for +12025550124";
        assert_eq!(presentable(text, &redactor).as_deref(), Some("[31mno key *** for +1202***0124"));
        assert_eq!(presentable(" \n\t", &redactor), None);
        assert_eq!(presentable(&"é".repeat(1000), &redactor).map(|text| text.chars().count()), Some(301));
    }
}
