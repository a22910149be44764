//! The records of writes, and the journal that keeps them.

use std::path::PathBuf;
use std::sync::Arc;

use super::Context;
use super::write::write_in_words;
use crate::domain::account::SANDBOX;
use crate::domain::difference::FieldValue;
use crate::domain::evidence::Evidence;
use crate::domain::finding::Problem;
use crate::domain::plural::counted;
use crate::domain::wall_clock::utc_to_the_minute;
use crate::error::Error;
use crate::files::Patience;
use crate::journal::{self, AccountPlace, Agreement, Fingerprints, Journal, JournalEntry, Receipt};
use crate::platform::write::Write;

/// The most open writes of earlier commands that are named.
const OPEN_NAMED_MAX: usize = 3;

/// The code for a write of an earlier command whose outcome is unknown.
const OUTCOME_UNKNOWN: &str = "journal/outcome-unknown";

impl Context {
    /// A write as the journal has it.
    ///
    /// # Errors
    ///
    /// The settings cannot be resolved, or there is no folder for kcamp's state.
    pub(super) fn noted<T>(&mut self, write: &Write<T>) -> Result<journal::NotedWrite, Error> {
        let (action, subject) = (write.change().action().into_owned(), write.change().subject().into_owned());
        let profile = self.settings()?.profile.as_ref().map(|profile| profile.value.to_string());
        let (place, evidence) = (self.journal_place()?, self.evidence_for_journal(write.evidence().clone()));
        Ok(journal::NotedWrite { action, subject, profile, place, evidence })
    }

    /// Notes a write before it is sent.
    ///
    /// # Errors
    ///
    /// There is no folder for kcamp's state, or the journal cannot be written.
    pub(super) fn note(
        &mut self,
        write: journal::NotedWrite,
        agreement: Agreement,
    ) -> Result<Receipt, Error> {
        let journal = self.journal()?;
        let receipt = journal.begin_write(write, agreement, self.clock.now())?;
        if self.progress().is_first() && journal.is_open_to_others() {
            let message = format!(
                "others can read the journal {}, and kcamp could not make it private (mode 0600)",
                journal.path().display()
            );
            self.ui.problem(&Problem::warning("journal/readable-by-others", message));
        }
        Ok(receipt)
    }

    /// The evidence for the journal, with fingerprints in place of the values. If there is no key to make them, both
    /// are left out, and the write is sent anyway.
    fn evidence_for_journal(&self, mut evidence: Evidence) -> Evidence {
        let values = std::mem::take(&mut evidence.values);
        evidence.lead = self.platform.get().and_then(|platform| platform.clock_lead());
        if !values.is_empty()
            && let Some(prints) = self.fingerprints()
        {
            let print =
                |(field, value): &FieldValue| ((*field).to_owned(), prints.of(field, value.as_deref()));
            evidence.fields = values.iter().map(print).collect();
            evidence.key = Some(prints.key_name());
        }
        evidence
    }

    /// Makes fingerprints with this user's key; `None` if the key cannot be saved.
    pub fn fingerprints(&self) -> Option<Fingerprints> {
        let path = self.state_folder().ok()?.join("fingerprint.key");
        Fingerprints::open(&path, &self.patience()).ok()
    }

    /// Reports the writes of earlier commands whose outcome is unknown, once each, with the command that settles
    /// them. If the journal cannot be read or another process holds it, nothing is reported.
    pub fn tell_open_writes(&mut self) {
        let Ok(journal) = self.journal() else { return };
        let journal = journal.with_patience(Patience::none());
        let Ok(mut open) = journal.untold() else { return };
        // Rehearsals are reported only in the sandbox.
        let is_here = |entry: &JournalEntry| (entry.write.place.host == SANDBOX) == self.in_sandbox();
        open.retain(is_here);
        if open.is_empty() || journal.tell(&open, self.clock.now()).is_err() {
            return;
        }
        for entry in open.iter().take(OPEN_NAMED_MAX) {
            let journal::NotedWrite { action, subject, .. } = &*entry.write;
            let message = format!(
                "the outcome of {} of {} is unknown",
                write_in_words(action, subject),
                utc_to_the_minute(entry.at)
            );
            let help =
                format!("look at the platform and note the outcome: {}", self.settle_command_of(entry));
            self.ui.problem(&Problem::warning(OUTCOME_UNKNOWN, message).help(help));
        }
        if let Some(more @ 1..) = open.len().checked_sub(OPEN_NAMED_MAX) {
            let message = format!("the outcome of {} is unknown", counted(more, "more write"));
            let help = "kcamp journal --failed shows all of them";
            self.ui.problem(&Problem::warning(OUTCOME_UNKNOWN, message).help(help));
        }
    }

    /// The journal of this user's writes.
    ///
    /// # Errors
    ///
    /// There is no folder for kcamp's state, or a halt continues without it.
    pub fn journal(&self) -> Result<Journal, Error> {
        if let Some(path) = self.environment.text("KCAMP_JOURNAL") {
            // The user's own path may be a link; kcamp's own folder has none.
            let path = std::fs::canonicalize(path).unwrap_or_else(|_| PathBuf::from(path));
            return Ok(Journal::new(path, self.patience()).hiding(Arc::clone(&self.redactor)));
        }
        let path = self.state_folder()?.join("journal.jsonl");
        Ok(Journal::new(path, self.patience()).hiding(Arc::clone(&self.redactor)))
    }

    /// The account of these settings, in the form of the journal.
    ///
    /// # Errors
    ///
    /// The settings cannot be resolved.
    pub fn journal_place(&self) -> Result<AccountPlace, Error> {
        Ok(AccountPlace { host: self.place()?, account: self.settings()?.identity() })
    }
}
