//! `setup` with flags and as a wizard, and the questions of `campaign create` and `schedule enable`.

use crate::world::{Sandbox, World};

const CONFIG: &str = ".config/kcamp/config.yaml";

/// The flags of the sandbox's account, at this address.
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

/// `setup` with the account's flags and these.
pub fn setup(address: &str, more: &[&str]) -> Vec<String> {
    let more = more.iter().map(|&text| text.to_owned());
    ["setup".to_owned()].into_iter().chain(account(address)).chain(more).collect()
}

#[test]
fn everything_missing_is_named_at_once() {
    let world = World::new();
    world.run(["setup"]).expect_code(2).expect_stderr(&[
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
    world.run(["contact-list", "list"]).expect_code(0);
    // A second time it would replace what is there.
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
    world.run(["contact-list", "list"]).expect_code(0);
    let shown = world.run(["profile", "show"]).expect_code(0);
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
    world.run(["setup", "--sandbox"]).expect_code(2).expect_stderr(&["the sandbox needs no profile"]);
    assert!(!world.home().join(CONFIG).exists());
}

/// What `sandbox serve --export` prints is all that a rehearsal of `setup` needs.
#[test]
#[cfg(unix)]
fn setup_is_rehearsed_against_what_a_served_sandbox_exports() {
    for (platform, secret) in [("kore", kcamp::sandbox::ACCOUNT.client_secret), ("burki", API_KEY)] {
        let world = World::new();
        let serve = world.command([
            "sandbox",
            "serve",
            "--port",
            "0",
            "--state",
            "served",
            "--export",
            "--platform",
            platform,
        ]);
        let program = serve.get_program().to_string_lossy().into_owned();
        let words: Vec<String> = serve.get_args().map(|word| word.to_string_lossy().into_owned()).collect();
        let script = format!(
            "'{program}' {} > env.sh & served=$!\nuntil grep -q 'SECRET=\\|TOKEN=' env.sh; do sleep 0.1; done\n. ./env.sh\n\
             '{program}' setup --from-env; echo \"without a zone: $?\"\n\
             '{program}' setup --from-env --timezone Asia/Kolkata; echo \"with one: $?\"\n\
             '{program}' campaign list; echo \"listed: $?\"\nkill $served\n",
            words.join(" ")
        );
        world.file("rehearse.sh", script);
        let mut shell = std::process::Command::new("/bin/sh");
        shell.arg("rehearse.sh").env_clear().current_dir(world.home()).env("PATH", "/usr/bin:/bin");
        shell.envs(serve.get_envs().filter_map(|(name, value)| Some((name, value?))));
        let output = shell.output().unwrap();
        let shown =
            String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
        for part in
            ["without a zone: 2", "needs KCAMP_TIMEZONE in the environment", "with one: 0", "listed: 0"]
        {
            assert!(shown.contains(part), "{platform}: {part}: {shown}");
        }
        let config = std::fs::read_to_string(world.home().join(CONFIG)).unwrap();
        assert!(config.contains("env: KCAMP_") && !config.contains(secret), "{config}");
    }
}

const API_KEY: &str = kcamp::sandbox::BURKI_API_KEY;

/// `setup` of a profile of Burki with these flags.
fn setup_burki<'a>(address: &'a str, more: &[&'a str]) -> Vec<&'a str> {
    let account = ["setup", "--platform", "burki", "--host", address, "--timezone", "Asia/Kolkata"];
    [&account[..], more].concat()
}

#[test]
fn burki_asks_for_a_key_and_a_zone_alone() {
    let world = World::new().with("KCAMP_PLATFORM", "burki");
    let run = world.run(["setup"]).expect_code(2).expect_stderr(&["--timezone", "--secret-env"]);
    for flag in ["--stream-id", "--account-id", "--client-id", "--host"] {
        assert!(!run.stderr.contains(flag), "{}", run.stderr);
    }
    assert!(!world.home().join(CONFIG).exists());
}

#[test]
fn the_first_steps_on_burki_in_an_empty_home() {
    let sandbox = Sandbox::new();
    let world = World::new().with("ACME_API_KEY", API_KEY);
    let flags = setup_burki(&sandbox.address, &["--profile", "acme", "--secret-env", "ACME_API_KEY"]);
    world.run(flags).expect_code(0).expect_stderr(&[
        "asking Burki whether the credentials work",
        "campaigns can be read",
        "the profile acme is saved",
    ]);
    let config = std::fs::read_to_string(world.home().join(CONFIG)).unwrap();
    assert!(config.contains("token:\n      env: ACME_API_KEY"), "{config}");
    for kore in ["stream_id", "account_id", "client_id", "client_secret", API_KEY] {
        assert!(!config.contains(kore), "{config}");
    }
    private(&world);
    world.run(["doctor"]).expect_code(0).expect_stdout(&["Burki at http", "an API key (env ACME_API_KEY"]);
    world.run(["campaign", "list"]).expect_code(0);
    let flags = ["campaign", "list", "--priority", "5"];
    world.run(flags).expect_code(2).expect_stderr(&["Burki has no priorities"]);
}

#[test]
fn an_api_key_may_come_from_each_place() {
    let sandbox = Sandbox::new();
    let world = World::new();
    let file = world.file("outside/key", API_KEY).display().to_string();
    let command = format!("cat {file}");
    let places = [["--secret-file", &file], ["--secret-command", &command]];
    // Elsewhere there is no cat.
    for flags in places.into_iter().take(if cfg!(unix) { 2 } else { 1 }) {
        world.run(setup_burki(&sandbox.address, &[&flags[..], &["--yes"]].concat())).expect_code(0);
        world.run(["campaign", "list"]).expect_code(0);
        let config = std::fs::read_to_string(world.home().join(CONFIG)).unwrap();
        assert!(!config.contains(API_KEY), "{config}");
    }
    let flags = setup_burki(&sandbox.address, &["--secret-stdin", "--yes"]);
    let run = world.run_with_input(flags, API_KEY).expect_code(0);
    run.expect_stderr(&["the API key will stand in the config file as plain text"]);
    world.run(["campaign", "list"]).expect_code(0);
    world
        .run(setup_burki(&sandbox.address, &["--secret-command", " "]))
        .expect_code(2)
        .expect_stderr(&["--secret-command: this cannot be empty"]);
    world.run(setup_burki(&sandbox.address, &["--secret-file", "a", "--secret-env", "B"])).expect_code(2);
}

#[test]
fn an_api_key_that_burki_refuses_is_not_saved() {
    let sandbox = Sandbox::new();
    let world = World::new().with("ACME_API_KEY", "canary-of-another-key");
    let run = world.run(setup_burki(&sandbox.address, &["--secret-env", "ACME_API_KEY"])).expect_code(4);
    let run = run.expect_stderr(&["check the API key", "nothing was saved", "--no-check"]);
    assert!(!run.stderr.contains("canary"), "{}", run.stderr);
    assert!(!world.home().join(CONFIG).exists());
}

#[test]
fn what_means_nothing_on_burki_is_refused_and_not_dropped() {
    let world = World::new().with("ACME_API_KEY", API_KEY);
    let flags = ["--secret-env", "ACME_API_KEY", "--no-check"];
    for (flag, value) in [
        ("--stream-id", "st-1"),
        ("--account-id", "a1"),
        ("--client-id", "cs-1"),
        ("--schedule-timezone", "Asia/Tokyo"),
    ] {
        let line = setup_burki("https://api.burki.dev", &[&flags[..], &[flag, value]].concat());
        let words = format!("Burki has no use for {flag}");
        world.run(line).expect_code(2).expect_stderr(&[&words, "nothing was saved"]);
    }
    assert!(!world.home().join(CONFIG).exists());
    // A variable is there for every command and may be meant for other profiles.
    let world = world.with("KCAMP_STREAM_ID", "st-1");
    world.run(setup_burki("https://api.burki.dev", &flags)).expect_code(0);
}

/// The config file is its owner's alone.
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

#[cfg(unix)]
mod on_a_terminal {
    use crate::create::SMS;
    use crate::terminal::{ENTER, answer, end, line, press, start};
    use crate::world::{Sandbox, Trap, World};

    const DOWN: &str = "\x1b[B";

    #[test]
    fn the_wizard_makes_the_first_profile_and_never_shows_the_secret() {
        let sandbox = Sandbox::new();
        let account = kcamp::sandbox::ACCOUNT;
        let world = World::new();
        let mut session = start(&world, &["setup"]);
        let mut shown = answer(&mut session, "name of the profile", ENTER);
        shown += &answer(&mut session, "which platform?", ENTER);
        shown += &answer(&mut session, "address of the platform", &line(&sandbox.address));
        // What is no id is refused where it is typed.
        shown += &answer(&mut session, "stream id", &line("https://platform.kore.ai/st-1"));
        shown += &answer(&mut session, "is not an id", "\x15");
        press(&mut session, &line(account.stream_id));
        shown += &answer(&mut session, "account id", &line(account.account_id));
        shown += &answer(&mut session, "client id", &line(account.client_id));
        shown += &answer(&mut session, "your time zone", &line("Asia/Calcuta"));
        shown += &answer(&mut session, "Asia/Kolkata?", &line("Asia/Kolkata"));
        shown += &answer(&mut session, "country of phone numbers", &line("UK"));
        shown += &answer(&mut session, "write GB", &line("GB"));
        shown += &session.exp_string("where to keep the client secret?").unwrap();
        // The last of the places is the config file; one step up from the first leads there.
        shown += &answer(&mut session, "in plain text", "\x1b[A");
        press(&mut session, ENTER);
        shown += &answer(&mut session, "not shown", &line(account.client_secret));
        shown += &answer(&mut session, "keep it there?", &line("y"));
        let (rest, code) = end(&mut session);
        shown += &rest;
        assert_eq!(code, 0, "{shown}");
        assert!(shown.contains("the credentials work: 0 voice campaigns can be read"), "{shown}");
        assert!(!shown.contains(account.client_secret), "{shown}");
        super::private(&world);
        world.run(["contact-list", "list"]).expect_code(0);
    }

    #[test]
    fn the_wizard_asks_for_burkis_key_and_nothing_of_kore() {
        let sandbox = Sandbox::new();
        let world = World::new();
        let mut session = start(&world, &["setup"]);
        let mut shown = answer(&mut session, "name of the profile", ENTER);
        shown += &answer(&mut session, "which platform?", DOWN);
        press(&mut session, ENTER);
        shown += &answer(&mut session, "https://api.burki.dev", &line(&sandbox.address));
        shown += &answer(&mut session, "your time zone", &line("Asia/Kolkata"));
        shown += &answer(&mut session, "leave empty for none", ENTER);
        shown += &session.exp_string("where to keep the API key?").unwrap();
        shown += &answer(&mut session, "in plain text", "\x1b[A");
        press(&mut session, ENTER);
        shown += &answer(&mut session, "API key (not shown)", &line(super::API_KEY));
        shown += &answer(&mut session, "keep it there?", &line("y"));
        let (rest, code) = end(&mut session);
        shown += &rest;
        assert_eq!(code, 0, "{shown}");
        assert!(shown.contains("campaigns can be read"), "{shown}");
        for unwanted in ["stream id", "account id", "client id", "client secret", super::API_KEY] {
            assert!(!shown.contains(unwanted), "{unwanted} in {shown}");
        }
        super::private(&world);
        world.run(["campaign", "list"]).expect_code(0);
    }

    /// As a shell would read it; what only a shell can do is refused, and asked for again.
    #[test]
    fn a_command_that_is_typed_is_split_as_a_shell_does() {
        let sandbox = Sandbox::new();
        for command in [r#"cat "my keys/the key""#, r"cat 'my keys/the key'", r"cat my\ keys/the\ key"] {
            let world = World::new();
            world.file("my keys/the key", super::API_KEY);
            crate::world::private(&world.home().join("my keys/the key"));
            let mut session = start(&world, &["setup", "--platform", "burki", "--host", &sandbox.address]);
            let mut shown = answer(&mut session, "name of the profile", ENTER);
            shown += &answer(&mut session, "your time zone", &line("Asia/Kolkata"));
            shown += &answer(&mut session, "leave empty for none", ENTER);
            shown += &session.exp_string("where to keep the API key?").unwrap();
            shown += &answer(&mut session, "in plain text", &format!("{DOWN}{DOWN}{ENTER}"));
            shown += &answer(&mut session, "with quotes as in a shell", &line("cat 'my keys/the key"));
            shown += &answer(&mut session, "a quote that is not closed", "\x15");
            press(&mut session, &line("cat key | head -1"));
            shown += &answer(&mut session, "no shell runs it", "\x15");
            press(&mut session, &line(command));
            let (rest, code) = end(&mut session);
            shown += &rest;
            assert_eq!(code, 0, "{command}: {shown}");
            assert!(!shown.contains(super::API_KEY), "{shown}");
            let config = std::fs::read_to_string(world.home().join(super::CONFIG)).unwrap();
            let config: serde_json::Value = serde_saphyr::from_str(&config).unwrap();
            let kept = &config["profiles"]["default"]["token"]["command"];
            assert_eq!(*kept, serde_json::json!(["cat", "my keys/the key"]), "{config}");
            world.run(["campaign", "list"]).expect_code(0);
        }
    }

    #[test]
    fn ctrl_c_in_the_wizard_saves_nothing_and_loses_no_answer() {
        let world = World::new();
        let mut session = start(&world, &["setup"]);
        answer(&mut session, "name of the profile", &line("acme"));
        answer(&mut session, "which platform?", ENTER);
        answer(&mut session, "address of the platform", ENTER);
        answer(&mut session, "stream id", &line("  st-1 "));
        answer(&mut session, "without the spaces around it", "");
        answer(&mut session, "account id", "\x03");
        let (rest, code) = end(&mut session);
        assert_eq!(code, 130);
        let command =
            "kcamp setup --profile acme --platform kore --host https://platform.kore.ai --stream-id st-1";
        assert!(rest.contains(command), "{rest}");
        assert_eq!(std::fs::read_dir(world.home()).unwrap().count(), 0);
    }

    /// Whether a profile may be replaced comes first, and each of its values is offered.
    #[test]
    fn a_profile_that_exists_is_changed_answer_by_answer() {
        let sandbox = Sandbox::new();
        let world = World::new().with("ACME_SECRET", kcamp::sandbox::ACCOUNT.client_secret);
        let flags = super::setup(
            &sandbox.address,
            &["--profile", "acme", "--secret-env", "ACME_SECRET", "--region", "IN"],
        );
        world.run(&flags).expect_code(0);
        let path = world.home().join(super::CONFIG);
        let config = std::fs::read_to_string(&path).unwrap();
        std::fs::write(&path, config.replace("    timezone: ", "    rate_limit: 30\n    timezone: "))
            .unwrap();
        let mut session = start(&world, &["setup"]);
        answer(&mut session, "name of the profile", &line("acme"));
        answer(&mut session, "exists already; replace it?", &line("y"));
        answer(&mut session, "which platform?", ENTER);
        answer(&mut session, &format!("address of the platform [{}]", sandbox.address), ENTER);
        for question in ["stream id", "account id", "client id"] {
            answer(&mut session, question, ENTER);
        }
        answer(&mut session, "[Asia/Kolkata]", &line("Europe/London"));
        answer(&mut session, "(none for none) [IN]", &line("none"));
        answer(&mut session, "where it is now: env ACME_SECRET", ENTER);
        let (rest, code) = end(&mut session);
        assert_eq!(code, 0, "{rest}");
        let config = std::fs::read_to_string(&path).unwrap();
        for kept in
            ["timezone: Europe/London", "rate_limit: ", "env: ACME_SECRET", kcamp::sandbox::ACCOUNT.client_id]
        {
            assert!(config.contains(kept), "{kept}: {config}");
        }
        assert!(!config.contains("region"), "{config}");
        // Whoever does not want it has typed nothing else.
        let mut session = start(&world, &["setup"]);
        answer(&mut session, "name of the profile", &line("acme"));
        answer(&mut session, "exists already; replace it?", ENTER);
        assert_eq!(end(&mut session).1, 12);
        assert_eq!(std::fs::read_to_string(&path).unwrap(), config);
    }

    #[test]
    fn a_check_that_fails_leads_back_to_the_one_answer() {
        let sandbox = Sandbox::new();
        let account = kcamp::sandbox::ACCOUNT;
        let world = World::new().with("ACME_SECRET", account.client_secret);
        let mut flags = super::setup(
            &sandbox.address,
            &["--profile", "acme", "--secret-env", "ACME_SECRET", "--region", "IN"],
        );
        let place = flags.iter().position(|word| word == account.client_id).unwrap();
        flags[place] = "cs-other".to_owned();
        flags.extend(["--platform", "kore"].map(str::to_owned));
        let mut session = start(&world, &flags.iter().map(String::as_str).collect::<Vec<_>>());
        let mut shown = session.exp_string("the check failed; what next?").unwrap();
        shown += &answer(&mut session, "cs-other", &format!("{DOWN}{DOWN}{DOWN}{ENTER}"));
        shown += &answer(&mut session, "[cs-other]", &line(account.client_id));
        let (rest, code) = end(&mut session);
        shown += &rest;
        assert_eq!(code, 0, "{shown}");
        assert!(rest.contains("the credentials work"), "{shown}");
        world.run(["contact-list", "list"]).expect_code(0);
    }

    /// Programs in the place of keychains; what they are called with is written down, and what they read is kept.
    fn with_keychains(world: World, keychains: &[(&str, &str)]) -> World {
        use std::os::unix::fs::PermissionsExt as _;
        for (name, script) in keychains {
            let script = format!("#!/bin/sh\necho \"{name} $*\" >> \"$HOME/calls\"\n{script}\n");
            let path = world.file(&format!("bin/{name}"), script);
            std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o755)).unwrap();
        }
        let path = format!("{}:/usr/bin:/bin", world.home().join("bin").display());
        world.with("PATH", path)
    }

    /// Those that do not answer are not offered; one that fails costs no answer, not even the secret.
    #[test]
    fn a_keychain_that_fails_leads_back_to_the_places() {
        let sandbox = Sandbox::new();
        let world = with_keychains(
            World::new(),
            &[
                ("secret-tool", "[ \"$1\" = search ] || { echo 'no D-Bus' >&2; exit 1; }"),
                ("pass", "case $1 in insert) cat > \"$HOME/kept\";; show) cat \"$HOME/kept\";; esac"),
                ("op", "exit 1"),
                ("vault", "exit 2"),
            ],
        );
        let flags = [
            "setup",
            "--platform",
            "burki",
            "--host",
            &sandbox.address,
            "--timezone",
            "UTC",
            "--region",
            "IN",
            "--profile",
            "acme",
        ];
        let mut session = start(&world, &flags);
        let offered = answer(&mut session, "in plain text", ENTER);
        assert!(offered.contains("through secret-tool") && offered.contains("through pass"), "{offered}");
        assert!(!offered.contains("1Password") && !offered.contains("HashiCorp"), "{offered}");
        let mut shown = answer(&mut session, "API key (not shown)", &line(&format!(" {} ", super::API_KEY)));
        shown += &answer(&mut session, "without the spaces around it", "");
        shown += &answer(&mut session, "did not store the secret", "");
        shown += &answer(&mut session, "in plain text", &format!("{DOWN}{ENTER}"));
        let (rest, code) = end(&mut session);
        shown += &rest;
        assert_eq!(code, 0, "{shown}");
        assert!(!shown.contains(super::API_KEY), "{shown}");
        assert_eq!(std::fs::read_to_string(world.home().join("kept")).unwrap(), super::API_KEY);
        let calls = std::fs::read_to_string(world.home().join("calls")).unwrap();
        assert!(!calls.contains(super::API_KEY), "{calls}");
        world.run(["campaign", "list"]).expect_code(0);
    }

    /// The real programs, where this machine has them.
    #[test]
    fn real_pass_and_secret_tool_keep_a_secret_and_give_it_back() {
        let has = |program: &str| std::path::Path::new("/usr/bin").join(program).is_file();
        if has("pass") && has("gpg") {
            let key = "gpg --batch --quiet --pinentry-mode loopback --passphrase '' \
                --quick-generate-key kcamp-test default default never; pass init kcamp-test";
            is_kept_by("through pass", "sh", key);
        } else {
            skipped("pass and gpg");
        }
        if has("secret-tool") && has("gnome-keyring-daemon") && has("dbus-run-session") {
            let unlock = "printf pw | gnome-keyring-daemon --unlock --components=secrets";
            is_kept_by("through secret-tool", "dbus-run-session -- sh", unlock);
        } else {
            skipped("secret-tool, gnome-keyring-daemon and dbus-run-session");
        }
    }

    /// Says aloud, past what the test harness captures, that something was not tried.
    fn skipped(programs: &str) {
        use std::io::Write as _;
        let said =
            writeln!(std::io::stderr(), "SKIPPED: this machine lacks {programs}, so that was not tried");
        said.unwrap();
    }

    /// Sets a profile up whose key this keychain keeps, and signs in with what it gives back.
    fn is_kept_by(keychain: &str, shell: &str, preparation: &str) {
        let sandbox = Sandbox::new();
        let world = World::new().with("PATH", "/usr/bin:/bin");
        let kcamp = world.command(Vec::<&str>::new());
        let program = kcamp.get_program().to_string_lossy().into_owned();
        let flags =
            format!("--platform burki --host {} --timezone UTC --region IN --profile acme", sandbox.address);
        let script = format!(
            "{{ {preparation}; }} >prepared 2>&1 </dev/null\n'{program}' setup {flags}; echo set up: $?\n\
             '{program}' campaign list >listed; echo listed: $?\ngpgconf --kill all\n"
        );
        world.file(
            "session.sh",
            script.replace(" </dev/null", if shell == "sh" { " </dev/null" } else { "" }),
        );
        let mut command = std::process::Command::new("/bin/sh");
        command.args(["-c", &format!("exec {shell} session.sh")]).env_clear().current_dir(world.home());
        command.envs(kcamp.get_envs().filter_map(|(name, value)| Some((name, value?))));
        command.env("TERM", "xterm").env("NO_COLOR", "1").env("XDG_RUNTIME_DIR", world.home());
        let mut session = rexpect::session::spawn_command(command, Some(60_000)).unwrap();
        let offered = answer(&mut session, "in plain text", ENTER);
        assert!(offered.contains(keychain), "{offered}");
        let mut shown = answer(&mut session, "API key (not shown)", &line(super::API_KEY));
        shown += &session.exp_string("listed: 0").unwrap();
        assert!(shown.contains("set up: 0") && !shown.contains(super::API_KEY), "{shown}");
        let config = std::fs::read_to_string(world.home().join(super::CONFIG)).unwrap();
        assert!(config.contains("command:") && !config.contains(super::API_KEY), "{config}");
    }

    #[test]
    fn create_asks_for_what_the_flags_leave_out() {
        let sandbox = Sandbox::new();
        let world = sandbox.world();
        let flags = ["campaign", "create", "--name", "Spring Event", "--description", "Reminds guests"];
        let mut session = start(&world, &flags);
        answer(&mut session, "type of the campaign", ENTER);
        answer(&mut session, "format", ENTER);
        // Enter alone chooses none, which is asked for again.
        answer(&mut session, "Event Guests (200 contacts)", ENTER);
        answer(&mut session, "choose at least one contact list", "");
        answer(&mut session, "Event Guests (200 contacts)", &format!(" {DOWN}{DOWN} {ENTER}"));
        answer(&mut session, "priority, 1 to 5", &line("6"));
        answer(&mut session, "is not one of 1, 2, 3, 4, 5", &line("4"));
        answer(&mut session, "number to call or write from", &line("+12025550124"));
        answer(&mut session, "calling hours, such as", &line("Mon-Fri 9:00 AM-6:00 PM"));
        answer(&mut session, "zone of the calling hours", &line("Asia/Kolkata"));
        answer(&mut session, "text of the sms", &line("See you there"));
        let (rest, code) = end(&mut session);
        assert_eq!(code, 0, "{rest}");
        let body = &sandbox.received_at("POST", "/campaign")[0]["body"];
        assert_eq!(body["name"], "Spring Event");
        assert_eq!(body["priority"], "4");
        assert_eq!(body["contactLists"], serde_json::json!(["CL Only 2020 Dec 4", "Event Guests"]));
        let read = sandbox.received_at("POST", "/getAllListDetails").len()
            + sandbox.received_at("GET", "/getAllListDetails").len();
        assert_eq!(read, 1);
        assert_eq!(body["message"]["message"], "U2VlIHlvdSB0aGVyZQ==");
    }

    /// What was typed is lost neither to a refusal nor to a key: the command that is shown makes the campaign.
    #[test]
    fn a_create_by_prompts_that_ends_early_prints_the_command_that_repeats_it() {
        let sandbox = Sandbox::with_faults(&[
            "422x1:POST:campaign",
            "403x9:POST:getAllListDetails",
            "403x9:GET:getAllListDetails",
        ]);
        let world = sandbox.world();
        let flags = ["campaign", "create", "--type", "sms", "--format", "simple", "--name", "Ann's Event"];
        let mut session = start(&world, &flags);
        answer(&mut session, "description", &line("  Reminds guests "));
        answer(&mut session, "without the spaces around it", "");
        // A list that cannot be read is typed.
        answer(&mut session, "could not be read", "");
        answer(&mut session, "contact list", &line("Event Guests"));
        answer(&mut session, "priority, 1 to 5", "\x03");
        let (rest, code) = end(&mut session);
        assert_eq!(code, 130, "{rest}");
        let again = repeated(&rest);
        let mut session = start(&world, &again.iter().map(String::as_str).collect::<Vec<_>>());
        answer(&mut session, "priority, 1 to 5", &line("4"));
        answer(&mut session, "number to call or write from", &line("+12025550124"));
        answer(&mut session, "calling hours, such as", &line("Mon-Fri 9:00 AM-6:00 PM"));
        answer(&mut session, "zone of the calling hours", &line("Asia/Kolkata"));
        answer(&mut session, "text of the sms", &line("It's soon"));
        let (rest, code) = end(&mut session);
        assert_eq!(code, 7, "{rest}");
        assert!(!rest.contains(kcamp::sandbox::ACCOUNT.client_secret), "{rest}");
        world.run(repeated(&rest)).expect_code(0);
        let body = &sandbox.creates()[1];
        assert_eq!(body["name"], "Ann's Event");
        assert_eq!(body["description"], "Reminds guests");
        assert_eq!(body["message"]["message"], "SXQncyBzb29u");
    }

    /// The arguments of the command that an error shows.
    fn repeated(shown: &str) -> Vec<String> {
        let plain = shown.replace("\r\n", "\n");
        let (_, command) = plain
            .rsplit_once("in this command: kcamp ")
            .or_else(|| plain.rsplit_once("in this command:\n"))
            .unwrap();
        let line = command.trim_start().lines().next().unwrap();
        shell_words::split(line.trim_start_matches("kcamp ")).unwrap()
    }

    #[test]
    fn create_asks_for_what_a_campaign_of_burki_needs() {
        let trap = Trap::new();
        let world = World::new().with("KCAMP_HOST", trap.address()).with("KCAMP_TOKEN", "burki_live_1");
        let flags = ["campaign", "create", "--platform", "burki", "--dry-run", "--max-attempts", "2"];
        let mut session = start(&world, &flags);
        answer(&mut session, "type of the campaign", ENTER);
        answer(&mut session, "name of the campaign", &line("Spring check-in"));
        answer(&mut session, "id of the assistant", &line("seven"));
        answer(&mut session, "is not an assistant's id", &line("7"));
        let (rest, code) = end(&mut session);
        assert_eq!(code, 0, "{rest}");
        for part in ["\"campaign_type\": \"call\"", "\"assistant_id\": 7", "\"max_attempts\": 2"] {
            assert!(rest.contains(part), "{part} is not in {rest}");
        }
        assert!(!trap.was_touched());
    }

    /// A world of a sandbox with one campaign, `Spring Event`.
    fn with_campaign(sandbox: &Sandbox) -> World {
        let world = sandbox.world().with("KCAMP_TIMEZONE", "Asia/Kolkata");
        world.line(&format!("{SMS} --name 'Spring Event'")).expect_code(0);
        world
    }

    /// Answers the questions of `schedule enable` up to the confirmation; what was shown.
    fn fill_in(session: &mut rexpect::session::PtySession) -> String {
        answer(session, "Spring Event (Ready)", ENTER);
        answer(session, "how does it repeat?", ENTER);
        answer(session, "on which days?", &format!(" {DOWN}{DOWN} {ENTER}"));
        answer(session, "start, such as", &line("2026-12-7 09:30"));
        answer(session, "two digits each", &line("2026-12-07 09:30"));
        answer(session, "last day", &line("2027-02-28"));
        session.exp_string("switch this schedule on?").unwrap()
    }

    #[test]
    fn enable_asks_shows_and_sends_after_a_yes() {
        let sandbox = Sandbox::new();
        let world = with_campaign(&sandbox);
        let mut session = start(&world, &["schedule", "enable"]);
        let shown = fill_in(&mut session);
        let run = "Mon 2026-12-07 09:30 Asia/Kolkata = Mon 2026-12-07 04:00 UTC";
        assert!(shown.contains(run), "{shown}");
        assert!(sandbox.received_at("POST", "/schedule").is_empty());
        press(&mut session, &line("y"));
        let (rest, code) = end(&mut session);
        assert_eq!(code, 0, "{rest}");
        let sent = sandbox.received_at("POST", "/schedule");
        assert_eq!(sent[0]["query"]["campaignName"], "Spring Event");
        assert_eq!(sent[0]["body"]["startDateTime"], "2026-12-07 04:00:00");
        assert_eq!(
            sent[0]["body"]["recurrenceObject"]["weeklyDetails"]["whichDays"],
            serde_json::json!(["Mon", "Wed"])
        );
    }

    #[test]
    fn enable_sends_nothing_after_a_no() {
        let sandbox = Sandbox::new();
        let world = with_campaign(&sandbox);
        for keys in [ENTER, "n\r", "\x03"] {
            let mut session = start(&world, &["schedule", "enable"]);
            fill_in(&mut session);
            press(&mut session, keys);
            let (rest, code) = end(&mut session);
            assert_eq!(code, if keys == "\x03" { 130 } else { 12 }, "{rest}");
            assert!(rest.contains("nothing was sent"), "{rest}");
        }
        assert!(sandbox.received_at("POST", "/schedule").is_empty());
    }

    #[test]
    fn no_input_never_asks_on_a_terminal_either() {
        let world = World::new();
        let mut session = start(&world, &["setup", "--no-input"]);
        let (rest, code) = end(&mut session);
        assert_eq!(code, 2, "{rest}");
        assert!(rest.contains("--stream-id"), "{rest}");
    }
}
