//! Every fault at every write, and at two reads: the exit code, what the error says to a script, and how often anything
//! was written, which the sandbox's record proves.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, SystemTime};

use serde_json::Value;

use crate::create::FILE;
use crate::lifecycle::sample;
use crate::world::{Run, Sandbox, Trap, World};

/// Cases that run side by side: most of each one is waiting.
const WORKERS: usize = 32;

/// A command under test.
pub struct Call {
    pub name: &'static str,
    /// Where its fault strikes: at its own request, and at none of those that read before it or read back.
    pub at: &'static str,
    /// The command line. `{id}`, `{run}` and `{base}` are filled in.
    line: &'static [&'static str],
    doubt: Doubt,
    on_failure: Stdout,
}

/// What can be found out after an answer was lost.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Doubt {
    /// A read that found nothing out changed nothing.
    None,
    /// Reading back shows whether it happened.
    Settled,
    /// No call of the platform shows it.
    Stays,
}

/// What stdout holds of a command that failed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stdout {
    Nothing,
    /// How far it came, or what was answered.
    Report,
}

const CREATE_BODY: &str = r#"{"name":"Raw","description":"x","contactLists":["Event Guests"],"campaignType":"sms",
"priority":"5","format":"simple","message":{"message":"SGVsbG8="},"dialingStrategy":{"callerId":{"phoneNumber":
"+12025550124"},"callingHours":{"frequency":"WEEKLY","timezone":"UTC","days":[{"day":"MO","start":"9:00 AM",
"end":"6:00 PM"}]}}}"#;

/// Every command that writes.
pub const WRITES: [Call; 13] = [
    settled("campaign create", "POST:campaign", &["campaign", "create", "-f", "fresh.yaml"]),
    settled("campaign update", "PUT:campaign/*", &["campaign", "update", "Idle", "--priority", "2"]),
    settled("campaign delete", "DELETE:campaign/*", &["campaign", "delete", "Idle", "--yes"]),
    settled("campaign start", "POST:trigger/*", &["campaign", "start", "Idle", "--yes"]),
    settled("campaign stop", "POST:trigger/*", &["campaign", "stop", "Running", "--yes"]),
    Call {
        doubt: Doubt::Stays,
        ..settled(
            "campaign callback",
            "POST:callContactAt",
            &["campaign", "callback", "{run}", "d-1=2026-12-04T09:00:00Z", "--yes"],
        )
    },
    Call {
        doubt: Doubt::Stays,
        ..settled(
            "schedule enable",
            "POST:schedule",
            &[
                "schedule",
                "enable",
                "Scheduled",
                "--daily",
                "--start=2027-01-01 09:00",
                "--end=2027-02-01",
                "--timezone=UTC",
                "--yes",
            ],
        )
    },
    settled("schedule disable", "POST:schedule", &["schedule", "disable", "Scheduled"]),
    settled(
        "contact-list create",
        "POST:createContactList",
        &["contact-list", "create", "Fresh", "--description", "x"],
    ),
    settled(
        "contact-list rename",
        "PUT:contactList/*",
        &["contact-list", "rename", "Renewal Due July", "--name", "Renamed"],
    ),
    settled(
        "contact-list delete",
        "DELETE:contactList/*",
        &["contact-list", "delete", "Renewal Due July", "--yes"],
    ),
    Call {
        doubt: Doubt::Stays,
        on_failure: Stdout::Report,
        ..settled(
            "contact-list import",
            "POST:addContacts",
            &["contact-list", "import", "Renewal Due July", "contacts.csv"],
        )
    },
    Call {
        doubt: Doubt::Stays,
        on_failure: Stdout::Report,
        ..settled("api POST", "POST:campaign", &["api", "POST", "{base}", "--input", "body.json", "--yes"])
    },
];

const READS: [Call; 2] = [
    read("campaign list", "POST:getAllCampaignDetails", &["campaign", "list"]),
    read("campaign get", "GET:campaign/*", &["campaign", "get", "{id}"]),
];

const fn settled(name: &'static str, at: &'static str, line: &'static [&'static str]) -> Call {
    Call { name, at, line, doubt: Doubt::Settled, on_failure: Stdout::Nothing }
}

const fn read(name: &'static str, at: &'static str, line: &'static [&'static str]) -> Call {
    Call { doubt: Doubt::None, ..settled(name, at, line) }
}

/// What a fault leads to.
#[derive(Clone, Copy)]
enum End {
    /// The same code at every call.
    Code(i32),
    /// The answer is lost, and the write happened.
    LostApplied,
    /// The answer is lost, and the write did not happen.
    LostIgnored,
    /// The same, the first time only: a read is repeated, a write is not.
    LostOnce,
}

