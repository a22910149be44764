//! `kcamp campaign import`: what it sends of a file, what it leaves out and why, and what is known afterwards.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::world::{Run, Sandbox, World};

/// The fault target of an import's request.
pub const IMPORT: &str = "POST:import-data";

/// The fault target of a request of an import's status.
pub const STATUS: &str = "GET:imports/*";

/// A sandbox with these flags and a world of Burki that talks to it. The sandbox holds the campaign 1, a draft named
/// Renewals.
pub fn with_campaign(flags: &[&str]) -> (Sandbox, World) {
    let sandbox = Sandbox::with_flags(flags);
    let world = sandbox.burki_world().with("KCAMP_REGION", "US");
    world.file("campaign.yaml", "platform: burki\nname: Renewals\ncampaign_type: call\nassistant_id: 7\n");
    world.run("campaign create -f campaign.yaml --yes").expect_code(0);
    (sandbox, world)
}

#[must_use]
pub fn import(world: &World, arguments: &[&str]) -> Run {
    let line: Vec<&str> =
        ["campaign", "import", "1"].iter().chain(arguments).chain(&["-o", "json"]).copied().collect();
    world.run(line)
}

/// The number of the row at `place`, in E.164.
pub fn number(place: usize) -> String {
    format!("+1202{:07}", 5_550_000 + place)
}

/// A file with this number of good rows.
pub fn file(rows: usize) -> String {
    let rows = (0..rows).map(|place| format!("{},Ada {place}\n", number(place)));
    std::iter::once("Mobile No,Full Name\n".to_owned()).chain(rows).collect()
}

/// One part of the form in import number `request`: its head and its content.
fn part(sandbox: &Sandbox, request: usize, name: &str) -> (String, String) {
    let body = sandbox.received_at("POST", "/import-data")[request]["body"].as_str().unwrap().to_owned();
    let boundary = body.lines().next().unwrap().to_owned();
    let wanted = format!("name=\"{name}\"");
    let part = body.split(&boundary).find(|part| part.contains(&wanted)).unwrap().to_owned();
    let (head, content) = part.split_once("\r\n\r\n").unwrap();
    (head.to_owned(), content.strip_suffix("\r\n").unwrap().to_owned())
}

/// The campaign's contacts, with unmasked numbers.
fn contacts(world: &World) -> Vec<Value> {
    let line = ["campaign", "contacts", "1", "--show-numbers", "-o", "json"];
    world.run(line).expect_code(0).json().as_array().unwrap().clone()
}

