//! What a live campaign of Kore.ai has and kcamp does not read, such as filters of its contacts: an update sends the
//! whole campaign without it, so that none is sent.

use serde_json::{Value, json};

use super::unread::{Answer, Form, puts};
use super::{lines, plan};
use crate::create::FILE;
use crate::lifecycle::{sample, with_campaign};
use crate::relay::relay;
use crate::world::Sandbox;

/// A key's place in an answer, its value, and its name.
type Odd = (&'static str, Value, &'static str);

fn of_both() -> Vec<Odd> {
    vec![
        ("/isFiltersEnabled", json!(true), "isFiltersEnabled"),
        ("/filters", json!([{"field": "state", "value": "TX"}]), "filters"),
        ("/quietHours", json!("21-9"), "quietHours"),
        ("/tags", json!({"vip": {"only": true}}), "tags"),
        ("/retries", json!(0), "retries"),
        ("/callOnHolidays", json!(false), "callOnHolidays"),
        ("/dialingStrategy/allowWeekends", json!(false), "dialingStrategy.allowWeekends"),
        ("/rules", json!([{"onSundays": false}]), "rules"),
        ("/contactLists", json!([{"name": "Event Guests", "filter": "VIP"}]), "contactLists.filter"),
        ("/dncLists/mode", json!("strict"), "dncLists.mode"),
        ("/dialingStrategy/throttle", json!({"perMinute": 10}), "dialingStrategy.throttle"),
        ("/dialingStrategy/callerId/label", json!("Main"), "dialingStrategy.callerId.label"),
        (
            "/dialingStrategy/callingHours/holidays",
            json!(["2026-12-25"]),
            "dialingStrategy.callingHours.holidays",
        ),
        (
            "/dialingStrategy/callingHours/days/0/exclude",
            json!("lunch"),
            "dialingStrategy.callingHours.days.exclude",
        ),
    ]
}

