//! The JSON Schema of campaign files, from the table of fields that parses them.
//!
//! [`campaign_schema`] walks the table: a field's place, the campaigns that need or refuse it, an example and a sentence
//! about it are columns there, and its column of the shape names a function in `leaf`, which takes limits and words from
//! the domain's own constants. A field cannot be added without its part of the schema, nor a limit changed in one place.
//! What a mapping demands beyond the table (one text for a message, details that fit the recurrence) stands in
//! [`rule`] beside the code that checks it.
//!
//! The schema accepts what the parser accepts, as far as JSON Schema can say it. [`BEYOND_JSON_SCHEMA`] lists the
//! findings that it cannot say, and the schema's own `$comment` repeats them. In one case it is the stricter: it takes
//! U+FEFF alone for blank. It sees values and not how they are written: a number such as `5.0` or `005` is 5 to it.

pub(super) mod leaf;
mod pattern;

use serde_json::{Map, Value, json};

use super::fields::{self, Field, keys_below, under};
use super::kind::{FORMATS, KindSet, MODES};
use super::load::load_bytes;
use super::node::{self, Node};
use crate::domain::campaign::CampaignType;

/// A finding that a JSON Schema cannot express.
#[derive(Debug, Clone, Copy)]
pub struct Beyond {
    /// The finding's code.
    pub code: &'static str,
    /// Why not.
    pub because: &'static str,
}

const fn beyond(code: &'static str, because: &'static str) -> Beyond {
    Beyond { code, because }
}

/// The findings of a document that its schema cannot express. All others it does.
pub static BEYOND_JSON_SCHEMA: &[Beyond] = &[
    beyond("campaign/name-too-long", "lengths count UTF-16 code units, a schema counts code points"),
    beyond("campaign/description-too-long", "as names"),
    beyond("contact-list/name-too-long", "as names"),
    beyond("campaign/duplicate-name", "it is about several campaigns"),
    beyond("campaign/message-not-base64", "groups and padding of Base64 are not checked, its alphabet is"),
    beyond("campaign/message-not-utf8", "what Base64 encodes is not looked at"),
    beyond("campaign/message-empty", "what Base64 encodes, or a file holds, is not looked at"),
    beyond("campaign/message-file-unreadable", "files are not looked at"),
    beyond("campaign/calling-hours-backwards", "start and end are not compared"),
    beyond("campaign/calling-hours-overlap", "windows are not compared"),
    beyond("time/unknown-zone", "the form of a zone's name is checked, the list of names is long"),
    beyond("time/no-such-date", "leap years are not known: every February has 29 days"),
];

/// Findings of numbers that are written in another way than in plain digits, such as `5.0` or `0x5`.
///
/// A schema sees a number's value only; these are beyond it for such numbers alone.
pub static BEYOND_FOR_ODD_NUMBERS: &[&str] = &[
    "campaign/priority-out-of-range",
    "campaign/max-skips-invalid",
    "campaign/max-attempts-out-of-range",
    "campaign/retry-period-out-of-range",
    "campaign/ring-time-out-of-range",
    "schedule/interval-out-of-range",
];

/// What a field's values look like.
#[derive(Debug, Clone, Copy)]
pub(super) enum Shape {
    /// One value.
    One(fn() -> Value),
    /// One value, or a mapping with the keys below the field.
    OneOrKeys(fn() -> Value),
    /// A list of mappings with the keys below the field.
    ListOfKeys,
}

/// The mappings that are no field themselves, and what is said about them.
const GROUPS: &[(&[&str], &str)] = &[
    (&["message"], "The text of a simple sms: one of text, file and message"),
    (&["dialingStrategy"], "How and when people are reached"),
    (&["dialingStrategy", "callerId"], "The number that people see"),
    (&["dialingStrategy", "callingHours"], "When people may be reached"),
    (
        &["schedule"],
        "When the campaign runs, switched on by a second call after the create; or isSchedulingEnabled: false alone",
    ),
    (&["schedule", "recurrenceObject"], "On which days it runs between start and end"),
    (&["schedule", "recurrenceObject", "dailyDetails"], "What recurType Daily needs"),
    (&["schedule", "recurrenceObject", "weeklyDetails"], "What recurType Weekly needs"),
];

/// The JSON Schema (draft 2020-12) of one document of a campaign file for Kore.ai.
#[must_use]
pub fn campaign_schema() -> Value {
    let beyond: Vec<String> =
        BEYOND_JSON_SCHEMA.iter().map(|it| format!("{}: {}", it.code, it.because)).collect();
    let mut schema = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:kcamp:schema:campaign",
        "title": "kcamp campaign file (Kore.ai)",
        "description": "A campaign as `kcamp campaign create -f` takes it: Kore.ai's own body keys, and a few of kcamp's. \
                        One document a campaign.",
        "$comment": format!(
            "kcamp validate finds everything; a JSON Schema cannot say these: {}. Nor does it see how a number is \
             written: 5.0 is 5 to it.",
            beyond.join("; ")
        ),
    });
    merge(&mut schema, &mapping(&[]));
    schema["allOf"] = Value::Array(by_kind());
    schema
}

