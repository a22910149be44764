//! The example on each command's help page works as it stands, in the sandbox.

use crate::create::{FILE, SCHEDULE};
use crate::leaves::{ENDLESS, OF_BURKI, all_leaves};
use crate::world::{World, private};

/// The commands without an example: their usage is one, or their page has others, or they need what only an account
/// has.
const WITHOUT: [&str; 11] = [
    "api",
    "campaign callback",
    "completions",
    "contact-list list",
    "exit-codes",
    "licenses",
    "profile list",
    "sandbox reset",
    "sandbox status",
    "schema",
    "setup",
];

/// Whose example needs a campaign that has ended with contacts that were not reached.
const NOT_RUN: &str = "campaign re-execute";

/// What is there before an example is run, by its command; in the sandbox of Burki for its commands.
fn before(leaf: &str) -> &'static str {
    match leaf {
        "campaign stop" | "campaign contacts" => "kcamp campaign start Survey",
        "campaign watch" => "kcamp campaign start Survey && export KCAMP_NOW=2026-12-04T08:00:00Z",
        "campaign pause" => {
            "kcamp campaign import Renewals customers.csv --map 'Customer mobile=phone' --map Notes= && kcamp campaign start Renewals"
        }
        "contact-list rename" | "contact-list delete" => "kcamp contact-list create Walk-ins --description D",
        "resume" => "kcamp halt",
        _ => "true",
    }
}

fn furnished(leaf: &str) -> World {
    let world = World::new().with("KCAMP_SANDBOX", "1").with("KCAMP_YES", "1");
    let world = world.with("KCAMP_NOW", "2026-12-03T08:00:00Z");
    let world = if OF_BURKI.contains(&leaf) { world.with("KCAMP_PLATFORM", "burki") } else { world };
    world.file("campaigns/event.yaml", format!("{FILE}{SCHEDULE}").replace("Reminder", "Reminder SMS"));
    world.file("campaigns/survey.yaml", FILE.replace("Event Reminder", "Survey"));
    let column = if leaf == "contact-list import" { "phone" } else { "Customer mobile" };
    world.file("customers.csv", format!("{column},Notes\n+12025550143,new\n"));
    let open = r#"{"key":"20118-b6d514-0","at":"2026-12-03T07:00:00Z","write":{"action":"campaign stop","subject":"Survey","profile":null,"host":"sandbox","account":null}}"#;
    if leaf == "journal settle" {
        world.file(".local/state/kcamp/journal.jsonl", format!("{open}\n"));
    }
    private(&world.file(".config/kcamp/config.yaml", "profiles:\n  staging: {timezone: UTC}\n"));
    world
}

/// The example on a help page, without the ends of lines in it.
fn example(page: &str) -> Option<String> {
    let (_, behind) = page.split_once("Example:")?;
    let paragraph = behind.split("\n\n").next()?;
    Some(paragraph.replace("\\\n", " ").trim().to_owned())
}

#[test]
fn the_example_of_every_command_works_as_it_stands() {
    for leaf in all_leaves().into_iter().filter(|leaf| leaf != ENDLESS && leaf != NOT_RUN) {
        let page = World::new().run(&format!("{leaf} --help")).expect_code(0).stdout.clone();
        assert!(page.lines().all(|line| line.chars().count() <= 100), "{leaf}: {page}");
        let Some(example) = example(&page) else {
            assert!(WITHOUT.contains(&leaf.as_str()), "{leaf} has no example: {page}");
            continue;
        };
        assert!(example.contains(&format!("kcamp {leaf}")), "{leaf}: {example}");
        let world = furnished(&leaf);
        let live = if OF_BURKI.contains(&leaf.as_str()) {
            "kcamp campaign create --type call --name Renewals --assistant-id 7"
        } else {
            "kcamp campaign create -f campaigns/"
        };
        let live = if leaf == "campaign create" { "true" } else { live };
        let before = before(&leaf);
        let script =
            format!("PATH=\"${{0%/*}}:$PATH\"; {{ {live} && {before}; }} >&2 || exit 99\n{example}\n");
        let ended = world.shell(&script, [""; 0]).output().unwrap();
        // A plan tells that something would change.
        let wanted = if leaf == "plan" { [0, 20] } else { [0, 0] };
        let code = ended.status.code().unwrap_or(-1);
        assert!(wanted.contains(&code), "{example}: {code}\n{}", String::from_utf8_lossy(&ended.stderr));
    }
}
