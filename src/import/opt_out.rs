//! The columns of a contact file that show who opted out.

mod consent;
mod header;
mod withdrawn;

use std::collections::HashMap;

use csv::ByteRecord;

use self::header::{OptOutMeaning, is_opt_out};
use super::columns::Columns;
use super::headers::plain;
use crate::domain::number::{Number, PhoneLine};

/// Cells that say no, in the form of [`plain`]; zeros say it too. The table in docs/import.md has them all, and the other words below.
const NO: &[&str] = &[
    "no",
    "n",
    "false",
    "f",
    "off",
    "none",
    "nein",
    "non",
    "nao",
    "nee",
    "nej",
    "nei",
    "nie",
    "falsch",
    "falso",
    "faux",
    "hayır",
    "hayir",
    "нет",
    "ні",
    "नहीं",
    "لا",
    "否",
    "いいえ",
    "아니요",
];

/// Cells of an opt-out column that say that somebody did not opt out, or that nothing is known of it. Whatever is not here is an
/// opt-out: nobody is contacted because a file was hard to read.
const NOT_OPTED_OUT: &[&str] = &[
    "null",
    "nil",
    "na",
    "clean",
    "cleared",
    "clear",
    "allow",
    "allowed",
    "callable",
    "optin",
    "optedin",
    "subscribed",
    "notoptedout",
    "notblocked",
    "unblocked",
    "notlisted",
    "notonlist",
];

/// Beginnings of statuses that mean that somebody opted out; a reason or a date may follow.
const OPTED_OUT: &[&str] =
    &["unsubscribed", "optedout", "optout", "donotcall", "donotcontact", "donottext", "dontcall"];

/// Words with which people answer a text that they want no more; only where nothing else is in a cell.
const STOP: &[&str] = &["stop", "stopall"];

/// The ways to say no of which nobody has to be told that they do.
const PLAIN_NO: &[&str] = &["no", "n", "false", "f", "0"];

/// Signs that make a cell another one than its words: a mark, a doubt, or the error of a spreadsheet.
const MARKS: [char; 4] = ['*', '+', '?', '#'];

/// Signs of a cell in which nothing stands: quotes and dashes. Every other sign without a word is a mark.
const NOTHING: &str = "'\"`-_\u{ad}\u{2010}\u{2011}\u{2012}\u{2013}\u{2014}\u{2015}\u{2212}\u{200b}\u{200c}\u{200d}\u{200e}\u{200f}\u{2060}\u{feff}";

/// Signs between the tags of a cell.
const BETWEEN_TAGS: [char; 6] = [',', ';', '|', '\n', '\r', '\t'];

/// The columns of a file that show who opted out, and the numbers of these people.
#[derive(Debug, Default)]
pub struct OptOutColumns {
    /// Each column with its index and meaning.
    columns: Vec<(usize, OptOutMeaning)>,
    /// The numbers in rows that say so, with the index of the column. Somebody who opted out in one row
    /// did so in all rows.
    lines: HashMap<PhoneLine, usize>,
}

impl OptOutColumns {
    /// The columns of a file with such headers, except those that were left out by hand.
    #[must_use]
    pub fn search(header: &[String], columns: &Columns) -> Self {
        let places = (0..header.len()).filter(|place| columns.may_be_country(*place));
        let columns =
            places.filter_map(|place| Some((place, OptOutMeaning::of_header(&header[place])?))).collect();
        Self { columns, lines: HashMap::new() }
    }

