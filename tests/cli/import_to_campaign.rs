//! `kcamp campaign import`: what goes out of a file, what does not and why, and what is known of it afterwards.

use std::collections::BTreeSet;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpListener;

use serde_json::{Value, json};

use crate::world::{Run, Sandbox, World};

/// Where contacts are imported.
const IMPORT: &str = "POST:import-data";
/// Where an import is asked after.
const STATUS: &str = "GET:imports/*";

/// A sandbox with these flags in which the campaign 1 exists, a draft that is called Renewals, and a world of Burki at it.
fn with_campaign(flags: &[&str]) -> (Sandbox, World) {
    let sandbox = Sandbox::with_flags(flags);
    let world = sandbox.burki_world().with("KCAMP_REGION", "US");
    world.file("campaign.yaml", "platform: burki\nname: Renewals\ncampaign_type: call\nassistant_id: 7\n");
    world.run(["campaign", "create", "-f", "campaign.yaml", "--yes"]).expect_code(0);
    (sandbox, world)
}

fn import(world: &World, arguments: &[&str]) -> Run {
    let line: Vec<&str> =
        ["campaign", "import", "1"].iter().chain(arguments).chain(&["-o", "json"]).copied().collect();
    world.run(line)
}

/// Number `place` of a file, in E.164.
fn number(place: usize) -> String {
    format!("+1202{:07}", 5_550_000 + place)
}

/// A file of so many good rows.
fn file(rows: usize) -> String {
    let rows = (0..rows).map(|place| format!("{},Ada {place}\n", number(place)));
    std::iter::once("Mobile No,Full Name\n".to_owned()).chain(rows).collect()
}

/// A part of the form that was received at place `request`: its head and its content.
fn part(sandbox: &Sandbox, request: usize, name: &str) -> (String, String) {
    let body = sandbox.received_at("POST", "/import-data")[request]["body"].as_str().unwrap().to_owned();
    let boundary = body.lines().next().unwrap().to_owned();
    let wanted = format!("name=\"{name}\"");
    let part = body.split(&boundary).find(|part| part.contains(&wanted)).unwrap().to_owned();
    let (head, content) = part.split_once("\r\n\r\n").unwrap();
    (head.to_owned(), content.strip_suffix("\r\n").unwrap().to_owned())
}

/// The campaign's contacts, with whole numbers.
fn contacts(world: &World) -> Vec<Value> {
    let line = ["campaign", "contacts", "1", "--show-numbers", "-o", "json"];
    world.run(line).expect_code(0).json().as_array().unwrap().clone()
}

