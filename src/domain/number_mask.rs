//! Finds phone numbers in any text, in any spelling, and replaces their middle digits with stars.

use percent_encoding::percent_decode_str;

use super::phone_number::{DIGITS_MAX, DIGITS_MIN, PhoneNumber};

/// The visible part at each end of a number that is not in E.164: its length divided by this.
const SHOWN_SHARE: usize = 4;
/// The most characters between two digits of one number, as in `) - `.
const GAP_MAX: usize = 4;
/// The digit zero of each script in which phone numbers are typed. The other nine digits follow it.
const ZEROS: [char; 13] = [
    '0', '\u{660}', '\u{6f0}', '\u{966}', '\u{9e6}', '\u{a66}', '\u{ae6}', '\u{be6}', '\u{c66}', '\u{ce6}',
    '\u{d66}', '\u{e50}', '\u{ff10}',
];
/// The lengths of the groups of a UUID, which may consist only of digits.
const UUID_GROUPS: [usize; 5] = [8, 4, 4, 4, 12];
/// The fewest digits of a number that has letters before or behind it: with fewer they are an id.
const DIGITS_BESIDE_LETTERS_MIN: usize = 10;
/// The number of parts of an IPv4 address.
const IPV4_GROUPS: usize = 4;

/// Replaces the middle of everything that may be a phone number with stars: `+1202***0124`, `98***01`.
///
/// A phone number is 8 to 15 digits of any script, with spaces, dots, hyphens, brackets or slashes between them,
/// percent-encoded or not. Dates, IPv4 addresses, UUIDs, and digits in a longer word or id are left as they are, unless it
/// has nothing but letters beside the digits of one number, as in `tel12025550124`.
pub fn phone_numbers(text: &str) -> String {
    let signs = signs(text);
    let mut masked = String::with_capacity(text.len());
    let mut at = 0;
    while at < signs.len() {
        let bounded = at == 0 || !is_word(signs[at - 1].character);
        let rest = &signs[at..];
        let run = (bounded || is_behind_letters(&signs, at)).then(|| DigitRun::starting(rest)).flatten();
        let length = run.as_ref().map_or(1, |run| run.length);
        match run.filter(|run| run.is_number(rest) && (bounded || run.is_beside_letters(rest))) {
            Some(run) => masked.push_str(&run.starred(text, rest)),
            None => rest[..length].iter().for_each(|sign| masked.push_str(sign.written(text))),
        }
        at += length;
    }
    masked
}

/// Masks digits like [`PhoneNumber::masked`], if they are a valid number with a `+`.
pub fn starred(digits: &str, has_plus: bool) -> String {
    let plus = if has_plus { "+" } else { "" };
    let masked = format!("+{digits}").parse::<PhoneNumber>().map_or_else(
        |_| {
            let shown = digits.len() / SHOWN_SHARE;
            format!("+{}***{}", &digits[..shown], &digits[digits.len() - shown..])
        },
        |number| number.masked(),
    );
    masked.replacen('+', plus, 1)
}

/// The digits of a text, in ASCII.
pub fn digits(text: &str) -> String {
    text.chars().filter_map(digit).collect()
}

/// One decoded character, and its place in the text.
#[derive(Debug, Clone, Copy)]
struct Sign {
    character: char,
    start: usize,
    end: usize,
}

impl Sign {
    fn written<'text>(&self, text: &'text str) -> &'text str {
        &text[self.start..self.end]
    }
}

/// The characters of a text. Percent-encoded ones are decoded, even if they were encoded several times, and so are the
/// escapes of JSON in a text.
fn signs(text: &str) -> Vec<Sign> {
    let mut signs = Vec::with_capacity(text.len());
    let mut start = 0;
    while let Some(character) = text[start..].chars().next() {
        let (character, length) =
            decoded(&text[start..]).unwrap_or_else(|| (character, character.len_utf8()));
        signs.push(Sign { character, start, end: start + length });
        start += length;
    }
    signs
}

/// The character that is written in another way at the start of a text, and its length there in bytes.
fn decoded(text: &str) -> Option<(char, usize)> {
    const SPACE: &str = "&nbsp;";
    let space = || text.starts_with(SPACE).then_some((' ', SPACE.len()));
    from_escape(text).or_else(|| percent_encoded(text)).or_else(space)
}

