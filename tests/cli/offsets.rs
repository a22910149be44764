//! Times with an offset: the offset wins over every configured zone, also for weekdays. The tests compare what the
//! platform received.

use serde_json::{Value, json};

use crate::schedule::{bodies, enable, with_campaign};
use crate::world::{Run, Sandbox, World};

const END: &[&str] = &["--end", "2027-02-28T00:00:00Z"];

/// A block of Kore.ai. Without a zone its days are the platform's.
fn kore_block(zone: Option<&str>, recurrence: &str) -> String {
    let zone = zone.map(|zone| format!("timezone: {zone}\n")).unwrap_or_default();
    format!(
        "{zone}startDateTime: \"2026-12-09 20:00:00\"\nendDateTime: \"2027-02-28 00:00:00\"\nrecurrenceObject: {recurrence}\n"
    )
}

const WEEKLY: &str = "{recurType: Weekly, weeklyDetails: {onceEveryNweeks: 1, whichDays: [Mon, Wed]}}";

/// A world in which this zone is set for all commands, with one file for each clock.
fn set_to(sandbox: &Sandbox, zone: Option<&str>) -> World {
    let world = zone.map_or_else(|| sandbox.world(), |zone| sandbox.world().with("KCAMP_TIMEZONE", zone));
    for (file, clock) in [
        ("plain.yaml", None),
        ("york.yaml", Some("America/New_York")),
        ("auckland.yaml", Some("Pacific/Auckland")),
    ] {
        world.file(file, kore_block(clock, WEEKLY));
    }
    world
}

/// The start and the weekdays of the last request.
fn last(sandbox: &Sandbox) -> (String, Value) {
    let body = bodies(sandbox).pop().unwrap();
    let days = body["recurrenceObject"]["weeklyDetails"]["whichDays"].clone();
    (body["startDateTime"].as_str().unwrap().to_owned(), days)
}

fn is_unclear(run: &Run) -> bool {
    run.stderr.contains("schedule/weekdays-unclear")
}

#[test]
fn a_zone_of_a_variable_or_a_profile_does_not_change_the_days_beside_an_offset() {
    let (sandbox, _, _) = with_campaign();
    for zone in [None, Some("America/New_York"), Some("Australia/Sydney")] {
        let world = set_to(&sandbox, zone);
        for (start, days, sent, days_sent) in [
            ("2026-12-07T09:00:00+11:00", "Mon", "2026-12-06 22:00:00", json!(["Sun"])),
            ("2026-12-07T02:00:00Z", "Mon", "2026-12-07 02:00:00", json!(["Mon"])),
            ("2026-12-07T20:00:00-05:00", "Mon", "2026-12-08 01:00:00", json!(["Tue"])),
            ("2026-12-08T00:30+05:30", "Tue,Fri", "2026-12-07 19:00:00", json!(["Mon", "Thu"])),
        ] {
            for file in [None, Some("plain.yaml"), Some("york.yaml"), Some("auckland.yaml")] {
                let over = file.map(|file| vec!["-f", file]).unwrap_or_default();
                let flags = [&["--weekly", days, "--start", start], END, &over].concat();
                enable(&world, &flags).expect_code(0);
                assert_eq!(last(&sandbox), (sent.to_owned(), days_sent.clone()), "{zone:?} {start} {file:?}");
                let preview = [&["schedule", "preview", "-n", "1", "-o", "json"], &flags[..]].concat();
                let row = world.run(preview).expect_code(0).json()[0].clone();
                assert_eq!(row["weekday"], days[..3], "{zone:?} {start} {file:?}: {row}");
            }
        }
    }
}

#[test]
fn a_start_alone_over_a_files_days_is_refused_or_not_whatever_zone_stands_around_it() {
    let (sandbox, _, _) = with_campaign();
    let before = bodies(&sandbox).len();
    for (file, start, refused) in [
        ("plain.yaml", "2026-12-07T09:00:00+13:00", true),
        ("plain.yaml", "2026-12-06T20:00:00-05:00", true),
        ("plain.yaml", "2026-12-07T09:00:00-05:00", false),
        ("york.yaml", "2026-12-07T09:00:00+11:00", true),
        ("york.yaml", "2026-12-07T02:00:00Z", true),
        ("york.yaml", "2026-12-07T14:00:00Z", false),
    ] {
        let mut sent = None;
        for zone in [None, Some("America/New_York"), Some("Pacific/Auckland")] {
            let world = set_to(&sandbox, zone);
            let run = enable(&world, &["-f", file, "--start", start]);
            assert_eq!(run.code, if refused { 3 } else { 0 }, "{file} {start} {zone:?}: {}", run.stderr);
            assert_eq!(is_unclear(&run), refused, "{file} {start} {zone:?}: {}", run.stderr);
            if !refused {
                let body = bodies(&sandbox).pop();
                assert_eq!(*sent.get_or_insert(body.clone()), body, "{file} {start} {zone:?}");
            }
        }
    }
    assert_eq!(bodies(&sandbox).len(), before + 6);
}

