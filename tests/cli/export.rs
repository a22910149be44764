//! `kcamp campaign export`: a live campaign becomes a file that makes the same campaign again.

use serde_json::{Value, json};

use crate::colleagues::BURKI_FILE;
use crate::create::{FILE, SCHEDULE};
use crate::lifecycle::{sample, with_campaign};
use crate::world::Sandbox;

/// The samples, with the fields that their exported files lack and the flags for those.
const SAMPLES: [(&str, Option<&str>, &[&str]); 6] = [
    ("smsSimple", None, &[]),
    ("smsTemplate", Some("message.text"), &["--message", "Message for your targeted customer"]),
    ("smsAdvanced", Some("experienceFlowName"), &["--experience-flow", "SMS Support Flow"]),
    ("agentless", Some("enableMachineDetect"), &["--machine-detect", "no"]),
    ("progressive", None, &[]),
    ("preview", None, &[]),
];

#[test]
fn every_sample_comes_back_as_the_campaign_that_it_was() {
    for (name, missing, flags) in SAMPLES {
        let body: Value = serde_json::from_str(&sample(name)).unwrap();
        let (_first, world, id) = with_campaign(&body.to_string(), &[]);
        let exported = world.run(["campaign", "export", &id]).expect_code(0);
        let file = &exported.stdout;
        match missing {
            None => assert!(!file.contains('#') && exported.stderr.is_empty(), "{file}{}", exported.stderr),
            Some(field) => {
                let key = field.rsplit('.').next().unwrap();
                assert!(file.contains(&format!("# {key}: not returned by the platform")), "{file}");
                assert!(exported.stderr.contains(field), "{}", exported.stderr);
            }
        }
        let second = Sandbox::new();
        let world = second.world();
        world.file("exported.yaml", file);
        world.run("validate exported.yaml").expect_code(if missing.is_none() { 0 } else { 3 });
        let create = ["campaign", "create", "-f", "exported.yaml"];
        world.run([&create[..], flags].concat()).expect_code(0);
        assert_eq!(second.creates(), [body], "{name}\n{file}");
    }
}

#[test]
fn json_has_the_text_and_what_is_missing() {
    let (_sandbox, world, id) = with_campaign(&sample("agentless"), &[]);
    let exported = world.run(["campaign", "export", &id, "-o", "json"]).expect_code(0).json();
    assert_eq!((&exported["id"], &exported["file"]), (&json!(id), &Value::Null));
    assert_eq!(exported["not_returned"], json!(["enableMachineDetect"]));
    assert!(exported["text"].as_str().unwrap().contains("experienceFlowName: Voice Survey Entry Flow"));
}

#[test]
fn a_schedule_that_cannot_be_read_is_a_comment() {
    let (_sandbox, world, _) = with_campaign(&format!("{FILE}{SCHEDULE}"), &[]);
    let run = world.run("campaign export 'Event Reminder'").expect_code(0);
    assert!(run.stdout.contains("# schedule: is on; "), "{}", run.stdout);
    world.file("exported.yaml", &run.stdout);
    world.run("validate exported.yaml").expect_code(0);
}

#[test]
fn all_campaigns_go_to_a_folder_and_no_file_is_overwritten() {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    for name in ["smsSimple", "preview"] {
        world.file("campaign.json", sample(name));
        world.run("campaign create -f campaign.json").expect_code(0);
    }
    let odd = FILE.replace("name: Event Reminder", "name: \"Event / Reminder  SMS\"");
    world.file("odd.yaml", odd);
    world.run("campaign create -f odd.yaml").expect_code(0);

    let export = ["campaign", "export", "--all", "-d", "live/out", "-o", "json"];
    let written = world.run(export).expect_code(0).json();
    let files: Vec<&str> =
        written.as_array().unwrap().iter().map(|row| row["file"].as_str().unwrap()).collect();
    let id = written[1]["id"].as_str().unwrap();
    let told_apart = format!("live/out/event-reminder-sms-{id}.yaml");
    assert_eq!(files, ["live/out/event-reminder-sms.yaml", &told_apart, "live/out/billing-reminder.yaml"]);
    world.run("validate live/out").expect_code(0);

    world.file("live/out/billing-reminder.yaml", "mine");
    let error = world.run(export).expect_code(6).error_json();
    assert_eq!(error["code"], "export/file-exists");
    let kept = || std::fs::read_to_string(world.home().join("live/out/billing-reminder.yaml")).unwrap();
    assert_eq!(kept(), "mine");
    world.run([&export[..], &["--force"]].concat()).expect_code(0);
    assert!(kept().starts_with("name: Billing Reminder\n"));
}

