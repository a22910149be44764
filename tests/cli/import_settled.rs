//! What a person says of a batch in doubt with `journal settle ENTRY --as` is what the next import goes by: its memory
//! and the journal agree.

use std::collections::BTreeMap;
use std::fs;
use std::ops::Range;
use std::path::Path;

use serde_json::json;

use crate::world::{Run, Sandbox, World};

const LIST: &str = "Renewal Due July";

/// Rows of these places, in this order.
fn text(header: &str, rows: impl Iterator<Item = usize>) -> String {
    let rows: Vec<String> = rows.map(|place| format!("+{},Ada\n", number(place))).collect();
    format!("{header}\n{}", rows.concat())
}

fn number(place: usize) -> String {
    format!("1202555{:04}", 100 + place)
}

#[must_use]
fn import(world: &World, arguments: &[&str]) -> Run {
    let line = ["contact-list", "import", LIST, "--batch-size", "2", "--yes", "-o", "json"];
    world.run([&line[..], arguments].concat())
}

/// How often the platform was sent each row, by its place.
fn received(sandbox: &Sandbox) -> BTreeMap<usize, usize> {
    let mut counts = BTreeMap::new();
    for request in sandbox.received_at("POST", "/addContacts") {
        for row in request["body"]["data"].as_array().unwrap() {
            let digits = row["phoneNumber"].as_str().unwrap();
            *counts.entry(digits[7..].parse::<usize>().unwrap() - 100).or_default() += 1;
        }
    }
    counts
}

/// The rows of some places, each as often as is said.
fn times(rows: &[(Range<usize>, usize)]) -> BTreeMap<usize, usize> {
    let rows = rows.iter().flat_map(|(places, times)| places.clone().map(move |place| (place, *times)));
    rows.filter(|(_, times)| *times > 0).collect()
}

/// Why a batch is in doubt: its answer was lost, or its process was killed.
#[derive(Debug, Clone, Copy)]
enum Doubt {
    Lost,
    Killed,
}

const DOUBTS: [Doubt; 2] = [Doubt::Lost, Doubt::Killed];

/// The entry of the only write that is in doubt.
fn entry(world: &World) -> String {
    let rows = world.run("journal --failed -o json").json();
    let [row] = rows.as_array().unwrap().as_slice() else { panic!("{rows}") };
    row["entry"].as_str().unwrap().to_owned()
}

fn settle(world: &World, said: &str) {
    world.run(["journal", "settle", &entry_of_import(world), "--as", said]).expect_code(0);
}

fn entry_of_import(world: &World) -> String {
    fs::read_to_string(world.home().join("entry")).unwrap()
}

/// A world in which the first batch of ten rows is in doubt, and nothing else was sent.
fn in_doubt(doubt: Doubt) -> (Sandbox, World) {
    let fault = match doubt {
        Doubt::Lost => "drop-after-sendx1:POST:addContacts",
        Doubt::Killed => "slowx1:10m:POST:addContacts",
    };
    let sandbox = Sandbox::with_faults(&[fault]);
    let world = sandbox.world();
    world.file("people.csv", text("phone,first name", 0..10));
    match doubt {
        Doubt::Lost => {
            let run = import(&world, &["people.csv"]).expect_code(9);
            let key = entry(&world);
            assert_both_ways(&run, &key);
        }
        Doubt::Killed => {
            let line = ["contact-list", "import", LIST, "people.csv", "--batch-size", "2"];
            world.kill_when(line, || sandbox.received_at("POST", "/addContacts").len() == 1);
        }
    }
    let key = entry(&world);
    world.file("entry", key);
    (sandbox, world)
}

/// The error says how to look, how to note what was found, and how to send the rows again.
fn assert_both_ways(run: &Run, key: &str) {
    let hints = run.error_json()["hint"].to_string();
    for words in [
        "kcamp contact-list contacts cl-",
        &format!("kcamp journal settle {key} --as done"),
        &format!("kcamp journal settle {key} --as not-done"),
        "--resend-unknown",
    ] {
        assert!(hints.contains(words), "{words}: {hints}");
    }
}

#[test]
fn the_next_import_of_the_file_goes_by_what_was_said() {
    for doubt in DOUBTS {
        for (said, again) in
            [(&["done"][..], 1), (&["not-done"], 2), (&["done", "not-done"], 2), (&["not-done", "done"], 1)]
        {
            let (sandbox, world) = in_doubt(doubt);
            for said in said {
                settle(&world, said);
            }
            let checked = import(&world, &["people.csv", "--check"]).expect_code(0).json();
            assert_eq!(checked["to_send"], if again == 1 { 8 } else { 10 }, "{doubt:?} {said:?}");
            let run = import(&world, &["people.csv"]).expect_code(0);
            assert_eq!(run.json()["in_doubt"], json!([]), "{doubt:?} {said:?}");
            assert_eq!(received(&sandbox), times(&[(0..2, again), (2..10, 1)]), "{doubt:?} {said:?}");
            // That is the end of it.
            let end = import(&world, &["people.csv"]).expect_code(0).json();
            assert_eq!((&end["outcome"], &end["sent_before"]), (&json!("sent-before"), &json!(10)));
            assert_eq!(received(&sandbox), times(&[(0..2, again), (2..10, 1)]), "{doubt:?} {said:?}");
        }
    }
}

