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

#[test]
fn an_entry_is_kept_out_or_refused_whatever_its_column_is_called() {
    let numbers = Numbers::of("IN".parse().unwrap());
    let headers = ["Home number", "Work", "Numéro", "Spouse", "B", "", "Contact person", "Name", "Notes"];
    let files = headers.map(|header| format!("Phone,{header}\n9876543210,9876543211\n9876543212,CELL\n"));
    let others = [
        "Phone\n9876543210,9876543211\n9876543212,CELL\n",
        "9876543212,CELL\n9876543210,\n",
        "x,9876543210\nCELL,9876543211\n",
    ];
    for file in files.iter().map(String::as_str).chain(others) {
        for (cell, is_read) in [
            ("98765 43213 Ada", true),
            ("Ada 9876543213", true),
            ("tel 9876543213", true),
            ("mobile: +91 98765-43213", true),
            ("98765-4321E", false),
            ("98765 432l3", false),
            ("9876543213 9876543214", false),
            ("9876543213 (home) 98765 O3214", false),
            ("9876543213 bis 215", false),
            ("98765 4321", false),
            ("98765432133 Ada", false),
        ] {
            let found = read(&file.replace("CELL", cell));
            let has = |found: &DoNotContact| found.has(&numbers.read("+919876543213", None).unwrap());
            // Without a header, the first line may be anybody's: then the file is refused.
            let is_kept_out = found.as_ref().is_ok_and(has);
            assert!(found.is_err() || is_kept_out, "{file} {cell}");
            assert_eq!(is_kept_out, is_read, "{file} {cell}");
        }
    }
}

#[test]
fn every_number_of_an_insert_statement_is_an_entry() {
    let numbers = Numbers::of("IN".parse().unwrap());
    for text in [
        "INSERT INTO dnc VALUES ('9876543210'),('9876543211');\n",
        "INSERT INTO dnc VALUES ('9876543210'),('9876543212');\nINSERT INTO dnc VALUES ('9876543211'),('9876543213');\n",
        "('9876543210', 'Ada'),\n('9876543211', 'Bo');\n",
        "(1,'9876543210'),\n(2,'9876543211');\n",
        "INSERT INTO dnc (phone, name) VALUES ('9876543210', 'Ada'), ('9876543211', 'Bo');\n",
    ] {
        let Ok(found) = read(text) else { continue };
        for listed in ["+919876543210", "+919876543211"] {
            assert!(found.has(&numbers.read(listed, None).unwrap()), "{text} {listed}");
        }
    }
}

