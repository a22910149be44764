//! A write goes out only if what it is based on is still as it was shown: it is read again after a question, a wait,
//! and an earlier write of the same command, and a colleague's change in between stands.

mod unread;

use std::process::Command;
use std::sync::{Arc, Mutex};

use serde_json::Value;

use crate::colleagues::BURKI_FILE;
use crate::create::{FILE, SCHEDULE};
use crate::relay::{Passing, Watch, relay_at_once};
use crate::world::{Run, Sandbox, World};

type Words = &'static [&'static str];

/// A request, known by its method and a part of its line, and the commands of a colleague.
type Order = ((&'static str, &'static str), Vec<Command>);

/// A colleague who acts once: when a request was answered and before the answer arrives, or before the request arrives.
#[derive(Clone, Default)]
struct Colleague {
    order: Arc<Mutex<Option<Order>>>,
    is_before: bool,
}

impl Colleague {
    fn acts(&self, at: (&'static str, &'static str), commands: &[Words], world: &World) {
        let ready = |words: &Words| world.command([words, &["--yes"][..]].concat());
        *self.order.lock().unwrap() = Some((at, commands.iter().map(ready).collect()));
    }

    fn has_acted(&self) -> bool {
        self.order.lock().unwrap().is_none()
    }

    fn sees(&self, request: &Passing) {
        let mut order = self.order.lock().unwrap();
        let is_time =
            |(method, path): (&str, &str)| request.line.starts_with(method) && request.line.contains(path);
        if order.as_ref().is_some_and(|(at, _)| is_time(*at)) {
            let (_, commands) = order.take().unwrap();
            drop(order);
            for mut command in commands {
                let output = command.output().unwrap();
                assert!(output.status.success(), "{command:?}: {output:?}");
            }
        }
    }
}

impl Watch for Colleague {
    fn before(&mut self, request: &Passing) {
        if self.is_before {
            self.sees(request);
        }
    }

    fn after(&mut self, request: &Passing, _: &mut Value) {
        if !self.is_before {
            self.sees(request);
        }
    }
}

/// The user's world behind a relay and a colleague's, with the campaigns `Event Reminder` and `Second`.
fn two(is_burki: bool, fault: &str) -> (Sandbox, World, World, Colleague) {
    with_colleague(is_burki, fault, Colleague::default())
}

fn with_colleague(is_burki: bool, fault: &str, colleague: Colleague) -> (Sandbox, World, World, Colleague) {
    let sandbox = Sandbox::with_flags(&["--fault", fault, "--choice", "names=repeated"]);
    let of = |world: World| if is_burki { world.of_burki() } else { world };
    let (world, other) = (of(relay_at_once(&sandbox, colleague.clone())), of(sandbox.world()));
    let file = if is_burki { BURKI_FILE.to_owned() } else { FILE.replace("dncLists: testdnc\n", "") };
    let second = file.replace("Event Reminder", "Second");
    let changed = if is_burki {
        format!("{file}description: Ours\n")
    } else {
        file.replace("priority: 5", "priority: 2")
    };
    other.file("one/a.yaml", &file);
    other.file("two/b.yaml", second);
    other.file("contacts.csv", "phone_number\n+12025550123\n");
    other.file("theirs.csv", "phone_number\n+12025550124\n+12025550125\n");
    world.file("changed/a.yaml", changed);
    for name in ["one/a.yaml", "two/b.yaml"] {
        other.run(["campaign", "create", "-f", name, "--yes"]).expect_code(0);
    }
    if is_burki {
        for name in ["Event Reminder", "Second"] {
            other.run(["campaign", "import", name, "contacts.csv", "--yes"]).expect_code(0);
        }
    }
    (sandbox, world, other, colleague)
}

/// Whether it is Burki, the method and a part of the path of the write, its fault, the command, and what the colleague
/// does.
type Line = (bool, (&'static str, &'static str), &'static str, Words, &'static [Words]);

