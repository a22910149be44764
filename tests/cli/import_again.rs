//! A file that grew or was changed, imported into a list again: possible duplicates are reported first.

use serde_json::{Value, json};

use crate::world::{Run, Sandbox, World};

const LIST: &str = "Renewal Due July";
const HEADER: &str = "phone,first name\n";

/// The rows of these numbers.
fn rows(places: std::ops::Range<usize>) -> String {
    let rows: Vec<String> =
        places.map(|place| format!("+9198{:08},Ada {place}\n", 70_000_000 + place)).collect();
    rows.concat()
}

#[must_use]
fn import_into(world: &World, list: &str, arguments: &[&str]) -> Run {
    let line: Vec<&str> =
        ["contact-list", "import", list].iter().chain(arguments).chain(&["-o", "json"]).copied().collect();
    world.run(line)
}

#[must_use]
fn import(world: &World, arguments: &[&str]) -> Run {
    import_into(world, LIST, arguments)
}

/// Checks how many times the server received each of these numbers.
#[track_caller]
fn assert_received(sandbox: &Sandbox, expected: &[(std::ops::Range<usize>, usize)]) {
    let mut counts = std::collections::BTreeMap::<String, usize>::new();
    for request in sandbox.received_at("POST", "/addContacts") {
        for row in request["body"]["data"].as_array().unwrap() {
            *counts.entry(row["phoneNumber"].as_str().unwrap().to_owned()).or_default() += 1;
        }
    }
    for (places, times) in expected {
        for place in places.clone() {
            let number = format!("9198{:08}", 70_000_000 + place);
            assert_eq!(counts.remove(&number).unwrap_or_default(), *times, "row {place}");
        }
    }
    assert_eq!(counts, std::collections::BTreeMap::new(), "others were sent too");
}

/// The number of contacts in the list, including duplicates.
fn records(world: &World) -> u64 {
    let list = world.run(["contact-list", "get", LIST, "-o", "json"]).expect_code(0).json();
    list["records"].as_u64().unwrap()
}

/// A world in which the first hundred rows were imported from `people.csv`.
fn begun() -> (Sandbox, World) {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    world.file("people.csv", format!("{HEADER}{}", rows(0..100)));
    import(&world, &["people.csv"]).expect_code(0);
    (sandbox, world)
}

#[test]
fn a_file_that_grew_is_not_sent_twice_without_consent() {
    let (sandbox, world) = begun();
    world.file("people.csv", format!("{HEADER}{}", rows(0..150)));
    // With any name, and with any way of reading.
    world.file("other.csv", format!("{HEADER}{}", rows(0..150)));
    for arguments in [&["people.csv"][..], &["other.csv"]] {
        let run = import(&world, arguments).expect_code(12);
        assert!(run.stdout.is_empty());
        let error = run.error_json();
        assert_eq!(error["code"], "consent/needs-yes");
        assert!(error.to_string().contains("line 102 on: add --only-new"), "{error}");
        assert!(
            run.stderr.contains(
                "100 contacts of this file were sent to this list before, from its version of 2026-12-03"
            ) && run.stderr.contains("will be in the list twice; new rows begin in line 102"),
            "{}",
            run.stderr
        );
    }
    assert_received(&sandbox, &[(0..100, 1)]);

    // A check and a dry run report it too, and send nothing.
    let earlier = json!({
        "imported_at": "2026-12-03T08:00:00Z", "contacts_sent": 100, "contacts_in_doubt": 0, "first_new_line": 102,
    });
    let checked = import(&world, &["people.csv", "--check"]).expect_code(0).expect_stderr(&["100 contacts"]);
    assert_eq!(checked.json()["earlier_version"], earlier);
    import(&world, &["people.csv", "--dry-run"]).expect_code(0).expect_stderr(&["100 contacts"]);
    assert_received(&sandbox, &[(0..100, 1)]);

    let sent = import(&world, &["people.csv", "--yes"]).expect_code(0).json();
    assert_eq!((&sent["sent"], &sent["earlier_version"]), (&json!(150), &earlier));
    assert_received(&sandbox, &[(0..100, 2), (100..150, 1)]);
    // The sent rows are remembered: nothing is left, and no question is asked.
    let again = import(&world, &["people.csv"]).expect_code(0).json();
    assert_eq!(again["outcome"], "sent-before");
    assert_received(&sandbox, &[(0..100, 2), (100..150, 1)]);
}

