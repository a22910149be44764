//! `kcamp schedule show`.

use super::campaign_name;
use crate::context::Context;
use crate::error::Error;
use crate::exit::Exit;
use crate::platform::platform::CheckName;
use crate::view::live_schedule::LiveScheduleView;

/// Show a campaign's schedule as the platform reports it
///
/// Burki returns all of it; Kore.ai returns whether there is one and whether it repeats, and not when.
#[derive(Debug, clap::Args)]
pub struct ShowArgs {
    /// The campaign's name or id [env: KCAMP_CAMPAIGN]
    campaign: Option<String>,
}

/// Reads and shows the schedule.
pub async fn run(args: ShowArgs, context: &mut Context) -> Result<Exit, Error> {
    let given = args.campaign.or_else(|| context.environment.text("KCAMP_CAMPAIGN").map(str::to_owned));
    let Some(campaign) = given else {
        return Err(Error::usage("usage/missing-values", "schedule show needs the campaign's name or id")
            .hint("give it as the argument, or in KCAMP_CAMPAIGN"));
    };
    let target = campaign_name::resolve(&campaign, CheckName::No, context).await?;
    let held = context.connect().await?.schedule(&target).await?;
    context.warn_of_zones();
    context.ui.show(&LiveScheduleView::new(&target.label, &held))?;
    Ok(Exit::Success)
}
