//! `kcamp campaign status`.

use crate::context::Context;
use crate::error::Error;
use crate::exit::Exit;
use crate::view::lifecycle::StatusView;

/// Show where a campaign is in its life, such as Ready, Active or Completed
#[derive(Debug, clap::Args)]
pub struct StatusArgs {
    /// The campaign's name or id
    campaign: String,
}

/// Reads and shows the status.
pub async fn run(args: &StatusArgs, context: &mut Context) -> Result<Exit, Error> {
    let platform = context.connect().await?;
    let id = platform.resolve(&args.campaign).await?;
    let reading = platform.status(&id).await?;
    context.ui.show(&StatusView::from(&reading))?;
    Ok(Exit::Success)
}
