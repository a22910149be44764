//! Checks of a contact file before its rows are read: quotes, separators, columns, and the file of rejected rows.
//! Errors are reported before anything is sent, on both platforms.

use std::fmt::Write as _;
use std::path::PathBuf;

use serde_json::{Value, json};

use crate::world::{Run, Sandbox, World};

const LIST: &str = "Renewal Due July";

/// One of the platforms, and where contacts are sent there.
#[derive(Clone, Copy, PartialEq)]
enum Side {
    Kore,
    Burki,
}

/// A sandbox, and a world of one platform that talks to it.
struct Place {
    sandbox: Sandbox,
    world: World,
    side: Side,
}

impl Place {
    fn of(side: Side) -> Self {
        let sandbox = Sandbox::new();
        let world = match side {
            Side::Kore => sandbox.world(),
            Side::Burki => {
                let world = sandbox.burki_world();
                let campaign = "platform: burki\nname: Renewals\ncampaign_type: call\nassistant_id: 7\n";
                world.file("campaign.yaml", campaign);
                world.run("campaign create -f campaign.yaml --yes").expect_code(0);
                world
            }
        };
        Self { sandbox, world, side }
    }

    fn both() -> [Self; 2] {
        [Self::of(Side::Kore), Self::of(Side::Burki)]
    }

    #[must_use]
    fn import(&self, arguments: &[&str]) -> Run {
        let start: &[&str] = match self.side {
            Side::Kore => &["contact-list", "import", LIST],
            Side::Burki => &["campaign", "import", "1"],
        };
        self.world.run(start.iter().chain(arguments).chain(&["--region", "US", "-o", "json"]))
    }

    /// The bodies of the imports that the server received.
    fn received(&self) -> Vec<Value> {
        let end = if self.side == Side::Kore { "/addContacts" } else { "/import-data" };
        let requests = self.sandbox.received_at("POST", end);
        requests.into_iter().map(|request| request["body"].clone()).collect()
    }

    /// How many contacts the server received.
    fn contacts_received(&self) -> usize {
        let count = |body: &Value| match self.side {
            Side::Kore => body["data"].as_array().unwrap().len(),
            Side::Burki => body.as_str().unwrap().matches("+1202555").count(),
        };
        self.received().iter().map(count).sum()
    }

    #[track_caller]
    fn assert_nothing_received(&self) {
        assert_eq!(self.received(), Vec::<Value>::new());
    }
}

/// A header and `count` rows, each with its own number.
fn rows(count: usize) -> String {
    let mut text = String::new();
    for place in 0..count {
        writeln!(text, "+1202555{place:04},Ada {place}").unwrap();
    }
    text
}

#[test]
fn a_quote_that_is_never_closed_stops_everything() {
    for place in Place::both() {
        // Contacts that wait in a campaign of Burki would be replaced, by the contract of an import.
        place.world.file("before.csv", format!("phone,name\n{}", rows(3)));
        place.import(&["before.csv"]).expect_code(0);
        let before = place.received();
        for (name, text, line) in [
            ("open.csv", format!("phone,name\n+12025559999,Zoe\n+12025559998,\"Bo\n{}", rows(4_000)), 3),
            ("last.csv", format!("phone,name\n{}+12025559998,\"Bo", rows(20)), 22),
            ("doubled.csv", format!("phone,name\n{}+12025559998,\"Bo\"\"\n", rows(20)), 22),
            ("first.csv", format!("\"phone,name\n{}", rows(20)), 1),
            ("column.csv", format!("phone,name,note\n+12025559998,Bo,\"x\n{}", rows(20)), 2),
            ("crlf.csv", format!("phone;name\r\n+12025559998;\"Bo\r\n{}", rows(9).replace('\n', "\r\n")), 2),
        ] {
            place.world.file(name, text);
            for more in [&[][..], &["--yes"], &["--check"], &["--dry-run"]] {
                let arguments: Vec<&str> = [name].iter().chain(more).copied().collect();
                let error = place.import(&arguments).expect_code(3).error_json();
                assert_eq!(error["code"], "import/quote-not-closed", "{name}");
                let message = error["message"].as_str().unwrap();
                assert!(message.starts_with(&format!("line {line} opens a quote")), "{name}: {message}");
                assert!(message.ends_with("nothing was sent"), "{name}: {message}");
            }
        }
        place.world.file("huge.csv", format!("phone,name\n+12025559998,\"Bo\n{}", "x,y\n".repeat(400_000)));
        let error = place.import(&["huge.csv", "--yes"]).expect_code(3).error_json();
        assert!(error["message"].as_str().unwrap().contains("line 2 does not end"), "{error}");
        assert_eq!(place.received(), before);
    }
}

