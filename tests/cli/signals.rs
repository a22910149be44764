//! SIGTERM, SIGHUP and Ctrl-C during a write: what was sent, what may have happened, and what did not happen.

use std::io::Read as _;
use std::net::TcpListener;

use serde_json::{Value, json};

use crate::create::FILE;
use crate::ending::{signal, started};
use crate::world::{Sandbox, World, wait_until};

const SIGNALS: [(&str, i32, &str); 3] = [
    ("INT", 130, "interrupted"),
    ("TERM", 143, "interrupted by SIGTERM"),
    ("HUP", 129, "interrupted by a hangup"),
];

/// A write that is interrupted while kcamp waits for its answer.
struct Case {
    world: fn(&Sandbox) -> World,
    /// The target of the late answer: as a fault names it, and as its path ends.
    at: (&'static str, &'static str),
    line: &'static [&'static str],
    /// The words for the write in reports.
    words: &'static str,
}

const BURKI_FILE: &str =
    "platform: burki\nname: Fresh\ncampaign_type: call\nassistant_id: 7\nagenda_template: Canary text\n";

const IMPORT: &[&str] =
    &["contact-list", "import", "Event Guests", "people.csv", "--batch-size", "1", "--yes", "-ojson"];

const CASES: [Case; 6] = [
    Case {
        world: Sandbox::world,
        at: ("POST:addContacts", "/addContacts"),
        line: IMPORT,
        words: "contact-list import \"Event Guests, rows 1 to 1\"",
    },
    Case {
        world: Sandbox::world,
        at: ("POST:trigger/*", "/trigger/"),
        line: &["campaign", "start", "Event Reminder", "--yes", "-ojson"],
        words: "campaign start \"Event Reminder\"",
    },
    Case {
        world: Sandbox::burki_world,
        at: ("POST:campaigns", "/campaigns/"),
        line: &["campaign", "create", "-f", "burki.yaml", "--yes", "-ojson"],
        words: "campaign create \"Fresh\"",
    },
    Case {
        world: Sandbox::burki_world,
        at: ("POST:start", "/start"),
        line: &["campaign", "start", "Billing", "--yes", "-ojson"],
        words: "campaign start \"Billing\"",
    },
    Case {
        world: Sandbox::burki_world,
        at: ("POST:import-data", "/import-data"),
        line: &["campaign", "import", "Billing", "people.csv", "--yes", "-ojson"],
        words: "campaign import \"Billing\"",
    },
    Case {
        world: Sandbox::burki_world,
        at: ("POST:stop", "/stop"),
        line: &["campaign", "stop", "Running", "--yes", "-ojson"],
        words: "campaign stop \"Running\"",
    },
];

/// A sandbox with a campaign on each platform, and a running one on Burki.
fn prepared() -> Sandbox {
    let sandbox = Sandbox::new();
    let (kore, burki) = (sandbox.world(), sandbox.burki_world());
    kore.file("campaign.yaml", FILE);
    kore.run("campaign create -f campaign.yaml").expect_code(0);
    write_files(&burki);
    for name in ["Billing", "Running"] {
        burki.file("campaign.yaml", BURKI_FILE.replace("Fresh", name));
        burki.run("campaign create -f campaign.yaml").expect_code(0);
        burki.run(["campaign", "import", name, "earlier.csv", "--yes"]).expect_code(0);
    }
    burki.run("campaign start Running --yes").expect_code(0);
    sandbox
}

fn write_files(world: &World) {
    world.file("people.csv", "phone\n+12025550123\n+12025550124\n+12025550125\n");
    world.file("earlier.csv", "phone\n+12025550126\n");
    world.file("burki.yaml", BURKI_FILE);
}

/// The last write of the journal.
fn last_noted(world: &World) -> Value {
    let rows = world.run("journal -ojson").expect_code(0).json();
    rows.as_array().unwrap().last().unwrap().clone()
}

