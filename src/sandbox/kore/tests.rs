//! The calls, over real sockets, compared with the platform's samples.

mod access;
mod choices;
mod lifecycle;
mod lists;
mod progress;
mod reached_contacts;

use axum::http::Method;
use serde_json::{Value, json};

use crate::sandbox::{
    CampaignType, Summary,
    choices::Strictness,
    summary,
    testing::{Answer, Bench, NOW, TestRequest, call, clock},
};

const SAMPLES: &str = include_str!("../../../tests/fixtures/kore-samples.json");
const BASE: &str = "/campaign/api/v2/public/{streamId}/campaign";

fn sample(key: &str) -> Value {
    let samples: Value = serde_json::from_str(SAMPLES).unwrap_or_default();
    let sample = samples[key].clone();
    assert!(sample.is_object(), "no sample {key}");
    sample
}

/// The sample request of a create page.
fn body(page: &str) -> Value {
    sample(&format!("POST {BASE}"))["request"][page].clone()
}

fn create(body: &Value) -> TestRequest {
    let kind = body["campaignType"].as_str().unwrap_or_default();
    call(Method::POST, &format!("?campaignType={kind}"), Some(body.clone()))
}

fn named(page: &str, name: &str) -> Value {
    let mut body = body(page);
    body["name"] = json!(name);
    body
}

/// The keys and types of a value, at all levels. A list has the form of its first element.
fn shape(value: &Value) -> Value {
    match value {
        Value::Object(map) => map.iter().map(|(key, value)| (key.clone(), shape(value))).collect(),
        Value::Array(list) => list.first().map_or(json!([]), |first| json!([shape(first)])),
        Value::String(_) => json!("text"),
        Value::Number(_) => json!("number"),
        Value::Bool(_) => json!("boolean"),
        Value::Null => Value::Null,
    }
}

async fn created_id(bench: &Bench, body: &Value) -> String {
    let answer = bench.send(&create(body)).await;
    assert_eq!(answer.status, 200, "{}", answer.raw);
    let data = &answer.body["data"];
    data["id"].as_str().or(data["_id"].as_str()).unwrap_or_default().to_owned()
}

async fn enable(bench: &Bench, name: &str) -> Answer {
    let daily = sample(&format!("POST {BASE}/schedule"))["request"]["daily"].clone();
    let name: String = url::form_urlencoded::byte_serialize(name.as_bytes()).collect();
    let path = format!("/schedule?enableSchedule=true&campaignName={name}");
    bench.send(&call(Method::POST, &path, Some(daily))).await
}

#[tokio::test]
async fn every_documented_create_is_taken_and_answered_in_its_shape() {
    let bench = Bench::start(|_| {}).await;
    let responses = &sample(&format!("POST {BASE}"))["response"];
    for page in ["agentless", "progressive", "preview", "smsSimple", "smsTemplate", "smsAdvanced"] {
        let body = body(page);
        let answer = bench.send(&create(&body)).await;
        assert_eq!(answer.status, 200, "{page}: {}", answer.raw);
        let message = format!("Campaign {} creation in progress", body["name"].as_str().unwrap_or_default());
        assert_eq!(answer.body["message"], json!(message));
        let (id, first_group, status) =
            if page.starts_with("sms") { ("_id", 8, "Ready") } else { ("id", 7, "Preparing") };
        let id = answer.body["data"][id].as_str().unwrap_or_default();
        assert!(id.starts_with("cd-") && id.split('-').nth(1).map(str::len) == Some(first_group), "{id}");
        assert_eq!(answer.body["data"]["status"], json!(status));
        assert_eq!(answer.body["data"]["createdAt"], json!(NOW.replace('Z', ".000Z")));
        match page {
            "agentless" => assert_eq!(shape(&answer.body), shape(&responses["voice"])),
            "smsSimple" => assert_eq!(shape(&answer.body), shape(&responses["sms"])),
            _ => {}
        }
    }
}

