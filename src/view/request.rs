//! Requests that a dry run shows.

use serde::Serialize;
use serde_json::Value;

use crate::ui::{Document, View};

/// The requests of a dry run, in the order in which they would be sent.
#[derive(Debug, Serialize)]
#[serde(transparent)]
pub struct RequestsView(pub Vec<Value>);

impl View for RequestsView {
    fn document(&self) -> Document {
        Document::new().lines(self.0.iter().map(ToString::to_string))
    }
}
