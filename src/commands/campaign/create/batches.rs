//! Carries out the actions for many campaigns: first all creates, then one look at them, then their schedules.

use std::cell::RefCell;
use std::collections::BTreeMap;

use super::created::{Created, steps};
use super::existing::{Todo, look, look_again};
use super::plan::Creations;
use super::{has_schedule, schedule_view};
use crate::commands::campaign_files::CheckedCampaign;
use crate::commands::plan_run::{LastRead, Manner, OTHER_SCHEDULED, PlanRun, ends_run};
use crate::commands::remembered::journal_index::JournalIndex;
use crate::commands::remembered::seen::{ReadBefore, SeenCampaigns};
use crate::context::{Consent, Context, HeldLock};
use crate::domain::finding::Problem;
use crate::domain::live::{CampaignStatus, LiveCampaign};
use crate::domain::name::NameKey;
use crate::domain::plan::{Plan, PlanLine};
use crate::error::Error;
use crate::exit::Exit;
use crate::platform::outcome;
use crate::platform::platform::Platform;
use crate::view::creation::CreationOutcome;

/// The number of campaigns that are created before their schedules are switched on. Until then their names are held,
/// each by an open file.
const BATCH: usize = 100;

/// From this number on, campaigns are read from the list, which takes one request per page, and not one by one.
const LISTED_FROM: usize = 5;

/// Whether, and when, the account was looked at for campaigns of the names, before they are created.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum LookBefore {
    None,
    /// At the beginning of the command.
    Earlier,
    /// Directly before the creates.
    Again,
}

