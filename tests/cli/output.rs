//! Rules for every command: formats, errors, colours, help.

use serde_json::Value;

use crate::create::{FILE, SMS};
use crate::world::{Sandbox, World};

/// The words of every command of the tree, read from its help pages, with each page.
fn help_pages() -> Vec<(Vec<String>, String)> {
    let world = World::new();
    let mut pages = Vec::new();
    let mut open: Vec<Vec<String>> = vec![Vec::new()];
    while let Some(path) = open.pop() {
        let run = world.run(path.iter().map(String::as_str).chain(["--help"])).expect_code(0);
        assert_eq!(run.stderr, "", "{path:?}");
        let commands = run.stdout.split_once("\nCommands:\n").map_or("", |(_, rest)| rest);
        for line in commands.lines().take_while(|line| !line.is_empty()) {
            let name = line.split_whitespace().next().unwrap();
            // The further lines of an explanation are indented more.
            if line.starts_with("  ") && !line.starts_with("   ") && name != "help" {
                open.push(path.iter().cloned().chain([name.to_owned()]).collect());
            }
        }
        pages.push((path, run.stdout));
    }
    pages
}

/// A world with a campaign in the sandbox.
fn with_campaign() -> World {
    let world = World::new().with("KCAMP_SANDBOX", "1").with("KCAMP_TIMEZONE", "Asia/Kolkata");
    world.run(&format!("{SMS} --name 'Spring, \"Event\"'")).expect_code(0);
    world
}

/// The commands that list or get.
const READS: [&[&str]; 6] = [
    &["campaign", "list"],
    &["campaign", "get", "Spring, \"Event\""],
    &["contact-list", "list"],
    &["profile", "list"],
    &["profile", "show"],
    &["sandbox", "status"],
];

#[test]
fn every_read_is_there_in_every_format() {
    let world = with_campaign();
    for read in READS {
        let run = |format: &str| world.run([read, &["-o", format]].concat()).expect_code(0);
        let json = run("json").json();
        let is_one = matches!(read[1], "get" | "status");
        assert_eq!(json.is_object(), is_one, "{read:?}: {json}");
        assert_eq!(json.is_array(), !is_one, "{read:?}: {json}");
        let yaml: Value = serde_saphyr::from_str(&run("yaml").stdout).unwrap();
        assert_eq!(yaml, json, "{read:?}");
        if json.as_array().is_none_or(|rows| !rows.is_empty()) {
            let csv = run("csv").stdout;
            assert!(csv.lines().count() >= 2, "{read:?}: a header and a row:\n{csv}");
            assert_ne!(run("table").stdout, csv);
        }
    }
    let csv = world.run("campaign list -o csv").expect_code(0).stdout;
    assert!(csv.contains("\"Spring, \"\"Event\"\"\""), "{csv}");
}

#[test]
fn an_unknown_format_is_refused_by_flag_and_by_variable() {
    World::new().run("profile list -o xml").expect_code(2).expect_stderr(&["--output", "xml", "json"]);
    World::new()
        .with("KCAMP_OUTPUT", "xml")
        .run("profile list")
        .expect_code(2)
        .expect_stderr(&["KCAMP_OUTPUT", "xml"]);
}

#[test]
fn with_json_the_last_line_of_stderr_is_the_error() {
    let world = World::new().with("KCAMP_SANDBOX", "1");
    for (arguments, code) in [
        (&["campaign", "get", "Nobody"][..], 5),
        (&["campain"], 2),
        (&["campaign", "list", "--dry_run"], 2),
        (&["schedule", "enable"], 2),
        (&["schedule", "enable", "X", "--daily", "--start", "soon", "--end", "later"], 3),
        (&["validate"], 2),
        (&["campaign", "create", "-f", "nowhere.yaml"], 3),
        (&["jwt", "inspect", "garbage"], 2),
        (&["profile", "use", "nobody"], 5),
        (&["campaign", "list", "--timezone", "Asia/Calcuta"], 2),
    ] {
        let spellings: [&[&str]; 7] = [
            &["-o", "json"],
            &["--output=json"],
            &["-ojson"],
            &["-qojson"],
            &["-qo", "json"],
            &["--jq", ".name"],
            &["--jq=.name"],
        ];
        for json in spellings {
            let run = world.run([arguments, json].concat()).expect_code(code);
            let error = run.error_json();
            assert_eq!(error["exit_code"], code, "{arguments:?}");
            for key in ["code", "message", "hint", "retry_safe", "request_id", "findings"] {
                assert!(error.get(key).is_some(), "{arguments:?} without {key}: {error}");
            }
            assert!(error["code"].as_str().unwrap().contains('/'), "{error}");
            assert!(!error["message"].as_str().unwrap().is_empty(), "{error}");
            assert_eq!(run.stdout, "", "{arguments:?}");
        }
    }
    let world = world.with("KCAMP_OUTPUT", "json");
    // An unknown format does not select another one.
    for arguments in [&["campaign", "list"][..], &["campaign", "list", "--bogus"], &["campain"]] {
        for wrong in [&["-o", "xml"][..], &["--output=jsn"], &["-qoxml"]] {
            let error = world.run([arguments, wrong].concat()).expect_code(2).error_json();
            assert_eq!(error["exit_code"], 2, "{arguments:?} {wrong:?}");
        }
    }
    assert_eq!(world.run("campain").expect_code(2).error_json()["exit_code"], 2);
    // The flag wins over the variable, even if the command line cannot be read.
    world.run("campain -otable").expect_code(2).expect_stderr(&["error: unrecognized subcommand"]);
    let world = world.with("KCAMP_YES", "maybe");
    assert_eq!(world.run("profile list").expect_code(2).error_json()["code"], "settings/switch-unreadable");
}

