//! Campaigns of files beside live campaigns without a file, on one contact list on one day.

use crate::create::{FILE, SCHEDULE};
use crate::relay::{LIST, Passing, Watch, relay};
use crate::world::{Sandbox, World};

const CODE: &str = "schedule/contact-list-shared";

/// Writes a file of a new campaign on the others' list, with this schedule.
fn new(world: &World, schedule: &str, first_line: &str) {
    let file = FILE.replace("Event Reminder", "New");
    world.file("campaigns/new.yaml", format!("{first_line}{file}renamedFrom: none\n{schedule}"));
}

fn said(world: &World) -> String {
    let run = world.run("plan campaigns").expect_code(0);
    run.stderr
}

#[test]
fn a_live_campaign_that_no_file_has_counts_with_the_schedule_that_the_journal_knows() {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    world.file("old/old.yaml", format!("{}{SCHEDULE}", FILE.replace("Event Reminder", "Old Promo")));
    world.run("apply old --yes").expect_code(0);
    let shared = "the contact list Event Guests is also used by the live campaign Old Promo on 2027-01-04, and on 51 later days";
    new(&world, SCHEDULE, "");
    let text = said(&world);
    assert!(text.contains(CODE) && text.contains(shared), "{text}");
    assert!(text.contains("campaigns/new.yaml:5"), "{text}");
    // The comment on a pull request and a script have it too.
    let run = world.run("plan campaigns -o markdown").expect_code(0);
    let place = format!("- warning\\[{CODE}\\] campaigns/new.yaml&#58;5&#58; {shared}");
    run.expect_stdout(&["\n#### Warnings\n", &place]).expect_stderr(&[shared]);
    let json = world.run("plan campaigns -o json").expect_code(0).json();
    let found = json["findings"].as_array().unwrap().iter().find(|it| it["code"] == CODE).unwrap();
    assert_eq!((&found["file"], &found["line"]), (&"campaigns/new.yaml".into(), &5.into()), "{json}");
    assert_eq!((&found["severity"], &found["message"]), (&"warning".into(), &shared.into()), "{json}");
    // The apply warns too, before its question.
    world.run("apply campaigns").expect_code(12).expect_stderr(&[shared]);
    // There is no warning with other days, with another list, or if the file allows it.
    for (schedule, first_line) in [
        (SCHEDULE.replace("[Mon, Wed]", "[Fri]"), ""),
        (SCHEDULE.to_owned(), "# kcamp: allow(schedule/contact-list-shared)\n"),
    ] {
        new(&world, &schedule, first_line);
        let text = said(&world);
        assert!(!text.contains("Old Promo"), "{text}");
    }
    new(&world, SCHEDULE, "");
    let file = std::fs::read_to_string(world.home().join("campaigns/new.yaml")).unwrap();
    world.file("campaigns/new.yaml", file.replace("[Event Guests]", "[Renewal Due July]"));
    assert!(!said(&world).contains(CODE));
    // A campaign whose file leaves its schedule as it is live counts with the live schedule.
    new(&world, SCHEDULE, "");
    world.file("campaigns/old.yaml", FILE.replace("Event Reminder", "Old Promo"));
    let text = said(&world);
    assert!(text.contains(shared), "{text}");
    // With its schedule off, the campaign contacts nobody.
    world.run("schedule disable 'Old Promo'").expect_code(0);
    assert!(!said(&world).contains(CODE));
}

#[test]
fn where_the_journal_does_not_know_its_days_that_is_said_and_nothing_is_claimed() {
    let sandbox = Sandbox::new();
    let colleague = sandbox.world();
    colleague.file("old/old.yaml", format!("{}{SCHEDULE}", FILE.replace("Event Reminder", "Old Promo")));
    colleague.run("apply old --yes").expect_code(0);
    let world = sandbox.world();
    new(&world, SCHEDULE, "");
    let text = said(&world);
    assert!(text.contains("note[schedule/contact-list-shared]"), "{text}");
    assert!(text.contains("the live campaign Old Promo") && text.contains("cannot tell whether"), "{text}");
    // A running campaign contacts people today.
    colleague.run("schedule disable 'Old Promo'").expect_code(0);
    colleague.run("campaign start 'Old Promo' --yes").expect_code(0);
    assert!(!said(&world).contains(CODE), "the new one begins in a month");
    let today = SCHEDULE.replace("2027-01-04 09:30:00", "2026-12-03 12:00:00").replace("[Mon, Wed]", "[Thu]");
    new(&world, &today, "");
    let text = said(&world);
    assert!(text.contains("also used by the live campaign Old Promo on 2026-12-03\n"), "{text}");
}

/// Removes from every row of the lists whether the schedule is on.
struct WithoutSchedules;

impl Watch for WithoutSchedules {
    fn after(&mut self, request: &Passing, answer: &mut serde_json::Value) {
        if request.line.contains(LIST) {
            without_schedules(answer);
        }
    }
}

fn without_schedules(value: &mut serde_json::Value) {
    match value {
        serde_json::Value::Object(keys) => {
            keys.remove("schedule");
            keys.values_mut().for_each(without_schedules);
        }
        serde_json::Value::Array(items) => items.iter_mut().for_each(without_schedules),
        _ => {}
    }
}

#[test]
fn one_whose_schedule_is_not_told_is_neither_scheduled_nor_free() {
    let sandbox = Sandbox::new();
    let colleague = sandbox.world();
    colleague.file("old/old.yaml", FILE.replace("Event Reminder", "Old Promo"));
    colleague.run("apply old --yes").expect_code(0);
    let unknown = "the platform does not say whether that campaign has a schedule";
    // The schedule may be on while the campaign does not run, and may have other days while it runs.
    for command in ["start", "stop"] {
        colleague.run(["campaign", command, "Old Promo", "--yes"]).expect_code(0);
        let world = relay(&sandbox, WithoutSchedules);
        new(&world, SCHEDULE, "");
        let text = said(&world);
        assert!(text.contains("note[schedule/contact-list-shared]") && text.contains(unknown), "{text}");
        assert!(!text.contains("whose schedule is on"), "{text}");
    }
}

/// A campaign that its file renames is still live under its former name, with its schedule.
#[test]
fn a_renamed_campaign_without_a_schedule_counts_with_the_live_one() {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    world.file("old/old.yaml", format!("{}{SCHEDULE}", FILE.replace("Event Reminder", "Old Promo")));
    world.run("apply old --yes").expect_code(0);
    new(&world, SCHEDULE, "");
    let renamed = format!("{}renamedFrom: Old Promo\n", FILE.replace("Event Reminder", "Newer Promo"));
    world.file("campaigns/promo.yaml", &renamed);
    let text = said(&world);
    assert!(text.contains("is also used by the live campaign Old Promo on 2027-01-04"), "{text}");
    // If its file has a schedule, or says that there is none, the file counts.
    for schedule in ["schedule: none\n".to_owned(), SCHEDULE.replace("[Mon, Wed]", "[Fri]")] {
        world.file("campaigns/promo.yaml", format!("{renamed}{schedule}"));
        assert!(!said(&world).contains("the live campaign Old Promo"), "{schedule}");
    }
}
