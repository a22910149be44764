//! Burki as a platform.

mod campaign_writes;
mod campaigns;
mod schedules;
mod templates;

use async_trait::async_trait;

use super::client::Burki;
use super::pages::PAGE_ROWS;
use crate::domain::platform_kind::PlatformKind;
use crate::platform::connection::PlatformConnection;
use crate::platform::error::PlatformError;
use crate::platform::page_reading::readable;
use crate::platform::platform::{Account, ContactLists, Platform};

#[async_trait(?Send)]
impl Account for Burki {
    fn kind(&self) -> PlatformKind {
        PlatformKind::Burki
    }

    fn connection(&self) -> &PlatformConnection {
        &self.line
    }

    async fn probe(&self) -> Result<String, PlatformError> {
        let first = self.list_campaigns(None).read_next().await?.unwrap_or_default();
        Ok(readable("campaign", first.len(), PAGE_ROWS))
    }

    /// Burki publishes no limit. Burki contract §8.
    fn reads_at_once(&self) -> usize {
        4
    }
}

impl ContactLists for Burki {}

impl Platform for Burki {}
