//! The JSON Schema of campaign files says what the parser says.

#![expect(clippy::unwrap_used, reason = "a test that cannot set itself up has to stop")]

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use jsonschema::Validator;
use kcamp::domain::finding::{Findings, Severity};
use kcamp::domain::platform_kind::PlatformKind;
use kcamp::domain::zone::Zone;
use kcamp::manifest::{
    BEYOND_FOR_ODD_NUMBERS, BEYOND_JSON_SCHEMA, Field, Loaded, Node, ReadText, Surroundings, Table,
    campaign_schema, decode, instance, load_bytes, load_file,
};
use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde_json::{Value, json};

static SCHEMA: LazyLock<Value> = LazyLock::new(campaign_schema);
static VALIDATOR: LazyLock<Validator> = LazyLock::new(|| validator(&SCHEMA));

fn validator(schema: &Value) -> Validator {
    jsonschema::draft202012::new(schema).unwrap()
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The files of a folder with one of these endings, in order.
fn files(folder: &str, endings: &[&str]) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> =
        fs::read_dir(root().join(folder)).unwrap().map(|it| it.unwrap().path()).collect();
    found.retain(|path| path.extension().is_some_and(|end| endings.iter().any(|it| end == *it)));
    found.sort();
    found
}

/// What the schema has against a document, at most one thing.
fn objection(document: &Value) -> Option<String> {
    VALIDATOR.iter_errors(document).next().map(|error| format!("{}: {error}", error.instance_path()))
}

/// What is wrong with the documents of a file by themselves, which is what a schema can see.
fn found(loaded: Loaded, read_text: &ReadText<'_>) -> Findings {
    let Loaded { documents, mut findings, .. } = loaded;
    findings
        .extend(documents.iter().flat_map(|document| decode(document, read_text, &surroundings(document)).1));
    findings
}

/// With a profile of the platform that a document can only be for, where it names none.
fn surroundings(document: &Node) -> Surroundings {
    let platform =
        if document.entry("assistant_id").is_some() { PlatformKind::Burki } else { PlatformKind::Kore };
    // 2026-12-03T08:00:00Z.
    Surroundings::new(platform, Zone::utc(), jiff::Timestamp::constant(1_796_284_800, 0))
}

/// What parser and schema do not agree about in a file, apart from what a schema cannot say.
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
        BEYOND_JSON_SCHEMA.iter().any(|it| it.code == *code) || (odd && BEYOND_FOR_ODD_NUMBERS.contains(code))
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
        // What keeps a file from being read is no matter of a schema.
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
                assert!(validator(property).is_valid(example), "the example of {path} is wrong: {example}");
            }
        }
    }
}

#[test]
fn every_zone_of_the_database_has_the_form_of_a_zone() {
    let zone = &SCHEMA["$defs"]["kore"]["properties"]["schedule"]["properties"]["timezone"];
    let zone = validator(zone);
    for name in jiff::tz::TimeZoneDatabase::bundled().available() {
        assert!(zone.is_valid(&json!(name.as_str())), "{}", name.as_str());
    }
}

#[test]
fn every_finding_beyond_the_schema_is_said_in_its_comment() {
    let comment = SCHEMA["$comment"].as_str().unwrap();
    for beyond in BEYOND_JSON_SCHEMA {
        assert!(comment.contains(beyond.code), "{}", beyond.code);
    }
}

/// A valid campaign of one of the five kinds.
fn campaign(kind: usize) -> Value {
    let mut campaign = json!({
        "name": "Billing reminder",
        "description": "Reminds people",
        "contactLists": ["Customers", "Late payers"],
        "dncLists": "Opted out",
        "priority": 5,
        "dialingStrategy": {
            "callerId": { "phoneNumber": "+12025550124" },
            "callingHours": {
                "frequency": "WEEKLY",
                "timezone": "America/New_York",
                "days": [
                    { "days": "Mon-Fri", "start": "9:00 AM", "end": "18:00" },
                    { "day": "SA", "start": "10 AM", "end": "2 PM" },
                ],
            },
        },
    });
    let own = match kind {
        0 => json!({ "campaignType": "sms", "format": "simple", "message": { "text": "Your bill is due." } }),
        1 => json!({ "campaignType": "sms", "format": "advanced", "experienceFlowName": "Flow" }),
        2 => json!({
            "campaignType": "voice", "dialingMode": "Agentless",
            "experienceFlowName": "Flow", "enableMachineDetect": "no",
        }),
        3 => json!({ "campaignType": "voice", "dialingMode": "Progressive", "queue_name": "Sales" }),
        _ => {
            json!({ "campaignType": "voice", "dialingMode": "Preview", "queue_name": "Sales", "maxSkips": 1 })
        }
    };
    if kind > 1 {
        let strategy = campaign["dialingStrategy"].as_object_mut().unwrap();
        strategy.extend([
            ("dialingOrder".into(), json!("FIFO")),
            ("maxAttemptsPerRecord".into(), json!(3)),
            ("defaultRetryPeriod".into(), json!("10")),
            ("maxRingTime".into(), json!(30)),
        ]);
    }
    campaign.as_object_mut().unwrap().extend(own.as_object().unwrap().clone());
    campaign
}

