//! Keys that a live campaign of Burki has in a form that is not read. An update there sends only what changes, so that
//! they stay as they are: nobody wrote the text that such a value would become.

use serde_json::{Value, json};

use crate::relay::{Passing, Watch, relay};
use crate::world::{Sandbox, World};

const FILE: &str = "platform: burki\nname: Renewals\ncampaign_type: call\nassistant_id: 7\nwelcome_message_template: Hello\n";

/// What a file has beside [`FILE`], which no answer of these tests has as it was sent.
const MORE: &str = "end_call_message_template: Bye\nmax_attempts: 4\nretry_delay_minutes: 45\nfallback_values: {product: yours, name: you}\n\
    variable_mappings: {name: Name}\navailable_variables: [name, product]\n";

/// Puts another value into each read of a campaign.
struct Form(&'static str, Value);

impl Watch for Form {
    fn after(&mut self, request: &Passing, answer: &mut Value) {
        let is_one = request.line.starts_with("GET ")
            && request.line.rsplit('/').next().is_some_and(|end| end.parse::<u64>().is_ok());
        if is_one {
            answer[self.0] = self.1.clone();
        }
    }
}

/// Forms of values that are not documented, with the key that has them.
fn shapes() -> Vec<(&'static str, Value)> {
    let pairs = [
        json!({"product": null}),
        json!({"product": null, "name": "you"}),
        json!({"product": ["a", "b"]}),
        json!({"product": {"en": "a"}}),
        json!({"product": []}),
        json!(["product"]),
        json!("product"),
        json!(7),
    ];
    let texts = [json!({"en": "Bye"}), json!(["Bye"]), json!(7), json!(true)];
    let words = [json!([null]), json!([["name"]]), json!([{"name": "x"}]), json!({"name": 1}), json!("name")];
    let numbers = [json!("4"), json!(4.5), json!([4]), json!(-4)];
    let of = |key: &'static str, values: &[Value]| {
        values.iter().map(|value| (key, value.clone())).collect::<Vec<_>>()
    };
    [
        of("fallback_values", &pairs),
        of("variable_mappings", &pairs),
        of("end_call_message_template", &texts),
        of("available_variables", &words),
        of("max_attempts", &numbers),
        of("retry_delay_minutes", &numbers),
    ]
    .concat()
}

/// A sandbox with the campaign, as a file with these further lines made it.
fn with_campaign(more: &str) -> Sandbox {
    let sandbox = Sandbox::new();
    let world = sandbox.burki_world();
    world.file("campaign.yaml", format!("{FILE}{more}"));
    world.run("campaign create -f campaign.yaml --yes").expect_code(0);
    sandbox
}

fn puts(sandbox: &Sandbox) -> Vec<Value> {
    sandbox.received_at("PUT", "").into_iter().map(|request| request["body"].clone()).collect()
}

fn update(world: &World, more: &[&str]) -> crate::world::Run {
    world.run([&["campaign", "update", "Renewals", "--yes", "-o", "json"], more].concat())
}

#[test]
fn what_is_not_read_is_named_and_no_update_of_another_field_sends_it() {
    let sandbox = with_campaign("");
    for (number, (key, value)) in shapes().into_iter().enumerate() {
        let shown = format!("{key} {value}");
        let world = relay(&sandbox, Form(key, value)).of_burki();
        let read = world.run("campaign get Renewals -o json").expect_code(0).json();
        assert_eq!(read["unread"], json!([key]), "{shown}");
        let exported = world.run("campaign export Renewals").expect_code(0).stdout;
        let comment = format!("{key}: returned by the platform in a form that kcamp does not read");
        assert!(exported.contains(&comment), "{shown}: {exported}");
        // By a flag, and by a file that does not have the key.
        let words = format!("flag {number}");
        update(&world, &["--description", &words]).expect_code(0);
        assert_eq!(puts(&sandbox).pop().unwrap(), json!({"description": words}), "{shown}");
        let words = format!("file {number}");
        world.file("campaigns/a.yaml", format!("{FILE}description: {words}\n"));
        world.run("apply campaigns --yes").expect_code(0);
        assert_eq!(puts(&sandbox).pop().unwrap(), json!({"description": words}), "{shown}");
    }
    assert_eq!(puts(&sandbox).len(), shapes().len() * 2);
}

#[test]
fn a_field_that_is_not_read_and_to_be_changed_is_said_and_gets_the_value_of_the_file() {
    for (key, value) in shapes() {
        let shown = format!("{key} {value}");
        let sandbox = with_campaign(MORE);
        let world = relay(&sandbox, Form(key, value)).of_burki();
        world.file("part.yaml", MORE);
        let run = update(&world, &["-f", "part.yaml"]);
        assert_eq!(run.code, 0, "{shown}: {}", run.stderr);
        let sent = puts(&sandbox).pop().unwrap();
        // Everything else is as the file has it.
        assert_eq!(sent.as_object().unwrap().keys().collect::<Vec<_>>(), [key], "{shown}: {sent}");
        let changes = run.json()["changes"].clone();
        assert_eq!(
            (&changes[0]["field"], &changes[0]["readable"]),
            (&json!(key), &json!(false)),
            "{shown}: {changes}"
        );
        assert!(!sent.to_string().contains("null"), "{shown}: {sent}");
    }
}

#[test]
fn values_that_are_no_texts_and_read_as_some_are_not_sent_again() {
    let sandbox = with_campaign("");
    for (number, value) in
        [json!({"product": 7}), json!({"product": true}), json!({"product": 1.5})].into_iter().enumerate()
    {
        let world = relay(&sandbox, Form("fallback_values", value.clone())).of_burki();
        let read = world.run("campaign get Renewals -o json").expect_code(0).json();
        assert_eq!(read["unread"], json!([]), "{value}");
        let words = format!("new {number}");
        update(&world, &["--description", &words]).expect_code(0);
        assert_eq!(puts(&sandbox).pop().unwrap(), json!({"description": words}), "{value}");
    }
}

/// An assistant or a type that is not there any more, or stands there in another form, is not that of the file.
#[test]
fn a_fixed_field_that_is_gone_or_not_read_is_not_called_unchanged() {
    for (key, value, is_gone) in [
        ("assistant_id", json!(null), true),
        ("assistant_id", json!("7"), false),
        ("campaign_type", json!(null), true),
        ("campaign_type", json!(["call"]), false),
    ] {
        let shown = format!("{key} {value}");
        let sandbox = with_campaign("");
        let world = relay(&sandbox, Form(key, value)).of_burki();
        world.file("campaigns/a.yaml", FILE);
        let planned = world.run("plan campaigns --refresh -o json").expect_code(0).json();
        let line = &planned["lines"][0];
        let kind = if is_gone { "blocked" } else { "unreadable" };
        assert_eq!(line["action"], kind, "{shown}: {line}");
        assert!(line.to_string().contains(key), "{shown}: {line}");
        // Either the value is asked for, or the campaign without it has an error.
        let told = update(&world, &["--description", "new"]);
        assert!([2, 3].contains(&told.code), "{shown}: {told:?}");
        assert!(!told.stderr.contains("replaces the whole campaign"), "{shown}: {told:?}");
        assert_eq!(puts(&sandbox).len(), 0, "{shown}");
    }
}
