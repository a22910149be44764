//! A live schedule is a part of the exported file: a plan of that shows no change, and it makes the same schedule
//! elsewhere.

use proptest::prelude::*;
use serde_json::{Value, json};

use crate::create::{FILE, SCHEDULE};
use crate::world::{Sandbox, World};

const WAYS: [&str; 3] = ["converted", "as-sent", "untold"];

/// A campaign file of Burki with this `schedule:` block.
fn file(name: &str, schedule: &Value) -> String {
    json!({
        "platform": "burki", "name": name, "campaign_type": "call", "assistant_id": 7,
        "welcome_message_template": "Hello", "schedule": schedule,
    })
    .to_string()
}

fn reporting(way: &str) -> Sandbox {
    Sandbox::with_flags(&["--choice", &format!("burki-scheduled-at={way}")])
}

/// Exports all campaigns to a folder, and returns the result's rows with their files' texts.
fn exported(world: &World, folder: &str) -> Vec<(Value, String)> {
    let rows =
        world.run(["campaign", "export", "--all", "-d", folder, "--force", "-o", "json"]).expect_code(0);
    let text =
        |row: &Value| std::fs::read_to_string(world.home().join(row["file"].as_str().unwrap())).unwrap();
    rows.json().as_array().unwrap().iter().map(|row| (row.clone(), text(row))).collect()
}

/// A plan of a folder shows no change, and a campaign of each of its files.
fn expect_no_change(world: &World, folder: &str, campaigns: usize) {
    let counts =
        world.run(["plan", folder, "--exit-code", "-o", "json"]).expect_code(0).json()["counts"].clone();
    let number = |kind: &str| counts[kind].as_u64().unwrap_or_default();
    assert_eq!(number("unchanged") + number("unreadable"), campaigns as u64, "{counts}");
}

/// The schedule of each campaign, by its name, as the platform returns it.
fn held(world: &World) -> Vec<(String, Value)> {
    let rows = world.run("campaign list -o json").expect_code(0).json();
    let schedule = |row: &Value| {
        let path = format!("/api/v1/campaigns/{}/schedule", row["id"].as_str().unwrap());
        (row["name"].as_str().unwrap().to_owned(), world.run(["api", "GET", &path]).expect_code(0).json())
    };
    let mut held: Vec<_> = rows.as_array().unwrap().iter().map(schedule).collect();
    held.sort_by(|one, other| one.0.cmp(&other.0));
    held
}

/// The bodies of the platform's page, each from the machine that sent it, and from one that knows only what the
/// platform returns.
#[test]
fn every_sample_comes_back_with_its_schedule() {
    const NOW: &str = "2024-02-01T00:00:00Z";
    let samples: Value = serde_json::from_str(include_str!("../fixtures/burki-samples.json")).unwrap();
    for (kind, schedule) in samples["schedule"].as_object().unwrap() {
        let sandbox = Sandbox::later(&Sandbox::new(), NOW, &[]);
        let machine = |sandbox: &Sandbox| sandbox.burki_world().with("KCAMP_NOW", NOW);
        let mut campaign = samples["create"].clone();
        campaign["schedule"] = schedule.clone();
        let sender = machine(&sandbox);
        sender.file("a.json", campaign.to_string());
        sender.run("campaign create -f a.json --yes").expect_code(0);
        let sent =
            |sandbox: &Sandbox| sandbox.received_at("POST", "/schedule").pop().map(|it| it["body"].clone());
        for world in [&sender, &machine(&sandbox)] {
            let files = exported(world, "live");
            assert_eq!(files[0].0["schedule_not_written"], Value::Null, "{kind}");
            assert_eq!(files[0].1.contains("\nschedule:\n"), kind != "immediate", "{}", files[0].1);
            expect_no_change(world, "live", 1);
            let elsewhere = Sandbox::later(&Sandbox::new(), NOW, &[]);
            let other = machine(&elsewhere);
            other.file("live.yaml", &files[0].1);
            other.run("validate live.yaml").expect_code(0);
            other.run("campaign create -f live.yaml --yes").expect_code(0);
            if std::ptr::eq(world, &raw const sender) {
                assert_eq!(sent(&elsewhere), sent(&sandbox).filter(|_| kind != "immediate"), "{kind}");
            }
            assert_eq!(held(&other), held(world), "{kind}");
        }
    }
}

