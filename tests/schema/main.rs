//! The JSON Schema of campaign files agrees with the parser.

#![expect(clippy::unwrap_used, reason = "a test that cannot set itself up has to stop")]

mod documents;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use jsonschema::Validator;
use kcamp::domain::finding::{Findings, Severity};
use kcamp::domain::platform_kind::PlatformKind;
use kcamp::domain::zone::Zone;
use kcamp::manifest::{
    BEYOND_JSON_SCHEMA, CheckContext, Loaded, Node, ReadText, Table, campaign_schema, decode, decode_policy,
    instance, is_beyond_for_odd_numbers, load_bytes, load_file, policy_schema,
};
use proptest::prelude::*;
use serde_json::{Value, json};

use documents::{apply, burki_campaign, campaign, change, schedule, valid};

static SCHEMA: LazyLock<Value> = LazyLock::new(campaign_schema);

static VALIDATOR: LazyLock<Validator> = LazyLock::new(|| validator(&SCHEMA));

fn validator(schema: &Value) -> Validator {
    jsonschema::draft202012::new(schema).unwrap()
}

/// A part of the campaign schema, with the definitions that it refers to.
fn part(schema: &Value) -> Validator {
    let mut schema = schema.clone();
    schema["$defs"] = SCHEMA["$defs"].clone();
    validator(&schema)
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The files of a folder with one of these endings, sorted.
fn files(folder: &str, endings: &[&str]) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> =
        fs::read_dir(root().join(folder)).unwrap().map(|it| it.unwrap().path()).collect();
    found.retain(|path| path.extension().is_some_and(|end| endings.iter().any(|it| end == *it)));
    found.sort();
    found
}

/// The first error of the schema in a document, if any.
fn objection(document: &Value) -> Option<String> {
    VALIDATOR.iter_errors(document).next().map(|error| format!("{}: {error}", error.instance_path()))
}

/// The findings of each document of a file by itself, which is all that a schema can see.
fn found(loaded: Loaded, read_text: &ReadText<'_>) -> Findings {
    let Loaded { documents, mut findings, .. } = loaded;
    findings.extend(
        documents.iter().flat_map(|document| decode(document, read_text, &check_context(document)).1),
    );
    findings
}

/// The context of a document. If it names no platform, the profile has the only platform that it can be for.
fn check_context(document: &Node) -> CheckContext {
    let platform =
        if document.entry("assistant_id").is_some() { PlatformKind::Burki } else { PlatformKind::Kore };
    // 2026-12-03T08:00:00Z.
    CheckContext::new(platform, Zone::utc(), jiff::Timestamp::constant(1_796_284_800, 0))
}

/// What parser and schema disagree about in a file, apart from what a schema cannot express.
fn disagreement(loaded: Loaded, read_text: impl Fn(&Path) -> Result<String, String>) -> Option<String> {
    let instances: Vec<Value> = loaded.documents.iter().map(instance).collect();
    let objection = instances.iter().find_map(objection);
    let findings = found(loaded, &read_text);
    let errors: Vec<&str> = findings
        .iter()
        .filter(|it| it.problem.severity == Severity::Error)
        .map(|it| it.problem.code)
        .collect();
    let odd = instances.iter().any(has_fraction);
    let is_beyond = |code: &&str| {
        BEYOND_JSON_SCHEMA.iter().any(|it| it.code == *code) || (odd && is_beyond_for_odd_numbers(code))
    };
    match objection {
        Some(objection) if errors.is_empty() => Some(format!("the schema alone objects: {objection}")),
        None if !errors.iter().all(is_beyond) => Some(format!("the parser alone objects: {errors:?}")),
        _ => None,
    }
}

fn has_fraction(value: &Value) -> bool {
    match value {
        Value::Number(number) => number.is_f64(),
        Value::Array(items) => items.iter().any(has_fraction),
        Value::Object(entries) => entries.values().any(has_fraction),
        _ => false,
    }
}

