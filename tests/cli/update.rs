//! `kcamp campaign update`: the order of its sources, the request, and the values that are never dropped or invented.

use serde_json::{Value, json};

use crate::create::{FILE, SCHEDULE};
use crate::lifecycle::{sample, with_campaign};
use crate::relay::{Passing, Watch, relay};
use crate::setup::setup;
use crate::world::{Sandbox, World};

fn puts(sandbox: &Sandbox) -> Vec<Value> {
    let mut requests = sandbox.received();
    requests.retain(|request| request["method"] == "PUT");
    requests
}

fn create_body(text: &str) -> Value {
    let (calm, _, _) = with_campaign(text, &[]);
    drop(calm);
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    world.file("campaign.yaml", text);
    let run = world.run("campaign create -f campaign.yaml --dry-run -o json").expect_code(0);
    run.json()[0]["body"].clone()
}

fn changed(run: &Value) -> Vec<(&str, &Value, &Value)> {
    let rows = run["changes"].as_array().unwrap().iter();
    rows.map(|row| (row["field"].as_str().unwrap(), &row["old"], &row["new"])).collect()
}

#[test]
fn a_flag_changes_its_field_and_the_whole_body_is_sent() {
    let (sandbox, world, id) = with_campaign(FILE, &[]);
    let run = world.run("campaign update 'Event Reminder' --priority 2 -o json").expect_code(0);
    let updated = run.json();
    assert_eq!((&updated["outcome"], &updated["status"]), (&json!("updated"), &json!("Ready")));
    assert_eq!(changed(&updated), [("priority", &json!("5"), &json!("2"))]);
    assert_eq!(updated["not_as_sent"], json!([]));
    let sent = puts(&sandbox);
    let mut expected = create_body(FILE);
    expected["priority"] = json!("2");
    assert_eq!((sent.len(), &sent[0]["body"]), (1, &expected));
    assert_eq!(sent[0]["query"]["campaignType"], "sms");
    assert!(sent[0]["path"].as_str().unwrap().ends_with(&format!("/campaign/{id}")));
    assert!(run.stderr.contains("priority: 5 -> 2"), "{}", run.stderr);
}

#[test]
fn nothing_to_change_sends_nothing() {
    let (sandbox, world, _) = with_campaign(FILE, &[]);
    world.file("campaign.yaml", FILE);
    for line in [&["-f", "campaign.yaml"][..], &["Event Reminder", "--priority", "5"]] {
        let run = world.run([&["campaign", "update", "-o", "json"], line].concat()).expect_code(0);
        assert_eq!((&run.json()["outcome"], &run.json()["changes"]), (&json!("unchanged"), &json!([])));
    }
    assert_eq!(puts(&sandbox).len(), 0);
}

#[test]
fn a_file_that_leaves_something_out_drops_nothing() {
    let (sandbox, world, id) = with_campaign(FILE, &[]);
    let part = "contactLists: [Event Guests, Renewal Due July]\nmessage: {text: New}\n\
                dialingStrategy: {callingHours: {timezone: Asia/Kolkata}}\n";
    world.file("part.yaml", part);
    world.run(["campaign", "update", &id, "-f", "part.yaml"]).expect_code(0);
    let body = &puts(&sandbox)[0]["body"];
    assert_eq!(body["dncLists"], json!({ "name": "testdnc" }));
    assert_eq!(body["contactLists"], json!(["Event Guests", "Renewal Due July"]));
    assert_eq!(body["message"]["message"], "TmV3");
    assert_eq!(body["description"], "Reminds guests");
    assert_eq!(body["dialingStrategy"]["callingHours"]["timezone"], "Asia/Kolkata");
    assert_eq!(body["dialingStrategy"]["callingHours"]["days"].as_array().unwrap().len(), 5);
}

