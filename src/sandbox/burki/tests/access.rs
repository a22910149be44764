//! Keys, paths, and the forms of errors.

use std::collections::BTreeSet;

use axum::http::Method;
use serde_json::{Value, json};

use super::{BURKI_API_KEY, a_campaign, act, call, create, detail, get, places, post};
use crate::sandbox::{
    reset, summary,
    testing::{Bench, clock, send, token},
};

#[tokio::test]
async fn only_the_key_is_let_in() {
    let bench = Bench::start(|_| {}).await;
    let jwt = format!("Bearer {}", token());
    let lower = format!("bearer {BURKI_API_KEY}");
    let basic = format!("Basic {BURKI_API_KEY}");
    let cases = [
        (None, 401),
        (Some("Bearer burki_live_other"), 401),
        (Some(jwt.as_str()), 401),
        (Some(BURKI_API_KEY), 401),
        (Some(basic.as_str()), 401),
        (Some(lower.as_str()), 200),
    ];
    for (header, status) in cases {
        let answer = bench.send(&call(Method::GET, "", None).header("Authorization", header)).await;
        assert_eq!(answer.status, status, "{header:?}: {}", answer.raw);
        assert_eq!(answer.body["detail"].is_string(), status == 401, "{}", answer.raw);
    }
    let keyless = call(Method::POST, "", Some(json!({}))).header("Authorization", None);
    assert_eq!(bench.send(&keyless).await.status, 401, "the key comes before the body");
}

#[tokio::test]
async fn a_wrong_last_slash_is_sent_elsewhere_and_does_nothing() {
    let bench = Bench::start(|_| {}).await;
    let cases = [
        (Method::GET, "/api/v1/campaigns?page=1&search=a%20b", "/api/v1/campaigns/?page=1&search=a+b"),
        (Method::POST, "/api/v1/campaigns", "/api/v1/campaigns/"),
        (Method::GET, "/api/v1/campaigns/1/", "/api/v1/campaigns/1"),
        (Method::POST, "/api/v1/campaigns/1/start/", "/api/v1/campaigns/1/start"),
    ];
    for (method, path, location) in cases {
        let request = call(method, "", Some(a_campaign("A"))).path(path.to_owned());
        let answer = bench.send(&request).await;
        assert_eq!(answer.status, 307, "{path}: {}", answer.raw);
        assert!(answer.raw.contains(&format!("location: http://sandbox{location}\r\n")), "{}", answer.raw);
    }
    assert_eq!(get(&bench, "").await.body["pagination"]["total_items"], json!(0));
}

#[tokio::test]
async fn what_is_not_there_is_404_and_another_method_405() {
    let bench = Bench::start(|_| {}).await;
    let id = create(&bench, "A").await;
    let cases = [
        (Method::GET, "1/resume".to_owned(), 404, "Not Found"),
        (Method::GET, "//".to_owned(), 404, "Not Found"),
        (Method::DELETE, String::new(), 405, "Method Not Allowed"),
        (Method::PATCH, id.to_string(), 405, "Method Not Allowed"),
        (Method::GET, format!("{id}/start"), 405, "Method Not Allowed"),
        (Method::GET, "999".to_owned(), 404, "Campaign not found"),
        (Method::DELETE, "999".to_owned(), 404, "Campaign not found"),
        (Method::GET, "999/schedule".to_owned(), 404, "Campaign not found"),
        (Method::POST, "999/unschedule".to_owned(), 404, "Campaign not found"),
        (Method::POST, "999/start".to_owned(), 404, "Campaign not found"),
        (Method::POST, "999/pause".to_owned(), 404, "Campaign not found"),
        (Method::POST, "999/stop".to_owned(), 404, "Campaign not found"),
        (Method::GET, "999/contacts".to_owned(), 404, "Campaign not found"),
        (Method::GET, "999/progress".to_owned(), 404, "Campaign not found"),
        (Method::GET, "999/executions".to_owned(), 404, "Campaign not found"),
        (Method::GET, "999/imports/1".to_owned(), 404, "Campaign not found"),
        (Method::GET, format!("{id}/imports/1"), 404, "Import not found"),
    ];
    for (method, path, status, text) in cases {
        let answer = bench.send(&call(method.clone(), &path, None)).await;
        assert_eq!((answer.status, detail(&answer)), (status, text), "{method} {path}");
    }
    for (path, body) in [
        ("999/schedule", json!({ "schedule_type": "immediate" })),
        ("999/re-execute", json!({ "contact_selection": "all" })),
    ] {
        assert_eq!(post(&bench, path, body).await.status, 404, "{path}");
    }
    let update = call(Method::PUT, "999", Some(json!({ "name": "B" })));
    assert_eq!(bench.send(&update).await.status, 404);
}

#[tokio::test]
async fn an_id_that_is_no_number_is_named() {
    let bench = Bench::start(|_| {}).await;
    assert_eq!(places(&get(&bench, "forty-two").await), ["path.campaign_id"]);
    assert_eq!(places(&act(&bench, "x/start").await), ["path.campaign_id"]);
    assert_eq!(places(&get(&bench, "1/imports/x").await), ["path.import_id"]);
    assert_eq!(places(&get(&bench, "template-preview").await), ["path.campaign_id"]);
}

