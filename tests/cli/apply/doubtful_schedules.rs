//! An apply after one whose schedule calls have no known outcome, or were partly refused.

use serde_json::{Value, json};

use crate::create::{FILE, SCHEDULE};
use crate::world::{NOW, Run, Sandbox, World};

use super::{actions, apply, named, plan, results};

/// More than two minutes after the requests of the first apply.
const LATER: &str = "2026-12-03T08:10:00Z";

fn on(days: &str) -> String {
    format!("{FILE}{SCHEDULE}").replace("[Mon, Wed]", days)
}

/// The received schedule calls: the days of each that switches a schedule on.
fn schedule_calls(sandbox: &Sandbox) -> Vec<Value> {
    let days = |request: Value| match request["query"]["enableSchedule"].as_str() {
        Some("true") => request["body"]["recurrenceObject"]["weeklyDetails"]["whichDays"].clone(),
        _ => json!("off"),
    };
    sandbox.received_at("POST", "/schedule").into_iter().map(days).collect()
}

/// The first line of a plan, in words.
fn first_line(run: &Run) -> String {
    let line = &run.json()["lines"][0];
    let text = |key: &str| line[key].as_str().unwrap_or_default().to_owned();
    format!("{}: {}; {}", text("action"), text("details"), text("next"))
}

/// A campaign with its schedule on for Mon and Wed, and a file with Tue. The faults start with the second call.
fn edited(choices: &[&str], faults: &[&str]) -> (Sandbox, World) {
    let faults = ["slowx1:1ms:POST:schedule"].iter().chain(faults).flat_map(|fault| ["--fault", fault]);
    let sandbox = Sandbox::with_flags(&choices.iter().copied().chain(faults).collect::<Vec<_>>());
    let world = sandbox.world().with("KCAMP_NOW", "2026-12-03T07:59:00Z");
    world.file("campaigns/event.yaml", on("[Mon, Wed]"));
    apply(&world, &[]).expect_code(0);
    let world = world.with("KCAMP_NOW", NOW);
    world.file("campaigns/event.yaml", on("[Tue]"));
    (sandbox, world)
}

/// A campaign with its schedule on for Mon and Wed since an hour ago, and a file with Tue, before a sandbox with this
/// fault.
fn edited_since(fault: &str) -> (Sandbox, World) {
    const HOUR_AGO: &str = "2026-12-03T07:00:00Z";
    let calm = Sandbox::with_flags(&["--clock", HOUR_AGO]);
    let world = calm.world().with("KCAMP_NOW", HOUR_AGO);
    world.file("campaigns/event.yaml", on("[Mon, Wed]"));
    apply(&world, &[]).expect_code(0);
    let (sandbox, world) = world.later(&calm, NOW, &["--fault", fault]);
    world.file("campaigns/event.yaml", on("[Tue]"));
    (sandbox, world)
}

/// The key of the last write in the journal.
fn last_key(world: &World) -> String {
    let told = world.run("journal --failed -o json").json();
    told.as_array().unwrap().last().unwrap()["entry"].as_str().unwrap().to_owned()
}

#[test]
fn one_that_may_have_been_replaced_is_sent_again_only_where_the_platform_shows_that_it_was_not() {
    for (fault, is_applied) in
        [("drop-before-applyx1", false), ("500x1", false), ("emptyx1", false), ("drop-after-sendx1", true)]
    {
        let (sandbox, world) = edited_since(&format!("{fault}:POST:schedule"));
        let run = apply(&world, &[]).expect_code(9);
        assert_eq!(results(&run), ["schedule Event Reminder: unknown"], "{fault}");
        let (mut sandbox, mut world) = world.later(&sandbox, "2026-12-03T08:00:30Z", &[]);
        if !is_applied {
            // It may still come.
            let said = first_line(&plan(&world).expect_code(20));
            assert!(said.starts_with("blocked: ") && said.contains("run this again after"), "{fault} {said}");
            apply(&world, &[]).expect_code(10);
            assert!(schedule_calls(&sandbox).is_empty(), "{fault}");
            (sandbox, world) = world.later(&sandbox, LATER, &[]);
        }
        let run = apply(&world, &[]).expect_code(0);
        let sent = if is_applied { Vec::new() } else { vec![json!(["Tue"])] };
        assert_eq!((results(&run).len(), schedule_calls(&sandbox)), (sent.len(), sent), "{fault}");
        assert_eq!(actions(&plan(&world).expect_code(0)), ["unchanged"], "{fault}");
    }
}

