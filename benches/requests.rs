//! The number of requests that `apply` and `plan` send for campaigns in files, by kind of change: `cargo bench
//! --bench requests`.
//!
//! The sandbox counts the requests; no time is measured. `cargo bench --bench requests -- 10 50` sets other numbers
//! of campaigns than [`SIZES`]. Fails if a change needs more than its own requests, or if campaigns that were read
//! before need more than their list pages.

#![expect(clippy::print_stdout, reason = "a bench prints its figures")]

use std::io::BufReader;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitCode, Stdio};

use anyhow::{Context as _, Result, ensure};
use serde::Deserialize as _;
use serde_json::Value;

const KCAMP: &str = env!("CARGO_BIN_EXE_kcamp");
/// The default numbers of campaigns.
const SIZES: [usize; 3] = [10, 100, 1_000];
/// The rows of a page of the list. Kore.ai contract §8.
const PAGE_ROWS: usize = 50;

fn main() -> Result<ExitCode> {
    let asked: Vec<usize> = std::env::args().skip(1).filter_map(|argument| argument.parse().ok()).collect();
    let sizes = if asked.is_empty() { SIZES.to_vec() } else { asked };
    println!("Counted on {}, {}:\n", jiff::Timestamp::now().strftime("%Y-%m-%d"), machine());
    println!("| campaigns | what | requests | at most |\n|---|---|---|---|");
    let mut exceeded = Vec::new();
    for size in sizes {
        for Counted { what, requests, most } in measured(size)? {
            println!("| {size} | {what} | {requests} | {most} |");
            if requests > most {
                exceeded.push(format!("{what} of {size}"));
            }
        }
    }
    if exceeded.is_empty() {
        return Ok(ExitCode::SUCCESS);
    }
    println!("\nmore than at most: {}", exceeded.join(", "));
    Ok(ExitCode::FAILURE)
}

/// The processor, the system and the profile.
fn machine() -> String {
    let cpus = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = cpus.lines().find_map(|line| line.strip_prefix("model name")?.split_once(": "));
    let model = model.map_or("an unknown processor", |(_, model)| model);
    let count = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let profile = if cfg!(debug_assertions) { "with debug assertions" } else { "without debug assertions" };
    format!("{count} cores, {model}, {} {}, {profile}", std::env::consts::OS, std::env::consts::ARCH)
}

/// The requests of one command.
struct Counted {
    what: &'static str,
    requests: usize,
    most: usize,
}

fn measured(size: usize) -> Result<Vec<Counted>> {
    let account = Account::new()?;
    // The full pages of sms campaigns and the one after them, and one page of voice campaigns.
    let pages = size.div_ceil(PAGE_ROWS) + 2;
    let changed = (size / 10).max(1);
    let mut all = Vec::new();
    let mut count = |what, arguments: &[&str], most| -> Result<()> {
        all.push(Counted { what, requests: account.requests(arguments)?, most });
        Ok(())
    };
    account.write(0..size, 5)?;
    count("create with schedules", &["apply", "campaigns", "--yes"], 2 * size + 3 * pages + 1)?;
    count("plan, warm", &["plan", "campaigns"], pages)?;
    count("plan, cold", &["plan", "campaigns", "--refresh"], pages + size)?;
    count("apply of nothing", &["apply", "campaigns", "--yes"], pages)?;
    account.write(0..changed, 4)?;
    // An update is read again before it is sent.
    count("update of a tenth", &["apply", "campaigns", "--yes"], 2 * changed + 2 * pages)?;
    count("plan after that", &["plan", "campaigns"], pages)?;
    account.write(0..changed, 3)?;
    account.write(size..size + changed, 5)?;
    count(
        "update and create of a tenth each",
        &["apply", "campaigns", "--yes"],
        4 * changed + 3 * (pages + 1) + 1,
    )?;
    Ok(all)
}

/// A sandbox with a folder of campaign files.
struct Account {
    home: tempfile::TempDir,
    sandbox: Child,
    address: String,
}

impl Account {
    fn new() -> Result<Self> {
        let home = tempfile::tempdir()?;
        let mut sandbox = Command::new(KCAMP)
            .args(["sandbox", "serve", "--port", "0", "--rate-limit", "0", "-o", "json", "--state"])
            .arg(home.path().join("sandbox"))
            .arg("--record")
            .arg(home.path().join("received.jsonl"))
            .env_clear()
            .env("HOME", home.path())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let stdout = sandbox.stdout.take().context("the sandbox has no output")?;
        let served = Value::deserialize(&mut serde_json::Deserializer::from_reader(BufReader::new(stdout)))?;
        let address = served["address"].as_str().context("the sandbox says no address")?.to_owned();
        Ok(Self { home, sandbox, address })
    }

    fn write(&self, numbers: std::ops::Range<usize>, priority: u8) -> Result<()> {
        let folder = self.home.path().join("campaigns");
        std::fs::create_dir_all(&folder)?;
        for number in numbers {
            std::fs::write(folder.join(format!("{number:04}.yaml")), campaign(number, priority))?;
        }
        Ok(())
    }

    /// The number of requests that a command sends.
    fn requests(&self, arguments: &[&str]) -> Result<usize> {
        let before = self.received()?;
        let account = kcamp::sandbox::ACCOUNT;
        let run = Command::new(KCAMP)
            .args(arguments)
            .arg("-q")
            .current_dir(self.home.path())
            .env_clear()
            .env("HOME", self.home.path())
            .env("KCAMP_RATE_LIMIT", "1000000")
            .env("KCAMP_HOST", &self.address)
            .env("KCAMP_STREAM_ID", account.stream_id)
            .env("KCAMP_ACCOUNT_ID", account.account_id)
            .env("KCAMP_CLIENT_ID", account.client_id)
            .env("KCAMP_CLIENT_SECRET", account.client_secret)
            .stdin(Stdio::null())
            .output()?;
        ensure!(run.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&run.stderr));
        Ok(self.received()? - before)
    }

    fn received(&self) -> Result<usize> {
        let path: PathBuf = self.home.path().join("received.jsonl");
        let text = if Path::exists(&path) { std::fs::read_to_string(path)? } else { String::new() };
        Ok(text.lines().count())
    }
}

impl Drop for Account {
    fn drop(&mut self) {
        // If this fails, it has already stopped.
        let _ = self.sandbox.kill();
        let _ = self.sandbox.wait();
    }
}

fn campaign(number: usize, priority: u8) -> String {
    format!(
        "name: N{number}\ndescription: Reminds guests\ncampaignType: sms\nformat: simple\ncontactLists: [Event Guests]\n\
         dncLists: testdnc\npriority: {priority}\nrenamedFrom: none\nmessage: {{text: Hello. Reply STOP to opt out.}}\n\
         dialingStrategy:\n  callerId: {{phoneNumber: \"+12025550124\"}}\n  callingHours:\n    frequency: WEEKLY\n    timezone: UTC\n    \
         days: [{{days: Mon-Fri, start: \"9:00 AM\", end: \"6:00 PM\"}}]\nschedule:\n  timezone: UTC\n  \
         startDateTime: \"2037-01-05 09:30:00\"\n  endDateTime: \"2037-06-30 18:00:00\"\n  recurrenceObject:\n    \
         recurType: Weekly\n    weeklyDetails: {{onceEveryNweeks: 1, whichDays: [Mon, Wed]}}\n"
    )
}
