//! Commands for several campaigns: by names, by campaign files, and by filters.

use serde_json::{Value, json};

use crate::create::{FILE, SCHEDULE};
use crate::world::{Sandbox, World};

/// A sandbox with four campaigns: two that run, one with a schedule, and one that is ready.
fn four(faults: &[&str]) -> (Sandbox, World) {
    let calm = Sandbox::new();
    let world = calm.world();
    for (name, more) in [("One", ""), ("Two", ""), ("Three", SCHEDULE), ("Four", "")] {
        world.file(&format!("{name}.yaml"), FILE.replace("Event Reminder", name) + more);
        world.run(["campaign", "create", "-f", &format!("{name}.yaml"), "--yes"]).expect_code(0);
    }
    world.run("campaign start One Two --yes").expect_code(0);
    (Sandbox::continuing(&calm, faults), world)
}

fn statuses(world: &World) -> Vec<Value> {
    let rows = world.run("campaign status --all --type sms -o json").expect_code(0).json();
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
        &["One", "Two", "-f", "Two.yaml"],
        &["--all", "--status", "ACTIVE"],
        &["--all", "--status", "active,PAUSED", "--search", "o"],
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
    // All names that no campaign has are reported at once.
    for line in [
        &["campaign", "stop", "One", "Tow", "Fuor"][..],
        &["campaign", "start", "Four", "Tow", "Fuor"],
        &["campaign", "delete", "Four", "Fuor", "Tow"],
        &["schedule", "disable", "Three", "Tow", "Fuor"],
        &["campaign", "status", "One", "Tow", "Fuor"],
    ] {
        let run = world.run([line, &["--yes"]].concat()).expect_code(5);
        run.expect_stderr(&["\"Tow\"", "\"Fuor\"", "nothing was sent", "did you mean \"Two\"?"]);
    }
    assert!(!sandbox.received().iter().any(crate::calls::is_write));
    world.run("campaign stop One Two").expect_code(12);
    world.run("campaign stop --all One --yes").expect_code(2);
    world.run("campaign start --all --yes").expect_code(2);
    world.run("campaign delete --all --yes").expect_code(2);
    assert_eq!(stops(&sandbox), 0);
}

#[test]
fn all_needs_a_filter_except_for_an_export() {
    let (sandbox, files) = four(&[]);
    let world = at(&sandbox, &files);
    for line in [&["campaign", "stop"][..], &["campaign", "status"], &["schedule", "disable"]] {
        let run = world.run([line, &["--all", "--yes", "-o", "json"]].concat()).expect_code(2);
        let error = run.error_json();
        assert_eq!(error["code"], "usage/missing-values", "{line:?}");
        let message = error["message"].as_str().unwrap();
        assert!(["--type", "--status", "--search"].iter().all(|flag| message.contains(flag)), "{message}");
    }
    assert_eq!(sandbox.received(), [] as [Value; 0]);
    world.run("campaign export --all -d out").expect_code(0);
}

#[test]
fn an_export_of_several_goes_on_where_one_cannot_be_read_or_written() {
    let (sandbox, files) = four(&[]);
    let world = at(&sandbox, &files);
    let run = world.run("campaign export One Nobody Two -d out -o json");
    let run = run.expect_code(10);
    assert_eq!(run.json().as_array().unwrap().len(), 2);
    let error = run.error_json();
    assert_eq!((&error["code"], &error["retry_safe"]), (&json!("campaign/not-all-done"), &json!(false)));
    assert!(error["message"].as_str().unwrap().contains("\"Nobody\""), "{error}");
    for name in ["one", "two"] {
        assert!(world.home().join(format!("out/{name}.yaml")).exists(), "{name}");
    }
    // A folder stands at the place of a file.
    std::fs::create_dir_all(world.home().join("more/one.yaml.d")).unwrap();
    std::fs::create_dir_all(world.home().join("more/one.yaml")).unwrap();
    let run = world.run("campaign export One Two -d more --force -o json");
    let error = run.expect_code(10).error_json();
    assert!(error["message"].as_str().unwrap().contains("cannot write more/one.yaml"), "{error}");
    assert!(world.home().join("more/two.yaml").exists());
    // If no campaign can be read, the exit code is that of the reason.
    world.run("campaign export Nobody Nothing -d none").expect_code(5);
    world.run("campaign export Nobody -d none").expect_code(5);
    // One failed read does not stop the others.
    let (sandbox, _) = four(&["403x1:GET:campaign/*"]);
    let world = sandbox.world();
    let run = world.run("campaign export --all -d out -o json").expect_code(10);
    assert_eq!(run.json().as_array().unwrap().len(), 3);
}

