//! The outcome of the contacts that a campaign dialled or wrote to, and call-backs. Kore.ai contract §8.5 and §11.

use jiff::Timestamp;

use super::phone_number::masked_number;

/// A contact that a campaign dialled, as the platform reports it.
#[derive(Clone, PartialEq, Eq)]
pub struct KoreContact {
    /// The number; in every sample it has digits and no `+`.
    pub phone_number: String,
    /// The operator's own id of the contact; `None` if the list has none.
    pub unique_id: Option<String>,
    /// `dialerOutcome`, such as `completed`; `None` while the call is in progress.
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
    /// The number, masked: stars replace its middle. A value that is not a phone number becomes only stars.
    pub fn masked_number(&self) -> String {
        masked_number(&self.phone_number)
    }
}

impl std::fmt::Debug for KoreContact {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "KoreContact({}, {:?})", self.masked_number(), self.outcome)
    }
}

/// A request to call back one contact of a running campaign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CallBack {
    /// `campaignDialingListId`: opaque.
    pub dialling_id: String,
    /// The instant.
    pub at: Timestamp,
}

/// The platform's answer to one call-back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CallBackOutcome {
    /// The platform accepted the call-back.
    Accepted,
    /// The platform refused the call-back, with its reason if it gave one.
    Refused(Option<String>),
    /// The answer does not mention the call-back.
    NotAnswered,
}
