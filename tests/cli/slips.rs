//! Names, statuses and paths that are misspelt: what was probably meant is said.

use crate::create::FILE;
use crate::lifecycle::sample;
use crate::tampering::{Answer, Tampering};
use crate::world::{Sandbox, World};

/// A world that has met the campaign of [`FILE`], with its contact list.
fn met(sandbox: &Sandbox) -> World {
    let world = sandbox.world();
    world.file("a.yaml", FILE);
    world.run("campaign create -f a.yaml").expect_code(0);
    world.run("campaign list").expect_code(0);
    world.run("contact-list list").expect_code(0);
    world
}

#[test]
fn a_list_that_the_platform_does_not_know_is_answered_with_the_known_one() {
    let sandbox = Sandbox::new();
    let world = met(&sandbox);
    world.file("b.yaml", FILE.replace("Event Reminder", "Second").replace("Event Guests", "Event Guest"));
    for line in [
        "campaign create -f b.yaml",
        "campaign create -f a.yaml --name Third --contact-list 'Evnt Guests'",
        "campaign update 'Event Reminder' --contact-list 'Event-Guests' --yes",
    ] {
        let run = world.run(line).expect_code(7);
        assert!(
            run.stderr.contains("did you mean the contact list \"Event Guests\"?"),
            "{line}: {}",
            run.stderr
        );
    }
    let far = world.run("campaign create -f a.yaml --name Third --contact-list Unheard").expect_code(7);
    assert!(!far.stderr.contains("did you mean"), "{}", far.stderr);
    far.expect_stderr(&["contact-list list` shows the names"]);
}

/// The list of campaigns that `--if-absent` reads for its own name also names the lists and queues of the others, so a
/// home that has met nothing yet needs no request more.
#[test]
fn what_the_command_itself_has_read_is_offered_in_a_fresh_home() {
    let sandbox = Sandbox::new();
    let world = met(&sandbox);
    world.file("calls.json", sample("progressive"));
    world.run("campaign create -f calls.json --name Calls").expect_code(0);
    let refusal = serde_json::json!({"errors": [{"msg": "no such queue", "code": 400}]});
    for (line, meant) in [
        (
            "campaign create --if-absent -f calls.json --name Other --queue 'Defalt Queue'",
            "queue \"Default Queue\"",
        ),
        (
            "campaign create --if-absent -f calls.json --name Other --contact-list 'Evnt Guests'",
            "contact list \"Event Guests\"",
        ),
        (
            "campaign create --if-absent -f calls.json --name Other --dnc-list testdc",
            "do-not-contact list \"testdnc\"",
        ),
        ("campaign update Calls --queue 'Default Queu' --yes", "queue \"Default Queue\""),
        ("campaign create --if-absent -f calls.json --name Other --queue Unheard", ""),
    ] {
        let id = world.run("campaign get Calls -o json").json()["id"].as_str().unwrap().to_owned();
        let answers =
            [("POST", "/campaign"), ("PUT", &id)].map(|(method, path)| Answer::to(method, path, &refusal));
        let fresh = Tampering::of(&sandbox, answers.to_vec()).world(sandbox.world());
        fresh.file("calls.json", sample("progressive"));
        let run = fresh.run(line).expect_code(7);
        let hint = run.stderr.lines().find(|line| line.contains("did you mean")).unwrap_or_default();
        let expected =
            if meant.is_empty() { String::new() } else { format!("hint: did you mean the {meant}?") };
        assert_eq!(hint, expected, "{line}: {}", run.stderr);
    }
}

#[test]
fn a_path_that_leads_nowhere_is_answered_with_the_nearest_one() {
    let world = World::new();
    world.file("campaigns/main/reminder.yaml", FILE);
    world.file("guests.csv", "phone\n+12025550124\n");
    for (typed, meant) in [
        ("campagins", "campaigns"),
        ("campaigns/mian", "campaigns/main"),
        ("campaigns/main/remider.yaml", "campaigns/main/reminder.yaml"),
        ("campagins/main/reminder.yaml", "campaigns/main/reminder.yaml"),
    ] {
        let run = world.run(["validate", typed]).expect_code(3);
        assert!(run.stdout.contains(&format!("did you mean {meant}?")), "{typed}: {}", run.stdout);
    }
    // Where the rest of the path leads nowhere either, and where nothing is near, nothing is guessed.
    for typed in ["campagins/main/other.yaml", "elsewhere", "campaigns/main/reminder.yaml/more"] {
        let run = world.run(["validate", typed]).expect_code(3);
        assert!(!run.stdout.contains("did you mean"), "{typed}: {}", run.stdout);
    }
    for (line, last) in [
        ("plan campagins", "did you mean campaigns?"),
        ("apply campaigns/main/remider.yaml --yes", "did you mean campaigns/main/reminder.yaml?"),
        ("campaign create -f campaigns/mian --yes", "did you mean campaigns/main?"),
        ("apply last-week.plan --yes", "check the path: the folder in which kcamp runs has campaigns/"),
        ("plan campaigns/main/other.yaml", "check the path: the folder campaigns/main has reminder.yaml"),
        ("plan campaigns/elsewhere/a.yaml", "check the path: the folder campaigns has main/"),
        ("plan campaigns/main elsewhere", "check the path: the folder in which kcamp runs has campaigns/"),
        ("plan elsewhere nowhere", "fix the errors above and run the command again"),
    ] {
        let run = world.run(&format!("--sandbox {line}")).expect_code(3);
        assert_eq!(run.stderr.lines().last(), Some(&*format!("hint: {last}")), "{line}: {}", run.stderr);
        assert_eq!(run.stderr.matches(last).count(), 1, "{line}: {}", run.stderr);
        let error = world.run(&format!("--sandbox {line} -o json")).expect_code(3).error_json();
        assert_eq!(error["hint"], last, "{line}");
    }
    let import = world.run("--sandbox contact-list import 'Event Guests' guest.csv --yes").expect_code(2);
    import.expect_stderr(&["there is no file guest.csv", "did you mean guests.csv?"]);
}

