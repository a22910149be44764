//! The hours of a policy, for everything that reaches people now, or at a time without a schedule.

use serde_json::Value;

use crate::create::FILE;
use crate::world::{Sandbox, World};

const BURKI: &str = "platform: burki\ncampaign_type: call\nassistant_id: 1\nwelcome_message_template: hi\n";
const RAISED: &str = "severities: {schedule/outside-policy-hours: error}\n";
/// It is 03:00 in New York now, 09:00 in Berlin and 21:00 in Auckland.
const NEW_YORK: &str = "America/New_York";

/// Burki with a campaign of each name that has a contact.
fn with_campaigns(names: &[&str]) -> (Sandbox, World) {
    let sandbox = Sandbox::new();
    let world = sandbox.burki_world();
    // A pause finishes the calls in progress, and there are people left.
    let numbers: Vec<String> = (10..90).map(|number| format!("+120255501{number}")).collect();
    world.file("contacts.csv", format!("phone_number\n{}\n", numbers.join("\n")));
    for name in names {
        world.file("campaign.yaml", format!("{BURKI}name: {name}\n"));
        world.run("campaign create -f campaign.yaml --yes").expect_code(0);
        world.run(["campaign", "import", name, "contacts.csv", "--yes"]).expect_code(0);
    }
    (sandbox, world)
}

/// The path ends of the writes that make campaigns call.
fn begun(sandbox: &Sandbox) -> usize {
    ["/start", "/resume"].iter().map(|end| sandbox.received_at("POST", end).len()).sum()
}

#[test]
fn a_start_and_a_paused_campaign_that_goes_on_are_judged_now() {
    for (zone, policy, local) in [
        (NEW_YORK, "", Some("Thu 2026-12-03 03:00 America/New_York")),
        ("Europe/Berlin", "", None),
        ("Pacific/Auckland", "", Some("Thu 2026-12-03 21:00 Pacific/Auckland")),
        ("Europe/Berlin", "timezone: America/New_York\n", Some("Thu 2026-12-03 03:00 America/New_York")),
        (NEW_YORK, "timezone: Europe/Berlin\n", None),
        (
            "Europe/Berlin",
            "hours: {from: \"09:30\", to: \"17:00\"}\n",
            Some("Thu 2026-12-03 09:00 Europe/Berlin"),
        ),
        (NEW_YORK, "hours: {from: \"03:00\", to: \"17:00\"}\n", None),
    ] {
        let (sandbox, world) = with_campaigns(&["Renewals", "Billing"]);
        let world = world.with("KCAMP_TIMEZONE", zone);
        for is_paused in [false, true] {
            // Whatever zone is typed for the times of this command.
            for line in [
                "campaign start Renewals --yes",
                "campaign start Renewals Billing --yes --timezone UTC",
                "campaign start Renewals --yes --dry-run",
            ] {
                let before = begun(&sandbox);
                world.file("kcamp.policy.yaml", format!("{policy}{RAISED}"));
                if let Some(local) = local {
                    let said = format!(
                        "error[schedule/outside-policy-hours]: a start of \"Renewals\" now, {local}, reaches people outside"
                    );
                    let run = world.run(line).expect_code(3).expect_stderr(&[&said]);
                    assert_eq!(run.stderr.contains("\"Billing\" now"), line.contains("Billing"), "{line}");
                } else {
                    world
                        .run(format!("{line} --dry-run").replace("--dry-run --dry-run", "--dry-run").as_str())
                        .expect_code(0);
                }
                assert_eq!(begun(&sandbox), before, "{line} {zone}");
            }
            world.file("kcamp.policy.yaml", format!("{policy}# advice\n"));
            let run = world.run("campaign start Renewals --yes").expect_code(0);
            assert_eq!(
                run.stderr.contains("warning[schedule/outside-policy-hours]"),
                local.is_some(),
                "{run:?}"
            );
            if !is_paused {
                world.run("campaign pause Renewals").expect_code(0);
            }
        }
    }
}

#[test]
fn where_nobody_says_where_people_are_a_start_is_not_judged() {
    let (_sandbox, world) = with_campaigns(&["Renewals"]);
    world.file("kcamp.policy.yaml", format!("hours: {{from: \"12:00\", to: \"13:00\"}}\n{RAISED}"));
    let run = world.run("campaign start Renewals --yes").expect_code(0);
    assert!(!run.stderr.contains("outside-policy-hours"), "{run:?}");
}

#[test]
fn a_campaign_of_a_file_is_started_by_the_policy_beside_the_file() {
    let (sandbox, world) = with_campaigns(&["Renewals"]);
    let world = world.with("KCAMP_TIMEZONE", NEW_YORK);
    world.file("night/a.yaml", format!("{BURKI}name: Renewals\n"));
    world.file("night/kcamp.policy.yaml", "severities: {schedule/outside-policy-hours: off}\n");
    world.file("day/a.yaml", format!("{BURKI}name: Renewals\n"));
    world.file("day/kcamp.policy.yaml", RAISED);
    world.run("campaign start -f day/a.yaml --yes").expect_code(3);
    // Where several policies count, what one of them refuses is refused.
    world.run("campaign start -f night/a.yaml -f day/a.yaml --yes").expect_code(3);
    assert_eq!(begun(&sandbox), 0);
    let run = world.run("campaign start -f night/a.yaml --yes").expect_code(0);
    assert!(!run.stderr.contains("outside-policy-hours"), "{run:?}");
    assert_eq!(begun(&sandbox), 1);
}