impl Creations<'_> {
    /// Carries the actions out. A lost answer stops nothing: lost creates are settled together, and campaigns that
    /// are found get their schedules. An error that every later campaign would get too ends it.
    pub(super) async fn send(&mut self, to: (&dyn Platform, &Consent), context: &mut Context) {
        let waiting: Vec<usize> = (0..self.campaigns.len()).filter(|at| self.waits(*at)).collect();
        // The first look is old once somebody was asked or campaigns were read one by one.
        let is_new = |(_, todo): &(_, Todo)| matches!(todo, Todo::Create);
        let mut is_fresh = !context.is_asked() && self.campaigns.iter().all(is_new);
        for batch in waiting.chunks(BATCH) {
            // No other process of this machine creates one of them meanwhile.
            let held = self.hold(batch, context);
            is_fresh &= !held.iter().any(|name| name.others_wrote);
            let mut rows = std::mem::take(&mut self.rows);
            let look = match (self.if_absent, is_fresh) {
                (false, _) => LookBefore::None,
                (true, true) => LookBefore::Earlier,
                // Somebody else may have created one of them since the look before.
                (true, false) => {
                    rows = self.look_again(batch, to.0, context).await;
                    LookBefore::Again
                }
            };
            is_fresh = false;
            if self.send_batch(batch, to, (look, rows), context).await.is_err() {
                break;
            }
        }
        context.ui.done_waiting();
    }

    /// Carries out the actions for some campaigns. Where one exists after all, what remains for it takes its place.
    ///
    /// # Errors
    ///
    /// If every later campaign would fail in the same way.
    async fn send_batch(
        &mut self,
        batch: &[usize],
        to: (&dyn Platform, &Consent),
        (before, mut rows): (LookBefore, Vec<LiveCampaign>),
        context: &mut Context,
    ) -> Result<(), ()> {
        let line = |place: &usize| Some((*place, self.line(*place)?));
        let (places, lines): (Vec<usize>, Vec<PlanLine>) = batch.iter().filter_map(line).unzip();
        add_missing(&mut rows, &lines);
        let (plan, if_absent) = (Plan { lines, ..Plan::default() }, self.if_absent);
        let manner = Manner::Create { was_absent: if_absent };
        let mut run = PlanRun::new(&plan, to, manner, rows, context.clock.now());
        for (at, place) in places.iter().enumerate() {
            if plan.lines[at].step.writes_campaign() {
                self.progress.next_campaign(&mut context.ui);
            }
            match run.create(at, context).await {
                Err(error) if if_absent && error.exit == Exit::Conflict => {
                    let (checked, todo) = &mut self.campaigns[*place];
                    *todo = taken(checked, to.0, context).await;
                    if let Some(remaining) = todo.step(checked) {
                        run.exists(at, remaining);
                    }
                }
                Err(error) => run.note(at, Err(error), context),
                Ok(()) => {}
            }
            if run.stopped.is_some() {
                break;
            }
        }
        // What was created gets its schedule.
        let stopped = run.stopped.take();
        let unlisted = RefCell::new(None);
        let mut look = async |run: &mut PlanRun<'_>, context: &mut Context| {
            let why = read_back(run, before, context).await;
            unlisted.replace(why);
        };
        let waiting = run.look_at_new(&mut look, context).await;
        run.stopped = None;
        let ready = |(at, _): &(usize, usize)| !waiting.contains(at) && run.schedule_step(*at).is_some();
        let (ready, others): (Vec<_>, Vec<_>) = places.into_iter().enumerate().partition(ready);
        let why = unlisted.borrow().clone();
        let mut scheduled = self.finish(&ready, why.as_ref(), &mut run, context).await;
        // Somebody may switch them off while the others are waited for.
        let has_waited = !waiting.is_empty() && !scheduled.is_empty();
        run.look_at_prepared(&waiting, &mut look, context).await;
        let why = unlisted.take();
        scheduled.extend(self.finish(&others, why.as_ref(), &mut run, context).await);
        if has_waited || run.all_made().len() >= LISTED_FROM {
            self.look_at_last(batch, &scheduled, &mut run, context).await;
        }
        if stopped.or(run.stopped).is_some() { Err(()) } else { Ok(()) }
    }

    /// Switches the schedules of campaigns on, and notes the results of the campaigns. Returns those whose schedules are
    /// on.
    async fn finish(
        &mut self,
        campaigns: &[(usize, usize)],
        unlisted: Option<&Error>,
        run: &mut PlanRun<'_>,
        context: &mut Context,
    ) -> Vec<usize> {
        let mut scheduled = Vec::new();
        for (at, place) in campaigns.iter().copied() {
            let (checked, todo) = &self.campaigns[place];
            let Some(mut result) = begun(checked, todo, at, run, context) else { continue };
            let is_free = !is_in_the_way(at, run, unlisted, checked, &mut result, context);
            if is_free {
                self.progress.next_schedule(&mut context.ui);
            }
            if is_free && switch_on(at, run, checked, &mut result, context).await {
                scheduled.push(place);
                if run.all_made().len() < LISTED_FROM
                    && let Some(live) = run.schedule_step(at)
                    && let Ok(live) = run.platform.campaign(&live.id).await
                {
                    // The status before the schedule would be misleading.
                    result.view.status = Some(live.status.to_string());
                }
            }
            self.campaigns[place].1 = Todo::Nothing(Box::new(result));
        }
        scheduled
    }

    /// The next step for a campaign, as the line of a plan; `None` if there is none.
    fn line(&self, place: usize) -> Option<PlanLine> {
        let (checked, todo) = &self.campaigns[place];
        let (step, campaign) = (todo.step(checked)?, &checked.manifest.campaign);
        let name = step.live().map_or_else(|| campaign.name(), |live| &live.name).to_owned();
        let type_word = campaign.type_word().to_owned();
        Some(PlanLine { name, type_word, step, cautions: Vec::new(), inherited: Vec::new() })
    }

    /// Holds the names of these campaigns. All processes use the same order, so that no two wait for each other.
    fn hold(&mut self, batch: &[usize], context: &Context) -> Vec<HeldLock> {
        let named = |at: &usize| (NameKey::of(self.campaigns[*at].0.manifest.campaign.name()), *at);
        let in_order: BTreeMap<NameKey, usize> = batch.iter().map(named).collect();
        let mut held = Vec::with_capacity(batch.len());
        for at in in_order.into_values() {
            match context.lock_campaign(self.campaigns[at].0.manifest.campaign.name()) {
                Ok(name) => held.push(name),
                Err(error) => self.fail(at, error),
            }
        }
        held
    }

    /// Looks again at the existing campaigns, with one listing for all, and returns that.
    async fn look_again(
        &mut self,
        batch: &[usize],
        platform: &dyn Platform,
        context: &mut Context,
    ) -> Vec<LiveCampaign> {
        let waiting: Vec<usize> = batch.iter().copied().filter(|at| self.waits(*at)).collect();
        if waiting.is_empty() {
            return Vec::new();
        }
        let rows = match platform.list(&[]).await {
            Ok(rows) => rows,
            Err(error) => {
                let error = Error::from(error);
                for at in waiting {
                    self.fail(at, error.clone());
                }
                return Vec::new();
            }
        };
        let memory = JournalIndex::read(context);
        for at in waiting {
            let checked = self.campaigns[at].0;
            match look(checked, &rows, &mut ReadBefore::default(), &memory, platform, context).await {
                Ok(todo) => {
                    if matches!(todo, Todo::Nothing(_)) {
                        not_needed(checked, context);
                    }
                    self.campaigns[at].1 = todo;
                }
                Err(error) => self.fail(at, error),
            }
        }
        rows
    }

    /// Reads the statuses of the campaigns whose schedules were switched on, and whether these are still on, with one
    /// listing, and saves what is known of the written campaigns, so that a plan need not read them.
    async fn look_at_last(
        &mut self,
        batch: &[usize],
        scheduled: &[usize],
        run: &mut PlanRun<'_>,
        context: &mut Context,
    ) {
        if !scheduled.is_empty() {
            let type_word = |at: &usize| self.campaigns[*at].0.manifest.campaign.type_word().to_owned();
            if run.list(batch.iter().map(type_word).collect(), context).await.is_err() {
                return;
            }
        }
        for at in scheduled {
            let (checked, todo) = &mut self.campaigns[*at];
            if let Todo::Nothing(result) = todo
                && let Some(row) =
                    run.rows.iter().find(|row| result.view.id.as_deref() == Some(row.id.as_str()))
            {
                result.view.status = Some(row.status.to_string());
                if has_schedule(checked) && run.off_again(row, context).is_some() {
                    result.off_again(checked, context);
                }
            }
        }
        let written = run.take_written();
        SeenCampaigns::add_written(&run.rows, written, run.platform, context);
    }

    fn waits(&self, at: usize) -> bool {
        !matches!(self.campaigns[at].1, Todo::Nothing(_))
    }

    fn fail(&mut self, at: usize, error: Error) {
        let result = Created::failed(self.campaigns[at].0, error);
        self.campaigns[at].1 = Todo::Nothing(Box::new(result));
    }
}

