//! Results with long names on a terminal of 80 columns: a campaign is one line, and no id is broken.

use crate::create::{FILE, SCHEDULE};
use crate::screens::{assert_screen, screen};
use crate::world::{Sandbox, World};

const NAMES: [&str; 2] =
    ["Quarterly Billing Reminder for the North Region", "Quarterly Billing Reminder for the South Region"];
/// The length of an id of Kore.ai.
const ID: usize = 39;

/// A folder with two campaigns with long names and a schedule, each on a list of its own.
fn with_files(world: World) -> World {
    let world = world.with("KCAMP_TIMEZONE", "America/New_York");
    for (name, list) in NAMES.into_iter().zip(["Event Guests", "Renewal Due July"]) {
        let file = FILE.replace("Event Reminder", name).replace("Event Guests", list);
        world.file(&format!("campaigns/{list}.yaml"), file + SCHEDULE);
    }
    world
}

/// Checks that each campaign of the result is one line, and that each id on it is whole or shortened.
#[track_caller]
fn assert_one_line_each(shown: &str, line: &str) {
    let is_header = |line: &&str| line.starts_with("NAME  ") || line.starts_with("ACTION  ");
    let table = shown.lines().skip_while(|line| !is_header(line)).skip(1);
    let rows: Vec<&str> = table.take_while(|line| !line.is_empty()).collect();
    assert!(rows.len() >= 2 && rows.iter().all(|row| row.contains("Quarterly Bil")), "{line}: {shown}");
    let mut ids = rows.iter().flat_map(|row| row.split_whitespace()).filter(|word| word.starts_with("cd-"));
    assert!(ids.all(|id| id.ends_with('…') || id.len() == ID), "{line}: {shown}");
    // A path is never broken.
    let is_path = |line: &str| line.starts_with("record ");
    let wide: Vec<&str> = shown.lines().filter(|line| line.chars().count() > 80 && !is_path(line)).collect();
    assert!(wide.is_empty(), "{line}: {wide:#?}");
}

#[test]
fn a_campaign_with_a_long_name_is_one_line_of_each_result() {
    let sandbox = Sandbox::new();
    let world = with_files(sandbox.world());
    let [one, two] = NAMES;
    for line in [
        "apply campaigns --yes".to_owned(),
        format!("campaign status '{one}' '{two}'"),
        format!("schedule disable '{one}' '{two}' --yes"),
        format!("campaign start '{one}' '{two}' --yes"),
        format!("campaign stop '{one}' '{two}' --yes"),
        format!("campaign start '{one}' '{two}' --yes"),
        "halt --yes".to_owned(),
        "resume --yes".to_owned(),
        format!("campaign delete '{one}' '{two}' --yes"),
    ] {
        assert_one_line_each(&screen(&world, 80, &line), &line);
    }
}

#[test]
fn results_of_long_names_read_well_in_80_columns() {
    let world = with_files(World::new().with("KCAMP_SANDBOX", "1"));
    assert_screen(&world, "apply", "apply campaigns --yes");
    assert_screen(&world, "halt", "halt --yes");
    assert_screen(&world, "resume", "resume --yes");
}

#[test]
fn why_a_line_of_a_plan_was_not_done_stands_below_it() {
    let sandbox = Sandbox::with_faults(&["422x1:POST:campaign"]);
    let world = with_files(sandbox.world());
    let shown = screen(&world, 80, "apply campaigns --yes");
    let row = shown.lines().position(|line| line.starts_with("create  ") && line.contains("failed")).unwrap();
    let below: Vec<&str> = shown.lines().skip(row + 1).take_while(|line| line.starts_with("    ")).collect();
    assert!(below.join(" ").contains("HTTP 422"), "{shown}");
    // A pipeline has it in the cell.
    let piped =
        with_files(Sandbox::with_faults(&["422x1:POST:campaign"]).world()).run("apply campaigns --yes");
    assert!(
        piped.stdout.lines().any(|line| line.starts_with("create") && line.contains("HTTP 422")),
        "{piped:#?}"
    );
}

#[test]
fn a_plan_has_room_for_its_sentences_and_a_line_for_each_run_beside_long_names() {
    let sandbox = Sandbox::new();
    let world = with_files(sandbox.world());
    for columns in [80, 120] {
        let shown = screen(&world, columns, "plan campaigns");
        let header = shown.lines().find(|line| line.starts_with("PLAN  ")).unwrap();
        let what = header.find("WHAT").unwrap();
        assert!(usize::from(columns) - what >= 30, "{columns}: {shown}");
        let runs =
            shown.lines().skip_while(|line| !line.ends_with("RUN")).filter(|line| line.contains(" 2027-"));
        assert_eq!(runs.filter(|run| run.contains("Quarterly")).count(), 6, "{columns}: {shown}");
        let wide: Vec<&str> =
            shown.lines().filter(|line| line.chars().count() > usize::from(columns)).collect();
        assert!(wide.is_empty(), "{columns}: {wide:#?}");
    }
}
