//! `kcamp campaign start`.

use super::chosen::{AllArgs, NamedArgs};
use super::trigger;
use crate::context::Context;
use crate::domain::change::Trigger;
use crate::error::Error;
use crate::exit::Exit;

/// Start a campaign now: it begins to reach people
///
/// kcamp asks before it sends anything; --yes answers, and is needed without a terminal. A running campaign is
/// not started again. A campaign with a schedule is not started on Kore.ai; on Burki it is queued for its time. Several
/// names and -f start several campaigns: kcamp asks once for all of them, and ends in 10 if only some were started.
///
/// Example: kcamp campaign start Survey
#[derive(Debug, clap::Args)]
pub struct StartArgs {
    #[command(flatten)]
    named: NamedArgs,
}

/// Reads the campaigns, asks, starts them, and reports.
///
/// # Errors
///
/// A campaign is not found or its state does not allow a start, the account is halted, there is no consent, or a
/// start fails.
pub async fn run(args: StartArgs, context: &mut Context) -> Result<Exit, Error> {
    trigger::run(&args.named, &AllArgs::default(), Trigger::Start, context).await
}
