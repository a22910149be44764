//! `kcamp profile use`.

use crate::context::Context;
use crate::error::Error;
use crate::exit::Exit;

/// Make a profile the one that is used where none is named
#[derive(Debug, clap::Args)]
pub struct UseArgs {
    /// The profile
    name: String,
}

/// Writes the choice to the config file.
pub fn run(args: &UseArgs, context: &mut Context) -> Result<Exit, Error> {
    context.change_config(|config| config.make_current(&args.name))?;
    context.ui.talk(&format!("{} is the profile that commands use now", args.name));
    Ok(Exit::Success)
}
