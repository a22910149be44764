//! The pattern of a recurring schedule (Burki contract §3).

use jiff::{
    Timestamp,
    civil::{Date, DateTime, Time, Weekday},
    tz::{TimeZone, TimeZoneDatabase},
};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::refusal::Refusal;
use crate::sandbox::choices::Strictness;

/// The number of days that are searched for the next run. A pattern without a run in 40 years has none.
const HORIZON: usize = 40 * 366;

const KEYS: [&str; 7] =
    ["frequency", "interval", "days_of_week", "day_of_month", "time", "time_zone", "end_date"];

/// When a schedule runs again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Recurrence {
    pattern: Pattern,
    /// Repeats every N days, weeks or months.
    interval: i32,
    /// Local time in `zone`.
    time: Time,
    /// A name of the zone database.
    zone: String,
    /// The local date from which intervals are counted: days from the date, weeks and months from the one that it is
    /// in.
    anchor: Date,
    /// The last instant at which a run may start; `None` for no end.
    end: Option<Timestamp>,
}

/// The days on which it runs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Pattern {
    Daily,
    /// The days of the week, from 1 for Monday to 7 for Sunday.
    Weekly(Vec<i8>),
    /// The day of the month. A month without this day has no run.
    Monthly(i8),
}

impl Recurrence {
    /// Reads `recurring_config`. Intervals are counted from `first`, or from today if there is no first run.
    ///
    /// # Errors
    ///
    /// 400 if a key is wrong or missing, or under strict choices unknown.
    pub(super) fn read(
        config: &Map<String, Value>,
        outer_zone: Option<&str>,
        first: Option<Timestamp>,
        now: Timestamp,
        strictness: Strictness,
    ) -> Result<Self, Refusal> {
        let wrong = |reason: &str| Refusal::schedule(&format!("recurring_config.{reason}"));
        if strictness == Strictness::Strict
            && let Some(key) = config.keys().find(|key| !KEYS.contains(&key.as_str()))
        {
            return Err(wrong(&format!("{key} is not known")));
        }
        let given = |key: &str| config.get(key).filter(|value| !value.is_null());
        let zone_name = match given("time_zone") {
            None => outer_zone.unwrap_or("UTC"),
            Some(name) => name.as_str().ok_or_else(|| wrong("time_zone must be a string"))?,
        };
        if outer_zone.is_some_and(|outer| outer != zone_name) {
            return Err(wrong("time_zone differs from timezone"));
        }
        let zone = zone(zone_name)?;
        let interval = match given("interval") {
            None => 1,
            Some(value) => value
                .as_i64()
                .and_then(|number| i32::try_from(number).ok())
                .filter(|number| *number >= 1)
                .ok_or_else(|| wrong("interval must be a whole number of at least 1"))?,
        };
        let pattern = pattern(config, strictness)?;
        let time = given("time")
            .and_then(Value::as_str)
            .and_then(clock_time)
            .ok_or_else(|| wrong("time must be like 09:00"))?;
        let end = given("end_date")
            .map(|value| value.as_str().and_then(|text| end_of(text, &zone)))
            .map(|end| end.ok_or_else(|| wrong("end_date must be an ISO 8601 date or time")))
            .transpose()?;
        let anchor = zone.to_datetime(first.unwrap_or(now)).date();
        Ok(Self { pattern, interval, time, zone: zone_name.to_owned(), anchor, end })
    }

    /// The last instant at which a run may start; `None` for no end.
    pub(super) const fn end(&self) -> Option<Timestamp> {
        self.end
    }

    /// The first run after an instant.
    pub(super) fn next_after(&self, instant: Timestamp) -> Option<Timestamp> {
        let zone = TimeZoneDatabase::bundled().get(&self.zone).ok()?;
        let from = zone.to_datetime(instant).date().max(self.anchor);
        let next = from
            .series(jiff::ToSpan::day(1))
            .take(HORIZON)
            .filter(|date| self.falls_on(*date))
            .filter_map(|date| at(&zone, date.to_datetime(self.time)))
            .find(|run| *run > instant)?;
        self.end.is_none_or(|end| next <= end).then_some(next)
    }

