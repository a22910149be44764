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
    /// How far a write of many requests has come.
    so_far: Option<String>,
    under_way: Option<String>,
}

impl Progress {
    fn interrupted(&self) -> Error {
        let done: Vec<&str> = self.done.iter().chain(&self.so_far).map(String::as_str).collect();
        let done = match done.as_slice() {
            [] => "nothing was written before".to_owned(),
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

impl Context {
    /// Says that a write begins, in the words of a report: `create "Event Reminder"`.
    pub fn write_begins(&mut self, what: impl Into<String>) {
        self.progress.borrow_mut().under_way = Some(what.into());
    }

    /// Says that one of many requests of a write has its outcome; `so_far` stands for all of them.
    pub fn write_goes_on(&mut self, so_far: impl Into<String>) {
        let mut progress = self.progress.borrow_mut();
        progress.under_way = None;
        progress.so_far = Some(so_far.into());
    }

    /// Says that the write that began has an outcome, known or not.
    pub fn write_ended(&mut self, outcome: impl Into<String>) {
        let mut progress = self.progress.borrow_mut();
        progress.under_way = None;
        progress.done.push(outcome.into());
    }
}

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
