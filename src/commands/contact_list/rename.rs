//! `kcamp contact-list rename`.

use super::create::{description, name};
use crate::commands::requests;
use crate::context::{Consent, Context};
use crate::domain::campaign::{Description, ListName};
use crate::domain::evidence::Evidence;
use crate::error::Error;
use crate::exit::Exit;
use crate::platform::kore::ListChange;
use crate::view::contact_list::{ChangeOutcome, ListChangeView};

/// Give a contact list another name or description
///
/// Campaigns keep the list; the platform may go on showing its old name in them.
#[derive(Debug, clap::Args)]
pub struct RenameArgs {
    /// The list's name or id
    list: String,
    /// The new name, at most 48 characters
    #[arg(long, value_name = "NAME", required_unless_present = "description")]
    name: Option<String>,
    /// The new description, at most 256 characters
    #[arg(long, value_name = "TEXT")]
    description: Option<String>,
}

/// Looks the list up, changes it and shows the outcome.
pub async fn run(args: &RenameArgs, context: &mut Context) -> Result<Exit, Error> {
    let change = ListChange {
        name: args.name.as_deref().map(|text| name("--name", text)).transpose()?,
        description: args
            .description
            .as_deref()
            .map(|text| description("--description", text))
            .transpose()?,
    };
    let kore = context.kore().await?;
    let list = kore.find_contact_list(&args.list).await?;
    if context.dry_run().is_some() {
        let request = kore.endpoints().change_contact_list(&list, &change);
        return requests::show(&[request], context);
    }
    context.consent(Consent::Write, &format!("change the contact list {:?}?", list.name))?;
    let sent = kore.change_contact_list(&list, &change);
    let (new_name, new_text) = (change.name.as_ref(), change.description.as_ref());
    let evidence =
        Evidence::of_list_change(&list, new_name.map(ListName::as_str), new_text.map(Description::as_str));
    let changed = context
        .leaving(evidence)
        .write("contact-list rename", &list.name, sent, |_| Some(list.id.clone()))
        .await?;
    let name = change.name.as_ref().map_or(list.name.as_str(), |name| name.as_str());
    context.ui.show(&ListChangeView::new(name, &list.id, ChangeOutcome::Changed, changed.recovered))?;
    Ok(Exit::Success)
}
