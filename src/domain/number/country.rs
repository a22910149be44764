//! The country of numbers without a country code.

use std::collections::HashMap;
use std::fmt;
use std::str::FromStr;
use std::sync::LazyLock;

use rlibphonenumber::{PHONE_NUMBER_UTIL, Region};

use super::Number;
use crate::domain::finding::Problem;

/// Every country and territory with phone numbers: its two letters, its three letters, then its names. Made from the
/// territories of libphonenumber, with the names of ISO 3166 and Unicode CLDR 47 (English, German, French, Spanish,
/// Italian, Portuguese, and the country's own official languages), and the usual short names.
const COUNTRIES: &str = include_str!("countries.txt");

/// Countries with their own part of a calling code, and therefore with their own dial code in country lists: the
/// Caribbean and Pacific area codes of +1, and the islands of +44. `Region` does not know these codes.
const LONG_CALLING_CODES: &str = "1242BS 1246BB 1264AI 1268AG 1284VG 1340VI 1345KY 1441BM 1473GD 1649TC 1658JM 1664MS 1670MP 1671GU \
    1684AS 1721SX 1758LC 1767DM 1784VC 1787PR 1809DO 1829DO 1849DO 1868TT 1869KN 1876JM 1939PR 441481GG \
    441534JE 441624IM 35818AX";

/// The letters of ISO 3166, in upper case.
static BY_LETTERS: LazyLock<HashMap<&str, NumberRegion>> = LazyLock::new(|| {
    let mut by_letters = HashMap::new();
    for line in COUNTRIES.lines() {
        let Some(region) = line.split('|').next().and_then(NumberRegion::of_iso_letters) else { continue };
        by_letters.extend(line.split('|').take(2).filter(|it| !it.is_empty()).map(|it| (it, region)));
    }
    by_letters
});

/// Names of countries, as [`plain`] writes them.
static BY_NAME: LazyLock<HashMap<String, NumberRegion>> = LazyLock::new(|| {
    let mut by_name = HashMap::new();
    for line in COUNTRIES.lines() {
        let Some(region) = line.split('|').next().and_then(NumberRegion::of_iso_letters) else { continue };
        for name in line.split('|').skip(2) {
            by_name.insert(plain(name), region);
        }
    }
    by_name
});

/// A country, or a calling code that several countries share. Numbers without a country code are read with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NumberRegion {
    calling_code: u16,
    place: CodeTerritory,
}

/// The place of a calling code's numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum CodeTerritory {
    /// In one country.
    Country(Region),
    /// In the countries that share the code, as with `+44`. The region is the main one.
    CallingCode(Region),
    /// In no country: satellite phones, freephone and other international networks, such as `+870`.
    Network,
}

impl NumberRegion {
    /// Reads a cell of a file: the letters of ISO 3166 (`GB`, `GBR`), a name in English, in a large European
    /// language or in the country's own languages (`United Kingdom`, `UK`, `Deutschland`), or a calling code. `None`
    /// for any other text.
    ///
    /// Letters count as a code only without any character between them, and two letters only in one case: `N/A` is not
    /// Namibia, and `No` is not Norway.
    pub fn of_cell(text: &str) -> Option<Self> {
        let text = text.trim();
        if text.chars().any(char::is_alphabetic) {
            return Self::of_letters(text).or_else(|| BY_NAME.get(&plain(text)).copied());
        }
        Self::of_calling_code_cell(text)
    }

