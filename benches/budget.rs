//! Ten kcamp processes at once on one account, at the documented limit of 60 requests per minute. Prints the number
//! of requests that the platform refused, the number that were lost, and the used part of the limit.
//!
//! `cargo bench --bench budget -- 240` runs for that many seconds instead of [`SECONDS`].

#![expect(clippy::print_stdout, reason = "a bench prints its figures")]

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Mutex;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use serde_json::Value;

const KCAMP: &str = env!("CARGO_BIN_EXE_kcamp");

/// The number of processes at any time. Each makes one request, and a new one starts when it ends.
const PROCESSES: usize = 10;

/// How long new processes are started, in seconds. Then the running ones are awaited.
const SECONDS: u64 = 110;

/// The documented limit per minute. Kore.ai contract §3.
const REQUESTS_A_MINUTE: usize = 60;

fn main() -> Result<()> {
    let asked = std::env::args().skip(1).find_map(|argument| argument.parse().ok());
    let span = Duration::from_secs(asked.unwrap_or(SECONDS));
    let home = tempfile::tempdir()?;
    let record = home.path().join("received.jsonl");
    let sandbox = Sandbox::serve(home.path(), &record)?;

    let ended: Mutex<Vec<(Instant, bool)>> = Mutex::default();
    let began = Instant::now();
    std::thread::scope(|scope| {
        for _ in 0..PROCESSES {
            scope.spawn(|| {
                while began.elapsed() < span {
                    let is_served = sandbox.read(home.path());
                    if let Ok(mut ended) = ended.lock() {
                        ended.push((Instant::now(), is_served));
                    }
                }
            });
        }
    });
    let ended = ended.into_inner().ok().context("a thread ended badly")?;
    let lost = ended.iter().filter(|(_, is_served)| !is_served).count();
    let text = std::fs::read_to_string(&record)?;
    let received: Vec<Value> = text.lines().map(serde_json::from_str).collect::<Result<_, _>>()?;
    let refused = received.iter().filter(|request| request["status"] == 429).count();

    // The limit lets a request pass at the earliest a minute after the sixtieth before it. The time by which it came
    // later was not used.
    let mut times: Vec<Duration> = ended.iter().map(|(at, _)| at.duration_since(began)).collect();
    times.sort_unstable();
    let spans: Vec<Duration> = times
        .windows(REQUESTS_A_MINUTE + 1)
        .map(|window| window[REQUESTS_A_MINUTE].saturating_sub(window[0]))
        .collect();
    let count = u32::try_from(spans.len())?;
    ensure!(count > 0, "the run was too short to see a second minute");
    let mean = spans.iter().sum::<Duration>() / count;
    let latest = times.last().copied().unwrap_or_default();
    println!("processes at once        {PROCESSES}");
    println!("time                     {:.1} s", latest.as_secs_f64());
    println!("commands                 {}", ended.len());
    println!("requests received        {}", received.len());
    println!("refused with 429         {refused}");
    println!("commands that failed     {lost}");
    println!("for 60 requests          {:.2} s", mean.as_secs_f64());
    println!("share of the limit       {:.1} %", 6000.0 / mean.as_secs_f64());
    Ok(())
}

/// A sandbox in its own process, with the documented limit.
struct Sandbox {
    process: Child,
    address: String,
}

impl Sandbox {
    fn serve(home: &Path, record: &Path) -> Result<Self> {
        let mut process = Command::new(KCAMP)
            .args(["sandbox", "serve", "--port", "0", "-o", "json", "--state"])
            .arg(home.join("sandbox"))
            .arg("--record")
            .arg(record)
            .env_clear()
            .env("HOME", home)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let stdout = process.stdout.take().context("the sandbox has no stdout")?;
        let served: Value = serde_json::Deserializer::from_reader(stdout)
            .into_iter()
            .next()
            .context("the sandbox said nothing")??;
        let address = served["address"].as_str().context("the sandbox did not say its address")?.to_owned();
        Ok(Self { process, address })
    }

    /// Runs one command that makes one request. Returns whether it succeeded.
    fn read(&self, home: &Path) -> bool {
        let account = kcamp::sandbox::ACCOUNT;
        Command::new(KCAMP)
            .args(["contact-list", "list", "-o", "json"])
            .env_clear()
            .env("HOME", home)
            .env("KCAMP_HOST", &self.address)
            .env("KCAMP_STREAM_ID", account.stream_id)
            .env("KCAMP_ACCOUNT_ID", account.account_id)
            .env("KCAMP_CLIENT_ID", account.client_id)
            .env("KCAMP_CLIENT_SECRET", account.client_secret)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()
            .is_ok_and(|status| status.success())
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