fn schedule(form: usize) -> Option<Value> {
    let dates = json!({ "startDateTime": "2027-01-04 09:00:00", "endDateTime": "2027-06-30 18:00" });
    let recurrence = match form {
        0 => return None,
        1 => return Some(json!({ "isSchedulingEnabled": false })),
        2 => json!({ "recurType": "Daily", "dailyDetails": { "onceEveryNdays": 1 } }),
        3 => {
            json!({ "recurType": "Weekly", "weeklyDetails": { "onceEveryNweeks": "2", "whichDays": "Mon-Fri" } })
        }
        _ => {
            json!({ "recurType": "Weekly", "weeklyDetails": { "onceEveryNweeks": 1, "whichDays": ["Mon", "Wed"] } })
        }
    };
    let mut schedule = dates;
    schedule["recurrenceObject"] = recurrence;
    if form == 4 {
        schedule["timezone"] = json!("Asia/Kolkata");
        schedule["isSchedulingEnabled"] = json!(true);
    }
    Some(schedule)
}

/// A valid campaign of Burki, with one of the forms of a schedule.
fn burki_campaign(kind: usize, form: usize) -> Value {
    let medium = ["call", "sms", "mixed"][kind % 3];
    let mut campaign = json!({
        "platform": "burki",
        "name": "Spring check-in",
        "campaign_type": medium,
        "assistant_id": 7,
        "description": "Asks how they are",
        "welcome_message_template": "Hello {{ name }}",
        "sms_message_template": "Hello",
        "max_attempts": "3",
        "retry_delay_minutes": 30,
        "fallback_values": { "product": "our product" },
        "available_variables": ["product"],
        "pending_import": {},
    });
    if kind > 2 {
        campaign.as_object_mut().unwrap().shift_remove("platform");
    }
    let zone = "America/New_York";
    let recurring =
        |config: Value| json!({ "schedule_type": "recurring", "timezone": zone, "recurring_config": config });
    let schedule = match form {
        0 => return campaign,
        1 => json!({ "schedule_type": "immediate" }),
        2 => json!({ "schedule_type": "scheduled", "scheduled_at": "2027-01-04T09:00:00", "timezone": zone }),
        3 => recurring(
            json!({ "frequency": "daily", "interval": 2, "time": "09:00", "end_date": "2027-06-30" }),
        ),
        4 => recurring(json!({
            "frequency": "weekly", "interval": 1, "days_of_week": [1, "3", "Fri"], "time": "09:00", "time_zone": zone,
        })),
        _ => json!({
            "schedule_type": "recurring", "scheduled_at": "2027-01-04 09:00",
            "recurring_config": { "frequency": "monthly", "day_of_month": 4, "time_zone": zone },
        }),
    };
    campaign["schedule"] = schedule;
    campaign
}

fn valid() -> impl Strategy<Value = Value> {
    prop_oneof![
        1 => valid_of_kore(),
        1 => (0_usize..6, 0_usize..6).prop_map(|(kind, form)| burki_campaign(kind, form)),
    ]
}

fn valid_of_kore() -> impl Strategy<Value = Value> {
    (0_usize..5, 0_usize..5).prop_map(|(kind, form)| {
        let mut document = campaign(kind);
        if let Some(schedule) = schedule(form) {
            document["schedule"] = schedule;
        }
        document
    })
}

/// Texts that some field takes, and others that look like them.
const TEXTS: &[&str] = &[
    "",
    " ",
    "\u{a0}",
    "x",
    "kore",
    "burki",
    "sms",
    "voice",
    "simple",
    "advanced",
    "Agentless",
    "Preview",
    "no",
    "detect",
    "FIFO",
    "DAILY",
    "Daily",
    "Weekly",
    "5",
    "05",
    " 5",
    "0",
    "+5",
    "100",
    "101",
    "xxxx",
    "***",
    "${LIST}",
    "$LIST",
    "%LIST%",
    "a {{ list }}",
    "$100",
    "ACME Ltd",
    "ACME",
    "12345",
    "+10000000000",
    "+12025550124",
    "+1202555",
    "+02025550124",
    "12025550124",
    "+1202555xxxx",
    "Mon",
    "mo",
    "Thurs",
    " tuesday ",
    "Mon-Fri",
    "Mon - Fri",
    "sat-MO",
    "Mon-Mon",
    "Mon–Wed",
    "mon-MONDAY",
    "Mon,Mon-Mo",
    "Mon,Tue",
    "MO,",
    "weekend",
    "Weekdays,sat",
    "daily",
    "9:00 AM",
    "9 pm",
    "12:30PM",
    "13:00 PM",
    "0:30 AM",
    "09:00",
    "24:00",
    "9:5",
    "9",
    "23:59",
    "2027-02-28 09:00",
    "2027-02-29 09:00",
    "2027-02-30 09:00",
    "2027-04-31 09:00",
    "2027-12-31T09:00:00.000",
    "2027-1-04 09:00",
    "2027-01-04",
    "2027-01-04 09:00Z",
    "2027-01-04  09:00 ",
    "2027-13-01 09:00",
    "UTC",
    "america/new_york",
    "Asia/Mumbai",
    "+05:30",
    "New York",
    "America/Argentina/Buenos_Aires",
    "SGVsbG8=",
    "SGVsbG8",
    "SGVsbG8%3D",
    "Hello, you!",
    "TWVz%xxxxx",
    "call",
    "mixed",
    "immediate",
    "scheduled",
    "recurring",
    "daily",
    "weekly",
    "monthly",
    "2027-01-04T09:00:00Z",
    "2027-01-04 09:00+05:30",
    "2027-01-04T09:00:00 -0800",
    "2027-01-04T09:00+24:00",
    "2027-06-30",
    "09:00:00",
    "America/New_York",
    "31",
    "032",
    "7",
    "8",
];

