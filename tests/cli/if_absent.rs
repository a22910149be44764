//! `kcamp campaign create --if-absent`: existing campaigns, those that an earlier run left incomplete, and creates by
//! others at the same time.

mod added_later;
mod in_place;
mod preparing;

use std::process::{Child, Stdio};

use serde_json::{Value, json};

use crate::create::{FILE, SCHEDULE};
use crate::world::{DEADLINE, Run, Sandbox, World};

const CREATE: [&str; 7] = ["campaign", "create", "-f", "campaign.yaml", "--if-absent", "-o", "json"];

#[must_use]
fn create(world: &World, more: &[&str]) -> Run {
    world.run([&CREATE[..], more].concat())
}

/// A sandbox, and a world whose file has a schedule.
fn scheduled(faults: &[&str]) -> (Sandbox, World) {
    let sandbox = Sandbox::with_faults(faults);
    let world = sandbox.world();
    world.file("campaign.yaml", format!("{FILE}{SCHEDULE}"));
    (sandbox, world)
}

/// The numbers of received creates and schedule calls.
fn writes(sandbox: &Sandbox) -> (usize, usize) {
    (sandbox.creates().len(), sandbox.received_at("POST", "/schedule").len())
}

/// Checks that there are no words that are misleading beside an existing campaign.
fn expect_no_denial(run: &Run) {
    for denial in ["nothing was changed", "nothing was created"] {
        assert!(
            !run.stderr.contains(denial) && !run.stdout.contains(denial),
            "{}\n{}",
            run.stdout,
            run.stderr
        );
    }
}

#[test]
fn a_schedule_that_was_refused_is_switched_on_by_the_next_run() {
    for fault in ["422x1:POST:schedule", "400x1:POST:schedule"] {
        let (sandbox, world) = scheduled(&[fault]);
        let first = create(&world, &["--yes"]).expect_code(10);
        expect_no_denial(&first);
        assert_eq!(first.json()["not_done"], json!(["schedule enable"]), "{fault}");
        // Consent is asked for before anything is sent.
        let received = writes(&sandbox);
        let error = create(&world, &[]).expect_code(12).error_json();
        assert_eq!((&error["code"], writes(&sandbox)), (&json!("consent/needs-yes"), received), "{fault}");

        let second = create(&world, &["--yes"]).expect_code(0).json();
        assert_eq!(second["outcome"], "exists_schedule_enabled", "{fault}");
        assert_eq!((&second["status"], &second["not_done"]), (&json!("Scheduled"), &json!([])), "{fault}");
        assert_eq!(writes(&sandbox), (1, 2), "{fault}");
        let third = create(&world, &[]).expect_code(0).json();
        assert_eq!((&third["outcome"], writes(&sandbox)), (&json!("exists"), (1, 2)), "{fault}");
    }
}

/// The outcomes of creates that were started at once and end in 0, in the order of the alphabet.
pub fn outcomes(started: Vec<Child>) -> Vec<String> {
    let outcome = |child: Child| {
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
        let result: Value = serde_json::from_slice(&output.stdout).unwrap();
        result["outcome"].as_str().unwrap().to_owned()
    };
    let mut outcomes: Vec<String> = started.into_iter().map(outcome).collect();
    outcomes.sort_unstable();
    outcomes
}

#[test]
fn killed_between_the_two_calls_the_next_run_finishes_it() {
    let (sandbox, world) = scheduled(&["slowx1:10m:POST:getAllCampaignDetails"]);
    // The third listing is the read between the two requests: only that one may be slow.
    drop(sandbox);
    let sandbox = Sandbox::with_faults(&["slowx1:10m:GET:campaign/*"]);
    let world = world.with("KCAMP_HOST", &sandbox.address);
    let line = ["campaign", "create", "-f", "campaign.yaml", "--yes"];
    world.kill_when(line, || sandbox.received().iter().any(|it| it["method"] == "GET"));
    assert_eq!(writes(&sandbox), (1, 0));
    let next = create(&world, &["--yes"]).expect_code(0).json();
    assert_eq!((&next["outcome"], writes(&sandbox)), (&json!("exists_schedule_enabled"), (1, 1)));
}

