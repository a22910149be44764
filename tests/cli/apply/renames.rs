//! Campaigns with a new name: updated, and never created beside the old one.

use serde_json::Value;

use crate::create::{FILE, SCHEDULE};
use crate::lifecycle::with_campaign;
use crate::world::{Sandbox, World};

use super::interrupted::of_burki;
use super::{apply, named, plan, results, writes};

#[test]
fn a_comment_says_that_a_campaign_is_no_rename() {
    let (sandbox, world, _) = with_campaign(FILE, &[]);
    world.file("campaigns/new.yaml", named("New"));
    let run = world.run("plan campaigns -o json").expect_code(0);
    assert_eq!(run.json()["lines"][0]["code"], "plan/looks-renamed");
    world.file(
        "campaigns/other.yaml",
        FILE.replace("[Event Guests]", "[Event Gests]").replace("Event Reminder", "Other"),
    );
    let run = world.run("plan campaigns/other.yaml -o json").expect_code(0);
    assert_eq!(run.json()["lines"][0]["code"], "plan/blocked");
    std::fs::remove_file(world.home().join("campaigns/other.yaml")).unwrap();
    world.file(
        "campaigns/new.yaml",
        format!("# kcamp: allow(plan/looks-renamed): another audience\n{}", named("New")),
    );
    assert_eq!(results(&apply(&world, &[]).expect_code(0)), ["create New: done"]);
    assert_eq!(sandbox.creates().len(), 1);
}

#[test]
fn a_campaign_under_a_new_name_is_updated_and_not_created_beside_the_old_one() {
    let (sandbox, world, id) = with_campaign(FILE, &[]);
    let renamed = named("Guests of the event");
    world.file("campaigns/event.yaml", &renamed);
    let run = apply(&world, &[]).expect_code(10);
    assert_eq!(results(&run), ["blocked Guests of the event: blocked"]);
    assert!(
        run.error_json()["hint"].as_str().unwrap().contains("renamedFrom: \"Event Reminder\""),
        "{}",
        run.stderr
    );
    assert_eq!(writes(&sandbox), [""; 0]);

    world.file("campaigns/event.yaml", format!("{renamed}renamedFrom: Event Reminder\n"));
    let run = plan(&world).expect_code(20);
    assert_eq!(run.json()["lines"][0]["details"], "name Event Reminder → Guests of the event");
    let run = apply(&world, &[]).expect_code(0);
    assert_eq!(results(&run), ["update Event Reminder: done"]);
    assert_eq!(run.json()["results"][0]["new_name"], "Guests of the event");
    run.expect_stderr(&["update \"Event Reminder\" → \"Guests of the event\" (cd-"]);
    assert_eq!(writes(&sandbox), ["PUT ID"]);
    let live = world.run(["campaign", "get", &id, "-o", "json"]).expect_code(0).json();
    assert_eq!(live["name"], "Guests of the event");
    // The former name may stay in the file.
    plan(&world).expect_code(0);

    // `renamedFrom: none` says that it is another campaign with the same lists.
    world.file("campaigns/event.yaml", format!("{}renamedFrom: none\n", named("Another")));
    assert_eq!(results(&apply(&world, &[]).expect_code(0)), ["create Another: done"]);
    // With other lists it is not a rename.
    world.file("campaigns/event.yaml", named("Third").replace("Event Guests", "Renewal Due July"));
    assert_eq!(results(&apply(&world, &[]).expect_code(0)), ["create Third: done"]);
}

