//! The speed and the memory of `contact-list import --check`: `cargo bench --bench import`.
//!
//! Runs the binary on generated files of two sizes, with its built-in sandbox. Rows per second are for the whole
//! command, from start to end. The peak memory is printed if the system reports it (Linux).

#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a benchmark prints, and stops where it cannot run"
)]

use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;

/// Sizes of the generated files, in rows.
const SIZES: [u32; 2] = [100_000, 1_000_000];
/// The number of runs of each size; the fastest counts.
const RUNS: usize = 5;

fn main() {
    let home = tempfile::tempdir().unwrap();
    let created = kcamp(home.path(), &["contact-list", "create", "Bench", "--description", "Empty"]).status();
    assert!(created.unwrap().success(), "the list was not created");
    println!("{:>9}  {:>7}  {:>8}  {:>11}  {:>9}", "rows", "MB", "seconds", "rows/second", "peak MiB");
    for rows in SIZES {
        let path = home.path().join("contacts.csv");
        write_contacts(&path, rows);
        let bytes = path.metadata().unwrap().len();
        let runs = (0..RUNS).map(|_| check(home.path(), rows));
        let (wall, peak) = runs.min_by_key(|(wall, _)| *wall).unwrap();
        let peak = peak.map_or_else(|| "-".to_owned(), |kib| format!("{:.1}", f64::from(kib) / 1024.0));
        let seconds = wall.as_secs_f64();
        println!(
            "{rows:>9}  {:>7.1}  {seconds:>8.3}  {:>11.0}  {peak:>9}",
            f64::from(u32::try_from(bytes).unwrap()) / 1e6,
            f64::from(rows) / seconds,
        );
    }
}

/// Distinct Indian mobile numbers in three spellings, with a name and a time zone.
fn write_contacts(path: &Path, rows: u32) {
    let mut file = BufWriter::new(File::create(path).unwrap());
    writeln!(file, "Mobile No,First Name,Last Name,Time Zone").unwrap();
    for row in 0..u64::from(rows) {
        // A walk over ten million numbers without duplicates.
        let number = 9_870_000_000 + row * 7_919 % 10_000_000;
        let (start, end) = (number / 100_000, number % 100_000);
        match row % 3 {
            0 => write!(file, "{number}").unwrap(),
            1 => write!(file, "+91{number}").unwrap(),
            _ => write!(file, "\"+91 {start} {end:05}\"").unwrap(),
        }
        writeln!(file, ",Ada {row},Lovelace,Asia/Kolkata").unwrap();
    }
    file.flush().unwrap();
}

/// The time of one run and its peak memory in KiB.
fn check(home: &Path, rows: u32) -> (Duration, Option<u32>) {
    let line = ["contact-list", "import", "Bench", "contacts.csv", "--region", "IN", "--check", "-o", "json"];
    let began = Instant::now();
    let child = kcamp(home, &line).stdout(Stdio::piped()).spawn().unwrap();
    let (child, peak) = watched(child);
    let output = child.wait_with_output().unwrap();
    let wall = began.elapsed();
    let view: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(view["accepted"], rows, "every row is a good one");
    (wall, peak)
}

/// Waits for the end of a process, and reads its peak memory.
fn watched(mut child: Child) -> (Child, Option<u32>) {
    let status = format!("/proc/{}/status", child.id());
    let mut peak = None;
    while child.try_wait().unwrap().is_none() {
        peak = peak.max(std::fs::read_to_string(&status).ok().and_then(|text| peak_kib(&text)));
        std::thread::sleep(Duration::from_millis(1));
    }
    (child, peak)
}

fn peak_kib(status: &str) -> Option<u32> {
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().trim_end_matches(" kB").parse().ok()
}

fn kcamp(home: &Path, line: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kcamp"));
    command.args(line).env_clear().env("HOME", home).env("KCAMP_SANDBOX", "1").current_dir(home);
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command
}
