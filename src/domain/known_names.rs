//! The names of an account's campaigns, contact lists, queues, flows and assistants that kcamp has met, for shell
//! completion. They include no contact and no phone number.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use serde::{Deserialize, Serialize};

use super::change::{Change, ListChange};
use super::choice::nearest;
use super::kore_campaign::{DialingMode, ListName};
use super::live::{CampaignId, ContactList, LiveCampaign, OwnFields};
use super::platform_campaign::PlatformCampaign;

/// The known names of an account.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct KnownNames {
    /// The campaigns, by their ids.
    campaigns: BTreeMap<String, KnownCampaign>,
    /// The names of lists, by their ids.
    contact_lists: BTreeMap<String, String>,
    /// The ids of the global do-not-contact lists.
    do_not_contact: BTreeSet<String>,
}

/// The known uses of a contact list: to contact people, to keep them from being contacted, both or neither.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ListUse {
    /// A campaign contacts the people in the list.
    pub is_contacted: bool,
    /// A campaign uses it as its do-not-contact list.
    pub is_do_not_contact: bool,
}

/// A campaign and the names that it refers to.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
struct KnownCampaign {
    name: String,
    type_word: Option<String>,
    /// Files of earlier versions also have the do-not-contact list in this field.
    #[serde(rename = "contacted_lists")]
    contact_lists: Vec<String>,
    dnc_list: Option<String>,
    queue: Option<String>,
    flow: Option<String>,
    assistant: Option<(u64, String)>,
}

impl KnownCampaign {
    fn of_live(live: &LiveCampaign) -> Self {
        let known = Self {
            name: live.name.clone(),
            type_word: live.type_word().map(str::to_owned),
            ..Self::default()
        };
        match &live.own {
            OwnFields::Kore(own) => {
                // A voice campaign is connected to a flow or to a queue; its dialing mode tells which.
                let [agentless, ..] = DialingMode::WIRE_NAMES;
                let speaks_alone = own.dialing_mode.as_deref() == Some(agentless);
                let connection =
                    own.connection_name().filter(|_| own.dialing_mode.is_some()).map(str::to_owned);
                let (flow, queue) = if speaks_alone { (connection, None) } else { (None, connection) };
                Self {
                    contact_lists: own.contact_lists.clone(),
                    dnc_list: own.dnc_list.clone(),
                    queue,
                    flow: own.experience_flow.clone().or(flow),
                    ..known
                }
            }
            OwnFields::Burki(own) => {
                Self { assistant: own.assistant_id.zip(own.assistant_name.clone()), ..known }
            }
        }
    }

    fn of_new(campaign: &PlatformCampaign) -> Self {
        Self {
            name: campaign.name().to_owned(),
            type_word: Some(campaign.type_word().to_owned()),
            contact_lists: campaign.contact_lists().iter().map(ToString::to_string).collect(),
            dnc_list: campaign.dnc_list().map(ToString::to_string),
            ..Self::default()
        }
    }
}

impl KnownNames {
    /// The names of campaigns with their types, each name once.
    pub fn campaigns(&self) -> impl Iterator<Item = (&str, &str)> {
        let all = self.campaigns.values();
        let by_name: BTreeMap<&str, &str> =
            all.map(|it| (it.name.as_str(), it.type_word.as_deref().unwrap_or_default())).collect();
        by_name.into_iter()
    }

    /// The names of contact lists, whether listed or named by a campaign, with their uses.
    pub fn contact_lists(&self) -> BTreeMap<&str, ListUse> {
        let mut lists: BTreeMap<&str, ListUse> = BTreeMap::new();
        for (id, name) in &self.contact_lists {
            lists.entry(name).or_default().is_do_not_contact |= self.do_not_contact.contains(id);
        }
        for campaign in self.campaigns.values() {
            for name in &campaign.contact_lists {
                lists.entry(name).or_default().is_contacted = true;
            }
            if let Some(name) = &campaign.dnc_list {
                lists.entry(name).or_default().is_do_not_contact = true;
            }
        }
        lists
    }

