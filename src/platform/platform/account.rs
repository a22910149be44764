//! The account that is connected, and what is true of its platform as a whole.

use std::fmt;
use std::time::Duration;

use async_trait::async_trait;
use jiff::SignedDuration;

use crate::domain::campaign_ref::CampaignRef;
use crate::domain::list_ref::ListRef;
use crate::domain::platform_kind::PlatformKind;
use crate::platform::connection::PlatformConnection;
use crate::platform::error::PlatformError;

/// The account of a platform: how it is connected, and what is true of all its requests.
#[async_trait(?Send)]
pub trait Account: fmt::Debug {
    /// Which platform it is.
    fn kind(&self) -> PlatformKind;

    /// The connection of its reads and writes.
    fn connection(&self) -> &PlatformConnection;

    /// The campaign that a user means by a text.
    fn refer(&self, text: &str) -> CampaignRef {
        CampaignRef::typed(text, self.kind())
    }

    /// The contact list that a user means by a text.
    fn refer_to_list(&self, text: &str) -> ListRef {
        ListRef::typed(text, self.kind())
    }

    /// A read that every account may make; returns in words what could be read.
    ///
    /// # Errors
    ///
    /// The platform cannot be reached, or does not let this account read.
    async fn probe(&self) -> Result<String, PlatformError>;

    /// How many reads may be under way at once. Where requests are limited, as on Kore.ai, that would save no time.
    fn reads_at_once(&self) -> usize {
        1
    }

    /// How far the platform's clock is ahead of this machine's, by its last answer; `None` before one that told the
    /// time.
    fn clock_lead(&self) -> Option<SignedDuration> {
        self.connection().http().ok()?.clock_lead()
    }

    /// Waits between two looks at a campaign; `purpose` is what is waited for, to follow "could not".
    ///
    /// # Errors
    ///
    /// The command's time would be over before the wait is.
    async fn idle(&self, wait: Duration, purpose: &str) -> Result<(), PlatformError> {
        self.connection().http()?.idle(wait, purpose, "the platform has not finished yet").await
    }

    /// Waits before a campaign is looked at again that the platform is at work on; `purpose` is what is waited for, to
    /// follow "could not". Passes at once where the clock stands still.
    ///
    /// # Errors
    ///
    /// The command's time would be over before the wait is.
    async fn back_off(&self, wait: Duration, purpose: &str) -> Result<(), PlatformError> {
        self.connection().http()?.back_off(wait, purpose, "the platform has not finished yet").await
    }
}
