//! The statuses of campaigns as the clock advances.

use axum::http::Method;
use serde_json::{Value, json};

use super::{body, created_id, named};
use crate::sandbox::{
    Options,
    testing::{Bench, TestRequest, call},
};

/// A voice campaign in Kolkata with calling hours from 9:00 AM to 6:00 PM: 03:30Z to 12:30Z. Its list has 120
/// contacts, which take twelve seconds.
const NAME: &str = "Agentless Voice | Feedback | Jan 9";

fn schedule(start: &str, end: &str, recurrence: Value) -> TestRequest {
    let name: String = url::form_urlencoded::byte_serialize(NAME.as_bytes()).collect();
    let mut body = json!({ "startDateTime": start, "endDateTime": end });
    body["recurrenceObject"] = recurrence;
    let path = format!("/schedule?enableSchedule=true&campaignName={name}");
    call(Method::POST, &path, Some(body)).signed_for_years()
}

fn weekdays() -> Value {
    let days = ["Mon", "Tue", "Wed", "Thu", "Fri"];
    json!({ "recurType": "Weekly", "weeklyDetails": { "onceEveryNweeks": 1, "whichDays": days } })
}

/// The status, the instance and the number of reached contacts, from three calls of the platform.
async fn look(bench: &Bench, id: &str) -> (String, Option<String>, u64) {
    let list = call(Method::POST, "/getAllCampaignDetails", Some(json!({ "type": "voice" })));
    let row = bench.send(&list.signed_for_years()).await.body["data"]["results"][0].clone();
    let read = bench.send(&call(Method::GET, &format!("/{id}"), None).signed_for_years()).await.body;
    let status = call(Method::POST, &format!("/{id}/status?view=status"), Some(json!({})));
    let status = bench.send(&status.signed_for_years()).await.body["data"]["status"].clone();
    assert_eq!((&row["status"], &read["data"]["status"]), (&status, &status), "all calls say the same");
    let contacts = call(Method::POST, &format!("/{id}/status?view=contacts"), Some(json!({ "limit": 100 })));
    let contacts = bench.send(&contacts.signed_for_years()).await.body["data"].clone();
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let total = contacts["totalResults"].as_u64().unwrap_or(u64::MAX);
    let rows = contacts["results"].as_array().map(Vec::as_slice).unwrap_or_default();
    let open = rows.iter().filter(|row| row["dialerOutcome"] == "").count() as u64;
    assert_eq!(open, u64::from(total < 100 && status == "Active"), "one is under way while it is Active");
    (text(&status).unwrap_or_default(), text(&row["campaignInstanceId"]), total - open)
}

/// Looks at these instants, in this order, with one folder.
async fn timeline(bench: Bench, id: &str, change: fn(&mut Options), steps: &[(&str, &str, u64)]) -> Bench {
    let mut bench = bench;
    for (instant, status, reached) in steps {
        bench = Bench::on_with(bench.folder, instant, change).await;
        let (is, _, has_reached) = look(&bench, id).await;
        assert_eq!((is.as_str(), has_reached), (*status, *reached), "{instant}");
    }
    bench
}

#[tokio::test]
async fn a_schedule_runs_in_calling_hours_and_each_recurrence_starts_afresh() {
    let bench = Bench::start(|_| {}).await;
    let id = created_id(&bench, &body("agentless")).await;
    // Monday's run is due half an hour before the calling hours.
    let enable = schedule("2026-11-23 03:00:00", "2026-11-25 23:00:00", weekdays());
    assert_eq!(bench.send(&enable).await.status, 200);
    let steps = [
        ("2026-11-21T00:00:00Z", "Scheduled", 0),
        ("2026-11-23T02:59:59Z", "Scheduled", 0),
        ("2026-11-23T03:29:59Z", "Scheduled", 0),
        ("2026-11-23T03:30:00Z", "Active", 0),
        ("2026-11-23T03:30:05Z", "Active", 50),
        ("2026-11-23T03:30:12Z", "Completed", 120),
        ("2026-11-24T02:59:59Z", "Completed", 120),
        // Tuesday's run is due, and waits: the instance is still Monday's.
        ("2026-11-24T03:00:00Z", "Scheduled", 120),
        ("2026-11-24T03:30:01Z", "Active", 10),
        ("2026-11-24T03:30:20Z", "Completed", 120),
        ("2026-11-25T03:31:00Z", "Completed", 120),
        ("2027-01-01T00:00:00Z", "Completed", 120),
    ];
    let bench = timeline(bench, &id, |_| {}, &steps).await;

    let mut instances = Vec::new();
    let mut folder = bench.folder;
    for instant in ["2026-11-23T03:31:00Z", "2026-11-24T03:01:00Z", "2026-11-24T03:31:00Z"] {
        let bench = Bench::on(folder, instant).await;
        instances.push(look(&bench, &id).await.1.unwrap_or_default());
        folder = bench.folder;
    }
    assert_eq!(instances[0], instances[1]);
    assert_ne!(instances[1], instances[2], "each recurrence is an instance of its own");
    assert!(instances[0].starts_with("cid-"));
}

