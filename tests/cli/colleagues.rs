//! A colleague's changes of a schedule between two commands of this machine stand, and this machine's writes do not
//! hide them.

mod lost_calls;

use crate::create::{FILE, SCHEDULE};
use crate::world::{Run, Sandbox, World};

const NINE: &str = "2026-12-03T09:00:00Z";
const ELEVEN: &str = "2026-12-03T11:00:00Z";
const NOON: &str = "2026-12-03T12:00:00Z";

pub const BURKI_FILE: &str = "platform: burki\nname: Event Reminder\ncampaign_type: call\nassistant_id: 7\n\
     welcome_message_template: Hello\n";
const BURKI_SCHEDULE: &str =
    "schedule: {schedule_type: scheduled, scheduled_at: '2027-02-15T09:00:00', timezone: UTC}\n";

/// A platform: its world, and a file with a schedule.
pub type Platform = (fn(&Sandbox) -> World, String);

pub fn platforms() -> [Platform; 2] {
    [
        (Sandbox::world, format!("{FILE}{SCHEDULE}")),
        (Sandbox::burki_world, format!("{BURKI_FILE}{BURKI_SCHEDULE}")),
    ]
}

/// A colleague with another journal runs these commands, such as to switch the schedule on and off.
fn colleague((world, file): &Platform, sandbox: &Sandbox, now: &str, lines: &[&str]) {
    let colleague = world(sandbox).with("KCAMP_NOW", now);
    colleague.file("campaign.yaml", file);
    for line in lines {
        colleague.run(line).expect_code(0);
    }
}

const ENABLE: &str = "schedule enable 'Event Reminder' -f campaign.yaml --yes";
const DISABLE: &str = "schedule disable 'Event Reminder' --yes";

/// The number of received schedule calls.
fn switched(sandbox: &Sandbox) -> usize {
    sandbox.received_at("POST", "/schedule").len()
}

#[must_use]
fn create(world: &World) -> Run {
    world.run("campaign create -f campaign.yaml --if-absent --yes -o json")
}

/// Creates a campaign without its schedule at 8:00, lets a colleague act at 9:00, writes from this machine at 11:00,
/// and creates again at 12:00. Returns the last result.
fn created_again(platform: &Platform, fault: &str, colleagues: &[&str], own: &[&str]) -> (Sandbox, Run) {
    let sandbox = Sandbox::with_faults(&[fault]);
    let world = platform.0(&sandbox);
    world.file("campaign.yaml", &platform.1);
    world.file("contacts.csv", "Mobile No\n+919870000001\n");
    create(&world).expect_code(10);
    let (sandbox, world) = world.later(&sandbox, NINE, &[]);
    colleague(platform, &sandbox, NINE, colleagues);
    let (sandbox, world) = world.later(&sandbox, ELEVEN, &[]);
    for line in own {
        world.run(line).expect_code(0);
    }
    let (sandbox, world) = world.later(&sandbox, NOON, &[]);
    let run = create(&world);
    (sandbox, run)
}

const UPDATE: &str = "campaign update 'Event Reminder' --description 'new words' --yes";
const IMPORT: &str = "campaign import 'Event Reminder' contacts.csv --yes";

#[test]
fn what_was_switched_off_stays_off_whatever_this_machine_writes_after_that() {
    for (at, platform) in platforms().iter().enumerate() {
        let all: [&[&str]; 3] = [
            &[],
            &[UPDATE],
            &[UPDATE, "campaign update 'Event Reminder' --description 'still others' --yes"],
        ];
        let faults = ["400x1:POST:schedule", "422x1:POST:schedule"];
        for (fault, own) in faults.iter().flat_map(|fault| all.map(|own| (*fault, own))) {
            let (sandbox, run) = created_again(platform, fault, &[ENABLE, DISABLE], own);
            assert_stays_off(
                &sandbox,
                &run,
                "was changed at 2026-12-03T09:00:00Z, and not from this machine",
            );
        }
        // This machine's own writes are not a user's decision.
        for own in all {
            let (sandbox, run) = created_again(platform, faults[0], &[], own);
            assert_eq!(run.expect_code(0).json()["outcome"], "exists_schedule_enabled", "{at} {own:?}");
            assert_eq!(switched(&sandbox), 1, "{at} {own:?}");
        }
    }
    // A list of Burki does not show when a campaign was last changed: an import reads the campaign for it.
    for own in [&[IMPORT][..], &[IMPORT, UPDATE]] {
        let (sandbox, run) = created_again(&platforms()[1], "400x1:POST:schedule", &[ENABLE, DISABLE], own);
        assert_stays_off(&sandbox, &run, "was changed at 2026-12-03T09:00:00Z, and not from this machine");
        let (sandbox, run) = created_again(&platforms()[1], "400x1:POST:schedule", &[], own);
        assert_eq!(run.expect_code(0).json()["outcome"], "exists_schedule_enabled", "{own:?}");
        assert_eq!(switched(&sandbox), 1, "{own:?}");
    }
}

#[track_caller]
fn assert_stays_off(sandbox: &Sandbox, run: &Run, why: &str) {
    assert_eq!(run.code, 10, "{}{}", run.stdout, run.stderr);
    assert_eq!(run.json()["outcome"], "exists_schedule_off");
    let message = run.error_json()["message"].as_str().unwrap().to_owned();
    assert!(message.contains(why), "{message}");
    assert_eq!(switched(sandbox), 0);
}