/// `{trap}` is a listener that must see nothing, `{date}` an instant two seconds ahead.
const FAULTS: [(&str, End); 34] = [
    ("400", End::Code(7)),
    ("401", End::Code(4)),
    ("403", End::Code(4)),
    ("404", End::Code(5)),
    ("409", End::Code(6)),
    ("422", End::Code(7)),
    ("429x1:retry-after=1", End::Code(0)),
    ("429x1:retry-after={date}", End::Code(0)),
    ("429x1", End::Code(0)),
    ("429:retry-after=3600", End::Code(11)),
    ("429", End::Code(11)),
    ("500", End::LostIgnored),
    ("500:applied", End::LostApplied),
    ("502", End::LostIgnored),
    ("502:applied", End::LostApplied),
    ("503", End::LostIgnored),
    ("503x1", End::LostOnce),
    ("503:applied", End::LostApplied),
    ("504", End::LostIgnored),
    ("504:applied", End::LostApplied),
    ("drop-before-apply", End::LostIgnored),
    ("drop-after-send", End::LostApplied),
    ("half", End::LostApplied),
    ("slow:20s", End::LostApplied),
    ("garbage", End::LostIgnored),
    ("garbage:applied", End::LostApplied),
    ("empty", End::LostIgnored),
    ("empty:applied", End::LostApplied),
    ("wrong-json", End::LostIgnored),
    ("wrong-json:applied", End::LostApplied),
    ("failed", End::Code(7)),
    ("echo-token", End::LostIgnored),
    ("redirect:{trap}", End::Code(7)),
    ("duplicate-ids", End::Code(0)),
];

impl End {
    fn code(self, call: &Call, fault: &str) -> i32 {
        // A raw request knows no shape: any JSON is its answer, and so is none.
        let is_shapeless = ["wrong-json", "empty"].iter().any(|kind| fault.starts_with(kind));
        if call.name.starts_with("api") && is_shapeless {
            return 0;
        }
        match (self, call.doubt) {
            (Self::Code(code), _) => code,
            (Self::LostOnce, Doubt::None) | (Self::LostApplied, Doubt::Settled) => 0,
            (Self::LostApplied | Self::LostIgnored, Doubt::None) => 8,
            (Self::LostApplied, Doubt::Stays)
            | (Self::LostIgnored | Self::LostOnce, Doubt::Settled | Doubt::Stays) => 9,
        }
    }
}

/// What the calls are made on.
pub struct Ids {
    idle: String,
    run: String,
}

/// A sandbox with an idle, a scheduled and a running campaign.
pub struct Prepared {
    pub sandbox: Sandbox,
    pub ids: Ids,
}

impl Prepared {
    /// Ids that no platform has.
    pub fn ids_of_nothing() -> Ids {
        Ids { idle: "cd-1".into(), run: "cid-1".into() }
    }
}

pub fn prepared() -> Prepared {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    let create = |name: &str, text: String| {
        world.file("campaign.yaml", text);
        let line = ["campaign", "create", "-f", "campaign.yaml", "--name", name, "-o", "json"];
        world.run(line).expect_code(0).json()["id"].as_str().unwrap().to_owned()
    };
    let idle = create("Idle", FILE.to_owned());
    create("Scheduled", FILE.to_owned());
    create("Running", sample("agentless"));
    let [enable] = WRITES.iter().filter(|call| call.name == "schedule enable").collect::<Vec<_>>()[..] else {
        panic!("one call enables");
    };
    let ids = Ids { idle, run: String::new() };
    enable.run(&ids, &world, &[]).expect_code(0);
    let started = world.run(["campaign", "start", "Running", "--yes", "-o", "json"]).expect_code(0).json();
    let run = started["instance_id"].as_str().unwrap().to_owned();
    Prepared { sandbox, ids: Ids { run, ..ids } }
}

impl Call {
    pub fn run(&self, ids: &Ids, world: &World, limits: &[&str]) -> Run {
        world.file("fresh.yaml", FILE.replace("Event Reminder", "Fresh"));
        world.file("contacts.csv", "Mobile No,First Name\n+919870000001,Ada\n+919870000002,Bo\n");
        world.file("body.json", CREATE_BODY);
        let base = "/campaign/api/v2/public/{streamId}/campaign?accountId={accountId}&campaignType=sms";
        let filled = self.line.iter().map(|word| match *word {
            "{id}" => ids.idle.as_str(),
            "{run}" => &ids.run,
            "{base}" => base,
            other => other,
        });
        world.run(filled.chain(["-o", "json"]).chain(limits.iter().copied()))
    }

    /// How often it writes where nothing goes wrong.
    fn writes(&self) -> usize {
        usize::from(self.doubt != Doubt::None)
    }
}

