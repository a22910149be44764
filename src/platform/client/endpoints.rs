//! The requests of whichever platform is set.

use std::collections::BTreeMap;

use serde_json::Value;

use super::{ScheduleTarget, of_other_platform, platform_of};
use crate::domain::platform_campaign::PlatformCampaign;
use crate::domain::platform_kind::PlatformKind;
use crate::domain::schedule::PlannedSchedule;
use crate::platform::address::AddressError;
use crate::platform::error::PlatformError;
use crate::platform::feature::Feature;
use crate::platform::raw::RawPage;
use crate::platform::request::{Effect, Method, Request};
use crate::platform::{burki, kore};

/// What a dry run shows where the id of a campaign stands that is yet to be created.
const ID_TO_COME: &str = "CAMPAIGN_ID";

/// A platform's requests, which a dry run shows and a client sends.
#[derive(Debug, Clone)]
pub enum Endpoints {
    /// Kore.ai's.
    Kore(kore::Endpoints),
    /// Burki's.
    Burki(burki::Endpoints),
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
            Self::Kore(_) => Err(Feature::TemplatePreview.not_of_kore()),
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
