//! `kcamp sandbox`: it follows its flags, and gives the same results in every run.

use serde_json::Value;

use crate::create::FILE;
use crate::lifecycle::sample;
use crate::world::{Sandbox, World};

#[test]
fn its_help_names_every_choice() {
    let help = World::new().run("sandbox serve --help").expect_code(0).stdout;
    let words: Vec<&str> =
        help.split(|letter: char| letter.is_whitespace() || ",.".contains(letter)).collect();
    for name in kcamp::sandbox::Choices::NAMES {
        assert!(words.contains(&name), "{name}");
    }
}

#[test]
fn what_is_no_choice_is_refused_before_anything_is_served() {
    for (choice, said) in
        [("names=often", "unique or repeated"), ("name=unique", "enable-again"), ("x", "NAME=VALUE")]
    {
        let run = World::new().run(["sandbox", "serve", "--port", "0", "--choice", choice, "-o", "json"]);
        let error = run.expect_code(2).error_json();
        assert_eq!(error["code"], "sandbox/choice-unreadable", "{choice}");
        assert!(error["message"].as_str().unwrap().contains(said), "{error}");
    }
}

#[test]
fn a_name_that_two_campaigns_have_has_to_be_made_plain() {
    let sandbox = Sandbox::with_flags(&["--choice", "names=repeated"]);
    let world = sandbox.world();
    for name in ["sms.yaml", "again.yaml"] {
        world.file(name, FILE);
        world.run(["campaign", "create", "-f", name]).expect_code(0);
    }
    let error = world.run("campaign start 'Event Reminder' --yes -o json").expect_code(6).error_json();
    assert_eq!(error["code"], "platform/several-campaigns");
    assert_eq!(error["message"].as_str().unwrap().matches("(cd-").count(), 2, "{error}");
}

#[test]
fn a_seed_makes_a_run_that_can_be_repeated() {
    let run = |seed: &str| -> Vec<Value> {
        let sandbox = Sandbox::with_flags(&["--seed", seed]);
        let world = sandbox.world();
        world.file("campaign.yaml", sample("agentless"));
        let created = world.run("campaign create -f campaign.yaml -o json").expect_code(0).json();
        let id = created["id"].as_str().unwrap();
        let started = world.run(["campaign", "start", id, "--yes", "-o", "json"]).expect_code(0).json();
        let later = Sandbox::at_time(&sandbox, "2026-12-03T08:01:00Z");
        let world = later.world().with("KCAMP_NOW", "2026-12-03T08:01:00Z");
        let contacts = world.run(["campaign", "contacts", id, "-o", "json"]).expect_code(0).json();
        assert_eq!(contacts.as_array().unwrap().len(), 120);
        vec![created["id"].clone(), started["instance_id"].clone(), contacts]
    };
    let runs = [run("7"), run("7"), run("8")];
    assert_eq!(runs[0], runs[1]);
    for (one, other) in runs[1].iter().zip(&runs[2]) {
        assert_ne!(one, other);
    }
}

#[test]
fn its_status_goes_by_the_clock() {
    let mut world = World::new().with("KCAMP_SANDBOX", "1");
    world.file("campaign.yaml", sample("agentless"));
    world.run("campaign create -f campaign.yaml").expect_code(0);
    world.run("campaign start 'Agentless Voice | Feedback | Jan 9' --yes").expect_code(0);
    for (now, status) in [("2026-12-03T08:00:01Z", "Active"), ("2026-12-03T08:00:12Z", "Completed")] {
        world = world.with("KCAMP_NOW", now);
        let held = world.run("sandbox status -o json").expect_code(0).json();
        assert_eq!(held["kore"]["campaigns"][0]["status"], status, "{now}");
    }
}

