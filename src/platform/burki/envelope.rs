//! Tells success from failure. Burki contract §5, §6 and §8.

use serde_json::{Map, Value};

use crate::platform::error::FieldFault;
use crate::platform::failure::{Answer, Body, Limit, ParsedAnswer};
use crate::platform::presentable::presentable;
use crate::secret::redact::Redactor;

/// The keys under which an error's sentence may be, the documented one first. `rendered_template` holds the error of
/// a template.
const SENTENCE_KEYS: [&str; 4] = ["detail", "message", "error", "rendered_template"];
/// The keys that make an answer without a mark of success a refusal.
const REFUSAL_KEYS: [&str; 2] = ["error", "detail"];
/// The end of the message of every documented write that has no `success`.
const DONE: &str = "successfully";

/// The keys that an answer without an error must have to count as success.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Marker {
    /// An id: the campaign that was created.
    Id,
    /// `success` is true, or `message` ends in "successfully".
    Done,
    /// The answer is a JSON object. Reads have no other marker.
    Object,
    /// No marker: the answer to the call is not documented.
    Nothing,
}

/// Understands answers whose success holds this marker.
pub(super) fn expecting(marker: Marker) -> impl Fn(&Answer, &Redactor) -> ParsedAnswer {
    move |answer, redactor| understand(answer, redactor, marker)
}

/// Parses an answer of the campaign API: success, error, or unusable.
pub fn understand(answer: &Answer, redactor: &Redactor, marker: Marker) -> ParsedAnswer {
    let succeeded = (200..300).contains(&answer.status);
    match &answer.body {
        Body::Json(Value::Object(fields)) if succeeded => success(fields, redactor, marker),
        Body::Json(Value::Object(fields)) => failure(fields, redactor),
        Body::Json(value) if succeeded && marker == Marker::Nothing => ParsedAnswer::Success(value.clone()),
        Body::Empty if succeeded && marker == Marker::Nothing => ParsedAnswer::Success(Value::Null),
        Body::Text(text) if text.trim_start().starts_with('<') => {
            unusable("is a web page, perhaps of a proxy")
        }
        Body::Json(Value::String(text)) | Body::Text(text) if !succeeded => {
            error(presentable(text, redactor), Vec::new())
        }
        Body::Text(_) => unusable("is not JSON"),
        Body::Json(_) => unusable("is not in the documented form"),
        Body::Empty => unusable("is empty"),
    }
}

fn success(fields: &Map<String, Value>, redactor: &Redactor, marker: Marker) -> ParsedAnswer {
    let success = fields.get("success").and_then(Value::as_bool);
    if success == Some(false) {
        return failure(fields, redactor);
    }
    let is_marked = match marker {
        Marker::Id => fields.get("id").is_some_and(|id| id.is_u64() || id.is_string()),
        Marker::Done => success == Some(true) || says_done(fields),
        Marker::Object | Marker::Nothing => true,
    };
    if is_marked {
        return ParsedAnswer::Success(Value::Object(fields.clone()));
    }
    let is_said = |key: &&str| match fields.get(*key) {
        Some(Value::String(text)) => !text.is_empty(),
        Some(Value::Array(items)) => !items.is_empty(),
        _ => false,
    };
    if REFUSAL_KEYS.iter().any(is_said) {
        return failure(fields, redactor);
    }
    unusable("does not say that it succeeded")
}

fn says_done(fields: &Map<String, Value>) -> bool {
    let message = fields.get("message").and_then(Value::as_str).unwrap_or_default();
    message.trim_end().trim_end_matches(['.', '!']).to_ascii_lowercase().ends_with(DONE)
}

/// Parses an error, in either of its forms: `detail` is a sentence, or a list of the problems with the request's
/// fields.
fn failure(fields: &Map<String, Value>, redactor: &Redactor) -> ParsedAnswer {
    if let Some(items) = fields.get("detail").and_then(Value::as_array) {
        let faults: Vec<FieldFault> = items.iter().filter_map(|item| fault(item, redactor)).collect();
        let sentences: Vec<String> = faults.iter().map(ToString::to_string).collect();
        return error(presentable(&sentences.join("; "), redactor), faults);
    }
    let sentence = SENTENCE_KEYS.iter().find_map(|key| fields.get(*key).and_then(Value::as_str));
    error(sentence.and_then(|text| presentable(text, redactor)), Vec::new())
}

fn fault(item: &Value, redactor: &Redactor) -> Option<FieldFault> {
    let place = item["loc"].as_array().map(Vec::as_slice).unwrap_or_default();
    let mut path: Vec<String> = place.iter().filter_map(|step| step_text(step, redactor)).collect();
    if path.first().is_some_and(|first| first == "body") {
        path.remove(0);
    }
    Some(FieldFault { path, message: presentable(item["msg"].as_str()?, redactor)? })
}

fn step_text(step: &Value, redactor: &Redactor) -> Option<String> {
    match step {
        Value::String(name) => presentable(name, redactor),
        Value::Number(index) => Some(index.to_string()),
        _ => None,
    }
}

const fn error(message: Option<String>, faults: Vec<FieldFault>) -> ParsedAnswer {
    ParsedAnswer::Error { code: None, message, limit: Limit::Other, faults }
}