fn numbers(world: &World) -> BTreeSet<String> {
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

/// A file with one of everything.
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
    // Imported by itself, the file of the rejects would take the place of what was just sent.
    run.expect_stderr(&["import all of it again"]);

    let (head, csv) = part(&sandbox, 0, "file");
    assert!(head.contains("filename=\"contacts.csv\""), "{head}");
    assert_eq!(csv, "phone,Full Name,Plan\n+12025550125,Ada,gold; 5\n+442079460958,\"Bo \"\"B\"\"\",\n");
    let mappings: Value = serde_json::from_str(&part(&sandbox, 0, "column_mappings").1).unwrap();
    assert_eq!(mappings, json!({"phone": "phone_number", "Full Name": "name", "Plan": "tariff"}));
    let variables = contacts(&world)[0]["variables"].clone();
    assert_eq!(variables, json!({"name": "Ada", "tariff": "gold; 5"}));

    let rejects = std::fs::read_to_string(world.home().join("data/contacts.rejects.csv")).unwrap();
    // Four cells of the row and its line stand before the code.
    let codes: Vec<&str> = rejects.lines().skip(1).map(|line| line.split(';').nth(5).unwrap()).collect();
    let expected = [
        "import/duplicate",
        "import/number-too-short",
        "import/number-in-scientific-form",
        "import/do-not-contact",
        "import/row-uneven",
    ];
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
    run.expect_stderr(&[&format!("kcamp api GET {path}")]);
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
fn a_lost_answer_is_settled_by_the_last_import_and_never_sent_twice() {
    let (sandbox, world) = with_campaign(&["--fault", &format!("drop-after-sendx1:{IMPORT}")]);
    world.file("contacts.csv", file(20));
    let view = import(&world, &["contacts.csv"]).expect_code(0).json();
    assert_eq!((&view["outcome"], &view["answer_lost"]), (&json!("imported"), &json!(true)));
    assert_eq!(sandbox.received_at("POST", "/import-data").len(), 1);
    assert_eq!(numbers(&world).len(), 20);
}

#[test]
fn what_was_perhaps_not_applied_ends_in_9_and_is_not_sent_again() {
    for fault in ["drop-before-applyx1", "503x1"] {
        let (sandbox, world) = with_campaign(&["--fault", &format!("{fault}:{IMPORT}")]);
        world.file("contacts.csv", file(20));
        let run = import(&world, &["contacts.csv"]).expect_code(9);
        assert_eq!(run.error_json()["retry_safe"], false, "{fault}");
        assert_eq!(run.stdout, "", "{fault}");
        assert_eq!(sandbox.received_at("POST", "/import-data").len(), 1, "{fault}");
        import(&world, &["contacts.csv"]).expect_code(0);
        assert_eq!(numbers(&world).len(), 20, "{fault}");
    }
}

#[test]
fn a_refusal_is_one_and_leaves_nothing_behind() {
    for (fault, code) in [("422x1", 7), ("401x1", 4), ("429x1:retry-after=0", 0)] {
        let (_sandbox, world) = with_campaign(&["--fault", &format!("{fault}:{IMPORT}")]);
        world.file("contacts.csv", file(20));
        import(&world, &["contacts.csv"]).expect_code(code);
        assert_eq!(numbers(&world).len(), if code == 0 { 20 } else { 0 }, "{fault}");
    }
}

#[test]
fn an_end_that_cannot_be_read_is_not_taken_for_one() {
    let (sandbox, world) = with_campaign(&["--fault", &format!("404:{STATUS}")]);
    world.file("contacts.csv", file(20));
    let run = import(&world, &["contacts.csv"]).expect_code(9);
    assert_eq!(run.json()["outcome"], "under-way");
    let error = run.error_json();
    assert!(error["message"].as_str().unwrap().contains("was accepted as the import"), "{error}");
    assert!(error["hint"].as_str().unwrap().contains("kcamp campaign contacts 1"), "{error}");
    assert_eq!(sandbox.received_at("POST", "/import-data").len(), 1);
    let journal = world.run(["journal", "--failed", "-o", "json"]).expect_code(0).json();
    assert_eq!(journal[0]["action"], "campaign import", "{journal}");
}

#[test]
fn no_number_is_in_any_stream_or_in_the_state() {
    for (fault, code) in [("422x1", 7), ("drop-after-sendx1", 10), ("slowx1:1ms", 10)] {
        let (_sandbox, world) = with_campaign(&["--fault", &format!("{fault}:{IMPORT}")]);
        world.file("contacts.csv", MIXED);
        let run = world.run(["campaign", "import", "1", "contacts.csv", "-vvv"]).expect_code(code);
        let key = kcamp::sandbox::BURKI_API_KEY;
        for number in [key, "2025550125", "555-0125", "7946", "2025550126", "2025550127", "12345", "2.02555"]
        {
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
    world.run(["campaign", "import", "99", "good.csv"]).expect_code(5);
    assert_eq!(sandbox.received_at("POST", "/import-data").len(), 0);
}

/// A world of Burki at a platform that takes an import and answers every look at it, or the import itself, like this.
fn where_an_import_comes_to(answer: &Value, at_once: bool) -> World {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let campaign =
        json!({"id": 1, "name": "Renewals", "campaign_type": "call", "status": "draft", "assistant_id": 7});
    let accepted = json!({"import_id": 5, "status": "processing"});
    let imported = if at_once { answer.clone() } else { accepted };
    let answer = answer.clone();
    // It ends with the test's process.
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let mut reader = BufReader::new(stream.try_clone().unwrap());
            let (mut first, mut length) = (String::new(), 0);
            reader.read_line(&mut first).unwrap();
            loop {
                let mut line = String::new();
                reader.read_line(&mut line).unwrap();
                let header = line.trim_end().to_ascii_lowercase();
                if header.is_empty() {
                    break;
                }
                if let Some(value) = header.strip_prefix("content-length:") {
                    length = value.trim().parse().unwrap();
                }
            }
            reader.take(length).read_to_end(&mut Vec::new()).unwrap();
            let body = match first.split(' ').nth(1).unwrap() {
                path if path.ends_with("/import-data") => &imported,
                path if path.contains("/imports/") => &answer,
                _ => &campaign,
            }
            .to_string();
            write!(
                stream,
                "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
                body.len()
            )
            .unwrap();
        }
    });
    let world = World::at(&address)
        .without("KCAMP_CLIENT_SECRET")
        .with("KCAMP_PLATFORM", "burki")
        .with("KCAMP_TOKEN", kcamp::sandbox::BURKI_API_KEY);
    world.file("contacts.csv", file(20));
    world
}

