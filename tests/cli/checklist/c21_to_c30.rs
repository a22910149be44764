//! Files, terminals, times and large numbers.

use std::collections::BTreeSet;

use serde_json::json;

use super::many_rows::ManyRows;
use crate::apply::{apply, results};
use crate::completions::offered;
use crate::create::{FILE, SCHEDULE};
use crate::leaves::{furnish, line};
use crate::setup::setup;
use crate::world::{Run, SECRET, Sandbox, Trap, World, private, wait_until};

#[cfg(unix)]
#[test]
fn c21_the_credential_file_is_its_users_alone_and_is_replaced_whole() {
    use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};

    let sandbox = Sandbox::new();
    let world = World::new();
    let acme = ["--profile", "acme", "--secret-stdin", "--yes"];
    let with_secret = format!("umask 000 && echo {SECRET} | \"$0\" \"$@\"");
    assert!(world.shell(&with_secret, setup(&sandbox.address, &acme)).status().unwrap().success());
    let config = world.home().join(".config/kcamp/config.yaml");
    let mode = |path: &std::path::Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode(&config), mode(config.parent().unwrap())), (0o600, 0o700));
    let written = std::fs::read_to_string(&config).unwrap();
    assert!(written.contains(SECRET), "it is the file with the credentials");

    // A new file replaces it, so that after a kill or a full disk one of the two is there.
    let before = std::fs::metadata(&config).unwrap().ino();
    let other = ["--profile", "other", "--secret-env", "OTHER", "--no-check"];
    let full = World::new().on_a_full_disk();
    std::fs::create_dir_all(full.home().join(".config/kcamp")).unwrap();
    let kept = full.file(".config/kcamp/config.yaml", &written);
    private(&kept);
    assert_ne!(full.run(setup(&sandbox.address, &other)).code, 0);
    assert_eq!(std::fs::read_to_string(&kept).unwrap(), written);
    world.run(setup(&sandbox.address, &other)).expect_code(0);
    assert_ne!(std::fs::metadata(&config).unwrap().ino(), before);
    assert_eq!(mode(&config), 0o600);
    let beside = std::fs::read_dir(config.parent().unwrap()).unwrap();
    let beside: Vec<_> = beside.map(|entry| entry.unwrap().file_name()).collect();
    assert!(!beside.iter().any(|name| name.to_string_lossy().contains("tmp")), "{beside:?}");

    for open in [0o644, 0o660] {
        std::fs::set_permissions(&config, std::fs::Permissions::from_mode(open)).unwrap();
        world.run("contact-list list").expect_code(4).expect_stderr(&["chmod 600"]);
    }
}

/// That its children end with it: `ending::a_secret_commands_children_end_with_kcamp`.
#[cfg(unix)]
#[test]
fn c22_a_secret_command_that_hangs_is_cut_off_and_plain_text_needs_consent() {
    let sandbox = Sandbox::new();
    let world = sandbox.world().without("KCAMP_CLIENT_SECRET");
    let config = "profiles:\n  acme:\n    client_secret: {command: [sleep, '600']}\ncurrent: acme\n";
    private(&world.file(".config/kcamp/config.yaml", config));
    let error = world.run("contact-list list --deadline 2s -o json").expect_code(11).error_json();
    assert_eq!(error["retry_safe"], true, "{error}");
    assert!(error["hint"].as_str().unwrap().contains("a secret's program"), "{error}");
    assert!(sandbox.received().is_empty());

    let world = World::new();
    let keep = setup(&sandbox.address, &["--secret-stdin"]);
    world.run_with_input(&keep, SECRET).expect_code(12).expect_stderr(&["plain text", "--yes"]);
    assert!(!world.home().join(".config/kcamp/config.yaml").exists());
}

