//! A file that was edited after somebody else changed the campaign: what this machine remembers is not what is live, so
//! that no plan may be made of the difference between the two.

use serde_json::{Value, json};

use super::{lines, plan};
use crate::create::{FILE, SCHEDULE};
use crate::lifecycle::sample;
use crate::terminal::{answer, end, line, start};
use crate::world::{Sandbox, World};

const HOUR_LATER: &str = "2026-12-03T09:00:00Z";
const SINCE: &str = "the platform does not return it, and the campaign was changed on 2026-12-03 09:00 UTC, after this machine \
                     last wrote to it";
const ASKED: &str = "in 1 campaign and was changed since this machine";

/// A campaign of this file that a colleague sends again as `its`, with this command, an hour later.
fn changed_by_a_colleague(file: &str, its: &str, command: &str) -> (Sandbox, World) {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    world.file("campaigns/a.yaml", file);
    world.run("apply campaigns --yes").expect_code(0);
    let (later, world) = world.later(&sandbox, HOUR_LATER, &[]);
    let colleague = later.world().with("KCAMP_NOW", HOUR_LATER);
    colleague.file("a.yaml", its);
    colleague.run(command).expect_code(0);
    (later, world)
}

/// Checks that the plan says in every form that all of it is set, and that the question says so too.
fn assert_said(world: &World, words: &str, shown: &str) -> Value {
    let run = plan(world, &["--exit-code"]).expect_code(20);
    let planned = lines(&run);
    assert!(
        planned.len() == 1 && planned[0].contains(words) && planned[0].contains(SINCE),
        "{shown}: {planned:?}"
    );
    let planned_line = run.json()["lines"][0].clone();
    assert_eq!(planned_line["changed_since"], HOUR_LATER, "{shown}: {planned_line}");
    let markdown = world.run("plan campaigns -o markdown").expect_code(0).stdout;
    assert!(markdown.contains("whatever it is now"), "{shown}: {markdown}");
    let mut asked = start(world, "apply campaigns");
    answer(&mut asked, ASKED, &line("n"));
    end(&mut asked);
    planned_line
}

#[test]
fn an_edited_schedule_is_set_as_a_whole_over_one_that_somebody_changed_and_that_is_said() {
    let file = format!("{FILE}{SCHEDULE}");
    let its = file.replace("[Mon, Wed]", "[Fri]");
    for (from, to) in [
        ("endDateTime: \"2027-06-30", "endDateTime: \"2027-07-31"),
        ("[Mon, Wed]", "[Mon, Thu]"),
        ("onceEveryNweeks: 1", "onceEveryNweeks: 2"),
        ("[Mon, Wed]", "[Fri]"),
    ] {
        let enable = "schedule enable 'Event Reminder' -f a.yaml --yes";
        let (sandbox, world) = changed_by_a_colleague(&file, &its, enable);
        world.file("campaigns/a.yaml", file.replace(from, to));
        let line = assert_said(&world, "the whole schedule of the file is set, whatever it is now", to);
        assert_eq!((&line["action"], &line["changes"]), (&json!("schedule"), &json!([])), "{to}");
        world.run("apply campaigns --yes").expect_code(0);
        let sent = sandbox.received_at("POST", "/schedule").pop().unwrap();
        let days = if to == "[Mon, Thu]" { json!(["Mon", "Thu"]) } else { json!(["Mon", "Wed"]) };
        let days = if to == "[Fri]" { json!(["Fri"]) } else { days };
        assert_eq!(sent["body"]["recurrenceObject"]["weeklyDetails"]["whichDays"], days, "{to}");
    }
    // Where nobody changed it, the fields are compared.
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    world.file("campaigns/a.yaml", &file);
    world.run("apply campaigns --yes").expect_code(0);
    world.file("campaigns/a.yaml", file.replace("2027-06-30", "2027-07-31"));
    let run = plan(&world, &["--exit-code"]).expect_code(20);
    assert!(lines(&run)[0].contains("as enabled from this machine"), "{:?}", lines(&run));
    assert_eq!(run.json()["lines"][0]["changed_since"], Value::Null);
}

#[test]
fn an_edited_field_that_is_not_returned_is_set_over_one_that_somebody_changed_and_that_is_said() {
    for (name, key, place) in [
        ("agentless", "enableMachineDetect", "/enableMachineDetect"),
        ("smsTemplate", "message", "/message/message"),
        ("smsAdvanced", "experienceFlowName", "/experienceFlowName"),
    ] {
        let mut whole: Value = serde_json::from_str(&sample(name)).unwrap();
        let file = whole.to_string();
        let mut other = |words: &str| {
            // The text of an sms is in Base64.
            let value = match key {
                "message" => json!({"message": words, "template_name": "Welcome"}),
                "enableMachineDetect" => json!(if words == "QQ==" { "disconnect" } else { "detect" }),
                _ => json!(words),
            };
            whole[key] = value;
            whole.to_string()
        };
        let (its, edited) = (other("QQ=="), other("Qg=="));
        let (sandbox, world) = changed_by_a_colleague(&file, &its, "campaign update -f a.yaml --yes");
        world.file("campaigns/a.yaml", &edited);
        let line = assert_said(&world, "set as in the file, whatever it is now", name);
        assert_eq!((&line["action"], &line["changes"][0]["field"]), (&json!("update"), &json!(key)));
        world.run("apply campaigns --yes").expect_code(0);
        let sent = sandbox.received_at("PUT", "").pop().unwrap();
        let expected: Value = serde_json::from_str(&edited).unwrap();
        assert_eq!(sent["body"].pointer(place), expected.pointer(place), "{name}");
    }
}

/// A journal tells nothing of texts without the key that they were noted with. What is said then takes no key from this
/// machine, which has noted with its own.
#[test]
fn a_journal_without_its_key_says_how_to_go_on() {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    let journal = world.home().join("journal.jsonl").display().to_string();
    let world = world.with("KCAMP_JOURNAL", &journal);
    world.file("campaigns/a.yaml", sample("smsTemplate"));
    world.run("apply campaigns --yes").expect_code(0);
    assert_eq!(lines(&plan(&world, &[]).expect_code(0)).len(), 1);
    let other = sandbox.world().with("KCAMP_JOURNAL", &journal);
    other.file("campaigns/a.yaml", sample("smsTemplate"));
    let said = &lines(&plan(&other, &[]).expect_code(0))[0];
    assert!(said.starts_with("unreadable ") && said.contains("message: "), "{said}");
    assert!(
        said.contains("with --resend-unreadable")
            && !said.contains("fingerprint.key")
            && !said.contains("has not seen"),
        "{said}"
    );
    let key = ".local/state/kcamp/fingerprint.key";
    std::fs::copy(world.home().join(key), other.home().join(key)).unwrap();
    let same = lines(&plan(&other, &["--exit-code"]).expect_code(0));
    assert!(same[0].starts_with("unchanged"), "{same:?}");
}
