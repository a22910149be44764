//! The counts of an import add up to the rows of its file, whatever was sent before and from whichever file.

use serde_json::{Value, json};

use crate::create::FILE;
use crate::world::{Run, Sandbox, World};

const LIST: &str = "Event Guests";

/// A contact file with these numbers. 99 stands for an invalid number; a number may occur twice.
fn file(world: &World, name: &str, numbers: &[u32]) {
    let row = |number: &u32| match number {
        99 => "+4930\n".to_owned(),
        _ => format!("+49309018{number:02}\n"),
    };
    world.file(name, format!("phone\n{}", numbers.iter().map(row).collect::<String>()));
}

#[must_use]
fn import(world: &World, arguments: &[&str]) -> Run {
    world.run([&["contact-list", "import", LIST, "-o", "json"][..], arguments].concat())
}

/// The number of contacts that the server received in all.
fn received(sandbox: &Sandbox) -> u64 {
    let requests = sandbox.received_at("POST", "/addContacts");
    requests.iter().map(|request| request["body"]["data"].as_array().unwrap().len() as u64).sum()
}

/// How many contacts an import sends, and how many it leaves out since they were sent before. Checks that all counts
/// add up to the rows, with `in_doubt` contacts of an earlier import.
#[track_caller]
fn counts(view: &Value, in_doubt: u64) -> (u64, u64) {
    let count = |key: &str| view[key].as_u64().unwrap();
    let (to_send, sent_before) = (count("to_send"), count("sent_before"));
    let others = count("duplicates") + count("do_not_contact") + count("invalid");
    assert_eq!(count("rows"), to_send + sent_before + in_doubt + others, "{view}");
    assert_eq!(count("accepted"), to_send + sent_before + in_doubt, "{view}");
    (to_send, sent_before)
}

#[test]
fn whoever_is_left_out_because_they_were_sent_before_is_counted() {
    for (numbers, (new, before)) in [
        // The file grew, by a row that occurs twice and an invalid one.
        (&[1, 2, 3, 4, 3][..], (2, 2)),
        (&[1, 2, 3, 99, 1], (1, 2)),
        // The file does not begin like the first one.
        (&[9, 1, 2], (1, 2)),
        (&[9, 1], (1, 1)),
        (&[9, 1, 8, 2, 7, 9, 2, 99], (3, 2)),
        // The file has no other contacts, or none of the first file's.
        (&[2, 1], (0, 2)),
        (&[5, 6, 5], (2, 0)),
    ] {
        let sandbox = Sandbox::new();
        let world = sandbox.world();
        file(&world, "a.csv", &[1, 2]);
        import(&world, &["a.csv"]).expect_code(0);
        file(&world, "b.csv", numbers);
        let checked = import(&world, &["b.csv", "--only-new", "--check"]).json();
        assert_eq!(counts(&checked, 0), (new, before), "{numbers:?}");
        let run = import(&world, &["b.csv", "--only-new"]);
        let note = format!("of this file {} sent before", if before == 1 { "was" } else { "were" });
        assert_eq!(run.stderr.contains(&note), before > 0, "{}", run.stderr);
        assert_eq!((counts(&run.json(), 0), &run.json()["sent"]), ((new, before), &new.into()));
        assert_eq!(received(&sandbox), 2 + new, "{numbers:?}");
        let again = import(&world, &["b.csv", "--only-new"]).json();
        assert_eq!(counts(&again, 0).0, 0, "{again}");
        // The check warns only of contacts that would be sent twice.
        let asked = import(&world, &["b.csv", "--check"]);
        let twice = counts(&asked.json(), 0).0;
        assert_eq!(asked.stderr.contains("will be in the list twice"), twice > 0, "{}", asked.stderr);
        let yes = import(&world, &["b.csv", "--yes"]).json();
        assert_eq!((counts(&yes, 0).0, &yes["sent"]), (twice, &twice.into()), "{numbers:?}");
        assert_eq!(received(&sandbox), 2 + new + twice, "{numbers:?}");
    }
}

