//! What one platform has and another lacks: said at once, before anything is read or sent.

use super::client::Endpoints;
use super::error::PlatformError;
use crate::domain::platform_kind::PlatformKind;

/// Something that not every platform has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Feature {
    /// A running campaign is paused, and goes on where it was.
    Pause,
    /// The contacts of a campaign that came to its end get another round.
    ReExecution,
    /// Contacts are imported into a campaign.
    Import,
    /// Every try to reach a contact is listed.
    Executions,
    /// Contacts of a campaign are listed by their status.
    ContactsByStatus,
    /// A template is filled in to be looked at.
    TemplatePreview,
}

impl Endpoints {
    /// Refuses what the platform lacks, and says what it has instead.
    pub fn serves(&self, feature: Feature) -> Result<(), PlatformError> {
        match self {
            Self::Kore(_) => Err(feature.not_of_kore()),
            Self::Burki(_) => Ok(()),
        }
    }
}

impl Feature {
    /// What is said of it on Kore.ai, which has none of them.
    pub(super) const fn not_of_kore(self) -> PlatformError {
        let (what, hint) = match self {
            Self::Pause => {
                ("no pause", "stop the campaign, which begins anew when it is started: kcamp campaign stop")
            }
            Self::ReExecution => {
                ("no re-execution", "start the campaign again, which is a new run: kcamp campaign start")
            }
            Self::Import => (
                "no import into a campaign",
                "import into one of its contact lists: kcamp contact-list import LIST FILE",
            ),
            Self::Executions => (
                "no list of executions",
                "see who was dialled, and with which outcome, with kcamp campaign contacts",
            ),
            Self::ContactsByStatus => (
                "no list of contacts by status",
                "leave --status out: each contact has its outcome beside it",
            ),
            Self::TemplatePreview => {
                ("no preview of templates", "kcamp validate shows what is wrong with a message")
            }
        };
        PlatformError::NotServed { platform: PlatformKind::Kore.title(), what, hint }
    }
}
