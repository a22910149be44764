//! Changes by others between the plan and its execution: a line may write only to a campaign that is as its plan saw
//! it.

use jiff::Timestamp;

use super::carrying::ApplyRun;
use crate::commands::carrying::meanwhile::stale;
use crate::commands::remembered::seen::platform_now;
use crate::context::Context;
use crate::domain::difference::LastChange;
use crate::domain::live::{LiveCampaign, PLATFORM_CLOCKS_APART};
use crate::domain::name::look_the_same;
use crate::domain::plan::{Item, Plan};
use crate::domain::platform_campaign::PlatformCampaign;
use crate::error::Error;
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
    fn changed_since(
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

impl ApplyRun<'_> {
    /// The campaign of a schedule call, read directly before the call. A campaign that this run created is not read
    /// again.
    ///
    /// # Errors
    ///
    /// The campaign cannot be read; `plan/stale` if it is neither as the plan saw it nor as this run left it.
    pub(super) async fn read_before_call(
        &self,
        at: usize,
        live: &LiveCampaign,
    ) -> Result<LiveCampaign, Error> {
        if self.carrying.made(at).is_some() {
            return Ok(live.clone());
        }
        let now = self.carrying.platform.whole(live.clone()).await?;
        let changed = match (self.left.get(&live.id), update_of(self.plan, live)) {
            (Some(left), Some((before, to))) => left.changed_since(before, to, &now),
            _ => LastChange::between(live, &now),
        };
        changed.map_or(Ok(now), |changed| Err(stale(&changed, &self.asked.plan_again())))
    }
}

/// The update of this campaign in a plan: the campaign before, and its new fields.
pub(super) fn update_of<'plan>(
    plan: &'plan Plan,
    of: &LiveCampaign,
) -> Option<(&'plan LiveCampaign, &'plan PlatformCampaign)> {
    plan.lines.iter().find_map(|line| match &line.item {
        Item::Update { live, to, .. } if live.id == of.id => Some((&**live, to)),
        _ => None,
    })
}
