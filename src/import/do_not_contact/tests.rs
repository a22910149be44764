//! Tests of do-not-contact files in every form.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use super::{DoNotContact, Leniency};
use crate::domain::number::Numbers;
use crate::import::ImportError;

fn read(text: &str) -> Result<DoNotContact, ImportError> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("dnc.csv");
    std::fs::write(&path, text).unwrap();
    let mut found = DoNotContact::default();
    let numbers = Numbers::of("IN".parse().unwrap());
    found.add(&path, numbers, Leniency::default()).map(|_| found)
}

#[test]
fn a_number_is_found_however_it_is_written() {
    let numbers = Numbers::of("IN".parse().unwrap());
    for text in ["+91 98765 43210\n", "phone,why\n09876543210,asked\n\n", "9876543210\r\n+12025550125\r\n"] {
        let found = read(text).unwrap();
        assert!(found.has(&numbers.read("+919876543210", None).unwrap()), "{text}");
        assert!(!found.has(&numbers.read("+919876543211", None).unwrap()), "{text}");
    }
    assert_ne!(read("9876543210\n").unwrap().fingerprint(), read("9876543211\n").unwrap().fingerprint());
}

#[test]
fn a_number_in_any_column_is_an_entry() {
    let numbers = Numbers::of("IN".parse().unwrap());
    for header in
        ["Mobile,Work", "Mobile,Customer ID", "phone,", "Phone", "Handynummer,Festnetz", "Mobile,Email"]
    {
        let found = read(&format!("{header}\n9876543210,+91 98765 43211\n,9876543212\n")).unwrap();
        for listed in ["+919876543210", "+919876543211", "+919876543212"] {
            assert!(found.has(&numbers.read(listed, None).unwrap()), "{header} {listed}");
        }
        assert_eq!(found.counts().unwrap().entries, 3, "{header}");
    }
    for text in [
        "Mobile,Home phone\n9876543210,******3211\n",
        "Mobile,Phone 2\n9876543210,+91 98765 43211 (home)\n",
        "Phone,Alternate Phone Number\n9876543210,…3211\n",
        "Phone,Festnetz\n9876543210,98765 43211 Ann\n",
        "Phone,Landline\n9876543210,3211\n",
        "Phone,Contact No 2\n9876543210,xxxxxx3211\n",
        "Phone,Teléfono fijo\n9876543210,***\n",
        "Mobile,Work\n9876543210,+91 98765\n",
        "Phone\n9876543210,12345678\n",
        "Mobile,Work\n,\"asked\"\n",
    ] {
        assert!(read(text).is_err(), "{text}");
    }
    for text in [
        "Mobile,Customer ID\n9876543210,12345678\n",
        "Mobile,Note\n9876543210,2026-07-01\n",
        "Mobile,Home phone\n9876543210,n/a\n",
        "Mobile,Phone 2\n9876543210,-\n",
        "Mobile,Phone type\n9876543210,2\n",
        "Mobile,Phone country code\n9876543210,91\n",
    ] {
        assert_eq!(read(text).unwrap().counts().unwrap().entries, 1, "{text}");
    }
}

#[test]
fn a_first_line_with_a_number_is_somebodys() {
    let numbers = Numbers::of("IN".parse().unwrap());
    for text in [
        "mobile,9876543210\n,9876543211\n",
        "Phone;+91 98765 43210\n+919876543211;\n",
        "phone,+919876543210\nphone,+919876543211\n",
        "9876543210,Phone\n9876543211,asked\n",
    ] {
        let found = read(text);
        let is_refused = found.is_err();
        let has =
            |listed: &str| found.as_ref().is_ok_and(|found| found.has(&numbers.read(listed, None).unwrap()));
        assert!(is_refused || has("+919876543210") && has("+919876543211"), "{text}");
    }
}

#[test]
fn a_quote_that_takes_other_lines_in_ends_it() {
    for (text, code) in [
        ("phone,why\n9876543210,\"asked\n9876543211,\n", "import/quote-not-closed"),
        ("phone,why\n9876543210,\"asked\nby mail\n", "import/quote-not-closed"),
        ("phone\n\"9876543210\n9876543211\n", "import/quote-not-closed"),
        ("phone,why\n9876543210,\"asked\n9876543211,\"again\"\n", "import/do-not-contact-unreadable"),
        ("why,phone\n\"asked\nagain\t9876543211\",9876543210\n", "import/do-not-contact-unreadable"),
    ] {
        let Err(ImportError::Wrong(problem)) = read(text) else { panic!("{text:?}") };
        assert_eq!(problem.code, code, "{text:?}: {}", problem.message);
    }
    assert!(read("phone,why\n9876543210,\"asked\nby mail\"\n").is_ok());
}

#[test]
fn a_line_that_cannot_be_read_ends_it() {
    let Err(ImportError::Wrong(problem)) = read("phone\n9876543210\nasked by mail\n") else { panic!() };
    assert_eq!(problem.code, "import/do-not-contact-unreadable");
    assert!(
        problem.message.contains("dnc.csv") && problem.message.contains("line 3:"),
        "{}",
        problem.message
    );
}
