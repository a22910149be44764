//! Files without the keys that the platform does not return, as an export writes them: over a live campaign these are
//! not managed.

use serde_json::Value;

use crate::calls::is_write;
use crate::lifecycle::{sample, with_campaign};
use crate::world::Sandbox;

use super::{actions, lines, plan};

/// The sample campaigns of Kore.ai.
const SAMPLES: [&str; 6] = ["agentless", "progressive", "preview", "smsSimple", "smsTemplate", "smsAdvanced"];

/// Keys that the platform does not return. No update can be sent without them.
const NOT_RETURNED: [(&str, &str); 3] = [
    ("agentless", "/enableMachineDetect"),
    ("smsTemplate", "/message"),
    ("smsAdvanced", "/experienceFlowName"),
];

/// Every key of a campaign file except its name and schedule, as JSON pointers. Calling hours count key by key.
fn keys(body: &Value) -> Vec<String> {
    let below =
        |path: &str| body.pointer(path).and_then(Value::as_object).into_iter().flatten().map(|(key, _)| key);
    let at = |path: &str| below(path).map(|key| format!("{path}/{key}")).collect::<Vec<_>>();
    let strategy = "/dialingStrategy";
    let mut keys = [at(""), at(strategy), at(&format!("{strategy}/callingHours"))].concat();
    keys.retain(|key| !["/name", "/schedule"].contains(&key.as_str()));
    keys
}

/// A copy without the value at a JSON pointer.
fn without(body: &Value, pointer: &str) -> Value {
    let mut body = body.clone();
    let (above, key) = pointer.rsplit_once('/').unwrap();
    body.pointer_mut(above).and_then(Value::as_object_mut).unwrap().remove(key);
    body
}

/// The campaign with another value of one key that is not `but`, and that key's name.
fn with_other(body: &Value, but: &str) -> (Value, &'static str) {
    let mut other = body.clone();
    if but == "/priority" {
        other["description"] = "Another one".into();
        return (other, "description");
    }
    other["priority"] = if body["priority"] == "1" { "2".into() } else { "1".into() };
    (other, "priority")
}

/// A key that the file does not have is not managed and keeps its live value.
#[test]
fn each_key_in_turn_is_left_out_and_kept_as_it_is_live() {
    for name in SAMPLES {
        let mut whole: Value = serde_json::from_str(&sample(name)).unwrap();
        // Not every sample has a priority, and the test needs its live value.
        whole["priority"] = "4".into();
        let (calm, ..) = with_campaign(&whole.to_string(), &[]);
        let state = calm.state();
        for key in keys(&whole) {
            let shown = format!("{name} {key}");
            let sandbox = Sandbox::remembering(&state, &[]);
            let own = sandbox.world();
            let file = without(&whole, &key);
            own.file("campaigns/a.json", file.to_string());
            let run = plan(&own, &["--exit-code"]);
            assert_eq!(run.code, 0, "{shown}: {}", run.stderr);
            assert!(lines(&run).iter().all(|line| !line.starts_with("update")), "{shown}: {:?}", lines(&run));
            let (changed, field) = with_other(&file, &key);
            own.file("campaigns/a.json", changed.to_string());
            let planned = lines(&plan(&own, &["--exit-code"]).expect_code(20));
            if NOT_RETURNED.contains(&(name, &key)) {
                assert!(
                    planned[0].starts_with("blocked") && planned[0].contains("not returned"),
                    "{shown}: {planned:?}"
                );
                own.run("apply campaigns --yes").expect_code(10);
                assert_eq!(sandbox.received().into_iter().filter(is_write).count(), 0, "{shown}");
                continue;
            }
            assert!(planned[0].starts_with("update ") && planned[0].contains(field), "{shown}: {planned:?}");
            own.run("apply campaigns --resend-unreadable --yes").expect_code(0);
            let sent = sandbox.received_at("PUT", "").pop().unwrap();
            // The type is part of the address.
            if key != "/campaignType" {
                assert_eq!(sent["body"].pointer(&key), whole.pointer(&key), "{shown}");
            }
            assert_eq!(sent["body"][field], changed[field], "{shown}");
        }
    }
}