/// The character of an escape as in JSON and in programs, such as `\u002B`, `\x2B` or `\n`.
fn from_escape(text: &str) -> Option<(char, usize)> {
    let rest = text.strip_prefix('\\')?;
    if let Some(hex) = rest.strip_prefix('u').and_then(|rest| rest.get(..4)) {
        let character = u32::from_str_radix(hex, 16).ok().and_then(char::from_u32)?;
        return Some((character, r"\u002B".len()));
    }
    if let Some(hex) = rest.strip_prefix('x').and_then(hex_pair) {
        let character = u32::from_str_radix(hex, 16).ok().and_then(char::from_u32)?;
        return Some((character, r"\x2B".len()));
    }
    if rest.starts_with('/') {
        return Some(('/', r"\/".len()));
    }
    let is_space = rest.starts_with(['n', 'r', 't', 'f', 'b']);
    is_space.then_some(('\n', r"\n".len()))
}

fn percent_encoded(text: &str) -> Option<(char, usize)> {
    let (first, mut length) = encoded_byte(text)?;
    let mut bytes = vec![first];
    loop {
        if let Ok(decoded) = std::str::from_utf8(&bytes) {
            return decoded.chars().next().map(|character| (character, length));
        }
        if bytes.len() == char::MAX.len_utf8() {
            return None;
        }
        let (byte, more) = encoded_byte(&text[length..])?;
        bytes.push(byte);
        length += more;
    }
}

/// The byte at the start of a text. `%2B` is a plus, and so is `%252B`, which was encoded twice.
fn encoded_byte(text: &str) -> Option<(u8, usize)> {
    let mut rest = text.strip_prefix('%')?;
    while let Some(inner) = rest.strip_prefix("25").filter(|inner| hex_pair(inner).is_some()) {
        rest = inner;
    }
    let pair = hex_pair(rest)?;
    let byte = percent_decode_str(&format!("%{pair}")).next()?;
    Some((byte, text.len() - rest.len() + pair.len()))
}

