//! A schedule that was sent, held against the one that is to be sent.

use serde_json::Value;

use crate::domain::difference::{Change, Old};

/// The values of a schedule's body on Kore.ai, and what differences call them. Kore.ai contract §9.
const FIELDS: [(&str, &str); 6] = [
    ("startDateTime", "/startDateTime"),
    ("endDateTime", "/endDateTime"),
    ("recurType", "/recurrenceObject/recurType"),
    ("onceEveryNdays", "/recurrenceObject/dailyDetails/onceEveryNdays"),
    ("onceEveryNweeks", "/recurrenceObject/weeklyDetails/onceEveryNweeks"),
    ("whichDays", "/recurrenceObject/weeklyDetails/whichDays"),
];

/// The fields in which the body of a schedule differs from one that was sent before; the order of its days has no meaning.
#[must_use]
pub fn remembered_differences(before: &Value, now: &Value) -> Vec<Change> {
    let different = FIELDS.into_iter().filter_map(|(field, pointer)| {
        let (old, new) = (shown(before.pointer(pointer)), shown(now.pointer(pointer)));
        (old != new).then_some(Change { field, old: Old::Read(old), new })
    });
    different.collect()
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

    use super::remembered_differences;

    fn body(days: &[&str]) -> Value {
        json!({
            "startDateTime": "2027-01-04 09:00:00",
            "endDateTime": "2027-01-29 09:00:00",
            "recurrenceObject": {"recurType": "Weekly", "weeklyDetails": {"onceEveryNweeks": 1, "whichDays": days}},
        })
    }

    #[test]
    fn the_order_of_days_and_keys_is_no_difference() {
        assert_eq!(remembered_differences(&body(&["Mon", "Wed"]), &body(&["Wed", "Mon"])), []);
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
            let found: Vec<&str> = remembered_differences(&before, &now).iter().map(|it| it.field).collect();
            assert_eq!(found, fields, "{pointer}");
        }
    }
}
