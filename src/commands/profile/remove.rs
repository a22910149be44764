//! `kcamp profile remove`.

use crate::context::Context;
use crate::error::Error;
use crate::exit::Exit;

/// Remove a profile from the config file; nothing changes on the platform
#[derive(Debug, clap::Args)]
pub struct RemoveArgs {
    /// The profile
    name: String,
}

/// Removes the profile and saves the file.
pub fn run(args: &RemoveArgs, context: &mut Context) -> Result<Exit, Error> {
    context.change_config(|config| config.remove(&args.name))?;
    context.ui.talk(&format!("the profile {} is removed; what a secret command or file of it holds is left alone", args.name));
    Ok(Exit::Success)
}
