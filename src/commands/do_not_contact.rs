//! `--dnc`: the user's own files with numbers that must not be contacted.

use std::path::{Path, PathBuf};

use crate::context::Context;
use crate::domain::finding::Problem;
use crate::domain::number::Numbers;
use crate::error::Error;
use crate::import::{DoNotContact, ImportError, Leniency};
use crate::ui::in_a_shell;

/// How many files of a folder are named.
const FILES_SHOWN: usize = 3;

/// The files, and what they may be.
#[derive(Debug, clap::Args)]
pub struct DoNotContactArgs {
    /// Leave out the numbers in this file: one a line, or CSV with phone columns; give it again for more
    #[arg(long, value_name = "FILE")]
    dnc: Vec<PathBuf>,
    /// Continue if entries of a --dnc file cannot be read: every number that may stand in them is left out; those
    /// without any are counted
    #[arg(long, requires = "dnc")]
    dnc_lenient: bool,
    /// Continue if a --dnc file has no entry
    #[arg(long, requires = "dnc")]
    dnc_may_be_empty: bool,
}

impl DoNotContactArgs {
    /// The files.
    pub(super) fn files(&self) -> impl Iterator<Item = &Path> {
        self.dnc.iter().map(PathBuf::as_path)
    }

    /// The flags as they are typed, each after a space; empty without a file.
    pub(super) fn flags(&self) -> String {
        let files = self.files().map(|file| format!(" --dnc {}", in_a_shell(&file.display().to_string())));
        let switches = [(self.dnc_lenient, " --dnc-lenient"), (self.dnc_may_be_empty, " --dnc-may-be-empty")];
        let switches = switches.into_iter().filter(|(is_on, _)| *is_on).map(|(_, flag)| flag.to_owned());
        files.chain(switches).collect()
    }

    /// Reads the files, and warns about entries that cannot be read if that is not an error.
    ///
    /// # Errors
    ///
    /// A file cannot be read, or has an entry that cannot be read or no entry at all and this is not allowed.
    pub(super) fn read(&self, numbers: Numbers, context: &mut Context) -> Result<DoNotContact, Error> {
        let leniency = Leniency { unusable: self.dnc_lenient, empty: self.dnc_may_be_empty };
        let mut do_not_contact = DoNotContact::default();
        for path in &self.dnc {
            refuse_folder(path, "name the files in it", "--dnc ")?;
            let unusable = context
                .reading(|| do_not_contact.add(path, numbers, leniency))
                .map_err(|error| naming(path, error))?;
            if let Some(unusable) = unusable {
                context.ui.problem(&Problem::warning("import/do-not-contact-unreadable", unusable));
            }
        }
        Ok(do_not_contact)
    }
}

/// Refuses a folder in place of a file, with the first files in it. `what` is what to do, and `flag` stands before each
/// of them.
///
/// # Errors
///
/// The path is a folder (`import/not-csv`).
pub(super) fn refuse_folder(path: &Path, what: &str, flag: &str) -> Result<(), ImportError> {
    if !path.is_dir() {
        return Ok(());
    }
    let entries = std::fs::read_dir(path).into_iter().flatten().flatten();
    let is_shown = |file: &PathBuf| {
        file.is_file() && !file.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'))
    };
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.path()).filter(is_shown).collect();
    files.sort();
    let name = |file: &PathBuf| format!("{flag}{}", in_a_shell(&file.display().to_string()));
    let first: Vec<String> = files.iter().take(FILES_SHOWN).map(name).collect();
    let such =
        if first.is_empty() { "; it has none".to_owned() } else { format!(", such as {}", first.join(" ")) };
    Err(Problem::error("import/not-csv", format!("{} is a folder", path.display()))
        .help(format!("{what}{such}"))
        .into())
}

/// Adds the name of the file to an error, because the contacts are in a file too.
fn naming(path: &Path, error: ImportError) -> ImportError {
    let name = path.display().to_string();
    match error {
        ImportError::Wrong(mut problem) if !problem.message.contains(&name) => {
            problem.message = format!("{name}: {}", problem.message);
            ImportError::Wrong(problem)
        }
        other => other,
    }
}
