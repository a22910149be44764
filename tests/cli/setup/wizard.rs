//! `setup` on a terminal.

use crate::terminal::{ENTER, answer, end, line, repeated, start};
use crate::world::{Sandbox, World};

const DOWN: &str = "\x1b[B";

#[test]
fn the_wizard_makes_the_first_profile_and_never_shows_the_secret() {
    let sandbox = Sandbox::new();
    let account = kcamp::sandbox::ACCOUNT;
    let world = World::new();
    let mut session = start(&world, "setup");
    let mut shown = answer(&mut session, "name of the profile", ENTER);
    shown += &answer(&mut session, "which platform?", ENTER);
    shown += &answer(&mut session, "address of the platform", &line(&sandbox.address));
    // An invalid id is refused at its question.
    shown += &answer(&mut session, "stream id", &line("https://platform.kore.ai/st-1"));
    shown += &answer(&mut session, "is not an id", "\x15");
    session.press(&line(account.stream_id));
    shown += &answer(&mut session, "account id", &line(account.account_id));
    shown += &answer(&mut session, "client id", &line(account.client_id));
    shown += &answer(&mut session, "your time zone", &line("Asia/Calcuta"));
    shown += &answer(&mut session, "Asia/Kolkata?", &line("Asia/Kolkata"));
    shown += &answer(&mut session, "country of numbers", &line("UK"));
    shown += &answer(&mut session, "write GB", &line("GB"));
    shown += &session.until("where to keep the client secret?");
    // The last place is the config file. Up from the first place selects it.
    shown += &answer(&mut session, "in plain text", "\x1b[A");
    session.press(ENTER);
    shown += &answer(&mut session, "not shown", &line(account.client_secret));
    shown += &answer(&mut session, "keep it there?", &line("y"));
    let (rest, code) = end(&mut session);
    shown += &rest;
    assert_eq!(code, 0, "{shown}");
    assert!(shown.contains("the credentials work: 0 voice campaigns can be read"), "{shown}");
    assert!(!shown.contains(account.client_secret), "{shown}");
    super::private(&world);
    world.run("contact-list list").expect_code(0);
}

#[test]
fn the_wizard_asks_for_burkis_key_and_nothing_of_kore() {
    let sandbox = Sandbox::new();
    let world = World::new();
    let mut session = start(&world, "setup");
    let mut shown = answer(&mut session, "name of the profile", ENTER);
    shown += &answer(&mut session, "which platform?", DOWN);
    session.press(ENTER);
    shown += &answer(&mut session, "https://api.burki.dev", &line(&sandbox.address));
    shown += &answer(&mut session, "your time zone", &line("Asia/Kolkata"));
    shown += &answer(&mut session, "(or empty)", ENTER);
    shown += &session.until("where to keep the API key?");
    shown += &answer(&mut session, "in plain text", "\x1b[A");
    session.press(ENTER);
    shown += &answer(&mut session, "API key (not shown)", &line(super::API_KEY));
    shown += &answer(&mut session, "keep it there?", &line("y"));
    let (rest, code) = end(&mut session);
    shown += &rest;
    assert_eq!(code, 0, "{shown}");
    assert!(shown.contains("campaigns can be read"), "{shown}");
    for unwanted in ["stream id", "account id", "client id", "client secret", super::API_KEY] {
        assert!(!shown.contains(unwanted), "{unwanted} in {shown}");
    }
    super::private(&world);
    world.run("campaign list").expect_code(0);
}

/// A typed command is split as a shell does. A command that only a shell can run is refused, and the question is
/// repeated.
#[test]
fn a_command_that_is_typed_is_split_as_a_shell_does() {
    let sandbox = Sandbox::new();
    for command in [r#"cat "my keys/the key""#, r"cat 'my keys/the key'", r"cat my\ keys/the\ key"] {
        let world = World::new();
        world.file("my keys/the key", super::API_KEY);
        crate::world::private(&world.home().join("my keys/the key"));
        let mut session = start(&world, ["setup", "--platform", "burki", "--host", &sandbox.address]);
        let mut shown = answer(&mut session, "name of the profile", ENTER);
        shown += &answer(&mut session, "your time zone", &line("Asia/Kolkata"));
        shown += &answer(&mut session, "(or empty)", ENTER);
        shown += &session.until("where to keep the API key?");
        shown += &answer(&mut session, "in plain text", &format!("{DOWN}{DOWN}{ENTER}"));
        shown += &answer(&mut session, "with quotes as in a shell", &line("cat 'my keys/the key"));
        shown += &answer(&mut session, "a quote that is not closed", "\x15");
        session.press(&line("cat key | head -1"));
        shown += &answer(&mut session, "no shell runs it", "\x15");
        session.press(&line(command));
        let (rest, code) = end(&mut session);
        shown += &rest;
        assert_eq!(code, 0, "{command}: {shown}");
        assert!(!shown.contains(super::API_KEY), "{shown}");
        let config = std::fs::read_to_string(world.home().join(super::CONFIG)).unwrap();
        let config: serde_json::Value = serde_saphyr::from_str(&config).unwrap();
        let kept = &config["profiles"]["default"]["token"]["command"];
        assert_eq!(*kept, serde_json::json!(["cat", "my keys/the key"]), "{config}");
        world.run("campaign list").expect_code(0);
    }
}