/// The smallest file: a name, and a key to change.
#[test]
fn a_name_and_one_key_are_an_update_of_that_key() {
    for name in ["progressive", "preview", "smsSimple"] {
        let whole: Value = serde_json::from_str(&sample(name)).unwrap();
        let (sandbox, world, _) = with_campaign(&whole.to_string(), &[]);
        let file = serde_json::json!({"name": whole["name"], "priority": 2});
        world.file("campaigns/a.json", file.to_string());
        let planned = lines(&plan(&world, &["--exit-code"]).expect_code(20));
        assert!(planned.len() == 1 && planned[0].contains("priority 5 → 2"), "{name}: {planned:?}");
        world.run("plan campaigns --out saved.json").expect_code(0);
        world.run("apply saved.json --yes").expect_code(0);
        let sent = sandbox.received_at("PUT", "").pop().unwrap();
        for key in
            keys(&whole).into_iter().filter(|key| !["/priority", "/campaignType"].contains(&key.as_str()))
        {
            assert_eq!(sent["body"].pointer(&key), whole.pointer(&key), "{name} {key}");
        }
        assert_eq!(actions(&plan(&world, &["--exit-code"]).expect_code(0)), ["unchanged"], "{name}");
        // If no campaign of the name is live, the missing keys are reported.
        world.file("campaigns/a.json", serde_json::json!({"name": "Another", "priority": 2}).to_string());
        for command in ["plan", "apply"] {
            let error = world.run([command, "campaigns", "-o", "json", "--yes"]).expect_code(3).error_json();
            assert_eq!(error["findings"][0]["code"], "campaign/missing-field", "{name}: {error}");
            assert!(error["findings"][0]["file"].as_str().unwrap().ends_with("a.json"), "{name}: {error}");
        }
        assert_eq!(sandbox.creates().len() + sandbox.received_at("PUT", "").len(), 1, "{name}");
    }
}

/// The file and the live campaign are checked together: a key may be wrong beside a live value.
#[test]
fn what_is_wrong_over_the_live_campaign_is_found_in_the_file() {
    let whole: Value = serde_json::from_str(&sample("smsSimple")).unwrap();
    let (sandbox, world, _) = with_campaign(&whole.to_string(), &[]);
    for (key, value, code) in [
        ("maxSkips", serde_json::json!(2), "campaign/field-not-allowed"),
        ("dialingMode", "Preview".into(), "campaign/field-not-allowed"),
        ("priority", 9.into(), "campaign/priority-out-of-range"),
        ("contactLists", serde_json::json!([]), "campaign/no-contact-list"),
    ] {
        let mut file = serde_json::json!({"name": whole["name"]});
        file[key] = value;
        world.file("campaigns/a.json", file.to_string());
        let error = world.run("apply campaigns -o json --yes").expect_code(3).error_json();
        assert_eq!(error["findings"][0]["code"], code, "{key}: {error}");
    }
    // The type of a campaign cannot change. That blocks only its own line.
    let file = serde_json::json!({"name": whole["name"], "campaignType": "voice", "priority": 2});
    world.file("campaigns/a.json", file.to_string());
    let planned = lines(&plan(&world, &["--exit-code"]).expect_code(20));
    assert!(planned[0].starts_with("blocked") && planned[0].contains("campaignType"), "{planned:?}");
    assert_eq!(sandbox.received().into_iter().filter(is_write).count(), 0);
}

/// Two incomplete files with one name get the usual finding, and so does a name that another file has.
#[test]
fn a_name_is_in_one_file_however_little_the_file_has() {
    let whole: Value = serde_json::from_str(&sample("smsSimple")).unwrap();
    let (_sandbox, world, _) = with_campaign(&whole.to_string(), &[]);
    let little = serde_json::json!({"name": whole["name"], "priority": 2}).to_string();
    for other in [little.clone(), whole.to_string()] {
        world.file("campaigns/a.json", &little);
        world.file("campaigns/b.json", other);
        let error = world.run("apply campaigns -o json --yes").expect_code(3).error_json();
        assert_eq!(error["findings"][0]["code"], "campaign/duplicate-name", "{error}");
    }
}

