//! The end of a command that has no other result than what it did.

use serde::Serialize;

use crate::ui::{Document, View};

/// The effect of a command, for programs: a reader is told by a message on stderr, and stdout stays empty.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct DoneView {
    /// The effect, in words for a reader.
    pub done: String,
}

impl View for DoneView {
    fn document(&self) -> Document {
        Document::new()
    }

    fn rows(&self) -> Document {
        Document::records(&["done"], &[self])
    }
}
