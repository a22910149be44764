//! Duration flags take units, and the platform receives numbers in the unit of its contract.

use serde_json::json;

use crate::create::VOICE;
use crate::terminal::{answer, end, line, start};
use crate::world::Sandbox;

#[test]
fn kore_receives_minutes_and_seconds() {
    for (period, minutes, ring, seconds) in
        [("2h", 120, "30s", 30), ("10", 10, "30", 30), ("1d", 1440, "2m", 120), ("120s", 2, "1m30s", 90)]
    {
        let sandbox = Sandbox::new();
        let line = format!("{VOICE} --retry-period {period} --max-ring-time {ring}");
        sandbox.world().run(&line).expect_code(0);
        let strategy = sandbox.creates()[0]["dialingStrategy"].clone();
        assert_eq!(strategy["defaultRetryPeriod"], json!(minutes), "{period}");
        assert_eq!(strategy["maxRingTime"], json!(seconds), "{ring}");
    }
}

#[test]
fn a_question_takes_what_its_flag_takes() {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    let mut session = start(&world, VOICE);
    answer(&mut session, "minutes between attempts, 1 to 1440", &line("90s"));
    answer(&mut session, "is not a whole number of minutes", &line("2h"));
    answer(&mut session, "seconds of ringing, 5 to 120", &line("3m"));
    answer(&mut session, "180 is not between 5 and 120", &line("2m"));
    let (rest, code) = end(&mut session);
    assert_eq!(code, 0, "{rest}");
    let strategy = sandbox.creates()[0]["dialingStrategy"].clone();
    assert_eq!((&strategy["defaultRetryPeriod"], &strategy["maxRingTime"]), (&json!(120), &json!(120)));
}

#[test]
fn burki_receives_minutes() {
    for (delay, minutes) in [("30m", 30), ("2h", 120), ("45", 45), ("1h30m", 90)] {
        let sandbox = Sandbox::new();
        let line = format!(
            "campaign create --type call --name Renewals --assistant-id 7 --retry-delay {delay} --yes"
        );
        sandbox.burki_world().run(&line).expect_code(0);
        let received = sandbox.received_at("POST", "/campaigns/");
        assert_eq!(received[0]["body"]["retry_delay_minutes"], json!(minutes), "{delay}");
    }
}

#[test]
fn what_is_no_whole_number_of_the_unit_is_refused() {
    let sandbox = Sandbox::new();
    for (flag, value, said) in [
        ("--retry-period", "90s", "is not a whole number of minutes"),
        ("--retry-period", "2 hoors", "is not a duration"),
        ("--retry-period", "1mo", "is not a duration"),
        ("--max-ring-time", "1500ms", "is not a whole number of seconds"),
        ("--max-ring-time", "-30s", "is not a duration"),
    ] {
        let line = format!("{VOICE} {flag} '{value}'");
        sandbox.world().run(&line).expect_code(2).expect_stderr(&[said]);
    }
    // Valid units, but outside the platform's range.
    for durations in ["--retry-period 2d --max-ring-time 30s", "--retry-period 10m --max-ring-time 1h"] {
        sandbox.world().run(&format!("{VOICE} {durations}")).expect_code(3);
    }
    assert!(sandbox.creates().is_empty());
}

#[test]
fn days_and_weeks_are_durations() {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    world.file("contacts.csv", "phone\n+919876543210\n");
    world.run("contact-list import 'Renewal Due July' contacts.csv").expect_code(0);
    let entries = |world: &crate::world::World, since: &str| {
        let view = world.run(["journal", "--since", since, "-o", "json"]).expect_code(0).json();
        view.as_array().unwrap().len()
    };
    let later = sandbox.world().with("KCAMP_NOW", "2026-12-11T08:00:00Z");
    for world_file in world.files() {
        later.file(world_file.0.strip_prefix(world.home()).unwrap().to_str().unwrap(), world_file.1);
    }
    let looking_back =
        [("7 days ago", 0), ("9 days ago", 1), ("yesterday", 0), ("2026-12-03", 1), ("2026-12-04", 0)];
    let durations = [("7d", 0), ("1w", 0), ("9d", 1), ("2w", 1), ("2 weeks", 1), ("191h", 0), ("193h", 1)];
    for (since, expected) in durations.into_iter().chain(looking_back) {
        assert_eq!(entries(&later, since), expected, "{since}");
    }
    for (until, expected) in [("yesterday", 1), ("7d", 1), ("9d", 0), ("2026-12-03", 1), ("2026-12-02", 0)] {
        let shown = later.run(["journal", "--until", until, "-o", "json"]).expect_code(0).json();
        assert_eq!(shown.as_array().unwrap().len(), expected, "until {until}");
    }
    for flag in ["--since", "--until"] {
        let refused = later.run(["journal", flag, "last week"]).expect_code(2).expect_stderr(&["yesterday"]);
        assert!(!refused.stderr.contains("tomorrow"), "{}", refused.stderr);
    }
    later.run("journal --since 1mo").expect_code(2);
}
