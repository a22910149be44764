//! A gate that closes after a number of attempts.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::Arc;

use async_trait::async_trait;

use super::super::super::error::PlatformError;
use super::super::super::gate::Gate;
use super::super::super::request::Effect;
use super::super::super::retry::test_pace::SteppedPace;
use super::super::super::scripted_server::Act;
use super::bench::{SUCCESS, bench, request, understand};
use crate::exit::Exit;

/// A gate that is asked, and closes after a number of attempts.
pub(super) struct ClosingGate {
    open_for: Cell<usize>,
    pace: Arc<SteppedPace>,
    /// The waits that were over at the last look.
    pub(super) looked: Cell<usize>,
    /// The waits that were over each time that the gate was asked.
    pub(super) asked: RefCell<Vec<usize>>,
}

impl ClosingGate {
    pub(super) fn new(open_for: usize, pace: &Arc<SteppedPace>) -> Self {
        Self {
            open_for: Cell::new(open_for),
            pace: Arc::clone(pace),
            looked: Cell::default(),
            asked: RefCell::default(),
        }
    }
}

#[async_trait(?Send)]
impl Gate for ClosingGate {
    /// After a wait only.
    fn has_to_look(&self) -> bool {
        self.looked.get() != self.pace.waits().len()
    }

    async fn look(&self) -> Result<(), PlatformError> {
        self.looked.set(self.pace.waits().len());
        Ok(())
    }

    fn let_through(&self) -> Result<(), PlatformError> {
        self.asked.borrow_mut().push(self.pace.waits().len());
        let left = self.open_for.get().checked_sub(1);
        self.open_for.set(left.unwrap_or_default());
        left.map(drop).ok_or_else(|| PlatformError::halted("the account is halted"))
    }
}

#[tokio::test]
async fn a_gate_is_asked_after_every_wait_and_before_each_attempt_of_a_write() {
    let limited = Act::json(429, r#"{"message": "slow down"}"#);
    for (effect, open_for, exit, received, asked) in [
        (Effect::Write, 0, Exit::Unconfirmed, 0, &[0][..]),
        (Effect::Write, 1, Exit::Unconfirmed, 1, &[0, 1]),
        (Effect::Write, 2, Exit::Unconfirmed, 2, &[0, 1, 2]),
        (Effect::Write, 3, Exit::Success, 3, &[0, 1, 2]),
        // A read asks nobody.
        (Effect::Read, 0, Exit::Success, 3, &[]),
    ] {
        let bench = bench([limited.clone(), limited.clone(), Act::json(200, SUCCESS)]);
        let gate = Rc::new(ClosingGate::new(open_for, &bench.pace));
        let request = request(&bench.server.origin, effect);
        let sent = bench.http.through(gate.clone(), bench.http.send(&request, understand)).await;
        assert_eq!(sent.map_or_else(|error| error.exit(), |_| Exit::Success), exit, "{effect:?} {open_for}");
        assert_eq!(
            (bench.server.received().len(), gate.asked.borrow().as_slice()),
            (received, asked),
            "{effect:?}"
        );
    }
}
