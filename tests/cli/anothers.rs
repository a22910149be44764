//! Creates beside another campaign with the same name: its schedule is never switched on without a message, and an
//! existing campaign that may be another user's is reported with its differences.

use std::process::{Child, Stdio};

use serde_json::{Value, json};

use crate::create::{FILE, SCHEDULE};
use crate::if_absent::outcomes;
use crate::relay::{LIST, Passing, Watch, relay};
use crate::world::{Run, Sandbox, World};

const CREATE: [&str; 7] = ["campaign", "create", "-f", "campaign.yaml", "--yes", "-o", "json"];
const REPEATED: [&str; 2] = ["--choice", "names=repeated"];

fn with_text(text: &str) -> String {
    format!("{}{SCHEDULE}", FILE.replace("Canary text", text))
}

#[must_use]
fn if_absent(world: &World) -> Run {
    world.run([&CREATE[..], &["--if-absent"]].concat())
}

fn schedule_calls(sandbox: &Sandbox) -> usize {
    sandbox.received_at("POST", "/schedule").len()
}

#[test]
fn a_schedule_call_that_met_another_campaign_is_told() {
    // Two machines: neither journal has the other's create.
    let sandbox = Sandbox::with_flags(&REPEATED);
    let first = sandbox.world();
    first.file("campaign.yaml", FILE);
    let other = first.run(CREATE).expect_code(0).json()["id"].as_str().unwrap().to_owned();
    let world = sandbox.world();
    world.file("campaign.yaml", with_text("The right text"));
    let run = world.run(CREATE).expect_code(10);
    let (result, error) = (run.json(), run.error_json());
    assert_eq!(result["outcome"], "other_scheduled");
    assert_eq!(result["not_done"], json!(["schedule enable"]));
    assert_eq!((&error["code"], &error["retry_safe"]), (&json!("campaign/other-scheduled"), &json!(false)));
    let message = error["message"].as_str().unwrap();
    assert!(
        message.starts_with(&format!("the schedule of another campaign, {other}, was changed")),
        "{message}"
    );
    assert!(message.contains(result["id"].as_str().unwrap()), "{message}");
    let hint = error["hint"].as_str().unwrap();
    assert!(hint.contains(&format!("kcamp campaign get {other}")), "{hint}");
    assert!(hint.contains("kcamp schedule disable"), "{hint}");
}

#[test]
fn a_schedule_call_for_an_id_that_met_another_campaign_is_told() {
    let sandbox = Sandbox::with_flags(&REPEATED);
    let world = sandbox.world();
    world.file("campaign.yaml", FILE);
    let ids = [(); 2].map(|()| world.run(CREATE).expect_code(0).json()["id"].as_str().unwrap().to_owned());
    let weekly =
        ["--weekly", "Mon", "--start", "2027-01-04 09:30", "--end", "2027-06-30", "--timezone", "UTC"];
    let enable = |id: &str| {
        let line = ["schedule", "enable", id, "--yes", "-o", "json"];
        world.run(line.iter().chain(&weekly))
    };
    let codes = ids.each_ref().map(|id| enable(id).code);
    assert!(codes == [0, 10] || codes == [10, 0], "{codes:?}");
    let [other, asked] = if codes[0] == 0 { [&ids[0], &ids[1]] } else { [&ids[1], &ids[0]] };
    for run in [enable(asked), world.run(["schedule", "disable", asked, "--yes", "-o", "json"])] {
        let error = run.expect_code(10).error_json();
        assert_eq!(error["code"], "campaign/other-scheduled");
        let message = error["message"].as_str().unwrap();
        assert!(message.starts_with(&format!("the schedule of another campaign, {other}")), "{message}");
        assert!(message.contains(asked), "{message}");
    }
}

