//! Flags over a file's schedule, on Burki: a flag replaces only its own field of the file. The received requests are
//! compared.

use serde_json::{Value, json};

use crate::burki::with_campaign;
use crate::world::{Run, Sandbox, World};

const ZONE: &str = "America/New_York";

/// Only a schedule block; `start` and `config` are lines in it.
fn block(start: &str, config: &str) -> String {
    format!(
        "schedule_type: recurring\n{start}timezone: {ZONE}\nrecurring_config: {{{config}, time_zone: {ZONE}}}\n"
    )
}

const WEEKLY: &str = "frequency: weekly, interval: 1, days_of_week: [1, 3], time: \"09:00\"";
const MONTHLY: &str = "frequency: monthly, interval: 1, day_of_month: 5, time: \"09:00\"";
const DAILY: &str = "frequency: daily, interval: 2, time: \"09:00\"";
const ONCE: &str =
    "schedule_type: scheduled\nscheduled_at: \"2026-12-14T09:00:00\"\ntimezone: America/New_York\n";

/// The run with these flags over this file, and the last body that the platform received, if there is one.
fn enabled(sandbox: &Sandbox, world: &World, file: &str, flags: &[&str]) -> (Run, Option<Value>) {
    world.file("s.yaml", file);
    let before = sandbox.received_at("POST", "/schedule").len();
    let run =
        world.run([&["schedule", "enable", "1", "-f", "s.yaml", "--yes", "-o", "json"], flags].concat());
    let sent = sandbox.received_at("POST", "/schedule");
    (run, sent.get(before).map(|request| request["body"].clone()))
}

#[test]
fn a_time_of_day_leaves_the_files_day() {
    let (sandbox, world) = with_campaign(&[]);
    // The time there is Thursday, 3 December, 03:00.
    for (start, config, flags, first, time) in [
        ("2026-12-14T09:00:00", WEEKLY, &["--at", "10:00"][..], "2026-12-14T10:00:00", "10:00"),
        ("2026-12-15T09:00:00", WEEKLY, &["--at", "10:00"], "2026-12-16T10:00:00", "10:00"),
        ("2027-01-05T09:00:00", MONTHLY, &["--at", "23:00"], "2027-01-05T23:00:00", "23:00"),
        ("2026-12-20T09:00:00", DAILY, &["--at", "10:00"], "2026-12-20T10:00:00", "10:00"),
        (
            "2026-12-14T09:00:00",
            WEEKLY,
            &["--at", "10:00", "--weekly", "Tue"],
            "2026-12-15T10:00:00",
            "10:00",
        ),
        ("2026-12-14T09:00:00", WEEKLY, &["--at", "08:00", "--every", "2"], "2026-12-14T08:00:00", "08:00"),
        (
            "2026-12-14T09:00:00",
            WEEKLY,
            &["--at", "10:00", "--timezone", ZONE],
            "2026-12-14T10:00:00",
            "10:00",
        ),
        // A start in the past is replaced by the next run.
        ("2026-11-30T09:00:00", WEEKLY, &["--at", "10:00"], "2026-12-07T10:00:00", "10:00"),
    ] {
        let file = block(&format!("scheduled_at: \"{start}\"\n"), &config.replace("09:00", &start[11..16]));
        let (run, sent) = enabled(&sandbox, &world, &file, flags);
        let sent = sent.unwrap_or_else(|| panic!("{flags:?}: {}", run.stderr));
        assert_eq!(sent["scheduled_at"], first, "{start} {flags:?}");
        assert_eq!(sent["timezone"], ZONE, "{start} {flags:?}");
        assert_eq!(sent["recurring_config"]["time"], time, "{start} {flags:?}");
    }
    let (run, sent) = enabled(&sandbox, &world, ONCE, &["--at", "10:00"]);
    run.expect_code(0);
    assert_eq!(sent.unwrap()["scheduled_at"], "2026-12-14T10:00:00");
}

#[test]
fn a_file_without_a_start_begins_with_the_first_run_of_what_goes_out() {
    let (sandbox, world) = with_campaign(&[]);
    for (config, flags, first) in [
        (WEEKLY, &["--at", "10:00"][..], "2026-12-07T10:00:00"),
        (DAILY, &["--at", "02:00"], "2026-12-04T02:00:00"),
        (MONTHLY, &["--weekly", "Thu"], "2026-12-03T09:00:00"),
        (MONTHLY, &["--weekly", "Fri", "--every", "2", "--at", "02:00"], "2026-12-04T02:00:00"),
    ] {
        let (run, sent) = enabled(&sandbox, &world, &block("", config), flags);
        let sent = sent.unwrap_or_else(|| panic!("{flags:?}: {}", run.stderr));
        assert_eq!(sent["scheduled_at"], first, "{config} {flags:?}");
    }
}

#[test]
fn a_time_of_another_clock_than_the_files_day_is_refused() {
    let (sandbox, world) = with_campaign(&[]);
    let file = block("scheduled_at: \"2026-12-14T09:00:00\"\n", WEEKLY);
    let (run, sent) = enabled(&sandbox, &world, &file, &["--at", "10:00", "--timezone", "Asia/Kolkata"]);
    let run = run.expect_code(3);
    assert_eq!(run.error_json()["findings"][0]["code"], "time/at-without-start");
    assert!(run.stderr.contains("--timezone America/New_York"), "{}", run.stderr);
    assert_eq!(sent, None);
    // The example in the help works.
    let world = world.with("KCAMP_TIMEZONE", "Asia/Kolkata");
    let (run, sent) = enabled(&sandbox, &world, &file, &["--at", "10:00", "--timezone", ZONE]);
    run.expect_code(0);
    assert_eq!(sent.unwrap()["scheduled_at"], "2026-12-14T10:00:00");
}

