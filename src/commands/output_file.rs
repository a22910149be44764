//! A file that a command writes beside its result: a page, a calendar, a saved plan.

use std::fs::{self, File};
use std::io::Read as _;
use std::path::{Path, PathBuf};

use crate::error::Error;
use crate::exit::Exit;

/// Looks at the place of a file that a flag names, before anything is read or sent: nothing but a file that the same command
/// wrote is replaced. Each of its files begins with one of the texts `begins`; `inputs` are the files that the command reads. An empty
/// file, and what is no file, such as a pipe, may be written to.
///
/// # Errors
///
/// `usage/output-is-input`, `usage/output-exists`.
pub fn check<'args>(
    flag: &str,
    path: &Path,
    begins: &[&str],
    inputs: impl IntoIterator<Item = &'args PathBuf>,
) -> Result<(), Error> {
    let place = path.display();
    if inputs.into_iter().any(|input| is_one_file(input, path)) {
        let message =
            format!("{flag} {place}: the command reads this file, and would replace it; nothing was done");
        return Err(Error::usage("usage/output-is-input", message).hint("name another file"));
    }
    if fs::metadata(path).is_ok_and(|it| it.is_file() && it.len() > 0)
        && !begins.iter().any(|begin| begins_with(path, begin))
    {
        let message =
            format!("{flag} {place}: this file exists, and this command did not write it; nothing was done");
        return Err(Error::new("usage/output-exists", message, Exit::Conflict)
            .hint("name another file, or delete this one first"));
    }
    Ok(())
}

fn is_one_file(one: &Path, other: &Path) -> bool {
    match (fs::canonicalize(one), fs::canonicalize(other)) {
        (Ok(one), Ok(other)) => one == other,
        _ => false,
    }
}

fn begins_with(path: &Path, text: &str) -> bool {
    let mut start = Vec::with_capacity(text.len());
    let length = u64::try_from(text.len()).unwrap_or(u64::MAX);
    let read = File::open(path).and_then(|file| file.take(length).read_to_end(&mut start));
    read.is_ok() && start == text.as_bytes()
}
