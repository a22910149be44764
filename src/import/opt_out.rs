//! The columns of a contact file that show who opted out.

mod consent;
mod flags;
mod header;
mod refusal;
mod words;

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap, HashSet};

use csv::ByteRecord;

use self::flags::Flags;
use self::header::{InDoubt, is_opt_out, may_be_opt_out};
use self::refusal::says_it_alone;
use self::words::{Kind, Kinds, Words};
use super::columns::Columns;
use super::headers::{ColumnContent, plain};
use super::left_out::OptOutSource;
use super::map_choice::map_flag;
use super::opt_out_meaning::{CONSENT_FIELD, OPT_OUT_FIELD, OptOutMeaning};
use crate::domain::finding::Problem;
use crate::domain::number::{Number, PartialNumber, PartialNumbers, PhoneLine};

/// The words for no that need no note.
const PLAIN_NO: &[&str] = &["no", "n", "false", "f", "0"];

/// Signs that make a cell another one than its words: a mark, a doubt, or the error of a spreadsheet.
const MARKS: [char; 4] = ['*', '+', '?', '#'];

/// Signs of a cell in which nothing stands: quotes and dashes. Every other sign without a word is a mark.
const NOTHING: &str = "'\"`-_\u{ad}\u{2010}\u{2011}\u{2012}\u{2013}\u{2014}\u{2015}\u{2212}\u{200b}\u{200c}\u{200d}\u{200e}\u{200f}\u{2060}\u{feff}";

/// Signs between the tags of a cell.
const BETWEEN_TAGS: [char; 6] = [',', ';', '|', '\n', '\r', '\t'];

/// How many numbers the rows of people who opted out may mean together: more would need too much memory.
const POSSIBLE_MAX: usize = 10_000_000;

/// A column that shows who opted out.
#[derive(Debug)]
struct OptOutColumn {
    place: usize,
    says: OptOutMeaning,
    /// The choices of `--map 'COLUMN:CELL=…'` about cells or tags, in the form of [`plain`].
    by_hand: HashMap<String, Said>,
    topic: Topic,
}

/// The subject of a column that is not about opt-outs. Some words mean something else in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Topic {
    /// The names of people: somebody may be called Stop.
    Names,
    /// The names of companies, of which one may be called DNC Hotels.
    Companies,
    /// A thing that is refused or withdrawn too, such as an order, or a place: a town may be called Stop.
    Thing,
    /// Email and the like alone: a refusal is one of calls only where it says so.
    OtherChannel,
    /// The number itself: words beside it say what they say.
    Number,
    /// Anything else.
    Anything,
}

impl Topic {
    fn of_header(header: &str) -> Self {
        use ColumnContent::{Company, FirstName, FullName, LastName};
        let words = Words::of(header);
        match ColumnContent::of_header(header) {
            Some(FirstName | LastName | FullName) => Self::Names,
            Some(Company) => Self::Companies,
            _ if words.are_of_other_channels() => Self::OtherChannel,
            _ if words.are_of_a_thing() => Self::Thing,
            _ => Self::Anything,
        }
    }

    /// Whether the words of a refusal mean something else in a cell.
    fn is_of(self, cell: &str) -> bool {
        let words = Words::of(cell);
        let is_upper = || cell.chars().filter(|sign| sign.is_alphabetic()).all(char::is_uppercase);
        match self {
            Self::Names => words.texts().len() == 1 && !words.have(Kind::OptedOut) && !is_upper(),
            // `DNC - Acme` is a mark, and so is what is behind a name.
            Self::Companies => cell.split_once(' ').is_some_and(|(first, rest)| {
                first.chars().all(char::is_alphanumeric)
                    && rest.starts_with(char::is_uppercase)
                    && !(is_upper() || says_it_alone(rest))
            }),
            Self::Thing => {
                words.places().all(|place| words.refuse_what_may_be_a_thing(place))
                    && !(words.have(Kind::StateOut) && is_upper())
            }
            Self::OtherChannel => {
                let word = plain(cell);
                let is_list = ["dnc", "dnd", "call", "phone"].iter().any(|part| word.contains(part));
                !(is_list || words.have(Kind::Call) || words.have(Kind::OwnChannel))
            }
            Self::Number | Self::Anything => false,
        }
    }
}

