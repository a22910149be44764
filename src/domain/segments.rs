//! The number of segments of an sms, as GSM 03.38 and UCS-2 count them.
//!
//! A text in the GSM 7-bit alphabet has up to 160 septets in one segment, or 153 in each of several. One other
//! character makes the whole message UCS-2, with 70 or 67 UTF-16 units. A character of the extension table takes two
//! septets, one outside the basic plane takes two units, and neither is ever split over two segments.

use std::fmt;

/// The alphabet in which a message is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Alphabet {
    /// GSM 03.38, in septets.
    Gsm7,
    /// UCS-2, in UTF-16 units.
    Ucs2,
}

impl Alphabet {
    /// The number of units that fit into a message of one segment.
    pub const fn single(self) -> usize {
        match self {
            Self::Gsm7 => 160,
            Self::Ucs2 => 70,
        }
    }

    /// The number of units that fit into each of several segments.
    pub const fn each_of_several(self) -> usize {
        match self {
            Self::Gsm7 => 153,
            Self::Ucs2 => 67,
        }
    }

    /// The unit: `septets` or `UTF-16 units`.
    pub const fn units(self) -> &'static str {
        match self {
            Self::Gsm7 => "septets",
            Self::Ucs2 => "UTF-16 units",
        }
    }

    /// The number of units of a character; `None` if the GSM 7-bit alphabet does not have it.
    fn width(self, character: char) -> Option<usize> {
        match self {
            Self::Gsm7 => septets(character),
            Self::Ucs2 => Some(character.len_utf16()),
        }
    }
}

impl fmt::Display for Alphabet {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Gsm7 => "GSM-7",
            Self::Ucs2 => "UCS-2",
        })
    }
}

/// The size of a message.
///
/// ```
/// use kcamp::domain::segments::{Alphabet, Segments};
///
/// let plain = Segments::of("Your parcel arrives today.");
/// assert_eq!((plain.alphabet, plain.units, plain.count), (Alphabet::Gsm7, 26, 1));
///
/// let typographic = Segments::of(&format!("Your parcel\u{2019}s {}", "x".repeat(60)));
/// assert_eq!((typographic.alphabet, typographic.count), (Alphabet::Ucs2, 2));
/// assert_eq!(typographic.forced_by.map(|forcing| forcing.position), Some(12));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Segments {
    /// The alphabet of the whole message.
    pub alphabet: Alphabet,
    /// The length in its units.
    pub units: usize,
    /// The number of segments that are sent and paid for; 0 for an empty text.
    pub count: usize,
    /// The first character that is not in the GSM alphabet; `None` if the alphabet is GSM 7-bit.
    pub forced_by: Option<Ucs2Character>,
}

/// The character that makes a message UCS-2.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ucs2Character {
    /// The character.
    pub character: char,
    /// The position of the character in the text, from 1.
    pub position: usize,
    /// The start of the character, in bytes.
    pub offset: usize,
}

impl Segments {
    /// Counts the segments of a text.
    pub fn of(text: &str) -> Self {
        let forced_by = forcing(text).next();
        let alphabet = if forced_by.is_some() { Alphabet::Ucs2 } else { Alphabet::Gsm7 };
        let widths = || text.chars().filter_map(|character| alphabet.width(character));
        let units = widths().sum();
        let count = match units {
            0 => 0,
            units if units <= alphabet.single() => 1,
            _ => parts(widths(), alphabet.each_of_several()),
        };
        Self { alphabet, units, count, forced_by }
    }
}

/// The characters of a text that make it UCS-2, in their order.
pub fn forcing(text: &str) -> impl Iterator<Item = Ucs2Character> {
    let characters = text.char_indices().enumerate();
    let forcing = characters.filter(|(_, (_, character))| septets(*character).is_none());
    forcing.map(|(index, (offset, character))| Ucs2Character { character, position: index + 1, offset })
}

