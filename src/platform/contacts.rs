//! Whom a campaign reaches or has reached.

use super::client::Client;
use super::error::PlatformError;
use super::feature::Feature;
use crate::domain::dialled::DialledContact;
use crate::domain::live::CampaignId;
use crate::domain::outreach::{CampaignContact, ContactStatus};

/// A campaign's contacts, as its platform has them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Contacts {
    /// Those of its lists that it has dialled: Kore.ai.
    Dialled(Vec<DialledContact>),
    /// Its own, whatever became of them: Burki.
    Own(Vec<CampaignContact>),
}

impl Client {
    /// A campaign's contacts, those of one status only where one is given; at most so many.
    pub async fn contacts_of(
        &self,
        id: &CampaignId,
        status: Option<ContactStatus>,
        limit: usize,
    ) -> Result<Contacts, PlatformError> {
        if status.is_some() {
            Feature::ContactsByStatus.of(self.platform())?;
        }
        match self {
            Self::Kore(kore) => kore.dialled_contacts(id, limit).await.map(Contacts::Dialled),
            Self::Burki(burki) => burki.contacts(id, status, limit).await.map(Contacts::Own),
        }
    }
}
