//! The headers of known columns, in common languages and exports.
//!
//! They are in `headers.txt`, each in the form of [`plain`].

use std::collections::HashMap;
use std::sync::LazyLock;

use icu_normalizer::{ComposingNormalizerBorrowed, DecomposingNormalizerBorrowed};

use crate::domain::name::{is_mark, may_be_unseen};
use crate::domain::one_script::in_one_script;

/// Sections, each with the headers for one meaning.
const HEADERS: &str = include_str!("headers.txt");

/// The contents of a column, known from its header.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ColumnContent {
    /// A phone number.
    Phone,
    FirstName,
    LastName,
    /// A whole name, or an unspecified part of a name.
    FullName,
    TimeZone,
    UniqueId,
    ContactPriority,
    Email,
    Company,
    /// Whether somebody opted out.
    OptOut,
    /// Whether somebody agreed to be contacted.
    Consent,
    /// A status, which may be that somebody opted out.
    Status,
    /// Tags, one of which may say so.
    Tags,
}

impl ColumnContent {
    fn of_section(section: &str) -> Option<Self> {
        Some(match section {
            "phone" => Self::Phone,
            "first name" => Self::FirstName,
            "last name" => Self::LastName,
            "full name" => Self::FullName,
            "time zone" => Self::TimeZone,
            "unique id" => Self::UniqueId,
            "contact priority" => Self::ContactPriority,
            "email" => Self::Email,
            "company" => Self::Company,
            "opt out" => Self::OptOut,
            "consent" => Self::Consent,
            "status" => Self::Status,
            "tags" => Self::Tags,
            _ => return None,
        })
    }

    /// The meaning of a header; `None` if it is not known.
    pub(super) fn of_header(header: &str) -> Option<Self> {
        MEANINGS.get(plain(header).as_str()).copied()
    }
}

static MEANINGS: LazyLock<HashMap<&str, ColumnContent>> = LazyLock::new(|| words().collect());

/// Every word of the table with its meaning.
fn words() -> impl Iterator<Item = (&'static str, ColumnContent)> {
    let mut meaning = None;
    let lines = HEADERS.lines().filter(|line| !line.starts_with('#'));
    lines.flat_map(move |line| {
        let section = line.strip_prefix('[').and_then(|line| line.strip_suffix(']'));
        if let Some(section) = section {
            meaning = ColumnContent::of_section(section);
        }
        let words = if section.is_none() { line } else { "" };
        words.split_whitespace().filter_map(move |word| Some((word, meaning?)))
    })
}

/// A header without differences in spelling: case, accents of Latin and Greek letters, spaces and punctuation, the
/// width of letters, and letters of another script that look the same. `Phone Number`, `phone_number` and `PhoneNumber`
/// become the same, and `Téléphone` becomes `telephone`.
pub(super) fn plain(name: &str) -> String {
    let name = in_one_script(name);
    let name = DecomposingNormalizerBorrowed::new_nfkd().normalize(&name);
    let mut plain = String::with_capacity(name.len());
    let mut has_accents = false;
    for letter in name.chars().flat_map(char::to_lowercase) {
        match letter {
            // In other scripts they make another letter.
            '\u{300}'..='\u{36f}' if has_accents => {}
            letter if is_between_words(letter) => has_accents = false,
            letter => {
                has_accents = letter.is_ascii_alphabetic() || matches!(letter, 'α'..='ω');
                plain.push(if letter == 'ς' { 'σ' } else { letter });
            }
        }
    }
    ComposingNormalizerBorrowed::new_nfc().normalize(&plain).into_owned()
}

