//! Carries a plan out: first the campaigns, then their schedules, and a check at the end.

use std::collections::{HashMap, HashSet};

use jiff::Timestamp;

use super::after_update::StateAfterUpdate;
use super::report::{Applied, before};
use crate::commands::campaign_files::CheckedCampaign;
use crate::commands::carrying::preparing::{is_preparing, still_preparing};
use crate::commands::carrying::{
    Before, CREATED_AND_OFF, Carrying, Switched, SwitchedTo, created_twice, meets_all, other_scheduled,
};
use crate::commands::plan::saved::PlanRequest;
use crate::commands::remembered::seen::{SeenCampaigns, platform_now};
use crate::context::Context;
use crate::domain::live::{CampaignId, LiveCampaign};
use crate::domain::name::NameKey;
use crate::domain::plan::{Plan, PlanStep};
use crate::domain::schedule::PlannedSchedule;
use crate::error::Error;
use crate::exit::Exit;
use crate::platform::platform::ReadAfterWrite;
use crate::view::apply::ApplyOutcome;

/// A plan that is being carried out, and the outcomes of its lines.
pub(super) struct ApplyRun<'run> {
    pub(super) plan: &'run Plan,
    pub(super) files: HashMap<NameKey, &'run CheckedCampaign>,
    /// The campaigns, by the numbers of their lines.
    pub(super) carrying: Carrying<'run>,
    /// The outcome of each line; `None` for a line with nothing to do.
    pub(super) results: Vec<Option<Applied>>,
    /// The state in which the updates of this run left their campaigns.
    pub(super) left: HashMap<CampaignId, StateAfterUpdate>,
    /// When this run switched off the schedules that were in the way of updates, by the platform's clock.
    pub(super) off_first: HashMap<CampaignId, Timestamp>,
    /// Why nothing more is sent; `None` while the run continues.
    stopped: Option<Error>,
    /// The arguments from which the plan was made.
    pub(super) asked: PlanRequest<'run>,
}

impl<'run> ApplyRun<'run> {
    pub(super) fn new(
        plan: &'run Plan,
        files: &'run [CheckedCampaign],
        carrying: Carrying<'run>,
        asked: PlanRequest<'run>,
        now: Timestamp,
    ) -> Self {
        let key = |file: &CheckedCampaign| NameKey::of(file.manifest.campaign.name());
        Self {
            plan,
            files: files.iter().map(|file| (key(file), file)).collect(),
            results: before(plan, &carrying.rows, now),
            carrying,
            left: HashMap::new(),
            off_first: HashMap::new(),
            stopped: None,
            asked,
        }
    }

    /// The outcome of each line, with the status of its campaign in the last listing.
    pub(super) fn into_results(self) -> Vec<Option<Applied>> {
        let Self { mut results, carrying: Carrying { rows, .. }, stopped, .. } = self;
        for applied in results.iter_mut().flatten() {
            applied.read_in(&rows);
            if let Some(error) = &stopped {
                applied.ended_by(error);
            }
        }
        results
    }

    pub(super) async fn carry_out(&mut self, context: &mut Context) {
        for at in 0..self.plan.lines.len() {
            if self.may_go_on(context) {
                self.write_campaign(at, context).await;
            }
        }
        // Each read of a new campaign may contradict its create, once per campaign.
        loop {
            self.settle(context).await;
            if self.has_written() && self.has_schedules_to_switch() {
                // Another campaign with the name may exist by now, and on Kore.ai a schedule call takes only the
                // name.
                self.look_for_twins(context).await;
                if self.carrying.doubts(context) {
                    continue;
                }
            }
            self.wait_until_prepared(context).await;
            if !self.carrying.doubts(context) {
                break;
            }
        }
        for at in 0..self.plan.lines.len() {
            if self.may_go_on(context) {
                self.switch_schedule(at, context).await;
            }
        }
        let is_seen = if self.has_written() {
            self.look_at_all(context).await
        } else {
            // The campaigns to delete were read before the question, and may run by now.
            !self.has_deletes() || self.look(context).await
        };
        self.prune(is_seen, context).await;
        let written = self.carrying.take_written();
        if is_seen && !written.is_empty() {
            SeenCampaigns::keep_written(&self.carrying.rows, written, self.carrying.platform, context);
        }
        context.ui.done_waiting();
    }

    /// Lists the campaigns after all creates, updates and schedules. Returns whether they could be listed.
    async fn look_at_all(&mut self, context: &mut Context) -> bool {
        if !self.look(context).await {
            return false;
        }
        if self.carrying.doubts(context) {
            self.settle(context).await;
        }
        self.tell_of_schedules(context);
        true
    }

    /// Whether the next write may be sent: the run was not stopped, and the account was not halted meanwhile.
    pub(super) fn may_go_on(&mut self, context: &Context) -> bool {
        if self.stopped.is_none() {
            self.stopped = context.refuse_while_halted().err();
        }
        self.stopped.is_none()
    }

    fn has_written(&self) -> bool {
        self.results.iter().flatten().any(|applied| applied.view.outcome.is_sent())
    }

