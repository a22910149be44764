//! Creates whose answers are lost, or have little in them.

use std::collections::HashSet;
use std::time::Duration;

use serde_json::{Value, json};

use super::{Act, Bench, ID, bench, billing, row};
use crate::domain::kore_campaign::{Channel, KoreCampaign};
use crate::domain::live::CampaignId;
use crate::domain::platform_campaign::PlatformCampaign;
use crate::exit::Exit;
use crate::platform::error::PlatformError;
use crate::platform::kore::samples::campaign;
use crate::platform::outcome::{Created, Creation};
use crate::platform::platform::{CampaignWrites as _, Campaigns as _};

/// The platform's clock when kcamp looks; the create was sent at most eight seconds before.
const DATE: &str = "Sat, 21 Nov 2026 09:30:10 GMT";
/// A moment between the sending and the first look.
const SINCE: &str = "2026-11-21T09:30:09.800Z";
const OTHER_ID: &str = "cd-00000000-a30a-5d1e-80ee-f246cc8a1b2c";

/// Creates one campaign, and settles a lost answer.
async fn create(bench: &Bench, campaign: KoreCampaign, before: &[&str]) -> Result<Created, PlatformError> {
    let campaign = PlatformCampaign::Kore(Box::new(campaign));
    let before: HashSet<CampaignId> = before.iter().map(|id| CampaignId::reported((*id).into())).collect();
    match bench.kore.create_campaign(&campaign, before, false)?.send_unnoted().await? {
        Creation::Done(done) => Ok(done.created),
        Creation::Lost(lost) => bench.kore.settle_creates(vec![*lost]).await.remove(0),
    }
}

/// The platform's JSON of the campaign that the tests send.
fn held(id: &str, created_at: &str) -> Value {
    let days =
        ["MO", "TU", "WE", "TH", "FR"].map(|day| json!({"day": day, "start": "9:00 AM", "end": "6:00 PM"}));
    json!({
        "_id": id, "name": "Billing", "description": "d", "status": "Ready", "dncLists": {"name": "testdnc"},
        "priority": "5", "format": "advanced", "experienceFlow": "cf-1", "contactLists": ["CL Only 2020 Dec 4"],
        "dialingStrategy": {
            "callerId": {"phoneNumber": "+12025550124"},
            "callingHours": {"frequency": "WEEKLY", "timezone": "Asia/Kolkata", "days": days},
        },
        "schedule": {"isSchedulingEnabled": false, "isRecurrenceEnabled": false}, "createdAt": created_at,
    })
}

fn listing(rows: &[Value]) -> Act {
    let data = json!({"results": rows, "skip": 0, "limit": 50, "hasMore": false});
    Act::json_at(DATE, &json!({"status": "success", "message": "", "data": data}).to_string())
}

fn read(held: &Value) -> Act {
    Act::json_at(DATE, &json!({"status": "success", "message": "", "data": held}).to_string())
}

/// The method of each received request, and the last segment of its path.
fn received(bench: &Bench) -> Vec<String> {
    let of = |request: String| {
        let line = request.lines().next().unwrap_or_default().to_owned();
        let path = line.split(['?', ' ']).nth(1).unwrap_or_default().to_owned();
        format!(
            "{} {}",
            line.split(' ').next().unwrap_or_default(),
            path.rsplit('/').next().unwrap_or_default()
        )
    };
    bench.server.received().into_iter().map(of).collect()
}

