//! Do-not-contact files: the contacts that an entry leaves out, on both platforms, and the entries that stop an
//! import.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::contact_inputs::{
    DO_NOT_CONTACT, LIST, NO_COUNTRY, by_region, csv, imports, is_code, received_by_burki, received_by_kore,
    region_flags, table, worlds,
};
use crate::world::World;

const BLOCKED: &str = "blocked";
const SENT: &str = "sent";

#[test]
fn an_entry_keeps_its_line_and_no_other_from_being_contacted() {
    let (sandbox, kore, burki) = worlds();
    let rows: Vec<[&str; 4]> = table(DO_NOT_CONTACT).into_iter().filter(|row| !is_code(row[3])).collect();
    for (region, rows) in by_region(&rows) {
        let entries = rows.iter().map(|row| vec![row[1].to_owned()]);
        let header = vec!["Phone".to_owned(), "uniqueId".to_owned()];
        let contacts = rows
            .iter()
            .enumerate()
            .map(|(place, row)| vec![row[2].to_owned(), place.to_string()])
            .chain([vec!["+6581234567".to_owned(), "last".to_owned()]]);
        let contacts = csv(std::iter::once(header).chain(contacts));
        let mut expected: BTreeSet<String> = rows
            .iter()
            .enumerate()
            .filter(|(_, row)| row[3] == SENT)
            .map(|(place, _)| place.to_string())
            .collect();
        expected.insert("last".to_owned());
        let entries = csv(entries);
        let blocked = rows.iter().filter(|row| row[3] == BLOCKED).count();
        let flags = ["contacts.csv", "--dnc", "dnc.csv", "--yes", "-o", "json"];
        let flags = [&flags, &region_flags(region)[..]].concat();
        for (world, command) in
            [(&kore, ["contact-list", "import", LIST]), (&burki, ["campaign", "import", "1"])]
        {
            world.file("contacts.csv", &contacts);
            world.file("dnc.csv", &entries);
            let since = sandbox.received().len();
            let view = world.run([&command[..], &flags].concat()).expect_code(0).json();
            let received = match command[0] {
                "campaign" => received_by_burki(&sandbox, since),
                _ => received_by_kore(&sandbox, since),
            };
            let received: BTreeSet<String> = received.into_keys().collect();
            assert_eq!(received, expected, "{region}");
            let files = &view["do_not_contact_files"];
            let counted =
                ["files", "entries", "duplicates", "unusable", "contacts_left_out"].map(|key| &files[key]);
            let expected = [1, rows.len(), 0, 0, blocked].map(Value::from);
            assert_eq!(
                counted,
                [&expected[0], &expected[1], &expected[2], &expected[3], &expected[4]],
                "{view}"
            );
        }
    }
}

#[test]
fn an_entry_that_can_match_nobody_keeps_everything_here() {
    let (sandbox, kore, burki) = worlds();
    let rows: Vec<[&str; 4]> = table(DO_NOT_CONTACT).into_iter().filter(|row| is_code(row[3])).collect();
    let since = sandbox.received().len();
    for (place, [region, entry, contact, code]) in rows.iter().enumerate() {
        let (world, command) = match place % 2 {
            0 => (&kore, ["contact-list", "import", LIST]),
            _ => (&burki, ["campaign", "import", "1"]),
        };
        world.file("contacts.csv", format!("Phone\n{contact}\n+6581234567\n"));
        world.file("dnc.csv", csv([vec!["+6581234568".to_owned()], vec![(*entry).to_owned()]]));
        let flags = ["contacts.csv", "--dnc", "dnc.csv", "--yes", "-o", "json"];
        let run = world.run([&command[..], &flags, &region_flags(region)[..]].concat());
        let run = run.expect_code(if *code == NO_COUNTRY { 2 } else { 3 });
        let error = run.error_json();
        assert_eq!(error["code"], *code, "{entry}: {error}");
        let message = error["message"].as_str().unwrap();
        assert!(message.contains("dnc.csv") && message.contains("line 2"), "{message}");
        assert!(!run.stderr.contains(entry), "{}", run.stderr);
    }
    assert_eq!(imports(&sandbox, since), 0);

    // All at once: one error that lists them, or a count.
    let unusable: Vec<&[&str; 4]> = rows.iter().filter(|row| row[0] == "-" && row[3] != NO_COUNTRY).collect();
    let entries = unusable.iter().map(|row| vec![row[1].to_owned()]);
    kore.file("contacts.csv", "Phone,uniqueId\n+6581234567,a\n+6581234568,b\n");
    kore.file("dnc.csv", csv([vec!["+6581234568".to_owned()]].into_iter().chain(entries)));
    let line = ["contact-list", "import", LIST, "contacts.csv", "--dnc", "dnc.csv", "-o", "json"];
    let listed = kore.run(line).expect_code(3);
    let message = listed.error_json()["message"].as_str().unwrap().to_owned();
    let count = format!("{} of the {} entries of dnc.csv cannot be read", unusable.len(), unusable.len() + 1);
    assert!(message.starts_with(&count) && message.contains("line 11:"), "{message}");
    assert!(message.contains(&format!("and {} more", unusable.len() - 10)), "{message}");
    let since = sandbox.received().len();
    let lenient = kore.run(line.iter().chain(&["--dnc-lenient"])).expect_code(0).expect_stderr(&[&count]);
    let files = &lenient.json()["do_not_contact_files"];
    let (without, unreadable) = (files["unusable"].as_u64().unwrap(), files["unreadable"].as_u64().unwrap());
    assert!(without == 1 && unreadable > 1 && without + unreadable == unusable.len() as u64, "{files}");
    lenient.expect_stderr(&["left out, and 1 of them has no number and keeps nobody out"]);
    assert_eq!(received_by_kore(&sandbox, since).into_values().collect::<Vec<_>>(), ["6581234567"]);
}

