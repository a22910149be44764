//! The contacts of a Burki campaign, their outcomes, and contact imports. Burki contract §5 and §6.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use serde_json::Value;

use super::choice::choose;
use super::finding::Problem;
use super::phone_number::masked_number;

/// The status of a contact, or of one try to reach it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ContactStatus {
    /// The contact is waiting for its turn.
    Pending,
    /// The contact is being reached.
    InProgress,
    /// The contact was reached.
    Completed,
    /// The contact could not be reached.
    Failed,
    /// The contact was left out.
    Skipped,
    /// Nobody answered.
    NoAnswer,
    /// The line was busy.
    Busy,
    /// A machine answered.
    Voicemail,
}

impl ContactStatus {
    /// Every status.
    pub const ALL: [Self; 8] = [
        Self::Pending,
        Self::InProgress,
        Self::Completed,
        Self::Failed,
        Self::Skipped,
        Self::NoAnswer,
        Self::Busy,
        Self::Voicemail,
    ];

    /// The platform's word.
    pub const fn wire_name(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::InProgress => "in_progress",
            Self::Completed => "completed",
            Self::Failed => "failed",
            Self::Skipped => "skipped",
            Self::NoAnswer => "no_answer",
            Self::Busy => "busy",
            Self::Voicemail => "voicemail",
        }
    }
}

impl fmt::Display for ContactStatus {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.wire_name())
    }
}

impl FromStr for ContactStatus {
    type Err = Problem;

    fn from_str(text: &str) -> Result<Self, Problem> {
        let choices = Self::ALL.map(|status| (status.wire_name(), status));
        choose(text, "status of a contact", "campaign/contact-status-unknown", &choices)
    }
}

/// A contact of a campaign, as the platform reports it.
#[derive(Clone, PartialEq, Eq)]
pub struct CampaignContact {
    /// Its id.
    pub id: String,
    /// Its number, in E.164.
    pub phone_number: String,
    /// `contact_data.company`.
    pub company: Option<String>,
    /// `contact_data.source`, such as `csv_import`.
    pub source: Option<String>,
    /// `contact_data.variable_values`: what templates may use of it.
    pub variables: BTreeMap<String, String>,
    /// `contact_data.custom_fields`.
    pub custom_fields: BTreeMap<String, String>,
    /// Its outcome, in the platform's word.
    pub status: Option<String>,
    /// The number of attempts.
    pub attempts: Option<u64>,
    /// When the contact was added.
    pub created_at: Option<Timestamp>,
    /// The instant of the last attempt; `None` before the first.
    pub last_attempt_at: Option<Timestamp>,
}

impl CampaignContact {
    /// The number, masked: stars replace its middle.
    pub fn masked_number(&self) -> String {
        masked_number(&self.phone_number)
    }
}

impl fmt::Debug for CampaignContact {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "CampaignContact({}, {}, {:?})",
            self.id,
            self.masked_number(),
            self.status.as_deref()
        )
    }
}

/// One try to reach a contact, as the platform reports it.
#[derive(Clone, PartialEq)]
pub struct Execution {
    /// Its id.
    pub id: String,
    /// The contact's id.
    pub contact_id: Option<String>,
    /// The contact's name.
    pub contact_name: Option<String>,
    /// The contact's number.
    pub contact_phone: Option<String>,
    /// Its outcome, in the platform's word.
    pub status: Option<String>,
    /// The call's id; missing for an sms.
    pub call_id: Option<String>,
    /// The sms's id; missing for a call.
    pub sms_id: Option<String>,
    /// The instant of the try.
    pub executed_at: Option<Timestamp>,
    /// Duration of the call, in seconds.
    pub duration_seconds: Option<f64>,
    /// `error_details`.
    pub error: Option<String>,
    /// `retry_reason`.
    pub retry_reason: Option<String>,
    /// `voice_analytics.sentiment_score`.
    pub sentiment_score: Option<f64>,
}

impl Execution {
    /// The contact's number, masked: stars replace its middle.
    pub fn masked_number(&self) -> Option<String> {
        self.contact_phone.as_deref().map(masked_number)
    }
}

impl fmt::Debug for Execution {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Execution({}, {:?}, {:?})", self.id, self.masked_number(), self.status.as_deref())
    }
}

/// The contacts that are called again when a campaign is executed again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ContactSelection {
    /// Every contact.
    All,
    /// Contacts whose call failed, was not answered, was busy, or was answered by a machine.
    FailedOnly,
    /// These contacts.
    Ids(Vec<u64>),
}

/// Contacts to import: a CSV file in UTF-8 with a header row.
#[derive(Clone, PartialEq, Eq)]
pub struct ContactFile {
    /// The path as the user typed it; its last part is the name that the platform keeps.
    pub path: String,
    /// The whole text.
    pub text: String,
    /// The meaning of each column, by the column's name, such as `Mobile` → `phone_number`. The platform
    /// recognizes common names.
    pub column_mappings: BTreeMap<String, String>,
}

impl ContactFile {
    /// The last part of its path.
    pub fn name(&self) -> String {
        self.path.rsplit(['/', '\\']).next().unwrap_or_default().to_owned()
    }
}

impl fmt::Debug for ContactFile {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "ContactFile({:?}, {} bytes)", self.path, self.text.len())
    }
}

/// The progress of an import. Its answer is documented for the old, synchronous call only.
#[derive(Debug, Clone, PartialEq)]
pub struct ImportReading {
    /// The import's id, if its progress can be read.
    pub id: Option<String>,
    /// The state of the import.
    pub state: ImportState,
    /// `imported_count`.
    pub imported: Option<u64>,
    /// `duplicate_count`.
    pub duplicates: Option<u64>,
    /// `invalid_count`.
    pub invalid: Option<u64>,
    /// `total_contacts`: the number of contacts that the campaign has now.
    pub total: Option<u64>,
    /// The platform's own message.
    pub message: Option<String>,
    /// The whole answer, shown where the other fields say little.
    pub answer: Value,
    /// Whether the answer to the import was lost, and this state was found afterwards.
    pub answer_lost: bool,
}

/// The state of an import.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ImportState {
    /// The import is in progress.
    UnderWay,
    /// The import is complete.
    Done,
    /// The platform refused the file.
    Refused,
    /// The platform accepted the file, and the import failed later.
    Failed,
    /// The platform's word is not documented.
    Other(String),
}

#[cfg(test)]
mod tests {
    use super::{CampaignContact, ContactFile, ContactStatus};

    #[test]
    fn a_status_is_one_of_the_documented_words() {
        for status in ContactStatus::ALL {
            assert_eq!(status.wire_name().parse(), Ok(status));
        }
        let unknown = "answered".parse::<ContactStatus>().map_err(|problem| problem.code);
        assert_eq!(unknown, Err("campaign/contact-status-unknown"));
    }

    #[test]
    fn what_is_logged_has_no_number() {
        let contact = CampaignContact {
            id: "9".into(),
            phone_number: "+12025550123".into(),
            company: None,
            source: None,
            variables: [("mobile".to_owned(), "+12025550123".to_owned())].into(),
            custom_fields: [].into(),
            status: Some("pending".into()),
            attempts: None,
            created_at: None,
            last_attempt_at: None,
        };
        let file = ContactFile {
            path: "c.csv".into(),
            text: "phone\n+12025550123\n".into(),
            column_mappings: [].into(),
        };
        let shown = format!("{contact:?} {file:?}");
        assert!(!shown.contains("2025550123"), "{shown}");
        assert!(shown.contains("+1202***0123"), "{shown}");
    }
}
