//! The column with the country of each row's number.

use std::collections::HashMap;

use csv::ByteRecord;

use super::ImportError;
use super::area_code::begins_with_area_code;
use super::content::Content;
use super::country_candidates::{
    Candidate, Cell, CellReading, CountryEvidence, HeaderKind, candidates, marked_codes,
};
use super::dialect::Dialect;
use super::records::Records;
use crate::domain::number::{Number, NumberRegion, Numbers};

/// Texts for an empty cell that people and programs write, in lower case.
const NOTHING: [&str; 22] = [
    "n/a", "#n/a", "n.a.", "n.a", "n. a.", "n/a.", "#na", "<na>", "-", "--", "---", "\u{2013}", "\u{2014}",
    "none", "null", "(null)", "nil", "nan", "tbd", "unknown", "?", "??",
];

/// Maximum number of different cells to remember. There are fewer countries, each with a few spellings.
const CELLS_REMEMBERED: usize = 1024;

/// A column with the country of each row's number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CountryColumn {
    place: usize,
    name: String,
    kind: CellReading,
    /// Whether at least one cell is a country or a calling code.
    reads: bool,
    /// Another column of the file with countries.
    other: Option<Box<Self>>,
    /// The next column of calling codes whose header does not name a country.
    unnamed: Option<Box<Self>>,
}

/// The country that a row gives for its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RowCountry {
    /// The row has no country.
    Unsaid,
    /// The row has this country.
    Said(NumberRegion),
    /// The row has something that is not a country.
    Unreadable,
    /// The row has digits that may be a calling code or an area code.
    Prefix,
}

impl RowCountry {
    /// Whether the row has something that does not say which country is meant.
    pub(super) const fn is_unclear(self) -> bool {
        matches!(self, Self::Unreadable | Self::Prefix)
    }

    /// How the row's number is read, and with which country of its own. The common country never replaces a country
    /// that is given but cannot be read.
    pub(super) const fn reads_with(self, common: Numbers) -> (Numbers, Option<NumberRegion>) {
        match self {
            Self::Unsaid => (common, None),
            Self::Said(region) => (common, Some(region)),
            Self::Unreadable | Self::Prefix => (Numbers::WITH_COUNTRY_CODE, None),
        }
    }
}

impl CountryColumn {
    /// Finds the column of a file, if a header names it and it is not empty. Reads the whole file then. `may_say`
    /// excludes columns by their indexes.
    ///
    /// A column in which no cell can be read counts too: its rows have a country, but it is not known which. The common
    /// country is therefore not used for them.
    ///
    /// `chosen` is the column that was set by hand; no other column is checked then.
    ///
    /// # Errors
    ///
    /// The file cannot be read, or is not CSV.
    pub fn search(
        header: &[String],
        may_say: impl Fn(usize) -> CountryEvidence,
        chosen: Option<usize>,
        dialect: Dialect,
        content: &mut Content,
    ) -> Result<Option<Self>, ImportError> {
        let mut candidates = match chosen {
            Some(place) => vec![Candidate::new(place, HeaderKind::Known)],
            None => candidates(header, &may_say),
        };
        if chosen.is_none() {
            candidates.extend(marked_codes(header, &may_say, &candidates, dialect, content)?);
        }
        if candidates.is_empty() {
            return Ok(None);
        }
        let mut records = Records::new(dialect, content)?;
        let (mut record, mut countries) = (ByteRecord::new(), Countries::default());
        let mut is_header = true;
        while records.read(&mut record)? {
            if std::mem::take(&mut is_header) {
                continue;
            }
            for candidate in &mut candidates {
                candidate.look_at(countries.of(record.get(candidate.place).unwrap_or_default()));
            }
        }
        let mut columns: Vec<(&Candidate, Self)> = candidates
            .iter()
            .filter_map(|candidate| {
                let (kind, reads) = candidate.kind().filter(|_| candidate.is_one())?;
                let name = header[candidate.place].clone();
                Some((
                    candidate,
                    Self { place: candidate.place, name, kind, reads, other: None, unnamed: None },
                ))
            })
            .collect();
        // A column in which every cell can be read comes before one with some such cells, and that comes
        // before one with none.
        columns.sort_by_key(|(candidate, column)| {
            let is_place = candidate.header == HeaderKind::Place;
            (is_place, !column.reads, !candidate.is_whole(), column.is_doubtful())
        });
        let (unnamed, named): (Vec<Self>, Vec<Self>) =
            columns.into_iter().map(|(_, column)| column).partition(Self::has_unnamed_codes);
        let unnamed = unnamed
            .into_iter()
            .rev()
            .fold(None, |next, column| Some(Box::new(Self { unnamed: next, ..column })));
        let mut columns = named.into_iter();
        let Some(best) = columns.next() else { return Ok(unnamed.map(|first| *first)) };
        let other = columns.find(|column| column.reads && !column.is_doubtful()).map(Box::new);
        Ok(Some(Self { other, unnamed, ..best }))
    }

