//! `setup` of an existing profile without a terminal: keys without a new value stay unchanged.

use serde_json::{Map, Value, json};

use super::{API_KEY, CONFIG, setup};
use crate::schedule::{NAME, bodies};
use crate::world::{Run, Sandbox, World, private};

/// Every key of a profile, each with a value that is not its default.
fn every_key(platform: &str) -> Map<String, Value> {
    let all = json!({
        "platform": platform, "host": "https://kcamp.example", "stream_id": "st-1", "account_id": "a-1", "client_id": "cs-1",
        "client_secret": {"env": "OLD_SECRET"}, "token": {"command": ["cat", "token"]}, "timezone": "Asia/Kolkata",
        "region": "IN", "schedule_timezone": "Asia/Kolkata", "message_encoding": "percent-base64", "harmless_keys": "ownerTeam", "rate_limit": "30",
        "jti": "true", "trigger_path": "/run/{campaignId}", "timeout": "90s", "ca_cert": "authority.pem",
        "defaults": "~/shared.yaml", "protected": "true", "list_totals": "false",
    });
    all.as_object().unwrap().clone()
}

/// A world with this one profile, named `acme`.
fn with_profile(profile: &Map<String, Value>) -> World {
    let world = World::new().without("KCAMP_RATE_LIMIT");
    let config = json!({ "current": "acme", "profiles": { "acme": profile } });
    private(&world.file(CONFIG, config.to_string()));
    world
}

/// The current keys of the profile, each as text.
fn keys(world: &World) -> Map<String, Value> {
    let config = std::fs::read_to_string(world.home().join(CONFIG)).unwrap();
    let config: Value = serde_saphyr::from_str(&config).unwrap();
    let keys = config["profiles"]["acme"].as_object().unwrap().clone();
    let text =
        |value: Value| if value.is_object() || value.is_string() { value } else { value.to_string().into() };
    keys.into_iter().map(|(key, value)| (key, text(value))).collect()
}

/// Sets the profile up again with these flags, without a check by the platform and with every consent.
fn again(world: &World, flags: &[&str]) -> Run {
    let line = ["setup", "--profile", "acme", "--no-check", "--yes", "--confirm", "acme"];
    world.run([&line[..], flags].concat()).expect_code(0)
}

/// Whether the output says that this key is kept.
fn says_kept(run: &Run, key: &str) -> bool {
    let line = run.stderr.lines().find(|line| line.starts_with("the profile acme keeps "));
    line.is_some_and(|line| line.contains(&format!(" keeps {key} ")) || line.contains(&format!(", {key} ")))
}

#[test]
fn the_keys_of_these_tests_are_all_that_a_profile_has() {
    let schema = World::new().run("schema config").expect_code(0).json();
    let known: Vec<&String> = schema["$defs"]["profile"]["properties"].as_object().unwrap().keys().collect();
    let mut here = every_key("kore");
    here.sort_keys();
    let mut known: Vec<String> = known.into_iter().cloned().collect();
    known.sort();
    assert_eq!(here.keys().cloned().collect::<Vec<_>>(), known);
}

/// Each flag changes only its own key.
#[test]
fn every_key_that_no_flag_gives_stays_and_is_said() {
    let old = every_key("kore");
    for (flag, value, key, now) in [
        ("--secret-env", "NEW_SECRET", "client_secret", json!({ "env": "NEW_SECRET" })),
        ("--host", "https://other.example", "host", json!("https://other.example")),
        ("--stream-id", "st-2", "stream_id", json!("st-2")),
        ("--account-id", "a-2", "account_id", json!("a-2")),
        ("--client-id", "cs-2", "client_id", json!("cs-2")),
        ("--timezone", "Europe/London", "timezone", json!("Europe/London")),
        ("--region", "gb", "region", json!("GB")),
        ("--schedule-timezone", "Asia/Tokyo", "schedule_timezone", json!("Asia/Tokyo")),
        ("--timeout", "9s", "timeout", json!("9s")),
        ("--ca-cert", "/other.pem", "ca_cert", json!("/other.pem")),
    ] {
        let world = with_profile(&old);
        let run = again(&world, &[flag, value]);
        let mut expected = old.clone();
        expected.insert(key.to_owned(), now);
        // A ready token would be sent instead of one signed with the new secret, so it is removed.
        if key == "client_secret" {
            expected.remove("token");
            assert!(
                run.stderr.contains("the profile acme no longer has token command cat"),
                "{}",
                run.stderr
            );
        }
        assert_eq!(keys(&world), expected, "{flag}: {}", run.stderr);
        for kept in expected.keys() {
            assert_eq!(says_kept(&run, kept), kept != key, "{flag}: {kept}: {}", run.stderr);
        }
    }
}

