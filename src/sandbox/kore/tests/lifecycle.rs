//! Tests of a campaign's life after its creation.

use axum::http::Method;
use serde_json::{Value, json};

use super::{BASE, body, created_id, enable, named, sample, shape};
use crate::sandbox::{
    ACCOUNT, summary,
    testing::{Bench, TestRequest, call, clock},
};

#[tokio::test]
async fn a_schedule_goes_on_and_off() {
    let bench = Bench::start(|_| {}).await;
    let name = "Agentless Voice | Feedback | Jan 9";
    let id = created_id(&bench, &body("agentless")).await;
    let samples = sample(&format!("POST {BASE}/schedule"));

    let answer = enable(&bench, name).await;
    let mut expected = samples["response"]["enable"].clone();
    expected["id"] = json!(id);
    assert_eq!(answer.body, expected, "{}", answer.raw);
    let read = bench.send(&call(Method::GET, &format!("/{id}"), None)).await.body;
    assert_eq!(read["data"]["status"], json!("Scheduled"));
    let both = json!({ "isSchedulingEnabled": true, "isRecurrenceEnabled": true });
    assert_eq!(read["data"]["schedule"], both);

    let stored =
        summary(bench.folder.path(), clock()).map(|summary| summary.kore.campaigns).unwrap_or_default();
    let schedule = stored.first().and_then(|campaign| campaign.schedule.clone());
    let sent = &samples["request"]["daily"];
    assert_eq!(schedule.map(|schedule| json!(schedule)).as_ref(), Some(sent));

    let path =
        "/schedule?enableSchedule=false&campaignName=Agentless%20Voice%20%7C%20Feedback%20%7C%20Jan%209";
    let answer = bench.send(&call(Method::POST, path, Some(json!({})))).await;
    expected = samples["response"]["disable"].clone();
    expected["id"] = json!(id);
    assert_eq!(answer.body, expected);
    let read = bench.send(&call(Method::GET, &format!("/{id}"), None)).await.body;
    assert_eq!(read["data"]["status"], json!("Ready"));
}

#[tokio::test]
async fn wrong_schedules_are_refused() {
    let bench = Bench::start(|_| {}).await;
    created_id(&bench, &named("smsSimple", "A")).await;
    let good = sample(&format!("POST {BASE}/schedule"))["request"]["weekly"].clone();
    let cases = [
        ("startDateTime", json!("2027-01-1 18:29:00"), "startDateTime"),
        ("endDateTime", json!("2026-11-21 00:00:00"), "now"),
        ("endDateTime", json!("2027-01-01 18:29:00"), "startDateTime"),
        ("recurrenceObject", json!({}), "recurType"),
        ("timezone", json!("UTC"), "timezone"),
    ];
    for (key, value, named) in cases {
        let mut body = good.clone();
        body[key] = value;
        let path = "/schedule?enableSchedule=true&campaignName=A";
        let answer = bench.send(&call(Method::POST, path, Some(body))).await;
        assert_eq!(answer.status, 400, "{key}: {}", answer.raw);
        assert!(answer.error().contains(named), "{key}: {}", answer.error());
    }
    for (query, status) in [
        ("enableSchedule=true&campaignName=a", 404),
        ("campaignName=A", 400),
        ("enableSchedule=yes&campaignName=A", 400),
    ] {
        let answer = bench.send(&call(Method::POST, &format!("/schedule?{query}"), Some(good.clone()))).await;
        assert_eq!(answer.status, status, "{query}");
    }
    let disable = call(Method::POST, "/schedule?enableSchedule=false&campaignName=A", Some(good));
    assert_eq!(bench.send(&disable).await.status, 400, "disabling takes an empty object");
}

#[tokio::test]
async fn a_schedule_that_has_ended_is_completed() {
    let bench = Bench::start(|_| {}).await;
    let id = created_id(&bench, &named("smsSimple", "A")).await;
    enable(&bench, "A").await;
    let later = Bench::on(bench.folder, "2027-01-27T18:29:01Z").await;
    let read = later.send(&call(Method::GET, &format!("/{id}"), None).signed_for_years()).await;
    assert_eq!(read.body["data"]["status"], json!("Completed"), "{}", read.raw);
    let play = call(Method::POST, &format!("/trigger/{id}?campaignType=sms&trigger=play"), Some(json!({})));
    assert_eq!(later.send(&play.signed_for_years()).await.status, 200);
    let read = later.send(&call(Method::GET, &format!("/{id}"), None).signed_for_years()).await;
    assert_eq!(read.body["data"]["schedule"]["isSchedulingEnabled"], json!(false));
}

