//! A schedule as the platform reports it.

use jiff::Timestamp;
use serde::Serialize;
use serde_json::{Map, Value};

use super::moment::{cell, exact, rfc3339, utc};
use super::schedule::ScheduleView;
use crate::domain::live::{LiveSchedule, ReportedStart};
use crate::domain::weekday::Weekday;
use crate::domain::zone::Zone;
use crate::ui::{Cell, Document, View};

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
    /// Whether that may be UTC or local time: it is reported as UTC, and the platform's samples contradict it.
    scheduled_at_uncertain: bool,
    /// How it repeats, as it was reported.
    recurrence: Option<Map<String, Value>>,
    /// The schedule as it was enabled from this machine, where the platform does not return it and the journal knows
    /// it.
    as_enabled: Option<AsEnabledView>,
    #[serde(skip)]
    start: ReportedStart,
}

/// A schedule as it was enabled from this machine; somebody may have changed it elsewhere since.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct AsEnabledView {
    /// When it was enabled, RFC 3339 in UTC.
    at: String,
    /// When the campaign was changed after that, by somebody else or as it ran, so that its schedule may be another
    /// one, RFC 3339 in UTC; `null` where nothing says so.
    changed: Option<String>,
    /// The body that was sent.
    sent: Value,
    /// The schedule with its next runs; `null` where it has come to its end.
    schedule: Option<ScheduleView>,
    #[serde(skip)]
    local: Cell,
    #[serde(skip)]
    local_changed: Option<Cell>,
}

impl LiveScheduleView {
    /// A view of a campaign's schedule.
    pub fn new(campaign: &str, held: &LiveSchedule) -> Self {
        let start = held.start();
        Self {
            campaign: campaign.to_owned(),
            enabled: held.enabled,
            kind: held.kind.clone(),
            scheduled_at: held.scheduled_at.clone(),
            scheduled_at_uncertain: start == ReportedStart::Unclear,
            recurrence: held.recurrence.clone(),
            as_enabled: None,
            start,
        }
    }

    /// Adds the schedule that this machine switched on, when it did, and when the campaign was changed after that.
    /// Tables show these times in `zone`.
    pub fn with_enabled(
        mut self,
        (at, changed): (Timestamp, Option<Timestamp>),
        sent: Value,
        schedule: Option<ScheduleView>,
        zone: &Zone,
    ) -> Self {
        let local = cell(Some(at), zone);
        let local_changed = changed.map(|at| cell(Some(at), zone));
        let (at, changed) = (utc(at), changed.map(utc));
        self.as_enabled = Some(AsEnabledView { at, changed, sent, schedule, local, local_changed });
        self
    }

    /// A schedule that is on, in one line.
    pub fn in_words(&self) -> String {
        let Some(AsEnabledView { local, local_changed, schedule, .. }) = &self.as_enabled else {
            let reported = self.kind.iter().cloned();
            let at = self.scheduled_at.iter().map(|at| format!("at {at} as reported"));
            let repeats = self.recurrence.iter().flatten().map(|(key, value)| {
                let value = if key == "days_of_week" { days(value) } else { None }
                    .map_or_else(|| plain(value), Cell::from);
                format!("{} {}", key.replace('_', " "), &*value)
            });
            let reported: Vec<String> = reported.chain(at).chain(repeats).collect();
            return if reported.is_empty() {
                "the platform does not return its times, and it was not enabled from this machine".to_owned()
            } else {
                reported.join(", ")
            };
        };
        let schedule =
            schedule.as_ref().map_or_else(|| "no run of it is left".to_owned(), ScheduleView::in_words);
        let changed = local_changed.as_ref().map(|at| {
            format!(
                "; the campaign was changed after that, on {}, and may have another schedule since",
                &**at
            )
        });
        format!("as enabled from this machine on {}: {schedule}{}", &**local, changed.unwrap_or_default())
    }

    fn facts(&self) -> Document {
        let switched = match self.enabled {
            Some(true) => Cell::from("on"),
            Some(false) => Cell::from("off"),
            None => Cell::with_value("not reported", ""),
        };
        let mut fields =
            vec![("campaign".to_owned(), Cell::from(&self.campaign)), ("schedule".to_owned(), switched)];
        fields.extend(self.kind.as_ref().map(|kind| ("kind".to_owned(), Cell::from(kind))));
        fields.extend(self.scheduled_at.as_ref().map(|at| ("scheduled at".to_owned(), self.in_its_zone(at))));
        for (key, value) in self.recurrence.iter().flatten() {
            let shown = if key == "days_of_week" { days(value) } else { None };
            let shown = shown.map_or_else(|| plain(value), Cell::from);
            fields.push((key.replace('_', " "), shown));
        }
        if let Some(AsEnabledView { local, local_changed, schedule, .. }) = &self.as_enabled {
            fields.push(("as enabled from this machine".to_owned(), local.clone()));
            fields.extend(
                local_changed.iter().map(|at| ("campaign changed after that".to_owned(), at.clone())),
            );
            if schedule.is_none() {
                fields.push(("runs".to_owned(), Cell::with_value("no run is left", "")));
            }
        }
        Document::new().fields(fields)
    }

    fn schedule(&self) -> Option<&ScheduleView> {
        self.as_enabled.as_ref()?.schedule.as_ref()
    }
}

impl View for LiveScheduleView {
    fn document(&self) -> Document {
        self.schedule().iter().fold(self.facts(), |document, schedule| schedule.lay_out(document))
    }

    fn fitted(&self) -> Document {
        self.schedule().iter().fold(self.facts(), |document, schedule| schedule.lay_out_fitted(document))
    }
}

impl LiveScheduleView {
    /// A reported start, in the schedule's own time zone if that is certain, and as it was reported; CSV has one of
    /// them.
    fn in_its_zone(&self, reported: &str) -> Cell {
        let (words, value) = match &self.start {
            ReportedStart::Known(wall, zone) => {
                let instant = zone.read(*wall).instant();
                (format!("{} (reported as {reported})", exact(instant, zone)), rfc3339(instant, zone))
            }
            ReportedStart::Untold | ReportedStart::Unclear => {
                let words = format!(
                    "{reported} (as it was reported, which may be UTC or local time: the platform's documentation does not say)"
                );
                (words, reported.to_owned())
            }
        };
        Cell::with_value(words, value)
    }
}

/// Weekdays by name; `None` if they are not numbers from 1 to 7.
fn days(value: &Value) -> Option<String> {
    let day = |number: &Value| {
        let index = usize::try_from(number.as_u64()?.checked_sub(1)?).ok()?;
        Some(Weekday::ALL.get(index)?.to_string())
    };
    Some(value.as_array()?.iter().map(day).collect::<Option<Vec<_>>>()?.join(", "))
}

/// A value as people read it: without quotes, and a list with commas.
fn plain(value: &Value) -> Cell {
    match value {
        Value::String(text) => text.into(),
        Value::Array(items) => {
            items.iter().map(|item| plain(item).to_string()).collect::<Vec<_>>().join(", ").into()
        }
        Value::Null => Cell::with_value("none", ""),
        other => other.to_string().into(),
    }
}
