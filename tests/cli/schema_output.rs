//! The output of commands with `-o json` matches `kcamp schema output`.

use std::fs;

use serde_json::{Value, json};

use crate::create::{FILE, SCHEDULE};
use crate::leaves::furnish;
use crate::world::{Sandbox, World};

/// The schema of all output, in which objects allow no further keys.
pub struct Documented(Value);

impl Documented {
    /// The schema that the binary prints.
    pub fn new() -> Self {
        let mut document = World::new().run("schema output").expect_code(0).json();
        close(&mut document);
        Self(document)
    }

    /// Whether the schema describes the output of this command.
    pub fn names(&self, command: &str) -> bool {
        self.0["properties"].get(command).is_some()
    }

    /// Checks the output of a command against its schema.
    #[track_caller]
    pub fn assert(&self, command: &str, printed: &Value) {
        let schema = json!({
            "$schema": self.0["$schema"],
            "$defs": self.0["$defs"],
            "allOf": [self.0["properties"].get(command).unwrap_or_else(|| panic!("{command} is not documented"))],
        });
        let errors: Vec<String> = jsonschema::draft202012::new(&schema)
            .unwrap()
            .iter_errors(printed)
            .map(|error| format!("{}: {error}", error.instance_path()))
            .collect();
        assert!(errors.is_empty(), "{command}: {errors:#?}\n{printed:#}");
    }
}

/// Forbids further keys in every object.
fn close(schema: &mut Value) {
    match schema {
        Value::Object(keys) => {
            keys.values_mut().for_each(close);
            if keys.contains_key("properties") && !keys.contains_key("additionalProperties") {
                keys.insert("additionalProperties".to_owned(), false.into());
            }
        }
        Value::Array(items) => items.iter_mut().for_each(close),
        _ => {}
    }
}

#[test]
fn what_a_command_prints_otherwise_is_documented_too() {
    let documented = Documented::new();
    let sandbox = Sandbox::with_faults(&["422x1:POST:schedule"]);
    let world = sandbox.world();
    furnish(&world);
    let odd = format!("{FILE}{SCHEDULE}").replace("Event Reminder", "Odd").replace("text: \"", "text: \"’");
    world.file("odd/odd.yaml", odd);
    world.file("odd/wrong.yaml", FILE.replace("priority: 5", "priority: 9"));
    let printed: [(&str, &[&str]); 11] = [
        ("campaign create", &["-f", "campaign.yaml", "--yes"]),
        ("campaign create", &["-f", "unscheduled.yaml"]),
        ("campaign create", &["-f", "unscheduled.yaml", "--if-absent"]),
        ("campaign export", &["Unscheduled", "-d", "exported"]),
        ("campaign update", &["Unscheduled", "--priority", "5"]),
        ("campaign list", &[]),
        ("contact-list import", &["Renewal Due July", "contacts.csv", "--check"]),
        ("dry-run", &["campaign", "create", "-f", "campaign.yaml"]),
        ("explain", &["--list"]),
        ("schedule preview", &["-f", "campaign.yaml", "-f", "odd/odd.yaml"]),
        ("validate", &["odd/odd.yaml", "--deny", "warnings"]),
    ];
    for (command, arguments) in printed {
        let words: Vec<&str> = if command == "dry-run" { Vec::new() } else { command.split(' ').collect() };
        let dry: &[&str] = if command == "dry-run" { &["--dry-run"] } else { &[] };
        let run = world.run([&words[..], arguments, dry, &["-o", "json"]].concat());
        documented.assert(command, &run.json());
    }
    let findings = world.run("validate odd -o json").expect_code(3).json();
    assert!(findings.as_array().unwrap().len() > 1);
    documented.assert("validate", &findings);
}

#[test]
fn every_error_is_what_is_documented() {
    let documented = Documented::new();
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    furnish(&world);
    world.file("wrong.yaml", FILE.replace("priority: 5", "priority: 9"));
    for (line, code) in [
        (&["campaign", "create", "-f", "wrong.yaml"][..], 3),
        (&["campaign", "create", "-f", "campaign.yaml"], 12),
        (&["campaign", "get", "Nobody"], 5),
        (&["campaign", "list", "--no-such-flag"], 2),
        (
            &[
                "schedule",
                "enable",
                "X",
                "--weekly",
                "Funday",
                "--start",
                "2026-12-07 09:00",
                "--end",
                "2026-12-31",
            ],
            3,
        ),
        (&["schema", "output", "campaign", "lst"], 2),
    ] {
        let run = world.run([line, &["-o", "json"]].concat()).expect_code(code);
        documented.assert("error", &json!({ "error": run.error_json() }));
    }
}

#[test]
fn the_schema_of_one_command_stands_alone() {
    let world = World::new();
    let schema = world.run("schema output exit-codes").expect_code(0).json();
    let validator = jsonschema::draft202012::new(&schema).unwrap();
    let printed = world.run("exit-codes -o json").expect_code(0).json();
    assert!(validator.is_valid(&printed) && !validator.is_valid(&printed[0]));
    world
        .run("schema output campaign lst")
        .expect_code(2)
        .expect_stderr(&["prints no JSON", "did you mean campaign list?"]);
    world.run("schema campaign list").expect_code(2).expect_stderr(&["remove the words after it"]);
}

#[test]
fn the_schema_is_the_file_that_is_kept() {
    let kept = fs::read_to_string("src/commands/schema/output.schema.json").unwrap().replace("\r\n", "\n");
    assert_eq!(World::new().run("schema output").expect_code(0).stdout, kept);
}
