//! Creating campaigns: one request each, and what lost answers left open settled for all of them together.

use std::collections::HashSet;

use super::{Client, of_other_platform};
use crate::domain::assistant_campaign::Medium;
use crate::domain::campaign::CampaignType;
use crate::domain::live::{CampaignId, LiveCampaign};
use crate::domain::platform_campaign::PlatformCampaign;
use crate::platform::error::PlatformError;
use crate::platform::outcome::Created;
pub use crate::platform::recovery::LostCreate;
use crate::platform::recovery::settle_creates;

/// Why a campaign was not created, as far as its own request tells.
#[derive(Debug)]
pub enum NotCreated<'campaign> {
    /// It may have been: the answer was lost. [`Client::settle_creates`] looks.
    Lost(Box<LostCreate<'campaign>>),
    /// It was not.
    Failed(PlatformError),
}

impl Client {
    /// Creates a campaign, without its schedule: one request, never sent again in doubt. `before` are the campaigns that
    /// were there a moment ago, where somebody looked: none of them is ever taken for the new one.
    pub async fn create_campaign<'campaign>(
        &self,
        campaign: &'campaign PlatformCampaign,
        before: HashSet<CampaignId>,
    ) -> Result<Created, NotCreated<'campaign>> {
        let created = match (self, campaign) {
            (Self::Kore(kore), PlatformCampaign::Kore(campaign)) => kore.create_campaign(campaign).await,
            (Self::Burki(burki), PlatformCampaign::Burki(campaign)) => burki.create_campaign(campaign).await,
            (_, campaign) => Err(of_other_platform(self.platform(), campaign.platform())),
        };
        let http = match self {
            Self::Kore(kore) => kore.http(),
            Self::Burki(burki) => burki.http(),
        };
        created.map_err(|error| match error {
            lost @ PlatformError::OutcomeUnknown { .. } => {
                NotCreated::Lost(Box::new(LostCreate::new(campaign, before, lost, http)))
            }
            error => NotCreated::Failed(error),
        })
    }

    /// Looks, several times over some seconds, what became of creates whose answers were lost: one listing a look for all
    /// of them. One is found where it is shown to be the campaign that was sent; else its outcome stays unknown. The
    /// results are in the order of the creates.
    pub async fn settle_creates(&self, lost: Vec<LostCreate<'_>>) -> Vec<Result<Created, PlatformError>> {
        let rows_of = async |types: &[&'static str]| self.campaigns_of(types).await;
        let whole = async |row: LiveCampaign| self.whole(row).await;
        let http = match self {
            Self::Kore(kore) => kore.http(),
            Self::Burki(burki) => burki.http(),
        };
        settle_creates(http, lost, rows_of, whole).await
    }

    /// The campaigns of these types, as rows of the list.
    pub async fn campaigns_of(&self, type_words: &[&str]) -> Result<Vec<LiveCampaign>, PlatformError> {
        match self {
            Self::Kore(kore) => {
                let mut all = Vec::new();
                let chosen = |kind: &CampaignType| type_words.contains(&kind.wire_name());
                for campaign_type in CampaignType::ALL.into_iter().filter(chosen) {
                    all.extend(kore.list_campaigns(campaign_type).all().await?);
                }
                Ok(all)
            }
            Self::Burki(burki) => match type_words {
                [only] => match Medium::ALL.into_iter().find(|medium| medium.wire_name() == *only) {
                    Some(medium) => burki.all_of(medium).await,
                    None => burki.all_campaigns().await,
                },
                _ => burki.all_campaigns().await,
            },
        }
    }
}
