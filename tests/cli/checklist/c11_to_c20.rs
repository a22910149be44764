//! What is sent, who is asked, and what stays secret.

use serde_json::json;

use super::walk::{PREPARED, WALK};
use crate::apply::{actions, apply, plan, results};
use crate::calls::{BURKI_WRITES, Call, WRITES, is_write};
use crate::canary;
use crate::create::{FILE, SCHEDULE};
use crate::leaves::{ENDLESS, OF_BURKI, all_leaves, furnish, line};
use crate::lifecycle::with_campaign;
use crate::setup::setup;
use crate::world::{SECRET, Sandbox, Trap, World, at_once, wait_until};

/// That what is shown is what is sent: `dry_run`.
#[test]
fn c11_a_dry_run_opens_no_socket_for_a_write() {
    let (state, ids) = &*PREPARED;
    let sandbox = Sandbox::remembering(state, &[]);
    for call in WRITES.iter().chain(&BURKI_WRITES) {
        let world = call.world(&sandbox);
        let run = call.run(ids, &world, &["--dry-run"]).expect_code(0);
        assert!(!run.stdout.is_empty(), "{} shows nothing", call.title());
    }
    assert_eq!(sandbox.received().iter().filter(|request| is_write(request)).count(), 0);
    // A create, and a schedule whose name need not be looked up, open no connection at all.
    let trap = Trap::new();
    let world = World::at(&trap.address());
    furnish(&world);
    for leaf in ["campaign create", "schedule enable"] {
        world.run(line(leaf).iter().map(String::as_str).chain(["--dry-run"])).expect_code(0);
    }
    assert!(!trap.was_touched());
}

/// Every way in which a plan becomes stale: `apply::saved_plan`.
#[test]
fn c12_what_was_planned_is_applied_and_a_stale_plan_is_refused() {
    let (sandbox, world, _) = with_campaign(FILE, &[]);
    world.file("campaigns/event.yaml", FILE.replace("priority: 5", "priority: 2"));
    world.file("campaigns/new.yaml", FILE.replace("Event Reminder", "New"));
    let save = || world.run("plan campaigns --out saved.plan -o json").expect_code(0);
    let writes = || sandbox.received().into_iter().filter(is_write).count();
    save();
    world.run("campaign update 'Event Reminder' --description Other --yes").expect_code(0);
    let before = writes();
    let error = world.run("apply saved.plan --yes -o json").expect_code(6).error_json();
    assert_eq!((error["code"].as_str(), writes()), (Some("plan/stale"), before), "{error}");
    let planned = save();
    let run = world.run("apply saved.plan --yes -o json").expect_code(0);
    assert_eq!(actions(&planned), ["update", "create"]);
    assert_eq!(results(&run), ["update Event Reminder: done", "create New: done"]);
    assert_eq!(writes() - before, 2);
    assert_eq!(actions(&plan(&world).expect_code(0)), ["unchanged", "unchanged"]);
}

#[test]
fn c13_applied_twice_nothing_is_written_the_second_time() {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    world.file("campaigns/event.yaml", format!("{FILE}{SCHEDULE}"));
    world.file("campaigns/new.yaml", FILE.replace("Event Reminder", "New"));
    let writes = || sandbox.received().into_iter().filter(is_write).count();
    apply(&world, &[]).expect_code(0);
    assert_eq!(writes(), 3);
    apply(&world, &[]).expect_code(0);
    world.run("campaign create -f campaigns --if-absent --yes").expect_code(0);
    assert_eq!(writes(), 3);
}

/// Every fault at every write: `fault_matrix`.
#[test]
fn c14_no_write_is_repeated_once_it_was_sent() {
    let create = "campaign create -f fresh.yaml --yes -o json";
    let enable = "schedule enable 'Event Reminder' --daily --start '2027-01-01 09:00' --end 2027-02-01 \
                  --timezone UTC --yes -o json";
    for (fault, at, line, code) in [
        ("drop-after-send", "campaign", create, 0),
        ("drop-before-apply", "campaign", create, 9),
        ("500:applied", "campaign", create, 0),
        ("drop-after-send", "schedule", enable, 9),
        ("502", "schedule", enable, 9),
    ] {
        let (sandbox, world, _) = with_campaign(FILE, &[&format!("{fault}:POST:{at}")]);
        world.file("fresh.yaml", FILE.replace("Event Reminder", "Fresh"));
        let run = world.run(line).expect_code(code);
        assert_eq!(sandbox.received_at("POST", &format!("/{at}")).len(), 1, "{fault} at {at}");
        if code == 9 {
            let error = run.error_json();
            assert_eq!(error["retry_safe"], false, "{error}");
            assert!(error["hint"].as_str().unwrap().contains("kcamp "), "{error}");
        }
    }
}

