//! The views of an import.

mod reading;

use serde::Serialize;
use serde_json::Value;

pub use self::reading::ImportParts;
use self::reading::{ReadingView, count};
use crate::domain::burki_contact::ImportReading;
use crate::domain::live::{ContactList, LiveCampaign};
use crate::domain::plural::counted;
use crate::import::Batch;
use crate::ui::{Cell, Document, View};

/// How far an import came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum ImportOutcome {
    /// The file was checked, and nothing was sent.
    Checked,
    /// Everything that is to be sent was.
    Sent,
    /// Everything was sent by an earlier import.
    SentBefore,
    /// It ended before everything was sent; nothing is in doubt.
    Stopped,
    /// It is not known whether some rows arrived.
    InDoubt,
}

impl ImportOutcome {
    /// Its name in JSON and CSV.
    const fn name(self) -> &'static str {
        match self {
            Self::Checked => "checked",
            Self::Sent => "sent",
            Self::SentBefore => "sent-before",
            Self::Stopped => "stopped",
            Self::InDoubt => "in-doubt",
        }
    }

    const fn words(self, may_have_been_sent: bool) -> &'static str {
        match self {
            Self::SentBefore if may_have_been_sent => "everything was sent before, or may have been",
            Self::Checked => "checked; nothing was sent",
            Self::Sent => "sent; the platform adds them in its own time",
            Self::SentBefore => "everything was sent before",
            Self::Stopped => "stopped before everything was sent",
            Self::InDoubt => "of some rows it is not known whether they arrived",
        }
    }
}

/// An import of an earlier version of the file into the same list.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct EarlierView {
    /// When it began, in UTC.
    pub imported_at: String,
    /// How many contacts were sent then.
    pub contacts_sent: u64,
    /// How many contacts may or may not have arrived then: their outcome is not known.
    pub contacts_in_doubt: u64,
    /// The line in which what is new begins.
    pub first_new_line: u64,
}

impl EarlierView {
    /// Such as `100 contacts on 2026-12-01; new rows begin in line 102`.
    fn words(&self) -> String {
        let contacts = counted(self.contacts_sent + self.contacts_in_doubt, "contact");
        let day = self.imported_at.split('T').next().unwrap_or_default();
        format!("{contacts} on {day}; new rows begin in line {}", self.first_new_line)
    }
}

/// An import. No number is in it.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ImportView {
    /// The contact list's name.
    list: String,
    /// The contact list's id.
    list_id: String,
    /// The campaigns that use the list: while one of them runs, it calls the contacts that are added.
    used_by: Vec<String>,
    /// The file, as it was given; `<stdin>` for stdin.
    file: String,
    /// How far the import came.
    outcome: ImportOutcome,
    /// Rows with something in them, without the header.
    rows: u64,
    /// Rows with only separators, which are not counted as rows.
    blank_rows: u64,
    /// Rows that are not left out, with the ones that were sent before.
    accepted: u64,
    /// How many of the accepted contacts this import sends: those that were not sent before, and are not in doubt.
    to_send: u64,
    #[serde(flatten)]
    reading: ReadingView,
    /// How many contacts this import sent.
    sent: u64,
    /// How many of the accepted contacts are left out because they were sent to the list before; with `--only-new` from
    /// any file.
    sent_before: u64,
    /// Of these, the ones that another file had: they were sent, or may have been.
    maybe_sent_before: u64,
    /// The rows of which it is not known whether they arrived.
    in_doubt: Vec<RowsView>,
    /// The earlier version of the file that was imported into this list; `null` where none is known.
    earlier_version: Option<EarlierView>,
}

/// Rows that went out together.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct RowsView {
    /// The number of the first row.
    first_row: u64,
    /// The number of the last row.
    last_row: u64,
    /// How many contacts of these rows went out.
    contacts: u64,
}

impl ImportView {
    /// An import of which nothing has been sent yet, with the number of contacts to send.
    pub fn new(list: &ContactList, parts: &ImportParts<'_>, to_send: u64, outcome: ImportOutcome) -> Self {
        let counts = parts.counts;
        Self {
            list: list.name.clone(),
            list_id: list.id.clone(),
            used_by: list.campaigns(),
            file: parts.file.to_owned(),
            outcome,
            rows: counts.rows,
            blank_rows: counts.blank,
            accepted: counts.accepted,
            to_send,
            reading: ReadingView::new(parts),
            sent: 0,
            sent_before: 0,
            maybe_sent_before: 0,
            in_doubt: Vec::new(),
            earlier_version: None,
        }
    }

    /// Adds the earlier version of the file, if there is one.
    #[must_use]
    pub fn earlier(self, earlier: Option<EarlierView>) -> Self {
        Self { earlier_version: earlier, ..self }
    }

    /// Adds what was sent now, what was sent before, how much of that only may have been, and what is in doubt.
    #[must_use]
    pub fn sent(mut self, now: u64, before: u64, maybe: u64, in_doubt: &[Batch]) -> Self {
        (self.sent, self.sent_before, self.maybe_sent_before) = (now, before, maybe);
        let rows = in_doubt.iter().map(|batch| RowsView {
            first_row: batch.first,
            last_row: batch.last,
            contacts: batch.contacts,
        });
        self.in_doubt = rows.collect();
        self
    }
}