#[test]
fn a_do_not_contact_list_goes_only_where_that_is_asked_for() {
    let (sandbox, world, id) = with_campaign(FILE, &[]);
    let run = world.run(["campaign", "update", &id, "--no-dnc-list", "-o", "json"]).expect_code(0);
    assert_eq!(changed(&run.json()), [("dncLists", &json!("testdnc"), &Value::Null)]);
    assert!(run.stderr.contains("dncLists: testdnc -> (dropped)"), "{}", run.stderr);
    assert_eq!(puts(&sandbox)[0]["body"].get("dncLists"), None);

    let (sandbox, world, id) = with_campaign(&sample("progressive"), &[]);
    let run = world.run(["campaign", "update", &id, "--no-dnc-list", "-o", "json"]).expect_code(3);
    assert_eq!(run.error_json()["findings"][0]["code"], "campaign/missing-field");
    assert_eq!(puts(&sandbox).len(), 0);
}

#[test]
fn what_the_platform_does_not_return_has_to_be_given() {
    for (name, missing, flags) in [
        ("agentless", "--machine-detect", &["--machine-detect", "detect"][..]),
        ("smsAdvanced", "--experience-flow", &["--experience-flow", "SMS Support Flow"]),
        ("smsTemplate", "--message", &["--message", "Message for your targeted customer"]),
    ] {
        let (sandbox, world, id) = with_campaign(&sample(name), &[]);
        let update = ["campaign", "update", &id, "--priority", "1", "-o", "json"];
        let error = world.run(update).expect_code(2).error_json();
        assert!(error["message"].as_str().unwrap().contains(missing), "{error}");
        // Of a flow there is the id, and of a text with a template another text.
        let has_other = error.to_string().contains("in a form that cannot be sent, such as an id");
        assert_eq!(has_other, missing != "--machine-detect", "{error}");
        assert_eq!(puts(&sandbox).len(), 0, "{name}");
        let run = world.run([&update[..], flags].concat()).expect_code(0).json();
        let rows = changed(&run);
        assert_eq!(rows[0], ("priority", &json!("5"), &json!("1")), "{name}");
        assert_eq!(
            (rows.len(), &rows[1].1, &run["changes"][1]["readable"]),
            (2, &&Value::Null, &json!(false))
        );
        let mut expected: Value = serde_json::from_str(&sample(name)).unwrap();
        expected["priority"] = json!("1");
        if name == "agentless" {
            expected["enableMachineDetect"] = json!("detect");
        }
        if name == "smsTemplate" {
            // The platform's id of the template is not sent back, since its name identifies it.
            assert_eq!(puts(&sandbox)[0]["body"]["message"].get("templateId"), None);
        }
        assert_eq!(puts(&sandbox)[0]["body"], expected, "{name}");
    }
}

#[test]
fn a_queue_is_read_from_the_list() {
    for name in ["progressive", "preview"] {
        let (sandbox, world, id) = with_campaign(&sample(name), &[]);
        world.run(["campaign", "update", &id, "--max-attempts", "7"]).expect_code(0);
        let mut expected: Value = serde_json::from_str(&sample(name)).unwrap();
        expected["dialingStrategy"]["maxAttemptsPerRecord"] = json!(7);
        assert_eq!(puts(&sandbox)[0]["body"], expected, "{name}");
    }
}

#[test]
fn a_running_campaign_is_refused_and_a_wrong_value_is_a_finding() {
    let (sandbox, world, id) = with_campaign(FILE, &[]);
    let error =
        world.run(["campaign", "update", &id, "--priority", "7", "-o", "json"]).expect_code(3).error_json();
    assert_eq!(error["findings"][0]["code"], "campaign/priority-out-of-range");
    world
        .run(["campaign", "update", &id, "--type", "voice"])
        .expect_code(2)
        .expect_stderr(&["type of", "cannot be changed"]);
    world.run(["campaign", "update", &id]).expect_code(2).expect_stderr(&["something to change"]);
    world.run(["campaign", "start", &id, "--yes"]).expect_code(0);
    let error =
        world.run(["campaign", "update", &id, "--priority", "1", "-o", "json"]).expect_code(6).error_json();
    assert_eq!(error["code"], "campaign/wrong-state");
    assert_eq!(puts(&sandbox).len(), 0);
}

