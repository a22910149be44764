//! The columns of a do-not-contact file. A number in an unexpected column is still somebody's.

use super::country_candidates::CountryEvidence;
use super::headers::{ColumnContent, plain_words};
use super::intake::DestinationRules;
use crate::domain::number::{WrongNumber, without_scheme};

/// Minimum number of digits of a number in a column that is not known to have numbers.
const DIGITS_MIN: usize = 7;
/// The numbers of digits with which a text counts as a mistake in a number, and not as something else.
const WRONG_DIGITS: std::ops::RangeInclusive<usize> = 8..=15;
/// Minimum number of digits of such a text after a `+`, with which nothing else begins.
const WRONG_DIGITS_BEHIND_PLUS_MIN: usize = 4;

/// Words in a header that say that its digits are not a phone number.
const OTHER_WORDS: &[&str] = &[
    "id",
    "ids",
    "uuid",
    "ref",
    "reference",
    "order",
    "invoice",
    "account",
    "ticket",
    "case",
    "customerid",
    "contactid",
    "userid",
    "leadid",
    "clientid",
    "orderid",
    "accountid",
    "kundennummer",
    "kundennr",
    "zip",
    "zipcode",
    "postal",
    "postalcode",
    "postcode",
    "plz",
    "postleitzahl",
    "pin",
    "pincode",
    "cep",
    "date",
    "datum",
    "fecha",
    "day",
    "time",
    "timestamp",
    "created",
    "updated",
    "modified",
    "added",
    "since",
    "until",
    "dob",
    "birth",
    "birthday",
    "geburtstag",
    "amount",
    "total",
    "price",
    "balance",
    "quantity",
    "betrag",
    "iban",
    "bic",
    "card",
    "ssn",
    "tax",
    "vat",
    "gst",
    "aadhaar",
    "latitude",
    "longitude",
    "lat",
    "lng",
    "lon",
    "ip",
];
/// Words in a header that say that it is a phone number nevertheless, as in `Account phone`.
const PHONE_WORDS: &[&str] =
    &["phone", "mobile", "cell", "tel", "telephone", "telefon", "handy", "fax", "whatsapp"];
/// Words in a header for a further phone number, such as a second phone or a landline.
const FURTHER_PHONE_WORDS: &[&str] = &[
    "fax",
    "landline",
    "festnetz",
    "festnetznummer",
    "fijo",
    "fixe",
    "fisso",
    "fixo",
    "phones",
    "mobiles",
    "telefax",
];
/// Maximum number of words in a phone header, as in `Numéro de téléphone portable`. A longer header is
/// checked in parts.
const PHONE_HEADER_WORDS_MAX: usize = 5;
/// Words in a header that say that its cells are about a phone.
const ABOUT_PHONE_WORDS: &[&str] = &[
    "type",
    "typ",
    "tipo",
    "kind",
    "label",
    "ext",
    "extension",
    "code",
    "prefix",
    "vorwahl",
    "area",
    "country",
    "carrier",
    "operator",
    "provider",
    "network",
    "status",
    "valid",
    "verified",
    "validated",
    "consent",
    "opt",
    "optin",
    "optout",
    "count",
    "note",
    "notes",
    "comment",
    "reason",
    "name",
    "owner",
    "model",
    "brand",
    "os",
];

/// The kind of a column, by its header.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum EntryColumn {
    /// The cells are numbers; any other cell is an error.
    Phone,
    /// The cells are further numbers, or words for no number.
    FurtherPhone,
    /// Not known. A cell that looks like a number is an entry.
    Unknown,
    /// The cells are something else. Only a number that can be called is an entry.
    Other,
}

impl EntryColumn {
    /// Whether the column may have the country of a row's number, and on what evidence.
    pub(super) const fn may_say_country(self) -> CountryEvidence {
        match self {
            Self::Phone => CountryEvidence::Nothing,
            Self::Other => CountryEvidence::ByHeader,
            Self::FurtherPhone | Self::Unknown => CountryEvidence::ByCells,
        }
    }

    pub(super) fn of_header(header: &str) -> Self {
        match DestinationRules::CONTACT_LIST.known_field(header) {
            Some(field) if field == DestinationRules::CONTACT_LIST.phone => Self::Phone,
            Some(_) => Self::Other,
            None if says_no_number(header) => Self::Other,
            None if says_further_number(header) => Self::FurtherPhone,
            None => Self::Unknown,
        }
    }

