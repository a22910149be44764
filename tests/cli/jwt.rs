//! `jwt mint` and `jwt inspect`.

use serde_json::{Value, json};

use crate::world::{NOW, Run, SECRET, Sandbox, World};

/// A world with only a client id and a client secret.
fn world() -> World {
    World::new().with("KCAMP_CLIENT_ID", "cs-1").with("KCAMP_CLIENT_SECRET", SECRET)
}

/// Mints a token with these arguments, and returns it.
fn mint(world: &World, arguments: &[&str]) -> String {
    let run = world.run([&["jwt", "mint"], arguments].concat()).expect_code(0);
    let token = run.stdout.strip_suffix('\n').unwrap().to_owned();
    assert!(token.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte)), "{token:?}");
    assert_eq!(token.split('.').count(), 3);
    token
}

/// The result of `jwt inspect -o json` for a token.
fn inspected(world: &World, token: &str) -> Value {
    world.run(["jwt", "inspect", token, "-o", "json"]).expect_code(0).json()
}

/// [`NOW`] in seconds since the epoch.
fn now() -> i64 {
    NOW.parse::<jiff::Timestamp>().unwrap().as_second()
}

#[test]
fn mint_prints_the_token_alone_and_by_default_lives_five_minutes() {
    let world = world();
    let token = mint(&world, &[]);
    let said = inspected(&world, &token);
    assert_eq!(said["header"], json!({ "typ": "JWT", "alg": "HS256" }));
    assert_eq!(said["claims"], json!({ "sub": "kcamp", "appId": "cs-1", "iat": now(), "exp": now() + 300 }));
    assert_eq!(said["expired"], false);
    assert_eq!(said["expires_at"], "2026-12-03T08:05:00Z");
}

#[test]
fn flags_shape_the_claims() {
    let world = world();
    let token = mint(
        &world,
        &[
            "--ttl",
            "1h",
            "--sub",
            "ops",
            "--jti",
            "--claim",
            "level=3",
            "--claim",
            "role=admin",
            "--claim",
            "on=[true]",
        ],
    );
    let claims = inspected(&world, &token)["claims"].clone();
    assert_eq!(claims["sub"], "ops");
    assert_eq!(claims["exp"], now() + 3600);
    assert_eq!(claims["level"], 3);
    assert_eq!(claims["role"], "admin");
    assert_eq!(claims["on"], json!([true]));
    let other = inspected(&world, &mint(&world, &["--jti"]))["claims"]["jti"].clone();
    assert!(claims["jti"].as_str().unwrap().len() >= 16);
    assert_ne!(claims["jti"], other, "a jti is used once");
}

#[test]
fn every_algorithm_is_named_in_the_header_and_verifies() {
    let world = world();
    for (algorithm, signature) in [("HS256", 43), ("HS384", 64), ("HS512", 86)] {
        let token = mint(&world, &["--alg", algorithm]);
        assert_eq!(token.rsplit('.').next().unwrap().len(), signature, "{algorithm}");
        let said = world.run(["jwt", "inspect", &token, "--verify", "-o", "json"]).expect_code(0).json();
        assert_eq!(said["header"]["alg"], algorithm);
        assert_eq!(said["verified"], true);
    }
}

#[test]
fn json_has_the_claims_and_the_expiry() {
    let said = world().run("jwt mint --ttl 90 -o json").expect_code(0).json();
    assert_eq!(said["algorithm"], "HS256");
    assert_eq!(said["claims"]["appId"], "cs-1");
    assert_eq!(said["issued_at"], NOW);
    assert_eq!(said["expires_at"], "2026-12-03T08:01:30Z");
    assert_eq!(said["token"].as_str().unwrap().split('.').count(), 3);
}

#[test]
fn what_cannot_be_minted_is_refused_in_words() {
    let world = world();
    for (arguments, words) in [
        (&["--alg", "RS256"][..], &["--alg", "HS256"][..]),
        (&["--alg", "none"], &["--alg", "HS256"]),
        (&["--ttl", "0"], &["--ttl"]),
        (&["--ttl", "soon"], &["--ttl", "5m"]),
        (&["--ttl", "2h", "--jti"], &["jti", "an hour or less"]),
        (&["--claim", "appid=cs-2"], &["appId"]),
        (&["--claim", "nothing"], &["--claim", "KEY=VALUE"]),
        (&["--claim", "a=1", "--claim", "a=2"], &["twice"]),
    ] {
        let run = world.run([&["jwt", "mint"], arguments].concat()).expect_code(2).expect_stderr(words);
        assert_eq!(run.stdout, "", "{arguments:?}");
    }
    // Without a jti the platform decides about a longer life.
    mint(&world, &["--ttl", "2h"]);
}

#[test]
fn minting_without_credentials_names_them() {
    World::new().run("jwt mint").expect_code(4).expect_stderr(&[
        "not set: client id, client secret",
        "KCAMP_CLIENT_ID",
        "KCAMP_CLIENT_SECRET",
    ]);
    World::new()
        .with("KCAMP_CLIENT_ID", "cs-1")
        .run("jwt mint")
        .expect_code(4)
        .expect_stderr(&["KCAMP_CLIENT_SECRET"]);
}

