//! The meaning of words in headers and cells for an opt-out or an agreement. They are in `words.txt`.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use crate::import::headers::{is_among, plain_words};

const WORDS: &str = include_str!("words.txt");

/// The kinds of words, each with its section of the table.
macro_rules! kinds {
    ($($section:literal $kind:ident,)*) => {
        /// The meaning of a word, alone or beside others. `words.txt` says more of each.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(super) enum Kind {
            $($kind,)*
        }

        const SECTIONS: &[(&str, Kind)] = &[$(($section, Kind::$kind),)*];
    };
}

kinds! {
    "opted out" OptedOut,
    "opted out alone" OptedOutAlone,
    "agreed" Agreed,
    "taken back" TakenBack,
    "ended" Ended,
    "not" Not,
    "takes back" TakesBack,
    "answer yes" AnswerYes,
    "answer no" AnswerNo,
    "agreed inside" AgreedInside,
    "ended inside" EndedInside,
    "refused" Refused,
    "never" Never,
    "allowed" Allowed,
    "allowed behind" AllowedBehind,
    "call" Call,
    "wanted" Wanted,
    "ring not" RingNot,
    "before a number" BeforeNumber,
    "call of no" CallOfNo,
    "marketing" Marketing,
    "law" Law,
    "other channel" OtherChannel,
    "own channel" OwnChannel,
    "about it" AboutIt,
    "where from" WhereFrom,
    "tag" Tag,
    "plain" Plain,
    "may mean it" MayMeanIt,
    "may mean it alone" MayMeanItAlone,
    "may mean it with its end" MayMeanItWithItsEnd,
    "thing" Thing,
    "harmless" Harmless,
    "state of who opted out" StateOut,
    "no" No,
    "not opted out" NotOptedOut,
    "yes" Yes,
    "beside a yes" BesideYes,
    "out" Out,
    "in a header alone" InHeaderAlone,
    "cell" Cell,
    "flag" Flag,
    "harmless beside a flag" HarmlessBesideFlag,
    "calls counted" CallsCounted,
    "touches calls" TouchesCalls,
    "touches a refusal" TouchesRefusal,
    "ended calls" EndedCalls,
    "removal" Removal,
    "list" List,
    "call inside" CallInside,
    "refused inside" RefusedInside,
}

/// The kinds of a word, one bit each.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Kinds(u64);

impl Kinds {
    /// The kinds of a word, or of a whole cell, in the form of [`plain`](crate::import::headers::plain).
    pub(super) fn of(word: &str) -> Self {
        let table = &*TABLE;
        let whole = table.whole.get(word).copied().unwrap_or_default().0;
        let stems = table.stems.iter().filter(|(stem, _)| stem.fits(word));
        Self(stems.fold(whole, |all, (_, kinds)| all | kinds.0))
    }

    pub(super) const fn has(self, kind: Kind) -> bool {
        self.0 & (1 << kind as u64) != 0
    }
}

