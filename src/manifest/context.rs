//! The context of a check: what the rules need besides the file.

use jiff::Timestamp;

use crate::domain::platform_kind::PlatformKind;
use crate::domain::zone::Zone;

/// The context of a check: what the rules need besides the file.
#[derive(Debug, Clone)]
pub struct CheckContext {
    /// The profile's platform, for which a document is that names none.
    pub platform: PlatformKind,
    /// Whether documents for another platform are checked or left out.
    pub others: OtherPlatforms,
    /// The clock on which the platform repeats schedules.
    pub platform_zone: Zone,
    /// The present.
    pub now: Timestamp,
    /// Whether a schedule whose runs have all passed is an error.
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

/// Whether a valid schedule whose runs have all passed is an error or is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OverSchedules {
    /// It is an error: it would never run.
    Refused,
    /// It stays, as what was sent: nothing switches it on.
    Kept,
}

/// Whether documents for another platform than the profile's are checked or left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OtherPlatforms {
    /// They are checked like all others: nothing is sent.
    Checked,
    /// They are left out and counted: the profile cannot send them.
    Left,
}
