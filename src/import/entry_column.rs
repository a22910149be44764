//! The columns of a do-not-contact file. A number in an unexpected column is still somebody's.

use super::country_candidates::CountryEvidence;
use super::dates::{is_compact_date, is_date};
use super::headers::{ColumnContent, is_among, plain_words};
use super::intake::DestinationRules;
use super::numbers_in_cell::NumbersInCell;
use crate::domain::number::{WrongNumber, has_words, partial_numbers, without_scheme};

/// Minimum number of digits of a number in a column that is not known to have numbers.
const DIGITS_MIN: usize = 7;
/// The numbers of digits with which a text counts as a mistake in a number, and not as something else.
const WRONG_DIGITS: std::ops::RangeInclusive<usize> = 8..=15;
/// Minimum number of digits of such a text after a `+`, with which nothing else begins.
const WRONG_DIGITS_BEHIND_PLUS_MIN: usize = 4;

/// Words in a header that say that its digits are not a phone number.
const OTHER_WORDS: &str = "id ids uuid ref reference order invoice account ticket case customerid contactid userid leadid clientid \
    orderid accountid kundennummer kundennr zip zipcode postal postalcode postcode plz postleitzahl pin \
    pincode cep date datum fecha day time timestamp created updated modified added since until dob birth \
    birthday geburtstag amount total price balance quantity betrag iban bic card ssn tax vat gst aadhaar \
    latitude longitude lat lng lon coordinates gps ip guid sku hash sha256 md5 url link website address \
    street adresse anschrift strasse direccion endereco indirizzo hora heure uhrzeit erstellt importe montant \
    valor preis cost revenue salary member membership loyalty code store shop branch outlet rep callerid";
/// Words beside these that leave a header's meaning as it is.
const BESIDE_OTHER_WORDS: &str = "customer client user lead member person record row external internal list campaign agent company first \
    last next previous current key code value of the by at on in for to from local utc gmt start end expiry \
    expiration request requested registration signup opt out dnc call contacted sent import export file entry \
    source crm sf salesforce hubspot system legacy full unique billing shipping mailing state country city \
    line sales am der de du des del da do la le el kunden cliente c";
/// Words for a number, which may be a phone number beside any other word but these.
const NUMBER_WORDS: &str = "number no nr num nbr numero nummer";
/// Words for somebody who has one.
const CONTACT_WORDS: &str = "contact contacts";
/// Words for what has a number that nobody calls.
const NUMBERED_WORDS: &str = "id ref reference order invoice account ticket case card tax vat ssn";
/// Words in a header for a further phone number, such as a second phone or a landline.
const FURTHER_PHONE_WORDS: &str =
    "fax landline festnetz festnetznummer fijo fixe fisso fixo phones mobiles telefax";
/// Maximum number of words in a phone header, as in `Numéro de téléphone portable`. A longer header is
/// checked in parts.
const PHONE_HEADER_WORDS_MAX: usize = 5;
/// Words in a header that say that its cells are about a phone.
const ABOUT_PHONE_WORDS: &str = "type typ tipo kind label ext extension code prefix vorwahl area country carrier operator provider network \
    status valid verified validated consent opt optin optout count note notes comment reason name owner model \
    brand os";

/// The kind of a column, by its header.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum EntryColumn {
    /// The cells are numbers; any other cell is an error.
    Phone,
    /// The cells are further numbers, or words for no number.
    FurtherPhone,
    /// Not known. Whatever may be a number is an entry, also beside words.
    Unknown,
    /// The cells are names. A number in one is somebody's, as in an unknown column.
    Name,
    /// The cells are something else. Only a number that can be called is an entry.
    Other,
}

/// The content of a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum CellEntries {
    /// Nobody.
    Nothing,
    /// One entry, which is all of the cell and may be wrong.
    Whole,
    /// Numbers beside words, each of which can be read.
    Beside(Vec<String>),
}

impl EntryColumn {
    /// Whether the column may have the country of a row's number, and on what evidence.
    pub(super) const fn may_say_country(self) -> CountryEvidence {
        match self {
            Self::Phone => CountryEvidence::Nothing,
            Self::Other | Self::Name => CountryEvidence::ByHeader,
            Self::FurtherPhone | Self::Unknown => CountryEvidence::ByCells,
        }
    }

    pub(super) fn of_header(header: &str) -> Self {
        match DestinationRules::CONTACT_LIST.known_field(header) {
            Some(field) if field == DestinationRules::CONTACT_LIST.phone => Self::Phone,
            Some("firstName" | "lastName") => Self::Name,
            Some(_) => Self::Other,
            None if says_no_number(header) => Self::Other,
            None if says_further_number(header) => Self::FurtherPhone,
            None => Self::Unknown,
        }
    }

