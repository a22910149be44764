//! `kcamp journal settle`: looks later for a write with an unknown outcome, by the evidence that is used for a lost
//! answer. It never sends the write.

use std::process::Stdio;
use std::thread;

use serde_json::Value;

use crate::calls::{BURKI_WRITES, Call, Ids, Prepared, WRITES, is_write, prepared};
use crate::create::FILE;
use crate::world::{NOW, Run, Sandbox, World, wait_until};

/// A time after which a write of [`NOW`] can no longer be applied.
const LATER: &str = "2026-12-03T08:10:00Z";

/// The result of a settle.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Found {
    Done,
    NotDone,
    /// The outcome stays open, for this reason.
    Open(&'static str),
}

use Found::{Done, NotDone, Open};

/// The results for each write of both platforms: where it was applied, and where it was not.
fn expected(title: &str) -> (Found, Found) {
    match title {
        "campaign callback on Kore.ai" => {
            let open = Open("no documented read shows the call-backs");
            (open, open)
        }
        "contact-list import on Kore.ai" => {
            let open = Open("the platform does not say which contacts it added, or when");
            (open, open)
        }
        // A schedule was on before, and which one is on now cannot be read: only that nobody has changed the campaign
        // tells.
        "schedule enable on Kore.ai" => (Open("does not tell with which recurrence"), NotDone),
        // Nothing is read before these, so that a command that is killed has had no answer with the platform's time.
        "campaign create on Burki" | "contact-list create on Kore.ai" => {
            (Open("the journal does not have how far"), NotDone)
        }
        title if title.starts_with("api") => {
            let open = Open("kcamp does not know what a raw request changes");
            (open, open)
        }
        _ => (Done, NotDone),
    }
}

fn journal(world: &World) -> std::path::PathBuf {
    world.home().join(".local/state/kcamp/journal.jsonl")
}

/// The key of the one open write.
fn open_write(world: &World) -> String {
    let entries = world.run("journal --failed -ojson").expect_code(0).json();
    let open: Vec<&Value> =
        entries.as_array().unwrap().iter().filter(|entry| entry["outcome"] == "unknown").collect();
    assert_eq!(open.len(), 1, "{entries}");
    open[0]["entry"].as_str().unwrap().to_owned()
}

fn writes(sandbox: &Sandbox) -> usize {
    sandbox.received().iter().filter(|request| is_write(request)).count()
}

/// Kills a command once its write has arrived.
fn killed(call: &Call, ids: &Ids, sandbox: &Sandbox, world: &World) {
    Call::write_files(world);
    let before = writes(sandbox);
    let mut command = world.command(call.arguments(ids));
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
    let mut ended = None;
    wait_until("the write has arrived, or the command has ended", || {
        ended = child.try_wait().unwrap();
        ended.is_some() || writes(sandbox) > before
    });
    if let Some(status) = ended {
        let output = child.wait_with_output().unwrap();
        panic!("{}: {status}: {}", call.title(), String::from_utf8_lossy(&output.stderr));
    }
    child.kill().unwrap();
    child.wait().unwrap();
}

/// Copies the journal to a world at another sandbox.
fn move_journal(from: &World, old: &Sandbox, to: &World, new: &Sandbox) {
    let text = std::fs::read_to_string(journal(from)).unwrap().replace(&old.address, &new.address);
    let state = to.home().join(".local/state/kcamp");
    std::fs::create_dir_all(&state).unwrap();
    std::fs::write(journal(to), text).unwrap();
    let key = "fingerprint.key";
    let _ = std::fs::copy(from.home().join(".local/state/kcamp").join(key), state.join(key));
}

#[must_use]
fn settle(world: &World) -> Run {
    world.run(["journal", "settle", &open_write(world), "-ojson"])
}

#[track_caller]
fn assert_found(what: &str, run: &Run, found: Found) {
    let shown = format!("{what}\nstdout: {}\nstderr: {}", run.stdout, run.stderr);
    match found {
        Done | NotDone => {
            assert_eq!(run.code, 0, "{shown}");
            let outcome = if found == Done { "done" } else { "failed" };
            assert_eq!(run.json()[0]["outcome"], outcome, "{shown}");
        }
        Open(why) => {
            assert_eq!(run.code, 9, "{shown}");
            let error = run.error_json();
            assert_eq!(error["code"], "journal/not-settled", "{shown}");
            let message = error["message"].as_str().unwrap();
            assert!(message.contains(why), "{shown}");
            assert!(error["hint"].as_str().unwrap().contains("--as done, or --as not-done"), "{shown}");
        }
    }
}

