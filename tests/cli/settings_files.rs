//! Policies and files of defaults that are named themselves, as a shell's `campaigns/*` does.

use crate::create::FILE;
use crate::world::{Sandbox, World};

const DEFAULTS: &str = "dialingStrategy:\n  callingHours: {frequency: WEEKLY, timezone: UTC}\n";

#[test]
fn a_policy_and_defaults_are_checked_as_what_they_are() {
    let world = World::new();
    world.file("ok/kcamp.policy.yaml", "max_segments: 3\n");
    world.file("ok/kcamp.defaults.yaml", DEFAULTS);
    world.file("bad/kcamp.policy.yaml", "max_segment: 3\n");
    world.file("worse/kcamp.defaults.yaml", DEFAULTS.replace("WEEKLY", "WEEKL"));
    for path in ["ok/kcamp.policy.yaml", "ok/kcamp.defaults.yaml"] {
        let run = world.run(["validate", path]).expect_code(0);
        run.expect_stderr(&["in 1 file"]);
    }
    for (path, code) in [
        ("bad/kcamp.policy.yaml", "policy/unknown-key"),
        ("worse/kcamp.defaults.yaml", "campaign/frequency-unknown"),
    ] {
        let run = world.run(["validate", path]).expect_code(3);
        assert!(
            run.stdout.contains(code) && !run.stdout.contains("campaign/missing-field"),
            "{path}: {run:?}"
        );
        assert!(run.stdout.contains("1 error in 1 file"), "{path}: {}", run.stdout);
    }
}

#[test]
fn what_a_shell_names_beside_campaigns_is_not_in_their_way() {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    world.file("kcamp.policy.yaml", "max_segments: 3\n");
    world.file("a.yaml", FILE);
    let all = ["a.yaml", "kcamp.defaults.yaml", "kcamp.policy.yaml"];
    world.file("kcamp.defaults.yaml", DEFAULTS);
    world.run([&["validate"][..], &all].concat()).expect_code(0).expect_stderr(&["1 campaign in 3 files"]);
    world.run([&["apply", "--yes"][..], &all].concat()).expect_code(0);
    assert_eq!(sandbox.creates().len(), 1);
}

#[test]
fn paths_without_a_campaign_file_plan_nothing() {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    world.file("kcamp.policy.yaml", "max_segments: 3\n");
    world.file("a.yaml", FILE);
    world.run("campaign create -f a.yaml").expect_code(0);
    for line in [
        "plan kcamp.policy.yaml",
        "apply kcamp.policy.yaml --prune --yes --confirm 1",
        "campaign create -f kcamp.policy.yaml --yes",
    ] {
        let run = world.run(line).expect_code(3);
        assert!(run.stderr.contains("these paths name no campaign file"), "{line}: {}", run.stderr);
    }
    assert!(sandbox.received_at("DELETE", "").is_empty());
}
