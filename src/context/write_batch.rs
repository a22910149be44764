//! Writes that the user confirms together.

use crate::domain::change::Stake;
use crate::journal::ShownWrite;
use crate::platform::request::{Payload, Request};
use crate::platform::write::Write;

/// The writes that one confirmation is for: their requests, and the gravest stake. The consent holds what
/// was shown, and no other write begins with it.
#[derive(Debug)]
#[must_use]
pub struct WriteBatch {
    /// The requests, as a dry run shows them.
    requests: Vec<Request>,
    /// The gravest stake of the writes.
    pub(super) stake: Stake,
    /// The remarks of a dry run in addition to the requests.
    pub(super) remarks: Vec<String>,
    /// The writes that may go out.
    pub(super) shown: Vec<ShownWrite>,
}

impl WriteBatch {
    /// No writes yet, with this stake.
    pub const fn at(stake: Stake) -> Self {
        Self { requests: Vec::new(), stake, remarks: Vec::new(), shown: Vec::new() }
    }

    /// Adds a write.
    pub fn and<T>(mut self, write: &Write<T>) -> Self {
        self.stake = self.stake.or_graver(write.stake());
        self.requests.extend_from_slice(write.requests());
        self.remarks.extend(write.remark().map(str::to_owned));
        self.or(write)
    }

    /// Lets a write go out that is needed only where the platform refuses one of these.
    pub fn or<T>(mut self, write: &Write<T>) -> Self {
        self.shown.push(ShownWrite::of(write.change()));
        self
    }

    /// Adds writes that are sent together with these.
    pub fn with(mut self, other: Self) -> Self {
        self.stake = self.stake.or_graver(other.stake);
        self.requests.extend(other.requests);
        self.remarks.extend(other.remarks);
        self.shown.extend(other.shown);
        self
    }

    /// The requests, as a dry run shows them.
    pub fn requests(&self) -> &[Request] {
        &self.requests
    }

    /// Masks the phone numbers in the requests that a dry run shows.
    pub fn masked(mut self) -> Self {
        for request in &mut self.requests {
            request.body = request.body.as_ref().map(Payload::masked);
        }
        self
    }

    /// Adds what a dry run says in addition to the requests.
    pub fn remarking(mut self, remarks: impl IntoIterator<Item = String>) -> Self {
        self.remarks.extend(remarks);
        self
    }
}
