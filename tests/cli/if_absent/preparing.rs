//! Voice campaigns whose create was interrupted while Kore.ai prepared them.

use crate::create::SCHEDULE;
use crate::world::Sandbox;

const VOICE: &str = include_str!("../../../examples/feedback-calls-agentless.yaml");

#[test]
fn the_next_run_too_waits_until_it_is_prepared() {
    let flags = ["--choice", "preparing=10m", "--choice", "schedule-while-preparing=refused"];
    for campaigns in [1, 6] {
        let sandbox = Sandbox::with_flags(&flags);
        let world = sandbox.world();
        let schedule = SCHEDULE.replace("2027", "2037");
        for at in 0..campaigns {
            let voice = VOICE.replace("Agentless Voice | Feedback", &format!("V{at}"));
            world.file(&format!("campaigns/{at}.yaml"), format!("{voice}renamedFrom: none\n{schedule}"));
        }
        let line = "campaign create -f campaigns --if-absent --yes -o json";
        for _ in 0..2 {
            let run = world.run(line).expect_code(10);
            assert!(run.stdout.contains("campaign/still-preparing"), "{}", run.stdout);
            assert!(run.stderr.contains("the platform is preparing"), "{}", run.stderr);
            assert_eq!(sandbox.received_at("POST", "/schedule").len(), 0, "{campaigns}");
        }
        let (later, world) = world.later(&sandbox, "2026-12-03T08:20:00Z", &flags);
        world.run(line).expect_code(0);
        assert_eq!(later.received_at("POST", "/schedule").len(), campaigns);
        assert_eq!((sandbox.creates().len(), later.creates().len()), (campaigns, 0));
    }
}
