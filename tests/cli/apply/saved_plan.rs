//! `kcamp apply PLAN`: a saved plan is applied if the same plan would be made now, and refused otherwise.

use serde_json::{Map, Value, json};

use crate::colleagues::BURKI_FILE;
use crate::create::{FILE, SCHEDULE};
use crate::lifecycle::with_campaign;
use crate::world::{Sandbox, World};

use super::{apply, named, results, writes};

/// A sandbox with one campaign that a file changes, and the saved plan for it.
fn saved(world: &World) {
    world.file("campaigns/event.yaml", FILE.replace("priority: 5", "priority: 2"));
    world.run("plan campaigns --out july.plan").expect_code(0).expect_stderr(&["kcamp apply july.plan"]);
}

#[test]
fn a_saved_plan_is_carried_out_as_long_as_it_is_what_would_happen() {
    let (sandbox, world, _) = with_campaign(FILE, &[]);
    saved(&world);
    let text = std::fs::read_to_string(world.home().join("july.plan")).unwrap();
    for private in ["Canary", "12025550124", crate::world::SECRET] {
        assert!(!text.contains(private), "{private}: {text}");
    }
    let run = world.run("apply july.plan --yes -o json").expect_code(0);
    assert_eq!(results(&run), ["update Event Reminder: done"]);
    // The plan was applied, so the state is another one.
    let error = world.run("apply july.plan --yes -o json").expect_code(6).error_json();
    assert_eq!(error["code"], "plan/stale");
    assert!(error["message"].as_str().unwrap().contains("\"Event Reminder\" was update"), "{error}");
    assert_eq!(writes(&sandbox), ["PUT ID"]);
}

#[test]
#[expect(clippy::too_many_lines, reason = "one table of cases")]
fn a_plan_that_is_stale_of_another_account_or_damaged_sends_nothing() {
    type Change = fn(&World);
    let changes: [(Change, i32, &str); 9] = [
        (
            |world| drop(world.file("campaigns/event.yaml", FILE.replace("priority: 5", "priority: 1"))),
            6,
            "plan/stale",
        ),
        (|world| drop(world.file("campaigns/new.yaml", named("New"))), 6, "plan/stale"),
        (|world| drop(world.run("campaign start 'Event Reminder' --yes").expect_code(0)), 6, "plan/stale"),
        // A field that the file does not change, and that the update sends as part of the whole.
        (
            |world| {
                let edit = ["campaign", "update", "Event Reminder", "--description", "Edited", "--yes"];
                world.run(edit).expect_code(0);
            },
            6,
            "plan/stale",
        ),
        (|world| drop(world.run("campaign delete 'Event Reminder' --yes").expect_code(0)), 6, "plan/stale"),
        (
            |world| {
                let text = std::fs::read_to_string(world.home().join("july.plan")).unwrap();
                world.file(
                    "july.plan",
                    text.replace(kcamp::sandbox::ACCOUNT.account_id, "5a4db0c5a4db0c5a4db0c5a5"),
                );
            },
            2,
            "plan/unreadable",
        ),
        (
            |world| {
                let text = std::fs::read_to_string(world.home().join("july.plan")).unwrap();
                world.file("july.plan", &text[..text.len() / 2]);
            },
            2,
            "plan/unreadable",
        ),
        (
            |world| {
                let text = std::fs::read_to_string(world.home().join("july.plan")).unwrap();
                world.file("july.plan", text.replace(env!("CARGO_PKG_VERSION"), "0.0.1"));
            },
            2,
            "plan/unreadable",
        ),
        (
            |world| {
                // The file was edited, with another action in it.
                let text = std::fs::read_to_string(world.home().join("july.plan")).unwrap();
                assert!(text.contains("\"update\""), "{text}");
                world.file("july.plan", text.replace("\"update\"", "\"delete\""));
            },
            2,
            "plan/unreadable",
        ),
    ];
    for (number, (change, exit, code)) in changes.into_iter().enumerate() {
        let (sandbox, world, _) = with_campaign(FILE, &[]);
        saved(&world);
        change(&world);
        let before = writes(&sandbox).len();
        let error = world.run("apply july.plan --yes -o json").expect_code(exit).error_json();
        assert_eq!(error["code"], *code, "{number}: {error}");
        assert_eq!(writes(&sandbox).len(), before, "{number}");
    }
}

