//! `kcamp halt`, its latch and `kcamp resume`: the requests, their order, what is left running, and the messages.

mod decided;
mod faults;
mod latch;
mod machine;
mod meanwhile;
mod odd_lists;
mod resume;
mod resume_halted;
mod runs;
#[cfg(unix)]
mod terminal;
mod waiting;

use std::ffi::OsString;
use std::path::PathBuf;
use std::sync::LazyLock;

use serde_json::{Value, json};

use crate::create::{FILE, SCHEDULE};
use crate::lifecycle::sample;
use crate::world::{Run, Sandbox, World};

/// The number of campaigns in the sandbox, and of those that run and that have a schedule.
const CAMPAIGNS: usize = 40;
const RUNNING: usize = 12;
const SCHEDULED: usize = 9;

/// A file with one campaign.
fn file(name: &str, priority: usize) -> String {
    FILE.replace("Event Reminder", name).replace("priority: 5", &format!("priority: {priority}"))
}

/// An account with 40 campaigns of both types in various states, from a world whose journal has the schedules.
struct Prepared {
    state: Vec<(OsString, Vec<u8>)>,
    /// The journal of that world, and the address in it.
    journal: String,
    address: String,
    /// The bodies that switched schedules on, by the campaign's name.
    enabled: Vec<(String, String)>,
}

static PREPARED: LazyLock<Prepared> = LazyLock::new(|| {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    let voice: Value = serde_json::from_str(&sample("agentless")).unwrap();
    for at in 0..CAMPAIGNS {
        let (name, priority) = (format!("C{at:02}"), at % 5 + 1);
        let text = if at % 2 == 0 {
            file(&name, priority)
        } else {
            let mut body = voice.clone();
            (body["name"], body["priority"]) = (json!(name), json!(priority.to_string()));
            body.to_string()
        };
        // JSON is also YAML.
        let text =
            if (RUNNING..RUNNING + SCHEDULED).contains(&at) && at % 2 == 0 { text + SCHEDULE } else { text };
        world.file(&format!("campaigns/{name}.yaml"), text);
    }
    world.run("campaign create -f campaigns --yes").expect_code(0);
    for at in 0..RUNNING {
        world.run(["campaign", "start", &format!("C{at:02}"), "--yes"]).expect_code(0);
    }
    for at in (RUNNING..RUNNING + SCHEDULED).filter(|at| at % 2 == 1) {
        let line = ["--daily", "--start=2027-01-01 09:00", "--end=2027-02-01", "--timezone=UTC", "--yes"];
        world.run([&["schedule", "enable", &format!("C{at:02}")][..], &line].concat()).expect_code(0);
    }
    let journal = std::fs::read_to_string(journal_of(&world)).unwrap();
    let (state, address, enabled) = (sandbox.state(), sandbox.address.clone(), enabled(&sandbox));
    Prepared { state, journal, address, enabled }
});

/// The bodies that switched schedules on, by the campaign's name.
fn enabled(sandbox: &Sandbox) -> Vec<(String, String)> {
    let mut requests = sandbox.received();
    requests.retain(|request| request["query"]["enableSchedule"] == "true");
    let body = |request: &Value| (request["query"]["campaignName"].to_string(), request["body"].to_string());
    let mut bodies: Vec<(String, String)> = requests.iter().map(body).collect();
    bodies.sort();
    bodies
}

/// A sandbox with these campaigns, and a world with a new journal.
fn halted_at(flags: &[&str]) -> (Sandbox, World) {
    let sandbox = Sandbox::remembering(&PREPARED.state, flags);
    let world = sandbox.world();
    (sandbox, world)
}

fn journal_of(world: &World) -> PathBuf {
    state(world, "journal.jsonl")
}

fn state(world: &World, name: &str) -> PathBuf {
    world.home().join(".local/state/kcamp").join(name)
}

/// The world, with the journal of the one that switched the schedules on.
fn with_known_schedules(world: World) -> World {
    let text = PREPARED.journal.replace(&PREPARED.address, world.variable("KCAMP_HOST").unwrap());
    world.file(".local/state/kcamp/journal.jsonl", text);
    world
}

const HALT: [&str; 4] = ["halt", "--yes", "-o", "json"];

fn stops(sandbox: &Sandbox) -> Vec<Value> {
    let mut requests = sandbox.received();
    requests.retain(|request| request["query"]["trigger"] == "stop");
    requests
}

