//! `kcamp contact-list rename`.

use super::create::{description, name};
use crate::context::Context;
use crate::domain::change::ListChange;
use crate::error::Error;
use crate::exit::Exit;
use crate::view::contact_list::{ChangeOutcome, ListChangeView};

/// Give a contact list another name or description
///
/// Campaigns keep the list; the platform may still show the old name in them.
///
/// Example: kcamp contact-list rename Walk-ins --name "Walk-ins of spring"
#[derive(Debug, clap::Args)]
pub struct RenameArgs {
    /// The list's name or id; id:ID is an id alone
    list: String,
    /// The new name, at most 48 characters
    #[arg(long, value_name = "NAME", required_unless_present = "description")]
    name: Option<String>,
    /// The new description, at most 256 characters
    #[arg(long, value_name = "TEXT")]
    description: Option<String>,
}

/// Finds the list, changes it, and shows the outcome.
///
/// # Errors
///
/// The name or the description is too long or empty, no list or several lists have the name, or the change fails.
pub async fn run(args: &RenameArgs, context: &mut Context) -> Result<Exit, Error> {
    let change = ListChange {
        name: args.name.as_deref().map(|text| name("--name", text)).transpose()?,
        description: args
            .description
            .as_deref()
            .map(|text| description("--description", text))
            .transpose()?,
    };
    let platform = context.connect().await?;
    let list = platform.find_contact_list(&platform.refer_to_list(&args.list)).await?;
    let write = platform.change_contact_list(&list, &change)?;
    if change.name.is_some() && !list.used_by.is_empty() {
        let campaigns = list.campaigns().join(", ");
        context.announce(|ui| {
            ui.note(&format!(
                "campaigns use this list: {campaigns}; they keep it, and their files need the new name"
            ));
        });
    }
    let Some(changed) = context.carry_out(write).await? else { return Ok(Exit::Success) };
    let name = change.name.as_ref().map_or(list.name.as_str(), |name| name.as_str());
    context.show_result(&ListChangeView::new(name, &list, ChangeOutcome::Changed, changed.answer_lost))?;
    Ok(Exit::Success)
}
