//! Results for other programs: `--jq`, and CSV that machines and spreadsheets read.

use serde_json::Value;

use crate::create::{FILE, SCHEDULE, SMS};
use crate::leaves::{ENDLESS, furnish, leaves, line};
use crate::world::{Sandbox, World};

fn with_campaigns() -> World {
    let world = World::new().with("KCAMP_SANDBOX", "1").with("KCAMP_TIMEZONE", "Asia/Kolkata");
    for name in ["Autumn", "Spring"] {
        world.run(&format!("{SMS} --name {name}")).expect_code(0);
    }
    world
}

#[test]
fn a_filter_prints_its_answers_and_nothing_else() {
    let world = with_campaigns();
    let answers = |line: &str| world.run(line).expect_code(0).stdout;
    assert_eq!(answers("campaign list --jq '.[].name'"), "Autumn\nSpring\n");
    assert_eq!(answers("campaign list -ojson --jq 'map(.priority)'"), "[5,5]\n");
    assert_eq!(answers("campaign get Spring --jq '.contact_lists[], .dnc_list'"), "Event Guests\n\n");
    assert_eq!(answers("contact-list list --jq 'map(select(.name == \"Event Guests\")) | length'"), "1\n");
    assert_eq!(answers("schema campaign --jq .type"), "object\n");
    let world = world.with("KCAMP_OUTPUT", "csv");
    assert_eq!(world.run("campaign list --jq '.[].status'").expect_code(0).stdout, "Ready\nReady\n");
    world.file("bad.yaml", FILE.replace("priority: 5", "priority: 7"));
    let run = world.run("validate bad.yaml --jq '.[] | \"\\(.line): \\(.code)\"'").expect_code(3);
    assert_eq!(run.stdout, "7: campaign/priority-out-of-range\n");
    assert_eq!(run.error_json()["message"], "1 error in 1 file");
}

#[test]
fn a_filter_that_cannot_be_read_ends_before_anything_is_sent() {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    world.file("campaign.yaml", FILE);
    for (option, code, place) in [
        ("--jq '.[] | nam'", "usage/jq-unreadable", "at character 7: nam"),
        ("--jq '.['", "usage/jq-unreadable", "at character 3: its end"),
        ("--jq . -o csv", "usage/jq-without-json", "another format"),
    ] {
        for line in ["campaign create -f campaign.yaml --yes", "campaign list"] {
            let error = world.run(&format!("{line} {option}")).expect_code(2).error_json();
            assert_eq!(error["code"], code, "{option}");
            assert!(error["message"].as_str().unwrap().contains(place), "{error}");
        }
    }
    assert_eq!(sandbox.received().len(), 0);
}

#[test]
fn a_filter_that_fails_on_the_result_says_what_was_done() {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    world.file("campaign.yaml", FILE);
    let error =
        world.run("campaign create -f campaign.yaml --yes --jq '.name.first'").expect_code(10).error_json();
    let message = error["message"].as_str().unwrap();
    assert!(message.contains("--jq: cannot index") && message.contains("Event Reminder"), "{message}");
    assert_eq!(sandbox.creates().len(), 1);
    let error = world.run("campaign list --jq .name").expect_code(2).error_json();
    assert_eq!(error["code"], "output/jq-failed");
    let error = world.run("completions bash --jq .").expect_code(2).error_json();
    assert_eq!(error["message"], "--jq: this result is not JSON");
}

#[test]
fn csv_has_times_with_their_offset_and_nothing_where_there_is_nothing() {
    let world = with_campaigns();
    let run = world.run("campaign list --columns name,dnc_list,created -o csv").expect_code(0);
    let rows: Vec<&str> = run.stdout.lines().collect();
    assert_eq!(rows[..2], ["name,dnc_list,created", "Autumn,,2026-12-03T13:30:00+05:30"]);
    // People see the usual form.
    world
        .run("campaign list --columns dnc_list,created")
        .expect_code(0)
        .expect_stdout(&["-", "Thu 2026-12-03 13:30"]);
    let run = world.run("campaign get Spring -o csv").expect_code(0);
    assert!(run.stdout.contains(",2026-12-03T13:30:00+05:30,"), "{}", run.stdout);
    let journal = world.run("journal -o csv").expect_code(0).stdout;
    assert!(journal.lines().nth(1).unwrap().starts_with("2026-12-03T13:30:00+05:30,sandbox,"), "{journal}");
    let preview = "schedule preview Spring --daily --start '2027-01-04 09:30' --end 2027-01-04 -o csv";
    let run = world.run(preview).expect_code(0);
    let row = run.stdout.lines().nth(1).unwrap();
    assert_eq!(row, "Spring,Mon,2027-01-04T09:30:00+05:30,2027-01-04T04:00:00Z,,");
    let settings = world.run("profile show -o csv").expect_code(0).stdout;
    assert!(settings.lines().all(|row| !row.ends_with(",-")), "{settings}");
}

