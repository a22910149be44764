//! Regular expressions of the schema, in the part of the syntax that ECMA 262 and other dialects share.

use std::ops::RangeInclusive;

use crate::domain::weekday::{Weekday, WeekdaySet};

/// Anything but nothing and white space.
pub(super) const NOT_BLANK: &str = r"\S";

/// `9:00 AM`, `9 am`, `09:00`, `18:00`.
pub(super) const TIME_OF_DAY: &str =
    r"^(?:(?:[01]?[0-9]|2[0-3]):[0-5][0-9]|(?:0?[1-9]|1[0-2])(?::[0-5][0-9])?\s*[AaPp][Mm])$";

/// `2026-12-01`. Knows the length of each month, and not which years are leap years.
const DATE: &str =
    r"[0-9]{4}-(?:(?:0[1-9]|1[0-2])-(?:0[1-9]|1[0-9]|2[0-9])|(?:0[13-9]|1[0-2])-30|(?:0[13578]|1[02])-31)";

/// `09:00[:00]`, with a fraction of zeros at most.
const TIME: &str = r"(?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9](?:\.0{1,9})?)?";

/// `Z`, `+05:30`, `+0530` or `+05`.
const OFFSET: &str = r"(?:[Zz]|[+-](?:[01][0-9]|2[0-3])(?::?[0-5][0-9])?)";

/// `09:00`, `18:00:00`.
pub(super) const CLOCK: &str = r"^\s*(?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9](?:\.0{1,9})?)?\s*$";

/// `2026-12-01 09:00[:00]`, also with `T`.
pub(super) fn wall_time() -> String {
    format!(r"^\s*{DATE}[Tt\s]\s*{TIME}\s*$")
}

/// The same, also a day alone.
pub(super) fn wall_end() -> String {
    format!(r"^\s*{DATE}(?:[Tt\s]\s*{TIME})?\s*$")
}

/// A date and a time, also with an offset.
pub(super) fn written_time() -> String {
    format!(r"^\s*{DATE}[Tt\s]\s*{TIME}\s*{OFFSET}?\s*$")
}

/// The same, also a day alone.
pub(super) fn written_day() -> String {
    format!(r"^\s*{DATE}(?:[Tt\s]\s*{TIME}\s*{OFFSET}?)?\s*$")
}

/// The form of a zone's name, which may or may not be one.
pub(super) const ZONE: &str = r"^\s*[A-Za-z][A-Za-z0-9_+-]*(?:/[A-Za-z0-9_+-]+){0,2}\s*$";

/// The alphabet of Base64, with any of it percent-encoded.
pub(super) const BASE64: &str = r"^(?:[A-Za-z0-9+/]|%[2-7][0-9A-Fa-f])+(?:=|%3[Dd]){0,2}$";

/// A weekday in any spelling.
pub(super) fn weekday() -> String {
    format!(r"^\s*{}\s*$", any_day())
}

/// Days and ranges divided by commas; a range of one day alone passes, see [`range_of_one_day`].
pub(super) fn weekdays() -> String {
    let words = WeekdaySet::WORDS.map(|(word, _)| in_any_case(word)).join("|");
    let day = any_day();
    let entry = format!(r"\s*(?:{words}|{day}(?:\s*[-–]\s*{day})?)\s*");
    format!("^{entry}(?:,{entry})*$")
}

/// A range that begins and ends on one day, among others.
pub(super) fn range_of_one_day() -> String {
    let ranges = Weekday::ALL.map(|day| {
        let day = spellings(day);
        format!(r"{day}\s*[-–]\s*{day}")
    });
    format!(r"(?:^|,)\s*(?:{})\s*(?:,|$)", ranges.join("|"))
}

/// The digits of a whole number of a range.
pub(super) fn digits(range: &RangeInclusive<u32>) -> String {
    let (least, most) = (range.start().to_string(), range.end().to_string());
    let of_length = |length: usize| {
        let lowest =
            if length == least.len() { least.clone() } else { format!("1{}", "0".repeat(length - 1)) };
        let highest = if length == most.len() { most.clone() } else { "9".repeat(length) };
        same_length(lowest.as_bytes(), highest.as_bytes())
    };
    format!("(?:{})", (least.len()..=most.len()).map(of_length).collect::<Vec<_>>().join("|"))
}

/// The digits between two numbers that have equally many.
fn same_length(first: &[u8], last: &[u8]) -> String {
    let (Some((low, first_rest)), Some((high, last_rest))) = (first.split_first(), last.split_first()) else {
        return String::new();
    };
    if low == high {
        return format!("{}{}", char::from(*low), same_length(first_rest, last_rest));
    }
    let any = |low: u8, high: u8| {
        let more =
            if first_rest.is_empty() { String::new() } else { format!("[0-9]{{{}}}", first_rest.len()) };
        if low == high {
            format!("{}{more}", char::from(low))
        } else {
            format!("[{}-{}]{more}", char::from(low), char::from(high))
        }
    };
    let mut alternatives = Vec::new();
    let (mut from, mut to) = (*low, *high);
    if first_rest.iter().any(|digit| *digit != b'0') {
        let up = same_length(first_rest, &vec![b'9'; first_rest.len()]);
        alternatives.push(format!("{}{up}", char::from(*low)));
        from += 1;
    }
    let ends_early = last_rest.iter().any(|digit| *digit != b'9');
    if ends_early {
        to -= 1;
    }
    if from <= to {
        alternatives.push(any(from, to));
    }
    if ends_early {
        let down = same_length(&vec![b'0'; last_rest.len()], last_rest);
        alternatives.push(format!("{}{down}", char::from(*high)));
    }
    if alternatives.len() == 1 { alternatives.remove(0) } else { format!("(?:{})", alternatives.join("|")) }
}

fn any_day() -> String {
    format!("(?:{})", Weekday::ALL.map(spellings).join("|"))
}

fn spellings(day: Weekday) -> String {
    let names: Vec<String> = day.spellings().map(in_any_case).collect();
    format!("(?:{})", names.join("|"))
}

/// `[Mm][Oo]`: there is no flag for it that every dialect knows.
fn in_any_case(word: &str) -> String {
    let either = |letter: char| ['[', letter.to_ascii_uppercase(), letter.to_ascii_lowercase(), ']'];
    word.chars().flat_map(either).collect()
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use serde_json::json;

    use super::digits;

    proptest::proptest! {
        #[test]
        fn the_digits_of_a_range_are_those_of_its_numbers(least in 0_u32..3_000, more in 0_u32..3_000) {
            let most = least + more;
            let pattern = format!("^{}$", digits(&(least..=most)));
            let matcher = jsonschema::validator_for(&json!({ "pattern": pattern })).unwrap();
            for number in 0..=most + 1_100 {
                let is_in = (least..=most).contains(&number);
                proptest::prop_assert_eq!(matcher.is_valid(&json!(number.to_string())), is_in, "{} in {}", number, pattern);
            }
        }
    }
}
