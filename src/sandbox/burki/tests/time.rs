//! Campaigns while the clock advances.

use serde_json::{Value, json};

use super::{act, create, get, later, post, status, with_contacts};
use crate::sandbox::testing::Bench;

async fn progress(bench: &Bench, id: u64) -> Value {
    get(bench, &format!("{id}/progress")).await.body
}

#[tokio::test]
async fn contacts_are_reached_one_after_the_other() {
    let bench = Bench::start(|_| {}).await;
    let id = with_contacts(&bench, 30).await;
    act(&bench, &format!("{id}/start")).await;
    let mut bench = bench;
    for (second, done) in [(0, 0), (1, 10), (2, 20)] {
        bench = later(bench, &format!("2026-11-21T00:00:0{second}Z")).await;
        let answer = progress(&bench, id).await;
        let shown = &answer["progress"];
        let number = |key: &str| shown[key].as_u64().unwrap_or_default();
        assert_eq!(number("completed") + number("failed"), done, "{answer}");
        assert_eq!((number("processing"), number("pending")), (1, 29 - done), "{answer}");
        assert_eq!(answer["status"], json!("running"));
        assert_eq!(answer["started_at"], json!("2026-11-21T00:00:00Z"));
        assert_eq!(answer["completed_at"], json!(null));
        let recent = answer["recent_activity"].as_array().map_or(0, Vec::len);
        assert_eq!(recent as u64, done.min(10));
    }
    let calling = get(&bench, &format!("{id}/contacts?status=in_progress")).await.body;
    assert_eq!(calling["pagination"]["total_items"], json!(1));
    let bench = later(bench, "2026-11-21T00:00:03Z").await;
    let answer = progress(&bench, id).await;
    assert_eq!(answer["status"], json!("completed"));
    assert_eq!(answer["completed_at"], json!("2026-11-21T00:00:03Z"));
    assert_eq!(answer["progress"]["progress_percentage"], json!(100.0));
    let counted = |key: &str| answer["progress"][key].as_f64().unwrap_or_default();
    let rate = (counted("completed") / 30.0 * 10_000.0).round() / 100.0;
    assert_eq!(answer["progress"]["success_rate"], json!(rate));
    let again = later(bench, "2027-11-21T00:00:03Z").await;
    let mut after = progress(&again, id).await;
    after["metrics"]["last_updated"] = answer["metrics"]["last_updated"].clone();
    assert_eq!(after, answer, "time does nothing more");
}

#[tokio::test]
async fn a_pause_holds_the_rest_back() {
    let bench = Bench::start(|_| {}).await;
    let id = with_contacts(&bench, 30).await;
    act(&bench, &format!("{id}/start")).await;
    let bench = later(bench, "2026-11-21T00:00:01Z").await;
    act(&bench, &format!("{id}/pause")).await;
    let bench = later(bench, "2026-11-21T08:00:00Z").await;
    let held = progress(&bench, id).await["progress"].clone();
    // The current call ended with the pause.
    assert_eq!((&held["pending"], &held["processing"]), (&json!(19), &json!(0)));
    act(&bench, &format!("{id}/start")).await;
    let bench = later(bench, "2026-11-21T08:00:01Z").await;
    assert_eq!(progress(&bench, id).await["progress"]["pending"], json!(8));
    act(&bench, &format!("{id}/stop")).await;
    let read = get(&bench, &format!("{id}/contacts?status=skipped")).await.body;
    assert_eq!(read["pagination"]["total_items"], json!(8), "{read}");
    assert_eq!(progress(&bench, id).await["completed_at"], json!("2026-11-21T08:00:01Z"));
}

#[tokio::test]
async fn a_schedule_waits_for_its_time() {
    let bench = Bench::start(|_| {}).await;
    let id = with_contacts(&bench, 30).await;
    let body = json!({ "schedule_type": "scheduled", "scheduled_at": "2026-12-01T09:00:00",
                       "timezone": "America/New_York" });
    post(&bench, &format!("{id}/schedule"), body).await;
    let mut bench = bench;
    for (instant, expected) in [
        ("2026-12-01T13:59:59Z", "scheduled"),
        ("2026-12-01T14:00:00Z", "running"),
        ("2026-12-01T14:00:02.999Z", "running"),
        ("2026-12-01T14:00:03Z", "completed"),
    ] {
        bench = later(bench, instant).await;
        assert_eq!(status(&bench, id).await, expected, "{instant}");
    }
}

#[tokio::test]
async fn a_schedule_without_contacts_fails_at_its_time() {
    let bench = Bench::start(|_| {}).await;
    let id = create(&bench, "A").await;
    let body = json!({ "schedule_type": "scheduled", "scheduled_at": "2026-12-01T09:00:00" });
    post(&bench, &format!("{id}/schedule"), body).await;
    let bench = later(bench, "2026-12-01T09:00:00Z").await;
    assert_eq!(status(&bench, id).await, "failed");
}

