//! Secrets in values: they are not sent, not printed and not noted, and what is read from the platform stays as it is.

use serde_json::Value;

use crate::create::FILE;
use crate::world::{Run, SECRET, Sandbox, World, private};

/// Whether a request is one that changes something.
fn is_write(request: &Value) -> bool {
    request["method"] != "GET" && !request["path"].as_str().unwrap().contains("getAll")
}

/// Checks that nothing has the secret: no output, no file but those of the user, and no request.
fn is_nowhere(secret: &str, own: &[&str], run: &Run, world: &World, sandbox: &Sandbox) {
    assert!(!run.stdout.contains(secret) && !run.stderr.contains(secret), "{run:?}");
    for (path, text) in world.files() {
        let is_own = own.iter().any(|name| path.ends_with(name));
        assert!(is_own || !text.contains(secret), "{} has it after {run:?}", path.display());
    }
    for request in sandbox.received() {
        assert!(!request["body"].to_string().contains(secret), "{request}");
        assert!(
            !request["path"].to_string().contains(secret) && !request["query"].to_string().contains(secret)
        );
    }
}

/// A sandbox with a live campaign whose description has a token, the token, and a world that signs in with the token.
fn live_with_token() -> (Sandbox, World, String) {
    live_with(|token| format!("see {token} there"))
}

/// The same with a description that is made of the token.
fn live_with(description: impl Fn(&str) -> String) -> (Sandbox, World, String) {
    let before = Sandbox::new();
    let world = before.world();
    let token = world.run("jwt mint --sub tester").expect_code(0).stdout.trim().to_owned();
    world.file("campaign.yaml", FILE.replace("Reminds guests", "see TOKEN there"));
    world.run("campaign create -f campaign.yaml").expect_code(0);
    // kcamp sends no token in a text, so that somebody else has to.
    let state = before.state().into_iter().map(|(name, bytes)| {
        let text = String::from_utf8_lossy(&bytes).replace("see TOKEN there", &description(&token));
        (name, text.into_bytes())
    });
    let sandbox = Sandbox::remembering(&state.collect::<Vec<_>>(), &[]);
    let reader = sandbox.world().with("KCAMP_TOKEN", token.as_str());
    (sandbox, reader, token)
}

#[test]
fn stars_are_never_sent_for_what_was_read() {
    let (sandbox, world, token) = live_with_token();
    let before = sandbox.received().len();
    let run = world.run("campaign update 'Event Reminder' --priority 2 --yes -o json").expect_code(3);
    assert_eq!(run.error_json()["code"], "platform/secret-in-request");
    assert!(run.stderr.contains("description contains a secret"), "{run:?}");
    assert!(!run.stdout.contains(&token) && !run.stderr.contains(&token), "{run:?}");
    assert!(!sandbox.received()[before..].iter().any(is_write));
    // Without the secret it is sent, and only what was asked for has changed.
    world.run("campaign update 'Event Reminder' --description Clean --yes").expect_code(0);
    let sent = sandbox.received().into_iter().rfind(|request| request["method"] == "PUT").unwrap();
    assert_eq!((&sent["body"]["description"], &sent["body"]["priority"]), (&"Clean".into(), &"5".into()));
}

/// In Markdown signs of a secret are escaped, and it is struck before.
#[test]
fn a_secret_with_signs_that_markdown_escapes_is_struck_from_a_plan() {
    const OWN: &str = "s3cr_t*v[lue]9";
    let (_sandbox, world, _) = live_with(|_| format!("see {OWN} there"));
    let world = world.with("KCAMP_CLIENT_SECRET", OWN);
    world.file("campaign.yaml", FILE);
    let run = world.run("plan campaign.yaml -o markdown").expect_code(0);
    assert!(run.stdout.contains(r"see \*\*\* there"), "{}", run.stdout);
    assert!(!run.stdout.replace('\\', "").contains(OWN), "{}", run.stdout);
}

