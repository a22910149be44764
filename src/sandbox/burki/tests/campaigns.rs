//! Create, list, get, update and delete.

use axum::http::Method;
use serde_json::{Value, json};

use super::{a_campaign, call, create, detail, get, import, places, post, with_contacts};
use crate::sandbox::{
    choices::Strictness,
    testing::{Bench, NOW},
};

async fn update(bench: &Bench, id: u64, body: Value) -> crate::sandbox::testing::Answer {
    bench.send(&call(Method::PUT, &id.to_string(), Some(body))).await
}

#[tokio::test]
async fn a_create_answers_with_what_is_kept() {
    let bench = Bench::start(|_| {}).await;
    let answer = post(&bench, "", a_campaign("A")).await;
    let expected = json!({
        "id": 1,
        "name": "A",
        "description": null,
        "campaign_type": "call",
        "status": "draft",
        "assistant_id": 7,
        "welcome_message_template": null,
        "agenda_template": null,
        "end_call_message_template": null,
        "sms_message_template": null,
        "fallback_values": {},
        "variable_mappings": {},
        "available_variables": [],
        "max_attempts": 3,
        "retry_delay_minutes": 30,
        "total_contacts": 0,
        "completed_contacts": 0,
        "failed_contacts": 0,
        "created_at": NOW,
        "updated_at": NOW,
    });
    assert_eq!((answer.status, &answer.body), (200, &expected), "{}", answer.raw);
    let read = get(&bench, "1").await.body;
    for (key, value) in expected.as_object().into_iter().flatten() {
        assert_eq!(&read[key], value, "{key}");
    }
    assert_eq!(read["assistant_name"], json!("Assistant 7"));
    assert_eq!(read["last_import_file_name"], json!(null));
}

#[tokio::test]
async fn every_field_and_limit_is_taken_at_its_edge() {
    let bench = Bench::start(|_| {}).await;
    let full = json!({
        "name": "\u{1F600}".repeat(200),
        "campaign_type": "mixed",
        "assistant_id": 1,
        "description": "D",
        "welcome_message_template": "Hello {{name}}",
        "agenda_template": "",
        "end_call_message_template": null,
        "sms_message_template": "S",
        "max_attempts": 10,
        "retry_delay_minutes": 1440,
        "fallback_values": { "name": "there" },
        "variable_mappings": { "a": "b" },
        "available_variables": ["name"],
        "pending_import": {},
    });
    let answer = post(&bench, "", full.clone()).await;
    assert_eq!(answer.status, 200, "{}", answer.raw);
    for key in ["name", "max_attempts", "retry_delay_minutes", "fallback_values", "available_variables"] {
        assert_eq!(answer.body[key], full[key], "{key}");
    }
}

/// A key, a wrong value for it, and the place that the answer names.
fn faults() -> Vec<(&'static str, Value, &'static str)> {
    vec![
        ("name", json!(""), "body.name"),
        ("name", json!("n".repeat(201)), "body.name"),
        ("name", json!(1), "body.name"),
        ("max_attempts", json!(0), "body.max_attempts"),
        ("max_attempts", json!(11), "body.max_attempts"),
        ("max_attempts", json!("3"), "body.max_attempts"),
        ("retry_delay_minutes", json!(4), "body.retry_delay_minutes"),
        ("retry_delay_minutes", json!(1441), "body.retry_delay_minutes"),
        ("retry_delay_minutes", json!(5.5), "body.retry_delay_minutes"),
        ("description", json!([]), "body.description"),
        ("fallback_values", json!([]), "body.fallback_values"),
        ("fallback_values", json!({ "name": 1 }), "body.fallback_values.name"),
        ("available_variables", json!({}), "body.available_variables"),
        ("available_variables", json!(["a", 1]), "body.available_variables.1"),
        ("pending_import", json!("x"), "body.pending_import"),
        ("surprise", json!(1), "body.surprise"),
    ]
}

