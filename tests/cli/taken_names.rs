//! Names that another campaign has in another case: schedule calls go by name.

use crate::create::FILE;
use crate::world::Sandbox;

#[test]
fn names_that_differ_only_in_case_are_refused_before_a_schedule_call() {
    let sandbox = Sandbox::with_flags(&["--choice", "names=repeated"]);
    let world = sandbox.world();
    for name in ["Event Reminder", "event reminder"] {
        world.file("campaign.yaml", FILE.replace("Event Reminder", name));
        world.run("campaign create -f campaign.yaml --yes").expect_code(0);
    }
    let line = ["schedule", "enable", "Event Reminder", "--weekly=Mon", "--start=2027-01-04 09:00"];
    let rest = ["--end=2027-03-31", "--timezone=Asia/Kolkata", "--check-name", "--yes"];
    world.run([&line[..], &rest].concat()).expect_code(6).expect_stderr(&["differ only in case"]);
    assert_eq!(sandbox.received_at("POST", "/schedule").len(), 0);
}
