#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use jiff::Timestamp;

use crate::domain::calling_hours::{CallingHours, CallingWindow, Frequency};
use crate::domain::finding::{Findings, Located, Origin};
use crate::domain::policy::Policy;
use crate::domain::recurrence::Recurrence;
use crate::domain::rules::{Measure, MessagePlace, Places, check_schedule, hours};
use crate::domain::run_pattern::RunPattern;
use crate::domain::schedule::{BurkiScheduleRequest, RequestedSchedule};
use crate::domain::wall_time::{Resolved, ScheduleBound, TimeInput};
use crate::domain::zone::Zone;

const NOW: &str = "2026-12-03T08:00:00Z";

fn zone(name: &str) -> Zone {
    name.parse().unwrap()
}

fn of_file() -> Origin {
    Origin::File("a.yaml".into())
}

fn of_flag() -> Origin {
    Origin::Flag("--start".into())
}

/// The message about the hours of a schedule that starts at a time of `typed`, if there is one.
fn said(
    start: &str,
    typed: &str,
    origin: &Origin,
    pattern: RunPattern,
    (home, of_policy): (&str, &str),
) -> Option<String> {
    let now: Timestamp = NOW.parse().unwrap();
    let input: TimeInput = start.parse().unwrap();
    let start = input.resolve(Some(&zone(typed)), ScheduleBound::Start { at: None }, now).unwrap();
    let start: Located<Resolved> = Located::new(start, origin.clone());
    let pattern = Located::new(pattern, origin.clone());
    let request =
        RequestedSchedule::Burki(BurkiScheduleRequest { start, is_start_said: true, end: None, pattern });
    let planned = request.plan(&Zone::utc(), None, now, &mut Findings::new()).unwrap();
    let named = |name: &str| Some(zone(name)).filter(|_| name != "UTC");
    let policy = Policy { timezone: named(of_policy), ..Policy::default() };
    let home = named(home);
    let measure = Measure { policy: &policy, home_zone: home.as_ref(), now };
    let findings = check_schedule(&request, &planned, None, measure);
    let of_hours = findings.iter().find(|it| it.problem.code == "schedule/outside-policy-hours")?;
    Some(of_hours.problem.message.clone())
}

const NEW_YORK: &str = "America/New_York";

#[test]
fn a_run_is_judged_where_the_people_are_and_not_where_its_time_was_typed() {
    // 09:00Z is 04:00 in New York, 14:30 in Kolkata and 10:00 in Berlin. `UTC` stands for nothing said.
    for (typed, origin, home, of_policy, judged) in [
        ("UTC", of_flag(), NEW_YORK, "UTC", "04:00 America/New_York"),
        ("UTC", of_file(), NEW_YORK, "UTC", "04:00 America/New_York"),
        ("Etc/GMT+5", of_file(), NEW_YORK, "UTC", "04:00 America/New_York"),
        ("Asia/Kolkata", of_flag(), NEW_YORK, "UTC", "04:00 America/New_York"),
        // A place in a file is where its people are, wherever the user is.
        ("Asia/Kolkata", of_file(), NEW_YORK, "UTC", ""),
        (NEW_YORK, of_file(), "Asia/Kolkata", "UTC", "04:00 America/New_York"),
        // The policy says it for all.
        ("Asia/Kolkata", of_file(), "Europe/Berlin", NEW_YORK, "04:00 America/New_York"),
        (NEW_YORK, of_file(), NEW_YORK, "Asia/Kolkata", ""),
        ("UTC", of_flag(), NEW_YORK, "Europe/Berlin", ""),
        // Where nothing else is said, there is only the zone of the time.
        ("UTC", of_flag(), "UTC", "UTC", ""),
        (NEW_YORK, of_flag(), "UTC", "UTC", "04:00 America/New_York"),
    ] {
        let message = said("2026-12-04T09:00:00Z", typed, &origin, RunPattern::Once, (home, of_policy));
        let message = message.unwrap_or_default();
        assert_eq!(message.is_empty(), judged.is_empty(), "{typed} {home} {of_policy}: {message}");
        assert!(message.contains(judged), "{typed} {home} {of_policy}: {message}");
    }
}

