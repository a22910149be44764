//! Policies and files of defaults that somebody meant and that are not read: above the searched folders, or under a
//! name that is nearly right.

use serde_json::Value;

use crate::create::FILE;
use crate::world::{Sandbox, World};

/// What a case changes before its command.
type Prepare = dyn Fn(&World);

/// A campaign without a do-not-contact list.
fn without_list() -> String {
    FILE.replace("dncLists: testdnc\n", "")
}

fn above(given: &str) -> (Sandbox, World) {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    world.file("kcamp.defaults.yaml", given);
    world.file("c/one.yaml", without_list());
    (sandbox, world)
}

const COMMANDS: [&str; 7] = [
    "validate c/one.yaml",
    "validate c",
    "campaign create -f c/one.yaml --yes",
    "campaign create -f c --dry-run",
    "plan c/one.yaml",
    "apply c --yes",
    "campaign update -f c/one.yaml --yes",
];

#[test]
fn a_list_of_people_not_to_contact_above_the_named_folder_is_never_left_out_without_a_word() {
    for command in COMMANDS {
        let (sandbox, world) = above("dncLists: testdnc\n");
        let run = world.run(command).expect_code(3);
        let said = run.stdout.clone() + &run.stderr;
        assert!(said.contains("error[defaults/do-not-contact-not-used]"), "{command}: {run:?}");
        assert!(
            said.contains("kcamp.defaults.yaml is not used here") && said.contains("--defaults"),
            "{run:?}"
        );
        assert_eq!(sandbox.creates().len(), 0, "{command}");
    }
}

/// The defaults that `kcamp init` writes are in the account's folder, and a campaign may be put beside it.
#[test]
fn a_list_of_people_not_to_contact_in_the_folder_beside_a_campaign_is_named() {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    world.file("c/main/kcamp.defaults.yaml", "dncLists: testdnc\ndescription: X\n");
    let cases = [(without_list(), true), (FILE.to_owned(), false)];
    for (text, is_said) in cases {
        world.file("c/one.yaml", text);
        for command in ["validate c", "plan c", "validate c/one.yaml"] {
            let run = world.run(command).expect_code(0);
            let said = run.stdout + &run.stderr;
            let told = "c/main/kcamp.defaults.yaml is not used here, and has keys that this campaign lacks: dncLists";
            assert_eq!(said.contains("warning[defaults/not-used]"), is_said, "{command}: {said}");
            assert_eq!(said.contains(told), is_said, "{command}: {said}");
        }
    }
}

/// A file that is named is used in place of the folder's own, but a do-not-contact list is not lost by it.
#[test]
fn a_list_of_people_not_to_contact_in_a_file_that_another_one_replaces_is_never_left_out_without_a_word() {
    for (instead, code) in [("description: Z\n", 3), ("dncLists: testdnc\n", 0)] {
        let sandbox = Sandbox::new();
        let world = sandbox.world().with("KCAMP_DEFAULTS", "z.yaml");
        world.file("c/kcamp.defaults.yaml", "dncLists: testdnc\ndescription: X\n");
        world.file("z.yaml", instead);
        world.file("c/one.yaml", without_list());
        for command in ["validate c", "apply c --yes"] {
            let run = world.run(command).expect_code(code);
            let said = run.stdout + &run.stderr;
            let is_said = said.contains("error[defaults/do-not-contact-not-used]")
                && said.contains("write dncLists in that file");
            assert_eq!(is_said, code == 3, "{command}: {said}");
        }
        let lists: Vec<_> = sandbox.creates().iter().map(|body| body["dncLists"].clone()).collect();
        assert_eq!(lists.len(), usize::from(code == 0), "{lists:?}");
        assert!(lists.iter().all(|list| list.to_string().contains("testdnc")), "{lists:?}");
    }
}

#[test]
fn other_keys_above_the_named_folder_are_a_warning() {
    for command in ["validate c/one.yaml", "campaign create -f c/one.yaml --yes", "plan c", "apply c --yes"] {
        let (_sandbox, world) =
            above("dialingStrategy: {callingHours: {interval: 1}}\ncampaignType: voice\n");
        let run = world.run(command);
        assert!(
            !(run.stdout + &run.stderr).contains("defaults/not-used"),
            "the campaign lacks none: {command}"
        );
        let (_sandbox, world) = above("description: D\n");
        world.file("c/one.yaml", FILE.replace("description: Reminds guests\n", ""));
        let run = world.run(command);
        assert!((run.stdout + &run.stderr).contains("warning[defaults/not-used]"), "{command}");
    }
}

