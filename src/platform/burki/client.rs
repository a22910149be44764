//! A client of the campaign API: how its calls are sent, and creating a campaign.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use serde_json::Value;

use super::answer;
use super::endpoints::Endpoints;
use super::envelope::{self, Marker};
use crate::domain::burki_campaign::BurkiCampaign;
use crate::domain::live::{CampaignId, LiveCampaign};
use crate::platform::connection::PlatformConnection;
use crate::platform::error::PlatformError;
use crate::platform::http::Http;
use crate::platform::outcome::Created;
use crate::platform::request::Request;

/// Burki's campaign API for the account of one API key. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Burki {
    pub(super) line: PlatformConnection,
    endpoints: Endpoints,
    /// The names of the campaigns that were read: a progress answer has no name.
    names: Rc<RefCell<BTreeMap<String, String>>>,
}

impl Burki {
    /// A client that sends these requests over this line.
    pub fn new(line: impl Into<PlatformConnection>, endpoints: Endpoints) -> Self {
        Self { line: line.into(), endpoints, names: Rc::default() }
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

    /// Sends a request and returns the whole JSON of its success, which must have this marker.
    ///
    /// # Errors
    ///
    /// The line is not connected, the request fails, or its answer does not have the marker.
    pub(super) async fn send(&self, request: &Request, marker: Marker) -> Result<Value, PlatformError> {
        self.http()?.send(request, envelope::expecting(marker)).await
    }

    /// Sends a write to a campaign; the outcome is unknown if the answer names another one. `names` are the names
    /// that the campaign may have.
    ///
    /// # Errors
    ///
    /// Any error of [`Self::send`]; the outcome is unknown where the answer names another campaign.
    pub(super) async fn send_to(
        &self,
        campaign: &CampaignId,
        names: &[&str],
        request: &Request,
    ) -> Result<Value, PlatformError> {
        let value = self.send(request, Marker::Done).await?;
        match answer::names_another(&value, campaign, names) {
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
    pub(super) async fn send_create(&self, campaign: &BurkiCampaign) -> Result<Created, PlatformError> {
        let request = self.endpoints.create_campaign(campaign);
        let value = self.send(&request, Marker::Id).await?;
        answer::created(&value, campaign).map(Created::answered).ok_or_else(|| {
            PlatformError::lost_in(&request, "the platform reported success, but its answer has no id")
        })
    }

    /// Remembers a campaign's name.
    pub(super) fn remember(&self, campaign: &LiveCampaign) {
        self.names.borrow_mut().insert(campaign.id.to_string(), campaign.name.clone());
    }

    /// A campaign's name, where it was read before.
    pub(super) fn known_name(&self, id: &CampaignId) -> Option<String> {
        self.names.borrow().get(id.as_str()).cloned()
    }
}