impl OptOutColumn {
    /// One of which only its cells may say that somebody opted out.
    fn unknown(place: usize, header: &str, by_hand: HashMap<String, Said>) -> Self {
        Self { place, says: OptOutMeaning::Unknown, by_hand, topic: Topic::of_header(header) }
    }

    /// Whether a cell says that somebody opted out.
    fn opted_out(&self, cell: &str) -> bool {
        self.said(cell).is_opt_out(self.says)
    }

    fn said(&self, cell: &str) -> Said {
        let of_part = |part| self.said_by_hand(part).unwrap_or_else(|| self.said_by_words(part));
        self.says.parts(cell).map(of_part).max().unwrap_or(Said::Nothing)
    }

    fn said_by_words(&self, part: &str) -> Said {
        if self.topic == Topic::Number {
            return said_beside_number(part);
        }
        match self.says.said(part) {
            Said::Unclear if self.topic.is_of(part) => Said::Nothing,
            said => said,
        }
    }

    fn said_by_hand(&self, part: &str) -> Option<Said> {
        if self.by_hand.is_empty() { None } else { self.by_hand.get(&plain(part)).copied() }
    }

    /// The states or tags of a cell that may be an opt-out.
    fn in_doubt<'cell>(&self, cell: &'cell str) -> impl Iterator<Item = &'cell str> {
        let is_state = !matches!(self.says, OptOutMeaning::OptOut | OptOutMeaning::Consent);
        let is_asked = is_state && self.said(cell) == Said::Unclear;
        let parts = is_asked.then(|| self.says.parts(cell)).into_iter().flatten();
        parts.filter(|part| self.said_by_hand(part).is_none() && self.said_by_words(part) == Said::Unclear)
    }

    /// Whether a row says so in a file with this number of columns.
    fn opted_out_of_row(&self, record: &ByteRecord, count: usize) -> bool {
        if record.len() == count {
            self.opted_out(&cell(record, self.place))
        } else {
            self.opted_out_of_uneven(record, count)
        }
    }

    /// Whether a row with more or fewer cells than there are columns says so, in a cell that may be that of this
    /// column. The cells behind one too many, or a missing one, are in other places.
    fn opted_out_of_uneven(&self, record: &ByteRecord, count: usize) -> bool {
        let (more, fewer) = (record.len().saturating_sub(count), count.saturating_sub(record.len()));
        let said = |place: usize| self.said(&cell(record, place));
        let all: Vec<Said> = (self.place.saturating_sub(fewer)..=self.place + more).map(said).collect();
        let may_be_its_own = if more > 0 { &all[..] } else { &[said(self.place)] };
        all.contains(&Said::OptedOut)
            || self.says == OptOutMeaning::OptOut
                && may_be_its_own.contains(&Said::Unclear)
                && !all.contains(&Said::Reachable)
    }
}

/// The columns of a file that show who opted out, and the numbers of these people.
#[derive(Debug, Default)]
pub struct OptOutColumns {
    columns: Vec<OptOutColumn>,
    /// The other columns, in which a cell may say so without a header.
    unknown: Vec<OptOutColumn>,
    /// The columns that may say so by their header and all of their cells together.
    flags: Vec<Flags>,
    /// The column of the number, until a cell says so beside one: then it is one of the columns.
    number: Option<OptOutColumn>,
    /// The numbers in rows of people who must not be contacted. Whoever is out in one row is out in all rows.
    opted_out: OptedOut,
}

/// The numbers in rows of people who must not be contacted, and those of which only a part is known, by the reason:
/// there are few reasons and may be many numbers.
#[derive(Debug, Default)]
pub struct OptedOut {
    by: BTreeMap<OptOutSource, (HashSet<PhoneLine>, PartialNumbers)>,
    /// How many numbers of which only a part is known were added.
    partial_count: usize,
}

impl OptedOut {
    pub(super) fn add(&mut self, numbers: &[Number], said_by: OptOutSource) {
        self.by.entry(said_by).or_default().0.extend(numbers.iter().map(|number| number.line()));
    }

