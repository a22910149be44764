#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use jiff::civil::{DateTime, Time};
use jiff::{Timestamp, ZonedDateTime};

use super::{KoreSchedule, KoreScheduleRequest, RequestedTime, ScheduleClock, convert};
use crate::domain::calling_hours::{CallingHours, CallingWindow, Frequency};
use crate::domain::finding::{Finding, Findings, Located, Origin, Severity};
use crate::domain::recurrence::{Recurrence, interval};
use crate::domain::wall_time::{ScheduleBound, TimeInput};
use crate::domain::weekday::Weekday;
use crate::domain::zone::Zone;

mod as_flags;
mod begun;
mod followed_helps;
mod followed_helps_of_files;
mod local_times;
mod overlays;
mod properties;

/// The present time in all cases.
const NOW: &str = "2026-11-21T06:00:00Z";

fn zone(name: &str) -> Zone {
    name.parse().unwrap()
}

fn wall(text: &str) -> RequestedTime {
    RequestedTime::Wall(text.parse::<DateTime>().unwrap())
}

fn local_start(schedule: &KoreSchedule) -> ZonedDateTime {
    schedule.start().to_zoned_datetime(schedule.reader_zone().time_zone().clone())
}

fn daily(every: u32) -> Recurrence {
    Recurrence::Daily { every: interval(&every.to_string()).unwrap() }
}

fn weekly(every: u32, days: &str) -> Recurrence {
    Recurrence::Weekly { every: interval(&every.to_string()).unwrap(), days: days.parse().unwrap() }
}

fn flag(name: &str) -> Origin {
    Origin::Flag(name.to_owned())
}

fn asked(
    start: RequestedTime,
    end: RequestedTime,
    recurrence: Recurrence,
    clock: ScheduleClock,
) -> KoreScheduleRequest {
    KoreScheduleRequest {
        start: Located::new(start, flag("--start")),
        end: Located::new(end, flag("--end")),
        recurrence: Located::new(recurrence, flag("--weekly")),
        clock,
    }
}

/// Calling hours from Monday to Sunday.
fn every_day(name: &str, from: &str, to: &str) -> CallingHours {
    let time = |text: &str| text.parse::<Time>().unwrap();
    let window = |day| CallingWindow { day, start: time(from), end: time(to) };
    CallingHours {
        frequency: Frequency::Weekly,
        zone: zone(name),
        windows: Weekday::ALL.into_iter().map(window).collect(),
    }
}

struct Outcome {
    schedule: Option<KoreSchedule>,
    findings: Vec<Finding>,
}

impl Outcome {
    fn of(request: &KoreScheduleRequest, platform: &str, hours: Option<&CallingHours>, now: &str) -> Self {
        let mut findings = Findings::new();
        let schedule = convert(request, &zone(platform), hours, now.parse().unwrap(), &mut findings);
        assert_eq!(schedule.is_none(), findings.has_errors(), "{findings:?}");
        Self { schedule, findings: findings.into_iter().collect() }
    }

    /// Each finding as `severity code at its flag`.
    fn said(&self) -> Vec<String> {
        let place = |finding: &Finding| match &finding.origin {
            Origin::Flag(name) => name.clone(),
            other => panic!("{other:?}"),
        };
        self.findings
            .iter()
            .map(|finding| {
                format!("{} {} at {}", finding.problem.severity, finding.problem.code, place(finding))
            })
            .collect()
    }

    fn message(&self, code: &str) -> String {
        let finding = self.findings.iter().find(|finding| finding.problem.code == code).unwrap();
        finding.problem.message.clone()
    }

    fn help(&self, code: &str) -> String {
        let finding = self.findings.iter().find(|finding| finding.problem.code == code).unwrap();
        finding.problem.help.clone().unwrap()
    }

    fn schedule(&self) -> &KoreSchedule {
        self.schedule.as_ref().unwrap()
    }

    fn wire(&self) -> (String, String, Option<String>) {
        let schedule = self.schedule();
        let days = schedule.pattern().days().map(|days| days.to_string());
        (schedule.wire_start(), schedule.wire_end(), days)
    }
}

