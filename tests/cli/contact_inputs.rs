//! Two tables of inputs from real reports, one of contacts and one of do-not-contact entries: for each the bytes that the
//! platform received are looked at, on both platforms.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::world::{Sandbox, World};

const LIST: &str = "Renewal Due July";
const CONTACTS: &str = include_str!("../fixtures/import/contacts.tsv");
const DO_NOT_CONTACT: &str = include_str!("../fixtures/import/do-not-contact.tsv");

const BLOCKED: &str = "blocked";
const SENT: &str = "sent";
const NO_COUNTRY: &str = "import/country-not-said";

/// The rows of a table, without its comments.
fn table(text: &'static str) -> Vec<[&'static str; 4]> {
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    lines.map(|line| line.split('\t').collect::<Vec<_>>().try_into().unwrap()).collect()
}

/// The rows of a table by their region.
fn by_region(rows: &[[&'static str; 4]]) -> BTreeMap<&'static str, Vec<[&'static str; 4]>> {
    let mut regions: BTreeMap<&str, Vec<[&str; 4]>> = BTreeMap::new();
    for row in rows {
        regions.entry(row[0]).or_default().push(*row);
    }
    regions
}

fn is_code(expected: &str) -> bool {
    expected.contains('/')
}

/// A CSV file of these records.
fn csv(records: impl IntoIterator<Item = Vec<String>>) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    for record in records {
        writer.write_record(record).unwrap();
    }
    writer.into_inner().unwrap()
}

/// A file of contacts of the table, each with its place as its id.
fn contacts_file(rows: &[[&str; 4]]) -> Vec<u8> {
    let header = ["Phone", "Country", "uniqueId"].map(str::to_owned).to_vec();
    let rows = rows.iter().enumerate();
    let rows = rows
        .map(|(place, [_, country, phone, _])| vec![(*phone).into(), (*country).into(), place.to_string()]);
    csv(std::iter::once(header).chain(rows))
}

fn region_flags(region: &str) -> Vec<&str> {
    if region == "-" { vec![] } else { vec!["--region", region] }
}

/// The digits that Kore.ai received since a request, by the contact's id.
fn received_by_kore(sandbox: &Sandbox, since: usize) -> BTreeMap<String, String> {
    let requests = sandbox.received().split_off(since);
    let adds = requests.iter().filter(|request| request["path"].as_str().unwrap().ends_with("/addContacts"));
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    adds.flat_map(|request| request["body"]["data"].as_array().unwrap())
        .map(|contact| (text(&contact["uniqueId"]), text(&contact["phoneNumber"])))
        .collect()
}

/// The numbers that Burki received since a request, by the contact's id.
fn received_by_burki(sandbox: &Sandbox, since: usize) -> BTreeMap<String, String> {
    let requests = sandbox.received().split_off(since);
    let form =
        requests.iter().find(|request| request["path"].as_str().unwrap().ends_with("/import-data")).unwrap();
    let body = form["body"].as_str().unwrap();
    let part = body.split("name=\"file\"").nth(1).unwrap().split_once("\r\n\r\n").unwrap().1;
    let file = part.split("\r\n--").next().unwrap();
    let mut reader = csv::Reader::from_reader(file.as_bytes());
    let header = reader.headers().unwrap().clone();
    let place = |name: &str| header.iter().position(|header| header == name).unwrap();
    let (phone, id) = (place("Phone"), place("uniqueId"));
    reader.records().map(Result::unwrap).map(|row| (row[id].to_owned(), row[phone].to_owned())).collect()
}

/// How many requests since a request carry contacts.
fn imports(sandbox: &Sandbox, since: usize) -> usize {
    let requests = sandbox.received().split_off(since);
    let carries = |path: &str| path.ends_with("/addContacts") || path.ends_with("/import-data");
    requests.iter().filter(|request| carries(request["path"].as_str().unwrap())).count()
}

/// The codes of the rows that stayed here, by the contact's id.
fn rejected(world: &World) -> BTreeMap<String, String> {
    let Ok(text) = std::fs::read(world.home().join("stayed.csv")) else { return BTreeMap::new() };
    let mut reader = csv::Reader::from_reader(&text[..]);
    reader.records().map(Result::unwrap).map(|row| (row[2].to_owned(), row[4].to_owned())).collect()
}

/// A sandbox, a world of Kore.ai, and one of Burki with the campaign 1 in it.
fn worlds() -> (Sandbox, World, World) {
    let sandbox = Sandbox::new();
    let (kore, burki) = (sandbox.world(), sandbox.burki_world());
    let create = ["campaign", "create", "--name", "Renewals", "--type", "call", "--assistant-id", "7"];
    burki.run(create).expect_code(0);
    (sandbox, kore, burki)
}

#[test]
fn the_tables_are_large_enough() {
    assert!(table(CONTACTS).len() >= 60);
    assert!(table(DO_NOT_CONTACT).len() >= 40);
}

#[test]
fn each_contact_goes_out_as_the_table_says_or_not_at_all() {
    let (sandbox, kore, burki) = worlds();
    let rows: Vec<[&str; 4]> = table(CONTACTS).into_iter().filter(|row| row[3] != NO_COUNTRY).collect();
    for (region, rows) in by_region(&rows) {
        let expected = |plus: &str| -> BTreeMap<String, String> {
            let sent = rows.iter().enumerate().filter(|(_, row)| !is_code(row[3]));
            sent.map(|(place, row)| (place.to_string(), format!("{plus}{}", row[3]))).collect()
        };
        let codes: BTreeMap<String, String> = rows
            .iter()
            .enumerate()
            .filter(|(_, row)| is_code(row[3]))
            .map(|(place, row)| (place.to_string(), row[3].to_owned()))
            .collect();
        let exit = if codes.is_empty() { 0 } else { 10 };
        let flags =
            [&["contacts.csv", "--rejects", "stayed.csv", "--yes"], &region_flags(region)[..]].concat();
        for (world, command) in
            [(&kore, ["contact-list", "import", LIST]), (&burki, ["campaign", "import", "1"])]
        {
            world.file("contacts.csv", contacts_file(&rows));
            let since = sandbox.received().len();
            world.run([&command[..], &flags].concat()).expect_code(exit);
            if command[0] == "campaign" {
                assert_eq!(received_by_burki(&sandbox, since), expected("+"), "{region}");
            } else {
                assert_eq!(received_by_kore(&sandbox, since), expected(""), "{region}");
            }
            assert_eq!(rejected(world), codes, "{region}");
            let _ = std::fs::remove_file(world.home().join("stayed.csv"));
        }
    }
}

#[test]
fn of_numbers_whose_country_nobody_said_nothing_is_sent() {
    let (sandbox, kore, burki) = worlds();
    let rows: Vec<[&str; 4]> = table(CONTACTS).into_iter().filter(|row| row[3] == NO_COUNTRY).collect();
    assert!(rows.len() >= 5);
    let since = sandbox.received().len();
    for (world, command) in [(&kore, ["contact-list", "import", LIST]), (&burki, ["campaign", "import", "1"])]
    {
        for row in &rows {
            // A number that is complete does not go out alone either.
            world.file("contacts.csv", format!("Phone\n+919876543299\n{}\n", row[2]));
            let run =
                world.run([&command[..], &["contacts.csv", "--yes", "-o", "json"]].concat()).expect_code(2);
            let error = run.error_json();
            assert_eq!(error["code"], NO_COUNTRY, "{error}");
            let message = error["message"].as_str().unwrap();
            assert!(message.contains("1 number of contacts.csv") && message.contains("line 3"), "{message}");
            assert!(error["hint"].as_str().unwrap().contains("--region"), "{error}");
            assert!(!run.stderr.contains(row[2]) && !run.stdout.contains(row[2]), "{}", run.stderr);
        }
        world.file("contacts.csv", contacts_file(&rows));
        let run = world.run([&command[..], &["contacts.csv", "--yes", "--check"]].concat()).expect_code(2);
        run.expect_stderr(&[&format!("{} numbers of contacts.csv", rows.len()), "lines 2, 3, 4"]);
        assert!(!world.home().join("rejects.csv").exists());
    }
    assert_eq!(imports(&sandbox, since), 0);
}

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

    // All of them at once: one error that lists them, or a count.
    let unusable: Vec<&[&str; 4]> = rows.iter().filter(|row| row[0] == "-" && row[3] != NO_COUNTRY).collect();
    let entries = unusable.iter().map(|row| vec![row[1].to_owned()]);
    kore.file("contacts.csv", "Phone,uniqueId\n+6581234567,a\n+6581234568,b\n");
    kore.file("dnc.csv", csv([vec!["+6581234568".to_owned()]].into_iter().chain(entries)));
    let line = ["contact-list", "import", LIST, "contacts.csv", "--dnc", "dnc.csv", "-o", "json"];
    let listed = kore.run(line).expect_code(3);
    let message = listed.error_json()["message"].as_str().unwrap().to_owned();
    let count =
        format!("{} of the {} entries of dnc.csv can match nobody", unusable.len(), unusable.len() + 1);
    assert!(message.starts_with(&count) && message.contains("line 11:"), "{message}");
    assert!(message.contains(&format!("and {} more", unusable.len() - 10)), "{message}");
    let since = sandbox.received().len();
    let lenient = kore.run(line.iter().chain(&["--dnc-lenient"])).expect_code(0).expect_stderr(&[&count]);
    assert_eq!(lenient.json()["do_not_contact_files"]["unusable"], unusable.len());
    assert_eq!(received_by_kore(&sandbox, since).into_values().collect::<Vec<_>>(), ["6581234567"]);
}

#[test]
fn a_file_without_an_entry_is_an_error_unless_it_may_be_empty() {
    let (sandbox, kore, burki) = worlds();
    for (world, command) in [(&kore, ["contact-list", "import", LIST]), (&burki, ["campaign", "import", "1"])]
    {
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
                let shown = world.run(["profile", "show", "-o", "json"]).expect_code(0).json();
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
    // Another region makes other numbers of the same rows: it is said in plain words, and nothing is sent.
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
    // The common country does not go over a column in which nothing reads, unless it was left out by hand.
    kore.file("contacts.csv", "Phone,Country,uniqueId\n020 7946 0958,home,a\n8123 4567,next door,b\n");
    let line = ["contact-list", "import", LIST, "contacts.csv"];
    for region in [&[][..], &["--region", "GB"]] {
        let run = kore.run(line.iter().chain(region).chain(&["--check"])).expect_code(3);
        run.expect_stderr(&[
            "warning: 2 numbers without a country code are not sent (lines 2, 3)",
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
        // Norway and Namibia beside other codes; words otherwise.
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
        // No cell is a country, so the column says nothing.
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
        // 212 is New York, and Morocco; the number has its area code already.
        (
            "Prefix",
            "(212) 555-0131,212,a\n212-555-0132,(212),b\n",
            "US",
            &["12125550131", "12125550132"][..],
            0,
        ),
        ("Vorwahl", "030 901820,030,a\n089 901820,89,b\n", "DE", &["4930901820", "4989901820"], 0),
        // Somewhere else: a calling code, or an area code that the number does not have.
        ("Prefix", "2079460958,44,a\n+442079460959,44,b\n", "US", &["442079460959"], 1),
        ("Vorwahl", "901820,030,a\n030 901820,,b\n", "DE", &["4930901820"], 1),
        ("Prefix", "2079460958,+44,a\n2025550131,+1,b\n", "IN", &["12025550131", "442079460958"], 0),
        ("Indicatif", "612345678,0033,a\n2079460958,44,b\n", "IN", &["33612345678", "442079460958"], 0),
        // A title.
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
fn a_zone_that_is_hardly_meant_is_a_warning_and_another_systems_name_is_told_the_zone() {
    let (sandbox, kore, _) = worlds();
    kore.file(
        "contacts.csv",
        "Phone,Time Zone,uniqueId\n+12025550131,EST,a\n+12025550132,est,b\n+12025550133,Etc/GMT+5,c\n\
         +12025550134,US/Eastern,d\n+12025550135,MST,e\n+12025550136,HST,f\n",
    );
    let run = kore.run(["contact-list", "import", LIST, "contacts.csv"]).expect_code(0);
    let run = run.expect_stderr(&[
        "warning: EST is UTC-05:00 all year, in summer too",
        "2 contacts have it as their time zone (lines 2, 3); write America/New_York",
        "warning: Etc/GMT+5 is UTC-05:00 all year: the sign of such names is the other way round",
        "1 contact has it as its time zone (line 4)",
        "write America/Denver",
        "write Pacific/Honolulu",
    ]);
    assert!(!run.stderr.contains("US/Eastern"), "{}", run.stderr);
    assert_eq!(received_by_kore(&sandbox, 0).len(), 6);

    for (cell, zone) in [
        ("Eastern Standard Time", "America/New_York"),
        ("W. Europe Standard Time", "Europe/Berlin"),
        ("america_slash_new_york", "America/New_York"),
        ("us_slash_pacific", "America/Los_Angeles"),
        ("(UTC-06:00) Central Time (US & Canada)", "America/Chicago"),
        ("(GMT+05:30) India Standard Time (Asia/Kolkata)", "Asia/Kolkata"),
        ("Amercia/New_York", "America/New_York"),
        ("Kolkata", "Asia/Kolkata"),
    ] {
        kore.file("contacts.csv", format!("Phone,Time Zone\n+12025550131,{cell}\n"));
        let run = kore.run(["contact-list", "import", LIST, "contacts.csv", "--check"]).expect_code(3);
        run.expect_stderr(&["the time zone is not known", &format!("did you mean {zone}?")]);
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
    // Nor is an entry's own country passed over.
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
        // Of their own for each: a file is not sent into a list again with another do-not-contact file.
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