    const fn is_doubtful(&self) -> bool {
        matches!(self.kind, CellReading::Prefixes | CellReading::Places | CellReading::Unnamed)
    }

    /// The header of another column with countries, if there is one.
    pub fn other_name(&self) -> Option<&str> {
        self.other.as_ref().map(|other| other.name.as_str())
    }

    /// The country of the row in another column of the file, if its calling code differs from that of `said`.
    pub(super) fn contradiction(
        &self,
        record: &ByteRecord,
        said: NumberRegion,
        countries: &mut Countries,
    ) -> Option<NumberRegion> {
        match self.other.as_ref()?.country(record, Numbers::WITH_COUNTRY_CODE, countries) {
            RowCountry::Said(other) if other.calling_code() != said.calling_code() => Some(other),
            _ => None,
        }
    }

    /// The header of the column.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Whether at least one cell is a country or a calling code.
    pub const fn reads(&self) -> bool {
        self.reads
    }

    /// Whether its cells are digits that may be calling codes or area codes.
    pub fn has_prefixes(&self) -> bool {
        self.kind == CellReading::Prefixes
    }

    /// Whether its cells are places. They only prevent using the common country for rows that name another one.
    pub fn has_places(&self) -> bool {
        self.kind == CellReading::Places
    }

    /// Whether its cells are calling codes and its header does not name a country. It then only prevents reading
    /// numbers with the common country if that is another one.
    pub fn has_unnamed_codes(&self) -> bool {
        self.kind == CellReading::Unnamed
    }

    /// The columns of calling codes whose headers do not name a country.
    fn unnamed(&self) -> impl Iterator<Item = &Self> {
        std::iter::successors(Some(self), |column| column.unnamed.as_deref())
            .filter(|column| column.has_unnamed_codes())
    }

    /// The headers of the columns of calling codes that do not name a country and hold rows back here.
    pub fn unnamed_names(&self) -> Vec<&str> {
        let counts = self.is_doubtful();
        self.unnamed().filter(|_| counts).map(Self::name).collect()
    }

    /// The countries that a row may have in columns whose headers do not name a country.
    pub(super) fn unnamed_codes(&self, record: &ByteRecord, countries: &mut Countries) -> Vec<NumberRegion> {
        self.unnamed()
            .filter_map(|column| match countries.of(column.cell(record)) {
                Cell::CallingCode { region, .. } => Some(region),
                _ => None,
            })
            .collect()
    }

    /// Whether a number, read with a country from another source, begins with the digits in the row's cell of this
    /// column. The digits are its area code then.
    pub(super) fn is_area_code_of(&self, record: &ByteRecord, number: Number, country: NumberRegion) -> bool {
        begins_with_area_code(self.cell(record), number, country) == Some(true)
    }

