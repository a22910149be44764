//! Secrets and tokens from every source: surrounding characters are removed, invalid forms are refused, and no part
//! of a secret is shown.

use kcamp::sandbox::BURKI_API_KEY;

use crate::world::{Run, SECRET, Sandbox, World, private};

pub const LIST: [&str; 2] = ["campaign", "list"];

/// A sandbox with one of its accounts, and the variable of the account's secret.
struct Account {
    sandbox: Sandbox,
    world: World,
    secret: &'static str,
    variable: &'static str,
    noun: &'static str,
}

fn accounts() -> [Account; 2] {
    let [kore, burki] = [Sandbox::new(), Sandbox::new()];
    let [of_kore, of_burki] = [kore.world(), burki.burki_world()];
    [
        Account {
            sandbox: kore,
            world: of_kore,
            secret: SECRET,
            variable: "KCAMP_CLIENT_SECRET",
            noun: "client secret",
        },
        Account {
            sandbox: burki,
            world: of_burki,
            secret: BURKI_API_KEY,
            variable: "KCAMP_TOKEN",
            noun: "API key",
        },
    ]
}

/// Checks that the output holds no part of the secret, however it was surrounded.
#[track_caller]
pub fn shows_nothing(run: &Run, secret: &str) {
    let middle = &secret[2..secret.len() - 2];
    assert!(!run.stderr.contains(middle) && !run.stdout.contains(middle), "{run:?}");
}

/// Forms of a secret with surrounding characters, and the warning's words for them.
const SURROUNDED: [(&str, &str, &str); 6] = [
    ("", "\n", "a line end"),
    ("", "\r\n", "a line end"),
    ("", " ", "spaces"),
    ("\t", "", "spaces"),
    ("\u{feff}", "", "a byte order mark"),
    ("\u{feff} ", "\u{a0}\n", "a byte order mark and a line end and spaces"),
];

#[test]
fn what_surrounds_a_secret_in_a_variable_is_removed_with_a_warning() {
    for Account { sandbox, mut world, secret, variable, noun } in accounts() {
        for (before, after, what) in SURROUNDED {
            world = world.with(variable, format!("{before}{secret}{after}"));
            let run = world.run(LIST).expect_code(0).expect_stderr(&[&format!(
                "warning[secret/surrounded]: the {noun} from the environment variable {variable} has {what} around it"
            )]);
            shows_nothing(&run, secret);
        }
        world = world.with(variable, secret);
        assert!(!world.run(LIST).expect_code(0).stderr.contains("warning"));
        assert!(sandbox.received().len() > SURROUNDED.len());
    }
}

#[test]
fn what_surrounds_a_secret_in_a_file_is_removed_and_a_line_end_is_nothing_to_warn_of() {
    for Account { mut world, secret, variable, .. } in accounts() {
        let file = world.file("outside/secret", "").display().to_string();
        world = world.without(variable).with(&format!("{variable}_FILE"), &*file);
        for (before, after, warned) in [
            ("", "\n", false),
            ("", "\r\n", false),
            ("", "", false),
            ("", "\n\n", true),
            (" ", " \n", true),
            ("\u{feff}", "\r\n", true),
        ] {
            private(&world.file("outside/secret", format!("{before}{secret}{after}")));
            let run = world.run(LIST).expect_code(0);
            assert_eq!(
                run.stderr.contains(&format!("from the file {file} has")),
                warned,
                "{after:?}: {}",
                run.stderr
            );
            shows_nothing(&run, secret);
        }
    }
}