    /// Adds numbers of which only a part is known.
    pub(super) fn add_partial(&mut self, partial: &[PartialNumber], said_by: OptOutSource) {
        let of_source = &mut self.by.entry(said_by).or_default().1;
        for it in partial {
            of_source.add(it.clone());
        }
        self.partial_count += partial.len();
    }

    /// Whether they are more than can be left out.
    pub(super) fn are_too_many(&self) -> bool {
        self.count() > POSSIBLE_MAX
    }

    fn count(&self) -> usize {
        self.by.values().map(|(lines, _)| lines.len()).sum::<usize>() + self.partial_count
    }
}

impl OptOutColumns {
    /// The columns of a file with such headers, except those that were left out by hand, and those that were named by
    /// hand.
    pub fn search(columns: &Columns) -> Self {
        let number = OptOutColumn {
            place: columns.phone,
            says: OptOutMeaning::Unknown,
            by_hand: HashMap::new(),
            topic: Topic::Number,
        };
        let mut found = Self { number: Some(number), ..Self::default() };
        for place in 0..columns.count {
            let name = columns.name(place);
            let (whole, cells): (Vec<_>, Vec<_>) =
                columns.opt_out_choices(place).partition(|choice| choice.cell.is_none());
            let may_say = columns.may_be_country(place);
            let by_header = || match OptOutMeaning::of_header(&name) {
                _ if !may_say => None,
                Ok(says) => says,
                Err(_) if columns.is_known(place) => None,
                Err(InDoubt) => {
                    found.flags.push(Flags::of_header_in_doubt(place, &name));
                    None
                }
            };
            let by_hand = cells
                .iter()
                .filter_map(|choice| Some((plain(choice.cell.as_ref()?), Said::by_hand(choice.says))));
            let by_hand: HashMap<String, Said> = by_hand.collect();
            let by_cells = (!by_hand.is_empty()).then_some(OptOutMeaning::Unknown);
            match whole.first().and_then(|choice| choice.says).or_else(by_header).or(by_cells) {
                Some(says) => {
                    found.columns.push(OptOutColumn { place, says, by_hand, topic: Topic::Anything });
                }
                None if may_say => {
                    found.unknown.push(OptOutColumn::unknown(place, &name, by_hand));
                    let is_judged = columns.is_known(place) || found.flags.iter().any(|it| it.place == place);
                    let flags = (!is_judged).then(|| Flags::of_header(place, &name));
                    found.flags.extend(flags.flatten());
                }
                None => {}
            }
        }
        found
    }

    /// Whether no column shows who opted out.
    pub fn is_empty(&self) -> bool {
        self.columns.is_empty()
    }

    /// Takes a row of a file with that number of columns: where it says beside its number that somebody opted out, the
    /// column of the number is one of those that show it.
    pub fn take_number(&mut self, record: &ByteRecord, count: usize) {
        if let Some(number) = self.number.take_if(|number| number.opted_out_of_row(record, count)) {
            self.columns.push(number);
        }
    }

    /// Whether the column with this index is that of the number.
    pub fn is_of_number(&self, place: usize) -> bool {
        self.columns.iter().any(|column| column.place == place && column.topic == Topic::Number)
    }

    /// The places of the columns.
    pub fn places(&self) -> impl Iterator<Item = usize> {
        self.columns.iter().map(|column| column.place)
    }

    /// Sets the numbers of all rows, from one reading, of people who must not be contacted. Returns whether they are
    /// more than before.
    pub fn set(&mut self, opted_out: OptedOut) -> bool {
        let before = std::mem::replace(&mut self.opted_out, opted_out);
        self.opted_out.count() > before.count()
    }

    /// Whether no number of somebody who opted out is known yet.
    pub(super) fn know_nobody(&self) -> bool {
        self.opted_out.count() == 0
    }

    /// The index of the first column by which the person of a row opted out, in a file with this number of columns.
    pub(super) fn of_row(&self, record: &ByteRecord, count: usize) -> Option<usize> {
        let opted_out = |column: &&OptOutColumn| column.opted_out_of_row(record, count);
        self.columns.iter().find(opted_out).map(|column| column.place)
    }

