//! What `schedule enable` refuses: the code, the message, and that nothing is sent.

use crate::schedule::{NAME, bodies, enable, with_campaign};
use crate::world::{Run, World};

/// The codes of a run's findings, from `-o json`.
fn codes(run: &Run) -> Vec<String> {
    let error = run.error_json();
    let findings = error["findings"].as_array().unwrap();
    findings.iter().map(|finding| finding["code"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_rotation_that_is_not_right_for_every_run_is_refused() {
    let (sandbox, world, _) = with_campaign();
    let sydney = |days: &'static str, start: &'static str| {
        let zone = ["--timezone", "Australia/Sydney", "--every", "2", "--end", "2027-02-28"];
        enable(&world, &[&["--weekly", days, "--start", start][..], &zone].concat())
    };
    let refused = sydney("Mon,Wed", "2026-12-07 09:00").expect_code(3);
    assert!(codes(&refused).contains(&"schedule/weekday-shift".to_owned()));
    // The start is in another week than the first run. The help names a start, and that start works.
    let refused = sydney("Wed", "2026-12-07 09:00").expect_code(3);
    refused.expect_stderr(&["start it at its first run, Wed 2026-12-09 09:00"]);
    assert!(bodies(&sandbox).is_empty());
    sydney("Wed", "2026-12-09 09:00").expect_code(0);
    sydney("Mon", "2026-12-07 09:00").expect_code(0);
    let sent = bodies(&sandbox);
    assert_eq!(sent[0]["startDateTime"], "2026-12-08 22:00:00");
    assert_eq!(sent[1]["startDateTime"], "2026-12-06 22:00:00");
    assert_eq!(sent[1]["recurrenceObject"]["weeklyDetails"]["whichDays"], serde_json::json!(["Sun"]));
    assert_eq!(sent[1]["recurrenceObject"]["weeklyDetails"]["onceEveryNweeks"], 2);
    // 13:30Z on a Sunday is 00:30 on Monday in Sydney's summer, and 23:30 on Sunday in its winter.
    let run = enable(
        &world,
        &[
            "--weekly",
            "Mon",
            "--start",
            "2026-12-07 00:30",
            "--end",
            "2027-06-30",
            "--timezone",
            "Australia/Sydney",
        ],
    )
    .expect_code(3);
    assert!(codes(&run).iter().any(|code| code.starts_with("schedule/")), "{}", run.stderr);
    assert_eq!(bodies(&sandbox).len(), 2);
}

/// The local times of the runs of the schedules that were sent, computed by stepping through the days.
fn local_runs(sent: &[serde_json::Value], zone: &jiff::tz::TimeZone) -> Vec<String> {
    let mut runs = Vec::new();
    for body in sent {
        let instant = |key: &str| {
            let text = body[key].as_str().unwrap().replace(' ', "T");
            text.parse::<jiff::civil::DateTime>().unwrap()
        };
        let (start, end) = (instant("startDateTime"), instant("endDateTime"));
        let recurrence = &body["recurrenceObject"];
        let mut day = 0;
        loop {
            let run = start + jiff::SignedDuration::from_hours(24 * day);
            if run > end {
                break;
            }
            let name = run.strftime("%a").to_string();
            let is_run = recurrence["dailyDetails"]["onceEveryNdays"].as_i64().map_or_else(
                || {
                    recurrence["weeklyDetails"]["whichDays"]
                        .as_array()
                        .unwrap()
                        .iter()
                        .any(|day| *day == *name)
                },
                |every| day % every == 0,
            );
            if is_run {
                let instant = jiff::tz::TimeZone::UTC.to_timestamp(run).unwrap();
                runs.push(zone.to_datetime(instant).strftime("%a %F %H:%M").to_string());
            }
            day += 1;
        }
    }
    runs
}

#[test]
fn a_help_that_is_followed_to_the_letter_loses_no_run_and_repeats_none() {
    let zone = jiff::tz::TimeZoneDatabase::bundled().get("America/New_York").unwrap();
    for (pattern, start, end, step) in [
        (&["--weekly", "Sun"][..], "2027-01-03 23:30", "2027-12-31", 7),
        (&["--daily"], "2027-08-01 00:30", "2028-06-30", 1),
        (&["--daily", "--every", "5"], "2027-08-01 00:30", "2028-06-30", 5),
        (&["--weekly", "Mon"], "2027-01-04 09:00", "2027-12-31", 7),
    ] {
        let (sandbox, world, _) = with_campaign();
        let world = world.with("KCAMP_TIMEZONE", "America/New_York");
        let try_to = |start: &str, end: &str| {
            enable(&world, &[pattern, &["--start", start, "--end", end, "--dry-run"]].concat())
        };
        let mut next = start.to_owned();
        loop {
            let run = try_to(&next, end);
            let help = run.stderr.split("end the schedule before ").nth(1).map(|rest| rest[..10].to_owned());
            let last = match &help {
                Some(date) => date.parse::<jiff::civil::Date>().unwrap().yesterday().unwrap().to_string(),
                None => end.to_owned(),
            };
            enable(&world, &[pattern, &["--start", &next, "--end", &last]].concat()).expect_code(0);
            match help {
                Some(date) => next = format!("{date} {}", &start[11..]),
                None => break,
            }
            assert!(bodies(&sandbox).len() < 10, "the help leads back to itself:\n{}", run.stderr);
        }
        let mut expected = Vec::new();
        let mut day = start.replace(' ', "T").parse::<jiff::civil::DateTime>().unwrap();
        while day.date().to_string().as_str() <= end {
            expected.push(day.strftime("%a %F %H:%M").to_string());
            day += jiff::SignedDuration::from_hours(24 * step);
        }
        assert_eq!(local_runs(&bodies(&sandbox), &zone), expected, "{pattern:?} from {start}");
    }
}

#[test]
fn everything_missing_is_named_at_once_and_before_consent() {
    let (sandbox, world, _) = with_campaign();
    world.run("schedule enable").expect_code(2).expect_stderr(&[
        "CAMPAIGN",
        "KCAMP_CAMPAIGN",
        "--daily or --weekly",
        "--start",
        "KCAMP_START",
        "--end",
        "KCAMP_END",
    ]);
    let run =
        world.run(["schedule", "enable", NAME, "--daily", "--start", "2026-12-07 09:30"]).expect_code(2);
    let run = run.expect_stderr(&["--end", "--timezone", "KCAMP_TIMEZONE", "profile"]);
    assert!(!run.stderr.contains("--daily or"), "{}", run.stderr);
    world.run("schedule disable").expect_code(2).expect_stderr(&["KCAMP_CAMPAIGN"]);
    assert!(bodies(&sandbox).is_empty());
}

#[test]
fn a_time_without_any_zone_is_refused_and_one_with_an_offset_is_not() {
    let (sandbox, world, _) = with_campaign();
    let run =
        enable(&world, &["--daily", "--start", "2026-12-07 09:30", "--end", "2026-12-31"]).expect_code(2);
    for name in ["--timezone", "KCAMP_TIMEZONE", "profile"] {
        let error = run.error_json();
        assert!(error["message"].as_str().unwrap().contains(name), "{error}");
    }
    let end = ["--end", "2026-12-31"];
    enable(&world, &[&["--daily", "--start", "2026-12-07T09:30:00+05:30"], &end[..]].concat()).expect_code(2);
    let end = ["--end", "2026-12-31T18:00:00+05:30"];
    enable(&world, &[&["--daily", "--start", "2026-12-07T09:30:00+05:30"], &end[..]].concat()).expect_code(0);
    assert_eq!(bodies(&sandbox)[0]["startDateTime"], "2026-12-07 04:00:00");
}

#[test]
fn what_the_platform_lacks_is_said_in_words() {
    let world = World::new();
    for (flags, words) in [
        (&["--monthly", "3"][..], "Kore.ai has no monthly schedule"),
        (&["--once"], "Kore.ai has no one-off schedule"),
        (&["--immediate"], "Kore.ai has no immediate schedule"),
    ] {
        world
            .run([&["schedule", "enable", NAME], flags].concat())
            .expect_code(2)
            .expect_stderr(&[words, "hint: "]);
    }
    world.run("--platform burki contact-list list").expect_code(2).expect_stderr(&["Burki", "hint: "]);
}

#[test]
fn wrong_times_and_days_have_codes_and_nothing_is_sent() {
    let (sandbox, world, _) = with_campaign();
    let world = world.with("KCAMP_TIMEZONE", "America/New_York");
    for (arguments, code) in [
        (&["--daily", "--start", "2027-03-14 02:30", "--end", "2027-04-01"][..], "time/in-dst-gap"),
        (
            &["--daily", "--start", "2026-12-10 09:00", "--end", "2026-12-10 09:00"],
            "schedule/end-before-start",
        ),
        (&["--daily", "--start", "2026-12-10 09:00", "--end", "2026-12-09"], "schedule/end-before-start"),
        (&["--daily", "--start", "2026-11-10 09:00", "--end", "2026-12-02"], "schedule/end-in-past"),
        (
            &["--weekly", "Mon,Funday", "--start", "2026-12-10 09:00", "--end", "2027-01-09"],
            "schedule/weekday-unknown",
        ),
        (&["--weekly", "", "--start", "2026-12-10 09:00", "--end", "2027-01-09"], "schedule/weekdays-empty"),
        (
            &["--weekly", "daily", "--start", "2026-12-10 09:00", "--end", "2027-01-09"],
            "schedule/weekday-unknown",
        ),
        (&["--weekly", "Mon", "--start", "2026-12-08 09:00", "--end", "2026-12-09"], "schedule/never-runs"),
        (&["--daily", "--start", "2026-01-1", "--at", "09:00", "--end", "2027-01-09"], "time/unpadded"),
        (
            &["--daily", "--start", "2026-12-10 09:00", "--at", "09:00", "--end", "2027-01-09"],
            "time/time-twice",
        ),
        (&["--daily", "--start", "2026-12-10", "--end", "2027-01-09"], "time/time-missing"),
        (
            &["--daily", "--every", "0", "--start", "2026-12-10 09:00", "--end", "2027-01-09"],
            "schedule/interval-out-of-range",
        ),
    ] {
        let run = enable(&world, arguments).expect_code(3);
        assert_eq!(codes(&run), [code], "{arguments:?}");
        assert_eq!(run.stdout, "");
    }
    assert!(bodies(&sandbox).is_empty());
}

#[test]
fn all_that_is_wrong_with_the_flags_is_said_in_one_run() {
    let world = World::new().with("KCAMP_TIMEZONE", "Asia/Kolkata");
    let run = enable(
        &world,
        &[
            "--weekly",
            "Mon,Funday",
            "--every",
            "none",
            "--start",
            "2026-12-1",
            "--at",
            "25:00",
            "--end",
            "soon",
        ],
    )
    .expect_code(3);
    let mut found = codes(&run);
    found.sort();
    assert_eq!(
        found,
        [
            "schedule/interval-out-of-range",
            "schedule/weekday-unknown",
            "time/no-such-time",
            "time/unpadded",
            "time/unreadable"
        ],
        "{}",
        run.stderr
    );
}