/// A campaign of each kind: its type, its file, and what only it may have.
fn kinds() -> [(&'static str, String, Vec<Odd>); 2] {
    let voice = sample("preview").replace("Billing Reminder", "Event Reminder");
    [
        ("sms", FILE.to_owned(), vec![("/message/senderId", json!("99"), "message.senderId")]),
        (
            "voice",
            voice,
            vec![("/dialingStrategy/useSystemMappings", json!(true), "dialingStrategy.useSystemMappings")],
        ),
    ]
}

#[test]
fn no_update_removes_what_is_not_read() {
    for (kind, whole, own) in kinds() {
        let (sandbox, ..) = with_campaign(&whole, &[]);
        for (place, value, key) in of_both().into_iter().chain(own) {
            let shown = format!("{kind} {place} {value}");
            let world = relay(&sandbox, Form::new(&[Answer::One], place, value));
            world.file(
                "campaigns/a.yaml",
                format!("name: Event Reminder\ncampaignType: {kind}\npriority: 2\n"),
            );
            let planned = lines(&plan(&world, &["--exit-code"]).expect_code(20));
            let why = format!("does not read ({key})");
            assert!(planned[0].starts_with("blocked ") && planned[0].contains(&why), "{shown}: {planned:?}");
            world.run("apply campaigns --resend-unreadable --yes").expect_code(10);
            let update = "campaign update 'Event Reminder' --priority 2 --yes -o json";
            let error = world.run(update).expect_code(6).error_json();
            assert_eq!(error["code"], "campaign/keys-not-read", "{shown}: {error}");
            assert!(error["message"].as_str().unwrap().contains(&why), "{shown}: {error}");
            let got = world.run("campaign get 'Event Reminder' -o json").expect_code(0).json();
            assert_eq!(got["unread"], json!([key]), "{shown}");
            let file = format!("# returned by the platform and not read by kcamp: \"{key}\"");
            world.run("campaign export 'Event Reminder'").expect_code(0).expect_stdout(&[&file]);
            assert_eq!(puts(&sandbox).len(), 0, "{shown}");
        }
        // A schedule is switched by another call, which sends nothing of the campaign.
        let world = relay(&sandbox, Form::new(&[Answer::One], "/isFiltersEnabled", json!(true)));
        world.run("schedule disable 'Event Reminder' --yes").expect_code(0);
    }
}

/// The list of campaigns has it, the read of the campaign has not.
#[test]
fn a_setting_that_only_the_row_of_the_list_has_is_not_removed() {
    let (sandbox, _, id) = with_campaign(FILE, &[]);
    let in_row = |place, value| relay(&sandbox, Form::new(&[Answer::List], place, value));
    for (place, value, key) in [
        ("/isFiltersEnabled", json!(true), "isFiltersEnabled"),
        ("/filters", json!([{"field": "state", "value": "TX"}]), "filters"),
        ("/contactLists", json!([{"name": "Event Guests", "filter": "VIP"}]), "contactLists.filter"),
        ("/dialingStrategy", json!({"allowWeekends": false}), "dialingStrategy.allowWeekends"),
    ] {
        let world = in_row(place, value);
        world.file("campaigns/a.yaml", "name: Event Reminder\ncampaignType: sms\npriority: 2\n");
        let planned = lines(&plan(&world, &["--exit-code"]).expect_code(20));
        let why = format!("does not read ({key})");
        assert!(planned[0].starts_with("blocked ") && planned[0].contains(&why), "{planned:?}");
        world.run("apply campaigns --yes").expect_code(10);
        for campaign in ["Event Reminder", &id] {
            let update = ["campaign", "update", campaign, "--priority", "2", "--yes", "-o", "json"];
            assert_eq!(
                world.run(update).expect_code(6).error_json()["code"],
                "campaign/keys-not-read",
                "{key}"
            );
        }
        assert_eq!(puts(&sandbox).len(), 0, "{key}");
    }
    for (at, (place, value)) in [
        ("/totalCallsMade", json!(12)),
        ("/isRunning", json!(false)),
        ("/progress", json!({"done": 3, "isOver": true})),
        ("/isFiltersEnabled", json!(false)),
    ]
    .into_iter()
    .enumerate()
    {
        let priority = (1 + at).to_string();
        let update = ["campaign", "update", "Event Reminder", "--priority", &priority, "--yes"];
        in_row(place, value).run(update).expect_code(0);
        assert_eq!(puts(&sandbox).len(), at + 1, "{place}");
    }
}

/// This machine made the campaign, so that a plan takes the rest of it from the answer to the create.
#[test]
fn a_setting_in_the_row_of_a_campaign_made_here_is_not_removed() {
    let sandbox = Sandbox::new();
    let world = relay(&sandbox, Form::new(&[Answer::List], "/isFiltersEnabled", json!(true)));
    world.file("campaigns/a.yaml", FILE);
    world.run("apply campaigns --yes").expect_code(0);
    world.file("campaigns/a.yaml", FILE.replace("priority: 5", "priority: 2"));
    let planned = lines(&plan(&world, &[]).expect_code(0));
    assert!(planned[0].starts_with("blocked ") && planned[0].contains("(isFiltersEnabled)"), "{planned:?}");
    world.run("apply campaigns --yes").expect_code(10);
    assert_eq!(puts(&sandbox).len(), 0);
}

#[test]
fn what_says_nothing_and_what_is_no_setting_keeps_no_update_back() {
    let (sandbox, ..) = with_campaign(FILE, &[]);
    let harmless = [
        ("/filters", json!([])),
        ("/filters", json!({"rules": [], "isOn": false, "name": " "})),
        ("/isFiltersEnabled", json!(false)),
        ("/dialingStrategy/useSystemMappings", json!(false)),
        ("/quietHours", Value::Null),
        ("/isImported", json!(true)),
        ("/totalMessagesSent", json!(12)),
        ("/schedule/startDateTime", json!("2027-01-01 18:29:00")),
        ("/contactLists", json!([{"name": "Event Guests", "_id": "cl-1", "totalRecordCount": 3}])),
    ];
    for (at, (place, value)) in harmless.into_iter().enumerate() {
        let shown = format!("{place} {value}");
        let world = relay(&sandbox, Form::new(&[Answer::One, Answer::List], place, value));
        let priority = (1 + at % 4).to_string();
        let run = world.run(["campaign", "update", "Event Reminder", "--priority", &priority, "--yes"]);
        run.expect_code(0);
        let sent = puts(&sandbox);
        assert_eq!((sent.len(), &sent[at]["priority"]), (at + 1, &json!(priority)), "{shown}");
        assert_eq!(sent[at]["contactLists"], json!(["Event Guests"]), "{shown}");
    }
}

#[test]
fn a_key_that_the_user_calls_harmless_blocks_nothing() {
    let (sandbox, ..) = with_campaign(FILE, &[]);
    let world = relay(&sandbox, Form::new(&[Answer::One], "/ownerTeam", json!("north")));
    let update = "campaign update 'Event Reminder' --priority 2 --yes";
    let said = world.run(update).expect_code(6).stderr;
    assert!(said.contains("harmless_keys"), "{said}");
    let world = world.with("KCAMP_HARMLESS_KEYS", "isFiltersEnabled");
    world.run(update).expect_code(6);
    let world = world.with("KCAMP_HARMLESS_KEYS", "tags, ownerTeam");
    world.run(update).expect_code(0);
    assert_eq!(puts(&sandbox).len(), 1);
    // A key that is read is never harmless in another form.
    let (sandbox, ..) = with_campaign(FILE, &[]);
    let world = relay(&sandbox, Form::new(&[Answer::One], "/dncLists", json!({"extra": ["a", "b"]})));
    let world = world.with("KCAMP_HARMLESS_KEYS", "dncLists,dncLists.extra");
    let run = world.run(update);
    assert_ne!(run.code, 0, "{}", run.stderr);
    assert_eq!(puts(&sandbox).len(), 0);
}

/// The plan knows the campaign by its row, and the read directly before the update shows the key.
#[test]
fn a_key_that_is_first_seen_directly_before_an_update_is_not_removed() {
    let sandbox = Sandbox::new();
    let world = relay(&sandbox, Form::new(&[Answer::One], "/isFiltersEnabled", json!(true)));
    world.file("campaigns/a.yaml", FILE);
    world.run("apply campaigns --yes").expect_code(0);
    world.file("campaigns/a.yaml", FILE.replace("priority: 5", "priority: 2"));
    assert!(lines(&plan(&world, &[]).expect_code(0))[0].starts_with("update "));
    let said = world.run("apply campaigns --yes").expect_code(6).stderr;
    assert!(said.contains("changed since it was read (keys that kcamp does not read)"), "{said}");
    let planned = lines(&plan(&world, &[]).expect_code(0));
    assert!(planned[0].starts_with("blocked ") && planned[0].contains("isFiltersEnabled"), "{planned:?}");
    assert_eq!(puts(&sandbox).len(), 0);
}

/// Base64 of Latin-1, of bytes, of nothing but spaces, and a masked value.
#[test]
fn a_text_that_cannot_be_read_is_never_sent_as_its_letters() {
    let file = "name: Event Reminder\ncampaignType: sms\npriority: 2\n";
    for text in ["Q2Fm6Q==", "//4=", "ICA=", "TWVzc2FnZSBmb3Ig%xxxxx"] {
        let (sandbox, ..) = with_campaign(FILE, &[]);
        let world = relay(&sandbox, Form::new(&[Answer::One], "/message/message", json!(text)));
        world.file("campaigns/a.yaml", file);
        let planned = lines(&plan(&world, &["--exit-code"]).expect_code(20));
        let why = "message: not in its file and not returned in a readable form";
        assert!(planned[0].starts_with("blocked ") && planned[0].contains(why), "{text}: {planned:?}");
        world.run("apply campaigns --resend-unreadable --yes").expect_code(10);
        let update = ["campaign", "update", "Event Reminder", "--priority", "2", "--yes"];
        world.run(update).expect_code(2).expect_stderr(&["--message", "kcamp reads"]);
        let got = world.run("campaign get 'Event Reminder' -o json").expect_code(0).json();
        assert_eq!((&got["unread"], &got["message"]), (&json!(["message.text"]), &Value::Null));
        assert_eq!(puts(&sandbox).len(), 0, "{text}");
        // Whoever gives the text anew says what people are to read.
        world.run([&update[..], &["--message", "Anew"]].concat()).expect_code(0);
        world.file("campaigns/a.yaml", format!("{file}message: {{text: Anew}}\ndescription: Other\n"));
        world.run("apply campaigns --yes").expect_code(0);
        let sent = puts(&sandbox);
        let texts: Vec<_> = sent.iter().map(|body| &body["message"]["message"]).collect();
        assert_eq!(texts, ["QW5ldw==", "QW5ldw=="], "{text}");
    }
    // In older answers the text itself stands there.
    let (sandbox, ..) = with_campaign(FILE, &[]);
    let world = relay(&sandbox, Form::new(&[Answer::One], "/message/message", json!("Hi, you!")));
    world.run("campaign update 'Event Reminder' --priority 2 --yes").expect_code(0);
    assert_eq!(puts(&sandbox)[0]["message"]["message"], "SGksIHlvdSE=");
}

/// Base64 in spellings that no documentation has: the words are shown, and no update sends its letters as words.
#[test]
fn a_text_in_another_spelling_of_base64_is_shown_and_never_sent_as_its_letters() {
    let file = "name: Event Reminder\ncampaignType: sms\npriority: 2\n";
    for text in [
        "SGkgdGhlcmUsIEFk\nYSE=",
        "SGkgdGhlcmUsIEFkYSE=%0A",
        "SGkgdGhlcmUsIEFkYSE&#61;",
        "SGkgdGhlcmUsIEFkYSE%253D",
        "SGkgdGhlcmUsIEFkYSE==",
    ] {
        let (sandbox, ..) = with_campaign(FILE, &[]);
        let world = relay(&sandbox, Form::new(&[Answer::One], "/message/message", json!(text)));
        world.file("campaigns/a.yaml", file);
        let planned = lines(&plan(&world, &["--exit-code"]).expect_code(20));
        assert!(planned[0].starts_with("blocked ") && planned[0].contains("message"), "{text}: {planned:?}");
        world.run("apply campaigns --resend-unreadable --yes").expect_code(10);
        let update = ["campaign", "update", "Event Reminder", "--priority", "2", "--yes"];
        world.run(update).expect_code(2).expect_stderr(&["--message", "kcamp reads"]);
        let got = world.run("campaign get 'Event Reminder' -o json").expect_code(0).json();
        assert_eq!(
            (&got["unread"], &got["message"]),
            (&json!(["message.text"]), &json!("Hi there, Ada!")),
            "{text}"
        );
        assert_eq!(puts(&sandbox).len(), 0, "{text}");
        world.run([&update[..], &["--message", "Anew"]].concat()).expect_code(0);
        assert_eq!(puts(&sandbox)[0]["message"]["message"], "QW5ldw==", "{text}");
    }
}

/// The row of a voice campaign may have an id in the place of its queue's name.
#[test]
fn an_id_in_a_row_is_not_sent_as_the_name_of_a_queue() {
    let (sandbox, _, id) = with_campaign(&sample("preview"), &[]);
    let update = ["campaign", "update", &id, "--priority", "2", "--yes"];
    for connection in ["qu-9f0e1f7a-64c4-5485-8690-7aefb9814222", "9f0e1f7a64c454858690aabb"] {
        let world = relay(&sandbox, Form::new(&[Answer::List], "/connection", json!(connection)));
        world.run(update).expect_code(2).expect_stderr(&["--queue", "an id instead of a name"]);
        assert_eq!(puts(&sandbox).len(), 0, "{connection}");
    }
    sandbox.world().run(update).expect_code(0);
    assert_eq!(puts(&sandbox).len(), 1);
}
