//! Live names with characters that control a terminal: ESC, BEL, C1 characters and marks that turn the direction of
//! text. None of them is written to a terminal. They keep their meaning in every format that a program reads.

use serde_json::{Value, json};

use crate::colleagues::BURKI_FILE;
use crate::create::FILE;
use crate::names::hold;
use crate::output::paints_nothing;
use crate::world::{Run, Sandbox, World};

/// Names that a platform may hold.
const NAMES: [&str; 4] = [
    "Evil \u{1b}[31mred\u{1b}[2J",
    "Bell\u{7} and \u{9b}2J",
    "Evil \u{202e}eman \u{200f}x",
    "Title\u{1b}]0;owned\u{7}\u{2066}x\u{2069}",
];

/// A sandbox that holds a campaign of such a name on one of the platforms, and the campaign's id.
struct Held {
    sandbox: Sandbox,
    world: World,
    id: String,
}

impl Held {
    fn on_both(name: &str) -> [Self; 2] {
        let sandbox = Sandbox::new();
        let world = sandbox.world();
        let id = hold(&world, name);
        let on_kore = Self { sandbox, world, id };
        let sandbox = Sandbox::new();
        let world = sandbox.burki_world();
        world
            .file("live.json", json!({"name": name, "campaign_type": "call", "assistant_id": 7}).to_string());
        let line = ["api", "POST", "/api/v1/campaigns/", "--input", "live.json", "--yes"];
        drop(world.run(line).expect_code(0));
        [on_kore, Self { sandbox, world, id: "1".to_owned() }]
    }

    /// Runs a command, and checks that neither stream controls the terminal.
    #[track_caller]
    fn shown(&self, line: &[&str], code: i32) -> Run {
        let run = self.world.run(line).expect_code(code);
        paints_nothing(&line.join(" "), &run.stdout);
        paints_nothing(&line.join(" "), &run.stderr);
        run
    }
}

#[test]
fn a_live_name_is_escaped_in_every_listing_and_means_the_same() {
    for name in NAMES {
        for held in Held::on_both(name) {
            let id = held.id.as_str();
            for line in [
                &["campaign", "list"][..],
                &["campaign", "get", id],
                &["campaign", "get", id, "-v"],
                &["schedule", "show", id],
                &["campaign", "export", id],
                &["halt", "--dry-run"],
            ] {
                held.shown(line, 0);
            }
            for line in [&["campaign", "list"][..], &["campaign", "get", id]] {
                let only = |document: Value| match document {
                    Value::Array(rows) => rows[0]["name"].clone(),
                    one => one["name"].clone(),
                };
                let json = held.shown(&[line, &["-o", "json"]].concat(), 0);
                assert_eq!(only(json.json()), name, "{line:?}");
                let yaml = held.shown(&[line, &["-o", "yaml"]].concat(), 0).stdout;
                assert_eq!(only(serde_saphyr::from_str(&yaml).unwrap()), name, "{line:?}: {yaml}");
                // A program reads the platform's own text in the cell.
                let csv = held.world.run([line, &["-o", "csv"]].concat()).expect_code(0);
                paints_nothing("the talk beside a CSV", &csv.stderr);
                let mut reader = csv::Reader::from_reader(csv.stdout.as_bytes());
                let row = reader.records().next().unwrap().unwrap();
                assert!(row.iter().any(|cell| cell == name), "{line:?}: {row:?}");
            }
            // The commands that change it name it too, and so does the journal.
            held.shown(&["campaign", "delete", id, "--dry-run"], 0);
            held.shown(&["campaign", "delete", id, "--yes"], 0);
            held.shown(&["journal"], 0);
            held.shown(&["journal", "-o", "yaml"], 0);
            let journal = held.shown(&["journal", "-o", "json"], 0).json();
            assert!(journal.as_array().unwrap().iter().any(|row| row["subject"] == name), "{journal}");
            assert_eq!(held.sandbox.received().iter().filter(|it| it["method"] == "DELETE").count(), 1);
        }
    }
}

