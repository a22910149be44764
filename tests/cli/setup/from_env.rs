//! `setup --from-env`.

use serde_json::Value;

use super::{API_KEY, CONFIG};
use crate::terminal::{end, start};
use crate::world::{Sandbox, World, private};

/// The one profile of the config file.
fn profile(world: &World) -> Value {
    let config = std::fs::read_to_string(world.home().join(CONFIG)).unwrap();
    let config: Value = serde_saphyr::from_str(&config).unwrap();
    config["profiles"]["default"].clone()
}

/// The output of `sandbox serve --export` is enough for a rehearsal of `setup`.
#[test]
fn setup_is_rehearsed_against_what_a_served_sandbox_exports() {
    for (platform, secret) in [("kore", kcamp::sandbox::ACCOUNT.client_secret), ("burki", API_KEY)] {
        for (tz, zone) in [("Asia/Kolkata", "Asia/Kolkata"), ("/etc/own-clock", "UTC")] {
            let world = World::new().with("TZ", tz);
            let serve =
                ["sandbox", "serve", "--port", "0", "--state", "served", "--export", "--platform", platform];
            let serve = world.command(serve);
            let program = serve.get_program().to_string_lossy().into_owned();
            let words: Vec<String> =
                serve.get_args().map(|word| word.to_string_lossy().into_owned()).collect();
            let script = format!(
                "'{program}' {} > env.sh & served=$!\nuntil grep -q 'SECRET=\\|TOKEN=' env.sh; do sleep 0.1; done\n. ./env.sh\n\
                 '{program}' setup --from-env; echo \"set up: $?\"\n\
                 '{program}' campaign list; echo \"listed: $?\"\nkill $served\n",
                words.join(" ")
            );
            world.file("rehearse.sh", script);
            let mut shell = std::process::Command::new("/bin/sh");
            shell.arg("rehearse.sh").env_clear().current_dir(world.home()).env("PATH", "/usr/bin:/bin");
            shell.envs(serve.get_envs().filter_map(|(name, value)| Some((name, value?))));
            let output = shell.output().unwrap();
            let shown = String::from_utf8_lossy(&output.stdout).into_owned()
                + &String::from_utf8_lossy(&output.stderr);
            for part in
                ["set up: 0", "listed: 0", "at every use", "taken from the environment: KCAMP_PLATFORM"]
            {
                assert!(shown.contains(part), "{platform}: {part}: {shown}");
            }
            let config = std::fs::read_to_string(world.home().join(CONFIG)).unwrap();
            assert!(config.contains("env: KCAMP_") && !config.contains(secret), "{config}");
            assert_eq!(profile(&world)["timezone"], zone);
        }
    }
}

/// A world with the sandbox's account in the environment, and every other setting that has a variable.
fn with_everything(sandbox: &Sandbox) -> World {
    let world = sandbox.world();
    let defaults = world.file("shared.yaml", "priority: 3\n").display().to_string();
    [
        ("KCAMP_TIMEZONE", "Asia/Kolkata"),
        ("KCAMP_REGION", "in"),
        ("KCAMP_SCHEDULE_TIMEZONE", "Asia/Tokyo"),
        ("KCAMP_MESSAGE_ENCODING", "percent-base64"),
        ("KCAMP_HARMLESS_KEYS", "ownerTeam"),
        ("KCAMP_RATE_LIMIT", "30"),
        ("KCAMP_JTI", "yes"),
        ("KCAMP_TRIGGER_PATH", "/run/{campaignId}"),
        ("KCAMP_TIMEOUT", "7s"),
        ("KCAMP_DEFAULTS", &defaults),
    ]
    .into_iter()
    .fold(world, |world, (name, value)| world.with(name, value))
}

/// A profile is used from any folder, so the file's path must be absolute.
#[test]
fn a_secret_file_that_is_named_from_this_folder_is_found_from_every_other() {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    private(&world.file("key", kcamp::sandbox::ACCOUNT.client_secret));
    let world = world.without("KCAMP_CLIENT_SECRET").with("KCAMP_CLIENT_SECRET_FILE", "key");
    let world = world.with("KCAMP_TIMEZONE", "Asia/Kolkata");
    world.run("setup --from-env --no-check").expect_code(0);
    assert_eq!(profile(&world)["client_secret"]["file"], world.home().join("key").display().to_string());
}

#[test]
fn every_setting_that_has_a_variable_is_taken_and_said() {
    let sandbox = Sandbox::new();
    let world = with_everything(&sandbox);
    let run = world.run("setup --from-env").expect_code(0);
    let made = profile(&world);
    for (key, value) in [
        ("region", "IN"),
        ("schedule_timezone", "Asia/Tokyo"),
        ("message_encoding", "percent-base64"),
        ("harmless_keys", "ownerTeam"),
        ("rate_limit", "30"),
        ("jti", "true"),
        ("trigger_path", "/run/{campaignId}"),
        ("timeout", "7s"),
    ] {
        let written = made[key].as_str().map_or_else(|| made[key].to_string(), str::to_owned);
        assert_eq!(written, value, "{key}: {made}");
        let variable = format!("KCAMP_{}", key.to_uppercase());
        assert!(run.stderr.contains(&variable), "{variable}: {}", run.stderr);
    }
    assert!(made["defaults"].as_str().unwrap().ends_with("/shared.yaml"), "{made}");
    run.expect_stderr(&["the profile reads the client secret from env KCAMP_CLIENT_SECRET at every use"]);
    // `profile show` gives the same settings without the variables, so every one was saved.
    let bare = World::new().without("KCAMP_RATE_LIMIT");
    bare.file(CONFIG, std::fs::read(world.home().join(CONFIG)).unwrap());
    private(&bare.home().join(CONFIG));
    let values = |world: &World| -> Vec<(String, String)> {
        let shown = world.run("profile show -o json").expect_code(0).json();
        let rows = shown.as_array().unwrap_or_else(|| shown["settings"].as_array().unwrap()).clone();
        rows.iter().map(|row| (row["name"].to_string(), row["value"].to_string())).collect()
    };
    assert_eq!(values(&bare), values(&world));
}

