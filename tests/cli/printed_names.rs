//! The commands that kcamp prints, run by a shell as they are printed: each means the name that it was printed for.

use std::process::Command;

use crate::create::{FILE, SCHEDULE};
use crate::world::{Sandbox, World};

const NAMES: [&str; 10] =
    ["-urgent", "--yes", "-f", "-", "it's", "a \"b\"", "$HOME", "`id` \\", "two  spaces; ls", "-- x"];

/// Runs a printed command in a shell, with the binary as `kcamp`; what it printed, and its exit code.
fn shell(world: &World, command: &str) -> (i32, String) {
    let script = format!("kcamp() {{ \"$0\" \"$@\"; }}; {command}");
    let mut shell: Command = world.shell(&script, [""; 0]);
    let output = shell.output().unwrap();
    let text = String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned();
    (output.status.code().unwrap(), text)
}

/// The command behind `begin` in a hint.
fn behind<'text>(hint: &'text str, begin: &str) -> &'text str {
    let (_, command) = hint.split_once(begin).unwrap_or_else(|| panic!("{hint}"));
    command.lines().next().unwrap()
}

#[test]
fn a_schedule_that_was_not_reached_is_switched_on_by_the_printed_command() {
    for name in NAMES {
        let sandbox = Sandbox::with_faults(&["400x1:POST:schedule"]);
        let world = sandbox.world().with("KCAMP_YES", "1");
        let quoted = format!("{name:?}");
        world.file(
            "-a.yaml",
            format!(
                "{}{SCHEDULE}",
                FILE.replace(
                    "name: Event Reminder",
                    &format!("name: {quoted} # kcamp: allow(campaign/variable-unfilled)")
                )
            ),
        );
        let create = ["campaign", "create", "-f", "./-a.yaml", "--yes", "-o", "json"];
        let error = world.run(create).expect_code(10).error_json();
        let command = behind(error["hint"].as_str().unwrap(), "go on with: ").to_owned();
        let (code, text) = shell(&world, &command);
        assert_eq!(code, 0, "{name}: {command}: {text}");
        let calls = sandbox.received_at("POST", "/schedule");
        assert_eq!((calls.len(), &calls[1]["query"]["campaignName"]), (2, &serde_json::json!(name)));
    }
}

#[test]
fn a_contact_list_that_is_there_already_is_shown_by_the_printed_command() {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    for name in NAMES {
        let create = ["contact-list", "create", "--description", "x", "-o", "json", "--", name];
        world.run(create).expect_code(0);
        let error = world.run(create).expect_code(6).error_json();
        let command = behind(error["hint"].as_str().unwrap(), "look at what exists: ").to_owned();
        let (code, text) = shell(&world, &command);
        assert_eq!(code, 0, "{name}: {command}: {text}");
        assert!(text.contains(name), "{name}: {text}");
    }
}