#[tokio::test]
async fn wrong_values_are_named_in_create_and_update() {
    let bench = Bench::start(|_| {}).await;
    let id = create(&bench, "A").await;
    for (key, value, place) in faults() {
        let mut body = a_campaign("B");
        body[key] = value.clone();
        assert_eq!(places(&post(&bench, "", body).await), [place], "create {value}");
        assert_eq!(places(&update(&bench, id, json!({ key: value })).await), [place], "update {value}");
    }
    for (key, value) in
        [("campaign_type", json!("voice")), ("assistant_id", json!("7")), ("max_attempts", json!(null))]
    {
        let mut body = a_campaign("B");
        body[key] = value;
        assert_eq!(places(&post(&bench, "", body).await), [format!("body.{key}")]);
    }
    let all = places(&post(&bench, "", json!({ "max_attempts": 0 })).await);
    assert_eq!(all, ["body.name", "body.campaign_type", "body.assistant_id", "body.max_attempts"]);
    for fixed in ["campaign_type", "assistant_id"] {
        let body = json!({ fixed: a_campaign("A")[fixed] });
        assert_eq!(places(&update(&bench, id, body).await), [format!("body.{fixed}")]);
    }
    assert_eq!(get(&bench, "").await.body["pagination"]["total_items"], json!(1), "nothing was created");
}

#[tokio::test]
async fn a_lenient_sandbox_ignores_what_it_does_not_know() {
    let bench = Bench::start(|options| options.choices.strictness = Strictness::Lenient).await;
    let mut body = a_campaign("A");
    body["surprise"] = json!(1);
    assert_eq!(post(&bench, "", body).await.status, 200);
    let answer = update(&bench, 1, json!({ "campaign_type": "sms" })).await;
    assert_eq!(answer.status, 200);
    assert_eq!(get(&bench, "1?surprise=1").await.body["campaign_type"], json!("call"));
    assert_eq!(get(&bench, "?surprise=1").await.status, 200);
    let preview = post(&bench, "template-preview", json!({ "template": "Hi {{name}}" })).await;
    assert_eq!(preview.body["rendered_template"], json!("Hi there"));
}

#[tokio::test]
async fn an_update_changes_what_it_names() {
    let bench = Bench::start(|_| {}).await;
    let id = create(&bench, "A").await;
    let bench = super::later(bench, "2026-11-21T01:00:00Z").await;
    let body = json!({ "description": "D", "max_attempts": 5, "name": null });
    let answer = update(&bench, id, body).await;
    assert_eq!(answer.body, json!({ "message": "Campaign updated successfully" }), "{}", answer.raw);
    let read = get(&bench, &id.to_string()).await.body;
    let stored = ["name", "description", "max_attempts", "updated_at"].map(|key| read[key].clone());
    assert_eq!(stored, [json!("A"), json!("D"), json!(5), json!("2026-11-21T01:00:00Z")]);
    update(&bench, id, json!({ "description": null })).await;
    assert_eq!(get(&bench, &id.to_string()).await.body["description"], json!(null));
}

#[tokio::test]
async fn lists_are_filtered_and_paged() {
    let bench = Bench::start(|_| {}).await;
    create(&bench, "Alpha").await;
    let mut other = a_campaign("Beta");
    other["campaign_type"] = json!("sms");
    other["assistant_id"] = json!(8);
    other["description"] = json!("after ALPHA");
    post(&bench, "", other).await;
    let id = create(&bench, "Gamma").await;
    let schedule = json!({ "schedule_type": "scheduled", "scheduled_at": "2026-12-01T09:00:00" });
    post(&bench, &format!("{id}/schedule"), schedule).await;
    let cases = [
        ("", vec!["Alpha", "Beta", "Gamma"]),
        ("?status=scheduled", vec!["Gamma"]),
        ("?status=failed", vec![]),
        ("?campaign_type=sms", vec!["Beta"]),
        ("?assistant_id=7", vec!["Alpha", "Gamma"]),
        ("?search=alpha", vec!["Alpha", "Beta"]),
        ("?per_page=2", vec!["Alpha", "Beta"]),
        ("?per_page=2&page=2", vec!["Gamma"]),
        ("?page=9", vec![]),
    ];
    for (query, names) in cases {
        let answer = get(&bench, query).await;
        let rows = answer.body["campaigns"].as_array().cloned().unwrap_or_default();
        let found: Vec<&str> = rows.iter().filter_map(|row| row["name"].as_str()).collect();
        assert_eq!(found, names, "{query}: {}", answer.raw);
    }
    let paged = get(&bench, "?per_page=2&page=2").await.body["pagination"].clone();
    let expected = json!({ "page": 2, "per_page": 2, "total_items": 3, "total_pages": 2, "has_next": false,
                           "has_prev": true });
    assert_eq!(paged, expected);
    let row = get(&bench, "").await.body["campaigns"][0].clone();
    let metrics = json!({ "success_rate": 0.0, "answer_rate": 0.0, "average_duration_seconds": 0.0,
                          "total_duration_seconds": 0, "actual_cost": 0.0 });
    assert_eq!((&row["metrics"], &row["started_at"]), (&metrics, &json!(null)));
}

