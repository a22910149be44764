//! Rejects texts that are not a number before a numbering plan is asked. The phone library skips unknown characters, so
//! it would read another number from `…0001` or `98**10`.

use std::borrow::Cow;

use super::fillers::hidden_by_separators;
use super::{DIGITS_MAX, WrongNumber};

/// Maximum length of a cell that can be a number, in bytes.
const TEXT_MAX_BYTES: usize = 60;
/// Minimum number of digits before a decimal or an extension.
const DIGITS_BEFORE_MIN: usize = 7;
/// Maximum number of digits of a remark beside a number, such as `(2)`. No group of digits at the end of a
/// number is so short.
const FEW_DIGITS: usize = 2;
/// Maximum number of digits of an extension.
const EXTENSION_DIGITS_MAX: usize = 6;

/// Characters that replace hidden digits: masks, wildcards, and what listings print.
const MASKS: &str = "*＊∗✱•●○◦∙⋅…█▓▒░■□▪×%?？_¿";
/// Characters between or around the digits of a number.
const SEPARATORS: &str = "+＋-‐‑‒–—―−ー－/／.\\()[]（）［］~⁓∼～'’‘\"“”=<>,:;·\u{ad}\u{200b}\u{200c}\u{200d}\u{200e}\u{200f}\
                          \u{202a}\u{202b}\u{202c}\u{202d}\u{202e}\u{2060}\u{2066}\u{2067}\u{2068}\u{2069}\u{feff}";
/// Separators that divide two numbers too, and those that do between spaces.
const DIVIDERS: &str = "/／\\,;:([（［–—~⁓∼～\n\r\t";
const DASHES: &str = "-‐‑‒―−ー－";

/// URI schemes that programs write before a clickable number; people write `tel.`.
const SCHEMES: [&str; 7] = ["tel", "tel.", "sms", "smsto", "callto", "whatsapp", "skype"];
/// Escapes that stand in an address in the place of signs of a number.
const ESCAPES: [(&str, &str); 7] =
    [("%2B", "+"), ("%2b", "+"), ("%20", " "), ("%28", "("), ("%29", ")"), ("%2D", "-"), ("%2d", "-")];

/// The number in a URI such as `tel:+49-30-901820;ext=5` (RFC 3966), `sms:+4930901820?body=Hi` or
/// `callto://+4930901820`. Any other text is unchanged.
pub fn without_scheme(text: &str) -> Cow<'_, str> {
    let text = text.trim();
    // Almost no number begins with a letter.
    if !text.starts_with(|first: char| first.is_ascii_alphabetic()) {
        return Cow::Borrowed(text);
    }
    let Some((scheme, rest)) = text.split_once(':') else { return Cow::Borrowed(text) };
    if !SCHEMES.iter().any(|known| known.eq_ignore_ascii_case(scheme.trim())) {
        return Cow::Borrowed(text);
    }
    let number = without_query(rest).trim().trim_start_matches('/').trim();
    without_escapes(number).map_or(Cow::Borrowed(number), Cow::Owned)
}

/// A text without what stands behind the `?` of an address. One that hides a digit is a mask and must stay one.
pub(super) fn without_query(text: &str) -> &str {
    match text.split_once('?') {
        Some((before, query)) if query.starts_with(|first: char| first.is_ascii_alphabetic()) => before,
        _ => text,
    }
}

/// A text with the signs for which an address has `%2B` or `%20`; `None` where it has nothing of that.
pub(super) fn without_escapes(text: &str) -> Option<String> {
    text.contains('%')
        .then(|| ESCAPES.iter().fold(text.to_owned(), |text, (code, sign)| text.replace(code, sign)))
        .filter(|plain| plain != text)
}

