//! Phone numbers of contacts: read as people write them, validated against the numbering plans, kept in eight bytes.

use std::fmt;
use std::str::FromStr;

use rlibphonenumber::{PHONE_NUMBER_UTIL, ParseError, PhoneNumber, Region, ValidationError};

use super::finding::Problem;
use super::masked::is_masked;

/// Most digits of a number in E.164.
const DIGITS_MAX: u32 = 15;
/// Most bytes of a cell that can be a number, however it is written.
const TEXT_MAX_BYTES: usize = 60;

/// The country whose numbers may stand without a country code: two letters, such as `IN`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NumberRegion(Region);

impl FromStr for NumberRegion {
    type Err = Problem;

    fn from_str(text: &str) -> Result<Self, Problem> {
        let code = text.trim().to_ascii_uppercase();
        let known = (code.len() == 2).then(|| Region::from_code(&code).ok()).flatten();
        known
            .filter(|region| PHONE_NUMBER_UTIL.get_country_code_for_region(*region).is_some())
            .map(Self)
            .ok_or_else(|| {
                Problem::error("import/region-unknown", format!("{text:?} is no country with phone numbers"))
                    .help("write the two letters of ISO 3166, such as IN, US or GB")
            })
    }
}

impl fmt::Display for NumberRegion {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}", self.0)
    }
}

/// How a number is written in a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NumberForm {
    /// `12025550125`, as in the platform's only sample.
    Digits,
    /// `+12025550125`.
    Plus,
}

/// `digits` or `plus`.
impl fmt::Display for NumberForm {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(match self {
            Self::Digits => "digits",
            Self::Plus => "plus",
        })
    }
}

/// A number in E.164, without its `+`. Its `Debug` shows nothing of it.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Number(u64);

impl Number {
    /// The number as a request has it.
    #[must_use]
    pub fn written(self, form: NumberForm) -> String {
        match form {
            NumberForm::Digits => self.0.to_string(),
            NumberForm::Plus => format!("+{}", self.0),
        }
    }
}

impl fmt::Debug for Number {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Number(***)")
    }
}

/// Why a text is no number that can be called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WrongNumber {
    /// Nothing is there.
    Empty,
    /// A mask of the documentation.
    Masked,
    /// A spreadsheet has written it as `9.19E+11`, and its last digits are lost.
    Scientific,
    /// Letters or signs that no number has.
    Unreadable,
    /// The country code is none.
    CountryCode,
    /// Too few digits for its country.
    TooShort,
    /// Too many digits for its country.
    TooLong,
    /// The numbering plan has no such number.
    NotAssigned,
    /// It goes on inside somebody's house.
    Extension,
}

impl WrongNumber {
    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Empty => "import/number-missing",
            Self::Masked => "import/number-masked",
            Self::Scientific => "import/number-in-scientific-form",
            Self::Unreadable => "import/number-unreadable",
            Self::CountryCode => "import/country-code-unknown",
            Self::TooShort => "import/number-too-short",
            Self::TooLong => "import/number-too-long",
            Self::NotAssigned => "import/number-not-in-plan",
            Self::Extension => "import/number-has-extension",
        }
    }

    /// What is wrong and what to do; without the number.
    #[must_use]
    pub const fn reason(self) -> &'static str {
        match self {
            Self::Empty => "there is no phone number",
            Self::Masked => "the number is masked with x; fill in the whole one",
            Self::Scientific => {
                "a spreadsheet shortened the number to scientific form; format the column as text and export it again"
            }
            Self::Unreadable => "this is no phone number; write + and the country code before the number",
            Self::CountryCode => "no country has this country code",
            Self::TooShort => "the number is too short for its country; is the country code missing?",
            Self::TooLong => {
                "the number is too long for its country; is the + before the country code missing?"
            }
            Self::NotAssigned => {
                "its country has no such number; is the country code missing, or its + before it?"
            }
            Self::Extension => "the number has an extension, which a campaign cannot dial",
        }
    }
}

/// Reads numbers.
#[derive(Debug, Clone, Copy)]
pub struct Numbers {
    region: Region,
}

impl Numbers {
    /// Numbers without a country code are of this country.
    #[must_use]
    pub const fn of(region: NumberRegion) -> Self {
        Self { region: region.0 }
    }

    /// A number that its country's numbering plan has.
    pub fn valid(self, text: &str) -> Result<Number, WrongNumber> {
        let (parsed, number) = self.parse(text)?;
        if parsed.is_valid() {
            return Ok(number);
        }
        Err(match parsed.is_possible_with_reason() {
            Err(ValidationError::TooShort) => WrongNumber::TooShort,
            Err(ValidationError::TooLong) => WrongNumber::TooLong,
            _ => WrongNumber::NotAssigned,
        })
    }

    /// A number that can be read, whether or not the plan has it: what must not be called need not be callable.
    pub fn readable(self, text: &str) -> Result<Number, WrongNumber> {
        self.parse(text).map(|(_, number)| number)
    }

    fn parse(self, text: &str) -> Result<(PhoneNumber, Number), WrongNumber> {
        let text = text.trim();
        if text.is_empty() {
            return Err(WrongNumber::Empty);
        }
        if is_masked(text) {
            return Err(WrongNumber::Masked);
        }
        if is_scientific(text) {
            return Err(WrongNumber::Scientific);
        }
        // The library would turn the letters of 1-800-FLOWERS into digits; in a file they are a slip.
        let letters = text.chars().any(char::is_alphabetic) && !has_extension_word(text);
        if text.len() > TEXT_MAX_BYTES || letters {
            return Err(WrongNumber::Unreadable);
        }
        let parsed = PHONE_NUMBER_UTIL.parse(text, Some(self.region)).map_err(|error| match error {
            ParseError::InvalidCountryCode => WrongNumber::CountryCode,
            ParseError::NotANumber(_) => WrongNumber::Unreadable,
            ParseError::TooShortAfterIdd | ParseError::TooShortNsn => WrongNumber::TooShort,
            ParseError::TooLongNsn => WrongNumber::TooLong,
        })?;
        if parsed.extension.as_ref().is_some_and(|extension| !extension.is_empty()) {
            return Err(WrongNumber::Extension);
        }
        let number = e164(&parsed).ok_or(WrongNumber::TooLong)?;
        Ok((parsed, number))
    }
}