#[test]
fn a_byte_order_mark_is_for_csv_alone() {
    let world = with_campaigns();
    world.file("bad.yaml", FILE.replace("priority: 5", "priority: 7"));
    world.file("good.yaml", FILE);
    for (line, code) in [
        ("campaign list", 0),
        ("campaign get Spring", 0),
        ("validate bad.yaml", 3),
        ("validate good.yaml", 0),
    ] {
        let plain = world.run(&format!("{line} -o csv")).expect_code(code).stdout;
        let marked = world.run(&format!("{line} -o csv --bom")).expect_code(code).stdout;
        assert_eq!(marked, format!("\u{feff}{plain}"), "{line}");
        for format in ["table", "json"] {
            let error = world.run(&format!("{line} --bom -o {format}")).expect_code(2);
            assert!(error.stderr.contains("--bom is for CSV alone"), "{}", error.stderr);
        }
    }
}

#[test]
fn a_log_of_json_has_a_time_a_level_and_the_id_of_the_request_on_each_line() {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    world.file("campaign.yaml", FILE);
    for (log, flag, least) in
        [("json", "", 2), ("json,trace", "", 10), ("json", " -vvv", 10), ("info,json", "", 1)]
    {
        let world = sandbox.world().with("KCAMP_LOG", log);
        let run = world.run(&format!("campaign list -o json{flag}")).expect_code(0);
        let lines: Vec<Value> = run.stderr.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert!(lines.len() >= least, "{log}{flag}: {}", run.stderr);
        for line in &lines {
            assert_eq!(line["time"], "2026-12-03T08:00:00.000+00:00", "{line}");
            assert!(["info", "debug", "trace"].contains(&line["level"].as_str().unwrap()), "{line}");
            assert!(line["message"].is_string(), "{line}");
        }
        let has_answer = lines.iter().any(|line| line["message"].as_str().unwrap().contains("-> 200 in "));
        assert_eq!(has_answer, log != "info,json", "{log}{flag}");
        assert!(!run.stderr.contains(crate::world::SECRET));
    }
    world.with("KCAMP_LOG", "jsonl").run("profile list").expect_code(2).expect_stderr(&["json,debug"]);
}

#[test]
fn bodies_are_logged_as_json() {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    world.file("campaign.yaml", FILE.replace("Reminds guests", "\"Says \\\"hi\\\"\""));
    let run = world.run("campaign create -f campaign.yaml --yes -vvv").expect_code(0);
    let bodies: Vec<Value> = run
        .stderr
        .lines()
        .filter_map(|line| line.split_once("> {").or_else(|| line.split_once("< {")))
        .map(|(_, body)| serde_json::from_str(&format!("{{{body}")).unwrap())
        .collect();
    assert!(bodies.len() >= 2, "{}", run.stderr);
    assert!(bodies.iter().any(|body| body["description"] == "Says \"hi\""), "{}", run.stderr);
}

#[test]
fn a_state_folder_that_cannot_be_written_is_said_with_the_variable_that_names_another() {
    let sandbox = Sandbox::new();
    for world in [sandbox.world(), World::new().with("KCAMP_SANDBOX", "1")] {
        world.file("campaign.yaml", FILE);
        let file = world.file("state", "a file, and no folder");
        let world = world.with("XDG_STATE_HOME", file.to_str().unwrap());
        let error = world.run("campaign create -f campaign.yaml --yes -o json").expect_code(2).error_json();
        assert!(error["hint"].as_str().unwrap().contains("XDG_STATE_HOME"), "{error}");
    }
    assert_eq!(sandbox.creates().len(), 0);
}

