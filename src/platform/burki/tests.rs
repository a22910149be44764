#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod contacts;

use std::collections::HashSet;
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value, json};

use super::samples::{billing, planned, reported, weekly};
use super::{Burki, Endpoints};
use crate::clock::Clock;
use crate::domain::burki_contact::{ContactFile, ContactSelection, ContactStatus, ImportState};
use crate::domain::change::{ScheduleTarget, Trigger};
use crate::domain::evidence::ScheduleBefore;
use crate::domain::live::{CampaignId, CampaignStatus, LiveCampaign};
use crate::domain::platform_campaign::PlatformCampaign;
use crate::domain::platform_kind::PlatformKind;
use crate::domain::schedule::{BurkiSchedule, PlannedSchedule};
use crate::exit::Exit;
use crate::platform::credentials::Credentials;
use crate::platform::error::{ErrorKind, PlatformError};
use crate::platform::http::{Http, HttpOptions};
use crate::platform::outcome::{Created, Creation, ScheduleChange};
use crate::platform::page_reading::rest;
use crate::platform::platform::{
    Account as _, CampaignWrites as _, Campaigns as _, CheckName, ReadAfterWrite, Schedules as _,
};
use crate::platform::request::Method;
use crate::platform::retry::test_pace::{SteppedPace, Unobserved};
use crate::platform::scripted_server::{Act, ScriptedServer};
use crate::secret::Secret;

const NOW: &str = "2026-11-21T06:00:00Z";
const KEY: &str = "burki_live_a key of the tests";

struct Bench {
    server: ScriptedServer,
    burki: Burki,
    pace: Arc<SteppedPace>,
}

fn bench(script: impl IntoIterator<Item = Act>) -> Bench {
    let server = ScriptedServer::start(script).unwrap();
    let pace = Arc::new(SteppedPace::default());
    let options = HttpOptions {
        platform: PlatformKind::Burki,
        origin: server.origin.clone(),
        served_at: None,
        timeout: Duration::from_secs(5),
        deadline: None,
        extra_certificates: None,
        proxy: None,
        budget: None,
        haste: crate::platform::retry::Haste::Calm,
    };
    let key = Credentials::ready(Secret::new(KEY.into()));
    let http = Http::new(
        options,
        Rc::new(key),
        Clock::Fixed(NOW.parse().unwrap()),
        pace.clone(),
        Arc::new(Unobserved),
    )
    .unwrap();
    let endpoints = Endpoints { origin: server.origin.clone() };
    Bench { burki: Burki::new(http, endpoints), server, pace }
}

impl Bench {
    /// The request lines that the server received, without the HTTP version.
    fn lines(&self) -> Vec<String> {
        let received = self.server.received();
        let line = |request: &String| request.split(" HTTP/1.1").next().unwrap_or_default().to_owned();
        received.iter().map(line).collect()
    }

    fn writes(&self) -> usize {
        self.lines().iter().filter(|line| !line.starts_with("GET ")).count()
    }

    /// The JSON body of a request.
    fn body(&self, index: usize) -> Value {
        serde_json::from_str(self.server.received()[index].split_once("\r\n\r\n").unwrap().1).unwrap()
    }
}

fn ok(value: &Value) -> Act {
    Act::json(200, &value.to_string())
}

fn done() -> Act {
    ok(&json!({"success": true, "message": "Schedule saved"}))
}

fn page(rows: &[Value], has_next: &Value) -> Act {
    ok(&json!({"campaigns": rows, "pagination": {"page": 1, "per_page": 50, "has_next": has_next}}))
}

fn empty() -> Act {
    page(&[], &json!(false))
}

fn id() -> CampaignId {
    CampaignId::reported("42".into())
}

fn target() -> ScheduleTarget {
    ScheduleTarget { key: "42".into(), label: "Billing".into() }
}

fn live(status: &str) -> LiveCampaign {
    super::answer::campaign(&reported(status, NOW)).unwrap()
}

fn weekdays() -> BurkiSchedule {
    planned(weekly("Mon-Fri").unwrap(), "2026-12-01 09:00", None, NOW).unwrap()
}