#[tokio::test]
async fn a_body_that_is_no_object_is_named() {
    let bench = Bench::start(|_| {}).await;
    let id = create(&bench, "A").await;
    for path in [String::new(), format!("{id}/schedule"), format!("{id}/re-execute")] {
        assert_eq!(places(&act(&bench, &path).await), ["body"], "{path}");
        assert_eq!(places(&post(&bench, &path, json!([])).await), ["body"], "{path}");
        let plain = call(Method::POST, &path, Some(json!({}))).header("Content-Type", Some("text/plain"));
        assert_eq!(places(&bench.send(&plain).await), ["body"], "{path}");
    }
}

#[tokio::test]
async fn there_is_no_rate_limit_unless_one_is_asked_for() {
    let bench = Bench::start(|options| options.rate_limit_per_minute = None).await;
    for _ in 0..70 {
        assert_eq!(get(&bench, "").await.status, 200);
    }
    let bench = Bench::start(|options| options.rate_limit_per_minute = Some(1)).await;
    assert_eq!(get(&bench, "").await.status, 200);
    let answer = get(&bench, "").await;
    assert_eq!((answer.status, detail(&answer)), (429, "Rate limit exceeded"));
}

/// The answer to a create on a server with one fault, and the number of campaigns afterwards.
async fn with_fault(fault: &str) -> (crate::sandbox::testing::Answer, usize) {
    let bench = Bench::start(|options| options.faults.extend(fault.parse())).await;
    let answer = post(&bench, "", a_campaign("A")).await;
    (answer, summary(bench.folder.path(), clock()).map_or(usize::MAX, |summary| summary.burki_campaigns))
}

#[tokio::test]
async fn faults_speak_as_the_platform_does() {
    let (answer, campaigns) = with_fault("429:retry-after=2:POST:campaigns").await;
    assert!(answer.raw.contains("retry-after: 2\r\n"), "{}", answer.raw);
    assert_eq!((detail(&answer), campaigns), ("Rate limit exceeded", 0));
    let (answer, campaigns) = with_fault("502:applied").await;
    assert!(detail(&answer).contains("502"), "{}", answer.raw);
    assert_eq!((answer.status, campaigns), (502, 1));
    let (answer, campaigns) = with_fault("failed").await;
    assert_eq!((answer.status, &answer.body["success"], campaigns), (200, &json!(false), 0));
    let (answer, _) = with_fault("echo-token").await;
    assert!(detail(&answer).contains(BURKI_API_KEY), "{}", answer.raw);
    let (answer, _) = with_fault("wrong-json").await;
    assert!(answer.body["id"].is_null() && answer.body.is_object(), "{}", answer.raw);
    let bench = Bench::start(|options| options.faults.extend("duplicate-ids:GET".parse())).await;
    create(&bench, "A").await;
    let rows = get(&bench, "").await.body["campaigns"].as_array().map_or(0, Vec::len);
    assert_eq!(rows, 2, "one campaign, twice");
    let (answer, campaigns) = with_fault("drop-after-send").await;
    assert_eq!((answer.raw.as_str(), campaigns), ("", 1));
}

#[tokio::test]
async fn the_record_holds_no_key() -> Result<(), Box<dyn std::error::Error>> {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("requests.jsonl");
    let bench = Bench::start(|options| options.record = Some(path.clone())).await;
    create(&bench, "A").await;
    let text = std::fs::read_to_string(&path)?;
    assert!(!text.contains(BURKI_API_KEY));
    let line: Value = serde_json::from_str(text.trim())?;
    assert_eq!(line["headers"]["authorization"], json!("<token>"));
    assert_eq!((&line["body"]["name"], &line["status"]), (&json!("A"), &json!(200)));
    Ok(())
}

#[tokio::test]
async fn the_state_is_counted_kept_and_forgotten() -> Result<(), Box<dyn std::error::Error>> {
    let bench = Bench::start(|_| {}).await;
    create(&bench, "A").await;
    let counted = summary(bench.folder.path(), clock())?;
    assert_eq!((counted.burki_campaigns, counted.kore.campaigns.len()), (1, 0));
    let bench = super::later(bench, "2026-11-22T00:00:00Z").await;
    assert_eq!(get(&bench, "").await.body["campaigns"][0]["name"], json!("A"));
    reset(bench.folder.path())?;
    assert_eq!(summary(bench.folder.path(), clock())?.burki_campaigns, 0);
    Ok(())
}

#[tokio::test]
async fn writers_at_once_lose_nothing() -> Result<(), Box<dyn std::error::Error>> {
    let bench = Bench::start(|_| {}).await;
    let other = crate::sandbox::testing::serve(bench.folder.path()).await?;
    let (request, mut ids) = (call(Method::POST, "", Some(a_campaign("A"))), BTreeSet::new());
    for _ in 0..10 {
        let (one, two) = tokio::join!(bench.send(&request), send(&other, &request));
        ids.extend([one, two].map(|answer| answer.body["id"].as_u64()));
    }
    assert_eq!(ids, (1..=20).map(Some).collect());
    assert_eq!(summary(bench.folder.path(), clock())?.burki_campaigns, 20);
    Ok(())
}

#[tokio::test]
async fn a_broken_state_is_told_at_the_start() -> Result<(), Box<dyn std::error::Error>> {
    let folder = tempfile::tempdir()?;
    std::fs::write(folder.path().join("burki.json"), "{")?;
    let error = crate::sandbox::testing::serve(folder.path()).await.err().map(|error| error.to_string());
    assert!(error.as_deref().is_some_and(|text| text.contains("burki.json")), "{error:?}");
    Ok(())
}
