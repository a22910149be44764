//! `kcamp campaign contacts` and `callback`: the contacts that a campaign reached, and call-backs.

use serde_json::{Value, json};

use crate::lifecycle::{sample, with_campaign};
use crate::world::{Sandbox, World};

/// A running campaign, and the id of its run.
fn running(faults: &[&str]) -> (Sandbox, World, String) {
    let (calm, world, id) = with_campaign(&sample("agentless"), &[]);
    let started = world.run(["campaign", "start", &id, "--yes", "-o", "json"]).expect_code(0).json();
    let sandbox = Sandbox::continuing(&calm, faults);
    let world = sandbox.world();
    (sandbox, world, started["instance_id"].as_str().unwrap().to_owned())
}

const NAME: &str = "Agentless Voice | Feedback | Jan 9";

#[test]
fn numbers_are_starred_unless_they_are_asked_for() {
    let (sandbox, world, _) = running(&[]);
    let starred = world.run(["campaign", "contacts", NAME, "-o", "json"]).expect_code(0).json();
    assert_eq!((&starred[0]["phone_number"], &starred[0]["outcome"]), (&json!("1202***0100"), &Value::Null));
    let line = ["campaign", "contacts", NAME, "--show-numbers", "-o", "json"];
    assert_eq!(world.run(line).expect_code(0).json()[0]["phone_number"], "12025550100");
    let logged = world.run(["campaign", "contacts", NAME, "-vvv"]).expect_code(0);
    assert!(
        !logged.stderr.contains("12025550100") && !logged.stdout.contains("12025550100"),
        "{}",
        logged.stderr
    );
    let asked: Vec<Value> = sandbox
        .received_at("POST", "/status")
        .into_iter()
        .map(|request| json!([request["body"], request["query"]]))
        .collect();
    assert_eq!(asked, vec![json!([{ "page": 1, "limit": 100 }, { "view": "contacts" }]); 3]);
}

#[test]
fn each_call_back_is_sent_and_has_its_outcome() {
    let (sandbox, world, run) = running(&[]);
    let line = ["campaign", "callback", &run, "d-1=2026-12-04 09:30", "d-2=2026-12-04T10:00:00+01:00"];
    let zone = ["--timezone", "Asia/Kolkata", "-o", "json"];
    world.run([&line[..], &zone].concat()).expect_code(12);
    let views = world.run([&line[..], &zone, &["--yes"]].concat()).expect_code(0).json();
    assert_eq!((&views[0]["outcome"], &views[1]["at"]), (&json!("accepted"), &json!("2026-12-04T09:00:00Z")));
    let sent = sandbox.received_at("POST", &format!("/{run}/callContactAt"));
    let expected = json!([
        { "campaignDialingListId": "d-1", "timeToContact": "2026-12-04T04:00:00Z" },
        { "campaignDialingListId": "d-2", "timeToContact": "2026-12-04T09:00:00Z" },
    ]);
    assert_eq!((sent.len(), &sent[0]["body"], &sent[0]["query"]), (1, &expected, &json!({})));
    world
        .run(["campaign", "callback", &run, "d-1=2026-12-04 09:30", "--yes"])
        .expect_code(2)
        .expect_stderr(&["--timezone"]);
    for (typed, shown) in [
        ("2026-12-01T09:00:00Z", "2026-12-01T09:00:00Z"),
        ("2026-12-01T09:00+01:00", "2026-12-01T09:00:00+01:00"),
        ("2026-12-01 09:00", "2026-12-01T09:00:00+05:30"),
    ] {
        let call = format!("d-1={typed}");
        let line = ["campaign", "callback", &run, &call, "--timezone", "Asia/Kolkata", "--yes"];
        world.run(line).expect_code(2).expect_stderr(&[&format!("d-1: {shown} is not in the future")]);
    }
    world.run(["campaign", "callback", &run, "tomorrow", "--yes"]).expect_code(2);
    assert_eq!(sandbox.received_at("POST", "/callContactAt").len(), 1);
}