#[test]
fn inspect_reads_the_argument_stdin_and_a_dash() {
    let world = world();
    let token = mint(&world, &[]);
    let by_argument = world.run(["jwt", "inspect", &token]).expect_code(0).stdout;
    assert!(by_argument.contains("cs-1"), "{by_argument}");
    assert_eq!(world.run_with_input("jwt inspect", &format!("{token}\n")).expect_code(0).stdout, by_argument);
    assert_eq!(world.run_with_input("jwt inspect -", &token).expect_code(0).stdout, by_argument);
}

#[test]
fn inspect_shows_times_in_the_operators_zone_and_what_is_left() {
    let token = mint(&world(), &[]);
    world()
        .with("KCAMP_TIMEZONE", "Asia/Kolkata")
        .run(["jwt", "inspect", &token])
        .expect_code(0)
        .expect_stdout(&[
            "2026-12-03 13:30",
            "2026-12-03 13:35",
            "Asia/Kolkata",
            "in 5m",
            "alive",
            "not verified",
        ]);
    world()
        .with("KCAMP_NOW", "2026-12-03T09:05:00Z")
        .run(["jwt", "inspect", &token])
        .expect_code(0)
        .expect_stdout(&["expired", "1h ago"]);
}

/// Runs `inspect --verify` with this exit code, and checks its `verified`.
fn verified(world: &World, token: &str, code: i32) -> Run {
    let run = world.run(["jwt", "inspect", token, "--verify", "-o", "json"]).expect_code(code);
    assert_eq!(run.json()["verified"], code == 0);
    run
}

#[test]
fn verify_tells_a_mismatch_from_an_expiry() {
    let world = world();
    let token = mint(&world, &[]);
    verified(&world, &token, 0);
    let other = World::new()
        .with("KCAMP_CLIENT_ID", "cs-1")
        .with("KCAMP_CLIENT_SECRET", "another secret of mine, long enough");
    assert_eq!(verified(&other, &token, 4).error_json()["code"], "jwt/signature-mismatch");
    let later = world.with("KCAMP_NOW", "2026-12-03T09:00:00Z");
    assert_eq!(verified(&later, &token, 4).error_json()["code"], "jwt/expired");
}

#[test]
fn a_token_that_is_not_signed_is_shown_and_not_verified() {
    // {"alg":"none"} and {"appId":"cs-1"}.
    let token = "eyJhbGciOiJub25lIn0.eyJhcHBJZCI6ImNzLTEifQ.";
    let world = world();
    let said = inspected(&world, token);
    assert_eq!(said["header"]["alg"], "none");
    assert_eq!(said["claims"]["appId"], "cs-1");
    assert_eq!(said["expired"], Value::Null);
    let run = world.run(["jwt", "inspect", token, "--verify"]);
    assert_ne!(run.code, 0);
    assert!(run.stderr.contains("none"), "{}", run.stderr);
}

#[test]
fn garbage_is_no_token() {
    let world = world();
    for garbage in ["", "hello", "a.b", "a.b.c", "a.b.c.d.e", "eyJhbGciOiJIUzI1NiJ9.bm90IGpzb24.c2ln"] {
        let run = world.run_with_input("jwt inspect -o json", garbage).expect_code(2);
        let error = run.error_json();
        assert!(error["code"].as_str().unwrap().starts_with("jwt/"), "{garbage:?}: {error}");
        assert_eq!(run.stdout, "");
    }
}

#[test]
fn the_sandbox_takes_a_minted_token_and_no_foreign_or_stale_one() {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    let token = mint(&world, &[]);
    let with_token = |token: &str| {
        sandbox.world().without("KCAMP_CLIENT_SECRET").without("KCAMP_CLIENT_ID").with("KCAMP_TOKEN", token)
    };
    with_token(&token).run("contact-list list").expect_code(0);
    with_token(&mint(&world, &["--alg", "HS512"])).run("contact-list list").expect_code(0);
    let foreign =
        mint(&World::new().with("KCAMP_CLIENT_ID", "cs-2").with("KCAMP_CLIENT_SECRET", SECRET), &[]);
    with_token(&foreign).run("contact-list list").expect_code(4);
    let stale = mint(&sandbox.world().with("KCAMP_NOW", "2026-12-03T07:00:00Z"), &[]);
    with_token(&stale).run("contact-list list").expect_code(4);
    // The secret that mints a token verifies it.
    world.run(["jwt", "inspect", &token, "--verify"]).expect_code(0);
}

#[test]
fn a_token_of_the_future_is_not_called_alive() {
    let (world, later) = (world(), world().with("KCAMP_NOW", "2026-12-03T08:02:00Z"));
    let token = mint(&later, &[]);
    let run = world.run(["jwt", "inspect", &token]).expect_code(0);
    let run = run.expect_stdout(&["issued in the future"]);
    assert!(!run.stdout.contains("alive"), "{}", run.stdout);
    let remark = inspected(&world, &token)["remarks"][0].as_str().unwrap().to_owned();
    assert!(remark.starts_with("the claim iat is in the future: "), "{remark}");
    assert_eq!(inspected(&later, &token)["remarks"], json!([]));
}
