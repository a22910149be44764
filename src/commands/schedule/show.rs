//! `kcamp schedule show`.

use super::{campaign_name, remembered};
use crate::commands::campaign::chosen;
use crate::context::Context;
use crate::domain::campaign_ref::CampaignRef;
use crate::domain::finding::Problem;
use crate::error::Error;
use crate::exit::Exit;
use crate::platform::platform::CheckName;
use crate::view::live_schedule::LiveScheduleView;

/// Show a campaign's schedule as the platform reports it
///
/// Burki returns the whole schedule. Kore.ai returns only whether the campaign has a schedule and whether it repeats;
/// kcamp shows the times from this machine's journal, if the schedule was enabled from this machine.
///
/// Example: kcamp schedule show "Event Reminder SMS"
#[derive(Debug, clap::Args)]
pub struct ShowArgs {
    /// The campaign's name or id [env: KCAMP_CAMPAIGN]
    campaign: Option<String>,
}

/// Reads and shows the schedule.
///
/// # Errors
///
/// No campaign is named, no campaign or several campaigns have the name, or the schedule cannot be read.
pub async fn run(args: ShowArgs, context: &mut Context) -> Result<Exit, Error> {
    let given = args.campaign.or_else(|| context.environment.text("KCAMP_CAMPAIGN").map(str::to_owned));
    if given.is_none() && !context.ui.can_prompt() {
        return Err(Error::usage("usage/missing-values", "schedule show needs the campaign's name or id")
            .hint("give it as the argument, or in KCAMP_CAMPAIGN"));
    }
    let campaign = chosen::one(given.as_deref(), context).await?;
    let target = campaign_name::resolve(&campaign, CheckName::No, context).await?;
    let platform = context.connect().await?;
    let held = platform.schedule(&target).await?;
    context.warn_of_zones();
    let view = LiveScheduleView::new(&target.label, &held);
    let is_told = platform.kind().returns_schedules() || held.enabled != Some(true);
    let remembered = if is_told {
        None
    } else {
        remembered::of(&CampaignRef::Name(target.label.clone()), &*platform, context).await?
    };
    let view = match remembered {
        None => view,
        Some((live, remembered)) => {
            if let Some(warning) = remembered.warning(&live.name) {
                context.ui.problem(&Problem::warning("schedule/changed-since", warning));
            }
            if let Some(warning) = remembered.clock_warning(&live.name, context)? {
                context.ui.problem(&warning);
            }
            // The times are right in any zone, also where the calling hours cannot be read.
            let is_zone_known = context.operator_zone()?.is_some() || remembered.reader.is_some();
            let hours = if is_zone_known { None } else { platform.calling_hours(&live).await.ok().flatten() };
            remembered::shown(view, &live, hours.as_ref(), remembered, &*platform, context)?
        }
    };
    context.ui.show(&view)?;
    Ok(Exit::Success)
}