/// The switches of a saved plan may be repeated. One that it does not have is named, with the plan that would have
/// all.
#[test]
fn switches_beside_a_saved_plan_are_those_that_it_was_made_with() {
    const PRUNE: &str = "--prune";
    const ON: &str = "--reenable";
    const AGAIN: &str = "--resend-unreadable";
    for (made, given, lacking, all) in [
        (&[PRUNE, ON][..], &[PRUNE][..], None, ""),
        (&[PRUNE, ON], &[ON], None, ""),
        (&[PRUNE, ON], &[ON, PRUNE], None, ""),
        (&[PRUNE], &[ON], Some("made without --reenable;"), "--reenable --prune"),
        (
            &[ON],
            &[PRUNE, AGAIN],
            Some("made without --resend-unreadable --prune;"),
            "--reenable --resend-unreadable --prune",
        ),
        (
            &[PRUNE, ON],
            &[AGAIN, PRUNE],
            Some("made without --resend-unreadable;"),
            "--reenable --resend-unreadable --prune",
        ),
        (&[], &[PRUNE], Some("made without --prune;"), "--prune"),
    ] {
        let (sandbox, world, _) = with_campaign(FILE, &[]);
        world.file("campaigns/event.yaml", FILE.replace("priority: 5", "priority: 2"));
        world.run([&["plan", "campaigns", "--out", "july.plan"][..], made].concat()).expect_code(0);
        let run = world.run([&["apply", "july.plan", "--yes", "-o", "json"][..], given].concat());
        let Some(lacking) = lacking else {
            assert_eq!(results(&run.expect_code(0)), ["update Event Reminder: done"], "{made:?} {given:?}");
            continue;
        };
        let error = run.expect_code(2).error_json();
        assert_eq!(error["code"], "plan/other-choices", "{made:?} {given:?}");
        assert!(error["message"].as_str().unwrap().contains(lacking), "{error}");
        let hint = error["hint"].as_str().unwrap();
        assert!(hint.contains(&format!("kcamp plan campaigns {all} --out july.plan")), "{hint}");
        assert_eq!(writes(&sandbox), [""; 0]);
    }
}

#[test]
fn whether_schedules_are_switched_on_again_is_asked_for_when_the_plan_is_made() {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    world.file("campaigns/event.yaml", format!("{FILE}{SCHEDULE}"));
    world.run("apply campaigns --yes").expect_code(0);
    sandbox.world().run("schedule disable 'Event Reminder'").expect_code(0);
    let run = world.run("plan campaigns --out july.plan -o json").expect_code(0);
    let go_on = "kcamp plan campaigns --reenable --out july.plan";
    assert_eq!(run.json()["lines"][0]["next"], format!("to switch it on: {go_on}"));
    let error = world.run("apply july.plan --yes --reenable -o json").expect_code(2).error_json();
    assert_eq!(error["code"], "plan/other-choices");
    assert!(error["hint"].as_str().unwrap().contains(go_on), "{error}");
    world.run("apply july.plan --yes").expect_code(10);
    let before = writes(&sandbox).len();
    world.run(go_on.strip_prefix("kcamp ").unwrap()).expect_code(0);
    let run = world.run("apply july.plan --yes -o json").expect_code(0);
    assert_eq!(results(&run), ["schedule Event Reminder: done"]);
    assert_eq!(writes(&sandbox)[before..], ["POST schedule true"]);
}