#[test]
fn another_format_leaves_nothing_of_the_old_one() {
    let (sandbox, world, id) = with_campaign(FILE, &[]);
    let line = ["campaign", "update", &id, "--format", "advanced", "--experience-flow", "SMS Support Flow"];
    world.run(line).expect_code(0);
    let body = &puts(&sandbox)[0]["body"];
    assert_eq!((&body["format"], body.get("message")), (&json!("advanced"), None));
    assert_eq!(body["experienceFlowName"], "SMS Support Flow");
}

#[test]
fn a_schedule_is_not_touched() {
    let text = format!("{FILE}{SCHEDULE}");
    let (sandbox, world, id) = with_campaign(&text, &[]);
    world.file("campaign.yaml", text.replace("priority: 5", "priority: 1"));
    let run = world.run("campaign update -f campaign.yaml --yes -o json").expect_code(0);
    assert!(run.stderr.contains("does not change the schedule"), "{}", run.stderr);
    assert_eq!(
        (&run.json()["scheduling_enabled"], &run.json()["status"]),
        (&json!(true), &json!("Scheduled"))
    );
    // `isSchedulingEnabled: false` in it would ask the platform to remove the schedule.
    assert_eq!(puts(&sandbox)[0]["body"].get("schedule"), None);
    assert_eq!(sandbox.received_at("POST", "/schedule").len(), 0);
    world.run(["campaign", "get", &id]).expect_code(0).expect_stdout(&["Scheduled"]);
}

#[test]
fn a_campaign_is_renamed() {
    let (_sandbox, world, id) = with_campaign(FILE, &[]);
    let line = ["campaign", "update", "Event Reminder", "--name", "Spring Event", "-o", "json"];
    assert_eq!(world.run(line).expect_code(0).json()["name"], "Spring Event");
    assert_eq!(world.run("campaign status 'Spring Event' -o json").expect_code(0).json()["id"], id);
}

#[test]
fn a_lost_answer_is_settled_by_reading_the_change_back() {
    for (fault, code) in [("drop-after-send", 0), ("502:applied", 0), ("drop-before-apply", 9), ("failed", 7)]
    {
        let (sandbox, world, id) = with_campaign(FILE, &[&format!("{fault}:PUT:campaign/*")]);
        let run = world.run(["campaign", "update", &id, "--priority", "1", "-o", "json"]).expect_code(code);
        assert_eq!(puts(&sandbox).len(), 1, "{fault}");
        if code == 0 {
            assert_eq!(run.json()["answer_lost"], true);
        }
    }
    // The machine detection is not returned, so its change cannot be seen.
    let (sandbox, world, id) = with_campaign(&sample("agentless"), &["drop-after-send:PUT:campaign/*"]);
    world.run(["campaign", "update", &id, "--machine-detect", "detect"]).expect_code(9);
    assert_eq!(puts(&sandbox).len(), 1);
}

#[test]
fn a_dry_run_shows_what_is_then_sent() {
    let (sandbox, world, id) = with_campaign(FILE, &[]);
    let line = ["campaign", "update", &id, "--priority", "3", "-o", "json"];
    let shown = dry(&world, &line);
    assert_eq!(puts(&sandbox).len(), 0);
    world.run(line).expect_code(0);
    let sent = puts(&sandbox);
    assert_eq!((&shown["method"], &shown["body"]), (&json!("PUT"), &sent[0]["body"]));
}

fn dry(world: &World, line: &[&str]) -> Value {
    world.run([line, &["--dry-run"]].concat()).expect_code(0).json()[0].clone()
}