/// A request in the operator's zone, sent to a platform on UTC.
fn operator(start: &str, end: &str, recurrence: Recurrence, name: &str) -> Outcome {
    let request = asked(wall(start), wall(end), recurrence, ScheduleClock::Operator(zone(name)));
    Outcome::of(&request, "UTC", None, NOW)
}

#[test]
fn a_schedule_in_utc_goes_out_as_it_was_typed() {
    let outcome = operator("2026-12-07T09:00", "2026-12-31T23:59:59", weekly(1, "Mon,Wed"), "UTC");
    assert_eq!(outcome.said(), [""; 0]);
    assert_eq!(
        outcome.wire(),
        ("2026-12-07 09:00:00".into(), "2026-12-31 23:59:59".into(), Some("Mon, Wed".into()))
    );
    assert_eq!(outcome.schedule().runs().count(), 8);
}

#[test]
fn monday_morning_in_sydney_goes_out_as_sunday_evening() {
    let outcome = operator("2026-12-07T09:00", "2027-03-01T09:00", weekly(1, "Mon"), "Australia/Sydney");
    assert_eq!(outcome.said(), ["note schedule/weekdays-rotated at --weekly"]);
    assert_eq!(
        outcome.wire(),
        ("2026-12-06 22:00:00".into(), "2027-02-28 22:00:00".into(), Some("Sun".into()))
    );
    assert_eq!(
        outcome.message("schedule/weekdays-rotated"),
        "Mon at 09:00 in Australia/Sydney is sent as Sun at 22:00 UTC"
    );
    let schedule = outcome.schedule();
    assert_eq!(schedule.asked_pattern(), weekly(1, "Mon"));
    assert_eq!(local_start(schedule).to_string(), "2026-12-07T09:00:00+11:00[Australia/Sydney]");
    for run in schedule.runs() {
        let local = run.local(schedule.reader_zone());
        assert_eq!(local.strftime("%a %H:%M").to_string(), "Mon 09:00");
    }
    assert_eq!(schedule.runs().count(), 13);
}

#[test]
fn an_evening_in_new_york_goes_out_as_the_day_after() {
    let outcome =
        operator("2026-12-07T20:00", "2026-12-31T23:59:59", weekly(1, "Mon,Sun"), "America/New_York");
    assert_eq!(outcome.said(), ["note schedule/weekdays-rotated at --weekly"]);
    assert_eq!(outcome.wire().2, Some("Mon, Tue".into()));
}

#[test]
fn every_day_of_the_week_needs_no_rotation() {
    let outcome = operator("2026-12-07T09:00", "2027-03-01T09:00", weekly(1, "Mon-Sun"), "Australia/Sydney");
    assert_eq!(outcome.said(), [""; 0]);
}

/// The message for the case that every second week cannot be sent.
const WEEKS_REFUSED: [&str; 2] =
    ["note schedule/interval-counting at --weekly", "error schedule/weekday-shift at --weekly"];

#[test]
fn every_second_week_goes_out_where_it_is_right_in_every_way_of_counting() {
    for (start, days, name, wire, there) in [
        ("2026-12-07T09:00", "Mon", "Australia/Sydney", "2026-12-06 22:00:00", "Sun"),
        ("2026-12-05T09:00", "Sat,Sun", "Australia/Sydney", "2026-12-04 22:00:00", "Fri, Sat"),
        ("2026-12-08T20:00", "Tue,Thu", "America/New_York", "2026-12-09 01:00:00", "Wed, Fri"),
        ("2026-12-13T20:00", "Sun", "America/New_York", "2026-12-14 01:00:00", "Mon"),
    ] {
        let outcome = operator(start, "2027-03-01T09:00", weekly(2, days), name);
        assert_eq!(
            outcome.said(),
            ["note schedule/interval-counting at --weekly", "note schedule/weekdays-rotated at --weekly"],
            "{start} {days}"
        );
        assert_eq!(outcome.wire().0, wire);
        assert_eq!(outcome.wire().2, Some(there.to_owned()));
        let local = |run: crate::domain::occurrence::Occurrence| run.local(&zone(name)).datetime();
        let first: Vec<DateTime> = outcome.schedule().runs().take(1).map(local).collect();
        assert_eq!(first, [start.parse::<DateTime>().unwrap()]);
    }
}