/// Whether a text begins with `+`, and so has its own country code.
///
/// # Errors
///
/// Why the text cannot be a number: it is empty or too long, has characters that no number has, has several numbers, or
/// has a remark beside one.
pub(super) fn begins_with_plus(text: &str) -> Result<bool, WrongNumber> {
    if text.is_empty() {
        return Err(WrongNumber::Empty);
    }
    if hidden_by_separators(text).is_some() {
        return Err(WrongNumber::Masked);
    }
    // Most numbers have no other characters.
    let is_plain = text.bytes().all(|byte| byte.is_ascii_digit() || b"+- ()".contains(&byte));
    if !is_plain {
        check_signs(text)?;
    }
    if text.len() > TEXT_MAX_BYTES {
        return Err(WrongNumber::Unreadable);
    }
    let written = if is_plain { text } else { without_extension(text).unwrap_or(text) };
    let mut signs = written.chars().skip_while(|sign| !sign.is_numeric() && !is_plus(*sign));
    let has_plus = signs.next().is_some_and(is_plus);
    // A second number, or a sum.
    if signs.skip_while(|sign| !sign.is_numeric()).any(is_plus) || !is_plain && is_several(written) {
        return Err(WrongNumber::Several);
    }
    if has_remark(written) {
        return Err(WrongNumber::Remark);
    }
    Ok(has_plus)
}

/// Checks that the text has only digits and separators.
fn check_signs(text: &str) -> Result<(), WrongNumber> {
    if is_masked(text) {
        return Err(WrongNumber::Masked);
    }
    if is_scientific(text) {
        return Err(WrongNumber::Scientific);
    }
    if without_decimals(text, DIGITS_BEFORE_MIN).is_some() {
        return Err(WrongNumber::Decimal);
    }
    // The library would convert the letters of 1-800-FLOWERS to digits. In a file they are a mistake.
    let written = without_extension(text).unwrap_or(text);
    let is_known = |sign: char| sign.is_numeric() || sign.is_whitespace() || SEPARATORS.contains(sign);
    if written.chars().all(is_known) { Ok(()) } else { Err(unreadable(written)) }
}

/// The reason to refuse a text that has more than the digits of a number.
fn unreadable(text: &str) -> WrongNumber {
    let digits = text.chars().filter(|sign| sign.is_numeric()).count();
    let pluses = text.chars().filter(|sign| is_plus(*sign)).count();
    if digits < DIGITS_BEFORE_MIN {
        return WrongNumber::Unreadable;
    }
    if pluses > 1 || digits > DIGITS_MAX as usize {
        return WrongNumber::Several;
    }
    let mut runs = text.split(|sign: char| !sign.is_alphanumeric());
    let is_digit_like = |sign: char| matches!(sign, 'O' | 'o' | 'l' | 'I' | 'i' | 'S' | 'B' | 'Z');
    let has_letter_for_digit = runs.any(|run| {
        run.chars().any(is_digit_like)
            && run.chars().any(char::is_numeric)
            && run.chars().all(|sign| sign.is_numeric() || is_digit_like(sign))
    });
    if has_letter_for_digit {
        WrongNumber::LetterForDigit
    } else if text.chars().any(char::is_alphabetic) {
        WrongNumber::Words
    } else {
        WrongNumber::Unreadable
    }
}

/// Whether there are more digits than a number can have, with a character between them that separates two numbers.
fn is_several(text: &str) -> bool {
    text.chars().filter(|sign| sign.is_numeric()).count() > DIGITS_MAX as usize
        && text.contains([',', ';', '/', ':'])
}

/// Whether digits that are not part of the number are before or after it: `2) 030 901821`, `(2) 030 901821`,
/// `030 901823 (2)`, and `030 901826 / 27`, which means two lines. Read as digits, they would make another person's
/// number.
fn has_remark(text: &str) -> bool {
    let (opening, closing) = (['(', '（', '[', '［'], [')', '）', ']', '］']);
    let is_numbered =
        text.find(closing).is_some_and(|end| !text[..end].contains(opening)) || is_in_a_list(text);
    let few_digits = |text: &str| {
        let text = text.trim();
        (1..=FEW_DIGITS).contains(&text.chars().count()) && text.chars().all(char::is_numeric)
    };
    let behind_slash = text.rsplit_once(['/', '／']).map(|(_, rest)| rest);
    let in_brackets = text.trim_end().strip_suffix(closing).and_then(|text| text.rsplit_once(opening));
    let stands_behind = |text: &str| text.chars().any(char::is_numeric);
    is_numbered
        || behind_slash.is_some_and(few_digits)
        || in_brackets.is_some_and(|(number, remark)| stands_behind(number) && few_digits(remark))
}

