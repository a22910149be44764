//! A change that is ready to go out.

use std::fmt;
use std::future::Future;
use std::pin::Pin;

use jiff::Timestamp;

use super::error::PlatformError;
use super::request::Request;
use crate::domain::change::{Change, Stake};
use crate::domain::evidence::Evidence;
use crate::domain::live::ReportedTimes;
use crate::journal::Receipt;

/// A change that is ready to go out: what it does to what, its requests, what is at stake, the question to ask, and how it is
/// sent and a lost answer settled.
///
/// Building one opens no socket and needs no token. Only who holds a [`Receipt`] can send it. Beginning an entry of the
/// journal gives one; the context alone may also open one again, or go on without a note in a halt: `tests/architecture.rs`
/// sees to that. What [`Self::send`] comes to is a `T`, and it is sent once.
#[must_use = "nothing was sent yet"]
pub struct Write<T> {
    /// The change.
    pub change: Change,
    requests: Vec<Request>,
    /// The stakes.
    pub stake: Stake,
    /// The question that a person answers before it goes out.
    pub question: String,
    /// What a dry run says beside the requests, where they are not all of it.
    pub remark: Option<String>,
    /// The record for the journal, from which a later look can find out whether it happened.
    pub evidence: Evidence,
    send: Sending<T>,
}

/// The state after a write, with the platform's id of the object that was written, where it is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sent<T> {
    /// The current state.
    pub value: T,
    /// The platform's id.
    pub id: Option<String>,
    /// When the platform says that the write changed it, where its answer tells that.
    pub changed_at: Option<Timestamp>,
    /// How it reported the time of the schedule that was sent, where reading it back told.
    pub reported_times: Option<ReportedTimes>,
}

type Sending<T> = Box<dyn FnOnce() -> Pin<Box<dyn Future<Output = Result<Sent<T>, PlatformError>>>>>;

impl<T: 'static> Write<T> {
    /// A write of one request, with the stake and the question of its change. `send` sends it and settles a lost answer.
    pub(super) fn new(
        change: Change,
        request: Request,
        send: impl AsyncFnOnce() -> Result<T, PlatformError> + 'static,
    ) -> Self {
        let id = change.id().map(str::to_owned);
        Self {
            stake: change.stake(),
            question: change.question(),
            evidence: change.evidence(),
            change,
            requests: vec![request],
            remark: None,
            send: Box::new(move || {
                Box::pin(async move {
                    Ok(Sent { value: send().await?, id, changed_at: None, reported_times: None })
                })
            }),
        }
    }

    /// Takes the id from the outcome of the write, where nothing else tells it.
    pub(super) fn identified(self, id: impl FnOnce(&T) -> Option<String> + 'static) -> Self {
        self.completing(|sent| sent.id = id(&sent.value))
    }

    /// Takes from the outcome of the write when it changed what it was done to.
    pub(super) fn dated(self, changed_at: impl FnOnce(&T) -> Option<Timestamp> + 'static) -> Self {
        self.completing(|sent| sent.changed_at = changed_at(&sent.value))
    }

    /// Takes from the outcome of the write how the platform reports the times of schedules.
    pub(super) fn telling_times(self, times: impl FnOnce(&T) -> Option<ReportedTimes> + 'static) -> Self {
        self.completing(|sent| sent.reported_times = times(&sent.value))
    }

    /// Adds to what is known of the write what its outcome tells.
    fn completing(self, complete: impl FnOnce(&mut Sent<T>) + 'static) -> Self {
        let send = self.send;
        let send: Sending<T> = Box::new(move || {
            Box::pin(async move {
                let mut outcome = send().await?;
                complete(&mut outcome);
                Ok(outcome)
            })
        });
        Self { send, ..self }
    }

    /// Sets what a dry run says beside the requests.
    pub(super) fn remarking(self, remark: String) -> Self {
        Self { remark: Some(remark), ..self }
    }

    /// Sets the evidence that this platform lets a later look compare.
    pub(super) fn leaving(self, evidence: Evidence) -> Self {
        Self { evidence, ..self }
    }

    /// Sends it, and settles a lost answer by looking at the platform; it is never sent again in doubt.
    ///
    /// # Errors
    /// Where the platform refused it, where it could not be sent, and where what became of it is not known.
    pub async fn send(self, _receipt: &Receipt) -> Result<Sent<T>, PlatformError> {
        (self.send)().await
    }

    /// Like `send`, but for unit tests, which keep no journal.
    ///
    /// # Errors
    ///
    /// The request fails.
    #[cfg(test)]
    pub(super) async fn send_unnoted(self) -> Result<T, PlatformError> {
        (self.send)().await.map(|sent| sent.value)
    }
}

impl<T> Write<T> {
    /// Its requests, as a dry run shows them.
    pub fn requests(&self) -> &[Request] {
        &self.requests
    }
}

impl<T> fmt::Debug for Write<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Write").field("change", &self.change).finish_non_exhaustive()
    }
}
