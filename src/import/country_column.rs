//! The column that says of each row in which country its number is.

use std::collections::HashMap;

use csv::ByteRecord;

use super::ImportError;
use super::content::Content;
use super::dialect::Dialect;
use super::headers::plain;
use super::records::Records;
use crate::domain::number::{NumberRegion, Numbers};

/// Headers of such a column, written as [`plain`] writes them, in three ranks: those that are about the number come before
/// those that may be about the person.
const HEADERS: [&[&str]; 4] = [
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
        "internationalprefix",
    ],
    CALLING_CODE_HEADERS,
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
    &[
        "country",
        "countryname",
        "ctry",
        "nation",
        "countryregion",
        "countryregioncode",
        "countryterritory",
        "countryofresidence",
        "addresscountry",
        "mailingcountry",
        "mailingcountrycode",
        "billingcountry",
        "billingcountrycode",
        "shippingcountry",
        "shippingcountrycode",
        "homecountry",
        "businesscountry",
        "workcountry",
        "companycountry",
        "contactcountry",
        "customercountry",
        "land",
        "landercode",
        "pais",
        "codigopais",
        "codigodepais",
        "pays",
        "codepays",
        "paese",
        "nazione",
        "страна",
        "国家",
        "國家",
    ],
];

/// Headers that are a country's calling code, or another prefix: a title before a name, or an area code. Only calling codes
/// count in them.
const CALLING_CODE_HEADERS: &[&str] = &[
    "prefix",
    "phoneprefix",
    "vorwahl",
    "landervorwahl",
    "landesvorwahl",
    "indicatif",
    "indicatifpays",
    "indicatiftelephonique",
    "prefijo",
    "prefijotelefonico",
    "prefisso",
    "prefissointernazionale",
    "prefixo",
];

/// What people and programs write into a cell with nothing to say, in lower case.
const NOTHING: [&str; 22] = [
    "n/a", "#n/a", "n.a.", "n.a", "n. a.", "n/a.", "#na", "<na>", "-", "--", "---", "\u{2013}", "\u{2014}",
    "none", "null", "(null)", "nil", "nan", "tbd", "unknown", "?", "??",
];

/// How many different cells are remembered; there are fewer countries, and a few ways to write each.
const CELLS_REMEMBERED: usize = 1024;

/// A column in which at least one cell reads as a country or a calling code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CountryColumn {
    place: usize,
    name: String,
    kind: Kind,
}

/// How the cells of a column are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Every cell that says something is two upper-case letters of ISO 3166, so that `NA` and `NO` are too.
    Letters,
    /// Countries in any way.
    Mixed,
    /// Calling codes only.
    CallingCodes,
}

/// What a row says of its number's country.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RowCountry {
    /// Nothing.
    Unsaid,
    /// This one.
    Said(NumberRegion),
    /// Something that is no country.
    Unreadable,
}

impl RowCountry {
    /// How the row's number is read, and with which country of its own. The common country never goes over a country that is
    /// there and cannot be read.
    pub(super) const fn reads_with(self, common: Numbers) -> (Numbers, Option<NumberRegion>) {
        match self {
            Self::Unsaid => (common, None),
            Self::Said(region) => (common, Some(region)),
            Self::Unreadable => (Numbers::WITH_COUNTRY_CODE, None),
        }
    }
}

/// What the search for such a column found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CountrySearch {
    /// No header is that of such a column, or nothing is in it.
    None,
    /// This one.
    Found(CountryColumn),
    /// The header is, and no cell.
    NotCountries {
        /// The header.
        name: String,
        /// The line of the first cell that says something.
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
            for candidate in &mut candidates {
                candidate.look_at(countries.of(record.get(candidate.place).unwrap_or_default()), line);
            }
        }
        let column = |candidate: &Candidate| {
            Some(CountryColumn {
                place: candidate.place,
                name: header[candidate.place].clone(),
                kind: candidate.kind()?,
            })
        };
        let whole = candidates.iter().filter(|candidate| candidate.is_whole()).find_map(column);
        if let Some(found) = whole.or_else(|| candidates.iter().find_map(column)) {
            return Ok(Self::Found(found));
        }
        let wrong = candidates.iter().find_map(|candidate| Some((candidate.place, candidate.first_line?)));
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

    /// The row's country.
    pub(super) fn country(&self, record: &ByteRecord, countries: &mut Countries) -> RowCountry {
        match (countries.of(record.get(self.place).unwrap_or_default()), self.kind) {
            (Cell::Empty, _) => RowCountry::Unsaid,
            (Cell::CallingCode(region), _)
            | (Cell::Letters(region) | Cell::Name(region), Kind::Letters | Kind::Mixed)
            | (Cell::Word(region), Kind::Letters) => RowCountry::Said(region),
            (Cell::Other | Cell::Letters(_) | Cell::Name(_) | Cell::Word(_), _) => RowCountry::Unreadable,
        }
    }
}