/// What is wrong with a run, in words.
pub fn check_run(call: &Call, run: &Run, expected: i32) -> Result<(), String> {
    let wrong = |what: &str| Err(format!("{what}\nstdout: {}\nstderr: {}", run.stdout, run.stderr));
    if run.code != expected {
        return wrong(&format!("exit {} instead of {expected}", run.code));
    }
    if expected == 0 {
        // `api` shows an answer as it came, and so nothing of one without a body.
        if call.name.starts_with("api") && run.stdout.is_empty() {
            return Ok(());
        }
        return serde_json::from_str::<Value>(&run.stdout).map(drop).or_else(|_| wrong("stdout is no JSON"));
    }
    if call.on_failure == Stdout::Nothing && !run.stdout.is_empty() {
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

/// Whether a request that the sandbox received changes anything.
pub fn is_write(request: &Value) -> bool {
    let path = request["path"].as_str().unwrap_or_default();
    let reads = ["/getAllCampaignDetails", "/getAllListDetails", "/status"];
    request["method"] != "GET" && !reads.iter().any(|end| path.ends_with(end))
}

/// A write is sent once, and once again for each time that it was refused with 429, which says that it was not applied.
fn check_writes(call: &Call, code: i32, sandbox: &Sandbox) -> Result<(), String> {
    let received = sandbox.received();
    let writes: Vec<&Value> = received.iter().filter(|request| is_write(request)).collect();
    let in_doubt = writes.iter().filter(|request| request["status"] != 429).count();
    let expected = if code == 11 { 0 } else { call.writes() };
    if received.is_empty() || in_doubt != expected || writes.len() < call.writes() {
        let sent: Vec<String> =
            received.iter().map(|request| format!("{} {}", request["method"], request["path"])).collect();
        return Err(format!("written {in_doubt} times instead of {expected}: {}", sent.join(", ")));
    }
    Ok(())
}

/// The commands that stderr names in backquotes, which must exist; how many there are.
fn check_hints(run: &Run) -> Result<usize, String> {
    let tree = kcamp::cli::command_tree();
    let mut named = 0;
    for command in run.stderr.split('`').filter(|part| part.starts_with("kcamp ")) {
        let mut at = &tree;
        for word in command.split_whitespace().skip(1).take_while(|word| !word.starts_with('-')) {
            if !at.has_subcommands() {
                break;
            }
            at = at.find_subcommand(word).ok_or_else(|| format!("there is no {command:?}"))?;
        }
        named += 1;
    }
    Ok(named)
}

/// Runs a case, and returns how many commands its hints name.
fn check_case(fault: &str, end: End, call: &Call, prepared: &Prepared) -> Result<usize, String> {
    let trap = Trap::new();
    let soon = SystemTime::now() + Duration::from_secs(2);
    let spec = fault.replace("{trap}", &trap.address()).replace("{date}", &httpdate::fmt_http_date(soon));
    // Rows stand twice wherever lists are read.
    let spec = if fault == "duplicate-ids" { spec } else { format!("{spec}:{}", call.at) };
    let sandbox = Sandbox::continuing(&prepared.sandbox, &[&spec]);
    let limits: &[&str] = match fault {
        // Without Retry-After it backs off for minutes.
        "429" => &["--deadline", "5s"],
        "slow:20s" => &["--timeout", "4s"],
        _ => &[],
    };
    let code = end.code(call, fault);
    let run = call.run(&prepared.ids, &sandbox.world(), limits);
    check_run(call, &run, code)?;
    check_writes(call, code, &sandbox)?;
    // Elsewhere the port may be one that a program before had.
    if fault.starts_with("redirect") && trap.was_touched() {
        return Err("the redirect was followed".to_owned());
    }
    check_hints(&run)
}

#[test]
fn every_fault_of_every_call_ends_in_its_exit_code_and_no_write_is_repeated() {
    let prepared = prepared();
    let mut cases = Vec::new();
    for (fault, end) in FAULTS {
        cases.extend(WRITES.iter().chain(&READS).map(|call| (fault, end, call)));
    }
    let (next, hints) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let failures = Mutex::new(Vec::new());
    thread::scope(|scope| {
        for _ in 0..WORKERS {
            scope.spawn(|| {
                while let Some((fault, end, call)) = cases.get(next.fetch_add(1, Ordering::Relaxed)) {
                    match check_case(fault, *end, call, &prepared) {
                        Ok(named) => _ = hints.fetch_add(named, Ordering::Relaxed),
                        Err(what) => {
                            failures.lock().unwrap().push(format!("{fault} at {}: {what}", call.name));
                        }
                    }
                }
            });
        }
    });
    println!("{} cases of a fault at a call", cases.len());
    let failures = failures.into_inner().unwrap();
    assert!(hints.into_inner() > 100, "hints name commands");
    assert!(failures.is_empty(), "{} of {}:\n{}", failures.len(), cases.len(), failures.join("\n\n"));
}
