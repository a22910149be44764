//! The number of requests that `apply` and `plan` send for campaigns in files, by platform and kind of change: `cargo
//! bench --bench requests`.
//!
//! The sandbox counts the requests; no time is measured. `cargo bench --bench requests -- 10 50` sets other numbers
//! of campaigns than [`SIZES`]. Fails if a change needs more than its own requests, or if campaigns that were read
//! before need more than their list pages and, on Burki, their own reads. With `UPDATE=1` it writes its tables into
//! `docs/plan.md`.

#![expect(clippy::print_stdout, reason = "a bench prints its figures")]

use std::fmt::Write as _;
use std::io::BufReader;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitCode, Stdio};

use anyhow::{Context as _, Result, ensure};
use serde::Deserialize as _;
use serde_json::Value;

const KCAMP: &str = env!("CARGO_BIN_EXE_kcamp");
/// The default numbers of campaigns.
const SIZES: [usize; 3] = [10, 100, 1_000];
/// The document with the tables, and the lines around them.
const DOCUMENT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/plan.md");
const BEGIN: &str = "<!-- requests: written by UPDATE=1 cargo bench --bench requests --profile dev -->\n";
const END: &str = "<!-- end of requests -->\n";

fn main() -> Result<ExitCode> {
    let asked: Vec<usize> = std::env::args().skip(1).filter_map(|argument| argument.parse().ok()).collect();
    let sizes = if asked.is_empty() { SIZES.to_vec() } else { asked };
    let mut text = format!(
        "Counted by `cargo bench --bench requests --profile dev` on the sandboxes, {}, {}.\n",
        jiff::Timestamp::now().strftime("%Y-%m-%d"),
        machine()
    );
    let mut exceeded = Vec::new();
    for platform in [Platform::Kore, Platform::Burki] {
        let measured: Result<Vec<Vec<Counted>>> =
            sizes.iter().map(|size| measured(platform, *size)).collect();
        let measured = measured?;
        table(&mut text, platform, &sizes, &measured)?;
        for (size, counted) in sizes.iter().zip(&measured) {
            let over = counted.iter().filter(|it| it.requests > it.most);
            exceeded.extend(over.map(|it| {
                format!("{}: {} of {size}: {} and not {}", platform.title(), it.what, it.requests, it.most)
            }));
        }
    }
    println!("{text}");
    if !exceeded.is_empty() {
        println!("more than at most: {}", exceeded.join("; "));
        return Ok(ExitCode::FAILURE);
    }
    if std::env::var_os("UPDATE").is_some() {
        update(&text)?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Adds the table of a platform: a row for each kind of change, a column for each number of campaigns.
fn table(text: &mut String, platform: Platform, sizes: &[usize], measured: &[Vec<Counted>]) -> Result<()> {
    write!(text, "\n| requests on {} for |", platform.title())?;
    for size in sizes {
        write!(text, " {} campaigns |", grouped(*size))?;
    }
    write!(text, "\n|---|{}\n", "---|".repeat(sizes.len()))?;
    for row in 0..measured.first().map_or(0, Vec::len) {
        write!(text, "| {} |", measured[0][row].what)?;
        for counted in measured {
            write!(text, " {} |", grouped(counted[row].requests))?;
        }
        text.push('\n');
    }
    Ok(())
}

/// Such as `1,021`.
fn grouped(number: usize) -> String {
    match number / 1_000 {
        0 => number.to_string(),
        thousands => format!("{thousands},{:03}", number % 1_000),
    }
}

/// Writes the tables into the document.
fn update(text: &str) -> Result<()> {
    let document = std::fs::read_to_string(DOCUMENT)?;
    let (before, rest) = document.split_once(BEGIN).context("the document has no place for the tables")?;
    let (_, after) = rest.split_once(END).context("the place for the tables has no end")?;
    std::fs::write(DOCUMENT, format!("{before}{BEGIN}\n{text}\n{END}{after}"))?;
    Ok(())
}

/// The processor and the system.
fn machine() -> String {
    let cpus = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = cpus.lines().find_map(|line| line.strip_prefix("model name")?.split_once(": "));
    let model = model.map_or("an unknown processor", |(_, model)| model);
    let count = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    format!("{count} cores of {model}, {} {}", std::env::consts::OS, std::env::consts::ARCH)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Platform {
    Kore,
    Burki,
}

impl Platform {
    const fn title(self) -> &'static str {
        match self {
            Self::Kore => "Kore.ai",
            Self::Burki => "Burki",
        }
    }

    /// The most list pages of an account: on Kore.ai the pages of sms campaigns and the one after them, and one page of
    /// voice campaigns; on Burki the pages. Kore.ai contract §8, Burki contract §4.
    const fn pages(self, size: usize) -> usize {
        match self {
            Self::Kore => size.div_ceil(50) + 2,
            Self::Burki => size.div_ceil(1_000) + 1,
        }
    }

    /// The most reads of campaigns for a plan: on Burki each campaign, and its schedule where it has one.
    const fn reads(self, size: usize, is_seen: bool) -> usize {
        match self {
            Self::Kore if is_seen => 0,
            Self::Kore => size,
            Self::Burki => 2 * size,
        }
    }

    /// The numbers of a tenth of the campaigns, which have no schedule on Burki: what is scheduled there cannot be
    /// edited.
    fn tenth(self, numbers: std::ops::Range<usize>) -> Vec<usize> {
        match self {
            Self::Kore => (numbers.start..numbers.start + (numbers.len() / 10).max(1)).collect(),
            Self::Burki => numbers.filter(|number| is_draft(*number)).collect(),
        }
    }
}

/// Whether a campaign of Burki has no schedule.
const fn is_draft(number: usize) -> bool {
    number.is_multiple_of(10)
}

/// The requests of one command.
struct Counted {
    what: &'static str,
    requests: usize,
    most: usize,
}

fn measured(platform: Platform, size: usize) -> Result<Vec<Counted>> {
    let account = Account::new(platform)?;
    let pages = platform.pages(size);
    let mut all = Vec::new();
    let mut count = |what, arguments: &[&str], most| -> Result<()> {
        all.push(Counted { what, requests: account.requests(arguments)?, most });
        Ok(())
    };
    let apply = ["apply", "campaigns", "--yes"];
    let (seen, unseen) = (platform.reads(size, true), platform.reads(size, false));
    // A schedule that is saved is read back on Burki.
    let create = if platform == Platform::Burki { 3 } else { 2 };
    account.write(0..size, 5)?;
    count("create with schedules", &apply, create * size + 3 * pages + 1)?;
    count("plan, warm", &["plan", "campaigns"], pages + seen)?;
    count("plan, cold", &["plan", "campaigns", "--refresh"], pages + unseen)?;
    count("apply of nothing", &apply, pages + seen)?;
    let changed = platform.tenth(0..size);
    account.write(changed.iter().copied(), 4)?;
    // An update is read again before it is sent.
    count("update of a tenth", &apply, 2 * changed.len() + 2 * pages + seen)?;
    count("plan after that", &["plan", "campaigns"], pages + seen)?;
    account.write(changed.iter().copied(), 3)?;
    account.write(size..size + changed.len(), 5)?;
    let mixed = (2 + create) * changed.len() + 3 * (pages + 1) + 1 + seen;
    count("update and create of a tenth each", &apply, mixed)?;
    Ok(all)
}

/// A sandbox with a folder of campaign files.
struct Account {
    platform: Platform,
    home: tempfile::TempDir,
    sandbox: Child,
    address: String,
}

impl Account {
    fn new(platform: Platform) -> Result<Self> {
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
        Ok(Self { platform, home, sandbox, address })
    }

    fn write(&self, numbers: impl IntoIterator<Item = usize>, priority: u8) -> Result<()> {
        let folder = self.home.path().join("campaigns");
        std::fs::create_dir_all(&folder)?;
        for number in numbers {
            let text = match self.platform {
                Platform::Kore => campaign(number, priority),
                Platform::Burki => burki_campaign(number, priority),
            };
            std::fs::write(folder.join(format!("{number:04}.yaml")), text)?;
        }
        Ok(())
    }

    /// The number of requests that a command sends.
    fn requests(&self, arguments: &[&str]) -> Result<usize> {
        let before = self.received()?;
        let kore = kcamp::sandbox::ACCOUNT;
        let account = match self.platform {
            Platform::Kore => vec![
                ("KCAMP_STREAM_ID", kore.stream_id),
                ("KCAMP_ACCOUNT_ID", kore.account_id),
                ("KCAMP_CLIENT_ID", kore.client_id),
                ("KCAMP_CLIENT_SECRET", kore.client_secret),
            ],
            Platform::Burki => {
                vec![("KCAMP_PLATFORM", "burki"), ("KCAMP_TOKEN", kcamp::sandbox::BURKI_API_KEY)]
            }
        };
        let run = Command::new(KCAMP)
            .args(arguments)
            .arg("-q")
            .current_dir(self.home.path())
            .env_clear()
            .env("HOME", self.home.path())
            .env("KCAMP_RATE_LIMIT", "1000000")
            .env("KCAMP_HOST", &self.address)
            .envs(account)
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

fn burki_campaign(number: usize, attempts: u8) -> String {
    let schedule = "schedule:\n  schedule_type: recurring\n  scheduled_at: \"2037-01-05T09:00:00\"\n  timezone: UTC\n  recurring_config: \
                    {frequency: weekly, interval: 1, days_of_week: [1, 3], time: \"09:00\", time_zone: UTC, end_date: \"2037-06-30\"}\n";
    format!(
        "platform: burki\nname: N{number}\ncampaign_type: call\nassistant_id: 7\ndescription: Reminds guests\nrenamedFrom: none\n\
         max_attempts: {attempts}\n{}",
        if is_draft(number) { "" } else { schedule }
    )
}
