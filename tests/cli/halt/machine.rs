//! Problems on this machine do not prevent a halt: a full disk, locks of others, a used-up count of requests, a
//! protected profile, folders of another user.

use std::ffi::OsString;
use std::fs::File;
use std::path::Path;

use serde_json::{Value, json};

use super::{CAMPAIGNS, HALT, RUNNING, SCHEDULED, alive, assert_quiet, file, halted_at, journal_of, state};
use crate::create::SCHEDULE;
use crate::world::Sandbox;

/// A lock that another process does not release.
fn held(path: &Path) -> File {
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    let file = File::options().append(true).create(true).open(path).unwrap();
    file.lock().unwrap();
    file
}

#[cfg(unix)]
#[test]
fn a_full_disk_keeps_it_from_stopping_nothing() {
    let (_sandbox, world) = halted_at(&[]);
    let world = world.on_a_full_disk();
    let run = world.run(HALT).expect_code(0);
    let run = run.expect_stderr(&[
        "the journal lacks 21 requests that were sent",
        "kcamp resume cannot bring it back",
    ]);
    // The latch file can be made, but not written.
    assert_eq!((&run.json()["latched"], &run.json()["record"]), (&json!(true), &Value::Null));
    assert_quiet(&run, &world);
    world.run("campaign start C39 --yes").expect_code(12);
    world.run("resume --yes").expect_code(2).expect_stderr(&["kcamp halt --lift"]);
    world.run("halt --lift --yes").expect_code(0);
}

#[cfg(unix)]
#[test]
fn a_halt_that_could_not_be_recorded_promises_no_resume() {
    let (_sandbox, world) = halted_at(&[]);
    let run = world.on_a_full_disk().run("halt --yes").expect_code(0);
    assert!(!run.stdout.contains("kcamp resume brings back"), "{run:?}");
    run.expect_stdout(&["what ran could not be recorded: note it from this result; kcamp halt --lift"]);
}

/// Where the folder of halts was, another file stands: nobody can tell whether a halt was in it.
#[test]
fn a_file_in_the_place_of_the_folder_counts_as_a_halt() {
    let (sandbox, world) = halted_at(&[]);
    world.run(HALT).expect_code(0);
    let before = sandbox.received_at("POST", "/trigger").len();
    let halts = state(&world, "halts");
    std::fs::rename(&halts, state(&world, "halts.old")).unwrap();
    std::fs::write(&halts, "").unwrap();
    world
        .run("campaign start C39 --yes")
        .expect_code(12)
        .expect_stderr(&["is a file, and no folder, so nobody can tell whether", "move "]);
    assert_eq!(sandbox.received_at("POST", "/trigger").len(), before);
    // The result of another halt says the same of what starts as its warning does.
    let again = world.run("halt --yes").expect_code(0);
    let again = again.expect_stderr(&["kcamp starts no campaign as long as that is so"]);
    assert!(!format!("{}{}", again.stdout, again.stderr).contains("may start"), "{again:?}");
    again.expect_stdout(&["NOT noted on this machine: kcamp starts no campaign as long as that is so"]);
}

#[test]
fn locks_that_others_hold_are_not_waited_for() {
    let (_sandbox, world) = halted_at(&[]);
    world.run("campaign list").expect_code(0);
    let mut locks = vec![held(&journal_of(&world)), held(&state(&world, "learnt.lock"))];
    for entry in std::fs::read_dir(state(&world, "budget")).unwrap() {
        locks.push(held(&entry.unwrap().path()));
    }
    let run = world.run(HALT).expect_code(0);
    let run = run.expect_stderr(&["the journal lacks 21 requests that were sent", "writes the journal"]);
    // A sent request is not reported as unsent.
    assert!(!run.stderr.contains("waiting for it") && !run.stderr.contains("not sent"), "{}", run.stderr);
    assert!(!run.stderr.contains("nothing was sent"), "{}", run.stderr);
    drop(locks);
    assert_quiet(&run, &world);
    assert!(run.json()["record"].is_string());
}

#[test]
fn this_machines_own_count_of_requests_is_not_waited_for() {
    let (_sandbox, world) = halted_at(&[]);
    let world = world.with("KCAMP_RATE_LIMIT", "1");
    world.run("contact-list list").expect_code(0);
    let run = world.run(HALT);
    assert!(!run.stderr.contains("waiting"), "{}", run.stderr);
    assert_quiet(&run, &world.with("KCAMP_RATE_LIMIT", "100000"));
}