#[test]
fn every_second_week_is_refused_where_a_way_of_counting_makes_it_wrong() {
    for (start, days, name, said) in [
        (
            "2026-12-07T09:00",
            "Mon,Wed",
            "Australia/Sydney",
            "counts weeks from Monday, the run would be left out on Wed 2026-12-09 09:00",
        ),
        (
            "2026-12-09T20:00",
            "Wed,Sun",
            "America/New_York",
            "counts weeks from Monday, the run would be left out on Sun 2026-12-13 20:00",
        ),
        (
            "2026-12-09T09:00",
            "Tue,Wed",
            "Australia/Sydney",
            "counts weeks from the start, there would be an unwanted run on Tue 2026-12-15 09:00",
        ),
    ] {
        let outcome = operator(start, "2027-03-01T09:00", weekly(2, days), name);
        assert_eq!(outcome.said(), WEEKS_REFUSED, "{start} {days}");
        let message = outcome.message("schedule/weekday-shift");
        assert!(message.ends_with(said), "{message}");
        assert!(outcome.help("schedule/weekday-shift").starts_with("use every week, "));
    }
    // It ends before the run that would be wrong.
    let short = operator("2026-12-07T09:00", "2026-12-08T23:59:59", weekly(2, "Mon,Wed"), "Australia/Sydney");
    assert!(short.schedule.is_some());
}

#[test]
fn where_only_the_day_of_the_start_crosses_the_help_names_a_start_that_works() {
    let start = operator("2026-12-07T09:00", "2027-03-01T09:00", weekly(2, "Wed"), "Australia/Sydney");
    assert_eq!(start.said(), WEEKS_REFUSED);
    assert_eq!(
        start.message("schedule/weekday-shift"),
        "every 2 weeks on Wed in Australia/Sydney cannot be sent: its start, Mon 2026-12-07 09:00 there, is Sun 2026-12-06 22:00 \
         on the platform's clock (UTC), and where the platform counts weeks from Monday, the run would be left out on Wed \
         2026-12-09 09:00"
    );
    assert_eq!(
        start.help("schedule/weekday-shift"),
        "start it at its first run, Wed 2026-12-09 09:00: no run is lost, and the weeks are the same in every way of counting"
    );
    let followed = operator("2026-12-09T09:00", "2027-03-01T09:00", weekly(2, "Wed"), "Australia/Sydney");
    assert!(followed.schedule.is_some());
}

#[test]
fn every_second_week_is_rotated_within_the_week() {
    let outcome = operator("2026-12-09T09:00", "2027-03-01T09:00", weekly(2, "Wed"), "Australia/Sydney");
    assert_eq!(
        outcome.said(),
        ["note schedule/interval-counting at --weekly", "note schedule/weekdays-rotated at --weekly"]
    );
    assert_eq!(outcome.wire().2, Some("Tue".into()));
}

#[test]
fn a_shift_that_changes_within_the_schedule_is_refused() {
    // 23:30 in New York is 04:30Z of the next day in winter; 04:30Z is 00:30 in New York in summer.
    let outcome = operator("2026-12-07T23:30", "2027-04-01T09:00", weekly(1, "Mon"), "America/New_York");
    assert_eq!(
        outcome.said(),
        ["note schedule/weekdays-rotated at --weekly", "error schedule/weekday-shift at --weekly"]
    );
    assert_eq!(
        outcome.message("schedule/weekday-shift"),
        "no weekdays on the platform's clock (UTC) are right for every run: Tue 2027-03-16 04:30 there is Tue \
         2027-03-16 00:30 in America/New_York, where every week on Mon was asked for"
    );
    let until_then = operator("2026-12-07T23:30", "2027-03-10T09:00", weekly(1, "Mon"), "America/New_York");
    assert!(until_then.schedule.is_some());
}

