//! Texts with several groups of digits, each of which may be a number or a part of one.

use super::spelling::{is_masked, without_decimals};

/// Fewest digits of a group between words that may alone be a part of a number, and most of one that is a remark.
const GROUP_MIN: usize = 4;
const REMARK_MAX: usize = 2;
/// Fewest digits of a number without its area code, and of its last group.
const LOCAL_MIN: usize = 7;
const LAST_GROUP_MIN: usize = 3;
/// Fewest digits of a number with its calling code that has digits to spare.
const WHOLE_MIN: usize = 10;

/// The groups of a text: what stands between its words, without the few digits of a remark, as in `5550173 (2)` and
/// `202***0173 or 202***0188`. Words in square brackets hide digits, as in `202 [redacted] 0131`. `None` where words
/// stand between the groups and none has enough digits.
pub(super) fn groups(text: &str) -> Option<Vec<String>> {
    let text = without_hidden(text);
    let mut between = vec![String::new()];
    for (run, is_word) in runs(&text) {
        match between.last_mut() {
            Some(last) if !is_word => last.push_str(run),
            _ => between.push(String::new()),
        }
    }
    between.retain(|group| count(group) > 0);
    let is_enough = |group: &String| is_masked(group) || count(group) >= GROUP_MIN;
    let are_divided = between.len() > 1;
    if are_divided && !between.iter().any(is_enough) {
        return None;
    }
    let groups = between.into_iter().filter(|group| !are_divided || is_enough(group));
    Some(groups.map(|group| without_remarks(&group).to_owned()).filter(|group| *group != text).collect())
}

/// The parts between the spaces and brackets of a text that has more digits than a number without its area code, or
/// hides some: those that may be such a number, as in `5550173 (2021)`, and where there is none, those of four digits
/// and more, as in `0173 (2021)`. Of one with fewer digits, those of four and more that stand before others, as in
/// `0173 (202)`.
pub(super) fn spaced_parts(text: &str) -> Vec<&str> {
    let is_between = |sign: char| sign.is_whitespace() || "()[]{}".contains(sign);
    let parts: Vec<&str> = text.split(is_between).collect();
    // Signs alone hide digits of the parts beside them, and a fraction is none of the digits.
    let has_signs = parts.iter().any(|part| is_masked(part) && count(part) == 0);
    if has_signs || without_decimals(text, LOCAL_MIN).is_some() {
        return Vec::new();
    }
    let parts: Vec<&str> = parts.into_iter().filter(|part| count(part) > 0).collect();
    // Behind a calling code are the digits of one number, unless they are too many.
    let one = if text.starts_with('+') { WHOLE_MIN } else { LOCAL_MIN };
    if count(text) <= one && !is_masked(text) {
        let groups = text.split(|sign: char| !sign.is_ascii_digit() && sign != '+');
        let groups: Vec<&str> = groups.filter(|group| !group.is_empty()).collect();
        let before_others = groups.split_last().map_or(&[][..], |(_, before)| before);
        let is_part = |group: &&&str| group.len() >= GROUP_MIN && !group.starts_with('+');
        return before_others.iter().filter(is_part).copied().collect();
    }
    if parts.len() < 2 {
        return Vec::new();
    }
    let most = if parts.iter().any(|part| count(part) >= LOCAL_MIN) { LOCAL_MIN } else { GROUP_MIN };
    let is_enough = |part: &&str| count(part) >= if is_masked(part) { GROUP_MIN } else { most };
    parts.into_iter().filter(is_enough).collect()
}

fn count(text: &str) -> usize {
    text.chars().filter(char::is_ascii_digit).count()
}

/// The runs of letters and of other characters in a text, each with whether it is a word. Letters such as `xxx` and
/// `NNN` hide digits, and one alone stands for a digit.
fn runs(text: &str) -> impl Iterator<Item = (&str, bool)> {
    let is_word = |run: &str| run.chars().any(|sign| sign.is_alphabetic() && !run.starts_with(sign));
    let mut rest = text;
    std::iter::from_fn(move || {
        let is_letter = rest.chars().next()?.is_alphabetic();
        let end = rest.find(|sign: char| sign.is_alphabetic() != is_letter).unwrap_or(rest.len());
        let (run, behind) = rest.split_at(end);
        rest = behind;
        Some((run, is_letter && is_word(run)))
    })
}

/// A text with a `*` for each word in square brackets.
fn without_hidden(text: &str) -> String {
    let mut plain = text.to_owned();
    while let Some((before, rest)) = plain.split_once('[')
        && let Some((word, behind)) = rest.split_once(']')
        && count(word) == 0
    {
        plain = format!("{before}*{behind}");
    }
    plain
}

/// A group without the few digits in front of it or behind it, as in `5550173-2` and `4: 0173`.
fn without_remarks(group: &str) -> &str {
    let trim = |text| str::trim_matches(text, |sign: char| sign.is_whitespace() || ":,;-".contains(sign));
    let is_few =
        |text: &str| (1..=REMARK_MAX).contains(&text.len()) && text.bytes().all(|sign| sign.is_ascii_digit());
    let is_digit = |sign: char| sign.is_ascii_digit();
    let mut group = trim(group);
    let inner = group.trim_end_matches([')', ']']);
    if let Some((place, sign)) = inner.char_indices().rfind(|(_, sign)| !is_digit(*sign))
        && is_few(&inner[place + sign.len_utf8()..])
    {
        let rest = trim(&inner[..place]);
        let last = rest.len() - rest.trim_end_matches(is_digit).len();
        let is_local = count(rest) >= LOCAL_MIN && last >= GROUP_MIN;
        if "([#".contains(sign) || is_local || is_masked(rest) && last >= LAST_GROUP_MIN {
            group = rest;
        }
    }
    let behind = group.trim_start_matches(is_digit);
    let rest = trim(behind);
    let next = rest.len() - rest.trim_start_matches(is_digit).len();
    let is_remark = is_few(&group[..group.len() - behind.len()]);
    if is_remark && (behind.starts_with([':', ')']) || next >= LOCAL_MIN) { rest } else { group }
}
