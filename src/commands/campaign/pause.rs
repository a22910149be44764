//! `kcamp campaign pause`.

use super::chosen::{AllArgs, NamedArgs};
use super::trigger;
use crate::context::Context;
use crate::domain::change::Trigger;
use crate::error::Error;
use crate::exit::Exit;
use crate::platform::feature::Feature;

/// Pause a running campaign (Burki); kcamp campaign start resumes it
///
/// Calls in progress are finished, and nobody else is called. The command does not ask, because a pause loses nothing.
#[derive(Debug, clap::Args)]
pub struct PauseArgs {
    /// The campaign's name or id
    campaign: String,
}

/// Reads the campaign, asks, pauses it, and reports.
///
/// # Errors
///
/// The platform has no pause, the campaign is not found or does not run, or the request fails.
pub async fn run(args: &PauseArgs, context: &mut Context) -> Result<Exit, Error> {
    context.require(Feature::Pause)?;
    let named = NamedArgs { campaign: vec![args.campaign.clone()], file: Vec::new() };
    trigger::run(&named, &AllArgs::default(), Trigger::Pause, context).await
}
