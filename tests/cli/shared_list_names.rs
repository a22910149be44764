//! Contact lists of one name: the platform takes contacts, and the lists of a campaign, by the name alone.

use crate::world::{Sandbox, World};

/// A sandbox with two lists of each pair of names, and the ids of them.
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
        // With another name each list gets its own contacts.
        world.run(["contact-list", "rename", &ids[1], "--name", "Members"]).expect_code(0);
        world.run(["contact-list", "import", &ids[1], "people.csv", "--yes"]).expect_code(0);
        let sent = sandbox.received_at("POST", "/addContacts");
        assert_eq!(sent.len(), 1);
        assert_eq!(sent[0]["body"]["contact_list_name"], "Members");
    }
}

#[test]
fn no_campaign_is_made_on_one_of_several_lists_of_a_name() {
    let (sandbox, world, ids) = with_lists(["Guests", "Guests"]);
    let file = std::fs::read_to_string("examples/event-reminder.yaml").unwrap();
    world.file("event.yaml", file.replace("Event Guests", "Guests"));
    let blocked = world.run(["apply", "event.yaml", "--yes"]);
    assert!(blocked.stdout.contains("several contact lists are named \"Guests\""), "{}", blocked.stdout);
    let creates = |sandbox: &Sandbox| {
        let requests = sandbox.received();
        requests.iter().filter(|it| it["body"]["contactLists"].is_array()).count()
    };
    assert_eq!(creates(&sandbox), 0);
    world.run(["contact-list", "rename", &ids[1], "--name", "Members"]).expect_code(0);
    world.run(["apply", "event.yaml", "--yes"]).expect_code(0);
    assert_eq!(creates(&sandbox), 1);
}
