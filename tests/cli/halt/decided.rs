//! `kcamp resume` after users' decisions before or after the halt: they stand.

use std::path::Path;

use serde_json::Value;

use crate::colleagues::{self, BURKI_FILE, Platform};
use crate::create::{FILE, SCHEDULE};
use crate::relay::{Passing, Watch, relay};
use crate::world::{Run, Sandbox, World};

const NINE: &str = "2026-12-03T09:00:00Z";
const TEN: &str = "2026-12-03T10:00:00Z";
const ELEVEN: &str = "2026-12-03T11:00:00Z";

const BURKI_DAILY: &str = "schedule: {schedule_type: recurring, scheduled_at: '2027-02-15T09:00:00', timezone: UTC, \
     recurring_config: {frequency: daily, interval: 1, time: '09:00', time_zone: UTC, end_date: '2027-03-01'}}\n";

/// Both platforms with a single run or a few weekdays, and Burki with a daily schedule.
fn platforms() -> [Platform; 3] {
    let [kore, burki] = colleagues::platforms();
    [kore, burki, (Sandbox::burki_world, format!("{BURKI_FILE}{BURKI_DAILY}"))]
}

const HALT: &str = "halt --yes -q -o json";
const OTHER_TIMES: &str = "schedule enable 'Event Reminder' --daily --start '2027-02-01 15:00' --end 2027-02-03 --timezone UTC --yes";
const DISABLE: &str = "schedule disable 'Event Reminder' --yes";
const UPDATE: &str = "campaign update 'Event Reminder' --description 'new words' --yes";

