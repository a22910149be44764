//! `kcamp campaign watch`: it ends once the campaign has the awaited status, and with the right code if it never
//! will.

use std::process::Stdio;

use serde_json::{Value, json};

use crate::create::{FILE, SCHEDULE};
use crate::lifecycle::with_campaign;
use crate::world::{DEADLINE, wait_until};

#[test]
fn each_change_is_seen_until_the_one_that_is_waited_for() {
    let (sandbox, world, id) = with_campaign(FILE, &[]);
    let watch = world
        .command(["campaign", "watch", &id, "--until", "stopped", "--interval", "20ms", "-o", "json"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let seen = |count: usize| {
        wait_until("it was looked at", || sandbox.received_at("POST", "/status").len() >= count);
    };
    seen(1);
    world.run(["campaign", "start", &id, "--yes"]).expect_code(0);
    seen(sandbox.received_at("POST", "/status").len() + 2);
    world.run(["campaign", "stop", &id, "--yes"]).expect_code(0);
    let output = watch.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    let seen: Value = serde_json::from_slice(&output.stdout).unwrap();
    let statuses: Vec<&Value> =
        seen["changes"].as_array().unwrap().iter().map(|change| &change["status"]).collect();
    assert_eq!(statuses, ["Ready", "Active", "Stopped"]);
    assert_eq!((&seen["status"], &seen["id"]), (&json!("Stopped"), &json!(id)));
    let outcomes = seen["progress"]["outcomes"].as_object().unwrap();
    let dialled: u64 = outcomes.values().map(|count| count.as_u64().unwrap()).sum();
    let contacts = world.run(["campaign", "contacts", &id, "-o", "json"]).expect_code(0);
    assert_eq!(usize::try_from(dialled).unwrap(), contacts.json().as_array().unwrap().len());
    let talk = String::from_utf8(output.stderr).unwrap();
    assert_eq!(talk.matches("Event Reminder: Active").count(), 1, "one line a change: {talk}");
}

#[test]
fn it_ends_at_once_where_nothing_is_to_be_waited_for() {
    let (sandbox, world, _) = with_campaign(&format!("{FILE}{SCHEDULE}"), &[]);
    world.run("campaign watch 'Event Reminder' --until active,scheduled").expect_code(0);
    assert_eq!(sandbox.received_at("POST", "/status").len(), 1);
    let (_sandbox, world, id) = with_campaign(FILE, &[]);
    for command in ["start", "stop"] {
        world.run(["campaign", command, &id, "--yes"]).expect_code(0);
    }
    let run = world.run(["campaign", "watch", &id, "--until", "completed", "-o", "json"]).expect_code(6);
    assert_eq!(
        (&run.json()["status"], &run.error_json()["code"]),
        (&json!("Stopped"), &json!("campaign/ended-otherwise"))
    );
    world
        .run(["campaign", "watch", &id, "--until", "done"])
        .expect_code(2)
        .expect_stderr(&["done", "completed"]);
}

#[test]
fn the_deadline_ends_it_and_a_read_that_fails_does_not() {
    let (_sandbox, world, id) = with_campaign(FILE, &["500x1:POST:status"]);
    let line = ["campaign", "watch", &id, "--interval", "20ms", "-o", "json", DEADLINE[0], DEADLINE[1]];
    let run = world.run(line).expect_code(11);
    assert_eq!(run.error_json()["code"], "platform/deadline-passed");
    assert!(run.stderr.contains("looking again in 20ms"), "{}", run.stderr);
    assert!(run.stderr.contains("Event Reminder: Ready"), "{}", run.stderr);
}
