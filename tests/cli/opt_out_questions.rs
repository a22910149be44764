//! Columns and tags that may or may not say who opted out: the import asks before anything is sent, and each of its
//! answers works as it is written.

use crate::contact_inputs::{LIST, imports, received_by_burki, received_by_kore, worlds};
use crate::world::{Run, Sandbox, World};

const KORE: [&str; 3] = ["contact-list", "import", LIST];
const BURKI: [&str; 3] = ["campaign", "import", "1"];

/// The headers of the question, from real files.
const IN_DOUBT: &[&str] = &[
    "Permiso revocado",
    "Sin permiso",
    "Nicht einverstanden",
    "Widerruf",
    "Ne plus appeler",
    "Désinscription",
    "Accord retiré",
    "Objection",
    "Stop",
    "Subscription cancelled",
    "Opt-in opt out",
    "Consent: état",
    "Отказ",
    "수신거부",
];

/// A file whose first contact has `cell` in a column, and the second one `other`.
fn people(header: &str, cell: &str, other: &str, place: usize) -> String {
    let number = |more: usize| format!("+1202555{:04}", 100 + place * 4 + more);
    format!("Phone,uniqueId,{header}\n{},a,{cell}\n{},b,{other}\n", number(0), number(1))
}

/// Imports `people.csv`. Returns the run, and the ids of the contacts that the platform received.
fn import(sandbox: &Sandbox, world: &World, command: [&str; 3], more: &[&str]) -> (Run, Vec<String>) {
    let since = sandbox.received().len();
    let run = world.run([&command[..], &["people.csv", "--yes", "-o", "json"], more].concat());
    let received = match command[0] {
        _ if imports(sandbox, since) == 0 => Vec::new(),
        "campaign" => received_by_burki(sandbox, since).into_keys().collect(),
        _ => received_by_kore(sandbox, since).into_keys().collect(),
    };
    (run, received)
}

/// The values of `--map` in the hint of a question.
fn answers(run: &Run) -> Vec<String> {
    let hint = run.error_json()["hint"].as_str().unwrap().to_owned();
    hint.split("--map '").skip(1).map(|answer| answer.split('\'').next().unwrap().to_owned()).collect()
}

#[test]
fn a_column_that_may_say_who_opted_out_is_a_question_whose_answers_work() {
    let (sandbox, kore, burki) = worlds();
    for (world, command) in [(&kore, KORE), (&burki, BURKI)] {
        for (place, header) in IN_DOUBT.iter().enumerate() {
            world.file("people.csv", people(header, "yes", "no", place * 3));
            for flags in [&[][..], &["--check"], &["--dry-run"]] {
                let (run, received) = import(&sandbox, world, command, flags);
                assert_eq!(received.len(), 0, "{header}");
                let run = run.expect_code(2);
                let error = run.error_json();
                assert_eq!(error["code"], "import/opt-out-unclear", "{header}: {error}");
                assert!(error["message"].as_str().unwrap().contains("nothing was sent"), "{error}");
            }
            let answers = answers(&import(&sandbox, world, command, &[]).0);
            let expected = ["optOut", "consent", ""].map(|field| format!("{header}={field}"));
            assert_eq!(answers, expected, "{header}");
            for (more, (answer, ids)) in answers.iter().zip([&["b"][..], &["a"], &["a", "b"]]).enumerate() {
                world.file("people.csv", people(header, "yes", "no", place * 3 + more));
                let (run, received) = import(&sandbox, world, command, &["--map", answer]);
                assert_eq!(received, ids, "{answer}");
                run.expect_code(0);
            }
        }
        // A field of its own says what the column is, too.
        world.file("people.csv", people("Objection", "price", "none", 90));
        let (_, received) = import(&sandbox, world, command, &["--map", "Objection=sales_objection"]);
        assert_eq!(received, ["a", "b"]);
    }
}

/// A header in the hint is one word for a shell, and no flag.
#[test]
fn the_answers_are_written_as_a_shell_takes_them() {
    let (sandbox, kore, _) = worlds();
    for (header, expected) in [
        ("Droit d'opposition", r"--map 'Droit d'\''opposition=optOut'"),
        ("-Objection", "--map='-Objection=optOut'"),
        ("$Objection", "--map '$Objection=optOut'"),
    ] {
        kore.file("people.csv", people(header, "yes", "no", 0));
        let (run, received) = import(&sandbox, &kore, KORE, &[]);
        assert_eq!(received.len(), 0, "{header}");
        let error = run.expect_code(2).error_json();
        assert!(error["hint"].as_str().unwrap().contains(expected), "{error}");
    }
    kore.file("people.csv", "Phone,uniqueId,Labels\n+12025550131,a,l'opposition\n+12025550132,b,vip\n");
    let (run, _) = import(&sandbox, &kore, KORE, &[]);
    let error = run.expect_code(2).error_json();
    assert!(error["hint"].as_str().unwrap().contains(r"--map 'Labels:l'\''opposition=optOut'"), "{error}");
}

