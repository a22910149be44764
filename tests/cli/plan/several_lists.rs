//! Several do-not-contact lists of a campaign, of which an update would leave one.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use serde_json::{Value, json};

use super::unread::{Answer, Form, assert_several_blocked, puts, without_list};
use crate::create::FILE;
use crate::lifecycle::with_campaign;
use crate::relay::{Passing, Watch, relay};
use crate::world::Sandbox;

/// Changes answers from some time on.
struct Later(Arc<AtomicBool>, Form);

impl Watch for Later {
    fn after(&mut self, request: &Passing, answer: &mut Value) {
        if self.0.load(Ordering::SeqCst) {
            self.1.after(request, answer);
        }
    }
}

#[test]
fn another_list_that_only_the_row_has_blocks_too() {
    for shape in [json!([{"name": "testdnc"}, {"name": "DNC CL Dec 4"}]), json!({"name": "DNC CL Dec 4"})] {
        let (sandbox, _, id) = with_campaign(FILE, &[]);
        let world = relay(&sandbox, Form::new(&[Answer::List], "/dncLists", shape.clone()));
        world.file("campaigns/a.yaml", FILE);
        assert_several_blocked(&sandbox, &world);
        world.file("campaigns/a.yaml", without_list());
        world.run("apply campaigns --yes").expect_code(10).expect_stderr(&["dncLists: 2 lists ("]);
        for named in ["Event Reminder", &id] {
            let run = world.run(["campaign", "update", named, "--priority", "2", "--yes"]).expect_code(2);
            run.expect_stderr(&["--dnc-list"]);
        }
        // Who says which one stays is asked, as for everything that cannot be brought back.
        world.file("b.yaml", FILE.replace("priority: 5", "priority: 2"));
        let said = ["--dnc-list", "testdnc"];
        for more in [&said[..], &["-f", "b.yaml"]] {
            for named in ["Event Reminder", &id] {
                let run = world.run([&["campaign", "update", named], more].concat()).expect_code(12);
                run.expect_stderr(&[
                    "2 lists (DNC CL Dec 4, testdnc), and only testdnc stays?",
                    "cannot be undone",
                ]);
            }
        }
        assert_eq!(puts(&sandbox).len(), 0, "{shape}");
        world
            .run(["campaign", "update", &id, "--priority", "2", "--dnc-list", "testdnc", "--yes"])
            .expect_code(0);
    }
}

/// The row shows a second list after the plan was saved, though this machine wrote the campaign a moment ago.
#[test]
fn another_list_since_a_saved_plan_makes_it_stale() {
    for shape in [json!([{"name": "testdnc"}, {"name": "DNC CL Dec 4"}]), json!({"name": "DNC CL Dec 4"})] {
        for is_own in [true, false] {
            let sandbox = if is_own { Sandbox::new() } else { with_campaign(FILE, &[]).0 };
            let later = Later(Arc::default(), Form::new(&[Answer::List], "/dncLists", shape.clone()));
            let has_come = Arc::clone(&later.0);
            let world = relay(&sandbox, later);
            world.file("campaigns/a.yaml", FILE);
            world.run("apply campaigns --yes").expect_code(0);
            for file in [FILE.replace("priority: 5", "priority: 2"), without_list()] {
                has_come.store(false, Ordering::SeqCst);
                world.file("campaigns/a.yaml", file);
                world.run("plan campaigns --out a.plan").expect_code(0);
                has_come.store(true, Ordering::SeqCst);
                let error = world.run("apply a.plan --yes -o json").expect_code(6).error_json();
                assert_eq!(error["code"], "plan/stale", "{shape} {is_own}");
                assert_eq!(puts(&sandbox).len(), 0, "{shape} {is_own}");
            }
        }
    }
}

/// What is live is shown by its names.
#[test]
fn several_lists_are_shown_by_their_names() {
    let (sandbox, _, id) = with_campaign(FILE, &[]);
    let several = json!([{"name": "testdnc"}, {"name": "DNC CL Dec 4"}]);
    let world = relay(&sandbox, Form::new(&[Answer::One, Answer::List], "/dncLists", several));
    let both = "testdnc, DNC CL Dec 4";
    let get = world.run(["campaign", "get", &id]).expect_code(0);
    get.expect_stdout(&[both]);
    assert_eq!(world.run(["campaign", "get", &id, "-o", "json"]).expect_code(0).json()["dnc_list"], both);
    assert_eq!(world.run("campaign list -o json").expect_code(0).json()[0]["dnc_list"], both);
}
