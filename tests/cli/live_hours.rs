//! What is reported of the live calling hours before a write, and a zone that no file uses.

use serde_json::json;

use crate::create::{FILE, SCHEDULE};
use crate::lifecycle::with_campaign;
use crate::world::{Run, Sandbox};

const NAME: &str = "Event Reminder";

/// The campaign file with other calling hours.
fn reached(days: &str, start: &str, end: &str, zone: &str) -> String {
    FILE.replace("timezone: UTC", &format!("timezone: {zone}")).replace(
        "{days: Mon-Fri, start: \"9:00 AM\", end: \"6:00 PM\"}",
        &format!("{{days: {days}, start: \"{start}\", end: \"{end}\"}}"),
    )
}

fn schedule_calls(sandbox: &Sandbox) -> usize {
    sandbox.received_at("POST", "/schedule").len()
}

/// Flags whose every run misses the calling hours of [`FILE`], and flags whose runs meet them only on the first day.
const MISSED: [(&[&str], &str); 3] = [
    (&["--weekly", "Sat", "--start", "2026-12-05 12:00"], "schedule/never-in-calling-hours"),
    (&["--daily", "--start", "2026-12-07 12:00"], "schedule/outside-calling-hours"),
    (&["--weekly", "Mon-Fri", "--start", "2026-12-07 08:00"], "schedule/outside-calling-hours"),
];

const REST: [&str; 4] = ["--end", "2027-01-31", "--timezone", "UTC"];

#[test]
fn a_schedule_from_flags_meets_the_live_calling_hours_by_id_and_by_a_checked_name() {
    for (flags, code) in MISSED {
        let (sandbox, world, id) = with_campaign(FILE, &[]);
        let enable = |campaign: &[&str], more: &[&str]| -> Run {
            world.run([&["schedule", "enable"], campaign, flags, &REST, more].concat())
        };
        let said = format!("warning[{code}]");
        for campaign in [&[id.as_str()][..], &[NAME, "--check-name"]] {
            // Without a yes nothing is written, though the warning was shown.
            enable(campaign, &[]).expect_code(12).expect_stderr(&[&said]);
            enable(campaign, &["--dry-run"]).expect_code(0).expect_stderr(&[&said]);
            assert_eq!(schedule_calls(&sandbox), 0, "{campaign:?}");
        }
        world.file("kcamp.policy.yaml", format!("severities: {{{code}: error}}\n"));
        for campaign in [&[id.as_str()][..], &[NAME, "--check-name"]] {
            let error = enable(campaign, &["--yes", "-o", "json"]).expect_code(3).error_json();
            assert_eq!(error["findings"][0]["code"], code, "{campaign:?}: {error}");
            assert_eq!(schedule_calls(&sandbox), 0, "{campaign:?}");
        }
        std::fs::remove_file(world.home().join("kcamp.policy.yaml")).unwrap();
        // A name that is not looked up takes one request, with the name as it was typed.
        let before = sandbox.received().len();
        let run = enable(&[NAME], &["--yes"]).expect_code(0);
        assert!(!run.stderr.contains(code), "{}", run.stderr);
        assert_eq!((schedule_calls(&sandbox), sandbox.received().len() - before), (1, 1));
        enable(&[&id], &["--yes"]).expect_code(0).expect_stderr(&[&said]);
        assert_eq!(schedule_calls(&sandbox), 2);
    }
}

#[test]
fn a_schedule_within_the_live_calling_hours_is_sent_without_a_word() {
    let (sandbox, world, id) = with_campaign(FILE, &[]);
    let run =
        world
            .run(
                [
                    &[
                        "schedule",
                        "enable",
                        &id,
                        "--weekly",
                        "Mon-Fri",
                        "--start",
                        "2026-12-07 12:00",
                        "--yes",
                    ][..],
                    &REST,
                ]
                .concat(),
            )
            .expect_code(0);
    assert!(!run.stderr.contains("calling-hours"), "{}", run.stderr);
    assert_eq!(sandbox.received_at("POST", "/schedule")[0]["body"]["startDateTime"], "2026-12-07 12:00:00");
}

