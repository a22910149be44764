//! Waits until new campaigns are prepared. On Kore.ai a voice campaign is `Preparing` after its create. It is not
//! documented for how long, and whether its schedule can be switched on before it is `Ready` (Kore.ai contract §16
//! and §19).

use std::collections::HashSet;
use std::time::Duration;

use super::{Manner, PlanRun};
use crate::context::Context;
use crate::domain::finding::Problem;
use crate::domain::live::{CampaignId, CampaignStatus, LiveCampaign};
use crate::domain::plural::counted;
use crate::error::Error;
use crate::exit::Exit;

/// The most looks at the campaigns.
pub(in crate::commands) const LOOKS_MAX: usize = 12;

/// The wait before each look, in seconds: two minutes in all.
const WAITS: [u64; LOOKS_MAX] = [1, 2, 3, 4, 5, 10, 10, 15, 15, 15, 20, 20];

impl PlanRun<'_> {
    /// The campaigns that the platform is still preparing and whose schedules are to be switched on, with the numbers
    /// of their lines.
    pub(super) fn preparing(&self) -> Vec<(usize, LiveCampaign)> {
        let lines = 0..self.plan.lines.len();
        lines
            .filter(|at| self.step(*at).begins_calls())
            .filter_map(|at| Some((at, self.schedule_step(at)?.clone())))
            .filter(|(at, live)| self.made(*at).is_none() || self.twins(*at, live).is_empty())
            .filter(|(_, live)| is_preparing(self.as_read_last(live)))
            .collect()
    }

    /// Waits for the campaigns that the platform is still preparing.
    pub(super) async fn wait_until_prepared(&mut self, context: &mut Context) {
        let waiting = self.preparing();
        // The last list may lack one that existed before; the next look decides.
        for (at, live) in &waiting {
            if self.made(*at).is_none() && self.rows.iter().all(|row| row.id != live.id) {
                self.rows.push(live.clone());
            }
        }
        let ids: HashSet<CampaignId> = waiting.iter().map(|(_, live)| live.id.clone()).collect();
        let waited = self.wait_for(&ids, context).await;
        self.look_for_lost(&waiting).await;
        match (waited, self.manner) {
            (Ok(()), _) => {}
            // The status shows which campaigns are still not prepared.
            (Err(error), Manner::Create { .. }) => {
                context.ui.problem(&Problem::warning(error.code, error.message()));
            }
            (Err(error), Manner::Apply) => {
                for (at, live) in waiting {
                    if is_preparing(self.as_read_last(&live)) {
                        self.note(at, Err(error.clone()), context);
                    }
                }
            }
        }
    }

    /// Reads the campaigns that the last list does not have: the list may be late, or they were deleted while the
    /// platform prepared them. One that cannot be read stays as it was read last.
    async fn look_for_lost(&mut self, waiting: &[(usize, LiveCampaign)]) {
        for (_, live) in waiting.iter().filter(|(_, live)| is_preparing(live)) {
            if self.rows.iter().any(|row| row.id == live.id) {
                continue;
            }
            match self.platform.campaign(&live.id).await {
                Ok(live) => self.rows.push(live),
                Err(error) if error.is_not_there() => {
                    self.gone.insert(live.id.clone());
                }
                Err(_) => {}
            }
        }
    }

    /// Why the schedule of a campaign is not switched on yet, or no more: the platform is still preparing the campaign,
    /// or it was deleted meanwhile.
    pub(in crate::commands) fn not_prepared(&self, live: &LiveCampaign) -> Option<Error> {
        if self.gone.contains(&live.id) {
            let message = "it was deleted while the platform prepared it; its schedule was not switched on";
            return Some(
                Error::new("campaign/gone-while-prepared", message, Exit::Partial)
                    .hint("if it is wanted, create it again: run the same command"),
            );
        }
        still_preparing(self.as_read_last(live))
    }

    /// Waits until none of these campaigns is being prepared, at most two minutes. Each look is one listing of their
    /// types, which replaces the earlier rows. The status of a campaign that is still not prepared stays in its row.
    ///
    /// # Errors
    ///
    /// If the list cannot be read, or the command's deadline does not allow the next look.
    async fn wait_for(&mut self, ids: &HashSet<CampaignId>, context: &mut Context) -> Result<(), Error> {
        let mut is_said = false;
        for wait in WAITS {
            let waiting: Vec<&LiveCampaign> =
                self.rows.iter().filter(|row| ids.contains(&row.id) && is_preparing(row)).collect();
            if waiting.is_empty() {
                break;
            }
            let what = counted(waiting.len(), "campaign");
            if !is_said {
                let most = WAITS.iter().sum::<u64>() / 60;
                context.ui.talk(&format!(
                    "the platform is preparing {what}; kcamp waits up to {most} min and then switches their schedules on"
                ));
                is_said = true;
            }
            let types = waiting.iter().filter_map(|row| row.type_word()).map(str::to_owned).collect();
            context.ui.progress(&format!("wait for {what} to be ready"));
            context.refuse_while_halted()?;
            self.platform.back_off(Duration::from_secs(wait), "switch the schedules on").await?;
            self.list(types, context).await?;
        }
        context.ui.done_waiting();
        Ok(())
    }
}

/// Whether the platform is still preparing a campaign.
pub(in crate::commands) fn is_preparing(row: &LiveCampaign) -> bool {
    row.status == CampaignStatus::Preparing
}

/// The error for a campaign that is still being prepared, whose schedule is therefore not switched on.
fn still_preparing(row: &LiveCampaign) -> Option<Error> {
    is_preparing(row).then(|| {
        let message = "the platform is still preparing it; its schedule was not switched on";
        Error::new("campaign/still-preparing", message, Exit::Partial)
            .hint(format!("wait until it is ready: kcamp campaign watch {} --until ready", row.id))
    })
}