const DNC: &[Words] = &[&["campaign", "update", "Event Reminder", "--dnc-list", "testdnc"]];
const LISTS: &[Words] = &[&["campaign", "update", "Event Reminder", "--contact-list", "CL Only 2020 Dec 4"]];
const RAN: &[Words] = &[&["campaign", "start", "Event Reminder"], &["campaign", "stop", "Event Reminder"]];
const RENAMED: &[Words] = &[&["campaign", "update", "Event Reminder", "--name", "Still needed"]];
const WORDS: &[Words] = &[&["campaign", "update", "Event Reminder", "--description", "Theirs"]];
const ENABLE: Words = &[
    "schedule",
    "enable",
    "Event Reminder",
    "--check-name",
    "--daily",
    "--start=2027-01-01 09:00",
    "--end=2027-02-01",
    "--timezone=UTC",
];
const ANOTHER: &[Words] = &[&[
    "schedule",
    "enable",
    "Event Reminder",
    "--weekly=Mon",
    "--start=2027-03-01 09:00",
    "--end=2027-04-01",
    "--timezone=UTC",
]];

const IMPORTED: &[Words] = &[&["campaign", "import", "Event Reminder", "theirs.csv"]];
const GREETED: &[Words] = &[&["campaign", "update", "Event Reminder", "--welcome-message", "Theirs"]];
const SWAPPED: &[Words] = &[
    &["campaign", "update", "Event Reminder", "--name", "Still needed"],
    &["campaign", "create", "-f", "one/a.yaml"],
];
const TWIN: &[Words] = &[&["campaign", "create", "-f", "one/a.yaml"]];

/// By an id that needs no read.
const ENABLE_ID: Words = &[
    "schedule",
    "enable",
    "id:1",
    "--daily",
    "--start=2027-01-01 09:00",
    "--end=2027-02-01",
    "--timezone=UTC",
];

const LINES: [Line; 22] = [
    (true, ("POST", "/schedule"), "POST:schedule", ENABLE_ID, IMPORTED),
    (true, ("POST", "/schedule"), "POST:schedule", ENABLE_ID, ANOTHER),
    (false, ("POST", "/schedule"), "POST:schedule", ENABLE, TWIN),
    (false, ("POST", "/schedule"), "POST:schedule", ENABLE, SWAPPED),
    (true, ("POST", "/start"), "POST:start", &["campaign", "start", "Event Reminder"], IMPORTED),
    (true, ("POST", "/start"), "POST:start", &["campaign", "start", "Event Reminder"], GREETED),
    (
        true,
        ("DELETE", "/campaigns/"),
        "DELETE:campaigns/*",
        &["campaign", "delete", "Event Reminder"],
        IMPORTED,
    ),
    (true, ("POST", "/schedule"), "POST:schedule", ENABLE, IMPORTED),
    (true, ("POST", "/schedule"), "POST:schedule", ENABLE, GREETED),
    (
        false,
        ("PUT", "/campaign/cd-"),
        "PUT:campaign/*",
        &["campaign", "update", "Event Reminder", "--priority", "2"],
        DNC,
    ),
    (false, ("PUT", "/campaign/cd-"), "PUT:campaign/*", &["apply", "changed"], DNC),
    (false, ("POST", "/trigger/"), "POST:trigger/*", &["campaign", "start", "Event Reminder"], LISTS),
    (false, ("POST", "/trigger/"), "POST:trigger/*", &["campaign", "start", "Event Reminder"], RAN),
    (
        false,
        ("DELETE", "/campaign/cd-"),
        "DELETE:campaign/*",
        &["campaign", "delete", "Event Reminder"],
        RENAMED,
    ),
    (
        false,
        ("DELETE", "/campaign/cd-"),
        "DELETE:campaign/*",
        &["campaign", "delete", "Event Reminder"],
        ANOTHER,
    ),
    (false, ("POST", "/schedule"), "POST:schedule", ENABLE, LISTS),
    (false, ("POST", "/schedule"), "POST:schedule", ENABLE, ANOTHER),
    (
        true,
        ("PUT", "/campaigns/"),
        "PUT:campaigns/*",
        &["campaign", "update", "Event Reminder", "--description", "Ours"],
        WORDS,
    ),
    (true, ("PUT", "/campaigns/"), "PUT:campaigns/*", &["apply", "changed"], WORDS),
    (true, ("POST", "/start"), "POST:start", &["campaign", "start", "Event Reminder"], RENAMED),
    (
        true,
        ("DELETE", "/campaigns/"),
        "DELETE:campaigns/*",
        &["campaign", "delete", "Event Reminder"],
        ANOTHER,
    ),
    (true, ("POST", "/schedule"), "POST:schedule", ENABLE, ANOTHER),
];

