//! The outcome of an open call is not concluded from what others did after it.

use crate::world::{Sandbox, World};

use super::{
    BURKI_FILE, DISABLE, ELEVEN, ENABLE, IMPORT, NINE, Platform, UPDATE, colleague, create, platforms,
    switched,
};

const PLAIN: &str = "campaign create -f plain.yaml --yes";
const START: &str = "campaign start 'Event Reminder' --yes";
const STOP: &str = "campaign stop 'Event Reminder' --yes";
/// The time of the lost calls, and the time when they can no longer take effect.
const THEN: &str = "2026-12-03T08:00:30Z";
const OVER: &str = "2026-12-03T08:05:00Z";

/// The key of the open write.
fn open_write(world: &World) -> String {
    let entries = world.run("journal --failed -ojson").expect_code(0).json();
    let mut open = entries.as_array().unwrap().clone();
    open.retain(|entry| entry["outcome"] == "unknown");
    assert_eq!(open.len(), 1, "{entries}");
    open[0]["entry"].as_str().unwrap().to_owned()
}

#[track_caller]
fn assert_stays_open(world: &World, why: &str) {
    let key = open_write(world);
    let run = world.run(["journal", "settle", &key, "-ojson"]).expect_code(9);
    let error = run.error_json();
    let message = error["message"].as_str().unwrap();
    assert!(message.contains(why), "{message}");
    assert!(error["hint"].as_str().unwrap().contains("--as done, or --as not-done"), "{error}");
    assert_eq!(open_write(world), key);
}

#[track_caller]
fn assert_did_not_happen(world: &World) {
    let settled = world.run(["journal", "settle", &open_write(world), "-ojson"]).expect_code(0).json();
    assert_eq!(settled[0]["outcome"], "failed", "{settled}");
}

/// Files with and without the schedule, and contacts.
fn write_files((_, file): &Platform, world: &World) {
    world.file("campaign.yaml", file);
    world.file("plain.yaml", file.split("schedule:").next().unwrap());
    world.file("contacts.csv", "Mobile No\n+919870000001\n");
}

/// Sends a call that arrives, or not, and whose answer never comes. Burki's schedule calls are looked for at once, so
/// the command is killed.
fn lose(line: &str, fault: &str, sandbox: &Sandbox, world: &World) {
    if fault.starts_with("slow") {
        let before = switched(sandbox);
        world.kill_when(shell_words::split(line).unwrap(), || switched(sandbox) > before);
    } else {
        assert_eq!(world.run(line).code, 9, "{line} {fault}");
    }
}

const ARRIVES: &str = "slowx1:10m:POST:schedule";
const NEVER_ARRIVES: &str = "drop-before-applyx1:POST:schedule";

#[test]
fn what_a_lost_call_came_to_is_not_read_out_of_what_somebody_did_later() {
    for (platform, (at_start, at_stop), contacts) in [
        (&platforms()[0], ("trigger/*", "trigger/*"), None),
        (&platforms()[1], ("start", "stop"), Some(IMPORT)),
    ] {
        let (no_start, no_stop) =
            (format!("drop-before-applyx1:POST:{at_start}"), format!("drop-before-applyx1:POST:{at_stop}"));
        for (fault, before, lost, colleagues, why) in [
            (ARRIVES, &[][..], ENABLE, &[DISABLE][..], "its schedule is off"),
            (NEVER_ARRIVES, &[], ENABLE, &[ENABLE, DISABLE], "its schedule is off"),
            (ARRIVES, &[ENABLE], DISABLE, &[ENABLE], "its schedule is still on"),
            (NEVER_ARRIVES, &[ENABLE], DISABLE, &[DISABLE, ENABLE], "its schedule is still on"),
            (NEVER_ARRIVES, &[ENABLE], DISABLE, &[DISABLE], "its schedule is off"),
            (&no_start, &[], START, &[START], "its status is"),
            (&no_stop, &[START], STOP, &[STOP], "its status is"),
        ] {
            // A run on Burki has ended by then, and cannot be stopped.
            if lost == STOP && contacts.is_some() {
                continue;
            }
            let sandbox = Sandbox::new();
            let world = platform.0(&sandbox);
            write_files(platform, &world);
            for line in [PLAIN].into_iter().chain(contacts).chain(before.iter().copied()) {
                world.run(line).expect_code(0);
            }
            let (sandbox, world) = world.later(&sandbox, THEN, &["--fault", fault]);
            lose(lost, fault, &sandbox, &world);
            let (sandbox, world) = world.later(&sandbox, OVER, &[]);
            colleague(platform, &sandbox, OVER, colleagues);
            assert_stays_open(&world, why);
            assert_stays_open(&world, "and the campaign was last changed later");
        }
    }
}

