//! A cell of a table, with a text for people and a value for programs.

use std::ops::Deref;

use serde_json::Value;

/// The text for an empty value.
const NOTHING: &str = "-";

/// A text for people. If programs need another value, such as an ISO time, CSV has that one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cell {
    text: String,
    value: Option<String>,
}

impl Cell {
    /// A text for people, and the value that CSV has in its place.
    pub fn with_value(text: impl Into<String>, value: impl Into<String>) -> Self {
        Self { text: text.into(), value: Some(value.into()) }
    }

    /// A cell without a value: `-` for people, and empty in CSV.
    pub fn nothing() -> Self {
        Self::with_value(NOTHING, "")
    }

    /// The value, or [`Cell::nothing`].
    pub fn of(value: Option<impl ToString>) -> Self {
        value.map_or_else(Self::nothing, |value| value.to_string().into())
    }

    /// A JSON value as a cell: a text without its quotes, and nothing for `null`.
    pub fn of_json(value: &Value) -> Self {
        match value {
            Value::Null => Self::nothing(),
            Value::String(text) => text.into(),
            other => other.to_string().into(),
        }
    }

    /// Changes its texts: the one for people, and the value.
    pub(super) fn each_text(&mut self, change: impl Fn(&mut String)) {
        std::iter::once(&mut self.text).chain(&mut self.value).for_each(change);
    }

    /// The value in CSV.
    pub(super) fn value(&self) -> &str {
        self.value.as_deref().unwrap_or(&self.text)
    }
}

impl Deref for Cell {
    type Target = str;

    fn deref(&self) -> &str {
        &self.text
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self { text, value: None }
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        text.to_owned().into()
    }
}

impl From<&String> for Cell {
    fn from(text: &String) -> Self {
        text.clone().into()
    }
}