#[test]
fn a_schedule_that_somebody_may_have_switched_off_stays_off() {
    // Switched off by this machine, after it was on.
    let (sandbox, world) = scheduled(&[]);
    create(&world, &["--yes"]).expect_code(0);
    world.run("schedule disable 'Event Reminder'").expect_code(0);
    stays_off(&sandbox, &world);
    // Switched off by kcamp before it was ever on: this is a decision too.
    let (sandbox, world) = scheduled(&["422x1:POST:schedule"]);
    create(&world, &["--yes"]).expect_code(10);
    world.run("schedule disable 'Event Reminder'").expect_code(0);
    stays_off(&sandbox, &world);
    // Created by another machine: this one's journal does not have it.
    let (sandbox, world) = scheduled(&["422x1:POST:schedule"]);
    create(&world, &["--yes"]).expect_code(10);
    let other = sandbox.world();
    other.file("campaign.yaml", format!("{FILE}{SCHEDULE}"));
    stays_off(&sandbox, &other);
}

#[test]
fn a_schedule_that_may_have_been_on_since_stays_off() {
    let switched_off = |sandbox: &Sandbox, world: &World| {
        let before = writes(sandbox);
        let run = create(world, &["--yes"]).expect_code(10);
        assert_eq!((&run.json()["outcome"], writes(sandbox)), (&json!("exists_schedule_off"), before));
        run.error_json()
    };
    for (fault, is_applied) in [
        ("drop-after-sendx1:POST:schedule", true),
        ("garbagex1:applied:POST:schedule", true),
        ("503x1:POST:schedule", false),
        ("drop-before-applyx1:POST:schedule", false),
    ] {
        let (sandbox, world) = scheduled(&[fault]);
        let first = create(&world, &["--yes"]).expect_code(9);
        expect_no_denial(&first);
        if is_applied {
            assert_eq!(create(&world, &[]).expect_code(0).json()["outcome"], "exists", "{fault}");
            sandbox.world().run("schedule disable 'Event Reminder'").expect_code(0);
        }
        let error = switched_off(&sandbox, &world);
        let hint = error["hint"].as_str().unwrap();
        assert!(hint.contains("kcamp journal settle") && hint.contains("kcamp schedule enable"), "{hint}");
    }

    // By a raw request.
    let (sandbox, world) = scheduled(&["422x1:POST:schedule"]);
    create(&world, &["--yes"]).expect_code(10);
    let campaign = world.run("campaign list -o json").expect_code(0).json()[0].clone();
    world.file("on.json", sandbox.received_at("POST", "/schedule")[0]["body"].to_string());
    let path = format!(
        "/campaign/api/v2/public/{{streamId}}/campaign/schedule?accountId={{accountId}}&campaignType={}\
         &campaignName=Event%20Reminder&enableSchedule=true",
        campaign["type"].as_str().unwrap()
    );
    drop(world.run(["api", "POST", &path, "--input", "on.json", "--yes"]).expect_code(0));
    sandbox.world().run("schedule disable 'Event Reminder'").expect_code(0);
    switched_off(&sandbox, &world);
}

#[test]
fn a_journal_that_cannot_be_read_shows_nothing_of_a_schedule() {
    for damage in [&b"{\"at\":\n"[..], &[0; 40], b"\xff\n"] {
        let (sandbox, world) = scheduled(&["422x1:POST:schedule"]);
        let journal = world.home().join("journal.jsonl");
        let world = world.with("KCAMP_JOURNAL", journal.to_str().unwrap());
        // Damage before the create says nothing about later entries.
        std::fs::write(&journal, b"{\"key\": not a line\n").unwrap();
        create(&world, &["--yes"]).expect_code(10);
        let whole = std::fs::read(&journal).unwrap();
        std::fs::write(&journal, [&whole[..], damage].concat()).unwrap();
        let error = create(&world, &["--yes"]).expect_code(10).error_json();
        assert!(
            error["message"].as_str().unwrap().contains("1 line of the journal cannot be read"),
            "{error}"
        );
        assert_eq!(writes(&sandbox), (1, 1));
        std::fs::write(&journal, &whole).unwrap();
        create(&world, &["--yes"]).expect_code(0);
        assert_eq!(writes(&sandbox), (1, 2));
    }
}