fn disables(sandbox: &Sandbox) -> Vec<Value> {
    let mut requests = sandbox.received();
    requests.retain(|request| request["query"]["enableSchedule"] == "false");
    requests
}

fn lists(sandbox: &Sandbox) -> usize {
    sandbox.received_at("POST", "/getAllCampaignDetails").len()
}

/// The number of running and of scheduled campaigns, by the platform's list.
fn alive(world: &World) -> (usize, usize) {
    let rows = world.run("campaign list -o json").expect_code(0).json();
    let rows = rows.as_array().unwrap();
    let count = |is: &dyn Fn(&Value) -> bool| rows.iter().filter(|row| is(row)).count();
    (count(&|row| row["status"] == "Active"), count(&|row| row["scheduling_enabled"] == true))
}

/// Checks that nothing calls any more.
#[track_caller]
fn assert_quiet(run: &Run, world: &World) {
    assert_eq!(run.code, 0, "{run:?}");
    assert_eq!(run.json()["verdict"], "nothing_calls", "{run:?}");
    assert_eq!(alive(world), (0, 0), "{run:?}");
}

#[test]
fn everything_that_runs_is_stopped_by_priority_and_then_every_schedule_is_switched_off() {
    let (sandbox, world) = halted_at(&[]);
    assert_eq!(alive(&world), (RUNNING, SCHEDULED));
    let before = sandbox.received().len();
    let run = world.run(HALT).expect_code(0);
    let sent = sandbox.received().split_off(before);
    assert_quiet(&run, &world);
    let result = run.json();
    let campaigns = result["campaigns"].as_array().unwrap();
    assert_eq!(campaigns.len(), RUNNING + SCHEDULED);
    // A list of each type, the stops, the disables, and a last list of each type.
    assert_eq!(sent.len(), 2 + RUNNING + SCHEDULED + 2, "{sent:#?}");
    let kinds: Vec<&str> = sent
        .iter()
        .map(|request| match (&request["query"]["trigger"], &request["query"]["enableSchedule"]) {
            (Value::String(_), _) => "stop",
            (_, Value::String(_)) => "switch",
            _ => "list",
        })
        .collect();
    let expected =
        [vec!["list"; 2], vec!["stop"; RUNNING], vec!["switch"; SCHEDULED], vec!["list"; 2]].concat();
    assert_eq!(kinds, expected);
    let priority = |request: &Value| {
        let path = request["path"].as_str().unwrap();
        let row = campaigns.iter().find(|row| path.contains(row["id"].as_str().unwrap())).unwrap();
        row["priority"].as_u64().unwrap()
    };
    let priorities: Vec<u64> = stops(&sandbox).iter().map(priority).collect();
    let mut sorted = priorities.clone();
    sorted.sort_by(|one, other| other.cmp(one));
    assert_eq!(priorities, sorted);
    assert_eq!((&result["latched"], &result["not_seen"]), (&json!(true), &json!([])));
}

#[test]
fn the_schedule_that_would_run_first_is_switched_off_first_where_the_journal_knows_it() {
    let (sandbox, world) = halted_at(&[]);
    let world = with_known_schedules(world);
    world.run(HALT).expect_code(0);
    let names: Vec<String> = disables(&sandbox)
        .iter()
        .map(|request| request["query"]["campaignName"].as_str().unwrap().to_owned())
        .collect();
    // Schedules that start on 1 January come before those that start on 4 January.
    let number = |name: &String| name[1..].parse::<usize>().unwrap();
    let odd_first = names.iter().map(|name| number(name) % 2 == 0).collect::<Vec<_>>();
    let mut sorted = odd_first.clone();
    sorted.sort_unstable();
    assert_eq!((odd_first, names.len()), (sorted, SCHEDULED), "{names:?}");
}

#[test]
fn a_dry_run_shows_it_and_changes_nothing() {
    let (sandbox, world) = halted_at(&[]);
    let run = world.run("halt --dry-run -o json").expect_code(0);
    assert_eq!(run.json().as_array().unwrap().len(), RUNNING + SCHEDULED);
    assert_eq!((stops(&sandbox).len(), disables(&sandbox).len()), (0, 0));
    assert_eq!(alive(&world), (RUNNING, SCHEDULED));
    assert!(!state(&world, "halts").exists());
    world.run("halt --dry-run --yes").expect_code(0);
    assert!(!state(&world, "halts").exists());
    world.run("campaign start C39 --yes").expect_code(0);
}

