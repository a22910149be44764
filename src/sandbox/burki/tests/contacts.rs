//! Imports, contacts and executions.

use serde_json::{Value, json};

use super::{
    act, contacts, create, detail, get, immediate_imports, import, later, places, post, send_form,
    with_contacts,
};
use crate::sandbox::testing::{Bench, NOW};

async fn numbers(bench: &Bench, id: u64) -> Vec<String> {
    let answer = get(bench, &format!("{id}/contacts")).await.body;
    let rows = answer["contacts"].as_array().cloned().unwrap_or_default();
    rows.iter().filter_map(|row| row["phone_number"].as_str().map(str::to_owned)).collect()
}

#[tokio::test]
async fn an_import_is_queued_and_then_done() {
    let bench = Bench::start(|_| {}).await;
    let id = create(&bench, "A").await;
    let file = "phone,name,colour\n2025550100,Ann,Blue\n202-555-0100,Ann again,\nnobody,No One,\n";
    let answer = import(&bench, id, file, None).await;
    let number = answer.body["import_id"].clone();
    assert_eq!(
        (answer.status, &answer.body),
        (202, &json!({ "import_id": number, "status": "processing" })),
        "{}",
        answer.raw
    );
    let path = format!("{id}/imports/{number}");
    assert_eq!(get(&bench, &path).await.body, answer.body);
    let done = json!({ "import_id": number, "status": "completed", "file_name": "people.csv",
                       "import_date": NOW, "total_rows": 3, "imported_count": 1, "duplicate_count": 1,
                       "invalid_count": 1, "total_contacts": 1 });
    assert_eq!(get(&bench, &path).await.body, done, "the second look finds it done");

    let answer = import(&bench, id, file, None).await;
    let bench = later(bench, "2026-11-21T00:00:01Z").await;
    let path = format!("{id}/imports/{}", answer.body["import_id"]);
    assert_eq!(get(&bench, &path).await.body["status"], json!("completed"), "so does a second");
    let read = get(&bench, &id.to_string()).await.body;
    assert_eq!(read["last_import_file_name"], json!("people.csv"));
    assert_eq!((&read["last_import_date"], &read["last_import_row_count"]), (&json!(NOW), &json!(1)));
}

#[tokio::test]
async fn an_import_can_be_answered_at_once() {
    let bench = immediate_imports().await;
    let id = create(&bench, "A").await;
    let answer = import(&bench, id, &contacts(3), None).await;
    let expected = json!({ "success": true, "message": "Successfully imported 3 contacts",
                           "imported_count": 3, "total_contacts": 3, "file_name": "people.csv",
                           "import_date": NOW });
    assert_eq!((answer.status, answer.body), (200, expected));
}

