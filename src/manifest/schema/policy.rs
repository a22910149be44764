//! The schema of a team's policy.

use serde_json::{Map, Value, json};

use crate::domain::explanations::{self, CodeSeverity};
use crate::domain::field::{leaf, pattern};

/// The JSON Schema (draft 2020-12) of `kcamp.policy.yaml`.
pub fn policy_schema() -> Value {
    let severities: Map<String, Value> = explanations::all()
        .filter(|it| matches!(it.severity, CodeSeverity::Advice(_)))
        .map(|it| (it.code.to_owned(), json!({ "$ref": "#/$defs/severity" })))
        .collect();
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:kcamp:schema:policy",
        "title": "kcamp policy",
        "description": "The limits that a team sets for the campaign files beside and below this file. The nearest policy counts.",
        "type": ["object", "null"],
        "additionalProperties": false,
        "properties": {
            "hours": {
                "title": "hours", "description": "When people may be reached, where they are. 08:00 to 21:00 by default.",
                "type": "object", "additionalProperties": false,
                "properties": { "from": leaf::time_of_day(), "to": leaf::time_of_day() },
            },
            "timezone": {
                "title": "timezone",
                "description": "The IANA time zone in which the people are, and in which the hours are judged. By default that of the calling hours, the schedule's file or the profile.",
                "type": "string", "pattern": pattern::ZONE,
                "examples": ["America/New_York"],
            },
            "max_segments": {
                "title": "max_segments", "description": "Most segments of an SMS. 3 by default.",
                "anyOf": [
                    { "type": "integer", "minimum": 1, "maximum": u32::MAX },
                    { "type": "string", "pattern": format!("^0*(?:{})$", pattern::FROM_ONE) },
                ],
                "examples": [1],
            },
            "minimum_notice": {
                "title": "minimum_notice",
                "description": "Time between now and the first run, such as 30m, 2h or 1h30m. 15m by default, 0 asks for none.",
                "type": ["string", "integer"],
                "examples": ["2h"],
            },
            "severities": {
                "title": "severities", "description": "How much a finding counts, by its code. kcamp explain CODE says what it means.",
                "type": "object", "additionalProperties": false, "properties": severities,
            },
        },
        "$defs": {
            // YAML 1.1 reads `off` without quotes as false.
            "severity": { "title": "severity", "enum": ["off", "note", "warning", "error", false] },
        },
    })
}
