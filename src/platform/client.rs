//! A client of whichever platform is set: what commands call. Each call is answered by the platform's own folder.

mod creating;
mod endpoints;
mod handle;

use std::collections::BTreeMap;
use std::time::Duration;

use jiff::SignedDuration;
use serde_json::Value;

pub use self::creating::{LostCreate, NotCreated};
pub use self::endpoints::Endpoints;
pub use self::handle::{Action, Handle};
use super::burki::{self, Burki};
use super::error::PlatformError;
use super::feature::Feature;
use super::kore::{self, Kore};
use super::outcome::{Matches, ScheduleChange};
use super::raw::RawAnswer;
use super::request::Request;
use crate::domain::assistant_campaign::Medium;
use crate::domain::campaign::CampaignType;
use crate::domain::difference::Change;
use crate::domain::evidence::Evidence;
use crate::domain::finding::Problem;
use crate::domain::live::{CampaignId, LiveCallingHours, LiveCampaign, LiveSchedule, StatusReading};
use crate::domain::outreach::{ContactStatus, Execution, ImportReading};
use crate::domain::platform_kind::PlatformKind;
use crate::domain::schedule::PlannedSchedule;

/// A client for one account.
#[derive(Debug, Clone)]
pub enum Client {
    /// Of Kore.ai.
    Kore(Kore),
    /// Of Burki.
    Burki(Burki),
}

/// What a platform's schedule calls name a campaign by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScheduleTarget {
    /// What goes out: Kore.ai's calls take the name as it is given, Burki's the id.
    pub key: String,
    /// As people know it: its name, or its id where nobody asked for the name.
    pub label: String,
}

/// The campaigns of an account, page by page.
#[derive(Debug)]
pub enum Pages<'client> {
    /// Kore.ai's: one type after the other.
    Kore {
        /// The pages of the type that is being read.
        current: Option<kore::CampaignPages<'client>>,
        /// The types that come after it, the last first.
        later: Vec<kore::CampaignPages<'client>>,
    },
    /// Burki's: all types together.
    Burki(burki::CampaignPages<'client>),
}

