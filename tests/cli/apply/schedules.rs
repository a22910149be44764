//! Schedules in an apply: replaced, left off, switched off, not readable.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use serde_json::{Value, json};

use crate::create::{FILE, SCHEDULE};
use crate::relay::{Passing, Watch, relay};
use crate::terminal::{answer, end, line, start};
use crate::world::Sandbox;

use super::doubtful_schedules::first_line;
use super::{apply, named, plan, results, writes};

#[test]
fn a_schedule_is_replaced_and_one_that_may_be_a_decision_stays_off() {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    world.file("campaigns/event.yaml", format!("{FILE}{SCHEDULE}"));
    apply(&world, &[]).expect_code(0);
    world.file("campaigns/event.yaml", format!("{FILE}{SCHEDULE}").replace("[Mon, Wed]", "[Mon, Wed, Fri]"));
    let run = apply(&world, &[]).expect_code(0);
    assert_eq!(results(&run), ["schedule Event Reminder: done"]);
    let body = sandbox.received_at("POST", "/schedule").pop().unwrap()["body"].clone();
    assert_eq!(body["recurrenceObject"]["weeklyDetails"]["whichDays"], json!(["Mon", "Wed", "Fri"]));
    plan(&world).expect_code(0);

    sandbox.world().run("schedule disable 'Event Reminder'").expect_code(0);
    let before = writes(&sandbox).len();
    let run = apply(&world, &[]).expect_code(10);
    assert_eq!(results(&run), ["off_live Event Reminder: off_live"]);
    assert_eq!(writes(&sandbox).len(), before);
    let run = apply(&world, &["--reenable"]).expect_code(0);
    assert_eq!(results(&run), ["schedule Event Reminder: done"]);
    plan(&world).expect_code(0);
}

#[test]
fn where_a_schedule_is_not_replaced_at_once_it_is_switched_off_in_between() {
    let sandbox = Sandbox::with_flags(&["--choice", "enable-again=refused"]);
    let world = sandbox.world();
    world.file("campaigns/event.yaml", format!("{FILE}{SCHEDULE}"));
    apply(&world, &[]).expect_code(0);
    world.file("campaigns/event.yaml", format!("{FILE}{SCHEDULE}").replace("[Mon, Wed]", "[Fri]"));
    apply(&world, &[]).expect_code(0);
    let sent = writes(&sandbox);
    assert_eq!(sent[2..], ["POST schedule true", "POST schedule false", "POST schedule true"]);
    plan(&world).expect_code(0);
}

/// A redirect says nothing about the schedule that is on.
#[test]
fn where_the_call_is_redirected_the_schedule_that_is_on_stays_on() {
    let burki = "platform: burki\nname: Spring\ncampaign_type: call\nassistant_id: 7\nwelcome_message_template: Hello\n\
                 schedule: {schedule_type: recurring, scheduled_at: \"2027-02-15T09:00:00\", timezone: UTC, \
                 recurring_config: {frequency: weekly, days_of_week: [Mon, Wed], time: \"09:00\"}}\n";
    for (file, is_burki) in [(format!("{FILE}{SCHEDULE}"), false), (burki.to_owned(), true)] {
        let calm = Sandbox::new();
        let world = if is_burki { calm.burki_world() } else { calm.world() };
        world.file("campaigns/event.yaml", &file);
        apply(&world, &[]).expect_code(0);
        let redirect = "redirectx1:http://127.0.0.1:9/:POST:schedule";
        let (sandbox, world) = world.later(&calm, "2026-12-03T09:00:00Z", &["--fault", redirect]);
        world.file("campaigns/event.yaml", file.replace("[Mon, Wed]", "[Mon, Fri]"));
        let run = apply(&world, &[]).expect_code(7);
        assert_eq!(run.json()["results"][0]["error"]["code"], "platform/redirected", "{}", run.stdout);
        assert_eq!(
            sandbox.received_at("POST", "/schedule").len(),
            1,
            "the new schedule, and no call that switches off"
        );
        apply(&world, &[]).expect_code(0);
        plan(&world).expect_code(0);
    }
}

