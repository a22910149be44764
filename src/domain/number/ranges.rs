//! Ranges of numbers, as in `202 555 0130-32`: each number of one is meant.

use super::spelling::{before_more_digits, begins_with_plus, without_extension};
use super::{Number, NumberRegion, Numbers};

/// Maximum number of numbers in a range that is taken number by number: two blocks of ten thousand.
const NUMBERS_MAX: u64 = 20_000;
/// Most digits of the end of a range that has only its last digits.
const ENDING_DIGITS_MAX: usize = 4;
/// How many digits at the end of two numbers may differ where they are the ends of a range, and not two numbers.
const DIFFERENT_DIGITS_MAX: u32 = 6;
/// Fewest and most digits before the end of a range whose country nobody knows; fewest where a hyphen may as well stand
/// between groups of one number.
const WRITTEN_MIN: usize = 7;
const WRITTEN_MAX: usize = 15;
const WRITTEN_BEFORE_HYPHEN_MIN: usize = 10;
/// The longest text beside the sign that is looked at, in characters.
const NUMBER_MAX: usize = 30;
/// Signs between the ends of a range.
const SIGNS: [char; 9] = ['-', '‐', '‑', '–', '—', '−', '~', '～', '…'];
/// Words between them.
const WORDS: [&str; 12] =
    ["to", "thru", "through", "until", "till", "bis", "à", "al", "au", "hasta", "até", "tot"];

/// The ends of a range.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NumberRange {
    first: Number,
    last: Number,
}

impl NumberRange {
    /// Whether it has too many numbers to take each of them.
    pub const fn is_long(self) -> bool {
        self.last.0 - self.first.0 >= NUMBERS_MAX
    }

    /// Its numbers, or as many of them as are one too many where it is long.
    pub fn numbers(self) -> impl Iterator<Item = Number> {
        (self.first.0..=self.last.0.min(self.first.0 + NUMBERS_MAX)).map(Number)
    }

    fn of(one: Number, other: Number) -> Self {
        Self { first: one.min(other), last: one.max(other) }
    }
}

impl Numbers {
    /// Whether other digits follow a number: `030 901820/821` means two numbers, not one with all digits.
    pub(super) fn has_another_behind(self, text: &str, own: Option<NumberRegion>) -> bool {
        let written = without_extension(text).unwrap_or(text);
        let is_number = |text| self.parse_whole(text, own).is_ok_and(|(parsed, _)| parsed.is_valid());
        begins_with_plus(text.trim()).is_ok() && before_more_digits(written).any(is_number)
    }

    /// The ranges in a text: a number, and behind a sign or a word the last digits of a later one, or a whole one.
    pub fn ranges_in(self, text: &str, own: Option<NumberRegion>) -> Vec<NumberRange> {
        between(text).flat_map(|(before, _, after)| self.ranges_between(before, after, own)).collect()
    }

    fn ranges_between(self, before: &str, after: &str, own: Option<NumberRegion>) -> Vec<NumberRange> {
        let Ok(first) = self.read_entry(before, own) else { return Vec::new() };
        if let Ok(last) = self.read_entry(after, own) {
            let range = NumberRange::of(first.number(), last.number());
            let scale = 10_u64.pow(DIFFERENT_DIGITS_MAX);
            let is_one = !range.is_long() || range.first.0 / scale == range.last.0 / scale;
            return if is_one { vec![range] } else { Vec::new() };
        }
        let ending: String = after.chars().take_while(char::is_ascii_digit).collect();
        let Ok(end) = ending.parse::<u64>() else { return Vec::new() };
        let scale = match ending.len() {
            1..=ENDING_DIGITS_MAX => 10_u64.pow(u32::try_from(ending.len()).unwrap_or_default()),
            _ => return Vec::new(),
        };
        let to_end =
            |number: Number| NumberRange { first: number, last: Number(number.0 - number.0 % scale + end) };
        let lines = first.lines().map(|line| to_end(line.short_form()));
        lines.filter(|range| range.last > range.first).collect()
    }
}

/// The first and the last digits of the ranges in a text whose country nobody knows, and how many digits they are.
pub(super) fn written_ranges(text: &str) -> impl Iterator<Item = (u32, u64, u64)> {
    between(text).filter_map(|(before, sign, after)| {
        let before: String = before.chars().filter(char::is_ascii_digit).collect();
        let all: String = after.chars().filter(char::is_ascii_digit).collect();
        let ending: String = after.chars().take_while(char::is_ascii_digit).collect();
        let after = if all.len() >= WRITTEN_MIN { all } else { ending };
        let may_be_group = sign.starts_with(SIGNS) && after.len() == ENDING_DIGITS_MAX;
        let fewest = if may_be_group { WRITTEN_BEFORE_HYPHEN_MIN } else { WRITTEN_MIN };
        let is_ending = after.len() <= ENDING_DIGITS_MAX || after.len() >= WRITTEN_MIN;
        let may_be_number = (fewest..=WRITTEN_MAX).contains(&before.len());
        if !may_be_number || before.len() < after.len() || !is_ending {
            return None;
        }
        let (first, end): (u64, u64) = (before.parse().ok()?, after.parse().ok()?);
        let scale = 10_u64.checked_pow(u32::try_from(after.len()).ok()?)?;
        let last = first - first % scale + end;
        let (first, last) =
            if after.len() >= WRITTEN_MIN { (first.min(last), first.max(last)) } else { (first, last) };
        let length = last.checked_ilog10()? + 1;
        let is_range = first < last && last - first < 10_u64.pow(DIFFERENT_DIGITS_MAX);
        is_range.then_some((length, first, last))
    })
}

