//! The schema of defaults, and the schema of campaign files that inherit from them.

use serde_json::{Value, json};

use super::campaign_schema;
use crate::domain::field::Table;

/// The JSON Schema (draft 2020-12) of `kcamp.defaults.yaml`: a campaign file in which no key is required, without the
/// keys that belong to one campaign each.
pub fn defaults_schema() -> Value {
    let mut schema = campaign_schema();
    schema["$id"] = "urn:kcamp:schema:defaults".into();
    schema["title"] = "kcamp defaults".into();
    schema["description"] =
        "Keys that every campaign below the file inherits, as campaign files have them. The nearest file wins.".into();
    schema["if"] = json!({ "properties": { "platform": { "const": "burki" } }, "required": ["platform"] });
    if let Some(keywords) = schema.as_object_mut() {
        keywords.shift_remove("defaultSnippets");
    }
    let definitions = schema["$defs"].as_object_mut();
    for (_, document) in definitions.into_iter().flatten() {
        demand_nothing(document);
        if let Some(properties) = document.get_mut("properties").and_then(Value::as_object_mut) {
            properties.retain(|key, _| !Table::is_of_one_campaign(key));
        }
    }
    schema
}

/// Removes what a mapping and the mappings in it require. Entries of lists stay complete.
fn demand_nothing(schema: &mut Value) {
    let Some(keywords) = schema.as_object_mut() else { return };
    for keyword in ["required", "allOf", "oneOf", "if", "then", "else"] {
        keywords.shift_remove(keyword);
    }
    let properties = keywords.get_mut("properties").and_then(Value::as_object_mut);
    properties.into_iter().flatten().for_each(|(_, below)| demand_nothing(below));
}

/// The JSON Schema of campaign files that inherit these defaults, given as an editor sees them. Inherited keys
/// are not required.
pub fn campaign_schema_under(defaults: &Value) -> Value {
    let mut schema = campaign_schema();
    relax(&mut schema, defaults, false);
    for (_, document) in schema["$defs"].as_object_mut().into_iter().flatten() {
        relax(document, defaults, false);
    }
    schema
}

/// Removes the given keys from what a schema requires. In a condition, a given key counts with its value.
fn relax(schema: &mut Value, given: &Value, is_condition: bool) {
    let (Some(keywords), Some(given_keys)) = (schema.as_object_mut(), given.as_object()) else { return };
    for (keyword, below) in keywords.iter_mut() {
        match (keyword.as_str(), below) {
            ("properties", Value::Object(properties)) => {
                for (key, below) in properties {
                    if let Some(given) = given_keys.get(key) {
                        relax(below, given, is_condition);
                    }
                }
            }
            ("allOf" | "anyOf" | "oneOf", Value::Array(alternatives)) => {
                for alternative in alternatives {
                    relax(alternative, given, is_condition);
                }
            }
            ("if", below) => relax(below, given, true),
            ("then" | "else", below) => relax(below, given, is_condition),
            _ => {}
        }
    }
    let properties = keywords.get("properties").cloned().unwrap_or_default();
    let is_needed = |key: &str| {
        let Some(value) = given_keys.get(key) else { return true };
        let below = &properties[key];
        match below.get("const") {
            // The condition is about the value, and the given value differs.
            Some(wanted) if is_condition => wanted != value,
            // A mapping of which only a part is given is still required for the rest.
            _ => value.is_object() && demands(below),
        }
    };
    if let Some(Value::Array(required)) = keywords.get_mut("required") {
        required.retain(|key| key.as_str().is_none_or(is_needed));
        if required.is_empty() {
            keywords.shift_remove("required");
        }
    }
}

/// Whether a mapping still requires a key.
fn demands(schema: &Value) -> bool {
    let needs_one = schema.get("required").is_some();
    let below = schema["properties"].as_object().into_iter().flatten();
    needs_one || below.into_iter().any(|(_, below)| demands(below))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{campaign_schema_under, relax};

    #[test]
    fn what_is_given_is_not_demanded_and_the_rest_is() {
        let mut schema = json!({
            "required": ["a", "b", "c"],
            "properties": { "b": { "required": ["x", "y"] }, "c": { "required": ["x"] } },
            "allOf": [
                { "if": { "properties": { "a": { "const": 1 } }, "required": ["a"] }, "then": { "required": ["a", "d"] } },
                { "if": { "properties": { "a": { "const": 2 } }, "required": ["a"] }, "then": { "required": ["e"] } },
            ],
        });
        relax(&mut schema, &json!({ "a": 1, "b": { "x": 1 }, "c": { "x": 1 } }), false);
        assert_eq!(
            schema,
            json!({
                "required": ["b"],
                "properties": { "b": { "required": ["y"] }, "c": {} },
                "allOf": [
                    { "if": { "properties": { "a": { "const": 1 } } }, "then": { "required": ["d"] } },
                    { "if": { "properties": { "a": { "const": 2 } }, "required": ["a"] }, "then": { "required": ["e"] } },
                ],
            })
        );
    }

    #[test]
    fn without_defaults_nothing_changes() {
        assert_eq!(campaign_schema_under(&json!({})), super::campaign_schema());
    }
}
