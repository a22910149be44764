//! Compares a schedule that was sent earlier with the one to send.

use jiff::civil::DateTime;
use serde_json::Value;

use crate::domain::difference::{FieldDifference, OldValue};
use crate::domain::wall_clock::{self, days_from};
use crate::domain::weekday::{Weekday, WeekdaySet};
use crate::domain::zone::Zone;

/// The names that differences use for the values of a schedule's body, and their places.
/// Kore.ai contract §9, Burki contract §3.
const FIELDS: [(&str, &str); 15] = [
    ("startDateTime", "/startDateTime"),
    ("endDateTime", "/endDateTime"),
    ("recurType", "/recurrenceObject/recurType"),
    ("onceEveryNdays", "/recurrenceObject/dailyDetails/onceEveryNdays"),
    ("onceEveryNweeks", "/recurrenceObject/weeklyDetails/onceEveryNweeks"),
    ("whichDays", "/recurrenceObject/weeklyDetails/whichDays"),
    ("schedule_type", "/schedule_type"),
    ("scheduled_at", "/scheduled_at"),
    ("frequency", "/recurring_config/frequency"),
    ("interval", "/recurring_config/interval"),
    ("days_of_week", "/recurring_config/days_of_week"),
    ("day_of_month", "/recurring_config/day_of_month"),
    ("time", "/recurring_config/time"),
    ("time_zone", "/recurring_config/time_zone"),
    ("end_date", "/recurring_config/end_date"),
];

/// A schedule that was sent or will be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SentSchedule<'body> {
    /// The body of the call.
    pub body: &'body Value,
    /// The platform's clock when it was sent: the zone of its times and weekdays, on a platform that repeats schedules
    /// on its own clock. `None` if the clock is not known, or each schedule names its zone.
    pub clock: Option<Zone>,
}

/// The fields in which a schedule differs from one that was sent before, with times and weekdays in the reader's zone.
/// The order of its days has no meaning. If the two bodies are equal, there are no differences: a weekday that differs
/// only for the reader is shown only if the bodies differ.
#[must_use]
pub fn remembered_differences(
    before: &SentSchedule<'_>,
    now: &SentSchedule<'_>,
    reader: &Zone,
) -> Vec<FieldDifference> {
    let sent = FIELDS
        .map(|(field, pointer)| (field, value(before.body, field, pointer), value(now.body, field, pointer)));
    if sent.iter().all(|(_, before, now)| before == now) {
        return Vec::new();
    }
    let is_told = before.clock.is_some() && now.clock.is_some();
    let different = sent.into_iter().filter_map(|(field, sent_before, sent_now)| {
        let old = sent_before.as_deref().map(|sent| before.told(field, sent, reader));
        let new = sent_now.as_deref().map(|sent| now.told(field, sent, reader));
        let (old, new) = match (old == new, sent_before == sent_now) {
            (true, true) => return None,
            (false, true) if !is_told => return None,
            (false, _) => (old, new),
            // The same time or day for the reader, but another one in the request.
            (true, false) => {
                let with = |told: String, schedule: &SentSchedule<'_>, sent: Option<String>| {
                    let sent = schedule.as_sent(field, sent.as_deref().unwrap_or_default());
                    format!("{told} (sent as {sent})")
                };
                (old.map(|told| with(told, before, sent_before)), new.map(|told| with(told, now, sent_now)))
            }
        };
        Some(FieldDifference { field, old: OldValue::Read(old), new })
    });
    different.collect()
}

impl SentSchedule<'_> {
    /// A value of the body, as shown to the reader.
    fn told(&self, field: &str, sent: &str, reader: &Zone) -> String {
        let is_time = is_time(field);
        if !is_time && field != "whichDays" {
            return sent.to_owned();
        }
        let Some(clock) = &self.clock else {
            return format!("{} on the platform's clock", self.as_sent(field, sent));
        };
        let there = |wall: DateTime| reader.wall(clock.read(wall).instant());
        if is_time {
            return match sent.parse() {
                Ok(wall) => format!("{} {}", wall_clock::shown(there(wall)), reader.name()),
                Err(_) => sent.to_owned(),
            };
        }
        let start = self.body["startDateTime"].as_str().and_then(|start| start.parse::<DateTime>().ok());
        let Some(start) = start else { return sent.to_owned() };
        let days: Option<Vec<Weekday>> = sent.split(',').map(|day| day.parse().ok()).collect();
        let shift = days_from(start.date(), there(start).date());
        match days.and_then(WeekdaySet::from_days) {
            Some(days) => days.rotate(shift).iter().map(Weekday::short).collect::<Vec<_>>().join(","),
            None => sent.to_owned(),
        }
    }

    /// A value of the body, as sent.
    fn as_sent(&self, field: &str, sent: &str) -> String {
        let wall = sent.parse::<DateTime>().ok().filter(|_| is_time(field));
        let zone = self.clock.as_ref().map(|clock| format!(" {}", clock.name())).unwrap_or_default();
        wall.map_or_else(|| sent.to_owned(), |wall| format!("{}{zone}", wall_clock::shown(wall)))
    }
}

