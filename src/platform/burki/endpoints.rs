//! The requests of the campaign API: paths, query and bodies, without a client and without a token.

use serde_json::Value;

use super::body::{campaign_body, immediate_body, schedule_body, update_body};
use crate::domain::burki_campaign::{BurkiCampaign, Medium};
use crate::domain::change::{ScheduleTarget, Trigger};
use crate::domain::live::{CampaignId, LiveCampaign};
use crate::domain::schedule::BurkiSchedule;
use crate::platform::address::Address;
use crate::platform::request::{Effect, Method, Payload, Request, TokenHeader};

/// The requests for the account of the API key. Burki contract §2.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Endpoints {
    /// The origin, such as `https://api.burki.dev`.
    pub origin: String,
}

/// The filters of the campaign list. Burki contract §4.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ListQuery {
    /// Campaigns of this type only.
    pub medium: Option<Medium>,
    /// Campaigns with this text in their name or description only.
    pub search: Option<String>,
}

impl Endpoints {
    /// Creates a campaign, without its schedule. Burki contract §4.
    pub fn create_campaign(&self, campaign: &BurkiCampaign) -> Request {
        let purpose = format!("create the campaign {:?}", campaign.name.as_str());
        self.post(purpose, Effect::Write, self.collection(), Some(campaign_body(campaign)))
    }

    /// One page of the campaigns; pages count from 1. Burki contract §4.
    pub fn list_campaigns(&self, query: &ListQuery, page: u64, rows: usize) -> Request {
        let mut address = self.collection();
        if let Some(medium) = query.medium {
            address = address.query("campaign_type", medium.wire_name());
        }
        if let Some(search) = &query.search {
            address = address.query("search", search);
        }
        let address = address.query("page", &page.to_string()).query("per_page", &rows.to_string());
        let purpose = match query.medium {
            Some(medium) => format!("list the {medium} campaigns"),
            None => "list the campaigns".to_owned(),
        };
        self.get(purpose, address)
    }

    /// One campaign. Burki contract §4.
    pub fn campaign(&self, id: &CampaignId) -> Request {
        self.get(format!("read the campaign {id}"), self.of(id))
    }

    /// Changes the fields in which `campaign` differs from the live one; the others stay. Burki contract §4.
    pub fn update_campaign(&self, live: &LiveCampaign, campaign: &BurkiCampaign) -> Request {
        let purpose = format!("update the campaign {:?}", live.name);
        self.request(
            purpose,
            Effect::Write,
            Method::Put,
            self.of(&live.id),
            Some(update_body(live, campaign)),
        )
    }

    /// Deletes a campaign with its contacts and history. Burki contract §4.
    pub fn delete_campaign(&self, live: &LiveCampaign) -> Request {
        let purpose = format!("delete the campaign {:?}", live.name);
        self.request(purpose, Effect::Write, Method::Delete, self.of(&live.id), None)
    }

    /// Starts, stops or pauses a campaign; a start resumes one that is paused. Burki contract §5.
    pub fn trigger(&self, live: &LiveCampaign, trigger: Trigger) -> Request {
        let purpose = format!("{} the campaign {:?}", trigger.verb(), live.name);
        self.post(purpose, Effect::Write, self.of(&live.id).segment(trigger.verb()), None)
    }

    /// A campaign's progress, which has its status. Burki contract §6.
    pub fn progress(&self, id: &CampaignId) -> Request {
        self.get(format!("read the progress of the campaign {id}"), self.of(id).segment("progress"))
    }

    /// A campaign's schedule. Burki contract §3.
    pub fn schedule(&self, target: &ScheduleTarget) -> Request {
        let purpose = format!("read the schedule of the campaign {:?}", target.label);
        self.get(purpose, self.of_target(target).segment("schedule"))
    }

    /// Saves a schedule and replaces an existing one. Burki contract §3.
    pub fn enable_schedule(&self, target: &ScheduleTarget, schedule: &BurkiSchedule) -> Request {
        self.save_schedule("enable", target, schedule_body(schedule))
    }

    /// Clears a schedule: an immediate one takes its place. Burki contract §3 and §10.
    pub fn disable_schedule(&self, target: &ScheduleTarget) -> Request {
        self.save_schedule("disable", target, immediate_body())
    }

    fn save_schedule(&self, verb: &str, target: &ScheduleTarget, body: Value) -> Request {
        let purpose = format!("{verb} the schedule of the campaign {:?}", target.label);
        self.post(purpose, Effect::Write, self.of_target(target).segment("schedule"), Some(body))
    }

    /// The path ends with a slash, as in the server's own description. Burki contract §10.
    fn collection(&self) -> Address {
        self.campaigns().segment("")
    }

    pub(super) fn campaigns(&self) -> Address {
        Address::new(&self.origin).segment("api").segment("v1").segment("campaigns")
    }

    /// The path of one campaign.
    pub(super) fn of(&self, id: &CampaignId) -> Address {
        self.campaigns().segment(id.as_str())
    }

    fn of_target(&self, target: &ScheduleTarget) -> Address {
        self.campaigns().segment(&target.key)
    }

    pub(super) fn get(&self, purpose: String, address: Address) -> Request {
        self.request(purpose, Effect::Read, Method::Get, address, None)
    }

    pub(super) fn post(
        &self,
        purpose: String,
        effect: Effect,
        address: Address,
        body: Option<Value>,
    ) -> Request {
        self.request(purpose, effect, Method::Post, address, body)
    }

    #[expect(clippy::unused_self, reason = "requests come from the account's endpoints alone")]
    pub(super) fn request(
        &self,
        purpose: String,
        effect: Effect,
        method: Method,
        address: Address,
        body: Option<Value>,
    ) -> Request {
        Request {
            purpose,
            effect,
            method,
            address,
            token_header: TokenHeader::BEARER,
            headers: Vec::new(),
            body: body.map(Payload::Json),
        }
    }
}
