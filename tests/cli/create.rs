//! `kcamp campaign create`: the sources of campaigns, the requests, and the messages.

use serde_json::{Value, json};

use crate::setup::setup;
use crate::world::{Sandbox, Trap, World, wait_until};

/// A campaign without a schedule.
pub const FILE: &str = r#"name: Event Reminder
description: Reminds guests
campaignType: sms
format: simple
contactLists: [Event Guests]
dncLists: testdnc
priority: 5
message:
  text: "Canary text of the event. Reply STOP to opt out."
dialingStrategy:
  callerId: {phoneNumber: "+12025550124"}
  callingHours:
    frequency: WEEKLY
    timezone: UTC
    days:
      - {days: Mon-Fri, start: "9:00 AM", end: "6:00 PM"}
"#;

/// A schedule block for the file.
pub const SCHEDULE: &str = r#"schedule:
  timezone: UTC
  startDateTime: "2027-01-04 09:30:00"
  endDateTime: "2027-06-30 18:00:00"
  recurrenceObject:
    recurType: Weekly
    weeklyDetails: {onceEveryNweeks: 1, whichDays: [Mon, Wed]}
"#;

/// An sms campaign in flags, without its name.
pub const SMS: &str = "campaign create --type sms --format simple --description D --contact-list 'Event Guests' --priority 5 \
     --message Hello --caller-id +12025550124 --calling-hours 'Mon-Fri 9:00 AM-6:00 PM' \
     --calling-hours-timezone Asia/Kolkata";

/// A voice campaign in flags, without its waiting and ringing times.
pub const VOICE: &str = "campaign create --type voice --dialing-mode Agentless --name Survey --description Short \
     --contact-list 'Event Guests' --dnc-list testdnc --priority 3 --caller-id +12025550123 \
     --calling-hours 'Mon-Fri 9:00 AM-6:00 PM' --calling-hours-timezone UTC --dialing-order FIFO --max-attempts 3 \
     --experience-flow Survey --machine-detect no";

fn named(name: &str) -> String {
    FILE.replace("Event Reminder", name)
}

fn names(sandbox: &Sandbox) -> Vec<Value> {
    sandbox.creates().iter().map(|body| body["name"].clone()).collect()
}

#[test]
fn one_file_gives_one_object_with_the_id_and_the_status_that_was_read_back() {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    world.file("campaign.yaml", FILE);
    let run = world.run("campaign create -f campaign.yaml -o json").expect_code(0);
    let created = run.json();
    assert_eq!(created["name"], "Event Reminder");
    assert_eq!((&created["type"], &created["outcome"]), (&json!("sms"), &json!("created")));
    assert_eq!((&created["schedule"], &created["error"]), (&Value::Null, &Value::Null));
    let id = created["id"].as_str().unwrap();
    let read_back = sandbox.received_at("GET", &format!("/campaign/{id}"));
    assert_eq!(read_back.len(), 1, "the status was not read back");
    let got = world.run(["campaign", "get", id, "-o", "json"]).expect_code(0).json();
    assert_eq!(created["status"], got["status"]);
    assert_eq!(got["message"], "Canary text of the event. Reply STOP to opt out.");
}

#[test]
fn the_id_is_taken_from_either_of_the_names_that_the_platform_gives_it() {
    // The sandbox answers as documented: `_id` for sms, `id` for voice.
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    world.file("sms.yaml", FILE);
    let voice = format!("{VOICE} --retry-period 10 --max-ring-time 30 -o json");
    for run in [world.run("campaign create -f sms.yaml -o json"), world.run(&voice)] {
        let created = run.expect_code(0).json();
        assert!(created["id"].as_str().unwrap().starts_with("cd-"), "{created}");
        assert_ne!(created["status"], Value::Null);
    }
}

