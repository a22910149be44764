//! How long a user waits: whole processes, from start to exit, compared with the smallest possible one.
//!
//! The peak memory is from `/usr/bin/time` (GNU time), if it is installed.

#![expect(clippy::print_stdout, reason = "a bench prints its figures")]

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};

const KCAMP: &str = env!("CARGO_BIN_EXE_kcamp");
const EXAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/event-reminder.yaml");
const SMALL_EXAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/support-flow-advanced.yaml");

/// The number of runs of each command; the median is printed.
const RUNS: usize = 200;

/// The number of campaigns whose names completion knows.
const KNOWN: usize = 10_000;

fn main() -> Result<()> {
    let home = tempfile::tempdir()?;
    let sandbox = Sandbox::serve(home.path())?;
    let binary = std::fs::metadata(KCAMP)?.len();
    println!("binary: {:.2} MiB", mebibytes(binary));
    println!("{:<44} {:>10} {:>10}", "process", "median", "peak");
    let local = |arguments: &[&str]| {
        let mut command = kcamp(home.path());
        command.args(arguments);
        command
    };
    let remote = |arguments: &[&str]| {
        let mut command = local(arguments);
        sandbox.account(&mut command);
        command
    };
    measure("true", |_| Command::new("true"))?;
    measure("kcamp --version", |_| local(&["--version"]))?;
    measure("kcamp campaign create --help", |_| local(&["campaign", "create", "--help"]))?;
    measure("kcamp jwt mint", |_| remote(&["jwt", "mint"]))?;
    measure("kcamp completions bash", |_| local(&["completions", "bash"]))?;
    measure("kcamp validate, no schedule", |_| local(&["validate", SMALL_EXAMPLE]))?;
    measure("kcamp validate, 50 runs", |_| local(&["validate", EXAMPLE]))?;
    measure("kcamp campaign create --dry-run", |_| {
        remote(&["campaign", "create", "-f", SMALL_EXAMPLE, "--dry-run"])
    })?;
    measure("kcamp campaign list, one request", |_| {
        remote(&["campaign", "list", "--type", "sms", "--limit", "1"])
    })?;
    measure("kcamp contact-list list, one request", |_| remote(&["contact-list", "list"]))?;
    let body = sandbox.create_body(home.path())?;
    measure("kcamp campaign create, create and read back", |run| {
        remote(&["campaign", "create", "-f", SMALL_EXAMPLE, "--name", &format!("By kcamp {run}")])
    })?;
    know_campaigns(home.path(), KNOWN)?;
    for (name, line, last) in [
        ("kcamp ca<Tab>, 10,000 names known", "kcamp ca", "ca"),
        ("kcamp campaign get <Tab>, all 10,000 offered", "kcamp campaign get ", ""),
        ("kcamp campaign get Known\\ 99<Tab>, 100 offered", "kcamp campaign get Known\\ 99", "Known\\ 99"),
    ] {
        measure(name, |_| {
            let mut command = remote(&[line, last]);
            command.env("KCAMP_COMPLETE", "bash");
            command
        })?;
    }
    let token = sandbox.token(home.path())?;
    let id = sandbox.first_id(home.path())?;
    measure("curl, the same two requests", |run| sandbox.curl(&token, &body, &id, run))?;
    Ok(())
}

/// Adds this number of campaigns to the names for completion, as a list of them would: copies of one that a command
/// read.
fn know_campaigns(home: &Path, count: usize) -> Result<()> {
    let folder = home.join(".local/state/kcamp/names");
    let files = std::fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?;
    let file = files.iter().find(|file| file.extension().is_some_and(|end| end == "json"));
    let file = file.context("no name is known")?;
    let mut known: serde_json::Value = serde_json::from_slice(&std::fs::read(file)?)?;
    let campaigns = known["campaigns"].as_object_mut().context("no campaign is known")?;
    let one = campaigns.values().next().context("no campaign is known")?.clone();
    for number in 0..count {
        let mut campaign = one.clone();
        campaign["name"] = format!("Known {number:04}").into();
        campaigns.insert(format!("cd-{number:08}-0000-4000-8000-000000000000"), campaign);
    }
    std::fs::write(file, serde_json::to_vec(&known)?)?;
    Ok(())
}

/// Prints the median time and the largest peak memory of a command, which must succeed.
fn measure(name: &str, command: impl Fn(usize) -> Command) -> Result<()> {
    let mut walls = Vec::with_capacity(RUNS);
    for run in 0..RUNS {
        let mut command = command(run);
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        let begun = Instant::now();
        let status = command.status().with_context(|| format!("{name} cannot be run"))?;
        walls.push(begun.elapsed());
        ensure!(status.success(), "{name} ended in {status}");
    }
    walls.sort_unstable();
    let median: Duration = walls[RUNS / 2];
    let peak = peak_kibibytes(&command(RUNS))
        .map_or_else(|| "-".to_owned(), |peak| format!("{:.1} MiB", mebibytes(peak * 1024)));
    println!("{name:<44} {:>7.2} ms {peak:>10}", median.as_secs_f64() * 1000.0);
    Ok(())
}

