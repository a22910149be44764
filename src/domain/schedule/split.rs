//! How to keep a time of day that the platform's repetition would move: with a second schedule, from the first run that would
//! move.

use std::fmt;

use jiff::civil::DateTime;
use jiff::{SignedDuration, Timestamp};

use super::convert::days_from;
use super::week_counting::RotatedWeeks;
use super::{Schedule, ScheduleClock};
use crate::domain::occurrence::Occurrence;
use crate::domain::recurrence::Recurrence;
use crate::domain::wall_clock::{Reading, shown, shown_time};
use crate::domain::wall_time::Resolved;
use crate::domain::weekday::WeekdaySet;
use crate::domain::zone::Zone;

/// The first run that would move.
#[derive(Debug, Clone, Copy)]
pub(super) struct Moved {
    /// The run.
    pub run: Occurrence,
    /// Where it was asked for, on the clock of the zone that is looked at.
    pub asked: DateTime,
    /// Whether a run of the schedule comes before it.
    pub is_later: bool,
}

/// What keeps the time of day of every run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum WayToKeep {
    /// To end the schedule before the day of this run, and to enable another one that starts with it. Nothing is lost and
    /// nothing comes twice: every run before it is unmoved, and the second schedule begins on the count of the first.
    Split {
        /// The start of the second, on the clock of the zone that is looked at.
        from: DateTime,
        /// Whether the end is that start, so that the second needs a later one.
        needs_later_end: bool,
        /// The same on the clock on which the schedule is written, where that is another.
        elsewhere: Option<Elsewhere>,
    },
    /// To start the schedule with this run, because none comes before it.
    StartThere {
        /// The run.
        from: DateTime,
        /// Whether the end is that run, so that a later one is needed.
        needs_later_end: bool,
        /// The same on the clock on which the schedule is written, where that is another.
        elsewhere: Option<Elsewhere>,
    },
    /// None: a second schedule that starts there cannot be sent, or would not run as the first.
    Impossible {
        /// The run that cannot be kept.
        from: DateTime,
    },
}

/// Both ends on another clock.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Elsewhere {
    zone: Zone,
    until: DateTime,
    from: DateTime,
    /// The weekdays of the second schedule, where they are others than those of the first.
    days: Option<WeekdaySet>,
}

impl WayToKeep {
    /// The way for a schedule that is written on a clock, in a zone in which this run is the first to move.
    pub fn of(schedule: &Schedule, clock: &ScheduleClock, zone: &Zone, moved: Moved) -> Self {
        let from = moved.asked;
        let written_in = match clock {
            ScheduleClock::Operator(zone) => zone,
            ScheduleClock::Platform => schedule.platform_zone(),
        };
        let Some(start) = second_start(schedule, clock, zone, from) else { return Self::Impossible { from } };
        let the_day_before = from.date().saturating_sub(SignedDuration::from_hours(24));
        let last = Resolved::end_of(the_day_before, zone).ok().filter(|_| written_in != zone);
        let elsewhere = last.map(|last| {
            let second = written_in.wall(start);
            let shift = days_from(written_in.wall(moved.run.instant).date(), second.date());
            let days = schedule.asked_recurrence().days().filter(|_| shift != 0);
            Elsewhere {
                zone: written_in.clone(),
                until: written_in.wall(last.instant),
                from: second,
                days: days.map(|days| days.rotate(shift)),
            }
        });
        let needs_later_end = start >= schedule.end();
        if moved.is_later {
            Self::Split { from, needs_later_end, elsewhere }
        } else {
            Self::StartThere { from, needs_later_end, elsewhere }
        }
    }
}

/// The instant at which the second schedule starts; `None` where the platform cannot be told it, or would count weeks from
/// there otherwise than was asked for.
fn second_start(
    schedule: &Schedule,
    clock: &ScheduleClock,
    zone: &Zone,
    from: DateTime,
) -> Option<Timestamp> {
    let start = match zone.read(from) {
        Reading::Gap(_) => return None,
        reading => reading.instant(),
    };
    let platform = schedule.platform_zone();
    let there = platform.wall(start);
    if platform.read(there).instant() != start {
        return None;
    }
    if let (ScheduleClock::Operator(own), Recurrence::Weekly { every, days }) =
        (clock, schedule.asked_recurrence())
    {
        let here = own.wall(start).date();
        let last = platform.wall(schedule.end()).duration_since(there).as_hours() / 24;
        let weeks = RotatedWeeks { here, there: there.date(), every, days, last };
        if every.get() > 1 && here != there.date() && weeks.first_wrong().is_some() {
            return None;
        }
    }
    Some(start)
}

impl fmt::Display for WayToKeep {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Split { from, needs_later_end, elsewhere } => {
                let (time, date) = (shown_time(from.time()), from.date());
                write!(
                    formatter,
                    "to keep {time}, end the schedule before {date} and enable another from then on"
                )?;
                elsewhere.as_ref().map_or(Ok(()), |it| {
                    write!(
                        formatter,
                        "; in {} that is until {} and from {}",
                        it.zone,
                        shown(it.until),
                        shown(it.from)
                    )?;
                    it.days.map_or(Ok(()), |days| write!(formatter, ", then on {days}"))
                })?;
                if *needs_later_end { formatter.write_str("; end that one after its start") } else { Ok(()) }
            }
            Self::StartThere { from, needs_later_end, elsewhere } => {
                write!(
                    formatter,
                    "to keep {}, start the schedule at {}",
                    shown_time(from.time()),
                    shown(*from)
                )?;
                elsewhere.as_ref().map_or(Ok(()), |it| {
                    write!(formatter, ", which is {} in {}", shown(it.from), it.zone)?;
                    it.days.map_or(Ok(()), |days| write!(formatter, ", on {days}"))
                })?;
                formatter.write_str(": no run comes before it")?;
                if *needs_later_end { formatter.write_str("; end it after that") } else { Ok(()) }
            }
            Self::Impossible { from } => write!(
                formatter,
                "no second schedule keeps {} from {} on: choose another time of day",
                shown_time(from.time()),
                from.date()
            ),
        }
    }
}
