//! Campaign files that were written from live campaigns.

use jiff::Timestamp;
use serde::Serialize;

use super::moment::utc;
use crate::domain::live::LiveCampaign;
use crate::ui::{Cell, Column, Document, Table, View};

/// One campaign as a file.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ExportView {
    /// The campaign's name.
    name: String,
    /// The campaign's id.
    id: String,
    /// Where it was written; `null` where it went to stdout.
    file: Option<String>,
    /// The fields that the file needs and the platform does not return, as campaign files name them.
    not_returned: Vec<String>,
    /// When the campaign was changed after the schedule that its file has was enabled from this machine, by somebody
    /// else or as it ran, so that its schedule may be another one, RFC 3339 in UTC; `null` where nothing says so.
    schedule_changed: Option<String>,
    /// Why the file does not have the schedule that is on; `null` where it has it, or none is on.
    schedule_not_written: Option<String>,
    /// The file's text, where it went to stdout.
    text: Option<String>,
}

impl ExportView {
    /// A view of a campaign, with the fields that are missing in its file, when it was changed after its remembered
    /// schedule was switched on, and why the file does not have its schedule.
    pub fn new(
        campaign: &LiveCampaign,
        not_returned: Vec<String>,
        schedule_changed: Option<Timestamp>,
        schedule_not_written: Option<String>,
    ) -> Self {
        Self {
            name: campaign.name.clone(),
            id: campaign.id.to_string(),
            file: None,
            not_returned,
            schedule_changed: schedule_changed.map(utc),
            schedule_not_written,
            text: None,
        }
    }

    /// Sets the file to which it was written.
    #[must_use]
    pub fn written_to(mut self, file: String) -> Self {
        self.file = Some(file);
        self
    }

    /// Sets the text of the file.
    #[must_use]
    pub fn with_text(mut self, text: String) -> Self {
        self.text = Some(text);
        self
    }
}

impl View for ExportView {
    fn document(&self) -> Document {
        Document::new().lines(self.text.as_deref().unwrap_or_default().lines())
    }
}

/// Several campaigns as files of a folder.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct ExportsView(pub Vec<ExportView>);

impl View for ExportsView {
    fn document(&self) -> Document {
        let columns = [
            Column::new("NAME", |it: &ExportView| Cell::from(&it.name)),
            Column::whole("FILE", |it| it.file.as_ref().map(Cell::from).unwrap_or_default()),
            Column::new("FILL IN", |it| {
                Cell::of(Some(it.not_returned.join(", ")).filter(|missing| !missing.is_empty()))
            }),
            Column::whole("ID", |it| Cell::from(&it.id)),
        ];
        Document::new().table(Table::list(&columns, &self.0).empty("no campaigns to export"))
    }
}
