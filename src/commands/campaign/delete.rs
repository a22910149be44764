//! `kcamp campaign delete`.

use crate::context::Context;
use crate::error::Error;
use crate::exit::Exit;
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
    let platform = context.connect().await?;
    let live = platform.locate(&args.campaign).await?;
    if let Some(done) = context.carry_out(platform.delete(&live)?).await? {
        let answer = AnswerSeen::of(done.recovered);
        context.ui.show(&LifecycleView::new(&live, LifecycleOutcome::Deleted, answer))?;
    }
    Ok(Exit::Success)
}