#[test]
fn a_plan_of_another_account_is_refused_before_anything_is_read() {
    let (sandbox, world, _) = with_campaign(FILE, &[]);
    saved(&world);
    let before = sandbox.received().len();
    for (setting, other, whose) in [
        ("--account-id", "5a4db0c5a4db0c5a4db0c5a5", "for another account ("),
        ("--stream-id", "st-00000000-0000-5000-8000-000000000001", ", stream st-"),
        ("--host", "http://127.0.0.1:9", "for an account of another host (http://127.0.0.1:"),
    ] {
        let error = world
            .run(["apply", "july.plan", "--yes", "-o", "json", setting, other])
            .expect_code(6)
            .error_json();
        assert_eq!(error["code"], "plan/stale", "{setting}");
        let message = error["message"].as_str().unwrap();
        assert!(message.contains(whose), "{message}");
        assert!(message.ends_with("; nothing was sent"), "{message}");
    }
    assert_eq!(sandbox.received().len(), before);
    world.run("apply july.plan --yes").expect_code(0);
}

/// A file that ends in `.plan` was to be a plan: what is left of one is not taken for a campaign file.
#[test]
fn a_plan_that_is_empty_cut_or_of_another_version_is_refused_in_our_words() {
    const NOT_WHOLE: &str = "is not whole: its end is missing";
    let (sandbox, world, _) = with_campaign(FILE, &[]);
    saved(&world);
    let text = std::fs::read_to_string(world.home().join("july.plan")).unwrap();
    let other_form = r#"{"kcamp_plan": 9, "version": "9.9.9", "paths": ["campaigns"], "steps": []}"#;
    let other_version = text.replace(env!("CARGO_PKG_VERSION"), "0.0.1");
    let made = |by: &str| format!("was made by kcamp {by}, and this is {}", env!("CARGO_PKG_VERSION"));
    let again = "make a new plan: kcamp plan campaigns --out july.plan";
    let of_the_files = "make a new plan of the campaign files: kcamp plan PATH --out july.plan";
    let other_json = "holds other JSON than kcamp plan --out saves";
    for (content, why, next) in [
        ("", NOT_WHOLE, of_the_files),
        (" \n", NOT_WHOLE, of_the_files),
        ("{", NOT_WHOLE, of_the_files),
        ("{\n  \"kcamp_pl", NOT_WHOLE, of_the_files),
        ("{}", other_json, of_the_files),
        ("\u{feff} {\"name\": \"Spring\"}", other_json, of_the_files),
        (&format!("\u{feff}{}", &text[..text.len() - 3]), NOT_WHOLE, of_the_files),
        (&text[..40], NOT_WHOLE, of_the_files),
        (&text[..text.len() - 3], NOT_WHOLE, of_the_files),
        (&text.replace("\"made_at\"", "\"when\""), "is not as kcamp saved it (line ", again),
        (&text.replacen(',', "", 1), "is not as kcamp saved it (line 3, column ", of_the_files),
        (other_form, &made("9.9.9"), again),
        (
            &text.replace("\"kcamp_plan\": 1", "\"kcamp_plan\": 2"),
            "is written in form 2, and this kcamp reads form 1",
            again,
        ),
        (&other_version, &made("0.0.1"), again),
    ] {
        world.file("july.plan", content);
        let error = world.run("apply july.plan --yes -o json").expect_code(2).error_json();
        assert_eq!(error["code"], "plan/unreadable", "{content}");
        let message = error["message"].as_str().unwrap();
        assert!(message.contains(why), "{content}: {message}");
        assert!(message.ends_with("; nothing was sent"), "{content}: {message}");
        assert_eq!(error["hint"].as_str().unwrap(), next, "{content}");
    }
    assert_eq!(writes(&sandbox), [""; 0]);
    // A mark that an editor wrote in front changes nothing.
    world.file("july.plan", format!("\u{feff}{text}"));
    world.run("apply july.plan --yes").expect_code(0);
    // Elsewhere such a file is one of campaigns, also where a campaign file ends so.
    for (path, content, code) in [
        ("july.yaml", "", 3),
        ("july.json", "{", 3),
        ("july.json", "{}", 3),
        ("july.plan", FILE, 0),
        ("july.plan", "name: Half", 3),
    ] {
        world.file(path, content);
        let run = world.run(["apply", path, "--yes", "-o", "json"]).expect_code(code);
        assert!(!run.stderr.contains("plan/unreadable"), "{path}: {}", run.stderr);
    }
}