#[test]
fn ctrl_c_in_the_wizard_saves_nothing_and_loses_no_answer() {
    let world = World::new();
    let mut session = start(&world, "setup");
    answer(&mut session, "name of the profile", &line("acme"));
    answer(&mut session, "which platform?", ENTER);
    answer(&mut session, "address of the platform", ENTER);
    answer(&mut session, "stream id", &line("  st-1 "));
    answer(&mut session, "without the spaces around it", "");
    answer(&mut session, "account id", "\x03");
    let (rest, code) = end(&mut session);
    assert_eq!(code, 130);
    let command =
        "kcamp setup --profile acme --platform kore --host https://platform.kore.ai --stream-id st-1";
    assert!(rest.contains(command), "{rest}");
    assert_eq!(std::fs::read_dir(world.home()).unwrap().count(), 0);
}

/// The command that is shown makes the same profile, for any flags and answers.
#[test]
fn an_interrupted_wizard_keeps_every_flag_and_every_answer() {
    let sandbox = Sandbox::new();
    let account = kcamp::sandbox::ACCOUNT;
    let world = World::new();
    world.file("my keys/the key", account.client_secret);
    let flags = [
        "setup",
        "--protected",
        "--schedule-timezone",
        "Asia/Tokyo",
        "--secret-command",
        "cat 'my keys/the key'",
        "--no-check",
        "--timeout",
        "7s",
        "--deadline",
        "5m",
    ];
    let mut session = start(&world, flags);
    answer(&mut session, "name of the profile", &line("acme"));
    answer(&mut session, "which platform?", ENTER);
    answer(&mut session, "address of the platform", &line(&sandbox.address));
    answer(&mut session, "stream id", &line(account.stream_id));
    answer(&mut session, "account id", "\x03");
    let (rest, code) = end(&mut session);
    assert_eq!(code, 130);
    for kept in [
        "--protected",
        "--schedule-timezone",
        "--secret-command",
        "--no-check",
        "--timeout 7s",
        "--deadline 5m",
    ] {
        assert!(rest.contains(kept), "{kept}: {rest}");
    }
    let again = repeated(&rest);
    let mut session = start(&world, again.iter().map(String::as_str).collect::<Vec<_>>());
    answer(&mut session, "account id", &line(account.account_id));
    answer(&mut session, "client id", &line(account.client_id));
    answer(&mut session, "your time zone", &line("Asia/Kolkata"));
    answer(&mut session, "(or empty)", ENTER);
    assert_eq!(end(&mut session).1, 0);
    let config = std::fs::read_to_string(world.home().join(super::CONFIG)).unwrap();
    for part in [
        "timezone: Asia/Kolkata",
        "schedule_timezone: Asia/Tokyo",
        "protected: ",
        "timeout: 7s",
        "my keys/the key",
    ] {
        assert!(config.contains(part), "{part}: {config}");
    }
    world.run("contact-list list").expect_code(0);
}

/// The place of the secret is kept, also an answered one. The secret itself is never shown.
#[test]
fn a_setup_that_fails_after_its_last_answer_keeps_the_place_of_the_secret() {
    for (flags, kept) in [
        (["--secret-env", "ACME_KEY"], "--secret-env ACME_KEY"),
        (["--secret-file", "/no/such/key"], "--secret-file /no/such/key"),
        (["--secret-command", "false --word 'two words'"], "--secret-command 'false --word"),
    ] {
        let world = World::new();
        let known = ["setup", "--platform", "burki", "--host", "http://127.0.0.1:9", "--profile", "acme"];
        let mut session = start(&world, [&known[..], &flags].concat());
        answer(&mut session, "your time zone", &line("UTC"));
        answer(&mut session, "(or empty)", ENTER);
        answer(&mut session, "the check failed; what next?", "\x03");
        let (rest, code) = end(&mut session);
        assert_eq!(code, 130, "{rest}");
        assert!(rest.contains(kept) && rest.contains("--timezone UTC --region none"), "{rest}");
        let again = repeated(&rest);
        assert!(again.windows(2).any(|pair| pair == flags), "{again:?}");
    }
}

