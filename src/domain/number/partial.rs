//! Numbers of which digits are missing. Nobody is called with them: whoever's number fits one may be meant.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::fillers::hidden_by_separators;
use super::groups::{groups, spaced_parts};
use super::ranges::written_ranges;
use super::readings::{WHOLE_DIGITS, number_in_words, readings};
use super::spelling::{
    before_extension, behind_extension, counted_digits, is_masked, is_scientific, without_classes,
    without_decimals, without_escapes, without_extension,
};
use super::{DIGITS_MAX, Number, NumberForm, PhoneLine, old_forms};

/// Fewest digits that must be known: with fewer it may be anybody.
const KNOWN_MIN: usize = 3;
/// Fewest digits of a beginning: with fewer it may be anybody of a town.
const BEGINNING_MIN: usize = 6;
/// Fewest digits among which none is thought to be missing.
const WHOLE_MIN: usize = 10;
/// Fewest digits among which others may be missing anywhere, and how many: with fewer it may be anybody.
const SOME_MIN: usize = 7;
const MISSING_MAX: u32 = 3;
/// How many numbers a rounded one may be of which only the last digit is not known.
const ALMOST_WHOLE_MAX: u64 = 20;

/// The known part of a number.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum PartialNumber {
    /// Its last digits.
    End {
        /// How many they are.
        length: u32,
        /// Their value.
        value: u64,
    },
    /// Its first digits, with or without the calling code.
    Beginning {
        /// How many they are.
        length: u32,
        /// Their value.
        value: u64,
    },
    /// Some of its digits, in their order: a few are missing, at one place or at several.
    Some {
        /// How many they are.
        length: u32,
        /// Their value.
        value: u64,
    },
    /// A spreadsheet rounded it, or it is one of a range: its last digits are between two values.
    Rounded {
        /// How many digits the number has as it was written.
        length: u32,
        /// The lowest value.
        from: u64,
        /// The highest value.
        to: u64,
    },
    /// Some digits are hidden between, before or behind these, in their order.
    Masked {
        /// The digits in a row.
        pieces: Vec<String>,
        /// Whether the first are those of the calling code.
        is_from_start: bool,
        /// Whether the last are the number's last ones.
        is_to_end: bool,
    },
}

impl PartialNumber {
    /// Whether somebody or a program hid digits of it.
    pub const fn is_hidden(&self) -> bool {
        matches!(self, Self::Rounded { .. } | Self::Masked { .. })
    }

    /// Whether it is that of few people, of whoever they are: a local number, one with a digit missing, or one that
    /// somebody hid or a spreadsheet rounded. Fewer digits fit somebody in every long list.
    pub fn is_of_few(&self) -> bool {
        match self {
            Self::End { length, .. } => *length as usize >= SOME_MIN,
            Self::Beginning { length, .. } | Self::Some { length, .. } => *length as usize + 1 >= WHOLE_MIN,
            Self::Rounded { .. } => true,
            Self::Masked { pieces, .. } => pieces.iter().map(String::len).sum::<usize>() >= SOME_MIN,
        }
    }

    /// Whether it has enough digits for a whole number.
    pub const fn is_whole(&self) -> bool {
        matches!(self, Self::End { length, .. } | Self::Some { length, .. } if *length as usize >= WHOLE_MIN)
    }
}

/// Whether these pieces stand in the digits of a number, in their order.
fn has_pieces(number: Number, pieces: &[String], is_from_start: bool, is_to_end: bool) -> bool {
    let digits = number.written(NumberForm::Digits);
    let mut rest = digits.as_str();
    pieces.iter().enumerate().all(|(place, piece)| {
        let behind = if place == 0 && is_from_start {
            rest.strip_prefix(piece.as_str())
        } else if place + 1 == pieces.len() && is_to_end {
            rest.ends_with(piece.as_str()).then_some("")
        } else {
            rest.find(piece.as_str()).map(|start| &rest[start + piece.len()..])
        };
        rest = behind.unwrap_or_default();
        behind.is_some()
    })
}

/// The value of the last digits of a number that has as many.
fn ending(number: Number, length: u32) -> Option<u64> {
    let scale = 10_u64.checked_pow(length)?;
    (number.0 >= scale / 10).then_some(number.0 % scale)
}

/// The digits of a number, as it is and without its calling code.
fn whole_values(number: Number) -> impl Iterator<Item = u64> {
    let national = number.behind_its_code().map(|national| national.0);
    [Some(number.0), national].into_iter().flatten()
}

/// The value of the first digits of a number, as it is and without its calling code.
fn beginnings(number: Number, length: u32) -> impl Iterator<Item = u64> {
    whole_values(number)
        .filter_map(move |value| Some(value / 10_u64.checked_pow(digits_of(value).checked_sub(length)?)?))
}

