//! Tests of headers and cells of do-not-contact files.

use super::CellEntries::{self, Beside, Nothing, Whole};
use super::EntryColumn::{self, FurtherPhone, Name, Other, Phone, Unknown};
use crate::domain::number::WrongNumber::{self, Masked, NoCountry, Scientific, TooShort, Unreadable};

#[test]
#[expect(clippy::too_many_lines, reason = "one table of cases")]
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
                "Spouse",
                "Numéro",
                "B",
                "Contact",
                "Name",
                "Notes",
                "Day Time Number",
                "Account Contact Number",
                "Home account",
                "Order caller",
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
                "Last Modified Date",
                "Created_Date__c",
                "Account Number",
                "Order No",
                "Ticket Nr",
                "Kundennummer",
                "Contact ID",
                "ID 2",
                "Expiry Date",
                "DNC Date",
                "Billing Zip/Postal Code",
                "Total Amount",
                "Balance",
                "IP Address",
            ],
            Other,
        ),
        (&["First Name", "Last Name"], Name),
    ] {
        for header in headers {
            assert_eq!(EntryColumn::of_header(header), expected, "{header:?}");
        }
    }
}

/// The entries in a cell where a text of ten digits is a number.
fn entries(column: EntryColumn, cell: &str, wrong: Option<WrongNumber>) -> CellEntries {
    let is_number = |part: &str| {
        part.chars().filter(char::is_ascii_digit).count() == 10 && !part.contains(char::is_alphabetic)
    };
    column.entries(cell, wrong, is_number, |cell| cell.contains("bis"))
}

#[test]
fn what_looks_like_a_number_is_judged_where_nothing_speaks_against_it() {
    for cell in ["+91 98765 43210", "2025550131", "555 0131"] {
        assert!([Phone, Unknown, Name, Other].iter().all(|it| entries(*it, cell, None) == Whole), "{cell}");
    }
    for (cell, wrong) in [
        ("+91 98765", TooShort),
        ("+1202****0133", Masked),
        ("202-555-****", Masked),
        ("20255501", NoCountry),
        ("9.19E+11", Scientific),
        ("+91 98765 43210 / +91 98765 43211", Unreadable),
        ("202-555-O131", Unreadable),
        ("(202)KLL0131", Unreadable),
        ("two02 555 0131", Unreadable),
        ("2025550131 2025550199", Unreadable),
        ("2025550131 & 133", Unreadable),
        ("2025550131 bis 133", Unreadable),
        ("2025-55-50131 Ada", Unreadable),
        ("²⁰²⁵⁵⁵⁰¹³¹", Unreadable),
        ("Room 12345678", Unreadable),
    ] {
        for column in [Phone, Unknown, Name] {
            assert_eq!(entries(column, cell, Some(wrong)), Whole, "{column:?} {cell}");
        }
        assert_ne!(entries(Other, cell, Some(wrong)), Whole, "{cell}");
    }
    // Real cells beside numbers: none of them is somebody's.
    for cell in [
        "asked by mail",
        "n/a",
        "2026-07-01",
        "01.07.2026 12:00",
        "20260701",
        "10115",
        "2026-01-01 12:34:56.123456",
        "2026-07-01T12:00:00+02:00",
        "1/2/2026 3:04:05 PM",
        "asked on 2026-07-01 12:00, ticket 4711",
        "1234 Main St, Apt 5, 10115 Berlin",
        "550e8400-e29b-41d4-a716-446655440000",
        "0031t00000AbCdE",
        "ada12345678@example.com",
        "https://example.com/12345678",
        "America/New_York",
        "-05:00",
        "SMS campaign 2026",
        "99.5%",
        "$1,234.50",
        "00:01:23",
        "A1 B2 C3",
        "Ada, 33",
    ] {
        assert_eq!(entries(Phone, cell, Some(Unreadable)), Whole, "{cell}");
        for column in [Unknown, Name, Other] {
            assert_eq!(entries(column, cell, Some(Unreadable)), Nothing, "{column:?} {cell}");
        }
    }
    assert_eq!(entries(Unknown, "2026-07-01", None), Nothing);
    assert_eq!(entries(Unknown, "20260701", None), Whole);
}

#[test]
fn a_number_beside_words_is_somebodys_in_any_column() {
    for (cell, numbers) in [
        ("Ada 2025550131", &["2025550131"][..]),
        ("2025550131 (Ada, 33)", &["2025550131 ("]),
        ("tel 202-555-0131", &["202-555-0131"]),
        ("2025550131 or 2025550199", &["2025550131", "2025550199"]),
        ("INSERT INTO dnc VALUES ('2025550131')", &["('2025550131"]),
        ("2026-07-01 2025550131", &["2025550131"]),
        ("2025550131@sms.example.com", &["2025550131"]),
        ("https://wa.example.com/2025550131", &["2025550131"]),
        ("call 2025550131 no more, ticket 4711", &["2025550131"]),
    ] {
        for column in [Unknown, Name, Other] {
            let expected = Beside(numbers.iter().map(|number| (*number).to_owned()).collect());
            assert_eq!(entries(column, cell, Some(Unreadable)), expected, "{column:?} {cell}");
        }
        assert_eq!(entries(Phone, cell, Some(Unreadable)), Whole, "{cell}");
    }
}