#[test]
fn what_was_read_is_shown_with_stars_in_every_format_and_kept_nowhere() {
    let (_sandbox, world, token) = live_with_token();
    for format in ["table", "wide", "json", "yaml", "csv"] {
        for command in ["get 'Event Reminder'", "list", "status 'Event Reminder'"] {
            let run = world.run(&*format!("campaign {command} -o {format} -vvv")).expect_code(0);
            assert!(!run.stdout.contains(&token) && !run.stderr.contains(&token), "{run:?}");
            assert!(!command.starts_with("get") || run.stdout.contains("see *** there"), "{run:?}");
        }
    }
    world.file("campaign.yaml", FILE);
    world.run("plan campaign.yaml").expect_code(0);
    for (path, text) in world.files() {
        assert!(!text.contains(&token), "{} has it", path.display());
    }
}

#[test]
fn an_export_that_would_hold_the_secret_is_not_written() {
    let (_sandbox, world, token) = live_with_token();
    for line in [
        "campaign export 'Event Reminder'",
        "campaign export 'Event Reminder' -o json",
        "campaign export --all -d out",
        "campaign export --all -d out --with-defaults",
    ] {
        let run =
            world.run(line).expect_code(3).expect_stderr(&["secret of this profile", "nothing was written"]);
        assert!(!run.stdout.contains("Reminder") && !run.stderr.contains(&token), "{run:?}");
        assert!(!world.home().join("out").exists(), "{line}");
    }
}

#[test]
fn a_secret_in_a_value_is_refused_wherever_it_was_typed() {
    let of_file = |text: &str, with: String| FILE.replace(text, &with);
    let files = [
        ("description.yaml", of_file("guests", SECRET.to_owned()), "description"),
        ("text.yaml", of_file("Canary", SECRET.to_owned()), "message.message"),
    ];
    let own: Vec<&str> = files.iter().map(|(name, ..)| *name).collect();
    let mut lines: Vec<(String, &str)> =
        files.iter().map(|(name, _, key)| (format!("campaign create -f {name}"), *key)).collect();
    lines.extend([
        (format!("campaign update 'Event Reminder' --description 'new {SECRET}'"), "description"),
        (format!("campaign update 'Event Reminder' --message 'Hi {SECRET}'"), "message.message"),
        (format!("schedule disable {SECRET}"), "the name or the id in the address"),
        (format!("contact-list create {SECRET} --description D"), "name"),
        (format!("api POST /x -F name={SECRET}"), "name"),
    ]);
    for (line, key) in lines {
        for flags in [["--yes"], ["--dry-run"]] {
            let sandbox = Sandbox::new();
            let world = sandbox.world();
            world.file("campaign.yaml", FILE);
            world.run("campaign create -f campaign.yaml").expect_code(0);
            let before = sandbox.received().len();
            for (name, text, _) in &files {
                world.file(name, text);
            }
            let run = world.run(&*format!("{line} -vvv {}", flags[0]));
            assert_eq!(run.code, 3, "{run:?}");
            assert!(run.stderr.contains(&format!("{key} contains a secret")), "{key}: {run:?}");
            assert!(!sandbox.received()[before..].iter().any(is_write), "{run:?}");
            is_nowhere(SECRET, &own, &run, &world, &sandbox);
        }
    }
}

#[test]
fn a_secret_that_is_looked_for_is_not_sent_either() {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    for line in ["campaign get", "campaign start --yes", "campaign list --search", "campaign delete --yes"] {
        let run = world.run(&*format!("{line} {SECRET} -vvv"));
        assert!(run.code != 0 || line.contains("list"), "{run:?}");
        is_nowhere(SECRET, &[], &run, &world, &sandbox);
    }
}

#[test]
fn a_plan_with_a_secret_in_it_sends_nothing_at_all() {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    world.file("all/a.yaml", FILE.replace("Event Reminder", "First"));
    world.file("all/b.yaml", FILE.replace("Reminds", SECRET));
    let run = world.run("apply all --yes").expect_code(3);
    assert!(run.stderr.contains("description contains a secret"), "{run:?}");
    assert_eq!(sandbox.creates().len(), 0);
    is_nowhere(SECRET, &["all/b.yaml"], &run, &world, &sandbox);
}

