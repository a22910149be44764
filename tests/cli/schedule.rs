//! `schedule enable` and `schedule disable`: what the platform receives, and what is refused before anything is sent.

use serde_json::{Value, json};

use crate::world::{Run, Sandbox, World};

pub const NAME: &str = "Reminder | Product & Feedback 100%";

/// The file of a valid campaign with this name.
pub fn campaign_file(name: &str) -> String {
    format!(
        "name: {name}\ndescription: A campaign\ncampaignType: sms\nformat: simple\ncontactLists: [Event Guests]\n\
         priority: 5\nmessage: {{text: Hello}}\ndialingStrategy:\n  callerId: {{phoneNumber: \"+12025550124\"}}\n  \
         callingHours:\n    frequency: WEEKLY\n    timezone: Asia/Kolkata\n    days:\n      \
         - {{days: Mon-Sun, start: \"09:00\", end: \"18:00\"}}\n"
    )
}

/// A sandbox with the one campaign [`NAME`], a world that talks to it, and the campaign's id.
pub fn with_campaign() -> (Sandbox, World, String) {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    world.file("campaign.yaml", campaign_file(&format!("{NAME:?}")));
    let created = world.run("campaign create -f campaign.yaml -o json").expect_code(0).json();
    let created = created.as_array().map_or(&created, |many| &many[0]);
    let id = created["id"].as_str().unwrap().to_owned();
    (sandbox, world, id)
}

/// Runs `schedule enable NAME --yes -o json` with further arguments.
#[must_use]
pub fn enable(world: &World, arguments: &[&str]) -> Run {
    world.run([&["schedule", "enable", NAME, "--yes", "-o", "json"], arguments].concat())
}

/// The bodies of the schedule calls that were received.
pub fn bodies(sandbox: &Sandbox) -> Vec<Value> {
    sandbox.received_at("POST", "/schedule").into_iter().map(|request| request["body"].clone()).collect()
}

#[test]
fn enable_sends_the_contracts_request_and_nothing_else() {
    let (sandbox, world, _) = with_campaign();
    let before = sandbox.received().len();
    let run = enable(
        &world,
        &[
            "--weekly",
            "wed,MO,Monday",
            "--start",
            "2026-12-07 09:30",
            "--end",
            "2027-03-31",
            "--timezone",
            "UTC",
        ],
    )
    .expect_code(0);
    let received = sandbox.received();
    let [request] = &received[before..] else { panic!("one request: {:#?}", &received[before..]) };
    assert_eq!(request["method"], "POST");
    let path = request["path"].as_str().unwrap();
    assert!(path.ends_with("/campaign/schedule"), "{path}");
    assert_eq!(request["query"], json!({ "enableSchedule": "true", "campaignName": NAME }));
    assert_eq!(
        request["body"],
        json!({
            "startDateTime": "2026-12-07 09:30:00",
            "endDateTime": "2027-03-31 23:59:59",
            "recurrenceObject": {
                "recurType": "Weekly",
                "weeklyDetails": { "onceEveryNweeks": 1, "whichDays": ["Mon", "Wed"] },
            },
        })
    );
    let account = kcamp::sandbox::ACCOUNT;
    assert_eq!(request["headers"]["iid"], account.stream_id);
    assert_eq!(request["headers"]["accountid"], account.account_id);
    assert_eq!(request["headers"]["content-type"], "application/json");
    assert_eq!(run.json()["schedule"]["recurrence"], request["body"]["recurrenceObject"]);
}

#[test]
fn disable_sends_an_empty_object() {
    let (sandbox, world, id) = with_campaign();
    enable(&world, &["--daily", "--start", "2026-12-07T09:30Z", "--end", "2027-03-31T10:00Z"]).expect_code(0);
    let run = world.run(["schedule", "disable", NAME, "-o", "json"]).expect_code(0).json();
    assert_eq!(run["outcome"], "disabled");
    assert_eq!(run["id"], *id);
    let request = sandbox.received_at("POST", "/schedule").pop().unwrap();
    assert_eq!(request["body"], json!({}));
    assert_eq!(request["query"], json!({ "enableSchedule": "false", "campaignName": NAME }));
}

