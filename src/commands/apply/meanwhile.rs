//! Changes by somebody else between the reading of a plan and its carrying out: what a line may write is bound to what its plan saw.

use jiff::Timestamp;

use super::carrying::Applying;
use crate::commands::carrying::meanwhile::stale;
use crate::commands::remembered::seen::platform_now;
use crate::context::Context;
use crate::domain::difference::Meanwhile;
use crate::domain::live::{LiveCampaign, PLATFORM_CLOCKS_APART};
use crate::domain::name::look_the_same;
use crate::domain::plan::{Item, Plan};
use crate::domain::platform_campaign::PlatformCampaign;
use crate::error::Error;
use crate::platform::outcome::Updated;
use crate::platform::platform::Platform;

/// How an update of this run left its campaign.
pub(super) struct Left {
    /// The campaign as the update's answer has it; `None` where the answer does not say.
    answered: Option<LiveCampaign>,
    /// When the answer was there, on the platform's clock.
    ended: Timestamp,
}

impl Left {
    pub(super) fn by(updated: &Updated, platform: &dyn Platform, context: &Context) -> Self {
        Self { answered: updated.live.clone(), ended: platform_now(platform, context) }
    }

    /// What somebody has changed after the update of a campaign that was `before`; `None` where nothing shows.
    fn changed_since(
        &self,
        before: &LiveCampaign,
        to: &PlatformCampaign,
        now: &LiveCampaign,
    ) -> Option<Meanwhile> {
        let answered = self.answered.as_ref();
        // An answer that tells the campaign as it was before does not date the update.
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
        Some(Meanwhile { at, fields }).filter(|changed| !changed.is_none())
    }
}

impl Applying<'_> {
    /// The campaign of a schedule call as it is directly before that. One that this run created is as it was made.
    ///
    /// # Errors
    ///
    /// It cannot be read; `plan/stale` where it is neither as the plan saw it nor as this run left it.
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
            _ => Meanwhile::between(live, &now),
        };
        changed.map_or(Ok(now), |changed| Err(stale(&changed, &self.asked.plan_again())))
    }
}

/// The update of this campaign in a plan: the campaign as it was before, and what it becomes.
pub(super) fn update_of<'plan>(
    plan: &'plan Plan,
    of: &LiveCampaign,
) -> Option<(&'plan LiveCampaign, &'plan PlatformCampaign)> {
    plan.lines.iter().find_map(|line| match &line.item {
        Item::Update { live, to, .. } if live.id == of.id => Some((&**live, to)),
        _ => None,
    })
}