#[test]
fn without_a_terminal_it_needs_yes_and_says_what_it_would_do() {
    let (sandbox, world) = halted_at(&[]);
    let run = world.run("halt").expect_code(12);
    run.expect_stderr(&["stop: 12 campaigns", "switch the schedule off: 9 campaigns", "C00", "--yes"]);
    assert_eq!(stops(&sandbox).len(), 0);
    assert!(!state(&world, "halts").exists());
}

/// The rows of Burki do not tell whether a campaign that runs has a schedule.
#[test]
fn of_a_campaign_whose_schedule_is_not_told_it_promises_none() {
    let (_sandbox, _kore, burki) = crate::contact_inputs::worlds();
    burki.file("people.csv", "Phone\n+12025550131\n");
    burki.run("campaign import 1 people.csv --yes").expect_code(0);
    burki.run("campaign start 1 --yes").expect_code(0);
    burki.run("campaign list").expect_stdout(&["Running"]);
    let run = burki.run("halt --yes").expect_code(0);
    assert!(!run.stderr.contains("switch the schedule off:"), "{}", run.stderr);
    run.expect_stderr(&["pause: 1 campaign", "switch the schedule off, if one is on: 1 campaign"]);
}

#[test]
fn every_form_of_the_stop_is_searched_for_once() {
    for (form, tries) in [("trigger", 0), ("campaign", 1), ("short", 2), ("v1", 3)] {
        let (sandbox, world) = halted_at(&["--choice", &format!("trigger-path={form}")]);
        let run = world.run(HALT).expect_code(0);
        assert_eq!(stops(&sandbox).len(), RUNNING + tries, "{form}");
        assert_quiet(&run, &world);
    }
}

#[test]
fn filters_leave_the_others_running_and_say_so() {
    let (sandbox, world) = halted_at(&[]);
    let line = ["halt", "--type", "sms", "--except", "c00", "--yes", "-o", "json"];
    let run = world.run(line).expect_code(0);
    assert_eq!(stops(&sandbox).len(), RUNNING / 2 - 1);
    let left = run.json()["left_alone"].as_array().unwrap().clone();
    assert!(left.contains(&json!("C00")) && left.contains(&json!("C01")), "{left:?}");
    assert_eq!(run.json()["verdict"], "others_left_alone", "{run:?}");
    world.run("halt --type fax --yes").expect_code(2);
}

#[test]
fn a_filter_that_finds_no_campaign_is_no_success_and_its_next_step_stops_what_calls() {
    for filter in [&["--search", "no such campaign"][..], &["--search", "nobody", "--type", "sms"]] {
        let (sandbox, world) = halted_at(&[]);
        let slip = world.run([&["halt", "--yes", "-o", "json"], filter].concat()).expect_code(10);
        assert_eq!(slip.json()["verdict"], "may_still_call", "{slip:?}");
        let error = slip.error_json();
        assert_eq!(error["code"], "halt/nothing-chosen", "{error}");
        let (message, hint) = (error["message"].as_str().unwrap(), error["hint"].as_str().unwrap());
        assert!(
            message.contains("matches no campaign, so nothing was stopped") && message.contains("\"C00\"")
        );
        // The same command again would not stop them either.
        assert!(!format!("{message}{hint}").contains("again"), "{error}");
        assert_eq!((stops(&sandbox).len(), disables(&sandbox).len()), (0, 0));
        assert!(hint.contains("kcamp halt --yes"), "{hint}");
        assert_quiet(&world.run(HALT), &world);
    }
}

#[test]
fn what_was_asked_to_be_left_alone_is_named_and_is_no_failure() {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    world.file("campaign.yaml", FILE);
    world.run("campaign create -f campaign.yaml --yes").expect_code(0);
    world.run("campaign start 'Event Reminder' --yes").expect_code(0);
    // No other campaign exists: all that was to be stopped is stopped.
    for line in [
        "halt --except 'event reminder' --yes",
        "halt --except 'Event Reminder' --type sms --search event --yes",
    ] {
        let run = world.run(line).expect_code(0);
        run.expect_stdout(&["what was left alone may still call", "left alone  Event Reminder"]);
        assert_eq!(alive(&world), (1, 0));
    }
    assert_eq!(stops(&sandbox).len(), 0);
}

