//! Stdin, which is read once: it holds a secret, or a command's input.

use std::ffi::OsString;
use std::fs::File;
use std::io::{self, Read as _};

use zeroize::Zeroizing;

use super::Context;
use crate::error::Error;

/// The most bytes of a secret that are read from stdin.
const SECRET_BYTES_MAX: usize = 64 * 1024;

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
            Self::Secret => Err(twice("-")),
        }
    }
}

fn twice(input: &str) -> Error {
    let message = format!("--secret-stdin and the input {input} both read stdin; nothing was read");
    Error::usage("usage/stdin-twice", message)
        .hint("give the secret in KCAMP_CLIENT_SECRET_FILE or KCAMP_TOKEN_FILE, or the input in a file")
}

/// Stdin without a buffer, so that whatever reads it next misses nothing.
fn unbuffered() -> io::Result<File> {
    #[cfg(unix)]
    use std::os::fd::AsFd as _;
    #[cfg(windows)]
    use std::os::windows::io::AsHandle as _;
    #[cfg(unix)]
    let own = io::stdin().as_fd().try_clone_to_owned()?;
    #[cfg(windows)]
    let own = io::stdin().as_handle().try_clone_to_owned()?;
    Ok(File::from(own))
}

/// The first line of stdin with its end, and nothing behind it.
///
/// # Errors
///
/// Stdin cannot be read, or its first line is no text.
pub(super) fn first_line_of_stdin() -> io::Result<Zeroizing<String>> {
    let (mut stdin, mut line, mut byte) = (unbuffered()?, Zeroizing::new(Vec::new()), [0]);
    while line.len() < SECRET_BYTES_MAX && line.last() != Some(&b'\n') && stdin.read(&mut byte)? > 0 {
        line.push(byte[0]);
    }
    let text =
        std::str::from_utf8(&line).map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))?;
    Ok(Zeroizing::new(text.to_owned()))
}

/// Whether an argument is, or ends behind a `=` or an `@` in, a path of stdin itself, such as `/dev/stdin`.
#[cfg(unix)]
fn names_stdin(argument: &OsString, stdin: &std::fs::Metadata) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    let text = argument.to_string_lossy();
    let parts =
        [text.as_ref()].into_iter().chain(text.match_indices(['=', '@']).map(|(at, _)| &text[at + 1..]));
    parts.filter(|part| !part.is_empty()).any(|part| {
        std::fs::metadata(part).is_ok_and(|it| (it.dev(), it.ino()) == (stdin.dev(), stdin.ino()))
    })
}

#[cfg(not(unix))]
const fn names_stdin(_: &OsString, _: &std::fs::Metadata) -> bool {
    false
}

impl Context {
    /// Refuses a path of stdin itself in the arguments, where stdin holds the secret: the input would begin with it.
    ///
    /// # Errors
    ///
    /// `usage/stdin-twice`.
    pub fn refuse_stdin_among(&self, arguments: &[OsString]) -> Result<(), Error> {
        let Some(stdin) = self.startup.secret_stdin.then(|| unbuffered()?.metadata()).and_then(Result::ok)
        else {
            return Ok(());
        };
        match arguments.iter().skip(1).find(|argument| names_stdin(argument, &stdin)) {
            Some(argument) => Err(twice(&argument.to_string_lossy())),
            None => Ok(()),
        }
    }

    /// What stdin holds.
    #[must_use]
    pub const fn stdin(&self) -> Stdin {
        if self.startup.secret_stdin { Stdin::Secret } else { Stdin::Input }
    }
}
