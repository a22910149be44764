//! The speed of `kcamp validate` for a folder: 10,000 campaign files of 2 KB, the whole process, all cores.
//!
//! `cargo bench --bench validate -- DIR` keeps the files in a folder, for a comparison with other checkers.

#![expect(clippy::print_stdout, reason = "a bench prints its figures")]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};

const KCAMP: &str = env!("CARGO_BIN_EXE_kcamp");
/// The number of campaign files.
const FILES: u32 = 10_000;
/// The number of runs over all files; the median is printed.
const RUNS: usize = 5;
/// The present time, which is before the schedules of the files.
const NOW: &str = "2026-12-03T08:00:00Z";

fn main() -> Result<()> {
    // Cargo also passes `--bench`.
    let kept: Option<PathBuf> =
        std::env::args_os().skip(1).map(PathBuf::from).find(|argument| !argument.starts_with("--bench"));
    let temporary = tempfile::tempdir()?;
    let folder = kept.unwrap_or_else(|| temporary.path().join("campaigns"));
    let bytes = write_files(&folder)?;
    println!("{FILES} files, {} bytes each", bytes / u64::from(FILES));
    let validate = || {
        let mut command = Command::new(KCAMP);
        command.arg("validate").arg(&folder).env_clear().env("HOME", temporary.path()).env("KCAMP_NOW", NOW);
        command.stdin(Stdio::null());
        command
    };
    let mut walls: Vec<Duration> = (0..RUNS).map(|_| timed(validate())).collect::<Result<_>>()?;
    walls.sort_unstable();
    let seconds = walls[RUNS / 2].as_secs_f64();
    println!("kcamp validate: {seconds:.3} s, {:.0} files/s", f64::from(FILES) / seconds);
    if let Some(peak) = peak_kibibytes(&validate()) {
        println!("peak memory: {:.1} MiB", peak / 1024.0);
    }
    Ok(())
}

/// The time of one run, which must have no findings.
fn timed(mut command: Command) -> Result<Duration> {
    let begun = Instant::now();
    let output = command.output().context("kcamp cannot be run")?;
    let wall = begun.elapsed();
    let said = String::from_utf8_lossy(&output.stderr);
    let expected = format!("checked {FILES} campaigns in {FILES} files");
    ensure!(output.status.success() && said.contains(&expected), "{said}");
    ensure!(output.stdout.is_empty(), "the generated files have findings");
    Ok(wall)
}

/// The peak resident memory, from GNU time.
fn peak_kibibytes(command: &Command) -> Option<f64> {
    let mut timed = Command::new("/usr/bin/time");
    timed.args(["-f", "%M"]).arg(command.get_program()).args(command.get_args()).env_clear();
    timed.envs(command.get_envs().filter_map(|(name, value)| Some((name, value?))));
    let output = timed.stdin(Stdio::null()).output().ok()?;
    String::from_utf8(output.stderr).ok()?.lines().last()?.trim().parse().ok()
}

/// Writes the files, and returns their total size in bytes.
fn write_files(folder: &Path) -> Result<u64> {
    std::fs::create_dir_all(folder)?;
    let mut bytes = 0;
    for number in 0..FILES {
        let text = campaign(number)?;
        bytes += u64::try_from(text.len())?;
        std::fs::write(folder.join(format!("campaign-{number:05}.yaml")), text)?;
    }
    Ok(bytes)
}

/// A campaign with ten lists, two windows per day, and weekly runs for half a year.
fn campaign(number: u32) -> Result<String> {
    let mut text = format!(
        "# Campaign {number}: made for a measurement, and valid in every part.\n\
         # The keys are the platform's own; message.text and the schedule block are kcamp's.\n\
         name: Reminder {number:05}\n\
         description: Reminds the customers of branch {number} of what is due this week, and tells them how to pay\n\
         campaignType: sms\nformat: simple\ncontactLists:\n"
    );
    for list in 0..10 {
        writeln!(text, "  - Customers of branch {number:05}, part {list}")?;
    }
    text.push_str(
        "dncLists: Opted out\npriority: 3\nmessage:\n  text: \"Your bill is due on Friday. Pay at any branch, or in \
         the app. Questions? Call us on weekdays. Reply STOP to opt out.\"\ndialingStrategy:\n  callerId:\n    \
         phoneNumber: \"+12025550124\"\n  callingHours:\n    frequency: WEEKLY\n    timezone: Asia/Kolkata\n    days:\n",
    );
    for day in ["MO", "TU", "WE", "TH", "FR", "SA", "SU"] {
        writeln!(text, "      - day: {day}\n        start: \"9:00 AM\"\n        end: \"12:30 PM\"")?;
        writeln!(text, "      - day: {day}\n        start: \"1:30 PM\"\n        end: \"6:00 PM\"")?;
    }
    text.push_str(
        "schedule:\n  timezone: Asia/Kolkata\n  startDateTime: \"2037-01-05 09:30:00\"\n  endDateTime: \"2037-06-30 \
         18:00:00\"\n  recurrenceObject:\n    recurType: Weekly\n    weeklyDetails:\n      onceEveryNweeks: 1\n      \
         whichDays: [Mon, Wed]\n",
    );
    Ok(text)
}