#[test]
fn a_halt_goes_out_whatever_the_campaign_is_called() {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    let token = world.run("jwt mint --sub tester").expect_code(0).stdout.trim().to_owned();
    let name = format!("x{}", &token[token.len() - 43..]);
    world.file("campaign.yaml", FILE.replace("Event Reminder", &name));
    world.run("campaign create -f campaign.yaml").expect_code(0);
    world.run(["campaign", "start", &name, "--yes"]).expect_code(0);
    let reader = sandbox.world().with("KCAMP_TOKEN", token.as_str());
    let run = reader.run("halt --yes -vvv").expect_code(0);
    assert!(!run.stdout.contains(&name[1..]) && !run.stderr.contains(&name[1..]), "{run:?}");
}

/// A secret that is known only once it is read: from a file, or from a program.
const READ_LATE: [&str; 2] = ["{file: secret}", "{command: [cat, secret]}"];

/// A world whose profile has its secret elsewhere.
fn with_secret_elsewhere(sandbox: &Sandbox, place: &str) -> World {
    let world = sandbox.world().without("KCAMP_CLIENT_SECRET").with("KCAMP_PROFILE", "acme");
    private(
        &world.file(".config/kcamp/config.yaml", format!("profiles:\n  acme: {{client_secret: {place}}}\n")),
    );
    for name in [".config/kcamp/secret", "secret"] {
        private(&world.file(name, format!("{SECRET}\n")));
    }
    world
}

#[test]
fn none_of_several_campaigns_is_sent_where_one_holds_a_secret_that_is_read_late() {
    let named = |name: &str| FILE.replace("Event Reminder", name);
    for place in READ_LATE {
        for (secret, key) in
            [("description: Reminds guests", "description"), ("Canary text", "message.message")]
        {
            // The last, the first and the middle one of three has it.
            for bad in ["a", "b", "c"] {
                for flags in [&["--yes"][..], &["--yes", "-o", "json"], &["--yes", "--if-absent"]] {
                    let sandbox = Sandbox::new();
                    let world = with_secret_elsewhere(&sandbox, place);
                    for name in ["a", "b", "c"] {
                        let text = named(name);
                        let with = format!("{secret} {SECRET}");
                        let text = if name == bad { text.replace(secret, &with) } else { text };
                        world.file(&format!("all/{name}.yaml"), text);
                    }
                    let run =
                        world.run([&["campaign", "create", "-f", "all"], flags].concat()).expect_code(3);
                    let said = format!("{}{}", run.stdout, run.stderr);
                    assert!(said.contains(&format!("{key} contains a secret")), "{place} {bad}: {run:?}");
                    assert!(!said.contains(SECRET), "{run:?}");
                    assert_eq!(sandbox.creates().len(), 0, "{place} {bad}: {run:?}");
                    // Without it all are sent.
                    world.file(&format!("all/{bad}.yaml"), named(bad));
                    world.run([&["campaign", "create", "-f", "all"], flags].concat()).expect_code(0);
                    assert_eq!(sandbox.creates().len(), 3);
                }
            }
        }
    }
}

