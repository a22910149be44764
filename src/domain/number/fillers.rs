//! Separators and letters that stand for hidden digits.

/// Separators of which several behind the digits, or more in a row between them, stand for hidden ones; and what stands
/// between these.
const FILLERS: &str = "~⁓∼～·./／\\,;:=-‐‑‒–—―−－";
const HYPHENS: &str = "-‐‑‒–—―−－";
const BETWEEN_FILLERS: &str = " ()[]";
/// Fewest digits beside which hyphens are punctuation: two behind them, and any in a row between them.
const WHOLE_MIN: usize = 10;

/// Whether the letters of a text stand for hidden digits, and for none of a keypad: one letter again and again, as in
/// `20255501nn`, or words in brackets, as in `202-555-[hidden]`.
pub fn letters_hide_digits(text: &str) -> bool {
    let mut letters =
        text.chars().filter(|sign| sign.is_alphabetic()).map(|letter| letter.to_ascii_lowercase());
    let first = letters.next();
    let are_one = first.is_some()
        && text.to_lowercase().matches(char::is_alphabetic).count() > 1
        && letters.all(|letter| Some(letter) == first);
    let outside = text.split(['[', '(']).enumerate().map(|(at, part)| match part.split_once([']', ')']) {
        Some((_, behind)) if at > 0 => behind,
        _ => part,
    });
    are_one || first.is_some() && !outside.into_iter().any(|part| part.contains(char::is_alphabetic))
}

/// A text with a `*` for separators that hide the digits behind those that are written, as in `+49 30 9018~~~` and `+49
/// 30 9018 - - -`, or between them, as in `+49 30~~~9018`; `None` where they hide none.
pub(super) fn hidden_by_separators(text: &str) -> Option<String> {
    let end = text
        .rfind(char::is_numeric)
        .map(|last| last + text[last..].chars().next().map_or(1, char::len_utf8))?;
    let is_whole = text.chars().filter(|sign| sign.is_numeric()).count() >= WHOLE_MIN;
    let tail = &text[end..];
    let fillers: Vec<char> = tail.chars().filter(|sign| FILLERS.contains(*sign)).collect();
    let are_alone = tail.chars().all(|sign| FILLERS.contains(sign) || BETWEEN_FILLERS.contains(sign));
    let is_dash = is_whole && fillers.len() == 2 && fillers.iter().all(|sign| HYPHENS.contains(*sign));
    let hides_end = are_alone && fillers.len() > 1 && !is_dash;
    let head = if hides_end { format!("{}*", &text[..end]) } else { text.to_owned() };
    let mut rows = ["~~~", "···", "///", "---"].iter().filter(|row| !(is_whole && **row == "---"));
    match rows.find(|row| head.contains(**row)) {
        Some(row) => Some(head.replace(*row, "*")),
        None => hides_end.then_some(head),
    }
}
