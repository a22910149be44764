//! Flags over a file's schedule.

use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;

use super::super::{
    KoreScheduleRequest, Overlay, RequestedTime, ScheduleClock, TypedRecurrence, TypingZone, convert,
};
use super::properties::{any_recurrence, any_zone};
use super::{NOW, asked, flag, wall, weekly, zone};
use crate::domain::finding::{Findings, Located};
use crate::domain::recurrence::Recurrence;
use crate::domain::wall_time::Resolved;
use crate::domain::zone::Zone;

/// A file with a start on a Sunday evening, which is Monday morning in Sydney.
fn file(clock: ScheduleClock) -> KoreScheduleRequest {
    asked(wall("2026-12-06T22:00"), wall("2027-02-28T22:00"), weekly(1, "Sun"), clock)
}

fn typed(text: &str, name: &str) -> Located<Resolved> {
    Located::new(Resolved::wall(text.parse().unwrap(), &zone(name)).unwrap(), flag("--start"))
}

const NOTHING: Overlay = Overlay { start: None, end: None, recurrence: None, zone: None };

fn days(days: &str) -> TypedRecurrence {
    TypedRecurrence::Whole(Located::new(weekly(1, days), flag("--weekly")))
}

/// The weekdays and the start that are sent to a platform on UTC, or the codes of the findings.
fn sent(overlay: Overlay, file: &KoreScheduleRequest) -> Result<(String, String), Vec<String>> {
    let mut findings = Findings::new();
    let request = overlay.over(file, &Zone::utc(), &mut findings);
    let schedule = request
        .and_then(|request| convert(&request, &Zone::utc(), None, NOW.parse().unwrap(), &mut findings));
    schedule
        .map(|schedule| (schedule.pattern().days().unwrap().to_string(), schedule.wire_start()))
        .ok_or_else(|| findings.iter().map(|finding| finding.problem.code.to_owned()).collect())
}

fn named(name: &str) -> TypingZone {
    TypingZone { zone: zone(name), is_named: true }
}

fn of_profile(name: &str) -> TypingZone {
    TypingZone { zone: zone(name), is_named: false }
}

#[test]
fn typed_days_are_days_of_the_typed_times_whatever_clock_the_file_is_on() {
    for clock in [ScheduleClock::Platform, ScheduleClock::Operator(zone("America/New_York"))] {
        for typing in [None, Some(named("Australia/Sydney")), Some(of_profile("Asia/Kolkata"))] {
            let overlay = Overlay {
                start: Some(typed("2026-12-07T09:00", "Australia/Sydney")),
                recurrence: Some(days("Mon")),
                zone: typing,
                ..NOTHING
            };
            let monday_in_sydney = ("Sun".to_owned(), "2026-12-06 22:00:00".to_owned());
            assert_eq!(sent(overlay, &file(clock.clone())), Ok(monday_in_sydney), "{clock:?}");
        }
    }
}

#[test]
fn a_start_alone_that_has_another_date_than_on_the_files_clock_is_refused() {
    let start = |text| Overlay { start: Some(typed(text, "Australia/Sydney")), ..NOTHING };
    let unclear = Err(vec!["schedule/weekdays-unclear".to_owned()]);
    assert_eq!(sent(start("2026-12-07T09:00"), &file(ScheduleClock::Platform)), unclear);
    // At noon, both clocks have the same date.
    let noon = ("Sun".to_owned(), "2026-12-13 01:00:00".to_owned());
    assert_eq!(sent(start("2026-12-13T12:00"), &file(ScheduleClock::Platform)), Ok(noon));
    let in_sydney = file(ScheduleClock::Operator(zone("Australia/Sydney")));
    assert!(sent(start("2026-12-13T09:00"), &in_sydney).is_ok());
    // Only the interval was typed: the days are still the file's.
    let interval = Overlay {
        recurrence: Some(TypedRecurrence::FilesDays(Located::new(weekly(2, "Sun"), flag("--every")))),
        ..start("2026-12-07T09:00")
    };
    assert_eq!(sent(interval, &file(ScheduleClock::Platform)), unclear);
    let mut findings = Findings::new();
    start("2026-12-07T09:00").over(&file(ScheduleClock::Platform), &Zone::utc(), &mut findings);
    let problem = findings.iter().next().unwrap().problem.clone();
    assert_eq!(
        problem.message,
        "the start is Mon 2026-12-07 09:00 in Australia/Sydney and Sun 2026-12-06 22:00 in UTC, in which the days of the file \
         are written: every week on Sun"
    );
    assert_eq!(
        problem.help.unwrap(),
        "say the days beside the start: --weekly Sun means these days in Australia/Sydney, and --weekly Mon the days that the \
         file has in UTC"
    );
}

