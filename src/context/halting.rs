//! A halt waits only for the platform: not for locks, the count of requests or the journal.

use super::Context;
use crate::domain::change::Change;
use crate::domain::plural::{by_count, counted};
use crate::error::Error;
use crate::journal::Receipt;
use crate::platform::retry::Haste;
use crate::profile;

/// The writes and outcomes that could not be noted during a halt. They are reported at the end.
#[derive(Debug, Default)]
pub struct Halting {
    writes: usize,
    outcomes: usize,
    reason: Option<String>,
    /// Why kcamp's state folder must not be used.
    closed_folder: Option<Error>,
}

impl Halting {
    /// Counts a write that could not be noted, for this reason; it is sent anyway.
    pub(super) fn unnoted(&mut self, write: &Change, reason: String) -> Receipt {
        self.writes += 1;
        self.reason.get_or_insert(reason);
        Receipt::unnoted(write)
    }

    /// Counts an outcome that could not be noted, for this reason. Its write was noted.
    pub(super) fn outcome_unnoted(&mut self, reason: String) {
        self.outcomes += 1;
        self.reason.get_or_insert(reason);
    }
}

impl Context {
    /// Stops waiting for anything on this machine, because calls are being stopped. Must be called before a
    /// connection is made.
    pub fn hurry(&mut self) {
        self.halting = Some(Halting::default());
    }

    /// Makes kcamp's own folders private. If they belong to another user or lead elsewhere, a halt continues without
    /// them and says so at the end. For all other commands, and in the sandbox, whose state is there, this is an
    /// error.
    ///
    /// # Errors
    ///
    /// A folder belongs to another user, contains a symbolic link, or cannot be made private. A halt outside the
    /// sandbox continues anyway.
    pub(super) fn keep_private(&mut self) -> Result<(), Error> {
        let in_sandbox = self.in_sandbox();
        let mut private = profile::keep_private(&self.environment);
        if self.halting.is_some() {
            private = private.and_then(|()| profile::refuse_linked_halts(&self.environment));
        }
        match (private, &mut self.halting) {
            (Err(reason), Some(halting)) if !in_sandbox => {
                let error = Error::from(reason);
                // The halt sends its writes anyway.
                halting.closed_folder = Some(error.with_effect(None));
                Ok(())
            }
            (private, _) => Ok(private?),
        }
    }

    /// Fails if a halt continues without kcamp's state folder.
    ///
    /// # Errors
    ///
    /// The reason why the halt continues without that folder.
    pub(super) fn may_use_state_folder(&self) -> Result<(), Error> {
        self.halting.as_ref().and_then(|halting| halting.closed_folder.clone()).map_or(Ok(()), Err)
    }

    pub(super) const fn haste(&self) -> Haste {
        if self.halting.is_some() { Haste::Halt } else { Haste::Calm }
    }

    /// The stops that are missing in the journal, in words; `None` if none are.
    pub fn unnoted_in_words(&self) -> Option<String> {
        let Halting { writes, outcomes, reason, closed_folder: _ } = self.halting.as_ref()?;
        let reason = reason.as_deref()?;
        let sent = by_count(*writes, "that was sent", "that were sent");
        let missing: Vec<String> = [
            (*writes > 0).then(|| format!("{} {sent}", counted(*writes, "request"))),
            (*outcomes > 0).then(|| counted(*outcomes, "outcome")),
        ]
        .into_iter()
        .flatten()
        .collect();
        Some(format!("the journal lacks {}: {reason}", missing.join(" and ")))
    }
}
