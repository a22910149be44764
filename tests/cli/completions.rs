//! Completions: answers to the program's own protocol, and in real shells with the scripts.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::world::World;

/// The candidates for the last word, without their descriptions. Nothing is ever printed to stderr.
pub fn offered(world: &World, words: &[&str]) -> Vec<String> {
    let output = world.command(words).env("KCAMP_COMPLETE", "fish").output().unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{words:?}");
    assert!(output.status.success(), "{words:?}");
    let text = String::from_utf8(output.stdout).unwrap();
    text.lines().map(|line| line.split('\t').next().unwrap().to_owned()).collect()
}

fn sorted(mut words: Vec<String>) -> Vec<String> {
    words.sort_unstable();
    words
}

fn script(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("completions").join(name)
}

/// A shell in which `kcamp` is the program under test; `None`, with a message, if this machine does not have the
/// shell.
#[cfg(unix)]
fn shell(world: &World, name: &str) -> Option<Command> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let found = std::env::split_paths(&path).map(|folder| folder.join(name)).find(|file| file.is_file());
    let Some(program) = found else {
        assert_ne!(name, "bash", "these tests need bash");
        // The message must be visible, so it bypasses the capture of passing tests.
        let _ = writeln!(
            std::io::stderr(),
            "SKIPPED: this machine has no {name}, so its completion was not tried"
        );
        return None;
    };
    let own = Path::new(env!("CARGO_BIN_EXE_kcamp")).parent().unwrap().to_owned();
    let folders = std::iter::once(own).chain(std::env::split_paths(&path));
    let mut command = Command::new(program);
    let like = world.command([""; 0]);
    command.env_clear().current_dir(world.home());
    for (name, value) in like.get_envs() {
        if let Some(value) = value {
            command.env(name, value);
        }
    }
    command.env("PATH", std::env::join_paths(folders).unwrap()).env("TERM", "dumb");
    Some(command)
}

/// The candidates that bash offers for a line, quoted for insertion.
#[cfg(unix)]
fn in_bash(world: &World, line: &str, last: &str) -> Vec<String> {
    let program =
        r#"source "$1"; COMP_LINE=$2; COMP_POINT=${#2}; _kcamp kcamp "$3"; printf '%s\n' "${COMPREPLY[@]}""#;
    let mut bash = shell(world, "bash").unwrap();
    let output = bash
        .args(["--norc", "--noprofile", "-c", program, "bash"])
        .arg(script("kcamp.bash"))
        .args([line, last])
        .output()
        .unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    String::from_utf8(output.stdout)
        .unwrap()
        .lines()
        .filter(|line| !line.is_empty())
        .map(str::to_owned)
        .collect()
}

#[test]
fn an_empty_word_offers_commands_and_no_flags() {
    let world = World::new();
    let top = offered(&world, &["kcamp", ""]);
    assert_eq!(top[..3], ["campaign", "schedule", "contact-list"]);
    assert!(!top.contains(&"exit-codes".to_owned()), "hidden");
    // Every command and every topic has a help page.
    let pages = offered(&world, &["kcamp", "help", ""]);
    let topics = ["exit-codes", "environment", "files", "time", "options"];
    let expected = top.iter().map(String::as_str).filter(|it| *it != "help").chain(topics);
    assert_eq!(sorted(pages), sorted(expected.map(str::to_owned).collect()));
    for words in
        [&["kcamp", ""][..], &["kcamp", "campaign", ""], &["kcamp", "validate", ""], &["kcamp", "jwt", ""]]
    {
        let flags: Vec<String> =
            offered(&world, words).into_iter().filter(|it| it.starts_with('-')).collect();
        assert!(flags.is_empty(), "{words:?}: {flags:?}");
    }
    assert_eq!(offered(&world, &["kcamp", "campaign", "sta"]), ["status", "start"]);
    // The alias of a command, if nothing else fits.
    assert_eq!(offered(&world, &["kcamp", "lin"]), ["lint"]);
}

