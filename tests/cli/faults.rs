//! Every way in which a call can fail: the exit code, what the error says to a script, and how often anything was written.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, SystemTime};

use serde_json::Value;

use crate::world::{Run, Sandbox, Trap, World};

/// The campaign that exists before each case, with its schedule on.
const PREPARED: &str = "Prepared";

/// Cases that run side by side: most of each one is waiting.
const WORKERS: usize = 32;

/// The calls under test, in the order of the codes in the table.
const CALLS: [Call; 5] = [
    Call { name: "create", fault_at: "POST:campaign", written_at: "/campaign" },
    Call { name: "list", fault_at: "POST:getAllCampaignDetails", written_at: "" },
    Call { name: "get", fault_at: "GET:campaign/*", written_at: "" },
    Call { name: "enable", fault_at: "POST:schedule", written_at: "/campaign/schedule" },
    Call { name: "disable", fault_at: "POST:schedule", written_at: "/campaign/schedule" },
];

struct Call {
    name: &'static str,
    /// Where its fault strikes: its own request, and none of those that read back.
    fault_at: &'static str,
    /// The end of the path of its write; empty for a read.
    written_at: &'static str,
}

/// A fault and the exit codes of the five calls under it. `{trap}` is a listener that must see nothing.
///
/// Where the fault leaves a write in doubt, create and disable can find out by reading back and enable cannot: the
/// platform does not return a recurrence.
const TABLE: [(&str, [i32; 5]); 27] = [
    ("401", [4, 4, 4, 4, 4]),
    ("403", [4, 4, 4, 4, 4]),
    ("404", [5, 5, 5, 5, 5]),
    ("409", [6, 6, 6, 6, 6]),
    ("422", [7, 7, 7, 7, 7]),
    ("429x1:retry-after=1", [0, 0, 0, 0, 0]),
    ("429x1:retry-after={date}", [0, 0, 0, 0, 0]),
    ("429:retry-after=3600", [11, 11, 11, 11, 11]),
    ("429", [11, 11, 11, 11, 11]),
    ("500", [9, 8, 8, 9, 9]),
    ("502", [9, 8, 8, 9, 9]),
    ("502:applied", [0, 8, 8, 9, 0]),
    ("503", [9, 8, 8, 9, 9]),
    ("503x1", [9, 0, 0, 9, 9]),
    ("503:applied", [0, 8, 8, 9, 0]),
    ("504", [9, 8, 8, 9, 9]),
    ("504:applied", [0, 8, 8, 9, 0]),
    ("garbage", [9, 8, 8, 9, 9]),
    ("garbage:applied", [0, 8, 8, 9, 0]),
    ("empty", [9, 8, 8, 9, 9]),
    ("empty:applied", [0, 8, 8, 9, 0]),
    ("failed", [7, 7, 7, 7, 7]),
    ("drop-before-apply", [9, 8, 8, 9, 9]),
    ("drop-after-send", [0, 8, 8, 9, 0]),
    ("half", [0, 8, 8, 9, 0]),
    ("slow:20s", [0, 8, 8, 9, 0]),
    ("redirect:{trap}", [7, 7, 7, 7, 7]),
];

/// A sandbox with one scheduled campaign, and the campaign's id.
fn prepared() -> (Sandbox, String) {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    world.file("prepared.yaml", campaign(PREPARED));
    let created = world.run(["campaign", "create", "-f", "prepared.yaml", "-o", "json"]).expect_code(0);
    world.run(enable()).expect_code(0);
    let id = created.json()["id"].as_str().unwrap().to_owned();
    (sandbox, id)
}

fn campaign(name: &str) -> String {
    crate::create::FILE.replace("Event Reminder", name)
}

fn enable() -> [&'static str; 12] {
    [
        "schedule",
        "enable",
        PREPARED,
        "--daily",
        "--start",
        "2027-01-01 09:00",
        "--end",
        "2027-02-01",
        "--timezone",
        "UTC",
        "--yes",
        "-ojson",
    ]
}

fn run(call: &Call, id: &str, world: &World, limits: &[&str]) -> Run {
    let mut line: Vec<&str> = match call.name {
        "create" => {
            world.file("fresh.yaml", campaign("Fresh"));
            vec!["campaign", "create", "-f", "fresh.yaml", "-ojson"]
        }
        "list" => vec!["campaign", "list", "-ojson"],
        "get" => vec!["campaign", "get", id, "-ojson"],
        "enable" => enable().to_vec(),
        _ => vec!["schedule", "disable", PREPARED, "-ojson"],
    };
    line.extend(limits);
    world.run(line)
}

