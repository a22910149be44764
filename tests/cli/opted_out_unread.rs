//! People who opted out and whose number stands in a cell that cannot be read: nobody is contacted because a file was
//! hard to read.

use crate::contact_inputs::{LIST, csv, received_by_burki, received_by_kore, region_flags, worlds};

/// A region, a cell, and a number in it that a do-not-contact file has.
const CELLS: &[[&str; 3]] = &[
    ["US", "not a number 2025550177", "+12025550177"],
    ["US", "2025550177 after five", "+12025550177"],
    ["US", "2025550176 / 2025550177", "+12025550177"],
    ["US", "2025550176;2025550177", "+12025550177"],
    ["US", "2025550176\n2025550177", "+12025550177"],
    ["US", "(202) 555-0176 or (202) 555-0177", "+12025550177"],
    ["US", "20255501762025550177", "+12025550177"],
    ["US", "202 555 0176 / 77", "+12025550177"],
    ["US", "2025550177 x1234567", "+12025550177"],
    ["US", "2O2555Ol77", "+12025550177"],
    ["US", "202-555-FLOW", "+12025553569"],
    ["US", "2) 202 555 0177", "2025550177"],
    ["US", "ask +44 20 7946 0958", "+442079460958"],
    ["-", "not a number 2025550177", "+12025550177"],
    ["-", "+12025550176/+12025550177", "+12025550177"],
    ["-", "+1 202 555 0176, +1 202 555 0177", "+12025550177"],
    ["-", "Zentrale (030) 901826", "+4930901826"],
    ["DE", "Büro 030 901826", "+4930901826"],
    ["DE", "030 901825 / 26", "+4930901826"],
    ["DE", "0171 1234567 privat, 030 901826", "030 901826"],
    ["IN", "98765 43210 (office) 98765 43211", "+919876543211"],
    ["IN", "९८७६५ ४३२१० घर", "9876543210"],
    ["GB", "020 7946 0958 (mum)", "+442079460958"],
    ["SG", "8123 4567 & 8123 4568", "+6581234568"],
    ["MX", "cel 044 55 4123 4567", "+525541234567"],
    ["AR", "cel 011 15-2345-6789", "+5491123456789"],
];

#[test]
fn a_listed_number_inside_a_cell_that_cannot_be_read_takes_its_row_to_no_rejects() {
    let (sandbox, kore, burki) = worlds();
    let mut regions: Vec<&str> = CELLS.iter().map(|[region, ..]| *region).collect();
    regions.dedup();
    for region in regions {
        let cells: Vec<&[&str; 3]> = CELLS.iter().filter(|it| it[0] == region).collect();
        let row = |phone: &str, id: &str| vec![phone.to_owned(), id.to_owned()];
        let rows = cells.iter().map(|[_, cell, _]| row(cell, "o"));
        let others = [row("+12025550142", "good"), row("not a number +12025550143", "wrong")];
        let people = csv([row("Phone", "uniqueId")].into_iter().chain(rows).chain(others));
        let listed = csv(cells.iter().map(|[.., number]| vec![(*number).to_owned()]));
        for (world, command) in
            [(&kore, ["contact-list", "import", LIST]), (&burki, ["campaign", "import", "1"])]
        {
            let received = |since| match command[0] {
                "campaign" => received_by_burki(&sandbox, since),
                _ => received_by_kore(&sandbox, since),
            };
            world.file("people.csv", &people);
            world.file("dnc.csv", &listed);
            let since = sandbox.received().len();
            let flags = ["people.csv", "--dnc", "dnc.csv", "--rejects", "stayed.csv", "--yes", "-o", "json"];
            let line = [&command[..], &flags, &region_flags(region)].concat();
            let again: &[&str] = if command[0] == "campaign" { &[] } else { &["--again"] };
            let run = world.run([&line[..], again].concat()).expect_code(10);
            let stayed = std::fs::read_to_string(world.home().join("stayed.csv")).unwrap();
            assert_eq!(run.json()["do_not_contact"], cells.len(), "{region}: {stayed}");
            assert!(stayed.contains("+12025550143") && stayed.lines().count() == 2, "{stayed}");
            assert_eq!(received(since).into_keys().collect::<Vec<_>>(), ["good"], "{region}");
            let rows = if cells.len() == 1 { "1 row whose" } else { "rows whose number cannot be read are" };
            let run = run.expect_stderr(&[rows, "must not be contacted stands in the cell"]);
            assert!(cells.iter().all(|[.., number]| !run.stderr.contains(number)), "{}", run.stderr);

            // Fixed by hand, and imported without the do-not-contact file.
            let fixed = cells.iter().map(|[.., number]| row(number, "o")).chain([row("+12025550144", "new")]);
            world.file("fixed.csv", csv([row("Phone", "uniqueId")].into_iter().chain(fixed)));
            let since = sandbox.received().len();
            let line = [&command[..], &["fixed.csv", "--yes"], &region_flags(region), again].concat();
            world.run(line).expect_code(0);
            assert_eq!(received(since).into_keys().collect::<Vec<_>>(), ["new"], "{region}");
            std::fs::remove_file(world.home().join("stayed.csv")).unwrap();
        }
    }
}

