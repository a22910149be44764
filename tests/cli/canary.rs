//! No secret, no token and no contact's number is in any stream or file, whatever is run and however it ends.

use crate::leaves::{ENDLESS, furnish, leaves, line};
use crate::world::{Run, SECRET, Sandbox, World};

/// What a ready token looks like, and is none: the sandbox refuses it.
const READY_TOKEN: &str = "canary-ready-token-5f1d0c7e";
/// A client secret that the sandbox does not know.
const WRONG_SECRET: &str = "canary-client-secret-93b1";
/// How every token begins: `{"` in Base64.
const TOKEN_START: &str = "eyJ";
/// The operator's caller id, and the start of the message's text, plain and as it is sent.
const OPERATORS_OWN: [&str; 3] = ["12025550124", "Canary text of the event", "Q2FuYXJ5IHRleHQg"];

/// Every secret that a run could know.
const SECRETS: [&str; 4] = [SECRET, READY_TOKEN, WRONG_SECRET, TOKEN_START];

/// The ways in which credentials get in.
#[derive(Debug, Clone, Copy)]
enum Credentials {
    Right,
    WrongSecret,
    ReadyToken,
}

fn check(leaf: &str, run: &Run, what: &str) {
    for secret in SECRETS {
        let minted = secret == TOKEN_START && leaf == "jwt mint";
        assert!(
            minted || !run.stdout.contains(secret),
            "{secret} in stdout of {leaf}, {what}:\n{}",
            run.stdout
        );
        assert!(!run.stderr.contains(secret), "{secret} in stderr of {leaf}, {what}:\n{}", run.stderr);
    }
    for own in OPERATORS_OWN {
        assert!(!run.stderr.contains(own), "{own} in the log of {leaf}, {what}:\n{}", run.stderr);
    }
}

fn check_files(world: &World, what: &str) {
    for (path, text) in world.files() {
        for secret in SECRETS {
            assert!(!text.contains(secret), "{secret} in {}, {what}", path.display());
        }
    }
}

/// Runs every command at the highest verbosity, looks everywhere, and returns the commands that failed.
fn walk(faults: &[&str], credentials: Credentials, format: &str) -> Vec<String> {
    let what = format!("{credentials:?} {faults:?} {format}");
    let sandbox = Sandbox::with_faults(faults);
    let world = match credentials {
        Credentials::Right => sandbox.world(),
        Credentials::WrongSecret => sandbox.world().with("KCAMP_CLIENT_SECRET", WRONG_SECRET),
        Credentials::ReadyToken => sandbox.world().with("KCAMP_TOKEN", READY_TOKEN),
    };
    furnish(&world);
    let mut failed = Vec::new();
    for leaf in leaves().into_iter().filter(|leaf| leaf != ENDLESS) {
        let mut line = line(&leaf);
        line.extend(["-vvv", "-o", format, "--deadline", "2s"].map(str::to_owned));
        let run = world.run(&line);
        check(&leaf, &run, &what);
        if run.code != 0 {
            failed.push(leaf);
        }
    }
    check_files(&world, &what);
    failed
}

/// Walks side by side, in both formats; every command that talks to the platform must fail.
fn walk_failing(worlds: &[(&[&str], Credentials)]) {
    std::thread::scope(|scope| {
        for (faults, credentials) in worlds {
            for format in ["table", "json"] {
                scope.spawn(move || {
                    let failed = walk(faults, *credentials, format);
                    assert!(
                        failed.len() >= 6,
                        "only {failed:?} failed under {faults:?} with {credentials:?}"
                    );
                });
            }
        }
    });
}

#[test]
fn on_success() {
    for format in ["table", "json"] {
        assert_eq!(walk(&[], Credentials::Right, format), [""; 0], "{format}");
    }
}

#[test]
fn where_the_platform_echoes_the_token() {
    walk_failing(&[(&["echo-token"], Credentials::Right), (&["echo-token"], Credentials::ReadyToken)]);
}

#[test]
fn where_the_credentials_are_refused() {
    walk_failing(&[(&[], Credentials::WrongSecret), (&[], Credentials::ReadyToken)]);
}

#[test]
fn where_every_answer_fails() {
    let faults: [&[&str]; 6] = [
        &["500"],
        &["garbage"],
        &["half"],
        &["drop-before-apply"],
        &["failed"],
        &["redirect:http://127.0.0.1:9/"],
    ];
    walk_failing(&faults.map(|faults| (faults, Credentials::Right)));
}

#[test]
fn in_the_embedded_sandbox() {
    let world = World::new().with("KCAMP_SANDBOX", "1");
    furnish(&world);
    for leaf in leaves().iter().filter(|leaf| *leaf != ENDLESS) {
        let mut line = line(leaf);
        line.push("-vvv".to_owned());
        check(leaf, &world.run(&line), "embedded");
    }
    check_files(&world, "embedded");
}

#[test]
fn from_stdin_and_from_a_file() {
    let sandbox = Sandbox::new();
    let world = sandbox.world().without("KCAMP_CLIENT_SECRET");
    let line = ["campaign", "list", "-vvv", "--secret-stdin"];
    check("campaign list", &world.run_with_input(line, &format!("{SECRET}\n")).expect_code(0), "stdin");
    check("campaign list", &world.run_with_input(line, &format!("{WRONG_SECRET}\n")).expect_code(4), "stdin");
    let path = world.file("outside/secret", SECRET);
    let world = sandbox.world().without("KCAMP_CLIENT_SECRET");
    let world = world.with("KCAMP_CLIENT_SECRET_FILE", path.display().to_string());
    check("campaign list", &world.run(["campaign", "list", "-vvv"]), "a file");
    check_files(&world, "a file");
}

#[test]
fn each_level_of_the_log_says_more() {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    world.file("campaign.yaml", crate::create::FILE);
    let run = |arguments: &[&str]| {
        world.run([&["campaign", "list"], arguments].concat()).expect_code(0).stderr.lines().count()
    };
    let [quiet, steps, requests, all] = [&[][..], &["-v"], &["-vv"], &["-vvv"]].map(run);
    assert!(quiet < steps && steps < requests && requests < all, "{quiet} {steps} {requests} {all}");
    let world = world.with("KCAMP_LOG", "info");
    world
        .run(["campaign", "create", "-f", "campaign.yaml"])
        .expect_code(0)
        .expect_stderr(&["create the campaign \"Event Reminder\"", "read the campaign"]);
}