#[test]
fn an_import_that_fails_on_the_platform_ends_in_7_with_its_sentence() {
    let failed = json!({"import_id": 5, "status": "failed", "message": "row 3 has no caller +12025550125"});
    for at_once in [false, true] {
        let world = where_an_import_comes_to(&failed, at_once);
        let run = import(&world, &["contacts.csv"]).expect_code(7);
        let (view, error) = (run.json(), run.error_json());
        assert_eq!((&view["outcome"], &view["import_id"]), (&json!("failed"), &json!("5")));
        let message = error["message"].as_str().unwrap();
        assert!(message.contains("row 3 has no caller +1202***0125"), "{message}");
        assert!(!run.stdout.contains("2025550125"), "{}", run.stdout);
        // Contacts that waited before may be gone: that nothing was changed is not known.
        assert!(!error["hint"].as_str().unwrap().contains("nothing was changed"), "{error}");
        let journal = world.run(["journal", "--failed", "-o", "json"]).expect_code(0).json();
        assert_eq!(journal[0]["action"], "campaign import", "{journal}");
    }
}

#[test]
fn an_answer_that_nobody_documented_is_shown_whole_and_ends_in_9_where_the_campaign_does_not_agree() {
    let odd =
        json!({"import_id": 5, "status": "archived", "shards": [{"phone_number": "+12025550125", "of": 3}]});
    for at_once in [false, true] {
        let run = import(&where_an_import_comes_to(&odd, at_once), &["contacts.csv"]).expect_code(9);
        let view = run.json();
        assert_eq!((&view["outcome"], &view["answer"]["shards"][0]["of"]), (&json!("unclear"), &json!(3)));
        assert!(!run.stdout.contains("2025550125"), "{}", run.stdout);
        assert_eq!(run.error_json()["retry_safe"], false);
        run.expect_stderr(&["the status \\\"archived\\\"", "not documented", "tells of no import"]);
    }
}

#[test]
fn an_answer_without_a_word_is_a_refusal_where_it_says_one_and_else_open() {
    for (answer, code) in [
        (json!({"status": "rejected"}), 7),
        (json!({"status": "REFUSED", "import_id": 5}), 7),
        (json!({"error": "quota"}), 7),
        (json!({"errors": [{"row": 3}]}), 7),
        (json!({"detail": "too many contacts", "import_id": 5}), 7),
        (json!({"success": false}), 7),
        (json!({}), 9),
        (json!({"success": true}), 9),
        (json!({"status": "", "error": null, "errors": []}), 9),
        (json!({"status": "archived"}), 9),
    ] {
        let world = where_an_import_comes_to(&answer, true);
        let run = import(&world, &["contacts.csv"]).expect_code(code);
        let journal = world.run(["journal", "--failed", "-o", "json"]).expect_code(0).json();
        assert_eq!(journal.as_array().unwrap().len(), 1, "{answer}: {journal}");
        if answer["error"] == "quota" {
            assert!(run.error_json()["message"].as_str().unwrap().contains("quota"), "{run:?}");
        }
    }
}

#[test]
fn an_answer_that_says_little_is_settled_by_what_the_campaign_tells() {
    for (fault, code) in [("wrong-json:applied", 0), ("wrong-json", 9)] {
        let (sandbox, world) = with_campaign(&["--fault", &format!("{fault}:{IMPORT}")]);
        world.file("contacts.csv", file(20));
        let run = import(&world, &["contacts.csv"]).expect_code(code);
        assert_eq!(sandbox.received_at("POST", "/import-data").len(), 1, "{fault}");
        if code == 0 {
            let view = run.json();
            assert_eq!((&view["outcome"], &view["imported"]), (&json!("imported"), &json!(20)));
        }
    }
}

