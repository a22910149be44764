//! The forms in which campaigns are returned (Kore.ai contract §6 to §8).

use base64::{Engine, engine::general_purpose::STANDARD};
use jiff::Timestamp;
use serde_json::{Map, Value, json};

use super::progress::{Progress, fingerprint};
use crate::sandbox::{
    CampaignType,
    kore::state::{Campaign, State, id},
};

/// A time in RFC 3339 with milliseconds, in UTC.
pub(super) fn time(instant: Timestamp) -> Value {
    json!(format!("{instant:.3}"))
}

/// The `data` of the answer to a create. It has the first status of a campaign's life.
pub(super) fn created(campaign: &Campaign, state: &State) -> Value {
    let status = match campaign.kind {
        CampaignType::Voice => "Preparing",
        CampaignType::Sms => "Ready",
    };
    let mut data = whole(campaign, state, status);
    match campaign.kind {
        CampaignType::Voice => {
            // The answer for voice has `id` instead of `_id`, no schedule, and the switch as a boolean.
            let mut voice = Map::from_iter([("id".to_owned(), json!(campaign.id))]);
            voice.extend(data.into_iter().filter(|(key, _)| key != "_id" && key != "schedule"));
            if campaign.text("dialingMode") == "Agentless" {
                let detects = campaign.text("enableMachineDetect") != "no";
                voice.insert("enableMachineDetect".to_owned(), json!(detects));
            }
            Value::Object(voice)
        }
        CampaignType::Sms => {
            data.insert("schedule".to_owned(), json!({ "isSchedulingEnabled": false }));
            Value::Object(data)
        }
    }
}

/// The `data` of the answers to a read, an update and a delete.
pub(super) fn full(campaign: &Campaign, state: &State, progress: &Progress) -> Value {
    Value::Object(whole(campaign, state, progress.status.as_str()))
}

fn whole(campaign: &Campaign, state: &State, status: &str) -> Map<String, Value> {
    let mut data = Map::new();
    let mut put = |key: &str, value: Value| data.insert(key.to_owned(), value);
    let voice = campaign.kind == CampaignType::Voice;
    put("_id", json!(campaign.id));
    put("name", json!(campaign.name()));
    put("lname", json!(campaign.name().to_lowercase()));
    if let Some(description) = campaign.body.get("description") {
        put("description", description.clone());
    }
    if !voice {
        put("status", json!(status));
    }
    if let Some(list) = dnc_list(campaign, state) {
        put("dncLists", list);
    }
    for key in ["priority", "dialingMode"] {
        if let Some(value) = campaign.body.get(key) {
            put(key, value.clone());
        }
    }
    let mut strategy = campaign.body.get("dialingStrategy").cloned().unwrap_or_default();
    if let Some(strategy) = strategy.as_object_mut().filter(|_| voice) {
        strategy.insert("useSystemMappings".to_owned(), json!(false));
    }
    put("dialingStrategy", strategy);
    for (key, value) in content(campaign, state) {
        put(&key, value);
    }
    if voice {
        put("status", json!(status));
    } else {
        put("isImported", json!(false));
    }
    put("isFiltersEnabled", json!(false));
    put("createdAt", time(campaign.created_at));
    put("updatedAt", time(campaign.updated_at));
    if voice {
        put("contactLists", contact_lists(campaign));
        put("schedule", schedule(campaign));
    } else {
        put("schedule", schedule(campaign));
        put("contactLists", contact_lists(campaign));
        put("format", json!(campaign.text("format")));
    }
    data
}

/// One row of the list. Its keys differ from those of a read.
pub(super) fn row(campaign: &Campaign, state: &State, progress: &Progress) -> Value {
    let mut data = Map::new();
    let mut put = |key: &str, value: Value| data.insert(key.to_owned(), value);
    let voice = campaign.kind == CampaignType::Voice;
    put(if voice { "_id" } else { "id" }, json!(campaign.id));
    put("name", json!(campaign.name()));
    if let Some(description) = campaign.body.get("description").filter(|_| voice) {
        put("description", description.clone());
    }
    if let Some(list) = dnc_list(campaign, state) {
        put("dncLists", list);
    }
    for key in ["priority", "dialingMode"] {
        if let Some(value) = campaign.body.get(key) {
            put(key, value.clone());
        }
    }
    put("status", json!(progress.status.as_str()));
    if voice {
        put("isFiltersEnabled", json!(false));
    } else {
        for (key, value) in content(campaign, state) {
            put(&key, value);
        }
    }
    put("createdAt", time(campaign.created_at));
    put("updatedAt", time(campaign.updated_at));
    put("campaignInstanceUpdatedAt", time(campaign.updated_at));
    if let Some(instance) = &progress.instance {
        put("campaignInstanceId", json!(instance.id));
    }
    put("schedule", schedule(campaign));
    if voice {
        let flow = campaign.text("experienceFlowName");
        let connection = if flow.is_empty() { campaign.text("queue_name") } else { flow };
        put("connection", json!(connection));
    } else {
        put("totalMessagesSent", json!(progress.instance.as_ref().map_or(0, |instance| instance.reached)));
        put("campaignExecutionType", json!("NORMAL"));
    }
    put("contactLists", contact_lists(campaign));
    if !voice {
        put("format", json!(campaign.text("format")));
    }
    Value::Object(data)
}

/// A page of rows, of which `skip` came before, and at most `limit` are in it.
pub(super) fn page(message: &str, rows: &[Value], (skip, limit): (usize, usize), total: usize) -> Value {
    let has_more = skip.saturating_add(rows.len()) < total;
    json!({
        "status": "success",
        "message": message,
        "data": {
            "results": rows,
            "skip": skip,
            "limit": limit,
            "hasMore": has_more,
            "totalPages": total.div_ceil(limit),
            "totalResults": total,
        },
    })
}

/// The fields of what is said or sent: the flow's id, the message (with a template's own text in place of the one
/// that was sent), and the skips.
fn content(campaign: &Campaign, state: &State) -> Vec<(String, Value)> {
    let mut content = Vec::new();
    if let Some(flow) = campaign.body.get("experienceFlowName").and_then(Value::as_str) {
        content.push(("experienceFlow".to_owned(), json!(id("cf", 8, 5, fingerprint(flow)))));
    }
    if let Some(message) = campaign.body.get("message").filter(|_| campaign.text("format") == "simple") {
        let mut message = message.clone();
        let template = message["template_name"]
            .as_str()
            .and_then(|name| state.templates.iter().find(|template| template.name == name));
        if let Some(template) = template {
            message["message"] = json!(STANDARD.encode(&template.body));
            message["templateId"] = json!(template.id);
        }
        content.push(("message".to_owned(), message));
    }
    if let Some(skips) = campaign.body.get("maxSkips") {
        content.push(("maxSkips".to_owned(), skips.clone()));
    }
    content
}

/// The do-not-call list: id and name for voice, only the name for sms.
fn dnc_list(campaign: &Campaign, state: &State) -> Option<Value> {
    let name = campaign.body.get("dncLists")?.get("name")?.as_str()?;
    let list = state.dnc_lists.iter().find(|list| list.name == name);
    Some(match (campaign.kind, list) {
        (CampaignType::Voice, Some(list)) => json!({ "id": list.id, "name": name }),
        _ => json!({ "name": name }),
    })
}

fn contact_lists(campaign: &Campaign) -> Value {
    campaign.body.get("contactLists").cloned().unwrap_or_default()
}

fn schedule(campaign: &Campaign) -> Value {
    let scheduled = campaign.schedule().is_some();
    json!({ "isSchedulingEnabled": scheduled, "isRecurrenceEnabled": scheduled })
}
