//! On Burki, contacts are imported between the create and the schedule, which changes the campaign: this machine's own
//! import is nobody's decision about the schedule.

use serde_json::{Value, json};

use crate::world::{Sandbox, World};

use super::{apply, plan, results};

const FILE: &str = "platform: burki\nname: Spring\ncampaign_type: call\nassistant_id: 7\n\
                    welcome_message_template: Hello\nmax_attempts: 3\n";
const SCHEDULE: &str = "schedule: {schedule_type: recurring, scheduled_at: \"2027-02-15T09:00:00\", timezone: UTC, \
                        recurring_config: {frequency: weekly, days_of_week: [Mon, Wed], time: \"09:00\"}}\n";
const LATER: &str = "2026-12-03T09:00:00Z";
const LATEST: &str = "2026-12-03T10:00:00Z";

/// A campaign without a schedule, an hour after this machine created it.
fn created() -> (Sandbox, World) {
    let sandbox = Sandbox::new();
    let world = sandbox.burki_world();
    world.file("campaigns/a.yaml", FILE);
    world.file("contacts.csv", "phone\n+12025550123\n+12025550124\n");
    apply(&world, &[]).expect_code(0);
    world.later(&sandbox, LATER, &[])
}

fn planned(world: &World) -> Vec<Value> {
    let run = plan(world).expect_code(20).json();
    run["lines"].as_array().unwrap().iter().map(|line| line["action"].clone()).collect()
}

#[test]
fn a_schedule_that_was_never_on_is_switched_on_after_an_import_of_this_machine() {
    for campaign in ["Spring", "1"] {
        let (sandbox, world) = created();
        world.run(["campaign", "import", campaign, "contacts.csv", "--yes"]).expect_code(0);
        // An update after it hides nothing either.
        world.file("campaigns/a.yaml", FILE.replace("max_attempts: 3", "max_attempts: 5"));
        let (sandbox, world) = world.later(&sandbox, LATEST, &[]);
        assert_eq!(results(&apply(&world, &[]).expect_code(0)), ["update Spring: done"], "{campaign}");
        let text = FILE.replace("max_attempts: 3", "max_attempts: 5");
        world.file("campaigns/a.yaml", format!("{text}{SCHEDULE}"));
        assert_eq!(planned(&world), ["schedule"], "{campaign}");
        assert_eq!(results(&apply(&world, &[]).expect_code(0)), ["schedule Spring: done"], "{campaign}");
        assert_eq!(sandbox.received_at("POST", "/schedule")[0]["body"]["schedule_type"], "recurring");
        plan(&world).expect_code(0);
    }
}

#[test]
fn an_import_does_not_hide_that_a_colleague_switched_the_schedule_off_before_it() {
    for campaign in ["Spring", "1"] {
        let (sandbox, world) = created();
        let colleague = sandbox.burki_world().with("KCAMP_NOW", LATER);
        colleague.file("a.yaml", format!("{FILE}{SCHEDULE}"));
        colleague.run("schedule enable Spring -f a.yaml --yes").expect_code(0);
        colleague.run("schedule disable Spring --yes").expect_code(0);
        let (sandbox, world) = world.later(&sandbox, LATEST, &[]);
        world.run(["campaign", "import", campaign, "contacts.csv", "--yes"]).expect_code(0);
        world.file("campaigns/a.yaml", format!("{FILE}{SCHEDULE}"));
        assert_eq!(planned(&world), [json!("off_live")], "{campaign}");
        assert_eq!(results(&apply(&world, &[]).expect_code(10)), ["off_live Spring: off_live"], "{campaign}");
        assert_eq!(sandbox.received_at("POST", "/schedule"), [] as [Value; 0], "{campaign}");
    }
}
