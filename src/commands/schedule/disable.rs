//! `kcamp schedule disable`.

use super::{campaign_name, refuse_anothers, warn_of};
use crate::context::Context;
use crate::error::Error;
use crate::exit::Exit;
use crate::platform::platform::CheckName;
use crate::view::schedule::ScheduleChangeView;

/// Switch a campaign's schedule off
///
/// Runs that the platform has begun go on; what is off is the next one.
#[derive(Debug, clap::Args)]
pub struct DisableArgs {
    /// The campaign's name or id; after -- where it starts with a hyphen [env: KCAMP_CAMPAIGN]
    campaign: Option<String>,
    /// Look the name up first, and refuse one that no campaign or several have
    #[arg(long)]
    check_name: bool,
}

/// Sends one request; an id, or `--check-name`, takes reads first.
pub async fn run(args: DisableArgs, context: &mut Context) -> Result<Exit, Error> {
    let given = args.campaign.or_else(|| context.environment.text("KCAMP_CAMPAIGN").map(str::to_owned));
    let campaign = match given {
        Some(campaign) => campaign,
        None if context.ui.can_prompt() => campaign_name::ask(context).await?,
        None => {
            return Err(Error::usage("usage/missing-values", "schedule disable needs the campaign's name")
                .hint("give it as the argument, or in KCAMP_CAMPAIGN"));
        }
    };
    let check = if args.check_name { CheckName::First } else { CheckName::No };
    let target = campaign_name::resolve(&campaign, check, context).await?;
    let platform = context.platform()?;
    let write = platform.disable_schedule(&target);
    let Some(change) = context.carry_out(write).await? else { return Ok(Exit::Success) };
    warn_of(&change, context);
    refuse_anothers(&campaign, &target, &change, "off", &*platform)?;
    context.ui.show(&ScheduleChangeView {
        campaign: target.label,
        id: change.id_text(),
        outcome: "disabled",
        message: change
            .recovered
            .then(|| "the answer was lost; the schedule was read back and is off".to_owned()),
        schedule: None,
    })?;
    Ok(Exit::Success)
}
