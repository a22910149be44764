//! The limits of schedules, and the questions that the platforms' documentation leaves open.

use jiff::Timestamp;

use crate::domain::finding::Problem;
use crate::domain::recurrence::Recurrence;
use crate::domain::run_pattern::RunPattern;
use crate::domain::wall_clock::shown;
use crate::domain::zone::Zone;

/// The last year in which a schedule may end. Runs after it are not computed.
pub const LAST_YEAR: i16 = 2100;

/// The error for an end after the last year. The last possible instant stands for any later end.
pub(super) fn too_far(end: Timestamp, zone: &Zone) -> Problem {
    let when =
        if end == Timestamp::MAX { String::new() } else { format!(", {} {zone},", shown(zone.wall(end))) };
    Problem::error("schedule/end-too-far", format!("the end{when} is after the year {LAST_YEAR}"))
}

/// The note about a schedule that skips days, weeks or months: it is not documented from when a platform counts them.
pub(super) fn interval_counting(pattern: RunPattern) -> Option<Problem> {
    let counted = match pattern {
        RunPattern::Recurring(Recurrence::Daily { .. }) => "kcamp counts days from the day of the start",
        RunPattern::Recurring(Recurrence::Weekly { .. }) => {
            "kcamp counts weeks, Monday to Sunday, from the week of the start"
        }
        RunPattern::Monthly { .. } => "kcamp counts months from the month of the start",
        RunPattern::Once => return None,
    };
    pattern.every().filter(|every| every.get() > 1)?;
    let message = format!("the documentation does not say from which day the platform counts {pattern}");
    let problem = Problem::note("schedule/interval-counting", message);
    Some(problem.help(format!("{counted}; check the second run when it is due")))
}
