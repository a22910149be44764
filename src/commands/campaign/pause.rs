//! `kcamp campaign pause`.

use super::chosen::{AllArgs, NamedArgs};
use super::trigger;
use crate::context::Context;
use crate::domain::change::Trigger;
use crate::error::Error;
use crate::exit::Exit;
use crate::platform::feature::Feature;
use crate::ui::shell_word;

/// Pause a running campaign (Burki); kcamp campaign start resumes it
///
/// Calls in progress are finished, and nobody else is called. The command does not ask, because a pause loses nothing.
///
/// Example: kcamp campaign pause Renewals
#[derive(Debug, clap::Args)]
pub struct PauseArgs {
    /// The campaign's name or id
    campaign: String,
}

/// Reads the campaign, pauses it, and reports.
///
/// # Errors
///
/// The platform has no pause, the campaign is not found or does not run, or the request fails.
pub async fn run(args: &PauseArgs, context: &mut Context) -> Result<Exit, Error> {
    // The next step is a command, which is complete with the campaign that was named.
    context.require(Feature::Pause).map_err(|lacking| Error {
        hints: lacking
            .hints
            .iter()
            .map(|hint| hint.replace("CAMPAIGN", &shell_word(&args.campaign)))
            .collect(),
        ..lacking
    })?;
    let named = NamedArgs { campaign: vec![args.campaign.clone()], file: Vec::new() };
    trigger::run(&named, &AllArgs::default(), Trigger::Pause, context).await
}
