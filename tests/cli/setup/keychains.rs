//! Keychains that keep the secret of a profile and return it.

use crate::terminal::{ENTER, Terminal, answer, end, line, start};
use crate::world::{Sandbox, World};

const DOWN: &str = "\x1b[B";

/// The arguments of a setup of a Burki profile that asks only for its secret.
pub fn setup<'line>(host: &'line str, profile: &'line str) -> [&'line str; 11] {
    [
        "setup",
        "--platform",
        "burki",
        "--host",
        host,
        "--timezone",
        "UTC",
        "--region",
        "IN",
        "--profile",
        profile,
    ]
}

/// Adds stand-ins for keychains. Their calls are recorded in the file `calls`.
pub fn with_keychains(world: World, keychains: &[(&str, &str)]) -> World {
    use std::os::unix::fs::PermissionsExt as _;
    for (name, script) in keychains {
        let script = format!("#!/bin/sh\necho \"{name} $*\" >> \"$HOME/calls\"\n{script}\n");
        let path = world.file(&format!("bin/{name}"), script);
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o755)).unwrap();
    }
    let path = format!("{}:/usr/bin:/bin", world.home().join("bin").display());
    world.with("PATH", path).with("DBUS_SESSION_BUS_ADDRESS", "unix:path=/no/bus")
}

/// Keychains that do not answer are not offered. If one fails, all answers are kept, also the secret.
#[test]
fn a_keychain_that_fails_leads_back_to_the_places() {
    let sandbox = Sandbox::new();
    let world = with_keychains(
        World::new(),
        &[
            ("secret-tool", "[ \"$1\" = search ] || { echo 'no D-Bus' >&2; exit 1; }"),
            ("pass", "case $1 in insert) cat > \"$HOME/kept\";; show) cat \"$HOME/kept\";; esac"),
            ("op", "exit 1"),
            ("vault", "exit 2"),
        ],
    );
    let mut session = start(&world, setup(&sandbox.address, "acme"));
    let offered = answer(&mut session, "in plain text", ENTER);
    assert!(offered.contains("through secret-tool") && offered.contains("through pass"), "{offered}");
    assert!(!offered.contains("1Password") && !offered.contains("HashiCorp"), "{offered}");
    let mut shown = answer(&mut session, "API key (not shown)", &line(&format!(" {} ", super::API_KEY)));
    shown += &answer(&mut session, "without the spaces around it", "");
    shown += &answer(&mut session, "did not store the secret", "");
    shown += &answer(&mut session, "in plain text", &format!("{DOWN}{ENTER}"));
    let (rest, code) = end(&mut session);
    shown += &rest;
    assert_eq!(code, 0, "{shown}");
    assert!(!shown.contains(super::API_KEY), "{shown}");
    assert_eq!(std::fs::read_to_string(world.home().join("kept")).unwrap(), super::API_KEY);
    let calls = std::fs::read_to_string(world.home().join("calls")).unwrap();
    assert!(!calls.contains(super::API_KEY), "{calls}");
    world.run("campaign list").expect_code(0);
}

/// Without a session no keyring answers, and its program leaves a folder in the home.
#[test]
fn the_desktops_keyring_is_asked_in_a_session_alone() {
    for (session_of, is_asked) in
        [(None, false), (Some("DBUS_SESSION_BUS_ADDRESS"), true), (Some("XDG_RUNTIME_DIR"), true)]
    {
        let world = with_keychains(World::new(), &[("secret-tool", "mkdir -p \"$HOME/.cache\"")])
            .without("DBUS_SESSION_BUS_ADDRESS");
        world.file("bus", "");
        let folder = world.home().display().to_string();
        let world = session_of.into_iter().fold(world, |world, variable| world.with(variable, &folder));
        let mut session = start(&world, setup("http://127.0.0.1:9", "acme"));
        let offered = answer(&mut session, "in plain text", "\x03");
        assert_eq!(end(&mut session).1, 130);
        assert_eq!(offered.contains("through secret-tool"), is_asked, "{session_of:?}: {offered}");
        assert_eq!(world.home().join(".cache").exists(), is_asked, "{session_of:?}");
    }
}

