//! No secret, no token and no contact's number is in any stream or file, whatever is run and however it ends.

use kcamp::sandbox::BURKI_API_KEY;

use crate::leaves::{ENDLESS, OF_BURKI, furnish, leaves, line};
use crate::world::{DEADLINE, Run, SECRET, Sandbox, World};

/// A text like a ready token, which the sandbox refuses.
const READY_TOKEN: &str = "canary-ready-token-5f1d0c7e";
/// A client secret that the sandbox does not know.
pub const WRONG_SECRET: &str = "canary-client-secret-93b1";
/// An API key that the sandbox does not know.
const WRONG_KEY: &str = "canary-api-key-77aa";
/// The beginning of every token: `{"` in Base64.
const TOKEN_START: &str = "eyJ";
/// The user's caller id, and the start of the message's text, plain and encoded.
const OPERATORS_OWN: [&str; 3] = ["12025550124", "Canary text of the event", "Q2FuYXJ5IHRleHQg"];

/// Every secret that a run could know.
const SECRETS: [&str; 6] = [SECRET, READY_TOKEN, WRONG_SECRET, BURKI_API_KEY, WRONG_KEY, TOKEN_START];

/// The ways to pass credentials.
#[derive(Debug, Clone, Copy)]
enum Credentials {
    Right,
    WrongSecret,
    ReadyToken,
}