#[test]
fn runs_that_a_clock_change_moves_out_of_the_hours_are_found() {
    let every = 1.try_into().unwrap();
    let daily = RunPattern::Recurring(Recurrence::Daily { every });
    let weekly = RunPattern::Recurring(Recurrence::Weekly { every, days: "Mon".parse().unwrap() });
    let monthly = RunPattern::Monthly { every, day: "15".parse().unwrap() };
    for (start, home, first) in [
        // 20:30 in winter and 21:30 in summer.
        ("2026-12-07T01:30:00Z", NEW_YORK, Some("21:30 America/New_York")),
        // 08:30 in summer and 07:30 in winter, which comes first.
        ("2026-12-07T12:30:00Z", NEW_YORK, Some("07:30 America/New_York")),
        // 08:30 in Sydney's summer and 07:30 in its winter.
        ("2026-12-06T21:30:00Z", "Australia/Sydney", Some("07:30 Australia/Sydney")),
        // No clock changes in India, and 13:00Z is in the hours of New York all year.
        ("2026-12-07T15:00:00Z", "Asia/Kolkata", None),
        ("2026-12-07T15:00:00Z", NEW_YORK, None),
    ] {
        for pattern in [daily, weekly, monthly] {
            let message = said(start, "UTC", &of_flag(), pattern, (home, "UTC"));
            assert_eq!(message.is_some(), first.is_some(), "{start} {home} {pattern}: {message:?}");
            let is_first = message.is_none_or(|message| message.contains(first.unwrap()));
            assert!(is_first, "{start} {home} {pattern}");
        }
    }
}

/// The number of findings about one window of Monday.
fn windows_outside(start: &str, end: &str, of_hours: &str, of_policy: &str) -> usize {
    let window = CallingWindow::new("Mon".parse().unwrap(), start.parse().unwrap(), end.parse().unwrap());
    let hours =
        CallingHours { frequency: Frequency::Weekly, zone: zone(of_hours), windows: vec![window.unwrap()] };
    let place = of_file();
    let places = Places {
        document: place.clone(),
        name: place.clone(),
        schedule: place.clone(),
        contact_lists: Vec::new(),
        windows: vec![place.clone()],
        frequency: place.clone(),
        message: MessagePlace::Named(place),
        templates: Vec::new(),
        fields: Vec::new(),
    };
    let policy = Policy { timezone: Some(zone(of_policy)), ..Policy::default() };
    let measure = Measure { policy: &policy, home_zone: None, now: NOW.parse().unwrap() };
    let mut findings = Findings::new();
    hours::check_windows(&hours, &places, measure, &mut findings);
    findings.iter().count()
}

#[test]
fn windows_are_judged_on_the_clock_of_the_policy_all_year() {
    for (start, end, of_hours, of_policy, outside) in [
        ("09:00", "18:00", NEW_YORK, NEW_YORK, 0),
        ("09:00", "18:00", NEW_YORK, "US/Eastern", 0),
        ("09:00", "18:00", "UTC", NEW_YORK, 1),
        ("13:00", "23:00", "UTC", NEW_YORK, 0),
        // 08:00 in summer, 07:00 in winter; 21:00 in winter, 22:00 in summer.
        ("12:00", "23:00", "UTC", NEW_YORK, 1),
        ("13:00", "23:59", "UTC", NEW_YORK, 0),
        ("00:00", "02:00", "UTC", NEW_YORK, 1),
        ("00:00", "01:00", "UTC", NEW_YORK, 0),
        ("02:30", "15:30", "UTC", "Asia/Kolkata", 0),
        ("02:29", "15:30", "UTC", "Asia/Kolkata", 1),
        ("02:30", "15:31", "UTC", "Asia/Kolkata", 1),
        ("18:00", "21:00", "UTC", "Asia/Kolkata", 1),
    ] {
        let found = windows_outside(start, end, of_hours, of_policy);
        assert_eq!(found, outside, "{start} to {end} {of_hours} in {of_policy}");
    }
}
