//! The `schedule:` block of a document for Burki: the body of its schedule call, Burki contract §3.
//!
//! Times are local time in the schedule's own zone and are sent unchanged:
//! Burki contract §10.2, §10.3, §10.4 and §10.6.

use std::num::NonZeroU32;

use jiff::Timestamp;
use jiff::civil::Time;

use super::kore_schedule::{ScheduleBlock, assumed_interval, needed, no_mapping};
use super::node::{Node, Value};
use super::reader::{Reader, wrong_type};
use crate::domain::choice::choose;
use crate::domain::field::schedule_words::{FREQUENCIES, Frequency, ScheduleType, TYPES};
use crate::domain::finding::{Located, Problem};
use crate::domain::recurrence::{Recurrence, interval};
use crate::domain::run_pattern::{DayOfMonth, RunPattern};
use crate::domain::schedule::{BurkiScheduleRequest, Ends, RequestedSchedule, RequestedTime, first_run};
use crate::domain::wall_clock::shown_time;
use crate::domain::wall_time::{Resolved, WrittenTime, time_of_day, written_time};
use crate::domain::weekday::{Weekday, WeekdaySet};
use crate::domain::zone::Zone;

const CONFIG: &str = "recurring_config";

/// Reads the block at a path. At the empty path, the whole document is the block. A schedule without a start gets the
/// first run after `now`.
pub(super) fn read(reader: &mut Reader<'_>, path: &'static [&'static str], now: Timestamp) -> ScheduleBlock {
    let Some(block) = reader.at(path) else { return ScheduleBlock::Absent };
    if !matches!(block.value, Value::Mapping(_)) {
        return no_mapping(reader, path, block);
    }
    let mut reading = Reading { reader, path, block, now };
    reading.request().map_or(ScheduleBlock::Wrong, ScheduleBlock::requested)
}

struct Reading<'block, 'run> {
    reader: &'block mut Reader<'run>,
    path: &'static [&'static str],
    block: &'run Node,
    now: Timestamp,
}

