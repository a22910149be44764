//! The calls that campaign operators need, in the domain's terms.

use std::collections::HashSet;

use serde_json::Value;

use super::answer;
use super::endpoints::{Endpoints, recognise};
use super::envelope::{self, Marker};
use super::pages::CampaignPages;
use crate::domain::campaign::{Campaign, CampaignType};
use crate::domain::live::{CampaignId, ContactList, LiveCampaign, LiveSchedule};
use crate::domain::platform_kind::PlatformKind;
use crate::domain::schedule::Schedule;
use crate::platform::error::PlatformError;
use crate::platform::http::Http;
use crate::platform::memory::Memory;
use crate::platform::outcome::{Created, Matches, ScheduleChange};
use crate::platform::request::{Method, Request};

/// What reading all contact lists is for, and what its method is remembered under.
pub(super) const CONTACT_LISTS: &str = "list the contact lists";

/// The platform's name, as people know it.
pub(super) const PLATFORM: &str = PlatformKind::Kore.title();

/// A client of Kore.ai's campaign API for one account.
#[derive(Debug, Clone)]
pub struct Kore {
    http: Http,
    endpoints: Endpoints,
    memory: Memory,
}

impl Kore {
    /// A client.
    #[must_use]
    pub fn new(http: Http, endpoints: Endpoints) -> Self {
        Self { http, endpoints, memory: Memory::default() }
    }

    /// The same with what this machine has learnt of the account.
    #[must_use]
    pub fn remembering(self, memory: Memory) -> Self {
        Self { memory, ..self }
    }

    pub(super) const fn memory(&self) -> &Memory {
        &self.memory
    }

    /// Its requests, as a dry run shows them.
    #[must_use]
    pub const fn endpoints(&self) -> &Endpoints {
        &self.endpoints
    }

    /// How far the platform's clock is ahead; see [`Http::clock_lead`].
    #[must_use]
    pub fn clock_lead(&self) -> Option<jiff::SignedDuration> {
        self.http.clock_lead()
    }

    pub(in crate::platform) const fn http(&self) -> &Http {
        &self.http
    }

    /// Sends a request of [`Self::endpoints`] and returns the whole JSON of its success.
    pub async fn send(&self, request: &Request) -> Result<Value, PlatformError> {
        self.http.send(request, envelope::expecting(Marker::Success)).await
    }

    /// The same for a write whose answer names what it was done to, or is no success. Kore.ai contract §20.7; a list that
    /// was changed is named by `contactListId`.
    pub(super) async fn send_identified(&self, request: &Request) -> Result<Value, PlatformError> {
        let value = self.send(request).await?;
        let data = &value["data"];
        let is_named = answer::id(data).is_some() || answer::id(&value).is_some();
        if !is_named && !data["contactListId"].is_string() {
            return Err(PlatformError::lost_in(request, "the answer says success and has no id in it"));
        }
        Ok(value)
    }

    /// Creates a campaign, without its schedule: one request, never sent again in doubt. An unknown outcome is settled by
    /// [`Client::settle_creates`](crate::platform::client::Client::settle_creates).
    pub async fn create_campaign(&self, campaign: &Campaign) -> Result<Created, PlatformError> {
        let request = self.endpoints.create_campaign(campaign);
        let value = self.send(&request).await?;
        answer::created(&value, campaign)
            .map(|live| Created::new(live, false))
            .ok_or_else(|| PlatformError::lost_in(&request, "the answer says success and has no id in it"))
    }

