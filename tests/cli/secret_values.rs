//! Secrets in values: they are not sent, not printed and not noted, and what is read from the platform stays as it is.

use serde_json::Value;

use crate::create::FILE;
use crate::world::{Run, SECRET, Sandbox, World};

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
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    let token = world.run("jwt mint --sub tester").expect_code(0).stdout.trim().to_owned();
    world.file("campaign.yaml", FILE.replace("Reminds guests", &format!("see {token} there")));
    world.run("campaign create -f campaign.yaml").expect_code(0);
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
