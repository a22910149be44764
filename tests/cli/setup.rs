//! `setup` with flags. The modules below test it over an existing profile, as a wizard, from the environment, with
//! keychains, and for Burki.

mod burki;
#[cfg(unix)]
mod entries;
#[cfg(unix)]
mod from_env;
#[cfg(unix)]
mod keychains;
#[cfg(unix)]
mod refused;
mod rehearsal;
mod replaced;
#[cfg(unix)]
mod wizard;

use crate::world::{Sandbox, World};

const CONFIG: &str = ".config/kcamp/config.yaml";
const API_KEY: &str = kcamp::sandbox::BURKI_API_KEY;

/// The flags of the sandbox's account at this address.
fn account(address: &str) -> Vec<String> {
    let account = kcamp::sandbox::ACCOUNT;
    [
        ("--host", address),
        ("--stream-id", account.stream_id),
        ("--account-id", account.account_id),
        ("--client-id", account.client_id),
        ("--timezone", "Asia/Kolkata"),
    ]
    .iter()
    .flat_map(|(flag, value)| [(*flag).to_owned(), (*value).to_owned()])
    .collect()
}

/// The arguments of `setup` with the account's flags and these.
pub fn setup(address: &str, more: &[&str]) -> Vec<String> {
    let more = more.iter().map(|&text| text.to_owned());
    ["setup".to_owned()].into_iter().chain(account(address)).chain(more).collect()
}

#[test]
fn everything_missing_is_named_at_once() {
    let world = World::new();
    world.run("setup").expect_code(2).expect_stderr(&[
        "--stream-id",
        "--account-id",
        "--client-id",
        "--timezone",
        "--secret-env, --secret-file, --secret-command or --secret-stdin",
    ]);
    assert!(!world.home().join(CONFIG).exists());
}

#[test]
fn flags_alone_make_a_checked_profile_that_works() {
    let sandbox = Sandbox::new();
    let world = World::new().with("ACME_SECRET", kcamp::sandbox::ACCOUNT.client_secret);
    let run = world.run(setup(&sandbox.address, &["--profile", "acme", "--secret-env", "ACME_SECRET"]));
    run.expect_code(0)
        .expect_stderr(&["the credentials work: 0 voice campaigns can be read", "the profile acme is saved"]);
    let text = std::fs::read_to_string(world.home().join(CONFIG)).unwrap();
    assert!(text.contains("env: ACME_SECRET"), "{text}");
    assert!(!text.contains(kcamp::sandbox::ACCOUNT.client_secret), "{text}");
    private(&world);
    world.run("contact-list list").expect_code(0);
    // A second setup would replace the profile.
    let again = setup(&sandbox.address, &["--profile", "acme", "--secret-env", "ACME_SECRET"]);
    world.run(&again).expect_code(12).expect_stderr(&["exists already"]);
    world.run(again.iter().map(String::as_str).chain(["--yes"])).expect_code(0);
}

#[test]
fn a_secret_on_stdin_is_kept_in_plain_text_only_with_consent() {
    let sandbox = Sandbox::new();
    let world = World::new();
    let secret = kcamp::sandbox::ACCOUNT.client_secret;
    let refused = world.run_with_input(setup(&sandbox.address, &["--secret-stdin"]), secret).expect_code(12);
    refused.expect_stderr(&["plain text", "--yes", "nothing was saved"]);
    assert!(!world.home().join(CONFIG).exists());
    let run =
        world.run_with_input(setup(&sandbox.address, &["--secret-stdin", "--yes"]), secret).expect_code(0);
    assert!(!run.stderr.contains(secret) && !run.stdout.contains(secret));
    private(&world);
    world.run("contact-list list").expect_code(0);
    let shown = world.run("profile show").expect_code(0);
    assert!(!shown.stdout.contains(secret), "{}", shown.stdout);
}

#[test]
fn credentials_that_do_not_work_are_not_saved() {
    let sandbox = Sandbox::new();
    let world = World::new().with("ACME_SECRET", "another secret, which the sandbox does not know");
    let arguments = setup(&sandbox.address, &["--secret-env", "ACME_SECRET"]);
    world.run(&arguments).expect_code(4).expect_stderr(&["nothing was saved", "--no-check"]);
    assert!(!world.home().join(CONFIG).exists());
    let before = sandbox.received().len();
    world.run(arguments.iter().map(String::as_str).chain(["--no-check"])).expect_code(0);
    assert_eq!(sandbox.received().len(), before);
    assert!(world.home().join(CONFIG).exists());
}