#[test]
fn a_quote_that_is_never_closed_in_a_do_not_contact_file_stops_everything() {
    for place in Place::both() {
        place.world.file("people.csv", format!("phone,name\n{}", rows(3)));
        for text in [
            "\"+12025550000\n+12025550001\n",
            "phone,why\n+12025550009,\"asked\n+12025550001,\n",
            "phone,why\n+12025550009,\"asked\n+12025550001,\"by mail\"\n",
        ] {
            place.world.file("dnc.csv", text);
            let error =
                place.import(&["people.csv", "--dnc", "dnc.csv", "--yes"]).expect_code(3).error_json();
            let code = error["code"].as_str().unwrap();
            let codes = ["import/quote-not-closed", "import/do-not-contact-unreadable"];
            assert!(codes.contains(&code), "{text:?}: {error}");
        }
        place.assert_nothing_received();
    }
}

#[test]
fn a_cell_that_may_have_taken_rows_in_is_a_warning() {
    for place in Place::both() {
        let text = "phone,name,note\n+12025550000,Ada,\"x\n+12025550001,Bo,\"y\"\n+12025550002,Cy,\n";
        place.world.file("people.csv", text);
        let run = place.import(&["people.csv", "--yes"]).expect_code(0);
        run.expect_stderr(&[
            "warning[import/quote-not-closed]:",
            "a row has a cell in which a line break",
            "line 2",
        ]);
        place.world.file("fine.csv", "phone,name,note\n+12025550003,Ada,\"two\nlines\"\n");
        let run = place.import(&["fine.csv", "--check"]).expect_code(0);
        assert!(!run.stderr.contains("warning"), "{}", run.stderr);
    }
}

#[test]
fn rows_of_nothing_but_separators_are_skipped_and_counted() {
    for place in Place::both() {
        let text = format!("phone,name\n,\n{},,,\n\" \",\n,\n,\n", rows(3));
        place.world.file("people.csv", text);
        let view = place.import(&["people.csv"]).expect_code(0).json();
        let counted = ["rows", "blank_rows", "accepted", "invalid"].map(|key| view[key].as_u64());
        assert_eq!(counted, [Some(3), Some(5), Some(3), Some(0)], "{view}");
        assert_eq!(view["rejects"], Value::Null);
        assert_eq!(place.contacts_received(), 3);
        place.world.file("blank.csv", "phone,name\n,\n,\n");
        let error = place.import(&["blank.csv"]).expect_code(3).error_json();
        assert_eq!(error["code"], "import/nothing-to-send");
    }
}

#[test]
fn a_first_line_that_names_the_separator_is_obeyed() {
    for place in Place::both() {
        let text = "\u{feff}sep=;\r\nphone;name\r\n+12025550000;\"Ada, L.\"\r\n12;Bo\r\n";
        place.world.file("people.csv", text);
        let view = place.import(&["people.csv"]).expect_code(10).json();
        assert_eq!((&view["rows"], &view["accepted"]), (&json!(2), &json!(1)), "{view}");
        assert_eq!(place.contacts_received(), 1);
        let rejects = std::fs::read_to_string(place.world.home().join("people.rejects.csv")).unwrap();
        assert!(rejects.contains("\n12;Bo;4;import/"), "{rejects}");
    }
}

