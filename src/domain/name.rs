//! Names of campaigns and contact lists: which ones look the same to a reader, and which characters nobody can type.
//!
//! These rules are only for comparing. A name is always sent as it was written, or as the platform spells it.

use icu_normalizer::ComposingNormalizerBorrowed;
use icu_normalizer::properties::CanonicalCombiningClassMapBorrowed;

use super::finding::Problem;

/// A key that is equal for names that differ only in case, also as ß and SS do, or in what a reader cannot see: composed and decomposed
/// letters, no-break and repeated spaces, spaces at the ends, and zero-width characters.
///
/// ```
/// use kcamp::domain::name::NameKey;
///
/// assert_eq!(NameKey::of(" Spring  renewal"), NameKey::of("Spring\u{a0}Renewal"));
/// assert_ne!(NameKey::of("Spring Renewal"), NameKey::of("Spring Renewals"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NameKey(String);

impl NameKey {
    /// The key of a name.
    pub fn of(name: &str) -> Self {
        if is_plain(name) {
            return Self(name.to_ascii_lowercase());
        }
        Self(visible(&without_case(&visible(name))))
    }

    /// The key as text, for storing data under it.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether the name contains a part, without regard to case and spelling.
    pub fn contains(&self, part: &Self) -> bool {
        self.0.contains(&part.0)
    }
}

/// The name without its case: what is one word in capitals is one name, such as those with ß and SS.
fn without_case(name: &str) -> String {
    // The dotless i of Turkish is another letter than the i, although their capitals are one.
    let parts: Vec<String> =
        name.split('ı').map(|part| part.to_lowercase().to_uppercase().to_lowercase()).collect();
    parts.join("ı")
}

/// Whether two names look the same to a reader. Like an equal [`NameKey`], but case matters, since it is visible.
pub fn look_the_same(one: &str, other: &str) -> bool {
    one == other || visible(one) == visible(other)
}

/// Whether the name looks exactly as it is written. Most names do.
fn is_plain(name: &str) -> bool {
    is_printable_ascii(name) && !name.starts_with(' ') && !name.ends_with(' ') && !name.contains("  ")
}

fn is_printable_ascii(name: &str) -> bool {
    name.bytes().all(|byte| matches!(byte, b' '..=b'~'))
}

/// The visible form of a name: composed letters, single spaces, and no zero-width characters.
fn visible(name: &str) -> String {
    if is_plain(name) {
        return name.to_owned();
    }
    let shown: String =
        name.chars().filter(|letter| letter.is_whitespace() || !is_invisible(*letter)).collect();
    let words: Vec<&str> = shown.split_whitespace().collect();
    ComposingNormalizerBorrowed::new_nfc().normalize(&words.join(" ")).into_owned()
}

/// Whether a character is invisible: control characters, and Unicode's default-ignorable ones.
fn is_invisible(letter: char) -> bool {
    letter.is_control() || is_variation_selector(letter) || has_no_width(letter)
}

/// Whether a character selects the form of the one before it, as in emoji.
const fn is_variation_selector(letter: char) -> bool {
    matches!(letter, '\u{180b}'..='\u{180f}' | '\u{fe00}'..='\u{fe0f}' | '\u{e0000}'..='\u{e0fff}')
}

/// Whether a character is the zero-width joiner or non-joiner. Keyboards of Persian and Indic scripts have them, and
/// they join emoji.
const fn is_joiner(letter: char) -> bool {
    matches!(letter, '\u{200c}' | '\u{200d}')
}

/// Unicode's property `Default_Ignorable_Code_Point`, without variation selectors.
const fn has_no_width(letter: char) -> bool {
    matches!(
        letter,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{200b}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{feff}' | '\u{ffa0}'
            | '\u{fff0}'..='\u{fff8}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}'
    )
}

/// Whether a character is one of Unicode's tag characters, with which invisible text can be written.
const fn is_tag(letter: char) -> bool {
    matches!(letter, '\u{e0000}'..='\u{e007f}')
}

