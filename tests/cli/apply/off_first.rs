//! On Burki, a schedule that goes off is in the way of the update beside it: it is switched off first, in the same
//! apply.

use serde_json::{Value, json};

use crate::world::{Run, Sandbox, World};

use super::{apply, plan, results, writes};

const FILE: &str = "platform: burki\nname: Spring\ncampaign_type: call\nassistant_id: 7\n\
                    welcome_message_template: Hello\nmax_attempts: 3\n";
const SCHEDULE: &str = "schedule: {schedule_type: recurring, scheduled_at: \"2027-02-15T09:00:00\", timezone: UTC, \
                        recurring_config: {frequency: weekly, days_of_week: [Mon, Wed], time: \"09:00\"}}\n";

/// Sandboxes with a campaign whose schedule is on, and a file that changes it and has no schedule.
fn edited(fault: Option<&str>, now: &str) -> (Sandbox, World) {
    let calm = Sandbox::new();
    let world = calm.burki_world();
    world.file("campaigns/a.yaml", format!("{FILE}{SCHEDULE}"));
    apply(&world, &[]).expect_code(0);
    let faults: Vec<&str> = fault.into_iter().collect();
    let sandbox = Sandbox::continuing(&calm, &faults);
    let world = sandbox.burki_world();
    world.file("campaigns/a.yaml", format!("{now}schedule: none\n"));
    (sandbox, world)
}

fn planned(run: &Run) -> Vec<Value> {
    run.json()["lines"].as_array().unwrap().iter().map(|line| line["action"].clone()).collect()
}

#[test]
fn it_is_switched_off_before_the_update_and_a_second_apply_writes_nothing() {
    for (now, key, value) in [
        (FILE.replace("max_attempts: 3", "max_attempts: 5"), "max_attempts", json!(5)),
        (FILE.replace("Hello", "Good day"), "welcome_message_template", json!("Good day")),
        (format!("{FILE}description: For spring\n"), "description", json!("For spring")),
        (FILE.replace("name: Spring", "name: Summer\nrenamedFrom: Spring"), "name", json!("Summer")),
    ] {
        let (sandbox, world) = edited(None, &now);
        assert_eq!(planned(&plan(&world).expect_code(20)), ["schedule", "update"], "{key}");
        let dry = world.run("apply campaigns --dry-run -o json").expect_code(0).json();
        let methods: Vec<&Value> = dry.as_array().unwrap().iter().map(|it| &it["method"]).collect();
        assert_eq!(methods, ["POST", "PUT"], "{key}");
        assert_eq!(writes(&sandbox), [""; 0], "{key}");
        let done: Vec<String> = results(&apply(&world, &[]).expect_code(0))
            .iter()
            .map(|it| it.replace("Summer", "Spring"))
            .collect();
        assert_eq!(done, ["schedule Spring: done", "update Spring: done"], "{key}");
        assert_eq!(writes(&sandbox), ["POST schedule", "PUT 1"], "{key}");
        assert_eq!(
            sandbox.received_at("POST", "/schedule")[0]["body"]["schedule_type"],
            "immediate",
            "{key}"
        );
        assert_eq!(sandbox.received_at("PUT", "")[0]["body"][key], value);
        plan(&world).expect_code(0);
        apply(&world, &[]).expect_code(0);
        assert_eq!(writes(&sandbox).len(), 2, "{key}: the second apply writes nothing");
    }
}

#[test]
fn where_the_first_of_both_fails_the_second_is_not_sent_and_the_next_apply_finishes() {
    let now = FILE.replace("max_attempts: 3", "max_attempts: 5");
    for (fault, code, outcomes, sent, message) in [
        (
            "422x1:PUT:1",
            10,
            ["schedule Spring: done", "update Spring: failed"],
            &["POST schedule", "PUT 1"][..],
            "update \"Spring\" failed",
        ),
        (
            "422x1:POST:schedule",
            // Nothing was changed.
            7,
            ["schedule Spring: failed", "update Spring: failed"],
            &["POST schedule"],
            "its schedule was not switched off, or this is not known, so it was not updated",
        ),
    ] {
        let (sandbox, world) = edited(Some(fault), &now);
        let run = apply(&world, &[]);
        assert_eq!(
            (results(&run), run.code),
            (outcomes.map(str::to_owned).to_vec(), code),
            "{fault}: {}",
            run.stderr
        );
        assert_eq!(writes(&sandbox), sent, "{fault}");
        let error = run.error_json();
        assert!(error["message"].as_str().unwrap().contains(message), "{error}");
        apply(&world, &[]).expect_code(0);
        assert_eq!(sandbox.received_at("PUT", "").last().unwrap()["body"]["max_attempts"], 5, "{fault}");
        plan(&world).expect_code(0);
    }
}

#[test]
fn a_schedule_that_stays_on_still_blocks_the_update() {
    let (sandbox, world) = edited(None, FILE);
    let now = FILE.replace("max_attempts: 3", "max_attempts: 5");
    for schedule in ["", SCHEDULE] {
        world.file("campaigns/a.yaml", format!("{now}{schedule}"));
        assert_eq!(results(&apply(&world, &[]).expect_code(10)), ["blocked Spring: blocked"], "{schedule}");
    }
    assert_eq!(writes(&sandbox), [""; 0]);
}

/// A campaign that was stopped never runs again by its schedule, although that is still on.
#[test]
fn a_campaign_that_was_stopped_is_not_as_its_file_has_it() {
    let sandbox = Sandbox::new();
    let world = sandbox.burki_world();
    world.file("campaigns/a.yaml", format!("{FILE}{SCHEDULE}"));
    apply(&world, &[]).expect_code(0);
    plan(&world).expect_code(0);
    world.file("people.csv", "phone\n+12025550123\n");
    world.run("campaign import Spring people.csv --yes").expect_code(0);
    world.run("campaign stop Spring --yes").expect_code(0);
    let sent = writes(&sandbox);
    let run = plan(&world).expect_code(20);
    assert_eq!(planned(&run), ["blocked"], "{run:?}");
    run.expect_stdout(&[
        "Cancelled: it does not run again, whatever its schedule says (schedule)",
        "campaign re-execute 1 --all",
        "--failed-only",
    ]);
    apply(&world, &["--reenable"]).expect_code(10);
    assert_eq!(writes(&sandbox), sent);
    // What no file wants to run is left alone.
    world.file("campaigns/a.yaml", FILE);
    plan(&world).expect_code(0);
}