/// With `--dnc-lenient`, both platforms count the entries with too few digits to match anybody, in the table and in
/// JSON; the other entries match.
#[test]
fn what_can_match_nobody_is_counted_in_the_table_of_both_platforms() {
    for (entries, unusable) in
        [("+65\u{2a}\u{2a}\u{2a}\n", 1), ("+65******\n+9****1\nx\u{2022}\u{2022}01\n", 3)]
    {
        let (sandbox, kore, burki) = worlds();
        for (world, command) in
            [(&kore, ["contact-list", "import", LIST]), (&burki, ["campaign", "import", "1"])]
        {
            world.file("contacts.csv", "Phone,uniqueId\n+6581234567,a\n+6581234568,b\n");
            world.file("dnc.csv", format!("+6581234568\n{entries}+6581234568\n"));
            let line = [&command[..], &["contacts.csv", "--dnc", "dnc.csv", "--yes"]].concat();
            let since = sandbox.received().len();
            world.run(&line).expect_code(3);
            assert_eq!(imports(&sandbox, since), 0);
            let counted = format!("{unusable} of the {} entries of dnc.csv cannot be read", unusable + 2);
            let run = world.run([&line[..], &["--dnc-lenient"]].concat()).expect_code(0);
            let run = run.expect_stderr(&[&counted]);
            let row = format!("1 left out; entries: {}, duplicates: 1, unusable: {unusable}", unusable + 2);
            assert!(run.stdout.contains(&row), "no {row:?} in {}", run.stdout);
            let received = match command[0] {
                "campaign" => received_by_burki(&sandbox, since),
                _ => received_by_kore(&sandbox, since),
            };
            assert_eq!(received.into_keys().collect::<Vec<_>>(), ["a"]);
        }
    }
}

#[test]
fn a_file_without_an_entry_is_an_error_unless_it_may_be_empty() {
    let (sandbox, kore, burki) = worlds();
    let commands = [(&kore, ["contact-list", "import", LIST]), (&burki, ["campaign", "import", "1"])];
    for (world, command) in commands {
        world.file("contacts.csv", "Phone\n+6581234567\n");
        for text in ["", "\n\n", "phone\n", "Phone,Why\n", " , \n,\n", "\u{feff}phone\r\n"] {
            world.file("dnc.csv", text);
            let line =
                [&command[..], &["contacts.csv", "--dnc", "dnc.csv", "-o", "json", "--check"]].concat();
            let error = world.run(&line).expect_code(3).error_json();
            assert_eq!(error["code"], "import/do-not-contact-empty", "{text:?}: {error}");
            let view = world.run(line.iter().chain(&["--dnc-may-be-empty"])).expect_code(0).json();
            assert_eq!(view["do_not_contact_files"]["entries"], 0, "{view}");
        }
    }
    assert_eq!(imports(&sandbox, 0), 0);
}

