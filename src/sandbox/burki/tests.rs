//! The calls, over real sockets.

mod access;
mod campaigns;
mod contacts;
mod lifecycle;
mod schedules;
mod time;

use axum::http::Method;
use serde_json::{Value, json};

use crate::sandbox::{
    BURKI_API_KEY,
    choices::BurkiImports,
    testing::{Answer, Bench, TestRequest, send_text},
};

/// A call below `/api/v1/campaigns/`, with the key.
fn call(method: Method, path: &str, body: Option<Value>) -> TestRequest {
    let headers = vec![
        ("Authorization".to_owned(), format!("Bearer {BURKI_API_KEY}")),
        ("Content-Type".to_owned(), "application/json".to_owned()),
    ];
    TestRequest { method, path: format!("/api/v1/campaigns/{path}"), headers, body }
}

async fn get(bench: &Bench, path: &str) -> Answer {
    bench.send(&call(Method::GET, path, None)).await
}

async fn post(bench: &Bench, path: &str, body: Value) -> Answer {
    bench.send(&call(Method::POST, path, Some(body))).await
}

/// A post without a body.
async fn act(bench: &Bench, path: &str) -> Answer {
    bench.send(&call(Method::POST, path, None)).await
}

fn a_campaign(name: &str) -> Value {
    json!({ "name": name, "campaign_type": "call", "assistant_id": 7 })
}

/// Creates a campaign of calls and returns its id.
async fn create(bench: &Bench, name: &str) -> u64 {
    let answer = post(bench, "", a_campaign(name)).await;
    assert_eq!(answer.status, 200, "{}", answer.raw);
    answer.body["id"].as_u64().unwrap_or_default()
}

/// A file with this number of contacts. Their numbers are reserved for fiction.
fn contacts(count: usize) -> String {
    let rows = (0..count).map(|row| format!("2025550{:03},Person {row},Blue\n", 100 + row));
    let rows = rows.collect::<Vec<_>>().concat();
    format!("phone,name,colour\n{rows}")
}

/// Imports a file with this text.
async fn import(bench: &Bench, id: u64, file: &str, mappings: Option<&str>) -> Answer {
    let mappings = mappings.map(|text| {
        format!("--edge\r\nContent-Disposition: form-data; name=\"column_mappings\"\r\n\r\n{text}\r\n")
    });
    let body = format!(
        "{}--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"people.csv\"\r\n\
         Content-Type: text/csv\r\n\r\n{file}\r\n--edge--\r\n",
        mappings.unwrap_or_default()
    );
    send_form(bench, id, &body).await
}

async fn send_form(bench: &Bench, id: u64, body: &str) -> Answer {
    let request = format!(
        "POST /api/v1/campaigns/{id}/import-data HTTP/1.1\r\nHost: sandbox\r\nConnection: close\r\n\
         Authorization: Bearer {BURKI_API_KEY}\r\nContent-Type: multipart/form-data; boundary=edge\r\n\
         Content-Length: {}\r\n\r\n{body}",
        body.len()
    );
    send_text(&bench.server, request).await
}

/// A campaign with this number of contacts.
async fn with_contacts(bench: &Bench, count: usize) -> u64 {
    let id = create(bench, "A").await;
    let answer = import(bench, id, &contacts(count), None).await;
    assert_eq!(answer.status, 202, "{}", answer.raw);
    id
}

async fn status(bench: &Bench, id: u64) -> String {
    get(bench, &id.to_string()).await.body["status"].as_str().unwrap_or_default().to_owned()
}

fn detail(answer: &Answer) -> &str {
    answer.body["detail"].as_str().unwrap_or_default()
}

/// The places that a 422 names, joined by dots.
fn places(answer: &Answer) -> Vec<String> {
    assert_eq!(answer.status, 422, "{}", answer.raw);
    let faults = answer.body["detail"].as_array().cloned().unwrap_or_default();
    assert!(!faults.is_empty(), "{}", answer.raw);
    let place = |fault: &Value| {
        assert!(fault["msg"].is_string() && fault["type"].is_string(), "{fault}");
        let parts = fault["loc"].as_array().cloned().unwrap_or_default();
        let texts = parts.iter().map(|part| part.as_str().map_or_else(|| part.to_string(), str::to_owned));
        texts.collect::<Vec<_>>().join(".")
    };
    faults.iter().map(place).collect()
}

/// Starts another server on the folder, with the clock at another instant.
async fn later(bench: Bench, instant: &str) -> Bench {
    Bench::on(bench.folder, instant).await
}

async fn immediate_imports() -> Bench {
    Bench::start(|options| options.choices.burki_imports = BurkiImports::Immediate).await
}