/// The known parts of the numbers in a cell that cannot be read; empty where it has no digits and hides none. `None`
/// where somebody is meant and it may be anybody.
pub fn partial_numbers(cell: &str) -> Option<Vec<PartialNumber>> {
    let mut found: Vec<PartialNumber> =
        written_ranges(cell).map(|(length, from, to)| PartialNumber::Rounded { length, from, to }).collect();
    for plain in [without_escapes(cell), number_in_words(cell)].into_iter().flatten() {
        found.extend(partial_numbers(&plain)?);
    }
    let (rounded_words, others) = rounded_words(cell);
    for word in &rounded_words {
        found.push(rounded(word)?);
    }
    let others = if rounded_words.is_empty() { cell.to_owned() } else { others.join(" ") };
    let others = hidden_by_separators(&others).unwrap_or(others);
    let others = without_classes(&others).unwrap_or(others);
    for part in others.split([',', ';', '/', '|', '&', '\n', '\r']).map(str::trim) {
        let spaced: Vec<_> = spaced_parts(part).into_iter().filter_map(partial_number).flatten().collect();
        let known = partial_number(part).zip(groups(part));
        if known.is_none() && spaced.is_empty() {
            return None;
        }
        if let Some((whole, groups)) = known {
            found.extend(whole);
            found.extend(groups.iter().filter_map(|group| partial_number(group)).flatten());
        }
        found.extend(spaced);
    }
    Some(found)
}

/// Whether a spreadsheet left so few digits of a number in a cell that it may be anybody's, as in `1.2E+10`.
pub fn is_rounded_away(cell: &str) -> bool {
    let exponent = |word: &String| word.split_once(['E', 'e'])?.1.trim_start_matches('+').parse().ok();
    let is_number = |word: &String| exponent(word).is_some_and(|it: usize| WHOLE_DIGITS.contains(&(it + 1)));
    rounded_words(cell).0.iter().any(|word| is_number(word) && rounded(word).is_none())
}

/// The words of a cell that a spreadsheet rounded, without signs around them, and the others. The point may be a comma.
fn rounded_words(cell: &str) -> (Vec<String>, Vec<String>) {
    let cell = cell.replace(" E", "E").replace(" e", "e");
    let bare =
        |word: &str| word.trim_matches(|sign: char| !sign.is_ascii_alphanumeric() && sign != '+').to_owned();
    let (rounded, others): (Vec<&str>, Vec<&str>) =
        cell.split_whitespace().partition(|word| is_scientific(&bare(word)));
    (rounded.into_iter().map(bare).collect(), others.into_iter().map(str::to_owned).collect())
}

/// Reads the known digits of the number in a part of a cell; `None` where it may be anybody's.
fn partial_number(part: &str) -> Option<Vec<PartialNumber>> {
    let mut found = Vec::new();
    if let Some(digits) = counted_digits(part) {
        found.push(end(&digits)?);
    }
    found.extend(before_extension(part, KNOWN_MIN).and_then(end_of));
    found.extend(behind_extension(part, SOME_MIN).and_then(end_of));
    found.extend(without_decimals(part, KNOWN_MIN).and_then(end_of));
    if is_masked(part) {
        // A sign alone hides nothing: it says that there is none.
        if part.chars().nth(1).is_some() {
            found.push(masked(part)?);
        }
    } else if part.contains(char::is_numeric) {
        let before = found.len();
        // What stands behind an `x` or a word may be an extension.
        let number = without_extension(part).unwrap_or(part);
        let head = number.split(char::is_alphabetic).next().unwrap_or_default();
        for text in if head.len() < number.len() { vec![number, head] } else { vec![number] } {
            let readings = readings(text);
            found.extend(readings.iter().filter_map(|digits| end(digits)));
            found.extend(readings.iter().filter_map(|digits| some(digits)));
            found.extend(readings.first().and_then(|digits| beginning(digits)));
            found.extend(with_gaps(text));
        }
        (found.len() > before).then_some(())?;
    }
    Some(found)
}

/// The end of a number that all digits of a text are.
fn end_of(text: &str) -> Option<PartialNumber> {
    end(readings(text).first()?)
}

/// The end of a number that these digits are, without the zeros that are not dialled behind a calling code.
fn end(digits: &[u8]) -> Option<PartialNumber> {
    let first = digits.iter().position(|digit| *digit != 0)?;
    let digits = &digits[first..];
    let length = u32::try_from(digits.len()).ok().filter(|length| *length <= DIGITS_MAX)?;
    let value = digits.iter().fold(0, |value, digit| value * 10 + u64::from(*digit));
    (digits.len() >= KNOWN_MIN).then_some(PartialNumber::End { length, value })
}

