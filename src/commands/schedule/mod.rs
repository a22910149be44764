//! `kcamp schedule`.

mod asked;
mod campaign_name;
pub mod disable;
pub mod enable;
pub mod preview;
mod timing;

use crate::context::Context;
use crate::error::Error;
use crate::exit::Exit;

/// Switch a campaign's schedule on and off, and see its runs before
#[derive(Debug, clap::Subcommand)]
pub enum ScheduleCommand {
    /// Switch a daily or weekly schedule on
    Enable(enable::EnableArgs),
    /// Switch the schedule off
    Disable(disable::DisableArgs),
    /// Show the next runs, offline: nothing is sent
    Preview(preview::PreviewArgs),
}

/// Runs the chosen command.
pub async fn run(command: ScheduleCommand, context: &mut Context) -> Result<Exit, Error> {
    match command {
        ScheduleCommand::Enable(args) => enable::run(args, context).await,
        ScheduleCommand::Disable(args) => disable::run(args, context).await,
        ScheduleCommand::Preview(args) => preview::run(&args, context),
    }
}
