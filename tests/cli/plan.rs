//! `kcamp plan`: the differences it finds between files and live campaigns, what it reads for them, and that it
//! writes nothing.

mod announced;
mod at_once;
mod changed_since;
mod clocks;
mod every_field;
mod every_second;
mod gone;
mod left_out;
mod live_lists;
mod next_runs;
mod not_read;
mod odd_input;
mod over;
mod several_lists;
mod shared_contacts;
#[cfg(unix)]
mod stale_memory;
mod unread;
mod zones_untold;

use serde_json::{Value, json};

use crate::calls::is_write;
use crate::create::{FILE, SCHEDULE};
use crate::lifecycle::{sample, with_campaign};
use crate::world::{Run, Sandbox, World};

#[must_use]
fn plan(world: &World, more: &[&str]) -> Run {
    world.run([&["plan", "campaigns", "-o", "json"][..], more].concat())
}

/// The lines of a plan as `action name: details`.
fn lines(run: &Run) -> Vec<String> {
    let line = |line: &Value| {
        let text = |key: &str| line[key].as_str().unwrap_or_default().to_owned();
        format!("{} {}: {}", text("action"), text("name"), text("details"))
    };
    run.json()["lines"].as_array().unwrap().iter().map(line).collect()
}

fn actions(run: &Run) -> Vec<Value> {
    run.json()["lines"].as_array().unwrap().iter().map(|line| line["action"].clone()).collect()
}

/// A sandbox with one scheduled campaign that this world created from `campaigns/event.yaml`.
fn created(faults: &[&str]) -> (Sandbox, World) {
    let sandbox = Sandbox::with_faults(faults);
    let world = sandbox.world();
    world.file("campaigns/event.yaml", format!("{FILE}{SCHEDULE}"));
    world.run("campaign create -f campaigns --yes").expect_code(0);
    (sandbox, world)
}

#[test]
fn what_was_created_from_a_file_is_as_the_file_has_it() {
    let (sandbox, world) = created(&[]);
    let before = sandbox.received().len();
    let run = plan(&world, &["--exit-code"]).expect_code(0);
    assert_eq!(lines(&run), ["unchanged Event Reminder: "]);
    assert_eq!((&run.json()["pending"], &run.json()["cost"]["requests"]), (&json!(false), &json!(0)));
    // One page of each type, and one read of the campaign.
    assert_eq!(sandbox.received().len() - before, 3);
    world.run("plan campaigns").expect_code(0).expect_stdout(&[
        "= unchanged",
        "1 campaign",
        "plan: nothing to do",
    ]);
}

#[test]
fn a_key_that_changes_is_told_with_both_values() {
    let (sandbox, world) = created(&[]);
    for (old, new, line) in [
        ("priority: 5", "priority: 3", "update Event Reminder: priority 5 → 3"),
        ("Reminds guests", "Reminds everybody", "update Event Reminder: description"),
        ("Canary text", "New text", "update Event Reminder: message"),
        (
            "[Event Guests]",
            "[Renewal Due July]",
            "update Event Reminder: contactLists Event Guests → Renewal Due July",
        ),
        ("+12025550124", "+12025550125", "update Event Reminder: callerId"),
        (
            "timezone: UTC\n    days",
            "timezone: Europe/London\n    days",
            "update Event Reminder: timezone UTC → Europe/London",
        ),
        (
            "days: Mon-Fri, start",
            "days: Mon-Sat, start",
            "update Event Reminder: callingHours MO TU WE TH FR 9:00 AM-6:00 PM → MO TU WE TH FR SA 9:00 AM-6:00 PM",
        ),
        (
            "name: Event Reminder",
            "name: EVENT REMINDER",
            "update Event Reminder: name Event Reminder → EVENT REMINDER",
        ),
        (
            "whichDays: [Mon, Wed]",
            "whichDays: [Mon, Wed, Fri]",
            "schedule Event Reminder: whichDays Mon,Wed → Mon,Wed,Fri (as enabled from this machine on 2026-12-03)",
        ),
        (
            "2027-06-30 18:00:00",
            "2027-07-30 18:00:00",
            "schedule Event Reminder: endDateTime 2027-06-30 18:00 UTC → 2027-07-30 18:00 UTC (as enabled from this machine on \
             2026-12-03)",
        ),
    ] {
        let file = format!("{FILE}{SCHEDULE}");
        assert!(file.contains(old), "{old}");
        world.file("campaigns/event.yaml", file.replacen(old, new, 1));
        let run = plan(&world, &["--exit-code"]).expect_code(20);
        assert_eq!(lines(&run), [line], "{new}");
    }
    // Keys that a file leaves out are not managed.
    world.file("campaigns/event.yaml", FILE.replace("dncLists: testdnc\n", ""));
    assert_eq!(actions(&plan(&world, &["--exit-code"]).expect_code(0)), ["unchanged"]);
    assert_eq!(sandbox.received().into_iter().filter(is_write).count(), 2, "the create and its schedule");
}

