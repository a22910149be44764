//! The state in which an update leaves its campaign, to tell changes by others from it.

use jiff::Timestamp;

use crate::commands::remembered::seen::platform_now;
use crate::context::Context;
use crate::domain::difference::LastChange;
use crate::domain::live::{LiveCampaign, PLATFORM_CLOCKS_APART};
use crate::domain::name::look_the_same;
use crate::domain::platform_campaign::PlatformCampaign;
use crate::platform::outcome::Updated;
use crate::platform::platform::Platform;

/// The state in which an update of this run left its campaign.
pub(super) struct StateAfterUpdate {
    /// The campaign in the answer to the update; `None` if the answer does not have it.
    answered: Option<LiveCampaign>,
    /// When the answer came, by the platform's clock.
    ended: Timestamp,
}

impl StateAfterUpdate {
    pub(super) fn by(updated: &Updated, platform: &dyn Platform, context: &Context) -> Self {
        Self { answered: updated.live.clone(), ended: platform_now(platform, context) }
    }

    /// The changes by others after this update of a campaign that was `before`; `None` if none are visible.
    pub(super) fn changed_since(
        &self,
        before: &LiveCampaign,
        to: &PlatformCampaign,
        now: &LiveCampaign,
    ) -> Option<LastChange> {
        let answered = self.answered.as_ref();
        // An answer with the earlier state of the campaign does not tell when it was updated.
        let own =
            answered.and_then(|it| it.updated_at).filter(|own| before.updated_at.is_none_or(|it| *own > it));
        let own = own.or_else(|| self.ended.checked_add(PLATFORM_CLOCKS_APART).ok());
        let at = now.updated_at.filter(|at| own.is_some_and(|own| *at > own));
        let mut fields = Vec::new();
        if !look_the_same(&now.name, to.name()) {
            fields.push("name");
        }
        let is_on = answered.and_then(|it| it.scheduling_enabled).or(before.scheduling_enabled);
        if is_on.is_some() && now.scheduling_enabled.is_some() && is_on != now.scheduling_enabled {
            fields.push("schedule");
        }
        if !before.status.is_like(&now.status) {
            fields.push("status");
        }
        Some(LastChange { at, fields }).filter(|changed| !changed.is_none())
    }
}
