//! Rows read ahead of where they are judged, with their numbers: to read a number takes longer than all else that is done
//! with a row, so it is done on every core.

use std::num::NonZeroUsize;
use std::thread;

use csv::ByteRecord;

use super::ImportError;
use super::country_column::{Countries, RowCountry};
use super::counts::Rejection;
use super::plan::Plan;
use super::records::{Records, text};
use crate::domain::number::{NumberRegion, Reading, WrongNumber};

/// How many rows are read ahead.
const ROWS_AHEAD: usize = 8192;
/// After this number of bytes no more rows are read ahead: a row may be long.
const BYTES_AHEAD: usize = 4 * 1024 * 1024;
/// With fewer rows, one core has read their numbers before another one has begun.
const WORTH_THREADS: usize = 512;

/// A row and its number.
pub(super) struct RowAhead {
    /// Its cells.
    pub(super) record: ByteRecord,
    /// The line in which it begins, counted from 1.
    pub(super) line: u64,
    /// Its number, or why it has none.
    pub(super) number: Result<NumberOfRow, Rejection>,
}

/// A number as it was read from a row.
#[derive(Debug, Clone, Copy)]
pub(super) struct NumberOfRow {
    pub(super) reading: Reading,
    /// The country that the row says.
    pub(super) own: Option<NumberRegion>,
    /// Whether the number was read with it, and another column of the row says another one.
    pub(super) is_contradicted: bool,
}

impl RowAhead {
    fn empty() -> Self {
        Self { record: ByteRecord::new(), line: 0, number: Err(Rejection::Number(WrongNumber::Empty)) }
    }
}

/// The rows of a file, in their order.
pub(super) struct RowsAhead<'file> {
    records: Records<'file>,
    /// Of these, the first ones are rows of the file; the others are room that was used before.
    rows: Vec<RowAhead>,
    count: usize,
    next: usize,
    /// How many bytes are in them.
    bytes: usize,
    /// The state of the file after the rows that were read: unread rows, an error or its end.
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

    /// The next row; `None` after the last.
    ///
    /// # Errors
    ///
    /// A row cannot be read; the rows before it were returned first.
    pub(super) fn next(&mut self, plan: &Plan) -> Result<Option<&mut RowAhead>, ImportError> {
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
        self.next += 1;
        Ok(self.rows.get_mut(self.next - 1))
    }

    /// The row that [`Self::next`] gave last.
    pub(super) fn last(&self) -> Option<&RowAhead> {
        self.rows.get(self.next.checked_sub(1)?)
    }

    /// Reads the next rows, and what stands behind them as far as it is known then.
    fn read(&mut self, plan: &Plan) {
        (self.count, self.next) = (0, 0);
        // The room that long rows took is given back.
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
        // This thread takes a share too: regular expressions give the thread that used them first their memory sooner.
        let (own, others) = rows.split_at_mut(rows.len().div_ceil(threads));
        thread::scope(|scope| {
            for share in others.chunks_mut(own.len()) {
                scope.spawn(|| read_numbers(share, plan));
            }
            read_numbers(own, plan);
        });
    }
}

fn read_numbers(rows: &mut [RowAhead], plan: &Plan) {
    let mut countries = Countries::default();
    for row in rows {
        row.number = read_number(&row.record, plan, &mut countries);
    }
}

fn read_number(
    record: &ByteRecord,
    plan: &Plan,
    countries: &mut Countries,
) -> Result<NumberOfRow, Rejection> {
    let country = plan
        .country
        .as_ref()
        .map_or(RowCountry::Unsaid, |column| column.country(record, plan.numbers, countries));
    let (numbers, own) = country.reads_with(plan.numbers);
    let cell = text(record, plan.columns.phone)?;
    match numbers.read(cell, own) {
        Ok(reading) if plan.area_code.as_ref().is_some_and(|column| column.is_apart(record, &reading)) => {
            Err(Rejection::Number(WrongNumber::AreaCodeApart))
        }
        Ok(reading) => {
            let said = own.filter(|_| reading.assumed.is_some()).zip(plan.country.as_ref());
            let is_contradicted =
                said.is_some_and(|(own, column)| column.contradiction(record, own, countries).is_some());
            Ok(NumberOfRow { reading, own, is_contradicted })
        }
        Err(WrongNumber::NoCountry) if country == RowCountry::Unreadable => Err(Rejection::CountryUnreadable),
        Err(WrongNumber::NoCountry) if country == RowCountry::Prefix && plan.numbers.have_country() => {
            let reading = read_with_area_code(record, plan, cell).ok_or(Rejection::PrefixUnclear)?;
            Ok(NumberOfRow { reading, own, is_contradicted: false })
        }
        Err(wrong) => Err(Rejection::Number(wrong)),
    }
}

/// The number of a row that has an area code in a column of its own, and all of its digits in the column of the numbers.
fn read_with_area_code(record: &ByteRecord, plan: &Plan, cell: &str) -> Option<Reading> {
    let reading = plan.numbers.read(cell, None).ok()?;
    let is_whole = plan.country.as_ref()?.is_area_code_of(record, reading.number, reading.assumed?);
    is_whole.then_some(reading)
}