#[test]
fn every_column_in_doubt_is_named_and_one_with_the_header_of_another_by_its_place() {
    let (sandbox, kore, _) = worlds();
    kore.file("people.csv", "Phone,uniqueId,Stop,Stop,Widerruf\n+12025550131,a,w,x,z\n+12025550132,b,,,\n");
    let (run, received) = import(&sandbox, &kore, KORE, &[]);
    assert_eq!(received.len(), 0);
    let run = run.expect_code(2);
    assert!(run.error_json()["message"].as_str().unwrap().contains("\"Stop:1\""), "{}", run.stdout);
    run.expect_stderr(&["Stop:2", "Widerruf"]);
    let flags = ["--map", "Stop:1=", "--map", "Stop:2=optOut", "--map", "Widerruf=optOut"];
    let (run, received) = import(&sandbox, &kore, KORE, &flags);
    assert_eq!(received, ["b"]);
    run.expect_code(0).expect_stderr(&["--map 'Stop:2='"]);
    // Of two columns with one name, the name alone is none.
    let (run, _) = import(&sandbox, &kore, KORE, &["--map", "Stop="]);
    run.expect_code(3).expect_stderr(&["--map 'Stop:1='", "--map 'Stop:2='"]);
}

#[test]
fn a_tag_or_a_state_that_may_be_an_opt_out_is_a_question_whose_answers_work() {
    let (sandbox, kore, burki) = worlds();
    for (world, command) in [(&kore, KORE), (&burki, BURKI)] {
        for (place, (header, cell, part)) in [
            ("Tags", "vip;dnc2024", "dnc2024"),
            ("Tags", "vip, Widerruf 2024", "Widerruf 2024"),
            ("Labels", "revoked", "revoked"),
            ("Status", "Consent withdrawn", "Consent withdrawn"),
            ("Contact status", "отписался", "отписался"),
        ]
        .into_iter()
        .enumerate()
        {
            world.file("people.csv", people(header, &format!("\"{cell}\""), "vip", 100 + place * 2));
            let (run, received) = import(&sandbox, world, command, &[]);
            assert_eq!(received.len(), 0, "{cell}");
            let run = run.expect_code(2);
            assert_eq!(run.error_json()["code"], "import/opt-out-unclear", "{cell}");
            let answers = answers(&run);
            assert_eq!(answers, ["optOut", ""].map(|field| format!("{header}:{part}={field}")));
            for (more, (answer, ids)) in answers.iter().zip([&["b"][..], &["a", "b"]]).enumerate() {
                let place = 100 + place * 2 + more;
                world.file("people.csv", people(header, &format!("\"{cell}\""), "vip", place));
                let (run, received) = import(&sandbox, world, command, &["--map", answer]);
                assert_eq!(received, ids, "{answer}");
                run.expect_code(0);
            }
        }
        // Whoever opted out by another tag, or in a row that is not sent as it is, asks for no answer.
        world.file(
            "people.csv",
            "Phone,uniqueId,Tags\n+12025550631,a,dnc;dnc2024\n+12025550632,b,,consent notes\n+12025550633,c,vip\n",
        );
        let (run, received) = import(&sandbox, world, command, &["--rejects", "stayed.csv"]);
        assert_eq!(received, ["c"]);
        run.expect_code(10);
        std::fs::remove_file(world.home().join("stayed.csv")).unwrap();
        let (run, _) = import(&sandbox, world, command, &["--map", "Tags:dnc2024=plan"]);
        assert_eq!(run.expect_code(3).error_json()["code"], "import/map-column-unknown");
    }
}

/// Where a consent came from says nothing of who opted out, unless it has the words of an opt-out.
#[test]
fn where_a_consent_came_from_keeps_nobody_out() {
    let (sandbox, kore, burki) = worlds();
    for (world, command) in [(&kore, KORE), (&burki, BURKI)] {
        for (place, header) in ["Opt-in source", "SMS_OptIn_Channel", "Consent method"].iter().enumerate() {
            world.file("people.csv", people(header, "web form", "", 160 + place));
            let (run, received) = import(&sandbox, world, command, &[]);
            assert_eq!(received, ["a", "b"], "{header}");
            run.expect_code(0);
        }
    }
}

