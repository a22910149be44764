//! `kcamp doctor`.

use serde_json::Value;

use crate::world::{Run, SECRET, Sandbox, World, private};

/// The row of a check.
#[track_caller]
fn row(run: &Run, check: &str) -> Value {
    let rows = run.json();
    let found = rows.as_array().unwrap().iter().find(|row| row["check"] == check).cloned();
    found.unwrap_or_else(|| panic!("no check {check} in {rows:#}"))
}

#[track_caller]
fn statuses(run: &Run) -> Vec<(String, String)> {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    run.json().as_array().unwrap().iter().map(|row| (text(&row["check"]), text(&row["status"]))).collect()
}

#[test]
fn everything_is_in_order_in_the_sandbox() {
    let world = World::new().with("KCAMP_TIMEZONE", "Europe/London");
    let run = world.run("--sandbox doctor -o json").expect_code(0);
    let checks = [
        "config",
        "account",
        "credentials",
        "time zones",
        "state folder",
        "proxy",
        "terminal",
        "connection",
        "clock",
        "access",
    ];
    let statuses = statuses(&run);
    assert_eq!(statuses.iter().map(|(check, _)| check.as_str()).collect::<Vec<_>>(), checks);
    for (check, status) in &statuses {
        assert_eq!(status, if check == "config" { "skipped" } else { "ok" }, "{check}");
    }
    assert!(!run.stdout.contains(SECRET) && !run.stderr.contains(SECRET));
    world
        .run("--sandbox doctor")
        .expect_code(0)
        .expect_stdout(&["CHECK", "NEXT STEP", "your time zone is Europe/London (KCAMP_TIMEZONE)"])
        .expect_stderr(&["no check failed"]);
}

#[test]
fn a_served_platform_is_asked_once_and_offline_not_at_all() {
    let sandbox = Sandbox::new();
    let run = sandbox.world().run("doctor -o json --offline").expect_code(0);
    for check in ["connection", "clock", "access"] {
        assert_eq!(row(&run, check)["status"], "skipped", "{check}");
    }
    assert_eq!(row(&run, "credentials")["status"], "ok");
    assert_eq!(row(&run, "time zones")["status"], "warning");
    assert!(run.stderr.contains("no check failed, 1 warning\n"), "{}", run.stderr);
    assert!(sandbox.received().is_empty());
    let run = sandbox.world().run("doctor -o json").expect_code(0);
    assert_eq!(row(&run, "access")["status"], "ok");
    assert_eq!(sandbox.received().len(), 1);
}

#[test]
fn without_any_config_it_says_what_is_missing() {
    let run = World::new().run("doctor -o json").expect_code(4);
    assert_eq!(row(&run, "config")["status"], "skipped");
    let account = row(&run, "account");
    assert_eq!(
        (&account["status"], &account["code"]),
        (&"failed".into(), &"settings/account-incomplete".into())
    );
    assert!(account["next_step"].as_str().unwrap().contains("kcamp setup"), "{account}");
    assert_eq!(row(&run, "access")["status"], "skipped");
}

#[test]
fn a_broken_config_is_named_with_its_place() {
    let world = World::new();
    let path = world.file(".config/kcamp/config.yaml", "profiles: [\n");
    private(&path);
    let run = world.run("doctor -o json").expect_code(2);
    let config = row(&run, "config");
    assert_eq!((&config["status"], &config["code"]), (&"failed".into(), &"config/malformed".into()));
    assert_eq!(row(&run, "account")["status"], "skipped");
    assert_eq!(run.json().as_array().unwrap().iter().filter(|row| row["status"] == "failed").count(), 1);
    let run = world.run("--sandbox doctor -o json").expect_code(0);
    assert_eq!(row(&run, "config")["status"], "warning");
    assert_eq!(row(&run, "access")["status"], "ok");
}

#[cfg(unix)]
#[test]
fn a_config_that_others_may_read_fails_as_credentials_do() {
    use std::os::unix::fs::PermissionsExt as _;
    let world = World::new();
    let path = world.file(".config/kcamp/config.yaml", "profiles: {}\n");
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o644)).unwrap();
    let run = world.run("doctor -o json").expect_code(4);
    let config = row(&run, "config");
    assert_eq!(config["code"], "config/too-open");
    assert!(config["next_step"].as_str().unwrap().contains("chmod 600"), "{config}");
}

