//! Campaigns that a create finds to exist, and those that the list loses while Kore.ai prepares them.

use std::process::Command;

use serde_json::{Value, json};

use crate::apply::results;
use crate::create::{FILE, SCHEDULE};
use crate::relay::{LIST, Passing, Watch, relay, rows};
use crate::world::{Sandbox, World};

const VOICE: &str = include_str!("../../../examples/feedback-calls-agentless.yaml");
const CREATE: &str = "campaign create -f campaigns --if-absent --yes -o json";

fn is_create(request: &Passing) -> bool {
    request.line.starts_with("POST ") && request.line.contains("/campaign?")
}

fn leave_out(answer: &mut Value, names: &[&str]) {
    rows(answer).retain(|row| names.iter().all(|name| row["name"] != *name));
    answer["data"]["totalResults"] = json!(rows(answer).len());
}

/// The campaigns in the schedule calls, in their order.
fn scheduled(sandbox: &Sandbox) -> Vec<Value> {
    let calls = sandbox.received_at("POST", "/schedule");
    calls.iter().map(|request| request["query"]["campaignName"].clone()).collect()
}

fn write_files(world: &World, names: &[&str]) {
    for name in names {
        let file = FILE.replace("Event Reminder", name);
        world.file(&format!("campaigns/{name}.yaml"), format!("{file}renamedFrom: none\n{SCHEDULE}"));
    }
}

fn write_voice(world: &World, name: &str) {
    let voice = VOICE.replace("Agentless Voice | Feedback", name);
    let schedule = SCHEDULE.replace("2027", "2037");
    world.file(&format!("campaigns/{name}.yaml"), format!("{voice}renamedFrom: none\n{schedule}"));
}

/// Leaves campaigns out of the list once each of them was created, until one of them is created again.
struct HiddenUntilRefused {
    names: &'static [&'static str],
    creates: usize,
}

impl Watch for HiddenUntilRefused {
    fn after(&mut self, request: &Passing, answer: &mut Value) {
        let is_meant = self.names.iter().any(|name| request.body["name"] == *name);
        self.creates += usize::from(is_create(request) && is_meant);
        if request.line.contains(LIST) && self.creates == self.names.len() {
            leave_out(answer, self.names);
        }
    }
}

#[test]
fn what_a_create_finds_to_exist_gets_its_schedule_in_its_place() {
    for names in [&["A"][..], &["B"], &["A", "B"], &["C"]] {
        let fault = format!("422x{}:POST:schedule", names.len());
        let sandbox = Sandbox::with_flags(&["--fault", &fault, "--choice", "names=unique"]);
        let world = relay(&sandbox, HiddenUntilRefused { names, creates: 0 });
        write_files(&world, names);
        world.run("campaign create -f campaigns --yes").expect_code(10);
        let before = scheduled(&sandbox).len();
        assert_eq!(before, names.len());
        write_files(&world, &["A", "B", "C"]);
        world.run(CREATE).expect_code(0);
        assert_eq!(scheduled(&sandbox)[before..], ["A", "B", "C"], "{names:?}");
        let created = sandbox.received_at("POST", "/campaign");
        let refused = created.iter().filter(|request| request["status"] == 409).count();
        assert!(refused > 0, "{names:?}");
    }
}

/// Leaves the campaign `Half` out of lists after the create of `New`, and shows all others as ready.
struct Lost {
    lists: usize,
    is_created: bool,
}

impl Watch for Lost {
    fn after(&mut self, request: &Passing, answer: &mut Value) {
        self.is_created |= is_create(request) && request.body["name"] == "New";
        if request.line.contains(LIST) && self.is_created {
            for row in rows(answer) {
                row["status"] = json!("Ready");
            }
            if self.lists > 0 {
                self.lists -= 1;
                leave_out(answer, &["Half"]);
            }
        }
    }
}

#[test]
fn one_in_preparation_that_the_list_loses_is_looked_for_once_more() {
    // The schedule of the one that is ready does not wait for the other's.
    for (lists, code, expected) in [(1, 0, &["New", "Half"][..]), (usize::MAX, 10, &["New"])] {
        let choices = ["--choice", "preparing=10m"];
        let sandbox = Sandbox::with_flags(&choices);
        let world = relay(&sandbox, Lost { lists, is_created: false });
        write_voice(&world, "Half");
        world.run(CREATE).expect_code(10);
        assert_eq!(scheduled(&sandbox).len(), 0);
        write_voice(&world, "New");
        let before = sandbox.received_at("POST", LIST).len();
        let run = world.run(CREATE).expect_code(code);
        assert_eq!(scheduled(&sandbox), expected, "{lists}: {run:?}");
        assert_eq!(run.stdout.contains("campaign/still-preparing"), code == 10, "{run:?}");
        // The two looks of both types, one after the create, one that waits, and one at the end: the schedule that did
        // not wait may be off by then.
        assert_eq!(sandbox.received_at("POST", LIST).len() - before, 2 + 2 + 1 + 1 + 1, "{lists}");
    }
}

/// Somebody who creates the same campaign directly before each create.
struct Twin(Command);

impl Watch for Twin {
    fn before(&mut self, request: &Passing) {
        if is_create(request) {
            assert!(self.0.output().unwrap().status.success());
        }
    }
}

#[test]
fn a_new_one_with_a_twin_is_told_at_once_though_it_is_in_preparation() {
    for command in ["apply campaigns --yes -o json", CREATE] {
        let sandbox = Sandbox::with_flags(&["--choice", "preparing=10m", "--choice", "names=repeated"]);
        let other = sandbox.world();
        other.file("twin.yaml", VOICE.replace("Agentless Voice | Feedback", "New"));
        let world = relay(&sandbox, Twin(other.command("campaign create -f twin.yaml --yes")));
        write_voice(&world, "New");
        let run = world.run(command).expect_code(10);
        assert!(run.stdout.contains("campaign/created-twice"), "{run:?}");
        if command.starts_with("apply") {
            assert_eq!(results(&run), ["create New: created_not_scheduled"]);
        }
        assert_eq!(scheduled(&sandbox).len(), 0);
        assert!(!run.stderr.contains("the platform is preparing"), "{run:?}");
    }
}
