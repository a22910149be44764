//! A schedule on Burki that skips days, weeks or months: the start of the count decides in which ones it runs.

use serde_json::Value;

use crate::world::{Sandbox, World};

use super::{actions, lines, plan};

fn file(frequency: &str, every: u8, days: &str, start: Option<&str>) -> String {
    let start = start.map(|day| format!("  scheduled_at: \"{day}T09:00:00\"\n")).unwrap_or_default();
    format!(
        "platform: burki\nname: Renewals\ncampaign_type: call\nassistant_id: 7\nwelcome_message_template: Hello\n\
         schedule:\n  schedule_type: recurring\n{start}  timezone: America/New_York\n  recurring_config:\n    \
         frequency: {frequency}\n    interval: {every}\n{days}    time: \"09:00\"\n    time_zone: America/New_York\n    \
         end_date: \"2027-12-31\"\n"
    )
}

/// A world in February after an apply of a file with this start.
fn in_february(frequency: &str, every: u8, days: &str, start: Option<&str>) -> (Sandbox, World) {
    let sandbox = Sandbox::new();
    let world = sandbox.burki_world();
    world.file("campaigns/a.yaml", file(frequency, every, days, start));
    world.run("apply campaigns --yes").expect_code(0);
    world.later(&sandbox, "2027-02-02T08:00:00Z", &[])
}

fn starts_sent(sandbox: &Sandbox) -> Vec<Value> {
    sandbox.received_at("POST", "/schedule").iter().map(|sent| sent["body"]["scheduled_at"].clone()).collect()
}

const MONDAYS: &str = "    days_of_week: [1]\n";

#[test]
fn a_start_that_moves_the_runs_to_others_is_sent() {
    let on_the_tenth = "    day_of_month: 10\n";
    for (frequency, every, days, before, now, next) in [
        ("weekly", 2, MONDAYS, "2027-01-04", "2027-01-11", "2027-02-08"),
        ("weekly", 3, MONDAYS, "2027-01-04", "2027-01-18", "2027-02-08"),
        ("daily", 2, "", "2027-01-04", "2027-01-05", "2027-02-02"),
        ("daily", 5, "", "2027-01-04", "2027-01-06", "2027-02-05"),
        ("monthly", 2, on_the_tenth, "2026-12-10", "2027-01-10", "2027-03-10"),
    ] {
        let (sandbox, world) = in_february(frequency, every, days, Some(before));
        assert_eq!(
            actions(&plan(&world, &["--exit-code"]).expect_code(0)),
            ["unchanged"],
            "{frequency} {every}"
        );
        world.file("campaigns/a.yaml", file(frequency, every, days, Some(now)));
        let run = plan(&world, &["--exit-code"]).expect_code(20);
        let told = format!(
            "schedule Renewals: scheduled_at {before}T09:00:00 America/New_York → {next}T09:00:00 America/New_York"
        );
        assert!(lines(&run)[0].starts_with(&told), "{frequency} {every}: {:?}", lines(&run));
        let shown = world.run("apply campaigns --dry-run").expect_code(0);
        assert!(shown.stdout.contains(&format!("\"scheduled_at\": \"{next}T09:00:00\"")), "{shown:?}");
        assert!(starts_sent(&sandbox).is_empty());
    }
}

#[test]
fn a_start_that_leaves_the_next_runs_as_they_are_is_no_difference() {
    for (frequency, every, days, before, now) in [
        ("weekly", 1, MONDAYS, Some("2027-01-04"), Some("2027-01-11")),
        ("daily", 1, "", Some("2027-01-04"), Some("2027-01-11")),
        ("weekly", 2, MONDAYS, Some("2027-01-04"), Some("2027-01-18")),
        ("weekly", 2, MONDAYS, Some("2027-01-04"), Some("2027-01-06")),
        ("daily", 2, "", Some("2027-01-04"), Some("2027-01-10")),
        ("daily", 5, "", Some("2027-01-04"), Some("2027-01-09")),
        // Without a start, the schedule continues as the live one.
        ("weekly", 2, MONDAYS, None, None),
        ("weekly", 2, MONDAYS, Some("2027-01-11"), None),
        ("daily", 3, "", None, None),
    ] {
        let (sandbox, world) = in_february(frequency, every, days, before);
        world.file("campaigns/a.yaml", file(frequency, every, days, now));
        let run = plan(&world, &["--exit-code"]).expect_code(0);
        assert_eq!(actions(&run), ["unchanged"], "{frequency} {every} {now:?}: {:?}", lines(&run));
        world.run("apply campaigns --yes").expect_code(0);
        assert!(starts_sent(&sandbox).is_empty());
    }
}

/// A start that is still to come, which a colleague gave: the file has none, so it is none of its business.
#[test]
fn a_file_without_a_start_leaves_a_live_one_that_is_still_to_come() {
    let on_the_last = "    day_of_month: 31\n";
    for (frequency, every, days) in
        [("monthly", 3, on_the_last), ("weekly", 2, MONDAYS), ("weekly", 1, MONDAYS), ("daily", 3, "")]
    {
        for way in ["converted", "as-sent"] {
            let choice = ["--choice", &format!("burki-scheduled-at={way}")];
            let sandbox = Sandbox::with_flags(&choice);
            let colleague = sandbox.burki_world();
            colleague.file("campaigns/a.yaml", file(frequency, every, days, Some("2027-04-26")));
            colleague.run("apply campaigns --yes").expect_code(0);
            for world in [sandbox.burki_world(), colleague] {
                world.file("campaigns/a.yaml", file(frequency, every, days, None));
                let run = plan(&world, &["--exit-code"]).expect_code(0);
                assert_eq!(actions(&run), ["unchanged"], "{way} {frequency} {every}: {:?}", lines(&run));
                world.run("apply campaigns --yes").expect_code(0);
                let now = file(frequency, every, days, Some("2027-02-02"));
                world.file("campaigns/a.yaml", now);
                let run = plan(&world, &["--exit-code"]).expect_code(20);
                assert_eq!(actions(&run), ["schedule"], "{way} {frequency} {every}: {:?}", lines(&run));
            }
            assert_eq!(starts_sent(&sandbox).len(), 1, "{way} {frequency} {every}");
        }
    }
}

