//! The schema of the configuration file, for editors.

use serde_json::{Value, json};

/// The JSON Schema (draft 2020-12) of `config.yaml`. Whether a value is one is left to `kcamp profile show`: this says the keys and what
/// they are for.
#[must_use]
pub fn config_schema() -> Value {
    let text = |description: &str| {
        // What YAML takes for a number or a word of its own is read as it is written.
        json!({ "description": description, "type": ["string", "number", "boolean", "null"] })
    };
    let word = |description: &str, words: &[&str]| json!({ "description": description, "anyOf": [{ "enum": words }, { "type": ["string", "null"] }] });
    let secret = |description: &str| json!({ "description": description, "$ref": "#/$defs/secret" });
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
                "properties": {
                    "platform": word("The platform; kore where it is missing", &["kore", "burki"]),
                    "host": text("The platform's address, https unless it is this machine"),
                    "stream_id": text("Kore.ai: the bot, app or stream id"),
                    "account_id": text("Kore.ai: the account id"),
                    "client_id": text("Kore.ai: the client id, the token's claim appId"),
                    "client_secret": secret("Kore.ai: where the client secret is"),
                    "token": secret("Where a ready token, or Burki's API key, is"),
                    "timezone": text("The IANA zone in which you type times"),
                    "region": text("The country of numbers without a country code, as two letters"),
                    "schedule_timezone": text("Kore.ai: the IANA zone of the platform's own clock; UTC where it is missing"),
                    "message_encoding": word("How the text of an SMS goes out", &["base64", "percent-base64"]),
                    "rate_limit": text("Requests a minute, counted over all kcamp processes of this machine"),
                    "jti": text("Whether tokens carry a random jti"),
                    "trigger_path": text("The path that starts and stops a campaign, where it is another than the documented one"),
                    "timeout": text("How long one request may take, such as 30s"),
                    "ca_cert": text("A PEM file with a further certificate authority"),
                    "defaults": text("The defaults that campaigns inherit in the place of those beside them"),
                    "protected": text("Whether each write asks for the profile's name"),
                },
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

    /// A key that the schema has is one that kcamp reads, and one more would have to be in both.
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
        // One that the schema lacks was not set.
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