#[test]
fn flags_win_over_variables_and_wrong_ones_are_named() {
    let sandbox = Sandbox::new();
    let world = with_everything(&sandbox);
    let flags =
        ["--timezone", "UTC", "--region", "GB", "--schedule-timezone", "Europe/Paris", "--timeout", "9s"];
    world.run([&["setup", "--from-env", "--yes"], &flags[..]].concat()).expect_code(0);
    let made = profile(&world);
    for (key, value) in
        [("timezone", "UTC"), ("region", "GB"), ("schedule_timezone", "Europe/Paris"), ("timeout", "9s")]
    {
        assert_eq!(made[key], value);
    }
    for (variable, value) in [
        ("KCAMP_SCHEDULE_TIMEZONE", "Asia/Calcuta"),
        ("KCAMP_RATE_LIMIT", "many"),
        ("KCAMP_JTI", "perhaps"),
        ("KCAMP_MESSAGE_ENCODING", "rot13"),
        ("KCAMP_TRIGGER_PATH", "run"),
        ("KCAMP_STREAM_ID", "https://x/y"),
    ] {
        let world = with_everything(&sandbox).with(variable, value);
        world.run("setup --from-env").expect_code(2).expect_stderr(&[variable]);
        assert!(!world.home().join(CONFIG).exists());
    }
}

#[test]
fn of_two_secrets_none_is_guessed_and_a_ready_token_alone_is_taken() {
    let sandbox = Sandbox::new();
    let world = with_everything(&sandbox).with("KCAMP_TOKEN", "a.b.c");
    world.run("setup --from-env").expect_code(2).expect_stderr(&[
        "a ready token (env KCAMP_TOKEN) and a client secret (env KCAMP_CLIENT_SECRET) are both set",
        "nothing was saved",
        "unset one of them",
    ]);
    assert!(!world.home().join(CONFIG).exists());
    // A flag selects the source, and a secret's file is found from any folder.
    world.file("elsewhere/key", kcamp::sandbox::ACCOUNT.client_secret);
    private(&world.home().join("elsewhere/key"));
    world.run("setup --from-env --secret-file elsewhere/key").expect_code(0);
    let file = profile(&world)["client_secret"]["file"].as_str().unwrap().to_owned();
    assert!(file.starts_with('/') && file.ends_with("/elsewhere/key"), "{file}");
    let token = sandbox.world().run("jwt mint").expect_code(0).stdout.trim().to_owned();
    let world = with_everything(&sandbox).without("KCAMP_CLIENT_SECRET").without("KCAMP_CLIENT_ID");
    let world = world.with("KCAMP_TOKEN", token);
    let run = world.run("setup --from-env").expect_code(0);
    run.expect_stderr(&["the profile reads the ready token from env KCAMP_TOKEN at every use"]);
    assert_eq!(profile(&world)["token"]["env"], "KCAMP_TOKEN");
}

#[test]
fn everything_that_is_missing_is_named_by_its_variable() {
    let world = World::new();
    let needed =
        ["KCAMP_STREAM_ID", "KCAMP_ACCOUNT_ID", "KCAMP_CLIENT_ID", "KCAMP_TIMEZONE", "KCAMP_CLIENT_SECRET"];
    world
        .run("setup --from-env")
        .expect_code(2)
        .expect_stderr(&[&format!("setup --from-env needs {} in the environment", needed.join(", "))]);
    // The machine's zone was not chosen by the user.
    let world = World::new().with("TZ", "Asia/Kolkata").with("KCAMP_PLATFORM", "burki");
    let run = world.run("setup --from-env").expect_code(2);
    run.expect_stderr(&["setup --from-env needs KCAMP_TIMEZONE, KCAMP_TOKEN in the environment"]);
}

/// On a terminal nothing is asked either: no missing value, no replacement, and no choice after a failed check.
#[test]
fn nothing_is_asked_on_a_terminal_either() {
    let sandbox = Sandbox::new();
    let world = with_everything(&sandbox);
    let mut session = start(&world, "setup --from-env");
    let (shown, code) = end(&mut session);
    assert_eq!(code, 0, "{shown}");
    for (world, flags, code) in [
        (world, &[][..], 12),
        (World::new(), &[][..], 2),
        (
            with_everything(&sandbox).with("KCAMP_CLIENT_SECRET", "another secret, that is not right"),
            &[][..],
            4,
        ),
    ] {
        let mut session = start(&world, [&["setup", "--from-env"], flags].concat());
        let (shown, ended) = end(&mut session);
        assert_eq!(ended, code, "{shown}");
        assert!(!shown.contains("[y/N]") && !shown.contains("what next?"), "{shown}");
    }
}
