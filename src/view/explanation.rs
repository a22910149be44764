//! The view of the explanation of a code.

use serde::Serialize;

use crate::domain::explanations::Explanation;
use crate::ui::{Document, Table, View};

/// One explanation.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ExplanationView {
    /// The stable code.
    code: &'static str,
    /// `error`, `warning`, `note` or several of these; `command` where it is never a finding in a file.
    severity: &'static str,
    /// The meaning, one paragraph.
    meaning: String,
    /// The reason why it matters, one paragraph.
    why: String,
    /// Its lines, joined by line breaks.
    example: String,
    /// The fix, one paragraph.
    help: String,
}

impl From<&Explanation> for ExplanationView {
    fn from(explanation: &Explanation) -> Self {
        let example: Vec<&str> =
            explanation.example.lines().map(|line| line.strip_prefix("    ").unwrap_or(line)).collect();
        Self {
            code: explanation.code,
            severity: explanation.severity.words(),
            meaning: explanation.meaning.to_owned(),
            why: explanation.why.to_owned(),
            example: example.join("\n"),
            help: explanation.help.to_owned(),
        }
    }
}

impl View for ExplanationView {
    fn document(&self) -> Document {
        let example = self.example.lines().map(|line| format!("    {line}"));
        Document::new()
            .fields([("code", self.code), ("severity", self.severity)])
            .fields([("meaning", self.meaning.as_str()), ("why", &self.why)])
            .lines(example)
            .fields([("help", self.help.as_str())])
    }
}

/// Every explanation.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct ExplanationsView(pub Vec<ExplanationView>);

impl View for ExplanationsView {
    fn document(&self) -> Document {
        let rows = self.0.iter().map(|it| [it.code, it.severity, first_sentence(&it.meaning)]);
        Document::new().table(Table::new(["CODE", "SEVERITY", "MEANING"]).whole(&["CODE"]).rows(rows))
    }
}

/// The text up to the first colon, semicolon or full stop.
fn first_sentence(text: &str) -> &str {
    let end =
        text.find([':', ';']).into_iter().chain(text.find(". ")).chain(text.strip_suffix('.').map(str::len));
    &text[..end.min().unwrap_or(text.len())]
}
