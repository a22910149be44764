//! Campaign files of Burki, beside those of Kore.ai: checked by their platform's rules, and sent to no other.

use serde_json::Value;

use crate::create::FILE;
use crate::world::{Run, Trap, World};

const OF_BURKI: &str = "\
platform: burki
name: Spring check-in
campaign_type: call
assistant_id: 7
welcome_message_template: Hello
";

/// Each finding of `-o json` as `file code line`.
fn found(run: &Run) -> Vec<String> {
    let document = run.json();
    let line = |finding: &Value| {
        let text = |key: &str| finding[key].as_str().unwrap_or_default().to_owned();
        format!("{} {} {}", text("file"), text("code"), finding["line"])
    };
    document.as_array().unwrap().iter().map(line).collect()
}

#[test]
fn files_of_both_platforms_lie_in_one_folder() {
    let world = World::new();
    world.file("campaigns/1.yaml", format!("platform: kore\n{FILE}"));
    // The other platform has a campaign of that name: that is no second one.
    world.file("campaigns/2.yaml", OF_BURKI.replace("Spring check-in", "Event Reminder"));
    world.file("campaigns/3.yaml", OF_BURKI.replace("Spring check-in", "event reminder"));
    for platform in ["kore", "burki"] {
        let run = world.run(["validate", "campaigns", "-o", "json", "--platform", platform]).expect_code(3);
        assert_eq!(found(&run), ["campaigns/3.yaml campaign/duplicate-name 2"], "{platform}");
    }
}

#[test]
fn a_file_that_names_no_platform_is_for_the_profiles() {
    let world = World::new();
    world.file("a.yaml", OF_BURKI.replace("platform: burki\n", ""));
    world.run(["validate", "a.yaml", "--platform", "burki"]).expect_code(0);
    let run = world.run(["validate", "a.yaml", "-o", "json"]).expect_code(3);
    let said = run.json().to_string();
    assert!(said.contains("write platform: burki if the file is for that"), "{said}");
}

#[test]
fn a_command_that_sends_takes_its_own_platform_alone() {
    let trap = Trap::new();
    let world = World::at(&trap.address());
    world.file("a.yaml", OF_BURKI);
    world.file("b.yaml", format!("platform: kore\n{FILE}"));
    let run = world.run(["campaign", "create", "-f", "a.yaml", "--yes", "-o", "json"]).expect_code(3);
    assert_eq!(run.error_json()["findings"][0]["code"], "platform/other");
    assert_eq!(run.error_json()["findings"][0]["line"], 1);
    world
        .run(["campaign", "create", "-f", "b.yaml", "--yes", "--platform", "burki"])
        .expect_code(3)
        .expect_stderr(&["platform/other", "this campaign is for Kore.ai, and the profile is of Burki"]);
    assert!(!trap.was_touched());
}

#[test]
fn a_flag_of_another_platform_is_refused() {
    let trap = Trap::new();
    let world = World::at(&trap.address());
    world.file("a.yaml", OF_BURKI);
    for (arguments, said) in [
        (&["--platform", "burki", "--priority", "3"][..], "Burki has no field for --priority; Kore.ai has"),
        (&["--platform", "burki", "-f", "a.yaml", "--queue", "Q"], "Burki has no field for --queue"),
        (&["--assistant-id", "3"], "Kore.ai has no field for --assistant-id; Burki has"),
        (&["--fallback", "a=b"], "Kore.ai has no field for --fallback"),
        (&["--fallback", "ab"], "NAME=VALUE"),
    ] {
        let line = ["campaign", "create", "--yes"].iter().chain(arguments);
        world.run(line).expect_code(2).expect_stderr(&[said]);
    }
    assert!(!trap.was_touched());
}

#[test]
fn what_a_campaign_of_burki_needs_is_named_by_its_flags() {
    World::new()
        .run(["campaign", "create", "--platform", "burki", "--yes"])
        .expect_code(2)
        .expect_stderr(&["campaign create needs --type, --name, --assistant-id"]);
}

#[test]
fn flags_lie_over_a_file_of_burki() {
    let world = World::new();
    world.file("a.yaml", OF_BURKI);
    let line = ["campaign", "create", "-f", "a.yaml", "--platform", "burki", "--yes", "-o", "json"];
    let wrong = ["--max-attempts", "11", "--retry-delay", "4", "--assistant-id", "x", "--type", "voice"];
    let run = world.run(line.iter().chain(&wrong)).expect_code(3);
    let findings = run.error_json()["findings"].clone();
    let flags: Vec<&str> =
        findings.as_array().unwrap().iter().map(|it| it["flag"].as_str().unwrap_or_default()).collect();
    assert_eq!(flags, ["--type", "--assistant-id", "--max-attempts", "--retry-delay"]);
}