#[test]
fn a_status_that_no_campaign_has_and_nobody_documented_is_refused() {
    let sandbox = Sandbox::new();
    let world = met(&sandbox);
    for (word, near) in [
        ("Activ", "did you mean Active?"),
        ("Reddy", "did you mean Ready?"),
        ("running", "use one or more of"),
    ] {
        let run = world.run(["campaign", "list", "--status", word]).expect_code(2);
        assert!(run.stdout.is_empty(), "{word}: {}", run.stdout);
        run.expect_stderr(&["does not document it", near, "Preparing, Ready, Active"]);
    }
    let burki = sandbox.burki_world();
    burki.run("campaign list --status runing").expect_code(2).expect_stderr(&["did you mean Running?"]);
    world.run("campaign list --status Active").expect_code(0);
}

#[test]
fn a_conflict_of_contact_lists_names_the_command_that_shows_the_other_one() {
    let sandbox = Sandbox::new();
    let world = met(&sandbox);
    world.run("contact-list create 'Second List' --description d").expect_code(0);
    for line in [
        "contact-list create 'Event Guests' --description d",
        "contact-list rename 'Second List' --name 'Event Guests'",
    ] {
        let run = world.run(line).expect_code(6);
        run.expect_stderr(&["contact-list get 'Event Guests'"]);
    }
}

#[test]
fn every_missing_value_of_a_schedule_is_named_at_once() {
    let sandbox = Sandbox::new();
    let world = met(&sandbox).without("KCAMP_TIMEZONE");
    for (line, missing) in [
        ("--daily", &["--start", "--end", "--timezone"][..]),
        ("--weekly Mon --start '2027-01-04 09:00'", &["--end", "--timezone"]),
        ("--daily --start 2027-01-04T09:00Z", &["--end", "--timezone"]),
        ("", &["--daily or --weekly", "--start", "--end", "--timezone"]),
        ("--daily --timezone UTC", &["--start", "--end"]),
    ] {
        let run = world.run(&format!("schedule enable 'Event Reminder' {line}")).expect_code(2);
        let (said, _) = run.stderr.split_once('\n').unwrap();
        for flag in ["--daily or --weekly", "--start", "--end", "--timezone"] {
            assert_eq!(said.contains(flag), missing.contains(&flag), "{line}, {flag}: {said}");
        }
    }
}

/// The parser reads a tab before the first key as a space, and the keys below it as another document.
#[test]
fn a_tab_before_the_first_key_is_the_one_error() {
    let world = World::new();
    let rest = "description: x\ncampaignType: sms\n";
    for before in ["", "# a comment\n", "\n\n", "---\n", "# a\n---\n\n  \n"] {
        for indent in ["\t", " \t", "\t  "] {
            world.file("tab.yaml", format!("{before}{indent}name: A\n{rest}"));
            let found = world.run("validate tab.yaml -o json").expect_code(3).json();
            let found = found.as_array().unwrap();
            assert_eq!(found.len(), 1, "{before:?} {indent:?}: {found:?}");
            assert_eq!(found[0]["message"], "a tab is used as indentation, which YAML does not allow");
            assert_eq!(found[0]["line"], before.lines().count() + 1, "{before:?}");
        }
    }
    // Brackets may be indented as one likes.
    world.file("tab.json", "\t{\"name\": \"A\"}\n");
    let found = world.run("validate tab.json -o json").expect_code(3).stdout;
    assert!(!found.contains("a tab"), "{found}");
}

#[test]
fn a_next_step_can_be_typed_as_it_is() {
    let sandbox = World::new().with("KCAMP_SANDBOX", "1");
    sandbox
        .run(["campaign", "pause", "It's on"])
        .expect_code(2)
        .expect_stderr(&[r"campaign stop 'It'\''s on'"]);
    for (bytes, from) in [
        (&b"\xff\xfeP\0h\0o\0n\0e\0\n\0"[..], "iconv -f UTF-16 -t UTF-8 FILE > NEW_FILE"),
        (&b"Phone;Name\n+12025550143;M\xfcller\n"[..], "iconv -f WINDOWS-1252 -t UTF-8 FILE > NEW_FILE"),
    ] {
        std::fs::write(sandbox.home().join("c.csv"), bytes).unwrap();
        let run = sandbox.run(["contact-list", "import", "Event Guests", "c.csv", "--check"]);
        assert!(run.stderr.replace('\n', " ").contains(from), "{}", run.stderr);
    }
    let line = "campaign create --type voice --dialing-mode predictve --name X --priority 9";
    let run = sandbox.run(line).expect_code(2);
    run.expect_stderr(&[
        "needs --description",
        "\"predictve\" is not a dialing mode",
        "priority 9 is not one of",
    ]);
}