#[test]
fn a_file_without_a_zone_is_on_the_platforms_clock() {
    let request =
        asked(wall("2026-12-06T22:00"), wall("2027-02-28T22:00"), weekly(2, "Sun"), ScheduleClock::Platform);
    let hours = every_day("Australia/Sydney", "08:00", "20:00");
    let outcome = Outcome::of(&request, "UTC", Some(&hours), NOW);
    assert_eq!(outcome.said(), ["note schedule/interval-counting at --weekly"]);
    assert_eq!(outcome.wire().0, "2026-12-06 22:00:00");
    assert_eq!(outcome.wire().2, Some("Sun".into()));
    assert_eq!(outcome.schedule().reader_zone().name(), "Australia/Sydney");
    assert_eq!(local_start(outcome.schedule()).strftime("%a %H:%M").to_string(), "Mon 09:00");
    let without_hours = Outcome::of(&request, "Asia/Kolkata", None, NOW);
    assert_eq!(without_hours.schedule().reader_zone().name(), "Asia/Kolkata");
}

#[test]
fn findings_about_a_file_without_a_zone_say_both_readings() {
    let hours = every_day("Australia/Sydney", "08:00", "20:00");
    let of = |start: &str, end: &str, days: &str, now: &str| {
        let request = asked(wall(start), wall(end), weekly(1, days), ScheduleClock::Platform);
        Outcome::of(&request, "UTC", Some(&hours), now)
    };
    // A Monday in Sydney, and a Sunday on the platform's clock.
    let not_a_run = of("2026-12-06T22:00", "2027-02-28T22:00", "Mon", NOW);
    assert_eq!(
        not_a_run.message("schedule/start-not-a-run"),
        "the start, Sun 2026-12-06 22:00 UTC (Mon 2026-12-07 09:00 Australia/Sydney), is not a run: every week on Mon in UTC, on \
         Tue in Australia/Sydney, does not fall on it"
    );
    assert_eq!(
        not_a_run.help("schedule/start-not-a-run"),
        "the first run is Mon 2026-12-07 22:00 UTC (Tue 2026-12-08 09:00 Australia/Sydney)"
    );
    let never = of("2026-12-06T22:00", "2026-12-07T21:00", "Mon", NOW);
    assert_eq!(
        never.message("schedule/never-runs"),
        "every week on Mon in UTC, on Tue in Australia/Sydney, never falls between the start, Sun 2026-12-06 22:00 UTC (Mon \
         2026-12-07 09:00 Australia/Sydney), and the end, Mon 2026-12-07 21:00 UTC (Tue 2026-12-08 08:00 Australia/Sydney)"
    );
    let past = of("2026-11-01T22:00", "2027-02-28T22:00", "Sun", NOW);
    assert_eq!(
        past.message("schedule/start-in-past"),
        "the start, Sun 2026-11-01 22:00 UTC (Mon 2026-11-02 09:00 Australia/Sydney), has passed"
    );
    // The help of a move is in both readings too, with the days that the second schedule needs there.
    let request =
        asked(wall("2026-12-08T04:30"), wall("2027-04-01T00:00"), weekly(1, "Tue"), ScheduleClock::Platform);
    let york = every_day("America/New_York", "00:00", "23:59");
    let outcome = Outcome::of(&request, "UTC", Some(&york), NOW);
    assert_eq!(
        outcome.help("schedule/local-time-shifts"),
        "to keep 23:30, end the schedule before 2027-03-15 and enable another from then on, once the first has ended; in UTC that is until 2027-03-15 \
         03:59:59 and from 2027-03-16 03:30"
    );
    let request =
        asked(wall("2026-12-08T00:30"), wall("2027-04-01T00:00"), weekly(1, "Tue"), ScheduleClock::Platform);
    let outcome = Outcome::of(&request, "UTC", Some(&york), NOW);
    assert_eq!(
        outcome.help("schedule/local-time-shifts"),
        "to keep 19:30, end the schedule before 2027-03-15 and enable another from then on, once the first has ended; in UTC that is until 2027-03-15 \
         03:59:59 and from 2027-03-15 23:30, then on Mon"
    );
}