#[test]
fn a_commands_own_flags_come_before_those_of_all() {
    let world = World::new();
    let flags = offered(&world, &["kcamp", "campaign", "list", "--"]);
    let at = |flag: &str| flags.iter().position(|it| it == flag).unwrap();
    assert!(at("--type") < at("--profile") && at("--all") < at("--profile"), "{flags:?}");
    assert!(flags.iter().all(|flag| flag.starts_with("--")), "{flags:?}");
    assert_eq!(offered(&world, &["kcamp", "campaign", "list", "--dia"]), ["--dialing-mode"]);
}

#[test]
fn values_are_offered_where_they_are_known() {
    let world = World::new();
    for (words, expected) in [
        (&["kcamp", "campaign", "list", "--type", ""][..], &["sms", "voice"][..]),
        (&["kcamp", "campaign", "create", "--dialing-mode", "P"], &["Progressive", "Preview"]),
        (&["kcamp", "campaign", "create", "--frequency", "w"], &["WEEKLY"]),
        (&["kcamp", "campaign", "list", "--status=Ready,sch"], &["--status=Ready,Scheduled"]),
        (&["kcamp", "campaign", "contacts", "X", "--status", "no"], &["no_answer"]),
        (&["kcamp", "--color", ""], &["auto", "always", "never"]),
        (&["kcamp", "-oj"], &["-ojson"]),
        (&["kcamp", "--output", "y"], &["yaml"]),
        (&["kcamp", "-o", "n"], &["name"]),
        (&["kcamp", "campaign", "list", "-o", "n"], &["name"]),
        (&["kcamp", "profile", "list", "--output=n"], &["--output=name"]),
        (&["kcamp", "campaign", "create", "-o", "n"], &[]),
        (&["kcamp", "apply", "-o", "m"], &[]),
        (&["kcamp", "plan", "-o", ""], &["table", "wide", "json", "yaml", "csv", "markdown"]),
        (&["kcamp", "campaign", "list", "--columns", "d"], &["dnc_list", "dialing_mode"]),
        (&["kcamp", "campaign", "list", "--columns", "name,st"], &["name,status"]),
        // A value that a list already has is not offered again, but one of another flag is.
        (&["kcamp", "campaign", "list", "--columns", "name,n"], &[]),
        (
            &["kcamp", "campaign", "list", "--columns=dnc_list,Name,d"],
            &["--columns=dnc_list,Name,dialing_mode"],
        ),
        (&["kcamp", "contact-list", "list", "--columns", "used_by,u"], &["used_by,updated"]),
        (&["kcamp", "campaign", "list", "--status", "Ready,Active,rea"], &[]),
        (&["kcamp", "campaign", "list", "--status", "ready,rea"], &[]),
        (&["kcamp", "campaign", "list", "--columns", "status", "--status", "rea"], &["Ready"]),
        (&["kcamp", "contact-list", "list", "--columns", "u"], &["updated", "used_by"]),
        (&["kcamp", "contact-list", "contacts", "L", "--columns", ""], &["phone_number", "added", "id"]),
        (&["kcamp", "--platform", ""], &["kore", "burki"]),
        (&["kcamp", "--dry-run="], &["--dry-run=text", "--dry-run=curl"]),
        (&["kcamp", "--timezone", "america/new"], &["America/New_York"]),
        (&["kcamp", "--timezone", "Asia/Calc"], &[]),
        (&["kcamp", "--timezone", "U"], &["UTC"]),
        (&["kcamp", "contact-list", "import", "L", "--region", "ind"], &[]),
        (&["kcamp", "contact-list", "import", "L", "--region", "in"], &["IN"]),
        (&["kcamp", "explain", "campaign/priority-ou"], &["campaign/priority-out-of-range"]),
        (&["kcamp", "help", "exit"], &["exit-codes"]),
        (&["kcamp", "help", "t"], &["time"]),
        (&["kcamp", "help", "fi"], &["files"]),
        (&["kcamp", "help", "schedule", "e"], &["enable"]),
        (&["kcamp", "-q", "help", "t"], &["time"]),
        (&["kcamp", "api", "P"], &["POST", "PUT"]),
        (&["kcamp", "completions", "f"], &["fish"]),
        (&["kcamp", "schema", "d"], &["defaults"]),
        (&["kcamp", "sandbox", "serve", "--choice", "sch"], &["schedule-while-preparing", "schedule-zone"]),
        (&["kcamp", "sandbox", "serve", "--fault", "drop"], &["drop-before-apply", "drop-after-send"]),
    ] {
        assert_eq!(offered(&world, words), expected, "{words:?}");
    }
}

