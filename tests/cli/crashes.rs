//! The state after kcamp was killed, and if its own notes cannot be written.

use serde_json::{Value, json};

use crate::calls::{WRITES, is_write, prepared};
use crate::create::{FILE, SCHEDULE};
use crate::world::{Sandbox, Trap, World};

const CREATE: [&str; 6] = ["campaign", "create", "-f", "campaign.yaml", "--yes", "-ojson"];

/// A campaign of Burki.
const BURKI_FILE: &str = "platform: burki\nname: Event Reminder\ncampaign_type: call\nassistant_id: 7\nwelcome_message_template: Hi\n";

/// The action, outcome and exit code of each row.
fn journal(world: &World) -> Vec<Value> {
    let rows = world.run("journal -o json").expect_code(0).json();
    let parts = |row: &Value| json!([row["action"], row["subject"], row["outcome"], row["exit_code"]]);
    rows.as_array().unwrap().iter().map(parts).collect()
}

#[test]
fn a_create_that_was_killed_is_in_the_journal_and_is_found_by_the_next() {
    let sandbox = Sandbox::with_faults(&["slowx1:10m:POST:campaign"]);
    let world = sandbox.world();
    world.file("campaign.yaml", FILE);
    world.kill_when(CREATE, || !sandbox.creates().is_empty());
    let unfinished = json!(["campaign create", "Event Reminder", "unknown", null]);
    assert_eq!(journal(&world), [unfinished]);
    world.run("journal --failed").expect_code(0).expect_stdout(&["campaign create", "unknown"]);

    let next = world.run([&CREATE[..], &["--if-absent"]].concat()).expect_code(0).json();
    assert_eq!((&next["outcome"], next["id"].is_string()), (&json!("exists"), true));
    world.run(CREATE).expect_code(6);
    let names: Vec<Value> = world
        .run("campaign list -ojson")
        .expect_code(0)
        .json()
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["name"].clone())
        .collect();
    assert_eq!(names, ["Event Reminder"]);
}

#[test]
fn a_create_that_was_killed_before_it_arrived_is_made_by_the_next() {
    // The system accepts the connection, and no program reads from it.
    let trap = Trap::new();
    let sandbox = Sandbox::new();
    // On Burki: on Kore.ai the contact lists are read before the create.
    let world = World::at(&trap.address()).of_burki();
    world.file("campaign.yaml", BURKI_FILE);
    let is_noted =
        || world.files().iter().any(|(path, text)| path.ends_with("journal.jsonl") && !text.is_empty());
    world.kill_when(CREATE, is_noted);
    assert_eq!(journal(&world)[0][2], "unknown");
    let world = world.with("KCAMP_HOST", &sandbox.address);
    let next = world.run([&CREATE[..], &["--if-absent"]].concat()).expect_code(0).json();
    assert_eq!((&next["outcome"], sandbox.received_at("POST", "/campaigns/").len()), (&json!("created"), 1));
    let outcomes: Vec<Value> = journal(&world).iter().map(|row| row[2].clone()).collect();
    assert_eq!(outcomes, ["unknown", "done"]);
}

#[test]
fn killed_between_create_and_enable_the_journal_says_which_was_open() {
    let sandbox = Sandbox::with_faults(&["slowx1:10m:POST:schedule"]);
    let world = sandbox.world();
    world.file("campaign.yaml", format!("{FILE}{SCHEDULE}"));
    world.kill_when(CREATE, || !sandbox.received_at("POST", "/schedule").is_empty());
    let expected = [
        json!(["campaign create", "Event Reminder", "done", 0]),
        json!(["schedule enable", "Event Reminder", "unknown", null]),
    ];
    assert_eq!(journal(&world), expected);
    // The schedule is on, and which one cannot be read.
    world.run("schedule enable -f campaign.yaml --yes").expect_code(9);
    let enables = || sandbox.received_at("POST", "/schedule").len();
    assert_eq!((sandbox.creates().len(), enables()), (1, 1));
    let open = world.run("journal --failed -ojson").expect_code(0).json();
    world.run(["journal", "settle", open[0]["entry"].as_str().unwrap(), "--as", "done"]).expect_code(0);
    world.run("schedule enable -f campaign.yaml --yes").expect_code(0);
    assert_eq!((sandbox.creates().len(), enables()), (1, 2));
}

