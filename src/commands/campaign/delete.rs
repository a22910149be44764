//! `kcamp campaign delete`.

use super::trigger::{question, with_state};
use crate::commands::requests;
use crate::context::{Consent, Context};
use crate::domain::live::CampaignStatus;
use crate::error::Error;
use crate::exit::Exit;
use crate::platform::preview::RequestPreview;
use crate::view::lifecycle::{AnswerSeen, LifecycleOutcome, LifecycleView};

/// Delete a campaign, with its schedule; nothing brings it back
///
/// Asks on a terminal; without one it needs --yes. A running campaign has to be stopped first. kcamp campaign export keeps
/// it as a file.
#[derive(Debug, clap::Args)]
pub struct DeleteArgs {
    /// The campaign's name or id
    #[arg(allow_hyphen_values = true)]
    campaign: String,
}

/// Reads, asks, deletes, reports.
pub async fn run(args: &DeleteArgs, context: &mut Context) -> Result<Exit, Error> {
    let kore = context.kore().await?;
    let target = kore.locate(&args.campaign).await?;
    // What becomes of the calls of a running campaign that is deleted is not documented. Contract section 8.4.
    if target.live.status == CampaignStatus::Active {
        let message =
            format!("the campaign {:?} is Active: it is reaching people; nothing was sent", target.live.name);
        return Err(Error::new("campaign/wrong-state", message, Exit::Conflict)
            .hint(format!("stop it first: kcamp campaign stop {}", target.live.id)));
    }
    if context.dry_run().is_some() {
        let request = context.endpoints()?.delete_campaign(&target);
        return requests::show(&[RequestPreview::from(&request)], context);
    }
    context.consent(Consent::ReachesPeople, &question("delete", &target))?;
    let id = target.live.id.to_string();
    let sent = kore.delete_campaign(&target);
    let done = context
        .write("campaign delete", &target.live.name, sent, |_| Some(id))
        .await
        .map_err(|error| with_state(error, &target))?;
    let answer = AnswerSeen::of(done.recovered);
    let view = LifecycleView::new(&target.live, target.campaign_type, LifecycleOutcome::Deleted, answer);
    context.ui.show(&view)?;
    Ok(Exit::Success)
}
