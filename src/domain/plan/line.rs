//! One line of a plan.

use jiff::Timestamp;
use serde::Serialize;

use super::Obstacle;
use crate::domain::difference::FieldDifference;
use crate::domain::inherited::InheritedValue;
use crate::domain::live::{CampaignId, LiveCampaign};
use crate::domain::platform_campaign::PlatformCampaign;
use crate::domain::schedule::PlannedSchedule;

/// The code of an obstacle that has no code of its own.
pub(super) const BLOCKED: &str = "plan/blocked";

/// One line of a plan: an action for a campaign, or the reason why there is no action.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PlanLine {
    /// The campaign's name: the live one, or the file's if there is no live campaign.
    pub name: String,
    /// The platform's word for its type, such as `sms`.
    pub type_word: String,
    /// The action, or the reason why there is no action.
    pub step: PlanStep,
    /// The questions that the platform's documentation leaves open about the change; the platform may refuse it.
    pub cautions: Vec<&'static str>,
    /// The values that the campaign inherits from files of defaults.
    pub inherited: Vec<InheritedValue>,
}

/// The action for a campaign, or the reason why there is no action.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PlanStep {
    /// The campaign is created, and then its schedule is switched on.
    Create {
        /// The campaign.
        campaign: PlatformCampaign,
        /// Its schedule.
        schedule: Option<PlannedSchedule>,
    },
    /// The campaign is updated to match its file.
    Update {
        /// The campaign, as it was read; without its schedule if that is switched off first.
        live: Box<LiveCampaign>,
        /// The new campaign, with everything that the file does not manage.
        to: PlatformCampaign,
        /// The differences between the live campaign and the new one.
        differences: Vec<Difference>,
    },
    /// The campaign's schedule is switched on.
    SwitchOn {
        /// The campaign.
        live: Box<LiveCampaign>,
        /// The schedule.
        schedule: PlannedSchedule,
        /// Whether somebody may have switched the schedule off, and switching it on again was requested.
        again: bool,
    },
    /// The campaign's schedule is on, and is replaced.
    Replace {
        /// The campaign.
        live: Box<LiveCampaign>,
        /// The schedule that it gets.
        schedule: PlannedSchedule,
        /// The differences between the two schedules; empty where the one that is on cannot be read.
        differences: Vec<FieldDifference>,
        /// The knowledge about the schedule that is on.
        replaced: Replaced,
    },
    /// The campaign's schedule is switched off.
    SwitchOff {
        /// The campaign.
        live: Box<LiveCampaign>,
    },
    /// The campaign's schedule is off, and somebody may have switched it off. It stays off unless switching it
    /// on is requested.
    OffLive {
        /// The campaign.
        live: Box<LiveCampaign>,
        /// The schedule of its file.
        schedule: PlannedSchedule,
    },
    /// The campaign matches its file.
    Unchanged {
        /// The campaign.
        live: Box<LiveCampaign>,
    },
    /// A change is needed, but cannot be made now.
    Blocked {
        /// The campaign, where there is one.
        live: Option<Box<LiveCampaign>>,
        /// The changes that cannot be made: names of fields, or words such as `create`.
        what: Vec<&'static str>,
        /// Why the changes cannot be made.
        obstacle: Obstacle,
    },
    /// It cannot be determined whether these fields match the file.
    Unreadable {
        /// The campaign.
        live: Box<LiveCampaign>,
        /// The fields.
        fields: Vec<&'static str>,
        /// When the campaign was changed after this machine had sent the values of the file, if that is the reason.
        changed: Option<Timestamp>,
        /// Whether they were sent, and cannot be compared without the key of the machine that sent them.
        other_key: bool,
    },
    /// The campaign is in no file, and deleting such campaigns was requested.
    Delete {
        /// The campaign, as a row of the list.
        live: Box<LiveCampaign>,
    },
    /// The campaign is in no file.
    OnlyLive {
        /// The campaign, as a row of the list.
        live: Box<LiveCampaign>,
        /// Why the campaign would not be deleted even if that were requested: a file may mean it, or it is running.
        obstacle: Option<Obstacle>,
    },
}

/// A field that an update changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// The field with its values.
    pub change: FieldDifference,
    /// The value that was sent before, for a field that the platform does not return; `None` if nothing is remembered.
    pub other_sent: Option<OtherSent>,
}

