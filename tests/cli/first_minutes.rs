//! The first minutes with kcamp: help in the wrong place, setups that end early, empty ranges.

use serde_json::Value;

use crate::create::FILE;
use crate::screens::screen;
use crate::terminal::{ENTER, Terminal, answer, end, line, repeated, start};
use crate::world::{Sandbox, World};

const DOWN: &str = "\u{1b}[B";

/// Every command in backquotes in a hint.
fn hinted(stderr: &str) -> Vec<String> {
    let hints = stderr.lines().filter_map(|line| line.strip_prefix("hint: "));
    let commands = hints.flat_map(|hint| hint.split('`').skip(1).step_by(2));
    commands.filter_map(|it| Some(it.strip_prefix("kcamp ")?.to_owned())).collect()
}

#[test]
fn a_hint_about_help_leads_to_help() {
    let world = World::new();
    for (line, meant) in [
        ("help nonsense", None),
        ("help tim", Some("time")),
        ("help exit-code", Some("exit-codes")),
        ("help campain", Some("campaign")),
        ("help campaign nonsense", None),
        ("help campaign lst", Some("list")),
        ("help validate nonsense", None),
        ("campaign help nonsense", None),
        ("profile help shw", Some("show")),
    ] {
        let run = world.run(line).expect_code(2);
        if let Some(meant) = meant {
            assert!(run.stderr.contains(&format!("did you mean '{meant}'?")), "{line}: {}", run.stderr);
        }
        let commands = hinted(&run.stderr);
        assert_eq!(commands.len(), 1, "{line}: {}", run.stderr);
        let page = world.run(&commands[0]).expect_code(0);
        assert!(page.stdout.contains("Usage: kcamp"), "{line}: {commands:?}");
    }
}

#[test]
fn a_word_behind_a_help_page_is_not_ignored() {
    let world = World::new();
    for (line, said) in [
        ("help time exit-codes", "'exit-codes' stands behind 'time'"),
        ("help time nonsense", "'nonsense' stands behind 'time'"),
        ("help files -o json campaign", "'campaign' stands behind 'files'"),
        ("help options time", "'time' stands behind 'options'"),
        ("help exit-codes time", "`kcamp exit-codes` has no command 'time'"),
    ] {
        let run = world.run(line).expect_code(2).expect_stderr(&[said]);
        assert!(run.stdout.is_empty(), "{line}: {}", run.stdout);
    }
    let both = "run `kcamp help time`, and `kcamp help plan` after it";
    world.run("help time plan").expect_code(2).expect_stderr(&[both]);
    let alone = world.run("help files nope").expect_code(2).expect_stderr(&["run `kcamp help files`"]);
    assert!(!alone.stderr.contains("after it"), "{}", alone.stderr);
    for line in ["help time -o json", "help time -q", "-q help files"] {
        world.run(line).expect_code(0);
    }
}

#[test]
fn help_about_help_is_help() {
    let world = World::new();
    for (line, same) in [
        ("help --help", "help"),
        ("help -h", "help"),
        ("campaign help --help", "help campaign"),
        ("schedule help -h", "help schedule"),
        ("help campaign list --help", "help campaign list"),
        ("help exit-codes --help", "help exit-codes"),
        ("help time --help", "help time"),
    ] {
        let expected = world.run(same).expect_code(0).stdout;
        assert_eq!(world.run(line).expect_code(0).stdout, expected, "{line}");
    }
}

#[test]
fn help_and_the_version_are_json_where_that_is_asked_for() {
    let world = World::new();
    for page in
        ["help time", "help exit-codes", "help options", "help campaign list", "help", "validate --help"]
    {
        let text = world.run(page).expect_code(0).stdout;
        for form in ["-o json", "-ojson", "--output=json"] {
            let shown = world.run(&format!("{page} {form}")).expect_code(0).json();
            assert_eq!(shown["help"].as_str().unwrap().trim_end(), text.trim_end(), "{page} {form}");
        }
    }
    for line in ["--version -o json", "-o json --version", "-V -qojson"] {
        let shown = world.run(line).expect_code(0).json();
        assert_eq!(shown, serde_json::json!({ "version": env!("CARGO_PKG_VERSION") }), "{line}");
    }
}