pub fn numbers(world: &World) -> BTreeSet<String> {
    contacts(world).iter().map(|contact| contact["phone_number"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_thousand_rows_go_out_once_and_are_followed_to_their_end() {
    let (sandbox, world) = with_campaign(&[]);
    world.file("lists/contacts.csv", file(1_000));
    let view = import(&world, &["lists/contacts.csv"]).expect_code(0).json();
    for (key, value) in [
        ("campaign", json!("Renewals")),
        ("id", json!("1")),
        ("file", json!("lists/contacts.csv")),
        ("outcome", json!("imported")),
        ("rows", json!(1_000)),
        ("accepted", json!(1_000)),
        ("imported", json!(1_000)),
        ("total", json!(1_000)),
        ("rejects", Value::Null),
        ("answer", Value::Null),
        ("answer_lost", json!(false)),
    ] {
        assert_eq!(view[key], value, "{key}: {view}");
    }
    assert_eq!(view["columns"], json!(["Mobile No=phone_number", "Full Name=name"]));
    assert_eq!(numbers(&world), (0..1_000).map(number).collect());
    assert_eq!(sandbox.received_at("POST", "/import-data").len(), 1);
    let looks: Vec<Value> = sandbox.received().into_iter().filter(is_status).collect();
    assert!(
        looks.iter().all(|look| look["path"]
            == format!("/api/v1/campaigns/1/imports/{}", view["import_id"].as_str().unwrap()))
    );
    assert!(looks.len() >= 2, "{looks:?}");
}

fn is_status(request: &Value) -> bool {
    request["path"].as_str().unwrap().contains("/imports/")
}

/// A file with one row of each kind.
const MIXED: &str = "\u{feff}phone;Full Name;Plan;Notes\n\
    (202) 555-0125; Ada ;\"gold; 5\";call back\n\
    +44 20 7946 0958;\"Bo \"\"B\"\"\";;\n\
    202.555.0125;Ada again;silver;\n\
    12345;Cy;gold;\n\
    2.02555E+09;Di;gold;\n\
    2025550126;Ed;gold;\n\
    2025550127;Fay\n";

#[test]
fn the_file_goes_out_clean_and_what_stays_has_its_reasons() {
    let (sandbox, world) = with_campaign(&[]);
    world.file("data/contacts.csv", MIXED);
    world.file("dnc.txt", "+1 202 555 0126\n");
    let arguments = ["data/contacts.csv", "--dnc", "dnc.txt", "--map", "Notes=", "--map", "Plan=tariff"];
    let run = import(&world, &arguments).expect_code(10);
    let view = run.json();
    let counted = ["rows", "accepted", "duplicates", "do_not_contact", "invalid"].map(|key| &view[key]);
    assert_eq!(counted, [&json!(7), &json!(2), &json!(1), &json!(1), &json!(3)], "{view}");
    assert_eq!(run.error_json()["code"], "import/rows-rejected");
    // An import of the rejects alone would replace the contacts that were just sent.
    run.expect_stderr(&["import all of it again"]);

    let (head, csv) = part(&sandbox, 0, "file");
    assert!(head.contains("filename=\"contacts.csv\""), "{head}");
    assert_eq!(csv, "phone,Full Name,Plan\n+12025550125,Ada,gold; 5\n+442079460958,\"Bo \"\"B\"\"\",\n");
    let mappings: Value = serde_json::from_str(&part(&sandbox, 0, "column_mappings").1).unwrap();
    assert_eq!(mappings, json!({"phone": "phone_number", "Full Name": "name", "Plan": "tariff"}));
    let variables = contacts(&world)[0]["variables"].clone();
    assert_eq!(variables, json!({"name": "Ada", "tariff": "gold; 5"}));

    let rejects = std::fs::read_to_string(world.home().join("data/contacts.rejects.csv")).unwrap();
    // Before the code stand the four cells of the row and its line number.
    let codes: Vec<&str> = rejects.lines().skip(1).map(|line| line.split(';').nth(5).unwrap()).collect();
    let expected = ["import/number-too-short", "import/number-in-scientific-form", "import/row-uneven"];
    assert_eq!(codes, expected, "{rejects}");
}

#[test]
fn numbers_without_a_country_code_are_of_the_country_that_was_said() {
    let (_sandbox, world) = with_campaign(&[]);
    world.file("contacts.csv", "phone\n9876543210\n");
    assert_eq!(
        import(&world, &["contacts.csv", "--check"]).expect_code(3).error_json()["code"],
        "import/nothing-to-send"
    );
    import(&world, &["contacts.csv", "--region", "IN"]).expect_code(0);
    assert_eq!(numbers(&world), ["+919876543210".to_owned()].into());
}

#[test]
fn a_platform_that_answers_at_once_is_not_asked_again() {
    let (sandbox, world) = with_campaign(&["--choice", "burki-imports=immediate"]);
    world.file("contacts.csv", file(20));
    let run = import(&world, &["contacts.csv"]).expect_code(0);
    let view = run.json();
    assert_eq!(
        (&view["outcome"], &view["imported"], &view["total"]),
        (&json!("imported"), &json!(20), &json!(20))
    );
    assert_eq!(
        (&view["import_id"], view["message"].as_str()),
        (&Value::Null, Some("Successfully imported 20 contacts"))
    );
    assert_eq!(sandbox.received().iter().filter(|it| is_status(it)).count(), 0);
}

#[test]
fn without_waiting_it_says_where_to_look() {
    let (sandbox, world) = with_campaign(&[]);
    world.file("contacts.csv", file(20));
    let run = import(&world, &["contacts.csv", "--no-wait"]).expect_code(0);
    let view = run.json();
    assert_eq!((&view["outcome"], &view["imported"]), (&json!("under-way"), &Value::Null));
    let path = format!("/api/v1/campaigns/1/imports/{}", view["import_id"].as_str().unwrap());
    assert_eq!(sandbox.received().iter().filter(|it| is_status(it)).count(), 0);
    run.expect_stderr(&[&format!("kcamp --platform burki api GET {path}")]);
    world.run(["api", "GET", &path]).expect_code(0);
}

#[test]
fn a_second_file_replaces_what_waits_and_so_asks() {
    let (sandbox, world) = with_campaign(&[]);
    world.file("first.csv", file(3));
    world.file("second.csv", "phone\n+442079460958\n");
    import(&world, &["first.csv"]).expect_code(0);
    let asked = import(&world, &["second.csv"]).expect_code(12).expect_stderr(&["removes the 3 contacts"]);
    assert_eq!(asked.error_json()["code"], "consent/needs-yes");
    assert_eq!(numbers(&world).len(), 3);
    assert_eq!(sandbox.received_at("POST", "/import-data").len(), 1);
    let view = import(&world, &["second.csv", "--yes"]).expect_code(0).json();
    assert_eq!((&view["imported"], &view["total"]), (&json!(1), &json!(1)));
    assert_eq!(numbers(&world), ["+442079460958".to_owned()].into());
}

#[test]
fn a_campaign_that_will_run_by_itself_needs_consent() {
    let (sandbox, world) = with_campaign(&[]);
    let schedule =
        ["schedule", "enable", "1", "--once", "--start", "2027-01-01 09:00", "--timezone", "UTC", "--yes"];
    world.run(schedule).expect_code(0);
    world.file("contacts.csv", file(3));
    let refused = import(&world, &["contacts.csv"]).expect_code(12);
    assert!(refused.error_json()["message"].as_str().unwrap().contains("real people"), "{refused:?}");
    assert_eq!(sandbox.received_at("POST", "/import-data").len(), 0);
    import(&world, &["contacts.csv", "--yes"]).expect_code(0);
}

#[test]
fn a_dry_run_shows_the_form_without_a_number_and_sends_none() {
    let (sandbox, world) = with_campaign(&[]);
    world.file("contacts.csv", file(20));
    for dry_run in ["--dry-run", "--dry-run=curl"] {
        let run = world.run(["campaign", "import", "1", "contacts.csv", dry_run]).expect_code(0);
        let run = run.expect_stdout(&[
            "/api/v1/campaigns/1/import-data",
            "\"Mobile No\":\"phone_number\"",
            "contacts.csv",
        ]);
        assert!(!run.stdout.contains(&number(0)[2..]), "{}", run.stdout);
        run.expect_stderr(&["20 contacts"]);
    }
    let json = import(&world, &["contacts.csv", "--dry-run"]).expect_code(0).json();
    assert_eq!((&json[0]["form"]["file"], &json[0]["body"]), (&json!("contacts.csv"), &Value::Null));
    assert_eq!(sandbox.received_at("POST", "/import-data").len(), 0);
}

#[test]
fn a_check_sends_nothing_and_fails_where_a_row_is_wrong() {
    let (sandbox, world) = with_campaign(&[]);
    world.file("good.csv", file(20));
    world.file("bad.csv", MIXED);
    let good = import(&world, &["good.csv", "--check"]).expect_code(0).json();
    assert_eq!((&good["outcome"], &good["accepted"]), (&json!("checked"), &json!(20)));
    assert_eq!(
        import(&world, &["bad.csv", "--check"]).expect_code(3).error_json()["code"],
        "import/rows-rejected"
    );
    assert_eq!(sandbox.received_at("POST", "/import-data").len(), 0);
}

#[test]
fn contacts_come_from_stdin_too_and_leave_no_copy() {
    let (sandbox, world) = with_campaign(&[]);
    let line = ["campaign", "import", "Renewals", "-", "-o", "json"];
    let view = world.run_with_input(line, &file(600)).expect_code(0).json();
    assert_eq!((&view["file"], &view["imported"]), (&json!("<stdin>"), &json!(600)));
    assert!(part(&sandbox, 0, "file").0.contains("filename=\"stdin.csv\""));
    let (path, _) = world.files().into_iter().find(|(_, text)| text.contains(&number(0)[2..])).unzip();
    assert_eq!(path, None);
    let twice = line.iter().chain(&["--secret-stdin"]);
    world.run_with_input(twice, &file(1)).expect_code(2).expect_stderr(&["both read stdin"]);
}

#[test]
fn no_number_is_in_any_stream_or_in_the_state() {
    for (fault, code) in [("422x1", 7), ("drop-after-sendx1", 10), ("slowx1:1ms", 10)] {
        let (_sandbox, world) = with_campaign(&["--fault", &format!("{fault}:{IMPORT}")]);
        world.file("contacts.csv", MIXED);
        let run = world.run("campaign import 1 contacts.csv -vvv").expect_code(code);
        let key = kcamp::sandbox::BURKI_API_KEY;
        // Four digits alone are now and then part of a hash or of a time, so each form has more of them.
        let london = ["207946", "20 7946", "794609", "7946 0"];
        let others = [key, "2025550125", "555-0125", "2025550126", "2025550127", "12345", "2.02555"];
        for number in london.into_iter().chain(others) {
            for text in [&run.stdout, &run.stderr] {
                assert!(!text.contains(number), "{number} is in:\n{text}");
            }
            let state =
                world.files().into_iter().filter(|(path, _)| path.to_string_lossy().contains(".local"));
            for (path, text) in state {
                assert!(!text.contains(number), "{number} is in {}", path.display());
            }
        }
    }
}

#[test]
fn what_is_wrong_with_a_file_as_a_whole_is_found_before_anything_is_sent() {
    let (sandbox, world) = with_campaign(&[]);
    let wide = format!("phone{}\n2025550125{}\n", ",x".repeat(150), ",".repeat(150));
    for (name, text, more, code) in [
        ("empty.csv", "", &[][..], "import/file-empty"),
        ("none.csv", "who,where\nAda,Dover\n", &[], "import/no-phone-column"),
        ("two.csv", "phone,mobile\n1,2\n", &[], "import/column-ambiguous"),
        ("wide.csv", wide.as_str(), &[], "import/column-twice"),
        ("big.csv", "phone\n+12025550125\n", &["--max-size", "10"], "import/file-too-large"),
    ] {
        world.file(name, text);
        let arguments: Vec<&str> = [name].iter().chain(more).copied().collect();
        assert_eq!(import(&world, &arguments).expect_code(3).error_json()["code"], code, "{name}");
    }
    import(&world, &["absent.csv"]).expect_code(2).expect_stderr(&["absent.csv"]);
    world.file("good.csv", file(1));
    world.run("campaign import 99 good.csv").expect_code(5);
    assert_eq!(sandbox.received_at("POST", "/import-data").len(), 0);
}