#[test]
fn a_call_back_at_a_time_that_comes_twice_is_sent_for_the_first_with_a_note_before_the_question() {
    let (sandbox, world, run) = running(&[]);
    for (zone, typed, sent) in [
        ("Europe/London", "2027-10-31T01:30", "2027-10-31T00:30:00Z"),
        ("Europe/Berlin", "2027-10-31 02:30", "2027-10-31T00:30:00Z"),
        ("America/New_York", "2027-11-07T01:30", "2027-11-07T05:30:00Z"),
    ] {
        let since = sandbox.received_at("POST", "/callContactAt").len();
        let (call, other) = (format!("d-1={typed}"), "d-2=2027-11-02T09:00");
        let line = ["campaign", "callback", &run, &call, other, "--timezone", zone];
        world.run(line).expect_code(12).expect_stderr(&["note", "d-1"]);
        world.run([&line[..], &["--yes"]].concat()).expect_code(0).expect_stderr(&["note", "d-1"]);
        let requests = sandbox.received_at("POST", "/callContactAt").split_off(since);
        assert_eq!((requests.len(), &requests[0]["body"][0]["timeToContact"]), (1, &json!(sent)), "{typed}");
    }
    let line = ["campaign", "callback", &run, "d-1=2027-11-02T09:00", "--timezone", "Europe/London", "--yes"];
    let plain = world.run(line).expect_code(0);
    assert!(!plain.stderr.contains("note"), "{}", plain.stderr);
}

#[test]
fn one_contact_is_never_given_two_times() {
    let (sandbox, world, run) = running(&[]);
    for calls in [
        &["d-1=2026-12-04T09:00:00Z", "d-1=2026-12-05T09:00:00Z"][..],
        &["d-1=2026-12-04T09:00:00Z", "d-1=2026-12-04T09:00:00Z"],
        &["d-1=2026-12-04T09:00:00Z", "d-2=2026-12-04T09:00:00Z", "d-1=2026-12-04T10:00:00+01:00"],
        &["d-1=2026-12-04T09:00:00Z", " d-1 =2026-12-05T09:00:00Z"],
    ] {
        for last in ["--yes", "--dry-run"] {
            let line = [&["campaign", "callback", &run][..], calls, &["-o", "json", last]].concat();
            let error = world.run(line).expect_code(2).error_json();
            assert_eq!(error["code"], "callback/contact-twice", "{error}");
            assert!(error["message"].as_str().unwrap().contains("d-1"), "{error}");
        }
    }
    assert_eq!(sandbox.received_at("POST", "/callContactAt").len(), 0);
}

#[test]
fn a_call_back_that_the_platform_refuses_is_partial() {
    // The platform's clock is ahead of this machine's: a future time here is in the past there.
    let (sandbox, world, run) = running(&[]);
    let world = world.with("KCAMP_NOW", "2026-12-03T07:58:00Z");
    let line = ["campaign", "callback", &run, "--yes", "-o", "json", "d-1=2026-12-03T07:59:00Z"];
    let refused = world.run(line).expect_code(7);
    assert_eq!(
        (&refused.json()[0]["outcome"], &refused.json()[0]["reason"]),
        (&json!("refused"), &json!("time_in_past"))
    );
    let mixed = world.run([&line[..], &["d-2=2026-12-04T09:00:00Z"]].concat()).expect_code(10);
    assert_eq!(mixed.json()[1]["outcome"], "accepted");
    assert_eq!(mixed.error_json()["code"], "callback/not-all-taken");
    assert_eq!(sandbox.received_at("POST", "/callContactAt").len(), 2);
}

#[test]
fn a_lost_call_back_stays_open_and_is_not_sent_again() {
    let (sandbox, world, run) = running(&["drop-after-send:POST:callContactAt"]);
    let error = world
        .run(["campaign", "callback", &run, "d-1=2026-12-04T09:00:00Z", "--yes", "-o", "json"])
        .expect_code(9)
        .error_json();
    assert!(error["hint"].as_str().unwrap().contains("called twice"), "{error}");
    assert_eq!(sandbox.received_at("POST", "/callContactAt").len(), 1);
}