#[tokio::test]
async fn a_run_that_never_meets_the_hours_is_none() {
    let bench = Bench::start(|_| {}).await;
    let id = created_id(&bench, &body("agentless")).await;
    let daily = json!({ "recurType": "Daily", "dailyDetails": { "onceEveryNdays": 1 } });
    bench.send(&schedule("2026-11-27 04:00:00", "2026-11-29 23:00:00", daily)).await;
    let steps = [
        ("2026-11-27T04:01:00Z", "Completed", 120),
        // The hours are closed on the weekend: Friday's contacts are the last.
        ("2026-11-29T05:00:00Z", "Scheduled", 120),
        ("2026-11-30T05:00:00Z", "Completed", 120),
    ];
    timeline(bench, &id, |_| {}, &steps).await;
}

#[tokio::test]
async fn between_two_runs_it_can_be_rescheduled_instead() {
    let bench = Bench::start(|_| {}).await;
    let id = created_id(&bench, &body("agentless")).await;
    bench.send(&schedule("2026-11-23 04:00:00", "2026-11-24 23:00:00", weekdays())).await;
    let change = |options: &mut Options| {
        let made = options.choices.choose("between-runs=rescheduled");
        assert_eq!(made, Ok(()));
    };
    let steps = [
        ("2026-11-23T04:00:30Z", "Rescheduled", 120),
        ("2026-11-24T04:00:01Z", "Active", 10),
        // No run comes after the last one.
        ("2026-11-24T04:00:30Z", "Completed", 120),
    ];
    timeline(bench, &id, change, &steps).await;
}

#[tokio::test]
async fn a_run_that_the_hours_interrupt_goes_on_with_them() {
    let bench = Bench::start(|_| {}).await;
    let id = created_id(&bench, &body("agentless")).await;
    let bench = Bench::on(bench.folder, "2026-11-23T12:29:55Z").await;
    let play = call(Method::POST, &format!("/trigger/{id}?campaignType=voice&trigger=play"), Some(json!({})));
    assert_eq!(bench.send(&play.signed_for_years()).await.status, 200);
    let steps = [
        ("2026-11-23T12:29:58Z", "Active", 30),
        ("2026-11-23T12:30:00Z", "Active", 50),
        ("2026-11-24T03:29:59Z", "Active", 50),
        ("2026-11-24T03:30:02Z", "Active", 70),
        ("2026-11-24T03:30:07Z", "Completed", 120),
    ];
    timeline(bench, &id, |_| {}, &steps).await;
}

