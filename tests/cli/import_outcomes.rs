//! How an import into a campaign of Burki ends: accepted and followed, refused, lost, or with an undocumented answer.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpListener;

use serde_json::{Value, json};

use crate::import_to_campaign::{IMPORT, STATUS, file, import, number, numbers, with_campaign};
use crate::world::{DEADLINE, Sandbox, World};

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

/// The platform documents that it replaces what was imported before: a file may go out beside one in doubt, and that is
/// said.
#[test]
fn an_import_beside_one_in_doubt_says_that_it_replaces_it() {
    const SAID: &str = "it is not known whether the import of 2026-12-03 08:00 UTC into \"Renewals\" happened; this one can be sent";
    for (fault, is_killed) in [("drop-before-applyx1", false), ("503x1", false), ("slowx1:10m", true)] {
        let (sandbox, world) = with_campaign(&["--fault", &format!("{fault}:{IMPORT}")]);
        world.file("contacts.csv", file(20));
        if is_killed {
            world.kill_when("campaign import 1 contacts.csv --yes", || {
                sandbox.received_at("POST", "/import-data").len() == 1
            });
        } else {
            import(&world, &["contacts.csv"]).expect_code(9);
        }
        // Another command has told it already.
        world.run("campaign list").expect_code(0);
        for more in [&["--dry-run"][..], &["--yes"]] {
            let run =
                import(&world, &[&["contacts.csv"], more].concat()).expect_code(0).expect_stderr(&[SAID]);
            assert!(
                run.stderr.contains("the platform first removes the contacts of earlier imports"),
                "{fault}"
            );
        }
        assert_eq!(sandbox.received_at("POST", "/import-data").len(), 2, "{fault}");
        assert_eq!(numbers(&world).len(), 20, "{fault}");
        // What replaced it is known: nothing is in doubt any more.
        let run = import(&world, &["contacts.csv", "--yes"]).expect_code(0);
        assert!(!run.stderr.contains("not known"), "{fault}: {}", run.stderr);
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
    assert!(error["message"].as_str().unwrap().contains("accepted it as import"), "{error}");
    assert!(
        error["hint"].as_str().unwrap().contains("kcamp --platform burki campaign contacts 1"),
        "{error}"
    );
    assert!(error.to_string().contains("kcamp --platform burki journal settle "), "{error}");
    assert_eq!(sandbox.received_at("POST", "/import-data").len(), 1);
    let journal = world.run("journal --failed -o json").expect_code(0).json();
    assert_eq!(journal[0]["action"], "campaign import", "{journal}");
}

/// A world of Burki. Its platform accepts an import and gives this answer to each request of its status, or, if
/// `at_once`, to the import itself.
fn where_an_import_comes_to(answer: &Value, at_once: bool) -> World {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let campaign =
        json!({"id": 1, "name": "Renewals", "campaign_type": "call", "status": "draft", "assistant_id": 7});
    let list = json!({"campaigns": [campaign.clone()], "pagination": {"has_next": false, "total_items": 1}});
    let accepted = json!({"import_id": 5, "status": "processing"});
    let imported = if at_once { answer.clone() } else { accepted };
    let answer = answer.clone();
    // The thread ends with the test's process.
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
                path if path.contains('?') => &list,
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
        // Contacts that waited before may be gone, so kcamp must not say that nothing was changed.
        assert!(!error["hint"].as_str().unwrap().contains("nothing was changed"), "{error}");
        let journal = world.run("journal --failed -o json").expect_code(0).json();
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
        run.expect_stderr(&[
            "the status \\\"archived\\\"",
            "not documented",
            "tells of no import",
            "kcamp --platform burki journal settle ",
        ]);
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
        let journal = world.run("journal --failed -o json").expect_code(0).json();
        assert_eq!(journal.as_array().unwrap().len(), 1, "{answer}: {journal}");
        // An answer with a refusal in its envelope has no import to report.
        if code == 7 && answer["success"].is_null() {
            assert_eq!(run.json()["outcome"], "refused", "{answer}");
            let table = world.run("campaign import 1 contacts.csv --yes").expect_code(7);
            table.expect_stdout(&["refused by the platform"]);
        }
        if answer["error"] == "quota" {
            assert!(run.error_json()["message"].as_str().unwrap().contains("quota"), "{run:?}");
        }
    }
}