/// Commands at an hour, by a colleague with another journal, or by this machine.
struct At(&'static str, Who, &'static [&'static str]);

#[derive(Clone, Copy, PartialEq)]
enum Who {
    Colleague,
    Own,
}

/// Creates the campaign at 8:00, runs these steps, and resumes from the record of the halt at 11:00.
fn resumed(platform: &Platform, flags: &[&str], steps: &[At]) -> (Sandbox, World, Run) {
    let mut sandbox = Sandbox::with_flags(flags);
    let mut world = platform.0(&sandbox);
    world.file("campaign.yaml", &platform.1);
    world.run("campaign create -f campaign.yaml --yes").expect_code(0);
    for At(now, who, lines) in steps {
        (sandbox, world) = world.later(&sandbox, now, flags);
        let colleague = platform.0(&sandbox).with("KCAMP_NOW", *now);
        for line in *lines {
            if *who == Who::Own { &world } else { &colleague }.run(line).expect_code(0);
        }
    }
    (sandbox, world) = world.later(&sandbox, ELEVEN, flags);
    let run = world.run(["resume", &record(&world), "--yes", "-o", "json"]);
    (sandbox, world, run)
}

/// The name of the last record.
pub(super) fn record(world: &World) -> String {
    let folder = world.home().join(".local/state/kcamp/halts");
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let is_record = |path: &std::path::PathBuf| path.extension().is_some_and(|ending| ending == "json");
    let last = files.filter(|path| is_record(path)).max().unwrap();
    last.file_name().and_then(|name| Path::new(name).to_str()).unwrap().to_owned()
}

/// The bodies that switched schedules on, and the number of starts, in the lifetime of one sandbox.
pub(super) fn begun(sandbox: &Sandbox) -> (Vec<Value>, usize) {
    let saved = sandbox.received_at("POST", "/schedule").into_iter().filter(|request| {
        request["query"]["enableSchedule"] != "false" && request["body"]["schedule_type"] != "immediate"
    });
    let is_start = |request: &&Value| {
        request["query"]["trigger"] == "play"
            || request["path"].as_str().is_some_and(|path| path.ends_with("/start"))
    };
    let started = sandbox.received().iter().filter(is_start).count();
    (saved.map(|request| request["body"].clone()).collect(), started)
}

#[test]
fn a_schedule_that_nobody_else_touched_comes_back_as_it_was() {
    for platform in platforms() {
        // A change by this machine is not a change by others.
        for own in [&[][..], &[UPDATE]] {
            let steps = [At(NINE, Who::Own, &[HALT]), At(TEN, Who::Own, own)];
            let (sandbox, _, run) = resumed(&platform, &[], &steps);
            assert_eq!(run.code, 0, "{run:?}");
            assert_eq!(run.json()["campaigns"][0]["outcome"], "switched_on", "{run:?}");
            assert_eq!(begun(&sandbox).0.len(), 1, "{run:?}");
        }
    }
}

#[test]
fn a_schedule_whose_start_the_platform_does_not_tell_comes_back_unless_somebody_changed_the_campaign() {
    let untold = ["--choice", "burki-scheduled-at=untold"];
    let [_, _, daily] = platforms();
    let halt = || At(TEN, Who::Own, &[HALT]);
    for (steps, code, outcome) in [
        (vec![halt()], 0, "switched_on"),
        (vec![At(NINE, Who::Colleague, &[OTHER_TIMES]), halt()], 10, "not_brought_back"),
    ] {
        let (sandbox, _, run) = resumed(&daily, &untold, &steps);
        assert_eq!((run.code, &run.json()["campaigns"][0]["outcome"]), (code, &outcome.into()), "{run:?}");
        assert_eq!(begun(&sandbox).0.len(), usize::from(code == 0), "{run:?}");
    }
}

#[test]
fn a_single_run_whose_zone_the_platform_does_not_tell_comes_back_unless_somebody_changed_the_campaign() {
    const SINGLE: &str = "schedule: {schedule_type: scheduled, scheduled_at: '2027-02-15T09:00:00', timezone: America/New_York}\n";
    /// The same local time, so that the platform reports the same digits.
    const IN_ANOTHER_ZONE: &str =
        "schedule enable 'Event Reminder' --once --start '2027-02-15 09:00' --timezone Asia/Kolkata --yes";
    let single: Platform = (Sandbox::burki_world, format!("{BURKI_FILE}{SINGLE}"));
    let halt = || At(TEN, Who::Own, &[HALT]);
    for way in ["as-sent", "converted", "untold"] {
        let flags = ["--choice", &format!("burki-scheduled-at={way}")];
        let (sandbox, _, run) = resumed(&single, &flags, &[halt()]);
        assert_eq!((run.code, &run.json()["campaigns"][0]["outcome"]), (0, &"switched_on".into()), "{run:?}");
        let (saved, _) = begun(&sandbox);
        let sent: Vec<_> = saved.iter().map(|body| (&body["scheduled_at"], &body["timezone"])).collect();
        assert_eq!(sent, [(&"2027-02-15T09:00:00".into(), &"America/New_York".into())], "{way}: {run:?}");
        let others = At(NINE, Who::Colleague, &[IN_ANOTHER_ZONE]);
        let (sandbox, _, run) = resumed(&single, &flags, &[others, halt()]);
        let row = run.json()["campaigns"][0].clone();
        assert_eq!((run.code, &row["outcome"]), (10, &"not_brought_back".into()), "{way}: {run:?}");
        assert_eq!(begun(&sandbox), (vec![], 0), "{way}: {run:?}");
    }
}

#[test]
fn a_schedule_that_a_colleague_decided_about_stays_as_it_is() {
    for platform in platforms() {
        let after: [&[&str]; 3] = [&[OTHER_TIMES, DISABLE], &[UPDATE], &[UPDATE, OTHER_TIMES, DISABLE]];
        let mut ways: Vec<Vec<At>> = after
            .into_iter()
            .map(|lines| vec![At(NINE, Who::Own, &[HALT]), At(TEN, Who::Colleague, lines)])
            .collect();
        ways.push(vec![At(NINE, Who::Colleague, &[OTHER_TIMES]), At(TEN, Who::Own, &[HALT])]);
        // This machine's later writes do not hide anything.
        ways.push(vec![
            At(NINE, Who::Own, &[HALT]),
            At("2026-12-03T09:30:00Z", Who::Colleague, &[OTHER_TIMES, DISABLE]),
            At(TEN, Who::Own, &[UPDATE]),
        ]);
        for steps in ways {
            let (sandbox, _, run) = resumed(&platform, &[], &steps);
            let run = run.expect_code(10);
            let row = run.json()["campaigns"][0].clone();
            assert_eq!((&row["outcome"], &row["part"]), (&"not_brought_back".into(), &"schedule".into()));
            let message = row["message"].as_str().unwrap();
            let is_told = message.contains("somebody changed the campaign at 2026-12-03 ")
                || message.contains("another schedule than this machine switched on: {");
            assert!(
                is_told
                    && message.contains("set its times with kcamp ")
                    && message.contains("schedule enable "),
                "{message}"
            );
            assert_eq!(begun(&sandbox), (vec![], 0), "{message}");
        }
    }
}

#[test]
fn what_the_halt_did_not_do_is_not_undone() {
    // A record from another machine: this machine's journal does not have the writes.
    for platform in platforms() {
        let sandbox = Sandbox::new();
        let world = platform.0(&sandbox);
        world.file("campaign.yaml", &platform.1);
        world.run("campaign create -f campaign.yaml --yes").expect_code(0);
        world.run(HALT).expect_code(0);
        std::fs::remove_file(super::journal_of(&world)).unwrap();
        let before = begun(&sandbox).0.len();
        let run = world.run("resume --yes -o json").expect_code(10);
        let message = run.json()["campaigns"][0]["message"].as_str().unwrap().to_owned();
        assert!(message.contains("does not show that the halt stopped it"), "{message}");
        assert_eq!(begun(&sandbox).0.len(), before);
    }
}

const REPEATED: [&str; 2] = ["--choice", "names=repeated"];

/// Gives another campaign the name of the one in the file.
fn take_name(world: &World, old: &str) {
    crate::names::rename(world, FILE, old, "Event Reminder");
}

/// Another campaign, which is older than the one in the file.
fn create_old(world: &World) -> String {
    world.file("old.yaml", FILE.replace("Event Reminder", "Old"));
    let created = world.run("campaign create -f old.yaml --yes -o json").expect_code(0).json();
    created["id"].as_str().unwrap().to_owned()
}

#[test]
fn a_schedule_call_by_a_name_that_two_have_is_not_sent() {
    let sandbox = Sandbox::with_flags(&REPEATED);
    let old = create_old(&sandbox.world());
    let world = sandbox.world();
    world.file("campaign.yaml", format!("{FILE}{SCHEDULE}"));
    let created = world.run("campaign create -f campaign.yaml --yes -o json").expect_code(0).json();
    world.run(HALT).expect_code(0);
    take_name(&sandbox.world(), &old);
    let before = begun(&sandbox).0.len();
    let run = world.run("resume --yes -o json").expect_code(10);
    let message = run.json()["campaigns"][0]["message"].as_str().unwrap().to_owned();
    for part in [
        old.as_str(),
        created["id"].as_str().unwrap(),
        "takes only a name",
        &format!("kcamp campaign update {old} --name NAME"),
    ] {
        assert!(message.contains(part), "{message}");
    }
    assert_eq!(begun(&sandbox).0.len(), before);
}

/// A colleague who renames a campaign just before the second schedule is switched on.
struct Renaming {
    colleague: World,
    old: String,
    enables: usize,
}

impl Watch for Renaming {
    fn before(&mut self, request: &Passing) {
        if request.line.contains("enableSchedule=true") {
            self.enables += 1;
            if self.enables == 2 {
                take_name(&self.colleague, &self.old);
            }
        }
    }
}

#[test]
fn a_schedule_call_that_met_another_campaign_is_told_with_how_to_undo_it() {
    let sandbox = Sandbox::with_flags(&REPEATED);
    let old = create_old(&sandbox.world());
    let world = relay(&sandbox, Renaming { colleague: sandbox.world(), old: old.clone(), enables: 0 });
    world.file("campaign.yaml", format!("{FILE}{SCHEDULE}"));
    world.run("campaign create -f campaign.yaml --yes").expect_code(0);
    world.run(HALT).expect_code(0);
    let run = world.run("resume --yes -o json").expect_code(10);
    let row = run.json()["campaigns"][0].clone();
    assert_eq!(row["outcome"], "not_done", "{run:?}");
    assert!(row["message"].as_str().unwrap().contains(&old), "{row}");
    let hint = run.error_json()["hint"].as_str().unwrap().to_owned();
    assert!(hint.contains(&format!("kcamp schedule disable {old}")), "{hint}");
}

#[test]
fn a_schedule_that_this_machine_never_switched_on_is_not_said_to_be_another() {
    for platform in platforms() {
        let sandbox = Sandbox::new();
        let colleague = platform.0(&sandbox);
        colleague.file("campaign.yaml", &platform.1);
        colleague.run("campaign create -f campaign.yaml --yes").expect_code(0);
        let world = platform.0(&sandbox);
        let halted = world.run(HALT).expect_code(0).json();
        let said = "the journal of this machine does not know its schedule";
        let why = halted["campaigns"][0]["schedule_not_resumed"].as_str().unwrap().to_owned();
        assert!(why.starts_with(said) && !why.contains("another schedule"), "{why}");
        let run = world.run(["resume", &record(&world), "--yes", "-o", "json"]).expect_code(10);
        let message = run.json()["campaigns"][0]["message"].as_str().unwrap().to_owned();
        assert!(message.starts_with(&why) && message.contains(" schedule enable "), "{message}");
        assert_eq!(begun(&sandbox).0.len(), 1, "only the colleague's");
    }
}

/// What `schedule enable` refuses is not brought back, and what it warns of is brought back with the warning.
#[test]
fn schedules_that_come_back_are_judged_by_the_policy() {
    const POLICY: &str = "timezone: Europe/London\nhours: {from: \"10:00\", to: \"18:00\"}\n";
    let [_, once, daily] = platforms();
    for platform in [once, daily] {
        for (severities, is_back) in
            [("", true), ("severities: {schedule/outside-policy-hours: error}\n", false)]
        {
            let sandbox = Sandbox::new();
            let world = platform.0(&sandbox);
            world.file("campaign.yaml", &platform.1);
            world.run("campaign create -f campaign.yaml --yes").expect_code(0);
            world.run(HALT).expect_code(0);
            world.file("kcamp.policy.yaml", format!("{POLICY}{severities}"));
            let shown = world.run("resume --dry-run").expect_code(0);
            assert_eq!(shown.stderr.contains("warning[schedule/outside-policy-hours]"), is_back, "{shown:?}");
            let run = world.run(["resume", &record(&world), "--yes", "-o", "json"]);
            let row = &run.json()["campaigns"][0];
            let outcome = if is_back { "switched_on" } else { "not_brought_back" };
            assert_eq!(
                (run.code, &row["outcome"]),
                (if is_back { 0 } else { 10 }, &outcome.into()),
                "{run:?}"
            );
            assert_eq!(begun(&sandbox).0.len(), if is_back { 2 } else { 1 }, "{run:?}");
        }
    }
}

/// A colleague changes a campaign in the moment of the halt, so that no time tells it.
#[test]
fn a_campaign_that_was_changed_in_the_moment_of_the_halt_stays_as_it_is() {
    let renamed: &[&str] = &["campaign update 'Event Reminder' --name Put-aside --yes"];
    let [kore, burki, _] = platforms();
    for (platform, change, why) in [
        (&kore, renamed, "it was named \\\"Event Reminder\\\" when it was halted"),
        (&burki, renamed, "it was named \\\"Event Reminder\\\" when it was halted"),
        (
            &kore,
            &["campaign update 'Event Reminder' --priority 2 --yes"],
            "at the time of the halt (priority)",
        ),
    ] {
        let steps = [At(NINE, Who::Own, &[HALT]), At(NINE, Who::Colleague, change)];
        let (sandbox, _, run) = resumed(platform, &[], &steps);
        assert_eq!(run.code, 10, "{run:?}");
        assert_eq!(run.json()["campaigns"][0]["outcome"], "not_brought_back", "{run:?}");
        assert_eq!(begun(&sandbox), (Vec::new(), 0), "{run:?}");
        run.expect_stdout(&[why]);
    }
}
