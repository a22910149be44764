//! A campaign's runs as series that every program repeats in the same way.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};

use crate::domain::occurrence::{ClockChange, Occurrence};
use crate::domain::preview::PlannedCampaign;
use crate::domain::recurrence::Recurrence;
use crate::domain::run_pattern::RunPattern;
use crate::domain::weekday::Weekday;

/// Runs that follow a rule, or a single run. Never empty.
pub(super) struct Series {
    /// The runs, in order.
    pub runs: Vec<Run>,
    /// The rule; `None` for a single run, which is written in UTC.
    pub rule: Option<String>,
}

/// One run and its length.
pub(super) struct Run {
    /// When it starts.
    pub occurrence: Occurrence,
    /// The time until its calling window closes; zero if that is unknown, or if the run reaches nobody.
    pub length: SignedDuration,
    /// Whether the platform's clock changes during the run: programs then read the length in different ways.
    pub meets_change: bool,
}

impl Run {
    fn new(occurrence: Occurrence, campaign: &PlannedCampaign) -> Self {
        let begins = occurrence.instant;
        let closes = campaign.calling_hours.as_ref().and_then(|hours| hours.closes_after(begins));
        let ends = closes.unwrap_or(begins);
        let length = ends.duration_since(begins);
        let wall = |instant| campaign.plan.repeat_zone().wall(instant);
        let meets_change = wall(ends).duration_since(wall(begins)) != length;
        Self { occurrence, length, meets_change }
    }
}

impl Series {
    /// The first run.
    pub(super) fn first(&self) -> &Occurrence {
        &self.runs[0].occurrence
    }

    /// The last run.
    pub(super) fn last(&self) -> &Occurrence {
        &self.runs[self.runs.len() - 1].occurrence
    }

    /// The most common length of its runs.
    pub(super) fn usual_length(&self) -> SignedDuration {
        let mut counts: BTreeMap<SignedDuration, usize> = BTreeMap::new();
        for run in &self.runs {
            *counts.entry(run.length).or_default() += 1;
        }
        counts.into_iter().max_by_key(|(_, count)| *count).map_or(SignedDuration::ZERO, |(length, _)| length)
    }
}

/// The series of a campaign's schedule, in order; empty if it has no run.
///
/// A rule ends where the clock skips a run, repeats its time, or leaves out its day: programs treat such a local time
/// in different ways, but an exact instant in the same way.
pub(super) fn of(campaign: &PlannedCampaign) -> Vec<Series> {
    let plan = &campaign.plan;
    let first_day = plan.platform_start().date();
    let follows = |before: &Occurrence, run: &Occurrence| {
        let next = before.scheduled.date().tomorrow().ok();
        next.and_then(|day| plan.pattern().on_or_after(first_day, day)) == Some(run.scheduled.date())
    };
    let is_plain = |run: &Occurrence| run.clock == ClockChange::None;
    let mut all: Vec<Series> = Vec::new();
    for occurrence in plan.runs() {
        let run = Run::new(occurrence, campaign);
        match all.last_mut() {
            Some(series)
                if is_plain(&occurrence)
                    && is_plain(series.last())
                    && follows(series.last(), &occurrence) =>
            {
                series.runs.push(run);
            }
            _ => all.push(Series { runs: vec![run], rule: None }),
        }
    }
    let count = all.len();
    for (index, series) in all.iter_mut().enumerate() {
        let goes_on = index + 1 == count && plan.end().is_none();
        if series.runs.len() > 1 {
            let last = series.last().instant;
            series.rule = rule(plan.pattern(), (!goes_on).then_some(last));
        }
    }
    all
}

/// The rule of a repeating pattern, until the last run if the schedule ends.
fn rule(pattern: RunPattern, last: Option<Timestamp>) -> Option<String> {
    let (frequency, every, by) = match pattern {
        RunPattern::Once => return None,
        RunPattern::Recurring(Recurrence::Daily { every }) => ("DAILY", every, String::new()),
        RunPattern::Recurring(Recurrence::Weekly { every, days }) => {
            let days: Vec<&str> = days.iter().map(Weekday::two_letter).collect();
            ("WEEKLY", every, format!(";WKST=MO;BYDAY={}", days.join(",")))
        }
        RunPattern::Monthly { every, day } => ("MONTHLY", every, format!(";BYMONTHDAY={day}")),
    };
    let interval = if every.get() == 1 { String::new() } else { format!(";INTERVAL={every}") };
    let until = last.map(|last| format!(";UNTIL={}", super::utc(last))).unwrap_or_default();
    Some(format!("FREQ={frequency}{interval}{by}{until}"))
}