#[test]
fn what_surrounds_a_secret_on_stdin_or_in_a_profile_is_removed() {
    for Account { sandbox, world, secret, variable, noun } in accounts() {
        let world = world.without(variable);
        let run =
            world.run_with_input("campaign list --secret-stdin", &format!("\u{feff} {secret} \nmore\n"));
        let said = format!("the {noun} from stdin has a byte order mark and spaces around it");
        shows_nothing(&run.expect_code(0).expect_stderr(&[&said]), secret);

        // `setup` saves the secret without the surrounding characters.
        let account = kcamp::sandbox::ACCOUNT;
        let mut flags =
            vec!["setup", "--profile", "acme", "--timezone", "UTC", "--secret-stdin", "--yes", "--no-check"];
        flags.extend(["--host", &sandbox.address]);
        if noun == "API key" {
            flags.extend(["--platform", "burki"]);
        } else {
            flags.extend(["--stream-id", account.stream_id, "--account-id", account.account_id]);
            flags.extend(["--client-id", account.client_id]);
        }
        let home = World::new();
        let run = home.run_with_input(&flags, &format!("  {secret}\t\n")).expect_code(0);
        shows_nothing(&run.expect_stderr(&[&format!("the {noun} from stdin has spaces around it")]), secret);
        let run = home.run(LIST).expect_code(0);
        assert!(!run.stderr.contains("warning"), "{}", run.stderr);
        // A secret that was written into the file by hand is read in the same way.
        let path = home.home().join(".config/kcamp/config.yaml");
        let text = std::fs::read_to_string(&path).unwrap();
        std::fs::write(&path, text.replace(secret, &format!("\" {secret} \""))).unwrap();
        let run = home.run(LIST).expect_code(0);
        shows_nothing(
            &run.expect_stderr(&[&format!("the {noun} from the profile acme has spaces around it")]),
            secret,
        );
    }
}

/// Forms that are refused from every source, with the code of the refusal.
fn refused(secret: &str) -> Vec<(String, &'static str)> {
    let quoted = [format!("\"{secret}\""), format!("'{secret}'"), format!(" “{secret}” ")];
    let unfilled =
        ["${{ secrets.KORE_SECRET }}", "${KORE_SECRET}", "{{ kore }}", "$(KORE_SECRET)", "%KORE_SECRET%"];
    let several = [format!("{secret}\nmore"), format!("{}\r\n{}", &secret[..9], &secret[9..])];
    let masked = ["***", "••••••••"].map(str::to_owned);
    let with = |code| move |text: String| (text, code);
    quoted
        .map(with("secret/quoted"))
        .into_iter()
        .chain(masked.map(with("secret/masked")))
        .chain(unfilled.map(str::to_owned).map(with("secret/not-filled-in")))
        .chain(several.map(with("secret/several-lines")))
        .chain([" ".to_owned(), "\n".to_owned()].map(with("secret/not-a-secret")))
        .collect()
}

#[test]
fn what_cannot_be_a_secret_is_refused_before_anything_is_sent() {
    for Account { sandbox, mut world, secret, variable, noun } in accounts() {
        for (text, code) in refused(secret) {
            world = world.with(variable, &*text);
            let run = world.run("campaign list -o json").expect_code(4);
            let error = run.error_json();
            assert_eq!(error["code"], code, "{text:?}");
            let message = error["message"].as_str().unwrap();
            let start = format!("the {noun} from the environment variable {variable} ");
            assert!(message.starts_with(&start) && message.ends_with("nothing was sent"), "{message}");
            shows_nothing(&run, secret);

            let path = world.file("outside/secret", &text);
            private(&path);
            let from_file = sandbox_world(&sandbox, noun).without(variable);
            let from_file = from_file.with(&format!("{variable}_FILE"), path.display().to_string());
            let run = from_file.run("campaign list -o json").expect_code(4);
            assert_eq!(run.error_json()["code"], code, "{text:?}");
            shows_nothing(&run, secret);
        }
        assert!(sandbox.received().is_empty());
    }
}

fn sandbox_world(sandbox: &Sandbox, noun: &str) -> World {
    if noun == "API key" { sandbox.burki_world() } else { sandbox.world() }
}

#[test]
fn a_secret_that_reads_like_a_variable_is_used_with_a_warning() {
    for Account { sandbox, world, variable, noun, .. } in accounts() {
        let world = world.with(variable, "$KORE_SECRET");
        // The request is sent, and the platform refuses the secret.
        let said = format!("the {noun} from the environment variable {variable} begins with $");
        world.run(LIST).expect_code(4).expect_stderr(&["warning[secret/looks-like-variable]: ", &said]);
        assert_eq!(sandbox.received().len(), 1);
    }
}

