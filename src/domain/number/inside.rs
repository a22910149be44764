//! Numbers inside a text that is not a number alone. They are looked up among the numbers that must not be contacted,
//! and never called: a match too many is right.

use std::borrow::Cow;
use std::collections::HashSet;
use std::hash::{BuildHasherDefault, Hasher};
use std::ops::RangeInclusive;
use std::sync::LazyLock;

use rlibphonenumber::PHONE_NUMBER_UTIL;

use super::fillers::hidden_by_separators;
use super::partial::almost_whole;
use super::readings::{WHOLE_DIGITS, digit, readings};
use super::spelling::{without_escapes, without_marks, without_query};
use super::{
    DIGITS_MAX, DncEntry, NationalNumber, Number, NumberForm, NumberRegion, Numbers, PhoneLine, WrongNumber,
    is_in_a_numbering_plan, old_forms,
};

/// How many digits a number has behind a country code that somebody said.
const NATIONAL_DIGITS: RangeInclusive<usize> = 5..=14;
/// Fewest digits beside one `*` that hides none of them.
const BESIDE_ONE_MARK_MIN: usize = 10;
/// How many digits a text has in which one may be too many.
const ONE_TOO_MANY_DIGITS: RangeInclusive<usize> = 11..=16;
/// The lowest number that is looked for inside a text whatever else its digits may be: one of ten digits.
const NUMBER_INSIDE_MIN: u64 = 1_000_000_000;
/// A part of a text that may be a number: of several countries, or as it is written in one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Possible {
    /// The numbers that its digits are with a country code, their own or one that was said. No plan need have them.
    pub numbers: Vec<Number>,
    /// The number that its digits are without a country code.
    pub national: NationalNumber,
}

impl Possible {
    /// The part with this value and length, as it is and behind each of these codes.
    fn of<'code>(value: u64, length: usize, codes: impl Iterator<Item = &'code u16>) -> Self {
        let scale = 10_u64.pow(u32::try_from(length).unwrap_or(DIGITS_MAX));
        let own = WHOLE_DIGITS.contains(&length).then_some(value);
        let behind = codes.map(|code| u64::from(*code) * scale + value);
        Self { numbers: behind.chain(own).map(Number).collect(), national: NationalNumber(value) }
    }
}

impl Number {
    /// Whether it is in a country's numbering plan.
    pub fn is_in_a_plan(self) -> bool {
        is_in_a_numbering_plan(&self.written(NumberForm::Plus))
    }

    /// The part behind its calling code; `None` where no country has one with which it begins.
    pub(super) fn behind_its_code(self) -> Option<NationalNumber> {
        self.calling_code().map(|code| self.national(code))
    }

    /// The calling code with which it begins.
    pub(super) fn calling_code(self) -> Option<u16> {
        CALLING_CODES.iter().find(|code| self.begins_with(**code)).copied()
    }
}

impl Numbers {
    /// The numbers that stand in a text beside words or other numbers, each read as an entry is.
    pub fn entries_in(self, text: &str, own: Option<NumberRegion>) -> Vec<DncEntry> {
        let is_between = |sign: char| sign.is_alphabetic() || ",;/|&\n\r\t".contains(sign);
        let parts = text.split(is_between).filter(|part| part.contains(char::is_numeric));
        parts.filter_map(|part| self.read_entry(part, own).ok()).collect()
    }
}

/// Numbers that are looked for inside texts, by their digits with and without a calling code. Almost no digits of a
/// text are those of one, so that the others need not be looked up with the calling code of each country.
#[derive(Debug, Default)]
pub struct SoughtNumbers(HashSet<u64, BuildHasherDefault<DigitsHasher>>);

impl SoughtNumbers {
    /// The numbers of these lines, in each form, and those that are written without a calling code.
    pub fn of(
        lines: impl Iterator<Item = PhoneLine>,
        nationals: impl Iterator<Item = NationalNumber>,
    ) -> Self {
        let with_national =
            |number: Number| [Some(number.0), number.behind_its_code().map(|national| national.0)];
        let of_lines = lines.flat_map(old_forms::forms).flat_map(with_national).flatten();
        Self(of_lines.chain(nationals.map(|national| national.0)).collect())
    }
}

/// Spreads digits over a table. They come from the operator's own files.
#[derive(Debug, Default)]
struct DigitsHasher(u64);

