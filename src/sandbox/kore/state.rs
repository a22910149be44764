//! The Kore.ai account of a sandbox.

use jiff::{Timestamp, civil::DateTime};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::sandbox::{
    CampaignSummary, ScheduleSummary,
    pseudo_random::{mixed, spread},
};

/// The platform's two kinds of campaign.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum CampaignType {
    /// Outbound calls.
    Voice,
    /// Outbound text messages.
    Sms,
}

impl CampaignType {
    /// The word in bodies and queries.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Voice => "voice",
            Self::Sms => "sms",
        }
    }

    /// Reads the word for a type.
    pub(in crate::sandbox) fn parse(text: &str) -> Option<Self> {
        [Self::Voice, Self::Sms].into_iter().find(|kind| kind.as_str() == text)
    }
}

/// One campaign: what was sent, and its state.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(in crate::sandbox) struct Campaign {
    pub(in crate::sandbox) id: String,
    #[serde(rename = "type")]
    pub(in crate::sandbox) kind: CampaignType,
    /// The body of the create or of the last update, as it was checked.
    pub(in crate::sandbox) body: Map<String, Value>,
    pub(in crate::sandbox) created_at: Timestamp,
    pub(in crate::sandbox) updated_at: Timestamp,
    /// The last thing that was asked of it. `kore::progress` computes its progress at an instant from this.
    #[serde(default)]
    pub(in crate::sandbox) course: Course,
}

/// The last thing that was asked of a campaign.
#[derive(Debug, Default, Clone, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(in crate::sandbox) enum Course {
    /// Nothing: the campaign has neither been started nor scheduled.
    #[default]
    Idle,
    /// The campaign was started by hand.
    Run(Run),
    /// Its schedule was enabled.
    Schedule(Schedule),
}

/// An instance that was started by hand. It reaches its contacts one after the other from the start.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(in crate::sandbox) struct Run {
    pub(in crate::sandbox) instance_id: String,
    pub(in crate::sandbox) started_at: Timestamp,
    pub(in crate::sandbox) stopped_at: Option<Timestamp>,
    /// The number of contacts in its lists at the start.
    pub(in crate::sandbox) contacts: u64,
}

/// A schedule that was enabled. No call of the platform returns it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(in crate::sandbox) struct Schedule {
    /// The start, in the platform's time zone, like the end.
    pub(in crate::sandbox) start: DateTime,
    pub(in crate::sandbox) end: DateTime,
    pub(in crate::sandbox) recurrence: Value,
    /// The instant at which it was enabled. Earlier runs do not take place.
    pub(in crate::sandbox) enabled_at: Timestamp,
    /// When one of its runs was last stopped by hand.
    pub(in crate::sandbox) stopped_at: Option<Timestamp>,
}

impl Campaign {
    /// The name as it was sent.
    pub(in crate::sandbox) fn name(&self) -> &str {
        self.text("name")
    }

    /// A text of the body; empty if it is missing.
    pub(in crate::sandbox) fn text(&self, key: &str) -> &str {
        self.body.get(key).and_then(Value::as_str).unwrap_or_default()
    }

    /// The schedule, if one is enabled.
    pub(in crate::sandbox) const fn schedule(&self) -> Option<&Schedule> {
        match &self.course {
            Course::Schedule(schedule) => Some(schedule),
            Course::Idle | Course::Run(_) => None,
        }
    }

    pub(in crate::sandbox) fn summary(&self, status: &'static str) -> CampaignSummary {
        let schedule = self.schedule().map(|schedule| ScheduleSummary {
            start_date_time: wire_time(schedule.start),
            end_date_time: wire_time(schedule.end),
            recurrence_object: schedule.recurrence.clone(),
        });
        CampaignSummary {
            id: self.id.clone(),
            name: self.name().to_owned(),
            campaign_type: self.kind,
            status,
            schedule,
        }
    }
}

fn wire_time(time: DateTime) -> String {
    time.strftime("%Y-%m-%d %H:%M:%S").to_string()
}

/// A list of people to reach.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(in crate::sandbox) struct ContactList {
    pub(in crate::sandbox) id: String,
    pub(in crate::sandbox) name: String,
    pub(in crate::sandbox) description: String,
    /// The number of seeded and added contacts, including queued ones. The added contacts are in a file of their own,
    /// see [`Store::contacts`].
    pub(in crate::sandbox) total_record_count: u64,
    /// The last added contacts, oldest first.
    #[serde(default)]
    pub(in crate::sandbox) arrivals: Vec<Arrival>,
    pub(in crate::sandbox) created_at: Timestamp,
    pub(in crate::sandbox) updated_at: Timestamp,
    /// Whether a number may be in the list twice.
    pub(in crate::sandbox) allow_duplicates: bool,
}