/// 1Password with its items in a folder, as documented: titles are not names, and edits are read from stdin.
pub const OP: &str = r#"
items="$HOME/items"; mkdir -p "$items"
case "$1 $2" in
  "whoami ") ;;
  "item list")
    comma=; printf '['
    for item in "$items"/*; do [ -e "$item" ] && printf '%s{"id": "%s", "title": "%s"}' "$comma" "${item##*/}" "$(cat "$HOME/title-${item##*/}")" && comma=,; done
    printf ']';;
  "item create")
    id=id$(ls "$items" | wc -l); cat > "$items/$id"
    sed 's/.*"title":"\([^"]*\)".*/\1/' "$items/$id" > "$HOME/title-$id"
    printf '{"id": "%s", "title": "x"}' "$id";;
  "item edit") cat > "$HOME/new"; mv "$HOME/new" "$items/$3"; printf '{"id": "%s"}' "$3";;
  "item get")
    case "$*" in
      *--reveal*) sed 's/.*"value":"\([^"]*\)".*/\1/' "$items/$3";;
      *) cat "$items/$3";;
    esac;;
  *) exit 1;;
esac"#;

/// A second setup changes the first one's item. With two items of one title, neither could be found.
#[test]
fn a_second_setup_changes_the_item_of_1password_and_adds_none() {
    let sandbox = Sandbox::new();
    let world = with_keychains(World::new(), &[("op", OP)]);
    for (key, profile) in
        [("burki_live_old", "acme"), ("burki_live_other", "other"), (super::API_KEY, "acme")]
    {
        // Replacing the profile is asked first, and the secret's present place is offered first.
        let line_of = [&setup(&sandbox.address, profile)[..], &["--no-check", "--yes"]].concat();
        let mut session = start(&world, &line_of);
        let shown = session.until("in plain text");
        assert!(shown.contains("1Password, through op"), "{shown}");
        let is_second = key == super::API_KEY;
        session.press(if is_second { "\x1b[B\r" } else { ENTER });
        answer(&mut session, "API key (not shown)", &line(key));
        let (shown, code) = end(&mut session);
        assert_eq!(code, 0, "{shown}");
    }
    let items: Vec<_> =
        std::fs::read_dir(world.home().join("items")).unwrap().map(|item| item.unwrap().path()).collect();
    assert_eq!(items.len(), 2, "{items:?}");
    let config = std::fs::read_to_string(world.home().join(super::CONFIG)).unwrap();
    let config: serde_json::Value = serde_saphyr::from_str(&config).unwrap();
    assert_eq!(config["profiles"]["acme"]["token"]["command"][3], "id0", "{config}");
    assert_eq!(config["profiles"]["other"]["token"]["command"][3], "id1", "{config}");
    world.run("--profile acme campaign list").expect_code(0);
    let calls = std::fs::read_to_string(world.home().join("calls")).unwrap();
    assert!(!calls.contains("burki_live") && !calls.contains(super::API_KEY), "{calls}");
}

