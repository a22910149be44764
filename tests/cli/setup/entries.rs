//! The entries of a keychain before and after a setup, whether it saved a profile or not.

use serde_json::{Value, json};

use super::keychains::{OP, setup, with_keychains};
use super::{API_KEY, CONFIG};
use crate::terminal::{ENTER, answer, end, line, start};
use crate::world::{Sandbox, World, private};

const DOWN: &str = "\x1b[B";
const UP: &str = "\x1b[A";
const OTHER_KEY: &str = "burki_live_mistyped";

/// A stand-in for `pass` with its entries in a folder.
const PASS: &str = r#"
case $1 in
  ls) ;;
  insert)
    mkdir -p "$HOME/store/kcamp"; cat > "$HOME/store/$4"
    if [ -e "$HOME/in-the-way" ]; then rm "$HOME/in-the-way" "$HOME/.config/kcamp/config.yaml"; mkdir "$HOME/.config/kcamp/config.yaml"; fi;;
  show) [ -e "$HOME/store/$2" ] || exit 1; cat "$HOME/store/$2";;
esac"#;

fn with_pass() -> World {
    with_keychains(World::new(), &[("pass", PASS)])
}

fn entry(world: &World, name: &str) -> Option<String> {
    std::fs::read_to_string(world.home().join("store/kcamp").join(name)).ok()
}

/// How many times a keychain was written to.
fn writes(world: &World) -> usize {
    let calls = std::fs::read_to_string(world.home().join("calls")).unwrap_or_default();
    let is_write = |call: &&str| {
        ["pass insert", "secret-tool store", "vault kv put", "security -i", "op item create", "op item edit"]
            .iter()
            .any(|write| call.starts_with(write))
    };
    calls.lines().filter(is_write).count()
}

/// The command that reads the key of this configuration's profile.
fn command(config: &std::path::Path, profile: &str) -> Value {
    let config: Value = serde_saphyr::from_str(&std::fs::read_to_string(config).unwrap()).unwrap();
    config["profiles"][profile]["token"]["command"].clone()
}

/// Sets up the profile acme, with its key in `pass`.
fn set_up(sandbox: &Sandbox) -> World {
    let world = with_pass();
    let mut session = start(&world, setup(&sandbox.address, "acme"));
    answer(&mut session, "in plain text", ENTER);
    answer(&mut session, "API key (not shown)", &line(API_KEY));
    let (shown, code) = end(&mut session);
    assert_eq!(code, 0, "{shown}");
    assert_eq!(entry(&world, "acme").as_deref(), Some(API_KEY));
    world
}

/// Until the profile is saved, the keychain is unchanged.
#[test]
fn a_setup_that_saves_nothing_changes_no_entry() {
    let sandbox = Sandbox::new();
    for (keys, code) in [(format!("{UP}{ENTER}"), 4), ("\x03".to_owned(), 130)] {
        let world = set_up(&sandbox);
        let config = std::fs::read(world.home().join(CONFIG)).unwrap();
        let again = [&setup(&sandbox.address, "acme")[..], &["--yes"]].concat();
        let mut session = start(&world, &again);
        answer(&mut session, "in plain text", &format!("{DOWN}{ENTER}"));
        answer(&mut session, "API key (not shown)", &line(OTHER_KEY));
        let mut shown = answer(&mut session, "end without saving", &keys);
        let (rest, ended) = end(&mut session);
        shown += &rest;
        assert_eq!(ended, code, "{shown}");
        assert!(shown.contains("change the API key: command pass"), "{shown}");
        assert_eq!(entry(&world, "acme").as_deref(), Some(API_KEY), "{shown}");
        assert_eq!((writes(&world), std::fs::read(world.home().join(CONFIG)).unwrap()), (1, config));
        world.run("campaign list").expect_code(0);
    }
}