#[test]
fn what_contacts_shows_agrees_with_the_status_while_the_clock_goes_on() {
    let (sandbox, world, id) = with_campaign(&sample("agentless"), &[]);
    world
        .run([
            "schedule",
            "enable",
            NAME,
            "--daily",
            "--start=2026-12-04 03:00",
            "--end=2026-12-31",
            "--timezone=UTC",
            "--yes",
        ])
        .expect_code(0);
    // The calling hours open in Kolkata half an hour after the schedule's time; the list has 120 contacts.
    let mut instances = Vec::new();
    let mut sandbox = sandbox;
    for (now, status, rows, open) in [
        ("2026-12-04T03:10:00Z", "Scheduled", 0, 0),
        ("2026-12-04T03:30:05Z", "Active", 51, 1),
        ("2026-12-04T03:31:00Z", "Completed", 120, 0),
        ("2026-12-07T03:30:02Z", "Active", 21, 1),
    ] {
        sandbox = Sandbox::at_time(&sandbox, now);
        let world = sandbox.world().with("KCAMP_NOW", now);
        let read = world.run(["campaign", "status", &id, "-o", "json"]).expect_code(0).json();
        assert_eq!(read["status"], status, "{now}");
        let contacts = world.run(["campaign", "contacts", &id, "-o", "json"]).expect_code(0).json();
        let contacts = contacts.as_array().unwrap();
        let in_progress = contacts.iter().filter(|contact| contact["outcome"].is_null()).count();
        assert_eq!((contacts.len(), in_progress), (rows, open), "{now}");
        let listed = world.run("campaign list -o json").expect_code(0).json();
        instances.push(listed[0]["instance_id"].clone());
    }
    assert_eq!((&instances[0], instances[1] == instances[2]), (&Value::Null, true));
    assert_ne!(instances[2], instances[3], "each recurrence is a run of its own");
    sandbox = Sandbox::at_time(&sandbox, "2026-12-04T03:30:05Z");
    let world = sandbox.world().with("KCAMP_NOW", "2026-12-04T03:30:05Z");
    let until = ["campaign", "watch", &id, "--until", "active", "-o", "json"];
    assert_eq!(world.run(until).expect_code(0).json()["status"], "Active");
}

#[test]
fn a_campaign_is_called_back_by_its_name_and_by_its_id_and_a_call_outside_its_hours_is_said() {
    let (sandbox, world, run) = running(&[]);
    let rows = world.run("campaign list -o json").expect_code(0).json();
    let row = rows.as_array().unwrap().iter().find(|row| row["name"] == NAME).unwrap().clone();
    let id = row["id"].as_str().unwrap().to_owned();
    for given in [NAME.to_owned(), id.clone(), format!("id:{id}"), run.clone()] {
        for (at, is_outside) in [("2026-12-04T12:00:00Z", false), ("2026-12-06T03:00:00Z", true)] {
            let call = format!("d-1={at}");
            let before = sandbox.received_at("POST", &format!("/{run}/callContactAt")).len();
            let sent = world.run(["campaign", "callback", &given, &call, "--yes"]).expect_code(0);
            let warned = sent.stderr.contains("outside the campaign's calling hours");
            assert_eq!(warned, is_outside, "{given} {at}: {}", sent.stderr);
            assert_eq!(sandbox.received_at("POST", &format!("/{run}/callContactAt")).len(), before + 1);
        }
    }
}

/// The list names only the last run of a campaign: of another one nobody knows whose it is.
#[test]
fn a_run_that_the_list_does_not_name_is_called_back_and_its_hours_are_said_to_be_unknown() {
    let (sandbox, world, _) = running(&[]);
    let call = ["campaign", "callback", "cid-1", "d-1=2026-12-06T03:00:00Z"];
    let run = world.run([&call[..], &["--yes"]].concat());
    run.expect_stderr(&[
        "does not know which campaign the run cid-1 belongs to",
        "the list of campaigns does not name it",
    ]);
    assert_eq!(sandbox.received_at("POST", "/cid-1/callContactAt").len(), 1);
    let before = sandbox.received().len();
    world.run([&call[..], &["--dry-run"]].concat()).expect_code(0);
    assert_eq!(sandbox.received().len(), before, "a dry run reads nothing for it");
}
