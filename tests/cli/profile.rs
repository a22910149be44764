//! Settings, profiles and secrets: which value is used, where it came from, and what is refused.

use serde_json::Value;

use crate::world::{Run, Sandbox, World, private};

/// A setting in `profile show -o json`: its value and its source.
fn setting(run: &Run, name: &str) -> (Value, Value) {
    let rows = run.json();
    let row = rows.as_array().unwrap().iter().find(|row| row["name"] == name).unwrap().clone();
    (row["value"].clone(), row["source"].clone())
}

/// Writes the config file, and returns the world with `KCAMP_CONFIG` set to it.
fn with_config(world: World, text: &str) -> World {
    let path = world.file("config.yaml", text);
    private(&path);
    world.with("KCAMP_CONFIG", path.to_str().unwrap())
}

#[cfg(unix)]
fn set_mode(path: &std::path::Path, mode: u32) {
    use std::os::unix::fs::PermissionsExt as _;
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
}

/// A setting: its name, flag and variable, one value each for flag, variable and profile, and the default.
struct Row {
    name: &'static str,
    flag: Option<&'static str>,
    variable: &'static str,
    values: [&'static str; 3],
    default: Option<&'static str>,
}

const ROWS: [Row; 14] = [
    Row {
        name: "host",
        flag: Some("--host"),
        variable: "KCAMP_HOST",
        values: ["https://flag.example", "https://variable.example", "https://profile.example"],
        default: Some("https://platform.kore.ai"),
    },
    row("stream_id", Some("--stream-id"), "KCAMP_STREAM_ID", ["st-flag", "st-variable", "st-profile"], None),
    row(
        "account_id",
        Some("--account-id"),
        "KCAMP_ACCOUNT_ID",
        ["ac-flag", "ac-variable", "ac-profile"],
        None,
    ),
    row("client_id", Some("--client-id"), "KCAMP_CLIENT_ID", ["cs-flag", "cs-variable", "cs-profile"], None),
    row(
        "timezone",
        Some("--timezone"),
        "KCAMP_TIMEZONE",
        ["Asia/Tokyo", "Europe/Paris", "Asia/Kolkata"],
        None,
    ),
    row("timeout", Some("--timeout"), "KCAMP_TIMEOUT", ["5s", "6s", "7s"], Some("30s")),
    row(
        "schedule_timezone",
        None,
        "KCAMP_SCHEDULE_TIMEZONE",
        ["", "Europe/Paris", "Asia/Kolkata"],
        Some("UTC"),
    ),
    row("message_encoding", None, "KCAMP_MESSAGE_ENCODING", ["", "base64", "percent-base64"], Some("base64")),
    row("harmless_keys", None, "KCAMP_HARMLESS_KEYS", ["", "ownerTeam", "tags"], None),
    row("rate_limit", None, "KCAMP_RATE_LIMIT", ["", "20", "30"], Some("60")),
    row("list_totals", None, "KCAMP_LIST_TOTALS", ["", "true", "false"], Some("true")),
    row("jti", None, "KCAMP_JTI", ["", "false", "true"], Some("false")),
    row(
        "trigger_path",
        None,
        "KCAMP_TRIGGER_PATH",
        ["", "/variable/{campaignId}", "/profile/{campaignId}"],
        None,
    ),
    row("platform", Some("--platform"), "KCAMP_PLATFORM", ["kore", "kore", "kore"], Some("kore")),
];

const fn row(
    name: &'static str,
    flag: Option<&'static str>,
    variable: &'static str,
    values: [&'static str; 3],
    default: Option<&'static str>,
) -> Row {
    Row { name, flag, variable, values, default }
}

#[test]
fn a_flag_beats_a_variable_beats_a_profile_beats_the_default() {
    for Row { name, flag, variable, values: [of_flag, of_variable, of_profile], default } in ROWS {
        let show = |world: &World, flag: Option<&str>| {
            let arguments = ["profile", "show", "-o", "json"].into_iter().map(str::to_owned);
            let flag = flag.map(|flag| format!("{flag}={of_flag}"));
            setting(&world.run(arguments.chain(flag)).expect_code(0), name)
        };
        let default = default.map_or((Value::Null, Value::Null), |value| (value.into(), "default".into()));
        assert_eq!(show(&World::new().without(variable), None), default, "{name}");
        let text = format!("current: acme\nprofiles:\n  acme:\n    {name}: \"{of_profile}\"\n");
        let world = with_config(World::new().without(variable), &text);
        assert_eq!(show(&world, None), (of_profile.into(), "profile acme".into()), "{name}");
        let world = world.with(variable, of_variable);
        assert_eq!(show(&world, None), (of_variable.into(), variable.into()), "{name}");
        if let Some(flag) = flag {
            assert_eq!(show(&world, Some(flag)), (of_flag.into(), flag.into()), "{name}");
        }
    }
}

const TWO: &str = "\
current: acme
profiles:
  acme: {account_id: ac-acme}
  other: {account_id: ac-other}
";

#[test]
fn the_profile_is_the_one_named_by_flag_variable_or_the_file() {
    let world = with_config(World::new(), TWO);
    let account = |world: &World, arguments: &[&str]| {
        setting(
            &world.run([&["profile", "show", "-o", "json"], arguments].concat()).expect_code(0),
            "account_id",
        )
        .0
    };
    assert_eq!(account(&world, &[]), "ac-acme");
    assert_eq!(account(&world, &["other"]), "ac-other");
    let world = world.with("KCAMP_PROFILE", "other");
    assert_eq!(account(&world, &[]), "ac-other");
    assert_eq!(account(&world, &["--profile", "acme"]), "ac-acme");
    world.run("profile show --profile othr").expect_code(2).expect_stderr(&["othr", "other"]);
    world.run("profile show othr").expect_code(5).expect_stderr(&["did you mean other?"]);
}

#[test]
fn use_list_and_remove_change_the_file_and_nothing_else() {
    let world = with_config(World::new(), TWO);
    world.run("profile use other").expect_code(0);
    let listed = world.run("profile list -o json").expect_code(0).json();
    let current: Vec<_> =
        listed.as_array().unwrap().iter().map(|row| (&row["name"], &row["current"])).collect();
    assert_eq!(current, [(&"acme".into(), &false.into()), (&"other".into(), &true.into())]);
    world.run("profile use nobody").expect_code(5).expect_stderr(&["acme, other"]);
    world.run("profile remove other --yes").expect_code(0);
    world.run("profile remove other --yes").expect_code(5);
    let text = std::fs::read_to_string(world.home().join("config.yaml")).unwrap();
    assert!(text.contains("ac-acme") && !text.contains("other"), "{text}");
    // After that, no profile is current.
    assert_eq!(setting(&world.run("profile show -o json").expect_code(0), "profile").0, Value::Null);
}

#[cfg(unix)]
#[test]
fn a_removal_that_is_interrupted_says_that_nothing_was_removed() {
    use crate::terminal::{answer, end, start};
    let world = with_config(World::new(), &TWO.replace("ac-other", "ac-other, protected: true"));
    for (name, question) in [("acme", "[y/N]"), ("other", "type the profile's name to go on")] {
        let mut session = start(&world, ["profile", "remove", name]);
        answer(&mut session, question, "\x03");
        let (shown, code) = end(&mut session);
        assert_eq!(code, 130, "{shown}");
        let shown = shown.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(shown.contains("nothing was removed") && !shown.contains("nothing was sent"), "{shown}");
    }
}

#[test]
fn an_empty_machine_has_no_profiles_and_says_how_to_make_one() {
    let world = World::new();
    assert_eq!(world.run("profile list -o json").expect_code(0).json(), serde_json::json!([]));
    world.run("profile use acme").expect_code(5).expect_stderr(&["kcamp setup"]);
}

#[cfg(unix)]
#[test]
fn a_config_file_that_others_can_read_is_refused() {
    let world = with_config(World::new(), TWO);
    let path = world.home().join("config.yaml");
    for mode in [0o644, 0o640, 0o604, 0o660] {
        set_mode(&path, mode);
        world.run("profile show").expect_code(4).expect_stderr(&["chmod 600"]);
    }
    set_mode(&path, 0o600);
    world.run("profile show").expect_code(0);
}

#[cfg(unix)]
#[test]
fn what_kcamp_writes_only_its_owner_can_read() {
    use std::os::unix::fs::PermissionsExt as _;
    let world = with_config(World::new(), TWO);
    world.run("profile use other").expect_code(0);
    let mode = |path: &str| std::fs::metadata(world.home().join(path)).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode("config.yaml"), 0o600);
}

#[test]
fn a_wrong_key_or_value_of_the_file_is_named_with_its_place() {
    let world = with_config(World::new(), "profiles:\n  acme:\n    acount_id: x\n");
    world.run("profile list").expect_code(2).expect_stderr(&["acount_id", "did you mean account_id?", ":3:"]);
    let world = with_config(World::new(), "current: acme\nprofiles:\n  acme:\n    timezone: Asia/Calcuta\n");
    world.run("profile show").expect_code(2).expect_stderr(&[
        "timezone",
        "acme",
        "did you mean Asia/Kolkata?",
    ]);
}

#[test]
fn a_host_is_https_or_this_machine() {
    let world = World::new();
    for host in ["http://platform.kore.ai", "http://127.0.0.1.example.com", "ftp://platform.kore.ai"] {
        world.run(["profile", "show", "--host", host]).expect_code(2).expect_stderr(&["--host", "https"]);
    }
    for host in ["http://127.0.0.1:4010", "http://localhost:4010", "http://[::1]:4010", "platform.kore.ai"] {
        world.run(["profile", "show", "--host", host]).expect_code(0);
    }
}

/// A profile with the sandbox's account, without the secret.
fn sandbox_profile(sandbox: &Sandbox, rest: &str) -> String {
    let account = kcamp::sandbox::ACCOUNT;
    format!(
        "current: acme\nprofiles:\n  acme:\n    host: {}\n    stream_id: {}\n    account_id: {}\n    client_id: {}\n{rest}",
        sandbox.address, account.stream_id, account.account_id, account.client_id
    )
}

#[test]
fn a_secret_comes_from_a_variable_a_file_a_command_or_stdin() {
    let sandbox = Sandbox::new();
    let secret = kcamp::sandbox::ACCOUNT.client_secret;
    let list = ["contact-list", "list", "-o", "json"];
    let world = with_config(World::new(), &sandbox_profile(&sandbox, "    client_secret: {env: ACME}\n"));
    world.run(list).expect_code(4).expect_stderr(&["ACME"]);
    let world = world.with("ACME", secret);
    world.run(list).expect_code(0);

    let world = World::new();
    let file = world.file("secret.txt", format!("{secret}\n"));
    private(&file);
    let text = format!("    client_secret: {{file: {:?}}}\n", file.to_str().unwrap());
    with_config(world, &sandbox_profile(&sandbox, &text)).run(list).expect_code(0);

    let text = format!("    client_secret: {{command: [{:?}, {secret:?}]}}\n", "/bin/echo");
    if cfg!(unix) {
        with_config(World::new(), &sandbox_profile(&sandbox, &text)).run(list).expect_code(0);
    }

    let bare = with_config(World::new(), &sandbox_profile(&sandbox, ""));
    bare.run(list).expect_code(4).expect_stderr(&["KCAMP_CLIENT_SECRET"]);
    let with_stdin = [&list[..], &["--secret-stdin"]].concat();
    bare.run_with_input(&with_stdin, &format!("{secret}\nsecond line")).expect_code(0);
    bare.run_with_input(&with_stdin, "\n").expect_stderr(&["stdin"]);

    let path = bare.file("from-variable.txt", secret);
    private(&path);
    bare.with("KCAMP_CLIENT_SECRET_FILE", path.to_str().unwrap()).run(list).expect_code(0);
}

#[cfg(unix)]
#[test]
fn a_secret_command_that_fails_or_is_not_there_is_named_and_its_output_is_not() {
    let sandbox = Sandbox::new();
    for (command, words) in [
        ("[/bin/sh, -c, \"echo canary-7f3a; exit 3\"]", "/bin/sh"),
        ("[/nonexistent/op, read]", "/nonexistent/op"),
        ("[/bin/sh, -c, \"true\"]", "/bin/sh"),
    ] {
        let text = format!("    client_secret: {{command: {command}}}\n");
        let world = with_config(World::new(), &sandbox_profile(&sandbox, &text));
        let run = world.run("contact-list list -vvv").expect_code(4).expect_stderr(&[words]);
        assert!(!run.stderr.contains("canary-7f3a"), "{}", run.stderr);
    }
    assert!(sandbox.received().is_empty());
}

#[test]
fn a_ready_token_wins_over_a_secret_with_a_note() {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    let token = world.run("jwt mint").expect_code(0).stdout.trim().to_owned();
    let world =
        world.with("KCAMP_TOKEN", &*token).with("KCAMP_CLIENT_SECRET", "a secret that would be refused");
    let run = world
        .run("contact-list list")
        .expect_code(0)
        .expect_stderr(&["note[settings/token-wins]: ", "KCAMP_TOKEN"]);
    assert!(!run.stderr.contains(&token));
}

#[test]
fn the_clock_is_set_for_this_machine_only() {
    let world = World::new()
        .with("KCAMP_HOST", "https://platform.invalid")
        .with("KCAMP_STREAM_ID", "st-1")
        .with("KCAMP_ACCOUNT_ID", "ac-1")
        .with("KCAMP_CLIENT_ID", "cs-1")
        .with("KCAMP_CLIENT_SECRET", "a secret that is long enough for all");
    world.run("campaign list").expect_code(2).expect_stderr(&["KCAMP_NOW", "unset KCAMP_NOW"]);
    let minted = world.run("jwt mint -o json").expect_code(0).json();
    assert_eq!(minted["issued_at"], crate::world::NOW);
    Sandbox::new().world().run("campaign list").expect_code(0);
    World::new().with("KCAMP_NOW", "noon").run("profile show").expect_code(2).expect_stderr(&["RFC 3339"]);
}

#[test]
fn a_protected_profile_wants_its_name() {
    let sandbox = Sandbox::new();
    let secret = kcamp::sandbox::ACCOUNT.client_secret;
    let text = "    client_secret: {env: ACME}\n    protected: true\n";
    let world = with_config(World::new(), &sandbox_profile(&sandbox, text)).with("ACME", secret);
    for arguments in [&[][..], &["--yes"], &["--confirm", "acme"], &["--yes", "--confirm", "other"]] {
        let run =
            world.run([&["schedule", "disable", "X", "-o", "json"], arguments].concat()).expect_code(12);
        assert_eq!(run.error_json()["hint"], "add --yes --confirm acme", "{arguments:?}");
    }
    assert!(sandbox.received().is_empty());
    // A read needs no confirmation. The platform answers that the campaign does not exist.
    world.run("contact-list list").expect_code(0);
    world.run("schedule disable X --yes --confirm acme").expect_code(5);
}

#[test]
fn kcamp_keeps_to_its_folders_in_the_home() {
    let world = World::new().with("KCAMP_SANDBOX", "1");
    world.run("campaign list").expect_code(0);
    world.run("jwt mint").expect_code(0);
    world.run("profile list").expect_code(0);
    let names = |folder: &str| -> Vec<String> {
        let entries = std::fs::read_dir(world.home().join(folder)).unwrap();
        let mut names: Vec<_> =
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    };
    assert_eq!(names("."), [".local"]);
    assert_eq!(names(".local/state"), ["kcamp"]);
}

#[test]
fn a_home_that_takes_no_state_is_named_and_offline_commands_do_without() {
    let world = World::new();
    // No user can make a folder below a file.
    let blocked = world.file("a-file", "").join("state");
    let world = world.with("XDG_STATE_HOME", blocked.to_str().unwrap());
    let run = world.run("--sandbox campaign list");
    assert_ne!(run.code, 0);
    assert_ne!(run.code, 1);
    assert!(run.stderr.contains("a-file"), "{}", run.stderr);
    world.run("--sandbox jwt mint").expect_code(0);
    world.run("profile show").expect_code(0);
}

#[test]
fn a_profile_of_burki_shows_what_burki_has() {
    let text = "current: acme\nprofiles:\n  acme:\n    platform: burki\n    token: {env: ACME_API_KEY}\n";
    let world = with_config(World::new().without("KCAMP_RATE_LIMIT"), text);
    let shown = world.run("profile show -o json").expect_code(0);
    let rows = shown.json();
    let names: Vec<&str> = rows.as_array().unwrap().iter().map(|row| row["name"].as_str().unwrap()).collect();
    assert_eq!(
        names,
        [
            "profile",
            "platform",
            "host",
            "account_id",
            "token",
            "timezone",
            "region",
            "rate_limit",
            "list_totals",
            "timeout",
            "deadline",
            "ca_cert",
            "defaults",
            "protected"
        ]
    );
    let from = |value: &str, source: &str| (Value::from(value), Value::from(source));
    assert_eq!(setting(&shown, "host"), from("https://api.burki.dev", "default"));
    assert_eq!(setting(&shown, "token"), from("set, from env ACME_API_KEY", "profile acme"));
    assert_eq!(setting(&shown, "rate_limit"), (Value::Null, Value::Null));
    world.run("profile list").expect_code(0).expect_stdout(&["acme  burki"]);
}

#[test]
fn a_flag_that_means_nothing_on_the_platform_is_told_of() {
    let sandbox = Sandbox::new();
    let world = sandbox.burki_world();
    let quiet = world.run("campaign list").expect_code(0);
    assert!(!quiet.stderr.contains("not used"), "{}", quiet.stderr);
    world
        .run("campaign list --stream-id st-9")
        .expect_code(0)
        .expect_stderr(&["Burki has no such id: --stream-id is not used"]);
    // On Burki it is a name of the user's own.
    let named = world.run("campaign list --account-id a1").expect_code(0);
    assert!(!named.stderr.contains("not used"), "{}", named.stderr);
    let kore = sandbox.world().run("campaign list --account-id a1");
    assert!(!kore.stderr.contains("not used"), "{}", kore.stderr);
}

/// Variables that were left over from one account win over the profile of another one: which is said before anything is
/// sent, in a dry run and in what shows settings.
#[test]
fn variables_that_replace_values_of_the_named_profile_are_named() {
    let sandbox = Sandbox::new();
    let text = "    client_secret: {env: ACME}\n    timezone: Europe/London\n";
    let config = sandbox_profile(&sandbox, text);
    let world = || {
        with_config(World::new(), &config)
            .with("ACME", kcamp::sandbox::ACCOUNT.client_secret)
            .with("KCAMP_STREAM_ID", "st-other")
            .with("KCAMP_CLIENT_SECRET", "a secret of another account, canary")
            .with("KCAMP_TIMEZONE", "Europe/London")
    };
    let said = "warning[settings/variable-over-profile]: variables replace values of the profile acme: stream_id (KCAMP_STREAM_ID), \
                client_secret (KCAMP_CLIENT_SECRET)";
    let hint = "unset KCAMP_STREAM_ID KCAMP_CLIENT_SECRET";
    for line in [
        "profile show acme",
        "profile show --profile acme -q",
        "doctor --offline --profile acme",
        "contact-list create Vips --description Ours --profile acme -q",
        "schedule disable X --profile acme --dry-run",
    ] {
        let run = world().run(line);
        assert!(run.stderr.contains(said) && run.stderr.contains(hint), "{line}: {}", run.stderr);
        assert_eq!(run.stderr.matches("variable-over-profile").count(), 1, "{line}: {}", run.stderr);
        assert!(!run.stderr.contains("st-other, ") && !run.stderr.contains("canary"), "{}", run.stderr);
    }
    let rows = world().run("doctor --offline --profile acme -o json").json();
    let row = rows.as_array().unwrap().iter().find(|row| row["check"] == "account").unwrap().clone();
    assert_eq!(row["status"], "warning");
    assert!(row["detail"].as_str().unwrap().contains("stream_id (KCAMP_STREAM_ID)"), "{row}");
    assert!(row["next_step"].as_str().unwrap().contains(hint), "{row}");
    // A profile that nobody named, and a flag, which was typed for this command.
    for line in ["profile show", "schedule disable X --dry-run"] {
        assert!(!world().run(line).stderr.contains("variable-over-profile"), "{line}");
    }
    // What the profile leaves out holds by a default, unless it is needed anyway.
    let world = || world().with("KCAMP_RATE_LIMIT", "30").with("KCAMP_MESSAGE_ENCODING", "base64");
    let left_out = world()
        .with("KCAMP_SCHEDULE_TIMEZONE", "Asia/Kolkata")
        .with("KCAMP_REGION", "IN")
        .with("KCAMP_JTI", "on")
        .run("schedule disable X --profile acme --dry-run");
    let named = "client_secret (KCAMP_CLIENT_SECRET), region (KCAMP_REGION), schedule_timezone (KCAMP_SCHEDULE_TIMEZONE), \
                 jti (KCAMP_JTI)\n";
    assert!(left_out.stderr.contains(named), "{}", left_out.stderr);
    let flags = "profile show acme --stream-id st-mine";
    let named = world().run(flags).stderr;
    assert!(named.contains("acme: client_secret (KCAMP_CLIENT_SECRET)"), "{named}");
}

#[test]
fn a_relative_folder_for_the_state_is_not_used_without_a_word() {
    let sandbox = Sandbox::new();
    let said = "warning[settings/folder-relative]: XDG_STATE_HOME=state is a relative path, and is not used";
    for line in ["halt --yes -q", "halt --lift --yes", "campaign list -o json"] {
        sandbox.world().with("XDG_STATE_HOME", "state").run(line).expect_code(0).expect_stderr(&[said]);
    }
}
