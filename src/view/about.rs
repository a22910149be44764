//! The views of kcamp's version and of its help pages, for scripts; people read them as text.

use serde::Serialize;

use crate::ui::{Document, View};

/// The version of this kcamp.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct VersionView {
    /// The version, such as `1.2.3`.
    version: &'static str,
}

impl VersionView {
    /// The version of this program.
    pub const fn of_this() -> Self {
        Self { version: env!("CARGO_PKG_VERSION") }
    }
}

impl View for VersionView {
    fn document(&self) -> Document {
        Document::new().lines([format!("kcamp {}", self.version)])
    }
}

/// A help page: that of a command, or one of the pages that `kcamp help TOPIC` shows.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct HelpView {
    /// The page as people read it.
    pub help: String,
}

impl View for HelpView {
    fn document(&self) -> Document {
        Document::new().lines(self.help.lines())
    }
}
