//! Unusual names, journals and lists: nothing wrong is planned, and nothing wrong is sent.

use std::sync::{Arc, Mutex};

use serde_json::Value;

use super::{OF_BURKI, actions, created, lines, plan};
use crate::calls::is_write;
use crate::create::{FILE, SCHEDULE};
use crate::relay::{LIST, Passing, Watch, relay};
use crate::world::{Sandbox, World};

fn writes(sandbox: &Sandbox) -> usize {
    sandbox.received().iter().filter(|request| is_write(request)).count()
}

#[test]
fn a_name_that_changed_only_in_case_is_an_update_of_the_name() {
    let of_burki = OF_BURKI.split("schedule:").next().unwrap().to_owned();
    for (name, file) in [("Event Reminder", format!("{FILE}{SCHEDULE}")), ("Spring check-in", of_burki)] {
        let sandbox = Sandbox::new();
        let world = if name == "Event Reminder" { sandbox.world() } else { sandbox.burki_world() };
        world.file("campaigns/a.yaml", &file);
        world.run("apply campaigns --yes").expect_code(0);
        let upper = name.to_uppercase();
        world.file("campaigns/a.yaml", file.replace(name, &upper).replace("[Mon, Wed]", "[Fri]"));
        let planned = lines(&plan(&world, &["--exit-code"]).expect_code(20));
        assert_eq!(planned[0], format!("update {name}: name {name} → {upper}"), "{planned:?}");
        world.run("apply campaigns --yes").expect_code(0);
        // The schedule call uses the campaign's current name.
        let scheduled = sandbox.received_at("POST", "/schedule").pop().filter(|_| planned.len() == 2);
        if let Some(scheduled) = scheduled {
            assert_eq!(scheduled["query"]["campaignName"], upper);
        }
        assert_eq!(planned.len(), if name == "Event Reminder" { 2 } else { 1 });
        assert_eq!(actions(&plan(&world, &["--exit-code"]).expect_code(0)), ["unchanged"]);
        let listed = world.run("campaign list --all -o json").expect_code(0).json();
        let names: Vec<&Value> = listed.as_array().unwrap().iter().map(|row| &row["name"]).collect();
        assert_eq!(names, [upper.as_str()], "it was created a second time");
    }
}

#[test]
fn one_name_in_two_files_is_found_before_the_first_request() {
    for (file, name, same) in [
        (FILE, "Event Reminder", ["Event Reminder", "EVENT REMINDER", "Event  Reminder"]),
        (OF_BURKI, "Spring check-in", ["Spring check-in", "spring Check-In", "Spring check\u{2010}in"]),
    ] {
        for other in &same[..2] {
            let sandbox = Sandbox::new();
            let world = if file == FILE { sandbox.world() } else { sandbox.burki_world() };
            world.file("campaigns/a.yaml", file);
            world.file("campaigns/below/b.yaml", file.replace(name, other));
            for command in
                [&["plan", "campaigns", "-o", "json"][..], &["apply", "campaigns", "--yes", "-o", "json"]]
            {
                let run = world.run(command).expect_code(3);
                assert_eq!(run.error_json()["findings"][0]["code"], "campaign/duplicate-name", "{other}");
            }
            assert_eq!(sandbox.received().len(), 0, "{other}");
        }
    }
}

/// A world with a copy of the campaign file and this journal.
fn with_journal(sandbox: &Sandbox, of: &World, text: &str) -> World {
    let world = sandbox.world();
    world.file("campaigns/event.yaml", std::fs::read(of.home().join("campaigns/event.yaml")).unwrap());
    let path = world.file("kept.jsonl", text);
    crate::world::private(&path);
    world.with("KCAMP_JOURNAL", path.display().to_string())
}

fn journal(world: &World) -> String {
    std::fs::read_to_string(world.home().join(".local/state/kcamp/journal.jsonl")).unwrap()
}