    /// The index of the first column of consents whose cell in a row says neither yes nor no.
    pub(super) fn unclear_consent(&self, record: &ByteRecord) -> Option<usize> {
        let is_unclear = |column: &&OptOutColumn| {
            column.says == OptOutMeaning::Consent && column.said(&cell(record, column.place)) == Said::Unclear
        };
        self.columns.iter().find(is_unclear).map(|column| column.place)
    }

    /// The cells of a row that may or may not be opt-outs, such as states and tags, each with the column's place; none
    /// where another column says that the person opted out.
    pub fn in_doubt(&self, record: &ByteRecord) -> Vec<(usize, String)> {
        let of_column = |column: &OptOutColumn| {
            let cell = cell(record, column.place);
            column.in_doubt(&cell).map(|part| (column.place, part.trim().to_owned())).collect::<Vec<_>>()
        };
        let found: Vec<_> = self.columns.iter().chain(&self.unknown).flat_map(of_column).collect();
        if found.is_empty() || self.of_row(record, record.len()).is_some() { Vec::new() } else { found }
    }

    /// Takes the cells of a row for [`Self::column_in_doubt`].
    pub fn take_flags(&mut self, record: &ByteRecord) {
        self.flags.iter_mut().for_each(|flags| flags.add(record.get(flags.place).unwrap_or_default()));
    }

    /// Takes a row with too many or too few cells for [`Self::column_in_doubt`].
    pub fn take_other_row(&mut self) {
        self.flags.iter_mut().for_each(Flags::add_any);
    }

    /// The question what the columns are whose header and cells together may say who opted out, once all rows are
    /// taken.
    pub fn column_in_doubt(&self, columns: &Columns) -> Option<Problem> {
        let in_doubt = self.flags.iter().filter(|flags| flags.may_say());
        let names: Vec<String> = in_doubt.map(|flags| columns.choice(flags.place)).collect();
        names.split_first().map(|(first, others)| header_in_doubt(first, others))
    }

    /// The cells of a row that say something in a column of opt-outs and count as a no, but not in the plainest words,
    /// such as `-`, `0.0` or `clear`; each with the column's place.
    pub fn taken_for_no(&self, record: &ByteRecord) -> impl Iterator<Item = (usize, String)> {
        self.columns.iter().filter(|column| column.says == OptOutMeaning::OptOut).filter_map(|column| {
            let cell = String::from_utf8_lossy(record.get(column.place)?).trim().to_owned();
            let is_plain = cell.is_empty() || PLAIN_NO.contains(&cell.to_lowercase().as_str());
            (!is_plain && !column.opted_out(&cell)).then_some((column.place, cell))
        })
    }

    /// The numbers in rows of people who must not be contacted, each with the reason.
    pub(super) fn lines(&self) -> impl Iterator<Item = (PhoneLine, OptOutSource)> {
        self.opted_out.by.iter().flat_map(|(said_by, (lines, _))| lines.iter().map(|line| (*line, *said_by)))
    }

    /// The reason for which the person of a number is left out in some row.
    pub(super) fn of_line(&self, line: PhoneLine) -> Option<OptOutSource> {
        let mut all = self.opted_out.by.iter();
        all.find_map(|(said_by, (lines, partial))| {
            (lines.contains(&line) || partial.fit(line)).then_some(*said_by)
        })
    }
}

/// A cell as text.
fn cell(record: &ByteRecord, place: usize) -> Cow<'_, str> {
    String::from_utf8_lossy(record.get(place).unwrap_or_default())
}

/// The meaning of a cell for its person. Of the parts of a cell, the greatest counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Said {
    Nothing,
    /// They did not opt out, or agreed.
    Reachable,
    /// Something else.
    Unclear,
    /// They opted out, or did not agree.
    OptedOut,
}

impl Said {
    /// The meaning of a cell by a field of `--map`.
    const fn by_hand(says: Option<OptOutMeaning>) -> Self {
        match says {
            Some(OptOutMeaning::OptOut) => Self::OptedOut,
            Some(_) => Self::Reachable,
            None => Self::Nothing,
        }
    }