/// The peak resident memory of one run, in KiB.
fn peak_kibibytes(command: &Command) -> Option<u64> {
    let mut timed = Command::new("/usr/bin/time");
    timed.args(["-f", "%M"]).arg(command.get_program()).args(command.get_args());
    timed.env_clear();
    for (name, value) in command.get_envs() {
        if let Some(value) = value {
            timed.env(name, value);
        }
    }
    timed.env("PATH", std::env::var_os("PATH").unwrap_or_default());
    let output = timed.stdin(Stdio::null()).stdout(Stdio::null()).output().ok()?;
    String::from_utf8(output.stderr).ok()?.lines().last()?.trim().parse().ok()
}

#[expect(clippy::cast_precision_loss, reason = "sizes of programs are far below what a float holds exactly")]
fn mebibytes(bytes: u64) -> f64 {
    bytes as f64 / (1024.0 * 1024.0)
}

/// The release binary in an empty environment.
fn kcamp(home: &Path) -> Command {
    let mut command = Command::new(KCAMP);
    command.env_clear().env("HOME", home);
    command
}

/// A sandbox in its own process, without a rate limit.
struct Sandbox {
    process: Child,
    address: String,
}

impl Sandbox {
    fn serve(home: &Path) -> Result<Self> {
        let mut process = kcamp(home)
            .args(["sandbox", "serve", "--port", "0", "--rate-limit", "0", "-o", "csv"])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let stdout = process.stdout.take().context("the sandbox has no stdout")?;
        let mut lines = BufReader::new(stdout).lines();
        let address = lines
            .find_map(|line| {
                let line = line.ok()?;
                let at = line.find("http://127.0.0.1:")?;
                let rest = &line[at..];
                Some(rest.split([',', ' ']).next()?.to_owned())
            })
            .context("the sandbox did not say its address")?;
        Ok(Self { process, address })
    }

    fn account(&self, command: &mut Command) {
        let account = kcamp::sandbox::ACCOUNT;
        command
            .env("KCAMP_HOST", &self.address)
            .env("KCAMP_STREAM_ID", account.stream_id)
            .env("KCAMP_ACCOUNT_ID", account.account_id)
            .env("KCAMP_CLIENT_ID", account.client_id)
            .env("KCAMP_CLIENT_SECRET", account.client_secret)
            // The requests are still counted, but waits are not measured.
            .env("KCAMP_RATE_LIMIT", "1000000");
    }

    /// The body that kcamp sends for the example.
    fn create_body(&self, home: &Path) -> Result<String> {
        let mut command = kcamp(home);
        self.account(&mut command);
        let output = command.args(["campaign", "create", "-f", SMALL_EXAMPLE, "--dry-run=curl"]).output()?;
        let text = String::from_utf8(output.stdout)?;
        let body = text.lines().find_map(|line| line.trim().strip_prefix("--data-raw '")?.strip_suffix('\''));
        Ok(body.context("the dry run shows no body")?.to_owned())
    }

    fn token(&self, home: &Path) -> Result<String> {
        let mut command = kcamp(home);
        self.account(&mut command);
        let output = command.args(["jwt", "mint", "--ttl", "1h"]).output()?;
        Ok(String::from_utf8(output.stdout)?.trim().to_owned())
    }

    /// The id of any campaign.
    fn first_id(&self, home: &Path) -> Result<String> {
        let mut command = kcamp(home);
        self.account(&mut command);
        let output = command.args(["campaign", "list", "--limit", "1", "-o", "json"]).output()?;
        let campaigns: serde_json::Value = serde_json::from_slice(&output.stdout)?;
        Ok(campaigns[0]["id"].as_str().context("the list shows no id")?.to_owned())
    }

    /// Sends the same two requests in one run of curl: a create, and a read of another campaign by id.
    fn curl(&self, token: &str, body: &str, id: &str, run: usize) -> Command {
        let account = kcamp::sandbox::ACCOUNT;
        let campaigns = format!("{}/campaign/api/v2/public/{}/campaign", self.address, account.stream_id);
        let query = format!("accountId={}", account.account_id);
        let headers = [
            format!("auth: {token}"),
            format!("accountId: {}", account.account_id),
            format!("iid: {}", account.stream_id),
            "Content-Type: application/json".to_owned(),
        ];
        let mut command = Command::new("curl");
        command.args(["--silent", "--fail"]);
        for header in &headers {
            command.args(["--header", header]);
        }
        command.args(["--data-raw", &body.replace("Interactive Support SMS", &format!("By curl {run}"))]);
        command.arg(format!("{campaigns}?{query}&campaignType=sms"));
        command.args(["--next", "--silent", "--fail"]);
        for header in &headers {
            command.args(["--header", header]);
        }
        command.arg(format!("{campaigns}/{id}?{query}"));
        command
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
