//! The error that every command ends with, and the conversion of all other errors into it.

use crate::domain::effect::Effect;
use crate::domain::finding::{Findings, Origin, PATH_NOT_FOUND, Problem, Severity};
use crate::domain::plural::counted;
use crate::exit::Exit;
use crate::files::{self, Held};
use crate::import::ImportError;
use crate::journal::JournalError;
use crate::jwt::JwtError;
use crate::platform::error::PlatformError;
pub use crate::platform::error::STALE_WRITE;
use crate::profile::{ErrorClass, ProfileError};
use crate::settings::SettingsError;
use crate::ui::prompt::PromptError;
use crate::ui::{Format, OutputError, UnknownChoice};

/// The next step if there is no file in the journal's place.
const ANOTHER_JOURNAL: &str =
    "the journal has to be a file: name one with KCAMP_JOURNAL, or move away what is there";

/// Why a command did not do everything that it was asked for: what failed, where and why, the next step, and the exit
/// code.
pub use crate::ui::ErrorReport as Error;

impl Error {
    /// A command line that cannot be carried out (exit 2).
    pub fn usage(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(code, message, Exit::Usage)
    }

    /// A value that a flag or a variable cannot have (exit 2).
    pub fn bad_value(name: &str, problem: Problem) -> Self {
        Self::usage(problem.code, format!("{name}: {}", problem.message)).with_hints(problem.help)
    }

    /// The error about a value, with those about other values that cannot be used either.
    pub fn and_values(self, others: Vec<Self>) -> Self {
        if others.is_empty() {
            return self;
        }
        let (code, outside) = (self.code, self.outside);
        let wrong: Vec<Self> = std::iter::once(self).chain(others).collect();
        let reasons: Vec<&str> = wrong.iter().map(|error| error.reason.as_str()).collect();
        let message = format!("{} cannot be used: {}", counted(wrong.len(), "value"), reasons.join("; "));
        let all = Self::usage(code, message).with_effect(outside);
        wrong.into_iter().fold(all, |all, Self { reason, hints, .. }| {
            let of_flag = reason.split_once(": ").map_or_else(String::new, |(flag, _)| format!("{flag}: "));
            hints.into_iter().fold(all, |all, hint| all.hint(format!("{of_flag}{hint}")))
        })
    }

    /// A plan that is no longer what was saved or shown, so that nothing was sent (exit 6). `next` is the next step.
    pub fn stale_plan(reason: impl Into<String>, next: impl Into<String>) -> Self {
        Self::new("plan/stale", reason, Exit::Conflict).nothing_sent().hint(next)
    }

    /// A write whose basis is no longer as it was read, so that nothing was sent for it (exit 6). `next` is the next
    /// step.
    pub fn stale_write(reason: impl Into<String>, next: impl Into<String>) -> Self {
        Self::new(STALE_WRITE, reason, Exit::Conflict).with_effect(Effect::NothingSentForIt).hint(next)
    }

    /// A question that was answered with no (exit 12).
    pub fn declined(undone: Effect) -> Self {
        Self::new(DECLINED, "not confirmed", Exit::Unconfirmed).with_effect(undone)
    }

    /// Another process held a lock for too long (exit 11).
    pub fn held(held: &Held) -> Self {
        Self::new("lock/held", held.to_string(), Exit::OutOfTime).hint(files::AFTER_THE_OTHER)
    }

    /// Adds the command that has the user's answers. `done` is its effect on a campaign, such as `created`.
    pub fn with_answers(self, command: &str, done: &str) -> Self {
        let when = match self.exit {
            Exit::Unknown => format!(", once you know that it was not {done}"),
            _ => String::new(),
        };
        self.hint(format!("your answers are in this command{when}: {command}"))
    }

    /// Ends a command whose result already shows the problem. People have read it there; with `-o json` the error
    /// object is printed to stderr too.
    ///
    /// # Errors
    ///
    /// The error, with `-o json`.
    pub fn beside_result(self, format: Format) -> Result<Exit, Self> {
        if format == Format::Json { Err(self) } else { Ok(self.exit) }
    }

    /// The error for input with findings that keep it from being sent (exit 3). If the only error is a path that leads
    /// nowhere, its help is the next step.
    pub fn stopped_by(findings: Findings) -> Self {
        let mut error = Self::new(
            "input/findings",
            format!("found {}", crate::ui::summary_of_problems(&findings)),
            Exit::Findings,
        )
        .nothing_sent();
        let mut errors = findings.iter().filter(|finding| finding.problem.severity == Severity::Error);
        let step = match (errors.next(), errors.next()) {
            (Some(only), None) if only.problem.code == PATH_NOT_FOUND => only.problem.help.clone(),
            _ => None,
        };
        let (findings, step) = match step {
            Some(step) => (findings.without_help(PATH_NOT_FOUND), step),
            None => (findings, "fix the errors above and run the command again".to_owned()),
        };
        *error.findings = findings;
        error.hint(step)
    }
}

