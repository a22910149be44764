//! The names of an account for completion: those that ordinary commands read; nothing is read for completion.

use serde_json::{Value, json};

use crate::completions::offered;
use crate::lifecycle::sample;
use crate::world::{Sandbox, World, private};

const CAMPAIGN: &[&str] = &["kcamp", "campaign", "get", ""];
const LIST: &[&str] = &["kcamp", "contact-list", "get", ""];

fn create(world: &World, text: &str) {
    world.file("campaign.yaml", text);
    world.run("campaign create -f campaign.yaml --yes").expect_code(0);
}

fn renamed(name: &str, to: &str) -> String {
    let mut campaign: Value = serde_json::from_str(&sample(name)).unwrap();
    campaign["name"] = json!(to);
    campaign.to_string()
}

#[test]
fn what_ordinary_use_met_is_offered_and_nothing_is_asked_for_it() {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    for words in [CAMPAIGN, LIST] {
        assert_eq!(offered(&world, words), [""; 0], "nothing was met yet");
    }
    create(&world, &sample("smsSimple"));
    assert_eq!(offered(&world, CAMPAIGN), ["Event Reminder SMS"]);
    for name in ["progressive", "agentless", "preview"] {
        create(&world, &sample(name));
    }
    world.run("campaign list").expect_code(0);
    world.run("contact-list list").expect_code(0);
    let requests = sandbox.received().len();
    let all = [
        "Agentless Voice | Feedback | Jan 9",
        "Billing Reminder",
        "Event Reminder SMS",
        "Service Renewal Outreach",
    ];
    assert_eq!(offered(&world, CAMPAIGN), all);
    for (words, expected) in [
        (&["kcamp", "campaign", "start", "ev"][..], &["Event Reminder SMS"][..]),
        (&["kcamp", "campaign", "stop", "Billing Reminder", "Ser"], &["Service Renewal Outreach"]),
        (&["kcamp", "schedule", "enable", "B"], &["Billing Reminder"]),
        (&["kcamp", "journal", "--campaign", "B"], &["Billing Reminder"]),
        (&["kcamp", "halt", "--except", "B"], &["Billing Reminder"]),
        (&["kcamp", "campaign", "create", "--contact-list", "CL"], &["CL Only 2020 Dec 4"]),
        (&["kcamp", "campaign", "create", "--contact-list", "DNC"], &[]),
        (&["kcamp", "campaign", "create", "--dnc-list", "CL"], &[]),
        (&["kcamp", "contact-list", "get", "DNC"], &["DNC CL Dec 4"]),
        (&["kcamp", "campaign", "create", "--dnc-list", "DNC"], &["DNC CL Dec 4"]),
        // Of the other lists nothing is known but that they are there.
        (&["kcamp", "campaign", "create", "--dnc-list", ""], &["DNC CL Dec 4", "testdnc"]),
        (&["kcamp", "contact-list", "import", "test"], &["testdnc"]),
        (&["kcamp", "campaign", "create", "--queue", ""], &["Default Queue"]),
        (&["kcamp", "campaign", "create", "--experience-flow", ""], &["Voice Survey Entry Flow"]),
        (&["kcamp", "campaign", "create", "--name", ""], &[]),
        // Another account, another platform and the user's own sandbox have other names.
        (&["kcamp", "--account-id", "another", "campaign", "get", ""], &[]),
        (&["kcamp", "--host", "https://elsewhere.example", "campaign", "get", ""], &[]),
        (&["kcamp", "--sandbox", "campaign", "get", ""], &[]),
    ] {
        assert_eq!(offered(&world, words), expected, "{words:?}");
    }
    assert_eq!(sandbox.received().len(), requests, "completion asks nobody");
    for (path, text) in world.files() {
        let is_names = path.components().any(|part| part.as_os_str() == "names");
        assert!(!is_names || !text.contains("+1202"), "{}: {text}", path.display());
    }
}

