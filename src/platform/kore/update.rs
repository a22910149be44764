//! Updates a campaign. The whole body is sent; a field that is left out is removed. Kore.ai contract §8.3.

use serde_json::Value;

use super::answer;
use super::body::campaign_body;
use super::client::Kore;
use super::endpoints::Endpoints;
use super::lifecycle::TypedCampaign;
use crate::domain::difference::readable_changes;
use crate::domain::kore_campaign::KoreCampaign;
use crate::domain::live::LiveCampaign;
use crate::platform::error::PlatformError;
use crate::platform::outcome::{Settled, Updated};
use crate::platform::platform::{Campaigns as _, ReadAfterWrite};
use crate::platform::recovery::settle_update;
use crate::platform::request::{Effect, Method, Request};

impl Endpoints {
    /// Replaces a campaign's whole body. Kore.ai contract §5.5.
    ///
    /// Unless the schedule is certainly off, the body's own `schedule` is left out: `isSchedulingEnabled: false` in it
    /// would switch the schedule off, and its recurrence cannot be read to be sent again.
    pub fn update_campaign(&self, target: &TypedCampaign, campaign: &KoreCampaign) -> Request {
        let address = self
            .with_account(self.campaigns().segment(target.live.id.as_str()))
            .query("campaignType", target.campaign_type.wire_name());
        let mut body = campaign_body(campaign, self.message_encoding);
        if target.live.scheduling_enabled != Some(false)
            && let Value::Object(fields) = &mut body
        {
            fields.shift_remove("schedule");
        }
        let purpose = format!("update the campaign {:?}", target.live.name);
        self.request(purpose, Effect::Write, Method::Put, address, Some(body))
    }
}

impl Kore {
    /// The campaign's row in the list. It may have what the read does not return: the name of a voice campaign's queue
    /// or flow, the state of the schedule, and another do-not-contact list.
    ///
    /// # Errors
    ///
    /// A page of the list cannot be read.
    pub(super) async fn row_beside(
        &self,
        live: &LiveCampaign,
    ) -> Result<Option<LiveCampaign>, PlatformError> {
        let Some(campaign_type) = live.kore().and_then(|own| own.campaign_type) else { return Ok(None) };
        let mut pages = self.list_campaigns(campaign_type);
        while let Some(rows) = pages.next().await? {
            if let Some(row) = rows.into_iter().find(|row| row.id == live.id) {
                return Ok(Some(row));
            }
        }
        Ok(None)
    }

    /// Sends the whole campaign, and reads it back if `look` asks for it. A lost answer is settled if a readable
    /// change is found to have happened; the update is never sent again in doubt.
    ///
    /// # Errors
    ///
    /// The platform refuses, or reading back does not settle a lost answer.
    pub(super) async fn send_update(
        &self,
        target: &TypedCampaign,
        campaign: &KoreCampaign,
        look: ReadAfterWrite,
    ) -> Result<Updated, PlatformError> {
        let request = self.endpoints().update_campaign(target, campaign);
        // The answer may have the old name or the new one.
        let names = [target.live.name.as_str(), campaign.name.as_str()];
        let sent = self.send_identified(&request, Some(target.live.id.as_str()), &names).await;
        let lost = match sent {
            Ok(answer) => {
                let live = match look {
                    ReadAfterWrite::AtOnce => self.campaign(&target.live.id).await.ok(),
                    ReadAfterWrite::Later => answer::campaign(&answer["data"], Some(target.campaign_type)),
                };
                return Ok(Settled::answered(live));
            }
            Err(lost) => lost,
        };
        let changes = readable_changes(&target.live, campaign).len();
        let read = async || {
            let mut live = self.campaign(&target.live.id).await?;
            if let (Some(own), Some(before)) = (live.kore_mut(), target.live.kore()) {
                own.connection.clone_from(&before.connection);
            }
            let left = readable_changes(&live, campaign);
            Ok((live, left))
        };
        let replaces = "it replaces the whole campaign";
        settle_update(self.http()?, lost, &target.live.id, changes, replaces, read).await
    }
}