/// The result of a campaign so far; `None` if it was not tried.
fn begun(
    checked: &CheckedCampaign,
    todo: &Todo,
    at: usize,
    run: &PlanRun<'_>,
    context: &mut Context,
) -> Option<Created> {
    let created = match (todo, run.made(at)) {
        (Todo::Create, Some(created)) => created,
        (Todo::Enable(existing), _) if run.stopped.is_none() => {
            not_needed(checked, context);
            return Some(Created::found(checked, CreationOutcome::ExistsScheduleEnabled, existing));
        }
        _ => {
            let error = run.results[at].as_ref()?.error.clone()?;
            return Some(Created::failed(checked, error));
        }
    };
    let outcome =
        if created.answer_lost { CreationOutcome::CreatedAnswerLost } else { CreationOutcome::Created };
    let status = run.status(created);
    if status.as_ref().is_some_and(CampaignStatus::is_running) {
        let name = checked.manifest.campaign.name();
        context.ui.problem(&Problem::warning(
            "campaign/runs-already",
            format!("the platform reports that {name:?} is running already"),
        ));
    }
    let result = Created::new(checked, outcome, Some(created.value.id.to_string()), status.as_ref());
    Some(result.of_live(&created.value))
}

/// Whether a schedule must not be switched on, which is then noted: another campaign has the name or may have it, the
/// platform is still preparing it, or an earlier schedule met what this one would meet.
fn is_in_the_way(
    at: usize,
    run: &PlanRun<'_>,
    unlisted: Option<&Error>,
    checked: &CheckedCampaign,
    result: &mut Created,
    context: &Context,
) -> bool {
    if let Some(created) = run.made(at) {
        if let Some(error) = run.created_twice(at, &created.value) {
            result.created_twice(checked, error);
            return true;
        }
        if let Some(error) = unlisted.filter(|_| may_meet_another(run, at, created, context)) {
            result.not_scheduled_unseen(checked, error.clone());
            return true;
        }
    }
    let not_as_sent = run.results[at].as_ref().and_then(|applied| applied.error.clone());
    if let Some(error) = not_as_sent.filter(|_| run.made(at).is_some()) {
        result.not_as_sent(checked, error);
        return true;
    }
    let Some(live) = run.schedule_step(at) else { return true };
    let preparing = run.not_prepared(live).filter(|_| has_schedule(checked));
    let stopped = || {
        let error = run.stopped.clone()?;
        let reason = format!("not tried, because an earlier schedule call failed: {}", error.reason);
        Some(Error { reason, ..error })
    };
    let Some(error) = preparing.or_else(stopped) else { return false };
    result.not_scheduled(checked, error);
    true
}

