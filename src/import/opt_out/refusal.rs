//! Cells of any column that say by their words alone that somebody wants no calls: a word of calls beside a refusal or
//! an end.

use super::words::{Kind, Kinds, Words, may_refuse};
use crate::import::headers::is_among;

/// How long a cell is at most that says something by its words alone, in bytes and in words; and one that refuses
/// calls.
const CELL_MAX: usize = 80;
const CELL_WORDS_MAX: usize = 7;
const REFUSAL_MAX: usize = 240;
const REFUSAL_WORDS_MAX: usize = 12;
/// How long a cell is at most that refuses calls and may be one word, in a script without spaces, in bytes.
const WITHOUT_SPACES_MAX: usize = 120;
/// How many words may stand between the parts of what is asked, as in `asked us to delete her data`.
const REACH: usize = 5;

/// Words before the date of a refusal.
const BEFORE_A_DATE: [&str; 12] =
    ["on", "at", "since", "from", "am", "vom", "le", "du", "el", "il", "op", "dnia"];
/// Words that may stand between a refusal and its call.
const BETWEEN: &str = "not ever any more further again longer me us to mehr mich uns bitte wieder plus m d de des meer mais mere mer \
    our my the their his her him them want wants wanted wish wishes like please all your with such future unsolicited sales marketing phone s l \
    nous moi vous di mi vi ci lo la le se nos os a att att fler flere flera met med att at å prosze wiecej mai beni daha больше мне нам нас меня \
    се sie jullie u mij ons o os lagi saya kami";
/// Words for a call of which there are none: `no message` was left, and `no contact` is wanted.
const NONE_WANTED: &str = "contact contacts call calls calling texts texting sms kontakt kontakte kontakta kontakter kontaktu contacto contactos \
    contato contatos contatto contatti contatto llamadas ligacoes chiamate appels appel anrufe samtal opkald";
/// Words before them, and behind them where they say something else.
const NONE: &str = "no kein keine keinen keinerlei geen ingen inget inga aucun aucune sin sem senza nessun nessuna brak bez zero";
const NOT_YET: &str = "noch bisher yet still nog encore";
const OF_OTHERS: &str = "made yet name names info information details detail number numbers person data since established possible today back \
    history form available given provided log logged scheduled needed required received found reached record records center centre id email no \
    bundle moglich zustande hergestellt vorhanden show trace mogelijk centers delivery";
/// Words of time behind a call: then it is refused only for that time.
const TIMES: &str = "before after between during until till vor nach zwischen avant apres antes despues depois prima dopo voor na efter inden przed po back";
/// Words of somebody who asks for something.
const ASKS: &str = "ask asks asked want wants wanted wish wishes wished request requests requested demand demands demanded would bittet verlangt \
    wunscht demande pide pidio solicita solicito chiede chiesto vraagt gevraagd wil prosi prosil просит просил просила попросил попросила";
/// Words between `take` and `off`, and those of a list that is no list of people to call.
const TAKEN: &str = "me us him her them my our his their this the number name phone please";
const OTHER_LISTS: &str =
    "wait waiting wish price guest mailing email newsletter shopping task check packing vip short to";
/// Verbs with a no behind them, as in `ring inte` and `bel mij niet`.
const VERBS_BEFORE_NOT: &str = "rufen ruf rufe bel ring ringe kontakta kontaktieren";
const NOT_BEHIND: &str = "nicht niet inte ikke ej";

fn is_in(list: &str, word: Option<&String>) -> bool {
    word.is_some_and(|word| is_among(list, word))
}

/// Whether a cell of any column says by its words alone that somebody opted out, or may have, as in `do not call` and
/// `withdrawn 2024`. It is short: a sentence says more than that.
pub(super) fn says_it_alone(cell: &str) -> bool {
    let has_letter = cell.bytes().any(|sign| !sign.is_ascii() || sign.is_ascii_alphabetic());
    let is_long = cell.len() > REFUSAL_MAX || cell.split_whitespace().nth(REFUSAL_WORDS_MAX).is_some();
    if !has_letter || is_long || cell.is_ascii() && !may_refuse(cell) {
        return false;
    }
    let words = Words::of(cell);
    if words.refuse_calls() {
        return true;
    }
    let says_so = |place: usize| {
        words.opts_out(place) && !words.is(place, Kind::InHeaderAlone) && !words.is_taken_back(place)
    };
    // A date may stand behind them.
    let is_number = |word: &&String| word.bytes().all(|sign| sign.is_ascii_digit());
    let is_of_a_date = |word: &String| BEFORE_A_DATE.contains(&&**word) || is_number(&word);
    let end = words.texts().iter().rposition(|word| !is_of_a_date(word)).map_or(0, |last| last + 1);
    // One number that is no year is a count.
    let numbers: Vec<&String> = words.texts()[end..].iter().filter(is_number).collect();
    let end = if numbers.len() == 1 && numbers[0].len() < 4 { words.texts().len() } else { end };
    let whole = words.texts()[..end].concat();
    cell.len() <= CELL_MAX
        && words.texts().len() <= CELL_WORDS_MAX
        && !words.are_about_it()
        && (Kinds::of(&whole).has(Kind::Cell) || words.places().any(says_so))
}

