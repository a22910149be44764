//! Campaigns with a new name: updated, and never created beside the old one.

use crate::create::FILE;
use crate::lifecycle::with_campaign;
use crate::world::Sandbox;

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
    assert_eq!(results(&apply(&world, &[]).expect_code(0)), ["update Event Reminder: done"]);
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
