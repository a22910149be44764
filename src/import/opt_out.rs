//! The columns of a contact file that say who opted out.

use std::collections::HashMap;

use csv::ByteRecord;

use super::columns::Columns;
use super::headers::{ColumnContent, plain};
use crate::domain::number::{Line, Number};

/// Words of a cell that say no, written as [`plain`] writes them; so do zeros.
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

/// Words that say in a column of opt-outs that somebody did not opt out.
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
    "active",
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

/// Words that say in a column of consents that there is none.
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
];

/// How a state begins that says that somebody opted out; a reason or a date may stand behind it.
const OPTED_OUT: &[&str] =
    &["unsubscribed", "optedout", "optout", "donotcall", "donotcontact", "donottext", "dontcall"];

/// Signs that mark a cell where nothing else is in it.
const MARKS: [char; 5] = ['*', '+', '!', '?', '#'];

/// The columns of a file that say who opted out, and whose numbers they say it of.
#[derive(Debug, Default)]
pub struct OptOutColumns {
    /// Each with its place.
    columns: Vec<(usize, Says)>,
    /// The numbers of the rows that say so, with the place of the column: who opted out in one row did in every other.
    lines: HashMap<Line, usize>,
}

/// The meaning of a column's cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Says {
    /// Yes is an opt-out, and so is whatever is not a no: a date, a reason.
    OptOut,
    /// No is an opt-out.
    Consent,
    /// A few states are.
    Status,
}

impl OptOutColumns {
    /// The columns of a file whose headers say so, but those that were left out by hand.
    #[must_use]
    pub fn search(header: &[String], columns: &Columns) -> Self {
        let places = (0..header.len()).filter(|place| columns.may_be_country(*place));
        let columns = places.filter_map(|place| Some((place, Says::of_header(&header[place])?))).collect();
        Self { columns, lines: HashMap::new() }
    }

    /// Whether no column says who opted out.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.columns.is_empty()
    }

    /// The places of the columns.
    pub fn places(&self) -> impl Iterator<Item = usize> {
        self.columns.iter().map(|(place, _)| *place)
    }

    /// Adds the numbers of all rows of a reading that say that somebody opted out.
    pub fn add(&mut self, opted_out: Vec<(Line, usize)>) {
        self.lines.extend(opted_out);
    }

    /// The place of the first column by which a row is that of somebody who opted out.
    pub(super) fn of_row(&self, record: &ByteRecord) -> Option<usize> {
        let opted_out = |(place, says): &&(usize, Says)| {
            says.opted_out(&String::from_utf8_lossy(record.get(*place).unwrap_or_default()))
        };
        self.columns.iter().find(opted_out).map(|(place, _)| *place)
    }

    /// Whether a column says of a number that its person opted out.
    #[must_use]
    pub fn has(&self, number: Number) -> bool {
        self.of_line(number.line()).is_some()
    }

    /// The place of the column by which the person of a number opted out in some row.
    pub(super) fn of_line(&self, line: Line) -> Option<usize> {
        self.lines.get(&line).copied()
    }
}

impl Says {
    fn of_header(header: &str) -> Option<Self> {
        match ColumnContent::of_header(header)? {
            ColumnContent::OptOut => Some(Self::OptOut),
            ColumnContent::Consent => Some(Self::Consent),
            ColumnContent::Status => Some(Self::Status),
            _ => None,
        }
    }

    /// Whether a cell says that somebody opted out.
    fn opted_out(self, cell: &str) -> bool {
        let word = plain(cell);
        let is_one_of = |words: &[&str]| words.contains(&word.as_str());
        let says_no = || is_one_of(NO) || word.chars().all(|digit| digit == '0');
        let is_opt_out = || {
            ColumnContent::of_header(cell) == Some(ColumnContent::OptOut)
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
mod tests {
    use super::Says;

    #[test]
    #[expect(clippy::too_many_lines, reason = "one table of cases")]
    fn a_header_says_what_its_column_is_in_every_way_of_writing_it() {
        for (says, headers) in [
            (
                Some(Says::OptOut),
                &[
                    "Do Not Call",
                    "DoNotCall",
                    "do_not_call",
                    "DO-NOT-CALL",
                    "Do not contact",
                    "Do Not Text",
                    "DNC",
                    "dnc",
                    "Opt out",
                    "opt_out",
                    "Opt-Out",
                    "OptedOut",
                    "Opted out",
                    "Unsubscribed",
                    "Suppress",
                    "suppressed",
                    "Blocked",
                    "Do Not Call?",
                    "Nicht anrufen",
                    "Désinscrit",
                    "Não ligar",
                ][..],
            ),
            (
                Some(Says::Consent),
                &[
                    "Consent",
                    "consent",
                    "Opt in",
                    "opt_in",
                    "OptedIn",
                    "Opted-In",
                    "Subscribed",
                    "SMS consent",
                ],
            ),
            (Some(Says::Status), &["Status", "status", "Contact Status", "Subscription status"]),
            (
                None,
                &[
                    "Dnc list name",
                    "Call",
                    "Notes",
                    "Email opt out",
                    "Block",
                    "Status date",
                    "Opt",
                    "Subscriber id",
                    "Phone",
                    "Call back",
                    "Contact",
                    "",
                ],
            ),
        ] {
            for header in headers {
                assert_eq!(Says::of_header(header), says, "{header}");
            }
        }
    }

    #[test]
    #[expect(clippy::too_many_lines, reason = "one table of cases")]
    fn a_cell_says_whether_somebody_opted_out() {
        for (says, out, cells) in [
            (
                Says::OptOut,
                true,
                &[
                    "yes",
                    "Y",
                    "TRUE",
                    "t",
                    "1",
                    "x",
                    "ja",
                    "si",
                    "Sí",
                    "oui",
                    " true ",
                    "=TRUE()",
                    "2026-11-02",
                    "asked on the phone",
                    "STOP",
                    "*",
                    "✓",
                    "Do Not Allow",
                    "?",
                    "10",
                ][..],
            ),
            (
                Says::OptOut,
                false,
                &[
                    "",
                    " ",
                    "no",
                    "N",
                    "FALSE",
                    "f",
                    "0",
                    "-",
                    "–",
                    "\u{a0}",
                    "nein",
                    "Não",
                    "0.0",
                    "0000-00-00",
                    "N/A",
                    "null",
                    "Allow",
                    "none",
                ],
            ),
            (
                Says::Consent,
                true,
                &[
                    "no",
                    "N",
                    "FALSE",
                    "f",
                    "0",
                    "nein",
                    "non",
                    "opted out",
                    "Unsubscribed",
                    "withdrawn",
                    "none",
                ],
            ),
            (Says::Consent, false, &["", "yes", "Y", "TRUE", "1", "x", "2026-11-02", "by form", "-"]),
            (
                Says::Status,
                true,
                &[
                    "unsubscribed",
                    "Opted out",
                    "opted-out",
                    "OptedOut",
                    "Do not call",
                    "DNC",
                    "do_not_contact",
                    "Unsubscribed (2026-11-02)",
                    "Blocked",
                ],
            ),
            (
                Says::Status,
                false,
                &["", "active", "Subscribed", "new", "no", "0", "true", "customer", "pending", "Called", "x"],
            ),
        ] {
            for cell in cells {
                assert_eq!(says.opted_out(cell), out, "{says:?} {cell:?}");
            }
        }
    }
}