#[test]
fn a_do_not_contact_file_is_read_in_every_form_it_has() {
    let (sandbox, kore, _) = worlds();
    for (text, entries, duplicates) in [
        ("phone,why\n+6581234568,asked\n", 1, 0),
        ("Name;Mobile;Phone\nAda;+6581234568;+6581234569\nBo;;+65 8123 4568\n", 3, 1),
        ("Country,Number\nSG,8123 4568\nSingapore,81234569\n+65,8123 4568\n", 3, 1),
        ("+6581234568\n\n+65 8123 4568\n", 2, 1),
        ("+52 1 55 1234 5678\n+52 55 1234 5678\n+6581234568\n", 3, 1),
    ] {
        kore.file("contacts.csv", "Phone,uniqueId\n+6581234567,a\n+6581234568,b\n");
        kore.file("dnc.csv", text);
        let since = sandbox.received().len();
        let line =
            ["contact-list", "import", LIST, "contacts.csv", "--dnc", "dnc.csv", "--again", "-o", "json"];
        let run = kore.run(line).expect_code(0);
        let files = &run.json()["do_not_contact_files"];
        assert_eq!(
            (&files["entries"], &files["duplicates"]),
            (&entries.into(), &duplicates.into()),
            "{text}"
        );
        assert_eq!(files["contacts_left_out"], 1, "{text}");
        assert_eq!(
            received_by_kore(&sandbox, since).into_values().collect::<Vec<_>>(),
            ["6581234567"],
            "{text}"
        );
    }
}

#[test]
fn an_entry_whose_country_cannot_be_read_is_named_with_what_stands_there() {
    let (sandbox, kore, burki) = worlds();
    for (world, command) in [(&kore, ["contact-list", "import", LIST]), (&burki, ["campaign", "import", "1"])]
    {
        world.file("contacts.csv", "Phone\n+442079460958\n+6581234567\n");
        for (text, words) in [
            ("Phone,Country\n2079460958,XX\n", "dnc.csv, line 2: the Country \"XX\" is not a country"),
            (
                "Phone,Country\n2079460957,GB\n2079460958,Mars\n2079460959,Mars\n",
                "lines 3, 4: the Country \"Mars\"",
            ),
            ("Phone,CC\n2079460958,boss@example.com\n", "the CC \"boss@example.com\" is not a country"),
            ("Phone,Prefix\n2079460958,44\n", "the Prefix \"44\" may be a calling code or an area code"),
            ("Phone,Country\n2079460958,2079460958\n", "line 2: the Country is not a country"),
        ] {
            world.file("dnc.csv", text);
            for region in [&[][..], &["--region", "GB"], &["--region", "US", "--dnc-lenient"]] {
                let flags = ["contacts.csv", "--dnc", "dnc.csv", "--yes", "-o", "json"];
                let error = world.run([&command[..], &flags, region].concat()).expect_code(3).error_json();
                let message = error["message"].as_str().unwrap();
                assert_eq!(error["code"], "import/country-unreadable", "{text}: {message}");
                assert!(message.contains(words), "{text}: {message}");
                assert!(!message.contains("2079460958"), "{message}");
            }
        }
    }
    assert_eq!(imports(&sandbox, 0), 0);
}

#[test]
fn the_country_of_entries_is_said() {
    let (_sandbox, kore, _) = worlds();
    kore.file("contacts.csv", "Phone,uniqueId\n2079460958,a\n+6581234567,b\n");
    let line =
        ["contact-list", "import", LIST, "contacts.csv", "--region", "US", "--dnc", "dnc.csv", "--check"];
    for (text, expected) in [
        ("2079460958\n", serde_json::json!([{"country": "US", "source": "--region", "contacts": 1}])),
        (
            "Phone,Country\n2079460958,\n2079460959,GB\n+6581234568,\n",
            serde_json::json!([
                {"country": "US", "source": "--region", "contacts": 1},
                {"country": "GB", "source": "column Country", "contacts": 1},
            ]),
        ),
        ("+6581234568\n", serde_json::json!([])),
    ] {
        kore.file("dnc.csv", text);
        let view = kore.run(line.iter().chain(&["-o", "json"])).expect_code(0).json();
        assert_eq!(view["do_not_contact_files"]["read_with_country"], expected, "{text}");
        if text.starts_with("20") {
            let words = "unusable: 0; 1 number without a country code, read as US (--region)";
            kore.run(line).expect_code(0).expect_stdout(&[words]);
        }
    }
    // An entry's own country is used too.
    kore.file("dnc.csv", "Phone,Country\n2079460958,Untied Kingdom\n2079460959,GB\n");
    let error = kore.run(line.iter().chain(&["-o", "json"])).expect_code(3).error_json();
    assert_eq!(error["code"], "import/country-unreadable", "{error}");
}

