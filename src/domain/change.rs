//! An action on something of a platform, as data. A platform turns it into requests.

mod basis;

use std::borrow::Cow;
use std::fmt;

use super::action_name;
use super::burki_contact::ContactSelection;
use super::evidence::Evidence;
use super::kore_campaign::{DNC_LISTS, Description, ListName};
use super::kore_contact::CallBack;
use super::live::{CampaignStatus, ContactList, LiveCampaign};
use super::platform_campaign::PlatformCampaign;
use super::plural::counted;
use super::schedule::PlannedSchedule;

pub use self::basis::Basis;

/// One change on a platform.
///
/// Two changes are equal if they would do the same. A change contains no contact's number.
#[derive(Debug, Clone, PartialEq)]
pub enum Change {
    /// A campaign is created, without its schedule.
    CreateCampaign(PlatformCampaign),
    /// A campaign is updated to `to`.
    UpdateCampaign {
        /// The campaign, as it was read.
        campaign: Box<LiveCampaign>,
        /// The new value.
        to: PlatformCampaign,
    },
    /// A campaign is deleted.
    DeleteCampaign(Box<LiveCampaign>),
    /// A campaign is started, stopped or paused.
    TriggerCampaign(Box<LiveCampaign>, Trigger),
    /// The contacts of a campaign that has ended get another round.
    ReExecuteCampaign {
        /// The campaign, as it was read.
        campaign: Box<LiveCampaign>,
        /// The contacts that are called again.
        contacts: ContactSelection,
        /// The schedule of the round; `None` if the campaign is to be started.
        schedule: Option<PlannedSchedule>,
    },
    /// A file of contacts is imported into a campaign.
    ImportContacts {
        /// The campaign, as it was read.
        campaign: Box<LiveCampaign>,
        /// The number of contacts in the file.
        contacts: u64,
    },
    /// A campaign's schedule is switched on, or replaced.
    EnableSchedule {
        /// The campaign.
        campaign: ScheduleTarget,
        /// The schedule that it gets.
        schedule: PlannedSchedule,
    },
    /// A campaign's schedule is switched off.
    DisableSchedule(ScheduleTarget),
    /// Contacts of a run are called back.
    CallBack {
        /// The run's id.
        run: String,
        /// The contacts to call back, and when.
        calls: Vec<CallBack>,
    },
    /// A contact list is created.
    CreateContactList(NewList),
    /// A contact list gets another name or description.
    UpdateContactList(Box<ContactList>, ListChange),
    /// A contact list is deleted with its contacts.
    DeleteContactList(Box<ContactList>),
    /// Rows of a file are added to a contact list.
    AddContacts {
        /// The list.
        list: Box<ContactList>,
        /// The first and the last row of the file in this request.
        rows: (u64, u64),
        /// The number of contacts in these rows.
        contacts: u64,
    },
    /// A `kcamp api` request, whose effect kcamp does not know.
    Request {
        /// Its method.
        method: Cow<'static, str>,
        /// Its path with its query, without phone numbers.
        path: String,
        /// The campaign's name in the query of a request that makes the platform begin to call people, empty without
        /// one; `None` for any other request.
        calls: Option<String>,
    },
}

/// An action on an existing campaign, other than updating and deleting it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trigger {
    /// The campaign begins to reach people.
    Start,
    /// The campaign stops calling.
    Stop,
    /// The campaign stops calling; a later start resumes it.
    Pause,
}

impl Trigger {
    /// The verb, worded to follow "could not".
    pub const fn verb(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Stop => "stop",
            Self::Pause => "pause",
        }
    }
}

/// An action on an existing campaign, allowed only in some of its states.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// The campaign is started, stopped or paused.
    Trigger(Trigger),
    /// Fields of the campaign are changed.
    Update,
    /// The campaign is deleted.
    Delete,
    /// The contacts get another round, after the campaign has ended.
    ReExecute,
}

/// Why no schedule call is sent where several campaigns have one name.
pub const BY_NAME_ALONE: &str = "a schedule call takes only a name and could reach any of them";

/// The identifier by which a platform's schedule calls name a campaign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScheduleTarget {
    /// The value that is sent: Kore.ai's calls take the name as it is given, Burki's the id.
    pub key: String,
    /// The campaign's name; its id if the name was not read.
    pub label: String,
}

impl ScheduleTarget {
    /// The target of a campaign that was read or just created.
    pub fn of(campaign: &LiveCampaign) -> Self {
        let label = campaign.name.clone();
        match campaign.kore() {
            Some(_) => Self { key: label.clone(), label },
            None => Self { key: campaign.id.to_string(), label },
        }
    }
}

