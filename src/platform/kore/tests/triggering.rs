//! Starts and stops where a gateway knows none of the paths, or only a later one.

use serde_json::{Value, json};

use super::{Act, Bench, ID, bench};
use crate::domain::kore_campaign::CampaignType;
use crate::domain::live::{CampaignId, CampaignStatus, LiveCampaign, LiveKoreCampaign};
use crate::exit::Exit;
use crate::platform::error::PlatformError;
use crate::platform::kore::Kore;
use crate::platform::kore::lifecycle::{Signal, TypedCampaign};
use crate::platform::outcome::Triggered;

fn target(status: CampaignStatus, instance: Option<&str>) -> TypedCampaign {
    let own = LiveKoreCampaign { instance_id: instance.map(str::to_owned), ..LiveKoreCampaign::default() };
    let live = LiveCampaign::new(CampaignId::reported(ID.into()), "Billing".into(), status, own);
    TypedCampaign { live, campaign_type: CampaignType::Voice }
}

fn no_route() -> Act {
    Act::json(404, r#"{"message":"no Route matched with those values"}"#)
}

fn read(status: &str, instance: Option<&str>) -> Act {
    let data = json!({"id": ID, "name": "Billing", "status": status, "campaignInstanceId": instance});
    Act::json(200, &json!({"status": "success", "message": "", "data": data}).to_string())
}

fn answered(status: &str) -> Act {
    Act::json(200, &json!({"status": status, "campaignInstanceId": "cid-2"}).to_string())
}

/// The methods and paths of what was received.
fn sent(bench: &Bench) -> Vec<String> {
    let received = bench.server.received();
    let line = |request: &String| {
        let mut words = request.split(' ').map(str::to_owned);
        let (method, path) = (words.next().unwrap(), words.next().unwrap());
        format!("{method} {}", path.split('?').next().unwrap())
    };
    received.iter().map(line).collect()
}

fn paths() -> [String; 4] {
    [
        format!("POST /campaign/api/v2/public/st-1/campaign/trigger/{ID}"),
        format!("POST /campaign/api/v2/public/st-1/campaign/{ID}"),
        format!("POST /api/v2/public/st-1/campaign/trigger/{ID}"),
        format!("POST /campaign/api/v1/public/st-1/campaign/{ID}"),
    ]
}

fn get() -> String {
    format!("GET /campaign/api/v2/public/st-1/campaign/{ID}")
}

async fn trigger(bench: &Bench, signal: Signal) -> Result<Triggered, PlatformError> {
    bench.kore.send_trigger(&target(CampaignStatus::Ready, None), signal).await
}

#[tokio::test]
async fn a_stop_goes_through_the_forms_at_once_and_a_start_reads_between_two() {
    let [first, second, third, fourth] = paths();
    let bench = bench([no_route(), no_route(), no_route(), answered("Stopped")]);
    let done = trigger(&bench, Signal::Stop).await.unwrap();
    assert_eq!((done.value.status, done.answer_lost), (CampaignStatus::Stopped, false));
    assert_eq!(sent(&bench), [&first, &second, &third, &fourth].map(Clone::clone));
    // The path is remembered, for this action only.
    let again = target(CampaignStatus::Ready, None);
    let shown = |signal| bench.kore.trigger_request(&again, signal).address.to_string();
    assert!(shown(Signal::Stop).contains("/api/v1/"), "{}", shown(Signal::Stop));
    assert!(shown(Signal::Play).contains("/trigger/"), "{}", shown(Signal::Play));

    let bench =
        super::bench([no_route(), read("Ready", None), no_route(), read("Ready", None), answered("Active")]);
    let done = trigger(&bench, Signal::Play).await.unwrap();
    assert_eq!(
        (done.value.status, done.value.instance_id.as_deref()),
        (CampaignStatus::Active, Some("cid-2"))
    );
    assert_eq!(sent(&bench), [first, get(), second, get(), third]);
}

#[tokio::test]
async fn where_no_form_works_all_are_named_and_the_setting() {
    let bench = bench([no_route()]);
    let error = trigger(&bench, Signal::Stop).await.unwrap_err();
    assert_eq!((error.exit(), error.code()), (Exit::NotFound, "platform/no-trigger-path"));
    for path in paths() {
        let path = path.trim_start_matches("POST ").to_owned();
        assert!(error.to_string().contains(&path), "{error} lacks {path}");
    }
    assert!(error.hint().unwrap().contains("trigger_path"), "{:?}", error.hint());
    assert_eq!(sent(&bench), paths());
}

#[tokio::test]
async fn a_path_that_is_set_is_used_alone_and_its_404_names_the_setting_and_the_others() {
    let bench = bench([no_route(), read("Ready", None), no_route()]);
    let mut endpoints = bench.kore.endpoints().clone();
    endpoints.trigger_path = Some("/own/{streamId}/{campaignId}".to_owned());
    let kore = Kore::new(bench.kore.line.clone(), endpoints);
    for signal in [Signal::Play, Signal::Stop] {
        let error = kore.send_trigger(&target(CampaignStatus::Ready, None), signal).await.unwrap_err();
        assert!(error.to_string().contains(&format!("/own/st-1/{ID}")), "{error}");
        let hint = error.hint().unwrap();
        assert!(hint.contains("unset trigger_path") && hint.contains("/campaign/api/v1/"), "{hint}");
    }
    let own = format!("POST /own/st-1/{ID}");
    assert_eq!(sent(&bench), [own.clone(), get(), own]);
}

#[tokio::test]
async fn after_the_last_404_of_a_start_the_campaign_is_read_too() {
    let [first, second, third, fourth] = paths();
    let ready = || read("Ready", None);
    let all = |last| bench([no_route(), ready(), no_route(), ready(), no_route(), ready(), no_route(), last]);
    let own = |last| {
        let mut bench = bench([no_route(), last]);
        let mut endpoints = bench.kore.endpoints().clone();
        endpoints.trigger_path = Some("/own/{streamId}/{campaignId}".to_owned());
        bench.kore = Kore::new(bench.kore.line.clone(), endpoints);
        bench
    };
    let of_all = [first, get(), second, get(), third, get(), fourth, get()];
    let of_own = [format!("POST /own/st-1/{ID}"), get()];
    for (bench, sent_then) in
        [(&all as &dyn Fn(Act) -> Bench, &of_all[..]), (&own as &dyn Fn(Act) -> Bench, &of_own[..])]
    {
        let acted = bench(read("Active", Some("cid-9")));
        let done = trigger(&acted, Signal::Play).await.unwrap();
        assert_eq!((done.value.status, done.answer_lost), (CampaignStatus::Active, true));
        assert_eq!(sent(&acted), sent_then);

        let nothing = bench(ready());
        let error = trigger(&nothing, Signal::Play).await.unwrap_err();
        assert_eq!((error.exit(), error.code()), (Exit::NotFound, "platform/no-trigger-path"));
        assert_eq!(sent(&nothing), sent_then);

        for unclear in [read("Completed", Some("cid-9")), Act::json(500, "{}")] {
            let error = trigger(&bench(unclear), Signal::Play).await.unwrap_err();
            assert_eq!(error.exit(), Exit::Unknown, "{error}");
        }
    }
}

#[tokio::test]
async fn a_gateway_that_answers_for_a_service_that_acted_starts_nothing_twice() {
    // If it is active or has a new run, the search ends as done.
    for (before, instance, after, new_instance) in [
        (CampaignStatus::Ready, None, "Active", None),
        (CampaignStatus::Ready, None, "Active", Some("cid-1")),
        (CampaignStatus::Completed, Some("cid-1"), "Completed", Some("cid-2")),
        (CampaignStatus::Stopped, Some("cid-1"), "Completed", Some("cid-2")),
    ] {
        let bench = bench([no_route(), read(after, new_instance)]);
        let done = bench.kore.send_trigger(&target(before, instance), Signal::Play).await.unwrap();
        assert_eq!((done.value.status.as_str(), done.answer_lost), (after, true));
        assert_eq!(sent(&bench), [paths()[0].clone(), get()]);
    }
    // If the run may be new, or the status cannot be read, the search ends as unknown.
    for act in [
        read("Ready", Some("cid-1")),
        read("Completed", Some("cid-1")),
        Act::json(500, r#"{"errors":[{"msg":"down","code":500}]}"#),
        Act::json(404, r#"{"errors":[{"msg":"gone","code":404}]}"#),
    ] {
        let bench = bench([no_route(), act]);
        let error = trigger(&bench, Signal::Play).await.unwrap_err();
        assert_eq!(error.exit(), Exit::Unknown, "{error}");
        assert!(error.hint().unwrap().contains("only if it is not Active"), "{error}");
        let writes = sent(&bench).iter().filter(|line| line.starts_with("POST")).count();
        assert_eq!(writes, 1, "{error}");
    }
    // The same run as before is not a new one.
    let bench = bench([no_route(), read("Stopped", Some("cid-1")), answered("Active")]);
    let stopped = target(CampaignStatus::Stopped, Some("cid-1"));
    assert!(!bench.kore.send_trigger(&stopped, Signal::Play).await.unwrap().answer_lost);
}

#[tokio::test]
async fn an_answer_of_the_platform_ends_the_search() {
    let body = |value: Value| value.to_string();
    for (status, text, exit) in [
        (404, body(json!({"errors": [{"msg": "there is no campaign", "code": 404}]})), Exit::NotFound),
        (404, body(json!({"status": "error", "message": "x"})), Exit::NotFound),
        (404, body(json!({"message": format!("campaign {ID} not found")})), Exit::NotFound),
        (405, body(json!({"errors": [{"msg": "not allowed", "code": 405}]})), Exit::Refused),
        (401, body(json!({"message": "no"})), Exit::Credentials),
        (409, body(json!({"message": "no"})), Exit::Conflict),
    ] {
        for signal in [Signal::Play, Signal::Stop] {
            let bench = bench([Act::json(status, &text)]);
            let error = trigger(&bench, signal).await.unwrap_err();
            assert_eq!(error.exit(), exit, "{status} {text}: {error}");
            assert_eq!(bench.server.received().len(), 1, "{status} {text}");
        }
    }
}