#[test]
fn a_header_over_64_kib_works_and_its_columns_are_counted_as_they_are() {
    let burki = Place::of(Side::Burki);
    let names: Vec<String> = (0..3_000).map(|place| format!("column {place} {}", "x".repeat(40))).collect();
    let cells = ",".repeat(names.len());
    let text = format!("{},phone\n{cells}+12025550000\n{cells}+12025550001\n", names.join(","));
    assert!(names.join(",").len() > 128 * 1024);
    burki.world.file("wide.csv", &text);
    let view = burki.import(&["wide.csv"]).expect_code(0).json();
    assert_eq!(view["columns"].as_array().unwrap().len(), 3_001);
    assert_eq!(burki.contacts_received(), 2);

    let kore = Place::of(Side::Kore);
    kore.world.file("wide.csv", &text);
    let error = kore.import(&["wide.csv"]).expect_code(3).error_json();
    assert!(error["message"].as_str().unwrap().contains("3001 columns"), "{error}");
    // The platform accepts a header of 150 long names.
    let names: Vec<String> = (1..150).map(|place| format!("{place} {}", "ज".repeat(290))).collect();
    let cells = ",x".repeat(149);
    kore.world.file("long.csv", format!("phone,{}\n+12025550000{cells}\n", names.join(",")));
    kore.import(&["long.csv"]).expect_code(0);
    assert_eq!(kore.contacts_received(), 1);
}

#[test]
fn what_is_no_csv_file_is_said_with_how_to_make_one() {
    for place in Place::both() {
        for (name, bytes, what) in [
            ("a.xlsx", &b"PK\x03\x04\x14\0\x06\0\x08\0[Content_Types].xml"[..], "an Excel workbook"),
            ("b.csv", b"PK\x03\x04\x14\0\x06\0\x08\0xl/workbook.xml", "an Excel workbook"),
            ("c.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0\0\0", "an old or encrypted Excel workbook"),
            ("d.ods", b"PK\x03\x04mimetypeapplication/vnd.oasis.opendocument.spreadsheet", "OpenDocument"),
            ("e.numbers", b"PK\x03\x04\0\0Index/Document.iwa", "a Numbers spreadsheet"),
            ("f.pdf", b"%PDF-1.7\n", "a PDF document"),
            ("g.xls", b"<html><table><tr><td>phone", "a web page"),
            ("h.json", b"[{\"phone\": \"+12025550000\"}]", "a JSON document"),
            ("i.csv.gz", b"\x1f\x8b\x08\0\0\0\0\0", "a compressed archive"),
        ] {
            place.world.file(name, bytes);
            place.world.file("people.csv", format!("phone,name\n{}", rows(1)));
            for arguments in [&[name][..], &["people.csv", "--dnc", name]] {
                let error = place.import(arguments).expect_code(3).error_json();
                assert_eq!(error["code"], "import/not-csv", "{name}");
                assert!(error["message"].as_str().unwrap().contains(what), "{name}: {error}");
                assert!(error["hint"].as_str().is_some_and(|hint| !hint.is_empty()), "{name}: {error}");
            }
        }
        place.assert_nothing_received();
    }
}

/// A file with one good row and one that is rejected.
const WITH_REJECT: &str = "phone,name\n+12025550000,Ada\n12,Bo\n";

