//! The writes that somebody is asked for at once.

use crate::domain::change::Stake;
use crate::platform::mask;
use crate::platform::request::Request;
use crate::platform::write::Write;

/// What is agreed to at once: the requests of one write or of many, and the gravest of what is at stake.
#[derive(Debug)]
pub struct Together {
    /// The requests, as a dry run shows them.
    pub requests: Vec<Request>,
    /// The gravest of the stakes.
    pub stake: Stake,
    /// What a dry run says beside the requests.
    pub(super) remarks: Vec<String>,
}

impl Together {
    /// Nothing yet, at this stake.
    #[must_use]
    pub const fn at(stake: Stake) -> Self {
        Self { requests: Vec::new(), stake, remarks: Vec::new() }
    }

    /// Adds a write.
    #[must_use]
    pub fn and<T>(mut self, write: &Write<T>) -> Self {
        self.stake = self.stake.or_graver(write.stake);
        self.requests.extend_from_slice(write.requests());
        self.remarks.extend(write.remark.clone());
        self
    }

    /// Adds what goes out together with it.
    #[must_use]
    pub fn with(mut self, other: Self) -> Self {
        self.stake = self.stake.or_graver(other.stake);
        self.requests.extend(other.requests);
        self.remarks.extend(other.remarks);
        self
    }

    /// Masks the phone numbers in what a dry run shows.
    #[must_use]
    pub fn masked(mut self) -> Self {
        for request in &mut self.requests {
            request.body = request.body.as_ref().map(mask::payload);
        }
        self
    }

    /// Adds what a dry run says beside the requests, which do not show it.
    #[must_use]
    pub fn remarking(mut self, remarks: impl IntoIterator<Item = String>) -> Self {
        self.remarks.extend(remarks);
        self
    }
}
