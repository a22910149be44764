//! The fields that the platform returned in a form that kcamp cannot read.

use super::LiveCampaign;

impl LiveCampaign {
    /// Whether it has the key at this path of a campaign file, and the value was not read.
    pub fn is_unread(&self, path: &[&str]) -> bool {
        !self.unread.is_empty() && self.unread.contains(&path.join("."))
    }

    /// The several lists at this path of a campaign file, in words, where a campaign is sent with one.
    pub fn several_names(&self, path: &[&str]) -> Option<String> {
        let mut names = self.kore().filter(|_| path == ["dncLists"])?.several_dnc_lists.clone();
        names.sort_unstable();
        (!names.is_empty()).then(|| format!("{} lists ({})", names.len(), names.join(", ")))
    }

    /// The campaign with a key at this path of a campaign file of which the value is not known.
    #[must_use]
    pub fn with_unread(mut self, path: &[&str]) -> Self {
        self.unread.insert(path.join("."));
        self
    }

    /// Whether it reaches people of contact lists that are not all known. A campaign of Burki has contacts of its own.
    pub fn has_unknown_lists(&self) -> bool {
        self.kore().is_some() && (self.contact_lists().is_empty() || self.is_unread(&["contactLists"]))
    }

    /// The name of its do-not-contact list, as far as it was read.
    pub fn dnc_list(&self) -> Option<&str> {
        self.kore()?.dnc_list.as_deref()
    }
}
