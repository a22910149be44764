//! Findings: what is wrong with an input, where, and how to fix it.
//!
//! A rule yields a [`Problem`]. With the [`Origin`] of the value, the problem becomes a [`Finding`].

mod fix;
mod list;
mod source;

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use super::system_error::without_numbers;

pub use self::fix::Fix;
pub use self::list::{Findings, SHOWN_OF_A_CODE};
pub use self::source::{Position, Source};

/// Maximum length of a message or help, in bytes. Messages repeat text from files, which can be long.
const TEXT_MAX: usize = 4 * 1024;

/// The severity of a finding. Ordered from light to heavy.
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
    /// A field of the request, by its keys joined with dots. The platform named it in a refusal.
    Field(String),
}

impl Origin {
    /// The name of the text that contains this origin; `None` if `own` is in the same text.
    pub fn other_text(&self, own: &Self) -> Option<&str> {
        match (self, own) {
            (Self::Text { source, .. }, Self::Text { source: own, .. }) if !Arc::ptr_eq(source, own) => {
                Some(&source.name)
            }
            _ => None,
        }
    }
}

/// The code for a path on the command line that leads nowhere.
pub const PATH_NOT_FOUND: &str = "file/not-found";

/// A problem that a rule found, without its place.
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use]
pub struct Problem {
    /// The stable code, `area/what-is-wrong`.
    pub code: &'static str,
    /// Its severity.
    pub severity: Severity,
    /// The problem, in lower case, naming the value.
    pub message: String,
    /// The fix.
    pub help: Option<String>,
    /// The value or key that belongs there, if nothing else can have been meant: what the file says, in the platform's
    /// spelling. It is never a time, a zone or a text that people would read in other words or digits, and never about
    /// who must not be contacted.
    pub meant: Option<String>,
    /// Whether an allowance in the file silences the problem though it is an error. The value looks wrong,
    /// but can be sent.
    pub is_doubt: bool,
}

impl Problem {
    /// Creates an error, which prevents sending.
    pub fn error(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Error, message)
    }

    /// Creates a warning, which does not prevent sending.
    pub fn warning(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Warning, message)
    }

    /// Creates a note: something worth knowing.
    pub fn note(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Note, message)
    }

    fn new(code: &'static str, severity: Severity, message: impl Into<String>) -> Self {
        Self {
            code,
            severity,
            message: without_numbers(message.into()),
            help: None,
            meant: None,
            is_doubt: false,
        }
    }

    /// The message and the fix, as the line below a question.
    pub fn in_one_line(self) -> String {
        match self.help {
            Some(help) => format!("{}; {help}", self.message),
            None => self.message,
        }
    }

    /// Adds the fix, in words.
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Adds the value that was meant, which `kcamp validate --fix` writes.
    pub fn meant(mut self, value: impl Into<String>) -> Self {
        self.meant = Some(value.into());
        self
    }

    /// Marks the problem as a doubt: an error that an allowance in the file silences.
    pub fn in_doubt(self) -> Self {
        Self { is_doubt: true, ..self }
    }

    /// The finding of this problem at a place.
    pub fn at(self, origin: &Origin) -> Finding {
        let fix = self.meant.as_deref().and_then(|meant| Fix::of(origin, meant));
        Finding { problem: self, origin: origin.clone(), fix, more: 0 }
    }

    /// Cuts texts that are too long to be read.
    fn shorten(&mut self) {
        for text in std::iter::once(&mut self.message).chain(&mut self.help) {
            if text.len() > TEXT_MAX {
                text.truncate(text.floor_char_boundary(TEXT_MAX));
                text.push('…');
                text.shrink_to_fit();
            }
        }
    }
}

/// A problem at its place.
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use]
pub struct Finding {
    /// The problem.
    pub problem: Problem,
    /// The place that it is about.
    pub origin: Origin,
    /// The replacement of the marked text, where there is one right answer.
    pub fix: Option<Fix>,
    /// The number of further findings of this code in this file, which are not kept.
    pub more: usize,
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

    /// The converted value, with the same place.
    pub fn map<U>(self, convert: impl FnOnce(T) -> U) -> Located<U> {
        Located { value: convert(self.value), origin: self.origin }
    }
}
