//! The answer to a raw request.

use serde::Serialize;
use serde_json::Value;

use crate::domain::unseen::escaped_json;
use crate::ui::{Document, View};

/// An answer as it was received, with indented JSON.
#[derive(Debug, Serialize)]
#[serde(transparent)]
pub struct RawView(pub Value);

impl View for RawView {
    fn document(&self) -> Document {
        let text = match &self.0 {
            Value::String(text) => text.clone(),
            value => escaped_json(&format!("{value:#}")).into_owned(),
        };
        Document::new().lines(text.lines())
    }

    /// A row for each object, with the keys of all objects.
    fn rows(&self) -> Document {
        let objects = match &self.0 {
            Value::Array(rows) => rows.as_slice(),
            one => std::slice::from_ref(one),
        };
        let mut keys: Vec<&str> = Vec::new();
        for key in objects.iter().filter_map(Value::as_object).flat_map(serde_json::Map::keys) {
            if !keys.contains(&key.as_str()) {
                keys.push(key);
            }
        }
        if objects.iter().all(Value::is_object) && !keys.is_empty() {
            Document::records(&keys, objects)
        } else {
            self.document()
        }
    }
}