#[test]
fn a_files_comments_and_its_policy_count_for_an_update() {
    let (_sandbox, world, id) = with_campaign(FILE, &[]);
    let line = ["campaign", "update", &id, "-f", "team/part.yaml", "--dry-run"];
    let part = |comment: &str| {
        format!(
            "# A part.\nmessage:\n  text: \"It’s due.\" # {comment}\nschedule: # kcamp: allow(schedule/local-time-shifts)\n  isSchedulingEnabled: false\n"
        )
    };
    world.file("team/part.yaml", part("due"));
    world.run(line).expect_code(0).expect_stderr(&["warning[sms/ucs2-forced]", "part.yaml:3"]);
    world.file("team/part.yaml", part("kcamp: allow(sms/ucs2-forced)"));
    let run = world.run(line).expect_code(0);
    assert!(!run.stderr.contains("[sms/") && !run.stderr.contains("[allow/"), "{}", run.stderr);
    world.file("team/part.yaml", part("kcamp: allow(sms/ucs2-forced, sms/placeholder)"));
    world.run(line).expect_code(0).expect_stderr(&["note[allow/unused]: sms/placeholder"]);
    // The policy beside the file is used, not the one of the working folder.
    world.file("team/part.yaml", part("due"));
    world.file("team/kcamp.policy.yaml", "severities: {sms/ucs2-forced: error}\n");
    world.run(line).expect_code(3).expect_stderr(&["error[sms/ucs2-forced]"]);
}

#[test]
fn a_new_text_is_shown_whole_with_its_segments_and_an_old_one_is_not() {
    let (sandbox, world, _) = with_campaign(FILE, &[]);
    world.file("short.yaml", "name: Event Reminder\nmessage: {text: See you at 9.}\n");
    let long = "a".repeat(170);
    world.file("long.yaml", format!("name: Event Reminder\nmessage:\n  text: {long}\n"));
    for (file, size) in
        [("short.yaml", "1 segment, GSM-7, 13 of 160 septets"), ("long.yaml", "2 segments, GSM-7, 170")]
    {
        let update =
            |more: &[&str]| world.run([&["campaign", "update", "-f", file], more].concat()).expect_code(0);
        update(&["--dry-run"]).expect_stderr(&["message.text of \"Event Reminder\"", size]);
        update(&[]).expect_stderr(&["message.text of \"Event Reminder\"", size]);
    }
    let run = world.run("campaign update 'Event Reminder' --priority 2").expect_code(0);
    assert!(!run.stderr.contains("message.text of"), "{}", run.stderr);
    assert_eq!(puts(&sandbox).len(), 3);
}

/// On a terminal the text is shown before it is sent.
#[cfg(unix)]
#[test]
fn a_text_is_on_the_screen_before_it_is_sent() {
    use crate::terminal::{answer, end, line, start};

    let sandbox = Sandbox::new();
    let world = sandbox.world();
    world.file("campaign.yaml", FILE);
    world.file("new.yaml", "name: Event Reminder\nmessage: {text: Canary of an update.}\n");
    let profile = ["--profile", "acme", "--secret-env", "KCAMP_CLIENT_SECRET", "--protected"];
    world.run(setup(&sandbox.address, &profile)).expect_code(0);
    let writes = || sandbox.creates().len() + puts(&sandbox).len();
    for (position, (command, file, text)) in [
        ("create", "campaign.yaml", "Canary text of the event. Reply STOP to opt out."),
        ("update", "new.yaml", "Canary of an update."),
    ]
    .into_iter()
    .enumerate()
    {
        let mut session = start(&world, ["campaign", command, "-f", file]);
        // Nothing is sent before the question is answered.
        let before = session.until("type the profile's name");
        assert!(before.contains(text) && before.contains("1 segment, GSM-7"), "{command}: {before}");
        assert_eq!(writes(), position, "{command}");
        answer(&mut session, "to go on", &line("acme"));
        let (rest, code) = end(&mut session);
        assert_eq!((code, writes()), (0, position + 1), "{command}: {rest}");
    }
}

