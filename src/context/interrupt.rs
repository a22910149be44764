//! Running an asynchronous command until it ends or the user presses Ctrl-C, and what is then said of it.

use std::rc::Rc;

use anyhow::Context as _;

use super::Context;
use crate::error::{BROKEN_PIPE, Error, OUTPUT_FAILED};
use crate::exit::Exit;
use crate::journal::Outcome;

/// More writes than this are counted and not named: an import makes thousands.
const WRITES_NAMED_MAX: usize = 10;

/// The writes of a command: those that were made, those under way, and those that it still has to make. For the report
/// where it ends before its time.
#[derive(Debug, Default)]
pub struct Progress {
    done: Vec<Done>,
    under_way: Vec<String>,
    expected: Vec<String>,
    /// How to go on where it ends before all of them are made.
    go_on: Option<&'static str>,
}

/// A write with an outcome, known or not.
#[derive(Debug)]
struct Done {
    words: String,
    exit_code: u8,
}

impl Progress {
    /// These writes are to be made, as [`Self::begin`] names them.
    pub(super) fn expect(&mut self, writes: Vec<String>, go_on: &'static str) {
        self.expected = writes;
        self.go_on = Some(go_on);
    }

    /// One that was expected will not be made, and nobody misses it.
    pub(super) fn drop_expected(&mut self, what: &str) {
        if let Some(at) = self.expected.iter().position(|expected| expected == what) {
            self.expected.remove(at);
        }
    }

    /// A write begins: `campaign create "Event Reminder"`.
    pub(super) fn begin(&mut self, what: String) {
        self.drop_expected(&what);
        self.under_way.push(what);
    }

    /// The write that began has an outcome.
    pub(super) fn end(&mut self, what: &str, outcome: &Outcome) {
        if let Some(at) = self.under_way.iter().position(|begun| begun == what) {
            self.under_way.remove(at);
        }
        let id = outcome.id.as_ref().map_or_else(String::new, |id| format!(" ({id})"));
        let words = format!("{what}: {}{id}", outcome.message);
        self.done.push(Done { words, exit_code: outcome.exit_code });
    }

    fn interrupted(&self) -> Error {
        let done = match self.done.as_slice() {
            [] => "nothing was written before".to_owned(),
            [earlier @ .., last] if earlier.len() >= WRITES_NAMED_MAX => {
                format!("done before: {}, and {} writes before it", last.words, earlier.len())
            }
            done => format!("done before: {}", listed(done.iter().map(|done| done.words.as_str()))),
        };
        let not_done = self.not_done();
        let error = if self.under_way.is_empty() {
            Error::new("interrupted", format!("interrupted; {done}{not_done}"), Exit::Interrupted)
        } else {
            let under_way = listed(self.under_way.iter().map(String::as_str));
            let message = format!(
                "interrupted while this was under way, so it may or may not have happened: {under_way}; {done}{not_done}"
            );
            Error::new("interrupted/outcome-unknown", message, Exit::Interrupted)
                .hint("look before running it again: kcamp campaign list")
        };
        match self.go_on.filter(|_| !self.expected.is_empty()) {
            Some(go_on) => error.hint(go_on),
            None => error,
        }
    }

    /// What could not be printed after something was written: the writes are named in its place, and the exit code says
    /// that something was done.
    fn not_printed(&self, error: Error) -> Error {
        let has = |code: Exit| self.done.iter().any(|done| done.exit_code == code.number());
        let exit = match (has(Exit::Unknown), has(Exit::Success)) {
            (true, _) => Exit::Unknown,
            (false, true) => Exit::Partial,
            (false, false) => return error,
        };
        let done = match self.done.as_slice() {
            [earlier @ .., last] if earlier.len() >= WRITES_NAMED_MAX => {
                format!("{}, and {} writes before it", last.words, earlier.len())
            }
            done => listed(done.iter().map(|done| done.words.as_str())),
        };
        let message = format!(
            "{}, so the result is not shown; this is what was done: {done}{}",
            error.message,
            self.not_done()
        );
        Error::new(OUTPUT_FAILED, message, exit).hint("`kcamp journal` shows it too")
    }

    fn not_done(&self) -> String {
        match self.expected.as_slice() {
            [] => String::new(),
            [first, later @ ..] if later.len() >= WRITES_NAMED_MAX => {
                format!("; not done: {first}, and {} writes after it", later.len())
            }
            all => format!("; not done: {}", listed(all.iter().map(String::as_str))),
        }
    }
}

fn listed<'text>(words: impl Iterator<Item = &'text str>) -> String {
    words.collect::<Vec<_>>().join("; ")
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
            result = command(context) => result.map_err(|error| match error.code {
                BROKEN_PIPE | OUTPUT_FAILED => progress.borrow().not_printed(error),
                _ => error,
            }),
            signal = tokio::signal::ctrl_c() => match signal {
                Ok(()) => Err(progress.borrow().interrupted()),
                Err(error) => Err(anyhow::Error::new(error).context("cannot listen for Ctrl-C").into()),
            },
        }
    })
}
