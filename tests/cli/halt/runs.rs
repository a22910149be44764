//! A run that was in progress at a halt, after `kcamp resume`, with and without a schedule.

use serde_json::{Value, json};

use super::decided::{begun, record};
use crate::create::FILE;
use crate::world::{Run, Sandbox, World};

const CREATED: &str = "2026-12-03T08:30:00Z";
const RUNS: &str = "2026-12-03T09:00:02Z";
const LATER: &str = "2026-12-03T09:30:00Z";

const BURKI_FILE: &str = "platform: burki\nname: Event Reminder\ncampaign_type: sms\nassistant_id: 7\n\
     sms_message_template: Hello\n";
const DAILY: &str = "--daily --start '2026-12-03 09:00' --end 2026-12-08";
const ONCE: &str = "--once --start '2026-12-03 09:00'";

/// The campaign, with contacts for hours.
fn campaign(is_burki: bool) -> (Sandbox, World) {
    let sandbox = Sandbox::new();
    let world = if is_burki { sandbox.burki_world() } else { sandbox.world() };
    world.file("campaign.yaml", if is_burki { BURKI_FILE } else { FILE });
    world.run("campaign create -f campaign.yaml --yes").expect_code(0);
    if is_burki {
        let numbers: Vec<String> = (100..400).map(|number| format!("+12025550{number}\n")).collect();
        world.file("contacts.csv", format!("phone\n{}", numbers.concat()));
        world.run("campaign import 'Event Reminder' contacts.csv --yes").expect_code(0);
    }
    world.later(&sandbox, CREATED, &[])
}

fn status(world: &World) -> Value {
    world.run("campaign get 'Event Reminder' -o json").expect_code(0).json()["status"].clone()
}

/// Halts a campaign during a run, and resumes half an hour later.
fn resumed((sandbox, world): (Sandbox, World), flags: &[&str]) -> (Sandbox, World, Run) {
    let (sandbox, world) = world.later(&sandbox, RUNS, &[]);
    assert!(["Running", "Active"].map(Value::from).contains(&status(&world)), "{}", status(&world));
    world.run("halt --yes -q").expect_code(0);
    let (sandbox, world) = world.later(&sandbox, LATER, &[]);
    let run = world.run([&["resume", &record(&world), "--yes", "-o", "json"][..], flags].concat());
    (sandbox, world, run)
}

/// The outcome of each part of the one campaign.
fn parts(run: &Run) -> Vec<(String, String)> {
    let word = |row: &Value, key: &str| row[key].as_str().unwrap().to_owned();
    let rows = run.json()["campaigns"].as_array().unwrap().clone();
    rows.iter().map(|row| (word(row, "part"), word(row, "outcome"))).collect()
}

fn pair(part: &str, outcome: &str) -> (String, String) {
    (part.to_owned(), outcome.to_owned())
}

#[test]
fn a_run_that_its_schedule_began_is_told_beside_the_schedule() {
    for (is_burki, flags, code, of_run, whom) in [
        (false, &[][..], 0, "at_next_run", "its whole list again"),
        (false, &["--begin-anew"], 10, "not_brought_back", "its whole list again"),
        (true, &[], 0, "at_next_run", "who is left"),
        (true, &["--begin-anew"], 0, "at_next_run", "who is left"),
    ] {
        let (sandbox, world) = campaign(is_burki);
        world.run(&format!("schedule enable 'Event Reminder' {DAILY} --timezone UTC --yes")).expect_code(0);
        let (sandbox, _, run) = resumed((sandbox, world), flags);
        assert_eq!(
            (run.code, parts(&run)),
            (code, vec![pair("schedule", "switched_on"), pair("run", of_run)])
        );
        assert!(run.stderr.contains(whom), "{}", run.stderr);
        // The next step does not contradict that it is not started by hand.
        let step = "kcamp schedule disable NAME; kcamp campaign start NAME";
        assert_eq!(run.stderr.contains(step), code == 10, "{}", run.stderr);
        assert!(!run.stderr.contains("start a campaign: "), "{}", run.stderr);
        let (saved, started) = begun(&sandbox);
        assert_eq!((saved.len(), started), (1, 0), "{run:?}");
    }
}

#[test]
fn a_start_that_waited_for_its_time_is_told_and_not_made_again() {
    const START: &str = "campaign start 'Event Reminder' --yes";
    const DISABLE: &str = "schedule disable 'Event Reminder' --yes";
    let enable = |schedule: &str| format!("schedule enable 'Event Reminder' {schedule} --timezone UTC --yes");
    for schedule in [DAILY, ONCE] {
        let on = enable(schedule);
        for (commands, was_started) in [
            (vec![&*on], false),
            (vec![&*on, START], true),
            (vec![&*on, START, DISABLE, &*on], false),
            (vec![&*on, START, DISABLE, &*on, START], true),
        ] {
            let (sandbox, world) = campaign(true);
            for command in &commands {
                world.run(*command).expect_code(0);
            }
            assert_eq!(status(&world), json!("Scheduled"), "{commands:?}");
            let halt = world.run("halt --yes -o json").expect_code(0);
            let why = halt.json()["campaigns"][0]["run_not_resumed"].clone();
            assert_eq!(
                why.as_str().is_some_and(|why| why.contains("does not start it again")),
                was_started,
                "{why}"
            );
            let (sandbox, world) = world.later(&sandbox, "2026-12-03T08:40:00Z", &[]);
            let run = world.run(["resume", &record(&world), "--yes", "-o", "json"]);
            let mut expected = vec![pair("schedule", "switched_on")];
            expected.extend(was_started.then(|| pair("start", "not_brought_back")));
            assert_eq!((run.code, parts(&run)), (if was_started { 10 } else { 0 }, expected), "{commands:?}");
            assert_eq!(run.stderr.contains("campaign start 1"), was_started, "{}", run.stderr);
            assert_eq!(begun(&sandbox).1, 0, "{commands:?}");
            // Whoever has started it since is told nothing of it.
            world.run(START).expect_code(0);
            let again = world.run(["resume", &record(&world), "--yes", "-o", "json"]).expect_code(0);
            assert_eq!(parts(&again).len(), if was_started { 2 } else { 1 }, "{again:?}");
        }
    }
}

