//! The `schedule:` block of a document for Kore.ai: the body of the platform's schedule call, and the zone of its
//! times.

use std::num::NonZeroU32;

use super::context::CheckContext;
use super::node::{Node, Value};
use super::reader::{Reader, wrong_type};
use crate::domain::choice::choose;
use crate::domain::field::schedule_words::{RECURRENCES, Repeat};
use crate::domain::finding::{Located, Problem};
use crate::domain::recurrence::{Recurrence, interval};
use crate::domain::schedule::{Ends, KoreScheduleRequest, RequestedSchedule, RequestedTime, ScheduleClock};
use crate::domain::wall_time::{wall_end, wall_time};
use crate::domain::weekday::{Weekday, WeekdaySet};

/// The schedule that a document asks for, if it asks for one.
pub(super) enum ScheduleBlock {
    /// The document does not ask for a schedule.
    Absent,
    /// The document asks for no schedule: one that is on is switched off.
    Off,
    /// The document asks for this schedule.
    Requested(Box<RequestedSchedule>),
    /// The schedule has an error, which is among the findings.
    Wrong,
}

impl ScheduleBlock {
    pub(super) fn requested(schedule: RequestedSchedule) -> Self {
        Self::Requested(Box::new(schedule))
    }
}

/// Whether the schedule block of a document for Kore.ai says from when on it repeats. Only then `kcamp schedule enable
/// -f` can switch it on. A document for Burki never says it with this key; an update there leaves the schedule as it
/// is.
pub fn has_kore_start(document: &Node) -> bool {
    document.at(&["schedule", "startDateTime"]).is_some()
}

/// Maximum number of entries in a list of weekdays, which may be repeated.
const DAYS_MAX: usize = 1_000;

