//! Live campaigns and contact lists, as a platform reports them. A report may have less than kcamp sends.
//!
//! Unlike a [`KoreCampaign`](super::kore_campaign::KoreCampaign), nothing here has been checked. A field is an `Option`
//! if some documented answer leaves it out; its comment says which one. Kore.ai contract §6, §7, §8, §12 and §16.

use std::collections::BTreeSet;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::burki_campaign::Templates;
use super::calling_hours::{CallingHours, CallingWindow, parse_time};
use super::kore_campaign::CampaignType;
use super::message_encoding::MessageEncoding;
use super::name::NameKey;
use super::plain::PlainValues;
use super::platform_kind::PlatformKind;
use super::zone::Zone;

mod audience;
mod connection;
mod start;
mod status;
mod unread;

pub use audience::Audience;
#[cfg(test)]
pub use audience::ListSize;
pub use start::{CallAnswer, ReportedStart, ReportedTimes};
pub use status::{CampaignId, CampaignStatus};

/// A campaign as the platform reports it: the fields of all platforms, and those of its own platform.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LiveCampaign {
    /// Its id; the platform calls it `id` or `_id`.
    pub id: CampaignId,
    /// Its name, as the platform spells it.
    pub name: String,
    /// Missing from rows of Kore.ai's sms list.
    pub description: Option<String>,
    /// The campaign's status.
    pub status: CampaignStatus,
    /// `schedule.isSchedulingEnabled`; missing from the answer to a voice create, and on Burki.
    pub scheduling_enabled: Option<bool>,
    /// When it was created; every sample has it.
    pub created_at: Option<Timestamp>,
    /// When it was last changed. This may be before `created_at` by less than a second.
    pub updated_at: Option<Timestamp>,
    /// The keys that it has and that were not read, as campaign files write them, such as `message.text`: their form is
    /// not documented, or only the list of campaigns has them; and those that no campaign file has, as the platform
    /// writes them. An update on Kore.ai that left them out would remove them.
    pub unread: BTreeSet<String>,
    /// Its fields on which no rule depends; missing from list rows.
    pub plain: PlainValues,
    /// The fields that only campaigns of its platform have.
    pub own: OwnFields,
}

/// The fields that only campaigns of one platform have.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OwnFields {
    /// Fields of Kore.ai.
    Kore(Box<LiveKoreCampaign>),
    /// Fields of Burki.
    Burki(Box<LiveBurkiCampaign>),
}

impl From<LiveKoreCampaign> for OwnFields {
    fn from(own: LiveKoreCampaign) -> Self {
        Self::Kore(Box::new(own))
    }
}

impl From<LiveBurkiCampaign> for OwnFields {
    fn from(own: LiveBurkiCampaign) -> Self {
        Self::Burki(Box::new(own))
    }
}

/// Maximum distance between the two times of one write: a platform notes both the creation and the last change.
pub(crate) const CLOSE_TOGETHER: SignedDuration = SignedDuration::from_secs(1);

/// Maximum distance between two clocks of one platform, as its answers show them. Answers are to the second, and the
/// platform's machines agree to about one second.
pub(crate) const PLATFORM_CLOCKS_APART: SignedDuration = SignedDuration::from_secs(2);

/// Assumed maximum time after a pause until the calls in progress have ended.
pub(crate) const CALLS_END_WITHIN: SignedDuration = SignedDuration::from_mins(10);

impl LiveCampaign {
    /// When somebody changed the campaign after this machine's last write, by the platform's clock. `None` if the
    /// platform reports no such change. Without a write after the create, both times are from the platform's clock.
    pub fn changed_since(&self, last_write: Option<Timestamp>) -> Option<Timestamp> {
        let ours = last_write.or(self.created_at)?.checked_add(CLOSE_TOGETHER).ok()?;
        self.updated_at.filter(|updated| *updated > ours)
    }

    /// A campaign with only its id, name, status and the fields of its platform.
    pub fn new(id: CampaignId, name: String, status: CampaignStatus, own: impl Into<OwnFields>) -> Self {
        Self {
            id,
            name,
            description: None,
            status,
            scheduling_enabled: None,
            created_at: None,
            updated_at: None,
            unread: BTreeSet::new(),
            plain: PlainValues::new(),
            own: own.into(),
        }
    }

    /// The campaign once its schedule is off, which makes a campaign of Burki a draft again; `None` if it waits for no
    /// schedule. Burki contract §3.
    pub fn with_schedule_off(&self) -> Option<Self> {
        let waits = self.burki().is_some() && self.status == CampaignStatus::Scheduled;
        let scheduling_enabled = self.scheduling_enabled.map(|_| false);
        waits.then(|| Self { status: CampaignStatus::Draft, scheduling_enabled, ..self.clone() })
    }