impl View for ImportView {
    fn document(&self) -> Document {
        let or_maybe = if self.maybe_sent_before > 0 { ", or may have been" } else { "" };
        let doubtful: Vec<String> = self
            .in_doubt
            .iter()
            .map(|rows| format!("rows {} to {}", rows.first_row, rows.last_row))
            .collect();
        let optional = [
            ("blank rows", count(self.blank_rows)),
            ("assumed", self.reading.assumed()),
            ("duplicates", self.reading.duplicates()),
        ];
        let then = [
            ("sent", count(self.sent)),
            ("sent before", count(self.sent_before).map(|number| format!("{number}{or_maybe}"))),
            ("earlier version", self.earlier_version.as_ref().map(EarlierView::words)),
            ("in doubt", (!doubtful.is_empty()).then(|| doubtful.join(", "))),
        ];
        let optional = optional.into_iter().chain(self.reading.left_out()).chain(then);
        let used_by = match self.used_by.as_slice() {
            [] => "no campaign".to_owned(),
            names => names.join(", "),
        };
        let fields = [
            ("list", Cell::with_value(format!("{} ({})", self.list, self.list_id), &self.list)),
            ("used by", Cell::from(used_by)),
            ("file", Cell::from(&self.file)),
            ("columns", self.reading.columns().into()),
            ("rows", self.rows.to_string().into()),
            ("to send", self.to_send.to_string().into()),
        ];
        let optional = optional.filter_map(|(label, value)| Some((label, Cell::from(value?))));
        let outcome = [(
            "outcome",
            Cell::with_value(self.outcome.words(self.maybe_sent_before > 0), self.outcome.name()),
        )];
        Document::new().fields(fields.into_iter().chain(optional).chain(outcome))
    }
}

/// How far an import into a campaign came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum CampaignImportOutcome {
    /// The file was checked, and nothing was sent.
    Checked,
    /// The contacts are in the campaign.
    Imported,
    /// The platform accepted the file, and its end was not seen.
    UnderWay,
    /// The platform refused the file: no contact of it is in the campaign.
    Refused,
    /// The platform accepted the file, and then failed.
    Failed,
    /// The platform answered in words that nobody documented.
    Unclear,
}

impl CampaignImportOutcome {
    const fn words(self) -> &'static str {
        match self {
            Self::Checked => "checked; nothing was sent",
            Self::Imported => "imported",
            Self::UnderWay => "accepted, and under way",
            Self::Refused => "refused by the platform",
            Self::Failed => "accepted, and failed on the platform",
            Self::Unclear => "sent; the platform answered in words that are not documented",
        }
    }
}

/// An import into a campaign. No number is in it.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct CampaignImportView {
    /// The campaign's name.
    campaign: String,
    /// The campaign's id.
    id: String,
    /// The file, as it was given; `<stdin>` for stdin.
    file: String,
    /// How far the import came.
    outcome: CampaignImportOutcome,
    /// Rows with something in them, without the header.
    rows: u64,
    /// Rows with only separators, which are not counted as rows.
    blank_rows: u64,
    /// The rows that were sent, or would be.
    accepted: u64,
    #[serde(flatten)]
    reading: ReadingView,
    /// The platform's id of the import, where it gave one.
    import_id: Option<String>,
    /// Whether the answer was lost and the platform was read back.
    answer_lost: bool,
    /// How many the platform took in, where it said so.
    imported: Option<u64>,
    /// How many the platform left out since it had their numbers.
    duplicates_there: Option<u64>,
    /// How many the platform left out as wrong.
    invalid_there: Option<u64>,
    /// How many contacts the campaign has now, where the platform said so.
    total: Option<u64>,
    /// The platform's own sentence.
    message: Option<String>,
    /// The platform's whole answer, where nothing else says what it means.
    answer: Option<Value>,
}

impl CampaignImportView {
    /// An import that the platform has not answered yet.
    pub fn new(live: &LiveCampaign, parts: &ImportParts<'_>, outcome: CampaignImportOutcome) -> Self {
        let counts = parts.counts;
        Self {
            campaign: live.name.clone(),
            id: live.id.to_string(),
            file: parts.file.to_owned(),
            outcome,
            rows: counts.rows,
            blank_rows: counts.blank,
            accepted: counts.accepted,
            reading: ReadingView::new(parts),
            import_id: None,
            answer_lost: false,
            imported: None,
            duplicates_there: None,
            invalid_there: None,
            total: None,
            message: None,
            answer: None,
        }
    }

    /// Adds the platform's answer; its texts must be safe to show.
    #[must_use]
    pub fn answered(self, reading: ImportReading) -> Self {
        let is_unclear = self.outcome == CampaignImportOutcome::Unclear;
        Self {
            import_id: reading.id,
            answer_lost: reading.answer_lost,
            imported: reading.imported,
            duplicates_there: reading.duplicates,
            invalid_there: reading.invalid,
            total: reading.total,
            message: reading.message,
            answer: is_unclear.then_some(reading.answer),
            ..self
        }
    }
}

impl View for CampaignImportView {
    fn document(&self) -> Document {
        let told = |number: Option<u64>| number.map(|number| number.to_string());
        let fields = [
            ("campaign", Some(format!("{} ({})", self.campaign, self.id))),
            ("file", Some(self.file.clone())),
            ("columns", Some(self.reading.columns())),
            ("rows", Some(self.rows.to_string())),
            ("to send", Some(self.accepted.to_string())),
            ("blank rows", count(self.blank_rows)),
            ("assumed", self.reading.assumed()),
            ("duplicates", self.reading.duplicates()),
        ];
        let then = [
            ("import", self.import_id.clone()),
            ("imported", told(self.imported)),
            ("duplicates there", self.duplicates_there.and_then(count)),
            ("wrong there", self.invalid_there.and_then(count)),
            ("contacts now", told(self.total)),
            ("message", self.message.clone()),
            ("answer", self.answer.as_ref().map(Value::to_string)),
            ("outcome", Some(self.outcome.words().to_owned())),
        ];
        let fields = fields.into_iter().chain(self.reading.left_out()).chain(then);
        Document::new().fields(fields.filter_map(|(label, value)| Some((label, value?))))
    }
}
