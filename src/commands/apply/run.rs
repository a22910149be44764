//! Carries a plan out: first the campaigns, then their schedules, and a check at the end.

use std::collections::HashMap;

use jiff::Timestamp;

use super::after_update::{StateAfterUpdate, not_as_sent};
use super::twins::look_for_twins;
use crate::commands::campaign_files::CheckedCampaign;
use crate::commands::journal::settle::settle_open_updates;
use crate::commands::plan::saved::PlanRequest;
use crate::commands::plan_run::{Applied, LastRead, PlanRun, WriteProgress, done};
use crate::commands::remembered::seen::{SeenCampaigns, platform_now};
use crate::context::Context;
use crate::domain::live::{CampaignId, LiveCampaign};
use crate::domain::name::NameKey;
use crate::domain::plan::PlanStep;
use crate::domain::platform_campaign::PlatformCampaign;
use crate::domain::schedule::PlannedSchedule;
use crate::error::{Error, STALE_WRITE};
use crate::exit::Exit;
use crate::platform::platform::ReadAfterWrite;
use crate::view::apply::ApplyOutcome;

/// A plan that is being carried out, with what only changes to live campaigns need.
pub(super) struct ApplyRun<'run> {
    pub(super) run: PlanRun<'run>,
    pub(super) files: HashMap<NameKey, &'run CheckedCampaign>,
    /// The state in which the updates of this run left their campaigns.
    pub(super) left: HashMap<CampaignId, StateAfterUpdate>,
    /// When this run switched off the schedules that were in the way of updates, by the platform's clock.
    pub(super) off_first: HashMap<CampaignId, Timestamp>,
    /// The arguments from which the plan was made.
    pub(super) asked: PlanRequest<'run>,
    /// How far the writes are.
    pub(super) progress: WriteProgress,
}

impl<'run> ApplyRun<'run> {
    pub(super) fn new(run: PlanRun<'run>, files: &'run [CheckedCampaign], asked: PlanRequest<'run>) -> Self {
        let key = |file: &CheckedCampaign| NameKey::of(file.manifest.campaign.name());
        let files = files.iter().map(|file| (key(file), file)).collect();
        let progress = WriteProgress::of(run.plan.lines.iter().map(|line| &line.step));
        Self { run, files, left: HashMap::new(), off_first: HashMap::new(), asked, progress }
    }

    /// The outcome of each line, with the status of its campaign in the last listing.
    pub(super) fn into_results(self) -> Vec<Option<Applied>> {
        let PlanRun { mut results, rows, stopped, .. } = self.run;
        for applied in results.iter_mut().flatten() {
            applied.read_in(&rows);
            if let Some(error) = &stopped {
                applied.ended_by(error);
            }
        }
        results
    }