impl Hasher for DigitsHasher {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_u64(u64::from(*byte));
        }
    }

    fn write_u64(&mut self, digits: u64) {
        let product = (self.0 ^ digits).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        self.0 = product ^ product >> 32;
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

/// The calling codes of all countries and networks. None of them is the beginning of another one.
static CALLING_CODES: LazyLock<Vec<u16>> = LazyLock::new(|| {
    PHONE_NUMBER_UTIL.get_supported_calling_codes().filter_map(|code| u16::try_from(code).ok()).collect()
});

/// Gives each part of a text that may be a number that is sought: any digits of it in a row, whatever stands between
/// them, with the calling codes of these countries; of every country where none is known.
pub fn each_possible_number(
    text: &str,
    countries: &[NumberRegion],
    sought: &SoughtNumbers,
    mut found: impl FnMut(Possible),
) {
    let said: Vec<u16> = countries.iter().map(|country| country.calling_code()).collect();
    let (codes, national) =
        if said.is_empty() { (&*CALLING_CODES, WHOLE_DIGITS) } else { (&said, NATIONAL_DIGITS) };
    let shortest = *national.start().min(WHOLE_DIGITS.start());
    each_run_of_digits(text, shortest, |value, length| {
        if sought.0.contains(&value) {
            found(Possible::of(value, length, codes.iter().filter(|_| national.contains(&length))));
        }
    });
}

/// Gives each part of a text that may be a number, with the calling codes of these countries, and the whole without any
/// one of its digits, which may be one too many. Where no country is known its numbers are without a code that nobody
/// said: then it is of any country.
pub fn each_number_that_may_be_meant(
    text: &str,
    countries: &[NumberRegion],
    mut found: impl FnMut(Possible),
) {
    let said: Vec<u16> = countries.iter().map(|country| country.calling_code()).collect();
    let national = if said.is_empty() { WHOLE_DIGITS } else { NATIONAL_DIGITS };
    let mut of = |value, length| {
        found(Possible::of(value, length, said.iter().filter(|_| national.contains(&length))));
    };
    each_run_of_digits(text, *national.start(), &mut of);
    let digits: Vec<u8> = text.chars().filter_map(digit).collect();
    if ONE_TOO_MANY_DIGITS.contains(&digits.len()) {
        for left_out in 0..digits.len() {
            let others = digits.iter().enumerate().filter(|(place, _)| *place != left_out);
            of(others.fold(0, |value, (_, digit)| value * 10 + u64::from(*digit)), digits.len() - 1);
        }
    }
}

/// The numbers that any digits of a text in a row may be, as they are and with the calling codes of these countries. No
/// plan need have them. Shorter ones stand in too many texts.
pub fn numbers_inside(text: &str, countries: &[NumberRegion]) -> Vec<Number> {
    let codes: Vec<u16> = countries.iter().map(|country| country.calling_code()).collect();
    let mut numbers = Vec::new();
    each_run_of_digits(text, *NATIONAL_DIGITS.start(), |value, length| {
        let codes = codes.iter().filter(|_| NATIONAL_DIGITS.contains(&length));
        let possible = Possible::of(value, length, codes).numbers;
        numbers.extend(possible.into_iter().filter(|number| number.0 >= NUMBER_INSIDE_MIN));
    });
    numbers
}

/// A text in which numbers may stand; of one in which digits are missing, the parts that may be whole numbers beside
/// it, and all of it where the signs that hide digits elsewhere only stand beside its digits, or are those of an
/// address.
pub fn whole_parts(text: &str, numbers: Numbers, own: Option<NumberRegion>) -> Vec<Cow<'_, str>> {
    let count = |part: &str| part.chars().filter(|sign| sign.is_numeric()).count();
    let is_whole = |part: &str| !numbers.read_entry(part, own).is_err_and(WrongNumber::lacks_digits);
    if is_whole(text) {
        return vec![Cow::Borrowed(text)];
    }
    let beside_mark = |part: &str| {
        let inner = part.strip_suffix('*').or_else(|| part.strip_prefix('*'))?;
        (count(inner) >= BESIDE_ONE_MARK_MIN).then(|| inner.to_owned())
    };
    let hidden = hidden_by_separators(text);
    let text = hidden.as_deref().unwrap_or(text);
    let plain = without_escapes(text);
    let mut parts: Vec<Cow<'_, str>> = Vec::new();
    for text in [Some(text), plain.as_deref()].into_iter().flatten() {
        for part in text.split(|sign: char| sign.is_whitespace() || ",;/|&=".contains(sign)) {
            parts.push(Cow::Owned(without_query(part).to_owned()));
            parts.extend(beside_mark(part).into_iter().chain(almost_whole(part)).map(Cow::Owned));
        }
        parts.extend(without_marks(text).map(Cow::Owned));
    }
    parts.extend(plain.map(Cow::Owned));
    parts.into_iter().filter(|part| count(part) >= *WHOLE_DIGITS.start() && is_whole(part)).collect()
}

