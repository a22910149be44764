//! What the platform's repetition does to the people: a run keeps its time on the platform's clock, and so moves on theirs
//! where the two change differently.

use jiff::civil::{DateTime, Time};
use jiff::{SignedDuration, Timestamp};

use super::convert::{days_from, shown_day};
use super::{Schedule, ScheduleClock, ScheduleRequest};
use crate::domain::calling_hours::CallingHours;
use crate::domain::finding::{Findings, Problem};
use crate::domain::occurrence::{ClockChange, Occurrence};
use crate::domain::recurrence::Recurrence;
use crate::domain::wall_clock::{Reading, shown_time};
use crate::domain::weekday::Weekday;
use crate::domain::zone::Zone;

/// Looks at every run that is still to come, in the reader's zone and in that of the calling hours. One finding a zone:
/// an error where a run falls on another weekday there or leaves the calling hours, else a warning where it moves.
pub(super) fn check(
    schedule: &Schedule,
    request: &ScheduleRequest,
    calling_hours: Option<&CallingHours>,
    now: Timestamp,
    findings: &mut Findings,
) {
    findings.extend(
        clock_change(
            schedule.occurrences().starting_from(now),
            &format!("the platform's clock ({})", schedule.platform_zone()),
        )
        .map(|problem| problem.at(&request.start.origin)),
    );
    let reader = schedule.reader_zone();
    let people = calling_hours.map(|hours| &hours.zone).filter(|people| *people != reader);
    for zone in std::iter::once(reader).chain(people) {
        let hours = calling_hours.filter(|hours| hours.zone == *zone);
        let moves = Moves::find(schedule, zone, hours, now);
        // The weekdays of the operator's own zone are what was asked for: where they come out wrong, no rotation is
        // right. Elsewhere a weekday only follows from the time.
        let asked_days = zone == reader
            && matches!(request.clock, ScheduleClock::Operator(_))
            && matches!(schedule.recurrence(), Recurrence::Weekly { .. });
        if let Some(run) = moves.other_day {
            let (problem, origin) = if asked_days {
                (moves.weekday_shift(schedule, zone, run), &request.recurrence.origin)
            } else {
                (moves.falls_on_another_day(schedule, zone, run), &request.start.origin)
            };
            findings.push(problem.at(origin));
        } else if let Some(run) = moves.outside_hours {
            findings.push(moves.leaves_the_hours(schedule, zone, run).at(&request.start.origin));
        } else if let Some(run) = moves.first {
            findings.push(moves.moved(schedule, zone, run).at(&request.start.origin));
        }
    }
}

/// The first of these runs at which the clock that repeats them changes: what the platform does then is not documented.
pub(super) fn clock_change(mut runs: impl Iterator<Item = Occurrence>, clock: &str) -> Option<Problem> {
    let run = runs.find(|run| run.clock != ClockChange::None)?;
    let code = "schedule/run-at-clock-change";
    let date = run.scheduled.date();
    let time = shown_time(run.scheduled.time());
    Some(match run.clock {
        ClockChange::None => return None,
        ClockChange::JumpedOver => Problem::warning(
            code,
            format!("the run of {date} cannot be at {time}: {clock} jumps over it"),
        )
        .help(format!(
            "kcamp expects it at {}, which the platform does not document; another time of day avoids it",
            shown_time(run.platform.time())
        )),
        ClockChange::ShownTwice => Problem::warning(
            code,
            format!("the run of {date} at {time} comes twice: {clock} goes back over it"),
        )
        .help(
            "kcamp expects the earlier, which the platform does not document; another time of day avoids it",
        ),
    })
}

/// How the runs lie in one zone, against the start.
struct Moves {
    /// The time of day that was asked for.
    asked: Time,
    runs: u32,
    moved: u32,
    /// The first run at another time of day.
    first: Option<DateTime>,
    /// The first run on another day of the week than the start's distance from the platform's date makes it.
    other_day: Option<Occurrence>,
    /// The first run that its move takes out of the calling hours.
    outside_hours: Option<DateTime>,
}

