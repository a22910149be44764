//! The writes of a command, and the report about them if the command is ended early.

use std::sync::PoisonError;
use std::time::Duration;

use super::Context;
use super::whereabouts::settle_command;
use crate::clock::Clock;
use crate::domain::plural::counted;
use crate::error::{BROKEN_PIPE, Error, MACHINE_FAILED, OUTPUT_FAILED, QUERY_FAILED};
use crate::exit::Exit;
use crate::files::Patience;
use crate::journal::{Journal, JournalError, NotedOutcome};

/// The most writes that are named; more are only counted, because an import makes thousands.
const WRITES_NAMED_MAX: usize = 10;

/// The next step where the same command, run again, looks itself what became of a write in doubt.
const LOOKS_ITSELF: &str = "run it again: it first looks whether this happened, and then finishes the rest; what it cannot find out, it leaves alone, and says what to do";

/// The time limit of the note that a write was not sent.
const NOTED_WITHIN: Duration = Duration::from_millis(500);

/// A signal with which a user or the system ends a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signal {
    /// Ctrl-C.
    Interrupt,
    /// The terminal was closed.
    #[cfg(unix)]
    Hangup,
    /// `kill`, or the stop of a container or a CI job.
    #[cfg(unix)]
    Terminate,
}

impl Signal {
    /// The exit code of a command that the signal ends.
    pub(super) const fn exit(self) -> Exit {
        match self {
            Self::Interrupt => Exit::Interrupted,
            #[cfg(unix)]
            Self::Hangup => Exit::HungUp,
            #[cfg(unix)]
            Self::Terminate => Exit::Terminated,
        }
    }

    /// The first words of a report.
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Interrupt => "interrupted",
            #[cfg(unix)]
            Self::Hangup => "interrupted by a hangup",
            #[cfg(unix)]
            Self::Terminate => "interrupted by SIGTERM",
        }
    }
}

/// The writes of a command: those that were made, those in progress, and those that are still to come. For the report
/// if the command is ended early.
#[derive(Debug, Default)]
pub struct CommandWrites {
    /// The number of writes that have begun, which is the number of the next one.
    begun: usize,
    done: Vec<Done>,
    /// The files that were written because the user asked for them, in words.
    files: Vec<String>,
    under_way: Vec<UnderWay>,
    expected: Vec<String>,
    /// The next step if the command ends before all expected writes are made.
    go_on: Option<GoOn>,
    /// The writes during which a halt of the account began, in words: they may call people, and the halt may not have
    /// seen them.
    pub(super) overtaken: Vec<String>,
    /// The state that a server leaves when a signal ends it, in words; `None` for any other command.
    left_by_server: Option<&'static str>,
    /// Whether the command is being ended: nothing more is sent.
    is_over: bool,
}

