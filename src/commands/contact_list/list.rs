//! `kcamp contact-list list`.

use crate::commands::columns::ColumnsArgs;
use crate::context::Context;
use crate::error::Error;
use crate::exit::Exit;
use crate::view::contact_list::{ContactListView, ContactListsView, LIST_COLUMNS};

/// List the account's contact lists
#[derive(Debug, clap::Args)]
pub struct ListArgs {
    #[command(flatten)]
    columns: ColumnsArgs,
}

/// Reads and shows the lists.
///
/// # Errors
///
/// A column is unknown, or the lists cannot be read.
pub async fn run(args: &ListArgs, context: &mut Context) -> Result<Exit, Error> {
    args.columns.choose(LIST_COLUMNS, context)?;
    let lists = context.connect().await?.contact_lists().await?;
    let zone = context.reader_zone()?;
    context
        .ui
        .show(&ContactListsView(lists.iter().map(|list| ContactListView::new(list, &zone)).collect()))?;
    Ok(Exit::Success)
}