#[test]
fn the_counts_add_up_where_an_import_was_stopped_or_is_in_doubt() {
    for (fault, in_doubt) in [("422x1:POST:addContacts", 0), ("garbagex1:applied:POST:addContacts", 1)] {
        let sandbox = Sandbox::with_faults(&[fault]);
        let world = sandbox.world();
        file(&world, "a.csv", &[1, 2, 3, 3]);
        let stopped = import(&world, &["a.csv", "--batch-size", "1"]).json();
        assert_eq!(counts(&stopped, 0), (3, 0), "{stopped}");
        let rest = 3 - in_doubt;
        // The check before the rest is sent, and after it.
        for expected in [(rest, 0), (0, rest)] {
            let checked = import(&world, &["a.csv", "--check"]).json();
            assert_eq!(counts(&checked, in_doubt), expected, "{checked}");
            assert_eq!(checked["in_doubt"].as_array().unwrap().len() as u64, in_doubt, "{checked}");
            let checked = import(&world, &["a.csv", "--check", "--resend-unknown"]).json();
            assert_eq!(counts(&checked, 0), (expected.0 + in_doubt, expected.1), "{checked}");
            let sent = import(&world, &["a.csv"]).json();
            assert_eq!((counts(&sent, in_doubt), &sent["sent"]), (expected, &expected.0.into()));
        }
        let again = import(&world, &["a.csv", "--resend-unknown"]).json();
        assert_eq!(counts(&again, 0), (in_doubt, rest), "{again}");
    }
}

#[test]
fn who_opted_out_after_they_were_sent_is_counted_once() {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    file(&world, "a.csv", &[1, 2, 3]);
    import(&world, &["a.csv"]).expect_code(0);
    file(&world, "out.csv", &[2]);
    for (numbers, expected) in [(&[1, 2, 3][..], (0, 2)), (&[1, 2, 3, 4], (1, 2)), (&[7, 3, 2], (1, 1))] {
        file(&world, "b.csv", numbers);
        for line in [&["--check"][..], &[]] {
            let arguments = [&["b.csv", "--only-new", "--dnc", "out.csv"], line].concat();
            assert_eq!(counts(&import(&world, &arguments).json(), 0), expected, "{numbers:?}");
        }
    }
}

/// The number behind each of these labels of a table, 0 where it is not there.
fn in_table(table: &str, labels: &[&str]) -> Vec<u64> {
    let of = |label: &&str| {
        let row = table.lines().find_map(|line| line.strip_prefix(label)?.strip_prefix("  "));
        row.map_or(0, |row| {
            let numbers = row.split(|sign: char| !sign.is_ascii_digit()).filter(|number| !number.is_empty());
            numbers.take(1).map(|number| number.parse::<u64>().unwrap()).sum()
        })
    };
    labels.iter().map(of).collect()
}

/// By a list, by a column, by both, and beside a list that has others.
#[test]
fn whoever_stays_left_out_of_an_earlier_import_has_a_row_of_their_own() {
    use crate::contact_inputs::{LIST, worlds};
    let first = "Phone,Opt out\n+12025550131,\n+12025550132,yes\n+12025550133,\n+12025550134,yes\n";
    let rows = "+12025550131,\n+12025550132,\n+12025550134,\n+12025550135,\n+12025550135,\n+1202,\n";
    let labels = ["rows", "to send", "duplicates", "do not contact", "left out before", "wrong"];
    for (flags, header, dnc, expected) in [
        (&[][..], "Note", "+12025550131\n+12025550132\n", [6, 1, 1, 0, 3, 1]),
        (&["--dnc", "dnc.csv"], "Note", "+12025550131\n", [6, 1, 1, 1, 2, 1]),
        (&["--dnc", "dnc.csv"], "Opt out", "+12025550139\n", [6, 1, 1, 0, 3, 1]),
    ] {
        let (_sandbox, kore, burki) = worlds();
        for (world, command) in
            [(&kore, ["contact-list", "import", LIST]), (&burki, ["campaign", "import", "1"])]
        {
            world.file("first.csv", first);
            world.file("all.csv", "+12025550131\n+12025550132\n");
            world.run([&command[..], &["first.csv", "--dnc", "all.csv", "--yes"]].concat()).expect_code(0);
            world.file("later.csv", format!("Phone,{header}\n{rows}"));
            world.file("dnc.csv", dnc);
            for more in [&["--check"][..], &["--yes"]] {
                let line = [&command[..], &["later.csv"], flags, more].concat();
                let exit = if more[0] == "--check" { 3 } else { 10 };
                if more[0] == "--check" {
                    let view = world.run([&line[..], &["-o", "json"]].concat()).expect_code(exit).json();
                    let remembered = &view["left_out_before"];
                    assert_eq!(
                        (&view["do_not_contact"], remembered),
                        (&3.into(), &expected[4].into()),
                        "{view}"
                    );
                    let files = &view["do_not_contact_files"];
                    assert!(files.is_null() || files["contacts_left_out"] == expected[3], "{view}");
                }
                let run = world.run(line).expect_code(exit);
                let counted = in_table(&run.stdout, &labels);
                assert_eq!(counted, expected, "{}", run.stdout);
                assert_eq!(counted[0], counted[1..].iter().sum::<u64>());
            }
        }
    }
}

