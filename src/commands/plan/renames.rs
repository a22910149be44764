//! Campaigns of the files that are live under another name, or may be.

use std::collections::{BTreeSet, HashMap, HashSet};

use crate::commands::campaign_files::CheckedCampaign;
use crate::domain::difference::readable_differences;
use crate::domain::finding::Problem;
use crate::domain::live::LiveCampaign;
use crate::domain::name::NameKey;
use crate::domain::plan::Obstacle;
use crate::domain::plural::first_of;
use crate::error::Error;
use crate::manifest::{LOOKS_RENAMED, Renamed};

/// The code of a warning that renames cannot be found out.
const RENAMES_NOT_COMPARED: &str = "plan/renames-not-compared";

/// The most campaigns that the warning names.
const NAMED_MAX: usize = 5;

/// The former names in the files, and the live campaigns without a file.
pub(super) struct Renames<'run> {
    /// The former names by the campaigns' new names, where the rename is to be made.
    former: HashMap<NameKey, NameKey>,
    /// Why it cannot be told which live campaign a file means, by the name in the file.
    undecided: HashMap<NameKey, Obstacle>,
    /// The names of live campaigns without a file, by type and contact lists, in alphabetical order.
    unclaimed: HashMap<(String, BTreeSet<String>), Vec<&'run str>>,
    /// The live campaigns without a file on a platform without contact lists.
    without_lists: Vec<&'run LiveCampaign>,
    /// The names of live campaigns without a file that have the values of a campaign to create, by the name of that, on
    /// a platform without contact lists.
    alike: HashMap<NameKey, Vec<&'run str>>,
    /// The types and names of live campaigns without a file whose contact lists the list of campaigns does not show, in
    /// alphabetical order.
    unseen: Vec<(&'run str, &'run str)>,
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
        let claims = Claims::of(checked);
        let undecided: HashMap<NameKey, Obstacle> =
            claims.0.iter().flat_map(|claim| claims.undecided(claim, &own, by_name)).collect();
        let is_to_be_made = |claim: &&Claim<'_>| {
            by_name.contains_key(&claim.before)
                && !by_name.contains_key(&claim.now)
                && !undecided.contains_key(&claim.now)
        };
        let made = claims.0.iter().filter(is_to_be_made);
        let former: HashMap<NameKey, NameKey> =
            made.map(|claim| (claim.now.clone(), claim.before.clone())).collect();
        let claimed = claims.0.iter().filter(|claim| !by_name.contains_key(&claim.now));
        let claimed: HashSet<&NameKey> = claimed.map(|claim| &claim.before).collect();
        let (mut unclaimed, mut unseen, mut without_lists) = (HashMap::new(), Vec::new(), Vec::new());
        for (name, rows) in by_name {
            if own.contains(name) || claimed.contains(name) {
                continue;
            }
            for row in rows {
                if row.has_unknown_lists() {
                    unseen.push((row.type_word().unwrap_or_default(), row.name.as_str()));
                    continue;
                }
                if row.contact_lists().is_empty() {
                    without_lists.push(*row);
                    continue;
                }
                let lists = row.contact_lists().iter().map(|list| NameKey::of(list).as_str().to_owned());
                let key = (row.type_word().unwrap_or_default().to_owned(), lists.collect());
                unclaimed.entry(key).or_insert_with(Vec::new).push(row.name.as_str());
            }
        }
        for names in unclaimed.values_mut() {
            names.sort_unstable();
        }
        unseen.sort_unstable();
        let (alike, meant) = (HashMap::new(), HashMap::new());
        let mut renames = Self { former, undecided, unclaimed, without_lists, alike, unseen, meant };
        renames.meant = checked
            .iter()
            .flat_map(|campaign| renames.meant_by(campaign, by_name))
            .filter(|(name, _)| !own.contains(name))
            .collect();
        renames
    }

    /// Looks for renames on a platform without contact lists: where there is one campaign to create and one live one
    /// without a file of a type, and all values but the names are the same, they may be one campaign.
    ///
    /// # Errors
    ///
    /// If a live campaign cannot be read.
    pub(super) async fn compare_values(
        &mut self,
        checked: &[CheckedCampaign],
        by_name: &HashMap<NameKey, Vec<&LiveCampaign>>,
        read: impl AsyncFn(&LiveCampaign) -> Result<Option<LiveCampaign>, Error>,
    ) -> Result<(), Error> {
        for row in self.without_lists.clone() {
            let type_word = row.type_word().unwrap_or_default();
            let is_only =
                self.without_lists.iter().filter(|it| it.type_word() == row.type_word()).count() == 1;
            let mut created = checked.iter().filter(|it| {
                it.manifest.campaign.type_word() == type_word && self.may_be_renamed(it, by_name)
            });
            let (Some(campaign), None, true) = (created.next(), created.next(), is_only) else { continue };
            let wanted = &campaign.manifest.campaign;
            let is_alike = read(row).await?.is_some_and(|live| {
                readable_differences(&live, wanted).iter().all(|difference| difference.field == "name")
            });
            if is_alike {
                self.alike.insert(NameKey::of(wanted.name()), vec![&row.name]);
                self.meant.extend(self.meant_by(campaign, by_name));
            }
        }
        Ok(())
    }

    /// Whether a campaign is to be created, unless it is live under another name.
    fn may_be_renamed(
        &self,
        campaign: &CheckedCampaign,
        by_name: &HashMap<NameKey, Vec<&LiveCampaign>>,
    ) -> bool {
        !by_name.contains_key(&NameKey::of(campaign.manifest.campaign.name()))
            && self.former(campaign).is_none()
            && campaign.manifest.renamed != Renamed::Never
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
        let may_be = |why: String, next: &str| Obstacle {
            code: LOOKS_RENAMED,
            why,
            next: Some(next.to_owned()),
            is_in_doubt: false,
        };
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
        self.former.get(&NameKey::of(campaign.manifest.campaign.name()))
    }

    /// Why it cannot be told which live campaign this file means. It is then held against none, not even against the
    /// one that has its name.
    pub(super) fn undecided(&self, campaign: &CheckedCampaign) -> Option<&Obstacle> {
        self.undecided.get(&NameKey::of(campaign.manifest.campaign.name()))
    }

    /// Why a campaign that is not live is not created: it may be live under its former name, and both campaigns would
    /// call the same people.
    pub(super) fn obstacle(&self, campaign: &CheckedCampaign) -> Option<Obstacle> {
        let other = self.looks_renamed(campaign).first()?;
        let said = match &campaign.manifest.renamed {
            Renamed::From(name) => {
                format!("; its file says renamedFrom: {name:?}, and no campaign of that name is live")
            }
            Renamed::Never | Renamed::NotSaid => String::new(),
        };
        let same = match campaign.manifest.campaign.contact_lists() {
            [] => "values",
            _ => "contact lists",
        };
        Some(Obstacle {
            is_in_doubt: false,
            code: LOOKS_RENAMED,
            why: format!(
                "looks like a rename of {other:?}, which has the same {same} and is in no file{said}"
            ),
            next: Some(format!(
                "write renamedFrom: {other:?} in its file, or renamedFrom: none or # kcamp: allow({LOOKS_RENAMED}) if it is another campaign"
            )),
        })
    }

    /// A warning for the campaigns to create that may or may not be renames: a live campaign of their type has no
    /// file, and its contact lists are not known.
    pub(super) fn not_compared(
        &self,
        checked: &[CheckedCampaign],
        by_name: &HashMap<NameKey, Vec<&LiveCampaign>>,
    ) -> Option<Problem> {
        let may_be = |campaign: &CheckedCampaign| -> Vec<&str> {
            let wanted = &campaign.manifest.campaign;
            let is_created = self.may_be_renamed(campaign, by_name);
            let of_type = self.unseen.iter().filter(|(type_word, _)| *type_word == wanted.type_word());
            of_type.filter(|_| is_created).map(|(_, name)| *name).collect()
        };
        let found: Vec<(&str, Vec<&str>)> = checked
            .iter()
            .map(|it| (it.manifest.campaign.name(), may_be(it)))
            .filter(|(_, it)| !it.is_empty())
            .collect();
        let others: BTreeSet<&str> = found.iter().flat_map(|(_, others)| others.iter().copied()).collect();
        let created: Vec<String> = found.iter().map(|(name, _)| format!("{name:?}")).collect();
        let others: Vec<String> = others.iter().map(|name| format!("{name:?}")).collect();
        (!found.is_empty()).then(|| {
            let message = format!(
                "kcamp cannot tell whether {} may be a rename of a campaign that is in no file: the list of campaigns does not show the contact lists of {}",
                first_of(&created, NAMED_MAX, ", "),
                first_of(&others, NAMED_MAX, ", ")
            );
            Problem::warning(RENAMES_NOT_COMPARED, message)
                .help("write renamedFrom: OLD in the file of a renamed campaign, or renamedFrom: none if it is another one")
        })
    }

    /// The live campaigns that this one may be a rename of: they have no file, and the same contact lists, or the same
    /// values where the platform has none. Empty if the file says that it is not a rename. A former name that is not
    /// live has no effect.
    fn looks_renamed(&self, campaign: &CheckedCampaign) -> &[&'run str] {
        if campaign.manifest.renamed == Renamed::Never {
            return &[];
        }
        let wanted = &campaign.manifest.campaign;
        let lists = wanted.contact_lists().iter().map(|list| NameKey::of(list.as_str()).as_str().to_owned());
        let key: (String, BTreeSet<String>) = (wanted.type_word().to_owned(), lists.collect());
        let alike = || self.alike.get(&NameKey::of(wanted.name()));
        self.unclaimed.get(&key).or_else(alike).map(Vec::as_slice).unwrap_or_default()
    }
}

