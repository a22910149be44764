//! When campaigns run.

use async_trait::async_trait;
use serde_json::Value;

use super::account::Account;
use crate::domain::campaign_ref::CampaignRef;
use crate::domain::change::ScheduleTarget;
use crate::domain::difference::FieldDifference;
use crate::domain::evidence::ScheduleBefore;
use crate::domain::live::{CallAnswer, LiveCampaign, LiveSchedule, ReportedTimes};
use crate::domain::plan::SentField;
use crate::domain::platform_campaign::PlatformCampaign;
use crate::domain::schedule::PlannedSchedule;
use crate::platform::error::PlatformError;
use crate::platform::outcome::ScheduleChange;
use crate::platform::write::Write;

/// The schedules of campaigns.
#[async_trait(?Send)]
pub trait Schedules: Account {
    /// The value that the schedule calls take for `CAMPAIGN`, where no request is needed to know it.
    fn known_schedule_target(&self, campaign: &CampaignRef) -> Option<ScheduleTarget>;

    /// The value that the schedule calls take for a campaign that was read or just created.
    fn schedule_target_of(&self, campaign: &LiveCampaign) -> ScheduleTarget {
        ScheduleTarget::of(campaign)
    }

    /// The schedule calls in a dry run for a campaign that does not exist yet.
    fn schedule_target_to_come(&self, campaign: &PlatformCampaign) -> ScheduleTarget;

    /// The value that the schedule calls take for `CAMPAIGN`; `check` looks it up first where that is not needed
    /// anyway.
    ///
    /// # Errors
    ///
    /// No campaign or several are meant, or they cannot be read.
    async fn schedule_target(
        &self,
        campaign: &CampaignRef,
        check: CheckName,
    ) -> Result<ScheduleTarget, PlatformError>;

    /// Like `schedule_target`, and the campaign where it is read on the way: of an id, or with `check`, which may take
    /// one read more, because a row of the list has no calling hours.
    ///
    /// # Errors
    ///
    /// No campaign or several are meant, or they cannot be read.
    async fn schedule_target_and_campaign(
        &self,
        campaign: &CampaignRef,
        check: CheckName,
    ) -> Result<(ScheduleTarget, Option<LiveCampaign>), PlatformError>;

    /// A campaign's schedule, as far as the platform tells it.
    ///
    /// # Errors
    ///
    /// The campaign or its schedule cannot be read.
    async fn schedule(&self, campaign: &ScheduleTarget) -> Result<LiveSchedule, PlatformError>;

    /// Whether the schedule of a campaign that was read is on; `None` where the platform does not tell.
    ///
    /// # Errors
    ///
    /// The schedule cannot be read.
    async fn scheduling_enabled(&self, campaign: &LiveCampaign) -> Result<Option<bool>, PlatformError>;

    /// How a schedule repeats, as it goes out; null where it does not.
    fn recurrence(&self, schedule: &PlannedSchedule) -> Value;

    /// The values of a schedule's body by which two that were sent are compared.
    fn sent_schedule_fields(&self) -> &'static [SentField];

    /// The fields in which a schedule that was read differs from the body that was sent, where the journal kept it;
    /// none on a platform that does not return schedules. `times` is how it was seen to report times, which decides
    /// what one without a zone is.
    fn schedule_differences(
        &self,
        _sent: &Value,
        _held: &LiveSchedule,
        _times: Option<ReportedTimes>,
    ) -> Vec<FieldDifference> {
        Vec::new()
    }

    /// The fields that do not prove that the live schedule is the sent one: those that differ, and a time
    /// that may be another one, since its zone is not returned. More is open where the call's answer was lost.
    fn unproven_schedule_fields(
        &self,
        _sent: &Value,
        _held: &LiveSchedule,
        _times: Option<ReportedTimes>,
        _answer: CallAnswer,
    ) -> Vec<&'static str> {
        Vec::new()
    }

    /// Switches a schedule on, or replaces the one that there is. `before` goes into the journal.
    ///
    /// # Errors
    ///
    /// The schedule is one of another platform.
    fn enable_schedule(
        &self,
        campaign: &ScheduleTarget,
        schedule: &PlannedSchedule,
        before: ScheduleBefore,
    ) -> Result<Write<ScheduleChange>, PlatformError>;

    /// Switches a schedule off. `before` goes into the journal.
    fn disable_schedule(&self, campaign: &ScheduleTarget, before: ScheduleBefore) -> Write<ScheduleChange>;
}

/// Whether a name is looked up before it goes out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CheckName {
    /// The name goes out as it is given, where the platform takes names.
    No,
    /// The name is looked up first, and must be that of one campaign.
    First,
}