/// A mistyped secret is typed again, or saved anyway. The keychain gets the last secret, once.
#[test]
fn the_keychain_gets_the_secret_that_is_saved_and_no_other() {
    let sandbox = Sandbox::new();
    for (is_right, keys) in [(true, ENTER.to_owned()), (false, format!("{UP}{UP}{ENTER}"))] {
        let world = set_up(&sandbox);
        let mut session = start(&world, [&setup(&sandbox.address, "acme")[..], &["--yes"]].concat());
        answer(&mut session, "in plain text", &format!("{DOWN}{ENTER}"));
        answer(&mut session, "API key (not shown)", &line(OTHER_KEY));
        answer(&mut session, "end without saving", &keys);
        if is_right {
            // The keychain comes first now: the present secret was refused.
            answer(&mut session, "keep the API key where it is now", ENTER);
            answer(&mut session, "API key (not shown)", &line(API_KEY));
        }
        let (shown, code) = end(&mut session);
        assert_eq!(code, 0, "{shown}");
        let expected = if is_right { API_KEY } else { OTHER_KEY };
        assert_eq!(entry(&world, "acme").as_deref(), Some(expected));
        assert_eq!(writes(&world), 2);
        world.run("campaign list").expect_code(if is_right { 0 } else { 4 });
        assert_eq!(command(&world.home().join(CONFIG), "acme"), json!(["pass", "show", "kcamp/acme"]));
    }
}

/// If the profile cannot be written, the entry is restored.
#[test]
fn an_entry_is_put_back_where_the_profile_cannot_be_saved() {
    let sandbox = Sandbox::new();
    let world = set_up(&sandbox);
    world.file("in-the-way", "");
    let mut session =
        start(&world, [&setup(&sandbox.address, "acme")[..], &["--yes", "--no-check"]].concat());
    answer(&mut session, "in plain text", &format!("{DOWN}{ENTER}"));
    answer(&mut session, "API key (not shown)", &line(OTHER_KEY));
    let (shown, code) = end(&mut session);
    assert_ne!(code, 0, "{shown}");
    assert!(shown.contains("pass has again what it had in kcamp/acme before"), "{shown}");
    assert_eq!(entry(&world, "acme").as_deref(), Some(API_KEY));
}

/// An entry of another profile is replaced only after a yes. After a no, the answers are kept.
#[test]
fn an_entry_that_the_profile_does_not_read_is_asked_about() {
    let sandbox = Sandbox::new();
    for other in [None, Some("beta")] {
        for is_agreed in [false, true] {
            let world = with_pass();
            world.file("store/kcamp/acme", "of somebody");
            if let Some(other) = other {
                let profile =
                    json!({ "platform": "burki", "token": { "command": ["pass", "show", "kcamp/acme"] } });
                let config = json!({ "profiles": { other: profile } });
                private(&world.file(CONFIG, config.to_string()));
            }
            let mut session = start(&world, setup(&sandbox.address, "acme"));
            answer(&mut session, "in plain text", ENTER);
            answer(&mut session, "API key (not shown)", &line(API_KEY));
            let whose = other.map_or("the profile acme does not read it".to_owned(), |name| {
                format!("the profile {name} reads it")
            });
            let mut shown = answer(&mut session, "[y/N]", &line(if is_agreed { "y" } else { "n" }));
            let words: Vec<&str> = shown.split_whitespace().collect();
            let question = format!("pass has kcamp/acme already, and {whose}; replace it?");
            assert!(words.join(" ").contains(&question), "{shown}");
            if !is_agreed {
                shown += &answer(&mut session, "in plain text", &format!("{UP}{ENTER}"));
                shown += &answer(&mut session, "keep it there?", &line("y"));
            }
            let (rest, code) = end(&mut session);
            shown += &rest;
            assert_eq!(code, 0, "{shown}");
            assert!(!shown.contains(API_KEY), "{shown}");
            let expected = if is_agreed { API_KEY } else { "of somebody" };
            assert_eq!(
                (entry(&world, "acme").as_deref(), writes(&world)),
                (Some(expected), usize::from(is_agreed))
            );
            world.run("--profile acme campaign list").expect_code(0);
        }
    }
}

