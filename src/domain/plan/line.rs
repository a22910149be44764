//! One line of a plan.

use jiff::Timestamp;
use serde::Serialize;

use super::Obstacle;
use crate::domain::difference::FieldDifference;
use crate::domain::inherited::InheritedValue;
use crate::domain::live::LiveCampaign;
use crate::domain::platform_campaign::PlatformCampaign;
use crate::domain::schedule::PlannedSchedule;

/// The code of what keeps a line from being carried out and has no code of its own.
pub(super) const BLOCKED: &str = "plan/blocked";

/// One line of a plan: an action for a campaign, or the reason why there is none.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Line {
    /// The campaign's name: as it is live, else as its file has it.
    pub name: String,
    /// The platform's word for its type, such as `sms`.
    pub type_word: String,
    /// The action, or the reason why there is none.
    pub item: Item,
    /// The questions that the platform's documentation leaves open about the change: it may be refused.
    pub cautions: Vec<&'static str>,
    /// The values that its campaign inherits from files of defaults.
    pub inherited: Vec<InheritedValue>,
}

/// The action for a campaign, or the reason why there is none.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Item {
    /// It is created, and its schedule is switched on then.
    Create {
        /// The campaign.
        campaign: PlatformCampaign,
        /// Its schedule.
        schedule: Option<PlannedSchedule>,
    },
    /// It becomes what its file says.
    Update {
        /// The campaign, as it was read.
        live: Box<LiveCampaign>,
        /// The new campaign, with everything that the file does not manage.
        to: PlatformCampaign,
        /// The differences between the live campaign and the new one.
        differences: Vec<Difference>,
    },
    /// Its schedule is switched on, which never was on.
    SwitchOn {
        /// The campaign.
        live: Box<LiveCampaign>,
        /// The schedule.
        schedule: PlannedSchedule,
        /// Whether somebody may have switched it off, and it was asked for all the same.
        again: bool,
    },
    /// Its schedule is on, and gets another one.
    Replace {
        /// The campaign.
        live: Box<LiveCampaign>,
        /// The schedule that it gets.
        schedule: PlannedSchedule,
        /// The differences between the two schedules; empty where the one that is on cannot be read.
        differences: Vec<FieldDifference>,
        /// When this machine switched the one on that there is, where that is all that is known of it.
        since: Option<Timestamp>,
        /// When this machine sent another one of which it is not known whether that is on.
        in_doubt: Option<Timestamp>,
    },
    /// Its schedule is switched off.
    SwitchOff {
        /// The campaign.
        live: Box<LiveCampaign>,
    },
    /// Its schedule is off, and somebody may have switched it off: it stays off unless that is asked for.
    OffLive {
        /// The campaign.
        live: Box<LiveCampaign>,
        /// The schedule of its file.
        schedule: PlannedSchedule,
    },
    /// It is as its file has it.
    Unchanged {
        /// The campaign.
        live: Box<LiveCampaign>,
    },
    /// Something is to be done, and cannot be now.
    Blocked {
        /// The campaign, where there is one.
        live: Option<Box<LiveCampaign>>,
        /// The changes that cannot be made: names of fields, or words such as `create`.
        what: Vec<&'static str>,
        /// Why it cannot be.
        obstacle: Obstacle,
    },
    /// Whether these fields are as the file has them cannot be told.
    Unreadable {
        /// The campaign.
        live: Box<LiveCampaign>,
        /// The fields.
        fields: Vec<&'static str>,
        /// When the campaign was changed after this machine had sent them as the file has them, where that is why.
        changed: Option<Timestamp>,
    },
    /// It is in no file, and it was asked for that such campaigns are deleted.
    Delete {
        /// The campaign, as a row of the list.
        live: Box<LiveCampaign>,
    },
    /// It is in no file.
    OnlyLive {
        /// The campaign, as a row of the list.
        live: Box<LiveCampaign>,
        /// Why it would not be deleted if that were asked for: a file may mean it all the same, or it runs.
        kept: Option<Obstacle>,
    },
}

/// A field that an update changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// The field with its values.
    pub change: FieldDifference,
    /// When this machine sent another value, of a field that the platform does not return.
    pub other_sent: Option<Timestamp>,
}

impl Item {
    /// The live campaign, where there is one.
    #[must_use]
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

    /// The schedule that the line is about.
    #[must_use]
    pub const fn schedule(&self) -> Option<&PlannedSchedule> {
        match self {
            Self::Create { schedule, .. } => schedule.as_ref(),
            Self::SwitchOn { schedule, .. }
            | Self::Replace { schedule, .. }
            | Self::OffLive { schedule, .. } => Some(schedule),
            _ => None,
        }
    }

    /// Whether it shows that the live campaign is not as its file has it.
    #[must_use]
    pub const fn is_change(&self) -> bool {
        !matches!(self, Self::Unchanged { .. } | Self::Unreadable { .. } | Self::OnlyLive { .. })
    }

    /// Whether carrying the plan out sends something for it.
    #[must_use]
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

    /// Whether it makes the platform call people, or may.
    #[must_use]
    pub const fn begins_calls(&self) -> bool {
        matches!(self, Self::Create { schedule: Some(_), .. } | Self::SwitchOn { .. } | Self::Replace { .. })
    }
}
