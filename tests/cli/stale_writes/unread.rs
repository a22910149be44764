//! Writes that waited, whose command reads little or nothing before: what can be read is read again, and nothing is
//! sent over it.

use serde_json::Value;

use super::{Colleague, IMPORTED, RENAMED, TWIN, WORDS, Words, answered, carried_out, two};
use crate::lifecycle::{sample, with_campaign};
use crate::relay::relay_at_once;
use crate::world::{Run, Sandbox, World};

/// `schedule enable` by a name as it was typed, which costs one request.
const TYPED: &[&str] = &[
    "schedule",
    "enable",
    "Event Reminder",
    "--daily",
    "--start=2027-01-01 09:00",
    "--end=2027-02-01",
    "--timezone=UTC",
];

#[test]
fn a_schedule_by_a_typed_name_that_waited_is_not_sent_where_two_have_the_name() {
    for (commands, code) in [(TWIN, 6), (&[][..], 0)] {
        let (sandbox, world, other, colleague) = two(false, "429x1:retry-after=30:POST:schedule");
        colleague.acts(("POST", "/schedule"), commands, &other);
        let before = sandbox.received().len();
        let run = carried_out(&world, TYPED);
        assert_eq!(run.code, code, "{commands:?}: {run:?}");
        let statuses = answered(&sandbox, ("POST", "/schedule"));
        if code == 0 {
            // Both attempts, and the lists of both types between them.
            assert_eq!((statuses, sandbox.received().len() - before), (vec![429.into(), 200.into()], 4));
        } else {
            let error = run.error_json();
            let message = error["message"].as_str().unwrap();
            assert!(
                error["code"] == "write/stale" && message.contains("2 campaigns have the name"),
                "{error}"
            );
            assert!(message.ends_with("nothing was sent for it"), "{message}");
            assert_eq!(statuses, [429], "{commands:?}");
        }
    }
    // Without a wait it is one request, as the contract of the command says.
    let (sandbox, world, ..) = two(false, "429x1:GET:nothing");
    let before = sandbox.received().len();
    assert_eq!((carried_out(&world, TYPED).code, sandbox.received().len() - before), (0, 1));
}

/// A running voice campaign, behind a fault, and a colleague who acts after the first answer to a call-back.
fn called_back(by: impl Fn(&str) -> String, fault: &str, words: &[Words]) -> (Sandbox, Run, Vec<Value>) {
    let (calm, world, id) = with_campaign(&sample("agentless"), &[]);
    let started = world.run(["campaign", "start", &id, "--yes", "-o", "json"]).expect_code(0).json();
    let sandbox = Sandbox::continuing(&calm, &[fault]);
    let colleague = Colleague::default();
    let (world, other) = (relay_at_once(&sandbox, colleague.clone()), sandbox.world());
    colleague.acts(("POST", "/callContactAt"), words, &other);
    let instance = by(started["instance_id"].as_str().unwrap());
    let run = carried_out(&world, &["campaign", "callback", &instance, "d-1=2026-12-04T09:30:00Z"]);
    let statuses = answered(&sandbox, ("POST", "/callContactAt"));
    (sandbox, run, statuses)
}

const VOICE: &str = "Agentless Voice | Feedback | Jan 9";

#[test]
fn a_call_back_that_waited_is_not_sent_once_its_run_was_stopped() {
    let stopped: &[Words] = &[&["campaign", "stop", VOICE]];
    let waits = "429x1:retry-after=30:POST:callContactAt";
    for by in [|run: &str| run.to_owned(), |_: &str| VOICE.to_owned()] {
        let (_sandbox, run, statuses) = called_back(by, waits, stopped);
        let error = run.expect_code(6).error_json();
        let message = error["message"].as_str().unwrap();
        assert!(message.contains("(status) and is Stopped now; nothing was sent for it"), "{message}");
        assert_eq!(statuses, [429]);
        // Where it runs on, it goes out after one more read.
        let (sandbox, run, statuses) = called_back(by, waits, &[]);
        assert_eq!((run.code, statuses), (0, vec![429.into(), 200.into()]), "{run:?}");
        let (calm, run, statuses) = called_back(by, "429x1:GET:nothing", &[]);
        assert_eq!((run.code, statuses), (0, vec![200.into()]), "{run:?}");
        let reads = |sandbox: &Sandbox| sandbox.received().iter().filter(|it| it["method"] == "GET").count();
        assert_eq!(reads(&sandbox), reads(&calm) + 1);
    }
}

