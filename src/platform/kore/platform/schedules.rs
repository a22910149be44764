//! How Kore.ai switches and reads schedules.

use async_trait::async_trait;
use serde_json::Value;

use crate::domain::campaign_ref::CampaignRef;
use crate::domain::change::{BY_NAME_ALONE, Change, ScheduleTarget};
use crate::domain::evidence::{Evidence, ScheduleBefore};
use crate::domain::live::{LiveCampaign, LiveSchedule};
use crate::domain::plan::{SentField, SentMeaning};
use crate::domain::platform_campaign::PlatformCampaign;
use crate::domain::platform_kind::PlatformKind;
use crate::domain::schedule::PlannedSchedule;
use crate::platform::error::{ErrorKind, ObjectType, PlatformError};
use crate::platform::kore::body::{recurrence_body, schedule_body};
use crate::platform::kore::client::Kore;
use crate::platform::outcome::ScheduleChange;
use crate::platform::platform::{Account as _, Campaigns as _, CheckName, Schedules, still_named};
use crate::platform::write::Write;

/// The values of a schedule's body. Kore.ai contract §9.
const SENT_SCHEDULE: [SentField; 6] = {
    use SentMeaning::{Plain, PlatformDays, PlatformTime};
    const START: &str = "/startDateTime";
    [
        SentField::new("startDateTime", START, PlatformTime),
        SentField::new("endDateTime", "/endDateTime", PlatformTime),
        SentField::new("recurType", "/recurrenceObject/recurType", Plain),
        SentField::new("onceEveryNdays", "/recurrenceObject/dailyDetails/onceEveryNdays", Plain),
        SentField::new("onceEveryNweeks", "/recurrenceObject/weeklyDetails/onceEveryNweeks", Plain),
        SentField::new(
            "whichDays",
            "/recurrenceObject/weeklyDetails/whichDays",
            PlatformDays { start: START },
        ),
    ]
};

#[async_trait(?Send)]
impl Schedules for Kore {
    fn known_schedule_target(&self, campaign: &CampaignRef) -> Option<ScheduleTarget> {
        let CampaignRef::Name(name) = campaign else { return None };
        Some(named(name))
    }

    fn schedule_target_to_come(&self, campaign: &PlatformCampaign) -> ScheduleTarget {
        named(campaign.name())
    }

    async fn schedule_target(
        &self,
        campaign: &CampaignRef,
        check: CheckName,
    ) -> Result<ScheduleTarget, PlatformError> {
        let typed = match campaign {
            CampaignRef::Name(name) => name.clone(),
            other => self.locate(other).await?.name,
        };
        match check {
            CheckName::First => Ok(named(&self.named_alone(&typed).await?.name)),
            CheckName::No => Ok(named(&typed)),
        }
    }

    async fn schedule_target_and_campaign(
        &self,
        campaign: &CampaignRef,
        check: CheckName,
    ) -> Result<(ScheduleTarget, Option<LiveCampaign>), PlatformError> {
        let live = match campaign {
            CampaignRef::Name(name) if check == CheckName::No => return Ok((named(name), None)),
            CampaignRef::Id(id) => self.campaign(id).await?,
            other => {
                let row = match other {
                    CampaignRef::Name(name) => self.named_alone(name).await?,
                    other => self.locate(other).await?,
                };
                still_named(&row.name, self.campaign(&row.id).await?)?
            }
        };
        // The call takes only the name, so that it must be that of the campaign that was read.
        if check == CheckName::First && !matches!(campaign, CampaignRef::Name(_)) {
            let row = self.named_alone(&live.name).await?;
            if row.id != live.id {
                return Err(PlatformError::stale(&format!(
                    "the name {:?} was that of the campaign {} and is that of {} now: somebody changed it while kcamp read it; nothing was sent for it; run the same command again",
                    live.name, live.id, row.id
                )));
            }
        }
        Ok((named(&live.name), Some(live)))
    }

    /// Tells whether the campaign has a schedule, and whether it repeats. No read returns more.
    async fn schedule(&self, campaign: &ScheduleTarget) -> Result<LiveSchedule, PlatformError> {
        let live = self.one_named(&campaign.key).await?;
        let recurs = live.kore().is_some_and(|own| own.recurrence_enabled == Some(true));
        Ok(LiveSchedule {
            enabled: live.scheduling_enabled,
            kind: recurs.then(|| "recurring".to_owned()),
            ..LiveSchedule::default()
        })
    }

    async fn scheduling_enabled(&self, campaign: &LiveCampaign) -> Result<Option<bool>, PlatformError> {
        Ok(campaign.scheduling_enabled)
    }

    fn recurrence(&self, schedule: &PlannedSchedule) -> Value {
        match schedule {
            PlannedSchedule::Kore(schedule) => recurrence_body(schedule.pattern()),
            PlannedSchedule::Burki(_) | PlannedSchedule::Immediate => Value::Null,
        }
    }

    fn sent_schedule_fields(&self) -> &'static [SentField] {
        &SENT_SCHEDULE
    }

    fn enable_schedule(
        &self,
        campaign: &ScheduleTarget,
        schedule: &PlannedSchedule,
        before: ScheduleBefore,
    ) -> Result<Write<ScheduleChange>, PlatformError> {
        let PlannedSchedule::Kore(own) = schedule.clone() else {
            return Err(PlatformError::of_other(self.kind(), PlatformKind::Burki));
        };
        let request = self.endpoints().enable_schedule(&campaign.key, &own);
        let (kore, name) = (self.clone(), campaign.key.clone());
        let change = Change::EnableSchedule { campaign: campaign.clone(), schedule: schedule.clone() };
        let (clock, reader) = (own.repeat_zone(), own.reader_zone());
        let remembered = Evidence::remembering(schedule_body(&own), clock, reader, before);
        let write = Write::new(change, request, async move || kore.send_enable(&name, &own).await);
        Ok(write.identified(ScheduleChange::id_text).leaving(remembered))
    }

    fn disable_schedule(&self, campaign: &ScheduleTarget, before: ScheduleBefore) -> Write<ScheduleChange> {
        let request = self.endpoints().disable_schedule(&campaign.key);
        let (kore, name) = (self.clone(), campaign.key.clone());
        let change = Change::DisableSchedule(campaign.clone());
        Write::new(change, request, async move || kore.send_disable(&name).await)
            .identified(ScheduleChange::id_text)
            .leaving(Evidence::of_switching(before))
    }
}

impl Kore {
    /// The one campaign that a schedule call by this name reaches. Whether the platform tells names apart that differ
    /// only in case is not documented.
    ///
    /// # Errors
    ///
    /// None or several have this name, others have one that differs only in case, or the list cannot be read.
    async fn named_alone(&self, name: &str) -> Result<LiveCampaign, PlatformError> {
        let matches = self.find_campaigns(name).await?;
        if let ([only], [other, ..]) = (matches.exact.as_slice(), matches.similar.as_slice()) {
            let sentence = format!(
                "the names of {:?} ({}) and {:?} ({}) differ only in case; {BY_NAME_ALONE}",
                only.name, only.id, other.name, other.id
            );
            return Err(PlatformError::sentence(ErrorKind::SeveralNamed(ObjectType::Campaign), sentence));
        }
        matches.only(&CampaignRef::Name(name.to_owned()))
    }
}

/// The schedule calls use a campaign's name as it is given.
fn named(name: &str) -> ScheduleTarget {
    ScheduleTarget { key: name.to_owned(), label: name.to_owned() }
}

#[cfg(test)]
mod tests;
