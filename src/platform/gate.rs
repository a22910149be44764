//! What is asked directly before a write goes out, after every wait.

use super::error::{ErrorKind, PlatformError};

/// Decides whether a write may still go out. It is asked before each attempt, once the attempt waits for nothing any
/// more.
pub trait Gate {
    /// Lets the next attempt through.
    ///
    /// # Errors
    ///
    /// The write must not go out any more; the attempt is not made.
    fn let_through(&self) -> Result<(), PlatformError>;
}

impl PlatformError {
    /// The error of a write that waited until the account was halted; `sentence` says so.
    #[must_use]
    pub fn halted(sentence: &str) -> Self {
        Self::sentence(ErrorKind::Halted, sentence)
    }
}
