//! How the cells of one row of a do-not-contact file are read.

use csv::ByteRecord;

use crate::domain::number::{DncEntry, NumberRegion, Numbers, ReadNumber, WrongNumber};
use crate::import::area_code::AreaCodeColumn;
use crate::import::country_column::{Countries, CountryColumn, RowCountry};
use crate::import::entry_column::{CellEntries, EntryColumn};

/// How the entries of one file are read.
pub(super) struct EntryReading<'file> {
    pub(super) columns: &'file [EntryColumn],
    /// The column that says the country of its row.
    pub(super) country: Option<&'file CountryColumn>,
    /// That column, or one that may hold calling codes under a header that says nothing of it.
    pub(super) searched: Option<&'file CountryColumn>,
    pub(super) area_code: Option<AreaCodeColumn>,
    /// The countries that cells named so far.
    pub(super) countries: Countries,
    /// How a number is read where its row says no country.
    pub(super) numbers: Numbers,
}

/// How the entries of one row are read.
pub(super) struct RowReading<'row> {
    record: &'row ByteRecord,
    columns: &'row [EntryColumn],
    area_code: Option<&'row AreaCodeColumn>,
    country: Option<&'row CountryColumn>,
    row_country: RowCountry,
    /// How a number is read where no row says a country.
    common: Numbers,
    pub(super) numbers: Numbers,
    /// The country that the row says.
    pub(super) own: Option<NumberRegion>,
    /// The column that says it.
    pub(super) said_by: Option<&'row str>,
    /// The column that does not say it clearly.
    pub(super) unclear: Option<&'row CountryColumn>,
    /// Countries that other columns say, or may say: the numbers are read with all of them.
    others: Vec<NumberRegion>,
}

impl<'row> RowReading<'row> {
    pub(super) fn of(record: &'row ByteRecord, reading: &'row mut EntryReading<'_>) -> Self {
        let EntryReading { columns, country, searched, ref area_code, ref mut countries, numbers: common } =
            *reading;
        let row_country =
            country.map_or(RowCountry::Unsaid, |column| column.own_country(record, common, countries));
        let (numbers, own) = row_country.reads_with(common);
        // Where columns contradict each other, or another one holds what may be its calling code, the number is read
        // with all.
        let also = own.zip(country).and_then(|(own, column)| column.contradiction(record, own, countries));
        let mut others = searched.map_or_else(Vec::new, |column| column.unnamed_codes(record, countries));
        others.extend(also);
        Self {
            record,
            columns,
            area_code: area_code.as_ref(),
            country,
            row_country,
            common,
            numbers,
            own,
            said_by: country.filter(|_| own.is_some()).map(CountryColumn::name),
            unclear: country.filter(|_| row_country.is_unclear()),
            others,
        }
    }

    /// Reads a cell, or a part of one.
    ///
    /// # Errors
    ///
    /// It is not a number, or it is not clear which country it belongs to.
    pub(super) fn read(&self, cell: &str) -> Result<DncEntry, WrongNumber> {
        match (self.numbers.read_entry(cell, self.own), self.unclear) {
            // The common country counts only for a number that the row's area code is part of.
            (Err(WrongNumber::NoCountry), Some(column)) => {
                self.common.read_entry(cell, None).and_then(|entry| {
                    let is_whole = entry.assumed().is_some_and(|region| {
                        self.row_country == RowCountry::Prefix
                            && column.is_area_code_of(self.record, entry.number(), region)
                    });
                    if is_whole { Ok(entry) } else { Err(WrongNumber::NoCountry) }
                })
            }
            (found, _) => found,
        }
    }

    /// The entries in a cell that is not empty; `wrong` is why it is no number.
    pub(super) fn entries_of(&self, place: usize, cell: &str, wrong: Option<WrongNumber>) -> CellEntries {
        let column = self.columns.get(place).copied().unwrap_or(EntryColumn::Unknown);
        let is_range = |cell: &str| !self.numbers.ranges_in(cell, self.own).is_empty();
        column.entries(cell, wrong, |part| self.read(part).is_ok(), is_range)
    }

    /// The entries that a cell is with the countries that other columns say.
    pub(super) fn read_with_others(&self, cell: &str) -> impl Iterator<Item = DncEntry> {
        self.others.iter().filter_map(move |other| self.numbers.read_entry(cell, Some(*other)).ok())
    }

    /// Whether the area code of an entry stands in another column.
    pub(super) fn is_apart(&self, entry: &DncEntry) -> bool {
        let reading = ReadNumber { number: entry.number(), calling_code: 0, assumed: entry.assumed() };
        self.area_code.is_some_and(|column| column.is_apart(self.record, &reading))
    }

    /// Every country that the row may mean.
    pub(super) fn countries(&self) -> Vec<NumberRegion> {
        self.own.into_iter().chain(self.others.iter().copied()).chain(self.common.region()).collect()
    }

    /// A cell, alone and behind the codes in other columns of the row.
    pub(super) fn with_codes(&self, cell: &str) -> Vec<String> {
        let area = self.area_code.map(|column| column.cell(self.record));
        let country = self.country.map(|column| column.cell(self.record));
        let codes = [area, country].into_iter().flatten().map(String::from_utf8_lossy);
        let codes = codes.filter(|code| code.contains(char::is_numeric) && **code != *cell);
        std::iter::once(cell.to_owned()).chain(codes.map(|code| format!("{code} {cell}"))).collect()
    }
}
