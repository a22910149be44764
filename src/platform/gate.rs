//! The check directly before a write is sent, after all waits.

use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

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

/// The waits for the account's limit of requests, in all, after which a list that gets contacts is looked at again.
const BATCHES_LOOK_AFTER: Duration = Duration::from_secs(30);

/// Counts what makes an earlier reading old: a question to a person, an earlier write of the command, a wait. No time
/// is measured, only the waits are added up, so that a slow machine sends the same requests as a fast one.
#[derive(Debug, Clone, Default)]
pub struct Interruptions(Rc<Cell<ReadAt>>);

/// A moment of a command, between two things that make a reading old.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ReadAt {
    passed: u64,
    /// The waits for the account's limit of requests until then.
    waited: Duration,
}

impl Interruptions {
    /// Notes that something passed: what was read before may have changed meanwhile.
    pub fn note(&self) {
        let ReadAt { passed, waited } = self.0.get();
        self.0.set(ReadAt { passed: passed + 1, waited });
    }

    /// Notes a wait for the account's limit of requests.
    pub fn note_wait(&self, wait: Duration) {
        let ReadAt { passed, waited } = self.0.get();
        self.0.set(ReadAt { passed, waited: waited.saturating_add(wait) });
    }

    /// The present moment.
    pub fn now(&self) -> ReadAt {
        self.0.get()
    }
}

impl ReadAt {
    /// Whether a list that was read at this moment can get a batch of contacts without another look: nothing but short
    /// waits for the limit of requests has passed. A look before each batch that waits would halve the speed of a long
    /// import.
    pub fn holds_for_batch(self, now: Self) -> bool {
        self.passed == now.passed && !self.waited_long(now)
    }

    /// When a list was read last, after a batch that was begun with a reading of this moment, and may have been
    /// preceded by a look. The batch itself changes no name.
    #[must_use]
    pub fn after_batch(self, now: Self) -> Self {
        if self.waited_long(now) { now } else { Self { passed: now.passed, waited: self.waited } }
    }

    fn waited_long(self, now: Self) -> bool {
        now.waited.saturating_sub(self.waited) >= BATCHES_LOOK_AFTER
    }
}

impl PlatformError {
    /// The error of a write that waited until the account was halted; `sentence` says so.
    pub fn halted(sentence: &str) -> Self {
        Self::sentence(ErrorKind::Halted, sentence)
    }

    /// The error of a write whose object has changed since it was read; `sentence` says so.
    pub fn stale(sentence: &str) -> Self {
        Self::sentence(ErrorKind::Stale, sentence)
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::Interruptions;

    /// The looks before this many batches, each of which waits this long.
    fn looks(batches: usize, wait: Duration) -> usize {
        let passed = Interruptions::default();
        let mut read = passed.now();
        let looked = (0..batches).filter(|_| {
            passed.note_wait(wait);
            let has_looked = !read.holds_for_batch(passed.now());
            // The batch was sent.
            passed.note();
            read = read.after_batch(passed.now());
            has_looked
        });
        looked.count()
    }

    #[test]
    fn batches_that_wait_for_the_limit_are_preceded_by_one_look_in_half_a_minute() {
        for (wait, expected) in [(0, 0), (10, 0), (1_000, 4), (29_999, 60), (30_000, 120), (61_000, 120)] {
            assert_eq!(looks(120, Duration::from_millis(wait)), expected, "{wait} ms");
        }
    }

    #[test]
    fn after_anything_else_there_is_a_look_at_once() {
        let passed = Interruptions::default();
        let read = passed.now();
        passed.note_wait(Duration::from_secs(1));
        assert!(read.holds_for_batch(passed.now()));
        assert_ne!(read, passed.now(), "another write is looked at after any wait");
        passed.note();
        assert!(!read.holds_for_batch(passed.now()));
    }
}
