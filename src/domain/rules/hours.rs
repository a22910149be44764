//! Checks calling hours against the policy, and runs against the calling hours.

use jiff::civil::{DateTime, Time};
use jiff::{SignedDuration, Timestamp};

use super::{Measure, Places};
use crate::domain::calling_hours::{
    CallingHours, CallingWindow, Frequency, OWN_ZONE_FIRST, Reach, wire_time,
};
use crate::domain::duration::duration_text;
use crate::domain::finding::{Findings, Origin, Problem};
use crate::domain::policy::Policy;
use crate::domain::schedule::RunPlan;
use crate::domain::wall_clock::{shown, shown_time};
use crate::domain::weekday::Weekday;
use crate::domain::zone::Zone;

const WEEKS_OF_A_YEAR: i64 = 53;
/// The number of runs that are looked at on another clock than their own: of daily runs those of two years and more, in
/// which each clock was in each of its states beside each state of the other.
const RUNS_ON_ANOTHER_CLOCK: usize = 1_000;

/// Finds windows outside the hours in which the policy allows reaching people, and values that the platform
/// does not define.
pub(super) fn check_windows(
    hours: &CallingHours,
    places: &Places,
    measure: Measure<'_>,
    findings: &mut Findings,
) {
    if hours.frequency != Frequency::Weekly {
        let problem = Problem::note(
            "campaign/frequency-undocumented",
            format!("the documentation does not say what frequency {} means", hours.frequency.wire_name()),
        )
        .help("write WEEKLY: the windows of each day then decide");
        findings.push(problem.at(&places.frequency));
    }
    let allowed = measure.policy.hours;
    // Where the people are, if that is not the clock of the calling hours.
    let elsewhere = measure.policy.timezone.as_ref().filter(|zone| !zone.is_same_clock(&hours.zone));
    let mut last: Option<&Origin> = None;
    for (window, place) in hours.windows.iter().zip(&places.windows) {
        let is_allowed = match elsewhere {
            None => allowed.from <= window.start && window.end <= allowed.to,
            Some(zone) => is_allowed_in(zone, window, &hours.zone, measure),
        };
        // A block for several days gives one finding.
        if last == Some(place) || is_allowed {
            continue;
        }
        last = Some(place);
        let of_hours = elsewhere.map_or_else(String::new, |_| format!(" {}", hours.zone));
        let problem = Problem::warning(
            "campaign/calling-hours-outside-policy",
            format!(
                "{}{of_hours} reaches people outside {} to {} {}",
                window.span_in_words(),
                wire_time(allowed.from),
                wire_time(allowed.to),
                elsewhere.unwrap_or(&hours.zone)
            ),
        )
        .help("many countries forbid calls at such hours: narrow it, or set hours in kcamp.policy.yaml");
        findings.push(problem.at(place));
    }
}

/// Whether a window is within the hours of the policy on the clock of another zone, on each of its days of a year:
/// either clock may change on a day on which the other one does not.
fn is_allowed_in(zone: &Zone, window: &CallingWindow, own: &Zone, measure: Measure<'_>) -> bool {
    let allowed = measure.policy.hours;
    let today = own.wall(measure.now).date();
    let ahead = today.weekday().until(window.day.into());
    let first = today.saturating_add(SignedDuration::from_hours(24 * i64::from(ahead)));
    (0..WEEKS_OF_A_YEAR).all(|week| {
        let day = first.saturating_add(SignedDuration::from_hours(24 * 7 * week));
        let there = |time: Time| zone.wall(own.read(day.to_datetime(time)).instant());
        let (opens, closes) = (there(window.start), there(window.end));
        opens.date() == closes.date() && allowed.from <= opens.time() && closes.time() <= allowed.to
    })
}

/// Finds runs outside the calling hours, which govern dialling whatever the schedule says.
pub(super) fn check_runs(
    hours: &CallingHours,
    plan: &RunPlan,
    start: &Origin,
    now: Timestamp,
    findings: &mut Findings,
) {
    let mut runs = 0_u32;
    let (mut unreached, mut late) = (Outside::default(), Outside::default());
    for run in plan.runs().starting_from(now) {
        runs += 1;
        if hours.is_open(run.instant) {
            continue;
        }
        let local = hours.zone.wall(run.instant);
        match hours.reach(run.instant) {
            Reach::LaterThatDay(span) => {
                late.take(local, Some(wire_time(hours.zone.wall(span.opens).time())));
            }
            Reach::Nobody | Reach::AtOnce(_) => unreached.take(local, None),
        }
    }
    let mut kinds: Vec<&Outside> = [&unreached, &late].into_iter().filter(|kind| kind.runs > 0).collect();
    kinds.sort_by_key(|kind| kind.first);
    let Some(local) = kinds.first().and_then(|kind| kind.first) else { return };
    let problem = if unreached.runs == runs {
        let when = in_words(local, hours);
        Problem::warning(
            "schedule/never-in-calling-hours",
            format!("no run meets the calling hours: the first, {when}, has no window left on its day, and neither has any other run"),
        )
        .help(format!(
            "choose days and a time on which the calling hours have a window: contacts outside them are skipped and counted as \
             unconnected; {OWN_ZONE_FIRST}"
        ))
    } else {
        let said: Vec<String> = kinds.iter().map(|kind| kind.in_words(hours, runs)).collect();
        Problem::warning("schedule/outside-calling-hours", said.join("; "))
        .help(format!(
            "start within the calling hours, or widen them: contacts outside them are skipped and counted as unconnected; \
             {OWN_ZONE_FIRST}"
        ))
    };
    findings.push(problem.at(start));
}