#[test]
fn leniency_leaves_out_what_other_columns_and_ranges_say() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("dnc.csv");
    let numbers = Numbers::of("US".parse().unwrap());
    let lenient = Leniency { unusable: true, empty: false };
    for (text, listed, others) in [
        ("Area Code,Phone\n202,5550131\n", &["2025550131"][..], &["2025550132"][..]),
        ("Phone,Area Code\n555-0131,(202)\n", &["2025550131"], &[]),
        ("Country Code,Phone\n1,202555013I\n", &["2025550131"], &[]),
        ("2025550130-32\n", &["2025550130", "2025550131", "2025550132"], &["2025550133"]),
        ("2025550130 bis 132\n", &["2025550130", "2025550131", "2025550132"], &["2025550133"]),
        ("2025550130-2025550139\n", &["2025550135", "2025550139"], &["2025550140"]),
        ("202•555•0131\n", &["2025550131"], &[]),
        ("2025550131?\n", &["2025550131"], &[]),
        ("2025-55-50131\n", &["2025550131"], &[]),
        ("two02 555 0131\n", &["2025550131"], &[]),
        ("202-555-FLOW\n", &["2025553569"], &["2025550131"]),
        ("²⁰²⁵⁵⁵⁰¹³¹\n", &["2025550131"], &[]),
        ("②⓪②⑤⑤⑤⓪①③①\n", &["2025550131"], &[]),
        ("https://api.whatsapp.com/send?phone=12025550131&text=hi\n", &["2025550131"], &["2025550132"]),
        ("https://wa.me/12025550131?text=hi\n", &["2025550131"], &["2025550132"]),
        ("%2B12025550131\n", &["2025550131"], &["2025550132"]),
        ("+1%20202%20555%200131\n", &["2025550131"], &["2025550132"]),
        ("2025550131e0\n", &["2025550131"], &["2025550132"]),
        ("1.2025550131E+10\n", &["2025550131"], &["2025550132"]),
        ("2.02555013E+09\n", &["2025550130", "2025550131", "2025550139"], &["2025550140"]),
        ("2025550131*\n", &["2025550131"], &["2025550132"]),
    ] {
        std::fs::write(&path, text).unwrap();
        let mut found = DoNotContact::default();
        let said = found.add(&path, numbers, lenient).unwrap().unwrap();
        assert!(said.contains("every number that may stand in 1 of them is left out"), "{text}: {said}");
        assert!(found.add(&path, numbers, Leniency::default()).is_err(), "{text}");
        let has = |number: &&str| found.has(&numbers.read(number, None).unwrap());
        assert!(listed.iter().all(has) && !others.iter().any(has), "{text}");
    }
    // Without a country, too.
    for text in ["send?phone=12025550131", "%2B12025550131", "2025550131e0", "2025550131*"] {
        std::fs::write(&path, format!("{text}\n")).unwrap();
        let mut found = DoNotContact::default();
        let _said = found.add(&path, Numbers::WITH_COUNTRY_CODE, lenient).unwrap();
        let has = |number| found.has(&numbers.read(number, None).unwrap());
        assert!(has("+12025550131") && !has("+12025550132"), "{text}");
    }
    std::fs::write(&path, "2025500000-2025599999\n").unwrap();
    let Err(ImportError::Wrong(problem)) = DoNotContact::default().add(&path, numbers, lenient) else {
        panic!()
    };
    assert!(problem.message.contains("dnc.csv:1: a range"), "{}", problem.message);
}

#[test]
fn leniency_leaves_out_whoever_fits_a_part_of_a_number_and_says_which_entries_are_nobodys() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("dnc.csv");
    let lenient = Leniency { unusable: true, empty: true };
    for numbers in [Numbers::of("US".parse().unwrap()), Numbers::WITH_COUNTRY_CODE] {
        for text in [
            "last 4: 0131",
            "#4: 0131",
            "0131 x4",
            "***0131",
            "+1202555013*",
            "2.0255501E+09",
            "202555****",
            "+1202*****31",
            "202-555-013[0-9]",
        ] {
            std::fs::write(&path, format!("phone\n{text}\n")).unwrap();
            let mut found = DoNotContact::default();
            let said = found.add(&path, numbers, lenient).unwrap().unwrap();
            assert!(said.ends_with("is left out"), "{text}: {said}");
            let has = |number| found.has(&Numbers::WITH_COUNTRY_CODE.read(number, None).unwrap());
            assert!(has("+12025550131") && !has("+13035550299") && !found.is_empty(), "{text}");
        }
        for text in ["\n2E+09", "\n1.2E+10", "\n1.2 E+10 (Ada)", ",Home phone\n+12025550188,1.2E+10"] {
            std::fs::write(&path, format!("phone{text}\n")).unwrap();
            let Err(ImportError::Wrong(problem)) = DoNotContact::default().add(&path, numbers, lenient)
            else {
                panic!("{text}")
            };
            assert!(problem.message.contains("it may be anybody's"), "{}", problem.message);
        }
        for text in ["***", "+1*********", "…31"] {
            std::fs::write(&path, format!("phone\n{text}\n")).unwrap();
            let said = DoNotContact::default().add(&path, numbers, lenient).unwrap().unwrap();
            assert!(said.contains("1 of them has no number and keeps nobody out"), "{text}: {said}");
        }
    }
}