#[tokio::test]
async fn stopping_ends_the_run_and_leaves_the_next_and_disabling_ends_all() {
    let bench = Bench::start(|_| {}).await;
    let id = created_id(&bench, &body("agentless")).await;
    bench.send(&schedule("2026-11-23 04:00:00", "2026-11-27 23:00:00", weekdays())).await;
    let bench = timeline(bench, &id, |_| {}, &[("2026-11-23T04:00:02Z", "Active", 20)]).await;
    let trigger = |word: &str| {
        let path = format!("/trigger/{id}?campaignType=voice&trigger={word}");
        call(Method::POST, &path, Some(json!({}))).signed_for_years()
    };
    assert_eq!(bench.send(&trigger("play")).await.status, 409);
    let stopped = bench.send(&trigger("stop")).await;
    assert_eq!(stopped.body["campaignInstanceId"].as_str(), look(&bench, &id).await.1.as_deref());
    let steps = [
        ("2026-11-23T04:00:02Z", "Stopped", 20),
        ("2026-11-23T05:00:00Z", "Stopped", 20),
        ("2026-11-24T04:00:03Z", "Active", 30),
    ];
    let bench = timeline(bench, &id, |_| {}, &steps).await;
    assert_eq!(bench.send(&trigger("stop")).await.status, 200);
    let bench = timeline(bench, &id, |_| {}, &[("2026-11-24T05:00:00Z", "Stopped", 30)]).await;
    let name: String = url::form_urlencoded::byte_serialize(NAME.as_bytes()).collect();
    let path = format!("/schedule?enableSchedule=false&campaignName={name}");
    let disable = call(Method::POST, &path, Some(json!({}))).signed_for_years();
    assert_eq!(bench.send(&disable).await.status, 200);
    timeline(bench, &id, |_| {}, &[("2026-11-25T04:00:03Z", "Ready", 0)]).await;
}

#[tokio::test]
async fn a_run_of_the_past_is_not_made_up_for() {
    let bench = Bench::start(|_| {}).await;
    let id = created_id(&bench, &body("agentless")).await;
    let bench = Bench::on(bench.folder, "2026-11-23T05:00:00Z").await;
    bench.send(&schedule("2026-11-23 04:00:00", "2026-11-27 23:00:00", weekdays())).await;
    let steps = [("2026-11-23T05:00:01Z", "Scheduled", 0), ("2026-11-24T04:00:01Z", "Active", 10)];
    timeline(bench, &id, |_| {}, &steps).await;
}

#[tokio::test]
async fn a_new_voice_campaign_is_prepared_for_a_moment() {
    let change = |options: &mut Options| assert_eq!(options.choices.choose("preparing=2s"), Ok(()));
    let bench = Bench::start(change).await;
    let id = created_id(&bench, &body("agentless")).await;
    let steps = [
        ("2026-11-21T00:00:00Z", "Preparing", 0),
        ("2026-11-21T00:00:01Z", "Preparing", 0),
        ("2026-11-21T00:00:02Z", "Ready", 0),
    ];
    timeline(bench, &id, change, &steps).await;
    let bench = Bench::start(change).await;
    let id = created_id(&bench, &named("smsSimple", "A")).await;
    let read = bench.send(&call(Method::GET, &format!("/{id}"), None)).await.body;
    assert_eq!(read["data"]["status"], json!("Ready"), "sms is ready at once");
}

#[tokio::test]
async fn outcomes_follow_from_the_seed() {
    let mut seen = Vec::new();
    for seed in [0, 7, 7] {
        let bench = Bench::start(|options| options.seed = seed).await;
        let id = created_id(&bench, &body("agentless")).await;
        let bench = Bench::on(bench.folder, "2026-11-23T04:00:00Z").await;
        let play =
            call(Method::POST, &format!("/trigger/{id}?campaignType=voice&trigger=play"), Some(json!({})));
        let instance = bench.send(&play.signed_for_years()).await.body["campaignInstanceId"].clone();
        let bench = Bench::on(bench.folder, "2026-11-23T05:00:00Z").await;
        let contacts = call(Method::POST, &format!("/{id}/status?view=contacts"), Some(json!({})));
        let rows = bench.send(&contacts.signed_for_years()).await.body["data"]["results"].clone();
        let codes: std::collections::BTreeSet<String> = rows
            .as_array()
            .into_iter()
            .flatten()
            .map(|row| row["agentDispositionCodes"][0].as_str().unwrap_or_default().to_owned())
            .collect();
        assert!(codes.len() > 3 && codes.contains("Connected") && codes.contains("Busy"), "{codes:?}");
        seen.push((id, instance, rows));
    }
    assert_eq!(seen[1], seen[2], "the same seed gives the same run");
    assert_ne!(seen[0].0, seen[1].0);
    assert_ne!(seen[0].2, seen[1].2);
}
