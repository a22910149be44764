//! How Kore.ai creates, changes, starts and deletes campaigns.

use std::collections::HashSet;

use crate::domain::change::{Action, Change, Trigger};
use crate::domain::kore_campaign::CampaignType;
use crate::domain::live::{CampaignId, LiveCampaign};
use crate::domain::message_encoding::MessageEncoding;
use crate::domain::platform_campaign::PlatformCampaign;
use crate::platform::error::PlatformError;
use crate::platform::kore::client::Kore;
use crate::platform::kore::lifecycle::{Signal, TypedCampaign};
use crate::platform::outcome::{Creation, Settled, Triggered, Updated};
use crate::platform::platform::{Account as _, CampaignWrites, ReadAfterWrite};
use crate::platform::write::Write;

impl CampaignWrites for Kore {
    fn may(&self, campaign: &LiveCampaign, action: Action) -> Result<(), PlatformError> {
        TypedCampaign::new(campaign.clone())?.may(action)
    }

    fn create_campaign(
        &self,
        campaign: &PlatformCampaign,
        before: HashSet<CampaignId>,
        schedule_follows: bool,
    ) -> Result<Write<Creation>, PlatformError> {
        let PlatformCampaign::Kore(own) = campaign.clone() else {
            return Err(PlatformError::of_other(self.kind(), campaign.platform()));
        };
        let request = self.endpoints().create_campaign(&own);
        let (kore, campaign, purpose) = (self.clone(), campaign.clone(), request.purpose.clone());
        let write = Write::new(Change::CreateCampaign(campaign.clone()), request, async move || {
            let sent = kore.send_create(&own).await;
            Creation::of(sent, purpose, campaign, before, kore.http()?)
        });
        Ok(write.noting(|evidence| evidence.schedule_follows = Some(schedule_follows)))
    }

    /// Whether it is a voice campaign: only those are prepared. Kore.ai contract §16.
    fn prepares(&self, campaign: &PlatformCampaign) -> bool {
        campaign.type_word() == CampaignType::Voice.wire_name()
    }

    fn message_encoding(&self) -> Option<MessageEncoding> {
        Some(self.endpoints().message_encoding)
    }

    fn update(
        &self,
        campaign: &LiveCampaign,
        to: &PlatformCampaign,
        look: ReadAfterWrite,
    ) -> Result<Write<Updated>, PlatformError> {
        let PlatformCampaign::Kore(own) = to.clone() else {
            return Err(PlatformError::of_other(self.kind(), to.platform()));
        };
        let target = TypedCampaign::new(campaign.clone())?;
        target.may(Action::Update)?;
        let request = self.endpoints().update_campaign(&target, &own);
        let change = Change::UpdateCampaign { campaign: Box::new(campaign.clone()), to: to.clone() };
        let kore = self.clone();
        Ok(Write::new(change, request, async move || kore.send_update(&target, &own, look).await)
            .dated(Updated::changed_at))
    }

    fn delete(&self, campaign: &LiveCampaign) -> Result<Write<Settled<()>>, PlatformError> {
        let target = TypedCampaign::new(campaign.clone())?;
        target.may(Action::Delete)?;
        let request = self.endpoints().delete_campaign(&target);
        let kore = self.clone();
        let change = Change::DeleteCampaign(Box::new(campaign.clone()));
        Ok(Write::new(change, request, async move || kore.send_delete(&target).await))
    }

    fn trigger(&self, campaign: &LiveCampaign, trigger: Trigger) -> Result<Write<Triggered>, PlatformError> {
        let target = TypedCampaign::new(campaign.clone())?;
        target.may(Action::Trigger(trigger))?;
        let signal = Signal::try_from(trigger)?;
        let request = self.trigger_request(&target, signal);
        let kore = self.clone();
        let change = Change::TriggerCampaign(Box::new(campaign.clone()), trigger);
        Ok(Write::new(change, request, async move || kore.send_trigger(&target, signal).await))
    }
}
