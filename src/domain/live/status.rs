//! The id and the status of a campaign.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize};

use crate::domain::platform_kind::PlatformKind;
use crate::domain::serialized::serialized_as_text;

/// A campaign's id. It is opaque: `cd-…` on Kore.ai, digits on Burki.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CampaignId(String);

impl CampaignId {
    /// An id as the platform gave it.
    pub const fn reported(id: String) -> Self {
        Self(id)
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for CampaignId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(&self.0)
    }
}

/// The status of a campaign. Kore.ai contract §16.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CampaignStatus {
    /// Just created; voice only.
    Preparing,
    /// May be started or scheduled.
    Ready,
    /// Reaching people.
    Active,
    /// Stopped; a later start resumes it.
    Paused,
    /// Stopped; a later run is a new one.
    Stopped,
    /// Every contact was reached, or the end has passed.
    Completed,
    /// Has a schedule.
    Scheduled,
    /// Has a schedule, between two runs or after a change; the documentation does not define it.
    Rescheduled,
    /// Not started and without a schedule. Burki.
    Draft,
    /// Reaching people. Burki's word for active.
    Running,
    /// Stopped for good, together with its pending contacts. Burki.
    Cancelled,
    /// Ended by an error. Burki.
    Failed,
    /// A word that is not documented.
    Other(String),
}

impl CampaignStatus {
    /// The status that the platform's word names; case does not matter.
    pub fn reported(word: &str) -> Self {
        let mut documented = PlatformKind::ALL.into_iter().flat_map(Self::documented);
        let known = documented.find(|status| status.as_str().eq_ignore_ascii_case(word));
        known.map_or_else(|| Self::Other(word.to_owned()), Self::clone)
    }

    /// The placeholder for a status that an answer does not have.
    pub fn untold() -> Self {
        Self::Other("unknown".to_owned())
    }

    /// The statuses that a platform documents. Kore.ai contract §16, Burki contract §5.
    pub const fn documented(platform: PlatformKind) -> &'static [Self] {
        match platform {
            PlatformKind::Kore => &[
                Self::Preparing,
                Self::Ready,
                Self::Active,
                Self::Paused,
                Self::Stopped,
                Self::Completed,
                Self::Scheduled,
                Self::Rescheduled,
            ],
            PlatformKind::Burki => &[
                Self::Draft,
                Self::Scheduled,
                Self::Running,
                Self::Paused,
                Self::Completed,
                Self::Cancelled,
                Self::Failed,
            ],
        }
    }

    /// Whether a word names this status; case does not matter.
    pub fn is_called(&self, word: &str) -> bool {
        self.as_str().eq_ignore_ascii_case(word.trim())
    }

    /// The platform's word.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Preparing => "Preparing",
            Self::Ready => "Ready",
            Self::Active => "Active",
            Self::Paused => "Paused",
            Self::Stopped => "Stopped",
            Self::Completed => "Completed",
            Self::Scheduled => "Scheduled",
            Self::Rescheduled => "Rescheduled",
            Self::Draft => "Draft",
            Self::Running => "Running",
            Self::Cancelled => "Cancelled",
            Self::Failed => "Failed",
            Self::Other(word) => word,
        }
    }
}

impl CampaignStatus {
    /// Whether the campaign is reaching people.
    pub const fn is_running(&self) -> bool {
        matches!(self, Self::Active | Self::Running)
    }

    /// The position in a campaign's life: drafts first, ended campaigns last. `None` for an undocumented word.
    pub const fn stage(&self) -> Option<u8> {
        Some(match self {
            Self::Draft => 0,
            Self::Preparing => 1,
            Self::Ready => 2,
            Self::Scheduled => 3,
            Self::Rescheduled => 4,
            Self::Active | Self::Running => 5,
            Self::Paused => 6,
            Self::Stopped => 7,
            Self::Cancelled => 8,
            Self::Failed => 9,
            Self::Completed => 10,
            Self::Other(_) => return None,
        })
    }

    /// Whether a campaign may change from one status to the other by itself: while it is prepared, or between two runs
    /// of its schedule. An unknown status is like any other.
    pub fn is_like(&self, other: &Self) -> bool {
        let group = |status: &Self| match status {
            Self::Draft | Self::Preparing | Self::Ready => Some(0),
            Self::Scheduled | Self::Rescheduled => Some(1),
            status => status.stage(),
        };
        let untold = Self::untold();
        match (group(self), group(other)) {
            (Some(one), Some(another)) => one == another,
            _ => self == other || *self == untold || *other == untold,
        }
    }

    /// Whether the campaign has ended.
    pub const fn is_over(&self) -> bool {
        matches!(self, Self::Completed | Self::Stopped | Self::Cancelled | Self::Failed)
    }
}

impl fmt::Display for CampaignStatus {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.as_str())
    }
}

serialized_as_text!(CampaignStatus.as_str);

impl<'de> Deserialize<'de> for CampaignStatus {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(|word| Self::reported(&word))
    }
}

#[cfg(test)]
mod tests {
    use super::CampaignStatus;

    #[test]
    fn a_status_keeps_a_word_that_nobody_documented() {
        assert_eq!(CampaignStatus::reported("ready"), CampaignStatus::Ready);
        let other = CampaignStatus::reported("Run as Emergency");
        assert_eq!(other.as_str(), "Run as Emergency");
        assert_eq!(other, CampaignStatus::Other("Run as Emergency".into()));
    }

    #[test]
    fn only_what_nobody_has_to_do_anything_for_is_alike() {
        let status = CampaignStatus::reported;
        for group in
            [&["Draft", "Preparing", "Ready"][..], &["Scheduled", "Rescheduled"], &["Active", "Running"]]
        {
            for one in group {
                for word in
                    ["Draft", "Ready", "Scheduled", "Active", "Paused", "Stopped", "Completed", "Failed"]
                {
                    assert_eq!(status(one).is_like(&status(word)), group.contains(&word), "{one} {word}");
                }
                assert!(status(one).is_like(&CampaignStatus::untold()), "{one}");
                assert!(!status(one).is_like(&status("Run as Emergency")), "{one}");
            }
        }
    }
}
