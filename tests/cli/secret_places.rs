//! The place of a secret: a text that names no variable, file or command is refused in flags, config and variables,
//! and is never shown.

use crate::world::{SECRET, Sandbox, World, private};

const CONFIG: &str = ".config/kcamp/config.yaml";

/// The arguments of `setup` without its check, with these flags for the secret.
fn setup(more: &[&str]) -> Vec<String> {
    let account = kcamp::sandbox::ACCOUNT;
    let flags =
        ["setup", "--profile", "acme", "--no-check", "--timezone", "UTC", "--stream-id", account.stream_id];
    let ids = ["--account-id", account.account_id, "--client-id", account.client_id];
    [&flags[..], &ids, more].concat().into_iter().map(str::to_owned).collect()
}

/// Texts that are not a variable's name. Some of them are secrets.
const NO_VARIABLES: [&str; 8] = [
    "s3cr3t-value-1234567890",
    "s3cr3tvalue1234567890",
    "sk_live_4eC39HqLyjWDarjtT1zdp7dc",
    "$ACME",
    "${ACME}",
    "%ACME%",
    "ACME=xyz",
    "1A",
];

#[test]
fn a_secret_in_the_place_of_its_variables_name_is_never_saved_nor_shown() {
    for text in NO_VARIABLES {
        let world = World::new();
        let run = world.run(setup(&["--secret-env", text])).expect_code(2);
        let run = run.expect_stderr(&["--secret-env: this", "ACME_SECRET", "nothing was saved"]);
        assert!(!run.stderr.contains(text) && !run.stdout.contains(text), "{run:?}");
        assert!(!world.home().join(CONFIG).exists(), "{text}");
        // The config file is read by the same parser.
        let config = format!("profiles: {{acme: {{client_secret: {{env: '{text}'}}}}}}\ncurrent: acme\n");
        private(&world.file(CONFIG, config));
        for line in ["profile show", "doctor --offline", "campaign list"] {
            let run = world.run(line);
            assert!(!run.stderr.contains(text) && !run.stdout.contains(text), "{line}: {run:?}");
        }
        world.run("profile show").expect_code(2).expect_stderr(&["config.yaml:1:", "env: this"]);
    }
    for name in ["ACME_SECRET", "_x", "KCAMP2026"] {
        World::new().run(setup(&["--secret-env", name])).expect_code(0);
    }
}

#[test]
fn a_path_is_taken_as_it_is_and_what_a_shell_would_have_replaced_is_refused() {
    for (path, why) in [
        ("$HOME/x", "has a variable in it"),
        ("${HOME}/x", "has a variable in it"),
        ("/run/$USER", "has a variable in it"),
        ("\"/tmp/a\"", "has quotes around it"),
        ("'/tmp/a'", "has quotes around it"),
    ] {
        let world = World::new();
        world.run(setup(&["--secret-file", path])).expect_code(2).expect_stderr(&["--secret-file: ", why]);
        assert!(!world.home().join(CONFIG).exists(), "{path}");
        let world = world.with("KCAMP_CLIENT_SECRET_FILE", path);
        world.run("campaign list").expect_code(2).expect_stderr(&["KCAMP_CLIENT_SECRET_FILE: ", why]);
    }
}

#[test]
fn a_command_may_name_a_file_of_the_home_folder_and_needs_no_shell() {
    let sandbox = Sandbox::new();
    let world = World::new();
    world.file(".secrets/acme", format!("{SECRET}\n"));
    let mut flags = setup(&["--secret-command", "cat ~/.secrets/acme", "--host", &sandbox.address]);
    flags.retain(|flag| flag != "--no-check");
    world.run(&flags).expect_code(0).expect_stderr(&["the credentials work"]);
    world.run("campaign list").expect_code(0);
    for (line, what) in [
        ("cat ~/.secrets/*.txt", "a pattern of file names"),
        ("cat {a,b}", "a choice of words"),
        ("FOO=1 op read x", "a variable that is set for it"),
        ("(op read x)", "a group of commands"),
        ("op read x | head -1", "a pipe"),
        ("op read x > y", "a redirection"),
        ("cat ~ada/key", "another user's home folder"),
    ] {
        let run = World::new().run(setup(&["--secret-command", line])).expect_code(2);
        run.expect_stderr(&["--secret-command: the command has ", what, "sh -c"]);
    }
}

