//! `kcamp campaign delete`.

use super::trigger::{question, with_state};
use crate::commands::requests;
use crate::context::{Consent, Context};
use crate::domain::evidence::Evidence;
use crate::error::Error;
use crate::exit::Exit;
use crate::platform::client::Action;
use crate::view::lifecycle::{AnswerSeen, LifecycleOutcome, LifecycleView};

/// Delete a campaign, with its schedule; nothing brings it back
///
/// Asks on a terminal; without one it needs --yes. A running campaign has to be stopped first. kcamp campaign export keeps
/// it as a file.
#[derive(Debug, clap::Args)]
pub struct DeleteArgs {
    /// The campaign's name or id
    campaign: String,
}

/// Reads, asks, deletes, reports.
pub async fn run(args: &DeleteArgs, context: &mut Context) -> Result<Exit, Error> {
    let client = context.client().await?;
    let handle = client.locate(&args.campaign).await?;
    handle.may(Action::Delete)?;
    if context.dry_run().is_some() {
        return requests::show(&[handle.delete_request()], context);
    }
    context.consent(Consent::ReachesPeople, &question("delete", &handle))?;
    let id = handle.live().id.to_string();
    let done = context
        .leaving(Evidence::of_campaign(handle.live()))
        .write("campaign delete", &handle.live().name, handle.delete(), |_| Some(id))
        .await
        .map_err(|error| with_state(error, &handle))?;
    let answer = AnswerSeen::of(done.recovered);
    let view = LifecycleView::new(handle.live(), handle.type_word(), LifecycleOutcome::Deleted, answer);
    context.ui.show(&view)?;
    Ok(Exit::Success)
}