#[test]
fn only_new_sends_what_came_to_the_file_each_time_it_grows() {
    let (sandbox, world) = begun();
    for (from, to) in [(100, 150), (150, 151), (151, 300)] {
        world.file("people.csv", format!("{HEADER}{}", rows(0..to)));
        let dry = import(&world, &["people.csv", "--only-new", "--dry-run", "--show-numbers"]).expect_code(0);
        assert!(dry.stdout.contains(&format!("9198{:08}", 70_000_000 + from)), "{}", dry.stdout);
        assert!(!dry.stdout.contains(&format!("9198{:08}", 70_000_000 + from - 1)), "{}", dry.stdout);
        // The reported number of rows is sent.
        let check = import(&world, &["people.csv", "--only-new", "--check"]).expect_code(0).json();
        assert_eq!((&check["to_send"], &check["accepted"]), (&json!(to - from), &json!(to)));
        let view = import(&world, &["people.csv", "--only-new"]).expect_code(0).json();
        assert_eq!((&view["sent"], &view["sent_before"]), (&json!(to - from), &json!(from)));
        assert_eq!((&view["to_send"], &view["accepted"]), (&view["sent"], &json!(to)));
        assert_received(&sandbox, &[(0..to, 1)]);
        let again = import(&world, &["people.csv", "--only-new"]).expect_code(0).json();
        assert_eq!((&again["outcome"], &again["to_send"]), (&json!("sent-before"), &json!(0)));
    }
    assert_received(&sandbox, &[(0..300, 1)]);
}

#[test]
fn a_list_of_the_same_id_at_another_place_is_another_list() {
    let (first, world) = begun();
    let sandbox = Sandbox::continuing(&first, &[]);
    let world = world.with("KCAMP_HOST", sandbox.address.clone());
    world.file("people.csv", format!("{HEADER}{}", rows(0..150)));
    let view = import(&world, &["people.csv"]).expect_code(0).json();
    assert_eq!((&view["sent"], &view["earlier_version"]), (&json!(150), &Value::Null));
}

#[test]
fn rows_in_doubt_of_the_earlier_version_are_not_sent_again_unless_asked() {
    let sandbox = Sandbox::with_faults(&["garbagex1:applied:POST:addContacts"]);
    let world = sandbox.world();
    world.file("people.csv", format!("{HEADER}{}", rows(0..100)));
    import(&world, &["people.csv"]).expect_code(9);
    world.file("people.csv", format!("{HEADER}{}", rows(0..150)));
    import(&world, &["people.csv"]).expect_code(12).expect_stderr(&["100 contacts of this file"]);
    let view = import(&world, &["people.csv", "--only-new"]).expect_code(9).json();
    assert_eq!((&view["sent"], &view["in_doubt"][0]["contacts"]), (&json!(50), &json!(100)));
    assert_received(&sandbox, &[(0..150, 1)]);
    import(&world, &["people.csv", "--only-new", "--resend-unknown"]).expect_code(0);
    assert_received(&sandbox, &[(0..100, 2), (100..150, 1)]);
}

#[test]
fn a_file_saved_again_has_the_contacts_of_before_under_any_name() {
    let saved = format!("{HEADER}{}", rows(0..100));
    let mut backwards: Vec<&str> = saved.lines().skip(1).collect();
    backwards.reverse();
    for (name, text) in [
        ("people.csv", saved.replace('\n', "\r\n")),
        ("export.csv", saved.replace('\n', "\r\n")),
        ("export.csv", format!("\u{feff}{saved}")),
        ("export.csv", format!("{HEADER}{}\n", backwards.join("\n"))),
    ] {
        let (sandbox, world) = begun();
        world.file(name, &text);
        let run = import(&world, &[name]).expect_code(12).expect_stderr(&[
            "100 contacts of this file were sent to this list before, or may have been, from other files, and will be in the list twice",
        ]);
        assert_eq!(run.error_json()["code"], "consent/needs-yes");
        // None of the rows is new.
        import(&world, &[name, "--only-new"]).expect_code(0);
        assert_received(&sandbox, &[(0..100, 1)]);
        import(&world, &[name, "--yes"]).expect_code(0);
        assert_received(&sandbox, &[(0..100, 2)]);
        // Now it is another file, all of whose rows were sent.
        import(&world, &[name]).expect_code(0);
        assert_received(&sandbox, &[(0..100, 2)]);
    }
}

