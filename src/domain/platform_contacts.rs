//! The contacts that a campaign reaches or has reached.

use super::burki_contact::CampaignContact;
use super::kore_contact::KoreContact;

/// A campaign's contacts, in the form of its platform.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PlatformContacts {
    /// The contacts of the campaign's lists that were dialled.
    Kore(Vec<KoreContact>),
    /// The campaign's own contacts, with any status.
    Burki(Vec<CampaignContact>),
}

impl PlatformContacts {
    /// How many there are.
    pub const fn len(&self) -> usize {
        match self {
            Self::Kore(contacts) => contacts.len(),
            Self::Burki(contacts) => contacts.len(),
        }
    }

    /// Keeps the first `most`.
    pub fn truncate(&mut self, most: usize) {
        match self {
            Self::Kore(contacts) => contacts.truncate(most),
            Self::Burki(contacts) => contacts.truncate(most),
        }
    }

    /// The contacts that were imported into the campaign itself; `None` where its contacts come from contact lists.
    pub fn imported(self) -> Option<Vec<CampaignContact>> {
        match self {
            Self::Kore(_) => None,
            Self::Burki(contacts) => Some(contacts),
        }
    }
}
