//! Phone numbers of contacts: read as people write them, validated against the numbering plans, stored in eight bytes.

mod country;
mod fillers;
mod groups;
mod inside;
mod old_forms;
mod partial;
mod ranges;
mod readings;
mod spelling;
mod wrong;

use std::borrow::Cow;
use std::fmt;

use rlibphonenumber::{PHONE_NUMBER_UTIL, ParseError, PhoneNumber, ValidationError};

pub use country::NumberRegion;
pub use fillers::letters_hide_digits;
pub use inside::{
    Possible, SoughtNumbers, each_number_that_may_be_meant, each_possible_number, numbers_inside, whole_parts,
};
pub use partial::{PartialNumber, PartialNumbers, is_rounded_away, partial_numbers};
pub use ranges::NumberRange;
pub use readings::{digit_like, on_keypad};
pub use spelling::{has_words, without_scheme};
pub use wrong::WrongNumber;

/// Maximum number of digits in E.164.
const DIGITS_MAX: u32 = 15;
/// Minimum number of digits of a number without a country code, in any country.
const DIGITS_MIN: usize = 4;

/// The form of a number in a request.
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

/// A number in E.164, without its `+`. Its `Debug` hides the digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Number(u64);

impl Number {
    /// The number in the form of a request.
    pub fn written(self, form: NumberForm) -> String {
        match form {
            NumberForm::Digits => self.0.to_string(),
            NumberForm::Plus => format!("+{}", self.0),
        }
    }

    /// The line that the number rings. It is equal for all numbers that ring the same line, see `old_forms`.
    pub const fn line(self) -> PhoneLine {
        PhoneLine(old_forms::short_form(self))
    }

    /// Whether its first digits are a calling code.
    const fn begins_with(self, calling_code: u16) -> bool {
        let mut beginning = self.0;
        while beginning > calling_code as u64 {
            beginning /= 10;
        }
        beginning == calling_code as u64
    }

    /// The part after the calling code.
    const fn national(self, calling_code: u16) -> NationalNumber {
        let code = calling_code as u64;
        let mut scale = 1;
        while self.0 / scale > code {
            scale *= 10;
        }
        NationalNumber(self.0 % scale)
    }
}

/// A number without its calling code. Numbers of several countries may have the same one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct NationalNumber(u64);

/// The line that a number rings, in whichever form the number is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct PhoneLine(Number);

impl PhoneLine {
    /// The shorter of the line's two forms.
    pub const fn short_form(self) -> Number {
        self.0
    }
}

impl fmt::Debug for Number {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Number(***)")
    }
}

/// The result of reading a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReadNumber {
    /// The number.
    pub number: Number,
    /// Its calling code, such as 44.
    pub calling_code: u16,
    /// The assumed country of a number without a country code; `None` if the number has one.
    pub assumed: Option<NumberRegion>,
}

impl ReadNumber {
    /// The number as it was written, if it was written without a country code.
    pub fn national(&self) -> Option<NationalNumber> {
        self.assumed.map(|_| self.behind_its_code())
    }

    /// The number without its calling code.
    pub const fn behind_its_code(&self) -> NationalNumber {
        self.number.national(self.calling_code)
    }
}

/// An entry of a do-not-contact list: its number, and the other number that it may mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DncEntry {
    number: Number,
    assumed: Option<NumberRegion>,
    /// The number that its digits are with a `+` before them; `None` if that is not a number, or is the same number.
    international: Option<Number>,
}

impl DncEntry {
    /// The entry's number, read in the same way as a contact's.
    pub const fn number(self) -> Number {
        self.number
    }

    /// The one or two lines that the entry may mean.
    pub fn lines(self) -> impl Iterator<Item = PhoneLine> {
        std::iter::once(self.number).chain(self.international).map(Number::line)
    }

    /// The one or two numbers that the entry may mean, without their calling codes.
    pub fn behind_codes(self) -> impl Iterator<Item = NationalNumber> {
        std::iter::once(self.number).chain(self.international).filter_map(Number::behind_its_code)
    }

    /// The number as it was written, if it was written without a country code.
    pub fn national(self) -> Option<NationalNumber> {
        self.assumed.map(|region| self.number.national(region.calling_code()))
    }

    /// The assumed country of an entry without a country code; `None` if it has one.
    pub const fn assumed(self) -> Option<NumberRegion> {
        self.assumed
    }
}