fn from_disk(path: &Path) -> Result<String, String> {
    fs::read_to_string(path).map_err(|error| error.to_string())
}

#[test]
fn the_schema_is_a_schema() {
    assert!(jsonschema::meta::is_valid(&SCHEMA));
}

#[test]
fn the_command_prints_the_schema_and_the_committed_one_is_current() {
    let home = tempfile::tempdir().unwrap();
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_kcamp"))
        .args(["schema", "campaign"])
        .env_clear()
        .env("HOME", home.path())
        .output()
        .unwrap();
    assert!(output.status.success() && output.stderr.is_empty(), "{output:?}");
    let printed = String::from_utf8(output.stdout).unwrap();
    assert_eq!(serde_json::from_str::<Value>(&printed).unwrap(), *SCHEMA);
    let committed = fs::read_to_string(root().join("schema/campaign.schema.json")).unwrap_or_default();
    assert!(committed == printed, "run: kcamp schema campaign > schema/campaign.schema.json");
}

#[test]
fn examples_pass_and_name_the_schema_for_editors() {
    let examples = files("examples", &["yaml"]);
    assert!(examples.len() >= 4, "the examples are gone");
    for path in examples {
        let text = fs::read_to_string(&path).unwrap();
        let line = text.lines().next().unwrap_or_default();
        let schema = line.strip_prefix("# yaml-language-server: $schema=").unwrap_or_default();
        let named = path.parent().unwrap().join(schema);
        assert!(named.is_file(), "{} names no schema: {line}", path.display());
        for document in &load_file(&path).documents {
            assert_eq!(objection(&instance(document)), None, "{}", path.display());
        }
    }
}

#[test]
fn valid_files_pass() {
    let valid = files("tests/fixtures/manifests/valid", &["yaml", "json"]);
    assert!(valid.len() >= 8, "the fixtures are gone");
    for path in valid {
        for document in &load_file(&path).documents {
            assert_eq!(objection(&instance(document)), None, "{}", path.display());
        }
    }
}

