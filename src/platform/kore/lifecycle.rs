//! A campaign's life: its status, the actions that each status allows, and the delete. Kore.ai contract §8.4, §8.5
//! and §16.

use serde_json::json;

use super::client::Kore;
use super::endpoints::Endpoints;
use crate::domain::change::{Action, Trigger};
use crate::domain::difference::unknown_keys;
use crate::domain::kore_campaign::CampaignType;
use crate::domain::live::{CampaignId, CampaignStatus, LiveCampaign};
use crate::domain::platform_kind::PlatformKind;
use crate::platform::error::PlatformError;
use crate::platform::feature::Feature;
use crate::platform::outcome::Settled;
use crate::platform::platform::Campaigns as _;
use crate::platform::recovery::settle_delete;
use crate::platform::request::{Effect, Method, Request};

/// A trigger of a campaign. The platform has only these two, and no pause.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signal {
    /// `play`: the campaign reaches people from now on.
    Play,
    /// `stop`: the campaign stops calling; a later start is a new run.
    Stop,
}

impl Signal {
    /// The platform's word.
    pub(super) const fn wire_name(self) -> &'static str {
        match self {
            Self::Play => "play",
            Self::Stop => "stop",
        }
    }

    pub(super) const fn verb(self) -> &'static str {
        match self {
            Self::Play => Trigger::Start.verb(),
            Self::Stop => Trigger::Stop.verb(),
        }
    }

    /// The status that the signal leaves behind.
    pub(super) const fn settles_at(self) -> CampaignStatus {
        match self {
            Self::Play => CampaignStatus::Active,
            Self::Stop => CampaignStatus::Stopped,
        }
    }
}

impl TryFrom<Trigger> for Signal {
    type Error = PlatformError;

    fn try_from(trigger: Trigger) -> Result<Self, PlatformError> {
        match trigger {
            Trigger::Start => Ok(Self::Play),
            Trigger::Stop => Ok(Self::Stop),
            Trigger::Pause => Err(Feature::Pause.lacking(PlatformKind::Kore)),
        }
    }
}

/// A campaign and its type. A start, a stop, an update and a delete have to name the type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TypedCampaign {
    /// The campaign as it was read.
    pub live: LiveCampaign,
    /// Voice or sms.
    pub campaign_type: CampaignType,
}

impl Endpoints {
    /// A campaign's status. Kore.ai contract §5.7.
    pub fn status(&self, id: &CampaignId) -> Request {
        let path = self.campaigns().segment(id.as_str()).segment("status");
        let address = self.with_account(path).query("view", "status");
        self.post(format!("read the status of the campaign {id}"), Effect::Read, address, json!({}))
    }

    /// Deletes a campaign. Kore.ai contract §5.6.
    pub fn delete_campaign(&self, target: &TypedCampaign) -> Request {
        let address = self
            .with_account(self.campaigns().segment(target.live.id.as_str()))
            .query("campaignType", target.campaign_type.wire_name());
        let purpose = format!("delete the campaign {:?}", target.live.name);
        self.request(purpose, Effect::Write, Method::Delete, address, None)
    }
}

impl Kore {
    /// Deletes a campaign. A lost answer is settled by reading whether the campaign is gone.
    ///
    /// # Errors
    ///
    /// The platform refuses, or it is unknown whether the campaign is gone.
    pub(super) async fn send_delete(&self, target: &TypedCampaign) -> Result<Settled<()>, PlatformError> {
        let request = self.endpoints().delete_campaign(target);
        let (id, name) = (target.live.id.as_str(), target.live.name.as_str());
        let Err(lost) = self.send_identified(&request, Some(id), &[name]).await else {
            return Ok(Settled::answered(()));
        };
        settle_delete(self.http()?, lost, &target.live.id, async || self.campaign(&target.live.id).await)
            .await
    }
}

impl TypedCampaign {
    /// Checks whether the campaign's state allows the action, as far as that is known before sending. Kore.ai
    /// contract §16.
    ///
    /// # Errors
    ///
    /// The documentation does not allow the action in the campaign's state, Kore.ai does not have the action, or an
    /// update would remove what is not read. Kore.ai contract §8.3.
    pub fn may(&self, action: Action) -> Result<(), PlatformError> {
        let live = &self.live;
        let refused =
            |why: &str, next: String| Err(PlatformError::wrong_state(&live.name, &live.status, why, next));
        let stop_first = |purpose: &str| format!("stop it first{purpose}: kcamp campaign stop {}", live.id);
        match (action, &live.status) {
            // A second start would start it twice.
            (Action::Trigger(Trigger::Start), CampaignStatus::Active) => {
                refused("it reaches people already", stop_first(" to begin anew"))
            }
            (Action::Trigger(Trigger::Start), CampaignStatus::Scheduled | CampaignStatus::Rescheduled) => {
                refused(
                    "it starts by its schedule, and Kore.ai starts no scheduled campaign by hand",
                    format!("switch the schedule off first: kcamp schedule disable {}", live.id),
                )
            }
            (Action::Update, CampaignStatus::Active) => {
                refused("Kore.ai edits no running campaign", stop_first(""))
            }
            (Action::Update, _) if !unknown_keys(live).is_empty() => {
                Err(PlatformError::would_lose(&live.name, live.id.as_str(), &unknown_keys(live)))
            }
            (Action::ReExecute, _) => Err(Feature::ReExecution.lacking(PlatformKind::Kore)),
            // What happens to the calls of a running campaign when it is deleted is not documented. Kore.ai contract
            // §8.4.
            (Action::Delete, CampaignStatus::Active) => refused("it is reaching people", stop_first("")),
            (
                Action::Trigger(Trigger::Stop),
                CampaignStatus::Ready | CampaignStatus::Stopped | CampaignStatus::Completed,
            ) => refused(
                "it does not run",
                format!(
                    "there is nothing to stop; if it was started a moment ago, look again: kcamp campaign status {}",
                    live.id
                ),
            ),
            // A stop is sent in every other status too.
            _ => Ok(()),
        }
    }

    /// Makes a target of a campaign whose type is known.
    ///
    /// # Errors
    ///
    /// The campaign does not say whether it is voice or sms.
    pub fn new(live: LiveCampaign) -> Result<Self, PlatformError> {
        match live.kore().and_then(|own| own.campaign_type) {
            Some(campaign_type) => Ok(Self { live, campaign_type }),
            None => Err(PlatformError::undocumented(&format!(
                "tell whether {:?} is a voice or an sms campaign",
                live.name
            ))),
        }
    }
}
