//! Findings: what is wrong with an input, where, and how to mend it.
//!
//! A rule yields a [`Problem`]; with the [`Origin`] of the value that it is about it becomes a [`Finding`].

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

/// How much a finding weighs. Ordered from light to heavy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing.
    Note,
    /// Probably not what was meant.
    Warning,
    /// Nothing is sent.
    Error,
}

impl fmt::Display for Severity {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        })
    }
}

/// A text that was read, with the name that findings show for it: a path as the user typed it, or `<stdin>`.
#[derive(Debug, PartialEq, Eq)]
pub struct Source {
    /// The name that findings show.
    pub name: String,
    /// The whole text.
    pub text: String,
}

/// A place in a text. Lines and columns count from 1; columns count characters (Unicode scalar values).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1, in characters.
    pub column: usize,
}

impl Source {
    /// The line and column of a byte offset. An offset past the end is the end.
    #[must_use]
    pub fn position(&self, offset: usize) -> Position {
        let mut end = offset.min(self.text.len());
        while !self.text.is_char_boundary(end) {
            end -= 1;
        }
        let before = &self.text[..end];
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        Position { line: before.matches('\n').count() + 1, column: before[line_start..].chars().count() + 1 }
    }
}

/// Where a value came from, and so where a finding about it points.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// A span of a text, in bytes.
    Text {
        /// The text.
        source: Arc<Source>,
        /// The bytes of the value in it.
        span: Range<usize>,
    },
    /// A file as a whole, such as one that cannot be read; its name as the user typed it.
    File(String),
    /// A flag, such as `--priority`.
    Flag(String),
    /// An environment variable, such as `KCAMP_START`.
    Environment(String),
    /// An answer typed at a prompt, by the field's name.
    Prompt(String),
    /// A field of what was sent, by its keys with dots between them: a platform named it in its refusal.
    Field(String),
}

/// What a rule found, before it is known where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The stable code, `area/what-is-wrong`.
    pub code: &'static str,
    /// How much it weighs.
    pub severity: Severity,
    /// What is wrong, in lower case, naming the value.
    pub message: String,
    /// The mend.
    pub help: Option<String>,
}

impl Problem {
    /// A problem that keeps anything from being sent.
    #[must_use]
    pub fn error(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Error, message)
    }

    /// A problem that lets the input pass.
    #[must_use]
    pub fn warning(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Warning, message)
    }

    /// Something worth knowing.
    #[must_use]
    pub fn note(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Note, message)
    }

    fn new(code: &'static str, severity: Severity, message: impl Into<String>) -> Self {
        Self { code, severity, message: message.into(), help: None }
    }

    /// The same with its mend.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// The finding that it is at its place.
    #[must_use]
    pub fn at(self, origin: &Origin) -> Finding {
        Finding { problem: self, origin: origin.clone() }
    }
}

/// A problem at its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What is wrong.
    pub problem: Problem,
    /// Where.
    pub origin: Origin,
}

/// A value and where it came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Located<T> {
    /// The value.
    pub value: T,
    /// Where it came from.
    pub origin: Origin,
}

impl<T> Located<T> {
    /// A value at its place.
    pub const fn new(value: T, origin: Origin) -> Self {
        Self { value, origin }
    }

    /// The same place with another value.
    pub fn map<U>(self, convert: impl FnOnce(T) -> U) -> Located<U> {
        Located { value: convert(self.value), origin: self.origin }
    }
}

/// Findings as they are gathered: rules push, nobody stops at the first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Findings(Vec<Finding>);

impl Findings {
    /// None yet.
    #[must_use]
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// Adds one.
    pub fn push(&mut self, finding: Finding) {
        self.0.push(finding);
    }

    /// Adds all of them.
    pub fn extend(&mut self, findings: impl IntoIterator<Item = Finding>) {
        self.0.extend(findings);
    }

    /// The value of a parsed field; a problem is added at its place, and the field is then `None`.
    pub fn take<T>(&mut self, parsed: Result<T, Problem>, origin: &Origin) -> Option<T> {
        match parsed {
            Ok(value) => Some(value),
            Err(problem) => {
                self.push(problem.at(origin));
                None
            }
        }
    }

    /// Whether one of them keeps the input from being sent.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.0.iter().any(|finding| finding.problem.severity == Severity::Error)
    }

    /// How many have this weight.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        self.0.iter().filter(|finding| finding.problem.severity == severity).count()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// All of them, in the order in which they were found.
    pub fn iter(&self) -> std::slice::Iter<'_, Finding> {
        self.0.iter()
    }

    /// Puts the findings of each text in the order of their places; texts stay in the order of their first finding.
    pub fn sort_by_place(&mut self) {
        let mut texts: Vec<Arc<Source>> = Vec::new();
        let mut keys = Vec::with_capacity(self.0.len());
        for finding in &self.0 {
            keys.push(match &finding.origin {
                Origin::Text { source, span } => {
                    let known = texts.iter().position(|text| Arc::ptr_eq(text, source));
                    let group = known.unwrap_or_else(|| {
                        texts.push(Arc::clone(source));
                        texts.len() - 1
                    });
                    (group + 1, span.start)
                }
                _ => (0, 0),
            });
        }
        let mut keyed: Vec<_> = keys.into_iter().zip(std::mem::take(&mut self.0)).collect();
        keyed.sort_by_key(|(key, _)| *key);
        self.0 = keyed.into_iter().map(|(_, finding)| finding).collect();
    }
}

impl IntoIterator for Findings {
    type Item = Finding;
    type IntoIter = std::vec::IntoIter<Finding>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<'a> IntoIterator for &'a Findings {
    type Item = &'a Finding;
    type IntoIter = std::slice::Iter<'a, Finding>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

#[cfg(test)]
mod tests {
    use super::{Position, Source};

    #[test]
    fn positions_count_characters_from_one() {
        let source = Source { name: "a.yaml".into(), text: "a: 1\nü: zwei\n".into() };
        assert_eq!(source.position(0), Position { line: 1, column: 1 });
        assert_eq!(source.position("a: 1\nü: ".len()), Position { line: 2, column: 4 });
        assert_eq!(source.position(9999), Position { line: 3, column: 1 });
    }
}
