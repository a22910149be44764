//! Finds columns that may have countries, by their headers and their first cells.

use csv::ByteRecord;

use super::ImportError;
use super::content::Content;
use super::country_headers::{CODE_HEADERS, COUNTRY_WORDS, HEADERS, PLACE_WORDS, PREFIX_HEADERS};
use super::dialect::Dialect;
use super::headers::{is_among, plain, plain_words};
use super::records::Records;
use crate::domain::number::NumberRegion;

/// The way in which the cells of a column are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum CellReading {
    /// Every cell that is not empty has two upper-case letters of ISO 3166, so `NA` and `NO` count too.
    Letters,
    /// Countries in any form.
    Mixed,
    /// Calling codes only.
    CallingCodes,
    /// Digits that may be calling codes or area codes.
    Prefixes,
    /// Places: `IN` may be India or Indiana.
    Places,
    /// Calling codes with a `+` or `00` under a header that does not name a country: `+1` may also be a
    /// number of guests.
    Unnamed,
}

/// Whether a column may have the country of a row's number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CountryEvidence {
    /// The column is something else.
    Nothing,
    /// It may if its header says so.
    ByHeader,
    /// It may even if only its cells look like countries. Such a column prevents reading numbers with another country,
    /// but no number is read with its country.
    ByCells,
}

/// A cell that may name a country, after reading.
#[derive(Debug, Clone, Copy)]
pub(super) enum Cell {
    Empty,
    /// Two upper-case letters.
    Letters(NumberRegion),
    /// `NO`: Norway if other cells are countries too, or if there are no other cells.
    Norway(NumberRegion),
    /// `NA`: Namibia, but more often an empty value.
    Word(NumberRegion),
    CallingCode {
        region: NumberRegion,
        /// Whether it has a `+` or `00` before it.
        is_marked: bool,
    },
    /// Digits that are not a calling code.
    Digits,
    /// A country in any other form.
    Name(NumberRegion),
    Other,
}

/// The number of rows to check for columns whose headers do not name a country.
const FIRST_ROWS: usize = 50;

/// How a header names its column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum HeaderKind {
    /// It names a country or a calling code, or the user said that it does.
    #[default]
    Known,
    /// It names a code that may be anything, such as `CC`. Bare digits are calling codes only if every
    /// cell can be read.
    Code,
    /// It names a prefix.
    Prefix,
    /// It contains a word for a country.
    Word,
    /// It contains a word for a place.
    Place,
    /// It does not name a country.
    Unnamed,
}

/// A column that may have countries, and the kinds of its cells.
#[derive(Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is one thing that was seen of the column")]
pub(super) struct Candidate {
    pub(super) place: usize,
    pub(super) header: HeaderKind,
    has_letters: bool,
    has_words: bool,
    has_calling_codes: bool,
    has_marked_codes: bool,
    has_names: bool,
    has_norway: bool,
    has_digits: bool,
    has_others: bool,
}

impl Candidate {
    /// A candidate without any cells yet.
    pub(super) fn new(place: usize, header: HeaderKind) -> Self {
        Self { place, header, ..Self::default() }
    }

    pub(super) fn look_at(&mut self, cell: Cell) {
        match cell {
            Cell::Empty => {}
            Cell::Letters(_) => self.has_letters = true,
            Cell::Norway(_) => self.has_norway = true,
            Cell::Word(_) => self.has_words = true,
            Cell::CallingCode { is_marked, .. } => {
                self.has_calling_codes = true;
                self.has_marked_codes |= is_marked;
            }
            Cell::Digits => self.has_digits = true,
            Cell::Name(_) => self.has_names = true,
            Cell::Other => self.has_others = true,
        }
    }

    /// How its cells are read, and whether at least one is a country; `None` if they are not countries.
    pub(super) const fn kind(&self) -> Option<(CellReading, bool)> {
        match self {
            Self { header: HeaderKind::Place, has_letters, has_words, has_names, .. }
                if *has_letters || self.has_norway || *has_words || *has_names =>
            {
                Some((CellReading::Places, false))
            }
            // In such a column, +44 may also be a number, like a seventh visit.
            Self { header: HeaderKind::Unnamed | HeaderKind::Place, has_marked_codes: true, .. } => {
                Some((CellReading::Unnamed, false))
            }
            Self { header: HeaderKind::Unnamed | HeaderKind::Place, .. } => None,
            Self { header: HeaderKind::Prefix, has_marked_codes: true, .. } => {
                Some((CellReading::CallingCodes, true))
            }
            Self { header: HeaderKind::Prefix, has_calling_codes, has_digits, .. } => {
                if *has_calling_codes || *has_digits { Some((CellReading::Prefixes, false)) } else { None }
            }
            // Flags such as 1 and 0 are not countries.
            Self {
                header: HeaderKind::Code,
                has_calling_codes: true,
                has_marked_codes: false,
                has_letters: false,
                has_names: false,
                has_digits,
                has_others,
                ..
            } if *has_digits || *has_others => Some((CellReading::Prefixes, false)),
            Self {
                has_calling_codes: false, has_names: false, has_digits: false, has_others: false, ..
            } if self.has_letters || self.has_norway && !self.has_words => Some((CellReading::Letters, true)),
            Self { has_letters, has_calling_codes, has_names, has_words, has_digits, has_others, .. } => {
                if *has_letters || *has_calling_codes || *has_names || self.has_norway && !*has_words {
                    Some((CellReading::Mixed, true))
                } else if *has_words || self.has_norway || *has_digits || *has_others {
                    Some((CellReading::Mixed, false))
                } else {
                    None
                }
            }
        }
    }

