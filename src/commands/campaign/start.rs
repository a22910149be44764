//! `kcamp campaign start`.

use super::trigger;
use crate::context::Context;
use crate::domain::change::Trigger;
use crate::error::Error;
use crate::exit::Exit;

/// Start a campaign now: it reaches people
///
/// Asks on a terminal; without one it needs --yes. A campaign that runs or has a schedule is not started.
#[derive(Debug, clap::Args)]
pub struct StartArgs {
    /// The campaign's name or id
    campaign: String,
}

/// Reads, asks, starts, reports.
pub async fn run(args: &StartArgs, context: &mut Context) -> Result<Exit, Error> {
    trigger::run(&args.campaign, Trigger::Start, context).await
}
