//! `kcamp campaign status`.

use super::chosen::{AllArgs, NamedArgs};
use crate::commands::campaign_files::FileCare;
use crate::context::Context;
use crate::domain::campaign_ref::CampaignRef;
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
    if !all.is_given() && named.is_one() {
        let choice = named.choice(FileCare::Identity, context).await?;
        if let [name] = choice.names.as_slice() {
            let id = match name {
                CampaignRef::Id(id) => id.clone(),
                name => {
                    let row = platform.locate(name).await?;
                    choice.refuse_others(&[&row])?;
                    row.id
                }
            };
            context.ui.show(&StatusView::from(&platform.status(&id).await?))?;
            return Ok(Exit::Success);
        }
    }
    let rows = if all.is_given() {
        all.rows(&*platform, context).await?
    } else {
        named.rows(FileCare::Identity, &*platform, context).await?
    };
    context.ui.show(&StatusesView(rows.iter().map(StatusView::from).collect()))?;
    Ok(Exit::Success)
}
