//! Policies, allowances and many files, end to end.

use crate::world::World;

const CAMPAIGN: &str = "name: NAME\ndescription: Reminds people\ncampaignType: sms\nformat: simple\n\
    contactLists: [Customers]\npriority: 5\nmessage:\n  text: \"It’s due.\"\ndialingStrategy:\n  \
    callerId: {phoneNumber: \"+12025550124\"}\n  callingHours:\n    frequency: WEEKLY\n    timezone: Asia/Kolkata\n    \
    days:\n      - {days: Mon-Fri, start: \"9:00 AM\", end: \"6:00 PM\"}\n";

#[test]
fn the_nearest_policy_weighs_the_findings_of_validate_and_create() {
    let world = World::new();
    world.file("team/a.yaml", CAMPAIGN.replace("NAME", "A"));
    world.run("validate team").expect_code(0).expect_stdout(&["warning[sms/ucs2-forced]"]);
    world.file("kcamp.policy.yaml", "severities: {sms/ucs2-forced: off}\n");
    let run = world.run("validate team").expect_code(0);
    assert_eq!((run.stdout.as_str(), run.stderr.as_str()), ("", "checked 1 campaign in 1 file\n"));
    world.file("team/kcamp.policy.yaml", "severities: {sms/ucs2-forced: error}\n");
    world.run("validate team").expect_code(3).expect_stdout(&["error[sms/ucs2-forced]"]);
    let create = ["--sandbox", "campaign", "create", "-f", "team/a.yaml", "--yes"];
    world.run(create).expect_code(3).expect_stderr(&["error[sms/ucs2-forced]", "nothing was sent"]);
}

#[test]
fn what_is_wrong_with_a_policy_is_found_at_its_line_once() {
    let world = World::new();
    world.file("a.yaml", CAMPAIGN.replace("NAME", "A"));
    world.file("b.yaml", CAMPAIGN.replace("NAME", "B"));
    world.file(
        "kcamp.policy.yaml",
        "# ours\nseverities:\n  sms/ucs2-force: off\n  campaign/name-too-long: off\n",
    );
    let findings = world.run("validate . -o json").expect_code(3).json();
    let found: Vec<String> = findings
        .as_array()
        .unwrap()
        .iter()
        .map(|it| format!("{} {}:{}", it["code"].as_str().unwrap(), it["file"].as_str().unwrap(), it["line"]))
        .collect();
    assert_eq!(
        found,
        [
            "policy/unknown-code kcamp.policy.yaml:3",
            "policy/severity-fixed kcamp.policy.yaml:4",
            "sms/ucs2-forced a.yaml:8",
            "sms/ucs2-forced b.yaml:8",
        ]
    );
    assert_eq!(findings[0]["help"], "did you mean sms/ucs2-forced?");
}

#[test]
fn a_comment_silences_one_finding() {
    let world = World::new();
    let allowed = CAMPAIGN.replace("due.\"\n", "due.\" # kcamp: allow(sms/ucs2-forced)\n");
    world.file("a.yaml", allowed.replace("NAME", "A"));
    let run = world.run("validate a.yaml --deny warnings").expect_code(0);
    assert_eq!(run.stdout, "");
}

#[test]
fn many_files_are_found_in_their_order_in_every_form() {
    let world = World::new();
    for number in 0..200 {
        // Every name occurs twice, a hundred files apart.
        world
            .file(&format!("many/{number:03}.yaml"), CAMPAIGN.replace("NAME", &format!("N{}", number % 100)));
    }
    let findings = world.run("validate many -o json").expect_code(3).json();
    let findings = findings.as_array().unwrap();
    assert_eq!(findings.len(), 300);
    let files: Vec<&str> = findings.iter().map(|it| it["file"].as_str().unwrap()).collect();
    assert!(files.is_sorted(), "{files:?}");
    let duplicates: Vec<&str> = findings
        .iter()
        .filter(|it| it["code"] == "campaign/duplicate-name")
        .map(|it| it["file"].as_str().unwrap())
        .collect();
    assert_eq!(duplicates.first(), Some(&"many/100.yaml"));
    assert_eq!(duplicates.len(), 100);
    let table = world.run("validate many").expect_code(3);
    assert!(table.stdout.ends_with("\n100 errors, 200 warnings in 200 files\n"));
    let annotations = world.run("validate many --format github").expect_code(3).stdout;
    assert_eq!(annotations.lines().count(), 300);
    let csv = world.run("validate many -o csv").expect_code(3).stdout;
    assert_eq!(csv.lines().count(), 301);
}

