//! `kcamp apply`: what it sends, in which order, once, and what is said of each line.

use serde_json::{Value, json};

use crate::calls::is_write;
use crate::create::{FILE, SCHEDULE};
use crate::lifecycle::with_campaign;
use crate::world::{Run, Sandbox, World};

fn apply(world: &World, more: &[&str]) -> Run {
    world.run([&["apply", "campaigns", "--yes", "-o", "json"][..], more].concat())
}

fn plan(world: &World) -> Run {
    world.run(["plan", "campaigns", "-o", "json", "--exit-code"])
}

/// Each result as `action name: outcome`.
fn results(run: &Run) -> Vec<String> {
    let result = |result: &Value| {
        let text = |key: &str| result[key].as_str().unwrap_or_default().to_owned();
        format!("{} {}: {}", text("action"), text("name"), text("outcome"))
    };
    run.json()["results"].as_array().unwrap().iter().map(result).collect()
}

/// The writes that were received: the method and the last part of the path.
fn writes(sandbox: &Sandbox) -> Vec<String> {
    let words = |request: Value| {
        let path = request["path"].as_str().unwrap().to_owned();
        let last = path.rsplit('/').next().unwrap().to_owned();
        let enables = request["query"]["enableSchedule"].as_str().map(|it| format!(" {it}"));
        let last = if last.starts_with("cd-") { "ID".to_owned() } else { last };
        format!("{} {last}{}", request["method"].as_str().unwrap(), enables.unwrap_or_default())
    };
    sandbox.received().into_iter().filter(is_write).map(words).collect()
}

fn named(name: &str) -> String {
    FILE.replace("Event Reminder", name)
}

#[test]
fn a_folder_is_created_scheduled_and_then_nothing_is_left_to_do() {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    world.file("campaigns/1.yaml", format!("{}{SCHEDULE}", named("One")));
    world.file("campaigns/2.yaml", named("Two"));
    world.file("campaigns/3.yaml", format!("{}{SCHEDULE}", named("Three")));
    let run = apply(&world, &[]).expect_code(0);
    assert_eq!(results(&run), ["create One: done", "create Two: done", "create Three: done"]);
    assert_eq!(run.json()["results"][0]["status"], "Scheduled");
    // Creates first, schedules after them.
    let sent = ["POST campaign"; 3].into_iter().chain(["POST schedule true"; 2]).collect::<Vec<_>>();
    assert_eq!(writes(&sandbox), sent);
    // Three listings of two types beside the writes.
    assert_eq!(sandbox.received().len(), 5 + 6);
    plan(&world).expect_code(0);
    let before = writes(&sandbox).len();
    let again = world.run(["apply", "campaigns", "-o", "json"]).expect_code(0);
    assert_eq!((results(&again), &again.json()["unchanged"]), (Vec::new(), &json!(3)));
    assert_eq!(writes(&sandbox).len(), before, "the second run writes nothing");
}

#[test]
fn what_changed_in_a_file_goes_out_and_what_it_leaves_out_stays() {
    let (sandbox, world, _) = with_campaign(FILE, &[]);
    world.file("campaigns/event.yaml", FILE.replace("priority: 5", "priority: 2").replace("dncLists: testdnc\n", ""));
    let run = apply(&world, &[]).expect_code(0);
    assert_eq!(results(&run), ["update Event Reminder: done"]);
    let body = &sandbox.received_at("PUT", "")[0]["body"];
    assert_eq!((&body["priority"], &body["dncLists"]), (&json!("2"), &json!({"name": "testdnc"})));
    plan(&world).expect_code(0);
}

#[test]
fn consent_comes_before_anything_is_sent_and_names_the_account() {
    let (sandbox, world, _) = with_campaign(FILE, &[]);
    world.file("campaigns/event.yaml", format!("{FILE}{SCHEDULE}"));
    world.file("campaigns/new.yaml", format!("{}{SCHEDULE}", named("New")));
    let run = world.run(["apply", "campaigns"]).expect_code(12);
    run.expect_stderr(&["this reaches real people", "--yes", "create       New"]);
    assert_eq!(writes(&sandbox), [""; 0]);
    // A change that reaches nobody asks for nothing.
    world.file("campaigns/event.yaml", FILE.replace("priority: 5", "priority: 2"));
    world.file("campaigns/new.yaml", named("New"));
    world.run(["apply", "campaigns"]).expect_code(0);
    assert_eq!(writes(&sandbox), ["PUT ID", "POST campaign"]);
}

