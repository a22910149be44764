//! Every write to a platform goes through here: it is noted in the journal before it is sent and again with its outcome,
//! and an interrupt in between says that it was under way.

use std::path::PathBuf;
use std::sync::{MutexGuard, PoisonError};

use jiff::Timestamp;

use super::interrupt::{Note, WriteNumber};
use super::whereabouts::settle_command;
use super::{Context, Progress, Together};
use crate::domain::change::{Change, ListChange, NewList, Stake};
use crate::domain::evidence::Evidence;
use crate::domain::known_names::Renaming;
use crate::domain::live::{CampaignStatus, PLATFORM_CLOCKS_APART, ReportedTimes};
use crate::domain::plural::counted;
use crate::error::Error;
use crate::exit::Exit;
use crate::files::Patience;
use crate::journal::{self, Consent, Entry, Fingerprints, Journal, Outcome, Place, Receipt, Told, Trace};
use crate::platform::error::PlatformError;
use crate::platform::write::{Sent, Write};
use crate::ui::{shell_command, shell_flag};

/// How many open writes of earlier commands are named.
const OPEN_NAMED_MAX: usize = 3;

/// A write that is under way: noted, and without an outcome yet.
#[derive(Debug)]
#[must_use = "its outcome has to be noted too"]
pub struct OpenWrite {
    receipt: Receipt,
    number: WriteNumber,
    what: String,
    /// The name that the write gives or takes away; `None` where it changes no names.
    renaming: Option<Renaming>,
    /// When the platform says that the campaign was changed last before.
    changed_before: Option<Timestamp>,
    /// When its answer says that it changed the campaign, at the latest.
    changed_at: Option<Timestamp>,
    /// How the platform reported the time of the schedule that was sent.
    reported_times: Option<ReportedTimes>,
}

impl OpenWrite {
    const fn again_under_way(receipt: Receipt, number: WriteNumber, what: String) -> Self {
        Self {
            receipt,
            number,
            what,
            renaming: None,
            changed_before: None,
            changed_at: None,
            reported_times: None,
        }
    }

    /// Says when the platform's answer dates the change, where it does. An answer that tells the campaign as it was before dates nothing.
    pub fn dated(self, changed_at: Option<Timestamp>) -> Self {
        let before = self.changed_before;
        Self { changed_at: changed_at.filter(|at| before.is_none_or(|before| *at > before)), ..self }
    }

    /// The handle that reopens it where its outcome turns out not to be known after all.
    pub fn again(&self) -> Reopening {
        Reopening { key: self.receipt.key().map(str::to_owned), number: self.number, what: self.what.clone() }
    }

    /// The command that settles it where its outcome stays unknown; `None` where the journal does not have it.
    pub fn settle_command(&self) -> Option<String> {
        self.receipt.key().map(settle_command)
    }
}

/// A write whose outcome was noted and may turn out not to be known after all.
#[derive(Debug)]
pub struct Reopening {
    key: Option<String>,
    number: WriteNumber,
    what: String,
}

/// A write as reports name it: `campaign create "Event Reminder"`.
#[must_use]
pub fn write_in_words(action: &str, subject: &str) -> String {
    format!("{action} {subject:?}")
}

