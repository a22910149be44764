//! Successful answers that name another campaign than the one that was written.

use serde_json::{Value, json};

use crate::create::{FILE, SCHEDULE};
use crate::relay::{Passing, Watch, relay};
use crate::tampering::{Answer, Tampering};
use crate::world::{Run, Sandbox, World};

const REPEATED: [&str; 2] = ["--choice", "names=repeated"];
const CREATE: [&str; 7] = ["campaign", "create", "-f", "campaign.yaml", "--yes", "-o", "json"];

/// A case: its name, the other campaign's name, the answer made from that campaign's id, and the expected words.
type Misnaming = (&'static str, &'static str, fn(&str) -> Value, &'static str);

/// Creates a campaign from this file. Returns its id.
fn created(world: &World, file: &str) -> String {
    world.file("campaign.yaml", file);
    world.run(CREATE).expect_code(0).json()["id"].as_str().unwrap().to_owned()
}

/// Checks that the create is in doubt, is not sent again, has no schedule, and can be settled.
fn expect_doubt(case: &str, run: Run, world: &World, sandbox: &Sandbox, words: &str) {
    let error = run.expect_code(9).error_json();
    let message = error["message"].as_str().unwrap();
    assert!(message.contains(words), "{case}: {message}");
    assert!(message.contains("its schedule was not switched on"), "{case}: {message}");
    assert!(error["hint"].as_str().unwrap().contains("kcamp journal settle "), "{case}: {error}");
    assert_eq!(sandbox.received_at("POST", "/schedule").len(), 0, "{case}");
    let noted = world.run("journal --failed -o json").expect_code(0).json();
    assert_eq!(noted[0]["action"], "campaign create", "{case}: {noted}");
}

#[test]
fn a_create_that_is_answered_with_another_campaign_schedules_nobody() {
    let answers: [Misnaming; 4] = [
        (
            "its name",
            "Victim",
            |id| json!({"status": "success", "data": {"_id": id, "name": "Victim", "status": "Ready"}}),
            "name is Victim, not ",
        ),
        ("only an id", "Victim", |id| json!({"status": "success", "id": id}), "name is Victim, not "),
        ("an id in data", "Victim", |id| json!({"status": "success", "data": {"_id": id}}), "name is Victim"),
        (
            "the same name and another text",
            "",
            |id| json!({"status": "success", "id": id}),
            "is not what was sent: ",
        ),
    ];
    for (case, name, answer, words) in answers {
        for if_absent in [false, true] {
            if name.is_empty() && if_absent {
                continue;
            }
            let sandbox = Sandbox::with_flags(&REPEATED);
            let other = match name {
                "" => FILE.replace("Canary text", "A wrong text"),
                name => FILE.replace("Event Reminder", name),
            };
            // The other campaign is in another machine's journal.
            let id = created(&sandbox.world(), &other);
            let tampered = Tampering::of(&sandbox, vec![Answer::to("POST", "/campaign", &answer(&id))]);
            let world = tampered.world(sandbox.world());
            world.file("campaign.yaml", format!("{FILE}{SCHEDULE}"));
            let run = world.run(CREATE.iter().copied().chain(if_absent.then_some("--if-absent")));
            let words = if if_absent { "which was there before this create" } else { words };
            expect_doubt(case, run, &world, &sandbox, words);
            let again = world.run([&CREATE[..], &["--if-absent"]].concat());
            assert_ne!(again.code, 0, "{case}");
            assert_eq!(sandbox.received_at("POST", "/schedule").len(), 0, "{case}");
        }
    }
}

/// Passes on creates, and answers with a campaign that does not exist.
struct NamesNothing;

impl Watch for NamesNothing {
    fn after(&mut self, request: &Passing, answer: &mut Value) {
        if request.line.starts_with("POST ") && request.line.contains("/campaign?") {
            *answer = json!({"status": "success", "id": "cd-00000000-1111"});
        }
    }
}

#[test]
fn a_create_whose_answer_names_a_campaign_that_is_not_there_is_looked_for() {
    for (other, code, schedules) in [(None, 0, 1), (Some(FILE.replace("Canary text", "A wrong text")), 9, 0)]
    {
        let sandbox = Sandbox::with_flags(&REPEATED);
        if let Some(other) = &other {
            created(&sandbox.world(), other);
        }
        let world = relay(&sandbox, NamesNothing);
        world.file("campaign.yaml", format!("{FILE}{SCHEDULE}"));
        let run = world.run(CREATE).expect_code(code);
        assert_eq!(run.code == 0 && run.json()["id"] != "cd-00000000-1111", other.is_none());
        assert_eq!(sandbox.received_at("POST", "/schedule").len(), schedules, "{other:?}");
    }
    // A create that was not passed on did not happen, and an earlier campaign is not its result.
    let sandbox = Sandbox::with_flags(&REPEATED);
    created(&sandbox.world(), &FILE.replace("Canary text", "A wrong text"));
    let answer = json!({"status": "success", "id": "cd-00000000-1111"});
    let tampered = Tampering::of(&sandbox, vec![Answer::to("POST", "/campaign", &answer)]);
    let world = tampered.world(sandbox.world());
    world.file("campaign.yaml", format!("{FILE}{SCHEDULE}"));
    expect_doubt("not passed on", world.run(CREATE), &world, &sandbox, "which it does not know");
}

#[test]
fn a_create_of_burki_that_is_answered_with_another_campaign_schedules_nobody() {
    let file = "platform: burki\nname: Mine\ncampaign_type: call\nassistant_id: 7\nwelcome_message_template: Hi\n\
                schedule: {schedule_type: scheduled, scheduled_at: \"2027-01-04T09:30:00\", timezone: UTC}\n";
    for (case, answer) in [
        ("its name", json!({"id": 1, "name": "Victim", "status": "draft"})),
        ("its id", json!({"id": 1})),
        ("its id and the name that was sent", json!({"id": 1, "name": "Mine", "status": "draft"})),
    ] {
        let sandbox = Sandbox::new();
        let line = "campaign create --name Victim --type call --assistant-id 7 --yes";
        assert_eq!(sandbox.burki_world().run(line).code, 0);
        let tampered = Tampering::of(&sandbox, vec![Answer::to("POST", "/campaigns/", &answer)]);
        let world = tampered.world(sandbox.burki_world());
        world.file("campaign.yaml", file);
        let error = world.run(CREATE).expect_code(9).error_json();
        assert!(error["message"].as_str().unwrap().contains("name is Victim, not Mine"), "{case}: {error}");
        let scheduled =
            sandbox.received().into_iter().filter(|it| it["path"].to_string().contains("schedule"));
        assert_eq!(scheduled.count(), 0, "{case}");
    }
}

#[test]
fn an_equal_create_a_moment_later_is_not_found_in_the_first_ones_campaign() {
    let sandbox = Sandbox::with_flags(&REPEATED);
    let tampered = Tampering::of(&sandbox, Vec::new());
    let world = tampered.world(sandbox.world());
    let id = created(&world, FILE);
    let answered = json!({"status": "success", "id": id});
    for answer in [Answer::lost("POST", "/campaign"), Answer::to("POST", "/campaign", &answered)] {
        tampered.answer(answer);
        let error = world.run(CREATE).expect_code(9).error_json();
        assert!(error["message"].as_str().unwrap().contains(&id), "{error}");
    }
    assert_eq!(sandbox.creates().len(), 1);
}

#[test]
fn a_success_for_another_campaign_is_none_for_this_one() {
    let sandbox = Sandbox::with_flags(&REPEATED);
    let tampered = Tampering::of(&sandbox, Vec::new());
    let world = tampered.world(sandbox.world());
    let victim = created(&world, &FILE.replace("Event Reminder", "Victim"));
    let id = created(&world, FILE);
    let cases = [
        ("delete", "DELETE", json!({"status": "success", "data": {"_id": victim, "name": "Victim"}})),
        ("delete", "DELETE", json!({"status": "success", "id": victim})),
        ("start", "POST", json!({"status": "Active", "campaignId": victim})),
    ];
    for (action, method, answer) in cases {
        tampered.answer(Answer::to(method, &format!("/{id}"), &answer));
        let error = world.run(["campaign", action, &id, "--yes", "-o", "json"]).expect_code(9).error_json();
        let message = error["message"].as_str().unwrap();
        assert!(message.contains("the platform reported success for another one"), "{action}: {message}");
        assert!(message.contains(&victim), "{action}: {message}");
    }
    world.run(["campaign", "delete", &id, "--yes"]).expect_code(0);
    world.run(["campaign", "get", &victim]).expect_code(0);
}
