//! `kcamp schedule`.

mod asked;
mod campaign_name;
pub mod disable;
pub mod enable;
mod live;
mod pattern;
pub mod preview;
pub mod show;
mod timing;
mod weekdays_apart;

pub use weekdays_apart::weekdays_apart;

use crate::context::Context;
use crate::domain::difference::{Change, Old};
use crate::error::Error;
use crate::exit::Exit;
use crate::platform::outcome::ScheduleChange;

/// Switch a campaign's schedule on and off, and see its runs before
#[derive(Debug, clap::Subcommand)]
pub enum ScheduleCommand {
    Enable(enable::EnableArgs),
    Disable(disable::DisableArgs),
    Show(show::ShowArgs),
    Preview(preview::PreviewArgs),
}

/// Says which fields the platform holds otherwise than they were sent, and what its documentation leaves open.
pub(super) fn warn_of(change: &ScheduleChange, context: &mut Context) {
    for caution in &change.cautions {
        context.ui.note(caution);
    }
    for Change { field, old, new } in &change.not_as_sent {
        let held = match old {
            Old::Read(Some(held)) => format!("{held:?}"),
            Old::Read(None) | Old::NotReadable => "nothing".to_owned(),
        };
        let sent = new.as_deref().unwrap_or("nothing");
        context.ui.warning(&format!("the platform holds {held} as {field}, and {sent:?} was sent"));
    }
}

/// Runs the chosen command.
pub async fn run(command: ScheduleCommand, context: &mut Context) -> Result<Exit, Error> {
    match command {
        ScheduleCommand::Enable(args) => enable::run(args, context).await,
        ScheduleCommand::Disable(args) => disable::run(args, context).await,
        ScheduleCommand::Show(args) => show::run(args, context).await,
        ScheduleCommand::Preview(args) => preview::run(&args, context).await,
    }
}