fn check_applied(call: &Call, prepared: &Prepared) {
    let sandbox = Sandbox::continuing(&prepared.sandbox, &[&format!("slowx1:10m:{}", call.at)]);
    let world = call.world(&sandbox);
    killed(call, &prepared.ids, &sandbox, &world);
    let before = writes(&sandbox);
    let (found, _) = expected(&call.title());
    assert_found(&format!("{} was applied", call.title()), &settle(&world), found);
    assert_eq!(writes(&sandbox), before, "{}: looking writes nothing", call.title());
}

fn check_not_applied(call: &Call, prepared: &Prepared) {
    // The prepared objects are older than the write. At the later time a running campaign would be at its end.
    let is_running = ["campaign stop", "campaign pause"].contains(&call.name);
    let at = if is_running { NOW } else { "2026-12-03T08:05:00Z" };
    let fault = format!("drop-before-apply:{}", call.at);
    let sandbox = Sandbox::later(&prepared.sandbox, at, &[&fault]);
    let world = call.world(&sandbox).with("KCAMP_NOW", at);
    let run = call.run(&prepared.ids, &world, &[]);
    assert_eq!(run.code, 9, "{}: {}", call.title(), run.stderr);
    let (_, found) = expected(&call.title());
    let what = format!("{} was not applied", call.title());
    if is_running {
        // The write is moved back in time instead.
        let older = std::fs::read_to_string(journal(&world)).unwrap().replace("T08:00", "T07:50");
        std::fs::write(journal(&world), older).unwrap();
        assert_found(&what, &settle(&world), found);
        return;
    }
    // Shortly after, the write may still be applied.
    let early = settle(&world);
    assert_eq!(early.code, 9, "{what}: {}", early.stderr);
    let later = Sandbox::later(&sandbox, LATER, &[]);
    let later_world = call.world(&later).with("KCAMP_NOW", LATER);
    move_journal(&world, &sandbox, &later_world, &later);
    assert_found(&what, &settle(&later_world), found);
    assert_eq!(writes(&later), 0, "{what}: looking writes nothing");
}

#[test]
fn every_write_of_both_platforms_is_settled_by_looking_or_says_why_not() {
    let prepared = prepared();
    let calls: Vec<&Call> = WRITES.iter().chain(&BURKI_WRITES).collect();
    thread::scope(|scope| {
        for call in calls {
            scope.spawn(|| check_applied(call, &prepared));
            scope.spawn(|| check_not_applied(call, &prepared));
        }
    });
}

const BURKI_FILE: &str = "platform: burki\nname: Event Reminder\ncampaign_type: call\nassistant_id: 7\nagenda_template: Canary text\n";

/// The test data of each platform: a file, a world, and the target of its create.
type Platform = (&'static str, fn(&Sandbox) -> World, &'static str);

const PLATFORMS: [Platform; 2] =
    [(FILE, Sandbox::world, "POST:campaign"), (BURKI_FILE, Sandbox::burki_world, "POST:campaigns")];

const CREATE: &str = "campaign create -f campaign.yaml --yes -ojson";

/// A create at [`NOW`] that never arrived, with a world whose journal holds it.
fn lost_create((file, world, at): Platform, other: &Sandbox) -> (Sandbox, World) {
    let fault = format!("drop-before-applyx1:{at}");
    let flags = ["--fault", &fault, "--choice", "names=repeated"];
    let sandbox = Sandbox::later_with(other, NOW, &flags);
    let world = world(&sandbox);
    world.file("campaign.yaml", file);
    world.run(CREATE).expect_code(9);
    (sandbox, world)
}

/// Creates a campaign from another world, with its own journal.
fn by_somebody_else((file, world, _): Platform, sandbox: &Sandbox, text: &str) {
    let other = world(sandbox);
    other.file("campaign.yaml", file.replace("Canary text", text));
    other.run(CREATE).expect_code(0);
}