#[test]
fn validate_finds_the_secrets_that_are_known_without_a_program() {
    let sandbox = Sandbox::new();
    let in_variable = sandbox.world();
    let in_stdin_free_token = sandbox.world().with("KCAMP_TOKEN", SECRET);
    let in_file = with_secret_elsewhere(&sandbox, READ_LATE[0]);
    let plain = with_secret_elsewhere(&sandbox, SECRET);
    let encoded = base64(&format!("Hi {SECRET}"));
    for world in [in_variable, in_stdin_free_token, in_file, plain] {
        world.file("sms.txt", format!("Hi {SECRET}\n"));
        for (from, to, key, line) in [
            ("guests", SECRET.to_owned(), "description", 2),
            ("Event Reminder", format!("x{SECRET}"), "name", 1),
            ("Event Guests", SECRET.to_owned(), "contactLists.0", 5),
            ("Canary", SECRET.to_owned(), "message.text", 9),
            (
                "text: \"Canary text of the event. Reply STOP to opt out.\"",
                "file: sms.txt".to_owned(),
                "message.file",
                9,
            ),
            (
                "text: \"Canary text of the event. Reply STOP to opt out.\"",
                format!("message: {encoded}"),
                "message.message",
                9,
            ),
        ] {
            world.file("a.yaml", FILE.replace(from, &to));
            let run = world.run("validate a.yaml -o json").expect_code(3);
            let found = run.json();
            let of_secret: Vec<&Value> = found
                .as_array()
                .unwrap()
                .iter()
                .filter(|it| it["code"] == "platform/secret-in-request")
                .collect();
            assert_eq!(of_secret.len(), 1, "{key}: {found}");
            assert_eq!(
                (&of_secret[0]["line"], &of_secret[0]["severity"]),
                (&line.into(), &"error".into()),
                "{found}"
            );
            assert_eq!(of_secret[0]["message"], format!("{key} contains a secret of this profile"));
            for format in ["-o json", "", "--format sarif", "--format github", "--fix"] {
                let run = world.run(&*format!("validate a.yaml {format} -vvv")).expect_code(3);
                assert!(!run.stdout.contains(SECRET) && !run.stderr.contains(SECRET), "{format}: {run:?}");
            }
        }
        world.file("a.yaml", FILE);
        world.run("validate a.yaml").expect_code(0);
    }
}

#[test]
fn validate_runs_no_program_and_needs_no_secret() {
    let sandbox = Sandbox::new();
    for place in ["{command: [touch, ran]}", "{file: nowhere}", "{env: NOWHERE}"] {
        let world = with_secret_elsewhere(&sandbox, place);
        world.file("a.yaml", FILE.replace("guests", SECRET));
        let run = world.run("validate a.yaml").expect_code(0);
        assert!(!world.home().join("ran").exists(), "{run:?}");
    }
}

fn base64(text: &str) -> String {
    use ::base64::Engine as _;
    ::base64::engine::general_purpose::STANDARD.encode(text)
}

#[test]
fn no_error_shows_a_secret_that_was_typed_in_the_place_of_a_name() {
    let lines = [
        "profile show {}",
        "profile use {}",
        "profile remove {} --yes",
        "--profile {} campaign list",
        "--profile {} jwt mint",
        "--platform {} campaign list",
        "--output {} campaign list",
        "--timezone {} campaign list",
        "--color {} campaign list",
        "explain {}",
        "validate {}",
        "journal --campaign {}",
        "{}",
        "campaign {}",
        "campaign list --{}",
        "campaign list --state {}",
    ];
    for secret in [SECRET, "a-token-of-mine", "Zq8\"x/Lm+2&v"] {
        for variable in ["KCAMP_CLIENT_SECRET", "KCAMP_TOKEN"] {
            let world = World::new().with(variable, format!(" {secret} "));
            private(&world.file(".config/kcamp/config.yaml", "profiles:\n  acme: {account_id: a1}\n"));
            for line in lines {
                for more in [&[][..], &["-o", "json"], &["-vvv"]] {
                    let words = line.split(' ').map(|word| word.replace("{}", secret));
                    let run = world.run(words.chain(more.iter().map(|&word| word.to_owned())));
                    let escaped = Value::from(secret).to_string();
                    for form in [secret, escaped.trim_matches('"')] {
                        let is_shown = run.stdout.contains(form) || run.stderr.contains(form);
                        assert!(!is_shown, "{line} {more:?}: {run:?}");
                    }
                }
            }
            let run = world.run(["profile", "show", secret]).expect_code(5);
            run.expect_stderr(&["there is no profile \"***\""]);
        }
    }
}
