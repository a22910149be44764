//! Schedules at the limits of clocks and calendars: clock changes, names of time zones, the last years.

use serde_json::Value;

use crate::world::{Run, World};

fn preview(options: &[&str], more: &[&str]) -> Vec<String> {
    [&["schedule", "preview", "Reminder"], options, more].concat().into_iter().map(str::to_owned).collect()
}

/// The notes of each run, after its local time.
fn notes(run: &Run) -> Vec<String> {
    let line = |run: &Value| format!("{} {}", run["at"].as_str().unwrap(), run["notes"]);
    run.json().as_array().unwrap().iter().map(line).collect()
}

/// The only note of the run at this time.
fn note_at(run: &Run, at: &str) -> String {
    notes(run).into_iter().find(|note| note.starts_with(at)).unwrap_or_default()
}

#[test]
fn a_run_at_the_very_change_of_the_clock_names_that_change() {
    let run = World::new()
        .run(preview(
            &["--timezone", "America/New_York", "--daily"],
            &["--start", "2027-03-10 02:00", "--end", "2027-03-20", "-o", "json"],
        ))
        .expect_code(0);
    let note = note_at(&run, "2027-03-14T03:00:00-04:00");
    assert!(note.contains("shifted by the clock change of 2027-03-14: 03:00 instead of 02:00"), "{note}");
    assert!(note_at(&run, "2027-03-13").ends_with("[]"), "{run:?}");
}

#[test]
fn a_change_of_a_name_alone_shifts_nothing() {
    // Vancouver stays at -07:00 from 2026 on: on 2026-11-01 only the abbreviation changed. London's clock changed
    // when it was still 2026-10-24 in Vancouver.
    let run = World::new()
        .with("KCAMP_NOW", "2026-10-01T08:00:00Z")
        .with("KCAMP_SCHEDULE_TIMEZONE", "Europe/London")
        .run(preview(
            &["--timezone", "America/Vancouver", "--daily"],
            &["--start", "2026-10-20 09:00", "--end", "2026-12-20", "-n", "60", "-o", "json"],
        ))
        .expect_code(0);
    for day in ["2026-10-26T10:00:00-07:00", "2026-11-02T10:00:00-07:00", "2026-12-01T10:00:00-07:00"] {
        let note = note_at(&run, day);
        assert!(note.contains("shifted by the clock change of 2026-10-24"), "{day}: {note}");
    }
}

#[test]
fn two_zones_that_change_at_once_shift_nothing() {
    // Both clocks change at the same instant, so their difference stays the same.
    let run = World::new()
        .with("KCAMP_SCHEDULE_TIMEZONE", "Europe/London")
        .run(preview(
            &["--timezone", "Europe/Paris", "--daily"],
            &["--start", "2027-03-20 09:00", "--end", "2027-11-20", "-n", "400", "-o", "json"],
        ))
        .expect_code(0);
    assert!(notes(&run).iter().all(|note| note.ends_with("[]")), "{run:?}");
}

#[test]
fn two_names_of_one_zone_are_one_clock() {
    for (of_schedule, of_hours, moves) in [
        ("America/New_York", "US/Eastern", 1),
        ("America/New_York", "America/New_York", 1),
        // The warning is also for another platform clock.
        ("America/New_York", "America/Bogota", 2),
    ] {
        let world = World::new().with("KCAMP_SCHEDULE_TIMEZONE", "Europe/London");
        world.file(
            "a.yaml",
            format!(
                "name: A\ndescription: A\ncampaignType: sms\nformat: simple\ncontactLists: [G]\npriority: 5\n\
                 message: {{text: Hello}}\ndialingStrategy:\n  callerId: {{phoneNumber: \"+12025550124\"}}\n  \
                 callingHours: {{frequency: WEEKLY, timezone: {of_hours}, days: [{{days: Mon-Sun, start: \"08:00\", \
                 end: \"20:00\"}}]}}\nschedule:\n  timezone: {of_schedule}\n  startDateTime: '2027-03-01 12:00:00'\n  \
                 endDateTime: '2027-04-10 12:00:00'\n  recurrenceObject: {{recurType: Daily, dailyDetails: \
                 {{onceEveryNdays: 1}}}}\n"
            ),
        );
        let run = world.run("validate a.yaml -o json").expect_code(0);
        let found = run.json();
        let shifts = found.as_array().unwrap().iter().filter(|it| it["code"] == "schedule/local-time-shifts");
        assert_eq!(shifts.count(), moves, "{of_hours}: {found}");
    }
}

#[test]
fn seconds_of_a_run_are_shown() {
    let arguments =
        ["--timezone", "Asia/Kolkata", "--daily", "--start", "2026-12-07 09:00:30", "--end", "2026-12-20"];
    World::new()
        .run(preview(&arguments, &["-n", "1"]))
        .expect_code(0)
        .expect_stdout(&["2026-12-07 09:00:30 Asia/Kolkata", "Mon 12-07 03:30:30 UTC"]);
    let world = World::new();
    world.run(preview(&arguments, &["-n", "1", "--html", "runs.html"])).expect_code(0);
    let page = std::fs::read_to_string(world.home().join("runs.html")).unwrap();
    assert!(page.contains(">09:00:30<"), "{page}");
}

#[test]
fn an_end_at_the_end_of_the_calendar_is_named_as_what_it_is() {
    for zone in ["America/New_York", "UTC", "Pacific/Kiritimati"] {
        for platform in ["kore", "burki"] {
            let run = World::new()
                .run(preview(
                    &["--platform", platform, "--timezone", zone, "--daily"],
                    &["--start", "2026-12-07 09:00", "--end", "9999-12-31"],
                ))
                .expect_code(3)
                .expect_stderr(&["schedule/end-too-far", "after the year 2100"]);
            assert!(!run.stderr.contains("9999-12-30"), "{zone} {platform}: {}", run.stderr);
        }
    }
}

