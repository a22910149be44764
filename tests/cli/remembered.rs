//! A schedule that Kore.ai does not return, as this machine's journal remembers it: on which clock it is, and whether
//! it may have changed since.

use serde_json::{Value, json};

use crate::create::{FILE, SCHEDULE};
use crate::world::{Run, Sandbox, World};

const LATER: &str = "2026-12-03T09:00:00Z";
const CHANGED: &str = "was changed on 2026-12-03 09:00 UTC, after this machine enabled its schedule";

fn applied(world: &World) {
    world.file("campaigns/event.yaml", format!("{FILE}{SCHEDULE}"));
    world.run("apply campaigns --yes").expect_code(0);
}

fn show(world: &World) -> Run {
    world.run("schedule show 'Event Reminder' -o json").expect_code(0)
}

fn preview(world: &World) -> Run {
    world.run("schedule preview 'Event Reminder' -o json").expect_code(0)
}

fn export(world: &World, more: &[&str]) -> Run {
    world.run([&["campaign", "export", "Event Reminder"][..], more].concat()).expect_code(0)
}

/// Whether every run has a note about the change.
fn is_noted(runs: &Run) -> bool {
    let is_noted = |note: &Value| {
        note.as_str().is_some_and(|note| note.contains("the campaign was changed on 2026-12-03 09:00 UTC"))
    };
    let runs = runs.json();
    runs.as_array().unwrap().iter().all(|run| run["notes"].as_array().unwrap().iter().any(is_noted))
}

#[test]
fn what_a_colleague_changed_since_is_said_wherever_a_remembered_schedule_is_shown() {
    let file = format!("{FILE}{SCHEDULE}");
    for (its, command) in [
        (
            file.replace("[Mon, Wed]", "[Tue]"),
            &["schedule", "enable", "Event Reminder", "-f", "its.yaml", "--yes"][..],
        ),
        (FILE.replace("priority: 5", "priority: 2"), &["campaign", "update", "-f", "its.yaml", "--yes"]),
    ] {
        let sandbox = Sandbox::new();
        let world = sandbox.world();
        applied(&world);
        let (later, world) = world.later(&sandbox, LATER, &[]);
        let unchanged = show(&world);
        assert_eq!(unchanged.json()["as_enabled"]["changed"], json!(null));
        for run in [&unchanged, &preview(&world), &export(&world, &[])] {
            assert!(!format!("{}{}", run.stdout, run.stderr).contains("was changed"), "{run:?}");
        }
        assert_eq!(export(&world, &["-o", "json"]).json()["schedule_changed"], json!(null));

        let colleague = later.world().with("KCAMP_NOW", LATER);
        colleague.file("its.yaml", its);
        colleague.run(command).expect_code(0);
        let shown = show(&world).expect_stderr(&[CHANGED]);
        assert_eq!(shown.json()["as_enabled"]["at"], "2026-12-03T08:00:00Z");
        assert_eq!(shown.json()["as_enabled"]["changed"], LATER);
        let table = world.run("schedule show 'Event Reminder'").expect_code(0);
        table.expect_stdout(&["campaign changed after that", "2026-12-03 09:00"]);
        let runs = preview(&world).expect_stderr(&[CHANGED, "these runs may be others"]);
        assert!(is_noted(&runs), "{runs:?}");
        export(&world, &[]).expect_stderr(&[CHANGED]).expect_stdout(&[
            "as enabled from this machine on 2026-12-03, and the campaign was changed after that, on 2026-12-03 09:00 UTC",
        ]);
        assert_eq!(export(&world, &["-o", "json"]).json()["schedule_changed"], LATER);
        for more in [&[][..], &["--with-defaults"]] {
            let line =
                [&["campaign", "export", "--all", "-d", "out", "--force", "-o", "json"][..], more].concat();
            let all = world.run(line).expect_code(0).expect_stderr(&[CHANGED]);
            assert_eq!(all.json()[0]["schedule_changed"], LATER);
            let text = std::fs::read_to_string(world.home().join("out/event-reminder.yaml")).unwrap();
            assert!(text.contains("the campaign was changed after that, on 2026-12-03 09:00 UTC"), "{text}");
        }
        // The change is named before another schedule replaces it. After that, the schedule is this machine's own.
        let line = [
            "schedule",
            "enable",
            "Event Reminder",
            "-f",
            "campaigns/event.yaml",
            "--check-name",
            "--yes",
            "-o",
            "json",
        ];
        let replaced = world.run(line).expect_code(0);
        let replaced = replaced.expect_stderr(&[
            "the campaign was changed after that, on ",
            "and may have another schedule since",
        ]);
        assert_eq!(replaced.json()["replaced"]["as_enabled"]["changed"], LATER);
        assert_eq!(show(&world).json()["as_enabled"]["changed"], json!(null));
        assert!(!preview(&world).stderr.contains("was changed"));
    }
}

