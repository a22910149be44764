//! Every example of an explanation gives the code that it explains: commands are run, and files and rows are checked.

mod fragments;
mod not_run;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use kcamp::domain::explanations::{Explanation, all};

use crate::world::World;
use not_run::NOT_RUN;

/// The preparation of each command, as a script.
const BEFORE: &str = include_str!("examples/before.sh");
/// Separates the output of the preparation from that of the example.
const MARK: &str = "=====";
const CONTACTS: &str = "phone,name\n+12025550143,Ada\n";

/// The lines of an example without their indentation, with abbreviated values written out.
fn text(explanation: &Explanation) -> String {
    let lines = explanation.example.lines().map(|line| line.strip_prefix("    ").unwrap_or(line));
    fragments::written_out(&lines.collect::<Vec<_>>().join("\n"))
}

fn is_command(example: &str) -> bool {
    example.split([' ', '\n', '(']).any(|word| word == "kcamp")
}

/// The examples that are run and that `is_meant` accepts.
fn examples(is_meant: impl Fn(&str, &str) -> bool) -> Vec<(&'static str, String)> {
    let examples = all().map(|it| (it.code, text(it)));
    let is_run = |code: &str| !NOT_RUN.iter().any(|(_, codes)| codes.contains(&code));
    examples.filter(|(code, example)| is_run(code) && is_meant(code, example)).collect()
}

fn is_row(code: &str) -> bool {
    code.starts_with("import/")
}

/// Whether the output has a code as a word of its own.
fn has_code(printed: &str, code: &str) -> bool {
    let is_part = |it: char| it.is_ascii_alphanumeric() || it == '-' || it == '/';
    printed.split(|it| !is_part(it)).any(|word| word == code)
}

/// A home folder with files, and a sandbox with the campaigns and lists of the examples.
fn furnished() -> World {
    let world = World::new().with("KCAMP_SANDBOX", "1");
    let sms = fragments::SMS.replace("Billing", "Reminder");
    let scheduled = format!("{}{}", fragments::SMS, fragments::SCHEDULE);
    world.file("a.yaml", &sms);
    for name in ["campaign.yaml", "reminder.yaml", "campaigns/a.yaml"] {
        world.file(name, &scheduled);
    }
    for name in ["c.csv", "customers.csv", "july.csv"] {
        world.file(name, CONTACTS);
    }
    world.file("live.yaml", fragments::SMS);
    world.file("voice.yaml", fragments::VOICE);
    world.file("burki.yaml", fragments::BURKI);
    world.file("renewals.yaml", fragments::BURKI.replace("Spring check-in", "Renewals"));
    for line in [
        "contact-list create Customers --description People",
        "campaign create -f live.yaml",
        "campaign create -f voice.yaml",
        "campaign create --platform burki -f burki.yaml",
        "campaign create --platform burki -f renewals.yaml",
    ] {
        let _ = world.run(line).expect_code(0);
    }
    world
}

/// A new world with everything in another world's home folder.
fn copied(from: &World) -> World {
    let world = World::new().with("KCAMP_SANDBOX", "1");
    copy(from.home(), world.home());
    world
}

fn copy(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            fs::create_dir(&target).unwrap();
            copy(&path, &target);
            fs::set_permissions(&target, path.metadata().unwrap().permissions()).unwrap();
        } else {
            fs::copy(&path, &target).unwrap();
        }
    }
}

/// Changes a world to an account instead of the sandbox, at an address where no server answers.
fn of_an_account(world: World) -> World {
    world
        .without("KCAMP_SANDBOX")
        .with("KCAMP_HOST", "http://127.0.0.1:1")
        .with("KCAMP_STREAM_ID", "st-1")
        .with("KCAMP_ACCOUNT_ID", "5a4db0c5a4db0c5a4db0c5a4")
        .with("KCAMP_CLIENT_ID", "cs-1")
        .with("KCAMP_CLIENT_SECRET", "a-secret-of-the-test")
}

