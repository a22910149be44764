//! Cells of a column of consents: only a clear yes is one.

use super::header::{agrees, without_short_not};
use super::withdrawn::{is_negation, is_withdrawn};
use super::{NO, Said, says_no, says_opt_out};
use crate::import::entry_column::{is_compact_date, is_date};
use crate::import::headers::{plain, plain_words};

/// Words with which a yes begins.
const YES: &[&str] = &[
    "yes",
    "y",
    "true",
    "t",
    "1",
    "x",
    "ja",
    "j",
    "jah",
    "si",
    "s",
    "sim",
    "oui",
    "da",
    "да",
    "так",
    "tak",
    "evet",
    "ano",
    "kylla",
    "ok",
    "okay",
    "on",
    "in",
    "given",
    "granted",
    "agreed",
    "agree",
    "agrees",
    "accepted",
    "accepts",
    "accept",
    "consented",
    "obtained",
    "received",
    "confirmed",
    "active",
    "valid",
    "allowed",
    "approved",
    "permitted",
    "express",
    "explicit",
    "written",
    "verbal",
    "signed",
    "checked",
    "wahr",
    "vrai",
    "verdadero",
    "verdadeiro",
    "vero",
    "waar",
    "gegeben",
    "erteilt",
    "zugestimmt",
    "eingewilligt",
    "akzeptiert",
    "donne",
    "accepte",
    "accorde",
    "otorgado",
    "dado",
    "concedido",
    "aceptado",
    "aceito",
    "concesso",
    "dato",
    "accettato",
    "gegeven",
    "akkoord",
    "givet",
    "gitt",
    "✓",
    "✔",
    "☑",
    "はい",
    "是",
    "네",
    "예",
    "हाँ",
    "نعم",
];

/// Words with which nothing is said yet, also beside a word for an agreement.
const IN_DOUBT: &[&str] = &[
    "pending",
    "awaiting",
    "waiting",
    "requested",
    "request",
    "asked",
    "ask",
    "unknown",
    "maybe",
    "perhaps",
    "unclear",
    "unsure",
    "partial",
    "if",
    "tbd",
    "needed",
    "required",
    "need",
    "unconfirmed",
    "null",
    "nil",
    "probably",
    "assumed",
    "implied",
    // What takes a part of a yes back.
    "only",
    "except",
    "but",
    "tbc",
    "complained",
    "inactive",
    "false",
    "0",
    "n",
    "nur",
    "aber",
    "ausser",
    "sauf",
    "seulement",
    "mais",
    "solo",
    "solamente",
    "salvo",
    "excepto",
    "pero",
    "apenas",
    "alleen",
    "behalve",
    "offen",
    "ausstehend",
    "unbekannt",
];

/// Words without which people answer that they agree no more.
const OUT: &[&str] = &["out", "quit", "leave", "unsubscribe"];

/// Words beside the numbers of a date.
const IN_DATES: &[&str] = &["at", "on", "am", "pm", "utc", "gmt", "t", "z", "st", "nd", "rd", "th"];
/// The beginnings of the months' names.
const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// What a cell of a column of consents says.
pub(super) fn said(cell: &str) -> Said {
    let words = plain_words(&without_short_not(cell));
    let has = |known: &[&str]| words.iter().any(|word| known.contains(&word.as_str()));
    if plain(cell) == "na" {
        return Said::Unclear;
    }
    let begins_with_no = words.first().is_some_and(|word| NO.contains(&word.as_str()));
    let is_refused = || words.iter().any(|word| is_withdrawn(word) || is_negation(word)) || has(OUT);
    // A zero alone is a no; a cell without words, such as `?`, says nothing that is known.
    let is_no = !plain(cell).is_empty() && says_no(&plain(cell));
    if is_no || begins_with_no || is_refused() || says_opt_out(cell) {
        Said::OptedOut
    } else if !has(IN_DOUBT) && !cell.contains('?') && (says_yes(cell) || agrees(&words)) {
        Said::Reachable
    } else {
        Said::Unclear
    }
}

/// Whether a cell begins with a yes, or is a date on which somebody said it.
pub(super) fn says_yes(cell: &str) -> bool {
    let words = plain_words(cell);
    let first = words.first().cloned().unwrap_or_else(|| plain(cell));
    YES.contains(&first.as_str()) || is_date(cell) || is_compact_date(cell) || is_date_in_words(&words)
}

/// Whether words are a date such as `2 Nov 2026, 10:30`.
fn is_date_in_words(words: &[String]) -> bool {
    let is_number = |word: &str| word.chars().all(|sign| sign.is_ascii_digit());
    let is_month = |word: &str| MONTHS.iter().any(|month| word.starts_with(month));
    let has_year = words.iter().any(|word| word.len() == 4 && is_number(word));
    has_year
        && words.iter().any(|word| is_month(word))
        && words.iter().all(|word| {
            let word = word.trim_start_matches(|sign: char| sign.is_ascii_digit());
            word.is_empty() || is_month(word) || IN_DATES.contains(&word)
        })
}
