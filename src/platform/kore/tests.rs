#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use serde_json::{Value, json};

use super::samples::campaign;
use super::{Endpoints, Kore};
use crate::clock::Clock;
use crate::domain::kore_campaign::{Channel, KoreCampaign, Sms};
use crate::domain::message_encoding::MessageEncoding;
use crate::domain::platform_kind::PlatformKind;
use crate::exit::Exit;
use crate::jwt::{self, Jti};
use crate::platform::credentials::Credentials;
use crate::platform::http::{Http, HttpOptions};
use crate::platform::page_reading::rest;
use crate::platform::platform::{Account as _, Campaigns as _, ContactLists as _};
use crate::platform::retry::test_pace::{SteppedPace, Unobserved};
use crate::platform::scripted_server::{Act, ScriptedServer};
use crate::secret::Secret;

mod creating;
mod little;
mod triggering;

const NOW: &str = "2026-11-21T06:00:00Z";
const SECRET: &str = "a client secret of the tests";
const ID: &str = "cd-e7110489-a30a-5d1e-80ee-f246cc8a1b2c";

struct Bench {
    server: ScriptedServer,
    kore: Kore,
    pace: Arc<SteppedPace>,
}

fn bench(script: impl IntoIterator<Item = Act>) -> Bench {
    let secret = Credentials::Signing {
        client_id: "cs-1".into(),
        secret: Secret::new(SECRET.into()),
        subject: "kcamp".into(),
        jti: Jti::Random,
    };
    bench_with(script, secret)
}

fn bench_with(script: impl IntoIterator<Item = Act>, credentials: Credentials) -> Bench {
    let server = ScriptedServer::start(script).unwrap();
    let pace = Arc::new(SteppedPace::default());
    let options = HttpOptions {
        platform: PlatformKind::Kore,
        origin: server.origin.clone(),
        served_at: None,
        timeout: Duration::from_secs(5),
        deadline: None,
        extra_certificates: None,
        proxy: None,
        budget: None,
        haste: crate::platform::retry::Haste::Calm,
    };
    let clock = Clock::Fixed(NOW.parse().unwrap());
    let http = Http::new(options, Rc::new(credentials), clock, pace.clone(), Arc::new(Unobserved)).unwrap();
    let endpoints = Endpoints {
        origin: server.origin.clone(),
        stream_id: "st-1".into(),
        account_id: "a-1".into(),
        message_encoding: MessageEncoding::Base64,
        harmless_keys: Vec::new(),
        trigger_path: None,
    };
    Bench { kore: Kore::new(http, endpoints), server, pace }
}

fn billing() -> KoreCampaign {
    let sms = Sms::Advanced { experience_flow: "Flow".parse().unwrap() };
    campaign("Billing", "d", "testdnc", "+12025550124", Channel::Sms(sms)).unwrap()
}

fn row(name: &str, created_at: &str, scheduled: &Value) -> Value {
    json!({
        "id": ID, "name": name, "status": "Ready", "createdAt": created_at,
        "schedule": {"isSchedulingEnabled": scheduled},
    })
}

fn page(rows: &[Value], has_more: &Value) -> Act {
    let data = json!({"results": rows, "skip": 0, "limit": 50, "hasMore": has_more});
    Act::json(200, &json!({"status": "success", "message": "", "data": data}).to_string())
}

fn empty() -> Act {
    page(&[], &json!(false))
}

fn writes(bench: &Bench) -> usize {
    let received = bench.server.received();
    received.iter().filter(|request| !request.contains("getAllCampaignDetails")).count()
}

#[tokio::test]
async fn a_create_is_one_request_with_a_token_of_its_own() {
    let answer = json!({"status": "success", "data": row("Billing", NOW, &json!(false))});
    let bench = bench([Act::json(200, &answer.to_string())]);
    let created = bench.kore.send_create(&billing()).await.unwrap();
    let status = created.status().unwrap();
    assert_eq!((created.value.id.as_str(), status.as_str(), created.answer_lost), (ID, "Ready", false));
    let received = bench.server.received();
    assert_eq!(received.len(), 1);
    assert!(received[0].starts_with(
        "POST /campaign/api/v2/public/st-1/campaign?accountId=a-1&campaignType=sms HTTP/1.1\r\n"
    ));
    let token = received[0].lines().find_map(|line| line.strip_prefix("auth: ")).unwrap();
    let now: Timestamp = NOW.parse().unwrap();
    let claims = jwt::verify(token, &Secret::new(SECRET.into()), now).unwrap();
    assert_eq!((&claims["sub"], &claims["appId"]), (&json!("kcamp"), &json!("cs-1")));
    assert!(claims.contains_key("jti"));
}

#[tokio::test]
async fn a_ready_token_goes_out_as_it_is() {
    let bench = bench_with([empty()], Credentials::ready(Secret::new("ready.made.token".into())));
    rest(&mut bench.kore.pages(Some("sms")).unwrap()).await.unwrap();
    assert!(bench.server.received()[0].contains("\r\nauth: ready.made.token\r\n"));
}

