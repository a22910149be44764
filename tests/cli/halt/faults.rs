//! Failures during a halt: lost answers, refused stops, failed lists.

use serde_json::json;

use crate::create::FILE;
use crate::world::Sandbox;

use super::{HALT, RUNNING, SCHEDULED, alive, assert_quiet, disables, halted_at, lists, stops};

#[test]
fn an_answer_that_is_lost_in_the_middle_is_settled_by_the_last_list() {
    for (fault, again) in [("drop-after-send", 0), ("502:applied", 0), ("drop-before-apply", 1), ("500", 1)] {
        let spec = fault
            .split_once(':')
            .map_or_else(|| format!("{fault}x1"), |(kind, rest)| format!("{kind}x1:{rest}"));
        for (place, at_stop) in [("POST:trigger/*", true), ("POST:schedule", false)] {
            let (sandbox, world) = halted_at(&["--fault", &format!("{spec}:{place}")]);
            let run = world.run(HALT);
            assert_quiet(&run, &world);
            let sent = (stops(&sandbox).len() - RUNNING, disables(&sandbox).len() - SCHEDULED);
            assert_eq!(sent, if at_stop { (again, 0) } else { (0, again) }, "{fault} {place}");
            // Two of them are from the check at the end of the test, and two follow each second stop.
            assert_eq!(lists(&sandbox), 2 + 2 + 2 * again + 2, "{fault} {place}");
        }
    }
}

#[test]
fn a_start_that_may_still_arrive_is_named_and_stopped() {
    // The start is not applied, but this is unknown: the listed campaign does not call, but may start to.
    let sandbox = Sandbox::with_faults(&["502x1:POST:trigger/*"]);
    let world = sandbox.world();
    world.file("campaign.yaml", FILE);
    world.run("campaign create -f campaign.yaml --yes").expect_code(0);
    world.run("campaign start 'Event Reminder' --yes").expect_code(9);
    let before = stops(&sandbox).len();
    let run = world.run(HALT).expect_code(9);
    let error = run.error_json();
    assert!(error["message"].as_str().unwrap().contains("may still arrive"), "{error}");
    assert_eq!(run.json()["campaigns"][0]["may_still_call"], true, "{run:?}");
    assert!(stops(&sandbox).len() > before, "no stop was sent");
    // A start that was applied is stopped, and nothing else is done.
    let sandbox = Sandbox::with_faults(&["502x1:applied:POST:trigger/*", "500:GET:campaign/*"]);
    let world = sandbox.world();
    world.file("campaign.yaml", FILE);
    world.run("campaign create -f campaign.yaml --yes").expect_code(0);
    world.run("campaign start 'Event Reminder' --yes").expect_code(9);
    let run = world.run(HALT).expect_code(0);
    assert_eq!((stops(&sandbox).len(), &run.json()["verdict"]), (1, &json!("nothing_calls")), "{run:?}");
}

#[test]
fn what_cannot_be_stopped_is_named_and_the_rest_is_stopped() {
    for (fault, code, named) in [
        ("403:POST:trigger/*", 10, "halt/may-still-call"),
        ("409:POST:trigger/*", 10, "halt/may-still-call"),
        ("404:POST:trigger/*", 10, "halt/may-still-call"),
        ("429:retry-after=3600:POST:trigger/*", 10, "halt/may-still-call"),
        ("drop-before-apply:POST:trigger/*", 10, "halt/may-still-call"),
    ] {
        let (_sandbox, world) = halted_at(&["--fault", fault]);
        let run = world.run(HALT).expect_code(code);
        let error = run.error_json();
        assert_eq!((&error["code"], &error["retry_safe"]), (&json!(named), &json!(false)), "{fault}");
        assert!(error["message"].as_str().unwrap().contains("C0"), "{error}");
        let result = run.json();
        let still =
            result["campaigns"].as_array().unwrap().iter().filter(|row| row["may_still_call"] == true);
        assert_eq!(still.count(), RUNNING, "{fault}");
        assert_eq!(alive(&world), (RUNNING, 0), "{fault}");
    }
}