/// Reads the block at a path. At the empty path, the whole document is the block.
pub(super) fn read(
    reader: &mut Reader<'_>,
    path: &[&'static str],
    check_context: &CheckContext,
) -> ScheduleBlock {
    let Some(block) = reader.at(path) else { return ScheduleBlock::Absent };
    if !matches!(block.value, Value::Mapping(_)) {
        return no_mapping(reader, path, block);
    }
    let asks = block.entries().iter().any(|entry| entry.key.value != "isSchedulingEnabled");
    match block.at(&["isSchedulingEnabled"]).map(|node| (&node.value, node)) {
        None | Some((Value::Bool(true), _)) if asks => {}
        Some((Value::Bool(false), _)) if !asks => return ScheduleBlock::Absent,
        // The check of the keys has reported it.
        None if block.entry("isSchedulingEnabled").is_some() => return ScheduleBlock::Wrong,
        None => {
            let problem = Problem::error("schedule/empty", "the schedule is empty")
                .help("remove it, or write startDateTime, endDateTime and recurrenceObject in it");
            let place = reader.place_of_absence(path);
            reader.report(problem, &place);
            return ScheduleBlock::Wrong;
        }
        Some((Value::Bool(true), node)) => {
            let problem = Problem::error(
                "schedule/enabled-without-dates",
                "isSchedulingEnabled is true, and the schedule has no dates",
            );
            let help = "write startDateTime, endDateTime and recurrenceObject beside it, or false";
            reader.report(problem.help(help), &node.origin);
            return ScheduleBlock::Wrong;
        }
        Some((Value::Bool(false), node)) => {
            let problem = Problem::error(
                "schedule/disabled-with-dates",
                "isSchedulingEnabled is false, yet the schedule has further keys",
            );
            let help = "remove isSchedulingEnabled to enable the schedule, or the other keys to have none";
            reader.report(problem.help(help), &node.origin);
        }
        Some((other, node)) => {
            let problem = wrong_type("value of isSchedulingEnabled", "true or false", other);
            reader.report(problem.help("write true or false, without quotes"), &node.origin);
            if !asks {
                return ScheduleBlock::Wrong;
            }
        }
    }
    request(reader, path, block, check_context)
        .map_or(ScheduleBlock::Wrong, |request| ScheduleBlock::requested(RequestedSchedule::Kore(request)))
}

/// Reads the value of a schedule that is not a mapping: `none`, or a wrong value, which is reported unless it is null.
pub(super) fn no_mapping<'run>(
    reader: &mut Reader<'run>,
    path: &[&'static str],
    block: &'run Node,
) -> ScheduleBlock {
    match &block.value {
        Value::Text(word) if word == "none" => return ScheduleBlock::Off,
        // The check of the keys has reported it.
        Value::Null => {}
        other => {
            let keys = reader.table.keys_below(if path.is_empty() { &["schedule"] } else { path });
            let problem = wrong_type("value of schedule", "a mapping or none", other)
                .help(format!("write its keys below it: {}; or none to have no schedule", keys.join(", ")));
            reader.report(problem, &block.origin);
        }
    }
    ScheduleBlock::Wrong
}

fn request<'run>(
    reader: &mut Reader<'run>,
    path: &[&'static str],
    block: &'run Node,
    check_context: &CheckContext,
) -> Option<KoreScheduleRequest> {
    let start = time(reader, path, "startDateTime", |text| wall_time(text).map(RequestedTime::Wall));
    let end = time(reader, path, "endDateTime", |text| {
        wall_end(text).map(|end| match end {
            (date, Some(time)) => RequestedTime::Wall(date.to_datetime(time)),
            (date, None) => RequestedTime::EndOfDay(date),
        })
    });
    let zone = block.at(&["timezone"]).map(|node| reader.zone(node));
    let recurrence = recurrence(reader, path);
    let clock = match zone {
        None => Some(ScheduleClock::Platform),
        Some(zone) => zone.map(ScheduleClock::Operator),
    };
    match (start, end, recurrence, clock) {
        (Some(start), Some(end), Some(recurrence), Some(clock)) => {
            Some(KoreScheduleRequest { start, end, recurrence, clock })
        }
        (start, end, _, Some(clock)) => {
            // All problems are reported in one round, since the ends do not depend on the rest.
            let zone = match &clock {
                ScheduleClock::Operator(zone) => zone,
                ScheduleClock::Platform => &check_context.platform_zone,
            };
            let ends = Ends { start: start.as_ref(), end: end.as_ref(), zone, now: check_context.now };
            ends.check(&mut reader.findings);
            None
        }
        (_, _, _, None) => None,
    }
}

/// The value at keys below the block; a missing value is reported.
pub(super) fn needed<'run>(
    reader: &mut Reader<'run>,
    path: &[&'static str],
    keys: &[&'static str],
) -> Option<&'run Node> {
    let full = [path, keys].concat();
    let found = reader.at(&full);
    if found.is_none() {
        reader.missing(&full);
    }
    found
}

fn time(
    reader: &mut Reader<'_>,
    path: &[&'static str],
    key: &'static str,
    read: impl Fn(&str) -> Result<RequestedTime, Problem>,
) -> Option<Located<RequestedTime>> {
    let node = needed(reader, path, &[key])?;
    let text = reader.text(node, key)?;
    let time = reader.findings.take(read(text), &node.origin)?;
    Some(Located::new(time, node.origin.clone()))
}

fn recurrence(reader: &mut Reader<'_>, path: &[&'static str]) -> Option<Located<Recurrence>> {
    let object = needed(reader, path, &["recurrenceObject"])?;
    if !matches!(object.value, Value::Mapping(_)) {
        return None;
    }
    let kind = needed(reader, path, &["recurrenceObject", "recurType"]);
    let chosen = kind.and_then(|kind| {
        let text = reader.text(kind, "recurrence type")?;
        let chosen = choose(text, "recurrence of Kore.ai", "schedule/recurrence-unknown", &RECURRENCES);
        reader.findings.take(chosen, &kind.origin)
    });
    let (Some(kind), Some(chosen)) = (kind, chosen) else {
        // It is not known which one is meant, but errors in both are reported.
        written_details(reader, path, "dailyDetails");
        written_details(reader, path, "weeklyDetails");
        return None;
    };
    let value = match chosen {
        Repeat::Daily => {
            foreign_details(reader, object, "weeklyDetails", "Daily");
            written_details(reader, path, "weeklyDetails");
            let every = every(reader, path, "dailyDetails", "onceEveryNdays")?;
            Recurrence::Daily { every }
        }
        Repeat::Weekly => {
            foreign_details(reader, object, "dailyDetails", "Weekly");
            written_details(reader, path, "dailyDetails");
            if object.entry("weeklyDetails").is_none() && object.entry("dailyDetails").is_some() {
                // Only the name is wrong, so the values below it are not missing.
                return None;
            }
            let every = every(reader, path, "weeklyDetails", "onceEveryNweeks");
            let days = which_days(reader, path, "weeklyDetails");
            Recurrence::Weekly { every: every?, days: days? }
        }
    };
    Some(Located::new(value, kind.origin.clone()))
}

/// Checks the values in details that cannot be used. Missing values are not reported.
fn written_details(reader: &mut Reader<'_>, path: &[&'static str], details: &'static str) {
    let is_written =
        |reader: &Reader<'_>, key| reader.at(&[path, &["recurrenceObject", details, key]].concat()).is_some();
    for key in ["onceEveryNdays", "onceEveryNweeks"] {
        if is_written(reader, key) {
            every(reader, path, details, key);
        }
    }
    if is_written(reader, "whichDays") {
        which_days(reader, path, details);
    }
}