/// What is wrong with a run, in words.
fn check_run(run: &Run, expected: i32) -> Result<(), String> {
    let wrong = |what: &str| Err(format!("{what}\nstdout: {}\nstderr: {}", run.stdout, run.stderr));
    if run.code != expected {
        return wrong(&format!("exit {} instead of {expected}", run.code));
    }
    if expected == 0 {
        return serde_json::from_str::<Value>(&run.stdout).map(drop).or_else(|_| wrong("stdout is no JSON"));
    }
    if !run.stdout.is_empty() {
        return wrong("stdout is not empty");
    }
    let last = run.stderr.lines().last().unwrap_or_default();
    let Ok(document) = serde_json::from_str::<Value>(last) else { return wrong("no error object") };
    let error = &document["error"];
    let safe = matches!(expected, 8 | 11);
    if error["exit_code"] != expected || error["retry_safe"] != safe {
        return wrong(&format!("exit_code {expected} and retry_safe {safe} are not in the error"));
    }
    let said = |key: &str| error[key].as_str().is_some_and(|text| !text.is_empty());
    if !(said("code") && said("message") && said("hint")) {
        return wrong("code, message or hint is empty");
    }
    Ok(())
}

/// A write may be repeated after a 429 alone, which says that it was not applied.
fn check_writes(call: &Call, sandbox: &Sandbox) -> Result<(), String> {
    let writes: Vec<Value> = ["/campaign", "/campaign/schedule"]
        .iter()
        .flat_map(|path| sandbox.received_at("POST", path))
        .filter(|request| request["status"] != 429)
        .collect();
    let own = writes
        .iter()
        .filter(|request| {
            !call.written_at.is_empty()
                && request["path"].as_str().is_some_and(|path| path.ends_with(call.written_at))
        })
        .count();
    let at_most = usize::from(!call.written_at.is_empty());
    if own > at_most || writes.len() != own { Err(format!("written {} times", writes.len())) } else { Ok(()) }
}

fn check_case(fault: &str, call: &Call, expected: i32, prepared: &Sandbox, id: &str) -> Result<(), String> {
    let trap = Trap::new();
    let soon = SystemTime::now() + Duration::from_secs(2);
    let fault = fault.replace("{trap}", &trap.address()).replace("{date}", &httpdate::fmt_http_date(soon));
    let sandbox = Sandbox::continuing(prepared, &[&format!("{fault}:{}", call.fault_at)]);
    let limits: &[&str] = match &*fault {
        // Without Retry-After it backs off for minutes.
        "429" => &["--deadline", "2s"],
        "slow:20s" => &["--timeout", "2s"],
        _ => &[],
    };
    let run = run(call, id, &sandbox.world(), limits);
    check_run(&run, expected)?;
    check_writes(call, &sandbox)?;
    if sandbox.received().is_empty() {
        return Err("nothing was received at all".to_owned());
    }
    if trap.was_touched() { Err("the redirect was followed".to_owned()) } else { Ok(()) }
}

#[test]
fn every_fault_of_every_call_ends_in_its_exit_code_and_no_write_is_repeated() {
    let (sandbox, id) = prepared();
    let mut cases = Vec::new();
    for (fault, codes) in TABLE {
        cases.extend(CALLS.iter().zip(codes).map(|(call, code)| (fault, call, code)));
    }
    let next = AtomicUsize::new(0);
    let failures = Mutex::new(Vec::new());
    thread::scope(|scope| {
        for _ in 0..WORKERS {
            scope.spawn(|| {
                while let Some((fault, call, code)) = cases.get(next.fetch_add(1, Ordering::Relaxed)) {
                    if let Err(what) = check_case(fault, call, *code, &sandbox, &id) {
                        failures.lock().unwrap().push(format!("{fault} at {}: {what}", call.name));
                    }
                }
            });
        }
    });
    println!("{} cases of a fault at a call", cases.len());
    let failures = failures.into_inner().unwrap();
    assert!(failures.is_empty(), "{} of {}:\n{}", failures.len(), cases.len(), failures.join("\n\n"));
}

