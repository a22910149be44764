//! The basis of a change.

use super::{Change, ScheduleTarget, Trigger};
use crate::domain::live::{CampaignId, ContactList, LiveCampaign};

/// The basis of a change: the object as it was read and shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Basis {
    /// Nothing that was read, as for a create.
    Nothing,
    /// A campaign.
    Campaign(Box<LiveCampaign>),
    /// The name of this campaign, by which its schedule is switched on and which no other campaign may have. Nothing
    /// else of it was read directly before.
    Name(CampaignId),
    /// A name as it was typed, by which a schedule is switched on: no campaign was read for it, and at most one may
    /// have it.
    TypedName(String),
    /// A campaign whose run calls contacts back: it changes while it runs, and must still run as it was shown.
    Run(Box<LiveCampaign>),
    /// A campaign that gets contacts: only its name, its status and the contacts that it has must still be so.
    Filled(Box<LiveCampaign>),
    /// A contact list.
    List(Box<ContactList>),
    /// A contact list that gets contacts by its name alone, which must still be its own.
    ListName(Box<ContactList>),
}

impl Change {
    /// The basis of the change, which must still hold when it is sent. Nothing is asked before a stop, a pause or a
    /// disable: they can do no harm. A schedule is enabled by a name, so that its change holds no reading.
    pub fn basis(&self) -> Basis {
        match self {
            Self::UpdateCampaign { campaign, .. }
            | Self::DeleteCampaign(campaign)
            | Self::TriggerCampaign(campaign, Trigger::Start)
            | Self::ReExecuteCampaign { campaign, .. } => Basis::Campaign(campaign.clone()),
            Self::ImportContacts { campaign, .. } => Basis::Filled(campaign.clone()),
            Self::AddContacts { list, .. } => Basis::ListName(list.clone()),
            Self::UpdateContactList(list, _) | Self::DeleteContactList(list) => Basis::List(list.clone()),
            Self::TriggerCampaign(_, Trigger::Stop | Trigger::Pause)
            | Self::CreateCampaign(_)
            | Self::EnableSchedule { .. }
            | Self::DisableSchedule(_)
            | Self::CallBack { .. }
            | Self::CreateContactList(_)
            | Self::Request { .. } => Basis::Nothing,
        }
    }

    /// The value that identifies the changed campaign in schedule calls: writes to it go one after the other on one
    /// machine. `None` for a stop and a pause, which wait for nothing, and for what changes no campaign.
    pub fn campaign_key(&self) -> Option<String> {
        match self {
            Self::UpdateCampaign { campaign, .. }
            | Self::DeleteCampaign(campaign)
            | Self::TriggerCampaign(campaign, Trigger::Start)
            | Self::ReExecuteCampaign { campaign, .. } => Some(ScheduleTarget::of(campaign).key),
            Self::EnableSchedule { campaign, .. } | Self::DisableSchedule(campaign) => {
                Some(campaign.key.clone())
            }
            _ => None,
        }
    }
}
