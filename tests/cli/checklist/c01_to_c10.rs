//! What is printed, and in which form.

use std::io::{Read as _, Write as _};

use kcamp::exit::Exit;
use serde_json::{Value, json};

use super::documented_keys;
use super::walk::WALK;
use crate::create::{FILE, SCHEDULE};
use crate::leaves::{ENDLESS, all_leaves, furnish, leaves, line};
use crate::schema_output::Documented;
use crate::world::{Sandbox, Trap, World};

/// In full, for every write, two reads and every fault: `fault_matrix`.
#[test]
fn c01_exit_0_only_where_everything_happened() {
    // The platform's answer, and the exit codes of a create and of a read.
    let ends = [
        ("400", 7, 7),
        ("401", 4, 4),
        ("403", 4, 4),
        ("404", 5, 5),
        ("409", 6, 6),
        ("422", 7, 7),
        ("429", 11, 11),
        ("500", 9, 8),
        ("slow:10m", 0, 8),
        ("drop-before-apply", 9, 8),
        ("garbage", 9, 8),
        ("empty", 9, 8),
        ("failed", 7, 7),
    ];
    for (fault, of_create, of_read) in ends {
        let sandbox = Sandbox::with_faults(&[&format!("{fault}:POST:campaign")]);
        let world = sandbox.world().with("KCAMP_TIMEOUT", "1s");
        world.file("campaign.yaml", FILE);
        let create = world.run("campaign create -f campaign.yaml -o json").expect_code(of_create);
        // The slow answer was lost, and the campaign is found.
        assert_eq!(create.code == 0, !create.stdout.is_empty(), "{fault}: {}", create.stdout);
        // Lists are read with GET if POST is refused.
        let places = ["POST", "GET"].map(|method| format!("{fault}:{method}:getAllListDetails"));
        let sandbox = Sandbox::with_faults(&places.each_ref().map(String::as_str));
        let world = sandbox.world().with("KCAMP_TIMEOUT", "1s");
        let read = world.run("contact-list list -o json").expect_code(of_read);
        assert_eq!(read.stdout, "", "{fault}");
    }
}

#[test]
fn c02_exit_codes_are_documented_and_unique() {
    let world = World::new();
    let rows = world.run("exit-codes -o json").expect_code(0).json();
    let codes: Vec<u64> = rows.as_array().unwrap().iter().map(|row| row["code"].as_u64().unwrap()).collect();
    assert_eq!(codes, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 20, 129, 130, 143]);
    assert_eq!(codes, Exit::ALL.map(|exit| u64::from(exit.number())));
    let readme = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/README.md")).unwrap();
    let help = world.run("help exit-codes").expect_code(0).stdout;
    for code in codes {
        assert!(help.lines().any(|line| line.trim_start().starts_with(&format!("{code} "))), "{code}");
        assert!(readme.contains(&format!("`{code}`")), "{code}");
    }
}

#[test]
fn c03_what_is_misspelt_ends_in_2_on_stderr_with_a_suggestion() {
    let world = World::new();
    let mut spelt = 0;
    for leaf in all_leaves() {
        // Two swapped letters, as in `kcamp plna`.
        let (parents, name) = leaf.rsplit_once(' ').unwrap_or(("", &leaf));
        let (start, end) = name.split_at(name.len() - 2);
        let slip = format!("{start}{}", end.chars().rev().collect::<String>());
        let of_command = world.run(&format!("{parents} {slip}")).expect_code(2);
        assert_eq!(of_command.stdout, "", "{slip}");
        // Words of three letters may be as similar to others.
        if slip != name && name.len() > 3 {
            let of_command = of_command.expect_stderr(&["hint: did you mean '", &format!("'{name}'")]);
            assert!(of_command.stderr.starts_with("error: "), "{}", of_command.stderr);
            spelt += 1;
        }
        let of_flag = world.run(&format!("{leaf} --dry_run")).expect_code(2);
        assert_eq!(of_flag.expect_stderr(&["--dry_run", "'--dry-run'"]).stdout, "", "{leaf}");
    }
    assert!(spelt > 40, "{spelt}");
}

#[test]
fn c04_stdout_has_the_result_and_nothing_else() {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    furnish(&world);
    for leaf in leaves().iter().filter(|leaf| *leaf != ENDLESS) {
        let run = world.run(line(leaf).iter().map(String::as_str).chain(["-o", "yaml"])).expect_code(0);
        // A script is the same in every format.
        if leaf != "completions" && !run.stdout.is_empty() {
            let read = serde_saphyr::from_str::<Value>(&run.stdout);
            assert!(read.is_ok(), "{leaf}: {read:?} in\n{}", run.stdout);
        }
    }
    // A table is not parsed by programs; other messages are not in it.
    let listed = world.run("campaign list").expect_code(0);
    assert!(listed.stdout.starts_with("NAME "), "{}", listed.stdout);
    let failed = world.run("campaign get Nobody").expect_code(5);
    assert_eq!(failed.stdout, "");
}