#[test]
fn rows_whose_answer_was_lost_are_counted_in_any_other_file() {
    let sandbox = Sandbox::with_faults(&["garbagex1:applied:POST:addContacts"]);
    let world = sandbox.world();
    world.file("people.csv", format!("{HEADER}{}", rows(0..100)));
    import(&world, &["people.csv"]).expect_code(9);
    world.file("other.csv", format!("{HEADER}{}{}", rows(90..150), rows(0..10)));
    import(&world, &["other.csv"]).expect_code(12).expect_stderr(&["20 contacts of this file were sent"]);
    import(&world, &["other.csv", "--only-new"]).expect_code(0);
    assert_received(&sandbox, &[(0..150, 1)]);
}

#[test]
fn rows_under_way_when_it_was_killed_are_new_in_no_other_file() {
    let sandbox = Sandbox::with_faults(&["slowx1:10m:POST:addContacts"]);
    let world = sandbox.world();
    world.file("people.csv", format!("{HEADER}{}", rows(0..100)));
    world.kill_when(["contact-list", "import", LIST, "people.csv", "--batch-size", "20"], || {
        sandbox.received_at("POST", "/addContacts").len() == 1
    });
    world.file("other.csv", format!("{HEADER}{}{}", rows(90..110), rows(0..10)));
    import(&world, &["other.csv"]).expect_code(12).expect_stderr(&["10 contacts of this file were sent"]);
    import(&world, &["other.csv", "--only-new"]).expect_code(0);
    assert_received(&sandbox, &[(0..20, 1), (90..110, 1)]);
}

#[test]
fn only_new_in_the_middle_of_an_import_passes_over_what_any_file_sent() {
    let sandbox = Sandbox::with_faults(&["422:40%:POST:addContacts"]);
    let world = sandbox.world();
    world.file("people.csv", format!("{HEADER}{}", rows(0..100)));
    let until_done = |arguments: &[&str]| (0..40).any(|_| import(&world, arguments).code == 0);
    assert!(until_done(&["people.csv"]));
    world.file("people.csv", format!("{HEADER}{}", rows(0..150)));
    let sent = (0..40).find_map(|_| {
        let run = import(&world, &["people.csv", "--yes", "--batch-size", "20"]);
        let sent = usize::try_from(run.json()["sent"].as_u64().unwrap()).unwrap();
        (sent > 0).then(|| {
            run.expect_code(10);
            sent
        })
    });
    let sent = sent.unwrap();
    assert!(sent < 100, "{sent} were sent again");
    let before = records(&world);
    assert!(until_done(&["people.csv", "--only-new"]));
    assert_eq!(records(&world), before + 50);
}

#[test]
fn contacts_that_were_sent_from_another_file_are_counted_whatever_it_looks_like() {
    for text in [
        format!("\u{feff}{HEADER}{}", rows(0..150)).replace('\n', "\r\n"),
        format!("{HEADER}{}", rows(100..150)) + &rows(0..100),
        format!(
            "first name;phone\n{}",
            rows(50..150).lines().fold(String::new(), |text, row| {
                let (phone, name) = row.split_once(',').unwrap();
                text + name + ";" + phone + "\n"
            })
        ),
    ] {
        let (sandbox, world) = begun();
        world.file("export.csv", &text);
        let before = if text.contains(';') { 50 } else { 100 };
        let said = format!(
            "{before} contacts of this file were sent to this list before, or may have been, from other files"
        );
        let run = import(&world, &["export.csv"])
            .expect_code(12)
            .expect_stderr(&[&said, "will be in the list twice"]);
        assert_eq!(run.error_json()["code"], "consent/needs-yes");
        assert_received(&sandbox, &[(0..100, 1)]);
        let dry = import(&world, &["export.csv", "--only-new", "--dry-run"]).expect_code(0);
        assert!(dry.stdout.contains("addContacts"), "{}", dry.stdout);
        import(&world, &["export.csv", "--only-new"]).expect_code(0);
        assert_received(&sandbox, &[(0..150, 1)]);
        // All of its rows are known now.
        import(&world, &["export.csv", "--only-new"]).expect_code(0);
        assert_received(&sandbox, &[(0..150, 1)]);
    }
}

