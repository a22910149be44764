//! Which columns may say a country, by their headers and by what is in their first cells.

use csv::ByteRecord;

use super::ImportError;
use super::content::Content;
use super::country_headers::{CODE_HEADERS, COUNTRY_WORDS, HEADERS, PLACE_WORDS, PREFIX_HEADERS};
use super::dialect::Dialect;
use super::headers::{plain, plain_words};
use super::records::Records;
use crate::domain::number::NumberRegion;

/// How the cells of a column are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Every cell that says something is two upper-case letters of ISO 3166, so that `NA` and `NO` are too.
    Letters,
    /// Countries in any way.
    Mixed,
    /// Calling codes only.
    CallingCodes,
    /// Digits of which it is not said whether they are calling codes or area codes.
    Prefixes,
    /// Places: `IN` may be India or Indiana.
    Places,
    /// Calling codes with a `+` or `00` under a header that says nothing of a country: `+1` may also be a number of guests.
    Unnamed,
}

/// Whether a column may say in which country a row's number is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MaySay {
    /// It is something else.
    Nothing,
    /// Where its header says so.
    ByHeader,
    /// Also where only its cells look so. Then it keeps numbers from being read with another country, and none is read with it.
    ByCells,
}

/// A cell that may name a country, as it is read.
#[derive(Debug, Clone, Copy)]
pub(super) enum Cell {
    Empty,
    /// Two upper-case letters.
    Letters(NumberRegion),
    /// `NO`: Norway where other cells are countries too, or there is nothing else.
    Norway(NumberRegion),
    /// `NA`: Namibia, and more often nothing.
    Word(NumberRegion),
    CallingCode {
        region: NumberRegion,
        /// Whether a `+` or `00` before it says that it is one.
        is_marked: bool,
    },
    /// Digits that are no calling code.
    Digits,
    /// Any other way to write a country.
    Name(NumberRegion),
    Other,
}

/// How many rows are looked at for columns whose headers say nothing of a country.
const FIRST_ROWS: usize = 50;

/// How a header says that its column is one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum HeaderKind {
    /// It means a country or a calling code, or somebody said that it does.
    #[default]
    Known,
    /// It means a code that may be anything, such as `CC`: bare digits are calling codes only where every cell reads.
    Code,
    /// It means a prefix.
    Prefix,
    /// It has a word for a country in it.
    Word,
    /// It has a word for a place in it.
    Place,
    /// It says nothing of a country.
    Unnamed,
}

/// A column that may be one, and which kinds of cells are in it.
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
    /// One of which no cell was looked at yet.
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

    /// How its cells are read, and whether at least one is a country; `None` where they say nothing of one.
    pub(super) const fn kind(&self) -> Option<(Kind, bool)> {
        match self {
            Self { header: HeaderKind::Place, has_letters, has_words, has_names, .. }
                if *has_letters || self.has_norway || *has_words || *has_names =>
            {
                Some((Kind::Places, false))
            }
            // A market may be +44 as a visit may be the seventh.
            Self { header: HeaderKind::Unnamed | HeaderKind::Place, has_marked_codes: true, .. } => {
                Some((Kind::Unnamed, false))
            }
            Self { header: HeaderKind::Unnamed | HeaderKind::Place, .. } => None,
            Self { header: HeaderKind::Prefix, has_marked_codes: true, .. } => {
                Some((Kind::CallingCodes, true))
            }
            Self { header: HeaderKind::Prefix, has_calling_codes, has_digits, .. } => {
                if *has_calling_codes || *has_digits { Some((Kind::Prefixes, false)) } else { None }
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
            } if *has_digits || *has_others => Some((Kind::Prefixes, false)),
            Self {
                has_calling_codes: false, has_names: false, has_digits: false, has_others: false, ..
            } if self.has_letters || self.has_norway && !self.has_words => Some((Kind::Letters, true)),
            Self { has_letters, has_calling_codes, has_names, has_words, has_digits, has_others, .. } => {
                if *has_letters || *has_calling_codes || *has_names || self.has_norway && !*has_words {
                    Some((Kind::Mixed, true))
                } else if *has_words || self.has_norway || *has_digits || *has_others {
                    Some((Kind::Mixed, false))
                } else {
                    None
                }
            }
        }
    }

    /// Whether the column counts: under a header that only has a word for it, where every cell reads.
    pub(super) const fn is_one(&self) -> bool {
        match self.header {
            HeaderKind::Known | HeaderKind::Code | HeaderKind::Prefix => true,
            HeaderKind::Word | HeaderKind::Unnamed => self.is_whole(),
            HeaderKind::Place => !(self.has_others || self.has_digits),
        }
    }

    /// Whether every cell that says something reads.
    pub(super) const fn is_whole(&self) -> bool {
        match self.kind() {
            None | Some((Kind::Prefixes | Kind::Places, _)) => false,
            Some((Kind::Letters, _)) => true,
            Some((Kind::Mixed, reads)) => reads && !(self.has_words || self.has_others || self.has_digits),
            Some((Kind::CallingCodes | Kind::Unnamed, _)) => {
                !(self.has_words || self.has_others || self.has_digits || self.has_letters || self.has_names)
            }
        }
    }
}

