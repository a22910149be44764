//! The same commands on Burki.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;

use kcamp::sandbox::BURKI_API_KEY;
use serde_json::{Value, json};

use super::world::{Sandbox, World};

/// A Burki world at this sandbox.
pub fn world(sandbox: &Sandbox) -> World {
    World::new()
        .with("KCAMP_HOST", &sandbox.address)
        .with("KCAMP_PLATFORM", "burki")
        .with("KCAMP_TOKEN", BURKI_API_KEY)
}

/// A sandbox with these faults and one campaign, with id 1 and the name Billing.
pub fn with_campaign(faults: &[&str]) -> (Sandbox, World) {
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

/// The first run of a schedule without a start is sent as its start: where the clock jumps over it, nothing is sent.
#[test]
fn a_first_run_that_does_not_exist_is_refused() {
    let sandbox = Sandbox::new();
    let world = sandbox.burki_world().with("KCAMP_NOW", "2027-03-10T12:00:00Z");
    world.file("campaign.yaml", "platform: burki\nname: Gap\ncampaign_type: call\nassistant_id: 7\n");
    world.run("campaign create -f campaign.yaml --yes").expect_code(0);
    for (pattern, at, code) in
        [("--weekly Sun", "02:15", 3), ("--monthly 14", "02:45", 3), ("--weekly Sun", "03:00", 0)]
    {
        let line = format!(
            "schedule enable Gap {pattern} --at {at} --timezone America/New_York --end 2027-12-31 --yes"
        );
        let run = world.run(&line).expect_code(code);
        assert_eq!(run.stderr.contains("time/in-dst-gap"), code == 3, "{}", run.stderr);
        assert_eq!(sandbox.received_at("POST", "/schedule").len(), usize::from(code == 0), "{line}");
    }
    world.run("schedule preview Gap").expect_code(0);
}

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
    // Before the call, the campaign behind its row of the list is read, and the schedule that is on and will be
    // replaced.
    let of_schedule = ["GET", "POST", "GET"].map(|method| (json!(method), json!(path)));
    assert_eq!(calls(&sandbox)[1], (json!("GET"), json!("/api/v1/campaigns/1")));
    assert_eq!(calls(&sandbox)[2..], of_schedule);

    world.run("schedule disable 1 --yes").expect_code(0);
    let cleared = sandbox.received_at("POST", "/schedule").remove(1);
    assert_eq!(cleared["body"], json!({"schedule_type": "immediate"}));
}

/// The question about a create names the requests, and mentions people only if a schedule is switched on.
#[test]
fn a_create_that_only_clears_schedules_does_not_say_that_it_reaches_people() {
    let of = |name: &str, schedule: &str| {
        format!(
            "platform: burki\nname: {name}\ncampaign_type: call\nassistant_id: 7\n\
             welcome_message_template: Hi\nschedule: {schedule}\n"
        )
    };
    let on = "{schedule_type: scheduled, scheduled_at: \"2027-02-15T09:00:00\", timezone: America/New_York}";
    let immediate = "{schedule_type: immediate}";
    for (schedules, asked) in [
        (&[immediate][..], None),
        (&[immediate, immediate], None),
        (&[on], Some("create the campaign C0 and switch the schedule on? this reaches real people")),
        (&[on, immediate], Some("create 2 campaigns, clear 1 schedule and switch 1 schedule on?")),
        (
            &[on, on, immediate, immediate],
            Some("create 4 campaigns, clear 2 schedules and switch 2 schedules on?"),
        ),
    ] {
        let sandbox = Sandbox::new();
        let world = sandbox.burki_world().with("KCAMP_NOW", "2027-01-04T08:00:00Z");
        for (at, schedule) in schedules.iter().enumerate() {
            world.file(&format!("campaigns/{at}.yaml"), of(&format!("C{at}"), schedule));
        }
        let run = world.run("campaign create -f campaigns");
        match asked {
            None => drop(run.expect_code(0)),
            Some(asked) => drop(run.expect_code(12).expect_stderr(&[asked])),
        }
        let sent = if asked.is_some() { 0 } else { schedules.len() };
        let cleared = sandbox.received_at("POST", "/schedule");
        assert_eq!(cleared.len(), sent, "{schedules:?}");
        assert!(cleared.iter().all(|it| it["body"] == json!({"schedule_type": "immediate"})));
    }
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
        .run("campaign start Billing --yes")
        .expect_code(6)
        .expect_stderr(&["it has no contacts", "kcamp --platform burki campaign import 1"]);
    assert_eq!(sandbox.received_at("POST", "/start"), [] as [Value; 0]);
    world.run("campaign delete Billing --yes").expect_code(0);
    world.run("campaign status 1").expect_code(5);
}

