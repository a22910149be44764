//! The views of an import.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Serialize;
use serde_json::Value;

use crate::domain::burki_contact::ImportReading;
use crate::domain::live::{ContactList, LiveCampaign};
use crate::domain::plural::counted;
use crate::import::{AssumedEntries, Batch, Counts, EntryCounts};
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

    const fn words(self) -> &'static str {
        match self {
            Self::Checked => "checked; nothing was sent",
            Self::Sent => "sent; the platform adds them in its own time",
            Self::SentBefore => "everything was sent before",
            Self::Stopped => "stopped before everything was sent",
            Self::InDoubt => "of some rows it is not known whether they arrived",
        }
    }
}

/// The known facts about the file.
#[derive(Debug)]
pub struct ImportParts<'file> {
    /// Its name.
    pub file: &'file str,
    /// Its rows.
    pub counts: &'file Counts,
    /// The columns that are sent, each as `COLUMN=FIELD`.
    pub columns: Vec<String>,
    /// Where its rejected rows are.
    pub rejects: Option<&'file Path>,
    /// The column that says in which country a row's number is.
    pub country_column: Option<&'file str>,
    /// Where the common country was said, such as `--region`.
    pub region_source: &'file str,
    /// The do-not-contact files, where there are any.
    pub do_not_contact: Option<EntryCounts>,
    /// Their entries without a country code.
    pub assumed_entries: &'file [AssumedEntries],
}

impl ImportParts<'_> {
    /// The assumptions about numbers without a country code, and the people whom do-not-contact files leave out, as sentences.
    #[must_use]
    pub fn assumptions(&self) -> Vec<String> {
        let reading = ReadingView::new(self);
        let kept_out = reading.do_not_contact().map(|words| format!("do not contact: {words}"));
        reading.assumed().into_iter().chain(kept_out).collect()
    }
}

/// The numbers that were read from the file, and the contacts that the do-not-contact files keep out. The same for every import.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct ReadingView {
    /// The column that says in which country a row's number is.
    country_column: Option<String>,
    /// Contacts whose number has no country code, by the country that it was read with.
    read_with_country: Vec<AssumedView>,
    /// Contacts whose number has another country code than the country of their row, or of whose row two columns say different
    /// countries.
    country_disagreements: u64,
    /// The contents of the files of `--dnc`; `null` where there is none.
    do_not_contact_files: Option<EntriesView>,
    /// Of the contacts that must not be contacted, the ones who were sent to the list before, or may have been: they are still in it.
    do_not_contact_sent_before: u64,
}

/// Contacts, or entries of a do-not-contact file, whose number has no country code.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct AssumedView {
    /// Two letters of ISO 3166, or a calling code with its `+`.
    country: String,
    /// The place where the country was given: `--region`, `KCAMP_REGION`, `profile NAME` or `column NAME`.
    source: String,
    /// How many contacts or entries.
    contacts: u64,
}

/// `12 numbers without a country code, read as US (--region)`; `None` where there is none.
fn assumed_words(assumed: &[AssumedView]) -> Option<String> {
    let [first, rest @ ..] = assumed else { return None };
    let numbers = counted(first.contacts, "number");
    let first = format!("{numbers} without a country code, read as {} ({})", first.country, first.source);
    let rest = rest.iter().map(|it| format!("{} as {} ({})", it.contacts, it.country, it.source));
    Some(std::iter::once(first).chain(rest).collect::<Vec<_>>().join(", "))
}

/// The entries of do-not-contact files.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct EntriesView {
    files: u64,
    entries: u64,
    /// The rows whose number came before.
    duplicates: u64,
    /// The entries that can match nobody.
    unusable: u64,
    /// The contacts of the file that are left out because of the others; without the ones who were sent before.
    contacts_left_out: u64,
    /// The entries without a country code, by the country that they were read with.
    read_with_country: Vec<AssumedView>,
}

