//! Changes during a halt: another halt, a campaign that is deleted or starts, a list that changes, a create of
//! several, an import, an update.

use serde_json::json;

use super::{HALT, RUNNING, assert_quiet, enabled, file, halted_at, stops};
use crate::create::SCHEDULE;
use crate::world::{Run, Sandbox, wait_until};

#[test]
fn a_campaign_that_is_gone_when_it_is_stopped_calls_nobody() {
    // It is deleted during the slow stop of the first one.
    let (sandbox, world) = halted_at(&["--fault", "slowx1:6s:POST:trigger/*"]);
    let run = std::thread::scope(|scope| {
        let halt = scope.spawn(|| world.run(HALT));
        wait_until("a stop is received", || !stops(&sandbox).is_empty());
        // Two campaigns are deleted, whether they were stopped or not.
        world.run("campaign stop C10 --yes").expect_code(0);
        for name in ["C10", "C12"] {
            world.run(["campaign", "delete", name, "--yes"]).expect_code(0);
        }
        halt.join().unwrap()
    });
    assert_quiet(&run, &world);
    let result = run.json();
    let gone = |step: &str| {
        let rows = result["campaigns"].as_array().unwrap();
        rows.iter().filter(|row| row[step] == "gone").map(|row| row["name"].clone()).collect::<Vec<_>>()
    };
    assert_eq!((gone("calls"), gone("schedule")), (vec![json!("C10")], vec![json!("C12")]));
}

#[test]
fn two_halts_at_once_do_no_harm() {
    let (sandbox, world) = halted_at(&[]);
    let runs: Vec<Run> = std::thread::scope(|scope| {
        let runs: Vec<_> = (0..2).map(|_| scope.spawn(|| world.run(HALT))).collect();
        runs.into_iter().map(|run| run.join().unwrap()).collect()
    });
    for run in &runs {
        assert_quiet(run, &world);
    }
    // One halt may find campaigns that the other one has stopped: each halt stops a campaign at most twice.
    assert!((RUNNING..=4 * RUNNING).contains(&stops(&sandbox).len()));
    let records = runs.iter().filter(|run| run.json()["record"].is_string()).count();
    assert!(records >= 1);
    world.run("campaign start C39 --yes").expect_code(12);
}

#[test]
fn a_list_that_changes_while_it_is_read_is_read_again() {
    // Ten rows per page, and a slow second page: meanwhile a campaign on the first page is deleted, and the others
    // move up.
    let (sandbox, world) =
        halted_at(&["--choice", "page-rows-max=10", "--fault", "slowx1:3s:POST:trigger/*"]);
    let run = std::thread::scope(|scope| {
        let halt = scope.spawn(|| world.run(HALT));
        wait_until("a stop is received", || !stops(&sandbox).is_empty());
        world.run("campaign delete C38 --yes").expect_code(0);
        // Another machine starts one meanwhile.
        sandbox.world().run("campaign start C36 --yes").expect_code(0);
        halt.join().unwrap()
    });
    assert_quiet(&run, &world);
    let result = run.json();
    let late = result["campaigns"].as_array().unwrap().iter().find(|row| row["name"] == "C36").unwrap();
    assert_eq!(late["calls"], "stopped");
}

#[test]
fn a_create_of_many_that_is_under_way_ends_where_the_account_is_halted() {
    let sandbox = Sandbox::with_flags(&["--fault", "slowx1:3s:POST:campaign"]);
    let world = sandbox.world();
    for name in ["A", "B", "C"] {
        world.file(&format!("many/{name}.yaml"), file(name, 1) + SCHEDULE);
    }
    let run = std::thread::scope(|scope| {
        let create = scope.spawn(|| world.run("campaign create -f many --yes -o json"));
        wait_until("a create is received", || !sandbox.creates().is_empty());
        world.run(HALT).expect_code(0);
        create.join().unwrap()
    });
    assert!([10, 12].contains(&run.code), "{run:?}");
    // Only the create that was in progress, and no schedule.
    assert_eq!(sandbox.creates().len(), 1, "{run:?}");
    assert_eq!(enabled(&sandbox), []);
}

#[test]
fn an_import_and_an_update_that_are_under_way_keep_it_from_nothing_and_go_on() {
    for (fault, line, is_under_way) in [
        (
            "slowx1:3s:POST:addContacts",
            &["contact-list", "import", "Event Guests", "contacts.csv"][..],
            "/addContacts",
        ),
        ("slowx1:3s:PUT:campaign/*", &["campaign", "update", "C38", "--priority", "2"], "/campaign/cd-"),
    ] {
        let (sandbox, world) = halted_at(&["--fault", fault]);
        world.file("contacts.csv", "Phone\n+12025550131\n");
        let came = || {
            let requests = sandbox.received();
            let is_meant = |path: &str| path.contains(is_under_way);
            requests.iter().any(|it| it["method"] != "GET" && it["path"].as_str().is_some_and(is_meant))
        };
        let (halt, other) = std::thread::scope(|scope| {
            let other = scope.spawn(|| world.run([line, &["--yes", "-o", "json"]].concat()));
            wait_until("its request is received", || came() || other.is_finished());
            (world.run(HALT), other.join().unwrap())
        });
        assert_quiet(&halt, &world);
        assert_eq!(other.code, 0, "{other:?}");
    }
}
