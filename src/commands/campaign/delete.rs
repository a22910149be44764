//! `kcamp campaign delete`.

use super::chosen::{NamedArgs, dated};
use super::several::{PlannedWrite, SeveralResults, carry_out};
use crate::commands::campaign_files::FileCare;
use crate::context::Context;
use crate::error::Error;
use crate::exit::Exit;
use crate::platform::outcome::Settled;
use crate::view::lifecycle::{LifecycleOutcome, LifecycleView, LifecyclesView};

/// Delete a campaign with its schedule; this cannot be undone
///
/// kcamp asks before it sends anything; --yes answers, and is needed without a terminal. A running campaign must be
/// stopped first. To keep the campaign as a file, run kcamp campaign export before. Several names and -f delete several
/// campaigns: kcamp asks once for all of them, and ends in 10 if only some were deleted.
///
/// Example: kcamp campaign delete Survey
#[derive(Debug, clap::Args)]
pub struct DeleteArgs {
    #[command(flatten)]
    named: NamedArgs,
}

/// Reads the campaigns, asks, deletes them, and reports.
///
/// # Errors
///
/// No campaign or several campaigns have a name, a campaign's state does not allow a delete, there is no consent, or
/// a delete fails.
pub async fn run(args: &DeleteArgs, context: &mut Context) -> Result<Exit, Error> {
    let platform = context.connect().await?;
    let rows = dated(args.named.rows(FileCare::Identity, &*platform, context).await?, &*platform).await?;
    if let [live] = rows.as_slice() {
        if let Some(done) = context.carry_out(platform.delete(live)?).await? {
            let answer = done.answer_lost;
            context.show_result(&LifecycleView::new(live, LifecycleOutcome::Deleted, answer))?;
        }
        return Ok(Exit::Success);
    }
    let each: Vec<PlannedWrite<Settled<()>>> = rows
        .iter()
        .map(|live| PlannedWrite {
            name: live.name.clone(),
            write: platform.delete(live).map_err(Error::from),
        })
        .collect();
    let view = |at: usize, sent: Result<Settled<()>, Error>, _: &mut Context| {
        Ok(LifecycleView::new(&rows[at], LifecycleOutcome::Deleted, sent?.answer_lost))
    };
    let carried = carry_out("delete", each, context, view).await?;
    let Some(SeveralResults { views, error }) = carried else { return Ok(Exit::Success) };
    context.show_result(&LifecyclesView(views))?;
    error.map_or(Ok(Exit::Success), Err)
}
