//! Lists that no sandbox returns: unreadable rows, undocumented statuses, pages that change during the read.

use serde_json::{Value, json};

use super::{HALT, RUNNING, SCHEDULED, alive, assert_quiet, disables, halted_at, stops};
use crate::relay::{LIST, Passing, Watch, relay, rows};
use crate::world::{Run, Sandbox, World};

/// Changes the rows of campaigns with this name, in the first lists or in all.
struct Changed {
    name: &'static str,
    change: fn(&mut Value),
    /// How many times; `None` for always.
    times: Option<usize>,
}

impl Watch for Changed {
    fn after(&mut self, request: &Passing, answer: &mut Value) {
        if !request.line.contains(LIST) || self.times == Some(0) {
            return;
        }
        let named = rows(answer).iter_mut().find(|row| row["name"] == self.name);
        if let Some(row) = named {
            (self.change)(row);
            self.times = self.times.map(|times| times - 1);
        }
    }
}

#[must_use]
fn halted_through(sandbox: &Sandbox, watch: impl Watch) -> Run {
    relay(sandbox, watch).run(HALT)
}

fn ids_of(requests: &[Value]) -> String {
    requests.iter().map(|request| request["path"].to_string()).collect()
}

fn id_of(world: &World, name: &str) -> String {
    world.run(["campaign", "get", name, "-o", "json"]).expect_code(0).json()["id"]
        .as_str()
        .unwrap()
        .to_owned()
}

#[test]
fn a_status_that_nobody_documented_counts_as_running() {
    let dream = |row: &mut Value| row["status"] = json!("Dreaming");
    // The change is only in the first list, or in all lists.
    for (times, code) in [(Some(1), 0), (None, 10)] {
        let (sandbox, world) = halted_at(&[]);
        let run = halted_through(&sandbox, Changed { name: "C39", change: dream, times }).expect_code(code);
        assert!(ids_of(&stops(&sandbox)).contains(&id_of(&world, "C39")), "{run:?}");
        assert_eq!(alive(&world), (0, 0));
        if code != 0 {
            let message = run.error_json()["message"].to_string();
            assert!(message.contains("C39") && !message.contains("C38"), "{message}");
        }
    }
}

#[test]
fn a_row_that_cannot_be_read_keeps_nobody_from_stopping_the_others() {
    for key in ["name", "id"] {
        let spoil = match key {
            "name" => |row: &mut Value| row["name"] = Value::Null,
            _ => |row: &mut Value| {
                row["id"] = Value::Null;
                row["_id"] = Value::Null;
            },
        };
        let (sandbox, world) = halted_at(&["--choice", "page-rows-max=10"]);
        // C00 runs, and is on the first of two pages of its type.
        let run =
            halted_through(&sandbox, Changed { name: "C00", change: spoil, times: None }).expect_code(9);
        let error = run.error_json();
        let message = error["message"].as_str().unwrap();
        assert!(message.contains("sms campaigns could not all be listed"), "{message}");
        assert!(message.contains("1 row of the list has no id or no name"), "{message}");
        assert_eq!(run.json()["verdict"], "unknown");
        assert_eq!((stops(&sandbox).len(), disables(&sandbox).len()), (RUNNING - 1, SCHEDULED));
        assert_eq!(alive(&world), (1, 0));
        // If it can be read at the end, it is stopped too.
        let (sandbox, world) = halted_at(&[]);
        let run = halted_through(&sandbox, Changed { name: "C00", change: spoil, times: Some(1) });
        assert_quiet(&run, &world);
        assert_eq!(stops(&sandbox).len(), RUNNING);
    }
    // For all other commands, a list with such a row is an error.
    let (sandbox, _world) = halted_at(&[]);
    let spoil = |row: &mut Value| row["name"] = Value::Null;
    let world = relay(&sandbox, Changed { name: "C00", change: spoil, times: None });
    for line in
        [&["campaign", "list"][..], &["campaign", "stop", "C01", "--yes"], &["campaign", "get", "C02"]]
    {
        let run = world.run([line, &["-o", "json"]].concat()).expect_code(8);
        assert!(run.error_json()["message"].as_str().unwrap().contains("no id or no name"), "{run:?}");
    }
    assert_eq!(stops(&sandbox), [] as [Value; 0]);
}

