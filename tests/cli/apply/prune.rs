//! `kcamp apply --prune`: campaigns without a file are deleted only after their number is confirmed.

use crate::create::{FILE, SCHEDULE};
use crate::lifecycle::with_campaign;
use crate::relay::{LIST, Passing, Watch, relay};
use crate::world::{Sandbox, World, private};

use super::{apply, named, results, writes};

#[test]
fn what_is_in_no_file_is_deleted_only_with_its_number() {
    let (sandbox, world, _) = with_campaign(FILE, &[]);
    let other = named("Other").replace("Event Guests", "Renewal Due July");
    world.file("campaigns/other.yaml", &other);
    apply(&world, &[]).expect_code(0);
    let run = world.run("plan campaigns --prune -o json --exit-code").expect_code(20);
    assert_eq!(run.json()["counts"]["delete"], 1);
    for more in [&["--prune"][..], &["--prune", "--confirm", "2"], &["--prune", "--confirm", "all"]] {
        apply(&world, more).expect_code(12).expect_stderr(&["--yes --confirm 1"]);
    }
    assert_eq!(sandbox.received_at("DELETE", "").len(), 0);
    let run = apply(&world, &["--prune", "--confirm", "1"]).expect_code(0);
    assert_eq!(results(&run), ["delete Event Reminder: done"]);
    assert_eq!(sandbox.received_at("DELETE", "").len(), 1);
    // A running campaign is not deleted.
    let (sandbox, world, _) = with_campaign(FILE, &[]);
    world.run("campaign start 'Event Reminder' --yes").expect_code(0);
    world.file("campaigns/other.yaml", &other);
    let run = apply(&world, &["--prune"]).expect_code(10);
    assert_eq!(results(&run), ["create Other: done", "blocked Event Reminder: blocked"]);
    assert_eq!(sandbox.received_at("DELETE", "").len(), 0);
}

/// Makes this world's profile a protected one with this name, and adds a campaign to its files that is not live.
fn protected(name: &str, sandbox: &Sandbox, world: &World) {
    let account = kcamp::sandbox::ACCOUNT;
    let profile = format!(
        "current: \"{name}\"\nprofiles:\n  \"{name}\":\n    host: {}\n    stream_id: {}\n    account_id: {}\n    client_id: {}\n    \
         client_secret: {{env: KCAMP_CLIENT_SECRET}}\n    protected: true\n",
        sandbox.address, account.stream_id, account.account_id, account.client_id
    );
    private(&world.file(".config/kcamp/config.yaml", profile));
    world.file("campaigns/other.yaml", named("Other").replace("Event Guests", "Renewal Due July"));
}

#[test]
fn on_a_protected_profile_its_name_and_the_number_are_needed() {
    let (sandbox, world, _) = with_campaign(FILE, &[]);
    protected("prod", &sandbox, &world);
    for more in [
        &["--prune", "--confirm", "prod"][..],
        &["--prune", "--confirm", "1"],
        &["--prune", "--confirm", "prod", "--confirm", "2"],
    ] {
        apply(&world, more).expect_code(12);
    }
    apply(&world, &["--prune"]).expect_code(12).expect_stderr(&["--yes --confirm prod --confirm 1"]);
    assert_eq!(writes(&sandbox), [""; 0]);
    let run = apply(&world, &["--prune", "--confirm", "prod", "--confirm", "1"]).expect_code(0);
    assert_eq!(results(&run), ["create Other: done", "delete Event Reminder: done"]);
}

#[test]
fn a_profile_that_is_called_like_the_number_is_confirmed_beside_it() {
    let (sandbox, world, _) = with_campaign(FILE, &[]);
    protected("1", &sandbox, &world);
    let run = apply(&world, &["--prune", "--confirm", "1"]).expect_code(12);
    run.expect_stderr(&["--yes --confirm 1 --confirm 1"]);
    assert_eq!(writes(&sandbox), [""; 0]);
    let run = apply(&world, &["--prune", "--confirm", "1", "--confirm", "1"]).expect_code(0);
    assert_eq!(results(&run), ["create Other: done", "delete Event Reminder: done"]);
}

