//! Schedules: what is sent, by both clocks, and the next runs.

use jiff::Timestamp;
use jiff::civil::DateTime;
use serde::Serialize;
use serde_json::Value;

use super::moment::{exact, rfc3339, utc, without_zone};
use crate::domain::occurrence::{ClockChange, Occurrence};
use crate::domain::platform_kind::ClockBasis;
use crate::domain::run_pattern::RunPattern;
use crate::domain::schedule::{PlannedSchedule, RunPlan};
use crate::domain::wall_clock::{shown, shown_time};
use crate::domain::zone::Zone;
use crate::ui::{Cell, Document, Table, View};

/// The number of runs that are shown before and after a schedule is switched on.
const RUNS_SHOWN: usize = 5;
/// The note on a run on the last day of a schedule whose end is sent as a day.
pub(super) const END_DATE_ASSUMED: &str = "that it runs on the last day is assumed, not documented";
/// The text for a schedule without an end.
const ENDLESS: &str = "it is switched off";

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
    /// Remarks about it.
    notes: Vec<String>,
    #[serde(skip)]
    local: String,
    #[serde(skip)]
    platform: Cell,
}

impl RunView {
    fn cell(&self) -> Cell {
        Cell::with_value(&self.local, &self.at)
    }
}

/// A schedule and its next runs.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ScheduleView {
    /// The campaign's name.
    campaign: String,
    /// The recurrence as it was asked for, in words.
    repeats: String,
    /// The start of the schedule.
    start: MomentView,
    /// `null` where the schedule has no end.
    end: Option<MomentView>,
    /// The zone in which people read the times.
    timezone: String,
    /// The platform's clock, on which it repeats the schedule.
    platform_timezone: String,
    /// The recurrence as it goes out.
    recurrence: Value,
    /// The next runs, at most five.
    next_runs: Vec<RunView>,
    /// The number of runs that are left; `null` where the schedule has no end.
    runs: Option<usize>,
    /// The last of them; `null` where no run is left, or where the schedule has no end.
    last_run: Option<RunView>,
    /// Whether that clock is an assumption: the platform does not document it, and nobody set it.
    platform_timezone_assumed: bool,
    #[serde(skip)]
    basis: ClockBasis,
    #[serde(skip)]
    platform_repeats: Option<String>,
    #[serde(skip)]
    days_here: Option<String>,
    #[serde(skip)]
    is_converted: bool,
    #[serde(skip)]
    ends_on_a_day: bool,
}

impl ScheduleView {
    /// A view of a schedule, with the runs from `now`; `None` for a schedule without runs. `recurrence` is the
    /// recurrence as it is sent; `basis` tells how the platform's clock is known.
    pub fn new(
        campaign: &str,
        schedule: &PlannedSchedule,
        recurrence: Value,
        basis: ClockBasis,
        now: Timestamp,
    ) -> Option<Self> {
        let plan = schedule.runs()?;
        let (reader, platform) = (plan.reader_zone(), plan.repeat_zone());
        let moment = |instant| MomentView {
            at: rfc3339(instant, reader),
            utc: utc(instant),
            wire: wire(platform.wall(instant)),
            local: exact(instant, reader),
        };
        let (start, start_there) = schedule.start_sent()?;
        let start = MomentView { wire: wire(start_there), ..moment(start) };
        let runs = plan.runs().starting_from(now).take(RUNS_SHOWN);
        let is_endless = plan.end().is_none() && plan.pattern() != RunPattern::Once;
        let left = (!is_endless).then(|| {
            let runs = plan.runs().starting_from(now);
            runs.fold((0, None), |(count, _), run| (count + 1, Some(run)))
        });
        let rotated = plan.pattern() != plan.asked_pattern();
        Some(Self {
            campaign: campaign.to_owned(),
            repeats: plan.asked_pattern().to_string(),
            start,
            end: plan.end().map(moment),
            timezone: reader.name().to_owned(),
            platform_timezone: platform.name().to_owned(),
            recurrence,
            platform_timezone_assumed: basis == ClockBasis::Assumed,
            basis,
            next_runs: runs.map(|run| RunView::new(campaign, &run, &plan)).collect(),
            runs: left.map(|(count, _)| count),
            last_run: left.and_then(|(_, last)| last).map(|run| RunView::new(campaign, &run, &plan)),
            platform_repeats: rotated.then(|| plan.pattern().to_string()),
            days_here: plan.days_for_reader().map(|days| days.to_string()),
            is_converted: schedule.is_converted(),
            ends_on_a_day: schedule.ends_on_a_day(),
        })
    }

