//! Campaigns and schedules as the platform's JSON, key for key in the order of its samples.

use serde_json::{Map, Value, json};

use crate::domain::assistant_campaign::AssistantCampaign;
use crate::domain::recurrence::Recurrence;
use crate::domain::run_pattern::RunPattern;
use crate::domain::schedule::{RunPlan, WallClockSchedule};
use crate::domain::weekday::Weekday;

/// The body of create. A file's schedule is none of it: that goes out in a call of its own. Contract section 4.
#[must_use]
pub fn campaign_body(campaign: &AssistantCampaign) -> Value {
    let mut body = Map::new();
    body.insert("name".into(), json!(campaign.name.as_str()));
    insert(&mut body, "description", campaign.description.as_ref());
    body.insert("campaign_type".into(), json!(campaign.medium.wire_name()));
    body.insert("assistant_id".into(), json!(campaign.assistant_id.number()));
    insert_changeable(&mut body, campaign);
    Value::Object(body)
}

/// The body of update: what is given, without what is fixed once the campaign exists. Contract section 4.
#[must_use]
pub fn update_body(campaign: &AssistantCampaign) -> Value {
    let mut body = Map::new();
    body.insert("name".into(), json!(campaign.name.as_str()));
    insert(&mut body, "description", campaign.description.as_ref());
    insert_changeable(&mut body, campaign);
    Value::Object(body)
}

fn insert_changeable(body: &mut Map<String, Value>, campaign: &AssistantCampaign) {
    for (key, template) in campaign.templates.by_key() {
        insert(body, key, template);
    }
    insert(body, "fallback_values", campaign.fallback_values.as_ref());
    insert(body, "variable_mappings", campaign.variable_mappings.as_ref());
    insert(body, "available_variables", campaign.available_variables.as_ref());
    insert(body, "max_attempts", campaign.max_attempts);
    insert(body, "retry_delay_minutes", campaign.retry_delay_minutes);
    insert(body, "pending_import", campaign.pending_import.as_ref());
}

/// What is not given is left out, and the platform's default or the present value holds.
fn insert(body: &mut Map<String, Value>, key: &str, value: Option<impl serde::Serialize>) {
    if let Some(value) = value {
        body.insert(key.to_owned(), json!(value));
    }
}

/// The body that clears a schedule. Contract sections 3 and 10.
#[must_use]
pub fn immediate_body() -> Value {
    json!({ "schedule_type": "immediate" })
}

/// The body that saves a schedule: wall time without an offset, beside its zone. Contract sections 3 and 10.
#[must_use]
pub fn schedule_body(schedule: &WallClockSchedule) -> Value {
    let WallClockSchedule { plan, first_run } = schedule;
    let zone = plan.platform_zone().name();
    let kind = if plan.pattern() == RunPattern::Once { "scheduled" } else { "recurring" };
    let mut body = Map::new();
    body.insert("schedule_type".into(), json!(kind));
    body.insert("scheduled_at".into(), json!(first_run.strftime("%Y-%m-%dT%H:%M:%S").to_string()));
    body.insert("timezone".into(), json!(zone));
    if let Some(config) = recurring_config(plan) {
        body.insert("recurring_config".into(), Value::Object(config));
    }
    Value::Object(body)
}

/// `recurring_config`; `None` for one run.
#[must_use]
pub fn recurring_config(plan: &RunPlan) -> Option<Map<String, Value>> {
    let mut config = Map::new();
    let mut insert = |key: &str, value: Value| config.insert(key.to_owned(), value);
    match plan.pattern() {
        RunPattern::Once => return None,
        RunPattern::Recurring(Recurrence::Daily { every }) => {
            insert("frequency", json!("daily"));
            insert("interval", json!(every));
        }
        RunPattern::Recurring(Recurrence::Weekly { every, days }) => {
            insert("frequency", json!("weekly"));
            insert("interval", json!(every));
            insert("days_of_week", days.iter().map(Weekday::number).collect());
        }
        RunPattern::Monthly { every, day } => {
            insert("frequency", json!("monthly"));
            insert("interval", json!(every));
            insert("day_of_month", json!(day.number()));
        }
    }
    insert("time", json!(plan.platform_start().strftime("%H:%M").to_string()));
    insert("time_zone", json!(plan.platform_zone().name()));
    if let Some(end) = plan.end() {
        let end = plan.platform_zone().wall(end);
        // The platform takes a day, and runs on it: where the end comes before that day's run, the last is the day before.
        let runs_that_day = end.time() >= plan.platform_start().time();
        let last = if runs_that_day { end.date() } else { end.date().yesterday().unwrap_or(end.date()) };
        insert("end_date", json!(last.to_string()));
    }
    Some(config)
}
