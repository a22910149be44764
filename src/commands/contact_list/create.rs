//! `kcamp contact-list create`.

use crate::context::Context;
use crate::domain::change::NewList;
use crate::domain::finding::Problem;
use crate::domain::kore_campaign::{Description, ListName};
use crate::domain::list_ref::ListRef;
use crate::error::Error;
use crate::exit::Exit;
use crate::view::contact_list::{ChangeOutcome, ListChangeView};

/// Create an empty contact list
///
/// Fill it with: kcamp contact-list import LIST FILE
///
/// Example: kcamp contact-list create Walk-ins --description "Guests without an invitation"
#[derive(Debug, clap::Args)]
pub struct CreateArgs {
    /// The list's name, at most 48 characters
    name: String,
    /// The purpose of the list, at most 256 characters; the platform requires it
    #[arg(long, value_name = "TEXT")]
    description: String,
    /// Let the platform add a number again that is in the list already
    #[arg(long)]
    allow_duplicates: bool,
}

/// Creates the list and shows its id.
///
/// # Errors
///
/// The name or the description is too long or empty, the name has the form of an id, or the create fails.
pub async fn run(args: &CreateArgs, context: &mut Context) -> Result<Exit, Error> {
    let list = NewList {
        name: name("the list's name", &args.name)?,
        description: description("--description", &args.description)?,
        allow_duplicates: args.allow_duplicates,
    };
    let write = context.platform()?.create_contact_list(&list)?;
    let Some(created) = context.carry_out(write).await? else { return Ok(Exit::Success) };
    context.show_result(&ListChangeView::new(
        &created.value.name,
        &created.value,
        ChangeOutcome::Created,
        created.answer_lost,
    ))?;
    Ok(Exit::Success)
}

/// A list's new name out of a flag or argument.
///
/// # Errors
///
/// The name is empty or too long, or has the form of an id.
pub(super) fn name(place: &str, text: &str) -> Result<ListName, Error> {
    let name = text.parse().map_err(|problem| Error::bad_value(place, problem))?;
    ListRef::hidden_name(&name).map_or(Ok(name), |problem| Err(Error::bad_value(place, problem)))
}

/// A list's description, from a flag. Its error codes are about lists, not campaigns.
///
/// # Errors
///
/// `contact-list/description-empty` or `contact-list/description-too-long`.
pub(super) fn description(place: &str, text: &str) -> Result<Description, Error> {
    text.parse().map_err(|problem: Problem| {
        let code = if text.trim().is_empty() {
            "contact-list/description-empty"
        } else {
            "contact-list/description-too-long"
        };
        Error::bad_value(place, Problem { code, ..problem })
    })
}