#[test]
fn the_last_weekday_of_a_list_is_completed() {
    let world = World::new();
    let days = |typed: &str| offered(&world, &["kcamp", "schedule", "enable", "--weekly", typed]);
    assert_eq!(days("")[..7], ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]);
    assert_eq!(days("Mon,W"), ["Mon,Wed"]);
    assert_eq!(days("mon,t"), ["mon,Tue", "mon,Thu"]);
    assert_eq!(days("Mon-f"), ["Mon-Fri"]);
    assert_eq!(days("Mon,Tue,M"), [""; 0]);
    assert_eq!(days("weeke"), ["weekends"]);
}

#[test]
fn the_platform_that_is_meant_has_its_own_words() {
    let world = World::new();
    let types =
        |words: &[&str]| offered(&world, &[&["kcamp"], words, &["campaign", "list", "--type", ""]].concat());
    assert_eq!(types(&["--platform", "burki"]), ["call", "sms", "mixed"]);
    assert_eq!(types(&["--platform=kore"]), ["sms", "voice"]);
    let columns = |words: &[&str]| {
        offered(&world, &[&["kcamp"], words, &["campaign", "list", "--columns", ""]].concat())
    };
    let (kore, burki) = (columns(&["--platform=kore"]), columns(&["--platform=burki"]));
    assert!(kore.contains(&"dnc_list".to_owned()) && !kore.contains(&"assistant".to_owned()), "{kore:?}");
    assert!(burki.contains(&"assistant".to_owned()) && !burki.contains(&"dnc_list".to_owned()), "{burki:?}");
    let burki = World::new().with("KCAMP_PLATFORM", "burki");
    assert_eq!(offered(&burki, &["kcamp", "campaign", "watch", "X", "--until", "d"]), ["Draft"]);
}

#[test]
fn files_are_offered_where_a_file_is_meant_and_only_of_the_kind() {
    let world = World::new();
    for name in ["a.yaml", "b.json", "c.csv", "d.txt", "e.png", "sub/f.yml", "g.ics"] {
        world.file(name, "");
    }
    for (words, expected) in [
        (&["kcamp", "campaign", "create", "-f", ""][..], &["a.yaml", "b.json", "sub/"][..]),
        (&["kcamp", "validate", "sub/"], &["sub/f.yml"]),
        (&["kcamp", "plan", "a.yaml", "b"], &["b.json"]),
        (&["kcamp", "contact-list", "import", "L", ""], &["c.csv", "d.txt", "sub/"]),
        (&["kcamp", "campaign", "create", "--message-file", "e"], &["e.png"]),
        (&["kcamp", "man", ""], &[".", "sub/"]),
    ] {
        assert_eq!(offered(&world, words), expected, "{words:?}");
    }
    for words in [
        &["kcamp", "campaign", "create", "--name", ""][..],
        &["kcamp", "campaign", "create", "--message", ""],
        &["kcamp", "campaign", "list", "--search", ""],
        &["kcamp", "schedule", "enable", "--start", ""],
        &["kcamp", "--host", ""],
        &["kcamp", "--timeout", ""],
    ] {
        assert_eq!(offered(&world, words), [""; 0], "{words:?}");
    }
}

#[test]
fn profiles_of_the_configuration_are_offered() {
    let world = World::new();
    let config =
        world.file(".config/kcamp/config.yaml", "profiles:\n  acme: {platform: burki}\n  staging: {}\n");
    #[cfg(unix)]
    std::fs::set_permissions(&config, std::os::unix::fs::PermissionsExt::from_mode(0o600)).unwrap();
    assert_eq!(offered(&world, &["kcamp", "--profile", ""]), ["acme", "staging"]);
    assert_eq!(offered(&world, &["kcamp", "profile", "use", "s"]), ["staging"]);
    // A profile on the command line decides on the platform.
    assert_eq!(
        offered(&world, &["kcamp", "--profile", "acme", "campaign", "list", "--type", "m"]),
        ["mixed"]
    );
}