    fn has_schedules_to_switch(&self) -> bool {
        (0..self.plan.lines.len()).any(|at| self.schedule_step(at).is_some())
    }

    /// Creates or updates the campaign of a line, or switches off the schedule that is in the way of its update. A lost
    /// create is settled later, together with the others.
    async fn write_campaign(&mut self, at: usize, context: &mut Context) {
        let Carrying { platform, consent, .. } = self.carrying;
        let sent = match &self.plan.lines[at].item {
            item @ PlanStep::Create { campaign, .. } => {
                let created = match context.hold(campaign.name()) {
                    Ok(held) => {
                        let campaign = (campaign, item.begins_calls());
                        self.carrying.create(at, campaign, Some(held), context).await
                    }
                    Err(error) => Err(error),
                };
                match created {
                    Ok(()) => return self.keep_created(at, context),
                    Err(error) => Err(error),
                }
            }
            PlanStep::Update { live, to, .. } => {
                let sent = match self.read_before_update(at, live, to).await {
                    Ok(now) => match platform.update(&now, to, ReadAfterWrite::Later) {
                        Ok(write) => {
                            let write = write.read_at(platform.line().passed().now());
                            context.send(write, consent).await
                        }
                        Err(error) => Err(error.into()),
                    },
                    Err(error) => Err(error),
                };
                if let Ok(updated) = &sent {
                    self.left.insert(live.id.clone(), StateAfterUpdate::by(updated, platform, context));
                    if let Some(answered) = &updated.live {
                        self.carrying.keep_written(answered, updated.changed_at(), context);
                    }
                }
                sent.map(|updated| done(updated.answer_lost))
            }
            PlanStep::SwitchOff { live } if self.plan.is_off_first(at) => {
                self.switch_schedule(at, context).await;
                self.off_first.insert(live.id.clone(), platform_now(platform, context));
                return;
            }
            _ => return,
        };
        self.note(at, sent, context);
    }

    /// Settles the creates whose answers were lost, all together.
    async fn settle(&mut self, context: &mut Context) {
        for (at, settled) in self.carrying.settle(context).await {
            match settled {
                Ok(()) => self.keep_created(at, context),
                Err(error) => self.note(at, Err(error), context),
            }
        }
    }

    /// Notes that the campaign of a line was created, if that is known.
    fn keep_created(&mut self, at: usize, context: &mut Context) {
        let (Some(created), Some(applied)) = (self.carrying.made(at), &mut self.results[at]) else { return };
        applied.view.id = Some(created.id.to_string());
        if self.plan.lines[at].item.begins_calls() {
            // The create is reported as done once its schedule is on too.
            applied.view.outcome = ApplyOutcome::CreatedNotScheduled;
        } else {
            let outcome = done(created.answer_lost);
            self.note(at, Ok(outcome), context);
        }
    }

    /// The campaign whose schedule a line switches, if the steps before it succeeded.
    pub(super) fn schedule_step(&self, at: usize) -> Option<&LiveCampaign> {
        // A line that has an error already is not switched.
        let outcome = self.results[at].as_ref().filter(|applied| applied.error.is_none())?.view.outcome;
        match &self.plan.lines[at].item {
            PlanStep::Create { schedule: Some(_), .. } if outcome == ApplyOutcome::CreatedNotScheduled => {
                self.carrying.made(at).map(|created| &created.campaign)
            }
            PlanStep::SwitchOn { live, .. }
            | PlanStep::Replace { live, .. }
            | PlanStep::SwitchOff { live }
                if outcome == ApplyOutcome::NotTried =>
            {
                Some(live)
            }
            _ => None,
        }
    }

    async fn switch_schedule(&mut self, at: usize, context: &mut Context) {
        let Some(live) = self.schedule_step(at).cloned() else { return };
        if let Some(error) = self.in_the_way(at, &live) {
            self.note(at, Err(error), context);
            return;
        }
        let live = match self.read_before_call(at, &live).await {
            Ok(now) => now,
            Err(error) => return self.note(at, Err(error), context),
        };
        let sent = match &self.plan.lines[at].item {
            PlanStep::SwitchOff { .. } => self.carrying.switch_off(&live, false, context).await,
            PlanStep::Replace { schedule, .. } => {
                match self.switch_on(at, &live, (schedule, false), context).await {
                    Err(error) if matches!(error.exit, Exit::Conflict | Exit::Refused) => {
                        self.replace_in_two(at, &live, schedule, context).await;
                        return;
                    }
                    sent => sent,
                }
            }
            PlanStep::Create { schedule: Some(schedule), .. } | PlanStep::SwitchOn { schedule, .. } => {
                self.switch_on(at, &live, (schedule, false), context).await
            }
            _ => return,
        };
        let is_create_lost = self.carrying.made(at).is_some_and(|created| created.answer_lost);
        self.note(at, sent.map(|is_lost| done(is_lost || is_create_lost)), context);
    }