impl Moves {
    fn find(schedule: &Schedule, zone: &Zone, hours: Option<&CallingHours>, now: Timestamp) -> Self {
        let start = zone.wall(schedule.start());
        let days_behind = days_from(start.date(), schedule.platform_start().date());
        let mut moves = Self {
            asked: start.time(),
            runs: 0,
            moved: 0,
            first: None,
            other_day: None,
            outside_hours: None,
        };
        for run in schedule.occurrences().starting_from(now) {
            let local = zone.wall(run.instant);
            moves.runs += 1;
            if days_from(local.date(), run.scheduled.date()) != days_behind {
                moves.other_day.get_or_insert(run);
            }
            let unmoved = unmoved(local, moves.asked);
            let leaves = hours.is_some_and(|hours| inside(hours, unmoved) && !inside(hours, local));
            if leaves {
                moves.outside_hours.get_or_insert(local);
            }
            // What the platform's own jump does is told apart, once.
            let same_jump =
                run.clock == ClockChange::JumpedOver && matches!(zone.read(unmoved), Reading::Gap(_));
            if unmoved == local || same_jump {
                continue;
            }
            moves.moved += 1;
            moves.first.get_or_insert(local);
        }
        moves
    }

    fn weekday_shift(&self, schedule: &Schedule, zone: &Zone, run: Occurrence) -> Problem {
        Problem::error(
            "schedule/weekday-shift",
            format!(
                "no weekdays on the platform's clock ({}) are right for every run: {} there is {} in {zone}, where {} was asked for",
                schedule.platform_zone(),
                shown_day(run.platform),
                shown_day(zone.wall(run.instant)),
                schedule.asked_recurrence()
            ),
        )
        .help(self.mend(run.local(zone).datetime()))
    }

    fn falls_on_another_day(&self, schedule: &Schedule, zone: &Zone, run: Occurrence) -> Problem {
        let local = zone.wall(run.instant);
        Problem::error(
            "schedule/local-time-shifts",
            format!(
                "the run of {} on the platform's clock ({}) falls on another day in {zone}: {} instead of {}",
                shown_day(run.platform),
                schedule.platform_zone(),
                shown_day(local),
                shown_day(unmoved(local, self.asked))
            ),
        )
        .help(self.mend(local))
    }

    fn leaves_the_hours(&self, schedule: &Schedule, zone: &Zone, run: DateTime) -> Problem {
        Problem::error(
            "schedule/local-time-shifts",
            format!(
                "the run of {} {zone} is outside the calling hours: it was to be at {}, but the platform repeats on its own clock ({})",
                shown_day(run),
                shown_time(self.asked),
                schedule.platform_zone()
            ),
        )
        .help(self.mend(run))
    }

    fn moved(&self, schedule: &Schedule, zone: &Zone, run: DateTime) -> Problem {
        Problem::warning(
            "schedule/local-time-shifts",
            format!(
                "from {} the local time differs: {} in {zone} instead of {} ({} of {} runs), because the platform repeats on its own clock ({})",
                run.date(),
                shown_time(run.time()),
                shown_time(self.asked),
                self.moved,
                self.runs,
                schedule.platform_zone()
            ),
        )
        .help(self.mend(run))
    }

    fn mend(&self, run: DateTime) -> String {
        format!(
            "to keep {}, end the schedule before {} and enable another from then on",
            shown_time(self.asked),
            run.date()
        )
    }
}

/// The wall time nearest to a run's at which it would be, had it not moved.
fn unmoved(local: DateTime, asked: Time) -> DateTime {
    let half_a_day = SignedDuration::from_hours(12);
    let a_day = SignedDuration::from_hours(24);
    let same_date = local.date().to_datetime(asked);
    let distance = same_date.duration_since(local);
    if distance > half_a_day {
        same_date.saturating_sub(a_day)
    } else if distance < -half_a_day {
        same_date.saturating_add(a_day)
    } else {
        same_date
    }
}

/// Whether contacts may be reached at a wall time of the calling hours' zone. At the very end of a window nobody is.
fn inside(hours: &CallingHours, wall: DateTime) -> bool {
    let day = Weekday::from(wall.weekday());
    hours
        .windows
        .iter()
        .any(|window| window.day == day && window.start <= wall.time() && wall.time() < window.end)
}
