//! The latch: what is refused while an account is halted, and how the halt is lifted.

use serde_json::Value;

use super::{HALT, file, halted_at, state, stops};
use crate::create::SCHEDULE;

#[test]
fn while_it_is_halted_nothing_is_started_from_this_machine() {
    let (sandbox, world) = halted_at(&[]);
    world.run(HALT).expect_code(0);
    world.file("scheduled.yaml", file("Scheduled", 1) + SCHEDULE);
    world.file("plain.yaml", file("Plain", 1));
    let before = sandbox.received().len();
    let base = "/campaign/api/v2/public/{streamId}/campaign";
    let trigger = format!("{base}/trigger/cd-1?accountId={{accountId}}&campaignType=sms&trigger=play");
    let enable = format!("{base}/schedule?enableSchedule=true&campaignName=C39");
    for line in [
        &["campaign", "start", "C39", "--yes"][..],
        &["campaign", "create", "-f", "scheduled.yaml", "--yes"],
        &["campaign", "create", "-f", "scheduled.yaml", "-f", "plain.yaml", "--yes"],
        &[
            "schedule",
            "enable",
            "C39",
            "--daily",
            "--start=2027-01-01 09:00",
            "--end=2027-02-01",
            "--timezone=UTC",
            "--yes",
        ],
        &["campaign", "callback", "cid-1", "d-1=2026-12-04T09:00:00Z", "--yes"],
        &["api", "POST", &trigger, "--yes"],
        &["api", "POST", &enable, "--yes"],
    ] {
        let run = world.run([line, &["-o", "json"]].concat()).expect_code(12);
        let error = run.error_json();
        assert_eq!(error["code"], "halt/latched", "{line:?}: {error}");
        assert!(error["hint"].as_str().unwrap().contains("kcamp resume"), "{error}");
    }
    world.run(["api", "POST", &trigger, "--read"]).expect_code(2);
    let is_write = |request: &&Value| crate::calls::is_write(request);
    assert_eq!(sandbox.received()[before..].iter().filter(is_write).count(), 0);
    // What starts nothing goes on.
    world.run(["campaign", "create", "-f", "plain.yaml", "--yes"]).expect_code(0);
    world.run(["campaign", "list"]).expect_code(0);
    world.run(["schedule", "disable", "C39"]).expect_code(0);
    world.run(["campaign", "start", "C39", "--dry-run"]).expect_code(0);
    world.run(["campaign", "create", "-f", "scheduled.yaml", "--dry-run"]).expect_code(0);
    let elsewhere = ["campaign", "start", "C39", "--yes", "--stream-id", "st-0", "-o", "json"];
    assert_ne!(world.run(elsewhere).error_json()["code"], "halt/latched");
    // The sandbox is another account, and has a latch of its own.
    world.run(["campaign", "create", "-f", "scheduled.yaml", "--yes", "--sandbox"]).expect_code(0);
    world.run(["halt", "--yes", "--sandbox"]).expect_code(0);
    world.run(["campaign", "start", "Scheduled", "--yes", "--sandbox"]).expect_code(12);
    world.run(["sandbox", "reset"]).expect_code(0);
    world.run(["campaign", "create", "-f", "scheduled.yaml", "--yes", "--sandbox"]).expect_code(0);
}

#[test]
fn a_halt_in_the_sandbox_halts_the_sandbox_alone() {
    let (_sandbox, world) = halted_at(&[]);
    world.run(["halt", "--yes", "--sandbox"]).expect_code(0);
    world.run(["campaign", "start", "C39", "--yes"]).expect_code(0);
}

#[test]
fn the_variable_halts_without_a_record_and_not_the_sandbox() {
    let (sandbox, world) = halted_at(&[]);
    let halted = world.with("KCAMP_HALT", "1");
    let error = halted.run(["campaign", "start", "C39", "--yes", "-o", "json"]).expect_code(12).error_json();
    assert_eq!(error["code"], "halt/variable");
    halted.run(["resume", "--yes"]).expect_code(12).expect_stderr(&["KCAMP_HALT"]);
    halted.run(["campaign", "stop", "C00", "--yes"]).expect_code(0);
    halted.file("scheduled.yaml", file("Scheduled", 1) + SCHEDULE);
    halted.run(["campaign", "create", "-f", "scheduled.yaml", "--yes", "--sandbox"]).expect_code(0);
    let off = halted.with("KCAMP_HALT", "0");
    off.run(["campaign", "start", "C39", "--yes"]).expect_code(0);
    off.with("KCAMP_HALT", "maybe").run(["campaign", "list"]).expect_code(2);
    assert_eq!(stops(&sandbox).len(), 1);
}

#[test]
fn a_halt_is_lifted_without_any_record_and_that_is_in_the_journal() {
    let (_sandbox, world) = halted_at(&[]);
    world.run(HALT).expect_code(0);
    std::fs::remove_dir_all(state(&world, "halts")).unwrap();
    world.run(["campaign", "start", "C39", "--yes"]).expect_code(0);
    world.run(HALT).expect_code(0);
    world.run(["halt", "--lift"]).expect_code(12);
    world.run(["halt", "--lift", "--yes", "--reason", "the list was fixed"]).expect_code(0);
    world.run(["halt", "--lift", "--yes"]).expect_code(0).expect_stderr(&["is not halted"]);
    world.run(["campaign", "start", "C39", "--yes"]).expect_code(0);
    let journal = world.run(["journal", "-o", "json"]).expect_code(0).json();
    let lifted = journal.as_array().unwrap().iter().find(|row| row["action"] == "halt lift").unwrap().clone();
    assert!(lifted["message"].as_str().unwrap().contains("the list was fixed"), "{lifted}");
}

#[test]
fn what_a_halt_a_lift_and_a_resume_came_to_names_the_account() {
    let (sandbox, world) = halted_at(&[]);
    let lift = ["halt", "--lift", "--yes", "-o", "json"];
    for line in [&HALT[..], &lift, &HALT, &["resume", "--yes", "-o", "json"]] {
        let run = world.run(line);
        let whereabouts = run.json()["where"].as_str().unwrap_or_default().to_owned();
        let account = kcamp::sandbox::ACCOUNT;
        for part in [account.account_id, account.stream_id, &sandbox.address] {
            assert!(whereabouts.contains(part), "{line:?}: {whereabouts}");
        }
    }
    let run =
        world.run(["halt", "--yes", "--sandbox"]).expect_code(0).expect_stdout(&["where   the sandbox"]);
    run.expect_stderr(&["halt: the sandbox"]);
}