/// The clock of a world stands still, so no time tells the killed create from what follows.
#[test]
fn on_a_clock_that_stands_still_nothing_is_sent_twice_after_a_kill() {
    // The platform took the create, or the schedule too.
    for (fault, path, enables) in
        [("slowx1:10m:POST:campaign", "/campaign", 0), ("slowx1:10m:POST:schedule", "/schedule", 1)]
    {
        let again = [&CREATE[..], &["--if-absent"]].concat();
        let apply = ["apply", "campaign.yaml", "--yes", "-ojson"];
        for follows in [&again[..], &apply, &["journal", "settle"]] {
            let sandbox = Sandbox::with_faults(&[fault]);
            let world = sandbox.world();
            world.file("campaign.yaml", format!("{FILE}{SCHEDULE}"));
            world.kill_when(CREATE, || !sandbox.received_at("POST", path).is_empty());
            let rows = world.run("journal -o json").expect_code(0).json();
            let open = rows.as_array().unwrap().iter().find(|row| row["outcome"] == "unknown").unwrap();
            let key = open["entry"].as_str().unwrap().to_owned();
            let is_settle = follows[0] == "journal";
            let line = if is_settle { [follows, &[&key]].concat() } else { follows.to_vec() };
            let run = world.run(line);
            // Whether the schedule is the one that was sent cannot be read on Kore.ai, and is not guessed.
            let is_open = is_settle && enables == 1;
            assert!(if is_open { run.code == 9 } else { [0, 10].contains(&run.code) }, "{run:?}");
            let sent = || (sandbox.creates().len(), sandbox.received_at("POST", "/schedule").len());
            assert_eq!(sent().0, 1, "{run:?}");
            if enables == 1 {
                assert_eq!(sent(), (1, 1), "{run:?}");
            }
            if is_settle && !is_open {
                assert!(!journal(&world).iter().any(|row| row[2] == "unknown"), "{run:?}");
            }
            // Whatever came first, an apply creates nothing, and switches on what is not on.
            for _ in 0..2 {
                let then = world.run([&apply[..], &["--reenable"]].concat());
                assert_eq!(sent(), (1, 1), "{then:?}");
            }
        }
    }
}

/// Runs every write in a world with a broken state, and checks that it reports this and sends no writes.
fn nothing_is_sent(spoil: impl Fn(World) -> World + Sync, said: &[&str]) {
    let prepared = prepared();
    std::thread::scope(|scope| {
        for call in &WRITES {
            let (prepared, spoil) = (&prepared, &spoil);
            scope.spawn(move || {
                let sandbox = Sandbox::continuing(&prepared.sandbox, &[]);
                let world = spoil(sandbox.world());
                let run = call.run(&prepared.ids, &world, &[]).expect_code(2);
                let error = run.error_json();
                let message = error["message"].as_str().unwrap();
                assert!(
                    said.iter().any(|part| message.contains(part)) && message.contains("/kcamp/"),
                    "{}: {error}",
                    call.name
                );
                assert!(
                    error["hint"].as_str().is_some_and(|hint| !hint.is_empty()),
                    "{}: {error}",
                    call.name
                );
                let warnings = run.stderr.matches("cannot count requests together").count();
                assert!(warnings <= 1, "{}: {}", call.name, run.stderr);
                let writes: Vec<Value> = sandbox.received().into_iter().filter(is_write).collect();
                assert_eq!(writes, Vec::<Value>::new(), "{}", call.name);
            });
        }
    });
}

#[cfg(unix)]
#[test]
fn on_a_full_disk_nothing_is_written() {
    nothing_is_sent(World::on_a_full_disk, &["File too large"]);
}

#[test]
fn without_a_state_folder_nothing_is_written() {
    // A file in place of the folder: a mode without write permission does not bind an administrator.
    let spoil = |world: World| {
        world.file(".local/state/kcamp", "");
        world
    };
    nothing_is_sent(spoil, &["File exists", "Not a directory"]);
}