#[test]
fn a_slip_in_a_name_to_be_left_alone_leaves_everything_as_it_was_and_says_so() {
    let (sandbox, world) = halted_at(&[]);
    let line = ["halt", "--except", "C0O", "--except", "C01", "--except", "Nobody", "--yes", "-o", "json"];
    let error = world.run(line).expect_code(5).error_json();
    assert_eq!(error["code"], "halt/no-such-exception");
    let message = error["message"].as_str().unwrap();
    for part in ["\"C0O\", \"Nobody\"", "nothing was stopped", "the halt is not set"] {
        assert!(message.contains(part), "{message}");
    }
    assert!(error["hint"].as_str().unwrap().contains("did you mean \"C0"), "{error}");
    assert_eq!((stops(&sandbox).len(), disables(&sandbox).len()), (0, 0));
    assert!(!state(&world, "halts").exists());
    world.run("campaign start C39 --yes").expect_code(0);
    // An earlier halt stays, and the message says so.
    world.run("halt --search C02 --yes").expect_code(0);
    let error = world.run(line).expect_code(5).error_json();
    assert!(
        error["message"].as_str().unwrap().ends_with("kcamp on this machine starts no campaign there"),
        "{error}"
    );
}

#[test]
fn two_campaigns_of_one_name_are_both_stopped_by_their_ids_and_their_schedule_by_its_name_is_said() {
    let sandbox = Sandbox::with_flags(&["--choice", "names=repeated"]);
    let world = sandbox.world();
    world.file("campaign.yaml", FILE);
    let create = ["campaign", "create", "-f", "campaign.yaml", "--yes", "-o", "json"];
    let ids: Vec<String> =
        (0..3).map(|_| world.run(create).expect_code(0).json()["id"].as_str().unwrap().to_owned()).collect();
    let weekly =
        ["--weekly", "Mon", "--start=2027-01-04 09:00", "--end=2027-02-01", "--timezone=UTC", "--yes"];
    let scheduled =
        world.run([&["schedule", "enable", "Event Reminder", "-o", "json"][..], &weekly].concat());
    let scheduled = scheduled.expect_code(0).json()["id"].as_str().unwrap().to_owned();
    let started: Vec<&String> = ids.iter().filter(|id| **id != scheduled).collect();
    for id in &started {
        world.run(["campaign", "start", id, "--yes"]).expect_code(0);
    }
    let run = world.run(HALT).expect_stderr(&["another campaign has this name"]);
    // If a name is shared, the id is shown too.
    assert!(ids.iter().all(|id| run.stderr.contains(id.as_str())), "{}", run.stderr);
    assert_quiet(&run, &world);
    let paths: String = stops(&sandbox).iter().map(|request| request["path"].to_string()).collect();
    assert!(started.iter().all(|id| paths.contains(id.as_str())), "{paths}");
    assert_eq!((stops(&sandbox).len(), disables(&sandbox).len()), (2, 1));
}

#[test]
fn burki_is_paused_and_goes_on_where_it_was() {
    let prepared = crate::calls::prepared();
    let world = prepared.sandbox.burki_world();
    let status = |name: &str| {
        world.run(["campaign", "get", name, "-o", "json"]).expect_code(0).json()["status"].clone()
    };
    // A campaign that was just started is scheduled until the platform takes it up.
    world.run("campaign start Draft --yes").expect_code(0);
    let run = world.run(HALT).expect_code(0);
    assert_eq!(run.json()["verdict"], "nothing_calls", "{run:?}");
    assert_eq!((status("Running"), status("Planned")), (json!("Paused"), json!("Draft")));
    assert!(prepared.sandbox.received_at("POST", "/stop").is_empty() || status("Stopped") == "Cancelled");
    for line in [
        &["campaign", "start", "Running", "--yes"][..],
        &["campaign", "re-execute", "Stopped", "--all", "--yes"],
        &["api", "POST", "/api/v1/campaigns/1/start", "--yes"],
    ] {
        world.run(line).expect_code(12);
    }
    // Where nothing tells accounts apart, it halts everything at the address, because Burki's keys name no account.
    let mut elsewhere = world.command("campaign start Running --yes");
    assert_eq!(elsewhere.env_remove("KCAMP_ACCOUNT_ID").status().unwrap().code(), Some(12));
    // This world's journal did not switch the schedule on.
    let run = world.run("resume --yes -o json").expect_code(10);
    assert_eq!(status("Running"), "Running", "{run:?}");
}