/// Columns with a header that says nothing of a country, in which the first cells are calling codes with a `+` or `00` before them.
/// Guests and customers' numbers are written so too, so such a column only keeps rows back.
///
/// # Errors
///
/// The file cannot be read again, or one of its first records cannot be read.
pub(super) fn marked_codes(
    header: &[String],
    may_say: &impl Fn(usize) -> MaySay,
    known: &[Candidate],
    dialect: Dialect,
    content: &mut Content,
) -> Result<Vec<Candidate>, ImportError> {
    let is_unknown =
        |place: &usize| may_say(*place) == MaySay::ByCells && known.iter().all(|known| known.place != *place);
    let of_place = |place| Candidate::new(place, HeaderKind::Unnamed);
    let mut found: Vec<Candidate> = (0..header.len()).filter(is_unknown).map(of_place).collect();
    let path = content.path().to_owned();
    let mut records = Records::new(dialect, content.read_again()?, &path)?;
    let mut record = ByteRecord::new();
    // The first one is the header.
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

/// Columns by their rank, then by their place.
pub(super) fn candidates(header: &[String], may_say: &impl Fn(usize) -> MaySay) -> Vec<Candidate> {
    let names: Vec<String> = header.iter().map(|name| plain(name)).collect();
    let ranked = HEADERS.iter().flat_map(|rank| {
        names.iter().enumerate().filter(|(_, name)| rank.contains(&name.as_str())).map(|(place, _)| place)
    });
    let ranked = ranked.map(|place| {
        let name = names[place].as_str();
        let kind = match () {
            () if PREFIX_HEADERS.contains(&name) => HeaderKind::Prefix,
            () if CODE_HEADERS.contains(&name) => HeaderKind::Code,
            () => HeaderKind::Known,
        };
        (place, kind)
    });
    let by_word = |wanted: &'static [&'static str], kind: HeaderKind| {
        let has_word = move |name: &str| plain_words(name).iter().any(|word| wanted.contains(&word.as_str()));
        let places = header.iter().enumerate().filter(move |(_, name)| has_word(name));
        places.map(move |(place, _)| (place, kind))
    };
    let mut found: Vec<Candidate> = Vec::new();
    let all =
        ranked.chain(by_word(COUNTRY_WORDS, HeaderKind::Word)).chain(by_word(PLACE_WORDS, HeaderKind::Place));
    for (place, header) in all {
        if may_say(place) != MaySay::Nothing && !found.iter().any(|known| known.place == place) {
            found.push(Candidate::new(place, header));
        }
    }
    found
}
