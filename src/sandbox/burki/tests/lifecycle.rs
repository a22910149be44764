//! Every transition, allowed and refused.

use serde_json::{Value, json};

use super::{act, create, detail, get, post, status, with_contacts};
use crate::sandbox::testing::Bench;

const STATUSES: [&str; 7] = ["draft", "scheduled", "running", "paused", "completed", "cancelled", "failed"];

fn one_time(at: &str) -> Value {
    json!({ "schedule_type": "scheduled", "scheduled_at": at })
}

/// A campaign with 30 contacts (or none for `failed`) in a status, on a bench whose clock fits the status.
async fn in_status(wanted: &str) -> (Bench, u64) {
    let mut bench = Bench::start(|_| {}).await;
    let id = if wanted == "failed" { create(&bench, "A").await } else { with_contacts(&bench, 30).await };
    match wanted {
        "scheduled" | "failed" => {
            post(&bench, &format!("{id}/schedule"), one_time("2026-11-21T09:00:00")).await;
        }
        "running" | "paused" | "completed" | "cancelled" => {
            act(&bench, &format!("{id}/start")).await;
        }
        _ => {}
    }
    match wanted {
        "paused" => drop(act(&bench, &format!("{id}/pause")).await),
        "cancelled" => drop(act(&bench, &format!("{id}/stop")).await),
        "completed" => bench = super::later(bench, "2026-11-21T00:00:03Z").await,
        "failed" => bench = super::later(bench, "2026-11-21T09:00:00Z").await,
        _ => {}
    }
    assert_eq!(status(&bench, id).await, wanted);
    (bench, id)
}

/// Checks a call in every status: `after` has the status afterwards, or `None` where it is refused with 400.
async fn assert_transitions(path: &str, body: Option<Value>, after: [Option<&str>; 7]) {
    for (before, after) in STATUSES.into_iter().zip(after) {
        let (bench, id) = in_status(before).await;
        let path = format!("{id}/{path}");
        let answer = match &body {
            Some(body) => post(&bench, &path, body.clone()).await,
            None => act(&bench, &path).await,
        };
        let expected = if after.is_some() { 200 } else { 400 };
        assert_eq!(answer.status, expected, "{path} when {before}: {}", answer.raw);
        assert_eq!(status(&bench, id).await, after.unwrap_or(before), "{path} when {before}");
        assert_eq!(detail(&answer).is_empty(), after.is_some(), "{}", answer.raw);
    }
}

#[tokio::test]
async fn start() {
    let running = Some("running");
    let after = [running, Some("scheduled"), None, running, None, None, None];
    assert_transitions("start", None, after).await;
}

#[tokio::test]
async fn pause() {
    assert_transitions("pause", None, [None, None, Some("paused"), None, None, None, None]).await;
}

#[tokio::test]
async fn stop() {
    let cancelled = Some("cancelled");
    assert_transitions("stop", None, [None, cancelled, cancelled, cancelled, None, None, None]).await;
}

#[tokio::test]
async fn unschedule() {
    assert_transitions("unschedule", None, [None, Some("draft"), None, None, None, None, None]).await;
}

#[tokio::test]
async fn a_schedule_for_later() {
    let scheduled = Some("scheduled");
    let after = [scheduled, scheduled, None, scheduled, None, None, None];
    assert_transitions("schedule", Some(one_time("2026-12-01T09:00:00")), after).await;
}

#[tokio::test]
async fn a_schedule_taken_back() {
    let body = json!({ "schedule_type": "immediate" });
    let mut after = STATUSES.map(Some);
    after[1] = Some("draft");
    assert_transitions("schedule", Some(body), after).await;
}

#[tokio::test]
async fn re_execution() {
    let draft = Some("draft");
    // The failed campaign has no contacts to call.
    let after = [None, None, None, None, draft, draft, None];
    assert_transitions("re-execute", Some(json!({ "contact_selection": "all" })), after).await;
    let scheduled = Some("scheduled");
    let body = json!({ "contact_selection": "all", "schedule_settings": one_time("2026-12-01T09:00:00") });
    let after = [None, None, None, None, scheduled, scheduled, None];
    assert_transitions("re-execute", Some(body), after).await;
}

#[tokio::test]
async fn a_start_needs_somebody_to_call() {
    let bench = Bench::start(|_| {}).await;
    let id = create(&bench, "A").await;
    let answer = act(&bench, &format!("{id}/start")).await;
    assert_eq!((answer.status, detail(&answer)), (400, "No contacts found"));

    let id = with_contacts(&bench, 1).await;
    act(&bench, &format!("{id}/start")).await;
    act(&bench, &format!("{id}/pause")).await;
    let answer = act(&bench, &format!("{id}/start")).await;
    assert_eq!((answer.status, detail(&answer)), (400, "All contacts have already been processed"));
}

