//! A machine whose clock is far from the platform's begins no calls: what it knows of hours is wrong. What it noted
//! while its clock was ahead blocks nothing once the clock is right.

use serde_json::json;

use crate::colleagues::platforms;
use crate::world::{Sandbox, World};

#[test]
fn nothing_begins_calls_while_the_clocks_are_far_apart() {
    let sandbox = Sandbox::new();
    let world = sandbox.burki_world();
    let body =
        json!({"name": "A", "campaign_type": "sms", "assistant_id": 7, "sms_message_template": "STOP"});
    world.file("live.json", body.to_string());
    world.run("api POST /api/v1/campaigns/ --input live.json --yes").expect_code(0);
    world.file("people.csv", "phone\n+12025550131\n");
    world.run("campaign import id:1 people.csv --yes").expect_code(0);
    // The sandbox has the clock of the tests, and this command that of the machine.
    let world = world.without("KCAMP_NOW");
    let run = world.run("campaign start id:1 --yes -o json").expect_code(12);
    assert_eq!(run.error_json()["code"], "clock/apart");
    assert_eq!(sandbox.received_at("POST", "/start").len(), 0);
    // What ends calls or only reads goes on.
    world.run("campaign list").expect_code(0);
}

/// The clock of a machine that is ahead of the platform's, which is set right later.
const AHEAD: &str = "2026-12-20T09:00:00Z";

/// The schedule calls that switched one on.
fn switched_on(sandbox: &Sandbox) -> usize {
    let calls = sandbox.received_at("POST", "/schedule");
    let is_off = |it: &serde_json::Value| {
        it["query"]["enableSchedule"] == "false" || it["body"]["schedule_type"] == "immediate"
    };
    calls.iter().filter(|it| !is_off(it)).count()
}

/// Applies on a clock that is ahead; the answer to the schedule call is lost. Returns the world on the right clock.
fn applied_ahead() -> (Sandbox, World) {
    let (make, file) = &platforms()[0];
    let sandbox = Sandbox::with_faults(&["drop-after-sendx1:POST:schedule"]);
    let world = make(&sandbox).with("KCAMP_NOW", AHEAD);
    world.file("campaign.yaml", file);
    world.run("apply campaign.yaml --yes").expect_code(9);
    (sandbox, world.with("KCAMP_NOW", crate::world::NOW))
}

#[test]
fn a_schedule_call_in_doubt_from_a_clock_that_was_ahead_holds_up_no_halt_and_no_apply() {
    let (sandbox, world) = applied_ahead();
    assert_eq!(switched_on(&sandbox), 1);
    world.run("schedule disable 'Event Reminder' --yes").expect_code(0);
    let halt = world.run("halt --yes -o json").expect_code(0);
    assert_eq!(halt.json()["verdict"], "nothing_calls", "{halt:?}");
    world.run("halt --lift --yes").expect_code(0);
    world.run("apply campaign.yaml --yes --reenable").expect_code(0);
    assert_eq!(switched_on(&sandbox), 2);
    world.run("plan campaign.yaml --exit-code").expect_code(0);
}

#[test]
fn a_write_from_a_clock_that_was_ahead_is_said_to_stand_last() {
    let (_sandbox, world) = applied_ahead();
    world.run("schedule disable 'Event Reminder' --yes").expect_code(0);
    let run = world.run("journal").expect_code(0);
    assert!(
        run.stderr.contains("time that is still to come, and") && run.stderr.contains("clock was ahead"),
        "{}",
        run.stderr
    );
    let run = world.with("KCAMP_NOW", AHEAD).run("journal").expect_code(0);
    assert!(!run.stderr.contains("still to come"), "{}", run.stderr);
}

#[test]
fn a_settled_call_from_a_clock_that_was_ahead_blocks_nothing() {
    for outcome in ["done", "not-done"] {
        let (sandbox, world) = applied_ahead();
        let entries = world.run("journal --failed -o json").expect_code(0).json();
        let key = entries[0]["entry"].as_str().unwrap_or_else(|| panic!("{entries}")).to_owned();
        // What is noted last counts, whatever the clock of the earlier notes was.
        for told in ["not-done", "done", outcome] {
            world.run(["journal", "settle", &key, "--as", told]).expect_code(0);
            let exit = if told == "done" { 0 } else { 8 };
            let rows = world.run("journal -o json").expect_code(0).json();
            let of_key = rows.as_array().unwrap().iter().find(|row| row["entry"] == key.as_str());
            assert_eq!(of_key.unwrap()["exit_code"], exit, "{rows}");
        }
        let plan = world.run("plan campaign.yaml -o json").expect_code(0);
        assert_eq!(plan.json()["counts"]["blocked"], 0, "{outcome}: {plan:?}");
        world.run("halt --yes").expect_code(0);
        assert_eq!(switched_on(&sandbox), 1, "{outcome}");
    }
}

#[test]
fn a_create_in_doubt_from_a_clock_that_was_ahead_is_made_again() {
    for (platform, path) in [(0, "campaign"), (1, "campaigns")] {
        let (make, file) = &platforms()[platform];
        let sandbox = Sandbox::with_faults(&[&format!("drop-before-applyx1:POST:{path}")]);
        let world = make(&sandbox).with("KCAMP_NOW", AHEAD);
        world.file("campaign.yaml", file);
        world.run("apply campaign.yaml --yes").expect_code(9);
        let world = world.with("KCAMP_NOW", crate::world::NOW);
        world.run("apply campaign.yaml --yes").expect_code(0);
        let mut writes = sandbox.received();
        writes.retain(|it| {
            it["method"] == "POST" && it["path"].as_str().unwrap().trim_end_matches('/').ends_with(path)
        });
        assert_eq!(writes.len(), 2, "{platform}");
        world.run("plan campaign.yaml --exit-code").expect_code(0);
    }
}
