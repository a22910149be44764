//! A campaign that was watched.

use jiff::Timestamp;
use serde::Serialize;

use super::moment::{local, utc};
use crate::domain::live::StatusReading;
use crate::domain::zone::Zone;
use crate::ui::{Document, Table, View};

/// A status and when it was first seen.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct ChangeSeen {
    /// RFC 3339 in UTC.
    at: String,
    status: String,
    #[serde(skip)]
    local: String,
}

/// A campaign's statuses while it was watched.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct WatchView {
    name: String,
    id: String,
    /// The last one.
    status: String,
    changes: Vec<ChangeSeen>,
}

impl WatchView {
    /// A watch that begins with this reading.
    #[must_use]
    pub const fn of(name: String, id: String) -> Self {
        Self { name, id, status: String::new(), changes: Vec::new() }
    }

    /// Takes a reading; the line to say where it is a change. Tables show its time in `zone`.
    pub fn take(&mut self, reading: &StatusReading, at: Timestamp, zone: &Zone) -> Option<String> {
        if self.status == reading.status.as_str() {
            return None;
        }
        reading.status.as_str().clone_into(&mut self.status);
        self.changes.push(ChangeSeen { at: utc(at), status: self.status.clone(), local: local(at, zone) });
        Some(format!("{}  {}: {}", local(at, zone), self.name, self.status))
    }
}

impl View for WatchView {
    fn document(&self) -> Document {
        let rows = self.changes.iter().map(|change| [change.local.clone(), change.status.clone()]);
        Document::new()
            .fields([
                ("campaign", self.name.clone()),
                ("id", self.id.clone()),
                ("status", self.status.clone()),
            ])
            .table(Table::new(["SEEN AT", "STATUS"]).rows(rows))
    }
}