impl Context {
    /// Carries a change out: in a dry run its requests are shown (`None`), else it is asked for, noted in the journal, sent,
    /// settled and noted again.
    ///
    /// # Errors
    ///
    /// The account is halted, nobody agrees, or the write cannot be noted or fails; the error says whether it may have happened.
    pub async fn carry_out<T: 'static>(&mut self, write: Write<T>) -> Result<Option<T>, Error> {
        match self.agree_to(&write)? {
            Some(consent) => self.send(write, &consent).await.map(Some),
            None => Ok(None),
        }
    }

    /// The first half of `carry_out`, for a command that has something to do before the other: `send`.
    ///
    /// # Errors
    ///
    /// The account is halted, or nobody agrees.
    pub fn agree_to<T: 'static>(&mut self, write: &Write<T>) -> Result<Option<Consent>, Error> {
        // Before anybody is asked; a dry run may show it.
        if self.dry_run().is_none() && write.change.begins_calls() {
            self.refuse_while_halted()?;
        }
        self.agree(&Together::at(Stake::Nothing).and(write), &write.question)
    }

    /// Sends a write that was agreed to, alone or together with others. Where the journal cannot be written nothing is sent.
    ///
    /// # Errors
    ///
    /// The write cannot be begun, or it fails; the error says whether it may have happened.
    pub async fn send<T: 'static>(&mut self, write: Write<T>, consent: &Consent) -> Result<T, Error> {
        let (Sent { value, id, .. }, open) = self.send_open(write, consent).await?;
        self.end_write(open, Ok(id));
        Ok(value)
    }

    /// Like `send`, but what was sent stays under way until it is settled: its outcome is for the caller to note.
    ///
    /// # Errors
    ///
    /// The write cannot be begun: the account is halted, or the journal cannot be written. Or it failed: the journal notes that.
    pub async fn send_open<T: 'static>(
        &mut self,
        write: Write<T>,
        consent: &Consent,
    ) -> Result<(Sent<T>, OpenWrite), Error> {
        let open = self.begin_write(&write, consent).await?;
        let status_read = write.change.status_read().filter(|status| **status != CampaignStatus::untold());
        let status_read = status_read.map(ToString::to_string);
        let look = look_at_the_other(&write.change);
        let campaign = write.change.campaign_sent().cloned();
        match write.send(&open.receipt).await {
            Ok(sent) => {
                let open = OpenWrite { reported_times: sent.reported_times, ..open.dated(sent.changed_at) };
                Ok((sent, open))
            }
            Err(error) => {
                let settle = open.settle_command();
                self.end_write(open, Err(&error));
                let error = with_look(with_state(error.into(), status_read), look);
                let error = self.with_near_names(error, campaign.as_ref());
                Err(match settle.filter(|_| error.exit == Exit::Unknown) {
                    Some(settle) => {
                        error.hint(format!("to let kcamp look again and note the outcome: {settle}"))
                    }
                    None => error,
                })
            }
        }
    }

    /// Connects, and notes a write that is about to be sent. It must not be sent where this fails: what makes the platform call
    /// people is refused here while the account is halted. A halt's own writes go out unnoted where they cannot be noted at
    /// once.
    async fn begin_write<T: 'static>(
        &mut self,
        write: &Write<T>,
        consent: &Consent,
    ) -> Result<OpenWrite, Error> {
        if write.change.begins_calls() {
            self.refuse_while_halted()?;
        }
        self.connect().await?;
        let Place { host, account, stream } = self.journal_place()?;
        let profile = self.settings()?.profile.as_ref().map(|profile| profile.value.to_string());
        let Write { change, evidence, .. } = write;
        let trace = self.trace(evidence.clone());
        let (action, subject) = (change.action().into_owned(), change.subject().into_owned());
        let what = change.to_string();
        let noted = journal::NotedWrite { action, subject, profile, host, account, stream, trace };
        let receipt = match self.note(noted, consent) {
            Ok(receipt) => receipt,
            Err(error) => {
                self.halting.as_mut().map(|it| it.unnoted(error.reason_alone().to_owned())).ok_or(error)?
            }
        };
        tracing::info!(target: "kcamp", "{what}");
        let key = receipt.key().map(str::to_owned);
        let note = key.and_then(|key| Some(Note { journal: self.journal().ok()?, key, clock: self.clock }));
        let number = self.progress().begin(what.clone(), note);
        let (renaming, changed_before) = (Renaming::of(change), evidence.updated_at);
        Ok(OpenWrite {
            receipt,
            number,
            what,
            renaming,
            changed_before,
            changed_at: None,
            reported_times: None,
        })
    }

    fn note(&mut self, write: journal::NotedWrite, consent: &Consent) -> Result<Receipt, Error> {
        let journal = self.journal()?;
        let receipt = journal.begin(write, consent, self.clock.now())?;
        if self.progress().is_first() && journal.is_open_to_others() {
            self.ui.warning(&format!(
                "others can read the journal {}, and kcamp could not make it private (mode 0600)",
                journal.path().display()
            ));
        }
        Ok(receipt)
    }

    /// The record for the journal. Values without a key to hide them are left out, which keeps nothing from being sent.
    fn trace(&self, evidence: Evidence) -> Trace {
        let Evidence {
            target,
            status,
            updated_at,
            changes,
            values,
            schedule,
            remembered,
            clock,
            in_between,
            schedule_follows,
            batch,
        } = evidence;
        let kept = Trace {
            target,
            status,
            updated_at,
            changes,
            schedule,
            remembered,
            clock: clock.map(|zone| zone.name().to_owned()),
            in_between,
            schedule_follows,
            batch,
            ..Trace::default()
        };
        if values.is_empty() {
            return kept;
        }
        let Some(prints) = self.fingerprints() else { return kept };
        let fields =
            values.iter().map(|(field, value)| ((*field).to_owned(), prints.of(field, value.as_deref())));
        Trace { fields: fields.collect(), key: Some(prints.key_name()), ..kept }
    }

    /// Makes fingerprints with this user's key; `None` where it cannot be kept.
    #[must_use]
    pub fn fingerprints(&self) -> Option<Fingerprints> {
        let path = self.state_folder().ok()?.join("fingerprint.key");
        Fingerprints::open(&path, &self.patience()).ok()
    }

    /// Notes what became of it: the id that the platform gave, if any, or why it failed.
    pub fn end_write(&mut self, open: OpenWrite, result: Result<Option<String>, &PlatformError>) {
        let OpenWrite { receipt, number, what, renaming, changed_at, reported_times, .. } = open;
        // What may not have happened yet has no end.
        let left_at = result.as_ref().ok().and_then(|_| changed_at.or_else(|| self.answered_at()));
        if let (Some(renaming), Ok(id), Some(platform)) = (renaming, &result, self.platform.get()) {
            platform.line().names().changed(renaming, id.clone());
        }
        let outcome = match result {
            Ok(id) => Outcome { exit_code: Exit::Success.number(), message: "done".to_owned(), id },
            Err(error) => Outcome { exit_code: error.exit().number(), message: error.to_string(), id: None },
        };
        self.progress().end(number, &what, &outcome);
        let (settle, message) = (receipt.key().map(settle_command), outcome.message.clone());
        let noted = self.journal().map_err(|error| error.message).and_then(|journal| {
            journal
                .end(receipt, outcome, Told { left_at, reported_times }, self.clock.now())
                .map_err(|error| error.to_string())
        });
        match (noted, &mut self.halting) {
            (Ok(()), _) => {}
            // Of a write that was not noted an outcome alone would say nothing.
            (Err(_), Some(_)) if settle.is_none() => {}
            (Err(reason), Some(halting)) => halting.outcome_unnoted(reason),
            (Err(reason), None) => {
                self.ui.warning(&format!(
                    "{what} ended, but the journal shows its outcome as unknown: {reason}; the outcome is: {message}"
                ));
                if let Some(settle) = settle {
                    self.ui.hint(&format!(
                        "make room for the journal, then let kcamp note the outcome: {settle}"
                    ));
                }
            }
        }
    }

    /// Now on the platform's clock, at the latest; `None` where its answers do not tell.
    fn answered_at(&self) -> Option<Timestamp> {
        let lead = self.platform.get()?.clock_lead()?;
        self.clock.now().checked_add(lead).ok()?.checked_add(PLATFORM_CLOCKS_APART).ok()
    }

    /// Notes that the outcome of a write that had ended is not known after all: it is under way again.
    pub fn reopen_write(&mut self, again: Reopening, doubt: &PlatformError) -> OpenWrite {
        let Reopening { key, number, what } = again;
        let outcome = Outcome { exit_code: doubt.exit().number(), message: doubt.to_string(), id: None };
        let Some((journal, key)) = self.journal().ok().zip(key) else {
            self.progress().reopen(number, what.clone(), None);
            return OpenWrite::again_under_way(Receipt::unnoted(), number, what);
        };
        let receipt = journal.reopen(key.clone(), outcome, self.clock.now());
        self.progress().reopen(number, what.clone(), Some(Note { journal, key, clock: self.clock }));
        OpenWrite::again_under_way(receipt, number, what)
    }

    /// Says which writes the command is about to make, as [`write_in_words`] names them, and how to go on where it cannot:
    /// what ends it before all of them are made names the others.
    pub fn expect_writes(&mut self, writes: Vec<String>, go_on: &'static str) {
        self.progress().expect(writes, go_on);
    }

    /// A write that was expected is not needed after all.
    pub fn needs_no_write(&mut self, action: &str, subject: &str) {
        self.progress().drop_expected(&write_in_words(action, subject));
    }

    fn progress(&self) -> MutexGuard<'_, Progress> {
        self.progress.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Says once of each write of an earlier command that its outcome is not known, with the way to settle it. A journal that
    /// cannot be read or is held by another process keeps nobody from going on.
    pub fn tell_open_writes(&mut self) {
        let Ok(journal) = self.journal() else { return };
        let journal = journal.with_patience(Patience::none());
        let Ok(mut open) = journal.untold() else { return };
        // What was rehearsed is of no interest elsewhere.
        let is_here = |entry: &Entry| (entry.write.host == "sandbox") == self.in_sandbox();
        open.retain(is_here);
        if open.is_empty() || journal.tell(&open, self.clock.now()).is_err() {
            return;
        }
        for entry in open.iter().take(OPEN_NAMED_MAX) {
            let journal::NotedWrite { action, subject, .. } = &entry.write;
            self.ui.warning(&format!(
                "the outcome of {} of {} is unknown",
                write_in_words(action, subject),
                entry.at.strftime("%Y-%m-%d %H:%M UTC")
            ));
            let settle = self.settle_command_of(entry);
            self.ui.hint(&format!("look at the platform and note the outcome: {settle}"));
        }
        if let Some(more @ 1..) = open.len().checked_sub(OPEN_NAMED_MAX) {
            self.ui.warning(&format!(
                "the outcome of {} is unknown: kcamp journal --failed shows all of them",
                counted(more, "more write")
            ));
        }
    }

    /// The journal of this user's writes.
    ///
    /// # Errors
    ///
    /// There is no folder for kcamp's state, or a halt goes on without it.
    pub fn journal(&self) -> Result<Journal, Error> {
        if let Some(path) = self.environment.text("KCAMP_JOURNAL") {
            // The user may name it by a link; in kcamp's own folder there is none.
            let path = std::fs::canonicalize(path).unwrap_or_else(|_| PathBuf::from(path));
            return Ok(Journal::new(path, self.patience()));
        }
        Ok(Journal::new(self.state_folder()?.join("journal.jsonl"), self.patience()))
    }

    /// Where campaigns of these settings live, as the journal has it.
    ///
    /// # Errors
    ///
    /// The settings cannot be resolved.
    pub fn journal_place(&self) -> Result<Place, Error> {
        let settings = self.settings()?;
        Ok(Place {
            host: self.place()?,
            account: settings.account_id.as_ref().map(|account| account.value.clone()),
            stream: settings.stream_id.as_ref().map(|stream| stream.value.clone()),
        })
    }
}