#[test]
fn a_masked_id_is_refused_before_anything_is_sent() {
    let sandbox = Sandbox::new();
    for (variable, id) in [
        ("KCAMP_ACCOUNT_ID", "67777ce93e25326494exxxxx"),
        ("KCAMP_STREAM_ID", "st-xxxxx"),
        ("KCAMP_CLIENT_ID", "cs-xxxxxxxx-xxxx-xxxx"),
        ("KCAMP_CLIENT_ID", "xxx"),
    ] {
        let run = sandbox.world().with(variable, id).run("campaign list -o json").expect_code(2);
        let error = run.error_json();
        assert_eq!(error["code"], "settings/id-masked");
        assert!(error["message"].as_str().unwrap().starts_with(&format!("{variable}: ")), "{error}");
    }
    assert!(sandbox.received().is_empty());
    let flags = ["setup", "--no-check", "--timezone", "UTC", "--secret-env", "X", "--stream-id", "st-xxxxx"];
    let flags = [&flags[..], &["--account-id", "a", "--client-id", "c"]].concat();
    World::new().run(flags).expect_code(2).expect_stderr(&["--stream-id: \"st-xxxxx\" is masked"]);
}

#[cfg(unix)]
#[test]
fn a_secret_on_stdin_is_never_read_as_input_nor_shown() {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    let lines = [
        "validate -",
        "validate - --fix",
        "validate - -q",
        "plan -",
        "apply - --yes",
        "campaign create -f - --yes",
        "campaign update -f - --yes",
        "schedule enable -f - --yes",
        "schedule preview -f -",
        "contact-list import 'Event Guests' - --yes",
        "api POST /x --input - --yes",
        "api POST /x -F text=@- --yes",
        "jwt inspect -",
        "plan /dev/stdin",
        "validate /dev/fd/0",
        "apply ./stdin --yes",
        "campaign create --file=/proc/self/fd/0 --yes",
        "schedule preview -f /dev/stdin",
        "contact-list import 'Event Guests' people.csv --dnc /dev/stdin --yes",
        "api POST /x -F text=@/dev/stdin --yes",
    ];
    world.file("people.csv", "phone\n+12025550131\n");
    std::os::unix::fs::symlink("/dev/stdin", world.home().join("stdin")).unwrap();
    for line in lines {
        let input = format!("{SECRET}\n{}", crate::create::FILE);
        let run = world.run_with_input(format!("{line} --secret-stdin").as_str(), &input).expect_code(2);
        let run = run.expect_stderr(&["both read stdin", "KCAMP_CLIENT_SECRET_FILE"]);
        assert!(!run.stderr.contains(SECRET) && !run.stdout.contains(SECRET), "{line}: {run:?}");
    }
    assert_eq!(sandbox.received(), [] as [serde_json::Value; 0]);
}

/// The client id is a claim of each token, in plain Base64.
#[test]
fn a_client_id_with_the_secret_in_it_is_never_signed_nor_sent() {
    for id in [SECRET.to_owned(), format!("cs-{SECRET}")] {
        let sandbox = Sandbox::new();
        let world = sandbox.world().with("KCAMP_CLIENT_ID", &id);
        for line in ["campaign list", "jwt mint", "jwt mint -o json", "halt --yes", "doctor"] {
            let run = world.run(line);
            let said = format!("{}{}", run.stdout, run.stderr);
            assert_ne!(run.code, 0, "{line}: {said}");
            assert!(said.contains("the client id contains the client secret"), "{line}: {said}");
            assert!(!said.contains(SECRET) && !said.contains("eyJ"), "{line}: {said}");
        }
        assert_eq!(sandbox.received(), [] as [serde_json::Value; 0]);
    }
}

/// Whatever stands behind the first line is still there for who reads it next.
#[cfg(unix)]
#[test]
fn only_the_first_line_of_stdin_is_read_for_the_secret() {
    let sandbox = Sandbox::new();
    let world = sandbox.world().without("KCAMP_CLIENT_SECRET");
    let shell = world.shell("{ \"$0\" \"$@\" >out; cat; } <input", "campaign list --secret-stdin");
    world.file("input", format!("{SECRET}\nand\nthe rest"));
    let rest = { shell }.output().unwrap();
    assert_eq!(String::from_utf8_lossy(&rest.stdout), "and\nthe rest", "{rest:?}");
    assert_eq!(sandbox.received().len(), 2);
}

