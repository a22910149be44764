//! Campaigns of the files that are live under another name, or look as if they were.

use std::collections::{BTreeSet, HashMap, HashSet};

use crate::commands::campaign_files::CheckedCampaign;
use crate::domain::live::LiveCampaign;
use crate::domain::name::NameKey;
use crate::manifest::Renamed;

/// What the files say of former names, and the live campaigns that are in no file.
pub(super) struct Renames<'run> {
    /// Their names by the campaigns' own, of those that have none of their own name live.
    former: HashMap<NameKey, NameKey>,
    /// The names of those in no file, by their types and contact lists.
    unclaimed: HashMap<(String, BTreeSet<String>), &'run str>,
}

impl<'run> Renames<'run> {
    pub(super) fn of(
        checked: &[CheckedCampaign],
        by_name: &HashMap<NameKey, Vec<&'run LiveCampaign>>,
    ) -> Self {
        let own: HashSet<NameKey> =
            checked.iter().map(|it| NameKey::of(it.manifest.campaign.name())).collect();
        let mut former = HashMap::new();
        for campaign in checked {
            if let Renamed::From(name) = &campaign.manifest.renamed {
                let (now, before) = (NameKey::of(campaign.manifest.campaign.name()), NameKey::of(name));
                // Where its own name is live, it has been renamed already; one that another file has is that file's.
                if !by_name.contains_key(&now) && by_name.contains_key(&before) && !own.contains(&before) {
                    former.insert(now, before);
                }
            }
        }
        let claimed: HashSet<&NameKey> = former.values().collect();
        let mut unclaimed = HashMap::new();
        for (name, rows) in by_name {
            if own.contains(name) || claimed.contains(name) {
                continue;
            }
            for row in rows.iter().filter(|row| !row.contact_lists().is_empty()) {
                let lists = row.contact_lists().iter().map(|list| NameKey::of(list).as_str().to_owned());
                let key = (row.type_word().unwrap_or_default().to_owned(), lists.collect());
                // Of several the first by name, so that every run names the same.
                let first = unclaimed.entry(key).or_insert(row.name.as_str());
                *first = (*first).min(row.name.as_str());
            }
        }
        Self { former, unclaimed }
    }

    /// The name under which a campaign is live that its file gives a new one.
    pub(super) fn former(&self, campaign: &CheckedCampaign) -> Option<&NameKey> {
        self.former.get(&NameKey::of(campaign.manifest.campaign.name()))
    }

    /// The live campaign of which this one may be a rename: it is in no file and has the same contact lists. `None` where the
    /// file says of it what it is.
    pub(super) fn looks_renamed(&self, campaign: &CheckedCampaign) -> Option<&'run str> {
        if campaign.manifest.renamed != Renamed::NotSaid {
            return None;
        }
        let wanted = &campaign.manifest.campaign;
        let lists = wanted.contact_lists().iter().map(|list| NameKey::of(list.as_str()).as_str().to_owned());
        let key: (String, BTreeSet<String>) = (wanted.type_word().to_owned(), lists.collect());
        self.unclaimed.get(&key).copied()
    }
}
