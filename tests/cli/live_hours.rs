//! What is said of the live calling hours before anything is written, and of a zone that touches no file.

use serde_json::json;

use crate::create::{FILE, SCHEDULE};
use crate::lifecycle::with_campaign;
use crate::world::{Run, Sandbox};

const NAME: &str = "Event Reminder";

/// The file with other calling hours.
fn reached(days: &str, start: &str, end: &str, zone: &str) -> String {
    FILE.replace("timezone: UTC", &format!("timezone: {zone}")).replace(
        "{days: Mon-Fri, start: \"9:00 AM\", end: \"6:00 PM\"}",
        &format!("{{days: {days}, start: \"{start}\", end: \"{end}\"}}"),
    )
}

fn schedule_calls(sandbox: &Sandbox) -> usize {
    sandbox.received_at("POST", "/schedule").len()
}

/// Flags whose every run misses the calling hours of [`FILE`], and flags that meet them on their first day alone.
const MISSED: [(&[&str], &str); 3] = [
    (&["--weekly", "Sat", "--start", "2026-12-05 12:00"], "schedule/never-in-calling-hours"),
    (&["--daily", "--start", "2026-12-07 12:00"], "schedule/outside-calling-hours"),
    (&["--weekly", "Mon-Fri", "--start", "2026-12-07 08:00"], "schedule/outside-calling-hours"),
];

const REST: [&str; 4] = ["--end", "2027-01-31", "--timezone", "UTC"];

#[test]
fn a_schedule_from_flags_meets_the_live_calling_hours_by_id_and_by_a_checked_name() {
    for (flags, code) in MISSED {
        let (sandbox, world, id) = with_campaign(FILE, &[]);
        let enable = |campaign: &[&str], more: &[&str]| -> Run {
            world.run([&["schedule", "enable"], campaign, flags, &REST, more].concat())
        };
        let said = format!("warning[{code}]");
        for campaign in [&[id.as_str()][..], &[NAME, "--check-name"]] {
            // Without a yes nothing is written, and the warning was shown.
            enable(campaign, &[]).expect_code(12).expect_stderr(&[&said]);
            enable(campaign, &["--dry-run"]).expect_code(0).expect_stderr(&[&said]);
            assert_eq!(schedule_calls(&sandbox), 0, "{campaign:?}");
        }
        world.file("kcamp.policy.yaml", format!("severities: {{{code}: error}}\n"));
        for campaign in [&[id.as_str()][..], &[NAME, "--check-name"]] {
            let error = enable(campaign, &["--yes", "-o", "json"]).expect_code(3).error_json();
            assert_eq!(error["findings"][0]["code"], code, "{campaign:?}: {error}");
            assert_eq!(schedule_calls(&sandbox), 0, "{campaign:?}");
        }
        std::fs::remove_file(world.home().join("kcamp.policy.yaml")).unwrap();
        // A name that nobody looks up is one request, as it was typed.
        let before = sandbox.received().len();
        let run = enable(&[NAME], &["--yes"]).expect_code(0);
        assert!(!run.stderr.contains(code), "{}", run.stderr);
        assert_eq!((schedule_calls(&sandbox), sandbox.received().len() - before), (1, 1));
        enable(&[&id], &["--yes"]).expect_code(0).expect_stderr(&[&said]);
        assert_eq!(schedule_calls(&sandbox), 2);
    }
}

#[test]
fn a_schedule_within_the_live_calling_hours_is_sent_without_a_word() {
    let (sandbox, world, id) = with_campaign(FILE, &[]);
    let run =
        world
            .run(
                [
                    &[
                        "schedule",
                        "enable",
                        &id,
                        "--weekly",
                        "Mon-Fri",
                        "--start",
                        "2026-12-07 12:00",
                        "--yes",
                    ][..],
                    &REST,
                ]
                .concat(),
            )
            .expect_code(0);
    assert!(!run.stderr.contains("calling-hours"), "{}", run.stderr);
    assert_eq!(sandbox.received_at("POST", "/schedule")[0]["body"]["startDateTime"], "2026-12-07 12:00:00");
}