#[tokio::test]
async fn a_refused_create_is_not_looked_for() {
    let bench = bench([Act::json(409, r#"{"errors":[{"msg":"exists","code":409}]}"#)]);
    let error = bench.kore.send_create(&billing()).await.unwrap_err();
    assert_eq!((error.exit(), bench.server.received().len()), (Exit::Conflict, 1));
}

#[tokio::test]
async fn pages_are_read_until_the_platform_has_no_more() {
    let named = |id: &str| {
        let mut row = row("N", NOW, &json!(false));
        row["id"] = json!(id);
        row
    };
    let first = page(&[named("cd-1"), named("cd-2")], &json!(true));
    let second = page(&[named("cd-2"), named("cd-3")], &json!(false));
    let bench = bench([first.clone(), second]);
    let all = rest(&mut bench.kore.pages(Some("sms")).unwrap()).await.unwrap();
    let ids: Vec<&str> = all.iter().map(|campaign| campaign.id.as_str()).collect();
    assert_eq!(ids, ["cd-1", "cd-2", "cd-3"]);
    let received = bench.server.received();
    assert!(received[0].ends_with(r#"{"limit":50,"skip":0,"type":"sms"}"#));
    assert!(received[1].ends_with(r#"{"limit":50,"skip":2,"type":"sms"}"#));

    let stuck = self::bench([first]);
    let error = rest(&mut stuck.kore.pages(Some("sms")).unwrap()).await.unwrap_err();
    assert_eq!((error.exit(), stuck.server.received().len()), (Exit::Unavailable, 2));
}

#[tokio::test]
async fn a_name_is_resolved_over_both_types_and_an_id_without_a_request() {
    let bench = bench([empty(), page(&[row("Billing", NOW, &json!(false))], &Value::Null)]);
    assert_eq!(bench.kore.resolve(&bench.kore.refer(ID)).await.unwrap().as_str(), ID);
    assert_eq!(bench.server.received().len(), 0);
    assert_eq!(bench.kore.resolve(&bench.kore.refer("Billing")).await.unwrap().as_str(), ID);
    let received = bench.server.received();
    assert!(received[0].contains(r#""type":"sms""#) && received[1].contains(r#""type":"voice""#));
}

#[tokio::test]
async fn none_and_several_of_a_name_list_what_there_is() {
    let near = bench([page(&[row("BILLING", NOW, &json!(false))], &json!(false)), empty()]);
    let error = near.kore.resolve(&near.kore.refer("Billing")).await.unwrap_err();
    assert_eq!(error.exit(), Exit::NotFound);
    assert!(error.to_string().contains(&format!("\"BILLING\" ({ID})")), "{error}");

    let several = bench([page(&[row("Billing", NOW, &json!(false))], &json!(false))]);
    let error = several.kore.resolve(&several.kore.refer("Billing")).await.unwrap_err();
    assert_eq!(error.exit(), Exit::Conflict);
    assert_eq!(error.to_string().matches(ID).count(), 2, "{error}");
}

#[tokio::test]
async fn a_lost_disable_is_settled_by_reading_back() {
    let off = page(&[row("Billing", NOW, &json!(false))], &json!(false));
    let on = page(&[row("Billing", NOW, &json!(true))], &json!(false));
    let settled = bench([Act::CloseAfterReading, on.clone(), empty(), off, empty()]);
    let change = settled.kore.send_disable("Billing").await.unwrap();
    assert_eq!((change.answer_lost, change.id.unwrap().as_str(), writes(&settled)), (true, ID, 1));

    let open = bench([Act::CloseAfterReading, on.clone(), empty(), on.clone(), empty(), on, empty()]);
    let error = open.kore.send_disable("Billing").await.unwrap_err();
    assert_eq!((error.exit(), writes(&open)), (Exit::Unknown, 1));
    assert!(error.to_string().contains("its schedule is on"), "{error}");
}

#[tokio::test]
async fn a_lost_enable_stays_unknown_and_says_what_was_read() {
    let schedule = super::samples::weekly_schedule().unwrap();
    let answer = json!({"status": "success", "message": "scheduled", "id": ID}).to_string();
    let answered = bench([Act::json(200, &answer)]);
    let change = answered.kore.send_enable("Billing | Jan", &schedule).await.unwrap();
    assert_eq!((change.id.unwrap().as_str(), change.answer_lost), (ID, false));
    let request = answered.server.received().remove(0);
    assert!(request.contains("/schedule?enableSchedule=true&campaignName=Billing%20%7C%20Jan HTTP/1.1"));

    for (scheduled, words) in [(json!(true), "its schedule is on"), (json!(false), "its schedule is off")] {
        let read = page(&[row("Billing", NOW, &scheduled)], &json!(false));
        let script = [Act::json(502, ""), read.clone(), empty(), read.clone(), empty(), read, empty()];
        let bench = bench(script);
        let error = bench.kore.send_enable("Billing", &schedule).await.unwrap_err();
        assert_eq!((error.exit(), writes(&bench)), (Exit::Unknown, 1));
        assert!(error.to_string().contains(words), "{error}");
    }
}

#[tokio::test]
async fn contact_lists_and_a_campaign_are_read() {
    let lists =
        super::samples::sample("POST", "/contactList/getAllListDetails", "response", "example").unwrap();
    let read = super::samples::sample("GET", "/{campaignId}", "response", "voice").unwrap();
    let bench = bench([Act::json(200, &lists.to_string()), Act::json(200, &read.to_string())]);
    assert_eq!(bench.kore.contact_lists().await.unwrap()[0].name, "Renewal Due July");
    let id = bench.kore.resolve(&bench.kore.refer("cd-9e14b72-88cc-4544-9a98-7aee9b7a1b2c")).await.unwrap();
    assert_eq!(bench.kore.campaign(&id).await.unwrap().name, "Agentless Voice | Feedback | Jan 9");
    assert!(bench.server.received()[1].starts_with("GET "));
}
