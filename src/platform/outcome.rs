//! The outcomes of calls to a platform, in the same terms for all platforms.

use jiff::Timestamp;

use crate::domain::campaign_ref::CampaignRef;
use crate::domain::choice::nearest;
use crate::domain::difference::FieldDifference;
use crate::domain::live::{
    CLOSE_TOGETHER, CampaignId, CampaignStatus, ContactList, LiveCampaign, LiveSchedule, ReportedTimes,
};
use crate::domain::reference::{Ref, Referable, marked_id};
use crate::platform::error::{ErrorKind, Named, PlatformError};
pub use crate::platform::recovery::LostCreate;
use crate::platform::recovery::SentCreate;

/// A campaign that was created.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Created {
    /// Its id.
    pub id: CampaignId,
    /// All that the platform reported of it.
    pub campaign: LiveCampaign,
    /// Whether the answer was lost and the campaign was found by its name afterwards.
    pub answer_lost: bool,
}

impl Created {
    pub(super) fn new(campaign: LiveCampaign, answer_lost: bool) -> Self {
        Self { id: campaign.id.clone(), campaign, answer_lost }
    }

    /// Where it is in its life, as far as the answer told it; `None` where it did not. Never to be taken for "not running"
    /// without looking: Kore.ai contract §18.29.
    #[must_use]
    pub fn status(&self) -> Option<CampaignStatus> {
        Some(self.campaign.status.clone()).filter(|status| *status != CampaignStatus::untold())
    }

    /// When the platform says that the create changed the campaign last, at the latest; `None` where it does not tell, and while it is
    /// at work on the campaign.
    #[must_use]
    pub fn changed_at(&self) -> Option<Timestamp> {
        let told = self.campaign.updated_at.filter(|_| self.campaign.status != CampaignStatus::Preparing);
        told?.checked_add(CLOSE_TOGETHER).ok()
    }
}

/// The outcome of a request that creates a campaign.
#[derive(Debug)]
pub enum Creation {
    /// The platform answered that the campaign is there.
    Done(Box<CreateDone>),
    /// It may be there: the answer was lost or contradicts what was sent, and nobody has looked yet.
    Lost(Box<LostCreate>),
}

/// A campaign that was created, as the platform's answer has it, and what was sent.
#[derive(Debug)]
pub struct CreateDone {
    /// The campaign.
    pub created: Created,
    /// The values with which a later read is compared.
    pub(in crate::platform) create: SentCreate,
}

/// The state of a list after a write on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settled<T> {
    /// The current state.
    pub value: T,
    /// Whether the answer was lost and the outcome was read back.
    pub answer_lost: bool,
}

/// The platform's statement about a schedule that was switched on or off.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ScheduleChange {
    /// The campaign's id, where it is known.
    pub id: Option<CampaignId>,
    /// Whether the answer was lost and the new state was read back.
    pub answer_lost: bool,
    /// The current schedule, on a platform that returns schedules; `None` where it was not read back.
    pub held: Option<LiveSchedule>,
    /// The points that the platform's documentation leaves open and that the user has to know.
    pub cautions: Vec<&'static str>,
    /// The fields that it holds otherwise than they were sent.
    pub not_as_sent: Vec<FieldDifference>,
    /// How it reported the time that was sent, where reading it back told.
    pub reported_times: Option<ReportedTimes>,
}

impl ScheduleChange {
    /// The campaign's id as text.
    #[must_use]
    pub fn id_text(&self) -> Option<String> {
        self.id.as_ref().map(ToString::to_string)
    }
}

/// A campaign that was started, stopped or paused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Triggered {
    /// Its status now.
    pub status: CampaignStatus,
    /// The run that began or ended, where the platform says it.
    pub instance_id: Option<String>,
    /// Whether the answer was lost and the status was read back.
    pub answer_lost: bool,
}

/// A campaign that is gone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Deleted {
    /// Whether the answer was lost and the campaign was then not found.
    pub answer_lost: bool,
}

/// A campaign that was updated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Updated {
    /// The data that was read of it afterwards, or what the answer says of it where nobody looked; `None` where that is nothing.
    pub live: Option<LiveCampaign>,
    /// Whether the answer was lost and the change was then found.
    pub answer_lost: bool,
}

impl Updated {
    /// When the platform says that the campaign was changed, as the answer or the read after it tells.
    #[must_use]
    pub fn changed_at(&self) -> Option<Timestamp> {
        self.live.as_ref()?.updated_at
    }
}

/// A campaign whose contacts got another round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReExecuted {
    /// Its status now: `Draft`, to be started, or `Scheduled`.
    pub status: CampaignStatus,
    /// How many contacts are pending again, where the platform said it.
    pub contacts_reset: Option<u64>,
    /// Whether the answer was lost and the status was read back.
    pub answer_lost: bool,
}

/// Something that is found by its name or its id.
pub trait Found: Referable + Clone {
    /// What it is.
    const WHAT: Named;
}

impl Found for LiveCampaign {
    const WHAT: Named = Named::Campaign;
}

impl Found for ContactList {
    const WHAT: Named = Named::ContactList;
}

/// The campaigns, or contact lists, that a name could mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Matches<T = LiveCampaign> {
    /// Those of this name, also in another spelling that looks the same, or of this id.
    pub exact: Vec<T>,
    /// Those whose names differ from it in case.
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
    #[must_use]
    pub fn named(rows: &[LiveCampaign], name: &str) -> Self {
        Self::among(rows, &CampaignRef::Name(name.to_owned()))
    }
}

impl<T: Found> Matches<T> {
    /// Those among these rows that could be meant.
    #[must_use]
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

    /// The one that is meant; none or several is an error that lists what there is, or names the one that was probably meant.
    ///
    /// # Errors
    /// Where none or several have it.
    pub fn only(mut self, wanted: &Ref<T>) -> Result<T, PlatformError> {
        let text = wanted.as_str();
        let thing = match T::WHAT {
            Named::Campaign => "campaign",
            Named::ContactList => "contact list",
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
