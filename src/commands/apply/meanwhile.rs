//! Changes by others between the plan and its execution: a line may write only to a campaign that is as its plan saw
//! it.

use super::carrying::ApplyRun;
use crate::commands::carrying::meanwhile::stale;
use crate::domain::difference::LastChange;
use crate::domain::live::LiveCampaign;
use crate::domain::plan::{Item, Plan};
use crate::domain::platform_campaign::PlatformCampaign;
use crate::error::Error;

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
