//! Regular expressions of the schema, in the part of the syntax that ECMA 262 and other dialects share.

use crate::domain::weekday::{Weekday, WeekdaySet};

/// Any text with something other than white space.
pub(crate) const NOT_BLANK: &str = r"\S";

/// The digits of 1 to 4294967295, the largest number that kcamp keeps.
pub(crate) const FROM_ONE: &str = "[1-9][0-9]{0,8}|[1-3][0-9]{9}|4[01][0-9]{8}|42[0-8][0-9]{7}|429[0-3][0-9]{6}|\
                                                4294[0-8][0-9]{5}|42949[0-5][0-9]{4}|429496[0-6][0-9]{3}|4294967[01][0-9]{2}|\
                                                42949672[0-8][0-9]|429496729[0-5]";

/// The digits of 1 to 1000.
pub(crate) const TO_1000: &str = "[1-9][0-9]{0,2}|1000";

/// `9:00 AM`, `9 am`, `09:00`, `18:00`.
pub(crate) const TIME_OF_DAY: &str =
    r"^(?:(?:[01]?[0-9]|2[0-3]):[0-5][0-9]|(?:0?[1-9]|1[0-2])(?::[0-5][0-9])?\s*[AaPp][Mm])$";

/// `2026-12-01`. Checks the length of each month, but not for leap years.
const DATE: &str =
    r"[0-9]{4}-(?:(?:0[1-9]|1[0-2])-(?:0[1-9]|1[0-9]|2[0-9])|(?:0[13-9]|1[0-2])-30|(?:0[13578]|1[02])-31)";

/// `09:00[:00]`, optionally with a fraction of zeros.
const TIME: &str = r"(?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9](?:\.0{1,9})?)?";

/// `Z`, `+05:30`, `+0530` or `+05`.
const OFFSET: &str = r"(?:[Zz]|[+-](?:[01][0-9]|2[0-3])(?::?[0-5][0-9])?)";

/// `09:00`, `18:00:00`.
pub(crate) const CLOCK: &str = r"^\s*(?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9](?:\.0{1,9})?)?\s*$";

/// `2026-12-01 09:00[:00]`, also with `T`.
pub(crate) fn wall_time() -> String {
    format!(r"^\s*{DATE}[Tt\s]\s*{TIME}\s*$")
}

/// Like `wall_time`, but also a day without a time.
pub(crate) fn wall_end() -> String {
    format!(r"^\s*{DATE}(?:[Tt\s]\s*{TIME})?\s*$")
}

/// A date and a time, also with an offset.
pub(crate) fn written_time() -> String {
    format!(r"^\s*{DATE}[Tt\s]\s*{TIME}\s*{OFFSET}?\s*$")
}

/// Like `written_time`, but also a day without a time.
pub(crate) fn written_day() -> String {
    format!(r"^\s*{DATE}(?:[Tt\s]\s*{TIME}\s*{OFFSET}?)?\s*$")
}

/// The form of a zone's name. It does not check whether the zone exists.
pub(crate) const ZONE: &str = r"^\s*[A-Za-z][A-Za-z0-9_+-]*(?:/[A-Za-z0-9_+-]+){0,2}\s*$";

/// The alphabet of Base64, where any character may be percent-encoded.
pub(crate) const BASE64: &str = r"^(?:[A-Za-z0-9+/]|%[2-7][0-9A-Fa-f])+(?:=|%3[Dd]){0,2}$";

/// A weekday in any spelling.
pub(crate) fn weekday() -> String {
    format!(r"^\s*{}\s*$", any_day())
}

/// Days and ranges separated by commas. A range of a single day also matches, see [`range_of_one_day`].
pub(crate) fn weekdays() -> String {
    let words = WeekdaySet::WORDS.map(|(word, _)| in_any_case(word)).join("|");
    let day = any_day();
    let entry = format!(r"\s*(?:{words}|{day}(?:\s*[-–]\s*{day})?)\s*");
    format!("^{entry}(?:,{entry})*$")
}

/// A list with a range that begins and ends on the same day.
pub(crate) fn range_of_one_day() -> String {
    let ranges = Weekday::ALL.map(|day| {
        let day = spellings(day);
        format!(r"{day}\s*[-–]\s*{day}")
    });
    format!(r"(?:^|,)\s*(?:{})\s*(?:,|$)", ranges.join("|"))
}

fn any_day() -> String {
    format!("(?:{})", Weekday::ALL.map(spellings).join("|"))
}

fn spellings(day: Weekday) -> String {
    let names: Vec<String> = day.spellings().map(in_any_case).collect();
    format!("(?:{})", names.join("|"))
}

/// A pattern such as `[Mm][Oo]`, since no flag for ignoring case is known in every dialect.
fn in_any_case(word: &str) -> String {
    let either = |letter: char| ['[', letter.to_ascii_uppercase(), letter.to_ascii_lowercase(), ']'];
    word.chars().flat_map(either).collect()
}