#[test]
fn many_documents_folders_and_stdin_are_read() {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    world.file("many.yaml", format!("{}---\n{}", named("One"), named("Two")));
    world.file("folder/a.yaml", named("Three"));
    world.file(
        "folder/deep/b.json",
        json!({
            "name": "Four", "description": "d", "campaignType": "sms", "format": "advanced",
            "contactLists": ["Event Guests"], "priority": "1", "experienceFlowName": "Flow",
            "dialingStrategy": {
                "callerId": {"phoneNumber": "+12025550124"},
                "callingHours": {
                    "frequency": "WEEKLY", "timezone": "UTC",
                    "days": [{"day": "MO", "start": "9:00 AM", "end": "6:00 PM"}],
                },
            },
        })
        .to_string(),
    );
    world.file("folder/notes.txt", "no campaign");
    let line = ["campaign", "create", "-f", "many.yaml", "-f", "folder", "-f", "-", "-o", "json"];
    let run = world.run_with_input(line, &named("Five")).expect_code(0);
    let rows = run.json();
    let shown: Vec<&Value> = rows.as_array().unwrap().iter().map(|row| &row["name"]).collect();
    assert_eq!(shown, ["One", "Two", "Three", "Four", "Five"]);
    assert!(rows.as_array().unwrap().iter().all(|row| row["outcome"] == "created"));
    assert_eq!(names(&sandbox), ["One", "Two", "Three", "Four", "Five"]);
}

#[test]
fn a_flag_overrides_its_field_of_the_file_and_no_other() {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    world.file("campaign.yaml", FILE);
    world.run("campaign create -f campaign.yaml").expect_code(0);
    let line = ["campaign", "create", "-f", "campaign.yaml", "--name", "Other", "--priority", "2"];
    world.run(line).expect_code(0);
    let [plain, changed]: [Value; 2] = sandbox.creates().try_into().unwrap();
    let mut expected = plain;
    expected["name"] = json!("Other");
    expected["priority"] = json!("2");
    assert_eq!(changed, expected);
}

#[test]
fn if_absent_run_twice_writes_once() {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    world.file("campaign.yaml", format!("{FILE}{SCHEDULE}"));
    let line = ["campaign", "create", "-f", "campaign.yaml", "--if-absent", "--yes", "-o", "json"];
    let first = world.run(line).expect_code(0).json();
    assert_eq!(first["outcome"], "created");
    let written = (sandbox.creates().len(), sandbox.received_at("POST", "/schedule").len());
    assert_eq!(written, (1, 1));
    // Without --yes too: a command that writes nothing needs no consent.
    let again = ["campaign", "create", "-f", "campaign.yaml", "--if-absent", "-o", "json"];
    let second = world.run(again).expect_code(0).json();
    assert_eq!((&second["outcome"], &second["id"]), (&json!("exists"), &first["id"]));
    assert_eq!((sandbox.creates().len(), sandbox.received_at("POST", "/schedule").len()), written);
    // Names are equal in any case.
    let line = ["campaign", "create", "-f", "campaign.yaml", "--name", "event REMINDER", "--if-absent"];
    world.run(line).expect_code(0).expect_stdout(&["exists already, left as it is"]);
    assert_eq!(sandbox.creates().len(), 1);
}

#[test]
fn a_name_that_is_taken_is_a_conflict() {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    world.file("campaign.yaml", FILE);
    world.run("campaign create -f campaign.yaml").expect_code(0);
    let error = world.run("campaign create -f campaign.yaml -ojson").expect_code(6).error_json();
    assert_eq!(error["code"], "platform/conflict");
    assert_eq!(error["retry_safe"], false);
}

