//! `kcamp profile use`.

use crate::context::Context;
use crate::error::Error;
use crate::exit::Exit;
use crate::profile;

use super::known;

/// Make a profile the default
///
/// Example: kcamp profile use staging
#[derive(Debug, clap::Args)]
pub struct UseArgs {
    /// The profile
    name: String,
}

/// Writes the choice to the config file.
///
/// # Errors
///
/// There is no such profile, or the configuration cannot be written.
pub fn run(args: &UseArgs, context: &mut Context) -> Result<Exit, Error> {
    context.refuse_dry_run("profile use")?;
    let name = known(&args.name, context)?;
    profile::update(&context.config_path()?, &context.patience(), |config| config.current = Some(name))?;
    context.show_done(format!("{} is now the profile that commands use", args.name))?;
    Ok(Exit::Success)
}