/// The number of parts of this size that characters of these widths fill, in order and without splitting any.
fn parts(widths: impl Iterator<Item = usize>, size: usize) -> usize {
    let mut count = 1;
    let mut filled = 0;
    for width in widths {
        if filled + width > size {
            count += 1;
            filled = 0;
        }
        filled += width;
    }
    count
}

/// The characters of GSM 03.38's basic table that ASCII does not have.
const BASIC_BEYOND_ASCII: &str = "£¥èéùìòÇØøÅåΔΦΓΛΩΠΨΣΘΞÆæßÉ¤¡ÄÖÑÜ§¿äöñüà";
/// The extension table of GSM 03.38.
const EXTENSION: &str = "\u{c}^{}\\[~]|€";

/// The septets of a character in GSM 03.38: 1 for the basic table, 2 for the extension table.
fn septets(character: char) -> Option<usize> {
    let is_basic_ascii = matches!(
        character,
        'A'..='Z' | 'a'..='z' | '\n' | '\r' | ' '..='#' | '%'..='?' | '@' | '$' | '_'
    );
    if is_basic_ascii || BASIC_BEYOND_ASCII.contains(character) {
        Some(1)
    } else if EXTENSION.contains(character) {
        Some(2)
    } else {
        None
    }
}

/// The GSM 7-bit replacement for a character that word processors and keyboards insert automatically; `None` for
/// other characters.
pub const fn plain_form(character: char) -> Option<&'static str> {
    Some(match character {
        '\u{2018}' | '\u{2019}' | '\u{201a}' | '\u{201b}' | '\u{2032}' | '\u{b4}' | '`' | '\u{2bc}' => "'",
        '\u{201c}' | '\u{201d}' | '\u{201e}' | '\u{201f}' | '\u{2033}' | '\u{ab}' | '\u{bb}' => "\"",
        '\u{2010}'..='\u{2015}' | '\u{2212}' => "-",
        '\u{2026}' => "...",
        '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' | '\t' => " ",
        '\u{2022}' | '\u{b7}' => "*",
        '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' | '\u{ad}' => "",
        _ => return None,
    })
}