/// The text before each sign that may divide a number from other digits, as in `030 901820/821` and `030 901820 - 829`.
/// The sign may as well stand behind an area code, as in `030/901820`: whether a number stands before it, its plan
/// says. A hyphen without spaces divides groups of one number.
pub(super) fn before_more_digits(text: &str) -> impl Iterator<Item = &str> {
    let divides = |place: usize, sign: char| {
        let is_apart = || {
            text[..place].ends_with(char::is_whitespace)
                && text[place + sign.len_utf8()..].starts_with(char::is_whitespace)
        };
        DIVIDERS.contains(sign) || DASHES.contains(sign) && is_apart()
    };
    let is_behind_digits = |place: usize| {
        text[..place].trim_end().ends_with(|sign: char| sign.is_numeric() || ")]）］".contains(sign))
    };
    text.char_indices()
        .filter(move |(place, sign)| {
            divides(*place, *sign) && is_behind_digits(*place) && text[*place..].contains(char::is_numeric)
        })
        .map(|(place, _)| &text[..place])
}

/// Whether a text begins like a line of a list: `2. 030 901821` or `2 - 030 901821`. No area code precedes the 0 at the
/// beginning of a national number.
fn is_in_a_list(text: &str) -> bool {
    let text = text.trim_start_matches(['(', '（', '[', '［', ' ']);
    let end = text.find(|sign: char| !sign.is_ascii_digit()).unwrap_or(text.len());
    let (first, rest) = text.split_at(end);
    (1..=FEW_DIGITS).contains(&first.len())
        && !first.starts_with('0')
        && rest.trim_start_matches(|sign: char| !sign.is_numeric() && sign != '+').starts_with('0')
        && rest.trim_start_matches([' ', '.', '-', ')', '）', ']', '］', ':']).starts_with('0')
}

/// Whether a text may begin with the calling code, without asking a numbering plan. Most numbers need not be read twice
/// then. Digits of other scripts count as a match.
pub(super) fn may_begin_with(text: &str, calling_code: u16) -> bool {
    let mut digits = text.chars().filter(|sign| sign.is_numeric());
    let places = calling_code.checked_ilog10().unwrap_or(0);
    (0..=places).rev().all(|place| {
        let expected = u32::from(calling_code / 10_u16.pow(place) % 10);
        digits.next().is_some_and(|digit| digit.to_digit(10).is_none_or(|digit| digit == expected))
    })
}

const fn is_plus(sign: char) -> bool {
    matches!(sign, '+' | '＋')
}

/// The part before an extension such as `ext. 5` or `x5`.
pub(super) fn without_extension(text: &str) -> Option<&str> {
    before_extension(text, DIGITS_BEFORE_MIN)
}

/// The part before an extension, of a text that has at least this number of digits before it.
pub(super) fn before_extension(text: &str, digits_min: usize) -> Option<&str> {
    let place = text.find(['x', 'X'])?;
    let (number, extension) = (&text[..place], &text[place + 1..]);
    let number = number.trim_end_matches(['e', 'E', ' ', ',', ';', '(']);
    let extension = extension.trim_start_matches(['t', 'T', '.', ' ', ':', '=']).trim_end_matches([' ', ')']);
    let is_extension = !number.chars().any(char::is_alphabetic)
        && number.bytes().filter(u8::is_ascii_digit).count() >= digits_min
        && (1..=EXTENSION_DIGITS_MAX).contains(&extension.len())
        && extension.bytes().all(|byte| byte.is_ascii_digit());
    is_extension.then_some(number)
}

