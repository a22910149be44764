//! A client of whichever platform is set: what commands call. Each call is answered by the platform's own folder.

use std::collections::BTreeMap;
use std::time::Duration;

use jiff::SignedDuration;
use serde_json::Value;

use super::address::AddressError;
use super::burki::{self, Burki};
use super::error::PlatformError;
use super::kore::{self, Kore};
use super::outcome::{Created, Deleted, Matches, ReExecuted, ScheduleChange, Trigger, Triggered, Updated};
use super::raw::{RawAnswer, RawPage};
use super::request::{Effect, Method, Request};
use crate::domain::assistant_campaign::Medium;
use crate::domain::campaign::CampaignType;
use crate::domain::finding::Problem;
use crate::domain::live::{CampaignId, LiveCampaign, LiveSchedule, StatusReading};
use crate::domain::outreach::{
    CampaignContact, ContactFile, ContactSelection, ContactStatus, Execution, ImportReading,
};
use crate::domain::platform_campaign::PlatformCampaign;
use crate::domain::platform_kind::PlatformKind;
use crate::domain::schedule::PlannedSchedule;

/// What may be done to a campaign that exists, if its state lets it be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// It is started, stopped or paused.
    Trigger(Trigger),
    /// Fields of it are changed.
    Update,
    /// It is deleted.
    Delete,
    /// Its contacts get another round, after it came to its end.
    ReExecute,
}

/// What a dry run shows where the id of a campaign stands that is yet to be created.
const ID_TO_COME: &str = "CAMPAIGN_ID";

/// A client for one account.
#[derive(Debug, Clone)]
pub enum Client {
    /// Of Kore.ai.
    Kore(Kore),
    /// Of Burki.
    Burki(Burki),
}

/// A platform's requests, which a dry run shows and a client sends.
#[derive(Debug, Clone)]
pub enum Endpoints {
    /// Kore.ai's.
    Kore(kore::Endpoints),
    /// Burki's.
    Burki(burki::Endpoints),
}

/// What a platform's schedule calls name a campaign by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScheduleTarget {
    /// What goes out: Kore.ai's calls take the name as it is given, Burki's the id.
    pub key: String,
    /// As people know it: its name, or its id where nobody asked for the name.
    pub label: String,
}