#[test]
fn one_that_may_have_been_replaced_before_somebody_changed_its_campaign_is_left_to_a_person() {
    for (fault, is_done, sent) in
        [("drop-after-sendx1", true, vec![]), ("drop-before-applyx1", false, vec![json!(["Tue"])])]
    {
        let (sandbox, world) = edited_since(&format!("{fault}:POST:schedule"));
        apply(&world, &[]).expect_code(9);
        let (sandbox, world) = world.later(&sandbox, LATER, &[]);
        let colleague = sandbox.world().with("KCAMP_NOW", LATER);
        colleague.run("campaign update 'Event Reminder' --description Theirs --yes").expect_code(0);
        world.file("campaigns/event.yaml", on("[Tue]").replace("Reminds guests", "Theirs"));
        for _ in 0..2 {
            let run = apply(&world, &[]).expect_code(10);
            assert_eq!(results(&run), ["blocked Event Reminder: blocked"], "{fault}");
            let said = first_line(&plan(&world).expect_code(20));
            assert!(said.contains("kcamp journal settle"), "{said}");
        }
        assert!(schedule_calls(&sandbox).is_empty(), "{fault}");
        let key = last_key(&world);
        let outcome = if is_done { "done" } else { "not-done" };
        world.run(["journal", "settle", &key, "--as", outcome]).expect_code(0);
        apply(&world, &[]).expect_code(0);
        assert_eq!(schedule_calls(&sandbox), sent, "{fault}");
    }
}

#[test]
fn an_update_just_before_does_not_prove_that_a_schedule_was_replaced() {
    let (sandbox, world) = edited_since("drop-before-applyx1:POST:schedule");
    world.file("campaigns/event.yaml", on("[Tue]").replace("priority: 5", "priority: 4"));
    apply(&world, &[]).expect_code(9);
    let (sandbox, world) = world.later(&sandbox, LATER, &[]);
    let said = first_line(&plan(&world).expect_code(20));
    assert!(said.starts_with("blocked: ") && said.contains("kcamp journal settle"), "{said}");
    apply(&world, &[]).expect_code(10);
    world.run(["journal", "settle", &last_key(&world), "--as", "not-done"]).expect_code(0);
    apply(&world, &[]).expect_code(0);
    assert_eq!(schedule_calls(&sandbox), [json!(["Tue"])]);
}

#[test]
fn whatever_the_file_wants_by_then_comes_after_what_may_still_come() {
    for (fault, wanted) in ["drop-before-applyx1", "kill"]
        .iter()
        .flat_map(|fault| ["[Tue]", "[Mon, Wed]", "[Fri]"].map(|it| (*fault, it)))
    {
        let is_killed = fault == "kill";
        let (mut sandbox, mut world) = if is_killed {
            // The call is applied, and its answer comes too late.
            let (sandbox, world) = edited_since("slowx1:10m:POST:schedule");
            world.kill_when("apply campaigns --yes", || schedule_calls(&sandbox).len() == 1);
            (sandbox, world)
        } else {
            let (sandbox, world) = edited_since("drop-before-applyx1:POST:schedule");
            apply(&world, &[]).expect_code(9);
            (sandbox, world)
        };
        world.file("campaigns/event.yaml", on(wanted));
        if !is_killed {
            // The sent call may still take effect, and would replace this one.
            let run = apply(&world, &[]).expect_code(10);
            assert_eq!(results(&run), ["blocked Event Reminder: blocked"], "{wanted}");
            let said = first_line(&plan(&world).expect_code(20));
            assert!(said.ends_with("run this again after 2026-12-03 08:02:00 UTC"), "{said}");
            (sandbox, world) = world.later(&sandbox, LATER, &[]);
        }
        let earlier = schedule_calls(&sandbox).len();
        let is_on = wanted == if is_killed { "[Tue]" } else { "[Mon, Wed]" };
        let sent = if is_on { Vec::new() } else { vec![schedule_days(wanted)] };
        let run = apply(&world, &[]).expect_code(0);
        let calls = schedule_calls(&sandbox).split_off(earlier);
        assert_eq!((results(&run).len(), calls), (sent.len(), sent), "{fault} {wanted}");
        assert_eq!(actions(&plan(&world).expect_code(0)), ["unchanged"], "{fault} {wanted}");
    }
}

