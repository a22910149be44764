//! Further projects in one home and one sandbox, and the way back to what was done there.

use serde_json::Value;

use crate::world::World;

const INIT: &str = "init --type sms --format simple --timezone Asia/Kolkata";

#[test]
fn what_an_earlier_project_left_in_the_sandbox_is_said_with_the_way_out() {
    let world = World::new();
    let first = world.run(&format!("{INIT} one --name First")).expect_code(0);
    assert!(!first.stderr.contains("sandbox reset"), "{}", first.stderr);
    world.run("--sandbox --platform kore apply one/campaigns --yes").expect_code(0);
    let second = world.run(&format!("{INIT} two --name Second")).expect_code(0);
    second.expect_stderr(&["the sandbox holds 1 campaign of earlier tries", "kcamp sandbox reset"]);
    // A further campaign of the same project stands beside the first.
    let further = world.run(&format!("{INIT} one --name Third")).expect_code(0);
    assert!(!further.stderr.contains("sandbox reset"), "{}", further.stderr);
    let blocked = world.run("--sandbox --platform kore apply two/campaigns --yes").expect_code(10);
    blocked.expect_stderr(&["looks like a rename", "kcamp sandbox reset"]);
    world.run("sandbox reset").expect_code(0);
    world.run("--sandbox --platform kore apply two/campaigns --yes").expect_code(0);
}

#[test]
fn a_pipeline_that_leaves_accounts_of_the_project_out_names_them() {
    let world = World::new();
    let burki = "init --type call --platform burki --timezone Asia/Kolkata --ci none";
    world.run(burki).expect_code(0);
    let kore = world.run(&format!("{INIT} --platform kore --ci github --name Other")).expect_code(0);
    kore.expect_stderr(&[
        "the pipeline is for the account kore (Kore.ai) alone",
        "this project has main too",
    ]);
    let alone = World::new();
    let alone = alone.run(&format!("{INIT} --ci github")).expect_code(0);
    assert!(!alone.stderr.contains("the pipeline is for the account"), "{}", alone.stderr);
}

#[test]
fn a_journal_without_the_sandbox_names_the_one_of_the_sandbox() {
    let world = World::new();
    let nothing = world.run("journal").expect_code(0);
    assert!(!nothing.stderr.contains("hint:"), "{}", nothing.stderr);
    world.run(INIT).expect_code(0);
    world.run("--sandbox --platform kore apply campaigns --yes").expect_code(0);
    for line in ["journal", "journal --since 1h --timezone UTC", "journal --failed"] {
        let run = world.run(line).expect_code(0);
        let last = run.stderr.lines().last();
        assert_eq!(
            last,
            Some("hint: 2 writes to the sandbox: kcamp --sandbox journal"),
            "{line}: {}",
            run.stderr
        );
    }
    let run = world.run("--sandbox journal -o json").expect_code(0);
    assert_eq!(run.json().as_array().map(Vec::len), Some(2));
    assert!(!run.stderr.contains("hint:"), "{}", run.stderr);
    assert_eq!(world.run("journal -o json").expect_code(0).json(), Value::Array(Vec::new()));
}