#[test]
fn a_number_whose_codes_stand_in_another_column_and_one_in_another_column_are_looked_up_too() {
    let (sandbox, kore, burki) = worlds();
    for (place, (header, row, listed)) in [
        ("Phone,Area code,uniqueId", "5550177,202,o", "+12025550177"),
        ("Phone,Prefix,uniqueId", "2079460958,44,o", "+442079460958"),
        ("Phone,Country,uniqueId", "2079460958,Narnia 44,o", "+442079460958"),
        ("Phone,Note,uniqueId", ",202 555 0177,o", "+12025550177"),
        ("Phone,Note,uniqueId", "see note,ask Ada on 202 555 0177,o", "+12025550177"),
        ("Phone,Note,uniqueId", "one cell more,ask Ada on 202 555 0177,o,x", "+12025550177"),
    ]
    .into_iter()
    .enumerate()
    {
        for (world, command) in
            [(&kore, ["contact-list", "import", LIST]), (&burki, ["campaign", "import", "1"])]
        {
            world.file("people.csv", format!("{header}\n{row}\n+12025550{}42,,good\n", place + 1));
            world.file("dnc.csv", format!("{listed}\n"));
            let since = sandbox.received().len();
            let line = ["people.csv", "--dnc", "dnc.csv", "--region", "US", "--yes", "-o", "json"];
            let run = world.run([&command[..], &line].concat()).expect_code(0);
            assert_eq!(run.json()["do_not_contact"], 1, "{header} {row}");
            let received = match command[0] {
                "campaign" => received_by_burki(&sandbox, since),
                _ => received_by_kore(&sandbox, since),
            };
            assert_eq!(received.into_keys().collect::<Vec<_>>(), ["good"], "{header} {row}");
        }
    }
}

#[test]
fn whoever_opted_out_by_a_column_beside_a_cell_that_cannot_be_read_is_remembered() {
    let (sandbox, kore, _) = worlds();
    kore.file(
        "people.csv",
        "Phone,Do not call,uniqueId\n2025550176 / 2025550177,yes,o\nask on 2025550178,yes,p\n+12025550142,,good\n",
    );
    let line = ["contact-list", "import", LIST, "people.csv", "--region", "US", "--yes"];
    kore.run(line).expect_code(0);
    let ids = ["a", "b", "c", "new"];
    let numbers = ["2025550176", "2025550177", "2025550178", "2025550179"];
    let fixed: String = numbers.iter().zip(ids).flat_map(|(number, id)| [number, ",", id, "\n"]).collect();
    kore.file("fixed.csv", format!("Phone,uniqueId\n{fixed}"));
    let since = sandbox.received().len();
    kore.run(["contact-list", "import", LIST, "fixed.csv", "--region", "US", "--yes"]).expect_code(0);
    assert_eq!(received_by_kore(&sandbox, since).into_keys().collect::<Vec<_>>(), ["new"]);
}

