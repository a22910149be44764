//! The first minutes with kcamp: help that is asked for in the wrong place, setups that end early, ranges that hold nothing.

use serde_json::Value;

use crate::create::FILE;
use crate::terminal::{ENTER, answer, end, line, repeated, start};
use crate::world::{Sandbox, World};

#[test]
fn a_journal_that_is_empty_for_its_range_says_why() {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    world.file("a.yaml", FILE);
    world.line("campaign create -f a.yaml").expect_code(0);
    for (range, note) in [
        ("--since tomorrow", "--since is in the future"),
        ("--since now --until yesterday", "--until is before --since"),
        ("--until yesterday", "every such write began after --until"),
        ("--since 2026-01-01 --until 2026-01-02", "before --since or after --until"),
    ] {
        let run = world.line(&format!("journal {range} --timezone UTC -o json")).expect_code(0);
        assert_eq!(run.json(), Value::Array(Vec::new()), "{range}");
        assert!(run.stderr.contains(note), "{range}: {}", run.stderr);
    }
    for range in ["--until now", "--until Now --since 1h", "--since yesterday", ""] {
        let run = world.line(&format!("journal {range} --timezone UTC -o json")).expect_code(0);
        assert_eq!(run.json().as_array().unwrap().len(), 1, "{range}");
        assert!(!run.stderr.contains("note:"), "{range}: {}", run.stderr);
    }
}

/// A setup whose flags gave everything, of which the platform refuses something.
fn refused(world: &World) -> rexpect::session::PtySession {
    let account = kcamp::sandbox::ACCOUNT;
    let host = world.variable("TRIED_HOST").unwrap().to_owned();
    let mut line = vec!["setup", "--profile", "acme", "--platform", "kore", "--host", &host];
    line.extend(["--stream-id", account.stream_id, "--account-id", account.account_id]);
    line.extend(["--client-id", "cs-other", "--secret-env", "ACME_SECRET", "--timezone", "UTC"]);
    line.extend(["--region", "none"]);
    start(world, &line)
}

#[test]
fn a_setup_that_ends_after_its_check_names_the_command_that_repeats_it_and_no_profile_that_is_not_there() {
    let sandbox = Sandbox::new();
    let world = World::new()
        .with("TRIED_HOST", &sandbox.address)
        .with("ACME_SECRET", kcamp::sandbox::ACCOUNT.client_secret);
    for (keys, code) in
        [(format!("end without saving{ENTER}"), 4), ("\x03".to_owned(), 130), ("\x1b".to_owned(), 130)]
    {
        let mut session = refused(&world);
        let mut shown = answer(&mut session, "the check failed; what next?", &keys);
        let (rest, ended) = end(&mut session);
        shown += &rest;
        assert_eq!(ended, code, "{shown}");
        assert!(!shown.contains("doctor"), "{shown}");
        let again = repeated(&shown);
        for pair in [["--secret-env", "ACME_SECRET"], ["--client-id", "cs-other"], ["--profile", "acme"]] {
            assert!(again.windows(2).any(|two| two == pair), "{pair:?}: {again:?}");
        }
    }
}

#[test]
fn a_place_of_the_secret_that_was_named_is_kept_while_it_is_asked_about() {
    let sandbox = Sandbox::new();
    let world = World::new();
    let line_of = ["setup", "--platform", "burki", "--host", &sandbox.address, "--profile", "acme"];
    let mut session = start(&world, &[&line_of[..], &["--timezone", "UTC", "--region", "none"]].concat());
    session.exp_string("where to keep the API key?").unwrap();
    answer(&mut session, "in plain text", ENTER);
    answer(&mut session, "name of the variable", &line("NOT_SET_HERE"));
    answer(&mut session, "use this place anyway?", "\x03");
    let (rest, code) = end(&mut session);
    assert_eq!(code, 130, "{rest}");
    let again = repeated(&rest);
    assert!(again.windows(2).any(|two| two == ["--secret-env", "NOT_SET_HERE"]), "{again:?}");
}

#[test]
fn setup_offers_the_name_of_the_profile_in_use() {
    let world = World::new().with("ACME_KEY", "key");
    let acme = "setup --platform burki --profile acme --secret-env ACME_KEY --timezone UTC --no-check";
    world.line(acme).expect_code(0);
    let mut session = start(&world, &["setup"]);
    answer(&mut session, "name of the profile [acme]", ENTER);
    answer(&mut session, "exists already; replace it?", ENTER);
    assert_eq!(end(&mut session).1, 12);
}
