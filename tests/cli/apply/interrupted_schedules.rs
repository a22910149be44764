//! A schedule call that a kill caught on its way, on a platform that does not return schedules: it goes out again only
//! where it is known not to have happened, and everything else of its campaign waits until somebody says what the call
//! left.

use std::process::Stdio;

use serde_json::{Value, json};

use crate::calls::is_write;
use crate::create::FILE;
use crate::world::{NOW, Sandbox, World, wait_until};

use super::doubtful_schedules::{first_line, on, schedule_calls};
use super::{actions, apply, named, plan, results};

/// When the campaigns were created and switched on.
const HOUR_AGO: &str = "2026-12-03T07:00:00Z";
/// A minute and some minutes after the interrupted call.
const SOON: &str = "2026-12-03T08:01:00Z";
const LATER: &str = "2026-12-03T08:10:00Z";

const ARRIVES: &str = "slow:10m:POST:schedule";
const NEVER_ARRIVES: &str = "drop-before-apply:POST:schedule";
const ARRIVES_UNANSWERED: &str = "drop-after-sendx1:POST:schedule";
const NEVER_ARRIVES_UNANSWERED: &str = "drop-before-applyx1:POST:schedule";

/// A campaign with its schedule on for Mon and Wed since an hour ago.
fn switched_on() -> (Sandbox, World) {
    let sandbox = Sandbox::with_flags(&["--clock", HOUR_AGO]);
    let world = sandbox.world().with("KCAMP_NOW", HOUR_AGO);
    world.file("campaigns/event.yaml", on("[Mon, Wed]"));
    apply(&world, &[]).expect_code(0);
    (sandbox, world)
}

/// A run of this line at [`NOW`] that was killed during its first schedule call. Where the call does not arrive, the
/// command ends, and the journal is cut off behind the beginning of the call, as a kill leaves it.
fn killed(line: &str, before: &(Sandbox, World), fault: &str) -> (Sandbox, World) {
    let (sandbox, world) = before.1.later(&before.0, NOW, &["--fault", fault]);
    kill(line, fault, &sandbox, &world);
    (sandbox, world)
}

fn kill(line: &str, fault: &str, sandbox: &Sandbox, world: &World) {
    if fault.ends_with(ARRIVES) {
        let calls = schedule_calls(sandbox).len();
        world.kill_when(shell_words::split(line).unwrap(), || schedule_calls(sandbox).len() > calls);
        return;
    }
    assert_ne!(world.run(line).code, 0, "{line}");
    let lines: Vec<Value> = journal_lines(world);
    let is_lost = |line: &Value| line["outcome"]["exit_code"] == 9;
    let key = &lines.iter().find(|line| is_lost(line)).unwrap()["key"];
    let begun = lines.iter().position(|line| line["key"] == *key).unwrap();
    let kept: Vec<String> = lines[..=begun].iter().map(|line| format!("{line}\n")).collect();
    world.file(JOURNAL, kept.concat());
}

pub const JOURNAL: &str = ".local/state/kcamp/journal.jsonl";

