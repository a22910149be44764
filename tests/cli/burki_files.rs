//! Burki's campaign files, beside those of Kore.ai: checked by the rules of their platform, and sent only to it.

use serde_json::{Value, json};

use crate::create::FILE;
use crate::world::{Run, Sandbox, Trap, World};

const OF_BURKI: &str = "\
platform: burki
name: Spring check-in
campaign_type: call
assistant_id: 7
welcome_message_template: Hello
";

/// Each finding of `-o json`, as `file code line`.
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
    // A campaign with this name on the other platform is not a duplicate.
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
    world.run("validate a.yaml --platform burki").expect_code(0);
    let run = world.run("validate a.yaml -o json").expect_code(3);
    // One error, and not one for each key.
    assert_eq!(found(&run), ["a.yaml platform/other 2"]);
    assert!(run.json()[0]["help"].as_str().unwrap().starts_with("write platform: burki"), "{run:?}");
    world.file("b.yaml", FILE);
    let run = world.run("validate b.yaml -o json --platform burki").expect_code(3);
    assert_eq!(found(&run), ["b.yaml platform/other 3"]);
}

/// In a folder they may be another profile's; a file that is named is meant.
#[test]
fn the_files_of_a_folder_that_are_for_another_platform_are_left_out_of_a_check_and_counted() {
    let world = World::new();
    world.file("all/a.yaml", OF_BURKI.replace("platform: burki\n", ""));
    world.file("all/b.yaml", FILE);
    world.file("all/c.yaml", OF_BURKI.replace("Spring check-in", "Summer check-in"));
    for (platform, checked, left) in [
        (
            "burki",
            "checked 2 campaigns in 3 files",
            "1 campaign for Kore.ai is left out: kcamp is set to Burki (all/b.yaml)",
        ),
        (
            "kore",
            "checked 2 campaigns in 3 files",
            "1 campaign for Burki is left out: kcamp is set to Kore.ai (all/a.yaml)",
        ),
    ] {
        let run = world.run(["validate", "all", "--platform", platform]).expect_code(0);
        run.expect_stderr(&[checked, left]);
    }
    // One that names its platform is checked all the same.
    world.file("all/c.yaml", format!("{}max_attempts: 0\n", OF_BURKI.replace("Spring", "Summer")));
    let run = world.run("validate all -o json").expect_code(3);
    assert!(found(&run).iter().all(|it| it.starts_with("all/c.yaml")), "{:?}", found(&run));
    let run = world.run("validate all/b.yaml -o json --platform burki").expect_code(3);
    assert_eq!(found(&run), ["all/b.yaml platform/other 3"]);
    // Where a folder has no others, its files are meant.
    world.file("kore/b.yaml", FILE);
    let run = world.run("validate kore -o json --platform burki").expect_code(3);
    assert_eq!(found(&run), ["kore/b.yaml platform/other 3"]);
}

#[test]
fn a_command_that_sends_takes_its_own_platform_alone() {
    let trap = Trap::new();
    let world = World::at(&trap.address());
    world.file("a.yaml", OF_BURKI);
    world.file("b.yaml", format!("platform: kore\n{FILE}"));
    let run = world.run("campaign create -f a.yaml --yes -o json").expect_code(3);
    assert_eq!(run.error_json()["findings"][0]["code"], "platform/other");
    assert_eq!(run.error_json()["findings"][0]["line"], 1);
    world
        .run("campaign create -f b.yaml --yes --platform burki")
        .expect_code(3)
        .expect_stderr(&["platform/other", "this campaign is for Kore.ai, but kcamp is set to Burki"]);
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
        .run("campaign create --platform burki --yes")
        .expect_code(2)
        .expect_stderr(&["campaign create needs --type, --name, --assistant-id"]);
}