#[test]
fn a_value_that_begins_with_a_hyphen_is_taken_for_a_flag_with_the_way_to_give_it() {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    world.file("a.yaml", FILE);
    for (line, meant) in [
        ("campaign create -f a.yaml --name -x", "--name=-x"),
        ("campaign create -f a.yaml --name -sale --description Other", "--name=-sale"),
        ("campaign create -f a.yaml --name '-50% off'", "--name='-50% off'"),
        ("campaign create -f a.yaml --message -hello", "--message=-hello"),
        ("campaign create -f a.yaml --name --wow", "--name=--wow"),
        ("campaign list --search -foo", "--search=-foo"),
        ("campaign list --stream-id -foo", "--stream-id=-foo"),
        ("halt --lift --reason -fixed", "--reason=-fixed"),
    ] {
        let run = world.run(line).expect_code(2);
        let flag = meant.split('=').next().unwrap();
        run.expect_stderr(&[&format!("hint: if it is the value of {flag}, write {meant}\n")]);
    }
    // What it says can be typed.
    world.run("campaign create -f a.yaml --name=-x").expect_code(0);
    world.run("campaign create -f a.yaml --name='-50% off'").expect_code(0);
    assert_eq!(
        sandbox.creates().iter().map(|body| body["name"].clone()).collect::<Vec<_>>(),
        ["-x", "-50% off"]
    );
    for (line, said) in [
        (
            "campaign list --limit -1",
            "invalid value '-1' for '--limit <N>': must be a whole number, 1 or more",
        ),
        ("campaign contacts a --limit -5", "must be a whole number, 1 or more"),
        ("contact-list contacts a --limit -1", "must be a whole number, 1 or more"),
        ("contact-list import a b.csv --batch-size -1", "must be a whole number from 1 to 10000"),
        ("sandbox serve --port -1", "-1 is not in 0..=65535"),
        ("sandbox serve --rate-limit -1", "-1 is not in 0"),
    ] {
        world.run(line).expect_code(2).expect_stderr(&[said]);
    }
    // Behind what takes no value, or where the value is missing before another flag, it is none.
    for line in [
        "campaign list --all -x",
        "campaign list -x",
        "campaign create --name --type sms",
        "campaign list --serach x",
    ] {
        let run = world.run(line).expect_code(2);
        assert!(!run.stderr.contains("if it is the value"), "{line}: {}", run.stderr);
    }
}

#[test]
fn flags_of_other_tools_end_in_2_and_name_those_of_kcamp() {
    let world = World::new();
    for (line, ours) in [
        ("-v", "kcamp --version"),
        ("campaign list --json", "-o json"),
        ("contact-list get Guests --yaml", "-o yaml"),
    ] {
        world.run(line).expect_code(2).expect_stderr(&[&format!("did you mean {ours}?")]);
    }
    world.run("-v").expect_code(2).expect_stderr(&["`kcamp` needs a command behind it"]);
}

/// A key that is there was not meant by another one, and one key has the campaign's own word before it.
#[test]
fn a_key_that_is_there_is_not_suggested_for_another() {
    let world = World::new();
    for (file, help) in [
        ("campaignName: A\ncampaignType: sms\n", "did you mean name?"),
        ("campaignName: A\n", "did you mean name?"),
        ("name: A\ncampaignName: B\ncampaignType: sms\n", "remove it; the keys here are"),
        ("campaignTyp: sms\n", "did you mean campaignType?"),
        ("campaign_description: B\n", "did you mean description?"),
    ] {
        world.file("a.yaml", file);
        let run = world.run("validate a.yaml").expect_code(3);
        assert!(run.stdout.contains(help), "{file}: {}", run.stdout);
        assert_eq!(run.stdout.contains("name is missing"), !file.contains("ame: "), "{file}: {}", run.stdout);
    }
}

#[test]
fn a_format_is_taken_in_any_case() {
    assert_eq!(World::new().run("profile list -o JSON").expect_code(0).stdout, "[]\n");
    assert_eq!(World::new().run("profile list -o Json --jq length").expect_code(0).stdout, "0\n");
}

#[test]
fn what_stands_for_something_else_is_answered_with_its_place() {
    for (line, hint) in [
        ("explain exit 9", "the exit codes are in: kcamp help exit-codes\n"),
        ("explain 9", "for an exit code, run kcamp help exit-codes\n"),
        ("campaign list --burki", "did you mean --platform burki?\n"),
    ] {
        World::new().run(line).expect_code(2).expect_stderr(&[hint]);
    }
}