pub fn journal_lines(world: &World) -> Vec<Value> {
    let text = std::fs::read_to_string(world.home().join(JOURNAL)).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn writes(sandbox: &Sandbox) -> usize {
    sandbox.received().iter().filter(|request| is_write(request)).count()
}

/// Types the command of a blocked line's next step that notes this outcome.
pub fn settle_as(outcome: &str, next: &str, world: &World) {
    let end = format!(" --as {outcome}");
    let (start, _) = next.split_once(&end).unwrap_or_else(|| panic!("no {end} in {next}"));
    let command = format!("{}{end}", &start[start.rfind("kcamp ").unwrap() + "kcamp ".len()..]);
    world.run(command.as_str()).expect_code(0);
}

const APPLY: &str = "apply campaigns --yes";

#[test]
fn one_that_certainly_did_not_arrive_is_sent_again_once_it_cannot_come_any_more() {
    for (wanted, call) in [(on("[Tue]"), json!(["Tue"])), (format!("{FILE}schedule: none\n"), json!("off"))] {
        let before = switched_on();
        before.1.file("campaigns/event.yaml", &wanted);
        let (sandbox, world) = killed(APPLY, &before, NEVER_ARRIVES);
        let (sandbox, world) = world.later(&sandbox, SOON, &[]);
        let run = apply(&world, &[]).expect_code(10);
        assert_eq!(results(&run), ["blocked Event Reminder: blocked"], "{call}");
        let said = first_line(&plan(&world).expect_code(20));
        assert!(said.ends_with("run this again after 2026-12-03 08:02:00 UTC"), "{said}");
        assert_eq!(writes(&sandbox), 0, "{call}");
        let (sandbox, world) = world.later(&sandbox, LATER, &[]);
        apply(&world, &[]).expect_code(0);
        assert_eq!(schedule_calls(&sandbox), [call]);
        plan(&world).expect_code(0);
        let outcomes: Vec<Value> =
            journal_lines(&world).iter().map(|it| it["outcome"]["exit_code"].clone()).collect();
        assert!(outcomes.contains(&json!(8)), "it is noted as not sent: {outcomes:?}");
    }
}

/// Whether it arrived or not, and whatever a colleague changed since, in the second of the call or later, and whatever
/// the file wants by then: nothing is sent before somebody says what the call left.
#[test]
fn everything_else_is_blocked_until_it_is_settled() {
    let edit = |at: &'static str| Some(at);
    for (fault, edited, wanted) in [
        (ARRIVES, None, "[Tue]"),
        (ARRIVES, None, "[Mon, Wed]"),
        (ARRIVES, None, "[Fri]"),
        (ARRIVES, edit(NOW), "[Tue]"),
        (ARRIVES, edit(LATER), "[Tue]"),
        (ARRIVES, edit(LATER), "[Fri]"),
        (NEVER_ARRIVES, edit(NOW), "[Tue]"),
        (NEVER_ARRIVES, edit("2026-12-03T08:00:01Z"), "[Tue]"),
        (NEVER_ARRIVES, edit(LATER), "[Tue]"),
        (NEVER_ARRIVES, edit(LATER), "[Fri]"),
    ] {
        let what = format!("{fault} {edited:?} {wanted}");
        let before = switched_on();
        before.1.file("campaigns/event.yaml", on("[Tue]"));
        let (mut sandbox, mut world) = killed(APPLY, &before, fault);
        let mut file = on(wanted);
        if let Some(at) = edited {
            (sandbox, world) = world.later(&sandbox, at, &[]);
            let colleague = sandbox.world().with("KCAMP_NOW", at);
            colleague.run("campaign update 'Event Reminder' --description Theirs --yes").expect_code(0);
            file = file.replace("Reminds guests", "Theirs");
        }
        // An update of the campaign waits, too.
        world.file("campaigns/event.yaml", file.replace("priority: 5", "priority: 4"));
        let (sandbox, world) = world.later(&sandbox, LATER, &[]);
        for more in [&[][..], &["--reenable"], &["--resend-unreadable"]] {
            let run = apply(&world, more).expect_code(10);
            assert_eq!(results(&run), ["blocked Event Reminder: blocked"], "{what}");
        }
        let said = first_line(&plan(&world).expect_code(20));
        assert!(
            said.contains("was interrupted, and whether it arrived cannot be read from Kore.ai"),
            "{said}"
        );
        assert!(
            said.contains("(priority, schedule)") || said.contains("(fields: priority, schedule)"),
            "{said}"
        );
        assert_eq!(writes(&sandbox), 0, "{what}");

        let has_arrived = fault == ARRIVES;
        settle_as(if has_arrived { "done" } else { "not-done" }, &said, &world);
        apply(&world, &[]).expect_code(0);
        let is_on = wanted == if has_arrived { "[Tue]" } else { "[Mon, Wed]" };
        let calls = schedule_calls(&sandbox);
        assert_eq!(calls.len(), usize::from(!is_on), "{what}");
        assert_eq!(writes(&sandbox), usize::from(!is_on) + 1, "{what}");
        // The edit may have been a schedule in the place of the one that arrived.
        let is_told = has_arrived && edited == edit(LATER) && is_on;
        let left = if is_told { "unreadable" } else { "unchanged" };
        assert_eq!(actions(&plan(&world).expect_code(0)), [left], "{what}");
    }
}

/// The colleague switched it on again after the call, or edited the campaign after a call that never arrived.
#[test]
fn a_disable_too_waits_for_what_somebody_says() {
    for (fault, colleagues) in [
        (
            ARRIVES,
            "schedule enable 'Event Reminder' --weekly Sun --start 2027-01-04 --at 10:00 --end 2027-02-28 --timezone UTC --yes",
        ),
        (NEVER_ARRIVES, "campaign update 'Event Reminder' --description Theirs --yes"),
    ] {
        let before = switched_on();
        before.1.file("campaigns/event.yaml", format!("{FILE}schedule: none\n"));
        let (sandbox, world) = killed(APPLY, &before, fault);
        let (sandbox, world) = world.later(&sandbox, LATER, &[]);
        sandbox.world().with("KCAMP_NOW", LATER).run(colleagues).expect_code(0);
        world.file(
            "campaigns/event.yaml",
            format!("{}schedule: none\n", FILE.replace("Reminds guests", "Theirs")),
        );
        let before = writes(&sandbox);
        apply(&world, &[]).expect_code(10);
        assert_eq!(writes(&sandbox), before, "{fault}");
        let said = first_line(&plan(&world).expect_code(20));
        settle_as(if fault == ARRIVES { "done" } else { "not-done" }, &said, &world);
        drop(apply(&world, &[]));
        assert_eq!(schedule_calls(&sandbox).last(), Some(&json!("off")), "{fault}");
        let calls = schedule_calls(&sandbox);
        assert_eq!(calls.iter().filter(|call| **call == json!("off")).count(), 1, "{fault}");
    }
}

/// At each of three schedule calls, arrived or not: each change is made at most once, and in the end all are made.
#[test]
fn killed_at_any_schedule_call_each_is_made_once() {
    let files = |world: &World, days: &str, priority: &str| {
        for number in 0..3 {
            let file = on(days).replace("Event Reminder", &format!("N{number}"));
            world.file(&format!("campaigns/{number}.yaml"), file.replace("priority: 5", priority));
        }
    };
    let calm = Sandbox::with_flags(&["--clock", HOUR_AGO]);
    let first = calm.world().with("KCAMP_NOW", HOUR_AGO);
    files(&first, "[Mon, Wed]", "priority: 5");
    apply(&first, &[]).expect_code(0);
    for (fault, at) in [ARRIVES, NEVER_ARRIVES].iter().flat_map(|fault| (1..=3).map(move |at| (*fault, at))) {
        let earlier = format!("slowx{}:1ms:POST:schedule", at - 1);
        let mut flags = if at == 1 { Vec::new() } else { vec!["--fault", &earlier] };
        flags.extend(["--fault", fault]);
        let (killed_at, world) = first.later(&calm, NOW, &flags);
        files(&world, "[Tue]", "priority: 4");
        let is_arriving = fault == ARRIVES;
        if is_arriving {
            world.kill_when(APPLY, || schedule_calls(&killed_at).len() == at);
        } else {
            kill(APPLY, fault, &killed_at, &world);
        }
        let (sandbox, world) = world.later(&killed_at, LATER, &[]);
        drop(apply(&world, &[]));
        for line in plan(&world).json()["lines"].as_array().unwrap() {
            if line["action"] == "blocked" {
                settle_as(
                    if is_arriving { "done" } else { "not-done" },
                    line["next"].as_str().unwrap(),
                    &world,
                );
            }
        }
        apply(&world, &[]).expect_code(0);
        plan(&world).expect_code(0);
        let applied = if is_arriving { at } else { at - 1 };
        assert_eq!(schedule_calls(&sandbox).len() + applied, 3, "{fault} {at}");
        let updates = |sandbox: &Sandbox| sandbox.received_at("PUT", "").len();
        assert_eq!(updates(&killed_at) + updates(&sandbox), 3, "{fault} {at}");
    }
}

/// The first schedule of a campaign that this machine created, then typed or created again.
#[test]
fn after_a_create_too_whatever_is_typed_next() {
    const CREATE: &str = "campaign create -f campaigns --yes";
    const ENABLE: &str = "schedule enable -f campaigns/event.yaml 'Event Reminder' --yes -o json";
    const AGAIN: &str = "campaign create -f campaigns --if-absent --yes -o json";
    for fault in [ARRIVES, NEVER_ARRIVES] {
        let is_arriving = fault == ARRIVES;
        for next in [ENABLE, AGAIN] {
            let sandbox = Sandbox::with_flags(&["--clock", HOUR_AGO]);
            let world = sandbox.world().with("KCAMP_NOW", HOUR_AGO);
            world.file("campaigns/event.yaml", on("[Tue]"));
            let (sandbox, world) = killed(CREATE, &(sandbox, world), fault);
            // It may still come.
            let (sandbox, world) = world.later(&sandbox, SOON, &[]);
            let run = world.run(next);
            let code = match (next, is_arriving) {
                (ENABLE, _) => 9,
                (_, true) => 0,
                (_, false) => 10,
            };
            assert_eq!(run.code, code, "{next} {fault}: {}{}", run.stdout, run.stderr);
            assert_eq!(writes(&sandbox), 0, "{next} {fault}");
            let (sandbox, world) = world.later(&sandbox, LATER, &[]);
            let run = world.run(next);
            let code = if next == ENABLE && is_arriving { 9 } else { 0 };
            assert_eq!(run.code, code, "{next} {fault}: {}{}", run.stdout, run.stderr);
            let sent = if is_arriving { Vec::new() } else { vec![json!(["Tue"])] };
            assert_eq!(schedule_calls(&sandbox), sent, "{next} {fault}");
            if code == 9 {
                assert_eq!(run.error_json()["code"], "schedule/call-interrupted");
            }
            if is_arriving {
                settle_as("done", &first_line(&plan(&world).expect_code(20)), &world);
            }
            apply(&world, &[]).expect_code(0);
            assert_eq!(schedule_calls(&sandbox), sent, "{next} {fault}");
            assert_eq!(actions(&plan(&world).expect_code(0)), ["unchanged"], "{next} {fault}");
        }
    }
}

/// A schedule that is on may be a colleague's: they may have switched it on in the same second, or just before. Each
/// plan says the same, and names the command that settles it.
#[test]
fn the_first_one_of_a_new_campaign_is_never_taken_for_the_one_that_is_on() {
    const THEIRS: &str = "schedule enable 'Event Reminder' --weekly Sun --start 2027-01-04 --at 10:00 --end 2027-02-28 --timezone UTC --yes";
    let second = |at: &'static str| Some(at);
    for (fault, theirs, outcome, then) in [
        (ARRIVES, None, "done", "unchanged"),
        (NEVER_ARRIVES, second(NOW), "not-done", "unreadable"),
        (NEVER_ARRIVES, second("2026-12-03T08:00:02Z"), "not-done", "unreadable"),
        // The command ended by itself, in 9.
        (ARRIVES_UNANSWERED, None, "done", "unchanged"),
        (NEVER_ARRIVES_UNANSWERED, second(NOW), "not-done", "unreadable"),
    ] {
        let sandbox = Sandbox::with_flags(&["--clock", NOW]);
        let world = sandbox.world();
        world.file("campaigns/event.yaml", on("[Tue]"));
        let (mut sandbox, mut world) = if fault.contains("x1:") {
            let (sandbox, world) = world.later(&sandbox, NOW, &["--fault", fault]);
            world.run(APPLY).expect_code(9);
            (sandbox, world)
        } else {
            killed(APPLY, &(sandbox, world), fault)
        };
        if let Some(at) = theirs {
            (sandbox, world) = world.later(&sandbox, at, &[]);
            sandbox.world().with("KCAMP_NOW", at).run(THEIRS).expect_code(0);
        }
        let mut said = String::new();
        for (now, next) in [
            (SOON, " --as not-done. Then run this again"),
            (SOON, " --as not-done. Then run this again"),
            (LATER, " --as not-done. Then run this again"),
            (LATER, " --as not-done. Then run this again"),
        ] {
            (sandbox, world) = world.later(&sandbox, now, &[]);
            apply(&world, &["--reenable", "--resend-unreadable"]).expect_code(10);
            assert_eq!(writes(&sandbox), 0, "{fault} {theirs:?}");
            said = first_line(&plan(&world).expect_code(20));
            assert!(said.starts_with("blocked: ") && said.ends_with(next), "{fault} {theirs:?}: {said}");
            assert!(said.contains("open the campaign in Kore.ai's console"), "{said}");
            // No later run settles it by itself, so the next step is the same at once.
            let by = " If not by 2026-12-03 08:02:00 UTC: kcamp journal settle ";
            assert_eq!(said.contains(by), now == SOON, "{said}");
        }
        settle_as(outcome, &said, &world);
        assert_eq!(actions(&plan(&world)), [then], "{fault} {theirs:?}");
    }
}

#[test]
fn a_call_by_name_alone_is_judged_by_the_time_of_the_last_change() {
    const ENABLE: &str = "schedule enable 'Event Reminder' --weekly Tue --start 2027-01-05 --at 09:30 --end 2027-02-28 --timezone UTC --yes -o json";
    for fault in [ARRIVES, NEVER_ARRIVES] {
        let before = switched_on();
        let (sandbox, world) = killed(ENABLE, &before, fault);
        let (sandbox, world) = world.later(&sandbox, LATER, &[]);
        let is_arriving = fault == ARRIVES;
        let run = world.run(ENABLE).expect_code(if is_arriving { 9 } else { 0 });
        assert_eq!(schedule_calls(&sandbox).len(), usize::from(!is_arriving), "{fault}");
        if is_arriving {
            settle_as("not-done", run.error_json()["hint"].as_str().unwrap(), &world);
            world.run(ENABLE).expect_code(0);
            assert_eq!(schedule_calls(&sandbox), [json!(["Tue"])]);
        }
    }
}

/// While the process of the call runs, nobody needs to settle it.
#[test]
fn a_call_that_is_not_over_yet_is_waited_for() {
    let before = switched_on();
    before.1.file("campaigns/event.yaml", on("[Tue]"));
    let (sandbox, world) = before.1.later(&before.0, NOW, &["--fault", "slowx1:10m:POST:schedule"]);
    let line = "schedule enable -f campaigns/event.yaml 'Event Reminder' --yes --timeout 5m";
    let mut child = world.command(line).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    wait_until("the call is received", || schedule_calls(&sandbox).len() == 1);
    let mut world = world;
    for now in [NOW, LATER] {
        world = world.with("KCAMP_NOW", now);
        let run = apply(&world, &[]).expect_code(10);
        assert_eq!(results(&run), ["blocked Event Reminder: blocked"], "{now}");
        let error =
            world.run("schedule enable -f campaigns/event.yaml 'Event Reminder' --yes -o json --deadline 5s");
        let error = error.expect_code(11).error_json();
        assert_eq!((&error["code"], &error["retry_safe"]), (&"lock/held".into(), &true.into()), "{error}");
        assert!(!error["hint"].as_str().unwrap().contains("settle"), "{error}");
        assert_eq!(schedule_calls(&sandbox).len(), 1, "{now}");
    }
    child.kill().unwrap();
    child.wait().unwrap();
}

/// A campaign with a schedule that no file asks for goes on as it is.
#[test]
fn a_file_without_a_schedule_is_not_held_up() {
    let before = switched_on();
    before.1.file("campaigns/event.yaml", on("[Tue]"));
    let (sandbox, world) = killed(APPLY, &before, ARRIVES);
    let (sandbox, world) = world.later(&sandbox, LATER, &[]);
    world.file("campaigns/event.yaml", named("Event Reminder").replace("priority: 5", "priority: 4"));
    let run = apply(&world, &[]).expect_code(0);
    assert_eq!(results(&run), ["update Event Reminder: done"]);
    assert!(schedule_calls(&sandbox).is_empty());
}
