//! `explain`: the meaning of a code.

use crate::world::World;

#[test]
fn a_code_is_explained_with_its_help() {
    let run = World::new().run("explain sms/ucs2-forced").expect_code(0);
    let run = run.expect_stdout(&[
        "sms/ucs2-forced",
        "warning, note",
        "GSM alphabet",
        "help",
        "    text: \"It’s due.\"",
    ]);
    assert_eq!(run.stderr, "");
    // A code as it is pasted from a report.
    let pasted = World::new().run("explain warning[sms/ucs2-forced]").expect_code(0);
    assert_eq!(pasted.stdout, run.stdout);
}

#[test]
fn json_has_every_part() {
    let explained = World::new().run("explain schedule/never-runs -o json").expect_code(0).json();
    let keys: Vec<&String> = explained.as_object().unwrap().keys().collect();
    assert_eq!(keys, ["code", "severity", "meaning", "why", "example", "help"]);
    assert_eq!(explained["severity"], "error");
}

#[test]
fn the_list_has_every_code() {
    let run = World::new().run("explain --list").expect_code(0);
    assert_eq!(run.stdout.lines().count(), kcamp::domain::explanations::all().count() + 1);
    let list = World::new().run("explain --list -o json").expect_code(0).json();
    assert_eq!(list.as_array().unwrap().len(), kcamp::domain::explanations::all().count());
}

#[test]
fn an_unknown_code_is_a_usage_error_with_a_suggestion() {
    let world = World::new();
    let run = world.run("explain sms/ucs2-force").expect_code(2);
    assert_eq!(run.stdout, "");
    run.expect_stderr(&["sms/ucs2-force\"", "did you mean sms/ucs2-forced?"]);
    for (typed, meant) in [
        ("campaign/priority-out-of-rang", "did you mean campaign/priority-out-of-range"),
        ("Campaign/Priority-Out-Of-Range", "campaign/priority-out-of-range"),
        ("priority-out-of-range", "campaign/priority-out-of-range"),
        ("error[file/text-cutt]", "file/text-cut"),
        ("secret/maskd", "secret/masked"),
        ("schedule/end-in-the-past", "schedule/end-in-past"),
    ] {
        let run = world.run(["explain", typed]).expect_code(2);
        assert_eq!(run.stdout, "", "{typed}");
        run.expect_stderr(&["unknown code", meant]);
    }
    world.run("explain nonsense").expect_code(2).expect_stderr(&["explain --list"]);
    world.run("explain").expect_code(2);
    let error = world.run("explain a/b -o json").expect_code(2).error_json();
    assert_eq!(error["code"], "usage/unknown-code");
}