#[test]
fn an_entry_that_cannot_be_read_keeps_every_number_in_it_from_being_contacted() {
    let mut regions: Vec<&str> = CELLS.iter().map(|[region, ..]| *region).collect();
    regions.dedup();
    for region in regions {
        let (sandbox, kore, burki) = worlds();
        // A line break ends an entry, and without a country a number needs its +.
        let cells: Vec<&[&str; 3]> = CELLS
            .iter()
            .filter(|it| it[0] == region && !it[1].contains('\n') && (region != "-" || it[1].contains('+')))
            .collect();
        let row = |phone: &str, id: &str| vec![phone.to_owned(), id.to_owned()];
        let rows = cells.iter().flat_map(|[_, cell, number]| [row(number, "o"), row(cell, "o")]);
        let people = csv([row("Phone", "uniqueId"), row("+12025550142", "good")].into_iter().chain(rows));
        let listed = cells.iter().map(|[_, cell, _]| vec![(*cell).to_owned()]);
        let header = vec!["Phone".to_owned()];
        let listed = csv([header].into_iter().chain(listed).chain([vec!["+1********2".to_owned()]]));
        for (world, command) in
            [(&kore, ["contact-list", "import", LIST]), (&burki, ["campaign", "import", "1"])]
        {
            world.file("people.csv", &people);
            world.file("dnc.csv", &listed);
            let since = sandbox.received().len();
            let flags = ["people.csv", "--dnc", "dnc.csv", "--yes", "-o", "json"];
            let line = [&command[..], &flags, &region_flags(region)].concat();
            world.run(&line).expect_code(3);
            let run = world.run(line.iter().chain(&["--dnc-lenient"])).expect_code(0);
            assert_eq!(run.json()["do_not_contact"], 2 * cells.len(), "{region}: {}", run.stdout);
            assert_eq!(run.json()["do_not_contact_files"]["unusable"], 1, "{region}");
            let received = match command[0] {
                "campaign" => received_by_burki(&sandbox, since),
                _ => received_by_kore(&sandbox, since),
            };
            assert_eq!(received.into_keys().collect::<Vec<_>>(), ["good"], "{region}");
            run.expect_stderr(&["1 of them has no number and keeps nobody out"]);
        }
    }
}

/// A header, a row of somebody who opted out that is hard to read, and another row of the same person.
const HARD_ROWS: &[(&str, &str, &str)] = &[
    ("Phone,uniqueId,DNC", "+1202555NNNN,o,yes,", "+1202555NNNN,p,no"),
    ("Phone,uniqueId,DNC", "+1202555NNNN,o, Ph.D.,yes", "+1202555NNNN,p,no"),
    ("Phone,uniqueId,DNC", "+1202555NNNN,yes", "+1202555NNNN,p,no"),
    ("Phone,DNC,uniqueId", "+1202555NNNN,yes", "+1202555NNNN,no,p"),
    ("Phone,uniqueId,Consent", "+1202555NNNN,o,no,", "+1202555NNNN,p,yes"),
    ("Phone,uniqueId,Consent", "+1202555NNNN,no", "+1202555NNNN,p,yes"),
    ("Phone,uniqueId,Status", "+1202555NNNN,unsubscribed", "+1202555NNNN,p,active"),
    ("Phone,uniqueId,DNC", "a,202-555-NNNN,o,yes", "+1202555NNNN,p,no"),
    ("Phone,uniqueId,DNC", "2O2555NNNN,o,yes", "+1202555NNNN,p,no"),
    ("Phone,uniqueId,DNC", "2O2-555-NNNN,o,asked", "202555NNNN,p,no"),
    ("Phone,uniqueId,DNC", "202555NNNN.0,o,yes", "202555NNNN,p,no"),
    ("Phone,uniqueId,DNC", "2025550199202555NNNN,o,yes", "202555NNNN,p,no"),
    ("Phone,uniqueId,DNC", "+12O2555NNNN,o,yes,", "202555NNNN,p,no"),
    ("Phone,uniqueId,Consent revoked", "2O2555NNNN,o,yes", "202555NNNN,p,no"),
    ("Phone,uniqueId,DNC", "202555NNNN?,o,yes", "202555NNNN,p,no"),
    ("Phone,uniqueId,DNC", "2025-55-5NNNN,o,yes", "202555NNNN,p,no"),
    ("Phone,uniqueId,DNC", "2025/55/5NNNN,o,yes", "202555NNNN,p,no"),
    ("Phone,uniqueId,DNC", "2025_555_NNNN,o,yes", "202555NNNN,p,no"),
    ("Phone,uniqueId,DNC", "202•555•NNNN,o,yes", "202555NNNN,p,no"),
    ("Phone,uniqueId,DNC", "two02 555 NNNN,o,yes", "202555NNNN,p,no"),
];

