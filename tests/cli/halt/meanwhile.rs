//! Changes during a halt: another halt, a campaign that is deleted or starts, a list that changes, a create of
//! several, an import, an update.

use std::process::Command;
use std::sync::{Arc, Mutex};

use serde_json::{Value, json};

use super::{HALT, RUNNING, assert_quiet, disables, enabled, file, halted_at, stops};
use crate::create::SCHEDULE;
use crate::relay::{Gate, Held, Passing, Watch, relay_at_once};
use crate::world::{Run, Sandbox, World};

#[test]
fn a_campaign_that_is_gone_when_it_is_stopped_calls_nobody() {
    let (sandbox, _) = halted_at(&[]);
    let (world, gate) = Gate::before(&sandbox, "trigger=stop", Held::Answer);
    // It is deleted during the stop of the first one.
    let deletes = || {
        // Two campaigns are deleted, whether they were stopped or not.
        world.run("campaign stop C10 --yes").expect_code(0);
        for name in ["C10", "C12"] {
            world.run(["campaign", "delete", name, "--yes"]).expect_code(0);
        }
    };
    let (run, ()) = gate.during(|| world.run(HALT), deletes);
    assert_quiet(&run, &world);
    let result = run.json();
    let gone = |step: &str| {
        let rows = result["campaigns"].as_array().unwrap();
        rows.iter().filter(|row| row[step] == "gone").map(|row| row["name"].clone()).collect::<Vec<_>>()
    };
    assert_eq!((gone("calls"), gone("schedule")), (vec![json!("C10")], vec![json!("C12")]));
}

#[test]
fn two_halts_at_once_do_no_harm() {
    let (sandbox, world) = halted_at(&[]);
    let runs: Vec<Run> = std::thread::scope(|scope| {
        let runs: Vec<_> = (0..2).map(|_| scope.spawn(|| world.run(HALT))).collect();
        runs.into_iter().map(|run| run.join().unwrap()).collect()
    });
    for run in &runs {
        assert_quiet(run, &world);
    }
    // One halt may find campaigns that the other one has stopped: each halt stops a campaign at most twice.
    assert!((RUNNING..=4 * RUNNING).contains(&stops(&sandbox).len()));
    let records = runs.iter().filter(|run| run.json()["record"].is_string()).count();
    assert!(records >= 1);
    world.run("campaign start C39 --yes").expect_code(12);
}

#[test]
fn a_list_that_changes_while_it_is_read_is_read_again() {
    // Ten rows per page: during a stop a campaign on the first page is deleted, and the others move up.
    let (sandbox, _) = halted_at(&["--choice", "page-rows-max=10"]);
    let (world, gate) = Gate::before(&sandbox, "trigger=stop", Held::Answer);
    let changes = || {
        world.run("campaign delete C38 --yes").expect_code(0);
        // Another machine starts one meanwhile.
        sandbox.world().run("campaign start C36 --yes").expect_code(0);
    };
    let (run, ()) = gate.during(|| world.run(HALT), changes);
    assert_quiet(&run, &world);
    let result = run.json();
    let late = result["campaigns"].as_array().unwrap().iter().find(|row| row["name"] == "C36").unwrap();
    assert_eq!(late["calls"], "stopped");
}

#[test]
fn a_create_of_many_that_is_under_way_ends_where_the_account_is_halted() {
    let sandbox = Sandbox::new();
    let (world, gate) = Gate::of_writes(&sandbox, Held::Answer);
    for name in ["A", "B", "C"] {
        world.file(&format!("many/{name}.yaml"), file(name, 1) + SCHEDULE);
    }
    let halt = || world.run(HALT).expect_code(0);
    let (run, _) = gate.during(|| world.run("campaign create -f many --yes -o json"), halt);
    assert!([10, 12].contains(&run.code), "{run:?}");
    // Only the create that was in progress, and no schedule.
    assert_eq!(sandbox.creates().len(), 1, "{run:?}");
    assert_eq!(enabled(&sandbox), []);
}

