//! `kcamp contact-list contacts`.

use crate::commands::columns::ColumnsArgs;
use crate::commands::limit::{Limit, rows};
use crate::commands::masked_numbers;
use crate::context::Context;
use crate::domain::finding::Problem;
use crate::domain::plural::counted;
use crate::error::Error;
use crate::exit::Exit;
use crate::platform::contacts::{ListContacts, ListGap};
use crate::view::contact_list::{CONTACT_COLUMNS, ContactView, ContactsView};
use crate::view::shown_numbers::ShownNumbers;

/// Show the contacts of a list, with masked numbers
///
/// Example: kcamp contact-list contacts "Event Guests" --limit 20
#[derive(Debug, clap::Args)]
pub struct ContactsArgs {
    /// The list's name or id; id:ID is an id alone
    list: String,
    /// Show whole phone numbers
    #[arg(long)]
    show_numbers: bool,
    /// Show at most N
    #[arg(long, value_name = "N", value_parser = rows, allow_negative_numbers = true)]
    limit: Option<u32>,
    #[command(flatten)]
    columns: ColumnsArgs,
}

/// Reads page by page until the list is complete or long enough, and shows it.
///
/// # Errors
///
/// A column is unknown, no list or several lists have the name, a page cannot be read, or the list ends before its
/// total each time.
pub async fn run(args: &ContactsArgs, context: &mut Context) -> Result<Exit, Error> {
    let numbers = ShownNumbers::whole_if(args.show_numbers);
    args.columns.choose(CONTACT_COLUMNS, context)?;
    let limit = Limit::of(args.limit);
    let platform = context.connect().await?;
    let list = platform.find_contact_list(&platform.refer_to_list(&args.list)).await?;
    let ListContacts { contacts, gap } = platform.contacts_of_list(&list, limit.asked()).await?;
    let zone = context.reader_zone()?;
    let mut contacts: Vec<ContactView> =
        contacts.iter().map(|contact| ContactView::new(contact, numbers, &zone)).collect();
    let gap = if limit.cut(&mut contacts, context) { None } else { gap };
    if let Some(ListGap::Cut(error)) = gap {
        return Err(error.into());
    }
    if gap.is_some() {
        context.ui.problem(&Problem::warning(
            "platform/list-incomplete",
            format!(
                "the contacts changed each time kcamp read them, so some may be missing: {} are shown",
                counted(contacts.len(), "contact")
            ),
        ));
    }
    masked_numbers::say(numbers, context);
    context.ui.show(&ContactsView(contacts))?;
    Ok(if gap.is_some() { Exit::Partial } else { Exit::Success })
}
