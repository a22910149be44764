//! Compares a schedule that was sent earlier with the one to send.

use jiff::Timestamp;
use jiff::civil::DateTime;
use serde_json::Value;

use crate::domain::difference::{FieldDifference, OldValue};
use crate::domain::wall_clock::{self, days_from};
use crate::domain::weekday::{Weekday, WeekdaySet};
use crate::domain::zone::Zone;

/// A value of a schedule's body, as one platform sends it.
#[derive(Debug, Clone, Copy)]
pub struct SentField {
    /// The name that differences use for it.
    pub name: &'static str,
    /// Its place in the body, as a JSON pointer.
    pub pointer: &'static str,
    /// Its meaning.
    pub meaning: SentMeaning,
}

/// The meaning of a value of a schedule's body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SentMeaning {
    /// Means the same to everybody.
    Plain,
    /// A local time on the platform's clock.
    PlatformTime,
    /// Weekdays on the platform's clock.
    PlatformDays {
        /// The place of the time from which on they count.
        start: &'static str,
    },
    /// A local time in a zone beside it.
    LocalTime {
        /// The place of the zone, which decides the time that is meant.
        zone: &'static str,
    },
}

/// A schedule that was sent or will be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SentSchedule<'body> {
    /// The body of the call.
    pub body: &'body Value,
    /// The platform's clock when it was sent: the zone of its times and weekdays, on a platform that repeats schedules
    /// on its own clock. `None` if the clock is not known, or each schedule names its zone.
    pub clock: Option<Zone>,
    /// The zone in which it was shown before it was sent; `None` if that is not known.
    pub reader: Option<Zone>,
}

impl<'body> SentSchedule<'body> {
    /// A schedule with the names of the platform's clock and of the reader's zone. A name that is no zone of today's
    /// database is not known.
    pub fn with_zone_names(body: &'body Value, clock: Option<&str>, reader: Option<&str>) -> Self {
        let zone = |name: Option<&str>| name.and_then(|name| name.parse().ok());
        Self { body, clock: zone(clock), reader: zone(reader) }
    }
}

/// The fields of these in which a schedule differs from one that was sent before, with times and weekdays in the
/// reader's zone. The order of its days has no meaning, nor has the zone in which one instant is written. If the two
/// bodies are equal, there are no differences: a weekday that differs only for the reader is shown only if the bodies
/// differ.
pub fn remembered_differences(
    fields: &[SentField],
    before: &SentSchedule<'_>,
    now: &SentSchedule<'_>,
    reader: &Zone,
) -> Vec<FieldDifference> {
    let sent: Vec<_> = fields
        .iter()
        .filter(|field| !field.is_one_instant(before.body, now.body))
        .map(|field| (field, field.value(before.body), field.value(now.body)))
        .collect();
    if sent.iter().all(|(_, before, now)| before == now) {
        return Vec::new();
    }
    let is_told = before.clock.is_some() && now.clock.is_some();
    let different = sent.into_iter().filter_map(|(field, sent_before, sent_now)| {
        let old = sent_before.as_deref().map(|sent| before.told(field.meaning, sent, reader));
        let new = sent_now.as_deref().map(|sent| now.told(field.meaning, sent, reader));
        let (old, new) = match (old == new, sent_before == sent_now) {
            (true, true) => return None,
            (false, true) if !is_told => return None,
            (false, _) => (old, new),
            // The same time or day for the reader, but another one in the request.
            (true, false) => {
                let with = |told: String, schedule: &SentSchedule<'_>, sent: Option<String>| {
                    let sent = schedule.as_sent(field.meaning, sent.as_deref().unwrap_or_default());
                    format!("{told} (sent as {sent})")
                };
                (old.map(|told| with(told, before, sent_before)), new.map(|told| with(told, now, sent_now)))
            }
        };
        Some(FieldDifference { field: field.name, old: OldValue::Read(old), new })
    });
    different.collect()
}

impl SentSchedule<'_> {
    /// A value of the body, as shown to the reader.
    fn told(&self, meaning: SentMeaning, sent: &str, reader: &Zone) -> String {
        if matches!(meaning, SentMeaning::Plain | SentMeaning::LocalTime { .. }) {
            return sent.to_owned();
        }
        let Some(clock) = &self.clock else {
            return format!("{} on the platform's clock", self.as_sent(meaning, sent));
        };
        let there = |wall: DateTime| reader.wall(clock.read(wall).instant());
        let SentMeaning::PlatformDays { start } = meaning else {
            return match sent.parse() {
                Ok(wall) => format!("{} {}", wall_clock::shown(there(wall)), reader.name()),
                Err(_) => sent.to_owned(),
            };
        };
        let start = self.body.pointer(start).and_then(Value::as_str);
        let Some(start) = start.and_then(|start| start.parse::<DateTime>().ok()) else {
            return sent.to_owned();
        };
        let days: Option<Vec<Weekday>> = sent.split(',').map(|day| day.parse().ok()).collect();
        let shift = days_from(start.date(), there(start).date());
        match days.and_then(WeekdaySet::from_days) {
            Some(days) => days.rotate(shift).iter().map(Weekday::short).collect::<Vec<_>>().join(","),
            None => sent.to_owned(),
        }
    }

    /// A value of the body, as sent.
    fn as_sent(&self, meaning: SentMeaning, sent: &str) -> String {
        let wall = sent.parse::<DateTime>().ok().filter(|_| meaning == SentMeaning::PlatformTime);
        let zone = self.clock.as_ref().map(|clock| format!(" {}", clock.name())).unwrap_or_default();
        wall.map_or_else(|| sent.to_owned(), |wall| format!("{}{zone}", wall_clock::shown(wall)))
    }
}

impl SentField {
    /// A row of a table.
    pub const fn new(name: &'static str, pointer: &'static str, meaning: SentMeaning) -> Self {
        Self { name, pointer, meaning }
    }

    /// Whether it is a local time that is the same instant in both bodies, in whichever zones.
    fn is_one_instant(&self, before: &Value, now: &Value) -> bool {
        self.instant(before).is_some_and(|at| self.instant(now) == Some(at))
    }

    /// The instant of a local time with a zone beside it.
    fn instant(&self, body: &Value) -> Option<Timestamp> {
        let SentMeaning::LocalTime { zone } = self.meaning else { return None };
        let wall: DateTime = body.pointer(self.pointer)?.as_str()?.parse().ok()?;
        let zone: Zone = body.pointer(zone)?.as_str()?.parse().ok()?;
        Some(zone.read(wall).instant())
    }

    /// Its value in a body, with the zone beside it.
    fn value(&self, body: &Value) -> Option<String> {
        let value = shown(body.pointer(self.pointer))?;
        let zone = match self.meaning {
            SentMeaning::LocalTime { zone } => shown(body.pointer(zone)),
            _ => None,
        };
        Some(zone.map_or_else(|| value.clone(), |zone| format!("{value} {zone}")))
    }
}

fn shown(value: Option<&Value>) -> Option<String> {
    match value? {
        Value::Null => None,
        Value::String(text) => Some(text.clone()),
        Value::Array(items) => {
            let rank = |word: &str| {
                ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"].iter().position(|it| *it == word)
            };
            let mut items: Vec<String> = items
                .iter()
                .map(|step| step.as_str().map_or_else(|| step.to_string(), str::to_owned))
                .collect();
            items.sort_by_key(|step| rank(step));
            Some(items.join(","))
        }
        other => Some(other.to_string()),
    }
}
