//! A file that got its schedule after its campaign was created: that is not a pair of calls that was interrupted.

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
        assert!(hint.contains("schedule enable 'Event Reminder' -f 'campaign.yaml'"), "{hint}");
        let switched =
            sandbox.received().into_iter().filter(|it| it["path"].as_str().unwrap().ends_with("/schedule"));
        assert_eq!(switched.filter(|it| it["method"] != "GET").count(), 0, "{of_burki}");
    }
}
