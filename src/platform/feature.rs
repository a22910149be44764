//! Features that not every platform has. A missing one is reported at once, before anything is read or sent.

use super::error::PlatformError;
use crate::domain::platform_kind::PlatformKind;

/// A feature that not every platform has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Feature {
    /// A running campaign can be paused, and a start resumes it.
    Pause,
    /// The contacts of a campaign that has ended get another round.
    ReExecution,
    /// Contacts are imported into a campaign.
    Import,
    /// Every attempt to reach a contact is listed.
    Executions,
    /// Contacts of a campaign are listed by their status.
    ContactsByStatus,
    /// A template is filled in for a preview.
    TemplatePreview,
    /// Contacts are in lists, which several campaigns can use.
    ContactLists,
    /// A contact is called back at a given time.
    CallBacks,
    /// Requests are signed with a token that is made from a secret.
    SignedTokens,
    /// A campaign has a priority.
    Priorities,
    /// A campaign has a dialing mode.
    DialingModes,
    /// The list of campaigns shows when each was last changed.
    ChangeTimes,
}

/// A missing feature, worded to follow "Kore.ai has", and what to use instead.
type Lack = (&'static str, &'static str);

impl Feature {
    /// Checks that a platform has the feature; the error says what it has instead.
    ///
    /// # Errors
    ///
    /// `platform/not-served`, where the platform lacks it.
    pub fn of(self, platform: PlatformKind) -> Result<(), PlatformError> {
        match self.lack_of(platform) {
            Some(_) => Err(self.lacking(platform)),
            None => Ok(()),
        }
    }

    /// The error of using the feature on a platform that does not have it.
    pub(super) fn lacking(self, platform: PlatformKind) -> PlatformError {
        let (what, hint) = self
            .lack_of(platform)
            .unwrap_or(("no such call", "choose a profile of the other platform with --profile"));
        PlatformError::not_served(platform, what, hint)
    }

    const fn lack_of(self, platform: PlatformKind) -> Option<Lack> {
        match platform {
            PlatformKind::Kore => self.lack_of_kore(),
            PlatformKind::Burki => self.lack_of_burki(),
        }
    }

    const fn lack_of_kore(self) -> Option<Lack> {
        Some(match self {
            Self::Pause => (
                "no pause",
                "stop the campaign instead; a later start calls the whole list again: kcamp campaign stop CAMPAIGN",
            ),
            Self::ReExecution => (
                "no re-execution",
                "start the campaign again, which is a new run: kcamp campaign start CAMPAIGN",
            ),
            Self::Import => (
                "no import into a campaign",
                "import into one of its contact lists: kcamp contact-list import LIST FILE",
            ),
            Self::Executions => (
                "no list of executions",
                "see who was dialled and the outcomes with kcamp campaign contacts CAMPAIGN",
            ),
            Self::ContactsByStatus => (
                "no list of contacts by status",
                "leave --status out: each contact is shown with its outcome",
            ),
            Self::TemplatePreview => {
                ("no preview of templates", "kcamp validate shows what is wrong with a message")
            }
            Self::ContactLists
            | Self::CallBacks
            | Self::SignedTokens
            | Self::Priorities
            | Self::DialingModes
            | Self::ChangeTimes => return None,
        })
    }

    const fn lack_of_burki(self) -> Option<Lack> {
        Some(match self {
            Self::ContactLists => (
                "no contact lists: contacts are imported into a campaign",
                "import them with kcamp campaign import CAMPAIGN FILE, and see them with kcamp campaign contacts CAMPAIGN",
            ),
            Self::CallBacks => (
                "no call-backs: a campaign's own retries reach a contact again",
                "when the campaign has ended, run it again with kcamp campaign re-execute CAMPAIGN --all",
            ),
            Self::SignedTokens => (
                "no tokens to sign: it takes an API key as it is",
                "kcamp profile show says where the key comes from, and kcamp doctor whether it works",
            ),
            Self::Priorities => (
                "no priorities of campaigns",
                "narrow a list with --type, --status or --search, and sort it by name, status or created",
            ),
            Self::DialingModes => (
                "no dialing modes",
                "narrow a list with --type: call, sms or mixed, or with --status or --search",
            ),
            Self::ChangeTimes => (
                "no time of the last change in its list of campaigns",
                "sort by created, or see the time with kcamp campaign get",
            ),
            Self::Pause
            | Self::ReExecution
            | Self::Import
            | Self::Executions
            | Self::ContactsByStatus
            | Self::TemplatePreview => return None,
        })
    }
}
