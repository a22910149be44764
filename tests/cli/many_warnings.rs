//! Warnings of one kind in many files: people see the first few and how many more there are, programs see all of them.

use crate::create::{FILE, SCHEDULE};
use crate::world::Sandbox;

const CODE: &str = "schedule/contact-list-shared";
const REST: &str = "\nand 2 more of [schedule/contact-list-shared] in 2 files; -v shows all of them\n";

#[test]
fn of_many_files_with_one_warning_the_first_are_shown_and_the_others_counted() {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    for number in 0..8 {
        let file = FILE.replace("Event Reminder", &format!("N{number}"));
        world.file(&format!("campaigns/{number}.yaml"), format!("{file}{SCHEDULE}"));
    }
    let shown = |text: &str| text.matches(&format!("warning[{CODE}]")).count();
    let summary = "\n7 warnings in 7 files\n";
    for (line, code) in [
        ("validate campaigns", 0),
        ("plan campaigns", 0),
        ("apply campaigns", 12),
        ("campaign create -f campaigns", 12),
    ] {
        let run = world.run(line).expect_code(code);
        let text = if line.starts_with("validate") { &run.stdout } else { &run.stderr };
        assert_eq!(shown(text), 5, "{line}: {text}");
        assert!(text.contains(REST) && text.contains(summary), "{line}: {text}");
        let run = world.run([line, " -v"].concat().as_str()).expect_code(code);
        let text = if line.starts_with("validate") { &run.stdout } else { &run.stderr };
        assert_eq!((shown(text), text.contains(" more of [")), (7, false), "{line}: {text}");
    }
    let found = world.run("validate campaigns -o json").expect_code(0).json();
    assert_eq!(found.as_array().unwrap().len(), 7);
    for format in ["github", "sarif", "gitlab"] {
        let run = world.run(["validate", "campaigns", "--format", format]).expect_code(0);
        let places = (1..8).filter(|number| run.stdout.contains(&format!("campaigns/{number}.yaml")));
        assert_eq!(places.count(), 7, "{format}: {}", run.stdout);
    }
    // A file that makes it an error is drawn, wherever it comes; so is every warning of one file.
    world.file("campaigns/kcamp.policy.yaml", format!("severities:\n  {CODE}: error\n"));
    let run = world.run("validate campaigns").expect_code(3);
    assert_eq!(run.stdout.matches(&format!("error[{CODE}]")).count(), 7, "{}", run.stdout);
    // Each line of a log is a finding of its own.
    std::fs::remove_file(world.home().join("campaigns/kcamp.policy.yaml")).unwrap();
    let run = world.with("KCAMP_LOG", "json").run("plan campaigns").expect_code(0);
    assert_eq!(run.stderr.matches(CODE).count(), 7, "{}", run.stderr);
}
