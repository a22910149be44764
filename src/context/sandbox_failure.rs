//! How what fails in the sandbox becomes the one error: `error` knows no sandbox.

use crate::error::Error;
use crate::exit::Exit;
use crate::sandbox::{FaultError, SandboxError};

impl From<SandboxError> for Error {
    fn from(error: SandboxError) -> Self {
        match error {
            SandboxError::Held(held) => Self::held(&held).nothing_sent(),
            error @ SandboxError::File { .. } => Self::usage("sandbox/failed", error.to_string()).hint(
                "set XDG_STATE_HOME to a folder that this user can write; kcamp sandbox serve takes --state DIR too",
            ),
            error => Self::new("sandbox/failed", error.to_string(), Exit::Usage),
        }
    }
}

impl From<FaultError> for Error {
    fn from(error: FaultError) -> Self {
        Self::usage("sandbox/fault-unreadable", format!("--fault: {error}"))
    }
}