/// The opt-out of a row, whatever its cells or its number look like, holds for every row with one of its numbers, and
/// later.
#[test]
fn an_opt_out_of_a_row_that_is_hard_to_read_holds_in_every_row_and_file() {
    let (sandbox, kore, burki) = worlds();
    for (place, (header, out, other)) in HARD_ROWS.iter().enumerate() {
        for (world, command) in
            [(&kore, ["contact-list", "import", LIST]), (&burki, ["campaign", "import", "1"])]
        {
            let number = format!("{:04}", 130 + place);
            let good = if header.ends_with("uniqueId") {
                "no,good"
            } else if header.ends_with("Consent") {
                "good,yes"
            } else {
                "good,no"
            };
            let received = |rows: &str, more: &[&str]| {
                world.file("people.csv", rows.replace("NNNN", &number));
                let since = sandbox.received().len();
                let line = ["people.csv", "--region", "US", "--rejects", "stayed.csv", "--yes", "-o", "json"];
                let run = world.run([&command[..], &line, more].concat()).expect_code(0);
                let received = match command[0] {
                    "campaign" => received_by_burki(&sandbox, since),
                    _ => received_by_kore(&sandbox, since),
                };
                (run, received.into_keys().collect::<Vec<_>>())
            };
            world.file("dnc.csv", "+12025550100\n");
            let rows = format!("{header}\n{other}\n{out}\n+120255502{place:02},{good}\n");
            let dnc: &[&str] = if place % 2 == 0 { &[] } else { &["--dnc", "dnc.csv"] };
            let (run, sent) = received(&rows, dnc);
            assert_eq!(sent, ["good"], "{out}: {}", run.stdout);
            assert_eq!(run.json()["opt_out_columns"][0]["contacts"], 2, "{out}: {}", run.stdout);
            let is_unread = run
                .stderr
                .contains("that can be read (line 3): every number that may stand there is left out");
            assert_eq!(
                is_unread,
                out.contains(['O', '?', '/', '_', '•', '²'])
                    || [".0", "0199", "2025-", "two", "0000-"].iter().any(|it| out.contains(it)),
                "{out}: {}",
                run.stderr
            );
            // A later file says nothing of it.
            let (_, sent) =
                received(&format!("Phone,uniqueId\n202555NNNN,p\n+120255503{place:02},new\n"), dnc);
            assert_eq!(sent, ["new"], "{out}");
        }
    }
}

/// An uneven row whose cells clearly say no is only uneven: whoever corrects it can send it.
#[test]
fn an_uneven_row_that_says_no_leaves_nobody_out() {
    let (sandbox, kore, _) = worlds();
    for (place, out) in ["NNNN,o,no,", "NNNN,o, Ph.D.,no", "NNNN,o", "NNNN,no"].iter().enumerate() {
        let number = format!("+12025550{}", 140 + place);
        let rows = format!("Phone,uniqueId,DNC\n{out}\nNNNN,p,no\n").replace("NNNN", &number);
        kore.file("people.csv", rows);
        let since = sandbox.received().len();
        kore.run(["contact-list", "import", LIST, "people.csv", "--rejects", "stayed.csv", "--yes"])
            .expect_code(10);
        assert_eq!(received_by_kore(&sandbox, since).into_keys().collect::<Vec<_>>(), ["p"], "{out}");
        std::fs::remove_file(kore.home().join("stayed.csv")).unwrap();
    }
}

