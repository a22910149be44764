//! Two tables of inputs from real reports, one of contacts and one of do-not-contact entries. For each, the bytes
//! that the platform received are checked, on both platforms. The contacts are here, the entries in `do_not_contact`.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::world::{Sandbox, World};

pub const LIST: &str = "Renewal Due July";
const CONTACTS: &str = include_str!("../fixtures/import/contacts.tsv");
pub const DO_NOT_CONTACT: &str = include_str!("../fixtures/import/do-not-contact.tsv");
pub const NO_COUNTRY: &str = "import/country-not-said";

/// The rows of a table, without its comments.
pub fn table(text: &'static str) -> Vec<[&'static str; 4]> {
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    lines.map(|line| line.split('\t').collect::<Vec<_>>().try_into().unwrap()).collect()
}

/// The rows of a table by their region.
pub fn by_region(rows: &[[&'static str; 4]]) -> BTreeMap<&'static str, Vec<[&'static str; 4]>> {
    let mut regions: BTreeMap<&str, Vec<[&str; 4]>> = BTreeMap::new();
    for row in rows {
        regions.entry(row[0]).or_default().push(*row);
    }
    regions
}

pub fn is_code(expected: &str) -> bool {
    expected.contains('/')
}

/// A CSV file of these records.
pub fn csv(records: impl IntoIterator<Item = Vec<String>>) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    for record in records {
        writer.write_record(record).unwrap();
    }
    writer.into_inner().unwrap()
}

/// A file of the table's contacts, each with its row number as its id.
fn contacts_file(rows: &[[&str; 4]]) -> Vec<u8> {
    let header = ["Phone", "Country", "uniqueId"].map(str::to_owned).to_vec();
    let rows = rows.iter().enumerate();
    let rows = rows
        .map(|(place, [_, country, phone, _])| vec![(*phone).into(), (*country).into(), place.to_string()]);
    csv(std::iter::once(header).chain(rows))
}

pub fn region_flags(region: &str) -> Vec<&str> {
    if region == "-" { vec![] } else { vec!["--region", region] }
}

/// The digits that Kore.ai received after this number of requests, by the contact's id.
pub fn received_by_kore(sandbox: &Sandbox, since: usize) -> BTreeMap<String, String> {
    let requests = sandbox.received().split_off(since);
    let adds = requests.iter().filter(|request| request["path"].as_str().unwrap().ends_with("/addContacts"));
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    adds.flat_map(|request| request["body"]["data"].as_array().unwrap())
        .map(|contact| (text(&contact["uniqueId"]), text(&contact["phoneNumber"])))
        .collect()
}

/// The numbers that Burki received after this number of requests, by the contact's id.
pub fn received_by_burki(sandbox: &Sandbox, since: usize) -> BTreeMap<String, String> {
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

/// The number of requests with contacts after this number of requests.
pub fn imports(sandbox: &Sandbox, since: usize) -> usize {
    let requests = sandbox.received().split_off(since);
    let carries = |path: &str| path.ends_with("/addContacts") || path.ends_with("/import-data");
    requests.iter().filter(|request| carries(request["path"].as_str().unwrap())).count()
}

/// The codes of the rejected rows, by the contact's id.
pub fn rejected(world: &World) -> BTreeMap<String, String> {
    let Ok(text) = std::fs::read(world.home().join("stayed.csv")) else { return BTreeMap::new() };
    let mut reader = csv::Reader::from_reader(&text[..]);
    reader.records().map(Result::unwrap).map(|row| (row[2].to_owned(), row[4].to_owned())).collect()
}

/// A sandbox, a Kore.ai world, and a Burki world with campaign 1.
pub fn worlds() -> (Sandbox, World, World) {
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
            // A complete number is not sent alone either.
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
fn a_zone_that_is_hardly_meant_is_a_warning_and_another_systems_name_is_told_the_zone() {
    let (sandbox, kore, _) = worlds();
    kore.file(
        "contacts.csv",
        "Phone,Time Zone,uniqueId\n+12025550131,EST,a\n+12025550132,est,b\n+12025550133,Etc/GMT+5,c\n\
         +12025550134,US/Eastern,d\n+12025550135,MST,e\n+12025550136,HST,f\n",
    );
    let run = kore.run(["contact-list", "import", LIST, "contacts.csv"]).expect_code(0);
    let run = run.expect_stderr(&[
        "]: EST is UTC-05:00 all year, without daylight saving time",
        "2 contacts have it as their time zone (lines 2, 3)",
        "hint: write America/New_York",
        "]: Etc/GMT+5 is UTC-05:00 all year: the sign in such names is reversed",
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