#[test]
fn somebody_elses_campaign_of_the_name_is_never_taken() {
    for platform in PLATFORMS {
        // Another campaign of the same seconds, with another text.
        let (sandbox, world) = lost_create(platform, &Sandbox::new());
        by_somebody_else(platform, &sandbox, "Another text");
        let run = settle(&world);
        assert_found("another text", &run, Open("differs from what was sent: "));
        assert!(
            !run.stderr.contains("Another text") && !run.stderr.contains("Canary text"),
            "{}",
            run.stderr
        );
        // Two equal campaigns of the same seconds cannot be told apart.
        by_somebody_else(platform, &sandbox, "Canary text");
        assert_found("two", &settle(&world), Open("more than one campaign of this name"));
    }
}

#[test]
fn an_older_campaign_of_the_name_is_never_taken_and_never_in_the_way() {
    for platform @ (file, world, at) in PLATFORMS {
        let first = Sandbox::with_flags(&["--choice", "names=repeated"]);
        by_somebody_else(platform, &first, "Canary text");
        let when = "2026-12-03T08:05:00Z";
        let fault = format!("drop-before-apply:{at}");
        let flags = ["--fault", &fault, "--choice", "names=repeated"];
        let sandbox = Sandbox::later_with(&first, when, &flags);
        let lost = world(&sandbox).with("KCAMP_NOW", when);
        lost.file("campaign.yaml", file);
        lost.run(CREATE).expect_code(9);
        let later = Sandbox::later(&sandbox, LATER, &[]);
        let looks = world(&later).with("KCAMP_NOW", LATER);
        move_journal(&lost, &sandbox, &looks, &later);
        let run = settle(&looks);
        assert_found("older", &run, NotDone);
        assert!(run.stdout.contains("no campaign of this name was created then"), "{}", run.stdout);
    }
}

/// A lost create on a machine whose clock shows `write` when the platform's shows 08:00, and somebody else's campaign
/// of the same values, created at `twin` by the platform's clock. Then both clocks are at `later`, and the journal's
/// lines are changed.
fn settled_after_the_clock_was_set(
    platform: Platform,
    [write, twin, later]: [&str; 3],
    edit: impl Fn(&str) -> String,
) -> Run {
    let (file, world, at) = platform;
    let repeated = ["--choice", "names=repeated"];
    let twin_comes = |other: &Sandbox| {
        let sandbox = Sandbox::later_with(other, twin, &repeated);
        let colleague = world(&sandbox).with("KCAMP_NOW", twin);
        colleague.file("campaign.yaml", file);
        colleague.run(CREATE).expect_code(0);
        sandbox
    };
    let is_before = twin < NOW;
    let first = if is_before { twin_comes(&Sandbox::new()) } else { Sandbox::new() };
    let fault = format!("drop-before-apply:{at}");
    let sandbox = Sandbox::later_with(&first, NOW, &[&["--fault", &fault][..], &repeated].concat());
    let lost = world(&sandbox).with("KCAMP_NOW", write);
    lost.file("campaign.yaml", file);
    lost.run(CREATE).expect_code(9);
    let second = if is_before { None } else { Some(twin_comes(&sandbox)) };
    let afterwards = Sandbox::later_with(second.as_ref().unwrap_or(&sandbox), later, &repeated);
    let looks = world(&afterwards).with("KCAMP_NOW", later);
    move_journal(&lost, &sandbox, &looks, &afterwards);
    let text = std::fs::read_to_string(journal(&looks)).unwrap();
    std::fs::write(journal(&looks), edit(&text)).unwrap();
    settle(&looks)
}