    fn falls_on(&self, date: Date) -> bool {
        match &self.pattern {
            Pattern::Daily => days_between(self.anchor, date) % self.interval == 0,
            Pattern::Weekly(days) => {
                let weeks = days_between(monday(self.anchor), monday(date)) / 7;
                days.contains(&date.weekday().to_monday_one_offset()) && weeks % self.interval == 0
            }
            Pattern::Monthly(day) => {
                let months = |date: Date| i32::from(date.year()) * 12 + i32::from(date.month());
                date.day() == *day && (months(date) - months(self.anchor)) % self.interval == 0
            }
        }
    }
}

fn pattern(config: &Map<String, Value>, strictness: Strictness) -> Result<Pattern, Refusal> {
    let wrong = |reason: &str| Refusal::schedule(&format!("recurring_config.{reason}"));
    let given = |key: &str| config.get(key).filter(|value| !value.is_null());
    let foreign = |keys: &[&str], frequency: &str| match keys.iter().find(|key| given(key).is_some()) {
        Some(key) if strictness == Strictness::Strict => {
            Err(wrong(&format!("{key} does not belong to the frequency {frequency}")))
        }
        _ => Ok(()),
    };
    match given("frequency").and_then(Value::as_str) {
        Some("daily") => {
            foreign(&["days_of_week", "day_of_month"], "daily")?;
            Ok(Pattern::Daily)
        }
        Some("weekly") => {
            foreign(&["day_of_month"], "weekly")?;
            let days = given("days_of_week").and_then(Value::as_array).filter(|days| !days.is_empty());
            let days = days.and_then(|days| days.iter().map(|day| number_up_to(day, 7)).collect());
            days.map(Pattern::Weekly).ok_or_else(|| wrong("days_of_week must hold numbers from 1 to 7"))
        }
        Some("monthly") => {
            foreign(&["days_of_week"], "monthly")?;
            let day = given("day_of_month").and_then(|day| number_up_to(day, 31));
            day.map(Pattern::Monthly).ok_or_else(|| wrong("day_of_month must be a number from 1 to 31"))
        }
        _ => Err(wrong("frequency must be daily, weekly or monthly")),
    }
}

fn number_up_to(value: &Value, most: i8) -> Option<i8> {
    let number = i8::try_from(value.as_i64()?).ok()?;
    (1..=most).contains(&number).then_some(number)
}

/// Reads a time in the form `HH:MM` of 24 hours, and no other.
fn clock_time(text: &str) -> Option<Time> {
    let (hour, minute) = text.split_once(':')?;
    let digits = |part: &str| {
        (part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_digit())).then(|| part.parse::<i8>().ok())
    };
    Time::new(digits(hour)??, digits(minute)??, 0, 0).ok()
}

/// Reads an end. A date without a time is its whole day; a time without an offset is local time in the time zone.
fn end_of(text: &str, zone: &TimeZone) -> Option<Timestamp> {
    match date(text) {
        // The end of the calendar's last days is later than any instant.
        Some(date) => Some(at(zone, date.to_datetime(Time::MAX)).unwrap_or(Timestamp::MAX)),
        None => instant(text, zone),
    }
}

/// Reads a date in the form `YYYY-MM-DD`, and no other.
fn date(text: &str) -> Option<Date> {
    if text.len() == 10 { text.parse().ok() } else { None }
}

/// Reads an ISO 8601 time. With an offset it is an instant; without one it is local time in the time zone.
pub(super) fn instant(text: &str, zone: &TimeZone) -> Option<Timestamp> {
    text.parse().ok().or_else(|| at(zone, text.parse::<DateTime>().ok()?))
}

/// The instant of a local time. A time in a clock gap is moved later by the length of the gap; of a time that occurs
/// twice, the earlier one is meant.
fn at(zone: &TimeZone, wall: DateTime) -> Option<Timestamp> {
    zone.to_zoned_datetime(wall).ok().map(|zoned| zoned.timestamp())
}

/// Reads a time zone's name. Only names of the bundled database count, in its own spelling.
///
/// # Errors
///
/// 400 for any other name.
pub(super) fn zone(name: &str) -> Result<TimeZone, Refusal> {
    let zone = TimeZoneDatabase::bundled().get(name).ok();
    zone.filter(|zone| zone.iana_name() == Some(name))
        .ok_or_else(|| Refusal::schedule(&format!("{name} is not an IANA timezone")))
}

fn monday(date: Date) -> Date {
    let back = i64::from(date.weekday().since(Weekday::Monday));
    date.checked_sub(jiff::ToSpan::days(back)).unwrap_or(date)
}

fn days_between(from: Date, to: Date) -> i32 {
    (to - from).get_days()
}