#[test]
fn a_schedule_block_makes_a_second_call_and_shows_the_runs_before_and_after() {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    world.file("campaign.yaml", format!("{FILE}{SCHEDULE}"));
    let run = world.run("campaign create -f campaign.yaml --yes -o json").expect_code(0);
    assert!(run.stderr.contains("2027-01-04"), "no runs before:\n{}", run.stderr);
    let created = run.json();
    assert_eq!(created["schedule"]["next_runs"][0]["utc"], "2027-01-04T09:30:00Z");
    assert_eq!(created["schedule"]["next_runs"][1]["utc"], "2027-01-06T09:30:00Z");
    assert_eq!(created["status"], "Scheduled");
    assert_eq!(sandbox.creates()[0]["schedule"], json!({ "isSchedulingEnabled": false }));
    let enabled = sandbox.received_at("POST", "/campaign/schedule");
    assert_eq!(enabled.len(), 1);
    assert_eq!(enabled[0]["body"]["startDateTime"], "2027-01-04 09:30:00");
}

#[test]
fn a_schedule_block_needs_consent_before_anything_is_sent() {
    let trap = Trap::new();
    let world = World::at(&trap.address());
    world.file("campaign.yaml", format!("{FILE}{SCHEDULE}"));
    let error = world.run("campaign create -f campaign.yaml -ojson").expect_code(12).error_json();
    assert_eq!(error["code"], "consent/needs-yes");
    assert!(!trap.was_touched());
}

#[test]
fn a_schedule_that_is_refused_after_the_create_is_partial_and_says_how_to_go_on() {
    let sandbox = Sandbox::with_faults(&["422x1:POST:schedule"]);
    let world = sandbox.world();
    world.file("it's here.yaml", format!("{FILE}{SCHEDULE}"));
    let line = ["campaign", "create", "-f", "it's here.yaml", "--yes", "-o", "json"];
    let run = world.run(line).expect_code(10);
    let created = run.json();
    assert_eq!(created["outcome"], "created_not_scheduled");
    assert!(created["id"].as_str().unwrap().starts_with("cd-"));
    assert_eq!(created["schedule"], Value::Null);
    let error = run.error_json();
    assert_eq!((&error["exit_code"], &error["retry_safe"]), (&json!(10), &json!(false)));
    let hint = error["hint"].as_str().unwrap();
    let next = hint.split_once("go on with: ").unwrap().1;
    assert_eq!(next, r"kcamp schedule enable 'Event Reminder' -f 'it'\''s here.yaml'");
    // And this command continues.
    world.run(["schedule", "enable", "Event Reminder", "-f", "it's here.yaml", "--yes"]).expect_code(0);
    assert_eq!(sandbox.creates().len(), 1);
}

#[test]
fn the_wait_of_a_busy_platform_is_in_the_next_step_of_several() {
    for (fault, step) in [
        ("429:retry-after=301:POST:schedule", "wait 5m1s, then run it again with --if-absent"),
        ("422:POST:schedule", "fix what each row names and run it again with --if-absent"),
    ] {
        let sandbox = Sandbox::with_faults(&[fault]);
        let world = sandbox.world();
        for name in ["One", "Two"] {
            world.file(&format!("{name}.yaml"), format!("{FILE}{SCHEDULE}").replace("Event Reminder", name));
        }
        let run = world.run("campaign create -f One.yaml -f Two.yaml --yes -o json").expect_code(10);
        let hint = run.error_json()["hint"].clone();
        assert!(hint.as_str().unwrap().contains(step), "{hint}");
    }
}

#[test]
fn a_schedule_whose_answer_is_lost_after_the_create_is_in_doubt() {
    let sandbox = Sandbox::with_faults(&["drop-after-send:POST:schedule"]);
    let world = sandbox.world();
    world.file("campaign.yaml", format!("{FILE}{SCHEDULE}"));
    let run = world.run("campaign create -f campaign.yaml --yes -o json").expect_code(9);
    assert_eq!(run.json()["outcome"], "created_schedule_unknown");
    // A step that may have happened is not listed as not done.
    assert_eq!(run.json()["not_done"], json!([]));
    assert!(!run.stdout.contains("whether its schedule is on"), "{}", run.stdout);
    let hint = run.error_json()["hint"].to_string();
    assert!(hint.contains("look at the schedule") && hint.contains("go on with"), "{hint}");
    assert_eq!(sandbox.received_at("POST", "/campaign/schedule").len(), 1);
}

