//! The examples of the README and of docs/: every `console` block is run, in order, and must print what it shows.
//! Any other block has a comment on the line above it:
//!
//! - `<!-- run: COMMAND -->`: the block is given to this command of a shell on stdin, and it must end in 0;
//! - `<!-- ci:NAME -->`: `.ci/run` runs it;
//! - `<!-- not run: REASON -->`. `<!-- no block is run: REASON -->` says it of a whole document.
//!
//! A line `$ …` is a command of a shell, and lines `> …` continue it. Below it stands its output, stdout and stderr
//! in the order of writing, and `[exit 3]` at the end if the exit code is not 0. Each document has its own home
//! folder, an otherwise empty environment, and a clock at [`NOW`]. Its commands run as in one shell that starts in
//! the checkout: if one of them changes the folder, the next runs in that one.
//!
//! `UPDATE=1 cargo test --test transcripts` writes the current output of the commands into the documents.

#![cfg(unix)]
#![expect(clippy::unwrap_used, reason = "a test that cannot set itself up has to stop")]

use std::io::{Read as _, Seek as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

/// The time of every document: a Thursday.
const NOW: &str = "2026-12-03T08:00:00Z";

/// The home folder that the documents show.
const HOME: &str = "/home/ada";

const FENCE: &str = "```";

fn documents() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found: Vec<PathBuf> = ["docs", "docs/contracts"]
        .into_iter()
        .flat_map(|folder| std::fs::read_dir(root.join(folder)).unwrap())
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|end| end == "md"))
        .collect();
    found.sort();
    found.insert(0, root.join("README.md"));
    found
}

/// The text after `key` in a line `<!-- key: … -->`.
fn mark<'line>(line: &'line str, key: &str) -> Option<&'line str> {
    let said = line.trim().strip_prefix("<!-- ")?.strip_suffix(" -->")?.strip_prefix(key)?.trim();
    (!said.is_empty()).then_some(said)
}

/// The output of a command that reads `input` in this folder, and how it ended. Afterwards the file `folder` of
/// `kept` holds the shell's last folder.
fn output(command: &str, input: &str, home: &Path, folder: &Path, kept: &Path) -> String {
    start_a_new_minute(home);
    let mut stdin = tempfile::tempfile().unwrap();
    stdin.write_all(input.as_bytes()).unwrap();
    stdin.rewind().unwrap();
    let programs = Path::new(env!("CARGO_BIN_EXE_kcamp")).parent().unwrap();
    let (mut reader, writer) = std::io::pipe().unwrap();
    let mut shell = Command::new("sh");
    shell
        .args(["-c", &format!("trap 'pwd > {}/folder' EXIT\n{command}", kept.display())])
        .current_dir(folder)
        .env_clear()
        .env("PATH", format!("{}:/usr/bin:/bin", programs.display()))
        .env("HOME", home)
        .env("KCAMP_NOW", NOW)
        // The machine's zones may be newer than the built-in ones, and kcamp would warn of them.
        .env("TZDIR", home.join("no-zones"))
        .stdin(Stdio::from(stdin))
        .stdout(writer.try_clone().unwrap())
        .stderr(writer);
    let mut child = shell.spawn().unwrap();
    // `shell` holds the writing ends of the pipe. They must close before the reader can end.
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

/// Forgets the requests of the last minute, here and in the sandbox, so that no command waits for those before it.
fn start_a_new_minute(home: &Path) {
    let state = home.join(".local/state/kcamp");
    let _ = std::fs::remove_dir_all(state.join("budget"));
    let _ = std::fs::remove_file(state.join("sandbox/rate-window"));
}

/// The document with the current output of its commands, and the blocks that a command refused.
fn replayed(text: &str) -> (String, Vec<String>) {
    replayed_in(&TempDir::new().unwrap(), text)
}

/// The same in a home in which something may have been done already.
fn replayed_in(home: &TempDir, text: &str) -> (String, Vec<String>) {
    let kept = TempDir::new().unwrap();
    let mut folder = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let mut lines = text.lines().peekable();
    let (mut replayed, mut refused) = (Vec::new(), Vec::new());
    while let Some(line) = lines.next() {
        replayed.push(line.to_owned());
        if let Some(command) = mark(line, "run:") {
            let number = replayed.len() + 1;
            let block: Vec<&str> = std::iter::from_fn(|| lines.next_if(|line| *line != FENCE)).collect();
            replayed.extend(block.iter().map(|line| (*line).to_owned()));
            let input = block[1..].join("\n") + "\n";
            // The printed text is not shown to readers, so it is not compared.
            let printed = output(command, &input, home.path(), &folder, kept.path());
            if printed.lines().last().is_some_and(|end| end.starts_with("[exit ") || end == "[killed]") {
                refused.push(format!("{number}: {command}\n{printed}"));
            }
            continue;
        }
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
            let printed = output(&command, "", home.path(), &folder, kept.path());
            folder = std::fs::read_to_string(kept.path().join("folder")).unwrap().trim_end().into();
            replayed.extend(printed.lines().map(str::to_owned));
        }
    }
    (replayed.join("\n") + "\n", refused)
}