#[test]
fn a_zone_that_the_command_names_beside_an_offset_of_another_date_is_refused_with_both_readings() {
    let (sandbox, world, _) = with_campaign();
    world.file("plain.yaml", kore_block(None, WEEKLY));
    for flags in [
        &["--weekly", "Mon", "--start", "2026-12-07T09:00:00+11:00"][..],
        &["--weekly", "Mon", "--start", "2026-12-07T09:00:00+11:00", "-f", "plain.yaml"],
        &["--start", "2026-12-07T09:00:00+11:00", "-f", "plain.yaml"],
    ] {
        let run = enable(&world, &[flags, END, &["--timezone", "America/New_York"]].concat()).expect_code(3);
        assert!(is_unclear(&run), "{flags:?}: {}", run.stderr);
        run.expect_stderr(&["Mon 2026-12-07 09:00", "+11:00", "Sun 2026-12-06 17:00 in America/New_York"]);
    }
    assert!(bodies(&sandbox).is_empty());
    // On one date the readings are equal, and a pattern without days has no days to compare.
    for (zone, flags, days) in [
        ("America/New_York", &["--weekly", "Mon", "--start", "2026-12-07T14:00:00Z"][..], json!(["Mon"])),
        ("Australia/Sydney", &["--weekly", "Mon", "--start", "2026-12-07T09:00:00+11:00"], json!(["Sun"])),
        ("America/New_York", &["--daily", "--start", "2026-12-07T09:00:00+11:00"], Value::Null),
    ] {
        enable(&world, &[flags, END, &["--timezone", zone]].concat()).expect_code(0);
        assert_eq!(last(&sandbox).1, days, "{zone} {flags:?}");
    }
    // The command line of the help works.
    let helped = ["--weekly", "Mon", "--start", "2026-12-06 17:00", "--timezone", "America/New_York"];
    enable(&world, &[&helped, END].concat()).expect_code(0);
    assert_eq!(last(&sandbox), ("2026-12-06 22:00:00".to_owned(), json!(["Mon"])));
}

#[test]
fn days_beside_an_end_that_has_an_offset_are_refused_where_they_could_be_others() {
    let (sandbox, _, _) = with_campaign();
    // The start is Wednesday 20:00 in New York, which is Thursday 01:00Z.
    let days = ["-f", "york.yaml", "--weekly", "Mon"];
    for zone in ["America/New_York", "Australia/Sydney"] {
        let world = set_to(&sandbox, Some(zone));
        let run = enable(&world, &[&days[..], END].concat()).expect_code(3);
        assert!(is_unclear(&run), "{}", run.stderr);
        enable(&world, &[&days[..], &["--end", "2027-02-28T00:00:00-05:00"]].concat()).expect_code(0);
        assert_eq!(last(&sandbox).1, json!(["Tue"]));
    }
}

const YORK: &str = "America/New_York";

fn burki_block(config: &str) -> String {
    format!(
        "schedule_type: recurring\nscheduled_at: \"2027-02-02T09:00:00\"\ntimezone: {YORK}\n\
         recurring_config: {{{config}, interval: 1, time: \"09:00\", time_zone: {YORK}}}\n"
    )
}

#[test]
fn burki_takes_no_offset_over_a_file_that_it_would_not_take_alone() {
    let (sandbox, world) = crate::burki::with_campaign(&[]);
    world.file("weekly.yaml", burki_block("frequency: weekly, days_of_week: [2, 5]"));
    world.file("monthly.yaml", burki_block("frequency: monthly, day_of_month: 2"));
    let enabled = |world: &World, flags: &[&str]| {
        let before = sandbox.received_at("POST", "/schedule").len();
        let run = world.run([&["schedule", "enable", "1", "--yes", "-o", "json"], flags].concat());
        let sent =
            sandbox.received_at("POST", "/schedule").get(before).map(|request| request["body"].clone());
        (run, sent)
    };
    let start = ["--start", "2027-02-02T09:00:00+11:00"];
    for flags in [
        &["--weekly", "Tue"][..],
        &["--monthly", "2"],
        &["--weekly", "Tue", "-f", "weekly.yaml"],
        &["--monthly", "2", "-f", "monthly.yaml"],
        &["--daily", "-f", "weekly.yaml"],
    ] {
        let (run, sent) = enabled(&world, &[flags, &start].concat());
        run.expect_code(3).expect_stderr(&["schedule/zone-not-iana", "--timezone"]);
        assert_eq!(sent, None, "{flags:?}");
    }
    // The file's own days, and a zone of a variable or of the command beside days that the offset counts otherwise.
    let in_york = sandbox.burki_world().with("KCAMP_TIMEZONE", YORK);
    in_york.file("weekly.yaml", burki_block("frequency: weekly, days_of_week: [2, 5]"));
    for (world, flags) in [
        (&world, &["-f", "weekly.yaml"][..]),
        (&world, &["-f", "monthly.yaml"]),
        (&world, &["-f", "weekly.yaml", "--every", "2"]),
        (&in_york, &["-f", "weekly.yaml"]),
        (&in_york, &["--weekly", "Tue"]),
        (&in_york, &["--monthly", "2"]),
        (&in_york, &["--weekly", "Tue", "-f", "weekly.yaml"]),
        (&world, &["--weekly", "Tue", "--timezone", YORK]),
    ] {
        let (run, sent) = enabled(world, &[flags, &start].concat());
        assert!(is_unclear(&run.expect_code(3)), "{flags:?}");
        assert_eq!(sent, None, "{flags:?}");
    }
    // On one date the file's clock stays, and so does the zone of typed times.
    for (world, flags) in [
        (&world, &["-f", "weekly.yaml", "--start", "2027-02-02T15:30:00Z"][..]),
        (&world, &["-f", "monthly.yaml", "--start", "2027-02-02T16:30:00+01:00"]),
        (&in_york, &["--weekly", "Tue", "--start", "2027-02-02T10:30:00-05:00"]),
        (&in_york, &["--daily", "--start", "2027-02-03T02:30:00+11:00"]),
    ] {
        let (run, sent) = enabled(world, flags);
        run.expect_code(0);
        let sent = sent.unwrap();
        assert_eq!(sent["timezone"], YORK, "{flags:?}");
        assert_eq!(sent["scheduled_at"], "2027-02-02T10:30:00", "{flags:?}");
        assert_eq!(sent["recurring_config"]["time"], "10:30", "{flags:?}");
    }
}