/// The commands in hints name the given paths, so that they work as printed.
#[test]
fn the_next_step_of_a_stale_plan_works_when_it_is_typed() {
    let (sandbox, world, _) = with_campaign(FILE, &[]);
    world.file("our campaigns/event.yaml", FILE.replace("priority: 5", "priority: 2"));
    let run = world.run(["plan", "our campaigns", "--prune", "--out", "Bob's.plan"]).expect_code(0);
    run.expect_stderr(&["kcamp apply 'Bob'\\''s.plan'"]);
    world.file("our campaigns/event.yaml", FILE.replace("priority: 5", "priority: 3"));
    let error = world.run(["apply", "Bob's.plan", "--yes", "-o", "json"]).expect_code(6).error_json();
    let hint = error["hint"].as_str().unwrap();
    let again = "kcamp plan 'our campaigns' --prune --out 'Bob'\\''s.plan'";
    assert!(hint.ends_with(&format!(": {again}")), "{hint}");
    world.run(again.strip_prefix("kcamp ").unwrap()).expect_code(0);
    let run = world.run(["apply", "Bob's.plan", "--yes", "-o", "json"]).expect_code(0);
    assert_eq!(results(&run), ["update Event Reminder: done"]);
    assert_eq!(writes(&sandbox), ["PUT ID"]);
}

/// A plan's paths are those of the folder where it was made. From another folder they may mean nothing, or other files.
#[test]
fn a_saved_plan_from_another_folder_says_where_it_was_made_and_never_applies_other_files() {
    let wanted = FILE.replace("priority: 5", "priority: 2");
    for (elsewhere, exit, code) in [
        (None, 3, "input/findings"),
        // Another file of the same name.
        (Some(FILE.replace("priority: 5", "priority: 1")), 6, "plan/stale"),
        (
            Some(FILE.replace("Canary text", "Another text").replace("priority: 5", "priority: 2")),
            6,
            "plan/stale",
        ),
        (Some(format!("{wanted}{SCHEDULE}")), 6, "plan/stale"),
        // The same file, as in the next job of a pipeline.
        (Some(wanted.clone()), 0, ""),
    ] {
        let (sandbox, world, _) = with_campaign(FILE, &[]);
        world.file("made/campaigns/event.yaml", &wanted);
        std::fs::create_dir_all(world.home().join("other")).unwrap();
        let here = |folder: &str, line: &str| {
            let run = world.command(line).current_dir(world.home().join(folder)).output().unwrap();
            (run.status.code().unwrap(), String::from_utf8(run.stderr).unwrap())
        };
        assert_eq!(here("made", "plan campaigns --out ../july.plan").0, 0);
        if let Some(text) = &elsewhere {
            world.file("other/campaigns/event.yaml", text);
        }
        let (ended, said) = here("other", "apply ../july.plan --yes -o json");
        assert_eq!(ended, exit, "{said}");
        if exit == 0 {
            assert_eq!(writes(&sandbox), ["PUT ID"]);
            continue;
        }
        assert_eq!(writes(&sandbox), [""; 0], "{said}");
        let folder = world.home().join("made").canonicalize().unwrap();
        assert!(
            said.contains(code) && said.contains(&format!("was made in the folder {}", folder.display())),
            "{said}"
        );
        // The step that is named works.
        assert!(said.contains("&& kcamp apply "), "{said}");
        assert_eq!(here("made", "apply ../july.plan --yes").0, 0);
        assert_eq!(writes(&sandbox), ["PUT ID"]);
    }
}

