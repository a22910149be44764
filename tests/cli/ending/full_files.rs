//! Files with a size limit and full disks, before, during and after a write.

use super::*;

#[test]
fn a_file_that_may_not_grow_names_the_write() {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    world.file("campaign.yaml", FILE);
    let mut command = world.command("campaign create -f campaign.yaml -ojson");
    let program = format!("{:?}", command.get_program().to_string_lossy());
    // The file is full before the result is written: the signal would end the process without a message.
    let script = format!(
        "head -c 2048 /dev/zero > out; ulimit -f 2; {program} campaign create -f campaign.yaml -ojson >> out"
    );
    let environment: Vec<_> =
        command.get_envs().filter_map(|(name, value)| Some((name.to_owned(), value?.to_owned()))).collect();
    command = Command::new("bash");
    command
        .args(["-c", &script])
        .current_dir(world.home())
        .env_clear()
        .env("PATH", "/usr/bin:/bin")
        .envs(environment);
    let output = command.output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(sandbox.creates().len(), 1, "{said}");
    assert_eq!(output.status.code(), Some(10), "{said}");
    assert!(said.contains("campaign create") && said.contains("Event Reminder"), "{said}");
}

#[test]
fn a_disk_that_fills_up_after_a_write_names_what_was_done_and_what_was_not() {
    let sandbox = Sandbox::new();
    let rows: Vec<String> = (0..40).map(|row| format!("+120255501{row:02}\n")).collect();
    let many: Vec<String> = (0..20).map(|at| FILE.replace("Event Reminder", &format!("No {at}"))).collect();
    for (line, written, done) in [
        (
            &["contact-list", "import", "Event Guests", "people.csv", "--batch-size", "1", "--yes", "-ojson"]
                [..],
            "/addContacts",
            "done before: contact-list import",
        ),
        (&["campaign", "create", "-f", "campaigns.yaml", "-ojson"], "/campaign", "\"No 0\""),
    ] {
        let world = sandbox.world().with_files_of_blocks(8);
        world.file("people.csv", format!("phone\n{}", rows.concat()));
        world.file("campaigns.yaml", many.join("---\n"));
        let run = world.run(line).expect_code(10);
        let sent = sandbox.received_at("POST", written).len();
        assert!((1..20).contains(&sent), "{sent}: {}", run.stderr);
        let error = run.error_json();
        assert_eq!((&error["exit_code"], &error["retry_safe"]), (&json!(10), &json!(false)), "{error}");
        // A created campaign is in the result, and the sent part of an import in the error.
        assert!([&run.stderr, &run.stdout].iter().any(|said| said.contains(done)), "{}", run.stderr);
    }
}

#[test]
fn a_journal_that_fills_up_between_a_write_and_its_outcome_says_that_it_was_written() {
    let sandbox = Sandbox::new();
    let journal = |world: &World| world.home().join(".local/state/kcamp/journal.jsonl");
    // There is space for one line of a note, but not for the outcome.
    let world = sandbox.world();
    world.run("contact-list create Sizes --description d").expect_code(0);
    let text = std::fs::read_to_string(journal(&world)).unwrap();
    let note = text.lines().next().unwrap().len() + 1;
    let world = sandbox.world();
    let filled = 2 * 512 - note - 40;
    world.file(".local/state/kcamp/journal.jsonl", format!("{:<1$}\n", "{\"key\":", filled - 1));
    let world = world.with_files_of_blocks(2);
    let before = sandbox.received().len();
    let run = world.run("contact-list create Named --description d").expect_code(0);
    assert_eq!(sandbox.received().len(), before + 1, "{}", run.stderr);
    assert!(!run.stderr.contains("nothing was sent"), "{}", run.stderr);
    run.expect_stdout(&["Named"]).expect_stderr(&[
        "warning[journal/outcome-not-noted]: ",
        "the journal shows its outcome as unknown",
        "the outcome is: done",
        "hint: make room for the journal, then let kcamp note the outcome: kcamp journal settle ",
    ]);
    assert!(std::fs::metadata(journal(&world)).unwrap().len() <= 1024);
}

