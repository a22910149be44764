//! The country of a number without a country code: where it comes from, which source counts, and that assumptions are
//! shown.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::contact_inputs::{LIST, received_by_burki, received_by_kore, rejected, worlds};
use crate::world::Sandbox;

#[test]
fn what_was_assumed_is_said_on_every_surface() {
    let (sandbox, kore, burki) = worlds();
    let text = "Phone,uniqueId\n(202) 555-0131,a\n+6581234567,b\n202-555-0132,c\n";
    let words = "2 numbers without a country code, read as US (--region)";
    for (world, command) in [(&kore, ["contact-list", "import", LIST]), (&burki, ["campaign", "import", "1"])]
    {
        world.file("contacts.csv", text);
        for more in [&["--check"][..], &["--yes"]] {
            let line = [&command[..], &["contacts.csv", "--region", "US"], more].concat();
            world.run(&line).expect_code(0).expect_stdout(&[words]);
        }
        let line = [&command[..], &["contacts.csv", "--check", "-o", "json"]].concat();
        for (variable, source) in [("US", "KCAMP_REGION"), ("us", "KCAMP_REGION")] {
            let mut command = world.command(&line);
            let output = command.env("KCAMP_REGION", variable).output().unwrap();
            let view: Value = serde_json::from_slice(&output.stdout).unwrap();
            let expected = serde_json::json!([{"country": "US", "source": source, "contacts": 2}]);
            assert_eq!(view["read_with_country"], expected, "{view}");
        }
    }
    assert_eq!(received_by_kore(&sandbox, 0)["a"], "12025550131");
}

/// The number of London in a row with this header and cell, with US as the common country; `None` if the row is
/// rejected.
fn london_beside(header: &str, cell: &str, map: &[&str]) -> Option<String> {
    let (sandbox, kore, _) = worlds();
    kore.file("contacts.csv", format!("Phone,{header},uniqueId\n2079460958,{cell},a\n+6581234567,+65,b\n"));
    let line = ["contact-list", "import", LIST, "contacts.csv", "--region", "US", "--rejects", "stayed.csv"];
    // Some of these rows are refused; the received requests show which.
    let _refused_or_not = kore.run([&line[..], map].concat());
    let mut received = received_by_kore(&sandbox, 0);
    assert_eq!(received.remove("b").as_deref(), Some("6581234567"), "{header}");
    received.remove("a")
}

#[test]
fn a_column_is_the_country_under_every_usual_header() {
    for (header, cell) in [
        ("Country Dialing Code", "44"),
        ("International Code", "44"),
        ("Int Code", "+44"),
        ("Phone CC", "44"),
        ("phone_cc", "0044"),
        ("Tel Code", "+44"),
        ("IDD", "44"),
        ("Country Abbreviation", "GB"),
        ("Country 1", "United Kingdom"),
        ("Primary Country", "GB"),
        ("Person Country", "UK"),
        ("Ship Country", "GB"),
        ("Cntry", "GBR"),
        ("Land/Region", "GB"),
        ("Ülke", "GB"),
        ("Kraj", "GB"),
        ("国", "GB"),
        ("Country of the last order", "GB"),
    ] {
        assert_eq!(london_beside(header, cell, &[]).as_deref(), Some("442079460958"), "{header}");
    }
    // A place may be a country or a part of one: it only keeps the number from being read with the common country.
    for header in ["Nationality", "Region", "Market", "Location"] {
        for cell in ["GB", "United Kingdom", "IN", "Georgia"] {
            assert_eq!(london_beside(header, cell, &[]), None, "{header} {cell}");
        }
        let choice = format!("{header}=country");
        let sent = london_beside(header, "GB", &["--map", &choice]);
        assert_eq!(sent.as_deref(), Some("442079460958"), "{header}");
    }
    let chosen = london_beside("Where", "GB", &["--map", "Where=Country"]);
    assert_eq!(chosen.as_deref(), Some("442079460958"));
    // If the user says that the column is a country, a cell that is not one rejects its row.
    assert_eq!(london_beside("Where", "London", &["--map", "Where=country"]), None);
}

