//! A journal with lines that cannot be read: what they said is not known, and is never said to be.

use crate::create::FILE;
use crate::world::Sandbox;

const JOURNAL: &str = ".local/state/kcamp/journal.jsonl";

#[test]
fn a_journal_of_garbage_is_not_said_to_be_empty() {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    world.file(JOURNAL, "garbage\n");
    for line in ["journal", "journal --failed", "journal -o json", "journal --failed -o json"] {
        let run = world.run(line).expect_code(2);
        assert!(
            run.stderr.contains("1 line of the journal") && run.stderr.contains("not known"),
            "{}",
            run.stderr
        );
        assert!(!run.stderr.contains("nothing was written") && !run.stderr.contains("no write failed"));
    }
}

#[test]
fn no_write_is_said_not_to_have_failed_while_a_line_cannot_be_read() {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    world.file("campaign.yaml", FILE);
    world.run("campaign create -f campaign.yaml --yes").expect_code(0);
    let path = world.home().join(JOURNAL);
    let text = std::fs::read_to_string(&path).unwrap();
    world.run("journal --failed").expect_code(0).expect_stderr(&["no write failed"]);
    world.file(JOURNAL, text + "{\"key\":\n");
    let run = world.run("journal --failed").expect_code(2);
    assert!(!run.stderr.contains("no write failed"), "{}", run.stderr);
    world.run("journal").expect_code(0).expect_stderr(&["1 line of the journal"]);
}
