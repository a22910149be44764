//! The view of the checks of `kcamp doctor`.

use serde::Serialize;

use crate::ui::{Cell, Column, Document, Table, Tone, View, usual};

/// How a check ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum CheckStatus {
    /// Nothing is wrong.
    Ok,
    /// It works, and may not for long, or not for everything.
    Warning,
    /// It does not work.
    Failed,
    /// Not looked at.
    Skipped,
}

impl CheckStatus {
    /// The word for the status in JSON and tables.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Warning => "warning",
            Self::Failed => "failed",
            Self::Skipped => "skipped",
        }
    }

    const fn tone(self) -> Tone {
        match self {
            Self::Ok => Tone::Strong,
            Self::Warning => Tone::Notice,
            Self::Failed => Tone::Alarm,
            Self::Skipped => Tone::Faint,
        }
    }
}

/// One check.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct CheckRow {
    /// The checked part, such as `config`.
    pub check: &'static str,
    /// How it ended.
    pub status: CheckStatus,
    /// The result.
    pub detail: String,
    /// The next step; `None` where nothing is to be done.
    pub next_step: Option<String>,
    /// The error's stable code, where it failed.
    pub code: Option<&'static str>,
}

/// Every check, in the order in which things are needed.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct ChecksView(pub Vec<CheckRow>);

const COLUMNS: &[Column<CheckRow>] = &[
    Column::new("CHECK", |it| it.check.into()),
    Column::toned("STATUS", |it| it.status.word().into(), |it| it.status.tone()),
    Column::new("DETAIL", |it| Cell::from(&it.detail)),
    Column::wide("NEXT STEP", |it| Cell::of(it.next_step.as_ref())),
];

impl View for ChecksView {
    fn document(&self) -> Document {
        Document::new().table(Table::list(COLUMNS, &self.0).whole(&["CHECK", "STATUS"]))
    }

    /// The next step is below its row, so that paths and ids in it stay whole.
    fn fitted(&self) -> Document {
        let next = |row: &CheckRow| row.next_step.as_ref().map(|next| format!("next step: {next}"));
        let next = self.0.iter().map(|row| next(row).unwrap_or_default());
        let table = Table::list(usual(COLUMNS), &self.0).whole(&["CHECK", "STATUS"]);
        Document::new().table(table.under(next))
    }
}