#[test]
fn missing_arguments_are_named_in_the_message() {
    for (line, named) in [
        ("validate", &["<PATH>..."][..]),
        ("contact-list create", &["<NAME>"]),
        ("api GET", &["<PATH>"]),
        ("campaign callback", &["<INSTANCE"]),
        ("explain -q -v", &["--quiet", "--verbose"]),
    ] {
        let error = World::new().run(&format!("{line} -o json")).expect_code(2).error_json();
        let message = error["message"].as_str().unwrap();
        assert!(named.iter().all(|name| message.contains(name)), "{line}: {error}");
        assert!(!message.ends_with(':'), "{line}: {error}");
    }
}

#[test]
fn a_misspelled_command_or_flag_is_answered_with_the_right_one() {
    let world = World::new();
    world.run("campain list").expect_code(2).expect_stderr(&["campain", "'campaign'"]);
    world.run("campaign list --dry_run").expect_code(2).expect_stderr(&["--dry_run", "--dry-run"]);
    // An unknown flag is not read as a campaign's name; such a name must stand after `--`.
    let world = World::new().with("KCAMP_SANDBOX", "1");
    for command in [
        &["schedule", "enable"][..],
        &["schedule", "disable"],
        &["campaign", "get"],
        &["campaign", "delete"],
        &["campaign", "watch"],
        &["contact-list", "create"],
    ] {
        let run = world.run([command, &["--dry_run"]].concat()).expect_code(2);
        run.expect_stderr(&["'--dry_run'", "'--dry-run'"]);
    }
    let disable = ["--sandbox", "schedule", "disable", "--dry-run", "--", "-odd name"];
    world.run(disable).expect_code(0).expect_stdout(&["campaignName=-odd%20name"]);
    let error = world.run("campain list -o json").expect_code(2).error_json();
    assert!(error["hint"].as_str().unwrap().contains("campaign"), "{error}");
}

const ESCAPE: char = '\u{1b}';

#[test]
fn without_a_terminal_nothing_is_coloured_unless_it_is_asked_for() {
    let coloured = |world: &World, arguments: &[&str]| {
        world.file("bad.yaml", "name: X\npriority: 9\n");
        let run = world.run([&["validate", "bad.yaml"], arguments].concat()).expect_code(3);
        let error = world.run([&["validate", "--deny"], arguments].concat()).expect_code(2);
        (run.stdout.contains(ESCAPE), error.stderr.contains(ESCAPE))
    };
    assert_eq!(coloured(&World::new(), &[]), (false, false));
    for (name, value) in [("NO_COLOR", "1"), ("TERM", "dumb"), ("CLICOLOR", "0"), ("TERM", "xterm-256color")]
    {
        assert_eq!(coloured(&World::new().with(name, value), &[]), (false, false), "{name}={value}");
    }
    assert!(coloured(&World::new().with("CLICOLOR_FORCE", "1"), &[]).0);
    assert!(coloured(&World::new(), &["--color", "always"]).0);
    let world = World::new().with("CLICOLOR_FORCE", "1");
    assert!(!coloured(&world, &["--color", "never"]).0);
    // Output for a machine is never coloured.
    let run = world.run("validate bad.yaml -o json --color always");
    assert!(!run.stdout.contains(ESCAPE));
}