#[test]
fn other_lists_and_files_that_were_not_sent_ask_nothing() {
    let (sandbox, world) = begun();
    world.file("people.csv", format!("{HEADER}{}", rows(0..150)));
    import_into(&world, "Event Guests", &["people.csv"]).expect_code(0);
    assert_received(&sandbox, &[(0..100, 2), (100..150, 1)]);

    let sandbox = Sandbox::with_faults(&["422x1:POST:addContacts"]);
    let world = sandbox.world();
    world.file("people.csv", format!("{HEADER}{}", rows(0..100)));
    import(&world, &["people.csv", "--check"]).expect_code(0);
    import(&world, &["people.csv"]).expect_code(7);
    world.file("people.csv", format!("{HEADER}{}", rows(0..150)));
    let view = import(&world, &["people.csv"]).expect_code(0).json();
    assert_eq!((&view["sent"], &view["earlier_version"]), (&json!(150), &Value::Null));
}

#[test]
fn a_list_without_duplicates_gets_a_note() {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    world.run("contact-list create Unique --description d").expect_code(0);
    world.file("people.csv", format!("{HEADER}{}", rows(0..100)));
    import_into(&world, "Unique", &["people.csv"]).expect_code(0);
    world.file("people.csv", format!("{HEADER}{}", rows(0..150)));
    let run = import_into(&world, "Unique", &["people.csv"]).expect_code(0);
    assert!(run.stderr.contains("the list skips numbers that it already has"), "{}", run.stderr);
    assert!(!run.stderr.contains("warning"), "{}", run.stderr);
    let list = world.run("contact-list get Unique -o json").expect_code(0).json();
    assert_eq!(list["records"], 150);
}

#[test]
fn again_says_it_and_does_not_ask() {
    let (sandbox, world) = begun();
    world.file("people.csv", format!("{HEADER}{}", rows(0..150)));
    import(&world, &["people.csv", "--again"]).expect_code(0).expect_stderr(&["will be in the list twice"]);
    assert_received(&sandbox, &[(0..100, 2), (100..150, 1)]);
    import(&world, &["people.csv", "--again", "--only-new"]).expect_code(2);
}

#[test]
fn only_new_with_other_options_is_refused() {
    let (sandbox, world) = begun();
    world.file("people.csv", format!("{HEADER}{}", rows(0..150)));
    let error =
        import(&world, &["people.csv", "--only-new", "--number-form", "plus"]).expect_code(6).error_json();
    assert_eq!(error["code"], "import/other-options");
    assert_received(&sandbox, &[(0..100, 1)]);
}

#[test]
fn who_came_to_the_do_not_contact_file_meanwhile_is_left_out_and_the_import_goes_on() {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    world.file("dnc.csv", "+6581234567\n");
    world.file("people.csv", format!("{HEADER}{}", rows(0..100)));
    import(&world, &["people.csv", "--dnc", "dnc.csv"]).expect_code(0);
    // One of the sent rows, and two of the new ones.
    let number = |place: usize| rows(place..place + 1).split(',').next().unwrap().to_owned();
    world.file("dnc.csv", format!("+6581234567\n{}\n{}\n{}\n", number(7), number(120), number(149)));
    world.file("people.csv", format!("{HEADER}{}", rows(0..150)));
    let line = ["people.csv", "--dnc", "dnc.csv", "--only-new"];
    import(&world, &[&line[..], &["--dry-run"]].concat()).expect_code(0);
    // The row that was sent before cannot be removed, which is reported.
    let run = import(&world, &line).expect_code(10);
    assert_eq!(run.error_json()["code"], "import/opted-out-later");
    let view = run.json();
    assert_eq!((&view["sent"], &view["sent_before"]), (&48.into(), &99.into()), "{view}");
    assert_eq!(view["do_not_contact_files"]["contacts_left_out"], 2, "{view}");
    assert_eq!(view["do_not_contact_sent_before"], 1, "{view}");
    run.expect_stderr(&["the do-not-contact files have changed since the first rows were sent"]);
    assert_received(&sandbox, &[(0..120, 1), (121..149, 1)]);
    // The same file again, with another do-not-contact file: nothing is left to send.
    world.file("dnc.csv", format!("{}\n{}\n{}\n", number(3), number(120), number(149)));
    let again = import(&world, &["people.csv", "--dnc", "dnc.csv"]).expect_code(10).json();
    assert_eq!(again["outcome"], "sent-before", "{again}");
    // Without one, the contacts that were left out would be contacted.
    for line in [&["people.csv"][..], &["people.csv", "--only-new"]] {
        let error = import(&world, line).expect_code(6).error_json();
        assert_eq!(error["code"], "import/do-not-contact-dropped", "{error}");
    }
    assert_received(&sandbox, &[(0..120, 1), (121..149, 1)]);
}