#[test]
fn what_is_done_in_part_ends_in_10_and_names_what_is_not() {
    let (sandbox, files) = four(&[]);
    let world = at(&sandbox, &files);
    let run = world.run("campaign stop One Three Four --yes -o json").expect_code(10);
    assert_eq!(run.json().as_array().unwrap().len(), 1);
    let error = run.error_json();
    assert_eq!(error["code"], "campaign/not-all-done");
    let message = error["message"].as_str().unwrap();
    assert!(message.contains("\"Three\"") && message.contains("\"Four\""), "{message}");
    let (sandbox, files) = four(&["drop-before-applyx1:POST:trigger/*"]);
    let world = at(&sandbox, &files);
    world.run("campaign stop One Two --yes").expect_code(9);
    assert_eq!(stops(&sandbox), 2);
}

#[test]
fn if_nothing_was_done_the_exit_code_is_that_of_the_first_reason() {
    let (_, files) = four(&[]);
    for (fault, order, exit) in [
        ("403:DELETE", ["One", "Four"], 6),
        ("403:DELETE", ["Four", "One"], 4),
        ("400:DELETE", ["Four", "One"], 7),
    ] {
        let (sandbox, _) = four(&[fault]);
        let world = at(&sandbox, &files);
        let line = [&["campaign", "delete"][..], &order, &["--yes", "-o", "json"]].concat();
        let error = world.run(line).expect_code(exit).error_json();
        assert_eq!(error["code"], "campaign/not-all-done", "{fault}");
        // A reason that names its campaign is not told its name again.
        let message = error["message"].as_str().unwrap();
        assert_eq!(message.matches("\"One\"").count(), 1, "{message}");
        assert_eq!(statuses(&world).len(), 4);
    }
}

#[test]
fn a_stop_that_is_refused_says_what_to_do_instead() {
    let (sandbox, files) = four(&[]);
    let world = at(&sandbox, &files);
    let run = world.run("campaign stop Three --yes").expect_code(6);
    run.expect_stderr(&["kcamp schedule disable", "the schedule stays on"]);
    // A campaign that does not run is reported at once, and nothing is sent.
    let sent = sandbox.received().len();
    world.run("campaign stop Four --yes").expect_code(6).expect_stderr(&[
        "nothing to stop",
        "is Ready",
        "nothing was sent",
    ]);
    assert!(!sandbox.received()[sent..].iter().any(crate::calls::is_write));
    let prepared = crate::calls::prepared();
    let draft = prepared.sandbox.burki_world().run("campaign stop Draft --yes").expect_code(6);
    draft.expect_stderr(&["nothing to stop", "is Draft", "nothing was sent"]);
    // The only stop is the one that prepared the stopped campaign.
    assert_eq!(prepared.sandbox.received_at("POST", "/stop").len(), 1);
}

#[test]
fn a_status_that_is_none_ends_it_with_those_that_are() {
    let (sandbox, files) = four(&[]);
    let world = at(&sandbox, &files);
    for (word, said) in
        [("Activ", "did you mean Active?"), ("nightmare", "Rescheduled"), ("Active,nightmare", "Ready")]
    {
        for command in [&["campaign", "stop"][..], &["schedule", "disable"], &["campaign", "status"]] {
            let line = [command, &["--all", "--status", word, "--yes"]].concat();
            world.run(line).expect_code(2).expect_stderr(&[said, "--status"]);
        }
    }
    world.run("campaign export --all --status nightmare -d out").expect_code(2);
    assert!(!sandbox.received().iter().any(crate::calls::is_write));
    let burki = sandbox.burki_world().run("campaign status --all --status Ready").expect_code(2);
    burki.expect_stderr(&["Draft, Scheduled, Running"]);
}