#[test]
fn no_defaults_are_written_from_which_other_campaign_files_would_inherit() {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    for name in ["smsSimple", "agentless", "progressive"] {
        world.file("sample.json", sample(name));
        world.run("campaign create -f sample.json --yes").expect_code(0);
    }
    let own = FILE.replace("dncLists: testdnc\n", "");
    for (folder, file, defaults) in [
        ("a", "a/new.yaml", Some("dncLists: testdnc\n")),
        ("b", "b/deep/er/new.yml", Some("dncLists: testdnc\n")),
        ("c", "c/new.json", None),
    ] {
        if let Some(text) = defaults {
            world.file(&format!("{folder}/kcamp.defaults.yaml"), text);
        }
        world.file(file, &own);
        let before = world.files();
        for force in [&[][..], &["--force"]] {
            let line = ["campaign", "export", "--all", "-d", folder, "--with-defaults", "-o", "json"];
            let error = world.run([&line[..], force].concat()).expect_code(6).error_json();
            assert_eq!(error["code"], "export/file-exists", "{error}");
            if !force.is_empty() {
                assert!(error["message"].as_str().unwrap().contains(file), "{error}");
            }
        }
        let is_of = |(path, _): &&(std::path::PathBuf, String)| {
            path.components().any(|part| part.as_os_str() == folder)
        };
        let after = world.files();
        assert_eq!(
            before.iter().filter(is_of).collect::<Vec<_>>(),
            after.iter().filter(is_of).collect::<Vec<_>>()
        );
    }
    world.run("campaign create -f a/new.yaml").expect_code(0);
    assert_eq!(sandbox.creates().last().unwrap()["dncLists"], json!({"name": "testdnc"}));
}

#[test]
fn defaults_are_replaced_where_every_file_that_inherits_is_too_or_nothing_changes() {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    for name in ["smsSimple", "agentless", "progressive"] {
        world.file("sample.json", sample(name));
        world.run("campaign create -f sample.json --yes").expect_code(0);
    }
    let export = ["campaign", "export", "--all", "-d", "out", "--with-defaults"];
    world.run(export).expect_code(0);
    let shared = std::fs::read_to_string(world.home().join("out/kcamp.defaults.yaml")).unwrap();
    world.file("out/kcamp.defaults.yaml", "priority: 9\n");
    world.run([&export[..], &["--force"]].concat()).expect_code(0);
    world.file("out/deep/new.yaml", FILE);
    world.run([&export[..], &["--force"]].concat()).expect_code(0);
    assert_eq!(std::fs::read_to_string(world.home().join("out/kcamp.defaults.yaml")).unwrap(), shared);
}

#[test]
fn several_campaigns_need_a_folder_and_no_campaign_an_argument() {
    let (sandbox, world, id) = with_campaign(FILE, &[]);
    world.run(["campaign", "export", &id, "Other"]).expect_code(2).expect_stderr(&["-d DIR"]);
    world.run("campaign export").expect_code(2);
    world.run("campaign export --all").expect_code(2);
    assert_eq!(sandbox.received().len(), 0);
    world.run("campaign export Nobody").expect_code(5);
}

/// An account with one campaign, which has no do-not-contact list, and one that the platform returns without its
/// machine detection.
fn two_campaigns() -> (Sandbox, crate::world::World) {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    world.file("live.yaml", FILE.replace("dncLists: testdnc\n", ""));
    world.file("agentless.json", sample("agentless"));
    for file in ["live.yaml", "agentless.json"] {
        world.run(["campaign", "create", "-f", file, "--yes"]).expect_code(0);
    }
    (sandbox, world)
}

