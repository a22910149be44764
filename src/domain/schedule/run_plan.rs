//! The input from which runs are computed, for every platform.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};

use super::KoreSchedule;
use super::limits::LAST_YEAR;
use crate::domain::occurrence::{Occurrence, Occurrences};
use crate::domain::recurrence::Recurrence;
use crate::domain::run_pattern::RunPattern;
use crate::domain::wall_clock::days_from;
use crate::domain::wall_time::Resolved;
use crate::domain::weekday::WeekdaySet;
use crate::domain::zone::Zone;
use serde::Serialize;

/// The fields of a checked schedule, of any platform, on which its runs depend.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RunPlan {
    start: DateTime,
    first_instant: Timestamp,
    end: Option<Timestamp>,
    pattern: RunPattern,
    asked_pattern: RunPattern,
    repeat_zone: Zone,
    reader_zone: Zone,
    /// Whether its end is sent as a day without a time.
    ends_by_day: bool,
    /// Whether its first run is sent as its start, instead of the requested start.
    starts_with_a_run: bool,
}

impl RunPlan {
    /// The plan of a schedule that repeats in the zone of its start.
    pub(super) fn in_own_zone(start: &Resolved, end: Option<Timestamp>, pattern: RunPattern) -> Self {
        Self {
            start: start.civil,
            first_instant: start.instant,
            end,
            pattern,
            asked_pattern: pattern,
            repeat_zone: start.zone.clone(),
            reader_zone: start.zone.clone(),
            ends_by_day: true,
            starts_with_a_run: true,
        }
    }

    /// Every run, including past ones. Without an end, they stop with the year 2100: later clocks are not known. No
    /// schedule may end later, in the zone of the request.
    pub fn runs(&self) -> Occurrences {
        let last = || self.repeat_zone.read(DateTime::constant(LAST_YEAR, 12, 31, 23, 59, 59, 0)).instant();
        let end = self.end.unwrap_or_else(last);
        Occurrences::new(self.start, Some(end), self.pattern, &self.repeat_zone)
    }

    /// The first run after one instant and not later than another, without regard to the end.
    pub fn first_run_between(&self, after: Timestamp, last: Timestamp) -> Option<Occurrence> {
        let runs = Occurrences::new(self.start, Some(last), self.pattern, &self.repeat_zone);
        runs.starting_from(after).find(|run| run.instant > after)
    }

    /// Whether its runs from now on are the same if the schedule began at `begun`, local time on the platform's clock.
    /// The beginning decides which days, weeks or months are skipped. All later runs follow from the next one.
    pub fn goes_on_as_begun(&self, begun: DateTime, now: Timestamp) -> bool {
        let next = |start| {
            let mut runs =
                Occurrences::new(start, self.end, self.pattern, &self.repeat_zone).starting_from(now);
            runs.next().map(|run| run.instant)
        };
        next(self.start) == next(begun)
    }

    /// The instant of the start. The start is a run only if it fits the pattern.
    pub const fn start(&self) -> Timestamp {
        self.first_instant
    }

    /// The start on the platform's clock.
    pub const fn platform_start(&self) -> DateTime {
        self.start
    }

    /// The instant of the end, inclusive; `None` if the schedule has no end.
    pub const fn end(&self) -> Option<Timestamp> {
        self.end
    }

    /// Whether a run depends on the day from which days, weeks or months are counted, in a schedule that skips some.
    /// That day is not documented. A first run that is sent as the start does not depend on it.
    pub fn is_counting_assumed(&self, run: &Occurrence) -> bool {
        let leaves_out = self.pattern().every().is_some_and(|every| every.get() > 1);
        let is_certain = |first: Occurrence| {
            first.instant == run.instant && (self.starts_with_a_run || first.instant == self.first_instant)
        };
        leaves_out && !self.runs().next().is_some_and(is_certain)
    }

    /// Whether a run is on the end date of a schedule whose end is sent as a day without a time. It is not documented
    /// whether the platform still runs on that day.
    pub fn is_on_the_end_date(&self, run: &Occurrence) -> bool {
        self.end_date_sent() == Some(run.scheduled.date())
    }

    /// The end date, if the end is sent as a day without a time. It is not documented whether the platform
    /// runs on that day.
    pub fn end_date_sent(&self) -> Option<Date> {
        self.end.filter(|_| self.ends_by_day).map(|end| self.repeat_zone.wall(end).date())
    }

    /// The pattern on the platform's clock.
    pub const fn pattern(&self) -> RunPattern {
        self.pattern
    }

    /// The requested pattern. It differs if the weekdays were moved to the platform's clock.
    pub const fn asked_pattern(&self) -> RunPattern {
        self.asked_pattern
    }

    /// The weekdays in the reader's zone, for a schedule written on the platform's clock, if they differ there.
    pub fn days_for_reader(&self) -> Option<WeekdaySet> {
        let RunPattern::Recurring(Recurrence::Weekly { days, .. }) = self.pattern else { return None };
        let shift = days_from(self.start.date(), self.reader_zone.wall(self.first_instant).date());
        let there = days.rotate(shift);
        (self.pattern == self.asked_pattern && there != days).then_some(there)
    }

    /// The zone of the clock that repeats the schedule: the platform's, or the schedule's own.
    pub const fn repeat_zone(&self) -> &Zone {
        &self.repeat_zone
    }

    /// The zone in which people read the schedule.
    pub const fn reader_zone(&self) -> &Zone {
        &self.reader_zone
    }
}

impl From<&KoreSchedule> for RunPlan {
    fn from(schedule: &KoreSchedule) -> Self {
        Self {
            start: schedule.platform_start(),
            first_instant: schedule.start(),
            end: Some(schedule.end()),
            pattern: schedule.recurrence().into(),
            asked_pattern: schedule.asked_recurrence().into(),
            repeat_zone: schedule.platform_zone().clone(),
            reader_zone: schedule.reader_zone().clone(),
            ends_by_day: false,
            starts_with_a_run: false,
        }
    }
}
