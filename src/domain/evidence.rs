//! Evidence: facts about a write, noted when it is sent, that let a later look tell whether it happened.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::difference::{FieldValue, created_values, readable_changes, updated_values};
use super::live::{ContactList, LiveCampaign, ReportedTimes};
use super::platform_campaign::PlatformCampaign;
use super::zone::Zone;

/// The name of the file of an import.
pub const IMPORT_FILE: &str = "last_import_file_name";
/// The number of rows of an import.
pub const IMPORT_ROWS: &str = "last_import_row_count";
/// The numbers of an import, sorted.
pub const IMPORT_NUMBERS: &str = "phone_number";

/// Facts about a write that let a later look tell whether it happened, as the journal keeps them. Lines of earlier
/// versions lack some of them.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Evidence {
    /// The id of the target, if known before the write.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target: Option<String>,
    /// The campaign's status before the write, in the platform's word.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    /// The campaign's last change before this write, by the platform's clock. If it is later than this machine's own
    /// writes, somebody else made it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub updated_at: Option<Timestamp>,
    /// The number of readable differences that the update removes; `None` for other writes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub changes: Option<usize>,
    /// The sent values, field by field. They may be private: the journal gets only their fingerprints.
    #[serde(skip)]
    pub values: Vec<FieldValue>,
    /// A fingerprint of each value that was sent, by its field.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub fields: BTreeMap<String, String>,
    /// The key that was used for the fingerprints.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
    /// The sent schedule, as in the body, on a platform whose schedules can be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub schedule: Option<Value>,
    /// The sent schedule, as in the body, on a platform that returns none. It can be restored from here.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remembered: Option<Value>,
    /// The name of the zone of the times and weekdays in `remembered`: the platform's clock.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub clock: Option<String>,
    /// The name of the zone in which the person who switched the schedule on read it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reader: Option<String>,
    /// Whether the schedule is off only until another one is on. Nobody decided to switch it off then.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub in_between: bool,
    /// For a create, whether a schedule is to follow; if not, it is not half of an interrupted pair. `None` for other
    /// writes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub schedule_follows: Option<bool>,
    /// The campaign's name in the query of a raw request that makes the platform call people, empty without one;
    /// `None` for other writes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub calls: Option<String>,
    /// The id of the batch of an import, by which the import knows what the journal says of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub batch: Option<String>,
    /// How many contacts of an import somebody brought back whom a column of an earlier file had left out; `None`
    /// without any.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contacted_again: Option<usize>,
    /// How far the platform's clock was ahead of this machine's before the write, by the last answer that told the
    /// time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lead: Option<SignedDuration>,
    /// The value of `lead` when the outcome was noted. Recorded with the outcome.
    #[serde(skip)]
    pub lead_after: Option<SignedDuration>,
    /// When the platform says that this write changed the campaign, at the latest: what it says was changed later was
    /// so by somebody else. It is noted with the outcome, and again where a look at the campaign tells it closer.
    /// `None` where the platform does not tell its time or the outcome is not known.
    #[serde(skip)]
    pub left_at: Option<Timestamp>,
    /// How the platform reported the time of the schedule that this write sent, if reading it back showed that.
    /// Recorded with the outcome.
    #[serde(skip)]
    pub reported_times: Option<ReportedTimes>,
}

/// The state of a campaign before a call to its schedule; unknown by default, as of one that was not read.
#[derive(Debug, Clone, Copy, Default)]
pub struct ScheduleBefore {
    /// Its last change, by the platform's clock.
    pub updated_at: Option<Timestamp>,
    /// Whether the schedule is off only until another one is on. Nobody decided to switch it off then.
    pub in_between: bool,
}

impl ScheduleBefore {
    /// As it was read. A change by another user before the call stays visible.
    pub const fn read(live: &LiveCampaign) -> Self {
        Self { updated_at: live.updated_at, in_between: false }
    }
}