#[cfg(unix)]
#[test]
fn commands_that_do_not_connect_look_at_the_folders_too() {
    use std::os::unix::fs::{PermissionsExt as _, symlink};

    let config = "profiles:\n  acme: {platform: kore}\n";
    for line in [
        &["profile", "list"][..],
        &["profile", "use", "acme"],
        &["profile", "remove", "acme", "--yes"],
        &["journal"],
        &["journal", "settle", "1-0", "--as", "done"],
        &["setup", "--no-input"],
        &["sandbox", "status"],
        &["sandbox", "reset", "--yes"],
        &["contact-list", "import", "Event Guests", "people.csv", "--check", "--rejects", "bad.csv"],
        &["campaign", "create", "-f", "campaign.yaml", "--dry-run"],
    ] {
        let world = World::new();
        let path = world.file(".config/kcamp/config.yaml", config);
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600)).unwrap();
        world.file("people.csv", "phone\n+12025550123\nbad\n");
        let folder = world.home().join(".local/state/kcamp");
        std::fs::create_dir_all(folder.join("imports")).unwrap();
        std::fs::set_permissions(&folder, std::fs::Permissions::from_mode(0o755)).unwrap();
        let elsewhere = world.file("elsewhere", "mine");
        let link = folder.join("imports/import.jsonl");
        symlink(&elsewhere, &link).unwrap();
        let run = world.run(line.iter().chain(&["-o", "json"])).expect_code(2);
        assert_eq!(run.error_json()["code"], "machine/link-in-own-folder", "{line:?}");
        assert_eq!(std::fs::read_to_string(&elsewhere).unwrap(), "mine", "{line:?}");
        assert_eq!(std::fs::read_to_string(&path).unwrap(), config, "{line:?}");
        std::fs::remove_file(link).unwrap();
        let _ = world.run(line);
        for own in [folder.as_path(), path.parent().unwrap()] {
            assert_eq!(std::fs::metadata(own).unwrap().permissions().mode() & 0o777, 0o700, "{line:?}");
        }
    }
}

#[cfg(unix)]
#[test]
fn a_folder_of_another_user_is_refused_by_every_command_that_uses_it() {
    // Only root can change the owner of a folder.
    if !rustix::process::geteuid().is_root() {
        return;
    }
    for line in [&["profile", "list"][..], &["journal"], &["setup", "--no-input"], &["campaign", "list"]] {
        for own in [".config/kcamp", ".local/state/kcamp"] {
            let sandbox = Sandbox::new();
            let world = sandbox.world();
            let folder = world.home().join(own);
            std::fs::create_dir_all(&folder).unwrap();
            std::os::unix::fs::chown(&folder, Some(12345), None).unwrap();
            let run = world.run(line.iter().chain(&["-o", "json"])).expect_code(2);
            assert!(run.stderr.contains("12345"), "{line:?}: {}", run.stderr);
            assert_eq!(sandbox.received().len(), 0, "{line:?}");
        }
    }
}

#[cfg(unix)]
#[test]
fn what_kcamp_keeps_is_its_users_alone() {
    use std::os::unix::fs::{PermissionsExt as _, symlink};

    let sandbox = Sandbox::new();
    let world = sandbox.world();
    let mode = |path: &std::path::Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    world.run("campaign list").expect_code(0);
    let folder = world.home().join(".local/state/kcamp");
    assert_eq!(mode(&folder), 0o700);
    // The mode that an earlier version or an unpacked archive leaves.
    std::fs::set_permissions(&folder, std::fs::Permissions::from_mode(0o755)).unwrap();
    std::fs::set_permissions(folder.parent().unwrap(), std::fs::Permissions::from_mode(0o755)).unwrap();
    world.run("campaign list").expect_code(0);
    assert_eq!((mode(&folder), mode(folder.parent().unwrap())), (0o700, 0o755));

    let elsewhere = world.file("elsewhere", "mine");
    symlink(&elsewhere, folder.join("journal.jsonl")).unwrap();
    let sent = sandbox.received().len();
    let run = world.run("schedule disable Event --yes -o json").expect_code(2);
    assert_eq!(run.error_json()["code"], "machine/link-in-own-folder");
    assert_eq!(
        (sandbox.received().len(), std::fs::read_to_string(&elsewhere).unwrap()),
        (sent, "mine".to_owned())
    );
}

#[cfg(unix)]
#[test]
fn the_record_is_its_users_alone() {
    use std::os::unix::fs::PermissionsExt as _;

    for before in [None, Some(0o644)] {
        let world = World::new();
        let path = world.home().join("received.jsonl");
        if let Some(mode) = before {
            std::fs::write(&path, "").unwrap();
            std::fs::set_permissions(&path, std::fs::Permissions::from_mode(mode)).unwrap();
        }
        let mut serve = world
            .command("sandbox serve --port 0 -o json --record received.jsonl")
            .stdout(std::process::Stdio::piped())
            .spawn()
            .unwrap();
        let stdout = serve.stdout.take().unwrap();
        let served = serde_json::Deserializer::from_reader(stdout).into_iter::<Value>().next();
        assert!(served.unwrap().unwrap()["address"].is_string());
        assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600, "{before:?}");
        serve.kill().unwrap();
        serve.wait().unwrap();
    }
}