#[test]
fn an_id_goes_out_as_the_name_that_it_has() {
    let (sandbox, world, id) = with_campaign();
    let reads = sandbox.received_at("GET", &id).len();
    let times = ["--daily", "--start", "2026-12-07T09:30Z", "--end", "2027-03-31T10:00Z", "--yes"];
    world.run([&["schedule", "enable", &id][..], &times].concat()).expect_code(0);
    world.run(["schedule", "disable", &id]).expect_code(0);
    for request in sandbox.received_at("POST", "/schedule") {
        assert_eq!(request["query"]["campaignName"], NAME);
    }
    assert_eq!(sandbox.received_at("GET", &id).len(), reads + 2);
    world
        .run("schedule disable cd-00000000-0000-4000-8000-000000000000")
        .expect_code(5)
        .expect_stderr(&["cd-00000000-0000-4000-8000-000000000000"]);
    assert_eq!(sandbox.received_at("POST", "/schedule").len(), 2);
}

#[test]
fn times_go_out_on_the_platforms_clock_and_weekdays_turn_with_the_date() {
    let (sandbox, world, _) = with_campaign();
    let run = enable(
        &world,
        &[
            "--weekly",
            "Mon",
            "--start",
            "2026-12-07 09:00",
            "--end",
            "2027-03-31",
            "--timezone",
            "Australia/Sydney",
        ],
    )
    .expect_code(0)
    .expect_stderr(&[
        "schedule/weekdays-rotated",
        "Mon 2026-12-07 09:00 Australia/Sydney",
        "Sun 2026-12-06 22:00",
    ]);
    assert_eq!(
        bodies(&sandbox),
        [json!({
            "startDateTime": "2026-12-06 22:00:00",
            "endDateTime": "2027-03-31 12:59:59",
            "recurrenceObject": {
                "recurType": "Weekly",
                "weeklyDetails": { "onceEveryNweeks": 1, "whichDays": ["Sun"] },
            },
        })]
    );
    let schedule = &run.json()["schedule"];
    assert_eq!(schedule["start"]["at"], "2026-12-07T09:00:00+11:00");
    assert_eq!(schedule["start"]["utc"], "2026-12-06T22:00:00Z");
    assert_eq!(schedule["start"]["wire"], "2026-12-06 22:00:00");
    assert_eq!(schedule["timezone"], "Australia/Sydney");
    assert_eq!(schedule["platform_timezone"], "UTC");
    assert_eq!(schedule["next_runs"][0]["weekday"], "Mon");
    assert_eq!(schedule["next_runs"][1]["at"], "2026-12-14T09:00:00+11:00");
}

#[test]
fn every_n_goes_out_as_it_is_with_a_note() {
    let (sandbox, world, _) = with_campaign();
    let times = ["--start", "2026-12-07 09:30", "--end", "2027-03-31 18:00", "--timezone", "Asia/Kolkata"];
    enable(&world, &[&["--daily", "--every", "3"], &times[..]].concat())
        .expect_code(0)
        .expect_stderr(&["note[schedule/interval-counting]"]);
    enable(&world, &[&["--weekly", "weekdays", "--every", "2"], &times[..]].concat()).expect_code(0);
    let recurrences: Vec<Value> =
        bodies(&sandbox).into_iter().map(|body| body["recurrenceObject"].clone()).collect();
    assert_eq!(
        recurrences,
        [
            json!({ "recurType": "Daily", "dailyDetails": { "onceEveryNdays": 3 } }),
            json!({
                "recurType": "Weekly",
                "weeklyDetails": { "onceEveryNweeks": 2, "whichDays": ["Mon", "Tue", "Wed", "Thu", "Fri"] },
            }),
        ]
    );
}