impl Evidence {
    /// Whether it says nothing.
    pub(crate) fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Evidence for a write to a campaign as a whole: start, stop, pause or delete.
    pub fn of_campaign(live: &LiveCampaign) -> Self {
        Self {
            target: Some(live.id.to_string()),
            status: Some(live.status.as_str().to_owned()),
            updated_at: live.updated_at,
            ..Self::default()
        }
    }

    /// Evidence for the create of a campaign.
    pub fn of_create(campaign: &PlatformCampaign) -> Self {
        Self { values: created_values(campaign), ..Self::default() }
    }

    /// Evidence for the update of a campaign.
    pub fn of_update(live: &LiveCampaign, campaign: &PlatformCampaign) -> Self {
        Self {
            changes: Some(readable_changes(live, campaign).len()),
            values: updated_values(campaign),
            ..Self::of_campaign(live)
        }
    }

    /// Evidence for an import into a campaign: the file's name and the numbers that are sent.
    pub fn of_import(live: &LiveCampaign, file: String, numbers: &[String]) -> Self {
        let values = vec![
            (IMPORT_FILE, Some(file)),
            (IMPORT_ROWS, Some(numbers.len().to_string())),
            (IMPORT_NUMBERS, Some(sorted(numbers.to_vec()))),
        ];
        Self { values, ..Self::of_campaign(live) }
    }

    /// Evidence for a write to a contact list as a whole.
    pub fn of_list(list: &ContactList) -> Self {
        Self { target: Some(list.id.clone()), ..Self::default() }
    }

    /// Evidence for the create of a contact list.
    pub fn of_new_list(name: &str, description: &str, allows_duplicates: bool) -> Self {
        let values = vec![
            ("name", Some(name.to_owned())),
            ("description", Some(description.to_owned())),
            ("allowDuplicates", Some(allows_duplicates.to_string())),
        ];
        Self { values, ..Self::default() }
    }

    /// Evidence for another name or description of a contact list.
    pub fn of_list_change(list: &ContactList, name: Option<&str>, description: Option<&str>) -> Self {
        let given = [("name", name), ("description", description)];
        let values: Vec<FieldValue> =
            given.into_iter().filter_map(|(field, text)| Some((field, Some(text?.to_owned())))).collect();
        let before = list_values(list);
        let changes = values.iter().filter(|value| !before.contains(value)).count();
        Self { changes: Some(changes), values, ..Self::of_list(list) }
    }

    /// Evidence for switching a schedule off, on a platform that returns none.
    pub fn of_switching(ScheduleBefore { updated_at, in_between }: ScheduleBefore) -> Self {
        Self { updated_at, in_between, ..Self::default() }
    }

    /// Evidence for switching a schedule on, on a platform that returns none. `clock` is the platform's, and `reader`
    /// the zone in which the schedule was shown.
    pub fn remembering(body: Value, clock: &Zone, reader: &Zone, before: ScheduleBefore) -> Self {
        Self {
            remembered: Some(body),
            clock: Some(clock.name().to_owned()),
            reader: Some(reader.name().to_owned()),
            ..Self::of_switching(before)
        }
    }

    /// Evidence for switching a schedule on or off, on a platform whose schedules can be read.
    pub fn of_schedule(target: &str, body: Value, before: ScheduleBefore) -> Self {
        Self { target: Some(target.to_owned()), schedule: Some(body), ..Self::of_switching(before) }
    }
}

/// The values of a contact list that the platform returned.
pub fn list_values(list: &ContactList) -> Vec<FieldValue> {
    let mut held = vec![("name", Some(list.name.clone())), ("description", list.description.clone())];
    if let Some(allows) = list.allow_duplicates {
        held.push(("allowDuplicates", Some(allows.to_string())));
    }
    held
}

/// The numbers sorted, without duplicates, joined by spaces.
pub fn sorted(mut numbers: Vec<String>) -> String {
    numbers.sort_unstable();
    numbers.dedup();
    numbers.join(" ")
}
