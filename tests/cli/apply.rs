//! `kcamp apply`: which requests it sends, in which order, only once, and what it reports for each line.

mod after_import;
mod any_state;
mod colleague;
mod doubtful_schedules;
mod faults;
mod halted;
mod interrupted;
mod interrupted_schedules;
mod interrupted_updates;
mod kept_on;
mod meanwhile;
mod not_as_sent;
mod off_first;
mod preparing;
mod progress;
mod prune;
mod renames;
mod saved_plan;
mod schedules;

use serde_json::{Value, json};

use crate::calls::is_write;
use crate::create::{FILE, SCHEDULE};
use crate::lifecycle::with_campaign;
use crate::world::{Run, Sandbox, World};

#[must_use]
pub fn apply(world: &World, more: &[&str]) -> Run {
    world.run([&["apply", "campaigns", "--yes", "-o", "json"][..], more].concat())
}

#[must_use]
pub fn plan(world: &World) -> Run {
    world.run("plan campaigns -o json --exit-code")
}

/// Each result, as `action name: outcome`.
pub fn results(run: &Run) -> Vec<String> {
    let result = |result: &Value| {
        let text = |key: &str| result[key].as_str().unwrap_or_default().to_owned();
        format!("{} {}: {}", text("action"), text("name"), text("outcome"))
    };
    run.json()["results"].as_array().unwrap().iter().map(result).collect()
}

/// The received writes: the method and the last part of the path.
fn writes(sandbox: &Sandbox) -> Vec<String> {
    let words = |request: Value| {
        let path = request["path"].as_str().unwrap().to_owned();
        let last = path.rsplit('/').next().unwrap().to_owned();
        let enables = request["query"]["enableSchedule"].as_str().map(|it| format!(" {it}"));
        let last = if last.starts_with("cd-") { "ID".to_owned() } else { last };
        format!("{} {last}{}", request["method"].as_str().unwrap(), enables.unwrap_or_default())
    };
    sandbox.received().into_iter().filter(is_write).map(words).collect()
}

fn named(name: &str) -> String {
    FILE.replace("Event Reminder", name)
}

#[test]
fn a_folder_is_created_scheduled_and_then_nothing_is_left_to_do() {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    world.file("campaigns/1.yaml", format!("{}{SCHEDULE}", named("One")));
    world.file("campaigns/2.yaml", named("Two"));
    world.file("campaigns/3.yaml", format!("{}{SCHEDULE}", named("Three")));
    let run = apply(&world, &[]).expect_code(0);
    assert_eq!(results(&run), ["create One: done", "create Two: done", "create Three: done"]);
    assert_eq!(run.json()["results"][0]["status"], "Scheduled");
    // First the creates, then the schedules.
    let sent = ["POST campaign"; 3].into_iter().chain(["POST schedule true"; 2]).collect::<Vec<_>>();
    assert_eq!(writes(&sandbox), sent);
    // In addition to the writes: both types at the start and at the end, the contact lists once, and the one type
    // with schedules before those.
    assert_eq!(sandbox.received().len(), 5 + 2 + 1 + 1 + 2);
    plan(&world).expect_code(0);
    let before = writes(&sandbox).len();
    let again = world.run("apply campaigns -o json").expect_code(0);
    assert_eq!((results(&again), &again.json()["unchanged"]), (Vec::new(), &json!(3)));
    assert_eq!(writes(&sandbox).len(), before, "the second run writes nothing");
}

#[test]
fn what_changed_in_a_file_goes_out_and_what_it_leaves_out_stays() {
    let (sandbox, world, _) = with_campaign(FILE, &[]);
    world.file(
        "campaigns/event.yaml",
        FILE.replace("priority: 5", "priority: 2").replace("dncLists: testdnc\n", ""),
    );
    let run = apply(&world, &[]).expect_code(0);
    assert_eq!(results(&run), ["update Event Reminder: done"]);
    let body = &sandbox.received_at("PUT", "")[0]["body"];
    assert_eq!((&body["priority"], &body["dncLists"]), (&json!("2"), &json!({"name": "testdnc"})));
    plan(&world).expect_code(0);
}