/// Reports details of the other recurrence, which would have no effect.
fn foreign_details(reader: &mut Reader<'_>, object: &Node, key: &'static str, kind: &str) {
    let Some(entry) = object.entry(key) else { return };
    let problem =
        Problem::error("schedule/details-mismatch", format!("{key} does not belong to recurType {kind}"));
    let help = if kind == "Weekly" {
        "write weeklyDetails: a table of the platform's documentation says dailyDetails, its samples do not"
    } else {
        "remove it, or write recurType: Weekly"
    };
    reader.report(problem.help(help), &entry.key.origin);
}

/// The meaning of an interval of 1, worded to follow "repeats".
fn repeats(key: &str) -> &'static str {
    match key {
        "onceEveryNdays" => "every day",
        "onceEveryNweeks" => "every week",
        _ => "every day, week or month, as its frequency says",
    }
}

/// The interval of a schedule without one, wherever it is left out.
pub(super) fn assumed_interval(reader: &mut Reader<'_>, path: &[&'static str], why: &str) -> NonZeroU32 {
    let key = path.last().copied().unwrap_or_default();
    let problem = Problem::note(
        "schedule/interval-assumed",
        format!("{key} is not set, so the default 1 is used: the schedule repeats {}", repeats(key)),
    );
    reader.absent(path, problem.help(format!("write {key}: 1, or another number: {why}")));
    NonZeroU32::MIN
}

fn every(
    reader: &mut Reader<'_>,
    path: &[&'static str],
    details: &'static str,
    key: &'static str,
) -> Option<NonZeroU32> {
    let full = [path, &["recurrenceObject", details, key]].concat();
    let Some(node) = reader.at(&full) else {
        return Some(assumed_interval(reader, &full, "the platform requires the key, and kcamp sends 1"));
    };
    let text = reader.number(node, key)?;
    reader.findings.take(interval(text), &node.origin)
}

fn which_days(reader: &mut Reader<'_>, path: &[&'static str], details: &'static str) -> Option<WeekdaySet> {
    let node = needed(reader, path, &["recurrenceObject", details, "whichDays"])?;
    // A text as in the flag, `Mon-Fri`, is accepted too, besides the platform's list.
    let Value::Sequence(items) = &node.value else { return reader.parse(node, "days") };
    if items.len() > DAYS_MAX {
        let message = format!("whichDays has {} entries; at most {DAYS_MAX} are accepted", items.len());
        reader.report(
            Problem::error("file/too-many-values", message).help("write each day once"),
            &node.origin,
        );
        return None;
    }
    let days: Vec<Option<Weekday>> = items.iter().map(|item| reader.parse(item, "day")).collect();
    if items.is_empty() {
        reader.findings.take("".parse::<WeekdaySet>(), &node.origin);
    }
    days.into_iter().collect::<Option<Vec<_>>>().and_then(WeekdaySet::from_days)
}