#[tokio::test]
async fn the_advanced_path_without_its_first_segment_creates_too() {
    let bench = Bench::start(|_| {}).await;
    let request = create(&body("smsAdvanced"));
    let path = request.path.replacen("/campaign/api", "/api", 1);
    assert_eq!(bench.send(&request.path(path)).await.status, 200);
}

#[tokio::test]
async fn reads_and_lists_have_the_documented_shapes() {
    let bench = Bench::start(|_| {}).await;
    let list = sample(&format!("POST {BASE}/getAllCampaignDetails"));
    let read = sample(&format!("GET {BASE}/{{campaignId}}"));
    for (page, kind) in [("agentless", "voice"), ("smsSimple", "sms")] {
        let id = created_id(&bench, &body(page)).await;
        let answer = bench.send(&call(Method::GET, &format!("/{id}"), None)).await;
        assert_eq!(answer.body["data"]["status"], json!("Ready"), "{}", answer.raw);
        assert_eq!(shape(&answer.body), shape(&read["response"][kind]));

        let request = call(Method::POST, "/getAllCampaignDetails", Some(json!({ "type": kind })));
        let answer = bench.send(&request).await;
        let mut expected = shape(&list["response"][kind]);
        // The sandbox's rows always have the second flag, which the voice sample lacks (Kore.ai contract §8.1).
        expected["data"]["results"][0]["schedule"]["isRecurrenceEnabled"] = json!("boolean");
        assert_eq!(shape(&answer.body), expected);
        assert_eq!(answer.body["message"], json!("Campaign  retrieved successfully"));
        assert_eq!(answer.body["data"]["totalResults"], json!(1));
    }
    assert_eq!(bench.send(&call(Method::GET, "/cd-none", None)).await.status, 404);
}

#[tokio::test]
async fn lists_are_filtered_sorted_and_paged() {
    let bench = Bench::start(|_| {}).await;
    for (name, priority) in [("B", "1"), ("A", "5"), ("C", "5")] {
        let mut body = named("smsSimple", name);
        body["priority"] = json!(priority);
        created_id(&bench, &body).await;
    }
    enable(&bench, "C").await;
    let cases = [
        (json!({}), vec!["B", "A", "C"], false),
        (json!({ "sortBy": { "name": "desc" } }), vec!["C", "B", "A"], false),
        (json!({ "filters": { "priority": [5] } }), vec!["A", "C"], false),
        (json!({ "filters": { "status": ["Scheduled"] } }), vec!["C"], false),
        (json!({ "limit": 2 }), vec!["B", "A"], true),
        (json!({ "limit": 2, "page": 2, "skip": 0 }), vec!["C"], false),
        (json!({ "limit": 1, "skip": 1 }), vec!["A"], true),
        (json!({ "limit": "", "skip": "", "page": "" }), vec!["B", "A", "C"], false),
        (json!({ "endDate": "2026-11-20T00:00:00.000Z" }), vec![], false),
    ];
    for (mut body, names, more) in cases {
        body["type"] = json!("sms");
        let answer = bench.send(&call(Method::POST, "/getAllCampaignDetails", Some(body.clone()))).await;
        let results = answer.body["data"]["results"].as_array().cloned().unwrap_or_default();
        let found: Vec<&str> = results.iter().filter_map(|row| row["name"].as_str()).collect();
        assert_eq!(found, names, "{body}: {}", answer.raw);
        assert_eq!(answer.body["data"]["hasMore"], json!(more), "{body}");
    }
    let long = call(Method::POST, "/getAllCampaignDetails", Some(json!({ "type": "sms", "limit": 1000 })));
    assert_eq!(bench.send(&long).await.body["data"]["limit"], json!(100));
    for body in [json!({}), json!({ "type": "all" }), json!({ "type": "sms", "name": "A" })] {
        let answer = bench.send(&call(Method::POST, "/getAllCampaignDetails", Some(body))).await;
        assert_eq!(answer.status, 400);
    }
}