    /// Whether it is an opt-out in a column with this meaning.
    fn is_opt_out(self, says: OptOutMeaning) -> bool {
        self == Self::OptedOut || self == Self::Unclear && says == OptOutMeaning::OptOut
    }
}

impl OptOutMeaning {
    /// The meaning of a cell that is no list of tags.
    fn said(self, cell: &str) -> Said {
        match self {
            Self::OptOut | Self::Consent if cell.chars().all(says_nothing) => Said::Nothing,
            Self::OptOut => {
                let word = plain(cell);
                if word.is_empty() || cell.contains(MARKS) {
                    Said::Unclear
                } else if says_no(&word) || Kinds::of(&word).has(Kind::NotOptedOut) {
                    Said::Reachable
                } else if consent::says_yes(cell) || says_opt_out(cell) {
                    Said::OptedOut
                } else {
                    Said::Unclear
                }
            }
            Self::Consent => consent::said(cell),
            Self::Status | Self::Tags if says_opt_out(cell) => Said::OptedOut,
            Self::Status | Self::Tags if may_be_opt_out(cell) => Said::Unclear,
            Self::Status | Self::Tags | Self::Unknown if says_it_alone(cell) => Said::Unclear,
            Self::Status | Self::Tags | Self::Unknown => Said::Nothing,
        }
    }

    /// The parts of a cell that say something by themselves: tags stand beside each other, also with nothing but a
    /// space between them.
    fn parts(self, cell: &str) -> impl Iterator<Item = &str> {
        let are_tags = self == Self::Tags;
        let is_list = (are_tags || self == Self::Unknown) && cell.contains(BETWEEN_TAGS);
        let tags = cell.split(move |sign| is_list && BETWEEN_TAGS.contains(&sign));
        let is_known = |word: &&str| says_opt_out(word);
        tags.chain(cell.split_whitespace().filter(move |_| are_tags && !is_list).filter(is_known))
    }
}

/// The question what a column with such a header is, and others that are in doubt too.
fn header_in_doubt(first: &str, others: &[String]) -> Problem {
    let more = match others {
        [] => String::new(),
        others => format!(
            "; so may {}",
            others.iter().map(|name| format!("{name:?}")).collect::<Vec<_>>().join(", ")
        ),
    };
    Problem::error(
        "import/opt-out-unclear",
        format!("the column {first:?} may say who opted out, or who agreed to be contacted{more}"),
    )
    .help(format!(
        "say what it is: {} where a yes is an opt-out, {} where a yes is a consent, or {} where it is something else",
        map_flag(first, OPT_OUT_FIELD),
        map_flag(first, CONSENT_FIELD),
        map_flag(first, "")
    ))
}

/// Whether a cell in the form of [`plain`] is a no.
fn says_no(word: &str) -> bool {
    Kinds::of(word).has(Kind::No) || word.chars().all(|digit| digit == '0')
}

/// Whether a cell has the words of somebody who opted out.
fn says_opt_out(cell: &str) -> bool {
    is_opt_out(cell) || Kinds::of(&plain(cell)).has(Kind::StateOut)
}

/// The meaning of the words beside a number, as in `+12025550173 (do not call)`.
fn said_beside_number(cell: &str) -> Said {
    if !cell.bytes().any(|sign| sign.is_ascii_alphabetic() || !sign.is_ascii()) {
        return Said::Nothing;
    }
    let words = cell.replace(|sign: char| sign.is_numeric() || "+()[]".contains(sign), " ");
    let is_gone = ["removed", "deleted", "wrong number"].contains(&words.trim().to_lowercase().as_str());
    let is_opt_out = is_gone || says_it_alone(&words) || says_opt_out(words.trim()) || may_be_opt_out(&words);
    if is_opt_out { Said::OptedOut } else { Said::Nothing }
}

/// Whether nobody says anything by a character that stands alone or beside others of these.
fn says_nothing(sign: char) -> bool {
    sign.is_whitespace() || sign.is_control() || NOTHING.contains(sign)
}

#[cfg(test)]
mod everyday;
#[cfg(test)]
mod tests;
