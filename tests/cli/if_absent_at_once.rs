//! `kcamp campaign create` beside other creates of the same name, on both platforms: its requests if nothing fails,
//! the campaigns of others that it finds, and its result after a lost answer.

use std::io::{BufRead as _, BufReader};
use std::process::Stdio;

use serde_json::{Value, json};

use crate::create::{FILE, SCHEDULE, VOICE};
use crate::relay::{Gate, Held, Meeting};
use crate::world::{Run, Sandbox, World};

/// A platform, with a campaign for it.
struct Side {
    title: &'static str,
    world: fn(&Sandbox) -> World,
    file: &'static str,
    schedule: &'static str,
    /// A create, in the form of a fault, and the end of its path.
    create: &'static str,
    created_at: &'static str,
    name: &'static str,
}

const BURKI_FILE: &str =
    "platform: burki\nname: Billing\ncampaign_type: call\nassistant_id: 7\nagenda_template: Canary text\n";

const SIDES: [Side; 2] = [
    Side {
        title: "Kore.ai",
        world: Sandbox::world,
        file: FILE,
        schedule: SCHEDULE,
        create: "POST:campaign",
        created_at: "/campaign",
        name: "Event Reminder",
    },
    Side {
        title: "Burki",
        world: Sandbox::burki_world,
        file: BURKI_FILE,
        schedule: "schedule: {schedule_type: scheduled, scheduled_at: '2027-02-15T09:00:00', timezone: UTC}\n",
        create: "POST:campaigns",
        created_at: "/campaigns",
        name: "Billing",
    },
];

const CREATE: [&str; 7] = ["campaign", "create", "-f", "campaign.yaml", "--yes", "-o", "json"];
const REPEATED: [&str; 2] = ["--choice", "names=repeated"];

#[must_use]
fn create(world: &World, more: &[&str]) -> Run {
    world.run([&CREATE[..], more].concat())
}

impl Side {
    /// A world at this sandbox with the file, and its schedule if it is to have one.
    fn at(&self, sandbox: &Sandbox, is_scheduled: bool) -> World {
        self.with_file((self.world)(sandbox), is_scheduled)
    }

    /// This world with the file, on this platform.
    fn with_file(&self, world: World, is_scheduled: bool) -> World {
        let world = if self.title == "Burki" { world.of_burki() } else { world };
        world
            .file("campaign.yaml", format!("{}{}", self.file, if is_scheduled { self.schedule } else { "" }));
        world
    }

    /// The numbers of received creates and schedule calls.
    fn writes(&self, sandbox: &Sandbox) -> (usize, usize) {
        let of = |end: &str| steps(sandbox).iter().filter(|step| *step == end).count();
        let create = if self.title == "Burki" { "POST campaigns" } else { "POST campaign" };
        (of(create), of("POST schedule"))
    }
}

/// Every received request, with the end of its path: `GET campaign/{id}`.
fn steps(sandbox: &Sandbox) -> Vec<String> {
    let step = |request: &Value| {
        let path = request["path"].as_str().unwrap().trim_end_matches('/');
        let (before, last) = path.rsplit_once('/').unwrap();
        let is_id = last.starts_with("cd-") || last.parse::<u32>().is_ok();
        let end = match before.rsplit('/').next() {
            Some(of) if is_id => format!("{of}/{{id}}"),
            _ => last.to_owned(),
        };
        format!("{} {end}", request["method"].as_str().unwrap())
    };
    sandbox.received().iter().map(step).collect()
}

const KORE_LOOK: [&str; 2] = ["POST getAllCampaignDetails"; 2];
const BURKI_LOOK: [&str; 1] = ["GET campaigns"];
/// The read that shows whether several contact lists have the name of one.
const LISTS: &str = "POST getAllListDetails";

