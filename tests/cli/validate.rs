//! `validate`: each error at its place, all errors in one run, and no request.

use std::net::TcpListener;
use std::process::Stdio;

use serde_json::{Value, json};

use crate::create::{FILE, SCHEDULE};
use crate::world::{Run, World};

const CAMPAIGN: &str = "\
name: Event Reminder
description: Reminds guests
campaignType: sms
format: simple
contactLists: [Event Guests]
priority: 5
message: {text: Hello}
dialingStrategy:
  callerId: {phoneNumber: \"+12025550124\"}
  callingHours:
    frequency: WEEKLY
    timezone: Asia/Kolkata
    days:
      - {days: Mon-Fri, start: \"09:00\", end: \"18:00\"}
";

/// [`CAMPAIGN`] with `old` replaced. Checks that `old` occurs in it.
fn with(old: &str, new: &str) -> String {
    assert!(CAMPAIGN.contains(old), "{old:?}");
    CAMPAIGN.replace(old, new)
}

/// Each finding of `-o json` as `code line:column`, or as `code` alone if it is about the whole file.
fn found(run: &Run) -> Vec<String> {
    let document = run.json();
    let findings = document.as_array().unwrap().iter();
    findings
        .map(|finding| {
            let code = finding["code"].as_str().unwrap();
            assert!(finding["help"].is_string(), "{code} does not help");
            match (finding["line"].as_u64(), finding["column"].as_u64()) {
                (Some(line), Some(column)) => format!("{code} {line}:{column}"),
                _ => code.to_owned(),
            }
        })
        .collect()
}

#[test]
fn each_fault_has_its_code_and_its_place() {
    let long = "a".repeat(49);
    // 48 characters, one of which takes two UTF-16 units.
    let emoji = format!("{}😀", "a".repeat(47));
    let cases = [
        (with("name: Event Reminder", &format!("name: {long}")), "campaign/name-too-long 1:7"),
        (with("name: Event Reminder", &format!("name: {emoji}")), "campaign/name-too-long 1:7"),
        (with("priority: 5", "priority: 0"), "campaign/priority-out-of-range 6:11"),
        (with("priority: 5", "priority: 6"), "campaign/priority-out-of-range 6:11"),
        (with("priority: 5", "priority: \"5 \""), "campaign/priority-out-of-range 6:11"),
        (with("priority: 5", "priority: five"), "campaign/priority-out-of-range 6:11"),
        (with("Asia/Kolkata", "Asia/Calcuta"), "time/unknown-zone 12:15"),
        (with("\"09:00\", end: \"18:00\"", "6 PM, end: 9 AM"), "campaign/calling-hours-backwards 14:43"),
        (with("\"18:00\"", "\"25:00\""), "campaign/time-invalid 14:46"),
        (with("\"+12025550124\"", "\"12025550124\""), "campaign/phone-number-invalid 9:27"),
        (with("\"+12025550124\"", "+12025550124"), "campaign/phone-number-unquoted 9:27"),
        (with("\"+12025550124\"", "12025550124"), "campaign/phone-number-unquoted 9:27"),
        (with("[Event Guests]", "[]"), "campaign/no-contact-list 5:15"),
        (with("text: Hello", "message: \"a!\""), "campaign/message-not-base64 7:20"),
        (with("priority: 5", "priorty: 5"), "file/unknown-key 6:1"),
        (with("format: simple\n", "format: simple\nformat: simple\n"), "file/duplicate-key 5:1"),
        (with("message: {text: Hello}\n", ""), "campaign/missing-field 1:1"),
        (with("\"+12025550124\"", "\"+9195616xxxxx\""), "campaign/masked-value 9:27"),
        (with("text: Hello", "message: \"SGVsbG8%xxxxx\""), "campaign/masked-value 7:20"),
    ];
    let world = World::new();
    for (text, expected) in cases {
        world.file("campaign.yaml", &text);
        let run = world.run("validate campaign.yaml -o json").expect_code(3);
        assert_eq!(found(&run), [expected], "{text}");
        let error = run.error_json();
        assert_eq!(run.stderr.lines().count(), 1, "findings are the result, and are not said twice");
        assert_eq!(error["message"], "1 error in 1 file");
    }
}

#[test]
fn near_misses_are_no_faults() {
    let world = World::new();
    for text in [
        with("name: Event Reminder", &format!("name: {}", "a".repeat(48))),
        with("name: Event Reminder", &format!("name: {}😀", "a".repeat(46))),
        with("priority: 5", "priority: \"1\""),
        with("text: Hello", "message: SGVsbG8="),
        with("\"09:00\", end: \"18:00\"", "9:00 AM, end: 6:00 PM"),
    ] {
        world.file("campaign.yaml", &text);
        let run = world.run("validate campaign.yaml -o json").expect_code(0);
        assert_eq!(found(&run), [""; 0], "{text}");
    }
}

#[test]
fn suggestions_name_what_was_meant() {
    let world = World::new();
    world.file("zone.yaml", with("Asia/Kolkata", "Asia/Calcuta"));
    world.run("validate zone.yaml").expect_code(3).expect_stdout(&["did you mean Asia/Kolkata?"]);
    world.file("key.yaml", with("priority", "priorty"));
    world.run("validate key.yaml").expect_code(3).expect_stdout(&["did you mean priority?"]);
    world.file("caller.yaml", with("\"+12025550124\"", "+12025550124"));
    world.run("validate caller.yaml").expect_code(3).expect_stdout(&["put it in quotes: \"+12025550124\""]);
    world.file("advanced.yaml", with("format: simple", "format: advanced\nexperienceFlowName: Flow"));
    let run = world.run("validate advanced.yaml -o json").expect_code(3);
    assert_eq!(found(&run), ["campaign/field-not-allowed 8:1"]);
}

#[test]
fn files_that_hold_no_campaign_are_said_to() {
    let world = World::new();
    world.file("empty.yaml", "");
    world.file("not-utf8.yaml", b"name: \xff\xfe\n");
    world.file("large.yaml", vec![b'#'; 10 << 20]);
    let level = |name: char, of: &str| format!("{name}: &{name} [{}]\n", [of; 9].join(", "));
    let bomb: String =
        [('a', "x"), ('b', "*a"), ('c', "*b"), ('d', "*c"), ('e', "*d"), ('f', "*e"), ('g', "*f")]
            .map(|(name, of)| level(name, of))
            .concat();
    world.file("bomb.yaml", bomb);
    std::fs::create_dir(world.home().join("folder")).unwrap();
    for (path, expected) in [
        ("empty.yaml", "file/empty"),
        ("not-utf8.yaml", "file/not-utf8"),
        ("large.yaml", "file/too-large"),
        ("folder", "file/folder-empty"),
        ("nowhere.yaml", "file/not-found"),
        ("bomb.yaml", "file/alias-bomb"),
    ] {
        let run = world.run(["validate", path, "-o", "json"]).expect_code(3);
        let found = found(&run);
        assert!(matches!(&found[..], [one] if one.starts_with(expected)), "{path}: {found:?}");
        assert_eq!(run.json()[0]["file"], path);
    }
}

const SEVEN: &str = "\
name: Billing Alert
descripton: Tells customers that their bill is due
campaignType: sms
format: simple
contactLists: []
priority: 7
message: {message: \"%%%\"}
dialingStrategy:
  callerId: {phoneNumber: \"12025550124\"}
  callingHours:
    frequency: WEEKLY
    timezone: Asia/Calcuta
    days:
      - {days: Mon-Fri, start: \"09:00\", end: \"25:00\"}
";

#[test]
fn seven_faults_of_one_file_are_found_in_one_run() {
    let world = World::new();
    world.file("seven.yaml", SEVEN);
    let run = world.run("validate seven.yaml -o json").expect_code(3);
    assert_eq!(
        found(&run),
        [
            "file/unknown-key 2:1",
            "campaign/no-contact-list 5:15",
            "campaign/priority-out-of-range 6:11",
            "campaign/message-not-base64 7:20",
            "campaign/phone-number-invalid 9:27",
            "time/unknown-zone 12:15",
            "campaign/time-invalid 14:46",
        ]
    );
    world.run("validate seven.yaml").expect_code(3).expect_stdout(&["\n7 errors in 1 file\n"]);
}

#[test]
fn a_shared_list_is_found_also_where_a_file_has_another_error() {
    let world = World::new();
    for (file, name, priority) in [("a.yaml", "A", 7), ("b.yaml", "B", 7), ("c.yaml", "C", 5)] {
        let text = format!("{FILE}{SCHEDULE}").replace("Event Reminder", name);
        world.file(file, text.replace("priority: 5", &format!("priority: {priority}")));
    }
    let run = world.run("validate a.yaml b.yaml c.yaml -o json").expect_code(3);
    let found = run.json();
    let found = found.as_array().unwrap().iter();
    let found: Vec<(&str, &str)> =
        found.map(|it| (it["file"].as_str().unwrap(), it["code"].as_str().unwrap())).collect();
    let (wrong, shared) = ("campaign/priority-out-of-range", "schedule/contact-list-shared");
    assert_eq!(
        found,
        [("a.yaml", wrong), ("b.yaml", shared), ("b.yaml", wrong), ("c.yaml", shared)],
        "{}",
        run.stdout
    );
}

#[test]
fn a_finding_looks_as_the_interface_draws_it() {
    let world = World::new();
    world.file("campaigns/billing.yaml", with("priority: 5", "priority: 7"));
    let run = world.run("validate campaigns").expect_code(3);
    assert_eq!(
        run.stdout,
        "\
error[campaign/priority-out-of-range]: priority 7 is not one of 1, 2, 3, 4, 5
  --> campaigns/billing.yaml:6:11
   |
 6 | priority: 7
   |           ^ here
   = help: 5 is the highest

1 error in 1 file
"
    );
    assert_eq!(run.stderr, "");
}

#[test]
fn json_has_the_documented_keys() {
    let world = World::new();
    world.file("campaign.yaml", with("priority: 5", "priority: 7"));
    let run = world.run("validate campaign.yaml -o json").expect_code(3);
    let finding = run.json()[0].clone();
    let expected = json!({
        "code": "campaign/priority-out-of-range",
        "severity": "error",
        "message": "priority 7 is not one of 1, 2, 3, 4, 5",
        "file": "campaign.yaml",
        "line": 6,
        "column": 11,
        "end_line": 6,
        "end_column": 12,
        "help": "5 is the highest",
    });
    for (key, value) in expected.as_object().unwrap() {
        assert_eq!(finding[key], *value, "{key}");
    }
    world.file("campaign.yaml", CAMPAIGN);
    assert_eq!(world.run("validate campaign.yaml -o json").expect_code(0).json(), json!([]));
}

#[test]
fn with_json_stderr_counts_the_findings() {
    let world = World::new();
    let warning = with("{days: Mon-Fri, start: \"09:00\"", "{days: Mon-Fri, start: \"06:00\"");
    world.file("campaigns/seven.yaml", SEVEN);
    world.file("campaigns/six.yaml", &warning);
    let run = world.run("validate campaigns -o json").expect_code(3);
    let error = run.error_json();
    assert_eq!(run.json().as_array().unwrap().len(), 8);
    assert_eq!(error["message"], "7 errors, 1 warning in 2 files");
    assert_eq!((&error["code"], &error["exit_code"]), (&json!("input/findings"), &json!(3)));
    assert_eq!(run.stderr.lines().count(), 1);
    // Findings that stop nothing are not errors, unless they are denied.
    let run = world.run("validate campaigns/six.yaml -o json").expect_code(0);
    assert_eq!(run.stderr, "checked 1 campaign in 1 file\n");
    let run = world.run("validate campaigns/six.yaml -o json --deny warnings").expect_code(3);
    assert_eq!(run.error_json()["message"], "1 warning in 1 file");
    // In the other formats the count is on stdout.
    let fixable = "hint: 1 of them can be fixed with: kcamp validate campaigns --fix\n";
    assert_eq!(world.run("validate campaigns").expect_code(3).stderr, fixable);
}

#[test]
fn github_annotations_are_one_line_each() {
    let world = World::new();
    world.file("campaign.yaml", with("priority: 5", "priority: 7"));
    let run = world.run("validate campaign.yaml --format github").expect_code(3);
    let line = run.stdout.lines().next().unwrap();
    assert!(line.starts_with("::error file=campaign.yaml,line=6,"), "{line}");
    assert!(line.contains("campaign/priority-out-of-range"), "{line}");
    assert_eq!(run.stdout.lines().count(), 1);
}

#[test]
fn a_report_names_files_from_the_top_of_the_repository_whatever_the_format_of_errors() {
    let world = World::new();
    world.file("repo/.git/HEAD", "");
    let bad = world.file("repo/campaigns/a b/bad.yaml", with("priority: 5", "priority: 7"));
    world.file("repo/campaigns/good.yaml", with("Event Reminder", "Another"));
    for (form, named) in [
        ("github", "::error file=campaigns/a b/bad.yaml,line=6,"),
        ("sarif", "\"uri\": \"campaigns/a%20b/bad.yaml\""),
        ("gitlab", "\"path\": \"campaigns/a b/bad.yaml\""),
        ("junit", "<testsuite name=\"campaigns/good.yaml\" tests=\"1\" failures=\"0\""),
    ] {
        let arguments = ["validate", "..", "--format", form];
        let run = |usual: &str| {
            let mut command = world.command(arguments);
            command.env("KCAMP_OUTPUT", usual);
            let output = command.current_dir(bad.parent().unwrap()).output().unwrap();
            assert_eq!(output.status.code(), Some(3), "{form}");
            (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap())
        };
        let (stdout, stderr) = run("table");
        assert!(stdout.contains(named), "{form}: {stdout}");
        assert_eq!(stderr, "");
        // If JSON is the configured format, the report is the same, and the error is an object.
        let (same, stderr) = run("json");
        assert_eq!(same, stdout, "{form}");
        assert!(
            stderr.starts_with("{\"error\":{\"code\":\"input/findings\",\"message\":\"1 error in 1 file\""),
            "{stderr}"
        );
        if matches!(form, "sarif" | "gitlab") {
            let _: Value = serde_json::from_str(&stdout).unwrap();
        }
    }
    let run = world.run("validate repo --format sarif --jq '.runs[].results | length'").expect_code(3);
    assert_eq!(run.stdout, "1\n");
}

/// The schema is the one that the standard publishes.
#[test]
fn sarif_is_what_its_schema_describes() {
    let world = World::new();
    world.file("c/whole.yaml", "");
    world.file("c/bad.yaml", with("priority: 5", "priority: 7").replace("09:00", "06:00"));
    world.file("c/good.yaml", CAMPAIGN.replace("Event Reminder", "Other"));
    // This edition of the schema has a surplus bracket in the pattern of languages.
    let schema = include_str!("../fixtures/sarif-2.1.0-rtm.5.json").replace("{2}]?$", "{2}?$");
    let schema: Value = serde_json::from_str(&schema).unwrap();
    let schema = jsonschema::validator_for(&schema).unwrap();
    for (paths, code, least) in
        [(&["c"][..], 3, 2), (&["c/good.yaml"], 0, 0), (&["c/good.yaml", "nowhere.yaml"], 3, 1)]
    {
        let run = world.run([&["validate", "--format", "sarif"], paths].concat()).expect_code(code);
        let document = run.json();
        let wrong: Vec<String> = schema.iter_errors(&document).map(|error| error.to_string()).collect();
        assert!(wrong.is_empty(), "{wrong:#?}");
        let results = document["runs"][0]["results"].as_array().unwrap();
        assert!(results.len() >= least, "{results:#?}");
        for result in results {
            let region = &result["locations"][0]["physicalLocation"]["region"];
            assert!(region["startLine"].as_u64() >= Some(1), "{result:#}");
        }
    }
}

#[test]
fn without_findings_a_report_is_a_whole_document() {
    let world = World::new();
    world.file("campaign.yaml", CAMPAIGN);
    let run = |form: &str| world.run(["validate", "campaign.yaml", "--format", form]).expect_code(0);
    assert_eq!(run("github").stdout, "");
    assert_eq!(run("gitlab").json(), json!([]));
    assert_eq!(run("sarif").json()["runs"][0]["results"], json!([]));
    let junit = run("junit").stdout;
    assert!(junit.contains("<testsuites name=\"kcamp validate\" tests=\"1\" failures=\"0\""), "{junit}");
}

#[test]
fn warnings_count_where_they_are_denied() {
    let world = World::new();
    // 09:00 in New York moves on a clock without clock changes.
    let schedule = "\
schedule:
  timezone: America/New_York
  startDateTime: \"2027-01-04 09:00:00\"
  endDateTime: \"2027-06-30 18:00:00\"
  recurrenceObject: {recurType: Weekly, weeklyDetails: {onceEveryNweeks: 1, whichDays: [Mon]}}
";
    let text = format!("{CAMPAIGN}{schedule}").replace("Asia/Kolkata", "America/New_York");
    world.file("campaign.yaml", text);
    let run = world.run("validate campaign.yaml").expect_code(0);
    let run = run.expect_stdout(&["warning[schedule/local-time-shifts]", "1 warning in 1 file"]);
    assert!(run.stderr.contains("checked 1 campaign in 1 file"), "{}", run.stderr);
    world.run("validate campaign.yaml --deny warnings").expect_code(3);
}

#[test]
fn the_summary_counts_campaigns_and_files() {
    let world = World::new();
    let named = |name: &str| with("Event Reminder", name);
    world.file("campaigns/a.yaml", format!("{}---\n{}", named("A"), named("B")));
    world.file("campaigns/deep/c.yml", named("C"));
    world.file("campaigns/notes.txt", "not a campaign");
    let run = world.run("validate campaigns").expect_code(0);
    let skipped = "1 other file skipped: not .yaml, .yml or .json, or hidden";
    assert_eq!(run.stderr, format!("checked 3 campaigns in 2 files; {skipped}\n"));
    assert_eq!(run.stdout, "");
    assert_eq!(world.run("validate campaigns -q").expect_code(0).stderr, "");
}

#[test]
fn stdin_is_a_file_too() {
    let world = World::new();
    world.run_with_input("validate -", CAMPAIGN).expect_code(0);
    let run = world.run_with_input("validate - -o json", &with("priority: 5", "priority: 7"));
    let run = run.expect_code(3);
    assert_eq!(found(&run), ["campaign/priority-out-of-range 6:11"]);
    assert_ne!(run.json()[0]["file"], Value::Null);
}

#[test]
fn nothing_is_sent_by_validate_or_by_a_create_with_findings() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.set_nonblocking(true).unwrap();
    let account = kcamp::sandbox::ACCOUNT;
    let world = World::new()
        .with("KCAMP_HOST", format!("http://{}", listener.local_addr().unwrap()))
        .with("KCAMP_STREAM_ID", account.stream_id)
        .with("KCAMP_ACCOUNT_ID", account.account_id)
        .with("KCAMP_CLIENT_ID", account.client_id)
        .with("KCAMP_CLIENT_SECRET", account.client_secret);
    world.file("good.yaml", CAMPAIGN);
    world.file("bad.yaml", SEVEN);
    world.run("validate good.yaml").expect_code(0);
    world.run("validate bad.yaml").expect_code(3);
    world.run("campaign create -f bad.yaml").expect_code(3).expect_stderr(&["nothing was sent"]);
    world.run("campaign create -f good.yaml -f bad.yaml").expect_code(3);
    let accepted = listener.accept().map(|(_, from)| from);
    assert_eq!(accepted.unwrap_err().kind(), std::io::ErrorKind::WouldBlock);
}

#[test]
fn validate_needs_no_account_no_home_and_no_readable_profile() {
    let world = World::new().with("KCAMP_CONFIG", "/nonexistent/kcamp.yaml");
    world.file("campaign.yaml", CAMPAIGN);
    world.run("validate campaign.yaml").expect_code(0);
    let mut homeless = world.command("validate campaign.yaml");
    let output = homeless.env_remove("HOME").env_remove("XDG_CONFIG_HOME").output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    // A user of a container: without a home, and without a configuration.
    let world = World::new();
    world.file("campaign.yaml", CAMPAIGN);
    for line in
        ["validate campaign.yaml", "campaign create -f campaign.yaml --dry-run --sandbox", "profile list"]
    {
        let mut command = world.command(line);
        for name in ["HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"] {
            command.env_remove(name);
        }
        let output = command.output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{line}: {}", String::from_utf8_lossy(&output.stderr));
    }
}

#[test]
fn a_reader_that_goes_away_makes_no_wrong_file_right() {
    let world = World::new();
    let unknown: String = (0..5_000).map(|key| format!("key{key}: 1\n")).collect::<Vec<_>>().concat();
    world.file("wrong.yaml", unknown);
    for format in ["table", "json"] {
        let line = ["validate", "wrong.yaml", "-o", format];
        let mut child = world.command(line).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        drop(child.stdout.take());
        assert_eq!(child.wait().unwrap().code(), Some(3), "{format}");
    }
}

#[test]
fn runs_on_which_nobody_is_reached_are_counted_apart_from_late_ones() {
    let schedule = |days: &str, time: &str| {
        format!(
            "schedule:\n  timezone: Asia/Kolkata\n  startDateTime: \"2027-01-04 {time}\"\n  endDateTime: \"2027-02-28 {time}\"\n  \
             recurrenceObject: {{recurType: Weekly, weeklyDetails: {{onceEveryNweeks: 1, whichDays: {days}}}}}\n"
        )
    };
    let late =
        "the run of Mon 2027-01-04 07:30 Asia/Kolkata is outside the calling hours: nobody is reached before";
    let never = "the run of Sat 2027-01-09 07:30 Asia/Kolkata is outside the calling hours: nobody is reached on that day";
    for (days, time, said, unsaid) in [
        ("[Sat, Mon]", "07:30:00", &[late, "(8 of 16 runs)", never][..], "16 of 16"),
        ("[Mon]", "07:30:00", &[late, "(8 of 8 runs)"], "on that day"),
        (
            "[Sat, Mon]",
            "10:00:00",
            &["Sat 2027-01-09 10:00", "on that day (8 of 16 runs)"],
            "is reached before",
        ),
    ] {
        let world = World::new();
        world.file("campaign.yaml", format!("{CAMPAIGN}{}", schedule(days, time)));
        let run = world.run("validate campaign.yaml").expect_code(0).expect_stdout(said);
        assert!(!run.stdout.contains(unsaid), "{}", run.stdout);
    }
}