#[tokio::test]
async fn a_create_is_one_request_with_a_bearer_token() {
    let bench = bench([ok(&reported("draft", NOW))]);
    let created = bench.burki.send_create(&billing().unwrap()).await.unwrap();
    assert_eq!(
        (created.value.id.as_str(), created.status(), created.answer_lost),
        ("42", Some(CampaignStatus::Draft), false)
    );
    let request = bench.server.received().remove(0);
    assert!(request.starts_with("POST /api/v1/campaigns/ HTTP/1.1\r\n"), "{request}");
    assert!(request.to_lowercase().contains(&format!("\r\nauthorization: bearer {KEY}\r\n")), "{request}");
    assert_eq!(bench.body(0)["assistant_id"], json!(7));
}

/// Creates one campaign, and settles a lost answer.
async fn create(bench: &Bench) -> Result<Created, PlatformError> {
    let campaign = PlatformCampaign::Burki(Box::new(billing().unwrap()));
    let write = bench.burki.create_campaign(&campaign, HashSet::new(), false).unwrap();
    match write.send_unnoted().await? {
        Creation::Done(done) => Ok(done.created),
        Creation::Lost(lost) => bench.burki.settle_creates(vec![*lost]).await.remove(0),
    }
}

/// The platform's clock when kcamp looks; the create was sent at most eight seconds before.
const DATE: &str = "Sat, 21 Nov 2026 09:30:10 GMT";
/// A moment between the sending and the first look.
const SINCE: &str = "2026-11-21T09:30:09Z";

fn dated_page(rows: &[Value]) -> Act {
    Act::json_at(DATE, &json!({"campaigns": rows, "pagination": {"page": 1, "has_next": false}}).to_string())
}