#[test]
fn a_journal_of_another_account_says_nothing_of_this_one() {
    let account = kcamp::sandbox::ACCOUNT;
    // With the schedule on, and with a refused schedule: in the second case this machine's journal knows that the
    // schedule was never on.
    for (faults, own, others) in
        [(&[][..], "unchanged", "unreadable"), (&["422x1:POST:schedule"], "schedule", "off_live")]
    {
        let sandbox = Sandbox::with_faults(faults);
        let first = sandbox.world();
        first.file("campaigns/event.yaml", format!("{FILE}{SCHEDULE}"));
        let _ = first.run("campaign create -f campaigns --yes");
        let text = journal(&first);
        let same = with_journal(&sandbox, &first, &text);
        assert_eq!(actions(&plan(&same, &[]).expect_code(0)), [own]);
        for (known, other) in [
            (account.account_id, "5a4db0c5a4db0c5a4db0c5a5"),
            (account.stream_id, "st-00000000-0000-5000-8000-00000another"),
            (sandbox.address.as_str(), "https://platform.kore.ai"),
        ] {
            assert!(text.contains(known), "{known}: {text}");
            let world = with_journal(&sandbox, &first, &text.replace(known, other));
            assert_eq!(actions(&plan(&world, &[]).expect_code(0)), [others], "{other}");
            let before = writes(&sandbox);
            let _ = world.run("apply campaigns --yes");
            assert_eq!(writes(&sandbox), before, "{other}");
        }
    }
}

#[test]
fn a_journal_that_is_cut_off_anywhere_creates_nothing_twice_and_switches_nothing_on() {
    let (sandbox, first) = created(&[]);
    let text = journal(&first);
    // An hour later the schedule is switched off in the console.
    let hour_later = "2026-12-03T09:00:00Z";
    let later = Sandbox::at_time(&sandbox, hour_later);
    later.world().with("KCAMP_NOW", hour_later).run("schedule disable 'Event Reminder'").expect_code(0);
    let (sandbox, text) = (&later, text.replace(&sandbox.address, &later.address));
    let ends: Vec<usize> = text.match_indices('\n').map(|(at, _)| at + 1).collect();
    assert_eq!(ends.len(), 4, "two writes, each with its outcome: {text}");
    // The journal is cut after each line, and in the middle of each line.
    let starts = std::iter::once(0).chain(ends.iter().copied());
    let cuts = starts.zip(&ends).flat_map(|(start, end)| [usize::midpoint(start, *end), *end]);
    for cut in cuts {
        let world = with_journal(sandbox, &first, &text[..cut]).with("KCAMP_NOW", hour_later);
        let run = plan(&world, &[]).expect_code(0);
        // The same holds if only the create is left, since somebody has changed the campaign.
        assert_eq!(actions(&run), ["off_live"], "{cut} of {ends:?}: {:?}", lines(&run));
        let before = writes(sandbox);
        world.run("apply campaigns --yes").expect_code(10);
        assert_eq!(writes(sandbox), before, "{cut}");
    }
}

/// Runs the action each time before the second page of the sms campaigns is read.
struct BetweenPages<Act>(Act);

impl<Act: FnMut() + Send + 'static> Watch for BetweenPages<Act> {
    fn before(&mut self, request: &Passing) {
        if request.line.contains(LIST) && request.body["type"] == "sms" && request.body["skip"] == 10 {
            (self.0)();
        }
    }
}

/// A sandbox with 14 campaigns on pages of ten, a world with their files that talks to it directly, and their names
/// as listed.
fn paged() -> (Sandbox, World, Vec<String>) {
    let sandbox = Sandbox::with_flags(&["--choice", "page-rows-max=10"]);
    let world = sandbox.world();
    for number in 10..24 {
        world
            .file(&format!("campaigns/{number}.yaml"), FILE.replace("Event Reminder", &format!("N{number}")));
    }
    world.run("campaign create -f campaigns").expect_code(0);
    let listed = world.run("campaign list --all -o json").expect_code(0).json();
    let names =
        listed.as_array().unwrap().iter().map(|row| row["name"].as_str().unwrap().to_owned()).collect();
    (sandbox, world, names)
}