/// The part behind an extension that stands first, as in `x12 202 555 0173` and `12 x 2025550173`, with at least this
/// number of digits.
pub(super) fn behind_extension(text: &str, digits_min: usize) -> Option<&str> {
    let is_digit = |sign: char| sign.is_ascii_digit();
    let (before, behind) = text.split_once(['x', 'X'])?;
    let behind = behind.trim_start_matches(['t', 'T', '.', ':', '=']);
    let rest =
        if before.contains(is_digit) { behind } else { behind.trim_start().trim_start_matches(is_digit) };
    let is_apart = !rest.starts_with(char::is_alphanumeric);
    let is_extension = before.chars().filter(|sign| is_digit(*sign)).count() <= EXTENSION_DIGITS_MAX;
    (is_apart && is_extension && rest.chars().filter(|sign| is_digit(*sign)).count() >= digits_min)
        .then_some(rest)
}

/// A text with a `*` for each choice among digits, as in `202-555-017[0-9]` and `202 555 01(70-79)`; `None` where it
/// has none.
pub(super) fn without_classes(text: &str) -> Option<String> {
    let mut plain = text.to_owned();
    for (open, close, digits_max) in [('[', ']', 4), ('{', '}', 4), ('(', ')', 2)] {
        let mut from = 0;
        while let Some(start) = plain[from..].find(open).map(|place| from + place)
            && let Some(end) = plain[start..].find(close).map(|place| start + place)
        {
            let is_digits = |part: &str| {
                (1..=digits_max).contains(&part.len()) && part.bytes().all(|sign| sign.is_ascii_digit())
            };
            let parts: Vec<&str> =
                plain[start + 1..end].split(['-', '\u{2013}', ',', '|', '/']).map(str::trim).collect();
            let is_class =
                parts.len() > 1 && parts.iter().all(|part| is_digits(part) && part.len() == parts[0].len());
            if is_class {
                plain.replace_range(start..=end, "*");
            }
            from = if is_class { start } else { end };
        }
    }
    (plain != text).then_some(plain)
}

/// The digits of a text that says how many they are, as in `last 4: 0173` and `ends 0173 (last 4)`.
pub(super) fn counted_digits(text: &str) -> Option<Vec<u8>> {
    let runs: Vec<&str> =
        text.split(|sign: char| !sign.is_ascii_digit()).filter(|run| !run.is_empty()).collect();
    let of = |count: &str, others: &[&str]| {
        let digits: Vec<u8> = others.concat().bytes().map(|digit| digit - b'0').collect();
        (count.len() == 1 && count.parse() == Ok(digits.len())).then_some(digits)
    };
    let (first, behind) = runs.split_first()?;
    let (last, before) = runs.split_last()?;
    of(first, behind).or_else(|| of(last, before))
}

/// Whether a text has letters other than those that hide a digit or stand before an extension.
pub fn has_words(text: &str) -> bool {
    text.chars().any(|sign| sign.is_alphabetic() && !matches!(sign, 'x' | 'X'))
}

/// Whether digits are hidden, as in `98765xxxxx`, `+9198****0001`, `…0001`, `98765#####`, `9198?`.
pub(super) fn is_masked(text: &str) -> bool {
    let is_x = |byte: u8| matches!(byte, b'x' | b'X');
    let x_twice = text.as_bytes().windows(2).any(|pair| pair.iter().all(|byte| is_x(*byte)));
    let has_x = text.bytes().any(is_x);
    text.contains(|sign| MASKS.contains(sign))
        || text.contains(['[', '{', '(']) && without_classes(text).is_some()
        || text.contains("...")
        || text.matches('#').count() > 1
        || text.ends_with('#')
        || x_twice
        || has_x && !has_words(text) && without_extension(text).is_none()
}