#[test]
fn a_file_that_grew_is_not_read_in_another_way_than_before() {
    for (country, other) in [("US", "GB"), ("GB", "US"), ("IN", "US")] {
        let sandbox = Sandbox::new();
        let world = sandbox.world();
        let rows = |count: usize| {
            // National numbers of all three countries.
            let first = 2_079_460_100;
            let rows: Vec<String> = (first..first + count).map(|number| format!("{number},A\n")).collect();
            format!("{HEADER}{}", rows.concat())
        };
        world.file("people.csv", rows(10));
        import(&world, &["people.csv", "--region", country]).expect_code(0);
        world.file("people.csv", rows(15));
        world.file("other.csv", rows(15));
        let since = sandbox.received_at("POST", "/addContacts").len();
        for arguments in [
            &["people.csv", "--region", other, "--yes"][..],
            &["other.csv", "--region", other, "--yes"],
            &["people.csv", "--region", country, "--number-form", "plus", "--yes"],
            &["people.csv", "--region", other, "--only-new"],
            &["people.csv", "--region", other, "--check"],
        ] {
            let error = import(&world, arguments).expect_code(6).error_json();
            assert_eq!(error["code"], "import/other-options", "{error}");
        }
        assert_eq!(sandbox.received_at("POST", "/addContacts").len(), since);
        import(&world, &["people.csv", "--region", country, "--only-new"]).expect_code(0);
        assert_eq!(sandbox.received_at("POST", "/addContacts").len(), since + 1);
    }
}

#[test]
fn whoever_a_do_not_contact_file_left_out_is_left_out_of_every_later_version() {
    let number = |place: usize| rows(place..place + 1).split(',').next().unwrap().to_owned();
    for list in [LIST, "Unique"] {
        let sandbox = Sandbox::new();
        let world = sandbox.world();
        world.run("contact-list create Unique --description d").expect_code(0);
        world.file("dnc.csv", format!("{}\n", number(7)));
        world.file("people.csv", format!("{HEADER}{}", rows(0..100)));
        import_into(&world, list, &["people.csv", "--dnc", "dnc.csv"]).expect_code(0);
        for text in [format!("{HEADER}{}", rows(0..100)), format!("{HEADER}{}", rows(0..150))] {
            world.file("people.csv", &text);
            for more in [&["--yes"][..], &["--again", "--yes"], &["--check"], &["--dry-run"]] {
                let line = [&["people.csv"][..], more].concat();
                let error = import_into(&world, list, &line).expect_code(6).error_json();
                assert_eq!(error["code"], "import/do-not-contact-dropped", "{error}");
            }
        }
        assert_received(&sandbox, &[(0..7, 1), (8..100, 1)]);
        // In a file that is not a later version, contacts that were left out stay left out.
        for (times, text) in [
            (2, format!("{HEADER}{}", rows(0..100)).replace('\n', "\r\n")),
            (3, format!("{HEADER}{}{}", rows(50..100), rows(0..50))),
        ] {
            world.file("other.csv", &text);
            let run = import_into(&world, list, &["other.csv", "--again", "--yes"]).expect_code(0);
            run.expect_stderr(&["1 contact stays left out"]);
            assert_received(&sandbox, &[(0..7, times), (8..100, times)]);
        }
        // With a do-not-contact file it continues, and with an empty one too, without the contacts that were left
        // out.
        world.file("people.csv", format!("{HEADER}{}", rows(0..150)));
        import_into(&world, list, &["people.csv", "--again", "--dnc", "dnc.csv"]).expect_code(0);
        assert_received(&sandbox, &[(0..7, 4), (8..100, 4), (100..150, 1)]);
        world.file("nobody.csv", "phone\n");
        let line = ["people.csv", "--again", "--dnc", "nobody.csv", "--dnc-may-be-empty"];
        import_into(&world, list, &line).expect_code(0);
        assert_received(&sandbox, &[(0..7, 5), (8..100, 5), (100..150, 2)]);
    }
}

