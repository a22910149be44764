//! `kcamp campaign status`, `start`, `stop` and `delete`: the requests, the questions, and how a lost answer ends.

use serde_json::{Value, json};

use crate::create::{FILE, SCHEDULE};
use crate::world::{Run, Sandbox, World};

/// A sandbox with one campaign, a world that talks to it, and the campaign's id.
pub fn with_campaign(text: &str, faults: &[&str]) -> (Sandbox, World, String) {
    let calm = Sandbox::new();
    let world = calm.world();
    world.file("campaign.yaml", text);
    let created = world.run("campaign create -f campaign.yaml --yes -o json").expect_code(0).json();
    let sandbox = Sandbox::continuing(&calm, faults);
    let world = sandbox.world();
    (sandbox, world, created["id"].as_str().unwrap().to_owned())
}

/// The sample of this name as a campaign file.
pub fn sample(name: &str) -> String {
    let samples: Value = serde_json::from_str(include_str!("../fixtures/kore-samples.json")).unwrap();
    samples["POST /campaign/api/v2/public/{streamId}/campaign"]["request"][name].to_string()
}

fn status(world: &World, id: &str) -> Value {
    world.run(["campaign", "status", id, "-o", "json"]).expect_code(0).json()["status"].clone()
}

fn triggers(sandbox: &Sandbox) -> Vec<Value> {
    let mut requests = sandbox.received();
    requests.retain(|request| request["query"].get("trigger").is_some());
    requests
}

#[must_use]
fn go(world: &World, command: &str, campaign: &str) -> Run {
    world.run(["campaign", command, campaign, "--yes", "-o", "json"])
}

#[test]
fn a_campaign_of_either_type_starts_and_stops_by_its_name_and_by_its_id() {
    for (file, kind, name) in [
        (sample("smsSimple"), "sms", "Event Reminder SMS"),
        (sample("agentless"), "voice", "Agentless Voice | Feedback | Jan 9"),
    ] {
        let (sandbox, world, id) = with_campaign(&file, &[]);
        let started = go(&world, "start", name).expect_code(0).json();
        assert_eq!((&started["outcome"], &started["status"]), (&json!("started"), &json!("Active")));
        assert_eq!((&started["status_before"], &started["answer_lost"]), (&json!("Ready"), &json!(false)));
        assert_eq!(started["instance_id"].is_string(), kind == "voice");
        assert_eq!(status(&world, name), "Active");
        let stopped = go(&world, "stop", &id).expect_code(0).json();
        assert_eq!((&stopped["outcome"], &stopped["status"]), (&json!("stopped"), &json!("Stopped")));
        let sent = triggers(&sandbox);
        let words: Vec<&Value> = sent.iter().map(|request| &request["query"]["trigger"]).collect();
        assert_eq!(words, ["play", "stop"]);
        for request in &sent {
            assert_eq!(request["body"], json!({}));
            assert_eq!(request["query"]["campaignType"], kind);
            assert_eq!(request["query"]["accountId"], kcamp::sandbox::ACCOUNT.account_id);
            assert!(request["path"].as_str().unwrap().ends_with(&format!("/campaign/trigger/{id}")));
        }
    }
}

#[test]
fn a_status_is_one_row() {
    let (_sandbox, world, id) = with_campaign(FILE, &[]);
    let row = world.run("campaign status 'Event Reminder' -o json").expect_code(0).json();
    assert_eq!(row, json!({ "name": "Event Reminder", "id": id, "status": "Ready", "progress": null }));
    world.run(["campaign", "status", &id]).expect_code(0).expect_stdout(&["NAME", "Ready", &id]);
}

