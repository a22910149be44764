//! Carrying a plan out: campaigns first, their schedules after that, and a look at the end.

use std::collections::HashMap;

use jiff::Timestamp;

use super::report::Applied;
use crate::commands::campaign_files::CheckedCampaign;
use crate::commands::creating::{self, CreateSent, OpenCreate};
use crate::commands::plan::reading::Live;
use crate::commands::plan::seen::{SeenCampaigns, Written, platform_now};
use crate::commands::preparing;
use crate::commands::schedule::warn_of;
use crate::context::{Consent, Context, NameHeld};
use crate::domain::live::{CampaignId, LiveCampaign};
use crate::domain::name::NameKey;
use crate::domain::plan::{Item, Plan};
use crate::domain::platform_campaign::PlatformCampaign;
use crate::domain::schedule::PlannedSchedule;
use crate::error::Error;
use crate::exit::Exit;
use crate::platform::outcome::{CreateDone, Created, Creation, ScheduleChange, Updated};
use crate::platform::platform::{Platform, ReadAfterWrite};
use crate::platform::write::Write;
use crate::view::apply::ApplyOutcome;

/// A plan that is carried out, and what has become of its lines.
pub(super) struct Carrying<'run> {
    pub(super) plan: &'run Plan,
    pub(super) files: HashMap<NameKey, &'run CheckedCampaign>,
    pub(super) platform: &'run dyn Platform,
    /// The campaigns as they were listed last.
    pub(super) rows: Vec<LiveCampaign>,
    /// The outcome of each line; `None` of those that are about nothing to do.
    pub(super) results: Vec<Option<Applied>>,
    /// The campaigns that were created, by the line.
    created: HashMap<usize, Made>,
    written: Written,
    /// Why nothing more is sent.
    stopped: Option<Error>,
    /// The command that goes on with the deletes that were spared.
    pub(super) prune_again: String,
}

/// A campaign that was created.
struct Made {
    campaign: LiveCampaign,
    is_answer_lost: bool,
    /// The platform's answer, until it is compared with a listing.
    answered: Option<CreateDone>,
}

/// A create whose answer was lost. Its name stays held until that is settled.
struct Open {
    at: usize,
    create: OpenCreate,
    held: NameHeld,
}

impl<'run> Carrying<'run> {
    pub(super) fn new(
        plan: &'run Plan,
        files: &'run [CheckedCampaign],
        live: &Live,
        platform: &'run dyn Platform,
        prune_again: String,
        now: Timestamp,
    ) -> Self {
        let key = |file: &CheckedCampaign| NameKey::of(file.manifest.campaign.name());
        Self {
            plan,
            files: files.iter().map(|file| (key(file), file)).collect(),
            platform,
            rows: live.rows().to_vec(),
            results: plan.lines.iter().map(|line| Applied::before(line, now)).collect(),
            created: HashMap::new(),
            written: Written::new(),
            stopped: None,
            prune_again,
        }
    }

    /// The outcome of each line, with the status of its campaign as it was listed last.
    pub(super) fn into_results(self) -> Vec<Option<Applied>> {
        let Self { mut results, rows, stopped, .. } = self;
        for applied in results.iter_mut().flatten() {
            let row = rows.iter().find(|row| Some(row.id.as_str()) == applied.view.id.as_deref());
            applied.view.status = row.map(|row| row.status.to_string());
            if let (ApplyOutcome::NotTried, None, Some(error)) =
                (applied.view.outcome, &applied.error, &stopped)
            {
                applied.stopped_by(error);
            }
        }
        results
    }

    pub(super) async fn carry_out(&mut self, consent: &Consent, context: &mut Context) {
        let mut open = Vec::new();
        for at in 0..self.plan.lines.len() {
            if self.may_go_on(context) {
                open.extend(self.write_campaign(at, consent, context).await);
            }
        }
        self.settle(open, context).await;
        if self.has_written() && self.has_schedules_to_switch() {
            // Another campaign of a name may be there by now, and a schedule call takes the name alone on Kore.ai.
            self.look_for_twins(context).await;
        }
        self.wait_until_prepared(context).await;
        for at in 0..self.plan.lines.len() {
            if self.may_go_on(context) {
                self.switch_schedule(at, consent, context).await;
            }
        }
        let is_seen = if self.has_written() {
            self.look_at_all(consent, context).await
        } else {
            // What is deleted was read before the question, and may run by now.
            !self.has_deletes() || self.look(context).await
        };
        self.prune(is_seen, consent, context).await;
        let written = std::mem::take(&mut self.written);
        if is_seen && !written.is_empty() {
            SeenCampaigns::keep_written(&self.rows, written, self.platform, context);
        }
        context.ui.done_waiting();
    }