#[test]
fn a_schedule_that_was_off_is_not_said_to_be_switched_off() {
    let (sandbox, files) = four(&[]);
    let world = at(&sandbox, &files);
    let id = |name: &str| {
        world.run(["campaign", "get", name, "-o", "json"]).expect_code(0).json()["id"]
            .as_str()
            .unwrap()
            .to_owned()
    };
    let outcome = |run: Value| (run["outcome"].clone(), run["was_on"].clone());
    let disable = |what: &str| world.run(["schedule", "disable", what, "-o", "json"]).expect_code(0).json();
    assert_eq!(outcome(disable(&id("Four"))), (json!("off_already"), json!(false)));
    assert_eq!(outcome(disable(&id("Three"))), (json!("disabled"), json!(true)));
    // The name is sent as it was typed, and nothing is read.
    assert_eq!(outcome(disable("Four")), (json!("disabled"), json!(null)));
    world.run("schedule disable Four").expect_code(0).expect_stdout(&["whether it was on was not looked up"]);
    let run = world.run("schedule disable Three Four -o json").expect_code(0).json();
    let outcomes: Vec<_> = run.as_array().unwrap().iter().map(|row| outcome(row.clone())).collect();
    assert_eq!(outcomes, [(json!("off_already"), json!(false)), (json!("off_already"), json!(false))]);
}

#[test]
fn each_row_of_csv_says_where_it_went() {
    let (sandbox, files) = four(&[]);
    let world = at(&sandbox, &files);
    let stream = kcamp::sandbox::ACCOUNT.stream_id;
    for line in [
        &["campaign", "stop", "One", "Two"][..],
        &["schedule", "disable", "Three", "Four"],
        &["campaign", "start", "Two"],
        &["halt"],
        &["resume"],
    ] {
        let run = world.run([line, &["--yes", "-o", "csv"]].concat());
        let mut lines = run.stdout.lines();
        assert!(lines.next().is_some_and(|header| header.split(',').any(|name| name == "where")), "{run:?}");
        assert!(lines.all(|row| row.contains(stream)) && run.stdout.lines().count() > 1, "{run:?}");
    }
}

#[test]
fn on_burki_a_stop_says_that_it_is_final_and_names_the_pause() {
    let prepared = crate::calls::prepared();
    let world = prepared.sandbox.burki_world();
    let said = ["a stop is final", "kcamp --platform burki campaign pause"];
    world.run("campaign stop Running").expect_code(12).expect_stderr(&said);
    world.run("campaign stop Running Planned --yes").expect_code(0).expect_stderr(&said);
    let run = prepared.sandbox.world().run("campaign stop Running --yes").expect_code(0);
    assert!(!run.stderr.contains("final"), "{}", run.stderr);
}

#[test]
fn starts_deletes_and_schedules_take_several_too() {
    let (sandbox, files) = four(&[]);
    let world = at(&sandbox, &files);
    let disable = ["schedule", "disable", "--all", "--status", "scheduled"];
    world.run(disable).expect_code(0).expect_stdout(&["Three", "disabled"]);
    world.run("schedule disable Three Four").expect_code(0);
    world.run("campaign start Three Four -f Four.yaml --yes").expect_code(0);
    assert_eq!(statuses(&world), ["Active"; 4].map(|it| json!(it)).to_vec());
    world.run("campaign stop --all --status Active --yes").expect_code(0);
    world.run("campaign delete One Two Three -f Three.yaml --yes").expect_code(0);
    assert_eq!(statuses(&world), [json!("Stopped")]);
    world.run("campaign export --all --search four -d out").expect_code(0);
    assert!(world.home().join("out/four.yaml").exists());
    // On a halted account every start is refused.
    world.run("halt --yes").expect_code(0);
    world.run("campaign start Four Four --yes").expect_code(12);
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