/// A recurrence of each kind, a start, and an end.
fn schedule() -> impl Strategy<Value = Value> {
    let zone = proptest::sample::select(vec![
        "America/New_York",
        "Asia/Kolkata",
        "UTC",
        "Europe/London",
        "Australia/Sydney",
    ]);
    let days = proptest::sample::subsequence(vec![1, 2, 3, 4, 5, 6, 7], 1..5);
    let pattern = (0..4_u8, 1..6_u8, days, 1..32_u8);
    let time = (0..24_u8, proptest::sample::select(vec![0, 15, 59]));
    let start = (1..12_u8, 1..29_u8, any::<bool>());
    let end = proptest::option::weighted(0.7, proptest::sample::select(vec!["2029-02-28", "2031-12-31"]));
    (pattern, time, start, end, zone).prop_map(
        |((kind, every, days, day), (hour, minute), (month, date, is_said), end, zone)| {
            let time = format!("{hour:02}:{minute:02}");
            let at = format!("2027-{month:02}-{date:02}T{time}:00");
            let mut config = json!({"interval": every, "time": time, "time_zone": zone});
            let (frequency, key, value) = match kind {
                0 => return json!({"schedule_type": "scheduled", "scheduled_at": at, "timezone": zone}),
                1 => ("daily", None, Value::Null),
                2 => ("weekly", Some("days_of_week"), json!(days)),
                _ => ("monthly", Some("day_of_month"), json!(day)),
            };
            config["frequency"] = json!(frequency);
            if let Some(key) = key {
                config[key] = value;
            }
            if let Some(end) = end {
                config["end_date"] = json!(end);
            }
            let mut schedule =
                json!({"schedule_type": "recurring", "timezone": zone, "recurring_config": config});
            if is_said {
                schedule["scheduled_at"] = json!(at);
            }
            schedule
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, max_shrink_iters: 8, failure_persistence: None, ..Default::default() })]

    /// From the machine that sent them and from one that knows only what the platform returns, however that reports
    /// times: what is written is the same schedule here and elsewhere, and what cannot be written is said.
    #[test]
    fn a_schedule_of_any_kind_is_the_same_once_it_was_exported(
        schedules in proptest::collection::vec(schedule(), 1..6),
        way in proptest::sample::select(WAYS.to_vec()),
    ) {
        let sandbox = reporting(way);
        let sender = sandbox.burki_world();
        for (at, schedule) in schedules.iter().enumerate() {
            sender.file(&format!("files/{at}.yaml"), file(&format!("Number {at}"), schedule));
        }
        // A day of the month in a gap of the clock, and the like, are refused.
        if sender.run("apply files --yes -q").code != 0 {
            return Ok(());
        }
        for (world, is_sender) in [(&sender, true), (&sandbox.burki_world(), false)] {
            let files = exported(world, "live");
            for (row, text) in &files {
                let at: usize = row["name"].as_str().unwrap().trim_start_matches("Number ").parse().unwrap();
                let is_told = is_sender || way != "untold" || schedules[at]["schedule_type"] == "scheduled";
                prop_assert_eq!(row["schedule_not_written"].is_null(), is_told, "{}\n{}", row, text);
                prop_assert_eq!(text.contains("\nschedule:\n"), is_told, "{}", text);
                prop_assert_eq!(text.contains("\n# schedule: is on; "), !is_told, "{}", text);
            }
            expect_no_change(world, "live", schedules.len());
            let elsewhere = reporting(way);
            let other = elsewhere.burki_world();
            let written = files.iter().filter(|(row, _)| row["schedule_not_written"].is_null());
            let names: Vec<&Value> = written.clone().map(|(row, _)| &row["name"]).collect();
            for (at, (_, text)) in written.enumerate() {
                other.file(&format!("files/{at}.yaml"), text);
            }
            if !names.is_empty() {
                other.run("apply files --yes -q").expect_code(0);
            }
            let here: Vec<_> = held(world).into_iter().filter(|(name, _)| names.contains(&&json!(name))).collect();
            prop_assert_eq!(held(&other), here);
        }
    }
}