const BLOCK: &str = "startDateTime: \"2026-12-07 09:30:00\"\nendDateTime: \"2027-03-31 18:00:00\"\nrecurrenceObject:\n  \
                     recurType: Weekly\n  weeklyDetails:\n    onceEveryNweeks: 1\n    whichDays: [Wed, Mon]\n";

#[test]
fn a_files_block_is_read_on_its_own_clock() {
    let (sandbox, world, _) = with_campaign();
    world.file("platform-clock.yaml", BLOCK);
    world.file("own-zone.yaml", format!("timezone: Asia/Kolkata\n{BLOCK}"));
    for file in ["platform-clock.yaml", "own-zone.yaml"] {
        // The user's zone does not change the times of a file.
        enable(&world, &["-f", file, "--timezone", "America/New_York"]).expect_code(0);
    }
    let starts: Vec<Value> = bodies(&sandbox).into_iter().map(|body| body["startDateTime"].clone()).collect();
    assert_eq!(starts, ["2026-12-07 09:30:00", "2026-12-07 04:00:00"]);
}

#[test]
fn flags_win_over_a_files_block_field_by_field() {
    let (sandbox, world, _) = with_campaign();
    world.file("block.yaml", format!("timezone: Asia/Kolkata\n{BLOCK}"));
    enable(&world, &["-f", "block.yaml", "--weekly", "Fri"]).expect_code(0);
    enable(&world, &["-f", "block.yaml", "--every", "2"]).expect_code(0);
    enable(&world, &["-f", "block.yaml", "--end", "2027-01-31 18:00", "--timezone", "UTC"]).expect_code(0);
    let [days, every, end] = &bodies(&sandbox)[..] else { panic!("three calls") };
    assert_eq!(days["recurrenceObject"]["weeklyDetails"]["whichDays"], json!(["Fri"]));
    assert_eq!(days["startDateTime"], "2026-12-07 04:00:00");
    let weekly = &every["recurrenceObject"]["weeklyDetails"];
    assert_eq!(*weekly, json!({ "onceEveryNweeks": 2, "whichDays": ["Mon", "Wed"] }));
    assert_eq!(end["endDateTime"], "2027-01-31 18:00:00");
    assert_eq!(end["startDateTime"], "2026-12-07 04:00:00");
}

#[test]
fn flags_over_a_file_send_what_the_same_flags_alone_send() {
    let (sandbox, world, _) = with_campaign();
    world.file("platform-clock.yaml", BLOCK);
    world.file("own-zone.yaml", format!("timezone: America/New_York\n{BLOCK}"));
    let cases: [&[&str]; 3] = [
        &["--weekly", "Mon", "--start", "2026-12-07 09:00", "--timezone", "Australia/Sydney"],
        &["--weekly", "Fri,Sun", "--start", "2026-12-04 21:00", "--timezone", "America/Los_Angeles"],
        &["--daily", "--every", "3", "--start", "2026-12-04 21:00", "--timezone", "America/Los_Angeles"],
    ];
    for flags in cases {
        let before = bodies(&sandbox).len();
        let flags = [flags, &["--end", "2027-02-28"]].concat();
        enable(&world, &flags).expect_code(0);
        for file in ["platform-clock.yaml", "own-zone.yaml"] {
            enable(&world, &[&flags[..], &["-f", file]].concat()).expect_code(0);
        }
        let [alone, over_platform, over_zone] = &bodies(&sandbox)[before..] else { panic!("three calls") };
        assert_eq!(alone, over_platform, "{flags:?}");
        assert_eq!(alone, over_zone, "{flags:?}");
    }
    let monday_in_sydney = &bodies(&sandbox)[1];
    assert_eq!(monday_in_sydney["startDateTime"], "2026-12-06 22:00:00");
    assert_eq!(monday_in_sydney["recurrenceObject"]["weeklyDetails"]["whichDays"], json!(["Sun"]));
}

