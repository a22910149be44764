//! The columns of a contact file that show who opted out.

mod header;

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

/// Words in a consent column that mean that there is no consent.
const NO_CONSENT: &[&str] = &[
    "never",
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
    pub(super) fn of_line(&self, line: PhoneLine) -> Option<usize> {
        self.lines.get(&line).copied()
    }
}

impl OptOutMeaning {
    /// Whether a cell says that somebody opted out.
    fn opted_out(self, cell: &str) -> bool {
        if self == Self::Tags {
            let is_alone = !cell.contains(BETWEEN_TAGS);
            return cell.split(BETWEEN_TAGS).any(|tag| Self::Status.opted_out(tag))
                || is_alone && cell.split_whitespace().any(|tag| Self::Status.opted_out(tag));
        }
        let word = plain(cell);
        let is_one_of = |words: &[&str]| words.contains(&word.as_str());
        let says_no = || is_one_of(NO) || word.chars().all(|digit| digit == '0');
        let is_opt_out = || {
            is_opt_out(cell)
                || is_one_of(STOP)
                || OPTED_OUT.iter().any(|beginning| word.starts_with(beginning))
        };
        match self {
            Self::OptOut if cell.chars().all(says_nothing) => false,
            Self::OptOut if word.is_empty() || cell.contains(MARKS) => true,
            Self::OptOut => !says_no() && !is_one_of(NOT_OPTED_OUT),
            _ if word.is_empty() => false,
            Self::Consent => says_no() || is_one_of(NO_CONSENT) || is_opt_out(),
            Self::Status | Self::Tags => is_opt_out(),
        }
    }
}

/// Whether nobody says anything by a character that stands alone or beside others of these.
fn says_nothing(sign: char) -> bool {
    sign.is_whitespace() || sign.is_control() || NOTHING.contains(sign)
}

#[cfg(test)]
mod tests;