#[test]
fn what_nobody_has_said_stays_in_doubt_and_names_both_ways() {
    for doubt in DOUBTS {
        let (sandbox, world) = in_doubt(doubt);
        for _ in 0..2 {
            let run = import(&world, &["people.csv"]).expect_code(9);
            assert_both_ways(&run, &entry_of_import(&world));
        }
        assert_eq!(received(&sandbox), times(&[(0..10, 1)]), "{doubt:?}");
        settle(&world, "not-done");
        import(&world, &["people.csv"]).expect_code(0);
        assert_eq!(received(&sandbox), times(&[(0..2, 2), (2..10, 1)]), "{doubt:?}");
    }
}

#[test]
fn every_other_file_goes_by_it_too() {
    for doubt in DOUBTS {
        for (said, again) in [("done", 1), ("not-done", 2)] {
            for (what, file) in [
                ("another order", text("phone,first name", (0..12).rev())),
                ("other columns", text("phone,note", 0..12)),
                ("a later version", text("phone,first name", 0..12)),
            ] {
                let (sandbox, world) = in_doubt(doubt);
                settle(&world, said);
                world.file("other.csv", file);
                let view = import(&world, &["other.csv", "--only-new"]).expect_code(0).json();
                assert_eq!(view["sent"], if again == 1 { 10 } else { 12 }, "{doubt:?} {said}: {what}");
                assert_eq!(
                    received(&sandbox),
                    times(&[(0..2, again), (2..12, 1)]),
                    "{doubt:?} {said}: {what}"
                );
            }
        }
    }
}

#[test]
fn who_opted_out_since_was_sent_before_or_was_not_as_was_said() {
    for doubt in DOUBTS {
        for (said, exit, sent_before) in [("done", 10, 1), ("not-done", 0, 0)] {
            let (sandbox, world) = in_doubt(doubt);
            settle(&world, said);
            world.file("dnc.txt", format!("+{}\n", number(1)));
            let run = import(&world, &["people.csv", "--dnc", "dnc.txt"]).expect_code(exit);
            assert_eq!(run.json()["do_not_contact_sent_before"], sent_before, "{doubt:?} {said}");
            let first = if said == "done" { 1 } else { 2 };
            assert_eq!(received(&sandbox), times(&[(0..1, first), (1..10, 1)]), "{doubt:?} {said}");
        }
    }
}

/// A process may end between the two notes of one outcome.
#[test]
fn an_outcome_that_only_the_journal_has_counts() {
    for (faults, sent_first) in [(&[][..], true), (&["422x1:POST:addContacts"], false)] {
        let sandbox = Sandbox::with_faults(faults);
        let world = sandbox.world();
        world.file("people.csv", text("phone,first name", 0..2));
        import(&world, &["people.csv"]).expect_code(if sent_first { 0 } else { 7 });
        let files = world.files();
        let is_checkpoint = |path: &Path| {
            path.to_string_lossy().contains("/imports/") && path.extension() == Some("jsonl".as_ref())
        };
        let (path, text) = files.iter().find(|(path, _)| is_checkpoint(path)).unwrap();
        let lines: Vec<&str> = text.lines().collect();
        let (last, others) = lines.split_last().unwrap();
        assert!(last.contains(if sent_first { "\"sent\"" } else { "not_sent" }), "{last}");
        fs::write(path, format!("{}\n", others.join("\n"))).unwrap();
        let view = import(&world, &["people.csv"]).expect_code(0).json();
        assert_eq!(view["sent"], if sent_first { 0 } else { 2 }, "{faults:?}");
        // Where the journal is gone too, nobody knows.
        fs::write(path, format!("{}\n", others.join("\n"))).unwrap();
        fs::remove_file(world.home().join(".local/state/kcamp/journal.jsonl")).unwrap();
        import(&world, &["people.csv"]).expect_code(9);
    }
}

/// A process may end between the checkpoint's note of a batch and that of the journal, which is the first of its entry.
#[test]
fn a_batch_that_the_journal_does_not_have_is_settled_as_every_other_one() {
    for (said, first) in [("done", 0), ("not-done", 1)] {
        let (sandbox, world) = in_doubt(Doubt::Killed);
        fs::remove_file(world.home().join(".local/state/kcamp/journal.jsonl")).unwrap();
        let run = import(&world, &["people.csv"]).expect_code(9);
        let key = entry(&world);
        assert_both_ways(&run, &key);
        // It is noted once.
        assert_both_ways(&import(&world, &["people.csv"]).expect_code(9), &key);
        assert_eq!(entry(&world), key);
        world.run(["journal", "settle", &key, "--as", said]).expect_code(0);
        import(&world, &["people.csv"]).expect_code(0);
        assert_eq!(received(&sandbox), times(&[(0..2, 1 + first), (2..10, 1)]), "{said}");
    }
}
