//! Reads bodies and queries as the platform's request models do: all errors are reported at once.

use std::ops::RangeInclusive;

use serde_json::{Map, Value, json};

use super::refusal::{FieldError, Refusal};
use crate::sandbox::{choices::Strictness, exchange::Received};

/// A key of a body: the type of its value, and whether it is required.
#[derive(Debug)]
pub(super) struct Field {
    pub(super) key: &'static str,
    pub(super) need: Need,
    pub(super) kind: FieldType,
}

/// Whether a key may be left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Need {
    Required,
    /// The key may be left out; `null` is not accepted.
    Optional,
    /// The key may be left out or be `null`.
    Nullable,
}

/// The type of value that a key must have. Lengths count code points.
#[derive(Debug)]
pub(super) enum FieldType {
    Text(RangeInclusive<usize>),
    Word(&'static [&'static str]),
    Whole(RangeInclusive<i64>),
    TextMap,
    TextList,
    Object,
}

/// Any text.
pub(super) const ANY_TEXT: FieldType = FieldType::Text(0..=usize::MAX);

/// The body, which must be a JSON object.
///
/// # Errors
///
/// 422 if there is no body, or if it is not declared as JSON or not a JSON object.
pub(super) fn object(received: &Received) -> Result<Map<String, Value>, Refusal> {
    let whole = |message: &str, kind| FieldError::new(vec![json!("body")], message, kind);
    if received.body.is_empty() {
        return Err(whole("Field required", "missing").into());
    }
    let declared = received.header("content-type").unwrap_or_default();
    let media_type = declared.split(';').next().unwrap_or_default().trim();
    if !media_type.eq_ignore_ascii_case("application/json") {
        return Err(whole("Input should be a valid dictionary", "dict_type").into());
    }
    match serde_json::from_slice(&received.body) {
        Ok(Value::Object(map)) => Ok(map),
        Ok(_) => Err(whole("Input should be a valid dictionary", "dict_type").into()),
        Err(error) => {
            let location = vec![json!("body"), json!(error.column())];
            Err(FieldError::new(location, format!("JSON decode error: {error}"), "json_invalid").into())
        }
    }
}

/// Checks a body against the fields of its model.
///
/// # Errors
///
/// 422 with every field that is missing or wrong; under strict choices also with every unknown key.
pub(super) fn check(
    body: &Map<String, Value>,
    fields: &[Field],
    strictness: Strictness,
) -> Result<(), Refusal> {
    let mut faults: Vec<FieldError> = fields.iter().flat_map(|field| faults_of(field, body)).collect();
    if strictness == Strictness::Strict {
        let unknown = body.keys().filter(|key| fields.iter().all(|field| field.key != key.as_str()));
        faults.extend(unknown.map(|key| {
            let location = vec![json!("body"), json!(key)];
            FieldError::new(location, "Extra inputs are not permitted", "extra_forbidden")
        }));
    }
    if faults.is_empty() { Ok(()) } else { Err(Refusal::Values(faults)) }
}

fn faults_of(field: &Field, body: &Map<String, Value>) -> Vec<FieldError> {
    let location = || vec![json!("body"), json!(field.key)];
    let wrong = |message: String, kind| vec![FieldError::new(location(), message, kind)];
    let value = match (body.get(field.key), field.need) {
        (None, Need::Required) => return wrong("Field required".into(), "missing"),
        (None, _) | (Some(Value::Null), Need::Nullable) => return Vec::new(),
        (Some(value), _) => value,
    };
    match &field.kind {
        FieldType::Text(length) => match value.as_str().map(|text| text.chars().count()) {
            None => wrong("Input should be a valid string".into(), "string_type"),
            Some(count) if count < *length.start() => {
                let unit = if *length.start() == 1 { "character" } else { "characters" };
                wrong(format!("String should have at least {} {unit}", length.start()), "string_too_short")
            }
            Some(count) if count > *length.end() => {
                wrong(format!("String should have at most {} characters", length.end()), "string_too_long")
            }
            Some(_) => Vec::new(),
        },
        FieldType::Word(words) if value.as_str().is_some_and(|word| words.contains(&word)) => Vec::new(),
        FieldType::Word(words) => wrong(literal(words), "literal_error"),
        FieldType::Whole(range) => match value.as_i64() {
            None => wrong("Input should be a valid integer".into(), "int_type"),
            Some(number) => {
                out_of(number, range).map_or_else(Vec::new, |(message, kind)| wrong(message, kind))
            }
        },
        FieldType::TextMap => match value.as_object() {
            None => wrong("Input should be a valid dictionary".into(), "dict_type"),
            Some(map) => map
                .iter()
                .filter(|(_, value)| !value.is_string())
                .map(|(key, _)| text_fault(location(), json!(key)))
                .collect(),
        },
        FieldType::TextList => match value.as_array() {
            None => wrong("Input should be a valid list".into(), "list_type"),
            Some(list) => list
                .iter()
                .enumerate()
                .filter(|(_, value)| !value.is_string())
                .map(|(index, _)| text_fault(location(), json!(index)))
                .collect(),
        },
        FieldType::Object if value.is_object() => Vec::new(),
        FieldType::Object => wrong("Input should be a valid dictionary".into(), "dict_type"),
    }
}

