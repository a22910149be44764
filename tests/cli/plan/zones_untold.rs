//! The zones of schedules on Burki. It does not return that of a single run: its local time proves nothing if another
//! zone has the same local time.

use serde_json::{Value, json};

use crate::burki::with_campaign;
use crate::world::{Run, Sandbox, World};

use super::{actions, lines, plan};

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

fn file(zone: &str) -> String {
    format!(
        "platform: burki\nname: Billing\ncampaign_type: call\nassistant_id: 7\nagenda_template: Hello\nschedule:\n  \
         schedule_type: scheduled\n  scheduled_at: \"2027-01-11T14:00:00\"\n  timezone: {zone}\n"
    )
}

/// A world without a memory of the run, which a colleague enabled at 14:00 in this zone.
fn without_a_memory(way: &str, zone: &str) -> (Sandbox, World) {
    let sandbox = Sandbox::with_flags(&["--choice", &format!("burki-scheduled-at={way}")]);
    let colleague = sandbox.burki_world();
    let whole = file(zone);
    colleague.file("a.yaml", whole.split_once("schedule:").unwrap().0);
    colleague.run("campaign create -f a.yaml").expect_code(0);
    enable(&colleague, zone).expect_code(0);
    let world = sandbox.burki_world();
    (sandbox, world)
}

/// The time of the live run, as the platform returns it.
fn live(world: &World) -> Value {
    world.run("api GET /api/v1/campaigns/1/schedule").expect_code(0).json()["scheduled_at"].clone()
}

fn zones_sent(sandbox: &Sandbox) -> Vec<Value> {
    sandbox.received_at("POST", "/schedule").iter().map(|sent| sent["body"]["timezone"].clone()).collect()
}

/// The second call does not arrive, and the platform returns the local time of the first one.
#[test]
fn an_enable_that_was_lost_is_not_settled_by_the_local_time_of_the_one_before() {
    for zone in ["Europe/Moscow", "America/New_York", "Asia/Kolkata"] {
        let (sandbox, world) = with_campaign(&[]);
        enable(&world, "UTC").expect_code(0);
        let (later, world) = world.later(&sandbox, LATER, &["--fault", "drop-before-applyx1:POST:schedule"]);
        enable(&world, zone).expect_code(9).expect_stderr(&[UNTOLD]);
        assert_eq!(live(&world), "2027-01-11T14:00:00Z", "{zone}");
        // A later read does not settle it either.
        let journal = world.run("journal settle");
        assert!(!journal.stdout.contains("is the one that was sent"), "{zone}: {journal:?}");
        enable(&world, zone).expect_code(0);
        assert_ne!(live(&world), "2027-01-11T14:00:00Z", "{zone}");
        assert_eq!(zones_sent(&later), [zone, zone]);
    }
}

#[test]
fn an_enable_whose_answer_was_lost_is_settled_by_the_instant() {
    // In UTC the digits are those of the instant: an earlier schedule in another zone may have had the same digits.
    for (zone, code) in [("Europe/Moscow", 0), ("America/New_York", 0), ("UTC", 9), ("Africa/Abidjan", 9)] {
        let (sandbox, world) = with_campaign(&[]);
        enable(&world, "Asia/Tokyo").expect_code(0);
        let (later, world) = world.later(&sandbox, LATER, &["--fault", "drop-after-send:POST:schedule"]);
        enable(&world, zone).expect_code(code);
        assert_eq!(zones_sent(&later), [zone]);
    }
}

/// The digits are those of the schedule that was there before, and at an offset of zero also those of the instant.
#[test]
fn an_enable_that_was_lost_at_an_offset_of_zero_is_in_doubt_until_it_is_sent_again() {
    // The campaign may have been given its schedule by this machine, which saw how the platform reports times, or by a
    // colleague.
    for (is_own, zone) in [(true, "UTC"), (true, "Africa/Abidjan"), (false, "UTC"), (false, "Europe/London")]
    {
        let choice = ["--choice", "burki-scheduled-at=as-sent"];
        let sandbox = Sandbox::with_flags(&choice);
        let world = sandbox.burki_world();
        world.file("a.yaml", file(zone).split_once("schedule:").unwrap().0);
        world.run("campaign create -f a.yaml").expect_code(0);
        let colleague = sandbox.burki_world();
        enable(if is_own { &world } else { &colleague }, "Asia/Kolkata").expect_code(0);
        let faulty = [&choice[..], &["--fault", "drop-before-applyx1:POST:schedule"]].concat();
        let (later, world) = world.later(&sandbox, LATER, &faulty);
        enable(&world, zone).expect_code(9).expect_stderr(&[UNTOLD]);
        let failed = world.run("journal --failed -o json").expect_code(0).json();
        let key = failed[0]["entry"].as_str().unwrap().to_owned();
        world.run(["journal", "settle", &key]).expect_code(9).expect_stderr(&[UNTOLD]);
        world.file("campaigns/a.yaml", file(zone));
        let run = plan(&world, &["--exit-code"]).expect_code(20);
        assert_eq!(actions(&run), ["schedule"], "{is_own} {zone}: {:?}", lines(&run));
        world.run("apply campaigns --yes").expect_code(0);
        assert_eq!(zones_sent(&later), [zone, zone]);
        assert_eq!(actions(&plan(&world, &["--exit-code"]).expect_code(0)), ["unchanged"], "{is_own} {zone}");
    }
}

