//! The runs of a schedule on the clock that repeats it.

use jiff::civil::{Date, DateTime, Time};
use jiff::{SignedDuration, Timestamp, ZonedDateTime};

use super::run_pattern::RunPattern;
use super::wall_clock::LocalTimeReading;
use super::zone::Zone;

/// One run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Occurrence {
    /// When the run begins.
    pub instant: Timestamp,
    /// The local time on the platform's clock at which the pattern places the run.
    pub scheduled: DateTime,
    /// The local time on the platform's clock at which the run begins: `scheduled`, or later if that is
    /// inside a clock gap.
    pub platform: DateTime,
    /// The clock change at the run.
    pub clock: ClockChange,
}

/// The change of the platform's clock at a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClockChange {
    /// No clock change.
    None,
    /// The clock jumped over the local time of the run. The run was moved forward by the length of the jump.
    JumpedOver,
    /// The clock shows the local time twice. The run is at the earlier one.
    ShownTwice,
}

impl Occurrence {
    /// The local time of the run in a zone.
    pub fn local(&self, zone: &Zone) -> ZonedDateTime {
        self.instant.to_zoned_datetime(zone.time_zone().clone())
    }

    /// Whether the run is at another time of day in a zone than `asked`, the schedule's. A jump of the platform's own
    /// clock on one day does not count: [`ClockChange::JumpedOver`] reports it.
    pub fn is_shifted(&self, zone: &Zone, asked: Time) -> bool {
        self.clock != ClockChange::JumpedOver && zone.wall(self.instant).time() != asked
    }
}

/// The runs from a schedule's start to its end, in order. Each is computed when it is needed.
///
/// Every run has the start's time of day on the platform's clock. Weeks run Monday to Sunday and are counted from the
/// week of the start. The start itself is a run only if it fits the pattern; a run in the second of the end is
/// included. A run inside a clock gap is moved forward by the length of the jump. If the zone skipped the whole day
/// (Apia, 2011-12-30), there is no run. If the local time comes twice, the run is at the earlier one.
///
/// ```
/// use jiff::civil::date;
/// use kcamp::domain::occurrence::Occurrences;
/// use kcamp::domain::recurrence::{Recurrence, interval};
/// use kcamp::domain::zone::Zone;
///
/// // New York's clock jumps from 02:00 to 03:00 on Sunday, 14 March 2027.
/// let zone: Zone = "America/New_York".parse().unwrap();
/// let daily = Recurrence::Daily { every: interval("1").unwrap() };
/// let runs = Occurrences::new(date(2027, 3, 13).at(2, 30, 0, 0), None, daily, &zone);
/// let instants: Vec<String> = runs.take(3).map(|run| run.instant.to_string()).collect();
/// assert_eq!(instants, ["2027-03-13T07:30:00Z", "2027-03-14T07:30:00Z", "2027-03-15T06:30:00Z"]);
/// ```
#[derive(Debug, Clone)]
pub struct Occurrences {
    pattern: RunPattern,
    start: DateTime,
    not_before: Timestamp,
    /// Inclusive.
    end: Timestamp,
    zone: Zone,
    /// The first day that has not been looked at; `None` after the last day of the calendar.
    cursor: Option<Date>,
}

impl Occurrences {
    /// The runs from `start`, a local time in `zone`, the platform's clock. Without an end, they continue to the end of
    /// the calendar, the year 9999.
    pub fn new(start: DateTime, end: Option<Timestamp>, pattern: impl Into<RunPattern>, zone: &Zone) -> Self {
        Self {
            pattern: pattern.into(),
            start,
            not_before: zone.read(start).instant(),
            end: end.unwrap_or(Timestamp::MAX),
            zone: zone.clone(),
            cursor: Some(start.date()),
        }
    }

    /// Keeps only the runs at this instant or later. The cost does not depend on the number of runs left out.
    #[must_use]
    pub fn starting_from(mut self, instant: Timestamp) -> Self {
        self.not_before = self.not_before.max(instant);
        // A run that a jump moved over midnight belongs to the previous day.
        let day_before = self.zone.wall(instant).date().saturating_sub(SignedDuration::from_hours(24));
        self.cursor = self.cursor.map(|cursor| cursor.max(day_before));
        self
    }
}