#[tokio::test]
async fn campaigns_start_and_stop_on_every_documented_path() {
    let bench = Bench::start(|_| {}).await;
    let samples = sample(&format!("POST {BASE}/trigger/{{campaignId}}"))["response"].clone();
    let sms = created_id(&bench, &body("smsSimple")).await;
    let voice = created_id(&bench, &body("agentless")).await;
    let trigger = |path: &str, kind: &str, trigger: &str| {
        call(Method::POST, &format!("{path}?campaignType={kind}&trigger={trigger}"), Some(json!({})))
    };
    let start_sms = trigger(&format!("/{sms}"), "sms", "play");
    let bare = start_sms.path.replace(&format!("&accountId={}", ACCOUNT.account_id), "");
    let without_campaign = |call: TestRequest| {
        let path = call.path.replacen("/campaign/api", "/api", 1);
        call.path(path)
    };
    let calls = [
        (start_sms.path(bare), "smsPlay"),
        (trigger(&format!("//trigger/{sms}"), "sms", "stop"), "smsStop"),
        (without_campaign(trigger(&format!("/trigger/{voice}"), "voice", "play")), "voicePlay"),
        (trigger(&format!("/trigger/{voice}"), "voice", "stop"), "voiceStop"),
    ];
    for (request, page) in calls {
        let answer = bench.send(&request).await;
        assert_eq!(shape(&answer.body), shape(&samples[page]), "{page}: {}", answer.raw);
    }
    let again = trigger(&format!("/trigger/{voice}"), "voice", "stop");
    assert_eq!(bench.send(&again).await.status, 409);
    assert_eq!(bench.send(&trigger(&format!("/trigger/{voice}"), "sms", "play")).await.status, 400);
}

#[tokio::test]
async fn an_active_campaign_is_left_alone() {
    let bench = Bench::start(|_| {}).await;
    let body = named("smsSimple", "A");
    let id = created_id(&bench, &body).await;
    let play = call(Method::POST, &format!("/trigger/{id}?campaignType=sms&trigger=play"), Some(json!({})));
    assert_eq!(bench.send(&play).await.status, 200);
    let status = bench.send(&call(Method::POST, &format!("/{id}/status?view=status"), Some(json!({})))).await;
    assert_eq!(status.body["data"], json!({ "id": id, "status": "Active", "name": "A" }));
    assert_eq!(enable(&bench, "A").await.status, 409);
    let path = format!("/{id}?campaignType=sms");
    assert_eq!(bench.send(&call(Method::PUT, &path, Some(body))).await.status, 409);
    assert_eq!(bench.send(&call(Method::DELETE, &path, None)).await.status, 409);
    let stop = call(Method::POST, &format!("/trigger/{id}?campaignType=sms&trigger=stop"), Some(json!({})));
    assert_eq!(bench.send(&stop).await.status, 200);
    enable(&bench, "A").await;
    assert_eq!(bench.send(&play).await.status, 409, "a scheduled campaign is not run by hand");
}

#[tokio::test]
async fn an_update_replaces_and_a_delete_removes() {
    let bench = Bench::start(|_| {}).await;
    created_id(&bench, &named("smsSimple", "Other")).await;
    let id = created_id(&bench, &named("smsSimple", "A")).await;
    let path = format!("/{id}?campaignType=sms");
    let mut changed = named("smsSimple", "A2");
    if let Some(map) = changed.as_object_mut() {
        map.remove("dncLists");
    }
    let answer = bench.send(&call(Method::PUT, &path, Some(changed))).await;
    assert_eq!(answer.body["message"], json!("Campaign A2 details updated successfully"), "{}", answer.raw);
    assert_eq!(answer.body["data"]["dncLists"], Value::Null, "what an update leaves out is gone");
    let taken = bench.send(&call(Method::PUT, &path, Some(named("smsSimple", "OTHER")))).await;
    assert_eq!(taken.status, 409);

    let answer = bench.send(&call(Method::DELETE, &path, None)).await;
    assert_eq!(answer.body["message"], json!("Campaign A2 deleted successfully"));
    assert_eq!(bench.send(&call(Method::GET, &format!("/{id}"), None)).await.status, 404);
    assert_eq!(bench.server_campaigns(), 1);

    let voice = body("agentless");
    let id = created_id(&bench, &voice).await;
    let update = sample(&format!("PUT {BASE}/{{campaignId}}"))["request"]["voice"].clone();
    let answer = bench.send(&call(Method::PUT, &format!("/{id}?campaignType=voice"), Some(update))).await;
    assert_eq!(answer.body["id"], json!(id), "{}", answer.raw);
}
