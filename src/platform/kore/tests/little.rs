//! Success answers with less than is documented, call by call: Kore.ai contract §20.7.

use serde_json::{Value, json};

use super::{Act, Bench, ID, NOW, bench, billing};
use crate::domain::change::{ListChange, NewList};
use crate::domain::kore_campaign::CampaignType;
use crate::domain::live::{CampaignId, CampaignStatus, ContactList, LiveCampaign, LiveKoreCampaign};
use crate::exit::Exit;
use crate::platform::error::PlatformError;
use crate::platform::kore::lifecycle::{Signal, TypedCampaign};
use crate::platform::platform::ReadAfterWrite;

const LIST_ID: &str = "cl-718e888-3aca-4008-973e-6d79940a1b2c";

fn target() -> TypedCampaign {
    let own = LiveKoreCampaign { campaign_type: Some(CampaignType::Sms), ..LiveKoreCampaign::default() };
    let id = CampaignId::reported(ID.into());
    let live = LiveCampaign::new(id, "Billing".into(), CampaignStatus::Ready, own);
    TypedCampaign { live, campaign_type: CampaignType::Sms }
}

fn list() -> ContactList {
    ContactList {
        id: LIST_ID.into(),
        name: "Guests".into(),
        description: Some("old".into()),
        status: None,
        records: None,
        source: None,
        global_dnc: false,
        allow_duplicates: None,
        mapping: Vec::new(),
        used_by: Vec::new(),
        created_at: NOW.parse().ok(),
        updated_at: None,
    }
}

/// Whether the call's own answer shows success; `false` if the answer was lost and the platform was read.
async fn outcome(call: &str, bench: &Bench) -> Result<bool, PlatformError> {
    let kore = &bench.kore;
    let schedule = super::super::samples::weekly_schedule().unwrap();
    Ok(!match call {
        "create" => kore.send_create(&billing()).await?.answer_lost,
        "update" => kore.send_update(&target(), &billing(), ReadAfterWrite::AtOnce).await?.answer_lost,
        "delete" => kore.send_delete(&target()).await?.answer_lost,
        "enable" => kore.send_enable("Billing", &schedule).await?.answer_lost,
        "disable" => kore.send_disable("Billing").await?.answer_lost,
        "start" => kore.send_trigger(&target(), Signal::Play).await?.answer_lost,
        "stop" => kore.send_trigger(&target(), Signal::Stop).await?.answer_lost,
        "create list" => {
            let list = NewList {
                name: "Guests".parse().unwrap(),
                description: "d".parse().unwrap(),
                allow_duplicates: false,
            };
            kore.send_list_create(&list).await?.answer_lost
        }
        "change list" => {
            let change = ListChange { name: Some("Renamed".parse().unwrap()), description: None };
            kore.send_list_change(&list(), &change).await?.answer_lost
        }
        "delete list" => kore.send_list_delete(&list()).await?.answer_lost,
        other => panic!("{other}"),
    })
}

/// The calls whose success names the object that was written, each with the object's id.
const IDENTIFIED: [(&str, &str); 6] = [
    ("create", ID),
    ("update", ID),
    ("delete", ID),
    ("create list", LIST_ID),
    ("change list", LIST_ID),
    ("delete list", LIST_ID),
];

/// Whether the answer settles the call. Every later read fails, so that nothing else can.
async fn is_success(call: &str, answer: &Act) -> bool {
    let bench = bench([answer.clone(), Act::json(500, "{}")]);
    match outcome(call, &bench).await {
        Ok(is_own) => is_own,
        Err(error) => {
            assert_eq!(error.exit(), Exit::Unknown, "{call}: {answer:?}: {error}");
            false
        }
    }
}