/// Runs a command on a disk on which no file may grow beyond this number of blocks of 512 bytes.
fn run_on_blocks(world: &World, blocks: u32, line: &[&str]) -> String {
    let script = format!("ulimit -f {blocks} && exec \"$0\" \"$@\"");
    let output = world.shell(&script, line).output().unwrap();
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn a_disk_that_fills_up_tears_nothing_of_what_an_import_remembers() {
    let people = |numbers: std::ops::Range<u32>| {
        let row = |number| format!("+1202555{number:04},{}\n", if number % 2 == 1 { "yes" } else { "no" });
        format!("Phone,DNC\n{}", numbers.map(row).collect::<String>())
    };
    for blocks in [1, 2, 3, 4, 6, 8, 9, 10, 11, 12, 16] {
        let sandbox = Sandbox::new();
        let world = sandbox.world();
        world.file("first.csv", people(100..120));
        world.file("second.csv", people(120..600));
        world.file("later.csv", people(100..600).replace(",yes", ",").replace("DNC", "Note"));
        let import = |file| ["contact-list", "import", "Event Guests", file, "--batch-size", "40", "--yes"];
        world.run(import("first.csv")).expect_code(0);
        let said = run_on_blocks(&world, blocks, &import("second.csv"));
        // With room again, the import ends. A batch whose outcome found no room may be in doubt.
        let again = world.run(import("second.csv"));
        assert!([0, 9].contains(&again.code), "{blocks}: {said} {}", again.stderr);
        let later = world.run(import("later.csv").iter().chain(&["--only-new"]));
        assert!([0, 9].contains(&later.code), "{blocks}: {said} {}", later.stderr);
        let mut sent: Vec<String> = sandbox
            .received_at("POST", "/addContacts")
            .iter()
            .flat_map(|request| request["body"]["data"].as_array().unwrap().clone())
            .map(|contact| contact["phoneNumber"].as_str().unwrap().to_owned())
            .collect();
        let opted_out = sent.iter().filter(|number| number.ends_with(['1', '3', '5', '7', '9'])).count();
        assert_eq!(opted_out, 0, "{blocks}: {said}");
        sent.sort();
        let count = sent.len();
        sent.dedup();
        assert_eq!((sent.len(), count), (250, 250), "{blocks}: {said}");
    }
}

#[test]
fn a_journal_that_fills_up_in_an_apply_leaves_the_rest_to_the_next_one() {
    let lists = ["Event Guests", "Renewal Due July", "CL Only 2020 Dec 4"];
    for blocks in [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 14] {
        let sandbox = Sandbox::new();
        let world = sandbox.world();
        for (place, list) in lists.iter().enumerate() {
            let text = format!("{FILE}{SCHEDULE}").replace("Event Guests", list);
            world.file(
                &format!("campaigns/{place}.yaml"),
                text.replace("Event Reminder", &format!("N {place}")),
            );
        }
        let said = run_on_blocks(&world, blocks, &["apply", "campaigns", "--yes"]);
        world.run("journal").expect_code(0);
        let mut again = world.run("apply campaigns --yes");
        // The end of the schedule call could not be noted: a person says that it arrived.
        if again.code == 10 {
            let (_, settle) = again.stderr.rsplit_once("kcamp journal settle ").unwrap();
            let key = settle.split(' ').next().unwrap();
            world.run(["journal", "settle", key, "--as", "done"]).expect_code(0);
            again = world.run("apply campaigns --yes");
        }
        assert_eq!(again.code, 0, "{blocks}: {said}\n{}{}", again.stdout, again.stderr);
        assert_eq!(sandbox.creates().len(), lists.len(), "{blocks}: {said}");
        assert!(
            sandbox.received_at("POST", "/schedule").len() == lists.len(),
            "{blocks}: a schedule call went out twice: {said}"
        );
        world.run("plan campaigns --exit-code").expect_code(0);
        let journal = std::fs::read_to_string(state(&world, "journal.jsonl")).unwrap();
        assert!(journal.lines().all(|line| serde_json::from_str::<Value>(line).is_ok()), "{blocks}");
    }
}