/// Without a memory a single run is at the time that the platform documents, and that is said where it may be another
/// one.
#[test]
fn a_single_run_whose_zone_is_not_known_is_marked() {
    let once = json!({"schedule_type": "scheduled", "scheduled_at": "2027-01-11T14:00:00", "timezone": "America/New_York"});
    for (way, reported) in [("converted", "2027-01-11T19:00:00Z"), ("as-sent", "2027-01-11T14:00:00Z")] {
        let sandbox = reporting(way);
        let sender = sandbox.burki_world();
        sender.file("a.yaml", file("Billing", &once));
        sender.run("campaign create -f a.yaml --yes").expect_code(0);
        let other = sandbox.burki_world();
        let run = other
            .run("campaign export Billing")
            .expect_code(0)
            .expect_stderr(&["export/schedule-time-unclear", reported]);
        let local = reported.trim_end_matches('Z');
        let block =
            format!("schedule:\n  schedule_type: scheduled\n  scheduled_at: \"{local}\"\n  timezone: UTC\n");
        assert!(
            run.stdout.contains(&format!("# schedule: the platform reports {reported} and ")),
            "{}",
            run.stdout
        );
        assert!(run.stdout.ends_with(&block), "{}", run.stdout);
        // This machine sent it, and knows its zone.
        let own = sender.run("campaign export Billing").expect_code(0).stdout;
        assert!(
            own.ends_with("  scheduled_at: \"2027-01-11T14:00:00\"\n  timezone: America/New_York\n"),
            "{own}"
        );
        // Once this machine saw how the platform reports times, its reading is the only one.
        other.file("b.yaml", file("Renewals", &once));
        other.run("campaign create -f b.yaml --yes").expect_code(0);
        let run = other.run("campaign export Billing").expect_code(0);
        if way == "converted" {
            assert!(run.stderr.is_empty() && run.stdout.ends_with(&block), "{run:?}");
            continue;
        }
        let run = run.expect_stderr(&["export/schedule-not-written", "without its time zone"]);
        let draft = "#   schedule_type: scheduled\n#   scheduled_at: \"2027-01-11T14:00:00\"\n";
        assert!(run.stdout.ends_with(draft), "{run:?}");
    }
}

/// What another program saved, and a campaign file cannot say.
#[test]
fn a_schedule_that_no_file_can_say_is_said() {
    let config = |key: &str, value: Value| {
        let mut config = json!({"frequency": "weekly", "interval": 1, "days_of_week": [1], "time": "09:00", "time_zone": "UTC"});
        config[key] = value;
        json!({"schedule_type": "recurring", "scheduled_at": "2027-01-11T09:00:00", "timezone": "UTC", "recurring_config": config})
    };
    let mut at_another_time = config("interval", json!(2));
    at_another_time["scheduled_at"] = json!("2027-01-11T10:00:00");
    for (schedule, why) in [
        (config("end_date", json!("2101-01-01")), "cannot be written in a campaign file: "),
        (at_another_time, "which is not at the time of its runs"),
    ] {
        let sandbox = Sandbox::with_flags(&["--choice", "reading=lenient"]);
        let world = sandbox.burki_world();
        world.file("a.yaml", file("Billing", &json!("none")));
        world.run("campaign create -f a.yaml").expect_code(0);
        let save = ["api", "POST", "/api/v1/campaigns/1/schedule", "--input", "-", "--yes"];
        world.run_with_input(save, &schedule.to_string()).expect_code(0);
        let run = world.run("campaign export --all -d live -o json").expect_code(0);
        let row = &run.json()[0];
        assert!(row["schedule_not_written"].as_str().unwrap().contains(why), "{row}");
        let run = run.expect_stderr(&["warning[export/schedule-not-written]", why, "\"Billing\""]);
        let text = std::fs::read_to_string(world.home().join("live/billing.yaml")).unwrap();
        assert!(text.contains("# schedule: is on; ") && text.contains(why), "{text}{}", run.stderr);
        world.run("validate live").expect_code(0);
        expect_no_change(&world, "live", 1);
    }
}

