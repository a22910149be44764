//! `kcamp contact-list`: lists are created, shown, changed and deleted, and their contacts are shown with masks.

use serde_json::{Value, json};

use crate::create::FILE;
use crate::world::{Run, Sandbox, World};

const CREATE: [&str; 5] =
    ["contact-list", "create", "Spring Guests", "--description", "Guests of next spring"];

#[must_use]
fn list(world: &World, arguments: &[&str]) -> Run {
    let line: Vec<&str> = ["contact-list"].iter().chain(arguments).chain(&["-o", "json"]).copied().collect();
    world.run(line)
}

#[test]
fn a_list_is_created_shown_changed_and_deleted() {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    let created = world.run(CREATE.iter().chain(&["--allow-duplicates", "-o", "json"])).expect_code(0).json();
    assert_eq!((&created["name"], &created["outcome"]), (&json!("Spring Guests"), &json!("created")));
    let sent = &sandbox.received_at("POST", "/createContactList")[0]["body"];
    let expected = json!({
        "name": "Spring Guests", "description": "Guests of next spring", "source": "passiveApi",
        "allowDuplicates": true,
    });
    assert_eq!(sent, &expected);
    let id = created["id"].as_str().unwrap();

    let by_name = list(&world, &["get", "Spring Guests"]).expect_code(0).json();
    assert_eq!(by_name, list(&world, &["get", id]).expect_code(0).json());
    assert_eq!((&by_name["allow_duplicates"], &by_name["records"]), (&json!(true), &json!(0)));
    assert_eq!(by_name["mapping"]["phoneNumber"], "phoneNumber");

    list(&world, &["rename", "Spring Guests", "--name", "Guests"]).expect_code(0);
    assert_eq!(sandbox.received_at("PUT", id)[0]["body"], json!({"name": "Guests"}));
    assert_eq!(list(&world, &["get", id]).json()["description"], "Guests of next spring");

    list(&world, &["delete", "Guests"]).expect_code(12).expect_stderr(&["cannot be undone", "--yes"]);
    assert_eq!(sandbox.received_at("DELETE", id).len(), 0);
    let deleted = list(&world, &["delete", "Guests", "--yes"]).expect_code(0).json();
    assert_eq!((&deleted["id"], &deleted["outcome"]), (&json!(id), &json!("deleted")));
    list(&world, &["get", "Guests"]).expect_code(5).expect_stderr(&["contact-list list"]);
}

#[test]
fn a_list_that_a_campaign_uses_is_not_deleted() {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    world.file("campaign.yaml", FILE);
    world.run("campaign create -f campaign.yaml").expect_code(0);
    let error = list(&world, &["delete", "Event Guests", "--yes"]).expect_code(6).error_json();
    assert_eq!(error["code"], "contact-list/in-use");
    assert!(error["message"].as_str().unwrap().contains("Event Reminder"), "{error}");
    assert!(sandbox.received().iter().all(|request| request["method"] != "DELETE"));
}

#[test]
fn limits_are_checked_before_anything_is_sent() {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    let (long_name, long_text) = ("n".repeat(49), "d".repeat(257));
    for (arguments, code) in [
        (vec!["create", &long_name, "--description", "x"], "contact-list/name-too-long"),
        (vec!["create", " ", "--description", "x"], "contact-list/name-empty"),
        (vec!["create", "Guests", "--description", &long_text], "contact-list/description-too-long"),
        (vec!["create", "Guests", "--description", ""], "contact-list/description-empty"),
        (vec!["rename", "Event Guests", "--name", &long_name], "contact-list/name-too-long"),
    ] {
        assert_eq!(list(&world, &arguments).expect_code(2).error_json()["code"], code);
    }
    assert_eq!(sandbox.received(), Vec::<Value>::new());
}

#[test]
fn a_dry_run_of_create_opens_no_socket_and_those_that_read_write_nothing() {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    world
        .run(CREATE.iter().chain(&["--dry-run"]))
        .expect_code(0)
        .expect_stdout(&["createContactList", "passiveApi"]);
    assert_eq!(sandbox.received().len(), 0);
    world.run("contact-list delete 'Event Guests' --dry-run").expect_code(0).expect_stdout(&["DELETE "]);
    world
        .run("contact-list rename 'Event Guests' --name Other --dry-run")
        .expect_code(0)
        .expect_stdout(&["PUT ", "Other"]);
    let writes = sandbox.received().iter().filter(|request| request["method"] != "POST").count();
    assert_eq!(writes, 0);
}

#[test]
fn names_that_differ_in_case_are_offered_and_not_taken() {
    let world = World::new().with("KCAMP_SANDBOX", "1");
    let error = list(&world, &["get", "event guests"]).expect_code(5).error_json();
    assert!(error["message"].as_str().unwrap().contains("\"Event Guests\" (cl-"), "{error}");
}

#[test]
fn contacts_are_all_there_and_masked_unless_asked() {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    let masked = list(&world, &["contacts", "Event Guests"]).expect_code(0).json();
    let rows = masked.as_array().unwrap();
    assert_eq!(rows.len(), 200);
    assert!(rows.iter().all(|row| row["phone_number"].as_str().unwrap().contains("***")), "{masked}");
    assert_eq!(sandbox.received_at("GET", "/getAllContacts").len(), 4);

    let shown = list(&world, &["contacts", "Event Guests", "--show-numbers"]).expect_code(0).json();
    assert_eq!(shown[199]["phone_number"], "+12035550199");
    let first = list(&world, &["contacts", "Event Guests", "--limit", "3"])
        .expect_code(0)
        .expect_stderr(&["only the first 3"]);
    assert_eq!(first.json().as_array().unwrap().len(), 3);
}

