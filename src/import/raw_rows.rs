//! The rows of a file as they are written, before any is judged.

use csv::ByteRecord;

use super::ImportError;
use super::content::Content;
use super::plan::Plan;
use super::records::Records;

/// The rows after the header, one at a time.
pub struct RawRows<'file> {
    records: Records<'file>,
    record: ByteRecord,
    count: u64,
}

impl<'file> RawRows<'file> {
    /// Creates a reader for the rows after the header.
    ///
    /// # Errors
    ///
    /// The start of the file or its header cannot be read.
    pub fn new(plan: &Plan, content: &'file mut Content) -> Result<Self, ImportError> {
        Ok(Self {
            records: Records::of_rows(plan.dialect, plan.columns.header().is_some(), content)?,
            record: ByteRecord::new(),
            count: 0,
        })
    }

    /// The next row, with the line in which it begins, counted from 1; `None` after the last.
    ///
    /// # Errors
    ///
    /// The file cannot be read, or a row or a quote in it does not end.
    pub fn next(&mut self) -> Result<Option<(&ByteRecord, u64)>, ImportError> {
        let is_row = self.records.read(&mut self.record)?;
        self.count += u64::from(is_row);
        Ok(is_row.then_some((&self.record, self.records.line())))
    }

    /// How many rows were read.
    pub const fn count(&self) -> u64 {
        self.count
    }
}
