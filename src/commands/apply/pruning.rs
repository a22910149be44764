//! Deletes campaigns without a file: at the end, and only if everything before succeeded.

use super::run::ApplyRun;
use crate::commands::plan::reading::not_to_be_deleted;
use crate::commands::plan_run::done;
use crate::commands::plan_run::meanwhile::stale;
use crate::context::Context;
use crate::domain::difference::LastChange;
use crate::domain::live::LiveCampaign;
use crate::domain::plan::{PlanPermissions, PlanStep};
use crate::error::Error;
use crate::exit::Exit;
use crate::platform::gate::ReadAt;
use crate::view::apply::ApplyOutcome;

impl ApplyRun<'_> {
    /// Deletes the campaigns that the plan deletes. If anything before did not happen, or may not have, none is
    /// deleted: it may be the only one left that does what its file asks for. `is_seen` tells whether the changes
    /// were seen in the list.
    pub(super) async fn prune(&mut self, is_seen: bool, context: &mut Context) {
        let mut why = self.not_done();
        let listed = self.run.platform.connection().interruptions().now();
        if !is_seen {
            why = why.or_else(|| Some("kcamp could not check the changes in the list".to_owned()));
        }
        for at in 0..self.run.plan.lines.len() {
            let PlanStep::Delete { live } = &self.run.plan.lines[at].step else { continue };
            if let Some(why) = &why {
                let next = format!("once everything before it is done, delete it: {}", self.prune_again());
                self.spare(at, why, next, context);
                continue;
            }
            if !self.may_go_on(context) {
                continue;
            }
            self.progress.next_campaign(&mut context.ui);
            match self.run.rows.iter().find(|row| row.id == live.id).cloned() {
                Some(row) => match self.read_before_delete(row, listed).await {
                    Ok(now) => why = self.delete_as_planned(at, live, now, context).await,
                    Err(error) => {
                        let why = format!("it could not be read directly before that: {}", error.message());
                        self.spare(at, &why, format!("try again: {}", self.prune_again()), context);
                    }
                },
                None => {
                    self.spare(at, "it is no longer in the list", self.asked.plan_again(), context);
                }
            }
        }
    }

    /// A campaign directly before its delete: the row of the last listing, if rows show when campaigns were changed,
    /// else read again; and when that was.
    async fn read_before_delete(
        &self,
        row: LiveCampaign,
        listed: ReadAt,
    ) -> Result<(LiveCampaign, ReadAt), Error> {
        let platform = self.run.platform;
        if platform.rows_date_changes() {
            return Ok((row, listed));
        }
        let now = platform.whole(row).await?;
        Ok((now, platform.connection().interruptions().now()))
    }

    /// Deletes the campaign of a line if it is still as the plan saw it. Returns why no other may be deleted after
    /// that.
    async fn delete_as_planned(
        &mut self,
        at: usize,
        planned: &LiveCampaign,
        (now, read): (LiveCampaign, ReadAt),
        context: &mut Context,
    ) -> Option<String> {
        if let Some(obstacle) = not_to_be_deleted(&now, self.run.platform) {
            let next = format!("once it can be deleted: {}", self.prune_again());
            self.spare(at, &obstacle.why, obstacle.next.unwrap_or(next), context);
            return None;
        }
        match LastChange::between(planned, &now) {
            None => self.delete(at, (&now, read), context).await,
            Some(changed) => {
                let error = stale(&changed, &self.asked.plan_again());
                self.run.note_as(at, ApplyOutcome::Spared, error, context);
                None
            }
        }
    }

    /// Whether the plan deletes anything.
    pub(super) fn has_deletes(&self) -> bool {
        self.run.plan.lines.iter().any(|line| matches!(line.step, PlanStep::Delete { .. }))
    }

    /// The first line before the deletes that was to be carried out and was not, or may not have been, in this run or
    /// an earlier one.
    fn not_done(&self) -> Option<String> {
        let doubt = self.run.plan.lines.iter().find_map(|line| match &line.step {
            PlanStep::Blocked { obstacle, .. } if obstacle.is_in_doubt => Some(&obstacle.why),
            _ => None,
        });
        if let Some(why) = doubt {
            return Some(format!("something before it has to be settled first: {why}"));
        }
        let lines = self.run.plan.lines.iter().zip(&self.run.results);
        let sent = lines
            .filter(|(line, _)| line.step.is_carried_out() && !matches!(line.step, PlanStep::Delete { .. }));
        let mut results = sent.filter_map(|(_, applied)| applied.as_ref());
        let view = &results.find(|applied| applied.exit != Exit::Success)?.view;
        Some(format!("something before it has to be done first: {}", view.outcome_in_words()))
    }

    /// Deletes the campaign of a line. Returns why no other may be deleted after that.
    async fn delete(
        &mut self,
        at: usize,
        (live, read): (&LiveCampaign, ReadAt),
        context: &mut Context,
    ) -> Option<String> {
        let sent = match self.run.platform.delete(live) {
            Ok(write) => context.send(write.read_at(read), self.run.consent).await,
            Err(error) => Err(error.into()),
        };
        let is_unknown = sent.as_ref().is_err_and(|error| error.exit == Exit::Unknown);
        if sent.is_ok() {
            self.run.rows.retain(|row| row.id != live.id);
        }
        self.run.note(at, sent.map(|deleted| done(deleted.answer_lost)), context);
        is_unknown.then(|| format!("whether {:?} was deleted is not known", live.name))
    }

    /// Reports why a campaign is not deleted, and the next step.
    fn spare(&mut self, at: usize, why: &str, next: String, context: &mut Context) {
        let error = Error::new("apply/not-deleted", why, Exit::Partial).hint(next);
        self.run.note_as(at, ApplyOutcome::Spared, error, context);
    }

    /// The command for the deletes that were not made. It does not switch on a schedule that may have been switched
    /// off by hand.
    fn prune_again(&self) -> String {
        self.asked.with(PlanPermissions { prune: true, ..PlanPermissions::default() }).command("apply")
    }
}