/// How the writes at this place were answered.
fn answered(sandbox: &Sandbox, (method, path): (&str, &str)) -> Vec<Value> {
    let mut requests = sandbox.received();
    requests.retain(|it| it["method"] == method && it["path"].as_str().is_some_and(|it| it.contains(path)));
    requests.iter().map(|it| it["status"].clone()).collect()
}

fn carried_out(world: &World, line: &[&str]) -> Run {
    world.run([line, &["--yes", "-o", "json"]].concat())
}

/// How many of the colleague's commands write to this place.
fn of_colleague((method, path): (&str, &str), commands: &[Words]) -> usize {
    let is_there = |words: &&Words| match (method, path) {
        ("PUT", _) => words[1] == "update",
        ("POST", "/trigger/") => ["start", "stop"].contains(&words[1]),
        ("POST", _) => words[0] == "schedule",
        _ => false,
    };
    commands.iter().filter(is_there).count()
}

#[test]
fn a_write_that_waited_is_not_sent_over_what_a_colleague_changed_meanwhile() {
    for (is_burki, at, place, line, commands) in LINES {
        let (sandbox, world, other, colleague) = two(is_burki, &format!("429x1:retry-after=30:{place}"));
        colleague.acts(at, commands, &other);
        let run = carried_out(&world, line);
        let case = format!("{line:?} {commands:?}: {run:?}");
        assert!(colleague.has_acted(), "{case}");
        assert_eq!(run.code, 6, "{case}");
        let said = format!("{}{}", run.stdout, run.stderr);
        let told = if commands == TWIN { "was read: cd-" } else { "since it was read" };
        assert!(said.contains("write/stale") && said.contains(told), "{case}");
        assert!(said.contains("nothing was sent for it"), "{case}");
        assert!(
            commands != LISTS || line[0] != "campaign" || said.contains("would reach CL Only 2020 Dec 4"),
            "{case}"
        );
        let mut statuses = answered(&sandbox, at);
        assert_eq!(statuses.remove(0), 429, "{case}");
        assert_eq!(statuses.len(), of_colleague(at, commands), "only the colleague's: {case}");
    }
}

#[test]
fn a_write_that_waited_goes_out_after_one_more_read_where_nothing_changed() {
    for (is_burki, at, place, line, _) in LINES {
        let requests = |fault: &str| {
            let (sandbox, world, ..) = two(is_burki, fault);
            let before = sandbox.received().len();
            let run = carried_out(&world, line);
            assert_eq!(run.code, 0, "{line:?}: {run:?}");
            assert_eq!(answered(&sandbox, at).last(), Some(&Value::from(200)), "{line:?}");
            sandbox.received().len() - before
        };
        let waited = requests(&format!("429x1:retry-after=30:{place}"));
        // Who else has the name of a schedule call is in the lists of both types.
        let lists = if !is_burki && at.1 == "/schedule" { 2 } else { 0 };
        let at_once = requests("429x1:GET:nothing");
        assert_eq!(waited, at_once + 2 + lists, "{line:?}: the read and the second attempt");
    }
}

#[test]
fn a_later_write_of_a_command_is_not_sent_over_what_a_colleague_changed_since_the_first() {
    let renamed: &[Words] = &[&["campaign", "update", "Second", "--name", "Still needed"]];
    let imported: &[Words] = &[&["campaign", "import", "Second", "theirs.csv"]];
    let greeted: &[Words] = &[&["campaign", "update", "Second", "--welcome-message", "Theirs"]];
    for (is_burki, verb, at, commands) in [
        (false, "start", ("POST", "/trigger/"), renamed),
        (false, "delete", ("DELETE", "/campaign/cd-"), renamed),
        (true, "start", ("POST", "/start"), renamed),
        (true, "start", ("POST", "/start"), imported),
        (true, "start", ("POST", "/start"), greeted),
        (true, "delete", ("DELETE", "/campaigns/"), renamed),
        (true, "delete", ("DELETE", "/campaigns/"), imported),
    ] {
        let (sandbox, world, other, colleague) = two(is_burki, "429x1:GET:nothing");
        colleague.acts(at, commands, &other);
        let run = world.run(["campaign", verb, "Event Reminder", "Second", "--yes", "-o", "json"]);
        assert_eq!(run.code, 10, "{verb} {commands:?}: {run:?}");
        assert!(run.stderr.contains("since it was read"), "{verb} {commands:?}: {run:?}");
        assert_eq!(answered(&sandbox, at), [200], "{verb} {commands:?}: the first alone");
    }
}