/// The profile's current clock differs from the one on which the schedule was sent.
#[test]
fn a_remembered_schedule_is_read_on_the_clock_on_which_it_was_sent() {
    for (clock, sent_start) in [
        ("America/New_York", "2027-01-04 04:30:00"),
        ("Asia/Kolkata", "2027-01-04 15:00:00"),
        ("UTC", "2027-01-04 09:30:00"),
    ] {
        let sandbox = Sandbox::new();
        let world = sandbox.world().with("KCAMP_SCHEDULE_TIMEZONE", clock);
        // The end is before the clock changes.
        let winter = SCHEDULE.replace("2027-06-30", "2027-02-26");
        world.file("campaigns/event.yaml", format!("{FILE}{winter}"));
        world.run("apply campaigns --yes").expect_code(0);
        let sent = || -> Vec<Value> {
            let bodies =
                sandbox.received_at("POST", "/schedule").into_iter().map(|sent| sent["body"].clone());
            bodies.filter(|body| body["startDateTime"].is_string()).collect()
        };
        let next = |world: &World| {
            let shown = show(world).json()["as_enabled"]["schedule"]["next_runs"][0]["utc"].clone();
            assert_eq!(preview(world).json()[0]["utc"], shown);
            shown
        };
        assert_eq!(next(&world), "2027-01-04T09:30:00Z", "{clock}");
        let world = world.with("KCAMP_SCHEDULE_TIMEZONE", "Pacific/Auckland");
        assert_eq!(next(&world), "2027-01-04T09:30:00Z", "{clock}");
        // A halted schedule is resumed as it was sent.
        world.run("halt --yes").expect_code(0);
        let told = |world: &World| {
            let run = world.run("resume");
            let line = run.stderr.lines().find(|line| line.contains("next run")).unwrap_or_default();
            line.split_once("next run").unwrap().1.to_owned()
        };
        let of_today = told(&world);
        let world = world.with("KCAMP_SCHEDULE_TIMEZONE", clock);
        assert_eq!(of_today, told(&world), "{clock}");
        world.with("KCAMP_SCHEDULE_TIMEZONE", "Pacific/Auckland").run("resume --yes").expect_code(0);
        assert_eq!(sent().len(), 2, "{clock}");
        assert_eq!(sent()[0]["startDateTime"], sent_start, "{clock}");
        assert_eq!(sent()[0], sent()[1], "{clock}");
    }
}

#[test]
fn a_campaign_that_got_another_name_keeps_its_schedule_in_every_command() {
    let renamed = format!("{FILE}{SCHEDULE}").replace("Event Reminder", "Guests");
    for (file, command) in [
        (renamed.clone(), "campaign update 'Event Reminder' --name Guests --yes"),
        (format!("{renamed}renamedFrom: Event Reminder\n"), "apply campaigns --yes"),
    ] {
        let sandbox = Sandbox::new();
        let world = sandbox.world();
        applied(&world);
        world.file("campaigns/event.yaml", file);
        world.run(command).expect_code(0);
        world.run("plan campaigns --exit-code").expect_code(0);
        let id = world.run("campaign list -o json").expect_code(0).json()[0]["id"].clone();
        for campaign in ["Guests", id.as_str().unwrap()] {
            let run = |words: &[&str]| world.run([words, &[campaign, "-o", "json"]].concat()).expect_code(0);
            let shown = run(&["schedule", "show"]).json();
            assert_eq!(shown["as_enabled"]["sent"]["startDateTime"], "2027-01-04 09:30:00", "{shown}");
            let runs = run(&["schedule", "preview"]).json();
            assert!(!runs.as_array().unwrap().is_empty(), "{command} {campaign}");
            let exported = run(&["campaign", "export"]).json();
            assert!(exported["text"].as_str().unwrap().contains("2027-01-04 09:30:00"), "{exported}");
        }
        // Another campaign of the former name has none of it.
        let other = FILE.replace("Event Guests", "Renewal Due July");
        world.file("other.yaml", other);
        world.run("campaign create -f other.yaml --yes").expect_code(0);
        let shown = show(&world).json();
        assert_eq!(shown["as_enabled"], Value::Null, "{shown}");
    }
}

/// The setting is corrected after a schedule went out on the clock that was assumed.
#[test]
fn a_schedule_that_was_sent_for_another_clock_is_told_on_both() {
    const TOLD: &str = "was sent for UTC as the platform's clock, on which it runs next on Mon 2027-01-04 09:30 UTC; \
                        the clock is set to Asia/Kolkata now, on which it runs next on Mon 2027-01-04 04:00 UTC";
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    applied(&world);
    for same in ["UTC", "Etc/UTC"] {
        let (_later, world) = world.later(&sandbox, LATER, &[]);
        let world = world.with("KCAMP_SCHEDULE_TIMEZONE", same);
        for run in [show(&world), preview(&world)] {
            assert!(!run.stderr.contains("as the platform's clock"), "{run:?}");
        }
    }
    let world = world.with("KCAMP_SCHEDULE_TIMEZONE", "Asia/Kolkata");
    show(&world).expect_stderr(&["warning[schedule/other-clock]", TOLD]);
    preview(&world).expect_stderr(&["warning[schedule/other-clock]", TOLD]);
    world.run("halt --yes").expect_code(0);
    world.run("resume --dry-run").expect_code(0).expect_stderr(&["warning[schedule/other-clock]", TOLD]);
}
