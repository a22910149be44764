//! A column of the contact file that says who opted out: these people are left out as those of a `--dnc` file are.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::contact_inputs::{LIST, imports, received_by_burki, received_by_kore, worlds};
use crate::world::{Run, Sandbox, World};

const KORE: [&str; 3] = ["contact-list", "import", LIST];
const BURKI: [&str; 3] = ["campaign", "import", "1"];

/// Imports a file. Returns the run, and the ids of the contacts that the platform received, in their order.
fn import(sandbox: &Sandbox, world: &World, command: [&str; 3], more: &[&str]) -> (Run, Vec<String>) {
    let since = sandbox.received().len();
    let run = world.run([&command[..], &["people.csv", "--yes", "-o", "json"], more].concat());
    let received = match command[0] {
        _ if imports(sandbox, since) == 0 => BTreeMap::new(),
        "campaign" => received_by_burki(sandbox, since),
        _ => received_by_kore(sandbox, since),
    };
    (run, received.into_keys().collect())
}

/// A file in which the second contact has `out` in a column, and the other contacts have `others`.
fn people(header: &str, out: &str, others: &str, first_line: usize) -> String {
    let number = |place: usize| format!("+1202555{:04}", 100 + first_line * 4 + place);
    let cells = [("a", others), ("o", out), ("z", others)];
    let rows = cells.iter().enumerate().map(|(place, (id, cell))| format!("{},{id},{cell}\n", number(place)));
    format!("Phone,uniqueId,{header}\n{}", rows.collect::<String>())
}

/// Headers, each with the cell of a person who opted out and the cell of the others.
const OPTED_OUT: &[[&str; 3]] = &[
    ["Do Not Call", "TRUE", "FALSE"],
    ["DoNotCall", "1", "0"],
    ["opt_out", "yes", ""],
    ["DNC", "TRUE", "no"],
    ["Opted out", "x", ""],
    ["Unsubscribed", "2026-11-02", ""],
    ["Do not contact", "asked us on the phone", "N"],
    ["Suppressed", "t", "f"],
    ["consent", "no", "yes"],
    ["Opt-In", "FALSE", "TRUE"],
    ["Subscribed", "0", "2026-11-02"],
    ["status", "unsubscribed", "active"],
    ["Contact Status", "Do not call", ""],
    ["Status", "Opted out (2026-11-02)", "Customer"],
    ["Status", "STOP", "stopped by"],
    ["DNC_Status", "active", "clear"],
    ["DNC", "x", "-"],
    ["DNC", "#N/A", "n/a"],
    ["DNC", "ok", "none"],
    ["DNC", ".", "0000-00-00"],
    ["Do not call", "never", "false."],
    ["dnc", "1.0", "0.0"],
    ["DNC", "Yes!", "No!"],
    ["Do_Not_Call__c", "TRUE", "FALSE"],
    ["HasOptedOutOfSms", "1", "0"],
    ["Opt Out Voice", "TRUE", ""],
    ["GDPR consent", "No", "Yes"],
    ["Contactable", "no", "yes"],
    ["Can call", "no", "yes"],
    ["TPS", "yes", "no"],
    ["CTPS", "yes", ""],
    ["Robinson", "ja", "nein"],
    ["Telefonsperre", "ja", ""],
    ["Bloctel", "oui", "non"],
    ["Tags", "vip;dnc", "vip"],
    ["Labels", "new | do not call", "new"],
    ["Contact tags", "vip opt-out", "vip opera"],
    ["tag", "Unsubscribed", ""],
    ["Lead labels", "vip; STOP", "non-stop"],
    ["Consent revoked", "yes", "no"],
    ["Consent Withdrawn Date", "2026-05-01", ""],
    ["optInRevoked", "1", "0"],
    ["Missing consent", "x", ""],
    ["Einwilligung widerrufen", "ja", "nein"],
    ["Consentimiento revocado", "sí", "no"],
    ["Sans consentement", "oui", "non"],
    ["Can't call", "yes", "no"],
    ["No Calls", "yes", "no"],
    ["Unsub", "x", ""],
    ["Accepts SMS Marketing", "no", "yes"],
    ["Consent", "No (2024)", "Yes (2024)"],
    ["Consent", "remove me", "granted"],
    ["Consent", "N (SMS)", "2 Nov 2026"],
];