#[test]
fn every_document_shows_what_happens() {
    let mut wrong = Vec::new();
    for document in documents() {
        let text = std::fs::read_to_string(&document).unwrap();
        let (replayed, refused) = replayed(&text);
        wrong.extend(refused.into_iter().map(|what| format!("{}:{what}", document.display())));
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

/// The line numbers of the blocks that nothing runs and that give no reason.
fn unmarked(text: &str) -> Vec<usize> {
    if text.lines().any(|line| mark(line, "no block is run:").is_some()) {
        return Vec::new();
    }
    let ci = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(".ci/run")).unwrap();
    let (mut found, mut above, mut is_open) = (Vec::new(), "", false);
    for (number, line) in text.lines().enumerate() {
        if line.trim_start().starts_with(FENCE) {
            is_open = !is_open;
            let is_run = line == format!("{FENCE}console")
                || mark(above, "run:").is_some()
                || mark(above, "ci:").is_some_and(|name| ci.contains(&format!("$(readme_command {name})")));
            if is_open && !is_run && mark(above, "not run:").is_none() {
                found.push(number + 1);
            }
        }
        above = line;
    }
    found
}

#[test]
fn the_readme_and_the_tutorial_work_in_one_home_in_either_order() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let (readme, tutorial) = (root.join("README.md"), root.join("docs/tutorial.md"));
    for order in [[&readme, &tutorial], [&tutorial, &readme]] {
        let home = TempDir::new().unwrap();
        for document in order {
            let text = std::fs::read_to_string(document).unwrap();
            let (replayed, refused) = replayed_in(&home, &text);
            assert!(refused.is_empty(), "{}: {refused:#?}", document.display());
            // The journal shows what the other one did, too: each line that is shown comes, in this order.
            let mut printed = replayed.lines();
            let missing = text.lines().find(|shown| !printed.any(|line| line == *shown));
            assert_eq!(missing, None, "{} of {order:?}", document.display());
        }
    }
}

#[test]
fn every_block_is_run_or_says_why_not() {
    let mut wrong = Vec::new();
    for document in documents() {
        let text = std::fs::read_to_string(&document).unwrap();
        wrong.extend(unmarked(&text).into_iter().map(|line| format!("{}:{line}", document.display())));
    }
    assert!(wrong.is_empty(), "no comment says how these are run, or why not:\n{}", wrong.join("\n"));
}

#[test]
fn a_block_without_a_word_on_it_is_found() {
    for (above, is_marked) in [
        ("", false),
        ("text", false),
        ("<!-- not run: -->", false),
        ("<!-- not run -->", false),
        ("<!-- run: -->", false),
        ("<!-- ci:nothing -->", false),
        ("<!-- not run: needs an account -->\n", false),
        ("<!-- not run: needs an account -->", true),
        ("<!-- run: sh -e -->", true),
        ("<!-- ci:tests -->", true),
    ] {
        let text = format!("a\n{above}\n```sh\nb\n```\n");
        assert_eq!(unmarked(&text).is_empty(), is_marked, "{text}");
    }
}

/// A `sh` block is only for commands that cannot be shown as a transcript.
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