    /// The messages before a schedule is switched on, one line each.
    pub fn talk(&self) -> Vec<String> {
        let mut lines = vec![format!("schedule of {}: {}", self.campaign, self.repeats_in_both())];
        let assumed = match self.basis {
            ClockBasis::Assumed => {
                format!(" ({} is assumed, not documented: docs/time.md)", self.platform_timezone)
            }
            ClockBasis::Set | ClockBasis::Documented => String::new(),
        };
        lines.extend(
            self.is_converted
                .then(|| format!("         time in {} = the platform's clock{assumed}", self.timezone)),
        );
        lines.push(format!("  from   {}{}", self.start.local, self.converted(&self.start.wire)));
        let until =
            |end: &MomentView| format!("{}{}{}", end.local, self.converted(&end.wire), self.end_is_assumed());
        lines.push(format!("  until  {}", self.end.as_ref().map_or_else(|| ENDLESS.to_owned(), until)));
        lines.extend(self.next_runs.iter().map(|run| {
            let notes =
                if run.notes.is_empty() { String::new() } else { format!(" ({})", run.notes.join("; ")) };
            format!("  run    {}{}{notes}", run.local, self.converted(&run.platform))
        }));
        let has_more = self.runs.is_some_and(|all| all > self.next_runs.len());
        lines.extend(has_more.then(|| format!("  in all {}", self.runs_in_words())));
        lines
    }

    /// The number of remaining runs and the time of the last one, in one line.
    pub fn runs_in_words(&self) -> String {
        match (self.runs, &self.last_run) {
            (None, _) => "runs until it is switched off".to_owned(),
            (Some(1), Some(run)) => format!("1 run, on {}", run.local),
            (Some(count), Some(last)) => format!("{count} runs, the last on {}", last.local),
            (Some(_), None) => "no run is left".to_owned(),
        }
    }

    /// The time by the platform's clock, worded to follow the local time; empty if times are not converted.
    fn converted(&self, on_platform: &str) -> String {
        if self.is_converted { format!(" = {on_platform} {}", self.platform_timezone) } else { String::new() }
    }