/// Burki has no contact lists: there the same values make a campaign look renamed.
#[test]
fn on_burki_the_only_one_that_is_gone_from_the_files_is_not_created_again_under_another_name() {
    let sandbox = Sandbox::new();
    let world = sandbox.burki_world();
    world.file("campaigns/a.yaml", of_burki("Spring", 4));
    world.file("campaigns/b.yaml", of_burki("Other", 4));
    apply(&world, &[]).expect_code(0);
    world.file("campaigns/a.yaml", of_burki("Summer", 4));
    let run = apply(&world, &[]).expect_code(10);
    assert_eq!(results(&run), ["blocked Summer: blocked"]);
    run.expect_stderr(&[
        "looks like a rename of \"Spring\", which has the same values",
        "renamedFrom: \"Spring\"",
    ]);
    let prune = world.run("plan campaigns --prune -o json").expect_code(0).json();
    assert_eq!(actions_of(&prune), ["blocked", "unchanged", "blocked"], "{prune}");
    assert_eq!(writes(&sandbox).len(), 2);
    // With another value it is another campaign, and so it is where the file says so.
    world.file("campaigns/a.yaml", of_burki("Summer", 5));
    assert_eq!(actions_of(&plan(&world).json()), ["create", "unchanged", "only_live"]);
    world.file("campaigns/a.yaml", format!("{}renamedFrom: none\n", of_burki("Summer", 4)));
    assert_eq!(actions_of(&plan(&world).json()), ["create", "unchanged", "only_live"]);
    world.file("campaigns/a.yaml", format!("{}renamedFrom: Spring\n", of_burki("Summer", 4)));
    apply(&world, &[]).expect_code(0);
    assert_eq!(writes(&sandbox)[2..], ["PUT 1"]);
    plan(&world).expect_code(0);
}

fn actions_of(plan: &Value) -> Vec<&str> {
    plan["lines"].as_array().unwrap().iter().map(|line| line["action"].as_str().unwrap()).collect()
}

#[test]
fn a_create_does_not_make_a_second_campaign_of_one_that_was_renamed() {
    let (sandbox, world, _) = with_campaign(FILE, &[]);
    world.file("new.yaml", format!("{}renamedFrom: Event Reminder\n", named("Guests")));
    for more in [&[][..], &["--if-absent"]] {
        let run = world
            .run([&["campaign", "create", "-f", "new.yaml", "-o", "json"], more].concat())
            .expect_code(6);
        assert!(
            run.error_json()["hint"].as_str().unwrap().contains("kcamp apply 'new.yaml'"),
            "{}",
            run.stderr
        );
    }
    assert_eq!(writes(&sandbox), [""; 0]);
    world.run("apply new.yaml --yes").expect_code(0);
    assert_eq!(writes(&sandbox), ["PUT ID"]);
    // Once the campaign has its new name, the key has no effect.
    world.run("campaign create -f new.yaml --if-absent").expect_code(0);
    assert_eq!(writes(&sandbox), ["PUT ID"]);
}

#[test]
fn a_former_name_that_nobody_has_or_two_claim_says_nothing() {
    let (sandbox, world, _) = with_campaign(FILE, &[]);
    for (files, said) in [
        (vec![("New", "Evnt Reminder")], "no campaign of that name is live"),
        (vec![("New", "Evnt Reminder"), ("Other", "Evnt Reminder")], "no campaign of that name is live"),
        (
            vec![("New", "Event Reminder"), ("Other", "event reminder")],
            "New, Other all have the same renamedFrom",
        ),
    ] {
        let _ = std::fs::remove_dir_all(world.home().join("campaigns"));
        for (name, former) in &files {
            world.file(&format!("campaigns/{name}.yaml"), format!("{}renamedFrom: {former}\n", named(name)));
        }
        let run = plan(&world).expect_code(20);
        for line in &run.json()["lines"].as_array().unwrap()[..files.len()] {
            assert_eq!(
                (&line["action"], &line["code"]),
                (&"blocked".into(), &"plan/looks-renamed".into()),
                "{line}"
            );
            assert!(line["details"].as_str().unwrap().contains(said), "{line}");
        }
        apply(&world, &[]).expect_code(10);
    }
    assert_eq!(writes(&sandbox), [""; 0]);
    // If no live campaign looks like it, it cannot be a rename.
    let elsewhere = Sandbox::new();
    let world = elsewhere.world();
    world.file("campaigns/new.yaml", format!("{}renamedFrom: Event Reminder\n", named("New")));
    assert_eq!(results(&apply(&world, &[]).expect_code(0)), ["create New: done"]);
}

