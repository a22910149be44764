//! Imports into one list or campaign that are begun at once: they go one after the other, so that each knows whom the
//! other one sent and left out.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};

use serde_json::{Value, json};

use crate::contact_inputs::{received_by_burki, received_by_kore};
use crate::ending::signal;
use crate::import_to_campaign::with_campaign;
use crate::relay::{Passing, Watch, relay_at_once};
use crate::world::{Sandbox, World};

const LIST: &str = "Renewal Due July";

/// Holds the first request with one of these words in its line back, says that it is there, and lets it go when it is
/// told to.
#[derive(Clone)]
pub struct HoldingBack {
    gate: Arc<Mutex<Option<Gate>>>,
    words: &'static [&'static str],
}

/// Says that the request is there, and hears that it may go on.
struct Gate {
    is_there: Sender<()>,
    may_go: Receiver<()>,
}

impl HoldingBack {
    /// It, and the test's ends: what hears that the request is there, and what lets it go.
    pub fn at(words: &'static [&'static str]) -> (Self, Receiver<()>, Sender<()>) {
        let ((is_there, there), (go, may_go)) = (channel(), channel());
        let gate = Arc::new(Mutex::new(Some(Gate { is_there, may_go })));
        (Self { gate, words }, there, go)
    }

    /// That of the first request with contacts.
    fn new() -> (Self, Receiver<()>, Sender<()>) {
        Self::at(&["/addContacts", "/import-data"])
    }
}

impl Watch for HoldingBack {
    fn before(&mut self, request: &Passing) {
        if !self.words.iter().any(|words| request.line.contains(words)) {
            return;
        }
        let first = self.gate.lock().unwrap().take();
        if let Some(Gate { is_there, may_go }) = first {
            is_there.send(()).unwrap();
            may_go.recv().unwrap();
        }
    }
}

/// What a command printed, and its exit code.
pub struct Ended {
    pub code: Option<i32>,
    pub view: Value,
    pub stderr: String,
}

pub fn spawned(mut command: Command) -> Child {
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
}

pub fn ended(child: Child, said_before: &str) -> Ended {
    let output = child.wait_with_output().unwrap();
    Ended {
        code: output.status.code(),
        view: serde_json::from_slice(&output.stdout).unwrap_or_default(),
        stderr: format!("{said_before}{}", String::from_utf8_lossy(&output.stderr)),
    }
}

/// Runs an import, and another one from the moment at which the first sends its first contacts. That goes on once the
/// second says that it waits.
fn at_once(sandbox: &Sandbox, files: &[(&str, &str)], lines: [&[&str]; 2]) -> [Ended; 2] {
    let (holding_back, there, go) = HoldingBack::new();
    let world = relay_at_once(sandbox, holding_back);
    let world = if lines[0][0] == "campaign" { world.of_burki() } else { world };
    for (name, text) in files {
        world.file(name, text);
    }
    both_at_once(&world, lines, (&there, &go))
}

/// Runs a command until its request is held back, and then another one. The request goes on once the other one says
/// that it waits.
pub fn both_at_once(
    world: &World,
    lines: [&[&str]; 2],
    (there, go): (&Receiver<()>, &Sender<()>),
) -> [Ended; 2] {
    let command = |line: &[&str]| world.command(line.iter().chain(&["-o", "json", "--timeout", "10m"]));
    let first = spawned(command(lines[0]));
    there.recv().unwrap();
    let mut second = spawned(command(lines[1]));
    let said = said_until(&mut second, "waiting for it");
    go.send(()).unwrap();
    let first = ended(first, "");
    [first, ended(second, &said)]
}

/// What a command says up to a line with these words.
fn said_until(child: &mut Child, words: &str) -> String {
    let mut stderr = BufReader::new(child.stderr.as_mut().unwrap());
    let mut said = String::new();
    while !said.contains(words) {
        assert_ne!(stderr.read_line(&mut said).unwrap(), 0, "it does not wait: {said}");
    }
    assert!(stderr.buffer().is_empty(), "{said}");
    said
}

