//! People on two contact lists, of one campaign or of two campaigns on the same day.

use crate::create::{FILE, SCHEDULE};
use crate::world::{Sandbox, World};

const CODE: &str = "schedule/contacts-shared";

/// An account with three lists: `B` shares two contacts with `A` and none with `C`.
fn with_lists(sandbox: &Sandbox) -> World {
    let world = sandbox.world();
    for (list, last_digits) in [("A", [1, 2, 3]), ("B", [2, 3, 4]), ("C", [5, 6, 7])] {
        world.run(["contact-list", "create", list, "--description", "D"]).expect_code(0);
        let rows = last_digits.map(|digit| format!("+1202555014{digit}")).join("\n");
        world.file("contacts.csv", format!("phone\n{rows}\n"));
        world.run(["contact-list", "import", list, "contacts.csv", "--yes"]).expect_code(0);
    }
    world
}

fn campaign(world: &World, name: &str, lists: &str, day: &str, first_line: &str) {
    let file = FILE.replace("Event Reminder", name).replace("[Event Guests]", lists);
    let schedule = SCHEDULE.replace("[Mon, Wed]", day);
    world.file(&format!("campaigns/{name}.yaml"), format!("{first_line}{file}{schedule}"));
}

/// How often contacts were read, and the messages about them. Checks that no phone number is shown.
fn said(sandbox: &Sandbox, world: &World, flags: &[&str]) -> (usize, String) {
    let before = sandbox.received_at("GET", "/getAllContacts").len();
    let run = world.run([&["plan", "campaigns"], flags].concat()).expect_code(0);
    for number in ["555014", "2025550"] {
        assert!(!run.stderr.contains(number) && !run.stdout.contains(number), "{}", run.stderr);
    }
    let text = run.stderr.split_whitespace().collect::<Vec<_>>().join(" ");
    (sandbox.received_at("GET", "/getAllContacts").len() - before, text)
}

#[test]
fn two_campaigns_with_people_in_common_on_one_day_are_found_with_the_flag_alone() {
    let sandbox = Sandbox::new();
    let world = with_lists(&sandbox);
    campaign(&world, "First", "[A]", "[Mon, Wed]", "");
    campaign(&world, "Second", "[B]", "[Wed, Fri]", "");
    campaign(&world, "Third", "[C]", "[Wed]", "");
    let (reads, text) = said(&sandbox, &world, &[]);
    assert!(reads == 0 && !text.contains(CODE), "{text}");
    let (reads, text) = said(&sandbox, &world, &["--read-contacts"]);
    assert_eq!(reads, 3, "each list once: {text}");
    let cost = "reading 3 contact lists with 9 contacts, to find people who are on two of them: at least 3 requests, about 1 min at the";
    assert!(text.contains(cost), "{text}");
    assert_eq!(text.matches(CODE).count(), 1, "{text}");
    let shared = "2 contacts of this campaign are also on another list, of First, and both campaigns reach people on 2027-01-06, and on";
    assert!(text.contains(shared) && text.contains("campaigns/Second.yaml:5"), "{text}");
    // On different days, no contacts are read.
    campaign(&world, "Second", "[B]", "[Fri]", "");
    let (reads, text) = said(&sandbox, &world, &["--read-contacts"]);
    assert!(reads == 2 && !text.contains(CODE), "{text}");
    // There is no warning if the file allows it.
    let allow = "# kcamp: allow(schedule/contacts-shared)\n";
    for (first_line, count) in [("", 1), (allow, 0)] {
        campaign(&world, "Second", "[B]", "[Mon]", first_line);
        let (_, text) = said(&sandbox, &world, &["--read-contacts"]);
        assert_eq!(text.matches(CODE).count(), count, "{text}");
    }
    // An allowance is not reported as idle if no list is read.
    assert!(!said(&sandbox, &world, &[]).1.contains("idle"));
}

#[test]
fn a_live_campaign_that_no_file_has_counts() {
    let sandbox = Sandbox::new();
    let world = with_lists(&sandbox);
    campaign(&world, "First", "[A]", "[Mon]", "");
    world.run("apply campaigns --yes").expect_code(0);
    std::fs::remove_file(world.home().join("campaigns/First.yaml")).unwrap();
    campaign(&world, "Second", "[B]", "[Mon]", "");
    let (_, text) = said(&sandbox, &world, &["--read-contacts"]);
    assert!(text.contains("also on another list, of the live campaign First, and both"), "{text}");
}

/// The platform returns no schedule: of one that a colleague switched on nobody knows the days.
#[test]
fn a_live_campaign_of_unknown_days_is_named() {
    let sandbox = Sandbox::new();
    let colleague = with_lists(&sandbox);
    campaign(&colleague, "First", "[A]", "[Mon]", "");
    colleague.run("apply campaigns --yes").expect_code(0);
    let world = sandbox.world();
    let told = "not known on which days the following live campaigns reach people, so their contacts were not compared, or not for all days: First";
    for (day, schedule, is_told) in [("[Mon]", true, true), ("[Fri]", true, true), ("[Mon]", false, false)] {
        campaign(&world, "Second", "[B]", day, "");
        if !schedule {
            world.file(
                "campaigns/Second.yaml",
                FILE.replace("Event Reminder", "Second").replace("[Event Guests]", "[B]"),
            );
        }
        let (_, text) = said(&sandbox, &world, &["--read-contacts"]);
        assert_eq!(text.contains(told), is_told, "{day} {schedule}: {text}");
    }
    // One that this machine switched on, and one whose schedule is off, are known.
    let (_, text) = said(&sandbox, &colleague, &["--read-contacts"]);
    assert!(!text.contains("not known on which days"), "{text}");
    colleague.run("schedule disable First --yes").expect_code(0);
    campaign(&world, "Second", "[B]", "[Mon]", "");
    let (_, text) = said(&sandbox, &world, &["--read-contacts"]);
    assert!(!text.contains("not known on which days"), "{text}");
}

#[test]
fn people_on_two_lists_of_one_campaign_are_counted_with_or_without_a_schedule() {
    let sandbox = Sandbox::new();
    let world = with_lists(&sandbox);
    for schedule in [SCHEDULE, ""] {
        let file = FILE.replace("[Event Guests]", "[A, B, C]");
        world.file("campaigns/one.yaml", format!("{file}{schedule}"));
        let (_, text) = said(&sandbox, &world, &["--read-contacts"]);
        assert!(
            text.contains("2 contacts of this campaign are on more than one of its lists: A, B, C"),
            "{text}"
        );
    }
}

#[test]
fn a_platform_without_contact_lists_is_told_before_anything_is_read() {
    let sandbox = Sandbox::new();
    let world = sandbox.world().of_burki();
    world.file(
        "campaigns/one.yaml",
        "platform: burki\nname: One\ncampaign_type: call\nassistant_id: 7\nwelcome_message_template: Hello\n",
    );
    let before = sandbox.received().len();
    let run = world.run("plan campaigns --read-contacts").expect_code(2);
    run.expect_stderr(&["Burki has no contact lists", "hint: leave --read-contacts out"]);
    assert_eq!(sandbox.received().len(), before);
}
