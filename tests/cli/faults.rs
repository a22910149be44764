//! Single faults in detail; `fault_matrix` has every fault at every call.

use crate::calls::{Prepared, WRITES, prepared};
use crate::fault_matrix::check_run;
use crate::world::{Sandbox, Trap, World};

#[test]
fn what_was_never_reached_is_safe_to_run_again() {
    // A port that was just free.
    let address = Trap::new().address();
    for call in &WRITES {
        let run = call.run(&Prepared::ids_of_nothing(), &World::at(&address), &[]);
        if let Err(what) = check_run(call, &run, 8) {
            panic!("{}: {what}", call.name);
        }
    }
}

#[test]
fn what_is_behind_a_failure_is_shown_with_vvv_alone() {
    // A port that was just free.
    let world = World::at(&Trap::new().address());
    for (verbosity, is_shown) in [("-vvv", true), ("-vv", false)] {
        let run = world.run(["contact-list", "list", verbosity, "-ojson"]).expect_code(8);
        assert_eq!(run.error_json()["code"], "platform/unavailable");
        assert_eq!(run.stderr.contains("caused by: "), is_shown, "{verbosity}: {}", run.stderr);
    }
}

#[test]
fn a_platform_that_never_answers_is_left_after_the_timeout_or_the_deadline() {
    // The system accepts the connection, and no program answers.
    let trap = Trap::new();
    let world = World::at(&trap.address());
    let error = world.run("contact-list list --timeout 100ms -ojson").expect_code(8).error_json();
    assert_eq!(error["retry_safe"], true);
    let error =
        world.run("contact-list list --timeout 10m --deadline 300ms -ojson").expect_code(11).error_json();
    assert_eq!(error["code"], "platform/deadline-passed");
}

#[test]
fn the_wait_that_the_platform_asks_for_is_said() {
    let sandbox = Sandbox::with_faults(&["429x1:retry-after=1"]);
    let run = sandbox.world().run("contact-list list").expect_code(0);
    run.expect_stderr(&[
        "the rate limit is used up; a wait of 1 s is passed over, because KCAMP_NOW sets the clock",
    ]);
    assert_eq!(sandbox.received().len(), 2);
}

#[test]
fn a_rehearsal_that_the_rate_limit_ends_says_that_it_did_not_wait() {
    let sandbox = Sandbox::with_faults(&["429:retry-after=30"]);
    let error = sandbox.world().run("contact-list list -ojson").expect_code(11).error_json();
    let hint = error["hint"].as_str().unwrap();
    assert!(
        hint.contains("KCAMP_NOW sets the clock, so kcamp tried again at once instead of waiting"),
        "{error}"
    );
    // A longer deadline would not help either.
    let run = sandbox.world().run("contact-list list --deadline 20s").expect_code(11);
    let run =
        run.expect_stderr(&["the next attempt would come 30 s from now", "unset KCAMP_NOW, or run it again"]);
    assert!(
        !run.stderr.contains("with a longer --deadline") && !run.stderr.contains("waiting"),
        "{}",
        run.stderr
    );
}

#[test]
fn a_wait_of_any_size_that_the_platform_asks_for_is_obeyed_or_ends_at_once_and_says_when() {
    // By the platform's clock, which is fixed at the time of every test.
    let far = "Sat, 05 Dec 2026 08:00:00 GMT";
    let endless = "asks for a wait that is too long";
    for (asked, when) in [
        ("301", "run it again in 5m"),
        ("3600", "run it again in 1h"),
        ("604800", "run it again in "),
        (far, "run it again in 48h"),
        ("18446744073709551615", endless),
        ("99999999999999999999999999", endless),
    ] {
        for status in [429, 503] {
            let fault = format!("{status}:retry-after={asked}:POST:getAllListDetails");
            let sandbox = Sandbox::with_faults(&[&fault]);
            let error = sandbox.world().run("contact-list list -ojson").expect_code(11).error_json();
            assert_eq!(error["code"], "platform/rate-limited", "{fault}: {error}");
            assert!(error["hint"].as_str().unwrap().contains(when), "{fault}: {error}");
            assert!(!error["hint"].as_str().unwrap().contains("in a minute"), "{fault}: {error}");
            assert_eq!(sandbox.received().len(), 1, "{fault}");
        }
    }
    for status in [429, 503] {
        let sandbox = Sandbox::with_faults(&[&format!("{status}x1:retry-after=1:POST:getAllListDetails")]);
        sandbox.world().run("contact-list list").expect_code(0).expect_stderr(&["a wait of 1 s"]);
        assert_eq!(sandbox.received().len(), 2, "{status}");
    }
}

#[test]
fn a_create_whose_answer_was_lost_is_found_by_its_name() {
    let sandbox = Sandbox::with_faults(&["drop-after-send:POST:campaign"]);
    let world = sandbox.world();
    world.file("campaign.yaml", crate::create::FILE);
    world
        .run("campaign create -f campaign.yaml")
        .expect_code(0)
        .expect_stdout(&["the answer was lost; found by its name", "cd-"])
        .expect_stderr(&["an answer was lost, looking whether it was applied"]);
    assert_eq!(sandbox.creates().len(), 1);
}

#[test]
fn a_create_that_cannot_be_found_says_what_to_look_at() {
    let sandbox = Sandbox::with_faults(&["drop-before-apply:POST:campaign"]);
    let world = sandbox.world();
    world.file("campaign.yaml", crate::create::FILE);
    world.run("campaign create -f campaign.yaml --deadline 7400ms").expect_code(9).expect_stderr(&[
        "it is not known whether",
        "no campaign of this name appeared in",
        "and it may still appear; the deadline leaves no time to look again",
        "look for \"Event Reminder\" in `kcamp campaign list` in a minute",
        "create it again only if it is not there",
    ]);
    assert_eq!(sandbox.creates().len(), 1);
}

#[test]
fn a_lost_create_is_not_taken_for_an_older_campaign_of_its_name() {
    let prepared = prepared();
    // The older one was created some minutes before, by the platform's clock. This machine's clock is an hour slow,
    // which has no effect.
    let sandbox =
        Sandbox::later(&prepared.sandbox, "2026-12-03T08:04:00Z", &["drop-before-apply:POST:campaign"]);
    let world = sandbox
        .world()
        .with("KCAMP_NOW", "2026-12-03T07:04:00Z")
        .with("KCAMP_TOKEN", token_at("2026-12-03T08:04:00Z"));
    world.file("campaign.yaml", crate::create::FILE.replace("Event Reminder", "Idle"));
    world
        .run("campaign create -f campaign.yaml")
        .expect_code(9)
        .expect_stderr(&["it is older than this create"]);
}

/// A token that is valid at an instant, for a machine with another time.
fn token_at(now: &str) -> String {
    let world = World::at("http://127.0.0.1:1").with("KCAMP_NOW", now);
    world.run("jwt mint").expect_code(0).stdout.trim().to_owned()
}