/// Checks that no secret is in the output of the command.
pub fn check(leaf: &str, run: &Run, what: &str) {
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

/// Checks that no secret is in any file below the home folder.
pub fn check_files(world: &World, what: &str) {
    for (path, text) in world.files() {
        for secret in SECRETS {
            assert!(!text.contains(secret), "{secret} in {}, {what}", path.display());
        }
    }
}

/// The deadline for a watch that never sees its status; everything else ends without one.
fn until(leaf: &str, goes_well: bool) -> Vec<String> {
    let is_endless = leaf == "campaign watch" && !goes_well;
    if is_endless { DEADLINE.map(str::to_owned).to_vec() } else { Vec::new() }
}

/// Runs every command at the highest verbosity, checks all outputs, and returns the commands that failed.
fn walk(faults: &[&str], credentials: Credentials, format: &str) -> Vec<String> {
    walk_logging(faults, credentials, format, None)
}

/// Like `walk`, with a setting of the log in the environment instead of `-vvv`.
fn walk_logging(faults: &[&str], credentials: Credentials, format: &str, log: Option<&str>) -> Vec<String> {
    let what = format!("{credentials:?} {faults:?} {format} {log:?}");
    let sandbox = Sandbox::with_faults(faults);
    let world = match credentials {
        Credentials::Right => sandbox.world(),
        Credentials::WrongSecret => sandbox.world().with("KCAMP_CLIENT_SECRET", WRONG_SECRET),
        Credentials::ReadyToken => sandbox.world().with("KCAMP_TOKEN", READY_TOKEN),
    };
    let world = match log {
        Some(log) => world.with("KCAMP_LOG", log),
        None => world,
    };
    furnish(&world);
    let mut failed = Vec::new();
    for leaf in leaves().into_iter().filter(|leaf| leaf != ENDLESS) {
        let mut line = line(&leaf);
        line.extend(["-o", format].map(str::to_owned));
        line.extend(log.is_none().then(|| "-vvv".to_owned()));
        line.extend(until(&leaf, faults.is_empty() && matches!(credentials, Credentials::Right)));
        let run = world.run(&line);
        check(&leaf, &run, &what);
        if run.code != 0 {
            failed.push(leaf);
        }
    }
    check_files(&world, &what);
    failed
}

/// Walks at the same time, in both formats. Every command that uses the platform must fail.
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
fn whatever_the_log_is_set_to() {
    for log in ["json", "json,trace", "trace"] {
        assert_eq!(walk_logging(&[], Credentials::Right, "table", Some(log)), [""; 0], "{log}");
        let failed = walk_logging(&["echo-token"], Credentials::ReadyToken, "json", Some(log));
        assert!(!failed.is_empty(), "{log}");
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
    check("campaign list", &world.run("campaign list -vvv"), "a file");
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
        .run("campaign create -f campaign.yaml")
        .expect_code(0)
        .expect_stderr(&["create the campaign \"Event Reminder\"", "read the campaign"]);
}

/// A Burki campaign with the user's own texts.
const BURKI_FILE: &str = "platform: burki
name: Event Reminder
campaign_type: mixed
assistant_id: 7
welcome_message_template: Canary text of the event
sms_message_template: Canary text of the event
";

/// A contact's number, which is masked unless it is asked for.
pub const CONTACT: &str = "12025550143";

/// Commands on Burki, in an order in which each finds what the earlier ones made.
const ON_BURKI: [&[&str]; 23] = [
    &["doctor"],
    &["campaign", "create", "-f", "burki.yaml", "--yes"],
    &["campaign", "list"],
    &["campaign", "get", "Event Reminder"],
    &["campaign", "status", "Event Reminder"],
    &["campaign", "watch", "Event Reminder", "--until", "draft"],
    &["campaign", "update", "Event Reminder", "--max-attempts", "5"],
    &["campaign", "export", "Event Reminder"],
    &["campaign", "import", "Event Reminder", "contacts.csv", "--yes"],
    &["campaign", "contacts", "Event Reminder"],
    &["campaign", "executions", "Event Reminder"],
    &["campaign", "template-preview", "Canary text of the event {{ name }}", "--var", "name=Ana"],
    &["schedule", "preview", "--daily", "--start", "2027-01-01 09:00"],
    &["schedule", "enable", "Event Reminder", "--daily", "--start", "2027-01-01 09:00", "--yes"],
    &["schedule", "show", "Event Reminder"],
    &["schedule", "disable", "Event Reminder", "--yes"],
    &["api", "GET", "/api/v1/campaigns/"],
    &["profile", "show"],
    &["campaign", "start", "Event Reminder", "--yes"],
    &["campaign", "pause", "Event Reminder", "--yes"],
    &["campaign", "stop", "Event Reminder", "--yes"],
    &["campaign", "re-execute", "Event Reminder", "--all", "--yes"],
    &["campaign", "delete", "Event Reminder", "--yes"],
];

/// Runs the commands on Burki at the highest verbosity, checks all outputs, and returns the failed ones.
fn walk_burki(faults: &[&str], key: &str, format: &str) -> Vec<String> {
    let sandbox = Sandbox::with_faults(faults);
    let world = sandbox.burki_world().with("KCAMP_TOKEN", key).with("KCAMP_TIMEZONE", "Europe/London");
    world.file("burki.yaml", BURKI_FILE);
    world.file("contacts.csv", format!("phone\n+{CONTACT}\n"));
    let mut failed = Vec::new();
    for arguments in ON_BURKI {
        let until = until(
            &arguments.iter().take(2).copied().collect::<Vec<_>>().join(" "),
            faults.is_empty() && key == BURKI_API_KEY,
        );
        let until: Vec<&str> = until.iter().map(String::as_str).collect();
        let run = world.run([arguments, &["-vvv", "-o", format], &until].concat());
        check(&arguments.join(" "), &run, &format!("Burki {faults:?} {format}"));
        let text = format!("{}{}", run.stdout, run.stderr);
        assert!(!text.contains(CONTACT), "a contact's number is shown by {arguments:?}:\n{text}");
        if run.code != 0 {
            failed.push(arguments.iter().take(2).copied().collect::<Vec<_>>().join(" "));
        }
    }
    for (path, text) in world.files() {
        for secret in SECRETS {
            assert!(!text.contains(secret), "{secret} in {}, Burki {faults:?}", path.display());
        }
    }
    failed
}

#[test]
fn on_burki_every_command_is_looked_at() {
    let reads_or_writes = |leaf: &String| leaf.starts_with("campaign ") || leaf.starts_with("schedule ");
    let leaves = leaves().into_iter().chain(OF_BURKI.map(str::to_owned)).filter(reads_or_writes);
    for leaf in leaves.filter(|leaf| leaf != "campaign callback") {
        let words: Vec<&str> = leaf.split(' ').collect();
        let is_here = ON_BURKI.iter().any(|arguments| arguments.starts_with(&words));
        assert!(is_here, "{leaf} is new: give it a command line on Burki here");
    }
}

#[test]
fn on_burki_where_all_goes_well() {
    for format in ["table", "json"] {
        assert_eq!(walk_burki(&[], BURKI_API_KEY, format), [""; 0], "{format}");
    }
}

#[test]
fn on_burki_where_the_key_is_refused_or_echoed_or_every_answer_fails() {
    let worlds: [(&[&str], &str); 6] = [
        (&[], WRONG_KEY),
        (&["echo-token"], BURKI_API_KEY),
        (&["echo-token"], WRONG_KEY),
        (&["garbage"], BURKI_API_KEY),
        (&["drop-before-apply"], BURKI_API_KEY),
        (&["redirect:http://127.0.0.1:9/"], BURKI_API_KEY),
    ];
    std::thread::scope(|scope| {
        for (faults, key) in worlds {
            for format in ["table", "json"] {
                scope.spawn(move || {
                    let failed = walk_burki(faults, key, format);
                    assert!(failed.len() >= 18, "only {failed:?} failed under {faults:?}");
                });
            }
        }
    });
}
