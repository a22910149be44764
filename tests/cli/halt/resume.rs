//! `kcamp resume`: what is restored after a halt.

use super::{HALT, PREPARED, RUNNING, SCHEDULED, alive, enabled, halted_at, with_known_schedules};

#[test]
fn resume_brings_back_the_schedules_that_the_journal_knows_and_says_what_would_begin_anew() {
    let (sandbox, world) = halted_at(&[]);
    let world = with_known_schedules(world);
    let record = world.run(HALT).expect_code(0).json()["record"].as_str().unwrap().to_owned();
    world.run("resume").expect_code(12).expect_stderr(&[
        "as it was switched on",
        "next run",
        "whole list again",
    ]);
    let shown = world.run("resume --dry-run -o json").expect_code(0).json();
    assert_eq!(shown.as_array().unwrap().len(), SCHEDULED);
    world.run("campaign start C39 --yes").expect_code(12);
    let result = world.run(["resume", &record, "--yes", "-o", "json"]).expect_code(0).json();
    let count = |outcome: &str| {
        result["campaigns"].as_array().unwrap().iter().filter(|row| row["outcome"] == outcome).count()
    };
    assert_eq!((count("switched_on"), count("would_begin_anew")), (SCHEDULED, RUNNING));
    assert_eq!(alive(&world), (0, SCHEDULED));
    // Exactly as they were.
    assert_eq!(enabled(&sandbox), PREPARED.enabled);
    world.run("campaign start C39 --yes").expect_code(0);
    world.run("resume --yes").expect_code(5);
}

#[test]
fn resume_starts_what_would_begin_anew_only_where_it_is_told_to() {
    let (_sandbox, world) = halted_at(&[]);
    world.run(HALT).expect_code(0);
    let run = world.run("resume --begin-anew --yes -o json").expect_code(10);
    assert_eq!(run.error_json()["code"], "halt/not-all-resumed");
    // This world's journal has none of the schedules.
    assert_eq!(alive(&world), (RUNNING, 0));
}

#[test]
fn what_was_brought_back_and_stopped_since_is_not_brought_back_again() {
    let (_sandbox, world) = halted_at(&[]);
    let world = with_known_schedules(world);
    let record = world.run(HALT).expect_code(0).json()["record"].as_str().unwrap().to_owned();
    let world = world.with("KCAMP_NOW", "2026-12-03T08:00:30Z");
    let again = ["resume", &record, "--begin-anew", "--yes", "-o", "json"];
    world.run(again).expect_code(0);
    assert_eq!(alive(&world), (RUNNING, SCHEDULED));
    // A user stops everything, and the account is not halted.
    world.run(HALT).expect_code(0);
    world.run("halt --lift --yes").expect_code(0);
    let run = world.run(again).expect_code(10);
    assert!(
        run.error_json()["message"]
            .as_str()
            .unwrap()
            .contains("it at 2026-12-03 08:00 UTC, after the halt, and it has ended or was stopped since")
    );
    assert_eq!(alive(&world), (0, 0));
}

#[test]
fn a_second_halt_loses_nothing_of_the_first_ones_record() {
    let (_sandbox, world) = halted_at(&[]);
    let world = with_known_schedules(world);
    world.run(HALT).expect_code(0);
    world.run(HALT).expect_code(0);
    world.run("resume --yes").expect_code(0);
    assert_eq!(alive(&world), (0, SCHEDULED));
}

#[test]
fn a_record_that_is_none_or_of_another_account_is_refused() {
    let (_sandbox, world) = halted_at(&[]);
    let record = world.run(HALT).expect_code(0).json()["record"].as_str().unwrap().to_owned();
    world.file("broken.json", "{}");
    for (line, code, named) in [
        (["resume", "broken.json", "--yes"], 2, "halt/record-unreadable"),
        (["resume", "no.json", "--yes"], 5, "halt/record-unreadable"),
        (["resume", &record, "--sandbox"], 6, "halt/record-of-another-account"),
    ] {
        let run = world.run(line.into_iter().chain(["-o", "json"])).expect_code(code);
        assert_eq!(run.error_json()["code"], named);
    }
    world.run("campaign start C39 --yes").expect_code(12);
}

/// What the halt's own result says of each campaign is what a resume then does.
#[test]
fn a_halt_says_which_campaigns_a_resume_will_not_bring_back() {
    for is_known in [true, false] {
        let (_sandbox, world) = halted_at(&[]);
        let world = if is_known { with_known_schedules(world) } else { world };
        let halted = world.run(HALT).expect_code(0).json();
        let said = |key: &str| {
            let rows = halted["campaigns"].as_array().unwrap().iter();
            let mut said: Vec<_> =
                rows.filter(|row| row[key].is_string()).map(|row| row["id"].as_str().unwrap()).collect();
            said.sort_unstable();
            said.into_iter().map(str::to_owned).collect::<Vec<_>>()
        };
        let lost = (said("schedule_not_resumed"), said("run_not_resumed"));
        assert_eq!((lost.0.len(), lost.1.len()), (if is_known { 0 } else { SCHEDULED }, RUNNING));
        let resumed = world.run("resume --yes -o json").expect_code(if is_known { 0 } else { 10 }).json();
        let of = |part: &str| {
            let rows = resumed["campaigns"].as_array().unwrap().iter();
            let is_back = |outcome: &str| ["switched_on", "started"].contains(&outcome);
            let mut ids: Vec<String> = rows
                .filter(|row| row["part"] == part && !is_back(row["outcome"].as_str().unwrap()))
                .map(|row| row["id"].as_str().unwrap().to_owned())
                .collect();
            ids.sort_unstable();
            ids
        };
        assert_eq!((of("schedule"), of("run")), lost);
    }
}

#[test]
fn the_table_of_a_halt_names_what_is_not_resumed_with_the_reason() {
    let (_sandbox, world) = halted_at(&[]);
    let run = world.run(["halt", "--yes"]).expect_code(0);
    let why = "the journal of this machine does not know its schedule";
    assert_eq!(run.stdout.matches(why).count(), 1, "{}", run.stdout);
    run.expect_stdout(&["not resumed", "the schedule of \"", "the run of \"", "only with --begin-anew"]);
}

#[test]
fn an_older_record_does_not_lift_a_newer_halt() {
    let (sandbox, world) = halted_at(&[]);
    let world = with_known_schedules(world);
    let record = world.run(HALT).expect_code(0).json()["record"].as_str().unwrap().to_owned();
    world.run("halt --lift --yes").expect_code(0);
    let world = world.with("KCAMP_NOW", "2026-12-03T08:00:30Z");
    world.run(HALT).expect_code(0);
    let sent = sandbox.received().len();
    let run = world.run(["resume", &record, "--yes", "-o", "json"]).expect_code(6);
    let error = run.error_json();
    assert_eq!(error["code"], "halt/record-of-an-earlier-halt");
    assert!(error["message"].as_str().unwrap().contains("2026-12-03T08:00:30Z"), "{error}");
    assert_eq!(sandbox.received().len(), sent);
    world.run("campaign start C39 --yes").expect_code(12);
    // Without a halt the record counts, and no halt is said to be lifted.
    world.run("halt --lift --yes").expect_code(0);
    let run = world.run(["resume", &record, "--yes"]);
    assert!(!format!("{}{}", run.stdout, run.stderr).contains("lifted"), "{} {}", run.stdout, run.stderr);
}
