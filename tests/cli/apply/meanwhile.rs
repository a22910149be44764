//! Changes by others between the read of the live campaigns and the write are never reversed.

use crate::create::{FILE, SCHEDULE};
use crate::lifecycle::with_campaign;
use crate::relay::{Gate, Held};
use crate::terminal::{end, line, start};
use crate::world::{Sandbox, World};

use super::{apply, named, writes};

#[test]
fn a_do_not_contact_list_that_a_campaign_gets_during_an_apply_stays() {
    let changes: [(&[&str], &str); 3] = [
        (&["--dnc-list", "testdnc"], "dncLists"),
        (&["--description", "Edited"], "description"),
        (&["--priority", "1"], "priority"),
    ];
    for (change, field) in changes {
        let sandbox = Sandbox::new();
        let colleague = sandbox.world();
        let (world, gate) = Gate::before(&sandbox, "PUT ", Held::Answer);
        let files = |priority: &str| {
            for name in ["A0", "A1"] {
                let file = named(name).replace("dncLists: testdnc\n", "").replace("priority: 5", priority);
                world.file(&format!("campaigns/{name}.yaml"), file);
            }
        };
        files("priority: 5");
        apply(&world, &[]).expect_code(0);
        files("priority: 4");
        let (run, _) = gate.during(
            || world.run("apply campaigns --yes -o json"),
            || colleague.run([&["campaign", "update", "A1", "--yes"][..], change].concat()).expect_code(0),
        );
        let said = run.stderr;
        assert_eq!(run.code, 10, "{change:?}: {said}");
        let told = format!("it was changed since it was read ({field}); nothing was sent for it");
        assert!(said.contains(&told), "{change:?}: {said}");
        // The first apply's update and the colleague's.
        assert_eq!(sandbox.received_at("PUT", "").len(), 2, "{change:?}");
    }
}

#[test]
fn what_changes_while_the_question_stands_ends_in_6() {
    type Change = fn(&World);
    let changes: [Change; 2] = [
        |world| drop(world.run("schedule disable 'Event Reminder' --yes").expect_code(0)),
        |world| drop(world.run("campaign delete 'Event Reminder' --yes").expect_code(0)),
    ];
    for change in changes {
        let (sandbox, world, _) = with_campaign(FILE, &[]);
        world.file("campaigns/event.yaml", format!("{FILE}{SCHEDULE}"));
        apply(&world, &["--reenable"]).expect_code(0);
        world.file("campaigns/event.yaml", format!("{FILE}{SCHEDULE}").replace("[Mon, Wed]", "[Mon, Fri]"));
        let mut session = start(&world, "apply campaigns");
        session.until("[y/N]");
        change(&sandbox.world());
        let before = writes(&sandbox).len();
        session.press(&line("y"));
        let (rest, code) = end(&mut session);
        assert_eq!(code, 6, "{rest}");
        assert!(rest.contains("have changed since the plan was shown"), "{rest}");
        assert_eq!(writes(&sandbox).len(), before, "{rest}");
    }
}
