//! Stdin, which is read once: it holds a secret, or a command's input.

use std::ffi::OsString;
use std::fs::File;
use std::io::{self, Read as _};

use zeroize::Zeroizing;

use super::Context;
use crate::domain::effect::Effect;
use crate::error::Error;

/// The most bytes of a secret that are read from stdin.
const SECRET_BYTES_MAX: usize = 64 * 1024;

/// The variables that name a file which a command reads.
const FILES: [&str; 3] = ["KCAMP_DEFAULTS", "KCAMP_TOKEN_FILE", "KCAMP_CLIENT_SECRET_FILE"];

/// The content of stdin, so that a secret on it is never taken for input.
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
    let message = format!("--secret-stdin and the input {input} both read stdin");
    Error::usage("usage/stdin-twice", message)
        .with_effect(Effect::NothingRead)
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
    parts(&argument.to_string_lossy()).any(|part| {
        std::fs::metadata(part).is_ok_and(|it| (it.dev(), it.ino()) == (stdin.dev(), stdin.ino()))
    })
}

/// The texts in an argument that may be a path: all of it, and what stands behind each `=` and `@`.
#[cfg(unix)]
fn parts(argument: &str) -> impl Iterator<Item = &str> {
    let behind = argument.match_indices(['=', '@']).map(|(at, _)| &argument[at + 1..]);
    std::iter::once(argument).chain(behind).filter(|part| !part.is_empty())
}

#[cfg(not(unix))]
const fn names_stdin(_: &OsString, _: &std::fs::Metadata) -> bool {
    false
}

/// Two arguments, or a variable and an argument, that are one pipe, such as `-` and `/dev/stdin`: the second would find
/// it empty. A command that takes `-` twice says so itself.
#[cfg(unix)]
fn one_pipe(variables: &[(&str, &OsString)], arguments: &[OsString]) -> Option<(String, String)> {
    use std::os::unix::fs::{FileTypeExt as _, MetadataExt as _};
    // Here `-` is stdout, or a character.
    const NOT_INPUTS: [&str; 5] = ["--ics", "--html", "--out", "--rejects", "--delimiter"];
    let pipe = |metadata: io::Result<std::fs::Metadata>| {
        metadata.ok().filter(|it| it.file_type().is_fifo()).map(|it| (it.dev(), it.ino()))
    };
    let of_variable = |(name, path): &(&str, &OsString)| {
        Some((pipe(std::fs::metadata(path))?, format!("{name}={}", path.to_string_lossy())))
    };
    let mut before: Vec<((u64, u64), String)> = variables.iter().filter_map(of_variable).collect();
    for words in arguments.windows(2) {
        let [flag, argument] = [&words[0], &words[1]].map(|word| word.to_string_lossy());
        let found = match (&*argument, NOT_INPUTS.contains(&&*flag)) {
            ("-", true) => None,
            ("-", false) => pipe(unbuffered().and_then(|stdin| stdin.metadata())),
            (path, _) => parts(path).find_map(|part| pipe(std::fs::metadata(part))),
        };
        let Some(found) = found else { continue };
        let is_other =
            |(known, other): &&((u64, u64), String)| *known == found && [other, &*argument] != ["-", "-"];
        if let Some((_, other)) = before.iter().find(is_other) {
            return Some((other.clone(), argument.into_owned()));
        }
        before.push((found, argument.into_owned()));
    }
    None
}

#[cfg(not(unix))]
const fn one_pipe(_: &[(&str, &OsString)], _: &[OsString]) -> Option<(String, String)> {
    None
}

impl Context {
    /// Refuses arguments that would read a stream which another one, or the file of a variable, reads: two that are one
    /// pipe, or a path of stdin itself where stdin holds the secret, with which the input would begin.
    ///
    /// # Errors
    ///
    /// `usage/stdin-twice`.
    pub fn refuse_stdin_among(&self, arguments: &[OsString]) -> Result<(), Error> {
        let set = |name| Some((name, self.environment.value(name)?));
        let variables: Vec<(&str, &OsString)> = FILES.into_iter().filter_map(set).collect();
        if let Some((first, second)) = one_pipe(&variables, arguments) {
            let message = format!("{first} and {second} are one stream, which can be read only once");
            return Err(Error::usage("usage/stdin-twice", message)
                .with_effect(Effect::NothingRead)
                .hint("put one of the inputs in a file"));
        }
        let Some(stdin) = self.startup.secret_stdin.then(|| unbuffered()?.metadata()).and_then(Result::ok)
        else {
            return Ok(());
        };
        let paths = arguments.iter().skip(1).chain(variables.into_iter().map(|(_, path)| path));
        match paths.into_iter().find(|argument| names_stdin(argument, &stdin)) {
            Some(argument) => Err(twice(&argument.to_string_lossy())),
            None => Ok(()),
        }
    }

    /// The content of stdin.
    pub const fn stdin(&self) -> Stdin {
        if self.startup.secret_stdin { Stdin::Secret } else { Stdin::Input }
    }
}