/// What may stand where something else is expected.
fn value() -> impl Strategy<Value = Value> {
    prop_oneof![
        4 => select(TEXTS).prop_map(Value::from),
        2 => (0_u32..2_000).prop_map(Value::from),
        2 => (0_u32..2_000).prop_map(|number| Value::from(number.to_string())),
        1 => prop_oneof![Just(47), Just(48), Just(49), Just(256), Just(257)]
            .prop_map(|length| Value::from("n".repeat(length))),
        1 => Just(Value::from("\u{1f600}".repeat(30))),
        1 => select(vec![
            Value::Null, json!(true), json!(false), json!(-1), json!(5.0), json!(5.5), json!(4_294_967_295_u32),
            json!(4_294_967_296_u64), json!("4294967295"), json!("4294967296"), json!("00004294967295"),
        ]),
        1 => select(vec![
            json!([]), json!({}), json!(["Mon"]), json!(["Mon", "Mon"]), json!(["Mon", "sunday", 1]),
            json!([null]), json!(["a", "a"]), json!({ "name": "Opted out" }), json!({ "name": null }),
            json!((0..11).map(|number| format!("List {number}")).collect::<Vec<_>>()),
            json!({ "text": "Hello" }), json!({ "text": null, "file": "a.txt" }), json!({ "text": "a", "file": "b" }),
            json!({ "message": "SGVsbG8=" }), json!({ "isSchedulingEnabled": null }),
            json!([1, 7]), json!([0]), json!([8]), json!(["1", "mo"]), json!({ "a": "b" }), json!({ "a": 1 }),
            json!({ "a": null }), json!({ "schedule_type": "immediate" }), json!({ "frequency": "daily" }),
        ]),
    ]
}

/// A change of a document: of which value, and what is done to it.
#[derive(Debug, Clone)]
enum Change {
    Drop(Index),
    Replace(Index, Value),
    Add(Index, &'static str, Value),
}

fn keys_of(field: &Field) -> impl Iterator<Item = &'static str> + use<> {
    field.path.iter().copied()
}

fn change() -> impl Strategy<Value = Change> {
    let mut keys: Vec<&'static str> =
        PlatformKind::ALL.into_iter().flat_map(|it| Table::of(it).fields).flat_map(keys_of).collect();
    keys.push("unknown");
    prop_oneof![
        1 => any::<Index>().prop_map(Change::Drop),
        3 => (any::<Index>(), value()).prop_map(|(place, value)| Change::Replace(place, value)),
        2 => (any::<Index>(), select(keys), value()).prop_map(|(place, key, value)| Change::Add(place, key, value)),
    ]
}

/// The pointers of everything below a value.
fn pointers(value: &Value, path: &str, found: &mut Vec<String>) {
    let mut child = |key: &str, value: &Value| {
        let path = format!("{path}/{key}");
        found.push(path.clone());
        pointers(value, &path, found);
    };
    match value {
        Value::Object(entries) => entries.iter().for_each(|(key, value)| child(key, value)),
        Value::Array(items) => items.iter().enumerate().for_each(|(at, value)| child(&at.to_string(), value)),
        _ => {}
    }
}

fn apply(document: &mut Value, change: Change) {
    let mut found = Vec::new();
    pointers(document, "", &mut found);
    match change {
        Change::Drop(place) => {
            let Some((around, key)) = place.get::<String>(&found).rsplit_once('/') else { return };
            match document.pointer_mut(around) {
                Some(Value::Object(entries)) => drop(entries.shift_remove(key)),
                Some(Value::Array(items)) => drop(items.remove(key.parse().unwrap())),
                _ => {}
            }
        }
        Change::Replace(place, value) => *document.pointer_mut(place.get::<String>(&found)).unwrap() = value,
        Change::Add(place, key, value) => {
            found.push(String::new());
            found.retain(|path| document.pointer(path).is_some_and(Value::is_object));
            document.pointer_mut(place.get::<String>(&found)).unwrap()[key] = value;
        }
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