#[test]
fn what_reaches_people_needs_a_yes() {
    let (sandbox, world, id) = with_campaign(FILE, &[]);
    for (command, stake) in [
        ("start", "this reaches real people"),
        ("delete", "this cannot be undone"),
        ("stop", "this ends calls that are in progress"),
    ] {
        if command == "stop" {
            go(&world, "start", &id).expect_code(0);
        }
        let error = world.run(["campaign", command, &id, "-o", "json"]).expect_code(12).error_json();
        assert_eq!(error["code"], "consent/needs-yes", "{command}");
        assert!(error["message"].as_str().unwrap().contains(&format!("? {stake}, and")), "{error}");
    }
    assert_eq!((triggers(&sandbox).len(), sandbox.received_at("DELETE", "").len()), (1, 0));
    world.with("KCAMP_YES", "1").run(["campaign", "stop", &id]).expect_code(0);
}

#[test]
fn a_wrong_state_is_refused_before_anything_is_sent() {
    let (sandbox, world, id) = with_campaign(FILE, &[]);
    go(&world, "start", &id).expect_code(0);
    let again = go(&world, "start", &id).expect_code(6).error_json();
    assert_eq!(again["code"], "campaign/wrong-state");
    assert!(again["message"].as_str().unwrap().contains("is Active"), "{again}");
    let delete = go(&world, "delete", &id).expect_code(6).error_json();
    assert!(delete["hint"].as_str().unwrap().contains("campaign stop"), "{delete}");
    assert_eq!((triggers(&sandbox).len(), sandbox.received_at("DELETE", &id).len()), (1, 0));

    let (sandbox, world, id) = with_campaign(&format!("{FILE}{SCHEDULE}"), &[]);
    let scheduled = go(&world, "start", &id).expect_code(6).error_json();
    assert!(scheduled["hint"].as_str().unwrap().contains("schedule disable"), "{scheduled}");
    assert_eq!(triggers(&sandbox).len(), 0);
}

#[test]
fn a_stop_of_what_may_run_is_sent_and_its_refusal_names_the_state() {
    let (sandbox, world, id) = with_campaign(&format!("{FILE}{SCHEDULE}"), &[]);
    let error = go(&world, "stop", &id).expect_code(6).error_json();
    let hint = error["hint"].as_str().unwrap();
    assert!(hint.contains("was Scheduled") && hint.contains(&format!("schedule disable {id}")), "{hint}");
    // The hint of any other conflict names what is not in the way here.
    assert!(!hint.contains("CAMPAIGN"), "{hint}");
    assert_eq!(triggers(&sandbox).len(), 1);
    // A campaign that is Ready or at its end cannot be stopped.
    let (sandbox, world, id) = with_campaign(FILE, &[]);
    let error = go(&world, "stop", &id).expect_code(6).error_json();
    assert!(
        error["message"].as_str().unwrap().contains("is Ready: it does not run; nothing was sent"),
        "{error}"
    );
    go(&world, "start", &id).expect_code(0);
    go(&world, "stop", &id).expect_code(0);
    assert_eq!(go(&world, "stop", &id).expect_code(6).error_json()["code"], "campaign/wrong-state");
    assert_eq!(triggers(&sandbox).len(), 2);
}

#[test]
fn a_name_that_nobody_or_a_wrong_case_has_is_not_found() {
    let (sandbox, world, id) = with_campaign(FILE, &[]);
    let error = go(&world, "start", "event reminder").expect_code(5).error_json();
    assert!(error["message"].as_str().unwrap().contains(&id), "{error}");
    go(&world, "delete", "Nobody").expect_code(5);
    go(&world, "stop", "cd-00000000-0000-4000-8000-000000000000").expect_code(5);
    assert_eq!((triggers(&sandbox).len(), sandbox.received_at("DELETE", "").len()), (0, 0));
}

#[test]
fn a_deleted_campaign_is_gone() {
    for (file, kind) in [(sample("smsAdvanced"), "sms"), (sample("preview"), "voice")] {
        let (sandbox, world, id) = with_campaign(&file, &[]);
        let deleted = go(&world, "delete", &id).expect_code(0).json();
        assert_eq!((&deleted["outcome"], &deleted["status"]), (&json!("deleted"), &Value::Null));
        let sent = sandbox.received_at("DELETE", &format!("/campaign/{id}"));
        assert_eq!((sent.len(), &sent[0]["query"]["campaignType"]), (1, &json!(kind)));
        world.run(["campaign", "get", &id]).expect_code(5);
    }
}

