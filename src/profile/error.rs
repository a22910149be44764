//! The errors of the configuration file and of the secrets in it.

use std::io;
use std::path::PathBuf;
use std::time::Duration;

use super::no_secret::{NoSecret, is_name};
use super::secret_text::SecretKind;
use crate::domain::duration::duration_text;
use crate::domain::effect::Effect;
use crate::files::{self, Held};

/// The class of an error, which decides the exit code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ErrorClass {
    /// The user interrupted the command.
    Interrupted,
    /// A flag, a variable or a file has a wrong value.
    Usage,
    /// A credential is missing, or could not be resolved.
    Credentials,
    /// Another process did not finish in time.
    OutOfTime,
}

/// Why the configuration could not be read or written, or a secret could not be resolved. No message contains a secret.
#[derive(Debug, thiserror::Error)]
pub enum ProfileError {
    /// The file exists, but cannot be opened.
    #[error("cannot read the configuration {}: {reason}", path.display())]
    Read {
        /// The configuration file.
        path: PathBuf,
        /// The system's reason.
        reason: io::Error,
    },
    /// Other users may read or write the file.
    #[error("the configuration {} is open to others (mode {mode:03o}); it may hold secrets", path.display())]
    TooOpen {
        /// The configuration file.
        path: PathBuf,
        /// Its permission bits.
        mode: u32,
    },
    /// The file is larger than any configuration.
    #[error("the configuration {} is larger than {limit} bytes", path.display())]
    TooLarge {
        /// The configuration file.
        path: PathBuf,
        /// The maximum size, in bytes.
        limit: u64,
    },
    /// The file is not a configuration.
    #[error("the configuration {}{} is wrong: {what}", path.display(), place(*position))]
    Malformed {
        /// The configuration file.
        path: PathBuf,
        /// Line and column, from 1, if they are known.
        position: Option<(u64, u64)>,
        /// The problem.
        what: String,
        /// The fix.
        help: Option<String>,
    },
    /// The file could not be written; the old contents are unchanged.
    #[error("cannot write the configuration {}: {reason}", path.display())]
    Write {
        /// The configuration file.
        path: PathBuf,
        reason: io::Error,
    },
    /// Another process held the configuration for too long; nothing was written.
    #[error(transparent)]
    Held(#[from] Held),
    /// A folder of kcamp's own belongs to another user, who can read and change its contents.
    #[error("the folder {} belongs to another user (id {owner}), who can read and change what kcamp keeps there", path.display())]
    FolderOfAnother {
        /// The folder.
        path: PathBuf,
        /// The user's id.
        owner: u32,
    },
    /// A symbolic link is at a path where kcamp writes.
    #[error("{} is a symbolic link, and kcamp does not write through links in its own folder", path.display())]
    LinkInOwnFolder {
        /// The link.
        path: PathBuf,
    },
    /// The variable with the secret is not set.
    #[error("not set: {}, which should hold the secret", variable(name))]
    VariableUnset {
        /// The variable.
        name: String,
    },
    /// The file with the secret cannot be opened.
    #[error("cannot read the secret's file {}: {reason}", path.display())]
    SecretFile {
        /// The file.
        path: PathBuf,
        /// The system's reason.
        reason: io::Error,
    },
    /// Other users may write the file with the secret.
    #[error("the secret's file {} can be written by others (mode {mode:03o}), who could put another secret there", path.display())]
    SecretFileWritable {
        /// The file.
        path: PathBuf,
        /// Its permission bits.
        mode: u32,
    },
    /// The file with the secret belongs to another user.
    #[error("the secret's file {} belongs to another user, who could put another secret there", path.display())]
    SecretFileOfAnother {
        /// The file.
        path: PathBuf,
    },
    /// The text that was read is not a secret.
    #[error("the {} from {from} {}", kind.noun(), what.reason())]
    NotASecret {
        kind: SecretKind,
        /// The source, such as `the file /run/secrets/kore`.
        from: String,
        /// Why the text is not a secret.
        what: NoSecret,
    },
    /// The command cannot be started.
    #[error("cannot run {program}, which should give the secret: {reason}")]
    CommandStart {
        /// The program, without its arguments.
        program: String,
        /// The system's reason.
        reason: io::Error,
    },
    /// The command ended with an error.
    #[error("{program}, which should give the secret, {outcome}{}", said(complaint))]
    CommandFailed {
        /// The program, without its arguments.
        program: String,
        /// How it ended.
        outcome: String,
        /// The last line of its stderr, with anything like a secret masked; may be empty.
        complaint: String,
    },
    /// The user pressed Ctrl-C while the command ran; it was stopped.
    #[error("interrupted while {program} was to give the secret")]
    CommandInterrupted {
        /// The program, without its arguments.
        program: String,
    },
    /// The command did not end in time, and was stopped.
    #[error("{program}, which should give the secret, did not end within {} and was stopped", duration_text(*limit))]
    CommandTimedOut {
        /// The program, without its arguments.
        program: String,
        /// The time limit.
        limit: Duration,
    },
}

fn place(position: Option<(u64, u64)>) -> String {
    position.map_or_else(String::new, |(line, column)| format!(":{line}:{column}"))
}

/// The name of a variable for messages. A text that is not a variable name may be the secret itself, and is not shown.
fn variable(name: &str) -> String {
    if is_name(name) {
        format!("the environment variable {name}")
    } else {
        "the environment variable that the source names".to_owned()
    }
}

fn said(complaint: &str) -> String {
    if complaint.is_empty() { String::new() } else { format!("; it said: {complaint}") }
}

impl ProfileError {
    /// The stable code.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Read { .. } => "config/unreadable",
            Self::TooOpen { .. } => "config/too-open",
            Self::TooLarge { .. } => "config/too-large",
            Self::Malformed { .. } => "config/malformed",
            Self::Write { .. } => "config/not-written",
            Self::Held(_) => "lock/held",
            Self::FolderOfAnother { .. } => "machine/folder-of-another-user",
            Self::LinkInOwnFolder { .. } => "machine/link-in-own-folder",
            Self::VariableUnset { .. } => "secret/variable-unset",
            Self::SecretFile { .. } => "secret/file-unreadable",
            Self::SecretFileWritable { .. } | Self::SecretFileOfAnother { .. } => {
                "secret/file-writable-by-others"
            }
            Self::NotASecret { what, .. } => what.code(),
            Self::CommandStart { .. } => "secret/command-not-started",
            Self::CommandFailed { .. } => "secret/command-failed",
            Self::CommandInterrupted { .. } => "interrupted",
            Self::CommandTimedOut { .. } => "secret/command-timed-out",
        }
    }

    /// The effect outside that is said after the reason; `None` where it is not said.
    pub const fn effect(&self) -> Option<Effect> {
        match self {
            Self::FolderOfAnother { .. }
            | Self::LinkInOwnFolder { .. }
            | Self::SecretFileWritable { .. }
            | Self::SecretFileOfAnother { .. }
            | Self::NotASecret { .. }
            | Self::CommandInterrupted { .. } => Some(Effect::NothingSent),
            _ => None,
        }
    }

    /// The class of the error, which decides the exit code.
    pub const fn fault(&self) -> ErrorClass {
        match self {
            Self::Held(_) => ErrorClass::OutOfTime,
            Self::Read { .. }
            | Self::TooLarge { .. }
            | Self::Malformed { .. }
            | Self::Write { .. }
            | Self::FolderOfAnother { .. }
            | Self::LinkInOwnFolder { .. } => ErrorClass::Usage,
            Self::CommandInterrupted { .. } => ErrorClass::Interrupted,
            Self::TooOpen { .. }
            | Self::VariableUnset { .. }
            | Self::SecretFile { .. }
            | Self::SecretFileWritable { .. }
            | Self::SecretFileOfAnother { .. }
            | Self::NotASecret { .. }
            | Self::CommandStart { .. }
            | Self::CommandFailed { .. }
            | Self::CommandTimedOut { .. } => ErrorClass::Credentials,
        }
    }

    /// The next step, if there is one.
    pub fn hint(&self) -> Option<String> {
        Some(match self {
            Self::TooOpen { path, .. } | Self::SecretFileWritable { path, .. } => {
                format!("run: chmod 600 {}", path.display())
            }
            Self::SecretFileOfAnother { .. } => {
                "keep the secret in a file of your own that only you can write".to_owned()
            }
            Self::FolderOfAnother { .. } => {
                "set XDG_STATE_HOME and XDG_CONFIG_HOME to folders of your own, or give the folder to the user who runs kcamp"
                    .to_owned()
            }
            Self::LinkInOwnFolder { path } => {
                format!(
                    "put what it leads to in the place of {} (to keep the journal elsewhere, set KCAMP_JOURNAL)",
                    path.display()
                )
            }
            Self::Malformed { help, .. } => return help.clone(),
            Self::CommandInterrupted { .. } => return None,
            Self::TooLarge { .. } | Self::Read { .. } => {
                "check the path, or name another file in KCAMP_CONFIG".to_owned()
            }
            Self::Held(_) => files::AFTER_THE_OTHER.to_owned(),
            Self::Write { .. } => "check the folder's permissions and the free space".to_owned(),
            Self::VariableUnset { name } if is_name(name) => {
                format!("export {name}, or name another source in the profile")
            }
            Self::VariableUnset { .. } => {
                "name a variable: {env: NAME}, with letters, digits and underscores".to_owned()
            }
            Self::SecretFile { .. } => "check the path and its permissions".to_owned(),
            Self::NotASecret { what, .. } => what.hint().to_owned(),
            Self::CommandStart { program, .. } => {
                format!("install {program}, or name its full path in the profile's command")
            }
            Self::CommandFailed { .. } => "run the command yourself; it may need a login first".to_owned(),
            Self::CommandTimedOut { .. } => {
                "run the command yourself; it may be waiting for an unlock or an answer".to_owned()
            }
        })
    }
}