#[test]
fn the_end_is_later_than_now_and_than_the_start() {
    let past = operator("2026-11-01T09:00", "2026-11-20T09:00", daily(1), "UTC");
    assert_eq!(past.said(), ["error schedule/end-in-past at --end"]);
    assert_eq!(
        past.message("schedule/end-in-past"),
        "the end, 2026-11-20 09:00 UTC, has passed: it is 2026-11-21 06:00 there"
    );
    let just_now = operator("2026-11-01T09:00", "2026-11-21T06:00:00", daily(1), "UTC");
    assert_eq!(just_now.said(), ["error schedule/end-in-past at --end"]);
    let before = operator("2026-12-02T09:00", "2026-12-01T09:00", daily(1), "UTC");
    assert_eq!(before.said(), ["error schedule/end-before-start at --end"]);
    let equal = operator("2026-12-02T09:00", "2026-12-02T09:00", daily(1), "UTC");
    assert_eq!(equal.message("schedule/end-before-start"), "the end is the start, 2026-12-02 09:00 UTC");
    let both = operator("2026-11-10T09:00", "2026-11-01T09:00", daily(2), "UTC");
    assert_eq!(
        both.said(),
        [
            "error schedule/end-in-past at --end",
            "error schedule/end-before-start at --end",
            "note schedule/interval-counting at --weekly"
        ]
    );
}

#[test]
fn the_year_2100_is_the_last() {
    let last = operator("2099-12-31T09:00", "2100-12-31T23:59:59", weekly(1, "Mon"), "UTC");
    assert!(last.schedule.is_some());
    let after = operator("2099-12-31T09:00", "2101-01-01T00:00", daily(1), "UTC");
    assert_eq!(after.said(), ["error schedule/end-too-far at --end"]);
    let calendars_end = operator("2099-12-31T09:00", "9999-12-31T23:59:59", daily(1), "America/New_York");
    assert_eq!(calendars_end.said(), ["error schedule/end-too-far at --end"]);
}

#[test]
fn a_pattern_that_never_falls_is_refused_with_the_day_on_which_it_would() {
    // From a Tuesday to the Sunday after it.
    let outcome = operator("2026-12-01T09:00", "2026-12-06T23:59:59", weekly(1, "Mon"), "UTC");
    assert_eq!(outcome.said(), ["error schedule/never-runs at --weekly"]);
    assert_eq!(
        outcome.message("schedule/never-runs"),
        "every week on Mon never falls between the start, Tue 2026-12-01 09:00, and the end, Sun 2026-12-06 23:59:59 UTC"
    );
    assert_eq!(
        outcome.help("schedule/never-runs"),
        "it would first run on Mon 2026-12-07 09:00: move the end there or later"
    );
    // To the second: the run would be at the end's second.
    assert!(operator("2026-12-01T09:00", "2026-12-07T08:59:59", weekly(1, "Mon"), "UTC").schedule.is_none());
    assert!(operator("2026-12-01T09:00", "2026-12-07T09:00:00", weekly(1, "Mon"), "UTC").schedule.is_some());
}

#[test]
fn a_schedule_whose_runs_have_all_passed_is_refused() {
    let outcome = operator("2026-11-01T09:00", "2026-11-25T09:00", weekly(1, "Fri"), "UTC");
    assert_eq!(outcome.said(), ["error schedule/never-runs at --weekly"]);
    assert!(outcome.message("schedule/never-runs").contains("between now, Sat 2026-11-21 06:00,"));
}

#[test]
fn a_start_in_the_past_is_told_with_the_next_run() {
    let outcome = operator("2026-11-02T09:00", "2026-12-31T09:00", weekly(1, "Mon,Fri"), "UTC");
    assert_eq!(outcome.said(), ["warning schedule/start-in-past at --start"]);
    assert!(outcome.help("schedule/start-in-past").ends_with("the next run should be Mon 2026-11-23 09:00"));
    let now = operator("2026-11-21T06:00", "2026-12-31T09:00", daily(1), "UTC");
    assert_eq!(now.said(), [""; 0]);
}

