//! Keeps a time of day that the platform's repetition would move: a second schedule starts at the first run
//! that would move.

use std::fmt;

use jiff::civil::{Date, DateTime, Time};
use jiff::{SignedDuration, Timestamp};

use super::week_counting::RotatedWeeks;
use super::{KoreSchedule, ScheduleClock};
use crate::domain::occurrence::{Occurrence, Occurrences};
use crate::domain::recurrence::Recurrence;
use crate::domain::wall_clock::days_from;
use crate::domain::wall_clock::{LocalTimeReading, shown, shown_time};
use crate::domain::wall_time::Resolved;
use crate::domain::weekday::WeekdaySet;
use crate::domain::zone::Zone;

/// The first run that would move.
#[derive(Debug, Clone, Copy)]
pub(super) struct Moved {
    /// The run.
    pub run: Occurrence,
    /// The requested time of the run, on the clock of the zone that is checked.
    pub asked: DateTime,
    /// Whether an earlier run of the schedule exists.
    pub is_later: bool,
}

/// The way to keep the time of day of every run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum WayToKeep {
    /// Ends the schedule before the day of this run and enables another one that starts with it. No run is lost or
    /// doubled: every earlier run is unmoved, and the second schedule continues the first one's count.
    Split {
        /// The start of the second schedule, on the clock of the zone that is checked.
        from: DateTime,
        /// Whether the end is the same as that start, so that the second schedule needs a later end.
        needs_later_end: bool,
        /// The times on the clock on which the schedule is written; `None` if it is the same clock.
        elsewhere: Option<OnOtherClock>,
        /// The days before which the second schedule, and each later one, must end in the same way.
        further: FurtherSplits,
    },
    /// Starts the schedule with this run, because no run comes before it.
    StartThere {
        /// The run.
        from: DateTime,
        /// Whether the end is the same as that run, so that a later end is needed.
        needs_later_end: bool,
        /// The times on the clock on which the schedule is written; `None` if it is the same clock.
        elsewhere: Option<OnOtherClock>,
        /// The days before which this schedule, and each later one, must end in the same way.
        further: FurtherSplits,
    },
    /// No way: a second schedule from there cannot be sent, or would not run like the first.
    Impossible {
        /// The run that cannot be kept.
        from: DateTime,
    },
}

/// The splits after the first, in order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct FurtherSplits {
    /// The days before which a schedule ends.
    dates: Vec<Date>,
    /// Whether the end is not after the start of the last schedule, so that it needs a later end.
    last_needs_later_end: bool,
    /// The end of the last schedule, if its own end would cut off a run that is moved past it, or would let in another
    /// one. Only for a schedule on the platform's clock: on an operator's clock, the end follows the runs.
    end: Option<DateTime>,
}

/// The start and the end on another clock.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct OnOtherClock {
    zone: Zone,
    until: DateTime,
    from: DateTime,
    /// The weekdays of the second schedule, if they differ from those of the first.
    days: Option<WeekdaySet>,
}

/// How a run differs from the requested time or day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Move {
    /// The run is on another day than the distance between the start's date and the platform's date implies.
    ToAnotherDay,
    /// The run is at another time of day.
    ToAnotherTime,
    /// The run is at another time of day because of a gap in the zone's own clock. No schedule can avoid it.
    Unavoidable,
}

impl Moved {
    /// A run of a schedule in a zone, and how it moved there, if at all. `position` counts the runs from 0.
    pub fn of(
        schedule: &KoreSchedule,
        zone: &Zone,
        run: Occurrence,
        position: usize,
    ) -> (Self, Option<Move>) {
        let start = zone.wall(schedule.start());
        let local = zone.wall(run.instant);
        let asked = unmoved(local, start.time());
        let days_behind = days_from(start.date(), schedule.platform_start().date());
        let is_unavoidable = || {
            matches!(zone.read(asked), LocalTimeReading::Gap(_)) && zone.read(asked).instant() == run.instant
        };
        let how = if days_from(local.date(), run.scheduled.date()) != days_behind {
            Some(Move::ToAnotherDay)
        } else if !run.is_shifted(zone, start.time()) {
            None
        } else if is_unavoidable() {
            Some(Move::Unavoidable)
        } else {
            Some(Move::ToAnotherTime)
        };
        (Self { run, asked, is_later: position > 0 }, how)
    }

    /// The first run that another schedule could keep at its requested time. This may be the run that is
    /// lost after the end.
    fn first(schedule: &KoreSchedule, clock: &ScheduleClock, zone: &Zone, now: Timestamp) -> Option<Self> {
        let lost = lost_run(schedule, clock, now).filter(|_| zone == schedule.reader_zone());
        let runs = schedule.runs().starting_from(now).chain(lost).enumerate();
        runs.map(|(position, run)| Self::of(schedule, zone, run, position))
            .find(|(_, how)| how.is_some_and(|how| how != Move::Unavoidable))
            .map(|(moved, _)| moved)
    }
}

