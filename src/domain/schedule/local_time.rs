//! Runs that move on the reader's clock. A run keeps its time on the platform's clock, so it moves where the two clocks
//! change differently.

use jiff::Timestamp;
use jiff::civil::{DateTime, Time};

use super::split::{Move, Moved, WayToKeep, lost_run, unmoved};
use super::{KoreSchedule, KoreScheduleRequest, ScheduleClock};
use crate::domain::calling_hours::CallingHours;
use crate::domain::finding::{Findings, Problem};
use crate::domain::occurrence::{ClockChange, Occurrence};
use crate::domain::recurrence::Recurrence;
use crate::domain::wall_clock::shown_day;
use crate::domain::wall_clock::shown_time;
use crate::domain::weekday::Weekday;
use crate::domain::zone::Zone;

/// Checks every future run in the reader's zone and in that of the calling hours. Gives at most one finding per zone:
/// an error if a run falls on another weekday or outside the calling hours, otherwise a warning if it moves.
pub(super) fn check(
    schedule: &KoreSchedule,
    request: &KoreScheduleRequest,
    calling_hours: Option<&CallingHours>,
    now: Timestamp,
    findings: &mut Findings,
) {
    findings.extend(
        clock_change(
            schedule.runs().starting_from(now),
            &format!("the platform's clock ({})", schedule.repeat_zone()),
        )
        .map(|problem| problem.at(&request.start.origin)),
    );
    let reader = schedule.reader_zone();
    let clock = &request.clock;
    // Two zones that show the same time at every run, such as two names of one zone, count as one clock.
    let people = calling_hours.map(|hours| &hours.zone).filter(|people| {
        let runs = schedule.runs().starting_from(now).map(|run| run.instant);
        std::iter::once(schedule.start())
            .chain(runs)
            .any(|instant| people.wall(instant) != reader.wall(instant))
    });
    for zone in std::iter::once(reader).chain(people) {
        let hours = calling_hours.filter(|hours| hours.zone == *zone || people.is_none());
        let moves = Moves::find(schedule, clock, zone, hours, now);
        // The weekdays in the operator's own zone were requested. If they come out wrong, no rotation is right. In
        // other zones a weekday only follows from the time.
        let asked_days = zone == reader
            && matches!(request.clock, ScheduleClock::Operator(_))
            && matches!(schedule.pattern(), Recurrence::Weekly { .. });
        if let Some(run) = moves.other_day {
            let (problem, origin) = if asked_days {
                (moves.weekday_shift(schedule, zone, run), &request.recurrence.origin)
            } else {
                (moves.falls_on_another_day(schedule, zone, run), &request.start.origin)
            };
            findings.push(problem.at(origin));
        } else if let Some(run) = moves.outside_hours {
            findings.push(moves.leaves_the_hours(schedule, zone, run).at(&request.start.origin));
        } else if let Some(run) = moves.first_shifted {
            let problem = match moves.first {
                Some(_) => moves.moved(schedule, zone, run),
                None => moves.jumped_over(zone, run),
            };
            findings.push(problem.at(&request.start.origin));
        }
    }
}

/// The note about the first of these runs at which the repeating clock changes: it is not documented what the
/// platform does then.
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

/// How the runs of a schedule move in one zone, compared with the start.
struct Moves {
    /// The requested time of day.
    asked: Time,
    runs: u32,
    /// The number of runs at another time of day, by the same rule as in the preview.
    shifted: u32,
    /// The first of the shifted runs, on the zone's clock.
    first_shifted: Option<DateTime>,
    /// The first run at another time of day that another schedule could keep.
    first: Option<Moved>,
    /// The first run on another weekday than the distance between the start's date and the platform's date implies.
    other_day: Option<Occurrence>,
    /// The first run that moves out of the calling hours.
    outside_hours: Option<DateTime>,
    /// Whether the last run was requested for a time before the end, but comes after it, where the
    /// platform makes no run.
    last_is_lost: bool,
    /// The advice for keeping the time of day.
    help: String,
}