/// A part of a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stem {
    Beginning(&'static str),
    End(&'static str),
    Inside(&'static str),
}

impl Stem {
    /// The stem of an entry with a `*`.
    fn of(entry: &'static str) -> Option<Self> {
        match (entry.strip_prefix('*'), entry.strip_suffix('*')) {
            (Some(end), Some(_)) => Some(Self::Inside(end.trim_end_matches('*'))),
            (Some(end), None) => Some(Self::End(end)),
            (None, Some(beginning)) => Some(Self::Beginning(beginning)),
            (None, None) => None,
        }
    }

    fn fits(self, word: &str) -> bool {
        match self {
            Self::Beginning(stem) => word.starts_with(stem),
            Self::End(stem) => word.ends_with(stem),
            Self::Inside(stem) => word.contains(stem),
        }
    }
}

/// The words of the table.
#[derive(Default)]
struct Table {
    whole: HashMap<&'static str, Kinds>,
    stems: Vec<(Stem, Kinds)>,
    pairs: Vec<(&'static str, &'static str, Kinds)>,
    /// The words with which a refusal in a cell may begin, and the beginnings of such words.
    refusing: HashSet<&'static str>,
    removing: Vec<&'static str>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let mut table = Table::default();
    for (entry, kind) in entries() {
        let kinds = Kinds(1 << kind as u64);
        let refuses = matches!(
            kind,
            Kind::OptedOut
                | Kind::Refused
                | Kind::Cell
                | Kind::Never
                | Kind::EndedCalls
                | Kind::RingNot
                | Kind::Removal
        );
        if refuses {
            table.refusing.insert(entry.split('-').next().unwrap_or(entry));
        }
        if kind == Kind::Removal && entry.is_ascii() {
            table.removing.push(entry.trim_end_matches('*'));
        }
        if let Some(stem) = Stem::of(entry) {
            table.stems.push((stem, kinds));
        } else if let Some((first, second)) = entry.split_once('-') {
            table.pairs.push((first, second, kinds));
        } else {
            table.whole.entry(entry).or_default().0 |= kinds.0;
        }
    }
    table
});

/// More words of which a refusal may have one; `t` is the end of `don't`.
const BEGINS_REFUSAL: &str = "no t non ne n nu kein keinerlei ingen inget inga aucun sin sem brak off doesnt";

/// Whether an ASCII text may have the words of a refusal. Almost all cells have none, which is told without all forms
/// of the words.
pub(super) fn may_refuse(text: &str) -> bool {
    let text = text.to_ascii_lowercase();
    let words = || text.split(|sign: char| !sign.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let mut so_far = String::with_capacity(text.len());
    words().any(|word| {
        so_far.push_str(word);
        TABLE.refusing.contains(&*so_far)
    }) || words().nth(1).is_some()
        && words().any(|word| {
            TABLE.refusing.contains(word)
                || is_among(BEGINS_REFUSAL, word)
                || TABLE.removing.iter().any(|stem| word.starts_with(stem))
        })
}

/// Every entry of the table with its kind.
pub(super) fn entries() -> impl Iterator<Item = (&'static str, Kind)> {
    let mut kind = None;
    WORDS.lines().filter(|line| !line.starts_with('#')).flat_map(move |line| {
        let section = line.strip_prefix('[').and_then(|line| line.strip_suffix(']'));
        if let Some(section) = section {
            kind = SECTIONS.iter().find(|(name, _)| *name == section).map(|(_, kind)| *kind);
        }
        let words = if section.is_none() { line } else { "" };
        words.split_whitespace().filter_map(move |word| Some((word, kind?)))
    })
}

/// The words of a header or a cell, with their kinds.
#[derive(Debug)]
pub(super) struct Words {
    words: Vec<String>,
    /// A pair counts where its first word is.
    kinds: Vec<Kinds>,
}

impl Words {
    pub(super) fn of(text: &str) -> Self {
        // `can't` and the like are one word.
        let text = ["n't", "n’t", "N'T", "N’T"]
            .iter()
            .fold(text.to_owned(), |text, short| text.replace(short, "nt"));
        let words = plain_words(&text);
        let mut kinds: Vec<Kinds> = words.iter().map(|word| Kinds::of(word)).collect();
        for (place, pair) in words.windows(2).enumerate() {
            let found = TABLE.pairs.iter().filter(|(first, second, _)| pair == [*first, *second]);
            kinds[place].0 = found.fold(kinds[place].0, |all, (.., more)| all | more.0);
        }
        Self { words, kinds }
    }

    /// Each word, beginning with the first.
    pub(super) fn texts(&self) -> &[String] {
        &self.words
    }

    pub(super) const fn places(&self) -> std::ops::Range<usize> {
        0..self.words.len()
    }

    /// The kinds of the word at a place.
    pub(super) fn kinds_at(&self, place: usize) -> Kinds {
        self.kinds.get(place).copied().unwrap_or_default()
    }

    /// Whether the word at a place is of a kind.
    pub(super) fn is(&self, place: usize, kind: Kind) -> bool {
        self.kinds_at(place).has(kind)
    }

    /// Whether the word at a place is one of these.
    pub(super) fn is_one_of(&self, place: usize, words: &[&str]) -> bool {
        self.words.get(place).is_some_and(|word| words.contains(&word.as_str()))
    }

    pub(super) fn have(&self, kind: Kind) -> bool {
        self.kinds.iter().any(|kinds| kinds.has(kind))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::{SECTIONS, Stem, WORDS, entries};
    use crate::import::headers::plain;

    #[test]
    fn every_entry_is_written_as_it_is_looked_for_and_stands_once_in_a_section_that_is_known() {
        let mut seen = HashSet::new();
        for (entry, kind) in entries() {
            let words = entry.trim_matches('*').split('-');
            assert!(words.clone().all(|word| word == plain(word)) && words.count() <= 2, "{entry}");
            assert!(Stem::of(entry).is_none() || !entry.contains('-'), "{entry}");
            assert!(seen.insert((entry, kind as u64)), "{entry} stands twice in {kind:?}");
        }
        assert!(seen.len() > 900);
        let sections: Vec<&str> =
            WORDS.lines().filter_map(|line| line.strip_prefix('[')?.strip_suffix(']')).collect();
        assert_eq!(sections.len(), SECTIONS.len());
        assert!(SECTIONS.iter().all(|(name, _)| sections.contains(name)));
    }
}
