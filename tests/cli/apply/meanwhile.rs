//! Changes by others between the read of the live campaigns and the write are never reversed.

use std::process::Stdio;

use crate::create::{FILE, SCHEDULE};
use crate::lifecycle::with_campaign;
use crate::terminal::{end, line, press, start};
use crate::world::{Sandbox, World, wait_until};

use super::{apply, named, writes};

#[test]
fn a_do_not_contact_list_that_a_campaign_gets_during_an_apply_stays() {
    let changes: [(&[&str], &str); 3] = [
        (&["--dnc-list", "testdnc"], "dncLists"),
        (&["--description", "Edited"], "description"),
        (&["--priority", "1"], "priority"),
    ];
    for (change, field) in changes {
        let sandbox = Sandbox::with_faults(&["slowx1:8s:PUT"]);
        let (world, colleague) = (sandbox.world(), sandbox.world());
        let files = |priority: &str| {
            for name in ["A0", "A1"] {
                let file = named(name).replace("dncLists: testdnc\n", "").replace("priority: 5", priority);
                world.file(&format!("campaigns/{name}.yaml"), file);
            }
        };
        files("priority: 5");
        apply(&world, &[]).expect_code(0);
        files("priority: 4");
        let child = world
            .command("apply campaigns --yes -o json")
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        wait_until("its slow request is received", || !sandbox.received_at("PUT", "").is_empty());
        colleague.run([&["campaign", "update", "A1", "--yes"][..], change].concat()).expect_code(0);
        let output = child.wait_with_output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(10), "{change:?}: {said}");
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
        session.exp_string("[y/N]").unwrap();
        change(&sandbox.world());
        let before = writes(&sandbox).len();
        press(&mut session, &line("y"));
        let (rest, code) = end(&mut session);
        assert_eq!(code, 6, "{rest}");
        assert!(rest.contains("have changed since the plan was shown"), "{rest}");
        assert_eq!(writes(&sandbox).len(), before, "{rest}");
    }
}
