//! A stream that tests can read, and findings as a result to print to it.

use std::io::{self, Write};
use std::sync::{Arc, Mutex, PoisonError};

use serde::{Serialize, Serializer};

use super::{Document, View, records};
use crate::domain::finding::Findings;

/// A writer that keeps the written text; clones share it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Capture(Arc<Mutex<Vec<u8>>>);

impl Capture {
    /// The output so far.
    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.0.lock().unwrap_or_else(PoisonError::into_inner)).into_owned()
    }
}

impl Write for Capture {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Findings as one result.
pub(crate) struct AllAtOnce<'a>(pub(crate) &'a Findings);

impl Serialize for AllAtOnce<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        records(self.0).serialize(serializer)
    }
}

impl View for AllAtOnce<'_> {
    fn document(&self) -> Document {
        Document::new().findings(self.0.clone())
    }
}