fn schedule_days(days: &str) -> Value {
    json!(days.trim_matches(['[', ']']).split(", ").collect::<Vec<_>>())
}

#[test]
fn a_new_one_that_may_still_come_is_waited_for_and_then_switched_on() {
    for fault in ["500x1", "503x1", "drop-before-applyx1", "emptyx1", "wrong-jsonx1"] {
        let sandbox = Sandbox::with_faults(&[&format!("{fault}:POST:schedule")]);
        let world = sandbox.world();
        world.file("campaigns/event.yaml", on("[Tue]"));
        apply(&world, &[]).expect_code(9);
        let run = apply(&world, &[]).expect_code(10);
        assert_eq!(results(&run), ["blocked Event Reminder: blocked"], "{fault}");
        let said = first_line(&plan(&world).expect_code(20));
        assert!(said.contains("has an unknown outcome, and may still be applied"), "{said}");
        assert!(said.ends_with("run this again after 2026-12-03 08:02:00 UTC"), "{said}");
        assert_eq!(schedule_calls(&sandbox).len(), 1, "{fault}");
        let world = world.with("KCAMP_NOW", LATER);
        let run = apply(&world, &[]).expect_code(0);
        assert_eq!(results(&run), ["schedule Event Reminder: done"], "{fault}");
        assert_eq!(schedule_calls(&sandbox), [json!(["Tue"]), json!(["Tue"])], "{fault}");
        plan(&world).expect_code(0);
    }
}

#[test]
fn one_that_apply_itself_switched_off_is_switched_on_by_the_next() {
    let refused = ["--choice", "enable-again=refused"];
    // The enable over the schedule and the disable pass; the second enable is refused.
    let (sandbox, world) = edited(&refused, &["slowx2:1ms:POST:schedule", "400x1:POST:schedule"]);
    let run = apply(&world, &[]).expect_code(10);
    assert_eq!(results(&run), ["schedule Event Reminder: is_off_now"]);
    assert!(first_line(&plan(&world).expect_code(20)).starts_with("schedule: switched on"));
    let run = apply(&world, &[]).expect_code(0);
    assert_eq!(results(&run), ["schedule Event Reminder: done"]);
    let sent = [json!(["Mon", "Wed"]), json!(["Tue"]), json!("off"), json!(["Tue"]), json!(["Tue"])];
    assert_eq!(schedule_calls(&sandbox), sent);
    plan(&world).expect_code(0);

    // The same if it was killed in between, but not if another user switched it off.
    let (sandbox, world) = edited(&refused, &["slowx1:1ms:POST:schedule", "slowx1:10m:POST:schedule"]);
    world.kill_when("apply campaigns --yes", || schedule_calls(&sandbox).len() == 3);
    let run = apply(&world, &[]).expect_code(0);
    assert_eq!(results(&run), ["schedule Event Reminder: done"]);
    assert_eq!(schedule_calls(&sandbox)[2..], [json!("off"), json!(["Tue"])]);
    world.run("schedule disable 'Event Reminder'").expect_code(0);
    assert!(first_line(&plan(&world).expect_code(20)).starts_with("off_live: "));
}