#[test]
fn quiet_leaves_the_result_and_the_errors() {
    let world = with_campaign();
    for read in READS {
        assert_eq!(world.run([read, &["-q"]].concat()).expect_code(0).stderr, "", "{read:?}");
    }
    let enable = [
        "schedule",
        "enable",
        "Spring, \"Event\"",
        "--daily",
        "--start",
        "2026-12-07 09:30",
        "--end",
        "2026-12-31",
        "--yes",
    ];
    assert_ne!(world.run(enable).expect_code(0).stderr, "");
    let quiet = world.run([&enable[..], &["-q"]].concat()).expect_code(0);
    assert_eq!(quiet.stderr, "");
    assert!(quiet.stdout.contains("enabled"));
    world.run("campaign get Nobody -q").expect_code(5).expect_stderr(&["Nobody"]);
}

#[test]
fn help_pages_fit_a_hundred_columns_and_name_only_what_exists() {
    let pages = help_pages();
    assert!(pages.len() >= 25, "{}", pages.len());
    let paths: Vec<String> = pages.iter().map(|(path, _)| path.join(" ")).collect();
    for (path, page) in &pages {
        for line in page.lines() {
            // A command that is wider stays whole, on a line of its own.
            let is_command = line.trim_start().starts_with("kcamp ");
            assert!(
                is_command || line.chars().count() <= 100,
                "{path:?} has {} columns: {line}",
                line.chars().count()
            );
        }
        assert!(!page.contains(ESCAPE));
        for unbuilt in ["doctor", "schema", "preview", "plan", "apply", "journal", "explain"] {
            let named = page.contains(&format!("kcamp {unbuilt}"));
            assert!(!named || paths.iter().any(|known| known == unbuilt), "{path:?} names kcamp {unbuilt}");
        }
    }
}

#[test]
fn the_exit_codes_are_a_help_page() {
    let run = World::new().run("help exit-codes").expect_code(0);
    assert!(run.stdout.starts_with("Exit codes\n\nWhat scripts can rely on:\n    0  "), "{}", run.stdout);
    for code in ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "130"] {
        let found = run.stdout.lines().filter(|line| line.split_whitespace().next() == Some(code)).count();
        assert_eq!(found, 1, "{code} in:\n{}", run.stdout);
    }
}

#[test]
fn what_belongs_to_no_command_has_help_pages() {
    let world = World::new();
    let pages = [
        ("environment", "KCAMP_CLIENT_SECRET_FILE"),
        ("files", "kcamp.policy.yaml"),
        ("options", "--no-input"),
        ("time", "tomorrow 09:00"),
    ];
    let first = world.run("--help").expect_code(0).stdout;
    let named = first.lines().find(|line| line.contains("kcamp help exit-codes")).unwrap();
    for (topic, words) in pages {
        let page = world.run(["help", topic]).expect_code(0);
        assert!(page.stdout.contains(words) && page.stderr.is_empty(), "{topic}: {}", page.stdout);
        assert!(named.contains(topic), "{named}");
        world.run([topic]).expect_code(2).expect_stderr(&[&format!("did you mean kcamp help {topic}?")]);
    }
}

#[test]
fn words_of_other_tools_end_in_2_and_name_those_of_kcamp() {
    let world = World::new();
    for (line, ours) in [
        ("login", "setup"),
        ("version", "--version"),
        ("config", "profile"),
        ("ls", "campaign list"),
        ("show Reminder", "campaign get"),
        ("status Reminder", "campaign status"),
        ("campaign describe Reminder", "campaign get"),
        ("campaign ls --all", "campaign list"),
        ("--sandbox campaign edit Reminder", "campaign update"),
        ("contact-list ls", "contact-list list"),
        ("profile ls", "profile list"),
        ("journal ls", "journal"),
        ("enable Reminder", "schedule enable"),
        ("disable", "schedule disable"),
        ("enable schedule Reminder", "schedule enable"),
        ("pause Reminder", "campaign pause"),
        ("re-execute Reminder", "campaign re-execute"),
        ("rename Guests", "contact-list rename"),
        ("watch Reminder", "campaign watch"),
        ("preview", "schedule preview"),
        ("serve", "sandbox serve"),
        ("mint", "jwt mint"),
        ("apply -f campaigns", "apply PATH"),
        ("plan --filename campaigns", "plan PATH"),
        ("apply --plan p.plan", "apply PATH"),
        ("validate campaigns --strict", "validate --deny warnings"),
        ("campaign list --watch", "campaign watch"),
    ] {
        let meant = format!("did you mean kcamp {ours}?");
        let run = world.run(line).expect_code(2);
        assert!(run.stderr.contains(&format!("hint: {meant}\n")), "{line}: {}", run.stderr);
        assert_eq!(run.stderr.matches("did you mean").count(), 1, "{line}: {}", run.stderr);
        let hint = world.run(&format!("{line} -o json")).expect_code(2).error_json()["hint"].clone();
        assert!(hint.as_str().is_some_and(|hint| hint.starts_with(&meant)), "{line}: {hint}");
    }
}