/// A plan settles what it can: it does not conclude that the enable never happened, and switches nothing on.
#[test]
fn a_lost_enable_that_a_colleague_took_back_is_not_forgotten_by_a_plan() {
    for platform in &platforms() {
        let sandbox = Sandbox::with_faults(&[ARRIVES]);
        let world = platform.0(&sandbox);
        write_files(platform, &world);
        lose("apply campaign.yaml --yes", ARRIVES, &sandbox, &world);
        let (sandbox, world) = world.later(&sandbox, NINE, &[]);
        colleague(platform, &sandbox, NINE, &[DISABLE]);
        let run = world.run("apply campaign.yaml --yes").expect_code(10);
        assert!(run.stderr.contains("left off"), "{}", run.stderr);
        assert_stays_open(&world, "its schedule is off");
        let (sandbox, world) = world.later(&sandbox, ELEVEN, &[]);
        world.run(UPDATE).expect_code(0);
        assert_eq!(create(&world).expect_code(10).json()["outcome"], "exists_schedule_off");
        world.run("apply campaign.yaml --yes").expect_code(10);
        assert_eq!(switched(&sandbox), 0);
    }
}

#[test]
fn what_this_machine_took_back_itself_stays_open() {
    for platform in &platforms() {
        let sandbox = Sandbox::with_faults(&[ARRIVES]);
        let world = platform.0(&sandbox);
        write_files(platform, &world);
        lose("apply campaign.yaml --yes", ARRIVES, &sandbox, &world);
        world.run(DISABLE).expect_code(0);
        assert_stays_open(&world, "this machine did schedule disable later");
        let (_sandbox, world) = world.later(&sandbox, NINE, &[]);
        assert_stays_open(&world, "this machine did schedule disable later");
    }
}

/// Neither a call long after the last change, nor one in the seconds after its campaign was created or read.
#[test]
fn what_nobody_changed_since_did_not_happen() {
    for platform in &platforms() {
        for at in [crate::world::NOW, NINE] {
            for (before, lost) in [
                (&[PLAIN][..], ENABLE),
                (&[PLAIN, ENABLE], DISABLE),
                (&[PLAIN, ENABLE], "schedule disable 'Event Reminder' --check-name"),
            ] {
                let sandbox = Sandbox::new();
                let world = platform.0(&sandbox);
                write_files(platform, &world);
                for line in before {
                    world.run(line).expect_code(0);
                }
                let (sandbox, world) = world.later(&sandbox, at, &["--fault", NEVER_ARRIVES]);
                lose(lost, NEVER_ARRIVES, &sandbox, &world);
                let (_sandbox, world) = world.later(&sandbox, ELEVEN, &[]);
                assert_did_not_happen(&world);
            }
        }
    }
}

/// A run that its schedule starts says nothing about a start.
#[test]
fn what_its_schedule_began_was_not_begun_by_a_lost_start() {
    let sandbox = Sandbox::new();
    let world = sandbox.burki_world();
    let schedule =
        "schedule: {schedule_type: scheduled, scheduled_at: '2026-12-03T08:01:00', timezone: UTC}\n";
    write_files(&(Sandbox::burki_world, format!("{BURKI_FILE}{schedule}")), &world);
    for line in [PLAIN, IMPORT, ENABLE] {
        world.run(line).expect_code(0);
    }
    let fault = "drop-before-applyx1:POST:start";
    let (sandbox, world) = world.later(&sandbox, THEN, &["--fault", fault]);
    lose(START, fault, &sandbox, &world);
    let (_sandbox, world) = world.later(&sandbox, "2026-12-03T08:01:05Z", &[]);
    assert_stays_open(&world, "its status is");
}
