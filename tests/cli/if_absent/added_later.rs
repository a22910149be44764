//! A file that got its schedule after its campaign was created: this is not an interrupted pair of calls.

use crate::create::{FILE, SCHEDULE};
use crate::world::Sandbox;

use super::create;

#[test]
fn a_schedule_that_its_file_got_later_was_not_interrupted_and_stays_off() {
    for of_burki in [false, true] {
        let sandbox = Sandbox::new();
        let (world, file, schedule) = if of_burki {
            let schedule =
                "schedule: {schedule_type: scheduled, scheduled_at: '2027-02-15T09:00:00', timezone: UTC}\n";
            let file = "platform: burki\nname: Event Reminder\ncampaign_type: call\nassistant_id: 7\nwelcome_message_template: Hello\n";
            (sandbox.burki_world(), file, schedule)
        } else {
            (sandbox.world(), FILE, SCHEDULE)
        };
        world.file("campaign.yaml", file);
        create(&world, &[]).expect_code(0);
        world.file("campaign.yaml", format!("{file}{schedule}"));
        let run = create(&world, &["--yes"]).expect_code(10);
        assert_eq!(run.json()["outcome"], "exists_schedule_off", "{of_burki}");
        let error = run.error_json();
        assert!(error["message"].as_str().unwrap().contains("created it without a schedule"), "{error}");
        let hint = error["hint"].as_str().unwrap();
        // Burki takes ids, which campaigns with the same name do not share.
        let key = if of_burki { "1" } else { "Event Reminder" };
        assert!(hint.contains(&format!("schedule enable '{key}' -f 'campaign.yaml'")), "{hint}");
        let switched =
            sandbox.received().into_iter().filter(|it| it["path"].as_str().unwrap().ends_with("/schedule"));
        assert_eq!(switched.filter(|it| it["method"] != "GET").count(), 0, "{of_burki}");
    }
}

/// The journal of an earlier version does not tell whether a schedule was to follow: no claim is made, and nothing is
/// switched on.
#[test]
fn a_journal_of_an_earlier_version_does_not_tell_whether_the_schedule_came_later() {
    let noted = |follows: bool| format!(r#""schedule_follows":{follows}"#);
    for (before, follows) in [(FILE.to_owned(), false), (format!("{FILE}{SCHEDULE}"), true)] {
        let sandbox = Sandbox::with_faults(&["422x1:POST:schedule"]);
        let world = sandbox.world();
        world.file("campaign.yaml", before);
        create(&world, &["--yes"]).expect_code(if follows { 10 } else { 0 });
        let journal = world.home().join(".local/state/kcamp/journal.jsonl");
        let text = std::fs::read_to_string(&journal).unwrap();
        assert!(text.contains(&noted(follows)), "{text}");
        // In the form of an earlier version, with and without other keys.
        let earlier =
            text.replace(&format!(",{}", noted(follows)), "").replace(&format!("{},", noted(follows)), "");
        std::fs::write(&journal, earlier.replace(&noted(follows), "")).unwrap();
        world.file("campaign.yaml", format!("{FILE}{SCHEDULE}"));
        let sent = sandbox.received_at("POST", "/schedule").len();
        let run = create(&world, &["--yes"]).expect_code(10);
        assert_eq!(run.json()["outcome"], "exists_schedule_off", "{follows}");
        let error = run.error_json();
        let message = error["message"].as_str().unwrap();
        assert!(message.contains("whether its schedule was to follow is not known"), "{error}");
        assert!(!message.contains("came later"), "{error}");
        let hint = error["hint"].as_str().unwrap();
        assert!(hint.contains("schedule enable 'Event Reminder' -f 'campaign.yaml'"), "{hint}");
        assert_eq!(sandbox.received_at("POST", "/schedule").len(), sent, "{follows}");
    }
}
