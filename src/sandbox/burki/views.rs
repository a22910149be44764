//! The forms in which the platform shows campaigns.

use jiff::Timestamp;
use serde_json::{Map, Value, json};

use super::state::{CallOutcome, Campaign};

/// The keys of the body, in the order of the page of the create.
const SHOWN: [&str; 10] = [
    "assistant_id",
    "welcome_message_template",
    "agenda_template",
    "end_call_message_template",
    "sms_message_template",
    "fallback_values",
    "variable_mappings",
    "available_variables",
    "max_attempts",
    "retry_delay_minutes",
];

/// The value of a field that was not sent, or sent as `null`.
fn usual(key: &str) -> Value {
    match key {
        "fallback_values" | "variable_mappings" => json!({}),
        "available_variables" => json!([]),
        "max_attempts" => json!(3),
        "retry_delay_minutes" => json!(30),
        _ => Value::Null,
    }
}

/// A time in the platform's form: UTC, whole seconds.
pub(super) fn time(instant: Timestamp) -> Value {
    json!(instant.strftime("%Y-%m-%dT%H:%M:%SZ").to_string())
}

/// A time that may be missing.
pub(super) fn optional_time(instant: Option<Timestamp>) -> Value {
    instant.map_or(Value::Null, time)
}

/// The answer to a create.
pub(super) fn created(campaign: &Campaign) -> Map<String, Value> {
    let mut view = head(campaign);
    for key in SHOWN {
        let sent = campaign.body.get(key).filter(|value| !value.is_null()).cloned();
        view.insert(key.to_owned(), sent.unwrap_or_else(|| usual(key)));
    }
    view.extend(counts(campaign));
    view.insert("created_at".to_owned(), time(campaign.created_at));
    view.insert("updated_at".to_owned(), time(campaign.updated_at));
    view
}

/// The answer to a get.
pub(super) fn one(campaign: &Campaign) -> Map<String, Value> {
    let mut view = created(campaign);
    view.insert("assistant_name".to_owned(), assistant_name(campaign));
    let last = campaign.imports.last();
    view.insert("last_import_file_name".to_owned(), json!(last.map(|import| &import.file_name)));
    view.insert("last_import_date".to_owned(), optional_time(last.map(|import| import.accepted_at)));
    view.insert("last_import_row_count".to_owned(), json!(last.map(|import| import.imported)));
    view
}

/// A row of the list.
pub(super) fn row(campaign: &Campaign) -> Value {
    let mut view = head(campaign);
    view.insert("assistant_id".to_owned(), campaign.body.get("assistant_id").cloned().unwrap_or_default());
    view.insert("assistant_name".to_owned(), assistant_name(campaign));
    view.extend(counts(campaign));
    view.insert("created_at".to_owned(), time(campaign.created_at));
    view.insert("started_at".to_owned(), optional_time(campaign.started_at));
    view.insert("completed_at".to_owned(), optional_time(campaign.completed_at));
    let metrics = Metrics::of(campaign);
    view.insert(
        "metrics".to_owned(),
        json!({
            "success_rate": metrics.success_rate,
            "answer_rate": metrics.answer_rate,
            "average_duration_seconds": metrics.average_duration_seconds,
            "total_duration_seconds": metrics.total_duration_seconds,
            "actual_cost": metrics.actual_cost,
        }),
    );
    Value::Object(view)
}

fn head(campaign: &Campaign) -> Map<String, Value> {
    let of_body = |key: &str| campaign.body.get(key).cloned().unwrap_or_default();
    Map::from_iter([
        ("id".to_owned(), json!(campaign.id)),
        ("name".to_owned(), of_body("name")),
        ("description".to_owned(), of_body("description")),
        ("campaign_type".to_owned(), of_body("campaign_type")),
        ("status".to_owned(), json!(campaign.phase.status())),
    ])
}

/// A made-up name for any number: assistants need not exist.
fn assistant_name(campaign: &Campaign) -> Value {
    campaign.body.get("assistant_id").map_or(Value::Null, |id| json!(format!("Assistant {id}")))
}

fn counts(campaign: &Campaign) -> [(String, Value); 3] {
    let metrics = Metrics::of(campaign);
    [
        ("total_contacts".to_owned(), json!(campaign.contacts.len())),
        ("completed_contacts".to_owned(), json!(metrics.completed)),
        ("failed_contacts".to_owned(), json!(metrics.failed)),
    ]
}

/// The counts, rates and durations of a campaign's contacts and executions. Rates are 0 to 100.
#[derive(Debug)]
pub(super) struct Metrics {
    pub(super) completed: usize,
    /// The number of contacts that were tried and not reached.
    pub(super) failed: usize,
    pub(super) processing: usize,
    pub(super) pending: usize,
    pub(super) progress_percentage: f64,
    pub(super) success_rate: f64,
    pub(super) answer_rate: f64,
    pub(super) total_duration_seconds: u64,
    pub(super) average_duration_seconds: f64,
    pub(super) actual_cost: f64,
}

/// The sandbox's price of a minute. It is made up.
const COST_OF_A_MINUTE: f64 = 0.06;

impl Metrics {
    pub(super) fn of(campaign: &Campaign) -> Self {
        let count = |fits: fn(CallOutcome) -> bool| {
            campaign.contacts.iter().filter(|contact| fits(contact.outcome)).count()
        };
        let completed = count(|outcome| outcome == CallOutcome::Completed);
        let failed = count(CallOutcome::is_failure);
        let answered = completed + count(|outcome| outcome == CallOutcome::Voicemail);
        let processing = usize::from(campaign.under_way().is_some());
        let executions = campaign.executions.get(campaign.executions_before..).unwrap_or_default();
        let seconds: u64 = executions.iter().map(|execution| u64::from(execution.duration_seconds)).sum();
        let calls = executions.iter().filter(|execution| execution.duration_seconds > 0).count();
        Self {
            completed,
            failed,
            processing,
            pending: count(|outcome| outcome == CallOutcome::Pending) - processing,
            progress_percentage: percentage(completed + failed, campaign.contacts.len()),
            success_rate: percentage(completed, completed + failed),
            answer_rate: percentage(answered, completed + failed),
            total_duration_seconds: seconds,
            average_duration_seconds: ratio(seconds, calls as u64),
            actual_cost: hundredths(ratio(seconds, 60) * COST_OF_A_MINUTE),
        }
    }
}

/// A percentage with two decimals; 0 for a whole of 0.
fn percentage(part: usize, whole: usize) -> f64 {
    ratio(part as u64 * 100, whole as u64)
}

#[expect(clippy::cast_precision_loss, reason = "counts of a rehearsal are far below 2^52")]
fn ratio(part: u64, whole: u64) -> f64 {
    if whole == 0 { 0.0 } else { hundredths(part as f64 / whole as f64) }
}

fn hundredths(number: f64) -> f64 {
    (number * 100.0).round() / 100.0
}
