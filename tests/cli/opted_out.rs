//! People who opted out: they stay left out whatever else is wrong with their row. kcamp reports where it is too
//! late.

use crate::contact_inputs::{LIST, received_by_burki, received_by_kore, worlds};
use crate::world::Sandbox;

/// The command of an import, on Kore.ai or on Burki.
pub const KORE: [&str; 3] = ["contact-list", "import", LIST];
pub const BURKI: [&str; 3] = ["campaign", "import", "1"];

/// The ids of the contacts that the platform received from request `since` on, in their order.
pub fn received(sandbox: &Sandbox, since: usize, command: [&str; 3]) -> Vec<String> {
    let received = match command[0] {
        "campaign" => received_by_burki(sandbox, since),
        _ => received_by_kore(sandbox, since),
    };
    received.into_keys().collect()
}

/// Rows of people who opted out, each with one mistake, and the number in the do-not-contact file.
const WITH_A_MISTAKE: &[(&[u8], &str)] = &[
    (b"+12025550131,zone,Eastern Standard Time,", "+12025550131"),
    (b"+12025550132,long,,,x", "+12025550132"),
    (b"short,+12025550133", "+12025550133"),
    (b"+1 202 555 0134 ext. 5,extension,,", "+12025550134"),
    (b"+12025550135,Andr\xe9,,", "+12025550135"),
    (b"+12025550136,zero\xe2\x80\x8bwidth,,", "+12025550136"),
    (b"+1202\xa05550137,encoding,,", "+12025550137"),
    (b"2025550138,country,,Narnia", "2025550138"),
    (b"+521 55 4123 4567,mexican,,", "+525541234567"),
];

#[test]
fn a_mistake_in_the_row_of_somebody_who_opted_out_takes_them_to_no_rejects_and_to_no_later_import() {
    let (sandbox, kore, burki) = worlds();
    for (world, command) in [(&kore, KORE), (&burki, BURKI)] {
        let long = format!("+12025550141,{},,\n", "x".repeat(400));
        let good = "+12025550142,good,,\n+12025550143,wrong,,,x\n";
        let rows = WITH_A_MISTAKE.iter().flat_map(|(row, _)| [row, &b"\n"[..]].concat());
        let header = b"Phone,uniqueId,timeZone,Country\n".iter().copied();
        let file: Vec<u8> = header.chain(rows).chain(long.bytes()).chain(good.bytes()).collect();
        world.file("people.csv", file);
        let listed = WITH_A_MISTAKE.iter().map(|(_, number)| format!("{number}\n"));
        world.file("dnc.txt", listed.chain(["+12025550141\n".to_owned()]).collect::<String>());
        let since = sandbox.received().len();
        let flags = ["people.csv", "--dnc", "dnc.txt", "--region", "US", "--yes", "-o", "json"];
        let run = world.run([&command[..], &flags].concat()).expect_code(10);
        assert_eq!(received(&sandbox, since, command), ["good"]);
        let expected = WITH_A_MISTAKE.len() + 1;
        assert_eq!(run.json()["do_not_contact"], expected, "{}", run.stdout);
        assert_eq!(run.json()["invalid"], 1);
        assert!(run.error_json()["hint"].to_string().contains("with the same --dnc files"), "{}", run.stderr);
        let rejects = std::fs::read_to_string(world.home().join("people.rejects.csv")).unwrap();
        assert!(rejects.contains("+12025550143,wrong") && rejects.lines().count() == 2, "{rejects}");

        // The rows are fixed, and are imported without the do-not-contact file.
        let all = WITH_A_MISTAKE.iter().map(|(_, number)| format!("{number},o\n"));
        let all: String = all.chain(["+12025550141,o\n+12025550143,fixed\n".to_owned()]).collect();
        world.file("fixed.csv", format!("Phone,uniqueId\n{all}"));
        let since = sandbox.received().len();
        let flags = ["fixed.csv", "--region", "US", "--yes", "-o", "json"];
        let run = world.run([&command[..], &flags].concat()).expect_code(0);
        assert_eq!(received(&sandbox, since, command), ["fixed"]);
        assert_eq!(run.json()["do_not_contact"], expected);
    }
}

/// Three contacts. The second opts out later.
const THREE: &str = "Phone,uniqueId\n+12025550131,a\n+12025550132,o\n+12025550133,c\n";

