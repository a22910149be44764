//! An apply after one whose schedule calls have no known outcome, or were partly refused.

use serde_json::{Value, json};

use crate::create::{FILE, SCHEDULE};
use crate::world::{NOW, Run, Sandbox, World};

use super::interrupted_schedules::settle_as;
use super::{actions, apply, named, plan, results};

/// More than two minutes after the requests of the first apply.
const LATER: &str = "2026-12-03T08:10:00Z";

pub fn on(days: &str) -> String {
    format!("{FILE}{SCHEDULE}").replace("[Mon, Wed]", days)
}

/// The received schedule calls: the days of each that switches a schedule on.
pub fn schedule_calls(sandbox: &Sandbox) -> Vec<Value> {
    let days = |request: Value| match request["query"]["enableSchedule"].as_str() {
        Some("true") => request["body"]["recurrenceObject"]["weeklyDetails"]["whichDays"].clone(),
        _ => json!("off"),
    };
    sandbox.received_at("POST", "/schedule").into_iter().map(days).collect()
}

/// The first line of a plan, in words.
pub fn first_line(run: &Run) -> String {
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

#[test]
fn one_that_may_not_have_been_replaced_is_sent_again() {
    for fault in ["drop-before-applyx1", "drop-after-sendx1", "500x1", "garbagex1", "emptyx1"] {
        for now in ["2026-12-03T08:00:30Z", LATER] {
            let (sandbox, world) = edited(&[], &[&format!("{fault}:POST:schedule")]);
            let run = apply(&world, &[]).expect_code(9);
            assert_eq!(results(&run), ["schedule Event Reminder: unknown"], "{fault}");
            let world = world.with("KCAMP_NOW", now);
            let said = first_line(&plan(&world).expect_code(20));
            assert!(said.contains("it is not known whether it was replaced on 2026-12-03 08:00"), "{said}");
            let run = apply(&world, &[]).expect_code(0);
            assert_eq!(results(&run), ["schedule Event Reminder: done"], "{fault}");
            let sent = [json!(["Mon", "Wed"]), json!(["Tue"]), json!(["Tue"])];
            assert_eq!(schedule_calls(&sandbox), sent, "{fault}");
            assert_eq!(actions(&plan(&world).expect_code(0)), ["unchanged"], "{fault}");
        }
    }
}

/// A colleague enables these days 20 seconds after the call. Returns both machines at [`LATER`].
fn with_a_colleagues(days: &str, (sandbox, world): &(Sandbox, World)) -> (Sandbox, World) {
    const THEN: &str = "2026-12-03T08:00:20Z";
    let (sandbox, world) = world.later(sandbox, THEN, &[]);
    let colleague = sandbox.world().with("KCAMP_NOW", THEN);
    colleague.file("its.yaml", on(days));
    colleague.run("schedule enable 'Event Reminder' -f its.yaml --yes").expect_code(0);
    world.later(&sandbox, LATER, &[])
}

#[test]
fn what_a_colleague_enabled_after_a_lost_call_stays_whatever_is_noted_of_the_call() {
    const LOST: &str = "drop-before-applyx1:POST:schedule";
    let told = "the campaign was changed on 2026-12-03 08:00 UTC, after this machine last wrote to it";
    for outcome in ["done", "not-done"] {
        let sandbox = Sandbox::with_faults(&[LOST]);
        let colleague = sandbox.world();
        colleague.file("its.yaml", FILE);
        colleague.run("campaign create -f its.yaml").expect_code(0);
        let world = sandbox.world();
        world.file("campaigns/event.yaml", on("[Mon, Wed]"));
        world.run("schedule enable -f campaigns/event.yaml --yes").expect_code(9);
        let (sandbox, world) = with_a_colleagues("[Tue]", &(sandbox, world));
        let said = first_line(&plan(&world).expect_code(20));
        assert!(said.starts_with("blocked: "), "{said}");
        settle_as(outcome, &said, &world);
        let said = first_line(&plan(&world).expect_code(0));
        assert!(said.starts_with("unreadable: "), "{outcome}: {said}");
        assert_eq!(said.contains(told), outcome == "done", "{said}");
        let run = apply(&world, &[]).expect_code(0);
        assert_eq!(results(&run), ["unreadable Event Reminder: unreadable"], "{outcome}");
        assert!(schedule_calls(&sandbox).is_empty(), "{outcome}");
        let shown = world.run("schedule show 'Event Reminder' -o json").expect_code(0).json();
        let changed = &shown["as_enabled"]["changed"];
        assert_eq!(*changed == "2026-12-03T08:00:20Z", outcome == "done", "{shown}");
    }
    // A call in the place of a schedule that this machine had switched on.
    let before = edited(&[], &[LOST]);
    apply(&before.1, &[]).expect_code(9);
    let (sandbox, world) = with_a_colleagues("[Fri]", &before);
    let said = first_line(&plan(&world).expect_code(0));
    assert!(said.starts_with("unreadable: ") && said.contains(told), "{said}");
    apply(&world, &[]).expect_code(0);
    assert!(schedule_calls(&sandbox).is_empty());
}

#[test]
fn a_new_one_that_may_still_come_is_waited_for_and_then_switched_on() {
    for fault in ["500x1", "503x1", "drop-before-applyx1", "emptyx1", "wrong-jsonx1"] {
        let sandbox = Sandbox::with_faults(&[&format!("{fault}:POST:schedule")]);
        let world = sandbox.world();
        world.file("campaigns/event.yaml", on("[Tue]"));
        let when = "to do the rest, after 2026-12-03 08:02:00 UTC where a call may still arrive: kcamp ";
        apply(&world, &[]).expect_code(9).expect_stderr(&[when]);
        let run = apply(&world, &[]).expect_code(10);
        assert_eq!(results(&run), ["blocked Event Reminder: blocked"], "{fault}");
        let said = first_line(&plan(&world).expect_code(20));
        assert!(said.contains("has an unknown outcome, and may still be applied"), "{said}");
        assert!(said.ends_with("run this again after 2026-12-03 08:02:00 UTC"), "{said}");
        assert_eq!(schedule_calls(&sandbox).len(), 1, "{fault}");
        let (sandbox, world) = world.later(&sandbox, LATER, &[]);
        let run = apply(&world, &[]).expect_code(0);
        assert_eq!(results(&run), ["schedule Event Reminder: done"], "{fault}");
        assert_eq!(schedule_calls(&sandbox), [json!(["Tue"])], "{fault}");
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
        // If a schedule is on, somebody else may have switched it on, since none was.
        apply(&world, &[]).expect_code(10);
        assert_eq!(schedule_calls(&sandbox).len(), 4, "{fault}");
        if is_on {
            settle_as("done", &first_line(&plan(&world)), &world);
        }
        let (sandbox, world) = world.later(&sandbox, LATER, &refused);
        apply(&world, &[]).expect_code(0);
        assert_eq!(schedule_calls(&sandbox).len(), usize::from(!is_on), "{fault}");
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