/// Every setting: `profile::a_flag_beats_a_variable_beats_a_profile_beats_the_default`.
#[test]
fn c23_a_flag_beats_a_variable_beats_a_profile_beats_the_default() {
    let shown = |world: &World, flag: &str| {
        let rows = world.run(&format!("profile show {flag} -o json")).expect_code(0).json();
        let row = rows.as_array().unwrap().iter().find(|row| row["name"] == "timeout").unwrap().clone();
        (row["value"].clone(), row["source"].clone())
    };
    let world = World::new();
    assert_eq!(shown(&world, ""), (json!("30s"), json!("default")));
    private(&world.file(".config/kcamp/config.yaml", "current: acme\nprofiles: {acme: {timeout: 7s}}\n"));
    assert_eq!(shown(&world, ""), (json!("7s"), json!("profile acme")));
    let world = world.with("KCAMP_TIMEOUT", "6s");
    assert_eq!(shown(&world, ""), (json!("6s"), json!("KCAMP_TIMEOUT")));
    assert_eq!(shown(&world, "--timeout=5s"), (json!("5s"), json!("--timeout")));
}

#[test]
fn c24_nothing_is_written_but_to_the_folders_of_kcamp() {
    let world = World::new().with("KCAMP_SANDBOX", "1");
    furnish(&world);
    for leaf in ["campaign create", "campaign list", "schedule enable", "jwt mint", "validate"] {
        world.run(line(leaf)).expect_code(0);
    }
    world.command(line("setup")).env_remove("KCAMP_SANDBOX").status().unwrap();
    let mut places: Vec<String> = world
        .files()
        .iter()
        .map(|(path, _)| path.strip_prefix(world.home()).unwrap().display().to_string())
        .filter(|path| !path.starts_with(".config/kcamp/") && !path.starts_with(".local/state/kcamp/"))
        .collect();
    places.sort_unstable();
    assert!(world.home().join(".config/kcamp/config.yaml").exists());
    assert_eq!(places, ["campaign.yaml", "contacts.csv", "unscheduled.yaml"]);

    // If the XDG variables are set, nothing is written to the home folder. A home folder below a file cannot be
    // written by any user.
    let blocked = world.home().join("campaign.yaml/home");
    let elsewhere = tempfile::TempDir::new().unwrap();
    let mut list = world.command("campaign list");
    list.env("HOME", blocked).env("XDG_STATE_HOME", elsewhere.path().join("state"));
    let output = list.env("XDG_CONFIG_HOME", elsewhere.path().join("config")).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(elsewhere.path().join("state/kcamp").is_dir());
}

/// Whether each variable counts without a terminal:
/// `output::without_a_terminal_nothing_is_coloured_unless_it_is_asked_for`.
#[cfg(unix)]
#[test]
fn c25_what_knows_no_colour_gets_no_escapes() {
    const ESCAPE: char = '\u{1b}';
    let sandbox = Sandbox::new();
    let world = sandbox.world().with("KCAMP_NO_INPUT", "1");
    world.file("wrong.yaml", FILE.replace("priority: 5", "priority: 9"));
    world.file("contacts.csv", "phone\n+12025550143\n+12025550144\n");
    let import = "contact-list import 'Renewal Due July' contacts.csv --batch-size 1 --yes --again";
    let lines = ["validate wrong.yaml", "campaign list", "campaign get Nobody", "--help", import];
    for line in lines {
        let run = world.run(line);
        assert!(!run.stdout.contains(ESCAPE) && !run.stderr.contains([ESCAPE, '\r']), "{line}: {run:?}");
        let on_a_terminal = |variables: &[(&str, &str)]| {
            let words = shell_words::split(line).unwrap();
            let words: Vec<&str> = words.iter().map(String::as_str).collect();
            let mut session = crate::terminal::start_with(variables, &world, &words);
            crate::terminal::end(&mut session).0
        };
        // Nothing is redrawn, so there is no spinner.
        let dumb = on_a_terminal(&[("TERM", "dumb")]);
        assert!(!dumb.contains(ESCAPE) && !dumb.replace("\r\n", "\n").contains('\r'), "{line}: {dumb:?}");
        // No colour; clearing a line to redraw it is not colour.
        for none in
            [&[("TERM", "xterm"), ("NO_COLOR", "1")][..], &[("TERM", "xterm"), ("CLICOLOR", "0")], &[]]
        {
            let plain = on_a_terminal(none).replace("\u{1b}[2K", "");
            assert!(!plain.contains(ESCAPE), "{line} {none:?}: {plain:?}");
        }
    }
    let coloured = |variables: &[(&str, &str)]| {
        let mut session = crate::terminal::start_with(variables, &world, ["validate", "wrong.yaml"]);
        crate::terminal::end(&mut session).0.contains(ESCAPE)
    };
    assert!(coloured(&[("TERM", "xterm")]) && coloured(&[("TERM", "xterm"), ("NO_COLOR", "")]));
    assert!(coloured(&[("TERM", "xterm"), ("CLICOLOR", "0"), ("FORCE_COLOR", "1")]));
}