#[test]
fn who_opted_out_by_a_column_of_the_file_is_not_sent_and_stays_left_out() {
    let (sandbox, kore, burki) = worlds();
    for (world, command) in [(&kore, KORE), (&burki, BURKI)] {
        for (place, [header, out, others]) in OPTED_OUT.iter().enumerate() {
            world.file("people.csv", people(header, out, others, place));
            let check = import(&sandbox, world, command, &["--check"]);
            assert_eq!(check.1.len(), 0);
            let view = check.0.expect_code(0).json();
            assert_eq!(
                (&view["accepted"], &view["do_not_contact"]),
                (&2.into(), &1.into()),
                "{header}: {view}"
            );
            let (run, received) = import(&sandbox, world, command, &[]);
            assert_eq!(received, ["a", "z"], "{header}");
            let view = run.json();
            let expected = serde_json::json!([{"column": header, "contacts": 1, "sent_before": 0}]);
            assert_eq!((&view["do_not_contact"], &view["opt_out_columns"]), (&1.into(), &expected), "{view}");
            assert_eq!((&view["duplicates"], &view["invalid"]), (&0.into(), &0.into()));
            let run = run
                .expect_code(0)
                .expect_stderr(&[&format!("1 contact is not sent: by the column {header} ")]);
            // A hint to leave the column out would lead to sending to these people.
            assert!(
                !run.stderr.contains("not sent: DNC") && !run.stderr.contains("COLUMN="),
                "{}",
                run.stderr
            );
            // A later file does not say so any more: the person stays left out.
            world.file("people.csv", people("Notes", "", "", place));
            let (run, received) = import(&sandbox, world, command, &[]);
            assert!(!received.contains(&"o".to_owned()), "{header}: {received:?}");
            assert_eq!(run.json()["do_not_contact"], 1);
            run.expect_stderr(&["1 contact stays left out"]);
        }
    }
}

#[test]
fn a_column_that_means_something_else_is_left_out_by_hand_and_all_are_sent() {
    let (sandbox, kore, burki) = worlds();
    for (world, command) in [(&kore, KORE), (&burki, BURKI)] {
        for (place, [header, out, others]) in OPTED_OUT.iter().enumerate() {
            world.file("people.csv", people(header, out, others, place));
            let (run, received) = import(&sandbox, world, command, &["--map", &format!("{header}=")]);
            assert_eq!(received, ["a", "o", "z"], "{header}");
            let view = run.expect_code(0).json();
            assert_eq!(
                (&view["do_not_contact"], &view["opt_out_columns"]),
                (&0.into(), &serde_json::json!([]))
            );
            // People who were sent before the column counted are still in the list, and kcamp says so.
            if command == KORE {
                let run = import(&sandbox, world, command, &["--again"]).0.expect_code(10);
                assert_eq!(run.error_json()["code"], "import/opted-out-later", "{header}");
                assert_eq!(run.json()["opt_out_columns"][0]["sent_before"], 1);
            }
        }
        // A column that is sent under another name still says who opted out.
        world.file("people.csv", people("Consent", "no", "yes", 50));
        let (_, received) = import(&sandbox, world, command, &["--map", "Consent=consent_given"]);
        assert_eq!(received, ["a", "z"]);
    }
}