/// All requests of a create without failures: another one could fail, and would count towards the account's limit.
/// With `--if-absent`, the listing that may show others' campaigns, of any type, replaces the read by id.
#[test]
fn a_good_create_makes_exactly_these_requests() {
    for (side, is_absent_asked, is_scheduled, expected) in [
        (&SIDES[0], false, false, [LISTS, "POST campaign", "GET campaign/{id}"].to_vec()),
        (
            &SIDES[0],
            false,
            true,
            [LISTS, "POST campaign", "GET campaign/{id}", "POST schedule", "GET campaign/{id}"].to_vec(),
        ),
        (&SIDES[0], true, false, [&KORE_LOOK[..], &[LISTS, "POST campaign"], &KORE_LOOK].concat()),
        (
            &SIDES[0],
            true,
            true,
            [&KORE_LOOK[..], &[LISTS, "POST campaign"], &KORE_LOOK, &["POST schedule", "GET campaign/{id}"]]
                .concat(),
        ),
        (&SIDES[1], false, false, ["POST campaigns", "GET campaigns/{id}"].to_vec()),
        (
            &SIDES[1],
            false,
            true,
            ["POST campaigns", "GET campaigns/{id}", "POST schedule", "GET schedule", "GET campaigns/{id}"]
                .to_vec(),
        ),
        (&SIDES[1], true, false, [&BURKI_LOOK[..], &["POST campaigns"], &BURKI_LOOK].concat()),
        (
            &SIDES[1],
            true,
            true,
            [
                &BURKI_LOOK[..],
                &["POST campaigns"],
                &BURKI_LOOK,
                &["POST schedule", "GET schedule", "GET campaigns/{id}"],
            ]
            .concat(),
        ),
    ] {
        let sandbox = Sandbox::new();
        let world = side.at(&sandbox, is_scheduled);
        let flags: &[&str] = if is_absent_asked { &["--if-absent"] } else { &[] };
        create(&world, flags).expect_code(0);
        assert_eq!(steps(&sandbox), expected, "{} {flags:?}, scheduled: {is_scheduled}", side.title);
    }
}

/// Fifty new ones with schedules: a list of both types before the creates and after them, the contact lists, and the
/// list of their type at the end.
#[test]
fn fifty_new_ones_with_schedules_cost_at_most_106_requests() {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    for number in 0..50 {
        let file = FILE.replace("Event Reminder", &format!("N{number}"));
        world.file(&format!("campaigns/{number}.yaml"), format!("{file}{SCHEDULE}"));
    }
    world.run("campaign create -f campaigns --if-absent --yes").expect_code(0);
    let steps = steps(&sandbox);
    let of = |end: &str| steps.iter().filter(|step| *step == end).count();
    assert_eq!((of("POST campaign"), of("POST schedule")), (50, 50));
    assert!(steps.len() <= 106, "{}", steps.len());
}

/// Schedule calls take only the name, so one of another type would get the schedule too.
#[test]
fn one_of_another_type_that_got_the_name_meanwhile_keeps_the_schedule_off() {
    let sandbox = Sandbox::with_flags(&REPEATED);
    let (world, gate) = Gate::of_writes(&sandbox, Held::Request);
    let world = SIDES[0].with_file(world, true);
    let voice =
        VOICE.replace("--name Survey", "--name 'Event Reminder'") + " --retry-period 10 --max-ring-time 30";
    let other = || sandbox.world().run(voice.as_str()).expect_code(0);
    let (run, _) = gate.during(|| create(&world, &["--if-absent"]), other);
    assert_eq!(run.expect_code(10).json()["outcome"], "created_twice");
    assert_eq!(SIDES[0].writes(&sandbox), (2, 0));
}

#[test]
fn three_at_once_on_one_machine_create_one_campaign() {
    for side in &SIDES {
        // The sandbox allows equal names: only kcamp prevents a second campaign. The first create goes out once the
        // others wait for it.
        let sandbox = Sandbox::with_flags(&REPEATED);
        let (world, gate) = Gate::of_writes(&sandbox, Held::Request);
        let world = side.with_file(world, true);
        let wait = || {
            let start = || {
                let mut command = world.command([&CREATE[..], &["--if-absent"]].concat());
                let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
                let mut said = String::new();
                let mut stderr = BufReader::new(child.stderr.take().unwrap());
                while !said.contains("waiting for it") {
                    assert_ne!(stderr.read_line(&mut said).unwrap(), 0, "{said}");
                }
                (child, stderr)
            };
            [start(), start()]
        };
        let (first, others) = gate.during(|| create(&world, &["--if-absent"]), wait);
        assert_eq!(first.expect_code(0).json()["outcome"], "created", "{}", side.title);
        for (child, _stderr) in others {
            let output = child.wait_with_output().unwrap();
            assert_eq!(output.status.code(), Some(0), "{}", side.title);
            let result: Value = serde_json::from_slice(&output.stdout).unwrap();
            assert_eq!(result["outcome"], "exists", "{}", side.title);
        }
        assert_eq!(side.writes(&sandbox), (1, 1), "{}", side.title);
    }
}