#[test]
fn a_schedule_that_was_switched_off_in_the_console_is_a_difference_and_stays_off() {
    let (sandbox, world) = created(&[]);
    let colleague = sandbox.world();
    colleague.run("schedule disable 'Event Reminder'").expect_code(0);
    let run = plan(&world, &["--exit-code"]).expect_code(20);
    assert_eq!(actions(&run), ["off_live"]);
    // This machine created it without its schedule, so nobody can have switched the schedule off.
    let sandbox = Sandbox::with_faults(&["422x1:POST:schedule"]);
    let world = sandbox.world();
    world.file("campaigns/event.yaml", format!("{FILE}{SCHEDULE}"));
    world.run("campaign create -f campaigns --yes").expect_code(10);
    let run = plan(&world, &["--exit-code"]).expect_code(20);
    assert_eq!(lines(&run), ["schedule Event Reminder: switched on, first run Mon 2027-01-04 09:30 UTC"]);
}

#[test]
fn what_this_journal_has_not_seen_is_unreadable_and_no_difference() {
    let (sandbox, world) = created(&[]);
    let elsewhere = sandbox.world();
    elsewhere.file("campaigns/event.yaml", format!("{FILE}{SCHEDULE}"));
    let run = plan(&elsewhere, &["--exit-code"]).expect_code(0);
    let details = "schedule: the platform does not return it, and this journal has not seen it";
    assert_eq!(lines(&run), [format!("unreadable Event Reminder: {details}")]);
    // The journal that the pipeline passes on holds the schedule.
    let journal = world.home().join(".local/state/kcamp/journal.jsonl");
    let with_journal = elsewhere.with("KCAMP_JOURNAL", journal.display().to_string());
    assert_eq!(actions(&plan(&with_journal, &[])), ["unchanged"]);
}

#[test]
fn a_text_that_is_not_returned_is_told_by_its_fingerprint() {
    let body: Value = serde_json::from_str(&sample("agentless")).unwrap();
    let (_sandbox, world, _) = with_campaign(&body.to_string(), &[]);
    let world_elsewhere = world;
    world_elsewhere.file("campaigns/a.json", body.to_string());
    // `with_campaign` created it from another home.
    let run = plan(&world_elsewhere, &[]).expect_code(0);
    assert_eq!(actions(&run), ["unreadable"], "{}", run.stdout);

    let sandbox = Sandbox::new();
    let world = sandbox.world();
    world.file("campaigns/a.json", body.to_string());
    world.run("campaign create -f campaigns").expect_code(0);
    assert_eq!(actions(&plan(&world, &["--exit-code"]).expect_code(0)), ["unchanged"]);
    let mut other = body.clone();
    other["enableMachineDetect"] = json!("disconnect");
    assert_ne!(other, body);
    world.file("campaigns/a.json", other.to_string());
    let run = plan(&world, &["--exit-code"]).expect_code(20);
    let name = body["name"].as_str().unwrap();
    assert_eq!(
        lines(&run),
        [format!(
            "update {name}: enableMachineDetect → disconnect (differs from what was sent on 2026-12-03)"
        )]
    );
}

