//! The schema of one platform's files, from its table of fields.

use serde_json::{Map, Value, json};

use super::{instance, merge};
use crate::domain::field::kind::{KindSet, Kinds};
use crate::domain::field::{Field, Shape, Table, leaf};
use crate::manifest::load::load_bytes;

/// The parts from which the schema of a platform's files is built.
pub(super) struct Form {
    pub(super) table: &'static Table,
    /// The mappings that are not fields themselves, and their descriptions.
    pub(super) groups: &'static [(&'static [&'static str], &'static str)],
    /// The rule for the mapping at a path that is not in the table of fields; `None` if there is no rule.
    pub(super) rule: fn(&[&str]) -> Option<Value>,
}

impl Form {
    /// The mapping at a path: its keys, the required ones, and its own rule.
    pub(super) fn mapping(&self, path: &[&'static str]) -> Value {
        let keys = self.table.keys_below(path);
        let properties: Map<String, Value> =
            keys.iter().map(|key| ((*key).to_owned(), self.property(&[path, &[*key]].concat()))).collect();
        let mut schema = json!({ "type": "object", "properties": properties, "additionalProperties": false });
        let required: Vec<&str> =
            keys.into_iter().filter(|key| self.is_needed(&[path, &[*key]].concat(), KindSet::ALL)).collect();
        if !required.is_empty() {
            schema["required"] = json!(required);
        }
        if path.is_empty() {
            schema["properties"]["$schema"] = json!({ "title": "$schema", "type": "string", "description": "The schema, for editors. kcamp does not look at it." });
            schema["patternProperties"] = json!({ "^x-": { "description": "The author's own, such as anchors. kcamp does not look at it." } });
        }
        if let Some(rule) = (self.rule)(path) {
            merge(&mut schema, &rule);
        }
        schema
    }

    /// The value of a key, with its description.
    pub(super) fn property(&self, path: &[&'static str]) -> Value {
        let Some(field) = self.table.at(path) else {
            let about = self.groups.iter().find(|(group, _)| *group == path).map(|(_, about)| *about);
            let mut schema = json!({ "title": path.last(), "description": about.unwrap_or_default() });
            merge(&mut schema, &self.mapping(path));
            return schema;
        };
        let (mut schema, limits) = match field.shape {
            Shape::One(leaf) | Shape::Words(_, leaf) => with_limits(leaf()),
            Shape::Whole(whole) => with_limits(leaf::whole(&whole.range, whole.digits)),
            Shape::OneOrKeys(leaf) => {
                let (one, limits) = with_limits(leaf());
                (json!({ "anyOf": [one, self.mapping(path)] }), limits)
            }
            Shape::ListOfKeys => {
                (json!({ "type": "array", "minItems": 1, "items": self.mapping(path) }), None)
            }
        };
        schema["title"] = json!(path.last());
        schema["description"] = describe(field, limits.as_deref()).into();
        schema["examples"] = json!([example(field)]);
        if field.may_be_empty { nullable(schema) } else { schema }
    }

    /// Whether campaigns of these kinds need something at or below a path. A message is needed wherever it is allowed.
    pub(super) fn is_needed(&self, path: &[&str], kinds: KindSet) -> bool {
        self.table.under(path).any(|field| field.kinds.required.includes(kinds))
            || (path == ["message"]
                && self.table.under(path).all(|field| field.kinds.allowed.includes(kinds)))
    }

    /// The schema of the fields below a path that these kinds require or refuse and the wider set does not.
    pub(super) fn demands(&self, path: &[&'static str], kinds: KindSet, wider: KindSet) -> Value {
        let mut required: Vec<&str> = Vec::new();
        let mut properties = Map::new();
        for key in self.table.keys_below(path) {
            let below = [path, &[key]].concat();
            let allowed =
                self.table.under(&below).fold(KindSet::NONE, |set, field| set.or(field.kinds.allowed));
            if allowed.and(kinds).is_empty() {
                if !allowed.and(wider).is_empty() {
                    properties.insert(key.to_owned(), Value::Bool(false));
                }
                continue;
            }
            let value =
                if self.table.at(&below).is_none() { self.demands(&below, kinds, wider) } else { json!({}) };
            let is_needed = self.is_needed(&below, kinds) && !self.is_needed(&below, wider);
            if is_needed {
                required.push(key);
            }
            if value != json!({}) {
                properties.insert(key.to_owned(), value);
            } else if is_needed {
                // Strict checkers expect that a required key is listed in the properties.
                properties.insert(key.to_owned(), Value::Bool(true));
            }
        }
        let mut schema = json!({});
        if !path.is_empty() && (!properties.is_empty() || !required.is_empty()) {
            // This part only narrows a schema elsewhere. An editor that offered it would offer a key without its value.
            schema = json!({ "type": "object", "doNotSuggest": true });
        }
        if !properties.is_empty() {
            schema["properties"] = Value::Object(properties);
        }
        if !required.is_empty() {
            schema["required"] = json!(required);
        }
        schema
    }
}

/// A leaf without its description, and its limits in words. Editors show the limits if a pattern does not match,
/// instead of the pattern.
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

/// The description of a field: its purpose, its limits, and the kinds of campaigns that have it.
fn describe(field: &Field, limits: Option<&str>) -> String {
    let Kinds { required: needed, allowed: taken } = field.kinds;
    let optional_for = KindSet::ALL.without(needed);
    let (required, allowed) = (needed.title(), taken.title());
    let kinds = match (needed, taken) {
        (KindSet::ALL, _) => Some("Required".to_owned()),
        (_, KindSet::ALL) if optional_for.only().is_some() => {
            Some(format!("Required, but for {}", optional_for.title()))
        }
        (KindSet::NONE, KindSet::ALL) => None,
        (_, KindSet::ALL) => Some(format!("Required for {required}")),
        _ if needed == taken => Some(format!("Required for {required}, and for no other")),
        _ => Some(format!("Only for {allowed}")),
    };
    let sentences = [Some(field.help), limits, kinds.as_deref()].into_iter().flatten();
    sentences.map(|sentence| format!("{sentence}.")).collect::<Vec<_>>().join(" ")
}

/// The field's example as JSON.
fn example(field: &Field) -> Value {
    let document = load_bytes("example", format!("value: {}\n", field.example).into_bytes()).documents;
    document.first().map_or(Value::Null, |document| instance(document)["value"].clone())
}

/// Like `example`, with null as another alternative.
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
