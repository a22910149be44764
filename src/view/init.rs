//! The files of a project that was begun.

use serde::Serialize;

use crate::ui::{Document, Table, View};

/// The files that `kcamp init` wrote, and the commands that come next.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct InitView {
    /// Whether the files were written; a dry run writes none.
    pub written: bool,
    /// The files.
    pub files: Vec<NewFileView>,
    /// The commands that come next.
    pub next: Vec<String>,
}

/// One file.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct NewFileView {
    /// Its path, with the folder that was given.
    pub file: String,
    /// Its purpose.
    pub what: &'static str,
}

impl View for InitView {
    fn document(&self) -> Document {
        let rows = self.files.iter().map(|it| [it.file.as_str(), it.what]);
        Document::new().table(Table::new(["FILE", "WHAT"]).whole(&["FILE"]).rows(rows))
    }
}