#[test]
fn nothing_is_exported_to_where_it_would_inherit_what_is_not_live() {
    let with_git = ("repository/.git/HEAD", "ref: refs/heads/main\n");
    for (folder, others, defaults, text, field) in [
        ("out", None, "out/kcamp.defaults.yaml", "dncLists: testdnc\n", "dncLists"),
        ("out", None, "out/kcamp.defaults.yaml", "priority: 2\ndncLists: {name: testdnc}\n", "dncLists.name"),
        // It is not returned, and what was sent may be another one.
        ("out", None, "out/kcamp.defaults.yaml", "enableMachineDetect: detect\n", "enableMachineDetect"),
        ("out/a/b", None, "out/kcamp.defaults.yaml", "dncLists: testdnc\n", "dncLists"),
        (
            "repository/new",
            Some(with_git),
            "repository/kcamp.defaults.yaml",
            "dncLists: testdnc\n",
            "dncLists",
        ),
    ] {
        let (_sandbox, world) = two_campaigns();
        world.file(defaults, text);
        if let Some((path, text)) = others {
            world.file(path, text);
        }
        for more in [&[][..], &["--force"]] {
            let before = world.files();
            let line = ["campaign", "export", "--all", "-d", folder, "-o", "json"];
            let error = world.run([&line[..], more].concat()).expect_code(6).error_json();
            assert_eq!(error["code"], "export/would-inherit", "{error}");
            let message = error["message"].as_str().unwrap();
            assert!(message.contains(&format!("kcamp.defaults.yaml: {field} (")), "{message}");
            let written = |files: Vec<(std::path::PathBuf, String)>| {
                files.into_iter().filter(|(path, _)| path.extension().is_some_and(|it| it == "yaml")).count()
            };
            assert_eq!(written(world.files()), written(before), "{folder}");
        }
    }
}

#[test]
fn what_is_live_anyway_may_be_inherited_and_new_defaults_replace_the_old() {
    for text in [
        "priority: 2\n",
        "platform: kore\n",
        "# nothing\n",
        "dialingStrategy:\n  callingHours:\n    timezone: Asia/Kolkata\n",
    ] {
        let (sandbox, world) = two_campaigns();
        world.file("out/kcamp.defaults.yaml", text);
        world.run("campaign export --all -d out").expect_code(0);
        assert_eq!(std::fs::read_to_string(world.home().join("out/kcamp.defaults.yaml")).unwrap(), text);
        let plan = world.run("plan out -o json --refresh").expect_code(0).json();
        assert_eq!(plan["counts"]["update"].as_u64().unwrap_or(0), 0, "{text}: {plan}");
        drop(sandbox);
    }
    let (_sandbox, world) = two_campaigns();
    world.file("out/kcamp.defaults.yaml", "dncLists: testdnc\n");
    world.run("campaign export --all -d out").expect_code(6);
    world.run("campaign export --all -d out --with-defaults --force").expect_code(0);
    let defaults = std::fs::read_to_string(world.home().join("out/kcamp.defaults.yaml")).unwrap();
    assert!(!defaults.contains("dncLists"), "{defaults}");
}

#[test]
fn campaigns_of_one_name_are_named_where_all_are_exported() {
    for (other, is_shared) in
        [("Event Reminder", true), ("EVENT reminder", true), ("Event Reminder 2", false)]
    {
        let sandbox = Sandbox::with_flags(&["--choice", "names=repeated"]);
        let world = sandbox.world();
        for name in ["Event Reminder", other] {
            world.file("new.yaml", FILE.replace("Event Reminder", name));
            world.run("campaign create -f new.yaml --yes").expect_code(0);
        }
        let run = world.run("campaign export --all -d out").expect_code(0);
        assert_eq!(run.stderr.contains("warning[export/name-shared]"), is_shared, "{}", run.stderr);
        let named: Vec<String> = sandbox
            .world()
            .run("campaign list -o json")
            .json()
            .as_array()
            .unwrap()
            .iter()
            .map(|row| format!("{} ({})", row["name"], row["id"].as_str().unwrap()))
            .collect();
        assert!(named.iter().all(|it| run.stderr.contains(it) == is_shared), "{named:?} {}", run.stderr);
        let code = world.run("plan out").code;
        assert_eq!(code, if is_shared { 3 } else { 0 }, "{other}");
    }
}