/// Answers that show neither success nor failure of any call.
fn saying_nothing() -> Vec<Act> {
    let page = Act::answer(200, "Content-Type: text/html\r\n", "<html></html>");
    let texts = ["", "null", "[]", "{}", "true", r#"{"ok":true}"#, r#"{"status":"rejected"}"#, "success"];
    texts.iter().map(|text| Act::json(200, text)).chain([page]).collect()
}

fn acts(answers: &[Value]) -> Vec<Act> {
    answers.iter().map(|answer| Act::json(200, &answer.to_string())).collect()
}

#[tokio::test]
async fn a_success_and_an_id_are_enough_and_one_without_the_other_is_not() {
    for (call, id) in IDENTIFIED {
        let enough = [
            json!({"status": "success", "id": id}),
            json!({"status": "success", "_id": id}),
            json!({"status": "SUCCESS", "data": {"id": id}}),
            json!({"status": "success", "message": "", "data": {"_id": id}}),
            json!({"status": "success", "data": null, "id": id}),
        ];
        for answer in acts(&enough) {
            assert!(is_success(call, &answer).await, "{call}: {answer:?}");
        }
        let open = [
            json!({"status": "success"}),
            json!({"status": "success", "message": "Campaign Billing creation in progress"}),
            json!({"status": "success", "data": {}}),
            json!({"status": "success", "data": {"_id": null}}),
            json!({"status": "success", "data": []}),
            json!({"id": id}),
            json!({"data": {"_id": id}}),
        ];
        for answer in acts(&open).into_iter().chain(saying_nothing()) {
            assert!(!is_success(call, &answer).await, "{call}: {answer:?}");
        }
    }
    // The documented answer to a change of a list.
    let changed = json!({"status": "success", "data": {"contactListId": LIST_ID, "body": {}}});
    assert!(is_success("change list", &Act::json(200, &changed.to_string())).await);
}

#[tokio::test]
async fn a_success_for_another_one_leaves_it_open() {
    let other = |id: &str| format!("{}0", &id[..id.len() - 1]);
    for (call, id) in IDENTIFIED.into_iter().filter(|(call, _)| !call.starts_with("create")) {
        let others = [
            json!({"status": "success", "id": other(id)}),
            json!({"status": "success", "data": {"_id": other(id)}}),
            json!({"status": "success", "data": {"id": other(id), "name": "Victim"}}),
            json!({"status": "success", "data": {"_id": id, "name": "Victim"}}),
        ];
        for answer in acts(&others) {
            assert!(!is_success(call, &answer).await, "{call}: {answer:?}");
        }
        // An additional id in another form, such as a database's own, is not another object's id.
        let own = json!({"status": "success", "data": {"_id": "65f0c0ffee", "id": id}});
        assert!(is_success(call, &Act::json(200, &own.to_string())).await, "{call}");
    }
    let victim = json!({"status": "success", "data": {"_id": LIST_ID, "name": "Victim"}});
    assert!(!is_success("create list", &Act::json(200, &victim.to_string())).await);
    for (call, word) in [("start", "Active"), ("stop", "Stopped")] {
        let others = [
            json!({"status": word, "id": other(ID)}),
            json!({"status": word, "campaignId": other(ID)}),
            json!({"status": word, "name": "Victim"}),
        ];
        for answer in acts(&others) {
            assert!(!is_success(call, &answer).await, "{call}: {answer:?}");
        }
        let own = json!({"status": word, "campaignId": ID, "name": "Billing"}).to_string();
        assert!(is_success(call, &Act::json(200, &own)).await, "{call}");
    }
}

#[tokio::test]
async fn a_schedule_call_needs_no_id_and_takes_none_but_a_campaigns() {
    for call in ["enable", "disable"] {
        let enough = [
            json!({"status": "success"}),
            json!({"status": "success", "id": ID}),
            json!({"status": "Success", "data": {"_id": ID}}),
        ];
        for answer in acts(&enough) {
            assert!(is_success(call, &answer).await, "{call}: {answer:?}");
        }
        let open = [json!({"status": "success", "id": LIST_ID}), json!({"id": ID})];
        for answer in acts(&open).into_iter().chain(saying_nothing()) {
            assert!(!is_success(call, &answer).await, "{call}: {answer:?}");
        }
    }
}

#[tokio::test]
async fn a_start_and_a_stop_say_the_campaigns_status() {
    for (call, word, other) in [("start", "Active", "Stopped"), ("stop", "Stopped", "Active")] {
        for answer in acts(&[json!({"status": word}), json!({"status": word, "message": "x"})]) {
            assert!(is_success(call, &answer).await, "{call}: {answer:?}");
        }
        let open = [
            json!({"status": other}),
            json!({"status": "success"}),
            json!({"status": "success", "id": ID}),
            json!({"campaignStatus": word}),
        ];
        for answer in acts(&open).into_iter().chain(saying_nothing()) {
            assert!(!is_success(call, &answer).await, "{call}: {answer:?}");
        }
    }
}

#[tokio::test]
async fn a_refusal_is_one_whatever_the_call() {
    let calls = IDENTIFIED.iter().map(|(call, _)| *call).chain(["enable", "disable", "start", "stop"]);
    for call in calls {
        for word in ["error", "failure", "failed"] {
            let answer = json!({"status": word, "message": "no", "id": ID}).to_string();
            let bench = bench([Act::json(200, &answer)]);
            let error = outcome(call, &bench).await.unwrap_err();
            assert_eq!((error.exit(), bench.server.received().len()), (Exit::Refused, 1), "{call}: {word}");
        }
    }
}

/// Differences between what is read and what was sent, each with the message about it.
type Case<'test> = (&'test dyn Fn(&mut Value), &'test str);

/// The answer to a read of the campaign after an update whose answer was lost, with this change.
fn updated(change: &dyn Fn(&mut Value)) -> Act {
    let days =
        ["MO", "TU", "WE", "TH", "FR"].map(|day| json!({"day": day, "start": "9:00 AM", "end": "6:00 PM"}));
    let mut held = json!({
        "_id": ID, "name": "Billing", "description": "d", "status": "Ready", "dncLists": {"name": "testdnc"},
        "priority": "5", "format": "advanced", "experienceFlow": "cf-1", "contactLists": ["CL Only 2020 Dec 4"],
        "dialingStrategy": {
            "callerId": {"phoneNumber": "+12025550124"},
            "callingHours": {"frequency": "WEEKLY", "timezone": "Asia/Kolkata", "days": days},
        },
        "updatedAt": "2026-11-21T09:30:09.800Z",
    });
    change(&mut held);
    let body = json!({"status": "success", "data": held}).to_string();
    Act::json_at("Sat, 21 Nov 2026 09:30:10 GMT", &body)
}

#[tokio::test]
async fn a_lost_update_is_settled_by_the_time_and_the_content_together() {
    let script = |read: Act| [Act::CloseAfterReading, read];
    let done = bench(script(updated(&|_| ())));
    let settled = done.kore.send_update(&target(), &billing(), ReadAfterWrite::AtOnce).await.unwrap();
    assert!(settled.answer_lost);
    let cases: [Case<'_>; 6] = [
        (&|it| it["updatedAt"] = json!("2026-11-21T09:29:50Z"), "last change is older than this update"),
        (&|it| it["updatedAt"] = Value::Null, "does not say when it was last changed"),
        (&|it| it["updatedAt"] = json!("2026-11-21T10:30:09Z"), "ahead of the platform's own clock"),
        // Another user's change within the same seconds.
        (&|it| it["priority"] = json!("1"), "it is not what was sent: priority is 1, not 5"),
        (&|it| it["description"] = json!("quite different"), "it is not what was sent: description"),
        (&|it| it["dncLists"] = Value::Null, "dncLists is missing, not testdnc"),
    ];
    for (change, words) in cases {
        let bench = bench(script(updated(change)));
        let error = bench.kore.send_update(&target(), &billing(), ReadAfterWrite::AtOnce).await.unwrap_err();
        assert_eq!(error.exit(), Exit::Unknown, "{words}");
        assert!(error.to_string().contains(words), "{words}: {error}");
        assert!(!error.to_string().contains("quite different"), "{error}");
        let puts = bench.server.received().iter().filter(|request| request.starts_with("PUT")).count();
        assert_eq!(puts, 1, "{words}");
    }
    // Without the platform's clock, nothing is proved.
    let Act::Send(bytes) = updated(&|_| ()) else { panic!("an answer") };
    let undated = Act::Send(bytes.replace("Date: Sat, 21 Nov 2026 09:30:10 GMT\r\n", ""));
    let bench = bench(script(undated));
    let error = bench.kore.send_update(&target(), &billing(), ReadAfterWrite::AtOnce).await.unwrap_err();
    assert!(error.to_string().contains("has no Date"), "{error}");
}