    /// The names that a campaign probably means by names that are not known: each with its kind in words.
    pub fn meant_by(&self, campaign: &PlatformCampaign) -> Vec<(&'static str, &str)> {
        let lists: Vec<&str> = self.contact_lists().into_keys().collect();
        let queues: Vec<&str> = self.queues().into_iter().collect();
        let of_lists = campaign.contact_lists().iter().map(|name| ("contact list", name.as_str(), &lists));
        let of_dnc = campaign.dnc_list().map(|name| ("do-not-contact list", name.as_str(), &lists));
        let of_queue = campaign.queue().map(|name| ("queue", name.as_str(), &queues));
        let named = of_lists.chain(of_dnc).chain(of_queue);
        let unknown = named.filter(|(_, name, known)| !known.contains(name));
        unknown
            .filter_map(|(kind, name, known)| Some((kind, nearest(name, known.iter().copied())?)))
            .collect()
    }

    /// The queues that campaigns name.
    pub fn queues(&self) -> BTreeSet<&str> {
        self.campaigns.values().filter_map(|it| it.queue.as_deref()).collect()
    }

    /// The experience flows that campaigns name.
    pub fn flows(&self) -> BTreeSet<&str> {
        self.campaigns.values().filter_map(|it| it.flow.as_deref()).collect()
    }

    /// The assistants of campaigns: the id and the name of each.
    pub fn assistants(&self) -> BTreeMap<u64, &str> {
        let all = self.campaigns.values().filter_map(|it| it.assistant.as_ref());
        all.map(|(id, name)| (*id, name.as_str())).collect()
    }

    /// Updates the names with those that a command met.
    pub fn learn(&mut self, met: NamesMet) {
        let NamesMet { there, gone, all_of, all_lists } = met;
        let is_over = |known: &KnownCampaign| {
            all_of.iter().any(|listed| listed.is_none() || known.type_word.as_deref() == *listed)
        };
        self.campaigns.retain(|id, known| !gone.contains(id) && !is_over(known));
        self.contact_lists.retain(|id, _| !gone.contains(id) && !all_lists);
        self.do_not_contact.retain(|id| !gone.contains(id) && !all_lists);
        self.campaigns.extend(there.campaigns);
        self.contact_lists.extend(there.contact_lists);
        self.do_not_contact.extend(there.do_not_contact);
    }

    /// Forgets every name that `is_allowed` rejects.
    pub fn retain(&mut self, is_allowed: impl Fn(&str) -> bool) {
        let is_allowed = &is_allowed;
        self.campaigns.retain(|_, it| is_allowed(&it.name));
        self.contact_lists.retain(|_, name| is_allowed(name));
        for it in self.campaigns.values_mut() {
            it.contact_lists.retain(|name| is_allowed(name));
            it.dnc_list.take_if(|name| !is_allowed(name));
            it.queue.take_if(|name| !is_allowed(name));
            it.flow.take_if(|name| !is_allowed(name));
            it.assistant.take_if(|(_, name)| !is_allowed(name));
        }
    }
}

/// The campaigns and lists of an account that one command met, each in its last state.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NamesMet {
    there: KnownNames,
    /// The ids of campaigns and lists that no longer exist.
    gone: BTreeSet<String>,
    /// The types whose campaigns were all listed; `None` stands for all types.
    all_of: BTreeSet<Option<&'static str>>,
    all_lists: bool,
}

impl NamesMet {
    /// Whether the command met nothing.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Records existing campaigns.
    pub fn campaigns(&mut self, rows: &[LiveCampaign]) {
        for row in rows {
            self.campaign(row.id.to_string(), KnownCampaign::of_live(row));
        }
    }

    fn campaign(&mut self, id: String, campaign: KnownCampaign) {
        self.gone.remove(&id);
        self.there.campaigns.insert(id, campaign);
    }

