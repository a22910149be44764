//! After an update of a campaign whose schedule was on: it still is, or what became of it is said.

use serde_json::Value;

use crate::create::{FILE, SCHEDULE};
use crate::relay::{LIST, Passing, Watch, relay};
use crate::world::Sandbox;

use super::{apply, results};

/// Changes the rows of the lists that are read once an update has passed.
#[derive(Clone)]
struct AfterUpdate {
    change: fn(&mut Value),
    is_updated: bool,
}

impl Watch for AfterUpdate {
    fn before(&mut self, request: &Passing) {
        self.is_updated |= request.line.starts_with("PUT ");
    }

    fn after(&mut self, request: &Passing, answer: &mut Value) {
        if self.is_updated && request.line.contains(LIST) {
            each_row(answer, self.change);
        }
    }
}

/// Changes every object that has a schedule.
pub(super) fn each_row(value: &mut Value, change: fn(&mut Value)) {
    match value {
        Value::Object(keys) if keys.contains_key("schedule") => change(value),
        Value::Object(keys) => keys.values_mut().for_each(|it| each_row(it, change)),
        Value::Array(items) => items.iter_mut().for_each(|it| each_row(it, change)),
        _ => {}
    }
}

const OFF: fn(&mut Value) = |row| row["schedule"]["isSchedulingEnabled"] = false.into();
const UNTOLD: fn(&mut Value) = |row| drop(row.as_object_mut().unwrap().remove("schedule"));

/// What an apply of an update comes to where the list then shows the campaign so; the bodies of schedules that were sent after it.
fn updated(file: &str, change: fn(&mut Value), code: i32) -> (crate::world::Run, usize) {
    let sandbox = Sandbox::new();
    let direct = sandbox.world();
    direct.file("campaigns/event.yaml", format!("{FILE}{SCHEDULE}"));
    apply(&direct, &[]).expect_code(0);
    let world = relay(&sandbox, AfterUpdate { change, is_updated: false });
    world.file("campaigns/event.yaml", file.replace("priority: 5", "priority: 1"));
    let journal = std::fs::read_to_string(direct.home().join(".local/state/kcamp/journal.jsonl")).unwrap();
    let address = world.variable("KCAMP_HOST").unwrap().to_owned();
    let known = world.file("journal.jsonl", journal.replace(&sandbox.address, &address));
    crate::world::private(&known);
    let world = world.with("KCAMP_JOURNAL", known.display().to_string());
    let run = apply(&world, &[]).expect_code(code);
    assert_eq!(sandbox.received_at("PUT", "").len(), 1);
    (run, sandbox.received_at("POST", "/schedule").len() - 1)
}

#[test]
fn one_that_the_update_switched_off_is_switched_on_again_as_its_file_has_it() {
    let (run, again) = updated(&format!("{FILE}{SCHEDULE}"), OFF, 0);
    assert_eq!((results(&run), again), (vec!["update Event Reminder: done".to_owned()], 1));
    run.expect_stderr(&["had switched its schedule off; it is on again"]);
    let (run, again) = updated(FILE, OFF, 10);
    assert_eq!((results(&run), again), (vec!["update Event Reminder: is_off_now".to_owned()], 0));
}

#[test]
fn one_that_the_list_does_not_tell_is_neither_on_nor_lost() {
    for file in [format!("{FILE}{SCHEDULE}"), FILE.to_owned()] {
        let (run, again) = updated(&file, UNTOLD, 10);
        let told = "update Event Reminder: updated_schedule_unknown";
        assert_eq!((results(&run), again), (vec![told.to_owned()], 0), "{}", run.stdout);
        let hint = run.error_json()["hint"].as_str().unwrap().to_owned();
        for command in [
            "kcamp schedule show 'Event Reminder'",
            "kcamp schedule enable 'Event Reminder' -f 'campaigns/event.yaml'",
        ] {
            assert!(hint.contains(command), "{hint}");
        }
    }
}

/// The command that goes on takes one campaign's file: one that has several is not named.
#[test]
fn the_command_that_goes_on_is_one_that_can_be_run() {
    let own = format!("{FILE}{SCHEDULE}");
    let two = format!("{own}---\n{}", super::named("Other").replace("Event Guests", "Renewal Due July"));
    for (file, command) in [
        (own, "kcamp schedule enable 'Event Reminder' -f 'campaigns/event.yaml'"),
        (two, "kcamp schedule enable 'Event Reminder' -f FILE, with its schedule block in a file of its own"),
    ] {
        let (run, _) = updated(&file, UNTOLD, 10);
        let hint = run.error_json()["hint"].as_str().unwrap().to_owned();
        assert!(hint.contains(command), "{hint}");
    }
}
