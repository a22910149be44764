//! The contacts of a campaign, in the form of its platform.

use serde::Serialize;

use super::burki_contacts::{CampaignContactView, CampaignContactsView};
use super::kore_contacts::{KoreContactView, KoreContactsView};
use super::shown_numbers::ShownNumbers;
use crate::domain::platform_contacts::PlatformContacts;
use crate::domain::zone::Zone;
use crate::ui::{Document, View};

/// A campaign's contacts: on Kore.ai those that were dialled, on Burki all.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub enum PlatformContactsView {
    Burki(CampaignContactsView),
    Kore(KoreContactsView),
}

impl PlatformContactsView {
    /// A view of the contacts; tables show their times in `zone`.
    pub fn new(contacts: &PlatformContacts, numbers: ShownNumbers, zone: &Zone) -> Self {
        match contacts {
            PlatformContacts::Kore(contacts) => {
                let rows = contacts.iter().map(|contact| KoreContactView::new(contact, numbers));
                Self::Kore(KoreContactsView(rows.collect()))
            }
            PlatformContacts::Burki(contacts) => {
                let rows = contacts.iter().map(|contact| CampaignContactView::new(contact, numbers, zone));
                Self::Burki(CampaignContactsView(rows.collect()))
            }
        }
    }
}

impl View for PlatformContactsView {
    fn document(&self) -> Document {
        match self {
            Self::Kore(contacts) => contacts.document(),
            Self::Burki(contacts) => contacts.document(),
        }
    }
}
