//! `kcamp contact-list list`.

use crate::context::Context;
use crate::error::Error;
use crate::exit::Exit;
use crate::view::contact_list::{ContactListView, ContactListsView};

/// List the account's contact lists
#[derive(Debug, clap::Args)]
pub struct ListArgs {}

/// Reads and shows the lists.
pub async fn run(_args: &ListArgs, context: &mut Context) -> Result<Exit, Error> {
    let lists = context.connect().await?.contact_lists().await?;
    context.ui.show(&ContactListsView(lists.iter().map(ContactListView::from).collect()))?;
    Ok(Exit::Success)
}
