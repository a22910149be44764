//! The exit codes, for people and for scripts.

use serde::Serialize;

use crate::exit::Exit;
use crate::ui::{Document, Table, View};

/// Every exit code with its meaning.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct ExitCodesView(Vec<ExitCodeView>);

#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct ExitCodeView {
    /// The exit code.
    code: u8,
    /// The meaning, in a few words.
    meaning: &'static str,
}

impl ExitCodesView {
    /// All exit codes, in the order of their numbers.
    pub fn all() -> Self {
        let view = |exit: Exit| ExitCodeView { code: exit.number(), meaning: exit.meaning() };
        Self(Exit::ALL.into_iter().map(view).collect())
    }
}

impl View for ExitCodesView {
    fn document(&self) -> Document {
        let rows = self.0.iter().map(|exit| [exit.code.to_string(), exit.meaning.to_owned()]);
        Document::new().table(Table::new(["CODE", "MEANING"]).rows(rows))
    }
}
