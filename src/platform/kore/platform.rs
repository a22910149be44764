//! Kore.ai as a platform.

mod campaign_writes;
mod campaigns;
mod contact_lists;
mod schedules;

use async_trait::async_trait;

use super::client::Kore;
use super::endpoints::PAGE_ROWS;
use crate::domain::kore_campaign::CampaignType;
use crate::domain::platform_kind::PlatformKind;
use crate::platform::connection::PlatformConnection;
use crate::platform::error::PlatformError;
use crate::platform::page_reading::readable;
use crate::platform::platform::{Account, Platform, Templates};

#[async_trait(?Send)]
impl Account for Kore {
    fn kind(&self) -> PlatformKind {
        PlatformKind::Kore
    }

    fn connection(&self) -> &PlatformConnection {
        &self.line
    }

    /// The read that all pages of the documentation describe in the same way: Kore.ai contract §20.4.
    async fn probe(&self) -> Result<String, PlatformError> {
        let first = self.list_campaigns(CampaignType::Voice).next().await?.unwrap_or_default();
        Ok(readable("voice campaign", first.len(), PAGE_ROWS))
    }
}

impl Templates for Kore {}

impl Platform for Kore {}