    /// Looks what there is after all creates, updates and schedules; whether that could be seen.
    async fn look_at_all(&mut self, consent: &Consent, context: &mut Context) -> bool {
        if !self.look(context).await {
            return false;
        }
        // One with a schedule was looked at before that was switched on.
        for at in (0..self.plan.lines.len()).filter(|at| !self.plan.lines[*at].item.begins_calls()) {
            self.is_contradicted(at, context);
        }
        self.keep_schedules_on(consent, context).await;
        true
    }

    /// Whether the next write may be sent: nothing stopped the run, and the account was not halted meanwhile.
    pub(super) fn may_go_on(&mut self, context: &Context) -> bool {
        if self.stopped.is_none() {
            self.stopped = context.refuse_while_halted().err();
        }
        self.stopped.is_none()
    }

    fn has_written(&self) -> bool {
        !self.created.is_empty()
            || self.results.iter().flatten().any(|applied| applied.view.outcome.is_sent())
    }

    fn has_schedules_to_switch(&self) -> bool {
        (0..self.plan.lines.len()).any(|at| self.schedule_step(at).is_some())
    }

    /// Creates or updates the campaign of a line. A lost create is settled later, together with all others.
    async fn write_campaign(&mut self, at: usize, consent: &Consent, context: &mut Context) -> Option<Open> {
        match &self.plan.lines[at].item {
            Item::Create { campaign, .. } => self.create(at, campaign, consent, context).await,
            Item::Update { live, to, .. } => {
                let sent = match self.platform.update(live, to, ReadAfterWrite::Later) {
                    Ok(write) => context.send(write, consent).await,
                    Err(error) => Err(error.into()),
                };
                if let Ok(Updated { live: Some(answered), answer_lost: false }) = &sent {
                    self.has_written_to(answered, context);
                }
                let outcome = sent.map(|updated| done(updated.answer_lost));
                self.note(at, outcome, context);
                None
            }
            _ => None,
        }
    }

    async fn create(
        &mut self,
        at: usize,
        campaign: &PlatformCampaign,
        consent: &Consent,
        context: &mut Context,
    ) -> Option<Open> {
        let held = match context.hold(campaign.name()) {
            Ok(held) => held,
            Err(error) => return self.fail(at, error, context),
        };
        let before = self.rows.iter().map(|row| row.id.clone()).collect();
        let schedule_follows = self.plan.lines[at].item.begins_calls();
        match creating::send((campaign, schedule_follows), before, self.platform, consent, context).await {
            Ok(CreateSent::Done(done, _)) => {
                let made = Made {
                    campaign: done.created.campaign.clone(),
                    is_answer_lost: done.created.answer_lost,
                    answered: Some(*done),
                };
                self.has_created(at, made, context);
                None
            }
            Ok(CreateSent::Open(create)) => Some(Open { at, create: *create, held }),
            Err(error) => self.fail(at, error, context),
        }
    }

    /// Looks what became of the creates whose answers were lost, all together.
    async fn settle(&mut self, open: Vec<Open>, context: &mut Context) {
        let (mut creates, mut waiting) = (Vec::new(), Vec::new());
        for Open { at, create, held } in open {
            creates.push(create);
            waiting.push((at, held));
        }
        let settled = creating::settle(creates, self.platform, context).await;
        for ((at, held), result) in waiting.into_iter().zip(settled) {
            match result {
                Ok(Created { campaign, answer_lost, .. }) => {
                    let made = Made { campaign, is_answer_lost: answer_lost, answered: None };
                    self.has_created(at, made, context);
                }
                Err(error) => self.note(at, Err(error), context),
            }
            drop(held);
        }
    }

    fn has_created(&mut self, at: usize, made: Made, context: &mut Context) {
        if let Some(applied) = &mut self.results[at] {
            applied.view.id = Some(made.campaign.id.to_string());
        }
        self.has_written_to(&made.campaign, context);
        let outcome = done(made.is_answer_lost);
        let has_schedule = self.plan.lines[at].item.begins_calls();
        self.created.insert(at, made);
        if has_schedule {
            // It is said once its schedule is on too.
            if let Some(applied) = &mut self.results[at] {
                applied.view.outcome = ApplyOutcome::CreatedNotScheduled;
            }
        } else {
            self.note(at, Ok(outcome), context);
        }
    }

    /// The campaign whose schedule a line switches, where what comes before that has happened.
    pub(super) fn schedule_step(&self, at: usize) -> Option<&LiveCampaign> {
        let outcome = self.results[at].as_ref()?.view.outcome;
        match &self.plan.lines[at].item {
            Item::Create { schedule: Some(_), .. } if outcome == ApplyOutcome::CreatedNotScheduled => {
                self.created.get(&at).map(|made| &made.campaign)
            }
            Item::SwitchOn { live, .. } | Item::Replace { live, .. } | Item::SwitchOff { live }
                if outcome == ApplyOutcome::NotTried =>
            {
                Some(live)
            }
            _ => None,
        }
    }

