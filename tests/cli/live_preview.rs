//! Previews of schedules that Burki holds: every output form says what Burki's documentation leaves open.

use serde_json::{Value, json};

use crate::burki::{with_campaign, world};
use crate::world::{Sandbox, World};

/// A sandbox that holds this schedule for the campaign Billing.
fn holding(schedule: &Value) -> Sandbox {
    let (sandbox, world) = with_campaign(&[]);
    world.file("schedule.json", schedule.to_string());
    world.run("api POST /api/v1/campaigns/1/schedule --input schedule.json --yes").expect_code(0);
    assert_eq!(sandbox.received_at("POST", "/schedule")[0]["body"], *schedule);
    sandbox
}

/// Continues the sandbox with times reported in this way.
fn reporting(sandbox: &Sandbox, way: &str, now: &str) -> (Sandbox, World) {
    let sandbox = Sandbox::later_with(sandbox, now, &["--choice", &format!("burki-scheduled-at={way}")]);
    let world = world(&sandbox).with("KCAMP_NOW", now);
    (sandbox, world)
}

fn recurring(scheduled_at: Option<&str>, config: Value) -> Value {
    let mut body = json!({"schedule_type": "recurring", "timezone": config["time_zone"]});
    body["recurring_config"] = config;
    if let Some(at) = scheduled_at {
        body["scheduled_at"] = json!(at);
    }
    body
}

/// A schedule for every second Monday at nine in New York.
fn every_second_monday() -> Value {
    json!({"frequency": "weekly", "interval": 2, "days_of_week": [1], "time": "09:00", "time_zone": "America/New_York"})
}

const NOW: &str = crate::world::NOW;
const PREVIEW: [&str; 5] = ["schedule", "preview", "Billing", "-n", "400"];