/// Cells of somebody who opted out in which digits are missing or that no country reads, and another row of the same
/// person.
const PARTS: &[[&str; 3]] = &[
    ["US", "2.03E+09", "2025550177"],
    ["US", "1.2026E+10", "+12025550177"],
    ["US", "202***0177", "(202) 555-0177"],
    ["US", "+1202555xxxx", "2025550177"],
    ["US", "…50177", "2025550177"],
    ["US", "5550177", "2025550177"],
    ["US", "2025550177 / ***0178", "+12025550178"],
    ["-", "***0177", "+12025550177"],
    ["-", "2O25550177", "+12025550177"],
    ["-", "+49 171 ***4567", "+491711234567"],
    ["DE", "0171***4567", "+491711234567"],
    ["DE", "1234567", "0171 1234567"],
    ["US", "5550181", "2025550181"],
    ["US", "555-0182", "2025550182"],
    ["US", "202---0183", "2025550183"],
    ["-", "202---0184", "+12025550184"],
    ["US", "2.04 E+09", "2035550185"],
    ["US", "2025 5O186", "2025550186"],
    ["US", "202555019", "2025550190"],
    ["-", "212555019", "+12125550190"],
    ["US", "202 [redacted] 0187", "2025550187"],
    ["US", "NNN-NNN-0188", "2025550188"],
    ["US", "(303) 555", "3035550189"],
    ["DE", "901820", "030 901820"],
    ["GB", "79460018", "020 7946 0018"],
    ["IN", "543210", "+919876543210"],
    ["US", "+1 (202) 555-019", "2025550191"],
    ["US", "5550192 x12", "2025550192"],
    ["-", "+1 5550193", "+12025550193"],
    ["US", "202~~~0194", "2025550194"],
    ["US", "2.03E+09 (Ada)", "2025550195"],
    ["US", "202-55-0196", "2025550196"],
    ["-", "+1202555017", "+12025550917"],
    // A row with a cell too many, and one with a cell too few.
    ["US", "+1202***0197,x", "2025550197"],
    ["US", "555-0198,x", "2025550198"],
    ["-", "2025550160.0", "+12025550160"],
    ["-", "2025550161.00", "+12025550161"],
    ["-", "0162 x4", "+12025550162"],
    ["US", "550163 x12", "+12025550163"],
    ["US", "last 4: 0164", "2025550164"],
    ["-", "ends 0165 (last 4)", "+12025550165"],
    ["-", "+1%20202%20555%20***6", "+12025550166"],
    ["-", "2025550167-0169", "+12025550168"],
    ["-", "202-555-0152 to 0154", "+12025550153"],
    ["-", "2025550155 – 57", "+12025550156"],
    ["US", "5550101 (2)", "2025550101"],
    ["US", "202***0102 (2)", "2025550102"],
    ["US", "+1202****103 (2)", "2025550103"],
    ["-", "202***0104 since 2021", "+12025550104"],
    ["US", "...0105 (2)", "2025550105"],
    ["US", "last 4: 0106 (2)", "2025550106"],
    ["US", "5550107 #12", "2025550107"],
    ["-", "5550108 1", "+12025550108"],
    ["US", "5550109-2", "2025550109"],
    ["US", "call 5550110 after 5", "2025550110"],
    ["US", "home 5550177 work 5550111", "2025550111"],
    ["US", "202***0112 or 202***0177", "2025550112"],
    ["-", "555-0177 or 555-0113", "+12025550113"],
    ["US", "zero one one four", "2025550114"],
    ["-", "+49 30 9018~~~", "+49309018115"],
    ["DE", "+49 30 9018···", "+49309018116"],
    ["DE", "030 9018..", "+49309018117"],
    ["-", "+49 30 9018(..)", "+49309018118"],
    ["-", "+49 30 9018- - -", "+49309018119"],
    ["-", "+49 30 9018///", "+49309018120"],
    ["US", "2025550177 or 5550121", "2025550121"],
    ["US", "555 0122", "2025550122"],
    // The area code behind the others, and digits hidden behind what is a whole number elsewhere.
    ["US", "0123 (202)", "2025550123"],
    ["DE", "030 9018 [redacted]", "+49309018124"],
    ["DE", "030 9018 (hidden)", "+49309018125"],
    ["DE", "+49 30 9018 ++", "+49309018126"],
    ["DE", "030 9018^^", "+49309018127"],
    ["DE", "030 9018 1nn", "+49309018128"],
    ["US", "20255502nn", "2025550230"],
    ["US", "202-556-[hidden]", "2025560131"],
    ["US", "202 557 (hidden)", "2025570132"],
];

/// Rows with too many or too few cells, or none for the number, in which a part of one stands in some cell; `NNNN` is
/// its end.
const PARTS_ANYWHERE: &[[&str; 2]] = &[
    ["-", "NNNN,yes"],
    ["-", "NNNN,B,x,yes"],
    ["-", "55NNNN,B,x,yes"],
    ["US", "NNNN,x5550,o,yes"],
    ["US", "o,o,+1202***NNNN,yes"],
    ["-", ",,NNNN,yes"],
    ["US", ",o,\"NNNN\",o,yes"],
    ["-", "o,o,o,NNNN x4,yes"],
    ["US", ",555NNNN,yes"],
    ["-", "n/a,555NNNN,yes"],
    ["-", "none,***NNNN,yes"],
];