#[tokio::test]
async fn a_lost_create_is_found_and_never_sent_again() {
    let lost = [
        Act::CloseAfterReading,
        Act::json(500, "{}"),
        Act::json(200, ""),
        Act::json(200, "{}"),
        Act::json(200, r#"{"status":"rejected"}"#),
        Act::answer(200, "Content-Type: text/html\r\n", "<html></html>"),
        Act::json(200, r#"{"status":"success","data":{}}"#),
    ];
    for act in lost {
        let found = held(ID, SINCE);
        let bench = bench([act.clone(), listing(&[]), listing(std::slice::from_ref(&found)), read(&found)]);
        let created = create(&bench, billing(), &[]).await.unwrap();
        assert_eq!((created.value.id.as_str(), created.answer_lost), (ID, true), "{act:?}");
        let look = "POST getAllCampaignDetails";
        assert_eq!(received(&bench), ["POST campaign", look, look, &format!("GET {ID}")], "{act:?}");
        assert_eq!(bench.pace.waits(), [Duration::from_millis(500), Duration::from_secs(1)], "{act:?}");
    }
}

#[tokio::test]
#[expect(clippy::too_many_lines, reason = "one table of cases")]
async fn nothing_but_the_campaign_that_was_sent_is_found() {
    let other = |id: &str, at: &str| held(id, at);
    let with = |change: &dyn Fn(&mut Value)| {
        let mut held = held(ID, SINCE);
        change(&mut held);
        held
    };
    let undated = with(&|it| it["createdAt"] = Value::Null);
    // Each case: the rows of the list, the answer to a read, the campaigns that existed before, and a part of the
    // message.
    let cases: [(Vec<Value>, Value, &[&str], &str); 14] = [
        (vec![], held(ID, SINCE), &[], "may still appear"),
        (vec![other(ID, "2026-11-21T09:29:59Z")], held(ID, SINCE), &[], "older than this create"),
        (vec![other(ID, "2020-01-01T00:00:00Z")], held(ID, SINCE), &[], "older than this create"),
        // An hour ahead of this machine's clock, as if that were slow: the platform's own clock decides.
        (
            vec![other(ID, "2026-11-21T10:30:09Z")],
            held(ID, SINCE),
            &[],
            "lies ahead of the platform's own clock",
        ),
        (vec![held(ID, SINCE)], held(ID, SINCE), &[ID], "older than this create"),
        (vec![row("billing", SINCE, &json!(false))], held(ID, SINCE), &[], "no campaign of this name"),
        (vec![held(ID, SINCE), held(OTHER_ID, SINCE)], held(ID, SINCE), &[], "2 campaigns of this name"),
        (vec![undated.clone()], undated, &[], "does not say since when"),
        (vec![held(ID, SINCE)], with(&|it| it["priority"] = json!("1")), &[], "priority is 1, not 5"),
        (
            vec![held(ID, SINCE)],
            with(&|it| it["contactLists"] = json!(["Another"])),
            &[],
            "contactLists is Another, not CL Only 2020 Dec 4",
        ),
        (
            vec![held(ID, SINCE)],
            with(&|it| it["description"] = json!("quite different")),
            &[],
            "was sent: description",
        ),
        (
            vec![held(ID, SINCE)],
            with(&|it| it["schedule"]["isSchedulingEnabled"] = json!(true)),
            &[],
            "schedule is on",
        ),
        (
            vec![held(ID, SINCE)],
            with(&|it| it["dialingStrategy"]["callingHours"]["days"][0]["end"] = json!("9:00 PM")),
            &[],
            "callingHours is MO 9:00 AM-9:00 PM",
        ),
        (
            vec![held(ID, SINCE)],
            with(&|it| it["dialingStrategy"]["callerId"]["phoneNumber"] = json!("+12025550199")),
            &[],
            "was sent: callerId",
        ),
    ];
    for (rows, whole, before, words) in cases {
        let candidates = rows.len() == 1 && rows[0]["createdAt"] == json!(SINCE) && before.is_empty();
        let script: Vec<Act> = std::iter::once(Act::CloseAfterReading)
            .chain((0..4).flat_map(|_| {
                let is_read = candidates && rows[0]["name"] == "Billing";
                std::iter::once(listing(&rows)).chain(is_read.then(|| read(&whole)))
            }))
            .collect();
        let bench = bench(script);
        let error = create(&bench, billing(), before).await.unwrap_err();
        assert_eq!(error.exit(), Exit::Unknown, "{words}");
        assert!(error.to_string().contains(words), "{words}: {error}");
        // A message names a campaign that has the name; if there is none, it names the list command.
        let of_the_name = rows.iter().find(|row| row["name"] == "Billing");
        let look = of_the_name.map_or("campaign list".to_owned(), |row| {
            format!("campaign get {}", row["_id"].as_str().unwrap())
        });
        assert!(error.hint().unwrap().contains(&look), "{error}");
        assert_eq!(received(&bench).iter().filter(|it| *it == "POST campaign").count(), 1, "{words}");
        assert_eq!(bench.pace.waits().len(), 4, "{words}");
        for private in ["+12025550199", "quite different"] {
            assert!(!error.to_string().contains(private), "{error}");
        }
    }
}

#[tokio::test]
async fn an_answer_without_a_date_proves_nothing() {
    let undated = |body: &Value| {
        let data = json!({"results": [body], "skip": 0, "limit": 50, "hasMore": false});
        Act::json(200, &json!({"status": "success", "data": data}).to_string())
    };
    let bench = bench([Act::CloseAfterReading, undated(&held(ID, SINCE))]);
    let error = create(&bench, billing(), &[]).await.unwrap_err();
    assert_eq!(error.exit(), Exit::Unknown);
    assert!(error.to_string().contains("has no Date"), "{error}");
}

#[tokio::test]
async fn an_older_campaign_of_the_name_is_no_obstacle_to_finding_the_new_one() {
    let rows = [held(OTHER_ID, "2026-11-20T09:00:00Z"), held(ID, SINCE)];
    let bench = bench([Act::CloseAfterReading, listing(&rows), read(&held(ID, SINCE))]);
    let created = create(&bench, billing(), &[OTHER_ID]).await.unwrap();
    assert_eq!((created.value.id.as_str(), created.answer_lost), (ID, true));
}

#[tokio::test]
async fn a_voice_campaign_is_not_taken_for_an_sms_one_of_its_name() {
    let voice =
        super::super::samples::sample("GET", "/{campaignId}", "response", "voice").unwrap()["data"].clone();
    let mut row = voice.clone();
    (row["name"], row["createdAt"]) = (json!("Billing"), json!(SINCE));
    let bench = bench([Act::CloseAfterReading, listing(&[row])]);
    let error = create(&bench, billing(), &[]).await.unwrap_err();
    assert!(error.to_string().contains("no campaign of this name"), "{error}");
}

/// The platform's answer to the create that the tests send, with its own clock.
fn answered(data: &Value) -> Act {
    read(data)
}

/// The platform's JSON of the campaign that the answer names, with this change.
fn telling(change: &dyn Fn(&mut Value)) -> Value {
    let mut told = held(OTHER_ID, SINCE);
    change(&mut told);
    told
}

/// A change of the returned values that contradicts the create, and the message about it.
type Contradiction<'test> = (&'test dyn Fn(&mut Value), &'test str);

const CONTRADICTIONS: [Contradiction<'static>; 8] = [
    (&|it| it["name"] = json!("Victim"), "is not what was sent: name is Victim, not Billing"),
    (&|it| it["campaignType"] = json!("voice"), "campaignType is voice, not sms"),
    (&|it| it["createdAt"] = json!("2026-11-21T09:20:00Z"), "is older than this create"),
    (&|it| it["priority"] = json!("1"), "priority is 1, not 5"),
    (&|it| it["description"] = json!("quite different"), "is not what was sent: description"),
    (&|it| it["contactLists"] = json!(["Another"]), "contactLists is Another"),
    (&|it| it["schedule"]["isSchedulingEnabled"] = json!(true), "schedule is on, not off"),
    (
        &|it| it["dialingStrategy"]["callerId"]["phoneNumber"] = json!("+12025550199"),
        "is not what was sent: callerId",
    ),
];

#[tokio::test]
async fn an_answer_that_contradicts_what_was_sent_is_in_doubt_and_looked_for() {
    for (change, words) in CONTRADICTIONS {
        let bench = bench([answered(&telling(change)), listing(&[])]);
        let error = create(&bench, billing(), &[]).await.unwrap_err();
        assert_eq!(error.exit(), Exit::Unknown, "{words}");
        let message = error.to_string();
        assert!(message.contains(words) && message.contains(OTHER_ID), "{words}: {message}");
        assert!(!message.contains("quite different") && !message.contains("2025550199"), "{message}");
        assert_eq!(received(&bench).iter().filter(|it| *it == "POST campaign").count(), 1, "{words}");
        // The campaign that was sent is still found, if it exists.
        let found = held(ID, SINCE);
        let bench = super::bench([
            answered(&telling(change)),
            listing(&[telling(change), found.clone()]),
            read(&found),
        ]);
        let created = create(&bench, billing(), &[OTHER_ID]).await.unwrap();
        assert_eq!((created.value.id.as_str(), created.answer_lost), (ID, true), "{words}");
    }
}

#[tokio::test]
async fn a_campaign_that_was_there_before_is_not_the_one_that_was_created() {
    for answer in
        [held(OTHER_ID, SINCE), json!({"_id": OTHER_ID}), json!({"id": OTHER_ID, "name": "Billing"})]
    {
        let bench = bench([answered(&answer), listing(&[])]);
        let error = create(&bench, billing(), &[OTHER_ID]).await.unwrap_err();
        assert_eq!(error.exit(), Exit::Unknown, "{answer}");
        assert!(error.to_string().contains("which was there before this create"), "{error}");
    }
}

#[tokio::test]
async fn what_an_answer_leaves_out_or_tells_in_another_spelling_contradicts_nothing() {
    let leave_out: [&dyn Fn(&mut Value); 6] = [
        &|_| (),
        &|it| it["dialingStrategy"] = Value::Null,
        &|it| it["contactLists"] = json!([]),
        &|it| it["dncLists"] = json!({"id": "cl-1"}),
        &|it| it["createdAt"] = json!("2026-11-21T09:30:12Z"),
        &|it| it["description"] = json!(""),
    ];
    for change in leave_out {
        let bench = bench([answered(&telling(change))]);
        let created = create(&bench, billing(), &[]).await.unwrap();
        assert_eq!((created.value.id.as_str(), created.answer_lost), (OTHER_ID, false));
        assert_eq!(bench.server.received().len(), 1);
    }
}

#[tokio::test]
async fn what_is_read_afterwards_is_held_against_what_was_sent_too() {
    let thin = || Act::json(200, &json!({"status": "success", "id": OTHER_ID}).to_string());
    let campaign = PlatformCampaign::Kore(Box::new(billing()));
    let contradictions = CONTRADICTIONS.map(|(change, words)| (change, Some(words)));
    let nothing: &dyn Fn(&mut Value) = &|_| ();
    for (change, words) in contradictions.into_iter().chain([(nothing, None)]) {
        let bench = bench([thin(), read(&telling(change))]);
        let write = bench.kore.create_campaign(&campaign, HashSet::new(), false).unwrap();
        let Creation::Done(done) = write.send_unnoted().await.unwrap() else { panic!("{words:?}") };
        let live = bench.kore.campaign(&done.created.value.id).await.unwrap();
        match (bench.kore.held_against(*done, &live), words) {
            (Creation::Done(done), None) => assert_eq!(done.created.value.id.as_str(), OTHER_ID),
            (Creation::Lost(lost), Some(words)) => {
                assert!(lost.error().to_string().contains(words), "{words}: {}", lost.error());
            }
            (judged, words) => panic!("{words:?}: {judged:?}"),
        }
    }
}

#[tokio::test]
async fn several_lost_creates_are_settled_in_one_listing_a_look() {
    let first = billing();
    let sms = first.channel.clone();
    let second = campaign("Renewal", "d", "testdnc", "+12025550124", sms).unwrap();
    let renewal = |at: &str| {
        let mut held = held(OTHER_ID, at);
        held["name"] = json!("Renewal");
        held
    };
    let rows = [held(ID, SINCE), renewal(SINCE)];
    let script = [
        Act::CloseAfterReading,
        Act::CloseAfterReading,
        listing(&rows[..1]),
        read(&rows[0]),
        listing(&rows),
        read(&rows[1]),
    ];
    let bench = bench(script);
    let campaigns = [first, second].map(|it| PlatformCampaign::Kore(Box::new(it)));
    let mut lost = Vec::new();
    for campaign in &campaigns {
        let write = bench.kore.create_campaign(campaign, HashSet::new(), false).unwrap();
        let Creation::Lost(open) = write.send_unnoted().await.unwrap() else {
            panic!("the answer was not lost");
        };
        lost.push(*open);
    }
    let settled = bench.kore.settle_creates(lost).await;
    let ids: Vec<&str> = settled.iter().map(|it| it.as_ref().unwrap().value.id.as_str()).collect();
    assert_eq!(ids, [ID, OTHER_ID]);
    assert_eq!(received(&bench).iter().filter(|it| it.contains("getAll")).count(), 2);
    assert_eq!(bench.pace.waits(), [Duration::from_millis(500), Duration::from_secs(1)]);
    assert!(matches!(campaigns[0], PlatformCampaign::Kore(ref it) if matches!(it.channel, Channel::Sms(_))));
}

#[tokio::test]
async fn an_answer_with_an_id_and_little_more_is_a_success() {
    for answer in [
        json!({"status": "success", "data": {"_id": ID}}),
        json!({"status": "success", "data": {"id": ID}}),
        json!({"status": "success", "message": "Campaign Billing creation in progress", "id": ID}),
        json!({"status": "SUCCESS", "_id": ID, "data": null}),
    ] {
        let bench = bench([Act::json(200, &answer.to_string())]);
        let created = create(&bench, billing(), &[]).await.unwrap();
        assert_eq!(
            (created.value.id.as_str(), created.answer_lost, created.status()),
            (ID, false, None),
            "{answer}"
        );
        assert_eq!(created.value.name, "Billing", "{answer}");
        assert_eq!(bench.server.received().len(), 1, "{answer}");
    }
}

#[tokio::test]
async fn a_schedule_call_that_answers_for_no_campaign_is_in_doubt() {
    let schedule = super::super::samples::weekly_schedule().unwrap();
    for (answer, exit) in [
        (json!({"status": "success"}), None),
        (json!({"status": "success", "id": ID}), None),
        (json!({"status": "success", "id": "cl-718e888-3aca-4008-973e-6d79940a1b2c"}), Some(Exit::Unknown)),
    ] {
        let bench = bench([Act::json(200, &answer.to_string()), listing(&[held(ID, SINCE)]), listing(&[])]);
        let change = bench.kore.send_enable("Billing", &schedule).await;
        assert_eq!(change.err().map(|error| error.exit()), exit, "{answer}");
    }
}
