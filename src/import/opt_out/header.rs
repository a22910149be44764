//! The headers of columns that say who opted out, and cells that are words of one: known whole, decided by their words,
//! or in doubt.

use super::words::{Kind, Kinds, Words};
use crate::import::headers::{ColumnContent, plain};
use crate::import::opt_out_meaning::OptOutMeaning;

/// A header that may be about an opt-out or an agreement, and does not say which.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::import) struct InDoubt;

/// The ends that Salesforce gives the names of fields that somebody added.
const ADDED_FIELD: [&str; 2] = ["__c", "__pc"];

/// How many words may stand from a refusal to the word of a call. English says `do` before it.
const REACH: usize = 3;

impl OptOutMeaning {
    /// The meaning of a column with this header; `None` where it says nothing of an opt-out.
    ///
    /// # Errors
    ///
    /// It may be about one, and nobody can tell.
    pub(in crate::import) fn of_header(header: &str) -> Result<Option<Self>, InDoubt> {
        let header = header.trim();
        // With its point it is a number, as in `No. of calls`.
        let without_number = header.to_lowercase().replace("no. ", "");
        let header = if without_number.len() < header.len() { &*without_number } else { header };
        let header = ADDED_FIELD.iter().find_map(|end| header.strip_suffix(end)).unwrap_or(header);
        match ColumnContent::of_header(header) {
            Some(ColumnContent::OptOut) => Ok(Some(Self::OptOut)),
            Some(ColumnContent::Consent) => Ok(Some(Self::Consent)),
            Some(ColumnContent::Status) => Ok(Some(Self::Status)),
            Some(ColumnContent::Tags) => Ok(Some(Self::Tags)),
            Some(_) => Ok(None),
            None if Kinds::of(&plain(header)).has(Kind::Harmless) => Ok(None),
            None => Words::of(header).say(),
        }
    }
}

/// Whether a cell is or has the words of somebody who opted out. A state such as `not contactable` says nothing of
/// that.
pub(super) fn is_opt_out(cell: &str) -> bool {
    let words = Words::of(cell);
    let says_so = |place: usize| words.opts_out(place) && !words.is_taken_back(place);
    ColumnContent::of_header(cell) == Some(ColumnContent::OptOut)
        || !words.have(Kind::AboutIt) && (words.places().any(says_so) || words.refuse())
}

/// Whether a state or a tag has a word that may be that of somebody who opted out.
pub(super) fn may_be_opt_out(cell: &str) -> bool {
    let words = Words::of(cell);
    let is_never = |place: usize| words.is(place, Kind::Never) && words.lead_to_a_call(place);
    // Who cannot be reached did not opt out.
    let is_able = |place: usize| words.is_one_of(place, &["contactable", "callable", "textable"]);
    let agreement = words.places().find(|place| words.consents(*place) && !is_able(*place));
    let agrees = agreement.is_some() && !words.are_taken_back();
    let may = |place: usize| {
        let is_end = words.is(place, Kind::MayMeanIt) && !words.refuses_a_thing(place);
        agreement == Some(place) || is_end && !words.is_taken_back(place)
    };
    !words.are_about_it() && !agrees && words.places().any(|place| may(place) || is_never(place))
}

impl Words {
    /// The meaning of the words of a header together.
    fn say(&self) -> Result<Option<OptOutMeaning>, InDoubt> {
        // In scripts without spaces the whole header may be one word.
        let whole = self.texts().concat();
        let of_whole = if whole.is_ascii() { Kinds::default() } else { Kinds::of(&whole) };
        let mut kinds = self.places().map(|place| self.kinds_at(place)).chain([of_whole]);
        if kinds.any(|kinds| kinds.has(Kind::AgreedInside) && kinds.has(Kind::EndedInside)) {
            return Ok(Some(OptOutMeaning::OptOut));
        }
        if self.are_about_it() {
            return Ok(None);
        }
        let opts_out = self.places().any(|place| self.opts_out(place));
        let is_ended = |place: usize| {
            self.consents(place) && self.are_taken_back()
                || self.allows(place) && self.deny(self.places().end)
        };
        if self.refuse() || self.want_none() || !opts_out && self.places().any(is_ended) {
            return Ok(Some(OptOutMeaning::OptOut));
        }
        let are_compared = self.texts().iter().any(|word| word.starts_with("scrub"));
        if opts_out && (are_compared || self.places().any(|place| self.consents(place))) {
            return Err(InDoubt);
        }
        match self.places().find_map(|place| self.at(place)) {
            // Beside any word but a plain one the agreement may be over, or a refusal.
            Some(OptOutMeaning::Consent) if !self.are_all_of_an_agreement() => Err(InDoubt),
            Some(OptOutMeaning::Consent) if self.have(Kind::WhereFrom) => Ok(Some(OptOutMeaning::Status)),
            Some(says) => Ok(Some(says)),
            None if self.may_mean_it() || self.are_a_cell(&whole) => Err(InDoubt),
            None => Ok(self.have(Kind::Tag).then_some(OptOutMeaning::Tags)),
        }
    }