/// What else commands print: `schema_output`.
#[test]
fn c05_json_parses_for_every_command_that_succeeds_or_fails() {
    let documented = Documented::new();
    for (leaf, run) in &WALK.runs {
        assert_eq!(run.code, 0, "{leaf}: {}", run.stderr);
        let prints_json = leaf != "completions" && !run.stdout.is_empty();
        assert_eq!(documented.names(leaf), prints_json, "{leaf}");
        if prints_json {
            let is_dry = line(leaf).iter().any(|word| word == "--dry-run");
            documented.assert(if is_dry { "dry-run" } else { leaf }, &run.json());
        }
    }
    assert!(documented.names(ENDLESS));
    let world = World::new().without("HOME");
    for leaf in all_leaves() {
        let run = world.run(&format!("{leaf} --no-such-flag -o json")).expect_code(2);
        let error = run.error_json();
        assert_eq!((run.stdout.as_str(), &error["exit_code"]), ("", &json!(2)), "{leaf}");
        documented.assert("error", &json!({ "error": error }));
    }
}

/// That the document is what is printed: `schema_output`.
#[test]
fn c06_json_is_documented_and_only_grows() {
    let schema = World::new().run("schema output").expect_code(0).json();
    documented_keys::assert_only_grown(&schema);
}

/// That every code is explained, and every fault's error has its parts: `tests/explanations.rs`, `fault_matrix`.
#[test]
fn c07_an_error_says_what_where_how_to_fix_it_and_whether_to_try_again() {
    for explained in kcamp::domain::explanations::all() {
        let said = [explained.meaning, explained.why, explained.help];
        assert!(said.iter().all(|text| !text.is_empty()), "{}", explained.code);
    }
    let sandbox = Sandbox::with_faults(&["500:GET:campaign/*"]);
    let world = sandbox.world();
    world.file("campaign.yaml", FILE);
    world.file("wrong.yaml", FILE.replace("priority: 5", "priority: 9"));
    world.run("campaign create -f campaign.yaml").expect_code(0);
    let unreachable = World::at("http://127.0.0.1:9");
    let cases = [
        (&world, "campaign list --no-such-flag", 2, false, "--no-such-flag"),
        (&world, "campaign create -f wrong.yaml", 3, false, "1 problem"),
        (&world, "campaign list --client-id other", 4, false, "401"),
        (&world, "campaign get Nobody", 5, false, "Nobody"),
        (&world, "campaign create -f campaign.yaml", 6, false, "Event Reminder"),
        (&world, "campaign get 'Event Reminder'", 8, true, "500"),
        (&unreachable, "campaign list", 8, true, "127.0.0.1:9"),
        (&world, "campaign start 'Event Reminder'", 12, false, "--yes"),
    ];
    for (world, line, code, is_safe, named) in cases {
        let error = world.run(&format!("{line} -o json")).expect_code(code).error_json();
        assert_eq!((&error["exit_code"], &error["retry_safe"]), (&json!(code), &json!(is_safe)), "{error}");
        for key in ["code", "message", "hint"] {
            assert!(error[key].as_str().is_some_and(|text| !text.is_empty()), "{line}: no {key}: {error}");
        }
        assert!(error.get("request_id").is_some() && error.to_string().contains(named), "{line}: {error}");
    }
    // Where the platform names the request, its name is there to give to its support.
    for (status, code) in [(400, 7), (401, 4), (404, 5), (500, 8)] {
        let world = World::at(&naming_requests(status));
        let error = world.run("contact-list list -o json").expect_code(code).error_json();
        assert_eq!(error["request_id"], "req-42", "{status}: {error}");
        world.run("contact-list list").expect_code(code).expect_stderr(&["req-42"]);
    }
    let error = world.run("campaign create -f wrong.yaml -o json").error_json();
    let found = &error["findings"][0];
    let place = (&found["file"], &found["line"], &found["column"]);
    assert_eq!(place, (&json!("wrong.yaml"), &json!(7), &json!(11)), "{error}");
    assert_eq!(found["help"], "5 is the highest");
    world.run("validate wrong.yaml").expect_code(3).expect_stdout(&["--> wrong.yaml:7:11", "= help: "]);
}

