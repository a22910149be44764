//! The schema of the configuration file, for editors.

use serde_json::{Value, json};

use super::keys::Profile;

/// The JSON Schema (draft 2020-12) of `config.yaml`. Whether a value is one is left to `kcamp profile show`: this says
/// the keys and what they are for.
pub fn config_schema() -> Value {
    let place = |key: &str, value: Value| {
        json!({
            "type": "object", "additionalProperties": false, "required": [key], "properties": { key: value },
        })
    };
    let name = "^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$";
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:kcamp:schema:config",
        "title": "kcamp configuration",
        "description": "The accounts that kcamp works with, each as a profile. kcamp profile show says which value holds and why.",
        "type": ["object", "null"],
        "additionalProperties": false,
        "properties": {
            "current": { "description": "The profile that is used where none is named", "type": ["string", "null"], "pattern": name },
            "profiles": {
                "description": "The profiles by their names",
                "type": "object",
                "propertyNames": { "pattern": name },
                "additionalProperties": { "$ref": "#/$defs/profile" },
            },
        },
        "$defs": {
            "profile": {
                "type": "object",
                "additionalProperties": false,
                "properties": Profile::schema(),
            },
            "secret": {
                "anyOf": [
                    place("env", json!({ "description": "An environment variable, by name", "type": "string", "minLength": 1 })),
                    place("file", json!({ "description": "A file that holds nothing else", "type": "string", "minLength": 1 })),
                    place("command", json!({
                        "description": "A program that prints the secret on its first line",
                        "anyOf": [
                            { "type": "string", "minLength": 1 },
                            { "type": "array", "minItems": 1, "items": { "type": "string" } },
                        ],
                    })),
                    { "description": "The secret itself, in quotes", "type": "string", "minLength": 1 },
                    { "type": "null" },
                ],
            },
        },
    })
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use std::path::Path;

    use super::config_schema;
    use crate::profile::ConfigFile;

    /// The schema has exactly the keys that kcamp reads; a new key must be added to both.
    #[test]
    fn it_has_the_keys_that_are_read_and_no_others() {
        let schema = config_schema();
        let keys: Vec<&String> =
            schema["$defs"]["profile"]["properties"].as_object().unwrap().keys().collect();
        let lines: String = keys
            .iter()
            .map(|key| match key.as_str() {
                "client_secret" | "token" => format!("    {key}: {{env: NAME}}\n"),
                _ => format!("    {key}: x\n"),
            })
            .collect();
        let text = format!("current: a\nprofiles:\n  a:\n{lines}");
        let config = ConfigFile::parse(&text, Path::new("config.yaml")).unwrap();
        // A key that is missing in the schema was not set.
        let shown = format!("{:?}", config.profiles.values().next().unwrap());
        assert!(!shown.contains("None"), "a key of a profile is not in the schema: {shown}");
        let more = text.replace("    host: x\n", "    host: x\n    hoost: x\n");
        ConfigFile::parse(&more, Path::new("config.yaml")).unwrap_err();
        let validator = jsonschema::validator_for(&schema).unwrap();
        let valid = |text: &str| {
            let loaded = crate::manifest::load_bytes("config.yaml", text.as_bytes().to_vec());
            validator.is_valid(&crate::manifest::instance(&loaded.documents[0]))
        };
        assert!(valid(&text));
        for (text, is_valid) in [
            ("profiles: {a: {client_secret: {command: [op, read, x]}}}", true),
            ("profiles: {a: {client_secret: 'plain', rate_limit: 60, jti: true}}", true),
            ("profiles: {a: {client_secret: {vault: x}}}", false),
            ("profiles: {'': {}}", false),
            ("profils: {}", false),
        ] {
            assert_eq!(valid(text), is_valid, "{text}");
            assert_eq!(ConfigFile::parse(text, Path::new("config.yaml")).is_ok(), is_valid, "{text}");
        }
    }
}
