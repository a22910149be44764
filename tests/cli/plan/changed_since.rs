//! Values that the platform does not return and that somebody else may have changed: this machine's memory of them
//! then proves nothing.

use serde_json::{Value, json};

use crate::create::{FILE, SCHEDULE};
use crate::lifecycle::sample;
use crate::world::{Sandbox, World};

use super::{actions, lines, plan};

const HOUR_LATER: &str = "2026-12-03T09:00:00Z";

/// The sample campaign whose machine detection is not returned.
fn body() -> Value {
    serde_json::from_str(&sample("agentless")).unwrap()
}

/// The home of this world with a sandbox where it is an hour later.
fn later(sandbox: &Sandbox, of: &World) -> (Sandbox, World) {
    of.later(sandbox, HOUR_LATER, &[])
}

#[test]
fn what_a_colleague_may_have_changed_is_unreadable_and_sent_again_where_that_is_asked_for() {
    for (key, value) in
        [("enableMachineDetect", "disconnect"), ("priority", "1"), ("description", "Other words")]
    {
        let sandbox = Sandbox::new();
        let world = sandbox.world();
        world.file("campaigns/a.json", body().to_string());
        world.run("apply campaigns --yes").expect_code(0);
        let (later, world) = later(&sandbox, &world);
        let colleague = later.world().with("KCAMP_NOW", HOUR_LATER);
        // One value is changed; all values that can be read are changed back.
        for value in [json!(value), body()[key].clone()] {
            let mut other = body();
            other[key] = value;
            if key == "enableMachineDetect" {
                other[key] = "disconnect".into();
            }
            colleague.file("a.json", other.to_string());
            colleague.run("campaign update -f a.json --yes").expect_code(0);
        }
        let name = body()["name"].as_str().unwrap().to_owned();
        let run = plan(&world, &["--exit-code"]).expect_code(0);
        let told = format!(
            "unreadable {name}: enableMachineDetect: the platform does not return it, and the campaign was changed on \
             2026-12-03 09:00 UTC, after this machine last wrote to it"
        );
        assert_eq!(lines(&run), [told], "{key}");
        world.run("apply campaigns --yes --resend-unreadable").expect_code(0);
        let sent = later.received_at("PUT", "").pop().unwrap();
        assert_eq!(sent["body"]["enableMachineDetect"], body()["enableMachineDetect"], "{key}");
        assert_eq!(actions(&plan(&world, &["--exit-code"]).expect_code(0)), ["unchanged"], "{key}");
    }
}

#[test]
fn own_writes_and_clocks_that_differ_leave_it_as_it_is_remembered() {
    // Four minutes behind the platform, at the same time, and four minutes ahead.
    for now in ["2026-12-03T07:56:00Z", "2026-12-03T08:00:00Z", "2026-12-03T08:04:00Z"] {
        let sandbox = Sandbox::new();
        let world = sandbox.world().with("KCAMP_NOW", now);
        let mut file = body();
        for priority in ["1", "2"] {
            file["priority"] = priority.into();
            world.file("campaigns/a.json", file.to_string());
            world.run("apply campaigns --yes").expect_code(0);
            let unchanged = |more: &[&str]| {
                let run = plan(&world, more).expect_code(0);
                assert_eq!(actions(&run), ["unchanged"], "{now} {priority} {more:?}: {:?}", lines(&run));
            };
            unchanged(&["--exit-code"]);
            unchanged(&["--exit-code", "--refresh"]);
        }
        // Other writes of this machine count as its own.
        let name = file["name"].as_str().unwrap();
        for command in ["start", "stop"] {
            world.run(["campaign", command, name, "--yes"]).expect_code(0);
        }
        assert_eq!(actions(&plan(&world, &["--exit-code"]).expect_code(0)), ["unchanged"], "{now}");
    }
}