impl From<PlatformError> for Error {
    fn from(error: PlatformError) -> Self {
        log_causes(&error);
        let mut report = Self::new(error.code(), error.reason(), error.exit())
            .with_effect(error.said_effect())
            .with_hints(error.hint());
        report.wait = error.wait();
        report.retry_safe = error.retry_safe();
        report.request_id = error.request_id().map(str::to_owned);
        report.findings.extend(error.faults().iter().map(|fault| {
            Problem::error("platform/field-refused", fault.message.clone())
                .at(&Origin::Field(fault.path.join(".")))
        }));
        report
    }
}

impl From<SettingsError> for Error {
    fn from(error: SettingsError) -> Self {
        Self::new(error.code(), error.to_string(), exit_of(error.fault())).with_hints(error.hint())
    }
}

impl From<ProfileError> for Error {
    fn from(error: ProfileError) -> Self {
        Self::new(error.code(), error.to_string(), exit_of(error.fault()))
            .with_effect(error.effect())
            .with_hints(error.hint())
    }
}

impl From<JwtError> for Error {
    fn from(error: JwtError) -> Self {
        let exit = match error {
            JwtError::SignatureMismatch | JwtError::Expired { .. } | JwtError::NotYetValid { .. } => {
                Exit::Credentials
            }
            _ => Exit::Usage,
        };
        Self::new(error.code(), error.to_string(), exit).with_hints(error.hint())
    }
}

impl From<JournalError> for Error {
    fn from(error: JournalError) -> Self {
        log_causes(&error);
        match error {
            JournalError::Held(held) => Self::held(&held).with_effect(Effect::NotNoted),
            JournalError::Foreign { .. } => {
                Self::usage("journal/failed", error.to_string()).nothing_sent()
                    .hint("every write is noted before it is sent: name a new file, or a journal, with KCAMP_JOURNAL")
            }
            JournalError::Write { ref reason, .. } if files::is_special(reason) => {
                Self::usage("journal/failed", error.to_string()).nothing_sent()
                    .hint(format!("every write is noted before it is sent, and {ANOTHER_JOURNAL}"))
            }
            JournalError::Read { ref reason, .. } if files::is_special(reason) => {
                Self::usage("journal/unreadable", error.to_string()).hint(ANOTHER_JOURNAL)
            }
            error @ JournalError::Write { .. } => Self::usage(
                "journal/failed",
                error.to_string(),
            ).nothing_sent()
            .hint(
                "every write is noted before it is sent: free space on that disk, make the folder writable, or set XDG_STATE_HOME or KCAMP_JOURNAL to another place",
            ),
            error @ JournalError::Read { .. } => Self::usage("journal/unreadable", error.to_string())
                .hint("make the file readable for this user, or name another one with KCAMP_JOURNAL"),
        }
    }
}