#[test]
fn a_start_that_does_not_fit_is_told_with_the_first_run() {
    let outcome = operator("2026-12-01T09:00", "2026-12-31T09:00", weekly(1, "Mon,Wed"), "Asia/Kolkata");
    assert_eq!(outcome.said(), ["note schedule/start-not-a-run at --start"]);
    assert_eq!(outcome.help("schedule/start-not-a-run"), "the first run is Wed 2026-12-02 09:00");
}

#[test]
fn wall_times_in_gaps_are_refused_at_their_place() {
    let outcome = operator("2027-03-14T02:30", "2027-03-28T01:30", daily(1), "America/New_York");
    assert_eq!(outcome.said(), ["error time/in-dst-gap at --start"]);
    let london = operator("2027-03-01T09:00", "2027-03-28T01:30", daily(1), "Europe/London");
    assert_eq!(london.said(), ["error time/in-dst-gap at --end"]);
    let fold = operator("2026-12-01T09:00", "2027-11-07T01:30", daily(1), "America/New_York");
    assert_eq!(
        fold.said(),
        ["note time/in-dst-fold at --end", "warning schedule/local-time-shifts at --start"]
    );
    assert_eq!(fold.schedule().wire_end(), "2027-11-07 05:30:00");
}

#[test]
fn an_instant_that_the_platforms_clock_cannot_say_is_refused() {
    let instant = |text: &str| RequestedTime::Instant(text.parse::<Timestamp>().unwrap());
    let to = |start: &str| {
        let request = asked(
            instant(start),
            instant("2027-12-31T00:00:00Z"),
            daily(1),
            ScheduleClock::Operator(zone("UTC")),
        );
        Outcome::of(&request, "America/New_York", None, NOW)
    };
    let earlier = to("2027-11-07T05:30:00Z");
    assert!(earlier.said().iter().all(|said| !said.contains("wire-ambiguous")), "{:?}", earlier.said());
    let later = to("2027-11-07T06:30:00Z");
    assert!(
        later.said().contains(&"error schedule/wire-ambiguous at --start".to_owned()),
        "{:?}",
        later.said()
    );
    assert!(later.help("schedule/wire-ambiguous").starts_with("2027-11-07 02:30 does not"));
}

#[test]
fn typed_times_become_a_request_in_the_zone_of_the_start() {
    let resolved = |text: &str, edge, name: &str| {
        let input: TimeInput = text.parse().unwrap();
        Located::new(input.resolve(Some(&zone(name)), edge, NOW.parse().unwrap()).unwrap(), flag(name))
    };
    let request = KoreScheduleRequest::from_resolved(
        resolved("next mon 09:00", ScheduleBound::Start { at: None }, "Australia/Sydney"),
        resolved("2026-12-31", ScheduleBound::End, "Australia/Sydney"),
        Located::new(weekly(1, "Mon"), flag("--weekly")),
    );
    assert_eq!(request.clock, ScheduleClock::Operator(zone("Australia/Sydney")));
    let outcome = Outcome::of(&request, "UTC", None, NOW);
    assert_eq!(
        outcome.wire(),
        ("2026-11-22 22:00:00".into(), "2026-12-31 12:59:59".into(), Some("Sun".into()))
    );
}

#[test]
fn findings_of_others_do_not_count_as_its_own() {
    let mut findings = Findings::new();
    let other = crate::domain::finding::Problem::error("campaign/name-empty", "the campaign name is empty");
    findings.push(other.at(&flag("--name")));
    let request = asked(
        wall("2026-12-07T09:00"),
        wall("2026-12-31T09:00"),
        daily(1),
        ScheduleClock::Operator(zone("UTC")),
    );
    let schedule = convert(&request, &zone("UTC"), None, NOW.parse().unwrap(), &mut findings);
    assert!(schedule.is_some());
    assert_eq!(findings.count(Severity::Error), 1);
}