#[test]
fn what_changed_is_named_by_its_part_where_the_line_reads_the_same() {
    type Edit = fn(&World);
    const TEXT: &str = "Secret words of before. Reply STOP to opt out.";
    let with_text = |file: &str| {
        file.replace("text: \"Canary text of the event. Reply STOP to opt out.\"", "file: text.txt")
    };
    for is_live in [false, true] {
        let sandbox = Sandbox::new();
        let world = sandbox.world();
        world.file("campaigns/event.yaml", with_text(FILE));
        world.file("campaigns/text.txt", TEXT);
        if is_live {
            apply(&world, &[]).expect_code(0);
            world.file("campaigns/text.txt", TEXT.replace("before", "then"));
        }
        let edits: [(Edit, &str); 2] = [
            (
                |world| drop(world.file("campaigns/text.txt", "Other words. Reply STOP to opt out.")),
                "message",
            ),
            (
                |world| {
                    let text = std::fs::read_to_string(world.home().join("campaigns/event.yaml")).unwrap();
                    world.file("campaigns/event.yaml", text.replace("Reminds guests", "Reminds all guests"));
                },
                "description",
            ),
        ];
        for (at, (edit, part)) in edits.into_iter().enumerate() {
            let plan = format!("{at}.plan");
            world.run(["plan", "campaigns", "--out", &plan]).expect_code(0);
            edit(&world);
            let before = writes(&sandbox).len();
            let run = world.run(["apply", &plan, "--yes"]).expect_code(6);
            // A field that begins to differ is in the words of the line already.
            let told =
                if (is_live, at) == (true, 1) { part.to_owned() } else { format!("with another {part}") };
            assert!(run.stderr.contains(&told), "{is_live} {part}: {}", run.stderr);
            assert!(!run.stderr.contains("ther words"), "{}", run.stderr);
            let saved = std::fs::read_to_string(world.home().join(&plan)).unwrap();
            assert!(!saved.contains("cret words"), "{saved}");
            assert_eq!(writes(&sandbox).len(), before);
        }
    }
}

/// The campaign would reach the people of another list under the same name.
#[test]
fn a_plan_whose_list_was_renamed_and_replaced_meanwhile_sends_nothing() {
    let replaced = [
        &["contact-list", "rename", "Fresh", "--name", "Old"][..],
        &["contact-list", "create", "Fresh", "--description", "New"],
    ];
    for is_replaced in [true, false] {
        let (sandbox, world, _) = with_campaign(FILE, &[]);
        let colleague = |line: &[&str]| drop(sandbox.world().run([line, &["--yes"]].concat()).expect_code(0));
        colleague(replaced[1]);
        let lists = |file: String| file.replace("[Event Guests]", "[Fresh]");
        world.file("campaigns/event.yaml", lists(FILE.to_owned()));
        world.file("campaigns/new.yaml", lists(named("New")).replace("[Fresh]", "[Event Guests, Fresh]"));
        world.run("plan campaigns --out july.plan").expect_code(0);
        if !is_replaced {
            world.run("apply july.plan --yes").expect_code(0);
            continue;
        }
        for line in &replaced {
            colleague(line);
        }
        let before = writes(&sandbox);
        let error = world.run("apply july.plan --yes -o json").expect_code(6).error_json();
        let message = error["message"].as_str().unwrap();
        assert_eq!(message.matches("with another contact list behind a name").count(), 2, "{message}");
        assert_eq!(writes(&sandbox), before);
    }
}

