//! The body of a schedule, field by field, and what is read back.

use serde_json::{Value, json};

use super::{create, detail, get, places, post, status};
use crate::sandbox::{choices::Strictness, testing::Bench};

/// The sample bodies of the page, unchanged.
fn sample(schedule_type: &str) -> Value {
    match schedule_type {
        "immediate" => json!({ "schedule_type": "immediate" }),
        "scheduled" => json!({ "schedule_type": "scheduled", "scheduled_at": "2024-02-15T09:00:00",
                               "timezone": "America/New_York" }),
        _ => json!({ "schedule_type": "recurring", "scheduled_at": "2024-02-15T09:00:00",
                     "timezone": "America/New_York", "recurring_config": config() }),
    }
}

fn config() -> Value {
    json!({ "frequency": "weekly", "interval": 1, "days_of_week": [1, 2, 3, 4, 5], "time": "09:00",
            "time_zone": "America/New_York", "end_date": "2024-12-31" })
}

/// A sandbox on the day of the page's samples.
async fn in_february() -> (Bench, u64) {
    let clock = crate::clock::Clock::Fixed("2024-02-01T10:00:00Z".parse().unwrap_or_default());
    let bench = Bench::start(|options| options.clock = clock).await;
    let id = create(&bench, "A").await;
    (bench, id)
}

#[tokio::test]
async fn the_pages_bodies_are_taken_and_read_back() {
    let (bench, id) = in_february().await;
    let path = format!("{id}/schedule");
    let never = json!({ "schedule_type": "immediate", "scheduled_at": null, "recurring_config": null });
    assert_eq!(get(&bench, &path).await.body, never, "never scheduled");
    for (name, after) in [("scheduled", "scheduled"), ("recurring", "scheduled"), ("immediate", "draft")] {
        let answer = post(&bench, &path, sample(name)).await;
        assert_eq!(answer.body, json!({ "success": true, "message": "Schedule saved" }), "{}", answer.raw);
        assert_eq!(status(&bench, id).await, after);
        let expected = match name {
            "scheduled" => json!({ "schedule_type": "scheduled", "scheduled_at": "2024-02-15T14:00:00Z",
                                   "recurring_config": null }),
            "recurring" => json!({ "schedule_type": "recurring", "scheduled_at": "2024-02-15T14:00:00Z",
                                   "recurring_config": config() }),
            _ => never.clone(),
        };
        assert_eq!(get(&bench, &path).await.body, expected);
    }
    // The guide's sample has only the pattern: its first run is the next one that fits.
    let body = json!({ "schedule_type": "recurring", "recurring_config": config() });
    post(&bench, &path, body).await;
    assert_eq!(get(&bench, &path).await.body["scheduled_at"], json!("2024-02-01T14:00:00Z"));
}

#[tokio::test]
async fn an_offset_is_an_instant_and_no_zone_is_utc() {
    let (bench, id) = in_february().await;
    let path = format!("{id}/schedule");
    let cases = [
        (json!({ "scheduled_at": "2024-02-15T09:00:00" }), "2024-02-15T09:00:00Z"),
        (json!({ "scheduled_at": "2024-02-15T09:00:00Z", "timezone": "Asia/Tokyo" }), "2024-02-15T09:00:00Z"),
        (json!({ "scheduled_at": "2024-02-15T09:00:00+05:30" }), "2024-02-15T03:30:00Z"),
        (json!({ "scheduled_at": "2024-07-15T09:00", "timezone": "Europe/London" }), "2024-07-15T08:00:00Z"),
    ];
    for (mut body, instant) in cases {
        body["schedule_type"] = json!("scheduled");
        let answer = post(&bench, &path, body.clone()).await;
        assert_eq!(answer.status, 200, "{body}: {}", answer.raw);
        assert_eq!(get(&bench, &path).await.body["scheduled_at"], json!(instant), "{body}");
    }
}

