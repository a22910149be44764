//! The sandbox: its address and its content.

use serde::Serialize;

use crate::ui::{Cell, Column, Document, Table, View};

/// Where a sandbox is served, with everything that a client needs to sign in.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ServedView {
    /// `http://127.0.0.1:PORT`.
    pub address: String,
    /// The header `iid`.
    pub stream_id: &'static str,
    /// The header `accountId`.
    pub account_id: &'static str,
    /// The claim `appId`.
    pub client_id: &'static str,
    /// The secret that signs tokens; it opens nothing but sandboxes.
    pub client_secret: &'static str,
    /// The API key that Burki's side takes; it opens nothing but sandboxes.
    pub burki_api_key: &'static str,
}

impl View for ServedView {
    fn document(&self) -> Document {
        Document::new().fields([
            ("host", self.address.as_str()),
            ("stream id", self.stream_id),
            ("account id", self.account_id),
            ("client id", self.client_id),
            ("client secret", self.client_secret),
            ("Burki api key", self.burki_api_key),
        ])
    }
}

/// The objects of a sandbox, by platform.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "SandboxStatusView"))]
pub struct StatusView {
    /// The objects of Kore.ai's side.
    pub kore: KoreSide,
    /// The objects of Burki's side.
    pub burki: BurkiSide,
}

/// The objects of a sandbox on Kore.ai's side: counts, and its campaigns.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "SandboxKoreSide"))]
pub struct KoreSide {
    /// How many contact lists.
    pub contact_lists: usize,
    /// How many do-not-contact lists.
    pub dnc_lists: usize,
    /// The campaigns, oldest first.
    pub campaigns: Vec<HeldCampaign>,
}

/// The objects of a sandbox on Burki's side.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "SandboxBurkiSide"))]
pub struct BurkiSide {
    /// How many campaigns.
    pub campaigns: usize,
}

/// A campaign in a sandbox.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct HeldCampaign {
    /// The platform's id.
    pub id: String,
    /// The name.
    pub name: String,
    /// `sms` or `voice`.
    #[serde(rename = "type")]
    pub campaign_type: String,
    /// The status, as the platform spells it.
    pub status: String,
    /// The body of the schedule call, where one is enabled.
    pub schedule: Option<serde_json::Value>,
}

impl View for StatusView {
    fn document(&self) -> Document {
        let columns = [
            Column::new("NAME", |it: &HeldCampaign| Cell::from(&it.name)),
            Column::new("TYPE", |it| Cell::from(&it.campaign_type)),
            Column::new("STATUS", |it| Cell::from(&it.status)),
            Column::new("SCHEDULE (UTC)", |it| Cell::of(it.schedule.as_ref().map(recurrence))),
            Column::new("ID", |it| Cell::from(&it.id)),
        ];
        Document::new()
            .fields([
                ("contact lists", self.kore.contact_lists.to_string()),
                ("do-not-contact lists", self.kore.dnc_lists.to_string()),
                ("Kore.ai campaigns", self.kore.campaigns.len().to_string()),
                ("Burki campaigns", self.burki.campaigns.to_string()),
            ])
            .table(
                Table::list(&columns, &self.kore.campaigns)
                    .one_line(&["ID", "SCHEDULE (UTC)"])
                    .empty("no campaigns yet; make one with: kcamp --sandbox campaign create -f FILE"),
            )
    }

    fn rows(&self) -> Document {
        Document::records(&["id", "name", "type", "status", "schedule"], &self.kore.campaigns)
    }
}

fn recurrence(schedule: &serde_json::Value) -> String {
    let text = |key: &str| schedule[key].as_str().unwrap_or("?").to_owned();
    let details = &schedule["recurrenceObject"];
    let days = details["weeklyDetails"]["whichDays"]
        .as_array()
        .map(|days| days.iter().filter_map(|day| day.as_str()).collect::<Vec<_>>().join(","));
    let kind = details["recurType"].as_str().unwrap_or("?");
    let pattern = days.map_or_else(|| kind.to_owned(), |days| format!("{kind} {days}"));
    format!("{pattern} from {} to {}", text("startDateTime"), text("endDateTime"))
}