/// A server that refuses each request with this status, and gives it a name.
fn naming_requests(status: u16) -> String {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let answer = format!(
        "HTTP/1.1 {status} X\r\nX-Request-Id: req-42\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{{}}"
    );
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            // One read holds the whole of so short a request, or enough of it.
            let _ = stream.read(&mut [0; 8_192]).and_then(|_| stream.write_all(answer.as_bytes()));
        }
    });
    address
}

#[test]
fn c08_all_findings_are_said_in_one_run() {
    let wrong = [
        ("format: simple", "format: simple\nprioritty: 5", "file/unknown-key"),
        ("[Event Guests]", "[]", "campaign/no-contact-list"),
        ("priority: 5", "priority: 9", "campaign/priority-out-of-range"),
        ("+12025550124", "12", "campaign/phone-number-invalid"),
        ("timezone: UTC\n    days", "timezone: Mars/Olympus\n    days", "time/unknown-zone"),
        ("\"9:00 AM\"", "\"25:00\"", "campaign/time-invalid"),
        ("[Mon, Wed]", "[Mon, Funday]", "schedule/weekday-unknown"),
    ];
    let world = World::new();
    let text =
        wrong.iter().fold(format!("{FILE}{SCHEDULE}"), |text, (right, wrong, _)| text.replace(right, wrong));
    world.file("seven.yaml", text);
    let found = world.run("validate seven.yaml -o json").expect_code(3).json();
    let codes: Vec<&str> =
        found.as_array().unwrap().iter().map(|finding| finding["code"].as_str().unwrap()).collect();
    assert_eq!(codes, wrong.map(|(_, _, code)| code));
}

/// Every command that needs no platform: `leaves::what_needs_no_platform_talks_to_none`.
#[test]
fn c09_validation_is_offline() {
    let trap = Trap::new();
    let world = World::at(&trap.address()).with("HTTPS_PROXY", trap.address());
    world.file("right.yaml", format!("{FILE}{SCHEDULE}"));
    world.file("wrong.yaml", FILE.replace("priority: 5", "priority: 9"));
    world.run("validate right.yaml").expect_code(0);
    world.run("validate .").expect_code(3);
    assert!(!trap.was_touched());
    #[cfg(target_os = "linux")]
    {
        // If the machine allows it, in a network namespace without interfaces.
        let mut isolated = world.shell("unshare -rn true", [""; 0]);
        if isolated.status().unwrap().success() {
            let run = |line: &[&str]| world.shell("exec unshare -rn \"$0\" \"$@\"", line).output().unwrap();
            assert_eq!(run(&["validate", "right.yaml"]).status.code(), Some(0));
            assert_eq!(run(&["validate", "."]).status.code(), Some(3));
        }
    }
}

/// Over generated and mutated documents: `tests/schema`.
#[test]
fn c10_the_editors_schema_accepts_what_the_parser_accepts() {
    type Change = fn(&mut Value);
    let changes: [(&str, bool, Change); 12] = [
        ("as_it_is", true, |_| {}),
        ("priority_as_text", true, |it| it["priority"] = "5".into()),
        ("base64", true, |it| it["message"] = json!({"message": "SGVsbG8="})),
        ("no_schedule", true, |it| it["schedule"] = "none".into()),
        ("one_day", true, |it| it["dialingStrategy"]["callingHours"]["days"][0]["days"] = json!(["Mon"])),
        ("unknown_key", false, |it| it["prioritty"] = 5.into()),
        ("priority", false, |it| it["priority"] = 9.into()),
        ("no_name", false, |it| drop(it.as_object_mut().unwrap().remove("name"))),
        ("no_lists", false, |it| it["contactLists"] = json!([])),
        ("kind", false, |it| it["campaignType"] = "fax".into()),
        ("day", false, |it| it["dialingStrategy"]["callingHours"]["days"][0]["days"] = json!(["Funday"])),
        ("number", false, |it| it["name"] = 7.into()),
    ];
    let world = World::new();
    let schema = world.run("schema campaign").expect_code(0).json();
    let schema = jsonschema::draft202012::new(&schema).unwrap();
    let right: Value = serde_saphyr::from_str(FILE).unwrap();
    for (name, is_right, change) in changes {
        let mut document = right.clone();
        change(&mut document);
        world.file(&format!("{name}.json"), document.to_string());
        let code = world.run(&format!("validate {name}.json")).code;
        assert_eq!((code == 0, schema.is_valid(&document)), (is_right, is_right), "{name}: {document}");
    }
}