#[test]
fn what_cannot_be_read_is_not_offered_and_nothing_is_said() {
    let world = World::new();
    world.file(".config/kcamp/config.yaml", "profiles: [not, a, map\n");
    assert_eq!(offered(&world, &["kcamp", "--profile", ""]), [""; 0]);
    assert_eq!(offered(&world, &["kcamp", "camp"]), ["campaign"]);
    let types = &["kcamp", "campaign", "list", "--type", ""];
    assert_eq!(offered(&world, types), ["sms", "voice", "call", "mixed"]);
    for (name, value) in [("KCAMP_NOW", "nonsense"), ("KCAMP_TZDATA", "/no/such"), ("KCAMP_YES", "perhaps")] {
        let broken = World::new().with(name, value);
        assert_eq!(offered(&broken, &["kcamp", "--profile", ""]), [""; 0]);
        assert_eq!(offered(&broken, types), ["sms", "voice", "call", "mixed"]);
    }
    for (name, words) in [
        ("fish", &["kcamp"][..]),
        ("fish", &[]),
        ("bash", &[]),
        ("bash", &["kcamp \"", ""]),
        ("tcsh", &["kcamp", "c"]),
        ("1", &["kcamp", "campaign", "list"]),
        ("zsh", &["kcamp", "--weekly", "\\"]),
        ("powershell", &["kcamp", "nonsense", "--x", "y", "-"]),
    ] {
        let mut command = world.command(words);
        command.env("KCAMP_COMPLETE", name).env_remove("HOME").env_remove("XDG_CONFIG_HOME");
        let output = command.output().unwrap();
        assert!(output.status.success() && output.stderr.is_empty(), "{name} {words:?}: {output:?}");
    }
}

#[cfg(unix)]
#[test]
fn bash_is_given_what_stands_behind_its_own_break() {
    let world = World::new();
    world.file("my file's.yaml", "");
    assert_eq!(in_bash(&world, "kcamp campaign li", "li"), ["list"]);
    assert_eq!(in_bash(&world, "kcamp campaign list --type=s", "s"), ["sms"]);
    assert_eq!(in_bash(&world, "kcamp --host http://x --at 09:00 expl", "expl"), ["explain"]);
    assert_eq!(in_bash(&world, "kcamp validate my", "my"), ["my\\ file\\'s.yaml"]);
    assert_eq!(in_bash(&world, "kcamp validate \"my", "my"), ["my file's.yaml"]);
    assert_eq!(in_bash(&world, "kcamp validate 'my", "my"), ["my file'\\''s.yaml"]);
    assert_eq!(in_bash(&world, "kcamp campaign create --name ", ""), [""; 0]);
}

/// Types a line into a shell in a terminal, presses Tab and Enter, and checks that the completed line runs and prints
/// `expected`.
#[cfg(unix)]
fn typed(mut command: Command, setup: &str, line: &str, expected: &str) {
    command.env("COLUMNS", "200");
    let mut session = crate::terminal::Terminal::of(command);
    session.press(&format!("{setup}\n"));
    session.press("echo rea''dy\n");
    session.until("ready");
    session.press(line);
    session.press("\t");
    // Elvish shows the insertion, and runs the line after another Enter.
    session.press("\n");
    session.press("\n");
    session.until(expected);
    // A shell in a terminal does not end on a signal.
    session.press("exit\n");
    session.rest();
}

#[cfg(unix)]
#[test]
fn bash_completes_a_line_in_a_terminal() {
    let world = World::new();
    world.file("my campaign.yaml", "name: x\n");
    let setup = format!("source '{}'", script("kcamp.bash").display());
    for (line, expected) in [
        ("kcamp explain campaign/priority-ou", "campaign/priority-out-of-range"),
        ("kcamp validate my", "my campaign.yaml:1"),
        ("kcamp validate \"my", "my campaign.yaml:1"),
    ] {
        let mut bash = shell(&world, "bash").unwrap();
        bash.args(["--norc", "--noprofile", "-i"]);
        typed(bash, &setup, line, expected);
    }
}