#[test]
fn a_word_that_a_command_has_no_place_for_is_told_its_place() {
    let world = World::new();
    for (line, hint) in [
        ("campaign create examples/x.yaml", "as in -f 'examples/x.yaml'\n"),
        ("campaign create x.yml", "as in -f 'x.yml'\n"),
        ("campaign create Event Reminder", "as in --name \"Event Reminder\"\n"),
        ("campaign list Ready", "as in --status 'Ready'\n"),
        ("campaign list active", "as in --status 'active'\n"),
        ("campaign list Event Reminder", "use --search 'Event'\n"),
        ("schedule show Event Reminder", "in quotes, as in \"Event Reminder\"\n"),
        ("schedule enable Reminder x.yaml", "as in -f 'x.yaml'\n"),
    ] {
        let run = world.run(line).expect_code(2);
        assert!(run.stderr.contains(hint), "{line}: {}", run.stderr);
        let spaced = hint.contains("Event Reminder");
        assert_eq!(run.stderr.contains("spaces"), spaced, "{line}: {}", run.stderr);
    }
}

#[test]
fn an_import_whose_file_comes_first_is_told_the_order() {
    let world = World::new();
    world.file("g.csv", "phone\n+14155550123\n");
    for command in ["contact-list import", "--platform burki campaign import"] {
        let words: Vec<&str> = command.split(' ').chain(["g.csv", "Event Guests"]).collect();
        let run = world.run(words).expect_code(2);
        run.expect_stderr(&[
            "g.csv is a file",
            "nothing was sent",
            "put the name before the file: 'Event Guests' 'g.csv'",
        ]);
    }
}

#[test]
fn an_update_names_all_that_is_missing_at_once() {
    let world = World::new();
    world
        .run("campaign update")
        .expect_code(2)
        .expect_stderr(&["needs CAMPAIGN (or KCAMP_CAMPAIGN) and something to change"]);
    let run = world.run("campaign update Reminder").expect_code(2);
    run.expect_stderr(&["campaign update needs something to change"]);
}

#[test]
fn a_line_that_cannot_be_read_names_the_help_of_its_command_and_its_usage() {
    let world = World::new();
    for (line, wrong, guess, help, usage) in [
        ("--hepl", "'--hepl'", Some("'--help'"), "`kcamp --help`", "kcamp [OPTIONS] <COMMAND>"),
        (
            "campaign list --serach x",
            "'--serach'",
            Some("'--search'"),
            "`kcamp campaign list --help`",
            "kcamp campaign list [OPTIONS]",
        ),
        (
            "--profile acme campaign crate",
            "'crate'",
            Some("'create'"),
            "`kcamp campaign --help`",
            "kcamp campaign [OPTIONS] <COMMAND>",
        ),
        ("schema", "<WHAT>", None, "`kcamp schema --help`", "kcamp schema [OPTIONS] <WHAT>"),
        (
            "campaign list --dry-run=crul",
            "[possible values: text, curl]",
            Some("'curl'"),
            "`kcamp campaign list --help`",
            "kcamp campaign list [OPTIONS]",
        ),
        (
            "campaign list --limit",
            "'--limit <N>'",
            None,
            "`kcamp campaign list --help`",
            "kcamp campaign list",
        ),
    ] {
        let run = world.run(line).expect_code(2);
        // The help is the same for every account.
        for (name, value) in [("KCAMP_SANDBOX", "1"), ("KCAMP_PROFILE", "acme"), ("KCAMP_PLATFORM", "burki")]
        {
            let elsewhere = World::new().with(name, value).run(line).expect_code(2);
            assert_eq!(elsewhere.stderr, run.stderr, "{name} {line}");
        }
        let guess = guess.map(|guess| format!("did you mean {guess}?\n")).unwrap_or_default();
        let hint = format!("{guess}run {help} to see what it takes; usage: {usage}");
        let shown = format!("hint: {}", hint.replace('\n', "\nhint: "));
        assert!(run.stderr.contains(wrong) && run.stderr.contains(&shown), "{line}: {}", run.stderr);
        assert!(!run.stderr.contains("tip:") && !run.stderr.contains("For more"), "{line}: {}", run.stderr);
        let error = world.run(&format!("{line} -o json")).expect_code(2).error_json();
        assert!(error["message"].as_str().unwrap().contains(wrong), "{line}: {error}");
        // The flag for JSON may have become the value of a flag without one.
        let said = error["hint"].as_str().unwrap();
        assert!(said.starts_with(&hint), "{line}: {error}");
    }
}

