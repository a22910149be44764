//! Writes to one campaign that are begun at once on one machine: they go one after the other, and none of them loses
//! what the other one sent.

use serde_json::{Value, json};

use crate::create::FILE;
use crate::imports_at_once::{Ended, HoldingBack, both_at_once, ended, spawned};
use crate::relay::{Passing, Watch, relay, relay_at_once};
use crate::world::{Sandbox, World};

const WITHOUT_DNC: &str = "dncLists: testdnc\n";

/// An account with a campaign that has no do-not-contact list.
fn account() -> Sandbox {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    world.file("campaign.yaml", FILE.replace(WITHOUT_DNC, ""));
    drop(world.run("campaign create -f campaign.yaml --yes").expect_code(0));
    sandbox
}

/// Runs a command, and another one from the moment at which the first sends a request with these words. That goes on
/// once the second says that it waits.
fn at_once(sandbox: &Sandbox, words: &'static [&'static str], lines: [&[&str]; 2]) -> [Ended; 2] {
    let (holding_back, there, go) = HoldingBack::at(words);
    let world = world_at_once(sandbox, holding_back);
    both_at_once(&world, lines, (&there, &go))
}

fn world_at_once(sandbox: &Sandbox, holding_back: HoldingBack) -> World {
    let world = relay_at_once(sandbox, holding_back);
    world.file("campaign.yaml", FILE.replace(WITHOUT_DNC, "").replace("priority: 5", "priority: 4"));
    world
}

fn writes(sandbox: &Sandbox, method: &str) -> Vec<Value> {
    let mut requests = sandbox.received();
    requests.retain(|request| request["method"] == method && crate::calls::is_write(request));
    requests
}

const DNC: [&str; 6] = ["campaign", "update", "Event Reminder", "--dnc-list", "testdnc", "--yes"];
const PRIORITY: [&str; 6] = ["campaign", "update", "Event Reminder", "--priority", "1", "--yes"];

#[test]
fn of_two_updates_the_second_keeps_what_the_first_sent() {
    let sandbox = account();
    let [first, second] = at_once(&sandbox, &["PUT "], [&DNC, &PRIORITY]);
    assert_eq!((first.code, second.code), (Some(0), Some(0)), "{} {}", first.stderr, second.stderr);
    let sent = writes(&sandbox, "PUT");
    assert_eq!(sent.len(), 2);
    assert_eq!(sent[1]["body"]["dncLists"], json!({ "name": "testdnc" }));
    assert_eq!(sent[1]["body"]["priority"], "1");
}

#[test]
fn an_apply_decides_nothing_while_an_update_is_under_way_and_keeps_what_that_sent() {
    let sandbox = account();
    let (holding_back, there, go) = HoldingBack::at(&["PUT "]);
    let world = world_at_once(&sandbox, holding_back);
    let update = spawned(world.command(DNC));
    there.recv().unwrap();
    let apply = world.run("apply campaign.yaml --yes").expect_code(10);
    apply.expect_stderr(&["! blocked", "from this machine is not over yet (update)"]);
    go.send(()).unwrap();
    assert_eq!(ended(update, "").code, Some(0));
    assert_eq!(writes(&sandbox, "PUT").len(), 1);
    // Run again, it does the rest, and keeps the list.
    world.run("apply campaign.yaml --yes").expect_code(0);
    let sent = writes(&sandbox, "PUT");
    assert_eq!(sent[1]["body"]["dncLists"], json!({ "name": "testdnc" }));
    assert_eq!(sent[1]["body"]["priority"], "4");
}

#[test]
fn of_two_starts_the_second_looks_at_the_status_again() {
    let sandbox = account();
    let start = ["campaign", "start", "Event Reminder", "--yes"];
    let [first, second] = at_once(&sandbox, &["trigger=play"], [&start, &start]);
    assert_eq!((first.code, second.code), (Some(0), Some(6)), "{}", second.stderr);
    assert!(second.stderr.contains("nothing was sent"), "{}", second.stderr);
    assert_eq!(writes(&sandbox, "POST").iter().filter(|it| it["query"]["trigger"] == "play").count(), 1);
}

#[test]
fn of_two_enables_the_second_waits_for_the_first_and_replaces_it() {
    let sandbox = account();
    let enable = |days: &'static str| {
        let rest = ["--start=2027-01-04 09:00", "--end=2027-03-31", "--timezone=Asia/Kolkata", "--yes"];
        [&["schedule", "enable", "Event Reminder", "--weekly", days][..], &rest].concat()
    };
    let (one, other) = (enable("Mon"), enable("Tue"));
    let [first, second] = at_once(&sandbox, &["enableSchedule=true"], [&one, &other]);
    assert_eq!((first.code, second.code), (Some(0), Some(0)), "{} {}", first.stderr, second.stderr);
    let sent = sandbox.received_at("POST", "/schedule");
    assert_eq!(sent.len(), 2);
}

#[test]
fn an_apply_and_a_create_of_one_name_make_one_campaign() {
    let create = ["campaign", "create", "-f", "campaign.yaml", "--if-absent", "--yes"];
    let apply = ["apply", "campaign.yaml", "--yes"];
    for lines in [[&apply[..], &create], [&create, &apply]] {
        let sandbox = Sandbox::with_flags(&["--choice", "names=repeated"]);
        let [first, second] = at_once(&sandbox, &["/campaign?"], lines);
        assert_eq!(first.code, Some(0), "{}", first.stderr);
        assert!(matches!(second.code, Some(0 | 6 | 10)), "{:?} {}", second.code, second.stderr);
        assert_eq!(sandbox.creates().len(), 1, "{lines:?}: {}", second.stderr);
    }
}

/// Leaves the do-not-contact list out of every answer that has a campaign.
struct WithoutList;

impl Watch for WithoutList {
    fn after(&mut self, _: &Passing, answer: &mut Value) {
        if answer["data"]["dncLists"].is_object() {
            answer["data"].as_object_mut().unwrap().remove("dncLists");
        }
    }
}

#[test]
fn an_update_whose_field_is_not_there_afterwards_ends_in_10() {
    let sandbox = account();
    let world = relay(&sandbox, WithoutList);
    let run = world.run([&DNC[..], &["-o", "json"]].concat()).expect_code(10);
    assert_eq!(run.error_json()["code"], "platform/not-as-sent");
    assert_eq!(run.json()["not_as_sent"][0]["field"], "dncLists");
    assert_eq!(writes(&sandbox, "PUT").len(), 1);
}

/// Files and schedule calls mean a campaign by its name.
#[test]
fn of_two_campaigns_that_get_one_new_name_the_second_keeps_its_own() {
    let sandbox = account();
    let world = sandbox.world();
    world.file("other.yaml", FILE.replace("Event Reminder", "Other"));
    drop(world.run("campaign create -f other.yaml --yes").expect_code(0));
    let rename = |name: &'static str| ["campaign", "update", name, "--name", "New", "--yes"];
    let (one, other) = (rename("Event Reminder"), rename("Other"));
    let [first, second] = at_once(&sandbox, &["PUT "], [&one, &other]);
    assert_eq!((first.code, second.code), (Some(0), Some(6)), "{} {}", first.stderr, second.stderr);
    assert!(second.stderr.contains("cannot be named"), "{}", second.stderr);
    assert_eq!(writes(&sandbox, "PUT").len(), 1);
}