#[cfg(unix)]
#[test]
fn a_schedule_from_prompts_meets_the_live_calling_hours() {
    use crate::terminal::{ENTER, answer, end, line, start};

    let (sandbox, world, _) = with_campaign(FILE, &[]);
    for (yes, calls) in [("n", 0), ("y", 1)] {
        let mut session = start(&world, "schedule enable");
        answer(&mut session, "campaign", ENTER);
        answer(&mut session, "how does it repeat?", "\x1b[B");
        session.press(ENTER);
        answer(&mut session, "your time zone", &line("UTC"));
        answer(&mut session, "start, such as", &line("2026-12-07 07:00"));
        answer(&mut session, "last day", &line("2026-12-31"));
        let shown = answer(&mut session, "switch this schedule on?", &line(yes));
        assert!(shown.contains("warning[schedule/outside-calling-hours]"), "{shown}");
        assert!(shown.contains("Mon 2026-12-07 07:00 UTC"), "{shown}");
        let (rest, code) = end(&mut session);
        assert_eq!((code == 0, schedule_calls(&sandbox)), (calls == 1, calls), "{rest}");
    }
}

#[test]
fn a_start_outside_the_calling_hours_says_when_they_open() {
    // The clock shows Thursday 2026-12-03 08:00 in UTC.
    for (days, start, end, zone, opens) in [
        ("Mon-Fri", "9:00 AM", "6:00 PM", "UTC", "Thu 2026-12-03 09:00 UTC"),
        ("Mon-Fri", "9:00 AM", "6:00 PM", "America/New_York", "Thu 2026-12-03 09:00 America/New_York"),
        ("Sat", "9:00 AM", "6:00 PM", "UTC", "Sat 2026-12-05 09:00 UTC"),
        // The hours end at this minute.
        ("Thu", "7:00 AM", "8:00 AM", "UTC", "Thu 2026-12-10 07:00 UTC"),
    ] {
        let (sandbox, world, id) = with_campaign(&reached(days, start, end, zone), &[]);
        let said = format!("they open on {opens}");
        for campaign in [NAME, &id] {
            let begin = |more: &[&str]| world.run([&["campaign", "start", campaign], more].concat());
            begin(&["--dry-run"]).expect_code(0).expect_stderr(&["outside its calling hours now", &said]);
            begin(&[]).expect_code(12).expect_stderr(&["outside its calling hours now", &said]);
        }
        let triggers = || sandbox.received().iter().filter(|it| it["query"].get("trigger").is_some()).count();
        assert_eq!(triggers(), 0);
        // It is only a warning, since the hours govern dialling: with a yes the campaign starts.
        world.run(["campaign", "start", &id, "--yes"]).expect_code(0).expect_stderr(&[&said]);
        assert_eq!(triggers(), 1);
    }
    for (days, zone) in [("Thu", "Asia/Kolkata"), ("Mon-Fri", "Europe/Helsinki")] {
        let (_sandbox, world, _) = with_campaign(&reached(days, "9:00 AM", "6:00 PM", zone), &[]);
        let run = world.run(["campaign", "start", NAME, "--yes"]).expect_code(0);
        assert!(!run.stderr.contains("outside the calling hours"), "{}", run.stderr);
    }
}