impl ReadingView {
    fn new(parts: &ImportParts<'_>) -> Self {
        let view = |country: String, column: Option<&str>, contacts| {
            let source =
                column.map_or_else(|| parts.region_source.to_owned(), |column| format!("column {column}"));
            AssumedView { country, source, contacts }
        };
        let column = parts.country_column.unwrap_or_default();
        let contacts = parts.counts.assumed.iter();
        let entries = parts.assumed_entries.iter();
        Self {
            country_column: parts.country_column.map(str::to_owned),
            read_with_country: contacts
                .map(|it| view(it.region.to_string(), it.by_row.then_some(column), it.contacts))
                .collect(),
            country_disagreements: parts.counts.disagreeing.count + parts.counts.contradicted.count,
            do_not_contact_files: parts.do_not_contact.map(|counts| EntriesView {
                files: counts.files,
                entries: counts.entries,
                duplicates: counts.duplicates,
                unusable: counts.unusable,
                contacts_left_out: parts.counts.do_not_contact - parts.counts.opted_out_later,
                read_with_country: entries
                    .map(|it| view(it.region.to_string(), it.column.as_deref(), it.entries))
                    .collect(),
            }),
            do_not_contact_sent_before: parts.counts.opted_out_later,
        }
    }

    /// `12 numbers without a country code, read as US (--region)`.
    fn assumed(&self) -> Option<String> {
        assumed_words(&self.read_with_country)
    }

    fn columns(&self, columns: &[String]) -> String {
        match &self.country_column {
            Some(name) => format!("{}, {name} (country of the number)", columns.join(", ")),
            None => columns.join(", "),
        }
    }

    /// The known facts about the files, and how many contacts they keep out.
    fn do_not_contact(&self) -> Option<String> {
        self.do_not_contact_files.as_ref().map(|files| {
            let assumed = assumed_words(&files.read_with_country)
                .map_or_else(String::new, |words| format!("; {words}"));
            format!(
                "{} left out; entries: {}, duplicates: {}, unusable: {}{assumed}",
                files.contacts_left_out, files.entries, files.duplicates, files.unusable
            )
        })
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
    /// `100 contacts on 2026-12-01; new rows begin in line 102`.
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
    list: String,
    list_id: String,
    file: String,
    outcome: ImportOutcome,
    rows: u64,
    /// Rows with only separators, which are not counted as rows.
    blank_rows: u64,
    accepted: u64,
    /// How many of the accepted contacts this import sends: those that were not sent before, and are not in doubt.
    to_send: u64,
    duplicates: u64,
    do_not_contact: u64,
    invalid: u64,
    invalid_by_code: BTreeMap<&'static str, u64>,
    columns: Vec<String>,
    #[serde(flatten)]
    reading: ReadingView,
    rejects: Option<String>,
    sent: u64,
    sent_before: u64,
    in_doubt: Vec<RowsView>,
    /// The earlier version of the file that was imported into this list; `null` where none is known.
    earlier_version: Option<EarlierView>,
}

/// Rows that went out together.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct RowsView {
    first_row: u64,
    last_row: u64,
    contacts: u64,
}

impl ImportView {
    /// An import of which nothing was sent yet, with the number of contacts that it sends.
    #[must_use]
    pub fn new(list: &ContactList, parts: ImportParts<'_>, to_send: u64, outcome: ImportOutcome) -> Self {
        let counts = parts.counts;
        Self {
            list: list.name.clone(),
            list_id: list.id.clone(),
            file: parts.file.to_owned(),
            outcome,
            rows: counts.rows,
            blank_rows: counts.blank,
            accepted: counts.accepted,
            to_send,
            duplicates: counts.duplicates,
            do_not_contact: counts.do_not_contact,
            invalid: counts.invalid,
            invalid_by_code: counts.invalid_by_code.clone(),
            reading: ReadingView::new(&parts),
            columns: parts.columns,
            rejects: parts.rejects.map(|path| path.display().to_string()),
            sent: 0,
            sent_before: 0,
            in_doubt: Vec::new(),
            earlier_version: None,
        }
    }

    /// Adds the earlier version of the file, where one is known.
    #[must_use]
    pub fn earlier(self, earlier: Option<EarlierView>) -> Self {
        Self { earlier_version: earlier, ..self }
    }

