//! The calls that campaign operators need, in the domain's terms.

use std::collections::HashSet;

use serde_json::Value;

use super::answer;
use super::endpoints::Endpoints;
use super::envelope::{self, Marker};
use super::pages::{CampaignPages, undocumented};
use crate::domain::campaign::{Campaign, CampaignType};
use crate::domain::live::{CampaignId, CampaignStatus, ContactList, LiveCampaign};
use crate::domain::schedule::Schedule;
use crate::jwt::{self, Jti, MintOptions};
use crate::platform::error::{Candidate, PlatformError};
use crate::platform::failure::{Answer, Meaning};
use crate::platform::http::{Http, Service};
use crate::platform::redact::Redactor;
use crate::platform::request::Request;
use crate::secret::Secret;

/// What requests are authenticated with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Credentials {
    /// A client secret, with which a fresh token is minted for each attempt. Contract section 2.
    Secret {
        /// The claim `appId`.
        client_id: String,
        /// The key.
        secret: Secret,
        /// The claim `sub`.
        subject: String,
        /// Whether each token gets a `jti`.
        jti: Jti,
    },
    /// A ready token, sent as it is.
    Token(Secret),
}

/// A client of Kore.ai's campaign API for one account.
#[derive(Debug, Clone)]
pub struct Kore {
    http: Http,
    endpoints: Endpoints,
    credentials: Credentials,
}

/// A campaign that was created.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Created {
    /// Its id.
    pub id: CampaignId,
    /// Where it is in its life. Never to be taken for "not running" without looking: contract section 18.29.
    pub status: CampaignStatus,
    /// All that the platform reported of it.
    pub campaign: LiveCampaign,
    /// Whether the answer was lost and the campaign was found by its name afterwards.
    pub recovered: bool,
}

/// What the platform said of a schedule that was switched on or off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScheduleChange {
    /// The campaign's id; every sample has it.
    pub id: Option<CampaignId>,
    /// Whether the answer was lost and the new state was read back.
    pub recovered: bool,
}

/// The campaigns that a name could mean.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Matches {
    /// Those of exactly this name.
    pub exact: Vec<LiveCampaign>,
    /// Those whose names differ in case only.
    pub similar: Vec<LiveCampaign>,
}