/// Whom a column leaves out stays left out, also where that is everybody: the error says how they come back where the
/// column means something else. A check remembers nobody.
#[test]
fn a_column_that_leaves_out_everybody_is_taken_back_by_hand() {
    let (sandbox, kore, burki) = worlds();
    for (world, command) in [(&kore, KORE), (&burki, BURKI)] {
        world.file("people.csv", people("DNC Status", "checked", "checked", 70));
        let run = import(&sandbox, world, command, &["--check"]).0.expect_code(3);
        assert!(!run.stderr.contains("--contact-again"), "{}", run.stderr);
        let check = import(&sandbox, world, command, &["--map", "DNC Status=", "--check"]).0.expect_code(0);
        assert_eq!(check.json()["accepted"], 3);
        let (run, received) = import(&sandbox, world, command, &[]);
        assert_eq!(received.len(), 0);
        let hint = "3 contacts whom the file itself left out are remembered";
        run.expect_code(3).expect_stderr(&[
            "by the column DNC Status ",
            hint,
            "add --map 'DNC Status=' --contact-again 3",
        ]);
        let (run, received) = import(&sandbox, world, command, &["--map", "DNC Status="]);
        assert_eq!(received.len(), 0);
        run.expect_code(3).expect_stderr(&["3 contacts stay left out"]);
        let (run, received) =
            import(&sandbox, world, command, &["--map", "DNC Status=", "--contact-again", "3"]);
        assert_eq!(received, ["a", "o", "z"]);
        run.expect_code(0);
    }
}

#[test]
fn whoever_opted_out_in_a_file_of_which_nobody_can_be_sent_is_in_no_later_file() {
    let (sandbox, kore, burki) = worlds();
    for (world, command) in [(&kore, KORE), (&burki, BURKI)] {
        world.file("people.csv", "Phone,uniqueId,DNC\n+12025550131,a,yes\n+12025550132,b,yes\n");
        import(&sandbox, world, command, &[]).0.expect_code(3);
        world.file("people.csv", "Phone,uniqueId\n+12025550131,a\n+12025550132,b\n+12025550199,x\n");
        let (run, received) = import(&sandbox, world, command, &[]);
        assert_eq!(received, ["x"]);
        run.expect_code(0).expect_stderr(&["2 contacts stay left out"]);
    }
}

#[test]
fn columns_and_cells_that_say_nothing_of_an_opt_out_leave_nobody_out() {
    let (sandbox, kore, burki) = worlds();
    for (world, command) in [(&kore, KORE), (&burki, BURKI)] {
        for (place, [header, cell, others]) in [
            ["Status", "active", "new"],
            ["Status", "no", "yes"],
            ["Dnc list name", "2026", "TRUE"],
            ["Do Not Call", "FALSE", "no"],
            ["Opt out", "", "N/A"],
            ["Consent", "yes", ""],
            ["Email opt out", "TRUE", "TRUE"],
            ["HasOptedOutOfEmail", "1", "0"],
            ["Email_Opt_Out__c", "TRUE", "FALSE"],
            ["Unsubscribe link", "https://example.com/u/1", "https://example.com/u/2"],
            ["DNC checked", "2026-11-02", "2026-11-02"],
            ["No. of calls", "3", "0"],
            ["May calls", "0", "2"],
            ["Contactable", "yes", ""],
            ["Status", "Not contactable", "Could not contact"],
            ["Notes", "She says that we do not call her often enough and she has not unsubscribed", ""],
        ]
        .iter()
        .enumerate()
        {
            world.file("people.csv", people(header, cell, others, place));
            let (run, received) = import(&sandbox, world, command, &[]);
            assert_eq!(received, ["a", "o", "z"], "{header}");
            let run = run.expect_code(0);
            assert_eq!(run.json()["do_not_contact"], 0);
            assert!(!run.stderr.contains("opted out"), "{}", run.stderr);
        }
    }
}