/// The clock is fixed, so that kcamp's waits between attempts end at once and are counted. The growth and the
/// randomness of the waits, and how dates are read: the unit tests of `src/platform/retry.rs`. Waits of other
/// lengths: `faults`.
#[test]
fn c15_the_wait_that_is_asked_for_is_obeyed_within_the_deadline() {
    let list = "contact-list list -o json";
    for status in ["429", "503"] {
        for (asked, shown) in [("1", "a wait of 1 s"), ("Thu, 03 Dec 2026 08:00:02 GMT", "a wait of 2 s")] {
            let fault = format!("{status}x1:retry-after={asked}:POST:getAllListDetails");
            let sandbox = Sandbox::with_faults(&[&fault]);
            sandbox.world().run(list).expect_code(0).expect_stderr(&[shown]);
            assert_eq!(sandbox.received().len(), 2, "{fault}");
        }
        // A longer wait than the command may take: it ends at once, and nothing is in doubt.
        let fault = format!("{status}:retry-after=60:POST:getAllListDetails");
        let sandbox = Sandbox::with_faults(&[&fault]);
        let error = sandbox.world().run(&format!("{list} --deadline 50s")).expect_code(11).error_json();
        assert_eq!((&error["retry_safe"], sandbox.received().len()), (&json!(true), 1), "{error}");
    }
    // Without a requested wait there are several attempts, and then an end.
    let sandbox = Sandbox::with_faults(&["503:POST:getAllListDetails"]);
    sandbox.world().run(list).expect_code(8);
    assert_eq!(sandbox.received().len(), 4);
}

#[test]
fn c16_timeouts_exist_and_can_be_set() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let list = "contact-list list -o json";
    // Connections are accepted and never answered: the request over HTTP, and the handshake of TLS.
    let hosts = [format!("http://127.0.0.1:{port}"), format!("https://127.0.0.1:{port}")];
    let limits = [("timeout", "300ms", 8), ("deadline", "2s", 11)];
    at_once(hosts.iter().flat_map(|host| limits.map(|limit| (host, limit))), |(host, (flag, time, code))| {
        let world = World::at(host);
        let error = world.run(&format!("{list} --{flag} {time}")).expect_code(code).error_json();
        assert_eq!(error["retry_safe"], true, "{host} {flag}: {error}");
        let world = world.with("KCAMP_TIMEOUT", "10m");
        world.with(&format!("KCAMP_{}", flag.to_uppercase()), time).run(list).expect_code(code);
    });
}

/// On a terminal with `--no-input`: `setup::wizard::no_input_never_asks_on_a_terminal_either`.
#[test]
fn c17_without_a_terminal_nobody_is_asked() {
    use std::process::Stdio;

    let world = World::new().with("KCAMP_SANDBOX", "1");
    furnish(&world);
    let mut codes = std::collections::BTreeSet::new();
    for leaf in all_leaves().iter().filter(|leaf| *leaf != ENDLESS) {
        // With only its name, a missing value must be an error, not a question; so must a missing confirmation.
        let bare: Vec<String> = leaf.split(' ').map(str::to_owned).collect();
        let mut lines = if leaf == READS_STDIN { Vec::new() } else { vec![bare] };
        if !OF_BURKI.contains(&leaf.as_str()) {
            lines.push(line(leaf).into_iter().filter(|word| word != "--yes").collect());
        }
        for (words, more) in lines.iter().flat_map(|words| [(words, None), (words, Some("--no-input"))]) {
            let mut command = world.command(words.iter().map(String::as_str).chain(more));
            if leaf == "setup" {
                command.env_remove("KCAMP_SANDBOX");
            }
            // stdin stays open, so that a question would wait for the answer.
            command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
            let mut child = command.spawn().unwrap();
            let _answers = child.stdin.take();
            wait_until(&format!("{words:?} ends"), || child.try_wait().unwrap().is_some());
            codes.extend(child.wait().unwrap().code());
        }
    }
    // Some commands lacked a value, some a confirmation, and others did their work.
    assert!([0, 2, 12].iter().all(|code| codes.contains(code)) && !codes.contains(&1), "{codes:?}");
}

/// The command that reads its argument from stdin if it is not given.
const READS_STDIN: &str = "jwt inspect";

