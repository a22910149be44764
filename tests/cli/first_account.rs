//! Points where the documentation contradicts itself: the method of the list of contact lists, and the path of start
//! and stop. Each reading is tried against a sandbox that accepts only that one.

use std::path::PathBuf;

use serde_json::{Value, json};

use crate::create::FILE;
use crate::lifecycle::{sample, with_campaign};
use crate::setup::setup;
use crate::world::{NOW, SECRET, Sandbox, World};

/// The forms in the order of the attempts, each with the end of its path.
const FORMS: [&str; 4] = ["trigger", "campaign", "short", "v1"];

/// A sandbox with one campaign that accepts only this form, with these faults.
fn taking(form: &str, file: &str, faults: &[&str]) -> (Sandbox, World, String) {
    let (calm, _world, id) = with_campaign(file, &[]);
    let choice = format!("trigger-path={form}");
    let mut flags = vec!["--choice", choice.as_str()];
    flags.extend(faults.iter().flat_map(|fault| ["--fault", fault]));
    let sandbox = Sandbox::later_with(&calm, NOW, &flags);
    let world = sandbox.world();
    (sandbox, world, id)
}

fn path(form: &str, id: &str) -> String {
    let stream = kcamp::sandbox::ACCOUNT.stream_id;
    match form {
        "trigger" => format!("/campaign/api/v2/public/{stream}/campaign/trigger/{id}"),
        "campaign" => format!("/campaign/api/v2/public/{stream}/campaign/{id}"),
        "short" => format!("/api/v2/public/{stream}/campaign/trigger/{id}"),
        _ => format!("/campaign/api/v1/public/{stream}/campaign/{id}"),
    }
}

/// The paths of the starts or stops among these requests.
fn triggers(requests: &[Value], word: &str) -> Vec<String> {
    let those = requests.iter().filter(|request| request["query"]["trigger"] == word);
    those.map(|request| request["path"].as_str().unwrap().to_owned()).collect()
}

fn learnt(world: &World) -> PathBuf {
    world.home().join(".local/state/kcamp/learnt.json")
}

#[test]
fn every_form_is_found_and_remembered_for_type_and_action() {
    std::thread::scope(|scope| {
        for (index, form) in FORMS.into_iter().enumerate() {
            for (file, name) in [
                (sample("smsSimple"), "Event Reminder SMS"),
                (sample("agentless"), "Agentless Voice | Feedback | Jan 9"),
            ] {
                scope.spawn(move || {
                    let (sandbox, world, id) = taking(form, &file, &[]);
                    let go = |command: &str, campaign: &str| {
                        world
                            .run(["campaign", command, campaign, "--yes", "-o", "json"])
                            .expect_code(0)
                            .json()
                    };
                    assert_eq!(go("start", name)["status"], "Active", "{form}");
                    assert_eq!(go("stop", &id)["status"], "Stopped", "{form}");
                    let search: Vec<String> = FORMS[..=index].iter().map(|form| path(form, &id)).collect();
                    let received = sandbox.received();
                    assert_eq!(triggers(&received, "play"), search, "{form}");
                    assert_eq!(triggers(&received, "stop"), search, "{form}");
                    // Between two attempts to start it, the campaign is read; for a stop it is not.
                    let plays: Vec<usize> = (0..received.len())
                        .filter(|at| received[*at]["query"]["trigger"] == "play")
                        .collect();
                    for pair in plays.windows(2) {
                        assert_eq!(received[pair[0] + 1]["method"], "GET", "{form}");
                        assert_eq!(pair[1], pair[0] + 2, "{form}");
                    }
                    assert_eq!(learnt(&world).exists(), index > 0, "{form}");
                    // The second time, the form is known, and a dry run shows it.
                    let before = sandbox.received().len();
                    let shown = world
                        .run(["campaign", "start", &id, "--dry-run", "-o", "json"])
                        .expect_code(0)
                        .json();
                    let url = shown[0]["url"].as_str().unwrap().to_owned();
                    assert!(url.contains(&path(form, &id)), "{url}");
                    go("start", &id);
                    go("stop", name);
                    let received = sandbox.received().split_off(before);
                    assert_eq!(triggers(&received, "play"), [path(form, &id)], "{form}");
                    assert_eq!(triggers(&received, "stop"), [path(form, &id)], "{form}");
                    // Each start and stop is one entry, however many paths were tried.
                    let journal = world.run("journal -o json").expect_code(0).json();
                    let actions: Vec<&Value> =
                        journal.as_array().unwrap().iter().map(|row| &row["action"]).collect();
                    let [start, stop] = ["campaign start", "campaign stop"].map(|action| json!(action));
                    assert_eq!(actions, [&start, &stop, &start, &stop], "{form}");
                });
            }
        }
    });
}

