//! Tests for a Burki schedule that has already begun: whether it continues like the one in its file.

use jiff::civil::{DateTime, date};
use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;
use serde_json::json;

use super::super::{BurkiScheduleRequest, RequestedSchedule};
use super::properties::{any_recurrence, any_zone};
use super::{flag, zone};
use crate::domain::finding::{Findings, Located};
use crate::domain::live::LiveSchedule;
use crate::domain::occurrence::{Occurrence, Occurrences};
use crate::domain::run_pattern::RunPattern;
use crate::domain::wall_time::Resolved;
use crate::domain::zone::Zone;

/// The present time in all cases.
const NOW: &str = "2027-02-02T08:00:00Z";
const YEAR: SignedDuration = SignedDuration::from_hours(24 * 366);

/// A local time on the day that is `ahead` days after 1 November 2026.
fn day(ahead: i64) -> DateTime {
    (date(2026, 11, 1) + SignedDuration::from_hours(24 * ahead)).at(9, 30, 0, 0)
}

fn monthly(every: u32, day: &str) -> RunPattern {
    RunPattern::Monthly { every: every.try_into().unwrap(), day: day.parse().unwrap() }
}

/// Whether a start in a file makes no difference to a live schedule that began on another day. `is_converted` selects
/// the reading of the live schedule's time.
fn is_as_begun(own: DateTime, begun: DateTime, pattern: RunPattern, zone: &Zone, is_converted: bool) -> bool {
    let start = Located::new(Resolved::wall(own, zone).unwrap(), flag("--start"));
    let pattern = Located::new(pattern, flag("--weekly"));
    let asked =
        RequestedSchedule::Burki(BurkiScheduleRequest { start, is_start_said: true, end: None, pattern });
    let now = NOW.parse().unwrap();
    let planned = asked.plan(zone, None, now, &mut Findings::new()).unwrap();
    let reported = if is_converted { zone.read(begun).instant().to_string() } else { format!("{begun}Z") };
    let held = LiveSchedule {
        enabled: Some(true),
        kind: Some("recurring".into()),
        scheduled_at: Some(reported),
        recurrence: json!({"time": "09:30", "time_zone": zone.name()}).as_object().cloned(),
    };
    asked.has_begun(&planned, &held, now)
}

/// The runs of the coming year.
fn coming(start: DateTime, pattern: RunPattern, zone: &Zone) -> Vec<Occurrence> {
    let now: Timestamp = NOW.parse().unwrap();
    let runs = Occurrences::new(start, Some(now + YEAR), pattern, zone);
    runs.starting_from(now).collect()
}

proptest! {
    #[test]
    fn a_start_is_left_out_only_where_the_coming_runs_are_the_same(
        own in 0_i64..93, begun in 0_i64..93, recurrence in any_recurrence(), months in 1_u32..=4, of_month in 1_u8..=31,
        is_monthly in any::<bool>(), zone in any_zone(), is_converted in any::<bool>(),
    ) {
        let monthly = monthly(months, &of_month.to_string());
        let pattern = if is_monthly { monthly } else { recurrence.into() };
        let (own, begun) = (day(own), day(begun));
        let now: Timestamp = NOW.parse().unwrap();
        prop_assume!([own, begun].iter().all(|start| zone.read(*start).instant() <= now));
        let is_same = coming(own, pattern, &zone) == coming(begun, pattern, &zone);
        prop_assert_eq!(is_as_begun(own, begun, pattern, &zone, is_converted), is_same);
    }
}

#[test]
fn a_start_that_is_still_to_come_makes_a_difference() {
    let zone = zone("America/New_York");
    for every in [1, 2] {
        let pattern = RunPattern::from(super::daily(every));
        for (own, begun) in [(100, 10), (10, 100), (100, 102)] {
            assert!(!is_as_begun(day(own), day(begun), pattern, &zone, true), "{every} {own} {begun}");
        }
    }
}
