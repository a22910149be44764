//! Another round for the contacts of a campaign that has ended. Burki contract §5.

use serde_json::{Map, Value, json};

use super::body::{immediate_body, schedule_body};
use super::client::Burki;
use super::endpoints::Endpoints;
use crate::domain::burki_contact::ContactSelection;
use crate::domain::live::{CampaignStatus, LiveCampaign};
use crate::domain::platform_kind::PlatformKind;
use crate::domain::run_pattern::RunPattern;
use crate::domain::schedule::PlannedSchedule;
use crate::platform::answer_values;
use crate::platform::error::PlatformError;
use crate::platform::outcome::{NewRound, ReExecuted, Settled};
use crate::platform::platform::Campaigns as _;
use crate::platform::recovery::{LOOKS_AT_A_CHANGE, ReadBack, settle};
use crate::platform::request::{Effect, Request};

impl Endpoints {
    /// Makes the chosen contacts pending again, now or at a set time. A schedule that repeats is not documented here.
    ///
    /// # Errors
    ///
    /// The schedule repeats, or is a Kore.ai schedule.
    pub fn re_execute(
        &self,
        live: &LiveCampaign,
        selection: &ContactSelection,
        schedule: Option<&PlannedSchedule>,
    ) -> Result<Request, PlatformError> {
        let mut body = Map::new();
        let contacts = match selection {
            ContactSelection::All => json!("all"),
            ContactSelection::FailedOnly => json!("failed_only"),
            ContactSelection::Ids(ids) => json!(ids),
        };
        body.insert("contact_selection".into(), contacts);
        if let Some(schedule) = schedule {
            body.insert("schedule_settings".into(), settings(schedule)?);
        }
        let purpose = format!("re-execute the campaign {:?}", live.name);
        let address = self.of(&live.id).segment("re-execute");
        Ok(self.post(purpose, Effect::Write, address, Some(Value::Object(body))))
    }
}

fn settings(schedule: &PlannedSchedule) -> Result<Value, PlatformError> {
    match schedule {
        PlannedSchedule::Immediate => Ok(immediate_body()),
        PlannedSchedule::Burki(schedule) if schedule.plan.pattern() == RunPattern::Once => {
            Ok(schedule_body(schedule))
        }
        PlannedSchedule::Burki(_) => Err(PlatformError::not_served(
            PlatformKind::Burki,
            "no re-execution that repeats",
            "re-execute it without a schedule, and then give it one: kcamp schedule enable",
        )),
        PlannedSchedule::Kore(_) => Err(PlatformError::of_other(PlatformKind::Burki, PlatformKind::Kore)),
    }
}

impl Burki {
    /// Makes the chosen contacts pending again. A lost answer is settled by reading the status back; the request is
    /// never sent
    /// again in doubt.
    ///
    /// # Errors
    ///
    /// The platform refuses, or the status that is read back does not settle a lost answer.
    pub(super) async fn send_re_execute(
        &self,
        live: &LiveCampaign,
        request: &Request,
    ) -> Result<ReExecuted, PlatformError> {
        let lost = match self.send_to(&live.id, &[&live.name], request).await {
            Ok(value) => {
                let contacts_reset = value["contacts_reset"].as_u64();
                return Ok(Settled::answered(NewRound {
                    status: answer_values::status(&value),
                    contacts_reset,
                }));
            }
            Err(error) => error,
        };
        let advice = format!(
            "look at it with `kcamp campaign status {}`, and re-execute it again only if it has still ended",
            live.id
        );
        settle(self.http()?, lost, &LOOKS_AT_A_CHANGE, advice, async || {
            let status = self.campaign(&live.id).await?.status;
            Ok(if matches!(status, CampaignStatus::Draft | CampaignStatus::Scheduled) {
                ReadBack::Settled(Settled::read_back(NewRound { status, contacts_reset: None }))
            } else {
                ReadBack::Open(format!("read back, its status is {status}"))
            })
        })
        .await
    }
}
