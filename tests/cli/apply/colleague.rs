//! A colleague's changes between the plan and a write: that write is not sent, and the others are.

use std::sync::{Arc, Mutex};
use std::time::UNIX_EPOCH;

use serde_json::Value;

use crate::create::{FILE, SCHEDULE};
use crate::relay::{LIST, Passing, Watch, relay};
use crate::world::{Run, Sandbox, World, at_once, wait_until};

use super::{named, results, writes};

/// Whether a request is the one at which the colleague acts.
type IsTime = Box<dyn FnMut(&Passing) -> bool + Send>;
/// The colleague's commands.
type Commands = &'static [&'static [&'static str]];
/// A name, the earlier file, the present file, and more flags.
type Line = (&'static str, String, Option<String>, &'static [&'static str]);

/// A colleague who acts once, directly before a request is forwarded.
#[derive(Clone, Default)]
struct Colleague(Arc<Mutex<Option<(IsTime, World, Commands)>>>);

impl Colleague {
    fn acts(&self, world: World, commands: Commands, is_time: impl FnMut(&Passing) -> bool + Send + 'static) {
        *self.0.lock().unwrap() = Some((Box::new(is_time), world, commands));
    }

    fn has_acted(&self) -> bool {
        self.0.lock().unwrap().is_none()
    }
}

impl Watch for Colleague {
    fn before(&mut self, request: &Passing) {
        let mut order = self.0.lock().unwrap();
        if order.as_mut().is_some_and(|(is_time, ..)| is_time(request)) {
            let (_, world, commands) = order.take().unwrap();
            if world.variable("KCAMP_PLATFORM").is_some() {
                // The sandbox's times have whole seconds, and its clock is this machine's.
                let second = || UNIX_EPOCH.elapsed().unwrap().as_secs();
                let before = second();
                wait_until("the next second of the sandbox's clock", || second() != before);
            }
            for command in commands {
                world.run([command, &["--yes"][..]].concat()).expect_code(0);
            }
        }
    }
}

/// The world of the user who applies, a colleague's world, and the sandbox between them, with running clocks.
fn two(is_burki: bool) -> (Sandbox, World, World, Colleague) {
    let sandbox = Sandbox::on_a_running_clock(&[]);
    let colleague = Colleague::default();
    let on_real_clocks = |world: World| {
        let world = world.without("KCAMP_NOW");
        if is_burki { world.of_burki() } else { world }
    };
    let world = on_real_clocks(relay(&sandbox, colleague.clone()));
    let other = on_real_clocks(sandbox.world());
    (sandbox, world, other, colleague)
}

fn apply(world: &World, more: &[&str]) -> Run {
    world.run([&["apply", "campaigns", "--yes", "-o", "json"][..], more].concat())
}

/// Applies two files, then changes both; the first may also be removed.
fn apply_and_change(world: &World, first: (&str, Option<&str>), second: (&str, &str)) {
    world.file("campaigns/a.yaml", first.0);
    world.file("campaigns/b.yaml", second.0);
    apply(world, &[]).expect_code(0);
    match first.1 {
        Some(now) => drop(world.file("campaigns/a.yaml", now)),
        None => std::fs::remove_file(world.home().join("campaigns/a.yaml")).unwrap(),
    }
    world.file("campaigns/b.yaml", second.1);
}

fn id_of(world: &World, name: &str) -> String {
    let rows = world.run("campaign list -o json").expect_code(0).json();
    let row = rows.as_array().unwrap().iter().find(|row| row["name"] == name).unwrap();
    row["id"].as_str().map_or_else(|| row["id"].to_string(), str::to_owned)
}

/// Checks that the campaign's line reports a change since the plan, and that the other line is done.
fn assert_stale(run: &Run, outcome: &str, other: &str, case: &str) {
    let all = run.json()["results"].clone();
    let find = |is_meant: &dyn Fn(&Value) -> bool| {
        all.as_array()
            .unwrap()
            .iter()
            .find(|it| is_meant(it))
            .unwrap_or_else(|| panic!("{case}: {all}"))
            .clone()
    };
    let stale = find(&|it| it["name"] != other);
    assert_eq!(stale["outcome"], outcome, "{case}: {stale}");
    assert_eq!(stale["error"]["code"], "write/stale", "{case}: {stale}");
    let message = stale["error"]["message"].as_str().unwrap();
    assert!(
        message.contains("since it was read") && message.contains("nothing was sent for it"),
        "{message}"
    );
    assert_eq!(find(&|it| it["name"] == other)["outcome"], "done", "{case}: {all}");
}

const RETURNED: Commands = &[&["campaign", "update", "Event Reminder", "--description", "Other words"]];
/// Changes of values that the platform does not return: the returned ones are unchanged.
const UNRETURNED: Commands = &[
    &["campaign", "update", "Event Reminder", "--description", "Other words"],
    &["campaign", "update", "Event Reminder", "--description", "Reminds guests"],
];
const RENAMED: Commands = &[&["campaign", "update", "Event Reminder", "--name", "Easter hotline"]];
const OFF: Commands = &[&["schedule", "disable", "Event Reminder"]];
const OTHER_TIMES: Commands = &[&[
    "schedule",
    "enable",
    "Event Reminder",
    "--weekly",
    "Sun",
    "--start",
    "2037-01-05 09:00",
    "--end",
    "2037-06-30",
    "--timezone",
    "UTC",
]];

fn scheduled(file: &str) -> String {
    format!("{file}{}", SCHEDULE.replace("2027", "2037"))
}

fn others(commands: Commands) -> Vec<&'static str> {
    let word = |command: &&[&'static str]| match command[..2] {
        ["schedule", "enable"] => "POST schedule true",
        ["schedule", _] => "POST schedule false",
        _ => "PUT ID",
    };
    commands.iter().map(word).collect()
}

#[test]
fn no_write_of_a_plan_goes_out_over_what_a_colleague_changed_since() {
    let on = scheduled(FILE);
    let lines: [Line; 5] = [
        ("update", on.clone(), Some(on.replace("priority: 5", "priority: 4")), &[]),
        ("enable", FILE.to_owned(), Some(on.clone()), &[]),
        ("replace", on.clone(), Some(on.replace("[Mon, Wed]", "[Mon, Fri]")), &[]),
        ("disable", on.clone(), Some(format!("{FILE}schedule: none\n")), &[]),
        ("delete", on.clone(), None, &["--prune", "--confirm", "1"]),
    ];
    let other = named("Other").replace("Event Guests", "Renewal Due July");
    for (line, before, now, more) in lines {
        for commands in [RETURNED, UNRETURNED, OFF, OTHER_TIMES, RENAMED] {
            if line == "enable" && commands == OFF {
                continue;
            }
            let case = format!("{line} {commands:?}");
            let (sandbox, world, colleague, watch) = two(false);
            let other_now = other.replace("priority: 5", "priority: 1");
            apply_and_change(&world, (&before, now.as_deref()), (&other, &other_now));
            let (id, sent) = (id_of(&colleague, "Event Reminder"), writes(&sandbox).len());
            let (is_delete, mut is_updated) = (line == "delete", false);
            watch.acts(colleague, commands, move |request| {
                is_updated |= request.line.starts_with("PUT ");
                if is_delete {
                    is_updated && request.line.contains(LIST)
                } else {
                    request.line.starts_with("GET ") && request.line.contains(&id)
                }
            });
            let run = apply(&world, more).expect_code(10);
            assert!(watch.has_acted(), "{case}");
            assert_stale(&run, if is_delete { "spared" } else { "failed" }, "Other", &case);
            // The colleague's request, and the one of the unrelated line.
            let (mut received, mut expected) = (writes(&sandbox).split_off(sent), others(commands));
            expected.push("PUT ID");
            received.sort();
            expected.sort_unstable();
            assert_eq!(received, expected, "{case}");
        }
    }
}

/// A colleague's decision to switch a schedule off during an update stands, whether directly before or after it.
#[test]
fn a_schedule_that_a_colleague_switches_off_at_an_update_stays_off() {
    for is_before in [true, false] {
        let (sandbox, world, colleague, watch) = two(false);
        world.file("campaigns/a.yaml", scheduled(FILE));
        apply(&world, &[]).expect_code(0);
        world.file("campaigns/a.yaml", scheduled(FILE).replace("priority: 5", "priority: 4"));
        let (mut is_updated, sent) = (false, writes(&sandbox).len());
        watch.acts(colleague, OFF, move |request| {
            let is_time = is_updated && request.line.contains(LIST);
            is_updated |= request.line.starts_with("PUT ");
            if is_before { is_updated } else { is_time }
        });
        let run = apply(&world, &[]).expect_code(10);
        assert_eq!(results(&run), ["update Event Reminder: is_off_now"], "{run:?}");
        let hint = run.error_json()["hint"].as_str().unwrap().to_owned();
        assert!(hint.contains("kcamp schedule enable 'Event Reminder' -f 'campaigns/a.yaml'"), "{hint}");
        let mut both = ["PUT ID", "POST schedule false"];
        if is_before {
            both.reverse();
        }
        assert_eq!(writes(&sandbox).split_off(sent), both);
        // The next apply does not overrule it either.
        let run = apply(&world, &[]).expect_code(10);
        assert_eq!(results(&run), ["off_live Event Reminder: off_live"], "{run:?}");
        assert_eq!(writes(&sandbox).len(), sent + 2);
    }
}

/// After an update in this run, its schedule line is compared with the state that the update left.
#[test]
fn a_schedule_line_after_an_update_of_the_same_run_goes_out_unless_somebody_came_between() {
    for commands in [&[][..], RETURNED, UNRETURNED, OFF, OTHER_TIMES, RENAMED] {
        let (sandbox, world, colleague, watch) = two(false);
        world.file("campaigns/a.yaml", scheduled(FILE));
        apply(&world, &[]).expect_code(0);
        let now = scheduled(FILE).replace("priority: 5", "priority: 4").replace("[Mon, Wed]", "[Mon, Fri]");
        world.file("campaigns/a.yaml", now);
        let (mut is_updated, sent) = (false, writes(&sandbox).len());
        watch.acts(colleague, commands, move |request| {
            let is_time = is_updated && request.line.starts_with("GET ");
            is_updated |= request.line.starts_with("PUT ");
            is_time
        });
        let run = apply(&world, &[]);
        assert!(watch.has_acted(), "{commands:?}");
        let sent = writes(&sandbox).split_off(sent);
        if commands.is_empty() {
            assert_eq!(
                (run.code, sent),
                (0, ["PUT ID", "POST schedule true"].map(str::to_owned).to_vec()),
                "{run:?}"
            );
        } else {
            assert_eq!(
                (run.code, sent),
                (10, [&["PUT ID"][..], &others(commands)].concat().into_iter().map(str::to_owned).collect()),
                "{commands:?} {run:?}"
            );
        }
    }
}

/// The reported cost is the number of requests that are sent, even if the list becomes longer.
#[test]
fn the_cost_that_is_said_is_what_is_sent() {
    type Edit = fn(&str) -> String;
    let cases: [(usize, Edit, Edit); 6] = [
        (60, |_| String::new(), str::to_owned),
        (2, str::to_owned, |file| file.replace("priority: 5", "priority: 1")),
        (2, scheduled, |file| scheduled(file).replace("[Mon, Wed]", "[Mon, Fri]")),
        (2, scheduled, |file| format!("{file}schedule: none\n")),
        (3, str::to_owned, renamed),
        (60, str::to_owned, renamed),
    ];
    for (count, before, now) in cases {
        let sandbox = Sandbox::new();
        let world = sandbox.world();
        let write = |edit: Edit| {
            for number in 0..count {
                let text = edit(&named(&format!("N{number}")));
                if !text.is_empty() {
                    world.file(&format!("campaigns/{number}.yaml"), text);
                }
            }
        };
        write(before);
        if world.home().join("campaigns").exists() {
            apply(&world, &[]).expect_code(0);
        }
        write(now);
        let sent = || sandbox.received().len();
        let at_first = sent();
        let said = world.run("plan campaigns -o json").expect_code(0).json()["cost"]["requests"].clone();
        let of_plan = sent() - at_first;
        apply(&world, &[]).expect_code(0);
        assert_eq!(said, sent() - at_first - 2 * of_plan, "{count}");
    }
}

#[test]
fn the_cost_of_renames_on_burki_is_what_is_sent() {
    let sandbox = Sandbox::new();
    let world = sandbox.world().of_burki();
    let files = ["One", "Two", "Three"].map(|name| OF_BURKI.replace("Event Reminder", name));
    let write = |edit: fn(&str) -> String| {
        for (number, file) in files.iter().enumerate() {
            world.file(&format!("campaigns/{number}.yaml"), edit(file));
        }
    };
    write(str::to_owned);
    apply(&world, &[]).expect_code(0);
    write(renamed);
    let at_first = sandbox.received().len();
    let said = world.run("plan campaigns -o json").expect_code(0).json()["cost"]["requests"].clone();
    let of_plan = sandbox.received().len() - at_first;
    apply(&world, &[]).expect_code(0);
    assert_eq!(said, sandbox.received().len() - at_first - 2 * of_plan);
}

/// The file of a campaign with another name, which says what it was.
fn renamed(file: &str) -> String {
    let former = file.lines().find_map(|line| line.strip_prefix("name: ")).unwrap();
    let name = |name: &str| format!("name: {name}\n");
    format!("{}renamedFrom: {former}\n", file.replace(&name(former), &name(&format!("New {former}"))))
}

const OF_BURKI: &str = "\
platform: burki
name: Event Reminder
campaign_type: call
assistant_id: 7
description: Reminds guests
welcome_message_template: Hello
";

#[test]
fn the_same_on_burki() {
    let schedule = "schedule:\n  schedule_type: recurring\n  scheduled_at: \"2037-02-02T09:00:00\"\n  timezone: UTC\n  \
                    recurring_config: {frequency: weekly, interval: 1, days_of_week: [1], time: \"09:00\", end_date: \"2037-12-31\"}\n";
    let on = format!("{OF_BURKI}{schedule}");
    let words = OF_BURKI.replace("Hello", "Good day");
    let prune: &[&str] = &["--prune", "--confirm", "1"];
    let lines: [(Line, &[Commands]); 5] = [
        (("update", OF_BURKI.to_owned(), Some(words), &[]), &[RETURNED, UNRETURNED, OTHER_TIMES, RENAMED]),
        (
            ("enable", OF_BURKI.to_owned(), Some(on.clone()), &[]),
            &[RETURNED, UNRETURNED, OTHER_TIMES, RENAMED],
        ),
        (("replace", on.clone(), Some(on.replace("[1]", "[2]")), &[]), &[OFF, OTHER_TIMES]),
        (("disable", on, Some(format!("{OF_BURKI}schedule: none\n")), &[]), &[OFF, OTHER_TIMES]),
        (("delete", OF_BURKI.to_owned(), None, prune), &[RETURNED, UNRETURNED, OTHER_TIMES, RENAMED]),
    ];
    let other = OF_BURKI.replace("Event Reminder", "Other");
    let cases =
        lines.iter().flat_map(|(line, changes)| changes.iter().map(move |commands| (line, *commands)));
    at_once(cases, |((line, before, now, more), commands)| {
        let case = format!("{line} {commands:?}");
        let (sandbox, world, colleague, watch) = two(true);
        let other_now = other.replace("Hello", "Good morning");
        apply_and_change(&world, (before, now.as_deref()), (&other, &other_now));
        let (id, sent) = (id_of(&colleague, "Event Reminder"), writes(&sandbox).len());
        let mut reads = 0;
        watch.acts(colleague, commands, move |request| {
            let path = request.line.split('?').next().unwrap_or_default();
            reads += usize::from(path.starts_with("GET ") && path.ends_with(&format!("/campaigns/{id}")));
            // The plan's own read comes first.
            reads == 2
        });
        let run = apply(&world, more).expect_code(10);
        assert!(watch.has_acted(), "{case}");
        assert_stale(&run, if *line == "delete" { "spared" } else { "failed" }, "Other", &case);
        let received = writes(&sandbox).split_off(sent);
        assert_eq!(received.len(), commands.len() + 1, "{case}: {received:?}");
    });
}