#[test]
fn nothing_is_deleted_where_anything_before_it_did_not_happen_or_may_not_have() {
    let calm = Sandbox::new();
    let world = calm.world();
    let kept = named("Kept").replace("Event Guests", "Renewal Due July");
    for (name, text) in [("old", FILE.to_owned()), ("kept", kept.clone())] {
        world.file(&format!("before/{name}.yaml"), text);
    }
    world.run("apply before --yes").expect_code(0);
    let journal = std::fs::read_to_string(world.home().join(".local/state/kcamp/journal.jsonl")).unwrap();
    let new = named("New").replace("Event Guests", "Renewal Due July");
    let created = |schedule: &str| format!("{new}renamedFrom: none\n{schedule}");
    let changed = kept.replace("priority: 5", "priority: 1");
    for (files, fault, code, spared) in [
        (
            vec![("new", created("")), ("kept", kept.clone())],
            "422x1:POST:campaign",
            7,
            "create \"New\" failed",
        ),
        (
            vec![("new", created("")), ("kept", kept.clone())],
            "drop-before-apply:POST:campaign",
            9,
            "create \"New\" not known",
        ),
        (vec![("kept", changed.clone())], "422x1:PUT:campaign/*", 7, "update \"Kept\" failed"),
        (vec![("kept", format!("{kept}{SCHEDULE}"))], "422x1:POST:schedule", 7, "schedule \"Kept\" failed"),
        (
            vec![("new", created(SCHEDULE)), ("kept", kept.clone())],
            "422x1:POST:schedule",
            10,
            "create \"New\" created, but its schedule is off",
        ),
        (vec![("kept", changed.clone())], LIST_FAILS, 10, "kcamp could not check the changes in the list"),
    ] {
        let faults = if fault == LIST_FAILS {
            vec!["--fault", "slowx2:1ms:POST:getAllCampaignDetails", "--fault", LIST_FAILS]
        } else {
            vec!["--fault", fault]
        };
        let sandbox = Sandbox::remembering(&calm.state(), &faults);
        let world = sandbox.world();
        for (name, text) in files {
            world.file(&format!("campaigns/{name}.yaml"), text);
        }
        let known = world.file("journal.jsonl", journal.replace(&calm.address, &sandbox.address));
        private(&known);
        let world = world.with("KCAMP_JOURNAL", known.display().to_string());
        let run = apply(&world, &["--prune", "--confirm", "1"]);
        assert_eq!(sandbox.received_at("DELETE", "").len(), 0, "{fault}");
        let run = run.expect_code(code);
        assert_eq!(results(&run).last().unwrap(), "delete Event Reminder: spared", "{fault}");
        let line = run.json()["results"].as_array().unwrap().last().unwrap().clone();
        let message = line["error"]["message"].as_str().unwrap();
        assert!(message.contains(spared) && !message.contains("this outcome"), "{line}");
        let go_on = "kcamp apply campaigns --prune";
        assert!(line["error"]["hint"].as_str().unwrap().ends_with(go_on), "{line}");
        assert!(run.error_json()["hint"].as_str().unwrap().contains(go_on), "{}", run.stderr);
        if code == 9 {
            // The next run finds the create still in doubt, and spares it too.
            let again = apply(&world, &["--prune", "--confirm", "1"]).expect_code(10);
            assert_eq!(results(&again).last().unwrap(), "delete Event Reminder: spared", "{again:?}");
            assert_eq!(sandbox.received_at("DELETE", "").len(), 0, "{again:?}");
            again.expect_stdout(&[
                "something before it has to be settled first: an earlier create of this name",
            ]);
        }
    }
}

/// Every listing fails except the first of both types.
const LIST_FAILS: &str = "500x9:POST:getAllCampaignDetails";

#[test]
fn deletes_come_after_everything_else_and_after_the_look_at_it() {
    let (sandbox, world, _) = with_campaign(FILE, &[]);
    let new = named("New").replace("Event Guests", "Renewal Due July");
    world.file("campaigns/new.yaml", format!("{new}{SCHEDULE}"));
    apply(&world, &["--prune", "--confirm", "1"]).expect_code(0);
    assert_eq!(writes(&sandbox), ["POST campaign", "POST schedule true", "DELETE ID"]);
    assert_eq!(sandbox.received().last().unwrap()["method"], "DELETE");
    // If there are only deletes, the campaigns are listed once more.
    let (sandbox, world, _) = with_campaign(FILE, &[]);
    world.file("campaigns/new.yaml", &new);
    apply(&world, &[]).expect_code(0);
    let before = sandbox.received().len();
    apply(&world, &["--prune", "--confirm", "1"]).expect_code(0);
    assert_eq!(sandbox.received().len() - before, 2 + 2 + 1, "both types twice, and the delete");
}

/// Shows every campaign as Active from the second listing on.
#[derive(Clone)]
struct ActiveLater(usize);

impl Watch for ActiveLater {
    fn before(&mut self, request: &Passing) {
        self.0 += usize::from(request.line.contains(LIST));
    }

    fn after(&mut self, request: &Passing, answer: &mut serde_json::Value) {
        if self.0 > 2 && request.line.contains(LIST) {
            super::kept_on::each_row(answer, |row| row["status"] = "Active".into());
        }
    }
}

#[test]
fn what_runs_by_the_time_of_the_delete_is_not_deleted() {
    let sandbox = Sandbox::new();
    let direct = sandbox.world();
    direct.file("before/old.yaml", FILE);
    direct.run("apply before --yes").expect_code(0);
    for new in [None, Some(named("New").replace("Event Guests", "Renewal Due July"))] {
        let world = relay(&sandbox, ActiveLater(0));
        let kept = named("Kept").replace("Event Guests", "CL Only 2020 Dec 4");
        direct.file("kept.yaml", &kept);
        direct.run("campaign create -f kept.yaml --if-absent --yes").expect_code(0);
        world.file("campaigns/kept.yaml", kept);
        if let Some(new) = new {
            world.file("campaigns/new.yaml", new);
        }
        let run = apply(&world, &["--prune", "--confirm", "1"]).expect_code(10);
        assert_eq!(results(&run).last().unwrap(), "delete Event Reminder: spared");
        assert_eq!(sandbox.received_at("DELETE", "").len(), 0);
        // The result names the obstacle, and does not say that an outcome is open.
        let error = run.json()["results"].as_array().unwrap().last().unwrap()["error"].clone();
        assert!(error["message"].as_str().unwrap().starts_with("Active: "), "{error}");
        assert!(error["hint"].as_str().unwrap().contains("kcamp campaign stop"), "{error}");
    }
}