/// The next step if a command ends before all its writes are made, in words. It depends on what a later run does with a
/// write in doubt.
#[derive(Debug, Clone, Copy)]
pub enum GoOn {
    /// It leaves the write alone until that is settled.
    OnceSettled(&'static str),
    /// It looks itself what became of the write.
    AtOnce(&'static str),
}

/// Identifies a write of this command. Several writes may have the same words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct WriteNumber(usize);

/// A write without an outcome yet.
#[derive(Debug)]
struct UnderWay {
    number: WriteNumber,
    words: String,
    /// The write's note in the journal; `None` if there is none.
    note: Option<Note>,
    /// The number of its requests that were sent and may have been applied.
    in_doubt: u32,
}

/// The place of a write in the journal, used to note that the write was not sent.
#[derive(Debug)]
pub(super) struct Note {
    pub journal: Journal,
    /// The entry's key.
    pub key: String,
    pub clock: Clock,
}

impl Note {
    /// Notes that the write was not sent. Waits only briefly for another process that holds the journal, because the
    /// user waits for the end.
    fn not_sent(&self, word: &str, exit: Exit) -> Result<(), JournalError> {
        let outcome =
            NotedOutcome { exit_code: exit.number(), message: format!("not sent: {word}"), id: None };
        let journal = self.journal.clone().with_patience(Patience::default().at_most(NOTED_WITHIN));
        journal.settle(&self.key, outcome, self.clock.now())
    }
}

/// A write with an outcome, known or unknown, or something that was done on this machine.
#[derive(Debug)]
struct Done {
    /// The number of the write; `None` if it was not a write.
    number: Option<WriteNumber>,
    words: String,
    exit_code: u8,
    is_noted: bool,
}

impl CommandWrites {
    /// Notes the writes to come, in the words of [`Self::begin`], and the next step if not all of them are made.
    pub(super) fn expect(&mut self, writes: Vec<String>, go_on: GoOn) {
        self.expected = writes;
        self.go_on = Some(go_on);
    }

    /// Drops an expected write that will not be made and need not be reported. It has not begun, so only its words
    /// identify it.
    pub(super) fn drop_expected(&mut self, what: &str) {
        if let Some(at) = self.expected.iter().position(|expected| expected == what) {
            self.expected.remove(at);
        }
    }

    /// Whether no write has begun yet.
    pub(super) const fn is_first(&self) -> bool {
        self.done.is_empty() && self.under_way.is_empty()
    }

    /// Notes that a write begins, such as `campaign create "Event Reminder"`.
    pub(super) fn begin(&mut self, what: String, note: Option<Note>) -> WriteNumber {
        self.drop_expected(&what);
        let number = WriteNumber(self.begun);
        self.begun += 1;
        self.under_way.push(UnderWay { number, words: what, note, in_doubt: 0 });
        number
    }

    /// Notes that a request of the last write is about to be sent. Returns whether it may be sent.
    pub(super) fn sending(&mut self) -> bool {
        if let Some(last) = self.under_way.last_mut().filter(|_| !self.is_over) {
            last.in_doubt += 1;
        }
        !self.is_over
    }

    /// Notes that the last request was certainly not applied.
    pub(super) fn not_applied(&mut self) {
        if let Some(last) = self.under_way.last_mut() {
            last.in_doubt = last.in_doubt.saturating_sub(1);
        }
    }

    /// Notes the outcome of a write.
    pub(super) fn end(&mut self, number: WriteNumber, what: &str, outcome: &NotedOutcome) {
        self.under_way.retain(|begun| begun.number != number);
        let id = outcome.id.as_ref().map_or_else(String::new, |id| format!(" ({id})"));
        let words = format!("{what}: {}{id}", outcome.message);
        self.done.push(Done { number: Some(number), words, exit_code: outcome.exit_code, is_noted: true });
    }

    /// Notes something that was done only on this machine, and whether it is in the journal.
    pub(super) fn did(&mut self, what: &str, is_noted: bool) {
        let (words, exit_code) = (what.to_owned(), Exit::Success.number());
        self.done.push(Done { number: None, words, exit_code, is_noted });
    }

    /// Notes that files were written that the user asked for, such as `wrote plan.json`.
    pub(super) fn wrote(&mut self, what: String) {
        self.files.push(what);
    }

    /// Makes a write that had ended open again, because its outcome is unknown after all.
    pub(super) fn reopen(&mut self, number: WriteNumber, what: String, note: Option<Note>) {
        self.done.retain(|done| done.number != Some(number));
        self.under_way.push(UnderWay { number, words: what, note, in_doubt: 1 });
    }

    /// The error of a command that a signal ends. A write that was not sent is noted as such in the journal.
    pub(super) fn interrupted(&mut self, signal: Signal) -> Error {
        let is_first = !std::mem::replace(&mut self.is_over, true);
        let (word, exit) = (signal.word(), signal.exit());
        let done = self.done_before();
        let (in_doubt, not_sent): (Vec<&UnderWay>, Vec<&UnderWay>) =
            self.under_way.iter().partition(|begun| begun.in_doubt > 0);
        let words = |begun: &[&UnderWay]| listed(begun.iter().map(|begun| begun.words.as_str()));
        let not_done = match not_sent.as_slice() {
            [] => self.not_done(),
            begun => format!("; not sent: {}{}", words(begun), self.not_done()),
        };
        let mut error = if in_doubt.is_empty() {
            let error = Error::new("interrupted", format!("{word}; {done}{not_done}"), exit);
            Error { retry_safe: self.done.is_empty(), ..error }
        } else {
            let under_way = words(&in_doubt);
            let message = format!(
                "{word} while this was in progress, so it may or may not have happened: {under_way}; {done}{not_done}"
            );
            let error = Error::new("interrupted/outcome-unknown", message, exit);
            let notes = in_doubt.iter().filter_map(|begun| begun.note.as_ref());
            match self.go_on {
                Some(GoOn::AtOnce(_)) => error.hint(LOOKS_ITSELF),
                _ => notes.take(WRITES_NAMED_MAX).fold(error.hint(look_first(&under_way)), |error, note| {
                    error.hint(format!("settle it before you run this again: {}", settle_command(&note.key)))
                }),
            }
        };
        for note in not_sent.iter().filter(|_| is_first).filter_map(|begun| begun.note.as_ref()) {
            if let Err(reason) = note.not_sent(word, exit) {
                let settle = settle_command(&note.key);
                error = error.hint(format!(
                    "the journal could not note that it was not sent ({reason}): {settle} --as not-done"
                ));
            }
        }
        match (self.go_on.filter(|_| !self.expected.is_empty()), in_doubt.is_empty()) {
            (Some(GoOn::OnceSettled(go_on)), false) => error.hint(format!("once it is settled, {go_on}")),
            (Some(GoOn::OnceSettled(go_on) | GoOn::AtOnce(go_on)), true) => error.hint(go_on),
            (Some(GoOn::AtOnce(_)), false) | (None, _) => error,
        }
    }

    /// The error of a command that was still reading at the deadline.
    pub(super) fn deadline_passed(&self) -> Error {
        let reason = "the deadline passed before kcamp had read its input";
        let error = Error::new("platform/deadline-passed", reason, Exit::OutOfTime);
        let error = match self.done.as_slice() {
            [] => error.nothing_sent(),
            _ => error.followed_by(&format!("{}{}", self.done_before(), self.not_done())),
        };
        error
            .hint("give it more time with --deadline, or make sure that its input ends, such as a pipe or a secret's program")
    }

    fn done_before(&self) -> String {
        match self.done.as_slice() {
            [] => self.left_by_server.unwrap_or("nothing was written before").to_owned(),
            done => {
                format!("done before: {}", in_words(&done.iter().map(|done| &done.words).collect::<Vec<_>>()))
            }
        }
    }

    /// The error of a failure on this machine after a write. It also names the writes, and its exit code says that
    /// something was done.
    fn failed_after(&self, error: Error) -> Error {
        let Some(exit) = self.exit_of_done() else { return error };
        let done = format!("{}{}", self.done_before(), self.not_done());
        Error { exit, retry_safe: false, ..error.followed_by(&done) }.hint("`kcamp journal` shows it too")
    }

    /// The exit code of a command that did something before it failed; `None` if nothing was done.
    fn exit_of_done(&self) -> Option<Exit> {
        let has = |code: Exit| self.done.iter().any(|done| done.exit_code == code.number());
        match (has(Exit::Unknown), has(Exit::Success)) {
            (true, _) => Some(Exit::Unknown),
            (false, true) => Some(Exit::Partial),
            (false, false) => None,
        }
    }

    /// The error if the result could not be printed after a write. It names the writes and the written files instead of
    /// the result, and its exit code says that something was done. A reader that has closed its end, such as `head`, is
    /// told nothing of files alone.
    fn not_printed(&self, error: Error) -> Error {
        let of_files = (!self.files.is_empty() && error.code != BROKEN_PIPE).then_some(Exit::Partial);
        let Some(exit) = self.exit_of_done().or(of_files) else { return error };
        let words = self.done.iter().map(|done| &done.words).chain(&self.files);
        let done = in_words(&words.collect::<Vec<_>>());
        let message = format!(
            "{}, so the result is not shown; this is what was done: {done}{}",
            error.message(),
            self.not_done()
        );
        let error = Error::new(OUTPUT_FAILED, message, exit);
        if self.done.iter().any(|done| done.is_noted) {
            return error.hint("`kcamp journal` shows it too");
        }
        error
    }

    fn not_done(&self) -> String {
        match self.expected.as_slice() {
            [] => String::new(),
            [first, later @ ..] if later.len() >= WRITES_NAMED_MAX => {
                format!("; not done: {first}, and {} after it", counted(later.len(), "write"))
            }
            all => format!("; not done: {}", listed(all.iter().map(String::as_str))),
        }
    }
}

/// The completed writes, in words; of many only the last.
fn in_words(done: &[&String]) -> String {
    match done {
        [earlier @ .., last] if earlier.len() >= WRITES_NAMED_MAX => {
            format!("{last}, and {} before it", counted(earlier.len(), "write"))
        }
        done => listed(done.iter().map(|words| words.as_str())),
    }
}

fn listed<'text>(words: impl Iterator<Item = &'text str>) -> String {
    words.collect::<Vec<_>>().join("; ")
}

/// The command that shows what may have happened.
fn look_first(under_way: &str) -> &'static str {
    let is_of_a_list = under_way.split("; ").all(|write| write.starts_with("contact-list"));
    if is_of_a_list {
        "check the lists before running it again: kcamp contact-list list"
    } else {
        "check the campaigns before running it again: kcamp campaign list"
    }
}

