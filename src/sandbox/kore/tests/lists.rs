//! Contact lists and their contacts, compared with the platform's samples.

use axum::http::Method;
use serde_json::{Value, json};

use super::{BASE, body, created_id, sample, shape};
use crate::sandbox::{
    ACCOUNT, reset,
    testing::{Answer, Bench, call},
};

fn add_path() -> String {
    format!("/api/1.1/public/{}/campaign/contactList/addContacts", ACCOUNT.stream_id)
}

async fn create(bench: &Bench, name: &str, allow_duplicates: bool) -> String {
    let mut body =
        sample(&format!("POST {BASE}/contactList/createContactList"))["request"]["example"].clone();
    body["name"] = json!(name);
    body["allowDuplicates"] = json!(allow_duplicates);
    let answer = bench.send(&call(Method::POST, "/contactList/createContactList", Some(body))).await;
    assert_eq!(answer.status, 200, "{}", answer.raw);
    answer.body["data"]["_id"].as_str().unwrap_or_default().to_owned()
}

async fn add(bench: &Bench, name: &str, rows: Value) -> Answer {
    let body = json!({ "contact_list_name": name, "data": rows });
    bench.send(&call(Method::POST, "/unused", Some(body)).path(add_path())).await
}

async fn contacts(bench: &Bench, id: &str, query: &str) -> Value {
    let path = format!("/contactList/{id}/getAllContacts{query}");
    bench.send(&call(Method::GET, &path, None)).await.body
}

#[tokio::test]
async fn a_list_lives_through_every_call_in_the_documented_shapes() {
    let bench = Bench::start(|_| {}).await;
    let id = create(&bench, "Fresh", true).await;
    let of = |method: &str| {
        sample(&format!("{method} {BASE}/contactList/{{contactListId}}"))["response"]["example"].clone()
    };

    let read = bench.send(&call(Method::GET, &format!("/contactList/{id}"), None)).await;
    assert_eq!(shape(&read.body), shape(&of("GET")));
    let change = json!({ "name": "Fresher", "description": "New" });
    let changed = bench.send(&call(Method::PUT, &format!("/contactList/{id}"), Some(change))).await;
    assert_eq!(shape(&changed.body), shape(&of("PUT")));

    let queued = add(&bench, "Fresher", json!([{ "phoneNumber": "12025550125", "firstName": "Ada" }])).await;
    let documented = sample("POST /api/1.1/public/{streamId}/campaign/contactList/addContacts");
    assert_eq!(queued.body, documented["response"]["example"]);
    let listed = contacts(&bench, &id, "").await;
    assert_eq!(listed["data"]["results"][0]["firstName"], "Ada");
    assert_eq!(listed["data"]["totalResults"], 1);

    let deleted = bench.send(&call(Method::DELETE, &format!("/contactList/{id}"), None)).await;
    assert_eq!(shape(&deleted.body), shape(&of("DELETE")));
    assert_eq!(bench.send(&call(Method::GET, &format!("/contactList/{id}"), None)).await.status, 404);
}

#[tokio::test]
async fn what_is_wrong_is_refused_and_nothing_is_added() {
    let bench = Bench::start(|_| {}).await;
    let id = create(&bench, "Fresh", true).await;
    let bad_rows = [
        json!([]),
        json!([{ "phoneNumber": "12025550125" }, { "firstName": "Ada" }]),
        json!([{ "phoneNumber": "call me" }]),
        json!([{ "phoneNumber": 12_025_550_125_u64 }]),
        json!([{ "phoneNumber": "12025550125", "firstName": "x".repeat(301) }]),
        json!([{ "phoneNumber": "12025550125", "firstName": { "first": "Ada" } }]),
    ];
    for rows in bad_rows {
        assert_eq!(add(&bench, "Fresh", rows.clone()).await.status, 400, "{rows}");
    }
    assert_eq!(add(&bench, "Absent", json!([{ "phoneNumber": "12025550125" }])).await.status, 404);
    assert_eq!(contacts(&bench, &id, "").await["data"]["totalResults"], 0);
    let same_name = json!({ "name": "FRESH", "description": "", "source": "passiveApi" });
    let other_source = json!({ "name": "Other", "description": "", "source": "passiveApiIntegration" });
    for (body, status) in [(same_name, 409), (other_source, 400)] {
        let answer = bench.send(&call(Method::POST, "/contactList/createContactList", Some(body))).await;
        assert_eq!(answer.status, status, "{}", answer.raw);
    }
}