    async fn switch_schedule(&mut self, at: usize, consent: &Consent, context: &mut Context) {
        let Some(live) = self.schedule_step(at).cloned() else { return };
        let item = &self.plan.lines[at].item;
        if self.is_contradicted(at, context) {
            return;
        }
        if let Some(error) = self.in_the_way(at, &live) {
            self.note(at, Err(error), context);
            return;
        }
        // An update may have given it another name.
        let row = self.rows.iter().find(|row| row.id == live.id).unwrap_or(&live).clone();
        let sent = match item {
            Item::SwitchOff { .. } => {
                let write = self.platform.disable_schedule(&self.platform.schedule_target_of(&row));
                context.send(write, consent).await.map(|change| change.answer_lost)
            }
            Item::Replace { schedule, .. } => match self.enable(&row, schedule, consent, context).await {
                Err(error) if matches!(error.exit, Exit::Conflict | Exit::Refused) => {
                    self.replace_in_two(at, &row, schedule, consent, context).await;
                    return;
                }
                sent => sent,
            },
            Item::Create { schedule: Some(schedule), .. } | Item::SwitchOn { schedule, .. } => {
                self.enable(&row, schedule, consent, context).await
            }
            _ => return,
        };
        if sent.is_ok() {
            self.has_switched(&live, context);
        }
        let is_create_lost = self.created.get(&at).is_some_and(|made| made.is_answer_lost);
        self.note(at, sent.map(|is_lost| done(is_lost || is_create_lost)), context);
    }

    /// Keeps what the answer to a write says of a campaign.
    fn has_written_to(&mut self, answered: &LiveCampaign, context: &Context) {
        let now = platform_now(self.platform, context);
        self.written.insert(answered.id.clone(), (answered.clone(), now));
    }

    /// Keeps that a campaign's schedule was switched, of which all else is as it was.
    fn has_switched(&mut self, live: &LiveCampaign, context: &Context) {
        let now = platform_now(self.platform, context);
        self.written.entry(live.id.clone()).or_insert_with(|| (live.clone(), now)).1 = now;
    }

    /// Whether the listing shows under the id of a created campaign what was not sent: then the answer named another one, and what
    /// became of the create is not known.
    fn is_contradicted(&mut self, at: usize, context: &mut Context) -> bool {
        let Some(made) = self.created.get_mut(&at) else { return false };
        let Some(row) = self.rows.iter().find(|row| row.id == made.campaign.id) else { return false };
        let Some(answered) = made.answered.take() else { return false };
        match self.platform.held_against(answered, row) {
            Creation::Done(_) => false,
            Creation::Lost(lost) => {
                self.created.remove(&at);
                self.note(at, Err(Error::from(lost.error().clone())), context);
                true
            }
        }
    }

    /// What keeps a schedule from being switched: its campaign was not made as the file has it, is still being prepared, or is not
    /// the only one of its name.
    pub(super) fn in_the_way(&self, at: usize, live: &LiveCampaign) -> Option<Error> {
        let is_update = |other: &usize| {
            let other = &self.plan.lines[*other];
            matches!(&other.item, Item::Update { live: updated, .. } if updated.id == live.id)
        };
        let update =
            (0..self.plan.lines.len()).find(is_update).and_then(|other| self.results[other].as_ref());
        if update.is_some_and(|applied| applied.exit != Exit::Success) {
            let message = "its update failed or has an unknown outcome, so its schedule was not changed";
            return Some(
                Error::new("apply/not-updated", message, Exit::Partial).hint("run kcamp apply again"),
            );
        }
        let row = self.rows.iter().find(|row| row.id == live.id);
        if let Some(error) =
            row.filter(|_| self.plan.lines[at].item.begins_calls()).and_then(preparing::still_preparing)
        {
            return Some(error);
        }
        let name = NameKey::of(&self.plan.lines[at].name);
        let twins: Vec<&str> = self
            .rows
            .iter()
            .filter(|row| row.id != live.id && NameKey::of(&row.name) == name)
            .map(|row| row.id.as_str())
            .collect();
        (!twins.is_empty()).then(|| {
            let message = format!(
                "another campaign has this name too ({}), and a schedule call could reach either one, so its schedule was not changed",
                twins.join(", ")
            );
            Error::new("campaign/created-twice", message, Exit::Partial)
                .hint("delete the one that you do not want: kcamp campaign delete ID --yes")
        })
    }