#[test]
fn a_protected_profile_asks_for_no_name() {
    let (sandbox, world) = halted_at(&[]);
    let account = kcamp::sandbox::ACCOUNT;
    let config = format!(
        "current: live\nprofiles:\n  live:\n    host: {}\n    stream_id: {}\n    account_id: {}\n    client_id: {}\n    \
         client_secret: {{env: KCAMP_CLIENT_SECRET}}\n    protected: true\n  spare: {{account_id: '1', stream_id: st-9}}\n",
        sandbox.address, account.stream_id, account.account_id, account.client_id
    );
    crate::world::private(&world.file(".config/kcamp/config.yaml", config));
    world.run("campaign stop C00 --yes").expect_code(12);
    let run = world.run(HALT).expect_code(0).expect_stderr(&["profile live", "not stopped", "spare"]);
    assert_eq!(run.json()["profile"], "live");
    assert_quiet(&run, &world);
}

#[cfg(unix)]
#[test]
fn a_folder_that_leads_elsewhere_is_not_written_in_and_keeps_it_from_nothing() {
    let (_sandbox, world) = halted_at(&[]);
    let elsewhere = world.home().join("elsewhere");
    std::fs::create_dir_all(&elsewhere).unwrap();
    std::fs::create_dir_all(state(&world, "")).unwrap();
    std::os::unix::fs::symlink(&elsewhere, state(&world, "halts")).unwrap();
    world.run("campaign list").expect_code(0);
    let run = world.run(HALT).expect_stderr(&[
        "warning[halt/not-noted]: the halt could not be noted on this machine",
        "kcamp starts no campaign as long as that is so",
        "hint: set KCAMP_HALT=1",
        "warning[halt/record-not-written]: the record of what ran could not be written",
        "hint: keep this output",
        "warning[halt/journal-incomplete]: the journal lacks 21 requests that were sent",
        "symbolic link",
    ]);
    assert_eq!(run.code, 0, "{run:?}");
    assert!(!run.stderr.contains("nothing was sent") && !run.stderr.contains("outcomes"), "{}", run.stderr);
    assert_eq!((&run.json()["verdict"], &run.json()["latched"]), (&json!("nothing_calls"), &json!(false)));
    assert_eq!(std::fs::read_dir(&elsewhere).unwrap().count(), 0);
    assert!(!journal_of(&world).exists());
    std::fs::remove_file(state(&world, "halts")).unwrap();
    assert_eq!(alive(&world), (0, 0));
    // In the sandbox, whose state is in the folder, it is an error.
    std::os::unix::fs::symlink(&elsewhere, state(&world, "halts")).unwrap();
    world.run("halt --yes --sandbox").expect_code(2).expect_stderr(&["symbolic link"]);
    world.run("halt --lift --yes").expect_code(12).expect_stderr(&["is a symbolic link"]);
}

/// A halt stays one where its folder was moved and linked: nothing starts, no hint lifts it, and what stops calls is
/// done.
#[cfg(unix)]
#[test]
fn a_halt_in_a_folder_that_was_moved_and_linked_still_counts() {
    let (_sandbox, world) = halted_at(&[]);
    let record = world.run(HALT).expect_code(0).json()["record"].as_str().unwrap().to_owned();
    let (halts, moved) = (state(&world, "halts"), world.home().join("moved"));
    std::fs::rename(&halts, &moved).unwrap();
    std::os::unix::fs::symlink(&moved, &halts).unwrap();
    for command in
        ["campaign start C00 --yes", "halt --lift --yes", "resume --yes", &format!("resume {record} --yes")]
    {
        let run = world
            .run(command)
            .expect_code(12)
            .expect_stderr(&["is a symbolic link", "nobody can tell whether"]);
        let run = run.expect_stderr(&["hint: put the folder that it leads to in the place of"]);
        assert!(!run.stderr.contains("rm "), "{command}: {}", run.stderr);
    }
    for command in ["campaign stop C00 --yes", "campaign start C00 --dry-run", "campaign list"] {
        let run = world.run(command);
        assert!(!run.stderr.contains("symbolic link"), "{command}: {run:?}");
    }
    world.run("campaign start C00 --dry-run").expect_code(0);
    // As the hint says.
    std::fs::remove_file(&halts).unwrap();
    std::fs::rename(&moved, &halts).unwrap();
    world.run("campaign start C00 --yes").expect_code(12).expect_stderr(&["is halted since"]);
    // A latch alone may be linked too.
    let is_latch = |path: &std::path::PathBuf| path.extension().is_some_and(|it| it == "latch");
    let mut files = std::fs::read_dir(&halts).unwrap().map(|file| file.unwrap().path());
    let latch = files.find(is_latch).unwrap();
    std::fs::rename(&latch, world.home().join("latch")).unwrap();
    std::os::unix::fs::symlink(world.home().join("latch"), &latch).unwrap();
    world.run("campaign start C00 --yes").expect_code(12).expect_stderr(&["is halted since"]);
}