/// A campaign of Kore.ai whose calling hours are open the whole day in a zone.
fn all_day(zone: &str) -> String {
    FILE.replace("timezone: UTC", &format!("timezone: {zone}")).replace(
        "{days: Mon-Fri, start: \"9:00 AM\", end: \"6:00 PM\"}",
        "{days: Mon-Sun, start: \"12:00 AM\", end: \"11:59 PM\"}",
    )
}

#[test]
fn open_calling_hours_do_not_make_an_hour_lawful() {
    for (zone, home, local) in [
        (NEW_YORK, "Europe/Berlin", Some("03:00 America/New_York")),
        ("Europe/Berlin", NEW_YORK, None),
        // Calling hours in UTC say nothing of where people are.
        ("UTC", NEW_YORK, Some("03:00 America/New_York")),
        ("UTC", "UTC", None),
    ] {
        let (sandbox, world, id) = crate::lifecycle::with_campaign(&all_day(zone), &[]);
        let world = world.with("KCAMP_TIMEZONE", home);
        world.file("kcamp.policy.yaml", RAISED);
        let run =
            world.run(["campaign", "start", &id, "--yes"]).expect_code(if local.is_some() { 3 } else { 0 });
        assert!(run.stderr.contains(local.unwrap_or_default()), "{zone} {home}: {run:?}");
        let starts = sandbox.received().iter().filter(|it| it["query"].get("trigger").is_some()).count();
        assert_eq!(starts, usize::from(local.is_none()), "{zone} {home}");
    }
    // While the calling hours are closed nobody is reached, and that is said already.
    let (_sandbox, world, id) =
        crate::lifecycle::with_campaign(&FILE.replace("timezone: UTC", "timezone: America/New_York"), &[]);
    world.file("kcamp.policy.yaml", RAISED);
    let run = world.run(["campaign", "start", &id, "--yes"]).expect_code(0);
    run.expect_stderr(&["outside its calling hours now"]);
}

#[test]
fn call_backs_are_judged_at_their_times() {
    let (sandbox, world, _id) = crate::lifecycle::with_campaign(&all_day(NEW_YORK), &[]);
    world.file("kcamp.policy.yaml", "# advice\n");
    let started: Value = world.run("campaign start 'Event Reminder' --yes -o json").expect_code(0).json();
    let run_id = world.run("campaign list -o json").expect_code(0).json()[0]["instance_id"].clone();
    let run_id = run_id.as_str().or(started["instance_id"].as_str()).unwrap().to_owned();
    // 12:00Z is 07:00 in New York, 14:00Z is 09:00.
    let early = ["d-1=2026-12-04T12:00:00Z", "d-2=2026-12-04T14:00:00Z"];
    for campaign in ["Event Reminder", &run_id] {
        world.file("kcamp.policy.yaml", RAISED);
        let line = ["campaign", "callback", campaign, early[0], early[1], "--timezone", "UTC", "--yes"];
        let said = "error[schedule/outside-policy-hours]: the call-back of d-1 on Fri 2026-12-04 07:00 America/New_York reaches people outside";
        let run = world.run(line).expect_code(3).expect_stderr(&[said]);
        assert!(!run.stderr.contains("d-2"), "{run:?}");
        assert_eq!(sandbox.received_at("POST", "/callContactAt").len(), 0);
        world.file("kcamp.policy.yaml", "# advice\n");
        let dry = world.run([&line[..], &["--dry-run"]].concat());
        dry.expect_code(0).expect_stderr(if campaign == run_id {
            &[]
        } else {
            &["warning[schedule/outside-policy-hours]"]
        });
    }
    // Without a campaign that is known, the zone of the profile or the environment counts.
    let world = world.with("KCAMP_TIMEZONE", NEW_YORK);
    world.file("kcamp.policy.yaml", RAISED);
    let line = ["campaign", "callback", "cid-unknown", "d-1=2026-12-04T12:00:00Z", "--yes", "--dry-run"];
    world.run(line).expect_code(3).expect_stderr(&["the call-back of d-1 on Fri 2026-12-04 07:00"]);
}

#[test]
fn a_run_that_a_resume_brings_back_is_judged_now() {
    for (policy, code, resumes) in [("# advice\n", 0, 1), (RAISED, 10, 0)] {
        let (sandbox, world) = with_campaigns(&["Renewals"]);
        world.run("campaign start Renewals --yes").expect_code(0);
        world.run("halt --yes").expect_code(0);
        let world = world.with("KCAMP_TIMEZONE", NEW_YORK);
        world.file("kcamp.policy.yaml", policy);
        let before = begun(&sandbox);
        let run = world.run("resume --yes").expect_code(code);
        let said =
            "a start of \"Renewals\" now, Thu 2026-12-03 03:00 America/New_York, reaches people outside";
        let run = run.expect_stderr(&[said]);
        assert_eq!(begun(&sandbox) - before, resumes, "{run:?}");
        assert_eq!(
            run.stderr.contains("at another time, run kcamp --platform burki campaign start 1"),
            resumes == 0,
            "{run:?}"
        );
        // The halt is lifted in either case.
        world.file("kcamp.policy.yaml", "# advice\n");
        world.run("campaign start Renewals --yes").expect_code(if resumes == 0 { 0 } else { 6 });
    }
}