/// Another value of a field, which this machine sent last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct OtherSent {
    /// When it was sent.
    pub at: Timestamp,
    /// When the campaign was changed after that, by somebody else or by a run, so that the field may have any value
    /// now.
    pub changed: Option<Timestamp>,
}

/// The knowledge about a schedule that is on and is replaced.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Replaced {
    /// The platform returned it, or nothing is known of it.
    AsReturned,
    /// This machine switched it on at this instant, and nothing else is known of it.
    Sent(Timestamp),
    /// It is not known whether it is the one that this machine sent at this instant.
    InDoubt(Timestamp),
    /// It may be any: the campaign was changed at this instant, after this machine had sent another schedule.
    ChangedSince(Timestamp),
}

impl PlanStep {
    /// The live campaign, where there is one.
    pub fn live(&self) -> Option<&LiveCampaign> {
        match self {
            Self::Create { .. } => None,
            Self::Blocked { live, .. } => live.as_deref(),
            Self::Update { live, .. }
            | Self::SwitchOn { live, .. }
            | Self::Replace { live, .. }
            | Self::SwitchOff { live }
            | Self::OffLive { live, .. }
            | Self::Unchanged { live }
            | Self::Unreadable { live, .. }
            | Self::Delete { live }
            | Self::OnlyLive { live, .. } => Some(live),
        }
    }

    /// The schedule in this line.
    pub const fn schedule(&self) -> Option<&PlannedSchedule> {
        match self {
            Self::Create { schedule, .. } => schedule.as_ref(),
            Self::SwitchOn { schedule, .. }
            | Self::Replace { schedule, .. }
            | Self::OffLive { schedule, .. } => Some(schedule),
            _ => None,
        }
    }

    /// The campaign and its new name, if the line gives it one.
    pub fn new_name(&self) -> Option<(&CampaignId, &str)> {
        match self {
            Self::Update { live, to, .. } if to.name() != live.name => Some((&live.id, to.name())),
            _ => None,
        }
    }

    /// The fields that the update of a campaign changes.
    pub(super) fn updated_fields(&self) -> impl Iterator<Item = &'static str> {
        let differences = match self {
            Self::Update { differences, .. } => differences.as_slice(),
            _ => &[],
        };
        differences.iter().map(|it| it.change.field)
    }

    /// Whether the line shows that the live campaign does not match its file.
    pub const fn is_change(&self) -> bool {
        !matches!(self, Self::Unchanged { .. } | Self::Unreadable { .. } | Self::OnlyLive { .. })
    }

    /// Whether carrying out the plan sends something for this line.
    pub const fn is_carried_out(&self) -> bool {
        matches!(
            self,
            Self::Create { .. }
                | Self::Update { .. }
                | Self::SwitchOn { .. }
                | Self::Replace { .. }
                | Self::SwitchOff { .. }
                | Self::Delete { .. }
        )
    }

    /// Whether the campaign itself is created, updated or deleted.
    pub const fn writes_campaign(&self) -> bool {
        matches!(self, Self::Create { .. } | Self::Update { .. } | Self::Delete { .. })
    }

    /// Whether a schedule is switched on or off, maybe after the campaign was created.
    pub const fn switches_schedule(&self) -> bool {
        match self {
            Self::Create { schedule, .. } => schedule.is_some(),
            Self::SwitchOn { .. } | Self::Replace { .. } | Self::SwitchOff { .. } => true,
            _ => false,
        }
    }

    /// When the campaign was changed after this machine had sent what the line sets: the live value may be any, and all
    /// of it is set.
    pub fn sets_over_change(&self) -> Option<Timestamp> {
        match self {
            Self::Replace { replaced: Replaced::ChangedSince(at), .. } => Some(*at),
            Self::Update { differences, .. } => differences.iter().find_map(|it| it.other_sent?.changed),
            _ => None,
        }
    }

    /// Whether the line makes, or may make, the platform call people.
    pub fn begins_calls(&self) -> bool {
        matches!(self, Self::Create { .. } | Self::SwitchOn { .. } | Self::Replace { .. })
            && self.schedule().is_some_and(|schedule| !schedule.is_immediate())
    }
}