    /// Records that these campaigns, recorded before, are the only ones of a type, or of the account if
    /// no type is given.
    pub fn no_other_campaigns(&mut self, type_word: Option<&'static str>, ids: &HashSet<CampaignId>) {
        let ids: HashSet<&str> = ids.iter().map(CampaignId::as_str).collect();
        let is_meant = |it: &KnownCampaign| type_word.is_none() || it.type_word.as_deref() == type_word;
        self.there.campaigns.retain(|id, it| ids.contains(id.as_str()) || !is_meant(it));
        self.all_of.insert(type_word);
    }

    /// Records all contact lists of the account.
    pub fn all_contact_lists(&mut self, lists: &[ContactList]) {
        self.there.contact_lists = lists.iter().map(|list| (list.id.clone(), list.name.clone())).collect();
        let global = lists.iter().filter(|list| list.global_dnc);
        self.there.do_not_contact = global.map(|list| list.id.clone()).collect();
        self.all_lists = true;
    }

    /// Records a change that happened; `id` is the platform's id of the target, if known.
    pub fn changed(&mut self, change: Renaming, id: Option<String>) {
        let Some(id) = id.or(change.id) else { return };
        match change.now {
            Now::Campaign(campaign) => self.campaign(id, campaign),
            Now::ContactList(name) => {
                self.gone.remove(&id);
                self.there.contact_lists.insert(id, name);
            }
            Now::Gone => {
                self.there.campaigns.remove(&id);
                self.there.contact_lists.remove(&id);
                self.gone.insert(id);
            }
        }
    }
}

/// The name that a successful change adds, replaces or removes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Renaming {
    id: Option<String>,
    now: Now,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Now {
    Campaign(KnownCampaign),
    ContactList(String),
    Gone,
}

