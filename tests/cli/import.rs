//! `kcamp contact-list import`: what is sent, what is not and why, and that no row is sent twice or lost.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::create::FILE;
use crate::world::{DEADLINE, Run, Sandbox, World};

const LIST: &str = "Renewal Due July";
/// Where contacts are added.
const ADD: &str = "POST:addContacts";

/// Number `place` of a file, as E.164 digits.
fn digits(place: usize) -> String {
    format!("9198{:08}", 70_000_000 + place)
}

/// A file with this number of good rows.
fn file(rows: usize) -> String {
    let rows = (0..rows).map(|place| format!("+{},Ada {place}\n", digits(place)));
    std::iter::once("Mobile No,First Name\n".to_owned()).chain(rows).collect()
}

#[must_use]
fn import(world: &World, arguments: &[&str]) -> Run {
    let line: Vec<&str> =
        ["contact-list", "import", LIST].iter().chain(arguments).chain(&["-o", "json"]).copied().collect();
    world.run(line)
}

/// How many times each number was received, with any answer.
fn received(sandbox: &Sandbox) -> BTreeMap<String, usize> {
    let mut numbers = BTreeMap::new();
    for request in sandbox.received_at("POST", "/addContacts") {
        for row in request["body"]["data"].as_array().unwrap() {
            *numbers.entry(row["phoneNumber"].as_str().unwrap().to_owned()).or_default() += 1;
        }
    }
    numbers
}

#[track_caller]
fn assert_each_once(sandbox: &Sandbox, rows: usize) {
    let expected: BTreeMap<String, usize> = (0..rows).map(|place| (digits(place), 1)).collect();
    let received = received(sandbox);
    let wrong: Vec<_> =
        received.iter().filter(|(number, count)| expected.get(*number) != Some(*count)).collect();
    assert_eq!((received.len(), wrong), (rows, vec![]), "rows were lost or sent twice");
}

/// The checkpoint files.
fn checkpoints(world: &World) -> Vec<String> {
    let files = world.files().into_iter();
    files
        .filter(|(path, _)| {
            path.to_string_lossy().contains("/imports/") && path.extension().is_some_and(|it| it == "jsonl")
        })
        .map(|(_, text)| text)
        .collect()
}

#[test]
fn a_thousand_rows_arrive_each_once_in_batches() {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    world.file("contacts.csv", file(1_000));
    let view = import(&world, &["contacts.csv", "--batch-size", "300"]).expect_code(0).json();
    assert_eq!(
        (&view["outcome"], &view["sent"], &view["rows"]),
        (&json!("sent"), &json!(1000), &json!(1000))
    );
    assert_eq!(
        (&view["rejects"], view["columns"][0].as_str()),
        (&Value::Null, Some("Mobile No=phoneNumber"))
    );
    assert_each_once(&sandbox, 1_000);
    let requests = sandbox.received_at("POST", "/addContacts");
    let sizes: Vec<usize> =
        requests.iter().map(|request| request["body"]["data"].as_array().unwrap().len()).collect();
    assert_eq!(sizes, [300, 300, 300, 100]);
    assert_eq!(requests[0]["body"]["contact_list_name"], LIST);
    assert_eq!(requests[0]["body"]["data"][0], json!({"phoneNumber": digits(0), "firstName": "Ada 0"}));
    assert_eq!(requests[0]["query"], json!({}));
    assert!(!world.home().join("contacts.rejects.csv").exists());

    // A second run has nothing to do.
    let again = import(&world, &["contacts.csv", "--batch-size", "200"]).expect_code(0).json();
    assert_eq!((&again["outcome"], &again["sent_before"]), (&json!("sent-before"), &json!(1000)));
    assert_each_once(&sandbox, 1_000);
    import(&world, &["contacts.csv", "--again"]).expect_code(0);
    assert!(received(&sandbox).values().all(|count| *count == 2));
}

