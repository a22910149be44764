//! The output of `schedule preview --ics`, read by independent libraries: `icalendar` parses the file, `rrule`
//! repeats its rules, with the time zones of `chrono-tz`. Those are older than kcamp's, but these zones have not
//! changed.

use std::collections::BTreeSet;

use icalendar::{Calendar, CalendarComponent, Component, EventLike};

use crate::world::World;

/// More runs than any of these schedules has.
const RUNS_MAX: u16 = 5_000;
/// A name with every kind of escape.
const NAME: &str = "A, campaign; with \\ signs and größe";

/// The instants of the file's events, and those of the preview, in seconds.
fn read_and_shown(
    platform: &str,
    zone: &str,
    start: &str,
    end: &str,
    pattern: &[&str],
) -> [BTreeSet<i64>; 2] {
    let world = World::new();
    let mut line = vec!["schedule", "preview", NAME, "--platform", platform, "--timezone", zone];
    if pattern != ["--once"] {
        line.extend(["--end", end]);
    }
    line.extend(["--start", start, "-n", "1000000", "-o", "json", "--ics", "runs.ics"]);
    line.extend(pattern);
    let shown = world.run(&line).expect_code(0).json();
    let instant = |text: &str| text.parse::<jiff::Timestamp>().unwrap().as_second();
    let shown = shown.as_array().unwrap().iter().map(|run| instant(run["utc"].as_str().unwrap())).collect();
    let text = std::fs::read_to_string(world.home().join("runs.ics")).unwrap();
    let calendar: Calendar = text.parse().unwrap();
    let mut read = BTreeSet::new();
    // A rule ends where the clock changes at a run, which is then an event of its own.
    for event in calendar.components.iter().filter_map(CalendarComponent::as_event) {
        assert_eq!(event.get_summary(), Some(NAME));
        let repeated = event.get_recurrence().unwrap().all(RUNS_MAX);
        assert!(!repeated.limited, "{line:?}");
        for run in repeated.dates {
            assert!(read.insert(run.timestamp()), "{run} is there twice: {line:?}");
        }
    }
    [read, shown]
}

#[test]
fn another_implementation_reads_the_same_runs() {
    for (platform, zone, start, end, pattern) in [
        ("kore", "Australia/Sydney", "2026-12-07 09:00", "2027-03-31", &["--weekly", "Mon,Wed"][..]),
        ("kore", "Asia/Kolkata", "2026-12-07 09:00", "2027-12-31", &["--daily", "--every", "3"]),
        (
            "burki",
            "America/New_York",
            "2026-12-05 09:00",
            "2028-06-30",
            &["--weekly", "Mon,Wed", "--every", "2"],
        ),
        ("burki", "America/New_York", "2027-03-10 02:30", "2028-12-31", &["--daily"]),
        ("burki", "America/New_York", "2027-10-31 01:30", "2027-12-31", &["--daily"]),
        ("burki", "Europe/London", "2026-12-05 09:00", "2030-12-31", &["--monthly", "31"]),
        ("burki", "Australia/Lord_Howe", "2026-12-05 02:15", "2029-12-31", &["--weekly", "Sun"]),
        ("burki", "Europe/Dublin", "2026-12-05 01:30", "2030-12-31", &["--daily", "--every", "2"]),
        ("burki", "Asia/Kolkata", "2026-12-05 09:00", "2026-12-31", &["--once"]),
    ] {
        let [read, shown] = read_and_shown(platform, zone, start, end, pattern);
        assert!(!shown.is_empty(), "{zone} {pattern:?}");
        assert_eq!(read, shown, "{zone} {pattern:?}");
    }
}