/// The platform's window, in which another process made all the requests of the last minute this many seconds ago.
fn used_up(seconds_ago: i64) -> Vec<u8> {
    let at = jiff::Timestamp::now().as_millisecond() - seconds_ago * 1000;
    vec![at.to_string(); 60].join("\n").into_bytes()
}

#[test]
fn a_window_that_another_process_has_just_used_up_is_waited_for_and_no_longer() {
    // Waits end at once if kcamp's clock is fixed.
    let now = jiff::Timestamp::now().to_string();
    let calm = Sandbox::with_flags(&["--clock", &now]);
    let world = calm.world().without("KCAMP_NOW");
    let names: Vec<String> = (0..CAMPAIGNS).map(|at| format!("C{at:02}")).collect();
    for (at, name) in names.iter().enumerate() {
        let schedule = if (RUNNING..RUNNING + SCHEDULED).contains(&at) { SCHEDULE } else { "" };
        world.file(&format!("campaigns/{name}.yaml"), file(name, at % 5 + 1) + schedule);
    }
    world.run("campaign create -f campaigns --yes").expect_code(0);
    let running = names[..RUNNING].iter().map(String::as_str);
    world.run(["campaign", "start", "--yes"].into_iter().chain(running)).expect_code(0);
    // Two seconds of the window are left.
    let window = [(OsString::from("rate-window"), used_up(58))];
    let state = [&calm.state()[..], &window].concat();
    let sandbox = Sandbox::remembering(&state, &["--clock", &now, "--rate-limit", "60"]);
    let world = sandbox.world().without("KCAMP_NOW");
    let run = world.run(HALT).expect_stderr(&["the rate limit is used up"]);
    assert_quiet(&run, &world);
    let requests = sandbox.received();
    let is_refused = |request: &&Value| request["status"] == 429;
    // After the first accepted request, none is refused; only the two lists come before the first stop.
    let refused = requests.iter().take_while(is_refused).count();
    assert_eq!(requests.iter().filter(is_refused).count(), refused);
    let granted = &requests[refused..];
    assert!(granted[2..2 + RUNNING].iter().all(|request| request["query"]["trigger"] == "stop"));
    // The two lists, each stop and each disable once, and the last two lists; `alive` has listed once more.
    let looked = 2;
    assert_eq!(granted.len(), 2 + RUNNING + SCHEDULED + 2 + looked);
}

/// In the sandbox a halt needs its folder. Where it cannot be entered, no halt is set, and none is claimed.
#[test]
fn a_halt_that_cannot_be_set_is_not_said_to_be() {
    // No folder can have so long a name, whoever runs this.
    let state = format!("/tmp/{}", "x".repeat(300));
    let world = crate::world::World::new().with("KCAMP_SANDBOX", "1").with("XDG_STATE_HOME", &state);
    let run = world.run("halt --yes").expect_code(2);
    let run = run.expect_stderr(&["nothing was stopped", "the halt could not be set"]);
    assert!(!run.stderr.contains("kcamp on this machine starts no campaign there"), "{}", run.stderr);
}

/// A halt may be in a folder that cannot be entered, and may not. Neither is claimed, and what is hinted at helps.
#[test]
fn where_no_halt_can_be_seen_nobody_is_said_to_be_halted() {
    let sandbox = Sandbox::new();
    // No folder can have so long a name, whoever runs this.
    let closed = format!("/tmp/{}", "x".repeat(300));
    let world = sandbox.world().with("XDG_STATE_HOME", &closed);
    for command in [
        "schedule enable Sale --daily --start 2027-02-01T09:00 --end 2027-03-01 --timezone UTC --yes",
        "halt --lift --yes",
        "halt --lift --dry-run",
        "resume",
    ] {
        let run = world.run(command).expect_code(12).expect_stderr(&[
            &format!("the folder of halts, {closed}/kcamp/halts, cannot be entered"),
            "so nobody can tell whether",
            "nothing was sent",
            &format!("hint: fix the permissions of {closed}/kcamp/halts"),
            "hint: or set XDG_STATE_HOME to another folder",
        ]);
        for wrong in ["is halted,", "halted since", "hint: to lift", "kcamp resume RECORD", "would be lifted"]
        {
            assert!(!run.stderr.contains(wrong), "{command}: {}", run.stderr);
        }
        let run = world.run(format!("{command} -o json").as_str()).expect_code(12);
        let last: Value = serde_json::from_str(run.stderr.lines().last().unwrap()).unwrap();
        assert_eq!(last["error"]["code"], "halt/out-of-reach", "{command}");
    }
    assert_eq!(sandbox.received(), Vec::<Value>::new());
}
