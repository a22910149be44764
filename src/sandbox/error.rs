//! The errors of the emulator for its user. Refusals over HTTP are `exchange::Refusal`.

use crate::files::Held;
use std::{io, path::PathBuf};

/// Why a sandbox cannot start or run.
#[derive(Debug, thiserror::Error)]
pub enum SandboxError {
    /// The port is in use or not allowed.
    #[error("cannot listen on 127.0.0.1:{port}: {source}; choose another port, or 0 for any that is free")]
    Listen {
        /// The requested port.
        port: u16,
        /// The system's reason.
        source: io::Error,
    },
    /// A file or folder of the sandbox cannot be used.
    #[error("cannot {action} {}: {source}; check the folder's permissions", path.display())]
    File {
        /// The action that failed, as a verb.
        action: &'static str,
        /// The file or folder.
        path: PathBuf,
        /// The system's reason.
        source: io::Error,
    },
    /// Another process holds the state for too long.
    #[error(transparent)]
    Held(#[from] Held),
    /// The state file has other content.
    #[error("{} is not a sandbox's state ({source}); `kcamp sandbox reset` starts afresh", path.display())]
    State {
        /// The state file.
        path: PathBuf,
        /// Where the error in the text is.
        source: serde_json::Error,
    },
}

impl SandboxError {
    /// The error of one file operation, for `map_err`.
    pub(super) fn file(action: &'static str, path: &std::path::Path) -> impl FnOnce(io::Error) -> Self {
        move |source| Self::File { action, path: path.to_owned(), source }
    }
}

/// Why the text of a fault is wrong.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FaultError {
    /// The first word is not a fault.
    #[error(
        "unknown fault {0:?}; use an HTTP status from 400 to 599, drop-before-apply, drop-after-send, slow, garbage, empty, \
         wrong-json, duplicate-ids, failed, half, redirect or echo-token"
    )]
    Kind(String),
    /// The argument does not fit the fault.
    #[error("`{argument}` does not suit the fault `{kind}`, which takes {takes}")]
    Argument {
        /// The fault.
        kind: String,
        /// The given value, empty if there was none.
        argument: String,
        /// The accepted value.
        takes: &'static str,
    },
    /// The text is not a percentage of the requests.
    #[error("{0:?} is not a percentage; use 1% to 100%")]
    Percentage(String),
    /// The text is not a number of times.
    #[error("{0:?} is not a number of times; use x1, x2 and so on")]
    Times(String),
}

/// Why the text of a choice is wrong.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ChoiceError {
    /// No choice has this name.
    #[error("unknown choice {name:?}; write one as NAME=VALUE, of {known}")]
    Name {
        /// The given value.
        name: String,
        /// The names of all choices.
        known: String,
    },
    /// The choice does not have this value.
    #[error("the choice `{name}` must be {takes}, not `{value}`")]
    Value {
        /// The choice.
        name: String,
        /// The given value.
        value: String,
        /// The accepted value.
        takes: &'static str,
    },
}