/// What is named is not what is read any more, where somebody renames it between the list and the read of the campaign.
#[test]
fn a_campaign_that_was_renamed_between_the_list_and_the_read_is_not_written_to() {
    let disable: Words = &["schedule", "disable", "Event Reminder", "--check-name"];
    let update: Words = &["campaign", "update", "Event Reminder", "--description", "Ours"];
    let start: Words = &["campaign", "start", "Event Reminder"];
    let both: Words = &["campaign", "start", "Event Reminder", "Second"];
    let delete: Words = &["campaign", "delete", "Event Reminder"];
    for (is_burki, line, commands) in [
        (false, ENABLE, SWAPPED),
        (false, ENABLE, RENAMED),
        (false, disable, SWAPPED),
        (false, update, SWAPPED),
        (false, update, RENAMED),
        (false, &["apply", "changed"], RENAMED),
        (true, ENABLE, RENAMED),
        (true, update, RENAMED),
        (true, start, SWAPPED),
        (true, both, RENAMED),
        (true, delete, RENAMED),
        (true, &["apply", "changed"], SWAPPED),
    ] {
        let at = ("GET", if is_burki { "/campaigns/1" } else { "/campaign/cd-" });
        let before = Colleague { is_before: true, ..Colleague::default() };
        let (sandbox, world, other, colleague) = with_colleague(is_burki, "429x1:GET:nothing", before);
        let before = sandbox.received().len();
        colleague.acts(at, commands, &other);
        let run = carried_out(&world, line);
        let case = format!("{line:?} {commands:?}: {run:?}");
        assert!(colleague.has_acted(), "{case}");
        assert_eq!(run.code, 6, "{case}");
        assert!(format!("{}{}", run.stdout, run.stderr).contains("write/stale"), "{case}");
        let writes = |it: &&Value| {
            let path = it["path"].as_str().unwrap_or_default();
            it["method"] != "GET" && !path.contains("getAll") && !path.contains("/status")
        };
        let received = sandbox.received();
        let written = received[before..].iter().filter(writes).count();
        assert_eq!(written, commands.len(), "the colleague's alone: {case}");
    }
}

/// A schedule call takes only a name on Kore.ai: where another campaign gets it while the call waits, it could reach
/// either.
#[test]
fn a_schedule_is_not_switched_on_by_a_name_that_another_got_while_the_call_waited() {
    let file = format!("{}{SCHEDULE}", FILE.replace("dncLists: testdnc\n", ""));
    let third: Words = &["campaign", "create", "-f", "third/c.yaml"];
    let create: &[&str] = &["campaign", "create", "-f", "new/c.yaml", "--if-absent"];
    for (line, twin, code) in [
        (&["apply", "scheduled", "--reenable"][..], TWIN[0], 6),
        (create, third, 10),
        (&["apply", "new"], third, 10),
    ] {
        let (sandbox, world, other, colleague) = two(false, "429x1:retry-after=30:POST:schedule");
        world.file("scheduled/a.yaml", &file);
        world.file("new/c.yaml", file.replace("Event Reminder", "Third") + "renamedFrom: none\n");
        other.file("third/c.yaml", FILE.replace("Event Reminder", "Third"));
        colleague.acts(("POST", "/schedule"), &[twin], &other);
        let run = carried_out(&world, line);
        let case = format!("{line:?}: {run:?}");
        assert!(colleague.has_acted(), "{case}");
        assert_eq!(run.code, code, "{case}");
        assert!(format!("{}{}", run.stdout, run.stderr).contains("could reach any of them"), "{case}");
        assert_eq!(answered(&sandbox, ("POST", "/schedule")), [429], "{case}");
    }
}

#[test]
fn a_list_that_a_colleague_has_renamed_while_its_delete_waited_stays() {
    let (sandbox, world, other, colleague) = two(false, "429x1:retry-after=30:DELETE:contactList/*");
    let made: [Words; 1] = [&["contact-list", "create", "Fresh", "--description", "New"]];
    other.run([made[0], &["--yes"]].concat()).expect_code(0);
    let renamed: &[Words] = &[&["contact-list", "rename", "Fresh", "--name", "Still needed"]];
    colleague.acts(("DELETE", "/contactList/"), renamed, &other);
    let run = world.run("contact-list delete Fresh --yes -o json").expect_code(6);
    assert_eq!(run.error_json()["code"], "write/stale", "{run:?}");
    assert_eq!(answered(&sandbox, ("DELETE", "/contactList/")), [429]);
}