#[test]
fn consent_comes_before_anything_is_sent_and_names_the_account() {
    let (sandbox, world, _) = with_campaign(FILE, &[]);
    world.file("campaigns/event.yaml", format!("{FILE}{SCHEDULE}"));
    world.file("campaigns/new.yaml", format!("{}{SCHEDULE}", named("New")));
    let run = world.run("apply campaigns").expect_code(12);
    run.expect_stderr(&["this reaches real people", "--yes", "+ create     New"]);
    assert_eq!(writes(&sandbox), [""; 0]);
    // A whole plan is confirmed, even if it reaches nobody at once.
    world.file("campaigns/event.yaml", FILE.replace("priority: 5", "priority: 2"));
    world.file("campaigns/new.yaml", named("New"));
    world.run("apply campaigns").expect_code(12).expect_stderr(&["this changes campaigns"]);
    assert_eq!(writes(&sandbox), [""; 0]);
    world.run("apply campaigns --yes").expect_code(0);
    assert_eq!(writes(&sandbox), ["PUT ID", "POST campaign"]);
}

#[test]
fn a_dry_run_shows_the_requests_and_writes_nothing() {
    let (sandbox, world, _) = with_campaign(FILE, &[]);
    world.file("campaigns/event.yaml", FILE.replace("priority: 5", "priority: 2"));
    world.file("campaigns/new.yaml", format!("{}{SCHEDULE}", named("New")));
    let shown = world.run("apply campaigns --dry-run -o json").expect_code(0).json();
    let methods: Vec<&Value> = shown.as_array().unwrap().iter().map(|it| &it["method"]).collect();
    assert_eq!(methods, [&json!("PUT"), &json!("POST"), &json!("POST")]);
    assert_eq!(writes(&sandbox), [""; 0]);
}

#[test]
fn a_blocked_line_is_10_and_the_others_are_carried_out() {
    let (sandbox, world, _) = with_campaign(FILE, &[]);
    world.run("campaign start 'Event Reminder' --yes").expect_code(0);
    world.file("campaigns/event.yaml", FILE.replace("priority: 5", "priority: 2"));
    world.file("campaigns/new.yaml", named("New"));
    let run = apply(&world, &[]).expect_code(10);
    assert_eq!(results(&run), ["blocked Event Reminder: blocked", "create New: done"]);
    assert!(run.error_json()["hint"].as_str().unwrap().contains("kcamp campaign stop cd-"), "{}", run.stderr);
    assert_eq!(sandbox.creates().len(), 1);
    assert_eq!(sandbox.received_at("PUT", "").len(), 0);
}

#[test]
fn each_blocked_line_has_its_own_way_out() {
    let (_sandbox, world, first) = with_campaign(FILE, &[]);
    world.file("other.yaml", named("Other"));
    let second = world.run("campaign create -f other.yaml -o json").expect_code(0).json();
    world.run("campaign start 'Event Reminder' Other --yes").expect_code(0);
    for (file, name) in [("event", "Event Reminder"), ("other", "Other")] {
        world.file(&format!("campaigns/{file}.yaml"), named(name).replace("priority: 5", "priority: 2"));
    }
    world.file("campaigns/third.yaml", named("Third").replace("[Event Guests]", "[Event Gests]"));
    let error = apply(&world, &[]).expect_code(10).error_json();
    let hint = error["hint"].as_str().unwrap();
    for (name, id) in [("Event Reminder", first.as_str()), ("Other", second["id"].as_str().unwrap())] {
        assert!(hint.contains(&format!("\"{name}\": stop it first: kcamp campaign stop {id}")), "{hint}");
    }
    assert!(hint.contains("\"Third\": "), "{hint}");
    // One way out of several lines is said once.
    world.run("campaign stop 'Event Reminder' Other --yes").expect_code(0);
    std::fs::remove_file(world.home().join("campaigns/other.yaml")).unwrap();
    world.file("campaigns/event.yaml", named("Event Reminder").replace("[Event Guests]", "[Event Gests]"));
    let error = apply(&world, &[]).expect_code(10).error_json();
    assert_eq!(error["hint"].as_str().unwrap().matches("if you mean that list").count(), 1, "{error}");
}