/// A text without the signs that hide digits elsewhere, where they hide none: each stands alone between digits, as in
/// `202•555•0131`, or is a question, as in `2025550131?`. `None` where digits may be hidden, or there is no such sign.
pub(super) fn without_marks(text: &str) -> Option<String> {
    let text = text.trim();
    let is_mark = |sign: char| MASKS.contains(sign) || sign == '#';
    let inner = text.trim_matches(['?', '¿', '#', '_']);
    let marks = |text: &str| text.chars().filter(|sign| is_mark(*sign)).count();
    let is_alone = inner.split(is_mark).all(|part| part.contains(char::is_numeric));
    let hides = text.contains("...") || text.contains('…') || text.chars().any(char::is_alphabetic);
    let is_question = marks(text) - marks(inner) <= 1;
    (marks(text) > 0 && is_alone && !hides && is_question).then(|| inner.replace(is_mark, " "))
}

/// Whether a spreadsheet wrote the number as `9.19877E+11`.
pub(super) fn is_scientific(text: &str) -> bool {
    let Some((mantissa, exponent)) = text.split_once(['E', 'e']) else { return false };
    let mantissa = mantissa.trim_start_matches(['+', '-']);
    let is_mantissa = mantissa.starts_with(|first: char| first.is_ascii_digit())
        && mantissa.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b','));
    let exponent = exponent.trim_start_matches('+');
    is_mantissa && !exponent.is_empty() && exponent.bytes().all(|byte| byte.is_ascii_digit())
}

/// The number that a program wrote as a decimal, with at least this number of digits before the point:
/// `+49301234567.0`, `+49 30 1234567.00`. Read as a digit, the 0 would make another person's number.
///
/// After the last dot or comma, a fraction is one digit, or only zeros if there is no other dot or comma. The groups of
/// `06.12.34.56.00` and `202.555.0000` belong to a number that is written with dots.
pub(super) fn without_decimals(text: &str, digits_min: usize) -> Option<&str> {
    let is_point = |sign: char| matches!(sign, '.' | ',' | '．' | '，' | '٫');
    let text = text.trim_matches(|sign: char| matches!(sign, '\'' | '"' | '=' | ')') || sign.is_whitespace());
    let (place, point) = text.char_indices().rfind(|(_, sign)| is_point(*sign))?;
    let (whole, fraction) = (&text[..place], text[place + point.len_utf8()..].trim());
    let is_one_digit = fraction.chars().count() == 1 && fraction.chars().all(char::is_numeric);
    let is_zeros = !fraction.is_empty() && fraction.chars().all(|sign| matches!(sign, '0' | '０'));
    let is_decimal = whole.chars().filter(|sign| sign.is_numeric()).count() >= digits_min
        && whole.chars().all(|sign| !sign.is_alphabetic())
        && (is_one_digit || is_zeros && !whole.contains(is_point));
    is_decimal.then_some(whole)
}

#[cfg(test)]
mod tests {
    use super::super::WrongNumber::{self, Decimal, Empty, Masked, Scientific, Several, Unreadable};
    use super::{begins_with_plus, without_extension, without_marks, without_scheme};

    #[test]
    fn a_uri_is_the_number_in_it() {
        for (text, number) in [
            ("tel:+49-30-901820", "+49-30-901820"),
            ("TEL:+49(30)901820;ext=5", "+49(30)901820;ext=5"),
            ("Tel.: 030 901820", "030 901820"),
            ("sms:+4930901820?body=Hi", "+4930901820"),
            ("smsto:+4930901820", "+4930901820"),
            ("whatsapp:+4930901820", "+4930901820"),
            ("callto://+4930901820", "+4930901820"),
            ("skype:+4930901820?call", "+4930901820"),
            ("tel:%2B49%2030%20901820", "+49 30 901820"),
            // Hidden digits stay hidden.
            ("tel:+49309018??", "+49309018??"),
            ("tel:+4930%", "+4930%"),
            ("mailto:ada@example.com", "mailto:ada@example.com"),
            ("1-800-FLOWERS", "1-800-FLOWERS"),
            ("n/a", "n/a"),
        ] {
            assert_eq!(without_scheme(text), number, "{text}");
        }
    }