#[test]
fn the_profile_says_the_country_and_a_flag_goes_before_it() {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    let setup = [
        "setup",
        "--profile",
        "acme",
        "--timezone",
        "UTC",
        "--secret-env",
        "KCAMP_CLIENT_SECRET",
        "--no-check",
    ];
    for (region, saved) in [("UK", None), ("", Some(Value::Null)), ("gb", Some("GB".into()))] {
        let run = world.run(setup.iter().chain(&["--region", region, "--yes"]));
        match saved {
            None => drop(run.expect_code(2).expect_stderr(&["write GB"])),
            Some(saved) => {
                run.expect_code(0);
                let shown = world.run("profile show -o json").expect_code(0).json();
                let row =
                    shown.as_array().unwrap().iter().find(|row| row["name"] == "region").unwrap().clone();
                assert_eq!(row["value"], saved, "{shown}");
            }
        }
    }
    world.file("contacts.csv", "Phone,uniqueId\n2079460958,a\n");
    let line = ["contact-list", "import", LIST, "contacts.csv", "-o", "json"];
    let view = world.run(line).expect_code(0).json();
    assert_eq!(view["read_with_country"][0]["source"], "profile acme", "{view}");
    assert_eq!(received_by_kore(&sandbox, 0)["a"], "442079460958");
    // Another region gives other numbers for the same rows: this is said in plain words, and nothing is sent.
    let again = world.run(line.iter().chain(&["--region", "US"])).expect_code(6);
    assert_eq!(again.error_json()["code"], "import/other-options");
    again.expect_stderr(&["cannot be taken back", "new list"]);
    for (region, help) in [("UK", "write GB"), ("India", "write IN"), ("+44", "write GB"), ("XX", "ISO 3166")]
    {
        world.run(line.iter().chain(&["--region", region])).expect_code(2).expect_stderr(&[help]);
    }
    assert_eq!(sandbox.received_at("POST", "/addContacts").len(), 1);
}