/// Ten answers are not typed again because the configuration cannot be written.
#[test]
fn a_profile_that_cannot_be_saved_loses_no_answer() {
    // Nothing can be created there, whoever runs this.
    let world = World::new().with("KCAMP_CONFIG", "/proc/none/config.yaml").with("ACME_KEY", "abcdefgh");
    for flags in [&["--secret-env", "ACME_KEY"][..], &["--secret-env", "ACME_KEY", "--region", "IN"]] {
        let known = ["setup", "--no-check", "--platform", "burki", "--profile", "acme"];
        let mut session = start(&world, [&known[..], flags].concat());
        answer(&mut session, "address of the platform", ENTER);
        answer(&mut session, "your time zone", &line("UTC"));
        if flags.len() == 2 {
            answer(&mut session, "(or empty)", ENTER);
        }
        let (rest, code) = end(&mut session);
        assert_eq!(code, 2, "{rest}");
        assert!(rest.contains("cannot write the configuration"), "{rest}");
        let again = repeated(&rest);
        for pair in [["--secret-env", "ACME_KEY"], ["--timezone", "UTC"], ["--profile", "acme"]] {
            assert!(again.windows(2).any(|words| words == pair), "{pair:?} {again:?}");
        }
    }
}

/// A place that the user gave up is in no command.
#[test]
fn a_place_that_was_refused_is_not_repeated() {
    let world = World::new();
    let known = ["setup", "--platform", "burki", "--host", "http://127.0.0.1:9", "--profile", "acme"];
    let mut session = start(&world, [&known[..], &["--timezone", "UTC", "--region", "IN"]].concat());
    answer(&mut session, "where to keep the API key?", ENTER);
    answer(&mut session, "name of the variable", &line("\x15NOSUCH"));
    answer(&mut session, "use this place anyway?", &line("n"));
    answer(&mut session, "where to keep the API key?", "\x03");
    let (rest, code) = end(&mut session);
    assert_eq!(code, 130, "{rest}");
    assert!(!rest.contains("NOSUCH"), "{rest}");
}

/// The first question is whether the profile may be replaced. Then each of its values is offered.
#[test]
fn a_profile_that_exists_is_changed_answer_by_answer() {
    let sandbox = Sandbox::new();
    let world = World::new().with("ACME_SECRET", kcamp::sandbox::ACCOUNT.client_secret);
    let flags = super::setup(
        &sandbox.address,
        &["--profile", "acme", "--secret-env", "ACME_SECRET", "--region", "IN"],
    );
    world.run(&flags).expect_code(0);
    let path = world.home().join(super::CONFIG);
    let config = std::fs::read_to_string(&path).unwrap();
    std::fs::write(&path, config.replace("    timezone: ", "    rate_limit: 30\n    timezone: ")).unwrap();
    let mut session = start(&world, "setup");
    answer(&mut session, "name of the profile", &line("acme"));
    answer(&mut session, "exists already; replace it?", &line("y"));
    answer(&mut session, "which platform?", ENTER);
    answer(&mut session, &format!("address of the platform [{}]", sandbox.address), ENTER);
    for question in ["stream id", "account id", "client id"] {
        answer(&mut session, question, ENTER);
    }
    answer(&mut session, "[Asia/Kolkata]", &line("Europe/London"));
    answer(&mut session, "(none for none) [IN]", &line("none"));
    answer(&mut session, "where it is now: env ACME_SECRET", ENTER);
    let (rest, code) = end(&mut session);
    assert_eq!(code, 0, "{rest}");
    let config = std::fs::read_to_string(&path).unwrap();
    for kept in
        ["timezone: Europe/London", "rate_limit: ", "env: ACME_SECRET", kcamp::sandbox::ACCOUNT.client_id]
    {
        assert!(config.contains(kept), "{kept}: {config}");
    }
    assert!(!config.contains("region"), "{config}");
    // A user who says no has typed nothing else.
    let mut session = start(&world, "setup");
    answer(&mut session, "name of the profile", &line("acme"));
    answer(&mut session, "exists already; replace it?", ENTER);
    assert_eq!(end(&mut session).1, 12);
    assert_eq!(std::fs::read_to_string(&path).unwrap(), config);
}

