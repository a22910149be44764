//! The examples of the README and of docs/: every `console` block is run, in order, and must print what it shows.
//!
//! A line `$ …` is a command of a shell, lines `> …` go on with it, and below it stands what it prints, stdout and
//! stderr as they come, with `[exit 3]` at the end where it does not end in 0. Each document has a home folder of its
//! own, an otherwise empty environment, and a clock that stands at [`NOW`].
//!
//! `UPDATE=1 cargo test --test transcripts` writes what the commands print now.

#![cfg(unix)]
#![expect(clippy::unwrap_used, reason = "a test that cannot set itself up has to stop")]

use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

/// The instant at which every document happens: a Thursday.
const NOW: &str = "2026-12-03T08:00:00Z";

/// What the documents show for the home folder.
const HOME: &str = "/home/ada";

const FENCE: &str = "```";

fn documents() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found: Vec<PathBuf> = std::fs::read_dir(root.join("docs"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|end| end == "md"))
        .collect();
    found.sort();
    found.insert(0, root.join("README.md"));
    found
}

/// What a command prints, and how it ends.
fn output(command: &str, home: &Path) -> String {
    let programs = Path::new(env!("CARGO_BIN_EXE_kcamp")).parent().unwrap();
    let (mut reader, writer) = std::io::pipe().unwrap();
    let mut shell = Command::new("sh");
    shell
        .args(["-c", command])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .env_clear()
        .env("PATH", format!("{}:/usr/bin:/bin", programs.display()))
        .env("HOME", home)
        .env("KCAMP_NOW", NOW)
        // The zones of this machine may be newer than ours, which would be warned of.
        .env("TZDIR", home.join("no-zones"))
        .stdin(Stdio::null())
        .stdout(writer.try_clone().unwrap())
        .stderr(writer);
    let mut child = shell.spawn().unwrap();
    // It holds the ends of the pipe that have to close for the reader to end.
    drop(shell);
    let mut text = String::new();
    reader.read_to_string(&mut text).unwrap();
    let status = child.wait().unwrap();
    let text = text.replace(&*home.to_string_lossy(), HOME);
    let mut shown: Vec<String> = text.trim_end().lines().map(|line| line.trim_end().to_owned()).collect();
    if !status.success() {
        shown.push(status.code().map_or_else(|| "[killed]".to_owned(), |code| format!("[exit {code}]")));
    }
    shown.join("\n")
}

/// The document as it would be if its commands were run now.
fn replayed(text: &str) -> String {
    let home = TempDir::new().unwrap();
    let mut lines = text.lines().peekable();
    let mut replayed = Vec::new();
    while let Some(line) = lines.next() {
        replayed.push(line.to_owned());
        if line != format!("{FENCE}console") {
            continue;
        }
        let mut is_first = true;
        while let Some(line) = lines.next_if(|line| *line != FENCE) {
            let Some(first) = line.strip_prefix("$ ") else { continue };
            if !is_first {
                replayed.push(String::new());
            }
            is_first = false;
            replayed.push(line.to_owned());
            let mut command = first.to_owned();
            while let Some(line) = lines.next_if(|line| line.starts_with("> ")) {
                replayed.push(line.to_owned());
                command = format!("{command}\n{}", &line[2..]);
            }
            let printed = output(&command, home.path());
            replayed.extend(printed.lines().map(str::to_owned));
        }
    }
    replayed.join("\n") + "\n"
}

#[test]
fn every_document_shows_what_happens() {
    let mut wrong = Vec::new();
    for document in documents() {
        let text = std::fs::read_to_string(&document).unwrap();
        let replayed = replayed(&text);
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(&document, replayed).unwrap();
        } else if let Some((number, (shown, printed))) =
            text.lines().zip(replayed.lines()).enumerate().find(|(_, (shown, printed))| shown != printed)
        {
            let place = format!("{}:{}", document.display(), number + 1);
            wrong.push(format!("{place}\n  shows:  {shown}\n  prints: {printed}"));
        } else if text != replayed {
            wrong.push(format!("{}: it ends otherwise", document.display()));
        }
    }
    assert!(wrong.is_empty(), "UPDATE=1 writes them anew:\n{}", wrong.join("\n"));
}

/// A `sh` block is for what cannot run here: it needs an account, a terminal or another program.
#[test]
fn what_looks_like_a_transcript_is_run() {
    for document in documents() {
        let text = std::fs::read_to_string(&document).unwrap();
        let blocks = text.split(FENCE).skip(1).step_by(2);
        for block in blocks.filter(|block| !block.starts_with("console\n")) {
            let command = block.lines().find(|line| line.trim_start().starts_with("$ "));
            assert_eq!(command, None, "{}: make this a console block", document.display());
        }
    }
}

#[test]
fn the_examples_are_valid_for_ten_years() {
    let home = TempDir::new().unwrap();
    let printed =
        output("KCAMP_NOW=2036-11-21T00:00:00Z kcamp validate examples --deny warnings", home.path());
    assert_eq!(
        printed,
        "checked 5 campaigns in 5 files; 2 other files skipped: not .yaml, .yml or .json, or hidden"
    );
}

#[test]
fn a_command_is_replayed_with_its_end() {
    let text = "a\n```console\n$ echo one \\\n> two\nold\n\n$ sh -c 'echo no >&2; exit 3'\n```\n";
    let expected =
        "a\n```console\n$ echo one \\\n> two\none two\n\n$ sh -c 'echo no >&2; exit 3'\nno\n[exit 3]\n```\n";
    assert_eq!(replayed(text), expected);
}
