//! A schedule that was sent earlier is compared with the one to send.

use serde_json::{Value, json};

use super::SENT_SCHEDULE;
use crate::domain::difference::{FieldDifference, OldValue};
use crate::domain::finding::Problem;
use crate::domain::plan::{SentSchedule, remembered_differences};
use crate::domain::zone::Zone;

/// The differences of two bodies that were both sent on a UTC clock.
fn differences(before: &Value, now: &Value, reader: &Zone) -> Vec<FieldDifference> {
    let on_utc = |body| SentSchedule { body, clock: Some(Zone::utc()), reader: None };
    remembered_differences(&SENT_SCHEDULE, &on_utc(before), &on_utc(now), reader)
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
        let found: Vec<&str> = differences(&before, &now, &Zone::utc()).iter().map(|it| it.field).collect();
        assert_eq!(found, fields, "{pointer}");
    }
}

#[test]
fn times_are_told_in_the_readers_zone() -> Result<(), Problem> {
    let (before, mut now) = (body(&["Mon"]), body(&["Mon"]));
    now["startDateTime"] = json!("2027-01-04 10:00:00");
    let (old, new) = ("2027-01-04 14:30 Asia/Kolkata".to_owned(), "2027-01-04 15:30 Asia/Kolkata".to_owned());
    let change = FieldDifference { field: "startDateTime", old: OldValue::Read(Some(old)), new: Some(new) };
    assert_eq!(differences(&before, &now, &"Asia/Kolkata".parse()?), [change]);
    Ok(())
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
    let before = SentSchedule { body: &bodies[0], clock: clock(before.0)?, reader: None };
    let now = SentSchedule { body: &bodies[1], clock: clock(now.0)?, reader: None };
    let found = remembered_differences(&SENT_SCHEDULE, &before, &now, &"Asia/Kolkata".parse()?);
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
            vec![format!("{at_ten} → 2027-01-11 03:00 Asia/Kolkata"), "whichDays Mon → Mon,Sun".to_owned()],
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