/// Another machine has no memory of what was sent: the platform's words alone say it, in either reading of its times.
#[test]
fn a_moved_start_is_seen_without_a_memory() {
    for way in ["converted", "as-sent"] {
        let (sandbox, world) = in_february("weekly", 2, MONDAYS, Some("2027-01-04"));
        let choice = format!("burki-scheduled-at={way}");
        let (_later, world) = world.later(&sandbox, "2027-02-02T08:00:00Z", &["--choice", &choice]);
        let journal = world.home().join("other.jsonl").to_str().unwrap().to_owned();
        let world = world.with("KCAMP_JOURNAL", journal);
        for (start, action) in
            [("2027-01-04", "unchanged"), ("2027-01-18", "unchanged"), ("2027-01-11", "schedule")]
        {
            world.file("campaigns/a.yaml", file("weekly", 2, MONDAYS, Some(start)));
            let run = plan(&world, &["--refresh"]).expect_code(0);
            assert_eq!(actions(&run), [action], "{way} {start}: {:?}", lines(&run));
        }
    }
}

/// Nothing tells when a schedule that repeats begins but the memory of the machine that sent it.
#[test]
fn a_start_that_the_platform_does_not_report_is_remembered_or_unreadable_and_never_sent_again_and_again() {
    for (frequency, every, days, start) in [
        ("weekly", 2, MONDAYS, Some("2027-01-04")),
        ("weekly", 1, MONDAYS, Some("2027-03-01")),
        ("weekly", 1, MONDAYS, None),
        ("daily", 3, "", None),
    ] {
        let choice = ["--choice", "burki-scheduled-at=untold"];
        let sandbox = Sandbox::with_flags(&choice);
        let world = sandbox.burki_world();
        let content = file(frequency, every, days, start);
        world.file("campaigns/a.yaml", &content);
        let run = world.run("apply campaigns --yes").expect_code(0);
        run.expect_stderr(&["does not report from when on the schedule repeats"]);
        let (sandbox, world) = world.later(&sandbox, "2027-02-02T08:00:00Z", &choice);
        let case = format!("{frequency} {every} {start:?}");
        assert_eq!(actions(&plan(&world, &["--exit-code"]).expect_code(0)), ["unchanged"], "{case}");
        // Another machine has not seen it, and neither sends it by itself.
        let colleague = sandbox.burki_world().with("KCAMP_NOW", "2027-02-02T08:00:00Z");
        colleague.file("campaigns/a.yaml", &content);
        let run = plan(&colleague, &["--exit-code"]).expect_code(0);
        // A file that says no start leaves it to the live schedule.
        if start.is_some() {
            assert_eq!(actions(&run), ["unreadable"], "{case}: {:?}", lines(&run));
            let told = "scheduled_at: the platform does not return it";
            assert!(lines(&run)[0].contains(told), "{:?}", lines(&run));
        } else {
            assert_eq!(actions(&run), ["unchanged"], "{case}: {:?}", lines(&run));
        }
        colleague.run("apply campaigns --yes").expect_code(0);
        world.run("apply campaigns --yes").expect_code(0);
        assert!(starts_sent(&sandbox).is_empty(), "{case}");
    }
}

#[test]
fn a_start_that_the_platform_does_not_report_is_sent_again_where_somebody_asks_for_that() {
    for (frequency, every, days) in [("weekly", 2, MONDAYS), ("weekly", 1, MONDAYS), ("daily", 3, "")] {
        let choice = ["--choice", "burki-scheduled-at=untold"];
        let sandbox = Sandbox::with_flags(&choice);
        let world = sandbox.burki_world();
        let content = file(frequency, every, days, Some("2027-03-01"));
        world.file("campaigns/a.yaml", &content);
        world.run("apply campaigns --yes").expect_code(0);
        let later = "2027-02-02T08:00:00Z";
        let (sandbox, world) = world.later(&sandbox, later, &choice);
        let colleague = sandbox.burki_world().with("KCAMP_NOW", later);
        colleague.file("campaigns/a.yaml", &content);
        let case = format!("{frequency} {every}");
        // It is known to that machine then, and to the first one as changed.
        colleague.run("apply campaigns --yes --resend-unreadable").expect_code(0);
        assert_eq!(actions(&plan(&colleague, &["--exit-code"]).expect_code(0)), ["unchanged"], "{case}");
        let run = plan(&world, &["--exit-code"]).expect_code(0);
        assert!(
            lines(&run)[0].contains("scheduled_at: the platform does not return it, and the campaign was")
        );
        // What the platform does report is compared.
        world.file("campaigns/a.yaml", content.replace("\"2027-12-31\"", "\"2027-11-30\""));
        assert_eq!(actions(&plan(&world, &["--exit-code"]).expect_code(20)), ["schedule"], "{case}");
        world.run("apply campaigns --yes").expect_code(0);
        assert_eq!(actions(&plan(&world, &["--exit-code"]).expect_code(0)), ["unchanged"], "{case}");
        assert_eq!(starts_sent(&sandbox).len(), 2, "{case}");
    }
}