/// Whether a value is local time on the platform's clock.
fn is_time(field: &str) -> bool {
    matches!(field, "startDateTime" | "endDateTime")
}

/// A value of a body. `scheduled_at` of Burki gets the zone beside it, which decides the time that it means.
fn value(body: &Value, field: &str, pointer: &str) -> Option<String> {
    let value = shown(body.pointer(pointer))?;
    let zone = shown(body.get("timezone")).filter(|_| field == "scheduled_at");
    Some(zone.map_or_else(|| value.clone(), |zone| format!("{value} {zone}")))
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
                .map(|item| item.as_str().map_or_else(|| item.to_string(), str::to_owned))
                .collect();
            items.sort_by_key(|item| rank(item));
            Some(items.join(","))
        }
        other => Some(other.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{FieldDifference, OldValue, SentSchedule, Zone, remembered_differences};
    use crate::domain::finding::Problem;

    /// The differences of two bodies that were both sent on a UTC clock.
    fn differences(before: &Value, now: &Value, reader: &Zone) -> Vec<FieldDifference> {
        let on_utc = |body| SentSchedule { body, clock: Some(Zone::utc()) };
        remembered_differences(&on_utc(before), &on_utc(now), reader)
    }

    fn body(days: &[&str]) -> Value {
        json!({
            "startDateTime": "2027-01-04 09:00:00",
            "endDateTime": "2027-01-29 09:00:00",
            "recurrenceObject": {"recurType": "Weekly", "weeklyDetails": {"onceEveryNweeks": 1, "whichDays": days}},
        })
    }

    #[test]
    fn the_order_of_days_and_keys_is_no_difference() {
        assert_eq!(differences(&body(&["Mon", "Wed"]), &body(&["Wed", "Mon"]), &Zone::utc()), []);
    }

    #[test]
    fn every_value_that_differs_is_named() {
        let before = body(&["Mon"]);
        let edits: [(&str, Value, &[&str]); 5] = [
            ("/startDateTime", json!("2027-01-05 09:00:00"), &["startDateTime"]),
            ("/endDateTime", json!("2027-02-05 09:00:00"), &["endDateTime"]),
            ("/recurrenceObject/weeklyDetails/whichDays", json!(["Mon", "Fri"]), &["whichDays"]),
            ("/recurrenceObject/weeklyDetails/onceEveryNweeks", json!(2), &["onceEveryNweeks"]),
            (
                "/recurrenceObject",
                json!({"recurType": "Daily", "dailyDetails": {"onceEveryNdays": 1}}),
                &["recurType", "onceEveryNdays", "onceEveryNweeks", "whichDays"],
            ),
        ];
        for (pointer, value, fields) in edits {
            let mut now = before.clone();
            *now.pointer_mut(pointer).unwrap_or(&mut Value::Null) = value;
            let found: Vec<&str> =
                differences(&before, &now, &Zone::utc()).iter().map(|it| it.field).collect();
            assert_eq!(found, fields, "{pointer}");
        }
    }

    #[test]
    fn times_are_told_in_the_readers_zone() -> Result<(), Problem> {
        let (before, mut now) = (body(&["Mon"]), body(&["Mon"]));
        now["startDateTime"] = json!("2027-01-04 10:00:00");
        let (old, new) =
            ("2027-01-04 14:30 Asia/Kolkata".to_owned(), "2027-01-04 15:30 Asia/Kolkata".to_owned());
        let change =
            FieldDifference { field: "startDateTime", old: OldValue::Read(Some(old)), new: Some(new) };
        assert_eq!(differences(&before, &now, &"Asia/Kolkata".parse()?), [change]);
        Ok(())
    }

    #[test]
    fn one_local_time_in_two_zones_is_two_times() {
        let one_off = |zone| json!({"schedule_type": "scheduled", "scheduled_at": "2037-02-03T10:00:00", "timezone": zone});
        let (london, berlin) = (one_off("Europe/London"), one_off("Europe/Berlin"));
        let found = differences(&london, &berlin, &Zone::utc());
        assert_eq!(found.iter().map(|it| it.field).collect::<Vec<_>>(), ["scheduled_at"]);
        assert_eq!(found[0].new.as_deref(), Some("2037-02-03T10:00:00 Europe/Berlin"));
    }
    /// A weekly schedule as it is sent.
    fn sent(start: &str, days: &[&str]) -> Value {
        json!({
            "startDateTime": format!("{start}:00"),
            "endDateTime": "2027-03-31 18:29:59",
            "recurrenceObject": {"recurType": "Weekly", "weeklyDetails": {"onceEveryNweeks": 1, "whichDays": days}},
        })
    }

    /// The differences of two weekly schedules that a reader in Kolkata sees. Each is given as its clock, and its start
    /// and days on that clock.
    fn told(
        before: (Option<&str>, &str, &[&str]),
        now: (Option<&str>, &str, &[&str]),
    ) -> Result<Vec<String>, Problem> {
        let bodies = [sent(before.1, before.2), sent(now.1, now.2)];
        let clock = |name: Option<&str>| name.map(str::parse).transpose();
        let before = SentSchedule { body: &bodies[0], clock: clock(before.0)? };
        let now = SentSchedule { body: &bodies[1], clock: clock(now.0)? };
        let found = remembered_differences(&before, &now, &"Asia/Kolkata".parse()?);
        let line = |change: FieldDifference| match change.old {
            OldValue::Read(old) => {
                format!("{} {} → {}", change.field, old.unwrap_or_default(), change.new.unwrap_or_default())
            }
            OldValue::NotReadable => change.field.to_owned(),
        };
        Ok(found.into_iter().filter(|change| change.field != "endDateTime").map(line).collect())
    }

    #[test]
    fn times_and_days_are_those_of_the_reader_whatever_the_platforms_clock_is() -> Result<(), Problem> {
        let (utc, new_york, kolkata) = (Some("UTC"), Some("America/New_York"), Some("Asia/Kolkata"));
        let at_ten = "startDateTime 2027-01-11 10:00 Asia/Kolkata";
        for (before, now, lines) in [
            // The reader's time moves by an hour, which is another day on the clock in New York.
            (
                (new_york, "2027-01-10 23:30", &["Sun"][..]),
                (new_york, "2027-01-11 00:30", &["Mon"][..]),
                vec![
                    format!("{at_ten} → 2027-01-11 11:00 Asia/Kolkata"),
                    "whichDays Mon (sent as Sun) → Mon (sent as Mon)".to_owned(),
                ],
            ),
            // Another day on both clocks, but by different days.
            (
                (utc, "2027-01-11 04:30", &["Mon"]),
                (utc, "2027-01-10 21:30", &["Sat", "Sun"]),
                vec![
                    format!("{at_ten} → 2027-01-11 03:00 Asia/Kolkata"),
                    "whichDays Mon → Mon,Sun".to_owned(),
                ],
            ),
            // Another day for the reader only.
            (
                (utc, "2027-01-11 04:30", &["Mon"]),
                (utc, "2027-01-11 21:30", &["Mon"]),
                vec![format!("{at_ten} → 2027-01-12 03:00 Asia/Kolkata"), "whichDays Mon → Tue".to_owned()],
            ),
            // The same time for the reader, on a clock that was corrected.
            (
                (utc, "2027-01-11 04:30", &["Mon"]),
                (kolkata, "2027-01-11 10:00", &["Mon"]),
                vec![format!(
                    "{at_ten} (sent as 2027-01-11 04:30 UTC) → 2027-01-11 10:00 Asia/Kolkata (sent as 2027-01-11 10:00 \
                     Asia/Kolkata)"
                )],
            ),
            // The two bodies are equal.
            ((utc, "2027-01-11 21:30", &["Mon"]), (kolkata, "2027-01-11 21:30", &["Mon"]), vec![]),
            ((None, "2027-01-11 21:30", &["Mon"]), (utc, "2027-01-11 21:30", &["Mon"]), vec![]),
            // The clock of the earlier one is not known.
            (
                (None, "2027-01-10 23:30", &["Sun"]),
                (new_york, "2027-01-11 00:30", &["Mon"]),
                vec![
                    "startDateTime 2027-01-10 23:30 on the platform's clock → 2027-01-11 11:00 Asia/Kolkata"
                        .to_owned(),
                    "whichDays Sun on the platform's clock → Mon".to_owned(),
                ],
            ),
        ] {
            assert_eq!(told(before, now)?, lines, "{before:?} {now:?}");
        }
        Ok(())
    }
}