fn hex_pair(text: &str) -> Option<&str> {
    text.get(..2).filter(|pair| pair.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

/// The ASCII digit for a digit of any script.
fn digit(character: char) -> Option<char> {
    let value = ZEROS
        .iter()
        .find_map(|zero| u32::from(character).checked_sub(u32::from(*zero)).filter(|value| *value < 10))?;
    char::from_digit(value, 10)
}

/// Whether a character is a letter, a digit, or a hyphen or underscore, which join the parts of an id.
fn is_word(character: char) -> bool {
    character.is_alphanumeric() || matches!(character, '-' | '_')
}

/// Whether these signs are the rest of a word that has only letters.
fn are_letters<'signs>(mut signs: impl Iterator<Item = &'signs Sign>) -> bool {
    signs
        .find(|sign| !(sign.character.is_alphabetic() || sign.character == '_'))
        .is_none_or(|sign| !is_word(sign.character))
}

/// Whether nothing but letters stands before these digits in their word.
fn is_behind_letters(signs: &[Sign], at: usize) -> bool {
    digit(signs[at].character).is_some() && are_letters(signs[..at].iter().rev())
}

const fn is_plus(character: char) -> bool {
    matches!(character, '+' | '\u{ff0b}')
}

/// Whether a character may stand between the digits of one number: a separator, a space, a plus sign, an invisible
/// character, or the sign before one that was escaped twice.
fn is_gap(character: char) -> bool {
    let is_hidden = matches!(character, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}');
    let is_dash = matches!(character, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{ff0d}');
    let is_bracket = matches!(character, '(' | ')' | '[' | ']' | '\u{ff08}' | '\u{ff09}');
    let is_point = matches!(character, '.' | '/' | '\\' | '\u{b7}' | '\u{ff0e}');
    let is_space = character.is_whitespace() && !matches!(character, '\n' | '\r');
    is_hidden || is_dash || is_bracket || is_point || is_space || is_plus(character)
}

/// A run of digits and the characters between them, from the first sign of a number to its last.
#[derive(Debug)]
struct DigitRun {
    /// The number of signs in the run.
    length: usize,
    /// The groups of digits.
    groups: Vec<Group>,
    /// Whether a `+` stands before the first digit.
    has_plus: bool,
}

/// Digits in a row.
#[derive(Debug)]
struct Group {
    digits: String,
    /// The place of the group among the signs of the run.
    first: usize,
    end: usize,
}

impl DigitRun {
    /// The run at the start of these signs; `None` if no digits start there. A date, an address or a group that is
    /// too long for a number is a run of its own.
    fn starting(signs: &[Sign]) -> Option<Self> {
        let opening = signs.iter().take(GAP_MAX).take_while(|sign| is_opening(sign.character)).count();
        let has_plus = signs[..opening].iter().any(|sign| is_plus(sign.character));
        let mut groups: Vec<Group> = Vec::new();
        let mut gap = 0;
        for (at, sign) in signs.iter().enumerate().skip(opening) {
            // Behind a whole number the next line has another one.
            let is_between = is_gap(sign.character)
                || matches!(sign.character, '\n' | '\r') && count_of(&groups) < DIGITS_MIN;
            match (digit(sign.character), groups.last_mut()) {
                (Some(digit), Some(group)) if gap == 0 => {
                    group.digits.push(digit);
                    group.end = at + 1;
                    if group.digits.len() > DIGITS_MAX && groups.len() > 1 {
                        groups.pop();
                        break;
                    }
                }
                (Some(digit), _) => {
                    if leave_what_is_no_number(&mut groups, signs)
                        || groups.last().is_some_and(|group| group.digits.len() > DIGITS_MAX)
                    {
                        break;
                    }
                    groups.push(Group { digits: digit.to_string(), first: at, end: at + 1 });
                    gap = 0;
                }
                (None, Some(_)) if gap < GAP_MAX && is_between => gap += 1,
                (None, _) => break,
            }
        }
        leave_what_is_no_number(&mut groups, signs);
        Some(Self { length: groups.last()?.end, groups, has_plus })
    }

    fn is_number(&self, signs: &[Sign]) -> bool {
        let count = count_of(&self.groups);
        let sizes: Vec<usize> = self.groups.iter().map(|group| group.digits.len()).collect();
        let is_uuid = sizes == UUID_GROUPS && gaps(&self.groups, signs).all(|character| character == '-');
        // An id has no spaces, brackets or plus signs, but it may have hyphens, points and slashes.
        let is_spelled =
            self.has_plus || gaps(&self.groups, signs).any(|character| !matches!(character, '-' | '.' | '/'));
        let following = |place: usize| signs.get(self.length + place).map(|sign| sign.character);
        let is_part_of_an_id = match (following(0), following(1)) {
            (Some('-' | '_'), Some(next)) => is_word(next),
            (Some(next), _) => next.is_alphanumeric(),
            (None, _) => false,
        };
        count >= DIGITS_MIN
            && self.groups[0].digits.len() <= DIGITS_MAX
            && (is_spelled || !is_part_of_an_id || self.is_beside_letters(signs))
            && !is_uuid
            && !is_date(&self.groups, signs)
            && !is_ipv4(&self.groups, signs)
    }

    /// Whether it is one number with nothing but letters behind it in its word.
    fn is_beside_letters(&self, signs: &[Sign]) -> bool {
        let is_whole = self.groups.len() == 1 && count_of(&self.groups) >= DIGITS_BESIDE_LETTERS_MIN;
        is_whole && are_letters(signs[self.length..].iter())
    }

    /// The run with masked numbers: up to 15 digits are one number, more are several.
    fn starred(&self, text: &str, signs: &[Sign]) -> String {
        let mut written = String::new();
        if !self.has_plus {
            signs[..self.groups[0].first].iter().for_each(|sign| written.push_str(sign.written(text)));
        }
        let mut has_plus = self.has_plus;
        let mut number = String::new();
        for group in &self.groups {
            if number.len() + group.digits.len() > DIGITS_MAX {
                written.push_str(&starred(&number, has_plus));
                written.push(' ');
                number.clear();
                has_plus = false;
            }
            number.push_str(&group.digits);
        }
        written + &starred(&number, has_plus)
    }
}

/// The number of digits in these groups.
fn count_of(groups: &[Group]) -> usize {
    groups.iter().map(|group| group.digits.len()).sum()
}

/// Removes a date or an address at the end of the groups, unless it is all of them. Returns whether there was one.
fn leave_what_is_no_number(groups: &mut Vec<Group>, signs: &[Sign]) -> bool {
    for (size, is_so) in [(3, is_date as fn(&[Group], &[Sign]) -> bool), (IPV4_GROUPS, is_ipv4)] {
        let Some(before) = groups.len().checked_sub(size) else { continue };
        if is_so(&groups[before..], signs) {
            if before > 0 {
                groups.truncate(before);
            }
            return true;
        }
    }
    false
}

/// Every character between two groups.
fn gaps<'signs>(groups: &'signs [Group], signs: &'signs [Sign]) -> impl Iterator<Item = char> + 'signs {
    let pairs = groups.windows(2);
    pairs.flat_map(|pair| signs[pair[0].end..pair[1].first].iter().map(|sign| sign.character))
}

/// Whether the groups are an IPv4 address.
fn is_ipv4(groups: &[Group], signs: &[Sign]) -> bool {
    groups.len() == IPV4_GROUPS
        && groups.iter().all(|group| group.digits.parse::<u8>().is_ok())
        && gaps(groups, signs).eq(['.'; IPV4_GROUPS - 1])
}

/// Whether a character may stand before the first digit: a plus sign or an opening bracket.
const fn is_opening(character: char) -> bool {
    is_plus(character) || matches!(character, '(' | '\u{ff08}')
}

/// Whether the groups are a date: `2026-12-03`, `2026/12/03` or `03.12.2026`.
fn is_date(groups: &[Group], signs: &[Sign]) -> bool {
    let [first, second, third] = groups else { return false };
    let is_joined = ['-', '/', '.'].iter().any(|joint| gaps(groups, signs).eq([*joint; 2]));
    let (year, others) =
        if first.digits.len() == 4 { (first, [second, third]) } else { (third, [first, second]) };
    let is_year =
        year.digits.len() == 4 && year.digits.parse::<u16>().is_ok_and(|year| (1900..2200).contains(&year));
    // Which of the two is the month depends on the country.
    let is_day = |group: &Group| {
        group.digits.len() == 2 && group.digits.parse::<u8>().is_ok_and(|day| (1..=31).contains(&day))
    };
    is_joined && is_year && others.into_iter().all(is_day)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::phone_numbers;

    #[test]
    fn a_number_is_found_in_every_spelling() {
        for (spelled, masked) in [
            ("98700 00001", "987***0001"),
            ("(987) 000-0001", "(987***0001"),
            ("0987/000 0001", "09***01"),
            ("+91 98700-00001", "+9198****0001"),
            ("%2B919870000001", "+9198****0001"),
            ("%252B91%209870000001", "+9198****0001"),
            ("98700+00001", "987***0001"),
            (r"\u002B919870000001", "+9198****0001"),
            (r"\\u002b91\u00209870000001", r"\+9198****0001"),
            (r"\x2B919870000001", "+9198****0001"),
            (r"98700\/00001", "987***0001"),
            (r"a\n98700 00001\t919870000001", r"a\n987***0001\t9198****0001"),
            (r"+1\\u0020987\\u0020000\\u00200001", "+1987***0001"),
            (r"+1\\/987\\/0000001", "+1987***0001"),
            (r"+1987\n000\n0001", "+1987***0001"),
            ("+1&nbsp;987&nbsp;000&nbsp;0001", "+1987***0001"),
            ("tel19870000001", "tel1987***0001"),
            ("id_19870000001_x", "id_1987***0001_x"),
            ("９８７００００００１", "987***0001"),
            ("%EF%BC%99８７００ ००००१", "987***0001"),
            ("＋９１ ٩٨٧٠٠٠٠٠٠١", "+9198****0001"),
            ("987\u{a0}000\u{2011}0001", "987***0001"),
            ("987\u{200b}0000001", "987***0001"),
            ("(987) 000-0001x22", "(987***0001x22"),
            ("98700 00001 98700 00002", "9870*******8700 0***2"),
            ("2026-12-03 98700 00001", "2026-12-03 987***0001"),
            ("98700 00001 2026-12-03 08:00", "987***0001 2026-12-03 08:00"),
        ] {
            assert_eq!(phone_numbers(&format!("to {spelled}, now")), format!("to {masked}, now"));
        }
    }

    #[test]
    fn what_is_no_number_stays() {
        for text in [
            "2026-12-03 08:00",
            "03.12.2026 08:00 and 12/03/2026 09:15",
            "2025-12-08T05:29:38.298Z",
            "192.168.100.100:8443 or 10.0.0.1 10.255.255.254",
            "12345678-1234-1234-1234-123456789012",
            "1-67891233-abcdef012345678912345678",
            "12345678901234567890 and 1234567890123456",
            "page 1 of 20, 3 of 400",
            "100% of 5%",
            "req-19870000001 and ab12345678 and e9f198700000012ab4",
            "%zz %2 % %25 %E4%",
        ] {
            assert_eq!(phone_numbers(text), text);
        }
    }

    proptest! {
        #[test]
        fn no_spelling_shows_a_number(
            digits in "[1-9][0-9]{9,14}",
            gaps in prop::collection::vec(prop::sample::select(vec!["", "", " ", "%20", ") ", " (", "\u{a0}"]), 15),
            zero in prop::sample::select(vec!['0', '\u{ff10}', '\u{966}', '\u{660}']),
        ) {
            let mut spelled = String::new();
            for (place, digit) in digits.bytes().enumerate() {
                spelled.push_str(if place == 0 { "" } else { gaps[place] });
                spelled.extend(char::from_u32(u32::from(zero) + u32::from(digit - b'0')));
            }
            let masked = phone_numbers(&format!("to {spelled} now"));
            let shown: String = masked.chars().filter(char::is_ascii_digit).collect();
            prop_assert!(masked.contains("***") && shown.len() <= 8, "{spelled} {masked}");
        }

        #[test]
        fn any_text_is_read(text in "\\PC{0,60}") {
            let _ = phone_numbers(&text);
        }
    }
}