/// Whether a character changes the direction of the text around it.
const fn turns_direction(letter: char) -> bool {
    matches!(letter, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Whether a character may be invisible: control and zero-width characters, including joiners.
pub fn may_be_unseen(letter: char) -> bool {
    letter.is_control() || has_no_width(letter)
}

/// Whether nothing of a text is seen: it is empty, or has only spaces, empty Braille cells and invisible characters.
pub fn shows_nothing(text: &str) -> bool {
    text.chars().all(|letter| letter.is_whitespace() || letter == '\u{2800}' || is_invisible(letter))
}

/// The characters of a text that nobody can see or type again, each with its position from 0. Joiners inside a word of
/// another script or an emoji do not count.
pub fn unseen_characters(text: &str) -> Vec<(usize, char)> {
    let letters: Vec<char> = text.chars().collect();
    let is_of_a_word = |at: Option<usize>| {
        at.and_then(|at| letters.get(at)).is_some_and(|it| !it.is_ascii() && !it.is_whitespace())
    };
    // The flag of a part of a country is a black flag followed by tags.
    let mut is_flag = false;
    let is_unseen = |(at, letter): &(usize, char)| {
        if is_tag(*letter) {
            return !is_flag;
        }
        is_flag = *letter == '\u{1f3f4}';
        let joins = is_joiner(*letter) && is_of_a_word(at.checked_sub(1)) && is_of_a_word(Some(at + 1));
        may_be_unseen(*letter) && !joins
    };
    letters.iter().copied().enumerate().filter(is_unseen).collect()
}

/// Whether a character looks like a space or like nothing, and is on no keyboard.
const fn is_blank(letter: char) -> bool {
    matches!(letter, '\u{2800}' | '\u{180e}' | '\u{fff9}'..='\u{fffd}')
}

/// Whether a character is an accent on the letter before it, or another sign that is a part of it.
pub(crate) fn is_mark(letter: char) -> bool {
    CanonicalCombiningClassMapBorrowed::new().get_u8(letter) != 0
}

/// The visible characters of a name that nobody can type again: blank ones, and accents on no letter.
fn other_untypable(name: &str) -> impl Iterator<Item = (usize, char)> {
    let mut before = ' ';
    name.chars().enumerate().filter(move |(_, letter)| {
        let before = std::mem::replace(&mut before, *letter);
        is_blank(*letter)
            || is_mark(*letter) && (before.is_whitespace() || may_be_unseen(before) && !is_joiner(before))
    })
}

/// The problem of a name in a file with a character that nobody can see or type again: a control character, a
/// zero-width one, or one that changes the direction of the text. Joiners inside a word of another script or an
/// emoji are accepted.
pub fn untypable(name: &str, what: &str) -> Option<Problem> {
    if is_printable_ascii(name) {
        return None;
    }
    let unseen = unseen_characters(name).into_iter();
    let (at, letter) = unseen.chain(other_untypable(name)).min_by_key(|(at, _)| *at)?;
    let kind = match letter {
        _ if is_blank(letter) => "a character that looks like a space or like nothing",
        _ if is_mark(letter) => "an accent without a letter before it",
        _ if letter.is_control() => "a control character",
        _ if turns_direction(letter) => "a character that reverses the direction of the text",
        _ => "a zero-width character",
    };
    let message = format!("the {what} has {kind}, U+{:04X}, at character {}", u32::from(letter), at + 1);
    let rest: String = name
        .chars()
        .enumerate()
        .filter(|(place, it)| !is_blank(*it) && *place != at)
        .map(|(_, it)| it)
        .collect();
    let plain = visible(&rest);
    let help = if plain.is_empty() {
        format!("write a {what} that can be seen and typed")
    } else {
        format!("write {plain:?}: the character is invisible and cannot be typed")
    };
    Some(Problem::error("campaign/name-untypable", message).help(help))
}

/// The warning that a name in a file has spaces at its ends. They are sent, but nobody sees them.
pub fn spaces_at_ends(name: &str, what: &str) -> Option<Problem> {
    let trimmed = name.trim();
    let place = match (name.starts_with(trimmed), name.ends_with(trimmed)) {
        _ if trimmed.is_empty() || trimmed == name => return None,
        (true, _) => "at its end",
        (_, true) => "at its start",
        _ => "at its start and its end",
    };
    Some(
        Problem::warning(
            "campaign/name-spaces",
            format!("the {what} has spaces {place}, which are invisible"),
        )
        .help(format!("write {trimmed:?}, if that is its name on the platform")),
    )
}

#[cfg(test)]
mod tests {
    use super::{NameKey, look_the_same, spaces_at_ends, untypable};

    /// Spellings of the same name.
    const SAME: [&[&str]; 6] = [
        &[
            "Café",
            "Cafe\u{301}",
            "Café ",
            " Café",
            "Café\u{a0}",
            "Ca\u{200b}fé",
            "\u{feff}Café",
            "Cafe\u{301}\u{200e}",
        ],
        &[
            "Spring Sale",
            "Spring\u{a0}Sale",
            "Spring  Sale",
            "Spring\u{202f}Sale",
            "Spring\u{2003}Sale",
            "Spring\tSale",
        ],
        &["Ångström", "A\u{30a}ngstro\u{308}m", "\u{212b}ngström", "\u{2060}Ångström"],
        &["Việt", "Vie\u{302}\u{323}t", "Vie\u{323}\u{302}t"],
        &["한글", "\u{1112}\u{1161}\u{11ab}\u{1100}\u{1173}\u{11af}"],
        &["A\u{ad}B", "AB", "A\u{202e}B", "\u{0}AB"],
    ];

    #[test]
    fn names_that_look_the_same_are_the_same() {
        for spellings in SAME {
            for one in spellings {
                for other in spellings {
                    assert!(look_the_same(one, other), "{one:?} {other:?}");
                    assert_eq!(NameKey::of(one), NameKey::of(&other.to_uppercase()), "{one:?} {other:?}");
                }
            }
        }
    }

    #[test]
    fn names_that_look_different_are_not() {
        for (one, other) in
            [("Café", "Cafe"), ("A B", "AB"), ("A-B", "A\u{2011}B"), ("Sale 1", "Sale l"), ("", "a")]
        {
            assert!(!look_the_same(one, other), "{one:?} {other:?}");
            assert_ne!(NameKey::of(one), NameKey::of(other), "{one:?} {other:?}");
        }
        // Case is visible, but does not change the key.
        assert!(!look_the_same("Billing", "BILLING"));
        assert!(!look_the_same("Café", "CAFE\u{301}"));
        assert_eq!(NameKey::of("Café"), NameKey::of("CAFE\u{301} "));
    }

    #[test]
    fn names_that_are_one_word_in_capitals_are_the_same() {
        for (one, other) in
            [("Straße", "STRASSE"), ("ΣΑΣ", "σασ"), ("σας", "σασ"), ("ﬁx", "FIX"), ("ẞ", "ss")]
        {
            assert_eq!(NameKey::of(one), NameKey::of(other), "{one:?} {other:?}");
        }
        assert_ne!(NameKey::of("Sıla"), NameKey::of("Sila"));
    }

    #[test]
    fn parts_are_found_whatever_their_spelling() {
        let name = NameKey::of("Summer Cafe\u{301}\u{a0}Sale");
        assert!(name.contains(&NameKey::of("CAFÉ sale")));
        assert!(!name.contains(&NameKey::of("cafe sale")));
    }

    #[test]
    fn what_cannot_be_typed_is_named_with_its_place() {
        for (name, code, place) in [
            ("Bill\u{200b}ing", "U+200B", 5),
            ("Billing\u{7}", "U+0007", 8),
            ("\u{202e}Billing", "U+202E", 1),
            ("Bill\u{2066}ing", "U+2066", 5),
            ("Billing\nTwo", "U+000A", 8),
            ("Billing\u{200d}", "U+200D", 8),
            ("Café\u{200d}x", "U+200D", 5),
            ("Bill\u{ad}ing", "U+00AD", 5),
            ("\u{feff}Billing", "U+FEFF", 1),
            ("Bill\u{9b}ing", "U+009B", 5),
            ("Bill\u{2028}ing", "U+2028", 5),
            ("Billing\u{e0041}", "U+E0041", 8),
            ("Bill\u{2800}ing", "U+2800", 5),
            ("\u{2800}", "U+2800", 1),
            ("Bill\u{180e}ing", "U+180E", 5),
            ("Bill\u{fff9}ing", "U+FFF9", 5),
            ("Gr\u{fffd}\u{fffd}e", "U+FFFD", 3),
            ("\u{301}Billing", "U+0301", 1),
            ("Bill \u{308}ing", "U+0308", 6),
            ("\u{323}", "U+0323", 1),
        ] {
            let problem = untypable(name, "campaign name");
            let message = problem.map(|it| it.message).unwrap_or_default();
            assert!(
                message.contains(code) && message.ends_with(&format!("character {place}")),
                "{name:?}: {message}"
            );
        }
    }

    #[test]
    fn spaces_at_the_ends_are_told_of() {
        for (name, place) in [
            ("Promo ", "at its end,"),
            (" Promo", "at its start,"),
            ("\tPromo two  ", "at its start and its end,"),
            ("Promo\u{a0}", "at its end,"),
        ] {
            let message = spaces_at_ends(name, "campaign name").map(|it| it.message).unwrap_or_default();
            assert!(message.contains(place), "{name:?}: {message}");
        }
        for name in ["Promo", "Promo two", "", " "] {
            assert_eq!(spaces_at_ends(name, "campaign name"), None, "{name:?}");
        }
    }

    #[test]
    fn what_keyboards_have_is_typed() {
        for name in [
            "Café",
            "Cafe\u{301}",
            "No\u{a0}break",
            "می\u{200c}خواهم",
            "क\u{94d}\u{200d}ष",
            "Family \u{1f468}\u{200d}\u{1f469}\u{200d}\u{1f467}",
            "Love \u{2764}\u{fe0f}",
            "\u{1f3f4}\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}",
            "한글 é\u{323}",
        ] {
            assert_eq!(untypable(name, "name"), None, "{name:?}");
        }
    }

    proptest::proptest! {
        #[test]
        fn keys_are_stable_and_follow_from_looks(one in "[a-cA-Cé\u{301}\u{a0}\u{200b} İßﬁ]{0,8}", other in "[a-cA-Cé\u{301}\u{a0}\u{200b} İßﬁ]{0,8}") {
            let key = NameKey::of(&one);
            proptest::prop_assert_eq!(&NameKey::of(&key.0), &key);
            if look_the_same(&one, &other) {
                proptest::prop_assert_eq!(key, NameKey::of(&other));
            }
        }

        #[test]
        fn a_name_of_ascii_alone_has_the_key_of_every_other_spelling(name in "[ -~]{0,8}") {
            let spelled = format!("\u{feff}{}\u{200b} ", name.replace(' ', "\u{a0}"));
            proptest::prop_assert_eq!(NameKey::of(&name), NameKey::of(&spelled));
            proptest::prop_assert!(look_the_same(&name, &spelled));
            proptest::prop_assert_eq!(untypable(&name, "name"), None);
        }
    }
}
