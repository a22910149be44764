//! `kcamp schedule disable`.

use super::campaign_name;
use crate::commands::requests;
use crate::context::{Consent, Context};
use crate::error::Error;
use crate::exit::Exit;
use crate::platform::kore::ScheduleChange;
use crate::platform::preview::RequestPreview;
use crate::view::schedule::ScheduleChangeView;

/// Switch a campaign's schedule off
///
/// Runs that the platform has begun go on; what is off is the next one.
#[derive(Debug, clap::Args)]
pub struct DisableArgs {
    /// The campaign's name or id [env: KCAMP_CAMPAIGN]
    #[arg(allow_hyphen_values = true)]
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
    let name = campaign_name::resolve(&campaign, args.check_name, context).await?;
    if context.dry_run().is_some() {
        let request = context.endpoints()?.disable_schedule(&name);
        return requests::show(&[RequestPreview::from(&request)], context);
    }
    context.consent(Consent::Write, &format!("switch the schedule of {name:?} off?"))?;
    let kore = context.kore().await?;
    let sent = kore.disable_schedule(&name);
    let change = context.write("schedule disable", &name, sent, ScheduleChange::id_text).await?;
    context.ui.show(&ScheduleChangeView {
        campaign: name,
        id: change.id.map(|id| id.to_string()),
        outcome: "disabled",
        message: change
            .recovered
            .then(|| "the answer was lost; the schedule was read back and is off".to_owned()),
        schedule: None,
    })?;
    Ok(Exit::Success)
}
