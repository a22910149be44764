//! A schedule that is sent on the platform's own clock: its plan shows the times and weekdays of the file.

use serde_json::Value;

use crate::create::FILE;
use crate::world::{Sandbox, World};

use super::{lines, plan};

/// A campaign file with a weekly schedule in Kolkata.
fn file(start: &str, days: &str) -> String {
    format!(
        "{FILE}schedule:\n  timezone: Asia/Kolkata\n  startDateTime: \"2027-01-{start}:00\"\n  endDateTime: \"2027-03-31\"\n  \
         recurrenceObject:\n    recurType: Weekly\n    weeklyDetails: {{onceEveryNweeks: 1, whichDays: [{days}]}}\n"
    )
    .replace("    timezone: UTC\n    days:\n      - {days: Mon-Fri", "    timezone: Asia/Kolkata\n    days:\n      - {days: Mon-Sun")
}

/// A world with this clock for the platform, and with the file.
fn world(sandbox: &Sandbox, clock: &str, file: &str) -> World {
    let world = sandbox.world().with("KCAMP_SCHEDULE_TIMEZONE", clock);
    world.file("campaigns/event.yaml", file);
    world
}

fn last_sent(sandbox: &Sandbox) -> (Value, Value) {
    let body = sandbox.received_at("POST", "/schedule").pop().unwrap()["body"].clone();
    let start = body["startDateTime"].clone();
    (start, body["recurrenceObject"]["weeklyDetails"]["whichDays"].clone())
}

#[test]
fn another_time_is_told_with_the_times_and_days_of_its_file() {
    for (clock, (before, now), (sent_before, sent_now), told) in [
        (
            "America/New_York",
            (("11 10:00", "Mon"), ("11 11:00", "Mon")),
            (("2027-01-10 23:30:00", "Sun"), ("2027-01-11 00:30:00", "Mon")),
            "startDateTime 2027-01-11 10:00 Asia/Kolkata → 2027-01-11 11:00 Asia/Kolkata; whichDays Mon (sent as Sun) → Mon \
             (sent as Mon)",
        ),
        (
            "UTC",
            (("11 10:00", "Mon"), ("11 03:00", "Mon, Sun")),
            (("2027-01-11 04:30:00", "Mon"), ("2027-01-10 21:30:00", "Sat,Sun")),
            "startDateTime 2027-01-11 10:00 Asia/Kolkata → 2027-01-11 03:00 Asia/Kolkata; whichDays Mon → Mon,Sun",
        ),
        (
            "UTC",
            (("11 10:00", "Mon"), ("12 03:00", "Tue")),
            (("2027-01-11 04:30:00", "Mon"), ("2027-01-11 21:30:00", "Mon")),
            "startDateTime 2027-01-11 10:00 Asia/Kolkata → 2027-01-12 03:00 Asia/Kolkata; whichDays Mon → Tue",
        ),
        (
            "Pacific/Auckland",
            (("11 10:00", "Mon"), ("11 18:00", "Mon")),
            (("2027-01-11 17:30:00", "Mon"), ("2027-01-12 01:30:00", "Tue")),
            "startDateTime 2027-01-11 10:00 Asia/Kolkata → 2027-01-11 18:00 Asia/Kolkata; whichDays Mon (sent as Mon) → \
             Mon (sent as Tue)",
        ),
    ] {
        let sandbox = Sandbox::new();
        let world = world(&sandbox, clock, &file(before.0, before.1));
        let is_sent = |(start, days): (&str, &str)| {
            let sent = days.split(',').map(Value::from).collect::<Value>();
            assert_eq!(last_sent(&sandbox), (start.into(), sent), "{clock} {told}");
        };
        world.run("apply campaigns --yes").expect_code(0);
        is_sent(sent_before);
        plan(&world, &["--exit-code"]).expect_code(0);
        world.file("campaigns/event.yaml", file(now.0, now.1));
        let run = plan(&world, &["--exit-code"]).expect_code(20);
        let line = &lines(&run)[0];
        assert!(line.starts_with(&format!("schedule Event Reminder: {told}")), "{clock}: {line}");
        let in_markdown = told.replace(':', "&#58;").replace('(', "\\(").replace(')', "\\)");
        world.run("plan campaigns -o markdown").expect_code(0).expect_stdout(&[&in_markdown]);
        world.run("apply campaigns --yes").expect_code(0);
        is_sent(sent_now);
        plan(&world, &["--exit-code"]).expect_code(0);
    }
}

#[test]
fn a_clock_that_was_corrected_sends_the_same_times_anew_and_says_how_they_went_out() {
    let sandbox = Sandbox::new();
    let before = world(&sandbox, "UTC", &file("11 03:00", "Mon"));
    before.run("apply campaigns --yes").expect_code(0);
    let after = before.with("KCAMP_SCHEDULE_TIMEZONE", "Asia/Kolkata");
    let run = plan(&after, &["--exit-code"]).expect_code(20);
    let told = "schedule Event Reminder: startDateTime 2027-01-11 03:00 Asia/Kolkata (sent as 2027-01-10 21:30 UTC) → \
                2027-01-11 03:00 Asia/Kolkata (sent as 2027-01-11 03:00 Asia/Kolkata); ";
    assert!(lines(&run)[0].starts_with(told), "{:?}", lines(&run));
    assert!(lines(&run)[0].contains("whichDays Mon (sent as Sun) → Mon (sent as Mon)"), "{:?}", lines(&run));
    after.run("apply campaigns --yes").expect_code(0);
    assert_eq!(last_sent(&sandbox), ("2027-01-11 03:00:00".into(), ["Mon"].into_iter().collect()));
    // The request would be the same under either clock, so nothing is sent.
    after.file(
        "campaigns/event.yaml",
        file("11 03:00", "Mon").replace("  timezone: Asia/Kolkata\n  start", "  timezone: UTC\n  start"),
    );
    let back = after.with("KCAMP_SCHEDULE_TIMEZONE", "UTC");
    let run = plan(&back, &[]).expect_code(0);
    assert!(!lines(&run)[0].contains("startDateTime"), "{:?}", lines(&run));
    assert!(!lines(&run)[0].contains("whichDays"), "{:?}", lines(&run));
}

/// An earlier version did not record the clock of a sent schedule.
#[test]
fn a_clock_that_is_not_known_is_not_guessed() {
    let sandbox = Sandbox::new();
    let world = world(&sandbox, "America/New_York", &file("11 10:00", "Mon"));
    world.run("apply campaigns --yes").expect_code(0);
    let mut noted = 0;
    for (path, text) in world.files() {
        if text.contains(",\"clock\":\"America/New_York\"") {
            noted += 1;
            std::fs::write(path, text.replace(",\"clock\":\"America/New_York\"", "")).unwrap();
        }
    }
    assert_eq!(noted, 1, "the journal does not have the clock");
    plan(&world, &["--exit-code"]).expect_code(0);
    world.file("campaigns/event.yaml", file("11 11:00", "Mon"));
    let run = plan(&world, &["--exit-code"]).expect_code(20);
    let told = "startDateTime 2027-01-10 23:30 on the platform's clock → 2027-01-11 11:00 Asia/Kolkata; \
                whichDays Sun on the platform's clock → Mon";
    assert!(lines(&run)[0].contains(told), "{:?}", lines(&run));
}