#[test]
fn a_finding_about_flags_alone_stands_at_the_flag_that_has_the_value() {
    let flags = "campaign create --platform burki --name A --type sms --assistant-id 7 --dry-run";
    let run = World::new().run(flags).expect_code(0);
    run.expect_stderr(&["note[campaign/template-missing]", "--> --type\n"]);
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

/// The bodies of the platform's page for its schedule call: Burki contract §3.
#[test]
fn the_platforms_own_schedules_go_out_as_they_are_written() {
    let world =
        World::new().with("KCAMP_NOW", "2024-02-01T00:00:00Z").with("KCAMP_HOST", "http://127.0.0.1:9");
    let samples: Value = serde_json::from_str(include_str!("../fixtures/burki-samples.json")).unwrap();
    for schedule in ["immediate", "scheduled", "recurring"].map(|case| &samples["schedule"][case]) {
        let mut campaign = samples["create"].clone();
        campaign["schedule"] = schedule.clone();
        world.file("a.json", campaign.to_string());
        let line = ["campaign", "create", "-f", "a.json", "--platform", "burki", "--dry-run", "-o", "json"];
        let requests = world.run(line).expect_code(0).json();
        let body = &requests[0]["body"];
        for (key, value) in campaign.as_object().unwrap().iter().filter(|(key, _)| *key != "schedule") {
            assert_eq!(body[key], *value, "{key} in {requests:#}");
        }
        assert_eq!(requests[1]["body"], *schedule, "{requests:#}");
    }
}

#[test]
fn a_schedule_without_a_start_begins_with_the_next_run() {
    // 2026-11-21T06:00:00Z, a Saturday morning in Kolkata.
    let world =
        World::new().with("KCAMP_NOW", "2026-11-21T06:00:00Z").with("KCAMP_HOST", "http://127.0.0.1:9");
    let schedule = "schedule: {schedule_type: recurring, timezone: Asia/Kolkata, recurring_config: {frequency: weekly, \
                    interval: 2, days_of_week: [Mon, Sat], time: \"09:00\"}}\n";
    world.file("a.yaml", format!("{OF_BURKI}{schedule}"));
    let line = ["campaign", "create", "-f", "a.yaml", "--platform", "burki", "--dry-run", "-o", "json"];
    let requests = world.run(line).expect_code(0).json();
    assert_eq!(requests[1]["body"]["scheduled_at"], "2026-11-23T09:00:00");
    assert_eq!(requests[1]["body"]["recurring_config"]["days_of_week"], json!([1, 6]));
}

#[test]
fn a_campaign_goes_from_its_file_to_the_platform_and_back() {
    let world = World::new();
    let burki = |line: &[&str]| world.run([&["--sandbox", "--platform", "burki"], line].concat());
    world.file("a.yaml", OF_BURKI);
    burki(&["campaign", "create", "-f", "a.yaml", "--fallback", "product=our product", "--yes"])
        .expect_code(0);
    let update = ["campaign", "update", "Spring check-in", "--yes"];
    // A flag changes only its own field.
    burki(&[&update[..], &["--max-attempts", "2"]].concat()).expect_code(0);
    burki(&[&update[..], &["--assistant-id", "8"]].concat())
        .expect_code(2)
        .expect_stderr(&["is a campaign of the assistant 7, and its assistant cannot be changed"]);
    burki(&[&update[..], &["--type", "sms"]].concat())
        .expect_code(2)
        .expect_stderr(&["type of", "cannot be changed"]);
    let exported = burki(&["campaign", "export", "Spring check-in"]).expect_code(0).stdout;
    for line in ["platform: burki", "assistant_id: 7", "max_attempts: 2", "  product: our product"] {
        assert!(exported.lines().any(|it| it == line), "{line} is not in {exported}");
    }
    world.file("b.yaml", exported);
    burki(&["validate", "b.yaml"]).expect_code(0);
}

/// Months without the day have no run, so runs may be many months apart.
#[test]
fn a_monthly_schedule_on_a_late_day_is_the_same_once_it_was_exported() {
    // Its start is a run, or comes before the first one, or is left to the platform.
    for start in ["scheduled_at: '2027-07-31T09:00:00', timezone: America/New_York, ", ""] {
        let sandbox = Sandbox::new();
        let world = sandbox.burki_world();
        for (day, every) in (29..=31).flat_map(|day| (1..=12).map(move |every| (day, every))) {
            let schedule = format!(
                "schedule: {{schedule_type: recurring, {start}recurring_config: {{frequency: monthly, interval: {every}, day_of_month: {day}, \
                 time: '09:00', time_zone: America/New_York, end_date: '2047-12-31'}}}}\n"
            );
            let file = OF_BURKI.replace("Spring check-in", &format!("Day {day} of {every}")) + &schedule;
            world.file(&format!("files/{day}-{every}.yaml"), file);
        }
        world.run("apply files --yes -q").expect_code(0);
        // Another machine has only what the platform tells.
        for world in [world, sandbox.burki_world()] {
            world.run("campaign export --all -d live").expect_code(0);
            let counts = world.run("plan live --exit-code -o json").expect_code(0).json()["counts"].clone();
            assert_eq!(counts["unchanged"], 36, "{counts}");
        }
    }
}

#[test]
fn weekdays_of_a_file_and_a_start_of_another_zone_are_told_apart() {
    let world = World::new().with("KCAMP_PLATFORM", "burki");
    let block = json!({
        "schedule_type": "recurring", "scheduled_at": "2026-12-07T20:00:00", "timezone": "America/New_York",
        "recurring_config": {
            "frequency": "weekly", "interval": 1, "days_of_week": [1], "time": "20:00", "time_zone": "America/New_York"
        }
    });
    world.file("block.json", block.to_string());
    let preview = |world: &World, flags: &[&str]| {
        world.run([&["schedule", "preview", "-f", "block.json", "-n", "1", "-o", "json"], flags].concat())
    };
    // 09:00 on Tuesday in Kolkata is Monday evening in New York.
    let start = ["--start", "2026-12-08 09:00", "--timezone", "Asia/Kolkata"];
    let refused = preview(&world, &start).expect_code(3);
    assert_eq!(refused.error_json()["findings"][0]["code"], "schedule/weekdays-unclear");
    let both = [&["--weekly", "Tue"], &start[..]].concat();
    assert_eq!(preview(&world, &both).expect_code(0).json()[0]["at"], "2026-12-08T09:00:00+05:30");
    let in_kolkata = world.with("KCAMP_TIMEZONE", "Asia/Kolkata");
    let refused = preview(&in_kolkata, &["--weekly", "Fri"]).expect_code(3);
    assert_eq!(refused.error_json()["findings"][0]["code"], "schedule/weekdays-unclear");
    let named = ["--weekly", "Fri", "--timezone", "America/New_York"];
    assert_eq!(preview(&in_kolkata, &named).expect_code(0).json()[0]["weekday"], "Fri");
}