    /// Whether a cell with these words says so in any column. Of one word such as `Objects` it is the cells that say
    /// what it is.
    fn are_a_cell(&self, whole: &str) -> bool {
        let kinds = Kinds::of(whole);
        kinds.has(Kind::Cell) && !(self.texts().len() == 1 && kinds.has(Kind::TouchesRefusal))
    }

    /// Whether each word is of an agreement, or leaves one as it is. A no to an end, as in `Not opted out`, does too.
    fn are_all_of_an_agreement(&self) -> bool {
        const HARMLESS: [Kind; 13] = [
            Kind::Agreed,
            Kind::Allowed,
            Kind::AllowedBehind,
            Kind::Call,
            Kind::Plain,
            Kind::Marketing,
            Kind::OwnChannel,
            Kind::OtherChannel,
            Kind::WhereFrom,
            Kind::Yes,
            Kind::BesideYes,
            Kind::AnswerYes,
            Kind::Law,
        ];
        let asks = self.have(Kind::AnswerYes);
        let ends = |place: usize| {
            [Kind::OptedOut, Kind::TakenBack, Kind::Ended].iter().any(|kind| self.is(place, *kind))
        };
        let is_no_to_an_end = |place: usize| self.is(place, Kind::Not) && ends(place + 1);
        let is_behind_one = |place: usize| {
            (1..=2).any(|back| place >= back && is_no_to_an_end(place - back))
                && (ends(place) || self.is(place, Kind::Out))
        };
        self.places().all(|place| {
            HARMLESS.iter().any(|kind| self.is(place, *kind))
                || asks && self.is(place, Kind::AnswerNo)
                || is_no_to_an_end(place)
                || is_behind_one(place)
                || self.texts()[place].chars().all(|sign| sign.is_ascii_digit())
        })
    }

    /// The meaning of the word at a place, with the one before it.
    fn at(&self, place: usize) -> Option<OptOutMeaning> {
        let is_taken_back = self.is_taken_back(place);
        if self.opts_out(place) || self.stands_alone(place) {
            Some(if is_taken_back { OptOutMeaning::Consent } else { OptOutMeaning::OptOut })
        } else if self.consents(place) || self.allows(place) {
            Some(if is_taken_back { OptOutMeaning::OptOut } else { OptOutMeaning::Consent })
        } else {
            None
        }
    }

    /// Whether one of the words may be about an opt-out or an agreement.
    fn may_mean_it(&self) -> bool {
        let is_call = |place: usize| self.is(place, Kind::Call) || self.is(place, Kind::OwnChannel);
        let is_plain = |place: usize| {
            let kinds = [
                Kind::Plain,
                Kind::Not,
                Kind::TakenBack,
                Kind::Ended,
                Kind::Marketing,
                Kind::MayMeanItAlone,
                Kind::AnswerYes,
                Kind::AnswerNo,
            ];
            is_call(place) || kinds.iter().any(|kind| self.is(place, *kind))
        };
        let has_end = |noun: usize| {
            self.places().any(|place| {
                self.is(place, Kind::TakenBack)
                    || self.is(place, Kind::OwnChannel)
                    || place < noun && self.is(place, Kind::Not)
            })
        };
        let refuses = self.have(Kind::Refused) || self.have(Kind::Never);
        self.places().any(|place| self.is(place, Kind::MayMeanIt) && !self.refuses_a_thing(place))
            || self.have(Kind::MayMeanItAlone) && self.places().all(is_plain)
            || self.places().any(|place| self.is(place, Kind::MayMeanItWithItsEnd) && has_end(place))
            || refuses && (self.places().any(is_call) || self.have(Kind::Marketing))
    }

    /// Whether a word says that something was blocked or refused that is no call, as in `Card blocked`.
    pub(super) fn refuses_a_thing(&self, place: usize) -> bool {
        self.refuse_what_may_be_a_thing(place) && self.are_of_a_thing()
    }

    /// Whether the word at a place is of a refusal that may be one of something else than calls.
    pub(super) fn refuse_what_may_be_a_thing(&self, place: usize) -> bool {
        const OF_LISTS: [&str; 5] = ["suppress", "blackl", "blockl", "denyl", "unsub"];
        let is_list = || OF_LISTS.iter().any(|part| self.texts()[place].starts_with(part));
        (self.is(place, Kind::TakenBack) || self.is(place, Kind::TouchesRefusal))
            && !(self.opts_out(place) || is_list())
    }

    /// Whether they name a thing that is blocked or refused too, and no calls.
    pub(super) fn are_of_a_thing(&self) -> bool {
        let is_of_us = || [Kind::Call, Kind::OwnChannel, Kind::Marketing].iter().any(|kind| self.have(*kind));
        self.have(Kind::Thing) && !is_of_us()
    }

    /// Whether the column is about an opt-out and does not say who did, or is one of channels on which nobody is called
    /// here.
    pub(super) fn are_about_it(&self) -> bool {
        self.have(Kind::AboutIt) || self.are_of_other_channels()
    }

    /// Whether they are of channels on which nobody is called here, and of no other one.
    pub(super) fn are_of_other_channels(&self) -> bool {
        self.have(Kind::OtherChannel) && !self.have(Kind::OwnChannel)
    }