/// Reads numbers, with or without a default country.
///
/// ```
/// use kcamp::domain::number::{NumberForm, NumberRegion, Numbers};
///
/// let numbers = Numbers::of("IN".parse::<NumberRegion>().unwrap());
/// assert_eq!(numbers.valid("98765 43210").unwrap().written(NumberForm::Digits), "919876543210");
/// assert!(numbers.valid("12345").is_err());
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Numbers {
    region: Option<NumberRegion>,
}

impl Numbers {
    /// Reads only numbers with a country code and a `+` before it. There is no default country.
    pub const WITH_COUNTRY_CODE: Self = Self { region: None };

    /// Reads numbers without a country code as numbers of this country.
    pub const fn of(region: NumberRegion) -> Self {
        Self { region: Some(region) }
    }

    /// The country of numbers without a country code, if one was given.
    pub const fn region(self) -> Option<NumberRegion> {
        self.region
    }

    /// Whether a country was given for numbers without a country code.
    pub const fn have_country(self) -> bool {
        self.region.is_some()
    }

    /// Reads a number that is in its country's numbering plan.
    ///
    /// # Errors
    ///
    /// Why the text is not a number that can be called, as in [`Numbers::read`].
    pub fn valid(self, text: &str) -> Result<Number, WrongNumber> {
        self.read(text, None).map(|reading| reading.number)
    }

    /// Reads a number that is in its country's numbering plan. `own` is the country of this number only. It takes
    /// precedence over the common country, and the number's own `+` over both. Digits without `+` that begin with the
    /// country's calling code are refused if they are a number both with and without that code.
    ///
    /// # Errors
    ///
    /// The first reason of [`WrongNumber`] that holds: no digits, no known country, too short or too long, an
    /// extension, an old Mexican or Brazilian form, a number that no plan assigns, or one that can be read as two
    /// numbers.
    pub fn read(self, text: &str, own: Option<NumberRegion>) -> Result<ReadNumber, WrongNumber> {
        let text = &*without_scheme(text);
        let reading = self.read_once(text, own)?;
        let Some(assumed) = reading.assumed else { return Ok(reading) };
        if !spelling::may_begin_with(text, assumed.calling_code()) {
            return Ok(reading);
        }
        match international(text, Self::read_once) {
            Some(other) if other.number != reading.number && other.calling_code == assumed.calling_code() => {
                Err(WrongNumber::Ambiguous)
            }
            _ => Ok(reading),
        }
    }

    fn read_once(self, text: &str, own: Option<NumberRegion>) -> Result<ReadNumber, WrongNumber> {
        self.read_as_dialled(text, own).map_err(|wrong| match wrong {
            WrongNumber::TooLong | WrongNumber::NotAssigned if has_prefix_of_others(text) => {
                WrongNumber::Prefix
            }
            wrong => wrong,
        })
    }

    fn read_as_dialled(self, text: &str, own: Option<NumberRegion>) -> Result<ReadNumber, WrongNumber> {
        let (parsed, reading) = self.parse(text, own)?;
        if parsed.extension.as_ref().is_some_and(|extension| !extension.is_empty()) {
            return Err(WrongNumber::Extension);
        }
        if parsed.is_valid() {
            return Ok(reading);
        }
        let is_number = |other: Number| {
            other != reading.number && is_in_a_numbering_plan(&other.written(NumberForm::Plus))
        };
        Err(match parsed.is_possible_with_reason() {
            _ if is_number(old_forms::short_form(reading.number)) => WrongNumber::OldMexican,
            _ if is_number(old_forms::long_form(reading.number)) => WrongNumber::OldBrazilian,
            Err(ValidationError::TooShort) => WrongNumber::TooShort,
            Err(ValidationError::TooLong) => WrongNumber::TooLong,
            _ => WrongNumber::NotAssigned,
        })
    }

    /// Reads an entry of a do-not-contact list like a contact's number, with three differences, since one match too
    /// many is right here. Of a number with an extension, the number counts. An old form of a valid number is accepted.
    /// Digits without `+` that are also a number with it, of any country, mean both numbers.
    ///
    /// # Errors
    ///
    /// Like [`Numbers::read`], without the reasons that the three differences remove.
    pub fn read_entry(self, text: &str, own: Option<NumberRegion>) -> Result<DncEntry, WrongNumber> {
        let text = &*without_scheme(text);
        let text = spelling::without_extension(text).unwrap_or(text);
        let ReadNumber { number, assumed, .. } = self.read_entry_once(text, own)?;
        let other = international(text, Self::read_entry_once).map(|reading| reading.number);
        Ok(DncEntry { number, assumed, international: other.filter(|other| *other != number) })
    }

