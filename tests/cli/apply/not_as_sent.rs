//! What the platform holds after an update is compared with what was sent, wherever an apply reads it anyway.

use serde_json::{Value, json};

use crate::create::FILE;
use crate::relay::{LIST, Passing, Watch, relay, rows};
use crate::world::{NOW, Sandbox};

use super::doubtful_schedules::{on, schedule_calls};
use super::interrupted::of_burki;
use super::{apply, results};

const HOUR_AGO: &str = "2026-12-03T07:00:00Z";

/// The answers that come after an update and are changed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Answer {
    Update,
    Read,
    Row,
}

/// Changes a value in these answers, or takes it out.
#[derive(Clone)]
struct Held {
    answers: Vec<Answer>,
    key: &'static str,
    value: Option<Value>,
    is_updated: bool,
}

impl Held {
    fn new(answers: &[Answer], key: &'static str, value: impl Into<Option<Value>>) -> Self {
        Self { answers: answers.to_vec(), key, value: value.into(), is_updated: false }
    }

    fn put_into(&self, campaign: &mut Value) {
        let Some(fields) = campaign.as_object_mut() else { return };
        match &self.value {
            Some(value) => fields.insert(self.key.to_owned(), value.clone()),
            None => fields.remove(self.key),
        };
    }
}

impl Watch for Held {
    fn after(&mut self, request: &Passing, answer: &mut Value) {
        let is_put = request.line.starts_with("PUT");
        self.is_updated |= is_put;
        let is_list = request.line.contains(LIST) || answer["campaigns"].is_array();
        let of = match (is_put, is_list) {
            (true, _) => Answer::Update,
            (_, true) => Answer::Row,
            _ => Answer::Read,
        };
        if !self.is_updated || !self.answers.contains(&of) {
            return;
        }
        if let Some(rows) = answer["campaigns"].as_array_mut() {
            for row in rows {
                self.put_into(row);
            }
        } else if is_list {
            for row in rows(answer) {
                self.put_into(row);
            }
        } else {
            self.put_into(&mut answer["data"]);
        }
    }
}

/// A campaign of an hour ago.
fn an_hour_ago(file: &str, is_burki: bool) -> Sandbox {
    let sandbox = Sandbox::with_flags(&["--clock", HOUR_AGO]);
    let world = if is_burki { sandbox.burki_world() } else { sandbox.world() }.with("KCAMP_NOW", HOUR_AGO);
    world.file("campaigns/event.yaml", file);
    apply(&world, &[]).expect_code(0);
    Sandbox::later(&sandbox, NOW, &[])
}

fn puts(sandbox: &Sandbox) -> usize {
    sandbox.received().iter().filter(|request| request["method"] == "PUT").count()
}

#[test]
fn an_update_that_is_not_held_as_it_was_sent_ends_in_10_and_names_the_fields() {
    use Answer::{Read, Row, Update};

    for (answers, key, value, is_seen) in [
        // No answer has the list.
        (&[Update, Read, Row][..], "dncLists", None, true),
        (&[Update], "dncLists", Some(json!({"name": "testdnc"})), true),
        (
            &[Update, Read, Row],
            "dncLists",
            Some(json!([{"name": "testdnc"}, {"name": "DNC CL Dec 4"}])),
            true,
        ),
        (&[Row], "dncLists", Some(json!({"name": "testdnc"})), true),
        (&[Update, Read, Row], "priority", Some(json!("4")), true),
        (&[Row], "priority", Some(json!("4")), true),
        // A row may leave it out.
        (&[Row], "dncLists", None, false),
        (&[Read], "priority", Some(json!("4")), false),
    ] {
        let what = format!("{answers:?} {key} {value:?}");
        let sandbox = an_hour_ago(FILE, false);
        let world = relay(&sandbox, Held::new(answers, key, value.clone()));
        let edited =
            FILE.replace("dncLists: testdnc", "dncLists: DNC CL Dec 4").replace("priority: 5", "priority: 2");
        world.file("campaigns/event.yaml", edited);
        let run = apply(&world, &[]).expect_code(if is_seen { 10 } else { 0 });
        assert_eq!(puts(&sandbox), 1, "{what}");
        let outcome = if is_seen { "not_as_sent" } else { "done" };
        assert_eq!(results(&run), [format!("update Event Reminder: {outcome}")], "{what}");
        if is_seen {
            let error = &run.json()["results"][0]["error"];
            assert_eq!(error["code"], "platform/not-as-sent", "{what}");
            assert!(error["message"].as_str().unwrap().ends_with(&format!("sent: {key}")), "{what}: {error}");
        }
    }
}

/// A row or an answer of before the update tells nothing, and neither do they cost a request.
#[test]
fn what_is_older_than_the_update_is_not_held_against_it() {
    struct Late(Option<Value>);

    impl Watch for Late {
        fn after(&mut self, request: &Passing, answer: &mut Value) {
            if request.line.contains(LIST) {
                for row in rows(answer) {
                    *row = self.0.get_or_insert_with(|| row.clone()).clone();
                }
            }
        }
    }
    let edited = FILE.replace("priority: 5", "priority: 2");
    let mut counts = Vec::new();
    for is_late in [true, false] {
        let sandbox = an_hour_ago(FILE, false);
        let world = if is_late { relay(&sandbox, Late(None)) } else { sandbox.world() };
        world.file("campaigns/event.yaml", &edited);
        assert_eq!(results(&apply(&world, &[]).expect_code(0)), ["update Event Reminder: done"], "{is_late}");
        counts.push(sandbox.received().len());
    }
    assert_eq!(counts[0], counts[1]);
}

#[test]
fn the_schedule_of_a_campaign_that_is_not_held_as_it_was_sent_is_not_switched_on() {
    use Answer::{Read, Row, Update};

    let other = Some(json!("4"));
    for (answers, key, value) in [
        (&[Update][..], "priority", other.clone()),
        (&[Read], "priority", other.clone()),
        (&[Update, Read, Row], "priority", other),
        (&[Read], "dncLists", None),
        (&[Update, Read, Row], "dncLists", None),
    ] {
        let sandbox = an_hour_ago(FILE, false);
        let world = relay(&sandbox, Held::new(answers, key, value));
        world.file("campaigns/event.yaml", on("[Tue]").replace("priority: 5", "priority: 2"));
        let run = apply(&world, &["--reenable"]).expect_code(10);
        assert!(schedule_calls(&sandbox).is_empty(), "{key} in {answers:?}: {:?}", results(&run));
        assert!(run.stderr.contains("its schedule was not changed"), "{key} in {answers:?}: {}", run.stderr);
        assert_eq!(puts(&sandbox), 1, "{key} in {answers:?}");
    }
}

#[test]
fn on_burki_the_last_listing_tells() {
    let sandbox = an_hour_ago(&of_burki("Event Reminder", 3), true);
    let world = relay(&sandbox, Held::new(&[Answer::Row], "max_attempts", Some(json!(4)))).of_burki();
    world.file("campaigns/event.yaml", of_burki("Event Reminder", 5));
    let run = apply(&world, &[]).expect_code(10);
    assert_eq!(results(&run), ["update Event Reminder: not_as_sent"]);
    assert_eq!(puts(&sandbox), 1);
}
