//! `kcamp campaign list`, `campaign get` and `contact-list list`.

use std::fmt::Write as _;
use std::process::Stdio;

use serde_json::Value;

use crate::create::FILE;
use crate::relay::{LIST, Passing, Watch, relay, rows};
use crate::world::{Run, Sandbox, World};

/// A sandbox with `count` campaigns, named `Campaign 001` and so on.
fn with_campaigns(count: usize) -> Sandbox {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    let mut documents = String::new();
    for number in 1..=count {
        let document = FILE.replace("Event Reminder", &format!("Campaign {number:03}"));
        let document = document.replace("priority: 5", &format!("priority: {}", number % 5 + 1));
        writeln!(documents, "{document}---").unwrap();
    }
    world.file("many.yaml", documents);
    world.run("campaign create -f many.yaml").expect_code(0);
    sandbox
}

fn names(run: &Run) -> Vec<String> {
    run.json().as_array().unwrap().iter().map(|row| row["name"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn names_alone_go_to_scripts_one_a_line() {
    let sandbox = with_campaigns(3);
    let world = sandbox.world();
    let listed = world.run("campaign list -o name").expect_code(0);
    assert_eq!(listed.stdout, "Campaign 001\nCampaign 002\nCampaign 003\n");
    for line in ["campaign get 'Campaign 002' -o name", "campaign status 'Campaign 002' -o name"] {
        assert_eq!(world.run(line).expect_code(0).stdout, "Campaign 002\n", "{line}");
    }
    let lists = world.run("contact-list list -o name").expect_code(0).stdout;
    assert!(lists.lines().any(|name| name == "Event Guests"), "{lists}");
    let none = world.run("campaign list --search nothing -o name").expect_code(0);
    assert_eq!((none.stdout.as_str(), none.stderr.as_str()), ("", "no campaign matches the filters\n"));
    // Commands that do more than look things up refuse the format `name`, before they send anything.
    for line in ["campaign start 'Campaign 001' --yes -o name", "doctor -o name", "plan many.yaml -o name"] {
        world.run(line).expect_code(2).expect_stderr(&["name is an output format of list, get and status"]);
    }
    // A hint about another format has the name where it is taken alone.
    let hints = [
        ("campaign list", "use table, wide, name, json, yaml or csv"),
        ("doctor", "use table, wide, json, yaml or csv"),
    ];
    for (line, hint) in hints {
        world.run(&format!("{line} -o markdown")).expect_code(2).expect_stderr(&[hint]);
    }
    assert_eq!(sandbox.received_at("POST", "/trigger"), [] as [Value; 0]);
}

#[test]
fn columns_are_chosen_by_name_in_tables_and_csv_before_anything_is_read() {
    let sandbox = with_campaigns(2);
    let world = sandbox.world();
    let chosen = world.run("campaign list --columns dnc-list,name").expect_code(0);
    assert_eq!(chosen.stdout, "DNC LIST  NAME\ntestdnc   Campaign 001\ntestdnc   Campaign 002\n");
    let csv = world.run("campaign list --columns 'STATUS,contact lists' -o csv").expect_code(0);
    assert_eq!(csv.stdout, "status,contact_lists\r\nReady,Event Guests\r\nReady,Event Guests\r\n");
    let lists = world.run("contact-list list --columns name,contacts").expect_code(0);
    assert!(lists.stdout.starts_with("NAME ") && lists.stdout.contains("Event Guests"), "{}", lists.stdout);
    let before = sandbox.received().len();
    world
        .run("campaign list --columns name,state")
        .expect_code(2)
        .expect_stderr(&["no column \"state\"", "the columns are: name, type, status"]);
    world
        .run("campaign list --columns name -o yaml")
        .expect_code(2)
        .expect_stderr(&["--columns is for a table or CSV, and the output format is yaml"]);
    world
        .run("campaign list --platform burki --columns priority")
        .expect_code(2)
        .expect_stderr(&["no column \"priority\"", "assistant"]);
    assert_eq!(sandbox.received().len(), before);
}

#[test]
fn a_list_is_complete_over_its_pages_unless_a_limit_cuts_it_and_then_says_so() {
    let sandbox = with_campaigns(120);
    let world = sandbox.world();
    let all = world.run("campaign list -o json").expect_code(0);
    let mut listed = names(&all);
    listed.sort_unstable();
    listed.dedup();
    assert_eq!(listed.len(), 120);
    assert_eq!(all.stderr, "");
    let cut = world.run("campaign list --limit 7 -o json").expect_code(0);
    assert_eq!(names(&cut).len(), 7);
    assert!(cut.stderr.contains("only the first 7 are shown"), "{}", cut.stderr);
    let exact = world.run("campaign list --limit 120 -o json").expect_code(0);
    assert_eq!((names(&exact).len(), exact.stderr.as_str()), (120, ""));

    // A reader that closes the pipe ends the command quietly, whether it read nothing or a line.
    for reads in [false, true] {
        let mut child =
            world.command("campaign list").stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut stdout = std::io::BufReader::with_capacity(16, child.stdout.take().unwrap());
        if reads {
            let mut line = String::new();
            std::io::BufRead::read_line(&mut stdout, &mut line).unwrap();
            assert!(line.starts_with("NAME"), "{line}");
        }
        drop(stdout);
        let output = child.wait_with_output().unwrap();
        assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
        assert_eq!(output.status.code(), Some(0));
    }
}

#[test]
fn filters_choose_rows() {
    let sandbox = with_campaigns(6);
    let world = sandbox.world();
    let list = |arguments: &[&str]| {
        let run = world.run([&["campaign", "list", "-o", "json"], arguments].concat()).expect_code(0);
        names(&run)
    };
    assert_eq!(list(&["--priority", "3"]), ["Campaign 002"]);
    assert_eq!(list(&["--search", "campaign 00"]).len(), 6);
    assert_eq!(list(&["--search", "004", "--type", "sms"]), ["Campaign 004"]);
    assert_eq!(list(&["--type", "voice"]), [""; 0]);
    assert_eq!(list(&["--status", "Completed"]), [""; 0]);
    world.run("campaign list --type fax").expect_code(2);
    world.run("campaign list --limit 0").expect_code(2);
}

/// Gives one campaign an undocumented status.
struct Dreaming;

impl Watch for Dreaming {
    fn after(&mut self, request: &Passing, answer: &mut Value) {
        if request.line.contains(LIST) {
            for row in rows(answer).iter_mut().filter(|row| row["name"] == "Campaign 003") {
                row["status"] = "Day Dreaming".into();
            }
        }
    }
}

#[test]
fn a_status_is_compared_without_case_also_one_that_nobody_documented() {
    let sandbox = with_campaigns(4);
    let world = relay(&sandbox, Dreaming);
    for (word, listed, is_documented) in [
        ("Ready", &["Campaign 001", "Campaign 002", "Campaign 004"][..], true),
        ("READY", &["Campaign 001", "Campaign 002", "Campaign 004"], true),
        ("Day Dreaming", &["Campaign 003"], false),
        ("day dreaming", &["Campaign 003"], false),
        ("active,DAY DREAMING", &["Campaign 003"], false),
        ("nightmare", &[], false),
    ] {
        let run = world.run(["campaign", "list", "--status", word, "-o", "json"]);
        let all = world.run(["campaign", "status", "--all", "--status", word, "-o", "json"]);
        if listed.is_empty() {
            // One that no campaign has and nobody documented is a slip.
            for refused in [run, all] {
                assert_eq!(refused.expect_code(2).error_json()["code"], "usage/unknown-choice", "{word}");
            }
            continue;
        }
        let run = run.expect_code(0);
        let mut found = names(&run);
        found.sort();
        assert_eq!(found, listed, "{word}");
        assert_eq!(run.stderr.contains("is not a status in the documentation"), !is_documented, "{word}");
        assert_eq!(names(&all.expect_code(0)).len(), listed.len(), "{word}");
    }
}

#[test]
fn an_empty_list_is_an_empty_array_and_nothing_in_a_table() {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    assert_eq!(world.run("campaign list -o json").expect_code(0).json(), Value::Array(Vec::new()));
    world.run("campaign list").expect_code(0).expect_stderr(&["no campaigns"]);
    world
        .run("campaign list --status Active")
        .expect_code(0)
        .expect_stderr(&["no campaign matches the filters"]);
}

#[test]
fn get_takes_a_name_or_an_id() {
    let sandbox = with_campaigns(2);
    let world = sandbox.world();
    let by_name = world.run("campaign get 'Campaign 002' -o json").expect_code(0).json();
    let id = by_name["id"].as_str().unwrap();
    let by_id = world.run(["campaign", "get", id, "-o", "json"]).expect_code(0).json();
    assert_eq!(by_id, by_name);
    assert_eq!(by_id["contact_lists"], serde_json::json!(["Event Guests"]));
    let error = world.run("campaign get 'campaign 002' -o json").expect_code(5).error_json();
    assert_eq!(error["code"], "platform/no-such-campaign");
    assert!(error["message"].as_str().unwrap().contains("\"Campaign 002\""), "{error}");
    world.run("campaign get cd-00000000-0000-5000-8000-000000000000").expect_code(5);
}

#[test]
fn contact_lists_are_listed() {
    let sandbox = Sandbox::new();
    let run = sandbox.world().run("contact-list list -o json").expect_code(0);
    let listed = names(&run);
    assert!(["CL Only 2020 Dec 4", "Event Guests"].iter().all(|name| listed.contains(&(*name).to_owned())));
}

#[test]
fn a_list_is_sorted_and_filtered_here() {
    let mut world = World::new().with("KCAMP_SANDBOX", "1");
    for (name, priority, day) in [("beta", 2, 1), ("Alpha", 5, 2), ("gamma", 4, 3)] {
        world = world.with("KCAMP_NOW", format!("2026-11-{day:02}T08:00:00Z"));
        let file =
            FILE.replace("Event Reminder", name).replace("priority: 5", &format!("priority: {priority}"));
        world.file("one.yaml", file);
        world.run("campaign create -f one.yaml").expect_code(0);
    }
    let listed = |flags: &[&str]| {
        let args = [&["campaign", "list", "-o", "json"], flags].concat();
        names(&world.run(args).expect_code(0))
    };
    assert_eq!(listed(&["--sort", "name"]), ["Alpha", "beta", "gamma"]);
    assert_eq!(listed(&["--sort", "name", "--reverse"]), ["gamma", "beta", "Alpha"]);
    assert_eq!(listed(&["--sort", "priority"]), ["Alpha", "gamma", "beta"]);
    assert_eq!(listed(&["--sort", "created", "--limit", "2"]), ["beta", "Alpha"]);
    assert_eq!(listed(&["--sort", "created", "--created-since", "2026-11-02"]), ["Alpha", "gamma"]);
    assert_eq!(listed(&["--sort", "created", "--created-until", "2026-11-02"]), ["beta", "Alpha"]);
    assert_eq!(listed(&["--created-since", "2026-11-02", "--created-until", "2026-11-02"]), ["Alpha"]);
    assert_eq!(listed(&["--dialing-mode", "Preview"]), [""; 0]);
    for wrong in [
        &["--dialing-mode", "Perview"][..],
        &["--created-since", "soon"],
        &["--reverse"],
        &["--sort", "colour"],
    ] {
        let args = [&["campaign", "list"], wrong].concat();
        world.run(args).expect_code(2);
    }
}