#[cfg(unix)]
#[test]
fn what_a_colleague_changed_during_the_question_is_not_overridden() {
    use crate::terminal::{answer, end, start};
    for (is_burki, at, _, line, commands) in LINES
        .into_iter()
        .filter(|(.., line, _)| !["apply", "update"].iter().any(|word| line[..2].contains(word)))
    {
        let (sandbox, world, other, _) = two(is_burki, "429x1:GET:nothing");
        let mut session = start(&world, line);
        answer(&mut session, "[y/N]", "");
        for words in commands {
            other.run([words, &["--yes"][..]].concat()).expect_code(0);
        }
        session.press("y\r");
        let (shown, code) = end(&mut session);
        assert_eq!(code, 6, "{line:?} {commands:?}: {shown}");
        assert_eq!(
            answered(&sandbox, at).len(),
            of_colleague(at, commands),
            "{line:?} {commands:?}: {shown}"
        );
    }
}

/// A resume switches several schedules on, one after the other.
#[test]
fn a_schedule_is_not_brought_back_over_what_a_colleague_changed_since_the_first_was() {
    for is_burki in [false, true] {
        let (sandbox, world, other, colleague) = two(is_burki, "429x1:GET:nothing");
        for name in ["Event Reminder", "Second"] {
            let line = [&["schedule", "enable", name][..], &ENABLE[4..], &["--yes"]].concat();
            world.run(line).expect_code(0);
        }
        world.run("halt --yes").expect_code(0);
        let enabled = |sandbox: &Sandbox| {
            let is_on = |it: &Value| {
                it["body"]["schedule_type"] == "recurring" || it["body"]["startDateTime"].is_string()
            };
            sandbox.received_at("POST", "/schedule").into_iter().filter(is_on).count()
        };
        let before = enabled(&sandbox);
        let changed: [&[Words]; 2] = [
            &[&["campaign", "update", "Second", "--name", "Their second"]],
            &[&["campaign", "update", "Event Reminder", "--name", "Their first"]],
        ];
        // Whichever comes second.
        let all = [changed[0], changed[1]].concat();
        colleague.acts(("POST", "/schedule"), &all, &other);
        let run = world.run("resume --yes -o json");
        assert!(colleague.has_acted(), "{run:?}");
        assert_eq!(run.code, 10, "{run:?}");
        let outcomes: Vec<Value> =
            run.json()["campaigns"].as_array().unwrap().iter().map(|it| it["outcome"].clone()).collect();
        assert_eq!(outcomes, ["switched_on", "not_done"], "{run:?}");
        assert!(run.stdout.contains("since it was read"), "{run:?}");
        assert_eq!(enabled(&sandbox) - before, 1, "{run:?}");
    }
}

/// Contacts are added by the list's name alone.
#[cfg(unix)]
#[test]
fn contacts_are_not_added_to_a_list_that_a_colleague_renamed_replaced_or_deleted_during_the_question() {
    use crate::terminal::{answer, end, start};
    let made: Words = &["contact-list", "create", "Fresh", "--description", "New"];
    let renamed: Words = &["contact-list", "rename", "Fresh", "--name", "Theirs"];
    let deleted: Words = &["contact-list", "delete", "Fresh"];
    for (commands, code) in
        [(&[][..], 0), (&[renamed][..], 6), (&[renamed, made], 6), (&[deleted], 5), (&[deleted, made], 5)]
    {
        let (sandbox, world, other, _) = two(false, "429x1:GET:nothing");
        other.run([made, &["--yes"]].concat()).expect_code(0);
        world.file("contacts.csv", "phone\n+12025550123\n");
        let settings = "current: live\nprofiles:\n  live: {protected: true}\n";
        crate::world::private(&world.file(".config/kcamp/config.yaml", settings));
        let mut session = start(&world, "contact-list import Fresh contacts.csv");
        answer(&mut session, "type the profile's name to go on", "");
        for words in commands {
            other.run([words, &["--yes"][..]].concat()).expect_code(0);
        }
        session.press("live\r");
        let (shown, ended) = end(&mut session);
        assert_eq!(ended, code, "{commands:?}: {shown}");
        let added = sandbox.received_at("POST", "/addContacts").len();
        assert_eq!(added, usize::from(code == 0), "{commands:?}: {shown}");
    }
}