#[test]
fn a_masked_listing_is_said_to_be_of_no_use_as_input() {
    let world = World::new().with("KCAMP_SANDBOX", "1");
    let line = ["contact-list", "contacts", LIST, "-o", "csv"];
    let masked = world.run(line).expect_code(0).expect_stderr(&["masked", "--show-numbers"]);
    world.file("dnc.csv", masked.stdout);
    world.file("contacts.csv", "Phone\n+6581234567\n");
    let import = ["contact-list", "import", LIST, "contacts.csv", "--dnc", "dnc.csv", "-o", "json"];
    assert_eq!(world.run(import).expect_code(3).error_json()["code"], "import/do-not-contact-unreadable");
    let whole = world.run(line.iter().chain(&["--show-numbers"])).expect_code(0);
    assert!(!whole.stderr.contains("masked"), "{}", whole.stderr);
    // Complete numbers can be read again, as entries and as contacts.
    world.file("dnc.csv", &whole.stdout);
    let view = world.run(import).expect_code(0).json();
    assert_eq!(view["do_not_contact_files"]["unusable"], 0, "{view}");
    world.file("whole.csv", &whole.stdout);
    world.run(["contact-list", "import", "Event Guests", "whole.csv", "--check"]).expect_code(0);
}

#[test]
fn an_error_in_a_do_not_contact_file_names_it() {
    let (sandbox, kore, _) = worlds();
    let since = sandbox.received().len();
    for bytes in [
        &b"phone\n\"+6581234568\n+6581234569\n"[..],
        b"phone\n+658123\x004568\n",
        b"\xff\xfep\0h\0o\0n\0e\0\n\0",
        b"PK\x03\x04\x14\0\x06\0[Content_Types].xml xl/workbook.xml",
        b"%PDF-1.7\n",
    ] {
        kore.file("contacts.csv", "Phone\n+6581234567\n");
        kore.file("blocked.csv", bytes);
        let line = ["contact-list", "import", LIST, "contacts.csv", "--dnc", "blocked.csv", "-o", "json"];
        let error = kore.run(line).expect_code(3).error_json();
        assert!(error["message"].as_str().unwrap().contains("blocked.csv"), "{error}");
    }
    assert_eq!(imports(&sandbox, since), 0);
}

#[test]
fn a_number_in_any_column_of_a_do_not_contact_file_is_not_contacted() {
    let row = |phone: &str, id: &str| vec![phone.to_owned(), String::new(), id.to_owned()];
    let contacts = csv([
        row("Phone", "uniqueId"),
        row("+12025550131", "0"),
        row("+12025550132", "1"),
        row("+12025550133", "2"),
    ]);
    let headers = [
        "Mobile,Work",
        "Mobile Phone,Home Phone",
        "Phone,Phone 2",
        "phone,Home",
        "Mobile,Office",
        "Mobile,Fax",
    ];
    let more = ["Handynummer,Festnetz", "Phone,", "Phone", "Mobile,Customer ID"];
    for header in headers.into_iter().chain(more) {
        // A separate sandbox for each: a file is not sent into a list again with another do-not-contact file.
        let (sandbox, kore, burki) = worlds();
        for (world, command) in
            [(&kore, ["contact-list", "import", LIST]), (&burki, ["campaign", "import", "1"])]
        {
            world.file("contacts.csv", &contacts);
            world.file("dnc.csv", format!("{header}\n+12025550131,(202) 555-0132\n"));
            let since = sandbox.received().len();
            let flags = ["contacts.csv", "--region", "US", "--dnc", "dnc.csv", "--yes"];
            world.run([&command[..], &flags].concat()).expect_code(0);
            let (received, plus) = match command[0] {
                "campaign" => (received_by_burki(&sandbox, since), "+"),
                _ => (received_by_kore(&sandbox, since), ""),
            };
            let left = BTreeMap::from([("2".to_owned(), format!("{plus}12025550133"))]);
            assert_eq!(received, left, "{header}");
        }
    }
}