#[test]
fn a_running_campaign_is_blocked_with_what_takes_that_away() {
    let (_sandbox, world, _) = with_campaign(FILE, &[]);
    world.run("campaign start 'Event Reminder' --yes").expect_code(0);
    world.file("campaigns/event.yaml", FILE.replace("priority: 5", "priority: 2"));
    let run = plan(&world, &["--exit-code"]).expect_code(20);
    let line = &run.json()["lines"][0];
    assert_eq!(line["action"], "blocked");
    assert!(line["details"].as_str().unwrap().contains("(priority)"), "{line}");
    assert!(line["next"].as_str().unwrap().contains("kcamp campaign stop cd-"), "{line}");
    // If nothing changes, a running campaign blocks nothing.
    world.file("campaigns/event.yaml", FILE);
    assert_eq!(actions(&plan(&world, &["--exit-code"]).expect_code(0)), ["unchanged"]);
}

#[test]
fn two_live_campaigns_of_one_name_block_what_would_meet_either() {
    let sandbox = Sandbox::with_flags(&["--choice", "names=repeated"]);
    let world = sandbox.world();
    for name in ["Event Reminder", "event reminder"] {
        world.file("twin.yaml", FILE.replace("name: Event Reminder", &format!("name: {name}")));
        world.run("campaign create -f twin.yaml").expect_code(0);
    }
    world.file("campaigns/event.yaml", FILE);
    let run = plan(&world, &["--exit-code"]).expect_code(20);
    assert_eq!(actions(&run), ["blocked"]);
    assert!(lines(&run)[0].contains("2 live campaigns have this name: cd-"), "{:?}", lines(&run));
}

#[test]
fn what_is_in_no_file_comes_last_and_is_no_difference() {
    let (_sandbox, world, _) = with_campaign(FILE, &[]);
    world.file("campaigns/other.yaml", FILE.replace("Event Reminder", "Another"));
    world.run("campaign create -f campaigns").expect_code(0);
    let run = plan(&world, &["--exit-code"]).expect_code(0);
    assert_eq!(
        lines(&run),
        ["unchanged Another: ", "only_live Event Reminder: in no file; --prune deletes it"]
    );
    world.run("plan campaigns").expect_code(0).expect_stdout(&["- only live", "Event Reminder"]);
}

/// The CSV has one row for each change, with values where other formats have sentences.
#[test]
fn csv_has_a_row_for_each_change() {
    let (_sandbox, world) = created(&[]);
    let rows = |more: &[&str]| {
        let run = world.run([&["plan", "campaigns", "-o", "csv"][..], more].concat()).expect_code(0);
        let mut reader = csv::Reader::from_reader(run.stdout.as_bytes());
        let header = reader.headers().unwrap().iter().collect::<Vec<_>>().join(",");
        assert_eq!(header, "action,campaign,id,type,status,field,old,new,next_run");
        reader
            .records()
            .map(|row| row.unwrap().iter().map(str::to_owned).collect::<Vec<_>>())
            .collect::<Vec<_>>()
    };
    assert_eq!(rows(&[]), [[""; 9]; 0]);
    assert_eq!(rows(&["--all"])[0][0], "unchanged");
    let file =
        format!("{FILE}{SCHEDULE}").replace("priority: 5", "priority: 2").replace("[Mon, Wed]", "[Fri]");
    world.file("campaigns/event.yaml", file.replace("+12025550124", "+12025550125"));
    world.file("campaigns/new.yaml", FILE.replace("Event Reminder", "New"));
    let found = rows(&[]);
    let of = |row: &Vec<String>| [&row[..2], &row[5..]].concat().join("|");
    assert_eq!(
        found.iter().map(of).collect::<Vec<_>>(),
        [
            "update|Event Reminder|priority|5|2|",
            "update|Event Reminder|callerId|+12025550124|+12025550125|",
            "schedule|Event Reminder|whichDays|Mon,Wed|Fri|2027-01-08T09:30:00Z",
            "create|New||||",
        ]
    );
    assert!(found[0][2].starts_with("cd-") && found[3][2].is_empty(), "{found:?}");
    // A blocked line names the action that is blocked.
    world.run("schedule disable 'Event Reminder'").expect_code(0);
    world.run("campaign start 'Event Reminder' --yes").expect_code(0);
    let blocked: Vec<String> = rows(&[]).iter().filter(|row| row[0] == "blocked").map(of).collect();
    assert_eq!(
        blocked,
        ["priority", "callerId", "schedule"].map(|field| format!("blocked|Event Reminder|{field}|||"))
    );
}