#[test]
fn help_and_the_version_are_json_by_the_environment_too() {
    let world = World::new();
    let usual = World::new().with("KCAMP_OUTPUT", "json");
    for (line, key) in
        [("--version", "version"), ("-V", "version"), ("help time", "help"), ("validate -h", "help")]
    {
        let text = world.run(line).expect_code(0).stdout;
        assert!(usual.run(line).expect_code(0).json()[key].is_string(), "{line}");
        assert_eq!(usual.run(&format!("{line} -o table")).expect_code(0).stdout, text, "{line}");
    }
}

#[test]
fn a_filter_is_applied_to_help_and_the_version() {
    let world = World::new();
    for line in ["--version --jq .version", "--jq .version -V", "-V --jq=.version -o json"] {
        let shown = world.run(line).expect_code(0).stdout;
        assert_eq!(shown, concat!(env!("CARGO_PKG_VERSION"), "\n"), "{line}");
    }
    let page = world.run("help time").expect_code(0).stdout;
    assert_eq!(world.run("help time --jq .help").expect_code(0).stdout.trim_end(), page.trim_end());
    for (line, code) in [
        ("--version --jq .[", "usage/jq-unreadable"),
        ("--version --jq", "usage/jq-unreadable"),
        ("help time --jq .help -o csv", "usage/jq-without-json"),
    ] {
        let run = world.run(line).expect_code(2);
        assert!(run.stdout.is_empty() && run.stderr.contains(code), "{line}: {run:?}");
    }
}

#[test]
fn what_takes_stdout_for_itself_is_refused_beside_another_format() {
    let world = World::new();
    world.file("a.yaml", FILE);
    let preview = "schedule preview --daily --start '2027-01-04 09:00' --end 2027-01-09 --timezone UTC";
    let own = ["junit", "github", "gitlab", "sarif"].map(|form| format!("validate a.yaml --format {form}"));
    let own = own.into_iter().chain([format!("{preview} --ics -"), format!("{preview} --html -")]);
    for line in own {
        let alone = world.run(&line).expect_code(0).stdout;
        for format in ["-o json", "-o yaml", "-o csv", "--jq ."] {
            if format == "--jq ." && (line.ends_with("gitlab") || line.ends_with("sarif")) {
                continue;
            }
            let run = world.run(&format!("{line} {format}")).expect_code(2);
            assert!(run.stdout.is_empty() && run.stderr.contains("both go to stdout"), "{line}: {run:?}");
        }
        // The default format from the environment is replaced by the typed one.
        let usual = World::new().with("KCAMP_OUTPUT", "json");
        usual.file("a.yaml", FILE);
        assert_eq!(usual.run(&line).expect_code(0).stdout, alone, "{line}");
        assert_eq!(world.run(&format!("{line} -o table")).expect_code(0).stdout, alone);
    }
    world.run(&format!("{preview} --ics runs.ics -o json")).expect_code(0).json();
}

#[test]
fn a_word_that_a_newcomer_tries_names_the_command() {
    let world = World::new();
    for (line, ours) in [
        ("whoami", "kcamp profile show?"),
        ("logs", "kcamp journal?"),
        ("history", "kcamp journal?"),
        ("docs", "kcamp help?"),
        ("send Reminder", "kcamp campaign start?"),
        ("campaign create --name N --start tomorrow", "kcamp schedule enable?"),
        ("campaign list --format json", "-o?"),
    ] {
        let run = world.run(line).expect_code(2);
        assert!(run.stderr.contains(&format!("hint: did you mean {ours}\n")), "{line}: {}", run.stderr);
    }
}

#[test]
fn what_is_missing_is_named_with_what_is_enough() {
    let world = World::new();
    let run = world.run("init --type sms").expect_code(2).expect_stderr(&["init needs --timezone"]);
    assert!(!run.stderr.contains("--format"), "{}", run.stderr);
    world.file(
        "a.yaml",
        format!("{FILE}schedule: {{startDateTime: 2027-01-04 09:30, endDateTime: 2027-06-30}}\n"),
    );
    let run = world.run("validate a.yaml").expect_code(3);
    assert!(
        run.stdout.contains("add it with recurType, and dailyDetails or weeklyDetails in it"),
        "{}",
        run.stdout
    );
}

