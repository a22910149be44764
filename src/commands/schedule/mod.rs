//! `kcamp schedule`.

mod asked;
mod campaign_name;
pub mod disable;
pub mod enable;

use crate::context::Context;
use crate::error::Error;
use crate::exit::Exit;

/// Switch a campaign's schedule on and off
#[derive(Debug, clap::Subcommand)]
pub enum ScheduleCommand {
    /// Switch a daily or weekly schedule on
    Enable(enable::EnableArgs),
    /// Switch the schedule off
    Disable(disable::DisableArgs),
}

/// Runs the chosen command.
pub async fn run(command: ScheduleCommand, context: &mut Context) -> Result<Exit, Error> {
    match command {
        ScheduleCommand::Enable(args) => enable::run(args, context).await,
        ScheduleCommand::Disable(args) => disable::run(args, context).await,
    }
}