/// The part of a cell that is for people and not for programs: a weekday before a date, a zone's name after a time, a
/// distance, a dash.
fn for_readers(cell: &str) -> Option<&'static str> {
    let words: Vec<&str> = cell.split(' ').collect();
    let is_date = |word: &str| word.len() == 10 && word.parse::<jiff::civil::Date>().is_ok();
    let is_time = |word: &str| word.contains(':') && word.parse::<jiff::civil::Time>().is_ok();
    let is_distance = |word: &&str| {
        let digits = word.trim_end_matches(|letter: char| "dhms".contains(letter));
        digits.len() < word.len() && !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
    };
    if matches!(cell, "-" | "—" | "–" | "none" | "not reported" | "never") {
        return Some("a word for nothing");
    }
    if cell.contains(['—', '–', '→']) || cell.contains("(was ") {
        return Some("a sign for readers");
    }
    if words.windows(2).any(|pair| is_date(pair[0]) && is_time(pair[1])) {
        return Some("a time that is not in ISO 8601");
    }
    if words.iter().any(is_distance) && (cell.starts_with("in ") || cell.ends_with(" ago")) {
        return Some("a distance");
    }
    None
}

/// The columns of a row that are also keys of the JSON object, but with another value there.
fn unlike(header: &[String], record: &csv::StringRecord, object: &Value) -> Vec<String> {
    let mut unlike = Vec::new();
    for (column, cell) in header.iter().zip(record) {
        let value = match &object[column] {
            Value::String(text) => text.clone(),
            Value::Number(number) => number.to_string(),
            Value::Null if object.get(column).is_some() => String::new(),
            // A yes-or-no value is shown as a word.
            _ => continue,
        };
        if cell.trim_start_matches('\'') != value {
            unlike.push(format!("{column}: {cell:?} in CSV and {value:?} in JSON"));
        }
    }
    unlike
}

