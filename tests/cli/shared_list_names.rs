//! Contact lists with the same name. The platform finds a list by its name alone, for contacts and for the lists of a
//! campaign.

use crate::create::FILE;
use crate::world::{Sandbox, World};

/// A sandbox with two lists of these names, and their ids.
fn with_lists(names: [&str; 2]) -> (Sandbox, World, [String; 2]) {
    let sandbox = Sandbox::with_flags(&["--choice", "names=repeated"]);
    let world = sandbox.world();
    let ids = names.map(|name| {
        let create = ["contact-list", "create", name, "--description", "x", "-o", "json"];
        world.run(create).expect_code(0).json()["id"].as_str().unwrap().to_owned()
    });
    world.file("people.csv", "phone\n+12025550131\n");
    (sandbox, world, ids)
}

#[test]
fn nothing_goes_into_a_list_whose_name_another_list_has() {
    for names in [["Guests", "Guests"], ["Guests", "guests"]] {
        let (sandbox, world, ids) = with_lists(names);
        for list in [names[0], names[1], &ids[0], &ids[1]] {
            let import = ["contact-list", "import", list, "people.csv", "--yes", "-o", "json"];
            let run = world.run(import).expect_code(6);
            let error = run.error_json();
            assert_eq!(error["code"], "platform/contact-list-name-shared", "{names:?} {list}");
            let message = error["message"].as_str().unwrap();
            assert!(ids.iter().all(|id| message.contains(id.as_str())), "{message}");
            let hint = error["hint"].as_str().unwrap();
            assert!(hint.contains("contact-list rename") && !hint.contains("give the id"), "{hint}");
        }
        assert!(sandbox.received_at("POST", "/addContacts").is_empty());
        // After a rename, each list gets its own contacts.
        world.run(["contact-list", "rename", &ids[1], "--name", "Members"]).expect_code(0);
        world.run(["contact-list", "import", &ids[1], "people.csv", "--yes"]).expect_code(0);
        let sent = sandbox.received_at("POST", "/addContacts");
        assert_eq!(sent.len(), 1);
        assert_eq!(sent[0]["body"]["contact_list_name"], "Members");
    }
}

/// Campaigns that were sent.
fn sent(sandbox: &Sandbox) -> usize {
    let requests = sandbox.received();
    requests.iter().filter(|it| it["body"]["contactLists"].is_array()).count()
}

#[test]
fn no_campaign_is_made_on_one_of_several_lists_of_a_name() {
    for names in [["Guests", "Guests"], ["Guests", "guests"]] {
        let (sandbox, world, ids) = with_lists(names);
        let file = std::fs::read_to_string("examples/event-reminder.yaml").unwrap();
        world.file("event.yaml", file.replace("Event Guests", "Guests"));
        let blocked = world.run("apply event.yaml --yes");
        let said = blocked.stdout.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(said.contains("several contact lists are named \"Guests\""), "{said}");
        for create in [["campaign", "create"], ["campaign", "new"]] {
            let error = world
                .run([&create[..], &["-f", "event.yaml", "--yes", "-o", "json"]].concat())
                .expect_code(6)
                .error_json();
            assert_eq!(error["code"], "platform/contact-list-name-shared", "{names:?}");
            let message = error["message"].as_str().unwrap();
            assert!(ids.iter().all(|id| message.contains(id.as_str())), "{message}");
            assert!(message.ends_with("; nothing was sent"), "{message}");
            assert_eq!(message.contains("upper and lower case"), names[0] != names[1], "{message}");
        }
        assert_eq!(sent(&sandbox), 0);
        world.run(["contact-list", "rename", &ids[1], "--name", "Members"]).expect_code(0);
        world.run("apply event.yaml --yes").expect_code(0);
        assert_eq!(sent(&sandbox), 1);
    }
}

/// A comma may be part of a name; where no list has that name, and each part is a list's, several were meant.
#[test]
fn names_of_lists_with_a_comma_between_them_are_told_apart() {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    world.file("event.yaml", FILE.replace("Event Guests", "\"Event Guests,Renewal Due July\""));
    let told = "\"Event Guests\" and \"Renewal Due July\" are lists";
    let next = "--contact-list \"Event Guests\" --contact-list \"Renewal Due July\"";
    let planned = world.run("plan event.yaml").expect_code(0).stdout;
    let planned = planned.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(planned.contains(told) && !planned.contains("contact-list create"), "{planned}");
    let hint = world.run("apply event.yaml --yes -o json").expect_code(10).error_json()["hint"].to_string();
    assert!(hint.contains(&next.replace('"', "\\\"")), "{hint}");
    let run = world.run("campaign create -f event.yaml --yes").expect_code(5);
    run.expect_stderr(&[told, next, "nothing was sent"]);
    assert_eq!(sandbox.creates().len(), 0);
}

#[test]
fn no_campaign_is_given_one_of_several_lists_of_a_name() {
    for (names, list, code) in [
        (["Guests", "Guests"], "Guests", 6),
        (["Guests", "guests"], "guests", 6),
        (["Guests", "Members"], "Guests", 0),
    ] {
        let (sandbox, world, _) = with_lists(names);
        let file = std::fs::read_to_string("examples/event-reminder.yaml").unwrap();
        world.file("event.yaml", &file);
        world.run("campaign create -f event.yaml --yes").expect_code(0);
        let before = sent(&sandbox);
        let update = ["campaign", "update", "Event Reminder SMS", "--contact-list", list, "--yes"];
        let run = world.run(update).expect_code(code);
        assert_eq!(sent(&sandbox) - before, usize::from(code == 0), "{names:?}");
        let is_refused = run.stderr.contains("several contact lists are named");
        assert_eq!(is_refused, code == 6, "{}", run.stderr);
        // Another field of it is changed as before.
        world.run("campaign update 'Event Reminder SMS' --priority 3 --yes").expect_code(0);
    }
}

#[test]
fn an_update_of_something_else_sends_no_list_name_that_another_list_got_since() {
    for other in ["Guests", "guests"] {
        let (sandbox, world, ids) = with_lists(["Guests", "Members"]);
        let file = std::fs::read_to_string("examples/event-reminder.yaml").unwrap();
        let file = file.replace("Event Guests", "Guests");
        world.file("event.yaml", &file);
        world.run("campaign create -f event.yaml --yes").expect_code(0);
        world.run(["contact-list", "rename", &ids[1], "--name", other]).expect_code(0);
        let before = sent(&sandbox);
        let update = "campaign update 'Event Reminder SMS' --priority 3 --yes -o json";
        let error = world.run(update).expect_code(6).error_json();
        assert_eq!(error["code"], "platform/contact-list-name-shared", "{other}");
        assert_eq!(sent(&sandbox), before, "{other}");
        world.run(["contact-list", "rename", &ids[1], "--name", "Members"]).expect_code(0);
        world.run("campaign update 'Event Reminder SMS' --priority 2 --yes").expect_code(0);
        assert_eq!(sent(&sandbox) - before, 1);
    }
}