#[tokio::test]
async fn columns_are_known_by_their_aliases_or_mapped() {
    let bench = Bench::start(|_| {}).await;
    let id = create(&bench, "A").await;
    let file = "Mobile,Full_Name,organization,email_address,colour\n2025550100,Ann,Acme,a@b.example,Blue\n";
    import(&bench, id, file, None).await;
    let row = get(&bench, &format!("{id}/contacts")).await.body["contacts"][0].clone();
    let values = json!({ "name": "Ann", "company": "Acme", "email": "a@b.example", "colour": "Blue" });
    let expected = json!({
        "id": row["id"],
        "phone_number": "+12025550100",
        "contact_data": { "company": "Acme", "source": "csv_import", "variable_values": values,
                          "custom_fields": { "colour": "Blue" } },
        "status": "pending",
        "attempts": 0,
        "created_at": NOW,
        "last_attempt_at": null,
    });
    assert_eq!(row, expected);

    let file = "\u{feff}Telefon;x,Who\n+442079460000,Bob\n";
    let mapped = import(&bench, id, file, Some(r#"{"Telefon;x": "phone_number", "Who": "name"}"#)).await;
    assert_eq!(mapped.status, 202, "{}", mapped.raw);
    let row = get(&bench, &format!("{id}/contacts")).await.body["contacts"][0].clone();
    assert_eq!(row["phone_number"], json!("+442079460000"));
    assert_eq!(row["contact_data"]["variable_values"], json!({ "name": "Bob" }));
}

#[tokio::test]
async fn a_later_import_replaces_what_was_left() {
    let bench = Bench::start(|_| {}).await;
    let id = with_contacts(&bench, 20).await;
    act(&bench, &format!("{id}/start")).await;
    let refused = import(&bench, id, &contacts(1), None).await;
    assert_eq!(refused.status, 400, "not while it runs: {}", refused.raw);
    let bench = later(bench, "2026-11-21T00:00:01Z").await;
    act(&bench, &format!("{id}/pause")).await;
    import(&bench, id, "phone\n2025550100\n2025559999\n", None).await;
    let numbers = numbers(&bench, id).await;
    assert_eq!(numbers.len(), 12, "11 were called: {numbers:?}");
    assert_eq!(numbers.last().map(String::as_str), Some("+12025559999"));
}

#[tokio::test]
async fn bad_files_are_refused() {
    let bench = Bench::start(|_| {}).await;
    let id = create(&bench, "A").await;
    let good = "phone\n2025550100\n";
    for (file, mappings) in [
        ("", None),
        ("phone\n", None),
        ("colour\nBlue\n", None),
        ("phone\nnobody\n12\n", None),
        ("phone,name\n2025550100\n", None),
        (good, Some("[]")),
        (good, Some("phone")),
        (good, Some(r#"{"phone": 1}"#)),
        (good, Some(r#"{"cell": "phone"}"#)),
    ] {
        let answer = import(&bench, id, file, mappings).await;
        assert_eq!(answer.status, 400, "{file:?} {mappings:?}: {}", answer.raw);
        assert!(!detail(&answer).is_empty(), "{}", answer.raw);
    }
    for form in
        ["", "--edge--", "--edge\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\nx\r\n--edge--"]
    {
        assert_eq!(places(&send_form(&bench, id, form).await), ["body.file"], "{form:?}");
    }
    assert_eq!(numbers(&bench, id).await, Vec::<String>::new());
}

#[tokio::test]
async fn contacts_are_filtered_and_paged() {
    let bench = Bench::start(|_| {}).await;
    let id = with_contacts(&bench, 5).await;
    let answer = get(&bench, &format!("{id}/contacts?per_page=2&page=3&status=pending")).await.body;
    assert_eq!(answer["contacts"].as_array().map(Vec::len), Some(1));
    assert_eq!(answer["pagination"]["total_pages"], json!(3));
    let answer = get(&bench, &format!("{id}/contacts?status=asleep")).await;
    assert_eq!((answer.status, detail(&answer)), (400, "Invalid status: asleep"));
    assert_eq!(get(&bench, &format!("{id}/executions?status=asleep")).await.status, 400);
    assert_eq!(places(&get(&bench, &format!("{id}/contacts?per_page=1001")).await), ["query.per_page"]);
    assert_eq!(places(&get(&bench, &format!("{id}/executions?page=0")).await), ["query.page"]);
}

#[tokio::test]
async fn messages_are_personal() {
    let bench = Bench::start(|_| {}).await;
    let body = json!({
        "name": "A",
        "campaign_type": "sms",
        "assistant_id": 7,
        "welcome_message_template": "Hi {{ name }} of {{ city }}, {{ colour | lower }}?",
        "fallback_values": { "city": "Rome", "colour": "Red" },
    });
    let id = post(&bench, "", body).await.body["id"].as_u64().unwrap_or_default();
    import(&bench, id, &contacts(1), None).await;
    act(&bench, &format!("{id}/start")).await;
    let bench = later(bench, "2026-11-21T00:00:01Z").await;
    let row = get(&bench, &format!("{id}/executions")).await.body["executions"][0].clone();
    let data = &row["execution_data"];
    assert_eq!(data["personalized_welcome_message"], json!("Hi Person 0 of Rome, blue?"));
    let used = json!({ "city": "Rome", "colour": "Blue", "name": "Person 0" });
    assert_eq!(data["template_variables_used"], used);
    assert!(row["call_id"].is_null() && row["sms_id"].is_string(), "{row}");
    assert_eq!(data["duration_seconds"], json!(0));
}

#[tokio::test]
async fn executions_tell_each_call() {
    let bench = Bench::start(|_| {}).await;
    let id = with_contacts(&bench, 20).await;
    act(&bench, &format!("{id}/start")).await;
    let bench = later(bench, "2026-11-21T00:00:10Z").await;
    let all = get(&bench, &format!("{id}/executions")).await.body;
    let rows = all["executions"].as_array().cloned().unwrap_or_default();
    assert_eq!(rows.len(), 20);
    let ids: std::collections::HashSet<u64> = rows.iter().filter_map(|row| row["id"].as_u64()).collect();
    assert_eq!(ids.len(), 20);
    let last = &rows[19];
    assert_eq!(last["execution_id"], last["id"]);
    assert_eq!((&last["contact_phone"], &last["contact_name"]), (&json!("+12025550100"), &json!("Person 0")));
    assert_eq!(last["execution_data"]["to_number"], json!("+12025550100"));
    assert_eq!(last["execution_data"]["personalized_welcome_message"], json!(null), "there is no template");
    assert!(last["call_id"].is_string() && last["sms_id"].is_null(), "{last}");
    let of = |status: &str| rows.iter().filter(|row| row["status"] == json!(status)).count();
    for status in ["completed", "no_answer"] {
        let narrowed = get(&bench, &format!("{id}/executions?status={status}")).await.body;
        assert_eq!(narrowed["pagination"]["total_items"], json!(of(status)), "{status}");
    }
    let seconds = |row: &Value| row["execution_data"]["duration_seconds"].as_u64().unwrap_or_default();
    let answered = |row: &Value| ["completed", "voicemail"].iter().any(|status| row["status"] == *status);
    assert!(rows.iter().all(|row| (seconds(row) > 0) == answered(row)), "{all}");
    let progress = get(&bench, &format!("{id}/progress")).await.body;
    let total: u64 = rows.iter().map(seconds).sum();
    assert_eq!(progress["metrics"]["total_duration_seconds"], json!(total));
}