/// Runs a command with text and JSON output, in the sandbox and with an account, until the output has the code.
fn printed_by(code: &str, example: &str, furnished: &World) -> Result<(), String> {
    let mut last = String::new();
    for output in ["", "export KCAMP_OUTPUT=json"] {
        for is_account in [false, true] {
            let world = copied(furnished);
            let world = if is_account { of_an_account(world) } else { world };
            let marks = format!("echo {MARK}; echo {MARK} >&2");
            let script =
                format!("PATH=\"${{0%/*}}:$PATH\"\nCODE={code}\n{BEFORE}\n{output}\n{marks}\n{example}\n");
            let ended = world.shell(&script, [""; 0]).output().unwrap();
            let after = |bytes: &[u8]| {
                let text = String::from_utf8_lossy(bytes).into_owned();
                text.split_once(MARK).map_or(String::new(), |(_, after)| after.to_owned())
            };
            last = after(&ended.stdout) + &after(&ended.stderr);
            if has_code(&last, code) {
                return Ok(());
            }
        }
    }
    Err(format!("{code}: {example}\n{last}"))
}

/// Checks what an import reports for rows: with several headers and countries, as contacts and as numbers to leave
/// out.
fn said_of_rows(code: &str, example: &str, furnished: &World) -> Result<(), String> {
    let world = copied(furnished);
    let rows = fragments::unescaped(example);
    let targets = ["contact-list import Customers", "campaign import Renewals --platform burki"];
    let mut seen = BTreeSet::new();
    for header in ["", "phone\n", "phone,name\n", "phone,name\n+12025550143,Bo\n", "phone,name,timezone\n"] {
        let file = [header.as_bytes(), &rows, b"\n"].concat();
        for (contacts, dnc) in [(&*file, None), (CONTACTS.as_bytes(), Some(&file))] {
            world.file("c.csv", contacts);
            world.file("dnc.csv", dnc.map_or(&b""[..], |dnc| dnc));
            let dnc = if dnc.is_some() { "--dnc dnc.csv" } else { "" };
            for region in ["", "--region IN", "--region DE"] {
                for target in targets {
                    let line = format!("{target} c.csv --check --rejects r.csv -o json {dnc} {region}");
                    let run = world.run(&line);
                    let rejects = fs::read(world.home().join("r.csv")).unwrap_or_default();
                    let printed = run.stdout + &run.stderr + &String::from_utf8_lossy(&rejects);
                    if has_code(&printed, code) {
                        return Ok(());
                    }
                    seen.insert(run.code);
                }
            }
        }
    }
    Err(format!("{code}: {example}\nended in {seen:?}"))
}

/// All failures, found with one thread per core.
fn failures(
    examples: &[(&'static str, String)],
    run: impl Fn(&str, &str) -> Result<(), String> + Sync,
) -> Vec<String> {
    let workers = std::thread::available_parallelism().map_or(1, usize::from);
    let part = examples.len().div_ceil(workers).max(1);
    std::thread::scope(|scope| {
        let threads: Vec<_> = examples
            .chunks(part)
            .map(|part| {
                let run = &run;
                scope.spawn(move || {
                    part.iter().filter_map(|(code, example)| run(code, example).err()).collect::<Vec<_>>()
                })
            })
            .collect();
        threads.into_iter().flat_map(|thread| thread.join().unwrap()).collect()
    })
}

#[test]
fn examples_that_are_commands_give_their_codes() {
    let furnished = furnished();
    let commands = examples(|_, example| is_command(example));
    assert!(commands.len() > 150, "{}", commands.len());
    let failures = failures(&commands, |code, example| printed_by(code, example, &furnished));
    assert!(failures.is_empty(), "{} examples give no such code:\n{}", failures.len(), failures.join("\n"));
}

#[test]
fn examples_that_are_rows_give_their_codes() {
    let furnished = furnished();
    let rows = examples(|code, example| is_row(code) && !is_command(example));
    assert!(rows.len() > 20, "{}", rows.len());
    let failures = failures(&rows, |code, example| said_of_rows(code, example, &furnished));
    assert!(failures.is_empty(), "{} examples give no such code:\n{}", failures.len(), failures.join("\n"));
}

#[test]
fn examples_that_are_parts_of_files_give_their_codes() {
    let files = examples(|code, example| !is_row(code) && !is_command(example));
    assert!(files.len() > 100, "{}", files.len());
    let failures = failures(&files, fragments::found_in_a_file);
    assert!(failures.is_empty(), "{} examples give no such code:\n{}", failures.len(), failures.join("\n"));
}

#[test]
fn what_is_not_run_is_an_explanation_and_listed_once() {
    let codes: BTreeSet<&str> = all().map(|it| it.code).collect();
    let mut seen = BTreeSet::new();
    for (reason, listed) in NOT_RUN {
        for code in *listed {
            assert!(codes.contains(code), "{code} is no code ({reason})");
            assert!(seen.insert(code), "{code} is listed twice");
        }
    }
}