/// A secret in the place of a path is not shown, whether or not it looks like one.
#[cfg(unix)]
#[test]
fn a_secret_in_the_place_of_its_file_is_never_shown() {
    for text in ["hunter-two", "correct horse battery", "AbCdEfGhIjKlMnOpQrStUv==", "aB3/dE+f=="] {
        let config = format!(
            "profiles: {{acme: {{account_id: a, stream_id: s, client_id: c, client_secret: {{file: '{text}'}}}}}}\ncurrent: acme\n"
        );
        let world = World::new();
        private(&world.file(CONFIG, config));
        for line in ["profile show", "doctor --offline", "campaign list", "jwt mint", "campaign list -vvv"] {
            let run = world.run(line);
            assert!(!run.stderr.contains(text) && !run.stdout.contains(text), "{line}: {run:?}");
        }
        world.run("jwt mint").expect_code(4).expect_stderr(&["may be the secret itself", "No such file"]);
        let world = World::new().with("KCAMP_CLIENT_SECRET_FILE", text).with("KCAMP_CLIENT_ID", "c");
        let run = world.run("jwt mint").expect_code(4);
        assert!(!run.stderr.contains(text), "{run:?}");
    }
    // The folders that are there are named, and a file name with an ending.
    for (path, named) in [
        ("/proc/self/no-such-folder/kcamp", "/…"),
        ("~/secret", "/…"),
        ("secret.txt", "secret.txt: No such file"),
        ("/no-such-folder/secret.key", "/no-such-folder/secret.key: No such file"),
    ] {
        let world = World::new().with("KCAMP_CLIENT_SECRET_FILE", path).with("KCAMP_CLIENT_ID", "c");
        world.run("jwt mint").expect_code(4).expect_stderr(&["cannot read the secret's file", named]);
    }
}

#[cfg(unix)]
#[test]
fn the_reason_of_a_keychain_that_fails_is_shown() {
    use std::os::unix::fs::PermissionsExt as _;

    let said = "secret-tool: Cannot autolaunch D-Bus without X11 $DISPLAY";
    let sandbox = Sandbox::new();
    let world = World::new();
    let program = world.file("secret-tool", format!("#!/bin/sh\necho '{said}' >&2\nexit 1\n"));
    std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o700)).unwrap();
    let command = format!("{} lookup a b", program.display());
    let mut flags = setup(&["--secret-command", &command, "--host", &sandbox.address]);
    flags.retain(|flag| flag != "--no-check");
    world.run(&flags).expect_code(4).expect_stderr(&[&format!("it said: {said}")]);
}

/// Wherever a command takes a word, the error that names it does not show one that has the look of a secret.
#[test]
fn a_secret_in_the_place_of_a_name_is_not_shown() {
    const TYPED: &str = "Zk3S0xQ7LmP2vB9TqYw8";
    let world = World::new().with("KCAMP_SANDBOX", "1");
    for line in [
        "plan --secret-stdin SECRET",
        "apply --secret-stdin SECRET --yes",
        "validate SECRET",
        "api GET --secret-stdin SECRET",
        "resume --secret-stdin SECRET",
        "explain --secret-stdin SECRET",
        "help SECRET",
        "schema SECRET",
        "journal --secret-stdin SECRET",
        "profile show --secret-stdin SECRET",
        "contact-list import \"Event Guests\" --secret-stdin SECRET",
        "campaign list --secret-stdin -- SECRET",
        "campaign list --profile SECRET",
        "campaign get SECRET",
        "doctor --secret-stdin:SECRET",
        "doctor –secret-stdin=SECRET",
        "doctor KCAMP_CLIENT_SECRET=SECRET",
    ] {
        for format in ["table", "json"] {
            let run = world.run(format!("{} -o {format}", line.replace("SECRET", TYPED)).as_str());
            assert_ne!(run.code, 0, "{line}");
            let shown = format!("{}{}", run.stdout, run.stderr);
            assert!(!shown.contains(TYPED) && !shown.contains("Q7LmP2vB"), "{line}: {shown}");
        }
    }
    // What only looks like it is shown: a file that is there, and the words of a name.
    world.file(TYPED, "name: x\n");
    world.run(["validate", TYPED]).expect_code(3).expect_stdout(&[TYPED]);
    world
        .run("campaign get SpringGuests2026Reminder")
        .expect_code(5)
        .expect_stderr(&["SpringGuests2026Reminder"]);
}
