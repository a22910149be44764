//! The zone in which a campaign's times are shown where nobody set one: those of its schedule in that in which it was
//! switched on, if this machine knows it, and others in that of its calling hours.

use crate::create::{FILE, SCHEDULE};
use crate::world::{Sandbox, World};

const HOURS: &str = "Asia/Kolkata";
const SENT: &str = "America/New_York";

/// A campaign with calling hours in one zone, whose schedule was sent in another one.
fn enabled(sandbox: &Sandbox) -> World {
    let world = sandbox.world();
    let file = FILE.replace("timezone: UTC", &format!("timezone: {HOURS}"));
    let schedule = SCHEDULE.replace("timezone: UTC", &format!("timezone: {SENT}"));
    world.file("campaign.yaml", file + &schedule);
    world.run("campaign create -f campaign.yaml --yes").expect_code(0);
    world
}

#[test]
fn without_a_set_zone_the_enable_and_the_calling_hours_give_it() {
    let sandbox = Sandbox::new();
    let world = enabled(&sandbox);
    // Mon 09:30 in New York.
    for (zone, first) in [
        (None, "Mon 2027-01-04 09:30 America/New_York"),
        (Some("Europe/Berlin"), "Mon 2027-01-04 15:30 Europe/Berlin"),
        (Some("UTC"), "Mon 2027-01-04 14:30 UTC"),
    ] {
        let set = zone.map_or_else(String::new, |zone| format!(" --timezone {zone}"));
        let shown = world.run(&format!("schedule show 'Event Reminder'{set}")).expect_code(0).stdout;
        assert!(shown.contains(first), "{zone:?}: {shown}");
        let (_, time_and_zone) = first.split_at("Mon ".len());
        let shown = world.run(&format!("schedule preview 'Event Reminder'{set}")).expect_code(0).stdout;
        assert!(shown.contains(time_and_zone), "{zone:?}: {shown}");
        let zone = zone.unwrap_or(HOURS);
        let shown = world.run(&format!("campaign get 'Event Reminder'{set}")).expect_code(0).stdout;
        let created = shown.lines().find(|line| line.starts_with("created ")).unwrap();
        assert!(created.ends_with(zone), "{shown}");
    }
    let first = || {
        let json = world.run("schedule preview 'Event Reminder' -o json").expect_code(0).json();
        [&json[0]["timezone"], &json[0]["at"]].map(|text| text.as_str().unwrap().to_owned())
    };
    assert_eq!(first(), [SENT, "2027-01-04T09:30:00-05:00"]);
    forget_the_reader(&world);
    assert_eq!(first(), [HOURS, "2027-01-04T20:00:00+05:30"]);
    let shown = world.run("schedule show 'Event Reminder'").expect_code(0).stdout;
    assert!(shown.contains("Mon 2027-01-04 20:00 Asia/Kolkata"), "{shown}");
}

/// Makes the journal one that has no zone in which a schedule was sent.
fn forget_the_reader(world: &World) {
    let journal = world.home().join(".local/state/kcamp/journal.jsonl");
    let text = std::fs::read_to_string(&journal).unwrap();
    let without = text.replace(&format!(",\"reader\":\"{SENT}\""), "");
    assert_ne!(text, without);
    std::fs::write(&journal, without).unwrap();
}

#[test]
fn a_resume_asks_in_the_zone_in_which_the_schedule_was_sent() {
    for (is_known, next) in
        [(true, "Mon 2027-01-04 09:30 America/New_York"), (false, "Mon 2027-01-04 14:30 UTC")]
    {
        let sandbox = Sandbox::new();
        let world = enabled(&sandbox);
        if !is_known {
            forget_the_reader(&world);
        }
        world.run("halt --yes").expect_code(0);
        world.run("resume").expect_code(12).expect_stderr(&[&format!("next run {next}")]);
        let set = world.run("resume --timezone Europe/Berlin").expect_code(12);
        set.expect_stderr(&["next run Mon 2027-01-04 15:30 Europe/Berlin"]);
        // What is brought back keeps the zone for the next halt.
        world.run("resume --yes").expect_code(0);
        world.run("halt --yes").expect_code(0);
        world.run("resume").expect_code(12).expect_stderr(&[&format!("next run {next}")]);
    }
}