#[test]
fn a_lost_answer_is_settled_by_reading_and_never_sent_again() {
    for (fault, arguments, path) in [
        ("drop-after-send:POST:createContactList", CREATE[1..].to_vec(), "/createContactList"),
        ("drop-after-send:PUT", vec!["rename", "Event Guests", "--name", "Guests"], ""),
        ("drop-after-send:DELETE", vec!["delete", "Event Guests", "--yes"], ""),
    ] {
        let sandbox = Sandbox::with_faults(&[fault]);
        let done = list(&sandbox.world(), &arguments).expect_code(0).json();
        assert_eq!(done["answer_lost"], true, "{fault}");
        let method = fault.split(':').nth(1).unwrap();
        assert_eq!(
            sandbox.received_at(method, path).iter().filter(|request| request["fault"] == *fault).count(),
            1
        );
    }
}

#[test]
fn a_list_of_before_is_never_taken_for_the_one_that_was_lost() {
    // A list with this name, from the same moment or older by the platform's clock, with another description or the
    // same.
    let (now, since) = ("2026-12-03T08:00:00Z", "2026-12-03T08:00:30Z");
    std::thread::scope(|scope| {
        for (description, at, applied, words) in [
            ("Another", now, false, "it is not what was sent: description"),
            ("The same", now, true, "2 contact lists of this name were created since"),
            ("The same", since, false, "older than this create"),
            ("The same", since, true, ""),
        ] {
            scope.spawn(move || {
                let calm = Sandbox::with_flags(&["--choice", "names=repeated"]);
                let create = |description| ["create", "Fresh", "--description", description];
                list(&calm.world(), &create(description)).expect_code(0);
                let fault = if applied { "drop-after-send" } else { "drop-before-apply" };
                let spec = format!("{fault}:POST:createContactList");
                let sandbox =
                    Sandbox::later_with(&calm, at, &["--fault", &spec, "--choice", "names=repeated"]);
                // This machine's clock is slow, which has no effect.
                let world = sandbox.world().with("KCAMP_NOW", "2026-12-03T07:59:50Z");
                let run = list(&world, &create("The same"));
                if words.is_empty() {
                    assert_eq!(run.expect_code(0).json()["answer_lost"], true);
                } else {
                    let error = run.expect_code(9).error_json();
                    assert!(error["message"].as_str().unwrap().contains(words), "{words}: {error}");
                }
                assert_eq!(sandbox.received_at("POST", "/createContactList").len(), 1, "{words}");
            });
        }
    });
}

#[test]
fn a_change_that_was_there_before_proves_nothing() {
    let sandbox = Sandbox::with_faults(&["drop-before-apply:PUT"]);
    let run = list(&sandbox.world(), &["rename", "Event Guests", "--name", "Event Guests"]).expect_code(9);
    let error = run.error_json();
    assert!(error["message"].as_str().unwrap().contains("it was so before"), "{error}");
}

#[test]
fn a_write_that_never_arrived_stays_in_doubt() {
    for (fault, arguments) in [
        ("drop-before-apply:POST:createContactList", CREATE[1..].to_vec()),
        ("drop-before-apply:PUT", vec!["rename", "Event Guests", "--name", "Guests"]),
        ("drop-before-apply:DELETE", vec!["delete", "Event Guests", "--yes"]),
    ] {
        let sandbox = Sandbox::with_faults(&[fault]);
        let error = list(&sandbox.world(), &arguments).expect_code(9).error_json();
        assert!(error["hint"].as_str().unwrap().contains("contact-list"), "{error}");
        let sent = sandbox.received().iter().filter(|request| request["fault"] == *fault).count();
        assert_eq!(sent, 1, "{fault}");
    }
}

#[test]
fn the_campaigns_that_use_a_list_are_named_before_it_is_renamed() {
    let (sandbox, world, _) = crate::lifecycle::with_campaign(FILE, &[]);
    let lists = world.run("contact-list list -o json").expect_code(0).json();
    let used = lists
        .as_array()
        .unwrap()
        .iter()
        .find(|list| list["used_by"] != serde_json::json!([]))
        .unwrap()
        .clone();
    let name = used["name"].as_str().unwrap();
    let said = "campaigns use this list: Event Reminder";
    let run = world.run(["contact-list", "rename", name, "--description", "Other"]).expect_code(0);
    assert!(!run.stderr.contains(said), "{}", run.stderr);
    let before = sandbox.received().len();
    let run = world.run(["contact-list", "rename", name, "--name", "Others", "-o", "json"]).expect_code(0);
    assert_eq!(run.expect_stderr(&[said]).json()["used_by"], used["used_by"]);
    // The names are those of the list that was read anyway.
    let sent: Vec<Value> = sandbox.received()[before..].to_vec();
    assert!(
        sent.iter().all(|it| !it["path"].as_str().unwrap().ends_with("getAllCampaignDetails")),
        "{sent:?}"
    );
}
