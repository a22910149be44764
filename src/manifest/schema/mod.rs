//! The JSON Schema of campaign files, from the table of fields that parses them.
//!
//! [`campaign_schema`] walks the table. A row has a field's place, the campaigns that need or refuse it, an example and
//! a description. Its column for the shape names a function in `leaf`, which takes limits and words from the domain's
//! own constants. A field cannot be added without its part of the schema, and a limit cannot be changed in only one
//! place. Rules for a mapping that are not in the table (one text for a message, details that fit the recurrence) are
//! in `rule` of each platform's module.
//!
//! The schema accepts what the parser accepts, as far as JSON Schema can express it. [`BEYOND_JSON_SCHEMA`] lists the
//! findings that it cannot express, and the schema's own `$comment` repeats them. In one case it is stricter: a value
//! of only U+FEFF counts as blank. It checks values, not how they are written: a number such as `5.0` or `005` is 5.

mod burki;
mod form;
mod inherited;
mod kore;
mod policy;
pub(super) mod snippets;

use serde_json::{Map, Value, json};

pub use self::inherited::{campaign_schema_under, defaults_schema};
pub use self::policy::policy_schema;
use super::node::{self, Node};
use crate::domain::field::{Field, Shape, Table, leaf};
use crate::domain::platform_kind::PlatformKind;

/// A finding that a JSON Schema cannot express.
#[derive(Debug, Clone, Copy)]
pub struct SchemaGap {
    /// The finding's code.
    pub code: &'static str,
    /// Why a schema cannot express it.
    pub because: &'static str,
}

const fn beyond(code: &'static str, because: &'static str) -> SchemaGap {
    SchemaGap { code, because }
}

/// The findings of a document that its schema cannot express. It expresses all others.
pub static BEYOND_JSON_SCHEMA: &[SchemaGap] = &[
    beyond("campaign/name-too-long", "lengths count UTF-16 code units, a schema counts code points"),
    beyond("campaign/description-too-long", "as names"),
    beyond("contact-list/name-too-long", "as names"),
    beyond("file/text-cut", "comments are not part of a value"),
    beyond("file/text-start-lost", "anchors and tags are not part of a value"),
    beyond("campaign/duplicate-name", "it is about several campaigns"),
    beyond("campaign/name-untypable", "joiners belong inside words of some scripts and inside emoji"),
    beyond("campaign/name-is-an-id", "a campaign that is live may have such a name"),
    beyond(
        "campaign/contact-list-twice",
        "names that look the same and are written differently are not compared",
    ),
    beyond("campaign/template-syntax", "templates are not read"),
    beyond("campaign/template-name-unknown", "templates are not read"),
    beyond("campaign/template-too-long", "lengths count bytes, a schema counts code points"),
    beyond("campaign/message-not-base64", "groups and padding of Base64 are not checked, its alphabet is"),
    beyond("campaign/message-not-utf8", "what Base64 encodes is not looked at"),
    beyond("campaign/message-empty", "what Base64 encodes, or a file holds, is not looked at"),
    beyond("campaign/message-file-unreadable", "files are not looked at"),
    beyond("campaign/calling-hours-backwards", "start and end are not compared"),
    beyond("campaign/calling-hours-overlap", "windows are not compared"),
    beyond("time/unknown-zone", "the form of a zone's name is checked, the list of names is long"),
    beyond("time/no-such-date", "leap years are not known: every February has 29 days"),
    beyond("time/in-dst-gap", "clocks are not known"),
    beyond("schedule/end-before-start", "start and end are not compared"),
    beyond("schedule/zones-differ", "values are not compared"),
    beyond("schedule/times-differ", "values are not compared"),
];

/// Whether a finding may be about a number that is not written in plain digits, such as `5.0` or `0x5`. A schema checks
/// only a number's value, so it cannot express the finding for such numbers.
pub fn is_beyond_for_odd_numbers(code: &str) -> bool {
    let whole = |field: &Field| matches!(field.shape, Shape::Whole(whole) if whole.code == code);
    let others = [
        "campaign/priority-out-of-range",
        "schedule/interval-out-of-range",
        "schedule/day-of-week-out-of-range",
        "schedule/day-of-month-out-of-range",
        "campaign/assistant-id-invalid",
    ];
    others.contains(&code)
        || PlatformKind::ALL.into_iter().any(|kind| Table::of(kind).fields.iter().any(whole))
}