#[test]
fn a_start_whose_schedule_a_halt_did_not_switch_off_still_waits() {
    let (sandbox, world) = campaign(true);
    world.run(&format!("schedule enable 'Event Reminder' {DAILY} --timezone UTC --yes")).expect_code(0);
    world.run("campaign start 'Event Reminder' --yes").expect_code(0);
    let (sandbox, world) = world.later(&sandbox, "2026-12-03T08:35:00Z", &["--fault", "422:POST:schedule"]);
    let halt = world.run("halt --yes -o json").expect_code(10);
    assert_eq!(halt.json()["campaigns"][0]["run_not_resumed"], Value::Null, "{halt:?}");
    let (_sandbox, world) = world.later(&sandbox, "2026-12-03T08:40:00Z", &[]);
    let run = world.run(["resume", &record(&world), "--yes", "-o", "json"]).expect_code(0);
    assert_eq!(parts(&run), [pair("schedule", "on_already"), pair("start", "on_already")]);
}

#[test]
fn a_run_whose_schedule_does_not_come_back_is_resumed_for_itself() {
    // Its only run is the paused one; or a colleague gave it the schedule.
    for (schedule, is_own, code, expected) in [
        (ONCE, true, 0, vec![pair("run", "started")]),
        (DAILY, false, 10, vec![pair("schedule", "not_brought_back"), pair("run", "started")]),
    ] {
        let (sandbox, world) = campaign(true);
        let colleague = sandbox.burki_world().with("KCAMP_NOW", CREATED);
        let enable = format!("schedule enable 'Event Reminder' {schedule} --timezone UTC --yes");
        if is_own { &world } else { &colleague }.run(&enable).expect_code(0);
        let (sandbox, world, run) = resumed((sandbox, world), &[]);
        assert_eq!((run.code, parts(&run)), (code, expected), "{run:?}");
        assert_eq!(begun(&sandbox), (vec![], 1), "{run:?}");
        assert_eq!(status(&world), json!("Running"));
    }
    let (sandbox, world) = campaign(false);
    let colleague = sandbox.world().with("KCAMP_NOW", CREATED);
    colleague.run(&format!("schedule enable 'Event Reminder' {DAILY} --timezone UTC --yes")).expect_code(0);
    let (sandbox, _, run) = resumed((sandbox, world), &["--begin-anew"]);
    let expected = vec![pair("schedule", "not_brought_back"), pair("run", "started")];
    assert_eq!((run.code, parts(&run)), (10, expected), "{run:?}");
    assert_eq!(begun(&sandbox), (vec![], 1), "{run:?}");
}

#[test]
fn a_campaign_that_was_paused_before_the_halt_or_by_somebody_after_it_stays_paused() {
    // Long before the halt.
    let (sandbox, world) = campaign(true);
    world.run("campaign start 'Event Reminder' --yes").expect_code(0);
    let (sandbox, world) = world.later(&sandbox, "2026-12-03T08:30:02Z", &[]);
    world.run("campaign pause 'Event Reminder' --yes").expect_code(0);
    let (sandbox, world) = world.later(&sandbox, RUNS, &[]);
    world.run("halt --yes -q").expect_code(0);
    let (sandbox, world) = world.later(&sandbox, LATER, &[]);
    let run = world.run(["resume", &record(&world), "--yes", "-o", "json"]).expect_code(0);
    assert_eq!((parts(&run), begun(&sandbox)), (vec![], (vec![], 0)), "{run:?}");
    // Started and paused after the halt.
    let (sandbox, world) = campaign(true);
    world.run("campaign start 'Event Reminder' --yes").expect_code(0);
    let (sandbox, world) = world.later(&sandbox, "2026-12-03T08:30:02Z", &[]);
    world.run("halt --yes -q").expect_code(0);
    let (mut sandbox, mut world) = (sandbox, world);
    for (now, action) in [("2026-12-03T09:00:00Z", "start"), (RUNS, "pause")] {
        (sandbox, world) = world.later(&sandbox, now, &[]);
        let colleague = sandbox.burki_world().with("KCAMP_NOW", now);
        colleague.run(&format!("campaign {action} 'Event Reminder' --yes")).expect_code(0);
    }
    let (sandbox, world) = world.later(&sandbox, LATER, &[]);
    let run = world.run(["resume", &record(&world), "--yes", "-o", "json"]).expect_code(10);
    assert_eq!(parts(&run), [pair("run", "not_brought_back")]);
    assert!(
        run.error_json()["message"].as_str().unwrap().contains("somebody changed the campaign"),
        "{run:?}"
    );
    assert_eq!(begun(&sandbox), (vec![], 0));
}
