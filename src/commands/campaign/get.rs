//! `kcamp campaign get`.

use super::chosen;
use crate::commands::remembered::zone_of;
use crate::context::Context;
use crate::error::Error;
use crate::exit::Exit;
use crate::view::campaign::CampaignView;

/// Show one campaign with everything that the platform reports about it
///
/// Example: kcamp campaign get "Event Reminder SMS"
#[derive(Debug, clap::Args)]
pub struct GetArgs {
    /// The campaign's name or id; on a terminal kcamp offers a choice when it is left out
    campaign: Option<String>,
}

/// Reads and shows the campaign.
///
/// # Errors
///
/// No campaign or several campaigns have the name, or the campaign cannot be read.
pub async fn run(args: &GetArgs, context: &mut Context) -> Result<Exit, Error> {
    let campaign = chosen::one(args.campaign.as_deref(), context).await?;
    let platform = context.connect().await?;
    let id = platform.resolve(&campaign).await?;
    let campaign = platform.campaign(&id).await?;
    let zone = zone_of(campaign.calling_hours(), None, context)?;
    context.ui.show(&CampaignView::new(&campaign, &zone))?;
    Ok(Exit::Success)
}