#[test]
fn a_half_done_campaign_that_people_have_started_or_stopped_since_stays_off() {
    for then in [
        &[&["campaign", "start", "Event Reminder", "--yes"][..]][..],
        &[
            &["campaign", "start", "Event Reminder", "--yes"],
            &["campaign", "stop", "Event Reminder", "--yes"],
        ],
        &[&["halt", "--yes"], &["halt", "--lift", "--yes"]],
    ] {
        let (sandbox, world) = scheduled(&["422x1:POST:schedule"]);
        create(&world, &["--yes"]).expect_code(10);
        for line in then {
            world.run(*line).expect_code(0);
        }
        let before = writes(&sandbox);
        let run = create(&world, &["--yes"]).expect_code(10);
        assert_eq!(
            (&run.json()["outcome"], writes(&sandbox)),
            (&json!("exists_schedule_off"), before),
            "{then:?}"
        );
    }
}

#[track_caller]
fn stays_off(sandbox: &Sandbox, world: &World) {
    let before = writes(sandbox);
    let run = create(world, &["--yes"]).expect_code(10);
    assert_eq!((&run.json()["outcome"], writes(sandbox)), (&json!("exists_schedule_off"), before));
    let error = run.error_json();
    assert_eq!(
        (&error["code"], &error["retry_safe"]),
        (&json!("campaign/exists-schedule-off"), &json!(false))
    );
    let hint = error["hint"].as_str().unwrap();
    assert!(hint.ends_with("kcamp schedule enable 'Event Reminder' -f 'campaign.yaml'"), "{hint}");
    let table = world.run(&CREATE[..5]).expect_code(10);
    table.expect_stdout(&["exists already, its schedule is off", "not done  schedule enable"]);
    // The command switches it on, and then everything is in order.
    world.run("schedule enable 'Event Reminder' -f campaign.yaml --yes").expect_code(0);
    assert_eq!(create(world, &[]).expect_code(0).json()["outcome"], "exists");
}

#[test]
fn the_journal_can_be_kept_elsewhere() {
    let (sandbox, world) = scheduled(&["422x1:POST:schedule"]);
    let kept = world.home().join("kept/journal.jsonl");
    let world = world.with("KCAMP_JOURNAL", kept.to_str().unwrap());
    create(&world, &["--yes"]).expect_code(10);
    // Another machine, with a copy of the first one's journal.
    let other = sandbox.world().with("KCAMP_JOURNAL", kept.to_str().unwrap());
    other.file("campaign.yaml", format!("{FILE}{SCHEDULE}"));
    assert_eq!(create(&other, &["--yes"]).expect_code(0).json()["outcome"], "exists_schedule_enabled");
    assert_eq!(writes(&sandbox), (1, 2));
}

#[test]
fn on_burki_too_a_half_done_campaign_is_finished_and_no_other() {
    let file = "platform: burki\nname: Billing\ncampaign_type: call\nassistant_id: 7\n\
        schedule: {schedule_type: scheduled, scheduled_at: '2027-02-15T09:00:00', timezone: UTC}\n";
    let sandbox = Sandbox::with_faults(&["400x1:POST:campaigns/*/schedule"]);
    let world = sandbox.burki_world();
    world.file("campaign.yaml", file);
    // The hint's commands name the campaign by its id, because several may have its name.
    let by_id = |run: &Run, command: &str| {
        let hint = run.error_json()["hint"].as_str().unwrap().to_owned();
        assert!(hint.contains(command) && !hint.contains("'Billing'"), "{hint}");
    };
    let first = create(&world, &["--yes"]).expect_code(10);
    by_id(&first, "schedule enable '1' -f 'campaign.yaml'");
    let second = create(&world, &["--yes"]).expect_code(0).json();
    assert_eq!(second["outcome"], "exists_schedule_enabled");
    world.run("schedule disable Billing").expect_code(0);
    let third = create(&world, &["--yes"]).expect_code(10);
    assert_eq!(third.json()["outcome"], "exists_schedule_off");
    by_id(&third, "schedule enable '1' -f 'campaign.yaml'");
    world.run("schedule enable '1' -f campaign.yaml --yes").expect_code(0);
    assert_eq!(sandbox.received_at("POST", "/campaigns/").len(), 1);
}

