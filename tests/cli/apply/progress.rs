//! How far the writes are, as a terminal shows it.

use crate::create::SCHEDULE;
use crate::terminal::{end, start};
use crate::world::Sandbox;

use super::{apply, named};

#[test]
fn a_terminal_shows_how_far_the_writes_are_and_a_log_a_line_for_each_result() {
    for line in ["apply campaigns --yes", "campaign create -f campaigns --yes"] {
        let sandbox = Sandbox::new();
        let world = sandbox.world();
        world.file("campaigns/1.yaml", format!("{}{SCHEDULE}", named("One")));
        world.file("campaigns/2.yaml", named("Two"));
        world.file("campaigns/3.yaml", format!("{}{SCHEDULE}", named("Three")));
        let (shown, code) = end(&mut start(&world, line));
        assert_eq!(code, 0, "{shown}");
        let places: Vec<usize> = [
            "write 1 of 3 campaigns",
            "write 2 of 3 campaigns",
            "write 3 of 3 campaigns",
            "switch 1 of 2 schedules",
            "switch 2 of 2 schedules",
        ]
        .iter()
        .map(|step| shown.find(step).unwrap_or_else(|| panic!("no {step} in {shown}")))
        .collect();
        assert!(places.is_sorted(), "{shown}");
        assert_eq!(sandbox.creates().len(), 3);
    }
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    world.file("campaigns/1.yaml", named("One"));
    let run = apply(&world, &[]).expect_code(0);
    assert!(!run.stderr.contains("write 1 of"), "{}", run.stderr);
    run.expect_stderr(&["create \"One\" (cd-", "): done"]);
}