impl Moves {
    fn find(
        schedule: &KoreSchedule,
        clock: &ScheduleClock,
        zone: &Zone,
        hours: Option<&CallingHours>,
        now: Timestamp,
    ) -> Self {
        let mut moves = Self {
            asked: zone.wall(schedule.start()).time(),
            runs: 0,
            shifted: 0,
            first_shifted: None,
            first: None,
            other_day: None,
            outside_hours: None,
            last_is_lost: false,
            help: String::new(),
        };
        let lost = lost_run(schedule, clock, now).filter(|_| zone == schedule.reader_zone());
        moves.last_is_lost = lost.is_some();
        for (position, run) in schedule.runs().starting_from(now).chain(lost).enumerate() {
            moves.runs += 1;
            let (change, how) = Moved::of(schedule, zone, run, position);
            if how == Some(Move::ToAnotherDay) {
                moves.other_day.get_or_insert(run);
            }
            if how.is_some_and(|it| it != Move::Unavoidable) {
                moves.first.get_or_insert(change);
            }
            let local = zone.wall(run.instant);
            let leaves = hours.is_some_and(|hours| inside(hours, change.asked) && !inside(hours, local));
            if leaves && lost != Some(run) {
                moves.outside_hours.get_or_insert(local);
            }
            if run.is_shifted(zone, moves.asked) {
                moves.shifted += 1;
                moves.first_shifted.get_or_insert(local);
            }
        }
        if let Some(first) = moves.first {
            moves.help = WayToKeep::of(schedule, clock, zone, first, now).to_string();
        }
        moves
    }

    fn weekday_shift(&self, schedule: &KoreSchedule, zone: &Zone, run: Occurrence) -> Problem {
        Problem::error(
            "schedule/weekday-shift",
            format!(
                "no weekdays on the platform's clock ({}) are right for every run: {} there is {} in {zone}, where {} was asked for",
                schedule.repeat_zone(),
                shown_day(run.platform),
                shown_day(zone.wall(run.instant)),
                schedule.asked_pattern()
            ),
        )
        .help(self.help.clone())
    }

    fn falls_on_another_day(&self, schedule: &KoreSchedule, zone: &Zone, run: Occurrence) -> Problem {
        let local = zone.wall(run.instant);
        Problem::error(
            "schedule/local-time-shifts",
            format!(
                "the run of {} on the platform's clock ({}) falls on another day in {zone}: {} instead of {}",
                shown_day(run.platform),
                schedule.repeat_zone(),
                shown_day(local),
                shown_day(unmoved(local, self.asked))
            ),
        )
        .help(self.help.clone())
    }

    fn leaves_the_hours(&self, schedule: &KoreSchedule, zone: &Zone, run: DateTime) -> Problem {
        Problem::error(
            "schedule/local-time-shifts",
            format!(
                "the run of {} {zone} is outside the calling hours: it was to be at {}, but the platform repeats on its own clock ({})",
                shown_day(run),
                shown_time(self.asked),
                schedule.repeat_zone()
            ),
        )
        .help(self.help.clone())
    }

    fn moved(&self, schedule: &KoreSchedule, zone: &Zone, run: DateTime) -> Problem {
        let lost = match (self.last_is_lost, self.runs) {
            (false, _) => "",
            (true, 1) => ", which comes after the end",
            (true, _) => ", the last of which comes after the end",
        };
        Problem::warning(
            "schedule/local-time-shifts",
            format!(
                "from {} the local time differs: {} in {zone} instead of {} ({} of {} runs{lost}), because the platform repeats on its own clock ({})",
                run.date(),
                shown_time(run.time()),
                shown_time(self.asked),
                self.shifted,
                self.runs,
                schedule.repeat_zone()
            ),
        )
        .help(self.help.clone())
    }

    fn jumped_over(&self, zone: &Zone, run: DateTime) -> Problem {
        Problem::warning(
            "schedule/local-time-shifts",
            format!(
                "the run of {} is at {} in {zone}: {} does not exist there on that day",
                run.date(),
                shown_time(run.time()),
                shown_time(self.asked)
            ),
        )
        .help("choose another time of day, or leave it: all other runs keep theirs")
    }
}

/// The error for a schedule whose only requested run comes after the end on the platform's clock.
pub(super) fn only_run_is_lost(
    schedule: &KoreSchedule,
    clock: &ScheduleClock,
    now: Timestamp,
) -> Option<Problem> {
    let run = lost_run(schedule, clock, now)?;
    let zone = schedule.reader_zone();
    let local = zone.wall(run.instant);
    let asked = unmoved(local, zone.wall(schedule.start()).time());
    let moved = Moved { run, asked, is_later: false };
    let problem = Problem::error(
        "schedule/local-time-shifts",
        format!(
            "the run of {} {zone} would come at {} on the platform's clock ({}), which is {} and after the end",
            shown_day(asked),
            shown_day(run.platform),
            schedule.repeat_zone(),
            shown_day(local)
        ),
    );
    Some(problem.help(WayToKeep::of(schedule, clock, zone, moved, now).to_string()))
}

/// Whether contacts may be reached at a local time in the zone of the calling hours. The end of a
/// window does not count.
fn inside(hours: &CallingHours, wall: DateTime) -> bool {
    let day = Weekday::from(wall.weekday());
    hours
        .windows
        .iter()
        .any(|window| window.day == day && window.start <= wall.time() && wall.time() < window.end)
}
