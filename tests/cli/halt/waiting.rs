//! A halt while another command of this machine waits for its turn, or has its write under way.

use std::process::Command;
use std::sync::{Arc, Mutex};

use serde_json::Value;

use super::HALT;
use crate::colleagues::{BURKI_FILE, platforms};
use crate::create::FILE;
use crate::relay::{Gate, Held, Passing, Watch, relay_at_once};
use crate::world::{Run, Sandbox, World};

/// When somebody halts the account.
#[derive(Clone, Copy, PartialEq, Eq)]
enum When {
    /// While the request is on its way.
    UnderWay,
    /// Before its refusal arrives, so that the next attempt is still to come.
    BeforeTheNextAttempt,
}

/// When and at which request the account is halted, and the command that does it.
type Order = (When, &'static str, Command);

/// Somebody who halts the account from the same machine, once, at a POST whose line has this text.
#[derive(Clone, Default)]
struct Halter(Arc<Mutex<Option<Order>>>, Arc<Mutex<Option<i32>>>);

impl Halter {
    fn halts(&self, when: When, at: &'static str, world: &World) {
        *self.0.lock().unwrap() = Some((when, at, world.command(HALT)));
    }

    fn act(&self, now: When, request: &Passing) {
        let mut order = self.0.lock().unwrap();
        if order.as_ref().is_some_and(|(when, at, _)| {
            *when == now && request.line.starts_with("POST") && request.line.contains(at)
        }) {
            let (.., mut halt) = order.take().unwrap();
            drop(order);
            *self.1.lock().unwrap() = halt.output().unwrap().status.code();
        }
    }

    /// The exit code of the halt; `None` while there was none.
    fn exit(&self) -> Option<i32> {
        *self.1.lock().unwrap()
    }
}

impl Watch for Halter {
    fn before(&mut self, request: &Passing) {
        self.act(When::UnderWay, request);
    }

    fn after(&mut self, request: &Passing, _: &mut Value) {
        self.act(When::BeforeTheNextAttempt, request);
    }
}

/// A world with the campaign `Event Reminder`, whose schedule is off, behind a relay.
fn halted_by(halter: &Halter, is_burki: bool, fault: &str) -> (Sandbox, World) {
    let sandbox = Sandbox::with_faults(&[fault]);
    let world = relay_at_once(&sandbox, halter.clone());
    let world = if is_burki { world.of_burki() } else { world };
    world.file("plain.yaml", if is_burki { BURKI_FILE } else { FILE });
    let new = platforms()[usize::from(is_burki)].1.replace("Event Reminder", "New");
    world.file("new.yaml", &new);
    world.file("applied.yaml", format!("renamedFrom: none\n{new}"));
    world.file("contacts.csv", "phone_number\n+12025550123\n");
    world.run("campaign create -f plain.yaml --yes").expect_code(0);
    if is_burki {
        world.run("campaign import 'Event Reminder' contacts.csv --yes").expect_code(0);
    }
    (sandbox, world)
}

const KORE_ENABLE: &[&str] =
    &["schedule", "enable", "Event Reminder", "--daily", "--start=2027-01-01 09:00", "--end=2027-02-01"];
const BURKI_ENABLE: &[&str] = &["schedule", "enable", "Event Reminder", "--once", "--start=2027-01-01 09:00"];

/// Whether it is Burki, a part of the path of the write, and the command.
type Line = (bool, &'static str, &'static [&'static str]);

const LINES: [Line; 11] = [
    (false, "/trigger/", &["campaign", "start", "Event Reminder"]),
    (false, "/schedule", KORE_ENABLE),
    (
        false,
        "/trigger/",
        &[
            "api",
            "POST",
            "/campaign/api/v2/public/{streamId}/campaign/trigger/ID?accountId={accountId}&campaignType=sms&trigger=play",
        ],
    ),
    (false, "/schedule", &["campaign", "create", "-f", "new.yaml"]),
    (false, "/schedule", &["apply", "applied.yaml"]),
    (
        false,
        "/schedule",
        &[
            "api",
            "POST",
            "/campaign/api/v2/public/{streamId}/campaign/schedule?enableSchedule=true&campaignName=Event%20Reminder",
            "-F",
            "startDateTime=2027-01-04 09:30:00",
            "-F",
            "endDateTime=2027-02-01 09:30:00",
            "-F",
            "recurrenceObject[recurType]=Daily",
            "-F",
            "recurrenceObject[dailyDetails][onceEveryNdays]=1",
        ],
    ),
    (true, "/start", &["campaign", "start", "Event Reminder"]),
    (true, "/start", &["api", "POST", "/api/v1/campaigns/ID/start"]),
    (true, "/schedule", BURKI_ENABLE),
    (true, "/schedule", &["campaign", "create", "-f", "new.yaml"]),
    (true, "/schedule", &["apply", "applied.yaml"]),
];

/// The fault that refuses the first write at this place.
fn refusal(at: &str) -> String {
    match at {
        "/trigger/" => "429x1:retry-after=30:POST:trigger/*".to_owned(),
        at => format!("429x1:retry-after=30:POST:{}", at.trim_start_matches('/')),
    }
}

fn carried_out(world: &World, line: &[&str]) -> Run {
    let rows = world.run("campaign list -o json").expect_code(0).json();
    let id = rows[0]["id"].as_str().unwrap_or_default().to_owned();
    let words: Vec<String> = line.iter().map(|word| word.replace("ID", &id)).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    world.run([&words[..], &["--yes", "-o", "json", "--timezone", "UTC"]].concat())
}

/// The statuses with which the writes at this place were answered, without those of the halt.
fn answered(sandbox: &Sandbox, at: &str) -> Vec<Value> {
    let mut requests = sandbox.received();
    let is_of_halt = |it: &Value| {
        it["query"]["trigger"] == "stop"
            || it["query"]["enableSchedule"] == "false"
            || it["body"]["schedule_type"] == "immediate"
    };
    requests.retain(|it| it["method"] == "POST" && it["path"].as_str().is_some_and(|path| path.contains(at)));
    requests.iter().filter(|it| !is_of_halt(it)).map(|it| it["status"].clone()).collect()
}

#[test]
fn what_waits_for_its_next_attempt_is_not_sent_once_the_account_is_halted() {
    for (is_burki, at, line) in LINES {
        let halter = Halter::default();
        let (sandbox, world) = halted_by(&halter, is_burki, &refusal(at));
        halter.halts(When::BeforeTheNextAttempt, at, &world);
        let run = carried_out(&world, line);
        assert!(halter.exit().is_some(), "{line:?}: {run:?}");
        // What was created before stays.
        let has_created = line[0] == "apply" || line[1] == "create";
        assert_eq!(run.code, if has_created { 10 } else { 12 }, "{line:?}: {run:?}");
        assert!(run.stdout.contains("is halted") || run.stderr.contains("is halted"), "{line:?}: {run:?}");
        assert_eq!(answered(&sandbox, at), [429], "{line:?}: only the attempt before the halt");
        let journal = world.run("journal -o json").expect_code(0).json();
        let open = journal.as_array().unwrap().iter().filter(|row| row["exit_code"] == 9).count();
        assert_eq!(open, 0, "{line:?}: {journal}");
        // Without a halt, the same command succeeds: the account is free again.
        world.run("halt --lift --yes").expect_code(0);
        if !has_created {
            assert_eq!(carried_out(&world, line).code, 0, "{line:?}");
        }
    }
}

#[test]
fn a_create_with_a_schedule_that_waits_is_not_sent_once_the_account_is_halted() {
    for is_burki in [false, true] {
        let halter = Halter::default();
        let fault = if is_burki {
            "429x1:retry-after=30:POST:campaigns"
        } else {
            "429x1:retry-after=30:POST:campaign"
        };
        let sandbox = Sandbox::with_faults(&[fault]);
        let world = relay_at_once(&sandbox, halter.clone());
        let world = if is_burki { world.of_burki() } else { world };
        world.file("new.yaml", &platforms()[usize::from(is_burki)].1);
        let at = if is_burki { "/api/v1/campaigns" } else { "/campaign?" };
        halter.halts(When::BeforeTheNextAttempt, at, &world);
        let run = world.run("campaign create -f new.yaml --yes -o json").expect_code(12);
        assert_eq!(run.error_json()["code"], "halt/latched", "{run:?}");
        let made = world.run("campaign list -o json").expect_code(0).json();
        assert_eq!(made.as_array().map(Vec::len), Some(0), "{made}");
    }
}

#[test]
fn a_halt_does_not_say_that_nothing_calls_while_a_start_or_an_enable_is_under_way() {
    for (is_burki, at, line) in LINES {
        let halter = Halter::default();
        let (sandbox, world) = halted_by(&halter, is_burki, "429x1:GET:nothing");
        halter.halts(When::UnderWay, at, &world);
        let run = carried_out(&world, line);
        assert_eq!(halter.exit(), Some(9), "{line:?}: {run:?}");
        assert_eq!(answered(&sandbox, at), [200], "{line:?}");
        // The next halt finds what has arrived meanwhile, and ends it.
        let halt = world.run(HALT).expect_code(0);
        assert_eq!(halt.json()["verdict"], "nothing_calls", "{line:?}: {halt:?}");
    }
}

/// The parts and the outcomes of a resume.
fn rows_of(run: &Run) -> Vec<(Value, Value)> {
    let rows = run.json()["campaigns"].as_array().unwrap().clone();
    rows.iter().map(|row| (row["part"].clone(), row["outcome"].clone())).collect()
}

/// The command that ends what the write at this place began, and the part of the campaign that it ends.
fn end_of(is_burki: bool, at: &str) -> (&'static str, &'static str) {
    match at {
        "/schedule" => ("schedule disable", "schedule"),
        _ if is_burki => ("campaign pause", "run"),
        _ => ("campaign stop", "run"),
    }
}

#[test]
fn a_call_that_a_halt_overtook_says_so_and_a_resume_says_what_is_on() {
    for (is_burki, at, line) in LINES {
        let halter = Halter::default();
        let (sandbox, world) = halted_by(&halter, is_burki, "429x1:GET:nothing");
        halter.halts(When::UnderWay, at, &world);
        let run = carried_out(&world, line);
        assert_eq!(run.code, 10, "{line:?}: {run:?}");
        let error = run.error_json();
        assert_eq!(error["code"], "halt/began-meanwhile", "{line:?}: {run:?}");
        assert!(error["message"].as_str().unwrap().contains("halt began while"), "{line:?}: {error}");
        let (end, part) = end_of(is_burki, at);
        for (flag, is_lifted) in [("--dry-run", false), ("--yes", true)] {
            let before = sandbox.received().len();
            let resume = world.run(["resume", flag, "-o", "json"]);
            let case = format!("{line:?} {flag}: {resume:?}");
            assert!(!resume.stderr.contains("stopped nothing"), "{case}");
            for told in ["still on", "which the halt could not see", end] {
                assert!(resume.stderr.contains(told), "{told}: {case}");
            }
            let sent = sandbox.received().split_off(before);
            assert!(!sent.iter().any(crate::calls::is_write), "{case}");
            if is_lifted {
                assert_eq!(resume.code, 10, "{case}");
                assert_eq!(rows_of(&resume), [(part.into(), "still_on".into())], "{case}");
                assert_eq!(resume.json()["lifted"], true, "{case}");
            }
        }
    }
}

#[test]
fn what_was_ended_since_a_halt_that_could_not_see_it_is_off() {
    for (is_burki, at, line) in [LINES[0], LINES[1], LINES[6], LINES[8]] {
        let halter = Halter::default();
        let (_sandbox, world) = halted_by(&halter, is_burki, "429x1:GET:nothing");
        halter.halts(When::UnderWay, at, &world);
        assert_eq!(carried_out(&world, line).code, 10, "{line:?}");
        let (end, part) = end_of(is_burki, at);
        world.run(&format!("{end} 'Event Reminder' --yes")).expect_code(0);
        let resume = world.run("resume --yes -o json").expect_code(0);
        assert_eq!(rows_of(&resume), [(part.into(), "off_after_all".into())], "{line:?}: {resume:?}");
    }
}

#[test]
fn a_resume_says_of_a_call_that_is_still_on_its_way_that_it_may_arrive() {
    let sandbox = Sandbox::new();
    let (world, gate) = Gate::before(&sandbox, "enableSchedule=true", Held::Request);
    world.file("plain.yaml", FILE);
    world.run("campaign create -f plain.yaml --yes").expect_code(0);
    let halt_and_resume = || {
        world.run(HALT).expect_code(9);
        world.run("resume --yes -o json")
    };
    let (enable, resume) = gate.during(|| carried_out(&world, KORE_ENABLE), halt_and_resume);
    assert_eq!((enable.code, resume.code), (0, 9), "{enable:?} {resume:?}");
    assert_eq!(rows_of(&resume), [("schedule".into(), "unknown".into())], "{resume:?}");
    assert!(resume.stderr.contains("may still arrive"), "{resume:?}");
}