#[test]
fn a_zone_without_a_name_is_a_finding() {
    let (sandbox, world) = with_campaign(&[]);
    let run = world.run("schedule enable 1 --daily --start 2027-02-15T09:00+05:30 --yes");
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
    without.run("campaign list").expect_code(4).expect_stderr(&["not set: API key", "KCAMP_TOKEN"]);
}

#[test]
fn a_field_that_the_platform_refuses_is_shown_at_its_line() {
    let sandbox = Sandbox::with_faults(&["422x1:POST:campaigns"]);
    let world = world(&sandbox);
    world.file("a.yaml", "platform: burki\ncampaign_type: call\nname: Billing\nassistant_id: 7\n");
    let run = world.run("campaign create -f a.yaml -o json").expect_code(7);
    let error = run.error_json();
    let finding = &error["findings"][0];
    assert_eq!(
        (&finding["code"], &finding["file"], &finding["line"], &finding["column"]),
        (&json!("platform/field-refused"), &json!("a.yaml"), &json!(3), &json!(7)),
        "{error}"
    );
    assert_eq!(finding["message"], "the sandbox was told to answer 422");
    // Without a file, the message names the field.
    let sandbox = Sandbox::with_faults(&["422x1:POST:campaigns"]);
    let flags = ["campaign", "create", "--name", "Billing", "--type", "call", "--assistant-id", "7"];
    self::world(&sandbox).run(flags).expect_code(7).expect_stderr(&["platform/field-refused", "--name"]);
}

/// Every transition of a campaign, with the documented states, and those that are refused.
#[test]
fn a_campaign_lives_as_it_is_documented() {
    let sandbox = Sandbox::with_flags(&["--choice", "burki-imports=immediate"]);
    let world = world(&sandbox);
    world.file("contacts.csv", "phone,name\n+12025550123,Ana\n+12025550124,Ben\n+12025550125,Cy\n");
    let flags = ["campaign", "create", "--name", "Renewals", "--type", "call", "--assistant-id", "7"];
    world.run(flags).expect_code(0);
    let run = |line: &[&str]| world.run([line, &["--yes"]].concat());
    let status = || {
        let status = world.run("campaign status Renewals -o json").expect_code(0).json();
        status["status"].as_str().unwrap().to_owned()
    };
    let refused = |line: &[&str], words: &[&str]| {
        let before = sandbox.received().len();
        run(line).expect_code(6).expect_stderr(words);
        let writes = sandbox.received().split_off(before);
        assert!(writes.iter().all(|request| request["method"] == "GET"), "{line:?}: {writes:?}");
    };
    assert_eq!(status(), "Draft");
    refused(&["campaign", "start", "Renewals"], &["contacts", "campaign import"]);
    refused(&["campaign", "pause", "Renewals"], &["Running"]);
    refused(&["campaign", "re-execute", "Renewals", "--all"], &["Completed"]);
    run(&["campaign", "import", "Renewals", "contacts.csv"]).expect_code(0);
    let later = ["--once", "--start", "2027-02-15 09:00", "--timezone", "America/New_York"];
    run(&[&["schedule", "enable", "Renewals"], &later[..]].concat()).expect_code(0);
    assert_eq!(status(), "Scheduled");
    refused(&["campaign", "update", "Renewals", "--description", "Later"], &["Draft", "Paused"]);
    run(&["schedule", "disable", "Renewals"]).expect_code(0);
    assert_eq!(status(), "Draft");
    run(&["campaign", "update", "Renewals", "--description", "Now"]).expect_code(0);
    run(&["campaign", "start", "Renewals"]).expect_code(0);
    assert_eq!(status(), "Running");
    refused(&["campaign", "delete", "Renewals"], &["Running"]);
    refused(&["campaign", "start", "Renewals"], &["Running"]);
    refused(&["campaign", "update", "Renewals", "--description", "Later"], &["Running"]);
    run(&["campaign", "pause", "Renewals"]).expect_code(0);
    assert_eq!(status(), "Paused");
    refused(&["campaign", "pause", "Renewals"], &["Paused"]);
    run(&["campaign", "start", "Renewals"]).expect_code(0);
    run(&["campaign", "stop", "Renewals"]).expect_code(0);
    assert_eq!(status(), "Cancelled");
    refused(&["campaign", "start", "Renewals"], &["Cancelled", "re-execute"]);
    refused(&["campaign", "stop", "Renewals"], &["Cancelled"]);
    refused(&["campaign", "pause", "Renewals"], &["Cancelled"]);
    let start = ["--start", "2027-02-15 09:00", "--timezone", "America/New_York"];
    run(&[&["campaign", "re-execute", "Renewals", "--all"], &start[..]].concat()).expect_code(0);
    assert_eq!(status(), "Scheduled");
    run(&["campaign", "stop", "Renewals"]).expect_code(0);
    run(&["campaign", "re-execute", "Renewals", "--all"]).expect_code(0);
    assert_eq!(status(), "Draft");
    run(&["campaign", "delete", "Renewals"]).expect_code(0);
    world.run("campaign status Renewals").expect_code(5);
}

