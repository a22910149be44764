//! What is asked directly before a write goes out, after every wait.

use std::cell::Cell;
use std::rc::Rc;

use async_trait::async_trait;

use super::error::{ErrorKind, PlatformError};

/// Decides whether a write may still go out. It is asked before each attempt, once the attempt waits for nothing any
/// more.
#[async_trait(?Send)]
pub trait Gate {
    /// Whether what the write is based on has to be read again first: something has passed since it was read.
    fn has_to_look(&self) -> bool;

    /// Reads again what the write is based on.
    ///
    /// # Errors
    ///
    /// It cannot be read, or it has changed; the attempt is not made.
    async fn look(&self) -> Result<(), PlatformError>;

    /// Lets the next attempt through.
    ///
    /// # Errors
    ///
    /// The write must not go out any more; the attempt is not made.
    fn let_through(&self) -> Result<(), PlatformError>;
}

/// Counts what makes an earlier reading old: a question to a person, an earlier write of the command, a wait. No time
/// is measured, so that a slow machine sends the same requests as a fast one.
#[derive(Debug, Clone, Default)]
pub struct Passed(Rc<Cell<Moment>>);

/// A moment of a command, between two things that make a reading old.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Moment(u64);

impl Passed {
    /// Notes that something passed: what was read before may have changed meanwhile.
    pub fn note(&self) {
        let Moment(count) = self.0.get();
        self.0.set(Moment(count + 1));
    }

    /// The present moment.
    #[must_use]
    pub fn now(&self) -> Moment {
        self.0.get()
    }
}

impl PlatformError {
    /// The error of a write that waited until the account was halted; `sentence` says so.
    #[must_use]
    pub fn halted(sentence: &str) -> Self {
        Self::sentence(ErrorKind::Halted, sentence)
    }

    /// The error of a write whose object has changed since it was read; `sentence` says so.
    #[must_use]
    pub fn stale(sentence: &str) -> Self {
        Self::sentence(ErrorKind::Stale, sentence)
    }
}