impl Client {
    /// The campaigns, those of one type only where one is named.
    pub fn campaigns(&self, type_word: Option<&str>) -> Result<Pages<'_>, Problem> {
        match self {
            Self::Kore(kore) => {
                let types: Vec<CampaignType> = match type_word {
                    Some(word) => vec![word.parse()?],
                    None => CampaignType::ALL.to_vec(),
                };
                let mut later: Vec<_> =
                    types.into_iter().rev().map(|campaign_type| kore.list_campaigns(campaign_type)).collect();
                Ok(Pages::Kore { current: later.pop(), later })
            }
            Self::Burki(burki) => {
                let medium = type_word.map(str::parse::<Medium>).transpose()?;
                Ok(Pages::Burki(burki.list_campaigns(medium)))
            }
        }
    }

    /// Every campaign, as a row of the list.
    pub async fn all_campaigns(&self) -> Result<Vec<LiveCampaign>, PlatformError> {
        match self {
            Self::Kore(kore) => {
                let mut all = Vec::new();
                for campaign_type in CampaignType::ALL {
                    all.extend(kore.list_campaigns(campaign_type).all().await?);
                }
                Ok(all)
            }
            Self::Burki(burki) => burki.all_campaigns().await,
        }
    }

    /// One campaign, with everything that can be read of it.
    pub async fn campaign(&self, id: &CampaignId) -> Result<LiveCampaign, PlatformError> {
        match self {
            Self::Kore(kore) => kore.campaign(id).await,
            Self::Burki(burki) => burki.campaign(id).await,
        }
    }

    /// The campaigns of this name. No API is known to find by name alone: none is taken for absent before every page was
    /// read.
    pub async fn find_campaigns(&self, name: &str) -> Result<Matches, PlatformError> {
        match self {
            Self::Kore(kore) => kore.find_campaigns(name).await,
            Self::Burki(burki) => burki.find_campaigns(name).await,
        }
    }

    /// The id that `CAMPAIGN` means: an id as it is, without a request; a name by looking for it, as it is written.
    pub async fn resolve(&self, text: &str) -> Result<CampaignId, PlatformError> {
        match self {
            Self::Kore(kore) => kore.resolve(text).await,
            Self::Burki(burki) => burki.resolve(text).await,
        }
    }

    /// What the schedule calls take for `CAMPAIGN`; `check` looks it up first where that is not needed anyway.
    pub async fn schedule_target(
        &self,
        text: &str,
        check: CheckName,
    ) -> Result<ScheduleTarget, PlatformError> {
        match self {
            Self::Kore(kore) => {
                let typed = kore.resolve_name(text).await?;
                let name = match check {
                    CheckName::First => kore.one_named(&typed).await?.name,
                    CheckName::No => typed,
                };
                Ok(ScheduleTarget { key: name.clone(), label: name })
            }
            Self::Burki(burki) => burki.schedule_target(text, check).await,
        }
    }

    /// The same, and the campaign's calling hours where it is read on the way: of an id, or with `check`, which takes one
    /// read more, because a row of the list has none.
    pub async fn schedule_target_and_hours(
        &self,
        text: &str,
        check: CheckName,
    ) -> Result<(ScheduleTarget, Option<LiveCallingHours>), PlatformError> {
        let Self::Kore(kore) = self else { return Ok((self.schedule_target(text, check).await?, None)) };
        let by_id = match kore::recognise(text) {
            Some(id) => Some(kore.campaign(&id).await?),
            None => None,
        };
        let typed = by_id.as_ref().map_or(text, |live| &live.name);
        let row = if check == CheckName::First { Some(kore.one_named(typed).await?) } else { None };
        let name = row.as_ref().map_or(typed, |row| &row.name).to_owned();
        let hours = match (by_id, row) {
            (Some(live), _) => live.calling_hours,
            (None, Some(row)) => self.calling_hours(&row).await?,
            (None, None) => None,
        };
        Ok((ScheduleTarget { key: name.clone(), label: name }, hours))
    }

    /// A campaign's calling hours: as they were read with it, else by one read; `None` on a platform that has none.
    pub async fn calling_hours(
        &self,
        live: &LiveCampaign,
    ) -> Result<Option<LiveCallingHours>, PlatformError> {
        match self {
            Self::Kore(_) if live.calling_hours.is_some() => Ok(live.calling_hours.clone()),
            Self::Kore(kore) => Ok(kore.campaign(&live.id).await?.calling_hours),
            Self::Burki(_) => Ok(None),
        }
    }

    /// What the schedule calls take for a campaign that was read or just created.
    #[must_use]
    pub fn schedule_target_of(&self, campaign: &LiveCampaign) -> ScheduleTarget {
        let label = campaign.name.clone();
        match self {
            Self::Kore(_) => ScheduleTarget { key: label.clone(), label },
            Self::Burki(_) => ScheduleTarget { key: campaign.id.to_string(), label },
        }
    }

    /// Whether the schedule of a campaign that was read is on; `None` where the platform does not tell.
    pub async fn scheduling_enabled(&self, campaign: &LiveCampaign) -> Result<Option<bool>, PlatformError> {
        match self {
            Self::Kore(_) => Ok(campaign.scheduling_enabled),
            Self::Burki(burki) => Ok(burki.schedule(&self.schedule_target_of(campaign)).await?.enabled),
        }
    }

    /// A campaign's status, and how far it has come where the same answer says it.
    pub async fn status(&self, id: &CampaignId) -> Result<StatusReading, PlatformError> {
        match self {
            Self::Kore(kore) => kore.status(id).await,
            Self::Burki(burki) => burki.status(id).await,
        }
    }

    /// The campaign that `CAMPAIGN` means, to do something to it; none or several of a name is an error that lists what
    /// there is.
    pub async fn locate(&self, text: &str) -> Result<Handle<'_>, PlatformError> {
        match self {
            Self::Kore(kore) => Ok(Handle::Kore(kore, Box::new(kore.locate(text).await?))),
            Self::Burki(burki) => Ok(Handle::Burki(burki, Box::new(burki.locate(text).await?))),
        }
    }

    /// The same with everything that can be read of it.
    pub async fn locate_whole(&self, text: &str) -> Result<Handle<'_>, PlatformError> {
        match self {
            Self::Kore(kore) => Ok(Handle::Kore(kore, Box::new(kore.locate_whole(text).await?))),
            Self::Burki(burki) => Ok(Handle::Burki(burki, Box::new(burki.locate_whole(text).await?))),
        }
    }

    /// A row of the list with everything that can be read of the campaign.
    pub async fn whole(&self, row: LiveCampaign) -> Result<LiveCampaign, PlatformError> {
        match self {
            Self::Kore(kore) => {
                let kore::Target { live, campaign_type } = kore.whole(row).await?;
                Ok(LiveCampaign { campaign_type: Some(campaign_type), ..live })
            }
            Self::Burki(burki) => burki.campaign(&row.id).await,
        }
    }

    /// A campaign's schedule, as far as the platform tells it.
    pub async fn schedule(&self, target: &ScheduleTarget) -> Result<LiveSchedule, PlatformError> {
        match self {
            Self::Kore(kore) => kore.schedule(&target.key).await,
            Self::Burki(burki) => burki.schedule(target).await,
        }
    }

    /// Switches a schedule on, or replaces the one that there is.
    pub async fn enable_schedule(
        &self,
        target: &ScheduleTarget,
        schedule: &PlannedSchedule,
    ) -> Result<ScheduleChange, PlatformError> {
        match (self, schedule) {
            (Self::Kore(kore), PlannedSchedule::PlatformClock(schedule)) => {
                kore.enable_schedule(&target.key, schedule).await
            }
            (Self::Burki(burki), PlannedSchedule::WallClock(schedule)) => {
                burki.enable_schedule(target, schedule).await
            }
            (Self::Burki(burki), PlannedSchedule::Immediate) => burki.disable_schedule(target).await,
            (_, schedule) => Err(of_other_platform(self.platform(), platform_of(schedule))),
        }
    }

    /// Switches a schedule off.
    pub async fn disable_schedule(&self, target: &ScheduleTarget) -> Result<ScheduleChange, PlatformError> {
        match self {
            Self::Kore(kore) => kore.disable_schedule(&target.key).await,
            Self::Burki(burki) => burki.disable_schedule(target).await,
        }
    }

    /// What a later look can compare with a schedule that is sent; `None` is one that is switched off.
    #[must_use]
    pub fn schedule_evidence(&self, target: &ScheduleTarget, schedule: Option<&PlannedSchedule>) -> Evidence {
        match self {
            // Which schedule is on cannot be read.
            Self::Kore(_) => Evidence::default(),
            Self::Burki(_) => Evidence::of_schedule(&target.key, burki::schedule::sent_body(schedule)),
        }
    }

    /// The fields in which a schedule that was read differs from one that was sent, as [`Self::schedule_evidence`] kept it.
    #[must_use]
    pub fn schedule_differences(&self, sent: &Value, held: &LiveSchedule) -> Vec<Change> {
        match self {
            Self::Kore(_) => Vec::new(),
            Self::Burki(_) => burki::schedule::differences_from(sent, held),
        }
    }

    /// Waits between two looks at a campaign; `purpose` is what is waited for, to follow "could not".
    pub async fn idle(&self, wait: Duration, purpose: &str) -> Result<(), PlatformError> {
        match self {
            Self::Kore(kore) => kore.idle(wait, purpose).await,
            Self::Burki(burki) => burki.idle(wait, purpose).await,
        }
    }

    /// One read that an account must be let to do; says in words what could be read.
    pub async fn probe(&self) -> Result<String, PlatformError> {
        match self {
            // The one read of which all pages say the same: Kore.ai contract §20.4.
            Self::Kore(kore) => {
                let first = kore.list_campaigns(CampaignType::Voice).next().await?.unwrap_or_default();
                Ok(readable("voice campaign", first.len(), kore::endpoints::PAGE_ROWS))
            }
            Self::Burki(burki) => {
                let first = burki.list_campaigns(None).next().await?.unwrap_or_default();
                Ok(readable("campaign", first.len(), burki::pages::PAGE_ROWS))
            }
        }
    }

    /// How far the platform's clock is ahead of this machine's, by its last answer.
    #[must_use]
    pub fn clock_lead(&self) -> Option<SignedDuration> {
        match self {
            Self::Kore(kore) => kore.clock_lead(),
            Self::Burki(burki) => burki.clock_lead(),
        }
    }

    /// Its requests, as a dry run shows them.
    #[must_use]
    pub fn endpoints(&self) -> Endpoints {
        match self {
            Self::Kore(kore) => Endpoints::Kore(kore.endpoints().clone()),
            Self::Burki(burki) => Endpoints::Burki(burki.endpoints().clone()),
        }
    }

    /// Sends a request of [`Endpoints::raw`].
    pub async fn raw(&self, request: &Request) -> RawAnswer {
        match self {
            Self::Kore(kore) => kore.raw(request).await,
            Self::Burki(burki) => burki.raw(request).await,
        }
    }

    /// The tries to reach a campaign's contacts, those of one status only where one is given; at most so many.
    pub async fn executions(
        &self,
        id: &CampaignId,
        status: Option<ContactStatus>,
        limit: usize,
    ) -> Result<Vec<Execution>, PlatformError> {
        match self {
            Self::Kore(_) => Err(Feature::Executions.not_of_kore()),
            Self::Burki(burki) => burki.executions(id, status, limit).await,
        }
    }

    /// How far an import is that a campaign's [`Handle::import`] began.
    pub async fn import_status(
        &self,
        id: &CampaignId,
        import_id: &str,
    ) -> Result<ImportReading, PlatformError> {
        match self {
            Self::Kore(_) => Err(Feature::Import.not_of_kore()),
            Self::Burki(burki) => burki.import_status(id, import_id).await,
        }
    }

    /// What the platform makes of a template with these values.
    pub async fn template_preview(
        &self,
        template: &str,
        variables: &BTreeMap<String, String>,
    ) -> Result<String, PlatformError> {
        match self {
            Self::Kore(_) => Err(Feature::TemplatePreview.not_of_kore()),
            Self::Burki(burki) => burki.template_preview(template, variables).await,
        }
    }

    /// Which platform it is of.
    #[must_use]
    pub const fn platform(&self) -> PlatformKind {
        match self {
            Self::Kore(_) => PlatformKind::Kore,
            Self::Burki(_) => PlatformKind::Burki,
        }
    }
}

