//! Numbers in a cell that has words too, or more than one number: `Ada 2025550131`, `2025550131 or 2025550199`.

use super::dates::{is_compact_date, is_date};
use crate::domain::number::{digit_like, on_keypad};

/// Minimum number of digits of a number, and of what may be one by mistake.
const NUMBER_DIGITS_MIN: usize = 7;
const HARD_DIGITS_MIN: usize = 8;
/// Minimum number of digits beside letters of a keypad: in a cell with spaces, and in one without.
const KEYPAD_DIGITS_MIN: usize = 6;
const KEYPAD_DIGITS_OF_WORD_MIN: usize = 4;
/// Minimum length of a word that is a hash or the id of a program, and of its letters.
const HASH_MIN: usize = 16;
const HASH_LETTERS_MIN: usize = 3;
/// The characters that separate two numbers.
const BETWEEN: [char; 8] = [',', ';', '/', '|', '&', '\n', '\r', '\t'];

/// The numbers in a cell.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct NumbersInCell {
    /// The numbers that can be read.
    pub(super) read: Vec<String>,
    /// Whether something else may be one too.
    pub(super) is_hard: bool,
}

impl NumbersInCell {
    /// The numbers of a cell that is none as a whole. Dates and times, hashes and the parts of addresses on the net are
    /// nobody's.
    pub(super) fn of(cell: &str, is_number: impl Fn(&str) -> bool) -> Self {
        let mut found = Self::default();
        if count(cell) < NUMBER_DIGITS_MIN && !cell.contains(char::is_alphabetic) {
            return found;
        }
        let words = cell.split_inclusive(char::is_whitespace);
        let mut text = String::with_capacity(cell.len());
        for word in words {
            let is_address = word.contains('@') || word.contains("://");
            if is_address {
                found.take(word, &is_number, false);
            }
            text.push_str(if is_address || is_moment(word.trim()) || is_hash(word.trim()) {
                "a "
            } else {
                word
            });
        }
        found.take(&text, &is_number, true);
        let is_empty = found.read.is_empty() && !found.is_hard;
        found.is_hard |= is_empty
            && has_keypad_letters(&text)
            && on_keypad(text.trim()).is_some_and(|text| is_number(&text));
        found
    }

    /// Takes what stands in a text between its words. `counts` is whether what cannot be read may be a number.
    fn take(&mut self, text: &str, is_number: &impl Fn(&str) -> bool, counts: bool) {
        for piece in pieces(text) {
            let piece = piece.trim_matches(|sign: char| {
                !sign.is_numeric() && digit_like(sign).is_none() && sign != '+' && sign != '('
            });
            let digits = count(piece);
            if digits < NUMBER_DIGITS_MIN || is_compact_date(piece) {
                continue;
            }
            let parts: Vec<&str> = if is_number(piece) {
                vec![piece]
            } else {
                piece.split(BETWEEN).filter(|part| part.contains(char::is_numeric)).collect()
            };
            let read = parts.iter().filter(|part| count(part) >= NUMBER_DIGITS_MIN && is_number(part));
            let before = self.read.len();
            self.read.extend(read.map(|part| (*part).to_owned()));
            let is_long = digits >= HARD_DIGITS_MIN || piece.starts_with('+');
            self.is_hard |= counts && is_long && self.read.len() - before < parts.len();
        }
    }
}

/// A text with a digit for each letter that is written for one, in a word that has digits.
pub(super) fn with_digits(text: &str) -> String {
    let as_digit = |sign: char| digit_like(sign).map_or(sign, |digit| char::from(b'0' + digit));
    let words = text.split_inclusive(|sign: char| !sign.is_alphanumeric());
    let read = |word: &str| -> String {
        let has_digits = word.contains(char::is_numeric);
        word.chars().map(|sign| if has_digits { as_digit(sign) } else { sign }).collect()
    };
    words.map(read).collect()
}

/// The number of digits in a text, and of letters that stand for one.
fn count(text: &str) -> usize {
    text.chars().filter(|sign| sign.is_numeric() || digit_like(*sign).is_some()).count()
}

/// The parts of a text without words. A word of digits, and of letters that look like them, is none.
fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let (mut start, mut place) = (0, 0);
    while place < text.len() {
        let word =
            text[place..].find(|sign: char| !sign.is_alphanumeric()).map_or(text.len(), |end| place + end);
        if word == place {
            place += text[place..].chars().next().map_or(1, char::len_utf8);
            continue;
        }
        let letters = text[place..word].chars();
        let is_of_digits = letters.clone().any(char::is_numeric)
            && letters.clone().all(|sign| sign.is_numeric() || digit_like(sign).is_some());
        if !is_of_digits {
            for (letter, sign) in text[place..word].char_indices().filter(|(_, sign)| !sign.is_numeric()) {
                pieces.push(&text[start..place + letter]);
                start = place + letter + sign.len_utf8();
            }
        }
        place = word;
    }
    pieces.push(&text[start..]);
    pieces.retain(|piece| piece.contains(char::is_numeric));
    pieces
}

/// Whether a word is a date, a time or both, such as `2026-07-01,` `12:00:30.5Z` or `2026-07-01T12:00+02:00`.
fn is_moment(word: &str) -> bool {
    let word = word.trim_matches(|sign: char| !sign.is_alphanumeric());
    let (date, time) = match word.split_once(['T', '_']) {
        Some((date, time)) => (Some(date), Some(time)),
        None if word.contains(':') => (None, Some(word)),
        None => (Some(word), None),
    };
    date.is_none_or(is_date) && time.is_none_or(is_time) || is_compact_date(word)
}

fn is_time(text: &str) -> bool {
    let text = text.trim_end_matches('Z');
    let (time, offset) = text.split_once(['+', '-']).unwrap_or((text, "00"));
    let parts: Vec<&str> = time.split(':').chain(offset.split(':')).collect();
    let is_part = |part: &&str| {
        let (whole, fraction) = part.split_once('.').unwrap_or((part, "0"));
        let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        is_digits(whole) && (1..=2).contains(&whole.len()) && is_digits(fraction)
            || is_digits(whole) && whole.len() == 4
    };
    time.contains(':') && parts.len() <= 5 && parts.iter().all(is_part)
}

/// Whether a word is a hash, or an id such as `550e8400-e29b-41d4-a716-446655440000`.
fn is_hash(word: &str) -> bool {
    let letters = word.bytes().filter(u8::is_ascii_alphabetic).count();
    word.len() >= HASH_MIN
        && letters >= HASH_LETTERS_MIN
        && word.bytes().all(|byte| byte.is_ascii_hexdigit() || matches!(byte, b'-' | b'{' | b'}'))
}

/// Whether there are so many digits beside letters that these may be those of a keypad.
fn has_keypad_letters(text: &str) -> bool {
    let text = text.trim();
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let most = if text.contains(char::is_whitespace) { KEYPAD_DIGITS_MIN } else { KEYPAD_DIGITS_OF_WORD_MIN };
    digits >= most && text.chars().any(|sign| sign.is_ascii_alphabetic())
}