    #[test]
    fn a_mask_of_any_style_is_one() {
        for text in [
            "+9198****0001",
            "+9198***0001",
            "9198*",
            "…0001",
            "...0001",
            "•••• 0001",
            "98765xxxxx",
            "98XXXX0001",
            "xxx-xxx-0001",
            "987654321x",
            "9x76543210",
            "98765#####",
            "987654321#",
            "98765?????",
            "98765_____",
            "+9198%",
            "98●●●●0001",
            "██████0001",
            "+91 98××× 0001",
            "+49 30 9018~~~",
            "+49 30 9018···",
            "+49 30 9018..",
            "+49 30 9018 (..)",
            "+49 30 9018- - -",
            "+49 30 9018///",
            "+49 30~~~9018",
            "*",
        ] {
            assert_eq!(begins_with_plus(text), Err(Masked), "{text}");
        }
    }

    #[test]
    fn a_mark_beside_all_digits_hides_none() {
        for (text, plain) in [
            ("2025550131?", Some("2025550131")),
            ("202•555•0131", Some("202 555 0131")),
            ("202_555_0131", Some("202 555 0131")),
            ("202*555*0131", Some("202 555 0131")),
            ("?2025550131", Some("2025550131")),
            ("+1202****0131", None),
            ("202555013*", None),
            ("98765_____", None),
            ("98765?????", None),
            ("98765xxxxx", None),
            ("…0131", None),
            ("2025550131", None),
        ] {
            assert_eq!(without_marks(text).as_deref(), plain, "{text}");
        }
    }

    #[test]
    fn leftovers_of_programs_are_told_from_separators() {
        let decimals = [
            "+49301234567.0",
            "49301234567.0",
            "9876543210,0",
            "9876543210.00",
            "9876543210.000000",
            "9876543210.5",
            "+49 30 1234567.0",
            "+49 30 1234567.00",
            "(030) 1234567.0",
            "030 1234567.0",
            "+49-30-1234567.0",
            "+43 1 234567.0",
            "+49.30.901820.0",
            "+49 (0)30 901820.0",
            "+49 (0)30 901820,00",
            "030/1234567,0",
            "\"(030) 1234567.0\"",
            "+49 30 1234567．０",
        ];
        for text in decimals {
            assert_eq!(begins_with_plus(text), Err(Decimal), "{text}");
        }
        for text in ["9.19877E+11", "9,2E11", "4.93e+10", "+4.93E10"] {
            assert_eq!(begins_with_plus(text), Err(Scientific), "{text}");
        }
        for text in [
            "202.555.0000",
            "202.555.0125",
            "0301234567.12",
            "30.1234567",
            "06.12.34.56.00",
            "06 12 34 56.00.00",
            "1.202.555.0125",
        ] {
            assert_eq!(begins_with_plus(text), Ok(false), "{text}");
        }
    }

    #[test]
    fn only_what_numbers_are_written_with_is_read() {
        for (text, expected) in [
            ("", Err(Empty)),
            ("n/a", Err(Unreadable)),
            ("1-800-FLOWERS", Err(Unreadable)),
            ("+91 98765 43210 +91 98765 43211", Err(Several)),
            ("$9876543210", Err(Unreadable)),
            ("(+91) 98765 43210", Ok(true)),
            ("'+919876543210", Ok(true)),
            ("\u{202a}+91 98765 43210\u{202c}", Ok(true)),
            ("＋91 98765 43210", Ok(true)),
            ("98765 43210", Ok(false)),
            ("+1 202 555 0125 ext. 5", Ok(true)),
        ] {
            assert_eq!(begins_with_plus(text), expected, "{text}");
        }
        assert_eq!(begins_with_plus(&"9".repeat(61)), Err::<bool, WrongNumber>(Unreadable));
    }

    #[test]
    fn an_extension_stands_behind_a_whole_number() {
        assert_eq!(without_extension("+1 202 555 0125 ext. 5"), Some("+1 202 555 0125"));
        assert_eq!(without_extension("2025550125x12"), Some("2025550125"));
        for text in ["2025550125", "9x76543210", "98765xxxxx", "1-800-FLOWERX5", "2025550125x1234567"] {
            assert_eq!(without_extension(text), None, "{text}");
        }
    }
}
