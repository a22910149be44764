//! Create, list, get, update and delete (Burki contract §4).

use serde_json::{Map, Value, json};

use super::{
    Burki,
    fields::{self, ANY_TEXT, Field, FieldType, Need, Query},
    refusal::Refusal,
    state::{Campaign, Phase, STATUSES},
    views,
};
use crate::sandbox::exchange::Received;

const CAMPAIGN_TYPES: [&str; 3] = ["call", "sms", "mixed"];

const CREATE: &[Field] = &[
    field("name", Need::Required, FieldType::Text(1..=200)),
    field("campaign_type", Need::Required, FieldType::Word(&CAMPAIGN_TYPES)),
    field("assistant_id", Need::Required, FieldType::Whole(i64::MIN..=i64::MAX)),
    field("description", Need::Nullable, ANY_TEXT),
    field("welcome_message_template", Need::Nullable, ANY_TEXT),
    field("agenda_template", Need::Nullable, ANY_TEXT),
    field("end_call_message_template", Need::Nullable, ANY_TEXT),
    field("sms_message_template", Need::Nullable, ANY_TEXT),
    field("max_attempts", Need::Optional, FieldType::Whole(1..=10)),
    field("retry_delay_minutes", Need::Optional, FieldType::Whole(5..=1440)),
    field("fallback_values", Need::Nullable, FieldType::TextMap),
    field("variable_mappings", Need::Nullable, FieldType::TextMap),
    field("available_variables", Need::Nullable, FieldType::TextList),
    field("pending_import", Need::Nullable, FieldType::Object),
];

/// The limits of a create. The update's own model documents none, and its page only the limit of the name.
const UPDATE: &[Field] = &[
    field("name", Need::Nullable, FieldType::Text(1..=200)),
    field("description", Need::Nullable, ANY_TEXT),
    field("welcome_message_template", Need::Nullable, ANY_TEXT),
    field("agenda_template", Need::Nullable, ANY_TEXT),
    field("end_call_message_template", Need::Nullable, ANY_TEXT),
    field("sms_message_template", Need::Nullable, ANY_TEXT),
    field("max_attempts", Need::Nullable, FieldType::Whole(1..=10)),
    field("retry_delay_minutes", Need::Nullable, FieldType::Whole(5..=1440)),
    field("fallback_values", Need::Nullable, FieldType::TextMap),
    field("variable_mappings", Need::Nullable, FieldType::TextMap),
    field("available_variables", Need::Nullable, FieldType::TextList),
    field("pending_import", Need::Nullable, FieldType::Object),
];

/// Keys that a `null` in an update does not clear.
const NEVER_EMPTY: [&str; 3] = ["name", "max_attempts", "retry_delay_minutes"];

const fn field(key: &'static str, need: Need, kind: FieldType) -> Field {
    Field { key, need, kind }
}

/// Keeps only the keys that the model has.
fn known(body: Map<String, Value>, fields: &[Field]) -> Map<String, Value> {
    body.into_iter().filter(|(key, _)| fields.iter().any(|field| field.key == key)).collect()
}

/// Creates a campaign. Burki contract §4.
///
/// # Errors
///
/// The body is refused, or the state cannot be kept.
pub(super) fn create(burki: &Burki, received: &Received) -> Result<Value, Refusal> {
    let body = fields::object(received)?;
    fields::check(&body, CREATE, burki.strictness)?;
    let now = burki.now();
    burki.change_state(|state| {
        let campaign = Campaign {
            id: state.next_id(),
            body: known(body, CREATE),
            phase: Phase::Draft,
            created_at: now,
            updated_at: now,
            started_at: None,
            completed_at: None,
            schedule: None,
            contacts: Vec::new(),
            executions: Vec::new(),
            executions_before: 0,
            imports: Vec::new(),
        };
        let view = views::created(&campaign);
        state.campaigns.push(campaign);
        Ok(Value::Object(view))
    })
}

/// One campaign.
///
/// # Errors
///
/// There is no such campaign, or the state cannot be read.
pub(super) fn read(burki: &Burki, id: i64) -> Result<Value, Refusal> {
    burki.look(id, |campaign| Value::Object(views::one(campaign)))
}

/// A page of campaigns.
///
/// # Errors
///
/// The query is refused, or the state cannot be read.
pub(super) fn list(burki: &Burki, received: &Received) -> Result<Value, Refusal> {
    let mut query = Query::of(received);
    let page = query.page();
    let status = query.word("status", &STATUSES);
    let kind = query.word("campaign_type", &CAMPAIGN_TYPES);
    let assistant = query.whole("assistant_id", &(i64::MIN..=i64::MAX));
    let search = query.text("search").map(str::to_lowercase);
    query.finish(burki.strictness)?;
    let state = burki.state()?;
    let holds = |campaign: &Campaign, key: &str, part: &str| campaign.text(key).to_lowercase().contains(part);
    let found: Vec<&Campaign> = state
        .campaigns
        .iter()
        .filter(|campaign| status.is_none_or(|status| campaign.phase.status() == status))
        .filter(|campaign| kind.is_none_or(|kind| campaign.text("campaign_type") == kind))
        .filter(|campaign| assistant.is_none_or(|id| campaign.body.get("assistant_id") == Some(&json!(id))))
        .filter(|campaign| {
            search
                .as_deref()
                .is_none_or(|part| holds(campaign, "name", part) || holds(campaign, "description", part))
        })
        .collect();
    let (rows, pagination) = page.of(found, views::row);
    Ok(json!({ "campaigns": rows, "pagination": pagination }))
}

/// Changes a campaign that is a draft or paused.
///
/// # Errors
///
/// The body is refused, there is no such campaign, its status does not allow it, or the state cannot be kept.
pub(super) fn update(burki: &Burki, received: &Received, id: i64) -> Result<Value, Refusal> {
    let body = fields::object(received)?;
    fields::check(&body, UPDATE, burki.strictness)?;
    burki.change(id, |campaign, _| {
        if !matches!(campaign.phase, Phase::Draft | Phase::Paused) {
            let status = campaign.phase.status();
            return Err(Refusal::bad(format!("Cannot update a campaign with status {status}")));
        }
        let changes = known(body, UPDATE)
            .into_iter()
            .filter(|(key, value)| !(value.is_null() && NEVER_EMPTY.contains(&key.as_str())));
        campaign.body.extend(changes);
        Ok(json!({ "message": "Campaign updated successfully" }))
    })
}

/// Deletes a campaign that does not run.
///
/// # Errors
///
/// There is no such campaign, it runs, or the state cannot be kept.
pub(super) fn delete(burki: &Burki, id: i64) -> Result<Value, Refusal> {
    let now = burki.now();
    burki.change_state(|state| {
        let campaign = super::of(state, id)?;
        campaign.advance(now);
        if matches!(campaign.phase, Phase::Running { .. }) {
            return Err(Refusal::bad("Cannot delete a running campaign. Stop it first"));
        }
        let id = campaign.id;
        state.campaigns.retain(|campaign| campaign.id != id);
        Ok(json!({ "message": "Campaign deleted successfully" }))
    })
}
