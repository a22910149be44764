//! Commands for several campaigns: by their names, by campaign files, and all that a filter keeps.

use serde_json::{Value, json};

use crate::create::{FILE, SCHEDULE};
use crate::world::{Sandbox, World};

/// A sandbox with four campaigns: two that run, one with a schedule, one that is ready.
fn four(faults: &[&str]) -> (Sandbox, World) {
    let calm = Sandbox::new();
    let world = calm.world();
    for (name, more) in [("One", ""), ("Two", ""), ("Three", SCHEDULE), ("Four", "")] {
        world.file(&format!("{name}.yaml"), FILE.replace("Event Reminder", name) + more);
        world.run(["campaign", "create", "-f", &format!("{name}.yaml"), "--yes"]).expect_code(0);
    }
    world.run(["campaign", "start", "One", "Two", "--yes"]).expect_code(0);
    (Sandbox::continuing(&calm, faults), world)
}

fn statuses(world: &World) -> Vec<Value> {
    let rows = world.run(["campaign", "status", "--all", "-o", "json"]).expect_code(0).json();
    rows.as_array().unwrap().iter().map(|row| row["status"].clone()).collect()
}

fn stops(sandbox: &Sandbox) -> usize {
    sandbox.received().iter().filter(|request| request["query"]["trigger"] == "stop").count()
}

fn at(sandbox: &Sandbox, files: &World) -> World {
    let world = sandbox.world();
    for name in ["One", "Two", "Three", "Four"] {
        let text = std::fs::read(files.home().join(format!("{name}.yaml"))).unwrap();
        world.file(&format!("{name}.yaml"), text);
    }
    world
}

#[test]
fn several_names_files_and_filters_mean_the_same() {
    for chosen in [
        &["One", "Two"][..],
        &["-f", "One.yaml", "-f", "Two.yaml"],
        &["One", "-f", "Two.yaml"],
        &["--all", "--status", "ACTIVE"],
        &["--all", "--status", "active,dreaming", "--search", "o"],
    ] {
        let (sandbox, files) = four(&[]);
        let world = at(&sandbox, &files);
        let run = world.run([&["campaign", "stop", "--yes", "-o", "json"], chosen].concat()).expect_code(0);
        let outcomes: Vec<Value> =
            run.json().as_array().unwrap().iter().map(|row| row["outcome"].clone()).collect();
        assert_eq!(outcomes, [json!("stopped"), json!("stopped")], "{chosen:?}");
        assert_eq!(
            (stops(&sandbox), statuses(&world)),
            (2, ["Stopped", "Stopped", "Scheduled", "Ready"].map(|it| json!(it)).to_vec())
        );
    }
}

#[test]
fn a_name_that_is_none_ends_it_before_anything_is_sent() {
    let (sandbox, files) = four(&[]);
    let world = at(&sandbox, &files);
    world.run(["campaign", "stop", "One", "Tow", "--yes"]).expect_code(5).expect_stderr(&["Tow"]);
    world.run(["campaign", "stop", "One", "Two"]).expect_code(12);
    world.run(["campaign", "stop", "--all", "One", "--yes"]).expect_code(2);
    world.run(["campaign", "start", "--all", "--yes"]).expect_code(2);
    world.run(["campaign", "delete", "--all", "--yes"]).expect_code(2);
    assert_eq!(stops(&sandbox), 0);
}

#[test]
fn what_is_done_in_part_ends_in_10_and_names_what_is_not() {
    let (sandbox, files) = four(&[]);
    let world = at(&sandbox, &files);
    let run = world.run(["campaign", "stop", "One", "Three", "Four", "--yes", "-o", "json"]).expect_code(10);
    assert_eq!(run.json().as_array().unwrap().len(), 1);
    let error = run.error_json();
    assert_eq!(error["code"], "campaign/not-all-done");
    let message = error["message"].as_str().unwrap();
    assert!(message.contains("\"Three\"") && message.contains("\"Four\""), "{message}");
    let (sandbox, files) = four(&["drop-before-applyx1:POST:trigger/*"]);
    let world = at(&sandbox, &files);
    world.run(["campaign", "stop", "One", "Two", "--yes"]).expect_code(9);
    assert_eq!(stops(&sandbox), 2);
}

#[test]
fn a_stop_that_is_refused_says_what_to_do_instead() {
    let (sandbox, files) = four(&[]);
    let world = at(&sandbox, &files);
    let run = world.run(["campaign", "stop", "Three", "--yes"]).expect_code(6);
    run.expect_stderr(&["kcamp schedule disable", "leaves the schedule on"]);
    world.run(["campaign", "stop", "Four", "--yes"]).expect_code(6).expect_stderr(&["nothing to stop"]);
}

#[test]
fn starts_deletes_and_schedules_take_several_too() {
    let (sandbox, files) = four(&[]);
    let world = at(&sandbox, &files);
    world.run(["schedule", "disable", "--all"]).expect_code(0).expect_stdout(&["Three", "disabled"]);
    world.run(["schedule", "disable", "Three", "Four"]).expect_code(0);
    world.run(["campaign", "start", "Three", "-f", "Four.yaml", "--yes"]).expect_code(0);
    assert_eq!(statuses(&world), ["Active"; 4].map(|it| json!(it)).to_vec());
    world.run(["campaign", "stop", "--all", "--yes"]).expect_code(0);
    world.run(["campaign", "delete", "One", "Two", "-f", "Three.yaml", "--yes"]).expect_code(0);
    assert_eq!(statuses(&world), [json!("Stopped")]);
    world.run(["campaign", "export", "--all", "--search", "four", "-d", "out"]).expect_code(0);
    assert!(world.home().join("out/four.yaml").exists());
    // A halted account refuses the starts of all of them, and stops none of the rest.
    world.run(["halt", "--yes"]).expect_code(0);
    world.run(["campaign", "start", "Four", "Four", "--yes"]).expect_code(12);
}

#[test]
fn without_a_name_and_a_terminal_it_is_asked_for() {
    let (sandbox, files) = four(&[]);
    let world = at(&sandbox, &files);
    for command in ["get", "start", "stop", "status", "watch"] {
        world.run(["campaign", command, "--yes"]).expect_code(2).expect_stderr(&["name or id is missing"]);
    }
    assert_eq!(stops(&sandbox), 0);
}