#[test]
fn days_alone_are_of_the_zone_that_is_named_and_of_no_guessed_one() {
    let over = |zone| {
        sent(Overlay { recurrence: Some(days("Mon")), zone, ..NOTHING }, &file(ScheduleClock::Platform))
    };
    let start = || "2026-12-06 22:00:00".to_owned();
    assert_eq!(over(None), Ok(("Mon".to_owned(), start())));
    assert_eq!(over(Some(named("Australia/Sydney"))), Ok(("Sun".to_owned(), start())));
    assert_eq!(over(Some(named("UTC"))), Ok(("Mon".to_owned(), start())));
    assert_eq!(over(Some(of_profile("Australia/Sydney"))), Err(vec!["schedule/weekdays-unclear".to_owned()]));
    assert_eq!(over(Some(of_profile("America/New_York"))), Ok(("Mon".to_owned(), start())));
}

#[test]
fn an_end_alone_leaves_the_days_on_the_files_clock() {
    let end = Some(typed("2027-01-31T23:59:59", "Australia/Sydney"));
    let sunday = ("Sun".to_owned(), "2026-12-06 22:00:00".to_owned());
    assert_eq!(sent(Overlay { end, ..NOTHING }, &file(ScheduleClock::Platform)), Ok(sunday));
}

proptest! {
    #[test]
    fn flags_over_a_file_give_what_the_same_flags_alone_give(
        minutes in 0_i64..1_000_000, length in 1_i64..400, recurrence in any_recurrence(), operator in any_zone(),
        platform in any_zone(), own_zone in any_zone(), has_own in any::<bool>(), in_file in any_recurrence(),
        files_end in any::<bool>(),
    ) {
        let now: Timestamp = NOW.parse().unwrap();
        let clock = if has_own { ScheduleClock::Operator(own_zone) } else { ScheduleClock::Platform };
        let mut file = file(clock);
        file.recurrence.value = in_file;
        let start = now + SignedDuration::from_secs(minutes * 60);
        let end = start + SignedDuration::from_hours(length * 12);
        if files_end {
            file.end.value = RequestedTime::Instant(end);
        }
        let at = |instant, name| Located::new(Resolved::at(instant, &operator), flag(name));
        let recurrence: Located<Recurrence> = Located::new(recurrence, flag("--weekly"));
        let alone = KoreScheduleRequest::from_resolved(
            at(start, "--start"), at(end, "--end"), recurrence.clone(),
        );
        let overlay = Overlay {
            start: Some(at(start, "--start")),
            end: (!files_end).then(|| at(end, "--end")),
            recurrence: Some(TypedRecurrence::Whole(recurrence)),
            zone: None,
        };
        let mut findings = Findings::new();
        let over = overlay.over(&file, &platform, &mut findings).unwrap();
        prop_assert!(!findings.has_errors());
        let planned = |request: &KoreScheduleRequest| convert(request, &platform, None, now, &mut Findings::new());
        prop_assert_eq!(planned(&over), planned(&alone));
        prop_assert_eq!(over.clock, alone.clock);
    }
}
