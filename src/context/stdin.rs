//! Stdin, which is read once: it holds a secret, or a command's input.

use std::io;

use super::Context;
use crate::error::Error;

/// What stdin holds, so that a secret on it is never taken for input.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stdin {
    /// The secret of `--secret-stdin`.
    Secret,
    /// The input of the command that reads it.
    Input,
}

impl Stdin {
    /// Stdin, to be read as a command's input.
    ///
    /// # Errors
    ///
    /// `usage/stdin-twice`.
    pub fn input(self) -> Result<io::Stdin, Error> {
        match self {
            Self::Input => Ok(io::stdin()),
            Self::Secret => {
                let message = "--secret-stdin and the input - both read stdin; nothing was read";
                Err(Error::usage("usage/stdin-twice", message).hint(
                    "give the secret in KCAMP_CLIENT_SECRET_FILE or KCAMP_TOKEN_FILE, or the input in a file",
                ))
            }
        }
    }
}

impl Context {
    /// What stdin holds.
    #[must_use]
    pub const fn stdin(&self) -> Stdin {
        if self.startup.secret_stdin { Stdin::Secret } else { Stdin::Input }
    }
}
