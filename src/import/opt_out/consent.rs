//! Cells of a column of consents: only a clear yes is one.

use super::words::{Kind, Kinds, Words};
use super::{Said, says_no, says_opt_out};
use crate::import::dates::{is_compact_date, is_date};
use crate::import::headers::plain;

/// The beginnings of the months' names.
const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// The meaning of a cell in a column of consents.
pub(super) fn said(cell: &str) -> Said {
    let words = Words::of(cell);
    let whole = plain(cell);
    if whole == "na" {
        return Said::Unclear;
    }
    let refusals = [Kind::TakenBack, Kind::Ended, Kind::Not, Kind::Out];
    let is_refused = || words.is(0, Kind::No) || refusals.iter().any(|kind| words.have(*kind));
    // A zero alone is a no; a cell without words, such as `?`, says nothing that is known.
    let is_no = !whole.is_empty() && says_no(&whole);
    if is_no || is_refused() || says_opt_out(cell) {
        Said::OptedOut
    } else if !cell.contains('?') && (is_a_date(cell, &words) || is_clear_yes(cell, &words)) {
        Said::Reachable
    } else {
        Said::Unclear
    }
}

/// Whether a cell begins with a yes, or is a date on which somebody said it.
pub(super) fn says_yes(cell: &str) -> bool {
    let words = Words::of(cell);
    begins_with_yes(cell, &words) || is_a_date(cell, &words)
}

/// Whether a yes or an agreement stands in a cell, and nothing beside it that may take a part of it back.
fn is_clear_yes(cell: &str, words: &Words) -> bool {
    let has_year = words.texts().iter().any(|word| is_year(word));
    let agrees = |place: usize| words.consents(place) || words.allows(place);
    let is_harmless = |place: usize| {
        let kinds = [Kind::Yes, Kind::Agreed, Kind::BesideYes, Kind::Allowed, Kind::Call];
        kinds.iter().any(|kind| words.is(place, *kind)) || has_year && is_in_a_date(&words.texts()[place])
    };
    (begins_with_yes(cell, words) || words.places().any(agrees)) && words.places().all(is_harmless)
}

fn begins_with_yes(cell: &str, words: &Words) -> bool {
    // A sign alone is not a word.
    if words.texts().is_empty() { Kinds::of(&plain(cell)).has(Kind::Yes) } else { words.is(0, Kind::Yes) }
}

/// Whether a cell is a date such as `2026-11-02` or `2 Nov 2026, 10:30`.
fn is_a_date(cell: &str, words: &Words) -> bool {
    let texts = words.texts();
    let is_in_words = || texts.iter().any(|word| is_year(word)) && texts.iter().any(|word| is_month(word));
    (is_date(cell) || is_compact_date(cell) || is_in_words()) && texts.iter().all(|word| is_in_a_date(word))
}

fn is_year(word: &str) -> bool {
    word.len() == 4 && word.bytes().all(|sign| sign.is_ascii_digit())
}

fn is_month(word: &str) -> bool {
    MONTHS.iter().any(|month| word.starts_with(month))
}

/// Whether a word may be part of a date: a number, a month, or one such as `at` and `th`.
fn is_in_a_date(word: &str) -> bool {
    /// Words beside the numbers of a date.
    const BESIDE_NUMBERS: [&str; 12] =
        ["at", "on", "am", "pm", "utc", "gmt", "t", "z", "st", "nd", "rd", "th"];
    let word = word.trim_matches(|sign: char| sign.is_ascii_digit());
    word.is_empty() || is_month(word) || BESIDE_NUMBERS.contains(&word)
}