/// Each signal at each write: `signals`, `ending`.
#[cfg(unix)]
#[test]
fn c26_a_reader_that_goes_away_and_an_interrupt_end_it_as_they_should() {
    use std::io::Read as _;

    let script = "{ \"$0\" \"$@\"; echo \"code $?\" >&2; } | head -n 1";
    // More than the capacity of a pipe.
    let output = World::new().shell(script, ["schema", "output"]).output().unwrap();
    assert_eq!((output.stdout, output.stderr), (b"{\n".to_vec(), b"code 0\n".to_vec()));

    let sandbox = Sandbox::with_faults(&["slow:60s:POST:schedule"]);
    let world = sandbox.world();
    world.file("campaign.yaml", format!("{FILE}{SCHEDULE}"));
    world.file("second.yaml", format!("{FILE}{SCHEDULE}").replace("Event Reminder", "Second"));
    let (mut child, mut stderr) = crate::ending::started(
        &world,
        &["campaign", "create", "-f", "campaign.yaml", "-f", "second.yaml", "--yes", "-o", "json"],
    );
    wait_until("the schedule is under way", || !sandbox.received_at("POST", "/schedule").is_empty());
    crate::ending::signal(&child, "INT");
    let mut said = String::new();
    stderr.read_to_string(&mut said).unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(130), "{said}");
    for part in [
        "it may or may not have happened: schedule enable \\\"Event Reminder\\\"",
        "done before: campaign create \\\"Event Reminder\\\"",
        "not done: schedule enable \\\"Second\\\"",
    ] {
        assert!(said.contains(part), "no {part}: {said}");
    }
}

/// Runs of 2024 to 2030 against another implementation: `tests/occurrences.rs`.
#[test]
fn c27_times_have_a_zone_and_changes_of_the_clock_are_told() {
    let world = World::new();
    let preview = |more: &str| world.run(&format!("schedule preview --daily -o json {more}"));
    let dates = "--start '2027-03-13 09:00' --end 2027-03-16";
    let error = preview(dates).expect_code(2).error_json();
    assert!(error["message"].as_str().unwrap().contains("--timezone"), "{error}");
    preview(&format!("{dates} --timezone UTC")).expect_code(0);
    let gap = "--start '2027-03-14 02:30' --end 2027-03-20 --timezone America/New_York";
    assert_eq!(preview(gap).expect_code(3).error_json()["findings"][0]["code"], "time/in-dst-gap");
    let fold = "--start '2027-11-07 01:30' --end 2027-11-20 --timezone America/New_York";
    let folded =
        preview(fold).expect_code(0).expect_stderr(&["time/in-dst-fold", "kcamp uses the earlier one"]);
    assert_eq!(folded.json()[0]["at"], "2027-11-07T01:30:00-04:00");
    // Burki repeats by the time zone's clock, Kore.ai by its own, which is UTC here.
    for (platform, runs) in [
        ("burki", ["03-13T09:00:00-05:00", "03-14T09:00:00-04:00", "03-15T09:00:00-04:00"]),
        ("kore", ["03-13T09:00:00-05:00", "03-14T10:00:00-04:00", "03-15T10:00:00-04:00"]),
    ] {
        let zone = "--timezone America/New_York --count 3 --platform";
        let shown = preview(&format!("{dates} {zone} {platform}")).expect_code(0).json();
        let shown: Vec<&str> =
            shown.as_array().unwrap().iter().map(|run| run["at"].as_str().unwrap()).collect();
        assert_eq!(shown, runs.map(|run| format!("2027-{run}")), "{platform}");
    }
}