    /// Reads a calling code as people and spreadsheets write it: `+44`, `44`, `0044`, `(+44)`, `44.0`, `1-876`.
    pub fn of_calling_code_cell(text: &str) -> Option<Self> {
        let text = text.trim();
        let text = text.strip_prefix('(').and_then(|text| text.strip_suffix(')')).unwrap_or(text).trim();
        let text = text.strip_suffix(".0").unwrap_or(text);
        let digits = text.strip_prefix('+').or_else(|| text.strip_prefix("00")).unwrap_or(text).trim_start();
        if !digits.starts_with(|first: char| matches!(first, '1'..='9')) {
            return None;
        }
        if digits.len() <= 3 && digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return Self::of_calling_code(digits.parse().ok()?);
        }
        let is_sign = |letter: &char| matches!(letter, ' ' | '-' | '(' | ')');
        let digits: String = digits.chars().filter(|letter| !is_sign(letter)).collect();
        long_calling_codes()
            .find(|(code, _)| *code == digits)
            .and_then(|(_, letters)| Self::of_iso_letters(letters))
    }

    /// The two letters and the English name of every country, in the order of the letters.
    pub fn countries() -> impl Iterator<Item = (&'static str, &'static str)> {
        COUNTRIES.lines().filter_map(|line| {
            let mut parts = line.split('|');
            Some((parts.next()?, parts.nth(1)?))
        })
    }

    fn of_letters(text: &str) -> Option<Self> {
        let is_of_one_case = !text.contains(|letter: char| letter.is_ascii_lowercase())
            || !text.contains(|letter: char| letter.is_ascii_uppercase());
        if text.len() == 3 || (text.len() == 2 && is_of_one_case) {
            BY_LETTERS.get(text.to_ascii_uppercase().as_str()).copied()
        } else {
            None
        }
    }

    /// Numbers are read with the rules of the calling code's main country; numbers of all its countries are accepted.
    /// The country of a number, or those that share its calling code.
    pub fn of_number(number: Number) -> Option<Self> {
        Self::of_calling_code(number.calling_code()?)
    }

    fn of_calling_code(calling_code: u16) -> Option<Self> {
        let region = PHONE_NUMBER_UTIL.get_region_for_country_code(i32::from(calling_code))?;
        let place = match PHONE_NUMBER_UTIL.get_country_code_for_region(region) {
            Some(_) => CodeTerritory::CallingCode(region),
            None => CodeTerritory::Network,
        };
        Some(Self { calling_code, place })
    }

    fn of_iso_letters(letters: &str) -> Option<Self> {
        let region = Region::from_code(letters).ok()?;
        let calling_code = PHONE_NUMBER_UTIL.get_country_code_for_region(region)?;
        Some(Self { calling_code: calling_code.try_into().ok()?, place: CodeTerritory::Country(region) })
    }

    /// The country whose rules apply to its numbers; `None` for an international network.
    pub(super) const fn region(self) -> Option<Region> {
        match self.place {
            CodeTerritory::Country(region) | CodeTerritory::CallingCode(region) => Some(region),
            CodeTerritory::Network => None,
        }
    }

    /// Its calling code, such as 44.
    pub const fn calling_code(self) -> u16 {
        self.calling_code
    }
}

/// Reads two letters of ISO 3166, such as `IN`. For another name of a country, the error says its letters.
impl FromStr for NumberRegion {
    type Err = Problem;

    fn from_str(text: &str) -> Result<Self, Problem> {
        let letters = text.trim().to_ascii_uppercase();
        let known = (letters.len() == 2).then(|| Self::of_iso_letters(&letters)).flatten();
        known.ok_or_else(|| {
            let problem = Problem::error(
                "import/region-unknown",
                format!("{text:?} is not a two-letter country code of ISO 3166"),
            );
            match Self::of_cell(text) {
                Some(Self { place: CodeTerritory::Country(meant) | CodeTerritory::CallingCode(meant), .. }) => {
                    problem.help(format!("write {meant}"))
                }
                Some(Self { calling_code, place: CodeTerritory::Network }) => problem.help(format!(
                    "+{calling_code} is not a country but an international network: write +{calling_code} before each of its \
                     numbers"
                )),
                None => problem.help("write the two letters of ISO 3166, such as IN, US or GB"),
            }
        })
    }
}

/// Writes `GB`, or `+44` for a calling code.
impl fmt::Display for NumberRegion {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.place {
            CodeTerritory::Country(region) => write!(formatter, "{region}"),
            CodeTerritory::CallingCode(_) | CodeTerritory::Network => {
                write!(formatter, "+{}", self.calling_code)
            }
        }
    }
}

/// The long calling codes, each with the letters of its country.
fn long_calling_codes() -> impl Iterator<Item = (&'static str, &'static str)> {
    LONG_CALLING_CODES.split(' ').filter_map(|entry| entry.split_at_checked(entry.len() - 2))
}

