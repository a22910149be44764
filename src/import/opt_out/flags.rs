//! Columns of which nobody knows what they are, and whose header and cells together may say who opted out: the header
//! has a word of calls or of a refusal, and each cell is a yes, a no, or a word of one who refused.

use std::borrow::Cow;

use super::words::{Kind, Kinds, Words};
use super::{MARKS, says_no};
use crate::import::dates::is_date;
use crate::import::headers::plain;

/// How many different cells a column of flags has at most.
const DIFFERENT_MAX: usize = 12;
/// How long one of them is at most, in bytes.
const FLAG_MAX: usize = 40;
/// Words beside which one such as `called` says what may be done, and not what was done.
const PASSIVE: [&str; 9] = ["be", "werden", "etre", "ser", "essere", "worden", "byc", "bli", "edilebilir"];

/// The words of a header that touch opt-outs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Touch {
    /// Words of calls: a date is when one was.
    Calls,
    /// Words of calls in the plural: a one and a zero are a count.
    CountedCalls,
    /// Words of a refusal: a date is when somebody refused.
    Refusal,
    /// Only the name of a law or a policy: where everybody has a yes, everybody agreed.
    Law,
    /// Only the name of a law or a policy, and the header alone is a question, to which the cells may be the answer.
    LawInDoubt,
    /// The header alone is a question, unless nothing stands below it.
    InDoubt,
    /// The header alone is a question of who refused, to which a no in every cell is the answer.
    RefusalInDoubt,
}

impl Touch {
    /// The touch of a header; `None` where it is of something else, or says what was done.
    fn of_header(header: &str) -> Option<Self> {
        let words = Words::of(header);
        let refuses = |place| words.is(place, Kind::TouchesRefusal) && !words.refuses_a_thing(place);
        if words.are_about_it() || Kinds::of(&plain(header)).has(Kind::Harmless) {
            None
        } else if words.are_of_a_law() {
            Some(Self::Law)
        } else if words.places().any(refuses) {
            Some(Self::Refusal)
        } else if !words.have(Kind::TouchesCalls) || words.say_what_was_done() {
            None
        } else if words.have(Kind::CallsCounted) {
            Some(Self::CountedCalls)
        } else {
            Some(Self::Calls)
        }
    }
}

impl Words {
    fn say_what_was_done(&self) -> bool {
        self.have(Kind::HarmlessBesideFlag) && !self.places().any(|place| self.is_one_of(place, &PASSIVE))
    }
}

/// The cells of such a column so far.
#[derive(Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is something else that was seen in the cells")]
pub(super) struct Flags {
    pub(super) place: usize,
    touch: Touch,
    /// The different ones, without those in which nothing stands.
    seen: Vec<Vec<u8>>,
    /// Whether one says more than a one or a zero.
    has_words: bool,
    has_date: bool,
    /// Whether one is no flag.
    has_other: bool,
    /// Whether nothing stands in one, or it is no yes.
    has_no_yes: bool,
    /// Whether something stands in one; below a refusal, something that is no plain no.
    has_any: bool,
}

impl Flags {
    /// The column at a place, if its header touches opt-outs.
    pub(super) fn of_header(place: usize, header: &str) -> Option<Self> {
        Touch::of_header(header).map(|touch| Self::of(place, touch))
    }

    /// The flags of a column whose header alone is a question.
    pub(super) fn of_header_in_doubt(place: usize, header: &str) -> Self {
        let words = Words::of(header);
        let touch = if words.are_of_a_law() {
            Touch::LawInDoubt
        } else if words.are_of_a_refusal() {
            Touch::RefusalInDoubt
        } else {
            Touch::InDoubt
        };
        Self::of(place, touch)
    }

    const fn of(place: usize, touch: Touch) -> Self {
        Self {
            place,
            touch,
            seen: Vec::new(),
            has_words: false,
            has_date: false,
            has_other: false,
            has_no_yes: false,
            has_any: false,
        }
    }

    /// Takes a row with too many or too few cells, of which any may be that of the column.
    pub(super) const fn add_any(&mut self) {
        self.has_any = true;
    }

    /// Takes the cell of a row.
    pub(super) fn add(&mut self, cell: &[u8]) {
        let cell = cell.trim_ascii();
        let is_no = || self.touch == Touch::RefusalInDoubt && is_plain_no(cell);
        self.has_any |= !(cell.is_empty() || is_no());
        let is_over = self.has_other && (self.has_no_yes || !self.is_of_a_law());
        if is_over || self.seen.iter().any(|seen| seen == cell) {
            return;
        }
        let text = String::from_utf8_lossy(cell);
        let is_yes = self.is_of_a_law() && Kinds::of(&plain(&text)).has(Kind::Yes);
        self.has_no_yes |= !is_yes;
        if text.chars().all(|sign| !sign.is_alphanumeric() && !Kinds::of(&sign.to_string()).has(Kind::Flag)) {
            return;
        }
        if self.touch == Touch::Refusal && is_date(&text) {
            self.has_date = true;
            return;
        }
        self.has_other |=
            self.seen.len() == DIFFERENT_MAX || cell.len() > FLAG_MAX || !(is_yes || is_flag(&text));
        self.has_words |= !matches!(cell, b"0" | b"1");
        self.seen.push(cell.to_owned());
    }

    const fn is_of_a_law(&self) -> bool {
        matches!(self.touch, Touch::Law | Touch::LawInDoubt)
    }

    /// Whether the column may say who opted out.
    pub(super) const fn may_say(&self) -> bool {
        let are_flags = !self.has_other && (!self.seen.is_empty() || self.has_date);
        match self.touch {
            Touch::Calls | Touch::Refusal => are_flags,
            Touch::CountedCalls => are_flags && self.has_words,
            Touch::Law => are_flags && self.has_no_yes,
            Touch::LawInDoubt => self.has_any && (self.has_no_yes || self.seen.is_empty()),
            Touch::InDoubt | Touch::RefusalInDoubt => self.has_any,
        }
    }
}

/// Whether a cell is a no, and no sign that may be one.
fn is_plain_no(cell: &[u8]) -> bool {
    let text = String::from_utf8_lossy(cell);
    let word = plain(&text);
    !word.is_empty() && says_no(&word) && !text.contains(MARKS)
}

/// Whether a cell is a yes, a no, or a word of somebody who refused or agreed.
fn is_flag(cell: &str) -> bool {
    const STATES: [Kind; 9] = [
        Kind::Flag,
        Kind::NotOptedOut,
        Kind::OptedOut,
        Kind::OptedOutAlone,
        Kind::Agreed,
        Kind::TakenBack,
        Kind::StateOut,
        Kind::MayMeanItAlone,
        Kind::Cell,
    ];
    let word = plain(cell);
    // A sign alone is not a word.
    let word = if word.is_empty() { Cow::Borrowed(cell) } else { Cow::Owned(word) };
    let kinds = Kinds::of(&word);
    says_no(&word) || STATES.iter().any(|kind| kinds.has(*kind))
}
