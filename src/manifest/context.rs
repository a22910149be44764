//! The context of a check: the values that the rules need besides the file.

use jiff::Timestamp;

use crate::domain::platform_kind::PlatformKind;
use crate::domain::policy::Policy;
use crate::domain::rules::Measure;
use crate::domain::zone::Zone;

/// The context of a check: the values that the rules need besides the file.
#[derive(Debug, Clone)]
pub struct CheckContext {
    /// The profile's platform, which is used for documents without `platform`.
    pub platform: PlatformKind,
    /// Whether documents for another platform are checked or left out.
    pub others: OtherPlatforms,
    /// The clock on which the platform repeats schedules.
    pub platform_zone: Zone,
    /// The place that is set for all commands, if one is.
    pub home_zone: Option<Zone>,
    /// The present instant.
    pub now: Timestamp,
    /// Whether a schedule whose runs are all in the past is an error.
    pub over: OverSchedules,
}

impl CheckContext {
    /// The context for a command that sends nothing.
    pub const fn new(platform: PlatformKind, platform_zone: Zone, now: Timestamp) -> Self {
        let (others, over) = (OtherPlatforms::Checked, OverSchedules::Refused);
        Self { platform, others, platform_zone, home_zone: None, now, over }
    }

    /// The measure by which campaigns are judged, with this policy.
    pub const fn measure<'a>(&'a self, policy: &'a Policy) -> Measure<'a> {
        Measure { policy, home_zone: self.home_zone.as_ref(), now: self.now }
    }

    /// The context for a command that sends what it checks.
    #[must_use]
    pub fn for_sending(self) -> Self {
        Self { others: OtherPlatforms::Left, ..self }
    }
}

/// Whether a valid schedule whose runs are all in the past is an error or allowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OverSchedules {
    /// The schedule is an error, since it would never run.
    Refused,
    /// The schedule was sent earlier, so it may be over; it is not switched on.
    Allowed,
}

/// Whether documents for another platform than the profile's are checked or left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OtherPlatforms {
    /// Documents for other platforms are checked like all others; nothing is sent.
    Checked,
    /// Documents that name no platform, and have the keys of another one, are left out and counted: which settings they
    /// are for is not known. Those that name theirs are checked.
    LeftIfUnnamed,
    /// Documents for other platforms are left out and counted, since the profile cannot send them.
    Left,
}