/// Contacts with these last digits, whose ids are the digits; in one order or the other.
fn people(digits: impl Iterator<Item = u32>) -> String {
    let rows: Vec<String> = digits.map(|id| format!("+12025550{id},{id}\n")).collect();
    format!("Phone,uniqueId\n{}", rows.concat())
}

/// How often the platform received each id.
fn received(sandbox: &Sandbox) -> Vec<(String, usize)> {
    let mut counts = std::collections::BTreeMap::<String, usize>::new();
    for request in sandbox.received_at("POST", "/addContacts") {
        for row in request["body"]["data"].as_array().unwrap() {
            *counts.entry(row["uniqueId"].as_str().unwrap().to_owned()).or_default() += 1;
        }
    }
    counts.into_iter().collect()
}

fn each_once(ids: impl Iterator<Item = u32>) -> Vec<(String, usize)> {
    ids.map(|id| (id.to_string(), 1)).collect()
}

fn import<'line>(list: &'line str, file: &'line str, more: &[&'line str]) -> Vec<&'line str> {
    [&["contact-list", "import", list, file, "--batch-size", "2"], more].concat()
}

/// The same file, and files in another order, with other columns and with other people beside them.
fn second_files() -> [(&'static str, String); 3] {
    let columns = people(100..110).replace("Phone,", "Phone,Name,").replace(",1", ",Ada,1");
    [("same.csv", people(100..110)), ("reversed.csv", people((100..120).rev())), ("columns.csv", columns)]
}

#[test]
fn with_only_new_nobody_is_sent_twice_whatever_the_files_are() {
    for (name, text) in second_files() {
        let sandbox = Sandbox::new();
        let files = [("people.csv", people(100..110)), (name, text.clone())];
        let files = files.each_ref().map(|(name, text)| (*name, text.as_str()));
        let lines = [import(LIST, "people.csv", &["--only-new"]), import(LIST, name, &["--only-new"])];
        let [first, second] = at_once(&sandbox, &files, lines.each_ref().map(Vec::as_slice));
        assert_eq!((first.code, second.code), (Some(0), Some(0)), "{name}: {}", second.stderr);
        let all = if name == "reversed.csv" { 100..120 } else { 100..110 };
        assert_eq!(received(&sandbox), each_once(all.clone()), "{name}");
        assert_eq!((&first.view["sent"], &second.view["sent_before"]), (&json!(10), &json!(10)), "{name}");
        assert_eq!(second.view["sent"], all.len() - 10);
        let waits = "another kcamp process imports contacts into this list; waiting for it";
        assert!(second.stderr.contains(waits), "{}", second.stderr);
    }
}

#[test]
fn who_would_be_in_the_list_twice_is_asked_about() {
    for (name, text) in second_files().into_iter().skip(1) {
        let sandbox = Sandbox::new();
        let files = [("people.csv", people(100..110)), (name, text.clone())];
        let files = files.each_ref().map(|(name, text)| (*name, text.as_str()));
        let lines = [import(LIST, "people.csv", &[]), import(LIST, name, &[])];
        let [first, second] = at_once(&sandbox, &files, lines.each_ref().map(Vec::as_slice));
        assert_eq!((first.code, second.code), (Some(0), Some(12)), "{name}: {}", second.stderr);
        assert!(second.stderr.contains("10 contacts of this file were sent to this list before"));
        assert_eq!(received(&sandbox), each_once(100..110), "{name}");
    }
}

#[test]
fn whom_the_first_leaves_out_the_second_leaves_out_too() {
    for (name, text) in second_files() {
        let sandbox = Sandbox::new();
        let files =
            [("people.csv", people(100..110)), (name, text.clone()), ("dnc.txt", "+12025550104\n".into())];
        let files = files.each_ref().map(|(name, text)| (*name, text.as_str()));
        let dnc = ["--yes", "--dnc", "dnc.txt"];
        // The same file is not imported again without one.
        let of_second = if name == "same.csv" { &dnc[..] } else { &["--only-new"] };
        let lines = [import(LIST, "people.csv", &dnc), import(LIST, name, of_second)];
        let [first, second] = at_once(&sandbox, &files, lines.each_ref().map(Vec::as_slice));
        assert_eq!((first.code, second.code), (Some(0), Some(0)), "{name}: {}", second.stderr);
        let all = if name == "reversed.csv" { 100..120 } else { 100..110 };
        assert_eq!(received(&sandbox), each_once(all.filter(|id| *id != 104)), "{name}");
        assert_eq!(second.view["do_not_contact"], 1, "{name}");
        assert_eq!(second.view["do_not_contact_sent_before"], 0, "{name}");
    }
}

#[test]
fn who_is_in_the_do_not_contact_file_of_the_second_and_was_sent_by_the_first_is_said_to_be() {
    for (name, text) in second_files() {
        for first_dnc in ["", "+12025550104\n"] {
            let sandbox = Sandbox::new();
            let files = [
                ("people.csv", people(100..110)),
                (name, text.clone()),
                ("first.txt", first_dnc.into()),
                ("second.txt", "+12025550105\n".into()),
            ];
            let files = files.each_ref().map(|(name, text)| (*name, text.as_str()));
            let of_first = if first_dnc.is_empty() { &[][..] } else { &["--dnc", "first.txt"] };
            let of_second = ["--yes", "--only-new", "--dnc", "second.txt"];
            let lines = [import(LIST, "people.csv", of_first), import(LIST, name, &of_second)];
            let [first, second] = at_once(&sandbox, &files, lines.each_ref().map(Vec::as_slice));
            assert_eq!((first.code, second.code), (Some(0), Some(10)), "{name}: {}", second.stderr);
            assert!(received(&sandbox).contains(&("105".to_owned(), 1)), "{name}");
            assert_eq!(second.view["do_not_contact_sent_before"], 1, "{name}: {}", second.view);
            let words = "1 contact who must not be contacted was sent to this list before";
            assert!(second.stderr.contains(words), "{name}: {}", second.stderr);
            assert!(second.stderr.contains("import/opted-out-later"), "{name}: {}", second.stderr);
        }
    }
}

#[test]
fn other_lists_and_who_only_looks_wait_for_nobody() {
    let sandbox = Sandbox::new();
    let (holding_back, there, go) = HoldingBack::new();
    let world = relay_at_once(&sandbox, holding_back);
    world.file("people.csv", people(100..104));
    let command = world.command(import(LIST, "people.csv", &["-o", "json", "--timeout", "10m"]));
    let first = spawned(command);
    there.recv().unwrap();
    for (list, more, code) in
        [(LIST, &["--check"][..], 0), (LIST, &["--dry-run"], 0), ("Event Guests", &[], 0)]
    {
        let run = world.run(import(list, "people.csv", more)).expect_code(code);
        assert!(!run.stderr.contains("waiting"), "{list} {more:?}: {}", run.stderr);
        let is_said = run.stderr.contains("another kcamp process imports contacts into this list");
        assert_eq!(is_said, list == LIST, "{list} {more:?}: {}", run.stderr);
    }
    go.send(()).unwrap();
    assert_eq!(ended(first, "").code, Some(0));
    let check = world.run(import(LIST, "people.csv", &["--check"])).expect_code(0);
    assert!(!check.stderr.contains("another kcamp process"), "{}", check.stderr);
}

/// The first one just writes down whom it sends: what is written of that is not taken for damage.
#[test]
fn who_looks_while_an_import_writes_reads_what_is_whole() {
    let sandbox = Sandbox::new();
    let (holding_back, there, go) = HoldingBack::new();
    let world = relay_at_once(&sandbox, holding_back);
    world.file("people.csv", people(100..104));
    let first = spawned(world.command(import(LIST, "people.csv", &["-o", "json", "--timeout", "10m"])));
    there.recv().unwrap();
    let is_memory = |path: &std::path::Path| path.extension().is_some_and(|it| it == "sent");
    let (path, whole) = world.files().into_iter().find(|(path, _)| is_memory(path)).unwrap();
    for half in [format!("{whole}0123456789"), format!("{whole}0123456789abcdef\n"), whole[..20].to_owned()] {
        std::fs::write(&path, half).unwrap();
        let run = world.run(import(LIST, "people.csv", &["--check", "-o", "json"])).expect_code(0);
        assert!(run.stderr.contains("another kcamp process imports contacts"), "{}", run.stderr);
    }
    std::fs::write(&path, whole).unwrap();
    go.send(()).unwrap();
    assert_eq!(ended(first, "").code, Some(0));
}

#[cfg(unix)]
#[test]
fn whoever_waits_is_ended_by_every_signal_and_has_sent_nothing() {
    let (kore, (burki, _)) = (Sandbox::new(), with_campaign(&[]));
    for (sandbox, line) in [(&kore, ["contact-list", "import", LIST]), (&burki, ["campaign", "import", "1"])]
    {
        let (holding_back, there, go) = HoldingBack::new();
        let world = relay_at_once(sandbox, holding_back);
        let world = if line[0] == "campaign" { world.of_burki() } else { world };
        world.file("people.csv", people(100..104));
        world.file("others.csv", people(104..108));
        let command = |file| world.command([&line[..], &[file, "--yes", "--timeout", "10m"]].concat());
        let first = spawned(command("people.csv"));
        there.recv().unwrap();
        for (name, code) in [("INT", 130), ("TERM", 143), ("HUP", 129)] {
            let mut second = spawned(command("others.csv"));
            let said = said_until(&mut second, "waiting for it");
            signal(&second, name);
            let second = ended(second, &said);
            assert_eq!(second.code, Some(code), "{}", second.stderr);
        }
        go.send(()).unwrap();
        assert_eq!(ended(first, "").code, Some(0));
        let ids = match line[0] {
            "campaign" => received_by_burki(sandbox, 0),
            _ => received_by_kore(sandbox, 0),
        };
        assert_eq!(ids.into_keys().collect::<Vec<_>>(), ["100", "101", "102", "103"], "{line:?}");
    }
}

#[test]
fn imports_into_one_campaign_go_one_after_the_other() {
    let (sandbox, _) = with_campaign(&[]);
    let files = [
        ("people.csv", people(100..104)),
        ("others.csv", people(102..106)),
        ("dnc.txt", "+12025550103\n".into()),
    ];
    let files = files.each_ref().map(|(name, text)| (*name, text.as_str()));
    let import = |file: &'static str| vec!["campaign", "import", "1", file, "--yes"];
    let first = [import("people.csv"), vec!["--dnc", "dnc.txt"]].concat();
    let second = import("others.csv");
    let [first, second] = at_once(&sandbox, &files, [&first, &second]);
    assert_eq!((first.code, second.code), (Some(0), Some(0)), "{}", second.stderr);
    assert!(second.stderr.contains("another kcamp process imports contacts into this campaign"));
    // The campaign is read again after the wait: what the first import brought is what the second one replaces.
    assert!(second.stderr.contains("removes the 3 contacts"), "{}", second.stderr);
    assert_eq!(second.view["do_not_contact"], 1);
    let is_import = |request: &Value| request["path"].as_str().unwrap().ends_with("/import-data");
    let of_second = sandbox.received().iter().rposition(is_import).unwrap();
    let ids = received_by_burki(&sandbox, of_second);
    assert_eq!(ids.into_keys().collect::<Vec<_>>(), ["102", "104", "105"]);
}
