//! `--dnc`: the user's own files with numbers that must not be contacted.

use std::path::{Path, PathBuf};

use crate::context::Context;
use crate::domain::number::Numbers;
use crate::error::Error;
use crate::import::{DoNotContact, ImportError, Leniency};

/// The files, and what they may be.
#[derive(Debug, clap::Args)]
pub struct DoNotContactArgs {
    /// Leave out the numbers in this file: one a line, or CSV with phone columns; give it again for more
    #[arg(long, value_name = "FILE")]
    dnc: Vec<PathBuf>,
    /// Continue if entries of a --dnc file can match nobody, such as masked numbers, and count them
    #[arg(long, requires = "dnc")]
    dnc_lenient: bool,
    /// Continue if a --dnc file has no entry
    #[arg(long, requires = "dnc")]
    dnc_may_be_empty: bool,
}

impl DoNotContactArgs {
    /// Reads the files, and warns about entries that cannot match any number if that is not an error.
    ///
    /// # Errors
    ///
    /// A file cannot be read, or has an entry that cannot match or no entry at all and this is not allowed.
    pub(super) fn read(&self, numbers: Numbers, context: &mut Context) -> Result<DoNotContact, Error> {
        let leniency = Leniency { unusable: self.dnc_lenient, empty: self.dnc_may_be_empty };
        let mut do_not_contact = DoNotContact::default();
        for path in &self.dnc {
            let unusable = context
                .reading(|| do_not_contact.add(path, numbers, leniency))
                .map_err(|error| naming(path, error))?;
            if let Some(unusable) = unusable {
                context.ui.warning(&unusable);
            }
        }
        Ok(do_not_contact)
    }
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