/// The lines of a plan, with or without deletes.
fn planned(world: &World, prune: bool) -> Vec<serde_json::Value> {
    let more = if prune { &["--prune"][..] } else { &[] };
    let run = world.run([&["plan", "campaigns", "-o", "json"], more].concat()).expect_code(0);
    run.json()["lines"].as_array().unwrap().clone()
}

#[test]
fn what_a_file_may_mean_is_not_deleted_and_is_shown_with_the_reason() {
    let other_lists = |name: &str| named(name).replace("Event Guests", "Renewal Due July");
    for (files, reason) in [
        // A possible rename that was not confirmed.
        (vec![("new.yaml", named("New"))], "\"New\" looks like a rename of it"),
        // A former name that two files have.
        (
            vec![
                ("a.yaml", format!("{}renamedFrom: Event Reminder\n", other_lists("A"))),
                ("b.yaml", format!("{}renamedFrom: event reminder\n", other_lists("B"))),
            ],
            "says renamedFrom",
        ),
        // The campaign's file is left out because it is for the other platform.
        (
            vec![
                ("other.yaml", other_lists("Other")),
                (
                    "event.yaml",
                    "platform: burki\nname: Event Reminder\ncampaign_type: call\nassistant_id: 7\n"
                        .to_owned(),
                ),
            ],
            "for another platform, which was left out",
        ),
    ] {
        let (sandbox, world, id) = with_campaign(FILE, &[]);
        for (name, text) in &files {
            world.file(&format!("campaigns/{name}"), text);
        }
        let of_it = |lines: Vec<serde_json::Value>| lines.into_iter().find(|line| line["id"] == *id).unwrap();
        let line = of_it(planned(&world, true));
        assert_eq!((&line["action"], line["next"].is_string()), (&"blocked".into(), true), "{line}");
        assert!(!line["next"].as_str().unwrap().contains("NAME"), "{line}");
        assert!(line["details"].as_str().unwrap().contains(reason), "{line}");
        // Without --prune it is not a difference.
        let line = of_it(planned(&world, false));
        assert_eq!(line["action"], "only_live", "{line}");
        let details = line["details"].as_str().unwrap();
        assert!(details.contains(reason) && details.ends_with("--prune leaves it"), "{line}");
        let error = apply(&world, &["--prune", "--confirm", "1"]).expect_code(10).error_json();
        let message = error["message"].as_str().unwrap();
        assert!(message.contains("\"Event Reminder\" blocked, nothing was sent: "), "{message}");
        assert!(!message.contains("blocked \"Event Reminder\""), "{message}");
        assert_eq!(sandbox.received_at("DELETE", "").len(), 0);
    }
}

#[test]
fn a_renamed_from_beside_a_live_campaign_of_the_new_name_keeps_the_old_one() {
    let (sandbox, world, _) = with_campaign(FILE, &[]);
    let new = named("New").replace("Event Guests", "Renewal Due July");
    world.file("campaigns/new.yaml", &new);
    apply(&world, &[]).expect_code(0);
    world.file("campaigns/new.yaml", format!("{new}renamedFrom: Event Reminder\n"));
    apply(&world, &["--prune", "--confirm", "1"]).expect_code(10);
    assert_eq!(sandbox.received_at("DELETE", "").len(), 0);
    world.file("campaigns/new.yaml", new);
    apply(&world, &["--prune", "--confirm", "1"]).expect_code(0);
    assert_eq!(sandbox.received_at("DELETE", "").len(), 1);
}

#[cfg(unix)]
#[test]
fn where_a_link_was_not_followed_nothing_is_deleted() {
    let (sandbox, world, _) = with_campaign(FILE, &[]);
    world.file("campaigns/other.yaml", named("Other").replace("Event Guests", "Renewal Due July"));
    let elsewhere = world.file("elsewhere/event.yaml", FILE);
    std::os::unix::fs::symlink(elsewhere, world.home().join("campaigns/event.yaml")).unwrap();
    let run = apply(&world, &["--prune", "--confirm", "1"]).expect_code(10);
    assert_eq!(results(&run), ["create Other: done", "blocked Event Reminder: blocked"]);
    assert!(run.error_json()["hint"].as_str().unwrap().contains("--follow-links"), "{}", run.stderr);
    assert_eq!(sandbox.received_at("DELETE", "").len(), 0);
    apply(&world, &["--prune", "--follow-links"]).expect_code(0);
}