/// The platform returns no times of an active schedule, but returns when the campaign was changed. The times may then
/// be a colleague's.
#[test]
fn a_schedule_that_a_colleague_may_have_changed_is_unreadable_with_the_time() {
    let file = format!("{FILE}{SCHEDULE}");
    let unreadable = "unreadable Event Reminder: schedule: the platform does not return it, and the campaign was changed on \
                      2026-12-03 09:00 UTC, after this machine last wrote to it";
    let others = |days: &str| file.replace("[Mon, Wed]", days);
    for its in [others("[Tue]"), file.clone()] {
        let sandbox = Sandbox::new();
        let world = sandbox.world();
        world.file("campaigns/event.yaml", &file);
        world.run("apply campaigns --yes").expect_code(0);
        assert_eq!(actions(&plan(&world, &["--exit-code"]).expect_code(0)), ["unchanged"]);
        let (later, world) = later(&sandbox, &world);
        assert_eq!(actions(&plan(&world, &["--exit-code"]).expect_code(0)), ["unchanged"]);
        let colleague = later.world().with("KCAMP_NOW", HOUR_LATER);
        colleague.file("event.yaml", its);
        colleague.run("schedule enable 'Event Reminder' -f event.yaml --yes").expect_code(0);
        for more in [&["--exit-code"][..], &["--exit-code", "--refresh"]] {
            assert_eq!(lines(&plan(&world, more).expect_code(0)), [unreadable], "{more:?}");
        }
        // The schedule is left alone until the file has another one or resending is requested.
        let sent = later.received_at("POST", "/schedule").len();
        world.run("apply campaigns --yes").expect_code(0);
        assert_eq!(later.received_at("POST", "/schedule").len(), sent);
        // Other writes of this machine do not hide that.
        let priority = file.replace("priority: 5", "priority: 2");
        world.file("campaigns/event.yaml", &priority);
        world.run("apply campaigns --yes").expect_code(0);
        assert_eq!(later.received_at("PUT", "").len(), 1);
        assert_eq!(lines(&plan(&world, &["--exit-code"]).expect_code(0)), [unreadable]);
        let file = priority;
        let others = |days: &str| file.replace("[Mon, Wed]", days);
        world.file("campaigns/event.yaml", others("[Fri]"));
        assert_eq!(actions(&plan(&world, &["--exit-code"]).expect_code(20)), ["schedule"]);
        world.file("campaigns/event.yaml", &file);
        world.run("apply campaigns --yes --resend-unreadable").expect_code(0);
        let last = later.received_at("POST", "/schedule").pop().unwrap();
        assert_eq!(last["body"]["recurrenceObject"]["weeklyDetails"]["whichDays"], json!(["Mon", "Wed"]));
        assert_eq!(actions(&plan(&world, &["--exit-code"]).expect_code(0)), ["unchanged"]);
    }
}

/// A schedule that this machine failed to switch on, and that somebody else has since switched on and off, stays off.
#[test]
fn a_schedule_that_a_colleague_switched_off_stays_off_after_an_update_of_this_machine() {
    let file = format!("{FILE}{SCHEDULE}");
    let sandbox = Sandbox::with_faults(&["400x1:POST:schedule"]);
    let world = sandbox.world();
    world.file("campaigns/event.yaml", &file);
    world.run("apply campaigns --yes").expect_code(10);
    let (later, world) = later(&sandbox, &world);
    let colleague = later.world().with("KCAMP_NOW", HOUR_LATER);
    colleague.file("event.yaml", &file);
    colleague.run("schedule enable 'Event Reminder' -f event.yaml --yes").expect_code(0);
    colleague.run("schedule disable 'Event Reminder' --yes").expect_code(0);
    assert_eq!(actions(&plan(&world, &[])), ["off_live"]);
    world.file("campaigns/event.yaml", file.replace("priority: 5", "priority: 2"));
    world.run("apply campaigns --yes").expect_code(10);
    let sent = later.received_at("POST", "/schedule").len();
    world.run("apply campaigns --yes").expect_code(10);
    assert_eq!(actions(&plan(&world, &[])), ["off_live"]);
    assert_eq!(later.received_at("POST", "/schedule").len(), sent);
}