#[test]
fn where_another_of_the_name_is_known_no_schedule_call_is_made() {
    let sandbox = Sandbox::with_flags(&REPEATED);
    let world = sandbox.world();
    world.file("campaign.yaml", FILE);
    let other = world.run(CREATE).expect_code(0).json()["id"].as_str().unwrap().to_owned();
    world.file("campaign.yaml", with_text("The right text"));
    let run = world.run(CREATE).expect_code(10);
    assert_eq!((&run.json()["outcome"], schedule_calls(&sandbox)), (&json!("created_twice"), 0));
    let error = run.error_json();
    for id in [&other, run.json()["id"].as_str().unwrap()] {
        assert!(error["message"].as_str().unwrap().contains(id), "{error}");
        assert!(error["hint"].as_str().unwrap().contains(&format!("kcamp campaign delete {id}")), "{error}");
    }
    assert!(!error["hint"].as_str().unwrap().contains("at the same time"), "{error}");
}

#[test]
fn what_may_be_anothers_after_a_lost_create_is_never_offered_to_be_switched_on() {
    for (fault, theirs) in
        [("503", "A wrong text"), ("drop-before-apply", "A wrong text"), ("wrong-json", "Other")]
    {
        let calm = Sandbox::with_flags(&REPEATED);
        let other = calm.world();
        other.file("campaign.yaml", FILE.replace("Canary text", theirs));
        let id = other.run(CREATE).expect_code(0).json()["id"].as_str().unwrap().to_owned();
        let spec = format!("{fault}x1:POST:campaign");
        let sandbox =
            Sandbox::later_with(&calm, crate::world::NOW, &["--fault", &spec, REPEATED[0], REPEATED[1]]);
        let world = sandbox.world();
        world.file("campaign.yaml", with_text("The right text"));
        let lost = world.run(CREATE).expect_code(9).error_json();
        let message = lost["message"].as_str().unwrap();
        assert!(message.contains(&id) && message.contains("message"), "{fault}: {message}");
        assert!(message.contains("its schedule was not switched on"), "{fault}: {message}");
        let hint = lost["hint"].as_str().unwrap();
        assert!(hint.contains(&format!("kcamp campaign get {id}")), "{fault}: {hint}");
        assert!(hint.contains("kcamp journal settle "), "{fault}: {hint}");

        let again = if_absent(&world).expect_code(10);
        assert_eq!(schedule_calls(&sandbox), 0, "{fault}");
        let error = again.error_json();
        let (message, hint) = (error["message"].as_str().unwrap(), error["hint"].as_str().unwrap());
        assert!(message.contains("differs from the file: message"), "{fault}: {message}");
        assert!(!message.contains("somebody may have switched it off"), "{fault}: {message}");
        assert!(hint.contains("kcamp journal settle "), "{fault}: {hint}");
        assert!(hint.contains(&format!("kcamp campaign get {id}")), "{fault}: {hint}");
        assert!(!hint.contains("schedule enable"), "{fault}: {hint}");
    }
}

#[test]
fn another_machines_campaign_that_differs_is_looked_at_and_not_switched_on() {
    let sandbox = Sandbox::new();
    let first = sandbox.world();
    first.file("campaign.yaml", FILE.replace("Canary text", "Another text"));
    first.run(CREATE).expect_code(0);
    let world = sandbox.world();
    world.file("campaign.yaml", with_text("The right text"));
    let error = if_absent(&world).expect_code(10).error_json();
    let hint = error["hint"].as_str().unwrap();
    assert!(error["message"].as_str().unwrap().contains("differs from the file: message"), "{error}");
    assert!(hint.contains("kcamp campaign get") && !hint.contains("schedule enable"), "{hint}");
    assert_eq!(schedule_calls(&sandbox), 0);
}

#[test]
fn an_interrupted_pair_is_not_finished_where_whom_or_what_it_reaches_differs() {
    for (from, to, field) in [
        ("Canary text", "A new text", "message"),
        ("[Event Guests]", "[Other Guests]", "contactLists"),
        ("dncLists: testdnc", "dncLists: Opted out", "dncLists"),
    ] {
        let sandbox = Sandbox::with_faults(&["422x1:POST:schedule"]);
        let world = sandbox.world();
        let file = with_text("Canary text");
        world.file("campaign.yaml", &file);
        let id = world.run(CREATE).expect_code(10).json()["id"].as_str().unwrap().to_owned();
        world.file("campaign.yaml", file.replace(from, to));
        let run = if_absent(&world).expect_code(10);
        assert_eq!(run.json()["outcome"], "exists_differs", "{field}");
        let error = run.error_json();
        let message = error["message"].as_str().unwrap();
        assert!(message.contains(field), "{field}: {message}");
        assert!(!message.contains("somebody may have"), "{field}: {message}");
        assert!(error["hint"].as_str().unwrap().contains(&format!("kcamp campaign update {id}")), "{error}");
        assert_eq!(schedule_calls(&sandbox), 1, "{field}: only the first run's");
        world.file("campaign.yaml", &file);
        assert_eq!(if_absent(&world).expect_code(0).json()["outcome"], "exists_schedule_enabled", "{field}");
    }
}

