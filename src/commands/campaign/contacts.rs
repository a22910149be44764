//! `kcamp campaign contacts`.

use crate::context::Context;
use crate::error::Error;
use crate::exit::Exit;
use crate::view::dialled::{DialledListView, DialledView, Numbers};

/// Show the contacts that a campaign dialled and what became of each; complete, unless --limit cuts the list
#[derive(Debug, clap::Args)]
pub struct ContactsArgs {
    /// The campaign's name or id
    campaign: String,
    /// Show phone numbers whole, and not with their middle starred
    #[arg(long)]
    show_numbers: bool,
    /// At most so many
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    limit: Option<u32>,
}

/// Reads page by page, and shows the contacts.
pub async fn run(args: &ContactsArgs, context: &mut Context) -> Result<Exit, Error> {
    let kore = context.kore().await?;
    let id = kore.resolve(&args.campaign).await?;
    let limit = args.limit.map_or(usize::MAX, |limit| usize::try_from(limit).unwrap_or(usize::MAX));
    // One more than the limit tells whether the limit cut anything.
    let mut contacts = kore.dialled_contacts(&id, limit.saturating_add(1)).await?;
    if contacts.len() > limit {
        contacts.truncate(limit);
        context.ui.note(&format!("only the first {limit} are shown; leave out --limit for all of them"));
    }
    let numbers = if args.show_numbers { Numbers::Whole } else { Numbers::Masked };
    let rows = contacts.iter().map(|contact| DialledView::new(contact, numbers));
    context.ui.show(&DialledListView(rows.collect()))?;
    Ok(Exit::Success)
}
