//! A client of whichever platform is set: what commands call. Each call is answered by the platform's own folder.

use std::time::Duration;

use jiff::SignedDuration;
use serde_json::Value;

use super::error::PlatformError;
use super::kore::{self, Kore};
use super::outcome::{Created, Deleted, Matches, ScheduleChange, Trigger, Triggered, Updated};
use super::request::Request;
use crate::domain::campaign::CampaignType;
use crate::domain::finding::Problem;
use crate::domain::live::{CampaignId, LiveCampaign, StatusReading};
use crate::domain::platform_campaign::PlatformCampaign;
use crate::domain::platform_kind::PlatformKind;
use crate::domain::schedule::PlannedSchedule;

/// What may be done to a campaign that exists, if its state lets it be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// It is started, stopped or paused.
    Trigger(Trigger),
    /// Fields of it are changed.
    Update,
    /// It is deleted.
    Delete,
}

/// A client for one account.
#[derive(Debug, Clone)]
pub enum Client {
    /// Of Kore.ai.
    Kore(Kore),
}

/// A platform's requests, which a dry run shows and a client sends.
#[derive(Debug, Clone)]
pub enum Endpoints {
    /// Kore.ai's.
    Kore(kore::Endpoints),
}

/// What a platform's schedule calls name a campaign by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScheduleTarget {
    /// What goes out: Kore.ai's calls take the name as it is given.
    pub key: String,
    /// As people know it: its name, or its id where nobody asked for the name.
    pub label: String,
}

/// A campaign that was read, and the client to do something to it.
#[derive(Debug)]
pub enum Handle<'client> {
    /// Kore.ai's.
    Kore(&'client Kore, kore::Target),
}

/// The campaigns of an account, page by page.
#[derive(Debug)]
pub enum Pages<'client> {
    /// Kore.ai's: one type after the other.
    Kore {
        /// The pages of the type that is being read.
        current: Option<kore::CampaignPages<'client>>,
        /// The types that come after it, the last first.
        later: Vec<kore::CampaignPages<'client>>,
    },
}

impl Client {
    /// Creates a campaign, without its schedule. A lost answer is settled by looking for the name; the create is
    /// never sent again in doubt.
    pub async fn create_campaign(&self, campaign: &PlatformCampaign) -> Result<Created, PlatformError> {
        match (self, campaign) {
            (Self::Kore(kore), PlatformCampaign::Kore(campaign)) => kore.create_campaign(campaign).await,
            (Self::Kore(_), other) => Err(of_other_platform(PlatformKind::Kore, other.platform())),
        }
    }

