//! What a code means, for readers.

use serde::Serialize;

use crate::domain::explanations::Explanation;
use crate::ui::{Document, Table, View};

/// One explanation.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ExplanationView {
    code: &'static str,
    /// `error`, `warning`, `note` or several of these; `command` where it is never a finding in a file.
    weight: &'static str,
    meaning: String,
    why: String,
    /// Its lines, joined by line breaks.
    example: String,
    mend: String,
}

impl From<&Explanation> for ExplanationView {
    fn from(explanation: &Explanation) -> Self {
        let example: Vec<&str> =
            explanation.example.lines().map(|line| line.strip_prefix("    ").unwrap_or(line)).collect();
        Self {
            code: explanation.code,
            weight: explanation.weight.words(),
            meaning: explanation.meaning.to_owned(),
            why: explanation.why.to_owned(),
            example: example.join("\n"),
            mend: explanation.mend.to_owned(),
        }
    }
}

impl View for ExplanationView {
    fn document(&self) -> Document {
        let example = self.example.lines().map(|line| format!("    {line}"));
        Document::new()
            .fields([("code", self.code), ("weight", self.weight)])
            .fields([("meaning", self.meaning.as_str()), ("why", &self.why)])
            .lines(example)
            .fields([("mend", self.mend.as_str())])
    }
}

/// Every explanation.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct ExplanationsView(pub Vec<ExplanationView>);

impl View for ExplanationsView {
    fn document(&self) -> Document {
        let rows = self.0.iter().map(|it| [it.code, it.weight, first_sentence(&it.meaning)]);
        Document::new().table(Table::new(["CODE", "WEIGHT", "MEANING"]).whole(&["CODE"]).rows(rows))
    }
}

/// Up to the first full stop that ends a sentence.
fn first_sentence(text: &str) -> &str {
    let end =
        text.find([':', ';']).into_iter().chain(text.find(". ")).chain(text.strip_suffix('.').map(str::len));
    &text[..end.min().unwrap_or(text.len())]
}
