//! Creates whose answers are lost. Each is found only if what is live is shown to be what was sent, beside older and
//! simultaneous campaigns of the same name, and together if there are several.

use serde_json::{Value, json};

use crate::create::{FILE, SCHEDULE};
use crate::world::{NOW, Sandbox, World};

/// A few minutes after the time of every test.
const LATER: &str = "2026-12-03T08:05:00Z";

/// The faults that lose an answer, and whether the create was applied.
const LOST: [(&str, bool); 8] = [
    ("503", false),
    ("503:applied", true),
    ("drop-before-apply", false),
    ("drop-after-send", true),
    ("half", true),
    ("garbage:applied", true),
    ("wrong-json", false),
    ("empty:applied", true),
];

fn with_schedule(text: &str) -> String {
    format!("{}{SCHEDULE}", FILE.replace("Canary text", text))
}

/// A sandbox that accepts repeated names. It holds a campaign of the file's name, with this text.
fn with_campaign(text: &str) -> Sandbox {
    let sandbox = Sandbox::with_flags(&["--choice", "names=repeated"]);
    let world = sandbox.world();
    world.file("campaign.yaml", FILE.replace("Canary text", text));
    world.run("campaign create -f campaign.yaml").expect_code(0);
    sandbox
}

/// Continues a sandbox with one lost answer.
fn losing(other: &Sandbox, now: &str, fault: &str) -> (Sandbox, World) {
    let spec = format!("{fault}:POST:campaign");
    let sandbox = Sandbox::later_with(other, now, &["--fault", &spec, "--choice", "names=repeated"]);
    let world = sandbox.world().with("KCAMP_NOW", now);
    (sandbox, world)
}

const CREATE: &str = "campaign create -f campaign.yaml --yes -o json";

#[test]
fn a_wrong_text_of_a_moment_ago_is_never_scheduled() {
    // The campaigns are created within the same seconds. Only the content shows which is which.
    let wrong = with_campaign("A wrong text");
    std::thread::scope(|scope| {
        for (fault, applied) in LOST {
            let wrong = &wrong;
            scope.spawn(move || {
                let (sandbox, world) = losing(wrong, NOW, fault);
                world.file("campaign.yaml", with_schedule("The right text"));
                let run = world.run(CREATE).expect_code(9);
                let message = run.error_json()["message"].as_str().unwrap().to_owned();
                let why = if applied {
                    "2 campaigns of this name were created since"
                } else {
                    "it is not what was sent: message"
                };
                assert!(message.contains(why), "{fault}: {message}");
                assert!(message.contains("its schedule was not switched on"), "{fault}: {message}");
                assert!(!message.contains("wrong text"), "{fault}: a text in an error: {message}");
                assert_eq!(sandbox.received_at("POST", "/schedule").len(), 0, "{fault}");
                assert_eq!(sandbox.creates().len(), 1, "{fault}");
            });
        }
    });
}

#[test]
fn an_older_campaign_of_the_name_is_never_taken_and_never_in_the_way() {
    // The older campaign is equal in every field, and minutes older on the platform's clock.
    let older = with_campaign("The same text");
    std::thread::scope(|scope| {
        for (fault, applied) in LOST {
            let older = &older;
            scope.spawn(move || {
                let (sandbox, world) = losing(older, LATER, fault);
                world.file("campaign.yaml", FILE.replace("Canary text", "The same text"));
                let run = world.run(CREATE);
                if applied {
                    assert_eq!(run.expect_code(0).json()["outcome"], "created_answer_lost", "{fault}");
                } else {
                    let error = run.expect_code(9).error_json();
                    assert!(
                        error["message"].as_str().unwrap().contains("older than this create"),
                        "{fault}: {error}"
                    );
                }
                assert_eq!(sandbox.creates().len(), 1, "{fault}");
            });
        }
    });
}

#[test]
fn a_found_campaign_gets_its_schedule() {
    let sandbox = Sandbox::with_faults(&["drop-after-send:POST:campaign"]);
    let world = sandbox.world();
    world.file("campaign.yaml", with_schedule("Canary text"));
    let created = world.run(CREATE).expect_code(0).json();
    assert_eq!(
        (&created["outcome"], &created["status"]),
        (&json!("created_answer_lost"), &json!("Scheduled"))
    );
    assert_eq!(sandbox.received_at("POST", "/schedule").len(), 1);
}

#[test]
fn every_kind_of_campaign_is_found_again() {
    for sample in ["agentless", "progressive", "preview", "smsSimple", "smsTemplate", "smsAdvanced"] {
        let sandbox = Sandbox::with_faults(&["drop-after-send:POST:campaign"]);
        let world = sandbox.world();
        world.file("campaign.yaml", crate::lifecycle::sample(sample));
        let created = world.run(CREATE).expect_code(0).json();
        assert_eq!(created["outcome"], "created_answer_lost", "{sample}");
    }
    let sandbox = Sandbox::with_faults(&["drop-after-send:POST:campaigns"]);
    let world = sandbox.burki_world();
    world.file(
        "campaign.yaml",
        "platform: burki\nname: Billing\ncampaign_type: call\nassistant_id: 7\n\
         welcome_message_template: Hello {{ name }}\nfallback_values: {name: you}\n",
    );
    assert_eq!(world.run(CREATE).expect_code(0).json()["outcome"], "created_answer_lost");
}

#[test]
fn lost_answers_in_the_middle_of_many_are_settled_together_at_the_end() {
    let many = ["One", "Two", "Three", "Four"].map(|name| FILE.replace("Event Reminder", name)).join("---\n");
    let listings = |sandbox: &Sandbox| sandbox.received_at("POST", "/getAllCampaignDetails").len();
    let sandbox = Sandbox::with_faults(&["503x2:applied:POST:campaign"]);
    let world = sandbox.world();
    world.file("campaign.yaml", &many);
    let rows = world.run(CREATE).expect_code(0).json();
    let outcomes: Vec<&Value> = rows.as_array().unwrap().iter().map(|row| &row["outcome"]).collect();
    assert_eq!(outcomes, ["created_answer_lost", "created_answer_lost", "created", "created"]);
    assert_eq!((sandbox.creates().len(), listings(&sandbox)), (4, 1));
    // The two creates that were answered did not wait for the other two.
    let order: Vec<String> = sandbox
        .received()
        .iter()
        .filter(|it| it["method"] == "POST")
        .map(|it| it["path"].as_str().unwrap().rsplit('/').next().unwrap().to_owned())
        .collect();
    let creates = ["campaign"; 4];
    assert_eq!(order, [&["getAllListDetails"], &creates[..], &["getAllCampaignDetails"]].concat());

    let sandbox = Sandbox::with_faults(&["503x2:POST:campaign"]);
    let world = sandbox.world();
    world.file("campaign.yaml", &many);
    let run = world.run(CREATE).expect_code(9);
    let rows = run.json();
    let outcomes: Vec<&Value> = rows.as_array().unwrap().iter().map(|row| &row["outcome"]).collect();
    assert_eq!(outcomes, ["unknown", "unknown", "created", "created"]);
    assert_eq!((sandbox.creates().len(), listings(&sandbox)), (4, 4));
    let message = run.error_json()["message"].as_str().unwrap().to_owned();
    assert!(message.contains("not done: campaign create \"One\"; campaign create \"Two\""), "{message}");
}
