//! The outcomes of calls to a platform, in the same form for all platforms.

use std::collections::HashSet;
use std::time::Duration;

use jiff::Timestamp;

use crate::domain::campaign_ref::CampaignRef;
use crate::domain::choice::nearest;
use crate::domain::difference::FieldDifference;
use crate::domain::live::{
    CLOSE_TOGETHER, CampaignId, CampaignStatus, ContactList, LiveCampaign, LiveSchedule, ReportedTimes,
};
use crate::domain::platform_campaign::PlatformCampaign;
use crate::domain::reference::{Ref, Referable, marked_id};
use crate::platform::error::{ErrorKind, ObjectType, PlatformError};

/// A campaign that was created, with everything that the platform reported about it. One whose answer was lost was
/// found by its name afterwards.
pub type Created = Settled<LiveCampaign>;

impl Created {
    /// The campaign's status, if the answer has one. A missing status must not be taken for "not running" without a
    /// look: Kore.ai contract §18.29.
    pub fn status(&self) -> Option<CampaignStatus> {
        Some(self.value.status.clone()).filter(|status| *status != CampaignStatus::untold())
    }

    /// The latest time at which the create itself changed the campaign, by the platform's clock. `None` if the
    /// platform does not tell, or while it is preparing the campaign.
    pub fn changed_at(&self) -> Option<Timestamp> {
        let told = self.value.updated_at.filter(|_| self.value.status != CampaignStatus::Preparing);
        told?.checked_add(CLOSE_TOGETHER).ok()
    }
}

/// The outcome of a request that creates a campaign.
#[derive(Debug)]
pub enum Creation {
    /// The platform answered that the campaign was created.
    Done(Box<CreateDone>),
    /// The campaign may have been created: the answer was lost or contradicts the request, and kcamp has not looked
    /// yet.
    Lost(Box<LostCreate>),
}

/// A campaign that was created, as the platform's answer describes it, and what was sent.
#[derive(Debug)]
pub struct CreateDone {
    /// The campaign.
    pub created: Created,
    /// The values with which a later read is compared.
    pub(in crate::platform) create: SentCreate,
}

/// A create that was sent.
#[derive(Debug)]
pub struct SentCreate {
    /// The purpose of the request, worded to follow "could not".
    pub(super) purpose: String,
    pub(super) campaign: PlatformCampaign,
    /// When it was sent, as the time since the command's start.
    pub(super) sent: Duration,
    /// The campaigns that existed before, if they were read.
    pub(super) before: HashSet<CampaignId>,
}

/// A create that was sent, and whose answer was lost or cannot be trusted.
#[derive(Debug)]
pub struct LostCreate {
    pub(super) create: SentCreate,
    pub(super) error: PlatformError,
}

/// The outcome of a write that is known to have happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settled<T> {
    /// The state that it left.
    pub value: T,
    /// Whether the answer was lost and the outcome was read back.
    pub answer_lost: bool,
}

impl<T> Settled<T> {
    pub(super) const fn answered(value: T) -> Self {
        Self { value, answer_lost: false }
    }

    pub(super) const fn read_back(value: T) -> Self {
        Self { value, answer_lost: true }
    }
}

/// The outcome of switching a schedule on or off. Whose schedule it was is only told by [`ScheduleChange::of`], because
/// a call that takes a name may reach another campaign.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[must_use = "the schedule of another campaign may have been switched"]
pub struct ScheduleChange {
    /// The campaign's id, where it is known.
    pub(in crate::platform) id: Option<CampaignId>,
    /// Whether the answer was lost and the new state was read back.
    pub(in crate::platform) answer_lost: bool,
    /// The schedule that was read back, on a platform that returns schedules; `None` where it was not read back.
    pub held: Option<LiveSchedule>,
    /// Points that the platform's documentation leaves open and that the user must know.
    pub cautions: Vec<&'static str>,
    /// The fields that the platform saved with another value than was sent.
    pub not_as_sent: Vec<FieldDifference>,
    /// The way in which the platform reports times, where reading the schedule back showed it.
    pub reported_times: Option<ReportedTimes>,
}

impl ScheduleChange {
    /// The switched schedule, if it is not known to be that of another campaign than `meant`. `None` if the call was
    /// made with a name that was not looked up: the platform then decides whose schedule it is.
    ///
    /// # Errors
    ///
    /// The platform named another campaign. Its name does not excuse it: a campaign may be named like another's id.
    pub fn of(self, meant: Option<&CampaignId>) -> Result<SwitchedSchedule, OtherSwitched> {
        match (self.id, meant) {
            (Some(other), Some(meant)) if other != *meant => {
                Err(OtherSwitched { meant: meant.clone(), other })
            }
            (value, _) => Ok(Settled { value, answer_lost: self.answer_lost }),
        }
    }

    /// The campaign's id as text, as the journal notes it.
    pub(in crate::platform) fn id_text(&self) -> Option<String> {
        self.id.as_ref().map(ToString::to_string)
    }
}