/// The command that shows what has the name of something new already.
fn look_at_the_other(change: &Change) -> Option<String> {
    match change {
        // The name of the other one may differ in case, and its id is not known: a search finds it.
        Change::CreateCampaign(campaign) | Change::UpdateCampaign { to: campaign, .. } => {
            Some(format!("kcamp campaign list {}", shell_flag("--search", campaign.name())))
        }
        Change::CreateContactList(NewList { name, .. })
        | Change::UpdateContactList(_, ListChange { name: Some(name), .. }) => {
            Some(shell_command("kcamp contact-list get", name.as_str(), ""))
        }
        Change::DeleteContactList(list) | Change::AddContacts { list, .. } => {
            Some(shell_command("kcamp contact-list get", &list.id, ""))
        }
        _ => None,
    }
}

/// The error of a write that conflicts with what there is, with the whole command that shows it.
fn with_look(error: Error, look: Option<String>) -> Error {
    match look.filter(|_| error.code == "platform/conflict") {
        Some(look) => Error { hints: vec![format!("look at what exists: {look}")], ..error },
        None => error,
    }
}

/// The platform's refusal with the state that the campaign was in, which is what it is mostly about.
fn with_state(error: Error, status_read: Option<String>) -> Error {
    match status_read {
        Some(status) if matches!(error.exit, Exit::Conflict | Exit::Refused) => {
            error.hint(format!("the campaign was {status} when it was read, just before"))
        }
        _ => error,
    }
}