#[test]
fn what_was_never_reached_is_safe_to_run_again() {
    // A port that was free a moment ago.
    let address = Trap::new().address();
    for call in &CALLS {
        let run = run(call, "cd-1", &World::at(&address), &["--deadline", "10s"]);
        if let Err(what) = check_run(&run, 8) {
            panic!("{}: {what}", call.name);
        }
    }
}

#[test]
fn a_platform_that_never_answers_is_left_after_the_timeout_or_the_deadline() {
    // The system takes the connection, and nobody answers on it.
    let trap = Trap::new();
    let world = World::at(&trap.address());
    let error =
        world.run(["contact-list", "list", "--timeout", "100ms", "-ojson"]).expect_code(8).error_json();
    assert_eq!(error["retry_safe"], true);
    let error = world
        .run(["contact-list", "list", "--timeout", "10m", "--deadline", "300ms", "-ojson"])
        .expect_code(11)
        .error_json();
    assert_eq!(error["code"], "platform/deadline-passed");
}

#[test]
fn the_wait_that_the_platform_asks_for_is_said() {
    let sandbox = Sandbox::with_faults(&["429x1:retry-after=1"]);
    let run = sandbox.world().run(["contact-list", "list"]).expect_code(0);
    run.expect_stderr(&["the rate limit is used up; waiting 1 s"]);
    assert_eq!(sandbox.received().len(), 2);
}

#[test]
fn a_create_whose_answer_was_lost_is_found_by_its_name() {
    let sandbox = Sandbox::with_faults(&["drop-after-send:POST:campaign"]);
    let world = sandbox.world();
    world.file("campaign.yaml", crate::create::FILE);
    world
        .run(["campaign", "create", "-f", "campaign.yaml"])
        .expect_code(0)
        .expect_stdout(&["the answer was lost; found by its name", "cd-"])
        .expect_stderr(&["an answer was lost, looking whether it was applied"]);
    assert_eq!(sandbox.creates().len(), 1);
}

#[test]
fn a_create_that_cannot_be_found_says_what_to_look_at() {
    let sandbox = Sandbox::with_faults(&["drop-before-apply:POST:campaign"]);
    let world = sandbox.world();
    world.file("campaign.yaml", crate::create::FILE);
    world
        .run(["campaign", "create", "-f", "campaign.yaml", "--deadline", "2s"])
        .expect_code(9)
        .expect_stderr(&[
            "it is not known whether",
            "no campaign of this name appeared in",
            "and it may still appear; the deadline leaves no time to look again",
            "look for \"Event Reminder\" in `kcamp campaign list` in a minute",
            "create it again only if it is not there",
        ]);
    assert_eq!(sandbox.creates().len(), 1);
}

#[test]
fn a_lost_create_is_not_taken_for_an_older_campaign_of_its_name() {
    let (prepared, _) = prepared();
    let sandbox = Sandbox::continuing(&prepared, &["drop-before-apply:POST:campaign"]);
    // The older one was created an hour before.
    let world = sandbox.world().with("KCAMP_NOW", "2026-12-03T08:04:00Z");
    world.file("campaign.yaml", campaign(PREPARED));
    world
        .run(["campaign", "create", "-f", "campaign.yaml", "--deadline", "2s"])
        .expect_code(9)
        .expect_stderr(&["it is older than this create"]);
}

#[test]
fn hints_name_only_commands_that_exist() {
    let (prepared, id) = prepared();
    let tree = kcamp::cli::command_tree();
    let mut named = 0;
    for fault in ["401", "403", "404", "409", "422", "500", "failed", "empty"] {
        for call in &CALLS {
            let sandbox = Sandbox::continuing(&prepared, &[&format!("{fault}:{}", call.fault_at)]);
            let run = run(call, &id, &sandbox.world(), &["--deadline", "900ms"]);
            for command in run.stderr.split('`').filter(|part| part.starts_with("kcamp ")) {
                let mut at = &tree;
                for word in command.split_whitespace().skip(1).take_while(|word| !word.starts_with('-')) {
                    if !at.has_subcommands() {
                        break;
                    }
                    at = at.find_subcommand(word).unwrap_or_else(|| panic!("no {command:?}"));
                }
                named += 1;
            }
        }
    }
    assert!(named > 10, "{named}");
}
