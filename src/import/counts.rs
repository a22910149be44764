//! Why rows are not sent, and the number of rows of each kind.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::domain::finding::Problem;
use crate::domain::number::{Number, NumberRegion, WrongNumber};
use crate::domain::plural::by_count;

/// Why a row is not sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rejection {
    /// The row's number cannot be called.
    Number(WrongNumber),
    /// The row has another number of cells than the first line.
    Uneven {
        /// The number of its cells.
        cells: usize,
        /// The number of cells in the first line.
        expected: usize,
    },
    /// A cell is longer than the platform allows.
    CellTooLong {
        /// The column, from 1.
        column: usize,
        /// Maximum number of characters.
        most: usize,
    },
    /// A cell is not UTF-8. The value is its column, from 1.
    NotText(usize),
    /// A cell that would be sent has a character that nobody can see or type.
    Unseen {
        /// The column, from 1.
        column: usize,
        character: char,
    },
    /// The number has no country code, and the row's country cannot be read. Another country would be wrong.
    CountryUnreadable,
    /// The number has no country code, and the row has digits beside it that may be a calling code or an area code.
    PrefixUnclear,
    /// `timeZone` is not a time zone, but would decide when the contact is called. The value is the fix.
    ZoneUnknown(Arc<str>),
    /// A column of consents says neither yes nor no. The value is its place, from 1.
    ConsentUnclear(usize),
    /// The number was in an earlier row, in the same or another form.
    Duplicate,
    /// The number is in a do-not-contact file.
    DoNotContact,
}

impl Rejection {
    /// The stable code.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Number(wrong) => wrong.code(),
            Self::Uneven { .. } => "import/row-uneven",
            Self::CellTooLong { .. } => "import/cell-too-long",
            Self::NotText(_) => "import/cell-not-utf8",
            Self::Unseen { .. } => "import/cell-unseen-character",
            Self::CountryUnreadable | Self::PrefixUnclear => "import/country-unreadable",
            Self::ZoneUnknown(_) => "import/time-zone-unknown",
            Self::ConsentUnclear(_) => "import/consent-unclear",
            Self::Duplicate => "import/duplicate",
            Self::DoNotContact => "import/do-not-contact",
        }
    }

    /// Whether the row has an error. A duplicate or a person who must not be contacted is not an error.
    pub const fn is_wrong(&self) -> bool {
        !matches!(self, Self::Duplicate | Self::DoNotContact)
    }

    /// The problem, without naming the number.
    pub fn reason(&self) -> String {
        match self {
            Self::Number(wrong) => wrong.reason().to_owned(),
            Self::Uneven { cells, expected } => {
                format!("the row has {cells} cells, the first line {expected}")
            }
            Self::CellTooLong { column, most } => {
                format!("the cell in column {column} has more than {most} characters")
            }
            Self::NotText(column) => format!(
                "the cell in column {column} is not UTF-8; it was probably saved as Windows-1252: export the file as UTF-8"
            ),
            Self::Unseen { column, character } => format!(
                "the cell in column {column} has an invisible character, U+{:04X}; delete it, or type the cell again",
                u32::from(*character)
            ),
            Self::CountryUnreadable => {
                "the number has no country code, and the row's country cannot be read; write a country such as GB, or empty the cell"
                    .to_owned()
            }
            Self::PrefixUnclear => {
                "the number has no country code, and the row's prefix may be a calling code or an area code; write + before a \
                 calling code, or leave the column out with --map COLUMN="
                    .to_owned()
            }
            Self::ZoneUnknown(help) => format!("the time zone is not known; {help}"),
            Self::ConsentUnclear(column) => format!(
                "the cell in column {column} does not say whether this person agreed; write yes or no, or, if the column means \
                 something else, leave it out with --map COLUMN="
            ),
            Self::Duplicate => "the number is in an earlier row".to_owned(),
            Self::DoNotContact => "the number must not be contacted".to_owned(),
        }
    }
}

/// Maximum number of lines that a message names.
const LINES_SHOWN: usize = 10;

/// The number of lines of a kind, and the first of them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FirstLines {
    /// The number of lines.
    pub count: u64,
    /// The first lines, counted from 1.
    first: Vec<u64>,
}

impl FirstLines {
    pub(super) fn add(&mut self, line: u64) {
        self.count += 1;
        if self.first.len() < LINES_SHOWN {
            self.first.push(line);
        }
    }
}

/// Writes `line 4`, or `lines 4, 9 and 3 more`.
impl std::fmt::Display for FirstLines {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let first: Vec<String> = self.first.iter().map(u64::to_string).collect();
        write!(formatter, "line{} {}", by_count(self.count, "", "s"), first.join(", "))?;
        match self.count - first.len() as u64 {
            0 => Ok(()),
            more => write!(formatter, " and {more} more"),
        }
    }
}