#[test]
fn who_was_sent_before_they_opted_out_is_not_said_to_be_left_out() {
    let sandbox = Sandbox::new();
    for (place, flags) in
        [&["people.csv"][..], &["people.csv", "--again"], &["other.csv", "--only-new"]].iter().enumerate()
    {
        let world = sandbox.world();
        let list = ["Renewal Due July", "Event Guests", "CL Only 2020 Dec 4"][place];
        let import = |more: &[&str]| {
            let line = ["contact-list", "import", list, "--yes", "-o", "json"];
            world.run([&line[..], more].concat())
        };
        world.file("people.csv", THREE);
        world.file("other.csv", format!("{THREE}+12025550134,d\n"));
        import(&["people.csv"]).expect_code(0);
        world.file("dnc.txt", "+12025550132\n+12025550139\n");
        let since = sandbox.received().len();
        let with_dnc = |more: &[&str]| import(&[*flags, &["--dnc", "dnc.txt"], more].concat());
        for (more, exit) in [(&["--check"][..], 3), (&["-q"], 10)] {
            let run = with_dnc(more).expect_code(exit);
            let error = run.error_json();
            assert_eq!(error["code"], "import/opted-out-later", "{flags:?}");
            let words = "1 contact who must not be contacted was sent to this list before";
            assert!(error["message"].as_str().unwrap().starts_with(words), "{error}");
            let view = run.json();
            assert_eq!(view["do_not_contact_sent_before"], 1, "{view}");
            assert_eq!(view["do_not_contact"], 1);
            assert_eq!(view["do_not_contact_files"]["contacts_left_out"], 0);
        }
        assert!(!received(&sandbox, since, KORE).contains(&"o".to_owned()), "{flags:?}");
        // If nobody was sent before, the people are left out without a warning.
        world.file("own.csv", "Phone,uniqueId\n+12025550138,e\n+12025550139,p\n");
        let view = import(&["own.csv", "--dnc", "dnc.txt"]).expect_code(0).json();
        assert_eq!(view["do_not_contact_sent_before"], 0, "{view}");
        assert_eq!(view["do_not_contact_files"]["contacts_left_out"], 1);
    }
}

#[test]
fn who_opted_out_and_may_have_arrived_is_in_doubt() {
    let sandbox = Sandbox::with_flags(&["--fault", "drop-after-sendx1:POST:addContacts"]);
    let world = sandbox.world();
    world.file("people.csv", THREE);
    let line = ["contact-list", "import", LIST, "people.csv", "--yes", "-o", "json"];
    world.run(line).expect_code(9);
    world.file("dnc.txt", "+12025550132\n");
    let since = sandbox.received().len();
    let resend = [&line[..], &["--dnc", "dnc.txt", "--resend-unknown"]].concat();
    let run = world.run(resend).expect_code(9);
    assert_eq!(run.error_json()["code"], "import/opted-out-later");
    assert_eq!(run.json()["do_not_contact_sent_before"], 1);
    assert_eq!(received(&sandbox, since, KORE), ["a", "c"]);
    let run = world.run([&line[..], &["--dnc", "dnc.txt"]].concat()).expect_code(10);
    assert_eq!(run.error_json()["code"], "import/opted-out-later");
}

#[test]
fn contacts_that_wait_are_told_of_where_everybody_opted_out() {
    let (sandbox, _, burki) = worlds();
    burki.file("people.csv", THREE);
    burki.run([&BURKI[..], &["people.csv", "--yes"]].concat()).expect_code(0);
    burki.file("dnc.txt", "+12025550131\n+12025550132\n+12025550133\n");
    let since = sandbox.received().len();
    let run = burki.run([&BURKI[..], &["people.csv", "--dnc", "dnc.txt", "--yes", "-o", "json"]].concat());
    let error = run.expect_code(3).error_json();
    assert_eq!(error["code"], "import/nothing-to-send");
    assert!(error["hint"].to_string().contains("3 contacts of earlier imports still wait"), "{error}");
    assert_eq!(crate::contact_inputs::imports(&sandbox, since), 0);
}

