//! A campaign's status, and the outcome of starting, stopping or deleting it.

use serde::Serialize;

use super::campaign::status_tone;
use super::reach::ReachView;
use super::read_back;
use super::watch::ProgressView;
use crate::domain::live::{LiveCampaign, StatusReading};
use crate::ui::{Cell, Column, Document, Table, Tone, View};

/// A campaign's status.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct StatusView {
    /// The campaign's name.
    name: String,
    /// The campaign's id.
    id: String,
    /// The status, in the platform's word, such as `Active`.
    status: String,
    /// How far it has come; `null` where the status does not say it.
    progress: Option<ProgressView>,
}

impl From<&StatusReading> for StatusView {
    fn from(reading: &StatusReading) -> Self {
        Self {
            name: reading.name.clone(),
            id: reading.id.to_string(),
            status: reading.status.to_string(),
            progress: reading.progress.as_ref().map(ProgressView::from),
        }
    }
}

impl From<&LiveCampaign> for StatusView {
    fn from(row: &LiveCampaign) -> Self {
        let (name, id, status) = (row.name.clone(), row.id.to_string(), row.status.to_string());
        Self { name, id, status, progress: None }
    }
}

impl StatusView {
    fn table(views: &[Self]) -> Table {
        let columns = [
            Column::new("NAME", |it: &Self| Cell::from(&it.name)),
            Column::toned("STATUS", |it| Cell::from(&it.status), |it| status_tone(&it.status)),
            Column::new("ID", |it| Cell::from(&it.id)),
        ];
        Table::list(&columns, views).one_line(&["ID"])
    }
}

impl View for StatusView {
    fn document(&self) -> Document {
        let document = Document::new().table(Self::table(std::slice::from_ref(self)));
        match &self.progress {
            Some(progress) if !progress.is_empty() => document.table(progress.table()),
            _ => document,
        }
    }
}

/// The outcome of starting, stopping, pausing or deleting a campaign.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum LifecycleOutcome {
    /// It reaches people now.
    Started,
    /// It stops calling.
    Stopped,
    /// It reaches nobody until it is started again.
    Paused,
    /// It is gone.
    Deleted,
}

impl LifecycleOutcome {
    const fn words(self) -> &'static str {
        match self {
            Self::Started => "started",
            Self::Stopped => "stopped",
            Self::Paused => "paused",
            Self::Deleted => "deleted",
        }
    }
}

/// A campaign that was started, stopped or deleted.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct LifecycleView {
    /// The campaign's name.
    name: String,
    /// The campaign's id.
    id: String,
    /// The campaign's type, in the platform's word.
    #[serde(rename = "type")]
    campaign_type: String,
    /// The outcome that was asked for and seen.
    outcome: LifecycleOutcome,
    /// Whether the answer was lost and the platform was read back.
    answer_lost: bool,
    /// The status now; `null` where it is gone.
    status: Option<String>,
    /// The status before.
    status_before: String,
    /// The run that began or ended, where the platform said it.
    instance_id: Option<String>,
    /// Whether its schedule is on and begins the next run after a stop; `null` where it was not stopped, or the
    /// platform does not tell.
    schedule_stays_on: Option<bool>,
    /// The contacts that a start reaches; `null` where it was not started.
    reach: Option<ReachView>,
}

impl LifecycleView {
    /// A view of an action on a campaign; `before` is the campaign as it was read before.
    pub fn new(before: &LiveCampaign, outcome: LifecycleOutcome, answer_lost: bool) -> Self {
        Self {
            name: before.name.clone(),
            id: before.id.to_string(),
            campaign_type: before.type_word().unwrap_or_default().to_owned(),
            outcome,
            answer_lost,
            status: None,
            status_before: before.status.to_string(),
            instance_id: None,
            schedule_stays_on: before.scheduling_enabled.filter(|_| outcome == LifecycleOutcome::Stopped),
            reach: None,
        }
    }

    /// Adds the contacts that a started campaign reaches.
    #[must_use]
    pub fn reaching(self, reach: Option<ReachView>) -> Self {
        Self { reach, ..self }
    }

    /// Adds the status and the run of a campaign that still exists.
    #[must_use]
    pub fn running(mut self, status: String, instance_id: Option<String>) -> Self {
        self.status = Some(status);
        self.instance_id = instance_id;
        self
    }
}

impl LifecycleView {
    /// The status now and before; in CSV only the status now.
    fn status_cell(&self) -> Cell {
        let now = self.status.as_deref();
        let words = format!("{} (was {})", now.unwrap_or("-"), self.status_before);
        Cell::with_value(words, now.unwrap_or_default())
    }
}

impl View for LifecycleView {
    fn document(&self) -> Document {
        let outcome = self.outcome.words();
        let mut fields = vec![
            ("campaign", Cell::from(&self.name)),
            ("id", Cell::from(&self.id)),
            ("type", Cell::from(&self.campaign_type)),
            ("outcome", Cell::with_value(format!("{outcome}{}", read_back(self.answer_lost)), outcome)),
        ];
        match &self.status {
            Some(_) => fields.push(("status", self.status_cell())),
            None => fields.push(("status before", Cell::from(&self.status_before))),
        }
        fields.extend(self.instance_id.as_ref().map(|instance| ("run", Cell::from(instance))));
        if self.schedule_stays_on == Some(true) {
            let on =
                format!("on, and begins the next run; to switch it off: kcamp schedule disable {}", self.id);
            fields.push(("schedule", Cell::with_value(on, "on")));
        }
        fields.extend(self.reach.iter().flat_map(ReachView::fields));
        Document::new().fields(fields)
    }
}

/// Several campaigns that were started, stopped or deleted.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct LifecyclesView(pub Vec<LifecycleView>);

impl View for LifecyclesView {
    fn document(&self) -> Document {
        let columns = [
            Column::new("NAME", |it: &LifecycleView| Cell::from(&it.name)),
            Column::new("OUTCOME", |it| it.outcome.words().into()),
            Column::toned("STATUS", LifecycleView::status_cell, |it| {
                it.status.as_deref().map_or(Tone::Plain, status_tone)
            }),
            Column::new("ID", |it| Cell::from(&it.id)),
        ];
        let table = Table::list(&columns, &self.0);
        Document::new().table(table.one_line(&["ID"]).empty("nothing was done"))
    }
}

/// The statuses of several campaigns.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct StatusesView(pub Vec<StatusView>);

impl View for StatusesView {
    fn document(&self) -> Document {
        Document::new().table(StatusView::table(&self.0).empty("no campaigns"))
    }
}
