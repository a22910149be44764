//! `kcamp contact-list`.

pub mod list;

use crate::context::Context;
use crate::error::Error;
use crate::exit::Exit;

/// Look at contact lists
#[derive(Debug, clap::Subcommand)]
pub enum ContactListCommand {
    /// List the account's contact lists
    List(list::ListArgs),
}

/// Runs the chosen command.
pub async fn run(command: ContactListCommand, context: &mut Context) -> Result<Exit, Error> {
    match command {
        ContactListCommand::List(args) => list::run(&args, context).await,
    }
}
