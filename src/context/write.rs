//! Every write to a platform passes through here. It is noted in the journal before it is sent, and again with its
//! outcome. If the command is interrupted in between, the report names it.

use std::rc::Rc;
use std::sync::{MutexGuard, PoisonError};

use jiff::Timestamp;

use super::interrupt::{GoOn, Note, WriteNumber};
use super::whereabouts::settle_command;
use super::{CommandWrites, Context, WriteBatch};
use crate::domain::change::{Change, ListChange, NewList, Stake};
use crate::domain::effect::Effect;
use crate::domain::finding::Problem;
use crate::domain::known_names::Renaming;
use crate::domain::live::{CampaignStatus, PLATFORM_CLOCKS_APART, ReportedTimes};
use crate::error::Error;
use crate::exit::Exit;
use crate::journal::{Consent, NotedOutcome, Receipt, WriteReport};
use crate::platform::error::PlatformError;
use crate::platform::gate::ReadAt;
use crate::platform::write::{SentWrite, Write};
use crate::ui::{shell_command, shell_flag};

/// A write that was noted and has no outcome yet.
#[derive(Debug)]
#[must_use = "its outcome has to be noted too"]
pub struct OpenWrite {
    receipt: Receipt,
    number: WriteNumber,
    what: String,
    /// The name that the write adds or removes; `None` if it changes no names.
    renaming: Option<Renaming>,
    /// The campaign's last change before this write, by the platform's clock.
    changed_before: Option<Timestamp>,
    /// The latest time at which the write changed the campaign, by its answer.
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

    /// Sets when the write changed the campaign, by the platform's answer. An answer with the earlier state of the
    /// campaign does not count.
    pub fn dated(self, changed_at: Option<Timestamp>) -> Self {
        let before = self.changed_before;
        Self { changed_at: changed_at.filter(|at| before.is_none_or(|before| *at > before)), ..self }
    }

    /// A handle that reopens the write if its outcome turns out to be unknown.
    pub fn again(&self) -> Reopening {
        Reopening { key: self.receipt.key().map(str::to_owned), number: self.number, what: self.what.clone() }
    }

    /// The command that settles the write if its outcome stays unknown; `None` if it is not in the journal.
    pub fn settle_command(&self) -> Option<String> {
        self.receipt.key().map(settle_command)
    }
}

/// A write that was agreed to on its own. What was asked about is what goes out.
#[derive(Debug)]
#[must_use = "nothing was sent yet"]
pub struct Agreed<T> {
    write: Write<T>,
    consent: Consent,
}

impl<T> Agreed<T> {
    /// Sets when what the write is based on was read, where it was read again after the question.
    pub fn read_at(self, read: ReadAt) -> Self {
        Self { write: self.write.read_at(read), ..self }
    }
}

/// A write whose outcome was noted, but may turn out to be unknown.
#[derive(Debug)]
pub struct Reopening {
    key: Option<String>,
    number: WriteNumber,
    what: String,
}

/// The words for a write in reports: `campaign create "Event Reminder"`.
pub fn write_in_words(action: &str, subject: &str) -> String {
    format!("{action} {subject:?}")
}