#[test]
fn a_token_or_key_may_have_been_copied_with_its_scheme() {
    let [kore, burki] = [Sandbox::new(), Sandbox::new()];
    let token = kore.world().run("jwt mint").expect_code(0).stdout;
    let of_kore = kore.world().without("KCAMP_CLIENT_SECRET").with("KCAMP_TOKEN", format!("Bearer {token}"));
    let of_burki = burki.burki_world().with("KCAMP_TOKEN", format!("bearer  {BURKI_API_KEY}"));
    for world in [of_kore, of_burki] {
        world.run(LIST).expect_code(0).expect_stderr(&["the word Bearer", "KCAMP_TOKEN", "was removed"]);
    }
    for sandbox in [kore, burki] {
        for request in sandbox.received() {
            assert!(!request.to_string().contains("earer bearer"), "{request}");
        }
    }
}

#[test]
fn doctor_names_a_secret_that_cannot_be_one() {
    for Account { sandbox, world, variable, secret, .. } in accounts() {
        let run = world.with(variable, format!("'{secret}'")).run("doctor -o json").expect_code(4);
        let rows = run.json();
        let credentials =
            rows.as_array().unwrap().iter().find(|row| row["check"] == "credentials").unwrap().clone();
        assert_eq!(
            (&credentials["status"], &credentials["code"]),
            (&"failed".into(), &"secret/quoted".into())
        );
        shows_nothing(&run, secret);
        assert!(sandbox.received().is_empty());
    }
}

#[cfg(unix)]
mod commands {
    use super::SECRET;
    use crate::setup::setup;
    use crate::world::{Sandbox, World, private};

    /// A profile of the sandbox. `source` is the place of its client secret, as YAML.
    pub fn profile(sandbox: &Sandbox, source: &str) -> World {
        let account = kcamp::sandbox::ACCOUNT;
        let world = World::new();
        let text = format!(
            "current: acme\nprofiles:\n  acme:\n    host: {}\n    stream_id: {}\n    account_id: {}\n    client_id: {}\n    client_secret: {source}\n",
            sandbox.address, account.stream_id, account.account_id, account.client_id
        );
        private(&world.file(".config/kcamp/config.yaml", text));
        world
    }