#[test]
fn a_wrong_secret_is_refused_by_the_platform_and_shown_nowhere() {
    let sandbox = Sandbox::new();
    let world = sandbox.world().with("KCAMP_CLIENT_SECRET", "canary-of-a-wrong-secret");
    let run = world.run("doctor -o json -vvv").expect_code(4);
    assert_eq!(row(&run, "connection")["status"], "ok");
    assert_eq!(row(&run, "clock")["status"], "ok");
    let access = row(&run, "access");
    assert_eq!((&access["status"], &access["code"]), (&"failed".into(), &"platform/unauthorized".into()));
    assert!(access["next_step"].as_str().unwrap().contains("client secret"), "{access}");
    assert!(!run.stdout.contains("canary") && !run.stderr.contains("canary"));
}

#[test]
fn a_secret_that_cannot_be_had_keeps_it_from_asking() {
    let sandbox = Sandbox::new();
    let world = sandbox.world().without("KCAMP_CLIENT_SECRET").with("KCAMP_CLIENT_SECRET_FILE", "/none/here");
    let run = world.run("doctor -o json").expect_code(4);
    assert_eq!(row(&run, "account")["status"], "ok");
    assert_eq!(row(&run, "credentials")["code"], "secret/file-unreadable");
    assert_eq!(row(&run, "access")["status"], "skipped");
    assert!(sandbox.received().is_empty());
}

#[test]
fn a_missing_scope_is_told_from_a_wrong_secret() {
    let sandbox = Sandbox::with_faults(&["403"]);
    let run = sandbox.world().run("doctor -o json").expect_code(4);
    let access = row(&run, "access");
    assert!(access["detail"].as_str().unwrap().contains("403"), "{access}");
    assert!(access["next_step"].as_str().unwrap().contains("scope"), "{access}");
}

#[test]
fn an_unreachable_host_ends_in_8() {
    // The sandbox has stopped when its world is used.
    let world = Sandbox::new().world();
    let run = world.run("doctor -o json").expect_code(8);
    assert_eq!(row(&run, "connection")["code"], "platform/unavailable");
    assert_eq!(row(&run, "clock")["status"], "skipped");
    assert_eq!(row(&run, "access")["status"], "skipped");
}

#[test]
fn a_clock_that_is_off_is_told_before_the_token_is_refused_for_it() {
    // The sandbox's clock is fixed at 08:00:00.
    let sandbox = Sandbox::new();
    for (now, code, status, detail) in [
        ("2026-12-03T08:00:30Z", 0, "ok", "within 30s"),
        ("2026-12-03T07:59:30Z", 0, "ok", "within 30s"),
        ("2026-12-03T07:59:29Z", 0, "warning", "31s behind"),
        ("2026-12-03T08:00:31Z", 0, "warning", "31s ahead of"),
        ("2026-12-03T07:00:00Z", 4, "warning", "1h behind"),
    ] {
        let run = sandbox.world().with("KCAMP_NOW", now).run("doctor -o json").expect_code(code);
        let clock = row(&run, "clock");
        assert_eq!(clock["status"], status, "{now}");
        assert!(clock["detail"].as_str().unwrap().contains(detail), "{now}: {clock}");
        let next_step = row(&run, "access")["next_step"].clone();
        assert_eq!(code == 4, next_step.as_str().is_some_and(|step| step.contains("clock")), "{next_step}");
    }
}

#[test]
fn a_proxy_is_shown_without_its_password() {
    let world = World::new()
        .with("HTTPS_PROXY", "http://ada:canary@proxy.example:3128")
        .with("NO_PROXY", "localhost");
    let run = world.run("doctor --offline -o json").expect_code(4);
    assert_eq!(row(&run, "proxy")["detail"], "http://proxy.example:3128 (HTTPS_PROXY), but for localhost");
    assert!(!run.stdout.contains("canary"));
}

#[test]
fn a_state_folder_that_cannot_be_written_fails_and_the_rest_is_still_looked_at() {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    let file = world.file("state", "a file, and no folder");
    let run = world.with("XDG_STATE_HOME", file.to_str().unwrap()).run("doctor -o json").expect_code(2);
    assert_eq!(row(&run, "state folder")["code"], "machine/state-not-writable");
    assert_eq!(row(&run, "access")["status"], "ok");
}

