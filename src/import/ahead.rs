//! Reads rows ahead, with their numbers. Reading a number takes longer than everything else that is done with a row, so
//! it is done on every core.

use std::num::NonZeroUsize;
use std::thread;

use csv::ByteRecord;

use super::ImportError;
use super::country_column::Countries;
use super::plan::Plan;
use super::records::Records;
use super::row_person::{Person, read_person};

/// The number of rows to read ahead.
const ROWS_AHEAD: usize = 8192;
/// The number of bytes after which no more rows are read ahead, since rows may be long.
const BYTES_AHEAD: usize = 4 * 1024 * 1024;
/// The number of numbers, on one core, after which no more of them are read ahead: a row that is hard to read may mean
/// thousands.
const NUMBERS_AHEAD: usize = 500_000;
/// With fewer rows, one core has read their numbers before another one has started.
const WORTH_THREADS: usize = 512;

/// A row and its person.
pub(super) struct RowAhead {
    /// Its cells.
    pub(super) record: ByteRecord,
    /// The line in which it begins, counted from 1.
    pub(super) line: u64,
    /// The person of the row; `None` until it is read, and again once the next row is.
    person: Option<Person>,
}

impl RowAhead {
    fn empty() -> Self {
        Self { record: ByteRecord::new(), line: 0, person: None }
    }
}

/// The rows of a file, in order.
pub(super) struct RowsAhead<'file> {
    records: Records<'file>,
    /// The first `count` are rows of the file; the others are reused buffers.
    rows: Vec<RowAhead>,
    count: usize,
    next: usize,
    /// The number of bytes in these rows.
    bytes: usize,
    /// The part after the rows that were read: unread rows, an error or the end of the file.
    rest: Rest,
}

enum Rest {
    Unread,
    Failed(ImportError),
    Nothing,
}

impl<'file> RowsAhead<'file> {
    pub(super) const fn new(records: Records<'file>) -> Self {
        Self { records, rows: Vec::new(), count: 0, next: 0, bytes: 0, rest: Rest::Unread }
    }

    /// The next row, its line and its person; `None` after the last.
    ///
    /// # Errors
    ///
    /// A row cannot be read. The rows before it are returned first.
    pub(super) fn next(&mut self, plan: &Plan) -> Result<Option<(&ByteRecord, u64, &Person)>, ImportError> {
        if self.next == self.count {
            match std::mem::replace(&mut self.rest, Rest::Nothing) {
                Rest::Unread => self.read(plan),
                Rest::Failed(error) => return Err(error),
                Rest::Nothing => return Ok(None),
            }
            if self.count == 0 {
                return self.next(plan);
            }
        }
        if let Some(before) = self.next.checked_sub(1) {
            self.rows[before].person = None;
        }
        self.next += 1;
        let Some(RowAhead { record, person, line }) = self.rows.get_mut(self.next - 1) else {
            return Ok(None);
        };
        let person = person.get_or_insert_with(|| read_person(record, plan, &mut Countries::default()));
        Ok(Some((record, *line, person)))
    }

    /// The row that [`Self::next`] returned last.
    pub(super) fn last(&self) -> Option<&RowAhead> {
        self.rows.get(self.next.checked_sub(1)?)
    }

    /// Reads the next rows, and records what follows them.
    fn read(&mut self, plan: &Plan) {
        (self.count, self.next) = (0, 0);
        // Frees the memory of long rows.
        if std::mem::take(&mut self.bytes) >= BYTES_AHEAD {
            self.rows.clear();
        }
        self.rest = loop {
            if self.count == ROWS_AHEAD || self.bytes >= BYTES_AHEAD {
                break Rest::Unread;
            }
            if self.count == self.rows.len() {
                self.rows.push(RowAhead::empty());
            }
            let row = &mut self.rows[self.count];
            match self.records.read(&mut row.record) {
                Ok(true) => {}
                Ok(false) => break Rest::Nothing,
                Err(error) => break Rest::Failed(error),
            }
            row.line = self.records.line();
            self.bytes += row.record.as_slice().len();
            self.count += 1;
        };
        let rows = &mut self.rows[..self.count];
        let threads = thread::available_parallelism().map_or(1, NonZeroUsize::get);
        if threads == 1 || rows.len() < WORTH_THREADS {
            return read_numbers(rows, plan);
        }
        // This thread takes a share too.
        let (own, others) = rows.split_at_mut(rows.len().div_ceil(threads));
        thread::scope(|scope| {
            for share in others.chunks_mut(own.len()) {
                scope.spawn(|| read_numbers(share, plan));
            }
            read_numbers(own, plan);
        });
    }
}

/// Reads the numbers of rows. Where many are meant by a few rows, the others are read when it is their turn.
fn read_numbers(rows: &mut [RowAhead], plan: &Plan) {
    let (mut countries, mut held) = (Countries::default(), 0);
    for row in rows {
        row.person = (held < NUMBERS_AHEAD).then(|| read_person(&row.record, plan, &mut countries));
        if let Some(Person::OptedOut { numbers, .. }) = &row.person {
            held += numbers.len();
        }
    }
}
