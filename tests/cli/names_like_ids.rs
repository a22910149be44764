//! Campaign names in the form of an id. A typed name means one campaign, and no other is written to.

use serde_json::{Value, json};

use crate::calls::is_write;
use crate::world::{Sandbox, World};

const FILE: &str = "platform: burki\ncampaign_type: sms\nassistant_id: 7\nsms_message_template: Reply STOP to opt out.\nname: ";

/// An account on Burki where "2" has the id 1, "Other" the id 2, and "2027" the id 3.
fn account() -> (Sandbox, World) {
    let sandbox = Sandbox::new();
    let world = sandbox.burki_world();
    world.file("people.csv", "phone\n+12025550131\n");
    for name in ["2", "Other", "2027"] {
        let body =
            json!({"name": name, "campaign_type": "sms", "assistant_id": 7, "sms_message_template": "STOP"});
        world.file("live.json", body.to_string());
        let line = ["api", "POST", "/api/v1/campaigns/", "--input", "live.json", "--yes"];
        drop(world.run(line).expect_code(0));
    }
    for id in ["id:1", "id:2", "id:3"] {
        drop(world.run(["campaign", "import", id, "people.csv", "--yes"]).expect_code(0));
    }
    (sandbox, world)
}

fn writes(sandbox: &Sandbox) -> Vec<String> {
    let writes = sandbox.received().into_iter().filter(is_write);
    writes.map(|request| format!("{} {}", request["method"], request["path"]).replace('"', "")).collect()
}

#[test]
fn a_text_that_is_one_campaigns_id_and_anothers_name_is_asked_back_and_nothing_is_sent() {
    for line in [
        &["campaign", "start", "2", "--yes"][..],
        &["campaign", "start", "2", "Other", "--yes"],
        &["campaign", "stop", "2", "--yes"],
        &["campaign", "delete", "2", "--yes"],
        &["campaign", "import", "2", "people.csv", "--yes"],
        &["campaign", "update", "2", "--assistant-id", "8", "--yes"],
        &["campaign", "get", "2"],
        &["campaign", "status", "2"],
        &["campaign", "export", "2"],
        &["campaign", "contacts", "2"],
        &["schedule", "disable", "2", "--yes"],
        &["schedule", "show", "2"],
        &["halt", "--except", "2", "--yes"],
    ] {
        let (sandbox, world) = account();
        let before = writes(&sandbox).len();
        let run = world.run(line).expect_code(6);
        run.expect_stderr(&["\"2\" (1)", "\"Other\" (2)", "id:"]);
        assert_eq!(writes(&sandbox).len(), before, "{line:?}");
    }
}

#[test]
fn an_id_that_is_said_to_be_one_means_its_campaign_alone() {
    for (given, id) in
        [("id:1", "1"), ("id:2", "2"), ("id:3", "3"), ("3", "3"), ("2027", "3"), ("Other", "2")]
    {
        let (sandbox, world) = account();
        let got = world.run(["campaign", "get", given, "-o", "json"]).expect_code(0).json();
        assert_eq!(got["id"], id, "{given}");
        world.run(["campaign", "start", given, "--yes"]).expect_code(0);
        let sent = sandbox.received_at("POST", "/start");
        let paths: Vec<&Value> = sent.iter().map(|request| &request["path"]).collect();
        assert_eq!(paths, [&json!(format!("/api/v1/campaigns/{id}/start"))], "{given}");
    }
    let (_sandbox, world) = account();
    world.run("halt --except id:2 --dry-run").expect_code(0);
    world.run("campaign get id:9").expect_code(5);
    world.run("campaign get 9").expect_code(5);
}

#[test]
fn a_file_means_its_name_and_never_an_id() {
    let (sandbox, world) = account();
    world.file("two.yaml", format!("{FILE}\"2\"\n"));
    world.run("campaign start -f two.yaml --yes").expect_code(0);
    assert_eq!(sandbox.received_at("POST", "/campaigns/1/start").len(), 1);
    assert_eq!(sandbox.received_at("POST", "/campaigns/2/start").len(), 0);
    let (_sandbox, world) = account();
    world.file("two.yaml", format!("{FILE}\"2\"\n"));
    // A live campaign with such a name can be planned and updated.
    let update = world.run("campaign update -f two.yaml --yes -o json").expect_code(0);
    assert_eq!(update.json()["id"], "1", "{update:?}");
    world.run("apply two.yaml --yes").expect_code(0);
}

