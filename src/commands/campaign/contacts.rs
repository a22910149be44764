//! `kcamp campaign contacts`.

use crate::commands::limit::{Limit, rows};
use crate::commands::masked_numbers;
use crate::context::Context;
use crate::domain::burki_contact::ContactStatus;
use crate::error::Error;
use crate::exit::Exit;
use crate::view::platform_contacts::PlatformContactsView;
use crate::view::shown_numbers::ShownNumbers;

/// Show a campaign's contacts and the outcome of each; complete, unless --limit cuts the list
///
/// On Kore.ai the contacts that were dialled are shown, on Burki all contacts of the campaign.
///
/// Example: kcamp campaign contacts Survey --limit 20
#[derive(Debug, clap::Args)]
pub struct ContactsArgs {
    /// The campaign's name or id
    campaign: String,
    /// Only contacts with this status, such as no_answer (Burki)
    #[arg(long, value_name = "STATUS")]
    status: Option<String>,
    /// Show whole phone numbers instead of masked ones
    #[arg(long)]
    show_numbers: bool,
    /// Show at most N
    #[arg(long, value_name = "N", value_parser = rows, allow_negative_numbers = true)]
    limit: Option<u32>,
}

/// Reads page by page, and shows the contacts.
///
/// # Errors
///
/// The status is unknown, no campaign or several campaigns have the name, or a page cannot be read.
pub async fn run(args: &ContactsArgs, context: &mut Context) -> Result<Exit, Error> {
    let status = status(args.status.as_ref())?;
    let zone = context.reader_zone()?;
    let platform = context.connect().await?;
    let id = platform.resolve(&platform.refer(&args.campaign)).await?;
    let numbers = ShownNumbers::whole_if(args.show_numbers);
    masked_numbers::say(numbers, context);
    let limit = Limit::of(args.limit);
    let mut contacts = platform.contacts_of(&id, status, limit.asked()).await?;
    limit.cut_with(contacts.len(), |most| contacts.truncate(most), context);
    context.ui.show(&PlatformContactsView::new(&contacts, numbers, &zone))?;
    Ok(Exit::Success)
}

/// The status that `--status` names.
///
/// # Errors
///
/// `campaign/contact-status-unknown` for an unknown word.
pub(super) fn status(text: Option<&String>) -> Result<Option<ContactStatus>, Error> {
    let parse = |text: &String| text.parse().map_err(|problem| Error::bad_value("--status", problem));
    text.map(parse).transpose()
}
