//! The errors of settings.

use crate::domain::finding::Problem;
use crate::profile::ErrorClass;

/// A wrong or missing setting: its name, where it was set, the reason, and the next step.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct SettingsError {
    code: &'static str,
    fault: ErrorClass,
    message: String,
    hint: Option<String>,
}

impl SettingsError {
    pub(super) fn usage(code: &'static str, message: impl Into<String>) -> Self {
        Self { code, fault: ErrorClass::Usage, message: message.into(), hint: None }
    }

    pub(super) fn credentials(code: &'static str, message: impl Into<String>) -> Self {
        Self { fault: ErrorClass::Credentials, ..Self::usage(code, message) }
    }

    /// A value that cannot be read, and where it was set.
    pub(super) fn value(place: &str, problem: Problem) -> Self {
        Self { hint: problem.help, ..Self::usage(problem.code, format!("{place}: {}", problem.message)) }
    }

    pub(super) fn hint_at(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// The stable code.
    pub const fn code(&self) -> &'static str {
        self.code
    }

    /// Whether it is a usage or a credentials error.
    pub const fn fault(&self) -> ErrorClass {
        self.fault
    }

    /// The next step.
    pub fn hint(&self) -> Option<&str> {
        self.hint.as_deref()
    }
}