/// A contact list to be created.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewList {
    /// Its name.
    pub name: ListName,
    /// Its purpose.
    pub description: Description,
    /// Whether the platform also adds a number that is already in the list.
    pub allow_duplicates: bool,
}

/// A change of a list's name or description; at least one of them is set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListChange {
    /// The new name.
    pub name: Option<ListName>,
    /// The new description.
    pub description: Option<Description>,
}

/// The risk of a change, which decides whether kcamp asks for confirmation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stake {
    /// Nobody is reached, and the change can be undone. Only a protected profile asks.
    Nothing,
    /// It changes how campaigns run, but reaches nobody at once.
    ChangesCampaigns,
    /// The platform calls or writes to people.
    ReachesPeople,
    /// Calls that are in progress end.
    EndsCalls,
    /// Data is lost: no call of the platform brings it back.
    LosesData,
    /// Contacts are added to a list that has them already.
    AddsTwice,
}

impl Stake {
    /// Why kcamp asks for confirmation; `None` if it does not ask.
    pub const fn reason(self) -> Option<&'static str> {
        match self {
            Self::Nothing => None,
            Self::ChangesCampaigns => Some("this changes campaigns"),
            Self::ReachesPeople => Some("this reaches real people"),
            Self::EndsCalls => Some("this ends calls that are in progress"),
            Self::LosesData => Some("this cannot be undone"),
            Self::AddsTwice => Some("this adds contacts that the list already has"),
        }
    }

    /// The graver of two stakes; reaching people is the gravest.
    #[must_use]
    pub fn or_graver(self, other: Self) -> Self {
        let rank = |stake| match stake {
            Self::Nothing => 0,
            Self::ChangesCampaigns => 1,
            Self::AddsTwice => 2,
            Self::EndsCalls => 3,
            Self::LosesData => 4,
            Self::ReachesPeople => 5,
        };
        if rank(other) > rank(self) { other } else { self }
    }
}