    /// A program that prints the secret if it has one argument, with a space in it.
    fn program(world: &World) -> String {
        use std::os::unix::fs::PermissionsExt as _;
        let script = format!("#!/bin/sh\n[ \"$#/$1\" = '1/op://My Vault/x' ] && echo '{SECRET}'\n");
        let path = world.file("bin dir/op", script);
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).unwrap();
        path.display().to_string()
    }

    #[test]
    fn a_command_in_one_line_is_split_as_a_shell_does_in_a_flag_and_in_the_config() {
        let sandbox = Sandbox::new();
        let outside = World::new();
        let program = program(&outside);
        for line in [
            format!("'{program}' 'op://My Vault/x'"),
            format!("\"{program}\" \"op://My Vault/x\""),
            format!("{} op://My\\ Vault/x", program.replace(' ', "\\ ")),
        ] {
            let yaml = serde_json::to_string(&line).unwrap();
            profile(&sandbox, &format!("{{command: {yaml}}}")).run(super::LIST).expect_code(0);

            let world = World::new();
            let setup = setup(&sandbox.address, &["--secret-command", &line]);
            world.run(setup).expect_code(0).expect_stderr(&["the credentials work"]);
            world.run(super::LIST).expect_code(0);
        }
        let list = serde_json::to_string(&[program.as_str(), "op://My Vault/x"]).unwrap();
        profile(&sandbox, &format!("{{command: {list}}}")).run(super::LIST).expect_code(0);
    }

    #[test]
    fn a_command_that_cannot_be_split_is_refused_without_a_word_of_it() {
        let world = World::new();
        for (line, words) in [
            ("op read \"canary", "a quote that is not closed"),
            ("canary 'x", "a quote that is not closed"),
            ("", "cannot be empty"),
            (" ", "cannot be empty"),
            ("''", "cannot be empty"),
        ] {
            let run = world
                .run([
                    "setup",
                    "--no-check",
                    "--timezone",
                    "UTC",
                    "--stream-id",
                    "s",
                    "--account-id",
                    "a",
                    "--client-id",
                    "c",
                    "--secret-command",
                    line,
                ])
                .expect_code(2)
                .expect_stderr(&["--secret-command: ", words]);
            assert!(!run.stderr.contains("canary"), "{}", run.stderr);
        }
        let run = profile(&Sandbox::new(), "{command: \"op read 'canary\"}").run(super::LIST).expect_code(2);
        let run = run.expect_stderr(&["a quote that is not closed"]);
        assert!(!run.stderr.contains("canary"), "{}", run.stderr);
    }

    #[test]
    fn what_a_command_prints_is_judged_as_any_secret() {
        let sandbox = Sandbox::new();
        let run =
            profile(&sandbox, &format!("{{command: [echo, ' {SECRET} ']}}")).run(super::LIST).expect_code(0);
        super::shows_nothing(
            &run.expect_stderr(&["the client secret from the command echo has spaces around it"]),
            SECRET,
        );
        let run = profile(&sandbox, &format!("{{command: [echo, '\"{SECRET}\"']}}"))
            .run(super::LIST)
            .expect_code(4);
        super::shows_nothing(&run.expect_stderr(&["from the command echo stands in quotes"]), SECRET);
    }

    #[test]
    fn a_secret_that_is_typed_as_a_key_or_a_name_is_not_shown() {
        let sandbox = Sandbox::new();
        for source in ["{canary-9f3a: x}", "{canary-9f3a: }", "{env: canary-9f3a}", "\n      canary-9f3a: x"]
        {
            let run = profile(&sandbox, source).run(super::LIST);
            assert!([2, 4].contains(&run.code), "{source}: {run:?}");
            assert!(!run.stderr.contains("canary"), "{source}: {}", run.stderr);
        }
        // A key that resembles a known one is a typing error, and the error names the known one.
        profile(&sandbox, "{fil: x}")
            .run(super::LIST)
            .expect_code(2)
            .expect_stderr(&["\"fil\"", "did you mean file?"]);
    }
}

#[cfg(unix)]
#[test]
fn a_file_that_others_may_write_is_refused_and_one_that_they_may_read_is_a_warning() {
    use std::os::unix::fs::PermissionsExt as _;
    for Account { sandbox, world, secret, variable, noun } in accounts() {
        let path = world.file("outside/secret", secret);
        let shown = path.display().to_string();
        let world = world.without(variable).with(&format!("{variable}_FILE"), &*shown);
        let with_mode =
            |mode| std::fs::set_permissions(&path, std::fs::Permissions::from_mode(mode)).unwrap();
        for mode in [0o666, 0o620, 0o602] {
            with_mode(mode);
            let run = world.run("campaign list -o json").expect_code(4);
            assert_eq!(run.error_json()["code"], "secret/file-writable-by-others");
        }
        assert!(sandbox.received().is_empty());
        with_mode(0o644);
        let said = format!("the file {shown} with the {noun} can be read by others (mode 644)");
        let code = "warning[secret/file-readable-by-others]: ";
        world.run(LIST).expect_code(0).expect_stderr(&[code, &said, &format!("chmod 600 {shown}")]);
        with_mode(0o600);
        assert!(!world.run(LIST).expect_code(0).stderr.contains("warning"));
    }
}

#[cfg(unix)]
#[test]
fn what_a_command_complains_shows_no_secret() {
    let sandbox = Sandbox::new();
    for complaint in [
        "bad canary-7f3a",
        "token=canary",
        "the secret: canary",
        "canary-canary-canary-canary",
        "password is canary",
        "pwd: canary",
        "secret <canary> rejected",
        "Bearer canary",
        "Authorization: Basic canary",
        "passphrase: a canary in a mine",
        "apiKey=a canary",
    ] {
        let source = format!("{{command: [sh, -c, \"echo '{complaint}' >&2; exit 3\"]}}");
        let run = commands::profile(&sandbox, &source).run("campaign list -vvv").expect_code(4);
        let run = run.expect_stderr(&["sh, which should give the secret, ended with status 3; it said: "]);
        assert!(!run.stderr.contains("canary"), "{}", run.stderr);
    }
}