#[test]
fn rejected_rows_are_named_after_their_input_and_never_lost() {
    for place in Place::both() {
        let read = |name: &str| std::fs::read_to_string(place.world.home().join(name)).unwrap();
        place.world.file("people.csv", WITH_REJECT);
        // A check writes no file that was not asked for, and still reports what is wrong.
        let check = place.import(&["people.csv", "--check"]).expect_code(3);
        assert_eq!(check.json()["rejects"], Value::Null);
        check.expect_stderr(&["line 3: the number is too short", "--rejects FILE"]);
        place.import(&["people.csv", "--dry-run"]).expect_code(0);
        assert!(!place.world.home().join("people.rejects.csv").exists());
        place.import(&["people.csv", "--check", "--rejects", "asked.csv"]).expect_code(3);
        assert!(read("asked.csv").contains("12,Bo,3,import/number-too-short"));

        let view = place.import(&["people.csv", "--yes"]).expect_code(10).json();
        assert_eq!(view["rejects"], "people.rejects.csv");
        let sent = place.received();
        // The same input overwrites its own rejects.
        place.world.file("people.csv", format!("{WITH_REJECT}13,Cy\n"));
        place.import(&["people.csv", "--check", "--rejects", "people.rejects.csv"]).expect_code(3);
        assert_eq!(read("people.rejects.csv").lines().count(), 3);

        // A rejects file that was edited is kept, and so are the rejects of another file.
        let fixed = read("people.rejects.csv").replace("\n12,", "\n+12025550012,");
        place.world.file("people.rejects.csv", &fixed);
        let error = place.import(&["people.csv", "--yes"]).expect_code(6).error_json();
        assert_eq!(error["code"], "import/rejects-exist");
        assert!(error["hint"].as_str().unwrap().contains("--rejects FILE"), "{error}");
        assert_eq!(read("people.rejects.csv"), fixed);
        place.world.file("people.txt", WITH_REJECT);
        place.import(&["people.txt", "--yes"]).expect_code(6);
        place.world.file("notes.csv", "my own file\n");
        place.import(&["people.csv", "--yes", "--rejects", "notes.csv"]).expect_code(6);
        assert_eq!(read("notes.csv"), "my own file\n");
        assert_eq!(place.received(), sent);

        // The rejects can be imported, and the rejects of that import get another name.
        let left: Vec<PathBuf> = std::fs::read_dir(place.world.home())
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.to_string_lossy().ends_with(".new"))
            .collect();
        assert_eq!(left, Vec::<PathBuf>::new());
        place.import(&["people.rejects.csv", "--yes"]).expect_code(10);
        assert!(place.world.home().join("people.rejects.rejects.csv").exists());
    }
}

#[test]
fn rejects_of_stdin_are_known_by_what_came_in() {
    let place = Place::of(Side::Kore);
    let line = ["contact-list", "import", LIST, "-", "--yes", "--region", "US", "-o", "json"];
    let rejects = |text: &str| {
        let view = place.world.run_with_input(line, text).expect_code(10).json();
        let name = view["rejects"].as_str().unwrap().to_owned();
        assert!(name.starts_with("stdin-") && name.ends_with(".rejects.csv"), "{name}");
        let rows = std::fs::read_to_string(place.world.home().join(&name)).unwrap();
        (name, rows)
    };
    let first = rejects(WITH_REJECT);
    assert_eq!(rejects(WITH_REJECT), first);
    // The rejects of another stream get their own file, and the first file is kept.
    let second = rejects(&format!("{WITH_REJECT}13,Cy\n"));
    assert_ne!(second.0, first.0);
    assert!(second.1.contains("\n13,Cy,"), "{}", second.1);
    assert_eq!(std::fs::read_to_string(place.world.home().join(&first.0)).unwrap(), first.1);
}