/// A running campaign is never deleted, and no form of a plan says that it would be.
#[test]
fn one_in_no_file_that_may_not_be_deleted_says_why() {
    for of_burki in [false, true] {
        let file = if of_burki { OF_BURKI.split("schedule:").next().unwrap() } else { FILE };
        let name = if of_burki { "Spring check-in" } else { "Event Reminder" };
        let sandbox = Sandbox::new();
        let world = if of_burki { sandbox.burki_world() } else { sandbox.world() };
        for other in [name, "Another"] {
            world.file("campaigns/a.yaml", file.replace(name, other));
            world.run("campaign create -f campaigns --yes").expect_code(0);
        }
        if of_burki {
            world.file("contacts.csv", "phone_number\n+12025550141\n");
            world.run(["campaign", "import", name, "contacts.csv", "--yes"]).expect_code(0);
        }
        world.run(["campaign", "start", name, "--yes"]).expect_code(0);
        let run = plan(&world, &["--exit-code"]).expect_code(0);
        let line = &run.json()["lines"][1];
        assert_eq!((&line["action"], &line["code"]), (&json!("only_live"), &json!("plan/blocked")), "{line}");
        let details = line["details"].as_str().unwrap();
        assert!(details.ends_with("; --prune leaves it") && !details.contains("deletes"), "{line}");
        assert!(line["next"].as_str().unwrap().contains("stop"), "{line}");
        let why = details.strip_suffix("; --prune leaves it").unwrap();
        for format in ["table", "markdown"] {
            let run = world.run(["plan", "campaigns", "-o", format]).expect_code(0);
            let text = run.stdout.replace('\\', "").replace("&#58;", ":");
            assert!(text.contains(why) && !text.contains("--prune deletes"), "{format}: {text}");
        }
        // With --prune it is blocked for the same reason.
        let run = plan(&world, &["--prune", "--exit-code"]).expect_code(20);
        let line = &run.json()["lines"][1];
        assert_eq!(line["action"], "blocked", "{line}");
        assert!(line["details"].as_str().unwrap().starts_with(why), "{line}");
    }
}

