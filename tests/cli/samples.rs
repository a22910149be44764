//! kcamp sends every documented request body exactly as it is documented.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use crate::world::Sandbox;

const CREATE: &str = "POST /campaign/api/v2/public/{streamId}/campaign";
const SCHEDULE: &str = "POST /campaign/api/v2/public/{streamId}/campaign/schedule";

fn samples(call: &str) -> Vec<(String, Value)> {
    let samples: Value = serde_json::from_str(include_str!("../fixtures/kore-samples.json")).unwrap();
    let requests = samples[call]["request"].as_object().unwrap();
    requests.iter().map(|(case, body)| (case.clone(), body.clone())).collect()
}

fn sample(call: &str, case: &str) -> Value {
    samples(call).into_iter().find(|(known, _)| known == case).unwrap().1
}

/// The message, decoded from base64.
fn message_text(body: &Value) -> Option<String> {
    let encoded = body.pointer("/message/message")?.as_str().unwrap();
    Some(String::from_utf8(STANDARD.decode(encoded).unwrap()).unwrap())
}

/// Creates with these arguments. Returns the result and the one body that was received.
#[track_caller]
fn created_by(arguments: &[&str], file: Option<(&str, &str)>) -> (Value, Value) {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    let mut line = vec!["campaign", "create", "-o", "json"];
    line.extend(arguments);
    if let Some((name, text)) = file {
        world.file(name, text);
        line.extend(["-f", name]);
    }
    world.run(line).expect_code(0);
    let received = sandbox.received_at("POST", "/campaign");
    assert_eq!(received.len(), 1, "{received:?}");
    (received[0]["body"].clone(), received[0]["query"].clone())
}

#[test]
fn each_create_is_sent_as_documented_from_its_own_body_as_the_file() {
    let cases = samples(CREATE);
    assert_eq!(cases.len(), 6);
    for (case, body) in cases {
        let (sent, query) = created_by(&[], Some(("campaign.json", &body.to_string())));
        assert_eq!(sent, body, "{case}");
        assert_eq!(query["campaignType"], body["campaignType"], "{case}");
        assert_eq!(query["accountId"], kcamp::sandbox::ACCOUNT.account_id, "{case}");
    }
}

#[test]
fn each_create_is_sent_as_documented_from_a_file_with_everything_that_kcamp_adds() {
    for (case, body) in samples(CREATE) {
        let mut file = body.clone();
        file["platform"] = json!("kore");
        file["dncLists"] = body["dncLists"]["name"].clone();
        file["priority"] = json!(5);
        file["dialingStrategy"]["callingHours"]["days"] =
            json!([{ "days": "Mon-Fri", "start": "09:00", "end": "18:00" }]);
        file.as_object_mut().unwrap().remove("schedule");
        if let Some(text) = message_text(&body) {
            let message = file["message"].as_object_mut().unwrap();
            message.remove("message");
            message.insert("text".to_owned(), json!(text));
        }
        let yaml = serde_saphyr::to_string(&file).unwrap();
        let (sent, _) = created_by(&[], Some(("campaign.yaml", &yaml)));
        assert_eq!(sent, body, "{case}");
    }
}

/// The flag of each field of a body.
const FLAGS: [(&str, &str); 18] = [
    ("--type", "/campaignType"),
    ("--name", "/name"),
    ("--description", "/description"),
    ("--contact-list", "/contactLists/0"),
    ("--dnc-list", "/dncLists/name"),
    ("--priority", "/priority"),
    ("--format", "/format"),
    ("--template", "/message/template_name"),
    ("--caller-id", "/dialingStrategy/callerId/phoneNumber"),
    ("--calling-hours-timezone", "/dialingStrategy/callingHours/timezone"),
    ("--experience-flow", "/experienceFlowName"),
    ("--queue", "/queue_name"),
    ("--dialing-mode", "/dialingMode"),
    ("--max-skips", "/maxSkips"),
    ("--dialing-order", "/dialingStrategy/dialingOrder"),
    ("--max-attempts", "/dialingStrategy/maxAttemptsPerRecord"),
    ("--retry-period", "/dialingStrategy/defaultRetryPeriod"),
    ("--max-ring-time", "/dialingStrategy/maxRingTime"),
];

#[test]
fn each_create_is_sent_as_documented_from_flags_alone() {
    for (case, body) in samples(CREATE) {
        let mut line = vec!["--calling-hours".to_owned(), "Mon-Fri 9:00 AM-6:00 PM".to_owned()];
        for (flag, pointer) in FLAGS {
            if let Some(value) = body.pointer(pointer) {
                let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
                line.extend([flag.to_owned(), text]);
            }
        }
        if let Some(detect) = body["enableMachineDetect"].as_str() {
            line.extend(["--machine-detect".to_owned(), detect.to_owned()]);
        }
        if let Some(text) = message_text(&body) {
            line.extend(["--message".to_owned(), text]);
        }
        let line: Vec<&str> = line.iter().map(String::as_str).collect();
        let (sent, _) = created_by(&line, None);
        assert_eq!(sent, body, "{case}");
    }
}

/// Runs `schedule` with these arguments on an existing campaign. Returns the result and the one body that was
/// received.
#[track_caller]
fn scheduled_by(arguments: &[&str], file: Option<&Value>) -> (Value, Value) {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    world.file("campaign.json", sample(CREATE, "smsSimple").to_string());
    world.run("campaign create -f campaign.json").expect_code(0);
    if let Some(body) = file {
        world.file("schedule.json", body.to_string());
    }
    let mut line = vec!["schedule"];
    line.extend(arguments);
    line.push("--yes");
    world.run(line).expect_code(0);
    let received = sandbox.received_at("POST", "/campaign/schedule");
    assert_eq!(received.len(), 1, "{received:?}");
    (received[0]["body"].clone(), received[0]["query"].clone())
}

#[test]
fn each_schedule_is_sent_as_documented() {
    let name = "Event Reminder SMS";
    let enabled = json!({ "enableSchedule": "true", "campaignName": name });
    let times = ["--start", "2027-01-01 18:29:00", "--end", "2027-01-27 18:29:00", "--timezone", "UTC"];
    for (case, pattern) in [("daily", &["--daily"][..]), ("weekly", &["--weekly", "Fri,mon,WE"][..])] {
        let body = sample(SCHEDULE, case);
        let from_file = scheduled_by(&["enable", name, "-f", "schedule.json"], Some(&body));
        assert_eq!(from_file, (body.clone(), enabled.clone()), "{case} from a file");
        let flags = scheduled_by(&[&["enable", name], pattern, &times[..]].concat(), None);
        assert_eq!(flags, (body, enabled.clone()), "{case} from flags");
    }
    let disabled = json!({ "enableSchedule": "false", "campaignName": name });
    assert_eq!(scheduled_by(&["disable", name], None), (sample(SCHEDULE, "disable"), disabled));
}
