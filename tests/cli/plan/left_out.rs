//! Files without what the platform does not return, as an export writes them: over a live campaign that is not managed.

use serde_json::Value;

use crate::lifecycle::{sample, with_campaign};

use super::{actions, lines, plan};

/// What is there and empty is a mistake, and not a key that is left out.
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
        // An update sends the campaign whole, and so needs it.
        let mut other = body.clone();
        other["priority"] = if body["priority"] == "1" { "2".into() } else { "1".into() };
        world.file("campaigns/a.json", other.to_string());
        let run = plan(&world, &["--exit-code"]).expect_code(20);
        assert!(lines(&run)[0].starts_with("blocked"), "{name} {path:?}: {:?}", lines(&run));
        world.run(["apply", "campaigns", "--yes"]).expect_code(10);
        assert_eq!(sandbox.received_at("PUT", "").len(), 0, "{name} {path:?}");
        // Where there is no live campaign, its absence is the ordinary finding.
        other["name"] = "Another".into();
        world.file("campaigns/a.json", other.to_string());
        for command in [
            &["plan", "campaigns", "-o", "json"][..],
            &["campaign", "create", "-f", "campaigns", "-o", "json"],
        ] {
            let error = world.run(command).expect_code(3).error_json();
            assert_eq!(error["findings"][0]["code"], "campaign/missing-field", "{name} {path:?}: {error}");
        }
        world.run(["validate", "campaigns"]).expect_code(3);
        assert_eq!(sandbox.creates().len(), 0, "{name} {path:?}");
    }
}

/// An update sends the campaign whole: what its file does not have and the platform returns goes out as it is live.
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
            if also.is_some() && run.code == 3 {
                // A campaign of this kind needs that key too, and the platform returns it: it is the ordinary finding.
                assert_eq!(
                    run.error_json()["findings"][0]["code"],
                    "campaign/missing-field",
                    "{name} {also:?}"
                );
                continue;
            }
            let planned = lines(&run.expect_code(20));
            assert_eq!(planned.len(), 1, "{name} {also:?}: {planned:?}");
            assert!(planned[0].starts_with("update ") && !planned[0].contains(key), "{planned:?}");
            world.run(["apply", "campaigns", "--yes"]).expect_code(0);
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

/// A text belongs to its template, and a queue to its dialing mode: those of another are not sent.
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
        world.run(["apply", "campaigns", "--yes"]).expect_code(10);
        assert_eq!(sandbox.received_at("PUT", "").len(), 0, "{name}");
    }
}
