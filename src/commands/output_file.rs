//! A file that a command writes in addition to its result: a page, a calendar, a saved plan.

use std::fs::{self, File};
use std::io::Read as _;
use std::path::{Path, PathBuf};

use crate::domain::effect::Effect;
use crate::error::Error;
use crate::exit::Exit;
use crate::files;

/// Most links that are followed one after the other to where a file would be written.
const LINKS_MAX: usize = 40;

/// Refuses two outputs of one command in one file, however its path is spelled: the second would replace the first.
///
/// # Errors
///
/// `usage/output-twice`.
pub fn check_apart<'args>(
    outputs: impl IntoIterator<Item = (&'static str, &'args Path)>,
) -> Result<(), Error> {
    let mut before: Vec<(&str, PathBuf)> = Vec::new();
    for (flag, path) in outputs {
        let place = place_of(path);
        // A file that is there may have several names.
        let is_one = |known: &PathBuf, place: &PathBuf| known == place || files::are_one(known, place);
        if let Some((other, _)) = before.iter().find(|(_, known)| is_one(known, &place)) {
            let message = format!(
                "{other} and {flag} name one file, {}: one output would replace the other",
                path.display()
            );
            return Err(Error::usage("usage/output-twice", message)
                .with_effect(Effect::NothingDone)
                .hint("name two files"));
        }
        before.push((flag, place));
    }
    Ok(())
}

/// Where a path leads: its folder as it really is, and the name in it, behind all links. Neither has to be there.
fn place_of(path: &Path) -> PathBuf {
    let mut place = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    for _ in 0..LINKS_MAX {
        let (Some(folder), Some(name)) = (place.parent(), place.file_name()) else { break };
        let folder = fs::canonicalize(folder).unwrap_or_else(|_| folder.to_owned());
        let target = fs::read_link(folder.join(name)).ok();
        let is_link = target.is_some();
        place = folder.join(target.as_deref().unwrap_or(Path::new(name)));
        if !is_link {
            break;
        }
    }
    place
}

/// Looks at the place of a file that a flag names, before anything is read or sent: nothing but a file that the same
/// command wrote is replaced. Each of its files begins with one of the texts `begins`; `inputs` are the files that the
/// command reads. An empty file, and what is no file, such as a pipe, may be written to.
///
/// # Errors
///
/// `usage/output-is-input` or `usage/output-exists`.
pub fn check<'args>(
    flag: &str,
    path: &Path,
    begins: &[&str],
    inputs: impl IntoIterator<Item = &'args PathBuf>,
) -> Result<(), Error> {
    let place = path.display();
    if inputs.into_iter().any(|input| files::are_one(input, path)) {
        let message = format!("{flag} {place}: the command reads this file, and would replace it");
        return Err(Error::usage("usage/output-is-input", message)
            .with_effect(Effect::NothingDone)
            .hint("name another file"));
    }
    if fs::metadata(path).is_ok_and(|it| it.is_file() && it.len() > 0)
        && !begins.iter().any(|begin| begins_with(path, begin))
    {
        let message = format!("{flag} {place}: this file exists, and this command did not write it");
        return Err(Error::new("usage/output-exists", message, Exit::Conflict)
            .with_effect(Effect::NothingDone)
            .hint("name another file, or delete this one first"));
    }
    Ok(())
}

fn begins_with(path: &Path, text: &str) -> bool {
    let mut start = Vec::with_capacity(text.len());
    let length = u64::try_from(text.len()).unwrap_or(u64::MAX);
    let read = File::open(path).and_then(|file| file.take(length).read_to_end(&mut start));
    read.is_ok() && start == text.as_bytes()
}
