//! What a command knows of the live campaign, and judges before it sends something.

use serde_json::json;

use crate::calls::is_write;
use crate::colleagues::BURKI_FILE;
use crate::create::{FILE, SCHEDULE};
use crate::lifecycle::with_campaign;
use crate::world::{Sandbox, World};

const NAME: &str = "Event Reminder";
const WINDOW: &str = "{days: Mon-Fri, start: \"9:00 AM\", end: \"6:00 PM\"}";
const EVENING: &str = "{days: Mon-Fri, start: \"5:00 PM\", end: \"8:00 PM\"}";

fn schedule_calls(sandbox: &Sandbox) -> usize {
    sandbox.received_at("POST", "/schedule").len()
}

#[test]
fn a_schedule_of_a_file_meets_the_live_calling_hours_which_count() {
    let (sandbox, world, id) = with_campaign(&FILE.replace(WINDOW, EVENING), &[]);
    // The runs at 09:30 are in the hours of the file, and not in those of the live campaign.
    let file = format!("{FILE}{SCHEDULE}");
    world.file("campaign.yaml", &file);
    let said = [
        "warning[schedule/outside-calling-hours]",
        "the calling hours of the file are not those of the campaign, which count",
        "the calling hours are closed until Mon 2027-01-04 17:00 UTC",
    ];
    for campaign in [&[id.as_str()][..], &[NAME, "--check-name"]] {
        let enable = [&["schedule", "enable", "-f", "campaign.yaml"], campaign].concat();
        world.run(enable).expect_code(12).expect_stderr(&said);
    }
    assert_eq!(schedule_calls(&sandbox), 0);
    // Where the windows are the same in another order of days, nothing is said.
    let days = "{days: Tue-Fri, start: \"17:00\", end: \"20:00\"}\n      - {days: Mon, start: \"5:00 PM\", end: \"8:00 PM\"}";
    world.file("campaign.yaml", file.replace(WINDOW, days).replace("09:30", "17:30"));
    let run = world.run(["schedule", "enable", &id, "-f", "campaign.yaml", "--yes"]).expect_code(0);
    assert!(
        !run.stderr.contains("calling hours of the file") && !run.stderr.contains("warning"),
        "{}",
        run.stderr
    );
}

#[test]
fn a_file_of_another_campaign_gives_no_schedule() {
    let (sandbox, world, id) = with_campaign(FILE, &[]);
    let of = |name: &str, more: &str| FILE.replace(NAME, name) + SCHEDULE + more;
    world.file("other.yaml", of("Billing", ""));
    for campaign in [&[id.as_str()][..], &[NAME], &[NAME, "--check-name"]] {
        let line = [&["schedule", "enable", "-f", "other.yaml", "--yes", "-o", "json"], campaign].concat();
        let error = world.run(line).expect_code(3).error_json();
        assert_eq!(error["findings"][0]["code"], "schedule/of-another-campaign", "{campaign:?}: {error}");
        assert_eq!(error["findings"][0]["line"], 1, "{error}");
    }
    assert_eq!(schedule_calls(&sandbox), 0);
    // Another case of its name, its former name, and a file with only the schedule.
    world.file("case.yaml", of(&NAME.to_uppercase(), ""));
    world.file("renamed.yaml", of("Billing", "renamedFrom: Event Reminder\n"));
    let lines: Vec<&str> = SCHEDULE.lines().skip(1).map(|line| &line[2..]).collect();
    let block = lines.join("\n") + "\n";
    world.file("block.yaml", block);
    for (number, file) in ["case.yaml", "renamed.yaml", "block.yaml"].into_iter().enumerate() {
        world.run(["schedule", "enable", &id, "-f", file, "--yes"]).expect_code(0);
        assert_eq!(schedule_calls(&sandbox), number + 1, "{file}");
    }
}