/// `--from-env` changes the keys of the variables that are set, and keeps the others.
#[test]
fn every_key_that_no_variable_gives_stays() {
    let old = every_key("kore");
    for (variable, value, key, now) in [
        (
            "KCAMP_CLIENT_SECRET",
            "a secret of 32 letters, or of more",
            "client_secret",
            json!({ "env": "KCAMP_CLIENT_SECRET" }),
        ),
        ("KCAMP_HOST", "https://other.example", "host", json!("https://other.example")),
        ("KCAMP_TIMEZONE", "Europe/London", "timezone", json!("Europe/London")),
        ("KCAMP_REGION", "GB", "region", json!("GB")),
        ("KCAMP_SCHEDULE_TIMEZONE", "Asia/Tokyo", "schedule_timezone", json!("Asia/Tokyo")),
        ("KCAMP_RATE_LIMIT", "20", "rate_limit", json!("20")),
        ("KCAMP_DEFAULTS", "/other.yaml", "defaults", json!("/other.yaml")),
    ] {
        let world = with_profile(&old).with(variable, value);
        let run = again(&world, &["--from-env"]);
        let mut expected = old.clone();
        expected.insert(key.to_owned(), now);
        if key == "client_secret" {
            expected.remove("token");
        }
        assert_eq!(keys(&world), expected, "{variable}: {}", run.stderr);
        assert!(says_kept(&run, "protected") && !says_kept(&run, key), "{variable}: {}", run.stderr);
    }
}

/// A profile keeps its platform. If the platform changes, keys that the new one does not have are removed, and kcamp
/// names them.
#[test]
fn the_platform_stays_and_what_another_platform_loses_is_said() {
    let mut burki = every_key("burki");
    for of_kore in [
        "stream_id",
        "account_id",
        "client_id",
        "client_secret",
        "schedule_timezone",
        "message_encoding",
        "harmless_keys",
    ] {
        burki.remove(of_kore);
    }
    for flags in [&["--secret-env", "NEW_KEY"][..], &["--secret-env", "NEW_KEY", "--from-env"]] {
        let world = with_profile(&burki);
        again(&world, flags);
        let mut expected = burki.clone();
        expected.insert("token".to_owned(), json!({ "env": "NEW_KEY" }));
        assert_eq!(keys(&world), expected);
    }
    let world = with_profile(&every_key("kore"));
    let run = again(&world, &["--platform", "burki", "--secret-env", "NEW_KEY"]);
    let now = keys(&world);
    assert!(now["protected"] == "true" && now["timezone"] == "Asia/Kolkata", "{now:?}");
    let gone = run.stderr.lines().find(|line| line.contains("the profile acme no longer has")).unwrap();
    for key in every_key("kore").keys().filter(|key| !now.contains_key(*key)) {
        assert!(gone.contains(&format!("{key} ")), "{key}: {gone}");
    }
}

/// A protected profile stays protected, and `setup` says so.
#[test]
fn a_protected_profile_keeps_its_protection_and_nothing_says_otherwise() {
    let world = with_profile(&every_key("kore"));
    let flags = ["setup", "--profile", "acme", "--secret-env", "NEW_KEY", "--no-check"];
    for more in [&[][..], &["--yes"], &["--yes", "--confirm", "other"]] {
        let run = world.run([&flags[..], more].concat()).expect_code(12);
        let run = run.expect_stderr(&[
            "the profile acme is protected",
            "its protection would be kept; nothing was saved",
        ]);
        assert!(!run.stderr.contains("lost"), "{}", run.stderr);
    }
    world.run([&flags[..], &["--yes", "--confirm", "acme"]].concat()).expect_code(0);
    assert_eq!(keys(&world)["protected"], "true");
    let removed = world.run("profile remove acme").expect_code(12);
    removed.expect_stderr(&["its protection would be lost; nothing was removed"]);
}

