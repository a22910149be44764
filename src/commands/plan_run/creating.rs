//! Notes and sends creates, and settles those whose answers are lost or cannot be trusted.

use std::collections::HashSet;

use super::{Manner, PlanRun, done};
use crate::context::{Context, HeldLock, OpenWrite, Reopening};
use crate::domain::difference::not_shown;
use crate::domain::live::CampaignId;
use crate::domain::plan::PlanStep;
use crate::error::Error;
use crate::exit::Exit;
use crate::platform::error::ErrorKind;
use crate::platform::outcome::{CreateDone, Created, Creation, LostCreate, Matches};
use crate::view::apply::ApplyOutcome;

/// A campaign that was created.
pub(super) struct Made {
    pub(super) created: Created,
    /// The answer to the create, until it is compared with a read of the campaign.
    answered: Option<(Box<CreateDone>, Reopening)>,
}

/// A create with an unknown outcome.
pub(super) struct OpenCreate {
    at: usize,
    lost: LostCreate,
    write: OpenWrite,
    /// The lock on its campaign's name, which is held until the create is settled.
    held: Option<HeldLock>,
}

impl PlanRun<'_> {
    /// Notes the create of a line and sends it; other lines are left. If the answer is lost, the campaign counts as
    /// created only once that is settled, together with the others.
    ///
    /// # Errors
    ///
    /// If nothing was created.
    pub(in crate::commands) async fn create(
        &mut self,
        at: usize,
        context: &mut Context,
    ) -> Result<(), Error> {
        let step = &self.plan.lines[at].step;
        let PlanStep::Create { campaign, .. } = step else { return Ok(()) };
        let held = match self.manner {
            Manner::Apply => Some(context.lock_campaign(campaign.name())?),
            Manner::Create { .. } => None,
        };
        if held.as_ref().is_some_and(|held| held.others_wrote) {
            self.refuse_created_meanwhile(campaign.name()).await?;
        }
        if step.begins_calls() {
            // The account may have been halted since the question.
            context.refuse_while_halted()?;
        }
        let mut before: HashSet<CampaignId> = self.rows.iter().map(|row| row.id.clone()).collect();
        // If the journal cannot be read, the note of this create reports it.
        before.extend(context.created_a_moment_ago(campaign.name()).unwrap_or_default());
        let write = self.platform.create_campaign(campaign, before, step.begins_calls())?;
        let (sent, open) = context.send_open(write, self.consent).await?;
        match sent.value {
            Creation::Done(done) => {
                let again = open.again();
                let open = open.dated(done.created.changed_at());
                context.end_write(open, Ok(Some(done.created.value.id.to_string())));
                self.keep_made(at, done.created.clone(), Some((done, again)), context);
            }
            Creation::Lost(lost) => self.open.push(OpenCreate { at, lost: *lost, write: open, held }),
        }
        Ok(())
    }

    /// Looks for a campaign of this name once more, because another process of this machine wrote to one since the plan
    /// was made.
    ///
    /// # Errors
    ///
    /// `write/stale` if there is one, or the campaigns cannot be listed.
    async fn refuse_created_meanwhile(&self, name: &str) -> Result<(), Error> {
        let Matches { exact, similar, .. } = self.platform.find_campaigns(name).await?;
        let Some(other) = exact.iter().chain(&similar).next() else { return Ok(()) };
        let message = format!("the campaign {name:?} was created meanwhile ({})", other.id);
        Err(Error::stale_write(message, "run the same command again"))
    }

    fn keep_made(
        &mut self,
        at: usize,
        created: Created,
        answered: Option<(Box<CreateDone>, Reopening)>,
        context: &mut Context,
    ) {
        self.keep_written(&created.value, created.changed_at(), context);
        let is_lost = created.answer_lost;
        if let Some(applied) = &mut self.results[at] {
            applied.view.id = Some(created.value.id.to_string());
        }
        self.made.insert(at, Made { created, answered });
        if self.plan.lines[at].step.schedule().is_none() {
            self.note(at, Ok(done(is_lost)), context);
        } else if let Some(applied) = &mut self.results[at] {
            // The create is reported as done once its schedule is on too.
            applied.view.outcome = ApplyOutcome::CreatedNotScheduled;
        }
    }

    /// Settles the creates whose answers were lost, all together, and notes the outcomes: which campaigns were
    /// created after all, and why the others are unknown.
    pub(in crate::commands) async fn settle(&mut self, context: &mut Context) {
        let (mut creates, mut waiting) = (Vec::new(), Vec::new());
        for OpenCreate { at, lost, write, held } in self.open.drain(..) {
            creates.push(lost);
            waiting.push((at, write, held));
        }
        if creates.is_empty() {
            return;
        }
        let settled = self.platform.settle_creates(creates).await;
        for ((at, write, held), result) in waiting.into_iter().zip(settled) {
            let settle = write.settle_command();
            let write = write.dated(result.as_ref().ok().and_then(Created::changed_at));
            context.end_write(write, result.as_ref().map(|created| Some(created.value.id.to_string())));
            match result {
                Ok(found) => self.keep_made(at, found, None, context),
                Err(error) => {
                    let hint = settle.map(|settle| match self.manner {
                        Manner::Apply => {
                            format!("a later run looks for it once more; to look now: {settle}")
                        }
                        Manner::Create { .. } => format!("settle it before you run this again: {settle}"),
                    });
                    let error = Error::from(error).with_hints(hint);
                    self.note(at, Err(error), context);
                }
            }
            drop(held);
        }
    }

    /// Compares a read of the new campaigns with what was sent. If they contradict each other, the answer named
    /// another campaign, and the create is in doubt. Returns whether any create is, which must then be settled.
    pub(in crate::commands) fn doubts(&mut self, context: &mut Context) -> bool {
        for at in self.made.keys().copied().collect::<Vec<_>>() {
            let row =
                self.made(at).and_then(|created| self.rows.iter().find(|row| row.id == created.value.id));
            let Some(row) = row.cloned() else { continue };
            let platform = self.platform;
            self.judge(at, |done| platform.held_against(done, &row), context);
        }
        !self.open.is_empty()
    }

    /// Notes which new campaigns the platform does not show as they were sent, where that says whom they reach, or with
    /// what words: those of the lines for which `is_meant` holds. One whose answer and row leave something out is read
    /// once more.
    pub(super) async fn look_for_not_shown(
        &mut self,
        is_meant: impl Fn(usize) -> bool,
        context: &mut Context,
    ) {
        for at in self.made.keys().copied().filter(|at| is_meant(*at)).collect::<Vec<_>>() {
            let (Some(created), PlanStep::Create { campaign, schedule }) =
                (self.made(at), &self.plan.lines[at].step)
            else {
                continue;
            };
            let id = created.value.id.clone();
            let mut fields = not_shown(&created.value, campaign);
            if let Some(row) = self.rows.iter().find(|row| row.id == id).filter(|_| !fields.is_empty()) {
                fields.retain(|field| not_shown(row, campaign).contains(field));
            }
            if !fields.is_empty()
                && let Ok(read) = self.platform.campaign(&id).await
            {
                fields.retain(|field| not_shown(&read, campaign).contains(field));
            }
            if fields.is_empty() {
                continue;
            }
            let message = format!("the platform does not show what kcamp sent: {}", fields.join(", "));
            let look = format!("look at it on the platform's own pages, and with kcamp campaign get {id}");
            let error = Error::new("platform/not-as-sent", message, Exit::Partial);
            let (outcome, hint) = match schedule {
                Some(_) if self.manner == Manner::Apply => {
                    let on = format!(
                        "if it is as sent, kcamp schedule enable {id} -f FILE switches its schedule on"
                    );
                    (ApplyOutcome::CreatedNotScheduled, format!("{look}; {on}"))
                }
                _ => (ApplyOutcome::NotAsSent, look),
            };
            self.note_as(at, outcome, error.hint(hint), context);
        }
    }

    /// Accepts the answer to the create as final.
    pub(super) fn confirm_create(&mut self, id: &CampaignId) {
        for made in self.made.values_mut().filter(|made| made.created.value.id == *id) {
            made.answered = None;
        }
    }

    fn judge(&mut self, at: usize, judged: impl FnOnce(CreateDone) -> Creation, context: &mut Context) {
        let Some((done, again)) = self.made.get_mut(&at).and_then(|made| made.answered.take()) else {
            return;
        };
        if let Creation::Lost(lost) = judged(*done) {
            if let Some(Made { created, .. }) = self.made.remove(&at) {
                // The sent values are not facts about the campaign that the answer named.
                self.written.remove(&created.value.id);
            }
            let write = context.reopen_write(again, lost.error());
            self.open.push(OpenCreate { at, lost: *lost, write, held: None });
        }
    }

    /// Reads the new campaigns that were not read yet, one by one. If the platform does not know one, its create is
    /// in doubt. Returns why others could not be read.
    pub(in crate::commands) async fn read_each(&mut self, context: &mut Context) -> Vec<Error> {
        let mut unread = Vec::new();
        let is_read = |id: &CampaignId| self.rows.iter().any(|row| row.id == *id);
        let made: Vec<(usize, CampaignId)> = self
            .all_made()
            .filter(|(_, created)| !is_read(&created.value.id))
            .map(|(at, created)| (at, created.value.id.clone()))
            .collect();
        for (at, id) in made {
            match self.platform.campaign(&id).await {
                Ok(live) => self.rows.push(live),
                Err(error) if error.kind == ErrorKind::NotFound => {
                    self.judge(at, CreateDone::named_nothing, context);
                }
                Err(error) => unread.push(error.into()),
            }
        }
        unread
    }
}