/// The JSON Schema (draft 2020-12) of one document of a campaign file, for every platform.
///
/// A document without `platform` is for the profile's. The id of an assistant, which only Burki's campaigns have, then
/// tells the platforms apart, so that editors report errors for the fields of one platform and not of both.
pub fn campaign_schema() -> Value {
    let beyond: Vec<String> =
        BEYOND_JSON_SCHEMA.iter().map(|it| format!("{}: {}", it.code, it.because)).collect();
    let unnamed = json!({ "not": { "properties": { "platform": true }, "required": ["platform"] } });
    let (mut kore, mut burki) = (kore::schema(), burki::schema());
    kore["properties"]["schedule"]["defaultSnippets"] = snippets::kore_schedules();
    burki["properties"]["schedule"]["defaultSnippets"] = snippets::burki_schedules();
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:kcamp:schema:campaign",
        "title": "kcamp campaign file",
        "description": "A campaign as `kcamp campaign create -f` takes it: the platform's own body keys, and a few keys of kcamp. One document for each campaign.",
        "$comment": format!(
            "kcamp validate finds everything; a JSON Schema cannot check: {}. Nor does it see how a number is \
             written: 5.0 is 5 to it. A document without platform is checked as one for Burki where it has an assistant_id.",
            beyond.join("; ")
        ),
        "type": "object",
        "defaultSnippets": snippets::campaigns(),
        "if": {
            "anyOf": [
                has("platform", &PlatformKind::Burki.to_string().into()),
                { "allOf": [unnamed, { "properties": { "assistant_id": true }, "required": ["assistant_id"] }] },
            ],
        },
        "then": { "$ref": "#/$defs/burki" },
        "else": { "$ref": "#/$defs/kore" },
        "$defs": { "kore": kore, "burki": burki, "zone": leaf::zone_definition() },
    })
}

/// A document as an editor's JSON Schema sees it: values, without their places and spelling.
pub fn instance(document: &Node) -> Value {
    match &document.value {
        node::Value::Null => Value::Null,
        node::Value::Bool(value) => Value::Bool(*value),
        node::Value::Number(written) => number(written),
        node::Value::Text(text) => Value::String(text.to_string()),
        node::Value::Sequence(items) => items.iter().map(instance).collect(),
        node::Value::Mapping(entries) => {
            let pairs = entries.iter().map(|entry| (entry.key.value.to_string(), instance(&entry.value)));
            Value::Object(pairs.collect())
        }
    }
}

/// The value of a number in the core schema of YAML 1.2. A number that JSON cannot express becomes its largest number.
fn number(written: &str) -> Value {
    let radix = |prefix: &str, radix: u32| {
        written
            .strip_prefix(prefix)
            .and_then(|digits| u64::from_str_radix(digits, radix).ok())
            .map(Value::from)
    };
    let whole = || written.parse::<i64>().ok().map(Value::from);
    let real = || written.parse::<f64>().ok().filter(|real| real.is_finite()).map(Value::from);
    radix("0x", 16).or_else(|| radix("0o", 8)).or_else(whole).or_else(real).unwrap_or_else(|| f64::MAX.into())
}

/// A rule that these keys are present. The type of each excludes an empty value.
fn given(keys: &[&str]) -> Value {
    let named: Map<String, Value> = keys.iter().map(|key| ((*key).to_owned(), true.into())).collect();
    json!({ "required": keys, "properties": named })
}

/// A rule that exactly one of these keys is present.
fn exactly_one(keys: &[&str]) -> Value {
    let alternatives: Vec<Value> = keys.iter().map(|key| given(&[key])).collect();
    json!({ "oneOf": alternatives })
}

/// A rule that the key is present with this value.
fn has(key: &str, value: &Value) -> Value {
    json!({ "properties": { key: { "const": value } }, "required": [key] })
}

/// Adds keywords to a schema: properties are combined, lists are joined, and other keywords are set.
fn merge(schema: &mut Value, more: &Value) {
    let (Some(schema), Some(more)) = (schema.as_object_mut(), more.as_object()) else { return };
    for (keyword, value) in more {
        match (schema.get_mut(keyword), value) {
            (Some(there @ Value::Object(_)), Value::Object(_)) => merge(there, value),
            (Some(Value::Array(there)), Value::Array(more)) => there.extend(more.iter().cloned()),
            _ => {
                schema.insert(keyword.clone(), value.clone());
            }
        }
    }
}