/// A column of any name, a cell in it, and the part that says by its words alone that somebody wants no calls.
const CELLS_THAT_SAY_IT: &[[&str; 3]] = &[
    ["Disposition", "Do not call", "Do not call"],
    ["Call Result", "no_contact", "no_contact"],
    ["Outcome", "STOP", "STOP"],
    ["Groups", "vip;no calls", "no calls"],
    ["Segments", "gold, objected", "objected"],
    ["Notes", "likes tea; please don't call", "please don't call"],
    ["Lead stage", "withdrawn", "withdrawn"],
    ["Company", "DNC", "DNC"],
    ["Dnc list name", "DNC 2026", "DNC 2026"],
    ["Anmerkung", "Kein Kontakt", "Kein Kontakt"],
    ["Résultat", "refus de contact", "refus de contact"],
    ["Resultado", "No llamar", "No llamar"],
    ["Esito", "opposizione", "opposizione"],
    ["Resultaat", "Niet bellen", "Niet bellen"],
    ["Wynik", "Odmowa kontaktu", "Odmowa kontaktu"],
    ["Status", "withdrawn", "withdrawn"],
    ["Status", "declined contact", "declined contact"],
    ["Notes", "please stop calling me", "please stop calling me"],
    ["Remark", "angry, asked to be removed from the list", "asked to be removed from the list"],
    ["Notiz", "rufen Sie mich bitte nicht mehr an", "rufen Sie mich bitte nicht mehr an"],
    ["Заметка", "больше не звоните", "больше не звоните"],
];

#[test]
fn a_cell_of_any_column_that_says_it_alone_is_a_question_whose_answers_work() {
    let (sandbox, kore, burki) = worlds();
    for (world, command) in [(&kore, KORE), (&burki, BURKI)] {
        for (place, [header, cell, part]) in CELLS_THAT_SAY_IT.iter().enumerate() {
            let place = 300 + place * 3;
            world.file("people.csv", people(header, &format!("\"{cell}\""), "vip", place));
            let (run, received) = import(&sandbox, world, command, &[]);
            assert_eq!(received.len(), 0, "{header} {cell}");
            let run = run.expect_code(2);
            assert_eq!(run.error_json()["code"], "import/opt-out-unclear", "{cell}");
            let hint = run.error_json()["hint"].as_str().unwrap().to_owned();
            let flags: Vec<String> = hint.split("--map ").skip(1).map(shell_word).collect();
            assert_eq!(flags, ["optOut", ""].map(|field| format!("{header}:{part}={field}")));
            for (more, (flag, ids)) in flags.iter().zip([&["b"][..], &["a", "b"]]).enumerate() {
                world.file("people.csv", people(header, &format!("\"{cell}\""), "vip", place + more));
                let (run, received) = import(&sandbox, world, command, &["--map", flag]);
                assert_eq!(received, ids, "{flag}");
                run.expect_code(0);
            }
        }
    }
}

/// The first word of a text as a shell reads it.
fn shell_word(text: &str) -> String {
    let mut end = (1..=text.len()).rev().filter(|end| text.is_char_boundary(*end));
    let words = end.find_map(|end| shell_words::split(&text[..end]).ok()).unwrap();
    words[0].trim_end_matches(',').to_owned()
}

/// Headers that say nothing by themselves, with cells beside which they may.
#[test]
fn a_header_and_its_cells_together_are_a_question_whose_answers_work() {
    let (sandbox, kore, burki) = worlds();
    for (world, command) in [(&kore, KORE), (&burki, BURKI)] {
        for (place, [header, yes, no]) in [
            ["Calls", "yes", "no"],
            ["Marketing", "Y", "N"],
            ["Telefonwerbung", "ja", "nein"],
            ["Bloqué", "oui", ""],
            ["Wants to be called", "1", "0"],
            ["Llamadas", "sí", "no"],
            ["Звонки", "да", "нет"],
            ["İletişim izni", "evet", "hayır"],
            ["Boleh dihubungi", "ya", "tidak"],
        ]
        .iter()
        .enumerate()
        {
            let place = 400 + place * 4;
            world.file("people.csv", people(header, yes, no, place));
            // Every column is sent to Burki, and says nothing else because of that.
            let (run, received) = import(&sandbox, world, command, &[]);
            assert_eq!(received.len(), 0, "{header}");
            let run = run.expect_code(2);
            assert_eq!(run.error_json()["code"], "import/opt-out-unclear", "{header}");
            let answers = answers(&run);
            assert_eq!(answers, ["optOut", "consent", ""].map(|field| format!("{header}={field}")));
            let consents: &[&str] = if no.is_empty() { &["a", "b"] } else { &["a"] };
            for (more, (answer, ids)) in answers.iter().zip([&["b"], consents, &["a", "b"]]).enumerate() {
                world.file("people.csv", people(header, yes, no, place + more));
                let (run, received) = import(&sandbox, world, command, &["--map", answer]);
                assert_eq!(received, ids, "{answer}");
                run.expect_code(0);
            }
        }
    }
}