#[tokio::test]
async fn the_answers_are_the_pages() {
    let bench = Bench::start(|_| {}).await;
    let id = with_contacts(&bench, 30).await;
    let mut answer = act(&bench, &format!("{id}/start")).await.body;
    assert!(answer["task_id"].as_str().is_some_and(|task| task.len() == 13), "{answer}");
    answer["task_id"] = json!("abc123-def456");
    let expected = json!({ "success": true, "message": "Campaign execution started immediately",
                           "task_id": "abc123-def456", "campaign_id": id, "status": "scheduled" });
    assert_eq!(answer, expected);
    let answer = act(&bench, &format!("{id}/pause")).await.body;
    assert_eq!(answer, json!({ "message": "Campaign paused successfully" }));
    let answer = act(&bench, &format!("{id}/pause")).await;
    assert_eq!((answer.status, detail(&answer)), (400, "Campaign is not running"));
    let answer = act(&bench, &format!("{id}/stop")).await.body;
    assert_eq!(answer, json!({ "message": "Campaign stopped successfully" }));

    let id = with_contacts(&bench, 2).await;
    let schedule = json!({ "schedule_type": "scheduled", "scheduled_at": "2026-12-15T09:00:00",
                "timezone": "America/New_York" });
    post(&bench, &format!("{id}/schedule"), schedule).await;
    let answer = act(&bench, &format!("{id}/start")).await.body;
    assert_eq!(answer["message"], json!("Campaign scheduled for 2026-12-15 14:00:00 UTC"));
    assert_eq!(answer["scheduled_time"], json!("2026-12-15T14:00:00Z"));
    assert_eq!(answer["status"], json!("scheduled"));
}

#[tokio::test]
async fn a_re_execution_calls_whom_it_was_told() {
    let (bench, id) = in_status("completed").await;
    let path = format!("{id}/re-execute");
    let of = |contacts: &Value, wanted: &[&str]| {
        let rows = contacts["contacts"].as_array().cloned().unwrap_or_default();
        let fits = |row: &&Value| row["status"].as_str().is_some_and(|status| wanted.contains(&status));
        rows.iter().filter(fits).filter_map(|row| row["id"].as_u64()).collect::<Vec<u64>>()
    };
    let before = get(&bench, &format!("{id}/contacts")).await.body;
    let failed = of(&before, &["failed", "no_answer", "busy", "voicemail"]);
    assert!(!failed.is_empty() && failed.len() < 30, "{before}");

    for body in [
        json!({}),
        json!({ "contact_selection": "some" }),
        json!({ "contact_selection": ["1"] }),
        json!({ "contact_selection": [999_999] }),
        json!({ "contact_selection": [] }),
        json!({ "contact_selection": "all", "surprise": 1 }),
        json!({ "contact_selection": "all", "schedule_settings": "now" }),
        json!({ "contact_selection": "all", "schedule_settings": { "schedule_type": "recurring" } }),
        json!({ "contact_selection": "all", "schedule_settings": one_time("2026-11-20T09:00:00") }),
    ] {
        let answer = post(&bench, &path, body.clone()).await;
        assert_eq!(answer.status, 400, "{body}: {}", answer.raw);
    }
    let answer = post(&bench, &path, json!({ "contact_selection": "failed_only" })).await.body;
    let count = failed.len();
    let expected = json!({ "success": true,
        "message": format!("Campaign ready for re-execution with {count} contacts"), "campaign_id": id,
        "contacts_reset": count, "schedule_type": "immediate", "status": "draft" });
    assert_eq!(answer, expected);
    let after = get(&bench, &format!("{id}/contacts")).await.body;
    assert_eq!(of(&after, &["pending"]), failed);
    assert_eq!(of(&after, &["skipped"]).len(), 30 - count);
    let read = get(&bench, &id.to_string()).await.body;
    assert_eq!((&read["completed_contacts"], &read["failed_contacts"]), (&json!(0), &json!(0)));
    let history = get(&bench, &format!("{id}/executions")).await.body;
    assert_eq!(history["pagination"]["total_items"], json!(30), "the history is kept");
    let progress = get(&bench, &format!("{id}/progress")).await.body;
    assert_eq!(progress["metrics"]["total_duration_seconds"], json!(0), "the metrics are not");
}

#[tokio::test]
async fn a_re_execution_at_a_time_is_called_once() {
    let (bench, id) = in_status("completed").await;
    let chosen = get(&bench, &format!("{id}/contacts")).await.body["contacts"][4]["id"].clone();
    let body = json!({
        "contact_selection": [chosen],
        "schedule_settings": { "schedule_type": "scheduled", "scheduled_at": "2026-12-15T09:00:00",
                               "timezone": "America/New_York" },
    });
    let answer = post(&bench, &format!("{id}/re-execute"), body).await.body;
    let expected = json!({ "success": true,
        "message": "Campaign scheduled for re-execution at 2026-12-15 14:00:00 UTC with 1 contacts",
        "campaign_id": id, "contacts_reset": 1, "schedule_type": "once", "status": "scheduled",
        "scheduled_time": "2026-12-15T14:00:00Z" });
    assert_eq!(answer, expected);
    let bench = super::later(bench, "2026-12-15T14:00:01Z").await;
    assert_eq!(status(&bench, id).await, "completed");
    let history = get(&bench, &format!("{id}/executions")).await.body;
    assert_eq!(history["pagination"]["total_items"], json!(31), "one more was called");
}
