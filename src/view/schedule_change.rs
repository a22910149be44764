//! A schedule that was switched on or off, as a reader sees it.

use serde::Serialize;

use super::live_schedule::LiveScheduleView;
use super::reach::ReachView;
use super::schedule::ScheduleView;
use crate::ui::{Cell, Column, Document, Table, View};

/// A schedule that was switched on or off, or is about to be.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ScheduleChangeView {
    /// The campaign's name, as it went out.
    pub campaign: String,
    /// The campaign's id, where the platform said it.
    pub id: Option<String>,
    /// `enabled`, `disabled`, or `off_already` where it was read and was off before.
    pub outcome: &'static str,
    /// Whether it was on before; `null` where that was not read, or the platform does not tell.
    pub was_on: Option<bool>,
    /// The platform's statement, or the value that was read back.
    pub message: Option<String>,
    /// The schedule that was on before and was replaced, as `schedule show` has it; `null` where none was on, or the
    /// campaign was not looked up.
    pub replaced: Option<LiveScheduleView>,
    /// The point that the platform's documentation leaves open about replacing that one, or about the run that was
    /// under way when the schedule was switched off; `null` where nothing is.
    pub caution: Option<&'static str>,
    /// The contacts that its first run reaches; `null` where the campaign was not looked up, or its schedule was
    /// switched off.
    pub reach: Option<ReachView>,
    /// The schedule that was switched on.
    pub schedule: Option<ScheduleView>,
}

impl ScheduleChangeView {
    /// Whether the schedule is on; for people with its earlier state, in CSV only the outcome.
    fn cell(&self) -> Cell {
        Cell::with_value(self.words(), self.outcome)
    }

    fn words(&self) -> &'static str {
        match (self.outcome, self.was_on) {
            ("off_already", _) => "off; it was off before too",
            ("disabled", None) => "off; whether it was on was not looked up",
            (outcome, _) => outcome,
        }
    }
}

impl View for ScheduleChangeView {
    /// The runs, whom they reach and what is replaced were shown before the schedule was sent.
    fn after_talk(&self) -> Option<Document> {
        let schedule = self.schedule.as_ref()?;
        let named =
            self.id.as_ref().map_or_else(|| self.campaign.clone(), |id| format!("{} ({id})", self.campaign));
        let replaced = if self.replaced.is_some() { " in place of the one before" } else { "" };
        let on = format!("{}{replaced}: {}", self.words(), schedule.runs_in_words());
        Some(Document::new().fields([("campaign", named), ("schedule", on)]))
    }

    fn rows(&self) -> Document {
        Self::records(std::slice::from_ref(self))
    }

    fn fitted(&self) -> Document {
        let facts = self.facts();
        self.schedule.iter().fold(facts, |document, schedule| schedule.lay_out_fitted(document))
    }

    fn document(&self) -> Document {
        let facts = self.facts();
        self.schedule.iter().fold(facts, |document, schedule| schedule.lay_out(document))
    }
}

impl ScheduleChangeView {
    fn replaced_in_words(&self) -> Option<String> {
        let words = self.replaced.as_ref()?.in_words();
        let caution = self.caution.map(|caution| format!(" ({caution})")).unwrap_or_default();
        Some(format!("{words}{caution}"))
    }

    /// A row of CSV for each schedule.
    fn records(views: &[Self]) -> Document {
        Document::records(&["campaign", "outcome", "id", "was_on", "message"], views)
    }

    fn facts(&self) -> Document {
        let mut fields = vec![("campaign", Cell::from(&self.campaign)), ("schedule", self.cell())];
        fields.extend(self.id.as_ref().map(|id| ("id", Cell::from(id))));
        fields.extend(self.message.as_ref().map(|message| ("platform", Cell::from(message))));
        fields.extend(self.replaced_in_words().map(|words| ("replaced", Cell::from(words))));
        fields.extend(self.reach.iter().flat_map(ReachView::fields));
        Document::new().fields(fields)
    }
}

/// Several schedules that were switched off.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct ScheduleChangesView(pub Vec<ScheduleChangeView>);

impl View for ScheduleChangesView {
    fn document(&self) -> Document {
        let columns = [
            Column::new("NAME", |it: &ScheduleChangeView| Cell::from(&it.campaign)),
            Column::new("OUTCOME", ScheduleChangeView::cell),
            Column::new("ID", |it| Cell::of(it.id.as_ref())),
        ];
        let table = Table::list(&columns, &self.0);
        Document::new().table(table.one_line(&["ID"]).empty("no schedule is on"))
    }

    fn rows(&self) -> Document {
        ScheduleChangeView::records(&self.0)
    }
}
