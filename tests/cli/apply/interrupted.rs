//! An apply that is halted or killed, or runs beside another one.

use std::io::Read as _;

use serde_json::Value;

use crate::calls::is_write;
use crate::create::{FILE, SCHEDULE};
use crate::ending::{signal, started};
use crate::relay::{Gate, Held, LIST};
use crate::world::{Sandbox, wait_until};

use super::doubtful_schedules::first_line;
use super::interrupted_schedules::settle_as;
use super::{actions, apply, named, plan, results};

#[test]
fn an_account_that_is_halted_gets_nothing() {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    world.file("campaigns/1.yaml", named("One"));
    world.run("halt --yes").expect_code(0);
    apply(&world, &[]).expect_code(12).expect_stderr(&["kcamp halt --lift"]);
    assert_eq!(sandbox.creates().len(), 0);
    apply(&world, &["--dry-run"]).expect_code(0);
    plan(&world).expect_code(20);
    world.run("halt --lift --yes").expect_code(0);
    apply(&world, &[]).expect_code(0);
}

#[test]
fn a_halt_in_the_middle_is_10_where_something_was_written_and_12_where_nothing_was() {
    for code in [10, 12] {
        let sandbox = Sandbox::new();
        let (world, gate) = match code {
            10 => Gate::of_writes(&sandbox, Held::Answer),
            _ => Gate::before(&sandbox, LIST, Held::Answer),
        };
        for number in 0..3 {
            world.file(&format!("campaigns/{number}.yaml"), named(&format!("N{number}")));
        }
        // Halts like kcamp halt, which waits for nothing.
        let halt = || world.run("halt --yes -q").expect_code(0);
        let (run, _) = gate.during(|| world.run("apply campaigns --yes -o json"), halt);
        let said = &run.stderr;
        assert_eq!(run.code, code, "{said}");
        assert!(said.contains("is halted since") && said.contains("kcamp halt --lift"), "{said}");
        assert!(code == 12 || said.contains("lift the halt; then, to do the rest: kcamp "), "{said}");
        assert_eq!(sandbox.creates().len(), usize::from(code == 10), "{said}");
    }
}

#[test]
fn two_applies_at_once_create_each_campaign_once() {
    let sandbox = Sandbox::with_faults(&["slow:50ms:POST:campaign"]);
    let world = sandbox.world();
    for number in 0..4 {
        world.file(&format!("campaigns/{number}.yaml"), named(&format!("N{number}")));
    }
    let start = || world.command("apply campaigns --yes -q").spawn().unwrap();
    let mut both = [start(), start()];
    for child in &mut both {
        assert_eq!(child.wait().unwrap().code(), Some(0));
    }
    assert_eq!(sandbox.creates().len(), 4);
}

/// An apply that is run again looks itself what became of the write: nobody needs to settle it, and nobody is warned of
/// what it finds out.
#[test]
fn interrupted_in_a_write_it_says_to_run_it_again_and_that_finds_out_what_happened() {
    let sandbox = Sandbox::with_faults(&["slowx1:10m:PUT"]);
    let world = sandbox.world();
    world.file("campaigns/1.yaml", named("One"));
    apply(&world, &[]).expect_code(0);
    world.file("campaigns/1.yaml", named("One").replace("priority: 5", "priority: 2"));
    world.file("campaigns/2.yaml", named("Two").replace("Event Guests", "Renewal Due July"));
    let (mut child, mut stderr) = started(&world, &["apply", "campaigns", "--yes", "-o", "json"]);
    let puts = || sandbox.received().iter().filter(|request| request["method"] == "PUT").count();
    wait_until("the update has arrived", || {
        assert!(child.try_wait().unwrap().is_none(), "it ended before it sent the update");
        puts() == 1
    });
    signal(&child, "INT");
    let mut said = String::new();
    stderr.read_to_string(&mut said).unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(130), "{said}");
    assert!(said.contains("run it again: it first looks whether this happened"), "{said}");
    assert!(!said.contains("settle"), "{said}");
    let run = apply(&world, &[]).expect_code(0).expect_stderr(&["had no known outcome; looked again"]);
    assert!(!run.stderr.contains("journal/outcome-unknown"), "{}", run.stderr);
    assert_eq!((puts(), sandbox.creates().len()), (1, 2));
    plan(&world).expect_code(0);
}