/// Pages without an end, and their memory: `costs::answers`.
#[test]
fn c28_lists_are_complete_or_say_where_they_were_cut() {
    let server = ManyRows::of(10_000);
    let world = World::at(&server.address);
    let names = |run: &Run| -> BTreeSet<String> {
        run.json().as_array().unwrap().iter().map(|row| row["name"].as_str().unwrap().to_owned()).collect()
    };
    let all = world.run("campaign list --type sms -o json").expect_code(0);
    assert_eq!((names(&all).len(), all.stderr.as_str()), (10_000, ""));
    assert_eq!(server.pages(), [50; 200]);
    let cut = world.run("campaign list --type sms --limit 60 -o json").expect_code(0);
    assert_eq!(names(&cut).len(), 60);
    assert!(cut.stderr.contains("only the first 60 are shown"), "{}", cut.stderr);
    assert_eq!(server.pages().len(), 202, "no page more than is shown");
}

/// Rows of contacts, a thousand of them, and resuming after each kind of failure: `import`.
#[test]
fn c29_many_go_out_in_order_and_a_second_run_touches_the_failures_alone() {
    let sandbox = Sandbox::with_faults(&["422:3%:POST:campaign"]);
    let names: Vec<String> = (100..200).map(|number| format!("Campaign {number}")).collect();
    let world = sandbox.world();
    for name in &names {
        world.file(&format!("campaigns/{name}.yaml"), FILE.replace("Event Reminder", name));
    }
    let sent = |sandbox: &Sandbox| -> Vec<String> {
        sandbox.creates().iter().map(|body| body["name"].as_str().unwrap().to_owned()).collect()
    };
    let first = apply(&world, &[]).expect_code(10);
    assert_eq!(sent(&sandbox), names, "one after the other, each once, in the order of the files");
    let outcomes = results(&first);
    assert_eq!(outcomes.len(), names.len());
    assert!(
        outcomes.iter().zip(&names).all(|(outcome, name)| outcome.starts_with(&format!("create {name}: ")))
    );
    let is_failed =
        |(outcome, name): (&String, &String)| (!outcome.ends_with(": done")).then(|| name.clone());
    let failed: Vec<String> = outcomes.iter().zip(&names).filter_map(is_failed).collect();
    assert!((1..10).contains(&failed.len()), "{failed:?}");

    let calm = Sandbox::continuing(&sandbox, &[]);
    // The same home folder, and so the same journal.
    let world = world.with("KCAMP_HOST", &calm.address);
    apply(&world, &[]).expect_code(0);
    assert_eq!(sent(&calm), failed);
}

/// The blocks of the documents: `tests/transcripts.rs`; that they are the commands': `tests/reference.rs`.
#[test]
fn c30_help_manual_and_completions_come_from_one_tree_and_ask_no_network() {
    fn look(command: &clap::Command, path: &[&str], world: &World) {
        let words = [path, &["--help"]].concat();
        let help = world.run(&words).expect_code(0).stdout;
        let page = ["kcamp"].iter().chain(path).copied().collect::<Vec<_>>().join("-");
        let is_hidden = command.is_hide_set();
        assert_eq!(world.home().join(format!("manual/{page}.1")).exists(), !is_hidden, "{page}");
        let children: Vec<&clap::Command> = command
            .get_subcommands()
            .filter(|child| child.get_name() != "help" && !child.is_hide_set())
            .collect();
        if !children.is_empty() {
            let words = [&["kcamp"], path, &[""]].concat();
            let offered = offered(world, &words);
            for child in &children {
                let name = child.get_name().to_owned();
                assert!(help.contains(&format!("\n  {name}")) && offered.contains(&name), "{path:?} {name}");
            }
        }
        for child in children {
            look(child, &[path, &[child.get_name()]].concat(), world);
        }
    }
    let trap = Trap::new();
    let world =
        World::at(&trap.address()).with("HTTPS_PROXY", trap.address()).with("HTTP_PROXY", trap.address());
    world.run("man manual").expect_code(0);
    look(&kcamp::cli::command_tree(), &[], &world);
    assert!(!trap.was_touched(), "no telemetry, no update check");
}