    /// Whether the column counts. Under a header that only contains a word, every cell must be readable.
    pub(super) const fn is_one(&self) -> bool {
        match self.header {
            HeaderKind::Known | HeaderKind::Code | HeaderKind::Prefix => true,
            HeaderKind::Word | HeaderKind::Unnamed => self.is_whole(),
            HeaderKind::Place => !(self.has_others || self.has_digits),
        }
    }

    /// Whether every cell that is not empty can be read.
    pub(super) const fn is_whole(&self) -> bool {
        match self.kind() {
            None | Some((CellReading::Prefixes | CellReading::Places, _)) => false,
            Some((CellReading::Letters, _)) => true,
            Some((CellReading::Mixed, reads)) => {
                reads && !(self.has_words || self.has_others || self.has_digits)
            }
            Some((CellReading::CallingCodes | CellReading::Unnamed, _)) => {
                !(self.has_words || self.has_others || self.has_digits || self.has_letters || self.has_names)
            }
        }
    }
}

/// Columns with a header that says nothing of a country, in which the first cells are calling codes with a `+` or `00`
/// before them. Guests and customers' numbers are written so too, so such a column only keeps rows back.
///
/// # Errors
///
/// The file cannot be read again, or one of its first records cannot be read.
pub(super) fn marked_codes(
    header: &[String],
    may_say: &impl Fn(usize) -> CountryEvidence,
    known: &[Candidate],
    dialect: Dialect,
    content: &mut Content,
) -> Result<Vec<Candidate>, ImportError> {
    let is_unknown = |place: &usize| {
        may_say(*place) == CountryEvidence::ByCells && known.iter().all(|known| known.place != *place)
    };
    let of_place = |place| Candidate::new(place, HeaderKind::Unnamed);
    let mut found: Vec<Candidate> = (0..header.len()).filter(is_unknown).map(of_place).collect();
    let mut records = Records::new(dialect, content)?;
    let mut record = ByteRecord::new();
    // The first row is the header.
    for row in 0..=FIRST_ROWS {
        if !records.read(&mut record)? {
            break;
        }
        if row > 0 {
            for candidate in &mut found {
                candidate.look_at(Cell::of(record.get(candidate.place).unwrap_or_default()));
            }
        }
    }
    found.retain(Candidate::is_whole);
    Ok(found.into_iter().map(|candidate| of_place(candidate.place)).collect())
}

/// The candidate columns, by rank and then by index.
pub(super) fn candidates(header: &[String], may_say: &impl Fn(usize) -> CountryEvidence) -> Vec<Candidate> {
    let names: Vec<String> = header.iter().map(|name| plain(name)).collect();
    let ranked = HEADERS.iter().flat_map(|rank| {
        names.iter().enumerate().filter(|(_, name)| is_among(rank, name)).map(|(place, _)| place)
    });
    let ranked = ranked.map(|place| {
        let name = names[place].as_str();
        let kind = match () {
            () if is_among(PREFIX_HEADERS, name) => HeaderKind::Prefix,
            () if is_among(CODE_HEADERS, name) => HeaderKind::Code,
            () => HeaderKind::Known,
        };
        (place, kind)
    });
    let by_word = |wanted: &'static str, kind: HeaderKind| {
        let has_word = move |name: &str| plain_words(name).iter().any(|word| is_among(wanted, word));
        let places = header.iter().enumerate().filter(move |(_, name)| has_word(name));
        places.map(move |(place, _)| (place, kind))
    };
    let mut found: Vec<Candidate> = Vec::new();
    let all =
        ranked.chain(by_word(COUNTRY_WORDS, HeaderKind::Word)).chain(by_word(PLACE_WORDS, HeaderKind::Place));
    for (place, header) in all {
        if may_say(place) != CountryEvidence::Nothing && !found.iter().any(|known| known.place == place) {
            found.push(Candidate::new(place, header));
        }
    }
    found
}