impl From<ImportError> for Error {
    fn from(error: ImportError) -> Self {
        log_causes(&error);
        let message = error.to_string();
        match error {
            ImportError::Wrong(ref problem) | ImportError::Question(ref problem) => {
                let is_question = matches!(error, ImportError::Question(_));
                let exit = if is_question { Exit::Usage } else { Exit::Findings };
                Self::new(problem.code, message, exit).nothing_sent()
                    .with_hints(problem.help.as_deref())
            }
            ImportError::File { what: "read", path, reason } if reason.kind() == std::io::ErrorKind::NotFound => {
                Self::usage(MACHINE_FAILED, format!("there is no file {}", path.display()))
                    .hint("check the path; one that does not begin with / counts from the current folder")
            }
            ImportError::File { .. } => Self::usage(MACHINE_FAILED, message)
                .hint("check that it exists and can be read, or written where kcamp writes it, and that its disk has space"),
            ImportError::NoCountry { .. } => {
                Self::usage("import/country-not-said", message).nothing_sent().hint(
                    "name the country with --region, as in --region GB, once for all in the profile with kcamp setup or KCAMP_REGION, \
                     or in a column Country of the file; where a number begins with 00, write + in place of 00",
                )
            }
            ImportError::UnderWay(_) => {
                Self::new("import/under-way", message, Exit::OutOfTime).with_effect(Effect::NothingSentNow)
                    .hint("run it again when the other one has ended; kcamp remembers whom it sent and left out")
            }
            ImportError::Unreadable { .. } => {
                Self::new("import/checkpoint-unreadable", message, Exit::Unknown).with_effect(Effect::NothingSentNow)
                    .hint("check whether the contacts are in the list: kcamp contact-list contacts LIST")
                    .hint("if none of them is, send all of them with --again; otherwise import a file of the missing ones")
            }
            ImportError::OtherUnreadable { path } => {
                Self::new("import/checkpoint-unreadable", message, Exit::Unknown).with_effect(Effect::NothingSentNow)
                    .hint("check whether the contacts are in the list: kcamp contact-list contacts LIST")
                    .hint(format!(
                        "if none of them is, send all of them with --again; once you know what was sent, delete {}",
                        path.display()
                    ))
            }
            ImportError::RejectsExist { .. } => {
                Self::new("import/rejects-exist", message, Exit::Conflict).nothing_sent()
                    .hint(
                        "move that file away, or name another one for the rejected rows with --rejects FILE",
                    )
            }
            ImportError::DoNotContactDropped { .. } => {
                Self::new("import/do-not-contact-dropped", message, Exit::Conflict).nothing_sent()
                    .hint("give the current do-not-contact files with --dnc FILE, also with --again")
                    .hint("if they have no entries now, give an empty file and add --dnc-may-be-empty")
            }
            ImportError::OtherOptions { .. } => Self::new("import/other-options", message, Exit::Conflict)
                .hint(
                    "use the same options as in the first import to send the remaining rows. Rows with wrong numbers cannot be taken back: import the corrected file into a new list, and use that list in the campaigns",
                )
                .hint("--again sends every row once more, with the new options, in addition to the earlier rows; people in the --dnc files stay left out"),
        }
    }
}

impl From<UnknownChoice> for Error {
    fn from(error: UnknownChoice) -> Self {
        Self::usage("usage/unknown-choice", error.to_string())
    }
}

impl From<PromptError> for Error {
    fn from(error: PromptError) -> Self {
        match error {
            PromptError::Interrupted { .. } => {
                Self::new("interrupted", error.to_string(), Exit::Interrupted).nothing_sent()
            }
            _ => Self::usage("prompt/no-answer", error.to_string())
                .hint("give the value as a flag, or in a file"),
        }
    }
}

/// The error for a failure on this machine: a file, a folder or a stream. The chain says what was tried and why it
/// failed.
impl From<anyhow::Error> for Error {
    fn from(error: anyhow::Error) -> Self {
        log_causes(&*error);
        Self::usage(MACHINE_FAILED, format!("{error:#}"))
    }
}

impl Error {
    /// The error after this many files were written: a part of what was asked for is done.
    pub fn after_writing(self, files: usize) -> Self {
        if files == 0 { self } else { Self { exit: Exit::Partial, ..self } }
    }
}

impl From<OutputError> for Error {
    fn from(error: OutputError) -> Self {
        if error.is_broken_pipe() {
            return Self::new(BROKEN_PIPE, "the reader of the output has closed it", Exit::Success);
        }
        match error {
            OutputError::Stream(_) => Self::usage(OUTPUT_FAILED, error.to_string())
                .hint("check whether the disk is full"),
            OutputError::OutOfTime => Self::new("platform/deadline-passed", error.to_string(), Exit::OutOfTime)
                .hint("give it more time with --deadline, or look at the whole result: run the command with -o json and without --jq"),
            OutputError::Query(_) => Self::usage(QUERY_FAILED, error.to_string())
                .hint("look at the whole result: run the command with -o json and without --jq"),
        }
    }
}

/// Logs the causes of an error, at `-vvv`: the error's own message may contain only the last one, or none.
fn log_causes(error: &dyn std::error::Error) {
    let mut next = error.source();
    while let Some(cause) = next {
        tracing::trace!(target: "kcamp", "caused by: {cause}");
        next = cause.source();
    }
}

/// The code of a question that was answered with no.
pub const DECLINED: &str = "consent/declined";

/// The code of the end that a reader such as `head` causes. It is not reported.
pub const BROKEN_PIPE: &str = "output/broken-pipe";

/// The code for a file, a folder or a stream on this machine that cannot be used.
pub const MACHINE_FAILED: &str = "machine/failed";

/// The code for a result that cannot be printed.
pub const OUTPUT_FAILED: &str = "output/failed";

/// The code for a result on which the filter of `--jq` fails.
pub const QUERY_FAILED: &str = "output/jq-failed";

const fn exit_of(fault: ErrorClass) -> Exit {
    match fault {
        ErrorClass::Usage => Exit::Usage,
        ErrorClass::Credentials => Exit::Credentials,
        ErrorClass::OutOfTime => Exit::OutOfTime,
        ErrorClass::Interrupted => Exit::Interrupted,
    }
}