/// The words of a header, each in the form of [`plain`]: `createdAt` has two.
pub(super) fn plain_words(header: &str) -> Vec<String> {
    let is_upper = |word: &String| word.chars().all(char::is_uppercase);
    let mut words: Vec<String> = Vec::new();
    let mut is_inside = false;
    // What nobody sees inside a word does not divide it.
    let is_seen = |sign: &char| sign.is_control() || !may_be_unseen(*sign);
    for sign in in_one_script(header).chars().filter(is_seen) {
        let begins = !is_inside || sign.is_uppercase() && !words.last().is_some_and(is_upper);
        is_inside = sign.is_alphanumeric() || is_inside && is_mark(sign);
        if is_inside && begins {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut().filter(|_| is_inside) {
            word.push(sign);
        }
    }
    words.iter().map(|word| plain(word)).collect()
}

/// Whether a word is one of a list with spaces between its words.
pub(super) fn is_among(list: &str, word: &str) -> bool {
    list.split(' ').any(|known| known == word)
}

/// Whether a character is a space, punctuation, or invisible. The marks of Indic letters are not, and stay.
fn is_between_words(letter: char) -> bool {
    letter.is_whitespace()
        || letter.is_control()
        || (letter.is_ascii() && !letter.is_ascii_alphanumeric())
        || matches!(letter, '\u{a1}'..='\u{bf}' | '\u{2000}'..='\u{206f}' | '\u{3001}'..='\u{3004}' | '\u{3008}'..='\u{3020}'
            | '・' | '،' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::{ColumnContent, HEADERS, plain, plain_words, words};

    #[test]
    fn every_word_of_the_table_is_written_as_it_is_looked_for_and_means_one_thing() {
        let mut seen = HashSet::new();
        for (word, meaning) in words() {
            assert_eq!(word, plain(word));
            assert!(seen.insert(word), "{word} stands twice");
            assert_eq!(ColumnContent::of_header(word), Some(meaning));
        }
        assert!(seen.len() > 700);
        let sections = HEADERS.lines().filter_map(|line| line.strip_prefix('[')?.strip_suffix(']'));
        for section in sections {
            assert!(ColumnContent::of_section(section).is_some(), "{section}");
        }
    }

    #[test]
    #[expect(clippy::too_many_lines, reason = "one table of cases")]
    fn headers_of_many_languages_are_known() {
        for (meaning, headers) in [
            (
                ColumnContent::Phone,
                &[
                    "N° de portable",
                    "Handy-Nr.",
                    "Nº Celular",
                    "Nº de telemóvel",
                    "N. cellulare",
                    "Mobiel telefoonnummer",
                    "Nr tel.",
                    "Cep Tel No",
                    "Моб. тел.",
                    "मोबाइल नंबर",
                    "連絡先電話番号",
                    "联系号码",
                    "رقم الواتساب",
                ][..],
            ),
            (
                ColumnContent::FullName,
                &[
                    "Name",
                    "名前",
                    "नाम",
                    "Nom et prénom",
                    "Nombre y apellidos",
                    "Nome do cliente",
                    "Nominativo",
                    "Naam",
                    "Imię i nazwisko",
                    "Ad Soyad",
                    "Ф.И.О.",
                    "姓名",
                    "الاسم",
                ],
            ),
            (
                ColumnContent::TimeZone,
                &[
                    "Zeitzone",
                    "Fuseau horaire",
                    "Zona horaria",
                    "Fuso horário",
                    "Fuso orario",
                    "Tijdzone",
                    "Strefa czasowa",
                    "Saat dilimi",
                    "Часовой пояс",
                    "टाइम ज़ोन",
                    "タイムゾーン",
                    "时区",
                    "المنطقة الزمنية",
                ],
            ),
        ] {
            for header in headers {
                assert_eq!(ColumnContent::of_header(header), Some(meaning), "{header}");
            }
        }
        for header in ["Nummer", "Note", "", "City", "Ville"] {
            assert_eq!(ColumnContent::of_header(header), None, "{header}");
        }
    }

    #[test]
    fn spellings_of_one_header_are_one() {
        for (header, expected) in [
            ("Phone Number", "phonenumber"),
            ("phone_number", "phonenumber"),
            ("Téléphone", "telephone"),
            ("Te\u{301}le\u{301}phone", "telephone"),
            ("N° de téléphone", "ndetelephone"),
            ("Nº Teléfono", "notelefono"),
            ("Phone 1 - Value", "phone1value"),
            ("Ｐｈｏｎｅ", "phone"),
            ("Contact No.", "contactno"),
            ("मोबाइल नंबर", "मोबाइलनंबर"),
            ("Мобильный телефон", "мобильныйтелефон"),
            ("رقم الهاتف", "رقمالهاتف"),
            ("携帯電話番号", "携帯電話番号"),
            ("Τηλέφωνο", "τηλεφωνο"),
            ("ΑΡΙΘΜΌΣ", "αριθμοσ"),
            ("DNС", "dnc"),
        ] {
            assert_eq!(plain(header), expected);
        }
    }

    #[test]
    fn marks_and_what_nobody_sees_divide_no_word() {
        for (header, words) in [
            ("createdAt", &["created", "at"][..]),
            ("ห้ามโทร", &[&plain("ห้ามโทร")]),
            ("संपर्क न करें", &["संपर्क", "न", "करें"]),
            ("De\u{301}sinscrit D\u{200b}NC", &["desinscrit", "dnc"]),
            ("Do not\ncall", &["do", "not", "call"]),
        ] {
            assert_eq!(plain_words(header), words, "{header}");
        }
    }
}
