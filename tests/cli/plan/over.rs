//! Schedules of files whose runs have all passed: kcamp reports them and continues.

use crate::create::{FILE, SCHEDULE};
use crate::world::{Sandbox, World};

use super::{actions, plan};

/// A time after every run of the schedules below.
const AFTER: &str = "2027-08-01T08:00:00Z";

/// A copy of this world with a sandbox where it is later.
fn later(sandbox: &Sandbox, of: &World) -> (Sandbox, World) {
    let later = Sandbox::at_time(sandbox, AFTER);
    let world = if of.variable("KCAMP_PLATFORM").is_some() { later.burki_world() } else { later.world() };
    for entry in std::fs::read_dir(of.home().join("campaigns")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        world.file(&format!("campaigns/{name}"), std::fs::read(&path).unwrap());
    }
    (later, world.with("KCAMP_NOW", AFTER))
}

#[test]
fn one_that_is_over_is_said_by_plan_and_by_apply() {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    world.file("campaigns/event.yaml", format!("{FILE}{SCHEDULE}"));
    world.run("apply campaigns --yes").expect_code(0);
    let (_later, world) = later(&sandbox, &world);
    let said = ["warning[schedule/end-in-past]", "has passed", "so it is not switched on"];
    plan(&world, &[]).expect_code(0).expect_stderr(&said);
    world.run("apply campaigns --yes").expect_code(0).expect_stderr(&said);
    // Commands that would send the schedule still refuse it.
    world.run("campaign create -f campaigns --yes").expect_code(3);
    world.run("validate campaigns").expect_code(3);
}

#[test]
fn on_burki_one_without_a_day_or_a_start_is_said_like_any_other() {
    let burki = "platform: burki\nname: Spring\ncampaign_type: call\nassistant_id: 7\nwelcome_message_template: Hello\nschedule:\n";
    let recurring = |config: &str| {
        format!(
            "  schedule_type: recurring\n  recurring_config: {{{config}, time: \"10:00\", time_zone: America/Chicago, end_date: \"2027-07-20\"}}\n"
        )
    };
    for (schedule, message) in [
        (recurring("frequency: daily"), "the end, 2027-07-20 23:59:59 America/Chicago, has passed"),
        (recurring("frequency: weekly, days_of_week: [1, 3]"), "the end, 2027-07-20 23:59:59 America/Chicago, has passed"),
        (recurring("frequency: monthly, day_of_month: 15"), "the end, 2027-07-20 23:59:59 America/Chicago, has passed"),
        (
            recurring("frequency: monthly, day_of_month: 15").replace("2027-07-20", "2027-08-12"),
            "never falls between Sun 2027-08-01 03:00 America/Chicago and the end, Thu 2027-08-12 23:59:59 America/Chicago",
        ),
        (
            "  {schedule_type: scheduled, scheduled_at: \"2027-02-15T09:00:00\", timezone: America/Chicago}\n".to_owned(),
            "the run, 2027-02-15 09:00 America/Chicago, has passed",
        ),
    ] {
        let sandbox = Sandbox::new();
        let world = sandbox.burki_world();
        world.file("campaigns/a.yaml", format!("{burki}{schedule}"));
        world.run("apply campaigns --yes").expect_code(0);
        let (_later, world) = later(&sandbox, &world);
        let run = plan(&world, &[]).expect_code(0).expect_stderr(&["warning[", message]);
        assert!(!run.stderr.contains("error["), "{}", run.stderr);
        assert_eq!(actions(&run).len(), 1);
    }
}