    /// Whether they name a law, or a policy of privacy, and say nothing of an opt-out beside it.
    pub(super) fn are_of_a_law(&self) -> bool {
        let is_law = |place: usize| self.is(place, Kind::Law) || self.texts()[place].starts_with("privac");
        let is_plain = |place: usize| {
            let kinds = [Kind::Plain, Kind::Yes, Kind::BesideYes, Kind::Agreed, Kind::Thing];
            kinds.iter().any(|kind| self.is(place, *kind))
        };
        self.places().any(is_law) && self.places().all(|place| is_law(place) || is_plain(place))
    }

    /// Whether they are of a refusal, or of a death, and of nothing that may be an agreement or take one back.
    pub(super) fn are_of_a_refusal(&self) -> bool {
        let is_one = |place: usize| self.is(place, Kind::TakenBack) || self.is_one_of(place, &["deceased"]);
        let is_plain = |place: usize| {
            [Kind::Plain, Kind::Call, Kind::OwnChannel, Kind::Marketing]
                .iter()
                .any(|kind| self.is(place, *kind))
        };
        self.places().any(is_one) && self.places().all(|place| is_one(place) || is_plain(place))
    }

    /// Whether the word before a place takes it back.
    pub(super) fn is_taken_back(&self, place: usize) -> bool {
        place > 0 && self.is(place - 1, Kind::TakesBack)
    }

    /// Whether they take an agreement back that stands among them. A no to the end of it, as in `Consent not revoked`,
    /// does not.
    fn are_taken_back(&self) -> bool {
        let is_end = |place: &usize| self.is(*place, Kind::TakenBack) || self.is(*place, Kind::Ended);
        match self.places().rfind(is_end) {
            Some(end) => end == 0 || !self.is(end - 1, Kind::Not) || self.deny(end - 1),
            None => self.deny(self.places().end),
        }
    }

    /// Whether the words before a place say no, and do not only ask for yes or no.
    fn deny(&self, end: usize) -> bool {
        let is_question = (0..end).any(|place| self.is(place, Kind::AnswerYes));
        (0..end).any(|place| self.is(place, Kind::Not) && !(is_question && self.is(place, Kind::AnswerNo)))
    }

    /// Whether a word for a call comes soon behind a place.
    fn lead_to_a_call(&self, place: usize) -> bool {
        (1..=REACH).any(|further| self.is(place + further, Kind::Call))
    }

    /// Whether they say that somebody must not be called.
    fn refuse(&self) -> bool {
        self.places().any(|place| {
            let reaches = self.lead_to_a_call(place) || self.lead_to_a_call(place + 1);
            self.is(place, Kind::Refused) && reaches
                || self.is_a_no(place) && self.is(place + 1, Kind::CallOfNo)
        })
    }

    /// Whether a header says that no calls are wanted, as in `No SMS` and `Stop calling`, or says `ring not`.
    fn want_none(&self) -> bool {
        self.places().any(|place| {
            let is_number = place > 0 && self.is(place - 1, Kind::BeforeNumber);
            let is_no = self.is_one_of(place, &["no", "non", "zero", "nessuna"]) && !is_number;
            let is_before = self.is_one_of(place + 1, &["phone", "more", "further", "marketing"]);
            let wants_none = is_no || self.is_one_of(place, &["stop"]);
            wants_none && self.is(place + 1 + usize::from(is_before), Kind::Wanted)
                || self.is(place, Kind::RingNot)
        })
    }

    /// Whether the word at a place is a no in a language in which it may be a number in others, as in `No. of calls`.
    pub(super) fn is_a_no(&self, place: usize) -> bool {
        self.is_one_of(place, &["no", "non", "ne", "n", "nu"])
    }

    pub(super) fn opts_out(&self, place: usize) -> bool {
        self.is(place, Kind::OptedOut)
    }

    /// Whether a word that other things may be called too has only plain words beside it.
    fn stands_alone(&self, place: usize) -> bool {
        let is_plain = |other: usize| self.is(other, Kind::Plain) || self.is(other, Kind::OwnChannel);
        self.is(place, Kind::OptedOutAlone) && self.places().all(|other| other == place || is_plain(other))
    }

    /// Whether a word says that somebody agreed.
    pub(super) fn consents(&self, place: usize) -> bool {
        self.is(place, Kind::Agreed)
    }

    /// Whether a word says that somebody may be called. May is a month too, and has calls.
    pub(super) fn allows(&self, place: usize) -> bool {
        let is_month =
            self.is_one_of(place, &["may"]) && self.is_one_of(place + 1, &["calls", "texts", "messages"]);
        let is_not = self.is_one_of(place + 1, &["not"]);
        self.is(place, Kind::Allowed) && self.lead_to_a_call(place) && !is_month
            || self.is_one_of(place, &["accepts", "accept"]) && self.is_one_of(place + 1, &["marketing"])
            || self.is(place, Kind::Call) && self.is(place + 1 + usize::from(is_not), Kind::AllowedBehind)
    }
}