/// A campaign that was read, and the client to do something to it.
#[derive(Debug)]
pub enum Handle<'client> {
    /// Kore.ai's.
    Kore(&'client Kore, Box<kore::Target>),
    /// Burki's.
    Burki(&'client Burki, Box<LiveCampaign>),
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
    /// Creates a campaign, without its schedule. A lost answer is settled by looking for the name; the create is
    /// never sent again in doubt.
    pub async fn create_campaign(&self, campaign: &PlatformCampaign) -> Result<Created, PlatformError> {
        match (self, campaign) {
            (Self::Kore(kore), PlatformCampaign::Kore(campaign)) => kore.create_campaign(campaign).await,
            (Self::Burki(burki), PlatformCampaign::Burki(campaign)) => burki.create_campaign(campaign).await,
            (_, campaign) => Err(of_other_platform(self.platform(), campaign.platform())),
        }
    }

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
                let name = kore.resolve_name(text).await?;
                if check == CheckName::First {
                    kore.one_named(&name).await?;
                }
                Ok(ScheduleTarget { key: name.clone(), label: name })
            }
            Self::Burki(burki) => burki.schedule_target(text, check).await,
        }
    }

    /// What the schedule calls take for a campaign that was just created.
    #[must_use]
    pub fn schedule_target_of(&self, created: &Created) -> ScheduleTarget {
        let label = created.campaign.name.clone();
        match self {
            Self::Kore(_) => ScheduleTarget { key: label.clone(), label },
            Self::Burki(_) => ScheduleTarget { key: created.id.to_string(), label },
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
            Self::Kore(kore) => {
                let lists = kore.contact_lists().await?;
                Ok(format!("{} contact lists can be read", lists.len()))
            }
            Self::Burki(burki) => {
                let campaigns = burki.all_campaigns().await?;
                Ok(format!("{} campaigns can be read", campaigns.len()))
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

    /// A campaign's own contacts, those of one status only where one is given; at most so many.
    pub async fn contacts(
        &self,
        id: &CampaignId,
        status: Option<ContactStatus>,
        limit: usize,
    ) -> Result<Vec<CampaignContact>, PlatformError> {
        match self {
            Self::Kore(_) => Err(not_of_kore(
                "no contacts of a campaign's own, only lists",
                "see the lists' with kcamp contact-list contacts, and who was dialled with kcamp campaign contacts",
            )),
            Self::Burki(burki) => burki.contacts(id, status, limit).await,
        }
    }

    /// The tries to reach a campaign's contacts, in the same way.
    pub async fn executions(
        &self,
        id: &CampaignId,
        status: Option<ContactStatus>,
        limit: usize,
    ) -> Result<Vec<Execution>, PlatformError> {
        match self {
            Self::Kore(_) => Err(not_of_kore(
                "no list of executions",
                "see who was dialled, and with which outcome, with kcamp campaign contacts",
            )),
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
            Self::Kore(_) => Err(no_import_of_kore()),
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
            Self::Kore(_) => Err(no_preview_of_kore()),
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

impl Endpoints {
    /// Any request to the platform. On Kore.ai `{streamId}` and `{accountId}` in the path stand for the ids; `query` is
    /// added to the query that the path has.
    pub fn raw(
        &self,
        method: Method,
        path: &str,
        effect: Effect,
        query: &[(String, String)],
        body: Option<Value>,
    ) -> Result<Request, AddressError> {
        match self {
            Self::Kore(endpoints) => endpoints.raw(method, path, effect, query, body),
            Self::Burki(endpoints) => endpoints.raw(method, path, effect, query, body),
        }
    }

    /// The rows of a raw answer that is page `number`, counted from 1, and how the next is asked for; `None` where it has
    /// no rows.
    #[must_use]
    pub fn raw_page<'answer>(&self, answer: &'answer Value, number: u64) -> Option<RawPage<'answer>> {
        match self {
            Self::Kore(_) => kore::raw::page(answer, number),
            Self::Burki(_) => burki::raw::page(answer),
        }
    }

    /// The request that previews a template.
    pub fn template_preview(
        &self,
        template: &str,
        variables: &BTreeMap<String, String>,
    ) -> Result<Request, PlatformError> {
        match self {
            Self::Kore(_) => Err(no_preview_of_kore()),
            Self::Burki(endpoints) => Ok(endpoints.template_preview(template, variables)),
        }
    }

    /// The requests that create a campaign and then switch its schedule on, where it has one.
    pub fn create_campaign(
        &self,
        campaign: &PlatformCampaign,
        schedule: Option<&PlannedSchedule>,
    ) -> Result<Vec<Request>, PlatformError> {
        let (create, target) = match (self, campaign) {
            (Self::Kore(endpoints), PlatformCampaign::Kore(campaign)) => {
                let name = campaign.name.to_string();
                (endpoints.create_campaign(campaign), ScheduleTarget { key: name.clone(), label: name })
            }
            (Self::Burki(endpoints), PlatformCampaign::Burki(campaign)) => (
                endpoints.create_campaign(campaign),
                ScheduleTarget { key: ID_TO_COME.to_owned(), label: campaign.name.to_string() },
            ),
            (_, campaign) => return Err(of_other_platform(self.platform(), campaign.platform())),
        };
        let enable = schedule.map(|schedule| self.enable_schedule(&target, schedule)).transpose()?;
        Ok(std::iter::once(create).chain(enable).collect())
    }

    /// Which platform they are of.
    #[must_use]
    pub const fn platform(&self) -> PlatformKind {
        match self {
            Self::Kore(_) => PlatformKind::Kore,
            Self::Burki(_) => PlatformKind::Burki,
        }
    }

    /// What the schedule calls take for `CAMPAIGN`, where no request is needed to know it.
    #[must_use]
    pub fn schedule_target(&self, text: &str) -> Option<ScheduleTarget> {
        match self {
            Self::Kore(_) if kore::recognise(text).is_some() => None,
            Self::Kore(_) => Some(ScheduleTarget { key: text.to_owned(), label: text.to_owned() }),
            Self::Burki(_) => {
                burki::recognise(text).map(|id| ScheduleTarget { key: id.to_string(), label: id.to_string() })
            }
        }
    }

    /// The request that switches a schedule on.
    pub fn enable_schedule(
        &self,
        target: &ScheduleTarget,
        schedule: &PlannedSchedule,
    ) -> Result<Request, PlatformError> {
        match (self, schedule) {
            (Self::Kore(endpoints), PlannedSchedule::PlatformClock(schedule)) => {
                Ok(endpoints.enable_schedule(&target.key, schedule))
            }
            (Self::Burki(endpoints), PlannedSchedule::WallClock(schedule)) => {
                Ok(endpoints.enable_schedule(target, schedule))
            }
            (Self::Burki(endpoints), PlannedSchedule::Immediate) => Ok(endpoints.disable_schedule(target)),
            (_, schedule) => Err(of_other_platform(self.platform(), platform_of(schedule))),
        }
    }

    /// The request that switches a schedule off.
    #[must_use]
    pub fn disable_schedule(&self, target: &ScheduleTarget) -> Request {
        match self {
            Self::Kore(endpoints) => endpoints.disable_schedule(&target.key),
            Self::Burki(endpoints) => endpoints.disable_schedule(target),
        }
    }
}

impl Handle<'_> {
    /// What was read of the campaign.
    #[must_use]
    pub fn live(&self) -> &LiveCampaign {
        match self {
            Self::Kore(_, target) => &target.live,
            Self::Burki(_, live) => live,
        }
    }

    /// The same, for good: its type is there.
    #[must_use]
    pub fn into_live(self) -> LiveCampaign {
        match self {
            Self::Kore(_, target) => {
                LiveCampaign { campaign_type: Some(target.campaign_type), ..target.live }
            }
            Self::Burki(_, live) => *live,
        }
    }

    /// The platform's word for its type.
    #[must_use]
    pub fn type_word(&self) -> &str {
        match self {
            Self::Kore(_, target) => target.campaign_type.wire_name(),
            Self::Burki(_, live) => live.type_word().unwrap_or_default(),
        }
    }

    /// Whether its state lets it be done, as far as that is known before asking.
    pub fn may(&self, action: Action) -> Result<(), PlatformError> {
        match self {
            Self::Kore(_, target) => target.may(action),
            Self::Burki(_, live) => burki::lifecycle::may(live, action),
        }
    }

    /// The request that starts, stops or pauses it.
    pub fn trigger_request(&self, trigger: Trigger) -> Result<Request, PlatformError> {
        match self {
            Self::Kore(kore, target) => Ok(kore.endpoints().trigger(target, trigger.try_into()?)),
            Self::Burki(burki, live) => Ok(burki.endpoints().trigger(live, trigger)),
        }
    }

    /// Starts, stops or pauses it. A lost answer is settled by reading the status back; it is never sent again in doubt.
    pub async fn trigger(&self, trigger: Trigger) -> Result<Triggered, PlatformError> {
        match self {
            Self::Kore(kore, target) => kore.trigger(target, trigger.try_into()?).await,
            Self::Burki(burki, live) => burki.trigger(live, trigger).await,
        }
    }

    /// The request that deletes it.
    #[must_use]
    pub fn delete_request(&self) -> Request {
        match self {
            Self::Kore(kore, target) => kore.endpoints().delete_campaign(target),
            Self::Burki(burki, live) => burki.endpoints().delete_campaign(live),
        }
    }

    /// Deletes it. A lost answer is settled by looking whether it is gone.
    pub async fn delete(&self) -> Result<Deleted, PlatformError> {
        match self {
            Self::Kore(kore, target) => kore.delete_campaign(target).await,
            Self::Burki(burki, live) => burki.delete_campaign(live).await,
        }
    }

    /// The request that makes it what `campaign` says.
    pub fn update_request(&self, campaign: &PlatformCampaign) -> Result<Request, PlatformError> {
        match (self, campaign) {
            (Self::Kore(kore, target), PlatformCampaign::Kore(campaign)) => {
                Ok(kore.endpoints().update_campaign(target, campaign))
            }
            (Self::Burki(burki, live), PlatformCampaign::Burki(campaign)) => {
                burki::lifecycle::update_request(burki.endpoints(), live, campaign)
            }
            (_, campaign) => Err(of_other_platform(self.platform(), campaign.platform())),
        }
    }

    /// Makes it what `campaign` says. A lost answer is settled where a change that can be read is found to have happened.
    pub async fn update(&self, campaign: &PlatformCampaign) -> Result<Updated, PlatformError> {
        match (self, campaign) {
            (Self::Kore(kore, target), PlatformCampaign::Kore(campaign)) => {
                kore.update_campaign(target, campaign).await
            }
            (Self::Burki(burki, live), PlatformCampaign::Burki(campaign)) => {
                burki.update_campaign(live, campaign).await
            }
            (_, campaign) => Err(of_other_platform(self.platform(), campaign.platform())),
        }
    }

    /// The request that gives its contacts another round.
    pub fn re_execute_request(
        &self,
        selection: &ContactSelection,
        schedule: Option<&PlannedSchedule>,
    ) -> Result<Request, PlatformError> {
        match self {
            Self::Kore(..) => Err(NO_RE_EXECUTION),
            Self::Burki(burki, live) => burki.endpoints().re_execute(live, selection, schedule),
        }
    }

    /// Gives its contacts another round. A lost answer is settled by reading the status back; it is never sent again in
    /// doubt.
    pub async fn re_execute(
        &self,
        selection: &ContactSelection,
        schedule: Option<&PlannedSchedule>,
    ) -> Result<ReExecuted, PlatformError> {
        match self {
            Self::Kore(..) => Err(NO_RE_EXECUTION),
            Self::Burki(burki, live) => burki.re_execute(live, selection, schedule).await,
        }
    }

    /// The request that takes the contacts of a file into it.
    pub fn import_request(&self, file: &ContactFile) -> Result<Request, PlatformError> {
        match self {
            Self::Kore(..) => Err(no_import_of_kore()),
            Self::Burki(burki, live) => Ok(burki.endpoints().import(live, file)),
        }
    }

    /// Takes the contacts of a file into it. A lost answer is settled by its last import; it is never sent again in doubt.
    pub async fn import(&self, file: &ContactFile) -> Result<ImportReading, PlatformError> {
        match self {
            Self::Kore(..) => Err(no_import_of_kore()),
            Self::Burki(burki, live) => burki.import(live, file).await,
        }
    }

    const fn platform(&self) -> PlatformKind {
        match self {
            Self::Kore(..) => PlatformKind::Kore,
            Self::Burki(..) => PlatformKind::Burki,
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

const fn not_of_kore(what: &'static str, hint: &'static str) -> PlatformError {
    PlatformError::NotServed { platform: PlatformKind::Kore.title(), what, hint }
}

const fn no_import_of_kore() -> PlatformError {
    not_of_kore(
        "no import into a campaign",
        "import into one of its contact lists: kcamp contact-list import LIST FILE",
    )
}

const fn no_preview_of_kore() -> PlatformError {
    not_of_kore("no preview of templates", "kcamp validate shows what is wrong with a message")
}

/// What is said of another round on Kore.ai.
pub(super) const NO_RE_EXECUTION: PlatformError =
    not_of_kore("no re-execution", "start the campaign again, which is a new run: kcamp campaign start");

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
