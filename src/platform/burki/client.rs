//! The calls that campaign operators need, in the domain's terms.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use serde_json::Value;

use super::answer;
use super::endpoints::{Endpoints, ListQuery, recognise};
use super::envelope::{self, Marker};
use super::pages::{CampaignPages, PAGE_ROWS, PAGE_ROWS_MAX};
use crate::domain::assistant_campaign::{AssistantCampaign, Medium};
use crate::domain::live::{CampaignId, LiveCampaign, StatusReading};
use crate::platform::error::PlatformError;
use crate::platform::http::Http;
use crate::platform::outcome::{Created, Matches};
use crate::platform::request::Request;

/// A client of Burki's campaign API for the account of one API key.
#[derive(Debug, Clone)]
pub struct Burki {
    http: Http,
    endpoints: Endpoints,
    /// The names of campaigns that were read: the progress has none.
    names: Arc<Mutex<BTreeMap<String, String>>>,
}

impl Burki {
    /// A client.
    #[must_use]
    pub fn new(http: Http, endpoints: Endpoints) -> Self {
        Self { http, endpoints, names: Arc::default() }
    }

    /// Its requests, as a dry run shows them.
    #[must_use]
    pub const fn endpoints(&self) -> &Endpoints {
        &self.endpoints
    }

    pub(in crate::platform) const fn http(&self) -> &Http {
        &self.http
    }

    /// How far the platform's clock is ahead; see [`Http::clock_lead`].
    #[must_use]
    pub fn clock_lead(&self) -> Option<jiff::SignedDuration> {
        self.http.clock_lead()
    }

    /// Waits between two looks at a campaign; `purpose` is what is waited for, to follow "could not".
    pub async fn idle(&self, wait: Duration, purpose: &str) -> Result<(), PlatformError> {
        self.http.idle(wait, purpose, "it has not come to that yet").await
    }

    /// Sends a request and returns the whole JSON of its success, which must hold this marker.
    pub async fn send(&self, request: &Request, marker: Marker) -> Result<Value, PlatformError> {
        self.http.send(request, envelope::expecting(marker)).await
    }

    /// Creates a campaign, without its schedule: one request, never sent again in doubt. An unknown outcome is settled by
    /// [`Client::settle_creates`](crate::platform::client::Client::settle_creates).
    pub async fn create_campaign(&self, campaign: &AssistantCampaign) -> Result<Created, PlatformError> {
        let request = self.endpoints.create_campaign(campaign);
        let value = self.send(&request, Marker::Id).await?;
        answer::created(&value, campaign)
            .map(|live| Created::new(live, false))
            .ok_or_else(|| PlatformError::lost_in(&request, "the answer says success and has no id in it"))
    }

    /// The campaigns, those of one type only where one is named, page by page.
    #[must_use]
    pub fn list_campaigns(&self, medium: Option<Medium>) -> CampaignPages<'_> {
        CampaignPages::new(self, ListQuery { medium, search: None }, PAGE_ROWS)
    }

    /// Every campaign, as a row of the list.
    pub async fn all_campaigns(&self) -> Result<Vec<LiveCampaign>, PlatformError> {
        CampaignPages::new(self, ListQuery::default(), PAGE_ROWS_MAX).all().await
    }

    /// Every campaign of one type, as a row of the list.
    pub async fn all_of(&self, medium: Medium) -> Result<Vec<LiveCampaign>, PlatformError> {
        let query = ListQuery { medium: Some(medium), search: None };
        CampaignPages::new(self, query, PAGE_ROWS_MAX).all().await
    }

    /// One campaign, with everything that can be read of it.
    pub async fn campaign(&self, id: &CampaignId) -> Result<LiveCampaign, PlatformError> {
        let request = self.endpoints.campaign(id);
        let value = self.send(&request, Marker::Object).await?;
        let live = answer::campaign(&value).ok_or_else(|| PlatformError::undocumented(&request.purpose))?;
        self.remember(&live);
        Ok(live)
    }

    /// The campaigns of this name. The platform's search is asked first; how it reads a text is not documented, so that
    /// nothing is taken for absent before every page was read.
    pub async fn find_campaigns(&self, name: &str) -> Result<Matches, PlatformError> {
        // A search may miss a name that is composed otherwise.
        if name.is_ascii() {
            let searched = self.searched(name).await?;
            if !searched.exact.is_empty() {
                return Ok(searched);
            }
        }
        let mut matches = Matches::default();
        for row in self.all_campaigns().await? {
            matches.consider(row, name);
        }
        Ok(matches)
    }

    async fn searched(&self, name: &str) -> Result<Matches, PlatformError> {
        let query = ListQuery { medium: None, search: Some(name.to_owned()) };
        let mut matches = Matches::default();
        let found = CampaignPages::new(self, query, PAGE_ROWS_MAX).all().await?;
        for row in found {
            matches.consider(row, name);
        }
        Ok(matches)
    }

    /// The one campaign of this name; none or several is an error that lists what there is.
    pub async fn one_named(&self, name: &str) -> Result<LiveCampaign, PlatformError> {
        self.find_campaigns(name).await?.only(name)
    }

    /// The id that `CAMPAIGN` means: an id as it is, without a request; a name by looking for it, as it is written.
    pub async fn resolve(&self, text: &str) -> Result<CampaignId, PlatformError> {
        match recognise(text) {
            Some(id) => Ok(id),
            None => self.one_named(text).await.map(|campaign| campaign.id),
        }
    }

    /// The campaign that `CAMPAIGN` means: an id by reading it, a name by looking for it, which gives a row of the list,
    /// without some fields.
    pub async fn locate(&self, text: &str) -> Result<LiveCampaign, PlatformError> {
        match recognise(text) {
            Some(id) => self.campaign(&id).await,
            None => self.one_named(text).await,
        }
    }

    /// The same with everything that can be read of it.
    pub async fn locate_whole(&self, text: &str) -> Result<LiveCampaign, PlatformError> {
        self.campaign(&self.resolve(text).await?).await
    }

    /// A campaign's status and how far it has come. Burki contract §6.
    pub async fn status(&self, id: &CampaignId) -> Result<StatusReading, PlatformError> {
        let name = match self.known_name(id) {
            Some(name) => name,
            None => self.campaign(id).await?.name,
        };
        let request = self.endpoints.progress(id);
        let value = self.send(&request, Marker::Object).await?;
        if !value["status"].is_string() {
            return Err(PlatformError::undocumented(&request.purpose));
        }
        Ok(StatusReading {
            id: id.clone(),
            name,
            status: answer::status(&value),
            progress: Some(answer::progress(&value)),
        })
    }

    /// Remembers a campaign's name.
    pub(super) fn remember(&self, campaign: &LiveCampaign) {
        let mut names = self.names.lock().unwrap_or_else(PoisonError::into_inner);
        names.insert(campaign.id.to_string(), campaign.name.clone());
    }

    fn known_name(&self, id: &CampaignId) -> Option<String> {
        self.names.lock().unwrap_or_else(PoisonError::into_inner).get(id.as_str()).cloned()
    }
}