#[test]
fn a_column_of_countries_is_used_and_shown_and_disagreements_are_said() {
    let (sandbox, kore, burki) = worlds();
    let text = "Phone,Dial Code,uniqueId\n020 7946 0958,+44,a\n+12025550131,44,b\n8123 4567,0065,c\n+6581234568,,d\n";
    for (world, command) in [(&kore, ["contact-list", "import", LIST]), (&burki, ["campaign", "import", "1"])]
    {
        world.file("contacts.csv", text);
        let check = [&command[..], &["contacts.csv", "--check"]].concat();
        let shown = world.run(&check).expect_code(0);
        shown
            .expect_stdout(&["Dial Code (country of the number)", "read as +44 (column Dial Code), 1 as +65"])
            .expect_stderr(&["1 number is not that of the row's Dial Code (line 3)"]);
        let since = sandbox.received().len();
        let view = world
            .run([&command[..], &["contacts.csv", "--yes", "-o", "json"]].concat())
            .expect_code(0)
            .json();
        assert_eq!(
            (&view["country_column"], &view["country_disagreements"]),
            (&"Dial Code".into(), &1.into())
        );
        let (received, plus) = match command[0] {
            "campaign" => (received_by_burki(&sandbox, since), "+"),
            _ => (received_by_kore(&sandbox, since), ""),
        };
        let expected =
            [("a", "442079460958"), ("b", "12025550131"), ("c", "6581234567"), ("d", "6581234568")];
        let expected = expected.map(|(id, digits)| (id.to_owned(), format!("{plus}{digits}")));
        assert_eq!(received, expected.into_iter().collect());
    }
    // If two columns have countries, the one about the number is used, and a contradiction of the other one is
    // reported.
    let text = "Phone,Country,Dial Code,uniqueId\n020 7946 0958,US,+44,a\n8123 4567,SG,+65,b\n+12025550131,DE,+1,c\n";
    kore.file("contacts.csv", text);
    let since = sandbox.received().len();
    let run =
        kore.run(["contact-list", "import", LIST, "contacts.csv", "--yes", "-o", "json"]).expect_code(0);
    assert_eq!(run.json()["country_disagreements"], 1);
    run.expect_stderr(&[
        "1 row of Country and Dial Code say different countries (line 2): Dial Code is used",
    ]);
    assert_eq!(received_by_kore(&sandbox, since)["a"], "442079460958");
    let other =
        ["contact-list", "import", "Event Guests", "contacts.csv", "--map", "Country=country", "--check"];
    kore.run(other).expect_code(3).expect_stdout(&["Country (country of the number)"]);
    // The common country does not replace a column in which no cell can be read, unless the user leaves it out.
    kore.file("contacts.csv", "Phone,Country,uniqueId\n020 7946 0958,home,a\n8123 4567,next door,b\n");
    let line = ["contact-list", "import", LIST, "contacts.csv"];
    for region in [&[][..], &["--region", "GB"]] {
        let run = kore.run(line.iter().chain(region).chain(&["--check"])).expect_code(3);
        run.expect_stderr(&[
            "warning[import/country-unreadable]: 2 numbers without a country code are not sent (lines 2, 3)",
            "no cell of the column Country is a country or a calling code",
            "--map 'Country='",
        ]);
    }
    let left_out = ["--map", "Country=", "--region", "GB", "--check", "-o", "json"];
    assert_eq!(kore.run(line.iter().chain(&left_out)).expect_code(3).json()["accepted"], 1);
    kore.file("contacts.csv", "Phone,Country,uniqueId\n020 7946 0958,GB,a\n");
    kore.run(line.iter().chain(&["--map", "Country="])).expect_code(2).expect_stderr(&["1 number of"]);
}

#[test]
#[expect(clippy::too_many_lines, reason = "one table of cases")]
fn the_common_country_never_goes_over_a_rows_own() {
    let (sandbox, kore, burki) = worlds();
    for (header, rows, sent, stayed) in [
        (
            "Mailing Country",
            "2079460958,GB,a\n2025550132,-,b\n2025550133,N/A,c\n2025550134,?,d\n2025550135,,e\n\
             2079460959,Untied Kingdom,f\n+442079460960,Untied Kingdom,g\n",
            &[
                ("a", "442079460958"),
                ("b", "12025550132"),
                ("c", "12025550133"),
                ("d", "12025550134"),
                ("e", "12025550135"),
                ("g", "442079460960"),
            ][..],
            &["f"][..],
        ),
        (
            "Land",
            "044 668 18 00,Schweiz,a\n030 901820,Deutschland,b\n",
            &[("a", "41446681800"), ("b", "4930901820")],
            &[],
        ),
        // Norway and Namibia among other codes; plain words in other rows.
        (
            "Country",
            "22 12 34 56,NO,a\n2079460958,GB,b\n",
            &[("a", "4722123456"), ("b", "442079460958")],
            &[],
        ),
        (
            "Country",
            "2025550132,No,a\n2079460958,UK,b\n2025550133,NA,c\n",
            &[("b", "442079460958")],
            &["a", "c"],
        ),
        (
            "Vorwahl",
            "2079460958,44.0,a\n2079460959,(+44),b\n876 926 1234,1-876,c\n",
            &[("a", "442079460958"), ("b", "442079460959"), ("c", "18769261234")],
            &[],
        ),
        // No cell is a country, so the column has no effect.
        (
            "Country",
            "2025550132,n.a.,a\n2025550133,TBD,b\n",
            &[("a", "12025550132"), ("b", "12025550133")],
            &[],
        ),
    ] {
        for (world, command) in
            [(&kore, ["contact-list", "import", LIST]), (&burki, ["campaign", "import", "1"])]
        {
            world.file("contacts.csv", format!("Phone,{header},uniqueId\n{rows}"));
            let since = sandbox.received().len();
            let flags = ["contacts.csv", "--region", "US", "--rejects", "stayed.csv", "--yes"];
            world.run([&command[..], &flags].concat()).expect_code(if stayed.is_empty() { 0 } else { 10 });
            let (received, plus) = match command[0] {
                "campaign" => (received_by_burki(&sandbox, since), "+"),
                _ => (received_by_kore(&sandbox, since), ""),
            };
            let expected: BTreeMap<String, String> =
                sent.iter().map(|(id, digits)| ((*id).to_owned(), format!("{plus}{digits}"))).collect();
            assert_eq!(received, expected, "{rows}");
            let codes: BTreeMap<String, String> =
                stayed.iter().map(|id| ((*id).to_owned(), "import/country-unreadable".to_owned())).collect();
            assert_eq!(rejected(world), codes, "{rows}");
            let _ = std::fs::remove_file(world.home().join("stayed.csv"));
        }
    }
}