/// Contacts that were queued to be added to a list.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(in crate::sandbox) struct Arrival {
    /// When they are in the list.
    pub(in crate::sandbox) at: Timestamp,
    pub(in crate::sandbox) contacts: u64,
}

impl ContactList {
    /// The number of contacts in the list, without queued ones.
    pub(in crate::sandbox) fn records(&self, now: Timestamp) -> u64 {
        let queued = self.arrivals.iter().filter(|arrival| arrival.at > now);
        self.total_record_count.saturating_sub(queued.map(|arrival| arrival.contacts).sum())
    }
}

/// A list of people not to reach.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(in crate::sandbox) struct DncList {
    pub(in crate::sandbox) id: String,
    pub(in crate::sandbox) name: String,
}

/// A message template.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(in crate::sandbox) struct Template {
    pub(in crate::sandbox) id: String,
    pub(in crate::sandbox) name: String,
    /// The text as HTML, as the platform keeps it.
    pub(in crate::sandbox) body: String,
}

/// Everything that a sandbox keeps, except its rate window.
#[derive(Debug, Default, Clone, Serialize, Deserialize)]
pub(in crate::sandbox) struct State {
    /// The seed of everything that seems random.
    #[serde(default)]
    pub(in crate::sandbox) seed: u64,
    /// The number of ids that were given out.
    pub(in crate::sandbox) ids: u64,
    pub(in crate::sandbox) campaigns: Vec<Campaign>,
    pub(in crate::sandbox) contact_lists: Vec<ContactList>,
    pub(in crate::sandbox) dnc_lists: Vec<DncList>,
    pub(in crate::sandbox) templates: Vec<Template>,
}

impl State {
    /// A new id. The same calls in the same order give the same ids.
    pub(in crate::sandbox) fn next_id(&mut self, prefix: &str, first_group: usize, version: u8) -> String {
        self.ids += 1;
        id(prefix, first_group, version, self.ids ^ mixed(self.seed))
    }

    pub(in crate::sandbox) fn campaign(&self, id: &str) -> Option<&Campaign> {
        self.campaigns.iter().find(|campaign| campaign.id == id)
    }

    pub(in crate::sandbox) fn campaign_mut(&mut self, id: &str) -> Option<&mut Campaign> {
        self.campaigns.iter_mut().find(|campaign| campaign.id == id)
    }

    /// Renames the contact list at a place. Campaigns that use the list get the new name too. If several lists have a
    /// name, campaigns mean the first one.
    pub(in crate::sandbox) fn rename_contact_list(&mut self, place: usize, new: &str) {
        let old = std::mem::replace(&mut self.contact_lists[place].name, new.to_owned());
        if self.contact_lists[..place].iter().any(|list| list.name == old) {
            return;
        }
        for campaign in &mut self.campaigns {
            let names = campaign.body.get_mut("contactLists").and_then(Value::as_array_mut);
            names
                .into_iter()
                .flatten()
                .filter(|name| **name == old)
                .for_each(|name| *name = Value::from(new));
        }
    }
}

/// An id in the platform's form: a prefix, a first group of 7 or 8 digits, and the rest of a UUID of this version
/// (Kore.ai contract §1.4). `number` decides every digit.
pub(in crate::sandbox) fn id(prefix: &str, first_group: usize, version: u8, number: u64) -> String {
    let digits = format!("{:016x}{:016x}", spread(number), spread(!number));
    format!(
        "{prefix}-{}-{}-{version}{}-8{}-{}",
        &digits[..first_group],
        &digits[8..12],
        &digits[12..15],
        &digits[15..18],
        &digits[18..30]
    )
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn ids_look_like_the_platforms_and_repeat() {
        assert_eq!(id("cd", 7, 4, 1), id("cd", 7, 4, 1));
        let voice = id("cd", 7, 4, 1);
        let groups: Vec<usize> = voice.split('-').map(str::len).collect();
        assert_eq!(groups, [2, 7, 4, 4, 4, 12], "{voice}");
        assert_eq!(id("cd", 8, 5, 1).split('-').nth(1).map(str::len), Some(8));
        let many: HashSet<String> = (0..10_000).map(|number| id("cd", 7, 4, number)).collect();
        assert_eq!(many.len(), 10_000);
    }
}