#[test]
fn the_first_failure_gives_the_exit_code() {
    let sandbox = Sandbox::new();
    let world = sandbox.world().with("KCAMP_CLIENT_SECRET", "wrong");
    let file = world.file("state", "a file, and no folder");
    let run = world.with("XDG_STATE_HOME", file.to_str().unwrap()).run("doctor").expect_code(2);
    run.expect_stderr(&["2 checks failed"]);
}

/// A home folder with the current profile `acme`: a Burki profile at this address, with these additional lines.
fn burki_profile(address: &str, more: &str) -> World {
    let world = World::new();
    let text = format!("current: acme\nprofiles:\n  acme:\n    platform: burki\n    host: {address}\n{more}");
    private(&world.file(".config/kcamp/config.yaml", text));
    world
}

#[test]
fn burki_is_looked_at_as_what_it_is() {
    let sandbox = Sandbox::new();
    let world =
        burki_profile(&sandbox.address, "    token: {env: ACME_API_KEY}\n    timezone: Asia/Kolkata\n")
            .with("ACME_API_KEY", kcamp::sandbox::BURKI_API_KEY);
    let run = world.run("doctor -o json").expect_code(0);
    let detail = |check| row(&run, check)["detail"].as_str().unwrap().to_owned();
    assert_eq!(detail("account"), format!("Burki at {}, profile acme", sandbox.address));
    assert_eq!(detail("credentials"), "an API key (env ACME_API_KEY, set by profile acme)");
    assert!(
        detail("time zones").contains("each schedule repeats in its own time zone"),
        "{}",
        detail("time zones")
    );
    assert!(detail("access").contains("campaigns can be read"), "{}", detail("access"));
    assert!(!run.stdout.contains("stream") && !run.stdout.contains("client"), "{}", run.stdout);
    assert_eq!(sandbox.received().len(), 1);
}

#[test]
fn a_key_of_burki_that_is_missing_or_refused_is_called_a_key() {
    let sandbox = Sandbox::new();
    let run = burki_profile(&sandbox.address, "").run("doctor -o json").expect_code(4);
    assert_eq!(row(&run, "account")["status"], "ok");
    let credentials = row(&run, "credentials");
    assert_eq!(credentials["detail"], "not set: API key");
    assert!(credentials["next_step"].as_str().unwrap().contains("KCAMP_TOKEN"), "{credentials}");
    assert_eq!(row(&run, "access")["status"], "skipped");

    // A wrong clock is no reason to refuse a key.
    for now in ["2026-12-03T08:00:00Z", "2026-12-03T07:00:00Z"] {
        let world = burki_profile(&sandbox.address, "")
            .with("KCAMP_TOKEN", "canary-of-a-wrong-key")
            .with("KCAMP_NOW", now);
        let run = world.run("doctor -o json -vvv").expect_code(4);
        let access = row(&run, "access");
        assert_eq!(access["code"], "platform/unauthorized");
        assert_eq!(access["next_step"], "check the API key with `kcamp profile show`");
        let clock = row(&run, "clock")["next_step"].clone();
        assert!(!clock.as_str().unwrap_or_default().contains("token"), "{clock}");
        assert!(!run.stdout.contains("canary") && !run.stderr.contains("canary"));
    }
}

#[test]
fn with_json_stderr_counts_the_checks_that_failed() {
    let sandbox = Sandbox::new();
    let world = sandbox.world().with("KCAMP_CLIENT_SECRET", "wrong");
    let file = world.file("state", "a file, and no folder");
    let world = world.with("XDG_STATE_HOME", file.to_str().unwrap());
    let run = world.run("doctor -o json").expect_code(2);
    assert_eq!(run.json().as_array().unwrap().iter().filter(|row| row["status"] == "failed").count(), 2);
    let error = run.error_json();
    assert!(error["message"].as_str().unwrap().starts_with("2 checks failed"), "{error}");
    assert_eq!((&error["code"], &error["exit_code"]), (&"doctor/check-failed".into(), &2.into()));
    assert!(!world.run("doctor").expect_code(2).stderr.contains("error:"));
}

#[test]
fn a_list_that_may_end_before_its_total_is_said() {
    for (value, is_said) in [(None, false), (Some("true"), false), (Some("false"), true)] {
        let sandbox = Sandbox::new();
        let world = sandbox.world();
        let world = match value {
            Some(value) => world.with("KCAMP_LIST_TOTALS", value),
            None => world,
        };
        let shown = world.run("doctor").stdout;
        assert_eq!(shown.contains("list_totals is false, KCAMP_LIST_TOTALS"), is_said, "{shown}");
    }
}
