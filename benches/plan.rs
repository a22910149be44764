//! The own work of `kcamp plan` for 10,000 campaigns in files that are all live, unchanged, and known from earlier
//! runs: `cargo bench --bench plan`.
//!
//! The time is the processor's for this process: the sandbox, which answers some 200 pages of the list, has its own.
//! Fails if it is more than 3 s, or if more than the pages is read.

#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a benchmark prints, and stops where it cannot run"
)]

use std::io::BufReader;
use std::path::Path;
use std::process::{Child, Command, ExitCode, Output, Stdio};

use serde::Deserialize as _;
use serde_json::Value;

/// The number of campaigns.
const CAMPAIGNS: usize = 10_000;
/// The name of the first campaign, which kcamp creates. The others are made from it: creating them one by one would
/// take minutes.
const NAME: &str = "N 0";
const KCAMP: &str = env!("CARGO_BIN_EXE_kcamp");
/// The number of runs; the median counts.
const RUNS: usize = 3;
/// The most time of the processor, in seconds.
const SECONDS_MAX: f64 = 3.0;
/// The present time, which is before the schedules of the files.
const NOW: &str = "2026-12-03T08:00:00Z";

fn main() -> ExitCode {
    let home = tempfile::tempdir().unwrap();
    let (mut sandbox, address) = served(home.path());
    let folder = home.path().join("campaigns");
    std::fs::create_dir(&folder).unwrap();
    std::fs::write(folder.join("0.yaml"), campaign(0)).unwrap();
    let applied = kcamp(&["apply", "campaigns", "--yes", "-q", "-o", "json"], home.path(), &address);
    let applied: Value = serde_json::from_slice(&applied.stdout).unwrap();
    let id = applied["results"][0]["id"].as_str().unwrap();
    remember(&home.path().join(".local/state/kcamp"), id);
    multiply_live(&home.path().join("sandbox/state.json"), id);
    for number in 1..CAMPAIGNS {
        std::fs::write(folder.join(format!("{number}.yaml")), campaign(number)).unwrap();
    }
    let mut runs: Vec<(f64, f64)> = (0..RUNS).map(|_| plan(home.path(), &address)).collect();
    sandbox.kill().unwrap();
    sandbox.wait().unwrap();
    runs.sort_by(|left, right| left.0.total_cmp(&right.0));
    let (seconds, peak) = runs[RUNS / 2];
    println!(
        "kcamp plan, {CAMPAIGNS} unchanged campaigns: {seconds:.2} s of the processor, peak {peak:.0} MiB"
    );
    if seconds <= SECONDS_MAX {
        return ExitCode::SUCCESS;
    }
    println!("more than {SECONDS_MAX} s");
    ExitCode::FAILURE
}

/// A sandbox that keeps its state in the home folder, and its address.
fn served(home: &Path) -> (Child, String) {
    let mut sandbox = Command::new(KCAMP)
        .args([
            "sandbox",
            "serve",
            "--port",
            "0",
            "--rate-limit",
            "0",
            "--clock",
            NOW,
            "-o",
            "json",
            "--state",
        ])
        .arg(home.join("sandbox"))
        .env_clear()
        .env("HOME", home)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let stdout = BufReader::new(sandbox.stdout.take().unwrap());
    let served = Value::deserialize(&mut serde_json::Deserializer::from_reader(stdout)).unwrap();
    (sandbox, served["address"].as_str().unwrap().to_owned())
}

/// The sandbox reads its state for each request, so it has all campaigns at once.
fn multiply_live(state: &Path, id: &str) {
    let mut account: Value = serde_json::from_slice(&std::fs::read(state).unwrap()).unwrap();
    let one = account["campaigns"][0].to_string();
    let all = (0..CAMPAIGNS).map(|number| serde_json::from_str::<Value>(&copy(&one, id, number)).unwrap());
    account["campaigns"] = all.collect();
    std::fs::write(state, account.to_string()).unwrap();
}

/// A text about the one campaign, which has this id, as one about another.
fn copy(text: &str, id: &str, number: usize) -> String {
    text.replace(&format!("{NAME:?}"), &format!("\"N {number}\"")).replace(id, &id_of(id, number))
}

