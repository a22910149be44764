//! Schedules: as requested, in the operator's terms, and as sent, on the platform's clock.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};

use super::finding::Located;
use super::recurrence::Recurrence;
use super::wall_time::Resolved;
use super::zone::Zone;

mod burki_request;
mod convert;
mod ends;
mod limits;
mod local_time;
mod overlay;
mod planned;
mod run_plan;
mod split;
mod typed;
mod week_counting;

pub use burki_request::{BurkiScheduleRequest, first_run};
pub use convert::convert;
pub use ends::Ends;
pub use limits::LAST_YEAR;
pub use overlay::{
    Overlay, TypedRecurrence, TypingZone, files_days_unclear, offset_unclear, typed_days_unclear,
};
pub use planned::{BurkiSchedule, PlannedSchedule, RequestedSchedule};
pub use run_plan::{KoreSchedule, RunPlan};
pub use typed::{PatternKind, TypedPattern, TypedSchedule, variable_ignored};

/// A requested schedule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KoreScheduleRequest {
    /// The start. It is a run only if it fits the recurrence.
    pub start: Located<RequestedTime>,
    /// The end, inclusive.
    pub end: Located<RequestedTime>,
    /// The days on which it runs, on the clock of the request.
    pub recurrence: Located<Recurrence>,
    /// The clock of the local times and the weekdays.
    pub clock: ScheduleClock,
}

impl KoreScheduleRequest {
    /// The request for times that are already resolved, in the zone of the start. The caller must show their notes.
    pub fn from_resolved(
        start: Located<Resolved>,
        end: Located<Resolved>,
        recurrence: Located<Recurrence>,
    ) -> Self {
        let clock = ScheduleClock::Operator(start.value.zone.clone());
        let instant = |resolved: Resolved| RequestedTime::Instant(resolved.instant);
        Self { start: start.map(instant), end: end.map(instant), recurrence, clock }
    }
}

/// A requested start or end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RequestedTime {
    /// Local time on the clock of the request.
    Wall(DateTime),
    /// The last second of a day on the clock of the request. An end without a time means this.
    EndOfDay(Date),
    /// An instant, in whole seconds: a time with an offset, or one that was already resolved.
    Instant(Timestamp),
}

/// The clock on which a request is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ScheduleClock {
    /// The clock of this zone: flags, or a file's block with `timezone`.
    Operator(Zone),
    /// The platform's own clock, as documented for the platform: a file's block without `timezone`.
    Platform,
}

#[cfg(test)]
mod tests;
