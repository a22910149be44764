//! What has to hold directly before a write of this command goes out, after every wait for its turn.

use std::cell::RefCell;
use std::rc::Rc;

use super::Context;
use super::latch::LatchWatch;
use crate::error::Error;
use crate::platform::error::PlatformError;
use crate::platform::gate::Gate;
use crate::platform::write::Write;

/// The gate of one write.
#[derive(Debug)]
pub(super) struct Clearance {
    /// The latch, for a write that begins calls.
    latch: Option<LatchWatch>,
    /// Why the write was not let through.
    refusal: RefCell<Option<Error>>,
}

impl Clearance {
    /// Why the write was not let through; `None` if it was.
    pub(super) fn take_refusal(&self) -> Option<Error> {
        self.refusal.take()
    }
}

impl Gate for Clearance {
    fn let_through(&self) -> Result<(), PlatformError> {
        let Some(refusal) = self.latch.as_ref().and_then(LatchWatch::refusal) else { return Ok(()) };
        let error = PlatformError::halted(&refusal.message);
        self.refusal.replace(Some(refusal));
        Err(error)
    }
}

impl Context {
    /// The gate of a write. A create whose schedule is switched on afterwards begins calls too.
    ///
    /// # Errors
    ///
    /// There is no folder for kcamp's state, or the settings cannot be resolved.
    pub(super) fn clearance<T>(&self, write: &Write<T>) -> Result<Rc<Clearance>, Error> {
        let begins_calls = write.change.begins_calls() || write.evidence.schedule_follows == Some(true);
        let latch = if begins_calls { Some(self.latch_watch()?) } else { None };
        Ok(Rc::new(Clearance { latch, refusal: RefCell::default() }))
    }
}