#[test]
fn a_remembered_form_that_is_gone_is_forgotten_and_looked_for_once_more() {
    let (sandbox, world, id) = taking("v1", FILE, &[]);
    world.run(["campaign", "start", &id, "--yes"]).expect_code(0);
    let text = std::fs::read_to_string(learnt(&world)).unwrap();
    assert!(text.contains("/api/v1/"), "{text}");
    // As if the account had accepted another form until now.
    let other = text.replace("sms play", "sms stop").replace("/campaign/api/v1/", "/api/v2/");
    let other = other.replace("/campaign/{campaignId}", "/campaign/trigger/{campaignId}");
    std::fs::write(learnt(&world), other).unwrap();
    let before = sandbox.received().len();
    world.run(["campaign", "stop", &id, "--yes"]).expect_code(0);
    let tried = triggers(&sandbox.received().split_off(before), "stop");
    assert_eq!(tried, ["short", "trigger", "campaign", "v1"].map(|form| path(form, &id)));
    let text = std::fs::read_to_string(learnt(&world)).unwrap();
    assert!(text.contains("/api/v1/") && !text.contains("/trigger/"), "{text}");
}

#[test]
fn a_path_that_is_set_is_used_alone() {
    let (sandbox, world, id) = taking("v1", FILE, &[]);
    let (short, v1) = (
        "/api/v2/public/{streamId}/campaign/trigger/{campaignId}",
        "/campaign/api/v1/public/{streamId}/campaign/{campaignId}",
    );
    let mut world = world;
    for (command, word) in [("start", "play"), ("stop", "stop")] {
        if command == "stop" {
            world = world.with("KCAMP_TRIGGER_PATH", v1);
            world.run(["campaign", "start", &id, "--yes"]).expect_code(0);
        }
        world = world.with("KCAMP_TRIGGER_PATH", short);
        let error = world.run(["campaign", command, &id, "--yes", "-o", "json"]).expect_code(5).error_json();
        assert_eq!(error["code"], "platform/no-trigger-path");
        let hint = error["hint"].as_str().unwrap();
        assert!(hint.contains("unset trigger_path") && hint.contains("/campaign/api/v1/public/"), "{hint}");
        assert_eq!(triggers(&sandbox.received(), word)[0], path("short", &id));
    }
    assert_eq!(triggers(&sandbox.received(), "stop").len(), 1);
    assert!(!learnt(&world).exists());
    // Even if the server calls it an error of the platform.
    let world = world.with("KCAMP_TRIGGER_PATH", "/own/{campaignId}");
    let error = world.run(["campaign", "stop", &id, "--yes", "-ojson"]).expect_code(5).error_json();
    assert_eq!(error["code"], "platform/no-trigger-path", "{error}");
    assert!(error["hint"].as_str().unwrap().contains("unset trigger_path"), "{error}");
    world.with("KCAMP_TRIGGER_PATH", v1).run(["campaign", "stop", &id, "--yes"]).expect_code(0);
}

#[test]
fn the_platforms_own_not_found_ends_the_search() {
    for (command, word) in [("start", "play"), ("stop", "stop")] {
        let (sandbox, world, id) = taking("v1", FILE, &["404:POST:trigger/*"]);
        if command == "stop" {
            let v1 = "/campaign/api/v1/public/{streamId}/campaign/{campaignId}";
            let by_path = sandbox.world().with("KCAMP_TRIGGER_PATH", v1);
            by_path.run(["campaign", "start", &id, "--yes"]).expect_code(0);
        }
        let error = world.run(["campaign", command, &id, "--yes", "-o", "json"]).expect_code(5).error_json();
        assert_eq!(error["code"], "platform/not-found");
        assert_eq!(triggers(&sandbox.received(), word), [path("trigger", &id)]);
    }
}

#[test]
fn a_lost_answer_between_two_tries_is_read_back_and_never_sent_again() {
    for (fault, code) in [("drop-before-apply", 9), ("drop-after-send", 0), ("503", 9), ("502:applied", 0)] {
        let (sandbox, world, id) = taking("campaign", FILE, &[&format!("{fault}:POST:campaign/*")]);
        let run = world.run(["campaign", "start", &id, "--yes", "-o", "json"]).expect_code(code);
        let tried = [path("trigger", &id), path("campaign", &id)];
        assert_eq!(triggers(&sandbox.received(), "play"), tried, "{fault}");
        if code == 0 {
            assert_eq!(run.json()["answer_lost"], true, "{fault}");
        }
        assert!(!learnt(&world).exists(), "{fault}: nothing was learnt");
    }
}