/// The bodies of the platform's page for the schedule call, unchanged: Burki contract §3.
#[test]
fn the_pages_own_schedules_go_out_from_flags() {
    let (sandbox, world) = with_campaign(&[]);
    let zone = "America/New_York";
    let weekly = json!({
        "schedule_type": "recurring", "scheduled_at": "2027-02-15T09:00:00", "timezone": zone,
        "recurring_config": {
            "frequency": "weekly", "interval": 1, "days_of_week": [1, 2, 3, 4, 5],
            "time": "09:00", "time_zone": zone, "end_date": "2027-12-31"
        }
    });
    let monthly = json!({
        "schedule_type": "recurring", "scheduled_at": "2026-12-15T18:30:00", "timezone": zone,
        "recurring_config": {
            "frequency": "monthly", "interval": 2, "day_of_month": 15, "time": "18:30", "time_zone": zone
        }
    });
    let daily = json!({
        "schedule_type": "recurring", "scheduled_at": "2026-12-03T09:00:00", "timezone": zone,
        "recurring_config": { "frequency": "daily", "interval": 1, "time": "09:00", "time_zone": zone }
    });
    let once =
        json!({ "schedule_type": "scheduled", "scheduled_at": "2027-02-15T09:00:00", "timezone": zone });
    for (flags, body) in [
        (&["--immediate"][..], json!({ "schedule_type": "immediate" })),
        (&["--once", "--start", "2027-02-15 09:00"], once),
        (&["--weekly", "Mon-Fri", "--start", "2027-02-15 09:00", "--end", "2027-12-31"], weekly),
        // Without a start, the first run is the next one that fits.
        (&["--monthly", "15", "--every", "2", "--at", "18:30"], monthly),
        (&["--daily", "--at", "09:00"], daily),
    ] {
        let before = sandbox.received_at("POST", "/schedule").len();
        let line = [&["schedule", "enable", "1"], flags, &["--timezone", zone, "--yes"]].concat();
        world.run(line).expect_code(0);
        assert_eq!(sandbox.received_at("POST", "/schedule")[before]["body"], body, "{flags:?}");
    }
}

/// The exact values of that page, which are in the past now.
#[test]
fn the_pages_own_bodies_come_out_equal_from_flags() {
    let world = World::new()
        .with("KCAMP_HOST", "http://127.0.0.1:9")
        .with("KCAMP_PLATFORM", "burki")
        .with("KCAMP_NOW", "2024-02-01T00:00:00Z");
    let (zone, at) = ("America/New_York", "2024-02-15T09:00:00");
    for (flags, body) in [
        (&["--immediate"][..], json!({ "schedule_type": "immediate" })),
        (
            &["--once", "--start", "2024-02-15 09:00"],
            json!({ "schedule_type": "scheduled", "scheduled_at": at, "timezone": zone }),
        ),
        (
            &["--weekly", "Mon-Fri", "--start", "2024-02-15 09:00", "--end", "2024-12-31"],
            json!({
                "schedule_type": "recurring", "scheduled_at": at, "timezone": zone,
                "recurring_config": {
                    "frequency": "weekly", "interval": 1, "days_of_week": [1, 2, 3, 4, 5],
                    "time": "09:00", "time_zone": zone, "end_date": "2024-12-31"
                }
            }),
        ),
    ] {
        let line = [&["schedule", "enable", "42"], flags, &["--timezone", zone, "--dry-run", "-o", "json"]];
        let request = world.run(line.concat()).expect_code(0).json();
        assert_eq!(request[0]["body"], body);
        assert_eq!(request[0]["url"], "http://127.0.0.1:9/api/v1/campaigns/42/schedule");
    }
}

#[test]
fn the_runs_of_a_live_schedule_are_shown() {
    let (_sandbox, world) = with_campaign(&[]);
    let preview = ["schedule", "preview", "Billing", "-n", "2", "-o", "json"];
    let none = world.run(preview).expect_code(5);
    assert_eq!(none.error_json()["code"], "schedule/none");
    world.run([&WEEKDAYS[..], &["--yes"]].concat()).expect_code(0);
    let runs = world.run(preview).expect_code(0).json();
    let at = |index: usize| (runs[index]["campaign"].clone(), runs[index]["at"].clone());
    assert_eq!(at(0), (json!("Billing"), json!("2027-02-15T09:00:00-05:00")));
    assert_eq!(at(1), (json!("Billing"), json!("2027-02-16T09:00:00-05:00")));
    let held = world.run("schedule show Billing -o json").expect_code(0).json();
    assert_eq!(held["recurrence"]["days_of_week"], json!([1, 2, 3, 4, 5]));
}