    /// The note on an end that is sent as a day: it is not documented whether the platform still runs on that day.
    const fn end_is_assumed(&self) -> &'static str {
        if self.ends_on_a_day { " (that the last day counts is assumed, not documented)" } else { "" }
    }

    fn reading(&self, moment: &MomentView) -> String {
        let there = if self.is_converted { " on the platform's clock" } else { "" };
        format!("{}{}{there}", moment.local, self.converted(&moment.wire))
    }

    /// The recurrence, the start and the end, in one line.
    pub(super) fn in_words(&self) -> String {
        let until = self.end.as_ref().map_or(ENDLESS, |end| &end.local);
        format!("{}, from {} until {until}", self.repeats_in_both(), self.start.local)
    }

    fn repeats_in_both(&self) -> String {
        match (&self.platform_repeats, &self.days_here) {
            (Some(platform), _) => format!("{}; on the platform's clock {platform}", self.repeats),
            (None, Some(days)) => {
                format!("{} on the platform's clock; in {} on {days}", self.repeats, self.timezone)
            }
            (None, None) => self.repeats.clone(),
        }
    }

    /// The fields and the table of runs.
    pub(super) fn lay_out(&self, document: Document) -> Document {
        self.facts(document).table(self.table())
    }

    /// Like `lay_out`, but for a terminal.
    pub(super) fn lay_out_fitted(&self, document: Document) -> Document {
        self.facts(document).table(self.fitted_table())
    }

    fn title(&self) -> String {
        match (self.next_runs.len(), self.runs) {
            (0, _) => "no run is left".to_owned(),
            (1, _) => "the next run".to_owned(),
            (shown, Some(all)) if all > shown => format!("the next {shown} of {all} runs"),
            (shown, _) => format!("the next {shown} runs"),
        }
    }

    fn facts(&self, document: Document) -> Document {
        let until = |end| format!("{}{}", self.reading(end), self.end_is_assumed());
        let until = self.end.as_ref().map_or_else(|| ENDLESS.to_owned(), until);
        document.fields([
            ("schedule of", self.campaign.clone()),
            ("repeats", self.repeats_in_both()),
            ("from", self.reading(&self.start)),
            ("until", until),
            ("in all", self.runs_in_words()),
        ])
    }

    fn table(&self) -> Table {
        let title = self.title();
        let notes = |run: &RunView| run.notes.join("; ");
        if self.is_converted {
            let platform = format!("PLATFORM ({}{})", self.platform_timezone, self.basis.remark());
            let rows = self.next_runs.iter().map(|run| [run.cell(), run.platform.clone(), notes(run).into()]);
            Table::new(["RUN", platform.as_str(), "NOTES"]).title(title).rows(rows)
        } else {
            let rows = self.next_runs.iter().map(|run| [run.cell(), Cell::from(notes(run))]);
            Table::new(["RUN", "NOTES"]).title(title).rows(rows)
        }
    }

    /// One line for each run, with its remarks below. The time zones, which all runs share, are above the table.
    fn fitted_table(&self) -> Table {
        let title = format!("{}, times in {}", self.title(), self.timezone);
        let local = |run: &RunView| without_zone(&run.local, Some(&self.timezone));
        let table = if self.is_converted {
            let clock = format!("the platform's clock is {}{}", self.platform_timezone, self.basis.remark());
            let rows = self.next_runs.iter().map(|run| [Cell::from(local(run)), run.platform.clone()]);
            Table::new(["RUN", "PLATFORM CLOCK"]).title(format!("{title}; {clock}")).rows(rows)
        } else {
            Table::new(["RUN"]).title(title).rows(self.next_runs.iter().map(|run| [local(run)]))
        };
        table.under(self.next_runs.iter().map(|run| run.notes.join("; "))).whole(&["RUN", "PLATFORM CLOCK"])
    }
}

/// A local time in the form `YYYY-MM-DD HH:MM:SS`.
fn wire(wall: DateTime) -> String {
    wall.strftime("%Y-%m-%d %H:%M:%S").to_string()
}

impl RunView {
    fn new(campaign: &str, run: &Occurrence, plan: &RunPlan) -> Self {
        let (reader, platform) = (plan.reader_zone(), plan.repeat_zone());
        let mut notes = notes(run, platform);
        notes.extend(plan.is_counting_assumed(run).then(|| counting_assumed(plan)));
        notes.extend(plan.is_on_the_end_date(run).then(|| END_DATE_ASSUMED.to_owned()));
        Self {
            campaign: campaign.to_owned(),
            at: rfc3339(run.instant, reader),
            utc: utc(run.instant),
            timezone: reader.name().to_owned(),
            weekday: run.local(reader).strftime("%a").to_string(),
            notes,
            local: exact(run.instant, reader),
            platform: Cell::with_value(
                format!("{} {}", run.platform.strftime("%a"), shown(run.platform)),
                rfc3339(run.instant, platform),
            ),
        }
    }
}

/// The note on the later runs of a schedule that skips days, weeks or months.
pub(super) fn counting_assumed(plan: &RunPlan) -> String {
    format!("from when {} is counted is assumed, not documented", plan.asked_pattern())
}

/// The remarks about a clock change of the platform at a run.
pub(super) fn notes(run: &Occurrence, platform: &Zone) -> Vec<String> {
    match run.clock {
        ClockChange::None => Vec::new(),
        ClockChange::JumpedOver => {
            vec![format!(
                "moved forward: {} {} does not exist there",
                shown_time(run.scheduled.time()),
                platform.name()
            )]
        }
        ClockChange::ShownTwice => {
            vec![format!("the first of two {} {}", shown_time(run.scheduled.time()), platform.name())]
        }
    }
}

impl View for ScheduleView {
    fn document(&self) -> Document {
        self.lay_out(Document::new())
    }

    fn fitted(&self) -> Document {
        self.lay_out_fitted(Document::new())
    }
}