#[test]
fn two_machines_that_create_at_the_same_time_find_each_others() {
    for side in &SIDES {
        let sandbox = Sandbox::with_flags(&REPEATED);
        let worlds = Meeting::of_two(&sandbox, side.created_at).map(|world| side.with_file(world, true));
        let mut ids = Vec::new();
        let mut deleted = Vec::new();
        let runs = std::thread::scope(|scope| {
            worlds
                .each_ref()
                .map(|world| scope.spawn(|| create(world, &["--if-absent"])))
                .map(|run| run.join().unwrap())
        });
        for run in runs {
            let run = run.expect_code(10);
            let result = run.json();
            assert_eq!(
                (&result["outcome"], &result["not_done"]),
                (&json!("created_twice"), &json!(["schedule enable"])),
                "{}",
                side.title
            );
            ids.push(result["id"].as_str().unwrap().to_owned());
            let error = run.error_json();
            assert_eq!(error["code"], "campaign/created-twice");
            let hint = error["hint"].as_str().unwrap().to_owned();
            // The platform gives both the same time.
            assert!(!hint.contains("younger") && hint.contains("keep the same one"), "{hint}");
            let enable = format!("schedule enable '{}' --yes -f 'campaign.yaml'", side.name);
            assert!(hint.ends_with(&enable), "{hint}");
            let delete = hint.split(" campaign delete ").nth(1).unwrap();
            let id =
                delete.split(|letter: char| letter.is_whitespace() || ";,".contains(letter)).next().unwrap();
            deleted.push((id.to_owned(), error["message"].as_str().unwrap().to_owned()));
        }
        assert_ne!(ids[0], ids[1]);
        assert_eq!(deleted[0].0, deleted[1].0, "both name the same one to delete");
        assert!(ids.contains(&deleted[0].0), "{ids:?} {deleted:?}");
        for (_, message) in &deleted {
            assert!(ids.iter().all(|id| message.contains(id.as_str())), "{ids:?}: {message}");
        }
        assert_eq!(side.writes(&sandbox), (2, 0), "{}", side.title);
        // The command in the hint, as printed, switches the other one's schedule on.
        worlds[0].run(["campaign", "delete", &deleted[0].0, "--yes"]).expect_code(0);
        let left = ids.iter().find(|id| **id != deleted[0].0).unwrap();
        let enable = ["schedule", "enable", left, "-f", "campaign.yaml", "--yes"];
        worlds[0].run(enable).expect_code(0);
        assert_eq!(side.writes(&sandbox), (2, 1), "{}", side.title);
    }
}

/// The faults that lose an answer, and whether the create was applied.
const LOST: [(&str, bool); 5] = [
    ("503", false),
    ("503:applied", true),
    ("drop-before-apply", false),
    ("drop-after-send", true),
    ("garbage:applied", true),
];

