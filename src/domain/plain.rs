//! The fields of a campaign on which no rule depends. What is sent, read, compared, exported and shown of them is the
//! one row that the table of fields has for each. Bodies have it where campaign files have it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// The columns that only a field has on which no rule depends.
#[derive(Debug, Clone, Copy)]
pub struct PlainField {
    /// The form of its value.
    pub form: PlainForm,
    /// Its name in tables; `None` where they leave it out.
    pub in_tables: Option<&'static str>,
    /// Its description, for the schema of outputs.
    pub about: &'static str,
}

/// The form of the value of a plain field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlainForm {
    /// A text.
    Text,
    /// A whole number.
    Number,
    /// Words in their order.
    Words,
    /// Texts by name.
    Pairs,
}

/// The value of a plain field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum PlainValue {
    /// A text.
    Text(String),
    /// A whole number.
    Number(u64),
    /// Words in their order.
    Words(Vec<String>),
    /// Texts by name.
    Pairs(BTreeMap<String, String>),
}

impl PlainValue {
    /// The value as text: `30`, `a, b`, `name=you`.
    pub fn text(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Number(number) => number.to_string(),
            Self::Words(words) => words.join(", "),
            Self::Pairs(pairs) => {
                pairs.iter().map(|(key, value)| format!("{key}={value}")).collect::<Vec<_>>().join(", ")
            }
        }
    }
}

/// The plain fields that an answer has, by their keys joined with dots.
pub type PlainValues = BTreeMap<String, PlainValue>;

/// The values that are there.
#[cfg(test)]
pub(crate) fn plain_values<const N: usize>(values: [(&str, Option<PlainValue>); N]) -> PlainValues {
    values.into_iter().filter_map(|(key, value)| Some((key.to_owned(), value?))).collect()
}