/// The obstacle with the way out that the sandbox alone has: what looks as if it were renamed may be left there from
/// another project.
pub(super) fn with_reset(obstacle: Obstacle) -> Obstacle {
    const RESET: &str = "where it is left from another project, empty the sandbox: kcamp sandbox reset";
    let next = obstacle.next.map_or_else(|| RESET.to_owned(), |next| format!("{next}; {RESET}"));
    Obstacle { next: Some(next), ..obstacle }
}

/// A file's `renamedFrom`.
struct Claim<'files> {
    name: &'files str,
    now: NameKey,
    /// The former name, as the file has it.
    former: &'files str,
    before: NameKey,
}

/// The former names that the files give, but for those that say the same name.
struct Claims<'files>(Vec<Claim<'files>>);

impl<'files> Claims<'files> {
    fn of(checked: &'files [CheckedCampaign]) -> Self {
        let claim = |campaign: &'files CheckedCampaign| {
            let Renamed::From(former) = &campaign.manifest.renamed else { return None };
            let name = campaign.manifest.campaign.name();
            Some(Claim { name, now: NameKey::of(name), former, before: NameKey::of(former) })
        };
        Self(checked.iter().filter_map(claim).filter(|claim| claim.now != claim.before).collect())
    }

    /// The files of which a claim leaves open which live campaign they mean, with the reasons. A claim to a name that
    /// is not live leaves nothing open where the rename was made already. Where another file has the former name, that
    /// file may mean the same campaign: the names may have been exchanged.
    fn undecided(
        &self,
        claim: &Claim<'_>,
        own: &HashSet<NameKey>,
        by_name: &HashMap<NameKey, Vec<&LiveCampaign>>,
    ) -> Vec<(NameKey, Obstacle)> {
        let Claim { name, now, former, before } = claim;
        let now_live = by_name.get(now).and_then(|rows| rows.first());
        let is_before_live = by_name.contains_key(before);
        let others: Vec<&str> = self.0.iter().filter(|it| it.before == *before).map(|it| it.name).collect();
        let obstacle = |why: String, next: String| Obstacle {
            code: LOOKS_RENAMED,
            why,
            next: Some(next),
            is_in_doubt: false,
        };
        // The file of the former name may be a rename itself, which is to be made.
        let is_made = |it: &Claim<'_>| it.now == *before && by_name.contains_key(&it.before);
        let is_created = own.contains(before) && !is_before_live && !self.0.iter().any(is_made);
        if is_created && now_live.is_some() {
            let why = format!(
                "the file of {name:?}, which is live, says renamedFrom: {former:?}, and beside a live {former:?} that would leave open which of them it means"
            );
            let next = format!("the rename is done: remove renamedFrom from the file of {name:?}");
            return vec![(before.clone(), obstacle(why, next))];
        }
        let of_claim = if is_before_live && others.len() > 1 {
            obstacle(
                format!(
                    "{} all have the same renamedFrom, and a live campaign can get only one new name",
                    others.join(", ")
                ),
                "keep renamedFrom only in the file of its new name".to_owned(),
            )
        } else if let (true, Some(live)) = (is_before_live, now_live) {
            obstacle(
                format!("its file says renamedFrom: {former:?}, and campaigns of both names are live"),
                format!(
                    "remove renamedFrom from the file of {name:?} if that is the live {name:?}; else give the live one a free name first: kcamp campaign update {} --name NAME",
                    live.id
                ),
            )
        } else if own.contains(before) && now_live.is_none() {
            obstacle(
                format!("its file says renamedFrom: {former:?}, and there is a file of {former:?}, too"),
                format!(
                    "remove renamedFrom from the file of {name:?} if it is another campaign; if it is the renamed one, apply its file alone first"
                ),
            )
        } else {
            return Vec::new();
        };
        let of_before = (is_before_live && own.contains(before)).then(|| {
            let why = format!("the file of {name:?} says renamedFrom: {former:?}, so that the live {former:?} may be either's");
            (before.clone(), Obstacle { why, ..of_claim.clone() })
        });
        // What the claim of a file says itself comes last, and is what counts.
        of_before.into_iter().chain([(now.clone(), of_claim)]).collect()
    }
}