#[test]
fn one_whose_run_is_under_way_is_neither_replaced_nor_switched_off() {
    for choice in ["enable-again=replaces", "enable-again=refused"] {
        let sandbox = Sandbox::with_flags(&["--choice", choice]);
        let world = sandbox.world();
        world.file("campaigns/event.yaml", format!("{FILE}{SCHEDULE}"));
        apply(&world, &[]).expect_code(0);
        let (sandbox, world) = world.later(&sandbox, "2027-01-04T09:30:05Z", &["--choice", choice]);
        let earlier_end = SCHEDULE.replace("2027-06-30", "2027-05-31");
        world.file("campaigns/event.yaml", format!("{FILE}{earlier_end}"));
        let said = first_line(&plan(&world).expect_code(20));
        assert!(
            said.starts_with(
                "blocked: Active: its schedule is not replaced while it runs, which could end the run"
            ),
            "{said}"
        );
        let run = apply(&world, &[]).expect_code(10);
        assert_eq!(results(&run), ["blocked Event Reminder: blocked"]);
        assert!(writes(&sandbox).is_empty(), "{choice}");
        let status = world.run("campaign status 'Event Reminder' -o json").expect_code(0).json();
        assert_eq!(status["status"], "Active");
    }
}

#[test]
fn what_is_off_after_that_is_said_first() {
    // In the second apply the enable is refused, the disable is accepted, and the second enable is refused too.
    let flags = [
        "--choice",
        "enable-again=refused",
        "--fault",
        "slowx3:1ms:POST:schedule",
        "--fault",
        "422x1:POST:schedule",
    ];
    let sandbox = Sandbox::with_flags(&flags);
    let world = sandbox.world();
    world.file("campaigns/event.yaml", format!("{FILE}{SCHEDULE}"));
    world.file("campaigns/a.yaml", named("A"));
    apply(&world, &[]).expect_code(0);
    world.file("campaigns/event.yaml", format!("{FILE}{SCHEDULE}").replace("[Mon, Wed]", "[Fri]"));
    world.file("campaigns/a.yaml", named("A").replace("priority: 5", "priority: 1"));
    let run = apply(&world, &[]).expect_code(10);
    assert_eq!(results(&run), ["schedule Event Reminder: is_off_now", "update A: done"]);
    assert!(run.error_json()["message"].as_str().unwrap().contains("is off now"), "{}", run.stderr);
    let hint = "kcamp schedule enable 'Event Reminder' -f 'campaigns/event.yaml'";
    assert!(run.error_json()["hint"].as_str().unwrap().contains(hint), "{}", run.stderr);
}

#[test]
fn each_that_is_off_after_that_has_the_command_that_switches_it_on() {
    // In the second apply, the second enable of each is refused.
    let faults = ["slowx4:1ms", "422x1", "slowx2:1ms", "422x1"].map(|it| format!("{it}:POST:schedule"));
    let mut flags = vec!["--choice", "enable-again=refused"];
    flags.extend(faults.iter().flat_map(|fault| ["--fault", fault.as_str()]));
    let sandbox = Sandbox::with_flags(&flags);
    let world = sandbox.world();
    let file = |name: &str, days: &str| {
        let list = if name == "N1" { "Event Guests" } else { "Renewal Due July" };
        let file = format!("{}{SCHEDULE}", named(name)).replace("Event Guests", list);
        world.file(&format!("campaigns/{name}.yaml"), file.replace("[Mon, Wed]", days));
    };
    for name in ["N1", "N2"] {
        file(name, "[Mon, Wed]");
    }
    apply(&world, &[]).expect_code(0);
    for name in ["N1", "N2"] {
        file(name, "[Fri]");
    }
    let run = apply(&world, &[]).expect_code(10);
    assert_eq!(results(&run), ["schedule N1: is_off_now", "schedule N2: is_off_now"], "{}", run.stderr);
    let hint = run.error_json()["hint"].as_str().unwrap().to_owned();
    for name in ["N1", "N2"] {
        assert!(hint.contains(&format!("schedule enable '{name}' -f 'campaigns/{name}.yaml'")), "{hint}");
    }
}

#[test]
fn what_is_unreadable_is_left_alone_until_it_is_asked_for() {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    world.file("campaigns/event.yaml", format!("{FILE}{SCHEDULE}"));
    apply(&world, &[]).expect_code(0);
    let elsewhere = sandbox.world();
    elsewhere.file("campaigns/event.yaml", format!("{FILE}{SCHEDULE}"));
    let run = apply(&elsewhere, &[]).expect_code(0);
    assert_eq!(results(&run), ["unreadable Event Reminder: unreadable"]);
    assert_eq!(writes(&sandbox).len(), 2);
    let run = apply(&elsewhere, &["--resend-unreadable"]).expect_code(0);
    assert_eq!(results(&run), ["schedule Event Reminder: done"]);
    plan(&elsewhere).expect_code(0);
}

