//! Findings as a result, which they are for `validate`.

use serde::{Serialize, Serializer};

use crate::domain::finding::Findings;
use crate::ui::{Document, View, records};

/// Findings: an array of records for machines, source lines with the spans marked and a summary for people.
pub struct FindingsView<'a>(pub &'a Findings);

impl Serialize for FindingsView<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        records(self.0).serialize(serializer)
    }
}

impl View for FindingsView<'_> {
    fn document(&self) -> Document {
        Document::new().findings(self.0.clone())
    }
}
