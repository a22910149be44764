//! Times that people type: `2026-12-01 09:00`, `tomorrow 09:00`, `2026-12-01T09:00+05:30`.

use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::Offset;

use super::finding::Problem;
use super::wall_clock::{LocalTimeReading, shown_time};
use super::weekday::Weekday;
use super::zone::Zone;

mod parse;

pub use parse::{time_of_day, wall_end, wall_time, written_time};

/// A time as it was typed, before its zone is known.
///
/// ```
/// use kcamp::domain::wall_time::{ScheduleBound, TimeInput};
/// use kcamp::domain::zone::Zone;
///
/// let zone: Zone = "Asia/Kolkata".parse().unwrap();
/// let now = "2026-12-01T20:00:00Z".parse().unwrap(); // 01:30 on the 2nd in Kolkata
/// let tomorrow: TimeInput = "tomorrow 09:00".parse().unwrap();
/// let resolved = tomorrow.resolve(Some(&zone), ScheduleBound::Start { at: None }, now).unwrap();
/// assert_eq!(resolved.instant.to_string(), "2026-12-03T03:30:00Z");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TimeInput(Shape);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shape {
    /// A day without a time; the time is given elsewhere.
    Day(Day),
    /// A local time whose zone is given elsewhere.
    Wall(Day, Time),
    /// A time with its own offset: an instant.
    Exact(DateTime, Offset),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Day {
    On(Date),
    Today,
    Tomorrow,
    /// The first such weekday after today.
    Next(Weekday),
}

/// A time as in a file, always with its date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WrittenTime {
    /// A day without a time.
    Day(Date),
    /// A local time whose zone is given elsewhere.
    Wall(DateTime),
    /// A time with its own offset.
    Exact(Timestamp),
}

/// Whether a time is the start or the end of a schedule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ScheduleBound {
    /// The start. A day without a time uses the time of `--at`.
    Start {
        /// The time of `--at`.
        at: Option<Time>,
    },
    /// The end. A day without a time means its last second, 23:59:59.
    End,
}

/// A time to the second, and the zone in which it is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resolved {
    /// The instant.
    pub instant: Timestamp,
    /// The requested zone, or the time's own offset if there was none.
    pub zone: Zone,
    /// The offset with which the time was typed. Weekdays given with the time are days on its clock,
    /// whatever zone is set.
    pub offset: Option<Zone>,
    /// The local time of the instant in `zone`.
    pub civil: DateTime,
    /// Remarks about the time, such as `time/in-dst-fold`, to show at the time's place.
    pub notes: Vec<Problem>,
}

impl Resolved {
    /// Resolves a local time in a zone.
    ///
    /// # Errors
    ///
    /// `time/in-dst-gap` if the local time is inside a clock gap.
    pub fn wall(wall: DateTime, zone: &Zone) -> Result<Self, Problem> {
        wall_in(wall, zone)
    }

    /// Resolves a day to its last second.
    ///
    /// # Errors
    ///
    /// `time/in-dst-gap` if the zone skips the whole day.
    pub fn end_of(date: Date, zone: &Zone) -> Result<Self, Problem> {
        end_of(date, zone)
    }

    /// The clock of weekdays given with the time: its own offset, or else the zone in which it is read.
    pub fn clock(&self) -> &Zone {
        self.offset.as_ref().unwrap_or(&self.zone)
    }

    /// An instant in a zone.
    pub fn at(instant: Timestamp, zone: &Zone) -> Self {
        Self { instant, zone: zone.clone(), offset: None, civil: zone.wall(instant), notes: Vec::new() }
    }
}

/// Why a time could not be resolved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ResolveError {
    /// The time is local and no zone is set: the command lacks a value, but the time is not wrong.
    ZoneMissing,
    /// The time is wrong.
    Wrong(Problem),
}

impl From<Problem> for ResolveError {
    fn from(problem: Problem) -> Self {
        Self::Wrong(problem)
    }
}

impl TimeInput {
    /// Whether resolving needs a zone, because the time has no offset of its own.
    pub const fn needs_zone(&self) -> bool {
        !matches!(self.0, Shape::Exact(..))
    }

    /// Whether it is a day without a time, so that a start needs `--at`.
    pub const fn is_day(&self) -> bool {
        matches!(self.0, Shape::Day(_))
    }