/// Changes that make a correct body wrong, and the field that the refusal must name.
fn faults_of_any_campaign() -> Vec<(&'static str, Value, &'static str)> {
    vec![
        ("/name", json!(null), "name"),
        ("/name", json!(""), "name"),
        ("/name", json!("n".repeat(49)), "name"),
        ("/name", json!(format!("{}\u{1F600}", "n".repeat(47))), "name"),
        ("/description", json!("d".repeat(257)), "description"),
        ("/contactLists", json!([]), "contactLists"),
        ("/contactLists", json!("CL Only 2020 Dec 4"), "contactLists"),
        ("/contactLists", json!(["No Such List"]), "No Such List"),
        ("/dncLists", json!("testdnc"), "dncLists"),
        ("/dncLists/name", json!("no such list"), "no such list"),
        ("/priority", json!(5), "priority"),
        ("/priority", json!("6"), "priority"),
        ("/campaignType", json!("fax"), "campaignType"),
        ("/schedule/isSchedulingEnabled", json!(true), "isSchedulingEnabled"),
        ("/dialingStrategy/callerId/phoneNumber", json!("12025550123"), "phoneNumber"),
        ("/dialingStrategy/callerId/phoneNumber", json!("+9195616xxxxx"), "phoneNumber"),
        ("/dialingStrategy/callingHours/frequency", json!("weekly"), "frequency"),
        ("/dialingStrategy/callingHours/timezone", json!("Asia/Calcuta"), "timezone"),
        ("/dialingStrategy/callingHours/days", json!([]), "days"),
        ("/dialingStrategy/callingHours/days/0/day", json!("Mon"), "days[0].day"),
        ("/dialingStrategy/callingHours/days/1/start", json!("09:00"), "days[1].start"),
        ("/dialingStrategy/callingHours/days/2/end", json!("8:00 AM"), "days[2].end"),
    ]
}

async fn assert_refused(bench: &Bench, page: &str, faults: Vec<(&str, Value, &str)>) {
    for (pointer, value, named) in faults {
        let mut changed = body(page);
        match changed.pointer_mut(pointer) {
            Some(place) => *place = value.clone(),
            None => changed[pointer.trim_start_matches('/')] = value.clone(),
        }
        let mut request = create(&changed);
        if pointer == "/campaignType" {
            request = create(&body(page));
            request.body = Some(changed);
        }
        let answer = bench.send(&request).await;
        assert_eq!(answer.status, 400, "{page} {pointer} {value}: {}", answer.raw);
        assert!(answer.error().contains(named), "{pointer} {value}: {}", answer.error());
        assert_eq!(answer.body["errors"][0]["code"], json!(400));
    }
}

#[tokio::test]
async fn bodies_are_checked() {
    let bench = Bench::start(|_| {}).await;
    assert_refused(&bench, "smsSimple", faults_of_any_campaign()).await;
    assert_refused(&bench, "agentless", faults_of_any_campaign()).await;
    let text = json!("/message/message");
    assert_refused(
        &bench,
        "smsSimple",
        vec![
            ("/message/message", json!("plain text"), "message.message"),
            ("/message/message", json!("TWVzc2FnZQ"), "message.message"),
            ("/message/message", json!("/w=="), "message.message"),
            ("/message/message", json!("TWVzc2FnZQ%xxxxx"), "message.message"),
            ("/message/message", json!(""), "message.message"),
            ("/message", text, "message"),
            ("/format", json!("advanced"), "message"),
            ("/format", json!("Simple"), "format"),
            ("/surprise", json!(1), "surprise"),
        ],
    )
    .await;
    assert_refused(
        &bench,
        "agentless",
        vec![
            ("/dialingMode", json!("Power"), "dialingMode"),
            ("/dialingMode", json!("Preview"), "experienceFlowName"),
            ("/enableMachineDetect", json!(false), "enableMachineDetect"),
            ("/experienceFlowName", json!(" "), "experienceFlowName"),
            ("/dialingStrategy/dialingOrder", json!("RANDOM"), "dialingOrder"),
            ("/dialingStrategy/maxAttemptsPerRecord", json!(101), "maxAttemptsPerRecord"),
            ("/dialingStrategy/defaultRetryPeriod", json!(0), "defaultRetryPeriod"),
            ("/dialingStrategy/maxRingTime", json!(4), "maxRingTime"),
            ("/dialingStrategy/maxRingTime", json!("30"), "maxRingTime"),
        ],
    )
    .await;
    assert_refused(&bench, "smsAdvanced", vec![("/format", json!("simple"), "experienceFlowName")]).await;
    assert_eq!(bench.server_campaigns(), 0, "a refused create leaves nothing");
}

