//! `kcamp campaign start`.

use super::trigger;
use crate::context::Context;
use crate::domain::live::CampaignStatus;
use crate::error::Error;
use crate::exit::Exit;
use crate::platform::kore::{Target, Trigger};

/// Start a campaign now: it reaches people
///
/// Asks on a terminal; without one it needs --yes. A campaign that runs or has a schedule is not started.
#[derive(Debug, clap::Args)]
pub struct StartArgs {
    /// The campaign's name or id
    #[arg(allow_hyphen_values = true)]
    campaign: String,
}

/// Reads, asks, starts, reports.
pub async fn run(args: &StartArgs, context: &mut Context) -> Result<Exit, Error> {
    trigger::run(&args.campaign, Trigger::Start, may_start, context).await
}

/// A running campaign would be started twice, and the platform refuses a scheduled one. Contract section 16.
fn may_start(target: &Target) -> Result<(), Error> {
    let wrong_state = |why: &str, hint: String| {
        let message =
            format!("the campaign {:?} is {}: {why}; nothing was sent", target.live.name, target.live.status);
        Err(Error::new("campaign/wrong-state", message, Exit::Conflict).hint(hint))
    };
    match target.live.status {
        CampaignStatus::Active => wrong_state(
            "it reaches people already",
            format!("stop it first to begin anew: kcamp campaign stop {}", target.live.id),
        ),
        CampaignStatus::Scheduled | CampaignStatus::Rescheduled => wrong_state(
            "it starts by its schedule, and Kore.ai starts no scheduled campaign by hand",
            format!("switch the schedule off first: kcamp schedule disable {}", target.live.id),
        ),
        _ => Ok(()),
    }
}
