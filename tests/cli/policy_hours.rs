//! The hours and the notice of a policy, for everything that reaches people at a time that is typed.

use crate::world::{Sandbox, World};

const FILE: &str =
    "platform: burki\nname: Renewals\ncampaign_type: call\nassistant_id: 1\nwelcome_message_template: hi\n";
const POLICY: &str = "hours: {from: \"09:00\", to: \"17:00\"}\nminimum_notice: 2h\nseverities:\n  \
     schedule/outside-policy-hours: error\n  schedule/short-notice: error\n";

/// A campaign that has ended, whose contacts can be called again.
fn ended() -> (Sandbox, World) {
    let sandbox = Sandbox::new();
    let world = sandbox.burki_world().with("KCAMP_TIMEZONE", "America/New_York");
    world.file("campaign.yaml", FILE);
    world.file("contacts.csv", "phone_number\n+12025550123\n");
    world.run("campaign create -f campaign.yaml --yes").expect_code(0);
    world.run("campaign import Renewals contacts.csv --yes").expect_code(0);
    world.run("campaign start Renewals --yes").expect_code(0);
    world.run("campaign stop Renewals --yes").expect_code(0);
    (sandbox, world)
}

/// A time in New York, and the codes that it has with the policy and without one. It is 03:00 there now.
const TIMES: [(&str, &[&str], &[&str]); 5] = [
    ("2026-12-04 04:00", &["outside-policy-hours"], &["outside-policy-hours"]),
    ("2026-12-04 08:30", &["outside-policy-hours"], &[]),
    ("2026-12-04 10:00", &[], &[]),
    (
        "2026-12-03 03:10",
        &["outside-policy-hours", "short-notice"],
        &["outside-policy-hours", "short-notice"],
    ),
    ("2026-12-03 04:30", &["outside-policy-hours", "short-notice"], &["outside-policy-hours"]),
];

#[test]
fn a_run_again_is_judged_like_a_single_run() {
    let (sandbox, world) = ended();
    for (time, with_policy, without) in TIMES {
        for (codes, policy) in [(without, "# none"), (with_policy, POLICY)] {
            world.file("kcamp.policy.yaml", policy);
            for command in ["campaign re-execute Renewals --all", "schedule enable Renewals --once"] {
                let before = sandbox.received_at("POST", "/re-execute").len();
                let run = world.run(&*format!("{command} --start '{time}' --yes --dry-run"));
                let severity = if policy == POLICY { "error" } else { "warning" };
                for code in ["outside-policy-hours", "short-notice"] {
                    let is_said = run.stderr.contains(&format!("{severity}[schedule/{code}]"));
                    assert_eq!(is_said, codes.contains(&code), "{command} {time} {code}: {run:?}");
                }
                let refused = policy == POLICY && !codes.is_empty();
                assert_eq!(run.code, if refused { 3 } else { 0 }, "{command} {time}: {run:?}");
                assert_eq!(sandbox.received_at("POST", "/re-execute").len(), before);
            }
        }
    }
    // What is allowed is sent, and what is not is not.
    world.run("campaign re-execute Renewals --all --start '2026-12-04 04:00' --yes").expect_code(3);
    assert_eq!(sandbox.received_at("POST", "/re-execute").len(), 0);
    world.run("campaign re-execute Renewals --all --start '2026-12-04 10:00' --yes").expect_code(0);
    assert_eq!(sandbox.received_at("POST", "/re-execute").len(), 1);
}