#[test]
fn new_calling_hours_meet_the_schedule_that_is_on() {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    world.file("old/a.yaml", format!("{FILE}{SCHEDULE}"));
    world.run("apply old --yes").expect_code(0);
    world.file("campaigns/a.yaml", FILE.replace(WINDOW, EVENING));
    world.file(
        "morning/a.yaml",
        FILE.replace(WINDOW, "{days: Mon-Fri, start: \"7:00 AM\", end: \"9:00 AM\"}"),
    );
    let late = "warning[schedule/outside-calling-hours]: of the schedule that is on, ";
    let never = "warning[schedule/never-in-calling-hours]: of the schedule that is on, no run meets";
    for (folder, said) in [("campaigns", late), ("morning", never)] {
        world.run(["plan", folder]).expect_code(0).expect_stderr(&[said, &format!("{folder}/a.yaml:16")]);
        world.run(["apply", folder]).expect_code(12).expect_stderr(&[said]);
        world
            .run(["campaign", "update", "-f", &format!("{folder}/a.yaml")])
            .expect_code(12)
            .expect_stderr(&[said]);
    }
    let flags = ["campaign", "update", NAME, "--calling-hours", "Mon-Fri 07:00-09:00"];
    world.run(flags).expect_code(12).expect_stderr(&[never, "--calling-hours"]);
    // A policy can make it an error, and hours in which the runs are give nothing.
    world.file("morning/kcamp.policy.yaml", "severities: {schedule/never-in-calling-hours: error}\n");
    world.run("plan morning").expect_code(3);
    world.run("campaign update -f morning/a.yaml --yes").expect_code(3);
    world.file("wide/a.yaml", FILE.replace("6:00 PM", "8:00 PM"));
    assert!(!world.run("plan wide").expect_code(0).stderr.contains("schedule that is on"));
    assert!(sandbox.received().iter().all(|request| request["method"] != "PUT"));
    // With the schedule off, no run is left.
    world.run(["schedule", "disable", NAME]).expect_code(0);
    assert!(!world.run("plan campaigns").expect_code(0).stderr.contains("schedule that is on"));
}

/// A world with campaigns of these names and lists.
fn with_campaigns(campaigns: &[(&str, &str)]) -> (Sandbox, World) {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    world.run("contact-list create Nobody --description Empty").expect_code(0);
    for (name, lists) in campaigns {
        world.file("a.yaml", FILE.replace(NAME, name).replace("Event Guests", lists));
        world.run("campaign create -f a.yaml").expect_code(0);
    }
    let later = Sandbox::continuing(&sandbox, &[]);
    let world = later.world();
    (later, world)
}

#[test]
fn campaigns_that_begin_on_one_list_are_said() {
    let (_sandbox, world) =
        with_campaigns(&[("One", "Event Guests"), ("Two", "Event Guests"), ("Three", "Renewal Due July")]);
    let code = "warning[schedule/contact-list-shared]";
    let run = world.run("campaign start One Three").expect_code(12);
    assert!(!run.stderr.contains(code), "{}", run.stderr);
    let both = "the contact list Event Guests is also used by One on 2026-12-03";
    world.run("campaign start One Two").expect_code(12).expect_stderr(&[code, both]);
    world.run("campaign start One --yes").expect_code(0);
    let live = "the contact list Event Guests is also used by the live campaign One on 2026-12-03";
    world.run("campaign start Two").expect_code(12).expect_stderr(&[code, live]);
    let run = world.run("campaign start Three --yes").expect_code(0);
    assert!(!run.stderr.contains(code), "{}", run.stderr);
    world.file("kcamp.policy.yaml", "severities: {schedule/contact-list-shared: error}\n");
    world.run("campaign start Two --yes").expect_code(3);
}

/// A resume begins campaigns too. Where the policy makes it an error, the second one is not brought back.
#[test]
fn campaigns_that_come_back_on_one_list_are_said() {
    let (_sandbox, world) =
        with_campaigns(&[("One", "Event Guests"), ("Two", "Event Guests"), ("Three", "Renewal Due July")]);
    world.run("campaign start One Two Three --yes").expect_code(0);
    world.run("halt --yes").expect_code(0);
    let both = "the contact list Event Guests is also used by One on 2026-12-03";
    let said = ["warning[schedule/contact-list-shared]", both];
    let run = world.run("resume --begin-anew").expect_code(12).expect_stderr(&said);
    assert_eq!(run.stderr.matches("contact-list-shared").count(), 1, "{}", run.stderr);
    // Nothing begins, so that nothing is shared.
    assert!(!world.run("resume").expect_code(12).stderr.contains("contact-list-shared"));
    world.file("kcamp.policy.yaml", "severities: {schedule/contact-list-shared: error}\n");
    let run = world.run("resume --begin-anew --yes -o json").expect_code(10);
    let results = run.json()["campaigns"].clone();
    let of = |name: &str| results.as_array().unwrap().iter().find(|it| it["name"] == name).unwrap().clone();
    assert_eq!((&of("One")["outcome"], &of("Three")["outcome"]), (&"started".into(), &"started".into()));
    assert_eq!(of("Two")["outcome"], "not_brought_back");
    assert!(of("Two")["message"].as_str().unwrap().contains(both), "{results}");
}