#[test]
fn rows_of_another_file_that_are_in_doubt_may_have_been_sent_and_no_more_is_said() {
    for fault in ["garbagex1:applied:POST:addContacts", "drop-after-sendx1:POST:addContacts"] {
        let sandbox = Sandbox::with_flags(&["--fault", fault]);
        let world = sandbox.world();
        file(&world, "a.csv", &[1, 2]);
        import(&world, &["a.csv"]).expect_code(9);
        for (numbers, new) in [(&[2, 1][..], 0), (&[3, 2, 1], 1)] {
            file(&world, "b.csv", numbers);
            let run =
                world.run(["contact-list", "import", LIST, "b.csv", "--only-new", "--yes"]).expect_code(0);
            let run = run.expect_stderr(&["2 contacts of this file were sent before, or may have been, and"]);
            let run = run.expect_stdout(&["sent before  2, or may have been"]);
            assert_eq!(run.stdout.contains("everything was sent before, or may have been"), new == 0);
            let view = import(&world, &["b.csv", "--only-new", "--check"]).json();
            assert_eq!((&view["sent_before"], new), (&(2 + new).into(), new), "{view}");
            assert_eq!(view["maybe_sent_before"], 2, "{view}");
        }
    }
}

#[test]
fn an_import_whose_first_call_is_refused_has_done_nothing() {
    for (first, more) in
        [(&[1, 2][..], &["--only-new"][..]), (&[5, 6], &["--only-new"]), (&[1, 2], &["--yes"])]
    {
        let calm = Sandbox::new();
        let world = calm.world();
        file(&world, "a.csv", first);
        import(&world, &["a.csv"]).expect_code(0);
        let (refusing, world) =
            world.later(&calm, "2026-12-03T08:10:00Z", &["--fault", "422:POST:addContacts"]);
        file(&world, "b.csv", &[1, 2, 3, 4]);
        let run = import(&world, &[&["b.csv"], more].concat()).expect_code(7);
        assert_eq!(run.json()["sent"], 0, "{}", run.stdout);
        assert_eq!(refusing.received_at("POST", "/addContacts").len(), 1);
    }
}

/// Each import adds to what is remembered whom it leaves out for a reason of its own, and nobody a second time because
/// they are remembered.
#[test]
fn whoever_is_left_out_only_by_an_earlier_import_is_not_remembered_again() {
    use crate::contact_inputs::{LIST, worlds};
    let (_sandbox, kore, burki) = worlds();
    let into_list = format!("contact-list import {LIST:?}");
    for (world, command) in [(&kore, into_list.as_str()), (&burki, "campaign import 1")] {
        let remembered = || {
            ["left-out", "left-out-by-column"].map(|extension| {
                let mut files = world.files().into_iter();
                files.find(|(path, _)| path.extension().is_some_and(|it| it == extension)).unwrap().1
            })
        };
        world.file("dnc.txt", "+12025550131\n");
        world.file("first.csv", "Phone,Blocked\n+12025550131,\n+12025550132,yes\n+12025550133,\n");
        world.run(&format!("{command} first.csv --dnc dnc.txt --yes")).expect_code(0);
        let first = remembered();
        // Two that are remembered, and one of them in two rows.
        world.file("later.csv", "Phone\n+12025550131\n+12025550132\n+12025550131\n+12025550134\n");
        world.run(&format!("{command} later.csv --yes")).expect_code(0);
        assert_eq!(remembered(), first);
        // By a column of this file, somebody who is remembered opted out here too.
        world.file("third.csv", "Phone,Blocked\n+12025550131,yes\n+12025550132,\n+12025550135,\n");
        world.run(&format!("{command} third.csv --yes")).expect_code(0);
        let [by_files, by_columns] = remembered();
        assert_eq!(by_files, first[0]);
        let added = by_columns.strip_prefix(&first[1]).map(|it| it.lines().count());
        assert_eq!(added, Some(2), "{by_columns}");
    }
}

#[test]
fn the_campaigns_that_use_the_list_are_named_before_and_after() {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    file(&world, "contacts.csv", &[1, 2]);
    let checked = import(&world, &["contacts.csv", "--check"]).expect_code(0).json();
    assert_eq!(checked["used_by"], json!([]));
    world.file("campaign.yaml", FILE);
    world.run("campaign create -f campaign.yaml --yes").expect_code(0);
    let checked = import(&world, &["contacts.csv", "--check"]).expect_code(0).json();
    assert_eq!(checked["used_by"], json!(["Event Reminder"]));
    let asked = import(&world, &["contacts.csv"]).expect_code(12).error_json();
    let asked = asked["message"].as_str().unwrap().to_owned();
    assert!(asked.contains("which the campaign \"Event Reminder\" uses?"), "{asked}");
    let sent = import(&world, &["contacts.csv", "--yes"]).expect_code(0).json();
    assert_eq!(sent["used_by"], json!(["Event Reminder"]));
}