#[test]
fn a_file_without_a_schedule_leaves_it_alone_and_none_switches_it_off() {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    world.file("campaigns/event.yaml", format!("{FILE}{SCHEDULE}"));
    apply(&world, &[]).expect_code(0);
    let before = writes(&sandbox).len();
    for kept in ["", "schedule: {isSchedulingEnabled: false}\n"] {
        world.file("campaigns/event.yaml", format!("{FILE}{kept}"));
        plan(&world).expect_code(0);
        apply(&world, &[]).expect_code(0);
    }
    assert_eq!(writes(&sandbox).len(), before);
    world.file("campaigns/event.yaml", format!("{FILE}schedule: none\n"));
    let run = plan(&world).expect_code(20);
    assert_eq!(run.json()["lines"][0]["details"], "switched off");
    let run = apply(&world, &[]).expect_code(0);
    assert_eq!(results(&run), ["schedule Event Reminder: done"]);
    assert_eq!(writes(&sandbox)[before..], ["POST schedule false"]);
    plan(&world).expect_code(0);
    // The same on Burki, where `immediate` has the same meaning.
    let burki = "platform: burki\nname: Spring\ncampaign_type: call\nassistant_id: 7\nwelcome_message_template: Hello\n";
    let world = sandbox.burki_world();
    world.file("campaigns/a.yaml", format!(
        "{burki}schedule: {{schedule_type: scheduled, scheduled_at: \"2027-02-15T09:00:00\", timezone: America/New_York}}\n"
    ));
    apply(&world, &[]).expect_code(0);
    for none in ["schedule: none\n", "schedule: {schedule_type: immediate}\n"] {
        world.file("campaigns/a.yaml", format!("{burki}{none}"));
        let run = world.run("plan campaigns -o json").expect_code(0);
        assert_eq!(run.json()["counts"]["schedule"], 1, "{}", run.stdout);
    }
    apply(&world, &[]).expect_code(0);
    plan(&world).expect_code(0);
}

/// A time from Burki may be local or UTC: an edit that makes both equal is still an edit.
#[test]
fn on_burki_a_time_that_reads_like_the_one_that_is_told_is_another_in_another_zone() {
    let file = |at: &str, zone: &str| {
        format!(
            "platform: burki\nname: Spring\ncampaign_type: call\nassistant_id: 7\nwelcome_message_template: Hello\n\
             schedule: {{schedule_type: scheduled, scheduled_at: \"{at}\", timezone: {zone}}}\n"
        )
    };
    let sandbox = Sandbox::new();
    let world = sandbox.burki_world();
    let mut before = ("2037-02-03T10:00:00", "Europe/Berlin");
    world.file("campaigns/a.yaml", file(before.0, before.1));
    apply(&world, &[]).expect_code(0);
    for now in [
        ("2037-02-03T09:00:00", "Europe/Berlin"),
        ("2037-02-03T09:00:00", "America/New_York"),
        ("2037-02-03T09:00:00", "UTC"),
        ("2037-02-03T14:00:00", "Asia/Tokyo"),
    ] {
        plan(&world).expect_code(0);
        world.file("campaigns/a.yaml", file(now.0, now.1));
        let details = plan(&world).expect_code(20).json()["lines"][0]["details"].as_str().unwrap().to_owned();
        let both = [before, now].map(|(at, zone)| format!("{at} {zone}"));
        assert!(both.iter().all(|it| details.contains(it)), "{details}");
        assert_eq!(results(&apply(&world, &[]).expect_code(0)), ["schedule Spring: done"]);
        before = now;
    }
}

