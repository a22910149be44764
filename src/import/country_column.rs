//! The column that says of each row in which country its number is.

use std::collections::HashMap;

use csv::ByteRecord;

use super::ImportError;
use super::content::Content;
use super::dialect::Dialect;
use super::headers::plain;
use super::records::Records;
use crate::domain::number::NumberRegion;

/// Headers of such a column, written as [`plain`] writes them, in three ranks: those that are about the number come before
/// those that may be about the person.
const HEADERS: [&[&str]; 3] = [
    &[
        "callingcode",
        "countrycallingcode",
        "dialcode",
        "dialingcode",
        "diallingcode",
        "dialprefix",
        "countrydialcode",
        "isdcode",
        "isd",
        "phonecountrycode",
        "phonecountry",
        "phonecode",
        "mobilecountrycode",
        "mobilecountry",
        "countryprefix",
        "phoneprefix",
        "internationalprefix",
    ],
    &[
        "countrycode",
        "cc",
        "ccode",
        "countryiso",
        "countryiso2",
        "countryiso3",
        "isocountry",
        "isocountrycode",
        "isocode",
        "iso",
        "iso2",
        "iso3",
    ],
    &["country", "countryname", "nation", "countryregion", "countryofresidence"],
];

/// How many different cells are remembered; there are fewer countries, and a few ways to write each.
const CELLS_REMEMBERED: usize = 1024;

/// A column whose cells all read as a country or a calling code, or are empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CountryColumn {
    place: usize,
    name: String,
}

/// What the search for such a column found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CountrySearch {
    /// No header is that of such a column, or nothing is in it.
    None,
    /// This one.
    Found(CountryColumn),
    /// The header is, and a cell is not.
    NotCountries {
        /// The header.
        name: String,
        /// The line of the first cell that is neither a country nor a calling code.
        line: u64,
    },
}

impl CountrySearch {
    /// Reads the whole file where a header promises countries. `may_be` leaves columns out by their places.
    pub fn of(
        header: &[String],
        may_be: impl Fn(usize) -> bool,
        dialect: Dialect,
        content: &mut Content,
    ) -> Result<Self, ImportError> {
        let path = content.path().to_owned();
        let mut candidates = candidates(header, may_be);
        if candidates.is_empty() {
            return Ok(Self::None);
        }
        let mut records = Records::new(dialect, content.read_again()?, &path)?;
        let (mut record, mut countries) = (ByteRecord::new(), Countries::default());
        let mut is_header = true;
        while records.read(&mut record)? {
            if std::mem::take(&mut is_header) {
                continue;
            }
            let line = records.line();
            for candidate in candidates.iter_mut().filter(|candidate| candidate.wrong_line.is_none()) {
                match countries.of(record.get(candidate.place).unwrap_or_default()) {
                    Cell::Empty => {}
                    Cell::Country(_) => candidate.has_countries = true,
                    Cell::Other => candidate.wrong_line = Some(line),
                }
            }
        }
        let found =
            candidates.iter().find(|candidate| candidate.wrong_line.is_none() && candidate.has_countries);
        if let Some(Candidate { place, .. }) = found {
            return Ok(Self::Found(CountryColumn { place: *place, name: header[*place].clone() }));
        }
        let wrong = candidates.iter().find_map(|candidate| Some((candidate.place, candidate.wrong_line?)));
        Ok(wrong.map_or(Self::None, |(place, line)| Self::NotCountries { name: header[place].clone(), line }))
    }

    /// The column, where there is one.
    #[must_use]
    pub fn column(self) -> Option<CountryColumn> {
        match self {
            Self::Found(column) => Some(column),
            Self::None | Self::NotCountries { .. } => None,
        }
    }
}

impl CountryColumn {
    /// Its header.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The row's country; `None` where its cell is empty.
    pub(super) fn country(&self, record: &ByteRecord, countries: &mut Countries) -> Option<NumberRegion> {
        match countries.of(record.get(self.place).unwrap_or_default()) {
            Cell::Country(region) => Some(region),
            // All cells were looked at before.
            Cell::Empty | Cell::Other => None,
        }
    }
}

/// What a cell says.
#[derive(Debug, Clone, Copy)]
enum Cell {
    Empty,
    Country(NumberRegion),
    Other,
}

/// What cells said before.
#[derive(Debug, Default)]
pub(super) struct Countries(HashMap<Vec<u8>, Cell>);

impl Countries {
    fn of(&mut self, cell: &[u8]) -> Cell {
        if let Some(known) = self.0.get(cell) {
            return *known;
        }
        let read = match std::str::from_utf8(cell) {
            Ok(text) if text.trim().is_empty() => Cell::Empty,
            Ok(text) => NumberRegion::of_cell(text).map_or(Cell::Other, Cell::Country),
            Err(_) => Cell::Other,
        };
        if self.0.len() < CELLS_REMEMBERED {
            self.0.insert(cell.to_owned(), read);
        }
        read
    }
}

struct Candidate {
    place: usize,
    has_countries: bool,
    wrong_line: Option<u64>,
}

/// Columns by their rank, then by their place.
fn candidates(header: &[String], may_be: impl Fn(usize) -> bool) -> Vec<Candidate> {
    let names: Vec<String> = header.iter().map(|name| plain(name)).collect();
    let ranked = HEADERS.iter().flat_map(|rank| {
        names.iter().enumerate().filter(|(_, name)| rank.contains(&name.as_str())).map(|(place, _)| place)
    });
    ranked
        .filter(|place| may_be(*place))
        .map(|place| Candidate { place, has_countries: false, wrong_line: None })
        .collect()
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::{CountryColumn, CountrySearch};
    use crate::import::{Content, Dialect, SizeLimit};

    fn search(text: &str) -> CountrySearch {
        let folder = tempfile::tempdir().unwrap();
        let limit = SizeLimit { bytes: 10_000, help: "" };
        let mut content = Content::spool(text.as_bytes(), folder.path(), limit).unwrap();
        let header: Vec<String> = text.lines().next().unwrap().split(',').map(str::to_owned).collect();
        CountrySearch::of(&header, |_| true, Dialect::with_delimiter(b','), &mut content).unwrap()
    }

    fn found(place: usize, name: &str) -> CountrySearch {
        CountrySearch::Found(CountryColumn { place, name: name.to_owned() })
    }

    #[test]
    fn a_column_counts_where_header_and_all_cells_say_so() {
        for (text, expected) in [
            ("phone,Country\n1,GB\n2,United Kingdom\n3,\n4,44\n", found(1, "Country")),
            ("phone,Dial Code\n1,+44\n", found(1, "Dial Code")),
            ("CC,phone\n91,1\n+1,2\n", found(0, "CC")),
            ("phone,country_code\n1,IN\n", found(1, "country_code")),
            // The calling code is about the number, the country may be about the person.
            ("phone,Country,Calling Code\n1,India,+1\n", found(2, "Calling Code")),
            ("phone,Country,Calling Code\n1,India,?\n", found(1, "Country")),
            ("phone,Country\n1,\n", CountrySearch::None),
            ("phone,Home\n1,GB\n", CountrySearch::None),
            (
                "phone,Country\n1,GB\n2,Mars\n3,\n",
                CountrySearch::NotCountries { name: "Country".into(), line: 3 },
            ),
            ("phone,CC\n1,boss@example.com\n", CountrySearch::NotCountries { name: "CC".into(), line: 2 }),
        ] {
            assert_eq!(search(text), expected, "{text}");
        }
    }
}