    pub(super) async fn carry_out(&mut self, context: &mut Context) {
        for at in 0..self.run.plan.lines.len() {
            if self.may_go_on(context) {
                self.write_campaign(at, context).await;
            }
        }
        let asked = self.asked;
        let mut look = async |run: &mut PlanRun<'_>, context: &mut Context| {
            look_for_twins(run, asked, context).await;
        };
        let waiting = self.run.look_at_new(&mut look, context).await;
        self.switch_schedules(|at| !waiting.contains(&at), context).await;
        self.run.look_at_prepared(&waiting, &mut look, context).await;
        self.switch_schedules(|_| true, context).await;
        let is_seen = if self.run.has_written() {
            self.look_at_all(context).await
        } else {
            // The campaigns to delete were read before the question, and may run by now.
            !self.has_deletes() || self.look(context).await
        };
        self.prune(is_seen, context).await;
        SeenCampaigns::forget(&self.seen_otherwise(), context);
        let written = self.run.take_written();
        if is_seen && !written.is_empty() {
            SeenCampaigns::keep_written(&self.run.rows, written, self.run.platform, context);
        }
        let updated = self.run.plan.lines.iter().zip(&self.run.results);
        let is_done = |applied: &Applied| applied.exit == Exit::Success;
        let updated = updated.filter(|(line, applied)| {
            matches!(line.step, PlanStep::Update { .. }) && applied.as_ref().is_some_and(is_done)
        });
        settle_open_updates(&updated.map(|(line, _)| NameKey::of(&line.name)).collect(), context).await;
        context.ui.done_waiting();
    }

    /// The campaigns that were not as the plan saw them when they were read again.
    fn seen_otherwise(&self) -> Vec<&CampaignId> {
        let lines = self.run.plan.lines.iter().zip(&self.run.results);
        let is_stale = |applied: &Applied| applied.error.as_ref().is_some_and(|it| it.code == STALE_WRITE);
        let stale = lines.filter(|(_, applied)| applied.as_ref().is_some_and(is_stale));
        stale.filter_map(|(line, _)| Some(&line.step.live()?.id)).collect()
    }

    /// Lists the campaigns after all creates, updates and schedules. Returns whether they could be listed.
    async fn look_at_all(&mut self, context: &mut Context) -> bool {
        if !self.look(context).await {
            return false;
        }
        if self.run.doubts(context) {
            self.run.settle(context).await;
        }
        self.tell_of_schedules(context);
        self.tell_of_switched(context);
        self.tell_of_values(context);
        true
    }

    /// Switches the schedules of the lines for which `is_meant` holds and that were not tried yet.
    async fn switch_schedules(&mut self, is_meant: impl Fn(usize) -> bool, context: &mut Context) {
        for at in (0..self.run.plan.lines.len()).filter(|at| is_meant(*at)) {
            if self.may_go_on(context) {
                self.switch_schedule(at, context).await;
            }
        }
    }

    /// Whether the next write may be sent: the run was not stopped, and the account was not halted meanwhile.
    pub(super) fn may_go_on(&mut self, context: &Context) -> bool {
        if self.run.stopped.is_none() {
            self.run.stopped = context.refuse_while_halted().err();
        }
        self.run.stopped.is_none()
    }

    /// Creates or updates the campaign of a line, or switches off the schedule that is in the way of its update. A lost
    /// create is settled later, together with the others.
    async fn write_campaign(&mut self, at: usize, context: &mut Context) {
        let PlanRun { plan, platform, .. } = self.run;
        let step = &plan.lines[at].step;
        if matches!(step, PlanStep::Create { .. } | PlanStep::Update { .. }) {
            self.progress.next_campaign(&mut context.ui);
        }
        let sent = match step {
            PlanStep::Create { .. } => match self.run.create(at, context).await {
                Ok(()) => return,
                Err(error) => Err(error),
            },
            PlanStep::Update { live, to, .. } => match self.update(at, live, to, context).await {
                Ok(ApplyOutcome::NotAsSent) => return,
                sent => sent,
            },
            PlanStep::SwitchOff { live } if self.run.plan.is_off_first(at) => {
                self.switch_schedule(at, context).await;
                self.off_first.insert(live.id.clone(), platform_now(platform, context));
                return;
            }
            _ => return,
        };
        self.run.note(at, sent, context);
    }

    async fn update(
        &mut self,
        at: usize,
        live: &LiveCampaign,
        to: &PlatformCampaign,
        context: &mut Context,
    ) -> Result<ApplyOutcome, Error> {
        let PlanRun { platform, consent, .. } = self.run;
        let _named =
            context.lock_new_name(&platform.schedule_target_of(live).key, [&live.name, to.name()])?;
        let now = self.read_before_update(at, live, to).await?;
        let write = platform.update(&now, to, ReadAfterWrite::Later)?;
        let updated =
            context.send(write.read_at(platform.connection().interruptions().now()), consent).await?;
        let left = StateAfterUpdate::by(&updated, platform, context);
        let otherwise = left.answered_otherwise(&now, to);
        self.left.insert(live.id.clone(), left);
        if let Some(answered) = &updated.value {
            self.run.keep_written(answered, updated.changed_at(), context);
        }
        Ok(match not_as_sent(&otherwise, live, "") {
            Some(error) => {
                self.run.note_as(at, ApplyOutcome::NotAsSent, error, context);
                ApplyOutcome::NotAsSent
            }
            None => done(updated.answer_lost),
        })
    }

    async fn switch_schedule(&mut self, at: usize, context: &mut Context) {
        let Some(live) = self.run.schedule_step(at).cloned() else { return };
        self.progress.next_schedule(&mut context.ui);
        if let Some(error) = self.in_the_way(at, &live) {
            self.run.note(at, Err(error), context);
            return;
        }
        let live = match self.read_before_call(at, &live).await {
            Ok(now) => now,
            Err(error) => return self.run.note(at, Err(error), context),
        };
        let plan = self.run.plan;
        let sent = match &plan.lines[at].step {
            PlanStep::SwitchOff { .. } => self.run.switch_off(&live, false, context).await,
            PlanStep::Replace { schedule, .. } => {
                match self.run.switch_on(&live, schedule, LastRead::JustRead, context).await {
                    // A disable could end a run.
                    Err(error) if is_refused_by_platform(&error) && !live.status.is_running() => {
                        self.replace_in_two(at, &live, schedule, context).await;
                        return;
                    }
                    sent => sent,
                }
            }
            PlanStep::Create { schedule: Some(schedule), .. } | PlanStep::SwitchOn { schedule, .. } => {
                self.run.switch_on(&live, schedule, LastRead::JustRead, context).await
            }
            _ => return,
        };
        let is_create_lost = self.run.made(at).is_some_and(|created| created.answer_lost);
        self.run.note(at, sent.map(|is_lost| done(is_lost || is_create_lost)), context);
    }

    /// Why a schedule is not switched: its campaign is not as its file asks, is still being prepared, or is not the
    /// only one with its name.
    pub(super) fn in_the_way(&self, at: usize, live: &LiveCampaign) -> Option<Error> {
        let is_update = |other: &usize| {
            let other = &self.run.plan.lines[*other];
            matches!(&other.step, PlanStep::Update { live: updated, .. } if updated.id == live.id)
        };
        let update = (0..at).find(is_update).and_then(|other| self.run.results[other].as_ref());
        if update.is_some_and(|applied| applied.exit != Exit::Success) {
            let message = "its update failed, has an unknown outcome, or the platform shows other values than it sent, so its schedule was not changed";
            return Some(
                Error::new("apply/not-updated", message, Exit::Partial).hint(self.asked.apply_again()),
            );
        }
        if let Some(error) = self.run.created_twice(at, live) {
            return Some(error.followed_by("its schedule was left as it is"));
        }
        let begins_calls = self.run.plan.lines[at].step.begins_calls();
        self.run.not_prepared(live).filter(|_| begins_calls)
    }

    /// Replaces a schedule in two calls, on a platform that does not replace one in a single call. In between, the
    /// schedule is off.
    async fn replace_in_two(
        &mut self,
        at: usize,
        live: &LiveCampaign,
        schedule: &PlannedSchedule,
        context: &mut Context,
    ) {
        if let Err(error) = self.run.switch_off(live, true, context).await {
            self.run.note(at, Err(error), context);
            return;
        }
        match self.run.switch_on(live, schedule, LastRead::SwitchedOff, context).await {
            Ok(is_lost) => self.run.note(at, Ok(done(is_lost)), context),
            Err(error) => self.note_not_replaced(at, live, &error, context),
        }
    }
}

/// Whether the platform refused a call. Nobody refused what kcamp did not send, and a redirect says nothing about the
/// schedule: the platform may not have seen the call.
fn is_refused_by_platform(error: &Error) -> bool {
    matches!(error.code, "platform/refused" | "platform/conflict")
}