    /// The entries in a cell that is not empty. `wrong` is why it is not a number, and `is_number` says whether a part
    /// of it is one, and `is_range` whether it has a range of numbers.
    pub(super) fn entries(
        self,
        cell: &str,
        wrong: Option<WrongNumber>,
        is_number: impl Fn(&str) -> bool,
        is_range: impl Fn(&str) -> bool,
    ) -> CellEntries {
        let is_whole = match (self, wrong) {
            (Self::Phone, _) | (Self::Unknown | Self::Name, Some(WrongNumber::Scientific)) => true,
            (Self::FurtherPhone, _) => {
                digits(cell) > 0 || is_mask(cell) || partial_numbers(cell) != Some(Vec::new())
            }
            (_, None) => digits(cell) >= DIGITS_MIN && !is_date(cell),
            (Self::Unknown | Self::Name, Some(wrong)) => {
                is_meant_as_number(cell) && !is_date(cell) && !is_compact_date(cell)
                    || wrong == WrongNumber::Masked && is_masked_number(cell)
            }
            (Self::Other, Some(_)) => false,
        };
        if is_whole {
            return CellEntries::Whole;
        }
        if self == Self::FurtherPhone || wrong.is_none() {
            return CellEntries::Nothing;
        }
        let NumbersInCell { read, is_hard } = NumbersInCell::of(cell, &is_number);
        if self != Self::Other && (is_hard || !read.is_empty() && is_range(cell)) {
            return CellEntries::Whole;
        }
        if read.is_empty() { CellEntries::Nothing } else { CellEntries::Beside(read) }
    }
}

fn digits(cell: &str) -> usize {
    cell.chars().filter(|sign| sign.is_numeric()).count()
}

/// Whether a cell is meant as a number: `+1202****0133`, `20255501`, or two numbers in one cell that begin with `+`.
fn is_meant_as_number(cell: &str) -> bool {
    let cell = &*without_scheme(cell);
    let has_plus = cell.trim_start_matches(['\'', '(', ' ']).starts_with(['+', '＋']);
    let count = digits(cell);
    let is_long_enough =
        if has_plus { count >= WRONG_DIGITS_BEHIND_PLUS_MIN } else { WRONG_DIGITS.contains(&count) };
    is_long_enough && !has_words(cell)
}

/// Whether a cell is a number of which digits are hidden, such as `202-555-****`.
fn is_masked_number(cell: &str) -> bool {
    let is_mask = cell.contains(['*', '•', '…']) || cell.to_ascii_lowercase().contains("xx");
    is_mask && !has_words(cell) && digits(cell) >= WRONG_DIGITS_BEHIND_PLUS_MIN
}

/// Whether a cell is a mask without digits, such as `***` or `…`. A single dash means that there is no number.
fn is_mask(cell: &str) -> bool {
    cell.contains(['*', '•', '…', '#'])
        || !cell.is_empty() && cell.trim().chars().all(|sign| matches!(sign, 'x' | 'X'))
}

/// Whether a header is for a further number: `Phone 2`, `Home phone`, `Festnetz`, `Teléfono fijo`.
fn says_further_number(header: &str) -> bool {
    let words = plain_words(header);
    let is_phone = |words: &[String]| ColumnContent::of_header(&words.concat()) == Some(ColumnContent::Phone);
    let has = |known| words.iter().any(|word| is_among(known, word));
    // `Number` without another word may be anything.
    let has_phone = (1..=PHONE_HEADER_WORDS_MAX)
        .flat_map(|count| words.windows(count))
        .any(|run| run != ["number"] && is_phone(run));
    (has_phone || has(FURTHER_PHONE_WORDS)) && !has(ABOUT_PHONE_WORDS) && !has(OTHER_WORDS)
}

/// Whether a header is known, with each of its words, as one of something else than numbers of people.
fn says_no_number(header: &str) -> bool {
    let words = plain_words(header);
    let words = words.iter().map(|word| word.trim_end_matches(|sign: char| sign.is_ascii_digit()));
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    let has = |known| words.iter().any(|word| is_among(known, word));
    let is_known = |word: &&str| {
        [OTHER_WORDS, BESIDE_OTHER_WORDS, NUMBER_WORDS, CONTACT_WORDS]
            .iter()
            .any(|known| is_among(known, word))
    };
    // `Account number` is one of an account, and `Account contact number` is somebody's.
    let is_numbered = has(NUMBERED_WORDS) && !has(CONTACT_WORDS);
    has(OTHER_WORDS) && words.iter().all(is_known) && (!has(NUMBER_WORDS) || is_numbered)
}

#[cfg(test)]
mod tests;