    /// The row's cell in this column, for a message.
    pub(super) fn cell<'record>(&self, record: &'record ByteRecord) -> &'record [u8] {
        record.get(self.place).unwrap_or_default()
    }

    /// The row's country. `common` reads numbers with the country for all rows.
    pub(super) fn country(
        &self,
        record: &ByteRecord,
        common: Numbers,
        countries: &mut Countries,
    ) -> RowCountry {
        match (self.own_country(record, common, countries), &self.unnamed) {
            (RowCountry::Unsaid, Some(next)) if self.is_doubtful() => next.country(record, common, countries),
            (said, _) => said,
        }
    }

    /// The country from the column's own cell, without the columns whose headers do not name a country.
    pub(super) fn own_country(
        &self,
        record: &ByteRecord,
        common: Numbers,
        countries: &mut Countries,
    ) -> RowCountry {
        let is_common = |region: NumberRegion| {
            common.region().is_some_and(|it| it.calling_code() == region.calling_code())
        };
        match (countries.of(self.cell(record)), self.kind) {
            (Cell::CallingCode { region, .. }, CellReading::Unnamed) if is_common(region) => {
                RowCountry::Unsaid
            }
            (Cell::CallingCode { .. }, CellReading::Unnamed) => RowCountry::Unreadable,
            (
                Cell::Letters(region)
                | Cell::Norway(region)
                | Cell::Word(region)
                | Cell::Name(region)
                | Cell::CallingCode { region, .. },
                CellReading::Places,
            ) if common.region().is_some_and(|common| common.calling_code() != region.calling_code()) => {
                RowCountry::Unreadable
            }
            (Cell::Empty, _)
            | (_, CellReading::Places)
            | (
                Cell::Other | Cell::Letters(_) | Cell::Name(_) | Cell::Norway(_) | Cell::Word(_),
                CellReading::Prefixes,
            ) => RowCountry::Unsaid,
            (Cell::CallingCode { .. } | Cell::Digits, CellReading::Prefixes) => RowCountry::Prefix,
            (Cell::CallingCode { region, .. }, _)
            | (
                Cell::Letters(region) | Cell::Name(region) | Cell::Norway(region),
                CellReading::Letters | CellReading::Mixed,
            )
            | (Cell::Word(region), CellReading::Letters) => RowCountry::Said(region),
            (
                Cell::Other
                | Cell::Digits
                | Cell::Letters(_)
                | Cell::Name(_)
                | Cell::Norway(_)
                | Cell::Word(_),
                _,
            ) => RowCountry::Unreadable,
        }
    }
}

impl Cell {
    pub(super) fn of(cell: &[u8]) -> Self {
        let Ok(text) = std::str::from_utf8(cell) else { return Self::Other };
        let text = text.trim();
        if text.is_empty() || text == "na" || text == "Na" || NOTHING.contains(&text.to_lowercase().as_str())
        {
            return Self::Empty;
        }
        if let Some(region) = NumberRegion::of_calling_code_cell(text) {
            let is_marked = text.contains('+') || text.trim_start_matches(['(', ' ']).starts_with("00");
            return Self::CallingCode { region, is_marked };
        }
        if text.contains(|sign: char| sign.is_ascii_digit()) && !text.chars().any(char::is_alphabetic) {
            return Self::Digits;
        }
        match (text, NumberRegion::of_cell(text)) {
            (_, None) | ("no", _) => Self::Other,
            ("NO", Some(region)) => Self::Norway(region),
            ("NA", Some(region)) => Self::Word(region),
            (text, Some(region)) if text.len() == 2 && text.bytes().all(|it| it.is_ascii_uppercase()) => {
                Self::Letters(region)
            }
            (_, Some(region)) => Self::Name(region),
        }
    }
}

/// The cells that were read before, with their meanings, so that each is read once.
#[derive(Debug, Default)]
pub(super) struct Countries(HashMap<Vec<u8>, Cell>);