#[test]
fn no_campaign_is_created_under_a_name_that_has_the_form_of_an_id() {
    let kore = "campaignType: sms\nname: ";
    for (name, is_burki) in [("7", true), ("2028", true), ("id:5", true), ("cd-2027-01-04", false)] {
        let sandbox = Sandbox::new();
        let world = if is_burki { sandbox.burki_world() } else { sandbox.world() };
        if is_burki {
            world.file("new.yaml", format!("{FILE}\"{name}\"\n"));
            let create = world.run("campaign create -f new.yaml --yes").expect_code(3);
            create.expect_stderr(&["error[campaign/name-is-an-id]", name]);
            world.run("validate new.yaml").expect_code(0).expect_stdout(&["warning[campaign/name-is-an-id]"]);
            let plan = world.run("plan new.yaml -o json").expect_code(0);
            assert!(plan.stdout.contains("has the form of an id"), "{plan:?}");
            world.run("apply new.yaml --yes").expect_code(10);
            let flags = ["campaign", "create", "--name", name, "--type", "sms", "--assistant-id", "7"];
            let flags = [&flags[..], &["--sms-message", "Reply STOP.", "--yes"]].concat();
            world.run(flags).expect_code(3).expect_stderr(&["error[campaign/name-is-an-id]"]);
        } else {
            world.file("new.yaml", format!("{kore}{name}\n"));
            drop(world.run("validate new.yaml").expect_stdout(&["campaign/name-is-an-id"]));
        }
        assert_eq!(writes(&sandbox), Vec::<String>::new(), "{name}");
    }
}

#[test]
fn a_name_on_kore_that_looks_like_an_id_is_found_by_it() {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    let id = crate::names::hold(&world, "cd-2027-01-04");
    for given in ["cd-2027-01-04", id.as_str(), &format!("id:{id}")] {
        let got = world.run(["campaign", "get", given, "-o", "json"]).expect_code(0).json();
        assert_eq!(got["id"], id.as_str(), "{given}");
    }
}

#[test]
fn where_the_list_is_read_anyway_an_id_that_is_anothers_name_is_asked_back_on_kore_too() {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    let id = crate::names::hold(&world, "Event Reminder");
    let other = crate::names::hold(&world, &id);
    crate::names::hold(&world, "Third");
    let before = writes(&sandbox).len();
    for line in [
        &["campaign", "status", &id, "Third"][..],
        &["campaign", "delete", &id, "Third", "--yes"],
        &["schedule", "disable", &id, "Third"],
        &["halt", "--except", &id, "--yes"],
    ] {
        let run = world.run(line).expect_code(6);
        run.expect_stderr(&[&format!("{id:?} ({other})"), &format!("({id})"), "id:"]);
    }
    assert_eq!(writes(&sandbox).len(), before);
    // One alone is read by its id, and a marked one is an id.
    assert_eq!(world.run(["campaign", "status", &id, "-o", "json"]).expect_code(0).json()["id"], id.as_str());
    world.run(["campaign", "delete", &format!("id:{id}"), "Third", "--yes"]).expect_code(0);
    world.run(["campaign", "get", &other]).expect_code(0);
}

/// An account where the list "Guests" has the id that is the name of another list, and the ids of the two.
fn lists() -> (Sandbox, World, [String; 2]) {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    world.file("people.csv", "phone\n+12025550131\n");
    let create = |name: &str| {
        let body =
            json!({"name": name, "description": "x", "source": "passiveApi", "allowDuplicates": false});
        world.file("list.json", body.to_string());
        let path =
            "/campaign/api/v2/public/{streamId}/campaign/contactList/createContactList?accountId={accountId}";
        let line = ["api", "POST", path, "--input", "list.json", "--yes", "-o", "json"];
        world.run(line).expect_code(0).json()["data"]["_id"].as_str().unwrap().to_owned()
    };
    let guests = create("Guests");
    let other = create(&guests);
    (sandbox, world, [guests, other])
}

const LIST_COMMANDS: [(&str, &[&str]); 5] = [
    ("get", &[]),
    ("contacts", &[]),
    ("rename", &["--description", "changed"]),
    ("delete", &["--yes"]),
    ("import", &["people.csv", "--yes"]),
];