#[test]
fn a_start_over_a_files_days_that_moves_over_midnight_is_refused() {
    let (sandbox, world, _) = with_campaign();
    world.file("platform-clock.yaml", BLOCK);
    world.file("own-zone.yaml", format!("timezone: Asia/Kolkata\n{BLOCK}"));
    for (file, start) in [("platform-clock.yaml", "2026-12-07 09:00"), ("own-zone.yaml", "2026-12-07 04:00")]
    {
        let flags = ["-f", file, "--start", start, "--timezone", "Australia/Sydney"];
        enable(&world, &flags)
            .expect_code(3)
            .expect_stderr(&["schedule/weekdays-unclear", "--weekly Mon,Wed"]);
        let run = world
            .run([&["schedule", "preview", "--weekly", "Mon", "-o", "json", "-n", "1"], &flags[..]].concat());
        assert_eq!(run.expect_code(0).json()[0]["weekday"], "Mon");
    }
    // The days of the file alone, with the zone of a profile or a variable.
    let ambient = world.with("KCAMP_TIMEZONE", "Pacific/Auckland");
    ambient.file("evening.yaml", BLOCK.replace("09:30", "22:30"));
    let run = enable(&ambient, &["-f", "evening.yaml", "--weekly", "Fri"]).expect_code(3);
    run.expect_stderr(&["schedule/weekdays-unclear", "--timezone UTC"]);
    assert!(bodies(&sandbox).is_empty());
    enable(&ambient, &["-f", "evening.yaml", "--weekly", "Fri", "--timezone", "UTC"]).expect_code(0);
    enable(&ambient, &["-f", "evening.yaml", "--weekly", "Fri", "--timezone", "Pacific/Auckland"])
        .expect_code(0);
    let days: Vec<Value> = bodies(&sandbox)
        .into_iter()
        .map(|body| body["recurrenceObject"]["weeklyDetails"]["whichDays"].clone())
        .collect();
    assert_eq!(days, [json!(["Fri"]), json!(["Thu"])]);
}

#[test]
fn weekdays_with_spaces_between_them_are_refused_and_a_campaign_of_that_name_is_reached() {
    let (sandbox, world, _) = with_campaign();
    let times = ["--start", "2026-12-07 09:30", "--end", "2027-03-31", "--timezone", "UTC", "--yes"];
    for (command, days, joined) in [
        ("enable", &["Mon", "Wed"][..], "--weekly Mon,Wed"),
        ("enable", &["mon", "wednesday", "Fri"], "--weekly mon,wednesday,Fri"),
        ("enable", &["Mon,", "Wed"], "--weekly Mon,Wed"),
        ("preview", &["Mon", "Wed"], "--weekly Mon,Wed"),
    ] {
        let line = [&["schedule", command, "--weekly"], days, &times].concat();
        world.run(line.clone()).expect_code(2).expect_stderr(&[joined, "hint: ", "-- "]);
        let error = world.run([&line[..], &["-o", "json"]].concat()).expect_code(2).error_json();
        assert_eq!(error["code"], "usage/weekdays-apart");
    }
    assert!(bodies(&sandbox).is_empty());
    world.file("wed.yaml", campaign_file("Wed"));
    world.run("campaign create -f wed.yaml").expect_code(0);
    world
        .run([&["schedule", "enable", "--weekly", "Mon"][..], &times, &["--", "Wed"]].concat())
        .expect_code(0);
    let request = sandbox.received_at("POST", "/schedule").pop().unwrap();
    assert_eq!(request["query"]["campaignName"], "Wed");
}