#[tokio::test]
async fn a_list_in_use_is_renamed_in_its_campaigns_and_not_deleted() {
    let bench = Bench::start(|_| {}).await;
    let campaign = created_id(&bench, &body("smsSimple")).await;
    let lists = bench.send(&call(Method::POST, "/contactList/getAllListDetails?type=call", None)).await;
    let id = lists.body["data"][0]["_id"].as_str().unwrap_or_default().to_owned();
    let change = json!({ "name": "Renamed" });
    assert_eq!(bench.send(&call(Method::PUT, &format!("/contactList/{id}"), Some(change))).await.status, 200);
    let read = bench.send(&call(Method::GET, &format!("/contactList/{id}"), None)).await;
    assert_eq!(read.body["data"]["campaignInUse"][0]["id"], json!(campaign));
    assert_eq!(read.body["data"]["isListInUse"], json!(false));
    assert_eq!(bench.send(&call(Method::DELETE, &format!("/contactList/{id}"), None)).await.status, 409);
}

#[tokio::test]
async fn contacts_come_in_pages_each_once() {
    let bench = Bench::start(|_| {}).await;
    let lists = bench.send(&call(Method::POST, "/contactList/getAllListDetails?type=call", None)).await;
    let list = &lists.body["data"][0];
    let (id, name) = (list["_id"].as_str().unwrap_or_default(), list["name"].as_str().unwrap_or_default());
    let rows: Vec<Value> =
        (0..30).map(|number| json!({ "phoneNumber": format!("+9198765{number:05}") })).collect();
    add(&bench, name, json!(rows)).await;
    let mut ids = Vec::new();
    let mut skip = 0;
    loop {
        let page = contacts(&bench, id, &format!("?skip={skip}&limit=40")).await;
        let rows = page["data"]["results"].as_array().cloned().unwrap_or_default();
        skip += rows.len();
        ids.extend(rows.iter().map(|row| row["_id"].to_string()));
        if page["data"]["hasMore"] != json!(true) {
            break;
        }
    }
    assert_eq!(ids.len(), 150);
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), 150, "two contacts have one id");
}

#[tokio::test]
async fn duplicates_are_kept_only_where_the_list_allows_them() {
    let bench = Bench::start(|_| {}).await;
    let row = json!([{ "phoneNumber": "12025550125" }, { "phoneNumber": "+12025550125" }]);
    for (name, allow, stored) in [("Keeps", true, 4), ("Drops", false, 1)] {
        let id = create(&bench, name, allow).await;
        add(&bench, name, row.clone()).await;
        add(&bench, name, row.clone()).await;
        assert_eq!(contacts(&bench, &id, "").await["data"]["totalResults"], stored, "{name}");
    }
}

#[tokio::test]
async fn a_reset_forgets_added_contacts() -> Result<(), Box<dyn std::error::Error>> {
    let bench = Bench::start(|_| {}).await;
    add(&bench, "Event Guests", json!([{ "phoneNumber": "12025550125" }])).await;
    let files = || {
        std::fs::read_dir(bench.folder.path()).map(|entries| {
            entries
                .flatten()
                .filter(|entry| entry.file_name().to_string_lossy().starts_with("contacts-"))
                .count()
        })
    };
    assert_eq!(files()?, 1);
    reset(bench.folder.path())?;
    assert_eq!(files()?, 0);
    Ok(())
}