impl WayToKeep {
    /// The way to keep the time of day, for a schedule written on `clock`, in a zone in which this run is
    /// the first to move.
    pub fn of(
        schedule: &KoreSchedule,
        clock: &ScheduleClock,
        zone: &Zone,
        moved: Moved,
        now: Timestamp,
    ) -> Self {
        let from = moved.asked;
        let written_in = match clock {
            ScheduleClock::Operator(zone) => zone,
            ScheduleClock::Platform => schedule.repeat_zone(),
        };
        let Some(start) = second_start(schedule, clock, zone, moved) else {
            return Self::Impossible { from };
        };
        let the_day_before = from.date().saturating_sub(SignedDuration::from_hours(24));
        let last = Resolved::end_of(the_day_before, zone).ok().filter(|_| written_in != zone);
        let elsewhere = last.map(|last| {
            // The run may have moved to the previous day, where the first schedule would still include it.
            let before_the_run = moved.run.instant.saturating_sub(SignedDuration::from_secs(1));
            let until = last.instant.min(before_the_run.unwrap_or(last.instant));
            let second = written_in.wall(start);
            let shift = days_from(written_in.wall(moved.run.instant).date(), second.date());
            let days = schedule.asked_pattern().days().filter(|_| shift != 0);
            OnOtherClock {
                zone: written_in.clone(),
                until: written_in.wall(until),
                from: second,
                days: days.map(|days| days.rotate(shift)),
            }
        });
        let further = further_splits(schedule, clock, zone, moved, start, now);
        let needs_later_end = start >= schedule.end() && further.end.is_none();
        if moved.is_later {
            Self::Split { from, needs_later_end, elsewhere, further }
        } else {
            Self::StartThere { from, needs_later_end, elsewhere, further }
        }
    }
}

/// The days before which the later schedules must end in turn, so that all of them are known at once.
fn further_splits(
    schedule: &KoreSchedule,
    clock: &ScheduleClock,
    zone: &Zone,
    moved: Moved,
    start: Timestamp,
    now: Timestamp,
) -> FurtherSplits {
    let mut further = FurtherSplits::default();
    let mut shift = start.duration_since(moved.run.instant);
    let mut widest = shift.abs();
    let mut next = Some(following(schedule, clock, zone, moved, start));
    while let Some(schedule) = next.take().filter(|it| it.start() < it.end())
        && let Some(moved) = Moved::first(&schedule, clock, zone, now).filter(|moved| moved.is_later)
        && let Some(start) = second_start(&schedule, clock, zone, moved)
        // On an operator's clock, the end excludes a run that was requested for a time after it.
        && (*clock == ScheduleClock::Platform || start <= schedule.end())
    {
        shift += start.duration_since(moved.run.instant);
        widest = widest.max(shift.abs());
        further.dates.push(moved.asked.date());
        further.last_needs_later_end = start >= schedule.end();
        next = Some(following(&schedule, clock, zone, moved, start));
    }
    if *clock == ScheduleClock::Platform {
        further.end = end_clear_of(schedule, widest).map(|end| schedule.repeat_zone().wall(end));
        further.last_needs_later_end &= further.end.is_none();
    }
    further
}

/// The end that keeps every run on its side of the end when runs move by up to `widest`. `None` if the
/// schedule's own end does.
fn end_clear_of(schedule: &KoreSchedule, widest: SignedDuration) -> Option<Timestamp> {
    let last = schedule.runs().last()?.instant.saturating_add(widest).ok()?;
    let after = schedule.end().saturating_add(SignedDuration::from_secs(1)).ok()?;
    let (platform, pattern) = (schedule.repeat_zone(), schedule.pattern());
    let next =
        Occurrences::new(schedule.platform_start(), None, pattern, platform).starting_from(after).next();
    let next = next.and_then(|run| run.instant.saturating_sub(widest + SignedDuration::from_secs(1)).ok());
    let end = schedule.end().max(last);
    let end = next.map_or(end, |next| end.min(next));
    (end != schedule.end()).then_some(end)
}

/// The schedule that continues with the run that this one would move.
fn following(
    schedule: &KoreSchedule,
    clock: &ScheduleClock,
    zone: &Zone,
    moved: Moved,
    start: Timestamp,
) -> KoreSchedule {
    let platform = schedule.repeat_zone();
    let written_in = match clock {
        ScheduleClock::Operator(zone) => zone,
        ScheduleClock::Platform => platform,
    };
    let shift = days_from(written_in.wall(moved.run.instant).date(), written_in.wall(start).date());
    // In the zone that is checked, the requested days stay the same. On another clock, they move with the start.
    let asked =
        if written_in == zone { schedule.asked_pattern() } else { schedule.asked_pattern().rotate(shift) };
    let there = days_from(written_in.wall(start).date(), platform.wall(start).date());
    KoreSchedule::on_clock_of(platform, start, schedule.end(), asked)
        .sent_on(asked.rotate(there))
        .read_in(schedule.reader_zone())
}

