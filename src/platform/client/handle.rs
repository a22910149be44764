//! A campaign that exists, on whichever platform is set, and what may be done to it.

use super::of_other_platform;
use crate::domain::evidence::Evidence;
use crate::domain::live::LiveCampaign;
use crate::domain::outreach::{ContactFile, ContactSelection, ImportReading};
use crate::domain::platform_campaign::PlatformCampaign;
use crate::domain::platform_kind::PlatformKind;
use crate::domain::schedule::PlannedSchedule;
use crate::platform::burki::{self, Burki};
use crate::platform::error::PlatformError;
use crate::platform::feature::Feature;
use crate::platform::kore::{self, Kore};
use crate::platform::outcome::{Deleted, ReExecuted, Trigger, Triggered, Updated};
use crate::platform::request::Request;

/// What may be done to a campaign that exists, if its state lets it be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// It is started, stopped or paused.
    Trigger(Trigger),
    /// Fields of it are changed.
    Update,
    /// It is deleted.
    Delete,
    /// Its contacts get another round, after it came to its end.
    ReExecute,
}

/// A campaign that was read, and the client to do something to it.
#[derive(Debug)]
pub enum Handle<'client> {
    /// Kore.ai's.
    Kore(&'client Kore, Box<kore::Target>),
    /// Burki's.
    Burki(&'client Burki, Box<LiveCampaign>),
}

impl Handle<'_> {
    /// What was read of the campaign.
    #[must_use]
    pub fn live(&self) -> &LiveCampaign {
        match self {
            Self::Kore(_, target) => &target.live,
            Self::Burki(_, live) => live,
        }
    }

    /// The same, for good: its type is there.
    #[must_use]
    pub fn into_live(self) -> LiveCampaign {
        match self {
            Self::Kore(_, target) => {
                LiveCampaign { campaign_type: Some(target.campaign_type), ..target.live }
            }
            Self::Burki(_, live) => *live,
        }
    }

    /// The platform's word for its type.
    #[must_use]
    pub fn type_word(&self) -> &str {
        match self {
            Self::Kore(_, target) => target.campaign_type.wire_name(),
            Self::Burki(_, live) => live.type_word().unwrap_or_default(),
        }
    }

    /// Whether its state lets it be done, as far as that is known before asking.
    pub fn may(&self, action: Action) -> Result<(), PlatformError> {
        match self {
            Self::Kore(_, target) => target.may(action),
            Self::Burki(_, live) => burki::lifecycle::may(live, action),
        }
    }

    /// The request that starts, stops or pauses it.
    pub fn trigger_request(&self, trigger: Trigger) -> Result<Request, PlatformError> {
        match self {
            Self::Kore(kore, target) => Ok(kore.trigger_request(target, trigger.try_into()?)),
            Self::Burki(burki, live) => Ok(burki.endpoints().trigger(live, trigger)),
        }
    }

    /// Starts, stops or pauses it. A lost answer is settled by reading the status back; it is never sent again in doubt.
    pub async fn trigger(&self, trigger: Trigger) -> Result<Triggered, PlatformError> {
        match self {
            Self::Kore(kore, target) => kore.trigger(target, trigger.try_into()?).await,
            Self::Burki(burki, live) => burki.trigger(live, trigger).await,
        }
    }

    /// The request that deletes it.
    #[must_use]
    pub fn delete_request(&self) -> Request {
        match self {
            Self::Kore(kore, target) => kore.endpoints().delete_campaign(target),
            Self::Burki(burki, live) => burki.endpoints().delete_campaign(live),
        }
    }

    /// Deletes it. A lost answer is settled by looking whether it is gone.
    pub async fn delete(&self) -> Result<Deleted, PlatformError> {
        match self {
            Self::Kore(kore, target) => kore.delete_campaign(target).await,
            Self::Burki(burki, live) => burki.delete_campaign(live).await,
        }
    }

    /// The request that makes it what `campaign` says.
    pub fn update_request(&self, campaign: &PlatformCampaign) -> Result<Request, PlatformError> {
        match (self, campaign) {
            (Self::Kore(kore, target), PlatformCampaign::Kore(campaign)) => {
                Ok(kore.endpoints().update_campaign(target, campaign))
            }
            (Self::Burki(burki, live), PlatformCampaign::Burki(campaign)) => {
                burki::lifecycle::update_request(burki.endpoints(), live, campaign)
            }
            (_, campaign) => Err(of_other_platform(self.platform(), campaign.platform())),
        }
    }

    /// Makes it what `campaign` says. A lost answer is settled where a change that can be read is found to have happened.
    pub async fn update(&self, campaign: &PlatformCampaign) -> Result<Updated, PlatformError> {
        match (self, campaign) {
            (Self::Kore(kore, target), PlatformCampaign::Kore(campaign)) => {
                kore.update_campaign(target, campaign).await
            }
            (Self::Burki(burki, live), PlatformCampaign::Burki(campaign)) => {
                burki.update_campaign(live, campaign).await
            }
            (_, campaign) => Err(of_other_platform(self.platform(), campaign.platform())),
        }
    }

    /// The request that gives its contacts another round.
    pub fn re_execute_request(
        &self,
        selection: &ContactSelection,
        schedule: Option<&PlannedSchedule>,
    ) -> Result<Request, PlatformError> {
        match self {
            Self::Kore(..) => Err(Feature::ReExecution.not_of_kore()),
            Self::Burki(burki, live) => burki.endpoints().re_execute(live, selection, schedule),
        }
    }

    /// Gives its contacts another round. A lost answer is settled by reading the status back; it is never sent again in
    /// doubt.
    pub async fn re_execute(
        &self,
        selection: &ContactSelection,
        schedule: Option<&PlannedSchedule>,
    ) -> Result<ReExecuted, PlatformError> {
        match self {
            Self::Kore(..) => Err(Feature::ReExecution.not_of_kore()),
            Self::Burki(burki, live) => burki.re_execute(live, selection, schedule).await,
        }
    }

    /// The request that takes the contacts of a file into it.
    pub fn import_request(&self, file: &ContactFile) -> Result<Request, PlatformError> {
        match self {
            Self::Kore(..) => Err(Feature::Import.not_of_kore()),
            Self::Burki(burki, live) => Ok(burki.endpoints().import(live, file)),
        }
    }

    /// What a later look can compare with such an import.
    #[must_use]
    pub fn import_evidence(&self, file: &ContactFile) -> Evidence {
        match self {
            Self::Kore(_, target) => Evidence::of_campaign(&target.live),
            Self::Burki(_, live) => burki::import::evidence(live, file),
        }
    }

    /// Takes the contacts of a file into it. A lost answer is settled by its last import; it is never sent again in doubt.
    pub async fn import(&self, file: &ContactFile) -> Result<ImportReading, PlatformError> {
        match self {
            Self::Kore(..) => Err(Feature::Import.not_of_kore()),
            Self::Burki(burki, live) => burki.import(live, file).await,
        }
    }

    /// Settles the last import, whose answer has no word that is documented, by what the campaign tells.
    pub async fn settle_import(
        &self,
        file: &ContactFile,
        answered: ImportReading,
    ) -> Result<ImportReading, PlatformError> {
        match self {
            Self::Kore(..) => Err(Feature::Import.not_of_kore()),
            Self::Burki(burki, live) => burki.settle_import(live, file, answered).await,
        }
    }

    const fn platform(&self) -> PlatformKind {
        match self {
            Self::Kore(..) => PlatformKind::Kore,
            Self::Burki(..) => PlatformKind::Burki,
        }
    }
}