/// A fault at the write, and the exit code both where the write was applied and where it was not.
const LOST: [(&str, i32); 8] = [
    ("drop-after-send", 0),
    ("half", 0),
    ("502:applied", 0),
    ("empty:applied", 0),
    ("drop-before-apply", 9),
    ("500", 9),
    ("garbage", 9),
    ("failed", 7),
];

#[test]
fn a_lost_answer_is_settled_by_reading_back_and_nothing_is_sent_twice() {
    for (fault, code) in LOST {
        for (command, place) in [("start", "POST:trigger/*"), ("delete", "DELETE:campaign/*")] {
            let (sandbox, world, id) = with_campaign(FILE, &[&format!("{fault}:{place}")]);
            let run = go(&world, command, &id).expect_code(code);
            let writes = triggers(&sandbox).len() + sandbox.received_at("DELETE", &id).len();
            assert_eq!(writes, 1, "{fault} {command}");
            match code {
                0 => assert_eq!(run.json()["answer_lost"], true, "{fault} {command}"),
                9 => {
                    let error = run.error_json();
                    assert_eq!(error["retry_safe"], false);
                    assert!(error["hint"].as_str().unwrap().contains(&id), "{error}");
                }
                _ => assert_eq!(run.error_json()["code"], "platform/refused", "{fault} {command}"),
            }
        }
    }
}

#[test]
fn a_lost_stop_is_read_back_too() {
    let (calm, world, id) = with_campaign(FILE, &[]);
    go(&world, "start", &id).expect_code(0);
    for (fault, code, status_after) in [("drop-after-send", 0, "Stopped"), ("drop-before-apply", 9, "Active")]
    {
        let sandbox = Sandbox::continuing(&calm, &[&format!("{fault}:POST:trigger/*")]);
        let world = sandbox.world();
        go(&world, "stop", &id).expect_code(code);
        assert_eq!((status(&world, &id), triggers(&sandbox).len()), (json!(status_after), 1), "{fault}");
    }
}

#[test]
fn a_dry_run_reads_and_shows_the_write() {
    let (sandbox, world, id) = with_campaign(FILE, &[]);
    for (command, method) in [("start", "POST"), ("delete", "DELETE"), ("stop", "POST")] {
        if command == "stop" {
            go(&world, "start", &id).expect_code(0);
        }
        let run =
            world.run(["campaign", command, "Event Reminder", "--dry-run", "-o", "json"]).expect_code(0);
        let shown = run.json()[0].clone();
        assert_eq!(shown["method"], method);
        assert!(shown["url"].as_str().unwrap().contains(&id), "{shown}");
    }
    assert_eq!((triggers(&sandbox).len(), sandbox.received_at("DELETE", &id).len()), (1, 0));
}

#[test]
fn the_path_that_starts_a_campaign_can_be_another() {
    let (sandbox, world, id) = with_campaign(FILE, &[]);
    let world = world.with("KCAMP_TRIGGER_PATH", "/api/v2/public/{streamId}/campaign/trigger/{campaignId}");
    go(&world, "start", &id).expect_code(0);
    let stream = kcamp::sandbox::ACCOUNT.stream_id;
    let path = format!("/api/v2/public/{stream}/campaign/trigger/{id}");
    assert_eq!(triggers(&sandbox)[0]["path"], path.as_str());
    let world = world.with("KCAMP_TRIGGER_PATH", "/api/v2/trigger");
    go(&world, "stop", &id).expect_code(2).expect_stderr(&["{campaignId}"]);
}