/// A file of a campaign, whose description says whose it is.
fn of_platform(is_kore: bool, name: &str, whose: &str, former: Option<&str>) -> String {
    let text = if is_kore {
        named(name).replace("Reminds guests", whose)
    } else {
        format!("platform: burki\nname: {name}\ncampaign_type: call\nassistant_id: 7\ndescription: {whose}\n")
    };
    former.map_or_else(|| text.clone(), |former| format!("{text}renamedFrom: {former}\n"))
}

/// Files as name, whose they are, and the former name.
type Files<'test> = &'test [(&'test str, &'test str, Option<&'test str>)];

fn write_files(world: &World, is_kore: bool, files: Files<'_>) {
    let _ = std::fs::remove_dir_all(world.home().join("campaigns"));
    for (name, whose, former) in files {
        world.file(&format!("campaigns/{whose}.yaml"), of_platform(is_kore, name, whose, *former));
    }
}

/// The live campaigns' names and descriptions.
fn live_names(world: &World) -> Vec<(String, String)> {
    let list = world.run("campaign list -o json").expect_code(0).json();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let of = |row: &Value| {
        let whole = world.run(["campaign", "get", row["id"].as_str().unwrap(), "-o", "json"]);
        (text(&row["name"]), text(&whole.expect_code(0).json()["description"]))
    };
    let mut live: Vec<_> = list.as_array().unwrap().iter().map(of).collect();
    live.sort();
    live
}

#[test]
fn a_former_name_that_leaves_open_which_campaign_is_meant_blocks_all_that_may_be_meant() {
    const ALPHA: (&str, &str, Option<&str>) = ("Alpha", "first", None);
    const BETA: (&str, &str, Option<&str>) = ("Beta", "second", None);
    let table: [(Files<'_>, Files<'_>, &[&str]); 6] = [
        // Exchanged, and exchanged with only one file saying so.
        (
            &[ALPHA, BETA],
            &[("Beta", "first", Some("Alpha")), ("Alpha", "second", Some("Beta"))],
            &["Alpha", "Beta"],
        ),
        (&[ALPHA, BETA], &[("Beta", "first", Some("alpha")), ("Alpha", "second", None)], &["Alpha", "Beta"]),
        // Moved on by one.
        (
            &[ALPHA, BETA],
            &[("Beta", "first", Some("Alpha")), ("Gamma", "second", Some("Beta"))],
            &["Beta", "Gamma"],
        ),
        // The former name has a file, live or not.
        (&[ALPHA], &[ALPHA, ("Gamma", "third", Some("Alpha"))], &["Alpha", "Gamma"]),
        (&[BETA], &[BETA, ALPHA, ("Gamma", "third", Some("Alpha"))], &["Gamma"]),
        // Both names are live, and the former one is in no file.
        (&[ALPHA, BETA], &[("Beta", "other", Some("Alpha"))], &["Beta"]),
    ];
    for is_kore in [true, false] {
        for (before, after, blocked) in table {
            let sandbox = Sandbox::new();
            let world = if is_kore { sandbox.world() } else { sandbox.burki_world() };
            write_files(&world, is_kore, before);
            apply(&world, &[]).expect_code(0);
            let live = live_names(&world);
            write_files(&world, is_kore, after);
            let planned = plan(&world).expect_code(20).json();
            let lines = planned["lines"].as_array().unwrap();
            let mut found: Vec<&str> = lines
                .iter()
                .filter(|line| line["action"] == "blocked")
                .map(|line| line["name"].as_str().unwrap())
                .collect();
            found.sort_unstable();
            assert_eq!(found, blocked, "{is_kore} {after:?}");
            for line in lines.iter().filter(|line| line["action"] == "blocked") {
                assert_eq!(line["code"], "plan/looks-renamed", "{line}");
                assert!(line["details"].as_str().unwrap().contains("renamedFrom"), "{line}");
                assert!(line["next"].as_str().unwrap().contains("renamedFrom"), "{line}");
            }
            let earlier = writes(&sandbox).len();
            apply(&world, &["--prune", "--confirm", "1"]).expect_code(10);
            let created = writes(&sandbox).split_off(earlier);
            assert!(created.iter().all(|write| write.starts_with("POST ")), "{created:?}");
            // Nobody lost a name or got another's content.
            let now = live_names(&world);
            assert!(live.iter().all(|it| now.contains(it)), "{live:?} {now:?}");
            assert!(!now.iter().any(|(name, _)| name == "Gamma"), "{now:?}");
        }
    }
}

#[test]
fn a_chain_of_new_names_goes_through_one_after_the_other() {
    for is_kore in [true, false] {
        let sandbox = Sandbox::new();
        let world = if is_kore { sandbox.world() } else { sandbox.burki_world() };
        write_files(&world, is_kore, &[("Alpha", "first", None), ("Beta", "second", None)]);
        apply(&world, &[]).expect_code(0);
        let earlier = writes(&sandbox).len();
        write_files(&world, is_kore, &[("Beta", "first", Some("Alpha")), ("Gamma", "second", Some("Beta"))]);
        world.run("apply campaigns/second.yaml --yes").expect_code(0);
        // That rename is done: what its file says of its former name does not stop the next.
        apply(&world, &[]).expect_code(0);
        assert_eq!(writes(&sandbox).len(), earlier + 2);
        let pair = |name: &str, whose: &str| (name.to_owned(), whose.to_owned());
        assert_eq!(live_names(&world), [pair("Beta", "first"), pair("Gamma", "second")]);
        write_files(&world, is_kore, &[("Beta", "first", None), ("Gamma", "second", None)]);
        plan(&world).expect_code(0);
    }
}

#[test]
fn a_campaign_that_is_renamed_gets_its_schedule_in_the_same_run() {
    for (schedule, calls) in [
        ("schedule: none\n".to_owned(), vec!["PUT ID", "DELETE schedule"]),
        (SCHEDULE.replace("09:30", "10:30"), vec!["PUT ID", "POST schedule"]),
    ] {
        let (sandbox, world, _) = with_campaign(FILE, &[]);
        world.file("campaigns/event.yaml", format!("{FILE}{SCHEDULE}"));
        apply(&world, &["--reenable"]).expect_code(0);
        let before = writes(&sandbox).len();
        let renamed = format!("{}renamedFrom: Event Reminder\n{schedule}", named("Guests"));
        world.file("campaigns/event.yaml", renamed);
        // Each result has both names, as the plan has.
        let run = world.run("apply campaigns --yes").expect_code(0);
        assert_eq!(run.stdout.matches("Event Reminder → Guests  done").count(), 2, "{}", run.stdout);
        assert_eq!(writes(&sandbox).len(), before + calls.len(), "{:?}", writes(&sandbox));
        plan(&world).expect_code(0);
    }
}

/// With a new campaign of the former name, both names would be live, and the file's `renamedFrom` would mean either.
#[test]
fn a_new_campaign_of_a_former_name_waits_until_the_rename_is_no_longer_said() {
    let (sandbox, world, _) = with_campaign(FILE, &[]);
    world.file("campaigns/new.yaml", format!("{}renamedFrom: Event Reminder\n", named("New")));
    apply(&world, &[]).expect_code(0);
    let other = FILE.replace("[Event Guests]", "[Renewal Due July]");
    world.file("campaigns/old.yaml", other);
    let run = apply(&world, &[]).expect_code(10);
    assert_eq!(results(&run), ["blocked Event Reminder: blocked"]);
    let hint = run.error_json()["hint"].as_str().unwrap().to_owned();
    assert!(hint.contains("remove renamedFrom from the file of \"New\""), "{hint}");
    assert_eq!(writes(&sandbox), ["PUT ID"]);
    world.file("campaigns/new.yaml", named("New"));
    assert_eq!(results(&apply(&world, &[]).expect_code(0)), ["create Event Reminder: done"]);
    plan(&world).expect_code(0);
}