/// The id of a campaign.
fn id_of(id: &str, number: usize) -> String {
    if number == 0 { id.to_owned() } else { format!("cd-{number:08x}-0000-4000-8000-000000000000") }
}

/// Makes kcamp remember all campaigns in its state folder as it remembers the one with this id.
fn remember(state: &Path, id: &str) {
    let journal = std::fs::read_to_string(state.join("journal.jsonl")).unwrap();
    let of_others = |number| {
        let line = move |line: &str| {
            copy(line, id, number).replacen("{\"key\":\"", &format!("{{\"key\":\"{number}-"), 1) + "\n"
        };
        journal.lines().map(line).collect::<String>()
    };
    let all: String = (1..CAMPAIGNS).map(of_others).collect();
    std::fs::write(state.join("journal.jsonl"), journal.clone() + &all).unwrap();
    let seen = std::fs::read_dir(state.join("seen")).unwrap().map(|entry| entry.unwrap().path());
    let seen = seen.into_iter().find(|path| path.extension().is_some_and(|end| end == "json")).unwrap();
    let mut known: Value = serde_json::from_slice(&std::fs::read(&seen).unwrap()).unwrap();
    let one = known["campaigns"][id].to_string();
    for number in 1..CAMPAIGNS {
        known["campaigns"][id_of(id, number)] = serde_json::from_str(&copy(&one, id, number)).unwrap();
    }
    std::fs::write(&seen, known.to_string()).unwrap();
}

/// The seconds of the processor for one plan, and its peak memory in MiB.
fn plan(home: &Path, address: &str) -> (f64, f64) {
    let program = ["-f", "%U %S %M", KCAMP, "plan", "campaigns", "-q", "-o", "json"];
    let run = run("/usr/bin/time", &program, home, address);
    let plan: Value = serde_json::from_slice(&run.stdout).unwrap();
    assert_eq!(plan["counts"]["unchanged_by_row"], CAMPAIGNS, "{}", plan["counts"]);
    let said = String::from_utf8(run.stderr).unwrap();
    let figures: Vec<f64> =
        said.lines().last().unwrap().split(' ').map(|figure| figure.parse().unwrap()).collect();
    (figures[0] + figures[1], figures[2] / 1024.0)
}

fn kcamp(arguments: &[&str], home: &Path, address: &str) -> Output {
    run(KCAMP, arguments, home, address)
}

/// Runs a program with the sandbox's account; it must succeed.
fn run(program: &str, arguments: &[&str], home: &Path, address: &str) -> Output {
    let account = kcamp::sandbox::ACCOUNT;
    let output = Command::new(program)
        .args(arguments)
        .current_dir(home)
        .env_clear()
        .envs([
            ("KCAMP_HOST", address),
            ("KCAMP_STREAM_ID", account.stream_id),
            ("KCAMP_ACCOUNT_ID", account.account_id),
            ("KCAMP_CLIENT_ID", account.client_id),
            ("KCAMP_CLIENT_SECRET", account.client_secret),
            ("KCAMP_RATE_LIMIT", "1000000"),
            ("KCAMP_NOW", NOW),
        ])
        .env("HOME", home)
        .stdin(Stdio::null())
        .output()
        .unwrap();
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    output
}

/// A campaign with a schedule. All are on one list, so that each is compared with the others.
fn campaign(number: usize) -> String {
    format!(
        "name: N {number}\ndescription: Reminds guests\ncampaignType: sms\nformat: simple\ncontactLists: [Event Guests]\n\
         dncLists: testdnc\npriority: 5\nmessage: {{text: Hello. Reply STOP to opt out.}}\n\
         dialingStrategy:\n  callerId: {{phoneNumber: \"+12025550124\"}}\n  callingHours:\n    frequency: WEEKLY\n    timezone: UTC\n    \
         days: [{{days: Mon-Fri, start: \"9:00 AM\", end: \"6:00 PM\"}}]\nschedule:\n  timezone: UTC\n  \
         startDateTime: \"2027-01-05 09:30:00\"\n  endDateTime: \"2027-06-30 18:00:00\"\n  recurrenceObject:\n    \
         recurType: Weekly\n    weeklyDetails: {{onceEveryNweeks: 1, whichDays: [Mon, Wed]}}\n"
    )
}
