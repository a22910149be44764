//! The errors of the emulator, for its user. What it refuses over HTTP is `exchange::Refusal`.

use crate::files::Held;
use std::{io, path::PathBuf};

/// Why a sandbox cannot run.
#[derive(Debug, thiserror::Error)]
pub enum SandboxError {
    /// The port is taken or forbidden.
    #[error("cannot listen on 127.0.0.1:{port}: {source}; choose another port, or 0 for any that is free")]
    Listen {
        /// The port asked for.
        port: u16,
        /// The system's reason.
        source: io::Error,
    },
    /// A file or folder of the sandbox cannot be used.
    #[error("cannot {action} {}: {source}; check the folder's permissions", path.display())]
    File {
        /// The action that failed, as a verb.
        action: &'static str,
        /// Where.
        path: PathBuf,
        /// The system's reason.
        source: io::Error,
    },
    /// Another process keeps the state for too long.
    #[error(transparent)]
    Held(#[from] Held),
    /// The state file holds something else.
    #[error("{} is not a sandbox's state ({source}); `kcamp sandbox reset` starts afresh", path.display())]
    State {
        /// The state file.
        path: PathBuf,
        /// Where the text went wrong.
        source: serde_json::Error,
    },
}

impl SandboxError {
    /// For `map_err`: the error of one file operation.
    pub(super) fn file(action: &'static str, path: &std::path::Path) -> impl FnOnce(io::Error) -> Self {
        move |source| Self::File { action, path: path.to_owned(), source }
    }
}

/// Why a fault's text was not understood.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FaultError {
    /// The first word names no fault.
    #[error(
        "unknown fault {0:?}; use an HTTP status from 400 to 599, drop-before-apply, drop-after-send, slow, garbage, empty, \
         wrong-json, duplicate-ids, failed, half, redirect or echo-token"
    )]
    Kind(String),
    /// The part after the first word does not suit it.
    #[error("`{argument}` does not suit the fault `{kind}`, which takes {takes}")]
    Argument {
        /// The fault.
        kind: String,
        /// The given value, empty where nothing was.
        argument: String,
        /// The accepted value.
        takes: &'static str,
    },
    /// Not a share of requests.
    #[error("{0:?} is not a percentage; use 1% to 100%")]
    Percentage(String),
    /// Not a number of times.
    #[error("{0:?} is not a number of times; use x1, x2 and so on")]
    Times(String),
}

/// Why a choice's text was not understood.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ChoiceError {
    /// It names none.
    #[error("unknown choice {name:?}; write one as NAME=VALUE, of {known}", known = super::Choices::NAMES.join(", "))]
    Name {
        /// The given value.
        name: String,
    },
    /// The value does not suit it.
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
