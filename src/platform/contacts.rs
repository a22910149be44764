//! The contacts that a campaign reaches or has reached, and those of a contact list.

use crate::domain::burki_contact::CampaignContact;
use crate::domain::kore_contact::KoreContact;
use crate::domain::live::LiveContact;

/// A campaign's contacts, as its platform has them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Contacts {
    /// The contacts of its lists that it has dialled: Kore.ai.
    Dialled(Vec<KoreContact>),
    /// Its own, whatever became of them: Burki.
    Own(Vec<CampaignContact>),
}

/// Contacts of a list.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ListContacts {
    /// The contacts, each of them once.
    pub contacts: Vec<LiveContact>,
    /// Whether some may be missing: the platform says that there are more than it sent, or their number changed while they were read.
    pub may_miss_some: bool,
}