#[test]
fn a_signal_while_any_write_is_under_way_leaves_it_in_doubt_and_says_so() {
    let base = prepared();
    for case in &CASES {
        for (name, code, word) in SIGNALS {
            let sandbox = Sandbox::continuing(&base, &[&format!("slow:60s:{}", case.at.0)]);
            let world = (case.world)(&sandbox);
            write_files(&world);
            let (mut child, mut stderr) = started(&world, case.line);
            let arrived = || {
                let has_path =
                    |it: &Value| it["method"] == "POST" && it["path"].as_str().unwrap().contains(case.at.1);
                sandbox.received().iter().filter(|request| has_path(request)).count()
            };
            wait_until("the call has arrived", || {
                assert!(child.try_wait().unwrap().is_none(), "{} ended before it sent anything", case.words);
                arrived() > 0
            });
            signal(&child, name);
            let mut said = String::new();
            stderr.read_to_string(&mut said).unwrap();
            let what = format!("{name} at {}: {said}", case.words);
            assert_eq!(child.wait().unwrap().code(), Some(code), "{what}");
            let error: Value = serde_json::from_str(said.lines().last().unwrap()).unwrap();
            let error = &error["error"];
            assert_eq!(
                (&error["code"], &error["exit_code"], &error["retry_safe"]),
                (&json!("interrupted/outcome-unknown"), &json!(code), &json!(false)),
                "{what}"
            );
            let message = error["message"].as_str().unwrap();
            let begin = format!(
                "{word} while this was in progress, so it may or may not have happened: {}",
                case.words
            );
            assert!(message.starts_with(&begin), "{what}");
            assert!(error["hint"].to_string().contains(" journal settle "), "{what}");
            assert!(!said.contains("2025550"), "{what}");
            assert_eq!(arrived(), 1, "{what}");
            // The journal holds no result of the write, so the next command reports it.
            assert_eq!(last_noted(&world)["outcome"], "unknown", "{what}");
        }
    }
}

/// A listener that accepts connections and does not answer the TLS handshake, so that a connection hangs.
fn silent() -> (TcpListener, String) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("https://{}", listener.local_addr().unwrap());
    (listener, address)
}

#[test]
fn a_signal_while_a_connection_hangs_was_before_anything_was_sent() {
    for (platform, line, words) in [
        (
            Sandbox::world as fn(&Sandbox) -> World,
            &[
                "schedule",
                "enable",
                "Event Reminder",
                "--daily",
                "--start",
                "2026-12-10 09:00",
                "--end",
                "2026-12-20",
                "--timezone",
                "UTC",
                "--yes",
                "-ojson",
            ][..],
            "schedule enable \"Event Reminder\"",
        ),
        (
            Sandbox::world,
            &["contact-list", "create", "Later", "--description", "d", "-ojson"],
            "contact-list create \"Later\"",
        ),
        (
            Sandbox::burki_world,
            &["campaign", "create", "-f", "burki.yaml", "--yes", "-ojson"],
            "campaign create \"Fresh\"",
        ),
        // A request without a body.
        (Sandbox::burki_world, &["api", "DELETE", "/api/v1/campaigns/1", "--yes", "-ojson"], "api DELETE"),
    ] {
        for (name, code, word) in SIGNALS {
            let (listener, address) = silent();
            let world = platform(&Sandbox::new()).with("KCAMP_HOST", &address).with("KCAMP_TIMEOUT", "10m");
            world.file("campaign.yaml", FILE);
            write_files(&world);
            let (mut child, mut stderr) = started(&world, line);
            // The client sends its hello and waits.
            let (mut connection, _) = listener.accept().unwrap();
            connection.read_exact(&mut [0]).unwrap();
            signal(&child, name);
            let mut said = String::new();
            stderr.read_to_string(&mut said).unwrap();
            let what = format!("{name} at {words}: {said}");
            assert_eq!(child.wait().unwrap().code(), Some(code), "{what}");
            let error: Value = serde_json::from_str(said.lines().last().unwrap()).unwrap();
            let error = &error["error"];
            assert_eq!(
                (&error["code"], &error["exit_code"]),
                (&json!("interrupted"), &json!(code)),
                "{what}"
            );
            let message = error["message"].as_str().unwrap();
            let begin = format!("{word}; nothing was written before; not sent: {words}");
            assert!(message.starts_with(&begin), "{what}");
            assert!(!said.contains("settle"), "{what}");
            let noted = last_noted(&world);
            assert_eq!((&noted["outcome"], &noted["exit_code"]), (&json!("failed"), &json!(code)), "{noted}");
            assert!(noted["message"].as_str().unwrap().starts_with("not sent: interrupted"), "{noted}");
        }
    }
}