/// The first runs of a recurring schedule, each read at the end of the run before.
async fn runs(config: Value, first: Option<&str>, count: usize) -> Vec<String> {
    let bench = Bench::start(|_| {}).await;
    let id = with_contacts(&bench, 2).await;
    let body = json!({ "schedule_type": "recurring", "scheduled_at": first, "recurring_config": config });
    let answer = post(&bench, &format!("{id}/schedule"), body).await;
    assert_eq!(answer.status, 200, "{}", answer.raw);
    let mut bench = bench;
    let mut found = Vec::new();
    while found.len() < count {
        let answer = act(&bench, &format!("{id}/start")).await;
        let Some(run) = answer.body["scheduled_time"].as_str() else { break };
        found.push(run.to_owned());
        bench = later(bench, run).await;
        assert_eq!(status(&bench, id).await, "running", "at {run}");
        bench = later(bench, &run.replace(":00Z", ":01Z")).await;
    }
    if found.len() < count {
        assert_eq!(status(&bench, id).await, "completed");
    }
    found
}

#[tokio::test]
async fn recurring_campaigns_wait_between_runs_until_their_end() {
    // The clock's day, 2026-11-21, is a Saturday.
    let daily = json!({ "frequency": "daily", "interval": 2, "time": "09:00", "time_zone": "Asia/Kolkata",
                        "end_date": "2026-11-25" });
    let expected = ["2026-11-21T03:30:00Z", "2026-11-23T03:30:00Z", "2026-11-25T03:30:00Z"];
    assert_eq!(runs(daily, None, 9).await, expected);

    let weekly = json!({ "frequency": "weekly", "interval": 2, "days_of_week": [1, 7], "time": "09:00" });
    let expected = ["2026-11-22T09:00:00Z", "2026-11-30T09:00:00Z", "2026-12-06T09:00:00Z"];
    assert_eq!(runs(weekly.clone(), None, 3).await, expected);
    // The first run is the one that was sent, and weeks are counted from its week.
    let expected = ["2026-11-25T10:00:00Z", "2026-11-29T09:00:00Z", "2026-12-07T09:00:00Z"];
    assert_eq!(runs(weekly, Some("2026-11-25T10:00:00"), 3).await, expected);

    let monthly = json!({ "frequency": "monthly", "interval": 1, "day_of_month": 31, "time": "00:00" });
    let expected = ["2026-12-31T00:00:00Z", "2027-01-31T00:00:00Z", "2027-03-31T00:00:00Z"];
    assert_eq!(runs(monthly, None, 3).await, expected, "a month without the day has no run");

    let summer = json!({ "frequency": "monthly", "interval": 6, "day_of_month": 1, "time": "09:00",
                         "time_zone": "America/New_York" });
    let expected = ["2027-05-01T13:00:00Z", "2027-11-01T13:00:00Z", "2028-05-01T13:00:00Z"];
    assert_eq!(runs(summer, None, 3).await, expected, "the local time stays");

    let night = json!({ "frequency": "daily", "time": "02:30", "time_zone": "America/New_York" });
    let expected = ["2027-03-13T07:30:00Z", "2027-03-14T07:30:00Z", "2027-03-15T06:30:00Z"];
    assert_eq!(runs(night, Some("2027-03-13T07:30:00"), 3).await, expected, "02:30 is missing on the 14th");
}

#[tokio::test]
async fn runs_that_nobody_watched_have_happened() {
    let bench = Bench::start(|_| {}).await;
    let id = with_contacts(&bench, 2).await;
    let config = json!({ "frequency": "daily", "time": "09:00" });
    let body = json!({ "schedule_type": "recurring", "recurring_config": config });
    post(&bench, &format!("{id}/schedule"), body).await;
    let bench = later(bench, "2026-11-30T12:00:00Z").await;
    assert_eq!(status(&bench, id).await, "scheduled");
    let history = get(&bench, &format!("{id}/executions")).await.body;
    assert_eq!(history["pagination"]["total_items"], json!(20), "10 runs over 2 contacts");
    assert_eq!(history["executions"][0]["executed_at"], json!("2026-11-30T09:00:00Z"), "newest first");
}

#[tokio::test]
async fn two_sandboxes_tell_the_same_story() {
    let mut told = Vec::new();
    for _ in 0..2 {
        let bench = Bench::start(|_| {}).await;
        let id = with_contacts(&bench, 30).await;
        act(&bench, &format!("{id}/start")).await;
        let bench = later(bench, "2026-11-21T00:01:00Z").await;
        told.push(get(&bench, &format!("{id}/executions")).await.body);
    }
    assert_eq!(told[0], told[1]);
    let rows = told[0]["executions"].as_array().cloned().unwrap_or_default();
    let kinds: std::collections::BTreeSet<&str> =
        rows.iter().filter_map(|row| row["status"].as_str()).collect();
    assert!(kinds.len() >= 4 && kinds.contains("completed"), "{kinds:?}");
}
