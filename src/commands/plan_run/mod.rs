//! Carries out a plan, for the commands that create campaigns and switch their schedules on: the writes, lost answers,
//! and what keeps a schedule off. What the commands do in addition, and their reports, are their own.

mod applied;
mod creating;
pub(super) mod meanwhile;
pub(super) mod outgoing;
pub(super) mod preparing;
mod progress;
mod switching;

use std::collections::{BTreeMap, HashSet};

use jiff::Timestamp;

pub(super) use self::applied::{Applied, before};
use self::creating::{Made, OpenCreate};
pub(super) use self::progress::WriteProgress;
use self::switching::created_twice;
pub(super) use self::switching::{LastRead, OTHER_SCHEDULED, SwitchedTo, other_scheduled, warn_of};
use super::remembered::journal_index::CLOCK_ROUNDING;
use super::remembered::seen::{Written, platform_now};
use crate::context::{Consent, Context};
use crate::domain::live::{CampaignId, CampaignStatus, LiveCampaign};
use crate::domain::name::NameKey;
use crate::domain::plan::{Plan, PlanStep};
use crate::error::Error;
use crate::exit::Exit;
use crate::platform::outcome::Created;
use crate::platform::platform::Platform;
use crate::view::apply::ApplyOutcome;
use crate::view::failure::FailureView;

/// A plan that is being carried out, and the outcomes of its lines, which are known by their numbers.
pub(super) struct PlanRun<'run> {
    pub(super) plan: &'run Plan,
    pub(super) platform: &'run dyn Platform,
    pub(super) consent: &'run Consent,
    manner: Manner,
    /// The campaigns as they were last read.
    pub(super) rows: Vec<LiveCampaign>,
    /// The outcome of each line; `None` for a line with nothing to do.
    pub(super) results: Vec<Option<Applied>>,
    /// Why nothing more is sent; `None` while the run continues.
    pub(super) stopped: Option<Error>,
    made: BTreeMap<usize, Made>,
    /// The steps that remain of creates whose campaigns turned out to exist.
    remaining: BTreeMap<usize, PlanStep>,
    open: Vec<OpenCreate>,
    written: Written,
    /// The campaigns that were deleted while the platform prepared them.
    gone: HashSet<CampaignId>,
}

/// In which ways the commands that carry out plans differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Manner {
    /// A plan of changes to what is live: no campaign that it creates existed, and the outcome of each line is told as
    /// it comes.
    Apply,
    /// Creates, and the schedules that follow them. Their names are held by the command.
    Create {
        /// Whether no campaign with a new one's name existed before.
        was_absent: bool,
    },
}

impl<'run> PlanRun<'run> {
    /// `rows` are the campaigns of the account, as far as they were read.
    pub(super) fn new(
        plan: &'run Plan,
        (platform, consent): (&'run dyn Platform, &'run Consent),
        manner: Manner,
        rows: Vec<LiveCampaign>,
        now: Timestamp,
    ) -> Self {
        let results = before(plan, &rows, now);
        let (made, remaining) = (BTreeMap::new(), BTreeMap::new());
        let (open, written) = (Vec::new(), Written::new());
        let (stopped, gone) = (None, HashSet::new());
        Self { plan, platform, consent, manner, rows, results, stopped, made, remaining, open, written, gone }
    }

    /// Settles the creates whose answers were lost, and takes a look at the new campaigns. Returns the lines whose
    /// schedules have to wait because the platform is still preparing their campaigns. Those of the others do not.
    pub(super) async fn look_at_new(
        &mut self,
        look: &mut impl AsyncFnMut(&mut Self, &mut Context),
        context: &mut Context,
    ) -> HashSet<usize> {
        self.look_until_sure(look, context).await;
        let mut waiting: HashSet<usize> = self.preparing().into_iter().map(|(at, _)| at).collect();
        if !waiting.is_empty() {
            // One that no read has shown yet may contradict its create when the others are looked at again.
            let is_read = |id: &CampaignId| self.rows.iter().any(|row| row.id == *id);
            let unread = self.all_made().filter(|(_, created)| !is_read(&created.value.id));
            waiting.extend(unread.map(|(at, _)| at));
        }
        self.look_for_not_shown(|at| !waiting.contains(&at), context).await;
        waiting
    }