#[test]
fn under_if_absent_a_lost_create_is_found_where_it_happened() {
    for side in &SIDES {
        for (fault, applied) in LOST {
            for is_scheduled in [false, true] {
                let case = format!("{fault} on {}, scheduled: {is_scheduled}", side.title);
                let sandbox = Sandbox::with_faults(&[&format!("{fault}:{}", side.create)]);
                let world = side.at(&sandbox, is_scheduled);
                let run = create(&world, &["--if-absent"]);
                if applied {
                    let result = run.expect_code(0).json();
                    assert_eq!(result["outcome"], "created_answer_lost", "{case}");
                } else {
                    let error = run.expect_code(9).error_json();
                    let message = error["message"].as_str().unwrap();
                    assert!(message.starts_with("it is not known whether"), "{case}: {message}");
                }
                let enabled = usize::from(applied && is_scheduled);
                assert_eq!(side.writes(&sandbox), (1, enabled), "{case}");
                // The next run does not create a second one: it exists, or may still appear.
                let again = create(&world, &["--if-absent"]);
                assert_eq!(again.code, if applied { 0 } else { 9 }, "{case}: {}", again.stderr);
                assert_eq!(side.writes(&sandbox), (1, enabled), "{case}");
            }
        }
    }
}

/// A campaign that this command's own look has seen existed before, and proves nothing, even if it then gets the
/// name, is equal in everything, and was created in the same seconds.
#[test]
fn what_the_look_has_seen_is_never_taken_for_the_create_that_was_lost() {
    for side in &SIDES {
        let other = Sandbox::new();
        let theirs = side.at(&other, false);
        theirs.file("campaign.yaml", side.file.replace(side.name, "Another"));
        let id = create(&theirs, &[]).expect_code(0).json()["id"].as_str().unwrap().to_owned();
        let sandbox = Sandbox::continuing(&other, &[&format!("503:{}", side.create)]);
        let (world, gate) = Gate::of_writes(&sandbox, Held::Request);
        let world = side.with_file(world, false);
        // The campaign gets the name between the last look and the create.
        let rename = || crate::names::rename(&(side.world)(&sandbox), side.file, &id, side.name);
        let (run, ()) = gate.during(|| create(&world, &["--if-absent"]), rename);
        assert_eq!(run.code, 9, "{}: {}", side.title, run.stderr);
        assert_eq!(side.writes(&sandbox).0, 1, "{}", side.title);
    }
}

#[test]
fn lost_answers_in_the_middle_of_many_are_settled_together_on_burki_too() {
    let side = &SIDES[1];
    let many = ["One", "Two", "Three", "Four"].map(|name| side.file.replace(side.name, name)).join("---\n");
    for (fault, code, outcomes) in [
        ("503x2:applied", 0, ["created_answer_lost", "created_answer_lost", "created", "created"]),
        ("drop-after-sendx2", 0, ["created_answer_lost", "created_answer_lost", "created", "created"]),
        ("503x2", 9, ["unknown", "unknown", "created", "created"]),
    ] {
        let sandbox = Sandbox::with_faults(&[&format!("{fault}:{}", side.create)]);
        let world = side.at(&sandbox, false);
        world.file("campaign.yaml", &many);
        let run = create(&world, &[]).expect_code(code);
        let rows = run.json();
        let seen: Vec<&Value> = rows.as_array().unwrap().iter().map(|row| &row["outcome"]).collect();
        assert_eq!(seen, outcomes, "{fault}");
        let steps = steps(&sandbox);
        // The two answered creates did not wait for the other two: all creates come before the first listing.
        let creates = steps.iter().filter(|step| *step == "POST campaigns").count();
        let first_listing = steps.iter().position(|step| step == "GET campaigns").unwrap();
        let last_create = steps.iter().rposition(|step| step == "POST campaigns").unwrap();
        assert!(creates == 4 && last_create < first_listing, "{fault}: {steps:?}");
        let listings = steps.iter().filter(|step| *step == "GET campaigns").count();
        if code == 0 {
            assert_eq!(listings, 1, "{fault}: {steps:?}");
        } else {
            let message = run.error_json()["message"].as_str().unwrap().to_owned();
            let rest = "not done: campaign create \"One\"; campaign create \"Two\"";
            assert!(message.contains(rest), "{fault}: {message}");
        }
    }
}