/// The letters and digits of a name, in lower case.
fn plain(name: &str) -> String {
    // Marks such as the vowels of Devanagari are not letters, and no two names differ only in them.
    name.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use rlibphonenumber::PHONE_NUMBER_UTIL;

    use super::{BY_LETTERS, BY_NAME, COUNTRIES, NumberRegion, long_calling_codes, plain};

    fn cell(text: &str) -> Option<String> {
        NumberRegion::of_cell(text).map(|region| region.to_string())
    }

    #[test]
    fn a_region_is_two_letters_of_a_country() {
        assert_eq!("in".parse::<NumberRegion>().unwrap().to_string(), "IN");
        for text in ["", "I", "IND", "XX", "91", "001"] {
            assert!(text.parse::<NumberRegion>().is_err(), "{text}");
        }
    }

    #[test]
    fn another_way_of_naming_a_country_is_told_its_letters() {
        for (text, letters) in [
            ("UK", "GB"),
            ("usa", "US"),
            ("India", "IN"),
            ("IND", "IN"),
            ("+44", "GB"),
            ("91", "IN"),
            ("EL", "GR"),
        ] {
            let help = text.parse::<NumberRegion>().unwrap_err().help;
            assert_eq!(help, Some(format!("write {letters}")), "{text}");
        }
    }

    #[test]
    #[expect(clippy::too_many_lines, reason = "one table of cases")]
    fn a_cell_names_a_country_in_every_usual_way() {
        for (text, expected) in [
            ("GB", "GB"),
            ("gbr", "GB"),
            (" United Kingdom ", "GB"),
            ("UK", "GB"),
            ("U.K.", "GB"),
            ("Great Britain", "GB"),
            ("U.S.A.", "US"),
            ("united states of america", "US"),
            ("Cote d'Ivoire", "CI"),
            ("Côte d’Ivoire", "CI"),
            ("Deutschland", "DE"),
            ("भारत", "IN"),
            ("+44", "+44"),
            ("44", "+44"),
            ("0044", "+44"),
            ("1", "+1"),
            ("44.0", "+44"),
            ("(+44)", "+44"),
            ("( 0044 )", "+44"),
            ("1-876", "JM"),
            ("+1 876", "JM"),
            ("+1 (809)", "DO"),
            ("+44-1534", "JE"),
            ("Korea", "KR"),
            ("South Korea", "KR"),
            ("Schweiz", "CH"),
            ("Österreich", "AT"),
            ("Frankreich", "FR"),
            ("Allemagne", "DE"),
            ("Estados Unidos", "US"),
            ("Reino Unido", "GB"),
            ("Italia", "IT"),
            ("Brasil", "BR"),
            ("México", "MX"),
            ("Alemanha", "DE"),
            ("Spagna", "ES"),
            ("in", "IN"),
            ("+870", "+870"),
            ("881", "+881"),
            ("00883", "+883"),
            ("(+979)", "+979"),
        ] {
            assert_eq!(cell(text).as_deref(), Some(expected), "{text}");
        }
        for text in [
            "",
            "-",
            "0",
            "044",
            "999",
            "44.5",
            "1-202",
            "Congo",
            "Mars",
            "9876543210",
            "G",
            "N/A",
            "#N/A",
            "n.a.",
            "N.O.",
            "G-B",
            "No",
            "Gb",
            "nan",
            "NULL",
            "?",
        ] {
            assert_eq!(cell(text), None, "{text}");
        }
    }

    #[test]
    fn every_country_with_phone_numbers_is_in_the_table_once() {
        assert_eq!(COUNTRIES.lines().count(), PHONE_NUMBER_UTIL.get_supported_regions().len());
        for line in COUNTRIES.lines() {
            let letters = line.split('|').next().unwrap();
            assert!(NumberRegion::of_iso_letters(letters).is_some(), "{letters}");
            assert_eq!(BY_LETTERS[letters].to_string(), letters);
            for name in line.split('|').skip(2) {
                assert_eq!(BY_NAME[&plain(name)].to_string(), letters, "{name}");
            }
        }
        for (code, letters) in long_calling_codes() {
            let region = NumberRegion::of_calling_code_cell(code).unwrap();
            assert_eq!(region.to_string(), letters);
            assert!(code.starts_with(&region.calling_code().to_string()), "{code}");
        }
    }
}