#[test]
fn a_dry_run_shows_the_requests_and_writes_nothing() {
    let (sandbox, world, _) = with_campaign(FILE, &[]);
    world.file("campaigns/event.yaml", FILE.replace("priority: 5", "priority: 2"));
    world.file("campaigns/new.yaml", format!("{}{SCHEDULE}", named("New")));
    let shown = world.run(["apply", "campaigns", "--dry-run", "-o", "json"]).expect_code(0).json();
    let methods: Vec<&Value> = shown.as_array().unwrap().iter().map(|it| &it["method"]).collect();
    assert_eq!(methods, [&json!("PUT"), &json!("POST"), &json!("POST")]);
    assert_eq!(writes(&sandbox), [""; 0]);
}

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

    sandbox.world().run(["schedule", "disable", "Event Reminder"]).expect_code(0);
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

#[test]
fn what_is_off_after_that_is_said_first() {
    let sandbox = Sandbox::with_flags(&["--choice", "enable-again=refused"]);
    let world = sandbox.world();
    world.file("campaigns/event.yaml", format!("{FILE}{SCHEDULE}"));
    world.file("campaigns/a.yaml", named("A"));
    apply(&world, &[]).expect_code(0);
    // The enable is refused, the disable is taken, and then the second enable is refused too.
    let flags = ["--choice", "enable-again=refused", "--fault", "slowx2:1ms:POST:schedule", "--fault", "422x1:POST:schedule"];
    let faulty = Sandbox::later_with(&sandbox, crate::world::NOW, &flags);
    let world = world.with("KCAMP_HOST", &faulty.address);
    world.file("campaigns/event.yaml", format!("{FILE}{SCHEDULE}").replace("[Mon, Wed]", "[Fri]"));
    world.file("campaigns/a.yaml", named("A").replace("priority: 5", "priority: 1"));
    let run = apply(&world, &[]).expect_code(10);
    assert_eq!(results(&run), ["schedule Event Reminder: is_off_now", "update A: done"]);
    assert!(run.error_json()["message"].as_str().unwrap().contains("is off now"), "{}", run.stderr);
    let hint = "kcamp schedule enable 'Event Reminder' -f 'campaigns/event.yaml'";
    assert!(run.error_json()["hint"].as_str().unwrap().contains(hint), "{}", run.stderr);
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
fn a_blocked_line_is_10_and_the_others_are_carried_out() {
    let (sandbox, world, _) = with_campaign(FILE, &[]);
    world.run(["campaign", "start", "Event Reminder", "--yes"]).expect_code(0);
    world.file("campaigns/event.yaml", FILE.replace("priority: 5", "priority: 2"));
    world.file("campaigns/new.yaml", named("New"));
    let run = apply(&world, &[]).expect_code(10);
    assert_eq!(results(&run), ["blocked Event Reminder: blocked", "create New: done"]);
    assert!(run.error_json()["hint"].as_str().unwrap().contains("kcamp campaign stop cd-"), "{}", run.stderr);
    assert_eq!(sandbox.creates().len(), 1);
    assert_eq!(sandbox.received_at("PUT", "").len(), 0);
}

#[test]
fn a_create_in_doubt_gets_no_schedule_and_is_made_once() {
    for (fault, code, outcome) in [
        ("drop-after-sendx1:POST:campaign", 0, "done_answer_lost"),
        ("drop-before-applyx1:POST:campaign", 9, "unknown"),
    ] {
        let sandbox = Sandbox::with_faults(&[fault]);
        let world = sandbox.world();
        world.file("campaigns/1.yaml", format!("{}{SCHEDULE}", named("One")));
        world.file("campaigns/2.yaml", named("Two"));
        let run = apply(&world, &[]).expect_code(code);
        assert_eq!(run.json()["results"][0]["outcome"], *outcome, "{}", run.stdout);
        assert_eq!(run.json()["results"][1]["outcome"], "done", "{fault}");
        let enabled = sandbox.received_at("POST", "/schedule").len();
        assert_eq!(enabled, usize::from(code == 0), "{fault}");
        if code == 9 {
            // Nothing is sent for it again while it may still appear.
            apply(&world, &[]).expect_code(10);
            assert_eq!(sandbox.creates().len(), 2, "{fault}");
        } else {
            plan(&world).expect_code(0);
        }
    }
}

#[test]
fn every_failure_in_the_middle_leaves_each_change_made_once_in_the_end() {
    for fault in [
        "401x1:POST:campaign",
        "403x1:PUT:campaign/*",
        "422x1:POST:campaign",
        "409x1:PUT:campaign/*",
        "422x1:POST:schedule",
        "429x1:POST:schedule",
        "drop-after-sendx1:PUT:campaign/*",
        "drop-after-sendx1:POST:campaign",
        "503x1:POST:getAllCampaignDetails",
    ] {
        let calm = Sandbox::new();
        let world = calm.world();
        for number in 0..4 {
            world.file(&format!("campaigns/{number}.yaml"), named(&format!("Old {number}")));
        }
        apply(&world, &[]).expect_code(0);
        let sandbox = Sandbox::continuing(&calm, &[fault]);
        let world = world.with("KCAMP_HOST", &sandbox.address);
        for number in 0..4 {
            let file = named(&format!("Old {number}")).replace("priority: 5", "priority: 1");
            world.file(&format!("campaigns/{number}.yaml"), file);
        }
        for number in 0..4 {
            world.file(&format!("campaigns/new-{number}.yaml"), format!("{}{SCHEDULE}", named(&format!("New {number}"))));
        }
        let first = apply(&world, &[]);
        assert!([0, 4, 7, 6, 10].contains(&first.code), "{fault}: {first:?}");
        let second = apply(&world, &[]);
        assert!([0, 10].contains(&second.code), "{fault}: {second:?}");
        let listed = world.run(["campaign", "list", "--all", "-o", "json"]).expect_code(0).json();
        assert_eq!(listed.as_array().unwrap().len(), 8, "{fault}");
        let left = plan(&world);
        let of = |action: &str| left.json()["counts"][action].as_u64().unwrap();
        assert_eq!(of("create") + of("update") + of("schedule"), 0, "{fault}: {}", left.stdout);
    }
}

#[test]
fn an_account_that_is_halted_gets_nothing() {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    world.file("campaigns/1.yaml", named("One"));
    world.run(["halt", "--yes"]).expect_code(0);
    apply(&world, &[]).expect_code(12).expect_stderr(&["kcamp halt --lift"]);
    assert_eq!(sandbox.creates().len(), 0);
    apply(&world, &["--dry-run"]).expect_code(0);
    plan(&world).expect_code(20);
    world.run(["halt", "--lift", "--yes"]).expect_code(0);
    apply(&world, &[]).expect_code(0);
}

#[test]
fn a_journal_that_cannot_be_written_keeps_everything_from_being_sent() {
    let sandbox = Sandbox::new();
    let world = sandbox.world().on_a_full_disk();
    world.file("campaigns/1.yaml", named("One"));
    world.file("campaigns/2.yaml", named("Two"));
    let run = world.run(["apply", "campaigns", "--yes"]);
    assert_ne!(run.code, 0, "{run:?}");
    assert_eq!(sandbox.creates().len(), 0);
}

#[test]
fn killed_between_two_writes_the_next_run_finishes_it() {
    let sandbox = Sandbox::with_faults(&["slowx1:10m:POST:schedule"]);
    let world = sandbox.world();
    for number in 0..3 {
        world.file(&format!("campaigns/{number}.yaml"), format!("{}{SCHEDULE}", named(&format!("N{number}"))));
    }
    world.kill_when(["apply", "campaigns", "--yes"], || sandbox.received_at("POST", "/schedule").len() == 1);
    assert_eq!(sandbox.creates().len(), 3);
    let calm = Sandbox::continuing(&sandbox, &[]);
    let world = world.with("KCAMP_HOST", &calm.address);
    let run = apply(&world, &[]);
    assert_eq!(calm.creates().len(), 0, "nothing is created twice");
    // The schedule whose call was under way may have been on: that one is asked for.
    assert!([0, 10].contains(&run.code), "{run:?}");
    apply(&world, &["--reenable"]).expect_code(0);
    plan(&world).expect_code(0);
}

#[test]
fn burki_is_applied_field_by_field_and_again_nothing() {
    let file = "platform: burki\nname: Spring check-in\ncampaign_type: call\nassistant_id: 7\n\
                welcome_message_template: Hello\nmax_attempts: 3\n";
    let sandbox = Sandbox::new();
    let world = sandbox.burki_world();
    world.file("campaigns/a.yaml", file);
    assert_eq!(results(&apply(&world, &[]).expect_code(0)), ["create Spring check-in: done"]);
    plan(&world).expect_code(0);
    world.file("campaigns/a.yaml", file.replace("max_attempts: 3", "max_attempts: 5"));
    assert_eq!(results(&apply(&world, &[]).expect_code(0)), ["update Spring check-in: done"]);
    plan(&world).expect_code(0);
    assert_eq!(results(&apply(&world, &[]).expect_code(0)), [""; 0]);
}