#[test]
fn an_entry_without_a_country_code_keeps_the_contact_that_is_written_like_it() {
    for (entry, left_out) in [
        ("2079460958", &["a"][..]),
        ("(207) 946-0958", &["a"]),
        // An entry with a country code means one person, and a contact with a country code matches only that.
        ("+12079460958", &[]),
        ("+442079460958", &["a"]),
        ("2079460959", &["b"]),
    ] {
        // A contact that was left out once stays left out.
        let (sandbox, kore, burki) = worlds();
        let contacts =
            "Phone,Country,uniqueId\n2079460958,GB,a\n2079460959,GB,b\n+442079460957,,c\n+442079460956,,d\n";
        for (world, command) in
            [(&kore, ["contact-list", "import", LIST]), (&burki, ["campaign", "import", "1"])]
        {
            world.file("contacts.csv", contacts);
            world.file("dnc.csv", format!("{entry}\n2079460957\n"));
            let since = sandbox.received().len();
            let flags =
                ["contacts.csv", "--dnc", "dnc.csv", "--region", "US", "--yes", "--again", "-o", "json"];
            let flags =
                if command[0] == "campaign" { [&flags[..6], &flags[7..]].concat() } else { flags.to_vec() };
            world.run([&command[..], &flags].concat()).expect_code(0);
            let received = match command[0] {
                "campaign" => received_by_burki(&sandbox, since),
                _ => received_by_kore(&sandbox, since),
            };
            let expected: Vec<&str> =
                ["a", "b", "c", "d"].into_iter().filter(|id| !left_out.contains(id)).collect();
            assert_eq!(received.keys().collect::<Vec<_>>(), expected, "{entry}");
        }
    }
}

#[test]
fn whoever_was_left_out_stays_left_out_of_whatever_file() {
    let opted_out = "+12025550131";
    let rows = "+12025550131,o\n+12025550132,a\n+12025550133,b\n";
    let header = "Phone,uniqueId\n";
    let later = [
        format!("\u{feff}{header}{rows}+12025550134,new\n").replace('\n', "\r\n"),
        format!("{header}+12025550134,new\n{rows}"),
        "Name;uniqueId;Phone\nAda;o;+1 (202) 555-0131\nBo;new;+12025550134\n".to_owned(),
    ];
    for (place, text) in later.iter().enumerate() {
        let (sandbox, kore, burki) = worlds();
        for (world, command) in
            [(&kore, ["contact-list", "import", LIST]), (&burki, ["campaign", "import", "1"])]
        {
            let import = |arguments: &[&str]| {
                let since = sandbox.received().len();
                let run =
                    world.run([&command[..], arguments, &["--yes", "-o", "json"]].concat()).expect_code(0);
                let received = match command[0] {
                    "campaign" => received_by_burki(&sandbox, since),
                    _ => received_by_kore(&sandbox, since),
                };
                (run, received.into_keys().collect::<Vec<_>>())
            };
            world.file("first.csv", format!("{header}{rows}"));
            world.file("dnc.txt", format!("{opted_out}\n"));
            assert_eq!(import(&["first.csv", "--dnc", "dnc.txt"]).1, ["a", "b"]);
            // With another file name, and without the do-not-contact file.
            world.file("later.csv", text);
            let (run, received) = import(&["later.csv"]);
            assert!(
                received.contains(&"new".to_owned()) && !received.contains(&"o".to_owned()),
                "{place}: {received:?}"
            );
            assert_eq!(run.json()["do_not_contact"], 1, "{place}");
            run.expect_stderr(&[
                "1 contact stays left out: a do-not-contact file left it out of an earlier import",
            ]);
            // Nor with another do-not-contact file.
            world.file("other.txt", "+12025550139\n");
            world.file("third.csv", format!("{header}+12025550135,c\n{rows}"));
            assert!(!import(&["third.csv", "--dnc", "other.txt"]).1.contains(&"o".to_owned()), "{place}");
        }
        // Nor in a file of its own, with any do-not-contact file.
        kore.file("own.csv", format!("{header}{opted_out},o\n"));
        let since = sandbox.received().len();
        kore.run(["contact-list", "import", LIST, "own.csv", "--yes"]).expect_code(3);
        let again = ["contact-list", "import", LIST, "own.csv", "--again", "--yes"];
        kore.run(again).expect_code(3);
        kore.run(again.iter().chain(&["--dnc", "other.txt"])).expect_code(3);
        assert!(received_by_kore(&sandbox, since).is_empty());
        // Another list does not have this record.
        kore.run("contact-list import 'Event Guests' own.csv --yes").expect_code(0);
        assert_eq!(received_by_kore(&sandbox, since).into_keys().collect::<Vec<_>>(), ["o"]);
    }
}

