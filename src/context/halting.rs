//! Stopping what calls people waits for the platform alone: for no lock, no count of requests and no journal.

use super::Context;
use crate::domain::plural::{by_count, counted};
use crate::error::Error;
use crate::journal::Receipt;
use crate::platform::retry::Haste;
use crate::profile;

/// The writes and outcomes that could not be noted while calls were stopped, to be reported at the end.
#[derive(Debug, Default)]
pub struct Halting {
    writes: usize,
    outcomes: usize,
    reason: Option<String>,
    /// Why nothing may be read or written in the folder of what kcamp remembers.
    closed_folder: Option<Error>,
}

impl Halting {
    /// A write that could not be noted, for this reason; it goes out all the same.
    pub(super) fn unnoted(&mut self, reason: String) -> Receipt {
        self.writes += 1;
        self.reason.get_or_insert(reason);
        Receipt::unnoted()
    }

    /// Counts an outcome that could not be noted, for this reason; its write was noted.
    pub(super) fn outcome_unnoted(&mut self, reason: String) {
        self.outcomes += 1;
        self.reason.get_or_insert(reason);
    }
}

impl Context {
    /// From now on nothing of this machine is waited for: what calls people is being stopped. To be said before anything is
    /// connected.
    pub fn hurry(&mut self) {
        self.halting = Some(Halting::default());
    }

    /// Makes kcamp's own folders private to their user. Where they are another user's or lead elsewhere, a halt goes on without
    /// them, which it says at the end; in the sandbox, whose state is there, and for everything else it is an error.
    ///
    /// # Errors
    ///
    /// A folder is another user's, holds a symbolic link, or cannot be closed to others. Outside of the sandbox a halt goes on all
    /// the same.
    pub(super) fn keep_private(&mut self) -> Result<(), Error> {
        let in_sandbox = self.in_sandbox();
        match (profile::keep_private(&self.environment), &mut self.halting) {
            (Err(reason), Some(halting)) if !in_sandbox => {
                let error = Error::from(reason);
                // Something will be.
                let message = error.reason_alone().to_owned();
                halting.closed_folder = Some(Error { message, ..error });
                Ok(())
            }
            (kept, _) => Ok(kept?),
        }
    }

    /// Fails where a halt goes on without the folder of what kcamp remembers.
    ///
    /// # Errors
    ///
    /// The reason why the halt goes on without that folder.
    pub(super) fn may_use_state_folder(&self) -> Result<(), Error> {
        self.halting.as_ref().and_then(|halting| halting.closed_folder.clone()).map_or(Ok(()), Err)
    }

    pub(super) const fn haste(&self) -> Haste {
        if self.halting.is_some() { Haste::Halt } else { Haste::Calm }
    }

    /// The stops that are missing from the journal, in words; `None` where none is missing.
    #[must_use]
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
