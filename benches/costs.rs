//! The time and memory of `validate` for files of up to 4 MiB that could be expensive: `cargo bench --bench costs`.
//!
//! Runs the binary on each kind of file in tests/cli/costs.rs. The time is that of the whole command, the best of
//! several runs. The peak memory is printed if the system reports it (Linux). Fails if a kind takes more than 3 s or
//! 100 MB.

#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a benchmark prints, and stops where it cannot run"
)]

use std::path::Path;
use std::process::{Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

#[path = "../tests/cli/costs/kinds.rs"]
mod kinds;

/// The number of runs of each kind; the fastest counts.
const RUNS: usize = 3;
/// The longest time for any file.
const TIME_MAX: Duration = Duration::from_secs(3);
/// The most memory, in KiB: 100 MB.
const PEAK_MAX_KIB: u64 = 100_000_000 / 1024;

fn main() -> ExitCode {
    let home = tempfile::tempdir().unwrap();
    let mut exceeded = Vec::new();
    println!("| file of up to 4 MiB | bytes | seconds | peak MiB |\n|---|---|---|---|");
    for (kind, text, _) in kinds::all() {
        std::fs::write(home.path().join("a.yaml"), &text).unwrap();
        let runs: Vec<(Duration, u64)> = (0..RUNS).map(|_| validate(home.path())).collect();
        let time = runs.iter().map(|(time, _)| *time).min().unwrap_or_default();
        let peak_kib = runs.iter().map(|(_, peak)| *peak).max().unwrap_or_default();
        println!("| {kind} | {} | {:.2} | {} |", text.len(), time.as_secs_f64(), peak_kib / 1024);
        if time > TIME_MAX || peak_kib > PEAK_MAX_KIB {
            exceeded.push(kind);
        }
    }
    if exceeded.is_empty() {
        return ExitCode::SUCCESS;
    }
    println!("\nover 3 s or 100 MB: {}", exceeded.join(", "));
    ExitCode::FAILURE
}

/// The time of one run, and its peak memory in KiB; 0 if the system does not report it.
fn validate(home: &Path) -> (Duration, u64) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kcamp"));
    command.args(["validate", "a.yaml", "-ojson"]).env_clear().env("HOME", home).current_dir(home);
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let began = Instant::now();
    let mut child = command.spawn().unwrap();
    let status = format!("/proc/{}/status", child.id());
    let mut peak_kib = 0;
    while child.try_wait().unwrap().is_none() {
        let text = std::fs::read_to_string(&status).unwrap_or_default();
        let high = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let high = high.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or(0);
        peak_kib = peak_kib.max(high);
        std::thread::sleep(Duration::from_millis(1));
    }
    (began.elapsed(), peak_kib)
}
