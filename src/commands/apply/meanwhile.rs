//! Changes by others between the plan and its execution: a line may write only to a campaign that is as its plan saw
//! it.

use super::after_update::{not_as_sent, read_otherwise_than_before};
use super::run::ApplyRun;
use crate::commands::plan_run::meanwhile::{refuse_changed, stale};
use crate::domain::difference::LastChange;
use crate::domain::live::{LiveCampaign, PLATFORM_CLOCKS_APART};
use crate::domain::plan::{Plan, PlanLine, PlanStep};
use crate::domain::platform_campaign::PlatformCampaign;
use crate::error::Error;
use crate::exit::Exit;

impl ApplyRun<'_> {
    /// The campaign of an update, read directly before it.
    ///
    /// # Errors
    ///
    /// The schedule that is in its way may still be on; the campaign cannot be read; `write/stale` if it is neither as
    /// the plan saw it nor as this run left it.
    pub(super) async fn read_before_update(
        &self,
        at: usize,
        live: &LiveCampaign,
        to: &PlatformCampaign,
    ) -> Result<LiveCampaign, Error> {
        let is_of_it = |line: &PlanLine| line.step.live().is_some_and(|it| it.id == live.id);
        let off = (0..at)
            .find(|first| self.run.plan.is_off_first(*first) && is_of_it(&self.run.plan.lines[*first]));
        if off.and_then(|first| self.run.results[first].as_ref()).is_some_and(|it| it.exit != Exit::Success) {
            let message = "its schedule was not switched off, or this is not known, so it was not updated";
            return Err(
                Error::new("apply/not-updated", message, Exit::Partial).hint(self.asked.apply_again())
            );
        }
        let mut before = live.clone();
        // Switching the schedule off is a change too.
        if let Some(own) =
            self.off_first.get(&live.id).and_then(|at| at.checked_add(PLATFORM_CLOCKS_APART).ok())
        {
            before.updated_at = before.updated_at.max(Some(own));
        }
        let now = self.run.platform.whole(before.clone()).await?;
        refuse_changed(self.run.platform, &before, now, to, &self.asked.plan_again()).await
    }

    /// The campaign of a schedule call, read directly before the call. A campaign that this run created is not read
    /// again.
    ///
    /// # Errors
    ///
    /// The campaign cannot be read; `write/stale` if it is neither as the plan saw it nor as this run left it;
    /// `platform/not-as-sent` if the update of this run is not held as it was sent.
    pub(super) async fn read_before_call(
        &self,
        at: usize,
        live: &LiveCampaign,
    ) -> Result<LiveCampaign, Error> {
        if self.run.made(at).is_some() {
            return Ok(live.clone());
        }
        let now = self.run.platform.whole(live.clone()).await?;
        let update = update_of(self.run.plan, live);
        let changed = match (self.left.get(&live.id), update) {
            (Some(left), Some((before, to))) => left.changed_since(before, to, &now),
            _ => LastChange::between(live, &now),
        };
        if let Some(changed) = changed {
            return Err(stale(&changed, &self.asked.plan_again()));
        }
        let sent = update.filter(|_| self.left.contains_key(&live.id));
        let otherwise =
            sent.map(|(before, to)| read_otherwise_than_before(now.clone(), before, to)).unwrap_or_default();
        not_as_sent(&otherwise, live, "; its schedule was not changed").map_or(Ok(now), Err)
    }
}

/// The update of this campaign in a plan: the campaign before, and its new fields.
pub(super) fn update_of<'plan>(
    plan: &'plan Plan,
    of: &LiveCampaign,
) -> Option<(&'plan LiveCampaign, &'plan PlatformCampaign)> {
    plan.lines.iter().find_map(|line| match &line.step {
        PlanStep::Update { live, to, .. } if live.id == of.id => Some((&**live, to)),
        _ => None,
    })
}
