//! Every write to a platform goes through here: it is noted in the journal before it is sent and again with its outcome,
//! and an interrupt in between says that it was under way.

use std::future::Future;

use super::Context;
use crate::error::Error;
use crate::exit::Exit;
use crate::journal::{Journal, Outcome, Write};
use crate::platform::error::PlatformError;
use crate::profile;

impl Context {
    /// Sends a write. `action` names it as the journal does, such as `campaign create`, and `subject` is what it is done
    /// to; `id` reads the platform's id from what it answered. Where the journal cannot be written nothing is sent.
    pub async fn write<T>(
        &mut self,
        action: &str,
        subject: &str,
        send: impl Future<Output = Result<T, PlatformError>>,
        id: impl FnOnce(&T) -> Option<String>,
    ) -> Result<T, Error> {
        let journal = self.journal()?;
        let write = self.write_noted(action, subject)?;
        let pending = journal.begin(write, self.clock.now())?;
        self.progress.borrow_mut().begin(format!("{action} {subject:?}"));
        tracing::info!(target: "kcamp", "{action} {subject:?}");
        let result = send.await;
        let outcome = match &result {
            Ok(value) => {
                Outcome { exit_code: Exit::Success.number(), message: "done".to_owned(), id: id(value) }
            }
            Err(error) => Outcome { exit_code: error.exit().number(), message: error.to_string(), id: None },
        };
        self.progress.borrow_mut().end(&outcome.message);
        if let Err(error) = journal.end(pending, outcome, self.clock.now()) {
            self.ui.warning(&format!("the outcome of {action} {subject:?} is not in the journal: {error}"));
        }
        Ok(result?)
    }

    /// The journal of this user's writes.
    pub fn journal(&self) -> Result<Journal, Error> {
        let folder = profile::state_dir(&self.environment).ok_or_else(|| super::no_home("XDG_STATE_HOME"))?;
        Ok(Journal::new(folder.join("journal.jsonl")))
    }

    fn write_noted(&self, action: &str, subject: &str) -> Result<Write, Error> {
        let settings = self.settings()?;
        let host =
            if self.in_sandbox() { "sandbox".to_owned() } else { settings.host.value.origin().to_owned() };
        Ok(Write {
            action: action.to_owned(),
            subject: subject.to_owned(),
            profile: settings.profile.as_ref().map(|profile| profile.value.to_string()),
            host,
            account: settings.account_id.as_ref().map(|account| account.value.clone()),
        })
    }
}