    /// Resolves the time to an instant. `zone` is the operator's zone, for reading local times and showing instants.
    /// Words such as `today` are relative to `now`.
    ///
    /// # Errors
    ///
    /// [`ResolveError::ZoneMissing`] for local time without a zone. Otherwise the problem of the time: a start without
    /// a time of day, a time that is given twice, or a time inside a clock gap.
    pub fn resolve(
        &self,
        zone: Option<&Zone>,
        edge: ScheduleBound,
        now: Timestamp,
    ) -> Result<Resolved, ResolveError> {
        let in_zone = || zone.ok_or(ResolveError::ZoneMissing);
        Ok(match (self.0, edge) {
            (Shape::Wall(..) | Shape::Exact(..), ScheduleBound::Start { at: Some(at) }) => {
                return Err(time_twice(self, at).into());
            }
            (Shape::Day(_), ScheduleBound::Start { at: None }) => return Err(time_missing(self).into()),
            (Shape::Exact(wall, offset), _) => exact(wall, offset, zone),
            (Shape::Wall(day, time), _) | (Shape::Day(day), ScheduleBound::Start { at: Some(time) }) => {
                let zone = in_zone()?;
                wall_in(day.date(zone, now).to_datetime(time), zone)?
            }
            (Shape::Day(day), ScheduleBound::End) => {
                let zone = in_zone()?;
                end_of(day.date(zone, now), zone)?
            }
        })
    }
}

impl Day {
    fn date(self, zone: &Zone, now: Timestamp) -> Date {
        let today = zone.wall(now).date();
        let days_on = |days: i64| today.saturating_add(jiff::SignedDuration::from_hours(24 * days));
        match self {
            Self::On(date) => date,
            Self::Today => today,
            Self::Tomorrow => days_on(1),
            Self::Next(weekday) => {
                let ahead = today.weekday().until(weekday.into());
                days_on(if ahead == 0 { 7 } else { ahead.into() })
            }
        }
    }
}

fn exact(wall: DateTime, offset: Offset, zone: Option<&Zone>) -> Resolved {
    let own = if offset == Offset::UTC { Zone::utc() } else { Zone::fixed(offset) };
    let instant = own.read(wall).instant();
    let zone = zone.unwrap_or(&own).clone();
    Resolved { instant, civil: zone.wall(instant), zone, offset: Some(own), notes: Vec::new() }
}

fn wall_in(wall: DateTime, zone: &Zone) -> Result<Resolved, Problem> {
    let (instant, note) = zone.read(wall).meant(wall, zone)?;
    Ok(Resolved { instant, zone: zone.clone(), offset: None, civil: wall, notes: note.into_iter().collect() })
}

/// The last second of a day. If the clock goes back over midnight, the second occurrence counts.
fn end_of(date: Date, zone: &Zone) -> Result<Resolved, Problem> {
    let wall = date.at(23, 59, 59, 0);
    match zone.read(wall) {
        LocalTimeReading::Fold { later, .. } => {
            Ok(Resolved { instant: later, zone: zone.clone(), offset: None, civil: wall, notes: Vec::new() })
        }
        // The day ends where the clock jumps over the rest of it, as in Nuuk.
        LocalTimeReading::Gap(gap) if !gap.swallows_a_day() => {
            let last = gap.first_missing.saturating_sub(jiff::SignedDuration::from_secs(1));
            Ok(Resolved {
                instant: zone.read(last).instant(),
                zone: zone.clone(),
                offset: None,
                civil: last,
                notes: Vec::new(),
            })
        }
        LocalTimeReading::Once(_) | LocalTimeReading::Gap(_) => wall_in(wall, zone),
    }
}

fn time_twice(input: &TimeInput, at: Time) -> Problem {
    Problem::error(
        "time/time-twice",
        format!("the start {input} has a time of day already, and --at {} is another", shown_time(at)),
    )
    .help("give the time once: in --start, or a day in --start and the time in --at")
}

/// The code of a start without a time of day.
pub const TIME_MISSING: &str = "time/time-missing";

fn time_missing(input: &TimeInput) -> Problem {
    Problem::error(TIME_MISSING, format!("the start {input} is a day without a time"))
        .help(format!("write the time of day too, as in {input} 09:00, or add --at 09:00"))
}

impl fmt::Display for TimeInput {
    /// Writes a form that can be parsed back.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Shape::Day(day) => write!(formatter, "{day}"),
            Shape::Wall(day, time) => write!(formatter, "{day} {}", shown_time(time)),
            Shape::Exact(wall, offset) => {
                write!(formatter, "{}", wall.strftime("%Y-%m-%dT%H:%M:%S"))?;
                if offset == Offset::UTC {
                    formatter.write_str("Z")
                } else {
                    write!(formatter, "{}", Zone::fixed(offset))
                }
            }
        }
    }
}

impl fmt::Display for Day {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::On(date) => write!(formatter, "{date}"),
            Self::Today => formatter.write_str("today"),
            Self::Tomorrow => formatter.write_str("tomorrow"),
            Self::Next(weekday) => write!(formatter, "next {weekday}"),
        }
    }
}

impl FromStr for TimeInput {
    type Err = Problem;

    /// Reads `2026-12-01 09:00[:00]`, the same with `T`, either with an offset or `Z`, a day without a time, and
    /// `today`, `tomorrow` or `next mon` with or without a time.
    fn from_str(text: &str) -> Result<Self, Problem> {
        parse::time_input(text)
    }
}

#[cfg(test)]
mod tests;