/// A campaign of Burki with a schedule.
const OF_BURKI: &str = "platform: burki
name: Spring check-in
campaign_type: call
assistant_id: 7
welcome_message_template: Hello {{ name }}
fallback_values: {name: there}
schedule:
  schedule_type: recurring
  scheduled_at: \"2027-02-15T09:00:00\"
  timezone: America/New_York
  recurring_config: {frequency: weekly, interval: 1, days_of_week: [1, 3], time: \"09:00\", time_zone: America/New_York, end_date: \"2027-12-31\"}
";

#[test]
fn burki_is_compared_field_by_field_with_its_schedule() {
    let sandbox = Sandbox::new();
    let world = sandbox.burki_world();
    world.file("campaigns/spring.yaml", OF_BURKI);
    let run = plan(&world, &["--exit-code"]).expect_code(20);
    assert_eq!(
        lines(&run),
        ["create Spring check-in: call, first run Mon 2027-02-15 09:00 America/New_York"]
    );
    world.run("campaign create -f campaigns --yes").expect_code(0);
    assert_eq!(actions(&plan(&world, &["--exit-code"]).expect_code(0)), ["unchanged"]);
    // Another machine gives the same plan, since Burki returns schedules.
    let elsewhere = sandbox.burki_world();
    elsewhere.file("campaigns/spring.yaml", OF_BURKI);
    assert_eq!(actions(&plan(&elsewhere, &["--exit-code"]).expect_code(0)), ["unchanged"]);

    world.file("campaigns/spring.yaml", OF_BURKI.replace("[1, 3]", "[1, 3, 5]"));
    let run = plan(&world, &["--exit-code"]).expect_code(20);
    assert_eq!(actions(&run), ["schedule"], "{:?}", lines(&run));
    // An update is accepted only in draft and paused.
    world.file("campaigns/spring.yaml", OF_BURKI.replace("there}", "friend}"));
    let run = plan(&world, &["--exit-code"]).expect_code(20);
    assert_eq!(actions(&run), ["blocked"]);
    assert!(
        run.json()["lines"][0]["next"].as_str().unwrap().contains("kcamp --platform burki schedule disable")
    );
    world.run("schedule disable 'Spring check-in'").expect_code(0);
    let run = plan(&world, &["--exit-code"]).expect_code(20);
    assert_eq!(actions(&run), ["update", "off_live"], "{:?}", lines(&run));
    // The type and the assistant cannot change.
    world.file("campaigns/spring.yaml", OF_BURKI.replace("assistant_id: 7", "assistant_id: 8"));
    let run = plan(&world, &[]).expect_code(0);
    assert!(
        lines(&run)[0].starts_with("blocked Spring check-in: assistant_id is 7, not 8"),
        "{:?}",
        lines(&run)
    );
}

#[test]
fn a_schedule_that_has_begun_is_compared_by_how_it_goes_on() {
    let sandbox = Sandbox::new();
    let world = sandbox.burki_world();
    world.file("campaigns/spring.yaml", OF_BURKI);
    world.run("campaign create -f campaigns --yes").expect_code(0);
    let later = Sandbox::at_time(&sandbox, "2027-03-02T08:00:00Z");
    let world = world.with("KCAMP_HOST", &later.address).with("KCAMP_NOW", "2027-03-02T08:00:00Z");
    let run = plan(&world, &["--exit-code"]);
    assert!(!actions(&run).contains(&json!("schedule")), "{:?}", lines(&run));
}

#[test]
fn a_list_that_fails_ends_it_and_nothing_is_taken_for_absent() {
    for (fault, code) in [("503:POST:getAllCampaignDetails", 8), ("403:POST:getAllCampaignDetails", 4)] {
        let (calm, world) = created(&[]);
        let sandbox = Sandbox::continuing(&calm, &[fault]);
        let world = world.with("KCAMP_HOST", &sandbox.address);
        let run = plan(&world, &["--exit-code"]).expect_code(code);
        assert!(run.stdout.is_empty(), "{}", run.stdout);
    }
}

#[test]
fn findings_come_before_the_first_request() {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    world.file("campaigns/event.yaml", FILE.replace("priority: 5", "priority: 7"));
    let run = plan(&world, &[]).expect_code(3);
    assert_eq!(run.error_json()["findings"][0]["code"], "campaign/priority-out-of-range");
    assert_eq!(sandbox.received().len(), 0);
}

#[test]
fn a_create_in_doubt_is_not_planned_again_at_once() {
    let sandbox = Sandbox::with_faults(&["503:POST:campaign"]);
    let world = sandbox.world();
    world.file("campaigns/event.yaml", FILE);
    world.run("campaign create -f campaigns").expect_code(9);
    let run = plan(&world, &["--exit-code"]).expect_code(20);
    assert_eq!(actions(&run), ["blocked"]);
    assert!(
        run.json()["lines"][0]["next"].as_str().unwrap().contains("kcamp journal settle"),
        "{}",
        run.stdout
    );
}

#[test]
fn what_was_read_before_is_not_read_again_until_its_row_differs() {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    for number in 0..4 {
        world
            .file(&format!("campaigns/{number}.yaml"), FILE.replace("Event Reminder", &format!("N{number}")));
    }
    world.run("campaign create -f campaigns").expect_code(0);
    let requests = |more: &[&str]| {
        let before = sandbox.received().len();
        let run = plan(&world, more).expect_code(0);
        (sandbox.received().len() - before, run.json()["counts"]["unchanged_by_row"].clone())
    };
    assert_eq!(requests(&[]), (2 + 4, json!(0)));
    assert_eq!(requests(&[]), (2, json!(4)), "the two pages of the list and nothing else");
    assert_eq!(requests(&["--refresh"]), (2 + 4, json!(0)));
    // A campaign that a colleague changed is read again, and no other one.
    sandbox.world().run("campaign update N2 --priority 1").expect_code(0);
    assert_eq!(requests(&[]), (2 + 1, json!(3)));
    // The remembered reads may be deleted or damaged at any time.
    let seen = world.home().join(".local/state/kcamp/seen");
    let file = std::fs::read_dir(&seen)
        .unwrap()
        .map(|it| it.unwrap().path())
        .find(|it| it.extension().is_some_and(|end| end == "json"));
    std::fs::write(file.unwrap(), "{").unwrap();
    assert_eq!(requests(&[]), (2 + 4, json!(0)));
    std::fs::remove_dir_all(&seen).unwrap();
    assert_eq!(requests(&[]), (2 + 4, json!(0)));
}

#[test]
fn a_plan_for_a_pull_request_is_markdown_in_which_nothing_is_obeyed() {
    let (_sandbox, world, _) = with_campaign(FILE, &[]);
    world.file("campaigns/event.yaml", FILE.replace("priority: 5", "priority: 3"));
    world.file(
        "campaigns/new.yaml",
        format!("{}{SCHEDULE}", FILE.replace("Event Reminder", "\"<b>New</b> | @all\"")),
    );
    let run = world.run("plan campaigns -o markdown").expect_code(0);
    run.expect_stdout(&[
        "### plan&#58; 1 to create, 1 to change",
        "| \\~ update | Event Reminder | priority 5 → 3 |",
        "| + create | &lt;b&gt;New&lt;/b&gt; \\| &#64;all | sms, 1 list, first run Mon 2027-01-04 09&#58;30 UTC |",
        "| priority | 5 | 3 |",
        "#### The next runs",
    ]);
    world.run("campaign list -o markdown").expect_code(2).expect_stderr(&["kcamp plan alone"]);
}

#[test]
fn when_it_runs_next_is_told_as_it_was_enabled_from_this_machine() {
    let (sandbox, world) = created(&[]);
    let shown = world.run("schedule show 'Event Reminder' -o json").expect_code(0).json();
    assert_eq!(shown["as_enabled"]["at"], "2026-12-03T08:00:00Z");
    assert_eq!(shown["as_enabled"]["sent"]["startDateTime"], "2027-01-04 09:30:00");
    assert_eq!(shown["as_enabled"]["schedule"]["next_runs"][0]["utc"], "2027-01-04T09:30:00Z");
    world
        .run("schedule show 'Event Reminder'")
        .expect_code(0)
        .expect_stdout(&["as enabled from this machine"]);
    let runs = world.run("schedule preview 'Event Reminder' -o json").expect_code(0);
    assert_eq!(runs.json()[0]["utc"], "2027-01-04T09:30:00Z");
    runs.expect_stderr(&["as enabled from this machine on 2026-12-03"]);
    // A plan of the exported files finds no difference.
    world.run("campaign export --all -d exported").expect_code(0);
    let run = world.run("plan exported -o json --exit-code").expect_code(0);
    assert_eq!(actions(&run), ["unchanged"]);
    let text = std::fs::read_to_string(world.home().join("exported/event-reminder.yaml")).unwrap();
    assert!(text.contains("as enabled from this machine on 2026-12-03"), "{text}");

    // Another machine does not know the schedule. A schedule that is off has no runs.
    let elsewhere = sandbox.world();
    let shown = elsewhere.run("schedule show 'Event Reminder' -o json").expect_code(0).json();
    assert_eq!((&shown["enabled"], &shown["as_enabled"]), (&json!(true), &json!(null)));
    elsewhere.run("schedule preview 'Event Reminder'").expect_code(2).expect_stderr(&["with -f"]);
    elsewhere.run("schedule disable 'Event Reminder'").expect_code(0);
    let shown = world.run("schedule show 'Event Reminder' -o json").expect_code(0).json();
    assert_eq!((&shown["enabled"], &shown["as_enabled"]), (&json!(false), &json!(null)));
    world.run("schedule preview 'Event Reminder'").expect_code(2);
    let text = world.run("campaign export 'Event Reminder'").expect_code(0).stdout;
    assert!(!text.contains("schedule"), "{text}");
}