#[test]
fn other_differences_of_an_interrupted_pair_are_said_before_it_is_finished() {
    let sandbox = Sandbox::with_faults(&["422x1:POST:schedule"]);
    let world = sandbox.world();
    let file = with_text("Canary text");
    world.file("campaign.yaml", file.replace("9:00 AM", "10:00 AM"));
    world.run(CREATE).expect_code(10);
    world.file("campaign.yaml", file.replace("priority: 5", "priority: 2"));
    // The question names the differences, and the run at 09:30 is checked against the live calling hours.
    let asked = world.run([&CREATE[..4], &["--if-absent"]].concat()).expect_code(12);
    asked.expect_stderr(&["priority is 5, not 2", "schedule/outside-calling-hours"]);
    assert_eq!(schedule_calls(&sandbox), 1);
    if_absent(&world).expect_code(0).expect_stderr(&["priority is 5, not 2"]);
}

#[test]
fn spellings_of_one_name_at_once_create_one_campaign() {
    let sandbox = Sandbox::with_flags(&REPEATED);
    let world = sandbox.world();
    let spellings = ["Caf\u{e9}", "Cafe\u{301}", "Caf\u{e9} ", "CAF\u{c9}", "Caf\u{e9}\u{a0}"];
    let started: Vec<Child> = spellings
        .iter()
        .enumerate()
        .map(|(at, name)| {
            let file = format!("{at}.yaml");
            world.file(&file, FILE.replace("name: Event Reminder", &format!("name: \"{name}\"")));
            let mut command = world.command(["campaign", "create", "-f", &file, "--if-absent", "-o", "json"]);
            command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
        })
        .collect();
    assert_eq!(outcomes(started), ["created", "exists", "exists", "exists", "exists"]);
    assert_eq!(sandbox.creates().len(), 1);
}

#[test]
fn a_create_that_may_still_appear_is_not_made_again() {
    let sandbox = Sandbox::with_faults(&["drop-before-applyx1:POST:campaign"]);
    let mut world = sandbox.world();
    world.file("campaign.yaml", with_text("The right text"));
    drop(world.run(CREATE).expect_code(9));
    for now in ["2026-12-03T08:00:00Z", "2026-12-03T08:01:59Z"] {
        world = world.with("KCAMP_NOW", now);
        let error = if_absent(&world).expect_code(9).error_json();
        assert_eq!(error["code"], "campaign/create-in-doubt");
        assert!(error["hint"].as_str().unwrap().contains("kcamp journal settle"), "{error}");
        assert_eq!(sandbox.creates().len(), 1, "{now}");
    }
    world = world.with("KCAMP_NOW", "2026-12-03T08:02:01Z");
    let later = if_absent(&world).expect_code(0).json();
    assert_eq!((&later["outcome"], sandbox.creates().len()), (&json!("created"), 2));
}

#[test]
fn a_recovered_create_beside_another_of_the_name_gets_no_schedule() {
    let base = Sandbox::with_flags(&REPEATED);
    let first = base.world();
    first.file("campaign.yaml", FILE);
    let other = first.run(CREATE).expect_code(0).json()["id"].as_str().unwrap().to_owned();
    let later = "2026-12-03T08:05:00Z";
    let flags = [&["--fault", "drop-after-sendx1:POST:campaign"], &REPEATED[..]].concat();
    let sandbox = Sandbox::later_with(&base, later, &flags);
    let world = sandbox.world().with("KCAMP_NOW", later);
    world.file("campaign.yaml", with_text("The right text"));
    let run = world.run(CREATE).expect_code(10);
    let error = run.error_json();
    assert_eq!((&error["code"], schedule_calls(&sandbox)), (&json!("campaign/created-twice"), 0));
    assert!(error["message"].as_str().unwrap().contains(&other), "{error}");
    assert_eq!(run.json()["not_done"], json!(["schedule enable"]));
}

