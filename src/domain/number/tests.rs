//! Tests for reading numbers as people and platforms write them.

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
        ("US", "2025550125 --", "12025550125"),
        ("US", "202---555---0125", "12025550125"),
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
        ("+91 98200 12345 (work)", WrongNumber::Words),
        ("STOP +12025550131", WrongNumber::Words),
        ("+1O2025550131", WrongNumber::LetterForDigit),
        ("98765l3210", WrongNumber::LetterForDigit),
        ("+919876543210 / +919876543211", WrongNumber::Several),
        ("9876543210; 9876543211", WrongNumber::Several),
        ("+919876543210 or +919876543211", WrongNumber::Several),
        ("+999 12345678", WrongNumber::CountryCode),
        ("98765", WrongNumber::TooShort),
        ("+9198765432101234", WrongNumber::TooLong),
        ("+1 123 456 7890", WrongNumber::NotAssigned),
        ("12025550125", WrongNumber::NotAssigned),
        ("+1 202 555 0125 ext. 5", WrongNumber::Extension),
        ("+1 202 555 0125 x5", WrongNumber::Extension),
        ("+9198****0001", WrongNumber::Masked),
        ("+49301234567.0", WrongNumber::Decimal),
    ] {
        assert_eq!(digits("IN", text).err(), Some(wrong), "{text:?}");
    }
}

#[test]
fn a_prefix_that_is_not_dialled_in_the_country_is_named() {
    for (region, text) in [
        ("US", "0044 20 7946 0958"),
        ("US", "00442079460958"),
        ("DE", "011 44 20 7946 0958"),
        ("GB", "011442079460958"),
    ] {
        assert_eq!(digits(region, text).err(), Some(WrongNumber::Prefix), "{region} {text}");
    }
    assert!(WrongNumber::Prefix.reason().contains("write + in place of 00"));
    for (region, text) in
        [("US", "0044 20 7946 0958 1234567"), ("US", "00 123"), ("US", "+0044 20 7946 0958")]
    {
        assert_ne!(digits(region, text).err(), Some(WrongNumber::Prefix), "{region} {text}");
    }
}

#[test]
fn without_a_country_only_a_plus_makes_a_number() {
    let read = |text: &str| Numbers::WITH_COUNTRY_CODE.valid(text);
    for text in ["(202) 555-0131", "2079460958", "9876543210", "919876543210", "0044 20 7946 0958", "98765"] {
        assert_eq!(read(text), Err(WrongNumber::NoCountry), "{text}");
    }
    assert_eq!(read("n/a"), Err(WrongNumber::Unreadable));
    assert!(read("+44 (0)20 7946 0958").is_ok());
}

#[test]
fn a_rows_own_country_goes_before_the_common_one_and_the_plus_before_both() {
    let own = |text: &str| NumberRegion::of_cell(text);
    for (text, country, expected, assumed) in [
        ("020 7946 0958", "GB", "442079460958", Some("GB")),
        ("020 7946 0958", "+44", "442079460958", Some("+44")),
        // Jersey, Canada and Kazakhstan share their calling codes with larger countries.
        ("01534 440011", "44", "441534440011", Some("+44")),
        ("416 555 0125", "1", "14165550125", Some("+1")),
        ("7 701 234 5678", "7", "77012345678", Some("+7")),
        ("06 698 12345", "39", "390669812345", Some("+39")),
        ("+1 202 555 0125", "GB", "12025550125", None),
        ("00 1 202 555 0125", "GB", "12025550125", None),
        ("9876543210", "", "919876543210", Some("IN")),
    ] {
        let reading = numbers("IN").read(text, own(country)).unwrap();
        assert_eq!(reading.number.written(NumberForm::Digits), expected, "{text} {country}");
        let shown = reading.assumed.map(|region| region.to_string());
        assert_eq!(shown.as_deref(), assumed, "{text} {country}");
    }
}

#[test]
fn an_entry_is_judged_as_a_contact_but_for_old_forms_and_extensions() {
    let entry = |text: &str| Numbers::WITH_COUNTRY_CODE.read_entry(text, None).map(|it| it.number.line());
    let contact = |text: &str| Numbers::WITH_COUNTRY_CODE.valid(text).map(super::Number::line);
    for (listed, called) in [
        ("+52 1 55 1234 5678", "+52 55 1234 5678"),
        ("+54 11 2345 6789", "+54 9 11 2345 6789"),
        ("+54 9 11 2345 6789", "+54 11 2345 6789"),
        ("+55 11 8765 4321", "+55 11 98765 4321"),
        ("+55 11 97765 4321", "+55 11 7765 4321"),
        ("+1 202 555 0125 ext. 5", "+1 202 555 0125"),
    ] {
        assert_eq!(entry(listed), contact(called), "{listed}");
        assert!(entry(listed).is_ok(), "{listed}");
    }
    for (text, wrong) in [
        ("+1 123 456 7890", WrongNumber::NotAssigned),
        ("+9198765", WrongNumber::TooShort),
        ("+9198****0001", WrongNumber::Masked),
        ("+55 11 1765 4321", WrongNumber::NotAssigned),
        ("2025550125", WrongNumber::NoCountry),
        ("none", WrongNumber::Unreadable),
    ] {
        assert_eq!(entry(text), Err(wrong), "{text}");
    }
}