#[test]
fn a_file_in_another_encoding_is_said_to_be_one() {
    let utf16: Vec<u8> = "phone,name\n+12025550000,Ada\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let marked = [&[0xff, 0xfe], &utf16[..]].concat();
    for place in Place::both() {
        for (name, bytes, words) in [
            (
                "header.csv",
                &b"T\xe9l\xe9phone,name\n+12025550000,Ada\n"[..],
                "1 line is not UTF-8 (line 1; the first such byte is 0xE9)",
            ),
            ("other.csv", b"phone,stra\xdfe\n+12025550000,Ada\n", "probably saved as Windows-1252"),
            ("marked.csv", &marked, "UTF-16"),
            ("unmarked.csv", &utf16, "UTF-16"),
            ("nul.csv", b"phone,note\n+12025550000,Ada\n+12025550001,B\0o\n", "line 3 has a NUL byte"),
        ] {
            place.world.file(name, bytes);
            let error = place.import(&[name, "--yes"]).expect_code(3).error_json();
            assert_eq!(error["code"], "import/not-utf8", "{name}: {error}");
            assert!(error["message"].as_str().unwrap().contains(words), "{name}: {error}");
            assert!(error["hint"].as_str().unwrap().contains("UTF-8"), "{name}: {error}");
        }
        place.assert_nothing_received();
        // Every cell of a do-not-contact file must be readable, since any cell may hold a number.
        place.world.file("people.csv", "phone,name\n+12025550000,Ada\n");
        place.world.file("dnc.csv", b"phone,name\n+12025550009,Ren\xe9\n");
        let error = place.import(&["people.csv", "--dnc", "dnc.csv", "--yes"]).expect_code(3).error_json();
        assert_eq!(error["code"], "import/not-utf8", "{error}");
        assert!(
            error["message"].as_str().unwrap().starts_with("dnc.csv: 1 line is not UTF-8 (line 2"),
            "{error}"
        );
        place.assert_nothing_received();
    }
}

#[test]
fn letters_of_another_encoding_are_found_in_columns_that_are_not_sent_too() {
    let place = Place::of(Side::Kore);
    place.world.file(
        "people.csv",
        b"phone,first name,note\n+12025550000,Ada,caf\xe9\n+12025550001,Ren\xe9,x\n+12025550002,Bo,\n",
    );
    let run = place.import(&["people.csv", "--rejects", "stayed.csv"]).expect_code(10);
    run.expect_stderr(&[
        "warning[import/not-utf8]: 2 lines are not UTF-8 (lines 2, 3; the first such byte is 0xE9)",
        "CSV UTF-8",
    ]);
    assert_eq!(place.contacts_received(), 2);
    let stayed = std::fs::read(place.world.home().join("stayed.csv")).unwrap();
    let stayed = String::from_utf8_lossy(&stayed);
    assert!(stayed.contains("import/cell-not-utf8") && stayed.contains("Windows-1252"), "{stayed}");
}

#[test]
fn characters_that_nobody_sees_are_not_sent() {
    for place in Place::both() {
        let unseen = [
            "Ada\u{200b}",
            "\u{202e}Ada",
            "A\u{ad}da",
            "Ada\u{feff}",
            "A\u{b}da",
            "\u{1b}[1mAda",
            "Ada\u{7f}",
            "Ada\u{85}",
            "\u{200d}Ada",
            "Ada\u{2066}",
        ];
        // Joiners inside words and emoji, tabs and line breaks are part of a text.
        let seen = [
            "Ada\tL.",
            "\"Ada\nL.\"",
            "M\u{fc}ller",
            "\u{646}\u{645}\u{6cc}\u{200c}\u{62f}\u{627}\u{646}\u{645}",
            "\u{915}\u{94d}\u{200d}\u{937}",
        ];
        let rows = unseen.iter().chain(&seen).enumerate();
        let rows: Vec<String> = rows.map(|(at, name)| format!("+1202555{at:04},{name}\n")).collect();
        place.world.file("people.csv", format!("phone,first name\n{}", rows.concat()));
        let view = place.import(&["people.csv", "--rejects", "stayed.csv", "--yes"]).expect_code(10).json();
        assert_eq!(view["invalid_by_code"]["import/cell-unseen-character"], unseen.len(), "{view}");
        assert_eq!(place.contacts_received(), seen.len());
        let stayed = std::fs::read_to_string(place.world.home().join("stayed.csv")).unwrap();
        assert!(stayed.contains("column 2 has an invisible character, U+200B"), "{stayed}");
    }
}

