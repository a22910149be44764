//! `setup` of a profile of Burki.

use super::{API_KEY, CONFIG, private};
use crate::world::{Sandbox, World};

/// The arguments of `setup` for a profile of Burki, with these flags.
fn setup_burki<'a>(address: &'a str, more: &[&'a str]) -> Vec<&'a str> {
    let account = ["setup", "--platform", "burki", "--host", address, "--timezone", "Asia/Kolkata"];
    [&account[..], more].concat()
}

#[test]
fn burki_asks_for_a_key_and_a_zone_alone() {
    let world = World::new().with("KCAMP_PLATFORM", "burki");
    let run = world.run("setup").expect_code(2).expect_stderr(&["--timezone", "--secret-env"]);
    for flag in ["--stream-id", "--account-id", "--client-id", "--host"] {
        assert!(!run.stderr.contains(flag), "{}", run.stderr);
    }
    assert!(!world.home().join(CONFIG).exists());
}

#[test]
fn the_first_steps_on_burki_in_an_empty_home() {
    let sandbox = Sandbox::new();
    let world = World::new().with("ACME_API_KEY", API_KEY);
    let flags = setup_burki(&sandbox.address, &["--profile", "acme", "--secret-env", "ACME_API_KEY"]);
    world.run(flags).expect_code(0).expect_stderr(&[
        "asking Burki whether the credentials work",
        "campaigns can be read",
        "the profile acme is saved",
    ]);
    let config = std::fs::read_to_string(world.home().join(CONFIG)).unwrap();
    assert!(config.contains("token:\n      env: ACME_API_KEY"), "{config}");
    for kore in ["stream_id", "account_id", "client_id", "client_secret", API_KEY] {
        assert!(!config.contains(kore), "{config}");
    }
    private(&world);
    world.run("doctor").expect_code(0).expect_stdout(&["Burki at http", "an API key (env ACME_API_KEY"]);
    world.run("campaign list").expect_code(0);
    let flags = ["campaign", "list", "--priority", "5"];
    world.run(flags).expect_code(2).expect_stderr(&["Burki has no priorities"]);
}

#[test]
fn an_api_key_may_come_from_each_place() {
    let sandbox = Sandbox::new();
    let world = World::new();
    let file = world.file("outside/key", API_KEY).display().to_string();
    let command = format!("cat {file}");
    let places = [["--secret-file", &file], ["--secret-command", &command]];
    // Without Unix there is no `cat`.
    for flags in places.into_iter().take(if cfg!(unix) { 2 } else { 1 }) {
        world.run(setup_burki(&sandbox.address, &[&flags[..], &["--yes"]].concat())).expect_code(0);
        world.run("campaign list").expect_code(0);
        let config = std::fs::read_to_string(world.home().join(CONFIG)).unwrap();
        assert!(!config.contains(API_KEY), "{config}");
    }
    let flags = setup_burki(&sandbox.address, &["--secret-stdin", "--yes"]);
    let run = world.run_with_input(flags, API_KEY).expect_code(0);
    run.expect_stderr(&["the API key will be in the config file as plain text"]);
    world.run("campaign list").expect_code(0);
    world
        .run(setup_burki(&sandbox.address, &["--secret-command", " "]))
        .expect_code(2)
        .expect_stderr(&["--secret-command: this cannot be empty"]);
    world.run(setup_burki(&sandbox.address, &["--secret-file", "a", "--secret-env", "B"])).expect_code(2);
}

#[test]
fn an_api_key_that_burki_refuses_is_not_saved() {
    let sandbox = Sandbox::new();
    let world = World::new().with("ACME_API_KEY", "canary-of-another-key");
    let run = world.run(setup_burki(&sandbox.address, &["--secret-env", "ACME_API_KEY"])).expect_code(4);
    let run = run.expect_stderr(&["check the API key", "nothing was saved", "--no-check"]);
    assert!(!run.stderr.contains("canary"), "{}", run.stderr);
    assert!(!world.home().join(CONFIG).exists());
}

#[test]
fn what_means_nothing_on_burki_is_refused_and_not_dropped() {
    let world = World::new().with("ACME_API_KEY", API_KEY);
    let flags = ["--secret-env", "ACME_API_KEY", "--no-check"];
    for (flag, value) in
        [("--stream-id", "st-1"), ("--client-id", "cs-1"), ("--schedule-timezone", "Asia/Tokyo")]
    {
        let line = setup_burki("https://api.burki.dev", &[&flags[..], &[flag, value]].concat());
        let words = format!("Burki has no use for {flag}");
        world.run(line).expect_code(2).expect_stderr(&[&words, "nothing was saved"]);
    }
    assert!(!world.home().join(CONFIG).exists());
    // A variable applies to every command and may be meant for other profiles.
    let world = world.with("KCAMP_STREAM_ID", "st-1");
    world.run(setup_burki("https://api.burki.dev", &flags)).expect_code(0);
}
