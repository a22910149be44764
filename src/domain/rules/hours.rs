//! Calling hours against the policy, and runs against the calling hours.

use jiff::Timestamp;
use jiff::civil::DateTime;

use super::Places;
use crate::domain::calling_hours::{CallingHours, Frequency, OWN_ZONE_FIRST, Reach, wire_time};
use crate::domain::duration::duration_text;
use crate::domain::finding::{Findings, Origin, Problem};
use crate::domain::policy::Policy;
use crate::domain::schedule::RunPlan;
use crate::domain::wall_clock::{shown, shown_time};
use crate::domain::weekday::Weekday;

/// Windows outside the hours in which the policy lets people be reached, and what the platform leaves undefined.
pub(super) fn check_windows(hours: &CallingHours, places: &Places, policy: &Policy, findings: &mut Findings) {
    if hours.frequency != Frequency::Weekly {
        let problem = Problem::note(
            "campaign/frequency-undocumented",
            format!("what frequency {} means is not documented", hours.frequency.wire_name()),
        )
        .help("write WEEKLY: the windows of each day then say it all");
        findings.push(problem.at(&places.frequency));
    }
    let allowed = policy.hours;
    let mut last: Option<&Origin> = None;
    for (window, place) in hours.windows.iter().zip(&places.windows) {
        // A block for several days is one mistake.
        if last == Some(place) || (allowed.from <= window.start && window.end <= allowed.to) {
            continue;
        }
        last = Some(place);
        let problem = Problem::warning(
            "campaign/calling-hours-outside-policy",
            format!(
                "{} reaches people outside {} to {} {}",
                window.span_in_words(),
                wire_time(allowed.from),
                wire_time(allowed.to),
                hours.zone
            ),
        )
        .help("many countries forbid calls at such hours: narrow it, or set hours in kcamp.policy.yaml");
        findings.push(problem.at(place));
    }
}

/// Runs outside the calling hours, which govern dialling whatever the schedule says.
pub(super) fn check_runs(
    hours: &CallingHours,
    plan: &RunPlan,
    start: &Origin,
    now: Timestamp,
    findings: &mut Findings,
) {
    let mut runs = 0_u32;
    let mut outside = 0_u32;
    let mut unreached = 0_u32;
    let mut first: Option<(DateTime, Reach)> = None;
    for run in plan.runs().starting_from(now) {
        runs += 1;
        if hours.is_open(run.instant) {
            continue;
        }
        let reach = hours.reach(run.instant);
        outside += 1;
        unreached += u32::from(reach == Reach::Nobody);
        first.get_or_insert_with(|| (hours.zone.wall(run.instant), reach));
    }
    let Some((local, reach)) = first else { return };
    let when = format!("{} {} {}", Weekday::from(local.weekday()), shown(local), hours.zone);
    let problem = if unreached == runs {
        Problem::warning(
            "schedule/never-in-calling-hours",
            format!("no run meets the calling hours: the first, {when}, has no window left on its day, nor has any other"),
        )
        .help(format!(
            "choose days and a time on which the calling hours have a window: contacts outside them are skipped and counted as \
             unconnected; {OWN_ZONE_FIRST}"
        ))
    } else {
        let consequence = match reach {
            Reach::LaterThatDay(span) => format!(
                "nobody is reached before {}, where kcamp assumes that the run still goes on then",
                wire_time(hours.zone.wall(span.opens).time())
            ),
            Reach::Nobody | Reach::AtOnce(_) => "nobody is reached on that day".to_owned(),
        };
        Problem::warning(
            "schedule/outside-calling-hours",
            format!(
                "the run of {when} is outside the calling hours: {consequence} ({outside} of {runs} runs)"
            ),
        )
        .help(format!(
            "start within the calling hours, or widen them: contacts outside them are skipped and counted as unconnected; \
             {OWN_ZONE_FIRST}"
        ))
    };
    findings.push(problem.at(start));
}

/// Runs at an hour at which the policy lets nobody be reached, on a platform that knows no calling hours: its run
/// reaches people at once. The time of day is the same for all runs but those that a clock change moves.
pub(super) fn check_hour_of_runs(
    plan: &RunPlan,
    start: &Origin,
    policy: &Policy,
    now: Timestamp,
    findings: &mut Findings,
) {
    let zone = plan.reader_zone();
    let Some(next) = plan.runs().starting_from(now).next() else { return };
    let local = zone.wall(next.instant);
    let allowed = policy.hours;
    if (allowed.from..allowed.to).contains(&local.time()) {
        return;
    }
    let problem = Problem::warning(
        "schedule/outside-policy-hours",
        format!(
            "the run of {} {} {zone} reaches people outside {} to {}",
            Weekday::from(local.weekday()),
            shown(local),
            wire_time(allowed.from),
            wire_time(allowed.to)
        ),
    )
    .help(
        "many countries forbid calls at such hours: choose another time, or set hours in kcamp.policy.yaml",
    );
    findings.push(problem.at(start));
}

/// A first run that comes sooner than the policy lets it; `help` says why that matters on the platform.
pub(super) fn check_notice(
    plan: &RunPlan,
    start: &Origin,
    policy: &Policy,
    now: Timestamp,
    help: &str,
    findings: &mut Findings,
) {
    let Some(next) = plan.runs().starting_from(now).next() else { return };
    let Ok(ahead) = std::time::Duration::try_from(next.instant.duration_since(now)) else { return };
    if ahead >= policy.minimum_notice {
        return;
    }
    let local = plan.reader_zone().wall(next.instant);
    let problem = Problem::warning(
        "schedule/short-notice",
        format!(
            "the first run, {} at {} {}, is {} from now; the least is {}",
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