#[test]
fn digits_that_are_two_numbers_are_no_contact_and_two_entries() {
    for (region, text, national, international) in [
        ("DE", "491711234567", "+49491711234567", "+491711234567"),
        ("DE", "49 171 123 4567", "+49491711234567", "+491711234567"),
        ("DE", "(49) 171/1234567", "+49491711234567", "+491711234567"),
    ] {
        assert_eq!(digits(region, text).err(), Some(WrongNumber::Ambiguous), "{region} {text}");
        let lines: Vec<_> = numbers(region).read_entry(text, None).unwrap().lines().collect();
        let whole = |text: &str| Numbers::WITH_COUNTRY_CODE.valid(text).unwrap().line();
        assert_eq!(lines, [whole(national), whole(international)], "{region} {text}");
    }
    for (region, text, expected) in [
        ("DE", "0491711234567", "49491711234567"),
        ("DE", "+491711234567", "491711234567"),
        ("DE", "00491711234567", "491711234567"),
        ("US", "12025550125", "12025550125"),
        ("IN", "919876543210", "919876543210"),
        ("GB", "442079460958", "442079460958"),
        ("RU", "79123456789", "79123456789"),
    ] {
        assert_eq!(digits(region, text).as_deref(), Ok(expected), "{region} {text}");
        assert_eq!(numbers(region).read_entry(text, None).unwrap().lines().count(), 1, "{region} {text}");
    }
}

#[test]
fn a_number_and_the_end_of_another_one_are_no_number() {
    for (region, text) in [
        ("DE", "+49 30 901820/821"),
        ("DE", "030 901820/821"),
        ("DE", "030/901820/821"),
        ("DE", "030 901820/821/822"),
        ("DE", "030 901820 / 901821"),
        ("DE", "030 901820 - 829"),
        ("DE", "030 901820–829"),
        ("DE", "030 901820, 821"),
        ("DE", "030 901820;821"),
        ("DE", "030 901820 (821)"),
        ("DE", "030 901820\n821"),
        ("DE", "030 901820\\821"),
        ("AT", "+43 1 5051234/567"),
        ("AT", "01 5051234/567"),
        ("US", "+49 30 901820/821"),
    ] {
        assert_eq!(digits(region, text), Err(WrongNumber::Remark), "{region} {text:?}");
        assert!(numbers(region).read_entry(text, None).is_err(), "{region} {text:?}");
    }
    for (region, text, expected) in [
        ("DE", "030/901820", "4930901820"),
        ("DE", "+49 30/901820", "4930901820"),
        ("DE", "+49 (30) / 90 18 20", "4930901820"),
        ("DE", "033205/12345", "493320512345"),
        ("DE", "+49 3641/901820", "493641901820"),
        ("DE", "0049 9131/12345", "49913112345"),
        ("DE", "0171/1234567", "491711234567"),
        ("DE", "0171 / 123 45 67", "491711234567"),
        ("DE", "030 - 901820", "4930901820"),
        ("DE", "+49 - 30 - 901820", "4930901820"),
        // A hyphen without spaces stands before the extension of a desk, which is dialled.
        ("DE", "030 901820-21", "493090182021"),
        ("AT", "01/5051234", "4315051234"),
        ("AT", "05572/12345", "43557212345"),
        ("BE", "0475/12 34 56", "32475123456"),
        ("NL", "020/1234567", "31201234567"),
        ("IT", "06/69812345", "390669812345"),
        ("CH", "044/668 18 00", "41446681800"),
        ("US", "202/555/0131", "12025550131"),
        ("US", "(202) 555 - 0131", "12025550131"),
        ("US", "+1 202 – 555 – 0131", "12025550131"),
        ("IN", "+91/98765/43227", "919876543227"),
        ("GB", "+44 (0)20 7946 0958", "442079460958"),
        ("FR", "01 - 42 - 68 - 53 - 00", "33142685300"),
    ] {
        assert_eq!(digits(region, text).as_deref(), Ok(expected), "{region} {text}");
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