#[test]
fn in_what_the_file_and_the_campaign_differ_is_said() {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    world.file("campaign.yaml", FILE);
    create(&world, &[]).expect_code(0);
    assert_eq!(create(&world, &[]).expect_code(0).json()["differences"], json!([]));
    for (change, with, words) in [
        ("priority: 5", "priority: 2", "priority is 5, not 2"),
        ("Canary text", "Another text", "message"),
        ("5550124", "5550125", "callerId"),
        (
            "6:00 PM",
            "5:00 PM",
            "callingHours is MO TU WE TH FR 9:00 AM-6:00 PM, not MO TU WE TH FR 9:00 AM-5:00 PM",
        ),
        ("dncLists: testdnc\n", "", "dncLists is testdnc, not missing"),
    ] {
        world.file("campaign.yaml", FILE.replace(change, with));
        let run = create(&world, &[]).expect_code(0).json();
        assert_eq!((&run["outcome"], &run["differences"]), (&json!("exists"), &json!([words])));
    }
    world.file("campaign.yaml", FILE.replace("priority: 5", "priority: 2"));
    world.run(&CREATE[..5]).expect_code(0).expect_stdout(&["differs   priority is 5, not 2"]);
    assert_eq!(sandbox.creates().len(), 1);
}

#[test]
fn three_at_once_create_one_campaign() {
    // The sandbox allows equal names: only kcamp prevents a second campaign.
    let sandbox = Sandbox::with_flags(&["--choice", "names=repeated"]);
    let world = sandbox.world();
    world.file("campaign.yaml", format!("{FILE}{SCHEDULE}"));
    let started: Vec<Child> = (0..3)
        .map(|_| {
            let mut command = world.command([&CREATE[..], &["--yes"]].concat());
            command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
        })
        .collect();
    assert_eq!(outcomes(started), ["created", "exists", "exists"]);
    assert_eq!(writes(&sandbox), (1, 1));
}

#[test]
fn a_name_that_is_held_is_waited_for_until_the_deadline() {
    let (sandbox, world) = scheduled(&[]);
    create(&world, &["--yes"]).expect_code(0);
    let locks = world.home().join(".local/state/kcamp/locks");
    let [lock] = std::fs::read_dir(locks)
        .unwrap()
        .map(|it| it.unwrap().path())
        .collect::<Vec<_>>()
        .try_into()
        .unwrap();
    let lock = std::fs::File::open(lock).unwrap();
    lock.lock().unwrap();
    let before = writes(&sandbox);
    let held = world
        .run([&["campaign", "create", "-f", "campaign.yaml", "--yes", "-ojson"][..], &DEADLINE].concat());
    let held = held.expect_code(11).expect_stderr(&["another kcamp process is writing to"]);
    let error = held.error_json();
    assert_eq!((&error["code"], &error["retry_safe"]), (&json!("lock/held"), &json!(true)));
    assert_eq!(writes(&sandbox), before);
    // Another name is free.
    world.run("campaign create -f campaign.yaml --yes --name Other").expect_code(0);
    // Ctrl-C ends the wait.
    #[cfg(unix)]
    {
        use std::io::{BufRead as _, BufReader, Read as _};

        let line = ["campaign", "create", "-f", "campaign.yaml", "--yes"];
        let mut child = world.command(line).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
        let mut stderr = BufReader::new(child.stderr.take().unwrap());
        let mut said = String::new();
        while !said.contains("another kcamp process") {
            assert_ne!(stderr.read_line(&mut said).unwrap(), 0, "{said}");
        }
        let interrupt = format!("kill -INT {}", child.id());
        assert!(std::process::Command::new("sh").args(["-c", &interrupt]).status().unwrap().success());
        stderr.read_to_string(&mut said).unwrap();
        assert_eq!(child.wait().unwrap().code(), Some(130), "{said}");
        let rest = "not done: campaign create \"Event Reminder\"; schedule enable \"Event Reminder\"";
        assert!(said.contains("nothing was written before") && said.contains(rest), "{said}");
    }
    lock.unlock().unwrap();
    create(&world, &[]).expect_code(0);
}