/// Country code, leading zeros that are part of the number (Italy), and the rest, as one number.
fn e164(parsed: &PhoneNumber) -> Option<Number> {
    let digits_of = |number: u64| number.checked_ilog10().map_or(1, |log| log + 1);
    let zeros = if parsed.italian_leading_zero.unwrap_or(false) {
        u32::try_from(parsed.number_of_leading_zeros.unwrap_or(1)).ok()?
    } else {
        0
    };
    let national_digits = digits_of(parsed.national_number) + zeros;
    let country = u64::try_from(parsed.country_code).ok()?;
    if national_digits + digits_of(country) > DIGITS_MAX {
        return None;
    }
    Some(Number(country * 10_u64.pow(national_digits) + parsed.national_number))
}

/// `9.19877E+11`, as spreadsheets write long numbers.
fn is_scientific(text: &str) -> bool {
    let Some((mantissa, exponent)) = text.split_once(['E', 'e']) else { return false };
    let is_mantissa = mantissa.starts_with(|first: char| first.is_ascii_digit())
        && mantissa.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b','));
    let exponent = exponent.trim_start_matches('+');
    is_mantissa && !exponent.is_empty() && exponent.bytes().all(|byte| byte.is_ascii_digit())
}

/// `ext. 5` and `x5` are known for what they are, and named so.
fn has_extension_word(text: &str) -> bool {
    let lowered = text.to_ascii_lowercase();
    let Some((number, extension)) = lowered.split_once('x') else { return false };
    let number = number.trim_end_matches(['e', ' ', ',', ';']);
    let extension = extension.trim_start_matches(['t', '.', ' ', ':']);
    !number.chars().any(char::is_alphabetic)
        && !extension.is_empty()
        && extension.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use proptest::prelude::*;

    use super::{NumberForm, NumberRegion, Numbers, WrongNumber};

    fn numbers(region: &str) -> Numbers {
        Numbers::of(region.parse::<NumberRegion>().unwrap())
    }

    fn digits(region: &str, text: &str) -> Result<String, WrongNumber> {
        numbers(region).valid(text).map(|number| number.written(NumberForm::Digits))
    }

    #[test]
    fn numbers_are_read_as_people_write_them() {
        for (region, text, expected) in [
            ("IN", "9876543210", "919876543210"),
            ("IN", "098765 43210", "919876543210"),
            ("IN", "+91 98765-43210", "919876543210"),
            ("IN", "919876543210", "919876543210"),
            ("IN", "00919876543210", "919876543210"),
            ("IN", "+1 (202) 555-0125", "12025550125"),
            ("US", " 202.555.0125 ", "12025550125"),
            ("GB", "020 7946 0958", "442079460958"),
            // The zero is part of an Italian number.
            ("IT", "06 6982", "39066982"),
            ("IT", "+39 06 698 12345", "390669812345"),
        ] {
            assert_eq!(digits(region, text).as_deref(), Ok(expected), "{region} {text}");
        }
        let number = numbers("IN").valid("9876543210").unwrap();
        assert_eq!(number.written(NumberForm::Plus), "+919876543210");
        assert_eq!(format!("{number:?}"), "Number(***)");
    }

    #[test]
    fn what_is_wrong_with_a_number_is_told_apart() {
        for (text, wrong) in [
            ("", WrongNumber::Empty),
            ("  ", WrongNumber::Empty),
            ("+9195616xxxxx", WrongNumber::Masked),
            ("9.19877E+11", WrongNumber::Scientific),
            ("9,2E11", WrongNumber::Scientific),
            ("1-800-FLOWERS", WrongNumber::Unreadable),
            ("n/a", WrongNumber::Unreadable),
            ("+999 12345678", WrongNumber::CountryCode),
            ("98765", WrongNumber::TooShort),
            ("+9198765432101234", WrongNumber::TooLong),
            ("+1 123 456 7890", WrongNumber::NotAssigned),
            ("12025550125", WrongNumber::NotAssigned),
            ("+1 202 555 0125 ext. 5", WrongNumber::Extension),
            ("+1 202 555 0125 x5", WrongNumber::Extension),
        ] {
            assert_eq!(digits("IN", text).err(), Some(wrong), "{text:?}");
        }
    }

    #[test]
    fn what_must_not_be_called_need_not_be_in_the_plan() {
        assert!(numbers("IN").readable("+1 123 456 7890").is_ok());
        assert!(numbers("IN").readable("none").is_err());
    }

    #[test]
    fn a_region_is_two_letters_of_a_country() {
        assert_eq!("in".parse::<NumberRegion>().unwrap().to_string(), "IN");
        for text in ["", "I", "IND", "XX", "91", "001"] {
            assert!(text.parse::<NumberRegion>().is_err(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_judged_and_what_is_taken_is_taken_again(text in "\\PC{0,40}") {
            if let Ok(number) = numbers("IN").valid(&text) {
                let again = numbers("US").valid(&number.written(NumberForm::Plus));
                prop_assert_eq!(again, Ok(number));
            }
        }
    }
}
