//! Checks of a schedule's start and end that do not need its other fields.

use jiff::Timestamp;

use super::RequestedTime;
use super::limits::{LAST_YEAR, too_far};
use crate::domain::finding::{Findings, Located, Origin, Problem};
use crate::domain::wall_clock::shown;
use crate::domain::wall_clock::shown_now;
use crate::domain::wall_time::Resolved;
use crate::domain::zone::Zone;

/// A start and an end on one clock, each if given.
#[derive(Debug, Clone, Copy)]
pub struct Ends<'a> {
    /// The start.
    pub start: Option<&'a Located<RequestedTime>>,
    /// The end, inclusive.
    pub end: Option<&'a Located<RequestedTime>>,
    /// The clock of their local times.
    pub zone: &'a Zone,
    /// The present.
    pub now: Timestamp,
}

impl Ends<'_> {
    /// Both instants, if they can be read. Adds findings about each of them and about their order.
    pub fn check(self, findings: &mut Findings) -> (Option<Timestamp>, Option<Timestamp>) {
        let Self { start, end, zone, now } = self;
        let mut instant = |time: Option<&Located<RequestedTime>>| instant(time?, zone, findings);
        let instants = (instant(start), instant(end));
        if let (Some(instant), Some(end)) = (instants.1, end) {
            check_end(instant, &end.origin, zone, now, findings);
        }
        if let ((Some(start), Some(instant)), Some(end)) = (instants, end)
            && instant < Timestamp::MAX
        {
            findings.extend(wrong_order(start, instant, zone).map(|problem| problem.at(&end.origin)));
        }
        instants
    }
}

fn instant(time: &Located<RequestedTime>, zone: &Zone, findings: &mut Findings) -> Option<Timestamp> {
    match time.value {
        RequestedTime::Instant(instant) => Some(instant),
        RequestedTime::Wall(wall) => {
            let (instant, note) = findings.take(zone.read(wall).meant(wall, zone), &time.origin)?;
            findings.extend(note.map(|note| note.at(&time.origin)));
            Some(instant)
        }
        RequestedTime::EndOfDay(date) => {
            let Resolved { instant, notes, .. } =
                findings.take(Resolved::end_of(date, zone), &time.origin)?;
            findings.extend(notes.into_iter().map(|note| note.at(&time.origin)));
            Some(instant)
        }
    }
}

fn check_end(end: Timestamp, origin: &Origin, zone: &Zone, now: Timestamp, findings: &mut Findings) {
    let wall = zone.wall(end);
    if end <= now {
        let problem = Problem::error(
            "schedule/end-in-past",
            format!("the end, {} {zone}, has passed: it is {} there", shown(wall), shown_now(zone.wall(now))),
        )
        .help("the end must be later than now");
        findings.push(problem.at(origin));
    }
    if wall.year() > LAST_YEAR {
        let problem = too_far(end, zone).help("time zone rules are unknown so far ahead; end it earlier");
        findings.push(problem.at(origin));
    }
}

fn wrong_order(start: Timestamp, end: Timestamp, zone: &Zone) -> Option<Problem> {
    if end > start {
        return None;
    }
    let start = shown(zone.wall(start));
    let message = match shown(zone.wall(end)) {
        end if end == start => format!("the end is the start, {start} {zone}"),
        end => format!("the end, {end} {zone}, is before the start, {start}"),
    };
    let problem = Problem::error("schedule/end-before-start", message)
        .help("the end must be later than the start; it is inclusive");
    Some(problem)
}
