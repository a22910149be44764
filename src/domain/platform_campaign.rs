//! A campaign of any platform, as it is sent.

use std::fmt;

use super::burki_campaign::{AssistantId, BurkiCampaign};
use super::calling_hours::CallingHours;
use super::kore_campaign::{KoreCampaign, ListName, QueueName};
use super::platform_kind::PlatformKind;
use serde::Serialize;

/// A complete, checked campaign, as its platform accepts it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PlatformCampaign {
    /// A campaign of Kore.ai.
    Kore(Box<KoreCampaign>),
    /// A campaign of Burki.
    Burki(Box<BurkiCampaign>),
}

impl PlatformCampaign {
    /// The platform of the campaign.
    pub const fn platform(&self) -> PlatformKind {
        match self {
            Self::Kore(_) => PlatformKind::Kore,
            Self::Burki(_) => PlatformKind::Burki,
        }
    }

    /// The Kore.ai campaign; `None` for another platform's.
    #[cfg(test)]
    pub(crate) fn into_kore(self) -> Option<KoreCampaign> {
        match self {
            Self::Kore(campaign) => Some(*campaign),
            Self::Burki(_) => None,
        }
    }

    /// Its name.
    pub fn name(&self) -> &str {
        match self {
            Self::Kore(campaign) => campaign.name.as_str(),
            Self::Burki(campaign) => campaign.name.as_str(),
        }
    }

    /// The platform's word for its type, such as `sms`.
    pub const fn type_word(&self) -> &'static str {
        match self {
            Self::Kore(campaign) => campaign.campaign_type().wire_name(),
            Self::Burki(campaign) => campaign.medium.wire_name(),
        }
    }

    /// The assistant that speaks or writes; `None` if the campaign has none.
    pub const fn assistant_id(&self) -> Option<AssistantId> {
        match self {
            Self::Kore(_) => None,
            Self::Burki(campaign) => Some(campaign.assistant_id),
        }
    }

    /// The lists whose contacts are reached; empty if the campaign has contacts of its own.
    pub fn contact_lists(&self) -> &[ListName] {
        match self {
            Self::Kore(campaign) => &campaign.contact_lists,
            Self::Burki(_) => &[],
        }
    }

    /// The list that keeps people from being contacted; `None` if there is none, and on Burki.
    pub const fn dnc_list(&self) -> Option<&ListName> {
        match self {
            Self::Kore(campaign) => campaign.dnc_list.as_ref(),
            Self::Burki(_) => None,
        }
    }

    /// The queue whose agents speak; `None` where no agent does, or on Burki.
    pub const fn queue(&self) -> Option<&QueueName> {
        match self {
            Self::Kore(campaign) => campaign.queue(),
            Self::Burki(_) => None,
        }
    }

    /// When contacts may be reached; `None` where the platform knows no calling hours.
    pub const fn calling_hours(&self) -> Option<&CallingHours> {
        match self {
            Self::Kore(campaign) => Some(&campaign.calling_hours),
            Self::Burki(_) => None,
        }
    }
}

impl fmt::Display for PlatformCampaign {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}