#[test]
fn a_check_that_fails_leads_back_to_the_one_answer() {
    let sandbox = Sandbox::new();
    let account = kcamp::sandbox::ACCOUNT;
    let world = World::new().with("ACME_SECRET", account.client_secret);
    let mut flags = super::setup(
        &sandbox.address,
        &["--profile", "acme", "--secret-env", "ACME_SECRET", "--region", "IN"],
    );
    let place = flags.iter().position(|word| word == account.client_id).unwrap();
    flags[place] = "cs-other".to_owned();
    flags.extend(["--platform", "kore"].map(str::to_owned));
    let mut session = start(&world, flags.iter().map(String::as_str).collect::<Vec<_>>());
    let mut shown = session.until("the check failed; what next?");
    // The platform names the client id, so it comes first.
    shown += &answer(&mut session, "> change the client id of the JWT app (cs-…): cs-other", ENTER);
    shown += &answer(&mut session, "[cs-other]", &line(account.client_id));
    let (rest, code) = end(&mut session);
    shown += &rest;
    assert_eq!(code, 0, "{shown}");
    assert!(rest.contains("the credentials work"), "{shown}");
    world.run("contact-list list").expect_code(0);
}

#[test]
fn no_input_never_asks_on_a_terminal_either() {
    let world = World::new();
    let mut session = start(&world, "setup --no-input");
    let (rest, code) = end(&mut session);
    assert_eq!(code, 2, "{rest}");
    assert!(rest.contains("--stream-id"), "{rest}");
}

#[test]
fn ctrl_c_at_the_first_questions_shows_the_command_that_begins_again_with_their_answers() {
    let world = World::new();
    let name = ("name of the profile", line("acme"));
    let platform = ("which platform?", ENTER.to_owned());
    for (flags, answers, question, answered) in [
        (&["--region", "GB", "--timeout", "25s"][..], &[][..], "name of the profile", &[][..]),
        (&["--profile", "acme", "--no-check"], &[], "which platform?", &[]),
        (&["--no-check"], &[&name], "which platform?", &["--profile", "acme"]),
        (
            &["--no-check"],
            &[&name, &platform],
            "address of the platform",
            &["--profile", "acme", "--platform", "kore"],
        ),
        (&["--profile", "acme"], &[&platform], "address of the platform", &["--platform", "kore"]),
        (&["--platform", "kore"], &[&name], "address of the platform", &["--profile", "acme"]),
    ] {
        let line = [&["setup"], flags].concat();
        let mut session = start(&world, &line);
        for (question, keys) in answers {
            answer(&mut session, question, keys);
        }
        answer(&mut session, question, "\x03");
        let (rest, code) = end(&mut session);
        assert_eq!(code, 130, "{rest}");
        let (again, mut given) = (repeated(&rest), [&line[..], answered].concat());
        given.sort_unstable();
        let mut words: Vec<&str> = again.iter().map(String::as_str).collect();
        words.sort_unstable();
        assert_eq!(words, given);
    }
}

/// A 403 that names an answer puts it first, and an account id of another length is asked for again.
#[test]
fn an_account_id_that_is_probably_wrong_is_asked_for_again() {
    let sandbox = Sandbox::new();
    let account = kcamp::sandbox::ACCOUNT;
    let world = World::new().with("ACME_SECRET", account.client_secret);
    let line_of = ["setup", "--profile", "acme", "--platform", "kore", "--host", &sandbox.address];
    let rest = ["--stream-id", account.stream_id, "--client-id", account.client_id, "--timezone", "UTC"];
    let end_of = ["--secret-env", "ACME_SECRET", "--region", "none"];
    let mut session = start(&world, [&line_of[..], &rest, &end_of].concat());
    answer(&mut session, "account id", &line("67777ce9"));
    session.until("has 8 characters");
    answer(&mut session, "keep this answer?", ENTER);
    answer(&mut session, "account id", &line("67777ce93e25aa0001a1b2c3"));
    let shown = session.until("the check failed; what next?");
    assert!(shown.contains("denied access") && !shown.contains("refused the credentials"), "{shown}");
    session.until("change the account id");
    session.press(ENTER);
    answer(&mut session, "account id [67777ce93e25aa0001a1b2c3]", &line(account.account_id));
    let (rest, code) = end(&mut session);
    assert_eq!(code, 0, "{rest}");
    assert!(rest.contains("the credentials work"), "{rest}");
}