#[test]
fn a_plan_without_a_memory_does_not_take_the_local_time_for_the_files() {
    for (way, live, zone, action) in [
        ("converted", "UTC", "Europe/Moscow", "unreadable"),
        ("converted", "UTC", "Asia/Kolkata", "unreadable"),
        ("converted", "UTC", "Africa/Abidjan", "unchanged"),
        ("converted", "Europe/Moscow", "Europe/Moscow", "unchanged"),
        ("converted", "Europe/Moscow", "Asia/Kolkata", "schedule"),
        ("as-sent", "Europe/Moscow", "Europe/Moscow", "unreadable"),
        ("as-sent", "Asia/Kolkata", "Europe/Moscow", "unreadable"),
    ] {
        let (sandbox, world) = without_a_memory(way, live);
        world.file("campaigns/a.yaml", file(zone));
        let run = plan(&world, &[]).expect_code(0);
        assert_eq!(actions(&run), [action], "{way} {live} {zone}: {:?}", lines(&run));
        if action != "unreadable" {
            continue;
        }
        let told =
            "unreadable Billing: timezone: the platform does not return it, and this journal has not seen it";
        assert_eq!(lines(&run), [told]);
        plan(&world, &["--exit-code"]).expect_code(0);
        world.run("apply campaigns --yes").expect_code(0);
        assert_eq!(zones_sent(&sandbox), [live], "{zone}");
        world.run("apply campaigns --yes --resend-unreadable").expect_code(0);
        assert_eq!(zones_sent(&sandbox), [live, zone]);
        // Reading it back showed how the platform reports times.
        assert_eq!(actions(&plan(&world, &["--exit-code"]).expect_code(0)), ["unchanged"], "{way} {zone}");
    }
}

/// What this machine sent is unchanged until somebody changes it: the platform is known to report instants, or the
/// local time.
#[test]
fn what_this_machine_sent_is_unchanged_until_a_colleague_changes_it() {
    for (way, action, told) in [
        ("converted", "schedule", "scheduled_at 2027-01-11T14:00:00Z → 2027-01-11T14:00:00 Europe/Moscow"),
        (
            "as-sent",
            "unreadable",
            "timezone: the platform does not return it, and the campaign was changed on 2026-12-03 10:00 UTC",
        ),
    ] {
        let choice = ["--choice", &format!("burki-scheduled-at={way}")];
        let sandbox = Sandbox::with_flags(&choice);
        let world = sandbox.burki_world();
        world.file("campaigns/a.yaml", file("Europe/Moscow"));
        world.run("apply campaigns --yes").expect_code(0);
        for more in [&["--exit-code"][..], &["--exit-code", "--refresh"]] {
            assert_eq!(actions(&plan(&world, more).expect_code(0)), ["unchanged"], "{way} {more:?}");
        }
        let (later, world) = world.later(&sandbox, LATER, &choice);
        assert_eq!(actions(&plan(&world, &["--exit-code"]).expect_code(0)), ["unchanged"], "{way}");
        let colleague = later.burki_world().with("KCAMP_NOW", LATER);
        enable(&colleague, "UTC").expect_code(0);
        let run = plan(&world, &[]).expect_code(0);
        assert_eq!(actions(&run), [action], "{way}: {:?}", lines(&run));
        assert!(lines(&run)[0].contains(told), "{way}: {:?}", lines(&run));
        world.run("apply campaigns --yes --resend-unreadable").expect_code(0);
        assert_eq!(zones_sent(&later).pop(), Some(json!("Europe/Moscow")), "{way}");
        assert_eq!(actions(&plan(&world, &["--exit-code"]).expect_code(0)), ["unchanged"], "{way}");
    }
}

/// The file gets another zone with the same digits. It differs, however the platform reports times.
#[test]
fn another_zone_in_the_file_is_a_difference() {
    for way in ["converted", "as-sent"] {
        let sandbox = Sandbox::with_flags(&["--choice", &format!("burki-scheduled-at={way}")]);
        let world = sandbox.burki_world();
        world.file("campaigns/a.yaml", file("Europe/Moscow"));
        world.run("apply campaigns --yes").expect_code(0);
        for zone in ["UTC", "Asia/Kolkata", "Europe/Moscow"] {
            world.file("campaigns/a.yaml", file(zone));
            assert_eq!(
                actions(&plan(&world, &["--exit-code"]).expect_code(20)),
                ["schedule"],
                "{way} {zone}"
            );
            world.run("apply campaigns --yes").expect_code(0);
            assert_eq!(
                actions(&plan(&world, &["--exit-code"]).expect_code(0)),
                ["unchanged"],
                "{way} {zone}"
            );
        }
    }
}