#[test]
fn a_text_that_is_one_lists_id_and_anothers_name_is_asked_back_and_nothing_is_sent() {
    for (verb, rest) in LIST_COMMANDS {
        let (sandbox, world, [guests, other]) = lists();
        let before = writes(&sandbox).len();
        let line = [&["contact-list", verb, guests.as_str()][..], rest, &["-o", "json"]].concat();
        let error = world.run(line).expect_code(6).error_json();
        assert_eq!(error["code"], "platform/several-contact-lists", "{verb}");
        let message = error["message"].as_str().unwrap();
        let both = [format!("\"Guests\" ({guests})"), format!("{guests:?} ({other})")];
        assert!(both.iter().all(|one| message.contains(one)), "{message}");
        assert!(error["hint"].as_str().unwrap().contains("id:"), "{error}");
        assert_eq!(writes(&sandbox).len(), before, "{verb}");
    }
}

#[test]
fn a_marked_id_means_its_list_alone() {
    for (verb, rest) in LIST_COMMANDS {
        for meant in 0..2 {
            let (sandbox, world, ids) = lists();
            let marked = format!("id:{}", ids[meant]);
            world.run([&["contact-list", verb, marked.as_str()][..], rest].concat()).expect_code(0);
            let sent = sandbox.received().pop().unwrap();
            let is_meant = match verb {
                "import" => sent["body"]["contact_list_name"] == [json!("Guests"), json!(ids[0])][meant],
                _ => sent["path"].as_str().unwrap().contains(&ids[meant]),
            };
            assert!(is_meant, "{verb} {marked}: {sent}");
        }
    }
    // The other one is reached by its own id, and either by a name that is nobody's id.
    let (_sandbox, world, [guests, other]) = lists();
    for (given, id) in [(other.as_str(), &other), ("Guests", &guests)] {
        let got = world.run(["contact-list", "get", given, "-o", "json"]).expect_code(0).json();
        assert_eq!(&got["id"], id, "{given}");
    }
}

#[test]
fn no_list_gets_a_name_that_has_the_form_of_an_id() {
    let (sandbox, world, [guests, _]) = lists();
    let before = writes(&sandbox).len();
    for name in [guests.as_str(), "cl-7", "cl-2027-01-04", "id:cl-7", " cl-7 "] {
        for line in [
            ["contact-list", "create", name, "--description", "x"],
            ["contact-list", "rename", "Guests", "--name", name],
        ] {
            let error = world.run(line.iter().chain(&["-o", "json"])).expect_code(2).error_json();
            assert_eq!(error["code"], "contact-list/name-is-an-id", "{name}");
        }
    }
    assert_eq!(writes(&sandbox).len(), before);
    for name in ["cl-player", "CL 7", "id:7"] {
        world.run(["contact-list", "create", name, "--description", "x"]).expect_code(0);
    }
}

#[test]
fn what_is_marked_as_an_id_and_is_none_is_said_so() {
    let (sandbox, burki) = account();
    let kore = sandbox.world();
    for (world, line, thing) in [
        (&kore, ["campaign", "get", "id:nothing"], "campaign"),
        (&kore, ["campaign", "stop", "id:42"], "campaign"),
        (&burki, ["campaign", "get", "id:nothing"], "campaign"),
        (&kore, ["contact-list", "get", "id:nothing"], "contact list"),
        (&kore, ["contact-list", "delete", "id:cd-12345678"], "contact list"),
    ] {
        let error = world.run(line.iter().chain(&["-o", "json"])).expect_code(5).error_json();
        let id = line[2].strip_prefix("id:").unwrap();
        let words = format!("{id:?} is not an id of a {thing}, and no {thing} is named {:?}", line[2]);
        assert!(error["message"].as_str().unwrap().contains(&words), "{error}");
    }
    for (world, line) in [
        (&kore, ["contact-list", "get", "id:cl-718e888-3aca-4008-973e-6d79940a1b2c"]),
        (&kore, ["contact-list", "get", "cl-718e888-3aca-4008-973e-6d79940a1b2c"]),
        (&kore, ["contact-list", "get", "id:cl-7"]),
        (&kore, ["campaign", "get", "id:cd-9e14b72-88cc-4544-9a98-7aee9b7a1b2c"]),
    ] {
        let run = world.run(line).expect_code(5);
        run.expect_stderr(&[line[2].strip_prefix("id:").unwrap_or(line[2])]);
    }
}
