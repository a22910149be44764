//! The views of campaigns that were to be created.

use serde::Serialize;

use super::failure::FailureView;
use super::schedule::ScheduleView;
use super::wording::WordingView;
use crate::ui::{Cell, Column, Document, Table, View, usual};

/// The outcome of the creation of one campaign.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "Outcome"))]
#[serde(rename_all = "snake_case")]
pub enum CreationOutcome {
    /// It was created.
    Created,
    /// It was created; its answer was lost, and it was found by its name.
    CreatedAnswerLost,
    /// One of that name exists, and `--if-absent` leaves it alone.
    Exists,
    /// It was created, and its schedule was not switched on.
    CreatedNotScheduled,
    /// It was created, and whether its schedule is on is not known.
    CreatedScheduleUnknown,
    /// It was created, and another campaign of its name is there too. Its schedule was not switched on.
    CreatedTwice,
    /// The platform switched on the schedule of another campaign of that name.
    OtherScheduled,
    /// One of that name exists, which an earlier run created and whose schedule is off, and it is not as the file has
    /// it.
    ExistsDiffers,
    /// One of that name existed, which an earlier run had created, and its schedule was switched on now.
    ExistsScheduleEnabled,
    /// One of that name exists, and its schedule is off.
    ExistsScheduleOff,
    /// One of that name exists, and whether its schedule is on is not known.
    ExistsScheduleUnknown,
    /// Nothing was created.
    Failed,
    /// It may or may not exist.
    Unknown,
    /// It was not tried, because an earlier failure would have met it too.
    NotTried,
}

impl CreationOutcome {
    /// Whether a create was sent, or an attempt was made.
    pub const fn is_of_a_create(self) -> bool {
        match self {
            Self::Created
            | Self::CreatedAnswerLost
            | Self::CreatedNotScheduled
            | Self::CreatedScheduleUnknown
            | Self::CreatedTwice
            | Self::Failed
            | Self::Unknown => true,
            Self::Exists
            | Self::ExistsScheduleEnabled
            | Self::ExistsScheduleOff
            | Self::ExistsScheduleUnknown
            | Self::ExistsDiffers
            | Self::OtherScheduled
            | Self::NotTried => false,
        }
    }

    /// The outcome in words.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Created => "created",
            Self::CreatedAnswerLost => "created (the answer was lost; found by its name)",
            Self::Exists => "exists already, left as it is",
            Self::CreatedNotScheduled => "created, but its schedule is off",
            Self::CreatedScheduleUnknown => "created; whether its schedule is on is not known",
            Self::CreatedTwice => "created, and another campaign of this name is there too",
            Self::OtherScheduled => "the schedule of another campaign of this name was switched on",
            Self::ExistsDiffers => "exists already and is not as its file has it; its schedule is off",
            Self::ExistsScheduleEnabled => "exists already, its schedule was switched on now",
            Self::ExistsScheduleOff => "exists already, its schedule is off",
            Self::ExistsScheduleUnknown => "exists already; whether its schedule is on is not known",
            Self::Failed => "failed, nothing was created",
            Self::Unknown => "not known; look before running it again",
            Self::NotTried => "not tried",
        }
    }
}

/// A campaign that was to be created, with the outcome.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct CreationView {
    /// Its name.
    pub name: String,
    /// The platform's word for its type, such as `sms`.
    #[serde(rename = "type")]
    pub campaign_type: &'static str,
    /// Its outcome.
    pub outcome: CreationOutcome,
    /// Its id, where it exists.
    pub id: Option<String>,
    /// Its status as it was read back, where it exists.
    pub status: Option<String>,
    /// The schedule that was switched on.
    pub schedule: Option<ScheduleView>,
    /// The fields in which an existing campaign of this name differs from the file, as far as they can be read.
    pub differences: Vec<String>,
    /// The steps that were asked for and did not happen, or may not have: `campaign create`, `schedule enable`.
    pub not_done: Vec<&'static str>,
    /// The words that reach people, decoded.
    pub texts: Vec<WordingView>,
    /// Whether they were shown before anything was sent, so that a terminal does not repeat them.
    #[serde(skip)]
    pub texts_shown: bool,
    /// The error.
    pub error: Option<FailureView>,
}

impl CreationView {
    /// The texts that a terminal has not shown yet.
    fn unseen_texts(&self) -> &[WordingView] {
        if self.texts_shown { &[] } else { &self.texts }
    }

    /// A row of CSV for each campaign. The runs of a schedule are only in JSON.
    fn records(creations: &[Self]) -> Document {
        const KEYS: [&str; 8] =
            ["name", "type", "outcome", "id", "status", "differences", "not_done", "error"];
        Document::records(&KEYS, creations)
    }