#[test]
fn a_prefix_is_a_calling_code_only_where_a_plus_says_so() {
    let (sandbox, kore, burki) = worlds();
    for (header, rows, region, sent, stayed) in [
        // 212 is New York, and Morocco; the number already has its area code.
        (
            "Prefix",
            "(212) 555-0131,212,a\n212-555-0132,(212),b\n",
            "US",
            &["12125550131", "12125550132"][..],
            0,
        ),
        ("Vorwahl", "030 901820,030,a\n089 901820,89,b\n", "DE", &["4930901820", "4989901820"], 0),
        // Other cases: a calling code, or an area code that the number does not have.
        ("Prefix", "2079460958,44,a\n+442079460959,44,b\n", "US", &["442079460959"], 1),
        ("Vorwahl", "901820,030,a\n030 901820,,b\n", "DE", &["4930901820"], 1),
        ("Prefix", "2079460958,+44,a\n2025550131,+1,b\n", "IN", &["12025550131", "442079460958"], 0),
        ("Indicatif", "612345678,0033,a\n2079460958,44,b\n", "IN", &["33612345678", "442079460958"], 0),
        // A title of a person.
        ("Prefix", "2025550131,MR,a\n2025550132,Dr.,b\n", "US", &["12025550131", "12025550132"], 0),
    ] {
        for (world, command) in
            [(&kore, ["contact-list", "import", LIST]), (&burki, ["campaign", "import", "1"])]
        {
            world.file("contacts.csv", format!("Phone,{header},uniqueId\n{rows}"));
            let since = sandbox.received().len();
            let flags = ["contacts.csv", "--region", region, "--rejects", "stayed.csv", "--yes"];
            let run =
                world.run([&command[..], &flags].concat()).expect_code(if stayed == 0 { 0 } else { 10 });
            let received = match command[0] {
                "campaign" => received_by_burki(&sandbox, since),
                _ => received_by_kore(&sandbox, since),
            };
            let received: BTreeSet<&str> = received.values().map(|it| it.trim_start_matches('+')).collect();
            assert_eq!(received, sent.iter().copied().collect(), "{rows}");
            assert_eq!(rejected(world).len(), stayed, "{rows}");
            if stayed > 0 {
                let words = "may be calling codes or area codes";
                run.expect_stderr(&["1 number without a country code is not sent (line 2)", words]);
            }
            let _ = std::fs::remove_file(world.home().join("stayed.csv"));
        }
    }
}