#[test]
fn somebody_elses_campaign_is_never_taken_after_the_clock_was_set() {
    const SLOW: [&str; 3] = ["2026-12-03T07:30:00Z", "2026-12-03T07:30:10Z", "2026-12-03T08:10:00Z"];
    const FAST: [&str; 3] = ["2026-12-03T08:30:00Z", "2026-12-03T08:30:10Z", "2026-12-03T08:40:00Z"];
    const RIGHT: [&str; 3] = [NOW, NOW, "2026-12-03T08:10:00Z"];
    let without_lead = |text: &str| {
        let lines = text.lines().map(|line| {
            let mut line: Value = serde_json::from_str(line).unwrap();
            line.as_object_mut().unwrap().remove("lead");
            if let Some(trace) = line.pointer_mut("/write/trace").and_then(Value::as_object_mut) {
                trace.remove("lead");
            }
            format!("{line}\n")
        });
        lines.collect::<String>()
    };
    for platform in PLATFORMS {
        for times in [SLOW, FAST] {
            let run = settled_after_the_clock_was_set(platform, times, str::to_owned);
            assert_found(&format!("{times:?}"), &run, Open("was set since the write"));
        }
        // A line of an earlier version does not tell what the clocks were.
        for times in [SLOW, FAST, RIGHT] {
            let run = settled_after_the_clock_was_set(platform, times, without_lead);
            assert_found(&format!("{times:?}"), &run, Open("the journal does not have how far"));
        }
    }
}

#[test]
fn a_clock_that_is_always_wrong_hides_no_older_campaign() {
    for (file, world, at) in PLATFORMS {
        for (write, look) in [
            ("2026-12-03T07:58:00Z", "2026-12-03T08:08:00Z"),
            ("2026-12-03T08:02:00Z", "2026-12-03T08:12:00Z"),
        ] {
            let first = Sandbox::at_time(&Sandbox::new(), "2026-12-03T07:59:00Z");
            by_somebody_else((file, world, at), &first, "Canary text");
            let fault = format!("drop-before-apply:{at}");
            let sandbox =
                Sandbox::later_with(&first, NOW, &["--fault", &fault, "--choice", "names=repeated"]);
            let lost = world(&sandbox).with("KCAMP_NOW", write);
            lost.file("campaign.yaml", file);
            lost.run(CREATE).expect_code(9);
            let later = Sandbox::later(&sandbox, LATER, &[]);
            let looks = world(&later).with("KCAMP_NOW", look);
            move_journal(&lost, &sandbox, &looks, &later);
            assert_found(write, &settle(&looks), NotDone);
        }
    }
}

#[test]
fn what_this_machine_did_again_is_not_the_first() {
    for platform in PLATFORMS {
        // The second create, with the same text in the same seconds, is known to have created the live campaign.
        let (_sandbox, world) = lost_create(platform, &Sandbox::new());
        world.run(CREATE).expect_code(0);
        assert_found("created again", &settle(&world), Open("it has not happened yet"));
    }
    let prepared = prepared();
    for (name, calls) in [
        ("campaign update", &WRITES[..]),
        ("campaign import", &BURKI_WRITES),
        ("campaign stop", &BURKI_WRITES),
    ] {
        let call = calls.iter().find(|call| call.name == name).unwrap();
        let sandbox = Sandbox::continuing(&prepared.sandbox, &[&format!("drop-before-applyx1:{}", call.at)]);
        let world = call.world(&sandbox);
        assert_eq!(call.run(&prepared.ids, &world, &[]).code, 9, "{name}");
        assert_eq!(call.run(&prepared.ids, &world, &[]).code, 0, "{name}");
        assert_found(name, &settle(&world), Open("did the same again later"));
    }
}

#[test]
fn without_the_key_or_the_time_nothing_is_proved() {
    for platform @ (_, world, _) in PLATFORMS {
        let (sandbox, lost) = lost_create(platform, &Sandbox::new());
        by_somebody_else(platform, &sandbox, "Canary text");
        let key = lost.home().join(".local/state/kcamp/fingerprint.key");
        let bytes = std::fs::read(&key).unwrap();
        std::fs::write(&key, [7; 32]).unwrap();
        assert_found("another key", &settle(&lost), Open("kcamp no longer knows what was sent"));
        std::fs::write(&key, bytes).unwrap();
        // A campaign that was created much later may still be the one, if a clock was wrong. It proves nothing.
        let later = Sandbox::later_with(&sandbox, LATER, &["--choice", "names=repeated"]);
        let looks = world(&later).with("KCAMP_NOW", LATER);
        move_journal(&lost, &sandbox, &looks, &later);
        let text = std::fs::read_to_string(journal(&looks)).unwrap().replace("T08:00", "T07:30");
        std::fs::write(journal(&looks), text).unwrap();
        assert_found("later", &settle(&looks), Open("of this name was created later"));
    }
}

