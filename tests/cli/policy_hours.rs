//! The hours and the notice of a policy, for everything that reaches people at a time that is typed.

use crate::world::{Sandbox, World, private};

const FILE: &str =
    "platform: burki\nname: Renewals\ncampaign_type: call\nassistant_id: 1\nwelcome_message_template: hi\n";
const POLICY: &str = "hours: {from: \"09:00\", to: \"17:00\"}\nminimum_notice: 2h\nseverities:\n  \
     schedule/outside-policy-hours: error\n  schedule/short-notice: error\n";

/// A campaign that has ended, whose contacts can be called again.
fn ended() -> (Sandbox, World) {
    let sandbox = Sandbox::new();
    let world = sandbox.burki_world().with("KCAMP_TIMEZONE", "America/New_York");
    world.file("campaign.yaml", FILE);
    world.file("contacts.csv", "phone_number\n+12025550123\n");
    world.run("campaign create -f campaign.yaml --yes").expect_code(0);
    world.run("campaign import Renewals contacts.csv --yes").expect_code(0);
    world.run("campaign start Renewals --yes").expect_code(0);
    world.run("campaign stop Renewals --yes").expect_code(0);
    (sandbox, world)
}

/// A time in New York, and the codes that it has with the policy and without one. It is 03:00 there now.
const TIMES: [(&str, &[&str], &[&str]); 5] = [
    ("2026-12-04 04:00", &["outside-policy-hours"], &["outside-policy-hours"]),
    ("2026-12-04 08:30", &["outside-policy-hours"], &[]),
    ("2026-12-04 10:00", &[], &[]),
    (
        "2026-12-03 03:10",
        &["outside-policy-hours", "short-notice"],
        &["outside-policy-hours", "short-notice"],
    ),
    ("2026-12-03 04:30", &["outside-policy-hours", "short-notice"], &["outside-policy-hours"]),
];

#[test]
fn a_run_again_is_judged_like_a_single_run() {
    let (sandbox, world) = ended();
    for (time, with_policy, without) in TIMES {
        for (codes, policy) in [(without, "# none"), (with_policy, POLICY)] {
            world.file("kcamp.policy.yaml", policy);
            for command in ["campaign re-execute Renewals --all", "schedule enable Renewals --once"] {
                let before = sandbox.received_at("POST", "/re-execute").len();
                let run = world.run(&*format!("{command} --start '{time}' --yes --dry-run"));
                let severity = if policy == POLICY { "error" } else { "warning" };
                for code in ["outside-policy-hours", "short-notice"] {
                    let is_said = run.stderr.contains(&format!("{severity}[schedule/{code}]"));
                    assert_eq!(is_said, codes.contains(&code), "{command} {time} {code}: {run:?}");
                }
                let refused = policy == POLICY && !codes.is_empty();
                assert_eq!(run.code, if refused { 3 } else { 0 }, "{command} {time}: {run:?}");
                assert_eq!(sandbox.received_at("POST", "/re-execute").len(), before);
            }
        }
    }
    // What is allowed is sent, and what is not is not.
    world.run("campaign re-execute Renewals --all --start '2026-12-04 04:00' --yes").expect_code(3);
    assert_eq!(sandbox.received_at("POST", "/re-execute").len(), 0);
    world.run("campaign re-execute Renewals --all --start '2026-12-04 10:00' --yes").expect_code(0);
    assert_eq!(sandbox.received_at("POST", "/re-execute").len(), 1);
}

/// The places that can say that the people are in New York, and what each sets in a world that says nothing else.
const SAID_BY: [(&str, &str, &str); 4] = [
    ("the profile", "", "timezone: America/New_York"),
    ("the profile, with another zone of the environment", "Asia/Kolkata", "timezone: America/New_York"),
    ("the environment", "America/New_York", "platform: burki"),
    ("the environment, where the profile has UTC", "America/New_York", "timezone: UTC"),
];