/// An import replaces what is left of earlier ones, and reaches people at once where its campaign runs.
#[test]
fn an_import_that_waited_is_not_sent_into_a_campaign_that_changed_meanwhile() {
    let started: &[Words] = &[&["campaign", "start", "Event Reminder"]];
    let deleted: &[Words] = &[&["campaign", "delete", "Event Reminder"]];
    for (commands, code, told) in [
        (&[][..], 0, ""),
        // It changes nothing of what the import does.
        (WORDS, 0, ""),
        (RENAMED, 6, "was changed since it was read (name)"),
        (started, 6, "was changed since it was read (status)"),
        (IMPORTED, 6, "was changed since it was read (contacts)"),
        (deleted, 5, "1"),
    ] {
        let imported = |fault: &str| {
            let (calm, ..) = two(true, "429x1:GET:nothing");
            let sandbox = Sandbox::continuing(&calm, &[fault]);
            let colleague = Colleague::default();
            let world = relay_at_once(&sandbox, colleague.clone()).of_burki();
            let other = sandbox.burki_world();
            other.file("theirs.csv", "phone_number\n+12025550124\n+12025550125\n");
            world.file("ours.csv", "phone_number\n+12025550126\n");
            let at = ("POST", "/import-data");
            colleague.acts(at, commands, &other);
            let before = sandbox.received().len();
            let run = carried_out(&world, &["campaign", "import", "Event Reminder", "ours.csv"]);
            (run, answered(&sandbox, at), sandbox.received().len() - before)
        };
        let (run, statuses, waited) = imported("429x1:retry-after=30:POST:import-data");
        assert_eq!(run.code, code, "{commands:?}: {run:?}");
        let own = &statuses[..statuses.len() - usize::from(commands == IMPORTED)];
        if code != 0 {
            assert!(run.error_json()["message"].as_str().unwrap().contains(told), "{commands:?}: {run:?}");
            assert_eq!(own, [429], "{commands:?}: {run:?}");
        } else if commands.is_empty() {
            let (_, at_once, requests) = imported("429x1:GET:nothing");
            assert_eq!((own.len(), at_once.len(), waited), (2, 1, requests + 2), "the read and the attempt");
        }
    }
}

/// Contacts are added by the list's name alone.
#[test]
fn contacts_that_waited_are_not_added_to_a_list_that_was_renamed_replaced_or_deleted() {
    let made: Words = &["contact-list", "create", "Fresh", "--description", "New"];
    let renamed: Words = &["contact-list", "rename", "Fresh", "--name", "Theirs"];
    let deleted: Words = &["contact-list", "delete", "Fresh"];
    for (commands, code) in
        [(&[][..], 0), (&[renamed][..], 6), (&[renamed, made], 6), (&[deleted], 5), (&[deleted, made], 5)]
    {
        let imported = |fault: &str, commands: &[Words]| {
            let (sandbox, world, other, colleague) = two(false, fault);
            other.run([made, &["--yes"]].concat()).expect_code(0);
            world.file("people.csv", "phone\n+12025550123\n+12025550124\n+12025550125\n");
            colleague.acts(("POST", "/addContacts"), commands, &other);
            let before = sandbox.received().len();
            let line = ["contact-list", "import", "Fresh", "people.csv", "--batch-size", "1"];
            let run = carried_out(&world, &line);
            let requests = sandbox.received().len() - before;
            (run, answered(&sandbox, ("POST", "/addContacts")), requests, (world, other, sandbox))
        };
        let (run, statuses, waited, rest) = imported("429x1:retry-after=30:POST:addContacts", commands);
        assert_eq!(run.code, code, "{commands:?}: {run:?}");
        if code != 0 {
            assert_eq!(statuses, [429], "{commands:?}: {run:?}");
            again_to_its_own_name(commands == [renamed], &rest);
            continue;
        }
        // The batch that waited has one more read, and the others have none.
        let (_, at_once, requests, _) = imported("429x1:GET:nothing", commands);
        assert_eq!((statuses.len(), at_once.len(), waited), (4, 3, requests + 2));
    }
}

/// What was not sent is sent by the next import, by the name that the list has now.
fn again_to_its_own_name(is_renamed: bool, (world, _other, sandbox): &(World, World, Sandbox)) {
    if is_renamed {
        let line = ["contact-list", "import", "Theirs", "people.csv", "--batch-size", "1"];
        assert_eq!(carried_out(world, &line).code, 0);
        assert_eq!(answered(sandbox, ("POST", "/addContacts")), [429, 200, 200, 200]);
    }
}
