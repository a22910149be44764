//! `kcamp sandbox reset`.

use std::io::ErrorKind;

use crate::context::Context;
use crate::error::Error;
use crate::exit::Exit;
use crate::sandbox;

/// Reset the sandbox to its initial state
#[derive(Debug, clap::Args)]
pub struct ResetArgs {}

/// Forgets every campaign of the sandbox, what was imported into it, and that it was halted.
///
/// # Errors
///
/// The state is in use by another process, or its folders cannot be removed.
pub fn run(_args: &ResetArgs, context: &mut Context) -> Result<Exit, Error> {
    context.refuse_dry_run("sandbox reset")?;
    let folder = context.sandbox_folder()?;
    sandbox::reset(&folder)?;
    let remembered =
        [context.sandbox_imports_folder()?, context.sandbox_halts_folder()?, context.sandbox_names_folder()?];
    for folder in remembered {
        match std::fs::remove_dir_all(&folder) {
            Err(error) if error.kind() != ErrorKind::NotFound => {
                return Err(anyhow::Error::new(error)
                    .context(format!("cannot remove {}", folder.display()))
                    .into());
            }
            _ => {}
        }
    }
    context.show_done("the sandbox is reset: no campaigns, and its initial contact lists".to_owned())?;
    Ok(Exit::Success)
}
