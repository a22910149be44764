//! `kcamp halt`, its latch and `kcamp resume`: what is sent, in which order, what is left running, and what is said.

use std::ffi::OsString;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use serde_json::{Value, json};

use crate::create::{FILE, SCHEDULE};
use crate::lifecycle::sample;
use crate::world::{Run, Sandbox, World};

/// How many campaigns the sandbox has, and how many of them run and have a schedule.
const CAMPAIGNS: usize = 40;
const RUNNING: usize = 12;
const SCHEDULED: usize = 9;

/// A file of one campaign.
fn file(name: &str, priority: usize) -> String {
    FILE.replace("Event Reminder", name).replace("priority: 5", &format!("priority: {priority}"))
}

/// An account with 40 campaigns of both types in mixed states, made from a world whose journal knows the schedules.
struct Prepared {
    state: Vec<(OsString, Vec<u8>)>,
    /// The journal of what was done there, and the address that it names.
    journal: String,
    address: String,
    /// The bodies by which schedules were switched on, by the campaign's name.
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
        // JSON is YAML.
        let text =
            if (RUNNING..RUNNING + SCHEDULED).contains(&at) && at % 2 == 0 { text + SCHEDULE } else { text };
        world.file(&format!("campaigns/{name}.yaml"), text);
    }
    world.run(["campaign", "create", "-f", "campaigns", "--yes"]).expect_code(0);
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

/// The bodies by which schedules were switched on, by the campaign's name.
fn enabled(sandbox: &Sandbox) -> Vec<(String, String)> {
    let mut requests = sandbox.received();
    requests.retain(|request| request["query"]["enableSchedule"] == "true");
    let body = |request: &Value| (request["query"]["campaignName"].to_string(), request["body"].to_string());
    let mut bodies: Vec<(String, String)> = requests.iter().map(body).collect();
    bodies.sort();
    bodies
}

/// A sandbox with these campaigns, and a world with its own journal.
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

/// The world with the journal of the one that switched the schedules on.
fn with_known_schedules(world: World, sandbox: &Sandbox) -> World {
    let text = PREPARED.journal.replace(&PREPARED.address, &sandbox.address);
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

/// What runs and what is scheduled, as the platform lists it.
fn alive(world: &World) -> (usize, usize) {
    let rows = world.run(["campaign", "list", "-o", "json"]).expect_code(0).json();
    let rows = rows.as_array().unwrap();
    let count = |is: &dyn Fn(&Value) -> bool| rows.iter().filter(|row| is(row)).count();
    (count(&|row| row["status"] == "Active"), count(&|row| row["scheduling_enabled"] == true))
}

/// Ends with nothing that calls, or names what may: whatever else is wrong.
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
    // A list of each type, the stops, the switches, and a last list of each type.
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
    let world = with_known_schedules(world, &sandbox);
    world.run(HALT).expect_code(0);
    let names: Vec<String> = disables(&sandbox)
        .iter()
        .map(|request| request["query"]["campaignName"].as_str().unwrap().to_owned())
        .collect();
    // Those that were switched on with a date of the first of January, before those of the fourth.
    let number = |name: &String| name[1..].parse::<usize>().unwrap();
    let odd_first = names.iter().map(|name| number(name) % 2 == 0).collect::<Vec<_>>();
    let mut sorted = odd_first.clone();
    sorted.sort_unstable();
    assert_eq!((odd_first, names.len()), (sorted, SCHEDULED), "{names:?}");
}

#[test]
fn a_dry_run_shows_it_and_changes_nothing() {
    let (sandbox, world) = halted_at(&[]);
    let run = world.run(["halt", "--dry-run", "-o", "json"]).expect_code(0);
    assert_eq!(run.json().as_array().unwrap().len(), RUNNING + SCHEDULED);
    assert_eq!((stops(&sandbox).len(), disables(&sandbox).len()), (0, 0));
    assert_eq!(alive(&world), (RUNNING, SCHEDULED));
    assert!(!state(&world, "halts").exists());
    world.run(["halt", "--dry-run", "--yes"]).expect_code(0);
    assert!(!state(&world, "halts").exists());
    world.run(["campaign", "start", "C39", "--yes"]).expect_code(0);
}