/// The digits of a number among which some are missing, without the zeros that are not dialled.
fn some(digits: &[u8]) -> Option<PartialNumber> {
    match end(digits)? {
        PartialNumber::End { length, value } if length >= u32::try_from(SOME_MIN).ok()? => {
            Some(PartialNumber::Some { length, value })
        }
        _ => None,
    }
}

/// The beginning of a number that these digits are, where its end is missing.
fn beginning(digits: &[u8]) -> Option<PartialNumber> {
    match end(digits)? {
        PartialNumber::End { length, value } => {
            let is_cut = (BEGINNING_MIN..WHOLE_MIN).contains(&usize::try_from(length).ok()?);
            is_cut.then_some(PartialNumber::Beginning { length, value })
        }
        _ => None,
    }
}

/// The digits of a text such as `202 [redacted] 0131`, `202~~~0173`, `+1 5550131` or `2025 5O173`, where others may be
/// missing between them.
fn with_gaps(text: &str) -> Option<PartialNumber> {
    let digits = text.replace(['O', 'o'], "0").replace(['I', 'l'], "1");
    // The letters of a word are no digits.
    let is_word = text.chars().filter(|sign| sign.is_alphabetic()).count() > 2;
    let signs = if is_word { text } else { &*digits };
    let spaced = signs.replace(|sign: char| !sign.is_ascii_digit() && sign != '+', "*");
    let known = signs.chars().filter(char::is_ascii_digit).count();
    let is_one =
        |partial: &PartialNumber| matches!(partial, PartialNumber::Masked { pieces, .. } if pieces.len() < 2);
    if known < WHOLE_MIN { masked(&spaced).filter(|partial| !is_one(partial)) } else { None }
}

/// The numbers that a text such as `2.025550173E+09` may be, of which at most the last digit is not known.
pub(super) fn almost_whole(text: &str) -> Vec<String> {
    match is_scientific(text).then(|| rounded(text)).flatten() {
        Some(PartialNumber::Rounded { from, to, .. }) if to - from < ALMOST_WHOLE_MAX => {
            (from..=to).map(|value| value.to_string()).collect()
        }
        _ => Vec::new(),
    }
}

/// The values that a spreadsheet may have shortened to a text such as `2.03E+09`, rounded or cut off.
fn rounded(text: &str) -> Option<PartialNumber> {
    let (mantissa, exponent) = text.split_once(['E', 'e'])?;
    let mantissa = mantissa.trim_start_matches('+');
    let (whole, fraction) = mantissa.split_once(['.', ',']).unwrap_or((mantissa, ""));
    let exponent: u32 = exponent.trim_start_matches('+').parse().ok()?;
    let known: u64 = format!("{whole}{fraction}").parse().ok()?;
    let unit = 10_u64.checked_pow(exponent.checked_sub(u32::try_from(fraction.len()).ok()?)?)?;
    let length = u32::try_from(whole.len()).ok()?.checked_add(exponent)?;
    let from = known.checked_mul(unit)?;
    let is_enough = (whole.len() + fraction.len()) >= KNOWN_MIN && length <= DIGITS_MAX;
    is_enough.then_some(PartialNumber::Rounded { length, from: from - unit / 2, to: from + (unit - 1) })
}

/// The digits of a number such as `202***0206` that are not hidden. How many are is not said: a mask may have any
/// length.
fn masked(text: &str) -> Option<PartialNumber> {
    let is_from_start = text.starts_with(['+', '＋']);
    let text = text.replace("(0)", "");
    let text = if is_from_start { &*text } else { text.trim_start_matches(['0', ' ', '(', '\'']) };
    let is_between = |sign: char| sign.is_whitespace() || "+＋-().'\u{2010}\u{2011}\u{2013}".contains(sign);
    // Points that stand for digits are more than one.
    let text = text.replace("...", "*").replace("..", "*");
    let signs: String = text.chars().filter(|sign| !is_between(*sign)).collect();
    let runs: Vec<&str> = signs.split(|sign: char| !sign.is_ascii_digit()).collect();
    let is_to_end = runs.last().is_some_and(|last| !last.is_empty());
    let is_from_start = is_from_start && runs.first().is_some_and(|first| !first.is_empty());
    let pieces: Vec<String> = runs.into_iter().filter(|run| !run.is_empty()).map(str::to_owned).collect();
    let known: usize = pieces.iter().map(String::len).sum();
    (known >= KNOWN_MIN).then_some(PartialNumber::Masked { pieces, is_from_start, is_to_end })
}