/// The listing of `--if-absent` shows the live campaigns of no file.
#[test]
fn a_new_schedule_on_a_list_of_a_live_campaign_is_said_by_if_absent_without_another_request() {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    world.file("old/old.yaml", format!("{}{SCHEDULE}", FILE.replace(NAME, "Old Promo")));
    world.run("apply old --yes").expect_code(0);
    let new = format!("{}{SCHEDULE}", FILE.replace(NAME, "New"));
    let create = "campaign create -f new --if-absent";
    let shared = "the contact list Event Guests is also used by the live campaign Old Promo on 2027-01-04";
    let mut counts = Vec::new();
    for (file, is_shared) in [
        (new.clone(), true),
        (new.replace("Event Guests", "Renewal Due July"), false),
        (new.replace("[Mon, Wed]", "[Fri]"), false),
        (format!("# kcamp: allow(schedule/contact-list-shared)\n{new}"), false),
    ] {
        world.file("new/new.yaml", &file);
        let before = sandbox.received().len();
        let run = world.run(create);
        counts.push(sandbox.received().len() - before);
        assert_eq!(run.stderr.contains(shared), is_shared, "{file}: {}", run.stderr);
    }
    assert!(counts.iter().all(|count| *count == counts[0]), "{counts:?}");
    world.file("new/new.yaml", &new);
    world.file("new/kcamp.policy.yaml", "severities: {schedule/contact-list-shared: error}\n");
    world.run("campaign create -f new --if-absent --yes").expect_code(3);
    assert_eq!(sandbox.creates().len(), 1, "the old one alone");
}

#[test]
fn what_reaches_nobody_is_said_before_it_begins() {
    let (sandbox, world) = with_campaigns(&[("One", "Nobody"), ("Two", "Event Guests")]);
    let said = ["warning[campaign/no-contacts]", "\"One\" has no contacts: nobody is reached"];
    world.run("campaign start One").expect_code(12).expect_stderr(&said);
    let flags =
        ["--weekly", "Mon", "--start", "2026-12-07 12:00", "--end", "2027-01-31", "--timezone", "UTC"];
    let enable = [&["schedule", "enable", "One", "--check-name"][..], &flags].concat();
    world.run(enable).expect_code(12).expect_stderr(&said);
    let run = world.run("campaign start Two").expect_code(12);
    assert!(!run.stderr.contains("no-contacts"), "{}", run.stderr);
    // An update that gives the campaign such a list, and one that has nothing to do with lists.
    world
        .run("campaign update Two --contact-list Nobody --dry-run")
        .expect_code(0)
        .expect_stderr(&["warning[campaign/no-contacts]", "\"Two\" has no contacts: nobody is reached"]);
    let before = sandbox.received_at("POST", "/getAllListDetails").len();
    let run = world.run("campaign update One --priority 2 --dry-run").expect_code(0);
    assert!(!run.stderr.contains("no-contacts"), "{}", run.stderr);
    assert_eq!(sandbox.received_at("POST", "/getAllListDetails").len(), before);
}