#[test]
fn a_recurrence_that_is_typed_replaces_the_files_whole_and_an_interval_alone_counts_in_its_unit() {
    let (sandbox, world) = with_campaign(&[]);
    let two = |config: &str| {
        block("scheduled_at: \"2027-01-04T09:00:00\"\n", &config.replace("interval: 1", "interval: 2"))
    };
    for (config, flags, frequency, interval) in [
        (DAILY, &["--weekly", "Mon"][..], "weekly", 1),
        (DAILY, &["--monthly", "5"], "monthly", 1),
        (WEEKLY, &["--daily"], "daily", 1),
        (WEEKLY, &["--monthly", "5"], "monthly", 1),
        (MONTHLY, &["--weekly", "Mon"], "weekly", 1),
        (MONTHLY, &["--daily"], "daily", 1),
        (DAILY, &["--daily"], "daily", 1),
        (WEEKLY, &["--weekly", "Mon"], "weekly", 1),
        (MONTHLY, &["--monthly", "6"], "monthly", 1),
        (DAILY, &["--daily", "--every", "2"], "daily", 2),
        (MONTHLY, &["--weekly", "Mon", "--every", "3"], "weekly", 3),
        (WEEKLY, &["--every", "3"], "weekly", 3),
    ] {
        let (run, sent) = enabled(&sandbox, &world, &two(config), flags);
        let sent = sent.unwrap_or_else(|| panic!("{config} {flags:?}: {}", run.stderr));
        let config_sent = &sent["recurring_config"];
        assert_eq!(config_sent["frequency"], frequency, "{config} {flags:?}");
        assert_eq!(config_sent["interval"], interval, "{config} {flags:?}");
        let says = run.stderr.contains("schedule/interval-replaced") && run.stderr.contains("add --every 2");
        assert_eq!(says, !flags.contains(&"--every"), "{config} {flags:?}: {}", run.stderr);
    }
}

#[test]
fn what_a_schedule_does_not_have_is_refused_and_not_dropped() {
    let (sandbox, world) = with_campaign(&[]);
    let immediate = "schedule_type: immediate\n";
    for (file, flags, code) in [
        (ONCE, &["--every", "2"][..], "schedule/once-has-no-interval"),
        (immediate, &["--every", "2"], "schedule/once-has-no-interval"),
        (immediate, &["--at", "10:00"], "schedule/immediate-has-no-times"),
        (immediate, &["--start", "2027-01-04 09:00", "--timezone", "UTC"], "schedule/immediate-has-no-times"),
        (ONCE, &["--once", "--every", "2"], "schedule/once-has-no-interval"),
        (ONCE, &["--end", "2027-01-31", "--timezone", ZONE], "schedule/once-has-no-end"),
    ] {
        let (run, sent) = enabled(&sandbox, &world, file, flags);
        let run = run.expect_code(3);
        assert_eq!(run.error_json()["findings"][0]["code"], code, "{flags:?}");
        assert_eq!(sent, None, "{flags:?}");
    }
}

#[test]
fn a_variable_that_one_run_has_no_use_for_is_said() {
    let (sandbox, world) = with_campaign(&[]);
    let world = world.with("KCAMP_END", "2027-02-01");
    let once =
        ["schedule", "enable", "1", "--once", "--start", "2027-01-04 09:00", "--timezone", ZONE, "--yes"];
    world.run(once).expect_code(0).expect_stderr(&["note[schedule/variable-ignored]", "KCAMP_END"]);
    let sent = &sandbox.received_at("POST", "/schedule")[0]["body"];
    let body =
        json!({ "schedule_type": "scheduled", "scheduled_at": "2027-01-04T09:00:00", "timezone": ZONE });
    assert_eq!(*sent, body);
    world
        .run("schedule enable 1 --immediate --yes")
        .expect_code(0)
        .expect_stderr(&["note[schedule/variable-ignored]", "KCAMP_END"]);
}

/// Without a start, a longer interval is counted from the next run that fits.
#[test]
fn flags_without_a_start_begin_with_the_next_run_that_fits() {
    let (sandbox, world) = with_campaign(&[]);
    // The time there is Thursday, 3 December, 03:00.
    for (flags, first) in [
        (&["--weekly", "Mon", "--every", "2", "--at", "09:00"][..], "2026-12-07T09:00:00"),
        (&["--weekly", "Thu", "--every", "2", "--at", "02:00"], "2026-12-10T02:00:00"),
        (&["--daily", "--every", "3", "--at", "02:00"], "2026-12-04T02:00:00"),
        (&["--daily", "--every", "3", "--at", "04:00"], "2026-12-03T04:00:00"),
        (&["--monthly", "2", "--every", "2", "--at", "09:00"], "2027-01-02T09:00:00"),
    ] {
        let before = sandbox.received_at("POST", "/schedule").len();
        let line = [&["schedule", "enable", "1"], flags, &["--timezone", ZONE, "--yes"]].concat();
        world.run(line).expect_code(0);
        let sent = &sandbox.received_at("POST", "/schedule")[before]["body"];
        assert_eq!(sent["scheduled_at"], first, "{flags:?}");
    }
}