#[test]
fn the_last_evening_of_the_last_year_has_its_run() {
    let run = World::new()
        .with("KCAMP_NOW", "2100-12-01T08:00:00Z")
        .run(preview(
            &["--timezone", "America/New_York", "--daily"],
            &["--start", "2100-12-20 20:00", "--end", "2100-12-31", "-n", "100", "-o", "json"],
        ))
        .expect_code(0);
    let all = notes(&run);
    assert_eq!(all.len(), 12, "{all:?}");
    assert!(all[11].starts_with("2100-12-31T20:00:00-05:00"), "{all:?}");
}

#[test]
fn a_time_that_comes_twice_goes_out_as_the_one_that_is_meant_or_not_at_all() {
    let on_burki = |start: &str| {
        World::new().run(preview(
            &["--platform", "burki", "--timezone", "America/New_York", "--once"],
            &["--start", start, "-o", "json"],
        ))
    };
    for later in ["2027-11-07T01:30:00-05:00", "2027-11-07T06:30:00Z"] {
        let run = on_burki(later).expect_code(3);
        assert_eq!(run.error_json()["findings"][0]["code"], "schedule/wire-ambiguous", "{later}");
    }
    for earlier in ["2027-11-07T01:30:00-04:00", "2027-11-07T05:30:00Z", "2027-11-07T02:30:00-05:00"] {
        on_burki(earlier).expect_code(0);
    }
}

#[test]
fn one_run_takes_no_end() {
    let once = ["--platform", "burki", "--timezone", "UTC", "--once"];
    World::new()
        .run(preview(&once, &["--start", "2027-01-01 09:00", "--end", "2027-02-01"]))
        .expect_code(3)
        .expect_stderr(&["schedule/once-has-no-end", "--end"]);
    // A variable that a pipeline sets for all commands is not a contradiction.
    World::new()
        .with("KCAMP_END", "2027-02-01")
        .run(preview(&once, &["--start", "2027-01-01 09:00"]))
        .expect_code(0);
}

const OF_BURKI: &str = "\
platform: burki
name: Spring check-in
campaign_type: call
assistant_id: 7
welcome_message_template: Hello
";

/// The body of the schedule call for a Burki file.
fn sent(schedule: &str) -> Value {
    let world = World::new();
    world.file("a.yaml", format!("{OF_BURKI}schedule:\n{schedule}"));
    let run = world.run("schedule enable 42 -f a.yaml --platform burki --dry-run -o json").expect_code(0);
    let requests = run.json();
    let request = requests.as_array().map_or(&requests, |requests| &requests[0]);
    request["body"].clone()
}

#[test]
fn a_time_in_utc_needs_no_zone_beside_it() {
    for at in ["2027-02-15T14:00:00Z", "2027-02-15 14:00:00Z"] {
        let body = sent(&format!("  schedule_type: scheduled\n  scheduled_at: \"{at}\"\n"));
        assert_eq!(body["scheduled_at"], "2027-02-15T14:00:00", "{body}");
        assert_eq!(body["timezone"], "UTC", "{body}");
    }
    let world = World::new();
    for at in ["2027-02-15T14:00:00", "2027-02-15T14:00:00+05:30"] {
        let schedule = format!("schedule:\n  schedule_type: scheduled\n  scheduled_at: \"{at}\"\n");
        world.file("a.yaml", format!("{OF_BURKI}{schedule}"));
        world.run("validate a.yaml").expect_code(3).expect_stdout(&["time/zone-missing"]);
    }
}

#[test]
fn a_first_run_in_a_jump_goes_out_at_one_time_of_day() {
    let body = sent(
        "  schedule_type: recurring\n  scheduled_at: \"2027-03-13T02:30:00\"\n  timezone: America/New_York\n  \
         recurring_config: {frequency: weekly, interval: 1, days_of_week: [7], time: \"02:30\", \
         time_zone: America/New_York}\n",
    );
    assert_eq!(body["scheduled_at"], "2027-03-14T02:30:00", "{body}");
    assert_eq!(body["recurring_config"]["time"], "02:30", "{body}");
}

#[test]
fn two_names_of_one_zone_beside_each_other_are_no_contradiction() {
    let block = |outer: &str, inner: &str| {
        format!(
            "  schedule_type: recurring\n  scheduled_at: \"2027-02-15T09:00:00\"\n  timezone: {outer}\n  \
             recurring_config: {{frequency: weekly, interval: 1, days_of_week: [1], time: \"09:00\", time_zone: {inner}}}\n"
        )
    };
    for (outer, inner) in [
        ("Asia/Calcutta", "Asia/Kolkata"),
        ("Asia/Kolkata", "Asia/Calcutta"),
        ("US/Eastern", "America/New_York"),
    ] {
        let body = sent(&block(outer, inner));
        // The same name is sent in both places.
        assert_eq!(body["timezone"], outer, "{body}");
        assert_eq!(body["recurring_config"]["time_zone"], outer, "{body}");
    }
    let world = World::new();
    for (outer, inner) in [("Asia/Kolkata", "Asia/Colombo"), ("America/New_York", "America/Detroit")] {
        world.file("a.yaml", format!("{OF_BURKI}schedule:\n{}", block(outer, inner)));
        world.run("validate a.yaml").expect_code(3).expect_stdout(&["schedule/zones-differ"]);
    }
}
