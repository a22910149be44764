//! `kcamp campaign executions`.

use super::contacts::status;
use crate::commands::limit::{Limit, rows};
use crate::commands::masked_numbers;
use crate::context::Context;
use crate::error::Error;
use crate::exit::Exit;
use crate::platform::feature::Feature;
use crate::view::burki_contacts::{ExecutionView, ExecutionsView};
use crate::view::shown_numbers::ShownNumbers;

/// Show every attempt to reach a campaign's contacts (Burki); complete, unless --limit cuts the list
///
/// Example: kcamp campaign executions Renewals --limit 20
#[derive(Debug, clap::Args)]
pub struct ExecutionsArgs {
    /// The campaign's name or id
    campaign: String,
    /// Only attempts with this status, such as no_answer
    #[arg(long, value_name = "STATUS")]
    status: Option<String>,
    /// Show whole phone numbers instead of masked ones
    #[arg(long)]
    show_numbers: bool,
    /// Show at most N
    #[arg(long, value_name = "N", value_parser = rows, allow_negative_numbers = true)]
    limit: Option<u32>,
}

/// Reads page by page, and shows the executions.
///
/// # Errors
///
/// The platform has no executions, the status is unknown, no campaign or several campaigns have the name, or a page
/// cannot be read.
pub async fn run(args: &ExecutionsArgs, context: &mut Context) -> Result<Exit, Error> {
    context.require(Feature::Executions)?;
    let status = status(args.status.as_ref())?;
    let zone = context.reader_zone()?;
    let platform = context.connect().await?;
    let id = platform.resolve(&platform.refer(&args.campaign)).await?;
    let limit = Limit::of(args.limit);
    let mut executions = platform.executions(&id, status, limit.asked()).await?;
    limit.cut(&mut executions, context);
    let numbers = ShownNumbers::whole_if(args.show_numbers);
    masked_numbers::say(numbers, context);
    let rows = executions.iter().map(|execution| ExecutionView::new(execution, numbers, &zone));
    context.ui.show(&ExecutionsView(rows.collect()))?;
    Ok(Exit::Success)
}