#[test]
fn what_is_deleted_or_renamed_is_offered_no_more() {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    for (from, name) in [("smsSimple", "One"), ("smsSimple", "Two"), ("preview", "Three")] {
        create(&world, &renamed(from, name));
    }
    assert_eq!(offered(&world, CAMPAIGN), ["One", "Three", "Two"]);
    world.run("campaign delete Two --yes").expect_code(0);
    assert_eq!(offered(&world, CAMPAIGN), ["One", "Three"]);
    world.run("campaign update One --name Uno --yes").expect_code(0);
    assert_eq!(offered(&world, CAMPAIGN), ["Three", "Uno"]);
    // Another user deletes one, and creates another.
    let other = sandbox.world();
    other.run("campaign delete Three --yes").expect_code(0);
    create(&other, &renamed("smsSimple", "Four"));
    world.run("campaign list --type sms").expect_code(0);
    assert_eq!(offered(&world, CAMPAIGN), ["Four", "Three", "Uno"], "the voice campaigns were not listed");
    world.run("campaign list").expect_code(0);
    assert_eq!(offered(&world, CAMPAIGN), ["Four", "Uno"]);

    world.run("contact-list create Guests --description 'who comes'").expect_code(0);
    assert_eq!(offered(&world, &["kcamp", "contact-list", "get", "G"]), ["Guests"]);
    world.run("contact-list rename Guests --name Visitors").expect_code(0);
    let lists = offered(&world, LIST);
    assert!(lists.contains(&"Visitors".to_owned()) && !lists.contains(&"Guests".to_owned()), "{lists:?}");
    world.run("contact-list delete Visitors --yes").expect_code(0);
    assert!(!offered(&world, LIST).contains(&"Visitors".to_owned()));
}

#[test]
fn a_profile_on_the_line_says_whose_names_are_offered() {
    let (one, two) = (Sandbox::new(), Sandbox::new());
    let account = kcamp::sandbox::ACCOUNT;
    let profile = |address: &str| {
        format!(
            "{{host: {address}, stream_id: {}, account_id: {}, client_id: {}, client_secret: {{env: SECRET}}}}",
            account.stream_id, account.account_id, account.client_id
        )
    };
    let burki = |key| format!("{{platform: burki, host: {}, token: {{env: {key}}}}}", one.address);
    let world = World::new().with("SECRET", account.client_secret).with("KEY", kcamp::sandbox::BURKI_API_KEY);
    let config = format!(
        "current: one\nprofiles:\n  one: {}\n  two: {}\n  calls: {}\n  same: {}\n  others: {}\n",
        profile(&one.address),
        profile(&two.address),
        burki("KEY"),
        burki("KEY"),
        burki("OTHER_KEY")
    );
    private(&world.file(".config/kcamp/config.yaml", config));
    create(&world, &renamed("smsSimple", "Of one"));
    world.file("two.yaml", renamed("smsSimple", "Of two"));
    world.run("--profile two campaign create -f two.yaml --yes").expect_code(0);
    let burki =
        "name: Of calls\ncampaign_type: call\nassistant_id: 7\nagenda_template: Remind {{ contact_name }}\n";
    world.file("burki.yaml", burki);
    world.run("--profile calls campaign create -f burki.yaml --yes").expect_code(0);
    world.run("--profile calls campaign list").expect_code(0);
    assert_eq!(offered(&world, CAMPAIGN), ["Of one"]);
    for (name, expected) in
        [("one", "Of one"), ("two", "Of two"), ("calls", "Of calls"), ("same", "Of calls")]
    {
        assert_eq!(offered(&world, &["kcamp", "--profile", name, "campaign", "get", ""]), [expected]);
        let profile = format!("--profile={name}");
        assert_eq!(offered(&world, &["kcamp", "campaign", "get", "-v", &profile, ""]), [expected]);
    }
    // A Burki key names no account, so the place of the key tells accounts apart.
    assert_eq!(offered(&world, &["kcamp", "--profile", "others", "campaign", "get", ""]), [""; 0]);
    let assistants = ["kcamp", "--profile", "calls", "campaign", "create", "--assistant-id", ""];
    assert_eq!(offered(&world, &assistants), ["7"]);
}

#[test]
fn a_name_that_holds_a_phone_number_is_not_kept() {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    create(&world, &renamed("smsSimple", "Call +14155550100 back"));
    create(&world, &renamed("smsSimple", "Call back"));
    world.run("campaign list").expect_code(0);
    assert_eq!(offered(&world, CAMPAIGN), ["Call back"]);
    let kept = world.files().into_iter().filter(|(path, _)| path.to_string_lossy().contains("/names/"));
    assert!(kept.clone().count() > 0 && kept.into_iter().all(|(_, text)| !text.contains("4155550100")));
}