#[test]
fn c18_what_reaches_people_needs_consent() {
    let (state, ids) = &*PREPARED;
    let sandbox = Sandbox::remembering(state, &[]);
    // The other commands stop something, or make something that does not run on its own, such as a round without a
    // time.
    let reaching = [
        "api POST",
        "campaign callback",
        "campaign delete",
        "campaign re-execute",
        "campaign start",
        "campaign stop",
        "contact-list delete",
        "schedule enable",
    ];
    let mut refused = 0;
    for call in WRITES.iter().chain(&BURKI_WRITES).filter(|call| reaching.contains(&call.name)) {
        let world = call.world(&sandbox);
        Call::write_files(&world);
        let when = ["--start=2027-02-15 09:00", "--timezone=UTC"];
        let line = call.arguments(ids).into_iter().filter(|word| *word != "--yes");
        let when = when.into_iter().filter(|_| call.name == "campaign re-execute");
        let error = world.run(line.chain(when)).expect_code(12).error_json();
        assert!(error["hint"].as_str().unwrap().contains("--yes"), "{}: {error}", call.title());
        refused += 1;
    }
    assert_eq!(refused, 13);
    // So do the commands that make several such writes.
    let world = sandbox.world();
    let file = format!("renamedFrom: none\n{FILE}{SCHEDULE}").replace("Event Reminder", "Not There Yet");
    world.file("campaigns/scheduled.yaml", file);
    for line in ["apply campaigns", "campaign create -f campaigns/scheduled.yaml", "halt"] {
        let error = world.run(&format!("{line} -o json")).expect_code(12).error_json();
        assert!(error["hint"].as_str().unwrap().contains("--yes"), "{line}: {error}");
    }
    assert_eq!(sandbox.received().iter().filter(|request| is_write(request)).count(), 0);
    // A protected profile needs its name too, for every write.
    let world = sandbox.world();
    let acme =
        setup(&sandbox.address, &["--profile", "acme", "--secret-env", "KCAMP_CLIENT_SECRET", "--protected"]);
    world.run(acme).expect_code(0);
    world.file("fresh.yaml", FILE.replace("Event Reminder", "Fresh"));
    let create = "campaign create -f fresh.yaml --yes";
    for wrong in ["", " --confirm other"] {
        world.run(&format!("{create}{wrong}")).expect_code(12).expect_stderr(&["--yes --confirm acme"]);
    }
    assert_eq!(sandbox.received().iter().filter(|request| is_write(request)).count(), 0);
    world.run(&format!("{create} --confirm acme")).expect_code(0);
}

#[test]
fn c19_no_flag_takes_a_secret() {
    fn look(command: &clap::Command, looked_at: &mut usize) {
        for flag in command.get_arguments().filter(|it| it.get_long().is_some()) {
            let long = flag.get_long().unwrap();
            let sounds_secret = ["secret", "token", "password", "key"].iter().any(|word| long.contains(word));
            let takes_value = flag.get_action().takes_values();
            // The name of a variable, the path of a file and a command are not secrets.
            let places = ["NAME", "FILE", "COMMAND"];
            let names = flag.get_value_names().unwrap_or_default();
            let names_a_place = names.iter().all(|name| places.contains(&name.as_str()));
            assert!(!sounds_secret || !takes_value || names_a_place, "{}: --{long}", command.get_name());
            *looked_at += 1;
        }
        command.get_subcommands().for_each(|child| look(child, looked_at));
    }
    let mut looked_at = 0;
    look(&kcamp::cli::command_tree(), &mut looked_at);
    assert!(looked_at > 200, "{looked_at}");
}

/// With every fault, credential and format, and on both platforms: `canary`, `numbers_at_rest`.
#[test]
fn c20_secrets_and_numbers_are_shown_nowhere() {
    for (leaf, run) in &WALK.runs {
        canary::check(leaf, run, "on success");
        assert!(!run.stderr.contains(canary::CONTACT), "{leaf}: {}", run.stderr);
    }
    for (path, text) in &WALK.files {
        let (path, is_the_list) = (path.display(), path.ends_with("contacts.csv"));
        assert!(!text.contains(SECRET) && (is_the_list || !text.contains(canary::CONTACT)), "{path}");
    }
    assert!(WALK.files.iter().any(|(path, _)| path.ends_with("saved.plan")));
    let sandbox = Sandbox::with_faults(&["echo-token"]);
    let wrong = sandbox.world().with("KCAMP_CLIENT_SECRET", canary::WRONG_SECRET);
    for world in [sandbox.world(), wrong] {
        let run = world.run("contact-list list -vvv -o json");
        assert_ne!(run.code, 0);
        canary::check("contact-list list", &run, "where the platform echoes the token");
        canary::check_files(&world, "where the platform echoes the token");
    }
}