/// Words beside the number say that somebody opted out, as a column does.
#[test]
fn whoever_opted_out_by_words_beside_the_number_is_in_no_row_and_no_rejects() {
    let (sandbox, kore, burki) = worlds();
    for (world, command) in [(&kore, KORE), (&burki, BURKI)] {
        for (place, words) in [
            " do not call",
            " DNC",
            " (opted out)",
            " stop",
            ", Do not call!",
            " - unsubscribed",
            " désinscrit",
        ]
        .iter()
        .enumerate()
        {
            let number = format!("+12025550{:03}", 130 + place);
            let good = format!("+44207946{place:04}");
            let (marked, other) = (format!("\"{number}{words}\""), format!("\"{number} (home)\""));
            world.file(
                "people.csv",
                format!("Phone,uniqueId\n{number},p\n{marked},o\n{other},h\n{good},good\n"),
            );
            let since = sandbox.received().len();
            let run =
                world.run([&command[..], &["people.csv", "--yes", "-o", "json"]].concat()).expect_code(0);
            let received = received(&sandbox, since, command);
            assert_eq!(received, ["good"], "{words}");
            assert!(!run.stderr.contains("can be read"), "{}", run.stderr);
            let json = run.json();
            assert_eq!(
                (&json["do_not_contact"], &json["invalid"]),
                (&3.into(), &0.into()),
                "{words}: {json}"
            );
            run.expect_stderr(&["words beside the number in the column Phone say that they opted out"]);
        }
    }
}

/// Rows of people who opted out and have a second number, each with a row of somebody who has that number alone.
const SECOND_PHONES: &str = "+12025550131,o,+12025550132,yes\n+12025550132,p,,no\n+12025550141,o,5550142,yes\n+12025550142,p,,no\n\
    +12025550171,o,0172 (202),yes\n+12025550172,p,,no\n+12025550173,o,zero one seven four,yes\n+12025550174,p,,no\n\
    +12025550151,o,+12025550152 (work),yes\n+12025550152,p,,no\n***0161,o,+12025550162,yes\n+12025550161,p,,no\n+12025550162,p,,no\n\
    +442079460958,good,+442079460959,no\n+442079460959,good too,,no\n";

#[test]
fn the_second_phone_of_whoever_opted_out_is_nobodys_who_is_contacted() {
    let (sandbox, kore, burki) = worlds();
    let no_header = ["--no-header", "--map", "1=phoneNumber", "--map", "2=uniqueId", "--map", "4=optOut"];
    for (place, (world, command, header, flags)) in [
        (&kore, KORE, "Phone,uniqueId,Home phone,Opt out\n", &[][..]),
        (&burki, BURKI, "Phone,uniqueId,Phone 2,Opt out\n", &[]),
        (&kore, KORE, "Phone,uniqueId,Mobile,Opt out\n", &["--map", "Phone=phoneNumber"]),
        (&kore, KORE, "Phone,uniqueId,Mobile,Opt out\n", &["--map", "Phone=phoneNumber", "--map", "Mobile="]),
        (&kore, KORE, "", &no_header),
    ]
    .into_iter()
    .enumerate()
    {
        // Other people in each file: whoever was left out once stays left out.
        let file =
            |text: &str| text.replace("555", &format!("55{place}")).replace("79460", &format!("7946{place}"));
        world.file("people.csv", file(&format!("{header}{SECOND_PHONES}")));
        let later = "Phone,uniqueId\n+12025550132,later\n+12025550152,later\n+442079460957,new\n";
        world.file("later.csv", file(later));
        let since = sandbox.received().len();
        world.run([&command[..], &["people.csv", "--yes"], flags].concat()).expect_code(0);
        assert_eq!(received(&sandbox, since, command), ["good", "good too"], "{header}{flags:?}");
        let since = sandbox.received().len();
        world.run([&command[..], &["later.csv", "--yes"]].concat()).expect_code(0);
        assert_eq!(received(&sandbox, since, command), ["new"], "{header}{flags:?}");
    }
}

/// Rows of people of whom another row says that they opted out, and of whoever has a number in common with them.
#[test]
fn a_row_with_any_phone_of_whoever_opted_out_in_another_row_is_nobodys_who_is_contacted() {
    let (sandbox, kore, burki) = worlds();
    for (world, command) in [(&kore, KORE), (&burki, BURKI)] {
        let rows = "+12025550183,p,+12025550182,no\n+12025550182,q,,no\n+12025550181,r,(202) 555-0182,no\n\
                    +12025550181,o,,yes\n+12025550184,s,+12025550181,no\n+442079460958,good,+442079460959,no\n";
        world.file("people.csv", format!("Phone,uniqueId,Home phone,Opt out\n{rows}"));
        let since = sandbox.received().len();
        let line = ["people.csv", "--region", "US", "--yes", "-o", "json"];
        let run = world.run([&command[..], &line].concat()).expect_code(0);
        assert_eq!(received(&sandbox, since, command), ["good"]);
        assert_eq!(run.json()["opt_out_columns"][0]["contacts"], 5, "{}", run.stdout);
    }
}

