//! The digits that a text may be meant to have: in any script, in words, on a keypad, or with letters in their place.

use std::ops::RangeInclusive;

use icu_normalizer::DecomposingNormalizerBorrowed;
use rlibphonenumber::PHONE_NUMBER_UTIL;

/// How many digits a number has behind a country code that nobody said, or with its own one.
pub(super) const WHOLE_DIGITS: RangeInclusive<usize> = 7..=15;
/// Most digits of the end of a number that stands for the whole one, as in `030 901826 / 27`.
const ENDING_DIGITS_MAX: usize = 4;
/// Fewest digits of the number before such an end.
const BEFORE_ENDING_MIN: usize = 7;
/// Longest text in which letters may be those of a keypad, as in `1-800-FLOWERS`, and most digits beside them: more are
/// a number.
const KEYPAD_TEXT_MAX: usize = 60;
const KEYPAD_DIGITS_MAX: usize = 9;
/// Longest text in which digits may be words, and fewest of them by which it is known that they are.
const WORDS_TEXT_MAX: usize = 200;
const DIGIT_WORDS_MIN: usize = 3;
/// The words of each digit from 0 to 9, which somebody writes or a program puts in its place.
const DIGIT_WORDS: [&str; 10] = [
    "zero zéro cero null nul oh ноль 〇 零",
    "one eins un uno um een één один 一",
    "two zwei zwo deux dos due dois twee два 二",
    "three drei trois tres tre três drie три 三",
    "four vier quatre cuatro quattro quatro четыре 四",
    "five fünf funf fuenf cinq cinco cinque vijf пять 五",
    "six sechs seis sei zes шесть 六",
    "seven sieben sept siete sette sete zeven семь 七",
    "eight acht huit ocho otto oito восемь 八",
    "nine neun neuf nueve nove negen девять 九",
];

/// The digits of a text in each way in which it may be meant: without its letters, with letters for the digits that
/// they look like, and with those of a keypad; and each whole number of which only the end is written.
pub(super) fn readings(text: &str) -> Vec<Vec<u8>> {
    let digits = |of: fn(char) -> Option<u8>| -> Vec<u8> { text.chars().filter_map(of).collect() };
    let mut readings = vec![digits(digit)];
    // The trunk prefix that is not dialled behind a country code.
    if text.contains("(0)") {
        readings.push(text.replace("(0)", "").chars().filter_map(digit).collect());
    }
    if text.contains(char::is_alphabetic) {
        readings.push(digits(|sign| digit(sign).or_else(|| looks_like(sign))));
        if text.len() <= KEYPAD_TEXT_MAX && readings[0].len() <= KEYPAD_DIGITS_MAX {
            readings.push(digits(|sign| digit(sign).or_else(|| on_a_keypad(sign))));
        }
        readings.extend(spelled_out(text).map(|(text, _)| text.chars().filter_map(digit).collect()));
    }
    let mut whole: Vec<u8> = Vec::new();
    for part in text.split(|sign: char| !sign.is_numeric() && !" -.()".contains(sign)) {
        let part: Vec<u8> = part.chars().filter_map(digit).collect();
        let is_ending = (1..=ENDING_DIGITS_MAX).contains(&part.len()) && whole.len() >= BEFORE_ENDING_MIN;
        if is_ending {
            // What stands further in front of the end is looked at as it is written.
            let whole = &whole[whole.len().saturating_sub(*WHOLE_DIGITS.end())..];
            readings.push([&whole[..whole.len() - part.len()], &part].concat());
        } else if !part.is_empty() {
            whole = part;
        }
    }
    readings.dedup();
    readings
}

