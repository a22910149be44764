//! A profile that is saved while the variables of a rehearsal are still set.

use crate::world::{Sandbox, World};

const LINE: [&str; 7] =
    ["setup", "--profile", "acme", "--secret-env", "ACME_SECRET", "--no-check", "--timezone"];

#[test]
fn an_answer_from_a_variable_is_said_and_a_profile_of_this_machine_is_a_rehearsal() {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    let run = world.run([&LINE[..], &["UTC"]].concat()).expect_code(0);
    let host = format!("host {}, from KCAMP_HOST", sandbox.address);
    let rehearsal = format!(
        "warning[setup/for-a-rehearsal]: {} is this machine: the profile is for a rehearsal",
        sandbox.address
    );
    let run = run.expect_stderr(&[&host, "from KCAMP_STREAM_ID", "from KCAMP_ACCOUNT_ID", &rehearsal]);
    assert!(!run.stderr.contains("timezone UTC, from"), "a flag: {}", run.stderr);
}

#[test]
fn the_next_commands_reach_the_profile_that_was_saved() {
    let world = World::new();
    let account = ["UTC", "--stream-id", "st-1", "--account-id", "0123", "--client-id", "cs-1"];
    let first = world.run([&LINE[..], &account].concat()).expect_code(0);
    first.expect_stderr(&["next: kcamp profile show, kcamp campaign list"]);
    let line = [&LINE[..2], &["north"], &LINE[3..], &account].concat();
    let second = world.run(line).expect_code(0);
    second.expect_stderr(&[
        "next: kcamp profile show --profile north, kcamp campaign list --profile north",
        "kcamp profile use north makes it",
    ]);
    let shown = world.run("profile show --profile north").expect_code(0);
    assert!(shown.stdout.contains("st-1"), "{}", shown.stdout);
}