    /// Waits for the campaigns of these lines, which the platform is preparing, unless nothing more is sent.
    pub(super) async fn look_at_prepared(
        &mut self,
        waiting: &HashSet<usize>,
        look: &mut impl AsyncFnMut(&mut Self, &mut Context),
        context: &mut Context,
    ) {
        if waiting.is_empty() || self.stopped.is_some() {
            return;
        }
        loop {
            self.wait_until_prepared(context).await;
            if !self.doubts(context) {
                break;
            }
            self.look_until_sure(look, context).await;
        }
        self.look_for_not_shown(|at| waiting.contains(&at), context).await;
    }

    /// Settles and looks until no read of a new campaign contradicts its create, which each may do once.
    async fn look_until_sure(
        &mut self,
        look: &mut impl AsyncFnMut(&mut Self, &mut Context),
        context: &mut Context,
    ) {
        loop {
            self.settle(context).await;
            look(self, context).await;
            // Another campaign with the name may exist by now, and on Kore.ai a schedule call takes only the name.
            if !self.doubts(context) {
                break;
            }
        }
    }

    /// Whether anything was sent for a line, or may have been.
    pub(super) fn has_written(&self) -> bool {
        self.results.iter().flatten().any(|applied| applied.view.outcome.is_sent())
    }

    /// Replaces the create of a line, whose campaign exists, by the step that remains for it.
    pub(super) fn exists(&mut self, at: usize, remaining: PlanStep) {
        self.remaining.insert(at, remaining);
    }

    fn step(&self, at: usize) -> &PlanStep {
        self.remaining.get(&at).unwrap_or(&self.plan.lines[at].step)
    }