#[test]
fn of_several_each_ones_result_is_shown() {
    let sandbox = Sandbox::with_faults(&["422x1:POST:campaign"]);
    let world = sandbox.world();
    world.file("many.yaml", format!("{}---\n{}", named("One"), named("Two")));
    let run = world.run("campaign create -f many.yaml -o json").expect_code(10);
    let rows = run.json();
    assert_eq!((&rows[0]["outcome"], &rows[1]["outcome"]), (&json!("failed"), &json!("created")));
    assert_eq!(rows[0]["error"]["code"], "platform/refused");
    assert_eq!(run.error_json()["exit_code"], 10);
}

#[test]
fn refused_credentials_end_it_before_the_second_campaign() {
    let sandbox = Sandbox::with_faults(&["401:POST:campaign"]);
    let world = sandbox.world();
    world.file("many.yaml", format!("{}---\n{}", named("One"), named("Two")));
    let run = world.run("campaign create -f many.yaml -o json").expect_code(4);
    assert_eq!(run.json()[1]["outcome"], "not_tried");
    assert_eq!(sandbox.creates().len(), 1);
}

#[test]
fn findings_stop_everything_before_the_first_request() {
    let trap = Trap::new();
    let world = World::at(&trap.address());
    world.file("good.yaml", FILE);
    world.file("bad.yaml", named("Bad").replace("priority: 5", "priority: 7").replace("sms", "fax"));
    let line = ["campaign", "create", "-f", "good.yaml", "-f", "bad.yaml", "-o", "json"];
    let error = world.run(line).expect_code(3).error_json();
    assert!(error["findings"].as_array().unwrap().len() > 1, "{error}");
    assert!(!trap.was_touched());
}

#[test]
fn missing_flags_are_named_all_at_once_without_a_terminal() {
    let trap = Trap::new();
    let run = World::at(&trap.address()).run("campaign create --type sms --format simple");
    run.expect_code(2).expect_stderr(&[
        "--name",
        "--description",
        "--contact-list",
        "--priority",
        "--caller-id",
        "--calling-hours",
        "--message",
    ]);
    assert!(!trap.was_touched());
}

#[test]
fn a_protected_profile_needs_its_name() {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    world.file("campaign.yaml", FILE);
    let profile = ["--profile", "acme", "--secret-env", "KCAMP_CLIENT_SECRET", "--protected"];
    world.run(setup(&sandbox.address, &profile)).expect_code(0);
    let create = ["campaign", "create", "-f", "campaign.yaml", "--yes"];
    world.run(create).expect_code(12).expect_stderr(&["--yes --confirm acme"]);
    assert_eq!(sandbox.creates().len(), 0);
    world.run([&create[..], &["--confirm", "acme"]].concat()).expect_code(0);
    assert_eq!(sandbox.creates().len(), 1);
}

#[test]
fn several_processes_share_one_sandbox_and_lose_nothing() {
    let world = World::new();
    let names = ["One", "Two", "Three", "Four"];
    for name in names {
        world.file(&format!("{name}.yaml"), named(name));
    }
    let children: Vec<_> = names
        .iter()
        .map(|name| {
            let file = format!("{name}.yaml");
            world.command(["--sandbox", "campaign", "create", "-f", &file]).spawn().unwrap()
        })
        .collect();
    for mut child in children {
        assert!(child.wait().unwrap().success());
    }
    let listed = world.run("--sandbox campaign list -o json").expect_code(0).json();
    let mut listed: Vec<&str> =
        listed.as_array().unwrap().iter().map(|row| row["name"].as_str().unwrap()).collect();
    listed.sort_unstable();
    assert_eq!(listed, ["Four", "One", "Three", "Two"]);
}