/// The file of a campaign whose schedule was sent on one clock, and what an account with another clock gets from it.
#[test]
fn an_exported_schedule_is_the_same_instant_on_every_clock_of_a_platform() {
    let sandbox = Sandbox::new();
    let world = sandbox.world().with("KCAMP_SCHEDULE_TIMEZONE", "Asia/Kolkata");
    world.file("a.yaml", FILE);
    world.run("campaign create -f a.yaml").expect_code(0);
    let flags = [
        "--weekly",
        "Mon",
        "--start",
        "2026-12-07 02:30",
        "--end",
        "2027-01-31",
        "--timezone",
        "Asia/Kolkata",
    ];
    world.run([&["schedule", "enable", NAME, "--yes"][..], &flags].concat()).expect_code(0);
    let sent = &sandbox.received_at("POST", "/schedule")[0]["body"];
    assert_eq!(sent["startDateTime"], "2026-12-07 02:30:00");
    let file = world.run(["campaign", "export", NAME]).expect_code(0).stdout;
    assert!(file.contains("timezone: Asia/Kolkata\n"), "{file}");
    world.file("live/a.yaml", &file);
    world.run("plan live --exit-code").expect_code(0);
    for (clock, start, day) in
        [("Asia/Kolkata", "2026-12-07 02:30:00", "Mon"), ("UTC", "2026-12-06 21:00:00", "Sun")]
    {
        let elsewhere = Sandbox::new();
        let world = elsewhere.world().with("KCAMP_SCHEDULE_TIMEZONE", clock);
        world.file("a.yaml", &file);
        world.run("campaign create -f a.yaml --yes").expect_code(0);
        let sent = &elsewhere.received_at("POST", "/schedule")[0]["body"];
        assert_eq!(sent["startDateTime"], start, "{clock}");
        assert_eq!(sent["recurrenceObject"]["weeklyDetails"]["whichDays"], json!([day]), "{clock}");
    }
}

/// A policy decides of these as of other advice: they are errors, or left out.
#[test]
fn a_policy_weighs_empty_lists_and_closed_hours() {
    let (sandbox, world) = with_campaigns(&[("One", "Nobody"), ("Two", "Event Guests")]);
    let enable = "schedule enable One --check-name --weekly Mon --start '2026-12-07 12:00' --end 2027-01-31 --timezone UTC --yes";
    for (code, lines) in [
        ("campaign/no-contacts", &["campaign start One --yes", "campaign start Two One --yes", enable][..]),
        ("campaign/calling-hours-closed", &["campaign start Two --yes", "campaign start One Two --yes"]),
    ] {
        for line in lines {
            let before = sandbox.received().into_iter().filter(is_write).count();
            world.file("kcamp.policy.yaml", format!("severities: {{{code}: error}}\n"));
            world.run(line).expect_code(3).expect_stderr(&[&format!("error[{code}]")]);
            assert_eq!(sandbox.received().into_iter().filter(is_write).count(), before, "{line}");
            world.file("kcamp.policy.yaml", format!("severities: {{{code}: off}}\n"));
            let run = world.run(line.trim_end_matches(" --yes")).expect_code(12);
            assert!(!run.stderr.contains(code), "{}", run.stderr);
        }
    }
}

#[test]
fn what_comes_back_to_nobody_is_said_and_weighed() {
    let (sandbox, world) = with_campaigns(&[("One", "Nobody"), ("Two", "Event Guests")]);
    world.run("campaign start One Two --yes").expect_code(0);
    world.run("halt --yes").expect_code(0);
    let said = ["warning[campaign/no-contacts]", "\"One\" has no contacts: nobody is reached"];
    world.run("resume --begin-anew").expect_code(12).expect_stderr(&said);
    world.file("kcamp.policy.yaml", "severities: {campaign/no-contacts: error}\n");
    let results = world.run("resume --begin-anew --yes -o json").expect_code(10).json()["campaigns"].clone();
    let outcomes: Vec<String> = results
        .as_array()
        .unwrap()
        .iter()
        .map(|it| format!("{} {}", it["name"].as_str().unwrap(), it["outcome"].as_str().unwrap()))
        .collect();
    assert!(outcomes.contains(&"One not_brought_back".to_owned()), "{outcomes:?}");
    assert!(outcomes.contains(&"Two started".to_owned()), "{outcomes:?}");
    let plays = sandbox.received().into_iter().filter(|it| it["query"]["trigger"] == "play").count();
    assert_eq!(plays, 3);
}

#[test]
fn what_comes_back_outside_its_calling_hours_is_said_and_weighed() {
    let (sandbox, world) = with_campaigns(&[("Two", "Event Guests")]);
    world.run("campaign start Two --yes").expect_code(0);
    world.run("halt --yes").expect_code(0);
    world
        .run("resume --begin-anew")
        .expect_code(12)
        .expect_stderr(&["warning[campaign/calling-hours-closed]"]);
    world.file("kcamp.policy.yaml", "severities: {campaign/calling-hours-closed: error}\n");
    let results = world.run("resume --begin-anew --yes -o json").expect_code(10).json()["campaigns"].clone();
    assert_eq!(results[0]["outcome"], "not_brought_back", "{results}");
    let plays = sandbox.received().into_iter().filter(|it| it["query"]["trigger"] == "play").count();
    assert_eq!(plays, 1);
}