#[test]
fn an_import_and_an_update_that_are_under_way_keep_it_from_nothing_and_go_on() {
    for line in [
        &["contact-list", "import", "Event Guests", "contacts.csv"][..],
        &["campaign", "update", "C38", "--priority", "2"],
    ] {
        let (sandbox, _) = halted_at(&[]);
        let (world, gate) = Gate::of_writes(&sandbox, Held::Answer);
        world.file("contacts.csv", "Phone\n+12025550131\n");
        let (other, halt) =
            gate.during(|| world.run([line, &["--yes", "-o", "json"]].concat()), || world.run(HALT));
        assert_quiet(&halt, &world);
        assert_eq!(other.code, 0, "{other:?}");
    }
}

/// Somebody who runs a command each time that a request was answered, up to a number of times.
#[derive(Clone)]
struct Somebody {
    part: &'static str,
    command: Arc<Mutex<Option<(Command, usize)>>>,
}

impl Somebody {
    fn runs(&self, command: Command, times: usize) {
        *self.command.lock().unwrap() = Some((command, times));
    }
}

impl Watch for Somebody {
    fn after(&mut self, request: &Passing, _: &mut Value) {
        let mut command = self.command.lock().unwrap();
        if request.line.contains(self.part)
            && let Some((command, times)) = command.as_mut().filter(|(_, times)| *times > 0)
        {
            let output = command.output().unwrap();
            assert!(output.status.success(), "{output:?}");
            *times -= 1;
        }
    }
}

/// A sandbox with a campaign that runs and one with a schedule, and the world of a halt behind a relay, in which
/// somebody acts after each request with this part.
fn calling(part: &'static str) -> (Sandbox, World, Somebody) {
    let sandbox = Sandbox::new();
    let other = sandbox.world();
    other.file("runs.yaml", file("Runs", 1));
    other.file("waits.yaml", file("Waits", 1) + SCHEDULE);
    other.run("campaign create -f runs.yaml -f waits.yaml --yes").expect_code(0);
    other.run("campaign start Runs --yes").expect_code(0);
    let somebody = Somebody { part, command: Arc::default() };
    let world = relay_at_once(&sandbox, somebody.clone());
    (sandbox, world, somebody)
}

const ENABLE_WAITS: &str =
    "schedule enable Waits --daily --start '2027-01-01 09:00' --end 2027-02-01 --timezone UTC --yes";

#[test]
fn what_calls_again_after_each_stop_is_told_and_never_said_to_be_quiet() {
    for (part, line, name, is_running) in [
        ("trigger=stop", "campaign start Runs --yes", "Runs", true),
        ("enableSchedule=false", ENABLE_WAITS, "Waits", false),
    ] {
        for (times, code) in [(1, 0), (2, 9), (100, 9)] {
            let (sandbox, world, somebody) = calling(part);
            let colleague = sandbox.world();
            somebody.runs(colleague.command(line), times);
            let run = world.run(HALT);
            let case = format!("{line} {times} times: {run:?}");
            assert_eq!(run.code, code, "{case}");
            if code == 0 {
                assert_quiet(&run, &world);
                continue;
            }
            assert_eq!(run.json()["verdict"], "unknown", "{case}");
            let error = run.error_json();
            assert!(error["message"].as_str().unwrap().contains(&format!("{name:?}")), "{case}");
            assert!(error["hint"].as_str().unwrap().contains("kcamp halt again"), "{case}");
            // Each is stopped twice and no more.
            let (stopped, off) = (stops(&sandbox).len(), disables(&sandbox).len());
            assert_eq!((stopped, off), if is_running { (2, 1) } else { (1, 2) }, "{case}");
        }
    }
}

#[test]
fn a_halt_that_is_lifted_while_it_runs_does_not_say_that_it_keeps_anything_from_starting() {
    for part in ["trigger=stop", "enableSchedule=false"] {
        let (_sandbox, world, somebody) = calling(part);
        somebody.runs(world.command("halt --lift --yes"), 1);
        let run = world.run(HALT);
        assert_eq!(run.code, 10, "{run:?}");
        assert_eq!(run.error_json()["code"], "halt/lifted-meanwhile", "{run:?}");
        assert_eq!(run.json()["latched"], false, "{run:?}");
        world.run("campaign start Runs --yes").expect_code(0);
    }
}