/// Every command, including those that change something.
#[test]
fn no_cell_of_csv_is_for_readers() {
    let sandbox = Sandbox::new();
    let world = sandbox.world().with("KCAMP_TIMEZONE", "Asia/Kolkata");
    furnish(&world);
    let more = [
        &["schedule", "show", "Event Reminder"][..],
        &["contact-list", "import", "Event Guests", "contacts.csv", "--check"],
        &["schedule", "disable", "--all", "--yes"],
        &[
            "jwt",
            "inspect",
            "eyJhbGciOiJIUzI1NiJ9.eyJpYXQiOjE3OTYyODQ4MDAsImV4cCI6MTc5NjI4NTEwMH0.c2lnbmF0dXJl",
        ],
    ];
    let lines = leaves().into_iter().filter(|leaf| leaf != ENDLESS).map(|leaf| line(&leaf));
    let more = more.iter().map(|line| line.iter().map(|word| (*word).to_owned()).collect());
    let (mut cells, mut objects) = (0, 0);
    let mut wrong = Vec::new();
    for line in lines.chain(more) {
        let as_csv = world.run([line.clone(), vec!["-o".into(), "csv".into()]].concat()).stdout;
        let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(as_csv.as_bytes());
        let header: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
        let records: Vec<csv::StringRecord> = reader.records().flatten().collect();
        let name = line[..2.min(line.len())].join(" ");
        // These commands print a text under every `-o`.
        let has_rows = !["schema", "licenses", "completions", "api"].contains(&line[0].as_str());
        for (cell, column) in records.iter().flat_map(|row| row.iter().zip(&header)).filter(|_| has_rows) {
            cells += 1;
            wrong.extend(for_readers(cell).map(|why| format!("{name}: {column}: {cell:?} is {why}")));
        }
        let is_read = ["get", "list", "show", "status", "inspect"]
            .iter()
            .any(|verb| line.get(1).is_some_and(|it| it == verb));
        if is_read {
            let json = world.run([line.clone(), vec!["-o".into(), "json".into()]].concat()).json();
            let all = json.as_array().cloned().unwrap_or_else(|| vec![json]);
            if all.len() == records.len() {
                objects += all.len();
                let unlike = records.iter().zip(&all).flat_map(|(row, object)| unlike(&header, row, object));
                wrong.extend(unlike.map(|unlike| format!("{name}: {unlike}")));
            }
        }
    }
    assert!(cells > 300 && objects > 8, "{cells} {objects}");
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn rows_hold_values_where_tables_hold_words() {
    let sandbox = Sandbox::new();
    let world = sandbox.world().with("KCAMP_TIMEZONE", "Asia/Kolkata");
    furnish(&world);
    let rows = |line: &[&str]| {
        let run = world.run([line, &["-o", "csv"]].concat()).expect_code(0);
        run.stdout.lines().map(str::to_owned).collect::<Vec<_>>()
    };
    world.run("campaign create -f campaign.yaml -f unscheduled.yaml --yes").expect_code(0);
    let shown = rows(&["schedule", "show", "Event Reminder"]);
    assert_eq!(shown[1], "2027-01-04T15:00:00+05:30,2027-01-04T09:30:00Z,");
    let started = rows(&["campaign", "start", "Unscheduled", "--yes"]);
    assert!(
        started[1].contains(",started,Active,200,2026-12-03T09:00:00Z/2026-12-03T18:00:00Z,"),
        "{started:?}"
    );
    let off = rows(&["schedule", "disable", "Event Reminder"]);
    assert!(off[1].starts_with("Event Reminder,disabled,"), "{off:?}");
    let token = "eyJhbGciOiJIUzI1NiJ9.eyJpYXQiOjE3OTYyODQ4MDAsImV4cCI6MTc5NjI4NTEwMH0.c2lnbmF0dXJl";
    assert_eq!(
        rows(&["jwt", "inspect", token]),
        [
            "part,name,value",
            "header,alg,HS256",
            "claims,iat,1796284800",
            "claims,exp,1796285100",
            "token,issued,2026-12-03T13:30:00+05:30",
            "token,expires,2026-12-03T13:35:00+05:30",
            "token,state,alive",
        ]
    );
}

#[test]
fn a_filter_that_never_ends_ends_with_the_deadline() {
    let world = with_campaigns();
    for line in ["exit-codes", "profile list", "campaign list"] {
        let run = world.run(&format!("{line} --jq 'last(repeat(1))' --deadline 1ms")).expect_code(11);
        assert_eq!(run.stdout, "", "{line}");
        assert_eq!(run.error_json()["exit_code"], 11, "{line}");
    }
}

/// Messages, notes, warnings, hints, findings and errors, even for a command line that cannot be parsed.
#[test]
fn with_a_log_of_json_every_line_of_stderr_is_an_object() {
    let sandbox = Sandbox::new();
    let world = sandbox.world().with("KCAMP_TIMEZONE", "Asia/Kolkata").with("KCAMP_LOG", "json");
    world.file("campaign.yaml", FILE);
    world.file("bad.yaml", FILE.replace("priority: 5", "priority: 7"));
    world.file("warned.yaml", FILE.replace("9:00 AM", "6:00 AM"));
    let enable = "schedule enable 'Event Reminder' --daily --start '2027-01-04 09:30' --end 2027-01-31";
    let mut kinds = std::collections::BTreeSet::new();
    for (line, code) in [
        ("campaign create -f campaign.yaml", 0),
        ("campaign create -f campaign.yaml", 6),
        ("campaign create -f bad.yaml", 3),
        ("campaign create -f warned.yaml --name Other", 0),
        (enable, 12),
        (&format!("{enable} --yes -o json"), 0),
        ("campaign start 'Event Reminder' -v", 6),
        ("campaign", 2),
        ("campaign crate", 2),
        ("campaign list --color blue", 2),
        ("journal --failed", 0),
        ("validate bad.yaml", 3),
    ] {
        let run = world.run(line).expect_code(code);
        assert!(!run.stderr.is_empty() || code == 0, "{line}");
        for text in run.stderr.lines() {
            let said: Value = serde_json::from_str(text).unwrap_or_else(|_| panic!("{line}: {text}"));
            if said.get("error").is_some() {
                assert_eq!(said["error"]["exit_code"], code, "{line}: {text}");
                kinds.insert("error".to_owned());
                continue;
            }
            assert_eq!(said["time"], "2026-12-03T08:00:00.000+00:00", "{line}: {text}");
            assert!(said["level"].is_string() && said["message"].is_string(), "{line}: {text}");
            assert_eq!(said["kind"] == "finding", said["finding"]["code"].is_string(), "{line}: {text}");
            kinds.extend(said["kind"].as_str().map(str::to_owned));
        }
    }
    for kind in ["error", "finding", "note"] {
        assert!(kinds.contains(kind), "{kind}: {kinds:?}");
    }
}

/// The header of CSV, and its rows as objects.
fn table(csv: &str) -> (Vec<String>, Vec<Vec<String>>) {
    let mut reader = csv::ReaderBuilder::new().from_reader(csv.as_bytes());
    let header = reader.headers().unwrap().iter().map(str::to_owned).collect();
    let rows = reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect());
    (header, rows.collect())
}