fn unusable(why: &str) -> ParsedAnswer {
    ParsedAnswer::Unusable { why: why.to_owned() }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{Marker, understand};
    use crate::platform::error::FieldFault;
    use crate::platform::failure::{Answer, Body, ParsedAnswer};
    use crate::secret::redact::Redactor;

    fn meaning(status: u16, body: Body, marker: Marker) -> ParsedAnswer {
        let answer = Answer { status, body, request_id: None, retry_after: None, location: None };
        understand(&answer, &Redactor::default(), marker)
    }

    fn of_json(status: u16, body: Value, marker: Marker) -> ParsedAnswer {
        meaning(status, Body::Json(body), marker)
    }

    fn said(meaning: ParsedAnswer) -> (Option<String>, Vec<FieldFault>) {
        match meaning {
            ParsedAnswer::Error { message, faults, .. } => (message, faults),
            other => (Some(format!("no error: {other:?}")), Vec::new()),
        }
    }

    #[test]
    fn both_shapes_of_an_error_read_as_sentences() {
        let text = json!({"detail": "Scheduled time is in the past"});
        let plain = (Some("Scheduled time is in the past".to_owned()), Vec::new());
        assert_eq!(said(of_json(400, text, Marker::Done)), plain);
        let list = json!({"detail": [
            {"loc": ["body", "name"], "msg": "String should have at most 200 characters", "type": "string_too_long"},
            {"loc": ["body", "recurring_config", "days_of_week", 0], "msg": "Input should be less than 8", "type": "x"},
            {"loc": ["query", "page"], "msg": "Input should be greater than 0", "type": "x"},
            {"loc": ["body"], "msg": "Field required", "type": "missing"},
        ]});
        let (message, faults) = said(of_json(422, list, Marker::Done));
        assert_eq!(
            message.as_deref(),
            Some(
                "name: String should have at most 200 characters; \
                 recurring_config.days_of_week.0: Input should be less than 8; \
                 query.page: Input should be greater than 0; Field required"
            )
        );
        assert_eq!(faults[0].path, ["name"]);
        assert_eq!(faults[1].path, ["recurring_config", "days_of_week", "0"]);
        assert_eq!((faults.len(), faults[3].path.len()), (4, 0));
    }

    #[test]
    fn a_success_that_says_false_is_an_error() {
        let failed = json!({"success": false, "message": "No contacts found"});
        for marker in [Marker::Done, Marker::Id, Marker::Object, Marker::Nothing] {
            assert_eq!(said(of_json(200, failed.clone(), marker)).0.as_deref(), Some("No contacts found"));
        }
        let template =
            json!({"success": false, "rendered_template": "[Template Error: unexpected '}'] Hi {{ name }"});
        let (message, _) = said(of_json(200, template, Marker::Done));
        assert!(message.is_some_and(|message| message.starts_with("[Template Error")));
    }

    #[test]
    fn a_write_has_to_say_that_it_was_done() {
        for done in [
            json!({"success": true, "message": "Schedule saved"}),
            json!({"message": "Campaign paused successfully"}),
            json!({"message": "Campaign updated successfully."}),
        ] {
            assert!(matches!(of_json(200, done, Marker::Done), ParsedAnswer::Success(_)));
        }
        assert!(matches!(of_json(200, json!({"id": 42}), Marker::Id), ParsedAnswer::Success(_)));
        for (marker, open) in [
            (Marker::Done, json!({"message": "Campaign update queued"})),
            (Marker::Done, json!({})),
            (Marker::Id, json!({"success": true})),
            (Marker::Id, json!({"id": null})),
            (Marker::Object, json!([1])),
        ] {
            assert!(matches!(of_json(200, open, marker), ParsedAnswer::Unusable { .. }), "{marker:?}");
        }
        for body in [Body::Empty, Body::Text("<html>".into()), Body::Text("ok".into())] {
            assert!(matches!(meaning(200, body, Marker::Done), ParsedAnswer::Unusable { .. }));
        }
        assert_eq!(of_json(200, json!([1]), Marker::Nothing), ParsedAnswer::Success(json!([1])));
    }

    #[test]
    fn an_error_without_a_mark_of_success_is_a_refusal_with_its_word() {
        for marker in [Marker::Id, Marker::Done] {
            for (body, word) in [
                (json!({"error": "quota"}), "quota"),
                (json!({"detail": "too many campaigns"}), "too many campaigns"),
                (json!({"detail": [{"loc": ["body", "name"], "msg": "taken"}]}), "name: taken"),
            ] {
                assert_eq!(said(of_json(200, body, marker)).0.as_deref(), Some(word), "{marker:?}");
            }
            for body in [json!({"error": null}), json!({"error": ""}), json!({"detail": []})] {
                assert!(matches!(of_json(200, body, marker), ParsedAnswer::Unusable { .. }), "{marker:?}");
            }
        }
    }

    #[test]
    fn a_page_of_a_proxy_is_no_sentence_of_the_platform() {
        assert!(matches!(
            meaning(502, Body::Text("<html>".into()), Marker::Done),
            ParsedAnswer::Unusable { .. }
        ));
        let text = meaning(429, Body::Text("Too Many\u{7} Requests".into()), Marker::Done);
        assert_eq!(said(text).0.as_deref(), Some("Too Many Requests"));
    }
}