#[test]
fn an_import_of_before_is_never_taken_for_the_one_that_was_lost() {
    // The same name, at the same moment of the platform's clock and minutes before; other rows, fewer, and the same ones.
    let rows = |places: std::ops::Range<usize>, name: &str| {
        let rows = places.map(|place| format!("{},{name} {place}\n", number(place)));
        std::iter::once("Mobile No,Full Name\n".to_owned()).chain(rows).collect::<String>()
    };
    let later = "2026-12-03T08:05:00Z";
    let wrong = [
        (rows(0..2, "Ada"), crate::world::NOW, "48 of 50 contacts are missing"),
        (rows(100..150, "Ada"), crate::world::NOW, "50 of 50 contacts are missing"),
        (rows(0..60, "Ada"), crate::world::NOW, "its last import is 60, and 50 were sent"),
        (rows(0..50, "Bo"), crate::world::NOW, "50 of 50 contacts have other values"),
        (rows(0..50, "Ada"), later, "older than this import"),
    ];
    std::thread::scope(|scope| {
        for (before, now, why) in &wrong {
            let rows = &rows;
            scope.spawn(move || {
                let (calm, world) = with_campaign(&[]);
                world.file("contacts.csv", before);
                import(&world, &["contacts.csv"]).expect_code(0);
                for (fault, code) in
                    [("drop-before-apply", 9), ("503", 9), ("wrong-json", 9), ("drop-after-send", 0)]
                {
                    let spec = format!("{fault}:{IMPORT}");
                    let sandbox = Sandbox::later_with(&calm, now, &["--fault", &spec]);
                    let world = sandbox.burki_world().with("KCAMP_REGION", "US").with("KCAMP_NOW", *now);
                    world.file("contacts.csv", rows(0..50, "Ada"));
                    let run = import(&world, &["contacts.csv", "--yes"]).expect_code(code);
                    assert_eq!(sandbox.received_at("POST", "/import-data").len(), 1, "{fault}");
                    if code == 9 {
                        let message = run.error_json()["message"].as_str().unwrap().to_owned();
                        assert!(message.contains(why), "{fault}: {why}: {message}");
                        assert!(!message.contains("2025"), "{message}");
                    }
                }
            });
        }
    });
}

#[test]
fn following_an_accepted_import_that_ends_early_ends_in_10() {
    let (sandbox, world) = with_campaign(&["--fault", &format!("429:retry-after=3600:{STATUS}")]);
    world.file("contacts.csv", file(20));
    let run = import(&world, &["contacts.csv", "--deadline", "20s"]).expect_code(10);
    assert_eq!(run.json()["outcome"], "under-way");
    let error = run.error_json();
    assert_eq!((&error["code"], &error["retry_safe"]), (&json!("platform/not-followed"), &json!(false)));
    assert!(error["hint"].as_str().unwrap().contains("/imports/"), "{error}");
    assert_eq!(sandbox.received_at("POST", "/import-data").len(), 1);
}

#[test]
fn an_import_that_does_not_end_is_waited_for_until_the_deadline() {
    let world = where_an_import_comes_to(
        &json!({"import_id": 5, "status": "processing", "imported_count": 4}),
        false,
    );
    let run = import(&world, &["contacts.csv", "--deadline", "2s"]).expect_code(10);
    assert_eq!((&run.json()["outcome"], &run.json()["imported"]), (&json!("under-way"), &json!(4)));
    let error = run.error_json();
    // The same command would send the file again.
    assert_eq!(error["retry_safe"], false, "{error}");
    assert!(error["hint"].as_str().unwrap().contains("/imports/5"), "{error}");
}

#[test]
fn what_the_platform_leaves_out_is_said() {
    let done = json!({"import_id": 5, "status": "completed", "imported_count": 18, "duplicate_count": 2});
    let run = import(&where_an_import_comes_to(&done, false), &["contacts.csv"]).expect_code(0);
    assert_eq!((&run.json()["imported"], &run.json()["duplicates_there"]), (&json!(18), &json!(2)));
    run.expect_stderr(&["took in 18 of the 20 contacts"]);
}