#[test]
fn a_success_that_contradicts_what_was_sent_or_says_too_little_is_held_against_the_campaign() {
    let doubtful = [
        (json!({"imported_count": 0}), true, "an import of 0 contacts, and 20 were sent"),
        (json!({"imported_count": 500}), true, "an import of 500 contacts"),
        (json!({"success": true, "imported_count": 2}), true, "an import of 2 contacts"),
        (json!({"status": "completed"}), true, "without the number of contacts"),
        (json!({"status": "completed"}), false, "without the number of contacts"),
        (json!({"status": "completed", "imported_count": 3}), false, "an import of 3 contacts"),
        (json!({"success": true, "imported_count": 20, "file_name": "other.csv"}), true, "other.csv"),
        (json!({"imported_count": 20, "total_contacts": 3}), true, "the campaign has 3"),
        (json!({"status": "processing"}), true, "gave no id to follow it"),
    ];
    std::thread::scope(|scope| {
        for (answer, at_once, words) in &doubtful {
            scope.spawn(move || {
                let run =
                    import(&where_an_import_comes_to(answer, *at_once), &["contacts.csv"]).expect_code(9);
                assert_eq!(run.json()["outcome"], "unclear", "{answer}");
                let message = run.error_json()["message"].as_str().unwrap().to_owned();
                assert!(
                    message.contains(words) && message.contains("tells of no import"),
                    "{answer}: {message}"
                );
            });
        }
    });
    // Counts that add up are enough for success. A body may hold a refusal even with `success: true`.
    for (answer, code) in [
        (json!({"success": true, "imported_count": 20}), 0),
        (json!({"imported_count": 15, "duplicate_count": 3, "invalid_count": 2}), 0),
        (
            json!({"success": true, "imported_count": 20, "file_name": "contacts.csv", "total_contacts": 21}),
            0,
        ),
        (json!({"success": true, "imported_count": 0, "error": "quota"}), 7),
        (json!({"imported_count": 0, "detail": "quota"}), 7),
    ] {
        let run = import(&where_an_import_comes_to(&answer, true), &["contacts.csv"]).expect_code(code);
        assert!(code == 0 || run.error_json()["message"].as_str().unwrap().contains("quota"), "{answer}");
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
    // Imports of the same name, at the same moment of the platform's clock and minutes before: with other rows, fewer
    // rows, and the same rows.
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
    let run = import(&world, &["contacts.csv"]).expect_code(10);
    assert_eq!(run.json()["outcome"], "under-way");
    let error = run.error_json();
    assert_eq!((&error["code"], &error["retry_safe"]), (&json!("platform/not-followed"), &json!(false)));
    assert!(error["hint"].as_str().unwrap().contains("/imports/"), "{error}");
    assert_eq!(sandbox.received_at("POST", "/import-data").len(), 1);
}

#[test]
fn an_accepted_import_whose_end_cannot_be_read_ends_in_10() {
    for fault in ["503", "500", "drop-before-apply", "401"] {
        let (sandbox, world) = with_campaign(&["--fault", &format!("{fault}:{STATUS}")]);
        world.file("contacts.csv", file(20));
        let run = import(&world, &["contacts.csv"]).expect_code(10);
        assert_eq!(run.json()["outcome"], "under-way", "{fault}");
        let error = run.error_json();
        assert_eq!(error["code"], "platform/not-followed", "{fault}");
        assert!(error["hint"].as_str().unwrap().contains("/imports/"), "{fault}: {error}");
        assert_eq!(sandbox.received_at("POST", "/import-data").len(), 1, "{fault}");
    }
}

#[test]
fn an_import_that_does_not_end_is_waited_for_until_the_deadline() {
    let world = where_an_import_comes_to(
        &json!({"import_id": 5, "status": "processing", "imported_count": 4}),
        false,
    );
    let run = import(&world, &["contacts.csv", DEADLINE[0], DEADLINE[1]]).expect_code(10);
    assert_eq!((&run.json()["outcome"], &run.json()["imported"]), (&json!("under-way"), &json!(4)));
    let error = run.error_json();
    // The same command would send the file a second time.
    assert_eq!(error["retry_safe"], false, "{error}");
    assert!(error["hint"].as_str().unwrap().contains("/imports/5"), "{error}");
}

#[test]
fn what_the_platform_leaves_out_is_said() {
    let done = json!({"import_id": 5, "status": "completed", "imported_count": 18, "duplicate_count": 2});
    let run = import(&where_an_import_comes_to(&done, false), &["contacts.csv"]).expect_code(0);
    assert_eq!((&run.json()["imported"], &run.json()["duplicates_there"]), (&json!(18), &json!(2)));
    run.expect_stderr(&["imported 18 of the 20 contacts"]);
}
