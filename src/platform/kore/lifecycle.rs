//! A campaign's life: its status, starting, stopping and deleting it. Contract sections 8.4, 8.5, 10 and 16.

use std::time::Duration;

use serde_json::json;

use super::answer;
use super::client::{Kore, PLATFORM};
use super::endpoints::{Endpoints, recognise};
use super::envelope::{self, Marker};
use crate::domain::campaign::CampaignType;
use crate::domain::live::{CampaignId, CampaignStatus, LiveCampaign, StatusReading};
use crate::domain::platform_kind::PlatformKind;
use crate::platform::address::Address;
use crate::platform::client::Action;
use crate::platform::error::PlatformError;
use crate::platform::failure::{Answer, Meaning};
use crate::platform::feature::Feature;
use crate::platform::http::Service;
use crate::platform::outcome::{Deleted, Trigger, Triggered};
use crate::platform::recovery::{LOOKS_AT_A_CHANGE, Look, settle, settle_delete};
use crate::platform::redact::Redactor;
use crate::platform::request::{Effect, Method, Request};
use crate::secret::Secret;

/// What a trigger call does: the platform knows these two, and no pause.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signal {
    /// `play`: the campaign reaches people from now on.
    Play,
    /// `stop`: it reaches nobody any more; a later start is a new run.
    Stop,
}

impl Signal {
    /// The platform's word.
    const fn wire_name(self) -> &'static str {
        match self {
            Self::Play => "play",
            Self::Stop => "stop",
        }
    }

    const fn verb(self) -> &'static str {
        match self {
            Self::Play => Trigger::Start.verb(),
            Self::Stop => Trigger::Stop.verb(),
        }
    }

    /// The status that it leaves behind.
    const fn settles_at(self) -> CampaignStatus {
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
            Trigger::Pause => Err(PlatformError::NotServed {
                platform: PLATFORM,
                what: "no pause",
                hint: "stop the campaign, which begins anew when it is started: kcamp campaign stop",
            }),
        }
    }
}

/// A campaign and its type, which starting, stopping, updating and deleting it have to name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// What was read of it.
    pub live: LiveCampaign,
    /// Voice or sms.
    pub campaign_type: CampaignType,
}

impl Endpoints {
    /// Row 7: a campaign's status.
    #[must_use]
    pub fn status(&self, id: &CampaignId) -> Request {
        let path = self.campaigns().segment(id.as_str()).segment("status");
        let address = self.with_account(path).query("view", "status");
        self.post(format!("read the status of the campaign {id}"), Effect::Read, address, json!({}))
    }

    /// Row 9: starts or stops a campaign. The documentation prints three paths; the canonical one is the contract's,
    /// and a profile may set another.
    #[must_use]
    pub fn trigger(&self, target: &Target, signal: Signal) -> Request {
        let path = match &self.trigger_path {
            None => self.campaigns().segment("trigger").segment(target.live.id.as_str()),
            Some(template) => self.templated(template, &target.live.id),
        };
        let address = self
            .with_account(path)
            .query("campaignType", target.campaign_type.wire_name())
            .query("trigger", signal.wire_name());
        let purpose = format!("{} the campaign {:?}", signal.verb(), target.live.name);
        self.post(purpose, Effect::Write, address, json!({}))
    }

    /// Row 6: deletes a campaign.
    #[must_use]
    pub fn delete_campaign(&self, target: &Target) -> Request {
        let address = self
            .with_account(self.campaigns().segment(target.live.id.as_str()))
            .query("campaignType", target.campaign_type.wire_name());
        let purpose = format!("delete the campaign {:?}", target.live.name);
        self.request(purpose, Effect::Write, Method::Delete, address, None)
    }

    fn templated(&self, template: &str, id: &CampaignId) -> Address {
        let parts = template.trim_start_matches('/').split('/');
        parts.fold(Address::new(&self.origin), |address, part| {
            address.segment(&part.replace("{streamId}", &self.stream_id).replace("{campaignId}", id.as_str()))
        })
    }
}

impl Kore {
    /// The campaign that `CAMPAIGN` means: an id by reading it, a name by looking for it over both types; none or
    /// several is an error that lists what there is. A name gives a row of the list, which lacks some fields.
    pub async fn locate(&self, text: &str) -> Result<Target, PlatformError> {
        let live = match recognise(text) {
            Some(id) => self.campaign(&id).await?,
            None => self.one_named(text).await?,
        };
        Target::new(live)
    }