#[tokio::test]
async fn wrong_queries_are_named() {
    let bench = Bench::start(|_| {}).await;
    let cases = [
        ("?page=0", "query.page"),
        ("?page=one", "query.page"),
        ("?per_page=0", "query.per_page"),
        ("?per_page=1001", "query.per_page"),
        ("?status=Running", "query.status"),
        ("?campaign_type=voice", "query.campaign_type"),
        ("?assistant_id=x", "query.assistant_id"),
        ("?limit=10", "query.limit"),
    ];
    for (query, place) in cases {
        assert_eq!(places(&get(&bench, query).await), [place], "{query}");
    }
    assert_eq!(places(&get(&bench, "?page=0&per_page=0").await), ["query.page", "query.per_page"]);
}

#[tokio::test]
async fn a_delete_takes_everything_with_it() {
    let bench = Bench::start(|_| {}).await;
    let id = with_contacts(&bench, 3).await;
    let answer = bench.send(&call(Method::DELETE, &id.to_string(), None)).await;
    assert_eq!(answer.body, json!({ "message": "Campaign deleted successfully" }), "{}", answer.raw);
    assert_eq!(get(&bench, &format!("{id}/contacts")).await.status, 404);
    assert_eq!(import(&bench, id, "phone\n2025550100\n", None).await.status, 404);
}

#[tokio::test]
async fn templates_are_rendered() {
    let bench = Bench::start(|_| {}).await;
    let variables = json!({ "name": "ann LEE", "phone": "+12025550100", "count": 2 });
    let cases = [
        ("Hi {{name}}", "Hi ann LEE"),
        ("{{ name | title_case }} {{name|upper}} {{name|lower}}", "Ann Lee ANN LEE ann lee"),
        ("{{ phone | phone_format }}, {{ count }}", "(202) 555-0100, 2"),
        ("{{ city | default('town') | upper }} {{ name | default(\"x\") }}", "TOWN ann LEE"),
        ("{{ city }}|{{ company }}|{{ assistant_name }}", "|our company|your assistant"),
        ("no braces }", "no braces }"),
    ];
    for (template, rendered) in cases {
        let body = json!({ "template": template, "variables": variables });
        let answer = post(&bench, "template-preview", body).await;
        assert_eq!(answer.body, json!({ "success": true, "rendered_template": rendered }), "{template}");
    }
    for template in ["{{ name", "{{ name | shout }}", "{% if name %}", "{{ }}", "{{ city | default(x) }}"] {
        let body = json!({ "template": template, "variables": {} });
        let answer = post(&bench, "template-preview", body).await;
        let text = answer.body["rendered_template"].as_str().unwrap_or_default();
        assert_eq!((answer.status, &answer.body["success"]), (200, &json!(false)), "{template}");
        assert!(text.starts_with("[Template Error: ") && text.ends_with(template), "{text}");
    }
    assert_eq!(
        places(&post(&bench, "template-preview", json!({})).await),
        ["body.template", "body.variables"]
    );
}

#[tokio::test]
async fn a_running_campaign_is_neither_updated_nor_deleted() {
    let bench = Bench::start(|_| {}).await;
    let id = with_contacts(&bench, 3).await;
    super::act(&bench, &format!("{id}/start")).await;
    let answer = update(&bench, id, json!({ "name": "B" })).await;
    assert_eq!((answer.status, detail(&answer)), (400, "Cannot update a campaign with status running"));
    let answer = bench.send(&call(Method::DELETE, &id.to_string(), None)).await;
    assert_eq!(answer.status, 400, "{}", answer.raw);
    assert_eq!(get(&bench, &id.to_string()).await.body["name"], json!("A"));
}