/// Runs outside the calling hours that have the same consequence.
#[derive(Default)]
struct Outside {
    runs: u32,
    /// The local time of the first run.
    first: Option<DateTime>,
    /// When people are reached on the first run's day, if at all.
    opens: Option<String>,
}

impl Outside {
    fn take(&mut self, local: DateTime, opens: Option<String>) {
        self.runs += 1;
        if self.first.is_none() {
            (self.first, self.opens) = (Some(local), opens);
        }
    }

    /// The first run, its consequence, and the number of runs.
    fn in_words(&self, hours: &CallingHours, runs: u32) -> String {
        let when = self.first.map_or_else(String::new, |local| in_words(local, hours));
        let consequence = match &self.opens {
            Some(opens) => {
                format!("nobody is reached before {opens}, assuming that the run is still in progress then")
            }
            None => "nobody is reached on that day".to_owned(),
        };
        format!(
            "the run of {when} is outside the calling hours: {consequence} ({} of {runs} runs)",
            self.runs
        )
    }
}

fn in_words(local: DateTime, hours: &CallingHours) -> String {
    format!("{} {} {}", Weekday::from(local.weekday()), shown(local), hours.zone)
}

/// Finds runs at an hour at which the policy allows reaching nobody, on a platform without calling hours, where a run
/// reaches people at once. The hours are those of the people: a zone that was typed for the times of one command does
/// not say where they are, and a file's does.
pub(super) fn check_hour_of_runs(
    plan: &RunPlan,
    start: &Origin,
    measure: Measure<'_>,
    findings: &mut Findings,
) {
    let own = plan.reader_zone();
    let of_file = Some(own).filter(|_| !matches!(start, Origin::Flag(_)));
    let zone = measure.zone_of_people(None, of_file).unwrap_or(own);
    // On its own clock a schedule keeps its time of day. On another one it moves where one of both clocks changes.
    let looked_at = if zone == plan.repeat_zone() { 1 } else { RUNS_ON_ANOTHER_CLOCK };
    let mut runs = plan.runs().starting_from(measure.now).take(looked_at);
    let problem = runs.find_map(|run| {
        outside_policy_hours(run.instant, zone, measure.policy, |when| format!("the run of {when}"))
    });
    findings.extend(problem.map(|problem| problem.at(start)));
}

/// The warning about people who are reached at an hour at which the policy allows reaching nobody; `None` if it allows
/// it. `what` names what reaches them, given the local time.
pub(super) fn outside_policy_hours(
    at: Timestamp,
    zone: &Zone,
    policy: &Policy,
    what: impl FnOnce(&str) -> String,
) -> Option<Problem> {
    let (local, allowed) = (zone.wall(at), policy.hours);
    (!allowed.contain(local.time())).then(|| {
        Problem::warning(
            "schedule/outside-policy-hours",
            format!(
                "{} reaches people outside {} to {}",
                what(&format!("{} {} {zone}", Weekday::from(local.weekday()), shown(local))),
                wire_time(allowed.from),
                wire_time(allowed.to)
            ),
        )
        .help("many countries forbid calls at such hours: choose another time, or set hours in kcamp.policy.yaml")
    })
}

/// Finds a first run that comes sooner than the policy allows; `help` says why that matters on the platform.
pub(super) fn check_notice(
    plan: &RunPlan,
    start: &Origin,
    measure: Measure<'_>,
    help: &str,
    findings: &mut Findings,
) {
    let Measure { policy, now, .. } = measure;
    let Some(next) = plan.runs().starting_from(now).next() else { return };
    let Ok(ahead) = std::time::Duration::try_from(next.instant.duration_since(now)) else { return };
    if ahead >= policy.minimum_notice {
        return;
    }
    let local = plan.reader_zone().wall(next.instant);
    let problem = Problem::warning(
        "schedule/short-notice",
        format!(
            "the first run, {} at {} {}, is {} from now; it must be at least {}",
            local.date(),
            shown_time(local.time()),
            plan.reader_zone(),
            duration_text(std::time::Duration::from_secs(ahead.as_secs())),
            duration_text(policy.minimum_notice)
        ),
    )
    .help(help);
    findings.push(problem.at(start));
}

#[cfg(test)]
mod tests;