#[test]
fn a_policy_weighs_the_empty_lists_of_a_plan() {
    let (sandbox, world) = with_campaigns(&[("One", "Nobody")]);
    let new = FILE.replace(NAME, "New").replace("Event Guests", "Nobody");
    world.file("new/new.yaml", format!("renamedFrom: none\n{new}"));
    let before = sandbox.creates().len();
    world.run("plan new --exit-code").expect_code(20);
    world.file("new/kcamp.policy.yaml", "severities: {campaign/no-contacts: error}\n");
    for line in ["plan new", "apply new --yes"] {
        world
            .run(line)
            .expect_code(3)
            .expect_stderr(&["error[campaign/no-contacts]", "\"New\" has no contacts"]);
    }
    assert_eq!(sandbox.creates().len(), before);
}

/// A schedule line brings in no list, and begins calls all the same; on Burki the campaign has contacts of its own.
#[test]
fn a_plan_says_and_weighs_that_a_schedule_would_reach_nobody() {
    for is_burki in [false, true] {
        let sandbox = Sandbox::new();
        let world = if is_burki { sandbox.burki_world() } else { sandbox.world() };
        let at = "schedule: {schedule_type: scheduled, scheduled_at: '2027-02-15T09:00:00', timezone: UTC}\n";
        let (file, schedule, says) = if is_burki {
            (BURKI_FILE.to_owned(), at, "it has no contacts")
        } else {
            (FILE.replace("Event Guests", "Nobody"), SCHEDULE, "one of its contact lists has no contacts")
        };
        if !is_burki {
            world.run("contact-list create Nobody --description Empty").expect_code(0);
        }
        world.file("one/a.yaml", &file);
        world.run("apply one --yes").expect_code(0);
        world.file("one/a.yaml", format!("{file}{schedule}"));
        world.run("plan one --exit-code").expect_code(20).expect_stdout(&[says]);
        world.file("one/kcamp.policy.yaml", "severities: {campaign/no-contacts: error}\n");
        let before = sandbox.received().into_iter().filter(is_write).count();
        for line in ["plan one", "apply one --yes"] {
            world.run(line).expect_code(3).expect_stderr(&["error[campaign/no-contacts]", "has no contacts"]);
        }
        assert_eq!(sandbox.received().into_iter().filter(is_write).count(), before);
    }
}

/// The list of campaigns in which a name was looked for shows them; no other is read.
#[test]
fn a_campaign_that_was_looked_for_is_held_against_those_that_run_on_its_list() {
    let (sandbox, world) =
        with_campaigns(&[("One", "Event Guests"), ("Two", "Event Guests"), ("Three", "Renewal Due July")]);
    world.run("campaign start One --yes").expect_code(0);
    let said = [
        "warning[schedule/contact-list-shared]",
        "the contact list Event Guests is also used by the live campaign One on 2026-12-03",
    ];
    let times = ["--weekly=Thu", "--start=2026-12-03 12:00", "--end=2027-01-31", "--timezone=UTC"];
    let enable = |name| [&["schedule", "enable", name, "--check-name"][..], &times].concat();
    let mut counts = Vec::new();
    for (name, is_shared) in [("Two", true), ("Three", false)] {
        let before = sandbox.received().len();
        let run = world.run(enable(name)).expect_code(12);
        assert_eq!(run.stderr.contains(said[1]), is_shared, "{}", run.stderr);
        counts.push(sandbox.received().len() - before);
    }
    assert_eq!(counts[0], counts[1]);
    world.run([&enable("Three")[..], &["--yes"]].concat()).expect_code(0);
    let update = ["campaign", "update", "Three", "--contact-list", "Event Guests"];
    world.run([&update[..], &["--dry-run"]].concat()).expect_code(0).expect_stderr(&said);
    world.file("kcamp.policy.yaml", "severities: {schedule/contact-list-shared: error}\n");
    let before = sandbox.received().into_iter().filter(is_write).count();
    world.run([&enable("Two")[..], &["--yes"]].concat()).expect_code(3);
    world.run([&update[..], &["--yes"]].concat()).expect_code(3);
    assert_eq!(sandbox.received().into_iter().filter(is_write).count(), before);
}
