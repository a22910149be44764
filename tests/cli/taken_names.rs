//! Names that another campaign has, perhaps in another case: schedule calls go by name, and so do files.

use serde_json::Value;

use crate::create::FILE;
use crate::relay::{Passing, Watch, relay};
use crate::world::{Sandbox, World};

const BURKI: &str =
    "platform: burki\nname: Event Reminder\ncampaign_type: call\nassistant_id: 7\nagenda_template: Ask\n";

/// Creates a campaign of the file under this name. Returns its id.
fn created(world: &World, file: &str, name: &str) -> String {
    world.file("campaign.yaml", file.replace("Event Reminder", name));
    let made = world.run("campaign create -f campaign.yaml --yes -o json").expect_code(0).json();
    made["id"].as_str().unwrap().to_owned()
}

fn puts(sandbox: &Sandbox) -> usize {
    sandbox.received().iter().filter(|request| request["method"] == "PUT").count()
}

#[test]
fn an_update_gives_no_campaign_the_name_of_another_one() {
    for is_burki in [false, true] {
        let sandbox = Sandbox::with_flags(&["--choice", "names=repeated"]);
        let (world, file) = if is_burki { (sandbox.burki_world(), BURKI) } else { (sandbox.world(), FILE) };
        let other = created(&world, file, "Event Reminder");
        let ours = created(&world, file, "Spring Event");
        for (name, more) in [("Event Reminder", ""), ("event reminder", ""), ("Event Reminder", "--dry-run")]
        {
            let line = ["campaign", "update", "Spring Event", "--name", name, "--yes", "-o", "json"];
            let more = (!more.is_empty()).then_some(more);
            let error = world.run(line.into_iter().chain(more)).expect_code(6).error_json();
            assert_eq!(error["code"], "campaign/exists", "{error}");
            let message = error["message"].as_str().unwrap();
            assert!(message.contains(&ours) && message.contains(&other), "{message}");
        }
        assert_eq!(puts(&sandbox), 0);
        // Its own name in another case is no other campaign's.
        for name in ["SPRING event", "Summer Event"] {
            world.run(["campaign", "update", &format!("id:{ours}"), "--name", name, "--yes"]).expect_code(0);
        }
        assert_eq!(puts(&sandbox), 2);
    }
}

/// A colleague who creates a campaign of this name directly before the first read of a single campaign.
struct Creates(Option<World>, &'static str);

impl Watch for Creates {
    fn before(&mut self, request: &Passing) {
        if request.line.starts_with("GET ")
            && request.line.contains("/campaign/cd-")
            && let Some(world) = self.0.take()
        {
            crate::names::hold(&world, self.1);
        }
    }
}

/// `plan` cannot tell which of two campaigns such a file means, and neither can an update.
#[test]
fn an_update_from_a_file_that_names_a_former_name_must_be_told_its_campaign() {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    for name in ["Alpha", "Beta"] {
        drop(created(&world, FILE, name));
    }
    let file = FILE
        .replace("priority: 5", "priority: 2")
        .replace("name: Event Reminder", "name: Beta\nrenamedFrom: Alpha");
    world.file("b.yaml", file);
    let run = world.run("campaign update -f b.yaml --yes").expect_code(2);
    run.expect_stderr(&["the file says renamedFrom: \"Alpha\"", "kcamp apply b.yaml"]);
    assert_eq!(puts(&sandbox), 0);
}

#[test]
fn an_apply_gives_no_campaign_a_name_that_another_one_got_meanwhile() {
    let sandbox = Sandbox::with_flags(&["--choice", "names=repeated"]);
    created(&sandbox.world(), FILE, "Event Reminder");
    let world = relay(&sandbox, Creates(Some(sandbox.world()), "spring event"));
    let renamed = FILE.replace("Event Reminder", "Spring Event") + "renamedFrom: Event Reminder\n";
    world.file("campaigns/a.yaml", renamed);
    let run = world.run("apply campaigns --yes -o json");
    assert_ne!(run.code, 0, "{run:?}");
    let result: &Value = &run.json()["results"][0];
    assert_eq!((&result["outcome"], &result["error"]["code"]), (&"failed".into(), &"campaign/exists".into()));
    assert_eq!((puts(&sandbox), sandbox.creates().len()), (0, 2), "{run:?}");
}

#[cfg(unix)]
#[test]
fn a_name_is_compared_with_others_where_the_name_of_a_protected_profile_is_asked_for() {
    use crate::terminal::{end, start};
    let sandbox = Sandbox::with_flags(&["--choice", "names=repeated"]);
    let world = sandbox.world();
    for name in ["Event Reminder", "event reminder"] {
        created(&world, FILE, name);
    }
    let settings = "current: live\nprofiles:\n  live: {protected: true}\n";
    crate::world::private(&world.file(".config/kcamp/config.yaml", settings));
    let times = "--weekly=Mon '--start=2027-01-04 09:00' --end=2027-03-31 --timezone=Asia/Kolkata";
    for line in [
        "schedule disable 'Event Reminder'".to_owned(),
        "schedule disable 'Event Reminder' --yes".to_owned(),
        format!("schedule enable 'Event Reminder' {times} --yes"),
    ] {
        let mut session = start(&world, line.as_str());
        let (shown, code) = end(&mut session);
        assert_eq!(code, 6, "{line}: {shown}");
        assert!(shown.contains("differ\r\n       only in case"), "{line}: {shown}");
    }
    assert_eq!(sandbox.received_at("POST", "/schedule").len(), 0);
}

#[test]
fn names_that_differ_only_in_case_are_refused_before_a_schedule_call() {
    let sandbox = Sandbox::with_flags(&["--choice", "names=repeated"]);
    let world = sandbox.world();
    for name in ["Event Reminder", "event reminder"] {
        world.file("campaign.yaml", FILE.replace("Event Reminder", name));
        world.run("campaign create -f campaign.yaml --yes").expect_code(0);
    }
    let line = ["schedule", "enable", "Event Reminder", "--weekly=Mon", "--start=2027-01-04 09:00"];
    let rest = ["--end=2027-03-31", "--timezone=Asia/Kolkata", "--check-name", "--yes"];
    world.run([&line[..], &rest].concat()).expect_code(6).expect_stderr(&["differ only in case"]);
    assert_eq!(sandbox.received_at("POST", "/schedule").len(), 0);
}
