//! A `setup` whose credentials the platform refuses: nothing is saved, and no command is suggested for a missing
//! profile.

use super::{API_KEY, CONFIG, setup};
use crate::terminal::{ENTER, answer, end, line, repeated, start};
use crate::world::{Run, Sandbox, World};

/// Checks that the run shows the command that repeats it, with all given values. The command works once the secret is
/// right.
fn assert_repeated(run: &Run, given: &[[&str; 2]]) -> Vec<String> {
    for other in ["doctor", "profile show", "campaign list"] {
        assert!(!run.stderr.contains(other), "{other}: {}", run.stderr);
    }
    assert!(run.stderr.contains("nothing was saved"), "{}", run.stderr);
    let again = repeated(&run.stderr);
    assert_eq!(again[0], "setup");
    for pair in given {
        assert!(again.windows(2).any(|two| two == pair), "{pair:?}: {again:?}");
    }
    again
}

#[test]
fn without_a_terminal_it_names_the_command_that_repeats_it_and_no_profile_that_is_not_there() {
    let sandbox = Sandbox::new();
    let host = sandbox.address.as_str();
    let burki: Vec<String> = ["setup", "--platform", "burki", "--host", host, "--timezone", "UTC"]
        .into_iter()
        .map(str::to_owned)
        .collect();
    for (line, right) in [(setup(host, &[]), kcamp::sandbox::ACCOUNT.client_secret), (burki, API_KEY)] {
        let world = World::new();
        world.file("secret", "wrong");
        crate::world::private(&world.home().join("secret"));
        let place = ["--profile", "w", "--secret-file", "secret"].map(str::to_owned);
        let run = world.run([&line[..], &place].concat()).expect_code(4);
        let again =
            assert_repeated(&run, &[["--profile", "w"], ["--secret-file", "secret"], ["--host", host]]);
        assert!(!world.home().join(CONFIG).exists());
        world.file("secret", right);
        world.run(again).expect_code(0).expect_stderr(&["the profile w is saved"]);
    }
}

#[test]
fn a_platform_is_said_to_be_asked_only_where_the_secret_can_be_read() {
    let world = World::new();
    for place in [["--secret-env", "NOPE"], ["--secret-file", "none"], ["--secret-command", "false"]] {
        let run = world.run(setup("http://127.0.0.1:9", &[&["--profile", "w"][..], &place].concat()));
        assert!(!run.stderr.contains("whether the credentials work"), "{}", run.stderr);
        assert!(run.stderr.contains("nothing was saved"), "{}", run.stderr);
    }
}

#[test]
fn a_dash_is_taken_for_no_file_of_a_secret() {
    let world = World::new();
    let run = world.run(setup("https://h.example", &["--profile", "w", "--secret-file", "-"])).expect_code(2);
    run.expect_stderr(&["- is no path of a file; nothing was saved", "--secret-stdin"]);
    assert!(!world.home().join(CONFIG).exists());
}

#[test]
fn from_the_environment_it_names_the_command_that_reads_the_environment_again() {
    let sandbox = Sandbox::new();
    let account = kcamp::sandbox::ACCOUNT;
    for (platform, variable) in [("kore", "KCAMP_CLIENT_SECRET"), ("burki", "KCAMP_TOKEN")] {
        let world = World::new()
            .with("KCAMP_HOST", &sandbox.address)
            .with("KCAMP_PLATFORM", platform)
            .with("KCAMP_STREAM_ID", account.stream_id)
            .with("KCAMP_ACCOUNT_ID", account.account_id)
            .with("KCAMP_CLIENT_ID", account.client_id)
            .with("KCAMP_TIMEZONE", "UTC")
            .with(variable, "wrong");
        let run = world.run("setup --from-env --profile reh").expect_code(4);
        let again = assert_repeated(&run, &[["--profile", "reh"]]);
        assert_eq!(again, ["setup", "--from-env", "--profile", "reh"]);
        assert!(!run.stderr.contains("wrong"), "{}", run.stderr);
    }
}

#[test]
fn at_a_terminal_no_command_is_named_on_either_platform() {
    let sandbox = Sandbox::new();
    let world = World::new().with("ACME_KEY", "wrong");
    let line = ["setup", "--platform", "burki", "--host", &sandbox.address, "--timezone", "UTC"];
    let rest = ["--profile", "w", "--secret-env", "ACME_KEY", "--region", "none"];
    let mut session = start(&world, [&line[..], &rest].concat());
    let mut shown = answer(&mut session, "the check failed; what next?", "\x03");
    shown += &end(&mut session).0;
    assert!(shown.contains("check the API key") && !shown.contains("profile show"), "{shown}");
}

/// After a refusal the cursor is on the secret, and Enter alone sends the refused one to nobody again.
#[test]
fn a_refused_secret_is_the_first_to_be_changed_and_is_not_sent_again_by_enter_alone() {
    let sandbox = Sandbox::new();
    let world = World::new().with("KCAMP_TOKEN", "wrong").with("RIGHT_KEY", API_KEY);
    let asked = ["setup", "--platform", "burki", "--host", &sandbox.address, "--timezone", "UTC"];
    let rest = ["--profile", "w", "--secret-env", "KCAMP_TOKEN", "--region", "none"];
    let mut session = start(&world, [&asked[..], &rest].concat());
    let mut shown = answer(&mut session, "the check failed; what next?", ENTER);
    shown += &answer(&mut session, "where to keep the API key?", ENTER);
    shown += &answer(&mut session, "name of the variable", ENTER);
    shown += &answer(&mut session, "the name of an environment variable", &line("RIGHT_KEY"));
    let (ended, code) = end(&mut session);
    shown += &ended;
    assert_eq!(code, 0, "{shown}");
    assert_eq!(shown.matches("asking Burki whether the credentials work").count(), 2, "{shown}");
    assert!(shown.contains("keep the API key where it is now: env KCAMP_TOKEN"), "{shown}");
}

#[test]
fn an_id_of_another_kind_is_refused_when_it_is_given() {
    for (flag, id, told) in [
        ("--stream-id", "cs-1", "\"cs-1\" is the client id of the JWT app, not the bot, app or stream id"),
        ("--account-id", "st-1", "\"st-1\" is the bot, app or stream id, not the account id"),
        ("--client-id", "st-1", "\"st-1\" is the bot, app or stream id, not the client id of the JWT app"),
    ] {
        let world = World::new();
        let ids = [("--stream-id", "st-1"), ("--account-id", "a1"), ("--client-id", "cs-1")];
        let mut line = vec!["setup", "--profile", "w", "--host", "https://h.example", "--no-check"];
        line.extend(["--secret-env", "ACME", "--timezone", "UTC", "--region", "none", "-o", "json"]);
        for (other, usual) in ids {
            line.extend([other, if other == flag { id } else { usual }]);
        }
        let error = world.run(line).expect_code(2).error_json();
        assert_eq!(error["code"], "setup/id-of-another-kind", "{error}");
        assert!(error["message"].as_str().unwrap().contains(told), "{error}");
        assert!(!world.home().join(CONFIG).exists());
    }
}
