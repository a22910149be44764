//! Keys that a live campaign has, and that an answer shows in a form that is not read or not at all: an update sends
//! the whole campaign, so that it would remove them.

use serde_json::{Value, json};

use super::{lines, plan};
use crate::calls::is_write;
use crate::create::{FILE, SCHEDULE};
use crate::lifecycle::{sample, with_campaign};
use crate::relay::{LIST, Passing, Watch, relay, rows};
use crate::world::{Sandbox, World};

/// The answer that has a key in another form.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Answer {
    One,
    List,
}

/// Puts another value into the answers, or none.
#[derive(Clone)]
pub(super) struct Form(Vec<Answer>, &'static str, Option<Value>);

impl Form {
    pub(super) fn new(answers: &[Answer], place: &'static str, value: impl Into<Option<Value>>) -> Self {
        Self(answers.to_vec(), place, value.into())
    }

    fn put_into(&self, campaign: &mut Value) {
        let (above, key) = self.1.rsplit_once('/').unwrap();
        let Some(fields) = campaign.pointer_mut(above).and_then(Value::as_object_mut) else { return };
        match &self.2 {
            Some(value) => fields.insert(key.to_owned(), value.clone()),
            None => fields.remove(key),
        };
    }
}

impl Watch for Form {
    fn after(&mut self, request: &Passing, answer: &mut Value) {
        if self.0.contains(&Answer::One) && request.line.starts_with("GET") && request.line.contains("/cd-") {
            self.put_into(&mut answer["data"]);
        } else if self.0.contains(&Answer::List) && request.line.contains(LIST) {
            for row in rows(answer) {
                self.put_into(row);
            }
        }
    }
}

pub(super) fn puts(sandbox: &Sandbox) -> Vec<Value> {
    let mut requests = sandbox.received();
    requests.retain(|request| request["method"] == "PUT");
    requests.into_iter().map(|request| request["body"].clone()).collect()
}

/// Plans, applies and updates a campaign of which one key is not read, and asserts that nothing is sent.
fn assert_blocked(sandbox: &Sandbox, world: &World, file: &str, key: &str, shown: &str) {
    let before = sandbox.received().into_iter().filter(is_write).count();
    world.file("campaigns/a.yaml", file);
    let planned = lines(&plan(world, &["--exit-code"]).expect_code(20));
    assert!(
        planned[0].starts_with("blocked ")
            && planned[0].contains(key)
            && (planned[0].contains("readable form") || planned[0].contains("lists (")),
        "{shown}: {planned:?}"
    );
    world.run("apply campaigns --yes").expect_code(10);
    world.run("apply campaigns --resend-unreadable --yes").expect_code(10);
    let update = ["campaign", "update", "Event Reminder", "--max-attempts", "2", "--yes", "-o", "json"];
    let sms = ["campaign", "update", "Event Reminder", "--caller-id", "+12025550199", "--yes", "-o", "json"];
    let update = if file.contains("voice") { update } else { sms };
    let error = world.run(update).expect_code(2).error_json();
    let message = error["message"].as_str().unwrap();
    assert!(message.contains(key) && message.contains("in a form that kcamp reads"), "{shown}: {error}");
    assert_eq!(sandbox.received().into_iter().filter(is_write).count(), before, "{shown}");
    assert_eq!(puts(sandbox).len(), 0, "{shown}");
}

/// The shapes of a do-not-contact list that are not documented.
fn shapes() -> Vec<Value> {
    vec![
        json!({"id": "cl-1"}),
        json!({"listName": "testdnc"}),
        json!([{"id": "cl-1"}]),
        json!([{"name": "testdnc"}, {"name": "DNC CL Dec 4"}]),
        json!(["testdnc", "Another"]),
        json!({"name": ["testdnc"]}),
        json!({"names": ["testdnc"]}),
        json!({"name": {"en": "testdnc"}}),
        json!(7),
        json!(true),
    ]
}

/// The file without the do-not-contact list and with another priority.
pub(super) fn without_list() -> String {
    FILE.replace("dncLists: testdnc\n", "").replace("priority: 5", "priority: 2")
}

#[test]
fn a_do_not_contact_list_in_another_form_blocks_the_update_that_would_remove_it() {
    let (sandbox, ..) = with_campaign(FILE, &[]);
    let little = "name: Event Reminder\ncampaignType: sms\npriority: 2\n";
    for shape in shapes() {
        for answers in [&[Answer::One][..], &[Answer::One, Answer::List]] {
            let shown = format!("{shape} in {answers:?}");
            for file in [without_list().as_str(), little] {
                let world = relay(&sandbox, Form::new(answers, "/dncLists", shape.clone()));
                assert_blocked(&sandbox, &world, file, "dncLists", &shown);
            }
        }
    }
    // The forms that are read are sent again.
    for shape in [json!("testdnc"), json!(["testdnc"]), json!([{"name": "testdnc", "id": "cl-1"}])] {
        let world = relay(&sandbox, Form::new(&[Answer::One], "/dncLists", shape.clone()));
        let priority = ["campaign", "update", "Event Reminder", "--priority", "1", "--yes"];
        world.run(priority).expect_code(0);
        assert_eq!(puts(&sandbox).pop().unwrap()["dncLists"], json!({"name": "testdnc"}), "{shape}");
        let (own, ..) = with_campaign(FILE, &[]);
        let world = relay(&own, Form::new(&[Answer::One], "/dncLists", shape.clone()));
        world.file("campaigns/a.yaml", without_list());
        world.run("apply campaigns --yes").expect_code(0);
        assert_eq!(puts(&own).pop().unwrap()["dncLists"], json!({"name": "testdnc"}), "{shape}");
        sandbox_back(&sandbox);
    }
}

fn sandbox_back(sandbox: &Sandbox) {
    sandbox.world().run("campaign update 'Event Reminder' --priority 5 --yes").expect_code(0);
}

#[test]
fn a_list_that_only_the_row_has_blocks_too() {
    let (sandbox, _, id) = with_campaign(FILE, &[]);
    for gone in [None, Some(Value::Null), Some(json!([])), Some(json!({})), Some(json!(""))] {
        let world = relay(&sandbox, Form::new(&[Answer::One], "/dncLists", gone.clone()));
        assert_blocked(&sandbox, &world, &without_list(), "dncLists", &format!("{gone:?}"));
        let run = world.run(["campaign", "update", &id, "--priority", "2", "--yes"]);
        run.expect_code(2).expect_stderr(&["--dnc-list", "--no-dnc-list"]);
    }
    // Where neither has one, the campaign has none.
    let world = relay(&sandbox, Form::new(&[Answer::One, Answer::List], "/dncLists", None));
    world.file("campaigns/a.yaml", without_list());
    world.run("apply campaigns --yes").expect_code(0);
    assert_eq!(puts(&sandbox)[0].get("dncLists"), None);
}

/// Whether the names of several lists are in a value.
fn are_several(shape: &Value) -> bool {
    shape.as_array().is_some_and(|lists| lists.len() > 1)
}

/// The ways out: the list in the file, its flag, or its removal. Where several lists are returned afterwards too, that
/// is not what was sent.
#[test]
fn the_list_is_written_or_removed_by_the_one_who_says_so() {
    let written = FILE.replace("priority: 5", "priority: 2");
    for shape in shapes() {
        let updates: [&[&str]; 2] = [&["--dnc-list", "testdnc"], &["--no-dnc-list"]];
        for (at, more) in updates.into_iter().enumerate() {
            let (sandbox, ..) = with_campaign(FILE, &[]);
            let world = relay(&sandbox, Form::new(&[Answer::One], "/dncLists", shape.clone()));
            let update = ["campaign", "update", "Event Reminder", "--priority", "2", "--yes"];
            let code = if are_several(&shape) { 10 } else { 0 };
            world.run([&update[..], more].concat()).expect_code(code);
            let sent = puts(&sandbox).pop().unwrap();
            let expected = (at == 0).then(|| json!({"name": "testdnc"}));
            assert_eq!(sent.get("dncLists"), expected.as_ref(), "{shape} {more:?}");
        }
        let (sandbox, ..) = with_campaign(FILE, &[]);
        let world = relay(&sandbox, Form::new(&[Answer::One], "/dncLists", shape.clone()));
        world.file("campaigns/a.yaml", &written);
        if are_several(&shape) {
            assert_several_blocked(&sandbox, &world);
            continue;
        }
        world.run("apply campaigns --yes").expect_code(0);
        assert_eq!(puts(&sandbox).pop().unwrap()["dncLists"], json!({"name": "testdnc"}), "{shape}");
    }
}

/// An apply removes no do-not-contact list: where two are live, it sends none of them.
pub(super) fn assert_several_blocked(sandbox: &Sandbox, world: &World) {
    let planned = lines(&plan(world, &["--exit-code"]).expect_code(20));
    let run = world.run("apply campaigns --yes -o json").expect_code(10);
    let hint = run.error_json()["hint"].as_str().unwrap().to_owned();
    assert!(planned[0].starts_with("blocked ") && planned[0].contains("dncLists: 2 lists ("), "{planned:?}");
    assert!(hint.contains("kcamp campaign update cd-") && hint.contains("--dnc-list NAME"), "{hint}");
    assert_eq!(puts(sandbox).len(), 0, "{planned:?}");
}

/// The file has one of two live lists, and nothing else differs: what would be sent removes the other, so that it is
/// blocked. Of another form nothing is known; the plan says that it is returned.
#[test]
fn several_lists_are_blocked_and_another_form_is_said_to_be_returned() {
    for shape in shapes() {
        let (sandbox, ..) = with_campaign(FILE, &[]);
        for answers in [&[Answer::One][..], &[Answer::One, Answer::List]] {
            let world = relay(&sandbox, Form::new(answers, "/dncLists", shape.clone()));
            world.file("campaigns/a.yaml", FILE);
            if are_several(&shape) {
                assert_several_blocked(&sandbox, &world);
                continue;
            }
            let planned = lines(&plan(&world, &["--exit-code"]).expect_code(0));
            let said =
                ["unreadable ", "dncLists: ", "returned by the platform in a form that kcamp does not read"];
            assert!(said.iter().all(|part| planned[0].contains(part)), "{shape}: {planned:?}");
            assert!(!planned[0].contains("does not return"), "{shape}: {planned:?}");
        }
        assert_eq!(puts(&sandbox).len(), 0, "{shape}");
    }
}

/// No answer shows the list, but this machine sent it.
#[test]
fn a_list_that_this_machine_sent_and_no_answer_shows_is_kept() {
    let sandbox = Sandbox::new();
    let form = Form::new(&[Answer::One, Answer::List], "/dncLists", None);
    let world = relay(&sandbox, form);
    world.file("campaigns/a.yaml", FILE);
    world.run("apply campaigns --yes").expect_code(0);
    world.file("campaigns/a.yaml", without_list());
    let planned = lines(&plan(&world, &["--exit-code", "--refresh"]).expect_code(20));
    let why = "dncLists: not in its file and not returned by the platform, although this machine sent one on";
    assert!(planned[0].starts_with("blocked ") && planned[0].contains(why), "{planned:?}");
    world.run("apply campaigns --yes --refresh").expect_code(10);
    world.run("campaign update 'Event Reminder' --priority 2 --yes").expect_code(2);
    assert_eq!(puts(&sandbox).len(), 0);
    world.run("campaign update 'Event Reminder' --no-dnc-list --yes").expect_code(0);
    assert_eq!((puts(&sandbox).len(), puts(&sandbox)[0].get("dncLists")), (1, None));
    // Since then this machine knows that it has none.
    world.run("apply campaigns --yes --refresh").expect_code(0);
    assert_eq!((puts(&sandbox).len(), puts(&sandbox)[1].get("dncLists")), (2, None));
}

/// The plan knows the campaign by its row, and the read directly before the update shows a key in another form.
#[test]
fn what_is_first_seen_directly_before_an_update_is_known_to_the_next_plan() {
    let others = FILE.replace("Event Reminder", "Other");
    for shape in [json!({"id": "cl-1"}), json!(["testdnc", "Another"])] {
        let sandbox = Sandbox::new();
        let world = relay(&sandbox, Form::new(&[Answer::One], "/dncLists", shape.clone()));
        world.file("campaigns/a.yaml", FILE);
        world.file("campaigns/b.yaml", &others);
        world.run("apply campaigns --yes").expect_code(0);
        world.file("campaigns/a.yaml", without_list());
        assert!(lines(&plan(&world, &[]).expect_code(0))[0].starts_with("update "), "{shape}");
        let said = world.run("apply campaigns --yes").expect_code(6).stderr;
        assert!(said.contains("changed since it was read (dncLists)"), "{said}");
        assert!(said.contains("look at the new changes: kcamp"), "{said}");
        let run = plan(&world, &[]).expect_code(0);
        let planned = lines(&run);
        assert!(planned[0].starts_with("blocked ") && planned[0].contains("dncLists"), "{planned:?}");
        assert_eq!(run.json()["counts"]["unchanged_by_row"], 1, "the other one stays known");
        assert_eq!(puts(&sandbox).len(), 0, "{shape}");
    }
}

/// A key's place in an answer, its name in a plan, and another form of its value.
type Odd = (&'static str, &'static str, Value);

/// One rule for every key that an update sends.
#[test]
fn every_key_in_another_form_blocks_the_update_that_would_remove_it() {
    let odd = |it: &str| json!({"value": it});
    let voice = sample("preview").replace("Billing Reminder", "Event Reminder");
    let voice: Value = serde_json::from_str(&voice).unwrap();
    let kinds: [(&str, String, &[Odd]); 2] = [
        (
            "sms",
            FILE.to_owned(),
            &[
                ("/description", "description", json!(7)),
                ("/description", "description", odd("Reminds guests")),
                ("/description", "description", json!(["Reminds guests"])),
                ("/priority", "priority", odd("5")),
                ("/priority", "priority", json!("high")),
                ("/contactLists", "contactLists", json!([{"id": "cl-1"}])),
                ("/contactLists", "contactLists", json!([{"name": "Event Guests"}, {"id": "cl-1"}])),
                ("/contactLists", "contactLists", json!({"name": "Event Guests"})),
                ("/message/message", "message", json!(["SGk="])),
                ("/message", "message", json!("SGk=")),
                ("/message/template_name", "template_name", odd("Welcome")),
                ("/message/templateId", "templateId", json!(12)),
                ("/dialingStrategy/callingHours/days", "callingHours", json!({"MO": "9-18"})),
                ("/dialingStrategy/callingHours/timezone", "timezone", json!(["UTC"])),
            ],
        ),
        (
            "voice",
            voice.to_string(),
            &[
                ("/maxSkips", "maxSkips", json!("2")),
                ("/dialingStrategy/maxAttemptsPerRecord", "maxAttemptsPerRecord", json!("3")),
                ("/dialingStrategy/defaultRetryPeriod", "defaultRetryPeriod", odd("10")),
                ("/dialingStrategy/maxRingTime", "maxRingTime", json!(1.5)),
                ("/dialingStrategy/dialingOrder", "dialingOrder", json!(["FIFO"])),
                ("/dialingStrategy/callerId", "callerId", json!("+12025550123")),
            ],
        ),
    ];
    for (kind, whole, keys) in kinds {
        let (sandbox, ..) = with_campaign(&whole, &[]);
        for (place, key, shape) in keys {
            let shown = format!("{kind} {place} {shape}");
            let file = format!("name: Event Reminder\ncampaignType: {kind}\n");
            // A key that is left out in both does not decide.
            let other = if *key == "priority" { "description: Another\n" } else { "priority: 2\n" };
            let world = relay(&sandbox, Form::new(&[Answer::One], place, shape.clone()));
            world.file("campaigns/a.yaml", format!("{file}{other}"));
            let planned = lines(&plan(&world, &["--exit-code"]).expect_code(20));
            let is_blocked = planned[0].starts_with("blocked ") && planned[0].contains(key);
            assert!(is_blocked && planned[0].contains("readable form"), "{shown}: {planned:?}");
            world.run("apply campaigns --resend-unreadable --yes").expect_code(10);
            let (flag, value) =
                if *key == "priority" { ("--description", "Another") } else { ("--priority", "2") };
            world.run(["campaign", "update", "Event Reminder", flag, value, "--yes"]).expect_code(2);
            assert_eq!(puts(&sandbox).len(), 0, "{shown}");
        }
    }
}

/// A key that is there and not read is shown as such, and no file leaves it out in silence.
#[test]
fn get_and_export_name_what_is_there_and_not_read() {
    let (sandbox, ..) = with_campaign(FILE, &[]);
    for (place, key, shape) in [
        ("/dncLists", "dncLists", json!({"id": "cl-1"})),
        ("/dncLists", "dncLists", json!([{"name": "testdnc"}, {"name": "DNC CL Dec 4"}])),
        ("/description", "description", json!(7)),
        ("/message/templateId", "message.templateId", json!(7)),
    ] {
        let world = relay(&sandbox, Form::new(&[Answer::One], place, shape.clone()));
        let got = world.run("campaign get 'Event Reminder' -o json").expect_code(0).json();
        assert_eq!(got["unread"], json!([key]), "{shape}");
        world.run("campaign get 'Event Reminder'").expect_code(0).expect_stdout(&["not read", key]);
        let file = world.run("campaign export 'Event Reminder'").expect_code(0);
        let last = key.rsplit('.').next().unwrap();
        file.expect_stdout(&[&format!(
            "# {last}: returned by the platform in a form that kcamp does not read"
        )])
        .expect_stderr(&[key]);
        let exported = world.run("campaign export 'Event Reminder' -o json").expect_code(0).json();
        assert_eq!(exported["not_returned"], json!([key]), "{shape}");
    }
    let got = sandbox.world().run("campaign get 'Event Reminder' -o json").expect_code(0).json();
    assert_eq!(got["unread"], json!([]));
}

/// An update never switches a schedule off that is on in the list, whatever the read of the campaign says of it.
#[test]
fn a_schedule_in_another_form_is_not_switched_off() {
    let shapes = [
        None,
        Some(Value::Null),
        Some(json!({})),
        Some(json!([])),
        Some(json!("true")),
        Some(json!({"isSchedulingEnabled": "true"})),
        Some(json!({"isSchedulingEnabled": null})),
        Some(json!({"enabled": true})),
    ];
    for shape in shapes {
        for answers in [&[Answer::One][..], &[Answer::List], &[Answer::One, Answer::List]] {
            let (sandbox, ..) = with_campaign(&format!("{FILE}{SCHEDULE}"), &[]);
            let shown = format!("{shape:?} in {answers:?}");
            let world = relay(&sandbox, Form::new(answers, "/schedule", shape.clone()));
            world.run("campaign update 'Event Reminder' --priority 2 --yes").expect_code(0);
            world.file("campaigns/a.yaml", FILE.replace("priority: 5", "priority: 3"));
            let applied = world.run("apply campaigns --yes");
            assert!([0, 10].contains(&applied.code), "{shown}: {}", applied.stderr);
            let sent = puts(&sandbox);
            assert_eq!(sent.len(), 2, "{shown}");
            assert!(sent.iter().all(|body| body.get("schedule").is_none()), "{shown}: {sent:?}");
            let live = sandbox.world().run("campaign get 'Event Reminder' -o json").expect_code(0).json();
            assert_eq!(live["scheduling_enabled"], true, "{shown}");
        }
    }
}

/// What the journal knows decides what is not sent, so that a line of it that cannot be read is said, once.
#[test]
fn lines_of_the_journal_that_cannot_be_read_are_said_once() {
    for damage in ["{\"key\":\"half", "{\"key\":\n\u{fffd}\n{}\nnull", "{\"key\":1}\n[]"] {
        let (_sandbox, world, _) = with_campaign(FILE, &[]);
        world.file("campaigns/a.yaml", FILE.replace("priority: 5", "priority: 2"));
        world.file(".local/state/kcamp/journal.jsonl", format!("{damage}\n"));
        for command in ["plan campaigns", "apply campaigns --yes", "apply campaigns --yes"] {
            let run = world.run(command).expect_code(0);
            let said = run.stderr.matches("warning[journal/lines-unreadable]").count();
            assert_eq!(said, 1, "{damage} {command}: {}", run.stderr);
            assert!(run.stderr.contains("cannot be read and"), "{}", run.stderr);
        }
    }
}

/// A new campaign with the contact lists of one in no file looks like a rename. Where the lists are not shown, that is
/// said.
#[test]
fn a_create_that_may_be_a_rename_says_so_where_no_row_shows_the_lists() {
    const CODE: &str = "warning[plan/renames-not-compared]";
    let new = FILE.replace("Event Reminder", "New");
    for shape in [None, Some(Value::Null), Some(json!([])), Some(json!([{"id": "cl-1"}])), Some(json!("x"))] {
        let (sandbox, ..) = with_campaign(FILE, &[]);
        let world = relay(&sandbox, Form::new(&[Answer::List], "/contactLists", shape.clone()));
        world.file("campaigns/new.yaml", &new);
        let run = plan(&world, &[]).expect_code(0);
        assert!(lines(&run)[0].starts_with("create New"), "{shape:?}: {:?}", lines(&run));
        let text = world.run("plan campaigns").expect_code(0).stderr;
        assert!(text.contains(CODE) && text.contains("\"New\" may be a rename"), "{shape:?}: {text}");
        assert!(text.contains("\"Event Reminder\""), "{shape:?}: {text}");
        // Another type, and a file that says it, are no renames.
        for other in [format!("{new}renamedFrom: none\n"), sample("progressive")] {
            world.file("campaigns/new.yaml", other);
            let text = world.run("plan campaigns").expect_code(0).stderr;
            assert!(!text.contains(CODE), "{shape:?}: {text}");
        }
        world.file("campaigns/new.yaml", &new);
        world.file("campaigns/old.yaml", FILE);
        assert!(!world.run("plan campaigns").stderr.contains(CODE), "{shape:?}: both have a file");
        assert_eq!(sandbox.received().into_iter().filter(is_write).count(), 0);
    }
}

/// A voice campaign needs a do-not-contact list: its way on names no flag that voice refuses.
#[test]
fn the_way_on_of_a_voice_campaign_names_no_removal_of_its_list() {
    for (file, is_voice) in [(sample("preview"), true), (sample("smsSimple"), false)] {
        let (sandbox, _, id) = with_campaign(&file, &[]);
        let name = serde_json::from_str::<Value>(&file).unwrap()["name"].as_str().unwrap().to_owned();
        let world = relay(&sandbox, Form::new(&[Answer::One], "/dncLists", json!({"id": "cl-1"})));
        world.file("campaigns/a.yaml", json!({"name": name, "priority": "2"}).to_string());
        let planned = plan(&world, &["--exit-code"]).expect_code(20).json();
        let next = planned["lines"][0]["next"].as_str().unwrap();
        assert!(next.contains("write the key in the file"), "{next}");
        assert_eq!(next.contains("--no-dnc-list"), !is_voice, "{next}");
        let run = world.run(["campaign", "update", &id, "--priority", "2", "--yes"]).expect_code(2);
        assert_eq!(run.stderr.contains("--no-dnc-list"), !is_voice, "{}", run.stderr);
    }
}