#[test]
fn every_result_has_a_row_of_csv_with_the_keys_and_values_of_json() {
    let world = with_campaigns();
    world.file("campaign.yaml", format!("{FILE}{SCHEDULE}"));
    for (line, head) in [
        (
            "campaign create -f campaign.yaml --yes",
            "name,type,outcome,id,status,differences,not_done,error,where",
        ),
        ("sandbox status", "id,name,type,status,schedule"),
        (
            "halt --yes",
            "name,id,type,priority,status_before,status,calls,schedule,may_still_call,message,schedule_not_resumed,run_not_resumed,where",
        ),
    ] {
        let csv = world.run(&format!("{line} -o csv")).expect_code(0).stdout;
        let (header, rows) = table(&csv);
        assert_eq!(header.join(","), head, "{line}");
        assert!(!rows.is_empty(), "{line}: {csv}");
    }
}

#[test]
fn hours_and_fixes_are_json_in_a_cell_and_columns_do_not_change_their_names() {
    let world = with_campaigns();
    let cell = |line: &str, code: i32, column: &str| {
        let csv = world.run(&format!("{line} -o csv")).expect_code(code).stdout;
        let (header, rows) = table(&csv);
        let at = header.iter().position(|name| name == column).unwrap_or_else(|| panic!("{column}: {csv}"));
        serde_json::from_str::<Value>(&rows[0][at]).unwrap_or_else(|_| rows[0][at].clone().into())
    };
    let hours = world.run("campaign get Spring -o json").expect_code(0).json()["calling_hours"].clone();
    assert_eq!(cell("campaign get Spring", 0, "calling_hours"), hours);
    world.file("bad.yaml", FILE.replace("campaignType: sms", "campaignType: SMS"));
    let fix = world.run("validate bad.yaml -o json").expect_code(3).json()[0]["fix"].clone();
    assert!(fix.is_object(), "{fix}");
    assert_eq!(cell("validate bad.yaml", 3, "fix"), fix);
    let preview = "schedule preview Spring --daily --start '2027-01-04 09:30' --end 2027-01-04";
    for zone in ["", "UTC", "America/New_York"] {
        let world = with_campaigns().with("KCAMP_SCHEDULE_TIMEZONE", zone);
        let csv = world.run(&format!("{preview} -o csv")).expect_code(0).stdout;
        assert!(csv.starts_with("campaign,day,local_time,platform_clock,calling_window,notes\r\n"), "{csv}");
    }
}

/// Cells that a spreadsheet would run are made harmless for spreadsheets, and are exact for programs.
#[test]
fn cells_that_look_like_formulas_are_exact_but_with_a_byte_order_mark() {
    let world = with_campaigns();
    for (name, defused) in [("=1+1", "'=1+1"), ("@SUM(A1)", "'@SUM(A1)"), ("-2+3", "'-2+3"), ("-5", "-5")] {
        world.run(&format!("{SMS} '--name={name}'")).expect_code(0);
        let list = format!("campaign list '--search={name}' --columns name -o csv");
        assert_eq!(world.run(&list).expect_code(0).stdout, format!("name\r\n{name}\r\n"));
        let marked = world.run(&format!("{list} --bom")).expect_code(0).stdout;
        assert_eq!(marked, format!("\u{feff}name\r\n{defused}\r\n"));
    }
}

/// A filter that could make the stack run out would end the process after the write and before anything is said of it.
#[test]
fn a_filter_that_may_make_the_stack_run_out_is_refused_before_anything_is_sent() {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    for filter in
        ["def f: 1+f; f".to_owned(), "[".repeat(20_000) + &"]".repeat(20_000), ".|".repeat(50_000) + "."]
    {
        let line = ["contact-list", "create", "New", "--description=x", "--yes", "--jq", &filter];
        let run = world.run(line).expect_code(2);
        assert_eq!(run.error_json()["code"], "usage/jq-unreadable");
    }
    assert_eq!(sandbox.received().len(), 0);
}
