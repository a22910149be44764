//! How Burki creates, changes, starts and deletes campaigns.

use std::collections::HashSet;

use crate::domain::burki_contact::ContactSelection;
use crate::domain::change::{Action, Change, Trigger};
use crate::domain::live::{CampaignId, LiveCampaign};
use crate::domain::platform_campaign::PlatformCampaign;
use crate::domain::schedule::PlannedSchedule;
use crate::platform::burki::client::Burki;
use crate::platform::burki::lifecycle::{may, update_request};
use crate::platform::error::PlatformError;
use crate::platform::outcome::{Creation, ReExecuted, Settled, Triggered, Updated};
use crate::platform::platform::{Account as _, CampaignWrites, ReadAfterWrite};
use crate::platform::write::Write;

impl CampaignWrites for Burki {
    fn may(&self, campaign: &LiveCampaign, action: Action) -> Result<(), PlatformError> {
        may(campaign, action)
    }

    fn create_campaign(
        &self,
        campaign: &PlatformCampaign,
        before: HashSet<CampaignId>,
        schedule_follows: bool,
    ) -> Result<Write<Creation>, PlatformError> {
        let PlatformCampaign::Burki(own) = campaign.clone() else {
            return Err(PlatformError::of_other(self.kind(), campaign.platform()));
        };
        let request = self.endpoints().create_campaign(&own);
        let (burki, campaign, purpose) = (self.clone(), campaign.clone(), request.purpose.clone());
        let write = Write::new(Change::CreateCampaign(campaign.clone()), request, async move || {
            let sent = burki.send_create(&own).await;
            Creation::of(sent, purpose, campaign, before, burki.http()?)
        });
        Ok(write.noting(|evidence| evidence.schedule_follows = Some(schedule_follows)))
    }

    fn update(
        &self,
        campaign: &LiveCampaign,
        to: &PlatformCampaign,
        look: ReadAfterWrite,
    ) -> Result<Write<Updated>, PlatformError> {
        let PlatformCampaign::Burki(own) = to.clone() else {
            return Err(PlatformError::of_other(self.kind(), to.platform()));
        };
        may(campaign, Action::Update)?;
        let request = update_request(self.endpoints(), campaign, &own)?;
        let (burki, live) = (self.clone(), campaign.clone());
        let change = Change::UpdateCampaign { campaign: Box::new(campaign.clone()), to: to.clone() };
        Ok(Write::new(change, request, async move || burki.send_update(&live, &own, look).await)
            .dated(Updated::changed_at))
    }

    fn delete(&self, campaign: &LiveCampaign) -> Result<Write<Settled<()>>, PlatformError> {
        may(campaign, Action::Delete)?;
        let request = self.endpoints().delete_campaign(campaign);
        let (burki, live) = (self.clone(), campaign.clone());
        let change = Change::DeleteCampaign(Box::new(campaign.clone()));
        Ok(Write::new(change, request, async move || burki.send_delete(&live).await))
    }

    fn trigger(&self, campaign: &LiveCampaign, trigger: Trigger) -> Result<Write<Triggered>, PlatformError> {
        may(campaign, Action::Trigger(trigger))?;
        let request = self.endpoints().trigger(campaign, trigger);
        let (burki, live) = (self.clone(), campaign.clone());
        let change = Change::TriggerCampaign(Box::new(campaign.clone()), trigger);
        Ok(Write::new(change, request, async move || burki.send_trigger(&live, trigger).await))
    }

    fn re_execute(
        &self,
        campaign: &LiveCampaign,
        contacts: &ContactSelection,
        schedule: Option<&PlannedSchedule>,
    ) -> Result<Write<ReExecuted>, PlatformError> {
        may(campaign, Action::ReExecute)?;
        let request = self.endpoints().re_execute(campaign, contacts, schedule)?;
        let (burki, live, sent) = (self.clone(), campaign.clone(), request.clone());
        let change = Change::ReExecuteCampaign {
            campaign: Box::new(campaign.clone()),
            contacts: contacts.clone(),
            schedule: schedule.cloned(),
        };
        Ok(Write::new(change, request, async move || burki.send_re_execute(&live, &sent).await))
    }
}
