//! Properties that hold for any request.

use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;

use super::super::{RequestedTime, ScheduleClock, convert};
use super::{NOW, asked, daily, zone};
use crate::domain::finding::Findings;
use crate::domain::occurrence::{ClockChange, Occurrences};
use crate::domain::recurrence::Recurrence;
use crate::domain::weekday::{Weekday, WeekdaySet};
use crate::domain::zone::Zone;

pub(super) fn any_zone() -> impl Strategy<Value = Zone> {
    proptest::sample::select(vec![
        "UTC",
        "America/New_York",
        "America/Los_Angeles",
        "Europe/London",
        "Australia/Sydney",
        "Australia/Lord_Howe",
        "Asia/Kolkata",
        "Pacific/Apia",
        "Pacific/Kiritimati",
        "Pacific/Pago_Pago",
        "Africa/Casablanca",
    ])
    .prop_map(zone)
}

prop_compose! {
    pub(super) fn any_recurrence()(every in 1_u32..=4, bits in 0_u8..=127) -> Recurrence {
        let chosen = Weekday::ALL.into_iter().filter(|day| bits >> (day.number() - 1) & 1 == 1);
        match WeekdaySet::from_days(chosen) {
            Some(days) => Recurrence::Weekly { every: every.try_into().unwrap(), days },
            None => daily(every),
        }
    }
}

proptest! {
    #[test]
    fn what_goes_out_means_what_was_asked_for(
        minutes in 0_i64..2_000_000, length in 1_i64..800, recurrence in any_recurrence(),
        operator in any_zone(), platform in any_zone(),
    ) {
        let now: Timestamp = NOW.parse().unwrap();
        let start = now + SignedDuration::from_secs(minutes * 60);
        let end = start + SignedDuration::from_hours(length * 12);
        let request = asked(
            RequestedTime::Instant(start),
            RequestedTime::Instant(end),
            recurrence,
            ScheduleClock::Operator(operator.clone()),
        );
        let mut findings = Findings::new();
        if let Some(schedule) = convert(&request, &platform, None, now, &mut findings) {
            // Read back from the request, the ends are the requested instants.
            let read_back = |wire: String| platform.read(wire.replace(' ', "T").parse().unwrap()).instant();
            prop_assert_eq!(read_back(schedule.wire_start()), start);
            let end_was_moved = findings.iter().any(|finding| finding.problem.code == "schedule/end-moved");
            prop_assert!(read_back(schedule.wire_end()) == end || end_was_moved);

            // Every run is on a requested day, in a requested week, and at the requested time; otherwise a
            // finding says so.
            let first = operator.wall(start);
            let monday = |date: jiff::civil::Date| {
                date - SignedDuration::from_hours(24 * i64::from(date.weekday().to_monday_zero_offset()))
            };
            let mut moved = false;
            let mut jumped = false;
            for run in schedule.runs() {
                let local = operator.wall(run.instant);
                moved |= local.time() != first.time();
                jumped |= run.clock == ClockChange::JumpedOver;
                if let Recurrence::Weekly { every, days } = recurrence {
                    prop_assert!(days.contains(local.weekday().into()));
                    let weeks = monday(local.date()).duration_since(monday(first.date())).as_hours() / 168;
                    prop_assert_eq!(weeks % i64::from(every.get()), 0);
                } else {
                    let days = local.date().duration_since(first.date()).as_hours() / 24;
                    prop_assert_eq!(days % i64::from(recurrence.every().get()), 0);
                }
            }
            let told = |code| findings.iter().any(|finding| finding.problem.code == code);
            // A run inside a gap of the platform's clock moves here only if this clock jumps too.
            prop_assert!(!moved || told("schedule/local-time-shifts") || jumped);
            let asked = Occurrences::new(first, Some(end), recurrence, &operator);
            let is_lost = asked.count() > schedule.runs().count();
            prop_assert!(moved || is_lost || jumped || !told("schedule/local-time-shifts"));
            prop_assert!(!jumped || told("schedule/run-at-clock-change"));
            prop_assert!(schedule.runs().next().is_some());
        }
    }
}
