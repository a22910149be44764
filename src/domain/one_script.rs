//! Letters of other scripts that look like those of the word in which they stand, as in `DNС` with a Cyrillic `С`.

use std::borrow::Cow;

/// Latin letters, each with the Cyrillic and the Greek ones that look like it.
const LOOKALIKES: [(char, &str); 37] = [
    ('A', "АΑ"),
    ('B', "ВΒ"),
    ('C', "С"),
    ('E', "ЕΕ"),
    ('H', "НΗ"),
    ('I', "ІΙ"),
    ('J', "Ј"),
    ('K', "КΚ"),
    ('M', "МΜ"),
    ('N', "Ν"),
    ('O', "ОΟ"),
    ('P', "РΡ"),
    ('S', "Ѕ"),
    ('T', "ТΤ"),
    ('X', "ХΧ"),
    ('Y', "УΥ"),
    ('Z', "Ζ"),
    ('a', "аα"),
    ('b', "в"),
    ('c', "с"),
    ('d', "ԁ"),
    ('e', "е"),
    ('h', "һн"),
    ('i', "іι"),
    ('j', "ј"),
    ('k', "кκ"),
    ('l', "ӏ"),
    ('m', "м"),
    ('n', "η"),
    ('o', "оο"),
    ('p', "рρ"),
    ('s', "ѕ"),
    ('t', "тτ"),
    ('u', "υ"),
    ('v', "ν"),
    ('x', "хχ"),
    ('y', "у"),
];

/// How many letters of the other script a word has at most by mistake: more are a word of it, written without a space.
const MISTAKES_MAX: usize = 2;

/// A text in which each word has letters of one script, where it mixes them and a reader cannot see that.
pub(crate) fn in_one_script(text: &str) -> Cow<'_, str> {
    let is_other = |sign: char| is_cyrillic(sign) || is_greek(sign);
    if text.is_ascii() || !(text.contains(is_latin) && text.contains(is_other)) {
        return Cow::Borrowed(text);
    }
    let words = text.split_inclusive(|sign: char| !sign.is_alphabetic());
    Cow::Owned(words.map(|word| word_in_one_script(word).unwrap_or_else(|| word.to_owned())).collect())
}

/// A word that mixes scripts, in letters of the one of which it has most, or else of the other; `None` where it is not
/// one, or has letters that look like no others.
fn word_in_one_script(word: &str) -> Option<String> {
    let count = |is: fn(char) -> bool| word.chars().filter(|sign| is(*sign)).count();
    let is_other: fn(char) -> bool =
        if count(is_greek) > count(is_cyrillic) { is_greek } else { is_cyrillic };
    let latin_letter = |sign: char| {
        let latin = LOOKALIKES.iter().find(|(_, others)| others.contains(sign)).map(|(latin, _)| *latin);
        if is_other(sign) { latin } else { Some(sign) }
    };
    let other_letter = |sign: char| {
        let others = LOOKALIKES.iter().find(|(latin, _)| *latin == sign).map(|(_, others)| *others);
        if is_latin(sign) { others?.chars().find(|sign| is_other(*sign)) } else { Some(sign) }
    };
    let latin = || word.chars().map(latin_letter).collect::<Option<String>>();
    let other = || word.chars().map(other_letter).collect::<Option<String>>();
    match (count(is_latin), count(is_other)) {
        (latins, others) if !(1..=MISTAKES_MAX).contains(&latins.min(others)) => None,
        (latins, others) if latins >= others => latin().or_else(other),
        _ => other().or_else(latin),
    }
}

const fn is_latin(sign: char) -> bool {
    sign.is_ascii_alphabetic()
}

const fn is_cyrillic(sign: char) -> bool {
    matches!(sign, '\u{400}'..='\u{52f}')
}

const fn is_greek(sign: char) -> bool {
    matches!(sign, '\u{370}'..='\u{3ff}')
}

#[cfg(test)]
mod tests {
    use super::{LOOKALIKES, in_one_script};

    #[test]
    fn a_word_whose_letters_look_like_those_of_one_script_has_them() {
        for (text, expected) in [
            ("DNС", "DNC"),
            ("Opt-оut", "Opt-out"),
            ("номерWhatsApp", "номерWhatsApp"),
            ("Dо not саll", "Do not call"),
            ("Cтоп", "Стоп"),
            ("Συναίνεση Oχι", "Συναίνεση Οχι"),
            ("Do not call", "Do not call"),
            ("Согласие SMS", "Согласие SMS"),
            ("Не звонить", "Не звонить"),
            ("5G сети", "5G сети"),
            ("naïve café", "naïve café"),
        ] {
            assert_eq!(in_one_script(text), expected, "{text}");
        }
    }

    #[test]
    fn every_lookalike_stands_once_and_is_of_another_script() {
        let all: String = LOOKALIKES.iter().map(|(_, others)| *others).collect();
        assert!(all.chars().all(|sign| !sign.is_ascii() && all.matches(sign).count() == 1), "{all}");
    }
}