/// A world with the files of `of` that talks to the sandbox through a relay.
fn through(sandbox: &Sandbox, of: &World, watch: impl Watch) -> World {
    let world = relay(sandbox, watch);
    for entry in std::fs::read_dir(of.home().join("campaigns")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        world.file(&format!("campaigns/{name}"), std::fs::read(&path).unwrap());
    }
    world
}

#[test]
fn a_list_that_changes_while_it_is_read_is_read_again() {
    let (sandbox, world, names) = paged();
    // A campaign of the first page is deleted. The first campaign of the second page moves to the first page, which
    // was read already.
    let (gone, moved) = (names[3].clone(), names[10].clone());
    let colleague = sandbox.world();
    let deleted = gone.clone();
    let mut is_done = false;
    let act = move || {
        if !std::mem::replace(&mut is_done, true) {
            colleague.run(["campaign", "delete", &deleted, "--yes"]).expect_code(0);
        }
    };
    let run = plan(&through(&sandbox, &world, BetweenPages(act)), &[]).expect_code(0);
    let shown = lines(&run);
    assert!(shown.contains(&format!("unchanged {moved}: ")), "{shown:#?}");
    let created: Vec<&String> = shown.iter().filter(|line| line.starts_with("create")).collect();
    assert_eq!(created.len(), 1, "{shown:#?}");
    assert!(created[0].starts_with(&format!("create {gone}:")), "{created:?}");
}

#[test]
fn a_list_that_never_stands_still_ends_it_and_nothing_is_sent() {
    let (sandbox, world, names) = paged();
    let colleague = sandbox.world();
    let left = Arc::new(Mutex::new(names));
    let act = move || {
        let name = left.lock().unwrap().remove(0);
        colleague.run(["campaign", "delete", &name, "--yes"]).expect_code(0);
    };
    let world = through(&sandbox, &world, BetweenPages(act));
    let creates = sandbox.creates().len();
    let run = world.run("apply campaigns --yes -o json").expect_code(8);
    assert_eq!(run.error_json()["code"], "plan/list-moved");
    assert_eq!(sandbox.creates().len(), creates);
}

#[test]
fn what_was_done_to_a_campaign_that_is_gone_says_nothing_of_another_one_of_its_name() {
    let (sandbox, first) = created(&[]);
    first.run("schedule disable 'Event Reminder'").expect_code(0);
    let hour_later = "2026-12-03T09:00:00Z";
    let later = Sandbox::at_time(&sandbox, hour_later);
    let colleague = later.world().with("KCAMP_NOW", hour_later);
    colleague.file("campaigns/event.yaml", format!("{FILE}{SCHEDULE}"));
    colleague.run("campaign delete 'Event Reminder' --yes").expect_code(0);
    colleague.run("apply campaigns --yes").expect_code(0);
    // The answer to the disable or the enable had only a name, or there was none.
    for (action, exit_code) in [("schedule disable", 0), ("schedule disable", 9), ("schedule enable", 9)] {
        let mut keys = Vec::new();
        let known = journal(&first).replace(&sandbox.address, &later.address);
        let edited = known.lines().map(|line| {
            let mut line: Value = serde_json::from_str(line).unwrap();
            if line["write"]["action"].as_str().is_some_and(|it| it.starts_with("schedule")) {
                keys.push(line["key"].clone());
                line["write"]["action"] = action.into();
            }
            if line["outcome"].is_object() && keys.contains(&line["key"]) {
                (line["outcome"]["exit_code"], line["outcome"]["id"]) = (exit_code.into(), Value::Null);
            }
            format!("{line}\n")
        });
        let text: String = edited.collect();
        let world = with_journal(&later, &first, &text).with("KCAMP_NOW", hour_later);
        let run = plan(&world, &[]).expect_code(0);
        assert_eq!(actions(&run), ["unreadable"], "{action} {exit_code}: {:?}", lines(&run));
    }
}