/// The name of a character for messages: the character in quotes if it is visible, and its code point.
pub fn name_of(character: char) -> String {
    let number = format!("U+{:04X}", u32::from(character));
    let known = match character {
        '\u{2018}' | '\u{2019}' | '\u{201c}' | '\u{201d}' => Some("curly quote"),
        '\u{2013}' => Some("en dash"),
        '\u{2014}' => Some("em dash"),
        '\u{2026}' => Some("ellipsis"),
        '\u{a0}' | '\u{202f}' => Some("non-breaking space"),
        '\u{200b}' | '\u{200d}' | '\u{2060}' | '\u{feff}' => Some("character without width"),
        '\t' => Some("tab"),
        _ => None,
    };
    let visible = !character.is_whitespace() && !character.is_control() && plain_form(character) != Some("");
    match (known, visible) {
        (Some(known), true) => format!("the {known} {character} ({number})"),
        (Some(known), false) => format!("the {known} ({number})"),
        (None, true) => format!("{character} ({number})"),
        (None, false) => format!("the character {number}"),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Alphabet, Segments, name_of, parts, plain_form, septets};

    fn counted(text: &str) -> (Alphabet, usize, usize) {
        let segments = Segments::of(text);
        (segments.alphabet, segments.units, segments.count)
    }

    #[test]
    fn the_limits_are_those_of_the_standard() {
        for (units, count) in [(0, 0), (1, 1), (160, 1), (161, 2), (306, 2), (307, 3), (459, 3), (460, 4)] {
            assert_eq!(counted(&"a".repeat(units)), (Alphabet::Gsm7, units, count));
        }
        for (units, count) in [(1, 1), (70, 1), (71, 2), (134, 2), (135, 3), (201, 3), (202, 4)] {
            assert_eq!(counted(&"म".repeat(units)), (Alphabet::Ucs2, units, count));
        }
    }

    #[test]
    fn an_extension_pair_is_two_septets_and_stays_together() {
        assert_eq!(counted("€"), (Alphabet::Gsm7, 2, 1));
        assert_eq!(counted(&"€".repeat(80)), (Alphabet::Gsm7, 160, 1));
        // 76 pairs fill 152 of 153 septets; the last septet stays empty.
        assert_eq!(counted(&"€".repeat(153)), (Alphabet::Gsm7, 306, 3));
        assert_eq!(counted(&("a".to_owned() + &"€".repeat(152))), (Alphabet::Gsm7, 305, 2));
    }

    #[test]
    fn a_surrogate_pair_is_two_units_and_stays_together() {
        assert_eq!(counted("\u{1f600}"), (Alphabet::Ucs2, 2, 1));
        assert_eq!(counted(&"\u{1f600}".repeat(35)), (Alphabet::Ucs2, 70, 1));
        assert_eq!(counted(&"\u{1f600}".repeat(67)), (Alphabet::Ucs2, 134, 3));
    }

    #[test]
    fn the_first_character_that_forces_ucs2_is_named_with_its_place() {
        let forced = Segments::of("Grüße, it’s “on”").forced_by;
        assert_eq!(forced.map(|it| (it.character, it.position, it.offset)), Some(('’', 10, 11)));
        assert_eq!(forced.map(|it| name_of(it.character)).as_deref(), Some("the curly quote ’ (U+2019)"));
        assert_eq!(name_of('\u{a0}'), "the non-breaking space (U+00A0)");
        assert_eq!(name_of('म'), "म (U+092E)");
        assert_eq!(name_of('\u{200b}'), "the character without width (U+200B)");
        assert_eq!(Segments::of("plain").forced_by, None);
    }

    #[test]
    fn the_basic_table_has_its_127_characters_and_the_extension_its_ten() {
        let all = || ('\0'..=char::MAX).filter_map(septets);
        // The table has 128 positions, and one of them is the escape to the extension table.
        assert_eq!(all().filter(|septets| *septets == 1).count(), 127);
        assert_eq!(all().filter(|septets| *septets == 2).count(), 10);
    }

    proptest! {
        #[test]
        fn plain_forms_are_in_the_alphabet(character in any::<char>()) {
            if let Some(plain) = plain_form(character) {
                prop_assert!(septets(character).is_none());
                prop_assert_eq!(Segments::of(plain).forced_by, None);
            }
        }

        #[test]
        fn segments_hold_what_is_sent(text in "[a-z€\\[^ ]{0,500}|[a-zम\u{1f600}’]{0,300}") {
            let segments = Segments::of(&text);
            let alphabet = segments.alphabet;
            prop_assert_eq!(alphabet == Alphabet::Ucs2, segments.forced_by.is_some());
            if alphabet == Alphabet::Ucs2 {
                prop_assert_eq!(segments.units, text.encode_utf16().count());
            }
            let (count, units) = (segments.count, segments.units);
            if count <= 1 {
                prop_assert!(units <= alphabet.single());
            } else {
                prop_assert!(units > alphabet.single());
                prop_assert!(units <= count * alphabet.each_of_several());
                // At most one unit of a segment stays empty, in front of a pair.
                prop_assert!(units > (count - 1) * (alphabet.each_of_several() - 1));
            }
        }

        #[test]
        fn more_text_never_takes_fewer_parts(text in "[a€]{0,400}", more in "[a€]{0,10}") {
            prop_assert!(Segments::of(&text).count <= Segments::of(&(text + &more)).count);
        }

        #[test]
        fn parts_are_filled_in_order(widths in proptest::collection::vec(1_usize..=2, 1..400)) {
            // Computed a second time: each part as a list.
            let mut lists: Vec<Vec<usize>> = vec![Vec::new()];
            for width in &widths {
                match lists.last_mut() {
                    Some(part) if part.iter().sum::<usize>() + width <= 67 => part.push(*width),
                    _ => lists.push(vec![*width]),
                }
            }
            prop_assert_eq!(parts(widths.into_iter(), 67), lists.len());
        }
    }
}