#[test]
fn without_a_terminal_it_needs_yes_and_says_what_it_would_do() {
    let (sandbox, world) = halted_at(&[]);
    let run = world.run(["halt"]).expect_code(12);
    run.expect_stderr(&["stop: 12 campaigns", "switch the schedule off: 9 campaigns", "C00", "--yes"]);
    assert_eq!(stops(&sandbox).len(), 0);
    assert!(!state(&world, "halts").exists());
}

/// A lock that another process does not let go.
fn held(path: &Path) -> File {
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    let file = File::options().append(true).create(true).open(path).unwrap();
    file.lock().unwrap();
    file
}

#[cfg(unix)]
#[test]
fn a_full_disk_keeps_it_from_stopping_nothing() {
    let (_sandbox, world) = halted_at(&[]);
    let world = world.on_a_full_disk();
    let run = world.run(HALT).expect_code(0);
    let run = run.expect_stderr(&[
        "the journal lacks 21 requests that were sent",
        "kcamp resume cannot bring it back",
    ]);
    // The file of the latch can be made, and nothing written into it.
    assert_eq!((&run.json()["latched"], &run.json()["record"]), (&json!(true), &Value::Null));
    assert_quiet(&run, &world);
    world.run(["campaign", "start", "C39", "--yes"]).expect_code(12);
    world.run(["resume", "--yes"]).expect_code(2).expect_stderr(&["kcamp halt --lift"]);
    world.run(["halt", "--lift", "--yes"]).expect_code(0);
}

#[test]
fn locks_that_others_hold_are_not_waited_for() {
    let (_sandbox, world) = halted_at(&[]);
    world.run(["campaign", "list"]).expect_code(0);
    let mut locks = vec![held(&journal_of(&world)), held(&state(&world, "learnt.lock"))];
    for entry in std::fs::read_dir(state(&world, "budget")).unwrap() {
        locks.push(held(&entry.unwrap().path()));
    }
    let run = world.run(HALT).expect_code(0);
    let run = run.expect_stderr(&["the journal lacks 21 requests that were sent", "writes the journal"]);
    assert!(!run.stderr.contains("waiting for it"), "{}", run.stderr);
    drop(locks);
    assert_quiet(&run, &world);
    assert!(run.json()["record"].is_string());
}

#[test]
fn this_machines_own_count_of_requests_is_not_waited_for() {
    let (_sandbox, world) = halted_at(&[]);
    let world = world.with("KCAMP_RATE_LIMIT", "1");
    world.run(["contact-list", "list"]).expect_code(0);
    let run = world.run([&HALT[..], &["--deadline", "30s"]].concat());
    assert!(!run.stderr.contains("waiting"), "{}", run.stderr);
    assert_quiet(&run, &world.with("KCAMP_RATE_LIMIT", "100000"));
}