    /// The campaigns, those of one type only where one is named.
    pub fn campaigns(&self, type_word: Option<&str>) -> Result<Pages<'_>, Problem> {
        match self {
            Self::Kore(kore) => {
                let types: Vec<CampaignType> = match type_word {
                    Some(word) => vec![word.parse()?],
                    None => CampaignType::ALL.to_vec(),
                };
                let mut later: Vec<_> =
                    types.into_iter().rev().map(|campaign_type| kore.list_campaigns(campaign_type)).collect();
                Ok(Pages::Kore { current: later.pop(), later })
            }
        }
    }

    /// Every campaign, as a row of the list.
    pub async fn all_campaigns(&self) -> Result<Vec<LiveCampaign>, PlatformError> {
        match self {
            Self::Kore(kore) => {
                let mut all = Vec::new();
                for campaign_type in CampaignType::ALL {
                    all.extend(kore.list_campaigns(campaign_type).all().await?);
                }
                Ok(all)
            }
        }
    }

    /// One campaign, with everything that can be read of it.
    pub async fn campaign(&self, id: &CampaignId) -> Result<LiveCampaign, PlatformError> {
        match self {
            Self::Kore(kore) => kore.campaign(id).await,
        }
    }

    /// The campaigns of this name. Neither API finds by name alone: every page is read.
    pub async fn find_campaigns(&self, name: &str) -> Result<Matches, PlatformError> {
        match self {
            Self::Kore(kore) => kore.find_campaigns(name).await,
        }
    }

    /// The id that `CAMPAIGN` means: an id as it is, without a request; a name by looking for it, as it is written.
    pub async fn resolve(&self, text: &str) -> Result<CampaignId, PlatformError> {
        match self {
            Self::Kore(kore) => kore.resolve(text).await,
        }
    }

    /// What the schedule calls take for `CAMPAIGN`; `check` looks it up first where that is not needed anyway.
    pub async fn schedule_target(
        &self,
        text: &str,
        check: CheckName,
    ) -> Result<ScheduleTarget, PlatformError> {
        match self {
            Self::Kore(kore) => {
                let name = kore.resolve_name(text).await?;
                if check == CheckName::First {
                    kore.one_named(&name).await?;
                }
                Ok(ScheduleTarget { key: name.clone(), label: name })
            }
        }
    }

    /// What the schedule calls take for a campaign that was just created.
    #[must_use]
    pub fn schedule_target_of(&self, created: &Created) -> ScheduleTarget {
        let label = created.campaign.name.clone();
        match self {
            Self::Kore(_) => ScheduleTarget { key: label.clone(), label },
        }
    }

    /// A campaign's status, and how far it has come where the same answer says it.
    pub async fn status(&self, id: &CampaignId) -> Result<StatusReading, PlatformError> {
        match self {
            Self::Kore(kore) => kore.status(id).await,
        }
    }

    /// The campaign that `CAMPAIGN` means, to do something to it; none or several of a name is an error that lists what
    /// there is.
    pub async fn locate(&self, text: &str) -> Result<Handle<'_>, PlatformError> {
        match self {
            Self::Kore(kore) => Ok(Handle::Kore(kore, kore.locate(text).await?)),
        }
    }

    /// The same with everything that can be read of it.
    pub async fn locate_whole(&self, text: &str) -> Result<Handle<'_>, PlatformError> {
        match self {
            Self::Kore(kore) => Ok(Handle::Kore(kore, kore.locate_whole(text).await?)),
        }
    }

    /// A row of the list with everything that can be read of the campaign.
    pub async fn whole(&self, row: LiveCampaign) -> Result<LiveCampaign, PlatformError> {
        match self {
            Self::Kore(kore) => {
                let kore::Target { live, campaign_type } = kore.whole(row).await?;
                Ok(LiveCampaign { campaign_type: Some(campaign_type), ..live })
            }
        }
    }

    /// Switches a schedule on, or replaces the one that there is.
    pub async fn enable_schedule(
        &self,
        target: &ScheduleTarget,
        schedule: &PlannedSchedule,
    ) -> Result<ScheduleChange, PlatformError> {
        match (self, schedule) {
            (Self::Kore(kore), PlannedSchedule::PlatformClock(schedule)) => {
                kore.enable_schedule(&target.key, schedule).await
            }
            (Self::Kore(_), PlannedSchedule::WallClock(_) | PlannedSchedule::Immediate) => {
                Err(of_other_platform(PlatformKind::Kore, PlatformKind::Burki))
            }
        }
    }

    /// Switches a schedule off.
    pub async fn disable_schedule(&self, target: &ScheduleTarget) -> Result<ScheduleChange, PlatformError> {
        match self {
            Self::Kore(kore) => kore.disable_schedule(&target.key).await,
        }
    }

    /// Waits between two looks at a campaign; `purpose` is what is waited for, to follow "could not".
    pub async fn idle(&self, wait: Duration, purpose: &str) -> Result<(), PlatformError> {
        match self {
            Self::Kore(kore) => kore.idle(wait, purpose).await,
        }
    }

    /// One read that an account must be let to do; says in words what could be read.
    pub async fn probe(&self) -> Result<String, PlatformError> {
        match self {
            Self::Kore(kore) => {
                let lists = kore.contact_lists().await?;
                Ok(format!("{} contact lists can be read", lists.len()))
            }
        }
    }

    /// How far the platform's clock is ahead of this machine's, by its last answer.
    #[must_use]
    pub fn clock_lead(&self) -> Option<SignedDuration> {
        match self {
            Self::Kore(kore) => kore.clock_lead(),
        }
    }
}

/// Whether a name is looked up before it goes out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CheckName {
    /// It goes out as it is given where the platform takes names.
    No,
    /// It must be the name of one campaign.
    First,
}

impl Pages<'_> {
    /// The next page, in one request; `None` after the last.
    pub async fn next(&mut self) -> Result<Option<Vec<LiveCampaign>>, PlatformError> {
        match self {
            Self::Kore { current, later } => {
                while let Some(pages) = current {
                    if let Some(rows) = pages.next().await? {
                        return Ok(Some(rows));
                    }
                    *current = later.pop();
                }
                Ok(None)
            }
        }
    }
}

impl Endpoints {
    /// The requests that create a campaign and then switch its schedule on, where it has one.
    pub fn create_campaign(
        &self,
        campaign: &PlatformCampaign,
        schedule: Option<&PlannedSchedule>,
    ) -> Result<Vec<Request>, PlatformError> {
        match (self, campaign) {
            (Self::Kore(endpoints), PlatformCampaign::Kore(campaign)) => {
                let mut requests = vec![endpoints.create_campaign(campaign)];
                if let Some(PlannedSchedule::PlatformClock(schedule)) = schedule {
                    requests.push(endpoints.enable_schedule(campaign.name.as_str(), schedule));
                }
                Ok(requests)
            }
            (Self::Kore(_), other) => Err(of_other_platform(PlatformKind::Kore, other.platform())),
        }
    }