/// Values by the number of their digits.
type ByLength = HashMap<u32, HashSet<u64>>;

/// Partial numbers. A number is looked up by its digits, and not held against each of them.
#[derive(Debug, Default)]
pub struct PartialNumbers {
    ends: ByLength,
    beginnings: ByLength,
    some: ByLength,
    /// The rounded ones, by their length and the width of their range: where each begins.
    rounded: HashMap<(u32, u64), BTreeSet<u64>>,
    /// The masked ones, by the length and value of the longest of their pieces.
    masked: HashMap<u32, HashMap<u64, HashSet<PartialNumber>>>,
}

impl PartialNumbers {
    /// Adds one.
    pub fn add(&mut self, partial: PartialNumber) {
        let (kind, length, value) = match &partial {
            PartialNumber::End { length, value } => (&mut self.ends, *length, *value),
            PartialNumber::Beginning { length, value } => (&mut self.beginnings, *length, *value),
            PartialNumber::Some { length, value } => (&mut self.some, *length, *value),
            PartialNumber::Rounded { length, from, to } => {
                self.rounded.entry((*length, to - from)).or_default().insert(*from);
                return;
            }
            PartialNumber::Masked { pieces, .. } => {
                // Nobody's number has a piece that is no value.
                let longest = pieces.iter().max_by_key(|piece| piece.len());
                let key =
                    longest.and_then(|piece| Some((u32::try_from(piece.len()).ok()?, piece.parse().ok()?)));
                if let Some((length, value)) = key {
                    self.masked.entry(length).or_default().entry(value).or_default().insert(partial);
                }
                return;
            }
        };
        kind.entry(length).or_default().insert(value);
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
            && self.beginnings.is_empty()
            && self.some.is_empty()
            && self.rounded.is_empty()
            && self.masked.is_empty()
    }

    /// Whether a number of this line fits one of them.
    pub fn fit(&self, line: PhoneLine) -> bool {
        !self.is_empty() && old_forms::forms(line).any(|form| self.fit_form(form))
    }

    fn fit_form(&self, number: Number) -> bool {
        let has_end = |(length, values): (&u32, &HashSet<u64>)| {
            ending(number, *length).is_some_and(|value| values.contains(&value))
        };
        let has_beginning = |(length, values): (&u32, &HashSet<u64>)| {
            beginnings(number, *length).any(|value| values.contains(&value))
        };
        let has_some = |(length, values): (&u32, &HashSet<u64>)| {
            whole_values(number).any(|value| {
                let missing = digits_of(value).checked_sub(*length).filter(|it| *it <= MISSING_MAX);
                missing.is_some_and(|missing| is_without_digits(value, missing, 0, values))
            })
        };
        let is_rounded = |((length, width), ranges): (&(u32, u64), &BTreeSet<u64>)| {
            ending(number, *length)
                .is_some_and(|value| ranges.range(value.saturating_sub(*width)..=value).next().is_some())
        };
        self.ends.iter().any(has_end)
            || self.beginnings.iter().any(has_beginning)
            || self.some.iter().any(has_some)
            || self.rounded.iter().any(is_rounded)
            || self.fit_mask(number)
    }

    fn fit_mask(&self, number: Number) -> bool {
        let fits = |partial: &PartialNumber| match partial {
            PartialNumber::Masked { pieces, is_from_start, is_to_end } => {
                has_pieces(number, pieces, *is_from_start, *is_to_end)
            }
            _ => false,
        };
        let has_piece = |(length, values): (&u32, &HashMap<u64, HashSet<PartialNumber>>)| {
            let scale = 10_u64.checked_pow(*length)?;
            let mut places = 0..=digits_of(number.0).checked_sub(*length)?;
            places.find(|place| {
                let piece = 10_u64.checked_pow(*place).map(|low| number.0 / low % scale);
                piece.and_then(|piece| values.get(&piece)).is_some_and(|masks| masks.iter().any(fits))
            })
        };
        self.masked.iter().any(|masks| has_piece(masks).is_some())
    }
}

/// The number of digits of a value.
fn digits_of(value: u64) -> u32 {
    value.checked_ilog10().map_or(1, |most| most + 1)
}

/// Whether a value without a number of its digits, from a place on, is among others: the last digit has place 0.
fn is_without_digits(value: u64, missing: u32, from: u32, values: &HashSet<u64>) -> bool {
    if missing == 0 {
        return values.contains(&value);
    }
    (from..digits_of(value)).any(|place| {
        10_u64.checked_pow(place).is_some_and(|scale| {
            is_without_digits(value / scale / 10 * scale + value % scale, missing - 1, place, values)
        })
    })
}

#[cfg(test)]
mod tests;
