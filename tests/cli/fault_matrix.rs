//! Every fault at every write, and at two reads, of both platforms: the exit code, the error for scripts, and the
//! number of writes, which the sandbox's record shows.

use std::sync::LazyLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use serde_json::Value;

use crate::calls::{
    BURKI_READS, BURKI_WRITES, Call, Doubt, Prepared, READS, RESUMES, Stdout, WRITES, check_all, is_write,
    prepared,
};
use crate::world::{Run, Sandbox, Trap};

/// The result of a fault.
#[derive(Clone, Copy)]
enum End {
    /// The same code at every call.
    Code(i32),
    /// The answer is lost, and the write was applied.
    LostApplied,
    /// The answer is lost, and the write was not applied.
    LostIgnored,
    /// Like `LostIgnored`, but only for the first request: a read is repeated, a write is not.
    LostOnce,
    /// Like `LostIgnored`, and the platform asks for a very long wait.
    LostAndAsked,
}

/// Two seconds after the platform's clock, which is fixed at [`crate::world::NOW`].
const SOON: &str = "Thu, 03 Dec 2026 08:00:02 GMT";

/// `{trap}` is a listener that must receive nothing, `{date}` is [`SOON`].
const FAULTS: [(&str, End); 38] = [
    ("400", End::Code(7)),
    ("401", End::Code(4)),
    ("403", End::Code(4)),
    ("404", End::Code(5)),
    ("408", End::LostIgnored),
    ("408:applied", End::LostApplied),
    ("409", End::Code(6)),
    ("422", End::Code(7)),
    ("499:applied", End::LostApplied),
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
    ("503:retry-after=3600", End::LostAndAsked),
    ("503:applied", End::LostApplied),
    ("504", End::LostIgnored),
    ("504:applied", End::LostApplied),
    ("drop-before-apply", End::LostIgnored),
    ("drop-after-send", End::LostApplied),
    ("half", End::LostApplied),
    ("slow:10m", End::LostApplied),
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
        // A raw request accepts any form: any JSON is its answer, and so is an empty body.
        let is_shapeless = ["wrong-json", "empty"].iter().any(|kind| fault.starts_with(kind));
        if call.name.starts_with("api") && is_shapeless {
            return 0;
        }
        match (self, call.doubt) {
            (Self::Code(code), _) => code,
            (Self::LostOnce, Doubt::None) | (Self::LostApplied, Doubt::Settled) => 0,
            (Self::LostApplied | Self::LostIgnored, Doubt::None) => 8,
            (Self::LostAndAsked, Doubt::None) => 11,
            (Self::LostApplied, Doubt::Stays)
            | (Self::LostIgnored | Self::LostOnce | Self::LostAndAsked, Doubt::Settled | Doubt::Stays) => 9,
        }
    }
}

/// Whether the result of a write, or each of several, names its account.
fn names_the_account(result: &Value) -> bool {
    let names = |object: &Value| object["where"].as_str().is_some_and(|text| text.contains("127.0.0.1"));
    match result {
        Value::Array(rows) => !rows.is_empty() && rows.iter().all(names),
        object => names(object),
    }
}

/// The error in a run, in words.
pub fn check_run(call: &Call, run: &Run, expected: i32) -> Result<(), String> {
    let wrong = |what: &str| Err(format!("{what}\nstdout: {}\nstderr: {}", run.stdout, run.stderr));
    if run.code != expected {
        return wrong(&format!("exit {} instead of {expected}", run.code));
    }
    if expected == 0 {
        // `api` shows an answer unchanged, so it prints nothing for one without a body.
        if call.name.starts_with("api") && run.stdout.is_empty() {
            return Ok(());
        }
        return match serde_json::from_str::<Value>(&run.stdout) {
            Ok(result) if call.says_where() && !names_the_account(&result) => wrong("it does not say where"),
            Ok(_) => Ok(()),
            Err(_) => wrong("stdout is not JSON"),
        };
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

/// Checks that a write is sent once, and once more for each refusal with 429, which means that it was not applied.
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

/// Checks that the commands in backquotes on stderr exist. Returns their number.
fn check_hints(run: &Run) -> Result<usize, String> {
    static TREE: LazyLock<clap::Command> = LazyLock::new(kcamp::cli::command_tree);
    let mut named = 0;
    for command in run.stderr.split('`').filter(|part| part.starts_with("kcamp ")) {
        let mut at = &*TREE;
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

/// Runs a case, and returns the number of commands in its hints.
fn check_case(fault: &str, end: End, call: &Call, prepared: &Prepared) -> Result<usize, String> {
    let trap = Trap::new();
    let spec = fault.replace("{trap}", &trap.address()).replace("{date}", SOON);
    // Rows are doubled in every list.
    let spec = if fault == "duplicate-ids" { spec } else { format!("{spec}:{}", call.at) };
    let sandbox = Sandbox::continuing(&prepared.sandbox, &[&spec]);
    let limits: &[&str] = match fault {
        "slow:10m" => &["--timeout", "3s"],
        _ => &[],
    };
    let code = end.code(call, fault);
    let run = call.run(&prepared.ids, &call.world(&sandbox), limits);
    check_run(call, &run, call.code(code))?;
    check_writes(call, code, &sandbox)?;
    // For other faults, the port may have been used by an earlier program.
    if fault.starts_with("redirect") && trap.was_touched() {
        return Err("the redirect was followed".to_owned());
    }
    check_hints(&run)
}

/// The faults that lose an answer, and whether the write was applied, without those that only take time.
pub fn lost_answers() -> Vec<(&'static str, bool)> {
    let lost = |(fault, end): (&'static str, End)| match end {
        End::LostApplied if !fault.starts_with("slow") => Some((fault, true)),
        End::LostIgnored | End::LostAndAsked => Some((fault, false)),
        _ => None,
    };
    FAULTS.into_iter().filter_map(lost).collect()
}

#[test]
fn every_fault_of_every_call_ends_in_its_exit_code_and_no_write_is_repeated() {
    let prepared = prepared();
    let mut cases = Vec::new();
    for (fault, end) in FAULTS {
        let writes = WRITES.iter().chain(&BURKI_WRITES).chain(&RESUMES);
        let calls = writes.chain(&READS).chain(&BURKI_READS);
        cases.extend(calls.map(|call| (fault, end, call)));
    }
    let hints = AtomicUsize::new(0);
    check_all("a fault at a call", &cases, |(fault, end, call)| {
        let named = check_case(fault, *end, call, &prepared)
            .map_err(|what| format!("{fault} at {}: {what}", call.title()))?;
        hints.fetch_add(named, Ordering::Relaxed);
        Ok(())
    });
    assert!(hints.into_inner() > 100, "hints name commands");
}

/// The number of cases is in the document that promises them.
#[test]
fn the_guarantees_say_how_many_cases_the_matrix_has() {
    let writes = WRITES.len() + BURKI_WRITES.len();
    let reads = READS.len() + BURKI_READS.len();
    let said = format!(
        "{} faults at {writes} writes and {reads} reads: {} cases",
        FAULTS.len(),
        FAULTS.len() * (writes + reads)
    );
    let page = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/guarantees.md")).unwrap();
    assert!(page.contains(&said), "docs/guarantees.md does not say: {said}");
}