#[test]
fn who_opted_out_in_one_row_did_in_every_other_one_and_with_whatever_mistake() {
    let (sandbox, kore, burki) = worlds();
    for (world, command) in [(&kore, KORE), (&burki, BURKI)] {
        let rows = "+12025550131,early,no,\n+12025550131,late,yes,\n+12035550132,good,no,\n\
                    +12025550133,zone,yes,Mars/Base\n+1202555,short,yes,\n,none,yes,\n+12025550134,listed,yes,\n";
        world.file("people.csv", format!("Phone,uniqueId,Opt out,timeZone\n{rows}"));
        world.file("dnc.txt", "+12025550134\n");
        let (run, received) = import(&sandbox, world, command, &["--dnc", "dnc.txt"]);
        assert_eq!(received, ["good"]);
        let view = run.expect_code(0).json();
        assert_eq!(
            (&view["rows"], &view["do_not_contact"], &view["invalid"]),
            (&7.into(), &6.into(), &0.into())
        );
        assert_eq!(view["opt_out_columns"][0]["contacts"], 5, "{view}");
        assert_eq!(view["do_not_contact_files"]["contacts_left_out"], 1);
        assert!(!world.home().join("people.rejects.csv").exists());
    }
}

/// After others were sent `--map` does not bring them back here, and the notes name the command that reaches them.
#[test]
fn whoever_a_column_left_out_of_a_real_import_is_reached_by_the_command_that_the_note_names() {
    let (sandbox, kore, burki) = worlds();
    let create = ["campaign", "create", "--name", "Others", "--type", "call", "--assistant-id", "7"];
    burki.run(create).expect_code(0);
    for (world, command, into) in [
        (&kore, KORE, "another list: kcamp contact-list import OTHER_LIST"),
        (&burki, BURKI, "another campaign: kcamp --platform burki campaign import OTHER_CAMPAIGN"),
    ] {
        world.file("people.csv", people("Blocked", "yes", "no", 0));
        // Before anything is sent, leaving the column out is enough.
        let (run, _) = import(&sandbox, world, command, &["--check"]);
        assert!(!run.stderr.contains("OTHER_"), "{}", run.stderr);
        let (run, received) = import(&sandbox, world, command, &[]);
        assert_eq!(received, ["a", "z"]);
        let named = format!("{into} people.csv --map 'Blocked='");
        run.expect_code(0).expect_stderr(&["they stay left out here also with --map", &named]);
        let (run, received) = import(&sandbox, world, command, &["--map", "Blocked="]);
        assert!(!received.contains(&"o".to_owned()), "{received:?}");
        run.expect_stderr(&["--map does not bring it back", &format!("{into} people.csv --map 'COLUMN='")]);
        let line = named.split_once("kcamp ").unwrap().1;
        let line = line.replace("OTHER_LIST", "\"Event Guests\"").replace("OTHER_CAMPAIGN", "Others");
        let since = sandbox.received().len();
        world.run(&format!("{line} --yes")).expect_code(0);
        let received = match command[0] {
            "campaign" => received_by_burki(&sandbox, since),
            _ => received_by_kore(&sandbox, since),
        };
        assert!(received.contains_key("o"), "{received:?}");
    }
}

/// A cell that says something and counts as a no is named, unless it says it in the plainest words.
#[test]
fn cells_that_count_as_a_no_are_named() {
    let (sandbox, kore, burki) = worlds();
    for (world, command) in [(&kore, KORE), (&burki, BURKI)] {
        for (place, (cell, is_named)) in [
            ("-", true),
            ("0.0", true),
            ("No!", true),
            ("clear", true),
            ("N/A", true),
            ("none", true),
            ("null", true),
            ("false.", true),
            ("no", false),
            ("FALSE", false),
            ("0", false),
        ]
        .into_iter()
        .enumerate()
        {
            world.file("people.csv", people("DNC", "yes", cell, place));
            let (run, received) = import(&sandbox, world, command, &[]);
            assert_eq!(received, ["a", "z"], "{cell}");
            let run = run.expect_code(0);
            let note = format!("in the column DNC, 2 cells count as a no: {cell:?} (2)");
            assert_eq!(run.stderr.contains(&note), is_named, "{cell}: {}", run.stderr);
            assert_eq!(run.stderr.contains("count as a no"), is_named, "{cell}: {}", run.stderr);
        }
        // A consent that is given is none.
        world.file("people.csv", people("Consent", "no", "-", 60));
        let (run, received) = import(&sandbox, world, command, &[]);
        assert_eq!(received, ["a", "z"]);
        assert!(!run.expect_code(0).stderr.contains("count as"));
    }
}

