//! The same commands on Burki.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;

use kcamp::sandbox::BURKI_API_KEY;
use serde_json::{Value, json};

use super::world::{Sandbox, World};

/// A world of Burki at this sandbox.
fn world(sandbox: &Sandbox) -> World {
    World::new()
        .with("KCAMP_HOST", &sandbox.address)
        .with("KCAMP_PLATFORM", "burki")
        .with("KCAMP_TOKEN", BURKI_API_KEY)
}

/// A sandbox with these faults in which the campaign 1 exists and is called Billing.
fn with_campaign(faults: &[&str]) -> (Sandbox, World) {
    let calm = Sandbox::new();
    let body = json!({"name": "Billing", "campaign_type": "call", "assistant_id": 7}).to_string();
    let mut stream = TcpStream::connect(calm.address.trim_start_matches("http://")).unwrap();
    write!(
        stream,
        "POST /api/v1/campaigns/ HTTP/1.1\r\nHost: sandbox\r\nAuthorization: Bearer {BURKI_API_KEY}\r\n\
         Content-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
        body.len()
    )
    .unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    let sandbox = Sandbox::continuing(&calm, faults);
    let world = world(&sandbox);
    (sandbox, world)
}

fn calls(sandbox: &Sandbox) -> Vec<(Value, Value)> {
    sandbox.received().iter().map(|request| (request["method"].clone(), request["path"].clone())).collect()
}

const WEEKDAYS: [&str; 11] = [
    "schedule",
    "enable",
    "Billing",
    "--weekly",
    "Mon-Fri",
    "--start",
    "2027-02-15 09:00",
    "--end",
    "2027-12-31",
    "--timezone",
    "America/New_York",
];

#[test]
fn a_schedule_goes_out_as_it_is_documented_and_is_read_back() {
    let (sandbox, world) = with_campaign(&[]);
    world.run([&WEEKDAYS[..], &["--yes"]].concat()).expect_code(0);
    let saved = sandbox.received_at("POST", "/schedule").remove(0);
    assert_eq!(
        saved["body"],
        json!({
            "schedule_type": "recurring", "scheduled_at": "2027-02-15T09:00:00", "timezone": "America/New_York",
            "recurring_config": {
                "frequency": "weekly", "interval": 1, "days_of_week": [1, 2, 3, 4, 5],
                "time": "09:00", "time_zone": "America/New_York", "end_date": "2027-12-31"
            }
        })
    );
    let path = "/api/v1/campaigns/1/schedule";
    assert_eq!(calls(&sandbox)[1..], [(json!("POST"), json!(path)), (json!("GET"), json!(path))]);

    world.run(["schedule", "disable", "1", "--yes"]).expect_code(0);
    let cleared = sandbox.received_at("POST", "/schedule").remove(1);
    assert_eq!(cleared["body"], json!({"schedule_type": "immediate"}));
}

#[test]
fn a_dry_run_shows_the_request_with_a_placeholder_and_opens_no_socket() {
    let (sandbox, world) = with_campaign(&[]);
    let arguments: Vec<&str> =
        WEEKDAYS.iter().map(|word| if *word == "Billing" { "1" } else { word }).collect();
    world.run([&arguments[..], &["--dry-run=curl"]].concat()).expect_code(0).expect_stdout(&[
        "/api/v1/campaigns/1/schedule' \\\n",
        "--header \"Authorization: Bearer $KCAMP_TOKEN\" \\\n",
    ]);
    assert_eq!(sandbox.received(), [] as [Value; 0]);
}

#[test]
fn a_lost_answer_is_settled_by_reading_back_and_nothing_is_sent_twice() {
    let (sandbox, world) = with_campaign(&["drop-after-send:POST:schedule"]);
    world
        .run([&WEEKDAYS[..], &["--yes"]].concat())
        .expect_code(0)
        .expect_stderr(&["an answer was lost, looking whether it was applied"]);
    assert_eq!(sandbox.received_at("POST", "/schedule").len(), 1);
}

#[test]
fn what_its_state_does_not_let_be_done_is_not_sent() {
    let (sandbox, world) = with_campaign(&[]);
    world
        .run(["campaign", "start", "Billing", "--yes"])
        .expect_code(6)
        .expect_stderr(&["it has no contacts", "kcamp campaign import 1"]);
    assert_eq!(sandbox.received_at("POST", "/start"), [] as [Value; 0]);
    world.run(["campaign", "delete", "Billing", "--yes"]).expect_code(0);
    world.run(["campaign", "status", "1"]).expect_code(5);
}

#[test]
fn a_zone_without_a_name_is_a_finding() {
    let (sandbox, world) = with_campaign(&[]);
    let run = world.run(["schedule", "enable", "1", "--daily", "--start", "2027-02-15T09:00+05:30", "--yes"]);
    run.expect_code(3).expect_stderr(&["schedule/zone-not-iana", "--timezone"]);
    assert_eq!(sandbox.received(), [] as [Value; 0]);
}

#[test]
fn the_key_is_all_that_is_needed_and_is_shown_nowhere() {
    let (_sandbox, world) = with_campaign(&[]);
    for arguments in [&["campaign", "list"][..], &["campaign", "status", "1"], &["profile", "show"]] {
        let run = world.run([arguments, &["-vvv"]].concat()).expect_code(0);
        assert!(!format!("{}{}", run.stdout, run.stderr).contains(BURKI_API_KEY), "{arguments:?}");
    }
    assert!(world.files().iter().all(|(_, text)| !text.contains(BURKI_API_KEY)));
    let without = world.without("KCAMP_TOKEN");
    without
        .run(["campaign", "list"])
        .expect_code(4)
        .expect_stderr(&["the API key is not set", "KCAMP_TOKEN or KCAMP_TOKEN_FILE"]);
}
