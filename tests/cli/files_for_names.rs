//! `-f FILE` of commands that take only the campaign from a file: it must be the file of the campaign that is meant, and
//! that of this platform.

use crate::calls::is_write;
use crate::colleagues::BURKI_FILE;
use crate::create::FILE;
use crate::world::{Sandbox, World};

const NAME: &str = "Event Reminder";
const COMMANDS: [[&str; 2]; 6] = [
    ["campaign", "start"],
    ["campaign", "stop"],
    ["campaign", "delete"],
    ["campaign", "status"],
    ["campaign", "export"],
    ["schedule", "disable"],
];
const OF_ANOTHER: &str = "file/of-another-campaign";

/// A campaign of one name on each platform, and the world of each with its own file and that of the other.
fn on_both() -> (Sandbox, [World; 2]) {
    let sandbox = Sandbox::new();
    let worlds = [sandbox.world(), sandbox.burki_world()];
    for (world, [own, other]) in worlds.iter().zip([[FILE, BURKI_FILE], [BURKI_FILE, FILE]]) {
        world.file("own.yaml", own);
        world.file("foreign.yaml", other);
        world.file("beta.yaml", own.replace(NAME, "Beta"));
        world.run("campaign create -f own.yaml -f beta.yaml --yes").expect_code(0);
    }
    (sandbox, worlds)
}

fn writes(sandbox: &Sandbox) -> usize {
    sandbox.received().iter().filter(|request| is_write(request)).count()
}

/// Checks that every command refuses this file, and sends nothing.
#[track_caller]
fn refused(sandbox: &Sandbox, world: &World, arguments: &[&str], code: &str) {
    let before = writes(sandbox);
    for command in COMMANDS {
        let line = [&command[..], arguments, &["--yes", "-o", "json"]].concat();
        let error = world.run(&line[..]).expect_code(3).error_json();
        assert_eq!(error["findings"][0]["code"], code, "{line:?}: {error}");
        assert_eq!(writes(sandbox), before, "{line:?}");
    }
}

#[test]
fn a_file_for_another_platform_reaches_no_campaign_of_its_name() {
    let (sandbox, worlds) = on_both();
    for (world, other) in worlds.iter().zip(["burki", "kore"]) {
        world.file("part.yaml", format!("platform: {other}\nname: {NAME}\n"));
        world.file("inherits/part.yaml", format!("name: {NAME}\n"));
        world.file("inherits/kcamp.defaults.yaml", format!("platform: {other}\n"));
        for file in ["foreign.yaml", "part.yaml", "inherits/part.yaml"] {
            refused(&sandbox, world, &["-f", file], "platform/other");
        }
        world.file("slip.yaml", format!("platform: korre\nname: {NAME}\n"));
        refused(&sandbox, world, &["-f", "slip.yaml"], "platform/unknown");
    }
}

#[test]
fn a_file_of_another_type_reaches_no_campaign_of_its_name() {
    let (sandbox, worlds) = on_both();
    for (world, of_type) in worlds.iter().zip(["campaignType: voice", "campaign_type: sms"]) {
        world.file("part.yaml", format!("name: {NAME}\n{of_type}\n"));
        refused(&sandbox, world, &["-f", "part.yaml"], OF_ANOTHER);
    }
}

#[test]
fn a_file_beside_a_name_is_of_the_campaign_that_is_named() {
    let (sandbox, worlds) = on_both();
    for world in &worlds {
        refused(&sandbox, world, &["Beta", "-f", "own.yaml"], OF_ANOTHER);
        let id = world.run(["campaign", "get", "Beta", "-o", "json"]).expect_code(0).json()["id"].clone();
        let before = writes(&sandbox);
        for command in [["campaign", "delete"], ["schedule", "disable"]] {
            let line = [&command[..], &[id.as_str().unwrap(), "-f", "own.yaml", "--yes"]].concat();
            world.run(&line[..]).expect_code(3).expect_stderr(&[OF_ANOTHER]);
        }
        assert_eq!(writes(&sandbox), before);
        // One campaign, named twice, is one.
        let line = ["campaign", "delete", NAME, "-f", "own.yaml", "--yes", "-o", "json"];
        let deleted = world.run(line).expect_code(0).json();
        assert_eq!((&deleted["name"], writes(&sandbox)), (&NAME.into(), before + 1));
    }
}

#[test]
fn a_stop_needs_only_what_says_which_campaign_it_is_and_a_start_the_whole_file() {
    let (sandbox, worlds) = on_both();
    for (world, wrong) in worlds.iter().zip(["priority: 99", "max_attempts: many"]) {
        let file = format!("name: {NAME}\n{wrong}\n");
        world.file("wrong.yaml", &file);
        world.file("near.yaml", file + "nme: Beta\n");
        refused(&sandbox, world, &["-f", "near.yaml"], "file/unknown-key");
        let before = writes(&sandbox);
        world.run("campaign start -f wrong.yaml --yes").expect_code(3);
        assert_eq!(writes(&sandbox), before);
        world.run("campaign status -f wrong.yaml").expect_code(0);
        world.run("schedule disable -f wrong.yaml").expect_code(0);
        world.run("campaign delete -f wrong.yaml --yes").expect_code(0);
        assert_eq!(writes(&sandbox), before + 2);
    }
}