/// Switches a schedule on, and returns whether it is on.
async fn switch_on(
    at: usize,
    run: &mut PlanRun<'_>,
    checked: &CheckedCampaign,
    result: &mut Created,
    context: &mut Context,
) -> bool {
    let (Some(live), Some(schedule)) = (run.schedule_step(at).cloned(), &checked.schedule) else {
        return false;
    };
    match run.switch_on(&live, schedule, LastRead::ReadEarlier, context).await {
        Ok(_) if has_schedule(checked) => {
            result.view.schedule = schedule_view(&live.name, schedule, context).unwrap_or_default();
        }
        Ok(_) => {}
        Err(error) if error.code == OTHER_SCHEDULED => result.other_scheduled(error),
        Err(error) => {
            run.stopped = Some(error.clone()).filter(ends_run);
            result.not_scheduled(checked, error);
        }
    }
    result.view.error.is_none()
}

/// Reads the statuses of the new campaigns, which must never be assumed not to run (Kore.ai contract §18.29), and
/// other campaigns with their names. A few campaigns are read one by one. Many are read from the list. The list is
/// also used if another campaign with a name may exist, because another user may create it too or this machine did
/// before. Returns why the campaigns could not be listed, if they had to be.
async fn read_back(run: &mut PlanRun<'_>, before: LookBefore, context: &mut Context) -> Option<Error> {
    let made = || run.all_made();
    let is_listed = match made().len() {
        0 => false,
        LISTED_FROM.. => true,
        _ => {
            before != LookBefore::None
                || made().any(|(at, created)| may_meet_another(run, at, created, context))
        }
    };
    let (unlisted, unread) = if is_listed {
        // Where the look was a while ago, a campaign of any type may have got the name since.
        let made = made().filter(|_| before != LookBefore::Earlier);
        let types = made.map(|(at, _)| run.plan.lines[at].type_word.clone()).collect();
        let unlisted = run.list(types, context).await.err();
        (unlisted.clone(), unlisted.into_iter().collect())
    } else {
        (None, run.read_each(context).await)
    };
    for error in unread {
        let message = format!(
            "the status could not be read back, so the status from the create is shown: {}",
            error.message()
        );
        context.ui.problem(&Problem::warning(error.code, message));
    }
    unlisted
}

/// Whether the call that switches on a new campaign's schedule takes a name that another campaign may have.
fn may_meet_another(run: &PlanRun<'_>, at: usize, created: &outcome::Created, context: &Context) -> bool {
    let PlanLine { name, step, .. } = &run.plan.lines[at];
    step.schedule().is_some()
        && !run.is_called_by_id(&created.value)
        // Another user may create it too. A campaign that was found after a lost answer was found by its name. A
        // journal that cannot be read proves nothing.
        && (run.was_absent(at)
            || created.answer_lost
            || context.may_have_created_another(created.value.id.as_str(), name).unwrap_or(true))
}

/// The action that remains if the platform refused the create because a campaign with the name exists.
async fn taken(checked: &CheckedCampaign, platform: &dyn Platform, context: &mut Context) -> Todo {
    let result = match look_again(checked, platform, context).await {
        Ok(Todo::Create) => Created::exists_unseen(checked),
        Ok(Todo::Nothing(result)) => *result,
        Ok(enable @ Todo::Enable(_)) => return enable,
        Err(error) => return Todo::Nothing(Box::new(Created::failed(checked, error))),
    };
    not_needed(checked, context);
    Todo::Nothing(Box::new(result))
}

fn not_needed(checked: &CheckedCampaign, context: &mut Context) {
    for step in steps(checked) {
        context.drop_expected_write(step, checked.manifest.campaign.name());
    }
}

/// Adds to the rows of a listing the live campaigns of lines that it does not have.
fn add_missing(rows: &mut Vec<LiveCampaign>, lines: &[PlanLine]) {
    for live in lines.iter().filter_map(|line| line.step.live()) {
        if rows.iter().all(|row| row.id != live.id) {
            rows.push(live.clone());
        }
    }
}