    /// Switches a schedule on; whether its answer was lost.
    async fn enable(
        &self,
        row: &LiveCampaign,
        schedule: &PlannedSchedule,
        consent: &Consent,
        context: &mut Context,
    ) -> Result<bool, Error> {
        let write = self.platform.enable_schedule(&self.platform.schedule_target_of(row), schedule)?;
        self.send_enable(row, write, consent, context).await
    }

    /// Switches a schedule on again that was on and that this machine has switched off; whether its answer was lost.
    pub(super) async fn enable_again(
        &self,
        row: &LiveCampaign,
        schedule: &PlannedSchedule,
        consent: &Consent,
        context: &mut Context,
    ) -> Result<bool, Error> {
        let mut write = self.platform.enable_schedule(&self.platform.schedule_target_of(row), schedule)?;
        write.evidence.in_between = true;
        self.send_enable(row, write, consent, context).await
    }

    async fn send_enable(
        &self,
        row: &LiveCampaign,
        write: Write<ScheduleChange>,
        consent: &Consent,
        context: &mut Context,
    ) -> Result<bool, Error> {
        let change = context.send(write, consent).await?;
        warn_of(&change, context);
        match change.id.filter(|other| *other != row.id) {
            None => Ok(change.answer_lost),
            Some(other) => {
                let message = format!(
                    "the schedule of another campaign of this name, {other}, was switched on; that of {} is as it was",
                    row.id
                );
                Err(Error::new("campaign/other-scheduled", message, Exit::Partial)
                    .hint(format!("look at the other one: kcamp campaign get {other}")))
            }
        }
    }

    /// Replaces a schedule where the platform does not take another one over it: it is off in between.
    async fn replace_in_two(
        &mut self,
        at: usize,
        row: &LiveCampaign,
        schedule: &PlannedSchedule,
        consent: &Consent,
        context: &mut Context,
    ) {
        let mut write = self.platform.disable_schedule(&self.platform.schedule_target_of(row));
        write.evidence.in_between = true;
        if let Err(error) = context.send(write, consent).await {
            self.note(at, Err(error), context);
            return;
        }
        match self.enable_again(row, schedule, consent, context).await {
            Ok(is_lost) => self.note(at, Ok(done(is_lost)), context),
            Err(error) => self.is_off_now(at, row, &error, context),
        }
    }

    /// Lists the campaigns of the types again whose schedules are to be switched.
    async fn look_for_twins(&mut self, context: &mut Context) {
        context.ui.progress("list the campaigns");
        let mut types: Vec<String> = Vec::new();
        for at in 0..self.plan.lines.len() {
            if let Some(line) = self.schedule_step(at).map(|_| &self.plan.lines[at])
                && !types.contains(&line.type_word)
            {
                types.push(line.type_word.clone());
            }
        }
        let words: Vec<&str> = types.iter().map(String::as_str).collect();
        match self.platform.list(&words).await {
            Ok(rows) => {
                self.rows.retain(|row| !row.type_word().is_some_and(|word| words.contains(&word)));
                self.rows.extend(rows);
            }
            Err(error) => self.not_seen(&error.into(), context),
        }
    }

    /// Waits for the campaigns that the platform is still preparing and whose schedules are to be switched on.
    async fn wait_until_prepared(&mut self, context: &mut Context) {
        let begins_calls = |at: &usize| self.plan.lines[*at].item.begins_calls();
        let waiting: Vec<(usize, CampaignId)> = (0..self.plan.lines.len())
            .filter(begins_calls)
            .filter_map(|at| Some((at, self.schedule_step(at)?.id.clone())))
            .collect();
        let ids = waiting.iter().map(|(_, id)| id.clone()).collect();
        let Err(error) = preparing::until_prepared(&ids, &mut self.rows, self.platform, context).await else {
            return;
        };
        for (at, id) in waiting {
            let row = self.rows.iter().find(|row| row.id == id);
            if row.is_some_and(|row| preparing::still_preparing(row).is_some()) {
                self.note(at, Err(error.clone()), context);
            }
        }
    }

    fn fail(&mut self, at: usize, error: Error, context: &mut Context) -> Option<Open> {
        self.note(at, Err(error), context);
        None
    }

    /// Keeps and says what became of a line. What would meet every other write too ends the run.
    pub(super) fn note(&mut self, at: usize, result: Result<ApplyOutcome, Error>, context: &mut Context) {
        let Some(applied) = &mut self.results[at] else { return };
        let is_created = self.created.contains_key(&at);
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

    /// Keeps and says what became of a line, where an error alone does not tell.
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

/// Whether a failure would meet every write after this one too.
fn meets_all(error: &Error) -> bool {
    let is_of_all =
        matches!(error.exit, Exit::Credentials | Exit::Unavailable | Exit::OutOfTime | Exit::Unconfirmed);
    (is_of_all && error.code != "lock/held") || error.code == "journal/failed"
}