#[test]
fn a_conflict_means_that_it_exists() {
    // The platform knows the name, but lists no campaign with it.
    let (sandbox, world) = scheduled(&["409:POST:campaign"]);
    let unseen = create(&world, &["--yes"]).expect_code(10);
    assert_eq!(unseen.json()["outcome"], "exists_schedule_unknown");
    world.file("campaign.yaml", FILE);
    assert_eq!(create(&world, &[]).expect_code(0).json()["outcome"], "exists");
    assert_eq!(sandbox.received_at("POST", "/schedule").len(), 0);
    // Without --if-absent it is still a conflict.
    world.run("campaign create -f campaign.yaml").expect_code(6);
}

#[cfg(unix)]
#[test]
fn a_result_that_cannot_be_printed_names_what_was_done() {
    use std::fs::File;

    if !std::path::Path::new("/dev/full").exists() {
        return;
    }
    let closed = || {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        Stdio::from(writer)
    };
    let full = || Stdio::from(File::options().write(true).open("/dev/full").unwrap());
    for (way, stdout) in [("full", &full as &dyn Fn() -> Stdio), ("closed", &closed)] {
        for (line, said) in [
            (
                &["campaign", "create", "-f", "campaign.yaml", "--yes", "-ojson"][..],
                "campaign create \\\"Event Reminder\\\": done (cd-",
            ),
            (
                &["campaign", "create", "-f", "campaign.yaml", "--yes"],
                "campaign create \"Event Reminder\": done (cd-",
            ),
        ] {
            let (sandbox, world) = scheduled(&[]);
            let output = world.command(line).stdout(stdout()).stderr(Stdio::piped()).output().unwrap();
            let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
            assert_eq!(output.status.code(), Some(10), "{way}: {stderr}");
            assert!(stderr.contains(said) && stderr.contains("schedule enable"), "{way}: {stderr}");
            assert_eq!(writes(&sandbox), (1, 1), "{way}");
            // Every other write does too.
            let line = ["schedule", "disable", "Event Reminder"];
            let output = world.command(line).stdout(stdout()).stderr(Stdio::piped()).output().unwrap();
            let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
            assert_eq!(output.status.code(), Some(10), "{way}: {stderr}");
            assert!(stderr.contains("schedule disable \"Event Reminder\": done"), "{way}: {stderr}");
            // A campaign that exists and differs gives 10, whoever reads the result.
            for line in [&CREATE[..5], &CREATE[..]] {
                let asked = world
                    .command([line, &["--yes"]].concat())
                    .stdout(stdout())
                    .stderr(Stdio::piped())
                    .output();
                let output = asked.unwrap();
                let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
                assert_eq!(output.status.code(), Some(10), "{way}: {stderr}");
                assert!(
                    stderr.contains("its schedule is off") && stderr.contains("to switch it on"),
                    "{way}: {stderr}"
                );
                assert_eq!(stderr.contains("cannot write to stdout"), way == "full", "{way}: {stderr}");
            }
            // A read has done nothing that must be named.
            let read =
                world.command("campaign list").stdout(stdout()).stderr(Stdio::piped()).output().unwrap();
            assert_eq!(read.status.code(), Some(if way == "full" { 2 } else { 0 }), "{way}");
        }
    }
}

#[test]
fn what_was_seen_before_is_not_read_again() {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    for number in 0..6 {
        let file = FILE.replace("Event Reminder", &format!("N{number}"));
        world.file(&format!("campaigns/{number}.yaml"), format!("{file}{SCHEDULE}"));
    }
    let create = ["campaign", "create", "-f", "campaigns", "--if-absent", "--yes", "-o", "json"];
    world.run(create).expect_code(0);
    // On another machine each is read once.
    let other = sandbox.world();
    for number in 0..6 {
        let name = format!("campaigns/{number}.yaml");
        other.file(&name, std::fs::read(world.home().join(&name)).unwrap());
    }
    let requests = |world: &World| {
        let before = sandbox.received().len();
        world.run(create).expect_code(0);
        sandbox.received().len() - before
    };
    assert_eq!([requests(&world), requests(&other), requests(&other)], [2, 2 + 6, 2]);
    world.run("campaign update N1 --priority 1 --yes").expect_code(0);
    assert_eq!([requests(&other), requests(&other)], [2 + 1, 2]);
}