#[test]
fn the_journal_keeps_fingerprints_and_no_text() {
    for (file, world, _) in PLATFORMS {
        let sandbox = Sandbox::new();
        let world = world(&sandbox);
        world.file("campaign.yaml", file);
        world.run(CREATE).expect_code(0);
        let text = std::fs::read_to_string(journal(&world)).unwrap();
        assert!(text.contains("\"fields\""), "{text}");
        for private in ["Canary", "12025550"] {
            assert!(!text.contains(private), "{text}");
        }
    }
}

/// A user's answer can be corrected: the later one counts, and the message names the one that it replaces. What kcamp
/// found out itself, or the platform answered, cannot be changed.
#[test]
fn what_a_person_said_can_be_corrected_and_nothing_else() {
    for platform in PLATFORMS {
        let (_sandbox, world) = lost_create(platform, &Sandbox::new());
        let key = open_write(&world);
        let settle = |more: &[&str]| world.run([&["journal", "settle", &key, "-ojson"], more].concat());
        let outcome = || world.run("journal -ojson").expect_code(0).json()[0]["outcome"].clone();
        let first = settle(&["--as", "not-done"]).expect_code(0);
        assert!(!first.stderr.contains("replaces"), "{}", first.stderr);
        assert_eq!(outcome(), "failed");
        let second = settle(&["--as", "done"]).expect_code(0);
        assert_eq!(second.json()[0]["outcome"], "done");
        let said = "this replaces what was noted before: not done, according to somebody who looked";
        second.expect_stderr(&[said]);
        assert_eq!(outcome(), "done");
        settle(&["--as", "not-done"])
            .expect_code(0)
            .expect_stderr(&["this replaces what was noted before: done, according to somebody who looked"]);
        assert_eq!(outcome(), "failed");
        // A look without a result keeps the user's answer.
        assert_eq!(settle(&[]).code, 9);
        assert_eq!(outcome(), "failed");
        // The outcome of an answered create is known.
        world.run(CREATE).expect_code(0);
        let rows = world.run("journal -ojson").expect_code(0).json();
        let known = rows[1]["entry"].as_str().unwrap().to_owned();
        let error = world
            .run(["journal", "settle", &known, "--as", "not-done", "-ojson"])
            .expect_code(6)
            .error_json();
        assert_eq!(error["code"], "journal/not-open");
    }
}

/// A process id may be used again after a restart of the machine, or in another container. That process did not make
/// the write.
#[test]
fn another_process_of_the_same_number_keeps_no_write_from_being_settled() {
    for platform @ (file, world, at) in PLATFORMS {
        let sandbox = Sandbox::with_faults(&[&format!("slowx1:10m:{at}")]);
        let world = world(&sandbox);
        world.file("campaign.yaml", file);
        // What is read before shows the platform's time.
        world.kill_when(&format!("{CREATE} --if-absent"), || writes(&sandbox) > 0);
        let text = std::fs::read_to_string(journal(&world)).unwrap();
        let line: Value = serde_json::from_str(text.lines().next().unwrap()).unwrap();
        let (_, rest) = line["key"].as_str().unwrap().split_once('-').unwrap();
        let key = format!("{}-{rest}", std::process::id());
        let note = |process: Option<&str>| {
            let mut line = line.clone();
            line["key"] = key.clone().into();
            match process {
                Some(process) => line["process"] = process.into(),
                None => drop(line.as_object_mut().unwrap().remove("process")),
            }
            std::fs::write(journal(&world), format!("{line}\n")).unwrap();
        };
        let settle = |more: &[&str]| world.run([&["journal", "settle", &key, "-ojson"], more].concat());
        if cfg!(target_os = "linux") {
            assert!(line["process"].is_string(), "{line}");
            note(Some("another start of the machine/1"));
            assert_found("its number has another", &settle(&[]), Done);
        }
        // A line of an earlier version does not show whether it is the same process, so the user decides.
        for said in ["done", "not-done"] {
            note(None);
            let error = settle(&[]).expect_code(6).error_json();
            assert_eq!(error["code"], "journal/not-open", "{}", platform.2);
            assert!(error["hint"].as_str().unwrap().contains("--as done, or --as not-done"), "{error}");
            settle(&["--as", said]).expect_code(0);
        }
    }
}
