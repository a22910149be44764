//! `--dry-run` opens no socket for a write, and shows what would be sent to the byte.

use serde_json::Value;

use crate::create::{FILE, SCHEDULE};
use crate::world::{SECRET, Sandbox, Trap, World, private};

const ENABLE: [&str; 10] = [
    "schedule",
    "enable",
    "Event Reminder",
    "--daily",
    "--start",
    "2027-01-01 09:00",
    "--end",
    "2027-02-01",
    "--timezone",
    "UTC",
];

#[test]
fn nothing_is_connected_to() {
    let trap = Trap::new();
    let world = World::at(&trap.address());
    world.file("campaign.yaml", format!("{FILE}{SCHEDULE}"));
    let lines: [&[&str]; 3] =
        [&["campaign", "create", "-f", "campaign.yaml"], &ENABLE, &["schedule", "disable", "Event Reminder"]];
    for line in lines {
        for form in ["--dry-run", "--dry-run=curl"] {
            let run = world.run([line, &[form]].concat()).expect_code(0);
            assert!(run.stdout.contains("$KCAMP_TOKEN"), "{}", run.stdout);
            assert!(!run.stdout.contains(SECRET));
        }
    }
    assert!(!trap.was_touched());
}

/// Commands that send nothing and change files of this machine: done all the same, they would be no rehearsal.
#[test]
fn what_only_changes_files_is_refused_and_not_done() {
    let sandbox = Sandbox::with_faults(&["500:POST:campaign"]);
    let world = sandbox.world();
    world.file("campaign.yaml", FILE);
    world.file("people.csv", "phone\n12\n+12025550101\n");
    let config = "current: a\nprofiles:\n  a: {timezone: UTC}\n  b: {timezone: UTC}\n";
    private(&world.file(".config/kcamp/config.yaml", config));
    world.run("campaign create -f campaign.yaml").expect_code(9);
    // The next command says so, once.
    world.run("campaign list").expect_code(0);
    let key = world.run("journal --failed -o json").json()[0]["entry"].as_str().unwrap().to_owned();
    let files = || {
        let mut files = world.files();
        // A read takes its place in the minute's requests.
        files.retain(|(path, _)| !path.display().to_string().contains("budget"));
        files.sort();
        files
    };
    let before = files();
    let settle = format!("journal settle {key} --as not-done");
    let lines = [
        settle.as_str(),
        "sandbox reset",
        "profile use b",
        "profile remove b",
        "setup --profile c --no-check",
        "man pages",
        "campaign export --all -d out",
        "plan campaign.yaml --out saved.plan",
        "schedule preview -f campaign.yaml --ics runs.ics",
        "contact-list import 'Event Guests' people.csv --check --rejects wrong.csv",
    ];
    for line in lines {
        let run = world.run(format!("{line} --yes --dry-run").as_str()).expect_code(2);
        run.expect_stderr(&["has no dry run"]);
        assert_eq!(files(), before, "{line}");
    }
}

#[test]
fn no_credentials_are_needed() {
    let trap = Trap::new();
    let world = World::at(&trap.address()).without("KCAMP_CLIENT_SECRET").without("KCAMP_CLIENT_ID");
    world.file("campaign.yaml", FILE);
    world.run("campaign create -f campaign.yaml --dry-run").expect_code(0);
    assert!(!trap.was_touched());
}

#[test]
fn what_is_shown_is_what_is_sent() {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    world.file("campaign.yaml", format!("{FILE}{SCHEDULE}"));
    let create = ["campaign", "create", "-f", "campaign.yaml", "--yes", "-o", "json"];
    let shown = world.run([&create[..], &["--dry-run"]].concat()).expect_code(0).json();
    assert_eq!(sandbox.received().len(), 0);
    world.run(create).expect_code(0);
    let sent = [sandbox.received_at("POST", "/campaign"), sandbox.received_at("POST", "/schedule")].concat();
    assert_eq!((shown.as_array().unwrap().len(), sent.len()), (2, 2));
    for (shown, sent) in shown.as_array().unwrap().iter().zip(&sent) {
        assert_eq!(shown["body"], sent["body"]);
        assert_eq!(shown["method"], sent["method"]);
        let url = url::Url::parse(shown["url"].as_str().unwrap()).unwrap();
        assert_eq!(url.path(), sent["path"]);
        let query: serde_json::Map<String, Value> =
            url.query_pairs().map(|(key, value)| (key.into_owned(), value.into_owned().into())).collect();
        assert_eq!(Value::Object(query), sent["query"]);
        for header in shown["headers"].as_array().unwrap() {
            if header["name"] != "auth" {
                let name = header["name"].as_str().unwrap().to_ascii_lowercase();
                assert_eq!(header["value"], sent["headers"][name]);
            }
        }
    }
}

#[cfg(unix)]
#[test]
fn the_curl_command_runs_in_a_shell() {
    // The shell's own words show that the quoting is right; curl need not be installed.
    let world = World::at("http://127.0.0.1:9");
    world.file("campaign.yaml", FILE.replace("Reminds guests", "It's a $HOME `date` test"));
    let run = world.run("campaign create -f campaign.yaml --dry-run=curl").expect_code(0);
    let script =
        format!("curl() {{ for word in \"$@\"; do printf '%s\\0' \"$word\"; done; }}\n{}", run.stdout);
    let output = std::process::Command::new("sh")
        .args(["-c", &script])
        .env_clear()
        .env("KCAMP_TOKEN", "the-token")
        .output()
        .unwrap();
    let words: Vec<String> =
        String::from_utf8(output.stdout).unwrap().split('\0').map(str::to_owned).collect();
    assert!(words.contains(&"auth: the-token".to_owned()), "{words:?}");
    let body = words.iter().skip_while(|word| *word != "--data-raw").nth(1).unwrap();
    let body: Value = serde_json::from_str(body).unwrap();
    assert_eq!(body["description"], "It's a $HOME `date` test");
}
