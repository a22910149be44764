//! A single run on Burki, whose zone the platform does not return: its local time proves nothing where another one has the same.

use serde_json::Value;

use crate::burki::with_campaign;
use crate::world::{Run, Sandbox, World};

const LATER: &str = "2026-12-03T10:00:00Z";
const UNTOLD: &str = "in another time zone, which the platform does not return";

fn enable(world: &World, zone: &str) -> Run {
    world.run([
        "schedule",
        "enable",
        "1",
        "--once",
        "--start",
        "2027-01-11 14:00",
        "--timezone",
        zone,
        "--yes",
    ])
}

/// Where the platform has it: the instant.
fn live(world: &World) -> Value {
    world.run(["api", "GET", "/api/v1/campaigns/1/schedule"]).expect_code(0).json()["scheduled_at"].clone()
}

fn zones_sent(sandbox: &Sandbox) -> Vec<Value> {
    sandbox.received_at("POST", "/schedule").iter().map(|sent| sent["body"]["timezone"].clone()).collect()
}

/// Nothing of the second call arrives, and the platform tells the local time of the first one.
#[test]
fn an_enable_that_was_lost_is_not_settled_by_the_local_time_of_the_one_before() {
    for zone in ["Europe/Moscow", "America/New_York", "Asia/Kolkata"] {
        let (sandbox, world) = with_campaign(&[]);
        enable(&world, "UTC").expect_code(0);
        let (later, world) = world.later(&sandbox, LATER, &["--fault", "drop-before-applyx1:POST:schedule"]);
        enable(&world, zone).expect_code(9).expect_stderr(&[UNTOLD]);
        assert_eq!(live(&world), "2027-01-11T14:00:00Z", "{zone}");
        // Nor by a later look.
        let journal = world.run(["journal", "settle"]);
        assert!(!journal.stdout.contains("is the one that was sent"), "{zone}: {journal:?}");
        enable(&world, zone).expect_code(0);
        assert_ne!(live(&world), "2027-01-11T14:00:00Z", "{zone}");
        assert_eq!(zones_sent(&later), [zone, zone]);
    }
}

#[test]
fn an_enable_whose_answer_was_lost_is_settled_by_the_instant() {
    for zone in ["Europe/Moscow", "America/New_York", "UTC"] {
        let (sandbox, world) = with_campaign(&[]);
        enable(&world, "Asia/Tokyo").expect_code(0);
        let (later, world) = world.later(&sandbox, LATER, &["--fault", "drop-after-send:POST:schedule"]);
        enable(&world, zone).expect_code(0);
        assert_eq!(zones_sent(&later), [zone]);
    }
}