/// What a cell says.
#[derive(Debug, Clone, Copy)]
enum Cell {
    Empty,
    /// Two upper-case letters.
    Letters(NumberRegion),
    /// `NA` or `NO`: the two letters of a country that are as often a word.
    Word(NumberRegion),
    CallingCode(NumberRegion),
    /// Any other way to write a country.
    Name(NumberRegion),
    Other,
}

impl Cell {
    fn of(cell: &[u8]) -> Self {
        let Ok(text) = std::str::from_utf8(cell) else { return Self::Other };
        let text = text.trim();
        if text.is_empty() || text == "na" || text == "Na" || NOTHING.contains(&text.to_lowercase().as_str())
        {
            return Self::Empty;
        }
        if let Some(region) = NumberRegion::of_calling_code_cell(text) {
            return Self::CallingCode(region);
        }
        match (text, NumberRegion::of_cell(text)) {
            (_, None) | ("no", _) => Self::Other,
            ("NA" | "NO", Some(region)) => Self::Word(region),
            (text, Some(region)) if text.len() == 2 && text.bytes().all(|it| it.is_ascii_uppercase()) => {
                Self::Letters(region)
            }
            (_, Some(region)) => Self::Name(region),
        }
    }
}

/// What cells said before.
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

/// A column that may be one, and which kinds of cells are in it.
#[expect(clippy::struct_excessive_bools, reason = "each is one thing that was seen of the column")]
struct Candidate {
    place: usize,
    calling_codes_only: bool,
    has_letters: bool,
    has_words: bool,
    has_calling_codes: bool,
    has_names: bool,
    has_others: bool,
    /// The first line with something in its cell.
    first_line: Option<u64>,
}

impl Candidate {
    fn look_at(&mut self, cell: Cell, line: u64) {
        match cell {
            Cell::Empty => return,
            Cell::Letters(_) => self.has_letters = true,
            Cell::Word(_) => self.has_words = true,
            Cell::CallingCode(_) => self.has_calling_codes = true,
            Cell::Name(_) => self.has_names = true,
            Cell::Other => self.has_others = true,
        }
        self.first_line.get_or_insert(line);
    }

    /// `None` where no cell reads.
    const fn kind(&self) -> Option<Kind> {
        match self {
            Self { calling_codes_only: true, has_calling_codes, .. } => {
                if *has_calling_codes {
                    Some(Kind::CallingCodes)
                } else {
                    None
                }
            }
            Self {
                has_letters: true, has_calling_codes: false, has_names: false, has_others: false, ..
            } => Some(Kind::Letters),
            Self { has_letters, has_calling_codes, has_names, .. } => {
                if *has_letters || *has_calling_codes || *has_names { Some(Kind::Mixed) } else { None }
            }
        }
    }

    /// Whether every cell that says something reads.
    fn is_whole(&self) -> bool {
        match self.kind() {
            None => false,
            Some(Kind::Letters) => true,
            Some(Kind::Mixed) => !self.has_words && !self.has_others,
            Some(Kind::CallingCodes) => {
                !(self.has_words || self.has_others || self.has_letters || self.has_names)
            }
        }
    }
}