/// Runs an action before the second page of the sms campaigns is first read.
struct BetweenPages<Act> {
    act: Option<Act>,
}

impl<Act: FnOnce() + Send + 'static> Watch for BetweenPages<Act> {
    fn before(&mut self, request: &Passing) {
        if request.line.contains(LIST) && request.body["type"] == "sms" && request.body["skip"] == 10 {
            self.act.take().into_iter().for_each(|act| act());
        }
    }
}

#[test]
fn a_campaign_that_moves_between_two_pages_while_they_are_read_is_not_missed() {
    let (sandbox, world) = halted_at(&["--choice", "page-rows-max=10"]);
    let other = sandbox.world();
    // The first campaign of the second page, which has a schedule, moves to the first page, and one of the second
    // page starts.
    let act = move || {
        other.run("campaign delete C14 --yes").expect_code(0);
        other.run("campaign start C36 --yes").expect_code(0);
    };
    let run = halted_through(&sandbox, BetweenPages { act: Some(act) });
    assert_quiet(&run, &world);
    let names: Vec<Value> =
        disables(&sandbox).iter().map(|request| request["query"]["campaignName"].clone()).collect();
    // A campaign that was seen and is gone gets a useless disable, which is harmless.
    assert!(names.contains(&json!("C20")), "{names:?}");
    assert_eq!((stops(&sandbox).len(), names.len()), (RUNNING + 1, SCHEDULED));
}

#[test]
fn a_campaign_that_is_made_and_begins_while_the_list_is_read_is_stopped_too() {
    let (sandbox, world) = halted_at(&["--choice", "page-rows-max=10"]);
    let other = sandbox.world();
    other.file("late.yaml", super::file("Late", 3));
    let act = move || {
        other.run("campaign create -f late.yaml --yes").expect_code(0);
        other.run("campaign start Late --yes").expect_code(0);
    };
    let run = halted_through(&sandbox, BetweenPages { act: Some(act) });
    assert_quiet(&run, &world);
    let result = run.json();
    let late = result["campaigns"].as_array().unwrap().iter().find(|row| row["name"] == "Late").unwrap();
    assert_eq!(late["calls"], "stopped");
}

/// A row that has ended or may start, and does not tell whether its schedule is on, may have one that continues.
#[test]
fn a_schedule_that_a_row_does_not_tell_of_is_switched_off() {
    let changes: [fn(&mut Value); 4] = [
        |row| row["status"] = json!("Stopped"),
        |row| row["status"] = json!("Completed"),
        |row| row["status"] = json!("Ready"),
        |row| row["status"] = json!("Preparing"),
    ];
    for set in changes {
        let untold = Untold { name: "C14", set };
        let (sandbox, world) = halted_at(&[]);
        assert_quiet(&halted_through(&sandbox, untold), &world);
        assert_eq!(disables(&sandbox).len(), SCHEDULED);
        // A schedule that cannot be switched off may call.
        let (sandbox, _world) = halted_at(&["--fault", "422:POST:schedule"]);
        let run = halted_through(&sandbox, untold).expect_code(10);
        assert!(run.error_json()["message"].to_string().contains("C14"), "{run:?}");
    }
}

/// Lists campaigns with this name with another status, and without telling whether their schedules are on.
#[derive(Clone, Copy)]
struct Untold {
    name: &'static str,
    set: fn(&mut Value),
}

impl Watch for Untold {
    fn after(&mut self, request: &Passing, answer: &mut Value) {
        if !request.line.contains(LIST) {
            return;
        }
        for row in rows(answer).iter_mut().filter(|row| row["name"] == self.name) {
            (self.set)(row);
            row.as_object_mut().unwrap().remove("schedule");
        }
    }
}