/// The commands of kcamp that a document names without running them: in its sentences, and in blocks that are not run.
fn named_commands(text: &str) -> Vec<String> {
    let (mut commands, mut prose, mut above, mut is_run) = (Vec::new(), String::new(), "", None);
    for line in text.lines() {
        if line.trim_start().starts_with(FENCE) {
            is_run = match is_run {
                None => Some(mark(above, "not run:").is_none()),
                Some(_) => None,
            };
        } else if is_run.is_none() {
            prose.extend([line, " "]);
        } else if is_run == Some(false) && line.trim_start().starts_with("kcamp ") {
            commands.push(line.trim().trim_end_matches('\\').to_owned());
        }
        above = line;
    }
    let code = prose.split('`').skip(1).step_by(2).filter(|code| code.starts_with("kcamp "));
    commands.extend(code.map(str::to_owned));
    let end_of_command = |text: &str| {
        [" |", " \\|", " >", " &&", " #", "; "]
            .iter()
            .filter_map(|end| text.find(end))
            .min()
            .unwrap_or(text.len())
    };
    commands.iter().map(|text| text[..end_of_command(text)].replace('…', "x")).collect()
}

#[test]
fn every_command_that_is_named_and_not_run_has_options_that_exist() {
    let home = TempDir::new().unwrap();
    let mut wrong = Vec::new();
    let documents = documents().into_iter().filter(|path| !path.ends_with("reference.md"));
    let named: Vec<(PathBuf, Vec<String>)> = documents
        .map(|path| (path.clone(), named_commands(&std::fs::read_to_string(path).unwrap())))
        .collect();
    assert!(named.iter().map(|(_, commands)| commands.len()).sum::<usize>() > 100, "{named:?}");
    for (document, commands) in named {
        for command in commands {
            // A value such as WHEN may be wrong; a word that is no command, and an option that there is not, may not.
            let printed = output(&format!("{command} --help"), "", home.path(), home.path(), home.path());
            if ["unrecognized subcommand", "unexpected argument"].iter().any(|fault| printed.contains(fault))
            {
                wrong.push(format!("{}: {command}: {printed}", document.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn commands_are_found_in_sentences_and_in_blocks_that_are_not_run() {
    let text = "See `kcamp plan A | cat` and `other`.\n<!-- not run: x -->\n```sh\nkcamp setup --id … \\\n```\n```console\n$ kcamp no\n```\n`kcamp\nlist`\n";
    assert_eq!(named_commands(text), ["kcamp setup --id x ", "kcamp plan A", "kcamp list"]);
}

#[test]
fn the_examples_are_valid_for_ten_years() {
    let home = TempDir::new().unwrap();
    let command = "KCAMP_NOW=2036-11-21T00:00:00Z kcamp validate examples --deny warnings";
    let printed = output(command, "", home.path(), Path::new(env!("CARGO_MANIFEST_DIR")), home.path());
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
    assert_eq!(replayed(text), (expected.to_owned(), Vec::new()));
}

/// The commands work as if a reader typed them into one shell.
#[test]
fn a_command_is_replayed_in_the_folder_that_the_one_before_went_to() {
    for (before, shown) in [("true", "Cargo.toml"), ("cd \"$HOME\"", ""), ("(cd \"$HOME\")", "Cargo.toml")] {
        let text = format!("a\n```console\n$ {before}\n\n$ ls | grep Cargo.toml; true\n");
        let (replayed, _) = replayed(&(text.clone() + "```\n"));
        assert_eq!(
            replayed,
            [text, shown.to_owned()].concat() + if shown.is_empty() { "```\n" } else { "\n```\n" }
        );
    }
}

#[test]
fn a_block_that_its_command_refuses_is_found() {
    for (command, is_refused) in [("grep -q b", false), ("grep -q c", true), ("cd \"$HOME\" && sh -e", true)]
    {
        let text = format!("a\n<!-- run: {command} -->\n```sh\nb\n```\n");
        let (same, refused) = replayed(&text);
        assert_eq!((same, refused.len()), (text.clone(), usize::from(is_refused)), "{refused:?}");
    }
}
