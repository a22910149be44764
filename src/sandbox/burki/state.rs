//! The Burki account of a sandbox, and the file that holds it.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::schedule::Schedule;
use crate::sandbox::state_file::AccountState;

/// The state of a campaign's life (Burki contract §5).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "status", rename_all = "lowercase")]
pub(super) enum Phase {
    Draft,
    /// The campaign starts at `due`.
    Scheduled {
        due: Timestamp,
    },
    /// The campaign calls its pending contacts one after the other. `worked` is the number of calls since it started or
    /// resumed.
    Running {
        since: Timestamp,
        worked: u32,
    },
    Paused,
    Completed,
    Cancelled,
    Failed,
}

impl Phase {
    /// The status as the platform spells it.
    pub(super) const fn status(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Scheduled { .. } => "scheduled",
            Self::Running { .. } => "running",
            Self::Paused => "paused",
            Self::Completed => "completed",
            Self::Cancelled => "cancelled",
            Self::Failed => "failed",
        }
    }
}

/// Every status by which the list can be filtered.
pub(super) const STATUSES: [&str; 7] =
    ["draft", "scheduled", "running", "paused", "completed", "cancelled", "failed"];

/// One campaign: what was sent, and its state.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Campaign {
    pub(super) id: u64,
    /// The body of the create with all updates, as it was checked.
    pub(super) body: Map<String, Value>,
    pub(super) phase: Phase,
    pub(super) created_at: Timestamp,
    pub(super) updated_at: Timestamp,
    pub(super) started_at: Option<Timestamp>,
    pub(super) completed_at: Option<Timestamp>,
    pub(super) schedule: Option<Schedule>,
    pub(super) contacts: Vec<Contact>,
    /// Every call and message, oldest first.
    pub(super) executions: Vec<Execution>,
    /// The number of executions when the metrics were last reset.
    pub(super) executions_before: usize,
    pub(super) imports: Vec<Import>,
}

/// A contact of a campaign.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Contact {
    pub(super) id: u64,
    /// The phone number, in E.164.
    pub(super) phone_number: String,
    /// `contact_data` as the platform shows it.
    pub(super) data: Value,
    pub(super) outcome: CallOutcome,
    pub(super) attempts: u32,
    pub(super) created_at: Timestamp,
    pub(super) last_attempt_at: Option<Timestamp>,
}

/// The outcome of a call to a contact. The contact that is being called is `Pending` here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum CallOutcome {
    Pending,
    Skipped,
    Completed,
    NoAnswer,
    Busy,
    Voicemail,
    Failed,
}

impl CallOutcome {
    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Skipped => "skipped",
            Self::Completed => "completed",
            Self::NoAnswer => "no_answer",
            Self::Busy => "busy",
            Self::Voicemail => "voicemail",
            Self::Failed => "failed",
        }
    }

    /// Whether the contact was tried and not reached.
    pub(super) const fn is_failure(self) -> bool {
        matches!(self, Self::NoAnswer | Self::Busy | Self::Voicemail | Self::Failed)
    }
}

/// One call or message.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Execution {
    pub(super) id: u64,
    pub(super) contact_id: u64,
    pub(super) contact_name: Option<String>,
    pub(super) contact_phone: String,
    pub(super) outcome: CallOutcome,
    pub(super) executed_at: Timestamp,
    pub(super) duration_seconds: u32,
}

/// A file of contacts that was imported.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Import {
    pub(super) id: u64,
    pub(super) file_name: String,
    pub(super) accepted_at: Timestamp,
    /// Whether its status was read before: at the first look the import is running.
    pub(super) was_looked_at: bool,
    pub(super) rows: usize,
    pub(super) imported: usize,
    pub(super) duplicates: usize,
    pub(super) invalid: usize,
}

impl Import {
    /// Whether this is the import with the id of a path.
    pub(super) fn has_id(&self, id: i64) -> bool {
        i64::try_from(self.id) == Ok(id)
    }
}

impl Campaign {
    /// A text of the body; empty if it is missing.
    pub(super) fn text(&self, key: &str) -> &str {
        self.body.get(key).and_then(Value::as_str).unwrap_or_default()
    }

    pub(super) fn has_pending(&self) -> bool {
        self.contacts.iter().any(|contact| contact.outcome == CallOutcome::Pending)
    }
}

/// Everything that a sandbox keeps for Burki.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(in crate::sandbox) struct State {
    /// The number of ids that were given out.
    pub(super) ids: u64,
    pub(super) campaigns: Vec<Campaign>,
}

impl State {
    /// A new id. The same calls in the same order give the same ids.
    pub(super) const fn next_id(&mut self) -> u64 {
        self.ids += 1;
        self.ids
    }
}

impl AccountState for State {
    const FILE: &str = "burki.json";

    fn new_account(_seed: u64) -> Self {
        Self::default()
    }
}
