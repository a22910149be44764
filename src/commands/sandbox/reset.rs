//! `kcamp sandbox reset`.

use crate::context::Context;
use crate::error::Error;
use crate::exit::Exit;
use crate::sandbox;

/// Put the sandbox back to how it started
#[derive(Debug, clap::Args)]
pub struct ResetArgs {}

/// Forgets every campaign of the sandbox.
pub fn run(_args: &ResetArgs, context: &mut Context) -> Result<Exit, Error> {
    let folder = context.sandbox_folder()?;
    sandbox::reset(&folder)?;
    context.ui.talk("the sandbox is as it started: no campaigns, and the contact lists that it comes with");
    Ok(Exit::Success)
}