/// The instant at which the second schedule starts. `None` if it cannot be sent to the platform, or if the platform
/// would count weeks from there in another way than requested.
fn second_start(
    schedule: &KoreSchedule,
    clock: &ScheduleClock,
    zone: &Zone,
    moved: Moved,
) -> Option<Timestamp> {
    let start = match zone.read(moved.asked) {
        LocalTimeReading::Gap(_) => return None,
        reading => reading.instant(),
    };
    let platform = schedule.repeat_zone();
    let there = platform.wall(start);
    if platform.read(there).instant() != start {
        return None;
    }
    let Recurrence::Weekly { every, days } = schedule.asked_pattern() else { return Some(start) };
    let last = platform.wall(schedule.end()).duration_since(there).as_hours() / 24;
    let is_counted_alike = |here: Date, there: Date, days: WeekdaySet| {
        let weeks = RotatedWeeks { here, there, every, days, last };
        every.get() == 1 || here == there || weeks.first_wrong().is_none()
    };
    let written_in = match clock {
        ScheduleClock::Operator(own) => own,
        ScheduleClock::Platform => platform,
    };
    let second = written_in.wall(start).date();
    // In the zone that is checked, the run keeps its day. On another clock, its day may change.
    let first = if written_in == zone { second } else { written_in.wall(moved.run.instant).date() };
    let second_days = days.rotate(days_from(first, second));
    let is_alike =
        is_counted_alike(first, second, days) && is_counted_alike(second, there.date(), second_days);
    is_alike.then_some(start)
}

impl fmt::Display for WayToKeep {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Split { from, needs_later_end, elsewhere, further } => {
                let (time, date) = (shown_time(from.time()), from.date());
                write!(
                    formatter,
                    "to keep {time}, end the schedule before {date} and enable another from then on, once the first has ended"
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
                if *needs_later_end {
                    formatter.write_str("; end that one after its start")?;
                }
                write_further(further, 2, formatter)
            }
            Self::StartThere { from, needs_later_end, elsewhere, further } => {
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
                if *needs_later_end {
                    formatter.write_str("; end it after that")?;
                }
                write_further(further, 1, formatter)
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

/// Writes the splits after the first; `before` is the number of schedules without them.
fn write_further(further: &FurtherSplits, before: usize, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
    const SHOWN: usize = 12;
    let FurtherSplits { dates, last_needs_later_end, end } = further;
    if dates.is_empty() {
        let which = if before == 1 { "it" } else { "the last one" };
        return end.map_or(Ok(()), |end| write!(formatter, "; end {which} at {}", shown(end)));
    }
    let shown_dates: Vec<String> = dates.iter().take(SHOWN).map(ToString::to_string).collect();
    let more = if dates.len() > SHOWN { ", …" } else { "" };
    write!(
        formatter,
        "; split again in the same way before {}{more}: {} schedules in all",
        shown_dates.join(", "),
        before + dates.len()
    )?;
    match end {
        Some(end) => write!(formatter, "; end the last one at {}", shown(*end)),
        None if *last_needs_later_end => formatter.write_str("; end the last one after its start"),
        None => Ok(()),
    }
}

/// The run that was requested for a time before the end, but comes after the end on the platform's clock, where the
/// platform makes no run.
pub(super) fn lost_run(schedule: &KoreSchedule, clock: &ScheduleClock, now: Timestamp) -> Option<Occurrence> {
    let ScheduleClock::Operator(zone) = clock else { return None };
    let after = schedule.end().saturating_add(SignedDuration::from_secs(1)).ok()?;
    let next = Occurrences::new(schedule.platform_start(), None, schedule.pattern(), schedule.repeat_zone())
        .starting_from(after.max(now))
        .next()?;
    let asked = asked_for(zone, &next, zone.wall(schedule.start()).time());
    (asked <= schedule.end()).then_some(next)
}

/// The local time at which a run would be if it had not moved: the one nearest to its local time.
pub(super) fn unmoved(local: DateTime, asked: Time) -> DateTime {
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

/// The instant for which a run was requested, in a zone in which the schedule's runs have this time of day.
pub(super) fn asked_for(zone: &Zone, run: &Occurrence, time: Time) -> Timestamp {
    zone.read(unmoved(zone.wall(run.instant), time)).instant()
}