/// A text with digits for the words of digits in it, and how many they are: also for such that are written together, as
/// in `twotwo`. `None` where it has none.
fn spelled_out(text: &str) -> Option<(String, usize)> {
    let (mut spelled, mut count) = (String::new(), 0);
    let is_letter = |sign: char| sign.is_alphabetic();
    if text.len() > WORDS_TEXT_MAX || !text.contains(is_letter) {
        return None;
    }
    for part in text.to_lowercase().split_inclusive(|sign| !is_letter(sign)) {
        let word = part.trim_end_matches(|sign| !is_letter(sign));
        let digits = digits_of_word(word).unwrap_or_default();
        count += digits.len();
        spelled.push_str(if digits.is_empty() { word } else { &digits });
        spelled.push_str(&part[word.len()..]);
    }
    (count > 0).then_some((spelled, count))
}

/// A text with digits for the words of digits in it, where there are enough of them for a number.
pub(super) fn number_in_words(text: &str) -> Option<String> {
    let is_number = |text: &String| text.contains(|sign| ('1'..='9').contains(&sign));
    let (spelled, count) = spelled_out(text)?;
    let digits: Vec<&str> = spelled.split([' ', '-']).filter(|part| !part.is_empty()).collect();
    let are_single =
        digits.iter().all(|digit| digit.len() == 1 && digit.bytes().all(|it| it.is_ascii_digit()));
    let spelled = if are_single { digits.concat() } else { spelled };
    Some(spelled).filter(|spelled| count >= DIGIT_WORDS_MIN && is_number(spelled))
}

/// The digits whose words a text is, one behind the other.
fn digits_of_word(word: &str) -> Option<String> {
    if word.is_empty() {
        return Some(String::new());
    }
    let mut all = ('0'..='9').zip(DIGIT_WORDS).flat_map(|(digit, words)| {
        words.split(' ').filter_map(move |known| Some((digit, word.strip_prefix(known)?)))
    });
    all.find_map(|(digit, rest)| digits_of_word(rest).map(|others| format!("{digit}{others}")))
}

/// The value of a digit of any script.
pub(super) fn digit(sign: char) -> Option<u8> {
    if sign.is_ascii() || !sign.is_numeric() {
        return u8::try_from(sign.to_digit(10)?).ok();
    }
    let (mut own, mut plain) = ([0; 4], String::new());
    // Superscript and circled digits are no numerals to the library.
    DecomposingNormalizerBorrowed::new_nfkd().normalize_to(sign.encode_utf8(&mut own), &mut plain).ok()?;
    let ascii = PHONE_NUMBER_UTIL.normalize_digits_only(&plain);
    ascii.bytes().next().filter(u8::is_ascii_digit).map(|byte| byte - b'0')
}

/// The digit that a letter may be written for by mistake, such as O for 0.
pub const fn digit_like(sign: char) -> Option<u8> {
    looks_like(sign)
}

/// A text with the digits of a keypad in the place of its letters; `None` where it is too long to be meant so.
pub fn on_keypad(text: &str) -> Option<String> {
    let on_key = |sign: char| on_a_keypad(sign).map_or(sign, |digit| char::from(b'0' + digit));
    (text.len() <= KEYPAD_TEXT_MAX).then(|| text.chars().map(on_key).collect())
}

/// The digit that a letter is written for by mistake.
const fn looks_like(sign: char) -> Option<u8> {
    match sign {
        'O' | 'o' | 'Q' | 'D' => Some(0),
        'l' | 'I' | 'i' => Some(1),
        'Z' | 'z' => Some(2),
        'S' | 's' => Some(5),
        'G' => Some(6),
        'B' => Some(8),
        _ => None,
    }
}

/// The digit on whose key a letter stands.
const fn on_a_keypad(sign: char) -> Option<u8> {
    match sign.to_ascii_uppercase() {
        'A'..='C' => Some(2),
        'D'..='F' => Some(3),
        'G'..='I' => Some(4),
        'J'..='L' => Some(5),
        'M'..='O' => Some(6),
        'P'..='S' => Some(7),
        'T'..='V' => Some(8),
        'W'..='Z' => Some(9),
        _ => None,
    }
}