/// The same with every keychain, also with one that cannot tell whether it has an entry.
#[test]
fn every_keychain_is_asked_what_it_has_before_it_is_written_to() {
    let op = OP.replace("items=\"$HOME/items\"; mkdir -p \"$items\"", "items=\"$HOME/items\"");
    for (name, script, said, is_asked) in [
        ("pass", "case $1 in show) echo theirs;; esac", "pass has kcamp/acme already", true),
        ("pass", "case $1 in show) :;; esac", "pass has kcamp/acme already", true),
        ("pass", "case $1 in show) exit 2;; esac", "pass does not say whether", false),
        (
            "secret-tool",
            "case $1 in lookup) printf theirs;; esac",
            "secret-tool has kcamp acme already",
            true,
        ),
        ("secret-tool", "case $1 in lookup) kill -9 $$;; esac", "secret-tool does not say whether", false),
        ("vault", "case $2 in get) echo theirs;; esac", "vault has kcamp/acme already", true),
        ("vault", "case $2 in get) exit 1;; esac", "vault does not say whether", false),
        ("security", "case $1 in find*) echo theirs;; esac", "security has kcamp acme already", true),
        ("security", "case $1 in find*) exit 51;; esac", "security does not say whether", false),
        ("op", op.as_str(), "op has kcamp acme already", true),
    ] {
        let world = with_keychains(World::new(), &[(name, script)]);
        world.file("items/id0", r#"{"fields":[{"id":"password","value":"theirs"}]}"#);
        world.file("title-id0", "kcamp acme");
        let mut session = start(&world, [&setup("http://127.0.0.1:9", "acme")[..], &["--no-check"]].concat());
        answer(&mut session, "in plain text", ENTER);
        answer(&mut session, "API key (not shown)", &line(API_KEY));
        let mut shown = session.until(said);
        if is_asked {
            shown += &answer(&mut session, "[y/N]", ENTER);
        }
        shown += &answer(&mut session, "in plain text", "\x03");
        let (rest, code) = end(&mut session);
        shown += &rest;
        assert_eq!(code, 130, "{name}: {shown}");
        assert_eq!(writes(&world), 0, "{name}: {shown}");
        assert!(!world.home().join(CONFIG).exists());
    }
}

/// Two configurations with a profile `default` have separate entries. The entry of the usual configuration has the
/// profile's name alone.
#[test]
fn each_configuration_has_entries_of_its_own() {
    let mut world = with_pass();
    let keys = ["burki_live_usual", "burki_live_one", "burki_live_two"];
    for (key, config) in keys.into_iter().zip([None, Some("one.yaml"), Some("two.yaml")]) {
        if let Some(config) = config {
            world = world.with("KCAMP_CONFIG", config);
        }
        let line_of = [&setup("http://127.0.0.1:9", "default")[..], &["--no-check"]].concat();
        let mut session = start(&world, &line_of);
        answer(&mut session, "in plain text", ENTER);
        answer(&mut session, "API key (not shown)", &line(key));
        let (shown, code) = end(&mut session);
        assert_eq!(code, 0, "{shown}");
    }
    let places =
        [CONFIG, "one.yaml", "two.yaml"].map(|config| command(&world.home().join(config), "default"));
    assert_eq!(places[0], json!(["pass", "show", "kcamp/default"]));
    for (place, key) in places.iter().zip(keys) {
        let name = place[2].as_str().unwrap().strip_prefix("kcamp/").unwrap();
        assert!(name.starts_with("default"), "{name}");
        assert_eq!(entry(&world, name).as_deref(), Some(key));
    }
    assert!(places[1] != places[0] && places[2] != places[0] && places[1] != places[2], "{places:?}");
}

/// A profile's ready token can be kept.
#[test]
fn a_ready_token_can_be_kept_as_it_is() {
    let sandbox = Sandbox::new();
    let token = sandbox.world().run("jwt mint").expect_code(0).stdout.trim().to_owned();
    let world = World::new().with("TOKEN", token);
    private(
        &world.file(CONFIG, json!({ "profiles": { "acme": { "token": { "env": "TOKEN" } } } }).to_string()),
    );
    let more = ["--platform", "kore", "--profile", "acme", "--region", "IN", "--yes"];
    let flags = super::setup(&sandbox.address, &more);
    let mut session = start(&world, flags.iter().map(String::as_str).collect::<Vec<_>>());
    answer(&mut session, "keep the ready token where it is now: env TOKEN", ENTER);
    let (shown, code) = end(&mut session);
    assert_eq!(code, 0, "{shown}");
    assert!(shown.contains("the credentials work"), "{shown}");
    let config = std::fs::read_to_string(world.home().join(CONFIG)).unwrap();
    assert!(config.contains("token:\n      env: TOKEN") && !config.contains("client_secret"), "{config}");
}
