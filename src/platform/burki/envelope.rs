//! Tells success from failure. Contract sections 5, 6 and 8.

use serde_json::{Map, Value};

use crate::platform::error::{FieldFault, presentable};
use crate::platform::failure::{Answer, Body, Limit, Meaning};
use crate::platform::redact::Redactor;

/// Where an error's sentence may stand, the documented key first. The rendered template has a template's error in it.
const SENTENCE_KEYS: [&str; 4] = ["detail", "message", "error", "rendered_template"];
/// How the message of every documented write ends that has no `success`.
const DONE: &str = "successfully";

/// What an answer without an error in it must hold to count as success.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Marker {
    /// An id: the campaign that was created.
    Id,
    /// `success` is true, or `message` ends in "successfully".
    Done,
    /// It is an object. Reads have no marker.
    Object,
    /// Nothing: what the call answers is documented nowhere.
    Nothing,
}

/// What an answer of the campaign API means.
#[must_use]
pub fn understand(answer: &Answer, redactor: &Redactor, marker: Marker) -> Meaning {
    let succeeded = (200..300).contains(&answer.status);
    match &answer.body {
        Body::Json(Value::Object(fields)) if succeeded => success(fields, redactor, marker),
        Body::Json(Value::Object(fields)) => failure(fields, redactor),
        Body::Json(value) if succeeded && marker == Marker::Nothing => Meaning::Success(value.clone()),
        Body::Empty if succeeded && marker == Marker::Nothing => Meaning::Success(Value::Null),
        Body::Text(text) if text.trim_start().starts_with('<') => {
            unusable("is a web page, perhaps of a proxy")
        }
        Body::Json(Value::String(text)) | Body::Text(text) if !succeeded => {
            error(presentable(text, redactor), Vec::new())
        }
        Body::Text(_) => unusable("is no JSON"),
        Body::Json(_) => unusable("is not what the platform documents"),
        Body::Empty => unusable("is empty"),
    }
}

fn success(fields: &Map<String, Value>, redactor: &Redactor, marker: Marker) -> Meaning {
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
        return Meaning::Success(Value::Object(fields.clone()));
    }
    unusable("does not say that it succeeded")
}

fn says_done(fields: &Map<String, Value>) -> bool {
    let message = fields.get("message").and_then(Value::as_str).unwrap_or_default();
    message.trim_end().trim_end_matches(['.', '!']).to_ascii_lowercase().ends_with(DONE)
}

/// The two shapes of an error: `detail` is a sentence, or the list of what is wrong with the request's fields.
fn failure(fields: &Map<String, Value>, redactor: &Redactor) -> Meaning {
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

const fn error(message: Option<String>, faults: Vec<FieldFault>) -> Meaning {
    Meaning::Error { code: None, message, limit: Limit::Other, faults }
}

fn unusable(why: &str) -> Meaning {
    Meaning::Unusable { why: why.to_owned() }
}
