//! An attempt's turn: its place in the account's budget, and for a write its gate.

use std::cell::{Cell, RefCell};
use std::future::Future;
use std::rc::Rc;
use std::time::Duration;

use super::Http;
use crate::platform::error::PlatformError;
use crate::platform::gate::{Gate, Interruptions};
use crate::platform::request::{Effect, Request};
use crate::platform::retry::WaitReason;

/// The gate of the write that is under way.
#[derive(Clone, Default)]
pub(super) struct Gates {
    /// `None` between writes.
    gate: Rc<RefCell<Option<Rc<dyn Gate>>>>,
    /// Whether the next request has its place in the budget already.
    has_place: Rc<Cell<bool>>,
}

/// The gate is gone once this is dropped.
struct Passing(Gates);

impl Drop for Passing {
    fn drop(&mut self) {
        self.0.gate.replace(None);
    }
}

impl Http {
    /// Counts the waits together with what else makes a reading old.
    pub(in crate::platform) fn counting(self, passed: Interruptions) -> Self {
        Self { passed, ..self }
    }

    /// Sends a write, each of whose attempts asks this gate.
    pub(in crate::platform) async fn through<T>(
        &self,
        gate: Rc<dyn Gate>,
        sending: impl Future<Output = T>,
    ) -> T {
        self.gates.gate.replace(Some(gate));
        let _passing = Passing(self.gates.clone());
        sending.await
    }

    /// Waits for the turn of an attempt, and then asks the gate of a write, after every wait and before each attempt.
    ///
    /// # Errors
    ///
    /// The deadline would pass meanwhile, the gate is closed, or what the write is based on has changed or cannot be
    /// read.
    pub(super) async fn take_turn(&self, request: &Request) -> Result<(), PlatformError> {
        self.take_place(&request.purpose).await?;
        let gate = self.gates.gate.borrow().clone().filter(|_| request.effect == Effect::Write);
        let Some(gate) = gate else { return Ok(()) };
        if gate.has_to_look() {
            // The look has its place before it begins, so that no wait lies between it and the attempt.
            self.take_place(&request.purpose).await?;
            self.gates.has_place.set(true);
            let looked = gate.look().await;
            self.gates.has_place.set(false);
            looked?;
        }
        gate.let_through()
    }

    /// Waits until the account's budget has room for one more request.
    async fn take_place(&self, purpose: &str) -> Result<(), PlatformError> {
        let Some(budget) = self.options.budget.as_ref().filter(|_| !self.gates.has_place.take()) else {
            return Ok(());
        };
        let patience = self.time_left().unwrap_or(Duration::MAX);
        // A process that did not release the file once is not waited for again.
        let lock_limit = if self.not_counting_was_said.get() { Duration::ZERO } else { patience };
        match budget.reserve(patience, lock_limit) {
            Ok(Duration::ZERO) => Ok(()),
            Ok(wait) => self.pause(wait, WaitReason::Budget, purpose, &WaitReason::Budget.to_string()).await,
            Err(error) => {
                // The platform can still refuse, and that refusal is waited out. The message is shown only once.
                if !self.not_counting_was_said.replace(true) {
                    self.observer.not_counting(&error);
                }
                Ok(())
            }
        }
    }
}