/// A chain of rows, each with a number of the one before it, and a row of somebody else.
const CHAIN: [&str; 6] = [
    "+12025550131,a,+12025550132",
    "+12025550132,b,",
    "+12025550133,c,(202) 555-0132",
    "+12025550134,d,+12025550133",
    "+12025550135,e,+12025550134 (work)",
    "+442079460958,good,+442079460959",
];

#[test]
fn whoever_has_a_number_in_a_do_not_contact_file_is_out_with_each_row_that_shares_one() {
    let (sandbox, kore, burki) = worlds();
    for (world, command) in [(&kore, KORE), (&burki, BURKI)] {
        let scenarios = [("131", false), ("131", true), ("132", false), ("132", true), ("135", false)];
        for (place, (listed, is_reversed)) in scenarios.into_iter().enumerate() {
            // Other people in each file: whoever was left out once stays left out.
            let file = |text: &str| {
                text.replace("555", &format!("55{place}")).replace("79460", &format!("7946{place}"))
            };
            let mut rows = CHAIN;
            if is_reversed {
                rows.reverse();
            }
            world.file("people.csv", file(&format!("Phone,uniqueId,Home phone\n{}\n", rows.join("\n"))));
            world.file("dnc.csv", file(&format!("+12025550{listed}\n")));
            let flags = ["--region", "US", "--yes", "-o", "json"];
            let since = sandbox.received().len();
            let line = [&command[..], &["people.csv", "--dnc", "dnc.csv"], &flags].concat();
            let run = world.run(line).expect_code(0);
            assert_eq!(received(&sandbox, since, command), ["good"], "{listed} {is_reversed}");
            let view = run.json();
            assert_eq!(view["do_not_contact_files"]["contacts_left_out"], 5, "{view}");
            assert!(!run.stderr.contains(&file("2025550")), "{}", run.stderr);
            run.expect_stderr(&[
                "4 rows are left out",
                "share a number with somebody who must not be contacted",
            ]);

            // They stay out of a later file, each with every number and with whoever shares it.
            let later = "+12025550134,later,\n+12025550131,later,\n+12025550136,later,+12025550135\n+442079460957,new,\n";
            world.file("later.csv", file(&format!("Phone,uniqueId,Home phone\n{later}")));
            let since = sandbox.received().len();
            let run = world.run([&command[..], &["later.csv"], &flags].concat()).expect_code(0);
            assert_eq!(received(&sandbox, since, command), ["new"], "{listed} {is_reversed}");
            assert_eq!(run.json()["left_out_before"], 3);
            run.expect_stderr(&["1 row is left out", "(line 4)"]);
        }
    }
}

#[test]
fn a_further_phone_that_cannot_be_read_is_no_way_around_a_do_not_contact_file() {
    let (sandbox, kore, burki) = worlds();
    for (world, command) in [(&kore, KORE), (&burki, BURKI)] {
        let rows = "+12025550131,o,5550132\n+12025550132,p,\n+12025550141,o,202***0142\n+12025550142,p,\n\
                    +12025550151,q,+12025550152 (work)\n+12025550161,q,2O25550162\n+12025550171,q,+12025550172 or 0173\n\
                    +442079460958,good,ask\n";
        world.file("people.csv", format!("Phone,uniqueId,Home phone\n{rows}"));
        world.file("dnc.csv", "+12025550131\n+12025550141\n+12025550152\n+12025550162\n+12025550172\n");
        let since = sandbox.received().len();
        let line = ["people.csv", "--dnc", "dnc.csv", "--region", "US", "--yes", "-o", "json"];
        let run = world.run([&command[..], &line].concat()).expect_code(0);
        assert_eq!(received(&sandbox, since, command), ["good"]);
        assert_eq!(run.json()["do_not_contact_files"]["contacts_left_out"], 7, "{}", run.stdout);
    }
}

