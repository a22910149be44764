//! Tests every key of both platforms without a value: it gives an error at its place, and never "left out".

use std::collections::BTreeSet;

use serde_json::{Value as Json, json};

use super::{CheckContext, decode, load_bytes};
use crate::domain::field::Table;
use crate::domain::finding::{Origin, Severity};
use crate::domain::platform_kind::PlatformKind;
use crate::domain::zone::Zone;

/// A placeholder for the value that is replaced.
const HOLE: &str = "\"@@\"";

fn merged(mut base: Json, more: &Json) -> Json {
    if let (Some(base), Some(more)) = (base.as_object_mut(), more.as_object()) {
        base.extend(more.clone());
    }
    base
}

/// Valid documents that together have every key of Kore.ai.
fn kore() -> Vec<Json> {
    let base = json!({
        "platform": "kore", "name": "A", "renamedFrom": "Z", "description": "B", "contactLists": ["C"], "dncLists": "D", "priority": 5,
        "dialingStrategy": {
            "callerId": { "phoneNumber": "+12025550124" },
            "callingHours": {
                "frequency": "WEEKLY", "timezone": "UTC",
                "days": [{ "day": "MO", "start": "9:00 AM", "end": "6:00 PM" }, { "days": ["Tue"], "start": "09:00", "end": "10:00" }],
            },
        },
    });
    let voice = |own: &Json| {
        let mut document = merged(merged(base.clone(), &json!({ "campaignType": "voice" })), own);
        for (key, value) in [
            ("dialingOrder", json!("FIFO")),
            ("maxAttemptsPerRecord", json!(3)),
            ("defaultRetryPeriod", json!(10)),
            ("maxRingTime", json!(30)),
        ] {
            document["dialingStrategy"][key] = value;
        }
        document
    };
    let simple = json!({ "campaignType": "sms", "format": "simple" });
    let sms = |message: Json| merged(merged(base.clone(), &simple), &json!({ "message": message }));
    let dates =
        json!({ "startDateTime": "2037-01-05 09:00", "endDateTime": "2037-06-30 18:00", "timezone": "UTC" });
    let weekly = merged(
        dates.clone(),
        &json!({ "recurrenceObject": { "recurType": "Weekly", "weeklyDetails": { "onceEveryNweeks": 1, "whichDays": ["Mon"] } } }),
    );
    let daily = merged(
        dates,
        &json!({ "isSchedulingEnabled": true, "recurrenceObject": { "recurType": "Daily", "dailyDetails": { "onceEveryNdays": 1 } } }),
    );
    vec![
        merged(
            sms(json!({ "text": "Hi", "template_name": "T", "templateId": "dt-1" })),
            &json!({ "schedule": weekly }),
        ),
        merged(sms(json!({ "message": "SGk=" })), &json!({ "dncLists": { "name": "D" }, "schedule": daily })),
        sms(json!({ "file": "a.txt" })),
        voice(
            &json!({ "dialingMode": "Agentless", "experienceFlowName": "F", "enableMachineDetect": "detect" }),
        ),
        voice(&json!({ "dialingMode": "Preview", "queue_name": "Q", "maxSkips": 1 })),
    ]
}

/// Valid documents that together have every key of Burki.
fn burki() -> Vec<Json> {
    let base = json!({
        "platform": "burki", "name": "A", "renamedFrom": "Z", "campaign_type": "mixed", "assistant_id": 7, "description": "B",
        "welcome_message_template": "Hi", "agenda_template": "Ask", "end_call_message_template": "Bye",
        "sms_message_template": "Hi", "max_attempts": 3, "retry_delay_minutes": 30, "fallback_values": { "a": "b" },
        "variable_mappings": { "a": "B" }, "available_variables": ["a"], "pending_import": { "source": "crm" },
    });
    let config = |own: &Json| {
        merged(json!({ "interval": 1, "time": "09:00", "time_zone": "UTC", "end_date": "2037-06-30" }), own)
    };
    let recurring = |own: &Json| {
        json!({ "schedule": {
            "schedule_type": "recurring", "scheduled_at": "2037-01-05T09:00:00", "timezone": "UTC", "recurring_config": config(own),
        } })
    };
    vec![
        merged(base.clone(), &recurring(&json!({ "frequency": "weekly", "days_of_week": [1] }))),
        merged(base, &recurring(&json!({ "frequency": "monthly", "day_of_month": 5 }))),
    ]
}

/// The pointer of every value of a document.
fn pointers(value: &Json, path: &str, found: &mut Vec<String>) {
    let children: Vec<(String, &Json)> = match value {
        Json::Object(entries) => entries.iter().map(|(key, value)| (key.clone(), value)).collect(),
        Json::Array(items) => items.iter().enumerate().map(|(at, item)| (at.to_string(), item)).collect(),
        _ => Vec::new(),
    };
    for (key, value) in children {
        let path = format!("{path}/{key}");
        pointers(value, &path, found);
        found.push(path);
    }
}

