//! Tokens that were minted elsewhere: when they are used. An expired token is refused before anything is sent.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use crate::secrets::LIST;
use crate::world::{Sandbox, World, private};

/// A token of the sandbox's account, minted at this time.
fn token_of(sandbox: &Sandbox, minted: &str) -> String {
    let world = sandbox.world().with("KCAMP_NOW", minted);
    world.run("jwt mint").expect_code(0).stdout.trim().to_owned()
}

#[test]
fn a_ready_token_that_has_expired_is_refused_before_anything_is_sent() {
    let sandbox = Sandbox::new();
    // The clock shows 08:00:00. These tokens expire after five minutes.
    for (minted, is_sent) in [
        ("2026-12-03T07:55:01Z", true),
        ("2026-12-03T07:54:00Z", true),
        ("2026-12-03T07:53:59Z", false),
        ("2026-12-02T08:00:00Z", false),
    ] {
        let before = sandbox.received().len();
        let token = token_of(&sandbox, minted);
        let world = sandbox
            .world()
            .without("KCAMP_CLIENT_SECRET")
            .without("KCAMP_CLIENT_ID")
            .with("KCAMP_TOKEN", &*token);
        let run = world.run("campaign list -o json");
        assert_eq!(sandbox.received().len() > before, is_sent, "{minted}: {}", run.stderr);
        if !is_sent {
            let error = run.expect_code(4).error_json();
            assert_eq!(error["code"], "secret/token-expired");
            let message = error["message"].as_str().unwrap();
            for part in ["env KCAMP_TOKEN", "expired at 2026-12-0", "ago", "nothing was sent"] {
                assert!(message.contains(part), "{message}");
            }
            assert!(
                error["hint"].as_str().unwrap().contains("set the client id and the client secret"),
                "{error}"
            );
        }
    }
}

#[test]
fn an_expired_token_tells_of_a_client_secret_that_is_set() {
    let sandbox = Sandbox::new();
    let token = token_of(&sandbox, "2026-12-03T07:00:00Z");
    let world = sandbox.world();
    let file = world.file("outside/token", &token);
    private(&file);
    let world = world.with("KCAMP_TOKEN_FILE", file.display().to_string());
    for line in [&["campaign", "list"][..], &["schedule", "disable", "X", "--yes"]] {
        let run = world.run(line).expect_code(4).expect_stderr(&[
            &format!(
                "the ready token (file {}, set by KCAMP_TOKEN_FILE) expired at 2026-12-03T07:05:00Z",
                file.display()
            ),
            "55m ago; nothing was sent",
            "a client secret is set too (env KCAMP_CLIENT_SECRET",
        ]);
        assert!(!run.stderr.contains("eyJ"), "{}", run.stderr);
    }
    let run = world.run("doctor -o json").expect_code(4);
    let rows = run.json();
    let credentials =
        rows.as_array().unwrap().iter().find(|row| row["check"] == "credentials").unwrap().clone();
    assert_eq!(credentials["code"], "secret/token-expired");
    assert!(
        credentials["next_step"].as_str().unwrap().contains("a client secret is set too"),
        "{credentials}"
    );
    assert!(sandbox.received().is_empty());
}

