//! Files without what the platform does not return, as an export writes them: over a live campaign that is not managed.

use serde_json::Value;

use crate::lifecycle::{sample, with_campaign};

use super::{lines, plan};

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
        ("agentless", &["experienceFlowName"]),
        ("progressive", &["queue_name"]),
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
