//! The files of a new project.

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
    /// `new`; `kept` where it was there and is shared with other campaigns; `replaced` where it was there and is the
    /// campaign's own.
    pub outcome: &'static str,
}

impl NewFileView {
    fn words(&self) -> String {
        match self.outcome {
            "new" => self.what.to_owned(),
            outcome => format!("{} ({outcome})", self.what),
        }
    }
}

impl View for InitView {
    fn document(&self) -> Document {
        let rows = self.files.iter().map(|it| [it.file.clone(), it.words()]);
        Document::new().table(Table::new(["FILE", "WHAT"]).whole(&["FILE"]).rows(rows))
    }
}