impl Context {
    /// Notes files that the command wrote because the user asked for them, such as `wrote plan.json`, for an error if
    /// its result cannot be printed.
    pub fn wrote(&self, what: String) {
        self.progress.lock().unwrap_or_else(PoisonError::into_inner).wrote(what);
    }

    /// Notes that the command is a server, which runs until a signal ends it, and what is left of it then.
    pub fn serves(&self, left: &'static str) {
        self.progress.lock().unwrap_or_else(PoisonError::into_inner).left_by_server = Some(left);
    }

    /// The end of a command whose result may not have reached stdout. An exit code other than 0 stays, and its error
    /// is reported. A command that did everything names its writes instead, and so does one that this machine stopped.
    ///
    /// # Errors
    ///
    /// The error of the command, or that of a result that could not be printed.
    pub fn ended(&mut self, ended: Result<Exit, Error>) -> Result<Exit, Error> {
        let ended = self.told_of_halt(ended);
        let progress = self.progress.lock().unwrap_or_else(PoisonError::into_inner);
        let ended = ended.map_err(|error| match error.code {
            BROKEN_PIPE | OUTPUT_FAILED | QUERY_FAILED => progress.not_printed(error),
            MACHINE_FAILED | "journal/failed" | "journal/unreadable" => progress.failed_after(error),
            _ => error,
        });
        let Some(unprinted) = self.ui.take_unprinted() else { return ended };
        let is_left = unprinted.is_broken_pipe();
        match ended {
            Ok(Exit::Success) => Err(progress.not_printed(unprinted.into())),
            Ok(exit) => {
                if !is_left {
                    self.ui.setback(&progress.not_printed(unprinted.into()));
                }
                Ok(exit)
            }
            Err(error) if is_left => Err(error),
            Err(error) => Err(error.hint(format!("the result is not shown: {unprinted}"))),
        }
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

    use super::{CommandWrites, Note, Signal};
    use crate::clock::Clock;
    use crate::domain::change::{Change, ScheduleTarget};
    use crate::domain::evidence::Evidence;
    use crate::files::Patience;
    use crate::journal::{AccountPlace, Consent, Journal, NotedOutcome, NotedWrite};

    /// A journal with these writes, and the progress of a command that began them.
    fn begun(writes: &[&str]) -> (tempfile::TempDir, Journal, CommandWrites) {
        let folder = tempfile::tempdir().unwrap();
        let journal = Journal::new(folder.path().join("journal.jsonl"), Patience::default());
        let clock = Clock::Fixed("2026-12-03T08:00:00Z".parse().unwrap());
        let mut progress = CommandWrites::default();
        for subject in writes {
            let (action, subject) = ("contact-list create".to_owned(), (*subject).to_owned());
            let (place, evidence) = (AccountPlace::of_key("https://h"), Evidence::default());
            let write = NotedWrite { action, subject, profile: None, place, evidence };
            let words = super::super::write::write_in_words(&write.action, &write.subject);
            let stop = Change::DisableSchedule(ScheduleTarget { key: String::new(), label: String::new() });
            let agreement = Consent::by_asking_to_halt().agreement_to(&stop).unwrap();
            let receipt = journal.begin_write(write, agreement, clock.now()).unwrap();
            let key = receipt.key().unwrap().to_owned();
            progress.begin(words, Some(Note { journal: journal.clone(), key, clock }));
        }
        (folder, journal, progress)
    }

    /// The exit code of each write in the journal.
    fn noted(journal: &Journal) -> Vec<Option<u8>> {
        let entries = journal.entries().unwrap();
        entries.into_iter().map(|entry| entry.outcome.map(|(_, outcome)| outcome.exit_code)).collect()
    }

    #[cfg(unix)]
    #[test]
    fn a_write_that_was_not_sent_is_noted_as_such_once() {
        let (_folder, journal, mut progress) = begun(&["a"]);
        for attempt in 0..3 {
            let error = progress.interrupted(Signal::Terminate);
            assert_eq!(error.code, "interrupted", "{attempt}");
            assert_eq!(
                error.reason,
                "interrupted by SIGTERM; nothing was written before; not sent: contact-list create \"a\""
            );
        }
        assert_eq!(noted(&journal), [Some(143)]);
        let text = std::fs::read_to_string(journal.path()).unwrap();
        assert_eq!((text.lines().count(), text.matches("not sent: interrupted by SIGTERM").count()), (2, 1));
        assert!(!progress.sending(), "nothing is sent any more");
    }

    #[test]
    fn a_write_is_in_doubt_while_any_of_its_requests_is() {
        for (steps, is_in_doubt) in [
            (&[][..], false),
            (&["sending"], true),
            (&["sending", "refused"], false),
            (&["sending", "refused", "sending"], true),
            (&["sending", "sending", "refused"], true),
        ] {
            let (_folder, journal, mut progress) = begun(&["a"]);
            for step in steps {
                match *step {
                    "sending" => assert!(progress.sending()),
                    _ => progress.not_applied(),
                }
            }
            let error = progress.interrupted(Signal::Interrupt);
            assert_eq!(error.code == "interrupted/outcome-unknown", is_in_doubt, "{steps:?}");
            assert_eq!(noted(&journal), [(!is_in_doubt).then_some(130)], "{steps:?}");
        }
    }

    #[test]
    fn of_writes_of_the_same_words_the_one_that_ended_ends() {
        let begin = |progress: &mut CommandWrites| progress.begin("campaign create \"a\"".to_owned(), None);
        let done =
            |id: &str| NotedOutcome { exit_code: 0, message: "done".to_owned(), id: Some(id.to_owned()) };
        for (reopened, left) in [(0, "(cd-1)"), (1, "(cd-0)")] {
            let mut progress = CommandWrites::default();
            let numbers = [begin(&mut progress), begin(&mut progress)];
            // The second write is answered first.
            progress.end(numbers[1], "campaign create \"a\"", &done("cd-1"));
            assert_eq!(progress.under_way.len(), 1);
            assert_eq!(progress.under_way[0].number, numbers[0]);
            progress.end(numbers[0], "campaign create \"a\"", &done("cd-0"));
            progress.reopen(numbers[reopened], "campaign create \"a\"".to_owned(), None);
            let message = progress.interrupted(Signal::Interrupt).reason;
            assert!(message.contains(left) && message.matches("(cd-").count() == 1, "{left}: {message}");
        }
    }

    #[test]
    fn what_is_in_doubt_and_what_was_not_sent_are_told_apart() {
        let (_folder, journal, mut progress) = begun(&["lost"]);
        assert!(progress.sending());
        let (_other, other, mut later) = begun(&["waits"]);
        progress.under_way.append(&mut later.under_way);
        let error = progress.interrupted(Signal::Interrupt);
        assert_eq!(
            error.reason,
            "interrupted while this was in progress, so it may or may not have happened: contact-list create \"lost\"; \
             nothing was written before; not sent: contact-list create \"waits\""
        );
        assert_eq!((noted(&journal), noted(&other)), (vec![None], vec![Some(130)]));
    }
}