/// The errors of a text: code and start of each.
fn errors(platform: PlatformKind, text: &str) -> Vec<(&'static str, usize)> {
    let check_context = CheckContext::new(platform, Zone::utc(), jiff::Timestamp::UNIX_EPOCH);
    let loaded = load_bytes("a.yaml", text.as_bytes().to_vec());
    let read = |_: &std::path::Path| Ok("Hello".to_owned());
    let found = loaded.documents.iter().flat_map(|document| decode(document, &read, &check_context).1);
    let errors =
        loaded.findings.clone().into_iter().chain(found).filter(|it| it.problem.severity == Severity::Error);
    errors
        .map(|it| match &it.origin {
            Origin::Text { span, .. } => (it.problem.code, span.start),
            _ => (it.problem.code, usize::MAX),
        })
        .collect()
}

fn check(platform: PlatformKind, documents: &[Json]) {
    let mut seen = BTreeSet::new();
    for document in documents {
        let whole = errors(platform, &document.to_string());
        assert!(whole.is_empty(), "{document}: {whole:?}");
        let mut found = Vec::new();
        pointers(document, "", &mut found);
        for pointer in found {
            let keys: Vec<&str> =
                pointer.split('/').skip(1).filter(|key| key.parse::<usize>().is_err()).collect();
            seen.insert(keys.join("."));
            let mut holed = document.clone();
            let Some(place) = holed.pointer_mut(&pointer) else { continue };
            let held = std::mem::replace(place, json!("@@"));
            let text = holed.to_string();
            let hole = text.find(HOLE).unwrap_or_default();
            let is_item = pointer.rsplit('/').next().is_some_and(|last| last.parse::<usize>().is_ok());
            let mut forms = vec![("null", hole), ("~", hole)];
            if !is_item {
                // The value in `key: ,` has no place of its own, so its key is used.
                forms.push((
                    "",
                    text[..hole].rfind(&format!("\"{}\"", keys[keys.len() - 1])).unwrap_or_default(),
                ));
            }
            if held.is_object() && keys.len() == 1 && keys[0] != "schedule" && platform == PlatformKind::Burki
            {
                forms.push(("{}", hole));
            }
            if held.is_array() && keys.len() == 1 && platform == PlatformKind::Burki {
                forms.push(("[]", hole));
            }
            if !held.is_object() && !held.is_array() {
                forms.extend([("\"\"", hole), ("\"  \"", hole)]);
            }
            for (empty, at) in forms {
                let errors = errors(platform, &text.replacen(HOLE, empty, 1));
                let shown = format!("{pointer}: {empty:?} in {document}\n{errors:?}");
                let may_be_empty = Table::of(platform).at(&keys).is_some_and(|field| field.may_be_empty)
                    || (keys.starts_with(&["fallback_values"]) && empty.starts_with('"'));
                assert_eq!(errors.is_empty(), may_be_empty, "{shown}");
                assert!(may_be_empty || errors.iter().any(|(_, start)| *start == at), "{shown}");
                assert!(errors.iter().all(|(code, _)| *code != "campaign/missing-field"), "{shown}");
                if !empty.starts_with('"') && !may_be_empty && !is_item {
                    assert!(errors.contains(&("campaign/empty-value", at)), "{shown}");
                }
            }
        }
    }
    for field in Table::of(platform).fields {
        assert!(seen.contains(&field.dotted()), "{} was not tried", field.dotted());
    }
}

#[test]
fn an_empty_key_of_kore_is_an_error_at_its_place() {
    check(PlatformKind::Kore, &kore());
}

#[test]
fn an_empty_key_of_burki_is_an_error_at_its_place() {
    check(PlatformKind::Burki, &burki());
}

#[test]
fn a_text_of_which_nothing_is_seen_is_an_error_on_both_platforms() {
    let texts = [
        (PlatformKind::Kore, kore(), &["/message/text", "/description"][..]),
        (
            PlatformKind::Burki,
            burki(),
            &[
                "/description",
                "/welcome_message_template",
                "/agenda_template",
                "/end_call_message_template",
                "/sms_message_template",
            ],
        ),
    ];
    for (platform, documents, pointers) in texts {
        for unseen in ["\u{200b}\u{2060}", "\u{2800}", "\u{3164} \u{3164}", "\u{a0}\u{feff}"] {
            for pointer in pointers {
                let mut document = documents[0].clone();
                *document.pointer_mut(pointer).unwrap_or(&mut Json::Null) = json!(unseen);
                let found = errors(platform, &document.to_string());
                assert!(
                    found.iter().any(|(code, _)| code.ends_with("empty") || *code == "campaign/empty-value"),
                    "{platform:?} {pointer} {unseen:?}: {found:?}"
                );
            }
        }
    }
}

#[test]
fn an_empty_key_in_a_block_is_an_error_at_the_key() {
    for (text, at) in [
        ("platform: kore\ndncLists:\n", 15),
        ("platform: kore\nmessage:\n  text: #SAVE20\n", 26),
        ("platform: burki\ndescription: # none\n", 16),
        ("platform: kore\nschedule:\n", 15),
    ] {
        let kind = if text.contains("burki") { PlatformKind::Burki } else { PlatformKind::Kore };
        let found = errors(kind, text);
        assert!(found.contains(&("campaign/empty-value", at)), "{text}: {found:?}");
    }
}
