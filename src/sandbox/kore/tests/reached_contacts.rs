//! The progress of a run with the clock, the contacts that it reached, and call-backs.

use axum::http::Method;
use serde_json::{Value, json};

use super::{BASE, body, created_id, sample, shape};
use crate::sandbox::testing::{Answer, Bench, TestRequest, call};

fn play(id: &str) -> TestRequest {
    call(Method::POST, &format!("/trigger/{id}?campaignType=voice&trigger=play"), Some(json!({})))
}

async fn contacts(bench: &Bench, id: &str, body: Value) -> Answer {
    bench
        .send(&call(Method::POST, &format!("/{id}/status?view=contacts"), Some(body)).signed_for_years())
        .await
}

#[tokio::test]
async fn a_run_reaches_its_contacts_and_is_completed() {
    let bench = Bench::start(|_| {}).await;
    let id = created_id(&bench, &body("agentless")).await;
    assert_eq!(contacts(&bench, &id, json!({})).await.body["data"]["totalResults"], json!(0));
    // A Monday, half an hour after the calling hours started in Kolkata.
    let bench = Bench::on(bench.folder, "2026-11-23T04:00:00Z").await;
    assert_eq!(bench.send(&play(&id).signed_for_years()).await.status, 200);
    let first = contacts(&bench, &id, json!({})).await;
    assert_eq!(first.body["data"]["results"][0]["dialerOutcome"], json!(""), "{}", first.raw);

    let bench = Bench::on(bench.folder, "2026-11-23T04:00:03Z").await;
    let some = contacts(&bench, &id, json!({ "page": 2, "limit": 20 })).await.body;
    assert_eq!((&some["data"]["totalResults"], &some["data"]["totalPages"]), (&json!(31), &json!(2)));
    assert_eq!(some["data"]["results"].as_array().map(Vec::len), Some(11));

    let bench = Bench::on(bench.folder, "2026-11-23T04:01:00Z").await;
    let all = contacts(&bench, &id, json!({ "limit": 100 })).await.body;
    let samples = sample(&format!("POST {BASE}/{{campaignId}}/status"));
    let expected = &samples["response"]["contacts"]["data"]["results"][0];
    assert_eq!(
        (&all["data"]["totalResults"], shape(&all["data"]["results"][0])),
        (&json!(120), shape(expected))
    );
    let read = bench.send(&call(Method::GET, &format!("/{id}"), None).signed_for_years()).await.body;
    assert_eq!(read["data"]["status"], json!("Completed"));
    assert_eq!(bench.send(&play(&id).signed_for_years()).await.status, 200, "it can be run again");
    for wrong in [json!({ "limit": 101 }), json!({ "page": 0 }), json!({ "skip": 1 })] {
        assert_eq!(contacts(&bench, &id, wrong).await.status, 400);
    }
}

#[tokio::test]
async fn a_stopped_run_reaches_nobody_more() {
    let bench = Bench::start(|_| {}).await;
    let id = created_id(&bench, &body("agentless")).await;
    let bench = Bench::on(bench.folder, "2026-11-23T04:00:00Z").await;
    bench.send(&play(&id).signed_for_years()).await;
    let bench = Bench::on(bench.folder, "2026-11-23T04:00:02Z").await;
    let stop = call(Method::POST, &format!("/trigger/{id}?campaignType=voice&trigger=stop"), Some(json!({})));
    assert_eq!(bench.send(&stop.signed_for_years()).await.status, 200);
    let bench = Bench::on(bench.folder, "2026-11-23T04:01:00Z").await;
    assert_eq!(contacts(&bench, &id, json!({})).await.body["data"]["totalResults"], json!(20));
}

#[tokio::test]
async fn contacts_of_a_running_instance_are_called_back() {
    let bench = Bench::start(|_| {}).await;
    let id = created_id(&bench, &body("agentless")).await;
    let started = bench.send(&play(&id)).await.body;
    let instance = started["campaignInstanceId"].as_str().unwrap_or_default();
    let samples = sample(&format!("POST {BASE}/{{campaignInstanceId}}/callContactAt"));
    let mut body = samples["request"]["example"].clone();
    let later = body[0].clone();
    body[0]["timeToContact"] = json!("2026-11-20T00:00:00Z");
    if let Some(items) = body.as_array_mut() {
        items.push(later);
    }
    let answer =
        bench.send(&call(Method::POST, &format!("/{instance}/callContactAt"), Some(body.clone()))).await;
    assert_eq!(answer.body["data"][0], samples["response"]["example"]["data"][0], "{}", answer.raw);
    assert_eq!(answer.body["data"][1]["status"], json!("success"));
    let other = call(Method::POST, "/cid-none/callContactAt", Some(body));
    assert_eq!(bench.send(&other).await.status, 404);
    let empty = call(Method::POST, &format!("/{instance}/callContactAt"), Some(json!([])));
    assert_eq!(bench.send(&empty).await.status, 400);
}