impl<'run> Reading<'_, 'run> {
    fn request(&mut self) -> Option<RequestedSchedule> {
        let node = self.needed(&["schedule_type"]);
        let chosen = node.and_then(|node| {
            let text = self.reader.text(node, "schedule type")?;
            let chosen = choose(text, "schedule type of Burki", "schedule/type-unknown", &TYPES);
            self.reader.findings.take(chosen, &node.origin)
        });
        let Some(chosen) = chosen else {
            self.written();
            return None;
        };
        match chosen {
            ScheduleType::Immediate => {
                for key in ["scheduled_at", "timezone", CONFIG] {
                    self.foreign(
                        self.block,
                        key,
                        "schedule_type immediate",
                        "schedule_type: scheduled or recurring",
                    );
                }
                Some(RequestedSchedule::Immediate)
            }
            ScheduleType::Scheduled => {
                self.foreign(self.block, CONFIG, "schedule_type scheduled", "schedule_type: recurring");
                let zone = self.zone();
                let start = self.needed(&["scheduled_at"])?;
                let start = self.start(start, zone.as_ref())?;
                let pattern = Located::new(RunPattern::Once, start.origin.clone());
                let is_start_said = true;
                Some(RequestedSchedule::Burki(BurkiScheduleRequest {
                    start,
                    is_start_said,
                    end: None,
                    pattern,
                }))
            }
            ScheduleType::Recurring => self.recurring().map(RequestedSchedule::Burki),
        }
    }

    /// Checks the values of a schedule whose type is not known. Missing values are not reported.
    fn written(&mut self) {
        let has_times =
            |block: &Node| block.at(&["scheduled_at"]).is_some() || block.at(&[CONFIG, "end_date"]).is_some();
        let zone = if has_times(self.block) { self.zone() } else { None };
        let start = self.block.at(&["scheduled_at"]).and_then(|node| self.start(node, zone.as_ref()));
        let Some(config) = self.block.at(&[CONFIG]).filter(|node| matches!(node.value, Value::Mapping(_)))
        else {
            return;
        };
        if config.at(&["interval"]).is_some() {
            self.every(config);
        }
        if config.at(&["frequency"]).is_some() {
            self.days(config);
        } else {
            self.written_days(config);
        }
        if let Some(node) = config.at(&["time"]) {
            self.time(node);
        }
        let end = config.at(&["end_date"]).and_then(|node| self.end(node, zone.as_ref()));
        self.check_ends(start.as_ref(), end.as_ref());
    }

    /// Checks the days of a schedule whose frequency is not known. Missing values are not reported.
    fn written_days(&mut self, config: &'run Node) {
        if config.at(&["days_of_week"]).is_some() {
            self.days_of_week();
        }
        if config.at(&["day_of_month"]).is_some() {
            self.day_of_month();
        }
    }

    /// Reports problems of the start and end of a schedule whose other parts cannot be read.
    fn check_ends(&mut self, start: Option<&Located<Resolved>>, end: Option<&Located<Resolved>>) {
        let Some(zone) = start.or(end).map(|time| time.value.zone.clone()) else { return };
        // This platform accepts an end that equals the start.
        let start = start.filter(|start| end.is_none_or(|end| end.value.instant != start.value.instant));
        let instant = |time: &Located<Resolved>| {
            Located::new(RequestedTime::Instant(time.value.instant), time.origin.clone())
        };
        let (start, end) = (start.map(instant), end.map(instant));
        let ends = Ends { start: start.as_ref(), end: end.as_ref(), zone: &zone, now: self.now };
        ends.check(&mut self.reader.findings);
    }

    fn recurring(&mut self) -> Option<BurkiScheduleRequest> {
        let zone = self.zone();
        let start = self.block.at(&["scheduled_at"]).map(|node| self.start(node, zone.as_ref()));
        let config = self.needed(&[CONFIG])?;
        if !matches!(config.value, Value::Mapping(_)) {
            return None;
        }
        let every = self.every(config);
        let days = self.days(config);
        let time = config.at(&["time"]).map(|node| self.time(node));
        let end = config.at(&["end_date"]).map(|node| self.end(node, zone.as_ref()));
        let is_start_said = start.is_some();
        let start = match (start, time) {
            (None, None) => {
                self.reader.missing(&[self.path, &[CONFIG, "time"]].concat());
                None
            }
            (Some(start), time) => {
                if let (Some(start), Some(Some(time))) = (&start, &time) {
                    self.agree(start, time);
                }
                start
            }
            (None, Some(time)) => time.zip(days.as_ref()).zip(zone.as_ref()).map(|((time, days), zone)| {
                let pattern = days.value.pattern(NonZeroU32::MIN);
                time.map(|time| first_run(pattern, time, zone, self.now))
            }),
        };
        match (start, end, days, every) {
            (Some(start), end, Some(days), Some(every)) if !matches!(end, Some(None)) => {
                Some(BurkiScheduleRequest {
                    start,
                    is_start_said,
                    end: end.flatten(),
                    pattern: days.map(|days| days.pattern(every)),
                })
            }
            (start, end, _, _) => {
                // All problems are reported in one round, since the ends do not depend on the rest.
                self.check_ends(start.as_ref(), end.flatten().as_ref());
                None
            }
        }
    }

    /// The zone, which may be outside, inside, or the same in both places.
    fn zone(&mut self) -> Option<Zone> {
        let outer = self.block.at(&["timezone"]);
        let inner = self.block.at(&[CONFIG, "time_zone"]);
        let mut parse = |node: Option<&'run Node>| node.map(|node| self.reader.zone(node));
        let zones = (parse(outer), parse(inner));
        match zones {
            (None, None) if self.is_in_utc() => Some(Zone::utc()),
            (None, None) => {
                let problem = Problem::error("time/zone-missing", "the schedule has no time zone").help(
                    "add timezone: with a zone such as America/New_York; without it the platform uses UTC",
                );
                let place = self.reader.place_of_absence(self.path);
                self.reader.report(problem, &place);
                None
            }
            (Some(zone), None) | (None, Some(zone)) => zone,
            (Some(outer), Some(inner_zone)) => {
                let (outer, inner_zone) = (outer?, inner_zone?);
                if !outer.is_same_clock(&inner_zone) {
                    let problem = Problem::error(
                        "schedule/zones-differ",
                        format!("time_zone is {inner_zone} and timezone is {outer}"),
                    )
                    .help("write one zone in both places, or keep one of them");
                    self.reader.report(problem, inner.map_or(&self.block.origin, |node| &node.origin));
                    return None;
                }
                Some(outer)
            }
        }
    }

    /// Whether the start is written in UTC.
    fn is_in_utc(&self) -> bool {
        let start = self.block.at(&["scheduled_at"]).map(|node| &node.value);
        matches!(start, Some(Value::Text(text)) if text.trim_end().ends_with(['Z', 'z']) && matches!(written_time(text), Ok(WrittenTime::Exact(_))))
    }

    fn start(&mut self, node: &'run Node, zone: Option<&Zone>) -> Option<Located<Resolved>> {
        match self.written_time(node, "scheduled_at")? {
            WrittenTime::Day(day) => {
                let problem = Problem::error("time/time-missing", format!("{day} is a day without a time"))
                    .help(format!("write the time too: {day}T09:00:00"));
                self.reader.report(problem, &node.origin);
                None
            }
            time => self.resolved(time, node, zone?, "%Y-%m-%dT%H:%M:%S"),
        }
    }

    fn end(&mut self, node: &'run Node, zone: Option<&Zone>) -> Option<Located<Resolved>> {
        let time = self.written_time(node, "end_date")?;
        // An end is sent as a day without a time.
        self.resolved(time, node, zone?, "%Y-%m-%d")
    }

    fn written_time(&mut self, node: &'run Node, key: &str) -> Option<WrittenTime> {
        let text = self.reader.text(node, key)?;
        self.reader.findings.take(written_time(text), &node.origin)
    }

    /// The time in the schedule's zone; `form` is the format in which it is sent.
    fn resolved(
        &mut self,
        time: WrittenTime,
        node: &Node,
        zone: &Zone,
        form: &str,
    ) -> Option<Located<Resolved>> {
        let resolved = match time {
            WrittenTime::Day(day) => Resolved::end_of(day, zone),
            WrittenTime::Wall(wall) => Resolved::wall(wall, zone),
            WrittenTime::Exact(instant) => {
                let resolved = Resolved::at(instant, zone);
                let shown = resolved.civil.strftime(form);
                let problem =
                    Problem::note("time/offset-converted", format!("the time goes out as {shown} {zone}"))
                        .help(format!(
                            "write {shown} and timezone: {zone}: the documentation does not say what the platform does with an offset"
                        ));
                self.reader.report(problem, &node.origin);
                Ok(resolved)
            }
        };
        let mut resolved = self.reader.findings.take(resolved, &node.origin)?;
        for note in std::mem::take(&mut resolved.notes) {
            self.reader.report(note, &node.origin);
        }
        Some(Located::new(resolved, node.origin.clone()))
    }

    fn time(&mut self, node: &'run Node) -> Option<Located<Time>> {
        let text = self.reader.text(node, "time")?;
        let time = self.reader.findings.take(time_of_day(text), &node.origin)?;
        Some(Located::new(time, node.origin.clone()))
    }

    /// Refuses two different times, since the platform does not document which one takes precedence.
    fn agree(&mut self, start: &Located<Resolved>, time: &Located<Time>) {
        let at = start.value.civil.time();
        if at != time.value {
            let (time_shown, at) = (shown_time(time.value), shown_time(at));
            let problem = Problem::error(
                "schedule/times-differ",
                format!("time is {time_shown} and scheduled_at is at {at}"),
            )
            .help("write one time of day in both places, or keep one of them");
            self.reader.report(problem, &time.origin);
        }
    }

    fn every(&mut self, config: &'run Node) -> Option<NonZeroU32> {
        let Some(node) = config.at(&["interval"]) else {
            let full = [self.path, &[CONFIG, "interval"]].concat();
            return Some(assumed_interval(self.reader, &full, "the platform documents no default"));
        };
        let text = self.reader.number(node, "interval")?;
        self.reader.findings.take(interval(text), &node.origin)
    }

    fn days(&mut self, config: &'run Node) -> Option<Located<Days>> {
        let node = self.needed(&[CONFIG, "frequency"]);
        let chosen = node.and_then(|node| {
            let text = self.reader.text(node, "frequency")?;
            let chosen = choose(text, "frequency of Burki", "schedule/recurrence-unknown", &FREQUENCIES);
            Some((node, text, self.reader.findings.take(chosen, &node.origin)?))
        });
        let Some((node, text, frequency)) = chosen else {
            self.written_days(config);
            return None;
        };
        let what = format!("frequency {text}");
        if frequency != Frequency::Weekly {
            self.foreign(config, "days_of_week", &what, "frequency: weekly");
            if config.at(&["days_of_week"]).is_some() {
                self.days_of_week();
            }
        }
        if frequency != Frequency::Monthly {
            self.foreign(config, "day_of_month", &what, "frequency: monthly");
            if config.at(&["day_of_month"]).is_some() {
                self.day_of_month();
            }
        }
        let days = match frequency {
            Frequency::Daily => Days::All,
            Frequency::Weekly => Days::OfWeek(self.days_of_week()?),
            Frequency::Monthly => Days::OfMonth(self.day_of_month()?),
        };
        Some(Located::new(days, node.origin.clone()))
    }

    fn day_of_month(&mut self) -> Option<DayOfMonth> {
        let node = self.needed(&[CONFIG, "day_of_month"])?;
        let text = self.reader.number(node, "day of the month")?;
        self.reader.findings.take(text.parse(), &node.origin)
    }

    /// Reads the platform's list of numbers, or day names as in the flag.
    fn days_of_week(&mut self) -> Option<WeekdaySet> {
        let node = self.needed(&[CONFIG, "days_of_week"])?;
        match &node.value {
            Value::Text(text) => self.reader.findings.take(text.parse(), &node.origin),
            Value::Sequence(items) => {
                let days: Vec<Option<Weekday>> = items.iter().map(|item| self.weekday(item)).collect();
                if items.is_empty() {
                    self.reader.findings.take("".parse::<WeekdaySet>(), &node.origin);
                }
                days.into_iter().collect::<Option<Vec<_>>>().and_then(WeekdaySet::from_days)
            }
            other => {
                let problem = wrong_type("value of days_of_week", "a list of days", other);
                self.reader
                    .report(problem.help("write [1, 3] for Monday and Wednesday, or Mon-Fri"), &node.origin);
                None
            }
        }
    }

    fn weekday(&mut self, node: &'run Node) -> Option<Weekday> {
        let text = match &node.value {
            Value::Number(text) => text,
            Value::Text(text) if text.bytes().all(|byte| byte.is_ascii_digit()) && !text.is_empty() => text,
            _ => return self.reader.parse(node, "day"),
        };
        let day = Weekday::ALL.into_iter().find(|day| day.number().to_string() == *text).ok_or_else(|| {
            Problem::error("schedule/day-of-week-out-of-range", format!("{text} is not a day of the week"))
                .help("write 1 for Monday to 7 for Sunday, or the day's name")
        });
        self.reader.findings.take(day, &node.origin)
    }

    /// Reports a key that belongs to another type or frequency and would have no effect.
    fn foreign(&mut self, around: &Node, key: &str, what: &str, instead: &str) {
        let Some(entry) = around.entry(key).filter(|entry| entry.value.value != Value::Null) else { return };
        let problem = Problem::error("schedule/details-mismatch", format!("{key} does not belong to {what}"))
            .help(format!("remove it, or write {instead}"));
        self.reader.report(problem, &entry.key.origin);
    }

    fn needed(&mut self, keys: &[&'static str]) -> Option<&'run Node> {
        needed(self.reader, self.path, keys)
    }
}

/// The days on which a schedule runs, without the interval.
#[derive(Clone, Copy)]
enum Days {
    All,
    OfWeek(WeekdaySet),
    OfMonth(DayOfMonth),
}

impl Days {
    const fn pattern(self, every: NonZeroU32) -> RunPattern {
        match self {
            Self::All => RunPattern::Recurring(Recurrence::Daily { every }),
            Self::OfWeek(days) => RunPattern::Recurring(Recurrence::Weekly { every, days }),
            Self::OfMonth(day) => RunPattern::Monthly { every, day },
        }
    }
}
