//! `kcamp contact-list`.

pub mod contacts;
pub mod create;
pub mod delete;
pub mod get;
pub mod import;
pub mod list;
pub mod rename;

use crate::context::Context;
use crate::error::Error;
use crate::exit::Exit;
use crate::platform::feature::Feature;

/// Create, change and look at contact lists (Kore.ai); on Burki each campaign has its own contacts
#[derive(Debug, clap::Subcommand)]
#[command(defer = true)]
pub enum ContactListCommand {
    List(list::ListArgs),
    Get(get::GetArgs),
    Create(create::CreateArgs),
    Rename(rename::RenameArgs),
    Delete(delete::DeleteArgs),
    Import(import::ImportArgs),
    Contacts(contacts::ContactsArgs),
}

/// Runs the chosen command.
///
/// # Errors
///
/// The platform has no contact lists, or the chosen command fails.
pub async fn run(command: ContactListCommand, context: &mut Context) -> Result<Exit, Error> {
    context.require(Feature::ContactLists)?;
    match command {
        ContactListCommand::List(args) => list::run(&args, context).await,
        ContactListCommand::Get(args) => get::run(&args, context).await,
        ContactListCommand::Create(args) => create::run(&args, context).await,
        ContactListCommand::Rename(args) => rename::run(&args, context).await,
        ContactListCommand::Delete(args) => delete::run(&args, context).await,
        ContactListCommand::Import(args) => Box::pin(import::run(&args, context)).await,
        ContactListCommand::Contacts(args) => contacts::run(&args, context).await,
    }
}
