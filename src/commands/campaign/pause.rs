//! `kcamp campaign pause`.

use super::chosen::{AllArgs, NamedArgs};
use super::trigger;
use crate::context::Context;
use crate::domain::change::Trigger;
use crate::error::Error;
use crate::exit::Exit;
use crate::platform::feature::Feature;

/// Pause a running campaign (Burki); kcamp campaign start goes on where it was
///
/// Calls under way are finished, and nobody else is called. It does not ask: nothing is lost by it.
#[derive(Debug, clap::Args)]
pub struct PauseArgs {
    /// The campaign's name or id
    campaign: String,
}

/// Reads, asks, pauses, reports.
pub async fn run(args: &PauseArgs, context: &mut Context) -> Result<Exit, Error> {
    context.require(Feature::Pause)?;
    let named = NamedArgs { campaign: vec![args.campaign.clone()], file: Vec::new() };
    trigger::run(&named, &AllArgs::default(), Trigger::Pause, context).await
}
