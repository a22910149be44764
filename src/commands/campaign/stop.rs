//! `kcamp campaign stop`.

use super::trigger;
use crate::context::Context;
use crate::domain::change::Trigger;
use crate::error::Error;
use crate::exit::Exit;

/// Stop a running campaign: it reaches nobody any more
///
/// The platform forgets how far it came: a later start is a new run over the whole list. The schedule stays as it is, and
/// starts the next run; kcamp schedule disable switches it off. Asks on a terminal; without one it needs --yes.
#[derive(Debug, clap::Args)]
pub struct StopArgs {
    /// The campaign's name or id
    campaign: String,
}

/// Reads, asks, stops, reports.
pub async fn run(args: &StopArgs, context: &mut Context) -> Result<Exit, Error> {
    trigger::run(&args.campaign, Trigger::Stop, context).await
}