    /// What the schedule calls take for `CAMPAIGN`, where no request is needed to know it.
    #[must_use]
    pub fn schedule_target(&self, text: &str) -> Option<ScheduleTarget> {
        match self {
            Self::Kore(_) if CampaignId::recognise(text).is_some() => None,
            Self::Kore(_) => Some(ScheduleTarget { key: text.to_owned(), label: text.to_owned() }),
        }
    }

    /// The request that switches a schedule on.
    pub fn enable_schedule(
        &self,
        target: &ScheduleTarget,
        schedule: &PlannedSchedule,
    ) -> Result<Request, PlatformError> {
        match (self, schedule) {
            (Self::Kore(endpoints), PlannedSchedule::PlatformClock(schedule)) => {
                Ok(endpoints.enable_schedule(&target.key, schedule))
            }
            (Self::Kore(_), PlannedSchedule::WallClock(_) | PlannedSchedule::Immediate) => {
                Err(of_other_platform(PlatformKind::Kore, PlatformKind::Burki))
            }
        }
    }

    /// The request that switches a schedule off.
    #[must_use]
    pub fn disable_schedule(&self, target: &ScheduleTarget) -> Request {
        match self {
            Self::Kore(endpoints) => endpoints.disable_schedule(&target.key),
        }
    }
}

impl Handle<'_> {
    /// What was read of the campaign.
    #[must_use]
    pub const fn live(&self) -> &LiveCampaign {
        match self {
            Self::Kore(_, target) => &target.live,
        }
    }

    /// The same, for good: its type is there.
    #[must_use]
    pub fn into_live(self) -> LiveCampaign {
        match self {
            Self::Kore(_, kore::Target { live, campaign_type }) => {
                LiveCampaign { campaign_type: Some(campaign_type), ..live }
            }
        }
    }

    /// The platform's word for its type.
    #[must_use]
    pub fn type_word(&self) -> &str {
        match self {
            Self::Kore(_, target) => target.campaign_type.wire_name(),
        }
    }

    /// Whether its state lets it be done, as far as that is known before asking.
    pub fn may(&self, action: Action) -> Result<(), PlatformError> {
        match self {
            Self::Kore(_, target) => target.may(action),
        }
    }

    /// The request that starts, stops or pauses it.
    pub fn trigger_request(&self, trigger: Trigger) -> Result<Request, PlatformError> {
        match self {
            Self::Kore(kore, target) => Ok(kore.endpoints().trigger(target, trigger.try_into()?)),
        }
    }

    /// Starts, stops or pauses it. A lost answer is settled by reading the status back; it is never sent again in doubt.
    pub async fn trigger(&self, trigger: Trigger) -> Result<Triggered, PlatformError> {
        match self {
            Self::Kore(kore, target) => kore.trigger(target, trigger.try_into()?).await,
        }
    }

    /// The request that deletes it.
    #[must_use]
    pub fn delete_request(&self) -> Request {
        match self {
            Self::Kore(kore, target) => kore.endpoints().delete_campaign(target),
        }
    }

    /// Deletes it. A lost answer is settled by looking whether it is gone.
    pub async fn delete(&self) -> Result<Deleted, PlatformError> {
        match self {
            Self::Kore(kore, target) => kore.delete_campaign(target).await,
        }
    }

    /// The request that makes it what `campaign` says.
    pub fn update_request(&self, campaign: &PlatformCampaign) -> Result<Request, PlatformError> {
        match (self, campaign) {
            (Self::Kore(kore, target), PlatformCampaign::Kore(campaign)) => {
                Ok(kore.endpoints().update_campaign(target, campaign))
            }
            (Self::Kore(..), other) => Err(of_other_platform(PlatformKind::Kore, other.platform())),
        }
    }

    /// Makes it what `campaign` says. A lost answer is settled where a change that can be read is found to have happened.
    pub async fn update(&self, campaign: &PlatformCampaign) -> Result<Updated, PlatformError> {
        match (self, campaign) {
            (Self::Kore(kore, target), PlatformCampaign::Kore(campaign)) => {
                kore.update_campaign(target, campaign).await
            }
            (Self::Kore(..), other) => Err(of_other_platform(PlatformKind::Kore, other.platform())),
        }
    }
}

/// How a schedule repeats, as it goes out.
#[must_use]
pub fn recurrence_on_the_wire(schedule: &PlannedSchedule) -> Value {
    match schedule {
        PlannedSchedule::PlatformClock(schedule) => kore::body::recurrence_body(schedule.recurrence()),
        PlannedSchedule::WallClock(_) | PlannedSchedule::Immediate => Value::Null,
    }
}

/// A campaign file of one platform, sent to another.
fn of_other_platform(client: PlatformKind, campaign: PlatformKind) -> PlatformError {
    PlatformError::OtherPlatform { client: client.title(), campaign: campaign.title() }
}