#[test]
fn the_version_is_the_crates() {
    for line in ["--version", "-V", "--version -q", "--sandbox --version"] {
        let run = World::new().run(line).expect_code(0);
        assert_eq!(run.stdout, format!("kcamp {}\n", env!("CARGO_PKG_VERSION")), "{line}");
    }
}

#[cfg(unix)]
#[test]
fn a_reader_that_goes_away_ends_kcamp_quietly() {
    let world = with_campaign();
    // `true` reads nothing, so the pipe is broken before or while kcamp writes.
    let script = "{ sleep 0.2; \"$0\" \"$@\"; echo \"code $?\" >&2; } | true";
    let output = world.shell(script, ["profile", "show"]).output().unwrap();
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "code 0\n");
}

/// A description with ESC, BEL, a C1 character and marks that turn the direction of text, as YAML writes them.
const PAINTING: &str = r#""Evil \u202Ename \e[31m\a\x9B \u200F""#;
/// [`PAINTING`] as a JSON value.
const PAINTING_VALUE: &str = "Evil \u{202e}name \u{1b}[31m\u{7}\u{9b} \u{200f}";

/// Checks that a text has no character that controls a terminal.
#[track_caller]
pub fn paints_nothing(what: &str, text: &str) {
    let obeyed = text.chars().find(|character| {
        (character.is_control() && *character != '\n')
            || matches!(character, '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    });
    assert_eq!(obeyed, None, "{what}: {text:?}");
}

#[test]
fn what_a_terminal_obeys_is_escaped_and_means_the_same() {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    world.file("campaign.yaml", FILE.replace("Reminds guests", PAINTING));
    let create = ["campaign", "create", "-f", "campaign.yaml"];
    let shown = |arguments: &[&str]| {
        let run = world.run(arguments).expect_code(0);
        paints_nothing(&arguments.join(" "), &run.stdout);
        paints_nothing(&arguments.join(" "), &run.stderr);
        run
    };
    for flag in ["--dry-run", "--dry-run=curl"] {
        let run = shown(&[&create[..], &[flag]].concat());
        assert!(run.stdout.contains(r"\u202ename"), "{}", run.stdout);
    }
    let dry = shown(&[&create[..], &["--dry-run", "-o", "json"]].concat()).json();
    shown(&[&create[..], &["--dry-run", "-o", "yaml"]].concat());
    shown(&[&create[..], &["-o", "yaml"]].concat());
    // The preview shows what was sent.
    assert_eq!(sandbox.creates()[0]["description"], PAINTING_VALUE);
    assert_eq!(dry[0]["body"]["description"], PAINTING_VALUE);
    let got = shown(&["campaign", "get", "Event Reminder", "-o", "json"]);
    assert_eq!(got.json()["description"], PAINTING_VALUE);
    for command in ["get", "export"] {
        for format in ["table", "yaml", "json"] {
            shown(&["campaign", command, "Event Reminder", "-o", format]);
        }
    }
}

#[test]
fn no_message_ends_in_the_number_of_a_system_error() {
    let world = World::new().with("KCAMP_SANDBOX", "1");
    world.file("file", "name: A\n");
    for line in [
        "init /proc/x --type sms",
        "campaign create -f missing.yaml",
        "validate missing.yaml",
        "validate file/below.yaml",
        "contact-list import 'Event Guests' missing.csv --check",
        "campaign create -f file --host http://127.0.0.1:9",
        "man /proc/x",
        "sandbox serve --state file/x",
    ] {
        for format in ["table", "json"] {
            let run = world.run(&format!("{line} -o {format}"));
            assert_ne!(run.code, 0, "{line}");
            let said = format!("{}{}", run.stdout, run.stderr);
            assert!(!said.contains("os error"), "{line}: {said}");
        }
    }
    let run = World::new().with("KCAMP_CONFIG", "/dev/null/x").run("profile list");
    assert!(run.code != 0 && !run.stderr.contains("os error"), "{run:#?}");
    let run = World::new().with("KCAMP_TZDATA", "/no/such/folder").run("profile list");
    assert!(run.code != 0 && !run.stderr.contains("os error"), "{run:#?}");
}