#[test]
fn a_start_says_how_many_contacts_the_lists_hold_and_until_when_the_hours_are_open() {
    let lists = "contactLists: [Event Guests, Renewal Due July]";
    let file =
        reached("Thu", "1:00 PM", "6:00 PM", "Asia/Kolkata").replace("contactLists: [Event Guests]", lists);
    let (sandbox, world, id) = with_campaign(&file, &[]);
    let contacts = "248 contacts in 2 lists (\"Event Guests\": 200, \"Renewal Due July\": 48)";
    let hours = "now the calling hours are open until Thu 2026-12-03 18:00 Asia/Kolkata";
    for campaign in [NAME, &id] {
        // The warning comes before the question.
        world.run(["campaign", "start", campaign]).expect_code(12).expect_stderr(&[contacts, hours]);
    }
    let run = world.run(["campaign", "start", NAME, "--yes", "-o", "json"]).expect_code(0);
    let result = run.json();
    assert_eq!(
        result["reach"],
        json!({
            "contacts": 248,
            "contact_lists": [
                {"name": "Event Guests", "contacts": 200},
                {"name": "Renewal Due July", "contacts": 48},
            ],
            "calling_hours_open": true,
            "calling_hours_open_at": "2026-12-03T13:00:00+05:30",
            "calling_hours_close_at": "2026-12-03T18:00:00+05:30",
        })
    );
    // A stop contacts nobody, and looks up neither contacts nor hours.
    let before = sandbox.received_at("POST", "/getAllListDetails").len();
    let stopped = world.run(["campaign", "stop", NAME, "--yes", "-o", "json"]).expect_code(0).json();
    assert_eq!(stopped["reach"], json!(null));
    assert_eq!(sandbox.received_at("POST", "/getAllListDetails").len(), before);
    world.run(["campaign", "start", NAME, "--yes"]).expect_code(0).expect_stdout(&[
        "contacts       248 contacts in 2 lists",
        "calling hours  open until Thu 2026-12-03 18:00 Asia/Kolkata",
    ]);
}

#[test]
fn several_starts_read_the_lists_once_and_a_read_that_fails_keeps_nobody_from_starting() {
    let (first, files, _) = with_campaign(FILE, &[]);
    files.file("other.yaml", FILE.replace(NAME, "Other"));
    let world = first.world();
    world.file("other.yaml", FILE.replace(NAME, "Other"));
    world.run("campaign create -f other.yaml").expect_code(0);
    let sandbox = Sandbox::continuing(&first, &[]);
    let world = sandbox.world();
    let run = world.run(["campaign", "start", NAME, "Other", "--yes", "-o", "json"]).expect_code(0);
    let contacts: Vec<_> =
        run.json().as_array().unwrap().iter().map(|row| row["reach"]["contacts"].clone()).collect();
    assert_eq!(contacts, [json!(200), json!(200)]);
    let lists =
        sandbox.received().iter().filter(|it| it["path"].as_str().unwrap().ends_with("ListDetails")).count();
    assert_eq!(lists, 1);
    for fault in ["403", "503", "garbage"] {
        let faults = [format!("{fault}:POST:getAllListDetails"), format!("{fault}:GET:getAllListDetails")];
        let sandbox = Sandbox::continuing(&first, &faults.each_ref().map(String::as_str));
        let world = sandbox.world();
        let run = world.run(["campaign", "start", NAME, "--yes", "-o", "json"]).expect_code(0);
        let run = run.expect_stderr(&["the number of contacts could not be read"]);
        let reach = &run.json()["reach"];
        assert_eq!(reach["contacts"], json!(null), "{fault}");
        assert_eq!(reach["contact_lists"], json!([{"name": "Event Guests", "contacts": null}]), "{fault}");
    }
}