/// The transitions by time: a schedule comes due, a run ends, and a campaign fails.
/// A schedule that repeats, of which the platform returns no zone: it may have been set with `timezone` alone.
#[test]
fn a_schedule_whose_zone_is_not_told_is_not_said_to_be_none() {
    let (_sandbox, world) = with_campaign(&[]);
    world.file(
        "s.json",
        r#"{"schedule_type": "recurring", "scheduled_at": "2037-12-07T09:00:00", "timezone": "America/New_York",
            "recurring_config": {"frequency": "weekly", "interval": 1, "days_of_week": [1, 3], "time": "09:00"}}"#,
    );
    world.run("api POST /api/v1/campaigns/1/schedule --input s.json --yes").expect_code(0);
    let run = world.run("schedule preview Billing").expect_code(2).expect_stderr(&[
        "is on, and the platform does not return its time zone",
        "kcamp --platform burki schedule show",
    ]);
    assert!(!run.stderr.contains("has no schedule"), "{}", run.stderr);
}

/// Numbers stand in other columns, and in names.
#[test]
fn numbers_in_other_columns_are_masked_too() {
    let (_sandbox, world) = with_campaign(&[]);
    world.run("campaign create --name Others --type call --assistant-id 7").expect_code(0);
    world.file("p.csv", "phone_number,name,Phone 2,Home\n+12025550131,Ada,+12025550177,202-555-0178\n");
    world.run("campaign import Others p.csv --yes").expect_code(0);
    for format in ["json", "yaml", "table", "csv", "wide"] {
        let run = world.run(["campaign", "contacts", "Others", "-o", format]).expect_code(0);
        for number in ["2025550177", "202-555-0178", "2025550131"] {
            assert!(!run.stdout.contains(number), "{format}: {}", run.stdout);
        }
    }
    let whole = world.run("campaign contacts Others -o json --show-numbers").expect_code(0).stdout;
    assert!(whole.contains("+12025550177") && whole.contains("202-555-0178"), "{whole}");
}

#[test]
fn what_time_does_to_a_campaign_is_followed() {
    let first = Sandbox::with_flags(&["--choice", "burki-imports=immediate"]);
    let status = |world: &World, name: &str| {
        let status = world.run(["campaign", "status", name, "-o", "json"]).expect_code(0).json();
        status["status"].as_str().unwrap().to_owned()
    };
    let due = ["--once", "--start", "2027-02-15 09:00", "--timezone", "UTC", "--yes"];
    let before = world(&first);
    before.file("contacts.csv", "phone\n+12025550123\n+12025550124\n");
    for name in ["Renewals", "Empty"] {
        let flags = ["campaign", "create", "--name", name, "--type", "call", "--assistant-id", "7"];
        before.run(flags).expect_code(0);
    }
    before.run("campaign import Renewals contacts.csv --yes").expect_code(0);
    for name in ["Renewals", "Empty"] {
        before.run([&["schedule", "enable", name], &due[..]].concat()).expect_code(0);
    }
    let running = Sandbox::at_time(&first, "2027-02-15T09:00:00Z");
    let world_then = world(&running);
    assert_eq!(status(&world_then, "Renewals"), "Running");
    // Its time came, and it had no contacts.
    assert_eq!(status(&world_then, "Empty"), "Failed");
    world_then.run("campaign start Empty --yes").expect_code(6).expect_stderr(&["Failed"]);
    // A stop of a paused campaign.
    world_then.run("campaign pause Renewals").expect_code(0);
    let paused = Sandbox::at_time(&running, "2027-02-15T09:00:01Z");
    world(&paused).run("campaign stop Renewals --yes").expect_code(0);
    assert_eq!(status(&world(&paused), "Renewals"), "Cancelled");
    // Or it continues to its end, and gets another round.
    world_then.run("campaign start Renewals --yes").expect_code(0);
    let over = Sandbox::at_time(&running, "2027-02-16T09:00:00Z");
    let world_after = world(&over);
    assert_eq!(status(&world_after, "Renewals"), "Completed");
    for refused in ["start", "stop", "pause"] {
        world_after
            .run(["campaign", refused, "Renewals", "--yes"])
            .expect_code(6)
            .expect_stderr(&["Completed", "hint: "]);
    }
    world_after.run("campaign re-execute Renewals --all --yes").expect_code(0);
    assert_eq!(status(&world_after, "Renewals"), "Draft");
}