/// What is cut out would be read as not set, such as the profile that tells two accounts of Burki apart.
#[test]
fn a_saved_plan_without_one_of_its_keys_or_with_another_one_sends_nothing() {
    let worlds: [fn(&Sandbox) -> World; 3] =
        [Sandbox::world, Sandbox::burki_world, |sandbox| sandbox.burki_world().without("KCAMP_ACCOUNT_ID")];
    for (number, world) in worlds.iter().enumerate() {
        let sandbox = Sandbox::new();
        let world = world(&sandbox);
        world.file("campaigns/a.yaml", if number == 0 { FILE } else { BURKI_FILE });
        world.run("plan campaigns --out july.plan").expect_code(0);
        let text = std::fs::read_to_string(world.home().join("july.plan")).unwrap();
        let keys: Map<String, Value> = serde_json::from_str(&text).unwrap();
        for key in keys.keys().filter(|key| *key != "kcamp_plan") {
            let line = text.lines().find(|line| line.starts_with(&format!("  \"{key}\": "))).unwrap();
            // Another key in its place.
            let other = line.replace(&format!("\"{key}\""), "\"other\"");
            world.file("july.plan", text.replace(line, &other));
            let run = world.run("apply july.plan --yes");
            assert_eq!(run.code, 2, "{number} {key}: {}", run.stderr);
        }
        world.file("july.plan", text.replacen("  \"version\"", "  \"more\": 1,\n  \"version\"", 1));
        world.run("apply july.plan --yes").expect_code(2);
        assert_eq!(writes(&sandbox), [""; 0], "{number}");
        world.file("july.plan", &text);
        world.run("apply july.plan --yes").expect_code(0);
    }
}

/// Whatever is edited, also what no line of the plan shows.
#[test]
fn a_saved_plan_that_was_edited_sends_nothing() {
    let (sandbox, world, _) = with_campaign(FILE, &[]);
    saved(&world);
    world.file("other/event.yaml", FILE.replace("priority: 5", "priority: 2"));
    let text = std::fs::read_to_string(world.home().join("july.plan")).unwrap();
    let whole: Value = serde_json::from_str(&text).unwrap();
    for (place, value) in [
        ("/made_at", json!("2026-12-03T08:00:01Z")),
        ("/profile", json!("production")),
        ("/paths", json!(["other"])),
        ("/folder", json!("/elsewhere")),
        ("/folder", Value::Null),
        ("/follow_links", json!(true)),
        ("/choices/reenable", json!(true)),
        ("/choices/resend_unreadable", json!(true)),
        ("/choices/prune", json!(true)),
        ("/lines/0/parts", json!({})),
        ("/digest", json!("00")),
    ] {
        let mut edited = whole.clone();
        let was = std::mem::replace(edited.pointer_mut(place).unwrap(), value);
        assert_ne!(&was, edited.pointer(place).unwrap(), "{place}");
        world.file("july.plan", format!("{edited:#}"));
        let error = world.run("apply july.plan --yes -o json").expect_code(2).error_json();
        assert_eq!(error["code"], "plan/unreadable", "{place}");
        assert!(error["message"].as_str().unwrap().contains("a value was changed"), "{place}: {error}");
    }
    assert_eq!(writes(&sandbox), [""; 0]);
    // Other white space is no edit.
    world.file("july.plan", format!("{whole}\n").replacen('{', "{\n  ", 1));
    world.run("apply july.plan --yes").expect_code(0);
}

/// The setting decides what people may read, and stands in no file.
#[test]
fn a_plan_is_not_applied_with_another_encoding_of_its_texts() {
    let text = FILE.replace("Canary text of the event. Reply STOP to opt out.", "Why?~ ÿÿ>>");
    for is_update in [false, true] {
        let (sandbox, plain) = if is_update {
            let (sandbox, world, _) = with_campaign(&text, &[]);
            (sandbox, world)
        } else {
            let sandbox = Sandbox::new();
            let world = sandbox.world();
            (sandbox, world)
        };
        plain.file("campaigns/event.yaml", text.replace("priority: 5", "priority: 2"));
        plain.run("plan campaigns --out july.plan").expect_code(0);
        let before = writes(&sandbox).len();
        let other = [("KCAMP_MESSAGE_ENCODING", "percent-base64")];
        let mut command = plain.command("apply july.plan --yes -o json");
        let refused = command.envs(other).output().unwrap();
        let said = String::from_utf8_lossy(&refused.stderr).into_owned();
        assert_eq!(refused.status.code(), Some(6), "{said}");
        assert!(said.contains("with another message encoding"), "{said}");
        assert_eq!(writes(&sandbox).len(), before, "{is_update}");
        plain.run("apply july.plan --yes").expect_code(0);
        assert_eq!(writes(&sandbox).len(), before + 1, "{is_update}");
    }
}