/// Contacts whose number has no country code, and the country with which it was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Assumed {
    /// The country.
    pub region: NumberRegion,
    /// Whether the country comes from the row, not from a setting.
    pub by_row: bool,
    /// The number of contacts.
    pub contacts: u64,
}

/// Contacts whose own time zone is probably not the one that was meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DoubtfulZone {
    /// The caution about the zone, with the zone that was probably meant.
    pub caution: Problem,
    /// Their lines.
    pub lines: FirstLines,
}

/// People who opted out, by one column of the file or by what is remembered of earlier imports.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct OptOuts {
    /// How many rows.
    pub contacts: u64,
    /// The number of these rows whose number was sent before, or may have been.
    pub sent_before: u64,
}

impl OptOuts {
    /// The number of contacts that are left out. Those that were sent before are not.
    pub const fn left_out(&self) -> u64 {
        self.contacts - self.sent_before
    }

    pub(super) const fn add(&mut self, was_sent: bool) {
        self.contacts += 1;
        self.sent_before += was_sent as u64;
    }
}

/// How many of the rows so far are sent or left out, and why.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Counts {
    /// The number of all rows.
    pub rows: u64,
    /// The number of rows to send.
    pub accepted: u64,
    /// The number of these that were sent before, from any file.
    pub sent_before: u64,
    /// The number of rows that are left out because their number was in an earlier row.
    pub duplicates: u64,
    /// The number of rows that are left out because their number must not be contacted.
    pub do_not_contact: u64,
    /// The number of these in no do-not-contact file now and by no column, whom an earlier import left out.
    pub left_out_before: OptOuts,
    /// The number of these whom a do-not-contact file left out then.
    pub left_out_before_by_files: u64,
    /// The rows left out for people in no do-not-contact file who opted out by a column, by the place of the column.
    pub opted_out_by_column: BTreeMap<usize, OptOuts>,
    /// The rows whose number must not be contacted and was sent here before, or may have been: they are not left out.
    pub opted_out_later: u64,
    /// The rows that only another number of the person, or another row, leaves out.
    pub opted_out_by_another: FirstLines,
    /// The rows that are left out for a number that cannot be read, and only stands somewhere in a cell.
    pub opted_out_unread: FirstLines,
    /// The rows of people who opted out by a column and whose number cannot be read: every number that may stand there
    /// is left out.
    pub opt_outs_unread: FirstLines,
    /// The number of these in which no number may stand.
    pub opt_outs_without_number: u64,
    /// The number of these of which a part is known: whoever's number fits it is left out.
    pub opt_outs_in_part: u64,
    /// The rows that are wrong.
    pub invalid: u64,
    /// The number of rows with an error, by code.
    pub invalid_by_code: BTreeMap<&'static str, u64>,
    /// The number of rows with only separators, which are not counted elsewhere.
    pub blank: u64,
    /// The number of rows with a cell in which a line break is followed by what looks like a number. The quotes of the
    /// cell may have included other rows.
    pub broken: u64,
    /// The line of the first of these rows.
    pub first_broken_line: Option<u64>,
    /// The rows to send whose number has no country code, by the country with which it was read.
    pub assumed: Vec<Assumed>,
    /// The rows whose number has no country code and for which no country was given. They are also counted as errors.
    pub without_country: FirstLines,
    /// The rows whose number has another country code than the row's country. They are sent with the
    /// number's country code.
    pub disagreeing: FirstLines,
    /// The rows with different countries in two columns, whose number has no country code. They are sent with the
    /// country of the column that takes precedence.
    pub contradicted: FirstLines,
    /// The rows whose number has no country code and whose own country cannot be read. They are also counted as errors.
    pub country_unreadable: FirstLines,
    /// The rows to send with a time zone that is hardly ever meant, by zone.
    pub doubtful_zones: Vec<DoubtfulZone>,
}

impl Counts {
    pub(super) fn assume(&mut self, region: NumberRegion, by_row: bool) {
        let known = self.assumed.iter_mut().find(|known| (known.region, known.by_row) == (region, by_row));
        match known {
            Some(known) => known.contacts += 1,
            None => self.assumed.push(Assumed { region, by_row, contacts: 1 }),
        }
    }

    pub(super) fn add(&mut self, verdict: &Result<Number, Rejection>) {
        self.rows += 1;
        match verdict {
            Ok(_) => self.accepted += 1,
            Err(Rejection::Duplicate) => self.duplicates += 1,
            Err(Rejection::DoNotContact) => self.do_not_contact += 1,
            Err(rejection) => {
                self.invalid += 1;
                *self.invalid_by_code.entry(rejection.code()).or_default() += 1;
            }
        }
    }
}