/// Whom only a column of an earlier file left out comes back, also where it is known by another number of the row.
#[test]
fn whoever_is_contacted_again_is_counted_by_any_number_of_the_row() {
    for home in ["+12025550132", "+12025550132 (work)"] {
        let (sandbox, kore, burki) = worlds();
        for (world, command) in [(&kore, KORE), (&burki, BURKI)] {
            let import = |file: &str, rows: &str, more: &[&str]| {
                world.file(file, rows);
                let since = sandbox.received().len();
                let run = world.run([&command[..], &[file, "--yes", "-o", "json"], more].concat());
                let is_sent = run.code == 0;
                (run, if is_sent { received(&sandbox, since, command) } else { Vec::new() })
            };
            let first = "Phone,uniqueId,Home phone,Opt out\n+12025550131,o,+12025550132,yes\n+442079460958,good,,no\n";
            assert_eq!(import("first.csv", first, &[]).1, ["good"]);
            let second = format!("Phone,uniqueId,Home phone\n+12025550133,r,{home}\n+442079460957,new,\n");
            let (run, sent) = import("second.csv", &second, &[]);
            assert_eq!(sent, ["new"]);
            run.expect_stderr(&["1 contact stays left out", "1 row is left out"]);
            let third = second.replace("0133,r", "0134,s").replace("957,new", "956,newer");
            import("third.csv", &third, &["--contact-again", "2"])
                .0
                .expect_code(2)
                .expect_stderr(&["--contact-again 1"]);
            assert_eq!(import("third.csv", &third, &["--contact-again", "1"]).1, ["newer", "s"]);
            let fourth = third.replace("0134,s", "0135,t").replace("956,newer", "955,newest");
            assert_eq!(import("fourth.csv", &fourth, &[]).1, ["newest", "t"]);
        }
    }
}

/// The headers of columns with further numbers are not all known: their cells show it.
#[test]
fn a_whole_number_in_any_column_of_whoever_opted_out_is_nobodys_who_is_contacted() {
    for header in ["Home", "Work", "Mobile 2", "Number 2", "Casa", "Домашний"] {
        let (sandbox, kore, _) = worlds();
        let rows = "+12025550131,o,+12025550132,yes\n+12025550132,p,2026-12-01,no\n+442079460958,good,,no\n\
                    +12025550133,q,+12025550132,no\n+12025550141,o,5550142,yes\n+12025550142,p,,no\n+12025550143,o,,yes\n";
        kore.file("people.csv", format!("Phone,uniqueId,{header},Opt out\n{rows}"));
        let since = sandbox.received().len();
        kore.run([&KORE[..], &["people.csv", "--yes"]].concat()).expect_code(0);
        assert_eq!(received(&sandbox, since, KORE), ["good"], "{header}");
    }
}

