//! `kcamp campaign status`.

use super::chosen::{AllArgs, NamedArgs};
use crate::context::Context;
use crate::error::Error;
use crate::exit::Exit;
use crate::view::lifecycle::{StatusView, StatusesView};

/// Show the status of a campaign, such as Ready, Active or Completed
///
/// Several names, -f and --all show several campaigns, with their values from the list.
///
/// Example: kcamp campaign status "Event Reminder SMS"
#[derive(Debug, clap::Args)]
pub struct StatusArgs {
    #[command(flatten)]
    named: NamedArgs,
    #[command(flatten)]
    all: AllArgs,
}

/// Reads and shows the status.
///
/// # Errors
///
/// `--all` has no filter, no campaign or several campaigns have a name, or the platform cannot be read.
pub async fn run(args: &StatusArgs, context: &mut Context) -> Result<Exit, Error> {
    let StatusArgs { named, all } = args;
    all.require_filter("campaign status", "kcamp campaign list shows every campaign")?;
    let platform = context.connect().await?;
    if all.is_given() || named.campaign.len() + named.file.len() > 1 {
        let rows = if all.is_given() {
            all.rows(&*platform, context).await?
        } else {
            named.rows(&*platform, context).await?
        };
        context.ui.show(&StatusesView(rows.iter().map(StatusView::from).collect()))?;
        return Ok(Exit::Success);
    }
    let names = named.names(context).await?;
    if let [name] = names.as_slice() {
        let id = platform.resolve(name).await?;
        let reading = platform.status(&id).await?;
        context.ui.show(&StatusView::from(&reading))?;
    } else {
        let rows = named.rows(&*platform, context).await?;
        context.ui.show(&StatusesView(rows.iter().map(StatusView::from).collect()))?;
    }
    Ok(Exit::Success)
}