impl Context {
    /// Carries a change out. A dry run shows its requests and returns `None`. Else it is confirmed, noted in the
    /// journal, sent, settled, and noted again.
    ///
    /// # Errors
    ///
    /// The account is halted, there is no consent, or the write cannot be noted or fails. The error says whether it
    /// may have happened.
    pub async fn carry_out<T: 'static>(&mut self, write: Write<T>) -> Result<Option<T>, Error> {
        match self.agree_to(write)? {
            Some(agreed) => self.send_agreed(agreed).await.map(Some),
            None => Ok(None),
        }
    }

    /// The first half of `carry_out`, for a command that does something before it calls `send_agreed`.
    ///
    /// # Errors
    ///
    /// The account is halted, or there is no consent.
    pub fn agree_to<T: 'static>(&mut self, write: Write<T>) -> Result<Option<Agreed<T>>, Error> {
        // This is checked before the question; a dry run may show the requests.
        if self.dry_run().is_none() && write.change().begins_calls() {
            self.refuse_halted_write(&write)?;
        }
        let consent = self.agree(WriteBatch::at(Stake::Nothing).and(&write), write.question())?;
        Ok(consent.map(|consent| Agreed { write, consent }))
    }

    /// The other half of `carry_out`.
    ///
    /// # Errors
    ///
    /// The write cannot be begun, or it fails. The error says whether it may have happened.
    pub async fn send_agreed<T: 'static>(&mut self, agreed: Agreed<T>) -> Result<T, Error> {
        self.send(agreed.write, &agreed.consent).await
    }

    /// Sends a write that was confirmed with others. If the journal cannot be written, or the consent is for other
    /// writes, nothing is sent.
    ///
    /// # Errors
    ///
    /// The write cannot be begun, or it fails. The error says whether it may have happened.
    pub async fn send<T: 'static>(&mut self, write: Write<T>, consent: &Consent) -> Result<T, Error> {
        let (SentWrite { value, id, .. }, open) = self.send_open(write, consent).await?;
        self.end_write(open, Ok(id));
        Ok(value)
    }

    /// Like `send`, but what was sent stays under way until it is settled: its outcome is for the caller to note.
    ///
    /// # Errors
    ///
    /// The write cannot be begun: the account is halted, or the journal cannot be written. Or it failed, or while it
    /// waited for its turn the account was halted, or what it is based on has changed: the journal notes that.
    pub async fn send_open<T: 'static>(
        &mut self,
        write: Write<T>,
        consent: &Consent,
    ) -> Result<(SentWrite<T>, OpenWrite), Error> {
        // A halt waits for nothing on this machine.
        let key = write.change().campaign_key().filter(|_| self.halting.is_none());
        let _held = key.map(|key| self.lock_campaign(&key)).transpose()?;
        let gate = self.gate_of(&write)?;
        let open = self.begin_write(&write, consent).await?;
        let platform = self.platform()?;
        let status_read = write.change().status_read().filter(|status| **status != CampaignStatus::untold());
        let status_read = status_read.map(ToString::to_string);
        let look = look_at_the_other(write.change());
        let campaign = write.change().campaign_sent().cloned();
        let begins_calls = write.change().begins_calls();
        let asked = Rc::clone(&gate);
        let sent = platform.connection().through(asked, write.send(&open.receipt)).await;
        self.note_interruption();
        let may_have_come = sent.as_ref().err().is_none_or(|error| error.exit() == Exit::Unknown);
        if begins_calls && may_have_come && gate.is_halted() {
            self.progress().overtaken.push(open.what.clone());
        }
        match sent {
            Ok(sent) => {
                let open = OpenWrite { reported_times: sent.reported_times, ..open.dated(sent.changed_at) };
                Ok((sent, open))
            }
            Err(error) => {
                let settle = open.settle_command();
                self.end_write(open, Err(&error));
                if let Some(refusal) = gate.take_refusal() {
                    return Err(refusal);
                }
                let error = with_look(with_state(error.into(), status_read), look);
                let error = self.with_near_names(error, campaign.as_ref());
                let settle = settle.filter(|_| error.exit == Exit::Unknown);
                Err(error.with_hints(
                    settle.map(|it| format!("to let kcamp look again and note the outcome: {it}")),
                ))
            }
        }
    }

    /// Connects, and notes a write that is about to be sent. If this fails, the write must not be sent. A write that
    /// makes the platform call people is refused while the account is halted. A halt's own writes are sent without a
    /// note if they cannot be noted at once.
    async fn begin_write<T: 'static>(
        &mut self,
        write: &Write<T>,
        consent: &Consent,
    ) -> Result<OpenWrite, Error> {
        if write.change().begins_calls() {
            self.refuse_halted_write(write)?;
        }
        let agreement = consent.agreement_to(write.change()).ok_or_else(|| not_shown(write.change()))?;
        self.connect().await?;
        self.refuse_secrets_in_agreed()?;
        self.refuse_secrets(write.requests())?;
        let (change, evidence) = (write.change(), write.evidence());
        let what = change.to_string();
        let noted = self.noted(write)?;
        let receipt = match self.note(noted, agreement) {
            Ok(receipt) => receipt,
            Err(error) => {
                let halting = self.halting.as_mut();
                halting.map(|it| it.unnoted(change, error.reason.clone())).ok_or(error)?
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

    /// Notes the outcome of a write: the platform's id, if there is one, or why it failed.
    pub fn end_write(&mut self, open: OpenWrite, result: Result<Option<String>, &PlatformError>) {
        let OpenWrite { receipt, number, what, renaming, changed_at, reported_times, .. } = open;
        // A write that may still happen has no end.
        let left_at = result.as_ref().ok().and_then(|_| changed_at.or_else(|| self.answered_at()));
        if let (Some(renaming), Ok(id), Some(platform)) = (renaming, &result, self.platform.get()) {
            platform.connection().names().changed(renaming, id.clone());
        }
        let lead = self.platform.get().and_then(|platform| platform.clock_lead());
        let outcome = match result {
            Ok(id) => NotedOutcome { exit_code: Exit::Success.number(), message: "done".to_owned(), id },
            Err(error) => {
                NotedOutcome { exit_code: error.exit().number(), message: error.to_string(), id: None }
            }
        };
        self.progress().end(number, &what, &outcome);
        let (settle, message) = (receipt.key().map(settle_command), outcome.message.clone());
        let noted = self.journal().map_err(|error| error.message()).and_then(|journal| {
            journal
                .end(receipt, outcome, WriteReport { left_at, reported_times, lead }, self.clock.now())
                .map_err(|error| error.to_string())
        });
        match (noted, &mut self.halting) {
            (Ok(()), _) => {}
            // The outcome of a write that was not noted would have no meaning.
            (Err(_), Some(_)) if settle.is_none() => {}
            (Err(reason), Some(halting)) => halting.outcome_unnoted(reason),
            (Err(reason), None) => {
                let problem = Problem::warning(
                    "journal/outcome-not-noted",
                    format!(
                        "{what} ended, but the journal shows its outcome as unknown: {reason}; the outcome is: {message}"
                    ),
                );
                self.ui.problem(&match settle {
                    Some(settle) => problem.help(format!(
                        "make room for the journal, then let kcamp note the outcome: {settle}"
                    )),
                    None => problem,
                });
            }
        }
    }

    /// The present time by the platform's clock, at the latest; `None` if its answers have no time.
    fn answered_at(&self) -> Option<Timestamp> {
        let lead = self.platform.get()?.clock_lead()?;
        self.clock.now().checked_add(lead).ok()?.checked_add(PLATFORM_CLOCKS_APART).ok()
    }

    /// Notes that the outcome of a write that had ended is unknown after all. The write is open again.
    pub fn reopen_write(&mut self, again: Reopening, doubt: &PlatformError) -> OpenWrite {
        let Reopening { key, number, what } = again;
        let outcome = NotedOutcome { exit_code: doubt.exit().number(), message: doubt.to_string(), id: None };
        let Some((journal, key)) = self.journal().ok().zip(key) else {
            self.progress().reopen(number, what.clone(), None);
            return OpenWrite::again_under_way(Receipt::sent_unnoted(), number, what);
        };
        let receipt = journal.reopen(key.clone(), outcome, self.clock.now());
        self.progress().reopen(number, what.clone(), Some(Note { journal, key, clock: self.clock }));
        OpenWrite::again_under_way(receipt, number, what)
    }

    /// Sets the writes that the command is about to make, in the words of [`write_in_words`], and the next step if it
    /// is ended early. The report then names the writes that were not made.
    pub fn expect_writes(&mut self, writes: Vec<String>, go_on: GoOn) {
        self.progress().expect(writes, go_on);
    }

    /// Drops an expected write that is not needed.
    pub fn drop_expected_write(&mut self, action: &str, subject: &str) {
        self.progress().drop_expected(&write_in_words(action, subject));
    }

    pub(super) fn progress(&self) -> MutexGuard<'_, CommandWrites> {
        self.progress.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The error of a write that is none of those that were asked about.
fn not_shown(change: &Change) -> Error {
    let message = format!("{change} is none of the changes that were shown");
    Error::new("consent/not-shown", message, Exit::Conflict)
        .with_effect(Effect::NothingSentForIt)
        .hint("run the command again, and look at what it shows")
}

/// The command that shows the existing object with the name of a new one.
fn look_at_the_other(change: &Change) -> Option<String> {
    match change {
        // The other campaign's name may differ in case, and its id is not known, so a search is shown.
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

/// Adds to the error of a write that conflicts with an existing object the command that shows it.
fn with_look(error: Error, look: Option<String>) -> Error {
    match look.filter(|_| error.code == "platform/conflict") {
        Some(look) => Error { hints: vec![format!("look at what exists: {look}")], ..error },
        None => error,
    }
}

/// Adds to the platform's refusal the state of the campaign, which is the most likely reason.
fn with_state(error: Error, status_read: Option<String>) -> Error {
    match status_read {
        Some(status) if matches!(error.exit, Exit::Conflict | Exit::Refused) => {
            error.hint(format!("the campaign was {status} when it was read, just before"))
        }
        _ => error,
    }
}