/// A time that is 04:00 or 10:00 in New York, as it is typed for one command, or written in a file.
fn commands(hour: u8) -> Vec<String> {
    let (local, utc) = (format!("2026-12-04 {hour:02}:00"), format!("2026-12-04T{hour:02}:00:00Z"));
    let ahead = format!("2026-12-04T{:02}:30:00+05:30", hour + 5);
    let mut commands = vec!["schedule enable -f offset.yaml".to_owned(), "validate offset.yaml".to_owned()];
    for command in ["campaign re-execute Renewals --all", "schedule enable Renewals --once"] {
        commands.push(format!("{command} --start '{local}' --timezone UTC"));
        commands.push(format!("{command} --start '{utc}' --timezone UTC"));
        commands.push(format!("{command} --start '{utc}' --timezone Asia/Kolkata"));
        commands.push(format!("{command} --start '{ahead}' --timezone Asia/Kolkata"));
        commands.push(format!("{command} --start {utc}"));
    }
    commands
}

/// A schedule in a file, with an offset and no place.
fn offset(hour: u8) -> String {
    format!("{FILE}schedule: {{schedule_type: scheduled, scheduled_at: \"2026-12-04T{hour:02}:00:00Z\"}}\n")
}

#[test]
fn the_zone_in_which_a_time_is_typed_is_not_where_the_people_are() {
    for (what, variable, profile) in SAID_BY {
        let (sandbox, mut world) = ended();
        world = world.without("KCAMP_TIMEZONE").with("KCAMP_PROFILE", "acme");
        if !variable.is_empty() {
            world = world.with("KCAMP_TIMEZONE", variable);
        }
        private(&world.file(".config/kcamp/config.yaml", format!("profiles:\n  acme: {{{profile}}}\n")));
        // 14:00Z is 09:00 in New York, and 09:00Z is 04:00.
        for (hour, is_allowed) in [(9, false), (14, true)] {
            world.file("offset.yaml", offset(hour));
            for command in commands(hour) {
                let yes = if command.starts_with("validate") { "" } else { " --yes --dry-run" };
                for (policy, code) in [("# none", 0), (POLICY, if is_allowed { 0 } else { 3 })] {
                    world.file("kcamp.policy.yaml", policy);
                    let run = world.run(&*format!("{command}{yes}")).expect_code(code);
                    let said = format!("{}{}", run.stdout, run.stderr);
                    let is_said = said.contains(
                        "[schedule/outside-policy-hours]: the run of Fri 2026-12-04 04:00 America/New_York",
                    );
                    assert_eq!(is_said, !is_allowed, "{what}: {command}: {said}");
                }
            }
        }
        assert_eq!(sandbox.received_at("POST", "/re-execute").len(), 0);
        assert_eq!(sandbox.received_at("PATCH", "").len(), 0);
    }
}

#[test]
fn the_policy_says_where_the_people_are_and_else_a_place_in_the_file_does() {
    let (_sandbox, world) = ended();
    let file = |zone: &str| {
        format!(
            "{FILE}schedule: {{schedule_type: scheduled, scheduled_at: \"2026-12-04T10:00:00\", timezone: {zone}}}\n"
        )
    };
    for (policy, zone, judged) in [
        // The environment of this world has New York.
        ("max_segments: 3", "Asia/Kolkata", None),
        ("max_segments: 3", "UTC", Some("05:00 America/New_York")),
        ("timezone: America/New_York", "Asia/Kolkata", Some("23:30 America/New_York")),
        ("timezone: Asia/Kolkata", "America/New_York", None),
        ("timezone: Asia/Tokyo", "America/New_York", Some("00:00 Asia/Tokyo")),
    ] {
        world.file(
            "kcamp.policy.yaml",
            format!("{policy}\nseverities: {{schedule/outside-policy-hours: error}}\n"),
        );
        world.file("a.yaml", file(zone));
        for command in
            ["validate a.yaml", "schedule enable -f a.yaml --dry-run", "campaign create -f a.yaml --dry-run"]
        {
            let run = world.run(command).expect_code(if judged.is_some() { 3 } else { 0 });
            let said = format!("{}{}", run.stdout, run.stderr);
            assert_eq!(said.contains("outside-policy-hours"), judged.is_some(), "{policy} {zone}: {said}");
            assert!(said.contains(judged.unwrap_or_default()), "{policy} {zone}: {said}");
        }
    }
}