#[test]
fn a_campaign_file_names_its_campaign() {
    let (sandbox, world, _) = with_campaign();
    let block = BLOCK.replace('\n', "\n  ");
    let text =
        format!("{}schedule:\n  timezone: Asia/Kolkata\n  {block}", campaign_file(&format!("{NAME:?}")));
    world.file("whole.yaml", text);
    world.run("schedule enable -f whole.yaml --yes").expect_code(0);
    let request = sandbox.received_at("POST", "/schedule").pop().unwrap();
    assert_eq!(request["query"]["campaignName"], NAME);
}

#[test]
fn a_files_faults_have_their_places() {
    let (sandbox, world, _) = with_campaign();
    world.file("block.yaml", BLOCK.replace("Wed, Mon", "Wed, Funday").replace("2026-12-07", "2026-12-7"));
    let run = enable(&world, &["-f", "block.yaml"]).expect_code(3);
    let error = run.error_json();
    let places: Vec<_> = error["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|finding| {
            (finding["code"].as_str().unwrap(), finding["line"].as_u64(), finding["column"].as_u64())
        })
        .collect();
    assert_eq!(
        places,
        [("time/unpadded", Some(1), Some(16)), ("schedule/weekday-unknown", Some(7), Some(22))],
        "{}",
        run.stderr
    );
    assert!(bodies(&sandbox).is_empty());
}

#[test]
fn variables_let_the_weekdays_stand_alone_in_a_pipeline() {
    let (sandbox, world, _) = with_campaign();
    let world = world
        .with("KCAMP_CAMPAIGN", NAME)
        .with("KCAMP_START", "2026-12-07 09:30")
        .with("KCAMP_END", "2027-03-31")
        .with("KCAMP_TIMEZONE", "Asia/Kolkata");
    let weekly = ["schedule", "enable", "--weekly", "Mon,Wed"];
    world.run(weekly).expect_code(12).expect_stderr(&["KCAMP_YES=1"]);
    assert!(bodies(&sandbox).is_empty());
    let world = world.with("KCAMP_YES", "1");
    world.run(weekly).expect_code(0);
    world.run("schedule disable").expect_code(0);
    let [enabled, disabled] = &sandbox.received_at("POST", "/schedule")[..] else { panic!("two calls") };
    assert_eq!(enabled["query"]["campaignName"], NAME);
    assert_eq!(enabled["body"]["startDateTime"], "2026-12-07 04:00:00");
    assert_eq!(disabled["query"]["campaignName"], NAME);
    // The error names the variable that is wrong.
    world.with("KCAMP_END", "soon").run(weekly).expect_code(3).expect_stderr(&["KCAMP_END", "soon"]);
}

#[test]
fn check_name_wants_exactly_one_campaign() {
    let (sandbox, world, _) = with_campaign();
    world.run(["schedule", "disable", NAME, "--check-name"]).expect_code(0);
    world.run("schedule disable 'No Such' --check-name").expect_code(5).expect_stderr(&["No Such"]);
    assert_eq!(sandbox.received_at("POST", "/schedule").len(), 1);
}

#[test]
fn check_name_refuses_a_name_that_two_campaigns_have() {
    let world = World::new().with("KCAMP_SANDBOX", "1");
    world.file("campaign.yaml", campaign_file("Twins"));
    world.run("campaign create -f campaign.yaml").expect_code(0);
    // The sandbox refuses a second campaign of that name. The platform does not document that it does.
    let state = world.home().join(".local/state/kcamp/sandbox/state.json");
    let mut document: Value = serde_json::from_str(&std::fs::read_to_string(&state).unwrap()).unwrap();
    let campaigns = document["campaigns"].as_array_mut().unwrap();
    let mut twin = campaigns[0].clone();
    twin["id"] = json!("cd-11111111-1111-5111-8111-111111111111");
    campaigns.push(twin);
    std::fs::write(&state, document.to_string()).unwrap();
    let run = world.run("schedule disable Twins --check-name").expect_code(6);
    assert_eq!(run.stderr.matches("cd-").count(), 2, "both candidates:\n{}", run.stderr);
}

