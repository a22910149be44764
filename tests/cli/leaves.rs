//! Rules for every command, taken from the command tree.

use std::process::Stdio;

use crate::completions::offered;
use crate::create::{FILE, SCHEDULE};
use crate::world::{Sandbox, Trap, World, private};

/// A write of another process that ended before it recorded the result.
const OPEN_WRITE: &str = "4194999-0";

/// The only command that runs until it is stopped.
pub const ENDLESS: &str = "sandbox serve";

/// Every leaf of the command tree that works on Kore.ai, such as `campaign create`.
pub fn leaves() -> Vec<String> {
    let mut leaves = all_leaves();
    leaves.retain(|leaf| !OF_BURKI.contains(&leaf.as_str()));
    leaves
}

/// Every leaf of the command tree.
pub fn all_leaves() -> Vec<String> {
    fn below(command: &clap::Command, path: &str, found: &mut Vec<String>) {
        let mut children = command.get_subcommands().filter(|child| child.get_name() != "help").peekable();
        // A command may do work itself and have subcommands.
        let works = !path.is_empty() && !command.is_subcommand_required_set();
        if children.peek().is_none() || works {
            found.push(path.to_owned());
        }
        for child in children {
            below(child, format!("{path} {}", child.get_name()).trim_start(), found);
        }
    }
    let mut found = Vec::new();
    below(&kcamp::cli::command_tree(), "", &mut found);
    // A delete comes last, since other commands need what it deletes.
    found.sort_by_key(|leaf| leaf.ends_with(" delete"));
    found
}

/// The leaves that only Burki has; tests/cli/burki.rs runs them.
pub const OF_BURKI: [&str; 5] = [
    "campaign executions",
    "campaign import",
    "campaign pause",
    "campaign re-execute",
    "campaign template-preview",
];

/// A command line for each leaf that does what the leaf is for. A leaf that is not here fails every test of this file.
#[expect(clippy::too_many_lines, reason = "one table of command lines")]
pub fn line(leaf: &str) -> Vec<String> {
    let arguments: &[&str] = match leaf {
        "campaign create" => &["-f", "campaign.yaml", "-f", "unscheduled.yaml", "--yes"],
        "campaign get" | "campaign status" | "campaign export" | "campaign contacts" | "schedule disable"
        | "schedule show" => &["Event Reminder"],
        "campaign start" | "campaign stop" | "campaign delete" => &["Unscheduled", "--yes"],
        "contact-list get" | "contact-list contacts" => &["Event Guests"],
        "contact-list create" => &["Walk-ins", "--description", "People without an invitation"],
        "contact-list rename" => &["Walk-ins", "--description", "Others"],
        "contact-list delete" => &["Walk-ins", "--yes"],
        "campaign update" => &["Event Reminder", "--priority", "4", "--yes"],
        "campaign watch" => &["Event Reminder", "--until", "scheduled"],
        // No running campaign is at hand for a callback.
        "campaign callback" => {
            &["cid-1741dc3-0000-4000-8dd1-4ddc085c8e44", "d-1=2099-01-01T09:00:00Z", "--dry-run"]
        }
        "api" => &[
            "GET",
            "/campaign/api/v2/public/{streamId}/campaign/contactList/getAllListDetails?accountId={accountId}",
        ],
        "schedule enable" => &[
            "Event Reminder",
            "--weekly",
            "Mon,Wed",
            "--start",
            "2027-01-01 09:00",
            "--end",
            "2027-02-01",
            "--timezone",
            "UTC",
            "--yes",
        ],
        "schedule preview" => &["-f", "campaign.yaml"],
        "contact-list import" => &["Renewal Due July", "contacts.csv"],
        "init" => &["begun", "--type", "sms", "--timezone", "UTC", "--force"],
        "validate" | "plan" => &["campaign.yaml"],
        "apply" => &["campaign.yaml", "--yes", "--reenable", "--resend-unreadable"],
        "jwt inspect" => &["eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJrY2FtcCJ9.c2lnbmF0dXJl"],
        "setup" => &[
            "--profile",
            "second",
            "--stream-id",
            "st-1",
            "--account-id",
            "5a4db0c5a4db0c5a4db0c5a4",
            "--client-id",
            "cs-1",
            "--secret-env",
            "SOME_SECRET",
            "--timezone",
            "UTC",
            "--no-check",
        ],
        "profile use" | "profile remove" => &["first"],
        "completions" => &["bash"],
        "man" => &["manual"],
        "schema" => &["campaign"],
        "halt" | "resume" => &["--yes"],
        "journal settle" => &[OPEN_WRITE, "--as", "not-done"],
        "explain" => &["campaign/name-too-long"],
        "campaign list" | "contact-list list" | "jwt mint" | "profile list" | "profile show"
        | "sandbox serve" | "sandbox reset" | "sandbox status" | "exit-codes" | "doctor" | "journal"
        | "licenses" => &[],
        other => panic!("{other} is new: give it a command line here"),
    };
    leaf.split(' ').chain(arguments.iter().copied()).map(str::to_owned).collect()
}