#[test]
fn a_name_like_that_of_a_policy_makes_another_file_and_a_file_that_fails_is_not_nothing_to_export() {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    world.file("new.yaml", FILE.replace("Event Reminder", "kcamp policy"));
    world.run("campaign create -f new.yaml --yes").expect_code(0);
    let export = "campaign export 'kcamp policy' -d out";
    world.run(export).expect_code(0).expect_stdout(&["out/campaign-kcamp-policy.yaml"]);
    world.run("validate out").expect_code(0);
    world.file("full/campaign-kcamp-policy.yaml/in-the-way", "");
    let run = world.run("campaign export 'kcamp policy' -d full --force");
    assert!(run.code != 0 && run.stdout.is_empty(), "{run:?}");
    run.expect_stderr(&["cannot write full/campaign-kcamp-policy.yaml"]);
}

/// A link may lead out of the folder: nothing is written through it, and the mode behind it stays.
#[cfg(unix)]
#[test]
fn nothing_is_written_through_a_link_in_the_folder() {
    use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, symlink};
    let sandbox = Sandbox::new();
    for (world, file) in [(sandbox.world(), FILE), (sandbox.burki_world(), BURKI_FILE)] {
        world.file("campaign.yaml", file);
        world.run("campaign create -f campaign.yaml --yes").expect_code(0);
        for (link, line) in [
            ("event-reminder.yaml", &["campaign", "export", "Event Reminder", "-d", "out", "--force"][..]),
            ("kcamp-campaign.1", &["man", "out"]),
        ] {
            let kept = world.file("elsewhere", "kept");
            std::fs::set_permissions(&kept, std::fs::Permissions::from_mode(0o644)).unwrap();
            let _ = world.file("out/x.txt", "");
            symlink("../elsewhere", world.home().join("out").join(link)).unwrap();
            let run = world.run(line);
            assert!(run.code != 0 && run.stderr.contains("does not write through links"), "{run:?}");
            assert_eq!(std::fs::read_to_string(&kept).unwrap(), "kept", "{line:?}");
            assert_eq!(std::fs::metadata(&kept).unwrap().mode() & 0o777, 0o644, "{line:?}");
            assert!(world.home().join("out").join(link).symlink_metadata().unwrap().is_symlink());
        }
    }
}

#[test]
fn the_file_of_another_campaign_is_not_replaced() {
    let sandbox = Sandbox::new();
    for (world, file) in [(sandbox.world(), FILE), (sandbox.burki_world(), BURKI_FILE)] {
        for name in ["Alpha", "Alpha?"] {
            world.file("campaign.yaml", file.replace("Event Reminder", &format!("{name:?}")));
            world.run("campaign create -f campaign.yaml --yes").expect_code(0);
        }
        let export = |more: &[&str]| {
            let run = world.run([&["campaign", "export", "-d", "out", "-o", "json"], more].concat());
            run.expect_code(0).json()
        };
        assert_eq!(export(&["Alpha"])[0]["file"], "out/alpha.yaml");
        let first = std::fs::read_to_string(world.home().join("out/alpha.yaml")).unwrap();
        for more in [&[][..], &["--force"]] {
            let other = export(&[&["Alpha?"], more].concat());
            let id = other[0]["id"].as_str().unwrap();
            assert_eq!(other[0]["file"], format!("out/alpha-{id}.yaml").as_str());
        }
        // All of them keep their files, in whatever order they are listed.
        export(&["Alpha?", "Alpha", "--force"]);
        assert_eq!(std::fs::read_to_string(world.home().join("out/alpha.yaml")).unwrap(), first);
        assert_eq!(world.run("plan out --exit-code").expect_code(0).code, 0);
    }
}