/// The columns of an everyday file, each with the cells of two contacts.
const EVERYDAY: &[[&str; 3]] = &[
    ["First name", "Ada", "Bo"],
    ["Last name", "Robinson", "Lovelace"],
    ["City", "Stoppenberg", "Bad Nauheim"],
    ["Product", "No Limit", "Do-It-Yourself"],
    ["Company", "Stop & Shop", "TPS Ltd"],
    ["Last call date", "2026-05-01", ""],
    ["Last contacted", "yes", "no"],
    ["Status", "active", "paid"],
    ["Plan", "yes", "no"],
    ["Notes", "She asked us not to forget her and will call again when the children are back at school", ""],
    ["Gender", "m", "f"],
    ["Language", "no", "da"],
    ["VIP", "yes", "no"],
    ["Newsletter design", "yes", "no"],
    ["Call result", "No answer", "Not interested"],
    ["Calls", "0", "1"],
    ["Primary contact", "TRUE", "FALSE"],
    ["Amount", "100", "0"],
];

#[test]
fn an_everyday_file_asks_nothing() {
    let (sandbox, kore, burki) = worlds();
    let line = |place: usize| EVERYDAY.iter().map(|it| it[place]).collect::<Vec<_>>().join(",");
    let rows = format!("{}\n+12025550131,a,{}\n+12025550132,b,{}\n", line(0), line(1), line(2));
    for (world, command) in [(&kore, KORE), (&burki, BURKI)] {
        world.file("people.csv", format!("Phone,uniqueId,{rows}"));
        let (run, received) = import(&sandbox, world, command, &[]);
        assert_eq!(received, ["a", "b"]);
        run.expect_code(0);
    }
}

/// Columns of one name, columns without a name, and files without a header: each can be answered by a place.
#[test]
fn every_column_can_be_answered_by_its_place() {
    let (sandbox, kore, _) = worlds();
    for (place, (first, expected)) in [
        ("Phone,uniqueId,Tags,Tags", "Tags:2:no calls"),
        ("Phone,uniqueId,Tags,", ":1:no calls"),
        ("Phone,uniqueId,,", ":2:no calls"),
    ]
    .into_iter()
    .enumerate()
    {
        let number = |more: usize| format!("+1202555{:04}", 3000 + place * 4 + more);
        let rows =
            |more| format!("{first}\n{},a,vip,no calls\n{},b,vip,vip\n", number(more), number(more + 1));
        kore.file("people.csv", rows(0));
        let (run, received) = import(&sandbox, &kore, KORE, &[]);
        assert_eq!(received.len(), 0, "{first}");
        let answers = answers(&run.expect_code(2));
        assert_eq!(answers, ["optOut", ""].map(|field| format!("{expected}={field}")));
        for (more, (answer, ids)) in answers.iter().zip([&["b"][..], &["a", "b"]]).enumerate() {
            kore.file("people.csv", rows(more * 2));
            let (run, received) = import(&sandbox, &kore, KORE, &["--map", answer]);
            assert_eq!(received, ids, "{answer}");
            run.expect_code(0);
        }
    }
    for (place, (flags, has_others)) in [
        (&[][..], None),
        (&["--map", "2:do not call=optOut"], Some(1)),
        (&["--map", "2=optOut"], Some(1)),
        (&["--map", "2:do not call="], Some(2)),
    ]
    .into_iter()
    .enumerate()
    {
        let number = |more: usize| format!("+1202555{:04}", 3100 + place * 4 + more);
        kore.file("people.csv", format!("{},do not call\n{},\n", number(0), number(1)));
        let since = sandbox.received().len();
        let line = [&KORE[..], &["people.csv", "--yes", "-o", "json"], flags].concat();
        let run = kore.run(line).expect_code(if has_others.is_some() { 0 } else { 2 });
        assert_eq!(has_others.is_some(), imports(&sandbox, since) > 0, "{flags:?}");
        if let Some(sent) = has_others {
            assert_eq!(run.json()["sent"], sent, "{flags:?}");
        }
    }
}

/// Of somebody who opted out by a column that is known, no other cell is asked about.
#[test]
fn who_is_left_out_already_asks_nothing() {
    let (sandbox, kore, _) = worlds();
    kore.file(
        "people.csv",
        "Phone,uniqueId,DNC,Disposition\n+12025550131,a,yes,do not call\n+12025550132,b,no,Sold\n",
    );
    let (run, received) = import(&sandbox, &kore, KORE, &[]);
    assert_eq!(received, ["b"]);
    run.expect_code(0);
}

/// A note about a column gives it as one word of a shell.
#[test]
fn notes_write_a_header_with_a_quote_as_a_shell_takes_it() {
    let (sandbox, kore, _) = worlds();
    kore.file("people.csv", people("Droit d'opposition", "yes", "no", 700));
    let (run, received) = import(&sandbox, &kore, KORE, &["--map", "Droit d'opposition=optOut"]);
    assert_eq!(received, ["b"]);
    run.expect_code(0).expect_stderr(&[r"add --map 'Droit d'\''opposition='; once"]);
}
