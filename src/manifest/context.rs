//! What the rules need beside a file.

use jiff::Timestamp;

use crate::domain::platform_kind::PlatformKind;
use crate::domain::zone::Zone;

/// What the rules need beside a file.
#[derive(Debug, Clone)]
pub struct CheckContext {
    /// The profile's platform, for which a document is that names none.
    pub platform: PlatformKind,
    /// The treatment of documents for another one.
    pub others: OtherPlatforms,
    /// The clock on which the platform repeats schedules.
    pub platform_zone: Zone,
    /// The present.
    pub now: Timestamp,
    /// The treatment of schedules that are over.
    pub over: OverSchedules,
}

impl CheckContext {
    /// The rules of a command that sends nothing.
    #[must_use]
    pub const fn new(platform: PlatformKind, platform_zone: Zone, now: Timestamp) -> Self {
        Self { platform, others: OtherPlatforms::Checked, platform_zone, now, over: OverSchedules::Refused }
    }

    /// The rules of a command that sends what it checks.
    #[must_use]
    pub fn for_sending(self) -> Self {
        Self { others: OtherPlatforms::Left, ..self }
    }
}

/// The treatment of a schedule that was good once, and whose runs have all passed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OverSchedules {
    /// It is an error: it would never run.
    Refused,
    /// It stays, as what was sent: nothing switches it on.
    Kept,
}

/// The treatment of documents for another platform than the profile's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OtherPlatforms {
    /// They are checked like all others: nothing is sent.
    Checked,
    /// They are left out and counted: the profile cannot send them.
    Left,
}