/// The texts before and behind each sign or word of a range, as far as they may be a number, and the text between.
fn between(text: &str) -> impl Iterator<Item = (&str, &str, &str)> {
    let of_signs = text.char_indices().filter(|(_, sign)| SIGNS.contains(sign));
    let of_signs = of_signs.map(|(place, sign)| (place, sign.len_utf8()));
    let of_dots = text.match_indices("..").map(|(place, dots)| (place, dots.len()));
    let of_words = WORDS.iter().flat_map(|word| text.match_indices(word));
    let is_alone = |(place, word): &(usize, &str)| {
        let is_letter = |sign: Option<char>| sign.is_some_and(char::is_alphabetic);
        !is_letter(text[..*place].chars().next_back())
            && !is_letter(text[place + word.len()..].chars().next())
    };
    let of_words = of_words.filter(is_alone).map(|(place, word)| (place, word.len()));
    let is_of_a_number = |sign: char| sign.is_numeric() || " +-.()/".contains(sign);
    of_signs.chain(of_dots).chain(of_words).map(move |(place, length)| {
        let (before, sign, after) = (&text[..place], &text[place..place + length], &text[place + length..]);
        let start =
            before.char_indices().rev().take(NUMBER_MAX).take_while(|(_, sign)| is_of_a_number(*sign));
        let start = start.last().map_or(place, |(start, _)| start);
        let after = after.trim_start();
        let end = after.char_indices().take(NUMBER_MAX).find(|(_, sign)| !is_of_a_number(*sign));
        let end = end.map_or_else(
            || after.char_indices().nth(NUMBER_MAX).map_or(after.len(), |(end, _)| end),
            |it| it.0,
        );
        (&before[start..], sign, &after[..end])
    })
}

#[cfg(test)]
mod tests {
    use super::super::Numbers;
    use super::written_ranges;

    #[test]
    fn a_range_whose_country_nobody_knows_is_one_of_the_digits_that_are_written() {
        for (text, first, last) in [
            ("202-555-0170-0179", 2_025_550_170, 2_025_550_179),
            ("202-555-0170..0179", 2_025_550_170, 2_025_550_179),
            ("202-555-0170…0179", 2_025_550_170, 2_025_550_179),
            ("202-555-0170 to 0179", 2_025_550_170, 2_025_550_179),
            ("2025550170 - 79", 2_025_550_170, 2_025_550_179),
            ("2025550170–79", 2_025_550_170, 2_025_550_179),
            ("2025550170 bis 79 (Ada)", 2_025_550_170, 2_025_550_179),
            ("2025550170-2025550179", 2_025_550_170, 2_025_550_179),
            ("2025550179-2025550170", 2_025_550_170, 2_025_550_179),
            ("1 202 555 0170 to 202 555 0179", 12_025_550_170, 12_025_550_179),
            ("555-0170 to 0179", 5_550_170, 5_550_179),
            ("030 901820-29", 30_901_820, 30_901_829),
        ] {
            let found: Vec<_> = written_ranges(text).map(|(_, first, last)| (first, last)).collect();
            assert_eq!(found, [(first, last)], "{text}");
        }
        for text in [
            "202-555-9173",
            "1-202-555-9173",
            "+44 20-7946-9958",
            "2025550173-12",
            "2025550131-7035550131",
            "2025550131 today 132",
            "2025550131/32",
            "18446744073709551610-9999",
            "0-0",
            "to",
        ] {
            assert_eq!(written_ranges(text).count(), 0, "{text}");
        }
    }

    #[test]
    fn the_numbers_of_a_range_are_those_from_its_first_to_its_last() {
        let Ok(us) = "US".parse() else { panic!() };
        for (text, first, count) in [
            ("2025550130-32", 12_025_550_130, 3),
            ("202-555-0130 - 32", 12_025_550_130, 3),
            ("(202) 555-0130 – 0139", 12_025_550_130, 10),
            ("2025550130 bis 132", 12_025_550_130, 3),
            ("2025550130 to 2025550139", 12_025_550_130, 10),
            ("+1 202 555 0130..+1 202 555 0131", 12_025_550_130, 2),
            ("2025550139-2025550130", 12_025_550_130, 10),
            ("2025550000-9999", 12_025_550_000, 10_000),
            ("2025550000-2025559999", 12_025_550_000, 10_000),
        ] {
            let found = Numbers::of(us).ranges_in(text, None);
            let numbers: Vec<u64> = found.iter().flat_map(|range| range.numbers()).map(|it| it.0).collect();
            assert_eq!((numbers.first(), numbers.len()), (Some(&first), count), "{text}");
            assert!(!found.iter().any(|range| range.is_long()), "{text}");
        }
        for text in ["2025500000-2025599999", "2025550131 thru 2025999999"] {
            assert!(Numbers::of(us).ranges_in(text, None).iter().any(|range| range.is_long()), "{text}");
        }
        for text in [
            "202-555-0131",
            "+1-202-555-9131",
            "2025550131-12",
            "2025550131 today 132",
            "2025550131/32",
            "2025550131-7035550131",
            "-",
            "to",
            "20255501-32",
        ] {
            assert!(Numbers::of(us).ranges_in(text, None).is_empty(), "{text}");
        }
    }
}