#[test]
fn a_lost_answer_ends_in_9_and_that_batch_is_not_sent_again_unless_asked() {
    let sandbox = Sandbox::with_faults(&[&format!("garbagex1:applied:{ADD}")]);
    let world = sandbox.world();
    world.file("contacts.csv", file(1_000));
    let lost = import(&world, &["contacts.csv"]).expect_code(9);
    let doubt = json!([{"first_row": 1, "last_row": 500, "contacts": 500}]);
    assert_eq!((&lost.json()["outcome"], &lost.json()["in_doubt"]), (&json!("in-doubt"), &doubt));
    assert_eq!(lost.error_json()["retry_safe"], false);
    let [checkpoint] = checkpoints(&world).try_into().unwrap();
    assert!(checkpoint.contains(r#"{"in_doubt":{"first":1,"last":500,"contacts":500,"id":"#), "{checkpoint}");
    assert_eq!(received(&sandbox).len(), 500);

    // The same command sends the rest, and still reports the rows in doubt.
    let rest = import(&world, &["contacts.csv"]).expect_code(9).expect_stderr(&["--resend-unknown"]);
    assert_eq!((&rest.json()["sent"], &rest.json()["in_doubt"]), (&json!(500), &doubt));
    assert_each_once(&sandbox, 1_000);

    let resent = import(&world, &["contacts.csv", "--resend-unknown"]).expect_code(0).json();
    assert_eq!((&resent["sent"], &resent["in_doubt"]), (&json!(500), &json!([])));
    assert_eq!(received(&sandbox)[&digits(0)], 2);
    assert_eq!(received(&sandbox)[&digits(999)], 1);
}

#[test]
fn a_dropped_connection_on_one_batch_leaves_it_in_doubt() {
    let sandbox = Sandbox::with_faults(&[&format!("drop-after-sendx1:{ADD}")]);
    let world = sandbox.world();
    world.file("contacts.csv", file(1_000));
    import(&world, &["contacts.csv"]).expect_code(9);
    import(&world, &["contacts.csv"]).expect_code(9);
    assert_each_once(&sandbox, 1_000);
}

#[test]
fn what_was_refused_goes_on_where_it_stopped() {
    for (fault, code, first) in
        [("429x1:retry-after=0", 0, 1000), ("422x1", 7, 0), ("401x1", 4, 0), ("failedx1", 7, 0)]
    {
        let sandbox = Sandbox::with_faults(&[&format!("{fault}:{ADD}")]);
        let world = sandbox.world();
        world.file("contacts.csv", file(1_000));
        let run = import(&world, &["contacts.csv"]).expect_code(code);
        assert_eq!(run.json()["sent"], first, "{fault}");
        import(&world, &["contacts.csv"]).expect_code(0);
        let answered: Vec<Value> = sandbox.received_at("POST", "/addContacts");
        let taken: usize = answered
            .iter()
            .filter(|request| request["fault"].is_null())
            .map(|request| request["body"]["data"].as_array().unwrap().len())
            .sum();
        assert_eq!(taken, 1_000, "{fault}");
    }
}

#[test]
fn killed_while_an_answer_is_awaited_the_batch_is_in_doubt_and_not_sent_again() {
    // The first batch is accepted at once, and its answer comes after the command has given up.
    let sandbox = Sandbox::with_faults(&[&format!("slowx1:10m:{ADD}")]);
    let world = sandbox.world();
    world.file("contacts.csv", file(1_000));
    world.kill_when(["contact-list", "import", LIST, "contacts.csv", "--batch-size", "100"], || {
        let list = world.run(["contact-list", "get", LIST, "-o", "json"]).expect_code(0).json();
        list["records"] == 48 + 100
    });
    let resumed = import(&world, &["contacts.csv", "--batch-size", "100"]).expect_code(9).json();
    assert_eq!((&resumed["sent"], &resumed["in_doubt"][0]["first_row"]), (&json!(900), &json!(1)));
    let list = world.run(["contact-list", "get", LIST, "-o", "json"]).expect_code(0).json();
    assert_eq!(list["records"], 48 + 1_000, "a row was lost or sent twice");
    let later = sandbox.received_at("POST", "/addContacts");
    assert!(
        later.iter().all(|request| request["fault"] != Value::Null
            || request["body"]["data"][0]["phoneNumber"] != digits(0))
    );
}

#[test]
fn killed_at_any_moment_it_resumes_without_a_row_twice_or_lost() {
    let sandbox = Sandbox::new();
    let world = sandbox.world().with("KCAMP_RATE_LIMIT", "100000");
    world.file("contacts.csv", file(1_000));
    world.kill_when(["contact-list", "import", LIST, "contacts.csv", "--batch-size", "10"], || {
        sandbox.received_at("POST", "/addContacts").len() >= 30
    });
    let sent_at_the_kill = received(&sandbox).len();
    assert!(sent_at_the_kill < 1_000, "it was over before it could be killed");
    let resumed = import(&world, &["contacts.csv"]);
    match resumed.json()["in_doubt"].as_array().unwrap().as_slice() {
        [] => drop(resumed.expect_code(0)),
        // The user's next step: look, and send missing rows again.
        [doubtful] => {
            let row = usize::try_from(doubtful["first_row"].as_u64().unwrap()).unwrap();
            resumed.expect_code(9);
            if !received(&sandbox).contains_key(&digits(row - 1)) {
                import(&world, &["contacts.csv", "--resend-unknown"]).expect_code(0);
            }
        }
        several => panic!("one process has one request under way: {several:?}"),
    }
    assert_each_once(&sandbox, 1_000);
}

/// A file with one row of each kind.
const MIXED: &str = "phone;first name;time zone;city\n\
    +91 98765 43210;Ada;Asia/Kolkata;Pune\n\
    098765-43211;Bo;;Pune\n\
    9876543210;Ada again;;Pune\n\
    +1 (202) 555-0125;Cy;America/New_York;Dover\n\
    12345;Di;;Pune\n\
    9.87654E+11;Ed;;Pune\n\
    9876543212;Fay;Mars/Base;Pune\n\
    +919876543213;Gus;;Pune\n\
    9876543214;Hal\n";

#[test]
fn wrong_rows_duplicates_and_numbers_not_to_contact_stay_here_with_their_reasons() {
    let sandbox = Sandbox::new();
    let world = sandbox.world().with("KCAMP_REGION", "IN");
    world.file("data/contacts.csv", MIXED);
    world.file("dnc.txt", "+91 98765 43213\n\n0000 not\n");
    let bad = import(&world, &["data/contacts.csv", "--dnc", "dnc.txt"]).expect_code(3);
    assert_eq!(bad.error_json()["code"], "import/do-not-contact-unreadable");
    world.file("dnc.txt", "+91 98765 43213\n");

    let run = import(&world, &["data/contacts.csv", "--dnc", "dnc.txt"]).expect_code(10);
    let view = run.json();
    assert_eq!((&view["rows"], &view["sent"], &view["invalid"]), (&json!(9), &json!(3), &json!(4)));
    assert_eq!((&view["duplicates"], &view["do_not_contact"]), (&json!(1), &json!(1)));
    let sent = &sandbox.received_at("POST", "/addContacts")[0]["body"]["data"];
    let expected = json!([
        {"phoneNumber": "919876543210", "firstName": "Ada", "timeZone": "Asia/Kolkata"},
        {"phoneNumber": "919876543211", "firstName": "Bo"},
        {"phoneNumber": "12025550125", "firstName": "Cy", "timeZone": "America/New_York"},
    ]);
    assert_eq!(sent, &expected);
    assert!(run.stderr.contains("not sent: city"), "{}", run.stderr);

    let path = world.home().join("data/contacts.rejects.csv");
    let rejects = std::fs::read_to_string(&path).unwrap();
    let lines: Vec<&str> = rejects.lines().collect();
    assert_eq!(lines[0], "phone;first name;time zone;city;rejected_line;rejected_code;rejected_reason");
    // People who opted out and duplicates are only counted, and are not in the file of rejects, which is there to be
    // imported.
    assert_eq!(lines.len(), 5);
    for (line, start) in [
        (1, "12345;Di;;Pune;6;import/number-too-short;"),
        (2, "9.87654E+11;Ed;;Pune;7;import/number-in-scientific-form;"),
        (3, "9876543212;Fay;Mars/Base;Pune;8;import/time-zone-unknown;"),
        (4, "9876543214;Hal;;;10;import/row-uneven;"),
    ] {
        assert!(lines[line].starts_with(start), "{}", lines[line]);
    }
    // The corrected rejects, imported as the help says, hold nobody who opted out.
    run.expect_stderr(&["data/contacts.rejects.csv and import that file with the same --dnc files"]);
    world.file("fixed.csv", rejects.replace("\n12345;", "\n9876543215;"));
    let since = sandbox.received_at("POST", "/addContacts").len();
    world.run(["contact-list", "import", LIST, "fixed.csv", "--delimiter", ";"]).expect_code(10);
    let later = sandbox.received_at("POST", "/addContacts").split_off(since);
    // The row that was too short has its empty cells here.
    let sent = later[0]["body"]["data"].as_array().unwrap();
    let numbers: Vec<&str> = sent.iter().filter_map(|contact| contact["phoneNumber"].as_str()).collect();
    assert_eq!(numbers, ["919876543215", "919876543214"]);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    }
}

#[test]
fn no_number_is_in_any_stream_or_in_the_state() {
    for (fault, code) in [("failedx1", 7), ("drop-after-sendx1", 9), ("slowx1:1ms", 10)] {
        let sandbox = Sandbox::with_faults(&[&format!("{fault}:{ADD}")]);
        let world = sandbox.world().with("KCAMP_REGION", "IN");
        world.file("contacts.csv", MIXED);
        let line = ["contact-list", "import", LIST, "contacts.csv", "-vvv"];
        let run = world.run(line).expect_code(code);
        let dry = world.run(line.iter().chain(&["--dry-run"])).expect_code(0);
        for number in
            ["9876543210", "9876543211", "2025550125", "9876543212", "9876543213", "9876543214", "87654E"]
        {
            for text in [&run.stdout, &run.stderr, &dry.stdout, &dry.stderr] {
                assert!(!text.contains(number), "{number} is in:\n{text}");
            }
            for text in checkpoints(&world) {
                assert!(!text.contains(number), "{number} is in the checkpoint:\n{text}");
            }
        }
    }
}

#[test]
fn a_check_sends_nothing_and_fails_where_a_row_is_wrong() {
    let sandbox = Sandbox::new();
    let world = sandbox.world().with("KCAMP_REGION", "IN");
    world.file("good.csv", file(20));
    world.file("bad.csv", MIXED);
    let good = import(&world, &["good.csv", "--check"]).expect_code(0).json();
    assert_eq!(
        (&good["outcome"], &good["accepted"], &good["sent"]),
        (&json!("checked"), &json!(20), &json!(0))
    );
    let bad = import(&world, &["bad.csv", "--check"]).expect_code(3);
    assert_eq!(bad.error_json()["code"], "import/rows-rejected");
    assert_eq!(received(&sandbox).len(), 0);
    assert_eq!(checkpoints(&world), Vec::<String>::new());
}

#[test]
fn contacts_come_from_stdin_too_and_leave_no_copy() {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    let line = ["contact-list", "import", LIST, "-", "-o", "json"];
    let view = world.run_with_input(line, &file(600)).expect_code(0).json();
    assert_eq!((&view["file"], &view["sent"]), (&json!("<stdin>"), &json!(600)));
    assert_each_once(&sandbox, 600);
    let again = world.run_with_input(line, &file(600)).expect_code(0).json();
    assert_eq!(again["outcome"], "sent-before");
    let copies = checkpoints(&world).iter().filter(|text| text.contains(&digits(0))).count();
    assert_eq!(copies, 0);
    let twice = line.iter().chain(&["--secret-stdin"]);
    world.run_with_input(twice, &file(1)).expect_code(2).expect_stderr(&["both read stdin"]);
}

#[test]
fn what_is_wrong_with_a_file_as_a_whole_is_found_before_anything_is_sent() {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    let wide = format!("phone{}\n", ",x".repeat(150));
    for (name, text, more, code) in [
        ("empty.csv", "", &[][..], "import/file-empty"),
        ("header.csv", "phone\n", &[], "import/nothing-to-send"),
        ("none.csv", "who,where\nAda,Pune\n", &[], "import/no-phone-column"),
        ("two.csv", "phone,mobile\n1,2\n", &[], "import/column-ambiguous"),
        ("wide.csv", wide.as_str(), &[], "import/too-many-columns"),
        ("zip.csv", "PK\u{3}\u{4}", &[], "import/not-csv"),
        ("big.csv", "phone\n+919876543210\n", &["--max-size", "10"], "import/file-too-large"),
        ("wrong.csv", "phone\n+12\n", &[], "import/nothing-to-send"),
    ] {
        world.file(name, text);
        let arguments: Vec<&str> = [name].iter().chain(more).copied().collect();
        assert_eq!(import(&world, &arguments).expect_code(3).error_json()["code"], code, "{name}");
    }
    let shown = "the file has 1 row, and none can be sent: 1 is wrong; nothing was sent";
    world.run(["contact-list", "import", LIST, "wrong.csv"]).expect_code(3).expect_stderr(&[shown]);
    world.file("good.csv", file(1));
    for (more, code) in [
        (["--region", "XX"], "import/region-unknown"),
        (["--delimiter", "ab"], "import/delimiter-unknown"),
        (["--map", "phone"], "import/map-unreadable"),
    ] {
        let arguments: Vec<&str> = ["good.csv"].iter().chain(&more).copied().collect();
        assert_eq!(import(&world, &arguments).expect_code(2).error_json()["code"], code);
    }
    import(&world, &["absent.csv"]).expect_code(2).expect_stderr(&["absent.csv"]);
    assert_eq!(received(&sandbox).len(), 0);
}

#[test]
fn rejects_never_take_the_place_of_the_file_that_is_read() {
    let world = World::new().with("KCAMP_SANDBOX", "1").with("KCAMP_REGION", "IN");
    world.file("people.csv", MIXED);
    let error = import(&world, &["people.csv", "--rejects", "people.csv"]).expect_code(3).error_json();
    assert_eq!(error["code"], "import/rejects-over-itself");
    assert_eq!(std::fs::read_to_string(world.home().join("people.csv")).unwrap(), MIXED);
    import(&world, &["people.csv", "--rejects", "still-wrong.csv"]).expect_code(10);
    assert!(world.home().join("still-wrong.csv").exists());
}

#[test]
fn other_options_for_a_file_that_was_begun_are_refused() {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    world.file("contacts.csv", file(10));
    import(&world, &["contacts.csv"]).expect_code(0);
    let error = import(&world, &["contacts.csv", "--number-form", "plus"]).expect_code(6).error_json();
    assert_eq!(error["code"], "import/other-options");
    assert_each_once(&sandbox, 10);
    import(&world, &["contacts.csv", "--number-form", "plus", "--again"]).expect_code(0);
    assert_eq!(received(&sandbox)[&format!("+{}", digits(0))], 1);
}

#[test]
fn a_list_that_a_campaign_uses_needs_consent() {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    world.file("campaign.yaml", FILE.replace("Event Guests", LIST));
    world.file("contacts.csv", file(10));
    world.run("campaign create -f campaign.yaml").expect_code(0);
    import(&world, &["contacts.csv"]).expect_code(12);
    assert_eq!(received(&sandbox).len(), 0);
    import(&world, &["contacts.csv", "--yes"]).expect_code(0);
    assert_each_once(&sandbox, 10);
}

#[test]
fn a_dry_run_shows_the_first_request_and_sends_none() {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    world.file("contacts.csv", file(1_000));
    let line = ["contact-list", "import", LIST, "contacts.csv", "--dry-run"];
    let masked = world.run(line).expect_code(0).expect_stderr(&["first of 2 requests", "masked"]);
    assert!(
        masked.stdout.contains("/api/1.1/public/") && !masked.stdout.contains(&digits(0)),
        "{}",
        masked.stdout
    );
    world
        .run(line.iter().chain(&["--show-numbers"]))
        .expect_code(0)
        .expect_stdout(&[&digits(0), &digits(499)]);
    assert_eq!(received(&sandbox).len(), 0);
    assert_eq!(checkpoints(&world), Vec::<String>::new());
}

#[test]
fn a_state_folder_that_cannot_be_written_is_said_before_anything_is_sent() {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    world.file("contacts.csv", file(10));
    // A file is in the place of the folder.
    world.file(".local/state/kcamp/imports", "");
    import(&world, &["contacts.csv"]).expect_code(2).expect_stderr(&["imports"]);
    assert_eq!(received(&sandbox).len(), 0);
}

#[test]
fn a_checkpoint_that_cannot_be_read_leaves_the_rows_in_doubt() {
    for damage in [&b""[..], &[0; 300], b"\n\n"] {
        let sandbox = Sandbox::new();
        let world = sandbox.world();
        world.file("contacts.csv", file(10));
        import(&world, &["contacts.csv"]).expect_code(0);
        let (path, _) = world
            .files()
            .into_iter()
            .find(|(path, _)| {
                path.to_string_lossy().contains("/imports/")
                    && path.extension().is_some_and(|it| it == "jsonl")
            })
            .unwrap();
        std::fs::write(&path, damage).unwrap();
        for more in [&[][..], &["--yes"], &["--resend-unknown"]] {
            let arguments: Vec<&str> = ["contacts.csv"].iter().chain(more).copied().collect();
            let error = import(&world, &arguments).expect_code(9).error_json();
            assert_eq!(error["code"], "import/checkpoint-unreadable");
            assert_eq!(error["retry_safe"], false);
        }
        assert_each_once(&sandbox, 10);
        import(&world, &["contacts.csv", "--again"]).expect_code(0);
    }
}

#[test]
fn sizes_take_units_and_a_large_list_needs_none() {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    // More than 5 MB, which is the limit for a file in the console.
    let blank = format!("{},\n", " ".repeat(1_000)).repeat(6_000);
    world.file("large.csv", format!("phone,first name\n+{},Ada\n{blank}", digits(0)));
    import(&world, &["large.csv"]).expect_code(0);
    assert_each_once(&sandbox, 1);
    for size in ["5MB", "5000kB", "4 MiB", "1000"] {
        let error = import(&world, &["large.csv", "--max-size", size]).expect_code(3).error_json();
        assert_eq!(error["code"], "import/file-too-large", "{size}");
    }
    for size in ["100MB", "1GiB", "100000000"] {
        import(&world, &["large.csv", "--max-size", size, "--check"]).expect_code(0);
    }
    for size in ["100 megabytes", "0", "-1MB", "1.2345MB"] {
        let error = import(&world, &["large.csv", "--max-size", size]).expect_code(2).error_json();
        assert_eq!(error["code"], "size/unreadable", "{size}");
        assert!(error["hint"].as_str().unwrap().contains("100MB"), "{error}");
    }
}

#[test]
fn two_processes_do_not_import_the_same_file_at_once() {
    let sandbox = Sandbox::with_faults(&[&format!("slowx1:10m:{ADD}")]);
    let world = sandbox.world();
    world.file("contacts.csv", file(10));
    world.kill_when(["contact-list", "import", LIST, "contacts.csv"], || {
        if !checkpoints(&world).iter().any(|text| text.contains("sending")) {
            return false;
        }
        let other = import(&world, &["contacts.csv", DEADLINE[0], DEADLINE[1]]).expect_code(11);
        assert_eq!(other.error_json()["code"], "import/under-way");
        true
    });
}

#[test]
fn a_reset_sandbox_takes_the_same_file_again() {
    let world = World::new().with("KCAMP_SANDBOX", "1");
    world.file("contacts.csv", file(10));
    for _ in 0..2 {
        assert_eq!(import(&world, &["contacts.csv"]).expect_code(0).json()["sent"], 10);
        assert_eq!(import(&world, &["contacts.csv"]).expect_code(0).json()["sent"], 0);
        world.run("sandbox reset").expect_code(0);
    }
}