fn text_fault(mut location: Vec<Value>, place: Value) -> FieldError {
    location.push(place);
    FieldError::new(location, "Input should be a valid string", "string_type")
}

fn literal(words: &[&str]) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("'{word}'")).collect();
    match quoted.split_last() {
        Some((last, rest)) if !rest.is_empty() => {
            format!("Input should be {} or {last}", rest.join(", "))
        }
        _ => format!("Input should be {}", quoted.join("")),
    }
}

fn out_of(number: i64, range: &RangeInclusive<i64>) -> Option<(String, &'static str)> {
    let (least, most) = (range.start(), range.end());
    if number < *least {
        Some((format!("Input should be greater than or equal to {least}"), "greater_than_equal"))
    } else if number > *most {
        Some((format!("Input should be less than or equal to {most}"), "less_than_equal"))
    } else {
        None
    }
}

/// A query that is read key by key. Its errors are collected until [`Query::finish`].
#[derive(Debug)]
pub(super) struct Query<'a> {
    received: &'a Received,
    known: Vec<&'static str>,
    faults: Vec<FieldError>,
}

/// The part of a list that was asked for. Pages count from 1.
#[derive(Debug, Clone, Copy)]
pub(super) struct Page {
    number: usize,
    rows: usize,
}

impl<'a> Query<'a> {
    pub(super) const fn of(received: &'a Received) -> Self {
        Self { received, known: Vec::new(), faults: Vec::new() }
    }

    /// A text, as it was sent.
    pub(super) fn text(&mut self, key: &'static str) -> Option<&'a str> {
        self.known.push(key);
        self.received.query(key)
    }

    /// One of several words.
    pub(super) fn word(&mut self, key: &'static str, words: &[&str]) -> Option<&'a str> {
        let word = self.text(key)?;
        if !words.contains(&word) {
            self.wrong(key, literal(words), "literal_error");
        }
        Some(word)
    }

    /// An integer in a range.
    pub(super) fn whole(&mut self, key: &'static str, range: &RangeInclusive<i64>) -> Option<i64> {
        let text = self.text(key)?;
        let Ok(number) = text.parse() else {
            let message = "Input should be a valid integer, unable to parse string as an integer";
            self.wrong(key, message.to_owned(), "int_parsing");
            return None;
        };
        if let Some((message, kind)) = out_of(number, range) {
            self.wrong(key, message, kind);
        }
        Some(number)
    }

    /// `page` and `per_page` (Burki contract §4).
    pub(super) fn page(&mut self) -> Page {
        let mut number = |key, range, usual| {
            self.whole(key, &range).and_then(|number| usize::try_from(number).ok()).unwrap_or(usual)
        };
        Page { number: number("page", 1..=i64::MAX, 1), rows: number("per_page", 1..=1000, 50) }
    }

    fn wrong(&mut self, key: &str, message: String, kind: &'static str) {
        self.faults.push(FieldError::new(vec![json!("query"), json!(key)], message, kind));
    }

    /// Reports all errors; under strict choices also the unknown keys.
    ///
    /// # Errors
    ///
    /// 422 with all errors.
    pub(super) fn finish(mut self, strictness: Strictness) -> Result<(), Refusal> {
        if strictness == Strictness::Strict {
            let received = self.received;
            for (key, _) in &received.query {
                if !self.known.contains(&key.as_str()) {
                    self.wrong(key, "Extra inputs are not permitted".to_owned(), "extra_forbidden");
                }
            }
        }
        if self.faults.is_empty() { Ok(()) } else { Err(Refusal::Values(self.faults)) }
    }
}

impl Page {
    /// The rows of this page, and the `pagination` object.
    pub(super) fn of<T>(self, all: Vec<T>, row: impl FnMut(T) -> Value) -> (Vec<Value>, Value) {
        let total = all.len();
        let pages = total.div_ceil(self.rows);
        let first = (self.number - 1).saturating_mul(self.rows);
        let rows = all.into_iter().skip(first).take(self.rows).map(row).collect();
        let pagination = json!({
            "page": self.number,
            "per_page": self.rows,
            "total_items": total,
            "total_pages": pages,
            "has_next": self.number < pages,
            "has_prev": self.number > 1,
        });
        (rows, pagination)
    }
}
