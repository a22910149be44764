//! Columns whose cells look like calling codes under headers that do not name a country, such as a number of guests.
//! No number is read with these codes, and nobody is contacted because of them.

use std::collections::{BTreeMap, BTreeSet};

use crate::contact_inputs::{LIST, received_by_burki, received_by_kore, region_flags, rejected, worlds};

#[test]
fn no_number_is_sent_with_a_country_that_no_header_names() {
    for (header, rows, region, more, sent, stayed) in [
        ("guests", "9172345678,+1,a\n9876543211,,b\n", "IN", "", &[("b", "919876543211")][..], &["a"][..]),
        ("visits", "(916) 555-0131,+7,a\n(916) 555-0132,,b\n", "US", "", &[("b", "19165550132")], &["a"]),
        ("customer", "(916) 555-0131,007,a\n", "US", "", &[], &["a"]),
        ("customer", "(916) 555-0131,007,a\n(916) 555-0132,0044,b\n", "US", "", &[], &["a", "b"]),
        ("dial", "2079460958,+44,a\n", "-", "", &[], &["a"]),
        // There is no doubt if the cell matches the given country, or if the number has its own code.
        ("visits", "(202) 555-0131,+1,a\n", "US", "", &[("a", "12025550131")], &[]),
        ("guests", "+442079460958,+1,a\n", "IN", "", &[("a", "442079460958")], &[]),
        // A place is not a country, whatever its cells hold.
        ("Market", "2079460958,+44,a\n(916) 555-0131,+1,b\n", "US", "", &[("b", "19165550131")], &["a"]),
        ("Region", "9172345678,0044,a\n", "IN", "", &[], &["a"]),
        ("Sales Region", "2079460958,+44,a\n", "-", "", &[], &["a"]),
        ("Market", "2079460958,+44,a\n", "US", "Market=country", &[("a", "442079460958")], &[]),
        ("Market", "(916) 555-0131,+44,a\n", "US", "Market=", &[("a", "19165550131")], &[]),
        // Each of several such columns keeps its row back.
        ("visits,guests", "(916) 555-0131,+1,+7,a\n", "US", "", &[], &["a"]),
        // A mapping says what the column is.
        ("guests", "2079460958,+44,a\n", "US", "guests=country", &[("a", "442079460958")], &[]),
        ("guests", "(916) 555-0131,+7,a\n", "US", "guests=", &[("a", "19165550131")], &[]),
        ("guests", "(916) 555-0131,+7,a\n", "US", "guests=lastName", &[("a", "19165550131")], &[]),
    ] {
        let (sandbox, kore, burki) = worlds();
        for (world, command) in
            [(&kore, ["contact-list", "import", LIST]), (&burki, ["campaign", "import", "1"])]
        {
            // One row is always sent, so that there is a request to check.
            let commas = ",".repeat(header.split(',').count());
            let text = format!("Phone,{header},uniqueId\n{rows}+6581234567{commas},last\n");
            world.file("contacts.csv", &text);
            let since = sandbox.received().len();
            let map = if more.is_empty() { vec![] } else { vec!["--map", more] };
            let flags = ["contacts.csv", "--rejects", "stayed.csv", "--yes"];
            let line = [&command[..], &flags, &region_flags(region)[..], &map[..]].concat();
            let run = world.run(line).expect_code(if stayed.is_empty() { 0 } else { 10 });
            let (received, plus) = match command[0] {
                "campaign" => (received_by_burki(&sandbox, since), "+"),
                _ => (received_by_kore(&sandbox, since), ""),
            };
            let sent = sent.iter().chain(&[("last", "6581234567")]);
            let expected: BTreeMap<String, String> =
                sent.map(|(id, digits)| ((*id).to_owned(), format!("{plus}{digits}"))).collect();
            assert_eq!(received, expected, "{text}");
            if !stayed.is_empty() {
                assert!(!run.stderr.contains("read as +"), "{}", run.stderr);
                // All columns are named, each with the mapping to use.
                for name in header.split(',') {
                    for map in [format!("--map '{name}=country'"), format!("--map '{name}='")] {
                        assert!(run.stderr.contains(&map), "{map}: {}", run.stderr);
                    }
                }
            }
            if !header.contains(',') {
                let codes: BTreeMap<String, String> = stayed
                    .iter()
                    .map(|id| ((*id).to_owned(), "import/country-unreadable".to_owned()))
                    .collect();
                assert_eq!(rejected(world), codes, "{text}");
            }
        }
    }
}

#[test]
fn a_column_that_is_a_field_of_the_contact_is_no_country() {
    for (header, map) in [("uniqueId", &[][..]), ("customer", &["--map", "customer=uniqueId"])] {
        let (sandbox, kore, _) = worlds();
        kore.file("contacts.csv", format!("Phone,{header}\n(916) 555-0131,007\n(916) 555-0132,0044\n"));
        let since = sandbox.received().len();
        let line = ["contact-list", "import", LIST, "contacts.csv", "--region", "US", "--yes"];
        kore.run([&line[..], map].concat()).expect_code(0);
        let expected = [("007", "19165550131"), ("0044", "19165550132")];
        let expected = expected.map(|(id, digits)| (id.to_owned(), digits.to_owned()));
        assert_eq!(received_by_kore(&sandbox, since), BTreeMap::from(expected), "{header}");
    }
}

#[test]
fn an_entry_beside_such_a_column_keeps_both_readings_from_being_contacted() {
    let contacts =
        "Phone,uniqueId\n+919172345678,india\n+19172345678,america\n+79172345678,russia\n+6581234567,last\n";
    for (entries, region, sent) in [
        ("phone,guests\n9172345678,+1\n9876543211,\n", "IN", &["russia"][..]),
        ("phone,customer\n9172345678,007\n", "US", &["india"]),
        ("phone,visits,guests\n9172345678,+1,+7\n", "IN", &[]),
        ("phone,Market\n9172345678,+1\n9876543211,\n", "IN", &["russia"]),
        ("phone,Region\n9172345678,007\n", "US", &["india"]),
        ("phone,Country,Market\n9172345678,IN,+1\n", "US", &["russia"]),
        ("phone,Market,guests\n9172345678,+1,+7\n", "IN", &[]),
        ("phone,Country,guests\n9172345678,IN,+1\n", "US", &["russia"]),
        ("phone,guests\n+919172345678,+1\n", "US", &["america", "russia"]),
        // A column with a known other meaning is ignored.
        ("phone,customerId\n9172345678,007\n", "US", &["india", "russia"]),
    ] {
        let (sandbox, kore, burki) = worlds();
        for (world, command) in
            [(&kore, ["contact-list", "import", LIST]), (&burki, ["campaign", "import", "1"])]
        {
            world.file("contacts.csv", contacts);
            world.file("dnc.csv", entries);
            let since = sandbox.received().len();
            let flags = ["contacts.csv", "--dnc", "dnc.csv", "--region", region, "--yes"];
            world.run([&command[..], &flags].concat()).expect_code(0);
            let received = match command[0] {
                "campaign" => received_by_burki(&sandbox, since),
                _ => received_by_kore(&sandbox, since),
            };
            let received: BTreeSet<String> = received.into_keys().collect();
            let expected: BTreeSet<String> =
                sent.iter().chain(&["last"]).map(|id| (*id).to_owned()).collect();
            assert_eq!(received, expected, "{entries}");
        }
    }
}
