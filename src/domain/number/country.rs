//! The country that a number without a country code is read with.

use std::collections::HashMap;
use std::fmt;
use std::str::FromStr;
use std::sync::LazyLock;

use rlibphonenumber::{PHONE_NUMBER_UTIL, Region};

use crate::domain::finding::Problem;

/// Every country and territory with phone numbers: its two letters, its three letters, then its names. Made from the
/// territories of libphonenumber, with the names of ISO 3166 and Unicode CLDR 47 (English, and the country's own official
/// languages), and the usual short names.
const COUNTRIES: &str = include_str!("countries.txt");

/// Names and letters of countries, as [`plain`] writes them.
static BY_NAME: LazyLock<HashMap<String, NumberRegion>> = LazyLock::new(|| {
    let mut by_name = HashMap::new();
    for line in COUNTRIES.lines() {
        let Some(region) = line.split('|').next().and_then(NumberRegion::of_iso_letters) else { continue };
        for name in line.split('|').filter(|name| !name.is_empty()) {
            by_name.insert(plain(name), region);
        }
    }
    by_name
});

/// A country, or a calling code that several countries share: what a number without a country code is read with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NumberRegion {
    region: Region,
    calling_code: u16,
    /// Whether it was named by its calling code, as in `+44`, which is more countries than one.
    is_calling_code: bool,
}

impl NumberRegion {
    /// Reads a cell of a file: the letters of ISO 3166 (`GB`, `GBR`), a name in English or in the country's own languages
    /// (`United Kingdom`, `UK`, `Deutschland`), or a calling code (`+44`, `44`, `0044`). `None` where it is neither.
    #[must_use]
    pub fn of_cell(text: &str) -> Option<Self> {
        let text = text.trim();
        if text.chars().any(char::is_alphabetic) {
            return BY_NAME.get(&plain(text)).copied();
        }
        let digits = text.strip_prefix('+').or_else(|| text.strip_prefix("00")).unwrap_or(text).trim_start();
        let is_code = (1..=3).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
        if is_code && !digits.starts_with('0') { Self::of_calling_code(digits.parse().ok()?) } else { None }
    }

    /// The calling code's main country is the one whose rules its numbers are read with; all its countries' are accepted.
    fn of_calling_code(calling_code: u16) -> Option<Self> {
        let region = PHONE_NUMBER_UTIL.get_region_for_country_code(i32::from(calling_code))?;
        // Codes of no country, such as 870 for satellites, have no way of writing a number without them.
        PHONE_NUMBER_UTIL.get_country_code_for_region(region)?;
        Some(Self { region, calling_code, is_calling_code: true })
    }

    fn of_iso_letters(letters: &str) -> Option<Self> {
        let region = Region::from_code(letters).ok()?;
        let calling_code = PHONE_NUMBER_UTIL.get_country_code_for_region(region)?;
        Some(Self { region, calling_code: calling_code.try_into().ok()?, is_calling_code: false })
    }

    pub(super) const fn region(self) -> Region {
        self.region
    }

    /// Its calling code, such as 44.
    #[must_use]
    pub const fn calling_code(self) -> u16 {
        self.calling_code
    }
}

/// Two letters of ISO 3166, such as `IN`. Another way of naming a country is told its letters.
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
                Some(meant) => problem.help(format!("write {}", meant.region)),
                None => problem.help("write the two letters of ISO 3166, such as IN, US or GB"),
            }
        })
    }
}

/// `GB`, or `+44` where it was named by its calling code.
impl fmt::Display for NumberRegion {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_calling_code {
            write!(formatter, "+{}", self.calling_code)
        } else {
            write!(formatter, "{}", self.region)
        }
    }
}

/// A name's letters and digits, in lower case.
fn plain(name: &str) -> String {
    // Signs such as the vowels of Devanagari are not letters, and no two names differ in nothing else.
    name.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use rlibphonenumber::PHONE_NUMBER_UTIL;

    use super::{BY_NAME, COUNTRIES, NumberRegion, plain};

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
        ] {
            assert_eq!(cell(text).as_deref(), Some(expected), "{text}");
        }
        for text in ["", "-", "0", "044", "999", "44.0", "+870", "Congo", "Korea", "Mars", "9876543210", "G"]
        {
            assert_eq!(cell(text), None, "{text}");
        }
    }

    #[test]
    fn every_country_with_phone_numbers_is_in_the_table_once() {
        assert_eq!(COUNTRIES.lines().count(), PHONE_NUMBER_UTIL.get_supported_regions().len());
        for line in COUNTRIES.lines() {
            let letters = line.split('|').next().unwrap();
            assert!(NumberRegion::of_iso_letters(letters).is_some(), "{letters}");
            for name in line.split('|').filter(|name| !name.is_empty()) {
                assert_eq!(BY_NAME[&plain(name)].to_string(), letters, "{name}");
            }
        }
    }
}