    /// The id of its latest run; `None` before the first run, and on Burki.
    pub fn run_id(&self) -> Option<&str> {
        self.kore()?.instance_id.as_deref()
    }

    /// The fields of Kore.ai; `None` for another platform's campaign.
    pub fn kore(&self) -> Option<&LiveKoreCampaign> {
        match &self.own {
            OwnFields::Kore(own) => Some(own),
            OwnFields::Burki(_) => None,
        }
    }

    /// The fields of Kore.ai, for editing; `None` for another platform's campaign.
    pub fn kore_mut(&mut self) -> Option<&mut LiveKoreCampaign> {
        match &mut self.own {
            OwnFields::Kore(own) => Some(own),
            OwnFields::Burki(_) => None,
        }
    }

    /// The fields of Burki; `None` for another platform's campaign.
    pub fn burki(&self) -> Option<&LiveBurkiCampaign> {
        match &self.own {
            OwnFields::Burki(own) => Some(own),
            OwnFields::Kore(_) => None,
        }
    }

    /// The platform that reported it.
    pub const fn platform(&self) -> PlatformKind {
        match self.own {
            OwnFields::Kore(_) => PlatformKind::Kore,
            OwnFields::Burki(_) => PlatformKind::Burki,
        }
    }

    /// The platform's word for its type, such as `sms`; `None` if the answer does not have it.
    pub fn type_word(&self) -> Option<&str> {
        match &self.own {
            OwnFields::Kore(own) => own.campaign_type.map(CampaignType::wire_name),
            OwnFields::Burki(own) => own.medium.as_deref(),
        }
    }

    /// The names of its contact lists; empty if the campaign has contacts of its own.
    pub fn contact_lists(&self) -> &[String] {
        self.kore().map(|own| own.contact_lists.as_slice()).unwrap_or_default()
    }

    /// The campaign with these contact lists, on a platform that has some.
    #[must_use]
    pub fn with_contact_lists(mut self, lists: &[&str]) -> Self {
        if let Some(own) = self.kore_mut() {
            own.contact_lists = lists.iter().map(ToString::to_string).collect();
        }
        self
    }

    /// Its priority, 1 to 5; `None` where it has none.
    pub fn priority(&self) -> Option<u8> {
        self.kore()?.priority
    }

    /// When contacts may be reached, as far as reported.
    pub fn calling_hours(&self) -> Option<&LiveCallingHours> {
        self.kore()?.calling_hours.as_ref()
    }

    /// The platform's word for its dialing mode; `None` if it does not dial, or the platform reports no mode.
    pub fn dialing_mode(&self) -> Option<&str> {
        self.kore()?.dialing_mode.as_deref()
    }

    /// The campaign without the name of its queue or flow, which a read of one campaign does not return.
    #[must_use]
    pub fn without_connection(mut self) -> Self {
        if let Some(own) = self.kore_mut() {
            own.connection = None;
        }
        self
    }

    /// The id of the assistant that calls, which is fixed; `None` if calls go to a queue or flow.
    pub fn assistant_id(&self) -> Option<u64> {
        self.burki()?.assistant_id
    }

    /// The last import into the campaign, as far as the platform reports it.
    pub fn last_import(&self) -> LastImport {
        self.burki().map_or_else(LastImport::default, |own| LastImport {
            at: own.last_import_at,
            file_name: own.last_import_file_name.clone(),
            row_count: own.last_import_row_count,
        })
    }

    /// The number of its own contacts; `None` if its contacts are in lists, or the platform does not count them.
    pub fn own_contacts(&self) -> Option<u64> {
        self.burki()?.total_contacts
    }

    /// The number of the campaign's own contacts that were neither reached nor failed; 0 if the platform
    /// does not count them.
    pub fn unreached_contacts(&self) -> u64 {
        self.burki().map_or(0, |campaign| {
            let over = campaign.completed_contacts.unwrap_or(0) + campaign.failed_contacts.unwrap_or(0);
            campaign.total_contacts.unwrap_or(0).saturating_sub(over)
        })
    }
}

/// The last import into a campaign, as a platform reports it. Empty if contacts are in lists, or none were imported.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LastImport {
    /// When the import was made.
    pub at: Option<Timestamp>,
    /// The name of the imported file.
    pub file_name: Option<String>,
    /// The number of rows in the file.
    pub row_count: Option<u64>,
}

