//! When contacts may be reached: windows of a week in a zone.

use jiff::civil::Time;

use super::weekday::Weekday;
use super::zone::Zone;

/// `dialingStrategy.callingHours`: when contacts may be reached. Contract sections 6 and 17.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CallingHours {
    /// `frequency`.
    pub frequency: Frequency,
    /// The zone in which the windows are wall time.
    pub zone: Zone,
    /// One entry a block, as the platform's `days` array has them, in the order of the file. Never empty.
    pub windows: Vec<CallingWindow>,
}

/// One block of `callingHours.days`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CallingWindow {
    /// The day.
    pub day: Weekday,
    /// The first minute, wall time.
    pub start: Time,
    /// The end, wall time, after `start`.
    pub end: Time,
}

/// `callingHours.frequency`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Frequency {
    /// `WEEKLY`.
    #[default]
    Weekly,
    /// `DAILY`.
    Daily,
    /// `CUSTOM`.
    Custom,
}
