//! Rows of a new campaign that are read late and contradict its create: kcamp looks for the created campaign, and
//! switches on no schedule of another campaign.

use serde_json::{Value, json};

use crate::apply::{apply, plan, results};
use crate::create::{FILE, SCHEDULE};
use crate::relay::{LIST, Passing, Watch, relay, rows};
use crate::world::{Sandbox, World};

/// How long lists hide the campaign that the answer to a create named. Before a schedule call they hide all
/// campaigns.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Hidden {
    /// Up to the first list after a create, which shows every other campaign as being prepared.
    ThroughOneList,
    UntilAScheduleCall,
}

/// Passes on the create of B, and answers with the id of a campaign of another name.
struct Late {
    victim: String,
    hidden: Hidden,
    is_created: bool,
    is_shown: bool,
}

impl Watch for Late {
    fn before(&mut self, request: &Passing) {
        self.is_shown |= self.hidden == Hidden::UntilAScheduleCall && request.line.contains("/schedule?");
    }

    fn after(&mut self, request: &Passing, answer: &mut Value) {
        if is_create(request) {
            self.is_created = true;
            if request.body["name"] == "B" {
                *answer = json!({"status": "success", "id": self.victim});
            }
        } else if request.line.contains(LIST) && !self.is_shown {
            let is_seen = |row: &Value| self.hidden == Hidden::ThroughOneList && row["name"] != VICTIM;
            rows(answer).retain(is_seen);
            answer["data"]["totalResults"] = json!(rows(answer).len());
            if self.is_created && self.hidden == Hidden::ThroughOneList {
                for row in rows(answer) {
                    row["status"] = json!("Preparing");
                }
                self.is_shown = true;
            }
        }
    }
}

fn is_create(request: &Passing) -> bool {
    request.line.starts_with("POST ") && request.line.contains("/campaign?")
}

const VICTIM: &str = "Victim";

fn file_of(name: &str) -> String {
    FILE.replace("Event Reminder", name).replace("Canary text", &format!("The text of {name}"))
}

/// Creates a campaign from another machine. Returns its id.
fn victim(sandbox: &Sandbox) -> String {
    let world = sandbox.world();
    world.file("victim.yaml", file_of(VICTIM));
    let run = world.run("campaign create -f victim.yaml -o json").expect_code(0);
    run.json()["id"].as_str().unwrap().to_owned()
}

/// A world with files of these campaigns, whose requests are watched.
fn with_files(sandbox: &Sandbox, watch: impl Watch, names: &[&str]) -> World {
    let world = relay(sandbox, watch);
    for name in names {
        world.file(&format!("campaigns/{name}.yaml"), format!("{}{SCHEDULE}", file_of(name)));
    }
    world
}

/// The campaign names in the schedule calls.
fn scheduled(sandbox: &Sandbox) -> Vec<Value> {
    let calls = sandbox.received_at("POST", "/schedule");
    calls.iter().map(|request| request["query"]["campaignName"].clone()).collect()
}

#[test]
fn one_that_is_first_seen_while_others_are_prepared_is_held_against_its_create() {
    let create = ["campaign", "create", "-f", "campaigns", "--if-absent"];
    for command in [&["apply", "campaigns"][..], &create] {
        let sandbox = Sandbox::new();
        let (victim, hidden) = (victim(&sandbox), Hidden::ThroughOneList);
        let watch = Late { victim, hidden, is_created: false, is_shown: false };
        let world = with_files(&sandbox, watch, &["A", "B"]);
        world.run([command, &["--yes", "-o", "json"]].concat()).expect_code(0);
        assert_eq!(scheduled(&sandbox), ["A", "B"], "{command:?}");
        // The body that was sent is not remembered as the state of the campaign that the answer named.
        world.file("campaigns/Victim.yaml", file_of(VICTIM));
        plan(&world).expect_code(0);
    }
}

/// Answers the create of A with an id that does not exist, and the create of B with a campaign that cannot be read
/// alone.
struct TwoDoubts {
    victim: String,
}

impl Watch for TwoDoubts {
    fn after(&mut self, request: &Passing, answer: &mut Value) {
        if is_create(request) {
            let id = if request.body["name"] == "A" { "cd-00000000-1111" } else { &self.victim };
            *answer = json!({"status": "success", "id": id});
        } else if request.line.starts_with("GET ") && request.line.contains(&self.victim) {
            *answer = json!({"data": 1});
        }
    }
}

#[test]
fn one_that_is_first_read_after_another_was_looked_for_is_looked_for_too() {
    let sandbox = Sandbox::new();
    let watch = TwoDoubts { victim: victim(&sandbox) };
    let world = with_files(&sandbox, watch, &["A", "B"]);
    let run = world.run("campaign create -f campaigns --yes -o json").expect_code(0);
    assert_eq!(scheduled(&sandbox), ["A", "B"]);
    assert!(!run.stdout.contains("not_tried"), "{}", run.stdout);
}

/// Shows a created campaign as being prepared, and then under another name.
#[derive(Default)]
struct Renamed {
    is_created: bool,
    lists: usize,
}

impl Watch for Renamed {
    fn after(&mut self, request: &Passing, answer: &mut Value) {
        self.is_created |= is_create(request);
        if self.is_created && request.line.contains(LIST) {
            let (key, value) = if self.lists == 0 { ("status", "Preparing") } else { ("name", VICTIM) };
            for row in rows(answer) {
                row[key] = json!(value);
            }
            self.lists += 1;
        }
    }
}

#[test]
fn the_schedule_of_a_new_campaign_is_switched_on_by_the_name_that_was_sent() {
    let create = ["campaign", "create", "-f", "campaigns", "--if-absent"];
    for command in [&["apply", "campaigns"][..], &create] {
        let sandbox = Sandbox::new();
        let world = with_files(&sandbox, Renamed::default(), &["A"]);
        let run = world.run([command, &["--yes", "-o", "json"]].concat());
        assert_eq!(scheduled(&sandbox), ["A"], "{}", run.stderr);
    }
}

#[test]
fn a_create_whose_schedule_may_be_on_is_not_doubted_any_more() {
    for (fault, outcome, code) in [
        (Some("drop-after-sendx1"), "created_schedule_unknown", 9),
        (Some("drop-before-applyx1"), "created_schedule_unknown", 9),
        (Some("500x1"), "created_schedule_unknown", 9),
        (None, "created_not_scheduled", 10),
    ] {
        let faults: Vec<String> = fault.iter().map(|fault| format!("{fault}:POST:schedule")).collect();
        let sandbox = Sandbox::with_faults(&faults.iter().map(String::as_str).collect::<Vec<_>>());
        let (victim, hidden) = (victim(&sandbox), Hidden::UntilAScheduleCall);
        let watch = Late { victim, hidden, is_created: false, is_shown: false };
        let world = with_files(&sandbox, watch, &["B"]);
        let run = apply(&world, &[]).expect_code(code);
        assert_eq!(results(&run), [format!("create B: {outcome}")], "{fault:?}");
        assert_eq!(scheduled(&sandbox), ["B"], "{fault:?}");
        if fault.is_none() {
            assert_eq!(run.json()["results"][0]["error"]["code"], "campaign/other-scheduled");
        }
        let failed = world.run("journal --failed -o json").expect_code(0).json();
        let failed: Vec<&Value> = failed.as_array().unwrap().iter().map(|row| &row["action"]).collect();
        assert!(!failed.contains(&&json!("campaign create")), "{fault:?}: {failed:?}");
    }
}
