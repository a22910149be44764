//! Voice campaigns, which Kore.ai prepares after their create: their schedules wait for this.

use serde_json::{Value, json};

use crate::create::SCHEDULE;
use crate::relay::{LIST, Passing, Watch, relay};
use crate::world::{Sandbox, World};

use super::{apply, named, plan, results, writes};

const VOICE: &str = include_str!("../../../examples/feedback-calls-agentless.yaml");

/// Two voice campaigns with schedules in the far future, and one sms campaign.
fn files(world: &World) {
    let schedule = SCHEDULE.replace("2027", "2037");
    assert_ne!(schedule, SCHEDULE);
    for name in ["V1", "V2"] {
        let voice = VOICE.replace("Agentless Voice | Feedback", name);
        world.file(&format!("campaigns/{name}.yaml"), format!("{voice}renamedFrom: none\n{schedule}"));
    }
    world.file("campaigns/sms.yaml", format!("{}{schedule}", named("Sms")));
}

/// The number of listings of voice campaigns.
fn voice_lists(sandbox: &Sandbox) -> usize {
    let lists = sandbox.received_at("POST", "/getAllCampaignDetails");
    lists.iter().filter(|request| request["body"]["type"] == "voice").count()
}

#[test]
fn a_schedule_is_switched_on_once_its_campaign_is_ready() {
    let choices = ["--choice", "preparing=3s", "--choice", "schedule-while-preparing=refused"];
    let sandbox = Sandbox::on_a_running_clock(&choices);
    let world = sandbox.world().without("KCAMP_NOW");
    files(&world);
    // Each create and schedule, the list of both types before the schedules and at the end, and twelve looks at voice
    // campaigns.
    let cost = plan(&world).expect_code(20).json()["cost"].clone();
    assert_eq!((&cost["requests"], &cost["requests_at_most"]), (&json!(10), &json!(10 + 12)));
    let before = sandbox.received().len();
    let run = apply(&world, &[]).expect_code(0);
    run.expect_stderr(&[
        "the platform is preparing 2 campaigns",
        "10 requests, under a minute (at most 22, and up to 2 minutes more, while",
        "up to 2 min",
    ]);
    assert_eq!(writes(&sandbox), [["POST campaign"; 3], ["POST schedule true"; 3]].concat());
    // In addition to the lists at the start, before the schedules and at the end: some looks at voice campaigns, and
    // no reads of single ones.
    let looks = voice_lists(&sandbox) - 3 - 1;
    assert!((1..=4).contains(&looks), "{looks}");
    let sms_and_lists = 3 + 1;
    assert_eq!(sandbox.received().len() - before, 3 + 3 + 3 + looks + sms_and_lists);
    plan(&world).expect_code(0);
}

#[test]
fn one_that_does_not_become_ready_keeps_its_schedule_off_and_the_next_apply_goes_on() {
    // The sandbox's clock is fixed, so no campaign becomes ready; waits end at once because kcamp's clock is fixed
    // too.
    let sandbox = Sandbox::with_flags(&["--choice", "preparing=10m"]);
    let world = sandbox.world();
    files(&world);
    let run = apply(&world, &[]).expect_code(10);
    let off = "created_not_scheduled";
    assert_eq!(
        results(&run),
        [format!("create V1: {off}"), format!("create V2: {off}"), "create Sms: done".to_owned()]
    );
    assert_eq!(run.json()["results"][0]["error"]["code"], "campaign/still-preparing");
    assert_eq!(writes(&sandbox), ["POST campaign", "POST campaign", "POST campaign", "POST schedule true"]);
    assert_eq!(voice_lists(&sandbox), 3 + 12, "the wait is bounded");
    // The next run creates nothing, and would switch the schedules on.
    let run = apply(&world, &[]).expect_code(10);
    assert_eq!(results(&run), ["schedule V1: failed", "schedule V2: failed"]);
    assert_eq!(writes(&sandbox).len(), 4);
}

/// The number of schedule calls among the requests before the first look of the wait: the look after the creates is
/// the second listing of voice campaigns in an apply, and the first one in a create.
fn schedules_before_the_wait(requests: &[Value], looks_before: usize) -> usize {
    let is_look = |request: &&Value| {
        request["path"].as_str().unwrap().ends_with("/getAllCampaignDetails")
            && request["body"]["type"] == "voice"
    };
    let first = requests.iter().enumerate().filter(|(_, it)| is_look(it)).nth(looks_before).unwrap().0;
    let is_schedule = |request: &&Value| request["path"].as_str().unwrap().ends_with("/schedule");
    requests[..first].iter().filter(is_schedule).count()
}

#[test]
fn the_schedules_of_those_that_are_ready_do_not_wait() {
    for (command, looks_before) in [
        ("apply campaigns --yes", 2),
        ("campaign create -f campaigns --yes", 0),
        ("campaign create -f campaigns --if-absent --yes", 2),
    ] {
        let sandbox = Sandbox::with_flags(&["--choice", "preparing=10m"]);
        let world = sandbox.world();
        files(&world);
        world.run(command).expect_code(10);
        assert_eq!(schedules_before_the_wait(&sandbox.received(), looks_before), 1, "{command}");
        assert_eq!(sandbox.received_at("POST", "/schedule").len(), 1, "{command}");
    }
}

#[test]
fn where_the_deadline_ends_the_wait_each_line_without_a_schedule_says_why() {
    let sandbox = Sandbox::on_a_running_clock(&["--choice", "preparing=10m"]);
    let world = sandbox.world().without("KCAMP_NOW");
    files(&world);
    let run = apply(&world, &["--deadline", "6s"]).expect_code(10);
    assert_eq!(
        results(&run),
        ["create V1: created_not_scheduled", "create V2: created_not_scheduled", "create Sms: done"]
    );
    for at in 0..2 {
        let error = run.json()["results"][at]["error"].clone();
        assert_eq!(error["code"], "platform/deadline-passed", "{error}");
        assert!(error["hint"].as_str().unwrap().contains("--deadline"), "{error}");
    }
}

