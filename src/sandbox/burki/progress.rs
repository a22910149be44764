//! The progress of a campaign, and all the calls that it made (Burki contract §6).

use std::collections::HashMap;

use serde_json::{Value, json};

use super::{
    Burki,
    contacts::status_filter,
    fields::Query,
    refusal::Refusal,
    state::{Campaign, Contact, Execution},
    template,
    views::{Metrics, optional_time, time},
};
use crate::sandbox::exchange::Received;

/// The number of last executions that the progress shows. Not documented.
const RECENT: usize = 10;

/// The number that calls and messages come from. It is reserved for fiction.
const FROM_NUMBER: &str = "+12025550100";

/// The progress of a campaign.
///
/// # Errors
///
/// There is no such campaign, or the state cannot be read.
pub(super) fn show(burki: &Burki, id: i64) -> Result<Value, Refusal> {
    let now = burki.now();
    burki.look(id, |campaign| {
        let metrics = Metrics::of(campaign);
        let recent: Vec<Value> = campaign
            .executions
            .iter()
            .skip(campaign.executions_before)
            .rev()
            .take(RECENT)
            .map(|execution| activity(campaign, execution))
            .collect();
        json!({
            "campaign_id": campaign.id,
            "status": campaign.phase.status(),
            "progress": {
                "total_contacts": campaign.contacts.len(),
                "completed": metrics.completed,
                "failed": metrics.failed,
                "processing": metrics.processing,
                "pending": metrics.pending,
                "progress_percentage": metrics.progress_percentage,
                "success_rate": metrics.success_rate,
            },
            "metrics": {
                "total_duration_seconds": metrics.total_duration_seconds,
                "average_duration_seconds": metrics.average_duration_seconds,
                "success_rate": metrics.success_rate,
                "answer_rate": metrics.answer_rate,
                "completion_rate": metrics.progress_percentage,
                "cost_estimate": metrics.actual_cost,
                "actual_cost": metrics.actual_cost,
                "last_updated": time(now),
            },
            "started_at": optional_time(campaign.started_at),
            "completed_at": optional_time(campaign.completed_at),
            "recent_activity": recent,
        })
    })
}

fn activity(campaign: &Campaign, execution: &Execution) -> Value {
    json!({
        "execution_id": execution.id,
        "contact_phone": execution.contact_phone,
        "status": execution.outcome.as_str(),
        "executed_at": time(execution.executed_at),
        "call_id": call_id(campaign, execution),
    })
}

/// The executions, newest first, as in the recent activity.
///
/// # Errors
///
/// 400 for a word that is not a status, 404 if there is no such campaign, 422 for a wrong page.
pub(super) fn executions(burki: &Burki, received: &Received, id: i64) -> Result<Value, Refusal> {
    let mut query = Query::of(received);
    let page = query.page();
    let wanted = status_filter(&mut query)?;
    query.finish(burki.strictness)?;
    burki.look(id, |campaign| {
        let found: Vec<&Execution> = campaign
            .executions
            .iter()
            .rev()
            .filter(|execution| wanted.is_none_or(|wanted| wanted == execution.outcome.as_str()))
            .collect();
        let contacts: HashMap<u64, &Contact> =
            campaign.contacts.iter().map(|contact| (contact.id, contact)).collect();
        let (rows, pagination) = page
            .of(found, |execution| row(campaign, execution, contacts.get(&execution.contact_id).copied()));
        json!({ "executions": rows, "pagination": pagination })
    })
}

/// One execution. Its contact is missing if a later import replaced it.
fn row(campaign: &Campaign, execution: &Execution, contact: Option<&Contact>) -> Value {
    let is_message = campaign.text("campaign_type") == "sms";
    let fallbacks = campaign.body.get("fallback_values").and_then(Value::as_object);
    let own = contact.and_then(|contact| contact.data["variable_values"].as_object());
    let mut variables = fallbacks.cloned().unwrap_or_default();
    variables.extend(own.cloned().unwrap_or_default());
    let personal = |key: &str| {
        let template = campaign.body.get(key).and_then(Value::as_str);
        template.map(|template| template::render(template, &variables).unwrap_or_else(|text| text))
    };
    json!({
        "id": execution.id,
        "execution_id": execution.id,
        "contact_id": execution.contact_id,
        "contact_name": execution.contact_name,
        "contact_phone": execution.contact_phone,
        "status": execution.outcome.as_str(),
        "call_id": call_id(campaign, execution),
        "sms_id": is_message.then(|| format!("sms_{}", execution.id)),
        "executed_at": time(execution.executed_at),
        "execution_data": {
            "from_number": FROM_NUMBER,
            "to_number": execution.contact_phone,
            "personalized_welcome_message": personal("welcome_message_template"),
            "personalized_agenda": personal("agenda_template"),
            "template_variables_used": variables,
            "duration_seconds": execution.duration_seconds,
            "error_details": null,
            "retry_reason": null,
            "voice_analytics": { "sentiment_score": null },
        },
    })
}

fn call_id(campaign: &Campaign, execution: &Execution) -> Option<String> {
    (campaign.text("campaign_type") != "sms").then(|| format!("call_{}", execution.id))
}
