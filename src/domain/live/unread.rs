//! The fields that the platform returned in a form that kcamp cannot read.

use super::LiveCampaign;
use crate::domain::kore_campaign::{CONTACT_LISTS, CampaignType, DNC_LISTS};

impl LiveCampaign {
    /// Whether it has the key at this path of a campaign file, and the value was not read.
    pub fn is_unread(&self, path: &[&str]) -> bool {
        !self.unread.is_empty() && self.unread.contains(&path.join("."))
    }

    /// The several lists at this path of a campaign file, in words, where a campaign is sent with one.
    pub fn several_names(&self, path: &[&str]) -> Option<String> {
        let mut names = self.kore().filter(|_| path == [DNC_LISTS])?.several_dnc_lists.clone();
        names.sort_unstable();
        (!names.is_empty()).then(|| format!("{} lists ({})", names.len(), names.join(", ")))
    }

    /// Whether it has a do-not-contact list that was not read.
    pub fn is_dnc_list_unread(&self) -> bool {
        self.is_unread(&[DNC_LISTS])
    }

    /// The campaign with a do-not-contact list that is not known.
    #[must_use]
    pub fn with_unread_dnc_list(mut self) -> Self {
        self.unread.insert(DNC_LISTS.to_owned());
        self
    }

    /// Whether it reaches people of contact lists that are not all known. A campaign of Burki has contacts of its own.
    pub fn has_unknown_lists(&self) -> bool {
        self.kore().is_some() && (self.contact_lists().is_empty() || self.is_unread(&[CONTACT_LISTS]))
    }

    /// The names of all its do-not-contact lists, as far as they were read.
    pub fn dnc_lists(&self) -> Vec<String> {
        let own = self.kore().into_iter();
        own.flat_map(|own| own.dnc_list.iter().chain(&own.several_dnc_lists)).cloned().collect()
    }

    /// The campaign with the do-not-contact lists that another read of it has too, where both have some.
    #[must_use]
    pub fn with_dnc_lists_of(mut self, other: &Self) -> Self {
        let mut names = self.dnc_lists();
        let others: Vec<String> =
            other.dnc_lists().into_iter().filter(|name| !names.contains(name)).collect();
        names.extend(others);
        if let Some(own) = self.kore_mut().filter(|own| own.dnc_list.is_some() && names.len() > 1) {
            (own.dnc_list, own.several_dnc_lists) = (None, names);
            self.unread.insert(DNC_LISTS.to_owned());
        }
        self
    }

    /// Whether it cannot be without a do-not-contact list. Kore.ai contract §6.
    pub fn needs_dnc_list(&self) -> bool {
        self.kore().is_some_and(|own| own.campaign_type == Some(CampaignType::Voice))
    }

    /// The name of its do-not-contact list, as far as it was read.
    pub fn dnc_list(&self) -> Option<&str> {
        self.kore()?.dnc_list.as_deref()
    }
}