    /// A campaign's status.
    pub async fn status(&self, id: &CampaignId) -> Result<StatusReading, PlatformError> {
        let request = self.endpoints().status(id);
        let value = self.send(&request).await?;
        answer::status_reading(&value["data"]).ok_or_else(|| PlatformError::undocumented(&request.purpose))
    }

    /// Waits between two looks at a campaign; `purpose` is what is waited for, to follow "could not".
    pub async fn idle(&self, wait: Duration, purpose: &str) -> Result<(), PlatformError> {
        self.http().idle(wait, purpose, "it has not come to that yet").await
    }

    /// Starts or stops a campaign. A lost answer is settled by reading the status back; it is never sent again in doubt.
    pub async fn trigger(&self, target: &Target, signal: Signal) -> Result<Triggered, PlatformError> {
        let request = self.endpoints().trigger(target, signal);
        let failure = match self.http().send(&request, &TriggerService(self)).await {
            Ok(value) => {
                let status = CampaignStatus::reported(value["status"].as_str().unwrap_or_default());
                if status == signal.settles_at() {
                    let instance_id = value["campaignInstanceId"].as_str().map(ToOwned::to_owned);
                    return Ok(Triggered { status, instance_id, recovered: false });
                }
                PlatformError::lost_in(&request, &format!("the answer says that its status is {status}"))
            }
            Err(error) => error,
        };
        let advice = format!(
            "look at it with `kcamp campaign status {}`, and {} it again only if it is not {} then",
            target.live.id,
            signal.verb(),
            signal.settles_at()
        );
        settle(self.http(), failure, &LOOKS_AT_A_CHANGE, advice, async || {
            let LiveCampaign { status, instance_id, .. } = self.campaign(&target.live.id).await?;
            Ok(if status == signal.settles_at() {
                Look::Settled(Triggered { status, instance_id, recovered: true })
            } else {
                Look::Open(format!("read back, its status is {status}"))
            })
        })
        .await
    }

    /// Deletes a campaign. A lost answer is settled by looking whether it is gone.
    pub async fn delete_campaign(&self, target: &Target) -> Result<Deleted, PlatformError> {
        let request = self.endpoints().delete_campaign(target);
        let Err(lost) = self.send_identified(&request).await else {
            return Ok(Deleted { recovered: false });
        };
        settle_delete(self.http(), lost, &target.live.id, async || self.campaign(&target.live.id).await).await
    }
}

impl Target {
    /// Whether the campaign's state lets it be done, as far as that is known before asking. Contract section 16.
    pub fn may(&self, action: Action) -> Result<(), PlatformError> {
        let live = &self.live;
        let refused = |why: &'static str, next: String| {
            Err(PlatformError::WrongState {
                campaign: live.name.clone(),
                status: live.status.to_string(),
                why: why.to_owned(),
                next,
            })
        };
        let stop_first = |purpose: &str| format!("stop it first{purpose}: kcamp campaign stop {}", live.id);
        match (action, &live.status) {
            // It would be started twice.
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
            (Action::ReExecute, _) => Err(Feature::ReExecution.not_of_kore()),
            // What becomes of the calls of a running campaign that is deleted is not documented. Section 8.4.
            (Action::Delete, CampaignStatus::Active) => refused("it is reaching people", stop_first("")),
            // Whatever the status that was read, nothing may stand in the way of a stop.
            _ => Ok(()),
        }
    }

    /// A campaign whose type is known.
    pub fn new(live: LiveCampaign) -> Result<Self, PlatformError> {
        match live.campaign_type {
            Some(campaign_type) => Ok(Self { live, campaign_type }),
            None => Err(PlatformError::undocumented(&format!(
                "tell whether {:?} is a voice or an sms campaign",
                live.name
            ))),
        }
    }
}

/// Starting and stopping answer without an envelope: `status` is the campaign's. Contract section 1.5.
struct TriggerService<'kore>(&'kore Kore);

impl Service for TriggerService<'_> {
    fn platform(&self) -> PlatformKind {
        self.0.platform()
    }

    fn token(&self, purpose: &str) -> Result<Secret, PlatformError> {
        self.0.token(purpose)
    }

    fn understand(&self, answer: &Answer, redactor: &Redactor) -> Meaning {
        envelope::understand(answer, redactor, Marker::CampaignStatus)
    }
}
