//! Counts the entries of one do-not-contact file, and words the messages about those that are wrong.

use std::path::Path;

use csv::ByteRecord;

use crate::domain::finding::Problem;
use crate::domain::number::WrongNumber;
use crate::domain::plural::by_count;
use crate::import::country_column::CountryColumn;
use crate::import::counts::FirstLines;
use crate::import::records::looks_like_a_number;

/// Maximum length of a cell that a message shows, in characters.
const CELL_SHOWN_MAX: usize = 40;
/// Maximum number of unusable entries that a message names.
const UNUSABLE_SHOWN: usize = 10;

/// The counts of one file's entries, and the first that are wrong.
#[derive(Debug, Default)]
pub(super) struct Entries {
    pub(super) count: u64,
    pub(super) usable: u64,
    /// The entries that cannot be read.
    pub(super) unusable: Unusable,
    /// The number of these that may mean a number all the same: such numbers are left out.
    pub(super) may_mean_somebody: u64,
    /// The number of these that have only a part of a number.
    pub(super) in_part: u64,
    /// How many numbers these may mean.
    pub(super) possible: u64,
    /// The line of the first one that is a range of too many numbers, or may be anybody's.
    pub(super) first_of_anybody: Option<u64>,
    pub(super) without_country: FirstLines,
    pub(super) country_unreadable: Option<UnreadCountry>,
}

impl Entries {
    /// The sentence about the entries that cannot be read; `None` if there are none.
    pub(super) fn unusable_sentence(&self, file: &str) -> Option<String> {
        let (count, all) = (self.unusable.count, self.count);
        (count > 0).then(|| {
            format!("{count} of the {all} entries of {file} cannot be read: {}", self.unusable.sentence())
        })
    }

    /// The consequence for them where they are no error.
    pub(super) fn consequence(&self) -> String {
        let without = self.unusable.count - self.may_mean_somebody;
        let whole = self.may_mean_somebody - self.in_part;
        let left_out =
            (whole > 0).then(|| format!("every number that may stand in {whole} of them is left out"));
        let in_part = (self.in_part > 0).then(|| {
            format!(
                "{} of them {} only a part of a number, and whoever's number fits it is left out",
                self.in_part,
                by_count(self.in_part, "has", "have")
            )
        });
        let nobody = (without > 0).then(|| {
            format!(
                "{without} of them {} no number and {} nobody out",
                by_count(without, "has", "have"),
                by_count(without, "keeps", "keep")
            )
        });
        left_out.into_iter().chain(in_part).chain(nobody).collect::<Vec<_>>().join(", and ")
    }
}

/// Entries without a country code, in rows whose own country cannot be read.
#[derive(Debug)]
pub(super) struct UnreadCountry {
    pub(super) rows: FirstLines,
    column: String,
    /// The text of the country's cell in the first row.
    cell: String,
    may_be_area_code: bool,
    is_place: bool,
}

impl UnreadCountry {
    pub(super) fn of(column: &CountryColumn, record: &ByteRecord) -> Self {
        Self {
            rows: FirstLines::default(),
            column: column.name().to_owned(),
            cell: String::from_utf8_lossy(column.cell(record)).trim().to_owned(),
            may_be_area_code: column.has_prefixes(),
            is_place: column.has_places(),
        }
    }

    pub(super) fn problem(&self, path: &Path) -> Problem {
        let Self { rows, column, cell, may_be_area_code, is_place } = self;
        // Somebody's number may be in the wrong column.
        let is_shown = cell.chars().count() <= CELL_SHOWN_MAX && !looks_like_a_number(cell);
        let what = match (is_shown, may_be_area_code) {
            _ if *is_place => {
                format!("the {column} is another country than the one that was given, or a part of it")
            }
            (true, false) => format!("the {column} {cell:?} is not a country"),
            (false, false) => format!("the {column} is not a country"),
            (true, true) => format!("the {column} {cell:?} may be a calling code or an area code"),
            (false, true) => format!("the {column} may be a calling code or an area code"),
        };
        let whose = by_count(rows.count, "the entry has", "the entries have");
        Problem::error(
            "import/country-unreadable",
            format!("{}, {rows}: {what}, and {whose} no country code", path.display()),
        )
        .help(format!(
            "write a country such as GB or a calling code such as +44 in the column {column}, or each number with + and its \
             country code"
        ))
    }
}

/// Entries that cannot be read: their number, and the first of them with their reasons.
#[derive(Debug, Default)]
pub(super) struct Unusable {
    pub(super) count: u64,
    first: Vec<(u64, WrongNumber)>,
}

impl Unusable {
    pub(super) fn add(&mut self, line: u64, wrong: WrongNumber) {
        self.count += 1;
        if self.first.len() < UNUSABLE_SHOWN {
            self.first.push((line, wrong));
        }
    }

    /// A sentence such as `line 4: there is no phone number; line 9: … and 3 more`.
    pub(super) fn sentence(&self) -> String {
        let first: Vec<String> =
            self.first.iter().map(|(line, wrong)| format!("line {line}: {}", wrong.reason())).collect();
        let first = first.join("; ");
        match self.count - self.first.len() as u64 {
            0 => first,
            more => format!("{first}; and {more} more"),
        }
    }
}
