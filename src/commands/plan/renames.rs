//! Campaigns of the files that are live under another name, or may be.

use std::collections::{BTreeSet, HashMap, HashSet};

use crate::commands::campaign_files::CheckedCampaign;
use crate::domain::live::LiveCampaign;
use crate::domain::name::NameKey;
use crate::domain::plan::Obstacle;
use crate::manifest::{LOOKS_RENAMED, Renamed};

/// The former names in the files, and the live campaigns without a file.
pub(super) struct Renames<'run> {
    /// The former names by the campaigns' new names, for campaigns that are not live under the new name.
    former: HashMap<NameKey, NameKey>,
    /// Former names that several campaigns have, with the names of those campaigns.
    contested: HashMap<NameKey, Vec<String>>,
    /// The names of live campaigns without a file, by type and contact lists, in alphabetical order.
    unclaimed: HashMap<(String, BTreeSet<String>), Vec<&'run str>>,
    /// Why a live campaign without a file may still be meant by one.
    meant: HashMap<NameKey, Obstacle>,
}

impl<'run> Renames<'run> {
    pub(super) fn of(
        checked: &[CheckedCampaign],
        by_name: &HashMap<NameKey, Vec<&'run LiveCampaign>>,
    ) -> Self {
        let own: HashSet<NameKey> =
            checked.iter().map(|it| NameKey::of(it.manifest.campaign.name())).collect();
        let (mut former, mut contested) = (HashMap::new(), HashMap::<NameKey, Vec<String>>::new());
        for campaign in checked {
            if let Renamed::From(name) = &campaign.manifest.renamed {
                let (now, before) = (NameKey::of(campaign.manifest.campaign.name()), NameKey::of(name));
                // If the new name is live, the campaign was already renamed. If another file has the former name, the
                // campaign is that file's.
                if !by_name.contains_key(&now) && by_name.contains_key(&before) && !own.contains(&before) {
                    contested
                        .entry(before.clone())
                        .or_default()
                        .push(campaign.manifest.campaign.name().to_owned());
                    former.insert(now, before);
                }
            }
        }
        contested.retain(|_, names| names.len() > 1);
        let claimed: HashSet<&NameKey> = former.values().collect();
        let mut unclaimed = HashMap::new();
        for (name, rows) in by_name {
            if own.contains(name) || claimed.contains(name) {
                continue;
            }
            for row in rows.iter().filter(|row| !row.contact_lists().is_empty()) {
                let lists = row.contact_lists().iter().map(|list| NameKey::of(list).as_str().to_owned());
                let key = (row.type_word().unwrap_or_default().to_owned(), lists.collect());
                unclaimed.entry(key).or_insert_with(Vec::new).push(row.name.as_str());
            }
        }
        for names in unclaimed.values_mut() {
            names.sort_unstable();
        }
        let mut renames = Self { former, contested, unclaimed, meant: HashMap::new() };
        renames.meant = checked
            .iter()
            .flat_map(|campaign| renames.meant_by(campaign, by_name))
            .filter(|(name, _)| !own.contains(name))
            .collect();
        renames
    }

    /// Why the live campaign with this name, which has no file, may still be meant by one.
    pub(super) fn meant(&self, name: &NameKey) -> Option<Obstacle> {
        self.meant.get(name).cloned()
    }

    /// The live campaigns that a file may mean by another name than its own, with the reasons. Empty if the file has
    /// a former name that is live.
    fn meant_by(
        &self,
        campaign: &CheckedCampaign,
        by_name: &HashMap<NameKey, Vec<&LiveCampaign>>,
    ) -> Vec<(NameKey, Obstacle)> {
        let name = campaign.manifest.campaign.name();
        if self.former(campaign).is_some() {
            return Vec::new();
        }
        let may_be =
            |why: String, next: &str| Obstacle { code: LOOKS_RENAMED, why, next: Some(next.to_owned()) };
        let mut meant = Vec::new();
        if !by_name.contains_key(&NameKey::of(name)) {
            let why = format!("in no file, and {name:?} looks like a rename of it");
            let next = "say in that file whether it is a rename: renamedFrom";
            let looks = self.looks_renamed(campaign).iter();
            meant.extend(looks.map(|other| (NameKey::of(other), may_be(why.clone(), next))));
        }
        if let Renamed::From(former) = &campaign.manifest.renamed {
            let why = format!("in no file, and the file of {name:?} says renamedFrom: {former:?}");
            let next = "remove renamedFrom from that file when the rename is done";
            meant.push((NameKey::of(former), may_be(why, next)));
        }
        meant
    }

    /// The name under which a campaign is live, if its file, and no other, gives it a new name.
    pub(super) fn former(&self, campaign: &CheckedCampaign) -> Option<&NameKey> {
        self.said(campaign).filter(|former| !self.contested.contains_key(*former))
    }

    fn said(&self, campaign: &CheckedCampaign) -> Option<&NameKey> {
        self.former.get(&NameKey::of(campaign.manifest.campaign.name()))
    }

    /// Why a campaign that is not live is not created: it may be live under its former name, and both campaigns would
    /// call the same people.
    pub(super) fn obstacle(&self, campaign: &CheckedCampaign) -> Option<Obstacle> {
        if let Some(names) = self.contested(campaign) {
            let why = format!(
                "{} all have the same renamedFrom, and a live campaign can get only one new name",
                names.join(", ")
            );
            let next = "keep renamedFrom only in the file of its new name".to_owned();
            return Some(Obstacle { code: LOOKS_RENAMED, why, next: Some(next) });
        }
        let other = self.looks_renamed(campaign).first()?;
        let said = match &campaign.manifest.renamed {
            Renamed::From(name) => {
                format!("; its file says renamedFrom: {name:?}, and no campaign of that name is live")
            }
            Renamed::Never | Renamed::NotSaid => String::new(),
        };
        Some(Obstacle {
            code: LOOKS_RENAMED,
            why: format!(
                "looks like a rename of {other:?}, which has the same contact lists and is in no file{said}"
            ),
            next: Some(format!(
                "write renamedFrom: {other:?} in its file, or renamedFrom: none or # kcamp: allow({LOOKS_RENAMED}) if it is another campaign"
            )),
        })
    }

    /// All campaigns with the same former name, including this one; `None` if there is only one.
    fn contested(&self, campaign: &CheckedCampaign) -> Option<&[String]> {
        self.contested.get(self.said(campaign)?).map(Vec::as_slice)
    }

    /// The live campaigns that this one may be a rename of: they have no file, and the same contact lists. Empty if
    /// the file says that it is not a rename. A former name that is not live has no effect.
    fn looks_renamed(&self, campaign: &CheckedCampaign) -> &[&'run str] {
        if campaign.manifest.renamed == Renamed::Never {
            return &[];
        }
        let wanted = &campaign.manifest.campaign;
        let lists = wanted.contact_lists().iter().map(|list| NameKey::of(list.as_str()).as_str().to_owned());
        let key: (String, BTreeSet<String>) = (wanted.type_word().to_owned(), lists.collect());
        self.unclaimed.get(&key).map(Vec::as_slice).unwrap_or_default()
    }
}
