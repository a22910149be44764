//! `kcamp campaign get`.

use crate::context::Context;
use crate::error::Error;
use crate::exit::Exit;
use crate::view::campaign::CampaignView;

/// Show one campaign with everything that the platform reports of it
#[derive(Debug, clap::Args)]
pub struct GetArgs {
    /// The campaign's name or id
    campaign: String,
}

/// Reads and shows the campaign.
pub async fn run(args: &GetArgs, context: &mut Context) -> Result<Exit, Error> {
    let zone = context.reader_zone()?;
    let platform = context.connect().await?;
    let id = platform.resolve(&args.campaign).await?;
    let campaign = platform.campaign(&id).await?;
    context.ui.show(&CampaignView::new(&campaign, &zone))?;
    Ok(Exit::Success)
}