#[test]
fn a_key_of_burki_that_is_a_token_expires_as_one() {
    let sandbox = Sandbox::new();
    let run =
        sandbox.burki_world().with("KCAMP_TOKEN", unsigned(r#"{"exp":1700000000}"#)).run(LIST).expect_code(4);
    run.expect_stderr(&[
        "the API key (env KCAMP_TOKEN",
        "expired at 2023-11-14T22:13:20Z",
        "make a new API key",
    ]);
    assert!(sandbox.received().is_empty());
}

fn unsigned(claims: &str) -> String {
    format!("{}.{}.", URL_SAFE_NO_PAD.encode(r#"{"alg":"none"}"#), URL_SAFE_NO_PAD.encode(claims))
}

#[test]
fn inspect_tells_an_expiry_that_is_none_from_a_missing_one() {
    let world = World::new();
    for (claims, state) in [
        (r#"{"exp":1790000300000}"#, "not a valid expiry: milliseconds?"),
        (r#"{"exp":"1790000300000"}"#, "not a valid expiry: milliseconds?"),
        (r#"{"exp":"1790000300"}"#, "not a valid expiry: a text"),
        (r#"{"exp":true}"#, "not a valid expiry"),
        (r#"{"appId":"cs-1"}"#, "has no expiry"),
    ] {
        let token = unsigned(claims);
        let shown = world.run(["jwt", "inspect", &token]).expect_code(0).expect_stdout(&[state]).stdout;
        assert_eq!(shown.contains("has no expiry"), state == "has no expiry", "{shown}");
        let said = world.run(["jwt", "inspect", &token, "-o", "json"]).expect_code(0).json();
        assert_eq!(said["expired"], serde_json::Value::Null);
        assert_eq!(said["remarks"].as_array().unwrap().is_empty(), state == "has no expiry", "{said}");
    }
    for claim in ["appid", "app_id", "AppId"] {
        let token = unsigned(&format!(r#"{{"{claim}":"cs-1","exp":1900000000}}"#));
        let words = format!("the claim {claim} is not known to Kore.ai: it must be spelled appId");
        world.run(["jwt", "inspect", &token]).expect_code(0).expect_stdout(&[&words]);
    }
}

/// The row `credentials` of `doctor`.
fn credentials(world: &World, more: &[&str]) -> serde_json::Value {
    let run = world.run([&["doctor", "-o", "json"], more].concat());
    run.json().as_array().unwrap().iter().find(|row| row["check"] == "credentials").unwrap().clone()
}

#[test]
fn what_is_wrong_with_a_ready_token_is_said_by_doctor_and_where_it_is_refused() {
    let sandbox = Sandbox::new();
    for (token, what) in [
        ("hello".to_owned(), "separated by dots"),
        ("$TOKEN".to_owned(), "separated by dots"),
        (
            unsigned(r#"{"appId":"cs-1","exp":4102444800000}"#),
            "the claim exp is not a valid expiry: milliseconds?",
        ),
        (unsigned(r#"{"appid":"cs-1","exp":4102444800}"#), "the claim appid is not known to Kore.ai"),
    ] {
        let world = sandbox.world().without("KCAMP_CLIENT_SECRET").with("KCAMP_TOKEN", &*token);
        let row = credentials(&world, &["--offline"]);
        assert_eq!(row["status"], "warning", "{row}");
        assert!(row["detail"].as_str().unwrap().contains(what), "{row}");
        let run = world.run(LIST).expect_code(4);
        let run = run.expect_stderr(&[
            "look at the ready token (env KCAMP_TOKEN",
            "its exp and its claim appId",
            what,
        ]);
        assert!(!run.stderr.contains("client secret") && !run.stderr.contains(&token), "{}", run.stderr);
        let run = world.run("doctor").expect_code(4);
        assert!(!run.stdout.contains("check the client id and the client secret"), "{}", run.stdout);
    }
}

#[test]
fn doctor_says_where_it_did_not_look_at_the_credentials() {
    let sandbox = Sandbox::new();
    let world = sandbox.world().with("KCAMP_HOST", "https://platform.kore.ai");
    let row = credentials(&world.with("KCAMP_NOW", "2026-12-03T08:00:00Z"), &["--offline"]);
    assert_eq!(row["status"], "skipped", "{row}");
    assert!(row["detail"].as_str().unwrap().contains("KCAMP_NOW"), "{row}");
}

#[test]
fn a_token_of_another_client_than_the_one_that_is_set_is_told_and_neither_is_shown() {
    let sandbox = Sandbox::new();
    let token = token_of(&sandbox, "2026-12-03T08:00:00Z");
    let own = sandbox.world().with("KCAMP_TOKEN", &*token).without("KCAMP_CLIENT_SECRET");
    let other = || {
        let world = sandbox.world().with("KCAMP_TOKEN", &*token).without("KCAMP_CLIENT_SECRET");
        world.with("KCAMP_CLIENT_ID", "cs-of-another")
    };
    let said = "the claim appId is not the client id that is set (client_id)";
    let credentials = |world: &World| {
        let run = world.run("doctor -o json").expect_code(0);
        assert!(!run.stdout.contains(&token), "{}", run.stdout);
        run.json().as_array().unwrap().iter().find(|row| row["check"] == "credentials").unwrap().clone()
    };
    let row = credentials(&other());
    assert_eq!(row["status"], "warning", "{row}");
    assert!(row["detail"].as_str().unwrap().contains(said), "{row}");
    assert_eq!(credentials(&own)["status"], "ok");
    let inspect = ["jwt", "inspect", &token];
    let shown = other().run(inspect).expect_code(0).expect_stdout(&[said]);
    assert!(!shown.stdout.contains("cs-of-another"), "{}", shown.stdout);
    assert!(!own.run(inspect).expect_code(0).stdout.contains(said));
}