    /// Whether no column shows who opted out.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.columns.is_empty()
    }

    /// The places of the columns.
    pub fn places(&self) -> impl Iterator<Item = usize> {
        self.columns.iter().map(|(place, _)| *place)
    }

    /// Adds the numbers of all rows, from one reading, that say that somebody opted out.
    pub fn add(&mut self, opted_out: Vec<(PhoneLine, usize)>) {
        self.lines.extend(opted_out);
    }

    /// The index of the first column by which the person of a row opted out, in a file with so many columns.
    pub(super) fn of_row(&self, record: &ByteRecord, count: usize) -> Option<usize> {
        let opted_out = |(place, says): &&(usize, OptOutMeaning)| {
            if record.len() == count {
                says.opted_out(&cell(record, *place))
            } else {
                says.opted_out_of_uneven(record, *place, count)
            }
        };
        self.columns.iter().find(opted_out).map(|(place, _)| *place)
    }

    /// The index of the first column of consents whose cell in a row says neither yes nor no.
    pub(super) fn unclear_consent(&self, record: &ByteRecord) -> Option<usize> {
        let is_unclear = |(place, says): &&(usize, OptOutMeaning)| {
            *says == OptOutMeaning::Consent && says.said(&cell(record, *place)) == Said::Unclear
        };
        self.columns.iter().find(is_unclear).map(|(place, _)| *place)
    }

    /// The cells of a row that say something in a column of opt-outs and count as a no, but not in the plainest words, such as `-`,
    /// `0.0` or `clear`; each with the column's place.
    pub fn taken_for_no(&self, record: &ByteRecord) -> impl Iterator<Item = (usize, String)> {
        self.columns.iter().filter(|(_, says)| *says == OptOutMeaning::OptOut).filter_map(|(place, says)| {
            let cell = String::from_utf8_lossy(record.get(*place)?).trim().to_owned();
            let is_plain = cell.is_empty() || PLAIN_NO.contains(&cell.to_lowercase().as_str());
            (!is_plain && !says.opted_out(&cell)).then_some((*place, cell))
        })
    }

    /// Whether a column says of a number that its person opted out.
    #[must_use]
    pub fn has(&self, number: Number) -> bool {
        self.of_line(number.line()).is_some()
    }

    /// The index of the column by which the person of a number opted out in some row.
    pub(super) fn of_line(&self, line: PhoneLine) -> Option<usize> {
        self.lines.get(&line).copied()
    }
}

/// A cell as text.
fn cell(record: &ByteRecord, place: usize) -> std::borrow::Cow<'_, str> {
    String::from_utf8_lossy(record.get(place).unwrap_or_default())
}

/// What a cell says of its person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Said {
    /// They opted out, or did not agree.
    OptedOut,
    /// They did not opt out, or agreed.
    Reachable,
    /// Something else.
    Unclear,
    /// Nothing.
    Nothing,
}

impl OptOutMeaning {
    /// Whether a cell says that somebody opted out.
    fn opted_out(self, cell: &str) -> bool {
        match self.said(cell) {
            Said::OptedOut => true,
            Said::Unclear => self == Self::OptOut,
            Said::Reachable | Said::Nothing => false,
        }
    }

    /// Whether a row with more or fewer cells than there are columns says so, in a cell that may be that of this column. The cells
    /// behind one too many, or a missing one, are in other places.
    fn opted_out_of_uneven(self, record: &ByteRecord, place: usize, count: usize) -> bool {
        let (more, fewer) = (record.len().saturating_sub(count), count.saturating_sub(record.len()));
        let said = |place: usize| self.said(&cell(record, place));
        let all: Vec<Said> = (place.saturating_sub(fewer)..=place + more).map(said).collect();
        let may_be_its_own = if more > 0 { &all[..] } else { &[said(place)] };
        all.contains(&Said::OptedOut)
            || self == Self::OptOut
                && may_be_its_own.contains(&Said::Unclear)
                && !all.contains(&Said::Reachable)
    }

    fn said(self, cell: &str) -> Said {
        match self {
            Self::OptOut | Self::Consent if cell.chars().all(says_nothing) => Said::Nothing,
            Self::OptOut => {
                let word = plain(cell);
                if word.is_empty() || cell.contains(MARKS) {
                    Said::Unclear
                } else if says_no(&word) || NOT_OPTED_OUT.contains(&word.as_str()) {
                    Said::Reachable
                } else if consent::says_yes(cell) || says_opt_out(cell) {
                    Said::OptedOut
                } else {
                    Said::Unclear
                }
            }
            Self::Consent => consent::said(cell),
            Self::Status if says_opt_out(cell) => Said::OptedOut,
            Self::Tags if has_opt_out_tag(cell) => Said::OptedOut,
            Self::Status | Self::Tags => Said::Nothing,
        }
    }
}

/// Whether a cell in the form of [`plain`] is a no.
fn says_no(word: &str) -> bool {
    NO.contains(&word) || word.chars().all(|digit| digit == '0')
}

/// Whether a cell has the words of somebody who opted out.
fn says_opt_out(cell: &str) -> bool {
    let word = plain(cell);
    is_opt_out(cell)
        || STOP.contains(&word.as_str())
        || OPTED_OUT.iter().any(|beginning| word.starts_with(beginning))
}

/// Whether one of the tags in a cell has them.
fn has_opt_out_tag(cell: &str) -> bool {
    let is_alone = !cell.contains(BETWEEN_TAGS);
    cell.split(BETWEEN_TAGS).any(says_opt_out) || is_alone && cell.split_whitespace().any(says_opt_out)
}

/// Whether nobody says anything by a character that stands alone or beside others of these.
fn says_nothing(sign: char) -> bool {
    sign.is_whitespace() || sign.is_control() || NOTHING.contains(sign)
}

#[cfg(test)]
mod tests;