#[test]
fn one_whose_second_enable_has_no_answer_is_not_said_to_be_off() {
    for fault in ["drop-after-sendx1", "drop-before-applyx1"] {
        let refused = ["--choice", "enable-again=refused"];
        let fault = format!("{fault}:POST:schedule");
        let (sandbox, world) = edited(&refused, &["slowx2:1ms:POST:schedule", &fault]);
        let run = apply(&world, &[]).expect_code(9);
        assert_eq!(results(&run), ["schedule Event Reminder: unknown"]);
        assert!(!run.stderr.contains("is off now"), "{}", run.stderr);
        let is_on = fault.starts_with("drop-after");
        // If a schedule is on, it can only be the one that was sent last.
        let run = apply(&world, &[]).expect_code(if is_on { 0 } else { 10 });
        assert_eq!(run.json()["unchanged"], i32::from(is_on), "{fault}");
        let world = world.with("KCAMP_NOW", LATER);
        apply(&world, &[]).expect_code(0);
        assert_eq!(schedule_calls(&sandbox).len(), if is_on { 4 } else { 5 }, "{fault}");
        plan(&world).expect_code(0);
    }
}

#[test]
fn one_that_never_was_on_is_a_plain_line_though_its_campaign_was_started_by_hand() {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    world.file("campaigns/event.yaml", FILE);
    apply(&world, &[]).expect_code(0);
    world.run("campaign start 'Event Reminder' --yes").expect_code(0);
    world.run("campaign stop 'Event Reminder' --yes").expect_code(0);
    world.file("campaigns/event.yaml", on("[Tue]"));
    assert!(first_line(&plan(&world).expect_code(20)).starts_with("schedule: switched on"));
    apply(&world, &[]).expect_code(0);
    assert_eq!(schedule_calls(&sandbox), [json!(["Tue"])]);
}

#[test]
fn what_was_updated_is_not_called_failed_where_the_last_listing_fails() {
    let calm = Sandbox::new();
    let world = calm.world();
    world.file("campaigns/event.yaml", on("[Tue]"));
    world.file("campaigns/a.yaml", named("A"));
    apply(&world, &[]).expect_code(0);
    let sandbox = Sandbox::remembering(
        &calm.state(),
        &["--fault", "slowx2:1ms:POST:getAllCampaignDetails", "--fault", "500x9:POST:getAllCampaignDetails"],
    );
    let world = sandbox.world();
    for (name, text) in [("event", on("[Tue]")), ("a", named("A"))] {
        world.file(&format!("campaigns/{name}.yaml"), text.replace("priority: 5", "priority: 1"));
    }
    let run = apply(&world, &[]).expect_code(10);
    let told = ["update A: done", "update Event Reminder: updated_schedule_unknown"];
    assert_eq!(results(&run)[..2], told, "{}", run.stdout);
    assert!(!run.stderr.contains("failed: the campaigns"), "{}", run.stderr);
    assert_eq!(sandbox.received_at("PUT", "").len(), 2);
}

#[test]
fn a_new_campaign_gets_no_schedule_where_others_of_its_name_could_not_be_looked_for() {
    for fault in ["500x9", "garbagex9", "404x9"] {
        // At the start, both types are listed.
        let listed = "slowx2:1ms:POST:getAllCampaignDetails";
        let sandbox = Sandbox::with_faults(&[listed, &format!("{fault}:POST:getAllCampaignDetails")]);
        let world = sandbox.world();
        world.file("campaigns/event.yaml", on("[Tue]"));
        let run = apply(&world, &[]).expect_code(10);
        assert_eq!(results(&run), ["create Event Reminder: created_not_scheduled"], "{fault}");
        assert_eq!(run.json()["results"][0]["error"]["code"], "apply/not-seen", "{fault}");
        assert!(schedule_calls(&sandbox).is_empty(), "{fault}");
    }
}