/// The platform dates this machine's own write, and it is noted once. A colleague's change directly after it is not
/// part of it, whatever is read again. Without such a change, nothing has changed.
#[test]
fn a_colleagues_change_directly_after_an_own_write_is_not_taken_for_it() {
    let file = format!("{FILE}{}", SCHEDULE.replace("2027", "2037"));
    let states = [
        vec![file.clone()],
        vec![file.clone(), file.replace("priority: 5", "priority: 4")],
        vec![file.clone(), file.replace("[Mon, Wed]", "[Mon, Fri]")],
    ];
    for files in states {
        let sandbox = Sandbox::on_a_running_clock(&["--latency", "50ms"]);
        let world = sandbox.world().without("KCAMP_NOW");
        for file in &files {
            world.file("campaigns/event.yaml", file);
            world.run("apply campaigns --yes").expect_code(0);
        }
        let answers = || {
            [&["--exit-code"][..], &["--refresh", "--exit-code"], &["--exit-code"]]
                .map(|more| json!(actions(&plan(&world, more).expect_code(0))))
        };
        let all = |action: &str| [0; 3].map(|_| json!([action]));
        assert_eq!(answers(), all("unchanged"), "{files:?}");
        let colleague = sandbox.world().without("KCAMP_NOW");
        world.file(
            "campaigns/event.yaml",
            files[files.len() - 1].replace("Reminds guests", "Reminds all guests"),
        );
        world.run("apply campaigns --yes").expect_code(0);
        colleague
            .run("schedule enable 'Event Reminder' --weekly Sun --start '2037-01-05 09:00' --end 2037-06-30 --timezone UTC --yes")
            .expect_code(0);
        assert_eq!(answers(), all("unreadable"), "{files:?}");
    }
}

/// However slow the answers are, what nobody else changed counts as this machine left it.
#[test]
fn slow_answers_make_nothing_unreadable_that_nobody_changed() {
    let sandbox = Sandbox::on_a_running_clock(&["--latency", "1500ms"]);
    let world = sandbox.world().without("KCAMP_NOW");
    let examples = concat!(env!("CARGO_MANIFEST_DIR"), "/examples");
    world.run(["apply", examples, "--yes"]).expect_code(0);
    for more in [&[][..], &["--refresh"]] {
        let run = world.run([&["plan", examples, "--exit-code", "-o", "json"][..], more].concat());
        let counts = run.expect_code(0).json()["counts"].clone();
        assert_eq!(counts["unreadable"], 0, "{more:?}: {counts}");
    }
    assert_eq!(world.run(["apply", examples, "-o", "json"]).expect_code(0).json()["results"], json!([]));
}

/// The machine's clock was ten minutes ahead at a call whose answer was lost, and was set right since.
#[test]
fn a_clock_that_was_set_since_a_write_hides_nobodys_change() {
    const AHEAD: &str = "2026-12-03T08:10:00Z";
    for (edited, expected) in [(false, "unchanged"), (true, "unreadable")] {
        let sandbox = Sandbox::with_faults(&["slowx1:1ms:POST:schedule", "drop-after-sendx1:POST:schedule"]);
        let world = sandbox.world().with("KCAMP_NOW", AHEAD);
        world.file("campaigns/a.yaml", format!("{FILE}{SCHEDULE}"));
        world.run("apply campaigns --yes").expect_code(0);
        // The same once more, so that either of the two is the file's.
        world.run("schedule enable -f campaigns/a.yaml 'Event Reminder' --yes").expect_code(9);
        let (edited_in, world) = world.later(&sandbox, "2026-12-03T08:05:00Z", &[]);
        if edited {
            let colleague = edited_in.world().with("KCAMP_NOW", "2026-12-03T08:05:00Z");
            colleague.run("campaign update 'Event Reminder' --priority 1 --yes").expect_code(0);
            colleague.run("campaign update 'Event Reminder' --priority 5 --yes").expect_code(0);
        }
        let (_later, world) = later(&edited_in, &world);
        assert_eq!(actions(&plan(&world, &["--exit-code"])), [expected], "{edited}");
    }
}