#[test]
fn killed_between_two_writes_the_next_run_finishes_it() {
    let sandbox = Sandbox::with_faults(&["slowx1:10m:POST:schedule"]);
    let world = sandbox.world();
    for number in 0..3 {
        world
            .file(&format!("campaigns/{number}.yaml"), format!("{}{SCHEDULE}", named(&format!("N{number}"))));
    }
    world.kill_when("apply campaigns --yes", || sandbox.received_at("POST", "/schedule").len() == 1);
    assert_eq!(sandbox.creates().len(), 3);
    // The schedule whose call was in progress is on, and somebody else may have switched it on.
    let run = apply(&world, &[]).expect_code(10);
    assert_eq!(results(&run), ["blocked N0: blocked", "schedule N1: done", "schedule N2: done"]);
    settle_as("done", &first_line(&plan(&world)), &world);
    apply(&world, &[]).expect_code(0);
    assert_eq!((sandbox.creates().len(), sandbox.received_at("POST", "/schedule").len()), (3, 3));
    assert_eq!(actions(&plan(&world).expect_code(0)), ["unchanged", "unchanged", "unchanged"]);
}

/// The names in the received creates and schedules, and the ids in the received updates, in order.
fn targets(sandbox: &Sandbox) -> Vec<String> {
    let words = |request: Value| {
        let body = &request["body"];
        let name = body["name"].as_str().or(body["campaignName"].as_str()).unwrap_or_default();
        format!(
            "{} {} {name}",
            request["method"],
            request["path"].as_str().unwrap().rsplit('/').next().unwrap()
        )
    };
    let mut targets: Vec<String> = sandbox.received().into_iter().filter(is_write).map(words).collect();
    targets.sort();
    targets
}

#[test]
fn killed_at_any_write_of_ten_the_next_run_makes_each_change_once() {
    let calm = Sandbox::new();
    let colleague = calm.world();
    let changed = |number: usize| number >= 6;
    for number in (0..10).filter(|number| changed(*number)) {
        colleague.file(&format!("live/{number}.yaml"), named(&format!("N{number}")));
    }
    colleague.run("campaign create -f live --yes").expect_code(0);
    // Six creates, three of them with a schedule, and four updates.
    let all = 6 + 3 + 4;
    let mut whole: Option<Vec<String>> = None;
    for at in (1..=all).rev() {
        let sandbox = Sandbox::continuing(&calm, &[]);
        let (world, gate) = Gate::of_writes(&sandbox, Held::Answer);
        for number in 0..10 {
            let file = named(&format!("N{number}"));
            world.file(
                &format!("campaigns/{number}.yaml"),
                match number {
                    0..3 => format!("{file}{SCHEDULE}"),
                    3..6 => file,
                    _ => file.replace("priority: 5", "priority: 2"),
                },
            );
        }
        gate.kill_at(at, &world, "apply campaigns --yes");
        assert_eq!(targets(&sandbox).len(), at);
        let mut run = apply(&world, &[]);
        // A schedule call on its way waits for somebody who says that it arrived.
        let planned = plan(&world).json();
        let is_blocked = |line: &&Value| line["action"] == "blocked";
        if let Some(line) = planned["lines"].as_array().unwrap().iter().find(is_blocked) {
            assert_eq!(run.code, 10, "{at}: {}{}", run.stdout, run.stderr);
            settle_as("done", line["next"].as_str().unwrap(), &world);
            run = apply(&world, &[]);
        }
        assert_eq!(run.code, 0, "{at}: {}{}", run.stdout, run.stderr);
        let made = targets(&sandbox);
        let expected = whole.get_or_insert_with(|| made.clone());
        assert_eq!(made, *expected, "{at}");
        assert_eq!(made.len(), all, "{at}: {made:#?}");
        plan(&world).expect_code(0);
    }
}

/// A Burki campaign with this name and number of attempts.
pub fn of_burki(name: &str, attempts: usize) -> String {
    format!(
        "platform: burki\nname: {name}\ncampaign_type: call\nassistant_id: 7\nwelcome_message_template: Hello\n\
         max_attempts: {attempts}\n"
    )
}