impl Countries {
    fn of(&mut self, cell: &[u8]) -> Cell {
        if let Some(known) = self.0.get(cell) {
            return *known;
        }
        let read = Cell::of(cell);
        if self.0.len() < CELLS_REMEMBERED {
            self.0.insert(cell.to_owned(), read);
        }
        read
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::{Cell, CellReading, CountryColumn, CountryEvidence};
    use crate::import::content::SizeLimit;
    use crate::import::country_headers::{HEADERS, PREFIX_HEADERS};
    use crate::import::headers::{is_among, plain};
    use crate::import::{Content, Dialect};

    fn search(text: &str) -> Option<CountryColumn> {
        let folder = tempfile::tempdir().unwrap();
        let limit = SizeLimit { bytes: 10_000, help: "" };
        let mut content = Content::spool(text.as_bytes(), folder.path(), limit).unwrap();
        let header: Vec<String> = text.lines().next().unwrap().split(',').map(str::to_owned).collect();
        let may_say = |_| CountryEvidence::ByCells;
        CountryColumn::search(&header, may_say, None, Dialect::with_delimiter(b','), &mut content).unwrap()
    }

    fn column(place: usize, name: &str, kind: CellReading, reads: bool) -> Option<CountryColumn> {
        let name = Some(name.to_owned()).filter(|name| !name.is_empty());
        name.map(|name| CountryColumn { place, name, kind, reads, other: None, unnamed: None })
    }

    fn found(place: usize, name: &str, kind: CellReading) -> Option<CountryColumn> {
        column(place, name, kind, kind != CellReading::Prefixes)
    }

    fn unread(place: usize, name: &str) -> Option<CountryColumn> {
        column(place, name, CellReading::Mixed, false)
    }

    #[test]
    fn headers_are_written_as_they_are_looked_for() {
        for header in HEADERS.into_iter().flat_map(|rank| rank.split(' ')) {
            assert_eq!(plain(header), header);
        }
        for header in ["Country/Region Code", "País", "Ländervorwahl", "Страна", "国家", "Mailing Country"]
        {
            assert!(HEADERS.iter().any(|rank| is_among(rank, &plain(header))), "{header}");
        }
        assert!(HEADERS.contains(&PREFIX_HEADERS));
    }

    #[test]
    fn what_stands_for_nothing_is_an_empty_cell() {
        for text in [
            "", " ", "N/A", "#N/A", "n.a.", "-", "--", "None", "NULL", "nan", "NaN", "TBD", "unknown", "?",
            "na",
        ] {
            assert!(matches!(Cell::of(text.as_bytes()), Cell::Empty), "{text}");
        }
        for text in ["No", "no", "next door", "N.O.", "N-A"] {
            assert!(matches!(Cell::of(text.as_bytes()), Cell::Other), "{text}");
        }
    }

    #[test]
    #[expect(clippy::too_many_lines, reason = "one table of cases")]
    fn a_column_counts_where_its_header_and_a_cell_say_so() {
        for (text, expected) in [
            ("phone,Country\n1,GB\n2,United Kingdom\n3,\n4,44\n", found(1, "Country", CellReading::Mixed)),
            ("phone,Dial Code\n1,+44\n", found(1, "Dial Code", CellReading::Mixed)),
            ("CC,phone\n91,1\n+1,2\n", found(0, "CC", CellReading::Mixed)),
            ("phone,country_code\n1,IN\n", found(1, "country_code", CellReading::Letters)),
            // The calling code belongs to the number; the country may belong to the person.
            ("phone,Country,Calling Code\n1,India,+1\n", found(2, "Calling Code", CellReading::Mixed)),
            ("phone,Country,Calling Code\n1,India,?\n", found(1, "Country", CellReading::Mixed)),
            // A column in which every cell can be read comes before one with other cells.
            (
                "phone,Country,Calling Code\n1,India,+1\n1,India,here\n",
                found(1, "Country", CellReading::Mixed),
            ),
            ("phone,Country\n1,\n", None),
            ("phone,Country\n1,N/A\n2,--\n", None),
            ("phone,Home\n1,GB\n", None),
            ("phone,Country\n1,GB\n2,Mars\n3,\n", found(1, "Country", CellReading::Mixed)),
            // Words that are also a country's letters count only beside other letters.
            ("phone,Country\n1,NA\n2,GB\n3,NO\n4,?\n", found(1, "Country", CellReading::Letters)),
            ("phone,Country\n1,NA\n2,India\n", found(1, "Country", CellReading::Mixed)),
            ("phone,Country\n1,\n2,NA\n", unread(1, "Country")),
            ("phone,Country\n1,No\n", unread(1, "Country")),
            // A prefix may be a title.
            ("phone,Prefix\n1,MR\n2,MS\n", None),
            ("phone,Prefix,Country\n1,MR,GB\n", found(2, "Country", CellReading::Letters)),
            ("phone,Vorwahl\n1,+49\n", found(1, "Vorwahl", CellReading::CallingCodes)),
            ("phone,Vorwahl\n1,0049\n2,44\n", found(1, "Vorwahl", CellReading::CallingCodes)),
            ("phone,Country,Prefix\n1,GB,44\n", found(1, "Country", CellReading::Letters)),
            // 212 is an area code of New York, and the calling code of Morocco.
            ("phone,Prefix\n1,212\n", found(1, "Prefix", CellReading::Prefixes)),
            ("phone,Vorwahl\n1,030\n2,(0)89\n", found(1, "Vorwahl", CellReading::Prefixes)),
            ("phone,Prefix\n1,MR\n2,212\n", found(1, "Prefix", CellReading::Prefixes)),
            ("phone,Prefix,Country\n1,212,Mars\n", unread(2, "Country")),
            ("phone,Dial Code\n1,870\n", found(1, "Dial Code", CellReading::Mixed)),
            // With a word for a country in the header, every cell must be readable.
            (
                "phone,Current country (home)\n1,GB\n",
                found(1, "Current country (home)", CellReading::Letters),
            ),
            ("phone,home_country_2\n1,GB\n2,India\n", found(1, "home_country_2", CellReading::Mixed)),
            ("phone,Country Manager\n1,GB\n2,Ada\n", None),
            ("phone,Ülke\n1,GB\n", found(1, "Ülke", CellReading::Letters)),
            ("phone,国\n1,Mars\n", unread(1, "国")),
            ("phone,phone_cc\n1,44\n", found(1, "phone_cc", CellReading::Mixed)),
            ("phone,Int Code\n1,44\n", found(1, "Int Code", CellReading::Mixed)),
            ("phone,Tel Code\n1,212\n", found(1, "Tel Code", CellReading::Prefixes)),
            // A place may be a state, and a region's number is not a calling code.
            ("phone,Region\n1,IN\n", column(1, "Region", CellReading::Places, false)),
            ("phone,Market,Country\n1,IN,GB\n", found(2, "Country", CellReading::Letters)),
            ("phone,Region\n1,IN\n2,TX\n", None),
            ("phone,Region\n1,1\n2,7\n", None),
            ("phone,CC\n1,boss@example.com\n", unread(1, "CC")),
            // Flags.
            ("phone,CC\n1,1\n2,0\n", found(1, "CC", CellReading::Prefixes)),
            ("phone,Country Code\n1,44\n2,0\n3,x\n", found(1, "Country Code", CellReading::Prefixes)),
            ("phone,CC\n1,44\n2,GB\n3,0\n", found(1, "CC", CellReading::Mixed)),
            // Norway.
            ("phone,Land\n1,NO\n", found(1, "Land", CellReading::Letters)),
            ("phone,Land\n1,NO\n2,SE\n3,Finland\n", found(1, "Land", CellReading::Mixed)),
            ("phone,Country\n1,NO\n2,NA\n", unread(1, "Country")),
            // Other languages.
            ("phone,Landcode\n1,GB\n", found(1, "Landcode", CellReading::Letters)),
            ("phone,Ország\n1,GB\n", found(1, "Ország", CellReading::Letters)),
            ("phone,Țara\n1,GB\n", found(1, "Țara", CellReading::Letters)),
            ("phone,Quốc gia\n1,GB\n", found(1, "Quốc gia", CellReading::Letters)),
            ("phone,Länderkürzel\n1,GB\n", found(1, "Länderkürzel", CellReading::Letters)),
            ("phone,देश\n1,GB\n", found(1, "देश", CellReading::Letters)),
            ("phone,ประเทศ\n1,GB\n", found(1, "ประเทศ", CellReading::Letters)),
            ("phone,DDI\n1,44\n", found(1, "DDI", CellReading::Mixed)),
            ("phone,Landskod\n1,44\n", found(1, "Landskod", CellReading::Mixed)),
            ("phone,국가번호\n1,44\n", found(1, "국가번호", CellReading::Mixed)),
            // Calling codes under a header that does not name a country only hold rows back.
            ("phone,X\n1,+44\n2,\n3,0049\n", column(1, "X", CellReading::Unnamed, false)),
            ("phone,X,Country\n1,+44,GB\n", found(2, "Country", CellReading::Letters)),
            ("phone,X\n1,+44\n2,home\n", None),
            ("phone,X\n1,44\n", None),
        ] {
            let found = search(text).map(|column| CountryColumn { other: None, unnamed: None, ..column });
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn another_column_of_countries_is_known_by_its_name() {
        for (text, other) in [
            ("phone,Country,Calling Code\n1,India,+1\n", Some("Country")),
            ("phone,Billing Country,Shipping Country\n1,US,GB\n", Some("Shipping Country")),
            ("phone,Region,Country\n1,IN,GB\n", None),
            ("phone,Country\n1,GB\n", None),
        ] {
            let found = search(text);
            assert_eq!(found.as_ref().and_then(CountryColumn::other_name), other, "{text}");
        }
    }
}