/// If a result cannot be printed, the message names what was done, and the exit code shows that something was.
#[cfg(unix)]
#[test]
fn a_result_of_any_write_that_cannot_be_printed_names_it() {
    if !std::path::Path::new("/dev/full").exists() {
        return;
    }
    let closed = || {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        Stdio::from(writer)
    };
    let full = || Stdio::from(std::fs::File::options().write(true).open("/dev/full").unwrap());
    let base = Sandbox::new();
    let [kore, burki] = [SIDES[0].at(&base, false), SIDES[1].at(&base, false)];
    for world in [&kore, &burki] {
        create(world, &[]).expect_code(0);
    }
    burki.file("earlier.csv", "phone\n+12025550126\n");
    burki.run("campaign import Billing earlier.csv --yes").expect_code(0);
    for (way, stdout) in [("full", &full as &dyn Fn() -> Stdio), ("closed", &closed)] {
        for (side, line, at, done) in [
            (
                &SIDES[0],
                &["contact-list", "import", "Event Guests", "people.csv", "--yes"][..],
                "/addContacts",
                "contact-list import \"Event Guests, rows 1 to 2\": done",
            ),
            (
                &SIDES[1],
                &["campaign", "import", "Billing", "people.csv", "--yes"],
                "/import-data",
                "campaign import \"Billing\": done",
            ),
            (
                &SIDES[1],
                &["campaign", "create", "-f", "campaign.yaml", "--name", "Second", "--yes"],
                "/campaigns/",
                "campaign create \"Second\": done (",
            ),
            (
                &SIDES[1],
                &["campaign", "start", "Billing", "--yes"],
                "/start",
                "campaign start \"Billing\": done",
            ),
        ] {
            for format in ["table", "json"] {
                let case = format!("{way}, {format}: {}", line.join(" "));
                let sandbox = Sandbox::continuing(&base, &[]);
                let world = side.at(&sandbox, false);
                world.file("people.csv", "phone\n+12025550123\n+12025550124\n");
                let mut command = world.command(line.iter().chain(&["-o", format]));
                let output = command.stdout(stdout()).stderr(Stdio::piped()).output().unwrap();
                let stderr = String::from_utf8_lossy(&output.stderr).replace("\\\"", "\"");
                assert_eq!(output.status.code(), Some(10), "{case}: {stderr}");
                assert!(stderr.contains(done), "{case}: {stderr}");
                assert!(!stderr.contains("nothing was sent"), "{case}: {stderr}");
                assert_eq!(sandbox.received_at("POST", at).len(), 1, "{case}");
            }
        }
    }
}

/// A process between its create and its schedule holds the name: its schedule is neither off nor in doubt. Another
/// process waits for it, and finishes what it did not do.
#[cfg(unix)]
#[test]
fn a_schedule_that_another_process_is_about_to_switch_on_is_waited_for() {
    use std::io::{BufRead as _, BufReader, Read as _};

    use crate::ending::signal;

    for side in &SIDES {
        let sandbox = Sandbox::new();
        let world = side.at(&sandbox, true);
        let start = |more: &[&str], limit: &str| {
            let mut command = world.command([&CREATE[..], more].concat());
            command.env("KCAMP_RATE_LIMIT", limit).stdout(Stdio::null()).stderr(Stdio::piped());
            let mut child = command.spawn().unwrap();
            let stderr = BufReader::new(child.stderr.take().unwrap());
            (child, stderr)
        };
        let wait_for = |stderr: &mut BufReader<std::process::ChildStderr>, words: &str| {
            let mut said = String::new();
            while !said.contains(words) {
                assert_ne!(stderr.read_line(&mut said).unwrap(), 0, "{}: {said}", side.title);
            }
        };
        // Two requests create it and read it back; the schedule call is noted, and waits for the third.
        let (mut first, mut of_first) = start(&[], "2");
        wait_for(&mut of_first, "are used up; waiting");
        let (mut second, mut of_second) = start(&["--if-absent"], "100000");
        wait_for(&mut of_second, "another kcamp process is writing to");
        signal(&first, "TERM");
        assert_eq!(first.wait().unwrap().code(), Some(143), "{}", side.title);
        let mut said = String::new();
        of_second.read_to_string(&mut said).unwrap();
        assert_eq!(second.wait().unwrap().code(), Some(0), "{}: {said}", side.title);
        assert_eq!(side.writes(&sandbox), (1, 1), "{}", side.title);
    }
}