pub fn actions(run: &Run) -> Vec<Value> {
    run.json()["lines"].as_array().unwrap().iter().map(|line| line["action"].clone()).collect()
}

#[test]
fn burki_is_applied_field_by_field_and_again_nothing() {
    let file = "platform: burki\nname: Spring check-in\ncampaign_type: call\nassistant_id: 7\n\
                welcome_message_template: Hello\nmax_attempts: 3\n";
    let sandbox = Sandbox::new();
    let world = sandbox.burki_world();
    world.file("campaigns/a.yaml", file);
    assert_eq!(results(&apply(&world, &[]).expect_code(0)), ["create Spring check-in: done"]);
    plan(&world).expect_code(0);
    world.file("campaigns/a.yaml", file.replace("max_attempts: 3", "max_attempts: 5"));
    assert_eq!(results(&apply(&world, &[]).expect_code(0)), ["update Spring check-in: done"]);
    plan(&world).expect_code(0);
    assert_eq!(results(&apply(&world, &[]).expect_code(0)), [""; 0]);
}

#[test]
fn a_contact_list_that_is_not_there_blocks_its_campaign_and_no_other() {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    world.file("campaigns/a.yaml", FILE.replace("[Event Guests]", "[Event Gests]"));
    world.file("campaigns/b.yaml", named("B"));
    let run = apply(&world, &[]).expect_code(10);
    assert_eq!(results(&run), ["blocked Event Reminder: blocked", "create B: done"]);
    let hint = run.error_json()["hint"].as_str().unwrap().to_owned();
    assert!(hint.contains("write \"Event Guests\" if you mean that list"), "{hint}");
    assert_eq!(sandbox.creates().len(), 1);
}

#[test]
fn after_the_only_change_failed_nothing_is_called_the_rest() {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    world.file("campaigns/a.yaml", FILE.replace("testdnc", "testdnk"));
    let hint = apply(&world, &[]).expect_code(7).error_json()["hint"].as_str().unwrap().to_owned();
    assert!(hint.contains("to try again: kcamp ") && !hint.contains("the rest"), "{hint}");
}

#[test]
fn a_contact_list_that_is_spelled_otherwise_is_said_before_anything_is_sent() {
    for name in ["event guests", "EVENT GUESTS", "Event  Guests"] {
        let sandbox = Sandbox::new();
        let world = sandbox.world();
        world.file("campaigns/a.yaml", FILE.replace("[Event Guests]", &format!("[{name}]")));
        let run = apply(&world, &[]).expect_code(10);
        assert_eq!(results(&run), ["blocked Event Reminder: blocked"], "{name}");
        assert_eq!(run.error_json()["hint"], "write \"Event Guests\"");
        assert_eq!(sandbox.creates().len(), 0, "{name}");
        // A create leaves it to the platform, and says what this machine knows of lists.
        let before = sandbox.received().len();
        let run = world.run("campaign create -f campaigns").expect_code(7);
        run.expect_stderr(&[&format!(
            "no contact list is named exactly {name:?}; there is \"Event Guests\""
        )]);
        assert_eq!(sandbox.received().len() - before, 2, "{name}");
    }
}