/// Listings fail after more than this number of creates.
struct ListsFail {
    creates: usize,
    after: usize,
}

impl Watch for ListsFail {
    fn after(&mut self, request: &Passing, answer: &mut Value) {
        if request.line.contains(LIST) && self.creates > self.after {
            *answer = json!({"status": "failed", "message": "not now"});
        }
        self.creates += usize::from(request.line.contains("/campaign?"));
    }
}

#[test]
fn a_new_campaign_gets_no_schedule_where_others_of_its_name_could_not_be_looked_for() {
    // Two reasons to list: another user may create it too, or this machine created one before.
    for is_absent in [true, false] {
        let sandbox = Sandbox::with_flags(&REPEATED);
        let world = relay(&sandbox, ListsFail { after: usize::from(!is_absent), creates: 0 });
        world.file("campaign.yaml", FILE);
        if !is_absent {
            world.run(CREATE).expect_code(0);
        }
        world.file("campaign.yaml", with_text("The right text"));
        let run = if is_absent { if_absent(&world) } else { world.run(CREATE) }.expect_code(10);
        assert_eq!((&run.json()["outcome"], schedule_calls(&sandbox)), (&json!("created_not_scheduled"), 0));
        assert_eq!(run.json()["not_done"], json!(["schedule enable"]));
        let error = run.error_json();
        assert!(error["message"].as_str().unwrap().contains("could not be listed"), "{error}");
        let go_on = "kcamp schedule enable 'Event Reminder' --check-name -f 'campaign.yaml'";
        assert!(error["hint"].as_str().unwrap().contains(go_on), "{error}");
    }
    for fault in ["500x9", "garbagex9", "404x9"] {
        let fault = format!("{fault}:POST:getAllCampaignDetails");
        let sandbox = Sandbox::with_flags(&[REPEATED[0], REPEATED[1], "--fault", &fault]);
        let world = sandbox.world();
        world.file("campaign.yaml", FILE);
        world.run(CREATE).expect_code(0);
        world.file("campaign.yaml", with_text("The right text"));
        let run = world.run(CREATE).expect_code(10);
        assert_eq!(run.json()["outcome"], "created_not_scheduled", "{fault}");
        assert_eq!(schedule_calls(&sandbox), 0, "{fault}");
    }
}

/// On Burki, a schedule call takes the id, so another campaign with the name neither prevents it nor is to be
/// deleted.
#[test]
fn on_burki_a_schedule_goes_to_its_own_campaign_whatever_the_others_are_called() {
    let sandbox = Sandbox::with_flags(&REPEATED);
    let first = sandbox.burki_world();
    let text = |at: usize| {
        format!(
            "platform: burki\nname: Spring {at}\ncampaign_type: call\nassistant_id: 7\nwelcome_message_template: Hello\n\
             schedule: {{schedule_type: scheduled, scheduled_at: '2027-02-15T09:00:00', timezone: UTC}}\n"
        )
    };
    for files in [1, 5] {
        let world = sandbox.burki_world();
        for at in 0..files {
            world.file(&format!("campaigns/{at}.yaml"), text(at));
        }
        for at in 0..2 {
            first.file("campaign.yaml", text(at).split("schedule:").next().unwrap());
            first.run(CREATE).expect_code(0);
        }
        let before = schedule_calls(&sandbox);
        let run = world.run("campaign create -f campaigns --yes -o json").expect_code(0);
        assert!(!run.stderr.contains("campaign delete"), "{}", run.stderr);
        let calls = sandbox.received_at("POST", "/schedule").split_off(before);
        let results = run.json();
        let results = results.as_array().map_or_else(|| vec![results.clone()], Clone::clone);
        assert_eq!(calls.len(), files);
        for (call, result) in calls.iter().zip(&results) {
            let end = format!("/{}/schedule", result["id"].as_str().unwrap());
            assert!(call["path"].as_str().unwrap().ends_with(&end), "{call} {result}");
        }
    }
}
