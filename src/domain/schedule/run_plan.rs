//! The input from which runs are computed, for every platform.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use serde::Serialize;
use serde_json::Value;

use super::limits::LAST_YEAR;
use crate::domain::live::{LiveSchedule, ReportedStart};
use crate::domain::occurrence::{Occurrence, Occurrences};
use crate::domain::recurrence::Recurrence;
use crate::domain::run_pattern::RunPattern;
use crate::domain::wall_clock::days_from;
use crate::domain::wall_time::Resolved;
use crate::domain::weekday::WeekdaySet;
use crate::domain::zone::Zone;

/// A checked schedule, as the clock of one zone repeats it: that of its platform, or its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RunPlan<End = Option<Timestamp>, Pattern = RunPattern> {
    start: DateTime,
    first_instant: Timestamp,
    end: End,
    pattern: Pattern,
    asked_pattern: Pattern,
    repeat_zone: Zone,
    reader_zone: Zone,
    /// Whether the platform's own clock repeats it, so that its times are converted. Otherwise its first run is sent as
    /// its start, and its end as a day without a time.
    is_converted: bool,
}

/// A schedule that the platform's own clock repeats: it always ends, and has days or weeks. Kore.ai contract §9.
pub type KoreSchedule = RunPlan<Timestamp, Recurrence>;

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
            is_converted: false,
        }
    }

    /// Whether a live schedule that repeats in the same pattern, and perhaps at another time of day in another zone,
    /// has just the runs of this one from now on. The clocks of two zones may agree up to its end alone.
    pub fn has_runs_of(&self, held: &LiveSchedule, now: Timestamp) -> bool {
        let ReportedStart::Known(begun, zone) = held.start() else { return false };
        let end = match held.recurrence.as_ref().and_then(|config| config.get("end_date")) {
            None | Some(Value::Null) => Ok(self.last_known()),
            Some(day) => day
                .as_str()
                .and_then(|day| day.split('T').next())
                .unwrap_or_default()
                .parse()
                .map(|day: Date| zone.read(day.at(23, 59, 59, 0)).instant()),
        };
        end.is_ok_and(|end| {
            let held = Occurrences::new(begun, Some(end), self.pattern, &zone).starting_from(now);
            self.runs().starting_from(now).map(|run| run.instant).eq(held.map(|run| run.instant))
        })
    }
}

impl KoreSchedule {
    /// The schedule that the clock of a platform repeats, as it was asked for, read in the zone of that clock.
    pub(super) fn on_clock_of(platform: &Zone, start: Timestamp, end: Timestamp, asked: Recurrence) -> Self {
        Self {
            start: platform.wall(start),
            first_instant: start,
            end,
            pattern: asked,
            asked_pattern: asked,
            repeat_zone: platform.clone(),
            reader_zone: platform.clone(),
            is_converted: true,
        }
    }

    /// This schedule for a reader in this zone.
    #[must_use]
    pub fn read_in(self, zone: &Zone) -> Self {
        Self { reader_zone: zone.clone(), ..self }
    }

    /// This schedule with weekdays that the conversion to the platform's clock moved.
    #[must_use]
    pub(super) fn sent_on(self, pattern: Recurrence) -> Self {
        Self { pattern, ..self }
    }

    /// This schedule with another end.
    #[must_use]
    pub(super) fn ending(self, end: Timestamp) -> Self {
        Self { end, ..self }
    }

    /// The end on the platform's clock.
    pub fn platform_end(&self) -> DateTime {
        self.repeat_zone.wall(self.end)
    }

    /// `startDateTime`: `YYYY-MM-DD HH:MM:SS` on the platform's clock.
    pub fn wire_start(&self) -> String {
        wire(self.start)
    }

    /// `endDateTime`: `YYYY-MM-DD HH:MM:SS` on the platform's clock.
    pub fn wire_end(&self) -> String {
        wire(self.platform_end())
    }

    /// This schedule among those of any platform.
    pub fn for_any_platform(&self) -> RunPlan {
        let Self { start, first_instant, repeat_zone, reader_zone, is_converted, .. } = self.clone();
        RunPlan {
            start,
            first_instant,
            end: Some(self.end),
            pattern: self.pattern.into(),
            asked_pattern: self.asked_pattern.into(),
            repeat_zone,
            reader_zone,
            is_converted,
        }
    }
}

impl<End: Copy + Into<Option<Timestamp>>, Pattern: Copy + Into<RunPattern>> RunPlan<End, Pattern> {
    /// Every run, including past ones. Without an end, they stop with the year 2100: later clocks are not known. No
    /// schedule may end later, in the zone of the request.
    pub fn runs(&self) -> Occurrences {
        let end = self.end.into().unwrap_or_else(|| self.last_known());
        Occurrences::new(self.start, Some(end), self.pattern, &self.repeat_zone)
    }

    /// The end of the last year whose clocks are known.
    fn last_known(&self) -> Timestamp {
        self.repeat_zone.read(DateTime::constant(LAST_YEAR, 12, 31, 23, 59, 59, 0)).instant()
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
                Occurrences::new(start, self.end.into(), self.pattern, &self.repeat_zone).starting_from(now);
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
    pub const fn end(&self) -> End {
        self.end
    }

    /// Whether a run depends on the day from which days, weeks or months are counted, in a schedule that skips some.
    /// That day is not documented. A first run that is sent as the start does not depend on it.
    pub fn is_counting_assumed(&self, run: &Occurrence) -> bool {
        let leaves_out = self.pattern.into().every().is_some_and(|every| every.get() > 1);
        let is_certain = |first: Occurrence| {
            first.instant == run.instant && (!self.is_converted || first.instant == self.first_instant)
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
        self.end.into().filter(|_| !self.is_converted).map(|end| self.repeat_zone.wall(end).date())
    }

    /// The pattern on the platform's clock.
    pub const fn pattern(&self) -> Pattern {
        self.pattern
    }

    /// The requested pattern. It differs if the weekdays were moved to the platform's clock.
    pub const fn asked_pattern(&self) -> Pattern {
        self.asked_pattern
    }

    /// The weekdays in the reader's zone, for a schedule written on the platform's clock, if they differ there.
    pub fn days_for_reader(&self) -> Option<WeekdaySet> {
        let [sent, asked] = [self.pattern, self.asked_pattern].map(Into::into);
        let RunPattern::Recurring(Recurrence::Weekly { days, .. }) = sent else { return None };
        let shift = days_from(self.start.date(), self.reader_zone.wall(self.first_instant).date());
        let there = days.rotate(shift);
        (sent == asked && there != days).then_some(there)
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

fn wire(wall: DateTime) -> String {
    wall.strftime("%Y-%m-%d %H:%M:%S").to_string()
}
