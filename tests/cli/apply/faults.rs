//! Failures during an apply: in the end, each change is made once.

use serde_json::Value;

use crate::calls::check_all;
use crate::create::{FILE, SCHEDULE};
use crate::world::Sandbox;

use super::{apply, named, plan, writes};

#[test]
fn a_create_in_doubt_gets_no_schedule_and_is_made_once() {
    for (fault, code, outcome) in [
        ("drop-after-sendx1:POST:campaign", 0, "done_answer_lost"),
        ("drop-before-applyx1:POST:campaign", 9, "unknown"),
    ] {
        let sandbox = Sandbox::with_faults(&[fault]);
        let world = sandbox.world();
        world.file("campaigns/1.yaml", format!("{}{SCHEDULE}", named("One")));
        world.file("campaigns/2.yaml", named("Two"));
        let run = apply(&world, &[]).expect_code(code);
        assert_eq!(run.json()["results"][0]["outcome"], *outcome, "{}", run.stdout);
        assert_eq!(run.json()["results"][1]["outcome"], "done", "{fault}");
        let enabled = sandbox.received_at("POST", "/schedule").len();
        assert_eq!(enabled, usize::from(code == 0), "{fault}");
        if code == 9 {
            // It is not sent again while it may still take effect.
            apply(&world, &[]).expect_code(10);
            assert_eq!(sandbox.creates().len(), 2, "{fault}");
        } else {
            plan(&world).expect_code(0);
        }
    }
}

/// Kinds of failures, each of which happens once during an apply.
const FAULTS: [&str; 22] = [
    "400x1",
    "401x1",
    "403x1",
    "404x1",
    "409x1",
    "422x1",
    "429x1",
    "500x1",
    "500x1:applied",
    "502x1",
    "503x1",
    "503x1:applied",
    "504x1",
    "drop-before-applyx1",
    "drop-after-sendx1",
    "halfx1",
    "garbagex1",
    "garbagex1:applied",
    "emptyx1",
    "wrong-jsonx1",
    "failedx1",
    "echo-tokenx1",
];

/// The writes of an apply, and a read between them.
const PLACES: [&str; 4] = ["POST:campaign", "PUT:campaign/*", "POST:schedule", "POST:getAllCampaignDetails"];

#[test]
fn whatever_fails_in_the_middle_each_change_is_made_once_in_the_end() {
    let calm = Sandbox::new();
    let world = calm.world();
    let old = |number: usize| named(&format!("Old {number}"));
    for number in 0..5 {
        world.file(&format!("campaigns/{number}.yaml"), old(number));
    }
    apply(&world, &[]).expect_code(0);
    let state = calm.state();
    let cases: Vec<String> =
        FAULTS.iter().flat_map(|fault| PLACES.iter().map(move |place| format!("{fault}:{place}"))).collect();
    check_all("applies of ten with a fault", &cases, |fault| {
        let sandbox = Sandbox::remembering(&state, &["--fault", fault]);
        let world = sandbox.world();
        for number in 0..5 {
            world
                .file(&format!("campaigns/{number}.yaml"), old(number).replace("priority: 5", "priority: 1"));
            let new = format!("{}{SCHEDULE}", named(&format!("New {number}")));
            world.file(
                &format!("campaigns/new-{number}.yaml"),
                new.replace("Event Guests", "Renewal Due July"),
            );
        }
        let first = apply(&world, &[]);
        // An open outcome gives 9; a failed one gives its own code or 10.
        if ![0, 4, 5, 6, 7, 8, 9, 10].contains(&first.code) {
            return Err(format!("{fault}: {first:?}"));
        }
        let second = apply(&world, &["--reenable"]);
        if ![0, 10].contains(&second.code) {
            return Err(format!("{fault}, again: {second:?}"));
        }
        let left = plan(&world);
        let left_over = left.json();
        let counts = &left_over["counts"];
        let open: u64 =
            ["create", "update", "schedule", "off_live"].iter().map(|it| counts[it].as_u64().unwrap()).sum();
        if open != 0 {
            return Err(format!(
                "{fault}: {} is left, first {}, second {}",
                left.stdout, first.stdout, second.stdout
            ));
        }
        let listed = world.run("campaign list --all -o json").expect_code(0).json();
        let names: Vec<&Value> = listed.as_array().unwrap().iter().map(|row| &row["name"]).collect();
        let distinct: std::collections::HashSet<&Value> = names.iter().copied().collect();
        // A write in doubt is not sent again within two minutes; a create among them has no campaign yet.
        let is_blocked = |line: &&Value| line["action"] == "blocked" && line["id"].is_null();
        let blocked = left_over["lines"].as_array().unwrap().iter().filter(is_blocked).count();
        if names.len() != distinct.len() || names.len() + blocked != 10 {
            return Err(format!("{fault}: {names:?}, {blocked} blocked"));
        }
        Ok(())
    });
}

#[test]
fn a_journal_that_cannot_be_written_keeps_everything_from_being_sent() {
    let sandbox = Sandbox::new();
    let world = sandbox.world().on_a_full_disk();
    world.file("campaigns/1.yaml", named("One"));
    world.file("campaigns/2.yaml", named("Two"));
    let run = world.run("apply campaigns --yes");
    assert_ne!(run.code, 0, "{run:?}");
    assert_eq!(sandbox.creates().len(), 0);
}

#[test]
fn an_update_that_was_read_back_is_known_as_it_is_now_also_where_its_schedule_is_switched_after_it() {
    for fault in ["drop-after-sendx1", "500x1:applied", "garbagex1:applied"] {
        let sandbox = Sandbox::with_faults(&[&format!("{fault}:PUT")]);
        let world = sandbox.world();
        world.file("campaigns/event.yaml", FILE);
        apply(&world, &[]).expect_code(0);
        let edited = FILE.replace("Canary text", "A new text").replace("priority: 5", "priority: 2");
        world.file("campaigns/event.yaml", format!("{edited}{SCHEDULE}"));
        apply(&world, &[]).expect_code(0);
        assert_eq!(writes(&sandbox), ["POST campaign", "PUT ID", "POST schedule true"], "{fault}");
        plan(&world).expect_code(0);
    }
}

/// Where the platform refuses every change, nothing is half done: the exit code is that of the first reason, and 10 as
/// soon as one change was made.
#[test]
fn an_apply_of_which_every_change_is_refused_ends_in_the_code_of_the_reason() {
    for (status, code) in [("400", 7), ("403", 4), ("404", 5), ("409", 6), ("422", 7)] {
        for refused in [2, 1] {
            let sandbox = Sandbox::with_faults(&[&format!("{status}x{refused}:POST:campaign")]);
            let world = sandbox.world();
            world.file("campaigns/1.yaml", named("One"));
            world.file("campaigns/2.yaml", named("Two"));
            let run = apply(&world, &[]);
            let results = run.json()["results"].clone();
            let done = results.as_array().unwrap().iter().filter(|it| it["outcome"] == "done").count();
            // Where the credentials are refused, nothing more is sent.
            let is_ended = refused == 2 || status == "403";
            assert_eq!(done, usize::from(!is_ended), "{status} x{refused}: {results}");
            assert_eq!(run.code, if is_ended { code } else { 10 }, "{status} x{refused}: {results}");
        }
    }
}