#[test]
fn a_schedule_that_is_over_is_not_written_and_one_that_has_begun_goes_on() {
    let weekly = json!({
        "schedule_type": "recurring", "scheduled_at": "2027-01-11T09:00:00", "timezone": "UTC",
        "recurring_config": {"frequency": "weekly", "interval": 2, "days_of_week": [1, 4], "time": "09:00", "time_zone": "UTC", "end_date": "2027-03-31"},
    });
    for (now, is_written) in [("2027-02-02T12:00:00Z", true), ("2027-04-01T12:00:00Z", false)] {
        let sandbox = Sandbox::new();
        let sender = sandbox.burki_world();
        sender.file("a.yaml", file("Billing", &weekly));
        sender.run("campaign create -f a.yaml --yes").expect_code(0);
        let (later_sandbox, later) = sender.later(&sandbox, now, &[]);
        let other = later_sandbox.burki_world().with("KCAMP_NOW", now);
        for world in [later, other] {
            let files = exported(&world, "live");
            assert_eq!(files[0].1.contains("\nschedule:\n"), is_written, "{}", files[0].1);
            assert_eq!(
                files[0].1.contains("# schedule: all its runs have passed\n"),
                !is_written,
                "{}",
                files[0].1
            );
            expect_no_change(&world, "live", 1);
        }
    }
}

/// A file without the schedule that could not be read would be another campaign elsewhere.
#[test]
fn a_schedule_that_cannot_be_read_leaves_its_campaign_out() {
    let once =
        json!({"schedule_type": "scheduled", "scheduled_at": "2027-01-11T14:00:00", "timezone": "UTC"});
    let sandbox = Sandbox::new();
    let sender = sandbox.burki_world();
    for (at, name) in ["Billing", "Renewals"].into_iter().enumerate() {
        sender.file(&format!("files/{at}.yaml"), file(name, &once));
    }
    sender.run("campaign create -f files --yes").expect_code(0);
    for fault in
        ["500:GET:campaigns/1/schedule", "garbage:GET:campaigns/1/schedule", "404:GET:campaigns/1/schedule"]
    {
        let sandbox = Sandbox::continuing(&sandbox, &[fault]);
        let world = sandbox.burki_world();
        let run = world.run("campaign export --all -d live -o json").expect_code(10);
        assert_eq!(run.json().as_array().unwrap().len(), 1, "{fault}");
        assert!(run.error_json()["message"].as_str().unwrap().contains("Billing"), "{fault}");
        assert!(!world.home().join("live/billing.yaml").exists(), "{fault}");
        world.run("campaign export Billing").expect_stdout(&[]);
    }
}

/// Kore.ai returns no schedule: those that this machine's journal does not know are named in one warning.
#[test]
fn schedules_that_kore_does_not_return_are_named() {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    let file = format!("{FILE}{SCHEDULE}");
    world.file("files/a.yaml", &file);
    world.file("files/b.yaml", file.replace("name: Event Reminder", "name: Other"));
    world.run("campaign create -f files --yes").expect_code(0);
    let known = world.run("campaign export Other -o json").expect_code(0);
    assert_eq!(known.json()["schedule_not_written"], Value::Null);
    let other = sandbox.world();
    let run = other.run("campaign export --all -d live -o json").expect_code(0);
    assert_eq!(run.stderr.matches("export/schedule-not-written").count(), 1, "{}", run.stderr);
    let run = run.expect_stderr(&["\"Event Reminder\"", "\"Other\"", "are not returned by the platform"]);
    let rows = run.json();
    assert!(rows.as_array().unwrap().iter().all(|row| row["schedule_not_written"].is_string()), "{rows}");
    expect_no_change(&other, "live", 2);
}