#[tokio::test]
async fn a_lost_create_is_looked_for_and_never_sent_again() {
    let since = reported("draft", SINCE);
    for act in [Act::CloseAfterReading, Act::json(500, r#"{"detail":"x"}"#), Act::json(200, "{}")] {
        let script = [act.clone(), dated_page(&[]), dated_page(std::slice::from_ref(&since)), ok(&since)];
        let bench = bench(script);
        let created = create(&bench).await.unwrap();
        let found = (created.value.id.as_str(), created.answer_lost, bench.writes());
        assert_eq!(found, ("42", true, 1), "{act:?}");
        assert_eq!(bench.lines()[1], "GET /api/v1/campaigns/?campaign_type=call&page=1&per_page=1000");
        assert_eq!(bench.lines()[3], "GET /api/v1/campaigns/42");
    }
}

#[tokio::test]
async fn nothing_but_the_campaign_that_was_sent_is_found() {
    let with = |key: &str, value: Value| {
        let mut held = reported("draft", SINCE);
        held[key] = value;
        held
    };
    let same = reported("draft", SINCE);
    for (row, held, words) in [
        (None, same.clone(), "may still appear"),
        (Some(reported("draft", "2026-11-21T09:29:00Z")), same.clone(), "older than this create"),
        (Some(with("campaign_type", json!("sms"))), same.clone(), "no campaign of this name"),
        (Some(same.clone()), with("assistant_id", json!(8)), "assistant_id is 8, not 7"),
        (Some(same.clone()), with("agenda_template", json!("Sell")), "was sent: agenda_template"),
        (Some(same.clone()), with("max_attempts", json!(3)), "max_attempts is 3, not 5"),
        (Some(same.clone()), with("retry_delay_minutes", json!(5)), "retry_delay_minutes is 5, not 30"),
    ] {
        let is_read = row.as_ref() == Some(&same);
        let rows: Vec<Value> = row.into_iter().collect();
        let script: Vec<Act> = std::iter::once(Act::CloseAfterReading)
            .chain((0..4).flat_map(|_| std::iter::once(dated_page(&rows)).chain(is_read.then(|| ok(&held)))))
            .collect();
        let bench = bench(script);
        let error = create(&bench).await.unwrap_err();
        assert_eq!((error.exit(), bench.writes(), bench.pace.waits().len()), (Exit::Unknown, 1, 4));
        assert!(error.to_string().contains(words), "{words}: {error}");
    }
}

#[tokio::test]
async fn an_answer_that_contradicts_what_was_sent_is_in_doubt_and_looked_for() {
    let with = |key: &str, value: Value| {
        let mut told = reported("draft", SINCE);
        told[key] = value;
        told
    };
    for (answer, words) in [
        (json!({"id": 1, "name": "Victim", "status": "draft"}), "name is Victim, not Billing"),
        (with("campaign_type", json!("sms")), "campaign_type is sms, not call"),
        (with("assistant_id", json!(8)), "assistant_id is 8, not 7"),
        (with("welcome_message_template", json!("Hello")), "not what was sent: welcome_message_template"),
        (reported("draft", "2026-11-21T09:20:00Z"), "is older than this create"),
    ] {
        let bench = bench([Act::json_at(DATE, &answer.to_string()), dated_page(&[])]);
        let error = create(&bench).await.unwrap_err();
        assert_eq!((error.exit(), bench.writes()), (Exit::Unknown, 1), "{words}");
        assert!(error.to_string().contains(words), "{words}: {error}");
    }
    // A value that is left to the platform, or is not reported, contradicts nothing.
    for answer in [
        with("retry_delay_minutes", json!(90)),
        with("agenda_template", json!("The assistant's own")),
        json!({"id": 42, "name": "Billing"}),
    ] {
        let bench = bench([Act::json_at(DATE, &answer.to_string())]);
        assert!(!create(&bench).await.unwrap().answer_lost, "{answer}");
    }
}

#[tokio::test]
async fn an_answer_with_an_id_and_little_more_is_a_success() {
    let bench = bench([Act::json(200, r#"{"id": 42}"#)]);
    let created = create(&bench).await.unwrap();
    assert_eq!((created.value.id.as_str(), created.status(), bench.lines().len()), ("42", None, 1));
}

#[tokio::test]
async fn a_refusal_keeps_the_fields_that_it_is_about() {
    let detail = json!({"detail": [{"loc": ["body", "name"], "msg": "too long", "type": "x"}]});
    let bench = bench([Act::json(422, &detail.to_string())]);
    let error = bench.burki.send_create(&billing().unwrap()).await.unwrap_err();
    assert_eq!((error.exit(), bench.server.received().len()), (Exit::Refused, 1));
    assert_eq!(
        (error.faults()[0].path.as_slice(), error.faults()[0].message.as_str()),
        (&["name".to_owned()][..], "too long")
    );
    assert_eq!(
        error.to_string(),
        "Burki refused to create the campaign \"Billing\" (HTTP 422): name: too long"
    );
}

#[tokio::test]
async fn a_redirect_is_not_followed_and_the_key_is_in_no_error() {
    let elsewhere = Act::answer(307, &format!("Location: https://evil.example/?k={KEY}\r\n"), "");
    let moved = bench([elsewhere]);
    let error = moved.burki.campaign(&id()).await.unwrap_err();
    assert!(error.kind == ErrorKind::Redirected, "{error}");
    assert_eq!(moved.server.received().len(), 1);
    assert!(!format!("{error} {error:?} {:?}", moved.burki).contains("a key of the tests"));

    let echoed = bench([Act::json(401, &json!({"detail": format!("bad key {KEY}")}).to_string())]);
    let error = echoed.burki.campaign(&id()).await.unwrap_err();
    assert_eq!(error.exit(), Exit::Credentials);
    assert!(error.to_string().ends_with("(HTTP 401): bad key ***"), "{error}");
    assert!(error.hint().unwrap().contains("API key"));
}

#[tokio::test]
async fn a_rate_limit_is_waited_out_as_long_as_it_asks() {
    let limited = Act::answer(429, "Retry-After: 7\r\n", r#"{"detail":"Too many requests"}"#);
    let bench = bench([limited, done(), ok(&json!({"schedule_type": "immediate"}))]);
    drop(bench.burki.disable_schedule(&target(), ScheduleBefore::default()).send_unnoted().await.unwrap());
    assert_eq!((bench.pace.waits(), bench.writes()), (vec![Duration::from_secs(7)], 2));
}

#[tokio::test]
async fn pages_are_read_to_the_last_and_a_row_is_there_once() {
    let row = |id: u64| {
        let mut row = reported("draft", NOW);
        row["id"] = json!(id);
        row
    };
    let first = page(&[row(1), row(2)], &json!(true));
    let bench = bench([first.clone(), page(&[row(2), row(3)], &json!(false))]);
    let ids: Vec<String> = rest(&mut bench.burki.list_campaigns(None))
        .await
        .unwrap()
        .iter()
        .map(|row| row.id.to_string())
        .collect();
    assert_eq!(ids, ["1", "2", "3"]);
    assert_eq!(bench.lines()[1], "GET /api/v1/campaigns/?page=2&per_page=100");
    let stuck = self::bench([first]);
    let error = stuck.burki.all_campaigns(None).await.unwrap_err();
    assert_eq!((error.exit(), stuck.server.received().len()), (Exit::Unavailable, 2));
}

#[tokio::test]
async fn an_id_needs_no_request_and_a_name_is_absent_only_after_every_page() {
    let found = bench([page(&[reported("draft", NOW)], &json!(false))]);
    assert_eq!(found.burki.resolve(&found.burki.refer("id:42")).await.unwrap(), id());
    assert_eq!(found.server.received().len(), 0);
    assert_eq!(found.burki.resolve(&found.burki.refer("Billing")).await.unwrap(), id());
    assert_eq!(found.server.received().len(), 1);

    let missed = bench([empty(), page(&[reported("draft", NOW)], &json!(false))]);
    assert_eq!(missed.burki.resolve(&missed.burki.refer("Billing")).await.unwrap(), id());
    assert_eq!(missed.lines()[1], "GET /api/v1/campaigns/?page=1&per_page=1000");
    let absent = bench([empty(), page(&[reported("draft", NOW)], &json!(false))]);
    let error = absent.burki.resolve(&absent.burki.refer("billing")).await.unwrap_err();
    assert_eq!(error.exit(), Exit::NotFound);
    assert!(error.to_string().contains("\"Billing\" (42)"), "{error}");
}

#[tokio::test]
async fn a_status_comes_with_its_progress_and_its_name_is_read_once() {
    let progress = json!({
        "campaign_id": 42, "status": "running",
        "progress": {"total_contacts": 500, "completed": 325, "failed": 25, "processing": 5, "pending": 145,
                     "progress_percentage": 70.0, "success_rate": 92.86},
        "metrics": {}, "started_at": null, "completed_at": null, "recent_activity": []
    });
    let bench = bench([ok(&reported("running", NOW)), ok(&progress)]);
    for _ in 0..2 {
        let reading = bench.burki.status(&id()).await.unwrap();
        assert_eq!((reading.name.as_str(), reading.status), ("Billing", CampaignStatus::Running));
        let progress = reading.progress.unwrap();
        assert_eq!((progress.total, progress.percentage), (Some(500), Some(70.0)));
        assert_eq!(progress.outcomes[3], ("pending".to_owned(), 145));
    }
    assert_eq!(
        bench.lines(),
        [
            "GET /api/v1/campaigns/42",
            "GET /api/v1/campaigns/42/progress",
            "GET /api/v1/campaigns/42/progress"
        ]
    );
}

async fn enable(bench: &Bench, schedule: &BurkiSchedule) -> Result<ScheduleChange, PlatformError> {
    let schedule = PlannedSchedule::Burki(schedule.clone());
    bench.burki.enable_schedule(&target(), &schedule, ScheduleBefore::default())?.send_unnoted().await
}

#[tokio::test]
async fn a_schedule_is_read_back_and_what_differs_is_named() {
    let schedule = weekdays();
    let mut held = super::body::schedule_body(&schedule);
    held["scheduled_at"] = json!("2026-12-01T14:00:00Z");
    let same = bench([done(), ok(&held)]);
    let change = enable(&same, &schedule).await.unwrap();
    assert_eq!((change.answer_lost, change.not_as_sent.len(), change.id), (false, 0, Some(id())));
    assert_eq!(change.held.unwrap().kind.as_deref(), Some("recurring"));
    assert_eq!(same.lines(), ["POST /api/v1/campaigns/42/schedule", "GET /api/v1/campaigns/42/schedule"]);

    held["recurring_config"]["time"] = json!("14:00");
    let other = bench([done(), ok(&held)]);
    let change = enable(&other, &schedule).await.unwrap();
    assert_eq!(change.not_as_sent[0].field, "time");

    // A save that cannot be read back is no failure.
    let unread = bench([done(), Act::json(404, r#"{"detail":"no"}"#)]);
    assert_eq!(enable(&unread, &schedule).await.unwrap().held, None);
}

#[tokio::test]
async fn a_lost_save_is_settled_by_what_is_held() {
    let schedule = weekdays();
    let held = ok(&super::body::schedule_body(&schedule));
    let none = ok(&json!({"schedule_type": "immediate", "scheduled_at": null, "recurring_config": null}));
    let settled = bench([Act::json(500, r#"{"detail":"failed to save"}"#), none.clone(), held.clone()]);
    let change = enable(&settled, &schedule).await.unwrap();
    assert_eq!((change.answer_lost, settled.writes()), (true, 1));

    let open = bench([Act::json(200, r#"{"message":"queued"}"#), none.clone()]);
    let error = enable(&open, &schedule).await.unwrap_err();
    assert_eq!((error.exit(), open.writes()), (Exit::Unknown, 1));
    assert!(error.to_string().contains("the schedule has another schedule_type"), "{error}");
    assert!(error.hint().unwrap().contains("kcamp schedule show 42"));

    let cleared = bench([Act::CloseAfterReading, held, none]);
    let switched = cleared.burki.disable_schedule(&target(), ScheduleBefore::default());
    assert!(switched.send_unnoted().await.unwrap().answer_lost);
    assert_eq!(cleared.body(0), json!({"schedule_type": "immediate"}));
}

#[tokio::test]
async fn an_id_needs_no_request_to_be_scheduled_unless_it_is_to_be_checked() {
    let bench = bench([ok(&reported("draft", NOW))]);
    let unchecked = bench.burki.schedule_target(&bench.burki.refer("id:42"), CheckName::No).await.unwrap();
    assert_eq!((unchecked.label.as_str(), bench.server.received().len()), ("42", 0));
    assert_eq!(
        bench.burki.schedule_target(&bench.burki.refer("id:42"), CheckName::First).await.unwrap(),
        target()
    );
}

#[tokio::test]
async fn starts_pauses_and_stops_say_what_became_of_it() {
    let started =
        ok(&json!({"success": true, "message": "Campaign execution started", "status": "scheduled"}));
    let bench = bench([started, ok(&json!({"message": "Campaign paused successfully"}))]);
    let triggered = bench.burki.send_trigger(&live("draft"), Trigger::Start).await.unwrap();
    assert_eq!((triggered.value.status, triggered.answer_lost), (CampaignStatus::Scheduled, false));
    let triggered = bench.burki.send_trigger(&live("running"), Trigger::Pause).await.unwrap();
    assert_eq!(triggered.value.status, CampaignStatus::Paused);
    assert_eq!(bench.lines(), ["POST /api/v1/campaigns/42/start", "POST /api/v1/campaigns/42/pause"]);
}

#[tokio::test]
async fn a_lost_trigger_is_settled_where_the_status_tells() {
    for (trigger, before, after, settled) in [
        (Trigger::Start, "draft", "running", true),
        (Trigger::Start, "paused", "scheduled", true),
        (Trigger::Start, "scheduled", "scheduled", false),
        (Trigger::Start, "scheduled", "running", true),
        (Trigger::Start, "draft", "draft", false),
        (Trigger::Pause, "running", "paused", true),
        (Trigger::Pause, "running", "running", false),
        (Trigger::Stop, "running", "cancelled", true),
        (Trigger::Stop, "running", "completed", false),
    ] {
        let bench = bench([Act::CloseAfterReading, ok(&reported(after, NOW))]);
        let result = bench.burki.send_trigger(&live(before), trigger).await;
        assert_eq!(
            result.is_ok_and(|triggered| triggered.answer_lost),
            settled,
            "{trigger:?} {before} {after}"
        );
        assert_eq!(bench.writes(), 1);
    }
}

#[tokio::test]
async fn a_lost_delete_is_settled_by_its_absence_and_a_lost_update_by_its_change() {
    let gone = Act::json(404, r#"{"detail":"Campaign not found"}"#);
    let deleted = bench([Act::CloseAfterReading, ok(&reported("draft", NOW)), gone]);
    assert!(deleted.burki.send_delete(&live("draft")).await.unwrap().answer_lost);
    assert_eq!(deleted.lines()[0], "DELETE /api/v1/campaigns/42");

    let mut changed = billing().unwrap();
    changed.max_attempts = Some(6);
    let mut after = reported("draft", SINCE);
    after["max_attempts"] = json!(6);
    after["updated_at"] = json!(SINCE);
    let at = |value: &Value| Act::json_at(DATE, &value.to_string());
    let updated = bench([Act::CloseAfterReading, at(&reported("draft", NOW)), at(&after)]);
    let change = updated.burki.send_update(&live("draft"), &changed, ReadAfterWrite::AtOnce).await.unwrap();
    assert_eq!((change.answer_lost, updated.writes()), (true, 1));
    for (field, value, words) in [
        ("updated_at", json!("2026-11-21T09:29:50Z"), "last change is older than this update"),
        ("updated_at", json!(null), "does not say when it was last changed"),
        ("max_attempts", json!(4), "max_attempts is 4, not 6"),
    ] {
        let mut other = after.clone();
        other[field] = value;
        let open = bench([Act::CloseAfterReading, at(&other)]);
        let error =
            open.burki.send_update(&live("draft"), &changed, ReadAfterWrite::AtOnce).await.unwrap_err();
        assert_eq!((error.exit(), open.writes()), (Exit::Unknown, 1), "{words}");
        assert!(error.to_string().contains(words), "{words}: {error}");
    }
    let same = bench([Act::CloseAfterReading, ok(&reported("draft", NOW))]);
    let error = same
        .burki
        .send_update(&live("draft"), &billing().unwrap(), ReadAfterWrite::AtOnce)
        .await
        .unwrap_err();
    assert!(error.to_string().contains("the platform returns none of the changed values"), "{error}");
}

#[tokio::test]
async fn a_success_for_another_campaign_leaves_it_open() {
    let success = |key: &str, value: Value| {
        let mut answer = json!({"success": true, "message": "Done successfully", "status": "scheduled"});
        answer[key] = value;
        answer
    };
    for (key, value, is_another) in [
        ("campaign_id", json!(99), true),
        ("id", json!(99), true),
        ("campaign", json!({"id": 99}), true),
        ("campaign_name", json!("Victim"), true),
        ("campaign_id", json!(42), false),
        ("campaign_id", json!("42"), false),
        ("task_id", json!("99"), false),
        ("name", json!("Billing"), false),
    ] {
        for trigger in [Trigger::Start, Trigger::Pause, Trigger::Stop] {
            // Later reads fail, so that nothing else settles it.
            let bench = bench([ok(&success(key, value.clone())), Act::json(500, "{}")]);
            let done = bench.burki.send_trigger(&live("paused"), trigger).await;
            assert_eq!(done.is_err(), is_another, "{key} {value} {trigger:?}");
        }
        let bench = bench([ok(&success(key, value.clone())), Act::json(500, "{}")]);
        assert_eq!(bench.burki.send_delete(&live("paused")).await.is_err(), is_another, "{key} {value}");
    }
}