impl Renaming {
    /// The renaming by a change; `None` if no name changes.
    pub fn of(change: &Change) -> Option<Self> {
        let now = match change {
            Change::CreateCampaign(campaign) => Now::Campaign(KnownCampaign::of_new(campaign)),
            Change::UpdateCampaign { campaign, to } => Now::Campaign(KnownCampaign {
                name: to.name().to_owned(),
                ..KnownCampaign::of_live(campaign)
            }),
            Change::CreateContactList(list) => Now::ContactList(list.name.to_string()),
            Change::UpdateContactList(_, ListChange { name, .. }) => {
                Now::ContactList(name.as_ref().map(ListName::to_string)?)
            }
            Change::DeleteCampaign(_) | Change::DeleteContactList(_) => Now::Gone,
            _ => return None,
        };
        Some(Self { id: change.id().map(str::to_owned), now })
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use std::collections::HashSet;

    use super::{KnownNames, NamesMet, Renaming};
    use crate::domain::change::Change;
    use crate::domain::kore_campaign::CampaignType;
    use crate::domain::live::{
        CampaignId, CampaignStatus, ContactList, LiveCampaign, LiveKoreCampaign, OwnFields,
    };

    fn row(id: &str, name: &str, campaign_type: CampaignType) -> LiveCampaign {
        let own = LiveKoreCampaign {
            campaign_type: Some(campaign_type),
            contact_lists: vec!["Customers".into()],
            dnc_list: Some("Opted out".into()),
            dialing_mode: (campaign_type == CampaignType::Voice).then(|| "Preview".into()),
            connection: (campaign_type == CampaignType::Voice).then(|| format!("queue of {name}")),
            ..LiveKoreCampaign::default()
        };
        LiveCampaign::new(CampaignId::reported(id.into()), name.into(), CampaignStatus::Ready, own)
    }

    fn names(known: &KnownNames) -> Vec<&str> {
        known.campaigns().map(|(name, _)| name).collect()
    }

    /// Each list, whether it is contacted, and whether it keeps people from being contacted.
    fn lists(known: &KnownNames) -> Vec<(&str, bool, bool)> {
        let all = known.contact_lists().into_iter();
        all.map(|(name, list)| (name, list.is_contacted, list.is_do_not_contact)).collect()
    }

    fn learnt(known: &mut KnownNames, happen: impl FnOnce(&mut NamesMet)) {
        let mut met = NamesMet::default();
        happen(&mut met);
        known.learn(met);
    }

    #[test]
    fn a_part_of_a_list_adds_and_a_whole_one_replaces_its_type() {
        let (sms, voice) = (CampaignType::Sms, CampaignType::Voice);
        let mut known = KnownNames::default();
        learnt(&mut known, |met| met.campaigns(&[row("1", "B", sms), row("2", "A", voice)]));
        learnt(&mut known, |met| met.campaigns(&[row("3", "C", sms)]));
        assert_eq!(names(&known), ["A", "B", "C"]);
        assert_eq!(lists(&known), [("Customers", true, false), ("Opted out", false, true)]);
        assert_eq!(known.queues().into_iter().collect::<Vec<_>>(), ["queue of A"]);
        let only = |ids: &[&str]| -> HashSet<CampaignId> {
            ids.iter().map(|id| CampaignId::reported((*id).into())).collect()
        };
        learnt(&mut known, |met| {
            met.campaigns(&[row("3", "C2", sms)]);
            met.no_other_campaigns(Some("sms"), &only(&["3"]));
        });
        assert_eq!(names(&known), ["A", "C2"]);
        learnt(&mut known, |met| met.no_other_campaigns(None, &only(&[])));
        assert_eq!(known, KnownNames::default());
    }

    #[test]
    fn a_list_is_known_by_what_names_it_and_by_what_the_platform_says_of_it() {
        let list = |id: &str, name: &str, global_dnc| ContactList {
            id: id.into(),
            name: name.into(),
            global_dnc,
            ..ContactList::default()
        };
        let mut known = KnownNames::default();
        learnt(&mut known, |met| {
            met.campaigns(&[row("1", "A", CampaignType::Sms)]);
            met.all_contact_lists(&[list("cl-1", "Never", true), list("cl-2", "Nobody's", false)]);
        });
        let of_campaigns = [("Customers", true, false), ("Opted out", false, true)];
        let all = [of_campaigns[0], ("Never", false, true), ("Nobody's", false, false), of_campaigns[1]];
        assert_eq!(lists(&known), all);
        // Another campaign contacts those who opted out, so the list has both uses.
        let mut other = row("2", "B", CampaignType::Sms);
        if let OwnFields::Kore(own) = &mut other.own {
            own.contact_lists = vec!["Opted out".into()];
        }
        learnt(&mut known, |met| met.campaigns(std::slice::from_ref(&other)));
        assert_eq!(lists(&known)[3], ("Opted out", true, true));
        learnt(&mut known, |met| met.all_contact_lists(&[list("cl-1", "Never", false)]));
        assert_eq!(lists(&known)[1..], [("Never", false, false), ("Opted out", true, true)]);
    }

    #[test]
    fn what_was_deleted_goes_and_what_was_met_after_that_stays() {
        let campaign = row("1", "A", CampaignType::Sms);
        let delete = Renaming::of(&Change::DeleteCampaign(Box::new(campaign.clone()))).unwrap();
        let mut known = KnownNames::default();
        learnt(&mut known, |met| met.campaigns(std::slice::from_ref(&campaign)));
        let before = known.clone();
        learnt(&mut known, |met| met.changed(delete.clone(), None));
        assert_eq!(names(&known), [""; 0]);
        // In one command: listed, deleted, and listed again after somebody created it again.
        learnt(&mut known, |met| {
            met.campaigns(std::slice::from_ref(&campaign));
            met.changed(delete, None);
            met.campaigns(std::slice::from_ref(&campaign));
        });
        assert_eq!(known, before);
    }

    #[test]
    fn what_is_not_to_be_kept_is_forgotten_wherever_it_stands() {
        let mut known = KnownNames::default();
        learnt(&mut known, |met| {
            met.campaigns(&[row("1", "A", CampaignType::Voice), row("2", "secret", CampaignType::Sms)]);
        });
        known.retain(|name| !["secret", "Customers", "queue of A"].contains(&name));
        assert_eq!(names(&known), ["A"]);
        assert_eq!(lists(&known), [("Opted out", false, true)]);
        assert!(known.queues().is_empty());
    }
}