#[test]
fn a_protected_profile_is_removed_or_replaced_only_with_its_name() {
    let world = World::new();
    let text =
        "current: live\nprofiles:\n  live: {account_id: a1, protected: true}\n  other: {account_id: a2}\n";
    let path = world.file(".config/kcamp/config.yaml", text);
    private(&path);
    let replace = ["setup", "--profile", "live", "--no-check", "--secret-env", "X", "--timezone", "UTC"];
    let ids = ["--stream-id", "s", "--account-id", "a", "--client-id", "c"];
    let replace = [&replace[..], &ids].concat();
    for (line, undone) in
        [(&["profile", "remove", "live"][..], "nothing was removed"), (&replace, "nothing was saved")]
    {
        for more in [&[][..], &["--yes"], &["--confirm", "live"], &["--yes", "--confirm", "other"]] {
            let run = world.run([line, more].concat()).expect_code(12);
            run.expect_stderr(&["the profile live is protected", undone, "add --yes --confirm live"]);
            assert_eq!(std::fs::read_to_string(&path).unwrap(), text);
        }
    }
    world.run([&replace[..], &["--yes", "--confirm", "live"]].concat()).expect_code(0);
    std::fs::write(&path, text).unwrap();
    world.run("profile remove live --yes --confirm live").expect_code(0);
    world.run("profile remove other --yes").expect_code(0);
}

#[test]
fn a_secret_behind_the_flag_that_reads_it_from_stdin_is_not_shown() {
    let world = World::new();
    for command in ["campaign list", "setup", "halt", "doctor", ""] {
        for value in [" s3cr3t-value", "=s3cr3t-value", " s3cr3t-value -o json", "=s3cr3t-value -o json"] {
            let run = world.run(format!("{command} --secret-stdin{value}").trim()).expect_code(2);
            let run = run.expect_stderr(&["--secret-stdin takes no value", "pass show", "shell's history"]);
            shows_nothing(&run, "s3cr3t-value");
        }
    }
    for line in ["KCAMP_CLIENT_SECRET=s3cr3t-value campaign list", "campaign list KCAMP_TOKEN=s3cr3t-value"] {
        let run = world.run(line).expect_code(2).expect_stderr(&["is a variable", "in front of the command"]);
        shows_nothing(&run, "s3cr3t-value");
    }
}

/// Checks that a flag that would take a secret's value leads to the ways to give one, and never to a flag that would
/// show it.
#[test]
fn a_flag_for_a_secrets_value_names_the_ways_to_give_one_and_shows_nothing() {
    let world = World::new();
    for flag in [
        "--client-secret",
        "--client_secret",
        "--clientSecret",
        "--secret",
        "--token",
        "--access-token",
        "--api-key",
        "--apikey",
        "--API_KEY",
        "--password",
        "--passwd",
        "--private-key",
        "--bearer-token",
        "--jwt",
    ] {
        for command in ["", "campaign list", "setup", "schedule enable Reminder", "jwt mint", "api GET /"] {
            for line in
                [format!("{command} {flag} s3cr3t-value"), format!("{command} {flag}=s3cr3t-value -o json")]
            {
                let run = world.run(line.trim()).expect_code(2);
                let run = run.expect_stderr(&[flag, "--secret-stdin", "KCAMP_CLIENT_SECRET", "KCAMP_TOKEN"]);
                assert!(!run.stderr.contains("did you mean"), "{line}: {}", run.stderr);
                assert!(!run.stderr.contains("--client-id"), "{line}: {}", run.stderr);
                shows_nothing(&run, "s3cr3t-value");
            }
        }
    }
    world.run("setup --secret x").expect_code(2).expect_stderr(&[
        "--secret-file",
        "--secret-env",
        "--secret-command",
    ]);
}