/// A cell of a column of consents that says neither yes nor no keeps its row from being sent, and is nobody's opt-out.
#[test]
fn a_consent_that_is_no_clear_yes_is_rejected_and_can_be_corrected() {
    let (sandbox, kore, burki) = worlds();
    for (world, command) in [(&kore, KORE), (&burki, BURKI)] {
        for (place, cell) in ["by form", "N/A", "?", "pending", "consent requested"].iter().enumerate() {
            world.file("people.csv", people("Consent", cell, "yes", place));
            let (run, received) = import(&sandbox, world, command, &["--rejects", "stayed.csv"]);
            assert_eq!(received, ["a", "z"], "{cell}");
            let view = run.expect_code(10).json();
            assert_eq!(view["invalid_by_code"], serde_json::json!({"import/consent-unclear": 1}), "{view}");
            std::fs::remove_file(world.home().join("stayed.csv")).unwrap();
            world.file("people.csv", people("Consent", "yes", "no", place));
            let (_, received) = import(&sandbox, world, command, &[]);
            assert_eq!(received, ["o"], "{cell}");
        }
    }
}

/// As the name of a field to send, another word for `optOut` would send everybody who opted out.
#[test]
fn other_words_for_the_field_of_an_opt_out_mean_it_or_are_refused() {
    let (sandbox, kore, burki) = worlds();
    for (world, command) in [(&kore, KORE), (&burki, BURKI)] {
        for (place, field) in ["opt_out", "Opt out", "dnc", "doNotCall", "unsubscribed"].iter().enumerate() {
            world.file("people.csv", people("Widerruf", "ja", "", place));
            let (run, received) = import(&sandbox, world, command, &["--map", &format!("Widerruf={field}")]);
            assert_eq!(received, ["a", "z"], "{field}");
            run.expect_code(0);
        }
        world.file("people.csv", people("Widerruf", "ja", "", 9));
        for field in ["opt_in", "consented", "Permission"] {
            let (run, received) = import(&sandbox, world, command, &["--map", &format!("Widerruf={field}")]);
            assert_eq!(received, [] as [String; 0], "{field}");
            let error = run.expect_code(3).error_json();
            assert_eq!(error["code"], "import/map-unreadable", "{field}");
            assert!(error["hint"].as_str().unwrap().contains("Widerruf=optOut"), "{error}");
        }
    }
}