/// A file of contacts, the number in the do-not-contact file or nothing, and the contacts that may be sent.
type Case<'case> = (&'case str, &'case str, &'case [&'case str]);

/// Each case on both platforms. The cases of one world have other people each.
fn each_is_sent_only_to(cases: &[Case<'_>], flags: &[&str]) {
    let (sandbox, kore, burki) = worlds();
    for (world, command) in [(&kore, KORE), (&burki, BURKI)] {
        for (place, (rows, listed, expected)) in cases.iter().enumerate() {
            let file = |text: &str| text.replace("555", &format!("5{:02}", 40 + place));
            world.file("people.csv", file(rows));
            world.file("dnc.csv", file(listed));
            let dnc: &[&str] = if listed.is_empty() { &[] } else { &["--dnc", "dnc.csv"] };
            let since = sandbox.received().len();
            let run = world.run([&command[..], &["people.csv", "--yes"], dnc, flags].concat());
            assert!([0, 10].contains(&run.code), "{rows}{}", run.stderr);
            assert_eq!(received(&sandbox, since, command), *expected, "{rows}");
        }
    }
}

#[test]
fn a_further_phone_that_cannot_be_read_is_looked_up_wherever_somebody_is_known() {
    let mut cases: Vec<(String, &str)> = Vec::new();
    for cell in [
        "12025550132.0",
        "2O25550132",
        "2025550132 2025550171",
        "(2O2) 555-0132",
        "0012025550132",
        "12025550132@sms.att.net",
    ] {
        let rows = format!("+12025550131,a,{cell},\n+12025550132,b,,yes\n+12025550199,x,12025550198.0,\n");
        cases.push((format!("Phone,uniqueId,Phone 2,DNC\n{rows}"), ""));
        let rows = format!("+12025550133,c,+12025550132\n+12025550131,a,{cell}\n+12025550199,x,\n");
        cases.push((format!("Phone,uniqueId,Phone 2\n{rows}"), "+12025550133\n"));
    }
    cases.push((
        "Phone,uniqueId,Home\n+12025550133,c,+12025550132\n2O25550132,b,+12025550134\n+12025550134,d,\n+12025550199,x,\n".into(),
        "+12025550133\n",
    ));
    cases.push((
        "Phone,uniqueId,Home area code,Home phone\n+12025550131,a,202,5550132\n+12025550199,x,202,5550198\n"
            .into(),
        "+12025550132\n",
    ));
    let cases: Vec<Case<'_>> =
        cases.iter().map(|(rows, listed)| (rows.as_str(), *listed, &["x"][..])).collect();
    each_is_sent_only_to(&cases, &["--region", "US"]);
}

/// Whoever must not be contacted and fits the digits that are known is who is meant, by a file or by a row.
#[test]
fn a_part_of_a_number_in_a_further_phone_is_looked_up_among_those_who_are_known() {
    let mut cases: Vec<(String, &str)> = Vec::new();
    for cell in ["5550132", "202***0132", "2.03E+09", "(202) 555-013"] {
        let rows = format!("+12025550131,a,{cell},\n+13025550199,x,5550198,\n+13025550197,y,ask,\n");
        cases.push((format!("Phone,uniqueId,Phone 2,DNC\n{rows}"), "+12025550132\n"));
        let rows = format!("{rows}+12025550132,b,,yes\n");
        cases.push((format!("Phone,uniqueId,Phone 2,DNC\n{rows}"), ""));
    }
    // An extension may be anybody's end, and behind its area code a number is whole.
    let rows = "+13025550131,x,132\n+13025550199,y,x0132\n";
    cases.push((format!("Phone,uniqueId,Phone 2\n{rows}"), "+12025550132\n"));
    let rows = "+13025550131,x,5550132,302\n+13025550199,y,5550198,302\n";
    cases.push((format!("Phone,uniqueId,Phone 2,Area code\n{rows}"), "+12025550132\n"));
    let cases: Vec<Case<'_>> =
        cases.iter().map(|(rows, listed)| (rows.as_str(), *listed, &["x", "y"][..])).collect();
    each_is_sent_only_to(&cases, &["--region", "US"]);
}

#[test]
fn the_numbers_of_a_row_with_too_many_or_too_few_cells_are_those_of_its_person() {
    each_is_sent_only_to(
        &[
            (
                "uniqueId,Phone,Home\nd,+12025550134,\nb, Bo,+12025550132,+12025550134\nx,+12025550199,\n",
                "+12025550132\n",
                &["x"],
            ),
            (
                "Phone,uniqueId,Home\n+12025550131,a,,+12025550132\n+12025550132,b,\n+12025550199,x,\n",
                "+12025550131\n",
                &["x"],
            ),
            (
                "Phone,uniqueId,Home\n+12025550131,a,+12025550132\n+12025550133,c,q,+12025550132,+12025550134\n+12025550134,d,\n\
                 +12025550199,x,\n",
                "+12025550131\n",
                &["x"],
            ),
            (
                "Phone,uniqueId\n+12025550131,a\n+12025550131,a,+12025550132\n+12025550199,x\n",
                "+12025550132\n",
                &["x"],
            ),
        ],
        &[],
    );
}

#[test]
fn a_column_of_numbers_with_an_extension_or_a_word_is_one_of_phones() {
    let mut cases = Vec::new();
    for (cell, other) in [
        ("(202) 555-0132 ext. 4", "(202) 555-0198 ext. 5"),
        ("+12025550132 x12", "+12025550198 x3"),
        ("home (202) 555-0132", "(202) 555-0198 (old)"),
        ("2O2-555-0132", "2O2-555-0198"),
        ("(2O2) 555-0132 home", "2O2-555-0198 home"),
    ] {
        let rows = format!("Phone,uniqueId,Work\n+12025550131,a,{cell}\n+12025550199,x,{other}\n");
        cases.push((rows, "+12025550132\n"));
        let rows = format!(
            "Phone,uniqueId,Kontakt 2\n+12025550131,a,{cell}\n+12025550132,b,\n+12025550199,x,{other}\n"
        );
        cases.push((rows, "+12025550131\n"));
    }
    let cases: Vec<Case<'_>> =
        cases.iter().map(|(rows, listed)| (rows.as_str(), *listed, &["x"][..])).collect();
    each_is_sent_only_to(&cases, &["--region", "US"]);
}

#[test]
fn a_further_phone_is_read_with_the_country_of_the_number_of_its_row() {
    each_is_sent_only_to(
        &[(
            "Phone,uniqueId,Home phone\n+33612345678,a,01 23 45 67 89\n+33612345679,x,\n",
            "+33123456789\n",
            &["x"],
        )],
        &["--region", "DE"],
    );
}