/// The preview as a table, as JSON, as a calendar file and as a page, each as running text; and its runs.
fn every_form(world: &World) -> ([(&'static str, String); 4], Value) {
    let table = world.run(PREVIEW).expect_code(0).stdout;
    let json =
        world.run([&PREVIEW[..], &["-o", "json", "--ics", "runs.ics", "--html", "runs.html"]].concat());
    let runs = json.expect_code(0).json();
    let read = |name: &str| std::fs::read_to_string(world.home().join(name)).unwrap();
    let ics = read("runs.ics").replace("\r\n ", "").replace('\\', "");
    ([("table", table), ("json", runs.to_string()), ("ics", ics), ("html", read("runs.html"))], runs)
}

#[track_caller]
fn all_say(world: &World, part: &str) -> Value {
    let (forms, runs) = every_form(world);
    for (form, text) in forms {
        assert!(text.contains(part), "no {part:?} in {form}: {text}");
    }
    runs
}

#[track_caller]
fn none_says(world: &World, part: &str) {
    for (form, text) in every_form(world).0 {
        assert!(!text.contains(part), "{part:?} in {form}: {text}");
    }
}

fn at(runs: &Value) -> Vec<String> {
    runs.as_array().unwrap().iter().map(|run| run["at"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn from_when_a_longer_interval_is_counted_is_said_in_every_form() {
    for (config, pattern) in [
        (every_second_monday(), "every 2 weeks on Mon"),
        (
            json!({"frequency": "daily", "interval": 3, "time": "09:00", "time_zone": "America/New_York"}),
            "every 3 days",
        ),
    ] {
        let held = holding(&recurring(Some("2027-02-15T09:00:00"), config));
        let runs =
            all_say(&world(&held), &format!("from when {pattern} is counted is assumed, not documented"));
        assert_eq!(at(&runs)[0], "2027-02-15T09:00:00-05:00");
        none_says(&world(&held), "reports no start");
    }
}

#[test]
fn two_previews_a_week_apart_of_a_schedule_without_a_start_say_that_the_count_is_assumed() {
    let held = holding(&recurring(None, every_second_monday()));
    let mut seen = Vec::new();
    for now in [NOW, "2026-12-10T08:00:00Z"] {
        let (_sandbox, world) = reporting(&held, "untold", now);
        let runs = all_say(&world, "from when on it is counted is assumed: from now");
        let noted = runs
            .as_array()
            .unwrap()
            .iter()
            .all(|run| run["notes"].to_string().contains("is assumed: from now"));
        assert!(noted, "{runs}");
        world.run("schedule show Billing -o json").expect_code(0);
        seen.push(at(&runs));
    }
    // The two readings have no run in common, so the preview must say that both are possible.
    assert!(seen[0].iter().all(|run| !seen[1].contains(run)), "{seen:?}");
    // If every week has a run, weeks need not be counted. The start is still not known.
    let mut weekly = every_second_monday();
    weekly["interval"] = json!(1);
    let (_sandbox, world) = reporting(&holding(&recurring(None, weekly)), "untold", NOW);
    none_says(&world, "is assumed: from now");
    let runs = all_say(&world, "reports no start: the runs are shown as if the schedule had begun");
    let begin = |run: &Value| run["notes"].to_string().contains("it may begin later");
    assert!(runs.as_array().unwrap().iter().all(begin), "{runs}");
}

#[test]
fn that_a_schedule_runs_on_its_last_day_is_said_to_be_assumed() {
    let mut config = every_second_monday();
    config["interval"] = json!(1);
    config["end_date"] = json!("2027-03-01");
    let held = holding(&recurring(Some("2027-02-15T09:00:00"), config));
    let (forms, runs) = every_form(&world(&held));
    for (form, text) in forms {
        let part = if form == "ics" {
            "that the last day counts is assumed"
        } else {
            "that it runs on the last day is assumed"
        };
        assert!(text.contains(part), "{form}: {text}");
    }
    let last = &runs.as_array().unwrap()[2];
    assert_eq!((&last["at"], at(&runs).len()), (&json!("2027-03-01T09:00:00-05:00"), 3));
    assert!(last["notes"].to_string().contains("last day"), "{last}");
    assert!(!runs[0]["notes"].to_string().contains("last day"), "{runs}");
}

#[test]
fn a_reported_time_in_utc_that_may_be_local_time_is_said_to_be_so() {
    let once = json!({"schedule_type": "scheduled", "scheduled_at": "2027-02-15T09:00:00", "timezone": "America/New_York"});
    let held = holding(&once);
    for (way, reported) in [("as-sent", "2027-02-15T09:00:00Z"), ("converted", "2027-02-15T14:00:00Z")] {
        let (_sandbox, world) = reporting(&held, way, NOW);
        let runs = all_say(&world, &format!("the platform reports {reported}, which may be local time"));
        assert_eq!(at(&runs).len(), 1);
        let show =
            |more: &[&str]| world.run([&["schedule", "show", "Billing"], more].concat()).expect_code(0);
        show(&[]).expect_stdout(&[reported, "may be UTC or local time", "documentation does not say"]);
        let shown = show(&["-o", "json"]).json();
        assert_eq!(
            (&shown["scheduled_at"], &shown["scheduled_at_uncertain"]),
            (&json!(reported), &json!(true))
        );
    }
}

#[test]
fn the_time_of_day_of_a_schedule_that_repeats_tells_which_reading_is_right() {
    let held = holding(&recurring(Some("2027-02-15T09:00:00"), every_second_monday()));
    for (way, reported) in [("as-sent", "2027-02-15T09:00:00Z"), ("converted", "2027-02-15T14:00:00Z")] {
        let (_sandbox, world) = reporting(&held, way, NOW);
        let runs = world.run([&PREVIEW[..], &["-o", "json"]].concat()).expect_code(0).json();
        assert_eq!(at(&runs)[0], "2027-02-15T09:00:00-05:00", "{way}");
        none_says(&world, "may be local time");
        let show =
            |more: &[&str]| world.run([&["schedule", "show", "Billing"], more].concat()).expect_code(0);
        let line = format!("Mon 2027-02-15 09:00 America/New_York (reported as {reported})");
        show(&[]).expect_stdout(&[&line]);
        assert_eq!(show(&["-o", "json"]).json()["scheduled_at_uncertain"], false);
    }
    // The time of day that was sent is no run's, so neither reading fits.
    let held = holding(&recurring(Some("2027-02-15T11:00:00"), every_second_monday()));
    let (_sandbox, world) = reporting(&held, "converted", NOW);
    all_say(&world, "the platform reports 2027-02-15T16:00:00Z, which may be local time");
    all_say(&world, "is assumed: from now");
    world.run("schedule show Billing").expect_code(0).expect_stdout(&["may be UTC or local time"]);
}

#[test]
fn a_live_end_after_the_last_year_stops_no_preview() {
    for (end, day) in
        [("9999-12-31", "9999-12-31"), ("2101-01-01", "2101-01-01"), ("9999-12-30T12:00:00", "9999-12-30")]
    {
        let mut config = every_second_monday();
        config["interval"] = json!(1);
        config["end_date"] = json!(end);
        let held = holding(&recurring(Some("2027-02-15T09:00:00"), config));
        let runs = all_say(&world(&held), &format!("its end, {day}, is after the year 2100"));
        assert_eq!((at(&runs)[0].as_str(), at(&runs).len()), ("2027-02-15T09:00:00-05:00", 400), "{end}");
    }
    let mut config = every_second_monday();
    config["end_date"] = json!("2100-12-31");
    let held = holding(&recurring(Some("2027-02-15T09:00:00"), config));
    none_says(&world(&held), "after the year 2100");
}