#[test]
fn an_enabled_schedule_says_whom_its_first_run_reaches_where_the_campaign_is_looked_at() {
    let (sandbox, world, id) = with_campaign(FILE, &[]);
    let enable = |campaign: &[&str]| {
        let weekly = ["--weekly", "Mon", "--start", "2026-12-07 08:00", "--yes", "-o", "json"];
        world.run([&["schedule", "enable"], campaign, &weekly, &REST].concat())
    };
    let said = "has 200 contacts in the list \"Event Guests\"; at the first run the calling hours are closed until Mon 2026-12-07 09:00 UTC";
    for campaign in [&[id.as_str()][..], &[NAME, "--check-name"]] {
        let run = enable(campaign).expect_code(0).expect_stderr(&[said]);
        let reach = &run.json()["reach"];
        assert_eq!((&reach["contacts"], &reach["calling_hours_open"]), (&json!(200), &json!(false)));
        assert_eq!(reach["calling_hours_open_at"], "2026-12-07T09:00:00Z");
    }
    // A name alone takes one request, and the message says what was not checked.
    let before = sandbox.received().len();
    let run = enable(&[NAME]).expect_code(0).expect_stderr(&["were not checked; add --check-name"]);
    assert_eq!((sandbox.received().len() - before, &run.json()["reach"]), (1, &json!(null)));
}

#[test]
fn on_burki_contacts_are_the_campaigns_own() {
    let prepared = crate::calls::prepared();
    let world = prepared.sandbox.burki_world();
    let run = world.run("campaign start Draft --yes -o json").expect_code(0);
    assert_eq!(run.json()["reach"]["contacts"], 2);
    run.expect_stderr(&["\"Draft\" has 2 contacts"]);
    let daily = ["--daily", "--start=2027-01-01 09:00", "--end=2027-02-01", "--timezone=UTC", "--yes"];
    let run =
        world.run([&["schedule", "enable", "Planned", "-o", "json"][..], &daily].concat()).expect_code(0);
    assert_eq!(run.json()["reach"]["contacts"], 2);
}

#[cfg(unix)]
#[test]
fn on_a_terminal_a_typed_name_is_looked_at_before_the_question() {
    use crate::terminal::{answer, end, line, start};

    let (sandbox, world, _) = with_campaign(FILE, &[]);
    let weekly = ["--weekly", "Mon", "--start", "2026-12-07 08:00"];
    let mut session = start(&world, [&["schedule", "enable", NAME][..], &weekly, &REST].concat());
    let shown = answer(&mut session, "switch this schedule on?", &line("n"));
    assert!(shown.contains("has 200 contacts") && shown.contains("outside-calling-hours"), "{shown}");
    assert_eq!((end(&mut session).1, schedule_calls(&sandbox)), (12, 0));
    let mut session = start(&world, [&["schedule", "enable", "Evnt"][..], &weekly, &REST].concat());
    assert_eq!(end(&mut session).1, 5);
}

#[cfg(unix)]
#[test]
fn on_a_terminal_campaigns_are_offered_where_none_is_named() {
    use crate::terminal::{ENTER, answer, end, line, start};

    let (sandbox, world, id) = with_campaign(FILE, &[]);
    for command in ["get", "status"] {
        let mut session = start(&world, ["campaign", command]);
        let shown = answer(&mut session, &id, ENTER);
        assert!(shown.contains(NAME), "{shown}");
        let (rest, code) = end(&mut session);
        assert!(code == 0 && rest.contains("Ready"), "{command}: {rest}");
    }
    for (command, question) in [("start", "start the"), ("stop", "stop the")] {
        let mut session = start(&world, ["campaign", command]);
        answer(&mut session, &id, ENTER);
        answer(&mut session, question, &line("y"));
        assert_eq!(end(&mut session).1, 0, "{command}");
    }
    let mut session = start(&world, "campaign watch");
    answer(&mut session, &id, ENTER);
    let (rest, code) = end(&mut session);
    assert!(code == 0 && rest.contains("Stopped"), "{rest}");
    let triggers = sandbox.received().iter().filter(|it| it["query"].get("trigger").is_some()).count();
    assert_eq!(triggers, 2);
}

