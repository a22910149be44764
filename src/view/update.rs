//! The changes of an update, and their outcome.

use serde::Serialize;

use super::read_back;
use crate::domain::difference::{FieldDifference, OldValue};
use crate::domain::live::LiveCampaign;
use crate::ui::{Document, Table, View};

/// A field that is changed.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ChangeView {
    /// As campaign files name it.
    field: &'static str,
    /// The old value; `null` where it had no value or cannot be read.
    old: Option<String>,
    /// The new value; `null` where the field is dropped.
    new: Option<String>,
    /// Whether the platform returns the field.
    readable: bool,
}

impl From<&FieldDifference> for ChangeView {
    fn from(change: &FieldDifference) -> Self {
        let (old, readable) = match &change.old {
            OldValue::Read(old) => (old.clone(), true),
            OldValue::NotReadable => (None, false),
        };
        Self { field: change.field, old, new: change.new.clone(), readable }
    }
}

impl ChangeView {
    /// The field, its old value and its new value.
    pub(super) fn values(&self) -> [Option<String>; 3] {
        [Some(self.field.to_owned()), self.old.clone(), self.new.clone()]
    }

    /// The change in words: the field, the old value and the new value.
    pub(super) fn cells(&self) -> [String; 3] {
        let shown = |value: &Option<String>| value.as_deref().map_or_else(|| "(none)".to_owned(), one_line);
        let old = if self.readable { shown(&self.old) } else { "(not readable)".to_owned() };
        let new = if self.new.is_none() { "(dropped)".to_owned() } else { shown(&self.new) };
        [self.field.to_owned(), old, new]
    }
}

fn one_line(text: &str) -> String {
    text.replace('\n', "\\n")
}

/// The outcome of an update.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum UpdateOutcome {
    /// The campaign is as it was sent.
    Updated,
    /// It was already, and nothing was sent.
    Unchanged,
}

/// An update.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct UpdateView {
    /// The campaign's name.
    name: String,
    /// The campaign's id.
    id: String,
    /// The campaign's type, in the platform's word.
    #[serde(rename = "type")]
    campaign_type: String,
    /// Whether anything was changed.
    outcome: UpdateOutcome,
    /// Whether the answer was lost and the campaign was read back.
    answer_lost: bool,
    /// The status afterwards; `null` where it could not be read back.
    status: Option<String>,
    /// Whether the schedule is on afterwards; `null` where that was not read.
    scheduling_enabled: Option<bool>,
    /// The fields that were changed; empty where nothing differs.
    changes: Vec<ChangeView>,
    /// Fields that the platform reports otherwise than they were sent.
    not_as_sent: Vec<ChangeView>,
}

impl UpdateView {
    /// A view of an update before it is made, with the fields that it changes.
    pub fn new(live: &LiveCampaign, changes: &[FieldDifference]) -> Self {
        Self {
            name: live.name.clone(),
            id: live.id.to_string(),
            campaign_type: live.type_word().unwrap_or_default().to_owned(),
            outcome: UpdateOutcome::Unchanged,
            answer_lost: false,
            status: Some(live.status.to_string()),
            scheduling_enabled: live.scheduling_enabled,
            changes: changes.iter().map(ChangeView::from).collect(),
            not_as_sent: Vec::new(),
        }
    }

    /// The view after the update; `after` is what was read back, and `left` are the differences that remain.
    #[must_use]
    pub fn made(mut self, after: Option<&LiveCampaign>, left: &[FieldDifference], answer_lost: bool) -> Self {
        self.outcome = UpdateOutcome::Updated;
        self.answer_lost = answer_lost;
        self.status = after.map(|live| live.status.to_string());
        self.scheduling_enabled = after.and_then(|live| live.scheduling_enabled);
        if let Some(live) = after {
            self.name.clone_from(&live.name);
        }
        self.not_as_sent =
            left.iter().filter(|change| change.old != OldValue::NotReadable).map(ChangeView::from).collect();
        self
    }

    /// The messages before the update, one line each.
    pub fn talk(&self) -> Vec<String> {
        let title = format!("update of the {} campaign {} ({}):", self.campaign_type, self.name, self.id);
        let lines = self.changes.iter().map(|change| {
            let [field, old, new] = change.cells();
            format!("  {field}: {old} -> {new}")
        });
        std::iter::once(title).chain(lines).collect()
    }

    /// The message before the update for a log: the names of the fields, without their values.
    pub fn talk_of_fields(&self) -> String {
        let fields: Vec<&str> = self.changes.iter().map(|change| change.field).collect();
        format!(
            "update of the {} campaign {} ({}): {}",
            self.campaign_type,
            self.name,
            self.id,
            fields.join(", ")
        )
    }

    /// The fields that the platform reports with another value than was sent.
    pub fn not_as_sent(&self) -> Vec<&'static str> {
        self.not_as_sent.iter().map(|change| change.field).collect()
    }
}

impl View for UpdateView {
    fn document(&self) -> Document {
        let outcome = match self.outcome {
            UpdateOutcome::Updated => format!("updated{}", read_back(self.answer_lost)),
            UpdateOutcome::Unchanged => "nothing to change, nothing was sent".to_owned(),
        };
        let mut fields = vec![
            ("campaign", self.name.clone()),
            ("id", self.id.clone()),
            ("type", self.campaign_type.clone()),
            ("outcome", outcome),
        ];
        fields.extend(self.status.clone().map(|status| ("status", status)));
        let document = Document::new().fields(fields);
        if self.changes.is_empty() {
            return document;
        }
        let rows = self.changes.iter().map(ChangeView::cells);
        document.table(Table::new(["FIELD", "WAS", "IS"]).rows(rows))
    }
}