#[test]
fn a_schedule_that_is_over_keeps_no_other_campaign_waiting_and_is_never_sent_again() {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    world.file("campaigns/over.yaml", format!("{FILE}{SCHEDULE}"));
    world.file("campaigns/other.yaml", named("Other").replace("Event Guests", "Renewal Due July"));
    apply(&world, &[]).expect_code(0);
    let now = "2030-01-02T08:00:00Z";
    let before = writes(&sandbox).len();
    let world = world.with("KCAMP_NOW", now);
    plan(&world).expect_code(0);
    let edited =
        named("Other").replace("Event Guests", "Renewal Due July").replace("priority: 5", "priority: 3");
    world.file("campaigns/other.yaml", edited);
    assert_eq!(results(&apply(&world, &[]).expect_code(0)), ["update Other: done"]);
    assert_eq!(writes(&sandbox)[before..], ["PUT ID"]);
    // The live schedule differs: the file does not say what should happen to it.
    world.file("campaigns/over.yaml", format!("{FILE}{}", SCHEDULE.replace("2027-06-30", "2027-05-30")));
    let run = plan(&world).expect_code(20);
    let line = &run.json()["lines"][1];
    assert_eq!(line["action"], "blocked", "{line}");
    assert!(line["details"].as_str().unwrap().contains("have passed, and another schedule is on"), "{line}");
    // A campaign that is not live would never call anybody.
    world.file(
        "campaigns/over.yaml",
        format!("{}{SCHEDULE}", named("Late").replace("Event Guests", "Renewal Due July")),
    );
    let run = apply(&world, &[]).expect_code(10);
    assert!(results(&run).contains(&"blocked Late: blocked".to_owned()), "{:?}", results(&run));
    assert_eq!(writes(&sandbox)[before..], ["PUT ID"]);
    // A create with only the file is refused, as before.
    world.run("campaign create -f campaigns/over.yaml --yes").expect_code(3);
}

#[test]
fn one_that_is_off_live_has_a_question_of_its_own_on_a_terminal() {
    for (yes, answers, code) in
        [(true, ["y", ""], 0), (true, ["n", ""], 10), (false, ["y", "y"], 0), (false, ["y", "n"], 12)]
    {
        let sandbox = Sandbox::new();
        let world = sandbox.world();
        world.file("campaigns/event.yaml", format!("{FILE}{SCHEDULE}"));
        apply(&world, &[]).expect_code(0);
        world.run("schedule disable 'Event Reminder'").expect_code(0);
        let before = writes(&sandbox).len();
        let mut session =
            start(&world, [&["apply", "campaigns"][..], if yes { &["--yes"] } else { &[] }].concat());
        let shown = answer(&mut session, "[y/N]", &line(answers[0]));
        assert!(shown.contains("is off, and somebody may have switched it off"), "{shown}");
        if !yes {
            let shown = answer(&mut session, "[y/N]", &line(answers[1]));
            assert!(shown.contains("switched on again") && shown.contains("carry out"), "{shown}");
        }
        let (rest, ended) = end(&mut session);
        assert_eq!(ended, code, "{yes} {answers:?}: {rest}");
        let sent = writes(&sandbox)[before..].to_vec();
        assert_eq!(sent, ["POST schedule true"].repeat(usize::from(code == 0)), "{yes} {answers:?}");
    }
}

/// From a moment on, answers the call that switches a schedule on with the id of another campaign.
struct AnswersAnother(Arc<AtomicBool>);

impl Watch for AnswersAnother {
    fn after(&mut self, request: &Passing, answer: &mut Value) {
        if request.line.contains("enableSchedule=true") && self.0.load(Ordering::SeqCst) {
            answer["id"] = json!("cd-00000000-1111");
        }
    }
}

#[test]
fn one_that_was_there_before_is_not_offered_to_be_deleted_where_a_schedule_call_met_another() {
    let own = format!("{FILE}{SCHEDULE}");
    for (before, outcome, state) in [
        (FILE.to_owned(), "failed", "is as it was"),
        (own.replace("[Mon, Wed]", "[Tue]"), "is_off_now", "its own schedule is off"),
    ] {
        let sandbox = Sandbox::with_flags(&["--choice", "enable-again=refused"]);
        let begins = Arc::new(AtomicBool::new(false));
        let world = relay(&sandbox, AnswersAnother(Arc::clone(&begins)));
        world.file("campaigns/event.yaml", &before);
        apply(&world, &[]).expect_code(0);
        begins.store(true, Ordering::SeqCst);
        world.file("campaigns/event.yaml", &own);
        let run = apply(&world, &[]).expect_code(10);
        assert_eq!(results(&run), [format!("schedule Event Reminder: {outcome}")]);
        let error = &run.json()["results"][0]["error"];
        assert!(error["message"].as_str().unwrap().contains(state), "{error}");
        let hint = error["hint"].as_str().unwrap();
        assert!(hint.contains("kcamp campaign get cd-00000000-1111"), "{hint}");
        assert!(hint.contains("kcamp campaign update cd-00000000-1111 --name NAME"), "{hint}");
        assert!(!hint.contains("campaign delete"), "{hint}");
    }
}