#[test]
fn a_status_that_cannot_be_read_between_two_tries_leaves_the_start_unknown() {
    let (sandbox, world, id) = taking("v1", FILE, &["500:GET:campaign/*"]);
    let run = world.run("campaign start 'Event Reminder' --yes -o json").expect_code(9);
    let error = run.error_json();
    assert!(error["hint"].as_str().unwrap().contains(&id), "{error}");
    assert_eq!(triggers(&sandbox.received(), "play"), [path("trigger", &id)]);
    let journal = world.run("journal --failed -o json").expect_code(0).json();
    assert_eq!(journal.as_array().unwrap().len(), 1, "{journal}");
    // In any listed state, because the start may still take effect. A settled one is no longer in doubt.
    world.run("campaign stop 'Event Reminder' --yes -o json").expect_code(6);
    assert_eq!(triggers(&sandbox.received(), "stop").len(), 4);
    let entry = journal[0]["entry"].as_str().unwrap();
    world.run(["journal", "settle", entry, "--as", "not-done"]).expect_code(0);
    world.run("campaign stop 'Event Reminder' --yes").expect_code(6).expect_stderr(&["nothing to stop"]);
    assert_eq!(triggers(&sandbox.received(), "stop").len(), 4);
}

fn lists(sandbox: &Sandbox) -> Vec<Value> {
    let mut received = sandbox.received();
    received.retain(|request| request["path"].as_str().unwrap().ends_with("/getAllListDetails"));
    received.into_iter().map(|request| request["method"].clone()).collect()
}

#[test]
fn the_method_of_the_contact_lists_is_found_and_remembered() {
    for (flags, first, later) in [
        (["--choice", "contact-lists=either"], &["POST"][..], "POST"),
        (["--choice", "contact-lists=post"], &["POST"], "POST"),
        (["--choice", "contact-lists=get"], &["POST", "GET"], "GET"),
        // The fault answers with any body.
        (["--fault", "404:POST:getAllListDetails"], &["POST", "GET"], "GET"),
        (["--fault", "405:POST:getAllListDetails"], &["POST", "GET"], "GET"),
    ] {
        let sandbox = Sandbox::with_flags(&flags);
        let world = sandbox.world();
        let rows = world.run("contact-list list -o json").expect_code(0).json();
        assert!(!rows.as_array().unwrap().is_empty());
        assert_eq!(lists(&sandbox), first, "{flags:?}");
        world.run("contact-list get 'Event Guests'").expect_code(0);
        assert_eq!(*lists(&sandbox).last().unwrap(), later, "{flags:?}");
        assert_eq!(lists(&sandbox).len(), first.len() + 1, "{flags:?}");
    }
}

#[test]
fn neither_method_and_other_errors_end_as_they_are() {
    let sandbox =
        Sandbox::with_flags(&["--choice", "contact-lists=get", "--fault", "404:GET:getAllListDetails"]);
    sandbox.world().run("contact-list list").expect_code(7);
    assert_eq!(lists(&sandbox), ["POST", "GET"]);
    let sandbox = Sandbox::with_faults(&["403:POST:getAllListDetails"]);
    sandbox.world().run("contact-list list").expect_code(4);
    assert_eq!(lists(&sandbox), ["POST"]);
}

#[test]
fn setup_and_doctor_work_on_an_account_that_takes_get_alone() {
    let sandbox = Sandbox::with_flags(&["--choice", "contact-lists=get"]);
    let world = World::new().with("ACME_SECRET", SECRET);
    let flags = setup(&sandbox.address, &["--profile=acme", "--secret-env=ACME_SECRET"]);
    world.run(flags).expect_code(0).expect_stderr(&["the credentials work", "the profile acme is saved"]);
    world.run("doctor").expect_code(0);
    let asked: Vec<String> =
        sandbox.received().iter().map(|it| format!("{} {}", it["method"], it["path"])).collect();
    assert_eq!(asked.len(), 2, "{asked:?}");
    assert!(
        asked.iter().all(|call| call.contains("POST") && call.contains("getAllCampaignDetails")),
        "{asked:?}"
    );
    world.run("contact-list list").expect_code(0);
}