impl Iterator for Occurrences {
    type Item = Occurrence;

    fn next(&mut self) -> Option<Occurrence> {
        loop {
            let date = self.pattern.on_or_after(self.start.date(), self.cursor?);
            self.cursor = date.and_then(|date| date.tomorrow().ok());
            let scheduled = date?.to_datetime(self.start.time());
            let reading = self.zone.read(scheduled);
            let instant = reading.instant();
            if instant > self.end {
                self.cursor = None;
                return None;
            }
            let clock = match reading {
                LocalTimeReading::Gap(gap) if gap.swallows_a_day() => continue,
                LocalTimeReading::Gap(_) => ClockChange::JumpedOver,
                LocalTimeReading::Fold { .. } => ClockChange::ShownTwice,
                LocalTimeReading::Once(_) => ClockChange::None,
            };
            if instant >= self.not_before {
                return Some(Occurrence { instant, scheduled, platform: self.zone.wall(instant), clock });
            }
        }
    }
}

impl std::iter::FusedIterator for Occurrences {}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use jiff::civil::{DateTime, date};
    use jiff::{SignedDuration, Timestamp};
    use proptest::prelude::*;

    use super::{ClockChange, Occurrences};
    use crate::domain::recurrence::{Recurrence, interval};
    use crate::domain::run_pattern::RunPattern;
    use crate::domain::weekday::{Weekday, WeekdaySet};
    use crate::domain::zone::Zone;

    fn daily(every: u32) -> Recurrence {
        Recurrence::Daily { every: interval(&every.to_string()).unwrap() }
    }

    fn weekly(every: u32, days: &str) -> Recurrence {
        Recurrence::Weekly { every: interval(&every.to_string()).unwrap(), days: days.parse().unwrap() }
    }

    fn runs(start: &str, end: &str, recurrence: Recurrence, zone: &str) -> Occurrences {
        between(start.parse().unwrap(), end.parse().unwrap(), recurrence, &zone.parse().unwrap())
    }

    fn between(start: DateTime, end: DateTime, pattern: impl Into<RunPattern>, zone: &Zone) -> Occurrences {
        Occurrences::new(start, Some(zone.read(end).instant()), pattern, zone)
    }

    fn days(occurrences: Occurrences) -> Vec<String> {
        occurrences.map(|run| run.platform.strftime("%a %m-%d").to_string()).collect()
    }

    #[test]
    fn daily_runs_are_counted_from_the_start() {
        let every_third = runs("2026-12-01T09:00", "2026-12-11T09:00", daily(3), "UTC");
        assert_eq!(days(every_third), ["Tue 12-01", "Fri 12-04", "Mon 12-07", "Thu 12-10"]);
    }

    #[test]
    fn the_end_is_inclusive_to_the_second() {
        let count = |end: &str| runs("2026-12-01T09:00", end, daily(1), "UTC").count();
        assert_eq!(count("2026-12-03T09:00:00"), 3);
        assert_eq!(count("2026-12-03T08:59:59"), 2);
        assert_eq!(count("2026-12-01T09:00:00"), 1);
        assert_eq!(count("2026-11-30T09:00:00"), 0);
    }

    #[test]
    fn the_start_is_a_run_only_if_it_fits() {
        // 2026-12-01 is a Tuesday.
        let on = |names: &str| days(runs("2026-12-01T09:00", "2026-12-08T23:59:59", weekly(1, names), "UTC"));
        assert_eq!(on("Tue"), ["Tue 12-01", "Tue 12-08"]);
        assert_eq!(on("Mon,Wed"), ["Wed 12-02", "Mon 12-07"]);
    }

    #[test]
    fn weeks_are_counted_from_the_monday_of_the_start() {
        // The Monday of the first week is before the start, a Tuesday.
        let fortnightly = runs("2026-12-01T09:00", "2027-01-05T00:00", weekly(2, "Mon,Sun"), "UTC");
        assert_eq!(days(fortnightly), ["Sun 12-06", "Mon 12-14", "Sun 12-20", "Mon 12-28", "Sun 01-03"]);
    }

    #[test]
    fn a_leap_day_is_a_day() {
        let around = runs("2028-02-28T09:00", "2028-03-01T23:59:59", daily(1), "UTC");
        assert_eq!(days(around), ["Mon 02-28", "Tue 02-29", "Wed 03-01"]);
        let century = runs("2100-02-28T09:00", "2100-03-01T23:59:59", daily(1), "UTC");
        assert_eq!(days(century), ["Sun 02-28", "Mon 03-01"]);
    }

    #[test]
    fn a_run_in_a_gap_is_moved_forward_and_says_so() {
        for (zone, start, end, moved) in [
            ("America/New_York", "2027-03-13T02:30", "2027-03-15T02:30", "2027-03-14T03:30:00"),
            ("Europe/London", "2027-03-27T01:15", "2027-03-29T01:15", "2027-03-28T02:15:00"),
            ("Australia/Lord_Howe", "2026-10-03T02:15", "2026-10-05T02:15", "2026-10-04T02:45:00"),
        ] {
            let runs: Vec<_> = runs(start, end, daily(1), zone).collect();
            assert_eq!(runs.len(), 3, "{zone}");
            assert_eq!(runs[1].platform, moved.parse::<DateTime>().unwrap());
            assert_eq!(
                [runs[0].clock, runs[1].clock, runs[2].clock],
                [ClockChange::None, ClockChange::JumpedOver, ClockChange::None]
            );
            assert_eq!(runs[1].scheduled.time(), runs[0].platform.time());
        }
    }

    #[test]
    fn a_run_that_comes_twice_is_the_earlier_and_says_so() {
        let runs: Vec<_> =
            runs("2026-10-31T01:30", "2026-11-02T01:30", daily(1), "America/New_York").collect();
        assert_eq!(runs.len(), 3);
        assert_eq!(runs[1].instant.to_string(), "2026-11-01T05:30:00Z");
        assert_eq!(runs[1].clock, ClockChange::ShownTwice);
    }

    #[test]
    fn a_day_that_a_zone_left_out_has_no_run() {
        let around = runs("2011-12-29T09:00", "2012-01-01T09:00", daily(1), "Pacific/Apia");
        assert_eq!(days(around), ["Thu 12-29", "Sat 12-31", "Sun 01-01"]);
    }

    #[test]
    fn a_run_that_a_jump_moves_over_midnight_is_found_from_then_on() {
        // Nuuk's clock goes from Saturday 23:00 to Sunday 00:00.
        let all = runs("2027-03-26T23:30", "2027-03-30T00:00", daily(1), "America/Nuuk");
        let moved = all.clone().nth(1).unwrap();
        assert_eq!(moved.platform, date(2027, 3, 28).at(0, 30, 0, 0));
        assert_eq!(all.starting_from(moved.instant).next(), Some(moved));
    }

    #[test]
    fn the_end_of_the_calendar_ends_it() {
        let last = runs("9999-12-29T09:00", "9999-12-31T23:59:59", daily(1), "UTC").last().unwrap();
        assert!(last.scheduled.year() == 9999);
        let huge = Recurrence::Daily { every: u32::MAX.try_into().unwrap() };
        assert_eq!(runs("2026-12-01T09:00", "9999-12-01T09:00", huge, "UTC").count(), 1);
    }

    #[test]
    fn without_an_end_they_go_on_and_cost_nothing_until_asked_for() {
        let start = date(2026, 12, 1).at(9, 0, 0, 0);
        let endless = Occurrences::new(start, None, daily(1), &Zone::utc());
        let far = endless.starting_from("2100-06-01T00:00:00Z".parse().unwrap()).next().unwrap();
        assert_eq!(far.instant.to_string(), "2100-06-01T09:00:00Z");
    }

    #[test]
    fn one_run_is_the_start() {
        let start = date(2026, 12, 1).at(9, 0, 0, 0);
        let once = Occurrences::new(start, None, RunPattern::Once, &Zone::utc());
        assert_eq!(once.clone().count(), 1);
        assert_eq!(once.starting_from("2026-12-01T09:00:01Z".parse().unwrap()).next(), None);
    }

    prop_compose! {
        fn any_recurrence()(every in 1_u32..=12, bits in 0_u8..=127) -> Recurrence {
            let chosen = Weekday::ALL.into_iter().filter(|day| bits >> (day.number() - 1) & 1 == 1);
            match WeekdaySet::from_days(chosen) {
                Some(days) => Recurrence::Weekly { every: every.try_into().unwrap(), days },
                None => daily(every),
            }
        }
    }

    prop_compose! {
        fn any_wall()(second in 1_700_000_000_i64..2_500_000_000) -> DateTime {
            jiff::tz::Offset::UTC.to_datetime(Timestamp::from_second(second).unwrap())
        }
    }

    fn any_zone() -> impl Strategy<Value = Zone> {
        proptest::sample::select(vec![
            "UTC",
            "America/New_York",
            "Europe/London",
            "Australia/Lord_Howe",
            "Africa/Casablanca",
            "Asia/Kolkata",
            "Asia/Beirut",
            "America/Nuuk",
        ])
        .prop_map(|name| name.parse().unwrap())
    }

    /// Whether a day fits, computed again in the simplest way: day by day, week by week.
    fn fits(first_day: jiff::civil::Date, recurrence: Recurrence, day: jiff::civil::Date) -> bool {
        let mut week = 0;
        let mut count = 0;
        let mut walker = first_day;
        while walker < day {
            walker = walker.tomorrow().unwrap();
            count += 1;
            if walker.weekday() == jiff::civil::Weekday::Monday {
                week += 1;
            }
        }
        match recurrence {
            Recurrence::Daily { every } => count % every.get() == 0,
            Recurrence::Weekly { every, days } => {
                week % every.get() == 0 && days.contains(day.weekday().into())
            }
        }
    }

    proptest! {
        #[test]
        fn runs_ascend_between_start_and_end_on_the_pattern(
            start in any_wall(), length in 0_i64..400, recurrence in any_recurrence(), zone in any_zone(),
        ) {
            let end = start.saturating_add(SignedDuration::from_hours(24 * length));
            let runs: Vec<_> = between(start, end, recurrence, &zone).collect();
            prop_assert!(runs.windows(2).all(|pair| pair[0].instant < pair[1].instant));
            for run in &runs {
                prop_assert!(run.instant >= zone.read(start).instant() && run.instant <= zone.read(end).instant());
                prop_assert_eq!(run.scheduled.time(), start.time());
                prop_assert!(fits(start.date(), recurrence, run.scheduled.date()));
                prop_assert_eq!(run.clock == ClockChange::JumpedOver, run.platform != run.scheduled);
            }
        }

        #[test]
        fn no_fitting_day_is_left_out(start in any_wall(), length in 0_i64..200, recurrence in any_recurrence()) {
            let end = start.saturating_add(SignedDuration::from_hours(24 * length));
            let runs = between(start, end, recurrence, &Zone::utc()).map(|run| run.scheduled.date());
            let mut expected = Vec::new();
            let mut day = start.date();
            while day <= end.date() {
                if fits(start.date(), recurrence, day) {
                    expected.push(day);
                }
                day = day.tomorrow().unwrap();
            }
            prop_assert_eq!(runs.collect::<Vec<_>>(), expected);
        }

        #[test]
        fn starting_from_an_instant_leaves_out_just_what_is_before_it(
            start in any_wall(), skip in -10_000_i64..10_000_000, recurrence in any_recurrence(), zone in any_zone(),
        ) {
            let end = start.saturating_add(SignedDuration::from_hours(24 * 200));
            let from = zone.read(start).instant() + SignedDuration::from_secs(skip);
            let all = between(start, end, recurrence, &zone);
            let skipped: Vec<_> = all.clone().starting_from(from).collect();
            prop_assert_eq!(skipped, all.filter(|run| run.instant >= from).collect::<Vec<_>>());
        }

        #[test]
        fn a_fitting_day_is_its_own_next(start in any_wall(), ahead in 0_i64..500, recurrence in any_recurrence()) {
            let pattern = RunPattern::from(recurrence);
            let day = start.date().saturating_add(SignedDuration::from_hours(24 * ahead));
            let next = pattern.on_or_after(start.date(), day).unwrap();
            prop_assert!(next >= day);
            prop_assert_eq!(pattern.on_or_after(start.date(), next), Some(next));
        }
    }
}
