//! The requests of the campaign API: paths, query, headers and bodies, without a client and without a token.

use serde_json::{Value, json};

use super::body::{campaign_body, schedule_body};
use crate::domain::kore_campaign::{CampaignType, KoreCampaign};
use crate::domain::live::CampaignId;
use crate::domain::message_encoding::MessageEncoding;
use crate::domain::schedule::KoreSchedule;
use crate::platform::address::Address;
use crate::platform::request::{Effect, Method, Payload, Request, TokenHeader};

/// The rows of one page of the campaign list, as in the documentation's sample; the maximum is not documented.
pub const PAGE_ROWS: usize = 50;

/// The purpose of reading all contact lists, worded to follow "could not". It is also the key under which the method
/// that works is remembered.
pub(super) const CONTACT_LISTS: &str = "list the contact lists";

/// The requests of one account. Kore.ai contract §5.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Endpoints {
    /// The origin, such as `https://platform.kore.ai`.
    pub origin: String,
    /// The id of the bot, app or stream: in the path and the header `iid`.
    pub stream_id: String,
    /// The account's id: in the header `accountId`, and in the query where Kore.ai contract §1.3 has it.
    pub account_id: String,
    /// How the text of an sms is encoded.
    pub message_encoding: MessageEncoding,
    /// The keys of a campaign that are no settings of it, beside those that kcamp knows: an update may leave them out.
    pub harmless_keys: Vec<String>,
    /// The path that starts and stops a campaign, with `{streamId}` and `{campaignId}` in it, if the profile sets
    /// one. The documentation gives several paths. Kore.ai contract §10 and §20.5.
    pub trigger_path: Option<String>,
}

impl Endpoints {
    /// Creates a campaign, without its schedule. Kore.ai contract §5.1 and §5.2.
    pub fn create_campaign(&self, campaign: &KoreCampaign) -> Request {
        let address =
            self.with_account(self.campaigns()).query("campaignType", campaign.campaign_type().wire_name());
        let body = campaign_body(campaign, self.message_encoding);
        let purpose = format!("create the campaign {:?}", campaign.name.as_str());
        self.post(purpose, Effect::Write, address, body)
    }

    /// One page of the campaigns of a type, after the first `skip`. There is no filter by name. Kore.ai contract
    /// §5.3.
    pub fn list_campaigns(&self, campaign_type: CampaignType, skip: usize) -> Request {
        let address = self.with_account(self.campaigns().segment("getAllCampaignDetails"));
        // `page` is left out: its effect together with `skip` is not documented.
        let body = json!({ "limit": PAGE_ROWS, "skip": skip, "type": campaign_type.wire_name() });
        self.post(format!("list the {campaign_type} campaigns"), Effect::Read, address, body)
    }

    /// One campaign. Kore.ai contract §5.4.
    pub fn campaign(&self, id: &CampaignId) -> Request {
        let address = self.with_account(self.campaigns().segment(id.as_str()));
        self.request(format!("read the campaign {id}"), Effect::Read, Method::Get, address, None)
    }

    /// Switches a campaign's schedule on. The name is sent as it is given. Kore.ai contract §5.10.
    pub fn enable_schedule(&self, name: &str, schedule: &KoreSchedule) -> Request {
        let purpose = format!("enable the schedule of the campaign {name:?}");
        self.post(purpose, Effect::Write, self.schedule(name, "true"), schedule_body(schedule))
    }

    /// Switches a campaign's schedule off. The name is sent as it is given. Kore.ai contract §5.11.
    pub fn disable_schedule(&self, name: &str) -> Request {
        let purpose = format!("disable the schedule of the campaign {name:?}");
        self.post(purpose, Effect::Write, self.schedule(name, "false"), json!({}))
    }

    /// Reads all contact lists. The documentation's text has `POST`, its sample `GET`. Kore.ai contract §5.14 and
    /// §20.4.
    pub fn contact_lists(&self, method: Method) -> Request {
        let path = self.campaigns().segment("contactList").segment("getAllListDetails");
        let address = self.with_account(path).query("type", "call");
        let body = (method == Method::Post).then(|| json!({}));
        self.request(CONTACT_LISTS.to_owned(), Effect::Read, method, address, body)
    }

    /// The path that the Kore.ai contract calls `{B}`.
    pub(super) fn campaigns(&self) -> Address {
        Address::new(&self.origin)
            .segment("campaign")
            .segment("api")
            .segment("v2")
            .segment("public")
            .segment(&self.stream_id)
            .segment("campaign")
    }

    /// The path of a schedule call. Its query has no account. Kore.ai contract §1.3.
    fn schedule(&self, name: &str, enable: &str) -> Address {
        self.campaigns().segment("schedule").query("enableSchedule", enable).query("campaignName", name)
    }

    pub(super) fn with_account(&self, address: Address) -> Address {
        address.query("accountId", &self.account_id)
    }

    pub(super) fn post(&self, purpose: String, effect: Effect, address: Address, body: Value) -> Request {
        self.request(purpose, effect, Method::Post, address, Some(body))
    }

    pub(super) fn request(
        &self,
        purpose: String,
        effect: Effect,
        method: Method,
        address: Address,
        body: Option<Value>,
    ) -> Request {
        let headers = vec![("accountId", self.account_id.clone()), ("iid", self.stream_id.clone())];
        let body = body.map(Payload::Json);
        Request { purpose, effect, method, address, token_header: TokenHeader::AUTH, headers, body }
    }
}

#[cfg(test)]
mod tests {
    use super::Endpoints;
    use crate::domain::kore_campaign::CampaignType;
    use crate::domain::live::CampaignId;
    use crate::domain::message_encoding::MessageEncoding;
    use crate::platform::kore::samples::weekly_schedule;
    use crate::platform::request::Method;

    fn endpoints() -> Endpoints {
        Endpoints {
            origin: "https://platform.kore.ai".into(),
            stream_id: "st-1".into(),
            account_id: "6777".into(),
            message_encoding: MessageEncoding::Base64,
            harmless_keys: Vec::new(),
            trigger_path: None,
        }
    }

    #[test]
    fn the_account_is_in_the_query_where_the_contract_has_it() -> Result<(), Box<dyn std::error::Error>> {
        let base = "https://platform.kore.ai/campaign/api/v2/public/st-1/campaign";
        let id = CampaignId::reported("cd-9e14b72-88cc".into());
        for (request, rest) in [
            (endpoints().list_campaigns(CampaignType::Sms, 0), "/getAllCampaignDetails?accountId=6777"),
            (endpoints().campaign(&id), "/cd-9e14b72-88cc?accountId=6777"),
            (
                endpoints().enable_schedule("A | B", &weekly_schedule()?),
                "/schedule?enableSchedule=true&campaignName=A%20%7C%20B",
            ),
            (endpoints().disable_schedule("A"), "/schedule?enableSchedule=false&campaignName=A"),
            (
                endpoints().contact_lists(Method::Post),
                "/contactList/getAllListDetails?accountId=6777&type=call",
            ),
        ] {
            assert_eq!(request.address.as_str(), format!("{base}{rest}"));
            assert_eq!(request.headers, [("accountId", "6777".to_owned()), ("iid", "st-1".to_owned())]);
        }
        Ok(())
    }
}