/// A campaign that runs at 07:00, two hours before its calling hours, with a comment on that line.
fn early(comment: &str) -> String {
    format!(
        "{CAMPAIGN}schedule:\n  timezone: Asia/Kolkata\n  startDateTime: \"2026-12-07 07:00:00\"  # {comment}\n  \
         endDateTime: \"2027-03-31 18:00:00\"\n  recurrenceObject:\n    recurType: Daily\n    \
         dailyDetails: {{onceEveryNdays: 1}}\n"
    )
}

const ENABLE: [&str; 6] = ["schedule", "enable", "-f", "a.yaml", "--dry-run", "-o"];
const PREVIEW: [&str; 5] = ["schedule", "preview", "-f", "a.yaml", "-o"];

/// The codes of a command's findings on stderr, in order.
fn said(world: &World, line: &[&str]) -> Vec<String> {
    let stderr = world.run([line, &["json"]].concat()).expect_code(0).stderr;
    let code = |line: &str| Some(line.split_once('[')?.1.split_once("]:")?.0.to_owned());
    stderr.lines().filter_map(code).collect()
}

#[test]
fn a_comment_silences_a_finding_of_the_schedule_wherever_it_is_read() {
    let world = World::at("http://127.0.0.1:9");
    // A code can be allowed even if the command does not check it.
    let text = early("kcamp: allow(schedule/outside-calling-hours)")
        .replace("due.\"\n", "due.\" # kcamp: allow(sms/ucs2-forced)\n");
    world.file("a.yaml", text.replace("NAME", "A"));
    for line in [&ENABLE[..], &PREVIEW, &["validate", "a.yaml", "-o"]] {
        assert_eq!(said(&world, line), [""; 0], "{line:?}");
    }
    world.file("a.yaml", early("early").replace("NAME", "A"));
    for line in [&ENABLE[..], &PREVIEW] {
        assert_eq!(said(&world, line), ["schedule/outside-calling-hours"], "{line:?}");
    }
}

#[test]
fn an_allowance_of_the_schedule_that_silences_nothing_is_noted() {
    let world = World::at("http://127.0.0.1:9");
    let text = early("kcamp: allow(schedule/local-time-shifts, schedule/outside-calling-hours)");
    world.file("a.yaml", text.replace("NAME", "A"));
    for line in [&ENABLE[..], &PREVIEW] {
        assert_eq!(said(&world, line), ["allow/unused"], "{line:?}");
    }
    world.file("kcamp.policy.yaml", "severities: {allow/unused: off}\n");
    for line in [&ENABLE[..], &PREVIEW] {
        assert_eq!(said(&world, line), [""; 0], "{line:?}");
    }
}

#[test]
fn what_a_policy_makes_an_error_cannot_be_allowed_when_enabling() {
    let world = World::at("http://127.0.0.1:9");
    world.file("a.yaml", early("kcamp: allow(schedule/outside-calling-hours)").replace("NAME", "A"));
    world.file("kcamp.policy.yaml", "severities: {schedule/outside-calling-hours: error}\n");
    let run = world.run([&ENABLE[..], &["json"]].concat()).expect_code(3);
    let findings = run.error_json()["findings"].clone();
    let codes: Vec<&str> =
        findings.as_array().unwrap().iter().map(|finding| finding["code"].as_str().unwrap()).collect();
    assert_eq!(codes, ["schedule/outside-calling-hours", "allow/error-stays"]);
    world.run([&PREVIEW[..], &["json"]].concat()).expect_code(3);
}
