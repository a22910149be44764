//! A machine whose clock is far from the platform's begins no calls: what it knows of hours is wrong.

use serde_json::json;

use crate::world::Sandbox;

#[test]
fn nothing_begins_calls_while_the_clocks_are_far_apart() {
    let sandbox = Sandbox::new();
    let world = sandbox.burki_world();
    let body =
        json!({"name": "A", "campaign_type": "sms", "assistant_id": 7, "sms_message_template": "STOP"});
    world.file("live.json", body.to_string());
    world.run("api POST /api/v1/campaigns/ --input live.json --yes").expect_code(0);
    world.file("people.csv", "phone\n+12025550131\n");
    world.run("campaign import id:1 people.csv --yes").expect_code(0);
    // The sandbox has the clock of the tests, and this command that of the machine.
    let world = world.without("KCAMP_NOW");
    let run = world.run("campaign start id:1 --yes -o json").expect_code(12);
    assert_eq!(run.error_json()["code"], "clock/apart");
    assert_eq!(sandbox.received_at("POST", "/start").len(), 0);
    // What ends calls or only reads goes on.
    world.run("campaign list").expect_code(0);
}