#[test]
fn on_burki_neither() {
    let sandbox = Sandbox::with_flags(&["--choice", "burki-imports=immediate"]);
    let world = sandbox.burki_world();
    let file = "platform: burki\nname: Spring\ncampaign_type: call\nassistant_id: 7\nwelcome_message_template: Hello\n";
    let schedule =
        "schedule: {schedule_type: scheduled, scheduled_at: \"2027-02-15T09:00:00\", timezone: UTC}\n";
    world.file("campaigns/a.yaml", format!("{file}{schedule}"));
    apply(&world, &[]).expect_code(0);
    let colleague = sandbox.burki_world();
    colleague.file("contacts.csv", "phone\n+12025550123\n");
    colleague.run("schedule disable Spring --yes").expect_code(0);
    colleague.run("campaign import Spring contacts.csv --yes").expect_code(0);
    colleague.run("campaign start Spring --yes").expect_code(0);
    let before = writes(&sandbox).len();
    // The flag would do nothing for it, and without the flag the line does not offer it.
    for flag in ["--reenable", "--all"] {
        let line =
            world.run(&format!("plan campaigns {flag} -o json")).expect_code(0).json()["lines"][0].clone();
        assert_eq!(line["action"], "blocked", "{line}");
        assert_eq!(
            line["details"],
            "Running: its schedule is off, and is not switched on while it runs (schedule)"
        );
        assert!(line["next"].as_str().unwrap().contains("campaign pause 1"), "{line}");
    }
    let run = apply(&world, &[]).expect_code(10);
    assert!(!run.stderr.contains("--reenable"), "{}", run.stderr);
    apply(&world, &["--reenable"]).expect_code(10);
    assert_eq!(writes(&sandbox).len(), before);
    colleague.run("campaign pause Spring --yes").expect_code(0);
    apply(&world, &["--reenable"]).expect_code(0);
    plan(&world).expect_code(0);
}

#[test]
fn a_schedule_is_not_switched_on_again_while_its_campaign_runs() {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    world.file("campaigns/event.yaml", format!("{FILE}{SCHEDULE}"));
    apply(&world, &[]).expect_code(0);
    let colleague = sandbox.world();
    colleague.run("schedule disable 'Event Reminder' --yes").expect_code(0);
    colleague.run("campaign start 'Event Reminder' --yes").expect_code(0);
    let before = writes(&sandbox).len();
    for _ in 0..2 {
        let run = apply(&world, &["--reenable"]).expect_code(10);
        assert_eq!(results(&run), ["blocked Event Reminder: blocked"]);
        assert!(run.error_json()["hint"].as_str().unwrap().contains("kcamp campaign stop"), "{}", run.stderr);
    }
    assert_eq!(writes(&sandbox).len(), before);
    colleague.run("campaign stop 'Event Reminder' --yes").expect_code(0);
    apply(&world, &["--reenable"]).expect_code(0);
    assert_eq!(writes(&sandbox).split_off(before)[1..], ["POST schedule true"]);
    plan(&world).expect_code(0);
}

#[test]
fn nor_is_one_that_was_never_on_whoever_began_the_run() {
    const BURKI: &str = "platform: burki\nname: Spring\ncampaign_type: call\nassistant_id: 7\nwelcome_message_template: Hello\n";
    const BURKI_SCHEDULE: &str =
        "schedule: {schedule_type: scheduled, scheduled_at: \"2027-02-15T09:00:00\", timezone: UTC}\n";
    for (file, schedule, name, ends) in [
        (FILE, SCHEDULE, "Event Reminder", "campaign stop"),
        (BURKI, BURKI_SCHEDULE, "Spring", "campaign pause"),
    ] {
        let sandbox = Sandbox::with_flags(&["--choice", "burki-imports=immediate"]);
        let world = if name == "Spring" { sandbox.burki_world() } else { sandbox.world() };
        world.file("campaigns/one.yaml", file);
        apply(&world, &[]).expect_code(0);
        if name == "Spring" {
            world.file("contacts.csv", "phone\n+12025550123\n");
            world.run("campaign import Spring contacts.csv --yes").expect_code(0);
        }
        world.run(["campaign", "start", name, "--yes"]).expect_code(0);
        world.file("campaigns/one.yaml", format!("{file}{schedule}"));
        let before = writes(&sandbox).len();
        for _ in 0..2 {
            let run = apply(&world, &[]).expect_code(10);
            assert_eq!(results(&run), [format!("blocked {name}: blocked")]);
            let hint = run.error_json()["hint"].as_str().unwrap().to_owned();
            assert!(hint.contains(ends) && !hint.contains("--reenable"), "{hint}");
        }
        assert_eq!(writes(&sandbox).len(), before);
    }
}
