//! Follows the helps for files without `timezone`, which are written on the platform's clock and read in the zone of
//! the calling hours.

use jiff::civil::DateTime;
use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;

use super::super::{KoreSchedule, RequestedTime, ScheduleClock, convert};
use super::followed_helps::{any_time, any_zone};
use super::properties::any_recurrence;
use super::{NOW, asked, every_day, weekly, zone};
use crate::domain::calling_hours::CallingHours;
use crate::domain::finding::Findings;
use crate::domain::recurrence::Recurrence;
use crate::domain::schedule::split::unmoved;
use crate::domain::zone::Zone;

/// The schedule of a file: `startDateTime`, `endDateTime` and a recurrence, all in UTC.
#[derive(Debug, Clone)]
struct File {
    start: DateTime,
    end: DateTime,
    recurrence: Recurrence,
}

/// A help as its reader understands it: the new end of this file, if it needs one, and the next file.
struct Steps {
    until: Option<DateTime>,
    next: File,
}

impl File {
    fn plan(&self, hours: &CallingHours) -> (Option<KoreSchedule>, Option<String>) {
        let (start, end) = (RequestedTime::Wall(self.start), RequestedTime::Wall(self.end));
        let request = asked(start, end, self.recurrence, ScheduleClock::Platform);
        let mut findings = Findings::new();
        let now: Timestamp = NOW.parse().unwrap();
        let schedule = convert(&request, &Zone::utc(), Some(hours), now, &mut findings);
        let help = findings
            .iter()
            .find(|finding| finding.problem.code == "schedule/local-time-shifts")
            .map(|finding| finding.problem.help.clone().unwrap());
        assert!(schedule.is_some() || help.is_some(), "{self:?}: {findings:?}");
        (schedule, help)
    }

    /// `Ok(None)` if nothing is to be done; `Err` with a help that leads to no other file.
    fn steps(&self, help: &str) -> Result<Option<Steps>, String> {
        if help.starts_with("choose another time of day, or leave it") {
            return Ok(None);
        }
        let written = |text: &str| text.replace(' ', "T").parse::<DateTime>().unwrap();
        // A time is written to the minute, or to the second.
        let times = |text: &str| {
            let length =
                if text[16..].starts_with(':') && text[17..].starts_with(|it: char| it.is_ascii_digit()) {
                    19
                } else {
                    16
                };
            (written(&text[..length]), text[length..].to_owned())
        };
        let (until, from, rest) = if let Some((_, rest)) = help.split_once("in UTC that is until ") {
            let (until, rest) = times(rest);
            let rest = rest.strip_prefix(" and from ").unwrap();
            let (from, rest) = times(rest);
            (Some(until), from, rest)
        } else if let Some((_, rest)) = help.split_once(", which is ") {
            let (from, rest) = times(rest);
            (None, from, rest.strip_prefix(" in UTC").unwrap().to_owned())
        } else {
            return Err(help.to_owned());
        };
        let on = rest.strip_prefix(", then on ").or_else(|| rest.strip_prefix(", on "));
        let days = on.map(|days| days.split([';', ':']).next().unwrap().replace(", ", ","));
        let recurrence = match (days, self.recurrence) {
            (Some(days), Recurrence::Weekly { every, .. }) => {
                Recurrence::Weekly { every, days: days.parse().unwrap() }
            }
            _ => self.recurrence,
        };
        let end = if self.end <= from { from.saturating_add(SignedDuration::from_mins(1)) } else { self.end };
        let said = rest.split_once("; end the last one at ").or_else(|| rest.split_once("; end it at "));
        let end = said.map_or(end, |(_, end)| times(end).0);
        Ok(Some(Steps { until, next: Self { start: from, end, recurrence } }))
    }
}

/// The runs of all files that result from the helps, on the reader's clock. Returns `Err` with a help that
/// leads to no file.
fn follow(file: &File, hours: &CallingHours) -> Result<Vec<DateTime>, String> {
    let mut runs = Vec::new();
    let mut file = file.clone();
    let local = |schedule: Option<KoreSchedule>| {
        let runs = schedule.unwrap().runs().map(|run| hours.zone.wall(run.instant));
        runs.collect::<Vec<_>>()
    };
    for _ in 0..40 {
        let (schedule, help) = file.plan(hours);
        let steps = help.map_or(Ok(None), |help| file.steps(&help))?;
        let Some(Steps { until, next }) = steps else {
            runs.extend(local(schedule));
            return Ok(runs);
        };
        if let Some(until) = until {
            let first = File { end: until, ..file.clone() };
            let (schedule, help) = first.plan(hours);
            let leaves = help.as_ref().is_none_or(|help| matches!(first.steps(help), Ok(None)));
            assert!(leaves, "{file:?}, then {first:?}: {help:?}");
            runs.extend(local(schedule));
        }
        file = next;
    }
    panic!("the help leads back to itself: {file:?}")
}

/// The runs that the file requests, each at the start's time of day on the reader's clock.
fn asked_for(file: &File, hours: &CallingHours) -> Vec<DateTime> {
    let zone = &hours.zone;
    let start = Zone::utc().read(file.start).instant();
    let end = Zone::utc().read(file.end).instant();
    let time = zone.wall(start).time();
    crate::domain::occurrence::Occurrences::new(file.start, Some(end), file.recurrence, &Zone::utc())
        .map(|run| zone.wall(zone.read(unmoved(zone.wall(run.instant), time)).instant()))
        .collect()
}

fn hours(reader: Zone) -> CallingHours {
    CallingHours { zone: reader, windows: Vec::new(), ..every_day("UTC", "00:00", "23:59") }
}

fn file(start: &str, end: &str, recurrence: Recurrence) -> File {
    File { start: start.parse().unwrap(), end: end.parse().unwrap(), recurrence }
}

#[test]
fn the_first_file_ends_before_the_run_that_moves_to_the_day_before() {
    let file = file("2027-03-07T13:30:00", "2027-05-31T18:00:00", weekly(1, "Sun"));
    let hours = hours(zone("Australia/Sydney"));
    let (_, help) = file.plan(&hours);
    assert_eq!(
        help.unwrap(),
        "to keep 00:30, end the schedule before 2027-04-05 and enable another from then on, once the first has ended; in UTC that is until \
         2027-04-04 13:29:59 and from 2027-04-04 14:30"
    );
    assert_eq!(follow(&file, &hours).unwrap(), asked_for(&file, &hours));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]
    #[test]
    fn a_help_for_a_file_without_a_zone_that_is_followed_gives_exactly_the_runs_that_were_asked_for(
        reader in any_zone(), day in 0_i64..500, time in any_time(), length in 1_i64..900,
        recurrence in any_recurrence(), beyond in 0_i64..1440,
    ) {
        let now: Timestamp = NOW.parse().unwrap();
        // The time of day is chosen on the reader's clock, so that half of the runs are near midnight there.
        let first = reader.wall(now + SignedDuration::from_hours(24 * (day + 2))).date().to_datetime(time);
        let start = Zone::utc().wall(reader.read(first).instant());
        let end = start.saturating_add(SignedDuration::from_mins(1440 * length + beyond));
        let hours = hours(reader);
        let file = File { start, end, recurrence };
        let asked = asked_for(&file, &hours);
        prop_assume!(!asked.is_empty());
        match follow(&file, &hours) {
            Ok(runs) => prop_assert_eq!(runs, asked),
            Err(help) => prop_assert!(help.starts_with("no second schedule keeps "), "{}", help),
        }
    }
}
