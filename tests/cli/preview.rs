//! `kcamp schedule preview`: the runs of a schedule before it is sent, without an account or a network.

mod files;

use serde_json::{Value, json};

use crate::world::{Sandbox, World};

/// A campaign file. `schedule` is the lines of its block.
fn campaign(name: &str, list: &str, days: &str, start: &str, end: &str) -> String {
    format!(
        r#"name: {name:?}
description: tests a preview
campaignType: sms
format: simple
contactLists: [{list}]
dncLists: testdnc
priority: 5
message: {{text: "Your event is coming up."}}
dialingStrategy:
  callerId: {{phoneNumber: "+12025550124"}}
  callingHours:
    frequency: WEEKLY
    timezone: Asia/Kolkata
    days:
      - {{days: Mon-Fri, start: "9:00 AM", end: "6:00 PM"}}
schedule:
  timezone: Asia/Kolkata
  startDateTime: "{start}"
  endDateTime: "{end}"
  recurrenceObject:
    recurType: Weekly
    weeklyDetails: {{onceEveryNweeks: 1, whichDays: [{days}]}}
"#
    )
}

fn reminder() -> String {
    campaign("Reminder", "Guests", "Mon", "2026-12-07 09:30:00", "2027-01-31 18:00:00")
}

/// The arguments of a preview on Burki, which repeats the local time of the schedule's own zone.
fn on_burki<'a>(zone: &'a str, more: &[&'a str]) -> Vec<&'a str> {
    [&["schedule", "preview", "--platform", "burki", "--timezone", zone], more].concat()
}

fn texts(runs: &Value, key: &str) -> Vec<String> {
    runs.as_array().unwrap().iter().map(|run| run[key].as_str().unwrap_or("null").to_owned()).collect()
}

#[test]
fn a_file_shows_its_next_runs_as_the_documented_array() {
    let world = World::new();
    world.file("reminder.yaml", reminder());
    let run = world.run("schedule preview -f reminder.yaml -n 1 -o json").expect_code(0);
    assert_eq!(
        run.json(),
        json!([{
            "campaign": "Reminder",
            "at": "2026-12-07T09:30:00+05:30",
            "utc": "2026-12-07T04:00:00Z",
            "timezone": "Asia/Kolkata",
            "weekday": "Mon",
            "window": {
                "state": "open",
                "opens": "2026-12-07T09:00:00+05:30",
                "closes": "2026-12-07T18:00:00+05:30",
                "timezone": "Asia/Kolkata",
            },
            "notes": [],
            "reaches_from": "2026-12-07T09:30:00+05:30",
            "platform_at": "2026-12-07T04:00:00Z",
            "platform_timezone": "UTC",
            "platform_timezone_assumed": true,
            "collides_with": [],
        }])
    );
    run.expect_stderr(&["more runs follow"]);
}

#[test]
fn ten_runs_are_shown_unless_somebody_says_otherwise() {
    let world = World::new();
    world.file(
        "reminder.yaml",
        campaign("Daily", "Guests", "Mon, Fri", "2026-12-07 09:30:00", "2027-12-31 18:00:00"),
    );
    let count = |more: &[&str]| {
        let args = [&["schedule", "preview", "-f", "reminder.yaml", "-o", "json"], more].concat();
        world.run(args).expect_code(0).json().as_array().unwrap().len()
    };
    assert_eq!(count(&[]), 10);
    assert_eq!(count(&["-n", "3"]), 3);
    // Every Monday and Friday until the end of the next year.
    let all = count(&["-n", "1000000000"]);
    assert_eq!(all, 112);
    assert_eq!(count(&["-n", "99999999999999999999999"]), all);
    // `--until` includes all runs up to a time, and one at the time itself. A day means its end.
    assert_eq!(count(&["--until", "2027-12-31"]), all);
    assert_eq!(count(&["--until", "2026-12-11 09:30"]), 2);
    assert_eq!(count(&["--until", "2026-12-11 09:29:59"]), 1);
    assert_eq!(count(&["--until", "2026-12-11", "-n", "1"]), 1);
}

#[test]
fn a_number_of_runs_is_a_whole_number_from_one() {
    for number in ["0", "-1", "1.5", "many", "", "000"] {
        World::new()
            .run(["schedule", "preview", "--daily", "-n", number])
            .expect_code(2)
            .expect_stderr(&["must be a whole number of runs, 1 or more"]);
    }
}

#[test]
fn until_before_the_start_is_a_finding() {
    let world = World::new();
    world.file("reminder.yaml", reminder());
    for (until, what) in [
        ("2026-12-06", "is before the first start, 2026-12-07 09:30"),
        ("2026-12-01", "is before the first start"),
    ] {
        let run = world.run(["schedule", "preview", "-f", "reminder.yaml", "--until", until]).expect_code(3);
        assert_eq!(run.stdout, "");
        run.expect_stderr(&["preview/until-too-early", what]);
    }
    let begun = campaign("Begun", "Guests", "Mon", "2026-11-02 09:30:00", "2027-01-31 18:00:00");
    world.file("begun.yaml", begun);
    world
        .run("schedule preview -f begun.yaml --until 2026-11-30")
        .expect_code(3)
        .expect_stderr(&["is before now, 2026-12-03"]);
}

#[test]
fn what_is_wrong_with_a_schedule_ends_in_three_and_shows_no_run() {
    for (start, end, days, code) in [
        ("2027-02-01 09:30:00", "2027-01-01 18:00:00", "Mon", "schedule/end-before-start"),
        ("2026-11-02 09:30:00", "2026-12-01 18:00:00", "Mon", "schedule/end-in-past"),
        ("2026-12-08 09:30:00", "2026-12-12 18:00:00", "Mon", "schedule/never-runs"),
    ] {
        let world = World::new();
        world.file("wrong.yaml", campaign("Wrong", "Guests", days, start, end));
        let run = world.run("schedule preview -f wrong.yaml -o json").expect_code(3);
        assert_eq!(run.stdout, "");
        let error = run.error_json();
        assert_eq!(error["exit_code"], 3);
        assert_eq!(error["findings"][0]["code"], code);
    }
}

#[test]
fn a_run_without_calling_hours_left_on_its_day_reaches_nobody_wherever_it_is_said() {
    let world = World::new();
    world.file(
        "weekend.yaml",
        campaign("Weekend", "Guests", "Sat", "2026-12-05 12:00:00", "2027-01-31 18:00:00"),
    );
    let runs = world.run("schedule preview -f weekend.yaml -n 1 -o json").expect_code(0).json();
    assert_eq!(runs[0]["window"]["state"], "none");
    assert_eq!(runs[0]["window"]["opens"], Value::Null);
    assert_eq!(runs[0]["reaches_from"], Value::Null);
    assert_eq!(
        runs[0]["notes"],
        json!([
            "outside the calling hours: none are left on that day, so contacts are skipped and counted as unconnected"
        ])
    );
    world
        .run("validate weekend.yaml")
        .expect_code(0)
        .expect_stdout(&["schedule/never-in-calling-hours", "skipped and counted as unconnected"]);
    world
        .run("schedule preview -f weekend.yaml --ics runs.ics --html runs.html")
        .expect_code(0)
        .expect_stdout(&["none left that day"])
        .expect_stderr(&["a contact with its own time zone in the list is called in that time zone"]);
    for file in ["runs.ics", "runs.html"] {
        let text = std::fs::read_to_string(world.home().join(file)).unwrap().replace("\r\n ", "");
        assert!(text.contains("with its own time zone"), "{file}: {text}");
        assert!(!text.contains("waits until"), "{file}: {text}");
    }
    let calendar = world.run("schedule preview -f weekend.yaml --calendar").expect_code(0);
    calendar.expect_stdout(&[
        "December 2026",
        " 5x",
        "> 3",
        " 6-",
        "x  a run that reaches nobody: no calling hours are left",
    ]);
}

#[test]
fn campaigns_of_a_folder_are_merged_by_time_and_their_collisions_marked() {
    let world = World::new();
    world.file("all/a.yaml", reminder());
    world.file(
        "all/b.yaml",
        campaign("Second", "Guests", "Mon, Tue", "2026-12-07 15:00:00", "2027-01-31 18:00:00"),
    );
    world.file(
        "all/c.yaml",
        campaign("Others", "Shoppers", "Mon", "2026-12-07 10:00:00", "2027-01-31 18:00:00"),
    );
    let arguments = ["schedule", "preview", "-f", "all", "--until", "2026-12-08", "--calendar"];
    let runs = world.run([&arguments[..], &["-o", "json"]].concat()).expect_code(0).json();
    assert_eq!(texts(&runs, "campaign"), ["Reminder", "Others", "Second", "Second"]);
    let collisions: Vec<&Value> = runs.as_array().unwrap().iter().map(|run| &run["collides_with"]).collect();
    assert_eq!(collisions, [&json!(["Second"]), &json!([]), &json!(["Reminder"]), &json!([])]);
    let shown = world.run(arguments).expect_code(0);
    assert!(shown.stdout.lines().take(12).all(|line| line.len() <= 80), "{}", shown.stdout);
    shown.expect_stdout(&["  7!", "  8*", "Second reaches the contact list Guests on the same day"]);
}

#[test]
fn a_campaign_without_a_schedule_is_noted_among_others() {
    let world = World::new();
    world.file("all/a.yaml", reminder());
    let by_hand = reminder().replace("Reminder", "By hand");
    world.file("all/b.yaml", by_hand.split("schedule:").next().unwrap());
    world
        .run("schedule preview -f all")
        .expect_code(0)
        .expect_stderr(&["note[schedule/none]: By hand has no schedule"])
        .expect_stdout(&["Reminder"]);
}

#[test]
fn flags_and_variables_make_the_schedule_that_enable_would() {
    let world = World::new()
        .with("KCAMP_TIMEZONE", "America/New_York")
        .with("KCAMP_START", "2027-03-12 09:00")
        .with("KCAMP_END", "2027-03-16")
        .with("KCAMP_CAMPAIGN", "From flags");
    let run = world.run("schedule preview --daily -o json").expect_code(0);
    let runs = run.json();
    assert_eq!(texts(&runs, "campaign"), vec!["From flags"; 5]);
    assert_eq!(texts(&runs, "at")[1], "2027-03-13T09:00:00-05:00");
    // The platform repeats on its own clock, which has no clock changes.
    assert_eq!(texts(&runs, "at")[2], "2027-03-14T10:00:00-04:00");
    assert_eq!(runs[1]["notes"], json!([]));
    assert_eq!(
        runs[2]["notes"],
        json!(["shifted by the clock change of 2027-03-14: 10:00 instead of 09:00"])
    );
    assert_eq!(runs[0]["window"], Value::Null);
    run.expect_stderr(&["schedule/local-time-shifts"]);
}

#[test]
fn flags_go_over_one_file_and_over_no_more() {
    let world = World::new().with("KCAMP_TIMEZONE", "Asia/Kolkata");
    world.file("all/a.yaml", reminder());
    let one = ["schedule", "preview", "-f", "all", "--weekly", "Fri", "-n", "1", "-o", "json"];
    assert_eq!(texts(&world.run(one).expect_code(0).json(), "weekday"), ["Fri"]);
    world.file("all/b.yaml", reminder().replace("Reminder", "Second"));
    world.run(one).expect_code(2).expect_stderr(&["the files hold several documents"]);
}

#[test]
fn a_schedule_block_alone_is_enough() {
    let world = World::new();
    let block = "startDateTime: \"2026-12-07 04:00:00\"\nendDateTime: \"2027-01-31 18:00:00\"\n\
                 recurrenceObject: {recurType: Daily, dailyDetails: {onceEveryNdays: 2}}\n";
    let run = world.run_with_input("schedule preview -f - -n 2 -o json", block).expect_code(0);
    assert_eq!(texts(&run.json(), "utc"), ["2026-12-07T04:00:00Z", "2026-12-09T04:00:00Z"]);
}

#[test]
fn a_live_campaign_cannot_be_previewed_and_says_why() {
    World::new()
        .run("schedule preview 'Event Reminder SMS' -o json")
        .expect_code(2)
        .expect_stderr(&["schedule/not-readable", "with -f"]);
}

#[test]
fn a_name_that_no_campaign_has_is_not_found_in_a_preview() {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    for line in ["schedule preview 'No Such Thing'", "schedule preview Evnt --calendar"] {
        let run = world.run(line).expect_code(5);
        assert!(!run.stderr.contains("does not return the schedule"), "{line}: {}", run.stderr);
    }
}

#[test]
fn what_is_missing_is_named() {
    World::new()
        .run("schedule preview --weekly Mon --start '2026-12-07 09:00'")
        .expect_code(2)
        .expect_stderr(&["--end (or KCAMP_END)", "--timezone"]);
    World::new().run("schedule preview --platform burki").expect_code(2).expect_stderr(&[
        "--monthly DAY or --once",
        "--at HH:MM",
        "--start",
    ]);
}

#[test]
fn kore_has_no_monthly_or_single_run_and_burki_has() {
    let timing = ["--start", "2026-12-31 09:00", "--timezone", "America/New_York", "-o", "json"];
    for pattern in [&["--monthly", "31"][..], &["--once"]] {
        let run = World::new().run([&["schedule", "preview"], pattern, &timing].concat()).expect_code(2);
        assert_eq!(run.error_json()["code"], "schedule/not-served");
        World::new()
            .run([&["schedule", "enable", "Reminder", "--yes"], pattern, &timing].concat())
            .expect_code(2)
            .expect_stderr(&["schedule/not-served"]);
    }
    let once = World::new()
        .run(on_burki("America/New_York", &["--once", "--start", "2026-12-31 09:00", "-o", "json"]));
    assert_eq!(texts(&once.expect_code(0).json(), "at"), ["2026-12-31T09:00:00-05:00"]);
}

#[test]
fn what_preview_does_not_serve_is_refused() {
    let world = World::new();
    world.file("reminder.yaml", reminder());
    world
        .run(on_burki("UTC", &["-f", "reminder.yaml"]))
        .expect_code(3)
        .expect_stderr(&["platform/other", "--platform"]);
    world
        .run(on_burki("UTC", &["--once", "--every", "2", "--start", "2027-01-01 09:00"]))
        .expect_code(3)
        .expect_stderr(&["schedule/once-has-no-interval"]);
    for (platform, what) in [("burki", "has no future runs"), ("kore", "Kore.ai has no immediate schedule")] {
        world
            .run(["schedule", "preview", "--immediate", "--platform", platform])
            .expect_code(2)
            .expect_stderr(&[what]);
    }
}

#[test]
fn a_month_without_the_day_is_left_out_and_told() {
    let run = World::new()
        .run(on_burki("UTC", &["--monthly", "31", "--start", "2027-01-01 09:00", "-n", "3", "-o", "json"]))
        .expect_code(0);
    let runs = run.json();
    assert_eq!(texts(&runs, "utc"), ["2027-01-31T09:00:00Z", "2027-03-31T09:00:00Z", "2027-05-31T09:00:00Z"]);
    assert_eq!(runs[1]["notes"], json!(["no run in 2027-02, without that day"]));
    run.expect_stderr(&["schedule/day-not-in-every-month"]);
    for day in ["0", "32", "-1", "x"] {
        World::new()
            .run(on_burki("UTC", &["--monthly", day, "--start", "2027-01-01 09:00"]))
            .expect_code(3)
            .expect_stderr(&["schedule/day-of-month-out-of-range"]);
    }
}

#[test]
fn without_an_end_ten_runs_are_shown_and_any_number_stops_with_the_year_2100() {
    let endless = |more: &[&'static str]| {
        let daily = ["--daily", "--start", "2026-12-07 09:00", "-o", "json"];
        World::new().run(on_burki("Asia/Kolkata", &[&daily[..], more].concat())).expect_code(0)
    };
    assert_eq!(endless(&[]).json().as_array().unwrap().len(), 10);
    let all = endless(&["-n", "1000000000"]);
    let runs = texts(&all.json(), "at");
    assert_eq!(runs.last().map(String::as_str), Some("2100-12-31T09:00:00+05:30"));
    assert_eq!(runs.len(), 27_053);
    all.expect_stderr(&["until the year 2100"]);
}

#[test]
fn clocks_that_change_oddly_are_followed() {
    let at = |zone, start, count, index: usize| {
        let args = ["--daily", "--start", start, "-n", count, "-o", "json"];
        let runs = World::new().run(on_burki(zone, &args)).expect_code(0).json();
        (runs[index]["at"].as_str().unwrap().to_owned(), runs[index]["notes"].to_string())
    };
    // A clock change of half an hour, forward and back.
    let (run, note) = at("Australia/Lord_Howe", "2027-10-02 02:15", "2", 1);
    assert_eq!(run, "2027-10-03T02:45:00+11:00");
    assert!(note.contains("moved forward"), "{note}");
    let (run, note) = at("America/New_York", "2027-11-07 01:30", "1", 0);
    assert_eq!(run, "2027-11-07T01:30:00-04:00");
    assert!(note.contains("the first of two"), "{note}");
}

#[test]
fn a_preview_and_the_findings_see_the_same_collisions() {
    let world = World::new();
    let file = |name, days, start| campaign(name, "Guests", days, start, "2026-12-13 18:00:00");
    // The calling hours of the first campaign open after its run, on the same day.
    world.file("all/a.yaml", file("First", "Mon", "2026-12-07 07:00:00"));
    world.file("all/b.yaml", file("Second", "Mon", "2026-12-07 11:00:00"));
    let line = ["schedule", "preview", "-f", "all", "-n", "1", "-o", "json"];
    let collides = |name: &str| {
        let runs = world.run(line).expect_code(0).json();
        let run = runs.as_array().unwrap().iter().find(|run| run["campaign"] == name).cloned().unwrap();
        run["collides_with"].clone()
    };
    let shared = "contact-list-shared]: the contact list Guests is also used by First on 2026-12-07\n";
    assert_eq!((collides("First"), collides("Second")), (json!(["Second"]), json!(["First"])));
    world.run("validate all").expect_code(0).expect_stdout(&[shared]);
    // Campaigns on different days do not collide: not on Monday and Tuesday, and not on Saturday and Monday.
    world.file("all/b.yaml", file("Second", "Tue", "2026-12-07 11:00:00"));
    assert_eq!((collides("First"), collides("Second")), (json!([]), json!([])));
    assert!(!world.run("validate all").expect_code(0).stdout.contains("contact-list-shared"));
    world.file("all/a.yaml", file("First", "Sat", "2026-12-05 11:00:00"));
    world.file("all/b.yaml", file("Second", "Mon", "2026-12-07 11:00:00"));
    assert_eq!((collides("First"), collides("Second")), (json!([]), json!([])));
    assert!(!world.run("validate all").expect_code(0).stdout.contains("contact-list-shared"));
}

#[test]
fn a_run_before_the_hours_of_its_day_is_said_with_its_assumption() {
    let world = World::new();
    let early = campaign("Early", "Guests", "Mon", "2026-12-07 07:00:00", "2027-01-31 18:00:00");
    world.file("early.yaml", early);
    let runs = world.run("schedule preview -f early.yaml -n 1 -o json").expect_code(0).json();
    assert_eq!(runs[0]["window"]["state"], "waiting");
    assert_eq!(runs[0]["reaches_from"], "2026-12-07T09:00:00+05:30");
    let assumed = "nobody is reached before Mon 2026-12-07 09:00 Asia/Kolkata, assuming that the run is still in progress then";
    assert_eq!(runs[0]["notes"], json!([format!("outside the calling hours: {assumed}")]));
    world
        .run("validate early.yaml")
        .expect_code(0)
        .expect_stdout(&["assuming that the run is still in progress"]);
}

/// The finding counts the runs that the table marks.
#[test]
fn the_runs_that_move_are_counted_by_one_rule() {
    let world = World::new();
    for (line, counted) in [
        (
            &["--daily", "--start", "2027-03-13 02:00", "--end", "2027-03-16"][..],
            "from 2027-03-14 the local time differs",
        ),
        (&["--daily", "--start", "2027-03-13 02:30", "--end", "2027-03-16"], "(3 of 4 runs)"),
        (&["--daily", "--start", "2027-03-10 09:00", "--end", "2027-03-20"], "(7 of 11 runs"),
        (&["--weekly", "Sun", "--start", "2027-03-07 02:30", "--end", "2027-04-04"], "(4 of 5 runs)"),
        (&["--weekly", "Mon", "--start", "2027-10-25 09:00", "--end", "2027-11-30"], "(4 of 6 runs)"),
    ] {
        let run = world
            .run(
                [&["schedule", "preview", "--timezone", "America/New_York", "-n", "100", "-o", "json"], line]
                    .concat(),
            )
            .expect_code(0);
        let runs = run.json();
        let is_marked = |run: &Value| run["notes"].to_string().contains("shifted by the clock change");
        let marked = runs.as_array().unwrap().iter().filter(|run| is_marked(run)).count();
        let said = format!("({marked} of {} runs", runs.as_array().unwrap().len());
        run.expect_stderr(&[&said, counted]);
    }
}

#[test]
fn a_first_run_that_depends_on_the_count_is_said_to_be_assumed_in_its_own_row() {
    let notes = |start: &str, every: &str| {
        let run = World::new().run([
            "schedule",
            "preview",
            "X",
            "--weekly",
            "Mon",
            "--every",
            every,
            "--start",
            start,
            "--end",
            "2027-01-20",
            "--timezone",
            "UTC",
            "-n",
            "1",
            "-o",
            "json",
        ]);
        run.expect_code(0).json()[0]["notes"].to_string()
    };
    // From Tuesday on, the first Monday is in the second week, or in the third if weeks are counted from a run.
    assert!(notes("2026-12-08 09:00", "2").contains("is counted is assumed, not documented"));
    assert_eq!(notes("2026-12-07 09:00", "2"), "[]");
    assert_eq!(notes("2026-12-08 09:00", "1"), "[]");
}