/// Columns by their rank, then by their place.
fn candidates(header: &[String], may_be: impl Fn(usize) -> bool) -> Vec<Candidate> {
    let names: Vec<String> = header.iter().map(|name| plain(name)).collect();
    let ranked = HEADERS.iter().flat_map(|rank| {
        names.iter().enumerate().filter(|(_, name)| rank.contains(&name.as_str())).map(|(place, _)| place)
    });
    ranked
        .filter(|place| may_be(*place))
        .map(|place| Candidate {
            place,
            calling_codes_only: CALLING_CODE_HEADERS.contains(&names[place].as_str()),
            has_letters: false,
            has_words: false,
            has_calling_codes: false,
            has_names: false,
            has_others: false,
            first_line: None,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::{CALLING_CODE_HEADERS, Cell, CountryColumn, CountrySearch, HEADERS, Kind, plain};
    use crate::import::{Content, Dialect, SizeLimit};

    fn search(text: &str) -> CountrySearch {
        let folder = tempfile::tempdir().unwrap();
        let limit = SizeLimit { bytes: 10_000, help: "" };
        let mut content = Content::spool(text.as_bytes(), folder.path(), limit).unwrap();
        let header: Vec<String> = text.lines().next().unwrap().split(',').map(str::to_owned).collect();
        CountrySearch::of(&header, |_| true, Dialect::with_delimiter(b','), &mut content).unwrap()
    }

    fn found(place: usize, name: &str, kind: Kind) -> CountrySearch {
        CountrySearch::Found(CountryColumn { place, name: name.to_owned(), kind })
    }

    #[test]
    fn headers_are_written_as_they_are_looked_for() {
        for header in HEADERS.into_iter().flatten() {
            assert_eq!(plain(header), *header);
        }
        for header in ["Country/Region Code", "País", "Ländervorwahl", "Страна", "国家", "Mailing Country"]
        {
            assert!(HEADERS.iter().any(|rank| rank.contains(&plain(header).as_str())), "{header}");
        }
        assert!(HEADERS.contains(&CALLING_CODE_HEADERS));
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
    fn a_column_counts_where_its_header_and_a_cell_say_so() {
        for (text, expected) in [
            ("phone,Country\n1,GB\n2,United Kingdom\n3,\n4,44\n", found(1, "Country", Kind::Mixed)),
            ("phone,Dial Code\n1,+44\n", found(1, "Dial Code", Kind::Mixed)),
            ("CC,phone\n91,1\n+1,2\n", found(0, "CC", Kind::Mixed)),
            ("phone,country_code\n1,IN\n", found(1, "country_code", Kind::Letters)),
            // The calling code is about the number, the country may be about the person.
            ("phone,Country,Calling Code\n1,India,+1\n", found(2, "Calling Code", Kind::Mixed)),
            ("phone,Country,Calling Code\n1,India,?\n", found(1, "Country", Kind::Mixed)),
            // A column that reads whole goes before one that does not.
            ("phone,Country,Calling Code\n1,India,+1\n1,India,here\n", found(1, "Country", Kind::Mixed)),
            ("phone,Country\n1,\n", CountrySearch::None),
            ("phone,Country\n1,N/A\n2,--\n", CountrySearch::None),
            ("phone,Home\n1,GB\n", CountrySearch::None),
            ("phone,Country\n1,GB\n2,Mars\n3,\n", found(1, "Country", Kind::Mixed)),
            // Words that are letters of a country are one only beside other letters.
            ("phone,Country\n1,NA\n2,GB\n3,NO\n4,?\n", found(1, "Country", Kind::Letters)),
            ("phone,Country\n1,NA\n2,India\n", found(1, "Country", Kind::Mixed)),
            ("phone,Country\n1,\n2,NA\n", CountrySearch::NotCountries { name: "Country".into(), line: 3 }),
            ("phone,Country\n1,No\n", CountrySearch::NotCountries { name: "Country".into(), line: 2 }),
            // A prefix may be a title.
            ("phone,Prefix\n1,MR\n2,MS\n", CountrySearch::NotCountries { name: "Prefix".into(), line: 2 }),
            ("phone,Prefix,Country\n1,MR,GB\n", found(2, "Country", Kind::Letters)),
            ("phone,Vorwahl\n1,+49\n", found(1, "Vorwahl", Kind::CallingCodes)),
            ("phone,CC\n1,boss@example.com\n", CountrySearch::NotCountries { name: "CC".into(), line: 2 }),
        ] {
            assert_eq!(search(text), expected, "{text}");
        }
    }
}
