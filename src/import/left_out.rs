//! The people whom earlier imports left out of one list or campaign, and who stay left out of it.

use std::collections::HashSet;

use super::ImportError;
use super::do_not_contact::DoNotContact;
use super::number_memory::NumberMemory;
use crate::domain::number::{Number, PhoneLine};

/// Why somebody must not be contacted. If there are several reasons, the first of these counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum OptOutSource {
    /// A do-not-contact file.
    File,
    /// The opt-out column with this index, in this row or in another one with the number.
    Column(usize),
    /// Only an earlier import, which left them out.
    EarlierImport {
        /// Whether only a column of its file said so.
        by_column: bool,
    },
}

/// The numbers that a reading of a file leaves out, by the reason for which they are remembered.
#[derive(Debug, Clone, Default)]
pub struct NewlyLeftOut {
    /// A do-not-contact file names them, or they share a row with somebody whom an earlier import left out for that.
    pub by_files: Vec<Number>,
    /// Only a column of the file says that they opted out, or that of an earlier file said it of somebody in their row; or
    /// they only share a number with somebody whom a do-not-contact file names.
    pub by_columns: Vec<Number>,
    /// Only a column of an earlier file said so, and they are contacted again: of each row, these of its numbers.
    pub lifted: Vec<Vec<Number>>,
}

/// The numbers that earlier imports left out.
#[derive(Debug, Default)]
pub struct LeftOut {
    /// Numbers from do-not-contact files, and numbers whose reason is unknown.
    by_files: NumberMemory,
    /// Numbers that a column of a file left out.
    by_columns: NumberMemory,
    /// Whether those whom only a column left out are contacted again.
    lifts_columns: bool,
}

impl LeftOut {
    pub(super) const fn of(by_files: NumberMemory, by_columns: NumberMemory) -> Self {
        Self { by_files, by_columns, lifts_columns: false }
    }

    /// Sets whether people whom only a column left out are contacted again.
    #[must_use]
    pub fn lifting_columns(self, lifts_columns: bool) -> Self {
        Self { lifts_columns, ..self }
    }

    /// The reason for which a number stays left out.
    pub(super) fn source(&self, number: Number) -> Option<OptOutSource> {
        let by_column = !self.by_files.has(number);
        let is_left_out = !by_column || !self.lifts_columns && self.by_columns.has(number);
        is_left_out.then_some(OptOutSource::EarlierImport { by_column })
    }

    /// Whether a number is contacted again that only a column left out.
    pub fn lifts(&self, number: Number) -> bool {
        self.lifts_columns && self.by_columns.has(number) && !self.by_files.has(number)
    }

    /// Whether people whom only a column left out are contacted again.
    pub(super) const fn lifts_columns(&self) -> bool {
        self.lifts_columns
    }

    /// Whether nobody is remembered.
    pub fn is_empty(&self) -> bool {
        self.by_files.is_empty() && self.by_columns.is_empty()
    }

    /// Remembers whom an import leaves out, and everybody in its do-not-contact files: a row that is wrong today may be
    /// theirs once it is corrected.
    ///
    /// # Errors
    ///
    /// It cannot be written down.
    pub fn remember(&self, left_out: &NewlyLeftOut, files: &DoNotContact) -> Result<(), ImportError> {
        let lines: HashSet<PhoneLine> =
            left_out.by_files.iter().map(|number| number.line()).chain(files.lines()).collect();
        let numbers = lines.into_iter().map(PhoneLine::short_form);
        let by_files: Vec<Number> = numbers.filter(|number| !self.by_files.has(*number)).collect();
        self.by_files.add(&by_files, None)?;
        self.by_columns.add(&left_out.by_columns, None)
    }

    /// Forgets numbers that are contacted again, once they were sent or may have been.
    ///
    /// # Errors
    ///
    /// It cannot be written down.
    pub fn forget(&self, lifted: &[Number]) -> Result<(), ImportError> {
        self.by_columns.forget(lifted)
    }
}
