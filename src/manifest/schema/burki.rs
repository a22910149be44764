//! The rules in the schema of Burki's files that are not in the table of fields.

use serde_json::{Value, json};

use super::form::Form;
use super::{given, has};
use crate::domain::field::Table;
use crate::domain::platform_kind::PlatformKind;

/// The mappings that are not fields themselves, and their descriptions.
const GROUPS: &[(&[&str], &str)] = &[(&["schedule", "recurring_config"], "How a recurring schedule repeats")];

/// The schema of one document for Burki.
pub(super) fn schema() -> Value {
    let mut schema = Form { table: Table::of(PlatformKind::Burki), groups: GROUPS, rule }.mapping(&[]);
    schema["title"] = "campaign of Burki".into();
    schema
}

/// The rule for the mapping at a path that is not in the table of fields, as JSON Schema; `None` if there is no rule.
fn rule(path: &[&str]) -> Option<Value> {
    Some(match path {
        ["schedule"] => json!({
            "required": ["schedule_type"],
            "allOf": [
                of_type("immediate", &absent(&["scheduled_at", "timezone", "recurring_config"])),
                of_type("scheduled", &json!({ "allOf": [
                    given(&["scheduled_at", "timezone"]),
                    absent(&["recurring_config"]),
                ] })),
                of_type("recurring", &json!({ "allOf": [
                    given(&["recurring_config"]),
                    { "anyOf": [given(&["timezone"]), within_config(&given(&["time_zone"]))] },
                    { "anyOf": [given(&["scheduled_at"]), within_config(&given(&["time"]))] },
                ] })),
            ],
        }),
        ["schedule", "recurring_config"] => json!({
            "required": ["frequency"],
            "allOf": [
                of_frequency("daily", &absent(&["days_of_week", "day_of_month"])),
                of_frequency("weekly", &json!({ "allOf": [given(&["days_of_week"]), absent(&["day_of_month"])] })),
                of_frequency("monthly", &json!({ "allOf": [given(&["day_of_month"]), absent(&["days_of_week"])] })),
            ],
        }),
        _ => return None,
    })
}

fn of_type(word: &str, demand: &Value) -> Value {
    json!({ "if": has("schedule_type", &word.into()), "then": demand })
}

fn of_frequency(word: &str, demand: &Value) -> Value {
    json!({ "if": has("frequency", &word.into()), "then": demand })
}

fn within_config(demand: &Value) -> Value {
    let mut demand = demand.clone();
    demand["type"] = "object".into();
    demand["doNotSuggest"] = true.into();
    json!({ "properties": { "recurring_config": demand } })
}

/// A rule that none of these keys is present.
fn absent(keys: &[&str]) -> Value {
    let refused: serde_json::Map<String, Value> =
        keys.iter().map(|key| ((*key).to_owned(), false.into())).collect();
    json!({ "properties": refused })
}