/// Burki requires a type and an assistant. An update sends neither.
#[test]
fn a_campaign_of_burki_may_leave_out_what_it_needs() {
    let whole = serde_json::json!({
        "platform": "burki", "name": "Calls", "campaign_type": "call", "assistant_id": 7, "max_attempts": 2,
        "welcome_message_template": "Hello",
    });
    let sandbox = Sandbox::new();
    let world = sandbox.burki_world();
    world.file("campaigns/a.json", whole.to_string());
    world.run("campaign create -f campaigns --yes").expect_code(0);
    for key in ["/campaign_type", "/assistant_id", "/max_attempts", "/welcome_message_template", "/platform"]
    {
        let mut file = without(&whole, key);
        world.file("campaigns/a.json", file.to_string());
        assert_eq!(actions(&plan(&world, &["--exit-code"]).expect_code(0)), ["unchanged"], "{key}");
        file["description"] = format!("Without {key}").into();
        world.file("campaigns/a.json", file.to_string());
        let planned = lines(&plan(&world, &["--exit-code"]).expect_code(20));
        assert!(planned.len() == 1 && planned[0].ends_with(": description"), "{key}: {planned:?}");
        world.run("apply campaigns --yes").expect_code(0);
    }
    let live = world.run("campaign get Calls -o json").expect_code(0).json();
    let text = live.to_string();
    assert!(text.contains("Hello") && text.contains("call"), "{live}");
    world.file("campaigns/a.json", r#"{"platform": "burki", "name": "Others", "max_attempts": 2}"#);
    let error = plan(&world, &[]).expect_code(3).error_json();
    assert_eq!(error["findings"][0]["code"], "campaign/missing-field", "{error}");
}

/// A key that is present but empty is an error, not a key that is left out.
#[test]
fn a_key_that_is_there_and_empty_is_the_ordinary_finding() {
    for (name, key, value) in [
        ("smsTemplate", "message", Value::Null),
        ("smsTemplate", "message", "New text".into()),
        ("smsTemplate", "message", serde_json::json!({"text": null})),
        ("progressive", "queue_name", Value::Null),
        ("agentless", "enableMachineDetect", Value::Null),
        ("smsAdvanced", "experienceFlowName", Value::Null),
    ] {
        let mut body: Value = serde_json::from_str(&sample(name)).unwrap();
        let (_sandbox, world, _) = with_campaign(&body.to_string(), &[]);
        body[key] = value;
        world.file("campaigns/a.json", body.to_string());
        let error = plan(&world, &["--exit-code"]).expect_code(3).error_json();
        let code = error["findings"][0]["code"].as_str().unwrap();
        assert!(["campaign/empty-value", "campaign/wrong-type"].contains(&code), "{name} {key}: {error}");
    }
}

#[test]
fn a_key_that_is_not_returned_may_be_missing_over_a_live_campaign_and_nowhere_else() {
    for (name, path) in [
        ("agentless", &["enableMachineDetect"][..]),
        ("smsTemplate", &["message", "text"]),
        ("smsAdvanced", &["experienceFlowName"]),
    ] {
        let mut body: Value = serde_json::from_str(&sample(name)).unwrap();
        let (sandbox, world, _) = with_campaign(&body.to_string(), &[]);
        let (key, above) = path.split_last().unwrap();
        let place = above.iter().fold(&mut body, |place, key| &mut place[key]);
        let place = place.as_object_mut().unwrap();
        place.remove(*key);
        if *key == "text" {
            place.remove("message");
        }
        world.file("campaigns/a.json", body.to_string());
        let run = plan(&world, &["--exit-code"]).expect_code(0);
        assert!(lines(&run).iter().all(|line| !line.contains(*key)), "{name} {path:?}: {:?}", lines(&run));
        // An update sends the whole campaign, and so needs the key.
        let mut other = body.clone();
        other["priority"] = if body["priority"] == "1" { "2".into() } else { "1".into() };
        world.file("campaigns/a.json", other.to_string());
        let run = plan(&world, &["--exit-code"]).expect_code(20);
        assert!(lines(&run)[0].starts_with("blocked"), "{name} {path:?}: {:?}", lines(&run));
        world.run("apply campaigns --yes").expect_code(10);
        assert_eq!(sandbox.received_at("PUT", "").len(), 0, "{name} {path:?}");
        // Without a live campaign, the missing key gets the usual finding.
        other["name"] = "Another".into();
        world.file("campaigns/a.json", other.to_string());
        for command in [
            &["plan", "campaigns", "-o", "json"][..],
            &["campaign", "create", "-f", "campaigns", "-o", "json"],
        ] {
            let error = world.run(command).expect_code(3).error_json();
            assert_eq!(error["findings"][0]["code"], "campaign/missing-field", "{name} {path:?}: {error}");
        }
        world.run("validate campaigns").expect_code(3);
        assert_eq!(sandbox.creates().len(), 0, "{name} {path:?}");
    }
}

/// An update sends the whole campaign. A key that its file does not have and the platform returns is sent with its
/// live value.
#[test]
fn a_key_that_is_left_out_and_returned_is_sent_as_it_is_live() {
    for (name, key) in [
        ("agentless", "experienceFlowName"),
        ("progressive", "queue_name"),
        ("preview", "queue_name"),
        ("smsSimple", "message"),
    ] {
        let whole: Value = serde_json::from_str(&sample(name)).unwrap();
        for also in [None, Some("dncLists"), Some("description"), Some("priority")] {
            let (sandbox, world, _) = with_campaign(&whole.to_string(), &[]);
            let mut body = whole.clone();
            let keys = body.as_object_mut().unwrap();
            keys.remove(key);
            also.map(|also| keys.remove(also));
            body["dialingStrategy"]["callerId"]["phoneNumber"] = "+12025550199".into();
            world.file("campaigns/a.json", body.to_string());
            let run = plan(&world, &["--exit-code"]);
            let planned = lines(&run.expect_code(20));
            assert_eq!(planned.len(), 1, "{name} {also:?}: {planned:?}");
            assert!(planned[0].starts_with("update ") && !planned[0].contains(key), "{planned:?}");
            world.run("apply campaigns --yes").expect_code(0);
            let sent = sandbox.received_at("PUT", "").pop().unwrap();
            for key in [key, "dncLists", "description", "priority"] {
                assert_eq!(sent["body"][key], whole[key], "{name} {also:?} {key}");
            }
            assert_eq!(
                actions(&plan(&world, &["--exit-code"]).expect_code(0)),
                ["unchanged"],
                "{name} {also:?}"
            );
        }
    }
}

/// A text belongs to its template, and a queue to its dialing mode. Live values of another kind are not sent.
#[test]
fn what_is_live_of_another_kind_is_not_sent() {
    let template = serde_json::json!({"template_name": "Welcome"});
    let to_agentless: Value = serde_json::from_str(&sample("agentless")).unwrap();
    for (name, key, other) in
        [("smsSimple", "message", template), ("progressive", "experienceFlowName", to_agentless)]
    {
        let whole: Value = serde_json::from_str(&sample(name)).unwrap();
        let (sandbox, world, _) = with_campaign(&whole.to_string(), &[]);
        let mut body = if key == "message" { whole.clone() } else { other.clone() };
        body["name"] = whole["name"].clone();
        if key == "message" {
            body[key] = other;
        } else {
            body.as_object_mut().unwrap().remove(key);
        }
        world.file("campaigns/a.json", body.to_string());
        let run = plan(&world, &["--exit-code"]).expect_code(20);
        assert!(lines(&run)[0].starts_with("blocked"), "{name}: {:?}", lines(&run));
        world.run("apply campaigns --yes").expect_code(10);
        assert_eq!(sandbox.received_at("PUT", "").len(), 0, "{name}");
    }
}