/// The fields of a live campaign that only Kore.ai has. Kore.ai contract §6, §7 and §8.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct LiveKoreCampaign {
    /// Voice or sms; `None` if the answer neither says it nor has a field that only one of them has.
    pub campaign_type: Option<CampaignType>,
    /// 1 to 5; missing for advanced sms without one.
    pub priority: Option<u8>,
    /// The names of its contact lists.
    pub contact_lists: Vec<String>,
    /// The name of its do-not-contact list; sms campaigns may have none.
    pub dnc_list: Option<String>,
    /// The names of its do-not-contact lists where the platform returned several. A campaign is sent with one, so they
    /// are never sent again.
    pub several_dnc_lists: Vec<String>,
    /// The number that the campaign calls or writes from; missing from list rows.
    pub caller_id: Option<String>,
    /// When contacts may be reached; missing from list rows.
    pub calling_hours: Option<LiveCallingHours>,
    /// `dialingMode`; voice only.
    pub dialing_mode: Option<String>,
    /// `format`, or `direction` in some answers; sms only.
    pub format: Option<String>,
    /// The text of the sms, decoded; simple sms only. With a template, it is the template's text, not the one that was
    /// sent. A text that is no Base64 is shown as it came, and one in another spelling of Base64 is decoded here but
    /// counts as unread.
    pub message: Option<String>,
    /// The encoding of that text, where it is the one that was sent and shows it.
    pub message_encoding: Option<MessageEncoding>,
    /// The name of the template; simple sms with a template only.
    pub template_name: Option<String>,
    /// The id of the template; simple sms with a template only.
    pub template_id: Option<String>,
    /// The experience flow's id or name; Agentless and advanced sms only.
    pub experience_flow: Option<String>,
    /// The name of the queue or flow; in rows of the voice list only.
    pub connection: Option<String>,
    /// `schedule.isRecurrenceEnabled`; missing from answers to a create and some list rows. No documented read returns
    /// the recurrence itself.
    pub recurrence_enabled: Option<bool>,
    /// The id of its latest run.
    pub instance_id: Option<String>,
}

/// The fields of a live campaign that only Burki has. Burki contract §4.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct LiveBurkiCampaign {
    /// `campaign_type`: `call`, `sms` or `mixed`.
    pub medium: Option<String>,
    /// `assistant_id`.
    pub assistant_id: Option<u64>,
    /// `assistant_name`; missing from the answer to a create.
    pub assistant_name: Option<String>,
    /// The four templates; missing from list rows.
    pub templates: Templates,
    /// The number of contacts.
    pub total_contacts: Option<u64>,
    /// The number of contacts that were reached.
    pub completed_contacts: Option<u64>,
    /// The number of contacts that could not be reached.
    pub failed_contacts: Option<u64>,
    /// When it was started; in list rows and the progress.
    pub started_at: Option<Timestamp>,
    /// When it ended; in list rows and the progress.
    pub completed_at: Option<Timestamp>,
    /// `last_import_file_name`.
    pub last_import_file_name: Option<String>,
    /// `last_import_row_count`.
    pub last_import_row_count: Option<u64>,
    /// `last_import_date`.
    pub last_import_at: Option<Timestamp>,
}

/// The progress of a campaign. Burki contract §6; Kore.ai contract §10 counts some of it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct CampaignProgress {
    /// The number of contacts.
    pub total: Option<u64>,
    /// The number of contacts with each outcome, in the platform's words and order, such as `completed`, `failed`.
    pub outcomes: Vec<(String, u64)>,
    /// The part that is done, in percent: 0 to 100.
    pub percentage: Option<f64>,
}

/// A campaign's status as it was just read.
#[derive(Debug, Clone, PartialEq)]
pub struct StatusReading {
    /// Its id.
    pub id: CampaignId,
    /// Its name.
    pub name: String,
    /// The campaign's status.
    pub status: CampaignStatus,
    /// The progress, if the same answer reports it.
    pub progress: Option<CampaignProgress>,
}

/// A schedule as the platform reports it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LiveSchedule {
    /// Whether the schedule is on.
    pub enabled: Option<bool>,
    /// The platform's word for its kind, such as `recurring`; `None` if the answer has none.
    pub kind: Option<String>,
    /// `scheduled_at` as it was reported. It is not certain which instant it means. Burki contract §9.3.
    pub scheduled_at: Option<String>,
    /// The recurrence as it was reported; Kore.ai returns none.
    pub recurrence: Option<Map<String, Value>>,
}

