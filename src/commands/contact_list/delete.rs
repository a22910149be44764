//! `kcamp contact-list delete`.

use crate::context::Context;
use crate::domain::effect::Effect;
use crate::domain::live::ContactList;
use crate::error::Error;
use crate::exit::Exit;
use crate::view::contact_list::{ChangeOutcome, ListChangeView};

/// Delete a contact list that no campaign uses, with its contacts
///
/// The contacts are lost: the platform cannot restore them. kcamp asks before it sends anything; --yes answers, and is
/// needed without a terminal.
///
/// Example: kcamp contact-list delete Walk-ins
#[derive(Debug, clap::Args)]
pub struct DeleteArgs {
    /// The list's name or id; id:ID is an id alone
    list: String,
}

/// Checks that the list is not in use, asks, deletes it, and shows the outcome.
///
/// # Errors
///
/// No list or several lists have the name, a campaign uses it, there is no consent, or the delete fails.
pub async fn run(args: &DeleteArgs, context: &mut Context) -> Result<Exit, Error> {
    let platform = context.connect().await?;
    let list = platform.find_contact_list(&platform.refer_to_list(&args.list)).await?;
    if !list.used_by.is_empty() {
        return Err(in_use(&list));
    }
    let write = platform.delete_contact_list(&list)?;
    let Some(deleted) = context.carry_out(write).await? else { return Ok(Exit::Success) };
    context.show_result(&ListChangeView::new(
        &list.name,
        &list,
        ChangeOutcome::Deleted,
        deleted.answer_lost,
    ))?;
    Ok(Exit::Success)
}

/// The error for a list in use. The platform would refuse it too, although its flag `isListInUse` is always false.
fn in_use(list: &ContactList) -> Error {
    let users: Vec<String> = list
        .used_by
        .iter()
        .map(|user| {
            user.name.as_ref().map_or_else(|| user.id.clone(), |name| format!("{name:?} ({})", user.id))
        })
        .collect();
    Error::new(
        "contact-list/in-use",
        format!("the contact list {:?} is used by {}", list.name, users.join(", ")),
        Exit::Conflict,
    )
    .with_effect(Effect::NothingDeleted)
    .hint("take the list out of these campaigns, or delete them, first")
}