#[test]
fn a_part_of_a_number_in_any_cell_of_a_row_without_one_in_its_place_keeps_out_whom_it_fits() {
    let (sandbox, kore, _) = worlds();
    for (place, [region, row]) in PARTS_ANYWHERE.iter().enumerate() {
        let end = (1730 + place).to_string();
        let row = row.replace("NNNN", &end);
        let people = format!("Phone,uniqueId,DNC\n+1202555{end},p,no\n{row}\n+44207946{place:04},good,no\n");
        kore.file("people.csv", people);
        let since = sandbox.received().len();
        let line = ["contact-list", "import", LIST, "people.csv", "--yes", "-o", "json"];
        let run = kore.run([&line[..], &region_flags(region)].concat()).expect_code(0);
        assert_eq!(received_by_kore(&sandbox, since).into_keys().collect::<Vec<_>>(), ["good"], "{row}");
        assert_eq!(run.json()["do_not_contact"], 2, "{row}");
    }
}

#[test]
fn whoever_opted_out_by_a_part_of_a_number_is_nobody_that_is_contacted() {
    let (sandbox, kore, burki) = worlds();
    let received = |command: [&str; 3], since| match command[0] {
        "campaign" => received_by_burki(&sandbox, since).into_keys().collect::<Vec<_>>(),
        _ => received_by_kore(&sandbox, since).into_keys().collect(),
    };
    for (world, command) in [(&kore, ["contact-list", "import", LIST]), (&burki, ["campaign", "import", "1"])]
    {
        for (place, [region, cell, other]) in PARTS.iter().enumerate() {
            let good = format!("+442079460{:03}", 200 + place);
            world.file(
                "people.csv",
                format!("Phone,uniqueId,DNC\n{other},p,no\n{cell},o,yes\n{good},good,no\n"),
            );
            let since = sandbox.received().len();
            let line = ["people.csv", "--yes", "-o", "json"];
            let run = world.run([&command[..], &line, &region_flags(region)].concat()).expect_code(0);
            assert_eq!(received(command, since), ["good"], "{cell}");
            assert_eq!(run.json()["do_not_contact"], 2, "{cell}");
            let run = run.expect_stderr(&[
                "(line 3)",
                "whoever's number fits the digits that are known",
                "which is not remembered: whoever else it fits is left out of a later file only if that row is in it too",
            ]);
            assert!(!run.stderr.contains("keeps nobody out"), "{}", run.stderr);
        }
        // A country that cannot be read makes it the number of any country, with and without one that was given.
        for (place, flags) in [&[][..], &["--region", "GB"], &["--region", "US"]].iter().enumerate() {
            let rows = format!(
                "+1202555030{place},p,no,US\n202555030{place},o,yes,Narnia\n+44207946030{place},good,no,GB\n+1202555040{place},us,no,US\n"
            );
            world.file("people.csv", format!("Phone,uniqueId,DNC,Country\n{rows}"));
            let since = sandbox.received().len();
            world.run([&command[..], &["people.csv", "--yes"], flags].concat()).expect_code(0);
            assert_eq!(received(command, since), ["good", "us"], "{flags:?}");
        }
    }
}

/// Of rows that mean so many numbers only a few are read ahead.
#[test]
fn rows_of_whoever_opted_out_by_large_ranges_keep_out_everybody_in_them() {
    let (sandbox, kore, _) = worlds();
    let ranges = "2025560000 - 2025569999,o,yes\n".repeat(60);
    let rows = format!("{ranges}+12025560177,p,no\n+12025580177,good,no\n");
    kore.file("people.csv", format!("Phone,uniqueId,DNC\n{rows}"));
    let since = sandbox.received().len();
    let line = ["contact-list", "import", LIST, "people.csv", "--region", "US", "--yes", "-o", "json"];
    let run = kore.run(line).expect_code(0);
    assert_eq!(received_by_kore(&sandbox, since).into_keys().collect::<Vec<_>>(), ["good"]);
    assert_eq!(run.json()["do_not_contact"], 61);
}

