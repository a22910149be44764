//! Running an asynchronous command until it ends or the user presses Ctrl-C, and what is then said of it.

use std::rc::Rc;

use anyhow::Context as _;

use super::Context;
use crate::error::Error;
use crate::exit::Exit;

/// The writes of a command so far, for the report of an interrupt.
#[derive(Debug, Default)]
pub struct Progress {
    done: Vec<String>,
    under_way: Option<String>,
}

impl Progress {
    /// A write begins: `campaign create "Event Reminder"`.
    pub(super) fn begin(&mut self, what: String) {
        self.under_way = Some(what);
    }

    /// The write that began has an outcome, known or not.
    pub(super) fn end(&mut self, outcome: &str) {
        if let Some(what) = self.under_way.take() {
            self.done.push(format!("{what}: {outcome}"));
        }
    }

    fn interrupted(&self) -> Error {
        let done = match self.done.as_slice() {
            [] => "nothing was written before".to_owned(),
            [earlier @ .., last] if earlier.len() >= WRITES_NAMED_MAX => {
                format!("done before: {last}, and {} writes before it", earlier.len())
            }
            done => format!("done before: {}", done.join("; ")),
        };
        let Some(under_way) = &self.under_way else {
            return Error::new("interrupted", format!("interrupted; {done}"), Exit::Interrupted);
        };
        Error::new(
            "interrupted/outcome-unknown",
            format!("interrupted while this was under way, so it may or may not have happened: {under_way}; {done}"),
            Exit::Interrupted,
        )
        .hint("look before running it again: kcamp campaign list")
    }
}

/// More writes than this are counted and not named: an import makes thousands.
const WRITES_NAMED_MAX: usize = 10;

/// Runs a command that talks to a platform. Ctrl-C ends it at once with a report of what was and was not done.
pub fn block_on(
    context: &mut Context,
    command: impl AsyncFnOnce(&mut Context) -> Result<Exit, Error>,
) -> Result<Exit, Error> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .context("the system gave no event loop to talk to the network with")?;
    let progress = Rc::clone(&context.progress);
    runtime.block_on(async {
        tokio::select! {
            biased;
            result = command(context) => result,
            signal = tokio::signal::ctrl_c() => match signal {
                Ok(()) => Err(progress.borrow().interrupted()),
                Err(error) => Err(anyhow::Error::new(error).context("cannot listen for Ctrl-C").into()),
            },
        }
    })
}