#[test]
fn a_list_that_fails_half_way_is_acted_on_as_far_as_it_was_seen() {
    // All attempts for the first page fail; the pages of the other type are read.
    let (sandbox, world) = halted_at(&["--fault", "503x4:POST:getAllCampaignDetails"]);
    let run = world.run(HALT);
    assert_quiet(&run, &world);
    assert!(run.stderr.contains("could not all be listed"), "{}", run.stderr);
    assert_eq!((stops(&sandbox).len(), disables(&sandbox).len()), (RUNNING, SCHEDULED));
    // If it fails to the end, the unread parts are reported.
    let (sandbox, world) = halted_at(&["--fault", "503:POST:getAllCampaignDetails"]);
    let run = world.run(HALT).expect_code(8);
    assert!(run.error_json()["message"].as_str().unwrap().contains("nothing was stopped"), "{run:?}");
    assert_eq!(stops(&sandbox).len(), 0);
    assert!(run.stderr.contains("kcamp on this machine starts no campaign there"), "{}", run.stderr);
}

#[test]
fn every_answer_that_is_lost_once_ends_with_nothing_that_calls() {
    let lost = crate::fault_matrix::lost_answers().into_iter();
    let cases: Vec<(String, &str)> = lost
        .flat_map(|(fault, _)| {
            let (kind, rest) = fault
                .split_once(':')
                .map_or((fault, String::new()), |(kind, rest)| (kind, format!(":{rest}")));
            ["POST:trigger/*", "POST:schedule", "POST:getAllCampaignDetails"]
                .map(|place| (format!("{kind}x1{rest}:{place}"), place))
        })
        .collect();
    crate::calls::check_all("a lost answer in a halt", &cases, |(fault, _)| {
        let (sandbox, world) = halted_at(&["--fault", fault]);
        let run = world.run(HALT);
        // If the platform asks for a wait of an hour for a list, the list is read again at the end.
        let is_quiet = run.code == 0 && alive(&world) == (0, 0);
        let twice = (stops(&sandbox).len() + disables(&sandbox).len()).saturating_sub(RUNNING + SCHEDULED);
        if is_quiet && twice <= 1 { Ok(()) } else { Err(format!("{fault}: {twice} more, {run:?}")) }
    });
}

#[test]
fn a_campaign_that_is_not_found_by_its_stop_and_is_still_listed_is_stopped_again() {
    for (fault, refused) in [("404x1", 1), ("404x3", 3), ("405x1", 1)] {
        let (sandbox, world) = halted_at(&["--fault", &format!("{fault}:POST:trigger/*")]);
        let run = world.run(HALT);
        assert_quiet(&run, &world);
        assert_eq!(stops(&sandbox).len(), RUNNING + refused, "{fault}");
    }
}

#[test]
fn on_burki_too_an_answer_that_is_lost_once_ends_with_nothing_that_calls() {
    let prepared = crate::calls::prepared();
    let lost = crate::fault_matrix::lost_answers().into_iter();
    let cases: Vec<String> = lost
        .flat_map(|(fault, _)| {
            let (kind, rest) = fault
                .split_once(':')
                .map_or((fault, String::new()), |(kind, rest)| (kind, format!(":{rest}")));
            ["POST:pause", "POST:schedule", "GET:campaigns"].map(|place| format!("{kind}x1{rest}:{place}"))
        })
        .collect();
    crate::calls::check_all("a lost answer in a halt on Burki", &cases, |fault| {
        let sandbox = Sandbox::continuing(&prepared.sandbox, &[fault]);
        let world = sandbox.burki_world();
        let run = world.run(HALT);
        let rows = world.run("campaign list -o json").expect_code(0).json();
        let calls = |row: &serde_json::Value| ["Running", "Scheduled"].iter().any(|it| row["status"] == *it);
        // If the platform asks for a wait of an hour before the first list, nothing is stopped, and this is reported.
        let is_asked_to_wait = fault.contains("retry-after") && fault.ends_with("GET:campaigns");
        if is_asked_to_wait && run.code == 11 && run.stderr.contains("nothing was stopped") {
            return Ok(());
        }
        let is_quiet = run.code == 0 && !rows.as_array().unwrap().iter().any(calls);
        if is_quiet { Ok(()) } else { Err(format!("{fault}: {run:?} {rows}")) }
    });
}
