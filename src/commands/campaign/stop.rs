//! `kcamp campaign stop`.

use super::chosen::{AllArgs, NamedArgs};
use super::trigger;
use crate::context::Context;
use crate::domain::change::Trigger;
use crate::error::Error;
use crate::exit::Exit;

/// Stop a running campaign; a later start is a new run
///
/// The platform forgets how far the run came: a later start calls the whole list again. The schedule stays as it is,
/// and starts the next run; kcamp schedule disable switches it off. On Burki a stop is final; kcamp campaign pause can
/// be undone. Several names, -f and --all stop several campaigns: kcamp asks once for all of them, and ends in 10 if
/// only some were stopped. kcamp halt stops everything. kcamp asks before it sends anything; --yes answers, and is
/// needed without a terminal.
///
/// Example: kcamp campaign stop Survey
#[derive(Debug, clap::Args)]
pub struct StopArgs {
    #[command(flatten)]
    named: NamedArgs,
    #[command(flatten)]
    all: AllArgs,
}

/// Reads the campaigns, asks, stops them, and reports.
///
/// # Errors
///
/// `--all` has no filter, a campaign is not found or its state does not allow a stop, there is no consent, or a stop
/// fails.
pub async fn run(args: &StopArgs, context: &mut Context) -> Result<Exit, Error> {
    args.all.require_filter("campaign stop", "kcamp halt stops everything")?;
    trigger::run(&args.named, &args.all, Trigger::Stop, context).await
}
