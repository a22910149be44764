//! The next runs of the schedules that a plan switches on.

use crate::calls::is_write;
use crate::create::{FILE, SCHEDULE};
use crate::world::{Run, Sandbox};

use super::{lines, plan};

#[test]
fn a_campaign_that_is_not_there_is_to_be_created_with_its_first_run() {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    world.file("campaigns/event.yaml", format!("{FILE}{SCHEDULE}"));
    let run = plan(&world, &[]).expect_code(0);
    assert_eq!(lines(&run), ["create Event Reminder: sms, 1 list, first run Mon 2027-01-04 09:30 UTC"]);
    assert_eq!(run.json()["counts"]["create"], 1);
    assert_eq!(run.json()["lines"][0]["next_runs"][1], "2027-01-06T09:30:00Z");
    plan(&world, &["--exit-code"]).expect_code(20);
    assert_eq!(sandbox.received().into_iter().filter(is_write).count(), 0);
}

/// Of more than ten schedules only the first run of each is shown, unless all are asked for.
#[test]
fn of_many_schedules_one_line_each_is_shown() {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    let write = |numbers: std::ops::Range<usize>| {
        for number in numbers {
            let file = FILE.replace("Event Reminder", &format!("Number {number}"));
            world.file(&format!("campaigns/{number}.yaml"), format!("{file}{SCHEDULE}"));
        }
    };
    let runs_of_first = |run: &Run| {
        let table = run.stdout.split_once("run").unwrap().1;
        table.lines().filter(|line| line.starts_with("Number 0 ")).count()
    };
    write(0..10);
    let few = world.run("plan campaigns").expect_code(0);
    assert!(few.stdout.contains("the next runs"), "{}", few.stdout);
    write(10..11);
    let many = world.run("plan campaigns").expect_code(0);
    assert!(many.stdout.contains("the first run of each schedule; --all shows more"), "{}", many.stdout);
    let line = many.stdout.lines().find(|line| line.starts_with("Number 0 ")).unwrap();
    assert!(line.contains("2027-01-04 09:30") && line.ends_with("52 runs"), "{line}");
    for all in ["--all", "-v"] {
        let run = world.run(["plan", "campaigns", all]).expect_code(0);
        assert_eq!(runs_of_first(&run), 3, "{all}: {}", run.stdout);
    }
    assert_eq!(many.stdout.lines().filter(|line| line.starts_with("Number 0 ")).count(), 1);
}
