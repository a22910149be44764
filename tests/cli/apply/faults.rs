//! Failures during an apply: in the end, each change is made once.

use std::ffi::OsString;

use serde_json::Value;

use crate::calls::check_all;
use crate::create::{FILE, SCHEDULE};
use crate::world::{Sandbox, World};

use super::any_state::BURKI_SCHEDULE;
use super::interrupted::of_burki;
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

/// The hint of the request that failed would be wrong beside the others.
#[test]
fn where_others_were_made_no_hint_says_that_nothing_was_changed() {
    for fault in ["400x1:POST:campaign", "422x1:POST:schedule"] {
        let sandbox = Sandbox::with_faults(&[fault]);
        let world = sandbox.world();
        for name in ["One", "Two"] {
            world.file(&format!("campaigns/{name}.yaml"), format!("{}{SCHEDULE}", named(name)));
        }
        let run = apply(&world, &[]).expect_code(10);
        for said in [&run.stdout, &run.stderr] {
            assert!(!said.contains("nothing was changed"), "{fault}: {said}");
        }
        let hint = run.error_json()["hint"].as_str().unwrap().to_owned();
        assert!(hint.contains("fix what the platform names"), "{fault}: {hint}");
    }
    // Where it is the only one, it is true.
    let sandbox = Sandbox::with_faults(&["400x1:POST:campaign"]);
    let world = sandbox.world();
    world.file("campaigns/1.yaml", named("One"));
    let run = apply(&world, &[]).expect_code(7);
    assert!(run.error_json()["hint"].as_str().unwrap().contains("nothing was changed"), "{}", run.stderr);
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

/// Those of them that differ most in what they leave, for further places.
const FEW_FAULTS: [&str; 7] = [
    "400x1",
    "409x1",
    "500x1",
    "500x1:applied",
    "drop-before-applyx1",
    "drop-after-sendx1",
    "garbagex1:applied",
];

/// The applies with a fault: the platform, the place of the fault (the writes, and a read between them), whether the
/// schedule that is replaced is the first one that is sent, and the faults.
const APPLIES: [(Side, &str, bool, &[&str]); 9] = [
    (Side::Kore, "POST:campaign", false, &FAULTS),
    (Side::Kore, "PUT:campaign/*", false, &FAULTS),
    (Side::Kore, "POST:schedule", false, &FAULTS),
    (Side::Kore, "POST:schedule", true, &FEW_FAULTS),
    (Side::Kore, "POST:getAllCampaignDetails", false, &FAULTS),
    (Side::Burki, "POST:campaigns", false, &FEW_FAULTS),
    (Side::Burki, "PUT:campaigns/*", false, &FEW_FAULTS),
    (Side::Burki, "POST:schedule", false, &FEW_FAULTS),
    (Side::Burki, "POST:schedule", true, &FEW_FAULTS),
];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Kore,
    Burki,
}

impl Side {
    fn world(self, sandbox: &Sandbox) -> World {
        match self {
            Self::Kore => sandbox.world(),
            Self::Burki => sandbox.burki_world(),
        }
    }

    /// The file of a campaign, the campaign as it is after an edit, and its schedule.
    fn file(self, name: &str, is_edited: bool, days: Option<&str>) -> String {
        let (file, schedule) = match self {
            Self::Kore => {
                let priority = if is_edited { "priority: 1" } else { "priority: 5" };
                let list = if name.starts_with("New") { "Renewal Due July" } else { "Event Guests" };
                let file = named(name).replace("priority: 5", priority).replace("Event Guests", list);
                (file, SCHEDULE)
            }
            Self::Burki => (of_burki(name, if is_edited { 5 } else { 3 }), BURKI_SCHEDULE),
        };
        file + &days.map_or_else(String::new, |days| schedule.replace("[Mon, Wed]", days))
    }

    /// Five campaigns and one with a schedule, as they are live before the apply.
    fn write_old(self, world: &World) {
        for number in 0..5 {
            let file = self.file(&format!("Old {number}"), false, None);
            world.file(&format!("campaigns/{number}.yaml"), file);
        }
        world.file("campaigns/r.yaml", self.file("Replaced", false, Some("[Mon, Wed]")));
    }
}

/// The files of a sandbox's state, with their names.
type StateFiles = [(OsString, Vec<u8>)];

/// Five updates, five creates with schedules, and a schedule that is replaced, with a fault. Returns what is wrong.
fn applied_with(
    (side, state, is_replaced_first, fault): (Side, &StateFiles, bool, &str),
) -> Result<(), String> {
    let sandbox = Sandbox::remembering(state, &["--fault", fault]);
    let world = side.world(&sandbox);
    for number in 0..5 {
        let old = side.file(&format!("Old {number}"), true, None);
        world.file(&format!("campaigns/{number}.yaml"), old);
        let new = side.file(&format!("New {number}"), false, Some("[Mon, Wed]"));
        world.file(&format!("campaigns/new-{number}.yaml"), new);
    }
    let replaced = side.file("Replaced", false, Some("[Fri]"));
    world.file(&format!("campaigns/{}.yaml", if is_replaced_first { "a" } else { "r" }), replaced);
    // This machine does not remember what schedule is on where the platform does not return it.
    let first = apply(&world, &["--resend-unreadable"]);
    // An open outcome gives 9; a failed one gives its own code or 10.
    if ![0, 4, 5, 6, 7, 8, 9, 10].contains(&first.code) {
        return Err(format!("{fault}: {first:?}"));
    }
    let second = apply(&world, &["--reenable", "--resend-unreadable"]);
    if ![0, 10].contains(&second.code) {
        return Err(format!("{fault}, again: {second:?}"));
    }
    let left = plan(&world);
    let left_over = left.json();
    let counts = &left_over["counts"];
    let open = ["create", "update", "schedule", "off_live", "unreadable"];
    let open: u64 = open.iter().map(|it| counts[it].as_u64().unwrap()).sum();
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
    if names.len() != distinct.len() || names.len() + blocked != 11 {
        return Err(format!("{fault}: {names:?}, {blocked} blocked"));
    }
    // Where the platform does not return schedules, the plan tells only that one is on.
    let of_schedules = sandbox.received_at("POST", "/schedule");
    let is_new = |request: &Value| {
        let body = request["body"].to_string();
        body.contains(r#""whichDays":["Fri"]"#) || body.contains(r#""days_of_week":[5]"#)
    };
    if of_schedules.iter().any(is_new) {
        Ok(())
    } else {
        Err(format!("{fault}: the new schedule was not sent"))
    }
}

#[test]
fn whatever_fails_in_the_middle_each_change_is_made_once_in_the_end() {
    let states = [Side::Kore, Side::Burki].map(|side| {
        let calm = Sandbox::new();
        let world = side.world(&calm);
        side.write_old(&world);
        apply(&world, &[]).expect_code(0);
        (side, calm.state())
    });
    let of_row = |(side, place, is_replaced_first, faults): &(Side, &'static str, bool, &[&'static str])| {
        let (side, is_first, place) = (*side, *is_replaced_first, *place);
        faults.iter().map(move |fault| (side, is_first, format!("{fault}:{place}"))).collect::<Vec<_>>()
    };
    let cases: Vec<(Side, bool, String)> = APPLIES.iter().flat_map(of_row).collect();
    check_all("applies of eleven with a fault", &cases, |(side, is_first, fault)| {
        let state = &states.iter().find(|(of, _)| of == side).unwrap().1;
        let tried = applied_with((*side, state, *is_first, fault));
        tried.map_err(|wrong| format!("{side:?}, the replaced one first: {is_first}: {wrong}"))
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