    /// The campaign whose schedule a line switches, if the steps before it succeeded.
    pub(super) fn schedule_step(&self, at: usize) -> Option<&LiveCampaign> {
        // A line that has an error already is not switched.
        let outcome = self.results[at].as_ref().filter(|applied| applied.error.is_none())?.view.outcome;
        match self.step(at) {
            PlanStep::Create { schedule: Some(_), .. } if outcome == ApplyOutcome::CreatedNotScheduled => {
                self.made(at).map(|created| &created.value)
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

    /// Notes the outcome of a line. An error that every other write would get too ends the run.
    pub(super) fn note(&mut self, at: usize, result: Result<ApplyOutcome, Error>, context: &mut Context) {
        let is_created = self.made(at).is_some();
        let Some(applied) = &mut self.results[at] else { return };
        match result {
            Ok(outcome) => applied.succeeded(outcome),
            Err(error) => {
                if ends_run(&error) {
                    self.stopped = Some(error.clone());
                }
                applied.failed(error, is_created);
            }
        }
        self.tell(at, context);
    }

    /// Notes the outcome of a line, where an error alone does not determine it.
    pub(super) fn note_as(&mut self, at: usize, outcome: ApplyOutcome, error: Error, context: &mut Context) {
        let Some(applied) = &mut self.results[at] else { return };
        applied.failed(error, false);
        applied.view.outcome = outcome;
        self.tell(at, context);
    }

    fn tell(&self, at: usize, context: &mut Context) {
        if let Some(applied) = self.results[at].as_ref().filter(|_| self.manner == Manner::Apply) {
            context.ui.talk(&applied.view.talk());
        }
    }

    /// The campaign that was created under this number, unless its create is in doubt.
    pub(super) fn made(&self, at: usize) -> Option<&Created> {
        self.made.get(&at).map(|made| &made.created)
    }

    /// All campaigns that were created, with their numbers.
    pub(super) fn all_made(&self) -> impl ExactSizeIterator<Item = (usize, &Created)> {
        self.made.iter().map(|(at, made)| (*at, &made.created))
    }

    /// The campaign as it was last read, or else the given one.
    pub(super) fn as_read_last<'live>(&'live self, live: &'live LiveCampaign) -> &'live LiveCampaign {
        self.rows.iter().find(|row| row.id == live.id).unwrap_or(live)
    }

    /// The status of a new campaign, from the last list that has it, else from the answer to the create; `None` if
    /// neither has it.
    pub(super) fn status(&self, created: &Created) -> Option<CampaignStatus> {
        let row = self.rows.iter().find(|row| row.id == created.value.id);
        row.map_or_else(|| created.status(), |row| Some(row.status.clone()))
    }

    /// Lists the campaigns of these types again, or those of all types if none is given.
    ///
    /// # Errors
    ///
    /// If the list cannot be read.
    pub(super) async fn list(&mut self, mut types: Vec<String>, context: &mut Context) -> Result<(), Error> {
        context.ui.progress("list the campaigns");
        types.sort_unstable();
        types.dedup();
        let words: Vec<&str> = types.iter().map(String::as_str).collect();
        let read = self.platform.list(&words).await?;
        self.rows
            .retain(|row| !words.is_empty() && !row.type_word().is_some_and(|word| words.contains(&word)));
        self.rows.extend(read);
        Ok(())
    }

    /// Whether no campaign with the name of a line existed before.
    pub(super) fn was_absent(&self, at: usize) -> bool {
        match self.manner {
            Manner::Apply => self.made(at).is_some(),
            Manner::Create { was_absent } => was_absent,
        }
    }

    /// The other campaigns with the name of a line that prevent a schedule call. If the call takes only a name, it
    /// could reach them. If none existed before, another user created the same campaign at the same time.
    fn twins(&self, at: usize, ours: &LiveCampaign) -> Vec<&LiveCampaign> {
        if !self.was_absent(at) && self.is_called_by_id(ours) {
            return Vec::new();
        }
        let name = NameKey::of(&self.plan.lines[at].name);
        self.rows.iter().filter(|row| row.id != ours.id && NameKey::of(&row.name) == name).collect()
    }

    /// The error if other campaigns with the name of a line prevent a schedule call.
    pub(super) fn created_twice(&self, at: usize, ours: &LiveCampaign) -> Option<Error> {
        let twins = self.twins(at, ours);
        let was_absent = match self.manner {
            Manner::Apply => self.is_called_by_id(ours),
            Manner::Create { was_absent } => was_absent,
        };
        let ours = (ours, self.made(at).is_some());
        (!twins.is_empty()).then(|| created_twice(&self.plan.lines[at].name, ours, &twins, was_absent))
    }

    /// Whether a schedule call identifies the campaign by its id, so that it cannot reach another one.
    pub(super) fn is_called_by_id(&self, live: &LiveCampaign) -> bool {
        self.platform.schedule_target_of(live).key == live.id.as_str()
    }

    /// Keeps the campaign from the answer to a write, and when the answer says it was changed.
    pub(super) fn keep_written(
        &mut self,
        answered: &LiveCampaign,
        changed_at: Option<Timestamp>,
        context: &Context,
    ) {
        let now = || {
            let now = platform_now(self.platform, context);
            now.saturating_add(CLOCK_ROUNDING).unwrap_or(now)
        };
        let until = changed_at.unwrap_or_else(now);
        self.written.insert(answered.id.clone(), (answered.clone(), until));
    }

    /// Takes what is known about the campaigns that were written to.
    pub(super) fn take_written(&mut self) -> Written {
        std::mem::take(&mut self.written)
    }
}

/// Whether every later write would fail in the same way.
pub(super) fn ends_run(error: &Error) -> bool {
    let is_of_all = matches!(error.exit, Exit::Credentials | Exit::Unavailable | Exit::OutOfTime);
    let is_of_command = matches!(error.code, "journal/failed" | "platform/secret-in-request");
    (is_of_all && error.code != "lock/held") || is_of_command
}

/// An error, as the result of its campaign shows it.
pub(super) fn failure_view(error: &Error) -> FailureView {
    FailureView {
        code: error.code.to_owned(),
        message: error.message(),
        hint: (!error.hints.is_empty()).then(|| error.hints.join("; ")),
    }
}

pub(super) const fn done(is_answer_lost: bool) -> ApplyOutcome {
    if is_answer_lost { ApplyOutcome::DoneAnswerLost } else { ApplyOutcome::Done }
}
