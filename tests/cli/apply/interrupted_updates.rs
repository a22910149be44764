//! An update of which it is not known whether it arrived, because a kill caught it or its answer was lost: nothing is
//! decided about its campaign while it may still be applied, and a read tells whether it was.

use serde_json::{Value, json};

use crate::create::FILE;
use crate::world::{NOW, Sandbox, World};

use super::doubtful_schedules::first_line;
use super::interrupted::of_burki;
use super::interrupted_schedules::{JOURNAL, journal_lines};
use super::{actions, apply, plan, results};

const HOUR_AGO: &str = "2026-12-03T07:00:00Z";
const SOON: &str = "2026-12-03T08:01:00Z";
const LATER: &str = "2026-12-03T08:10:00Z";

/// A campaign of an hour ago, and an apply of this change to its file at [`NOW`], with a fault at its update.
fn changed(is_burki: bool, (from, to): (&str, &str), fault: &str) -> (Sandbox, World) {
    let sandbox = Sandbox::with_flags(&["--clock", HOUR_AGO]);
    let (world, file) = if is_burki {
        (sandbox.burki_world(), of_burki("Event Reminder", 3))
    } else {
        (sandbox.world(), FILE.to_owned())
    };
    let world = world.with("KCAMP_NOW", HOUR_AGO);
    world.file("campaigns/event.yaml", &file);
    apply(&world, &[]).expect_code(0);
    let (sandbox, world) = world.later(&sandbox, NOW, &["--fault", fault]);
    world.file("campaigns/event.yaml", file.replace(from, to));
    (sandbox, world)
}

fn puts(sandbox: &Sandbox) -> usize {
    sandbox.received().iter().filter(|request| request["method"] == "PUT").count()
}

/// Cuts the journal off behind the beginning of the update, as a kill leaves it.
fn forget_the_end(world: &World) {
    let lines = journal_lines(world);
    let begun = lines.iter().position(|line| line["write"]["action"] == "campaign update").unwrap();
    let kept: Vec<String> = lines[..=begun].iter().map(|line| format!("{line}\n")).collect();
    world.file(JOURNAL, kept.concat());
}

fn outcome(world: &World) -> Value {
    let lines = journal_lines(world);
    let update = lines.iter().find(|line| line["write"]["action"] == "campaign update").unwrap();
    let mut ends = lines.iter().filter(|line| line["key"] == update["key"] && line["outcome"].is_object());
    ends.next_back().map_or(Value::Null, |line| line["outcome"]["exit_code"].clone())
}

#[test]
fn one_that_did_not_arrive_is_waited_for_and_then_sent_once() {
    let kore = (false, ("priority: 5", "priority: 2"));
    let burki = (true, ("max_attempts: 3", "max_attempts: 5"));
    let renamed = (false, ("name: Event Reminder", "name: Other Reminder\nrenamedFrom: Event Reminder"));
    for ((is_burki, change), is_killed) in [(kore, true), (kore, false), (burki, true), (renamed, true)] {
        let what = format!("{change:?}, killed: {is_killed}");
        let (sandbox, world) = changed(is_burki, change, "drop-before-apply:PUT");
        apply(&world, &[]).expect_code(9);
        if is_killed {
            forget_the_end(&world);
        }
        let (sandbox, world) = world.later(&sandbox, SOON, &[]);
        let file = std::fs::read_to_string(world.home().join("campaigns/event.yaml")).unwrap();
        for wanted in [file.clone(), file.replace(change.1, change.0)] {
            world.file("campaigns/event.yaml", wanted);
            let run = apply(&world, &["--resend-unreadable"]).expect_code(10);
            assert_eq!(results(&run), ["blocked Event Reminder: blocked"], "{what}");
            let said = first_line(&plan(&world).expect_code(20));
            assert!(
                said.contains("has an unknown outcome, and may still be applied (update)"),
                "{what}: {said}"
            );
            assert!(said.ends_with("run this again after 2026-12-03 08:02:00 UTC"), "{what}: {said}");
        }
        assert_eq!(puts(&sandbox), 0, "{what}");
        world.file("campaigns/event.yaml", file);
        let (sandbox, world) = world.later(&sandbox, LATER, &[]);
        apply(&world, &[]).expect_code(0);
        assert_eq!((puts(&sandbox), outcome(&world)), (1, json!(8)), "{what}");
        assert_eq!(actions(&plan(&world).expect_code(0)), ["unchanged"], "{what}");
    }
}

#[test]
fn one_that_arrived_is_seen_and_is_not_sent_again() {
    for (is_burki, change) in [
        (false, ("priority: 5", "priority: 2")),
        (true, ("max_attempts: 3", "max_attempts: 5")),
        (false, ("name: Event Reminder", "name: Other Reminder\nrenamedFrom: Event Reminder")),
    ] {
        let (sandbox, world) = changed(is_burki, change, "slow:10m:PUT");
        world.kill_when("apply campaigns --yes", || puts(&sandbox) == 1);
        let (sandbox, world) = world.later(&sandbox, SOON, &[]);
        assert_eq!(actions(&plan(&world).expect_code(0)), ["unchanged"], "{change:?}");
        apply(&world, &[]).expect_code(0);
        assert_eq!((puts(&sandbox), outcome(&world)), (0, json!(0)), "{change:?}");
    }
}

/// What a colleague changed since hides whether it arrived. Once the same was sent again, nothing is in doubt.
#[test]
fn one_that_is_sent_again_is_settled_by_that() {
    let (sandbox, world) = changed(false, ("priority: 5", "priority: 2"), "drop-before-apply:PUT");
    apply(&world, &[]).expect_code(9);
    let (sandbox, world) = world.later(&sandbox, SOON, &[]);
    let colleague = sandbox.world().with("KCAMP_NOW", SOON);
    colleague.run("campaign update 'Event Reminder' --description Other --yes").expect_code(0);
    let (sandbox, world) = world.later(&sandbox, LATER, &[]);
    let failed =
        |world: &World| world.run("journal --failed -o json").expect_code(0).json().as_array().unwrap().len();
    plan(&world).expect_code(20);
    assert_eq!(failed(&world), 1);
    apply(&world, &[]).expect_code(0).expect_stderr(&["sent the same again later, and that was done"]);
    assert_eq!((puts(&sandbox), outcome(&world), failed(&world)), (1, json!(0), 0));
}