    /// Why the campaign is not as it was asked for, and the next step.
    fn why(&self, between: &str) -> Option<String> {
        let error = self.error.as_ref()?;
        let hint = error.hint.as_ref().map(|hint| format!("{between}{hint}")).unwrap_or_default();
        Some(format!("{}{hint}", error.message))
    }

    fn facts(&self, texts: &[WordingView]) -> Document {
        // The change to another user's campaign comes first.
        let is_first = self.outcome == CreationOutcome::OtherScheduled;
        let error = || self.error.iter().map(|error| ("error", error.message.clone()));
        let mut fields: Vec<(&str, String)> = if is_first { error().collect() } else { Vec::new() };
        fields.extend([
            ("campaign", self.name.clone()),
            ("type", self.campaign_type.to_owned()),
            ("outcome", self.outcome.words().to_owned()),
        ]);
        fields.extend(self.id.clone().map(|id| ("id", id)));
        if self.id.is_some() {
            fields.push(("status", self.status.clone().unwrap_or_else(|| "-".to_owned())));
        }
        if !self.differences.is_empty() {
            fields.push(("differs", self.differences.join("; ")));
        }
        if !self.not_done.is_empty() {
            fields.push(("not done", self.not_done.join(", ")));
        }
        for wording in texts {
            fields.push((wording.field, wording.text.clone()));
            fields.extend(wording.size().map(|size| ("sms", size)));
        }
        if !is_first {
            fields.extend(error());
        }
        fields.extend(self.error.as_ref().and_then(|error| error.hint.clone()).map(|hint| ("next", hint)));
        Document::new().fields(fields)
    }
}

impl View for CreationView {
    fn document(&self) -> Document {
        let facts = self.facts(&self.texts);
        self.schedule.iter().fold(facts, |document, schedule| schedule.lay_out(document))
    }

    fn rows(&self) -> Document {
        Self::records(std::slice::from_ref(self))
    }

    fn fitted(&self) -> Document {
        let facts = self.facts(self.unseen_texts());
        self.schedule.iter().fold(facts, |document, schedule| schedule.lay_out_fitted(document))
    }

    /// The result without the runs, which were shown before anything was sent.
    fn after_talk(&self) -> Option<Document> {
        let (Some(id), Some(schedule), None, []) =
            (&self.id, &self.schedule, &self.error, self.differences.as_slice())
        else {
            return None;
        };
        let status = self.status.iter().map(|status| format!("; its status is {status}"));
        let texts = self.unseen_texts().iter().map(|wording| (wording.field, wording.text.clone()));
        let facts = Document::new().fields(
            [
                ("campaign", format!("{} ({id})", self.name)),
                ("outcome", format!("{}{}", self.outcome.words(), status.collect::<String>())),
                ("schedule", format!("on: {}", schedule.runs_in_words())),
            ]
            .into_iter()
            .chain(texts),
        );
        Some(facts)
    }
}

/// Several campaigns that were to be created, each with its outcome.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct CreationsView(pub Vec<CreationView>);

const COLUMNS: &[Column<CreationView>] = &[
    Column::new("NAME", |it| Cell::from(&it.name)),
    Column::new("OUTCOME", |it| it.outcome.words().into()),
    Column::new("STATUS", |it| Cell::of(it.status.as_ref())),
    Column::new("SCHEDULE", |it| Cell::of(it.schedule.as_ref().map(|_| "on"))),
    Column::new("ID", |it| Cell::of(it.id.as_ref())),
    Column::wide("WHY", |it| Cell::of(it.why("; "))),
];

impl View for CreationsView {
    fn document(&self) -> Document {
        self.with_texts(Table::list(COLUMNS, &self.0), |creation| &creation.texts)
    }

    fn rows(&self) -> Document {
        CreationView::records(&self.0)
    }

    /// One line for each campaign, and below it why the campaign is not as it was asked for.
    fn fitted(&self) -> Document {
        let table = Table::list(usual(COLUMNS), &self.0);
        let why = self.0.iter().map(|creation| creation.why("\n").unwrap_or_default());
        self.with_texts(table.under(why).one_line(&["ID", "SCHEDULE"]), CreationView::unseen_texts)
    }
}

impl CreationsView {
    fn with_texts<'view>(
        &'view self,
        table: Table,
        texts: impl Fn(&'view CreationView) -> &'view [WordingView],
    ) -> Document {
        let texts = self.0.iter().flat_map(|creation| {
            texts(creation).iter().flat_map(|wording| {
                let talk = wording.talk(&creation.name);
                talk.lines().map(str::to_owned).collect::<Vec<_>>()
            })
        });
        let texts: Vec<String> = texts.collect();
        let document = Document::new().table(table.empty("no campaigns to create"));
        if texts.is_empty() { document } else { document.lines(texts) }
    }
}