#[test]
fn a_zone_that_touches_no_file_is_said_wherever_a_file_is_read() {
    let (sandbox, world, id) = with_campaign(FILE, &[]);
    world.file("all.yaml", format!("{FILE}{SCHEDULE}").replace(NAME, "Another"));
    world.file("own.yaml", format!("{FILE}{SCHEDULE}"));
    world.file("part.yaml", "priority: 2\n");
    let commands: [&[&str]; 5] = [
        &["campaign", "create", "-f", "all.yaml", "--dry-run"],
        &["validate", "all.yaml"],
        &["schedule", "enable", NAME, "-f", "own.yaml", "--dry-run"],
        &["schedule", "preview", "-f", "all.yaml"],
        &["campaign", "update", &id, "-f", "part.yaml"],
    ];
    let said = "--timezone Asia/Tokyo does not change the times and calling hours of a file";
    for command in commands {
        let with = |more: &[&str]| world.run([command, more].concat()).expect_code(0);
        with(&["--timezone", "Asia/Tokyo"]).expect_stderr(&[said]);
        // A variable applies to all commands, so it is not a mistake here.
        assert!(!with(&[]).stderr.contains("does not change"), "{command:?}");
    }
    let quiet = sandbox.world().with("KCAMP_TIMEZONE", "Asia/Tokyo");
    quiet.file("all.yaml", format!("{FILE}{SCHEDULE}"));
    assert!(!quiet.run("validate all.yaml").expect_code(0).stderr.contains("does not change"));
    // The zones of the calling hours and of the times were sent unchanged.
    let puts = sandbox.received_at("PUT", &id);
    assert_eq!(puts[0]["body"]["dialingStrategy"]["callingHours"]["timezone"], json!("UTC"));
    // An update from flags reads no file.
    let run =
        world.run(["campaign", "update", &id, "--priority", "3", "--timezone", "Asia/Tokyo"]).expect_code(0);
    assert!(!run.stderr.contains("does not change"), "{}", run.stderr);
}

/// On the machine's clock: the platform asks for a wait that ends after the hours of the policy.
#[test]
fn a_start_that_waits_past_the_end_of_the_policys_hours_is_not_sent() {
    use jiff::{Timestamp, ToSpan as _, Unit};

    let now = Timestamp::now();
    let is_day = |zone: &&str| (6..=21).contains(&now.in_tz(zone).unwrap().hour());
    let zone = ["Asia/Tokyo", "Europe/London", "America/Los_Angeles"].into_iter().find(is_day).unwrap();
    let end = (now + 20.seconds()).in_tz(zone).unwrap().round(Unit::Minute).unwrap();
    let end = if end.timestamp() < now + 20.seconds() { end + 1.minute() } else { end };
    let wait = end.timestamp().duration_since(now).as_secs() + 2;
    let fault = format!("429x1:retry-after={wait}:POST:start");
    let sandbox = Sandbox::on_a_running_clock(&["--fault", &fault]);
    let world = sandbox.burki_world().without("KCAMP_NOW");
    world.file(
        "campaign.yaml",
        "platform: burki\nname: Event Reminder\ncampaign_type: call\nassistant_id: 7\nwelcome_message_template: Hi\n",
    );
    world.file("contacts.csv", "Mobile No\n+919870000001\n");
    world.run("campaign create -f campaign.yaml --yes").expect_code(0);
    world.run("campaign import 'Event Reminder' contacts.csv --yes").expect_code(0);
    world.file(
        "kcamp.policy.yaml",
        format!(
            "timezone: {zone}\nhours: {{from: \"00:00\", to: \"{}\"}}\nseverities: {{schedule/outside-policy-hours: error}}\n",
            end.strftime("%H:%M")
        ),
    );
    let run = world.run("campaign start 'Event Reminder' --yes -o json").expect_code(3);
    assert_eq!(run.error_json()["code"], "schedule/outside-policy-hours");
    let starts = sandbox.received_at("POST", "/start");
    assert!(starts.iter().all(|it| it["status"] == 429) && starts.len() == 1, "{starts:?}");
    let noted = world.run("journal --failed -o json").expect_code(0).json();
    assert_eq!((&noted[0]["action"], &noted[0]["outcome"]), (&"campaign start".into(), &"failed".into()));
}