/// Gives the value of all digits in a row, with how many they are: at least `shortest`, and at most as many as a number
/// has.
fn each_run_of_digits(text: &str, shortest: usize, mut run: impl FnMut(u64, usize)) {
    for digits in readings(text) {
        for start in 0..digits.len() {
            let mut value = 0;
            for (digit, length) in digits[start..].iter().zip(1..=*WHOLE_DIGITS.end()) {
                value = value * 10 + u64::from(*digit);
                if length >= shortest {
                    run(value, length);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use proptest::prelude::*;

    use super::super::{NationalNumber, Number, NumberRegion, PhoneLine};
    use super::{
        CALLING_CODES, NATIONAL_DIGITS, SoughtNumbers, WHOLE_DIGITS, each_possible_number, readings,
    };

    fn regions(countries: &[&str]) -> Vec<NumberRegion> {
        countries.iter().filter_map(|country| country.parse().ok()).collect()
    }

    /// The numbers in a text that are of one of these lines, or written as one of these without a country code.
    fn found(
        text: &str,
        countries: &[NumberRegion],
        lines: &[PhoneLine],
        nationals: &[NationalNumber],
    ) -> HashSet<Number> {
        let sought = SoughtNumbers::of(lines.iter().copied(), nationals.iter().copied());
        let mut found = HashSet::new();
        each_possible_number(text, countries, &sought, |it| {
            let is_national = nationals.contains(&it.national);
            found.extend(it.numbers.iter().filter(|number| is_national || lines.contains(&number.line())));
        });
        found
    }

    /// Finds the same by looking at every part of the text with every code.
    fn found_by_looking_at_all(
        text: &str,
        countries: &[NumberRegion],
        lines: &[PhoneLine],
        nationals: &[NationalNumber],
    ) -> HashSet<Number> {
        let said: Vec<u16> = countries.iter().map(|country| country.calling_code()).collect();
        let (codes, national) =
            if said.is_empty() { (&*CALLING_CODES, WHOLE_DIGITS) } else { (&said, NATIONAL_DIGITS) };
        let mut found = HashSet::new();
        for digits in readings(text) {
            for (start, length) in (0..digits.len()).flat_map(|start| (5..=15).map(move |it| (start, it))) {
                let Some(part) = digits.get(start..start + length) else { continue };
                let value = part.iter().fold(0, |sum, digit| sum * 10 + u64::from(*digit));
                let codes = codes.iter().filter(|_| national.contains(&length));
                let scale = (0..length).fold(1, |scale, _| scale * 10);
                let behind = codes.map(|code| u64::from(*code) * scale + value);
                let own = WHOLE_DIGITS.contains(&length).then_some(value);
                let is_national = nationals.contains(&NationalNumber(value));
                let numbers = behind.chain(own).map(Number);
                found.extend(numbers.filter(|number| is_national || lines.contains(&number.line())));
            }
        }
        found
    }

    /// Whether a number may stand in a text of these countries.
    fn is_in(text: &str, number: u64, countries: &[&str]) -> bool {
        let number = Number(number);
        found(text, &regions(countries), &[number.line()], &[]).contains(&number)
    }

    proptest! {
        #[test]
        fn the_numbers_that_are_found_are_those_that_are_found_by_looking_at_all(
            before in "[-+ ,/a-zO0-9(]{0,12}",
            number in prop_oneof![
                Just(12_025_550_177_u64), Just(493_090_182_600), Just(390_612_345_678), Just(5_215_512_345_678),
                Just(525_512_345_678), Just(5_491_123_456_789), Just(5_511_987_654_321), Just(6_581_234_568),
                1_000_000_u64..1_000_000_000_000_000,
            ],
            (dropped, zeros, ending) in (0_usize..5, 0_usize..3, 0_usize..4),
            after in "[-+ ,/a-zO0-9)]{0,12}",
            country in prop_oneof![Just(None), Just(Some("US")), Just(Some("MX")), Just(Some("DE"))],
            is_national in any::<bool>(),
        ) {
            let digits = number.to_string();
            let written = &digits[dropped..];
            let (start, end) = written.split_at(written.len().saturating_sub(ending));
            let text = format!("{before}{}{start} {end}{after}", "0".repeat(zeros));
            let countries = regions(country.as_slice());
            let nationals: Vec<NationalNumber> =
                written.parse().ok().filter(|_| is_national).map(NationalNumber).into_iter().collect();
            let lines = [Number(number).line(), Number(4_930_901_826).line()];
            prop_assert_eq!(
                found(&text, &countries, &lines, &nationals),
                found_by_looking_at_all(&text, &countries, &lines, &nationals),
                "{}", text
            );
        }
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
