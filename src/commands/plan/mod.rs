//! `kcamp plan`.

pub(super) mod cost;
mod memory;
pub(super) mod reading;

use std::path::PathBuf;

use super::campaign_files::{self as files, CheckedCampaign, CheckedFiles};
use crate::context::Context;
use crate::domain::plan::Choices;
use crate::error::Error;
use crate::exit::Exit;
use crate::manifest::LinksOut;
use crate::view::plan::PlanView;

/// Show what would make the live campaigns as the files have them, and send nothing
///
/// A campaign is found by its name; case makes no difference. A key that a file does not have is not managed: the live campaign
/// keeps it, and so it does with its schedule where the file has none. What the platform does not return is held against what this
/// machine's journal remembers of it; what nothing is known of is unreadable, and left alone.
///
/// With --exit-code it ends in 20 where the live campaigns are not as the files have them, which a nightly job can watch.
///
/// Example: kcamp plan campaigns/ --exit-code
#[derive(Debug, clap::Args)]
pub struct PlanArgs {
    /// Campaign files, folders, or - for stdin
    #[arg(required = true)]
    path: Vec<PathBuf>,
    /// Follow links in a folder that lead out of it, and read texts that lie outside of the campaign file's folder
    #[arg(long)]
    follow_links: bool,
    /// End in 20 where the live campaigns are not as the files have them
    #[arg(long)]
    exit_code: bool,
    /// Name every campaign, those that are unchanged too
    #[arg(long)]
    all: bool,
}

/// Checks the files, reads what is live, and shows what differs.
pub async fn run(args: PlanArgs, context: &mut Context) -> Result<Exit, Error> {
    let campaigns = checked(&args.path, args.follow_links, context)?;
    let platform = context.connect().await?;
    let live = reading::Live::read(&*platform).await?;
    let plan = live.plan(&campaigns, Choices::default(), &*platform, context).await?;
    let cost = cost::of(&plan, live.pages(), &*platform, context)?;
    let view = PlanView::new(&plan, context.whereabouts()?, cost, args.all, context.clock.now());
    context.ui.show(&view)?;
    Ok(if args.exit_code && view.pending { Exit::Pending } else { Exit::Success })
}

/// The campaigns of these files, without an error among them; warnings are shown.
pub(super) fn checked(
    paths: &[PathBuf],
    follow_links: bool,
    context: &mut Context,
) -> Result<Vec<CheckedCampaign>, Error> {
    files::note_untouched_timezone(context)?;
    let CheckedFiles { campaigns, findings } =
        files::check(paths, LinksOut::asked(follow_links), None, context)?;
    if findings.has_errors() {
        return Err(Error::stopped_by(findings));
    }
    context.ui.findings(&findings);
    if campaigns.iter().any(|campaign| campaign.schedule.is_some()) {
        context.warn_of_outdated_zones();
    }
    Ok(campaigns)
}