#[test]
fn a_live_name_is_escaped_in_every_error() {
    for name in NAMES {
        for held in Held::on_both(name) {
            let id = held.id.as_str();
            // A write needs a yes, and its message names the campaign. A name that no campaign has is the user's own
            // text.
            let nothing = format!("No {name}");
            for (line, code) in [
                (&["campaign", "delete", id][..], 12),
                // On Burki the campaign has no contacts.
                (&["campaign", "start", id], if id == "1" { 6 } else { 12 }),
                (&["campaign", "get", &nothing], 5),
                (&["schedule", "show", &nothing], 5),
                (&["campaign", "delete", &nothing, "--yes"], 5),
            ] {
                held.shown(line, code);
                for format in ["json", "yaml", "csv"] {
                    let run = held.shown(&[line, &["-o", format]].concat(), code);
                    if format == "json" {
                        assert_eq!(run.error_json()["exit_code"], code);
                    }
                }
            }
            // The name in the answer of a refusal.
            let refusing = Sandbox::continuing(&held.sandbox, &["409:DELETE"]);
            let world = if id == "1" { refusing.burki_world() } else { refusing.world() };
            let run = world.run(["campaign", "delete", id, "--yes"]).expect_code(6);
            paints_nothing("a refusal", &run.stderr);
        }
    }
}

#[test]
fn what_a_file_holds_is_escaped_in_every_finding() {
    let world = World::new();
    for name in NAMES {
        let painted = json!(name).to_string();
        world.file("name.yaml", FILE.replace("name: Event Reminder", &format!("name: {painted}")));
        world.file("list.yaml", FILE.replace("[Event Guests]", &format!("[{painted}, {painted}]")));
        world.file("key.yaml", format!("{FILE}{painted}: 1\n"));
        world.file("type.yaml", FILE.replace("campaignType: sms", &format!("campaignType: {painted}")));
        for file in ["name.yaml", "list.yaml", "key.yaml", "type.yaml"] {
            for format in ["table", "json", "yaml", "csv"] {
                let run = world.run(["validate", file, "-o", format]).expect_code(3);
                if format != "csv" {
                    paints_nothing(&format!("{file} as {format}"), &run.stdout);
                }
                paints_nothing(&format!("{file} as {format}"), &run.stderr);
            }
        }
    }
}

#[cfg(unix)]
#[test]
fn on_a_terminal_a_csv_paints_nothing_either() {
    use crate::terminal::{end, start};

    for name in NAMES {
        for held in Held::on_both(name) {
            for line in [
                &["campaign", "list", "-o", "csv"][..],
                &["campaign", "list"],
                &["campaign", "get", &held.id],
            ] {
                let (shown, code) = end(&mut start(&held.world, line));
                assert_eq!(code, 0, "{shown}");
                assert!(shown.contains(&name[..4]), "{shown:?}");
                // A terminal ends its lines with `\r\n`.
                paints_nothing(&line.join(" "), &shown.replace('\r', ""));
            }
        }
    }
}

/// A line of its own could pass for one of kcamp, or command a pipeline.
#[test]
fn a_line_break_in_a_live_name_begins_no_line() {
    let name = "Evil\r\nfake: all is well\n::error::x\u{2028}y\u{202e}";
    for held in Held::on_both(name) {
        let file = if held.id == "1" { BURKI_FILE } else { FILE };
        held.world.file("campaigns/a.yaml", format!("{file}renamedFrom: none\n"));
        for (line, code) in [
            (&["apply", "campaigns", "--yes"][..], 0),
            (&["plan", "campaigns"], 0),
            (&["plan", "campaigns", "-o", "markdown"], 0),
            (&["campaign", "list"], 0),
            (&["campaign", "get", &held.id], 0),
            (&["campaign", "delete", &held.id], 12),
            (&["halt", "--yes"], 0),
        ] {
            let run = held.shown(line, code);
            let shown = format!("{}\n{}", run.stdout, run.stderr);
            let begun =
                |line: &str| line.trim_start().starts_with("fake:") || line.trim_start().starts_with("::");
            assert!(!shown.lines().any(begun), "{line:?}: {shown}");
        }
    }
}
