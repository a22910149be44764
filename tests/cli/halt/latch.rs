//! The latch: what is refused while an account is halted, and how the halt is lifted.

use serde_json::Value;

use super::{HALT, file, halted_at, journal_of, state, stops};
use crate::create::SCHEDULE;

#[test]
fn while_it_is_halted_nothing_is_started_from_this_machine() {
    let (sandbox, world) = halted_at(&[]);
    world.run(HALT).expect_code(0);
    world.file("scheduled.yaml", file("Scheduled", 1) + SCHEDULE);
    world.file("plain.yaml", file("Plain", 1));
    world.file("scheduled.json", r#"{"name": "A", "schedule": {"isSchedulingEnabled": "true"}}"#);
    let before = sandbox.received().len();
    let base = "/campaign/api/v2/public/{streamId}/campaign";
    let trigger = format!("{base}/trigger/cd-1?accountId={{accountId}}&campaignType=sms&trigger=play");
    let enable = format!("{base}/schedule?enableSchedule=true&campaignName=C39");
    for line in [
        &["campaign", "start", "C39", "--yes"][..],
        &["campaign", "create", "-f", "scheduled.yaml", "--yes"],
        &["campaign", "create", "-f", "scheduled.yaml", "-f", "plain.yaml", "--yes"],
        &[
            "schedule",
            "enable",
            "C39",
            "--daily",
            "--start=2027-01-01 09:00",
            "--end=2027-02-01",
            "--timezone=UTC",
            "--yes",
        ],
        &["campaign", "callback", "cid-1", "d-1=2026-12-04T09:00:00Z", "--yes"],
        &["api", "POST", &trigger, "--yes"],
        &["api", "POST", &enable, "--yes"],
        &["api", "POST", "/api/1.1/public/bot/{streamId}/V2/smartassist/dialout", "-F", "to=x", "--yes"],
        &["api", "POST", "/api/public/bot/{streamId}/OutboundSMS/", "-F", "to=x", "--yes"],
        &["api", "POST", base, "--input", "scheduled.json", "--yes"],
    ] {
        let run = world.run([line, &["-o", "json"]].concat()).expect_code(12);
        let error = run.error_json();
        assert_eq!(error["code"], "halt/latched", "{line:?}: {error}");
        assert!(error["hint"].as_str().unwrap().contains("kcamp resume"), "{error}");
    }
    world.run(["api", "POST", &trigger, "--read"]).expect_code(2);
    // A GET that says what to do, and the halted stream in the path beside the settings of another one.
    world.run(["api", "GET", &trigger, "--yes", "-o", "json"]).expect_code(12);
    let stream = world.variable("KCAMP_STREAM_ID").unwrap().to_owned();
    let literal = trigger.replace("{streamId}", &stream);
    // A platform may take an id in whatever case.
    for path in [&literal, &trigger.replace("{streamId}", &stream.to_uppercase())] {
        let line = ["api", "POST", path, "--stream-id", "st-0", "--yes", "-o", "json"];
        assert_eq!(world.run(line).expect_code(12).error_json()["code"], "halt/latched", "{path}");
    }
    let is_write = |request: &&Value| crate::calls::is_write(request);
    assert_eq!(sandbox.received()[before..].iter().filter(is_write).count(), 0);
    // Commands that start nothing continue to work.
    world.run("campaign create -f plain.yaml --yes").expect_code(0);
    world.run("campaign list").expect_code(0);
    world.run("schedule disable C39").expect_code(0);
    world.run("campaign start C39 --dry-run").expect_code(0);
    world.run("campaign create -f scheduled.yaml --dry-run").expect_code(0);
    let elsewhere = ["campaign", "start", "C39", "--yes", "--stream-id", "st-0", "-o", "json"];
    assert_ne!(world.run(elsewhere).error_json()["code"], "halt/latched");
    // The sandbox is another account, with its own latch.
    world.run("campaign create -f scheduled.yaml --yes --sandbox").expect_code(0);
    world.run("halt --yes --sandbox").expect_code(0);
    world.run("campaign start Scheduled --yes --sandbox").expect_code(12);
    world.run("sandbox reset").expect_code(0);
    world.run("campaign create -f scheduled.yaml --yes --sandbox").expect_code(0);
}

#[test]
fn a_halt_in_the_sandbox_halts_the_sandbox_alone() {
    let (_sandbox, world) = halted_at(&[]);
    world.run("halt --yes --sandbox").expect_code(0);
    world.run("campaign start C39 --yes").expect_code(0);
}

#[test]
fn the_variable_halts_without_a_record_and_not_the_sandbox() {
    let (sandbox, world) = halted_at(&[]);
    let halted = world.with("KCAMP_HALT", "1");
    let error = halted.run("campaign start C39 --yes -o json").expect_code(12).error_json();
    assert_eq!(error["code"], "halt/variable");
    halted.run("resume --yes").expect_code(12).expect_stderr(&["KCAMP_HALT"]);
    halted.run("campaign stop C00 --yes").expect_code(0);
    halted.file("scheduled.yaml", file("Scheduled", 1) + SCHEDULE);
    halted.run("campaign create -f scheduled.yaml --yes --sandbox").expect_code(0);
    let off = halted.with("KCAMP_HALT", "0");
    off.run("campaign start C39 --yes").expect_code(0);
    off.with("KCAMP_HALT", "maybe").run("campaign list").expect_code(2);
    assert_eq!(stops(&sandbox).len(), 1);
}

#[test]
fn a_halt_is_lifted_without_any_record_and_that_is_in_the_journal() {
    let (_sandbox, world) = halted_at(&[]);
    world.run(HALT).expect_code(0);
    std::fs::remove_dir_all(state(&world, "halts")).unwrap();
    world.run("campaign start C39 --yes").expect_code(0);
    world.run(HALT).expect_code(0);
    world.run("halt --lift").expect_code(12);
    world.run("halt --lift --yes --reason 'the list was fixed'").expect_code(0);
    world.run("halt --lift --yes").expect_code(0).expect_stderr(&["is not halted"]);
    world.run("campaign start C39 --yes").expect_code(0);
    let journal = world.run("journal -o json").expect_code(0).json();
    let lifted = journal.as_array().unwrap().iter().find(|row| row["action"] == "halt lift").unwrap().clone();
    assert!(lifted["message"].as_str().unwrap().contains("the list was fixed"), "{lifted}");
}

#[test]
fn what_a_halt_a_lift_and_a_resume_came_to_names_the_account() {
    let (sandbox, world) = halted_at(&[]);
    let lift = ["halt", "--lift", "--yes", "-o", "json"];
    for line in [&HALT[..], &lift, &HALT, &["resume", "--yes", "-o", "json"]] {
        let run = world.run(line);
        let whereabouts = run.json()["where"].as_str().unwrap_or_default().to_owned();
        let account = kcamp::sandbox::ACCOUNT;
        for part in [account.account_id, account.stream_id, &sandbox.address] {
            assert!(whereabouts.contains(part), "{line:?}: {whereabouts}");
        }
    }
    let run = world.run("halt --yes --sandbox").expect_code(0).expect_stdout(&["where   the sandbox"]);
    run.expect_stderr(&["halt: the sandbox"]);
}

/// The commands in the output, without the marks around them.
fn commands_of(run: &crate::world::Run, last_word: &str) -> Vec<String> {
    let text = format!("{}\n{}", run.stdout, run.stderr);
    let until = |text: &str| Some(text[..text.find(last_word)? + last_word.len()].to_owned());
    let ends_there = |command: &String| command.matches("kcamp ").count() == 1;
    let lines = text.match_indices("kcamp ").filter_map(|(at, _)| until(text[at..].lines().next()?));
    lines.filter(ends_there).collect()
}

#[test]
fn a_command_that_is_shown_means_the_account_of_its_run_when_it_is_copied() {
    let (_sandbox, world) = halted_at(&[]);
    world.run(HALT).expect_code(0);
    world.run("campaign list --sandbox").expect_code(0);
    // The printed lift of the sandbox lifts only the sandbox's halt, and not the account's.
    for flags in [&["--sandbox"][..], &["--sandbox", "-o", "json"]] {
        let halt = world.run([&["halt", "--yes"], flags].concat()).expect_code(0);
        world.file("scheduled.yaml", file("Scheduled", 1) + SCHEDULE);
        let create = ["campaign", "create", "-f", "scheduled.yaml", "--yes"];
        let refused = world.run([&create, flags].concat()).expect_code(12);
        let shown = if flags.len() == 1 { vec![halt, refused] } else { vec![refused] };
        for run in shown {
            for lift in commands_of(&run, "--lift") {
                world.run("halt --yes --sandbox").expect_code(0);
                world.run(&format!("{} --yes", lift.trim_start_matches("kcamp "))).expect_code(0);
                assert_eq!(world.run([&create, flags].concat()).expect_code(0).code, 0, "{lift}");
                world.run("campaign delete Scheduled --yes --sandbox").expect_code(0);
                world.run("campaign start C39 --yes").expect_code(12);
            }
        }
    }
    let in_sandbox = world.run("halt --yes --sandbox").expect_code(0);
    in_sandbox.expect_stdout(&["kcamp --sandbox resume", "kcamp --sandbox halt --lift"]);
    let burki = ["campaign", "stop", "Nobody", "--yes", "--platform", "burki", "--sandbox"];
    world.run(burki).expect_stderr(&["`kcamp --sandbox --platform burki campaign list`"]);
    // Typed flags about the account are repeated; variables about it still count.
    let stream = kcamp::sandbox::ACCOUNT.stream_id;
    let run = world.run(["campaign", "start", "C39", "--yes", "--stream-id", stream]).expect_code(12);
    run.expect_stderr(&[&format!("kcamp --stream-id {stream} halt --lift")]);
    world.run("campaign start C39 --yes").expect_code(12).expect_stderr(&["kcamp halt --lift"]);
}

/// The commands for an account that a text shows without the account's flag.
fn without_account(text: &str, flag: &str) -> Vec<String> {
    let words = ["apply", "campaign", "contact-list", "halt", "journal", "plan", "resume", "schedule"];
    let lines = text.lines().flat_map(|line| line.split("kcamp ").skip(1));
    let bare = lines.filter(|it| words.iter().any(|word| it.starts_with(word)) && !it.contains(flag));
    bare.map(str::to_owned).collect()
}

#[test]
fn every_command_in_a_result_or_a_message_names_the_account() {
    let world = crate::world::World::new();
    let shown = |line: &str, code: i32| {
        let run = world.run(&format!("{line} --sandbox")).expect_code(code);
        assert!(
            run.stdout.contains("kcamp --sandbox ") || run.stderr.contains("kcamp --sandbox "),
            "{run:?}"
        );
        let bare = without_account(&format!("{}\n{}", run.stdout, run.stderr), "--sandbox");
        assert_eq!(bare, Vec::<String>::new(), "{line}: {run:?}");
    };
    world.file("files/a.yaml", file("A", 1) + SCHEDULE);
    world.file("files/b.yaml", file("B", 2));
    let prepare = || {
        world.run("campaign create -f files --yes --sandbox").expect_code(0);
        world.run("campaign start B --yes --sandbox").expect_code(0);
    };
    let forget = || {
        world.run("halt --lift --yes --sandbox").expect_code(0);
        world.run("sandbox reset").expect_code(0);
        std::fs::remove_file(journal_of(&world)).unwrap();
    };
    for format in ["table", "json", "yaml", "csv"] {
        prepare();
        shown(&format!("halt --search nobody --yes -o {format}"), 10);
        shown(&format!("halt --yes -o {format}"), 0);
        shown(&format!("campaign start B --yes -o {format}"), 12);
        forget();
    }
    for format in ["table", "json", "yaml", "csv"] {
        prepare();
        // Another machine does not know the schedule.
        std::fs::remove_file(journal_of(&world)).unwrap();
        world.run("halt --yes --sandbox").expect_code(0);
        shown(&format!("resume --yes -o {format}"), 10);
        forget();
    }
    prepare();
    world.run("campaign stop B --yes --sandbox").expect_code(0);
    world.run("schedule disable A --yes --sandbox").expect_code(0);
    world.file("files/c.yaml", file("C", 2).replace("Event Guests", "Event Guest"));
    for format in ["table", "json", "yaml", "markdown"] {
        shown(&format!("plan files -o {format}"), 0);
    }
    for format in ["table", "json", "yaml"] {
        shown(&format!("apply files --yes -o {format}"), 10);
    }
    // The help of a finding is a next step too.
    world.file("pasted.json", r#"{"kcamp_plan": 1}"#);
    shown("campaign create -f pasted.json --dry-run", 3);
}

#[test]
fn a_profile_is_named_in_each_command_that_is_shown() {
    let (sandbox, world) = halted_at(&[]);
    let account = kcamp::sandbox::ACCOUNT;
    let profile = |stream: &str| {
        format!(
            "{{host: '{}', stream_id: {stream}, account_id: {}, client_id: {}, client_secret: {{env: KCAMP_CLIENT_SECRET}}}}",
            sandbox.address, account.account_id, account.client_id
        )
    };
    let config = format!(
        "current: other\nprofiles:\n  other: {}\n  live: {}\n",
        profile("st-9"),
        profile(account.stream_id)
    );
    crate::world::private(&world.file(".config/kcamp/config.yaml", config));
    let world = ["KCAMP_HOST", "KCAMP_STREAM_ID", "KCAMP_ACCOUNT_ID", "KCAMP_CLIENT_ID"]
        .into_iter()
        .fold(world, crate::world::World::without);
    world
        .run("halt --yes --profile live")
        .expect_code(0)
        .expect_stdout(&["kcamp --profile live halt --lift"]);
    let start = ["campaign", "start", "C39", "--yes"];
    let lift = "kcamp --profile live halt --lift";
    let refused = world.run([&start[..], &["--profile", "live"]].concat()).expect_code(12);
    refused.expect_stderr(&["kcamp --profile live resume", lift]);
    // The variable may have been set only for that run.
    let by_variable = world.with("KCAMP_PROFILE", "live");
    by_variable.run(start).expect_code(12).expect_stderr(&[lift]);
    let world = by_variable.without("KCAMP_PROFILE");
    world.run(&format!("{} --yes", lift.trim_start_matches("kcamp "))).expect_code(0);
    world.run([&start[..], &["--profile", "live"]].concat()).expect_code(0);
}

#[test]
fn an_account_is_halted_whatever_its_address_is_called() {
    let (sandbox, world) = halted_at(&[]);
    let port = sandbox.address.rsplit(':').next().unwrap().to_owned();
    let start = ["campaign", "start", "C39", "--yes", "--host"];
    let spellings = [
        format!("localhost:{port}"),
        format!("HTTP://LocalHost:{port}/"),
        format!("http://127.0.0.1:0{port}"),
        format!("localhost.:{port}"),
        format!("[::1]:{port}"),
    ];
    world.run(HALT).expect_code(0);
    for host in &spellings[..4] {
        let error =
            world.run([&start[..], &[host.as_str(), "-o", "json"]].concat()).expect_code(12).error_json();
        assert_eq!(error["code"], "halt/latched", "{host}");
    }
    // A record under one name is resumed under another, and a lift under one name lifts all.
    let resumed = world.run(["resume", "--yes", "--host", &spellings[0]]);
    assert!(resumed.stdout.contains("lifted"), "{resumed:?}");
    world.run([&start[..], &[sandbox.address.as_str()]].concat()).expect_code(0);
    world.run(HALT).expect_code(0);
    world.run(["halt", "--lift", "--yes", "--host", &spellings[4]]).expect_code(0);
    world.run([&start[..], &[sandbox.address.as_str()]].concat()).expect_code(0);
}

#[test]
fn without_credentials_nothing_is_stopped_and_it_is_said_what_is_halted() {
    let (sandbox, world) = halted_at(&[]);
    let world = world.without("KCAMP_CLIENT_SECRET");
    world.run("campaign stop C00 --yes").expect_code(4);
    // Without --yes there is no consent.
    let asked = world.run("halt").expect_code(4);
    asked.expect_stderr(&["nothing was stopped", "the halt is not set"]);
    let sure = world.run("halt --yes").expect_code(4);
    sure.expect_stderr(&[
        "nothing was stopped",
        "kcamp on this machine starts no campaign there",
        "own console",
    ]);
    assert_eq!(sandbox.received().len(), 0);
    let world = world.with("KCAMP_CLIENT_SECRET", kcamp::sandbox::ACCOUNT.client_secret);
    world.run("campaign start C39 --yes").expect_code(12);
    // If the account is unknown, none is halted.
    let nobody = crate::world::World::new();
    for line in [&["halt", "--yes"][..], &["campaign", "stop", "C00", "--yes"]] {
        nobody.run(line).expect_code(4);
    }
    nobody.run("halt --yes").expect_stderr(&["nothing was stopped", "the halt is not set"]);
    assert!(!state(&nobody, "halts").exists());
}

/// If a result cannot be printed, the message names what was done.
#[cfg(unix)]
#[test]
fn a_halt_and_its_lift_whose_results_cannot_be_printed_are_partial_and_say_what_was_done() {
    if !std::path::Path::new("/dev/full").exists() {
        return;
    }
    let sandbox = crate::world::Sandbox::new();
    let world = sandbox.world();
    for (line, said, is_halted) in [
        (
            &["halt", "--yes", "-q"][..],
            "halt: nothing calls; kcamp on this machine starts no campaign there",
            true,
        ),
        (&["halt", "--lift", "--yes", "-q"], "halt lift", false),
        (
            &["halt", "--yes", "-q"],
            "halt: nothing calls; kcamp on this machine starts no campaign there",
            true,
        ),
        (&["resume", "--yes", "-q"], "halt lift", false),
    ] {
        let full = std::fs::File::options().write(true).open("/dev/full").unwrap();
        let mut command = world.command(line);
        let child = command.stdout(full).stderr(std::process::Stdio::piped()).spawn().unwrap();
        let output = child.wait_with_output().unwrap();
        let stderr = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(10), "{line:?}: {stderr}");
        assert!(stderr.contains(said) && stderr.contains("cannot write to stdout"), "{line:?}: {stderr}");
        let lift = world.run("halt --lift --dry-run").expect_code(0);
        assert_eq!(lift.stderr.contains("is not halted"), !is_halted, "{lift:?}");
    }
}