    /// Adds what was sent now, what was sent before, and what is in doubt.
    #[must_use]
    pub fn sent(mut self, now: u64, before: u64, in_doubt: &[Batch]) -> Self {
        self.sent = now;
        self.sent_before = before;
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
        let count = |number: u64| (number > 0).then(|| number.to_string());
        let doubtful: Vec<String> = self
            .in_doubt
            .iter()
            .map(|rows| format!("rows {} to {}", rows.first_row, rows.last_row))
            .collect();
        let optional = [
            ("blank rows", count(self.blank_rows)),
            ("assumed", self.reading.assumed()),
            ("duplicates", count(self.duplicates)),
            ("do not contact", self.reading.do_not_contact()),
            ("sent before they opted out", count(self.reading.do_not_contact_sent_before)),
            (
                "wrong",
                count(self.invalid).map(|number| format!("{number}: {}", reasons(&self.invalid_by_code))),
            ),
            ("rejects", self.rejects.clone()),
            ("sent", count(self.sent)),
            ("sent before", count(self.sent_before)),
            ("earlier version", self.earlier_version.as_ref().map(EarlierView::words)),
            ("in doubt", (!doubtful.is_empty()).then(|| doubtful.join(", "))),
        ];
        let fields = [
            ("list", Cell::with_value(format!("{} ({})", self.list, self.list_id), &self.list)),
            ("file", Cell::from(&self.file)),
            ("columns", self.reading.columns(&self.columns).into()),
            ("rows", self.rows.to_string().into()),
            ("to send", self.to_send.to_string().into()),
        ];
        let optional = optional.into_iter().filter_map(|(label, value)| Some((label, Cell::from(value?))));
        let outcome = [("outcome", Cell::with_value(self.outcome.words(), self.outcome.name()))];
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
    campaign: String,
    id: String,
    file: String,
    outcome: CampaignImportOutcome,
    rows: u64,
    /// Rows with only separators, which are not counted as rows.
    blank_rows: u64,
    /// The rows that were sent, or would be.
    accepted: u64,
    duplicates: u64,
    do_not_contact: u64,
    invalid: u64,
    invalid_by_code: BTreeMap<&'static str, u64>,
    columns: Vec<String>,
    #[serde(flatten)]
    reading: ReadingView,
    rejects: Option<String>,
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
    /// An import of which the platform has said nothing.
    #[must_use]
    pub fn new(live: &LiveCampaign, parts: ImportParts<'_>, outcome: CampaignImportOutcome) -> Self {
        let counts = parts.counts;
        Self {
            campaign: live.name.clone(),
            id: live.id.to_string(),
            file: parts.file.to_owned(),
            outcome,
            rows: counts.rows,
            blank_rows: counts.blank,
            accepted: counts.accepted,
            duplicates: counts.duplicates,
            do_not_contact: counts.do_not_contact,
            invalid: counts.invalid,
            invalid_by_code: counts.invalid_by_code.clone(),
            reading: ReadingView::new(&parts),
            columns: parts.columns,
            rejects: parts.rejects.map(|path| path.display().to_string()),
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

    /// Adds what the platform said of it; its texts must be fit to be shown.
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
        let count = |number: u64| (number > 0).then(|| number.to_string());
        let told = |number: Option<u64>| number.map(|number| number.to_string());
        let fields = [
            ("campaign", Some(format!("{} ({})", self.campaign, self.id))),
            ("file", Some(self.file.clone())),
            ("columns", Some(self.reading.columns(&self.columns))),
            ("rows", Some(self.rows.to_string())),
            ("to send", Some(self.accepted.to_string())),
            ("blank rows", count(self.blank_rows)),
            ("assumed", self.reading.assumed()),
            ("duplicates", count(self.duplicates)),
            ("do not contact", self.reading.do_not_contact()),
            (
                "wrong",
                count(self.invalid).map(|number| format!("{number}: {}", reasons(&self.invalid_by_code))),
            ),
            ("rejects", self.rejects.clone()),
            ("import", self.import_id.clone()),
            ("imported", told(self.imported)),
            ("duplicates there", self.duplicates_there.and_then(count)),
            ("wrong there", self.invalid_there.and_then(count)),
            ("contacts now", told(self.total)),
            ("message", self.message.clone()),
            ("answer", self.answer.as_ref().map(Value::to_string)),
            ("outcome", Some(self.outcome.words().to_owned())),
        ];
        Document::new().fields(fields.into_iter().filter_map(|(label, value)| Some((label, value?))))
    }
}

/// `2 import/number-too-short, 1 import/row-uneven`.
fn reasons(invalid_by_code: &BTreeMap<&'static str, u64>) -> String {
    let reasons: Vec<String> =
        invalid_by_code.iter().map(|(code, number)| format!("{number} {code}")).collect();
    reasons.join(", ")
}