/// The file gets another zone with the digits of the same instant, which is no difference, however the platform reports
/// times.
#[test]
fn the_same_instant_in_another_zone_is_no_difference() {
    for way in ["converted", "as-sent"] {
        let sandbox = Sandbox::with_flags(&["--choice", &format!("burki-scheduled-at={way}")]);
        let world = sandbox.burki_world();
        world.file("campaigns/a.yaml", file("Europe/Moscow"));
        world.run("apply campaigns --yes").expect_code(0);
        for (zone, time) in [("UTC", "11:00"), ("Asia/Kolkata", "16:30"), ("Europe/Moscow", "14:00")] {
            world.file("campaigns/a.yaml", file(zone).replace("T14:00", &format!("T{time}")));
            let run = plan(&world, &["--exit-code"]).expect_code(0);
            assert_eq!(actions(&run), ["unchanged"], "{way} {zone}: {:?}", lines(&run));
            world.run("apply campaigns --yes").expect_code(0);
        }
        assert_eq!(zones_sent(&sandbox), ["Europe/Moscow"], "{way}");
        world.file("campaigns/a.yaml", file("UTC").replace("T14:00", "T11:01"));
        let run = plan(&world, &["--exit-code"]).expect_code(20);
        assert_eq!(actions(&run), ["schedule"], "{way}: {:?}", lines(&run));
    }
}

/// For an existing campaign, `create --if-absent` reports the same differences as a plan.
#[test]
fn a_create_if_absent_names_the_zone_that_is_not_known() {
    for (way, live, differences) in [
        ("converted", "UTC", json!(["timezone is not returned by the platform"])),
        ("converted", "Europe/Moscow", json!([])),
        ("as-sent", "Asia/Kolkata", json!(["timezone is not returned by the platform"])),
    ] {
        let (sandbox, world) = without_a_memory(way, live);
        world.file("a.yaml", file("Europe/Moscow"));
        let run = world.run("campaign create -f a.yaml --if-absent --yes -o json");
        assert_eq!(run.expect_code(0).json()["differences"], differences, "{way} {live}");
        assert_eq!(zones_sent(&sandbox), [live]);
    }
}

/// A file with a daily schedule, from this local time on.
fn daily(start: &str, zone: &str, end: Option<&str>) -> String {
    let (_, time) = start.split_once('T').unwrap();
    let end = end.map_or_else(String::new, |end| format!(", end_date: \"{end}\""));
    format!(
        "platform: burki\nname: Billing\ncampaign_type: call\nassistant_id: 7\nagenda_template: Hello\nschedule:\n  \
         schedule_type: recurring\n  scheduled_at: \"{start}:00\"\n  timezone: {zone}\n  \
         recurring_config: {{frequency: daily, interval: 1, time: \"{time}\", time_zone: {zone}{end}}}\n"
    )
}

/// A schedule that repeats is the same one in another zone where every run to its end is at the same instant.
#[test]
fn another_zone_with_the_same_runs_is_no_difference() {
    let new_york = ("2027-01-11T09:00", "America/New_York");
    let utc = ("2027-01-11T14:00", "UTC");
    let at_nine = |zone| ("2027-01-11T09:00", zone);
    for (live, now, end, action) in [
        // New York's clock changes on 14 March 2027.
        (new_york, utc, Some("2027-02-28"), "unchanged"),
        (new_york, utc, Some("2027-03-13"), "unchanged"),
        (new_york, utc, Some("2027-03-14"), "schedule"),
        (new_york, utc, None, "schedule"),
        (new_york, ("2027-01-11T14:01", "UTC"), Some("2027-02-28"), "schedule"),
        (new_york, ("2027-01-12T14:00", "UTC"), Some("2027-02-28"), "schedule"),
        (at_nine("Asia/Kolkata"), at_nine("Asia/Calcutta"), None, "unchanged"),
        (at_nine("Europe/Berlin"), at_nine("Europe/Paris"), None, "unchanged"),
        (at_nine("Europe/Berlin"), at_nine("Europe/London"), Some("2027-02-28"), "schedule"),
    ] {
        let sandbox = Sandbox::new();
        let world = sandbox.burki_world();
        world.file("campaigns/a.yaml", daily(live.0, live.1, end));
        world.run("apply campaigns --yes").expect_code(0);
        let another = sandbox.burki_world();
        for world in [&world, &another] {
            world.file("campaigns/a.yaml", daily(now.0, now.1, end));
            let run = plan(world, &["--exit-code"]);
            assert_eq!(actions(&run), [action], "{live:?} {now:?} {end:?}: {:?}", lines(&run));
        }
        world.file("campaigns/a.yaml", daily(now.0, now.1, end.map(|_| "2027-02-27")));
        if end.is_some() {
            assert_eq!(
                actions(&plan(&world, &["--exit-code"]).expect_code(20)),
                ["schedule"],
                "{live:?} {now:?}"
            );
        }
    }
}
