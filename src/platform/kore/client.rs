//! A client of the campaign API: how its calls are sent, and the calls that create and schedule a campaign.

use serde_json::Value;

use super::answer;
use super::endpoints::{CONTACT_LISTS, Endpoints};
use super::envelope::{self, Marker};
use crate::domain::campaign_ref::CampaignRef;
use crate::domain::kore_campaign::KoreCampaign;
use crate::domain::live::CampaignId;
use crate::domain::platform_kind::PlatformKind;
use crate::domain::schedule::KoreSchedule;
use crate::platform::connection::PlatformConnection;
use crate::platform::error::PlatformError;
use crate::platform::http::Http;
use crate::platform::learnt_facts::LearntFacts;
use crate::platform::outcome::{Created, ScheduleChange};
use crate::platform::request::{Method, Request};

/// Kore.ai's campaign API for one account. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Kore {
    pub(super) line: PlatformConnection,
    endpoints: Endpoints,
    memory: LearntFacts,
}

impl Kore {
    /// A client that sends these requests over this line.
    pub fn new(line: impl Into<PlatformConnection>, endpoints: Endpoints) -> Self {
        Self { line: line.into(), endpoints, memory: LearntFacts::default() }
    }

    /// Adds what this machine has learnt about the account.
    #[must_use]
    pub fn remembering(self, memory: LearntFacts) -> Self {
        Self { memory, ..self }
    }

    pub(super) const fn memory(&self) -> &LearntFacts {
        &self.memory
    }

    /// The requests of the account.
    pub const fn endpoints(&self) -> &Endpoints {
        &self.endpoints
    }

    /// The client.
    ///
    /// # Errors
    ///
    /// It is not connected yet.
    pub(super) fn http(&self) -> Result<&Http, PlatformError> {
        self.line.http()
    }

    /// Sends a request of [`Self::endpoints`] and returns the whole JSON of its success.
    ///
    /// # Errors
    ///
    /// The line is not connected, the request fails, or the answer does not report success.
    pub(super) async fn send(&self, request: &Request) -> Result<Value, PlatformError> {
        self.http()?.send(request, envelope::expecting(Marker::Success)).await
    }

    /// Like `send`, but for a write whose answer must name the object that was written. Kore.ai contract §20.7; a
    /// list that was changed is named by `contactListId`. `id` and `names` are those of the object: the outcome is
    /// unknown if the answer names something else.
    ///
    /// # Errors
    ///
    /// Any error of [`Self::send`]; the outcome is unknown where the answer has no id or names something else.
    pub(super) async fn send_identified(
        &self,
        request: &Request,
        id: Option<&str>,
        names: &[&str],
    ) -> Result<Value, PlatformError> {
        let value = self.send(request).await?;
        let data = &value["data"];
        let is_named = answer::id(data).is_some() || answer::id(&value).is_some();
        if !is_named && !data["contactListId"].is_string() {
            return Err(PlatformError::lost_in(
                request,
                "the platform reported success, but its answer has no id",
            ));
        }
        match answer::names_another(&value, id, names) {
            Some(other) => Err(PlatformError::of_another(request, &other)),
            None => Ok(value),
        }
    }

    /// Creates a campaign, without its schedule. Sends one request, which is never repeated in doubt. An unknown
    /// outcome is settled later, together with those of other creates.
    ///
    /// # Errors
    ///
    /// Any error of [`Self::send`]; the outcome is unknown where the answer has no id.
    pub(super) async fn send_create(&self, campaign: &KoreCampaign) -> Result<Created, PlatformError> {
        let request = self.endpoints.create_campaign(campaign);
        let value = self.send(&request).await?;
        answer::created(&value, campaign).map(Created::answered).ok_or_else(|| {
            PlatformError::lost_in(&request, "the platform reported success, but its answer has no id")
        })
    }

    /// Switches a campaign's schedule on, in one request. The name is sent as it is given.
    ///
    /// # Errors
    ///
    /// The platform refuses, or the answer is lost. A lost answer is never settled: the recurrence cannot be read
    /// back.
    pub(super) async fn send_enable(
        &self,
        name: &str,
        schedule: &KoreSchedule,
    ) -> Result<ScheduleChange, PlatformError> {
        match self.send_schedule(&self.endpoints.enable_schedule(name, schedule)).await {
            Ok(change) => Ok(change),
            Err(error) => self.explain_lost_enable(name, error).await,
        }
    }

    /// Switches a campaign's schedule off, in one request. The name is sent as it is given.
    ///
    /// # Errors
    ///
    /// The platform refuses, or it is unknown whether the schedule is off.
    pub(super) async fn send_disable(&self, name: &str) -> Result<ScheduleChange, PlatformError> {
        match self.send_schedule(&self.endpoints.disable_schedule(name)).await {
            Ok(change) => Ok(change),
            Err(error) => self.recover_disable(name, error).await,
        }
    }

    /// The answer may have no id; an id in it is a campaign's. Kore.ai contract §20.7.
    async fn send_schedule(&self, request: &Request) -> Result<ScheduleChange, PlatformError> {
        let value = self.send(request).await?;
        match answer::id(&value).or_else(|| answer::id(&value["data"])) {
            None => Ok(ScheduleChange::default()),
            Some(id) if CampaignRef::is_hidden(&id, PlatformKind::Kore) => {
                Ok(ScheduleChange { id: Some(CampaignId::reported(id)), ..ScheduleChange::default() })
            }
            Some(_) => Err(PlatformError::lost_in(
                request,
                "the platform reported success for something that is not a campaign",
            )),
        }
    }

    /// Reads all contact lists. The documentation gives two methods (Kore.ai contract §20.4): if one is answered with
    /// 404 or 405, the other one is tried, and remembered if it works.
    ///
    /// # Errors
    ///
    /// The request fails, or both methods are answered with 404 or 405.
    pub(super) async fn read_contact_lists(&self) -> Result<Value, PlatformError> {
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