/// A document as an editor's JSON Schema sees it: values, without places and without how they are written.
#[must_use]
pub fn instance(document: &Node) -> Value {
    match &document.value {
        node::Value::Null => Value::Null,
        node::Value::Bool(value) => Value::Bool(*value),
        node::Value::Number(written) => number(written),
        node::Value::Text(text) => Value::String(text.clone()),
        node::Value::Sequence(items) => items.iter().map(instance).collect(),
        node::Value::Mapping(entries) => {
            let pairs = entries.iter().map(|entry| (entry.key.value.clone(), instance(&entry.value)));
            Value::Object(pairs.collect())
        }
    }
}

/// The value of a number by the core schema of YAML 1.2; what JSON has no number for becomes its largest.
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

/// The mapping at a path: its keys, those that are always needed, and its own rule.
fn mapping(path: &[&'static str]) -> Value {
    let keys = keys_below(path);
    let properties: Map<String, Value> =
        keys.iter().map(|key| ((*key).to_owned(), property(&[path, &[*key]].concat()))).collect();
    let mut schema = json!({ "type": "object", "properties": properties, "additionalProperties": false });
    let required: Vec<&str> =
        keys.into_iter().filter(|key| is_needed(&[path, &[*key]].concat(), KindSet::ALL)).collect();
    if !required.is_empty() {
        schema["required"] = json!(required);
    }
    if let Some(rule) = rule(path) {
        merge(&mut schema, &rule);
    }
    schema
}

/// The value of a key, with what is said about it.
fn property(path: &[&'static str]) -> Value {
    let Some(field) = fields::at(path) else {
        let about = GROUPS.iter().find(|(group, _)| *group == path).map(|(_, about)| *about);
        let mut schema = json!({ "description": about.unwrap_or_default() });
        merge(&mut schema, &mapping(path));
        return if is_nullable(path) { nullable(schema) } else { schema };
    };
    let (mut schema, limits) = match field.shape {
        Shape::One(leaf) => with_limits(leaf()),
        Shape::OneOrKeys(leaf) => {
            let (one, limits) = with_limits(leaf());
            (json!({ "anyOf": [one, mapping(path)] }), limits)
        }
        Shape::ListOfKeys => (json!({ "type": "array", "minItems": 1, "items": mapping(path) }), None),
    };
    schema["description"] = describe(field, limits.as_deref()).into();
    schema["examples"] = json!([example(field)]);
    if is_nullable(path) { nullable(schema) } else { schema }
}

/// A leaf, and its limits in words. Editors show those where a pattern does not fit, instead of the pattern.
fn with_limits(leaf: Value) -> (Value, Option<String>) {
    let mut leaf = leaf;
    let limits = leaf.get("description").and_then(Value::as_str).map(str::to_owned);
    if let (Some(limits), Some(keywords)) = (&limits, leaf.as_object_mut()) {
        keywords.shift_remove("description");
        if keywords.contains_key("pattern") {
            keywords.insert("patternErrorMessage".to_owned(), limits.as_str().into());
        }
    }
    (leaf, limits)
}

/// What the field is for, its limits, and the campaigns that it is for.
fn describe(field: &Field, limits: Option<&str>) -> String {
    let optional_for = KindSet::ALL.without(field.required);
    let (required, allowed) = (field.required.title(), field.allowed.title());
    let kinds = match (field.required, field.allowed) {
        (KindSet::ALL, _) => Some("Required".to_owned()),
        (_, KindSet::ALL) if optional_for.only().is_some() => {
            Some(format!("Required, but for {}", optional_for.title()))
        }
        (KindSet::NONE, KindSet::ALL) => None,
        (_, KindSet::ALL) => Some(format!("Required for {required}")),
        (needed, taken) if needed == taken => Some(format!("Required for {required}, and for no other")),
        _ => Some(format!("Only for {allowed}")),
    };
    let sentences = [Some(field.about), limits, kinds.as_deref()].into_iter().flatten();
    sentences.map(|sentence| format!("{sentence}.")).collect::<Vec<_>>().join(" ")
}

/// The field's example as JSON.
fn example(field: &Field) -> Value {
    let document = load_bytes("example", format!("value: {}\n", field.example).into_bytes()).documents;
    document.first().map_or(Value::Null, |document| instance(document)["value"].clone())
}

/// Whether these campaigns need something at or below a path. A message is needed wherever one may stand.
fn is_needed(path: &[&str], kinds: KindSet) -> bool {
    under(path).any(|field| field.required.includes(kinds))
        || (path == ["message"] && under(path).all(|field| field.allowed.includes(kinds)))
}

/// Whether an empty value counts as none: wherever neither the table nor the rule of the mapping around it needs one.
fn is_nullable(path: &[&str]) -> bool {
    let Some((key, around)) = path.split_last() else { return false };
    let by_rule = rule(around).is_some_and(|rule| {
        rule["required"].as_array().is_some_and(|required| required.iter().any(|needed| needed == key))
    });
    // A message may not stand at all where it is not needed.
    path != ["message"] && !by_rule && !is_needed(path, KindSet::ALL)
}

/// The same with nothing as a further value.
fn nullable(schema: Value) -> Value {
    let mut schema = schema;
    if let Some(alternatives) = schema.get_mut("anyOf").and_then(Value::as_array_mut) {
        alternatives.push(json!({ "type": "null" }));
    } else if let Some(words) = schema.get_mut("enum").and_then(Value::as_array_mut) {
        words.push(Value::Null);
    } else if let Some(name) = schema.get("type").cloned() {
        schema["type"] = json!([name, "null"]);
    }
    schema
}

/// What the mapping at a path demands beyond the table of fields.
fn rule(path: &[&str]) -> Option<Value> {
    Some(match path {
        ["message"] => exactly_one(&["text", "file", "message"]),
        ["dncLists"] => json!({ "required": ["name"] }),
        ["dialingStrategy", "callingHours", "days"] => {
            let mut rule = exactly_one(&["day", "days"]);
            rule["required"] = json!(["start", "end"]);
            rule
        }
        ["schedule"] => json!({
            "if": has("isSchedulingEnabled", &json!(false)),
            "then": { "maxProperties": 1 },
            "else": given(&["startDateTime", "endDateTime", "recurrenceObject"]),
        }),
        ["schedule", "recurrenceObject"] => {
            let mut weekly = given(&["weeklyDetails"]);
            weekly["properties"]["dailyDetails"] = false.into();
            let mut daily = given(&["dailyDetails"]);
            daily["properties"]["weeklyDetails"] = false.into();
            json!({
                "required": ["recurType"],
                "if": has("recurType", &json!("Weekly")),
                "then": weekly,
                "else": daily,
            })
        }
        ["schedule", "recurrenceObject", "dailyDetails"] => json!({ "required": ["onceEveryNdays"] }),
        ["schedule", "recurrenceObject", "weeklyDetails"] => {
            json!({ "required": ["onceEveryNweeks", "whichDays"] })
        }
        _ => return None,
    })
}

/// These keys are there, and not empty.
fn given(keys: &[&str]) -> Value {
    let present: Map<String, Value> = keys.iter().map(|key| ((*key).to_owned(), not_null())).collect();
    json!({ "required": keys, "properties": present })
}

/// One of these keys is there and not empty, and no second one.
fn exactly_one(keys: &[&str]) -> Value {
    let alternatives: Vec<Value> = keys.iter().map(|key| given(&[key])).collect();
    json!({ "oneOf": alternatives })
}

/// The key is there with this value.
fn has(key: &str, value: &Value) -> Value {
    json!({ "properties": { key: { "const": value } }, "required": [key] })
}

fn not_null() -> Value {
    json!({ "not": { "type": "null" } })
}

/// What each type, format and dialing mode needs and refuses, more than what is wider than it.
fn by_kind() -> Vec<Value> {
    let channel = |campaign_type: CampaignType| has("campaignType", &campaign_type.wire_name().into());
    let narrower = |campaign_type: CampaignType, key: &'static str, word: &'static str| json!({ "allOf": [channel(campaign_type), has(key, &word.into())] });
    let mut cases = vec![
        (channel(CampaignType::Sms), KindSet::SMS, KindSet::ALL),
        (channel(CampaignType::Voice), KindSet::VOICE, KindSet::ALL),
    ];
    cases.extend(
        FORMATS.map(|(word, kinds)| (narrower(CampaignType::Sms, "format", word), kinds, KindSet::SMS)),
    );
    cases
        .extend(MODES.map(|(word, kinds)| {
            (narrower(CampaignType::Voice, "dialingMode", word), kinds, KindSet::VOICE)
        }));
    let rules = cases
        .into_iter()
        .map(|(condition, kinds, wider)| json!({ "if": condition, "then": demands(&[], kinds, wider) }));
    rules.collect()
}

/// What these kinds need and refuse below a path, and the wider set does not.
fn demands(path: &[&'static str], kinds: KindSet, wider: KindSet) -> Value {
    let mut required: Vec<&str> = Vec::new();
    let mut properties = Map::new();
    for key in keys_below(path) {
        let below = [path, &[key]].concat();
        let allowed = under(&below).fold(KindSet::NONE, |set, field| set.or(field.allowed));
        if allowed.and(kinds).is_empty() {
            if !allowed.and(wider).is_empty() {
                properties.insert(key.to_owned(), Value::Bool(false));
            }
            continue;
        }
        let mut value = if fields::at(&below).is_none() { demands(&below, kinds, wider) } else { json!({}) };
        if is_needed(&below, kinds) && !is_needed(&below, wider) {
            required.push(key);
            merge(&mut value, &not_null());
        }
        if value != json!({}) {
            properties.insert(key.to_owned(), value);
        }
    }
    let mut schema = json!({});
    if !properties.is_empty() {
        schema["properties"] = Value::Object(properties);
    }
    if !required.is_empty() {
        schema["required"] = json!(required);
    }
    schema
}

/// Adds keywords to a schema: properties are put together, lists joined, anything else is set.
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