#[tokio::test]
async fn percent_encoded_text_and_names_of_48_units_are_taken() {
    let bench = Bench::start(|_| {}).await;
    let mut good = named("smsSimple", &format!("{}\u{1F600}", "n".repeat(46)));
    good["message"]["message"] = json!("TWVzc2FnZQ%3D%3D");
    created_id(&bench, &good).await;
}

#[tokio::test]
async fn a_lenient_sandbox_ignores_what_it_does_not_know() {
    let bench = Bench::start(|options| options.choices.strictness = Strictness::Lenient).await;
    let mut odd = body("smsAdvanced");
    odd["surprise"] = json!(1);
    odd["message"] = json!({});
    created_id(&bench, &odd).await;
}

#[tokio::test]
async fn names_conflict_whatever_their_case_and_type() {
    let bench = Bench::start(|_| {}).await;
    created_id(&bench, &named("smsSimple", "Straße One")).await;
    for other in [named("smsSimple", "Straße One"), named("agentless", "STRAßE one")] {
        let answer = bench.send(&create(&other)).await;
        assert_eq!(answer.status, 409, "{}", answer.raw);
    }
    created_id(&bench, &named("smsSimple", "Straße Two")).await;
}

#[tokio::test]
async fn contact_lists_are_listed_by_both_methods() {
    let bench = Bench::start(|_| {}).await;
    let campaign = created_id(&bench, &body("smsSimple")).await;
    let samples = sample(&format!("GET {BASE}/contactList/getAllListDetails"));
    for method in [Method::GET, Method::POST] {
        let answer = bench.send(&call(method, "/contactList/getAllListDetails?type=call", None)).await;
        let lists = answer.body["data"].as_array().cloned().unwrap_or_default();
        assert_eq!(lists.len(), 3, "{}", answer.raw);
        assert_eq!(lists[0]["campaignInUse"], json!([{ "id": campaign, "name": "Event Reminder SMS" }]));
        assert_eq!(shape(&lists[1]), shape(&samples["response"]["example"]["data"][0]));
        let id = lists[1]["_id"].as_str().unwrap_or_default();
        let one = bench.send(&call(Method::GET, &format!("/contactList/{id}"), None)).await;
        assert_eq!(one.body["data"], lists[1]);
    }
    assert_eq!(bench.send(&call(Method::GET, "/contactList/cl-none", None)).await.status, 404);
}

#[tokio::test]
async fn a_summary_tells_what_is_there() {
    let bench = Bench::start(|_| {}).await;
    created_id(&bench, &named("smsSimple", "A")).await;
    let Ok(Summary { kore: summary, .. }) = summary(bench.folder.path(), clock()) else {
        panic!("no summary")
    };
    assert_eq!((summary.contact_lists, summary.dnc_lists, summary.campaigns.len()), (3, 2, 1));
    let campaign = &summary.campaigns[0];
    assert_eq!(
        (campaign.name.as_str(), campaign.campaign_type, campaign.status),
        ("A", CampaignType::Sms, "Ready")
    );
}
