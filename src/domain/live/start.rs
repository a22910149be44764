//! The meaning of the start of a schedule that a platform reports.

use jiff::Timestamp;
use jiff::civil::{DateTime, Time};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::LiveSchedule;
use crate::domain::wall_clock::LocalTimeReading;
use crate::domain::zone::Zone;

/// `scheduled_at` of a reported schedule, as far as it can be understood. Burki documents it as UTC, but its own
/// samples show local time (Burki contract §9.3).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReportedStart {
    /// The platform reported no start.
    Untold,
    /// Local time in the schedule's zone. The schedule repeats at a time of day, and only this reading of
    /// the report has it.
    Known(DateTime, Zone),
    /// The start may be UTC, as documented, or local time; nothing tells which.
    Unclear,
}

/// How a platform was seen to report the times of schedules. Burki contract §9.3.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReportedTimes {
    /// The platform reports the instant, in UTC.
    Instants,
    /// The platform reports the local time that was sent, without its zone.
    LocalTimes,
}

/// Whether the call that sent a schedule was answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CallAnswer {
    /// It was: the platform took the schedule, and what it has is this one or a later one.
    Came,
    /// It was not, or not whole: what the platform has may be what was there before.
    Lost,
}

impl LiveSchedule {
    /// The schedule in the form in which the platform returned it.
    pub fn as_reported(&self) -> Value {
        json!({
            "schedule_type": self.kind,
            "scheduled_at": self.scheduled_at,
            "recurring_config": self.recurrence,
        })
    }

    /// The reported start of the schedule.
    pub fn start(&self) -> ReportedStart {
        let Some(reported) = self.scheduled_at.as_deref() else { return ReportedStart::Untold };
        match self.known_start(reported) {
            Some((wall, zone)) => ReportedStart::Known(wall, zone),
            None => ReportedStart::Unclear,
        }
    }

    /// Whether it repeats, and the platform does not report from when on.
    pub const fn is_start_untold(&self) -> bool {
        self.recurrence.is_some() && self.scheduled_at.is_none()
    }

    /// This schedule, with the start of the one that was sent with this body where the platform does not report it.
    #[must_use]
    pub fn started_as(&self, sent: &Value) -> Self {
        let start = || sent.get("scheduled_at")?.as_str().map(ToOwned::to_owned);
        Self { scheduled_at: self.scheduled_at.clone().or_else(start), ..self.clone() }
    }

    /// The reading of a reported time whose time of day is the schedule's.
    fn known_start(&self, reported: &str) -> Option<(DateTime, Zone)> {
        let text = |key: &str| self.recurrence.as_ref()?.get(key)?.as_str();
        let zone: Zone = text("time_zone")?.parse().ok()?;
        let time: Time = text("time")?.parse().ok()?;
        let instant = reported.parse::<Timestamp>().ok();
        let converted = instant.map(|instant| zone.wall(instant));
        // For a run inside a clock gap, the platform reports the time to which the jump moved it.
        let moved = converted.map(|wall| wall.date().to_datetime(time)).filter(
            |wall| matches!(zone.read(*wall), LocalTimeReading::Gap(gap) if Some(gap.moved_forward) == instant),
        );
        let as_written = reported.trim_end_matches(['Z', 'z']).parse::<DateTime>().ok();
        let wall = [converted, moved, as_written].into_iter().flatten().find(|wall| wall.time() == time)?;
        Some((wall, zone))
    }
}