impl Change {
    /// The action, as the journal names it, such as `campaign create`.
    pub fn action(&self) -> Cow<'static, str> {
        Cow::Borrowed(match self {
            Self::CreateCampaign(_) => action_name::CREATE_CAMPAIGN,
            Self::UpdateCampaign { .. } => action_name::UPDATE_CAMPAIGN,
            Self::DeleteCampaign(_) => action_name::DELETE_CAMPAIGN,
            Self::TriggerCampaign(_, Trigger::Start) => action_name::START_CAMPAIGN,
            Self::TriggerCampaign(_, Trigger::Stop) => action_name::STOP_CAMPAIGN,
            Self::TriggerCampaign(_, Trigger::Pause) => action_name::PAUSE_CAMPAIGN,
            Self::ReExecuteCampaign { .. } => action_name::RE_EXECUTE_CAMPAIGN,
            Self::ImportContacts { .. } => action_name::IMPORT_CONTACTS,
            Self::EnableSchedule { .. } => action_name::ENABLE_SCHEDULE,
            Self::DisableSchedule(_) => action_name::DISABLE_SCHEDULE,
            Self::CallBack { .. } => action_name::CALL_BACK,
            Self::CreateContactList(_) => action_name::CREATE_LIST,
            Self::UpdateContactList(..) => action_name::RENAME_LIST,
            Self::DeleteContactList(_) => action_name::DELETE_LIST,
            Self::AddContacts { .. } => action_name::ADD_CONTACTS,
            Self::Request { method, .. } => return Cow::Owned(action_name::of_raw(method)),
        })
    }

    /// The target, as the journal names it: a name, or an id where only that is known.
    pub fn subject(&self) -> Cow<'_, str> {
        Cow::Borrowed(match self {
            Self::CreateCampaign(campaign) => campaign.name(),
            Self::UpdateCampaign { campaign, .. }
            | Self::DeleteCampaign(campaign)
            | Self::TriggerCampaign(campaign, _)
            | Self::ReExecuteCampaign { campaign, .. }
            | Self::ImportContacts { campaign, .. } => &campaign.name,
            Self::EnableSchedule { campaign, .. } | Self::DisableSchedule(campaign) => &campaign.label,
            Self::CallBack { run, .. } => run,
            Self::CreateContactList(list) => list.name.as_str(),
            Self::UpdateContactList(list, _) | Self::DeleteContactList(list) => &list.name,
            Self::AddContacts { list, rows: (first, last), .. } => {
                return Cow::Owned(format!("{}, rows {first} to {last}", list.name));
            }
            Self::Request { path, .. } => path.split('?').next().unwrap_or_default(),
        })
    }

    /// The platform's id of the target, if known before the change is made.
    pub fn id(&self) -> Option<&str> {
        match self {
            Self::UpdateCampaign { campaign, .. }
            | Self::DeleteCampaign(campaign)
            | Self::TriggerCampaign(campaign, _)
            | Self::ReExecuteCampaign { campaign, .. }
            | Self::ImportContacts { campaign, .. } => Some(campaign.id.as_str()),
            Self::CallBack { run, .. } => Some(run),
            Self::UpdateContactList(list, _)
            | Self::DeleteContactList(list)
            | Self::AddContacts { list, .. } => Some(&list.id),
            Self::CreateCampaign(_)
            | Self::EnableSchedule { .. }
            | Self::DisableSchedule(_)
            | Self::CreateContactList(_)
            | Self::Request { .. } => None,
        }
    }

    /// The campaign that is sent as a whole.
    pub const fn campaign_sent(&self) -> Option<&PlatformCampaign> {
        match self {
            Self::CreateCampaign(campaign) | Self::UpdateCampaign { to: campaign, .. } => Some(campaign),
            _ => None,
        }
    }

    /// The status in which the campaign was when it was read, where whether it may be done hangs on that.
    pub const fn status_read(&self) -> Option<&CampaignStatus> {
        match self {
            Self::UpdateCampaign { campaign, .. }
            | Self::DeleteCampaign(campaign)
            | Self::TriggerCampaign(campaign, _)
            | Self::ReExecuteCampaign { campaign, .. } => Some(&campaign.status),
            _ => None,
        }
    }

    /// The values by which a later look can find out, on any platform, whether the change happened.
    pub fn evidence(&self) -> Evidence {
        match self {
            Self::CreateCampaign(campaign) => Evidence::of_create(campaign),
            Self::UpdateCampaign { campaign, to } => Evidence::of_update(campaign, to),
            Self::DeleteCampaign(campaign)
            | Self::TriggerCampaign(campaign, _)
            | Self::ReExecuteCampaign { campaign, .. }
            | Self::ImportContacts { campaign, .. } => Evidence::of_campaign(campaign),
            Self::CreateContactList(list) => {
                Evidence::of_new_list(list.name.as_str(), list.description.as_str(), list.allow_duplicates)
            }
            Self::UpdateContactList(list, ListChange { name, description }) => Evidence::of_list_change(
                list,
                name.as_ref().map(ListName::as_str),
                description.as_ref().map(Description::as_str),
            ),
            Self::DeleteContactList(list) => Evidence::of_list(list),
            Self::EnableSchedule { .. }
            | Self::DisableSchedule(_)
            | Self::CallBack { .. }
            | Self::AddContacts { .. } => Evidence::default(),
            Self::Request { calls, .. } => Evidence { calls: calls.clone(), ..Evidence::default() },
        }
    }

    /// Whether the change makes the platform call or write to people, now or by a schedule. Such a change is refused
    /// while the account is halted.
    pub fn begins_calls(&self) -> bool {
        match self {
            Self::TriggerCampaign(_, Trigger::Start)
            | Self::ReExecuteCampaign { .. }
            | Self::CallBack { .. }
            | Self::Request { calls: Some(_), .. } => true,
            Self::EnableSchedule { schedule, .. } => *schedule != PlannedSchedule::Immediate,
            Self::TriggerCampaign(_, Trigger::Stop | Trigger::Pause)
            | Self::Request { calls: None, .. }
            | Self::CreateCampaign(_)
            | Self::UpdateCampaign { .. }
            | Self::DeleteCampaign(_)
            | Self::ImportContacts { .. }
            | Self::DisableSchedule(_)
            | Self::CreateContactList(_)
            | Self::UpdateContactList(..)
            | Self::DeleteContactList(_)
            | Self::AddContacts { .. } => false,
        }
    }

    /// The risk of the change, which decides whether kcamp asks for confirmation.
    pub fn stake(&self) -> Stake {
        match self {
            Self::TriggerCampaign(_, Trigger::Start)
            | Self::CallBack { .. }
            | Self::Request { .. }
            | Self::ReExecuteCampaign { schedule: Some(_), .. } => Stake::ReachesPeople,
            Self::EnableSchedule { schedule, .. } if *schedule != PlannedSchedule::Immediate => {
                Stake::ReachesPeople
            }
            // A list that a campaign uses may be dialled at once.
            Self::AddContacts { list, .. } if !list.used_by.is_empty() => Stake::ReachesPeople,
            Self::ImportContacts { campaign, .. } if may_run_by_itself(&campaign.status) => {
                Stake::ReachesPeople
            }
            // The next run uses the new text and contacts.
            Self::UpdateCampaign { campaign, .. }
                if may_run_by_itself(&campaign.status) || campaign.scheduling_enabled == Some(true) =>
            {
                Stake::ReachesPeople
            }
            // All of its do-not-contact lists but one are lost.
            Self::UpdateCampaign { campaign, .. } if campaign.several_names(&[DNC_LISTS]).is_some() => {
                Stake::LosesData
            }
            Self::ImportContacts { campaign, .. } if campaign.unreached_contacts() > 0 => Stake::LosesData,
            Self::TriggerCampaign(_, Trigger::Stop) => Stake::EndsCalls,
            Self::DeleteCampaign(_) | Self::DeleteContactList(_) => Stake::LosesData,
            Self::CreateCampaign(_)
            | Self::UpdateCampaign { .. }
            | Self::TriggerCampaign(_, Trigger::Pause)
            | Self::ReExecuteCampaign { .. }
            | Self::ImportContacts { .. }
            | Self::EnableSchedule { .. }
            | Self::DisableSchedule(_)
            | Self::CreateContactList(_)
            | Self::UpdateContactList(..)
            | Self::AddContacts { .. } => Stake::Nothing,
        }
    }

    /// The question that asks for confirmation.
    pub fn question(&self) -> String {
        match self {
            Self::CreateCampaign(campaign) => format!("create the campaign {campaign}?"),
            Self::UpdateCampaign { campaign, to } => {
                let question = with_state("update", campaign);
                let Some(lists) = campaign.several_names(&[DNC_LISTS]) else { return question };
                let kept = to.dnc_list().map_or_else(|| "none".to_owned(), |kept| format!("only {kept}"));
                let question = question.trim_end_matches('?');
                format!("{question}; its {DNC_LISTS} are {lists}, and {kept} stays?")
            }
            Self::DeleteCampaign(campaign) => with_state("delete", campaign),
            Self::TriggerCampaign(campaign, Trigger::Stop) if campaign.scheduling_enabled == Some(true) => {
                let question = with_state(Trigger::Stop.verb(), campaign);
                format!("{}; its schedule stays on, and begins the next run?", question.trim_end_matches('?'))
            }
            Self::TriggerCampaign(campaign, trigger) => with_state(trigger.verb(), campaign),
            Self::ReExecuteCampaign { campaign, .. } => with_state("re-execute", campaign),
            Self::ImportContacts { campaign, contacts } => {
                let replaced = match campaign.unreached_contacts() {
                    0 => String::new(),
                    waiting => format!(", replacing the {waiting} that it has not reached yet"),
                };
                format!(
                    "import {} into the {} campaign {:?} ({}, {}){replaced}?",
                    counted(*contacts, "contact"),
                    campaign.type_word().unwrap_or_default(),
                    campaign.name,
                    campaign.status,
                    campaign.id
                )
            }
            Self::EnableSchedule { campaign, schedule: PlannedSchedule::Immediate } => {
                format!("clear the schedule of {:?}?", campaign.label)
            }
            Self::EnableSchedule { .. } => "switch this schedule on?".to_owned(),
            Self::DisableSchedule(campaign) => format!("switch the schedule of {:?} off?", campaign.label),
            Self::CallBack { run, calls } => {
                format!("call back {} of {run}?", counted(calls.len(), "contact"))
            }
            Self::CreateContactList(list) => format!("create the contact list {:?}?", list.name.as_str()),
            Self::UpdateContactList(list, _) => format!("change the contact list {:?}?", list.name),
            Self::DeleteContactList(list) => {
                let contacts = list.records.map_or_else(
                    || "its contacts".to_owned(),
                    |count| format!("its {}", counted(count, "contact")),
                );
                format!("delete the contact list {:?} with {contacts}?", list.name)
            }
            Self::AddContacts { list, contacts, .. } => {
                format!("add {} to the list {:?}?", counted(*contacts, "contact"), list.name)
            }
            Self::Request { method, path, .. } => format!("send {method} {path}?"),
        }
    }
}

/// The question with the campaign's state: `start the sms campaign "Billing" (Ready, to Guests, cd-…)?`
fn with_state(verb: &str, campaign: &LiveCampaign) -> String {
    let lists = match campaign.contact_lists() {
        [] => String::new(),
        lists => format!(", to {}", lists.join(", ")),
    };
    format!(
        "{verb} the {} campaign {:?} ({}{lists}, {})?",
        campaign.type_word().unwrap_or_default(),
        campaign.name,
        campaign.status,
        campaign.id
    )
}

/// Whether a campaign of this status reaches people without being started: it is running, it is scheduled, or the
/// status is undocumented.
const fn may_run_by_itself(status: &CampaignStatus) -> bool {
    status.is_running()
        || matches!(
            status,
            CampaignStatus::Scheduled | CampaignStatus::Rescheduled | CampaignStatus::Other(_)
        )
}

impl fmt::Display for Change {
    /// Formats the change as reports name it: `campaign create "Event Reminder"`.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} {:?}", self.action(), self.subject())
    }
}

#[cfg(test)]
mod tests;
