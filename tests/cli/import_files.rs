//! What a file of contacts is before its rows are looked at: its quotes, its separators, its columns, and the file of the
//! rejected rows. Whatever is wrong there is said before anything is sent, to either platform.

use std::fmt::Write as _;
use std::path::PathBuf;

use serde_json::{Value, json};

use crate::world::{Run, Sandbox, World};

const LIST: &str = "Renewal Due July";

/// One of the platforms, with where contacts go there.
#[derive(Clone, Copy, PartialEq)]
enum Side {
    Kore,
    Burki,
}

/// A sandbox, and a world of one platform at it.
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
                world.run(["campaign", "create", "-f", "campaign.yaml", "--yes"]).expect_code(0);
                world
            }
        };
        Self { sandbox, world, side }
    }

    fn both() -> [Self; 2] {
        [Self::of(Side::Kore), Self::of(Side::Burki)]
    }

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

/// So many rows after a header, each with its own number.
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
        // What waits in a campaign of Burki would go by the contract of an import.
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
        run.expect_stderr(&["warning:", "a row has a cell in which a line break", "line 2"]);
        place.world.file("fine.csv", "phone,name,note\n+12025550003,Ada,\"two\nlines\"\n");
        let run = place.import(&["fine.csv", "--check"]).expect_code(0);
        assert!(!run.stderr.contains("warning:"), "{}", run.stderr);
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
    // A header of 150 long names is one that the platform takes.
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
        // A check writes nothing that nobody asked for, and still says what is wrong.
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
        // The same input writes over what it wrote.
        place.world.file("people.csv", format!("{WITH_REJECT}13,Cy\n"));
        place.import(&["people.csv", "--check", "--rejects", "people.rejects.csv"]).expect_code(3);
        assert_eq!(read("people.rejects.csv").lines().count(), 3);

        // What somebody is fixing stays, and so do the rejects of another file.
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

        // What they contain can be imported, and its own rejects have another name.
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
    let view = place.world.run_with_input(line, WITH_REJECT).expect_code(10).json();
    assert_eq!(view["rejects"], "stdin.rejects.csv");
    place.world.run_with_input(line, WITH_REJECT).expect_code(10);
    place.world.run_with_input(line, &format!("{WITH_REJECT}13,Cy\n")).expect_code(6);
}

/// For each language, the headers of a first name, a last name, a number and a column that is not sent.
const LANGUAGES: [(&str, [&str; 4]); 14] = [
    ("English", ["First Name", "Surname", "Contact No", "Notes"]),
    ("German", ["Vorname", "Nachname", "Handynummer", "Bemerkung"]),
    ("French", ["Prénom", "Nom de famille", "Téléphone", "Ville"]),
    ("Spanish", ["Nombre", "Apellidos", "Teléfono", "Ciudad"]),
    ("Mexican", ["Nombres", "Apellido", "Celular", "Ciudad"]),
    ("Portuguese", ["Nome", "Sobrenome", "Telemóvel", "Cidade"]),
    ("Italian", ["Nome", "Cognome", "Cellulare", "Città"]),
    ("Dutch", ["Voornaam", "Achternaam", "Telefoonnummer", "Plaats"]),
    ("Polish", ["Imię", "Nazwisko", "Numer telefonu", "Miasto"]),
    ("Russian", ["Имя", "Фамилия", "Мобильный телефон", "Город"]),
    ("Turkish", ["Ad", "Soyad", "Cep Telefonu", "Şehir"]),
    ("Hindi", ["पहला नाम", "उपनाम", "मोबाइल", "शहर"]),
    ("Chinese", ["名", "姓", "手机号", "城市"]),
    ("Korean", ["이름", "성", "휴대폰 번호", "도시"]),
];

#[test]
fn headers_of_many_languages_are_the_right_fields() {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    for (place, (language, headers)) in LANGUAGES.into_iter().enumerate() {
        // Composed, decomposed and in capitals, with cells in another order each time.
        let number = format!("1202555{place:04}");
        let cells = ["Ada", "Lovelace", &format!("+{number}"), "never sent"];
        for (turn, written) in
            [headers.map(str::to_owned), headers.map(str::to_uppercase), headers.map(|it| format!(" {it} "))]
                .into_iter()
                .enumerate()
        {
            let mut columns: Vec<(String, &str)> = written.into_iter().zip(cells).collect();
            columns.rotate_left(turn);
            let (first, second): (Vec<String>, Vec<&str>) = columns.into_iter().unzip();
            let name = format!("{language}-{turn}.csv");
            world.file(&name, format!("{}\n{}\n", first.join(","), second.join(",")));
            let before = sandbox.received_at("POST", "/addContacts").len();
            let run = world.run(["contact-list", "import", LIST, &name]).expect_code(0);
            let received = sandbox.received_at("POST", "/addContacts").split_off(before);
            let expected = json!([{"phoneNumber": number, "firstName": "Ada", "lastName": "Lovelace"}]);
            assert_eq!(received[0]["body"]["data"], expected, "{name}: {}", run.stderr);
        }
    }
}