#[test]
fn killed_at_any_write_on_burki_the_next_run_makes_each_change_once() {
    let calm = Sandbox::new();
    let colleague = calm.burki_world();
    for number in 3..5 {
        colleague.file(&format!("live/{number}.yaml"), of_burki(&format!("N{number}"), 3));
    }
    colleague.run("campaign create -f live --yes").expect_code(0);
    let schedule =
        "schedule: {schedule_type: scheduled, scheduled_at: '2027-02-15T09:00:00', timezone: UTC}\n";
    // Three creates, two of them with a schedule, and two updates.
    let all = 3 + 2 + 2;
    let mut whole: Option<Vec<String>> = None;
    for at in (1..=all).rev() {
        let sandbox = Sandbox::continuing(&calm, &[]);
        let (world, gate) = Gate::of_writes(&sandbox, Held::Answer);
        let world = world.of_burki();
        for number in 0..5 {
            let schedule = if number < 2 { schedule } else { "" };
            let attempts = if number < 3 { 3 } else { 5 };
            let file = format!("{}{schedule}", of_burki(&format!("N{number}"), attempts));
            world.file(&format!("campaigns/{number}.yaml"), file);
        }
        gate.kill_at(at, &world, "apply campaigns --yes");
        assert_eq!(targets(&sandbox).len(), at);
        let run = apply(&world, &[]);
        assert_eq!(run.code, 0, "{at}: {}{}", run.stdout, run.stderr);
        let made = targets(&sandbox);
        let expected = whole.get_or_insert_with(|| made.clone());
        assert_eq!(made, *expected, "{at}");
        assert_eq!(made.len(), all, "{at}: {made:#?}");
        plan(&world).expect_code(0);
    }
}

#[test]
fn killed_at_any_delete_the_next_run_deletes_what_is_left_and_nothing_else() {
    let calm = Sandbox::new();
    let colleague = calm.world();
    let alone = |name: &str| named(name).replace("Event Guests", "Renewal Due July");
    for number in 0..3 {
        colleague.file(&format!("live/{number}.yaml"), named(&format!("N{number}")));
    }
    colleague.run("campaign create -f live --yes").expect_code(0);
    for at in 1..=3 {
        let earlier = format!("slowx{}:1ms:DELETE", at - 1);
        let earlier: &[&str] = if at == 1 { &[] } else { &[&earlier] };
        let sandbox = Sandbox::continuing(&calm, &[earlier, &["slowx1:10m:DELETE"]].concat());
        let world = sandbox.world();
        world.file("campaigns/kept.yaml", alone("Kept"));
        let deletes = || sandbox.received_at("DELETE", "").len();
        world.kill_when("apply campaigns --yes --prune --confirm 3", || deletes() == at);
        // The number of remaining deletes differs from the confirmed one.
        if at < 3 {
            apply(&world, &["--prune", "--confirm", "3"]).expect_code(12);
        }
        let left = (3 - at).to_string();
        let run = apply(&world, &["--prune", "--confirm", &left]).expect_code(0);
        assert_eq!(results(&run).len(), 3 - at, "{at}: {}", run.stdout);
        assert_eq!((deletes(), sandbox.creates().len()), (3, 1), "{at}");
        let listed = world.run("campaign list --all -o name").expect_code(0);
        assert_eq!(listed.stdout, "Kept\n", "{at}");
    }
}

/// The account is halted while the schedules are switched on: the created campaigns stay without schedules, and the
/// next run finishes.
#[test]
fn a_halt_between_creates_and_schedules_switches_nothing_more_on() {
    let sandbox = Sandbox::new();
    let (world, gate) = Gate::before(&sandbox, "enableSchedule=true", Held::Answer);
    for (number, list) in ["Event Guests", "Renewal Due July"].into_iter().enumerate() {
        let file = FILE.replace("Event Reminder", &format!("N{number}")).replace("Event Guests", list);
        world.file(&format!("campaigns/{number}.yaml"), format!("{file}{SCHEDULE}"));
    }
    let enables = || {
        let sent = sandbox.received_at("POST", "/schedule").into_iter();
        sent.filter(|it| it["query"]["enableSchedule"] == "true").count()
    };
    // The enable that is under way may still arrive.
    let halt = || world.run("halt --yes -q").expect_code(9);
    let (run, _) = gate.during(|| world.run("apply campaigns --yes -q"), halt);
    assert_eq!(run.code, 10, "{run:?}");
    assert_eq!((enables(), sandbox.creates().len()), (1, 2));
    apply(&world, &["--reenable"]).expect_code(12);
    assert_eq!(enables(), 1);
    world.run("halt --lift --yes").expect_code(0);
    // The halt switched schedules off, which is a decision: only --reenable reverses it.
    apply(&world, &["--reenable"]).expect_code(0);
    assert_eq!((enables(), sandbox.creates().len()), (3, 2));
    plan(&world).expect_code(0);
}
