//! Creates after which the platform does not show what was sent of whom a campaign reaches, or with what words.

use serde_json::{Value, json};

use crate::apply::apply;
use crate::create::{FILE, SCHEDULE};
use crate::relay::{Passing, Watch, relay};
use crate::world::{Sandbox, World};

/// What each campaign in an answer shows under a key; nothing at all for `None`.
#[derive(Clone)]
struct Shown {
    key: &'static str,
    value: Option<Value>,
    /// Whether the answer to the create alone shows it.
    at_first: bool,
}

impl Shown {
    fn put_into(&self, answer: &mut Value) {
        match (answer, &self.value) {
            (Value::Object(fields), value) => {
                match value {
                    Some(value) if fields.contains_key(self.key) => {
                        fields.insert(self.key.to_owned(), value.clone());
                    }
                    Some(_) => {}
                    None => drop(fields.remove(self.key)),
                }
                fields.values_mut().for_each(|field| self.put_into(field));
            }
            (Value::Array(items), _) => items.iter_mut().for_each(|item| self.put_into(item)),
            _ => {}
        }
    }
}

impl Watch for Shown {
    fn after(&mut self, request: &Passing, answer: &mut Value) {
        let is_create = request.line.starts_with("POST") && request.body["name"].is_string();
        if is_create || !self.at_first {
            self.put_into(answer);
        }
    }
}

fn shown(key: &'static str, value: Option<Value>, at_first: bool) -> Shown {
    Shown { key, value, at_first }
}

fn of_burki() -> String {
    "platform: burki\nname: Billing\ncampaign_type: call\nassistant_id: 7\nwelcome_message_template: Hello {{ who }}\n\
     description: D\nfallback_values: {who: you}\n"
        .to_owned()
}

const OF_BURKI: &str =
    "schedule: {schedule_type: scheduled, scheduled_at: '2027-02-15T09:00:00', timezone: UTC}\n";

fn world(sandbox: &Sandbox, shown: Shown, is_burki: bool) -> World {
    let world = relay(sandbox, shown);
    if is_burki { world.of_burki() } else { world }
}

/// The number of received creates.
fn creates(sandbox: &Sandbox) -> usize {
    let is_create = |it: &&Value| it["method"] == "POST" && it["body"]["name"].is_string();
    sandbox.received().iter().filter(is_create).count()
}

/// The number of received calls that switch a schedule on.
fn enables(sandbox: &Sandbox) -> usize {
    let ends = |path: &Value| path.as_str().unwrap().ends_with("/schedule");
    sandbox.received().iter().filter(|it| ends(&it["path"]) && it["method"] != "GET").count()
}

#[test]
fn what_no_answer_shows_ends_in_10_and_its_schedule_stays_off() {
    for (key, value, is_burki) in [
        ("dncLists", None, false),
        ("dncLists", Some(Value::Null), false),
        ("dncLists", Some(json!({"id": "cl-1"})), false),
        ("callingHours", None, false),
        ("welcome_message_template", Some(Value::Null), true),
        ("fallback_values", Some(json!({})), true),
    ] {
        let (file, schedule) = if is_burki { (of_burki(), OF_BURKI) } else { (FILE.to_owned(), SCHEDULE) };
        for with_schedule in [true, false] {
            for is_apply in [true, false] {
                let what = format!("{key} {value:?}, schedule: {with_schedule}, apply: {is_apply}");
                let sandbox = Sandbox::new();
                let world = world(&sandbox, shown(key, value.clone(), false), is_burki);
                let text = if with_schedule { format!("{file}{schedule}") } else { file.clone() };
                world.file("campaigns/a.yaml", text);
                let run = if is_apply {
                    apply(&world, &[])
                } else {
                    world.run("campaign create -f campaigns/a.yaml --yes -o json")
                };
                let run = run.expect_code(10);
                let (result, error) = (run.json(), run.error_json());
                let result = if is_apply { result["results"][0].clone() } else { result };
                let named = result["error"]["message"].as_str().unwrap();
                let fields = if key == "callingHours" { "timezone, callingHours" } else { key };
                assert!(
                    named.contains(&format!("does not show what kcamp sent: {fields}")),
                    "{what}: {named}"
                );
                let hint = error["hint"].as_str().unwrap();
                assert!(hint.contains(" campaign get "), "{what}: {hint}");
                assert_eq!(hint.contains(" schedule enable "), with_schedule, "{what}: {hint}");
                assert_eq!((creates(&sandbox), enables(&sandbox)), (1, 0), "{what}");
                let outcome = match (with_schedule, is_apply) {
                    (true, _) => "created_not_scheduled",
                    (false, true) => "not_as_sent",
                    (false, false) => "created",
                };
                assert_eq!(result["outcome"], outcome, "{what}");
            }
        }
    }
}

/// Other hours than were sent: whether that is the campaign that was created is in doubt.
#[test]
fn no_schedule_is_switched_on_over_other_calling_hours_than_were_sent() {
    let days = json!([{"day": "MO", "start": "5:00 AM", "end": "6:00 AM"}]);
    let hours = json!({"frequency": "WEEKLY", "timezone": "Asia/Kolkata", "days": days});
    for command in ["apply campaigns --yes", "campaign create -f campaigns --yes"] {
        let sandbox = Sandbox::new();
        let world = world(&sandbox, shown("callingHours", Some(hours.clone()), false), false);
        world.file("campaigns/a.yaml", format!("{FILE}{SCHEDULE}"));
        world.run(command).expect_code(9);
        assert_eq!(enables(&sandbox), 0, "{command}");
    }
}

#[test]
fn an_account_that_never_shows_it_has_a_way_on() {
    let sandbox = Sandbox::new();
    let world = world(&sandbox, shown("dncLists", None, false), false);
    world.file("a.yaml", format!("{FILE}{SCHEDULE}"));
    let run = world.run("campaign create -f a.yaml --yes -o json").expect_code(10);
    let id = run.json()["id"].as_str().unwrap().to_owned();
    world.run(["schedule", "enable", &id, "-f", "a.yaml", "--yes"]).expect_code(0);
    assert_eq!(enables(&sandbox), 1);
}

#[test]
fn what_a_later_answer_shows_is_as_sent() {
    for (key, is_burki) in [("dncLists", false), ("welcome_message_template", true)] {
        let text = if is_burki { format!("{}{OF_BURKI}", of_burki()) } else { format!("{FILE}{SCHEDULE}") };
        for command in ["apply campaigns --yes", "campaign create -f campaigns --yes"] {
            let sandbox = Sandbox::new();
            let world = world(&sandbox, shown(key, None, true), is_burki);
            world.file("campaigns/a.yaml", &text);
            world.run(command).expect_code(0);
            assert_eq!(enables(&sandbox), 1, "{command}");
        }
    }
}