/// Changes that make a correct recurring body wrong: a JSON pointer, the new value, and a word of the refusal.
fn faults() -> Vec<(&'static str, Value, &'static str)> {
    vec![
        ("/schedule_type", json!(null), "schedule_type"),
        ("/schedule_type", json!("once"), "schedule_type"),
        ("/schedule_type", json!(1), "schedule_type"),
        ("/schedule_type", json!("scheduled"), "recurring_config"),
        ("/scheduled_at", json!("2024-01-31T09:00:00"), "Scheduled time is in the past"),
        ("/scheduled_at", json!("2024-02-01T05:00:00"), "Scheduled time is in the past"),
        ("/scheduled_at", json!("tomorrow"), "scheduled_at"),
        ("/scheduled_at", json!(1_707_000_000), "scheduled_at"),
        ("/scheduled_at", json!("2025-01-01T09:00:00"), "end_date"),
        ("/timezone", json!("EST5"), "EST5"),
        ("/timezone", json!("america/new_york"), "america/new_york"),
        ("/timezone", json!("Europe/London"), "time_zone"),
        ("/recurring_config", json!(null), "recurring_config"),
        ("/recurring_config", json!([]), "recurring_config"),
        ("/recurring_config/frequency", json!("hourly"), "frequency"),
        ("/recurring_config/frequency", json!("daily"), "days_of_week"),
        ("/recurring_config/frequency", json!("monthly"), "days_of_week"),
        ("/recurring_config/interval", json!(0), "interval"),
        ("/recurring_config/interval", json!("1"), "interval"),
        ("/recurring_config/days_of_week", json!([]), "days_of_week"),
        ("/recurring_config/days_of_week", json!([0]), "days_of_week"),
        ("/recurring_config/days_of_week", json!([1, 8]), "days_of_week"),
        ("/recurring_config/days_of_week", json!(["Mon"]), "days_of_week"),
        ("/recurring_config/days_of_week", json!(null), "days_of_week"),
        ("/recurring_config/time", json!("9:00"), "time"),
        ("/recurring_config/time", json!("24:00"), "time"),
        ("/recurring_config/time", json!("09:00:00"), "time"),
        ("/recurring_config/time", json!(null), "time"),
        ("/recurring_config/time_zone", json!("America/Nowhere"), "time_zone"),
        ("/recurring_config/time_zone", json!(5), "time_zone"),
        ("/recurring_config/end_date", json!("soon"), "end_date"),
        ("/recurring_config/end_date", json!("2024-02-14"), "end_date"),
    ]
}

#[tokio::test]
async fn wrong_schedules_are_refused_with_a_reason() {
    let (bench, id) = in_february().await;
    let path = format!("{id}/schedule");
    for (pointer, value, word) in faults() {
        let mut body = sample("recurring");
        if let Some(place) = body.pointer_mut(pointer) {
            *place = value.clone();
        }
        let answer = post(&bench, &path, body).await;
        assert_eq!(answer.status, 400, "{pointer} {value}: {}", answer.raw);
        assert!(detail(&answer).contains(word), "{pointer} {value}: {}", detail(&answer));
    }
    let monthly = |day: Value| {
        json!({ "schedule_type": "recurring",
                "recurring_config": { "frequency": "monthly", "time": "09:00", "day_of_month": day } })
    };
    for day in [json!(0), json!(32), json!("1"), json!(null)] {
        let answer = post(&bench, &path, monthly(day.clone())).await;
        assert_eq!(answer.status, 400, "{day}");
        assert!(detail(&answer).contains("day_of_month"), "{day}: {}", detail(&answer));
    }
    assert_eq!(post(&bench, &path, json!({ "schedule_type": "scheduled" })).await.status, 400);
    assert_eq!(places(&post(&bench, &path, json!("immediate")).await), ["body"]);
    assert_eq!(status(&bench, id).await, "draft", "nothing was saved");
}

#[tokio::test]
async fn unknown_keys_are_refused_unless_lenient() {
    for (strictness, status) in [(Strictness::Strict, 400), (Strictness::Lenient, 200)] {
        let bench = Bench::start(|options| options.choices.strictness = strictness).await;
        let id = create(&bench, "A").await;
        for (pointer, key) in [("", "time_zone"), ("/recurring_config", "timezone")] {
            let mut body = json!({ "schedule_type": "recurring",
                                   "recurring_config": { "frequency": "daily", "time": "09:00" } });
            if let Some(place) = body.pointer_mut(pointer) {
                place[key] = json!("UTC");
            }
            let answer = post(&bench, &format!("{id}/schedule"), body).await;
            assert_eq!(answer.status, status, "{key}: {}", answer.raw);
            assert!(status == 200 || detail(&answer).contains(key), "{}", detail(&answer));
        }
    }
}