#[test]
fn invalid_files_fail_where_a_schema_can_say_why() {
    let invalid = files("tests/fixtures/manifests/invalid", &["yaml", "json"]);
    let (mut refused, mut wrong) = (0, Vec::new());
    for path in invalid {
        let loaded = load_file(&path);
        // An error that prevents reading the file is outside the schema.
        if loaded.findings.has_errors() {
            continue;
        }
        refused += usize::from(loaded.documents.iter().any(|it| objection(&instance(it)).is_some()));
        wrong.extend(disagreement(loaded, from_disk).map(|why| format!("{}: {why}", path.display())));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(refused >= 50, "the schema refuses only {refused} of the invalid files");
}

/// Every property below a schema, by its path.
fn properties<'a>(schema: &'a Value, path: &str, found: &mut Vec<(String, &'a Value)>) {
    for (key, property) in schema["properties"].as_object().into_iter().flatten() {
        let path = format!("{path}/{key}");
        found.push((path.clone(), property));
        properties(property, &path, found);
        properties(&property["items"], &path, found);
        for alternative in property["anyOf"].as_array().into_iter().flatten() {
            properties(alternative, &path, found);
        }
    }
}

#[test]
fn every_key_is_described_and_its_example_is_right() {
    for platform in PlatformKind::ALL {
        let mut found = Vec::new();
        properties(&SCHEMA["$defs"][platform.to_string()], "", &mut found);
        for field in Table::of(platform).fields {
            let path = format!("/{}", field.path.join("/"));
            assert!(found.iter().any(|(known, _)| *known == path), "{path} is not in the schema");
        }
        for (path, property) in found {
            let description = property["description"].as_str().unwrap_or_default();
            assert!(description.len() > 5, "{path} is not described");
            for example in property["examples"].as_array().into_iter().flatten() {
                assert!(part(property).is_valid(example), "the example of {path} is wrong: {example}");
            }
        }
    }
}

#[test]
fn every_zone_of_the_database_has_the_form_of_a_zone() {
    let zone = &SCHEMA["$defs"]["kore"]["properties"]["schedule"]["anyOf"][1]["properties"]["timezone"];
    let zone = part(zone);
    for name in jiff::tz::TimeZoneDatabase::bundled().available() {
        assert!(zone.is_valid(&json!(name.as_str())), "{}", name.as_str());
        let offered = SCHEMA["$defs"]["zone"]["anyOf"][1]["enum"].as_array().unwrap();
        assert!(offered.contains(&json!(name.as_str())), "{}", name.as_str());
    }
    assert!(!zone.is_valid(&json!("+05:30")));
}

/// The body of a snippet as an editor inserts it, without quotes of its own.
fn inserted(snippet: &Value) -> Value {
    serde_json::from_str(&snippet["body"].to_string().replace("\\\"", "")).unwrap()
}

#[test]
fn every_snippet_is_a_valid_campaign_with_every_schedule_of_its_platform() {
    let snippets = SCHEMA["defaultSnippets"].as_array().unwrap();
    assert_eq!(snippets.len(), 8);
    for snippet in snippets {
        let campaign = inserted(snippet);
        let platform = campaign["platform"].as_str().unwrap_or("kore");
        let schedules = &SCHEMA["$defs"][platform]["properties"]["schedule"]["defaultSnippets"];
        let schedules = schedules.as_array().unwrap();
        assert!(schedules.len() > 1, "{platform}");
        for schedule in schedules.iter().map(Some).chain([None]) {
            let mut campaign = campaign.clone();
            if let Some(schedule) = schedule {
                campaign["schedule"] = inserted(schedule);
            }
            let loaded = load_bytes("snippet.json", campaign.to_string().into_bytes());
            assert_eq!(objection(&instance(&loaded.documents[0])), None, "{campaign}");
            let findings = found(loaded, &from_disk);
            assert!(!findings.has_errors(), "{campaign}: {findings:?}");
        }
    }
}

#[test]
fn the_schema_of_a_policy_says_what_the_parser_says() {
    let policy = validator(&policy_schema());
    for (text, is_valid) in [
        ("hours: {from: '09:00', to: 8:00 PM}\nmax_segments: 1\nminimum_notice: 2h\n", true),
        ("severities: {sms/placeholder: off, sms/ucs2-forced: error}\n", true),
        ("minimum_notice: 0\n", true),
        ("hour: {}\n", false),
        ("hours: {form: '08:00'}\n", false),
        ("hours: 8-21\n", false),
        ("hours: {from: '25:00'}\n", false),
        ("max_segments: 0\n", false),
        ("severities: {sms/placeholder: fatal}\n", false),
        ("severities: {campaign/name-too-long: off}\n", false),
        ("severities: {no/such-code: off}\n", false),
    ] {
        let loaded = load_bytes("kcamp.policy.yaml", text.as_bytes().to_vec());
        assert_eq!(policy.is_valid(&instance(&loaded.documents[0])), is_valid, "{text}");
        assert_eq!(!decode_policy(loaded).1.has_errors(), is_valid, "{text}");
    }
}

#[test]
fn every_finding_beyond_the_schema_is_said_in_its_comment() {
    let comment = SCHEMA["$comment"].as_str().unwrap();
    for beyond in BEYOND_JSON_SCHEMA {
        assert!(comment.contains(beyond.code), "{}", beyond.code);
    }
}

fn read(document: &Value) -> Loaded {
    load_bytes("generated.json", document.to_string().into_bytes())
}

#[test]
fn what_a_schema_can_say_of_a_finding_it_says() {
    let mut document = campaign(0);
    document["schedule"] = schedule(3).unwrap();
    assert_eq!(objection(&document), None);
    let hours = "/dialingStrategy/callingHours";
    for (place, value) in [
        ("/name".to_owned(), json!("n".repeat(49))),
        ("/description".to_owned(), json!("n".repeat(257))),
        ("/contactLists/0".to_owned(), json!("n".repeat(49))),
        ("/contactLists/0".to_owned(), json!(null)),
        ("/contactLists/0".to_owned(), json!("xxxx")),
        ("/name".to_owned(), json!("xxxxx")),
        ("/name".to_owned(), json!("Sale ${MONTH}")),
        ("/dncLists".to_owned(), json!(null)),
        ("/dncLists".to_owned(), json!("%DNC%")),
        ("/description".to_owned(), json!(null)),
        ("/message".to_owned(), json!({ "message": "Hello, you!" })),
        ("/message".to_owned(), json!({ "text": "\t" })),
        (format!("{hours}/timezone"), json!("+05:30")),
        (format!("{hours}/timezone"), json!("New York")),
        (format!("{hours}/days/0/days"), json!(["Mon", "Mon"])),
        ("/schedule/startDateTime".to_owned(), json!("2027-02-30 09:00:00")),
        ("/schedule/startDateTime".to_owned(), json!("2027-11-31 09:00:00")),
        ("/priority".to_owned(), json!(6)),
        ("/schedule/recurrenceObject/weeklyDetails/onceEveryNweeks".to_owned(), json!(1001)),
    ] {
        let mut changed = document.clone();
        *changed.pointer_mut(&place).unwrap() = value.clone();
        assert!(objection(&changed).is_some(), "{place}: {value}");
    }
}

#[test]
fn what_a_schema_can_say_of_a_finding_of_burki_it_says() {
    let document = |form| burki_campaign(0, form);
    assert_eq!(objection(&document(4)), None);
    for (form, place, value) in [
        (0, "/assistant_id", json!(0)),
        (0, "/assistant_id", json!("seven")),
        (0, "/campaign_type", json!("voice")),
        (0, "/max_attempts", json!(11)),
        (0, "/retry_delay_minutes", json!(4)),
        (0, "/name", json!("n".repeat(201))),
        (0, "/fallback_values/product", json!(1)),
        (0, "/description", json!(null)),
        (0, "/description", json!("")),
        (0, "/pending_import", json!(null)),
        (0, "/name", json!("{{ name }}")),
        (2, "/schedule/timezone", json!(null)),
        (2, "/schedule/scheduled_at", json!("2027-01-04")),
        (4, "/schedule/recurring_config/days_of_week", json!([8])),
        (4, "/schedule/recurring_config/days_of_week", json!([])),
        (4, "/schedule/recurring_config/frequency", json!("monthly")),
        (5, "/schedule/recurring_config/day_of_month", json!(32)),
        (5, "/schedule/scheduled_at", json!(null)),
    ] {
        let mut changed = document(form);
        *changed.pointer_mut(place).unwrap() = value.clone();
        assert!(objection(&changed).is_some(), "{place}: {value}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4_000))]

    #[test]
    fn valid_documents_pass_both(document in valid()) {
        let findings = found(read(&document), &|_| Ok("text".to_owned()));
        let wrong: Vec<&str> = findings.iter().map(|it| it.problem.code).filter(|it| *it != "schedule/interval-assumed").collect();
        prop_assert!(wrong.is_empty(), "{findings:?}");
        prop_assert_eq!(objection(&document), None);
    }

    #[test]
    fn changed_documents_get_one_verdict(document in valid(), changes in prop::collection::vec(change(), 1..4)) {
        let mut document = document;
        for change in changes {
            apply(&mut document, change);
        }
        let loaded = read(&document);
        prop_assume!(loaded.findings.is_empty());
        let disagreement = disagreement(loaded, |_| Ok("text".to_owned()));
        prop_assert!(disagreement.is_none(), "{}\n{document:#}", disagreement.unwrap_or_default());
    }
}
