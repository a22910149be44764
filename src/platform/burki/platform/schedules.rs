//! How Burki switches and reads schedules.

use async_trait::async_trait;
use serde_json::Value;

use crate::domain::campaign_ref::CampaignRef;
use crate::domain::change::{Change, ScheduleTarget};
use crate::domain::difference::FieldDifference;
use crate::domain::evidence::ScheduleBefore;
use crate::domain::live::{CallAnswer, LiveCampaign, LiveSchedule, ReportedTimes};
use crate::domain::plan::SentField;
use crate::domain::platform_campaign::PlatformCampaign;
use crate::domain::platform_kind::PlatformKind;
use crate::domain::schedule::PlannedSchedule;
use crate::platform::burki::answer;
use crate::platform::burki::body::recurring_config;
use crate::platform::burki::client::Burki;
use crate::platform::burki::envelope::Marker;
use crate::platform::burki::schedule::{SENT_SCHEDULE, differences_from, unproven_from};
use crate::platform::error::PlatformError;
use crate::platform::outcome::ScheduleChange;
use crate::platform::platform::{Account as _, Campaigns as _, CheckName, Schedules};
use crate::platform::write::Write;

/// The placeholder in a dry run for the id of a campaign that does not exist yet.
const ID_TO_COME: &str = "CAMPAIGN_ID";

#[async_trait(?Send)]
impl Schedules for Burki {
    fn known_schedule_target(&self, campaign: &CampaignRef) -> Option<ScheduleTarget> {
        let CampaignRef::Id(id) = campaign else { return None };
        Some(ScheduleTarget { key: id.to_string(), label: id.to_string() })
    }

    fn schedule_target_to_come(&self, campaign: &PlatformCampaign) -> ScheduleTarget {
        ScheduleTarget { key: ID_TO_COME.to_owned(), label: campaign.name().to_owned() }
    }

    /// A name is looked up; an id is read only if `check` asks for it.
    async fn schedule_target(
        &self,
        campaign: &CampaignRef,
        check: CheckName,
    ) -> Result<ScheduleTarget, PlatformError> {
        match (self.known_schedule_target(campaign), check) {
            (Some(target), CheckName::No) => Ok(target),
            _ => Ok(self.schedule_target_of(&self.locate(campaign).await?)),
        }
    }

    async fn schedule_target_and_campaign(
        &self,
        campaign: &CampaignRef,
        check: CheckName,
    ) -> Result<(ScheduleTarget, Option<LiveCampaign>), PlatformError> {
        if let (Some(target), CheckName::No) = (self.known_schedule_target(campaign), check) {
            return Ok((target, None));
        }
        let live = self.locate(campaign).await?;
        Ok((self.schedule_target_of(&live), Some(live)))
    }

    async fn schedule(&self, campaign: &ScheduleTarget) -> Result<LiveSchedule, PlatformError> {
        let request = self.endpoints().schedule(campaign);
        let value = self.send(&request, Marker::Object).await?;
        answer::schedule(&value).ok_or_else(|| PlatformError::undocumented(&request.purpose))
    }

    async fn scheduling_enabled(&self, campaign: &LiveCampaign) -> Result<Option<bool>, PlatformError> {
        Ok(self.schedule(&self.schedule_target_of(campaign)).await?.enabled)
    }

    fn recurrence(&self, schedule: &PlannedSchedule) -> Value {
        match schedule {
            PlannedSchedule::Burki(schedule) => {
                recurring_config(&schedule.plan).map_or(Value::Null, Value::Object)
            }
            PlannedSchedule::Kore(_) | PlannedSchedule::Immediate => Value::Null,
        }
    }

    fn sent_schedule_fields(&self) -> &'static [SentField] {
        &SENT_SCHEDULE
    }

    fn schedule_differences(
        &self,
        sent: &Value,
        held: &LiveSchedule,
        times: Option<ReportedTimes>,
    ) -> Vec<FieldDifference> {
        differences_from(sent, held, times)
    }

    fn unproven_schedule_fields(
        &self,
        sent: &Value,
        held: &LiveSchedule,
        times: Option<ReportedTimes>,
        answer: CallAnswer,
    ) -> Vec<&'static str> {
        unproven_from(sent, held, times, answer)
    }

    /// An immediate schedule clears the existing one.
    fn enable_schedule(
        &self,
        campaign: &ScheduleTarget,
        schedule: &PlannedSchedule,
        before: ScheduleBefore,
    ) -> Result<Write<ScheduleChange>, PlatformError> {
        let change = Change::EnableSchedule { campaign: campaign.clone(), schedule: schedule.clone() };
        match schedule {
            PlannedSchedule::Burki(schedule) => {
                Ok(self.save_schedule(change, campaign, Some(schedule), before))
            }
            PlannedSchedule::Immediate => Ok(self.save_schedule(change, campaign, None, before)),
            PlannedSchedule::Kore(_) => Err(PlatformError::of_other(self.kind(), PlatformKind::Kore)),
        }
    }

    fn disable_schedule(&self, campaign: &ScheduleTarget, before: ScheduleBefore) -> Write<ScheduleChange> {
        self.save_schedule(Change::DisableSchedule(campaign.clone()), campaign, None, before)
    }
}
