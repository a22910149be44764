//! Running an asynchronous command until it ends or is interrupted, and what is then said of it.

use std::sync::{Arc, PoisonError};

use anyhow::Context as _;

use super::Context;
use super::signals::{Listening, Signal};
use super::write::settle_command;
use crate::error::{BROKEN_PIPE, Error, MACHINE_FAILED, OUTPUT_FAILED};
use crate::exit::Exit;
use crate::journal::Outcome;

/// More writes than this are counted and not named: an import makes thousands.
const WRITES_NAMED_MAX: usize = 10;

/// The writes of a command: those that were made, those under way, and those that it still has to make. For the report
/// where it ends before its time.
#[derive(Debug, Default)]
pub struct Progress {
    done: Vec<Done>,
    under_way: Vec<UnderWay>,
    expected: Vec<String>,
    /// How to go on where it ends before all of them are made.
    go_on: Option<&'static str>,
}

/// A write without an outcome yet.
#[derive(Debug)]
struct UnderWay {
    words: String,
    /// What names it in the journal; `None` where it was not noted.
    key: Option<String>,
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

    /// Whether no write has begun yet.
    pub(super) const fn is_first(&self) -> bool {
        self.done.is_empty() && self.under_way.is_empty()
    }

    /// A write begins: `campaign create "Event Reminder"`.
    pub(super) fn begin(&mut self, what: String, key: Option<String>) {
        self.drop_expected(&what);
        self.under_way.push(UnderWay { words: what, key });
    }

    /// The write that began has an outcome.
    pub(super) fn end(&mut self, what: &str, outcome: &Outcome) {
        if let Some(at) = self.under_way.iter().position(|begun| begun.words == what) {
            self.under_way.remove(at);
        }
        let id = outcome.id.as_ref().map_or_else(String::new, |id| format!(" ({id})"));
        let words = format!("{what}: {}{id}", outcome.message);
        self.done.push(Done { words, exit_code: outcome.exit_code });
    }

    /// How a command ends that was told to.
    pub(super) fn interrupted(&self, signal: Signal) -> Error {
        let (word, exit) = (signal.word(), signal.exit());
        let done = self.done_before();
        let not_done = self.not_done();
        let error = if self.under_way.is_empty() {
            Error::new("interrupted", format!("{word}; {done}{not_done}"), exit)
        } else {
            let under_way = listed(self.under_way.iter().map(|begun| begun.words.as_str()));
            let message = format!(
                "{word} while this was under way, so it may or may not have happened: {under_way}; {done}{not_done}"
            );
            let error = Error::new("interrupted/outcome-unknown", message, exit)
                .hint("look before running it again: kcamp campaign list");
            let keys = self.under_way.iter().filter_map(|begun| begun.key.as_deref());
            keys.take(WRITES_NAMED_MAX).fold(error, |error, key| {
                error.hint(format!("settle it before you run this again: {}", settle_command(key)))
            })
        };
        match self.go_on.filter(|_| !self.expected.is_empty()) {
            // What is in doubt is left alone by every later run until it is settled.
            Some(go_on) if !self.under_way.is_empty() => error.hint(format!("once it is settled, {go_on}")),
            Some(go_on) => error.hint(go_on),
            None => error,
        }
    }

    /// How a command ends that was still reading at the deadline.
    pub(super) fn deadline_passed(&self) -> Error {
        let message = match self.done.as_slice() {
            [] => {
                "the deadline passed while kcamp was waiting for what it reads; nothing was sent".to_owned()
            }
            _ => format!(
                "the deadline passed while kcamp was waiting for what it reads; {}{}",
                self.done_before(),
                self.not_done()
            ),
        };
        Error::new("platform/deadline-passed", message, Exit::OutOfTime)
            .hint("see that what writes to the pipe ends, or give it more time with --deadline")
    }

    fn done_before(&self) -> String {
        match self.done.as_slice() {
            [] => "nothing was written before".to_owned(),
            done => format!("done before: {}", done_in_words(done)),
        }
    }

    /// What failed on this machine after something was written: the writes are named too, and the exit code says that
    /// something was done.
    fn failed_after(&self, error: Error) -> Error {
        let Some(exit) = self.exit_of_done() else { return error };
        let message = format!("{}; {}{}", error.message, self.done_before(), self.not_done());
        Error { message, exit, retry_safe: false, ..error }.hint("`kcamp journal` shows it too")
    }

    /// How a command ends that did something before it failed; `None` where nothing was done.
    fn exit_of_done(&self) -> Option<Exit> {
        let has = |code: Exit| self.done.iter().any(|done| done.exit_code == code.number());
        match (has(Exit::Unknown), has(Exit::Success)) {
            (true, _) => Some(Exit::Unknown),
            (false, true) => Some(Exit::Partial),
            (false, false) => None,
        }
    }

    /// What could not be printed after something was written: the writes are named in its place, and the exit code says
    /// that something was done.
    fn not_printed(&self, error: Error) -> Error {
        let Some(exit) = self.exit_of_done() else { return error };
        let done = done_in_words(&self.done);
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

fn done_in_words(done: &[Done]) -> String {
    match done {
        [earlier @ .., last] if earlier.len() >= WRITES_NAMED_MAX => {
            format!("{}, and {} writes before it", last.words, earlier.len())
        }
        done => listed(done.iter().map(|done| done.words.as_str())),
    }
}

fn listed<'text>(words: impl Iterator<Item = &'text str>) -> String {
    words.collect::<Vec<_>>().join("; ")
}

/// Runs a command that talks to a platform. Ctrl-C, SIGTERM and SIGHUP end it at once with a report of what was and was not
/// done.
pub fn block_on(
    context: &mut Context,
    command: impl AsyncFnOnce(&mut Context) -> Result<Exit, Error>,
) -> Result<Exit, Error> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .context("the system gave no event loop to talk to the network with")?;
    let progress = Arc::clone(&context.progress);
    let progress = || progress.lock().unwrap_or_else(PoisonError::into_inner);
    let heard = context.listening.as_ref().map(Listening::heard);
    let signal = async {
        match heard {
            Some(heard) => heard.await,
            None => std::future::pending().await,
        }
    };
    runtime.block_on(async {
        tokio::select! {
            biased;
            result = command(context) => result.map_err(|error| match error.code {
                BROKEN_PIPE | OUTPUT_FAILED => progress().not_printed(error),
                MACHINE_FAILED | "journal/failed" | "journal/unreadable" => progress().failed_after(error),
                _ => error,
            }),
            signal = signal => Err(progress().interrupted(signal)),
        }
    })
}