#[test]
fn a_journal_that_is_empty_for_its_range_says_why() {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    world.file("a.yaml", FILE);
    world.run("campaign create -f a.yaml").expect_code(0);
    for (range, note) in [
        ("--since tomorrow", "--since is in the future"),
        ("--since now --until yesterday", "--until is before --since"),
        ("--until yesterday", "every such write began after --until"),
        ("--since 2026-01-01 --until 2026-01-02", "before --since or after --until"),
    ] {
        let run = world.run(&format!("journal {range} --timezone UTC -o json")).expect_code(0);
        assert_eq!(run.json(), Value::Array(Vec::new()), "{range}");
        assert!(run.stderr.contains(note), "{range}: {}", run.stderr);
    }
    for range in ["--until now", "--until Now --since 1h", "--since yesterday", ""] {
        let run = world.run(&format!("journal {range} --timezone UTC -o json")).expect_code(0);
        assert_eq!(run.json().as_array().unwrap().len(), 1, "{range}");
        assert!(!run.stderr.contains("note:"), "{range}: {}", run.stderr);
    }
}

#[test]
fn what_is_odd_about_an_answer_is_said_when_it_is_given_and_it_can_be_given_anew() {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    let create =
        ["campaign", "create", "--type", "sms", "--format", "simple", "--name", "A", "--description", "B"];
    let create = [&create[..], &["--contact-list", "Event Guests", "--priority", "3"]].concat();
    let mut session = start(&world, &create);
    answer(&mut session, "do-not-contact list (or empty)", ENTER);
    answer(&mut session, "number to call or write from", &line("please call me tomorrow"));
    session.until("neither a sender id nor a phone number");
    answer(&mut session, "number to call or write from", &line("call me"));
    session.until("note[campaign/sender-undocumented]");
    answer(&mut session, "keep this answer?", &line("n"));
    answer(&mut session, "number to call or write from", &line("+12025550124"));
    let shown = answer(&mut session, "calling hours", "\u{3}");
    assert!(!shown.contains("keep this answer? [Y/n]"), "{shown}");
    let (said, code) = end(&mut session);
    assert_eq!(code, 130, "{said}");
    assert!(said.contains("12025550124") && !said.contains("call me"), "{said}");
}

/// A setup whose flags gave everything, of which the platform refuses something.
fn refused(world: &World) -> Terminal {
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
        // The check went out.
        let words = shown.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(words.contains("nothing was saved") && !words.contains("nothing was sent"), "{shown}");
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
    let mut session = start(&world, [&line_of[..], &["--timezone", "UTC", "--region", "none"]].concat());
    session.until("where to keep the API key?");
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
    world.run(acme).expect_code(0);
    let mut session = start(&world, "setup");
    answer(&mut session, "name of the profile [acme]", ENTER);
    answer(&mut session, "exists already; replace it?", ENTER);
    assert_eq!(end(&mut session).1, 12);
}

#[test]
fn a_name_that_is_taken_is_refused_where_it_is_given() {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    world.file("a.yaml", FILE);
    world.run("campaign create -f a.yaml").expect_code(0);
    let read =
        || sandbox.received_at("GET", "/campaign").len() + sandbox.received_at("GET", "/campaigns").len();
    let before = read();
    let mut session = start(&world, "campaign create --type sms --format simple");
    answer(&mut session, "name", &line("event reminder"));
    answer(&mut session, "\"Event Reminder\" exists already", &line("Another"));
    answer(&mut session, "description", "\x03");
    assert_eq!(end(&mut session).1, 130);
    assert!(read() - before <= 2, "one look");
    // A flag's value too, before the first question.
    let mut session = start(&world, "campaign create --name 'EVENT REMINDER'");
    let (rest, code) = end(&mut session);
    let (_, look) = rest.split_once("look at it: kcamp ").unwrap();
    assert_eq!(code, 6, "{rest}");
    world.run(look.lines().next().unwrap()).expect_code(0).expect_stdout(&["Event Reminder"]);
    // If no question is asked, or nothing can be read, the create reports it.
    let mut session = start(&world, "campaign create --if-absent --name 'Event Reminder'");
    answer(&mut session, "type of the campaign", "\x03");
    assert_eq!(end(&mut session).1, 130);
    assert_eq!(sandbox.creates().len(), 1);
}