#[test]
fn a_number_whose_area_code_stands_in_another_column_is_not_sent_without_it() {
    let (sandbox, kore, burki) = worlds();
    for (world, command) in [(&kore, ["contact-list", "import", LIST]), (&burki, ["campaign", "import", "1"])]
    {
        for (text, region) in [
            ("Country Code,Area Code,Phone,uniqueId\n49,30,2345678,a\n49,30,030 2345679,b\n", None),
            ("Ortsvorwahl,Phone,uniqueId\n030,2345678,a\n(030),030 2345679,b\n", Some("DE")),
            ("Area,Phone,uniqueId\n30,2345678,a\n30,+49 30 2345679,b\n", Some("DE")),
            ("DDD,Phone,uniqueId\n11,2345 6789,a\n11,(11) 2345-6780,b\n", Some("BR")),
        ] {
            world.file("contacts.csv", text);
            let since = sandbox.received().len();
            let region: Vec<&str> = region.map_or(vec![], |region| vec!["--region", region]);
            world.run([&command[..], &["contacts.csv", "--yes"], &region].concat()).expect_code(10);
            let received = match command[0] {
                "campaign" => received_by_burki(&sandbox, since),
                _ => received_by_kore(&sandbox, since),
            };
            assert_eq!(received.into_keys().collect::<Vec<_>>(), ["b"], "{text}");
        }
    }
    // Another number is not left out in place of the one that must not be contacted.
    kore.file("dnc.csv", "Area Code,Phone\n30,2345678\n");
    kore.file("contacts.csv", "Phone\n+49302345678\n");
    let line =
        ["contact-list", "import", LIST, "contacts.csv", "--region", "DE", "--dnc", "dnc.csv", "--yes"];
    let run = kore.run(line).expect_code(3);
    run.expect_stderr(&["the area code stands in another column"]);
}

#[test]
fn a_do_not_contact_entry_of_which_columns_say_two_countries_is_both_numbers() {
    let (sandbox, kore, _) = worlds();
    kore.file("dnc.csv", "Phone,Country,Dial Code\n2079460958,United Kingdom,1\n");
    kore.file("contacts.csv", "Phone,uniqueId\n+442079460958,a\n+12079460958,b\n+12025550131,c\n");
    let since = sandbox.received().len();
    kore.run(["contact-list", "import", LIST, "contacts.csv", "--dnc", "dnc.csv", "--yes"]).expect_code(0);
    assert_eq!(received_by_kore(&sandbox, since).into_keys().collect::<Vec<_>>(), ["c"]);
}

#[test]
fn what_has_no_digits_is_no_number_whose_country_is_missing() {
    let (sandbox, kore, _) = worlds();
    for cell in ["-", "0", "''", "000", "n/a"] {
        kore.file("contacts.csv", format!("Phone,uniqueId\n{cell},a\n+12025550131,b\n"));
        let since = sandbox.received().len();
        kore.run("contact-list import 'Event Guests' contacts.csv --yes --again").expect_code(10);
        assert_eq!(received_by_kore(&sandbox, since).into_keys().collect::<Vec<_>>(), ["b"], "{cell}");
    }
}

#[test]
fn a_country_that_no_number_needed_keeps_no_import_from_going_on() {
    let (sandbox, kore, _) = worlds();
    kore.file("contacts.csv", "Phone,uniqueId\n+12025550131,a\n");
    kore.run(["contact-list", "import", LIST, "contacts.csv", "--yes"]).expect_code(0);
    kore.file("contacts.csv", "Phone,uniqueId\n+12025550131,a\n(202) 555-0132,b\n");
    let since = sandbox.received().len();
    let line = ["contact-list", "import", LIST, "contacts.csv", "--region", "US", "--only-new", "--yes"];
    kore.run(line).expect_code(0);
    assert_eq!(received_by_kore(&sandbox, since).into_keys().collect::<Vec<_>>(), ["b"]);
    // If the country was needed, another one is another import, even for a check.
    let other = ["contact-list", "import", LIST, "contacts.csv", "--region", "CA"];
    for more in ["--check", "--dry-run", "--yes"] {
        kore.run(other.iter().chain(&[more])).expect_code(6);
    }
}