/// The same cells as entries of a do-not-contact file keep out the same people, in any column of phones.
#[test]
fn whoever_fits_an_entry_with_a_part_of_a_number_is_nobody_that_is_contacted() {
    let (sandbox, kore, _) = worlds();
    let parts = PARTS.iter().filter(|row| row[0] != "-" && !row[1].contains(','));
    for (place, [region, cell, other]) in parts.enumerate() {
        for (column, before) in ["phone\n", "phone,Home phone\n+13035550100,"].iter().enumerate() {
            let good = format!("+44207946{column}{:03}", 200 + place);
            kore.file("people.csv", format!("Phone,uniqueId\n{other},p\n{good},good\n"));
            kore.file("dnc.csv", format!("{before}{cell}\n"));
            let since = sandbox.received().len();
            let line =
                ["contact-list", "import", LIST, "people.csv", "--yes", "--dnc", "dnc.csv", "--dnc-lenient"];
            kore.run([&line[..], &region_flags(region)].concat()).expect_code(0);
            let received = received_by_kore(&sandbox, since);
            assert_eq!(received.into_keys().collect::<Vec<_>>(), ["good"], "{before}{cell}");
        }
    }
}

#[test]
fn an_opt_out_of_a_number_that_may_be_anybodys_is_an_error_and_one_without_a_number_is_not() {
    let (sandbox, kore, burki) = worlds();
    for (world, command) in [(&kore, ["contact-list", "import", LIST]), (&burki, ["campaign", "import", "1"])]
    {
        let since = sandbox.received().len();
        for cell in ["***", "+1*********", "2E+09", "1.2E+10 do not call", "12", "1", "2", "xxxxxxxxxx"] {
            world.file("people.csv", format!("Phone,uniqueId,DNC\n+12025550142,good,no\n{cell},o,yes\n"));
            let line = ["people.csv", "--region", "US", "--yes", "-o", "json"];
            let error = world.run([&command[..], &line].concat()).expect_code(3).error_json();
            assert_eq!(error["code"], "import/do-not-contact-unreadable", "{cell}");
            let (message, hint) = (error["message"].as_str().unwrap(), error["hint"].as_str().unwrap());
            assert!(message.starts_with("line 3: ") && message.ends_with("nothing was sent"), "{message}");
            assert!(hint.contains("delete that row"), "{hint}");
        }
        // A second number of somebody whose first one is known; what a program writes for none is none.
        for (place, cell) in ["***", "12", "1.2E+10", "0", "000-000-0000", "n/a", "-"].iter().enumerate() {
            let rows = format!("+1303555014{place},o,{cell},yes\n+442079460{place}95,good,,no\n");
            world.file("people.csv", format!("Phone,uniqueId,Landline,DNC\n{rows}"));
            let line = [&command[..], &["people.csv", "--region", "US", "--check", "-o", "json"]].concat();
            world.run(line).expect_code(if place < 3 { 3 } else { 0 });
        }
        // A row with a cell too many, and one with a cell too few.
        for row in ["+1*********,x5550,o,yes", "o,o,+1*********,yes", "01,yes", "***,yes"] {
            world.file("people.csv", format!("Phone,uniqueId,DNC\n+12025550142,good,no\n{row}\n"));
            let line = [&command[..], &["people.csv", "--yes", "-o", "json"]].concat();
            for flags in [&["--region", "US"][..], &[]] {
                let error = world.run([&line, flags].concat()).expect_code(3).error_json();
                assert_eq!(error["code"], "import/do-not-contact-unreadable", "{row} {flags:?}");
            }
        }
        assert_eq!(crate::contact_inputs::imports(&sandbox, since), 0);
        for (place, cell) in ["", "n/a", "none", "-"].iter().enumerate() {
            world.file(
                "people.csv",
                format!("Phone,uniqueId,DNC\n+1202555014{place},good,no\n{cell},o,yes\n"),
            );
            let run = world.run([&command[..], &["people.csv", "--yes"]].concat()).expect_code(0);
            run.expect_stderr(&["1 of them has no number and keeps nobody out"]);
        }
        // An id or a note beside no number is no part of one.
        for (place, other) in ["0150", "why? in 0150?", "since 0150", "120255"].iter().enumerate() {
            let number = format!("+12025{place}50150");
            world.file("people.csv", format!("Phone,uniqueId,DNC\n{number},good,no\n,{other},yes\n"));
            let run = world.run([&command[..], &["people.csv", "--yes"]].concat()).expect_code(0);
            run.expect_stderr(&["1 of them has no number and keeps nobody out"]);
        }
    }
}
