//! The answer to a raw request.

use serde::Serialize;
use serde_json::Value;

use crate::domain::unseen::escaped_json;
use crate::ui::{Document, View};

/// An answer as it came, its JSON indented.
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
}