/// Interrupts a create at its slow call, once that call has arrived, and returns the output.
#[cfg(unix)]
fn interrupted_at(fault: &str, method: &str, path: &str) -> String {
    use std::process::{Command, Stdio};

    let sandbox = Sandbox::with_faults(&[fault]);
    let world = sandbox.world();
    world.file("campaign.yaml", format!("{FILE}{SCHEDULE}"));
    let line = ["campaign", "create", "-f", "campaign.yaml", "--yes"];
    let child = world.command(line).stderr(Stdio::piped()).spawn().unwrap();
    let arrived = |request: &Value| {
        request["method"] == method
            && request["path"].as_str().is_some_and(|it| it.ends_with(path) || it.contains("/cd-"))
    };
    wait_until("the call has arrived", || sandbox.received().iter().any(arrived));
    let interrupt = format!("kill -INT {}", child.id());
    assert!(Command::new("sh").args(["-c", &interrupt]).status().unwrap().success());
    let output = child.wait_with_output().unwrap();
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(130), "{stderr}");
    stderr
}

/// Exit 10 means that something was done.
#[test]
fn where_none_of_several_was_done_the_code_is_of_the_first_that_failed() {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    world.file("first.yaml", named("Taken"));
    world.run("campaign create -f first.yaml --yes").expect_code(0);
    world.file("none/a.yaml", named("No list").replace("Event Guests", "Nobody"));
    world.file("none/b.yaml", named("Taken"));
    let run = world.run("campaign create -f none --yes -ojson").expect_code(7);
    assert_eq!(run.json()[1]["outcome"], "failed");
    world.file("none/c.yaml", named("New"));
    world.run("campaign create -f none --yes").expect_code(10);
}

#[cfg(unix)]
#[test]
fn an_interrupt_says_what_was_done_and_what_is_in_doubt() {
    let at_create = interrupted_at("slow:60s:POST:campaign", "POST", "/campaign");
    let in_doubt =
        "it may or may not have happened: campaign create \"Event Reminder\"; nothing was written before";
    assert!(at_create.contains(in_doubt), "{at_create}");
    assert!(at_create.contains("kcamp campaign list"), "{at_create}");
    assert!(at_create.contains("not done: schedule enable \"Event Reminder\""), "{at_create}");

    let at_schedule = interrupted_at("slow:60s:POST:schedule", "POST", "/schedule");
    let in_doubt =
        "happened: schedule enable \"Event Reminder\"; done before: campaign create \"Event Reminder\"";
    assert!(at_schedule.contains(in_doubt), "{at_schedule}");
    assert!(at_schedule.contains("done (cd-") && !at_schedule.contains("not done"), "{at_schedule}");

    // Between the two requests, nothing is in doubt and one step is missing.
    let between = interrupted_at("slow:60s:GET:campaign/*", "GET", "/campaign/");
    assert!(between.contains("not done: schedule enable \"Event Reminder\""), "{between}");
    assert!(between.contains("run it again with --if-absent"), "{between}");
    assert!(!between.contains("nothing was"), "{between}");
}

#[test]
fn a_schedule_that_was_not_tried_after_a_refusal_says_so_and_not_that_it_was_refused() {
    let sandbox = Sandbox::with_faults(&["401:POST:schedule"]);
    let world = sandbox.world();
    for name in ["A", "B"] {
        world.file(&format!("campaigns/{name}.yaml"), format!("{}{SCHEDULE}", named(name)));
    }
    let run = world.run("campaign create -f campaigns --yes -o json").expect_code(10);
    let rows = run.json();
    let message = |at: usize| rows[at]["error"]["message"].as_str().unwrap().to_owned();
    assert!(!message(0).contains("not tried"), "{}", message(0));
    assert!(
        message(1).contains("its schedule is off: not tried, because an earlier schedule call failed: "),
        "{}",
        message(1)
    );
    assert_eq!(sandbox.received_at("POST", "/schedule").len(), 1);
}