#[test]
fn lines_of_the_journal_that_cannot_be_read_are_counted_and_said() {
    let (_sandbox, world, id) = with_campaign(FILE, &[]);
    go(&world, "start", &id).expect_code(0);
    let path = world.home().join(".local/state/kcamp/journal.jsonl");
    let whole = std::fs::read_to_string(&path).unwrap();
    let read = || world.run("journal -o json").expect_code(0);
    assert!(!read().stderr.contains("cannot be read"));
    for (damage, said) in [
        ("{\"key\":\"7-7\",\"at\"", "1 line of the journal"),
        ("\u{0}\u{0}\n\n{}\nwritten by hand\n", "3 lines of the journal"),
    ] {
        std::fs::write(&path, format!("{damage}\n{whole}")).unwrap();
        let run = read().expect_stderr(&["warning", said, "journal.jsonl"]);
        assert_eq!(run.json().as_array().unwrap().len(), 1);
    }
}

#[test]
fn the_journal_has_every_write() {
    let (_sandbox, world, id) = with_campaign(FILE, &[]);
    for command in ["start", "stop", "delete"] {
        go(&world, command, &id).expect_code(0);
    }
    let journal = world.run("journal -o json").expect_code(0).json();
    let rows: Vec<(&Value, &Value, &Value)> =
        journal.as_array().unwrap().iter().map(|row| (&row["action"], &row["outcome"], &row["id"])).collect();
    let (done, id) = (json!("done"), json!(id));
    let actions = ["campaign start", "campaign stop", "campaign delete"].map(|action| json!(action));
    assert_eq!(rows, actions.iter().map(|action| (action, &done, &id)).collect::<Vec<_>>());
}

#[test]
fn a_journal_that_cannot_be_read_says_so_and_nothing_of_the_disk() {
    let (_sandbox, world, _) = with_campaign(FILE, &[]);
    let path = world.home().join("a folder");
    std::fs::create_dir(&path).unwrap();
    let world = world.with("KCAMP_JOURNAL", path.to_str().unwrap());
    let error = world.run("journal -o json").expect_code(2).error_json();
    assert_eq!(error["code"], "journal/unreadable", "{error}");
    let said = error.to_string();
    assert!(said.contains("cannot read the journal") && said.contains("KCAMP_JOURNAL"), "{said}");
    assert!(!said.contains("nothing was sent") && !said.contains("room on that disk"), "{said}");
}

/// A stop and a disable each leave something, which is said.
#[test]
fn what_goes_on_after_a_stop_and_what_may_end_with_a_disable_is_said() {
    const RUNS: &str = "2027-01-04T09:30:05Z";
    let calm = Sandbox::new();
    let world = calm.world();
    world.file("campaign.yaml", format!("{FILE}{SCHEDULE}"));
    let created = world.run("campaign create -f campaign.yaml --yes -o json").expect_code(0).json();
    let id = created["id"].as_str().unwrap();
    let (_running, world) = world.later(&calm, RUNS, &[]);
    let stays = format!(
        "the schedule of \"Event Reminder\" stays on, and begins the next run; to switch it off: kcamp schedule disable {id}"
    );
    world.run(["campaign", "stop", id]).expect_code(12).expect_stderr(&[&stays]);
    let stopped = go(&world, "stop", id).expect_code(0).expect_stderr(&[&stays]).json();
    assert_eq!(stopped["schedule_stays_on"], json!(true));
    let (_running, world) = world.later(&calm, RUNS, &[]);
    let plain = world.run(["campaign", "stop", id, "--yes"]).expect_code(0);
    plain.expect_stdout(&["on, and begins the next run; to switch it off: kcamp schedule disable"]);

    let (_running, world) = world.later(&calm, RUNS, &[]);
    world.file("campaign.yaml", format!("{FILE}schedule: none\n"));
    let open = "the documentation does not say whether this ends the run that is under way";
    world.run("plan campaign.yaml").expect_code(0).expect_stdout(&[open]);
    let off = world.run("schedule disable 'Event Reminder' --check-name -o json").expect_code(0);
    let off = off.expect_stderr(&[&format!("\"Event Reminder\" was running: {open}")]).json();
    assert_eq!(off["caution"], open);
}