    /// Why a schedule is not switched: its campaign is not as its file asks, is still being prepared, or is not the
    /// only one with its name.
    pub(super) fn in_the_way(&self, at: usize, live: &LiveCampaign) -> Option<Error> {
        let is_update = |other: &usize| {
            let other = &self.plan.lines[*other];
            matches!(&other.item, PlanStep::Update { live: updated, .. } if updated.id == live.id)
        };
        let update = (0..at).find(is_update).and_then(|other| self.results[other].as_ref());
        if update.is_some_and(|applied| applied.exit != Exit::Success) {
            let message = "its update failed or has an unknown outcome, so its schedule was not changed";
            return Some(
                Error::new("apply/not-updated", message, Exit::Partial).hint("run kcamp apply again"),
            );
        }
        if self.plan.lines[at].item.begins_calls()
            && let Some(error) = still_preparing(self.carrying.as_read_last(live))
        {
            return Some(error);
        }
        let name = &self.plan.lines[at].name;
        // A plan creates only campaigns that did not exist.
        let is_new = self.carrying.made(at).is_some();
        let twins = self.carrying.twins(name, live, is_new);
        (!twins.is_empty()).then(|| {
            let mut error = created_twice(name, (live, is_new), &twins, self.carrying.is_called_by_id(live));
            error.message.push_str("; its schedule was left as it is");
            error
        })
    }

    /// Switches a schedule on. Returns whether the answer was lost. `in_between` means that it was on and this
    /// machine has switched it off.
    ///
    /// # Errors
    ///
    /// The call fails, its outcome is unknown, or the schedule of another campaign was switched on.
    pub(super) async fn switch_on(
        &mut self,
        at: usize,
        live: &LiveCampaign,
        (schedule, in_between): (&PlannedSchedule, bool),
        context: &mut Context,
    ) -> Result<bool, Error> {
        let before = if in_between { Before::SwitchedOff } else { Before::JustRead };
        match self.carrying.switch_on(live, schedule, before, context).await? {
            Switched::On { answer_lost } => Ok(answer_lost),
            Switched::Anothers(other) => {
                let is_new = self.carrying.made(at).is_some();
                let state = match (is_new, in_between) {
                    (true, _) => CREATED_AND_OFF,
                    (false, true) => "is there as before, and its own schedule is off",
                    (false, false) => "is as it was",
                };
                Err(other_scheduled(&live.name, is_new, SwitchedTo::On, state, &other))
            }
        }
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
        if let Err(error) = self.carrying.switch_off(live, true, context).await {
            self.note(at, Err(error), context);
            return;
        }
        match self.switch_on(at, live, (schedule, true), context).await {
            Ok(is_lost) => self.note(at, Ok(done(is_lost)), context),
            Err(error) => self.note_not_replaced(at, live, &error, context),
        }
    }

    /// Lists again the campaigns of the types whose schedules are to be switched.
    async fn look_for_twins(&mut self, context: &mut Context) {
        let steps = (0..self.plan.lines.len()).filter(|at| self.schedule_step(*at).is_some());
        let types = steps.map(|at| self.plan.lines[at].type_word.clone()).collect();
        if let Err(error) = self.carrying.list(types, context).await {
            self.not_seen(&error, context);
        }
    }

    /// Waits for campaigns that the platform is still preparing and whose schedules are to be switched on.
    async fn wait_until_prepared(&mut self, context: &mut Context) {
        let begins_calls = |at: &usize| self.plan.lines[*at].item.begins_calls();
        let waiting: Vec<(usize, LiveCampaign)> = (0..self.plan.lines.len())
            .filter(begins_calls)
            .filter_map(|at| Some((at, self.schedule_step(at)?.clone())))
            .collect();
        let ids: HashSet<CampaignId> = waiting.iter().map(|(_, live)| live.id.clone()).collect();
        let Err(error) = self.carrying.wait_until_prepared(&ids, context).await else { return };
        for (at, live) in waiting {
            if is_preparing(self.carrying.as_read_last(&live)) {
                self.note(at, Err(error.clone()), context);
            }
        }
    }

    /// Notes and reports the outcome of a line. An error that every other write would get too ends the run.
    pub(super) fn note(&mut self, at: usize, result: Result<ApplyOutcome, Error>, context: &mut Context) {
        let Some(applied) = &mut self.results[at] else { return };
        let is_created = self.carrying.made(at).is_some();
        match result {
            Ok(outcome) => applied.succeeded(outcome),
            Err(error) => {
                if meets_all(&error) {
                    self.stopped = Some(error.clone());
                }
                applied.failed(error, is_created);
            }
        }
        context.ui.talk(&applied.view.talk());
    }

    /// Notes and reports the outcome of a line, where an error alone does not determine it.
    pub(super) fn note_as(&mut self, at: usize, outcome: ApplyOutcome, error: Error, context: &mut Context) {
        let Some(applied) = &mut self.results[at] else { return };
        applied.failed(error, false);
        applied.view.outcome = outcome;
        context.ui.talk(&applied.view.talk());
    }
}

pub(super) const fn done(is_answer_lost: bool) -> ApplyOutcome {
    if is_answer_lost { ApplyOutcome::DoneAnswerLost } else { ApplyOutcome::Done }
}
