//! A campaign that was watched.

use jiff::Timestamp;
use serde::Serialize;
use serde_json::{Map, Value};

use super::campaign::status_tone;
use super::moment::{cell, local, utc};
use crate::domain::live::{CampaignProgress, StatusReading};
use crate::domain::plural::counted;
use crate::domain::zone::Zone;
use crate::ui::{Cell, Document, Table, View};

/// A status and when it was first seen.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct ChangeSeen {
    /// RFC 3339 in UTC.
    at: String,
    /// The status, in the platform's word.
    status: String,
    #[serde(skip)]
    local: Cell,
}

/// How far a campaign has come.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ProgressView {
    /// How many contacts it has; `null` where the platform does not say it.
    total: Option<u64>,
    /// How many contacts have each outcome, in the platform's words.
    outcomes: Map<String, Value>,
    /// 0 to 100; `null` where that is not known.
    percentage: Option<f64>,
}

impl From<&CampaignProgress> for ProgressView {
    fn from(progress: &CampaignProgress) -> Self {
        let outcomes = progress.outcomes.iter().map(|(outcome, count)| (outcome.clone(), (*count).into()));
        Self { total: progress.total, outcomes: outcomes.collect(), percentage: progress.percentage }
    }
}

impl ProgressView {
    /// Such as `[######------------------]  25 % of 400 contacts`.
    fn bar(&self) -> Option<String> {
        let percentage = self.percentage?;
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a percentage is between 0 and 100, and a platform's odd one is clamped"
        )]
        let done = (percentage.clamp(0.0, 100.0) / 100.0 * f64::from(BAR_WIDTH)).round() as usize;
        let width = usize::from(BAR_WIDTH);
        let of = self.total.map_or_else(String::new, |total| format!(" of {}", counted(total, "contact")));
        Some(format!("[{}{}] {percentage:.0} %{of}", "#".repeat(done), "-".repeat(width - done)))
    }

    /// Whether no contact was reached or tried yet.
    pub(super) fn is_empty(&self) -> bool {
        self.outcomes.values().all(|count| count == 0)
    }

    pub(super) fn table(&self) -> Table {
        let rows = self.outcomes.iter().map(|(outcome, count)| [outcome.clone(), count.to_string()]);
        Table::new(["OUTCOME", "CONTACTS"]).rows(rows)
    }
}

/// The width of a progress bar, in characters.
const BAR_WIDTH: u8 = 24;

/// A campaign's statuses while it was watched.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct WatchView {
    /// The campaign's name.
    name: String,
    /// The campaign's id.
    id: String,
    /// The last one.
    status: String,
    /// The statuses that were seen, in their order.
    changes: Vec<ChangeSeen>,
    /// How far it came, as it was last read; `null` where it was not.
    progress: Option<ProgressView>,
}

/// A watched campaign at a moment, to be drawn again and again.
#[derive(Debug)]
pub struct WatchPicture<'view> {
    view: &'view WatchView,
    /// The time of the look, in the reader's time zone.
    seen_at: String,
}

impl View for WatchPicture<'_> {
    fn document(&self) -> Document {
        let mut fields = vec![
            ("campaign", self.view.name.clone()),
            ("status", self.view.status.clone()),
            ("looked at", self.seen_at.clone()),
        ];
        let Some(progress) = &self.view.progress else { return Document::new().fields(fields) };
        fields.extend(progress.bar().map(|bar| ("progress", bar)));
        Document::new().fields(fields).table(progress.table())
    }
}

impl Serialize for WatchPicture<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.view.serialize(serializer)
    }
}

impl WatchView {
    /// A watch without a reading yet.
    pub const fn of(name: String, id: String) -> Self {
        Self { name, id, status: String::new(), changes: Vec::new(), progress: None }
    }

    /// Takes a reading. Returns the message if the status has changed. Tables show its time in `zone`.
    pub fn take(&mut self, reading: &StatusReading, at: Timestamp, zone: &Zone) -> Option<String> {
        if self.status == reading.status.as_str() {
            return None;
        }
        reading.status.as_str().clone_into(&mut self.status);
        self.changes.push(ChangeSeen {
            at: utc(at),
            status: self.status.clone(),
            local: cell(Some(at), zone),
        });
        Some(format!("{}  {}: {}", local(at, zone), self.name, self.status))
    }
}

impl WatchView {
    /// Takes the progress.
    pub fn set_progress(&mut self, progress: &CampaignProgress) {
        self.progress = Some(ProgressView::from(progress));
    }

    /// The watched campaign at a moment, to be drawn again and again.
    pub fn picture(&self, at: Timestamp, zone: &Zone) -> WatchPicture<'_> {
        WatchPicture { view: self, seen_at: local(at, zone) }
    }
}

impl View for WatchView {
    fn document(&self) -> Document {
        let rows = self.changes.iter().map(|change| [change.local.clone(), Cell::from(&change.status)]);
        let mut fields =
            vec![("campaign", self.name.clone()), ("id", self.id.clone()), ("status", self.status.clone())];
        fields.extend(self.progress.as_ref().and_then(ProgressView::bar).map(|bar| ("progress", bar)));
        let changes = Table::new(["SEEN AT", "STATUS"]).rows(rows);
        let changes = changes.tones("STATUS", self.changes.iter().map(|change| status_tone(&change.status)));
        let document = Document::new().fields(fields).table(changes);
        match &self.progress {
            Some(progress) if !progress.outcomes.is_empty() => document.table(progress.table()),
            _ => document,
        }
    }
}
