//! The outcome of the contacts that a campaign dialled or wrote to, and when they are to be called back. Kore.ai contract §8.5
//! and §11.

use jiff::Timestamp;

use super::phone_number::masked_number;
use serde::{Deserialize, Serialize};

/// A contact that a campaign dialled, as the platform reports it.
#[derive(Clone, PartialEq, Eq)]
pub struct KoreContact {
    /// The number: digits without a `+` in every sample.
    pub phone_number: String,
    /// The operator's own id of the contact; missing where the list has none.
    pub unique_id: Option<String>,
    /// `dialerOutcome`, such as `completed`; missing while it is in progress.
    pub outcome: Option<String>,
    /// `numberOfAttemptsSoFar`.
    pub attempts: Option<u64>,
    /// `botSessionId`.
    pub session_id: Option<String>,
    /// `agentDispositionCodes`.
    pub dispositions: Vec<String>,
    /// `botOutboundStatus`, such as `userHangUp`.
    pub status: Option<String>,
    /// `botOutboundStatusDetail`.
    pub status_detail: Option<String>,
}

impl KoreContact {
    /// The number with its middle starred; nothing but stars where it is not a phone number.
    #[must_use]
    pub fn masked_number(&self) -> String {
        masked_number(&self.phone_number)
    }
}

impl std::fmt::Debug for KoreContact {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "KoreContact({}, {:?})", self.masked_number(), self.outcome)
    }
}

/// When one contact of a running campaign is to be called back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CallBack {
    /// `campaignDialingListId`: opaque.
    pub dialling_id: String,
    /// The instant.
    pub at: Timestamp,
}

/// The platform's answer to one call-back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CallBackOutcome {
    /// The platform took it.
    Accepted,
    /// The platform refused it, with its reason where it gave one.
    Refused(Option<String>),
    /// The answer says nothing of it.
    NotAnswered,
}