#[test]
fn a_protected_profile_asks_for_no_name() {
    let (sandbox, world) = halted_at(&[]);
    let account = kcamp::sandbox::ACCOUNT;
    let config = format!(
        "current: live\nprofiles:\n  live:\n    host: {}\n    stream_id: {}\n    account_id: {}\n    client_id: {}\n    \
         client_secret: {{env: KCAMP_CLIENT_SECRET}}\n    protected: true\n  spare: {{account_id: '1', stream_id: st-9}}\n",
        sandbox.address, account.stream_id, account.account_id, account.client_id
    );
    crate::world::private(&world.file(".config/kcamp/config.yaml", config));
    world.run(["campaign", "stop", "C00", "--yes"]).expect_code(12);
    let run = world.run(HALT).expect_code(0).expect_stderr(&["profile live", "not touched", "spare"]);
    assert_eq!(run.json()["profile"], "live");
    assert_quiet(&run, &world);
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
fn an_answer_that_is_lost_in_the_middle_is_settled_by_the_last_list() {
    for (fault, again) in [("drop-after-send", 0), ("502:applied", 0), ("drop-before-apply", 1), ("500", 1)] {
        let spec = fault
            .split_once(':')
            .map_or_else(|| format!("{fault}x1"), |(kind, rest)| format!("{kind}x1:{rest}"));
        for (place, at_stop) in [("POST:trigger/*", true), ("POST:schedule", false)] {
            let (sandbox, world) = halted_at(&["--fault", &format!("{spec}:{place}")]);
            let run = world.run(HALT);
            assert_quiet(&run, &world);
            let sent = (stops(&sandbox).len() - RUNNING, disables(&sandbox).len() - SCHEDULED);
            assert_eq!(sent, if at_stop { (again, 0) } else { (0, again) }, "{fault} {place}");
            // The look at the end of the test is two of them.
            assert_eq!(lists(&sandbox), 2 + 2 + 2, "{fault} {place}");
        }
    }
}

#[test]
fn what_cannot_be_stopped_is_named_and_the_rest_is_stopped() {
    for (fault, code, named) in [
        ("403:POST:trigger/*", 10, "halt/may-still-call"),
        ("409:POST:trigger/*", 10, "halt/may-still-call"),
        ("429:retry-after=3600:POST:trigger/*", 10, "halt/may-still-call"),
        ("drop-before-apply:POST:trigger/*", 10, "halt/may-still-call"),
    ] {
        let (_sandbox, world) = halted_at(&["--fault", fault]);
        let run = world.run(HALT).expect_code(code);
        let error = run.error_json();
        assert_eq!((&error["code"], &error["retry_safe"]), (&json!(named), &json!(false)), "{fault}");
        assert!(error["message"].as_str().unwrap().contains("C0"), "{error}");
        let result = run.json();
        let still =
            result["campaigns"].as_array().unwrap().iter().filter(|row| row["may_still_call"] == true);
        assert_eq!(still.count(), RUNNING, "{fault}");
        assert_eq!(alive(&world), (RUNNING, 0), "{fault}");
    }
}

#[test]
fn a_list_that_fails_half_way_is_acted_on_as_far_as_it_was_seen() {
    // All tries of the first page fail, and those of the other type are read.
    let (sandbox, world) = halted_at(&["--fault", "503x4:POST:getAllCampaignDetails"]);
    let run = world.run(HALT);
    assert_quiet(&run, &world);
    assert!(run.stderr.contains("could not all be listed"), "{}", run.stderr);
    assert_eq!((stops(&sandbox).len(), disables(&sandbox).len()), (RUNNING, SCHEDULED));
    // And where it fails to the end, what was not seen is said.
    let (sandbox, world) = halted_at(&["--fault", "503:POST:getAllCampaignDetails"]);
    let run = world.run(HALT).expect_code(8);
    assert!(run.error_json()["message"].as_str().unwrap().contains("nothing was stopped"), "{run:?}");
    assert_eq!(stops(&sandbox).len(), 0);
    assert!(run.stderr.contains("kcamp starts nothing there from this machine"), "{}", run.stderr);
}

#[test]
fn a_campaign_that_is_gone_when_it_is_stopped_calls_nobody() {
    // It is deleted while the stop of the first one takes its time.
    let (sandbox, world) = halted_at(&["--fault", "slowx1:6s:POST:trigger/*"]);
    let run = std::thread::scope(|scope| {
        let halt = scope.spawn(|| world.run(HALT));
        while stops(&sandbox).is_empty() {
            std::thread::sleep(std::time::Duration::from_millis(10));
        }
        // Two campaigns are stopped or not, and gone either way.
        world.run(["campaign", "stop", "C10", "--yes"]).expect_code(0);
        for name in ["C10", "C12"] {
            world.run(["campaign", "delete", name, "--yes"]).expect_code(0);
        }
        halt.join().unwrap()
    });
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
    let (_sandbox, world) = halted_at(&[]);
    let runs: Vec<Run> = std::thread::scope(|scope| {
        let runs: Vec<_> = (0..2).map(|_| scope.spawn(|| world.run(HALT))).collect();
        runs.into_iter().map(|run| run.join().unwrap()).collect()
    });
    for run in &runs {
        assert_quiet(run, &world);
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
    let unknown = world.run(["halt", "--except", "C0", "--yes", "-o", "json"]).expect_code(5);
    assert_eq!(unknown.error_json()["code"], "halt/no-such-exception");
    world.run(["halt", "--type", "fax", "--yes"]).expect_code(2);
}

#[test]
fn two_campaigns_of_one_name_are_said_and_the_one_that_stays_on_is_named() {
    let sandbox = Sandbox::with_flags(&["--choice", "names=repeated"]);
    let world = sandbox.world();
    world.file("campaign.yaml", format!("{FILE}{SCHEDULE}"));
    let create = ["campaign", "create", "-f", "campaign.yaml", "--yes", "-o", "json"];
    let first = world.run(create).expect_code(0).json()["id"].clone();
    let second = world.run(create);
    let second = second.json()["id"].clone();
    let run = world.run(HALT);
    // The schedule call goes to the first of the name; the second has none, or is named.
    let text = format!("{}{}", run.stdout, run.stderr);
    assert!(first.is_string() && second.is_string(), "{text}");
    assert_eq!(alive(&world).1 == 0, run.code == 0, "{text}");
}

#[test]
fn while_it_is_halted_nothing_is_started_from_this_machine() {
    let (sandbox, world) = halted_at(&[]);
    world.run(HALT).expect_code(0);
    world.file("scheduled.yaml", file("Scheduled", 1) + SCHEDULE);
    world.file("plain.yaml", file("Plain", 1));
    let before = sandbox.received().len();
    let base = "/campaign/api/v2/public/{streamId}/campaign";
    let trigger = format!("{base}/trigger/cd-1?accountId={{accountId}}&campaignType=sms&trigger=play");
    let enable = format!("{base}/schedule?enableSchedule=true&campaignName=C39");
    for line in [
        &["campaign", "start", "C39", "--yes"][..],
        &["campaign", "create", "-f", "scheduled.yaml", "--yes"],
        &["campaign", "create", "-f", "scheduled.yaml", "-f", "plain.yaml", "--yes"],
        &[
            "schedule",
            "enable",
            "C39",
            "--daily",
            "--start=2027-01-01 09:00",
            "--end=2027-02-01",
            "--timezone=UTC",
            "--yes",
        ],
        &["campaign", "callback", "cid-1", "d-1=2026-12-04T09:00:00Z", "--yes"],
        &["api", "POST", &trigger, "--yes"],
        &["api", "POST", &enable, "--yes"],
    ] {
        let run = world.run([line, &["-o", "json"]].concat()).expect_code(12);
        let error = run.error_json();
        assert_eq!(error["code"], "halt/latched", "{line:?}: {error}");
        assert!(error["hint"].as_str().unwrap().contains("kcamp resume"), "{error}");
    }
    world.run(["api", "POST", &trigger, "--read"]).expect_code(2);
    let is_write = |request: &&Value| crate::calls::is_write(request);
    assert_eq!(sandbox.received()[before..].iter().filter(is_write).count(), 0);
    // What starts nothing goes on.
    world.run(["campaign", "create", "-f", "plain.yaml", "--yes"]).expect_code(0);
    world.run(["campaign", "list"]).expect_code(0);
    world.run(["schedule", "disable", "C39"]).expect_code(0);
    world.run(["campaign", "start", "C39", "--dry-run"]).expect_code(0);
    world.run(["campaign", "create", "-f", "scheduled.yaml", "--dry-run"]).expect_code(0);
    let elsewhere = ["campaign", "start", "C39", "--yes", "--stream-id", "st-0", "-o", "json"];
    assert_ne!(world.run(elsewhere).error_json()["code"], "halt/latched");
    // The sandbox is another account, and has a latch of its own.
    world.run(["campaign", "create", "-f", "scheduled.yaml", "--yes", "--sandbox"]).expect_code(0);
    world.run(["halt", "--yes", "--sandbox"]).expect_code(0);
    world.run(["campaign", "start", "Scheduled", "--yes", "--sandbox"]).expect_code(12);
    world.run(["sandbox", "reset"]).expect_code(0);
    world.run(["campaign", "create", "-f", "scheduled.yaml", "--yes", "--sandbox"]).expect_code(0);
}

#[test]
fn a_halt_in_the_sandbox_halts_the_sandbox_alone() {
    let (_sandbox, world) = halted_at(&[]);
    world.run(["halt", "--yes", "--sandbox"]).expect_code(0);
    world.run(["campaign", "start", "C39", "--yes"]).expect_code(0);
}

#[test]
fn the_variable_halts_without_a_record_and_not_the_sandbox() {
    let (sandbox, world) = halted_at(&[]);
    let halted = world.with("KCAMP_HALT", "1");
    let error = halted.run(["campaign", "start", "C39", "--yes", "-o", "json"]).expect_code(12).error_json();
    assert_eq!(error["code"], "halt/variable");
    halted.run(["resume", "--yes"]).expect_code(12).expect_stderr(&["KCAMP_HALT"]);
    halted.run(["campaign", "stop", "C00", "--yes"]).expect_code(0);
    halted.file("scheduled.yaml", file("Scheduled", 1) + SCHEDULE);
    halted.run(["campaign", "create", "-f", "scheduled.yaml", "--yes", "--sandbox"]).expect_code(0);
    let off = halted.with("KCAMP_HALT", "0");
    off.run(["campaign", "start", "C39", "--yes"]).expect_code(0);
    off.with("KCAMP_HALT", "maybe").run(["campaign", "list"]).expect_code(2);
    assert_eq!(stops(&sandbox).len(), 1);
}

#[test]
fn a_halt_is_lifted_without_any_record_and_that_is_in_the_journal() {
    let (_sandbox, world) = halted_at(&[]);
    world.run(HALT).expect_code(0);
    std::fs::remove_dir_all(state(&world, "halts")).unwrap();
    world.run(["campaign", "start", "C39", "--yes"]).expect_code(0);
    world.run(HALT).expect_code(0);
    world.run(["halt", "--lift"]).expect_code(12);
    world.run(["halt", "--lift", "--yes", "--reason", "the list was fixed"]).expect_code(0);
    world.run(["halt", "--lift", "--yes"]).expect_code(0).expect_stderr(&["is not halted"]);
    world.run(["campaign", "start", "C39", "--yes"]).expect_code(0);
    let journal = world.run(["journal", "-o", "json"]).expect_code(0).json();
    let lifted = journal.as_array().unwrap().iter().find(|row| row["action"] == "halt lift").unwrap().clone();
    assert!(lifted["message"].as_str().unwrap().contains("the list was fixed"), "{lifted}");
}

#[test]
fn resume_brings_back_the_schedules_that_the_journal_knows_and_says_what_would_begin_anew() {
    let (sandbox, world) = halted_at(&[]);
    let world = with_known_schedules(world, &sandbox);
    let record = world.run(HALT).expect_code(0).json()["record"].as_str().unwrap().to_owned();
    world.run(["resume"]).expect_code(12).expect_stderr(&[
        "as it was switched on",
        "next run",
        "whole list again",
    ]);
    let shown = world.run(["resume", "--dry-run", "-o", "json"]).expect_code(0).json();
    assert_eq!(shown.as_array().unwrap().len(), SCHEDULED);
    world.run(["campaign", "start", "C39", "--yes"]).expect_code(12);
    let result = world.run(["resume", &record, "--yes", "-o", "json"]).expect_code(0).json();
    let count = |outcome: &str| {
        result["campaigns"].as_array().unwrap().iter().filter(|row| row["outcome"] == outcome).count()
    };
    assert_eq!((count("switched_on"), count("would_begin_anew")), (SCHEDULED, RUNNING));
    assert_eq!(alive(&world), (0, SCHEDULED));
    // As they were, to the letter.
    assert_eq!(enabled(&sandbox), PREPARED.enabled);
    world.run(["campaign", "start", "C39", "--yes"]).expect_code(0);
    world.run(["resume", "--yes"]).expect_code(5);
}

#[test]
fn resume_starts_what_would_begin_anew_only_where_it_is_told_to() {
    let (_sandbox, world) = halted_at(&[]);
    world.run(HALT).expect_code(0);
    let run = world.run(["resume", "--begin-anew", "--yes", "-o", "json"]).expect_code(10);
    assert_eq!(run.error_json()["code"], "halt/not-all-resumed");
    // The journal of this world knows none of the schedules.
    assert_eq!(alive(&world), (RUNNING, 0));
}

#[test]
fn a_second_halt_loses_nothing_of_the_first_ones_record() {
    let (sandbox, world) = halted_at(&[]);
    let world = with_known_schedules(world, &sandbox);
    world.run(HALT).expect_code(0);
    world.run(HALT).expect_code(0);
    world.run(["resume", "--yes"]).expect_code(0);
    assert_eq!(alive(&world), (0, SCHEDULED));
}

#[test]
fn a_record_that_is_none_or_of_another_account_is_refused() {
    let (_sandbox, world) = halted_at(&[]);
    let record = world.run(HALT).expect_code(0).json()["record"].as_str().unwrap().to_owned();
    world.file("broken.json", "{}");
    for (line, code, named) in [
        (["resume", "broken.json", "--yes"], 2, "halt/record-unreadable"),
        (["resume", "no.json", "--yes"], 5, "halt/record-unreadable"),
        (["resume", &record, "--sandbox"], 6, "halt/record-of-another-account"),
    ] {
        let run = world.run(line.into_iter().chain(["-o", "json"])).expect_code(code);
        assert_eq!(run.error_json()["code"], named);
    }
    world.run(["campaign", "start", "C39", "--yes"]).expect_code(12);
}

#[test]
fn a_list_that_changes_while_it_is_read_is_read_again() {
    // Ten rows a page, and the second page takes its time: meanwhile one of the first page goes away, and all move up.
    let (sandbox, world) =
        halted_at(&["--choice", "page-rows-max=10", "--fault", "slowx1:3s:POST:trigger/*"]);
    let run = std::thread::scope(|scope| {
        let halt = scope.spawn(|| world.run(HALT));
        while stops(&sandbox).is_empty() {
            std::thread::sleep(std::time::Duration::from_millis(10));
        }
        world.run(["campaign", "delete", "C38", "--yes"]).expect_code(0);
        // One begins meanwhile, from another machine.
        sandbox.world().run(["campaign", "start", "C36", "--yes"]).expect_code(0);
        halt.join().unwrap()
    });
    assert_quiet(&run, &world);
    let result = run.json();
    let late = result["campaigns"].as_array().unwrap().iter().find(|row| row["name"] == "C36").unwrap();
    assert_eq!(late["calls"], "stopped");
}

#[test]
fn burki_is_paused_and_goes_on_where_it_was() {
    let prepared = crate::calls::prepared();
    let world = prepared.sandbox.burki_world();
    let status = |name: &str| {
        world.run(["campaign", "get", name, "-o", "json"]).expect_code(0).json()["status"].clone()
    };
    // One that was just started is scheduled until the platform takes it up.
    world.run(["campaign", "start", "Draft", "--yes"]).expect_code(0);
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
    // It halts all that the address serves: Burki's keys say no account.
    let elsewhere = ["campaign", "start", "Running", "--yes", "--account-id", "other"];
    world.run(elsewhere).expect_code(12);
    // The journal of this world did not switch the schedule on.
    let run = world.run(["resume", "--yes", "-o", "json"]).expect_code(10);
    assert_eq!(status("Running"), "Running", "{run:?}");
}

#[test]
fn a_create_of_many_that_is_under_way_ends_where_the_account_is_halted() {
    let sandbox = Sandbox::with_flags(&["--fault", "slowx1:3s:POST:campaign"]);
    let world = sandbox.world();
    for name in ["A", "B", "C"] {
        world.file(&format!("many/{name}.yaml"), file(name, 1) + SCHEDULE);
    }
    let run = std::thread::scope(|scope| {
        let create = scope.spawn(|| world.run(["campaign", "create", "-f", "many", "--yes", "-o", "json"]));
        while sandbox.creates().is_empty() {
            std::thread::sleep(std::time::Duration::from_millis(10));
        }
        world.run(HALT).expect_code(0);
        create.join().unwrap()
    });
    assert!([10, 12].contains(&run.code), "{run:?}");
    // The one that was on its way, and no schedule.
    assert_eq!(sandbox.creates().len(), 1, "{run:?}");
    assert_eq!(enabled(&sandbox), []);
}

#[test]
fn every_answer_that_is_lost_once_ends_with_nothing_that_calls() {
    let lost = crate::fault_matrix::lost_answers().into_iter();
    let cases: Vec<(String, &str)> = lost
        .flat_map(|(fault, _)| {
            let (kind, rest) = fault
                .split_once(':')
                .map_or((fault, String::new()), |(kind, rest)| (kind, format!(":{rest}")));
            ["POST:trigger/*", "POST:schedule", "POST:getAllCampaignDetails"]
                .map(|place| (format!("{kind}x1{rest}:{place}"), place))
        })
        .collect();
    crate::calls::check_all("a lost answer in a halt", &cases, |(fault, _)| {
        let (sandbox, world) = halted_at(&["--fault", fault]);
        let run = world.run(HALT);
        // A list for which the platform asks to wait for an hour is read again at the end.
        let is_quiet = run.code == 0 && alive(&world) == (0, 0);
        let twice = (stops(&sandbox).len() + disables(&sandbox).len()).saturating_sub(RUNNING + SCHEDULED);
        if is_quiet && twice <= 1 { Ok(()) } else { Err(format!("{fault}: {twice} more, {run:?}")) }
    });
}
