//! `kcamp contact-list get`.

use crate::context::Context;
use crate::error::Error;
use crate::exit::Exit;
use crate::view::contact_list::ContactListView;

/// Show one contact list
///
/// Example: kcamp contact-list get "Event Guests"
#[derive(Debug, clap::Args)]
pub struct GetArgs {
    /// The list's name or id; id:ID is an id alone
    list: String,
}

/// Reads and shows the list.
///
/// # Errors
///
/// No list or several lists have the name, or the lists cannot be read.
pub async fn run(args: &GetArgs, context: &mut Context) -> Result<Exit, Error> {
    let platform = context.connect().await?;
    let list = platform.find_contact_list(&platform.refer_to_list(&args.list)).await?;
    context.ui.show(&ContactListView::new(&list, &context.reader_zone()?))?;
    Ok(Exit::Success)
}