#[test]
fn the_error_of_a_question_is_broken_at_words() {
    let world = World::new();
    let mut session = start(&world, "--sandbox campaign create --type sms");
    answer(&mut session, "format: simple sends one text", "\x1b");
    let (rest, code) = end(&mut session);
    assert_eq!(code, 130);
    assert!(rest.contains("while asking \"format: simple") && !rest.contains('`'), "{rest}");
}

/// A question and its answer are wrapped at words, at any width.
#[test]
fn a_list_is_broken_at_words_on_a_narrow_terminal() {
    let world = World::new();
    let kcamp = world.command(Vec::<&str>::new()).get_program().to_string_lossy().into_owned();
    for columns in [40_u16, 45, 60] {
        let script =
            format!("stty cols {columns} rows 24; exec '{kcamp}' --sandbox campaign create --type sms");
        let mut shell = std::process::Command::new("sh");
        shell.args(["-c", &script]).env_clear().current_dir(world.home());
        let command = world.command(Vec::<&str>::new());
        shell.envs(command.get_envs().filter_map(|(name, value)| Some((name, value?))));
        shell.env("TERM", "xterm").env("NO_COLOR", "1").env("PATH", "/usr/bin:/bin");
        let mut session = Terminal::of(shell);
        let mut shown = answer(&mut session, "advanced\r\n", &format!("{DOWN}{ENTER}"));
        shown += &session.until("name of the campaign");
        session.press("\x03");
        shown += &end(&mut session).0;
        let wide = shown.lines().filter(|line| !line.contains("kcamp") && !line.contains('\u{1b}'));
        let wide: Vec<&str> = wide.filter(|line| line.chars().count() > usize::from(columns)).collect();
        assert!(wide.is_empty(), "{columns}: {wide:#?}");
    }
}

#[test]
fn a_near_name_is_guessed_wherever_a_campaign_or_a_list_is_named() {
    let sandbox = Sandbox::new();
    let world = sandbox.world().with("KCAMP_TIMEZONE", "UTC").with("KCAMP_YES", "1");
    world.file("a.yaml", FILE);
    world.run("campaign create -f a.yaml").expect_code(0);
    for command in [
        "campaign get",
        "campaign status",
        "campaign start",
        "campaign stop",
        "campaign delete",
        "campaign export",
        "campaign watch",
        "campaign contacts",
        "campaign update --priority 2",
        "schedule show",
        "schedule disable",
        "schedule disable --check-name",
        "schedule enable --daily --start '2027-01-04 09:00' --end 2027-01-09",
        "schedule enable --daily --start '2027-01-04 09:00' --end 2027-01-09 --check-name",
    ] {
        let run = world.run(&format!("{command} 'Evnt Reminder'")).expect_code(5);
        assert!(run.stderr.contains("did you mean \"Event Reminder\"?"), "{command}: {}", run.stderr);
        assert!(run.stderr.matches("--check-name").count() <= 1, "{command}: {}", run.stderr);
    }
    for command in ["get", "contacts", "delete", "rename --name New"] {
        let run = world.run(&format!("contact-list {command} 'Evnt Guests'")).expect_code(5);
        assert!(run.stderr.contains("did you mean \"Event Guests\"?"), "{command}: {}", run.stderr);
    }
}

#[test]
fn a_conflict_names_the_whole_command_that_shows_what_exists() {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    world.file("a.yaml", FILE);
    world.run("campaign create -f a.yaml").expect_code(0);
    // Names that differ only in case are equal.
    for name in ["Event Reminder", "EVENT REMINDER", "event reminder"] {
        world.file("b.yaml", FILE.replace("name: Event Reminder", &format!("name: {name}")));
        let error = world.run("campaign create -f b.yaml -o json").expect_code(6).error_json();
        let hint = error["hint"].as_str().unwrap();
        let command = hint.strip_prefix("look at what exists: kcamp ").unwrap();
        world.run(command).expect_code(0).expect_stdout(&["Event Reminder"]);
    }
    let shown = screen(&world, 80, "campaign create -f a.yaml");
    assert!(shown.contains("campaign list --search 'Event Reminder'"), "{shown}");
}