#[test]
fn what_is_kept_in_the_sandbox_goes_with_it() {
    let world = World::new().with("KCAMP_SANDBOX", "1");
    create(&world, &sample("smsSimple"));
    assert_eq!(offered(&world, CAMPAIGN), ["Event Reminder SMS"]);
    assert_eq!(offered(&world.without("KCAMP_SANDBOX"), CAMPAIGN), [""; 0]);
    let world = World::new();
    world.file("campaign.yaml", sample("smsSimple"));
    world.run("--sandbox campaign create -f campaign.yaml --yes").expect_code(0);
    let here = ["kcamp", "--sandbox", "campaign", "get", ""];
    assert_eq!(offered(&world, &here), ["Event Reminder SMS"]);
    world.run("sandbox reset").expect_code(0);
    assert_eq!(offered(&world, &here), [""; 0]);
}

#[cfg(unix)]
#[test]
fn names_are_private_and_a_file_that_cannot_be_read_or_written_is_no_matter() {
    use std::os::unix::fs::{PermissionsExt as _, symlink};

    let sandbox = Sandbox::new();
    let world = sandbox.world();
    create(&world, &sample("smsSimple"));
    let folder = world.home().join(".local/state/kcamp/names");
    let mode = |path: &std::path::Path| path.metadata().unwrap().permissions().mode() & 0o777;
    let files: Vec<_> = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert_eq!(mode(&folder), 0o700);
    assert!(files.iter().all(|file| mode(file) == 0o600), "{files:?}");
    let file = files.iter().find(|file| file.extension().is_some_and(|end| end == "json")).unwrap();
    for text in ["", "{", "[]", "{\"campaigns\": 1}", "\u{0}"] {
        std::fs::write(file, text).unwrap();
        assert_eq!(offered(&world, CAMPAIGN), [""; 0], "{text}");
    }
    // The next command that lists makes the file again.
    world.run("campaign list").expect_code(0);
    assert_eq!(offered(&world, CAMPAIGN), ["Event Reminder SMS"]);
    std::fs::remove_dir_all(&folder).unwrap();
    world.file(".local/state/kcamp/names", "a file in its place");
    let run = world.run("campaign list").expect_code(0);
    assert!(!run.stderr.contains("names"), "{}", run.stderr);
    assert_eq!(offered(&world, CAMPAIGN), [""; 0]);
    std::fs::remove_file(&folder).unwrap();
    symlink("/etc", &folder).unwrap();
    assert_eq!(offered(&world, CAMPAIGN), [""; 0]);
}

/// Nobody knows the numbers of the journal's entries by heart.
#[test]
fn the_writes_that_can_be_settled_are_offered_and_no_others() {
    let world = World::new();
    let written = |key: &str, subject: &str| {
        format!(
            r#"{{"key":"{key}","at":"2026-12-03T07:00:00Z","write":{{"action":"campaign stop","subject":"{subject}","profile":null,"host":"http://elsewhere.example","account":null}}}}"#
        )
    };
    let open = [written("4194999-0", "Spring"), written("4194998-0", "Summer")].join("\n");
    world.file(".local/state/kcamp/journal.jsonl", format!("{open}\n"));
    let words = ["kcamp", "journal", "settle", ""];
    assert_eq!(offered(&world, &words), ["4194998-0", "4194999-0"]);
    world.run("journal settle 4194998-0 --as not-done").expect_code(0);
    assert_eq!(offered(&world, &words), ["4194999-0"]);
    assert_eq!(offered(&world, &["kcamp", "journal", "settle", "5"]), [""; 0]);
}

/// A record's name is found by whoever halted, and not known by heart.
#[test]
fn the_records_of_the_accounts_halts_are_offered_the_latest_first() {
    let sandbox = Sandbox::new();
    let mut world = sandbox.world();
    world.file("mine.json", "{}");
    let words = ["kcamp", "resume", ""];
    assert_eq!(offered(&world, &words), ["mine.json"]);
    create(&world, &sample("smsSimple"));
    for now in ["2026-12-03T08:00:10Z", "2026-12-03T08:00:20Z"] {
        world = world.with("KCAMP_NOW", now);
        world.run("campaign start 'Event Reminder SMS' --yes").expect_code(0);
        world.run("halt --yes").expect_code(0);
        world.run("halt --lift --yes").expect_code(0);
    }
    let records = offered(&world, &words);
    assert_eq!(records.len(), 2, "{records:?}");
    assert!(records[0].contains("T080020Z") && records[1].contains("T080010Z"), "{records:?}");
    let resume = world.run(["resume", &records[1], "--dry-run"]);
    assert!(!resume.stderr.contains("record-unreadable"), "{}", resume.stderr);
    assert_eq!(offered(&sandbox.world(), &["kcamp", "--sandbox", "resume", ""]), [""; 0]);
}