/// A new secret in a pipeline changes no call times: the platform receives the same times as before.
#[test]
fn a_new_secret_leaves_the_times_of_calls_as_they_were() {
    let sandbox = Sandbox::new();
    let world = World::new()
        .with("FIRST", kcamp::sandbox::ACCOUNT.client_secret)
        .with("SECOND", kcamp::sandbox::ACCOUNT.client_secret);
    world.file("campaign.yaml", crate::schedule::campaign_file(&format!("{NAME:?}")));
    let enable = |start: &str| {
        let line =
            ["schedule", "enable", NAME, "--yes", "--weekly", "Mon", "--end", "2027-03-31", "--start", start];
        world.run(line).expect_code(0);
        bodies(&sandbox).pop().unwrap()
    };
    world
        .run(setup(&sandbox.address, &["--secret-env", "FIRST", "--schedule-timezone", "Asia/Kolkata"]))
        .expect_code(0);
    world.run("campaign create -f campaign.yaml").expect_code(0);
    let before = enable("2026-12-07 09:30");
    let rotated = world.run(setup(&sandbox.address, &["--secret-env", "SECOND", "--yes"])).expect_code(0);
    rotated.expect_stderr(&["the profile default keeps platform kore, schedule_timezone Asia/Kolkata"]);
    assert_eq!(enable("2026-12-07 09:30"), before);
    assert_eq!(before["startDateTime"], "2026-12-07 09:30:00");
}

/// Without consent nothing changes, and the kept keys are named before the question.
#[test]
fn without_consent_nothing_changes() {
    let mut old = every_key("kore");
    old.remove("protected");
    let world = with_profile(&old);
    let run = world.run("setup --profile acme --secret-env NEW_SECRET --no-check").expect_code(12);
    assert!(says_kept(&run, "schedule_timezone"), "{}", run.stderr);
    run.expect_stderr(&["nothing was saved"]);
    assert_eq!(keys(&world), old);
}

/// The secret that is saved is the one that was tested: an older ready token is not used for the check.
#[test]
fn a_ready_token_of_before_does_not_vouch_for_a_new_secret() {
    let sandbox = Sandbox::new();
    let account = kcamp::sandbox::ACCOUNT;
    let token = sandbox.world().run("jwt mint").expect_code(0).stdout.trim().to_owned();
    let mut old = every_key("kore");
    old.remove("protected");
    old.remove("ca_cert");
    old.remove("client_secret");
    for (key, value) in [
        ("host", sandbox.address.as_str()),
        ("stream_id", account.stream_id),
        ("account_id", account.account_id),
        ("client_id", account.client_id),
    ] {
        old.insert(key.to_owned(), json!(value));
    }
    old.insert("token".to_owned(), json!({ "env": "TOKEN" }));
    let world = with_profile(&old).with("TOKEN", token.as_str());
    world.run("campaign list").expect_code(0);
    let before = sandbox.received().len();
    let line = ["setup", "--profile", "acme", "--secret-env", "NEW", "--yes"];
    let world = world.with("NEW", "another secret, which the sandbox does not know");
    world.run(line).expect_code(4).expect_stderr(&["nothing was saved"]);
    assert_eq!(keys(&world), old);
    assert!(sandbox.received().len() > before);
    let world = world.with("NEW", account.client_secret);
    world.run(line).expect_code(0).expect_stderr(&["no longer has token env TOKEN", "the credentials work"]);
    old.remove("token");
    old.insert("client_secret".to_owned(), json!({ "env": "NEW" }));
    assert_eq!(keys(&world), old);
    world.run("campaign list").expect_code(0);
    // A command reads the new secret, and sends no ready token.
    world.without("NEW").run("campaign list").expect_code(4).expect_stderr(&["NEW"]);
}

/// On Burki only the key is read, so a client secret beside it is removed.
#[test]
fn an_api_key_takes_the_place_of_every_secret_of_before() {
    let sandbox = Sandbox::new();
    let mut old = every_key("burki");
    old.remove("ca_cert");
    old.insert("host".to_owned(), json!(sandbox.address));
    let world = with_profile(&old).with("NEW_KEY", API_KEY);
    let line = ["setup", "--profile", "acme", "--secret-env", "NEW_KEY", "--yes", "--confirm", "acme"];
    world.run(line).expect_code(0).expect_stderr(&["no longer has client_secret env OLD_SECRET"]);
    old.remove("client_secret");
    old.insert("token".to_owned(), json!({ "env": "NEW_KEY" }));
    assert_eq!(keys(&world), old);
}
