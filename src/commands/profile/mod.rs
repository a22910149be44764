//! `kcamp profile`.

pub mod list;
pub mod remove;
pub mod show;
pub mod switch;

use crate::context::Context;
use crate::error::Error;
use crate::exit::Exit;

/// Look at profiles and choose between them; `kcamp setup` makes one
#[derive(Debug, clap::Subcommand)]
pub enum ProfileCommand {
    /// List the profiles
    List(list::ListArgs),
    /// Show every setting as it is resolved now, with its source; secrets are masked
    Show(show::ShowArgs),
    /// Make a profile the one that is used by default
    Use(switch::UseArgs),
    /// Remove a profile from the config file
    Remove(remove::RemoveArgs),
}

/// Runs the chosen command.
pub fn run(command: &ProfileCommand, context: &mut Context) -> Result<Exit, Error> {
    match command {
        ProfileCommand::List(args) => list::run(args, context),
        ProfileCommand::Show(args) => show::run(args, context),
        ProfileCommand::Use(args) => switch::run(args, context),
        ProfileCommand::Remove(args) => remove::run(args, context),
    }
}