#[test]
fn where_one_schedule_call_ends_the_run_the_others_say_so_too() {
    let sandbox = Sandbox::with_faults(&["403x1:POST:schedule"]);
    let world = sandbox.world();
    for name in ["One", "Two"] {
        world.file(&format!("campaigns/{name}.yaml"), format!("{}{SCHEDULE}", named(name)));
    }
    let run = apply(&world, &[]).expect_code(10);
    assert_eq!(results(&run), ["create One: created_not_scheduled", "create Two: created_not_scheduled"]);
    for at in 0..2 {
        let error = run.json()["results"][at]["error"].clone();
        assert_eq!(error["code"], "platform/unauthorized", "{error}");
        assert!(error["hint"].is_string(), "{error}");
    }
    assert_eq!(writes(&sandbox), ["POST campaign", "POST campaign", "POST schedule true"]);
}

/// A colleague who deletes campaigns once they were looked at while they are prepared.
struct Deletes {
    colleague: World,
    names: &'static [&'static str],
    looks: usize,
}

impl Watch for Deletes {
    fn after(&mut self, request: &Passing, _answer: &mut Value) {
        self.looks += usize::from(request.line.contains(LIST) && request.body["type"] == "voice");
        if self.looks == 3 {
            for name in std::mem::take(&mut self.names) {
                self.colleague.run(["campaign", "delete", name, "--yes"]).expect_code(0);
            }
        }
    }
}

#[test]
fn one_that_is_deleted_while_it_is_prepared_is_said_to_be_gone() {
    for names in [&["V1"][..], &["V2"], &["V1", "V2"]] {
        let sandbox = Sandbox::with_flags(&["--choice", "preparing=10m"]);
        let world = relay(&sandbox, Deletes { colleague: sandbox.world(), names, looks: 0 });
        files(&world);
        let run = apply(&world, &[]).expect_code(10).json();
        for (at, name) in ["V1", "V2"].iter().enumerate() {
            let code = if names.contains(name) {
                "campaign/gone-while-prepared"
            } else {
                "campaign/still-preparing"
            };
            assert_eq!(run["results"][at]["error"]["code"], code, "{names:?}: {run}");
        }
        assert_eq!(sandbox.received_at("POST", "/schedule").len(), 1, "the sms campaign alone");
        let world = relay(&sandbox, Deletes { colleague: sandbox.world(), names: &[], looks: 0 });
        files(&world);
        let created = sandbox.creates().len();
        world.run("campaign create -f campaigns/V1.yaml --if-absent --yes").expect_code(10);
        assert_eq!(sandbox.creates().len() - created, usize::from(names.contains(&"V1")));
    }
}

/// Switches a schedule off, as a colleague, once others were looked at while they are prepared.
struct SwitchesOff {
    world: World,
    command: &'static str,
    looks: usize,
}

impl Watch for SwitchesOff {
    fn after(&mut self, request: &Passing, _answer: &mut Value) {
        self.looks += usize::from(request.line.contains(LIST) && request.body["type"] == "voice");
        if self.looks == 5 && !self.command.is_empty() {
            self.world.run(std::mem::take(&mut self.command)).expect_code(0);
        }
    }
}

#[test]
fn one_that_is_switched_off_while_others_are_prepared_is_said_to_be_off() {
    for command in ["apply campaigns --yes -o json", "campaign create -f campaigns --yes -o json"] {
        let sandbox = Sandbox::with_flags(&["--choice", "preparing=10m"]);
        let off = "schedule disable Sms --yes";
        let world = relay(&sandbox, SwitchesOff { world: sandbox.world(), command: off, looks: 0 });
        files(&world);
        let run = world.run(command).expect_code(10);
        let shown = run.json();
        let rows = shown["results"].as_array().or(shown.as_array()).unwrap();
        let sms = rows.iter().find(|row| row["name"] == "Sms").unwrap();
        assert_eq!(sms["error"]["code"], "campaign/schedule-lost", "{command}: {sms}");
        assert!(sms["error"]["message"].as_str().unwrap().contains("is off now"), "{sms}");
        let hint = sms["error"]["hint"].as_str().unwrap();
        assert!(hint.contains("schedule enable 'Sms' -f 'campaigns/sms.yaml'"), "{hint}");
        assert_eq!(sandbox.received_at("POST", "/schedule").len(), 2, "it is left off: {command}");
    }
}

/// One listing more, and only where something could have been switched off in the wait.
#[test]
fn a_create_that_waits_looks_once_more_at_what_it_switched_on_before() {
    let sandbox = Sandbox::with_flags(&["--choice", "preparing=10m"]);
    let world = sandbox.world();
    files(&world);
    let run = world.run("campaign create -f campaigns --yes -o json").expect_code(10);
    let sms = run.json().as_array().unwrap().iter().find(|row| row["name"] == "Sms").unwrap().clone();
    assert_eq!((&sms["outcome"], &sms["error"]), (&json!("created"), &Value::Null), "{sms}");
    assert_eq!(voice_lists(&sandbox), 12 + 1);
    let sandbox = Sandbox::with_flags(&["--choice", "preparing=10m"]);
    let world = sandbox.world();
    files(&world);
    world.run("campaign create -f campaigns/V1.yaml --yes").expect_code(10);
    assert_eq!(voice_lists(&sandbox), 12);
}
