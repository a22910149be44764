//! A schedule that was sent, held against the one that is to be sent.

use jiff::civil::DateTime;
use serde_json::Value;

use crate::domain::difference::{Change, Old};
use crate::domain::wall_clock;
use crate::domain::zone::Zone;

/// The values of a schedule's body, and what differences call them. Kore.ai contract §9, Burki contract §3.
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

/// The fields in which the body of a schedule differs from one that was sent before, with times in the reader's zone; the order
/// of its days has no meaning.
#[must_use]
pub fn remembered_differences(before: &Value, now: &Value, zone: &Zone) -> Vec<Change> {
    let different = FIELDS.into_iter().filter_map(|(field, pointer)| {
        let (old, new) = (value(before, field, pointer), value(now, field, pointer));
        let told = |value| local(field, value, zone);
        (old != new).then(|| Change { field, old: Old::Read(old.map(told)), new: new.map(told) })
    });
    different.collect()
}

/// A value of a body. What time Burki's `scheduled_at` is depends on the zone beside it.
fn value(body: &Value, field: &str, pointer: &str) -> Option<String> {
    let value = shown(body.pointer(pointer))?;
    let zone = shown(body.get("timezone")).filter(|_| field == "scheduled_at");
    Some(zone.map_or_else(|| value.clone(), |zone| format!("{value} {zone}")))
}

/// A time that goes out in UTC, as its reader knows it.
fn local(field: &str, value: String, zone: &Zone) -> String {
    let is_utc = matches!(field, "startDateTime" | "endDateTime");
    match value.parse::<DateTime>().ok().filter(|_| is_utc) {
        None => value,
        Some(utc) => {
            let instant = Zone::utc().read(utc).instant();
            format!("{} {}", wall_clock::shown(zone.wall(instant)), zone.name())
        }
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

    use super::{Change, Old, Zone, remembered_differences};
    use crate::domain::finding::Problem;

    fn body(days: &[&str]) -> Value {
        json!({
            "startDateTime": "2027-01-04 09:00:00",
            "endDateTime": "2027-01-29 09:00:00",
            "recurrenceObject": {"recurType": "Weekly", "weeklyDetails": {"onceEveryNweeks": 1, "whichDays": days}},
        })
    }

    #[test]
    fn the_order_of_days_and_keys_is_no_difference() {
        assert_eq!(remembered_differences(&body(&["Mon", "Wed"]), &body(&["Wed", "Mon"]), &Zone::utc()), []);
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
                remembered_differences(&before, &now, &Zone::utc()).iter().map(|it| it.field).collect();
            assert_eq!(found, fields, "{pointer}");
        }
    }

    #[test]
    fn times_are_told_in_the_readers_zone() -> Result<(), Problem> {
        let (before, mut now) = (body(&["Mon"]), body(&["Mon"]));
        now["startDateTime"] = json!("2027-01-04 10:00:00");
        let (old, new) =
            ("2027-01-04 14:30 Asia/Kolkata".to_owned(), "2027-01-04 15:30 Asia/Kolkata".to_owned());
        let change = Change { field: "startDateTime", old: Old::Read(Some(old)), new: Some(new) };
        assert_eq!(remembered_differences(&before, &now, &"Asia/Kolkata".parse()?), [change]);
        Ok(())
    }

    #[test]
    fn one_local_time_in_two_zones_is_two_times() {
        let one_off = |zone| json!({"schedule_type": "scheduled", "scheduled_at": "2037-02-03T10:00:00", "timezone": zone});
        let (london, berlin) = (one_off("Europe/London"), one_off("Europe/Berlin"));
        let found = remembered_differences(&london, &berlin, &Zone::utc());
        assert_eq!(found.iter().map(|it| it.field).collect::<Vec<_>>(), ["scheduled_at"]);
        assert_eq!(found[0].new.as_deref(), Some("2037-02-03T10:00:00 Europe/Berlin"));
    }
}