#[cfg(unix)]
#[test]
fn zsh_completes_a_line_in_a_terminal() {
    let world = World::new();
    world.file("my campaign.yaml", "name: x\n");
    // As a sourced file, and as a file that zsh finds in its folders.
    let sourced = format!("autoload -U compinit; compinit -u -D; source '{}'", script("_kcamp").display());
    let found = format!("fpath=('{}' $fpath); autoload -U compinit; compinit -u -D", script("").display());
    for (setup, line, expected) in [
        (&sourced, "kcamp explain campaign/priority-ou", "campaign/priority-out-of-range"),
        (&found, "kcamp explain campaign/priority-ou", "campaign/priority-out-of-range"),
        (&found, "kcamp validate my", "my campaign.yaml:1"),
        (&found, "kcamp validate 'my", "my campaign.yaml:1"),
    ] {
        let Some(mut zsh) = shell(&world, "zsh") else { return };
        zsh.args(["-f", "-i"]);
        typed(zsh, setup, line, expected);
    }
}

#[cfg(unix)]
#[test]
fn elvish_completes_a_line_in_a_terminal() {
    let world = World::new();
    world.file("my campaign.yaml", "name: x\n");
    let setup = format!("eval (slurp < '{}')", script("kcamp.elv").display());
    for (line, expected) in [
        ("kcamp explain campaign/priority-ou", "campaign/priority-out-of-range"),
        ("kcamp validate my", "my campaign.yaml:1"),
        ("kcamp validate 'my", "my campaign.yaml:1"),
    ] {
        let Some(mut elvish) = shell(&world, "elvish") else { return };
        elvish.arg("-norc");
        typed(elvish, &setup, line, expected);
    }
}

/// PowerShell is not available here, so a line is answered as its script asks.
#[test]
fn powershell_is_answered_with_one_word_and_what_it_is() {
    let world = World::new();
    world.file("my campaign.yaml", "");
    let asked = |words: &[&str]| {
        let output = world.command(words).env("KCAMP_COMPLETE", "powershell").output().unwrap();
        assert_eq!(String::from_utf8_lossy(&output.stderr), "");
        String::from_utf8(output.stdout).unwrap()
    };
    assert_eq!(asked(&["kcamp", "validate", "my"]), "'my campaign.yaml'\t\n");
    assert_eq!(asked(&["kcamp", "validate", "\"my"]), "'my campaign.yaml'\t\n");
    assert_eq!(asked(&["kcamp", "campaign", "list", "--type", "s"]), "sms\t\n");
    let words = asked(&["kcamp", "schedule", "enable", "--weekly", "'Mon,W"]);
    assert_eq!(words, "'Mon,Wed'\t\n");
    assert!(
        asked(&["kcamp", "explain", "campaign/priority-ou"]).starts_with("campaign/priority-out-of-range\t")
    );
    assert!(asked(&["kcamp", "\"\""]).starts_with("campaign\t"), "a new word");
    let script = include_str!("../../completions/_kcamp.ps1");
    assert!(script.contains("Register-ArgumentCompleter -Native -CommandName kcamp"));
    // The typed text ends at the cursor, and each answer line is split at a tab.
    assert!(script.contains("$env:KCAMP_COMPLETE = 'powershell'") && script.contains("-split \"`t\", 2"));
}

#[cfg(unix)]
#[test]
fn fish_completes_a_line() {
    let world = World::new();
    world.file("my campaign.yaml", "");
    let offered = |line: &str| {
        let mut fish = shell(&world, "fish")?;
        let output = fish
            .args(["--no-config", "-c", "source $argv[1]; complete -C $argv[2]"])
            .arg(script("kcamp.fish"))
            .arg(line)
            .output()
            .unwrap();
        assert_eq!(String::from_utf8_lossy(&output.stderr), "");
        Some(String::from_utf8(output.stdout).unwrap())
    };
    let Some(first) = offered("kcamp explain campaign/priority-ou") else { return };
    assert!(first.starts_with("campaign/priority-out-of-range\t"), "{first}");
    assert_eq!(offered("kcamp campaign list --type s").unwrap(), "sms\n");
    assert_eq!(offered("kcamp validate 'my").unwrap(), "my campaign.yaml\n");
    assert_eq!(offered("kcamp campaign create --name ").unwrap(), "");
    assert!(offered("kcamp ").unwrap().starts_with("campaign\t"));
}