    /// The campaigns of one type, page by page.
    #[must_use]
    pub fn list_campaigns(&self, campaign_type: CampaignType) -> CampaignPages<'_> {
        CampaignPages::new(self, campaign_type)
    }

    /// One campaign.
    pub async fn campaign(&self, id: &CampaignId) -> Result<LiveCampaign, PlatformError> {
        let request = self.endpoints.campaign(id);
        let value = self.send(&request).await?;
        answer::campaign(&value["data"], None).ok_or_else(|| PlatformError::undocumented(&request.purpose))
    }

    /// The campaigns of this name, over both types. The API has no filter by name: every page is read.
    pub async fn find_campaigns(&self, name: &str) -> Result<Matches, PlatformError> {
        let mut matches = Matches::default();
        for campaign_type in CampaignType::ALL {
            self.consider(&mut matches, name, campaign_type).await?;
        }
        Ok(matches)
    }

    async fn consider(
        &self,
        matches: &mut Matches,
        name: &str,
        campaign_type: CampaignType,
    ) -> Result<(), PlatformError> {
        let mut pages = self.list_campaigns(campaign_type);
        while let Some(rows) = pages.next().await? {
            for row in rows {
                matches.consider(row, name);
            }
        }
        Ok(())
    }

    /// The id that `CAMPAIGN` means: an id as it is, without a request; a name by looking for it, as it is written.
    pub async fn resolve(&self, text: &str) -> Result<CampaignId, PlatformError> {
        if let Some(id) = recognise(text) {
            return Ok(id);
        }
        self.one_named(text).await.map(|campaign| campaign.id)
    }

    /// The name that `CAMPAIGN` means: a name as it is, without a request; an id by reading the campaign.
    pub async fn resolve_name(&self, text: &str) -> Result<String, PlatformError> {
        match recognise(text) {
            Some(id) => self.campaign(&id).await.map(|campaign| campaign.name),
            None => Ok(text.to_owned()),
        }
    }

    /// The one campaign of this name (`--check-name`); none or several is an error that lists what there is.
    pub async fn one_named(&self, name: &str) -> Result<LiveCampaign, PlatformError> {
        self.find_campaigns(name).await?.only(name)
    }

    /// Switches a campaign's schedule on. The name goes out as it is given; one request.
    pub async fn enable_schedule(
        &self,
        name: &str,
        schedule: &Schedule,
    ) -> Result<ScheduleChange, PlatformError> {
        let request = self.endpoints.enable_schedule(name, schedule);
        let sent = match self.send(&request).await {
            Ok(value) => answered(&value, &request),
            Err(error) => Err(error),
        };
        match sent {
            Ok(change) => Ok(change),
            Err(error) => self.explain_lost_enable(name, error).await,
        }
    }

    /// Switches a campaign's schedule off. The name goes out as it is given; one request.
    pub async fn disable_schedule(&self, name: &str) -> Result<ScheduleChange, PlatformError> {
        let request = self.endpoints.disable_schedule(name);
        let sent = match self.send(&request).await {
            Ok(value) => answered(&value, &request),
            Err(error) => Err(error),
        };
        match sent {
            Ok(change) => Ok(change),
            Err(error) => self.recover_disable(name, error).await,
        }
    }

    /// A campaign's schedule, by its name: whether there is one, and whether it repeats. No read returns more.
    pub async fn schedule(&self, name: &str) -> Result<LiveSchedule, PlatformError> {
        let live = self.one_named(name).await?;
        let recurs = live.recurrence_enabled == Some(true);
        Ok(LiveSchedule {
            enabled: live.scheduling_enabled,
            kind: recurs.then(|| "recurring".to_owned()),
            ..LiveSchedule::default()
        })
    }

    /// All contact lists, do-not-contact lists among them. A list that the platform reports twice is one.
    pub async fn contact_lists(&self) -> Result<Vec<ContactList>, PlatformError> {
        let value = self.read_contact_lists().await?;
        let mut lists =
            answer::contact_lists(&value).ok_or_else(|| PlatformError::undocumented(CONTACT_LISTS))?;
        let mut seen = HashSet::new();
        lists.retain(|list| seen.insert(list.id.clone()));
        Ok(lists)
    }

    /// The documentation gives two methods (Kore.ai contract §20.4): where one is answered with 404 or 405, the other one
    /// is tried, and remembered where it works.
    async fn read_contact_lists(&self) -> Result<Value, PlatformError> {
        let is_get = self.memory.recall(CONTACT_LISTS).as_deref() == Some(Method::Get.as_str());
        let (usual, other) = if is_get { (Method::Get, Method::Post) } else { (Method::Post, Method::Get) };
        let refused = match self.send(&self.endpoints.contact_lists(usual)).await {
            Err(error) if error.is_no_such_path() => error,
            done => return done,
        };
        match self.send(&self.endpoints.contact_lists(other)).await {
            Err(error) if error.is_no_such_path() => Err(refused),
            Err(error) => Err(error),
            Ok(value) => {
                self.memory.learn(CONTACT_LISTS, other.as_str());
                Ok(value)
            }
        }
    }
}

/// Kore.ai contract §20.7: an id need not be there, and one that is there is a campaign's.
fn answered(value: &Value, request: &Request) -> Result<ScheduleChange, PlatformError> {
    match answer::id(value).or_else(|| answer::id(&value["data"])) {
        None => Ok(ScheduleChange::default()),
        Some(id) if recognise(&id).is_some() => {
            Ok(ScheduleChange { id: Some(CampaignId::reported(id)), ..ScheduleChange::default() })
        }
        Some(_) => {
            Err(PlatformError::lost_in(request, "the answer says success for something that is no campaign"))
        }
    }
}