/// Calling hours as the platform reports them, in its own words.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct LiveCallingHours {
    /// `frequency`, such as `WEEKLY`.
    pub frequency: Option<String>,
    /// `timezone`, such as `Asia/Kolkata`.
    pub timezone: Option<String>,
    /// `days`, in the platform's order.
    pub windows: Vec<LiveWindow>,
}

impl LiveCallingHours {
    /// The zone of the hours; `None` if it is not reported, or not known.
    pub fn zone(&self) -> Option<Zone> {
        self.timezone.as_deref()?.parse().ok()
    }

    /// The calling hours as kcamp computes with them; `None` if a part of them cannot be read.
    pub fn known(&self) -> Option<CallingHours> {
        let window = |live: &LiveWindow| {
            let (start, end) = (parse_time(&live.start).ok()?, parse_time(&live.end).ok()?);
            CallingWindow::new(live.day.parse().ok()?, start, end).ok()
        };
        let windows: Vec<CallingWindow> = self.windows.iter().map(window).collect::<Option<_>>()?;
        Some(CallingHours {
            frequency: self.frequency.as_deref().and_then(|word| word.parse().ok()).unwrap_or_default(),
            zone: self.zone()?,
            windows: Some(windows).filter(|windows| !windows.is_empty())?,
        })
    }
}

/// One block of reported calling hours.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LiveWindow {
    /// The day, such as `MO`.
    pub day: String,
    /// The first minute, such as `9:00 AM`.
    pub start: String,
    /// The end, such as `6:00 PM`.
    pub end: String,
}

/// A contact list as the platform reports it. Kore.ai contract §12.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ContactList {
    /// Its id, `cl-…`.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The description, if it has one.
    pub description: Option<String>,
    /// `Ready`, or `Validated` for an imported file; the other words are not documented.
    pub status: Option<String>,
    /// The number of contacts in the list; `None` if the platform does not count them.
    pub records: Option<u64>,
    /// The origin of its contacts: `passiveApi`, `localDrive` and others.
    pub source: Option<String>,
    /// Whether the list keeps people from being contacted in every voice campaign of the account.
    pub global_dnc: bool,
    /// Whether a number may be in the list twice; `None` if the platform does not say.
    pub allow_duplicates: Option<bool>,
    /// The platform's fields, such as `phoneNumber`, with the list's own column for each; unmapped fields are left out.
    pub mapping: Vec<(String, String)>,
    /// The campaigns that name the list. The flag `isListInUse` is ignored, since it is wrong in the samples.
    pub used_by: Vec<ListUser>,
    /// When it was created.
    pub created_at: Option<Timestamp>,
    /// When it was last changed.
    pub updated_at: Option<Timestamp>,
}

impl ContactList {
    /// The names of the campaigns that use the list; the id of one without a name.
    pub fn campaigns(&self) -> Vec<String> {
        self.used_by.iter().map(|user| user.name.clone().unwrap_or_else(|| user.id.clone())).collect()
    }
}

/// A contact list whose name no other list of its account has, which says at once which one is meant: the call that
/// adds contacts takes the name alone. Kore.ai contract §12.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedAlone(ContactList);

impl NamedAlone {
    /// Checks the list's name against all lists of the account; `all` may include the list itself.
    ///
    /// # Errors
    ///
    /// This list and the others with its name, if there are any. Names that differ only in case count as the same: it
    /// is not documented whether the platform tells them apart.
    pub fn among(list: ContactList, all: Vec<ContactList>) -> Result<Self, Vec<ContactList>> {
        let key = NameKey::of(&list.name);
        let others = all.into_iter().filter(|other| other.id != list.id && NameKey::of(&other.name) == key);
        let others: Vec<ContactList> = others.collect();
        if others.is_empty() { Ok(Self(list)) } else { Err([vec![list], others].concat()) }
    }
}

impl std::ops::Deref for NamedAlone {
    type Target = ContactList;

    fn deref(&self) -> &ContactList {
        &self.0
    }
}

/// A contact as the platform reports it. Kore.ai contract §12.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LiveContact {
    /// Its id, `cc-…`.
    pub id: String,
    /// Its number: digits with the country code and no `+` in the samples.
    pub phone_number: String,
    /// When it was added.
    pub created_at: Option<Timestamp>,
    /// When it was last changed.
    pub updated_at: Option<Timestamp>,
}

/// A campaign that names a contact list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListUser {
    /// The campaign's id.
    pub id: String,
    /// The campaign's name, which may be one from before a rename; `None` if the platform returns only ids.
    pub name: Option<String>,
}