/// `2 campaigns can be read`; a full page tells of no number, and one read is enough.
fn readable(what: &str, rows: usize, page_rows: usize) -> String {
    match rows {
        1 => format!("1 {what} can be read"),
        rows if rows >= page_rows => format!("{what}s can be read"),
        rows => format!("{rows} {what}s can be read"),
    }
}

/// Whether a name is looked up before it goes out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CheckName {
    /// It goes out as it is given where the platform takes names.
    No,
    /// It must be the name of one campaign.
    First,
}

impl Pages<'_> {
    /// The next page, in one request; `None` after the last.
    pub async fn next(&mut self) -> Result<Option<Vec<LiveCampaign>>, PlatformError> {
        match self {
            Self::Kore { current, later } => {
                while let Some(pages) = current {
                    if let Some(rows) = pages.next().await? {
                        return Ok(Some(rows));
                    }
                    *current = later.pop();
                }
                Ok(None)
            }
            Self::Burki(pages) => pages.next().await,
        }
    }
}

/// How a schedule repeats, as it goes out.
#[must_use]
pub fn recurrence_on_the_wire(schedule: &PlannedSchedule) -> Value {
    match schedule {
        PlannedSchedule::PlatformClock(schedule) => kore::body::recurrence_body(schedule.recurrence()),
        PlannedSchedule::WallClock(schedule) => {
            burki::body::recurring_config(&schedule.plan).map_or(Value::Null, Value::Object)
        }
        PlannedSchedule::Immediate => Value::Null,
    }
}

/// The platform that a schedule is for.
const fn platform_of(schedule: &PlannedSchedule) -> PlatformKind {
    match schedule {
        PlannedSchedule::PlatformClock(_) => PlatformKind::Kore,
        PlannedSchedule::WallClock(_) | PlannedSchedule::Immediate => PlatformKind::Burki,
    }
}

/// A campaign file of one platform, sent to another.
pub(super) fn of_other_platform(client: PlatformKind, campaign: PlatformKind) -> PlatformError {
    PlatformError::OtherPlatform { client: client.title(), campaign: campaign.title() }
}