impl Words {
    /// Whether they say that somebody wants no calls, or to be on no list of people who are called.
    fn refuse_calls(&self) -> bool {
        if self.texts().len() > REFUSAL_WORDS_MAX {
            return false;
        }
        // In scripts without spaces the whole cell may be one word.
        let whole = self.texts().concat();
        let is_sentence = whole.is_ascii() || whole.len() > WITHOUT_SPACES_MAX;
        let kinds = if is_sentence { Kinds::default() } else { Kinds::of(&whole) };
        kinds.has(Kind::CallInside) && kinds.has(Kind::RefusedInside)
            || self.places().any(|place| {
                self.refuse_a_call(place) || self.want_none_of(place) || self.ask_for_removal(place)
            })
    }

    fn word(&self, place: usize) -> Option<&String> {
        self.texts().get(place)
    }

    /// The first word behind a place that is more than a filler.
    fn next(&self, place: usize) -> usize {
        (place + 1..self.texts().len())
            .find(|next| !is_in(BETWEEN, self.word(*next)) || self.is_a_call(*next))
            .unwrap_or(usize::MAX)
    }

    fn is_a_call(&self, place: usize) -> bool {
        let is_before_one = is_in("phone", self.word(place)) && self.is(place + 1, Kind::Call);
        self.is(place, Kind::Call) && !is_before_one
    }

    /// Whether the word at a place refuses or ends a call, at any time.
    fn refuse_a_call(&self, place: usize) -> bool {
        let refuses = [Kind::Refused, Kind::Never, Kind::EndedCalls].iter().any(|kind| self.is(place, *kind));
        if refuses || self.is_a_no(place) {
            let next = self.next(place);
            let is_refused = refuses && self.is(next, Kind::Call) || self.is(next, Kind::CallOfNo);
            // At some time, or by a letter.
            let behind = if is_refused { self.next(next) } else { next };
            let is_in_part = is_in(TIMES, self.word(behind))
                || (behind..behind.saturating_add(2)).any(|place| self.is(place, Kind::OtherChannel));
            return is_refused && !is_in_part;
        }
        self.is(place, Kind::RingNot)
            || is_in(VERBS_BEFORE_NOT, self.word(place))
                && (place + 1..=place + REACH).any(|behind| is_in(NOT_BEHIND, self.word(behind)))
    }

    /// Whether the word at a place is a `no`, and calls or contacts are behind it that nobody wants.
    fn want_none_of(&self, place: usize) -> bool {
        if !is_in(NONE, self.word(place)) || place > 0 && is_in(NOT_YET, self.word(place - 1)) {
            return false;
        }
        let next = self.next(place);
        let behind = self.word(next.saturating_add(1));
        let is_of_others = next == place + 1 && (is_in(OF_OTHERS, behind) || is_in(TIMES, behind));
        is_in(NONE_WANTED, self.word(next)) && !is_of_others
    }

    /// Whether somebody asks to be removed, from a list or at all.
    fn ask_for_removal(&self, place: usize) -> bool {
        let is_list = |other: usize| {
            self.is(other, Kind::List)
                && !(other > 0 && is_in(OTHER_LISTS, self.word(other - 1)))
                && !is_in("price prices", self.word(other + 1))
        };
        let removes = self.is(place, Kind::Removal) && {
            let first = place.saturating_sub(REACH);
            (first..=place + REACH).any(is_list)
                || (first..place).any(|before| is_in(ASKS, self.word(before)))
                || is_in("me us mich uns moi nous", self.word(place + 1))
        };
        let is_off = is_in("off", self.word(place)) && {
            let start = (0..place).rev().find(|before| !is_in(TAKEN, self.word(*before)));
            let is_taken = start
                .is_some_and(|start| start + 1 < place && is_in("take took taken get", self.word(start)));
            is_taken || is_list(self.next(place))
        };
        removes || is_off
    }
}