/// A schedule that was switched on or off, and that is not known to be another campaign's: the campaign's id, where the
/// platform told it.
pub type SwitchedSchedule = Settled<Option<CampaignId>>;

/// A schedule call that switched the schedule of another campaign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OtherSwitched {
    /// The campaign that was meant.
    pub meant: CampaignId,
    /// The campaign whose schedule was switched.
    pub other: CampaignId,
}

/// A campaign that was started, stopped or paused.
pub type Triggered = Settled<RunState>;

/// The state of a campaign's run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunState {
    /// The campaign's status now.
    pub status: CampaignStatus,
    /// The run that began or ended, where the platform names it.
    pub instance_id: Option<String>,
}

/// An update of a campaign: the campaign as it was read afterwards, or as the answer describes it if it was not read;
/// `None` where neither tells anything.
pub type Updated = Settled<Option<LiveCampaign>>;

impl Updated {
    /// When the campaign was changed, by the platform's clock, from the answer or the read after it.
    pub fn changed_at(&self) -> Option<Timestamp> {
        self.value.as_ref()?.updated_at
    }
}

/// A campaign whose contacts got another round.
pub type ReExecuted = Settled<NewRound>;

/// Another round of a campaign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewRound {
    /// The campaign's status now: `Draft`, which must be started, or `Scheduled`.
    pub status: CampaignStatus,
    /// The number of contacts that are pending again, where the platform tells it.
    pub contacts_reset: Option<u64>,
}

/// Something that is found by its name or its id.
pub trait Locatable: Referable + Clone {
    const WHAT: ObjectType;
}

impl Locatable for LiveCampaign {
    const WHAT: ObjectType = ObjectType::Campaign;
}

impl Locatable for ContactList {
    const WHAT: ObjectType = ObjectType::ContactList;
}

/// The campaigns, or contact lists, that a name could mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Matches<T = LiveCampaign> {
    /// The objects of this name, also in another spelling that looks the same, or of this id.
    pub exact: Vec<T>,
    /// The objects whose names differ from it in case.
    pub similar: Vec<T>,
    /// The names that are a few letters away.
    pub near: Vec<String>,
}

impl<T> Default for Matches<T> {
    fn default() -> Self {
        Self { exact: Vec::new(), similar: Vec::new(), near: Vec::new() }
    }
}

impl Matches {
    /// The campaigns among these rows that have this name.
    pub fn named(rows: &[LiveCampaign], name: &str) -> Self {
        Self::among(rows, &CampaignRef::Name(name.to_owned()))
    }
}

impl<T: Locatable> Matches<T> {
    /// The objects among these rows that could be meant.
    pub fn among(rows: &[T], wanted: &Ref<T>) -> Self {
        let mut matches = Self::default();
        for row in rows {
            matches.consider(row.clone(), wanted);
        }
        matches
    }

    /// Takes a row in where it could be meant.
    pub(super) fn consider(&mut self, row: T, wanted: &Ref<T>) {
        if wanted.means(&row) {
            self.exact.push(row);
        } else if wanted.may_mean(&row) {
            self.similar.push(row);
        } else if nearest(wanted.as_str(), [row.name()]).is_some() {
            self.near.push(row.name().to_owned());
        }
    }

    /// The one that is meant; none or several is an error that lists what there is, or names the one that was probably
    /// meant.
    ///
    /// # Errors
    /// Where none or several have it.
    pub fn only(mut self, wanted: &Ref<T>) -> Result<T, PlatformError> {
        let text = wanted.as_str();
        let thing = match T::WHAT {
            ObjectType::Campaign => "campaign",
            ObjectType::ContactList => "contact list",
        };
        let candidate = |row: &T| format!("{:?} ({})", row.name(), T::text_of_id(row.id()));
        let listed = |rows: &[T]| rows.iter().map(candidate).collect::<Vec<_>>().join(", ");
        if self.exact.len() > 1 {
            let (number, each) = (self.exact.len(), listed(&self.exact));
            let sentence = if matches!(wanted, Ref::IdOrName(_)) {
                format!("{text:?} could be {number} {thing}s, by its id or by its name: {each}")
            } else {
                format!("{number} {thing}s are named {text:?}: {each}")
            };
            return Err(PlatformError::sentence(ErrorKind::SeveralNamed(T::WHAT), sentence));
        }
        self.exact.pop().ok_or_else(|| {
            let similar = match self.similar.as_slice() {
                [] => nearest(text, self.near.iter().map(String::as_str))
                    .map(|near| format!("; did you mean {near:?}?"))
                    .unwrap_or_default(),
                similar => format!("; names differ in case only from {}", listed(similar)),
            };
            let sentence = match marked_id(text) {
                Some(id) => {
                    format!("{id:?} is not an id of a {thing}, and no {thing} is named {text:?}{similar}")
                }
                None => format!("no {thing} is named {text:?}{similar}"),
            };
            PlatformError::sentence(ErrorKind::NoneNamed(T::WHAT), sentence)
        })
    }
}
