//! After an update of a campaign whose schedule was on: the schedule is still on, or its state is reported.

use serde_json::Value;

use crate::create::{FILE, SCHEDULE};
use crate::relay::{LIST, Passing, Watch, relay};
use crate::world::Sandbox;

use super::{apply, results};

/// Changes the rows of the lists that are read after an update.
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

/// Changes every object with a schedule.
pub(super) fn each_row(value: &mut Value, change: fn(&mut Value)) {
    match value {
        Value::Object(keys) if keys.contains_key("schedule") => change(value),
        Value::Object(keys) => keys.values_mut().for_each(|it| each_row(it, change)),
        Value::Array(items) => items.iter_mut().for_each(|it| each_row(it, change)),
        _ => {}
    }
}

const OFF: fn(&mut Value) = |row| row["schedule"]["isSchedulingEnabled"] = false.into();
/// The command if no file has the schedule.
const OF_THE_JOURNAL: &str = "kcamp schedule enable 'Event Reminder' --weekly Mon,Wed --start ";
const UNTOLD: fn(&mut Value) = |row| drop(row.as_object_mut().unwrap().remove("schedule"));

/// The result of an apply with an update after which the list shows this change, and the number of later schedule
/// calls.
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
    let again = sandbox.received_at("POST", "/schedule").len() - 1;
    // The command in the hint, as typed, sends the earlier schedule.
    let hint = run.error_json()["hint"].as_str().unwrap().to_owned();
    let on_again = |line: &str| Some(line.split_once(": kcamp schedule enable ")?.1.to_owned());
    let command = hint.lines().find_map(on_again).unwrap_or_else(|| panic!("{hint}"));
    world.run(&format!("schedule enable {command} --yes")).expect_code(0);
    let sent = sandbox.received_at("POST", "/schedule");
    assert_eq!((sent.len(), &sent[0]["body"]), (again + 2, &sent[again + 1]["body"]), "{hint}");
    (run, again)
}

/// It is unknown whether the update or another user switched it off, so it stays off.
#[test]
fn one_that_is_off_after_an_update_is_left_off_with_the_command_that_switches_it_on() {
    for (file, command) in [
        (format!("{FILE}{SCHEDULE}"), "kcamp schedule enable 'Event Reminder' -f 'campaigns/event.yaml'"),
        (FILE.to_owned(), OF_THE_JOURNAL),
    ] {
        let (run, again) = updated(&file, OFF, 10);
        assert_eq!((results(&run), again), (vec!["update Event Reminder: is_off_now".to_owned()], 0));
        let error = run.error_json();
        assert!(error["message"].as_str().unwrap().contains("its schedule was on and is off now"), "{error}");
        assert!(error["hint"].as_str().unwrap().contains(command), "{error}");
    }
}

#[test]
fn one_that_the_list_does_not_tell_is_neither_on_nor_lost() {
    let from_file = "kcamp schedule enable 'Event Reminder' -f 'campaigns/event.yaml'";
    for (file, enable) in [(format!("{FILE}{SCHEDULE}"), from_file), (FILE.to_owned(), OF_THE_JOURNAL)] {
        let (run, again) = updated(&file, UNTOLD, 10);
        let told = "update Event Reminder: updated_schedule_unknown";
        assert_eq!((results(&run), again), (vec![told.to_owned()], 0), "{}", run.stdout);
        let hint = run.error_json()["hint"].as_str().unwrap().to_owned();
        for command in ["kcamp schedule show 'Event Reminder'", enable] {
            assert!(hint.contains(command), "{hint}");
        }
    }
}

/// The hint's command takes the file of one campaign, so a file with several is not named.
#[test]
fn the_command_that_goes_on_is_one_that_can_be_run() {
    let own = format!("{FILE}{SCHEDULE}");
    let two = format!("{own}---\n{}", super::named("Other").replace("Event Guests", "Renewal Due July"));
    let (run, _) = updated(&two, OFF, 10);
    let hint = run.error_json()["hint"].as_str().unwrap().to_owned();
    assert!(hint.contains(OF_THE_JOURNAL), "{hint}");
}
