//! Reads what the platform reports. Every key but an id and a name may be missing. Burki contract §3, §4 and §6.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::domain::burki_campaign::{BurkiCampaign, Templates};
use crate::domain::live::{CampaignId, CampaignProgress, LiveBurkiCampaign, LiveCampaign, LiveSchedule};
use crate::domain::platform_kind::PlatformKind;
use crate::platform::answer_values::{instant, status, text, unlike_names};
use crate::platform::page_reading::Page;
use crate::platform::unread::Key;
use crate::platform::{plain, unread};

/// The counts of a progress in the order of the contract.
const OUTCOMES: [&str; 4] = ["completed", "failed", "processing", "pending"];

/// Each key of a campaign file that an answer has, but for the plain fields. Burki contract §4.
static KEYS: &[Key] = &[
    ("campaign_type", &["campaign_type"], Value::is_string),
    ("assistant_id", &["assistant_id"], Value::is_u64),
    ("description", &["description"], Value::is_string),
    ("welcome_message_template", &["welcome_message_template"], Value::is_string),
    ("agenda_template", &["agenda_template"], Value::is_string),
    ("end_call_message_template", &["end_call_message_template"], Value::is_string),
    ("sms_message_template", &["sms_message_template"], Value::is_string),
];

/// The campaign that an object describes. `None` where it has no id or no name, which is not the documented form.
pub fn campaign(value: &Value) -> Option<LiveCampaign> {
    Some(LiveCampaign {
        description: text(value, "description"),
        created_at: instant(value, "created_at"),
        updated_at: instant(value, "updated_at"),
        unread: unread::keys(value, KEYS, PlatformKind::Burki),
        plain: plain::values(value, PlatformKind::Burki),
        ..LiveCampaign::new(
            CampaignId::reported(id(&value["id"])?),
            text(value, "name")?,
            status(value),
            own_fields(value),
        )
    })
}

/// The campaign that a create made, from the answer: all that it tells, or at least the id.
pub fn created(value: &Value, sent: &BurkiCampaign) -> Option<LiveCampaign> {
    campaign(value).or_else(|| {
        let id = CampaignId::reported(id(&value["id"])?);
        tracing::info!(target: "kcamp::http", "the answer to the create has little more than the id {id}");
        Some(LiveCampaign::new(id, sent.name.to_string(), status(value), own_fields(value)))
    })
}

fn own_fields(value: &Value) -> LiveBurkiCampaign {
    LiveBurkiCampaign {
        medium: text(value, "campaign_type"),
        assistant_id: value["assistant_id"].as_u64(),
        assistant_name: text(value, "assistant_name"),
        templates: Templates {
            welcome_message: text(value, "welcome_message_template"),
            agenda: text(value, "agenda_template"),
            end_call_message: text(value, "end_call_message_template"),
            sms_message: text(value, "sms_message_template"),
        },
        total_contacts: value["total_contacts"].as_u64(),
        completed_contacts: value["completed_contacts"].as_u64(),
        failed_contacts: value["failed_contacts"].as_u64(),
        started_at: instant(value, "started_at"),
        completed_at: instant(value, "completed_at"),
        last_import_file_name: text(value, "last_import_file_name"),
        last_import_row_count: value["last_import_row_count"].as_u64(),
        last_import_at: instant(value, "last_import_date"),
    }
}

/// How far a campaign has come, from the whole answer of the progress. Percentages are 0 to 100.
pub fn progress(value: &Value) -> CampaignProgress {
    let counts = &value["progress"];
    let outcome = |word: &&str| Some(((*word).to_owned(), counts[*word].as_u64()?));
    CampaignProgress {
        total: counts["total_contacts"].as_u64(),
        outcomes: OUTCOMES.iter().filter_map(outcome).collect(),
        percentage: counts["progress_percentage"].as_f64(),
    }
}

/// A campaign's schedule. `None` where the answer does not say of which kind it is.
pub fn schedule(value: &Value) -> Option<LiveSchedule> {
    let kind = text(value, "schedule_type");
    // The contract has no sample of a campaign that never had a schedule: a missing kind is read as no schedule.
    if kind.is_none() && !value.get("schedule_type")?.is_null() {
        return None;
    }
    Some(LiveSchedule {
        enabled: Some(kind.as_deref().is_some_and(|kind| kind != "immediate")),
        kind,
        scheduled_at: text(value, "scheduled_at"),
        recurrence: value["recurring_config"].as_object().cloned(),
    })
}

/// A page whose rows are in the list under this key.
pub fn page<Row>(value: &Value, key: &str, row: impl Fn(&Value) -> Option<Row>) -> Option<Page<Row>> {
    let listed = value[key].as_array()?;
    let rows: Vec<Row> = listed.iter().filter_map(row).collect();
    let unreadable = listed.len() - rows.len();
    let pagination = &value["pagination"];
    let (has_more, total) = (pagination["has_next"].as_bool(), pagination["total_items"].as_u64());
    Some(Page { rows, unreadable, has_more, total })
}

/// An id as text. The platform's ids are integers.
pub fn id(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()).filter(|text| !text.is_empty()),
        number => number.as_u64().map(|number| number.to_string()),
    }
}

/// The id or the name in the answer to a write, where it is not the one of the campaign that was written; `None`
/// where the answer names no other campaign. `names` are the names that the campaign may have.
pub fn names_another(answer: &Value, campaign: &CampaignId, names: &[&str]) -> Option<String> {
    let own = &answer["campaign"];
    let ids = [&answer["campaign_id"], &answer["id"], &own["id"]];
    if let Some(other) = ids.into_iter().filter_map(id).find(|told| told != campaign.as_str()) {
        return Some(other);
    }
    let told = [text(answer, "name"), text(answer, "campaign_name"), text(own, "name")];
    told.into_iter().flatten().find_map(|told| unlike_names(&told, names))
}

/// An object of texts; a value that is not a text is shown as JSON.
pub(super) fn pairs(value: &Value) -> Option<BTreeMap<String, String>> {
    let pairs = value.as_object()?.iter();
    Some(pairs.map(|(key, value)| (key.clone(), shown(value))).collect())
}

fn shown(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), ToOwned::to_owned)
}