#[test]
fn an_update_of_what_runs_by_itself_is_asked_for_as_a_start_is() {
    let (sandbox, world, id) = with_campaign(&format!("{FILE}{SCHEDULE}"), &[]);
    for campaign in ["Event Reminder", &id] {
        let line = ["campaign", "update", campaign, "--priority", "2", "-o", "json"];
        let error = world.run(line).expect_code(12).error_json();
        assert_eq!(error["code"], "consent/needs-yes", "{campaign}");
        assert!(error["message"].as_str().unwrap().contains("? this reaches real people, and"), "{error}");
        // An update without a change and a dry run ask no question.
        world.run(["campaign", "update", campaign, "--priority", "5"]).expect_code(0);
        world.run([&line[..], &["--dry-run"]].concat()).expect_code(0);
    }
    assert_eq!(puts(&sandbox).len(), 0);
    world.run(["campaign", "update", &id, "--priority", "2", "--yes"]).expect_code(0);
    assert_eq!(puts(&sandbox).len(), 1);
    // A campaign that is only started by hand is changed without a question.
    let (sandbox, world, id) = with_campaign(FILE, &[]);
    world.run(["campaign", "update", &id, "--priority", "2"]).expect_code(0);
    assert_eq!(puts(&sandbox).len(), 1);
}

/// Changes a value of a campaign from its second read on, as if a colleague had changed it in between.
#[derive(Clone)]
struct ChangedMeanwhile {
    reads: usize,
    key: &'static str,
}

impl Watch for ChangedMeanwhile {
    fn after(&mut self, request: &Passing, answer: &mut Value) {
        if request.line.starts_with("GET ") && request.line.contains("/campaign/cd-") {
            self.reads += 1;
            if self.reads > 1 {
                answer["data"][self.key] =
                    if self.key == "dncLists" { json!({"name": "Other"}) } else { "2".into() };
            }
        }
    }
}

/// Kore.ai replaces the whole campaign: an update based on an older state would undo a change that somebody made
/// since.
#[test]
fn what_somebody_changes_after_the_read_is_not_taken_back() {
    for key in ["dncLists", "priority", "description"] {
        let (sandbox, _, id) = with_campaign(FILE, &[]);
        let world = relay(&sandbox, ChangedMeanwhile { reads: 0, key });
        let update = ["campaign", "update", &id, "--caller-id", "+12025550199", "--yes", "-o", "json"];
        let error = world.run(update).expect_code(6).error_json();
        assert_eq!(error["code"], "write/stale", "{key}: {error}");
        assert!(error["message"].as_str().unwrap().contains(key), "{key}: {error}");
        assert_eq!(puts(&sandbox).len(), 0, "{key}");
    }
}

/// Switches the schedule off directly before an update arrives.
struct SwitchedOff(Option<World>);

impl Watch for SwitchedOff {
    fn before(&mut self, request: &Passing) {
        if request.line.starts_with("PUT ")
            && let Some(other) = self.0.take()
        {
            other.run("schedule disable 'Event Reminder'").expect_code(0);
        }
    }
}

#[test]
fn a_schedule_that_is_off_after_an_update_is_left_off_with_the_command_that_switches_it_on() {
    let with_schedule = format!("{FILE}{SCHEDULE}");
    for (file, command) in [
        (FILE, "kcamp schedule enable 'Event Reminder' --weekly Mon,Wed --start "),
        (&with_schedule, "kcamp schedule enable 'Event Reminder' -f 'campaign.yaml'"),
    ] {
        let sandbox = Sandbox::new();
        let world = relay(&sandbox, SwitchedOff(Some(sandbox.world())));
        world.file("campaign.yaml", &with_schedule);
        world.run("campaign create -f campaign.yaml --yes").expect_code(0);
        world.file("campaign.yaml", file.replace("priority: 5", "priority: 1"));
        let run = world.run("campaign update -f campaign.yaml --yes -o json").expect_code(10);
        let error = run.error_json();
        assert_eq!(error["code"], "campaign/schedule-lost", "{error}");
        let hint = error["hint"].as_str().unwrap();
        assert!(hint.contains(command), "{hint}");
        let sent = || {
            let mut sent = sandbox.received_at("POST", "/schedule");
            sent.retain(|call| call["query"]["enableSchedule"] == "true");
            sent
        };
        assert_eq!(sent().len(), 1);
        // The command of the hint works as it is shown.
        world.run(&format!("{} --yes", hint.rsplit_once(": kcamp ").unwrap().1)).expect_code(0);
        assert_eq!((sent().len(), &sent()[1]["body"]), (2, &sent()[0]["body"]));
    }
}