/// No profile is saved with a keychain that returns another text.
#[test]
fn what_a_keychain_changes_is_noticed_before_the_profile_is_written() {
    for (name, script) in [
        (
            "pass",
            "case $1 in insert) cat > \"$HOME/kept\";; show) [ -e \"$HOME/kept\" ] || exit 1; printf 'x%s' \"$(cat \"$HOME/kept\")\";; esac",
        ),
        ("secret-tool", "case $1 in store) cat > \"$HOME/kept\";; lookup) cut -c 1-9 \"$HOME/kept\";; esac"),
        ("vault", "case $2 in put) cat > \"$HOME/kept\";; get) tr a-z A-Z < \"$HOME/kept\";; esac"),
        ("op", &OP.replace("*--reveal*) sed", "*--reveal*) echo stale; exit; sed")),
        (
            "security",
            "case $1 in -i) cat > \"$HOME/kept\";; find*) [ -e \"$HOME/kept\" ] || exit 44; echo 6275726b69;; esac",
        ),
    ] {
        let world = with_keychains(World::new(), &[(name, script)]);
        let line_of = [&setup("http://127.0.0.1:9", "acme")[..], &["--no-check"]].concat();
        let mut session = start(&world, &line_of);
        answer(&mut session, "in plain text", ENTER);
        answer(&mut session, "API key (not shown)", &line("burki_live_secret"));
        let mut shown = session.until(&format!("warning[setup/secret-changed]: {name} gives back another"));
        shown += &answer(&mut session, "in plain text", "\x03");
        let (rest, code) = end(&mut session);
        shown += &rest;
        assert_eq!(code, 130, "{shown}");
        assert!(!shown.contains("burki_live_secret"), "{shown}");
        assert!(!world.home().join(super::CONFIG).exists());
    }
}

/// The real programs, if this machine has them.
#[test]
fn real_pass_and_secret_tool_keep_a_secret_and_give_it_back() {
    let has = |program: &str| std::path::Path::new("/usr/bin").join(program).is_file();
    if has("pass") && has("gpg") {
        let key = "gpg --batch --quiet --pinentry-mode loopback --passphrase '' \
            --quick-generate-key kcamp-test default default never; pass init kcamp-test";
        is_kept_by("through pass", "sh", key);
    } else {
        skipped("pass and gpg");
    }
    if has("secret-tool") && has("gnome-keyring-daemon") && has("dbus-run-session") {
        let unlock = "printf pw | gnome-keyring-daemon --unlock --components=secrets";
        is_kept_by("through secret-tool", "dbus-run-session -- sh", unlock);
    } else {
        skipped("secret-tool, gnome-keyring-daemon and dbus-run-session");
    }
}

/// Prints that a test was skipped, past the capture of the test harness.
fn skipped(programs: &str) {
    use std::io::Write as _;
    let said = writeln!(std::io::stderr(), "SKIPPED: this machine lacks {programs}, so that was not tried");
    said.unwrap();
}

/// Sets up a profile whose key is in this keychain, and signs in with the key that it returns.
fn is_kept_by(keychain: &str, shell: &str, preparation: &str) {
    let sandbox = Sandbox::new();
    let world = World::new().with("PATH", "/usr/bin:/bin");
    let kcamp = world.command(Vec::<&str>::new());
    let program = kcamp.get_program().to_string_lossy().into_owned();
    let line_of = setup(&sandbox.address, "acme").join(" ");
    let script = format!(
        "{{ {preparation}; }} >prepared 2>&1 </dev/null\n'{program}' {line_of}; echo set up: $?\n\
         '{program}' campaign list >listed; echo listed: $?\ngpgconf --kill all\n"
    );
    world.file("session.sh", script.replace(" </dev/null", if shell == "sh" { " </dev/null" } else { "" }));
    let mut command = std::process::Command::new("/bin/sh");
    command.args(["-c", &format!("exec {shell} session.sh")]).env_clear().current_dir(world.home());
    command.envs(kcamp.get_envs().filter_map(|(name, value)| Some((name, value?))));
    command.env("TERM", "xterm").env("NO_COLOR", "1").env("XDG_RUNTIME_DIR", world.home());
    let mut session = Terminal::of(command);
    let offered = answer(&mut session, "in plain text", ENTER);
    assert!(offered.contains(keychain), "{offered}");
    let mut shown = answer(&mut session, "API key (not shown)", &line(super::API_KEY));
    shown += &session.until("listed: 0");
    assert!(shown.contains("set up: 0") && !shown.contains(super::API_KEY), "{shown}");
    let config = std::fs::read_to_string(world.home().join(super::CONFIG)).unwrap();
    assert!(config.contains("command:") && !config.contains(super::API_KEY), "{config}");
}