#[test]
fn a_checkpoint_that_cannot_be_read_leaves_a_file_that_grew_in_doubt() {
    for damaged in [&b""[..], &[0; 400], b"\n\n", b"{\"begun\""] {
        let (sandbox, world) = begun();
        let of_imports = |path: &std::path::Path| {
            path.to_string_lossy().contains("imports") && path.extension().is_some_and(|it| it == "jsonl")
        };
        let (path, _) = world.files().into_iter().find(|(path, _)| of_imports(path.as_path())).unwrap();
        std::fs::write(path, damaged).unwrap();
        world.file("people.csv", format!("{HEADER}{}", rows(0..150)));
        for more in [&["--yes"][..], &["--only-new"], &["--check"]] {
            let error = import(&world, &[&["people.csv"][..], more].concat()).expect_code(9).error_json();
            assert_eq!(error["code"], "import/checkpoint-unreadable", "{error}");
        }
        assert_received(&sandbox, &[(0..100, 1)]);
        // The same is said once the list was read.
        import(&world, &["people.csv", "--again"]).expect_code(0);
        assert_received(&sandbox, &[(0..100, 2), (100..150, 1)]);
    }
}

#[test]
fn a_stream_that_grew_is_known_by_its_bytes() {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    let line = ["contact-list", "import", LIST, "-", "-o", "json"];
    world.run_with_input(line, &format!("{HEADER}{}", rows(0..100))).expect_code(0);
    world.run_with_input(line, &format!("{HEADER}{}", rows(0..150))).expect_code(12);
    // A stream has no name, so a second stream is never a later version of the first.
    world.run_with_input(line, &format!("{HEADER}{}", rows(200..250))).expect_code(0);
    assert_received(&sandbox, &[(0..100, 1), (200..250, 1)]);
}

#[cfg(unix)]
mod on_a_terminal {
    use super::{HEADER, assert_received, begun, rows};
    use crate::terminal::{answer, end, line, start};

    #[test]
    fn the_question_says_how_many_would_be_there_twice() {
        for (answered, code, expected) in [
            ("n", 12, vec![(0..100, 1)]),
            ("", 12, vec![(0..100, 1)]),
            ("y", 0, vec![(0..100, 2), (100..150, 1)]),
        ] {
            let (sandbox, world) = begun();
            world.file("people.csv", format!("{HEADER}{}", rows(0..150)));
            let mut session = start(&world, ["contact-list", "import", super::LIST, "people.csv"]);
            answer(&mut session, "the second time?", &line(answered));
            let (rest, ended) = end(&mut session);
            assert_eq!(ended, code, "{rest}");
            assert_received(&sandbox, &expected);
        }
    }
}

#[test]
fn rows_that_were_sent_are_counted_once_against_the_million() {
    let world = World::new().with("KCAMP_SANDBOX", "1");
    world.file("people.csv", format!("{HEADER}{}", rows(0..100)));
    import(&world, &["people.csv"]).expect_code(0);
    // The platform has counted the hundred contacts.
    let (path, text) = world.files().into_iter().find(|(path, _)| path.ends_with("state.json")).unwrap();
    let mut state: Value = serde_json::from_str(&text).unwrap();
    let lists = state["contact_lists"].as_array_mut().unwrap();
    let list = lists.iter_mut().find(|list| list["name"] == LIST).unwrap();
    list["total_record_count"] = json!(999_980);
    std::fs::write(path, state.to_string()).unwrap();

    let again = import(&world, &["people.csv"]).expect_code(0).json();
    assert_eq!(again["outcome"], "sent-before");
    for more in [&["--again"][..], &["--again", "--check"]] {
        let arguments: Vec<&str> = ["people.csv"].iter().chain(more).copied().collect();
        assert_eq!(
            import(&world, &arguments).expect_code(3).error_json()["code"],
            "import/too-many-contacts"
        );
    }
    for (count, only_new, code) in [(121, true, 3), (121, false, 3), (120, false, 3), (120, true, 0)] {
        world.file("people.csv", format!("{HEADER}{}", rows(0..count)));
        let arguments = if only_new { vec!["people.csv", "--only-new"] } else { vec!["people.csv", "--yes"] };
        import(&world, &arguments).expect_code(code);
    }
}