#[test]
fn what_is_remembered_of_whom_files_left_out_must_be_readable() {
    let (sandbox, kore, _) = worlds();
    kore.file("first.csv", "Phone\n+12025550131\n+12025550132\n");
    kore.file("dnc.txt", "+12025550131\n");
    kore.run(["contact-list", "import", LIST, "first.csv", "--dnc", "dnc.txt", "--yes"]).expect_code(0);
    let remembered =
        kore.files().into_iter().find(|(path, _)| path.extension().is_some_and(|it| it == "left-out"));
    let (path, text) = remembered.unwrap();
    assert!(!text.contains("2025550131"), "{text}");
    std::fs::write(&path, "\0\0\0\n").unwrap();
    let since = sandbox.received().len();
    kore.file("later.csv", "Phone\n+12025550133\n");
    let run = kore.run(["contact-list", "import", LIST, "later.csv", "--yes", "-o", "json"]);
    assert_eq!(run.error_json()["code"], "import/memory-unreadable");
    assert_eq!(received_by_kore(&sandbox, since).len(), 0);
    std::fs::remove_file(&path).unwrap();
    kore.run(["contact-list", "import", LIST, "later.csv", "--yes"]).expect_code(0);
}

#[test]
fn a_file_of_which_nobody_may_be_contacted_is_remembered_too() {
    let (sandbox, kore, burki) = worlds();
    for (world, command) in [(&kore, ["contact-list", "import", LIST]), (&burki, ["campaign", "import", "1"])]
    {
        world.file("first.csv", "Phone\n+12025550131\n");
        world.file("dnc.txt", "+12025550131\n");
        world.run([&command[..], &["first.csv", "--dnc", "dnc.txt", "--yes"]].concat()).expect_code(3);
        world.file("later.csv", "Phone,uniqueId\n+12025550131,o\n+12025550132,a\n");
        let since = sandbox.received().len();
        world.run([&command[..], &["later.csv", "--yes"]].concat()).expect_code(0);
        let received = match command[0] {
            "campaign" => received_by_burki(&sandbox, since),
            _ => received_by_kore(&sandbox, since),
        };
        assert_eq!(received.into_keys().collect::<Vec<_>>(), ["a"]);
    }
}

#[test]
fn what_is_remembered_and_was_damaged_keeps_everything_here() {
    for name in ["left-out", "sent"] {
        for damage in [&b""[..], b"\0\0\0\0", b"half"] {
            let (sandbox, kore, _) = worlds();
            kore.file("first.csv", "Phone\n+12025550131\n+12025550132\n");
            kore.file("dnc.txt", "+12025550131\n");
            kore.run(["contact-list", "import", LIST, "first.csv", "--dnc", "dnc.txt", "--yes"])
                .expect_code(0);
            let is_meant = |path: &std::path::Path| path.extension().is_some_and(|it| it == name);
            let (path, whole) = kore.files().into_iter().find(|(path, _)| is_meant(path)).unwrap();
            // Cut off inside a number: where only the end of a block is missing, nobody is.
            let half = &whole.as_bytes()[..whole.len() / 3];
            std::fs::write(&path, if damage == b"half" { half } else { damage }).unwrap();
            kore.file("later.csv", "Phone\n+12025550131\n+12025550132\n+12025550133\n");
            let since = sandbox.received_at("POST", "/addContacts").len();
            let line = ["contact-list", "import", LIST, "later.csv", "--yes"];
            let error = kore.run(line.iter().chain(&["-o", "json"])).expect_code(3).error_json();
            assert_eq!(error["code"], "import/memory-unreadable", "{name} {error}");
            assert_eq!(sandbox.received_at("POST", "/addContacts").len(), since);
        }
    }
}

#[test]
fn a_dry_run_says_whom_it_leaves_out_and_which_country_it_assumes() {
    let (_sandbox, kore, burki) = worlds();
    for (world, command) in [(&kore, ["contact-list", "import", LIST]), (&burki, ["campaign", "import", "1"])]
    {
        world.file("first.csv", "Phone\n(202) 555-0131\n(202) 555-0132\n");
        world.file("dnc.txt", "+12025550131\n");
        let line = [&command[..], &["first.csv", "--dnc", "dnc.txt", "--region", "US", "--dry-run"]].concat();
        world.run(line).expect_code(0).expect_stderr(&[
            "1 number without a country code, read as US (--region)",
            "do not contact: 1 left out; entries: 1, duplicates: 0, unusable: 0",
        ]);
    }
}
