//! The columns of a contact file that show who opted out.

mod header;

use std::collections::HashMap;

use csv::ByteRecord;

use self::header::{OptOutMeaning, is_opt_out};
use super::columns::Columns;
use super::headers::plain;
use crate::domain::number::{Line, Number};

/// Words in a cell that mean no, in the form of [`plain`]; zeros mean it too.
const NO: &[&str] = &[
    "no",
    "n",
    "false",
    "f",
    "off",
    "none",
    "never",
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

/// Words in an opt-out column that mean that somebody did not opt out.
const NOT_OPTED_OUT: &[&str] = &[
    "null",
    "nil",
    "na",
    "ok",
    "okay",
    "clean",
    "cleared",
    "clear",
    "safe",
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

/// Words in a consent column that mean that there is no consent.
const NO_CONSENT: &[&str] = &[
    "revoked",
    "withdrawn",
    "denied",
    "declined",
    "refused",
    "rejected",
    "notgiven",
    "notgranted",
    "noconsent",
    "notoptedin",
    "notsubscribed",
    "out",
];

/// Beginnings of statuses that mean that somebody opted out; a reason or a date may follow.
const OPTED_OUT: &[&str] =
    &["unsubscribed", "optedout", "optout", "donotcall", "donotcontact", "donottext", "dontcall"];

/// Words with which people answer a text that they want no more; only where nothing else is in a cell.
const STOP: &[&str] = &["stop", "stopall"];

/// The ways to say no of which nobody has to be told that they do.
const PLAIN_NO: &[&str] = &["no", "n", "false", "f", "0"];

/// Signs that mark a cell where nothing else is in it.
const MARKS: [char; 5] = ['*', '+', '!', '?', '#'];

/// The columns of a file that show who opted out, and the numbers of these people.
#[derive(Debug, Default)]
pub struct OptOutColumns {
    /// Each column with its index and meaning.
    columns: Vec<(usize, OptOutMeaning)>,
    /// The numbers in rows that say so, with the index of the column. Somebody who opted out in one row
    /// did so in all rows.
    lines: HashMap<Line, usize>,
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
    pub fn add(&mut self, opted_out: Vec<(Line, usize)>) {
        self.lines.extend(opted_out);
    }

    /// The index of the first column by which the person of a row opted out.
    pub(super) fn of_row(&self, record: &ByteRecord) -> Option<usize> {
        let opted_out = |(place, says): &&(usize, OptOutMeaning)| {
            says.opted_out(&String::from_utf8_lossy(record.get(*place).unwrap_or_default()))
        };
        self.columns.iter().find(opted_out).map(|(place, _)| *place)
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
    pub(super) fn of_line(&self, line: Line) -> Option<usize> {
        self.lines.get(&line).copied()
    }
}

impl OptOutMeaning {
    /// Whether a cell says that somebody opted out.
    fn opted_out(self, cell: &str) -> bool {
        let word = plain(cell);
        let is_one_of = |words: &[&str]| words.contains(&word.as_str());
        let says_no = || is_one_of(NO) || word.chars().all(|digit| digit == '0');
        let is_opt_out = || {
            is_opt_out(cell)
                || is_one_of(STOP)
                || OPTED_OUT.iter().any(|beginning| word.starts_with(beginning))
        };
        match self {
            _ if word.is_empty() => self == Self::OptOut && cell.contains(MARKS),
            Self::OptOut => !says_no() && !is_one_of(NOT_OPTED_OUT),
            Self::Consent => says_no() || is_one_of(NO_CONSENT) || is_opt_out(),
            Self::Status => is_opt_out(),
        }
    }
}

#[cfg(test)]
mod tests;