#[cfg(unix)]
#[test]
fn a_schedule_from_prompts_meets_the_live_calling_hours() {
    use crate::terminal::{ENTER, answer, end, line, press, start};

    let (sandbox, world, _) = with_campaign(FILE, &[]);
    for (yes, calls) in [("n", 0), ("y", 1)] {
        let mut session = start(&world, &["schedule", "enable"]);
        answer(&mut session, "campaign", ENTER);
        answer(&mut session, "how does it repeat?", "\x1b[B");
        press(&mut session, ENTER);
        answer(&mut session, "your time zone", &line("UTC"));
        answer(&mut session, "start, such as", &line("2026-12-07 07:00"));
        answer(&mut session, "last day", &line("2026-12-31"));
        let shown = answer(&mut session, "switch this schedule on?", &line(yes));
        assert!(shown.contains("warning[schedule/outside-calling-hours]"), "{shown}");
        assert!(shown.contains("Mon 2026-12-07 07:00 UTC"), "{shown}");
        let (rest, code) = end(&mut session);
        assert_eq!((code == 0, schedule_calls(&sandbox)), (calls == 1, calls), "{rest}");
    }
}

#[test]
fn a_start_outside_the_calling_hours_says_when_they_open() {
    // It is Thursday 2026-12-03 08:00 in UTC.
    for (days, start, end, zone, opens) in [
        ("Mon-Fri", "9:00 AM", "6:00 PM", "UTC", "Thu 2026-12-03 09:00 UTC"),
        ("Mon-Fri", "9:00 AM", "6:00 PM", "America/New_York", "Thu 2026-12-03 09:00 America/New_York"),
        ("Sat", "9:00 AM", "6:00 PM", "UTC", "Sat 2026-12-05 09:00 UTC"),
        // Closed at this very minute.
        ("Thu", "7:00 AM", "8:00 AM", "UTC", "Thu 2026-12-10 07:00 UTC"),
    ] {
        let (sandbox, world, id) = with_campaign(&reached(days, start, end, zone), &[]);
        let said = format!("they open on {opens}");
        for campaign in [NAME, &id] {
            let begin = |more: &[&str]| world.run([&["campaign", "start", campaign], more].concat());
            begin(&["--dry-run"]).expect_code(0).expect_stderr(&["outside the calling hours now", &said]);
            begin(&[]).expect_code(12).expect_stderr(&["outside the calling hours now", &said]);
        }
        let triggers = || sandbox.received().iter().filter(|it| it["query"].get("trigger").is_some()).count();
        assert_eq!(triggers(), 0);
        // It is a warning: the hours govern dialling, and whoever says yes may start it.
        world.run(["campaign", "start", &id, "--yes"]).expect_code(0).expect_stderr(&[&said]);
        assert_eq!(triggers(), 1);
    }
    for (days, zone) in [("Thu", "Asia/Kolkata"), ("Mon-Fri", "Europe/Helsinki")] {
        let (_sandbox, world, _) = with_campaign(&reached(days, "9:00 AM", "6:00 PM", zone), &[]);
        let run = world.run(["campaign", "start", NAME, "--yes"]).expect_code(0);
        assert!(!run.stderr.contains("calling hours"), "{}", run.stderr);
    }
}

#[test]
fn a_zone_that_touches_no_file_is_said_wherever_a_file_is_read() {
    let (sandbox, world, id) = with_campaign(FILE, &[]);
    world.file("all.yaml", format!("{FILE}{SCHEDULE}").replace(NAME, "Another"));
    world.file("part.yaml", "priority: 2\n");
    let commands: [&[&str]; 5] = [
        &["campaign", "create", "-f", "all.yaml", "--dry-run"],
        &["validate", "all.yaml"],
        &["schedule", "enable", NAME, "-f", "all.yaml", "--dry-run"],
        &["schedule", "preview", "-f", "all.yaml"],
        &["campaign", "update", &id, "-f", "part.yaml"],
    ];
    let said = "--timezone Asia/Tokyo does not change the times and calling hours of a file";
    for command in commands {
        let with = |more: &[&str]| world.run([command, more].concat()).expect_code(0);
        with(&["--timezone", "Asia/Tokyo"]).expect_stderr(&[said]);
        // A variable is for all commands, and no mistake.
        assert!(!with(&[]).stderr.contains("does not change"), "{command:?}");
    }
    let quiet = sandbox.world().with("KCAMP_TIMEZONE", "Asia/Tokyo");
    quiet.file("all.yaml", format!("{FILE}{SCHEDULE}"));
    assert!(!quiet.run(["validate", "all.yaml"]).expect_code(0).stderr.contains("does not change"));
    // Neither the zone of the calling hours nor that of the times went out otherwise.
    let puts = sandbox.received_at("PUT", &id);
    assert_eq!(puts[0]["body"]["dialingStrategy"]["callingHours"]["timezone"], json!("UTC"));
    // An update from flags reads no file.
    let run =
        world.run(["campaign", "update", &id, "--priority", "3", "--timezone", "Asia/Tokyo"]).expect_code(0);
    assert!(!run.stderr.contains("does not change"), "{}", run.stderr);
}