    fn read_entry_once(self, text: &str, own: Option<NumberRegion>) -> Result<ReadNumber, WrongNumber> {
        self.read_once(text, own).or_else(|wrong| {
            let (_, reading) = self.parse(text, own)?;
            let number = reading.number;
            let is_old_form = [old_forms::short_form(number), old_forms::long_form(number)]
                .iter()
                .any(|other| *other != number && is_in_a_numbering_plan(&other.written(NumberForm::Plus)));
            if is_old_form { Ok(reading) } else { Err(wrong) }
        })
    }

    fn parse(self, text: &str, own: Option<NumberRegion>) -> Result<(PhoneNumber, ReadNumber), WrongNumber> {
        if self.has_another_behind(text, own) {
            return Err(WrongNumber::Remark);
        }
        self.parse_whole(text, own)
    }

    fn parse_whole(
        self,
        text: &str,
        own: Option<NumberRegion>,
    ) -> Result<(PhoneNumber, ReadNumber), WrongNumber> {
        let text = text.trim();
        let has_plus = spelling::begins_with_plus(text)?;
        let region = own.or(self.region);
        if !has_plus && region.is_none() {
            return Err(match text.chars().filter(|sign| sign.is_numeric()).take(DIGITS_MIN).count() {
                0 => WrongNumber::Empty,
                DIGITS_MIN => WrongNumber::NoCountry,
                _ => WrongNumber::TooShort,
            });
        }
        // Numbers of an international network have no national form, so its code is added.
        let text = match region.filter(|region| !has_plus && region.region().is_none()) {
            Some(network) => Cow::Owned(behind_code(text, network.calling_code())),
            None => Cow::Borrowed(text),
        };
        let parsed = PHONE_NUMBER_UTIL.parse(&text, region.and_then(NumberRegion::region)).map_err(
            |error| match error {
                ParseError::InvalidCountryCode => WrongNumber::CountryCode,
                ParseError::NotANumber(_) => WrongNumber::Unreadable,
                ParseError::TooShortAfterIdd | ParseError::TooShortNsn => WrongNumber::TooShort,
                ParseError::TooLongNsn => WrongNumber::TooLong,
            },
        )?;
        let number = e164(&parsed).ok_or(WrongNumber::TooLong)?;
        let calling_code = u16::try_from(parsed.country_code).map_err(|_| WrongNumber::CountryCode)?;
        // After a prefix such as 00, a number has a country code too.
        let assumed = region.filter(|region| !has_plus && region.calling_code() == calling_code);
        Ok((parsed, ReadNumber { number, calling_code, assumed }))
    }
}

/// The digits of a network's number after its code, unless they already begin with it.
fn behind_code(text: &str, calling_code: u16) -> String {
    let code = calling_code.to_string();
    let digits = text[text.find(char::is_numeric).unwrap_or(text.len())..].trim();
    let whole = digits.strip_prefix("00").unwrap_or(digits);
    if whole.starts_with(&code) && is_in_a_numbering_plan(&format!("+{whole}")) {
        format!("+{whole}")
    } else {
        format!("+{code}{digits}")
    }
}

/// Whether a text that is no number of its country is one behind the international prefix of others.
fn has_prefix_of_others(text: &str) -> bool {
    let digits = text.trim_start_matches(|sign: char| !sign.is_numeric() && sign != '+');
    let behind = ["00", "011"].iter().filter_map(|prefix| digits.strip_prefix(prefix));
    behind.into_iter().any(|number| {
        Numbers::WITH_COUNTRY_CODE.read_as_dialled(&format!("+{}", number.trim_start()), None).is_ok()
    })
}

/// Reads a text without `+` as if one were before its digits. `None` if that is no number, as after the 0 of a national
/// number.
fn international(
    text: &str,
    read: impl Fn(Numbers, &str, Option<NumberRegion>) -> Result<ReadNumber, WrongNumber>,
) -> Option<ReadNumber> {
    let digits = &text[text.find(char::is_numeric)?..];
    if spelling::begins_with_plus(text.trim()) != Ok(false) {
        return None;
    }
    // In `(49) 171`, the bracket is no longer open.
    let digits = digits.replace([')', '）'], "");
    read(Numbers::WITH_COUNTRY_CODE, &format!("+{digits}"), None).ok()
}

/// The country code, leading zeros that are part of the number (Italy), and the rest, as one number.
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

/// Whether a number in E.164 with its `+` is in some country's numbering plan.
pub fn is_in_a_numbering_plan(e164: &str) -> bool {
    PHONE_NUMBER_UTIL.parse(e164, None).is_ok_and(|parsed| parsed.is_valid())
}

#[cfg(test)]
mod tests;