/// The setting may be another one than when the text was sent. A text that both write in the same way is sent as it
/// was.
#[test]
fn a_text_that_goes_out_in_another_encoding_is_named() {
    let [base64, percent] = ["base64", "percent-base64"];
    for (text, first, second, sent) in [
        ("Why?~ ÿÿ>>", base64, percent, "V2h5P34gw7%2FDvz4%2B"),
        ("Why?~ ÿÿ>>", percent, base64, "V2h5P34gw7/Dvz4+"),
        ("Why?~ ÿÿ>>", percent, percent, "V2h5P34gw7%2FDvz4%2B"),
        ("Hi!", base64, percent, "SGkh"),
    ] {
        let sandbox = Sandbox::new();
        let under = |encoding: &str| sandbox.world().with("KCAMP_MESSAGE_ENCODING", encoding);
        let file = FILE.replace("Canary text of the event. Reply STOP to opt out.", text);
        let (one, other) = (under(first), under(second));
        one.file("a.yaml", &file);
        one.run("campaign create -f a.yaml").expect_code(0);
        let is_named = first != second && text != "Hi!";
        let caution = format!("the text is live in {first} and goes out in {second}");
        let shown = format!("{text} {first} {second}");
        other.file("a.yaml", file.replace("priority: 5", "priority: 2"));
        let plan = other.run("plan a.yaml -o json").expect_code(0).json();
        assert_eq!(plan["lines"][0]["cautions"].to_string().contains(&caution), is_named, "{shown}: {plan}");
        let update = other.run("campaign update 'Event Reminder' --priority 3 --yes").expect_code(0);
        assert_eq!(update.stderr.contains(&caution), is_named, "{shown}: {}", update.stderr);
        assert_eq!(puts(&sandbox)[0]["body"]["message"]["message"], sent, "{shown}");
    }
}

#[test]
fn a_list_that_another_machine_removed_is_not_said_to_be_in_another_form() {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    world.file("campaign.yaml", FILE);
    world.run("campaign create -f campaign.yaml").expect_code(0);
    sandbox.world().run("campaign update 'Event Reminder' --no-dnc-list --yes").expect_code(0);
    let update = ["campaign", "update", "Event Reminder", "--priority", "2", "--yes"];
    let refused = world.run(update).expect_code(2);
    refused.expect_stderr(&[
        "the platform does not return it, although this machine sent a do-not-contact list on ",
        "if somebody removed the list, or it is to go, say so with --no-dnc-list",
    ]);
    assert_eq!(puts(&sandbox).len(), 1);
    world.run([&update[..], &["--no-dnc-list"]].concat()).expect_code(0);
    let sent = puts(&sandbox);
    assert_eq!((sent.len(), sent[1]["body"].get("dncLists")), (2, None));
    // From then on this machine knows that it has none.
    world.run("campaign update 'Event Reminder' --priority 3 --yes").expect_code(0);
}

/// The id of the former template beside the name of another one would leave it open which of the two people get.
#[test]
fn another_template_leaves_nothing_of_the_old_one() {
    for (had, flags, sent) in [
        (
            "templateId: t-1",
            "--template Other",
            json!({"template_name": "Other", "message": "SGVsbG8gdGhlcmUu"}),
        ),
        ("templateId: t-1", "--priority 2", json!({"templateId": "t-1", "message": "SGVsbG8gdGhlcmUu"})),
    ] {
        let sandbox = Sandbox::new();
        let world = sandbox.world();
        let text = "text: \"Canary text of the event. Reply STOP to opt out.\"";
        assert!(FILE.contains(text), "{FILE}");
        let file = FILE.replace(text, &format!("text: Hello there.\n  {had}"));
        world.file("campaign.yaml", file);
        world.run("campaign create -f campaign.yaml").expect_code(0);
        let update = format!("campaign update 'Event Reminder' {flags} --message 'Hello there.' --yes");
        world.run(&update).expect_code(0);
        assert_eq!(puts(&sandbox)[0]["body"]["message"], sent, "{flags}");
    }
}