#[test]
fn requests_grow_as_the_changes_do() {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    let file = |number: usize, priority: usize| {
        let file = named(&format!("N{number}")).replace("priority: 5", &format!("priority: {priority}"));
        world.file(&format!("campaigns/{number}.yaml"), format!("{file}{SCHEDULE}"));
    };
    let requests = |code: i32, line: &[&str]| {
        let before = sandbox.received().len();
        world.run(line).expect_code(code);
        sandbox.received().len() - before
    };
    (0..50).for_each(|number| file(number, 5));
    // Fifty creates and schedules, three listings, and the contact lists once.
    assert_eq!(requests(0, &["apply", "campaigns", "--yes", "-q"]), 106);
    assert_eq!(
        requests(0, &["plan", "campaigns", "-q", "--exit-code"]),
        2,
        "what was written counts as seen"
    );
    assert_eq!(requests(0, &["plan", "campaigns", "-q", "--refresh"]), 2 + 50, "each is read once");
    assert_eq!(requests(0, &["apply", "campaigns", "-q"]), 2, "what was seen is known by its row");
    (0..3).for_each(|number| file(number, 4));
    assert_eq!(requests(20, &["plan", "campaigns", "-q", "--exit-code"]), 2);
    assert_eq!(
        requests(0, &["apply", "campaigns", "--yes", "-q"]),
        2 + 2 * 3 + 2,
        "an update is a read and a write"
    );
    assert_eq!(
        requests(0, &["plan", "campaigns", "-q", "--exit-code"]),
        2,
        "what was written counts as seen"
    );
    // Later changes by others are noticed.
    sandbox.world().run("campaign update N7 --priority 1 --yes").expect_code(0);
    assert_eq!(requests(20, &["plan", "campaigns", "-q", "--exit-code"]), 2 + 1);
}

#[test]
fn a_folder_that_is_created_costs_what_an_apply_of_it_costs() {
    // Fifty creates and schedules, the contact lists once, and the list of their type before the schedules and at the
    // end. Under --if-absent the whole list is read before, and between the creates and the schedules every type.
    for (more, listings) in [(&[][..], 1 + 2), (&["--if-absent"], 1 + 2 + 2 + 1)] {
        let sandbox = Sandbox::new();
        let world = sandbox.world();
        for number in 0..50 {
            world.file(
                &format!("campaigns/{number}.yaml"),
                format!("{}{SCHEDULE}", named(&format!("N{number}"))),
            );
        }
        let create = [&["campaign", "create", "-f", "campaigns", "--yes", "-o", "json"], more].concat();
        let run = world.run(&create).expect_code(0);
        assert!(
            run.json().as_array().unwrap().iter().all(|it| it["status"] == "Scheduled"),
            "{}",
            run.stdout
        );
        assert_eq!(writes(&sandbox), [["POST campaign"; 50], ["POST schedule true"; 50]].concat());
        assert_eq!(sandbox.received().len(), 100 + listings, "{more:?}");
        // The created campaigns count as read.
        plan(&world).expect_code(0);
        assert_eq!(sandbox.received().len(), 100 + listings + 2, "{more:?}");
        // A second run creates nothing.
        world.run([&create[..], &["--if-absent"][more.len()..]].concat()).expect_code(0);
        assert_eq!(writes(&sandbox).len(), 100);
    }
}

#[test]
fn two_journals_in_one_file_know_what_both_knew() {
    let sandbox = Sandbox::new();
    let journals = ["One", "Two"].map(|name| {
        let world = sandbox.world();
        world.file("campaigns/a.yaml", format!("{}renamedFrom: none\n{SCHEDULE}", named(name)));
        apply(&world, &[]).expect_code(0);
        std::fs::read_to_string(world.home().join(".local/state/kcamp/journal.jsonl")).unwrap()
    });
    let [one, two] = &journals;
    for merged in [[one, two].as_slice(), &[two, one], &[one, two, one], &[two, two, one, one]] {
        let text: String = merged.iter().map(|text| text.as_str()).collect();
        let world = sandbox.world();
        for name in ["One", "Two"] {
            world.file(
                &format!("campaigns/{name}.yaml"),
                format!("{}renamedFrom: none\n{SCHEDULE}", named(name)),
            );
        }
        // Without a journal it is unknown which schedules are on.
        let unknown = plan(&world).expect_code(0).json();
        assert_eq!(unknown["counts"]["unreadable"], 2, "{unknown}");
        crate::world::private(&world.file("merged.jsonl", text));
        let path = world.home().join("merged.jsonl").to_str().unwrap().to_owned();
        let world = world.with("KCAMP_JOURNAL", path);
        let known = plan(&world).expect_code(0).json();
        assert_eq!(known["counts"]["unchanged"], 2, "{known}");
        // Later writes are noted beside the two.
        let before = writes(&sandbox).len();
        apply(&world, &[]).expect_code(0);
        assert_eq!(writes(&sandbox).len(), before);
    }
}
