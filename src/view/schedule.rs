//! Schedules: what goes out, in both readings, and the next runs.

use jiff::Timestamp;
use serde::Serialize;
use serde_json::Value;

use super::moment::{local, rfc3339, utc};
use crate::domain::occurrence::{ClockChange, Occurrence};
use crate::domain::schedule::Schedule;
use crate::domain::zone::Zone;
use crate::ui::{Document, Table, View};

/// How many runs are shown before and after a schedule is switched on.
const RUNS_SHOWN: usize = 5;

/// An instant in both readings.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct MomentView {
    /// RFC 3339 with the reader's offset.
    at: String,
    /// RFC 3339 in UTC.
    utc: String,
    /// `YYYY-MM-DD HH:MM:SS` on the platform's clock, as it goes out.
    wire: String,
    #[serde(skip)]
    local: String,
}

/// One run.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct RunView {
    /// The campaign's name.
    campaign: String,
    /// RFC 3339 with the reader's offset.
    at: String,
    /// RFC 3339 in UTC.
    utc: String,
    /// The reader's zone.
    timezone: String,
    /// The weekday in the reader's zone, such as `Mon`.
    weekday: String,
    /// What is odd about it.
    notes: Vec<String>,
    #[serde(skip)]
    local: String,
    #[serde(skip)]
    platform: String,
}

/// A schedule and its next runs.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ScheduleView {
    /// The campaign's name.
    campaign: String,
    /// The recurrence as it was asked for, in words.
    repeats: String,
    start: MomentView,
    end: MomentView,
    /// The zone in which people read the times.
    timezone: String,
    /// The platform's clock, on which it repeats the schedule.
    platform_timezone: String,
    /// The recurrence as it goes out.
    recurrence: Value,
    next_runs: Vec<RunView>,
    #[serde(skip)]
    platform_repeats: Option<String>,
}

impl ScheduleView {
    /// A view of a schedule, with the runs from `now` on. `recurrence` is the recurrence as it goes out.
    #[must_use]
    pub fn new(campaign: &str, schedule: &Schedule, recurrence: Value, now: Timestamp) -> Self {
        let reader = schedule.reader_zone();
        let moment = |instant, wire| MomentView {
            at: rfc3339(instant, reader),
            utc: utc(instant),
            wire,
            local: local(instant, reader),
        };
        let runs = schedule.occurrences().starting_from(now).take(RUNS_SHOWN);
        let rotated = schedule.recurrence() != schedule.asked_recurrence();
        Self {
            campaign: campaign.to_owned(),
            repeats: schedule.asked_recurrence().to_string(),
            start: moment(schedule.start(), schedule.wire_start()),
            end: moment(schedule.end(), schedule.wire_end()),
            timezone: reader.name().to_owned(),
            platform_timezone: schedule.platform_zone().name().to_owned(),
            recurrence,
            next_runs: runs
                .map(|run| RunView::new(campaign, &run, reader, schedule.platform_zone()))
                .collect(),
            platform_repeats: rotated.then(|| schedule.recurrence().to_string()),
        }
    }

    /// What is said before a schedule is switched on, a line each.
    #[must_use]
    pub fn talk(&self) -> Vec<String> {
        let mut lines = vec![
            format!("schedule of {}: {}", self.campaign, self.repeats_in_both()),
            "         local time = the platform's clock".to_owned(),
            format!("  from   {} = {} {}", self.start.local, self.start.wire, self.platform_timezone),
            format!("  until  {} = {} {}", self.end.local, self.end.wire, self.platform_timezone),
        ];
        lines.extend(self.next_runs.iter().map(|run| {
            let notes =
                if run.notes.is_empty() { String::new() } else { format!(" ({})", run.notes.join("; ")) };
            format!("  run    {} = {} {}{notes}", run.local, run.platform, self.platform_timezone)
        }));
        lines
    }

    fn reading(&self, moment: &MomentView) -> String {
        format!("{} = {} {} on the platform's clock", moment.local, moment.wire, self.platform_timezone)
    }

    fn repeats_in_both(&self) -> String {
        match &self.platform_repeats {
            Some(platform) => format!("{}; on the platform's clock {platform}", self.repeats),
            None => self.repeats.clone(),
        }
    }

    /// The fields and the table of runs.
    pub(super) fn lay_out(&self, document: Document) -> Document {
        let title = match self.next_runs.len() {
            0 => "no run is left".to_owned(),
            1 => "the next run".to_owned(),
            count => format!("the next {count} runs"),
        };
        let platform = format!("PLATFORM ({})", self.platform_timezone);
        let rows =
            self.next_runs.iter().map(|run| [run.local.clone(), run.platform.clone(), run.notes.join("; ")]);
        document
            .fields([
                ("schedule of", self.campaign.clone()),
                ("repeats", self.repeats_in_both()),
                ("from", self.reading(&self.start)),
                ("until", self.reading(&self.end)),
            ])
            .table(Table::new(["RUN", platform.as_str(), "NOTES"]).title(title).rows(rows))
    }
}

impl RunView {
    fn new(campaign: &str, run: &Occurrence, reader: &Zone, platform: &Zone) -> Self {
        Self {
            campaign: campaign.to_owned(),
            at: rfc3339(run.instant, reader),
            utc: utc(run.instant),
            timezone: reader.name().to_owned(),
            weekday: run.local(reader).strftime("%a").to_string(),
            notes: notes(run, platform),
            local: local(run.instant, reader),
            platform: run.platform.strftime("%a %Y-%m-%d %H:%M").to_string(),
        }
    }
}

/// What the platform's clock does at a run.
pub(super) fn notes(run: &Occurrence, platform: &Zone) -> Vec<String> {
    match run.clock {
        ClockChange::None => Vec::new(),
        ClockChange::JumpedOver => {
            vec![format!(
                "moved forward: {} {} does not exist there",
                run.scheduled.strftime("%H:%M"),
                platform.name()
            )]
        }
        ClockChange::ShownTwice => {
            vec![format!("the first of two {} {}", run.scheduled.strftime("%H:%M"), platform.name())]
        }
    }
}

impl View for ScheduleView {
    fn document(&self) -> Document {
        self.lay_out(Document::new())
    }
}

/// A schedule that was switched on or off, or is about to be.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ScheduleChangeView {
    /// The campaign's name, as it went out.
    pub campaign: String,
    /// The campaign's id, where the platform said it.
    pub id: Option<String>,
    /// `enabled` or `disabled`.
    pub outcome: &'static str,
    /// What the platform said, or what was read back.
    pub message: Option<String>,
    /// The schedule that was switched on.
    pub schedule: Option<ScheduleView>,
}

impl View for ScheduleChangeView {
    fn document(&self) -> Document {
        let mut fields = vec![("campaign", self.campaign.clone()), ("schedule", self.outcome.to_owned())];
        fields.extend(self.id.clone().map(|id| ("id", id)));
        fields.extend(self.message.clone().map(|message| ("platform", message)));
        let document = Document::new().fields(fields);
        match &self.schedule {
            Some(schedule) => schedule.lay_out(document),
            None => document,
        }
    }
}
