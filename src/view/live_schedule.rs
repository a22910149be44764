//! A schedule as the platform reports it.

use serde::Serialize;
use serde_json::{Map, Value};

use crate::domain::live::LiveSchedule;
use crate::ui::{Document, View};

/// A campaign's schedule; what the platform does not report is `null`.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct LiveScheduleView {
    /// The campaign's name, or its id where that was given.
    campaign: String,
    /// Whether there is one.
    enabled: Option<bool>,
    /// The platform's word for its kind, such as `recurring`.
    kind: Option<String>,
    /// The time as it was reported, in the platform's own form.
    scheduled_at: Option<String>,
    /// How it repeats, as it was reported.
    recurrence: Option<Map<String, Value>>,
}

impl LiveScheduleView {
    /// A view of a campaign's schedule.
    #[must_use]
    pub fn new(campaign: &str, held: &LiveSchedule) -> Self {
        Self {
            campaign: campaign.to_owned(),
            enabled: held.enabled,
            kind: held.kind.clone(),
            scheduled_at: held.scheduled_at.clone(),
            recurrence: held.recurrence.clone(),
        }
    }
}

impl View for LiveScheduleView {
    fn document(&self) -> Document {
        let switched = match self.enabled {
            Some(true) => "on",
            Some(false) => "off",
            None => "not reported",
        };
        let mut fields = vec![
            ("campaign".to_owned(), self.campaign.clone()),
            ("schedule".to_owned(), switched.to_owned()),
        ];
        let some = |label: &str, value: &Option<String>| Some((label.to_owned(), value.clone()?));
        fields.extend(some("kind", &self.kind));
        fields.extend(some("scheduled at", &self.scheduled_at));
        for (key, value) in self.recurrence.iter().flatten() {
            fields.push((key.replace('_', " "), plain(value)));
        }
        Document::new().fields(fields)
    }
}

/// A value as people read it: without quotes, a list with commas.
fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().map(plain).collect::<Vec<_>>().join(", "),
        Value::Null => "none".to_owned(),
        other => other.to_string(),
    }
}