#[test]
fn wrong_values_are_refused_before_anything_is_asked_of_the_platform() {
    let world = World::new();
    let mut arguments = setup("https://platform.invalid", &["--secret-env", "ACME_SECRET"]);
    for (old, new, words) in [
        ("Asia/Kolkata", "Asia/Calcuta", "did you mean Asia/Kolkata?"),
        ("https://platform.invalid", "http://platform.invalid", "https"),
    ] {
        let place = arguments.iter().position(|text| text == old).unwrap();
        arguments[place] = new.to_owned();
        world.run(&arguments).expect_code(2).expect_stderr(&[words]);
        arguments[place] = old.to_owned();
    }
    world.run("setup --sandbox").expect_code(2).expect_stderr(&["the sandbox needs no profile"]);
    assert!(!world.home().join(CONFIG).exists());
}

/// Checks that only its owner can read the config file.
fn private(world: &World) {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode =
            |path: &str| std::fs::metadata(world.home().join(path)).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(CONFIG), 0o600);
        assert_eq!(mode(".config/kcamp"), 0o700);
    }
    #[cfg(not(unix))]
    let _ = world;
}

#[test]
fn every_wrong_value_is_named_at_once_and_spaces_around_one_are_dropped() {
    let world = World::new();
    let line = ["setup", "--stream-id", "https://x/1", "--account-id", "z z", "--client-id", "cs-1"];
    let more =
        ["--timezone", "Asia/Calcuta", "--region", "India", "--secret-env", "1 2", "--host", "http://h"];
    let run = world.run([&line[..], &more].concat()).expect_code(2);
    for flag in
        ["--stream-id: ", "--account-id: ", "--timezone: ", "--region: ", "--secret-env: ", "--host: "]
    {
        assert!(run.stderr.contains(flag), "{flag}: {}", run.stderr);
    }
    run.expect_stderr(&["6 values cannot be used", "did you mean Asia/Kolkata?", "nothing was saved"]);
    // One that a variable gives is named by it.
    let world = World::new().with("KCAMP_TIMEZONE", "Asia/Calcuta");
    world.run("setup --stream-id st-1").expect_code(2).expect_stderr(&["error: KCAMP_TIMEZONE: "]);

    let sandbox = Sandbox::new();
    let world = World::new().with("ACME_SECRET", kcamp::sandbox::ACCOUNT.client_secret);
    let mut spaced = account(&sandbox.address);
    for value in spaced.iter_mut().skip(1).step_by(2) {
        *value = format!(" {value}\t");
    }
    spaced.extend(["--secret-env", "ACME_SECRET", "--region", " in "].map(str::to_owned));
    let told = " (without the spaces around it)";
    world.run([&["setup".to_owned()][..], &spaced].concat()).expect_code(0).expect_stderr(&[told]);
    let text = std::fs::read_to_string(world.home().join(CONFIG)).unwrap();
    assert!(text.contains("region: IN") && !text.contains("\\t"), "{text}");
    world.run("contact-list list").expect_code(0);
}

#[test]
fn an_account_id_of_another_length_is_warned_of_and_taken() {
    let sandbox = Sandbox::new();
    let world = World::new().with("ACME_SECRET", kcamp::sandbox::ACCOUNT.client_secret);
    let mut line = setup(&sandbox.address, &["--secret-env", "ACME_SECRET"]);
    let usual = world.run([&line[..], &["--no-check".to_owned()]].concat()).expect_code(0);
    assert!(!usual.stderr.contains("setup/id-unusual"), "{}", usual.stderr);
    let place = line.iter().position(|text| text == "--account-id").unwrap() + 1;
    line[place] = "67777ce9".to_owned();
    line.extend(["--no-check", "--yes"].map(str::to_owned));
    world
        .run(&line)
        .expect_code(0)
        .expect_stderr(&["warning[setup/id-unusual]: the account id 67777ce9 has 8 characters"]);
}
