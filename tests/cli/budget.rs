//! The requests per minute, which all processes of the machine share, so that the platform does not have to refuse
//! any. `cargo bench --bench budget` measures how much of the limit ten processes use over minutes.

use std::thread;

use serde_json::json;

use crate::world::{Run, Sandbox, World};

const LIMIT: u32 = 12;

#[must_use]
fn at_once(world: &World, processes: usize, line: &[&str]) -> Vec<Run> {
    thread::scope(|scope| {
        let runs: Vec<_> = (0..processes).map(|_| scope.spawn(|| world.run(line))).collect();
        runs.into_iter().map(|run| run.join().unwrap()).collect()
    })
}

#[test]
fn ten_processes_at_once_are_never_refused_and_fill_the_limit() {
    let sandbox = Sandbox::with_rate_limit(LIMIT);
    let world = sandbox.world().with("KCAMP_RATE_LIMIT", LIMIT.to_string());
    let line = ["contact-list", "list", "--deadline", "20s", "-o", "json"];
    let mut codes: Vec<i32> = Vec::new();
    for _ in 0..2 {
        codes.extend(at_once(&world, 10, &line).iter().map(|run| run.code));
    }
    // Where the machine is so busy that the first minute ends meanwhile, more of them find room.
    let served = codes.iter().filter(|code| **code == 0).count();
    assert!(served >= LIMIT as usize && codes.iter().all(|code| [0, 11].contains(code)), "{codes:?}");
    let answers: Vec<_> = sandbox.received().iter().map(|request| request["status"].clone()).collect();
    assert_eq!(answers, vec![json!(200); served]);
}

#[test]
fn what_was_noted_before_the_clock_was_set_back_keeps_nobody_waiting() {
    let sandbox = Sandbox::new();
    let world = sandbox.world().with("KCAMP_RATE_LIMIT", "2");
    world.run("contact-list list").expect_code(0);
    let folder = world.home().join(".local/state/kcamp/budget");
    let [file] = std::fs::read_dir(&folder)
        .unwrap()
        .map(|it| it.unwrap().path())
        .collect::<Vec<_>>()
        .try_into()
        .unwrap();
    // An hour, a day and a century in the future, as noted by a wrong clock.
    let noted: u64 = std::fs::read_to_string(&file).unwrap().trim().parse().unwrap();
    for ahead in [3_600_000, 86_400_000, 3_155_760_000_000_u64] {
        std::fs::write(&file, format!("{}\n", noted + ahead).repeat(60)).unwrap();
        let run = world.run("contact-list list --deadline 5m").expect_code(0);
        assert!(!run.stderr.contains("waiting"), "{}", run.stderr);
        let kept = std::fs::read_to_string(&file).unwrap();
        assert_eq!(kept.lines().count(), 1, "{kept}");
    }
}

#[test]
fn a_command_that_gives_up_leaves_its_place_to_the_next() {
    let sandbox = Sandbox::with_rate_limit(2);
    let world = sandbox.world().with("KCAMP_RATE_LIMIT", "2");
    let line = ["contact-list", "list", "--deadline", "20s", "-o", "json"];
    for run in at_once(&world, 2, &line) {
        run.expect_code(0);
    }
    // Commands for two minutes, which do not wait.
    for run in at_once(&world, 6, &line) {
        let error = run.expect_code(11).error_json();
        assert_eq!(
            (&error["code"], &error["retry_safe"]),
            (&json!("platform/deadline-passed"), &json!(true))
        );
        let message = error["message"].as_str().unwrap();
        let wait = message.split("would come ").nth(1).and_then(|rest| rest.split(' ').next());
        let wait: u64 = wait.and_then(|seconds| seconds.parse().ok()).unwrap();
        assert!(wait <= 61, "the queue grew: {message}");
    }
}

/// Three of four places are free in ten seconds. A look at the lists before each batch that waits would take the rest.
#[test]
fn batches_that_wait_for_a_place_leave_the_places_to_batches() {
    let sandbox = Sandbox::new();
    let world = sandbox.world().with("KCAMP_RATE_LIMIT", "4");
    world.run("contact-list list").expect_code(0);
    let folder = world.home().join(".local/state/kcamp/budget");
    let file = std::fs::read_dir(&folder).unwrap().next().unwrap().unwrap().path();
    let noted: u64 = std::fs::read_to_string(&file).unwrap().trim().parse().unwrap();
    std::fs::write(&file, format!("{}\n", noted - 50_000).repeat(3)).unwrap();
    world.file("people.csv", "phone\n+12025550123\n+12025550124\n+12025550125\n");
    let before = sandbox.received().len();
    let import = [
        "contact-list",
        "import",
        "Event Guests",
        "people.csv",
        "--batch-size",
        "1",
        "--yes",
        "--deadline",
        "5m",
    ];
    world.run(import).expect_code(0).expect_stderr(&["waiting"]);
    let requests = sandbox.received().split_off(before);
    let added = requests.iter().filter(|it| it["path"].as_str().unwrap().ends_with("/addContacts")).count();
    assert_eq!((added, requests.len()), (3, 4), "one look at the lists, at the start");
}
