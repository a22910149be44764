//! `schedule enable` over an active schedule: kcamp shows before and after what it replaces, and what the platform
//! does not document.

use serde_json::Value;

use crate::schedule::{NAME, enable, with_campaign};

const FIRST: [&str; 8] =
    ["--weekly", "Mon", "--start", "2026-12-07 09:30", "--end", "2027-03-31", "--timezone", "UTC"];
const SECOND: [&str; 7] =
    ["--daily", "--start", "2026-12-08 10:00", "--end", "2027-03-31", "--timezone", "UTC"];
const OPEN: &str = "the documentation does not say whether this replaces the schedule that is on";

#[test]
fn what_is_replaced_is_said_and_stands_in_the_result() {
    let (_sandbox, world, _) = with_campaign();
    enable(&world, &FIRST).expect_code(0);
    let run = enable(&world, &[&SECOND[..], &["--check-name"]].concat()).expect_code(0);
    let run = run.expect_stderr(&[
        "this replaces a schedule that is on: as enabled from this machine on ",
        "every week on Mon, from Mon 2026-12-07 09:30 UTC until Wed 2027-03-31 23:59:59 UTC",
        OPEN,
    ]);
    let shown = run.json();
    assert_eq!((&shown["was_on"], &shown["caution"]), (&Value::Bool(true), &OPEN.into()));
    assert_eq!(shown["replaced"]["as_enabled"]["sent"]["startDateTime"], "2026-12-07 09:30:00");
    let line = ["schedule", "enable", NAME, "--yes", "--check-name"];
    let table = world.run([&line[..], &SECOND].concat()).expect_code(0);
    table.expect_stdout(&["replaced", "every day, from Tue 2026-12-08 10:00 UTC"]);
}

#[test]
fn one_of_another_machine_is_replaced_with_a_word_and_none_that_is_off_or_was_not_looked_up() {
    let (sandbox, world, _) = with_campaign();
    let off = enable(&world, &[&FIRST[..], &["--check-name"]].concat()).expect_code(0).json();
    assert_eq!((&off["was_on"], &off["replaced"]), (&Value::Bool(false), &Value::Null));
    let reads = sandbox.received().len();
    let unread = enable(&world, &SECOND).expect_code(0);
    let told =
        "this replaces the schedule that this machine enabled on 2026-12-03 08:00 UTC, if it is still on";
    let unread = unread.expect_stderr(&["warning[schedule/replaced]", told]).json();
    assert_eq!(sandbox.received().len(), reads + 1, "only the call");
    assert_eq!((&unread["was_on"], &unread["replaced"]), (&Value::Null, &Value::Null));
    // The same one again, and one that is not on any more.
    let again = enable(&world, &SECOND).expect_code(0);
    assert!(!again.stderr.contains("schedule/replaced"), "{again:?}");
    world.run(["schedule", "disable", NAME]).expect_code(0);
    let after = enable(&world, &FIRST).expect_code(0);
    assert!(!after.stderr.contains("schedule/replaced"), "{after:?}");
    let elsewhere = sandbox.world();
    let run = enable(&elsewhere, &[&SECOND[..], &["--check-name"]].concat()).expect_code(0);
    let run = run.expect_stderr(&["it was not enabled from this machine", OPEN]);
    assert_eq!(run.json()["replaced"]["enabled"], true);
}

#[cfg(unix)]
#[test]
fn the_question_says_that_one_is_on() {
    use crate::terminal::{answer, end, line, start};

    let (sandbox, world, _) = with_campaign();
    let arguments = [&["schedule", "enable", NAME], &SECOND[..]].concat();
    for (question, typed, code) in
        [("switch this schedule on?", "y", 0), ("in place of the one that is on?", "n", 12)]
    {
        let mut session = start(&world, &arguments);
        let shown = answer(&mut session, question, &line(typed));
        let shown = shown.split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(shown.contains("as enabled from this machine on"), code == 12, "{shown}");
        let (rest, ended) = end(&mut session);
        assert_eq!(ended, code, "{rest}");
    }
    assert_eq!(sandbox.received_at("POST", "/schedule").len(), 1);
}