#[test]
fn a_fold_and_a_shift_of_the_local_time_are_said_and_sent_all_the_same() {
    let (sandbox, world, _) = with_campaign();
    let world = world.with("KCAMP_TIMEZONE", "America/New_York");
    let run =
        enable(&world, &["--daily", "--start", "2027-11-07 01:30", "--end", "2027-11-20"]).expect_code(0);
    let run = run.expect_stderr(&["note[time/"]);
    // The earlier of the two times: still summer time, at -04:00.
    assert_eq!(run.json()["schedule"]["start"]["at"], "2027-11-07T01:30:00-04:00");
    assert_eq!(bodies(&sandbox)[0]["startDateTime"], "2027-11-07 05:30:00");
    enable(&world, &["--weekly", "Mon", "--start", "2027-01-04 09:00", "--end", "2027-06-30"])
        .expect_code(0)
        .expect_stderr(&["warning[schedule/local-time-shifts]", "2027-03-15", "10:00"]);
    assert_eq!(bodies(&sandbox)[1]["startDateTime"], "2027-01-04 14:00:00");
}

#[test]
fn the_next_runs_are_shown_in_each_form() {
    let (_sandbox, world, _) = with_campaign();
    let arguments = [
        "schedule",
        "enable",
        NAME,
        "--weekly",
        "Mon,Wed",
        "--start",
        "2026-12-07 09:30",
        "--end",
        "2026-12-15",
        "--timezone",
        "Asia/Kolkata",
        "--yes",
    ];
    let runs = [
        "Mon 2026-12-07 09:30 Asia/Kolkata",
        "Wed 2026-12-09 09:30 Asia/Kolkata",
        "Mon 2026-12-14 09:30 Asia/Kolkata",
    ];
    let run = world.run(arguments).expect_code(0).expect_stdout(&runs);
    assert!(!run.stdout.contains("2026-12-16"), "past its end:\n{}", run.stdout);
    let json =
        world.run([&arguments[..], &["-o", "json"]].concat()).expect_code(0).expect_stderr(&runs).json();
    let expected: Vec<Value> = [("Mon", "07"), ("Wed", "09"), ("Mon", "14")]
        .map(|(weekday, day)| {
            json!({
                "campaign": NAME,
                "at": format!("2026-12-{day}T09:30:00+05:30"),
                "utc": format!("2026-12-{day}T04:00:00Z"),
                "timezone": "Asia/Kolkata",
                "weekday": weekday,
                "notes": [],
            })
        })
        .into();
    assert_eq!(json["schedule"]["next_runs"], json!(expected));
    let mut keys: Vec<_> = json.as_object().unwrap().keys().cloned().collect();
    keys.sort();
    let known = "campaign caution id message outcome reach replaced schedule was_on where";
    assert_eq!(keys.join(" "), known);
}

#[test]
fn a_dry_run_opens_no_socket_and_needs_no_consent() {
    let (sandbox, world, _) = with_campaign();
    let before = sandbox.received().len();
    let arguments = [
        "schedule",
        "enable",
        NAME,
        "--daily",
        "--start",
        "2026-12-07 09:30",
        "--end",
        "2027-03-31",
        "--timezone",
        "UTC",
        "--dry-run",
    ];
    let run = world.run(arguments).expect_code(0).expect_stdout(&[
        "enableSchedule=true&campaignName=Reminder%20%7C%20Product%20%26%20Feedback%20100%25",
        "auth: $KCAMP_TOKEN",
        "\"startDateTime\": \"2026-12-07 09:30:00\"",
    ]);
    assert!(!run.stdout.contains("accountId="), "{}", run.stdout);
    world
        .run(["schedule", "disable", NAME, "--dry-run=curl"])
        .expect_code(0)
        .expect_stdout(&["curl", "enableSchedule=false"]);
    assert_eq!(sandbox.received().len(), before);
}
