//! The exit codes, for people and for scripts.

use serde::Serialize;

use crate::exit::Exit;
use crate::ui::{Document, View};

/// Every exit code with its meaning.
#[derive(Debug, Serialize)]
#[serde(transparent)]
pub struct ExitCodesView {
    codes: Vec<ExitCodeView>,
    #[serde(skip)]
    table: &'static str,
}

#[derive(Debug, Serialize)]
struct ExitCodeView {
    code: u8,
    meaning: &'static str,
}

impl ExitCodesView {
    /// All of them; people see `table`, which the help page has too.
    #[must_use]
    pub fn new(table: &'static str) -> Self {
        let codes =
            Exit::ALL.iter().map(|exit| ExitCodeView { code: exit.number(), meaning: exit.meaning() });
        Self { codes: codes.collect(), table }
    }
}

impl View for ExitCodesView {
    fn document(&self) -> Document {
        Document::new().lines(self.table.lines())
    }
}
