//! What an apply does with schedules: replaced, left off, switched off, not readable.

use serde_json::json;

use crate::create::{FILE, SCHEDULE};
use crate::world::Sandbox;

use super::{apply, named, plan, results, writes};

#[test]
fn a_schedule_is_replaced_and_one_that_may_be_a_decision_stays_off() {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    world.file("campaigns/event.yaml", format!("{FILE}{SCHEDULE}"));
    apply(&world, &[]).expect_code(0);
    world.file("campaigns/event.yaml", format!("{FILE}{SCHEDULE}").replace("[Mon, Wed]", "[Mon, Wed, Fri]"));
    let run = apply(&world, &[]).expect_code(0);
    assert_eq!(results(&run), ["schedule Event Reminder: done"]);
    let body = sandbox.received_at("POST", "/schedule").pop().unwrap()["body"].clone();
    assert_eq!(body["recurrenceObject"]["weeklyDetails"]["whichDays"], json!(["Mon", "Wed", "Fri"]));
    plan(&world).expect_code(0);

    sandbox.world().run(["schedule", "disable", "Event Reminder"]).expect_code(0);
    let before = writes(&sandbox).len();
    let run = apply(&world, &[]).expect_code(10);
    assert_eq!(results(&run), ["off_live Event Reminder: off_live"]);
    assert_eq!(writes(&sandbox).len(), before);
    let run = apply(&world, &["--reenable"]).expect_code(0);
    assert_eq!(results(&run), ["schedule Event Reminder: done"]);
    plan(&world).expect_code(0);
}

#[test]
fn where_a_schedule_is_not_replaced_at_once_it_is_switched_off_in_between() {
    let sandbox = Sandbox::with_flags(&["--choice", "enable-again=refused"]);
    let world = sandbox.world();
    world.file("campaigns/event.yaml", format!("{FILE}{SCHEDULE}"));
    apply(&world, &[]).expect_code(0);
    world.file("campaigns/event.yaml", format!("{FILE}{SCHEDULE}").replace("[Mon, Wed]", "[Fri]"));
    apply(&world, &[]).expect_code(0);
    let sent = writes(&sandbox);
    assert_eq!(sent[2..], ["POST schedule true", "POST schedule false", "POST schedule true"]);
    plan(&world).expect_code(0);
}

#[test]
fn what_is_off_after_that_is_said_first() {
    // Of the second apply the enable is refused, the disable is taken, and then the second enable is refused too.
    let flags = [
        "--choice",
        "enable-again=refused",
        "--fault",
        "slowx3:1ms:POST:schedule",
        "--fault",
        "422x1:POST:schedule",
    ];
    let sandbox = Sandbox::with_flags(&flags);
    let world = sandbox.world();
    world.file("campaigns/event.yaml", format!("{FILE}{SCHEDULE}"));
    world.file("campaigns/a.yaml", named("A"));
    apply(&world, &[]).expect_code(0);
    world.file("campaigns/event.yaml", format!("{FILE}{SCHEDULE}").replace("[Mon, Wed]", "[Fri]"));
    world.file("campaigns/a.yaml", named("A").replace("priority: 5", "priority: 1"));
    let run = apply(&world, &[]).expect_code(10);
    assert_eq!(results(&run), ["schedule Event Reminder: is_off_now", "update A: done"]);
    assert!(run.error_json()["message"].as_str().unwrap().contains("is off now"), "{}", run.stderr);
    let hint = "kcamp schedule enable 'Event Reminder' -f 'campaigns/event.yaml'";
    assert!(run.error_json()["hint"].as_str().unwrap().contains(hint), "{}", run.stderr);
}

#[test]
fn what_is_unreadable_is_left_alone_until_it_is_asked_for() {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    world.file("campaigns/event.yaml", format!("{FILE}{SCHEDULE}"));
    apply(&world, &[]).expect_code(0);
    let elsewhere = sandbox.world();
    elsewhere.file("campaigns/event.yaml", format!("{FILE}{SCHEDULE}"));
    let run = apply(&elsewhere, &[]).expect_code(0);
    assert_eq!(results(&run), ["unreadable Event Reminder: unreadable"]);
    assert_eq!(writes(&sandbox).len(), 2);
    let run = apply(&elsewhere, &["--resend-unreadable"]).expect_code(0);
    assert_eq!(results(&run), ["schedule Event Reminder: done"]);
    plan(&elsewhere).expect_code(0);
}

#[test]
fn a_file_without_a_schedule_leaves_it_alone_and_none_switches_it_off() {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    world.file("campaigns/event.yaml", format!("{FILE}{SCHEDULE}"));
    apply(&world, &[]).expect_code(0);
    let before = writes(&sandbox).len();
    for kept in ["", "schedule: {isSchedulingEnabled: false}\n"] {
        world.file("campaigns/event.yaml", format!("{FILE}{kept}"));
        plan(&world).expect_code(0);
        apply(&world, &[]).expect_code(0);
    }
    assert_eq!(writes(&sandbox).len(), before);
    world.file("campaigns/event.yaml", format!("{FILE}schedule: none\n"));
    let run = plan(&world).expect_code(20);
    assert_eq!(run.json()["lines"][0]["details"], "switched off");
    let run = apply(&world, &[]).expect_code(0);
    assert_eq!(results(&run), ["schedule Event Reminder: done"]);
    assert_eq!(writes(&sandbox)[before..], ["POST schedule false"]);
    plan(&world).expect_code(0);
    // The same on Burki, where immediate says so too.
    let burki = "platform: burki\nname: Spring\ncampaign_type: call\nassistant_id: 7\nwelcome_message_template: Hello\n";
    let world = sandbox.burki_world();
    world.file("campaigns/a.yaml", format!(
        "{burki}schedule: {{schedule_type: scheduled, scheduled_at: \"2027-02-15T09:00:00\", timezone: America/New_York}}\n"
    ));
    apply(&world, &[]).expect_code(0);
    for none in ["schedule: none\n", "schedule: {schedule_type: immediate}\n"] {
        world.file("campaigns/a.yaml", format!("{burki}{none}"));
        let run = world.run(["plan", "campaigns", "-o", "json"]).expect_code(0);
        assert_eq!(run.json()["counts"]["schedule"], 1, "{}", run.stdout);
    }
    apply(&world, &[]).expect_code(0);
    plan(&world).expect_code(0);
}
