//! Numbers inside a text that is not a number alone. They are looked up among the numbers that must not be contacted, and never
//! called: a match too many is right.

use std::ops::RangeInclusive;

use rlibphonenumber::PHONE_NUMBER_UTIL;

use super::{DIGITS_MAX, Entry, NationalNumber, Number, NumberRegion, Numbers};

/// How many digits a number has behind a country code that somebody said.
const NATIONAL_DIGITS: RangeInclusive<usize> = 5..=14;
/// How many digits a number has behind a country code that nobody said, or with its own one.
const WHOLE_DIGITS: RangeInclusive<usize> = 7..=15;
/// Most digits of the end of a number that stands for the whole one, as in `030 901826 / 27`.
const ENDING_DIGITS_MAX: usize = 4;
/// Fewest digits of the number before such an end.
const BEFORE_ENDING_MIN: usize = 7;
/// Longest text in which letters may be those of a keypad, as in `1-800-FLOWERS`, and most digits beside them: more are a number.
const KEYPAD_TEXT_MAX: usize = 60;
const KEYPAD_DIGITS_MAX: usize = 9;

/// A part of a text that may be a number: of several countries, or as it is written in one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Possible {
    /// The numbers that its digits are with a country code, their own or one that was said. No plan need have them.
    pub numbers: Vec<Number>,
    /// The number that its digits are without a country code.
    pub national: NationalNumber,
}

impl Numbers {
    /// The numbers that stand in a text beside words or other numbers, each read as an entry is.
    #[must_use]
    pub fn entries_in(self, text: &str, own: Option<NumberRegion>) -> Vec<Entry> {
        let is_between = |sign: char| sign.is_alphabetic() || ",;/|&\n\r\t".contains(sign);
        let parts = text.split(is_between).filter(|part| part.contains(char::is_numeric));
        parts.filter_map(|part| self.read_entry(part, own).ok()).collect()
    }
}

/// The parts of a text that may be a number: any digits of it in a row, whatever stands between them, with the calling codes of these
/// countries; of every country where none is known.
#[must_use]
pub fn possible_numbers(text: &str, countries: &[NumberRegion]) -> Vec<Possible> {
    let mut codes: Vec<u64> = countries.iter().map(|country| country.calling_code().into()).collect();
    let (national, is_said) =
        (if codes.is_empty() { WHOLE_DIGITS } else { NATIONAL_DIGITS }, !codes.is_empty());
    if !is_said {
        codes =
            PHONE_NUMBER_UTIL.get_supported_calling_codes().filter_map(|code| code.try_into().ok()).collect();
    }
    let shortest = (*national.start()).min(*WHOLE_DIGITS.start());
    let mut possible = Vec::new();
    for digits in readings(text) {
        for start in 0..digits.len() {
            for length in (shortest..=*WHOLE_DIGITS.end()).take_while(|length| start + length <= digits.len())
            {
                let value =
                    digits[start..start + length].iter().fold(0, |sum, digit| sum * 10 + u64::from(*digit));
                let behind =
                    |code: &u64| code * 10_u64.pow(u32::try_from(length).unwrap_or(DIGITS_MAX)) + value;
                let own = WHOLE_DIGITS.contains(&length).then_some(value);
                let codes = codes.iter().filter(|_| national.contains(&length));
                possible.push(Possible {
                    numbers: codes.map(behind).chain(own).map(Number).collect(),
                    national: NationalNumber(value),
                });
            }
        }
    }
    possible
}

/// The digits of a text in each way in which it may be meant: without its letters, with letters for the digits that they look like, and
/// with those of a keypad; and each whole number of which only the end is written.
fn readings(text: &str) -> Vec<Vec<u8>> {
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
    }
    let mut whole: Vec<u8> = Vec::new();
    for part in text.split(|sign: char| !sign.is_numeric() && !" -.()".contains(sign)) {
        let part: Vec<u8> = part.chars().filter_map(digit).collect();
        let is_ending = (1..=ENDING_DIGITS_MAX).contains(&part.len()) && whole.len() >= BEFORE_ENDING_MIN;
        if is_ending {
            readings.push([&whole[..whole.len() - part.len()], &part].concat());
        } else if !part.is_empty() {
            whole = part;
        }
    }
    readings.dedup();
    readings
}

/// The value of a digit of any script.
fn digit(sign: char) -> Option<u8> {
    if sign.is_ascii() || !sign.is_numeric() {
        return u8::try_from(sign.to_digit(10)?).ok();
    }
    let ascii = PHONE_NUMBER_UTIL.normalize_digits_only(sign.encode_utf8(&mut [0; 4]));
    ascii.bytes().next().filter(u8::is_ascii_digit).map(|byte| byte - b'0')
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

#[cfg(test)]
mod tests {
    use super::super::{Number, NumberRegion};
    use super::possible_numbers;

    /// Whether a number may stand in a text of these countries.
    fn is_in(text: &str, number: u64, countries: &[&str]) -> bool {
        let countries: Vec<NumberRegion> =
            countries.iter().filter_map(|country| country.parse().ok()).collect();
        possible_numbers(text, &countries).iter().any(|it| it.numbers.contains(&Number(number)))
    }

    #[test]
    fn every_number_inside_a_text_is_found() {
        for (text, number, countries) in [
            ("not a number 2025550177", 12_025_550_177, &["US"][..]),
            ("not a number 2025550177", 12_025_550_177, &[]),
            ("2025550177 Ada", 12_025_550_177, &["US"]),
            ("2O2555Ol77", 12_025_550_177, &["US"]),
            ("1-202-555-FLOW", 12_025_553_569, &["US"]),
            ("+12025550176/+12025550177", 12_025_550_177, &[]),
            ("2025550176; 2025550177", 12_025_550_177, &["US"]),
            ("20255501762025550177", 12_025_550_177, &["US"]),
            ("2025550177x1234567", 12_025_550_177, &["US"]),
            ("202 555 0176 / 77", 12_025_550_177, &["US"]),
            ("202 555 0176, -78, -77", 12_025_550_177, &["US"]),
            ("Büro 030 901826", 4_930_901_826, &["DE"]),
            ("+49 (0) 30 901826 Zentrale", 4_930_901_826, &["US"]),
            ("tel 06 1234 5678 casa", 390_612_345_678, &["IT"]),
            ("２０２５５５０１７７ ask", 12_025_550_177, &["US"]),
            ("९८७६५ ४३२१० घर", 919_876_543_210, &["IN"]),
            ("8123 4567\n8123 4568", 6_581_234_568, &["SG"]),
        ] {
            assert!(is_in(text, number, countries), "{text}");
        }
        for (text, number, countries) in [
            ("not a number 2025550177", 442_025_550_177, &["US"][..]),
            ("2025550178", 12_025_550_177, &["US"]),
            ("no number", 12_025_550_177, &["US"]),
            ("", 12_025_550_177, &[]),
            ("+1202****0177", 12_025_550_177, &["US"]),
        ] {
            assert!(!is_in(text, number, countries), "{text}");
        }
    }
}
