//! Separators that stand for hidden digits.

/// Separators of which several behind the digits, or more in a row between them, stand for hidden ones; and what stands between these.
const FILLERS: &str = "~⁓∼～·./／\\,;:=-‐‑‒–—―−－";
const HYPHENS: &str = "-‐‑‒–—―−－";
const BETWEEN_FILLERS: &str = " ()[]";
/// Fewest digits beside which hyphens are punctuation: two behind them, and any in a row between them.
const WHOLE_MIN: usize = 10;

/// A text with a `*` for separators that hide the digits behind those that are written, as in `+49 30 9018~~~` and `+49 30 9018 - - -`,
/// or between them, as in `+49 30~~~9018`; `None` where they hide none.
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