    /// Whether a cell that is not empty is an entry, which is then checked. `wrong` is why it is not a number.
    pub(super) fn has_entry(self, cell: &str, wrong: Option<WrongNumber>) -> bool {
        match (self, wrong) {
            (Self::Phone, _) | (Self::Unknown, Some(WrongNumber::Scientific)) => true,
            (Self::FurtherPhone, _) => digits(cell) > 0 || is_mask(cell),
            (_, None) => digits(cell) >= DIGITS_MIN && !is_date(cell),
            (Self::Unknown, Some(_)) => is_meant_as_number(cell) && !is_date(cell) && !is_compact_date(cell),
            (Self::Other, Some(_)) => false,
        }
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
    is_long_enough && !cell.chars().any(|sign| sign.is_alphabetic() && !matches!(sign, 'x' | 'X'))
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
    let has = |known: &[&str]| words.iter().any(|word| known.contains(&word.as_str()));
    // `Number` without another word may be anything.
    let has_phone = (1..=PHONE_HEADER_WORDS_MAX)
        .flat_map(|count| words.windows(count))
        .any(|run| run != ["number"] && is_phone(run));
    (has_phone || has(FURTHER_PHONE_WORDS)) && !has(ABOUT_PHONE_WORDS) && !has(OTHER_WORDS)
}

fn says_no_number(header: &str) -> bool {
    let words = plain_words(header);
    let has = |known: &[&str]| words.iter().any(|word| known.contains(&word.as_str()));
    has(OTHER_WORDS) && !has(PHONE_WORDS)
}

/// Whether a cell is a date: `2026-07-01`, `1.7.2026`, `07/01/2026 12:00`.
pub(super) fn is_date(cell: &str) -> bool {
    let day = cell.trim().split([' ', 'T']).next().unwrap_or_default();
    let parts: Vec<&str> = day.split(['-', '.', '/']).collect();
    let is_small = |text: &str| {
        (1..=2).contains(&text.len()) && text.parse().is_ok_and(|part: u8| (1..=31).contains(&part))
    };
    match parts.as_slice() {
        [year, month, day] if is_year(year) => is_small(month) && is_small(day),
        [day, month, year] => is_year(year) && is_small(month) && is_small(day),
        _ => false,
    }
}

/// Whether a cell is a date such as `20260701`, which may also be a number.
pub(super) fn is_compact_date(cell: &str) -> bool {
    let (year, day) = cell.trim().split_at_checked(4).unwrap_or_default();
    let (month, day) = day.split_at_checked(2).unwrap_or_default();
    is_year(year)
        && day.len() == 2
        && month.parse().is_ok_and(|month: u8| (1..=12).contains(&month))
        && day.parse().is_ok_and(|day: u8| (1..=31).contains(&day))
}

fn is_year(text: &str) -> bool {
    text.len() == 4 && text.parse().is_ok_and(|year: u16| (1900..2100).contains(&year))
}

#[cfg(test)]
mod tests {
    use super::EntryColumn::{self, FurtherPhone, Other, Phone, Unknown};
    use crate::domain::number::WrongNumber::{Masked, NoCountry, Scientific, TooShort, Unreadable};

    #[test]
    fn a_header_says_what_its_cells_may_be() {
        for (headers, expected) in [
            (&["Mobile", "Phone", "Handynummer"][..], Phone),
            (
                &[
                    "Phone 2",
                    "Home Phone",
                    "Alternate Phone Number",
                    "Fax",
                    "Festnetz",
                    "Teléfono fijo",
                    "home_phone",
                ],
                FurtherPhone,
            ),
            (
                &[
                    "Work",
                    "Home",
                    "Office",
                    "",
                    "Account phone",
                    "Customer number",
                    "Phone type",
                    "Mobile country code",
                ],
                Unknown,
            ),
            (
                &[
                    "Customer ID",
                    "customerId",
                    "createdAt",
                    "ZIP",
                    "Date added",
                    "PLZ",
                    "time_zone",
                    "First Name",
                ],
                Other,
            ),
        ] {
            for header in headers {
                assert_eq!(EntryColumn::of_header(header), expected, "{header:?}");
            }
        }
    }

    #[test]
    fn what_looks_like_a_number_is_judged_where_nothing_speaks_against_it() {
        for cell in ["+91 98765 43210", "2025550131", "555 0131"] {
            assert!([Phone, Unknown, Other].iter().all(|column| column.has_entry(cell, None)), "{cell}");
        }
        for (cell, wrong) in [
            ("+91 98765", TooShort),
            ("+1202****0133", Masked),
            ("20255501", NoCountry),
            ("9.19E+11", Scientific),
            ("+91 98765 43210 / +91 98765 43211", Unreadable),
        ] {
            assert!(Phone.has_entry(cell, Some(wrong)) && Unknown.has_entry(cell, Some(wrong)), "{cell}");
            assert!(!Other.has_entry(cell, Some(wrong)), "{cell}");
        }
        for cell in
            ["asked by mail", "n/a", "2026-07-01", "01.07.2026 12:00", "20260701", "10115", "Room 12345678"]
        {
            assert!(Phone.has_entry(cell, Some(Unreadable)), "{cell}");
            assert!(!Unknown.has_entry(cell, Some(Unreadable)), "{cell}");
        }
        assert!(!Unknown.has_entry("2026-07-01", None) && Unknown.has_entry("20260701", None));
    }
}