/// Makes what the command lines above need, such as two campaign files and a profile whose secret is in the
/// environment.
pub fn furnish(world: &World) {
    world.file("campaign.yaml", format!("{FILE}{SCHEDULE}"));
    world.file("contacts.csv", "phone\n+12025550143\n");
    world.file("unscheduled.yaml", FILE.replace("Event Reminder", "Unscheduled"));
    let open = format!(
        r#"{{"key":"{OPEN_WRITE}","at":"2026-12-03T07:00:00Z","write":{{"action":"campaign stop","subject":"Earlier","profile":null,"host":"http://elsewhere.example","account":null}}}}"#
    );
    world.file(".local/state/kcamp/journal.jsonl", format!("{open}\n"));
    let config = "profiles:\n  first:\n    timezone: UTC\n    client_secret: {env: KCAMP_CLIENT_SECRET}\n";
    let path = world.file(".config/kcamp/config.yaml", config);
    private(&path);
}

#[test]
fn what_needs_no_platform_talks_to_none() {
    let trap = Trap::new();
    let world = World::at(&trap.address());
    furnish(&world);
    let online = ["api", "campaign", "schedule", "contact-list", "doctor", "halt", "resume", "plan", "apply"];
    let offline = |leaf: &String| leaf != ENDLESS && !online.iter().any(|noun| leaf.starts_with(noun));
    let mut count = 0;
    for leaf in leaves().into_iter().filter(offline) {
        world.run(line(&leaf)).expect_code(0);
        assert!(!trap.was_touched(), "{leaf}");
        count += 1;
    }
    assert!(count >= 12, "{count}");
}

/// A help text that cannot be written is a failure: a script would otherwise keep an empty text.
#[cfg(unix)]
#[test]
fn a_help_that_cannot_be_printed_is_a_failure() {
    if !std::path::Path::new("/dev/full").exists() {
        return;
    }
    let world = World::new();
    let printed = |line: &[&str], stdout: Stdio| {
        let child = world.command(line).stdout(stdout).stderr(Stdio::piped()).spawn().unwrap();
        let output = child.wait_with_output().unwrap();
        (output.status.code(), String::from_utf8(output.stderr).unwrap())
    };
    let full = || Stdio::from(std::fs::File::options().write(true).open("/dev/full").unwrap());
    let closed = || {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        Stdio::from(writer)
    };
    let helps = all_leaves().into_iter().map(|leaf| format!("{leaf} --help"));
    let others = [
        "--help",
        "-h",
        "--version",
        "help",
        "help campaign",
        "help files",
        "completions bash",
        "explain --list",
        "licenses",
    ];
    for line in helps.chain(others.map(str::to_owned)) {
        let words: Vec<&str> = line.split(' ').collect();
        let (code, said) = printed(&words, full());
        assert_eq!(code, Some(2), "{line}: {said}");
        assert!(said.contains("cannot write to stdout"), "{line}: {said}");
        assert_eq!(printed(&words, closed()), (Some(0), String::new()), "{line}");
    }
    let (_, said) = printed(&["--help", "-o", "json"], full());
    assert!(said.contains("\"code\":\"output/failed\""), "{said}");
}

/// A program that asked for JSON never reads an empty text, or one for a shell.
#[test]
fn what_succeeds_with_json_prints_one_document() {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    furnish(&world);
    let with_json = |line: Vec<String>| world.run([line, vec!["-o".to_owned(), "json".to_owned()]].concat());
    for leaf in leaves().into_iter().filter(|leaf| leaf != ENDLESS) {
        let run = with_json(line(&leaf));
        // A script is the same in every format.
        if leaf != "completions" && run.code == 0 {
            let document: Result<serde_json::Value, _> = serde_json::from_str(&run.stdout);
            assert!(document.is_ok_and(|it| it.is_object() || it.is_array()), "{leaf}: {}", run.stdout);
        }
    }
    // Nothing to do, and nothing sent.
    for more in ["halt --lift --yes", "halt --yes", "halt --lift --dry-run", "halt --lift --yes"] {
        let run = with_json(more.split(' ').map(str::to_owned).collect());
        assert!(run.json().is_object(), "{more}");
    }
    let dry = "schedule disable Unscheduled --dry-run=curl";
    for format in [&["-o", "json"][..], &["-o", "yaml"], &["-o", "csv"], &["--jq", "."]] {
        let line: Vec<&str> = dry.split(' ').chain(format.iter().copied()).collect();
        let run = world.run(line).expect_code(2);
        assert!(run.stdout.is_empty(), "{format:?}: {}", run.stdout);
        run.expect_stderr(&["both go to stdout"]);
    }
    world.run(dry).expect_code(0);
}

/// The two formats that only some commands have. A shell is offered them only where they are accepted.
#[test]
fn the_formats_that_are_offered_for_a_command_are_those_that_it_takes() {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    furnish(&world);
    let mut taken = Vec::new();
    for leaf in leaves() {
        let words: Vec<&str> = ["kcamp"].into_iter().chain(leaf.split(' ')).chain(["-o", ""]).collect();
        let formats = offered(&world, &words);
        assert!(
            ["table", "wide", "json", "yaml", "csv"].iter().all(|it| formats.contains(&(*it).to_owned()))
        );
        for format in ["name", "markdown"] {
            let is_offered = formats.contains(&format.to_owned());
            assert!(!is_offered || leaf != ENDLESS, "{leaf}");
            let run = world.run([line(&leaf), vec!["-o".to_owned(), format.to_owned()]].concat());
            let is_taken = !run.stderr.contains("is an output format of");
            assert_eq!(is_offered, is_taken, "{leaf} -o {format}: {}", run.stderr);
            taken.extend(is_taken.then(|| format!("{leaf} {format}")));
        }
    }
    assert!(taken.len() > 5, "{taken:?}");
}