#[test]
fn the_folder_the_repository_or_a_flag_decides_about_what_is_above() {
    let sent = |prepare: &dyn Fn(&World), command: &str| -> (Value, String) {
        let (sandbox, world) = above("dncLists: testdnc\n");
        prepare(&world);
        let run = world.run(command).expect_code(0);
        (sandbox.creates()[0]["dncLists"].clone(), run.stdout + &run.stderr)
    };
    let nothing = |_: &World| {};
    let repository = |world: &World| drop(world.file(".git", "gitdir: elsewhere\n"));
    let inner_repository = |world: &World| drop(world.file("c/.git", "gitdir: elsewhere\n"));
    let of_its_own = |world: &World| drop(world.file("c/one.yaml", FILE));
    let comments = |world: &World| drop(world.file("none.yaml", "# nobody opted out\n"));
    let cases: [(&Prepare, &str, bool); 6] = [
        (&nothing, "campaign create -f .", true),
        (&nothing, "campaign create -f c/one.yaml --defaults kcamp.defaults.yaml", true),
        (&repository, "campaign create -f c/one.yaml", true),
        (&inner_repository, "campaign create -f c/one.yaml", false),
        (&of_its_own, "campaign create -f c/one.yaml", true),
        (&comments, "campaign create -f c/one.yaml --defaults none.yaml", false),
    ];
    for (prepare, command, has_list) in cases {
        let (list, said) = sent(prepare, command);
        assert_eq!(list == serde_json::json!({"name": "testdnc"}), has_list, "{command}: {list}");
        assert!(!said.contains("not-used"), "{command}: {said}");
    }
}

#[test]
fn a_name_that_is_nearly_right_is_an_error_wherever_such_a_file_is_searched() {
    for name in [
        "kcamp.policy.yml",
        "Kcamp.policy.yaml",
        ".kcamp.policy.yaml",
        "kcamp.defaults.yml",
        "kcamp-defaults.yaml",
    ] {
        for command in ["validate c/one.yaml", "campaign create -f c/one.yaml", "plan c/one.yaml"] {
            let sandbox = Sandbox::new();
            let world = sandbox.world();
            world.file("c/one.yaml", FILE);
            world.file(&format!("c/{name}"), "max_segments: 1\n");
            let run = world.run(command).expect_code(3);
            let said = run.stdout.clone() + &run.stderr;
            assert!(
                said.contains("error[file/name-nearly-right]") && said.contains(&format!("c/{name}")),
                "{run:?}"
            );
            assert_eq!(sandbox.creates().len(), 0);
        }
    }
}

#[test]
fn a_policy_is_searched_above_the_named_folder_too() {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    world.file("c/d/one.yaml", FILE);
    world.file("kcamp.policy.yml", "max_segments: 1\n");
    let run = world.run("validate c/d/one.yaml").expect_code(3);
    assert_eq!(run.stdout.matches("file/name-nearly-right").count(), 1, "{run:?}");
}

#[test]
fn a_list_of_people_not_to_contact_above_stops_only_what_sends_contact_lists() {
    let schedule = crate::create::SCHEDULE;
    let without_contacts =
        format!("{}{schedule}", without_list().replace("contactLists: [Event Guests]\n", ""));
    let with_contacts = format!("{}{schedule}", without_list());
    for (text, command, code) in [
        (&with_contacts, "schedule enable -f c/one.yaml --yes", 0),
        (&without_contacts, "schedule enable -f c/one.yaml --yes", 0),
        (&with_contacts, "schedule preview -f c/one.yaml", 0),
        (&with_contacts, "schedule preview -f c", 0),
        (&without_contacts, "campaign update -f c/one.yaml --priority 2 --yes", 0),
        (&with_contacts, "campaign update -f c/one.yaml --priority 2 --yes", 3),
        (&without_contacts, "campaign update -f c/one.yaml --contact-list Others --yes", 3),
        (&with_contacts, "campaign create -f c/one.yaml --yes", 3),
    ] {
        let (sandbox, world) = above("dncLists: other\n");
        world.file("live/campaign.yaml", format!("{FILE}\n"));
        world.file("live/.git", "gitdir: elsewhere\n");
        world.run("campaign create -f live/campaign.yaml --yes").expect_code(0);
        world.file("c/one.yaml", text);
        let before = sandbox.received().len();
        let run = world.run(command).expect_code(code);
        let said =
            if code == 0 { "warning[defaults/not-used]" } else { "error[defaults/do-not-contact-not-used]" };
        let run = run.expect_stderr(&[said]);
        let sent = sandbox.received().split_off(before);
        let puts: Vec<&Value> = sent.iter().filter(|it| it["method"] == "PUT").collect();
        // The live campaign keeps its own list.
        assert!(
            puts.iter().all(|put| put["body"].get("contactLists").is_none()
                || put["body"]["dncLists"]["name"] == "testdnc"),
            "{command}: {run:?}"
        );
        assert!(code == 0 || puts.is_empty(), "{command}: {run:?}");
    }
}