/// Whom a column left out by mistake comes back where somebody counted them; whom a do-not-contact file left out does
/// not.
#[test]
fn whom_a_column_left_out_by_mistake_is_contacted_again_by_their_number() {
    let (sandbox, kore, burki) = worlds();
    for (world, command) in [(&kore, KORE), (&burki, BURKI)] {
        let rows = |header: &str, cell: &str| {
            format!(
                "Phone,uniqueId,{header}\n+12025550131,a,{cell}\n+12025550132,b,{cell}\n+12025550133,c,\n+12025550134,d,{cell}\n"
            )
        };
        world.file("people.csv", rows("Blocked", "A7"));
        world.file("dnc.csv", "+12025550134\n");
        // Twice, so that they are remembered more than once.
        for id in ["c", "e"] {
            let (run, received) = import(&sandbox, world, command, &["--dnc", "dnc.csv"]);
            assert_eq!(received, [id]);
            run.expect_code(0).expect_stderr(&["until --contact-again 2 is added"]);
            world.file("people.csv", rows("Blocked", "A7").replace("0133,c", "0135,e"));
        }
        world.file("people.csv", rows("Notes", "A7").replace("0133,c", "0136,f"));
        for (flags, count) in [(&[][..], None), (&["--contact-again", "3"], Some("2 contacts"))] {
            for check in [&["--check"][..], &["--dry-run"]] {
                let (run, received) = import(&sandbox, world, command, &[flags, check].concat());
                assert_eq!(received.len(), 0);
                match count {
                    None => run.expect_code(0).expect_stderr(&["--contact-again N"]),
                    Some(count) => run.expect_code(2).expect_stderr(&[count, "--contact-again 2"]),
                };
            }
        }
        let (run, received) = import(&sandbox, world, command, &["--contact-again", "3"]);
        assert_eq!(received.len(), 0);
        assert_eq!(run.expect_code(2).error_json()["code"], "import/contact-again-count");
        let (run, received) = import(&sandbox, world, command, &["--contact-again", "2"]);
        assert_eq!(received, ["a", "b", "f"]);
        run.expect_code(0);
        let journal = std::fs::read_to_string(world.home().join(".local/state/kcamp/journal.jsonl")).unwrap();
        let noted = journal.lines().filter(|line| line.contains("\"contacted_again\":2")).count();
        assert_eq!(noted, 1, "{journal}");
        let writes = world.run("journal -o json").json();
        let again: Vec<&Value> = writes.as_array().unwrap().iter().map(|it| &it["contacted_again"]).collect();
        assert_eq!(again.last(), Some(&&2.into()), "{writes}");
        assert_eq!(again.iter().filter(|it| it.is_null()).count(), again.len() - 1, "{writes}");
        world.run("journal").expect_stdout(&["--contact-again 2"]);
        // From here on they are contacts like any other, until a column says of them again that they opted out.
        world.file("people.csv", rows("Notes", "A8").replace("0133,c", "0137,g"));
        let (run, received) = import(&sandbox, world, command, &["--contact-again", "2"]);
        assert_eq!(received.len(), 0);
        run.expect_code(2).expect_stderr(&["leave out --contact-again"]);
        let (_, received) = import(&sandbox, world, command, &[]);
        assert_eq!(received, ["a", "b", "g"]);
        world.file("people.csv", rows("DNC", "yes").replace("0133,c", "0138,h"));
        let (_, received) = import(&sandbox, world, command, &[]);
        assert_eq!(received, ["h"]);
    }
}

/// Whoever was left out stands between rows that were sent: they are sent, once.
#[test]
fn whoever_is_contacted_again_from_between_the_rows_of_a_file_is_sent_once() {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    let cells = [("a", ""), ("b", "yes"), ("c", ""), ("d", "yes"), ("e", "yes"), ("f", "")];
    let row = |(place, (id, cell)): (usize, &(&str, &str))| format!("+1202555013{place},{id},{cell}\n");
    let rows: String = cells.iter().enumerate().map(row).collect();
    world.file("people.csv", format!("Phone,uniqueId,DNC\n{rows}"));
    assert_eq!(import(&sandbox, &world, KORE, &[]).1, ["a", "c", "f"]);
    let again = ["--map", "DNC=", "--contact-again", "3"];
    let check = import(&sandbox, &world, KORE, &[&again[..], &["--check"]].concat()).0;
    let checked = check.expect_code(0).json();
    assert_eq!((&checked["to_send"], &checked["sent_before"]), (&3.into(), &3.into()), "{checked}");
    let (run, received) = import(&sandbox, &world, KORE, &again);
    assert_eq!(received, ["b", "d", "e"], "{}", run.stderr);
    assert_eq!(run.expect_code(0).json()["sent"], 3);
    let (run, received) = import(&sandbox, &world, KORE, &["--map", "DNC="]);
    assert_eq!((received.len(), &run.expect_code(0).json()["sent_before"]), (0, &6.into()));
}
