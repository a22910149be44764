//! A halt that begins during an apply ends it, and the report says so.

use crate::create::SCHEDULE;
use crate::relay::{Gate, Held};
use crate::world::Sandbox;

use super::named;

const CREATE: &str = "campaignType=sms";
const ENABLE: &str = "enableSchedule=true";

#[test]
fn a_halt_in_the_middle_is_named_with_the_step_that_lifts_it() {
    for (part, told, creates, enables) in [
        // During the first create: the rest is not tried.
        (CREATE, "create \"C1\" not tried", 1, 0),
        // All are created, and one schedule is on.
        (ENABLE, "create \"C1\" created, but its schedule is off", 3, 1),
    ] {
        for flags in [&["-q"][..], &[], &["-o", "json"]] {
            let sandbox = Sandbox::new();
            let (world, gate) = Gate::before(&sandbox, part, Held::Answer);
            for at in 0..3 {
                world.file(&format!("campaigns/c{at}.yaml"), named(&format!("C{at}")) + SCHEDULE);
            }
            let line = [&["apply", "campaigns", "--yes"][..], flags].concat();
            let (run, halt) = gate.during(|| world.run(line), || world.run("halt --yes -q"));
            // The halt cannot know whether an enable without an answer has arrived, and says so.
            let unknown = if enables == 0 { 0 } else { 9 };
            assert_eq!((run.code, halt.code), (10, unknown), "{run:?} {halt:?}");
            let switched = sandbox.received_at("POST", "/schedule");
            let on = switched.iter().filter(|it| it["query"]["enableSchedule"] == "true").count();
            assert_eq!((sandbox.creates().len(), on), (creates, enables), "{run:?}");
            let told = told.replace('"', if flags.contains(&"json") { "\\\"" } else { "\"" });
            assert!(!run.stderr.contains("hint: run kcamp apply"), "{run:?}");
            run.expect_stderr(&[
                &told,
                "nothing more was sent: account",
                "is halted since",
                "kcamp resume",
                "lift the halt; then, to do the rest: kcamp ",
                "apply campaigns",
            ]);
            // What the halt switched off is not switched on again by itself.
            world.run("halt --lift --yes").expect_code(0);
            world.run("apply campaigns --yes --reenable").expect_code(0);
        }
    }
}

#[test]
fn a_halt_before_anything_is_written_ends_it_in_12() {
    let sandbox = Sandbox::new();
    let (world, gate) = Gate::before(&sandbox, "/getAllListDetails", Held::Answer);
    world.file("campaigns/c.yaml", named("C") + SCHEDULE);
    let (run, _) =
        gate.during(|| world.run("apply campaigns --yes -q"), || world.run("halt --yes").expect_code(0));
    run.expect_code(12).expect_stderr(&["is halted since", "nothing was sent", "kcamp halt --lift"]);
    assert_eq!(sandbox.creates().len(), 0);
}

/// Its own halt switched the schedules off: the way back is a resume, and an apply is refused.
#[test]
fn a_plan_in_a_halted_account_says_so_and_names_the_way_back() {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    world.file("campaigns/c.yaml", named("C") + SCHEDULE);
    world.run("apply campaigns --yes").expect_code(0);
    world.run("halt --yes").expect_code(0);
    let back = "to see what was stopped and bring it back: kcamp resume";
    let plan = world.run("plan campaigns").expect_code(0);
    assert!(!plan.stdout.contains("--reenable"), "{plan:?}");
    plan.expect_stdout(&["off live", back]).expect_stderr(&["is halted since", back]);
    let apply = world.run("apply campaigns --yes").expect_code(10);
    assert!(!apply.stderr.contains("--reenable"), "{apply:?}");
    apply.expect_stderr(&[back]);
}