#[test]
fn a_file_without_a_contact_says_so() {
    let place = Place::of(Side::Kore);
    for (text, words) in [
        ("phone,name\n", "empty.csv has a header, and no contact; nothing was sent"),
        ("phone,name\n,\n,\n", "empty.csv has a header and 2 rows with only separators, and no contact"),
        ("", "the file is empty"),
        ("\u{feff}", "the file is empty"),
        ("\n\n", "the file is empty"),
    ] {
        place.world.file("empty.csv", text);
        let error = place.import(&["empty.csv", "--yes"]).expect_code(3).error_json();
        let message = error["message"].as_str().unwrap();
        assert!(message.contains(words), "{text:?}: {message}");
    }
    // A cell of two megabytes, with and without a quote in its row.
    let long = "x".repeat(2 * 1024 * 1024);
    for (row, code) in [
        (format!("+12025550000,{long}"), "import/row-too-long"),
        (format!("+12025550000,\"{long}"), "import/quote-not-closed"),
    ] {
        place.world.file("long.csv", format!("phone,name\n+12025550001,Ada\n{row}\n"));
        let error = place.import(&["long.csv", "--yes"]).expect_code(3).error_json();
        assert_eq!(error["code"], code, "{error}");
        assert!(error["message"].as_str().unwrap().contains("line 3"), "{error}");
    }
    place.assert_nothing_received();
}

#[cfg(unix)]
#[test]
fn what_an_import_leaves_is_its_users_alone_and_no_link() {
    use std::os::unix::fs::PermissionsExt as _;
    fn walk(folder: &std::path::Path, found: &mut Vec<(PathBuf, u32, bool)>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let metadata = std::fs::symlink_metadata(&path).unwrap();
            found.push((path.clone(), metadata.permissions().mode() & 0o777, metadata.is_dir()));
            if metadata.is_dir() {
                walk(&path, found);
            }
        }
    }
    let place = Place::of(Side::Kore);
    place.world.file("people.csv", WITH_REJECT);
    place.import(&["people.csv", "--yes"]).expect_code(10);
    let mut found = Vec::new();
    walk(place.world.home(), &mut found);
    let of = |name: &str| {
        let inside: Vec<_> = found
            .iter()
            .filter(|(path, ..)| path.components().any(|part| part.as_os_str() == name))
            .cloned()
            .collect();
        assert!(inside.len() >= 2, "{name}: {found:?}");
        inside
    };
    for (path, mode, is_folder) in of("imports").into_iter().chain(of("rejects")) {
        assert_eq!(mode, if is_folder { 0o700 } else { 0o600 }, "{}", path.display());
    }
    let rejects = std::fs::metadata(place.world.home().join("people.rejects.csv")).unwrap();
    assert_eq!(rejects.permissions().mode() & 0o777, 0o600);

    // A folder that others may read gets a closed mode. A folder that is a link is refused before anything is sent.
    let (imports, ..) = of("imports").into_iter().find(|(path, ..)| path.ends_with("imports")).unwrap();
    std::fs::set_permissions(&imports, std::fs::Permissions::from_mode(0o755)).unwrap();
    place.world.file("more.csv", "phone\n+12025550007\n");
    place.import(&["more.csv", "--yes"]).expect_code(0);
    assert_eq!(std::fs::metadata(&imports).unwrap().permissions().mode() & 0o777, 0o700);
    let sent = place.contacts_received();
    let elsewhere = place.world.home().join("elsewhere");
    std::fs::rename(&imports, &elsewhere).unwrap();
    std::os::unix::fs::symlink(&elsewhere, &imports).unwrap();
    place.world.file("third.csv", "phone\n+12025550008\n");
    place.import(&["third.csv", "--yes"]).expect_code(2).expect_stderr(&["symbolic link"]);
    assert_eq!(place.contacts_received(), sent);
}
