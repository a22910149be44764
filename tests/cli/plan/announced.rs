//! What a plan, and `campaign create --if-absent`, say about their requests before they read many campaigns, held
//! against what the sandbox received.

use crate::colleagues::platforms;
use crate::world::{Sandbox, World};

/// More campaigns than are read without a word.
const MANY: usize = 21;

/// The numbers of `at least N requests` and `up to M more`.
fn announced(said: &str) -> Option<(usize, usize)> {
    let number_after = |words: &str| {
        let rest = said.split_once(words)?.1;
        rest.split_whitespace().next()?.parse::<usize>().ok()
    };
    Some((number_after(": at least ")?, number_after("and up to ").unwrap_or(0)))
}

/// Runs a command with this state folder. Returns what it said, what it announced, and the number of reads other than
/// of the list.
fn reads_of(line: &str, state: &str, world: &World, sandbox: &Sandbox) -> (String, (usize, usize), usize) {
    let before = sandbox.received().len();
    let output = world.command(line).env("XDG_STATE_HOME", world.home().join(state)).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{line}: {said}");
    let received = sandbox.received().split_off(before);
    let reads = received.iter().filter(|request| request["method"] == "GET");
    let is_list = |path: &str| path.ends_with("/campaigns/") || path.ends_with("/campaigns");
    let reads = reads.filter(|it| !is_list(it["path"].as_str().unwrap_or_default())).count();
    let announced = announced(&said).unwrap_or_default();
    (said, announced, reads)
}

/// The state folder of a machine that made the campaigns, and of one that knows nothing of them.
const STATES: [&str; 2] = [".local/state", "elsewhere"];

/// A world whose folder `campaigns` has many campaigns that are live; that number of them have a schedule.
fn many(world: World, file: &str, scheduled: usize) -> World {
    let without = file.split_once("schedule:").unwrap().0;
    for number in 0..MANY {
        let text = if number < scheduled { file } else { without };
        let text = text.replace("Event Reminder", &format!("N{number}"));
        world.file(&format!("campaigns/{number}.yaml"), format!("renamedFrom: none\n{text}"));
    }
    world.run("apply campaigns --yes -o json").expect_code(0);
    world
}

#[test]
fn what_a_look_at_existing_campaigns_and_a_prune_announce_is_what_they_read() {
    for (is_burki, (world_of, file)) in [false, true].into_iter().zip(platforms()) {
        for scheduled in [0, 3] {
            let sandbox = Sandbox::with_rate_limit(0);
            let world = world_of(&sandbox).with("KCAMP_RATE_LIMIT", "1000000");
            let world = many(world, &file, scheduled);
            for state in STATES {
                let line = "campaign create -f campaigns --if-absent --yes";
                let (said, (least, up_to), reads) = reads_of(line, state, &world, &sandbox);
                // On Kore.ai what was read before is known by its row.
                let is_known = !is_burki && state == STATES[0];
                assert_eq!(least, if is_known { 0 } else { MANY }, "{said}");
                assert_eq!(up_to, if is_burki { 2 * scheduled } else { 0 }, "{said}");
                assert!((least..=least + up_to).contains(&reads), "{reads}: {said}");
            }
            world.file(
                "kept/0.yaml",
                std::fs::read_to_string(world.home().join("campaigns/20.yaml")).unwrap(),
            );
            let (said, (least, up_to), reads) =
                reads_of("plan kept --prune --refresh", STATES[0], &world, &sandbox);
            // Rows of Kore.ai's list say when a campaign was changed last.
            let deleted = if is_burki { said_to_be_deleted(&world) } else { 0 };
            assert!(
                reads == deleted + 1 && (least, up_to) == if reads > 20 { (reads, 0) } else { (0, 0) },
                "{reads}: {said}"
            );
        }
    }
}

/// The number of deletes of the plan.
fn said_to_be_deleted(world: &World) -> usize {
    let plan = world.run("plan kept --prune --all -o json").expect_code(0).json();
    plan["lines"].as_array().unwrap().iter().filter(|line| line["action"] == "delete").count()
}

#[test]
fn what_is_announced_covers_what_is_received() {
    for (is_burki, (world_of, file)) in [false, true].into_iter().zip(platforms()) {
        for (scheduled, more) in [(MANY, true), (1, true), (0, false)] {
            let sandbox = Sandbox::with_rate_limit(0);
            let world = world_of(&sandbox).with("KCAMP_RATE_LIMIT", "1000000");
            let world = many(world, &file, scheduled);
            // Schedules that this machine sent, and those of which it knows nothing.
            for state in STATES {
                let (said, (least, up_to), reads) =
                    reads_of("plan campaigns --refresh", state, &world, &sandbox);
                assert_eq!(least, MANY, "{said}");
                assert_eq!(up_to, if is_burki && more { 2 * scheduled } else { 0 }, "{said}");
                assert!((least..=least + up_to).contains(&reads), "{reads}: {said}");
            }
        }
    }
}