impl Kore {
    /// A client. The secret or token is kept out of all that the HTTP client shows from here on.
    #[must_use]
    pub fn new(http: Http, endpoints: Endpoints, credentials: Credentials) -> Self {
        let (Credentials::Secret { secret, .. } | Credentials::Token(secret)) = &credentials;
        http.redactor().learn(secret);
        Self { http, endpoints, credentials }
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

    pub(super) const fn http(&self) -> &Http {
        &self.http
    }

    /// Sends a request of [`Self::endpoints`] and returns the whole JSON of its success.
    pub async fn send(&self, request: &Request) -> Result<Value, PlatformError> {
        self.http.send(request, self).await
    }

    /// Creates a campaign, without its schedule. A lost answer is settled by looking for the name; the create is
    /// never sent again in doubt.
    pub async fn create_campaign(&self, campaign: &Campaign) -> Result<Created, PlatformError> {
        let request = self.endpoints.create_campaign(campaign);
        let sent_at = self.http.clock().now();
        let lost = match self.send(&request).await {
            Ok(value) => match answer::campaign(&value["data"], Some(campaign.campaign_type())) {
                Some(live) => return Ok(Created::new(live, false)),
                None => lost_in(&request, "the answer says success and has no campaign in it"),
            },
            Err(error) => error,
        };
        self.recover_create(campaign, sent_at, lost).await
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
        answer::campaign(&value["data"], None).ok_or_else(|| undocumented(&request.purpose))
    }

    /// The campaigns of this name, over both types. The API has no filter by name: every page is read.
    pub async fn find_campaigns(&self, name: &str) -> Result<Matches, PlatformError> {
        let mut matches = Matches::default();
        for campaign_type in [CampaignType::Sms, CampaignType::Voice] {
            matches.add(self.named(name, campaign_type).await?);
        }
        Ok(matches)
    }

    /// The campaigns of this name and type.
    pub(super) async fn named(
        &self,
        name: &str,
        campaign_type: CampaignType,
    ) -> Result<Matches, PlatformError> {
        let mut matches = Matches::default();
        let mut pages = self.list_campaigns(campaign_type);
        while let Some(rows) = pages.next().await? {
            for row in rows {
                if row.name == name {
                    matches.exact.push(row);
                } else if row.name.to_lowercase() == name.to_lowercase() {
                    matches.similar.push(row);
                }
            }
        }
        Ok(matches)
    }

    /// The id that `CAMPAIGN` means: an id as it is, without a request; a name by looking for it, as it is written.
    pub async fn resolve(&self, text: &str) -> Result<CampaignId, PlatformError> {
        if let Some(id) = CampaignId::recognise(text) {
            return Ok(id);
        }
        self.one_named(text).await.map(|campaign| campaign.id)
    }

    /// The name that `CAMPAIGN` means: a name as it is, without a request; an id by reading the campaign.
    pub async fn resolve_name(&self, text: &str) -> Result<String, PlatformError> {
        match CampaignId::recognise(text) {
            Some(id) => self.campaign(&id).await.map(|campaign| campaign.name),
            None => Ok(text.to_owned()),
        }
    }

    /// The one campaign of this name (`--check-name`); none or several is an error that lists what there is.
    pub async fn one_named(&self, name: &str) -> Result<LiveCampaign, PlatformError> {
        let Matches { mut exact, similar } = self.find_campaigns(name).await?;
        let text = name.to_owned();
        match (exact.pop(), exact.is_empty()) {
            (Some(campaign), true) => Ok(campaign),
            (Some(last), false) => {
                exact.push(last);
                Err(PlatformError::SeveralCampaigns { text, candidates: candidates(&exact) })
            }
            (None, _) => Err(PlatformError::NoSuchCampaign { text, similar: candidates(&similar) }),
        }
    }

    /// Switches a campaign's schedule on. The name goes out as it is given; one request.
    pub async fn enable_schedule(
        &self,
        name: &str,
        schedule: &Schedule,
    ) -> Result<ScheduleChange, PlatformError> {
        let request = self.endpoints.enable_schedule(name, schedule);
        match self.send(&request).await {
            Ok(value) => Ok(ScheduleChange::answered(&value)),
            Err(error) => Err(self.explain_lost_enable(name, error).await),
        }
    }

    /// Switches a campaign's schedule off. The name goes out as it is given; one request.
    pub async fn disable_schedule(&self, name: &str) -> Result<ScheduleChange, PlatformError> {
        let request = self.endpoints.disable_schedule(name);
        match self.send(&request).await {
            Ok(value) => Ok(ScheduleChange::answered(&value)),
            Err(error) => self.recover_disable(name, error).await,
        }
    }

    /// All contact lists, do-not-contact lists among them. A list that the platform reports twice is one.
    pub async fn contact_lists(&self) -> Result<Vec<ContactList>, PlatformError> {
        let request = self.endpoints.contact_lists();
        let value = self.send(&request).await?;
        let mut lists = answer::contact_lists(&value).ok_or_else(|| undocumented(&request.purpose))?;
        let mut seen = HashSet::new();
        lists.retain(|list| seen.insert(list.id.clone()));
        Ok(lists)
    }
}

impl Service for Kore {
    fn platform(&self) -> &'static str {
        "Kore.ai"
    }

    fn token(&self, purpose: &str) -> Result<Secret, PlatformError> {
        match &self.credentials {
            Credentials::Token(token) => Ok(token.clone()),
            Credentials::Secret { client_id, secret, subject, jti } => {
                let options = MintOptions {
                    subject: subject.clone(),
                    jti: *jti,
                    ..MintOptions::new(client_id.as_str())
                };
                jwt::mint(&options, secret, self.http.clock().now()).map(|minted| minted.token).map_err(
                    |error| PlatformError::NoToken { purpose: purpose.to_owned(), cause: error.to_string() },
                )
            }
        }
    }

    fn understand(&self, answer: &Answer, redactor: &Redactor) -> Meaning {
        envelope::understand(answer, redactor, Marker::Success)
    }
}

impl Created {
    pub(super) fn new(campaign: LiveCampaign, recovered: bool) -> Self {
        Self { id: campaign.id.clone(), status: campaign.status.clone(), campaign, recovered }
    }
}

impl ScheduleChange {
    /// The campaign's id as text.
    #[must_use]
    pub fn id_text(&self) -> Option<String> {
        self.id.as_ref().map(ToString::to_string)
    }

    fn answered(value: &Value) -> Self {
        Self { id: answer::id(value).map(CampaignId::reported), recovered: false }
    }
}

impl Matches {
    fn add(&mut self, other: Self) {
        self.exact.extend(other.exact);
        self.similar.extend(other.similar);
    }
}

fn candidates(campaigns: &[LiveCampaign]) -> Vec<Candidate> {
    campaigns
        .iter()
        .map(|campaign| Candidate { name: campaign.name.clone(), id: campaign.id.to_string() })
        .collect()
}

/// A write whose answer has the form of success and not its content.
pub(super) fn lost_in(request: &Request, cause: &str) -> PlatformError {
    PlatformError::OutcomeUnknown {
        purpose: request.purpose.clone(),
        cause: cause.to_owned(),
        look: String::new(),
        request_id: None,
    }
}
